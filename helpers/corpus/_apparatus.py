"""What in a text is not the article's own prose, found by its form, and only where that is sure.

Whole lines: bylines, credits, captions, links, times, notes, pages, running heads (`_wholes`, `_notes`,
`_pages`, `_running_heads`). Beginnings of lines: speakers' labels that take turns (`_speakers`), datelines
(`_datelines`), the times of a live blog (`_times`). Ends of lines: credits in brackets. What is not sure
stays prose; so does a text that would have no word left. The forms are in `_apparatus_rules`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from string import ascii_uppercase
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from helpers._fold import APOSTROPHES, HYPHENS
from helpers._tables import require
from helpers.corpus._apparatus_rules import (
    BRACKETED,
    CLOCK_FIRST,
    CONTRIBUTED,
    CUE,
    DATELINE,
    HIGH,
    IN_PLACE,
    LABEL,
    LOW_FIGURES,
    MAY_BE,
    MAY_BE_LONG,
    NO_PLACE,
    NO_SPEAKERS,
    NOTE_LABEL,
    NOTES_HEAD,
    PHOTO_END,
    PHOTO_WORDS,
    RULE,
    RULES,
    YEAR,
)
from helpers.corpus._segment import BULLETS, ENDED, Span, lines_of

APPARATUS_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "speaker": "who speaks, at the beginning of a transcript's lines: the `speaker` of what follows",
        "dateline": "the place, date and agency before an article's first words",
        "byline": "who wrote it",
        "credit": "agencies, editors, rights",
        "caption": "a picture's words and who took it",
        "link": "what the page offers beside the article: read more, share, advertisement",
        "time": "when a line was written or the page last changed",
        "page": "a page's number",
        "running head": "a short line that comes back on every page",
        "cue": "what is heard in a transcript: laughter, applause",
        "note": "notes and references at the foot, with their heading or rule",
    }
)
STOPS = '.!?,:;"”’'  # what ends no line that a rule matches, unless it begins with a word of MAY_BE
BRACKETS = (")", "]", ").", "].")
CAPITALS = f"{ascii_uppercase}.{APOSTROPHES}{HYPHENS}"  # the second letter of a place in capitals
LONGEST = 300  # characters of a line that may be set aside whole
PHOTO_REACH = 130  # characters of a line's end in which a photo credit is looked for
SHORT = 120  # from here on only what begins with a word of MAY_BE_LONG is tried
LONGEST_CAPTION = 200  # of one with a photo credit at its end; of a longer one only the credit is set aside
HEAD = 60  # of a running head
NOTE_HEAD = 80  # of the heading of notes, or of the rule above them
PLACE = 100  # of a line's beginning in which the agency of a dateline stands
AGAIN = 3  # times that a running head comes, at least
TOP, FOOT = 6, 3  # lines of a text, from its top and its foot, in which a byline needs no role or agency

NO_HEAD = re.compile(rf"\A[a-zß-öø-ÿ*{BULLETS}-]|[.!?]\s")  # part of a sentence, an item, two sentences


class Piece(NamedTuple):
    """A stretch of a text that is set aside."""

    start: int
    end: int
    kind: str
    reason: str
    speaker: str = ""


def apparatus(documents: pd.DataFrame) -> pd.DataFrame:
    """List what `sentences` sets aside as not the article's own prose: labels, bylines, credits, captions.

    >>> text = "By Ann Hale\\n\\nHALDEN (AP) — It rained.\\n\\nRead more: Floods"
    >>> apparatus(pd.DataFrame({"doc_id": ["a"], "text": [text]}))[["text", "kind"]].values.tolist()
    [['By Ann Hale', 'byline'], ['HALDEN (AP) —', 'dateline'], ['Read more: Floods', 'link']]

    Found by its form alone, and only where that is sure; the rest stays prose. Returns one row per stretch,
    in order: `doc_id, start, end, text`, `kind` (one of `APPARATUS_KINDS`) and the `reason` in words. With
    the sentences it holds every character that is not white space exactly once. A text that would have no
    word left is prose.
    """
    require(documents, "documents", ["doc_id", "text"])
    rows = [
        (doc_id, piece.start, piece.end, text[piece.start : piece.end], piece.kind, piece.reason)
        for doc_id, text in zip(documents["doc_id"], documents["text"])
        for piece in set_aside(text)
    ]
    table = pd.DataFrame(rows, columns=["doc_id", "start", "end", "text", "kind", "reason"])
    words = dict.fromkeys(["doc_id", "text", "kind", "reason"], "str")
    return table.astype(words | {"start": "int64", "end": "int64"})


def set_aside(text: str) -> list[Piece]:
    """The stretches of one text that are no prose, in order; none overlap, all are trimmed."""
    brackets = sorted(_brackets(text))
    lines = lines_of(text, spans(brackets))
    found = _wholes(text, lines)
    for search in (_notes, _pages, _running_heads):
        for at, piece in search(text, lines, found):
            found[at] = piece
    prose = [line for line, piece in zip(lines, found) if piece is None]
    pieces = brackets + [piece for piece in found if piece]
    begun = {
        piece.start: piece for search in (_datelines, _times, _speakers) for piece in search(text, prose)
    }
    pieces += [*begun.values(), *_photo_ends(text, prose)]
    return _unless_all(text, sorted(pieces))


def _brackets(text: str) -> Iterator[Piece]:
    """Credits in brackets at the end of a line, over single newlines too; and a transcript's cues there."""
    for bracket in "([":
        at = text.find(bracket)
        while at >= 0:
            if found := BRACKETED.match(text, at):
                yield Piece(at, found.end(), "credit", "who reported, wrote or edited it, in brackets")
            elif found := CUE.match(text, at):
                yield Piece(at, found.end(), "cue", "what is heard, in brackets")
            at = text.find(bracket, found.end() if found else at + 1)


