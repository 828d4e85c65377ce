"""The register of actors as a table to edit, with its counts."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers import InputError, own_copy, table_path
from helpers._tables import require
from helpers.actors._register.file import RegisterFile

if TYPE_CHECKING:
    from helpers.explore._editor_widget import RegisterEditor


def register_editor(register: pd.DataFrame | str | Path, sentences: pd.DataFrame) -> "RegisterEditor":
    """Show the register as a table in which aliases are merged, split, renamed, ignored, and saved at once.

    The kit's own register in `seeds/` is never written: its edits go to a copy, `working/actors.csv`. What
    was done is kept beside the file (`.actors.undo`): it can be undone until the file is changed elsewhere.

    >>> import tempfile
    >>> from helpers import corpus
    >>> texts = pd.DataFrame({"doc_id": ["a"], "text": ["Ana Okello spoke. Okello left."]})
    >>> lines = ["actor_id,label,kind,alias,how,only_in,source", "ana,Ana Okello,person,Ana Okello,name,,",
    ...          "okello,Okello,person,Okello,name,,"]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "actors.csv")
    ...     _ = path.write_text("\\n".join(lines), encoding="utf-8")
    ...     editor = register_editor(path, corpus.sentences(texts))
    ...     print(editor.act("merge", [3], into="ana"))
    ...     print(path.read_text(encoding="utf-8").splitlines()[2])
    ...     print(editor.undo(), path.read_text(encoding="utf-8") == "\\n".join(lines))
    Merged 1 alias into Ana Okello. It has 2 mentions now.
    ana,Ana Okello,person,Okello,name,,
    Undone; 0 more can be undone. True

    Parameters
    ----------
    register : the file `actors.csv`, the folder in which it lies, or a register that knows its file
        (`actors.register_for`).
    sentences : those in which the mentions are counted.

    Returns
    -------
    A widget. `register` is the register as it is now, `mentions` what `actors.mentions` finds with it (and
    the `line` of each alias), `counts` its rows with the lines on which they begin and their mentions, each
    counted for the alias that found it; `act`, `undo` and `redo` do what the buttons do. `reader` and
    `toward_choices` take it in place of a table, and follow each act.
    """
    from helpers.explore._editor_widget import RegisterEditor  # loads anywidget

    require(sentences, "sentences")
    return RegisterEditor(_file(_path(register)), sentences)


def _path(register: pd.DataFrame | str | Path) -> Path:
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
    """The file to edit; for one of the kit's own its copy in `working/`."""
    target = own_copy(source)
    return RegisterFile(
        source if target == source.resolve() else table_path(source.parent, source.name), target
    )
