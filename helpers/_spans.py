"""Half-open spans: which overlap, which to keep, whether they lead to their text.

A table of spans has `doc_id, start, end`; spans of two documents never meet. Nothing here is quadratic.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Literal

import numpy as np
import pandas as pd

Side = Literal["left", "right"]


def overlaps(table: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Say of each span whether it shares a character with any of the others.

    >>> one = pd.DataFrame({"doc_id": ["a", "a", "b"], "start": [0, 5, 0], "end": [4, 9, 4]})
    >>> overlaps(one, pd.DataFrame({"doc_id": ["a"], "start": [4], "end": [6]})).tolist()
    [False, True, False]
    """
    (start, end), (left, right) = _on_one_line(table, others)
    return pd.Series(_reach(left, right, end) > start, index=table.index, dtype="bool")


def overlapping(table: pd.DataFrame, others: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Pair each span with each other that it overlaps: positions in both tables, in the first's order.

    >>> one = pd.DataFrame({"doc_id": "a", "start": [0, 5], "end": [4, 9]})
    >>> rows, other_rows = overlapping(one, pd.DataFrame({"doc_id": "a", "start": [8, 3], "end": [9, 6]}))
    >>> list(zip(rows.tolist(), other_rows.tolist()))
    [(0, 1), (1, 0), (1, 1)]
    """
    (start, end), (left, right) = _on_one_line(table, others)
    first, second = _starting_in(start, end, left, side="left")  # others that begin inside the span
    third, fourth = _starting_in(left, right, start, side="right")  # spans that begin inside another
    rows, other_rows = np.concatenate([first, fourth]), np.concatenate([second, third])
    order = np.lexsort([other_rows, rows])
    return rows[order], other_rows[order]


def longest_first(spans: Iterable[Sequence[int]]) -> list[int]:
    """Choose spans of which no two overlap, longer ones first, then the leftmost: positions, left to right.

    >>> longest_first([(0, 4), (2, 9), (9, 12), (8, 11)])
    [1, 2]
    """
    spans = list(spans)
    starts: list[int] = []
    kept: list[int] = []
    for number in sorted(range(len(spans)), key=lambda n: (spans[n][0] - spans[n][1], spans[n][0], n)):
        start, end = spans[number][:2]
        place = bisect_left(starts, start)
        free_before = not place or spans[kept[place - 1]][1] <= start
        if free_before and (place == len(kept) or spans[kept[place]][0] >= end):
            starts.insert(place, start)
            kept.insert(place, number)
    return kept


def met_by(start: int, end: int, spans: Sequence[Sequence]) -> Sequence | None:
    """Return the last of the spans that shares a character with the one from start to end, or None.

    The spans lie in order and apart.

    >>> met_by(3, 6, [(0, 4), (4, 5), (8, 9)]), met_by(5, 8, [(0, 4), (4, 5), (8, 9)])
    ((4, 5), None)
    """
    place = bisect_left(spans, end, key=itemgetter(0))
    return spans[place - 1] if place and spans[place - 1][1] > start else None


def context(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """Return what stands before and after a span: at most `width` characters, half words only if need be.

    >>> context("Rain fell on the old dam at night.", 21, 24, 9)
    ('the old ', ' at')
    """
    before, after = text[max(start - width - 1, 0) : start], text[end : end + width + 1]
    if len(before) > width:
        whole_words = before.partition(" ")[2]
        before = whole_words if whole_words.strip() else before[len(before) - width :]
    if len(after) > width:
        whole_words = after.rpartition(" ")[0]
        after = whole_words if whole_words.strip() else after[:width]
    return before, after


def snippet(text: str, start: int, end: int, *, width: int = 40, marks: tuple[str, str] = ("", "")) -> str:
    """Return a span with its context on one line; dots stand for what is cut off.

    >>> snippet("Rain fell on the old dam at night.", 21, 24, width=9, marks=("[", "]"))
    '… the old [dam] at …'
    """
    before, after = context(text, start, end, width)
    left, right = "… " * (start > len(before)), " …" * (len(text) - end > len(after))
    return " ".join(f"{left}{before}{marks[0]}{text[start:end]}{marks[1]}{after}{right}".split())


def check_offsets(table: pd.DataFrame, documents: pd.DataFrame, column: str) -> int:
    """Check that each row's span of its document's text is what a column holds; return the number of rows.

    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["Rain fell."]})
    >>> table = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [4], "word": ["Rain"]})
    >>> check_offsets(table, documents, "word")
    1

    A ValueError names the first row that does not lead back to its text.
    """
    texts = dict(zip(documents["doc_id"], documents["text"]))
    for doc_id, start, end, value in zip(table["doc_id"], table["start"], table["end"], table[column]):
        if texts.get(doc_id, "")[start:end] != value:
            raise ValueError(f'{column} "{value}" does not stand at {start}–{end} of document {doc_id}')
    return len(table)


def _on_one_line(*tables: pd.DataFrame) -> list[tuple[np.ndarray, np.ndarray]]:
    """Starts and ends, each document moved to a stretch of its own on one line."""
    spans = [table[["start", "end"]].to_numpy(dtype=np.int64).reshape(-1, 2) for table in tables]
    documents = pd.concat([table["doc_id"].astype("object") for table in tables], ignore_index=True)
    codes = pd.factorize(documents)[0]
    room = max((int(part.max(initial=0)) for part in spans), default=0) + 2
    offsets = np.split(codes * room, np.cumsum([len(part) for part in spans])[:-1])
    return [(part[:, 0] + offset, part[:, 1] + offset) for part, offset in zip(spans, offsets)]


def _reach(start: np.ndarray, end: np.ndarray, points: np.ndarray) -> np.ndarray:
    """How far the spans reach that start before each point; -1 if none does."""
    order = np.argsort(start, kind="stable")
    reach = np.concatenate([[-1], np.maximum.accumulate(end[order])])
    return reach[np.searchsorted(start[order], points)]


def _starting_in(start: np.ndarray, end: np.ndarray, points: np.ndarray, *, side: Side) -> list[np.ndarray]:
    """Pairs of a span and a point in it; on side "right" a point at the span's start is not."""
    order = np.argsort(points, kind="stable")
    first = np.searchsorted(points[order], start, side=side)
    count = np.maximum(np.searchsorted(points[order], end, side="left") - first, 0)
    rows = np.repeat(np.arange(len(start)), count)
    place = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
    return [rows, order[place]]
