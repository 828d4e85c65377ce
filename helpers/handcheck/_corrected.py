"""Headline numbers from the scores of all sentences and the hand codes of some, with intervals that hold."""

from pathlib import Path

import numpy as np
import pandas as pd

from helpers.corpus import require
from helpers.handcheck._codes import CODES, current
from helpers.handcheck._draw import UNIT, strata, with_actor
from helpers.handcheck._estimate import FEW_CODES, LEAST_CODES, Estimate, estimate

DATA = Path(__file__).parents[1] / "data"
OF = {"tone": "mean tone", "negative": "share negative"}
POPULATIONS = ["these texts", "texts like these"]


def corrected(
    codes: pd.DataFrame,
    sample: pd.DataFrame,
    units: pd.DataFrame,
    *,
    columns: dict[str, str],
    by: str | list[str] = (),
    of: str = "tone",
    population: str = "these texts",
    lam: float | None = None,
) -> pd.DataFrame:
    """Estimate the mean tone, or the share of negative units, from hand codes and an instrument together.

    The hand codes of a random sample say by how much the instrument errs; its verdicts on all units then say the rest.
    Whatever the instrument is worth, the interval is one for the number that full hand coding would give; the better
    the instrument, the narrower it is.

    >>> units = pd.DataFrame({"doc_id": "a", "sent_id": range(1, 41), "start": range(0, 400, 10), "text": "Oh.",
    ...                       "end": range(3, 403, 10), "tone_class": ["negative", "neutral", "neutral", "neutral"] * 10})
    >>> sample = units.iloc[:20].assign(actor_id="", stratum="all", stratum_size=40)
    >>> codes = sample.assign(coder="anna", code=["negative", "neutral"] * 10)
    >>> table = corrected(codes, sample, units, columns={"tone_class": "ours"}, of="negative")
    >>> table[["estimator", "estimate", "low", "high", "n"]].round(3).values.tolist()
    [['as it is', 0.25, nan, nan, 40], ['hand codes alone', 0.5, 0.343, 0.657, 20], ['corrected', 0.5, 0.349, 0.651, 20]]

    Parameters
    ----------
    codes : DataFrame of hand codes (`codes_for`); only those of units in the sample count here.
    sample : DataFrame, the drawn units (`draw`).
    units : DataFrame, all units, from which the sample was drawn.
    columns : column of `units` → name of the instrument. Its values are classes (negative, neutral, positive), or
        numbers on the scale of the number that is estimated: −1…1 for the tone, 0…1 for the share of negative units.
    by : the columns by which the sample was drawn.
    of : "tone", the mean of the codes as −1, 0 and 1, or "negative", the share of the code negative.
    population : "these texts": the interval says how far coding the rest of these units could move the number;
        "texts like these": it says so of the stock of texts from which these come as if drawn at random.
    lam : how much the scores count (0 not at all, 1 in full); tuned to the codes when None, and never below 0.

    Returns
    -------
    DataFrame: `of, instrument, estimator, estimate, low, high, n, lam, strata, note`. First each instrument "as it is"
    (without interval: it cannot know how far it errs), then the "hand codes alone", then each instrument "corrected". n are the units behind
    the number; `note` says what to beware of. Below 10 coded units no interval is given, unless they
    are all there are.

    Raises
    ------
    ValueError
        When `of` or `population` is unknown, or the sample was not drawn from these units by these columns.

    Notes
    -----
    Stated in `_estimate.py`, with sources. A unit that several coders coded counts once, with the mean of their codes;
    "cannot tell" is left out, as if at random. 95 % intervals; `benchmarks/hand_coverage.py` measures what they cover.
    Where the strata are an instrument's own classes, the hand codes alone, each stratum with its weight, already are
    its correction, and its classes can add nothing to it; its numbers can.
    """
    if of not in OF or population not in POPULATIONS:
        raise ValueError(
            f'of="{of}", population="{population}"; expected one of {list(OF)} and of {POPULATIONS}'
        )
    units = with_actor(units).assign(stratum=strata(units, by))
    coded = with_codes(codes, sample)
    _check_drawn(coded, units)
    y = coded["hand" if of == "tone" else "hand_negative"].to_numpy()
    h, all_h = _numbered(coded["stratum"], units["stratum"])
    rules = {"share": of == "negative", "beyond": population == POPULATIONS[1]}
    scores = {column: _scores(units, column, of) for column in columns}
    rows = [
        (name, "as it is", scores[column].mean(), np.nan, np.nan, len(units), np.nan, np.nan, "")
        for column, name in columns.items()
    ]
    rows.append(
        _row(
            "",
            "hand codes alone",
            estimate_or_none(y, y * 0, h, np.zeros(len(units)), all_h, lam=0, **rules),
            len(y),
        )
    )
    at = (
        units.reset_index(drop=True)
        .reset_index()
        .merge(coded[UNIT], on=UNIT, how="right", validate="1:1")["index"]
    )
    for column, name in columns.items():
        f = scores[column].to_numpy()
        rows.append(
            _row(name, "corrected", estimate_or_none(y, f[at], h, f, all_h, lam=lam, **rules), len(y))
        )
    table = pd.DataFrame(
        rows, columns=["instrument", "estimator", "estimate", "low", "high", "n", "lam", "strata", "note"]
    )
    table.insert(0, "of", OF[of])
    return table.astype({"n": "int64", "strata": "Int64"})


