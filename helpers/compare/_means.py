"""Means by group, and the differences of groups with an interval and a p of their own."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from helpers._tables import ACTOR, KEYS, require
from helpers.corpus import (
    FEW,
    Mean,
    difference_of_texts,
    holm,
    listed,
    mean_of_texts,
    t_interval,
    with_groups,
)
from helpers.sentiment._toward import by_sentence

DOUBT = "doubt"  # a column of rows whose value is itself unsure: its variance
_NONE = (np.nan,) * 3


def group_means(
    rows: pd.DataFrame, value: str, *, by: str | Sequence[str], documents: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Average a value of sentences (or of articles) in each group, with an interval that knows the articles.

    >>> scores = pd.DataFrame({"doc_id": list("aabbcdef"), "tone": [0, 1, 0, 1, 0.5, 0.5, 0.5, 0.2]})
    >>> documents = pd.DataFrame({"doc_id": list("abcdef"), "outlet": ["X"] * 5 + ["Y"]})
    >>> means = group_means(scores, "tone", by="outlet", documents=documents)
    >>> means[["outlet", "articles", "sentences", "mean", "low"]].values.tolist()
    [['X', 5, 7, 0.5, 0.5], ['Y', 1, 1, 0.2, nan]]

    Returns one row per group: the columns of `by`, `articles`, `sentences` (rows with a value), `mean` over
    these, and `low, high`, its 95 % interval (`corpus.mean_of_texts`, Student's t); NaN for fewer than five
    articles. A column `doubt` of the rows, the variance of each value itself, widens it.
    """
    groups = listed(by)
    table = [
        (*key, one.texts, one.rows, one.mean, *_tested(one)[:2])
        for key, one in _parts(rows, value, groups, documents).items()
    ]
    return pd.DataFrame(table, columns=[*groups, "articles", "sentences", "mean", "low", "high"])


