"""How much each group brings, whom it names, and whom it leaves out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers._tables import ACTOR, require
from helpers.corpus import holm, listed, with_groups


def coverage(
    documents: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    by: str | Sequence[str],
    actors: int = 3,
) -> pd.DataFrame:
    """Count the articles, sentences and words of each group, and name the actors of most of its articles.

    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["X", "Y"]})
    >>> tokens = pd.DataFrame({"doc_id": list("aab"), "sent_id": [1, 2, 1]})
    >>> mentions = pd.DataFrame({"doc_id": ["a"], "actor_id": "h", "label": "Hale", "kind": "person"})
    >>> coverage(documents, tokens, mentions, by="outlet").values.tolist()
    [['X', 1, 2, 2, 'Hale 1'], ['Y', 1, 1, 1, '']]

    Returns one row per group: the columns of `by`, `articles, sentences` (with a word), `words`, and
    `actors`: those that most articles name, each with the number of these, so many as `actors` says.
    """
    groups = listed(by)
    require(tokens, "tokens", ["doc_id", "sent_id"])
    size = tokens.groupby("doc_id").agg(sentences=("sent_id", "nunique"), words=("sent_id", "size"))
    sizes = with_groups(documents, groups, documents).join(size, on="doc_id")
    table = sizes.groupby(groups, as_index=False, dropna=False).agg(
        articles=("doc_id", "size"), sentences=("sentences", "sum"), words=("words", "sum")
    )
    named = named_in(mentions, documents, by=groups)
    named = named[named["naming"] > 0].sort_values("naming", ascending=False, kind="stable")
    top = named.groupby(groups, dropna=False).head(actors)
    top = top.assign(actors=top["label"] + " " + top["naming"].astype("str"))
    words = top.groupby(groups, as_index=False, dropna=False)["actors"].agg(", ".join)
    table = table.merge(words, how="left", on=groups).fillna({"actors": ""})
    return table.astype({"sentences": "int64", "words": "int64"})


def named_in(mentions: pd.DataFrame, documents: pd.DataFrame, *, by: str | Sequence[str]) -> pd.DataFrame:
    """Count for each actor and group in how many of the group's articles the actor is named.

    >>> documents = pd.DataFrame({"doc_id": list("abc"), "outlet": ["X", "X", "Y"]})
    >>> mentions = pd.DataFrame({"doc_id": list("aa"), "actor_id": "h", "label": "Hale", "kind": "person"})
    >>> named = named_in(mentions, documents, by="outlet")
    >>> named[["label", "outlet", "mentions", "naming", "share"]].values.tolist()
    [['Hale', 'X', 2, 1, 0.5], ['Hale', 'Y', 0, 0, 0.0]]

    Returns one row per actor (those of most articles first, then by `actor_id`) and group, also where it is
    0: `actor_id, label, kind`, the columns of `by`, `mentions`, `naming` (articles with at least one),
    `articles` of the group and `share`, naming of articles, 0…1.
    """
    groups = listed(by)
    require(mentions, "mentions", ["doc_id", *ACTOR])
    placed = with_groups(documents, groups, documents)[["doc_id", *groups]]
    sizes = placed.groupby(groups, as_index=False, dropna=False).agg(articles=("doc_id", "size"))
    found = mentions[["doc_id", *ACTOR]].merge(placed, on="doc_id", how="inner")
    counts = found.groupby([*ACTOR, *groups], as_index=False, dropna=False).agg(
        mentions=("doc_id", "size"), naming=("doc_id", "nunique")
    )
    everyone = found[[*ACTOR]].drop_duplicates().merge(sizes, how="cross")
    table = everyone.merge(counts, how="left", on=[*ACTOR, *groups])
    table = table.fillna({"mentions": 0, "naming": 0}).astype({"mentions": "int64", "naming": "int64"})
    table["share"] = table["naming"] / table["articles"]
    order = table.assign(all=table.groupby("actor_id")["naming"].transform("sum"))
    order = order.sort_values(["all", "actor_id", *groups], ascending=[False, True, *[True] * len(groups)])
    columns = [*ACTOR, *groups, "mentions", "naming", "articles", "share"]
    return order[columns].reset_index(drop=True)


def same_days(documents: pd.DataFrame, *, by: str, days: int = 1) -> pd.DataFrame:
    """Keep the articles that another group has an article beside, not more than so many days away.

    >>> dates = ["2024-01-01", "2024-01-02", "2024-03-01", ""]
    >>> documents = pd.DataFrame({"doc_id": list("abcd"), "outlet": list("XYYY"), "date": dates})
    >>> same_days(documents, by="outlet")["doc_id"].tolist()
    ['a', 'b']

    So groups are compared on the days that both report on. An article without a full date is left out.
    """
    grouped = with_groups(documents, by, documents)
    number = days_of(grouped)
    beside = pd.Series(False, index=documents.index)
    for _, part in grouped.groupby(by, dropna=False):
        others = np.unique(number.drop(part.index).dropna())
        mine = number[part.index]
        low = np.searchsorted(others, mine - days, "left")
        high = np.searchsorted(others, mine + days, "right")
        beside[part.index] = (high > low) & mine.notna()
    return documents[beside].reset_index(drop=True)


def days_of(documents: pd.DataFrame) -> pd.Series:
    """The day of each document as a number; missing where the date does not say the day."""
    dates = require(documents, "documents", ["date"])["date"].astype("str")
    full = dates.where(dates.str.len() >= len("2024-01-01"))
    return (pd.to_datetime(full, errors="coerce", format="ISO8601").dt.normalize() - pd.Timestamp(0)).dt.days


def left_out(mentions: pd.DataFrame, documents: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """List the actors whom the other groups name and a group never does, with the chance of that.

    >>> documents = pd.DataFrame({"doc_id": range(20), "outlet": ["X"] * 10 + ["Y"] * 10})
    >>> mentions = pd.DataFrame({"doc_id": range(12, 20), "actor_id": "h", "label": "Hale", "kind": "person"})
    >>> left_out(mentions, documents, by="outlet").drop(columns=["actor_id", "kind"]).round(5).values.tolist()
    [['X', 'Hale', 10, 8, 10, 4.0, 0.00036, 0.00071]]

    Parameters
    ----------
    documents : those compared, for example `same_days(documents, by="outlet")`: an outlet that does not
        report on a day leaves nobody out.

    Returns
    -------
    One row per group and actor, the least chance first: `side` (the group), `actor_id, label, kind,
    articles` (of the group, none of which names the actor), `other_naming` of `other_articles`;
    `expected_naming`, articles that would name the actor under equal coverage; `chance`, and `p_holm`, that
    chance corrected for all actors and groups.

    Notes
    -----
    Equal coverage: whichever articles name the actor are a random draw from all. Then the number of these in
    the group is hypergeometric, and the chance of none is C(N − n, K) / C(N, K) for n of N articles, K of
    which name the actor (R. Fisher's exact test, one-sided). Actors whom the group names are tested too, by
    the chance of so few or fewer, and count in the correction. Articles, not mentions, are counted: those of
    one article come together. A register finds only whom it lists.
    """
    from scipy.stats import hypergeom

    table = named_in(mentions, documents, by=by).rename(columns={by: "side"})
    whole = table.groupby("actor_id")[["naming", "articles"]].transform("sum")
    table["other_naming"] = whole["naming"] - table["naming"]
    table["other_articles"] = whole["articles"] - table["articles"]
    table["expected_naming"] = whole["naming"] * table["articles"] / whole["articles"]
    of_all = (whole["articles"], whole["naming"], table["articles"])
    table["chance"] = np.minimum(hypergeom.cdf(table["naming"], *of_all), 1) if len(table) else 0.0
    table["p_holm"] = holm(table["chance"].to_numpy(dtype=float))
    never = table[table["naming"] == 0]
    columns = [
        "side",
        *ACTOR,
        "articles",
        "other_naming",
        "other_articles",
        "expected_naming",
        "chance",
        "p_holm",
    ]
    return never.sort_values(["chance", "actor_id", "side"], ignore_index=True)[columns]
