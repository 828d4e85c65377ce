"""The features of `toward`: n-grams as hashed keys, and zones of words whose vectors are summed."""

import zlib
from collections.abc import Iterable

import numpy as np

from helpers.sentiment._toward_words import Words, shifted

U = np.uint64
Ngrams = tuple[np.ndarray, np.ndarray, np.ndarray, int]  # mention, key, first word, number of words
GROUPS = ("word", "pair", "side", "near_pair", "role", "place")


def mixed(a: np.ndarray, b: np.ndarray | int) -> np.ndarray:
    """One 64-bit key from two, for every pair of elements (finaliser of splitmix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        x = np.asarray(a, U) * U(0xBF58476D1CE4E5B9) + np.asarray(b).astype(U) + U(0x94D049BB133111EB)
        x = (x ^ (x >> U(31))) * U(0x9E3779B97F4A7C15)
    return x ^ (x >> U(29))


def hashed(words: Iterable[str]) -> np.ndarray:
    """The CRC-32 of each word as a 64-bit key."""
    return np.array([zlib.crc32(word.encode()) for word in words], U)


def ngrams(words: Words) -> dict[str, Ngrams]:
    """Every n-gram as seen from its mention, by group."""
    row, distance, own = words.row, words.distance, words.own
    spelled = words.listed["spelled"] & ~own
    here = np.arange(len(row))
    plain = hashed(words.vocabulary)[words.code]
    word = np.where(words.negated, mixed(plain, 1), plain)
    pair, two = mixed(word, shifted(word, -1, row)), here < words.last[row]
    side, far = np.where(distance < 0, 1, 2), np.maximum(np.abs(distance), np.abs(distance + 1))

    def group(keys: np.ndarray, mask: np.ndarray, size: int = 1) -> Ngrams:
        return row[mask], keys[mask], here[mask], size

    return {
        "word": group(word, ~own),
        "pair": group(pair, two, 2),
        "side": group(mixed(word, side), spelled),
        "near_pair": group(mixed(pair, side), two & (far <= 5), 2),
        "role": _roles(words, plain, word),
        "place": _place(words),
    }


def _roles(words: Words, plain: np.ndarray, word: np.ndarray) -> Ngrams:
    """The mention's verb with its voice, and the word that governs it with its preposition."""
    verb, head, how = words.verb, words.head, words.preposition
    mention = np.arange(len(verb))
    link = np.where(how >= 0, plain[how], U(0))
    parts = [
        (verb >= 0, mixed(word[verb], 10 + words.passive + 2 * words.denied), verb),
        (verb >= 0, mixed(word[verb], 20), verb),
        (head >= 0, mixed(word[head], mixed(link, 30)), head),
        (head >= 0, mixed(word[head], 40), head),
        (how >= 0, mixed(link, 50), how),
    ]
    row, key, first = zip(*[(mention[ok], key[ok], at[ok]) for ok, key, at in parts])
    return np.concatenate(row), np.concatenate(key), np.concatenate(first), 1


def _place(words: Words) -> Ngrams:
    """The mention's surroundings: names, its place, the sentence's length, speech, its own small words."""
    place = words.place
    mention = np.arange(len(place))
    names = np.bincount(words.row[words.name], minlength=len(place))
    facts = [
        np.minimum(names, 4),
        np.minimum(place - words.first, 6) // 2,
        np.minimum(words.length // 8, 7),
        words.speaker,
        words.quoted[place],
        words.possessive,
        (words.verb >= 0) * 2 + words.passive,
    ]
    row, inner = words.inner
    keys = [mixed(hashed([f"fact {i}"]), fact) for i, fact in enumerate(facts)] + [mixed(hashed(inner), 60)]
    rows = np.concatenate([mention] * len(facts) + [row])
    return rows, np.concatenate(keys), place[rows], 1


def zones(words: Words) -> dict[str, np.ndarray]:
    """Parts of a sentence as seen from the mention: for each a mask over the words."""
    row, distance = words.row, words.distance
    content, near = words.listed["content"], np.abs(distance) <= 3
    left, right, own_clause = distance < 0, distance > 0, words.clause == 0
    speaker, quoted, passive = words.speaker[row], words.quoted, words.passive[row]
    verb, head = (np.isin(np.arange(len(row)), role) for role in (words.verb, words.head))
    ruled = (words.preposition >= 0)[row]
    parts = {
        "all": True,
        "left": left,
        "right": right,
        "clause_left": left & own_clause,
        "clause_right": right & own_clause,
        "near_left": left & near,
        "near_right": right & near,
        "elsewhere": ~own_clause,
        "verb": verb & ~passive,
        "passive_verb": verb & passive,
        "head": head & ~ruled,
        "ruled_head": head & ruled,
        "said": speaker & quoted,
        "about_saying": speaker & ~quoted,
        "quoted": quoted & ~speaker,
    }
    return {name: content & part for name, part in parts.items()}
