"""The actors behind the speakers, by their mentions."""

import re

import pandas as pd

from helpers._spans import overlapping
from helpers._tables import SPAN, require
from helpers.actors import pronoun_mentions

HE = frozenset({"he", "she"})
_RELATIVE = re.compile(r"who|which|that", re.IGNORECASE)
_CORE = re.compile(r",|\s?\(|\s(?:of|for|in|at|from|to|with|on|who|that|and)\s")
_TOGETHER = re.compile(r"(?:^|\s)and\s")
_GOVERNED = re.compile(r"\b(?:of|for|in|at|from|to|with|on|by|against)\s(?:[a-z’'-]+\s)*$|[’']s?\s$")


def with_actors(table: pd.DataFrame, sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Add to quotations the actors behind their speakers, and to their reasons what says so."""
    require(mentions, "mentions")
    known = pd.concat([mentions, _pronouns(table, sentences, mentions)], ignore_index=True)
    place = {"doc_id": table["doc_id"], "start": table["speaker_start"], "end": table["speaker_end"]}
    spoken = pd.DataFrame(place)[table["speaker_start"] >= 0]
    best: dict[int, tuple[int, int]] = {}
    near = spoken.assign(start=spoken["start"] - 2)
    places = table[["speaker", "speaker_start", "speaker_end"]].to_numpy().tolist()
    meant = known[[*SPAN]].to_numpy().tolist()
    for row, other in zip(*(numbers.tolist() for numbers in overlapping(near, known))):
        at = spoken.index[row]
        fits = _length(*places[at], *meant[other])
        if fits > best.get(at, (0, 0))[0]:
            best[at] = fits, other
    actor_id, reason = table["actor_id"].tolist(), table["reason"].tolist()
    for at, (_, other) in best.items():
        mention = known.iloc[other]
        why = getattr(mention, "reason", "")
        actor_id[at] = mention["actor_id"]
        said = why if isinstance(why, str) and why else f"“{mention['surface']}” means {mention['label']}"
        reason[at] += f"; {said}"
    for at, speaker in zip(table.index, table["speaker"].str.lower()):
        if speaker in HE and at not in best:
            reason[at] += f"; whom “{table.loc[at, 'speaker']}” means is not sure"
    return table.assign(actor_id=pd.array(actor_id, dtype="str"), reason=pd.array(reason, dtype="str"))


def _pronouns(table: pd.DataFrame, sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Who "he" and "she" are where they speak, as far as that is sure; nobody where the mentions say it."""
    told = mentions.loc[mentions["how"] == "pronoun", "doc_id"]
    asked = table.loc[table["speaker"].str.lower().isin(HE) & ~table["doc_id"].isin(told), "doc_id"]
    if asked.empty:
        return mentions.iloc[:0]
    given = {"evaluation": "", "nested": False}
    full = mentions.assign(**{column: value for column, value in given.items() if column not in mentions})
    documents = (part[part["doc_id"].isin(asked)] for part in (sentences, full))
    found = pronoun_mentions(*documents)
    return found[found["actor_id"] != ""]


def _length(speaker: str, start: int, end: int, left: int, right: int) -> int:
    """How long a mention is that means the speaker; 0 if it means somebody else or only part of the speaker.

    "Robby Mook" means the speaker in "Clinton campaign manager Robby Mook", "Clinton" does not.
    """
    if _RELATIVE.fullmatch(speaker):
        return right - left if right <= start else 0
    if _TOGETHER.search(speaker) and not left <= start < end <= right:
        return 0
    core = _CORE.search(speaker, max(0, left - start))
    ends = {end, start + core.start()} if core else {end}
    if right <= start or (right not in ends and not left <= start < end <= right):
        return 0
    return 0 if _GOVERNED.search(speaker[: max(0, left - start)]) else right - left
