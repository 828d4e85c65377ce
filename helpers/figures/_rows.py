"""Rows of a figure, from top to bottom: their names, dots with intervals, and the scale of tone."""

from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.axis import Axis

from helpers.figures._colours import DARK, MIDDLE


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
    colours: tuple[str, str, str] = (MIDDLE, DARK, DARK),
    width: float = 2.5,
    label: str = "",
) -> None:
    """A dot with its interval (value, low, high) in a row; colours of interval, dot and filling."""
    value, low, high = interval
    ax.plot([low, high], [row, row], color=colours[0], lw=width, solid_capstyle="butt")
    ax.plot(value, row, "o", ms=5, color=colours[1], mfc=colours[2], zorder=4)
    ax.text(1.02, row, label, va="center", transform=ax.get_yaxis_transform())
