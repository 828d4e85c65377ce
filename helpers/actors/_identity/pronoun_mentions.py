"""Pronouns as mentions of the register's actors."""

import pandas as pd

from helpers.actors._identity.merge import merge
from helpers.actors._identity.pronouns import pronouns
from helpers.actors._recogniser.names import names as recognise
from helpers.actors._register.mentions import COLUMNS
from helpers.corpus import require

LABELS = {"person": "PER", "organisation": "ORG", "state": "LOC", "place": "LOC"}
UNLISTED = "\n"  # before the id of somebody whom the register does not know; no register has such an id


def pronoun_mentions(
    sentences: pd.DataFrame, mentions: pd.DataFrame, *, names: pd.DataFrame | None = None
) -> pd.DataFrame:
    """List the third-person pronouns for people as mentions of the register's actors, as far as they are resolved.

    Who stands near a pronoun is known from the mentions by name and, where the register is silent, from the
    recognised names: a stranger near leaves the pronoun unresolved, or takes it, which leaves it unresolved too.

    >>> text = "Ana Okello smiled. She left. They waved."
    >>> spans = [(1, 0, 18), (2, 19, 28), (3, 29, 40)]
    >>> rows = [("a", 1, number, start, end, text[start:end]) for number, start, end in spans]
    >>> table = pd.DataFrame(rows, columns=["doc_id", "par_id", "sent_id", "start", "end", "text"])
    >>> found = [("a", 1, 0, 10, "Ana Okello", "okello", "A. Okello", "person", "name", "", False)]
    >>> strangers = pd.DataFrame(columns=["doc_id", "sent_id", "start", "end", "surface", "label"])
    >>> table = pronoun_mentions(table, pd.DataFrame(found, columns=COLUMNS), names=strangers)
    >>> table[["surface", "label", "reason"]].values.tolist()
    [['She', 'A. Okello', 'the only person near: “Ana Okello”'], ['They', '', 'unresolved: plural']]

    Parameters
    ----------
    sentences : DataFrame, one row per sentence (`corpus.sentences`).
    mentions : DataFrame, one row per mention (`actors.mentions`), without pronouns.
    names : DataFrame, one row per name (`actors.names`); recognised in the sentences when not given.

    Returns
    -------
    DataFrame, one row per pronoun: the columns of `mentions`, with `how` "pronoun" and `actor_id`, `label` and
    `kind` empty where it is unresolved, and `reason`. How often a resolved one is right: see `actors.pronouns`.
    """
    require(mentions, COLUMNS)
    found = pronouns(sentences, _known(mentions, recognise(sentences) if names is None else names))
    people = mentions.drop_duplicates("actor_id").set_index("actor_id")[["label", "kind"]]
    known = found["actor_id"].isin(people.index)
    spans = {
        doc: list(zip(part["start"], part["end"], part["actor_id"]))
        for doc, part in mentions.groupby("doc_id")
    }
    around = [
        [actor for left, right, actor in spans.get(row.doc_id, []) if left <= row.start and row.end <= right]
        for row in found.itertuples()
    ]
    actor = found["actor_id"].where(known, "")
    table = found.assign(
        actor_id=actor,
        **{column: actor.map(people[column].to_dict()).astype("str").fillna("") for column in people},
        evaluation="",
        nested=pd.Series([bool(a) for a in around], index=found.index, dtype="bool"),
        reason=found["reason"].where(known | (found["actor_id"] == ""), "unresolved: not in the register"),
    )
    twice = pd.Series([a in inside for a, inside in zip(actor, around)], index=found.index, dtype="bool")
    return table.loc[~twice, [*COLUMNS, "reason"]].reset_index(drop=True)


def _known(mentions: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """The names of the register's actors, and the recognised names that overlap none of the mentions."""
    listed = mentions.loc[
        mentions["how"] == "name", ["doc_id", "sent_id", "start", "end", "surface", "actor_id", "kind"]
    ]
    listed = listed.assign(label=listed["kind"].map(LABELS).fillna("").astype("str"), reason="").drop(
        columns="kind"
    )
    taken = {
        (doc_id, place)
        for doc_id, start, end in zip(mentions["doc_id"], mentions["start"], mentions["end"])
        for place in range(start, end)
    }
    free = [
        not any((row.doc_id, place) in taken for place in range(row.start, row.end))
        for row in names.itertuples()
    ]
    strangers = merge(names)
    strangers = strangers[pd.Series(free, index=strangers.index, dtype="bool")]
    strangers = strangers.assign(actor_id=UNLISTED + strangers["actor_id"])
    parts = [part for part in (listed, strangers[listed.columns]) if len(part)]
    both = pd.concat(parts, ignore_index=True) if parts else listed
    return both.sort_values(["doc_id", "start"], kind="stable", ignore_index=True)
