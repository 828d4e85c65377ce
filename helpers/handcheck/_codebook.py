"""The coding scheme: three classes of tone, or a user's own from `codebook.csv` beside the texts."""

from collections.abc import Iterable, Mapping
from math import isfinite
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from helpers import InputError, _files, beside
from helpers._tables import CONTRACTS
from helpers._words import plural

CANNOT_TELL = "cannot tell"
CODES: Mapping[str, float] = MappingProxyType(
    {"negative": -1.0, "neutral": 0.0, "positive": 1.0, CANNOT_TELL: np.nan}
)
CLASSES = ("negative", "neutral", "positive")
COLUMNS = CONTRACTS["codebook"]
NEEDED = COLUMNS[:3]  # of a file; the order of the classes and the question may be missing
_TAKEN = {CANNOT_TELL: "on every desk already", "tone": "the mean of the three classes of tone"}
_CANNOT_TELL = (
    CANNOT_TELL,
    "0 x",
    "You do not understand it, or two readings are equally plausible.",
    np.nan,
)
_TONE = (
    (
        "negative",
        "1 n",
        "It blames, accuses, warns or mourns, or tells of harm, violence, failure or loss.",
        -1.0,
    ),
    ("neutral", "2 u", "It reports and does neither, or does both equally.", 0.0),
    ("positive", "3 p", "It praises, hopes or welcomes, or tells of success, help or relief.", 1.0),
    _CANNOT_TELL,
)


def codebook_for(texts: str | Path) -> pd.DataFrame:
    """Read the coding scheme of some texts: `codebook.csv` beside them, or the three classes of tone.

    >>> codebook_for("elsewhere/article.txt")[["code", "keys"]].values.tolist()
    [['negative', '1 n'], ['neutral', '2 u'], ['positive', '3 p'], ['cannot tell', '0 x']]

    The file has a line for each class. `code` is its name, `keys` the letter or digit that codes it (or
    several, parted by blanks), `meaning` the rule that the desk shows. Two columns may be missing: `value`, a
    number for every class, puts them in order, so that agreement is ordinal; `question`, written in one line,
    is what the desk asks. An InputError gives the line of what is wrong.

    Returns
    -------
    DataFrame `code, keys, meaning, value, question`, one row per class in the order of the values (else of
    the file), then "cannot tell", on 0 and x. `value` is NaN where there is no order, `question` is the same
    in every row, and empty for the desk's own.
    """
    path = beside(texts, "codebook.csv")
    if not path.exists():
        return pd.DataFrame(_TONE, columns=COLUMNS[:-1]).assign(question="")
    table = _files.read_csv(path, NEEDED)
    for column in {*COLUMNS} - {*table}:
        table[column] = ""
    table = table[[*COLUMNS]].map(lambda cell: " ".join(cell.split()))
    _check(table, path.name)
    question = next(filter(None, table["question"]), "")
    classes = table.drop(columns="question").assign(value=pd.to_numeric(table["value"]))
    rows = classes.sort_values("value", kind="stable").itertuples(index=False, name=None)
    return pd.DataFrame([*rows, _CANNOT_TELL], columns=COLUMNS[:-1]).assign(question=question)


def scheme(codes: pd.DataFrame) -> tuple[tuple[str, ...], bool]:
    """The classes of a table of codes, and whether they have an order: told by its `code`, a categorical.

    Codes that are plain strings are of the three classes of tone.
    """
    dtype = codes["code"].dtype
    if not isinstance(dtype, pd.CategoricalDtype):
        stray = sorted({*codes["code"]} - {*CODES})
        if stray:
            raise ValueError(f'the code "{stray[0]}" is none of {", ".join(CODES)}; codes_for reads others')
        return CLASSES, True
    return tuple(name for name in dtype.categories if name != CANNOT_TELL), bool(dtype.ordered)


def as_codes(names: Iterable[str], codebook: pd.DataFrame) -> pd.Categorical:
    """Names of codes as a categorical of their scheme, ordered if the classes have values."""
    ordered = codebook["value"].notna().sum() == len(codebook) - 1
    return pd.Categorical(list(names), categories=codebook["code"].tolist(), ordered=ordered)


def check_classes(units: pd.DataFrame, columns: Iterable[str], classes: tuple[str, ...]) -> None:
    """Refuse columns of verdicts that are no classes of the scheme; numbers and missing values may stand."""
    for column in columns:
        if pd.api.types.is_numeric_dtype(units[column]):
            continue
        stray = sorted({*units[column].dropna()} - {*classes, CANNOT_TELL})
        if stray:
            raise ValueError(
                f'column {column} holds "{stray[0]}"; expected the classes of the codes: {", ".join(classes)}'
            )


def _check(table: pd.DataFrame, file: str) -> None:
    if len(table) < 2:
        counted = plural(len(table), "class", "classes")
        raise InputError(f"{file} names {counted}; expected two or more, one on each line")
    keys, valued = dict.fromkeys(_CANNOT_TELL[1].split(), CANNOT_TELL), (table["value"] != "").any()
    names: list[str] = []
    values: list[float] = []
    for line, cells in table.to_dict("index").items():
        where = f"{file}, line {line}: "
        _check_name(cells["code"], names, where)
        _check_keys(cells["code"], cells["keys"].casefold().split(), keys, where)
        if valued:
            _check_value(cells["value"], values, where)
    for line in table.index[table["question"] != ""][1:]:
        raise InputError(f"{file}, line {line}: a second question; expected one, in one line")


def _check_name(name: str, names: list[str], where: str) -> None:
    """Refuse a name that is none, or taken; else note it."""
    if not name:
        raise InputError(f"{where}code is empty; expected the name of a class")
    if name in _TAKEN:
        raise InputError(f'{where}the code "{name}" is {_TAKEN[name]}; expected another name')
    if name in names:
        raise InputError(f'{where}the code "{name}" stands twice; expected one line for each class')
    names.append(name)


def _check_keys(code: str, given: list[str], keys: dict[str, str], where: str) -> None:
    """Refuse keys that are none, or that code another class; else note them."""
    if not given:
        raise InputError(f"{where}keys is empty; expected a letter or digit that codes {code}")
    for key in given:
        if len(key) != 1 or not key.isalnum():
            raise InputError(f'{where}the key "{key}"; expected a letter or digit, several parted by blanks')
        if key in keys:
            raise InputError(f'{where}the key "{key}" codes {keys[key]} already; expected another')
        keys[key] = code


def _check_value(cell: str, values: list[float], where: str) -> None:
    """Refuse what is no number, or that of another class; else note it."""
    try:
        value = float(cell)
    except ValueError:
        value = np.nan
    if not isfinite(value):
        raise InputError(f'{where}value "{cell}"; expected a number for every class, or for none')
    if value in values:
        raise InputError(f"{where}the value {cell} stands twice; expected each once")
    values.append(value)
