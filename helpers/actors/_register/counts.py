"""What the mentions add up to: counts of each actor, and who occurs with whom."""

from itertools import combinations, groupby
from operator import attrgetter

import pandas as pd

from helpers._tables import ACTOR, CONTRACTS, KEYS, SPAN, WORDING, require
from helpers.actors._register.read import alias_key

MENTION_FORMS = WORDING  # how a mention may be worded; a register lists all but the last
_NUMBERS = [column for column in CONTRACTS["actor_totals"] if column not in ACTOR]


def actor_counts(mentions: pd.DataFrame) -> pd.DataFrame:
    """Count the mentions of each actor, by how they are worded.

    >>> rows = [("a", 1, 0, 4, "Iran", "iran", "Iran", "state", "name", "", False),
    ...         ("a", 3, 50, 60, "the regime", "iran", "Iran", "state", "role", "pejorative", False)]
    >>> columns = "doc_id sent_id start end surface actor_id label kind how evaluation nested".split()
    >>> actor_counts(pd.DataFrame(rows, columns=columns)).iloc[0].to_dict()
    {'doc_id': 'a', 'actor_id': 'iran', 'label': 'Iran', 'kind': 'state', 'mentions': 2, 'name': 1, \
'role': 1, 'group': 0, 'pronoun': 0, 'nested': 0, \
'pejorative': 1, 'sentences': 2, 'first_sent_id': 1, 'rank': 1}

    Returns one row per document and actor, most mentioned first, then by `actor_id`: `doc_id, actor_id,
    label, kind, mentions` (nested ones included), of these `name, role, group, pronoun` (they add up to
    `mentions`), `nested` and `pejorative`; `sentences` with at least one mention; `first_sent_id`; `rank`
    within the document, equal counts sharing the best rank.
    """
    require(mentions, "mentions", [*KEYS, *ACTOR, "how", "evaluation", "nested"])
    forms = {how: mentions["how"] == how for how in MENTION_FORMS}
    marked = mentions.assign(**forms, pejorative=mentions["evaluation"] == "pejorative")
    counts = marked.groupby(["doc_id", *ACTOR], as_index=False).agg(
        mentions=("sent_id", "size"),
        **{column: (column, "sum") for column in (*MENTION_FORMS, "nested", "pejorative")},
        sentences=("sent_id", "nunique"),
        first_sent_id=("sent_id", "min"),
    )
    order = ["doc_id", "mentions", "actor_id"]
    counts = counts.sort_values(order, ascending=[True, False, True], ignore_index=True)
    rank = counts.groupby("doc_id")["mentions"].rank(method="min", ascending=False)
    return counts.assign(rank=rank.astype("int64"))


def actor_totals(counts: pd.DataFrame) -> pd.DataFrame:
    """Add up the counts of each actor over all documents.

    >>> x = ("x", "X", "person")
    >>> rows = [("a", *x, 2, 2, 0, 0, 0, 1, 0, 2), ("b", *x, 1, 0, 1, 0, 0, 0, 0, 1)]
    >>> counts = pd.DataFrame(rows, columns=CONTRACTS["actor_counts"])
    >>> actor_totals(counts)[["actor_id", "mentions", "name", "role", "sentences"]].values.tolist()
    [['x', 3, 2, 1, 3]]

    Returns one row per actor, most mentioned first, then by `actor_id`: `actor_id, label, kind, mentions,
    name, role, group, pronoun, nested, pejorative, sentences`.
    """
    require(counts, "actor_counts", [*ACTOR, *_NUMBERS])
    totals = counts.groupby([*ACTOR], as_index=False)[_NUMBERS].sum()
    return totals.sort_values(["mentions", "actor_id"], ascending=[False, True], ignore_index=True)


def co_mentions(mentions: pd.DataFrame) -> pd.DataFrame:
    """Count the sentences in which two actors occur together, each in words of its own.

    Where `mentions` have `start` and `end`, "people of Iraq" alone does not make a pair of that people and
    Iraq: a pair needs two mentions that do not overlap.

    >>> rows = [("a", 1, "x"), ("a", 1, "y"), ("a", 1, "y"), ("a", 2, "y"), ("a", 3, "y"), ("a", 3, "x")]
    >>> co_mentions(pd.DataFrame(rows, columns=["doc_id", "sent_id", "actor_id"])).values.tolist()
    [['a', 'x', 'y', 2]]

    Returns one row per document and pair that shares a sentence, most first, then by name: `doc_id, actor_id,
    other_id, sentences`; `actor_id` comes before `other_id` in the alphabet.
    """
    require(mentions, "mentions", [*KEYS, "actor_id"])
    placed = mentions if {*SPAN} <= {*mentions} else mentions.assign(start=range(len(mentions)), end=0)
    reach = placed.groupby([*KEYS, "actor_id"], as_index=False).agg(
        end=("end", "min"), start=("start", "max")
    )
    pairs = [
        (doc_id, one.actor_id, other.actor_id)
        for (doc_id, _), part in groupby(reach.itertuples(), key=attrgetter(*KEYS))
        for one, other in combinations(part, 2)  # in the order of the alphabet
        if one.end <= other.start or other.end <= one.start
    ]
    table = pd.DataFrame(pairs, columns=["doc_id", "actor_id", "other_id"]).astype("str")
    table = table.value_counts().rename("sentences").reset_index()
    order = ["doc_id", "sentences", "actor_id", "other_id"]
    return table.sort_values(order, ascending=[True, False, True, True], ignore_index=True)


