"""Plain text and Markdown: the file is the article."""

from helpers._files import no_other_format
from helpers.corpus._readers._piece import File, Piece


def recognise(file: File) -> bool:
    """The last kind: whatever no other reader knows is plain text, or refused."""
    return True


def read(file: File) -> list[Piece]:
    """One piece, every character as it stands; what is no text raises an InputError."""
    no_other_format(file.name, file.data)
    return [Piece(file.text)]
