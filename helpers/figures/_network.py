"""Figures of who occurs with whom: a matrix, and a ring on which no two labels meet and lines are short."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from helpers._tables import require
from helpers._words import list_values, plural
from helpers.figures._captions import counted, end_caption, nothing, of_most, part_of
from helpers.figures._colours import CELLS, DARK, INK, MUTED, PAPER
from helpers.figures._export import Figure
from helpers.figures._style import PAGE, RING, beside, canvas, drawing, empty, shorten_all

WIDE = 1.5  # half the ring's width, in inches; labels stand left and right of it
LINE = 0.16  # height of a label, in inches
LONG = 30  # characters of a label
# what makes a pair, for the captions
NESTED = " (nested mentions count, but make no pair with the one that holds them)"
THICK = 5.0  # width of the strongest line, in points


def plot_co_mentions(pairs: pd.DataFrame, labels: Mapping[str, str], *, ax: Axes | None = None) -> Axes:
    """Draw who occurs with whom: a triangle of cells, each with the number of sentences they share.

    Empty cells never share a sentence; a darker cell shares more. `labels`: actor_id → label, for the actors
    to show, in the order of the rows.

    >>> pairs = pd.DataFrame({"actor_id": ["iran"], "other_id": ["iraq"], "sentences": [2]})
    >>> [text.get_text() for text in plot_co_mentions(pairs, {"iraq": "Iraq", "iran": "Iran"}).texts]
    ['2']
    """
    weights = np.tril(_shared(pairs, list(labels)))
    rows, columns = weights.any(axis=1), weights.any(axis=0)
    if not rows.any():
        return empty(canvas(ax, PAGE, 1.6))
    cells, most = weights[np.ix_(rows, columns)], weights.max()
    ax = canvas(ax, PAGE, 1.6 + 0.26 * len(cells))
    ax.imshow(np.where(cells, cells, np.nan), cmap=CELLS, vmin=0, vmax=1.25 * most, aspect="auto")
    for row, column in np.argwhere(cells):
        count = cells[row, column]
        colour = PAPER if count > 0.7 * most else INK
        ax.text(column, row, f"{count:.0f}", ha="center", va="center", color=colour)
    names = np.array(shorten_all(labels.values()))
    slanted: dict[str, Any] = {"rotation": 45, "ha": "right", "rotation_mode": "anchor"}
    ax.set_yticks(range(rows.sum()), names[rows])
    ax.set_xticks(range(columns.sum()), names[columns], **slanted)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def plot_network(pairs: pd.DataFrame, nodes: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw who occurs with whom: a dot for each actor of `nodes`, a line between two that share a sentence.

    A dot's area grows with the mentions, a line's width with the sentences shared, those of several documents
    added up. The place on the ring means nothing: the order makes the lines short (two actors are exchanged
    while that helps), the same each time.

    >>> pairs = pd.DataFrame({"actor_id": ["iran"], "other_id": ["iraq"], "sentences": [2]})
    >>> nodes = pd.DataFrame({"actor_id": ["iraq", "iran"], "label": ["Iraq", "Iran"], "mentions": [9, 7]})
    >>> ax = plot_network(pairs, nodes)
    >>> [text.get_text() for text in ax.texts], len(ax.collections[0].get_segments())
    (['Iraq (9)', 'Iran (7)'], 1)
    """
    require(nodes, "actor_totals", ["actor_id", "label", "mentions"])
    weights = _shared(pairs, list(nodes["actor_id"]))
    if not weights.any():
        return empty(canvas(ax, PAGE, 1.6))
    nodes, spots = nodes.reset_index(drop=True), _ring(len(nodes))
    order = _short(weights, spots)
    nodes, weights = nodes.iloc[order], weights[np.ix_(order, order)]
    ax = canvas(ax, PAGE, 2 * spots[:, 1].max() + 1.1)
    _lines(ax, weights, spots)
    sizes = 20 + 220 * nodes["mentions"].to_numpy() / nodes["mentions"].max()
    ax.scatter(spots[:, 0], spots[:, 1], s=sizes, color=DARK, edgecolor=PAPER, zorder=3)
    for (x, y), label, count in zip(spots, shorten_all(nodes["label"], LONG), nodes["mentions"]):
        side = 1 if x > -1e-9 else -1
        ax.text(x + 0.16 * side, y, f"{label} ({count})", fontsize=7.5, **beside(side, 0))
    tall = spots[:, 1].max() + 0.25
    ax.set(xlim=(-PAGE / 2, PAGE / 2), ylim=(-tall, tall))
    ax.axis("off")
    return ax


