"""A sentence as seen from one mention: names hidden; for each word its side, clause, negation and role.

Everything is found by closed word lists and order alone, for a whole column of mentions at once: what is
known of each word, and of each mention, is an array of its own (`Words`).
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers._files import word_list
from helpers._fold import straighten
from helpers.corpus import REPORTING_VERBS

WORD = re.compile(
    r"[^\W\d_]+(?='s(?![^\W_]))|'s(?![^\W_])|[^\W\d_]+(?:'[^\W\d_]+)*|\d[\d.,]*\d|\d|\.\.\.|[^\w\s]"
)
START, MENTION, NAME, NUMBER = "^", "MENTION", "NAME", "0"  # what stands for what is not read by its letters


def _set(words: str) -> frozenset:
    return frozenset(words.split())


NEGATORS = word_list("toward_negators")
BREAKS = _set(
    '^ . , ; : ! ? ( ) — – " “ ” but while although though because which who whose after before when'
)
OPENERS = _set('^ . ! ? " “ : ... • - —')  # a capital letter after these says nothing
TO_BE = _set("is are was were be been being am 's gets get got getting")
PASSED_OVER = word_list("toward_passed_over")
PREPOSITIONS = word_list("toward_prepositions")
DETERMINERS = _set("the a an his her their its our my your this that these those some any former current")
PRONOUNS = word_list("toward_pronouns")
LINKS = _set("and or if so it there here what how where why also")
SMALL = TO_BE | PREPOSITIONS | DETERMINERS | PRONOUNS | LINKS  # without content
PARTICIPLE = ("ed", "en", "wn", "ought", "eld", "ung", "ade", "ept")


@dataclass(frozen=True)
class Aligned:
    """The words of each mention's sentence; a sentence with two mentions is here twice."""

    # by word
    row: np.ndarray  # its mention
    start: np.ndarray  # its characters in the sentence
    end: np.ndarray
    code: np.ndarray  # its form, in `vocabulary`
    own: np.ndarray  # whether it is the mention
    name: np.ndarray  # whether it is another name
    # by mention
    first: np.ndarray  # its first word, `^`
    length: np.ndarray  # how many words it has
    place: np.ndarray  # the word that is the mention
    # neither
    vocabulary: np.ndarray  # the forms
    inner: tuple[np.ndarray, np.ndarray]  # mention and form of each lower-case word within a mention


@dataclass(frozen=True)
class Positioned(Aligned):
    """And where each word stands, as seen from the mention."""

    distance: np.ndarray  # words from the mention, negative before it
    clause: np.ndarray  # clauses from the mention's own, 0; they end at marks and a few conjunctions
    negated: np.ndarray  # a negator reaches up to four words ahead within its clause
    quoted: np.ndarray
    listed: dict[str, np.ndarray]  # for each class of `_LISTS` whether it is in it
    last: np.ndarray  # by mention: its last word


@dataclass(frozen=True)
class Words(Positioned):
    """And, by mention, the words in a role to it; −1 for none, as where a mark or a name comes first."""

    verb: np.ndarray  # the first word after it once auxiliaries, adverbs, ", who" and "is a" are passed over
    passive: np.ndarray  # whether that is done to it
    denied: np.ndarray  # whether a negator was passed over
    head: (
        np.ndarray
    )  # what governs it: the first word before it once determiners and a preposition are passed
    preposition: np.ndarray  # that one
    speaker: np.ndarray  # whether it says, tells, writes …
    possessive: np.ndarray  # whether 's follows


def annotate(
    texts: list[str], code: np.ndarray, start: np.ndarray, end: np.ndarray, common: Collection[str]
) -> Words:
    """The words of each mention's sentence, with positions and roles (see `align_to_mentions`)."""
    return add_roles(add_positions(align_to_mentions(texts, code, start, end, common)))


def pieces(texts: list[str]) -> tuple[np.ndarray, ...]:
    """The words and marks of the texts, each text led by `^`: the position of its text, start, end, word."""
    rows: list[tuple[int, int, int, str]] = []
    for i, text in enumerate(texts):
        rows.append((i, 0, 0, START))
        rows += [(i, *m.span(), m[0]) for m in WORD.finditer(straighten(text))]
    columns = list(zip(*rows)) or [()] * 4
    return tuple(np.array(column, kind) for column, kind in zip(columns, (int, int, int, object)))


