"""Mentions: where the text names the actors of the register, and what is named but not in it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

import ahocorasick_rs
import pandas as pd

from helpers._fold import fold
from helpers._spans import overlaps
from helpers._tables import CONTRACTS, PLACE, SPAN, require
from helpers.actors._identity.in_place import is_name_here
from helpers.actors._identity.phrases import DEFINITE
from helpers.actors._register.alone import Alone
from helpers.actors._register.read import holds, one_line, sentences_of
from helpers.corpus import tokens

COLUMNS = [*CONTRACTS["mentions"], "evaluation", "nested"]
_BLANKS = re.compile(r"\s\s")
_IN_NAME = " "  # stands among the actors that cover a character for “a name does”; it is no actor_id


def mentions(sentences: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Find every mention of the register's actors.

    The longest alias wins, then the leftmost; an alias stands between word boundaries, so a possessive or a
    hyphen may follow ("Iran’s", "Iran-backed"). Apostrophes, hyphens and blanks are alike ("Abdul-Mahdi",
    "Abdul Mahdi"), and so is white space of any kind and length. A name must have its capitals (or all
    capitals, as in headlines); a role or a group matches in any case. A mention inside a role or a group is
    listed too, with `nested` true, when it means another actor; inside a longer name nothing is: "South
    Sudan" is no mention of Sudan. Nor is the head of a group: "government" in "Kenya’s government". A
    title belongs to the name it stands before: "Prime Minister Okello" is one mention, by name.

    Nor does a name count where it goes on to be one that the register does not list. "North" and the like
    before it, "Times" or "University" behind it make another thing ("Northern Ireland", "Washington Post").
    A single word for a person or an organisation, or that is a given name or short for a longer name in the
    register (not a state's), must stand alone: not so in "Rand Paul", "John F. Kennedy", "Mekong Delta".
    Titles, offices, states, peoples, days and words in capitals do not join it to a longer name ("President
    Paul"), nor does the word that opens a sentence, unless it is a given name, nor any word in a headline.

    >>> from helpers.corpus import sentences as split
    >>> texts = pd.DataFrame({"doc_id": ["a"], "text": ["The Quds Force leader met Iran’s envoys."]})
    >>> register = pd.DataFrame(
    ...     [("s", "Soleimani", "person", "the Quds Force leader", "role", "", "", ""),
    ...      ("q", "Quds Force", "organisation", "Quds Force", "name", "", "", ""),
    ...      ("i", "Iran", "state", "Iran", "name", "", "", "")],
    ...     columns=["actor_id", "label", "kind", "alias", "how", "only_in", "source", "evaluation"])
    >>> mentions(split(texts), register)[["surface", "actor_id", "nested"]].values.tolist()
    [['The Quds Force leader', 's', False], ['Quds Force', 'q', True], ['Iran', 'i', False]]

    Returns one row per mention, in the order of the text: `doc_id, sent_id, start, end, surface, actor_id,
    label, kind, how, evaluation, nested`.
    """
    require(sentences, "sentences")
    require(register, "register")
    rows = _rows(register)
    meant = _by_alias(rows)
    places: list[tuple] = []
    if rows:
        # The other implementations build in the square of an alias that repeats itself ("aaaa…").
        kind = ahocorasick_rs.Implementation.ContiguousNFA
        automaton = ahocorasick_rs.AhoCorasick(list(meant), implementation=kind)
        alone, by_number = Alone(rows), list(meant.values())
        for sentence in sentences.itertuples():
            places.extend(_in_sentence(sentence, automaton, by_number, alone))
    types = dict.fromkeys(COLUMNS, "str") | dict.fromkeys(["sent_id", *SPAN], "int64") | {"nested": "bool"}
    return pd.DataFrame(places, columns=COLUMNS).astype(types)


def _rows(register: pd.DataFrame) -> list[Any]:
    """The register's rows, their aliases as they are looked for, and the sentences that limit them."""
    aliases, places = register["alias"].map(one_line), register["only_in"].map(sentences_of)
    table = register[list(CONTRACTS["register"])].assign(alias=aliases, only_in=places)
    table["evaluation"] = register.get("evaluation", "")
    return [row for row in table.itertuples() if row.alias]


def _by_alias(rows: list[Any]) -> dict[str, dict[str | None, list[Any]]]:
    """Alias → text (None: all texts) → rows that may hold there: no text meets the rows of all others."""
    meant: dict[str, dict[str | None, list[Any]]] = {}
    for row in rows:
        for doc_id in {doc_id for doc_id, _ in row.only_in} or {None}:
            meant.setdefault(fold(row.alias), {}).setdefault(doc_id, []).append(row)
    return meant


