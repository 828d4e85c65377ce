"""How well each instrument of the kit agrees with people."""

from pathlib import Path

import pandas as pd

from helpers import DATA


def validation(path: Path = DATA / "validation.csv") -> pd.DataFrame:
    """Read how well each instrument agrees with people, as `benchmarks/quality.py DIR --record` measured it.

    >>> sorted(validation()["instrument"].unique())
    ['TextBlob', 'VADER', 'encoder', 'merge', 'names', 'quotations', 'tone', 'toward']

    Returns one row per task, instrument and measure: `task, instrument, measure` (r is Pearson's with the
    mean rating, macro_f1 the mean F1 of negative, neutral and positive; higher means closer agreement;
    calibration_error: lower is better), `value, low, high` (95 % bootstrap interval), `n, source, date`.
    """
    return pd.read_csv(path)
