"""How far coders agree with each other, and instruments with coders."""

from collections.abc import Mapping
from functools import partial
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd

from helpers._tables import CONTRACTS, UNIT, require
from helpers._words import is_machine, signed
from helpers.corpus import percentile_interval
from helpers.handcheck._codebook import CANNOT_TELL, check_classes, scheme
from helpers.handcheck._codes import ADJUDICATED, current, decided, settled
from helpers.handcheck._draw import with_actor
from helpers.handcheck._estimate import estimate


def alpha(
    codes: pd.DataFrame, units: pd.DataFrame, *, columns: Mapping[str, str], draws: int = 1000, seed: int
) -> pd.DataFrame:
    """Measure how far each two agree, coder with coder and instrument with coder: Krippendorff's α.

    It is ordinal where the classes have an order, as those of tone do, and nominal where they have none.

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
    first; machines ("ai", "ai-…") are not among them. Adjudicated codes never enter: they were not made
    independently. Krippendorff asks for .80, and .667 for tentative conclusions. All units count equally,
    whatever their stratum. An instrument whose column holds other classes than the codes is refused.

    Notes
    -----
    K. Krippendorff 2019, Content Analysis, 4th ed., ch. 12, doi:10.4135/9781071878781; computed by the
    package krippendorff.
    """
    codes, (classes, ordered) = codes[codes["coder"] != ADJUDICATED], scheme(codes)
    table, kind = _ratings(codes, units, columns), (len(classes), ordered)
    coders = [name for name in table if name not in columns.values()]
    pairs = [*combinations(coders, 2), *((name, coder) for name in columns.values() for coder in coders)]
    people = [name for name in coders if not is_machine(name)]
    rows = [("all people", "", *_alpha(table[people], *kind, draws, seed))] if len(people) > 2 else []
    rows += [(one, other, *_alpha(table[[one, other]], *kind, draws, seed)) for one, other in pairs]
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
    each hand code: `negative, neutral, positive` (or the classes of the codebook), `cannot tell`. Each
    coder's code of a unit counts, where it was adjudicated that code alone. Where codes and instrument have
    different classes, each has its own.
    """
    require(units, "units", [column])
    (classes, _), said = scheme(codes), sorted({*units[column].dropna()})
    both = settled(codes)[[*UNIT, "code"]].merge(with_actor(units)[[*UNIT, column]], on=[*UNIT])
    table = pd.crosstab(both[column].astype("str"), both["code"].astype("str"))
    rows = said if {*said} - {*classes} else classes
    table = table.reindex(index=[*rows], columns=[*classes, CANNOT_TELL], fill_value=0)
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
    several counts with the share of its coders who gave the instrument's class; one that was adjudicated,
    with the code that settled it.
    """
    require(sample, "sample", [*UNIT, "stratum", "stratum_size", *columns])
    check_classes(sample, columns, scheme(codes)[0])
    valid = decided(codes)
    sizes = sample.groupby("stratum")["stratum_size"].first()
    every, rows = sizes.index.repeat(sizes), []
    for column, name in columns.items():
        both = valid[[*UNIT, "code"]].merge(sample[[*UNIT, column]], on=[*UNIT])
        both["right"] = both["code"].astype("str").eq(both[column]).astype("float64")
        coded = sample.merge(both.groupby([*UNIT], as_index=False)["right"].mean(), on=[*UNIT])
        y, h = coded["right"].to_numpy(), coded["stratum"]
        one = estimate(y, y * 0, h, np.zeros(len(every)), every, bounded=True, power=0)
        rows.append((name, one.coded, one.value, one.low, one.high, one.note))
    table = pd.DataFrame(rows, columns=["instrument", "n", "accuracy", "low", "high", "note"])
    return table.astype({"n": "int64"})