def _in_sentence(
    sentence: Any, automaton: ahocorasick_rs.AhoCorasick, meant: list[dict], alone: Alone
) -> Iterator[tuple]:
    """The mentions in one sentence, left to right."""
    text, places = _single_blanks(sentence.text)
    candidates = [
        (start, end, row)
        for number, start, end in automaton.find_matches_as_indexes(fold(text), overlapping=True)
        if _bounded(text, start, end)
        for doc_id in (sentence.doc_id, None)
        for row in meant[number].get(doc_id, ())
        if holds(row.only_in, sentence.doc_id, sentence.sent_id)
    ]
    kept = _without_titles(text, _kept(text, candidates, alone))
    for start, end, row, nested in sorted(kept, key=lambda k: (k[0], -k[1])):
        left, right = places[start], places[end - 1] + 1
        place = (sentence.doc_id, sentence.sent_id, sentence.start + left, sentence.start + right)
        meaning = (row.actor_id, row.label, row.kind, row.how, row.evaluation)
        yield (*place, sentence.text[left:right], *meaning, nested)


def _single_blanks(text: str) -> tuple[str, Sequence[int]]:
    """The text with the first character of each run of white space only, and where each character stood."""
    if not _BLANKS.search(text):
        return text, range(len(text))
    places = [n for n, c in enumerate(text) if not (c.isspace() and text[n - 1 : n].isspace())]
    return "".join([text[n] for n in places]), places


def _kept(
    text: str, candidates: list[tuple[int, int, Any]], alone: Alone
) -> list[tuple[int, int, Any, bool]]:
    """The candidates that are mentions: longest, then leftmost, then those inside other actors' phrases."""
    kept: list[tuple[int, int, Any, bool]] = []
    # For each character the actors of the mentions that cover it; one set for each mention, so that two ends
    # lie in the same mentions if they have the same set.
    covered: list[frozenset[str]] = [frozenset()] * len(text)
    holders: dict[int, tuple[int, int, str]] = {}  # by such a set: where its mention stands
    for start, end, row in sorted(candidates, key=lambda c: (c[0] - c[1], c[0])):
        actors = covered[start]
        if actors is not covered[end - 1] or not actors.isdisjoint({row.actor_id, _IN_NAME}):
            continue
        if row.how != "name" or (_cased(text[start:end], row.alias) and _named(row, text, start, end, alone)):
            around = holders.get(id(actors))
            if around and row.how == "group" and _is_head(text, start, end, *around):
                continue
            named = {_IN_NAME} if row.how == "name" else set()
            inner = actors | {row.actor_id} | named
            covered[start:end] = [inner] * (end - start)
            holders[id(inner)] = start, end, row.how
            kept.append((start, end, row, bool(actors)))
    return kept


def _without_titles(
    text: str, kept: list[tuple[int, int, Any, bool]]
) -> Iterator[tuple[int, int, Any, bool]]:
    """The mentions without the roles that directly precede a name of their actor and hold no mention."""
    names = {(row.actor_id, start) for start, _, row, _ in kept if row.how == "name"}
    inside = sorted(start for start, *_, nested in kept if nested)
    for start, end, row, nested in kept:
        title = row.how == "role" and text[end : end + 1] == " " and (row.actor_id, end + 1) in names
        if not title or bisect_left(inside, start) < bisect_left(inside, end):
            yield start, end, row, nested


def _named(row: Any, text: str, start: int, end: int, alone: Alone) -> bool:
    """Whether what looks like a name is one where it stands, and no part of a longer one."""
    return alone.holds(text, start, end) and is_name_here(text, start, end, row.kind)


def _is_head(text: str, start: int, end: int, left: int, right: int, how: str) -> bool:
    """Whether a group is the head of the group from left to right: "government" in "Kenya’s government"."""
    first, before = text[start:end].split()[0].casefold(), text[left:start].split()
    if how != "group" or first in DEFINITE:
        return False
    return (end == right and "of" not in before) or (start == left and text.startswith(" of ", end))


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether no word goes on before the start or after the end."""
    before, after = text[start - 1 : start] + text[start], text[end - 1 : end + 1]
    return not any(len(pair) == 2 and pair.isalnum() for pair in (before, after))


def _cased(surface: str, alias: str) -> bool:
    """Whether a name has its capitals."""
    as_listed = (mine == theirs or not theirs.isupper() for mine, theirs in zip(surface, alias))
    return surface.isupper() or all(as_listed)


def unlisted(sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """List the capitalised words that belong to no mention, so that a gap in the register shows.

    The first word of a sentence counts only if the document has it capitalised inside a sentence as well, and
    never in lower case.

    >>> from helpers.corpus import sentences as split
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "text": ["Rain fell on Basra on Sunday. Basra slept."]}))
    >>> unlisted(texts, pd.DataFrame(columns=COLUMNS))[["surface", "sent_id"]].values.tolist()
    [['Basra', 1], ['Sunday', 1], ['Basra', 2]]

    Returns one row per capitalised word: `doc_id, sent_id, start, end, surface`.
    """
    require(mentions, "mentions", ["doc_id", "start", "end"])
    words = tokens(sentences)
    capital = words["token"].str[0].str.isupper()
    opens = ~words.duplicated(["doc_id", "sent_id"])
    pairs = pd.Series(list(zip(words["doc_id"], words["term"])), index=words.index, dtype="object")
    known = pairs.isin(pairs[capital & ~opens]) & ~pairs.isin(pairs[~capital])
    words = words[capital & (~opens | known)]
    words = words[~overlaps(words.assign(end=words["start"] + 1), mentions)]
    return words.rename(columns={"token": "surface"})[[*PLACE, "surface"]].reset_index(drop=True)
