"""A stratified random sample of sentences, or of actor–sentence pairs, to be coded by hand."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers._tables import PLACE, UNIT, require

LEAST = 2  # coded units of a stratum, below which its variance cannot be estimated


def draw(units: pd.DataFrame, n: int, *, by: str | Sequence[str] = (), seed: int) -> pd.DataFrame:
    """Draw a stratified random sample without replacement, in a random order for coding.

    >>> units = pd.DataFrame({"doc_id": "a", "sent_id": range(1, 11), "start": range(0, 100, 10),
    ...                       "end": range(9, 109, 10), "tone_class": ["negative"] * 7 + ["positive"] * 3})
    >>> sample = draw(units, 5, by="tone_class", seed=1)
    >>> sample.groupby("stratum")[["stratum_size", "stratum_drawn"]].first().reset_index().values.tolist()
    [['negative', 7, 3], ['positive', 3, 2]]
    >>> sample["order"].tolist(), sample.equals(draw(units[::-1], 5, by="tone_class", seed=1))
    ([1, 2, 3, 4, 5], True)

    Parameters
    ----------
    units : DataFrame, one row per unit, each once, with `doc_id, sent_id, start, end`.
    n : how many to draw; all where there are fewer. Every stratum gives at least 2 (or its only one), so the
        sample can be larger than n.
    by : column or columns whose values make the strata; none for one stratum.
    seed : of the draw and of the order.

    Returns
    -------
    DataFrame, one row per drawn unit in the order of coding: the columns of `units`, `actor_id` ("" for a
    sentence), and `stratum, stratum_size, stratum_drawn, order`. The same seed draws the same units, however
    the rows of `units` are ordered.

    Notes
    -----
    Allocation is proportional to the strata's sizes, by largest remainders. Optimal (Neyman) allocation would
    need the spread of the hand codes before anything is coded, and is optimal for one number only;
    proportional allocation serves the mean, every share and accuracy alike (W. G. Cochran 1977, Sampling
    Techniques, 3rd ed., ch. 5).
    """
    if n < 1:
        raise ValueError(f"n is {n}; expected 1 or more")
    units = with_actor(units).sort_values([*UNIT], kind="stable", ignore_index=True)
    for twice in units.loc[units.duplicated([*UNIT]), [*UNIT]].values.tolist():
        raise ValueError(f"{twice} appears twice among the units; expected each once")
    units["stratum"] = strata(units, by)
    sizes = units["stratum"].value_counts().sort_index()
    chance = np.random.default_rng(seed)
    lots = pd.Series(chance.permutation(len(units)), units.index).groupby(units["stratum"]).rank()
    units["stratum_size"] = units["stratum"].map(sizes).astype("int64")
    units["stratum_drawn"] = units["stratum"].map(allocate(sizes, n)).astype("int64")
    drawn = units[lots <= units["stratum_drawn"]]
    drawn = drawn.iloc[chance.permutation(len(drawn))].reset_index(drop=True)
    return drawn.assign(order=np.arange(1, len(drawn) + 1))


def strata(units: pd.DataFrame, by: str | Sequence[str] = ()) -> pd.Series:
    """The stratum of each unit: the values of the columns, as in "neutral, state"; "all" without columns."""
    columns = [by] if isinstance(by, str) else list(by)
    require(units, "units", columns)
    if not columns or units.empty:
        return pd.Series("all", units.index, dtype="str")
    return units[columns].astype("str").agg(", ".join, axis=1).astype("str")


def allocate(sizes: pd.Series, n: int) -> pd.Series:
    """How many to draw of each stratum: proportional, at least LEAST, by largest remainders, then name."""
    exact = sizes * (n / max(sizes.sum(), 1))
    share = np.maximum(np.floor(exact), np.minimum(sizes, LEAST)).astype("int64")
    share = np.minimum(share, sizes)
    while share.sum() < min(n, sizes.sum()):
        left = (exact - share)[share < sizes]
        share[left.index[left.to_numpy().argmax()]] += 1
    return share


def with_actor(units: pd.DataFrame) -> pd.DataFrame:
    """The units with an `actor_id`, empty for sentences."""
    require(units, "units", PLACE)
    return units if "actor_id" in units else units.assign(actor_id=pd.Series("", units.index, dtype="str"))
