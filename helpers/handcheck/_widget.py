"""The widget behind `desk`. It is loaded when a desk is opened, and not before."""

from pathlib import Path

import anywidget
import traitlets

from helpers.corpus import InputError
from helpers.handcheck._codes import CODES, save_code
from helpers.handcheck._desk import static_html

_HERE = Path(__file__).parent


class Desk(anywidget.AnyWidget):
    """What the page sees are the texts, the guide and the coder's own codes; what is saved stays here."""

    _esm = (_HERE / "desk.js").read_text("utf-8")
    _css = (_HERE / "desk.css").read_text("utf-8")
    units = traitlets.List().tag(sync=True)
    codes = traitlets.List().tag(sync=True)
    coder = traitlets.Unicode().tag(sync=True)
    guide = traitlets.List().tag(sync=True)
    rules = traitlets.List().tag(sync=True)
    file = traitlets.Unicode().tag(sync=True)

    def __init__(self, path, rows, **shown):
        super().__init__(file=path.name, **shown)
        self._path, self._rows = path.absolute(), rows
        self.on_msg(self._pressed)

    def _pressed(self, _widget, message, _buffers):
        """Save one code, and say so; a message that no page of ours sends is left alone."""
        at, code = message.get("at"), message.get("code")
        if not (isinstance(at, int) and 0 <= at < len(self._rows) and code in CODES):
            return
        try:
            save_code(self._path, self._rows[at] | {"code": code})
        except (InputError, OSError) as problem:
            self.send({"at": at, "failed": f"Not saved: {problem}"})
            return
        self.codes = [*self.codes[:at], code, *self.codes[at + 1 :]]
        self.send({"at": at, "code": code})

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        done = f"Coding desk: {sum(map(bool, self.codes))} of {len(self.codes)} coded by {self.coder}"
        html = static_html(self.codes, self.coder, self.guide, self.rules)
        return {**data, "text/plain": done, "text/html": html}, metadata
