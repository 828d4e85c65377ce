"""Archives: zip, gzip and bzip2, unpacked in memory and within bounds; nothing is written anywhere."""

import bz2
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from helpers import InputError
from helpers.corpus._readers._piece import File, Piece, articles

_DOCUMENTS = ("word/document.xml", "xl/workbook.xml", "content.xml")  # documents that are zip archives
_LEFT = re.compile(r"(?:^|/)(?:\.(?!\.?/)|~\$|__MACOSX/|Thumbs\.db$|desktop\.ini$)")  # by programs
LARGEST = 200 << 20  # bytes of one member, and of an archive unpacked
MOST = 5000  # members of one archive
TOO_LARGE = f"this archive unpacks to more than {LARGEST >> 20} MB or {MOST:,} files; split it"
BROKEN = "this archive is broken or breaks off; download or save it again"


def holds(data: bytes, name: str) -> bool:
    """Whether bytes are a zip archive with a member of this name, also where it breaks off later."""
    return data.startswith(b"PK\x03\x04") and name.encode() in data


def check(data: bytes) -> None:
    """Raise an InputError if a zip archive is broken or would unpack to more than is read at once."""
    with _opened(data):
        pass


def member(data: bytes, name: str) -> bytes:
    """Return one member of a zip archive; a broken, locked or too large one raises an InputError."""
    with _opened(data) as opened:
        if name not in opened.NameToInfo:
            raise InputError(f"this archive lacks {name}; save it again")
        return _unpacked(opened, opened.getinfo(name))


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            members = opened.infolist()
            if len(members) > MOST or sum(info.file_size for info in members) > LARGEST:
                raise InputError(TOO_LARGE)
            yield opened
    except InputError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError):
        raise InputError(BROKEN) from None


def _unpacked(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise InputError("this archive is locked with a password; unpack it first")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InputError("this archive is packed in a way that is not read; unpack it first")
    with opened.open(info) as stream:
        return stream.read(info.file_size + 1)  # no more than the size that it states


def recognise(file: File) -> bool:
    """Whether this is a zip, gzip or bzip2 archive by its first bytes."""
    return _archive(file.data)


def read(file: File) -> list[Piece]:
    """The pieces of every member; one that cannot be read is a piece with the reason."""
    from helpers.corpus import _readers  # each member is of a kind of its own

    inside = members(file)
    if len(inside) == 1 and not file.data.startswith(b"PK"):
        return _readers.read(inside[0])
    found: list[Piece] = []
    for one in inside:
        try:
            pieces = _readers.read(one)
        except InputError as error:
            found.append(Piece("", reason=str(error)))
        else:
            found += [replace(piece, encoding=piece.encoding or one.encoding) for piece in pieces]
    said = f" ({found[0].reason})" if found else ""
    return articles(found, f"no file in this archive holds an article{said}")


def members(file: File) -> list[File]:
    """Return the files in an archive, but for those that programs leave; an archive in it is not unpacked.

    A name holds the archive's, and never leads out of it: it is a name, nothing is written there.
    """
    if not file.data.startswith(b"PK"):
        return _no_archive([File(file.name, _decompressed(file.data))])
    with _opened(file.data) as opened:
        files = (info for info in opened.infolist() if not info.filename.endswith("/"))
        shown = [info for info in files if not _LEFT.search(info.filename)]
        found = [File(f"{file.name}/{info.filename}", _unpacked(opened, info)) for info in shown]
    return _no_archive(found)


def _no_archive(files: list[File]) -> list[File]:
    if any(_archive(file.data) or file.data[257:262] == b"ustar" for file in files):
        raise InputError("an archive lies in this archive; unpack it first")
    return files


def _archive(data: bytes) -> bool:
    packed = data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh"))
    return packed and not any(holds(data, name) for name in _DOCUMENTS)


def _decompressed(data: bytes) -> bytes:
    unpack = gzip.open if data.startswith(b"\x1f\x8b") else bz2.open
    try:
        with unpack(io.BytesIO(data)) as stream:
            inner = stream.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise InputError(BROKEN) from None
    if len(inner) > LARGEST:
        raise InputError(TOO_LARGE)
    return inner
