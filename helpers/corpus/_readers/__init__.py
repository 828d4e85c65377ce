"""Readers: one for each kind of file that holds articles, behind one table.

`recognise(file)` looks at what a file holds, never at its name alone; the first kind that recognises a file
reads it. `read(file)` gives its pieces in order, or raises an InputError in one sentence; here the file's
name is set before it. Heavy libraries are imported inside `read`.
"""

from collections.abc import Callable
from typing import NamedTuple

from helpers import InputError
from helpers.corpus._readers import (
    archive,
    europresse,
    factiva,
    feed,
    mail,
    nexis,
    office,
    page,
    pdf,
    plain,
    proquest,
    table,
    warc,
    wire,
)
from helpers.corpus._readers._piece import File, Piece


class Kind(NamedTuple):
    """A kind of file: what it is called, how it is told, how it is read."""

    name: str
    recognise: Callable[[File], bool]
    read: Callable[[File], list[Piece]]


KINDS = (
    Kind("export of ProQuest", proquest.recognise, proquest.read),
    Kind("export of Nexis", nexis.recognise, nexis.read),
    Kind("export of Factiva", factiva.recognise, factiva.read),
    Kind("export of Europresse", europresse.recognise, europresse.read),
    Kind("web archive (WARC)", warc.recognise, warc.read),
    Kind("wire format of an agency", wire.recognise, wire.read),
    Kind("feed", feed.recognise, feed.read),
    Kind("document (DOCX, ODT, RTF)", office.recognise, office.read),
    Kind("PDF", pdf.recognise, pdf.read),
    Kind("mail", mail.recognise, mail.read),
    Kind("table", table.recognise, table.read),
    Kind("archive", archive.recognise, archive.read),
    Kind("web page", page.recognise, page.read),
    Kind("plain text", plain.recognise, plain.read),
)


def read(file: File) -> list[Piece]:
    """The pieces of a file, by the first kind that recognises it; plain text is the last."""
    kind = next(kind for kind in KINDS if kind.recognise(file))
    try:
        return kind.read(file)
    except InputError as error:
        named = str(error).startswith(f"{file.name}: ")
        raise error if named else InputError(f"{file.name}: {error}") from None
