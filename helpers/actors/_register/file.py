"""The register's file under edit: only the cells that an act changes are written, and acts can be undone."""

import tempfile
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import InputError
from helpers._files import Csv, locked, replace
from helpers._spans import snippet
from helpers._tables import CONTRACTS
from helpers.actors._register.journal import History, Step, load, save
from helpers.actors._register.mentions import mentions
from helpers.actors._register.read import IGNORED, WHOLE, read_register, sentences_of

COLUMNS = CONTRACTS["register"][:6]  # what the editor shows: all but the source


def _csv(data: bytes) -> Csv:
    return Csv(data.decode("utf-8"), CONTRACTS["register"])


def _stripped(file: Csv) -> dict[int, dict[str, str]]:
    """Line → column → cell, without the blanks that quotation marks may keep around it."""
    cells = {row.line: map(str.strip, row.cells) for row in file.rows}
    return {line: dict(zip(file.columns, row)) for line, row in cells.items()}


def rows_of(data: bytes) -> list[dict[str, Any]]:
    """The register's rows as they are edited, with the lines on which they begin.

    >>> rows = rows_of(b"actor_id,label,kind,alias,how,only_in\\n-,Ana,person,'=Ana,name,\\n")
    >>> list(rows[0].values())
    [2, '-', 'Ana', 'person', '=Ana', 'name', '']
    """
    rows = _stripped(_csv(data)).items()
    return [{"line": line} | {column: cells[column] for column in COLUMNS} for line, cells in rows]


def apply_edits(
    data: bytes, edits: Mapping[int, Mapping[str, str]], *, without: Container[int] = ()
) -> bytes:
    """The file with some cells changed: line → column → value, and without the rows that begin on some lines.

    All else stays, and a cell that has its value already.

    >>> data = b'actor_id;alias \\r\\n"ana"; Ana \\r\\n'
    >>> apply_edits(data, {2: {"actor_id": "ana", "alias": 'Ana "A." Okello'}})
    b'actor_id;alias \\r\\n"ana";"Ana ""A."" Okello"\\r\\n'
    """
    file = _csv(data)
    held = _stripped(file)
    new = {
        line: {c: v for c, v in cells.items() if held.get(line, {}).get(c) != v}
        for line, cells in edits.items()
    }
    return file.changed(new, without=without).encode("utf-8")


def append_rows(data: bytes, rows: Iterable[Mapping[str, object]]) -> bytes:
    """The file with rows behind what it holds, with its separator, its line ends and its order of columns.

    >>> append_rows(b"alias;note;actor_id\\r\\nAna;;ana", [{"actor_id": "bo", "alias": "=Bo"}])
    b"alias;note;actor_id\\r\\nAna;;ana\\r\\n'=Bo;;bo\\r\\n"
    """
    return _csv(data).extended(rows).encode("utf-8")


def utf8_bytes(path: Path) -> bytes:
    """The bytes of a register's file if they can be written back as they are; none where there is no file."""
    data = path.read_bytes() if path.exists() else b""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{path.name}: not UTF-8; save it from the spreadsheet as “CSV UTF-8”") from None
    return data


class RegisterFile:
    """A register's file and its history: `data` are its bytes, `register` is what is read from them.

    What is read is `source`; what is written is `target`: the same file, or a copy. The history lies beside
    it (`journal`); `cut_off` says that the file was changed since, so that what was done cannot be undone.
    """

    def __init__(self, source: Path, target: Path):
        self.target = target
        self.data, self.register = utf8_bytes(source), read_register(source)
        self._known = self.data if target.exists() else None  # what the target should hold, as far as we know
        known = load(target, self.data) if source.resolve() == target.resolve() else History()
        self._history, self.cut_off = known or History(), known is None

    @property
    def steps(self) -> tuple[int, int]:
        """How many acts can be undone, and done again."""
        return len(self._history.past), len(self._history.future)

    def found(self, sentences: pd.DataFrame) -> tuple[list[dict[str, Any]], pd.DataFrame]:
        """All rows, ignored ones too, with the `count` of their mentions and the first as `example`.

        And the mentions (`actors.mentions`), each with the `line` of the row that found it.
        """
        rows = rows_of(self.data)
        labels = {row["line"]: row["label"] for row in rows if row["actor_id"] != IGNORED}
        table = mentions(sentences, self.register.assign(label=[*labels]))
        line = table["label"].astype("int64")  # each mention brings its row's line back
        table = table.assign(label=line.map(labels).astype("str"), line=line)
        count = line.value_counts()
        places = {(s.doc_id, s.sent_id): (s.text, s.start) for s in sentences.itertuples()}
        examples = {}
        for row in table.drop_duplicates("line").itertuples():
            text, offset = places[row.doc_id, row.sent_id]
            examples[row.line] = snippet(text, row.start - offset, row.end - offset)
        documents = set(sentences["doc_id"])
        only = documents if len(documents) == 1 else set()
        for row in rows:
            row["only_in"] = _numbers(row["only_in"], only)
            row.update(count=int(count.get(row["line"], 0)), example=examples.get(row["line"], ""))
        return rows, table

    def write(self, data: bytes) -> None:
        """Put new bytes in place if they are a register; else raise InputError and write nothing."""
        self._replace(data, self._history.then(Step.between(self.data.decode(), data.decode())))

    def undo(self) -> bool:
        """Put back what was there before the last act; false where there is none."""
        return bool(self._history.past) and self._step(*self._history.undone())

    def redo(self) -> bool:
        """Do again what was undone last; false where there is nothing."""
        return bool(self._history.future) and self._step(*self._history.redone())

    def _step(self, step: Step, history: History) -> bool:
        self._replace(step.on(self.data.decode()).encode(), history)
        return True

    def _replace(self, data: bytes, history: History) -> None:
        with locked(self.target), tempfile.TemporaryDirectory() as folder:
            self._refuse_if_changed_elsewhere()
            draft = Path(folder) / self.target.name
            draft.write_bytes(data)
            register = read_register(draft)
            save(self.target, data, history)
            replace(self.target, data)
        self.data = self._known = data
        self.register, self._history, self.cut_off = register, history, False

    def _refuse_if_changed_elsewhere(self) -> None:
        """Another program's edits are never overwritten: they are read, and the user may do the act again."""
        holds = self.target.read_bytes() if self.target.exists() else None
        if holds == self._known:
            return
        if holds is not None:
            self.data, self.register = utf8_bytes(self.target), read_register(self.target)
        self._known, self._history = holds, load(self.target, self.data) or History()
        name = self.target.name
        raise InputError(f"{name} was changed elsewhere; it is shown as it is now, so please do it again")


def _numbers(only_in: str, documents: set[str]) -> str:
    """The cell as shown: where all is of the one document only the numbers, nothing for the whole of it."""
    pairs = sorted(sentences_of(only_in))
    return (
        " ".join(str(number) for _, number in pairs if number != WHOLE)
        if {doc for doc, _ in pairs} == documents
        else only_in
    )
