"""Texts that stand in another one, whole or almost: reprints, rewrites, a brief cut from a long story."""

import hashlib
import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from helpers._fold import straighten
from helpers.corpus._columns import find_words

SHINGLE = 5  # words in a row
CONTAINED = 0.8  # the least share of a text's shingles that the other text holds
LIKELY = 50  # texts that one is compared with, at most: those that share most of its rarest shingles
SHORT = 20  # words; a shorter text is a duplicate only of the same words
PORTION = 4_000_000  # characters
_NONE = np.empty(0, np.uint64)
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
    same: dict[bytes, int] = {}
    first, sets = [], []
    for n, words in enumerate(_coded(texts)):
        digest = hashlib.blake2b(words.tobytes(), digest_size=16).digest()
        first.append(same.setdefault(digest, n) if len(words) else n)
        sets.append(_shingles(words) if first[n] == n and len(words) >= SHORT else _NONE)
    distinct = [n for n, shingles in enumerate(sets) if len(shingles)]
    near = _nearly([sets[n] for n in distinct])
    holds = {n: distinct[k] for n, k in zip(distinct, near, strict=True)}
    return [holds.get(n, n) for n in first]


def _coded(texts: Sequence[str]) -> Iterator[np.ndarray]:
    """The words of each text as numbers; words that differ in capitals alone are one."""
    terms: dict[str, int] = {}
    for start, stop in portions(texts):
        row, _, printed = find_words(texts[start:stop])
        coded = printed.combine_chunks().dictionary_encode()
        words = (straighten(word).casefold() for word in coded.dictionary.to_pylist())
        folded = [terms.setdefault(word, len(terms)) for word in words]
        numbers = np.array([*folded, 0], np.uint64)[coded.indices.to_numpy()]
        yield from np.split(numbers, np.searchsorted(row, np.arange(1, stop - start)))


def portions(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Cut texts into portions of about `PORTION` characters, as (start, stop): memory does not grow with all.

    >>> list(portions(["a"] * 3))
    [(0, 3)]
    """
    begin = size = 0
    for n, text in enumerate(texts, start=1):
        size += len(text)
        if size >= PORTION or n == len(texts):
            yield begin, n
            begin, size = n, 0


def _shingles(words: np.ndarray) -> np.ndarray:
    """The shingles of a text as sorted numbers of 64 bits, each once."""
    mixed = np.zeros(len(words) - SHINGLE + 1, np.uint64)
    for n in range(SHINGLE):
        mixed = (mixed ^ words[n : n + len(mixed)]) * _MIXER
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def _nearly(sets: list[np.ndarray]) -> list[int]:
    """For each set, by number, the one that it doubles: the longest first; who double none are kept."""
    sizes = np.array([len(shingles) for shingles in sets], np.int64)
    rarest = _rarest(sets)
    probes = np.unique(np.concatenate([*rarest, _NONE]))
    probe, holder = _holders(sets, probes)
    begins = np.searchsorted(probe, np.arange(len(probes) + 1))
    longest = np.arange(len(sets))
    kept = np.zeros(len(sets), bool)
    for n in np.argsort(-sizes, kind="stable").tolist():
        found = [holder[begins[k] : begins[k + 1]] for k in np.searchsorted(probes, rarest[n]).tolist()]
        others = np.concatenate([group for group in found if len(group) > 1] + [holder[:0]])
        candidates, shared = np.unique(others[kept[others]], return_counts=True)
        likely = np.sort(candidates[np.argsort(-shared, kind="stable")[:LIKELY]])
        longest[n] = _best(n, likely.tolist(), sets)
        kept[n] = longest[n] == n
    return _first(longest.tolist(), sizes)


def _rarest(sets: list[np.ndarray]) -> list[np.ndarray]:
    """So many of each set's rarest shingles that one of them stands in every set that holds enough of it."""
    room = min(4 * sum(map(len, sets)), 1 << 22)
    seen = np.zeros(1 << room.bit_length(), np.int32)  # how often, about: shingles share a place now and then
    places = np.uint64(len(seen) - 1)
    for shingles in sets:
        np.add.at(seen, shingles & places, 1)
    order = (np.lexsort((shingles, seen[shingles & places])) for shingles in sets)
    return [s[rank[: len(s) - _enough(len(s)) + 1]] for s, rank in zip(sets, order, strict=True)]


def _holders(sets: list[np.ndarray], probes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The number of each shingle among the probes, in order, with the set that holds it."""
    found = []
    for shingles in sets:
        at = np.searchsorted(probes, shingles).astype(np.int32)
        at[at == len(probes)] = 0
        found.append(at[probes[at] == shingles])
    probe = np.concatenate([*found, np.empty(0, np.int32)])
    holder = np.repeat(np.arange(len(sets), dtype=np.int32), [len(at) for at in found])
    order = np.argsort(probe, kind="stable")
    return probe[order], holder[order]


def _best(n: int, candidates: Iterable[int], sets: list[np.ndarray]) -> int:
    """The candidate that holds most of set n, the first of equals; n itself where none holds enough."""
    best, most = n, _enough(len(sets[n]))
    for other in candidates:
        shared = len(np.intersect1d(sets[n], sets[other], assume_unique=True))
        if shared > most or (best == n and shared == most):
            best, most = other, shared
    return best


def _enough(size: int) -> int:
    """How many of so many shingles another text must hold."""
    return math.ceil(round(CONTAINED * size, 6))


def _first(longest: list[int], sizes: np.ndarray) -> list[int]:
    """Let the first of those that are almost the same stand for a cluster, in place of the longest."""
    stands: dict[int, int] = {}
    for n, other in enumerate(longest):
        if sizes[n] >= _enough(sizes[other]):
            stands.setdefault(other, n)
    return [stands[other] for other in longest]
