"""Figures of actors: how often and how they are named, and who occurs with whom."""

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from helpers.figures._style import (
    COLUMN,
    INK,
    MUTED,
    NEGATIVE,
    NONE,
    PAGE,
    POSITIVE,
    SHADES,
    canvas,
    empty,
    shorten,
)

PARTS = [
    *zip(SHADES, ["", "////", ""]),
    ("#ffffff", "...."),
]  # colour and hatch of name, role, group, pronoun


def plot_actor_counts(counts: pd.DataFrame, *, by: list[str] = ("name", "role", "group"), ax=None):
    """Draw the mentions of each actor as a bar, parted by how the actor is named.

    >>> counts = pd.DataFrame({"label": ["Iran"], "kind": ["state"], "mentions": [7], "name": [3], "role": [3],
    ...                        "group": [1]})
    >>> ax = plot_actor_counts(counts)
    >>> [int(bar.get_width()) for bar in ax.patches]
    [3, 3, 1]

    Parameters
    ----------
    counts : DataFrame, one row per actor from top to bottom: `label, kind, mentions` and the columns of `by`.
    by : columns that add up to `mentions`.
    ax : Axes to draw on.
    """
    ax = canvas(ax, PAGE, 0.9 + 0.19 * len(counts))
    if counts.empty:
        return empty(ax)
    labels = [f"{shorten(label)} · {kind}" for label, kind in zip(counts["label"], counts["kind"])]
    _stack(ax, labels, counts, list(by))
    ax.bar_label(ax.containers[-1], counts["mentions"].astype(str), padding=3, fontsize=7.5)
    ax.set(xlabel="mentions")
    return ax


def plot_kinds(kinds: pd.DataFrame, *, by: list[str] = ("name", "role", "group"), ax=None):
    """Draw the mentions of each kind of actor as a bar, parted by how they are named.

    >>> kinds = pd.DataFrame({"kind": ["state"], "actors": [2], "mentions": [7], "name": [3], "role": [3], "group": [1]})
    >>> [text.get_text() for text in plot_kinds(kinds).texts]
    ['7']

    Parameters
    ----------
    kinds : DataFrame, one row per kind: `kind, actors` (how many), `mentions` and the columns of `by`.
    by : columns that add up to `mentions`.
    ax : Axes to draw on.
    """
    ax = canvas(ax, COLUMN, 0.8 + 0.25 * len(kinds))
    if kinds.empty:
        return empty(ax)
    labels = [f"{kind} ({actors})" for kind, actors in zip(kinds["kind"], kinds["actors"])]
    _stack(ax, labels, kinds, list(by))
    ax.bar_label(ax.containers[-1], kinds["mentions"].astype(str), padding=3, fontsize=7.5)
    ax.set(xlabel="mentions", title="by kind (number of actors)")
    return ax


def _stack(ax, labels: list[str], table: pd.DataFrame, by: list[str]) -> None:
    """Horizontal bars from top to bottom, parted into dark, hatched and light."""
    left = np.zeros(len(table))
    for part, (colour, hatch) in zip(by, PARTS):
        ax.barh(
            range(len(table)),
            table[part],
            left=left,
            color=colour,
            hatch=hatch,
            edgecolor=INK,
            lw=0.4,
            height=0.72,
            label=part,
        )
        left = left + table[part].to_numpy()
    ax.set_yticks(range(len(table)), labels)
    ax.set(ylim=(len(table) - 0.5, -0.5))
    ax.margins(x=0.08)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    ax.tick_params(axis="y", length=0)
    ax.figure.legend(
        *ax.get_legend_handles_labels(), title="named by", loc="outside lower right", ncols=len(by)
    )


