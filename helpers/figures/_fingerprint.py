"""A fingerprint of what a figure shows, so that a text comparison notices a changed drawing."""

import hashlib
import json

import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text


def fingerprint(ax) -> str:
    """Name what is drawn on the figure of these Axes by eight characters that change when any of it does.

    Read are the texts, ticks, limits, legend, lines, bars and outlines, dots and images of every panel, with their
    colours, rounded to four places. Fonts and pixels are not, so it is the same on every machine.

    >>> from helpers.figures import plot_ranks
    >>> import pandas as pd
    >>> table = pd.DataFrame({"term": ["people", "city"], "frequency": [8, 2], "per_thousand": [16.5, 4.1]})
    >>> same, other = plot_ranks(table), plot_ranks(table.assign(frequency=[8, 3]))
    >>> fingerprint(same) == fingerprint(plot_ranks(table)), fingerprint(same) == fingerprint(other)
    (True, False)

    Parameters
    ----------
    ax : any Axes of the figure.
    """
    figure = ax.figure
    if figure.stale:
        figure.canvas.draw()  # ticks have their texts only once drawn
    seen = [np.round(figure.get_size_inches(), 4).tolist()]
    for panel in figure.axes:
        limits = [_rounded(panel.get_xlim()), _rounded(panel.get_ylim())]
        seen.append([limits, [_read(artist) for artist in panel.findobj() if artist.get_visible()]])
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:8]


def _read(artist) -> list:
    """What one artist shows; empty for those that only hold others."""
    if isinstance(artist, Text):
        return ["text", artist.get_text(), _hex(artist.get_color())] if artist.get_text() else []
    if isinstance(artist, Line2D):
        return ["line", _rounded(artist.get_xydata()), _hex(artist.get_color()), str(artist.get_marker())]
    if isinstance(artist, Patch):
        path = artist.get_patch_transform().transform_path(artist.get_path())
        return ["patch", _rounded(path.vertices), _hex(artist.get_facecolor()), artist.get_hatch() or ""]
    if isinstance(artist, AxesImage):
        return ["image", _rounded(np.ma.filled(artist.get_array(), np.nan)), _rounded(artist.get_extent())]
    if isinstance(artist, Collection):
        shapes = [_rounded(path.vertices) for path in artist.get_paths()]
        return ["dots", _rounded(artist.get_offsets()), shapes, _rounded(artist.get_facecolor())]
    return []


def _rounded(values) -> list:
    numbers = np.round(np.asarray(values, dtype=float), 4) + 0.0  # no negative zero
    return np.where(np.isnan(numbers), None, numbers).tolist()


def _hex(colour) -> str:
    return to_hex(colour, keep_alpha=True)
