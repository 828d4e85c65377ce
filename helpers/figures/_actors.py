"""Figures of actors: how often and how they are named."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers._tables import one_of, require
from helpers._words import list_values
from helpers.figures._captions import counted, end_caption, nothing, others, part_by, part_of
from helpers.figures._colours import INK, WORDING
from helpers.figures._export import Figure
from helpers.figures._style import (
    COLUMN,
    PAGE,
    ROWS,
    add_below,
    canvas,
    drawing,
    empty,
    name_rows,
    shorten_all,
)

_BY = ("name", "role", "group")


def plot_actor_counts(counts: pd.DataFrame, *, by: Sequence[str] = _BY, ax: Axes | None = None) -> Axes:
    """Draw the mentions of each actor as a bar, parted by how the actor is named.

    >>> row = {"label": ["Iran"], "kind": "state", "mentions": 7, "name": 3, "role": 3, "group": 1}
    >>> [int(bar.get_width()) for bar in plot_actor_counts(pd.DataFrame(row)).patches]
    [3, 3, 1]
    """
    require(counts, "actor_totals", ["label", "kind", "mentions", *by])
    labels = [f"{label} · {kind}" for label, kind in zip(shorten_all(counts["label"]), counts["kind"])]
    return _stack(canvas(ax, PAGE, 0.9 + 0.19 * len(counts)), labels, counts, by)


def actor_counts_figure(
    totals: pd.DataFrame, *, shown: int = 30, by: Sequence[str] = _BY, source: str = ""
) -> Figure:
    """Show the mentions of each actor (`actors.actor_totals`) as a bar, parted by how the actor is named.

    >>> rows = [("Iran", "state", 7, 3, 3, 1), ("Hale", "person", 1, 1, 0, 0)]
    >>> totals = pd.DataFrame(rows, columns=["label", "kind", "mentions", "name", "role", "group"])
    >>> actor_counts_figure(totals, shown=1).alt
    'Stacked bars of the mentions of 1 of 2 actors, those of the most mentions: Iran 7.'
    """
    require(totals, "actor_totals", ["mentions"])
    shown = min(shown, ROWS)
    drawn, rest = totals.head(shown), totals[shown:]
    ax = plot_actor_counts(drawn, by=by)
    if drawn.empty:
        return Figure(ax, totals, *nothing("no actor is mentioned", source))
    add_below(ax, others(rest["mentions"], "actor", "mention"))
    part = part_by(totals["mentions"], shown, "actor", "mention")
    pronouns = "pronouns where resolved" if "pronoun" in by else "pronouns not"
    body = f"Mentions of {part}, parted by how they are worded; nested mentions included, {pronouns}."
    alt = f"Stacked bars of the mentions of {part}: {list_values(drawn['label'], drawn['mentions'])}."
    return Figure(ax, totals, alt, end_caption(body, source, counted(totals["mentions"], len(totals))))


def plot_kinds(kinds: pd.DataFrame, *, by: Sequence[str] = _BY, ax: Axes | None = None) -> Axes:
    """Draw the mentions of each kind of actor as a bar, parted by how they are named; `actors` says how many.

    >>> kinds = pd.DataFrame({"kind": ["city"], "actors": 2, "mentions": 7, "name": 3, "role": 3, "group": 1})
    >>> [text.get_text() for text in plot_kinds(kinds).texts]
    ['7']
    """
    require(kinds, "kind_counts", ["kind", "actors", "mentions", *by])
    labels = [f"{kind} ({actors})" for kind, actors in zip(shorten_all(kinds["kind"], 24), kinds["actors"])]
    ax = canvas(ax, COLUMN, max(1.4, 0.8 + 0.25 * len(kinds)))
    return _stack(ax, labels, kinds, by, title="by kind (number of actors)")


def kinds_figure(kinds: pd.DataFrame, *, by: Sequence[str] = _BY, source: str = "") -> Figure:
    """Show the mentions of each kind of actor (`actors.kind_counts`) as a bar, parted by how they are named.

    >>> kinds = pd.DataFrame({"kind": ["city"], "actors": 2, "mentions": 7, "name": 3, "role": 3, "group": 1})
    >>> kinds_figure(kinds).alt
    'Stacked bars of the mentions of each kind of actor: city 7.'
    """
    require(kinds, "kind_counts", ["kind", "actors", "mentions"])
    drawn = kinds.head(ROWS)
    ax, bars = plot_kinds(drawn, by=by), list_values(drawn["kind"], drawn["mentions"])
    if drawn.empty:
        return Figure(ax, kinds, *nothing("no actor is mentioned", source))
    part = f" ({part_of(ROWS, len(kinds), 'kind')})" if len(kinds) > ROWS else ""
    body = f"Mentions by kind of actor{part}, parted by how they are worded."
    alt = f"Stacked bars of the mentions of each kind of actor{part}: {bars}."
    n = counted(kinds["mentions"], kinds["actors"].sum())
    return Figure(ax, kinds, alt, end_caption(body, source, n))


def _stack(ax: Axes, labels: list[str], table: pd.DataFrame, by: Sequence[str], *, title: str = "") -> Axes:
    """Horizontal bars from top to bottom, parted into dark, hatched, light and dotted, with their sums."""
    if table.empty:
        return empty(ax)
    left = np.zeros(len(table))
    for part in by:
        colour, hatch = WORDING[one_of("by", part, WORDING)]
        look: dict[str, Any] = {"color": colour, "hatch": hatch, "edgecolor": INK, "lw": 0.4, "height": 0.72}
        bars = ax.barh(range(len(table)), table[part], left=left, label=part, **look)
        left = left + table[part].to_numpy()
    ax.bar_label(bars, table["mentions"].astype(str), padding=3, fontsize=7.5)
    name_rows(ax, labels)
    ax.margins(x=0.08)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    ax.set(xlabel="mentions", title=title)
    where: dict[str, Any] = {"loc": "outside lower right", "ncols": len(by)}
    drawing(ax).legend(*ax.get_legend_handles_labels(), title="named by", **where)
    return ax