def _shared(pairs: pd.DataFrame, ids: list) -> np.ndarray:
    """The sentences that each two of these actors share, as a symmetric table."""
    require(pairs, "co_mentions", ["actor_id", "other_id", "sentences"])
    place, table = {actor: number for number, actor in enumerate(ids)}, np.zeros((len(ids), len(ids)))
    for one, other, count in zip(pairs["actor_id"], pairs["other_id"], pairs["sentences"]):
        if one in place and other in place:
            table[place[one], place[other]] += count
            table[place[other], place[one]] += count
    return table


def _ring(n: int) -> np.ndarray:
    """Places on an ellipse, clockwise from the top, as tall as it must be for a line of text at each."""
    angle = (np.arange(n) + 0.5) * 2 * np.pi / n
    right = np.sort(np.cos(angle[np.sin(angle) > -1e-9]))
    gap = np.diff(right).min(initial=1)
    return np.column_stack([WIDE * np.sin(angle), max(1.3, LINE / gap) * np.cos(angle)])


def _short(weights: np.ndarray, spots: np.ndarray) -> np.ndarray:
    """The order on the ring in which no exchange of two actors makes the lines shorter."""
    far = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    order, best = np.arange(len(weights)), (weights * far).sum()
    for _ in range(50):
        before = best
        for i, j in combinations(range(len(order)), 2):
            tried = order.copy()
            tried[[i, j]] = tried[[j, i]]
            length = (weights[np.ix_(tried, tried)] * far).sum()
            if length < best - 1e-6:
                order, best = tried, length
        if best == before:
            break
    return order


