"""A document's sentences as one text, cut into units, with all that is said in them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from helpers._fold import small
from helpers._spans import met_by
from helpers.corpus import FUNCTION_WORDS
from helpers.quotes._clauses import attributions, beside
from helpers.quotes._cues import cues
from helpers.quotes._grammar import DASHES
from helpers.quotes._marks import Marked, marked
from helpers.quotes._units import NOBODY, Attribution, Unit, unit

SHORT = 4  # words that a stretch between marks may have if it is no quotation where no cue claims it
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_BEFORE = re.compile(r"([^\W_]+)(?:[’']s)? $")
_BEHIND = re.compile(r" ([^\W_]+)")
CLOSING = "”\"'’»“«"
FAR = 400  # characters between two stretches that may be one quotation


class Document(NamedTuple):
    """A document's sentences; places count from the start of the first one."""

    offset: int
    text: str
    sent_ids: list[int]
    starts: list[int]
    ends: list[int]
    paragraphs: list[int]  # of each sentence
    quoted: list[Marked]  # in order and apart
    left_out: list[tuple[int, int, str]]  # between marks and not said: where, and what it is

    def sentence(self, place: int) -> int:
        """The number of the sentence that holds a place."""
        return bisect_right(self.starts, place) - 1

    def quoted_in(self, start: int, end: int) -> list[Marked]:
        """The stretches between marks that lie between two places."""
        first = bisect_left(self.quoted, start, key=itemgetter(0))
        return self.quoted[first : bisect_left(self.quoted, end, key=itemgetter(0))]


def documents(sentences: pd.DataFrame) -> Iterator[tuple[str, Document]]:
    """Yield each document of a table of sentences, in the table's order."""
    for doc_id, part in sentences.groupby("doc_id", sort=False):
        yield doc_id, _document(part.sort_values("start", kind="stable"))


def _document(part: pd.DataFrame) -> Document:
    offset = int(part["start"].iloc[0])
    starts, ends = ((part[column] - offset).tolist() for column in ("start", "end"))
    paragraphs, pieces, at = part["par_id"].tolist(), [], 0
    for number, (start, text) in enumerate(zip(starts, part["text"].tolist())):
        same = number > 0 and paragraphs[number - 1] == paragraphs[number]
        pieces += [(" " if same else "\n") * (start - at), text]
        at = ends[number]
    text = "".join(pieces)
    spans = [[*group] for _, group in groupby(zip(paragraphs, starts, ends), key=itemgetter(0))]
    found = marked(text, [(group[0][1], group[-1][2]) for group in spans], ends)
    found = [one for one in found if _WORD.search(text, one.start, one.end)]
    kinds = [_kind(text, one) for one in found]
    quoted = [one for one, kind in zip(found, kinds) if not kind]
    left_out = [(one.start, one.end, kind) for one, kind in zip(found, kinds) if kind]
    return Document(offset, text, part["sent_id"].tolist(), starts, ends, paragraphs, quoted, left_out)


def _kind(text: str, one: Marked) -> str:
    """What a stretch between marks is by its capitals: a nickname, a title or neither."""
    if one.end - one.start > 80:
        return ""
    words = _WORD.findall(text, one.start, one.end)
    high = [word for word in words if not word[0].islower()]
    before = _BEFORE.search(text, max(0, one.start - 30), one.start)
    behind = _BEHIND.match(text, one.end)
    if not high or not before or text[one.end - 2] in ".?!":
        return ""
    previous = before[1]
    named = previous[0].isupper() and previous.lower() not in FUNCTION_WORDS
    if named and behind and behind[1][0].isupper() and len(words) < 4 and text[one.end - 2] != ",":
        return "nickname"
    small = {word for word in words if word[0].islower()}
    says = any(kind in ("say", "tell", "quote") for kind, _ in cues().get(previous.lower(), ()))
    title = len(high) > 1 and high[0] == words[0] and small <= FUNCTION_WORDS
    return "title" if title and not says and text[one.start - 1] == " " else ""


