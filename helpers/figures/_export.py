"""A figure with all that belongs to it, its table, alt text, caption and origin, and its export."""

import base64
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

from helpers import FIGURES, corpus_name
from helpers._files import csv_bytes, locked, replace
from helpers._tables import require
from helpers._words import plural
from helpers.figures._fingerprint import fingerprint
from helpers.figures._style import drawing

DARK_PAGES = (
    '<style>:is([data-jp-theme-light="false"], body.vscode-dark, body.vscode-high-contrast, '
    'html[theme="dark"]) .ci-figure {filter: invert(0.92) hue-rotate(180deg)}</style>'
)  # as theme.css has them; what is exported stays white
SHARP = 2  # dots of a shown figure for each of its pixels, along each side
PACKAGES = ("matplotlib", "pandas", "seaborn", "wordcloud")


@dataclass(frozen=True)
class Origin:
    """Where the figures of one notebook come from; written beside each.

    >>> Origin("02-sentiment", "seeds", {"a": "e3b0c442"}).folder == FIGURES
    True
    """

    notebook: str  # its name, without ending
    texts: str  # the path that was analysed
    sha256: dict[str, str]  # doc_id → sha256 of the text's bytes
    parameters: dict[str, Any] = field(default_factory=dict)  # of the notebook, the path left out
    packages: tuple[str, ...] = ()  # whose versions the figures depend on, beside those that draw

    @classmethod
    def of(
        cls, notebook: str, documents: pd.DataFrame, names: Mapping[str, Any], *, packages: Iterable[str] = ()
    ) -> "Origin":
        """Take the parameters from a notebook's names (`globals()`): every literal whose name is in capitals.

        `TEXTS` is the path that was analysed; without it the names are refused. The packages are those of the
        measures (`sentiment.packages()`).

        >>> documents = pd.DataFrame({"doc_id": ["a"], "sha256": ["e3b0c442"]})
        >>> names = {"TEXTS": "seeds", "TOP": 15, "ROOT": Path("x"), "tokens": 3}
        >>> Origin.of("03-terms", documents, names).parameters
        {'TOP': 15}
        """
        require(documents, "documents", ["doc_id", "sha256"])
        if "TEXTS" not in names:
            raise ValueError("there is no TEXTS among the names; expected those of a notebook: globals()")
        given = {name: value for name, value in names.items() if name.isupper() and _is_literal(value)}
        sha256 = dict(zip(documents["doc_id"], documents["sha256"]))
        return cls(notebook, given.pop("TEXTS"), sha256, given, tuple(packages))

    @property
    def folder(self) -> Path:
        return FIGURES / corpus_name(self.texts)


