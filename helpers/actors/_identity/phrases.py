"""Phrases for actors without a name: a head noun, what modifies it, "of …" behind it."""

import csv
import re
from functools import cache
from typing import NamedTuple

import pandas as pd

from helpers.actors._identity.forms import DATA, TITLES, plain, state
from helpers.corpus import FUNCTION_WORDS, tokens

DEFINITE = frozenset("the this that these those his her its their our my your".split())
DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december""".split()
)
SAYING = frozenset(
    """said says told added announced warned claimed insisted denied urged vowed is was has had
    will would could should may might must did does left fired killed beat shot began held made took came
    went gave found met sent kept won lost led fought set saw spoke wrote want need know believe
    think""".split()
)
_COMPOUND = re.compile(
    r"(?:anti|pro|ex|non)[-‐‑].+|"
    r".+[-‐‑](?:backed|led|aligned|allied|affiliated|based|born)"
)
_OWNER = re.compile(r"['’]s?\s")


class Word(NamedTuple):
    start: int
    end: int
    token: str
    term: str
    gap: str  # what stands between this word and the next


class Phrase(NamedTuple):
    first: int  # numbers of its words in the sentence, and of its head
    last: int
    head: str
    at: int
    mods: frozenset
    before: str  # the, a, name or nothing


class Head(NamedTuple):
    how: str
    kind: str
    needs: list
    office: bool


def words_of(sentences: pd.DataFrame) -> dict:
    """sent_id -> its words, each with what stands behind it, of one document's sentences."""
    texts = {row.sent_id: (row.start, row.text) for row in sentences.itertuples()}
    found = {}
    for sent_id, start, end, token, term in tokens(sentences).drop(columns="doc_id").itertuples(index=False):
        found.setdefault(sent_id, []).append((start, end, token, term))
    lines = {}
    for sent_id, words in found.items():
        offset, text = texts[sent_id]
        after = [word[0] - offset for word in words[1:]] + [len(text)]
        lines[sent_id] = [Word(*word, text[word[1] - offset : left]) for word, left in zip(words, after)]
    return lines


def phrases_in(line: list, spans: list):
    """The role and group phrases of a sentence, left to right."""
    at = 0
    while at < len(line):
        size = _head_size(line, at)
        free = size and not _inside(line[at], spans) and not _heads_on(line, at + size - 1)
        phrase = _grown(line, at, at + size - 1, spans) if free else None
        if phrase:
            yield phrase
            at = phrase.last
        at += 1


def _head_size(line: list, at: int) -> int:
    """Words of the longest head that starts here, 0 if none."""
    for size in (3, 2, 1):
        part = line[at : at + size]
        together = len(part) == size and all(w.gap == " " for w in part[:-1])
        if together and " ".join(w.term for w in part) in heads():
            return size
    return 0


def _inside(word: Word, spans: list) -> bool:
    """Whether a name covers the word and does not go on with a person after it (a title)."""
    return any(
        start < word.end and word.start < end and not (person and start == word.start and word.end < end)
        for start, end, _, person in spans
    )


def _heads_on(line: list, last: int) -> bool:
    """Whether the head is only the modifier of a further one ("police" in "police officers")."""
    return (
        line[last].gap == " "
        and last + 1 < len(line)
        and (
            _head_size(line, last + 1) > 0
            or (_is_modifier(line[last + 1].term) and _heads_on(line, last + 1))
        )
    )


def _is_modifier(term: str) -> bool:
    return term in modifiers() or state(plain(term)) is not None or bool(_COMPOUND.fullmatch(term))


def _grown(line: list, at: int, last: int, spans: list) -> Phrase | None:
    """The phrase around a head: modifiers before it, "of …" behind it; None where its needs are unmet."""
    head = " ".join(w.term for w in line[at : last + 1])
    first = at
    while first > 0 and at - first < 6 and _leads(line, first - 1, spans):
        first -= 1
    before = line[first - 1].term if first and line[first - 1].gap == " " else ""
    if first and _OWNER.fullmatch(line[first - 1].gap):
        before = "the"  # "the country's security forces"
    behind = _behind(line, last, spans)
    named = any(_canon(w, spans) != _canon(w, []) for w in line[last + 1 : behind + 1])
    after = [w for w in line[last + 1 : behind + 1] if not (named and w.term in TITLES)]
    around = [*line[first:at], *after]
    mods = frozenset(_canon(w, spans) for w in around if w.term not in DEFINITE | {"of"})
    needs = heads()[head].needs
    unmet = ("modifier" in needs and not mods) or ("the" in needs and before not in DEFINITE and not mods)
    blurred = "end" in needs and not _ends_here(line, last)
    return None if unmet or blurred else Phrase(first, behind, head, at, mods, before)


