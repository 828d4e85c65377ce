"""The hand codes: one plain CSV, one row for each coder and unit."""

import csv
import io
import os
import re
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import SEEDS
from helpers.corpus import InputError, read_csv, require
from helpers.handcheck._draw import UNIT

CODES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0, "cannot tell": np.nan}
COLUMNS = ["coder", *UNIT, "text", "code"]
_WHOLE = ["sent_id", "start", "end"]
_NAMES = ["coder", "doc_id", "actor_id"]
_RUNS = re.compile(r"^(?=[-=+@\t\r])")
CODER = re.compile(r"\w[\w.-]{0,39}")


def codes_path(texts: str | Path, drafts: str | Path) -> Path:
    """Say where the codes of some texts are kept: beside them if there are codes, else in a folder of drafts.

    >>> codes_path("elsewhere/article.txt", "figures/article").as_posix()
    'figures/article/codes.csv'

    Parameters
    ----------
    texts : the text or folder that is analysed.
    drafts : folder for the codes of texts that have no `codes.csv` beside them.

    Returns
    -------
    Path of a `codes.csv`, which need not be there yet. The kit's own seed comes with example codes that are never
    written to: for it, it is `codes.csv` in the current folder, which is the notebook's own.
    """
    beside = _beside(texts)
    if beside == SEEDS.resolve() / "codes.csv":
        return Path("codes.csv")
    return beside if beside.exists() else Path(drafts) / "codes.csv"


def codes_for(texts: str | Path, path: str | Path, *, sentences: pd.DataFrame) -> pd.DataFrame:
    """Read all codes of some texts, and say of each whether its sentence still stands in the text as it was coded.

    >>> from helpers import corpus
    >>> codes = codes_for(SEEDS, "not-there.csv", sentences=corpus.sentences(corpus.load(SEEDS)))
    >>> codes["state"].unique().tolist(), codes["coder"].unique()[:1].tolist()
    (['current'], ['ai-1'])

    Parameters
    ----------
    texts : the text or folder that is analysed; a `codes.csv` beside it is read too.
    path : the file that the desk writes (`codes_path`); it need not be there.
    sentences : DataFrame, one row per sentence (`corpus.sentences`).

    Returns
    -------
    DataFrame, as `read_codes` returns it, and `state`: "current"; "changed" where the text has no such sentence at
    this place any more; "other text" where the text is not among these. Only current codes are ever counted with.
    """
    files = [file for file in dict.fromkeys([Path(path).resolve(), _beside(texts)]) if file.exists()]
    tables = [read_codes(file) for file in files] or [_empty()]
    codes = pd.concat(tables, ignore_index=True).drop_duplicates(["coder", *UNIT], ignore_index=True)
    return codes.assign(state=_states(codes, sentences))


def read_codes(path: str | Path) -> pd.DataFrame:
    """Read a file of hand codes and check every line of it.

    >>> codes = read_codes(SEEDS / "codes.csv")
    >>> codes[["coder", "sent_id", "start", "actor_id"]].values.tolist()[0]
    ['ai-1', 1, 0, '']

    Parameters
    ----------
    path : a CSV with the columns `coder, doc_id, sent_id, start, end, actor_id, text, code`.

    Returns
    -------
    DataFrame, one row per coder and unit, in the file's order; `code` is negative, neutral, positive or cannot tell,
    `actor_id` is empty where a whole sentence was coded, `text` is the sentence on one line.

    Raises
    ------
    InputError
        With file, line, what is wrong and what is expected.
    """
    path = Path(path)
    if not path.exists():
        raise InputError(
            f"{path.name}: there are no codes yet; the coding desk makes the file at the first key press"
        )
    table = read_csv(path, COLUMNS)
    for row in table.itertuples():
        _check(row, f"{path.name}, line {row.line}")
    table = table.astype(dict.fromkeys(_WHOLE, "int64"))
    for column in _NAMES:
        table[column] = table[column].str.replace(
            "^'(?=[-=+@])", "", regex=True
        )  # put there against spreadsheets
    twice = table[table.duplicated(["coder", *UNIT])]
    if len(twice):
        row = twice.iloc[0]
        raise InputError(
            f"{path.name}, line {row['line']}: {row['coder']} codes sentence {row['sent_id']} of "
            f"{row['doc_id']} twice; expected one line for each coder and unit"
        )
    return table[COLUMNS]


