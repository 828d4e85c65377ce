"""The hand codes: one plain CSV, one line for each coder and unit."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from helpers import SEEDS, InputError, _files
from helpers._tables import CONTRACTS, KEYS, PLACE, UNIT, require

CODES: Mapping[str, float] = MappingProxyType(
    {"negative": -1.0, "neutral": 0.0, "positive": 1.0, "cannot tell": np.nan}
)
COLUMNS = CONTRACTS["codes"]
LINE = ("coder", *UNIT)  # what the file holds one line for
_WHOLE = dict.fromkeys(["sent_id", "start", "end"], "int64")
_CODER = re.compile(r"\w[\w.-]{0,39}")
_NUMBER = re.compile(r"\d+(\.\d*)?(e[-+]?\d+)?", re.ASCII | re.IGNORECASE)


def codes_path(texts: str | Path, drafts: str | Path) -> Path:
    """Return where the codes of texts are kept: beside them if there are any, else in the folder of drafts.

    >>> codes_path("elsewhere/article.txt", "figures/article").as_posix()
    'figures/article/codes.csv'

    The file need not exist yet. The kit's own seed comes with example codes that are never written to: for
    it, the path is `codes.csv` in the current folder, which is the notebook's own.
    """
    beside = _beside(texts)
    if beside == SEEDS.resolve() / "codes.csv":
        return Path("codes.csv")
    return beside if beside.exists() else Path(drafts) / "codes.csv"


def codes_for(texts: str | Path, path: str | Path, *, sentences: pd.DataFrame) -> pd.DataFrame:
    """Read all codes of some texts, and state of each whether its sentence is still as it was coded.

    >>> from helpers import corpus
    >>> codes = codes_for(SEEDS, "not-there.csv", sentences=corpus.sentences(corpus.load(SEEDS)))
    >>> codes["state"].unique().tolist(), codes["coder"].unique()[:1].tolist()
    (['current'], ['ai-1'])

    Parameters
    ----------
    texts : the text or folder that is analysed; a `codes.csv` beside it is read too.
    path : the file that the desk writes (`codes_path`); it need not exist.

    Returns
    -------
    DataFrame with the columns of `read_codes` and `state`: "current"; "changed" where the text no longer has
    this sentence in this place; "other text" where no text of `sentences` has this doc_id. Every code of the
    files stays in the table, so `state` can be counted and none is lost unnoticed; measures use the current
    ones only. A doc_id that a spreadsheet turned into a number, 001 into 1, is refused.
    """
    require(sentences, "sentences")
    tables = [pd.DataFrame(columns=[*COLUMNS], dtype="str").astype(_WHOLE)]
    for file in dict.fromkeys([Path(path).resolve(), _beside(texts)]):
        if file.exists():
            tables.append(read_codes(file))
            _refuse_numbers(tables[-1]["doc_id"], sentences["doc_id"].unique(), file.name)
    codes = pd.concat(tables, ignore_index=True).drop_duplicates([*LINE], ignore_index=True)
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
    DataFrame, one row per coder and unit, in the file's order; the row labels are its line numbers. `code` is
    negative, neutral, positive or cannot tell, `actor_id` is empty where a whole sentence was coded, `text`
    is the sentence on one line.
    """
    path = Path(path)
    if not path.exists():
        raise InputError(
            f"{path.name}: there are no codes yet; the coding desk makes the file at the first key press"
        )
    table = _files.read_csv(path, COLUMNS)[[*COLUMNS]]
    for row in table.itertuples():
        _check(row, f"{path.name}, line {row.Index}: ")
    table = table.astype(_WHOLE)
    for row in table[table.duplicated([*LINE])].itertuples():
        raise InputError(
            f"{path.name}, line {row.Index}: {row.coder} codes sentence {row.sent_id} of {row.doc_id} twice; "
            "expected one line for each coder and unit"
        )
    return table


def save_code(path: Path, row: Mapping[str, object]) -> None:
    """Put one code into the file, all other lines byte for byte as they were; two desks may do so at once."""
    cells = {column: str(row[column]) for column in COLUMNS}
    with _files.locked(path):
        new = _files.csv_bytes(pd.DataFrame([cells])) if not path.exists() else _with_code(path, cells)
        _files.replace(path, new)


