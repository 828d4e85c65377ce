"""The widget behind `desk`. It is loaded when a desk is opened, and not before."""

from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from helpers import InputError
from helpers.handcheck._codes import CODES, save_code

_HERE = Path(__file__).parent


class Desk(anywidget.AnyWidget):
    """What the page sees are the texts, the guide and the coder's own codes; what is saved stays here."""

    _esm = (_HERE / "desk.js").read_text("utf-8")
    _css = (_HERE / "desk.css").read_text("utf-8")
    units: traitlets.List = traitlets.List().tag(sync=True)
    codes: traitlets.List = traitlets.List().tag(sync=True)
    coder = traitlets.Unicode().tag(sync=True)
    guide: traitlets.List = traitlets.List().tag(sync=True)
    rules: traitlets.List = traitlets.List().tag(sync=True)
    file = traitlets.Unicode().tag(sync=True)

    def __init__(self, path: Path, rows: list[dict], **shown: Any) -> None:
        super().__init__(file=path.name, **shown)
        self._path, self._rows = path.absolute(), rows
        self.on_msg(self._on_message)

    def _on_message(self, _widget: object, message: object, _buffers: object) -> None:
        """Save the code of one key press; a message that our page never sends is left alone."""
        match message:
            case {"place": bool()}:
                return
            case {"place": int(place), "code": str(code)} if 0 <= place < len(self._rows) and code in CODES:
                try:
                    save_code(self._path, self._rows[place] | {"code": code})
                except (InputError, OSError) as problem:
                    self.send({"place": place, "failed": f"Not saved: {problem}"})
                    return
                self.codes = [*self.codes[:place], code, *self.codes[place + 1 :]]
                self.send({"place": place, "code": code})

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        """The desk without a kernel: how far the coder got, and the guide."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        done = f"Coding desk: {sum(map(bool, self.codes))} of {len(self.codes)} coded by {self.coder}"
        meanings = [
            f"<li><b>{escape(code)}</b> ({escape(keys)}): {escape(meaning)}</li>"
            for code, keys, meaning in self.guide
        ]
        rules = [f"<li>{escape(rule)}</li>" for rule in self.rules]
        html = (
            f'<section class="ci-desk-static"><p><b>{escape(done)}.</b> Run this cell to code.</p>'
            f"<ul>{''.join(meanings)}</ul><ul>{''.join(rules)}</ul></section>"
        )
        return {**data, "text/plain": done, "text/html": html}, metadata
