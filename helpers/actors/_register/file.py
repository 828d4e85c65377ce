"""The register's file under edit: only the cells that an act changes are written, and acts can be undone."""

import csv
import io
import os
import re
import shutil
import tempfile
from pathlib import Path

from helpers.actors import read_register
from helpers.corpus import InputError

COLUMNS = ["actor_id", "label", "kind", "alias", "how", "only_in"]
IGNORED = "-"
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_FIELD = re.compile(r'(?:^|,)("(?:[^"]|"")*"|[^,]*)')


def records(data: bytes) -> list[str]:
    """The file as its records, each as it stands, with its line end; joined they are the whole file.

    >>> records(b'a,b\\r\\n1,"two\\nlines"\\n\\n')
    ['a,b\\r\\n', '1,"two\\nlines"\\n', '\\n']
    """
    lines = list(io.StringIO(data.decode("utf-8"), newline=""))
    reader, found, begun = csv.reader(iter(lines)), [], 0
    for _ in reader:
        found.append("".join(lines[begun : reader.line_num]))
        begun = reader.line_num
    return found


def cells(record: str) -> list[str]:
    """The cells of a record, trimmed as the register's reader does it."""
    return [
        cell.strip() for cell in next(csv.reader(io.StringIO(record.removeprefix("\ufeff"), newline="")), [])
    ]


def with_cells(record: str, changes: dict[int, str]) -> str:
    """The record with some cells changed; the others, and its line end, stay as they are.

    >>> with_cells('"a",1, b ,x\\r\\n', {1: 'say "no", twice'})
    '"a","say ""no"", twice", b ,x\\r\\n'
    """
    body = record.rstrip("\r\n")
    fields = _FIELD.findall(body)
    for at, value in changes.items():
        fields[at] = '"' + value.replace('"', '""') + '"' if re.search('[",\r\n]', value) else value
    return ",".join(fields) + record[len(body) :]


def rows_of(data: bytes) -> list[dict]:
    """The register's rows as they are edited, `at` being the number of their record.

    >>> rows = rows_of(b"actor_id,label,kind,alias,how,only_in\\n-,Ana,person,'=Ana,name,\\n")
    >>> list(rows[0].values())
    [1, '-', 'Ana', 'person', '=Ana', 'name', '']
    """
    found = [(at, cells(record)) for at, record in enumerate(records(data))]
    found = [(at, row) for at, row in found if any(row)]
    places = _places(found[0][1])
    rows = [{"at": at} | {name: row[place] for name, place in places.items()} for at, row in found[1:]]
    return [row | {"alias": re.sub(r"^'(?=[-=+@])", "", row["alias"])} for row in rows]


def changed(data: bytes, changes: dict[int, dict[str, str]]) -> bytes:
    """The file with some cells changed: record → column → value; a cell that has it already is left alone."""
    parts = records(data)
    places = _places(next(row for row in map(cells, parts) if any(row)))
    for at, values in changes.items():
        before = cells(parts[at])
        fresh = {
            places[name]: safe(value) for name, value in values.items() if before[places[name]] != safe(value)
        }
        if fresh:
            parts[at] = with_cells(parts[at], fresh)
    return "".join(parts).encode("utf-8")


def safe(cell: str) -> str:
    """A cell that a spreadsheet will not run, as the draft writes it; a lone hyphen is only a hyphen."""
    return f"'{cell}" if cell.startswith(_RUNS) and cell != IGNORED else cell


def _places(head: list[str]) -> dict[str, int]:
    return {column: head.index(column) for column in COLUMNS}


class RegisterFile:
    """A register's file and its history: `data` are its bytes, `register` is what is read from them.

    Parameters
    ----------
    source : the file that is read.
    target : the file that is written: the same one, or a copy.
    """

    def __init__(self, source: Path, target: Path):
        self.target, self._past, self._future = target, [], []
        self.data, self.register = _read(source)
        self._on_disk = _bytes(target)  # what the target is known to hold
        self._strange = self._on_disk not in (None, self.data)

    @property
    def steps(self) -> tuple[int, int]:
        """How many acts can be undone, and done again."""
        return len(self._past), len(self._future)

    def write(self, data: bytes) -> None:
        """Put new bytes in place if they are a register; else raise InputError and write nothing."""
        before = self.data
        self._replace(data)
        self._past, self._future = [*self._past, before], []

    def undo(self) -> bool:
        """Put back what was there before the last act; false where there is none."""
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        """Do again what was undone last; false where there is nothing."""
        return self._step(self._future, self._past)

    def _step(self, taken: list, given: list) -> bool:
        if not taken:
            return False
        before = self.data
        self._replace(taken[-1])
        taken.pop()
        given.append(before)
        return True

    def _replace(self, data: bytes) -> None:
        from filelock import FileLock

        self.target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self.target.with_name(".actors.lock")):
            self._refuse_if_changed_elsewhere()
            with tempfile.TemporaryDirectory(dir=self.target.parent, prefix=".actors-") as folder:
                part = Path(folder) / self.target.name
                with part.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                register = read_register(part)
                if self.target.exists():
                    shutil.copymode(self.target, part)
                os.replace(part, self.target)
        self.data = self._on_disk = data
        self.register = register

    def _refuse_if_changed_elsewhere(self) -> None:
        """Another program's edits are never overwritten: they are read, and the user may do the act again."""
        there = _bytes(self.target)
        if there == self._on_disk and not self._strange:
            return
        if there is not None:
            self.data, self.register = _read(self.target)
        self._on_disk, self._strange, self._past, self._future = there, False, [], []
        raise InputError(
            f"{self.target.name} was changed elsewhere; it is shown as it is now, so please do it again"
        )


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _read(path: Path):
    """The bytes of a register's file and what they say, once it is sure that they can be written back."""
    data = path.read_bytes()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{path.name}: no UTF-8 text; save it from the spreadsheet as “CSV UTF-8”") from None
    return data, read_register(path)
