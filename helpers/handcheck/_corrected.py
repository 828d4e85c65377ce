"""Headline numbers from the scores of all sentences and the hand codes of some, with intervals that hold."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from helpers import DATA
from helpers._tables import UNIT, one_of, require
from helpers.handcheck._codebook import CLASSES, CODES, check_classes, scheme
from helpers.handcheck._codes import decided
from helpers.handcheck._draw import strata, with_actor
from helpers.handcheck._estimate import estimate

POPULATIONS = ("these texts", "texts like these")


def corrected(
    codes: pd.DataFrame,
    sample: pd.DataFrame,
    units: pd.DataFrame,
    *,
    columns: Mapping[str, str],
    by: str | Sequence[str] = (),
    quantity: str | Sequence[str] = "tone",
    population: str = "these texts",
    power: float | None = None,
) -> pd.DataFrame:
    """Estimate the mean tone, or the share of a class, from hand codes and an instrument together.

    The instrument gives a verdict on every unit; the hand codes of a random sample show how far its verdicts
    err. Whatever the instrument is worth, the interval is for the number that coding every unit by hand would
    give; the better the instrument, the narrower the interval.

    >>> units = pd.DataFrame({"doc_id": "a", "sent_id": range(40), "start": range(40), "end": range(1, 41),
    ...                       "text": "Oh.", "tone_class": (["negative"] + ["neutral"] * 3) * 10})
    >>> sample = units.iloc[:20].assign(actor_id="", stratum="all", stratum_size=40)
    >>> codes = sample.assign(coder="anna", code=["negative", "neutral"] * 10)
    >>> table = corrected(codes, sample, units, columns={"tone_class": "ours"}, quantity="negative")
    >>> table[["estimator", "estimate", "low", "high"]].round(3).values.tolist()
    [['as it is', 0.25, nan, nan], ['hand codes alone', 0.5, 0.343, 0.657], ['corrected', 0.5, 0.349, 0.651]]

    Parameters
    ----------
    sample, units : the drawn units, whose codes count, and all from which they were drawn.
    columns : column of `units` → name of the instrument. Its values are the classes of the codes, or numbers
        on the scale of the estimate: −1…1 for the tone, 0…1 for a share.
    by : as the sample was drawn.
    quantity : "tone", the mean of negative, neutral and positive as −1, 0 and 1; or a class, for its share:
        "negative", or one of the codebook; or several of them (`quantities`), one below the other.
    population : "these texts": the interval shows how far coding the remaining units could move the number;
        "texts like these": treats these texts as a random sample from a larger population.
    power : λ, how much the scores count (0 not at all, 1 in full); tuned to the codes when None, and then at
        least 0.

    Returns
    -------
    DataFrame: `of, instrument, estimator, estimate, low, high, n, lam, strata, note`. First each instrument
    "as it is" (without an interval, for it cannot know how far it errs), then the "hand codes alone", then
    each instrument "corrected". `of` names the quantity, `n` is the number of units behind the estimate,
    `lam` the λ that was used, and `note` says what to beware of. Below 10 coded units no interval is given,
    unless there are no more units.

    Notes
    -----
    The formulas and their sources are in `_estimate.py`. A unit that several coders coded counts once, with
    the mean of their codes, one that was adjudicated with that code alone (`settled`); "cannot tell" is left
    out, as if at random. `benchmarks/hand_coverage.py`
    measures how often the 95 % intervals hold. Where the strata are an instrument's own classes, the hand
    codes alone, each stratum with its weight, already are its correction, and its classes can add nothing to
    it; its numbers can.
    """
    if not isinstance(quantity, str):
        one = partial(corrected, codes, sample, units, columns=columns, by=by, population=population)
        return pd.concat([one(quantity=name, power=power) for name in quantity], ignore_index=True)
    classes = scheme(codes)[0]
    one_of("quantity", quantity, ["tone", *CLASSES] if classes == CLASSES else classes)
    one_of("population", population, POPULATIONS)
    check_classes(require(units, "units", columns), columns, classes)
    units = with_actor(units).assign(stratum=strata(units, by))
    coded = _with_codes(codes, sample, quantity)
    rows, y = _rows_of(coded, units), coded["hand"].to_numpy()
    options = {"bounded": quantity != "tone", "superpopulation": population == "texts like these"}

    def row(name: str, estimator: str, f: np.ndarray, power: float | None) -> tuple:
        one = estimate(y, f[rows], coded["stratum"], f, units["stratum"], power=power, **options)
        return name, estimator, *one, one.note

    scores = [(name, _scores(units[column], quantity)) for column, name in columns.items()]
    table = pd.DataFrame(
        [
            *((name, "as it is", f.mean(), np.nan, np.nan, len(f), np.nan, None, "") for name, f in scores),
            row("", "hand codes alone", np.zeros(len(units)), 0),
            *(row(name, "corrected", f.to_numpy(), power) for name, f in scores),
        ],
        columns=["instrument", "estimator", "estimate", "low", "high", "n", "lam", "strata", "note"],
    )
    table.insert(0, "of", "mean tone" if quantity == "tone" else f"share {quantity}")
    return table.astype({"n": "int64", "lam": "float64", "strata": "Int64"})


def quantities(codes: pd.DataFrame) -> list[str]:
    """Name the headline numbers of a coding scheme, as `corrected` takes them.

    >>> quantities(pd.DataFrame({"code": ["neutral"]}))
    ['tone', 'negative']
    >>> quantities(pd.DataFrame({"code": pd.Categorical([], ["gain", "loss", "cannot tell"])}))
    ['gain', 'loss']

    Of the three classes of tone they are the mean tone and the share of negative; of a codebook of your own,
    the share of each class.
    """
    classes = scheme(codes)[0]
    return ["tone", "negative"] if classes == CLASSES else [*classes]


def interval_coverage() -> pd.DataFrame:
    """Read how often the 95 % intervals of `corrected` held the true number in simulated studies.

    >>> sorted(interval_coverage()["population"].unique())
    ['texts like these', 'these texts']

    Returns
    -------
    The table that `benchmarks/hand_coverage.py` writes, one row for each `of, population, sentences, coded`
    (so many sentences, so many of them coded): `worlds`, how many were tried; `lowest, mean, highest`
    coverage among them (0…1; 0.95 is the aim, lower means intervals too narrow, higher wider than they need
    be); `within_93_97`, how many lie there; `studies` in each; and the mean widths of the intervals from hand
    codes alone and corrected, over all worlds and over those with a good instrument.
    """
    return pd.read_csv(DATA / "coverage.csv")


def _with_codes(codes: pd.DataFrame, sample: pd.DataFrame, quantity: str) -> pd.DataFrame:
    """The drawn units that somebody could code, with the mean of their codes as a number, `hand`."""
    require(sample, "sample", [*UNIT, "stratum", "stratum_size"])
    valid = decided(codes)
    valid = valid.assign(hand=_scores(valid["code"].astype("str"), quantity))
    return sample.merge(valid.groupby([*UNIT], as_index=False)["hand"].mean(), on=[*UNIT])


def _rows_of(coded: pd.DataFrame, units: pd.DataFrame) -> np.ndarray:
    """The rows of the coded units among all; refused if they were not drawn from these, by these strata."""
    keys = [*UNIT, "stratum"]
    sizes = units.groupby("stratum")["stratum"].transform("size")
    numbered = units[keys].assign(row=np.arange(len(units)), size=sizes)
    drawn = coded[[*keys, "stratum_size"]].merge(numbered, on=keys, how="left", validate="1:1")
    if not drawn["size"].eq(drawn["stratum_size"]).all():
        raise ValueError(
            "the sample was not drawn from these units by these columns; expected the units and `by` of draw"
        )
    return drawn["row"].to_numpy(dtype="int64")


def _scores(values: pd.Series, quantity: str) -> pd.Series:
    """Classes as numbers on the scale of the estimate; numbers are on it."""
    if pd.api.types.is_numeric_dtype(values):
        return values.astype("float64")
    return (values.map(CODES) if quantity == "tone" else values.eq(quantity)).astype("float64")