def disagreements(codes: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """List the units to which two coders gave different classes, with their sentences.

    >>> units = pd.DataFrame({"doc_id": "a", "sent_id": [1, 2], "start": 0, "end": 3, "text": "Oh."})
    >>> given = {"anna": ["negative", "neutral"], "ben": ["neutral", "neutral"]}
    >>> codes = pd.concat([units.assign(actor_id="", coder=name, code=said) for name, said in given.items()])
    >>> disagreements(codes, units)[["sent_id", "text", "disagreement", "adjudicated"]].values.tolist()
    [[1, 'Oh.', 'anna: negative, ben: neutral', '']]

    Returns
    -------
    DataFrame, one row per unit in the order of `units`: `doc_id, sent_id, start, end, actor_id` (and `label`
    if the units have it), `text`, `disagreement` (who said what, and was unsure), `comments` (who noted
    what), `adjudicated` (the code that settled it; empty until then). "Cannot tell" is no class, so nobody
    disagrees with it; machines are coders among others. `desk` opens on this table to settle them.
    """
    rows = []
    missing = {note: empty for note, empty in (("unsure", False), ("comment", "")) if note not in codes}
    noted = current(codes).assign(**missing).sort_values("coder", kind="stable")
    for unit, coded in noted.groupby([*UNIT], sort=False):
        last = coded["coder"] == ADJUDICATED
        if coded.loc[~last & coded["code"].ne(CANNOT_TELL), "code"].nunique() > 1:
            rows.append((*unit, *_in_words(coded[~last]), "".join(coded.loc[last, "code"].iloc[:1])))
    table = pd.DataFrame(rows, columns=CONTRACTS["disagreements"])
    shown = [*UNIT, *(["label"] if "label" in units else [])]
    return with_actor(units)[shown].merge(table, on=[*UNIT])


def _in_words(coded: pd.DataFrame) -> tuple[str, str, str]:
    """The sentence of a unit, who said what of it, and who noted what."""
    coders = coded.to_dict("records")
    said = [f"{one['coder']}: {one['code']}{' (unsure)' if one['unsure'] else ''}" for one in coders]
    notes = [f"{one['coder']}: {one['comment']}" for one in coders if one["comment"]]
    return coders[0]["text"], ", ".join(said), ", ".join(notes)


def agreement_so_far(codes: pd.DataFrame, units: pd.DataFrame, coder: str) -> str:
    """How far a coder agrees with each other who coded these units, in a sentence; empty where nobody has.

    It is for a coder who is done: before, it would tell what others said.
    """
    classes, ordered = scheme(codes)
    ratings = _ratings(codes[codes["coder"] != ADJUDICATED], units, {})
    parts = []
    for other in ratings.columns.drop(coder, errors="ignore") if coder in ratings else []:
        both = ratings[[coder, other]].dropna()
        if len(both):
            alike = (both[coder] == both[other]).sum()
            value = _krippendorff(_counts(both, len(classes)), ordered)
            in_words = "" if np.isnan(value) else f", α {signed(value, plus=False)}"
            parts.append(f"{other}: {alike} of {len(both)} coded alike{in_words}")
    return "; ".join(parts)


def _ratings(codes: pd.DataFrame, units: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """One row per coded unit, one column for each instrument and coder: a class's place in order, or NaN."""
    require(units, "units", columns)
    classes = scheme(codes)[0]
    check_classes(units, columns, classes)
    places = {name: float(place) for place, name in enumerate(classes)}
    values = current(codes).assign(value=lambda table: table["code"].astype("str").map(places))
    by_coder = values.pivot(index=[*UNIT], columns="coder", values="value")
    by_coder = by_coder.rename(columns={name: f"{name} (coder)" for name in columns.values()})
    verdicts = with_actor(units).set_index([*UNIT])[list(columns)].rename(columns=columns)
    return verdicts.apply(lambda column: column.map(places)).join(by_coder, how="inner")


def _alpha(
    ratings: pd.DataFrame, classes: int, ordered: bool, draws: int, seed: int
) -> tuple[int, float, float, float]:
    """Number of units with two ratings or more, α and its interval."""
    counts = _counts(ratings, classes)
    measure = partial(_krippendorff, ordered=ordered)
    return len(counts), measure(counts), *percentile_interval(counts, measure, draws=draws, seed=seed)


def _counts(ratings: pd.DataFrame, classes: int) -> np.ndarray:
    """How often each unit with two ratings or more got each class."""
    counts = np.stack([(ratings == place).sum(axis=1).to_numpy() for place in range(classes)], axis=1)
    return counts[counts.sum(axis=1) > 1]


def _krippendorff(counts: np.ndarray, ordered: bool) -> float:
    """α of a table units × classes; NaN where fewer than two classes were given."""
    if (counts.sum(axis=0) > 0).sum() < 2:
        return np.nan
    import krippendorff

    level: Literal["ordinal", "nominal"] = "ordinal" if ordered else "nominal"
    domain = [*range(counts.shape[1])]
    return float(krippendorff.alpha(value_counts=counts, value_domain=domain, level_of_measurement=level))
