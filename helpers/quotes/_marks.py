"""What stands between quotation marks: which mark opens, which closes, what runs over paragraphs."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

_BEFORE_WORD = (
    r"(?!\d\ds?\b|(?i:em|til|tis|twas|cause|round|n|bout|cept)\b)(?=[\w“\"$£€(\[…])"  # not "’90s", "’em"
)
_SIGN = re.compile(  # the sign first, so that text without any is passed over at once; then what it needs
    r"[“”„‚\"«»‹›'‘’](?:(?<=[“”„‚\"«»‹›])|(?<=')'"
    rf"|(?<=['‘])(?<![\w”\"’'.,!?;:%)\]].){_BEFORE_WORD}|(?<=['’])(?<=[^\s(\[].)(?![\w'’])|(?<=‘)(?<=\S.)(?!\w))"
)
_SINGLE = frozenset("'‘’")
_CLOSED_BY = {
    "“": '”"',
    "”": "”",
    "„": '“”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‚": "‘’",
    '"': '"”',
    "''": ("''",),
}
_BEFORE_OPENING = " \n([{—–-/…‘'“„\""
_PLURAL = re.compile(r"s['’] [a-z]")
AHEAD = 40  # marks that are looked at to tell a nested quotation from one that was never closed


class Marked(NamedTuple):
    """A stretch between quotation marks, the marks with it."""

    start: int
    end: int
    closed: bool


class _Mark(NamedTuple):
    """A quotation mark, and whether what stands around it lets it open or close."""

    start: int
    end: int
    sign: str
    opens: bool
    closes: bool


def marked(text: str, paragraphs: Sequence[tuple[int, int]], ends: Sequence[int] = ()) -> list[Marked]:
    """List the stretches between quotation marks, in order and apart: of nested ones the outermost.

    >>> text = "He ‘can’t go’, she said: “It’s ‘bad’.”"
    >>> [text[start:end] for start, end, _ in marked(text, [(0, len(text))])]
    ['‘can’t go’', '“It’s ‘bad’.”']

    A mark that opens again each paragraph, or that closes in a later one, makes one stretch of them. One that
    never closes reaches to the end of its paragraph if it opens it, else to the end of its sentence: the
    next of `ends`.
    """
    found: list[Marked] = []
    running: _Mark | None = None
    for number, (start, stop) in enumerate(paragraphs):
        running = _read(text, _marks_in(text, start, stop), running, start, found)
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if running and not (following and _runs_on(text, running, *following)):
            place = bisect_left(ends, running.start + 1)
            inside = running.start > start and place < len(ends)
            found.append(Marked(running.start, min(ends[place], stop) if inside else stop, False))
            running = None
    return [one for one in found if one.end - one.start > 2]


def _marks_in(text: str, start: int, stop: int) -> list[_Mark]:
    marks = []
    for match in _SIGN.finditer(text, start, stop):
        left, right, sign = match.start(), match.end(), match[0]
        before = text[left - 1] if left > start else " "
        after = text[right] if right < stop else " "
        opens = not after.isspace() and before in _BEFORE_OPENING
        closes = not before.isspace() and (not opens or after in "”’\"'.,;:!?)—–- ")
        if sign in "“„«‹":
            opens, closes = True, sign != "„" and not before.isspace()
        elif sign in "»›":
            closes = True
        marks.append(_Mark(left, right, sign, opens, closes))
    return marks


def _read(
    text: str, marks: list[_Mark], running: _Mark | None, start: int, found: list[Marked]
) -> _Mark | None:
    """Add what closes in one paragraph to what was found; return the mark that is still open at its end."""
    inner: list[str] = []
    number = 0
    if running and marks and marks[0].start == start and marks[0].opens and marks[0].sign == running.sign:
        number = 1
    while number < len(marks):
        mark = marks[number]
        number += 1
        if mark.sign in _SINGLE and not (running and running.sign == "‚"):
            if running is None and mark.opens and (end := _single_end(text, marks, number)):
                found.append(Marked(mark.start, marks[end].end, True))
                number = end + 1
        elif running is None:
            running = mark if mark.opens else None
        elif mark.closes and mark.sign in _CLOSED_BY[(inner or [running.sign])[-1]]:
            if inner:
                inner.pop()
            else:
                found.append(Marked(running.start, mark.end, True))
                running = None
        elif mark.closes and inner and mark.sign in _CLOSED_BY[running.sign]:
            found.append(Marked(running.start, mark.end, True))
            running, inner = None, []
        elif mark.opens and _both_close(marks, number, 2 + len(inner)):
            inner.append(mark.sign)
        elif mark.opens and mark.sign == running.sign:
            found.append(Marked(running.start, mark.start, False))
            running, inner = mark, []
    return running


def _both_close(marks: list[_Mark], number: int, depth: int) -> bool:
    """Whether as many marks close from here on as are open."""
    for mark in marks[number : number + AHEAD]:
        if mark.sign not in _SINGLE:
            depth += 1 if mark.opens and not mark.closes else -1
            if not depth:
                return True
    return False


def _single_end(text: str, marks: list[_Mark], number: int) -> int:
    """The number of the mark that closes a single one; 0 if what looked like one is an apostrophe.

    The first that may close does, unless it may be a plural's ("the voters’ choice’") and another follows.
    """
    closing = []
    for place in range(number, min(number + AHEAD, len(marks))):
        mark = marks[place]
        if mark.sign in _SINGLE:
            if mark.opens and not mark.closes:
                break
            closing.append(place)
    if len(closing) > 1 and _PLURAL.match(text, marks[closing[0]].start - 1):
        return closing[1]
    return closing[0] if closing else 0


def _runs_on(text: str, running: _Mark, start: int, stop: int) -> bool:
    """Whether a quotation that no mark closes in its paragraph goes on in the next one."""
    if text.startswith(running.sign, start):
        return True
    following = next((mark for mark in _marks_in(text, start, stop) if mark.sign not in _SINGLE), None)
    return following is not None and running.sign in "“«„" and following.sign in "”»" and not following.opens