def plot_co_mentions(pairs: pd.DataFrame, labels: dict[str, str], *, ax=None):
    """Draw who occurs with whom: a triangle of cells, each with the number of sentences that two actors share.

    >>> pairs = pd.DataFrame({"actor_id": ["iran"], "other_id": ["iraq"], "sentences": [2]})
    >>> ax = plot_co_mentions(pairs, {"iraq": "Iraq", "iran": "Iran"})
    >>> [text.get_text() for text in ax.texts]
    ['2']

    Parameters
    ----------
    pairs : DataFrame, one row per pair: `actor_id, other_id, sentences` (`actors.co_mentions`).
    labels : actor_id → label, for the actors to show, in the order of the rows.
    ax : Axes to draw on.

    Returns
    -------
    Axes. Empty cells never share a sentence; a darker cell shares more.
    """
    order = {actor: number for number, actor in enumerate(labels)}
    known = pairs[pairs["actor_id"].isin(order) & pairs["other_id"].isin(order)]
    if known.empty:
        return empty(canvas(ax, PAGE, 1.6))
    ends = [sorted(pair, key=order.get) for pair in zip(known["actor_id"], known["other_id"])]
    cells = known.assign(column=[first for first, _ in ends], row=[second for _, second in ends])
    grid = cells.pivot_table(index="row", columns="column", values="sentences", aggfunc="sum")
    grid = grid.sort_index(key=lambda ids: ids.map(order)).sort_index(axis=1, key=lambda ids: ids.map(order))
    ax = canvas(ax, PAGE, 1.6 + 0.26 * len(grid))
    most = grid.max(axis=None)
    ax.imshow(grid.to_numpy(dtype=float), cmap="Blues", vmin=0, vmax=1.25 * most, aspect="auto")
    for (row, column), count in np.ndenumerate(grid.to_numpy(dtype=float)):
        if count > 0:
            ax.text(
                column,
                row,
                f"{count:.0f}",
                ha="center",
                va="center",
                color="white" if count > 0.7 * most else INK,
            )
    ax.set_yticks(range(len(grid)), [shorten(labels[actor]) for actor in grid.index])
    ax.set_xticks(
        range(len(grid.columns)),
        [shorten(labels[actor]) for actor in grid.columns],
        rotation=45,
        ha="right",
        rotation_mode="anchor",
    )
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def plot_toward(by_actor: pd.DataFrame, *, ax=None):
    """Draw the mean tone toward each actor with its interval, grey where the data bear no verdict.

    >>> table = pd.DataFrame({"label": ["Hale", "Lowe"], "sentences": [9, 2], "tone": [-0.5, 0.1], "low": [-0.8, -0.6],
    ...                       "high": [-0.2, 0.7], "verdict": ["negative", "none"]})
    >>> ax = plot_toward(table)
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['Hale  (n = 9)', 'Lowe  (n = 2)']

    Parameters
    ----------
    by_actor : DataFrame, one row per actor from top to bottom: `label, sentences, tone, low, high, verdict`
        (`sentiment.toward_by_actor`).
    ax : Axes to draw on.
    """
    ax = canvas(ax, PAGE, 0.8 + 0.19 * len(by_actor))
    if by_actor.empty:
        return empty(ax)
    ax.axvline(0, color=MUTED, lw=0.6)
    colours = {"negative": NEGATIVE, "positive": POSITIVE, "none": NONE}
    for row, actor in enumerate(by_actor.itertuples()):
        colour = colours[actor.verdict]
        ax.plot([actor.low, actor.high], [row, row], color=colour, lw=1 if actor.verdict == "none" else 2)
        ax.plot(actor.tone, row, "o", ms=5, color=colour, mfc="white" if actor.verdict == "none" else colour)
    labels = [
        f"{shorten(label)}  (n = {count})" for label, count in zip(by_actor["label"], by_actor["sentences"])
    ]
    ax.set_yticks(range(len(by_actor)), labels)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"])
    ax.set(
        xlim=(-1.05, 1.05),
        ylim=(len(by_actor) - 0.5, -0.5),
        xlabel="tone toward the actor (negative to positive)",
    )
    ax.tick_params(axis="y", length=0)
    return ax