def one_line(text: str) -> str:
    """A sentence as the file of codes holds it."""
    return " ".join(text.split())


def current(codes: pd.DataFrame) -> pd.DataFrame:
    """The codes that may be counted: all, or those in the state "current" where states are known."""
    require(codes, "codes")
    return codes[codes["state"] == "current"] if "state" in codes else codes


def decided(codes: pd.DataFrame) -> pd.DataFrame:
    """The codes that may be counted and say a class: all but "cannot tell"."""
    return current(codes)[lambda table: table["code"] != "cannot tell"]


def check_coder(name: str, where: str = "") -> None:
    """Refuse what cannot be a coder's name."""
    if not _CODER.fullmatch(name):
        raise InputError(
            f'{where}"{name}" is not a valid coder name; expected at most 40 letters, digits, . _ and -, '
            "beginning with a letter or digit"
        )


def _beside(texts: str | Path) -> Path:
    texts = Path(texts).resolve()
    return (texts if texts.is_dir() else texts.parent) / "codes.csv"


def _states(codes: pd.DataFrame, sentences: pd.DataFrame) -> list[str]:
    places = sentences[[*PLACE, "text"]].rename(columns={"start": "first", "end": "last", "text": "now"})
    both = codes.merge(places, on=[*KEYS], how="left")
    whole = (both["start"] == both["first"]) & (both["end"] == both["last"])
    within = (both["first"] <= both["start"]) & (both["start"] < both["end"]) & (both["end"] <= both["last"])
    same = both["now"].fillna("").map(one_line) == both["text"]
    known = codes["doc_id"].isin(sentences["doc_id"]).to_numpy()
    fits = whole.where(both["actor_id"] == "", within) & same
    return np.select([~known, fits], ["other text", "current"], "changed").tolist()


def _refuse_numbers(doc_ids: pd.Series, texts: Iterable[str], file: str) -> None:
    """Refuse doc_ids that are one of the texts only as a number, as spreadsheets make 1 of 001."""
    numbers = {float(text): text for text in texts if _NUMBER.fullmatch(text)}
    for line, doc_id in doc_ids[~doc_ids.isin(list(texts))].items():
        if _NUMBER.fullmatch(doc_id) and (meant := numbers.get(float(doc_id))):
            raise InputError(
                f'{file}, line {line}: no text is called "{doc_id}"; expected "{meant}", which a spreadsheet '
                "turned into a number; write it back in a text editor"
            )


def _check(row: Any, where: str) -> None:
    check_coder(row.coder, where)
    if not row.doc_id:
        raise InputError(f"{where}doc_id is empty; expected the name of a text, without .txt")
    for column in _WHOLE:
        if not re.fullmatch(r"0|[1-9]\d{0,14}", getattr(row, column), re.ASCII):
            raise InputError(f'{where}{column} "{getattr(row, column)}"; expected a whole number')
    if row.code not in CODES:
        raise InputError(f'{where}the code "{row.code}" is unknown; expected {", ".join(CODES)}')


def _with_code(path: Path, cells: dict[str, str]) -> bytes:
    """The file with this code: in the line of the same coder and unit, or in a new one at the end.

    It stays in its encoding, or becomes UTF-8 where that has no sign for one of the letters.
    """
    codes = read_codes(path)  # a file that cannot be read is not written to
    _, whole, encoding = _files.decoded(path)
    file = _files.Csv(whole, COLUMNS)
    lines = codes.index[codes[[*LINE]].astype("str").eq(pd.Series(cells)[[*LINE]]).all(axis=1)]
    coded = {column: cells[column] for column in ("text", "code")}
    text = file.extended([cells]) if lines.empty else file.changed(dict.fromkeys(lines, coded))
    try:
        return text.encode(encoding.partition(",")[0])  # what follows a comma says what is not sure
    except UnicodeEncodeError:
        return text.encode("utf-8")
