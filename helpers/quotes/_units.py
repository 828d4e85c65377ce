"""Sentences as the rules read them: words in small letters, a stretch between quotation marks being one."""

import re
from bisect import bisect_left
from typing import NamedTuple

from helpers.quotes._marks import Marked

QUOTED = "“”"  # stands for a whole stretch between marks
NOBODY = (-1, -1)
_TOKEN = re.compile(
    r"[^\W_]+(?:(?:[&.-]|'(?!(?:d|ll|ve|re|s|m)(?![^\W_])))[^\W_]+)*(?:'(?!\w))?"
    r"|'(?:d|ll|ve|re|s|m)(?![^\W_])|--|[^\w\s.]"
)


class Unit(NamedTuple):
    """One sentence, or several that a quotation holds together; places count in the document's text."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]

    def capital(self, number: int) -> bool:
        """Whether a word begins with a capital."""
        return self.text[self.starts[number]].isupper()

    def first_at(self, place: int) -> int:
        """The number of the first word that begins at a place or behind it."""
        return bisect_left(self.starts, place)

    def span(self, words: tuple[int, int] | None) -> tuple[int, int]:
        """Where the words begin and end of which the first and the last are given."""
        return NOBODY if words is None else (self.starts[words[0]], self.ends[words[1]])


class Attribution(NamedTuple):
    """What is said, its cue and its speaker; a speaker, cue or pause that is not there is (-1, -1).

    A pause is where the narrator breaks in: “No,” [he said,] “never.”
    """

    start: int
    end: int
    cue: tuple[int, int]
    speaker: tuple[int, int]
    pause: tuple[int, int]
    reason: str


def unit(text: str, low: str, start: int, end: int, quoted: list[Marked]) -> Unit:
    """Read what stands from start to end of a text; `low` is the text in small letters, apostrophes straight.

    Endings as in "Hale's" and "she'd" are words of their own.

    >>> text = "Hale’s aide said: “No.”"
    >>> unit(text, text.lower().replace("’", "'"), 0, 23, [Marked(18, 23, True)]).words
    ['hale', "'s", 'aide', 'said', ':', '“”']
    """
    spans: list[tuple[int, int]] = []
    words: list[str] = []
    at = start
    for left, right in [*((one.start, one.end) for one in quoted), (end, end)]:
        between = [match.span() for match in _TOKEN.finditer(low, at, left)]
        spans += between
        words += [low[a:b] for a, b in between]
        if right > left:
            spans.append((left, right))
            words.append(QUOTED)
        at = right
    return Unit(text, [a for a, _ in spans], [b for _, b in spans], words)
