"""The hand codes: one plain CSV, one line for each coder and unit."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers import SEEDS, InputError, _files, beside
from helpers._tables import CONTRACTS, KEYS, PLACE, UNIT, require
from helpers._words import is_machine
from helpers.handcheck._codebook import CANNOT_TELL, as_codes, codebook_for

ADJUDICATED = "adjudicated"  # the coder whose codes settle what others disagree on
COLUMNS = CONTRACTS["codes"]
NEEDED, NOTES = COLUMNS[:-2], COLUMNS[-2:]  # of a file: files of before have no notes
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
    path = beside(texts, "codes.csv")
    if path == SEEDS.resolve() / "codes.csv":
        return Path("codes.csv")
    return path if path.exists() else Path(drafts) / "codes.csv"


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
    codebook, files = codebook_for(texts), dict.fromkeys([Path(path).resolve(), beside(texts, "codes.csv")])
    return with_states([file for file in files if file.exists()], codebook, sentences)


def with_states(files: Iterable[Path], codebook: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The codes of some files, each coder's code of a unit once, and of each its state."""
    empty = pd.DataFrame(columns=[*COLUMNS], dtype="str").astype({**_WHOLE, "unsure": "bool"})
    tables = [empty.assign(code=as_codes([], codebook))]
    for file in files:
        tables.append(read_codes(file, codebook=codebook))
        _refuse_numbers(tables[-1]["doc_id"], sentences["doc_id"].unique(), file.name)
    codes = pd.concat(tables, ignore_index=True).drop_duplicates([*LINE], ignore_index=True)
    return codes.assign(state=_states(codes, sentences))


def read_codes(path: str | Path, *, codebook: pd.DataFrame | None = None) -> pd.DataFrame:
    """Read a file of hand codes and check every line of it.

    >>> codes = read_codes(SEEDS / "codes.csv")
    >>> codes[["coder", "sent_id", "start", "actor_id"]].values.tolist()[0]
    ['ai-1', 1, 0, '']

    Parameters
    ----------
    path : a CSV with the columns `coder, doc_id, sent_id, start, end, actor_id, text, code`, and perhaps
        `unsure` (yes, or empty) and `comment`.
    codebook : the scheme of the codes (`codebook_for`); by default that beside the file.

    Returns
    -------
    DataFrame, one row per coder and unit, in the file's order; the row labels are its line numbers. `code` is
    a categorical of the scheme's classes (negative, neutral, positive) and "cannot tell", `actor_id` is empty
    where a whole sentence was coded, `text` is the sentence on one line, `unsure` a bool, `comment` a text.
    The coder "adjudicated" settles disagreements (`settled`).
    """
    path = Path(path)
    if not path.exists():
        raise InputError(
            f"{path.name}: there are no codes yet; the coding desk makes the file at the first key press"
        )
    codebook = codebook_for(path) if codebook is None else codebook
    table = _files.read_csv(path, NEEDED)
    for column in {*NOTES} - {*table}:
        table[column] = ""
    table, known = table[[*COLUMNS]], codebook["code"].tolist()
    for row in table.itertuples():
        _check(row, known, f"{path.name}, line {row.Index}: ")
    unsure = ~table["unsure"].str.strip().str.casefold().isin(["", "no", "false", "0"])
    table = table.astype(_WHOLE).assign(code=as_codes(table["code"], codebook), unsure=unsure)
    for row in table[table.duplicated([*LINE])].itertuples():
        raise InputError(
            f"{path.name}, line {row.Index}: {row.coder} codes sentence {row.sent_id} of {row.doc_id} twice; "
            "expected one line for each coder and unit"
        )
    return table


def save_code(path: Path, row: Mapping[str, object], codebook: pd.DataFrame | None = None) -> None:
    """Put one code into the file, all other lines byte for byte as they were; two desks may do so at once.

    Only where the first note comes into a file of before, each line gets two empty cells at its end.
    """
    cells = {column: str(row[column]) for column in NEEDED}
    cells |= {"unsure": "yes" if row.get("unsure") else "", "comment": str(row.get("comment", ""))}

    def with_code(file: _files.Csv, lines: list[int]) -> str:
        if any(cells[note] for note in NOTES):
            file = _with_columns(file, NOTES)
        if not lines:
            return file.extended([cells])
        coded = {column: cells[column] for column in ("text", "code", *NOTES) if column in file.columns}
        return file.changed(dict.fromkeys(lines, coded))

    _change(path, cells, codebook, with_code)


def take_back(path: Path, row: Mapping[str, object], codebook: pd.DataFrame | None = None) -> None:
    """Take one code out of the file: its line goes, all others stay byte for byte."""
    _change(path, row, codebook, lambda file, lines: file.changed({}, without=lines))


def one_line(text: str) -> str:
    """A sentence as the file of codes holds it."""
    return " ".join(text.split())


def current(codes: pd.DataFrame) -> pd.DataFrame:
    """The codes that may be counted: all, or those in the state "current" where states are known."""
    require(codes, "codes", NEEDED)
    return codes[codes["state"] == "current"] if "state" in codes else codes


