"""One style for every figure: printable at one or two columns, legible in grey and to colour-blind readers."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns

COLUMN, PAGE = 3.5, 7.2  # widths of one and of two printed columns, in inches
INK, MUTED, PALE = "#222222", "#767676", "#d9d9d9"
# Okabe & Ito's blue and vermillion differ in lightness too; sign is always shown by position as well.
POSITIVE, NEGATIVE, NONE = "#56a0d3", "#a63c00", "#999999"
SHADES = ["#0b4a75", "#6db1dd", "#e3e3e3"]  # dark, middle, light: three kinds that stay apart in grey

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


def panels(width: float = PAGE, height: float = 3.0, *, ratios: tuple[float, ...] = (1, 1)):
    """Make a figure with panels side by side, for a figure that shows two tables.

    >>> left, right = panels(height=2)
    >>> left.figure.get_size_inches().tolist()
    [7.2, 2.0]

    Parameters
    ----------
    width, height : inches; `figures.COLUMN` and `figures.PAGE` are the printed widths.
    ratios : relative widths of the panels.

    Returns
    -------
    Array of Axes, one for each ratio.
    """
    _, axes = plt.subplots(1, len(ratios), figsize=(width, height), width_ratios=ratios, layout="constrained")
    return axes


def stacked(width: float = PAGE, height: float = 4.0, *, rows: int = 2):
    """Make a figure with panels one above the other.

    >>> len(stacked(rows=3))
    3

    Parameters
    ----------
    width, height : inches; `figures.COLUMN` and `figures.PAGE` are the printed widths.
    rows : number of panels.

    Returns
    -------
    Array of Axes, from top to bottom.
    """
    return plt.subplots(rows, 1, figsize=(width, height), sharex=True, layout="constrained")[1]


def in_words(labels, numbers) -> str:
    """Put labels and their numbers into words, for alt texts.

    >>> in_words(["people", "city"], [8, 2])
    'people 8, city 2'

    Parameters
    ----------
    labels, numbers : of equal length.
    """
    return ", ".join(f"{label} {number}" for label, number in zip(labels, numbers, strict=True))


def canvas(ax, width: float, height: float):
    """The given Axes, or new ones of that size in inches."""
    return ax or plt.subplots(figsize=(width, height), layout="constrained")[1]


def empty(ax):
    """Say on these Axes that there is nothing to show; an empty table is no error."""
    ax.text(0.5, 0.5, "nothing to show", transform=ax.transAxes, ha="center", va="center", color=MUTED)
    ax.axis("off")
    return ax


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign, the minus as printers set it."""
    return f"{value:+.{digits}f}".replace("-", "−")


def shorten(text: str, length: int = 34) -> str:
    """A label of at most `length` characters, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