def _is_literal(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_literal, [*value, *value.values()]))
    if isinstance(value, list | tuple):
        return all(map(_is_literal, value))
    return value is None or isinstance(value, str | int | float)


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
    drawn: pd.DataFrame | None = None  # the rows that have a place on an axis, in its order

    def __post_init__(self) -> None:
        for words in ("alt", "caption"):  # a label may hold line ends, or nothing
            object.__setattr__(self, words, " ".join(getattr(self, words).split()))
        if not self.alt or not self.caption:
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

    def places(self, axis: str, first: int) -> list[tuple[float, float, float, float]]:
        """Where the rows of `drawn` are, one to a step of the axis (x or y) from `first` on.

        Left, top, width and height, in parts of the image; valid once the image is made (`image`).
        """
        box, (width, height) = self.ax.bbox, drawing(self.ax).bbox.size
        steps = first + np.arange(0 if self.drawn is None else len(self.drawn) + 1) - 0.5
        ends = self.ax.transData.transform(np.column_stack([steps, steps]))[:, "xy".index(axis)]
        spans = [sorted(pair) for pair in pairwise(ends.tolist())]
        if axis == "x":
            top, tall = 1 - box.y1 / height, box.height / height
            return [(low / width, top, (high - low) / width, tall) for low, high in spans]
        return [(0.0, 1 - high / height, 1.0, (high - low) / height) for low, high in spans]

    def image(self) -> str:
        """The figure as a PNG, as an image's `src` takes it: two dots for each pixel of its size."""
        buffer, figure = io.BytesIO(), drawing(self.ax)
        dpi, figure.dpi = figure.dpi, figure.dpi * SHARP
        try:  # savefig would lay it out twice
            cast(FigureCanvasAgg, figure.canvas).print_png(buffer, metadata={"Software": None})
        finally:
            figure.dpi = dpi
        return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"

    def html(self) -> str:
        """The figure as an image with alt text; on a dark page it is dark."""
        width, height = self.size
        style = f'width="{width}" height="{height}" style="max-width: 100%; height: auto"'
        return f'<img alt="{escape(self.alt)}" src="{self.image()}" class="ci-figure" {style}>{DARK_PAGES}'

    def show(self) -> Shown:
        """Return the image that a notebook displays; in plain text it is the figure's fingerprint."""
        return Shown(self.html(), f"fingerprint {self.fingerprint}")

    def export(self, name: str, origin: Origin) -> Shown:
        """Write PNG (300 dpi), SVG, PDF, the table as CSV and the entry in `manifest.json`; return the image.

        The `name` of the files has letters, digits and hyphens, no ending ("02-tone"); the origin says which
        folder they go to. Each replaces the older one as a whole, so a run that dies leaves the older figure.
        """
        _check(name)
        mark = self.fingerprint
        files = {f"{name}.{kind}": data for kind, data in _render(self).items()}
        files[f"{name}.csv"] = csv_bytes(self.table)
        entry = {
            "caption": self.caption,
            "alt": self.alt,
            "notebook": origin.notebook,
            "parameters": origin.parameters,
            "texts": origin.sha256,
            "files": {file: hashlib.sha256(data).hexdigest() for file, data in files.items()},
            "fingerprint": mark,
            "packages": {package: version(package) for package in (*PACKAGES, *origin.packages)},
        }
        for file, data in files.items():
            replace(origin.folder / file, data)
        _enter(origin.folder / "manifest.json", name, entry)
        rows = plural(len(self.table), "row")
        return Shown(self.html(), f"{name}: png, svg, pdf and csv with {rows}; fingerprint {mark}")


def save_table(table: pd.DataFrame, name: str, *, origin: Origin) -> str:
    """Write a table that no figure shows as CSV beside the figures, under a name like theirs.

    Cells that a spreadsheet would run as a formula get a ' before them.

    >>> origin = Origin("03-terms", "a-doctest.txt", {})
    >>> save_table(pd.DataFrame({"keyword": ["=war"]}), "03-hits", origin=origin)
    '03-hits: csv with 1 row'
    """
    _check(name)
    replace(origin.folder / f"{name}.csv", csv_bytes(table))
    return f"{name}: csv with {plural(len(table), 'row')}"


def _check(name: str) -> None:
    if not re.fullmatch(r"[\w-]+", name):
        raise ValueError(f'"{name}" cannot name a file; expected letters, digits and hyphens, like 02-tone')


def _render(figure: Figure) -> dict[str, bytes]:
    """The figure's bytes in each format, without dates and versions."""
    words = {"Title": figure.caption, "Creator": None}
    metadata: dict[str, dict[str, Any]] = {
        "png": {"Title": figure.caption, "Description": figure.alt, "Software": None},
        "svg": {"Date": None, "Creator": None},
        "pdf": {**words, "Subject": figure.alt, "Producer": None, "CreationDate": None, "ModDate": None},
    }
    made = {}
    for kind, entries in metadata.items():
        buffer = io.BytesIO()
        drawing(figure.ax).savefig(buffer, format=kind, dpi=300, metadata=entries)
        made[kind] = buffer.getvalue()
    inside = f"<title>{escape(figure.caption)}</title><desc>{escape(figure.alt)}</desc>".encode()
    before, start, after = made["svg"].partition(b"<svg")
    made["svg"] = before + start + b' role="img"' + after.replace(b">", b">" + inside, 1)
    return made


def _enter(path: Path, name: str, entry: dict) -> None:
    """Put a figure's entry into the manifest; two notebooks may do so at once. A damaged one is set aside."""
    with locked(path):
        try:
            manifest = json.loads(path.read_bytes()) if path.exists() else {}
            whole = isinstance(manifest, dict)
        except ValueError:
            whole = False
        if not whole:
            aside = path.with_name(f"{path.name}.damaged")
            path.replace(aside)
            print(f"{path.name} was damaged: it is kept as {aside.name}, and begun anew")
            manifest = {}
        manifest[name] = entry
        replace(path, (json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode())