def coverage(path: Path = DATA / "coverage.csv") -> pd.DataFrame:
    """Read how often the 95 % intervals of `corrected` held the true number in simulated studies.

    >>> sorted(coverage()["population"].unique())
    ['texts like these', 'these texts']

    Parameters
    ----------
    path : the table that `benchmarks/hand_coverage.py` writes.

    Returns
    -------
    DataFrame, one row for each `of, population, sentences, coded` (of so many, so many coded): `worlds`, how many were
    tried; `lowest, mean, highest` coverage among them (0…1; 0.95 is meant, lower means too sure, higher more careful
    than need be); `within_93_97`, how many lie there; `studies` in each; and the mean widths of the intervals from hand codes
    alone and corrected, over all worlds and over those with a good instrument.
    """
    return pd.read_csv(path)


def with_codes(codes: pd.DataFrame, sample: pd.DataFrame) -> pd.DataFrame:
    """The drawn units that somebody could code, in the sample's order, with `hand` (−1…1) and `hand_negative` (0…1).

    >>> sample = pd.DataFrame({"doc_id": ["a"], "sent_id": [1], "start": [0], "end": [3], "actor_id": [""]})
    >>> codes = pd.concat([sample] * 3).assign(text="Oh.", coder=list("abc"), code=["negative", "neutral", "cannot tell"])
    >>> with_codes(codes, sample)[["hand", "hand_negative", "coders"]].values.tolist()
    [[-0.5, 0.5, 2.0]]
    """
    require(sample, UNIT)
    told = (
        current(codes)
        .assign(hand=lambda table: table["code"].map(CODES).astype("float64"))
        .dropna(subset="hand")
    )
    told = told.assign(hand_negative=told["hand"].eq(-1).astype("float64"))
    means = told.groupby(UNIT, as_index=False).agg(
        hand=("hand", "mean"), hand_negative=("hand_negative", "mean"), coders=("hand", "size")
    )
    return sample.merge(means, on=UNIT, how="inner")


def estimate_or_none(y, f, h, all_f, all_h, **rules) -> Estimate | None:
    """The estimate, or none where nothing is coded."""
    return estimate(y, f, h, all_f, all_h, **rules) if len(y) else None


def note_on(n: int, low: float) -> str:
    """What to beware of with so many coded units and this lower bound.

    >>> note_on(9, np.nan), note_on(29, 0.1), note_on(30, 0.1)
    ('no interval: fewer than 10 coded', 'rough: fewer than 30 coded', '')
    """
    if np.isnan(low):
        return f"no interval: fewer than {LEAST_CODES} coded"
    return f"rough: fewer than {FEW_CODES} coded" if n < FEW_CODES else ""


def _row(name: str, estimator: str, found: Estimate | None, n: int) -> tuple:
    if found is None:
        return name, estimator, np.nan, np.nan, np.nan, 0, np.nan, np.nan, "nothing is coded yet"
    note = "all are coded" if found.low == found.high else note_on(n, found.low)
    return name, estimator, found.value, found.low, found.high, n, found.lam, found.strata, note


def _numbered(coded: pd.Series, every: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Strata as numbers from 0, in the order of their names."""
    names = sorted(every.unique())
    return (pd.Categorical(values, names).codes.astype("int64") for values in (coded, every))


def _scores(units: pd.DataFrame, column: str, of: str) -> pd.Series:
    """An instrument's verdicts as numbers on the scale of what is estimated."""
    require(units, [column])
    values = units[column]
    if pd.api.types.is_numeric_dtype(values):
        return values.astype("float64")
    return values.map(CODES).astype("float64") if of == "tone" else values.eq("negative").astype("float64")


def _check_drawn(coded: pd.DataFrame, units: pd.DataFrame) -> None:
    there = coded[UNIT + ["stratum", "stratum_size"]].merge(units[[*UNIT, "stratum"]], on=[*UNIT, "stratum"])
    sizes = units["stratum"].value_counts()
    if len(there) < len(coded) or not coded["stratum"].map(sizes).eq(coded["stratum_size"]).all():
        raise ValueError(
            "the sample was not drawn from these units by these columns; expected the units and `by` of draw"
        )