def _unless_all(text: str, pieces: list[Piece]) -> list[Piece]:
    """Nothing, if no letter of the text would remain."""
    if not pieces:
        return []
    ends = [0, *(piece.end for piece in pieces)]
    starts = [*(piece.start for piece in pieces), len(text)]
    return pieces if any(re.search(r"[^\W\d_]", text[a:b]) for a, b in zip(ends, starts)) else []


def _wholes(text: str, lines: list[Span]) -> list[Piece | None]:
    """Of each line the piece that it is from end to end, if it is one."""
    contributed = "contributed" in text
    found: list[Piece | None] = [None] * len(lines)
    for at, (start, end) in enumerate(lines):
        if end - start > LONGEST:
            continue
        may_begin = MAY_BE_LONG if end - start > SHORT else MAY_BE if text[end - 1] in STOPS else None
        if not may_begin or may_begin.match(text, start):
            rule = RULE.match(text, start, end)
            if rule:
                found[at] = _by_rule(text, lines, at, rule)
                continue
        if contributed or (end - start <= LONGEST_CAPTION and _may_end_in_photo(text, start, end)):
            found[at] = _at_end(text, start, end)
    return found


def _by_rule(text: str, lines: list[Span], at: int, found: re.Match) -> Piece | None:
    """The line as a piece, by the rule that it matches from end to end, if that stands where it may."""
    kind, reason, _ = RULES[int(str(found.lastgroup).removeprefix("rule"))]
    if kind == IN_PLACE:
        if TOP <= at < len(lines) - FOOT:
            return None
        kind = "byline"
    if kind in ("time", "credit") and at and _goes_on(text, lines[at - 1], lines[at][0]):
        return None
    return Piece(*lines[at], kind, reason)


def _goes_on(text: str, before: Span, start: int) -> bool:
    """Whether a sentence of the line before may go on in this one, as in hard-wrapped text."""
    gap = text[before[1] : start]
    return gap.count("\n") < 2 and before[1] - before[0] >= 25 and text[before[1] - 1] not in ENDED


Found = Iterator[tuple[int, Piece]]


def _pages(text: str, lines: list[Span], found: list[Piece | None]) -> Found:
    """Figures alone on a line that stands alone."""
    for at, (start, end) in enumerate(lines):
        figures = end - start <= 3 and text[start:end].isdecimal() and found[at] is None
        if figures and _alone(text, lines, found, at):
            yield at, Piece(start, end, "page", "figures alone, as a page's number stands")


def _running_heads(text: str, lines: list[Span], found: list[Piece | None]) -> Found:
    """Short lines without an end mark that come three times or more, but for the figures at their ends."""
    heads: dict[int, str] = {}
    for at, (start, end) in enumerate(lines):
        if end - start <= HEAD and found[at] is None and text[end - 1] not in ENDED + (",",):
            line = text[start:end]
            head = line.strip("0123456789 |-–—").casefold()
            same = len(head) == end - start or (" " in head and len(head) >= 10)
            if same and not NO_HEAD.search(line):
                heads[at] = head
    if len(heads) < AGAIN:
        return
    count = Counter(heads.values())
    often = {head for head in count if count[head] >= AGAIN and any(map(str.isalpha, head))}
    for at, head in heads.items():
        if head in often and _alone(text, lines, found, at):
            yield at, Piece(*lines[at], "running head", "the same short line three times or more")