def save_code(path: Path, row: dict) -> None:
    """Put one coder's code of one unit into the file; all other lines stay as they are. Two desks may do so at once.

    >>> import tempfile
    >>> row = dict(zip(COLUMNS, ["anna", "a", 1, 0, 5, "", "=Oh?", "neutral"]))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "codes.csv"
    ...     for code in ["neutral", "negative"]:
    ...         save_code(path, row | {"code": code})
    ...     path.read_text("utf-8").splitlines()[1:]
    ["anna,a,1,0,5,,'=Oh?,negative"]
    """
    from filelock import FileLock

    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(".codes.lock")):
        table = _empty().astype("str")
        if path.exists():
            read_codes(path)  # a file that cannot be read is not written to
            table = read_csv(path, COLUMNS).drop(columns="line")
        cells = {column: defused(str(row[column])) for column in COLUMNS}
        same = (table[["coder", *UNIT]] == pd.Series(cells)[["coder", *UNIT]]).all(axis=1)
        if same.any():
            table.loc[same, ["text", "code"]] = [cells["text"], cells["code"]]
        else:
            table = pd.concat([table, pd.DataFrame([cells])], ignore_index=True).fillna("")
        _replace(path, table)


def one_line(text: str) -> str:
    """A sentence as the file of codes holds it: on one line, and defused.

    >>> one_line("-- and \\n so on")
    "'-- and so on"
    """
    return defused(" ".join(text.split()))


def defused(cell: str) -> str:
    """The cell with a ' before it where a spreadsheet would run it as a formula."""
    return _RUNS.sub("'", cell)


def current(codes: pd.DataFrame) -> pd.DataFrame:
    """The codes that may be counted with: all, or those in the state "current" where it is known."""
    require(codes, COLUMNS)
    return codes[codes["state"] == "current"] if "state" in codes else codes


def _beside(texts: str | Path) -> Path:
    texts = Path(texts).resolve()
    return (texts if texts.is_dir() else texts.parent) / "codes.csv"


def _empty() -> pd.DataFrame:
    return pd.DataFrame(columns=COLUMNS, dtype="str").astype(dict.fromkeys(_WHOLE, "int64"))


def _states(codes: pd.DataFrame, sentences: pd.DataFrame) -> list[str]:
    """For each code "current", "changed" or "other text"."""
    require(sentences, "sentences")
    known = {(row.doc_id, row.sent_id): row for row in sentences.itertuples()}
    texts = set(sentences["doc_id"])

    def state(code):
        there = known.get((code.doc_id, code.sent_id))
        if code.doc_id not in texts:
            return "other text"
        inside = there is not None and (
            (code.start, code.end) == (there.start, there.end)
            if not code.actor_id
            else there.start <= code.start < code.end <= there.end
        )
        return "current" if inside and one_line(there.text) == code.text else "changed"

    return [state(code) for code in codes.itertuples()]


def _check(row, where: str) -> None:
    if not CODER.fullmatch(row.coder):
        raise InputError(f'{where}: the coder "{row.coder}" is no name; expected letters, digits, . _ and -')
    if not row.doc_id:
        raise InputError(f"{where}: doc_id is empty; expected the name of a text, without .txt")
    for column in _WHOLE:
        if not re.fullmatch(r"0|[1-9]\d{0,14}", getattr(row, column), re.ASCII):
            raise InputError(f'{where}: {column} "{getattr(row, column)}" is no number; expected a whole one')
    if row.code not in CODES:
        raise InputError(f'{where}: the code "{row.code}" is unknown; expected {", ".join(CODES)}')


def _replace(path: Path, table: pd.DataFrame) -> None:
    """Write the file whole or not at all."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.to_numpy().tolist())
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(lines.getvalue().encode("utf-8"))
    os.replace(part, path)
