"""What people know of their texts: `documents.csv`, as spreadsheets save it."""

import re
import unicodedata
from collections.abc import Container, Iterable
from decimal import Decimal
from pathlib import Path

import pandas as pd

from helpers import InputError
from helpers._files import printable, read_csv
from helpers._tables import FACTS
from helpers.corpus._readers._piece import possible_dates

EXACT = 11  # digits that a spreadsheet shows before it rounds


def facts_of(
    path: Path, doc_ids: Iterable[str], taken: Container[str]
) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Read `documents.csv`, empty if there is none; its doc_ids are among those given, its dates ISO ones.

    Returned too are the lines about texts that are not there, each with the reason. A column whose name is
    taken, a date or a doc_id that may mean two, or a second line for a text raises an InputError.
    """
    if not path.exists():
        return pd.DataFrame(columns=["doc_id", *FACTS], dtype="str"), []
    table, where = read_csv(path, ["doc_id", *FACTS]), f"{path.name}, line"
    for column in table:
        if column in taken:
            raise InputError(f"{where} 1: the kit has a column {column} of its own; give yours another name")
    texts = _by_cell(doc_ids)
    rows, absent = {}, []
    for line, doc_id, date in zip(table.index, table["doc_id"], table["date"]):
        text = _meant(unicodedata.normalize("NFC", doc_id), texts, f"{where} {line}: ")
        if text in rows:
            raise InputError(f'{where} {line}: "{doc_id}" appears twice; expected one line for each text')
        iso = _iso(date, f"{where} {line}: ")
        if text:
            rows[text] = (line, iso)
        else:
            absent.append((f"{where} {line}", f'no text is called "{doc_id}"'))
    lines, dates = ([row[n] for row in rows.values()] for n in (0, 1))
    return table.loc[lines].assign(doc_id=list(rows), date=dates).astype("str"), absent


def doc_id_of(file: Path) -> str:
    """The name that a text goes by: its file's, without the ending."""
    return unicodedata.normalize("NFC", printable(file.stem))  # macOS writes names decomposed


def _by_cell(doc_ids: Iterable[str]) -> dict[str, list[str]]:
    """What a cell may hold that means a text: its name in small letters, or the number that it looks like."""
    texts: dict[str, list[str]] = {}
    for doc_id in dict.fromkeys(doc_ids):
        for cell in dict.fromkeys([doc_id.casefold(), *_as_numbers(doc_id)]):
            texts.setdefault(cell, []).append(doc_id)
    return texts


def _meant(cell: str, texts: dict[str, list[str]], where: str) -> str:
    """The text that a cell means: by name, also in other capitals or with .txt, or as a number; or none."""
    bare = cell.casefold().removesuffix(".txt")
    fit = texts.get(bare) or texts.get(bare.replace(",", "."), [])
    named = [text for text in fit if text == cell] or [text for text in fit if text.casefold() == bare] or fit
    if len(named) > 1:
        raise InputError(
            f'{where}"{cell}" may be the text {" or ".join(named[:4])}; write its whole name, in a column '
            "that the spreadsheet holds as text"
        )
    return named[0] if named else ""


def _as_numbers(doc_id: str) -> list[str]:
    """A doc_id as a spreadsheet writes it that takes it for a number: without noughts, or rounded.

    >>> _as_numbers("001"), _as_numbers("123456789012")[7], _as_numbers("a1")
    (['1'], '1.23457e+11', [])
    """
    if not re.fullmatch(r"\d+(\.\d+)?(e\+?\d{1,2})?", doc_id, re.ASCII | re.IGNORECASE):
        return []
    number = Decimal(doc_id)
    plain = f"{number:f}"
    plain = re.sub(r"^0+(?=\d)", "", plain.rstrip("0").rstrip(".") if "." in plain else plain)
    if len(plain) <= EXACT and "e" not in doc_id.casefold():
        return [plain]
    return [plain, f"{Decimal(f'{number:.14e}'):f}", *(f"{float(number):.{n}e}" for n in range(15))]


def _iso(date: str, where: str) -> str:
    """The date as YYYY-MM-DD.

    >>> [_iso(date, "") for date in ["2019-10-03", "2019/10/3", "13/10/2019", "10/13/2019", "3 October 2019"]]
    ['2019-10-03', '2019-10-03', '2019-10-13', '2019-10-13', '2019-10-03']
    """
    dates = possible_dates(date)
    if len(dates) > 1:
        raise InputError(f'{where}"{date}" may be {" or ".join(sorted(dates))}; write it as YYYY-MM-DD')
    if date and not dates:
        raise InputError(f'{where}"{date}" is not a date; expected YYYY-MM-DD or nothing')
    return "".join(dates)