def _notes(text: str, lines: list[Span], found: list[Piece | None]) -> Found:
    """The notes at the foot: all that follows a heading or a rule, or opens with a mark that the text bears.

    From the last heading upwards, so that each line is read once.
    """
    last = next((at for at in reversed(range(len(lines))) if found[at] is None), 0)
    ends_in_notes = last and (
        _follows(text, lines, last) or NOTE_LABEL.match(text, *lines[last]) or YEAR.search(text, *lines[last])
    )
    if not ends_in_notes:
        return
    prose = next((at for at, (start, end) in enumerate(lines) if end - start > HEAD), len(lines))
    heads = {at: head for at in range(prose + 1, len(lines)) if (head := _notes_head(text, *lines[at]))}
    stop = len(lines)
    for at in reversed(heads):
        if heads[at]["first"] and at - 1 in heads:  # it belongs to that heading
            continue
        first = at if heads[at]["first"] else at + 1
        born = heads[at]["word"] or _bears_mark(text, lines[prose][0], lines[at][0], lines[first:stop])
        if not born or not _are_notes(text, lines, found, range(first, stop), bool(heads[at]["sources"])):
            return
        rest = [line for line in range(at, stop) if found[line] is None]
        yield from ((line, Piece(*lines[line], "note", "notes at the foot")) for line in rest)
        stop = at


def _notes_head(text: str, start: int, end: int) -> re.Match | None:
    return NOTES_HEAD.match(text, start, end) if end - start <= NOTE_HEAD or text[start] in "[¹" else None


def _are_notes(
    text: str, lines: list[Span], found: list[Piece | None], those: range, are_sources: bool
) -> bool:
    """Whether each line is a note, numbered from 1, or a source with its year, or goes on in one."""
    count = 0
    for at in those:
        label = NOTE_LABEL.match(text, *lines[at])
        figure = label["figure"].strip("[]().").translate(LOW_FIGURES) if label else ""
        if (label and (not figure.isdigit() or int(figure) == count + 1)) or (
            are_sources and text[lines[at][0]].isupper() and YEAR.search(text, *lines[at])
        ):
            count += 1
        elif found[at] is None and not (count and _follows(text, lines, at)):
            return False
    return count > 0


def _follows(text: str, lines: list[Span], at: int) -> bool:
    """Whether no blank line stands above this line."""
    return text.count("\n", lines[at - 1][1], lines[at][0]) == 1


def _bears_mark(text: str, start: int, stop: int, notes: list[Span]) -> bool:
    """Whether the text from `start` to `stop` bears the mark of the first note."""
    label = NOTE_LABEL.match(text, *notes[0]) if notes else None
    if label is None:
        return False
    figure = label["figure"].strip("[]().").translate(LOW_FIGURES)
    low, high = re.escape(figure), re.escape(figure.translate(HIGH))
    mark = re.compile(rf"(?<=\S)(?:\[{low}\]|{high}|(?<=[a-z.,”]){low}(?=\s))")
    return bool(mark.search(text, start, stop))


def _alone(text: str, lines: list[Span], found: list[Piece | None], at: int) -> bool:
    """Whether a line stands between blank lines (or lines set aside), or parts a sentence of longer lines."""
    start, end = lines[at]
    above = at == 0 or found[at - 1] or text.count("\n", lines[at - 1][1], start) > 1
    below = at == len(lines) - 1 or found[at + 1] or text.count("\n", end, lines[at + 1][0]) > 1
    if above and below:
        return True
    if not 0 < at < len(lines) - 1:
        return False
    before = lines[at - 1]
    goes_on = text[before[1] - 1] not in ENDED and text[lines[at + 1][0]].islower()
    return goes_on and before[1] - before[0] >= max(25, (end - start) / 0.6)


def _at_end(text: str, start: int, end: int) -> Piece | None:
    """The line as a piece if its end says so: a caption by its photo credit, a note on who contributed."""
    last = text[max(start, end - PHOTO_REACH) : end]
    if end - start <= LONGEST_CAPTION and PHOTO_END.search(last):
        return Piece(start, end, "caption", "a line with a photo credit at its end")
    if "contributed" in last and CONTRIBUTED.fullmatch(text, start, end):
        return Piece(start, end, "credit", "who contributed to it")
    return None


