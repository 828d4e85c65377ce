"""Files: replaced whole or not at all, locked, CSV that no spreadsheet runs. What is written is read here."""

import codecs
import os
import re
import time
from collections.abc import Container, Iterable, Mapping
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from helpers import DATA, InputError

if TYPE_CHECKING:
    import pandas as pd
    from filelock import BaseFileLock

DEAD = 3600  # seconds after which a part file belongs to no living process
NOT_TEXT = "{}: not a text in UTF-8, UTF-16 or Windows-1252; save it as plain text (UTF-8)"
_MARKS = [(codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32")]
_MARKS += [(codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]
# What other formats begin with, what else is in them, and what they are called.
_FORMATS = [
    (rb"{\rtf", b"", "an RTF file"),
    (b"PK\x03\x04", b"word/", "a Word file"),
    (b"PK\x03\x04", b"xl/", "an Excel file"),
    (b"PK\x03\x04", b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"PK", b"PK\x05\x06", "a ZIP archive"),
    (b"PK\x03\x04", b"", "a ZIP archive"),
    (b"\x1f\x8b", b"", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", b"", "an old Word or Excel file"),
    (b"%PDF-", b"", "a PDF file"),
    (b"%!PS", b"", "a PostScript file"),
]
_STRAY = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")
_QUOTED = re.compile(r"[a-z]’[a-z]|(?<!\w)[“‘]\w|[\w.,!?][”’](?!\w)|[ \w][–—][ \w]")
_MARKS_IN_WORDS = "‚„†‡‰‹›ˆ˜¢£¤¥¦§¨©«¬®¯°±²³¶¸¹»¼½¾¿¡√∂ƒ≈∆Ω∏∑π∫◊≥≤≠∞ı˘˙˚˝˛ˇ\uf8ff"
# What stands in words only if they are read in the wrong encoding: signs inside a word, capitals after small
# letters or before a capitalised word, three letters beyond ASCII together, undefined bytes, rare letters.
_ODD = re.compile(
    rf"(?<=[^\W\d_])[{_MARKS_IN_WORDS}](?=[^\W\d_])|(?<=[a-z])[‚„ƒˆ˜Ÿ√∂∆\uf8ff]"
    r"|(?<=[a-zß-ÿ])[À-ÖØ-ÞŠŽŸŒ]|(?<![^\W\d_])[ÒÓÔÕÐÑÊ](?=[A-Z][a-z]|[A-Z]?(?![^\W\d_]))"
    r"|[À-ÖØ-öø-ÿŠŽŸŒšžœ]{3}|[^\x00-\x7f]{4}|[ÐÞÝðþý\ufffd]|(?<=[A-Za-z])[“„]|[”](?=[A-Za-z])"
)
_FORMULA = r"[=+\-@\t\r\n＝＋－＠]"  # what a spreadsheet runs if a cell begins with it (OWASP, CSV Injection)
_ESCAPED = re.compile(f"'+{_FORMULA}")
_TO_ESCAPE = re.compile(f"'*{_FORMULA}")


def replace(path: str | Path, data: bytes) -> None:
    """Put data in place of a file, whole or not at all; its permissions stay.

    The bytes are on the disk before the file has its name. Part files of runs that died are swept.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    for dead in path.parent.glob(f".{escape(path.name)}.*.part"):
        if time.time() - dead.stat().st_mtime > DEAD:
            dead.unlink(missing_ok=True)
    part = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def locked(path: str | Path) -> "BaseFileLock":
    """Return a context in which no other process of the kit writes this file."""
    from filelock import FileLock

    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path.with_name(f".{path.stem}.lock"))


def escape_formula(cell: str) -> str:
    """Return a cell that a spreadsheet shows and does not run; a lone hyphen is only a hyphen.

    >>> escape_formula("=1+1"), escape_formula("-"), escape_formula("'=x"), escape_formula("Iraq")
    ("'=1+1", '-', "''=x", 'Iraq')
    """
    return f"'{cell}" if cell != "-" and _TO_ESCAPE.match(cell) else cell


def unescape_formula(cell: str) -> str:
    """Undo `escape_formula`.

    >>> unescape_formula("'=1+1"), unescape_formula("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if _ESCAPED.match(cell) else cell


def csv_cell(cell: str) -> str:
    """Return a cell as a CSV holds it: escaped, and quoted where its signs or outer blanks ask for it."""
    cell = escape_formula(cell)
    quoted = cell != cell.strip() or re.search('[",;\t\r\n]', cell)
    return '"' + cell.replace('"', '""') + '"' if quoted else cell


def csv_line(cells: Iterable[str], separator: str = ",") -> str:
    """Return one line of a CSV, without its end."""
    return separator.join(map(csv_cell, cells))


def csv_bytes(table: "pd.DataFrame") -> bytes:
    """Return a table as CSV in UTF-8: numbers rounded to six places, every other cell escaped.

    >>> import pandas as pd
    >>> csv_bytes(pd.DataFrame({"term": ["=war", "a, b"], "rate": [0.12345678, None]})).decode()
    'term,rate\\n\\'=war,0.123457\\n"a, b",\\n'
    """
    import pandas as pd

    columns = []
    for column in (table.iloc[:, n] for n in range(table.shape[1])):
        if pd.api.types.is_numeric_dtype(column):
            columns.append(
                ["" if pd.isna(value) else str(value) for value in column.round(9).round(6).astype(object)]
            )
        else:
            columns.append([csv_cell(str(value)) for value in column])
    lines = [csv_line(map(str, table.columns)), *map(",".join, zip(*columns))]
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def read_text(path: Path) -> tuple[str, str]:
    """Return the characters of a file without its byte order mark, and its encoding; see `decoded`."""
    _, text, encoding = decoded(path)
    return text.removeprefix("\ufeff"), encoding


def decoded(path: Path) -> tuple[bytes, str, str]:
    """Return a file's bytes, its characters and its encoding; what is no plain text by its bytes is refused.

    Read are UTF-8; UTF-16, and UTF-32 by its mark; else Mac OS Roman where only that makes words, and
    Windows-1252. What is not sure follows a comma: the stray bytes of Windows-1252 in UTF-8 ("utf-8, 1 byte
    windows-1252"), or that letters stand where none do ("cp1252, not certain").
    """
    data = read_bytes(path)
    name = printable(path.name)
    no_other_format(name, data)
    text, encoding = decode(data)
    if not encoding:
        raise InputError(NOT_TEXT.format(name))
    return data, text, encoding


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; what is no file, cannot be read or is empty raises an InputError."""
    try:
        if not path.is_file():
            raise InputError(f"{printable(path)}: {_what_else(path)}")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{printable(path)}: cannot be read ({error.strerror})") from None
    if not data.strip():
        raise InputError(f"{printable(path.name)}: the file is empty")
    return data


def no_other_format(name: str, data: bytes) -> None:
    """Raise an InputError for bytes of another format that is known by its first bytes."""
    kind = _format(data)
    if kind:
        raise InputError(f"{name}: this is {kind} and not plain text; save its text as plain text (UTF-8)")


def printable(path: str | Path) -> str:
    """Return a file's name with a question mark for each byte that is no UTF-8.

    >>> printable(b"caf\\xe9.txt".decode("utf-8", "surrogateescape"))
    'caf?.txt'
    """
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _what_else(path: Path) -> str:
    if path.is_symlink() and not path.exists():
        return "this link leads to no file"
    if path.is_dir():
        return "this is a folder and not a file"
    return "this is not a file" if path.exists() else "there is no such file"


def _format(data: bytes) -> str:
    """Which other format a file is in by its first bytes; empty for none that is known."""
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if re.search(rb"^%PDF-\d", start[:1024], re.MULTILINE) and b" obj" in data:
        return "a PDF file"
    for first, inside, kind in _FORMATS:
        if start.startswith(first) and inside in data:
            return kind
    return ""


def decode(data: bytes) -> tuple[str, str]:
    """Return the characters of bytes, and their encoding as `decoded` names it; both "" for no text."""
    wide = next((name for mark, name in _MARKS if data.startswith(mark)), "") or _unmarked(data)
    try:
        return data.decode(wide or "utf-8"), wide or "utf-8"
    except UnicodeDecodeError:
        if wide:
            return "", ""
    text = data.decode("utf-8", "surrogateescape")
    windows, mac = data.decode("cp1252", "replace"), data.decode("mac-roman")
    odd, odd_on_mac = len(_ODD.findall(windows)), len(_ODD.findall(mac))
    strays = len(_STRAY.findall(text))
    if len(_BEYOND_ASCII.findall(text)) >= strays + (not odd):
        text = _STRAY.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), text)
        return text, f"utf-8, {strays} byte{'s' * (strays > 1)} windows-1252"
    if odd and odd_on_mac <= odd / 10 and _QUOTED.search(mac):
        return mac, "mac-roman"
    return ("", "") if "\ufffd" in windows else (windows, "cp1252, not certain" if odd else "cp1252")


def _unmarked(data: bytes) -> str:
    """UTF-16 without its mark, if most of its letters are Latin ones: every other byte is 0 then."""
    high, low = data[::2].count(0), data[1::2].count(0)
    if high and low:
        return ""
    return "utf-16-be" if high > len(data) / 4 else "utf-16-le" if low > len(data) / 4 else ""


def word_list(path: str | Path) -> frozenset[str]:
    """Return the words of a text file, or of a list named as in `helpers/data/words/`; "#" begins a remark.

    >>> "monday" in word_list("days"), "president" in word_list("days")
    (True, False)

    Words are parted by white space, commas or semicolons.
    """
    file = Path(path) if Path(path).suffix else DATA / "words" / f"{path}.txt"
    lines = read_text(file)[0].splitlines()
    return frozenset(word for line in lines for word in re.split(r"[\s,;]+", line.partition("#")[0]) if word)


class Record(NamedTuple):
    """One record of a CSV: its first line, its fields as they stand, their cells, and its line end."""

    line: int
    fields: list[str]
    cells: list[str]
    end: str


def csv_separator(text: str) -> str:
    """Return what parts the cells of a CSV: comma, semicolon or tab, the commonest in its header."""
    header = re.sub('"[^"]*"', "", text.lstrip().partition("\n")[0])
    return max(",;\t", key=header.count)


def csv_records(text: str, separator: str = ",") -> list[Record]:
    """Cut a CSV (RFC 4180) into records; the fields and ends together are the whole text.

    Blanks around a cell belong to it only inside quotation marks. A mark that is not closed where its cell
    ends raises an InputError with the line.

    >>> [record.cells for record in csv_records('a, "b, c"\\nd,\\n')]
    [['a', 'b, c'], ['d', '']]
    """
    quoted = r'[^\S\r\n\t]*"(?:[^"]|"")*+"[^\S\r\n\t]*'
    plain = rf'(?![^\S\r\n{separator}]*")[^{separator}\r\n]*'
    field_and_end = re.compile(rf"({quoted}|{plain})({separator}|\r\n|\n|\r|\Z)")
    records: list[Record] = []
    fields: list[str] = []
    place, line = 0, 1
    while place < len(text) or fields:
        match = field_and_end.match(text, place)
        if not match:
            raise InputError(f"line {line}: a quotation mark is not closed where its cell ends")
        field, end = match.groups()
        fields.append(field)
        place = match.end()
        if end != separator:
            records.append(Record(line, fields, list(map(_cell, fields)), end))
            line += len(re.findall(r"\r\n|\n|\r", separator.join(fields) + end))
            fields = []
    return records


def _cell(field: str) -> str:
    bare = field.strip()
    return unescape_formula(bare[1:-1].replace('""', '"') if bare[:1] == '"' else bare)


class Csv:
    """The text of a CSV taken apart: cells can be changed and rows added, and every other character stays.

    >>> file = Csv('actor_id;Alias \\r\\n"ana"; Ana ', ["alias"])
    >>> file.changed({2: {"actor_id": "ana", "alias": 'Ana "A." Okello'}})
    'actor_id;Alias \\r\\n"ana";"Ana ""A."" Okello"'
    >>> file.extended([{"alias": "=Bo"}])
    'actor_id;Alias \\r\\n"ana"; Ana \\r\\n;\\'=Bo\\r\\n'

    Parameters
    ----------
    text : the whole file, its byte order mark included.
    columns : names that are meant whatever their capitals.
    """

    def __init__(self, text: str, columns: Iterable[str]):
        body, needed = text.removeprefix("\ufeff"), set(columns)
        self.text = text
        self.separator = csv_separator(body)
        self.records = csv_records(body, self.separator)
        none = Record(1, [], [], "")
        header, *self.rows = [record for record in self.records if any(record.cells)] or [none]
        self.columns = [c.casefold() if c.casefold() in needed else c for c in header.cells]

    def changed(self, edits: Mapping[int, Mapping[str, str]], *, without: Container[int] = ()) -> str:
        """The text with some cells changed: line → column → value, and without the records of some lines.

        A cell that has its value stays.
        """
        text = "\ufeff" if self.text.startswith("\ufeff") else ""
        for record in self.records:
            if record.line in without:
                continue
            fields = [*record.fields]
            for column, value in edits.get(record.line, {}).items():
                place = self.columns.index(column)
                if record.cells[place] != value:
                    fields[place] = csv_cell(value)
            text += self.separator.join(fields) + record.end
        return text

    def extended(self, rows: Iterable[Mapping[str, object]]) -> str:
        """The text with rows behind it, which take its separator, its line ends and its order of columns."""
        end = next((record.end for record in self.records if record.end), "\n")
        cells = [[str(row.get(column, "")) for column in self.columns] for row in rows]
        gap = end if cells and self.records and not self.records[-1].end else ""
        return self.text + gap + "".join(csv_line(row, self.separator) + end for row in cells)


def read_csv(path: Path, columns: Iterable[str]) -> "pd.DataFrame":
    """Read a table that people edit by hand: every cell a string; the row labels are its line numbers.

    Cells may be parted by commas, semicolons or tabs, as spreadsheets save them. `columns` must be there, in
    capitals or not; others are kept, empty ones passed over. An InputError names file, line, what is wrong
    and what is expected.
    """
    import pandas as pd

    text, columns = read_text(path)[0], list(columns)
    try:
        file = Csv(text, columns)
    except InputError as error:
        raise InputError(
            f'{path.name}, {error}; expected cells quoted with " where they hold a comma'
        ) from None
    names = file.columns
    if not names:
        raise InputError(f"{path.name}, line 1: no header; expected the columns {', '.join(columns)}")
    _check_header(names, columns, path.name)
    for record in file.rows:
        if len(record.cells) != len(names):
            wanted = f'{len(names)}, one for each column (a cell that holds a comma needs " around it)'
            raise InputError(f"{path.name}, line {record.line}: {len(record.cells)} cells; expected {wanted}")
    lines = pd.Index([record.line for record in file.rows], name="line", dtype="int64")
    table = pd.DataFrame([record.cells for record in file.rows], lines, names, dtype="str")
    return table.loc[:, [bool(name) or bool(table.iloc[:, n].any()) for n, name in enumerate(names)]]


def _check_header(names: list[str], columns: list[str], file: str) -> None:
    missing = [column for column in columns if column not in names]
    if missing:
        wanted = ", ".join(columns)
        raise InputError(f"{file}, line 1: no column {', '.join(missing)}; expected the columns {wanted}")
    named = [name for name in names if name]
    if len(set(named)) < len(named):
        raise InputError(f"{file}, line 1: a column name appears twice; expected each once")
