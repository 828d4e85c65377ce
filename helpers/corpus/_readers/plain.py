"""Plain text and Markdown: the file is the article."""

import re

from helpers import InputError
from helpers._files import NOT_TEXT, decode, no_other_format
from helpers.corpus._readers._piece import TAG, TAG_OF_A_PAGE, File, Piece, normalised

UNPRINTED = 1000  # a text has at most one control character in so many
MOST_PARTS = 2  # tags that part a page; with more of them a text is a page of HTML
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")
_PAGE = re.compile(
    rf"<(?:!doctype|\?xml|(?:{TAG_OF_A_PAGE.pattern})\b)[^<>]*>|\[?\s*{{\s*\"\w+\"\s*:", re.IGNORECASE
)


def recognise(file: File) -> bool:
    """The last kind: whatever no other reader knows is plain text, or refused."""
    return True


def read(file: File) -> list[Piece]:
    """One piece, every character as it stands; what is no text raises an InputError."""
    no_other_format(file.name, file.data)
    if not (file.encoding or decode(file.data)[1]):
        raise InputError(NOT_TEXT.format(file.name))
    if len(_CONTROL.findall(file.text)) > len(file.text) / UNPRINTED:
        raise InputError(NOT_TEXT.format(file.name))
    text, _ = normalised(file.text)
    parts = sum(bool(TAG_OF_A_PAGE.fullmatch(tag)) for tag in TAG.findall(text))
    if _PAGE.match(text.lstrip()) or parts > MOST_PARTS:
        raise InputError(
            "this is a page of HTML, XML or JSON and not plain text; copy what it shows into a "
            "plain text file (UTF-8)"
        )
    return [Piece(file.text)]
