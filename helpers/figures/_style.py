"""One style for every figure, printable at one or two columns, and the page, panels and labels they share."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, cast

import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure as Drawing

from helpers.figures._colours import INK, MUTED

COLUMN, PAGE = 3.5, 7.2  # widths of one and of two printed columns, in inches
ROWS, RING, DENSE = 50, 30, 150  # the most rows, places on a ring, thin lines or bands that stay legible

RC = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.titlesize": 8.5,
    "axes.labelsize": 8,
    **dict.fromkeys(["xtick.labelsize", "ytick.labelsize", "legend.fontsize", "legend.title_fontsize"], 7.5),
    **dict.fromkeys(["text.color", "axes.labelcolor", "xtick.color", "ytick.color"], INK),
    **dict.fromkeys(["axes.linewidth", "xtick.major.width", "ytick.major.width"], 0.6),
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.edgecolor": MUTED,
    **dict.fromkeys(["axes.spines.top", "axes.spines.right", "legend.frameon", "text.parse_math"], False),
    "patch.linewidth": 0,
    "patch.force_edgecolor": False,
    "hatch.linewidth": 0.5,
    "figure.dpi": 100,
    "figure.constrained_layout.use": True,
    "svg.hashsalt": "column-inch",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
}


def use_style() -> None:
    """Set the kit's style for all figures that follow; the one call that changes matplotlib's settings.

    >>> use_style()
    >>> mpl.rcParams["font.family"]
    ['DejaVu Sans']
    """
    mpl.rcdefaults()  # a reader's own matplotlibrc changes nothing
    sns.set_theme(style="ticks", rc=RC)


def panels(rows: int, columns: int, height: float, *, ratios: tuple[float, ...] | None = None) -> list[Axes]:
    """A page with this many panels, row by row; panels one above the other share their x axis."""
    size, share = (PAGE, height), columns == 1
    grid = plt.subplots(rows, columns, figsize=size, width_ratios=ratios, sharex=share, squeeze=False)[1]
    return list(grid.flat)


def drawing(ax: Axes) -> Drawing:
    """The whole figure that the Axes belong to."""
    return cast(Drawing, ax.figure)


def canvas(ax: Axes | None, width: float, height: float) -> Axes:
    """The given Axes, or new ones of that size in inches."""
    return ax or plt.subplots(figsize=(width, height), layout="constrained")[1]


def empty(ax: Axes, words: str = "nothing to show") -> Axes:
    """Say on these Axes that there is nothing to show, or why; an empty table is no error."""
    ax.text(0.5, 0.5, words, transform=ax.transAxes, ha="center", va="center", color=MUTED)
    ax.axis("off")
    return ax


def add_below(ax: Axes, words: str) -> None:
    """A line under the x axis: what else there is and is not drawn."""
    if words:
        ax.set_xlabel(f"{ax.get_xlabel()}\n{words}")


def name_rows(ax: Axes, labels: Iterable[str]) -> None:
    """A label for each row, from top to bottom."""
    labels = list(labels)
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)


def tone_ticks(axis: Axis) -> None:
    """The scale of every instrument, −1…1."""
    axis.set_ticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"])


def beside(right: float, up: float) -> dict[str, Any]:
    """How a text is aligned that stands so far to the right of its point, and so far above it."""
    across = "left" if right > 0 else "right" if right < 0 else "center"
    return {"ha": across, "va": "bottom" if up > 0 else "top" if up < 0 else "center"}


def shorten(text: str, length: int = 34) -> str:
    """A label of at most `length` characters, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def cut_middle(text: str, length: int) -> str:
    """A label of at most `length` characters, cut in its middle: for those that begin alike."""
    text, end = " ".join(text.split()), length // 2
    return text if len(text) <= length else f"{text[: length - end - 1]}…{text[-end:]}"


def shorten_all(labels: Iterable[str], length: int = 34) -> list[str]:
    """Labels of at most `length` characters; those that would come out the same are cut in the middle."""
    labels = list(labels)
    count = Counter(shorten(label, length) for label in dict.fromkeys(labels))
    cuts = (cut_middle if count[shorten(label, length)] > 1 else shorten for label in labels)
    return [cut(label, length) for cut, label in zip(cuts, labels)]
