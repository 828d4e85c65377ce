"""Archives: zip, gzip and bzip2, unpacked in memory and within bounds; nothing is written anywhere."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from helpers import InputError

LARGEST = 200 << 20  # bytes of one member, and of an archive unpacked
MOST = 5000  # members of one archive


def holds(data: bytes, name: str) -> bool:
    """Whether bytes are a zip archive with a member of this name, also where it breaks off later."""
    return data.startswith(b"PK\x03\x04") and name.encode() in data


def member(data: bytes, name: str) -> bytes:
    """Return one member of a zip archive; a broken, locked or too large one raises an InputError."""
    with _opened(data) as opened:
        return _unpacked(opened, name)


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            yield opened
    except InputError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError):
        raise InputError("this archive is broken or breaks off; download or save it again") from None


def _unpacked(opened: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> bytes:
    try:
        info = opened.getinfo(name) if isinstance(name, str) else name
    except KeyError:
        raise InputError(f"this archive lacks {name}; save it again") from None
    if info.flag_bits & 1:
        raise InputError("this archive is locked with a password; unpack it first")
    with opened.open(info) as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{info.filename} unpacks to more than {LARGEST >> 20} MB; split it")
    return data
