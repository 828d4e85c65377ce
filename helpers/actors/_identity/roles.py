"""Actors without a name: "the prime minister", "the Quds Force leader", "protesters"."""

import re
from typing import Any, NamedTuple

import pandas as pd

from helpers._fold import slug
from helpers._spans import overlapping
from helpers._tables import ACTOR, PLACE, SPAN, require
from helpers.actors._identity import phrases
from helpers.actors._identity.forms import TITLES, ambiguous, plain, state
from helpers.actors._identity.merge import fullest_forms, with_actors

COLUMNS = (*PLACE, "surface", *ACTOR, "how", "reason")
TYPES = {column: "int64" if column in ("sent_id", *SPAN) else "str" for column in COLUMNS}
INDEFINITE = frozenset("a an any another some every each no one two three several many few most more".split())
RANK = frozenset("former ex deputy vice acting interim outgoing retired".split())
_APPOSITION = re.compile(r",? who (?:is|was|became) (?:the |an? )?|, (?:the |an? |then )?")
_COPULA = re.compile(r" (?:is|was|became|remains) (?:the |an? )?")
_SOUGHT = re.compile(  # an office wanted or served: "the nomination for governor", "an aide to the mayor"
    r"\b(?:for|as"
    r"|(?:run|runs|running|ran|bid|race|campaign|chance|wants?|wanted|hopes?|hoping|elected|seeks?)"
    r" to be(?:come)?"
    r"|(?:aides?|advis[eo]rs?|spokes\w+|son|daughter|wife|husband|brother|sister|father|mother|friend|ally"
    r"|allies|critics?|rivals?|opponents?|deputy|lawyer|successor|challengers?|election) (?:to|of)"
    r"|(?:ran|runs?|running|stand|standing|stood|compet\w+|vie|vying|seeks?|seeking|sought|wins?|won|become"
    r"|becoming))(?: (?:the|a|an|his|her|next|new|of|[A-Z]\S+))* $"
)
_ENDS_CLAUSE = re.compile(r"[,.;:]|$")
WITHIN = 20  # characters: more than any apposition or “is” takes between a role and its holder


class _Use(NamedTuple):
    """A phrase where it stands, and to whom the text gives it there, as a title or otherwise."""

    doc_id: Any
    sent_id: Any
    start: int
    end: int
    surface: str
    phrase: phrases.Phrase
    head_at: int
    actor: str = ""
    link: str = ""


# Head and one of the modifiers -> all modifiers and actor -> where the document first says so.
_Holders = dict[tuple[str, str], dict[tuple[frozenset[str], str], str]]


