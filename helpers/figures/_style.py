"""One style for every figure: printable at one or two columns, legible in grey and to the colour-blind."""

from collections.abc import Iterable
from typing import Any, cast

import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure as Drawing

COLUMN, PAGE = 3.5, 7.2  # widths of one and of two printed columns, in inches
BLACK, INK, MUTED, RULE, PALE, PAPER = "black", "#222222", "#767676", "#bbbbbb", "#d9d9d9", "white"
# Okabe & Ito's blue and vermillion differ in lightness too; sign is always shown by position as well.
POSITIVE, NEGATIVE, NEUTRAL = "#56a0d3", "#a63c00", "#999999"
SHADES = ("#0b4a75", "#6db1dd", "#e3e3e3")  # dark, middle, light: three kinds that stay apart in grey
BETWEEN = "#2f78ab"  # between dark and middle
CELLS = "Blues"  # the colour map of a matrix
# how a mention is worded: colour and hatch of its bars, and its marks in the text
WORDING = {
    "name": (SHADES[0], ""),
    "role": (SHADES[1], "////"),
    "group": (SHADES[2], ""),
    "pronoun": (PAPER, "...."),
}
MARKS = {
    "name": "background:#cfe3f2",
    "role": "background:#fbe3c2",
    "group": "background:#e6e6e6",
    "pronoun": f"background:#ffffff;outline:1px dotted {MUTED}",
}

RC = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.titlesize": 8.5,
    "axes.labelsize": 8,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "legend.fontsize": 7.5,
    "legend.frameon": False,
    "legend.title_fontsize": 7.5,
    "patch.linewidth": 0,
    "patch.force_edgecolor": False,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.6,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.parse_math": False,
    "axes.unicode_minus": True,
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
    shape: dict[str, Any] = {
        "figsize": (PAGE, height),
        "width_ratios": ratios,
        "sharex": columns == 1,
        "squeeze": False,
    }
    return list(plt.subplots(rows, columns, layout="constrained", **shape)[1].flat)


def drawing(ax: Axes) -> Drawing:
    """The whole figure that the Axes belong to."""
    return cast(Drawing, ax.figure)


def canvas(ax: Axes | None, width: float, height: float) -> Axes:
    """The given Axes, or new ones of that size in inches."""
    return ax or plt.subplots(figsize=(width, height), layout="constrained")[1]


def empty(ax: Axes) -> Axes:
    """Say on these Axes that there is nothing to show; an empty table is no error."""
    ax.text(0.5, 0.5, "nothing to show", transform=ax.transAxes, ha="center", va="center", color=MUTED)
    ax.axis("off")
    return ax


def name_rows(ax: Axes, labels: Iterable[str]) -> None:
    """A label for each row, from top to bottom."""
    labels = list(labels)
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)


def tone_ticks(axis: Axis) -> None:
    """The scale of every instrument, −1…1."""
    axis.set_ticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"])


def draw_interval(
    ax: Axes,
    row: float,
    interval: tuple[float, float, float],
    *,
    colours: tuple[str, str, str] = (SHADES[1], SHADES[0], SHADES[0]),
    width: float = 2.5,
    label: str = "",
) -> None:
    """A dot with its interval (value, low, high) in a row; colours of interval, dot and filling."""
    value, low, high = interval
    ax.plot([low, high], [row, row], color=colours[0], lw=width, solid_capstyle="butt")
    ax.plot(value, row, "o", ms=5, color=colours[1], mfc=colours[2], zorder=4)
    ax.text(1.02, row, label, va="center", transform=ax.get_yaxis_transform())


def shorten(text: str, length: int = 34) -> str:
    """A label of at most `length` characters, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
