"""How far coders agree with each other, and instruments with coders."""

from itertools import combinations

import numpy as np
import pandas as pd

from helpers.corpus import require
from helpers.handcheck._codes import CODES, current
from helpers.handcheck._corrected import estimate_or_none, note_on
from helpers.handcheck._draw import UNIT, with_actor

VALUES = [-1.0, 0.0, 1.0]
CLASSES = ["negative", "neutral", "positive"]


def classes(values: pd.Series, *, within: float = 0.05) -> pd.Series:
    """Sort an instrument's numbers into negative, neutral and positive.

    >>> classes(pd.Series([-0.05, -0.04, 0.2])).tolist()
    ['negative', 'neutral', 'positive']

    Parameters
    ----------
    values : numbers in −1…1.
    within : what lies nearer to 0 is neutral. 0.05 is VADER's own bound (C. J. Hutto, E. Gilbert 2014, VADER, ICWSM).
    """
    named = np.select([values <= -within, values >= within], ["negative", "positive"], "neutral")
    return pd.Series(named, values.index, dtype="str")


def alpha(
    codes: pd.DataFrame, units: pd.DataFrame, *, columns: dict[str, str], draws: int = 1000, seed: int
) -> pd.DataFrame:
    """Say how far each two agree, coder with coder and instrument with coder: Krippendorff's α, ordinal.

    >>> units = pd.DataFrame({"doc_id": "a", "sent_id": [1, 2, 3, 4], "start": 0, "end": 3, "text": "Oh.", "actor_id": "",
    ...                       "tone_class": ["negative", "neutral", "positive", "neutral"]})
    >>> codes = units.assign(coder="anna", code=["negative", "neutral", "positive", "positive"])
    >>> alpha(codes, units, columns={"tone_class": "ours"}, seed=1)[["one", "other", "units", "alpha"]].round(3).values.tolist()
    [['ours', 'anna', 4, 0.79]]

    Parameters
    ----------
    codes : DataFrame of hand codes (`codes_for`).
    units : DataFrame, one row per unit, with the instruments' columns.
    columns : column of `units` with classes → name of the instrument.
    draws : bootstrap samples of the units, with replacement.
    seed : of the draws.

    Returns
    -------
    DataFrame, one row per pair: `one, other, units` (those that both could code), `alpha`, and `low, high`, the 2.5
    and 97.5 percentiles of the draws. 1 is full agreement, 0 what chance gives, below 0 worse; NaN where both gave one
    and the same class to all. "Cannot tell" counts as missing. With more than two coders a row "all coders" comes first.
    Krippendorff asks for .80, and .667 for tentative conclusions. Units count equally, whatever stratum they come from.

    Notes
    -----
    K. Krippendorff 2019, Content Analysis, 4th ed., ch. 12, doi:10.4135/9781071878781; computed by the package
    krippendorff.
    """
    table = _ratings(codes, units, columns)
    coders = [name for name in table if name not in columns.values()]
    pairs = [*combinations(coders, 2), *((name, coder) for name in columns.values() for coder in coders)]
    rows = [("all coders", "", *_alpha(table[coders], draws, seed))] if len(coders) > 2 else []
    rows += [(one, other, *_alpha(table[[one, other]], draws, seed)) for one, other in pairs]
    return pd.DataFrame(rows, columns=["one", "other", "units", "alpha", "low", "high"]).astype(
        {"units": "int64"}
    )