def kind_counts(counts: pd.DataFrame) -> pd.DataFrame:
    """Add up the counts of the actors of each kind, over all documents.

    >>> rows = [("iran", "state", 7, 3, 3, 1, 0), ("iraq", "state", 9, 4, 5, 0, 0)]
    >>> rows.append(("sadr", "person", 1, 1, 0, 0, 0))
    >>> columns = ["actor_id", "kind", "mentions", *MENTION_FORMS]
    >>> kind_counts(pd.DataFrame(rows, columns=columns)).values.tolist()
    [['state', 2, 16, 7, 8, 1, 0], ['person', 1, 1, 1, 0, 0, 0]]

    Returns one row per kind, most mentioned first, then by name: `kind, actors` (different ones), `mentions,
    name, role, group, pronoun`.
    """
    require(counts, "actor_counts", ["actor_id", "kind", "mentions", *MENTION_FORMS])
    sums = {column: (column, "sum") for column in ("mentions", *MENTION_FORMS)}
    kinds = counts.groupby("kind", as_index=False).agg(actors=("actor_id", "nunique"), **sums)
    return kinds.sort_values(["mentions", "kind"], ascending=[False, True], ignore_index=True)


def evaluation_shares(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the share of each actor's mentions that have a pejorative or an honorific form.

    >>> mentions = pd.DataFrame({"actor_id": ["iran"] * 4, "label": ["Iran"] * 4,
    ...                          "evaluation": ["", "pejorative", "", ""]})
    >>> evaluation_shares(mentions).values.tolist()
    [['iran', 'Iran', 4, 1, 0, 0.25, 0.0]]

    Returns one row per actor over all documents: `actor_id, label, mentions, pejorative, honorific` (counts),
    `pejorative_share, honorific_share` (0…1), most such forms first, then by `actor_id`. Higher means more of
    the forms are marked in the register's column `evaluation`; an actor of one mention has a share of 0 or 1.
    """
    require(mentions, "mentions", ["actor_id", "label", "evaluation"])
    kinds = ["pejorative", "honorific"]
    marked = mentions.assign(**{kind: mentions["evaluation"] == kind for kind in kinds})
    sums = {kind: (kind, "sum") for kind in kinds}
    table = marked.groupby(["actor_id", "label"], as_index=False).agg(mentions=("evaluation", "size"), **sums)
    table = table.assign(**{f"{kind}_share": table[kind] / table["mentions"] for kind in kinds})
    table = table.assign(most=table["pejorative"] + table["honorific"])
    order = ["most", "actor_id"]
    return table.sort_values(order, ascending=[False, True], ignore_index=True).drop(columns="most")


def mention_positions(sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the position of each mention's sentence, actors in the order of their first mention.

    >>> sentences = pd.DataFrame({"doc_id": ["a", "b"], "sent_id": [1, 1]})
    >>> mentions = sentences.iloc[1:].assign(actor_id="x", label="X", surface="X")
    >>> mention_positions(sentences, mentions).values.tolist()
    [['X', 2, 'b', 1, 'X', 'x']]

    Returns one row per mention: `label, place` (position of its sentence in the table, from 1), `doc_id,
    sent_id, surface, actor_id`.
    """
    require(sentences, "sentences", KEYS)
    require(mentions, "mentions", [*KEYS, "surface", "actor_id", "label"])
    positions = {key: number for number, key in enumerate(zip(*(sentences[key] for key in KEYS)), start=1)}
    placed = mentions.assign(place=[positions[key] for key in zip(*(mentions[key] for key in KEYS))])
    placed = placed.assign(first=placed.groupby("actor_id")["place"].transform("min"))
    placed = placed.sort_values(["first", "actor_id", "place"], kind="stable", ignore_index=True)
    return placed[["label", "place", *KEYS, "surface", "actor_id"]]


def unused(register: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """List the aliases of the register that no mention has.

    >>> register = pd.DataFrame({"actor_id": ["x", "x"], "alias": ["the Mayor", "Hale"]})
    >>> unused(register, pd.DataFrame({"actor_id": ["x"], "surface": ["the mayor"]}))["alias"].tolist()
    ['Hale']
    """
    require(register, "register", ["actor_id", "alias"])
    require(mentions, "mentions", ["actor_id", "surface"])
    seen = set(zip(mentions["actor_id"], mentions["surface"].map(alias_key)))
    keys = zip(register["actor_id"], register["alias"].map(alias_key))
    never = pd.Series([key not in seen for key in keys], index=register.index, dtype="bool")
    return register[never].reset_index(drop=True)
