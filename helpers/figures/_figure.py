"""A figure with all that belongs to it: the table behind it, its alt text and its caption."""

import base64
import io
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import cast

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

from helpers._words import plural, signed
from helpers.figures._export import Origin, write
from helpers.figures._fingerprint import fingerprint
from helpers.figures._style import drawing


@dataclass(frozen=True)
class Shown:
    """What a notebook shows: HTML where it can, else a line of plain text.

    >>> Shown("<p>Rain.</p>", "1 sentence")
    1 sentence
    """

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Figure:
    """A drawn figure, the table behind it, and its words.

    Making one takes the figure out of pyplot's hands: a notebook shows it once, as an image with alt text,
    which JupyterLab does not give to what matplotlib shows by itself.

    >>> from helpers.figures import plot_ranks
    >>> table = pd.DataFrame({"term": ["people"], "frequency": [8], "per_thousand": [16.5]})
    >>> figure = Figure(plot_ranks(table), table, alt='A bar: "people" 8.', caption="One term; n = 8.")
    >>> figure.show().html[:43]
    '<img alt="A bar: &quot;people&quot; 8." src'
    >>> figure.export("03-terms", Origin("03-terms", "a-doctest.txt", {})).text.split(";")[0]
    '03-terms: png, svg, pdf and csv with 1 row'
    """

    ax: Axes  # any of the figure
    table: pd.DataFrame  # the whole of what stands behind the figure
    alt: str  # what it shows, with its numbers, for those who do not see it
    caption: str  # the sentence under it, with source and n

    def __post_init__(self) -> None:
        if not self.alt.strip() or not self.caption.strip():
            raise ValueError("caption or alt text is empty; expected a sentence each")
        plt.close(drawing(self.ax))
        FigureCanvasAgg(drawing(self.ax))  # closing left a canvas that draws nothing

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.ax)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height on the screen, in pixels."""
        width, height = drawing(self.ax).get_size_inches() * drawing(self.ax).dpi
        return round(width), round(height)

    def image(self) -> str:
        """The figure as a PNG, in the form that an image's `src` takes."""
        buffer = io.BytesIO()
        canvas = cast(FigureCanvasAgg, drawing(self.ax).canvas)
        canvas.print_png(buffer, metadata={"Software": None})  # savefig would lay it out twice
        return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"

    def html(self) -> str:
        """The figure as an image with alt text."""
        width, height = self.size
        style = f'width="{width}" height="{height}" style="max-width: 100%; height: auto"'
        return f'<img alt="{escape(self.alt)}" src="{self.image()}" {style}>'

    def show(self) -> Shown:
        """Return the image that a notebook displays; in plain text it is the figure's fingerprint."""
        return Shown(self.html(), f"fingerprint {self.fingerprint}")

    def export(self, name: str, origin: Origin) -> Shown:
        """Write PNG (300 dpi), SVG, PDF, the table as CSV and the entry in `manifest.json`; return the image.

        The `name` of the files has letters, digits and hyphens, no ending ("02-tone"); the origin says which
        folder they go to. Each replaces the older one as a whole, so a run that dies leaves the older figure.
        """
        mark = self.fingerprint
        write(self, name, origin, mark)
        rows = plural(len(self.table), "row")
        return Shown(self.html(), f"{name}: png, svg, pdf and csv with {rows}; fingerprint {mark}")


def end_caption(body: str, source: str, n: str = "") -> str:
    """A caption closes with its source and n, as far as they are known."""
    end = "; ".join(part for part in (source, n and f"n = {n}") if part)
    return f"{body} {end}." if end else body


def part_of(shown: int, total: int, noun: str) -> str:
    """How many are shown: "24 actors", or "40 of 86 actors"."""
    return plural(total, noun) if shown == total else f"{shown} of {plural(total, noun)}"


def counted(mentions: pd.Series, actors: int) -> str:
    """The n of a figure of actors: "9 mentions of 3 actors"."""
    return f"{plural(mentions.sum(), 'mention')} of {plural(actors, 'actor')}"


def with_interval(value: float, low: float, high: float, *, plus: bool = True) -> str:
    """A value with its interval as far as there is one: "+0.06 (−0.11 to +0.23)"."""
    ends = "" if np.isnan(low) else f" ({signed(low, plus=plus)} to {signed(high, plus=plus)})"
    return signed(value, plus=plus) + ends


def list_intervals(labels: Iterable[str], rows: pd.DataFrame, value: str, *, plus: bool = True) -> str:
    """Labels with the values and intervals of these rows, as a list in words."""
    columns = zip(labels, rows[value], rows["low"], rows["high"], strict=True)
    return ", ".join(f"{label} {with_interval(*row, plus=plus)}" for label, *row in columns) or "none"
