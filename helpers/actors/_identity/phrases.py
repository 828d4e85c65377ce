"""Phrases for actors without a name: a head noun, what modifies it, "of …" behind it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from helpers import DATA
from helpers._files import read_csv, word_list
from helpers._fold import APOSTROPHES, HYPHENS
from helpers._spans import overlapping
from helpers._tables import SPAN
from helpers.actors._identity.forms import TITLES, plain, state
from helpers.actors._identity.in_place import state_here
from helpers.actors._identity.peoples import by_document, countries_fit
from helpers.corpus import FUNCTION_WORDS, REPORTING_VERBS, tokens

DEFINITE = frozenset("the this that these those his her its their our my your".split())
DAYS = word_list("days")
VERBS = REPORTING_VERBS | word_list("verbs_after_roles")
_COMPOUND = re.compile(
    rf"(?:anti|pro|ex|non)[{HYPHENS}].+|.+[{HYPHENS}](?:backed|led|aligned|allied|affiliated|based|born)"
)
_OWNER = re.compile(rf"[{APOSTROPHES}]s?\s")
_CAPITAL = re.compile(rf"(?:[a-z]{{1,3}}[{APOSTROPHES}{HYPHENS}])?[^\W\d_a-z]")  # "Sistani", "al-Sistani"
MODIFIERS = 6  # words that may modify a head from before it
NAME = 5  # words that "of (the) …" may have behind it


class Word(NamedTuple):
    """A word of a sentence, what stands between it and the next, and how it lies in a recognised name."""

    start: int
    end: int
    token: str
    term: str
    gap: str
    name: str | None  # the actor whose name holds the whole word
    state: str | None  # the state, people or body that it means here
    taken: bool  # a name covers it and is more than a title followed by a person


class Phrase(NamedTuple):
    """A role or group: numbers of its first and last word, its head and where that begins, its modifiers."""

    first: int
    last: int
    head: str
    at: int
    mods: frozenset[str]
    before: str  # the, a, name or nothing


class Head(NamedTuple):
    """What a head noun is, what it needs beside it, and whether one person at a time holds that office."""

    how: str
    kind: str
    needs: list[str]
    office: bool


def words_of(sentences: pd.DataFrame, names: pd.DataFrame) -> dict[tuple, list[Word]]:
    """(doc_id, sent_id) -> the words of the sentence; names have `doc_id, start, end, actor_id, person`."""
    words = tokens(sentences)
    rows, name_rows = overlapping(words, names)
    start, end = (words[edge].to_numpy()[rows] for edge in SPAN)
    left, right, person = (names[column].to_numpy()[name_rows] for column in (*SPAN, "person"))
    whole = (left <= start) & (end <= right)
    title = person.astype("bool") & (left == start) & (end < right)
    actors = names["actor_id"].tolist()
    holders = {row: actors[name] for row, name in zip(rows[whole][::-1], name_rows[whole][::-1])}
    taken = set(rows[~title])
    texts = {(row.doc_id, row.sent_id): (row.start, row.text) for row in sentences.itertuples()}
    countries = by_document(words, names)
    lines: dict[tuple, list[Word]] = {}
    for row in words.iloc[::-1].itertuples():  # from behind, so that the next word is known
        line = lines.setdefault((row.doc_id, row.sent_id), [])
        offset, text = texts[row.doc_id, row.sent_id]
        gap = text[row.end - offset : line[-1].start - offset if line else len(text)]
        name, within = holders.get(row.Index), row.Index in taken
        fits = countries_fit(row.token, countries[row.doc_id]) if row.token[0].isupper() else False
        meant = state_here(text, row.start - offset, row.end - offset) if fits else None
        line.append(Word(row.start, row.end, row.token, row.term, gap, name, meant, within))
    return {key: line[::-1] for key, line in lines.items()}


def phrases_in(line: list[Word]) -> Iterator[Phrase]:
    """The role and group phrases of a sentence, left to right."""
    at = floor = 0  # no phrase reaches into the one before
    while at < len(line):
        size = _head_size(line, at)
        free = size and not line[at].taken and not _leads_to_head(line, at + size - 1)
        phrase = expand_head(line, at, at + size - 1, floor) if free else None
        if phrase:
            yield phrase
            at = phrase.last
            floor = at + 1
        at += 1


def _head_size(line: list[Word], at: int) -> int:
    """Words of the longest head that starts here, 0 if none."""
    for size in (3, 2, 1):
        part = line[at : at + size]
        together = len(part) == size and all(word.gap == " " for word in part[:-1])
        if together and " ".join(word.term for word in part) in heads():
            return size
    return 0


def _leads_to_head(line: list[Word], last: int) -> bool:
    """Whether the head is only the modifier of a further one ("police" in "police officers")."""
    while line[last].gap == " " and last + 1 < len(line):
        last += 1
        if _head_size(line, last):
            return True
        term = line[last].term
        if not (term in modifiers() or line[last].state is not None or _COMPOUND.fullmatch(term)):
            return False
    return False


def expand_head(line: list[Word], at: int, last: int, floor: int = 0) -> Phrase | None:
    """The phrase around a head: modifiers before it, "of …" behind it; None where its needs are unmet."""
    head = " ".join(word.term for word in line[at : last + 1])
    first, behind = at, _last_behind(line, last)
    while first > floor and at - first < MODIFIERS and _modifies(line, first - 1):
        first -= 1
    tail = line[last + 1 : behind + 1]
    if any(canonical(word) != canonical(word._replace(name=None)) for word in tail):
        tail = [word for word in tail if word.term not in TITLES]  # "of Prime Minister Ana Okello"
    around = [word for word in [*line[first:at], *tail] if word.term not in DEFINITE | {"of"}]
    phrase = Phrase(first, behind, head, at, frozenset(map(canonical, around)), _word_before(line, first))
    return phrase if _needs_are_met(phrase, line, last) else None


def _word_before(line: list[Word], first: int) -> str:
    """The word before a phrase; "the" for an owner ("the country's security forces")."""
    if first and _OWNER.fullmatch(line[first - 1].gap):
        return "the"
    return line[first - 1].term if first and line[first - 1].gap == " " else ""


def _needs_are_met(phrase: Phrase, line: list[Word], last: int) -> bool:
    needs = heads()[phrase.head].needs
    if not phrase.mods and ("modifier" in needs or ("the" in needs and phrase.before not in DEFINITE)):
        return False
    if "end" not in needs or last + 1 >= len(line) or line[last].gap != " ":
        return True
    after = line[last + 1]  # shows whether a word that can be an adjective too ("general") is a noun here
    return after.term in FUNCTION_WORDS | VERBS or after.token[0].isupper() or after.term.endswith("ed")


def _modifies(line: list[Word], at: int) -> bool:
    """Whether the word before a phrase modifies it."""
    word = line[at]
    owner = bool(_OWNER.fullmatch(word.gap))
    if not owner and word.gap != " ":
        return False
    if word.name is not None or word.state is not None:
        return True
    if at > 0 and _CAPITAL.match(word.token) and word.term not in FUNCTION_WORDS | DAYS:
        return True
    return not owner and (word.term in modifiers() or _COMPOUND.fullmatch(word.term) is not None)


def _last_behind(line: list[Word], last: int) -> int:
    """Number of the last word of "of (the) Name" behind a head, or the head's own."""
    terms = [word.term for word in line[last + 1 : last + 3]]
    if terms[:1] != ["of"] or line[last].gap != " ":
        return last
    end = at = last + (3 if terms[1:] == ["the"] else 2)
    while end < min(len(line), at + NAME) and line[end - 1].gap == " " and _is_name(line[end]):
        if line[end].term in TITLES and end > at and line[end - 1].term not in TITLES:
            break  # "the Leader of the Revolution Ayatollah Ali Okello"
        end += 1
    if end == at and at < len(line) and line[at].term in modifiers() | heads().keys():
        end = at + 1
    return end - 1 if end > at else last


