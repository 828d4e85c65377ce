"""Sentences as the rules read them: words in small letters, a stretch between quotation marks being one."""

import re
from bisect import bisect_left
from typing import NamedTuple

from helpers._fold import straighten
from helpers.quotes._marks import Marked

QUOTED = "“”"  # stands for a whole stretch between marks
NOBODY = (-1, -1)
_TOKEN = re.compile(r"[^\W_]+(?:[’'&.-][^\W_]+)*[’']?(?=\W|_|$)|--|[^\w\s.]")
_ENDING = re.compile(r"(?<=\w)(?:n['’]t|['’](?:d|ll|ve|re|s|m))$", re.IGNORECASE)


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


def unit(text: str, start: int, end: int, quoted: list[Marked]) -> Unit:
    """Read what stands from start to end; endings as in "Hale's", "don't", "she'd" are words of their own.

    >>> unit("Hale’s aide said: “No.”", 0, 23, [Marked(18, 23, True)]).words
    ['hale', "'s", 'aide', 'said', ':', '“”']
    """
    read = Unit(text, [], [], [])
    at = start
    for left, right in [*((one.start, one.end) for one in quoted), (end, end)]:
        for match in _TOKEN.finditer(text, at, left):
            ending = _ENDING.search(match[0])
            cut = match.start() + ending.start() if ending else match.end()
            _add(read, match.start(), cut)
            if ending:
                _add(read, cut, match.end())
        if right > left:
            _add(read, left, right, QUOTED)
        at = right
    return read


def _add(read: Unit, start: int, end: int, word: str = "") -> None:
    read.starts.append(start)
    read.ends.append(end)
    read.words.append(word or straighten(read.text[start:end].lower()))
