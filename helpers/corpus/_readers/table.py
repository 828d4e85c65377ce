"""Tables with a column of text: CSV, TSV, XLSX, Parquet, and records in JSON or JSON lines."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping

from helpers import InputError
from helpers._words import plural
from helpers.corpus._readers import _records, archive
from helpers.corpus._readers._piece import File, Piece, articles

MOST_COLUMNS = 200  # of a sheet; what stands farther right is not read
MOST_PARTS = 2_000_000  # of a JSON document: objects and lists
LONGEST = archive.LARGEST  # characters of a table, unpacked
_LISTS = "results articles items docs documents data records posts stories response hits item".split()
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*\{)')


def recognise(file: File) -> bool:
    """Whether this is a table: by its bytes, or by the names of columns in its first line."""
    if file.data.startswith(b"PAR1") or archive.holds(file.data, "xl/workbook.xml"):
        return True
    if _JSON.match(file.text):
        return True
    rows = _rows(file.text[:10_000])
    try:
        names = next(rows, [])
    except InputError:
        return False
    named = _records.holds_text(names) or file.name.casefold().endswith((".csv", ".tsv"))
    return len(_records.known(names)) > 1 or (named and _as_wide(rows, len(names)))


def _as_wide(rows: Iterator[list[str]], width: int) -> bool:
    try:
        return len(next(rows, [])) == width > 1
    except InputError:  # a cell that goes on where the look ahead ends
        return width > 1


def read(file: File) -> list[Piece]:
    """One piece for each row or record; one whose text is empty has a reason instead."""
    if file.data.startswith(b"PAR1"):
        found = _records.pieces(list(_records.few(_parquet(file.data))))
    elif archive.holds(file.data, "xl/workbook.xml"):
        found = _sheets(file.data)
    elif _JSON.match(file.text):
        found = _records.pieces(_json(file.text))
    else:
        rows = _rows(file.text)
        names = next(rows, [])
        if not _records.holds_text(names):
            raise _records.no_text_field(names)
        found = _records.pieces([dict(zip(names, row)) for row in _records.few(rows) if any(row)])
    return articles(found, f"{plural(len(found), 'record')}, but {_records.NO_TEXT}")


def _rows(text: str) -> Iterator[list[str]]:
    stated = re.match(r"\s*sep=(.)\r?\n", text)  # as Excel writes it
    text = text[stated.end() :] if stated else text.lstrip()
    separator = stated[1] if stated else max(",;\t|", key=text.partition("\n")[0].count)
    csv.field_size_limit(LONGEST)
    lines = (match[0] for match in _LINE.finditer(text.replace("\0", "")))
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise InputError(f"line {reader.line_num}: this table is broken or breaks off ({error})") from None


def _json(text: str) -> list[Mapping]:
    """The records of a JSON document: a list, a list in it, a document of its own, or one in each line."""
    if text.count("{") + text.count("[") > MOST_PARTS or text.count(",") > 5 * MOST_PARTS:
        raise InputError("this JSON holds more than is read at once; split it")
    try:
        try:
            found = json.loads(text)
        except json.JSONDecodeError:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        raise InputError("this JSON is broken or breaks off") from None
    for _ in range(5):
        if not isinstance(found, Mapping) or _records.holds_text(found):
            break
        inside = next((found[key] for key in _LISTS if isinstance(found.get(key), list | Mapping)), None)
        if inside is None:
            break
        found = inside
    records = found if isinstance(found, list) else [found]
    records = [_records.unwrapped(record) for record in records if isinstance(record, Mapping)]
    if not records:
        raise InputError("this JSON holds no records with named fields")
    if not any(_records.known(record) for record in records):
        raise _records.no_text_field(records[0])
    return records


def _sheets(data: bytes) -> list[Piece]:
    """The rows of each sheet that has a column of text."""
    from openpyxl import load_workbook

    archive.check(data)
    found: list[Piece] = []
    seen: list[object] = []
    try:
        for sheet in load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets:
            sheet.reset_dimensions()  # what a file says of its size may be a million rows
            rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
            names = next((row for row in rows if _records.known(row)), ())
            seen += names
            if _records.holds_text(names):
                found += _records.pieces([dict(zip(names, row)) for row in _records.few(rows) if any(row)])
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 – openpyxl lets through what goes wrong in zip, XML, its classes
        raise InputError(
            f"this workbook is broken or locked ({type(error).__name__}); save it again"
        ) from None
    if not found:
        raise _records.no_text_field(seen)
    return found


def _parquet(data: bytes) -> Iterator[Mapping]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    size = 0
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        names = [name for name in file.schema_arrow.names if _records.known([name])]
        if not _records.holds_text(names):
            raise _records.no_text_field(file.schema_arrow.names)
        for batch in file.iter_batches(batch_size=100, columns=names):
            size += batch.nbytes
            if size > LONGEST:
                raise InputError(f"this table unpacks to more than {LONGEST >> 20} MB; split it")
            yield from batch.to_pylist()
    except InputError:
        raise
    except (pa.ArrowException, OSError, ValueError, KeyError):
        raise InputError("this Parquet file is broken or breaks off") from None
