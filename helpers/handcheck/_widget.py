"""The widget behind `desk`. It is loaded when a desk is opened, and not before."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from helpers import InputError
from helpers._files import printable
from helpers.handcheck._codes import NOTES, one_line, save_code, take_back

_HERE = Path(__file__).parent


class Desk(anywidget.AnyWidget):
    """What the page sees are the texts, the guide and the coder's own codes; what is saved stays here.

    `said` and `agreement` tell what other coders did. The page gets of it what the coder may know: of a unit
    to be settled, once it is decided; how far they agree, once all is coded.
    """

    _esm = (_HERE / "desk.js").read_text("utf-8")
    _css = "".join(path.read_text("utf-8") for path in (_HERE.parent / "theme.css", _HERE / "desk.css"))
    units: traitlets.List = traitlets.List().tag(sync=True)
    codes: traitlets.List = traitlets.List().tag(sync=True)  # for each unit: code, unsure?, comment
    coder = traitlets.Unicode().tag(sync=True)
    guide: traitlets.List = traitlets.List().tag(sync=True)
    rules: traitlets.List = traitlets.List().tag(sync=True)
    file = traitlets.Unicode().tag(sync=True)
    settles = traitlets.Bool().tag(sync=True)
    others: traitlets.List = traitlets.List().tag(sync=True)  # for each unit to be settled: who said what
    together = traitlets.Unicode().tag(sync=True)
    answer: traitlets.Dict = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        path: Path,
        rows: list[dict],
        codebook: pd.DataFrame,
        *,
        said: list[str],
        agreement: Callable[[], str],
        **shown: Any,
    ) -> None:
        super().__init__(file=path.name, **shown)
        self._path, self._rows, self._codebook = path.absolute(), rows, codebook
        self._said, self._agreement = said, agreement
        self._tell()
        self.on_msg(self._on_message)

    def _on_message(self, _widget: object, message: object, _buffers: object) -> None:
        """Save what one act of the page says; a message that our page never sends is left alone."""
        known = ["", *self._codebook["code"]]
        match message:
            case {"place": bool()}:
                return
            case {
                "place": int(place),
                "code": str(code),
                "unsure": bool(unsure),
                "comment": str(comment),
            } if 0 <= place < len(self._rows) and code in known:
                note = [code, unsure and bool(code), one_line(printable(comment)) if code else ""]
                failed = self._save(place, note)
                if not failed:
                    self.codes = [*self.codes[:place], note, *self.codes[place + 1 :]]
                    self._tell()
                self.answer = {"number": self.answer.get("number", 0) + 1, "place": place, "failed": failed}

    def _save(self, place: int, note: list) -> str:
        """Write a unit's code and notes, or take them out of the file; why that failed, or nothing."""
        row = self._rows[place] | dict(zip(("code", *NOTES), note, strict=True))
        try:
            (save_code if note[0] else take_back)(self._path, row, self._codebook)
        except (InputError, OSError) as problem:
            return f"Not saved: {problem}"
        return ""

    def _tell(self) -> None:
        """Give the page what the coder may know by now of what others did."""
        done = all(code for code, *_ in self.codes)
        self.others = [said if code else "" for said, (code, *_) in zip(self._said, self.codes)]
        self.together = self._agreement() if done and not self.settles else ""

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        """The desk without a kernel: how far the coder got, and the guide."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        coded = sum(bool(code) for code, *_ in self.codes)
        done = f"Coding desk: {coded} of {len(self.codes)} coded by {self.coder}"
        meanings = [
            f"<li><b>{escape(code)}</b> ({escape(' or '.join(keys))}): {escape(meaning)}</li>"
            for code, keys, meaning in self.guide
        ]
        rules = [f"<li>{escape(rule)}</li>" for rule in self.rules]
        html = (
            '<section class="ci-desk-static">'
            f"<p><b>{escape(done)}.</b> Run ▸ Run All Cells, then code here.</p>"
            f"<ul>{''.join(meanings)}</ul><ul>{''.join(rules)}</ul></section>"
        )
        return {**data, "text/plain": done, "text/html": html}, metadata
