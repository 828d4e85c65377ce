"""Any table set for reading in a notebook: static HTML, headings in words, every text escaped."""

import csv
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from helpers import DATA
from helpers._files import printable
from helpers._words import plural, signed
from helpers.figures._export import Shown

COLUMNS = DATA / "columns.csv"
STYLE = Path(__file__).with_name("table.css")
LEFT = ' style="text-align:left"'  # inline: JupyterLab leaves it in a notebook that it does not trust yet
SIDES = {"before": ' style="text-align:right"', "keyword": ' style="text-align:center;font-weight:bold"'}
NUMBERS = ("integer", "floating", "mixed-integer-float", "integer-na", "decimal")
UPRIGHT = 6  # a single row of more columns stands upright
TOLD = 60  # letters: a longer value is evidence, and stays in its column though it is always the same


class Column(NamedTuple):
    """What a column is called and means, and how its values are written (a line of `columns.csv`)."""

    name: str
    heading: str
    definition: str
    kind: str  # text, before, keyword, count, share, p, or a number of digits; empty: as the values are
    legend: str  # "yes" where the definition stands under the table too


def show_table(
    table: pd.DataFrame, *, shown: int = 20, note: str = "", file: str = "", empty: str = ""
) -> Shown:
    """Set a table for reading: its first rows, headings and numbers as a reader wants them.

    A column that says the same in every row is told in the line above, `actor_id` not at all where `label`
    says it. An index is shown if it has a name. What a column means stands in the tooltip of its heading,
    and under the table where the heading alone does not say it (`helpers/data/columns.csv`).

    - `shown`: how many rows; the line above then says "20 of 68 rows".
    - `note`: what the table is, in words.
    - `file`: where the whole of it is, "figures/03-terms.csv".
    - `empty`: what to say of a table without rows; without it "nothing found".

    >>> table = pd.DataFrame({"doc_id": ["a", "a"], "text": ["Rain <b>.", "Sun."], "p": [8e-12, 0.03]})
    >>> show_table(table, shown=1)
    1 of 2 rows · document: a
    >>> show_table(table).html.partition("<tbody>")[2].splitlines()[1]
    '<tr><td style="text-align:left">Rain &lt;b&gt;.</td><td>&lt; .001</td></tr>'
    >>> show_table(table.head(0), empty="No word is used twice.")
    No word is used twice.
    """
    table = _with_named_index(table)
    if table.empty:
        words = ": ".join(filter(None, [note, empty or "nothing found"]))
        return Shown(f"<p>{_escaped(words)}</p>", words)
    kept, told = _kept(table)
    size = f"{shown} of {plural(len(table), 'row')}" if shown < len(table) else plural(len(table), "row")
    size += f"; all in {file}" if file and shown < len(table) else ""
    line = " · ".join(filter(None, [note, size, *told]))
    return Shown(_html(kept, shown, line), line)


def in_short(*lines: str) -> Shown:
    """Set computed sentences for reading, as a list.

    >>> in_short("23 sentences & 486 words.", "No sign is sure.")
    23 sentences & 486 words.
    No sign is sure.
    """
    items = "\n".join(f"<li>{_escaped(line)}</li>" for line in lines)
    return Shown(f"<ul>\n{items}\n</ul>", "\n".join(lines))


@cache
def _described() -> dict[str, Column]:
    with COLUMNS.open(encoding="utf-8", newline="") as lines:
        return {row["name"]: Column(**row) for row in csv.DictReader(lines)}


def _column(name: Any, values: pd.Series) -> Column:
    """What is known of a column; of one that nobody described, its name and two digits where it has any."""
    known = _described().get(str(name), Column(str(name), str(name).replace("_", " "), "", "", ""))
    if not known.kind and pd.api.types.is_float_dtype(values) and not (values.dropna() % 1 == 0).all():
        return known._replace(kind="2")
    return known


def _written(value: Any, kind: str) -> str:
    """One value as its cell says it.

    >>> [_written(0.0004, "p"), _written(0.03, "p"), _written(-0.5, "2"), _written(0.256, "share")]
    ['< .001', '.03', '−0.50', '26 %']
    >>> [_written(True, ""), _written(None, ""), _written(12345, "count"), _written(3.0, "")]
    ['yes', '–', '12,345', '3']
    """
    if isinstance(value, list | tuple | set):
        return ", ".join(map(str, value)) or "–"
    if pd.api.types.is_scalar(value) and (pd.isna(value) or value == ""):
        return "–"
    if pd.api.types.is_bool(value):
        return "yes" if value else "no"
    if not pd.api.types.is_number(value):
        return str(value)
    if abs(value) == float("inf"):
        return "∞" if value > 0 else "−∞"
    if kind == "p":
        return _p(float(value))
    if kind == "share":
        return f"{signed(100 * value, 0, plus=False)} %"
    if kind.isdigit() or value % 1:
        return signed(value, int(kind) if kind.isdigit() else 2, plus=False)
    return f"{value:{',' if kind == 'count' else ''}.0f}".replace("-", "−")