def confusion(codes: pd.DataFrame, units: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count the instrument's classes against the hand codes.

    >>> units = pd.DataFrame({"doc_id": "a", "sent_id": [1, 2], "start": 0, "end": 3, "actor_id": "", "text": "Oh.",
    ...                       "tone_class": ["negative", "neutral"]})
    >>> codes = units.assign(coder="anna", code=["negative", "cannot tell"])
    >>> confusion(codes, units, "tone_class").values.tolist()
    [['negative', 1, 0, 0, 0], ['neutral', 0, 0, 0, 1], ['positive', 0, 0, 0, 0]]

    Parameters
    ----------
    codes : DataFrame of hand codes (`codes_for`); each coder's code of a unit counts.
    units : DataFrame, one row per unit.
    column : the instrument's classes.

    Returns
    -------
    DataFrame, one row per class of the instrument: `instrument`, and how often it got each hand code:
    `negative, neutral, positive, cannot tell`.
    """
    require(units, [column])
    both = current(codes)[[*UNIT, "code"]].merge(with_actor(units)[[*UNIT, column]], on=UNIT)
    table = pd.crosstab(both[column], both["code"]).reindex(index=CLASSES, columns=list(CODES), fill_value=0)
    return table.rename_axis(index="instrument", columns=None).reset_index().astype({"instrument": "str"})


def accuracy(codes: pd.DataFrame, sample: pd.DataFrame, *, columns: dict[str, str]) -> pd.DataFrame:
    """Estimate how often each instrument's class is the hand code, over all units, from the drawn ones.

    >>> sample = pd.DataFrame({"doc_id": "a", "sent_id": range(12), "start": 0, "end": 3, "actor_id": "", "text": "Oh.",
    ...     "tone_class": ["negative"] * 6 + ["neutral"] * 6, "stratum": ["n"] * 6 + ["o"] * 6, "stratum_size": [6] * 6 + [18] * 6})
    >>> codes = sample.assign(coder="anna", code=["neutral"] * 6 + ["neutral"] * 6)
    >>> accuracy(codes, sample, columns={"tone_class": "ours"})[["instrument", "n", "accuracy"]].values.tolist()
    [['ours', 12, 0.75]]

    Parameters
    ----------
    codes : DataFrame of hand codes (`codes_for`).
    sample : DataFrame, the drawn units (`draw`) with the instruments' columns.
    columns : column with classes → name of the instrument.

    Returns
    -------
    DataFrame: `instrument, n` (drawn units that somebody could code), `accuracy` (0…1, each stratum with the
    weight of its size), its 95 % interval `low, high` (as that of a share in `corrected`), `note`. A unit coded by several counts with
    the share of its coders who gave the instrument's class.
    """
    told = current(codes)[lambda table: table["code"] != "cannot tell"]
    rows = [(name, *_accuracy(told, sample, column)) for column, name in columns.items()]
    return pd.DataFrame(rows, columns=["instrument", "n", "accuracy", "low", "high", "note"]).astype(
        {"n": "int64"}
    )


def _accuracy(told: pd.DataFrame, sample: pd.DataFrame, column: str) -> tuple:
    both = told[[*UNIT, "code"]].merge(sample[[*UNIT, column]], on=UNIT)
    right = (
        both.assign(right=both["code"].eq(both[column]).astype("float64"))
        .groupby(UNIT, as_index=False)["right"]
        .mean()
    )
    coded = sample.merge(right, on=UNIT)
    sizes = sample.groupby("stratum")["stratum_size"].first().sort_index()
    h = pd.Categorical(coded["stratum"], sizes.index).codes.astype("int64")
    all_h = np.repeat(np.arange(len(sizes)), sizes)
    found = estimate_or_none(
        coded["right"].to_numpy(), np.zeros(len(coded)), h, np.zeros(len(all_h)), all_h, share=True, lam=0
    )
    if found is None:
        return 0, np.nan, np.nan, np.nan, "nothing is coded yet"
    return (
        len(coded),
        found.value,
        found.low,
        found.high,
        note_on(len(coded), found.low) if found.low != found.high else "all are coded",
    )


def _ratings(codes: pd.DataFrame, units: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """One row per coded unit, one column for each instrument and coder: −1, 0, 1, or NaN."""
    told = current(codes).assign(value=lambda table: table["code"].map(CODES).astype("float64"))
    by_coder = told.pivot(index=UNIT, columns="coder", values="value")
    by_coder = by_coder[sorted(by_coder)].rename(
        columns={name: f"{name} (coder)" for name in columns.values()}
    )
    verdicts = with_actor(units).set_index(UNIT)[list(columns)].rename(columns=columns)
    return verdicts.apply(lambda column: column.map(CODES)).join(by_coder, how="inner")


def _alpha(ratings: pd.DataFrame, draws: int, seed: int) -> tuple:
    """Number of units with two ratings or more, α and its interval."""
    counts = np.stack([(ratings == value).sum(axis=1).to_numpy() for value in VALUES], axis=1)
    counts = counts[counts.sum(axis=1) > 1]
    value = _ordinal(counts)
    if np.isnan(value):
        return len(counts), np.nan, np.nan, np.nan
    picks = np.random.default_rng(seed).integers(0, len(counts), (draws, len(counts)))
    low, high = np.nanpercentile([_ordinal(counts[pick]) for pick in picks], [2.5, 97.5])
    return len(counts), value, low, high


def _ordinal(counts: np.ndarray) -> float:
    """α of a table units × classes; NaN where fewer than two classes were given."""
    if (counts.sum(axis=0) > 0).sum() < 2:
        return np.nan
    import krippendorff

    return float(krippendorff.alpha(value_counts=counts, value_domain=VALUES, level_of_measurement="ordinal"))