def said_in(document: Document) -> list[Attribution]:
    """List all that is said in a document, in order; add to its `left_out` what only looks like it."""
    found: list[Attribution] = []
    for start, u, quoted in _units(document):
        here = attributions(u)
        covered = [(one.start, one.end) for one in here]
        for stretch in quoted:
            if not met_by(stretch.start, stretch.end, covered):
                alone = not here and stretch.start == start
                _without_cue(document, u, stretch, here, found[-1] if found and alone else None, found)
        here.sort(key=lambda one: one.start)
        found += here
    document.left_out.sort()
    return found


def _units(document: Document) -> Iterator[tuple[int, Unit, list[Marked]]]:
    """Yield where each unit begins, its words, and the stretches between marks in it."""
    number = place = 0
    low = small(document.text).replace("’", "'")
    while number < len(document.starts):
        last, behind = _grown(document, number, place)
        quoted = document.quoted[place:behind]
        start = document.starts[number]
        yield start, unit(document.text, low, start, document.ends[last], quoted), quoted
        number, place = last + 1, behind


def _grown(document: Document, number: int, place: int) -> tuple[int, int]:
    """The last sentence of the unit that begins with one, and the next stretch between marks behind it."""
    starts, ends, quoted = document.starts, document.ends, document.quoted
    while True:
        while place < len(quoted) and quoted[place].start < ends[number]:
            while number + 1 < len(starts) and ends[number] < quoted[place].end:
                number += 1
            place += 1
        if number + 1 == len(starts):
            return number, place
        opens = place < len(quoted) and quoted[place].start == starts[number + 1]
        if opens and document.text[ends[number] - 1] == ":":
            number += 1
            continue
        credit = document.text[starts[number + 1] : min(ends[number + 1], starts[number + 1] + 80)]
        closed = place > 0 and quoted[place - 1].end >= ends[number] - 1
        return number + (closed and credit[0] in DASHES and len(credit.split()) < 8), place


def _without_cue(
    document: Document,
    u: Unit,
    stretch: Marked,
    here: list[Attribution],
    before: Attribution | None,
    found: list[Attribution],
) -> None:
    """Find whose words between marks are that no cue claims: somebody's beside them, or of the one before."""
    start, end, _ = stretch
    one = beside(u, start)
    if one:
        here.append(one)
        return
    if before and start - before.end > FAR:
        before = None
    gap = u.text[before.end : start] if before else ""
    if before and before.speaker != NOBODY and _joined(document, before, start, end, gap, found):
        return
    on = before if before and not gap.strip() and u.text[before.end - 1] in CLOSING else None
    on = next((other for other in reversed(here) if other.end <= start), on)
    announced = u.text[max(0, start - 2) : start].rstrip().endswith(":")
    if len(_WORD.findall(u.text, start, end)) <= SHORT and not announced:
        document.left_out.append((start, end, "scare quotes"))
    elif on and on.speaker != NOBODY:
        here.append(Attribution(start, end, on.cue, on.speaker, NOBODY, "goes on"))
    else:
        here.append(Attribution(start, end, NOBODY, NOBODY, NOBODY, "nobody"))


def _joined(
    document: Document, before: Attribution, start: int, end: int, gap: str, found: list[Attribution]
) -> bool:
    """Whether a quotation is the rest of the one before it in its paragraph; then both are made one."""
    first = document.sentence(start)
    next_to_it = document.sentence(max(before.end, before.cue[1]) - 1) == first - 1
    if not next_to_it or document.paragraphs[first - 1] != document.paragraphs[first]:
        return False
    if not _WORD.search(gap):
        found[-1] = before._replace(end=end)
    elif before.pause == NOBODY and before.end <= before.cue[0]:
        found[-1] = before._replace(end=end, pause=(before.end, start))
    else:
        return False
    return True
