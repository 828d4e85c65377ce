"""Figures of terms: ranked bars, the word cloud beside them, and where in the text something occurs."""

from functools import cache

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.textpath import TextPath
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D

from helpers.figures._style import COLUMN, MUTED, PAGE, SHADES, canvas, empty, shorten


def plot_ranks(frequencies: pd.DataFrame, *, unit: str = "words", title: str = "", ax=None):
    """Draw the terms of a frequency table as bars, in the table's order, each with count and rate.

    >>> table = pd.DataFrame({"term": ["people", "city"], "frequency": [8, 2], "per_thousand": [16.5, 4.1]})
    >>> ax = plot_ranks(table)
    >>> [int(bar.get_width()) for bar in ax.patches], [text.get_text() for text in ax.texts]
    ([8, 2], ['8  (16.5)', '2  (4.1)'])

    Parameters
    ----------
    frequencies : DataFrame, one row per bar from top to bottom: `term, frequency, per_thousand`.
    unit : what the rates are per thousand of.
    title : what the panel shows.
    ax : Axes to draw on.
    """
    ax = canvas(ax, COLUMN, 0.7 + 0.18 * len(frequencies))
    if frequencies.empty:
        return empty(ax)
    bars = ax.barh(
        [shorten(term) for term in frequencies["term"]],
        frequencies["frequency"],
        color=SHADES[0],
        height=0.7,
        lw=0,
    )
    labels = [
        f"{count}  ({rate:.1f})" for count, rate in zip(frequencies["frequency"], frequencies["per_thousand"])
    ]
    ax.bar_label(bars, labels, padding=2, fontsize=7)
    ax.invert_yaxis()
    ax.margins(x=0.22, y=0.01)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    ax.tick_params(axis="y", length=0)
    ax.set(title=title, xlabel=f"occurrences  (per 1,000 {unit})")
    return ax


def plot_cloud(frequencies: pd.DataFrame, *, seed: int = 1, ax=None):
    """Draw terms as a word cloud, sized by their frequency. Decoration: it stands beside the ranked bars.

    >>> table = pd.DataFrame({"term": ["people", "city"], "frequency": [8, 2]})
    >>> len(plot_cloud(table).patches)
    2

    Parameters
    ----------
    frequencies : DataFrame, one row per term: `term, frequency`, sorted by −frequency, then term.
    seed : of the layout.
    ax : Axes to draw on.

    Returns
    -------
    Axes with one outline for each word, so that it stays sharp in SVG and PDF.
    """
    from wordcloud import WordCloud

    ax = canvas(ax, COLUMN, COLUMN)
    if frequencies.empty:
        return empty(ax)
    width, height = 400, 400
    cloud = WordCloud(
        width=width,
        height=height,
        random_state=seed,
        prefer_horizontal=1,
        font_path=_font(),
        min_font_size=9,
        max_font_size=72,
        relative_scaling=0.6,
    )
    cloud.generate_from_frequencies(dict(zip(frequencies["term"], frequencies["frequency"])))
    for (word, weight), size, (down, right), _, _ in cloud.layout_:
        outline = TextPath((0, 0), word, size=size, prop=_properties())
        there = Affine2D().scale(1, -1).translate(right, down + outline.get_extents().ymax)
        shade = SHADES[0] if weight > 0.5 else "#2f78ab" if weight > 0.3 else MUTED
        ax.add_patch(PathPatch(there.transform_path(outline), color=shade, lw=0))
    ax.set(xlim=(0, width), ylim=(height, 0), aspect="equal")
    ax.axis("off")
    return ax


def _font() -> str:
    return str(mpl.get_data_path()) + "/fonts/ttf/DejaVuSans.ttf"


@cache
def _properties():
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=_font())


def plot_dispersion(
    places: pd.DataFrame, length: int, *, breaks: list[int] = (), unit: str = "word", title: str = "", ax=None
):
    """Draw where along the text each label occurs: a row for each, a mark for each occurrence.

    >>> places = pd.DataFrame({"label": ["Iran", "Iraq", "Iran"], "place": [3, 5, 90]})
    >>> ax = plot_dispersion(places, 100)
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['Iran  (2)', 'Iraq  (1)']

    Parameters
    ----------
    places : DataFrame, one row per occurrence: `label`, `place` (1…length). Rows stand in the order in which
        the labels first appear in the table, top to bottom, with the number of occurrences.
    length : number of units in the text.
    breaks : places before which a thin line is drawn (paragraphs or texts).
    unit : what is counted along the text.
    title : what the panel shows.
    ax : Axes to draw on.
    """
    labels = list(dict.fromkeys(places["label"]))
    ax = canvas(ax, PAGE, 0.8 + 0.2 * len(labels))
    if places.empty:
        return empty(ax)
    row = places["label"].map({label: number for number, label in enumerate(labels)}).to_numpy(dtype=float)
    for at in breaks:
        ax.axvline(at - 0.5, color="#bbbbbb", lw=0.5, zorder=0)
    ax.vlines(places["place"], row - 0.36, row + 0.36, color=SHADES[0], lw=1.3)
    counts = places["label"].value_counts()
    ax.set_yticks(np.arange(len(labels)), [f"{shorten(label)}  ({counts[label]})" for label in labels])
    ax.set(
        xlim=(0.5, length + 0.5), ylim=(len(labels) - 0.5, -0.5), xlabel=f"{unit} in the text", title=title
    )
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    return ax
