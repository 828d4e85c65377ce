"""Pronouns as mentions of the register's actors."""

from types import MappingProxyType

import numpy as np
import pandas as pd

from helpers._spans import overlapping, overlaps
from helpers._tables import CONTRACTS, PLACE, SPAN, require
from helpers.actors._identity.merge import merge
from helpers.actors._identity.pronouns import pronouns
from helpers.actors._recogniser.names import names as recognise

COLUMNS = (*CONTRACTS["mentions"], "evaluation", "nested")
LABELS = MappingProxyType({"person": "PER", "organisation": "ORG", "state": "LOC", "place": "LOC"})
UNLISTED = "\n"  # before the id of somebody whom the register does not know; no register has such an id


def pronoun_mentions(
    sentences: pd.DataFrame, mentions: pd.DataFrame, *, names: pd.DataFrame | None = None
) -> pd.DataFrame:
    """List the third-person pronouns for people as mentions of the register's actors, where resolved.

    Who stands near a pronoun is known from the mentions by name and, where the register is silent, from the
    recognised names. A pronoun that may mean somebody whom the register does not know stays unresolved.

    >>> from helpers.corpus import sentences as split
    >>> table = split(pd.DataFrame({"doc_id": ["a"], "text": ["Ana Okello smiled. She left. They waved."]}))
    >>> found = [("a", 1, 0, 10, "Ana Okello", "okello", "A. Okello", "person", "name", "", False)]
    >>> strangers = pd.DataFrame(columns=["doc_id", "sent_id", "start", "end", "surface", "label"])
    >>> table = pronoun_mentions(table, pd.DataFrame(found, columns=COLUMNS), names=strangers)
    >>> table[["surface", "label", "reason"]].values.tolist()
    [['She', 'A. Okello', 'the only person near: “Ana Okello”'], ['They', '', 'unresolved: plural']]

    Returns one row per pronoun: the columns of `mentions`, with `how` "pronoun" and `actor_id`, `label` and
    `kind` empty where it is unresolved, and `reason`. How often a resolved one is right: see
    `actors.pronouns`.
    """
    require(mentions, "mentions", COLUMNS)
    table = pronouns(sentences, _known(mentions, recognise(sentences) if names is None else names))
    actors = mentions.drop_duplicates("actor_id").set_index("actor_id")[["label", "kind"]]
    listed = table["actor_id"].isin(actors.index)
    actor_id = table["actor_id"].where(listed, "")
    around = _around(table, mentions)
    table = table.assign(
        actor_id=actor_id,
        **{column: actor_id.map(actors[column].to_dict()).astype("str").fillna("") for column in actors},
        evaluation="",
        nested=np.array([bool(ids) for ids in around], dtype=bool),
        reason=table["reason"].where(listed | (table["actor_id"] == ""), "unresolved: not in the register"),
    )
    kept = np.array([one not in ids for one, ids in zip(actor_id, around)], dtype=bool)
    return table.loc[kept, [*COLUMNS, "reason"]].reset_index(drop=True)


def _around(pronouns: pd.DataFrame, mentions: pd.DataFrame) -> list[set[str]]:
    """The actors of the mentions inside which each pronoun stands."""
    around: list[set[str]] = [set() for _ in range(len(pronouns))]
    rows, others = overlapping(pronouns, mentions)
    (start, end), (left, right) = (table[[*SPAN]].to_numpy().T for table in (pronouns, mentions))
    inside = (left[others] <= start[rows]) & (end[rows] <= right[others])
    for row, actor in zip(rows[inside], mentions["actor_id"].iloc[others[inside]]):
        around[row].add(actor)
    return around


def _known(mentions: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """The names of the register's actors, and the recognised names that overlap none of the mentions."""
    columns = [*PLACE, "surface", "actor_id", "label", "reason"]
    listed = mentions[mentions["how"] == "name"]
    listed = listed.assign(label=listed["kind"].map(LABELS).fillna("").astype("str"), reason="")[columns]
    merged = merge(names)
    strangers = merged[~overlaps(merged, mentions)]
    strangers = strangers.assign(actor_id=UNLISTED + strangers["actor_id"])[columns]
    parts = [part for part in (listed, strangers) if len(part)]
    both = pd.concat(parts, ignore_index=True) if parts else listed
    return both.sort_values(["doc_id", "start"], kind="stable", ignore_index=True)
