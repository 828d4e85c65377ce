"""A panel of controls beside the figure that follows them. Loads ipywidgets: imported when one is made."""

from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import anywidget
import ipywidgets as W
import pandas as pd
import traitlets

from helpers.explore._reader_widget import Reader, soon
from helpers.explore._views import ALL
from helpers.figures import Figure, Origin

HERE = Path(__file__).parent
NAMES = {"description_width": "12em"}


class Picture(anywidget.AnyWidget):
    """A figure with its alt text and caption, and a line for what was done."""

    _esm = (HERE / "picture.js").read_text("utf-8")
    _css = (HERE.parent / "theme.css").read_text("utf-8")
    shown = traitlets.Dict({"src": "", "alt": "", "caption": "", "width": 0, "height": 0, "leads": []}).tag(
        sync=True
    )
    said = traitlets.Unicode().tag(sync=True)


class Leads(NamedTuple):
    """Where the rows of a panel's figure stand, and what each of them leads to in the reading view."""

    axis: str  # x or y
    first: int  # the place of the first row on it
    goals: Callable[[pd.DataFrame], list[tuple[str, dict]]]  # drawn rows → words, what `Reader.go` takes


class Choices(W.Box):
    """Controls, and the figure that they set. Made by the `…_choices` functions of `helpers.explore`."""

    def __init__(
        self,
        name: str,
        texts: dict[str, pd.DataFrame],
        controls: dict[str, W.Widget],
        view: Callable[[pd.DataFrame, dict], Figure],
        origin: Origin,
        leads: Leads,
        reader: Reader | None,
    ):
        if len(texts) > 1:
            controls = {"text": W.Dropdown(options=list(texts), description="text"), **controls}
        self._name = f"{origin.notebook[:2]}-{name}"
        self._texts, self._controls, self._view, self._origin = texts, controls, view, origin
        self._drawn: Figure | None = None  # none where a setting has changed since
        self.redraws = 0
        self._leads, self._reader = leads, reader
        self._picture = Picture()
        self._picture.on_msg(self._follow)
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
        self._now()

    @property
    def settings(self) -> dict:
        """What is set, by the names that `set` takes."""
        values = {name: control.value for name, control in self._controls.items()}
        return {name: sorted(value) if isinstance(value, tuple) else value for name, value in values.items()}

    def set(self, **settings: Any) -> "Choices":
        """Set controls by name, as a hand would; returns the panel."""
        unknown = sorted(set(settings) - set(self._controls))
        if unknown:
            raise ValueError(
                f"there is no control {', '.join(unknown)}; there are {', '.join(self._controls)}"
            )
        for name, value in settings.items():
            self._controls[name].value = value
        return self

    def renew(self, texts: dict[str, pd.DataFrame], **options: list[tuple[str, str]]) -> None:
        """Other tables and what can be chosen in them: what is chosen stays chosen, what is new joins."""
        self._texts = {name: texts.get(name, texts[ALL].head(0)) for name in self._texts}
        for name, pairs in options.items():
            control = self._controls[name]
            before = {value for _, value in control.options}
            kept = [value for _, value in pairs if value in control.value or value not in before]
            control.options = pairs
            control.value = kept
        self._changed({})

    table = property(lambda self: self._now().table, doc="The whole of what stands behind the figure.")
    caption = property(lambda self: self._now().caption, doc="The sentence under the figure.")
    alt = property(lambda self: self._now().alt, doc="What the figure shows, in words.")
    fingerprint = property(lambda self: self._now().fingerprint, doc="Changes when anything drawn does.")

    def export(self) -> str:
        """Write the figure as it is set, with its settings in the manifest; a line says what was written."""
        origin = replace(self._origin, parameters={**self._origin.parameters, **self.settings})
        return self._draw().export(self._name, origin).text  # afresh: the same settings give the same bytes

    def _export_clicked(self, _: W.Button) -> None:
        try:
            self._picture.said = self.export()
        except OSError as problem:
            self._picture.said = f"Nothing was written: {problem.strerror or problem}"

    def _changed(self, _: dict) -> None:
        """Draw a moment later, once for a burst of values; at once where nothing can wait (no event loop)."""
        self._drawn = None
        self._picture.said = ""
        soon(self._now)

    def _follow(self, _: Any, message: dict, buffers: Any) -> None:
        """A row of the figure was clicked: the reading view goes there."""
        goals = self._goals(self._now())
        if self._reader and isinstance(at := message.get("lead"), int) and 0 <= at < len(goals):
            text = self.settings.get("text", ALL)
            self._reader.go(**goals[at][1], document="" if text == ALL else text)

    def _goals(self, figure: Figure) -> list[tuple[str, dict]]:
        """What the rows lead to; nowhere without a reading view."""
        return [] if self._reader is None or figure.drawn is None else self._leads.goals(figure.drawn)

    def _draw(self) -> Figure:
        return self._view(self._texts[self.settings.get("text", ALL)], self.settings)

    def _now(self) -> Figure:
        """The figure of what is set now."""
        if self._drawn is None:
            self._drawn = figure = self._draw()
            self.redraws += 1
            words = {"alt": figure.alt, "caption": figure.caption}
            width, height = figure.size
            image, goals = figure.image(), self._goals(figure)  # drawn first: then the places are known
            places = figure.places(self._leads.axis, self._leads.first) if goals else []
            leads = [[*place, said] for place, (said, _) in zip(places, goals)]
            self._picture.shown = {"src": image, **words, "width": width, "height": height, "leads": leads}
        return self._drawn

    def __repr__(self) -> str:
        lines = ", ".join(f"{name} = {_in_words(value)}" for name, value in self.settings.items())
        return f"{self._name} with {lines}; fingerprint {self.fingerprint}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict:
        figure = self._now()
        lines = "".join(
            f"<li>{escape(control.description)}: {escape(_in_words(self.settings[name]))}</li>"
            for name, control in self._controls.items()
        )
        html = (
            f"<p>Set to (run the notebook to change it):</p><ul>{lines}</ul>"
            f'<figure style="margin: 0.5em 0; max-width: {max(figure.size[0], 420)}px">{figure.html()}'
            f'<figcaption style="line-height: 1.4">{escape(figure.caption)}</figcaption></figure>'
        )
        return {**(super()._repr_mimebundle_(**kwargs) or {}), "text/plain": repr(self), "text/html": html}


def _in_words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "nothing" if value == "" else str(value)