def _is_name(word: Word) -> bool:
    return word.name is not None or (_CAPITAL.match(word.token) is not None and word.term not in DAYS)


def canonical(word: Word) -> str:
    """What a modifier means: a state, the actor whose name it is part of, or the word itself."""
    return word.state or word.name or plain(word.token) or word.term


def common_small(surface: str) -> str:
    """A role or group as it stands inside a sentence: words of the lists in small letters, names as printed.

    >>> common_small("Iraqi Security Forces"), common_small("Leader of the Quds Force")
    ('Iraqi security forces', 'leader of the Quds Force')
    """
    words: list[str] = []
    for word in surface.split():
        in_name = bool(words) and words[-1][0].isupper() and state(plain(words[-1])) is None
        words.append(word.lower() if word.lower() in common_words() and not in_name else word)
    return " ".join(words)


@cache
def heads() -> Mapping[str, Head]:
    """Head word -> what it is and what it needs."""
    rows = (row for row in _role_words().itertuples() if row.use != "modifier")
    words = {row.word: Head(row.use, row.kind, row.needs.split(), row.office == "yes") for row in rows}
    return MappingProxyType(words)


@cache
def modifiers() -> frozenset[str]:
    """Words that may stand before a head and tell it from others."""
    return frozenset(_role_words().loc[lambda table: table["use"] == "modifier", "word"])


@cache
def common_words() -> frozenset[str]:
    """The words of the lists: the modifiers, and each word of a head."""
    return modifiers() | {word for head in heads() for word in head.split()}


@cache
def _role_words() -> pd.DataFrame:
    return read_csv(DATA / "roles.csv", ("word", "use", "kind", "needs", "office"))
