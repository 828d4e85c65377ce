"""The user's own copies of the notebooks in `working/`, and what becomes of them when the kit's are newer."""

import hashlib
import json
from collections import defaultdict
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat.sign import NotebookNotary

from helpers import WORKING, _files
from helpers._notebooks import WIDGET, ordered, take_widgets

RECORD = WORKING / ".copied.json"  # name → the checksums of the notebook that was copied
OLDER = WORKING / "older"
SAID = {
    "new": "Brought up to date: {}.",
    "run": "Brought up to date: {}; as you had run them, they lie in working/older/.",
    "broken": "Could not be read, and copied anew: {}; the old ones lie in working/older/.",
    "gone": "No longer in the kit: {}; your copies lie in working/older/.",
    "left": "No longer in the kit, kept because you changed them: {}.",
    "yours": "Kept as you left them: {} (delete one to start it again).",
    "old": "Out of date, kept because you changed them: {} (rename or delete one to get the kit's new one).",
}


class Checksums(NamedTuple):
    """Of a notebook's file, and of what its cells say: running it changes the first alone."""

    file: str
    cells: str


def renew() -> list[str]:
    """Bring the copies up to date; return what the user should know of it, in sentences.

    A copy that the user never changed is replaced, one that was only run is put aside and replaced, one that
    was changed is kept and named.
    """
    known, record = _known(), {}
    theirs = {path.name: path.read_bytes() for path in ordered()}
    happened: dict[str, list[str]] = defaultdict(list)
    for name in sorted({*known, *theirs}):
        was, data = known.get(name, Checksums("", "")), theirs.get(name)
        what = _renew(WORKING / name, data, was)
        happened[what].append(name.removesuffix(".ipynb"))
        if data is not None:
            record[name] = was if what in ("yours", "old") else checksums(data)
    _files.replace(RECORD, f"{json.dumps(record, indent=1)}\n".encode())
    return [sentence.format(", ".join(happened[what])) for what, sentence in SAID.items() if happened[what]]


def _renew(copy: Path, theirs: bytes | None, was: Checksums) -> str:
    what = fate(copy.read_bytes() if copy.exists() else None, theirs, was)
    if what in ("run", "broken", "gone"):
        OLDER.mkdir(exist_ok=True)
        names = (OLDER / f"{copy.stem}{f'-{n}' if n > 1 else ''}.ipynb" for n in count(1))
        copy.rename(next(path for path in names if not path.exists()))
    if theirs is not None and what in ("made", "new", "run", "broken"):
        _files.replace(copy, theirs)
        _trust(nbformat.reads(theirs.decode("utf-8"), as_version=4))
    return what


def fate(held: bytes | None, theirs: bytes | None, was: Checksums) -> str:
    """What becomes of a copy that holds `held`, was copied from `was`, and of which the kit has `theirs`.

    A key of SAID; or, where there is nothing to say, "made" for a new one and "same".
    """
    if held is None:
        return "same" if theirs is None else "made"
    mine = checksums(held)
    if theirs is None:
        return "gone" if mine.cells == was.cells else "left"
    if not mine.cells:
        return "broken"
    now = checksums(theirs)
    if mine.file == was.file != now.file:
        return "new"
    if mine.cells == now.cells:
        return "same"
    if mine.cells == was.cells:
        return "run"
    return "yours" if was.cells == now.cells else "old"


def checksums(data: bytes) -> Checksums:
    """The checksums of a notebook; those of the cells are empty where it cannot be read.

    >>> a, b = ([{"cell_type": "code", "source": ["1 +", " 1"], "outputs": out}] for out in ([], [2]))
    >>> a, b = (checksums(json.dumps({"cells": cells}).encode()) for cells in (a, b))
    >>> a.file == b.file, a.cells == b.cells
    (False, True)
    """
    try:
        cells = [(cell["cell_type"], "".join(cell["source"]).rstrip()) for cell in json.loads(data)["cells"]]
        said = json.dumps([cell for cell in cells if cell[1]]).encode()
    except (ValueError, KeyError, TypeError):
        return Checksums(hashlib.sha256(data).hexdigest(), "")
    return Checksums(*(hashlib.sha256(part).hexdigest() for part in (data, said)))


def _known() -> dict[str, Checksums]:
    """What the record holds; nothing where there is none, or it is damaged."""
    try:
        return {name: Checksums(*sums) for name, sums in json.loads(RECORD.read_bytes()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def take_dead_widgets() -> None:
    """Take the widgets out of every saved notebook: at a start no kernel is there for them."""
    for path in WORKING.rglob("*.ipynb"):
        data = path.read_bytes()
        if WIDGET.encode() in data:
            with suppress(ValueError):  # it cannot be read as a notebook
                notebook = nbformat.reads(data.decode("utf-8"), as_version=4)
                trusted = NotebookNotary().check_signature(notebook)
                if take_widgets(notebook):
                    _files.replace(path, f"{nbformat.writes(notebook)}\n".encode())
                    if trusted:
                        _trust(notebook)


def _trust(notebook: nbformat.NotebookNode) -> None:
    """Let JupyterLab show a notebook's outputs as they are: it takes pages of strangers apart."""
    with suppress(OSError):  # no home to write to
        NotebookNotary().sign(notebook)
