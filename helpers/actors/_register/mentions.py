"""Mentions: where the text names the actors of the register, and what is named but not in it."""

import ahocorasick_rs
import pandas as pd

from helpers.actors._register.read import fold, sentences_of
from helpers.corpus import CONTRACTS, require, tokens

COLUMNS = [*CONTRACTS["mentions"], "evaluation", "nested"]


def mentions(sentences: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Find every mention of the register's actors.

    The longest alias wins, then the leftmost; an alias stands between word boundaries, so a possessive or a
    hyphen may follow ("Iran’s", "Iran-backed"). Apostrophes, hyphens and blanks are alike ("Abdul-Mahdi",
    "Abdul Mahdi"). A name must have its capitals (or all capitals, as in headlines); a role or a group matches in
    any case. A mention inside a longer one is listed too, with `nested` true, when it means another actor.

    >>> from helpers.corpus import sentences as split
    >>> texts = pd.DataFrame({"doc_id": ["a"], "text": ["The Quds Force leader met Iran’s envoys."]})
    >>> register = pd.DataFrame(
    ...     [("s", "Soleimani", "person", "the Quds Force leader", "role", "", "", ""),
    ...      ("q", "Quds Force", "organisation", "Quds Force", "name", "", "", ""),
    ...      ("i", "Iran", "state", "Iran", "name", "", "", "")],
    ...     columns=["actor_id", "label", "kind", "alias", "how", "only_in", "source", "evaluation"])
    >>> mentions(split(texts), register)[["surface", "actor_id", "nested"]].values.tolist()
    [['The Quds Force leader', 's', False], ['Quds Force', 'q', True], ['Iran', 'i', False]]

    Parameters
    ----------
    sentences : DataFrame, one row per sentence (`corpus.sentences`).
    register : DataFrame, one row per alias (`actors.read_register`).

    Returns
    -------
    DataFrame, one row per mention, in the order of the text: `doc_id, sent_id, start, end, surface, actor_id,
    label, kind, how, evaluation, nested`; offsets are half-open, in characters of the document's text.
    """
    require(sentences, "sentences")
    require(register, "register")
    rows = register.assign(
        evaluation=register.get("evaluation", ""), only=register["only_in"].map(sentences_of)
    )
    aliases = [fold(alias) for alias in rows["alias"]]
    automaton = ahocorasick_rs.AhoCorasick(aliases) if aliases else None
    rows = list(rows.itertuples())
    found = [
        mention
        for sentence in sentences.itertuples()
        if automaton
        for mention in _in_sentence(sentence, automaton, rows)
    ]
    table = pd.DataFrame(found, columns=COLUMNS)
    types = dict.fromkeys(["sent_id", "start", "end"], "int64") | {"nested": "bool"}
    return table.astype({column: types.get(column, "str") for column in COLUMNS})


def _in_sentence(sentence, automaton, rows) -> list[tuple]:
    """The mentions in one sentence, left to right."""
    text = sentence.text
    candidates = []
    for number, start, end in automaton.find_matches_as_indexes(fold(text), overlapping=True):
        row = rows[number]
        if (
            _bounded(text, start, end)
            and _cased(row, text[start:end])
            and (not row.only or (sentence.doc_id, sentence.sent_id) in row.only)
        ):
            candidates.append((start, end, row))
    kept: list = []
    for start, end, row in sorted(candidates, key=lambda c: (c[0] - c[1], c[0])):
        around = [other for other in kept if start < other[1] and other[0] < end]
        inside = all(left <= start and end <= right for left, right, _, _ in around)
        if inside and all(other.actor_id != row.actor_id for *_, other, _ in around):
            kept.append((start, end, row, bool(around)))
    return [
        (
            sentence.doc_id,
            sentence.sent_id,
            sentence.start + start,
            sentence.start + end,
            text[start:end],
            row.actor_id,
            row.label,
            row.kind,
            row.how,
            row.evaluation,
            nested,
        )
        for start, end, row, nested in sorted(kept, key=lambda k: (k[0], -k[1]))
    ]


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether no word goes on before the start or after the end."""
    left, right = text[start - 1 : start], text[end : end + 1]
    return not (left.isalnum() and text[start].isalnum()) and not (
        right.isalnum() and text[end - 1].isalnum()
    )


def _cased(row, surface: str) -> bool:
    """Whether a name has its capitals; roles and groups need none."""
    return (
        row.how != "name"
        or surface.isupper()
        or all(mine == theirs or not theirs.isupper() for mine, theirs in zip(surface, row.alias))
    )


def unlisted(sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """List the capitalised words that belong to no mention, so that a gap in the register shows.

    The first word of a sentence counts only if the document has it capitalised inside a sentence as well, and
    never in lower case.

    >>> from helpers.corpus import sentences as split
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "text": ["Rain fell on Basra on Sunday. Basra slept."]}))
    >>> unlisted(texts, pd.DataFrame(columns=COLUMNS))[["surface", "sent_id"]].values.tolist()
    [['Basra', 1], ['Sunday', 1], ['Basra', 2]]

    Parameters
    ----------
    sentences : DataFrame, one row per sentence.
    mentions : DataFrame, one row per mention (`actors.mentions`).

    Returns
    -------
    DataFrame, one row per run of capitalised words: `doc_id, sent_id, start, end, surface`.
    """
    words = tokens(sentences)
    capital = words["token"].str[0].str.isupper()
    opens = ~words.duplicated(["doc_id", "sent_id"])
    pairs = pd.Series(list(zip(words["doc_id"], words["term"])), index=words.index, dtype="object")
    known = pairs.isin(pairs[capital & ~opens]) & ~pairs.isin(pairs[~capital])
    words = words[capital & (~opens | known)]
    taken = {
        (doc_id, place)
        for doc_id, start, end in zip(*(mentions[c] for c in ["doc_id", "start", "end"]))
        for place in range(start, end)
    }
    free = [(doc_id, start) not in taken for doc_id, start in zip(words["doc_id"], words["start"])]
    words = words[pd.Series(free, index=words.index, dtype="bool")]
    return words.rename(columns={"token": "surface"})[
        ["doc_id", "sent_id", "start", "end", "surface"]
    ].reset_index(drop=True)