def _p(value: float) -> str:
    """Three digits below .1, so that one sees on which side of .05 it lies, else two; no nought before."""
    if value < 0.001:
        return "< .001"
    text = f"{value:.3f}".removesuffix("0") if value < 0.0995 else f"{value:.2f}"
    return text.removeprefix("0")


def _with_named_index(table: pd.DataFrame) -> pd.DataFrame:
    """The named levels of the index as columns; what has no name is a row number."""
    unnamed = [level for level, name in enumerate(table.index.names) if name is None or name in table]
    if len(unnamed) == table.index.nlevels:
        return table.reset_index(drop=True)
    return table.reset_index(level=unnamed, drop=True).reset_index()


def _kept(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The columns that differ from row to row, and those that do not in words; never without a column."""
    if "label" in table:
        table = table.drop(columns="actor_id", errors="ignore")
    if len(table) == 1:
        return table, []
    told, places = [], []
    for place, name in enumerate(table):
        values = table.iloc[:, place]
        column = _column(name, values)
        text = _written(values.iloc[0], column.kind)
        if (
            len(text) > TOLD
            or column.kind == "keyword"
            or any(str(value) != str(values.iloc[0]) for value in values)
        ):
            places.append(place)
        else:
            told.append(f"{column.heading}: {text}")
    return (table.iloc[:, places], told) if places else (table, [])


def _html(whole: pd.DataFrame, shown: int, line: str) -> str:
    """A table in a region that scrolls, and what its columns mean; a single long row is set upright."""
    columns = [_column(name, whole.iloc[:, place]) for place, name in enumerate(whole)]
    upright = len(whole) == 1 and len(columns) > UPRIGHT
    rows = [
        [_escaped(_written(value, column.kind)) for value, column in zip(row, columns, strict=True)]
        for row in whole.head(shown).itertuples(index=False, name=None)
    ]
    lines = _upright(columns, rows[0]) if upright else _level(columns, rows, whole)
    label = _escaped(", ".join(column.heading for column in columns))
    legend = "; ".join(
        f"<b>{_escaped(column.heading)}</b>: {_escaped(column.definition)}"
        for column in columns
        if column.legend
    )
    return (
        f"<style>\n{STYLE.read_text('utf-8')}</style>\n"
        f'<div class="ci-table" role="region" tabindex="0" aria-label="{label}">\n'
        f"<table>\n<caption>{_escaped(line)}</caption>\n{lines}\n</table>\n</div>"
    ) + (f"\n<p>{legend}.</p>" if legend and not upright else "")


def _level(columns: list[Column], rows: list[list[str]], whole: pd.DataFrame) -> str:
    """Head and body: text at the left, numbers at the right, keywords one under the other."""
    inferred = [pd.api.types.infer_dtype(whole.iloc[:, place]) for place in range(len(columns))]
    sides = [
        SIDES.get(column.kind, "" if kind in NUMBERS else LEFT)
        for column, kind in zip(columns, inferred, strict=True)
    ]
    heads = "".join(
        f'<th scope="col"{side}{_title(column)}>{_escaped(column.heading)}</th>'
        for column, side in zip(columns, sides, strict=True)
    )
    body = ["".join(f"<td{side}>{cell}</td>" for cell, side in zip(row, sides, strict=True)) for row in rows]
    lines = "\n".join(f"<tr>{cells}</tr>" for cells in body)
    return f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}\n</tbody>"


def _upright(columns: list[Column], cells: list[str]) -> str:
    """Each column as a line: heading, value, definition."""
    lines = "\n".join(
        f'<tr><th scope="row"{LEFT}>{_escaped(column.heading)}</th>'
        f"<td{LEFT}>{cell}</td><td{LEFT}>{_escaped(column.definition)}</td></tr>"
        for column, cell in zip(columns, cells, strict=True)
    )
    return f"<tbody>\n{lines}\n</tbody>"


def _title(column: Column) -> str:
    return f' title="{_escaped(column.definition)}"' if column.definition else ""


def _escaped(text: str) -> str:
    return escape(printable(text))