def settled(codes: pd.DataFrame) -> pd.DataFrame:
    """Choose the codes that count: the current ones; of an adjudicated unit only the code that settled it.

    >>> units = pd.DataFrame({"doc_id": "a", "sent_id": [1, 2], "start": 0, "end": 3, "actor_id": ""})
    >>> units["text"] = "Oh."
    >>> coders = [("anna", ["negative", "neutral"]), ("ben", ["neutral", "neutral"])]
    >>> codes = pd.concat([units.assign(coder=coder, code=code) for coder, code in coders])
    >>> adjudicated = units.head(1).assign(coder="adjudicated", code="negative")
    >>> settled(pd.concat([codes, adjudicated]))[["sent_id", "coder", "code"]].values.tolist()
    [[2, 'anna', 'neutral'], [2, 'ben', 'neutral'], [1, 'adjudicated', 'negative']]

    Returns
    -------
    DataFrame, rows of `codes`. `confusion`, `accuracy` and `corrected` count these; `alpha` never sees an
    adjudicated code, for reliability is how far coders agree who work independently (K. Krippendorff 2019,
    Content Analysis, 4th ed., ch. 12, doi:10.4135/9781071878781).
    """
    codes = current(codes)
    units = pd.MultiIndex.from_frame(codes[[*UNIT]])
    by_adjudicator = codes["coder"] == ADJUDICATED
    return codes[by_adjudicator | ~units.isin(units[by_adjudicator])]


def of_people(codes: pd.DataFrame) -> pd.DataFrame:
    """Leave out the codes of machines ("ai", "ai-…") as soon as a person has coded; until then all stay.

    >>> codes = read_codes(SEEDS / "codes.csv")
    >>> of_people(codes)["coder"].unique().tolist()
    ['ai-1', 'ai-2']
    >>> of_people(pd.concat([codes, codes.head(1).assign(coder="anna")]))["coder"].unique().tolist()
    ['anna']

    Who only settles what others disagree on has not coded: the units that need it are no random sample.
    """
    machine = codes["coder"].map(is_machine).astype(bool)
    coded = current(codes[~machine & (codes["coder"] != ADJUDICATED)])
    return codes if coded.empty else codes[~machine]


def decided(codes: pd.DataFrame) -> pd.DataFrame:
    """The codes that count and say a class: all but "cannot tell"."""
    return settled(codes)[lambda table: table["code"] != CANNOT_TELL]


def check_coder(name: str, where: str = "") -> None:
    """Refuse what cannot be a coder's name."""
    if not _CODER.fullmatch(name):
        raise InputError(
            f'{where}"{name}" is not a valid coder name; expected at most 40 letters, digits, . _ and -, '
            "beginning with a letter or digit"
        )


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


def _check(row: Any, known: list[str], where: str) -> None:
    check_coder(row.coder, where)
    if not row.doc_id:
        raise InputError(f"{where}doc_id is empty; expected the name of a text, without .txt")
    for column in _WHOLE:
        if not re.fullmatch(r"0|[1-9]\d{0,14}", getattr(row, column), re.ASCII):
            raise InputError(f'{where}{column} "{getattr(row, column)}"; expected a whole number')
    if row.code not in known:
        raise InputError(f'{where}the code "{row.code}" is unknown; expected {", ".join(known)}')


def _change(
    path: Path,
    row: Mapping[str, object],
    codebook: pd.DataFrame | None,
    act: Callable[[_files.Csv, list[int]], str],
) -> None:
    """Write the text that an act makes of the file and of the lines of this coder and unit.

    It stays in its encoding, or becomes UTF-8 where that has no sign for one of the letters.
    """
    with _files.locked(path):
        if not path.exists():
            _files.replace(path, f"{_files.csv_line(COLUMNS)}\n".encode())
        codes = read_codes(path, codebook=codebook)  # a file that cannot be read is not written to
        _, whole, encoding = _files.decoded(path)
        mine = codes[[*LINE]].astype("str").eq(pd.Series({column: str(row[column]) for column in LINE}))
        text = act(_files.Csv(whole, NEEDED), codes.index[mine.all(axis=1)].tolist())
        try:
            new = text.encode(encoding.partition(",")[0])  # what follows a comma says what is not sure
        except UnicodeEncodeError:
            new = text.encode("utf-8")
        _files.replace(path, new)


def _with_columns(file: _files.Csv, columns: Iterable[str]) -> _files.Csv:
    """The file with these columns, at its right end where it lacked them; every cell stays as it is."""
    missing = [column for column in columns if column not in file.columns]
    text, header = "\ufeff" if file.text.startswith("\ufeff") else "", True
    for record in file.records:
        fields = record.fields
        if any(record.cells):
            fields, header = [*fields, *(missing if header else [""] * len(missing))], False
        text += file.separator.join(fields) + record.end
    return _files.Csv(text, NEEDED)