def differences(
    rows: pd.DataFrame,
    value: str,
    *,
    by: str,
    within: str | Sequence[str] = (),
    documents: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Compare the mean of a value in each two groups: the difference, its interval, and p corrected for all.

    >>> rng = np.random.default_rng(1)
    >>> scores = pd.DataFrame({"doc_id": np.repeat(np.arange(20), 3), "tone": rng.normal(0, 0.1, 60)})
    >>> scores["outlet"] = np.where(scores["doc_id"] < 10, "X", "Y")
    >>> scores.loc[scores["outlet"] == "Y", "tone"] += 0.5
    >>> (row,) = differences(scores, "tone", by="outlet").itertuples()
    >>> row.side, row.versus, row.articles, bool(row.low < -0.5 < row.high), bool(row.p_holm < 0.05)
    ('X', 'Y', 10, True, True)

    Parameters
    ----------
    by : the column whose groups are compared.
    within : columns that part the rows first: groups are compared within each (months within each outlet,
        outlets for each actor).

    Returns
    -------
    One row per pair of groups: the columns of `within`, `side, versus`, and of each side `articles,
    sentences, mean` (`other_articles` …); `difference`, the first mean less the second; `low, high`, its
    95 % interval by Welch's t on the variances between articles; `p`, two-sided, and `p_holm`, corrected for
    all rows tested; `verdict`: "higher" or "lower" where p_holm is below 0.05, else "none". Where one of the
    two has fewer than five articles there is a difference, and nothing else.

    Whether two groups differ is read from their difference, not from whether two intervals overlap (N.
    Schenker, J. Gentleman 2001, doi:10.1198/000313001317097960). Coverage: `benchmarks/compare_coverage.py`.
    """
    inner = listed(within)
    parts = _parts(rows, value, [*inner, by], documents)
    table = []
    for (key, one), (other_key, other) in combinations(parts.items(), 2):
        if key[:-1] == other_key[:-1]:
            sides = [part for side in (one, other) for part in (side.texts, side.rows, side.mean)]
            gap = difference_of_texts(one, other)
            interval = _tested(gap) if min(one.texts, other.texts) >= FEW else _NONE
            table.append((*key, other_key[-1], *sides, gap.mean, *interval))
    side = ["articles", "sentences", "mean"]
    columns = [*inner, "side", "versus", *side, *[f"other_{name}" for name in side]]
    found = pd.DataFrame(table, columns=[*columns, "difference", "low", "high", "p"])
    p = holm(found["p"].to_numpy(dtype=float))
    signs = [(p < 0.05) & (found["difference"] > 0), (p < 0.05) & (found["difference"] < 0)]
    verdict = pd.Series(np.select(signs, ["higher", "lower"], "none"), found.index, dtype="str")
    return found.assign(p_holm=p, verdict=verdict)


def _parts(
    rows: pd.DataFrame, value: str, groups: list[str], documents: pd.DataFrame | None
) -> dict[tuple, Mean]:
    """The mean of each group, in the order of the alphabet."""
    require(rows, "scores", ["doc_id", value])
    known = with_groups(rows[rows[value].notna()], groups, documents)
    return {
        key: mean_of_texts(
            part[value].to_numpy(dtype=float),
            part["doc_id"].to_numpy(dtype=object),
            part[DOUBT].to_numpy(dtype=float) if DOUBT in part else None,
        )
        for key, part in known.groupby(groups, sort=True, dropna=False)
    }


def _tested(one: Mean) -> tuple[float, float, float]:
    """Interval and p of an estimate from enough articles."""
    return t_interval(one) if one.texts >= FEW else _NONE


def toward_rows(toward: pd.DataFrame) -> pd.DataFrame:
    """Make of the tone toward mentions one row per actor and sentence, for `group_means` and `differences`.

    >>> hale = ("a", 1, "h", "Hale", "person")
    >>> rows = [(*hale, 0.2, 0.6, 0.2, 0.0), (*hale, 1.0, 0.0, 0.0, -1.0)]
    >>> columns = [*KEYS, *ACTOR, "p_negative", "p_neutral", "p_positive", "tone"]
    >>> toward_rows(pd.DataFrame(rows, columns=columns))[["tone", "doubt"]].values.tolist()
    [[-0.5, 0.2]]

    Returns `doc_id, sent_id, actor_id, label, kind, mentions`, `tone` (the mean of the actor's mentions in
    the sentence) and `doubt`, the mean variance of a class −1, 0, 1 drawn by the three probabilities: what
    the instrument does not know, as in `sentiment.toward_by_actor`.
    """
    require(toward, "toward", [*KEYS, *ACTOR, "p_negative", "p_positive", "tone"])
    return by_sentence(toward.drop(columns="certain", errors="ignore"))


def headline_gaps(headlines: pd.DataFrame, scores: pd.DataFrame, value: str = "tone") -> pd.DataFrame:
    """Set each article's headline against its body: a value of the one less the mean of the other.

    >>> headlines = pd.DataFrame({"doc_id": ["a", "b"], "text": ["Chaos!", "Rain"], "tone": [-0.75, 0.0]})
    >>> scores = pd.DataFrame({"doc_id": ["a", "a"], "tone": [0.5, 0.0]})
    >>> headline_gaps(headlines, scores).values.tolist()
    [['a', 'Chaos!', -0.75, 0.25, -1.0]]

    `headlines` are `corpus.headlines`, scored like the `scores` of the sentences. Returns one row per article
    that has both: `doc_id, headline, headline_tone, body_tone, gap`, higher means a friendlier headline than
    the article is. A headline is one short sentence, so one gap is noise; their mean by group is not.
    """
    require(headlines, "scores", ["doc_id", "text", value])
    body = require(scores, "scores", ["doc_id", value]).groupby("doc_id")[value].mean()
    table = pd.DataFrame({"doc_id": headlines["doc_id"], "headline": headlines["text"]})
    table["headline_tone"] = headlines[value].astype("float64")
    table["body_tone"] = body.reindex(headlines["doc_id"]).to_numpy(dtype="float64")
    table["gap"] = table["headline_tone"] - table["body_tone"]
    return table[table["gap"].notna()].reset_index(drop=True)