def _leads(line: list, at: int, spans: list) -> bool:
    """Whether the word before a phrase modifies it."""
    word = line[at]
    owner = bool(_OWNER.fullmatch(word.gap))
    if not owner and word.gap != " ":
        return False
    known = state(plain(word.token)) is not None and word.token[0].isupper()
    named = any(start <= word.start and word.end <= end for start, end, _, _ in spans)
    proper = named or (_capital(word) and at > 0 and word.term not in FUNCTION_WORDS | DAYS)
    common = word.term in modifiers() or _COMPOUND.fullmatch(word.term) is not None
    return known or proper or (common and not owner)


def _behind(line: list, last: int, spans: list) -> int:
    """Number of the last word of "of (the) Name" behind a head, or the head's own."""
    at = last + 1
    if at >= len(line) or line[at].term != "of" or line[last].gap != " ":
        return last
    at += 1
    if at < len(line) and line[at].term == "the":
        at += 1
    end = at
    while end < min(len(line), at + 5) and line[end - 1].gap == " " and _named(line[end], spans):
        end += 1
    if end == at and at < len(line) and line[at].term in modifiers() | heads().keys():
        end = at + 1
    return end - 1 if end > at else last


def _named(word: Word, spans: list) -> bool:
    covered = any(start <= word.start and word.end <= end for start, end, _, _ in spans)
    return covered or (_capital(word) and word.term not in DAYS)


def _capital(word: Word) -> bool:
    """Whether a word is capitalised, perhaps behind a small article ("al-Sistani")."""
    return re.match(r"(?:[a-z]{1,3}[-‐‑'’])?[^\W\d_a-z]", word.token) is not None


def _ends_here(line: list, last: int) -> bool:
    """Whether a word that can be an adjective too ("general") stands as a noun here."""
    if last + 1 >= len(line) or line[last].gap != " ":
        return True
    after = line[last + 1]
    return after.term in FUNCTION_WORDS | SAYING or after.token[0].isupper() or after.term.endswith("ed")


def _canon(word: Word, spans: list) -> str:
    """What a modifier means: a state, the actor whose name it is part of, or the word itself."""
    actor = next((actor for start, end, actor, _ in spans if start <= word.start and word.end <= end), None)
    if actor and state(plain(word.token)) is None:
        return actor
    return state(plain(word.token)) or plain(word.token) or word.term


def common_small(surface: str) -> str:
    """A role or group as it stands inside a sentence: words of the lists in small letters, names as printed.

    >>> common_small("Iraqi Security Forces"), common_small("Leader of the Quds Force")
    ('Iraqi security forces', 'leader of the Quds Force')
    """
    common, words = modifiers() | {word for head in heads() for word in head.split()}, []
    for word in surface.split():
        in_name = bool(words) and words[-1][0].isupper() and state(plain(words[-1])) is None
        words.append(word.lower() if word.lower() in common and not in_name else word)
    return " ".join(words)


@cache
def _lexicon() -> tuple[dict, frozenset]:
    """Heads (word -> what it is and needs) and modifiers, from `data/roles.csv`."""
    with (DATA / "roles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    heads = {
        r["word"]: Head(r["use"], r["kind"], r["needs"].split(), r["office"] == "yes")
        for r in rows
        if r["use"] != "modifier"
    }
    return heads, frozenset(r["word"] for r in rows if r["use"] == "modifier")


def heads() -> dict:
    """Head word -> what it is and what it needs."""
    return _lexicon()[0]


def modifiers() -> frozenset:
    """Words that may stand before a head and tell it from others."""
    return _lexicon()[1]
