"""The register editor as a widget. It loads anywidget, so it is imported when one is made."""

from html import escape
from pathlib import Path

import anywidget
import pandas as pd
import traitlets

from helpers.actors import KINDS
from helpers.actors._register.edits import ACTS
from helpers.actors._register.file import IGNORED, RegisterFile, changed
from helpers.corpus import InputError
from helpers.explore._editor import counted

HERE = Path(__file__).parent
HEAD = ["alias", "how", "mentions", "example"]


class RegisterEditor(anywidget.AnyWidget):
    """The register as a table to edit. Made by `helpers.explore.register_editor`."""

    _esm = HERE / "editor.js"
    _css = HERE / "editor.css"
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, file: RegisterFile, sentences: pd.DataFrame):
        self._file, self._sentences = file, sentences
        super().__init__(state=self._state())
        self.on_msg(self._asked)

    @property
    def register(self) -> pd.DataFrame:
        """The register as it is now, as `actors.read_register` gives it."""
        return self._file.register.copy()

    @property
    def counts(self) -> pd.DataFrame:
        """The aliases, the ignored ones too, with the mentions that each found."""
        return pd.DataFrame(self.state["rows"])

    def act(self, name: str, rows: list[int], **given) -> str:
        """Do one of merge, split, rename, kind, ignore, restore to rows (`at` of `counts`), and say so."""
        changes, sentence = ACTS[name](self.state["rows"], rows, **given)
        self._do(self._file.write, changed(self._file.data, changes))
        fresh = self._state()
        return self._show(fresh, f"{sentence} {_mentions_now(fresh['rows'], changes)}".rstrip())

    def undo(self) -> str:
        """Take back the last act; says so."""
        done = self._do(self._file.undo)
        return self._show(
            self._state(),
            f"Undone; {self._file.steps[0]} more can be undone." if done else "There is nothing to undo.",
        )

    def redo(self) -> str:
        """Do again what was undone last; says so."""
        done = self._do(self._file.redo)
        return self._show(
            self._state(),
            f"Done again; {self._file.steps[1]} more can be." if done else "There is nothing to do again.",
        )

    def _do(self, deed, *given):
        """Write, and where that is refused show what the file holds, which may be another's edits."""
        try:
            return deed(*given)
        except InputError:
            self.state = self._state()
            raise

    def _asked(self, _, message, __):
        """What the page asks for; a refusal is a sentence, and nothing is written."""
        given = dict(message)
        name, rows = given.pop("act", ""), given.pop("rows", [])
        try:
            if name in ("undo", "redo"):
                getattr(self, name)()
            elif name in ACTS:
                self.act(name, rows, **given)
        except (InputError, OSError) as problem:
            self._show(self._state(), f"Nothing was written: {problem}.", refused=True)

    def _show(self, state: dict, said: str, *, refused: bool = False) -> str:
        self.state = state | {"said": said, "refused": refused}
        return said

    def _state(self) -> dict:
        undoable, redoable = self._file.steps
        rows = counted(self._file.data, self._file.register, self._sentences)
        return {
            "rows": rows,
            "kinds": KINDS,
            "said": "",
            "refused": False,
            "undoable": undoable,
            "redoable": redoable,
            "file": f"{self._file.target.parent.name}/{self._file.target.name}",
        }

    def __repr__(self):
        rows = self.state["rows"]
        meant = [row for row in rows if row["actor_id"] != IGNORED]
        return (
            f"Register editor: {len({row['actor_id'] for row in meant})} actors, {len(meant)} aliases with "
            f"{sum(row['count'] for row in rows)} mentions, {len(rows) - len(meant)} ignored"
        )

    def _repr_mimebundle_(self, **kwargs):
        data, meta = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, "text/plain": repr(self), "text/html": _static(repr(self), self.state["rows"])}, meta


def _static(caption: str, rows: list[dict]) -> str:
    """The table for where no kernel runs."""
    head = "".join(f'<th scope="col">{name}</th>' for name in ["actor", "kind", *HEAD])
    body = "".join(
        "<tr>"
        + "".join(
            f"<td>{escape(str(cell))}</td>"
            for cell in [
                "ignored" if row["actor_id"] == IGNORED else row["label"],
                row["kind"],
                row["alias"],
                row["how"],
                row["count"],
                row["example"],
            ]
        )
        + "</tr>"
        for row in _by_actor(rows)
    )
    head = f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
    return f"<table>{head}<tbody>{body}</tbody></table>"


def _by_actor(rows: list[dict]) -> list[dict]:
    """The rows of an actor together, actors as they first come, the ignored last."""
    order = {actor: number for number, actor in enumerate(dict.fromkeys(row["actor_id"] for row in rows))}
    return sorted(rows, key=lambda row: (row["actor_id"] == IGNORED, order[row["actor_id"]], row["at"]))


def _mentions_now(rows: list[dict], changes: dict) -> str:
    """How many mentions the actor has to whom the changed rows now belong."""
    owners = {row["actor_id"] for row in rows if row["at"] in changes} - {IGNORED}
    if len(owners) != 1:
        return ""
    count = sum(row["count"] for row in rows if row["actor_id"] in owners)
    return f"It has {count} mention{'s' * (count != 1)} now."
