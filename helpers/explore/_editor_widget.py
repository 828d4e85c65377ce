"""The register editor as a widget. It loads anywidget, so it is imported when one is made."""

from collections.abc import Callable, Container
from html import escape
from inspect import signature
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from helpers import InputError
from helpers._words import plural
from helpers.actors._register.edits import ACTS
from helpers.actors._register.file import COLUMNS as FILE_COLUMNS
from helpers.actors._register.file import RegisterFile, apply_edits
from helpers.actors._register.read import IGNORED, KINDS

HERE = Path(__file__).parent
COLUMNS = ["actor", "kind", "alias", "how", "mentions", "example"]  # of the table without a kernel
CUT_OFF = "{} was changed since it was last edited here, so what was done before cannot be undone."


class RegisterEditor(anywidget.AnyWidget):
    """The register as a table to edit. Made by `helpers.explore.register_editor`."""

    _esm = (HERE / "editor.js").read_text("utf-8")
    _css = "".join(path.read_text("utf-8") for path in (HERE.parent / "theme.css", HERE / "editor.css"))
    state = traitlets.Dict().tag(sync=True)
    mentions = traitlets.Instance(pd.DataFrame)  # as the register finds them now

    def __init__(self, file: RegisterFile, sentences: pd.DataFrame):
        self._file, self.sentences = file, sentences
        self._data: bytes | None = None  # the file whose rows and mentions are known
        super().__init__()
        self._show(CUT_OFF.format(file.target.name) if file.cut_off else "")
        self.on_msg(self.answer)

    @property
    def register(self) -> pd.DataFrame:
        """The register as it is now, as `actors.read_register` gives it."""
        return self._file.register.copy()

    @property
    def counts(self) -> pd.DataFrame:
        """The aliases, the ignored ones too, with the mentions that each found."""
        return pd.DataFrame(self.state["rows"], columns=["line", *FILE_COLUMNS, "count", "example"])

    def act(self, name: str, lines: list[int], **options: str) -> str:
        """Do one of `ACTS` to the rows on these lines (`line` of `counts`); return what was done."""
        edits, sentence = ACTS[name](self.state["rows"], lines, **options)
        self._write_or_refresh(lambda: self._file.write(apply_edits(self._file.data, edits)))
        return self._show(f"{sentence} {_mentions_now(self._rows(), edits)}".rstrip())

    def undo(self) -> str:
        """Take back the last act; says so."""
        done = self._write_or_refresh(self._file.undo)
        said = f"Undone; {self._file.steps[0]} more can be undone." if done else "There is nothing to undo."
        return self._show(said)

    def redo(self) -> str:
        """Do again what was undone last; says so."""
        done = self._write_or_refresh(self._file.redo)
        said = f"Done again; {self._file.steps[1]} more can be." if done else "There is nothing to do again."
        return self._show(said)

    def _write_or_refresh(self, operation: Callable[[], bool | None]) -> bool | None:
        """Write; where that is refused, show what the file holds, which may be another program's edits."""
        try:
            return operation()
        except InputError:
            self._show("")
            raise

    def answer(self, _: object, message: Any, __: object) -> None:
        """Do what a page asks for; a refusal is shown, and what our pages never send is ignored."""
        match message:
            case {"act": str(name), "rows": list(lines), **rest} if _is_act(name, lines, rest):
                options = {str(option): str(value) for option, value in rest.items()}
                try:
                    if name in ACTS:
                        self.act(name, lines, **options)
                    else:
                        getattr(self, name)()
                except (InputError, OSError) as problem:
                    self._show(f"Nothing was written: {problem}.", refused=True)

    def _rows(self) -> list[dict[str, Any]]:
        """The register's rows with their mentions, which are found once for each state of the file."""
        if self._file.data != self._data:
            self._found, self.mentions = self._file.found(self.sentences)
            self._data = self._file.data
        return self._found

    def _show(self, said: str, *, refused: bool = False) -> str:
        undoable, redoable = self._file.steps
        self.state = {
            "rows": self._rows(),
            "kinds": list(KINDS),
            "said": said,
            "refused": refused,
            "undoable": undoable,
            "redoable": redoable,
            "file": f"{self._file.target.parent.name}/{self._file.target.name}",
        }
        return said

    def __repr__(self) -> str:
        rows = self.state["rows"]
        meant = [row for row in rows if row["actor_id"] != IGNORED]
        actors = plural(len({row["actor_id"] for row in meant}), "actor")
        aliases = plural(len(meant), "alias", "aliases")
        count = plural(sum(row["count"] for row in rows), "mention")
        return f"Register editor: {actors}, {aliases} with {count}, {len(rows) - len(meant)} ignored"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        data, meta = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, "text/plain": repr(self), "text/html": _static(repr(self), self.state["rows"])}, meta


def _is_act(name: str, lines: list, options: dict) -> bool:
    """Whether the page can ask for this: an act, the lines that are ticked, and the act's own options."""
    wanted = list(signature(ACTS[name]).parameters)[2:] if name in ACTS else []
    return (
        name in [*ACTS, "undo", "redo"]
        and all(isinstance(line, int) for line in lines)
        and options.keys() == set(wanted)
        and all(isinstance(value, str) for value in options.values())
    )


def _static(caption: str, rows: list[dict[str, Any]]) -> str:
    """The table without a kernel: an actor's rows together, actors as they first come, the ignored last."""
    order = {actor: number for number, actor in enumerate(dict.fromkeys(row["actor_id"] for row in rows))}
    body = ""
    for row in sorted(rows, key=lambda row: (row["actor_id"] == IGNORED, order[row["actor_id"]])):
        actor = "ignored" if row["actor_id"] == IGNORED else row["label"]
        shown = row | {"actor": actor, "mentions": row["count"]}
        body += "<tr>" + "".join(f"<td>{escape(str(shown[name]))}</td>" for name in COLUMNS) + "</tr>"
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    head = f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
    return f"<table>{head}<tbody>{body}</tbody></table>"


def _mentions_now(rows: list[dict[str, Any]], lines: Container[int]) -> str:
    """How many mentions the actor has to whom the changed rows now belong."""
    owners = {row["actor_id"] for row in rows if row["line"] in lines} - {IGNORED}
    if len(owners) != 1:
        return ""
    return f"It has {plural(sum(row['count'] for row in rows if row['actor_id'] in owners), 'mention')} now."
