"""What the encoder has read is kept in `working/`, so that a text is read once and a rerun is instant.

The key of a reading is a hash of the text, of its mentions, and of the weights and the code that read it. The
file can be deleted at any time; where it cannot be opened, everything is read anew.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import numpy as np

from helpers import WORKING
from helpers.sentiment import _encoder

STORE = WORKING / ".readings.sqlite"
AT_ONCE = 500  # keys in a question: fewer than SQLite's least limit of 999
WAIT = 10  # seconds for another notebook to finish writing


def read(
    texts: Sequence[str], mentions: Sequence[Sequence[_encoder.Span]]
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return what `_encoder.read` does, and read only what was never read."""
    keys = [_key(text, spans) for text, spans in zip(texts, mentions, strict=True)]
    known = _kept(keys)
    new = {key: n for n, key in enumerate(keys) if key not in known}
    if new:
        tone, logits = _encoder.read([texts[n] for n in new.values()], [mentions[n] for n in new.values()])
        fresh = {
            key: np.concatenate([[value], part.ravel()])
            for key, value, part in zip(new, tone, logits, strict=True)
        }
        _keep(fresh)
        known |= fresh
    numbers = [known[key] for key in keys]
    return np.array([one[0] for one in numbers]), [one[1:].reshape(-1, 3) for one in numbers]


def _key(text: str, spans: Sequence[_encoder.Span]) -> bytes:
    mark = hashlib.blake2b(_reader(), digest_size=16)
    mark.update(f"{list(map(tuple, spans))}\n{text}".encode("utf-8", "surrogatepass"))
    return mark.digest()


@cache
def _reader() -> bytes:
    """The weights, by the checksums that their file holds, and the code."""
    with ZipFile(_encoder.WEIGHTS) as file:
        checksums = [(part.filename, part.CRC) for part in file.infolist()]
    return repr(checksums).encode() + Path(_encoder.__file__).read_bytes()


def _kept(keys: list[bytes]) -> dict[bytes, np.ndarray]:
    found: dict[bytes, np.ndarray] = {}
    try:
        with closing(_opened()) as store:
            for at in range(0, len(keys), AT_ONCE):
                asked = keys[at : at + AT_ONCE]
                marks = ",".join("?" * len(asked))
                rows = store.execute(f"SELECT key, numbers FROM readings WHERE key IN ({marks})", asked)
                found |= {key: np.frombuffer(numbers) for key, numbers in rows}
    except (OSError, sqlite3.Error):
        return {}
    return found


def _keep(fresh: dict[bytes, np.ndarray]) -> None:
    rows: Iterator[tuple] = ((key, numbers.tobytes()) for key, numbers in fresh.items())
    try:
        with closing(_opened()) as store, store:
            store.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?)", rows)
    except (OSError, sqlite3.Error):
        return


def _opened() -> sqlite3.Connection:
    STORE.parent.mkdir(exist_ok=True)
    store = sqlite3.connect(STORE, timeout=WAIT)
    store.execute("CREATE TABLE IF NOT EXISTS readings (key BLOB PRIMARY KEY, numbers BLOB) WITHOUT ROWID")
    return store
