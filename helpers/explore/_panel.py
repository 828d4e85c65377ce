"""A panel of controls beside the figure that follows them. Loads ipywidgets: imported when one is made."""

import asyncio
import base64
import io
from dataclasses import replace
from html import escape
from pathlib import Path

import anywidget
import ipywidgets as W
import traitlets

from helpers import figures

PAUSE = 0.04  # seconds from a new value to its figure; what is replaced by then is never drawn
NAMES = {"description_width": "12em"}


class Picture(anywidget.AnyWidget):
    """A figure with its alt text and caption, and a line for what was done."""

    _esm = Path(__file__).with_name("picture.js")
    shown = traitlets.Dict({"png": "", "alt": "", "caption": "", "width": 0, "height": 0}).tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)


class Choices(W.Box):
    """Controls, and the figure that they set. Made by the `…_choices` functions of `helpers.explore`."""

    def __init__(self, name: str, controls: dict, view, origin):
        self._name, self._controls, self._view, self._origin = (
            f"{origin.notebook[:2]}-{name}",
            controls,
            view,
            origin,
        )
        self._stale, self._drawn, self.redraws = True, None, 0
        self._picture = Picture()
        button = W.Button(
            description=f"Export as {self._name}",
            icon="save",
            layout=W.Layout(width="auto", align_self="flex-start"),
            tooltip="Write PNG, SVG, PDF, CSV and the settings",
        )
        button.on_click(self._export_clicked)
        for control in controls.values():
            control.style, control.tooltip = NAMES, control.description
            control.layout.width = "29em"
            control.observe(self._changed, "value")
        column = W.VBox([*controls.values(), button], layout=W.Layout(margin="0 1em 0 0"))
        super().__init__(
            [column, self._picture], layout=W.Layout(flex_flow="row wrap", align_items="flex-start")
        )
        self.add_class("ci-choices")
        self._draw()

    @property
    def settings(self) -> dict:
        """What is set, by the names that `set` takes."""
        values = {name: control.value for name, control in self._controls.items()}
        return {name: sorted(value) if isinstance(value, tuple) else value for name, value in values.items()}

    def set(self, **settings):
        """Set controls by name, as a hand would; returns the panel."""
        unknown = sorted(set(settings) - set(self._controls))
        if unknown:
            raise ValueError(
                f"there is no control {', '.join(unknown)}; there are {', '.join(self._controls)}"
            )
        for name, value in settings.items():
            self._controls[name].value = value
        return self

    table = property(lambda self: self._now().table, doc="What is drawn, as a table.")
    caption = property(lambda self: self._now().caption, doc="The sentence under the figure.")
    alt = property(lambda self: self._now().alt, doc="What the figure shows, in words.")
    fingerprint = property(
        lambda self: figures.fingerprint(self._now().ax), doc="Changes when anything drawn does."
    )

    def export(self) -> str:
        """Write the figure as it is set, with its settings in the manifest; a line says what was written."""
        view = self._view(self.settings)  # drawn afresh: the same settings give the same bytes
        origin = replace(self._origin, parameters={**self._origin.parameters, **self.settings})
        return figures.export(
            view.ax, self._name, table=view.table, caption=view.caption, alt=view.alt, origin=origin
        )

    def _export_clicked(self, _):
        try:
            self._picture.said = self.export()
        except OSError as problem:
            self._picture.said = f"Nothing was written: {problem.strerror or problem}"

    def _changed(self, _):
        """Draw a moment later, once for a burst of values; at once where nothing can wait (no event loop)."""
        self._stale = True
        self._picture.said = ""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return self._draw()
        loop.call_later(PAUSE, self._now)

    def _now(self):
        """The figure of what is set now."""
        if self._stale:
            self._draw()
        return self._drawn

    def _draw(self):
        self._drawn, self._stale = self._view(self.settings), False
        self.redraws += 1
        self._picture.shown = _picture(self._drawn)

    def __repr__(self):
        told = ", ".join(f"{name} = {_told(value)}" for name, value in self.settings.items())
        return f"{self._name} with {told}; fingerprint {self.fingerprint}"

    def _repr_mimebundle_(self, **kwargs):
        self._now()
        told = "".join(
            f"<li>{escape(control.description)}: {escape(_told(self.settings[name]))}</li>"
            for name, control in self._controls.items()
        )
        html = f"<p>Set to (run the notebook to change it):</p><ul>{told}</ul>{_static(self._picture.shown)}"
        return {**(super()._repr_mimebundle_(**kwargs) or {}), "text/plain": repr(self), "text/html": html}


def _told(value) -> str:
    return (
        (", ".join(map(str, value)) or "none")
        if isinstance(value, list)
        else str(value)
        if value != ""
        else "nothing"
    )


def _picture(view) -> dict:
    """The figure as it goes into the page."""
    figure, buffer = view.ax.figure, io.BytesIO()
    figure.canvas.print_png(buffer, metadata={"Software": None})  # savefig would lay it out twice
    width, height = (round(inches * figure.dpi) for inches in figure.get_size_inches())
    return {
        "png": base64.b64encode(buffer.getvalue()).decode(),
        "alt": view.alt,
        "caption": view.caption,
        "width": width,
        "height": height,
    }


def _static(shown: dict) -> str:
    """The figure as HTML, for where no kernel runs."""
    return (
        f'<figure style="margin: 0.5em 0; max-width: {max(shown["width"], 420)}px">'
        f'<img alt="{escape(shown["alt"])}" src="data:image/png;base64,{shown["png"]}" '
        f'width="{shown["width"]}" '
        f'height="{shown["height"]}" style="max-width: 100%; height: auto">'
        f'<figcaption style="line-height: 1.4">{escape(shown["caption"])}</figcaption></figure>'
    )
