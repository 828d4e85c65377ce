"""Words found in whole columns of characters at once: the rule of TOKEN in `_tokens.py`, ten times as fast.

Each step states a clause of that regular expression about a character and its neighbours. A test holds the
two against each other on strings of every kind.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import pyarrow as pa

from helpers._files import word_list
from helpers._fold import APOSTROPHES, HYPHENS

LETTER, DIGIT, MARK, JOINER, POINT, COMMA = 1, 2, 4, 8, 16, 32
_KINDS = {
    LETTER: rf"[^\W\d_\u0300-\u036f{APOSTROPHES}]",
    DIGIT: r"\d",
    MARK: r"[\u0300-\u036f]",
    JOINER: f"[{APOSTROPHES}&{HYPHENS}]",
    POINT: r"\.",
    COMMA: ",",
}
DEGREES = frozenset(way(word) for word in word_list("degrees") for way in (str, str.lower, str.upper))
_LONGEST = max(map(len, DEGREES))
_BLOCK = 1 << 19  # characters looked at together: memory does not grow with the text, and caches hold


def find_words(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, pa.ChunkedArray]:
    """Find the words of many texts: the row of each word's text, where it begins, the word as printed.

    >>> row, start, word = find_words(["The U.S. left.", "No 1,000 isn’t."])
    >>> word.to_pylist(), row.tolist(), start.tolist()
    (['The', 'U.S.', 'left', 'No', '1,000', 'isn’t'], [0, 0, 0, 1, 1, 1], [0, 4, 9, 0, 3, 9])
    """
    size = np.cumsum([0, *map(len, texts)]) + np.arange(len(texts) + 1)  # with a line break after each
    cuts = np.unique(np.searchsorted(size, [*range(0, int(size[-1]), _BLOCK), size[-1]]))
    blocks = [_in_block(texts[a:b], size[a:b] - size[a], a) for a, b in pairwise(cuts)]
    nothing = np.empty(0, np.int64)
    row, start = (np.concatenate([nothing] + [block[k] for block in blocks]) for k in range(2))
    return row, start, pa.chunked_array([block[2] for block in blocks], pa.large_string())


def _in_block(texts: Sequence[str], begins: np.ndarray, first_row: int) -> tuple:
    """The same for some texts, set one under the other: a line break belongs to no word."""
    text = "\n" + "\n".join(texts) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    bounds = _bounds(_classes(min(1 << int(codes.max()).bit_length(), 0x110000))[codes], text)
    start = bounds[::2]
    words_before = np.searchsorted(start, [*(begins + 1), len(codes)])
    row = np.repeat(np.arange(len(texts)), np.diff(words_before))
    return row + first_row, start - (begins[row] + 1), _strings(text, codes, bounds)


def _bounds(kind: np.ndarray, text: str) -> np.ndarray:
    """Where words begin and end, by turns, from the kind of each character."""
    solid = (kind == LETTER) | (kind == DIGIT)
    word = solid.copy()
    for mark in np.flatnonzero(kind == MARK):  # rare, and one may follow another
        word[mark] = word[mark - 1]
    inside, last = _points(kind, solid | (kind == MARK), text)
    word[inside] = word[last] = True
    sign = np.flatnonzero(kind >= JOINER)
    before, after = kind[sign - 1], kind[sign + 1]
    joins = np.where(kind[sign] == JOINER, word[sign - 1] & solid[sign + 1], before & after & DIGIT)
    word[sign[joins != 0]] = True
    apart = last[solid[last + 1]] + 1  # a word that begins at once
    change = np.flatnonzero(word[1:] != word[:-1]) + 1
    return np.sort(np.concatenate([change, apart, apart])) if len(apart) else change


def _points(kind: np.ndarray, filled: np.ndarray, text: str) -> tuple[np.ndarray, np.ndarray]:
    """The points inside dotted words, "U.S", and the last ones, after them."""
    point = np.flatnonzero(kind == POINT)
    point = point[kind[point - 1] == LETTER]
    between = point[kind[point + 1] == LETTER]
    alone = ~filled[between - 2] & ~filled[between + 2]  # the letters on both sides of the point
    degree = [_in_degree(filled, text, at) for at in between[~alone].tolist()]
    alone[~alone] = degree
    inside = between[alone]
    begin = np.flatnonzero(filled[1:] & ~filled[:-1]) + 1
    run = begin[np.searchsorted(begin, point) - 1]  # where the letters before each point begin
    return inside, point[np.isin(run - 1, inside) & ~np.isin(point, inside)]


def _in_degree(filled: np.ndarray, text: str, at: int) -> bool:
    """Whether the point stands in a degree, "Ph.D", which is no part of a longer word."""
    left, right = at - 1, at + 1
    while filled[left - 1] and at - left < _LONGEST:
        left -= 1
    while filled[right + 1] and right - at < _LONGEST:
        right += 1
    return text[left : right + 1] in DEGREES


def _strings(text: str, codes: np.ndarray, bounds: np.ndarray) -> pa.Array:
    """The words themselves, cut from the text's bytes."""
    data = text.encode("utf-8")
    if len(data) > len(codes):
        bounds = np.flatnonzero(np.frombuffer(data, np.int8) >= -64)[bounds]  # bytes that begin a character
    n = max(len(bounds) - 1, 0)
    pieces = pa.LargeStringArray.from_buffers(n, pa.py_buffer(bounds), pa.py_buffer(data))
    return pieces.take(pa.array(np.arange(0, len(bounds), 2)))  # words, without what is between


@cache
def _classes(size: int) -> np.ndarray:
    """The kind of each of the first characters of Unicode, as the regular expression sees it."""
    alphabet, kind = "".join(map(chr, range(size))), np.zeros(size, np.uint8)
    for number, pattern in _KINDS.items():
        for run in re.finditer(f"{pattern}+", alphabet):
            kind[run.start() : run.end()] = number
    return kind