def shifted(values: np.ndarray, by: int, row: np.ndarray) -> np.ndarray:
    """The value of each word's neighbour, `by` words back (negative: ahead); 0 beyond the sentence's ends."""
    out = np.zeros_like(values)
    here, there = (slice(by, None), slice(None, -by)) if by > 0 else (slice(None, by), slice(-by, None))
    out[here] = np.where(row[here] == row[there], values[there], 0)
    return out


def align_to_mentions(
    texts: list[str], code: np.ndarray, start: np.ndarray, end: np.ndarray, common: Collection[str]
) -> Aligned:
    """Read each mention's sentence with the mention and the other names hidden.

    A name is a capitalised word; at the start of a sentence it is one unless it is one of the `common` words.
    Names beside the mention belong to it ("President Hale" when "Hale" is the mention); a run of names is one
    piece. `code` is for each mention the position of its sentence in `texts`, `start` and `end` are its
    characters there.
    """
    text, piece_start, piece_end, word = pieces(texts)
    form, forms = pd.factorize(word)
    name = _is_name(form, forms, common)
    per_text = np.bincount(text, minlength=len(texts))
    count = per_text[code]
    row = np.repeat(np.arange(len(code)), count)
    before = (np.cumsum(per_text) - per_text)[code] - np.cumsum(count) + count
    here = np.arange(count.sum()) + np.repeat(before, count)  # the pieces of one mention after the other
    form, name, piece_start, piece_end = (of[here] for of in (form, name, piece_start, piece_end))
    own = (piece_start < end[row]) & (piece_end > start[row])
    own = _grow(own, name, (forms == ".")[form], row)
    kind = own * 2 + (name & ~own)
    kept = np.flatnonzero((kind == 0) | (kind != shifted(kind, 1, row)))  # one piece of each run of names
    lower = np.array([NUMBER if w[0].isdigit() else w.lower() for w in forms] + [NAME, MENTION], object)
    shown, vocabulary = pd.factorize(lower[np.where(kind == 0, form, len(forms) + kind - 1)][kept])
    inner = own & ~np.array([w[0].isupper() for w in forms], bool)[form]
    length = np.bincount(row[kept], minlength=len(code))
    first = np.cumsum(length) - length
    place, mine = first.copy(), np.flatnonzero(own[kept])[::-1]
    place[row[kept][mine]] = mine  # the first word of the mention, or of its sentence where it has none
    return Aligned(
        row=row[kept],
        start=piece_start[kept],
        end=piece_end[np.append(kept[1:], len(row)) - 1],
        code=shown,
        own=own[kept],
        name=kind[kept] == 1,
        first=first,
        length=length,
        place=place,
        vocabulary=np.asarray(vocabulary, object),
        inner=(row[inner], lower[form[inner]]),
    )


def _is_name(form: np.ndarray, forms: np.ndarray, common: Collection[str]) -> np.ndarray:
    """Which of the words, one after the other as `form` numbers them, are names by their capitals."""
    opening = np.isin(forms, list(OPENERS))[form]
    after_opening = np.r_[True, opening[:-1]][: len(form)]
    capital = [w[0].isupper() and w.lower() not in PRONOUNS and w[:2] != "I'" for w in forms]
    plain = np.array([word.lower() in common for word in forms], bool)[form]
    return np.array(capital, bool)[form] & ~(after_opening & plain)


def _grow(own: np.ndarray, name: np.ndarray, dot: np.ndarray, row: np.ndarray) -> np.ndarray:
    """Add the names beside the mention to it, also across the dot of "Mr." and "J."."""
    for _ in range(4):
        own = own | name & (shifted(own, 1, row) | shifted(own, -1, row))
        own = own | dot & shifted(own, -1, row) & shifted(name, 1, row)
    return own


