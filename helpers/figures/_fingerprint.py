"""A fingerprint of what a figure shows, so that a text comparison notices a changed drawing."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Patch
from matplotlib.text import Text

from helpers.figures._style import drawing

# what each kind of artist shows, as matplotlib's own getters tell it
_PROPERTIES: dict[type[Artist], str] = {
    Text: "text color fontsize fontweight fontstyle ha va rotation rotation_mode",
    Line2D: "xydata color linewidth linestyle drawstyle solid_capstyle dash_capstyle marker markersize "
    "markerfacecolor markeredgecolor markeredgewidth fillstyle markevery",
    Patch: "facecolor edgecolor linewidth linestyle hatch fill capstyle joinstyle",
    AxesImage: "extent interpolation",
    Collection: "offsets facecolor edgecolor linewidth linestyle hatch capstyle joinstyle",
    Axes: "xlim ylim xscale yscale aspect facecolor",
}


def fingerprint(ax: Axes) -> str:
    """Name what is drawn on the figure of these Axes by eight characters that change when any of it does.

    Read are all visible artists of every panel and legend: texts, ticks, limits, lines, bars and outlines,
    dots and images, with their places, sizes, widths, styles, colours and transparency, to four places.
    Pixels and what depends on the width of letters are not, so it is the same on every machine.

    >>> from helpers.figures import plot_ranks
    >>> import pandas as pd
    >>> table = pd.DataFrame({"term": ["people", "city"], "frequency": [8, 2], "per_thousand": [16.5, 4.1]})
    >>> same, other = plot_ranks(table), plot_ranks(table.assign(frequency=[8, 3]))
    >>> fingerprint(same) == fingerprint(plot_ranks(table)), fingerprint(same) == fingerprint(other)
    (True, False)
    """
    figure = drawing(ax)
    if figure.stale:
        figure.canvas.draw()  # ticks have their texts only once drawn
    seen = [_plain(figure.get_size_inches()), *map(_read, _visible(figure))]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:8]


def _visible(artist: Artist) -> Iterator[Artist]:
    """The artist and all that it holds, as far as it is drawn."""
    if artist.get_visible():
        yield artist
        for child in artist.get_children():
            yield from _visible(child)


def _read(artist: Any) -> list:
    """What one artist shows."""
    kind = next((kind for kind in _PROPERTIES if isinstance(artist, kind)), None)
    if isinstance(artist, Legend):
        return _read_legend(artist)
    if kind is None or (isinstance(artist, Text) and not artist.get_text()):
        return []
    own = [_plain(getattr(artist, f"get_{name}")()) for name in _PROPERTIES[kind].split()]
    drawn = [artist.get_alpha(), _plain(artist.get_zorder()), artist.get_clip_on(), _frame(artist)]
    return [kind.__name__, *own, *drawn, *_read_more(artist)]


def _read_legend(legend: Any) -> list:
    return ["Legend", _plain(legend._loc), str(getattr(legend, "_outside_loc", None)), legend._ncols]


def _frame(artist: Artist) -> list[bool]:
    """Whether its places across and up are in units of the data."""
    panel = artist.axes
    return list(artist.get_transform().contains_branch_seperately(panel.transData)) if panel else []


def _read_more(artist: Any) -> list:
    """What no getter of one name returns."""
    dashes = _plain(getattr(artist, "_unscaled_dash_pattern", None))
    match artist:
        case Text():
            box = artist.get_bbox_patch()
            return [_place(artist), box and _read(box)]
        case FancyBboxPatch():  # its place follows from the letters in it
            return [type(artist.get_boxstyle()).__name__, _plain(list(vars(artist.get_boxstyle()).values()))]
        case Patch():
            path = artist.get_patch_transform().transform_path(artist.get_path())
            return [_plain(path.vertices), dashes]
        case Line2D():
            return [dashes]
        case AxesImage():
            cells = np.asarray(artist.get_array())
            return [_plain(cells), _plain(artist.to_rgba(cells))]
        case Collection():
            outlines = [_plain(path.vertices) for path in artist.get_paths()]
            return [outlines, _plain(getattr(artist, "_sizes", 0))]
        case _:
            return [artist.axison]


def _place(text: Any) -> list | None:
    """Where a text stands, unless that is settled only when it is drawn, by the width of other letters."""
    panel = text.axes
    moved: list[Text] = [panel.title, panel._left_title, panel._right_title] if panel else []
    for axis in (panel.xaxis, panel.yaxis) if panel else ():
        moved += [axis.label, axis.offsetText]
    return None if text in moved else [_plain(text.get_position()), _plain(getattr(text, "xy", None))]


def _plain(value: Any) -> Any:
    """A property as JSON holds it: numbers to four places, without negative zero."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        return _plain(np.ma.filled(np.ma.asarray(value, dtype=float), np.nan).tolist())
    if isinstance(value, list | tuple | np.ndarray):
        return [_plain(part) for part in value]
    if isinstance(value, int | float | np.number):
        return None if np.isnan(value) else round(float(value), 4) + 0.0
    return value if value is None else str(value)
