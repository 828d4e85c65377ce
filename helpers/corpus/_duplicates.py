"""Texts that stand in another one, whole or almost: reprints, rewrites, a brief cut from a long story."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from helpers._fold import straighten
from helpers.corpus._columns import find_words

SHINGLE = 5  # words in a row
CONTAINED = 0.8  # the least share of a text's shingles that the other text holds
LIKELY = 50  # texts that one is compared with, at most: those that share most of its rarest shingles
SHORT = 20  # words; a shorter text is a duplicate only of the same words
_MIXER = np.uint64(0x9E3779B97F4A7C15)


def duplicates(texts: Sequence[str]) -> list[int]:
    """Return for each text the number of the text that it doubles; its own where it doubles none.

    A text doubles a longer one that holds at least `CONTAINED` of its shingles (runs of `SHINGLE` words), and
    an earlier one with almost the same shingles. None doubles a text that doubles another. Capitals and marks
    do not count. Broder 1997, "On the resemblance and containment of documents"; candidates are found by
    their rarest shingles (no pair is lost: Bayardo et al. 2007), and each is compared whole.

    >>> duplicates(["Rain fell.", "The sun.", "rain fell!", ""])
    [0, 1, 0, 3]
    """
    codes = _coded(texts)
    same: dict[bytes, int] = {}
    first = [same.setdefault(words.tobytes(), n) if len(words) else n for n, words in enumerate(codes)]
    distinct = [n for n, earlier in enumerate(first) if n == earlier and len(codes[n]) >= SHORT]
    near = dict(zip(distinct, _nearly([_shingles(codes[n]) for n in distinct])))
    holds = {n: distinct[near[n]] for n in distinct}
    return [holds.get(n, n) for n in first]


def _coded(texts: Sequence[str]) -> list[np.ndarray]:
    """The words of each text as numbers; words that differ in capitals alone are one."""
    row, _, printed = find_words(texts)
    coded = printed.combine_chunks().dictionary_encode()
    terms: dict[str, int] = {}
    folded = [terms.setdefault(straighten(w).casefold(), len(terms)) for w in coded.dictionary.to_pylist()]
    numbers = np.array([*folded, 0], np.uint64)[coded.indices.to_numpy()]
    return np.split(numbers, np.searchsorted(row, np.arange(1, len(texts)))) if len(texts) else []


def _shingles(words: np.ndarray) -> np.ndarray:
    """The shingles of a text as sorted numbers of 64 bits, each once."""
    mixed = np.zeros(len(words) - SHINGLE + 1, np.uint64)
    for n in range(SHINGLE):
        mixed = (mixed ^ words[n : n + len(mixed)]) * _MIXER
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def _nearly(sets: list[np.ndarray]) -> list[int]:
    """For each set, by number, the one that it doubles: the longest first; who double none are kept."""
    if not sets:
        return []
    sizes = np.array([len(shingles) for shingles in sets])
    owner = np.repeat(np.arange(len(sets)), sizes)
    _, number, times = np.unique(np.concatenate(sets), return_inverse=True, return_counts=True)
    by_number = np.argsort(number, kind="stable")
    holders, begins = owner[by_number], np.concatenate([[0], np.cumsum(times)])
    numbers = np.split(number, np.cumsum(sizes)[:-1])
    longest = np.arange(len(sets))
    kept = np.zeros(len(sets), bool)
    for n in np.argsort(-sizes, kind="stable").tolist():
        rare = numbers[n][np.argsort(times[numbers[n]], kind="stable")]
        rare = rare[: sizes[n] - _enough(sizes[n]) + 1]  # one of them stands in every set that holds n
        rare = rare[times[rare] > 1]
        found = [holders[begins[a] : begins[a + 1]] for a in rare.tolist()]
        others = np.concatenate([*found, holders[:0]])
        candidates, shared = np.unique(others[kept[others]], return_counts=True)
        likely = np.sort(candidates[np.argsort(-shared, kind="stable")[:LIKELY]])
        longest[n] = _best(n, likely.tolist(), numbers)
        kept[n] = longest[n] == n
    return _first(longest.tolist(), sizes)


def _enough(size: int) -> int:
    """How many of so many shingles another text must hold."""
    return math.ceil(round(CONTAINED * size, 6))


def _best(n: int, candidates: Iterable[int], numbers: list[np.ndarray]) -> int:
    """The candidate that holds most of set n, the first of equals; n itself where none holds enough."""
    best, most = n, _enough(len(numbers[n]))
    for other in candidates:
        shared = len(np.intersect1d(numbers[n], numbers[other], assume_unique=True))
        if shared > most or (best == n and shared == most):
            best, most = other, shared
    return best


def _first(longest: list[int], sizes: np.ndarray) -> list[int]:
    """Let the first of those that are almost the same stand for a cluster, in place of the longest."""
    stands: dict[int, int] = {}
    for n, other in enumerate(longest):
        if sizes[n] >= _enough(sizes[other]):
            stands.setdefault(other, n)
    return [stands[other] for other in longest]