def add_positions(words: Aligned) -> Positioned:
    """Add where each word stands."""
    row, code, forms = words.row, words.code, words.vocabulary
    listed = {name: np.array([bool(test(w)) for w in forms], bool)[code] for name, test in _LISTS.items()}
    clause = np.cumsum(listed["break"])
    negated = np.zeros(len(row), bool)
    for k in range(1, 5):
        negated |= shifted(listed["negator"], k, row) & (shifted(clause, k, row) == clause)
    curly = _running(words, listed["open"].astype(int) - listed["close"])
    straight = _running(words, listed["straight"])
    return Positioned(
        **vars(words),
        distance=np.arange(len(row)) - words.place[row],
        clause=clause - clause[words.place][row],
        negated=negated & ~listed["negator"],
        quoted=(curly > 0) | (straight % 2 == 1),
        listed=listed,
        last=words.first + words.length - 1,
    )


_LISTS: dict[str, Callable[[str], bool]] = {
    "break": BREAKS.__contains__,
    "saying": REPORTING_VERBS.__contains__,
    "be": TO_BE.__contains__,
    "negator": lambda w: w in NEGATORS or w.endswith("n't"),
    "passed": lambda w: w in PASSED_OVER or w.endswith("n't") or (w.endswith("ly") and len(w) > 4),
    "preposition": PREPOSITIONS.__contains__,
    "determiner": DETERMINERS.__contains__,
    "comma": ",".__eq__,
    "who": "who".__eq__,
    "open": "“".__eq__,
    "close": "”".__eq__,
    "straight": '"'.__eq__,
    "possessive": "'s".__eq__,
    "participle": lambda w: w.endswith(PARTICIPLE),
    "content": lambda w: w[0].isalpha() and w not in (NAME, MENTION) and w not in SMALL,
    "spelled": lambda w: w[0].isalnum() or w == "'s",
}


def _running(words: Aligned, values: np.ndarray) -> np.ndarray:
    """Sum within each sentence up to and with each word."""
    total = np.cumsum(values)
    return total - (total - values)[words.first][words.row]


def add_roles(words: Positioned) -> Words:
    """Add the words that stand in a role to each mention."""
    listed, place = words.listed, words.place
    verb, passive, denied = _walk_right(words)
    head, preposition = _walk_left(words)
    after_mark = shifted(listed["break"], 1, words.row)  # ..." said Hale; but not: critics say Hale ...
    inverted = (head >= 0) & listed["saying"][head] & after_mark[head] & (preposition < 0)
    beside = np.minimum(place + 1, words.last)
    return Words(
        **vars(words),
        verb=verb,
        passive=passive & (verb >= 0) & listed["participle"][verb],
        denied=denied,
        head=head,
        preposition=preposition,
        speaker=(verb >= 0) & listed["saying"][verb] & ~passive | inverted,
        possessive=listed["possessive"][beside] & (beside > place),
    )


def _walk_right(words: Positioned) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    listed, spot = words.listed, words.place.copy()
    who_next = listed["comma"] & shifted(listed["who"], -1, words.row)
    going, passive, denied = (np.full(len(spot), value) for value in (True, False, False))
    for step in range(6):
        spot = np.where(going, spot + 1, spot)
        going &= spot <= words.last
        spot = np.minimum(spot, words.last)
        article = listed["determiner"][spot] & passive  # "is a liar": the word after "a"
        over = going & (listed["passed"][spot] | article | who_next[spot] & (step == 0))
        passive = np.where(over, listed["be"][spot] | article, passive)
        denied |= over & listed["negator"][spot]
        going = over
    return _word_or_none(words, spot, over), passive, denied


def _walk_left(words: Positioned) -> tuple[np.ndarray, np.ndarray]:
    listed, spot = words.listed, words.place.copy()
    going, preposition = np.full(len(spot), True), np.full(len(spot), -1)
    for _ in range(4):
        spot = np.where(going, np.maximum(spot - 1, words.first), spot)
        new = going & listed["preposition"][spot] & (preposition < 0)
        preposition = np.where(new, spot, preposition)
        going = going & (new | listed["determiner"][spot])
    return _word_or_none(words, spot, going), preposition


def _word_or_none(words: Positioned, spot: np.ndarray, unfinished: np.ndarray) -> np.ndarray:
    stop = unfinished | words.listed["break"][spot] | words.name[spot] | words.own[spot]
    return np.where(stop, -1, spot)
