"""How far coders agree with each other, and instruments with coders."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from helpers._tables import UNIT, require
from helpers._words import is_machine
from helpers.corpus import percentile_interval
from helpers.handcheck._codes import CODES, current, decided
from helpers.handcheck._draw import with_actor
from helpers.handcheck._estimate import estimate

CLASSES = ("negative", "neutral", "positive")
VALUES = tuple(CODES[name] for name in CLASSES)


def alpha(
    codes: pd.DataFrame, units: pd.DataFrame, *, columns: Mapping[str, str], draws: int = 1000, seed: int
) -> pd.DataFrame:
    """Measure how far each two agree, coder with coder and instrument with coder: Krippendorff's α, ordinal.

    >>> units = pd.DataFrame({"doc_id": "a", "sent_id": [1, 2, 3, 4], "start": 0, "end": 3, "actor_id": "",
    ...                       "text": "Oh.", "tone_class": ["negative", "neutral", "positive", "neutral"]})
    >>> codes = units.assign(coder="anna", code=["negative", "neutral", "positive", "positive"])
    >>> table = alpha(codes, units, columns={"tone_class": "ours"}, seed=1)
    >>> table[["one", "other", "units", "alpha"]].round(3).values.tolist()
    [['ours', 'anna', 4, 0.79]]

    Returns
    -------
    DataFrame, one row per pair: `one, other, units` (those that both could code), `alpha`, and its 95 %
    interval `low, high` (`corpus.percentile_interval`, from `draws` bootstrap samples of the units). 1 is
    full agreement, 0 what chance gives, below 0 worse; NaN where both gave one and the same class to all.
    "Cannot tell" counts as missing. With more than two people among the coders a row "all people" comes
    first; machines ("ai", "ai-…") are not among them. Krippendorff asks for .80, and .667 for tentative
    conclusions. All units count equally, whatever their stratum.

    Notes
    -----
    K. Krippendorff 2019, Content Analysis, 4th ed., ch. 12, doi:10.4135/9781071878781; computed by the
    package krippendorff.
    """
    table = _ratings(codes, units, columns)
    coders = [name for name in table if name not in columns.values()]
    pairs = [*combinations(coders, 2), *((name, coder) for name in columns.values() for coder in coders)]
    people = [name for name in coders if not is_machine(name)]
    rows = [("all people", "", *_alpha(table[people], draws, seed))] if len(people) > 2 else []
    rows += [(one, other, *_alpha(table[[one, other]], draws, seed)) for one, other in pairs]
    result = pd.DataFrame(rows, columns=["one", "other", "units", "alpha", "low", "high"])
    return result.astype({"units": "int64"})


def confusion(codes: pd.DataFrame, units: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count the instrument's classes against the hand codes.

    >>> units = pd.DataFrame({"doc_id": "a", "sent_id": [1, 2], "start": 0, "end": 3, "actor_id": "",
    ...                       "text": "Oh.", "tone_class": ["negative", "neutral"]})
    >>> codes = units.assign(coder="anna", code=["negative", "cannot tell"])
    >>> confusion(codes, units, "tone_class").values.tolist()
    [['negative', 1, 0, 0, 0], ['neutral', 0, 0, 0, 1], ['positive', 0, 0, 0, 0]]

    Returns
    -------
    DataFrame, one row per class of the instrument in `column`: `instrument`, and how often that class met
    each hand code: `negative, neutral, positive, cannot tell`. Each coder's code of a unit counts.
    """
    require(units, "units", [column])
    both = current(codes)[[*UNIT, "code"]].merge(with_actor(units)[[*UNIT, column]], on=[*UNIT])
    table = pd.crosstab(both[column], both["code"])
    table = table.reindex(index=[*CLASSES], columns=[*CODES], fill_value=0)
    return table.rename_axis(index="instrument", columns=None).reset_index().astype({"instrument": "str"})


def accuracy(codes: pd.DataFrame, sample: pd.DataFrame, *, columns: Mapping[str, str]) -> pd.DataFrame:
    """Estimate from the drawn units how often each instrument's class is the hand code, over all units.

    >>> sample = pd.DataFrame({"doc_id": "a", "sent_id": range(12), "start": 0, "end": 3, "actor_id": "",
    ...     "text": "Oh.", "tone_class": ["negative"] * 6 + ["neutral"] * 6,
    ...     "stratum": ["n"] * 6 + ["o"] * 6, "stratum_size": [6] * 6 + [18] * 6})
    >>> codes = sample.assign(coder="anna", code="neutral")
    >>> table = accuracy(codes, sample, columns={"tone_class": "ours"})
    >>> table[["instrument", "n", "accuracy"]].values.tolist()
    [['ours', 12, 0.75]]

    Returns
    -------
    DataFrame: `instrument, n` (drawn units that somebody could code), `accuracy` (0…1, each stratum weighted
    by its size), its 95 % interval `low, high` (as that of a share in `corrected`), `note`. A unit coded by
    several counts with the share of its coders who gave the instrument's class.
    """
    require(sample, "sample", [*UNIT, "stratum", "stratum_size", *columns])
    valid = decided(codes)
    sizes = sample.groupby("stratum")["stratum_size"].first()
    every, rows = sizes.index.repeat(sizes), []
    for column, name in columns.items():
        both = valid[[*UNIT, "code"]].merge(sample[[*UNIT, column]], on=[*UNIT])
        both["right"] = both["code"].eq(both[column]).astype("float64")
        coded = sample.merge(both.groupby([*UNIT], as_index=False)["right"].mean(), on=[*UNIT])
        y, h = coded["right"].to_numpy(), coded["stratum"]
        one = estimate(y, y * 0, h, np.zeros(len(every)), every, bounded=True, power=0)
        rows.append((name, one.coded, one.value, one.low, one.high, one.note))
    table = pd.DataFrame(rows, columns=["instrument", "n", "accuracy", "low", "high", "note"])
    return table.astype({"n": "int64"})


def _ratings(codes: pd.DataFrame, units: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """One row per coded unit, one column for each instrument and coder: −1, 0, 1, or NaN."""
    require(units, "units", columns)
    values = current(codes).assign(value=lambda table: table["code"].map(CODES).astype("float64"))
    by_coder = values.pivot(index=[*UNIT], columns="coder", values="value")
    by_coder = by_coder.rename(columns={name: f"{name} (coder)" for name in columns.values()})
    verdicts = with_actor(units).set_index([*UNIT])[list(columns)].rename(columns=columns)
    return verdicts.apply(lambda column: column.map(CODES)).join(by_coder, how="inner")


def _alpha(ratings: pd.DataFrame, draws: int, seed: int) -> tuple[int, float, float, float]:
    """Number of units with two ratings or more, α and its interval."""
    counts = np.stack([(ratings == value).sum(axis=1).to_numpy() for value in VALUES], axis=1)
    counts = counts[counts.sum(axis=1) > 1]
    return len(counts), _ordinal(counts), *percentile_interval(counts, _ordinal, draws=draws, seed=seed)


def _ordinal(counts: np.ndarray) -> float:
    """α of a table units × classes; NaN where fewer than two classes were given."""
    if (counts.sum(axis=0) > 0).sum() < 2:
        return np.nan
    import krippendorff

    return float(
        krippendorff.alpha(value_counts=counts, value_domain=[*VALUES], level_of_measurement="ordinal")
    )