def roles(sentences: pd.DataFrame, names: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find the mentions of actors without a name, each joined to a named actor where the text makes it plain.

    A role ("prime minister") is joined to a name by title ("Prime Minister Ana Okello"), apposition ("Ana
    Okello, leader of the Relief Council") or "is", and wherever else the same role stands with no modifier
    that differs. Everything else is a group or role of its own: "Iraqi security forces" are not "Iranian
    security forces".

    >>> from helpers.corpus import sentences as split
    >>> text = pd.DataFrame({"doc_id": ["a"], "text": ["The Kenyan police beat protesters."]})
    >>> roles(split(text))[["surface", "actor_id", "kind", "how"]].values.tolist()
    [['Kenyan police', 'kenya-police', 'group', 'group'], ['protesters', 'protesters', 'group', 'group']]

    `names` are those of `actors.names` or `actors.merge`; without them nothing is joined.

    Returns one row per mention: `doc_id, sent_id, start, end, surface, actor_id, label, kind, how, reason`;
    `how` is role or group; `surface` is without "the". Words and kinds come from `data/roles.csv`.

    One person without "the", a name or a state before the role ("a spokesman") is nobody the reader knows and
    is left out. A title before a name is part of naming and no mention of its own.
    """
    require(sentences, "sentences")
    merged = _merged(names)
    ordered = sentences.sort_values(["sent_id", "start"]).itertuples()
    texts = {(row.doc_id, row.sent_id): (row.start, row.text) for row in ordered}
    uses, labels = _uses(texts, phrases.words_of(sentences, merged), merged), fullest_forms(merged)
    by_document: dict[Any, list[_Use]] = {doc_id: [] for doc_id in sentences["doc_id"]}
    for use in uses:
        by_document[use.doc_id].append(use)
    rows = [row for part in by_document.values() for row in _rows(part, labels)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(TYPES)


def _merged(names: pd.DataFrame | None) -> pd.DataFrame:
    """The names with their actors and `person`: whether each may be somebody who holds a role."""
    if names is None:
        names = pd.DataFrame(columns=[*PLACE, "surface", "actor_id"]).astype(dict.fromkeys(SPAN, "int64"))
    merged = with_actors(names)
    others = merged["surface"].map(lambda surface: state(plain(surface)) is not None).astype("bool")
    if "label" in merged:
        others |= merged["label"].isin(["LOC", "ORG"])
    return merged.assign(person=~others)


def _uses(texts: dict[tuple, tuple[int, str]], lines: dict[tuple, list], names: pd.DataFrame) -> list[_Use]:
    """Every phrase of the texts, each with the person to whom the text gives it there."""
    uses = []
    for (doc_id, sent_id), (offset, text) in texts.items():
        line = lines.get((doc_id, sent_id), [])
        for phrase in phrases.phrases_in(line):
            start, end = line[phrase.first].start, line[phrase.last].end
            surface, head_at = text[start - offset : end - offset], line[phrase.at].start
            uses.append(_Use(doc_id, sent_id, start, end, surface, phrase, head_at))
    spans = [(use.doc_id, max(use.start - WITHIN, 0), use.end + WITHIN) for use in uses]
    around = pd.DataFrame(spans, columns=["doc_id", *SPAN])
    persons = names[names["person"]].sort_values([*SPAN, "actor_id"])
    columns = [persons[column].tolist() for column in ("sent_id", *SPAN, "actor_id")]
    for number, other in zip(*overlapping(around, persons)):
        use, (sent_id, start, end, actor) = uses[number], [column[other] for column in columns]
        if phrases.heads()[use.phrase.head].how == "role" and not use.link and sent_id == use.sent_id:
            link = _link(use, start, end, *texts[use.doc_id, use.sent_id])
            uses[number] = use._replace(actor=actor, link=link) if link else use
    return uses


def _link(use: _Use, start: int, end: int, offset: int, text: str) -> str:
    """How the text says that a role belongs to the person named from start to end; empty if it does not."""
    before, after = text[end - offset : use.start - offset], text[use.end - offset : start - offset]
    titles = after.startswith(" ") and all(plain(word) in TITLES for word in after.split())
    if start <= use.head_at < end or (use.end < start and after.endswith(" ") and titles):
        return "title of"
    if end <= use.start and _APPOSITION.fullmatch(before):
        return "apposition to"
    if end <= use.start and _COPULA.fullmatch(before):
        return "“is” after"
    sought = _SOUGHT.search(text[max(use.start - offset - 80, 0) : use.start - offset])
    if use.end <= start and after == ", " and not sought and _ENDS_CLAUSE.match(text, end - offset):
        return "apposition to"
    return ""


def _rows(uses: list[_Use], labels: dict[tuple, str]) -> list[tuple]:
    """The rows of one document: learn who holds which role, then join the mentions of each to its holder."""
    holders = _holders(uses, labels)
    mentions = [use for use in uses if use.link != "title of" and _counts(use)]
    first: dict[str, str] = {}
    fitting: dict[tuple, dict[str, str]] = {}
    for use in mentions:
        first.setdefault(_key(use.phrase), phrases.common_small(use.surface))
    rows = []
    for use in sorted(mentions, key=lambda use: (use.start, use.end)):
        role = use.phrase.head, use.phrase.mods
        if role not in fitting:
            fitting[role] = _fitting(use.phrase, holders)
        fits = {use.actor: _why(use, labels)} if use.actor else fitting[role]
        if len(fits) == 1:
            ((actor, why),) = fits.items()
            label = labels[use.doc_id, actor]
        else:
            actor, label = _key(use.phrase), first[_key(use.phrase)]
            why = ambiguous(labels[use.doc_id, one] for one in sorted(fits)) if fits else "named nowhere"
        how, kind, _, _ = phrases.heads()[use.phrase.head]
        rows.append((*use[:5], actor, label, kind, how, why))
    return rows


def _holders(uses: list[_Use], labels: dict[tuple, str]) -> _Holders:
    """Where the document first says that an actor holds a role, under each modifier and none."""
    holders: _Holders = {}
    for use in (use for use in uses if use.actor):
        for modifier in (*use.phrase.mods, ""):
            held = holders.setdefault((use.phrase.head, modifier), {})
            held.setdefault((use.phrase.mods, use.actor), _why(use, labels))
    return holders


def _why(use: _Use, labels: dict[tuple, str]) -> str:
    return f"{use.link} “{labels[use.doc_id, use.actor]}” in sentence {use.sent_id}"


def _fitting(role: phrases.Phrase, holders: _Holders) -> dict[str, str]:
    """Actor -> where the text first says that the actor holds a role that this one can be."""
    # Who can be meant shares all its modifiers: it is enough to ask those who share the rarest.
    held = min((holders.get((role.head, mod), {}) for mod in (*sorted(role.mods), "")), key=len)
    from_last = reversed(held.items())  # what is said first of an actor counts
    return {actor: why for (mods, actor), why in from_last if _same_role(role, mods)}


def _counts(use: _Use) -> bool:
    """Whether a phrase is a mention: groups always, one person when the reader can know who it is."""
    phrase = use.phrase
    if use.actor or phrases.heads()[phrase.head].how == "group" or phrase.before in phrases.DEFINITE:
        return True
    known = any(state(word.casefold()) or word not in phrases.modifiers() for word in phrase.mods)
    return known and phrase.before not in INDEFINITE


def _same_role(mention: phrases.Phrase, mods: frozenset[str]) -> bool:
    """Whether a later role can be the one, with these modifiers, that the text gave to somebody."""
    if mention.mods & RANK != mods & RANK:
        return False
    if phrases.heads()[mention.head].office:
        return mention.mods <= mods
    return bool(mention.mods) and mention.mods == mods


def _key(phrase: phrases.Phrase) -> str:
    """A readable id: states first, then names, then the other modifiers, then the head."""
    known = phrases.modifiers()
    mods = sorted(phrase.mods, key=lambda mod: (state(mod.casefold()) is None, mod in known, mod))
    return slug(" ".join([*mods, phrase.head]))