def _may_end_in_photo(text: str, start: int, end: int) -> bool:
    """Whether a photo credit may be found at this line's end; saves time, decides nothing."""
    last = text[max(start, end - PHOTO_REACH) : end]
    if last.endswith(BRACKETS) or "/" in last or "|" in last or ":" in last or " by" in last:
        return any(map(last.__contains__, PHOTO_WORDS))
    return "ourtesy" in last or "redit" in last


def _photo_ends(text: str, lines: list[Span]) -> Iterator[Piece]:
    """Photo credits in brackets at the end of a line too long to be a caption."""
    for start, end in lines:
        if end - start <= LONGEST_CAPTION or not text.endswith(BRACKETS, start, end):
            continue
        at = max(text.rfind("(", end - PHOTO_REACH, end), text.rfind("[", end - PHOTO_REACH, end))
        if at > start and PHOTO_END.match(text, at, end):
            yield Piece(at, end, "caption", "a picture's credit at the end of a line")


def _datelines(text: str, lines: list[Span]) -> Iterator[Piece]:
    """Places at the beginning of the text or of a paragraph, before a dash."""
    for at, (start, end) in enumerate(lines):
        may_be = text[start + 1 : start + 2] in CAPITALS or text.find("(", start, start + PLACE) >= 0
        dateline = DATELINE.match(text, start, end) if may_be else None
        if not dateline or (at and _goes_on(text, lines[at - 1], start)):
            continue
        follows = text[dateline.end() : dateline.end() + 60].split(None, 2)[:2]
        sure = dateline["place"] is None or dateline["agency"] or dateline["date"] or "," in dateline["place"]
        words = (dateline["caps"] or "").casefold().split()
        if not sure and (len(dateline["caps"]) < 4 or not NO_PLACE.isdisjoint(words)):
            continue
        if any(map(str.islower, "".join(follows))) and not follows[0][0].islower():
            yield Piece(start, dateline.end(), "dateline", "a place and a dash before the first words")


def _times(text: str, lines: list[Span]) -> Iterator[Piece]:
    """Times at the beginning of lines, where two lines or more begin with one."""
    digits = [line for line in lines if text[line[0]] in "([" or text[line[0]].isdigit()]
    times = [match for line in digits if (match := CLOCK_FIRST.match(text, *line))]
    for match in times if len(times) > 1 else ():
        end = match.start() + len(match[0].rstrip())
        yield Piece(match.start(), end, "time", "lines begin with a time, as in a live blog")


def _speakers(text: str, lines: list[Span]) -> Iterator[Piece]:
    """Labels at the beginning of lines, where they take turns; see `_take_turns`."""
    marked = [line for line in lines if text.find(":", line[0], line[0] + 62) >= 0 or text[line[0]] in "QA"]
    if not marked:
        return
    every = [match for line in marked if (match := LABEL.match(text, *line))]
    labels = [match for match in every if _may_speak(match)]
    if len(every) > 2 * len(labels):  # fields of an export, a table, a recipe
        return
    speakers = _take_turns([match["name"] or match["letter"] for match in labels], len(lines))
    for match in labels:
        name = match["name"] or match["letter"]
        if name in speakers:
            yield Piece(*match.span(), "speaker", "labels take turns, as in a transcript", name)


def _may_speak(label: re.Match) -> bool:
    words = (label["name"] or "").casefold().split()
    return len(label[0]) <= 60 and NO_SPEAKERS.isdisjoint([*words[:1], *words[-1:]])


def _take_turns(names: list[str], lines: int) -> set[str]:
    """The labels that name speakers: some label comes again after another one did, or Q is followed by A.

    A label that comes once is a speaker's if it shares a word with one that recurs, if both are in capitals,
    or if half of the lines are labelled.
    """
    turns = [name for name, _ in groupby(names)]
    count = Counter(turns)
    recurring = {name for name in count if count[name] > 1}
    if any(pair == ("Q", "A") for pair in pairwise(turns)):
        recurring |= {"Q", "A"}
    if not recurring:
        return set()
    words = {word for name in recurring for word in name.split()}
    capitals = any(name.isupper() and len(name) > 1 for name in recurring)
    dense = len(names) * 2 >= lines
    return {
        name
        for name in count
        if name in recurring or dense or (capitals and name.isupper()) or not words.isdisjoint(name.split())
    }


def spans(pieces: Iterable[Piece]) -> tuple[Span, ...]:
    return tuple((piece.start, piece.end) for piece in pieces)
