"""The instruments of tone: one list, which scores, reasons, trust, figures and the reading view read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from helpers._tables import one_of, require
from helpers.sentiment import _omission, _textblob, _tone, _vader

VADER_BOUNDS = (-0.05, 0.05)  # C. J. Hutto, E. Gilbert 2014, VADER, ICWSM; taken for TextBlob's polarity too


@dataclass(frozen=True)
class Instrument:
    """One instrument of tone: what it is called, how it measures, and where that comes from.

    >>> instrument("vader").label, instrument("vader").column, instrument("vader").bounds
    ('VADER', 'compound', (-0.05, 0.05))
    """

    name: str  # as it stands in the column `instrument` of the reasons
    column: str  # of its scores, −1…1; higher: more positive; 0: it says nothing, or what it says cancels out
    label: str  # as readers see it
    score: Callable[[pd.Series], pd.DataFrame]  # texts → one row per text: `column` and `extra_columns`
    # texts → one row per scored expression: `row` (position of the text, from 0), `start, end` (half-open, in
    # characters of that text), `effect` (in the instrument's own unit)
    reasons: Callable[[pd.Series], pd.DataFrame]
    bounds: tuple[float, float]  # a score at or below the first is negative, at or above the second positive
    package: str  # whose version belongs in a figure's manifest; "" for an instrument of our own
    reference: str  # whom to cite
    extra_columns: tuple[str, ...] = ()  # what `score` returns beside `column`
    in_parts: bool = (
        True  # whether the score is made of its reasons; otherwise each costs a reading of the text
    )


INSTRUMENTS = (
    Instrument(
        name="textblob",
        column="polarity",
        label="TextBlob",
        score=_textblob.polarity_subjectivity,
        reasons=_textblob.assessments,
        bounds=VADER_BOUNDS,
        package="textblob",
        reference="S. Loria, TextBlob, textblob.readthedocs.io, with the lexicon of pattern (T. De Smedt, "
        "W. Daelemans 2012, Pattern for Python, JMLR 13)",
        extra_columns=("subjectivity",),
    ),
    Instrument(
        name="vader",
        column="compound",
        label="VADER",
        score=_vader.compound,
        reasons=_vader.valences,
        bounds=VADER_BOUNDS,
        package="vaderSentiment",
        reference="C. J. Hutto, E. Gilbert 2014, VADER, ICWSM, doi:10.1609/icwsm.v8i1.14550",
    ),
    Instrument(
        name="tone",
        column="tone",
        label="tone",
        score=_tone.tone,
        reasons=_tone.tone_reasons,
        bounds=_tone.bounds(),
        package="",
        reference="Column Inch, helpers/data/tone.md",
        extra_columns=("tone_class",),
    ),
    Instrument(
        name="encoder",
        column="encoder",
        label="encoder",
        score=_omission.encoder,
        reasons=_omission.encoder_reasons,
        bounds=_omission.bounds(),
        package="",
        reference="Column Inch, helpers/data/encoder.md",
        extra_columns=("encoder_class",),
        in_parts=False,
    ),
)


def instruments() -> tuple[Instrument, ...]:
    """Return the instruments of tone, in the order in which tables and figures show them.

    >>> [one.label for one in instruments()]
    ['TextBlob', 'VADER', 'tone', 'encoder']
    """
    return INSTRUMENTS


def instrument(name: str) -> Instrument:
    """Return one instrument by its name.

    >>> instrument("vader").column
    'compound'
    """
    by_name = {one.name: one for one in INSTRUMENTS}
    return by_name[one_of("instrument", name, by_name)]


def packages() -> tuple[str, ...]:
    """Return the packages that the instruments come from, for the versions in a figure's manifest.

    >>> packages()
    ('textblob', 'vaderSentiment')
    """
    return tuple(dict.fromkeys(one.package for one in INSTRUMENTS if one.package))


def classify(values: pd.Series, by: str | tuple[float, float]) -> pd.Series:
    """Sort an instrument's scores into negative, neutral and positive; a missing score is neutral.

    >>> classify(pd.Series([-0.05, -0.04, 0.2]), "vader").tolist()
    ['negative', 'neutral', 'positive']

    `by` is the name of an instrument, whose bounds are used, or two bounds: what lies at or below the first
    is negative, at or above the second positive.
    """
    low, high = instrument(by).bounds if isinstance(by, str) else by
    return _tone.classes(values, low, high)


def chosen(names: Iterable[str] | None) -> list[Instrument]:
    """The instruments of these names, or all of them, in the order of the list."""
    wanted = INSTRUMENTS if names is None else [instrument(name) for name in names]
    return [one for one in INSTRUMENTS if one in wanted]


def scored(scores: pd.DataFrame) -> list[Instrument]:
    """The instruments whose scores the table holds; a table without any is refused."""
    present = [one for one in INSTRUMENTS if one.column in scores]
    require(scores, "scores", [] if present else [one.column for one in INSTRUMENTS])
    return present