def _lines(ax: Axes, weights: np.ndarray, spots: np.ndarray) -> None:
    """The lines, the strongest on top, and a key to their widths."""
    ends = sorted(zip(*np.nonzero(np.triu(weights))), key=lambda pair: (weights[pair], *pair))
    strongest = weights.max()

    def look(weight: Any) -> dict[str, Any]:
        colour = np.where(weight < strongest / 2, MUTED, DARK).tolist()
        return {"lw": THICK * weight / strongest, "color": colour, "alpha": 0.55}

    looks, segments = look(np.array([weights[pair] for pair in ends])), [spots[list(pair)] for pair in ends]
    ax.add_collection(LineCollection(segments, **looks))
    keys = sorted({int(weights[pair]) for pair in ends})
    keys = keys if len(keys) < 4 else [keys[0], keys[len(keys) // 2], keys[-1]]
    handles = [Line2D([], [], label=str(key), **look(key)) for key in keys]
    where: dict[str, Any] = {"loc": "outside lower right", "ncols": len(keys), "labelcolor": INK}
    drawing(ax).legend(handles=handles, title="sentences shared", **where)


def co_mentions_figure(
    pairs: pd.DataFrame, totals: pd.DataFrame, *, shown: int = 12, source: str = ""
) -> Figure:
    """Show who occurs with whom as a matrix of the actors that are mentioned in the most sentences.

    Those of the `shown` that share no sentence with another of them have no row.

    >>> pairs = pd.DataFrame({"actor_id": ["iran"], "other_id": ["iraq"], "sentences": [2]})
    >>> rows = [("iraq", "Iraq", 9, 5), ("iran", "Iran", 7, 4)]
    >>> totals = pd.DataFrame(rows, columns=["actor_id", "label", "mentions", "sentences"])
    >>> co_mentions_figure(pairs, totals).alt
    'Matrix of 1 pair among 2 actors. Most often together: Iran and Iraq 2.'
    """
    nodes, table, why, together = _circle(pairs, totals, shown)
    ax = plot_co_mentions(table, dict(zip(nodes["actor_id"], nodes["label"])))
    if table.empty:
        return Figure(ax, table, *nothing(_no_pair(nodes, totals), source))
    drawn = len({*table["actor_id"], *table["other_id"]})
    part = part_of(drawn, len(totals), "actor") + (why and f", those {why}")
    if drawn < len(nodes):
        among = why and f" among the {len(nodes)} {why}"
        part = f"{part_of(drawn, len(totals), 'actor')}, those that share a sentence{among}"
    body = f"Number of sentences in which two actors are both mentioned{NESTED}; {part}."
    alt = f"Matrix of {together[0]} among {part}. {together[1]}"
    return Figure(ax, table, alt, end_caption(body, source, counted(totals["mentions"], len(totals))))


def network_figure(pairs: pd.DataFrame, totals: pd.DataFrame, *, shown: int = 12, source: str = "") -> Figure:
    """Show who occurs with whom as a network of the actors that are mentioned in the most sentences.

    >>> pairs = pd.DataFrame({"actor_id": ["iran"], "other_id": ["iraq"], "sentences": [2]})
    >>> rows = [("iraq", "Iraq", 9, 5), ("iran", "Iran", 7, 4)]
    >>> totals = pd.DataFrame(rows, columns=["actor_id", "label", "mentions", "sentences"])
    >>> network_figure(pairs, totals).alt
    'Network of 1 pair among 2 actors. Mentions: Iraq 9, Iran 7. Most often together: Iran and Iraq 2.'
    """
    nodes, table, why, together = _circle(pairs, totals, shown)
    ax, mentions = plot_network(table, nodes), list_values(nodes["label"], nodes["mentions"])
    if table.empty:
        return Figure(ax, table, *nothing(_no_pair(nodes, totals), source))
    part = part_of(len(nodes), len(totals), "actor") + (why and f", those {why}")
    sizes = "dots by mentions (in brackets), lines by sentences shared"
    body = f"Who is mentioned in one sentence with whom{NESTED}; {part}; {sizes}."
    alt = f"Network of {together[0]} among {part}. Mentions: {mentions}. {together[1]}"
    return Figure(ax, table, alt, end_caption(body, source, counted(totals["mentions"], len(totals))))


def _no_pair(nodes: pd.DataFrame, totals: pd.DataFrame) -> str:
    return f"no two actors share a sentence, among {part_of(len(nodes), len(totals), 'actor')}"


def _circle(
    pairs: pd.DataFrame, totals: pd.DataFrame, shown: int
) -> tuple[pd.DataFrame, pd.DataFrame, str, tuple[str, str]]:
    """The actors of the most sentences, the pairs among them (by document), and both in words."""
    require(totals, "actor_totals", ["actor_id", "label", "mentions", "sentences"])
    require(pairs, "co_mentions", ["actor_id", "other_id", "sentences"])
    ranked, shown = totals.sort_values(["sentences", "actor_id"], ascending=[False, True]), min(shown, RING)
    nodes = ranked.head(shown)
    table = pairs[pairs[["actor_id", "other_id"]].isin(set(nodes["actor_id"])).all(axis=1)]
    pairs = table.groupby(["actor_id", "other_id"], as_index=False, sort=False)["sentences"].sum()
    first = pairs.sort_values("sentences", ascending=False, kind="stable").head(5)
    labels = dict(zip(nodes["actor_id"], nodes["label"]))
    names = [f"{labels[one]} and {labels[other]}" for one, other in zip(first["actor_id"], first["other_id"])]
    why = of_most(ranked["sentences"], shown, "sentence")
    most = f"Most often together: {list_values(names, first['sentences'])}."
    return nodes, table, why, (plural(len(pairs), "pair"), most)
