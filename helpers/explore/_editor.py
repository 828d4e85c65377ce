"""The register of actors as a table to edit, with its counts."""

from pathlib import Path

import pandas as pd

from helpers import ROOT, SEEDS
from helpers.actors import mentions
from helpers.actors._register.file import IGNORED, RegisterFile, rows_of
from helpers.corpus import InputError, require

KEYS = ["doc_id", "sent_id"]
WORKING = ROOT / "working"
AROUND = 40  # characters shown on either side of a mention


def register_editor(register: pd.DataFrame | str | Path, sentences: pd.DataFrame):
    """Show the register as a table in which aliases are merged, split, renamed, ignored, and saved at once.

    The kit's own register in `seeds/` is never written: its edits go to a copy, `working/actors.csv`.

    >>> import tempfile
    >>> from helpers import corpus
    >>> texts = pd.DataFrame({"doc_id": ["a"], "text": ["Ana Okello spoke. Okello left."]})
    >>> lines = ["actor_id,label,kind,alias,how,only_in,source", "ana,Ana Okello,person,Ana Okello,name,,",
    ...          "okello,Okello,person,Okello,name,,"]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "actors.csv")
    ...     _ = path.write_text("\\n".join(lines), encoding="utf-8")
    ...     editor = register_editor(path, corpus.sentences(texts))
    ...     print(editor.act("merge", [2], into="ana"))
    ...     print(path.read_text(encoding="utf-8").splitlines()[2])
    ...     print(editor.undo(), path.read_text(encoding="utf-8") == "\\n".join(lines))
    Merged 1 alias into Ana Okello. It has 2 mentions now.
    ana,Ana Okello,person,Okello,name,,
    Undone; 0 more can be undone. True

    Parameters
    ----------
    register : the file `actors.csv`, the folder in which it lies, or a register that knows its file
        (`actors.register_for`).
    sentences : DataFrame, one row per sentence, in which the mentions are counted.

    Returns
    -------
    A widget. `register` is the register as it is now, `counts` its rows with their mentions; `act`, `undo`
    and `redo` do from code what the buttons do. A mention is counted for the alias that found it, as
    `actors.mentions` does.

    Raises
    ------
    InputError
        When there is no register, or it cannot be read.
    """
    from helpers.explore._editor_widget import RegisterEditor  # loads anywidget

    require(sentences, "sentences")
    source = _path(register)
    return RegisterEditor(_file(source), sentences)


def _path(register) -> Path:
    if isinstance(register, pd.DataFrame):
        if "path" not in register.attrs:
            raise InputError("this register does not know its file; give the path of actors.csv")
        return Path(register.attrs["path"])
    path = Path(register)
    path = path / "actors.csv" if path.is_dir() else path
    if not path.exists():
        raise InputError(f"{path.name}: there is no such file; expected a register of actors")
    return path


def _file(source: Path) -> RegisterFile:
    """The file to edit; for the kit's own register a copy, which is read where one works in `working/`."""
    if SEEDS.resolve() not in source.resolve().parents:
        return RegisterFile(source, source)
    copy = WORKING / "actors.csv"
    return RegisterFile(copy if copy.exists() and Path.cwd() == WORKING else source, copy)


def counted(data: bytes, register: pd.DataFrame, sentences: pd.DataFrame) -> list[dict]:
    """The rows of a register's file, each with its `count` of mentions and the words around the first.

    Parameters
    ----------
    data : the bytes of the file.
    register : what `actors.read_register` reads from it: the same rows but those ignored, in the same order.
    sentences : DataFrame, one row per sentence.
    """
    rows = rows_of(data)
    meant = [str(row["at"]) for row in rows if row["actor_id"] != IGNORED]
    found = mentions(sentences, register.assign(label=meant))  # the label comes back with each mention
    counts = found["label"].value_counts().to_dict()
    first = found.drop_duplicates("label").merge(
        sentences[[*KEYS, "start", "text"]], on=KEYS, suffixes=("", "_of")
    )
    examples = {
        row.label: _around(row.text, row.start - row.start_of, row.end - row.start_of)
        for row in first.itertuples()
    }
    single = sentences["doc_id"].nunique() == 1
    return [
        row
        | {
            "count": counts.get(str(row["at"]), 0),
            "example": examples.get(str(row["at"]), ""),
            "only_in": row["only_in"].rpartition(":")[2].strip() if single else row["only_in"],
        }
        for row in rows
    ]


def _around(text: str, start: int, end: int) -> str:
    """A mention with the words around it, on one line.

    >>> _around("a" * 50 + " the mayor said so", 51, 60)
    '… the mayor said so'
    """
    left, right = text[:start], text[end:]
    if len(left) > AROUND:
        left = "… " + left[-AROUND:].partition(" ")[2]
    if len(right) > AROUND:
        right = right[:AROUND].rpartition(" ")[0] + " …"
    return " ".join(f"{left}{text[start:end]}{right}".split())
