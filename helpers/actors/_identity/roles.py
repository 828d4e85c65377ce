"""Actors without a name: "the prime minister", "the Quds Force leader", "protesters"."""

import re

import pandas as pd

from helpers.actors._identity.forms import plain, state
from helpers.actors._identity.merge import merge, slug
from helpers.actors._identity.phrases import (
    DEFINITE,
    Phrase,
    common_small,
    heads,
    modifiers,
    phrases_in,
    words_of,
)
from helpers.corpus import require

COLUMNS = ["doc_id", "sent_id", "start", "end", "surface", "actor_id", "label", "kind", "how", "reason"]
INDEFINITE = frozenset("a an any another some every each no one two three several many few most more".split())
RANK = frozenset("former ex deputy vice acting interim outgoing retired".split())
_APPOSITION = re.compile(r",? who (?:is|was|became) (?:the |an? )?|, (?:the |an? |then )?")
_COPULA = re.compile(r" (?:is|was|became|remains) (?:the |an? )?")


def roles(sentences: pd.DataFrame, names: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find the mentions of actors without a name, each joined to a named actor where the text makes it plain.

    A role ("prime minister") is joined to a name by title ("Prime Minister Ana Okello"), apposition ("Ana
    Okello, leader of the Relief Council") or "is", and wherever else the same role stands with no modifier
    that differs.
    Everything else is a group or role of its own: "Iraqi security forces" are not "Iranian security forces".

    >>> text = "The Kenyan police beat protesters."
    >>> row = {"doc_id": "a", "par_id": 1, "sent_id": 1, "start": 0, "end": len(text), "text": text}
    >>> roles(pd.DataFrame([row]))[["surface", "actor_id", "kind", "how"]].values.tolist()
    [['Kenyan police', 'kenya-police', 'group', 'group'], ['protesters', 'protesters', 'group', 'group']]

    Parameters
    ----------
    sentences : DataFrame, one row per sentence (`corpus.sentences`).
    names : DataFrame, one row per name (`actors.names` or `actors.merge`); without it nothing is joined.

    Returns
    -------
    DataFrame, one row per mention: `doc_id, sent_id, start, end, surface, actor_id, label, kind, how,
    reason`. Offsets are half-open, in characters of the document's text; `how` is role or group; `surface`
    is without "the". Words and kinds come from `data/roles.csv`.

    Notes
    -----
    One person without "the", a name or a state before the role ("a spokesman") is nobody the reader knows
    and is left out. A title before a name is part of naming and no mention of its own.
    """
    require(sentences, "sentences")
    named = pd.DataFrame(columns=["doc_id"]) if names is None else _merged(names)
    rows = []
    by_doc = dict(list(named.groupby("doc_id")))
    for doc_id, part in sentences.groupby("doc_id", sort=False):
        rows += _document(part.sort_values(["sent_id", "start"]), by_doc.get(doc_id))
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = {doc: n for n, doc in enumerate(sentences["doc_id"].drop_duplicates())}
    table = table.sort_values(
        ["doc_id", "start", "end"],
        key=lambda column: column.map(order) if column.name == "doc_id" else column,
    )
    numbers = dict.fromkeys(["sent_id", "start", "end"], "int64")
    return table.astype(dict.fromkeys(COLUMNS, "str") | numbers).reset_index(drop=True)


def _merged(names: pd.DataFrame) -> pd.DataFrame:
    return names if "actor_id" in names else merge(names)


def _document(sentences: pd.DataFrame, named: pd.DataFrame | None) -> list:
    """Rows of one document: find the phrases, learn who holds which role, then join."""
    found, facts = [], []
    spans, labels = _spans(named)
    words = words_of(sentences)
    for sent_id, start, text in zip(sentences["sent_id"], sentences["start"], sentences["text"]):
        line = words.get(sent_id, [])
        inside = spans.get(sent_id, [])
        for phrase in phrases_in(line, inside):
            title, actor, why = _holder(line, phrase, inside, text, start)
            if actor:
                facts.append((phrase, actor, f"{why} “{labels[actor]}” in sentence {sent_id}"))
            if not title and _counts(phrase, bool(actor)):
                left, right = line[phrase.first].start, line[phrase.last].end
                found.append((sent_id, left, right, text[left - start : right - start], phrase, actor))
    first = {}
    for _, _, _, surface, phrase, _ in found:
        first.setdefault(_key(phrase), common_small(surface))
    return [_row(sentences["doc_id"].iloc[0], mention, facts, labels, first) for mention in found]


def _row(doc_id, mention: tuple, facts: list, labels: dict, first: dict) -> tuple:
    sent_id, start, end, surface, phrase, actor = mention
    how, kind, _, _ = heads()[phrase.head]
    fits = {who: why for role, who, why in reversed(facts) if how == "role" and _same_role(phrase, role)}
    if actor:
        fits = {actor: next(why for role, who, why in facts if role == phrase and who == actor)}
    if len(fits) == 1:
        ((who, why),) = fits.items()
        return (doc_id, sent_id, start, end, surface, who, labels[who], kind, how, why)
    why = "named nowhere" if not fits else "ambiguous: " + " or ".join(f"“{labels[w]}”" for w in sorted(fits))
    return (doc_id, sent_id, start, end, surface, _key(phrase), first[_key(phrase)], kind, how, why)


def _spans(named: pd.DataFrame | None) -> tuple[dict, dict]:
    """sent_id -> [(start, end, actor_id, may hold a role)], and actor_id -> its fullest form."""
    spans, labels = {}, {}
    if named is None or len(named) == 0:
        return spans, labels
    reasons = named["reason"] if "reason" in named else [""] * len(named)
    kinds = named["label"] if "label" in named else [""] * len(named)
    columns = [named[c] for c in ["sent_id", "start", "end", "surface", "actor_id"]]
    for sent_id, start, end, surface, actor, why, kind in zip(*columns, reasons, kinds):
        person = kind not in ("LOC", "ORG") and state(plain(surface)) is None
        spans.setdefault(sent_id, []).append((start, end, actor, person))
        if not why or actor not in labels:
            labels[actor] = surface
    return {key: sorted(value) for key, value in spans.items()}, labels


def _counts(phrase: Phrase, actor: bool) -> bool:
    """Whether a phrase is a mention: groups always, one person when the reader can know who it is."""
    if actor or heads()[phrase.head].how == "group":
        return True
    known = any(state(mod.casefold()) or mod not in modifiers() for mod in phrase.mods)
    return phrase.before in DEFINITE or (known and phrase.before not in INDEFINITE)


def _holder(line: list, phrase: Phrase, spans: list, text: str, offset: int) -> tuple:
    """(is a title, actor_id, how the text says so) of the person to whom a role phrase belongs."""
    if heads()[phrase.head].how != "role":
        return False, None, ""
    left = line[phrase.first].start - offset
    right = line[phrase.last].end - offset
    for start, end, actor, person in spans:
        start, end = start - offset, end - offset
        if not person:
            continue
        if start <= line[phrase.at].start - offset < end or text[right:start] == " ":
            return True, actor, "title of"
        if end <= left and _APPOSITION.fullmatch(text[end:left]):
            return False, actor, "apposition to"
        if end <= left and _COPULA.fullmatch(text[end:left]):
            return False, actor, "“is” after"
        if right <= start and text[right:start] == ", " and re.match(r"[,.;:]|$", text[end:]):
            return False, actor, "apposition to"
    return False, None, ""


def _same_role(mention: Phrase, fact: Phrase) -> bool:
    """Whether a later role can be the one that the text gave to somebody."""
    if mention.head != fact.head or mention.mods & RANK != fact.mods & RANK:
        return False
    if heads()[mention.head].office:
        return mention.mods <= fact.mods
    return bool(mention.mods) and mention.mods == fact.mods


def _key(phrase: Phrase) -> str:
    """A readable id: states first, then names, then the other modifiers, then the head."""
    mods = sorted(phrase.mods, key=lambda mod: (state(mod.casefold()) is None, mod in modifiers(), mod))
    return slug(" ".join([*mods, phrase.head]), set())
