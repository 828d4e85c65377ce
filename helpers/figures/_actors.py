"""Figures of actors: how often and how they are named, and who occurs with whom."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers._tables import one_of, require
from helpers._words import list_values, plural
from helpers.figures._figure import Figure, end_caption, list_intervals, part_of
from helpers.figures._network import plot_network
from helpers.figures._style import (
    CELLS,
    COLUMN,
    INK,
    MUTED,
    NEGATIVE,
    NEUTRAL,
    PAGE,
    PAPER,
    POSITIVE,
    WORDING,
    canvas,
    draw_interval,
    drawing,
    empty,
    name_rows,
    shorten,
    tone_ticks,
)

_BY = ("name", "role", "group")
_PAIR = ("actor_id", "other_id", "sentences")
_TOWARD = ("label", "sentences", "tone", "low", "high", "verdict")


def plot_actor_counts(counts: pd.DataFrame, *, by: Sequence[str] = _BY, ax: Axes | None = None) -> Axes:
    """Draw the mentions of each actor as a bar, parted by how the actor is named.

    >>> columns = ["label", "kind", "mentions", "name", "role", "group"]
    >>> counts = pd.DataFrame([("Iran", "state", 7, 3, 3, 1)], columns=columns)
    >>> ax = plot_actor_counts(counts)
    >>> [int(bar.get_width()) for bar in ax.patches]
    [3, 3, 1]

    Parameters
    ----------
    counts : DataFrame, one row per actor from top to bottom: `label, kind, mentions` and the columns of `by`.
    by : columns that add up to `mentions`: "name", "role", "group", "pronoun".
    ax : Axes to draw on.

    Raises
    ------
    ValueError
        When a column is missing, or `by` names another.
    """
    require(counts, "actor_totals", ["label", "kind", "mentions", *by])
    ax = canvas(ax, PAGE, 0.9 + 0.19 * len(counts))
    if counts.empty:
        return empty(ax)
    _stack(
        ax, [f"{shorten(label)} · {kind}" for label, kind in zip(counts["label"], counts["kind"])], counts, by
    )
    ax.set(xlabel="mentions")
    return ax


def actor_counts_figure(
    totals: pd.DataFrame, *, shown: int = 30, by: Sequence[str] = _BY, source: str = ""
) -> Figure:
    """Show the mentions of each actor as a bar, parted by how the actor is named.

    >>> totals = pd.DataFrame({"label": ["Iran", "Hale"], "kind": ["state", "person"], "mentions": [7, 1],
    ...                        "name": [3, 1], "role": [3, 0], "group": [1, 0]})
    >>> actor_counts_figure(totals, shown=1).alt
    'Stacked bars of the mentions of 1 of 2 actors: Iran 7.'

    Parameters
    ----------
    totals : DataFrame, one row per actor, the most mentioned first (`actors.actor_totals`).
    shown : actors to draw.
    by : columns that add up to `mentions`: "name", "role", "group", "pronoun".
    source : where the text comes from (`corpus.source_line`).

    Raises
    ------
    ValueError
        When a column is missing, or `by` names another.
    """
    drawn = totals.head(shown)
    ax = plot_actor_counts(drawn, by=by)
    part = part_of(len(drawn), len(totals), "actor")
    body = (
        f"Mentions of {part}, parted by how they are worded; nested mentions included, pronouns "
        f"{'where resolved' if 'pronoun' in by else 'not'}."
    )
    alt = f"Stacked bars of the mentions of {part}: {list_values(drawn['label'], drawn['mentions'])}."
    return Figure(ax, totals, alt, end_caption(body, source, _mentions(totals)))


def _mentions(totals: pd.DataFrame) -> str:
    return f"{plural(totals['mentions'].sum(), 'mention')} of {plural(len(totals), 'actor')}"


def plot_kinds(kinds: pd.DataFrame, *, by: Sequence[str] = _BY, ax: Axes | None = None) -> Axes:
    """Draw the mentions of each kind of actor as a bar, parted by how they are named.

    >>> columns = ["kind", "actors", "mentions", "name", "role", "group"]
    >>> kinds = pd.DataFrame([("state", 2, 7, 3, 3, 1)], columns=columns)
    >>> [text.get_text() for text in plot_kinds(kinds).texts]
    ['7']

    Parameters
    ----------
    kinds : DataFrame, one row per kind: `kind, actors` (how many), `mentions` and the columns of `by`.
    by : columns that add up to `mentions`: "name", "role", "group", "pronoun".
    ax : Axes to draw on.

    Raises
    ------
    ValueError
        When a column is missing, or `by` names another.
    """
    require(kinds, "kind_counts", ["kind", "actors", "mentions", *by])
    ax = canvas(ax, COLUMN, max(1.4, 0.8 + 0.25 * len(kinds)))
    if kinds.empty:
        return empty(ax)
    _stack(ax, [f"{kind} ({actors})" for kind, actors in zip(kinds["kind"], kinds["actors"])], kinds, by)
    ax.set(xlabel="mentions", title="by kind (number of actors)")
    return ax


def kinds_figure(kinds: pd.DataFrame, *, by: Sequence[str] = _BY, source: str = "") -> Figure:
    """Show the mentions of each kind of actor as a bar, parted by how they are named.

    >>> columns = ["kind", "actors", "mentions", "name", "role", "group"]
    >>> kinds = pd.DataFrame([("state", 2, 7, 3, 3, 1)], columns=columns)
    >>> kinds_figure(kinds).alt
    'Stacked bars of the mentions of each kind of actor: state 7.'

    Parameters
    ----------
    kinds : DataFrame, one row per kind (`actors.kind_counts`).
    by : columns that add up to `mentions`: "name", "role", "group", "pronoun".
    source : where the text comes from (`corpus.source_line`).

    Raises
    ------
    ValueError
        When a column is missing, or `by` names another.
    """
    ax = plot_kinds(kinds, by=by)
    n = f"{plural(kinds['mentions'].sum(), 'mention')} of {plural(kinds['actors'].sum(), 'actor')}"
    bars = list_values(kinds["kind"], kinds["mentions"])
    body = "Mentions by kind of actor, parted by how they are worded."
    alt = f"Stacked bars of the mentions of each kind of actor: {bars}."
    return Figure(ax, kinds, alt, end_caption(body, source, n))


def _stack(ax: Axes, labels: list[str], table: pd.DataFrame, by: Sequence[str]) -> None:
    """Horizontal bars from top to bottom, parted into dark, hatched, light and dotted, with their sums."""
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
    where: dict[str, Any] = {"loc": "outside lower right", "ncols": len(by)}
    drawing(ax).legend(*ax.get_legend_handles_labels(), title="named by", **where)


def plot_co_mentions(pairs: pd.DataFrame, labels: Mapping[str, str], *, ax: Axes | None = None) -> Axes:
    """Draw who occurs with whom: a triangle of cells, each with the number of sentences they share.

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

    Raises
    ------
    ValueError
        When a column is missing.
    """
    require(pairs, "co_mentions", _PAIR)
    order = {actor: number for number, actor in enumerate(labels)}
    known = pairs[pairs["actor_id"].isin(order) & pairs["other_id"].isin(order)]
    if known.empty:
        return empty(canvas(ax, PAGE, 1.6))
    grid = _grid(known, order)
    ax = canvas(ax, PAGE, 1.6 + 0.26 * len(grid))
    cells, most = grid.to_numpy(dtype=float), grid.max(axis=None)
    ax.imshow(cells, cmap=CELLS, vmin=0, vmax=1.25 * most, aspect="auto")
    for (row, column), count in np.ndenumerate(cells):
        if count > 0:
            colour = PAPER if count > 0.7 * most else INK
            ax.text(column, row, f"{count:.0f}", ha="center", va="center", color=colour)
    ax.set_yticks(range(len(grid)), [shorten(labels[actor]) for actor in grid.index])
    slanted: dict[str, Any] = {"rotation": 45, "ha": "right", "rotation_mode": "anchor"}
    ax.set_xticks(range(len(grid.columns)), [shorten(labels[actor]) for actor in grid.columns], **slanted)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def _grid(pairs: pd.DataFrame, order: Mapping[str, int]) -> pd.DataFrame:
    """The sentences that two actors share: the later one a row, the earlier one a column."""
    ends = [sorted(pair, key=order.__getitem__) for pair in zip(pairs["actor_id"], pairs["other_id"])]
    cells = pairs.assign(column=[first for first, _ in ends], row=[second for _, second in ends])
    grid = cells.pivot_table(index="row", columns="column", values="sentences", aggfunc="sum")
    return grid.sort_index(key=lambda ids: ids.map(order)).sort_index(axis=1, key=lambda ids: ids.map(order))


def co_mentions_figure(
    pairs: pd.DataFrame, totals: pd.DataFrame, *, shown: int = 12, source: str = ""
) -> Figure:
    """Show who occurs with whom as a matrix of the actors that are mentioned in the most sentences.

    >>> pairs = pd.DataFrame({"actor_id": ["iran"], "other_id": ["iraq"], "sentences": [2]})
    >>> totals = pd.DataFrame({"actor_id": ["iraq", "iran"], "label": ["Iraq", "Iran"], "mentions": [9, 7],
    ...                        "sentences": [5, 4]})
    >>> co_mentions_figure(pairs, totals).alt
    'Matrix of 1 pair among 2 actors. Most often together: Iran and Iraq 2.'

    Parameters
    ----------
    pairs : DataFrame, one row per pair (`actors.co_mentions`).
    totals : DataFrame, one row per actor: `actor_id, label, mentions, sentences` (`actors.actor_totals`).
    shown : actors to draw.
    source : where the text comes from (`corpus.source_line`).

    Raises
    ------
    ValueError
        When a column is missing.
    """
    nodes, table, part, together = _circle(pairs, totals, shown)
    ax = plot_co_mentions(table, dict(zip(nodes["actor_id"], nodes["label"])))
    body = f"Number of sentences in which two actors are both mentioned; {part}."
    alt = f"Matrix of {plural(len(table), 'pair')} among {part}. {together}"
    return Figure(ax, table, alt, end_caption(body, source, _mentions(totals)))


def network_figure(pairs: pd.DataFrame, totals: pd.DataFrame, *, shown: int = 12, source: str = "") -> Figure:
    """Show who occurs with whom as a network of the actors that are mentioned in the most sentences.

    >>> pairs = pd.DataFrame({"actor_id": ["iran"], "other_id": ["iraq"], "sentences": [2]})
    >>> totals = pd.DataFrame({"actor_id": ["iraq", "iran"], "label": ["Iraq", "Iran"], "mentions": [9, 7],
    ...                        "sentences": [5, 4]})
    >>> network_figure(pairs, totals).alt
    'Network of 1 pair among 2 actors. Mentions: Iraq 9, Iran 7. Most often together: Iran and Iraq 2.'

    Parameters
    ----------
    pairs : DataFrame, one row per pair (`actors.co_mentions`).
    totals : DataFrame, one row per actor: `actor_id, label, mentions, sentences` (`actors.actor_totals`).
    shown : actors to draw.
    source : where the text comes from (`corpus.source_line`).

    Raises
    ------
    ValueError
        When a column is missing.
    """
    nodes, table, part, together = _circle(pairs, totals, shown)
    body = (
        f"Who is mentioned in one sentence with whom; {part}; dots by mentions (in brackets), lines by "
        "sentences shared."
    )
    mentions = list_values(nodes["label"], nodes["mentions"])
    alt = f"Network of {plural(len(table), 'pair')} among {part}. Mentions: {mentions}. {together}"
    return Figure(plot_network(table, nodes), table, alt, end_caption(body, source, _mentions(totals)))


def _circle(
    pairs: pd.DataFrame, totals: pd.DataFrame, shown: int
) -> tuple[pd.DataFrame, pd.DataFrame, str, str]:
    """The actors of the most sentences, the pairs among them, and both in words."""
    require(totals, "actor_totals", ["actor_id", "label", "mentions", "sentences"])
    nodes = totals.sort_values(["sentences", "actor_id"], ascending=[False, True]).head(shown)
    inside = (
        require(pairs, "co_mentions", _PAIR)[["actor_id", "other_id"]]
        .isin(set(nodes["actor_id"]))
        .all(axis=1)
    )
    table, labels = pairs[inside], dict(zip(nodes["actor_id"], nodes["label"]))
    first = table.head(5)
    names = [f"{labels[one]} and {labels[other]}" for one, other in zip(first["actor_id"], first["other_id"])]
    part = part_of(len(nodes), len(totals), "actor") + (
        ", those of the most sentences" if len(nodes) < len(totals) else ""
    )
    return nodes, table, part, f"Most often together: {list_values(names, first['sentences'])}."


def plot_toward(by_actor: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the mean tone toward each actor with its interval, grey where the data bear no verdict.

    >>> rows = [("Hale", 9, -0.5, -0.8, -0.2, "negative"), ("Lowe", 2, 0.1, -0.6, 0.7, "none")]
    >>> table = pd.DataFrame(rows, columns=["label", "sentences", "tone", "low", "high", "verdict"])
    >>> ax = plot_toward(table)
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['Hale  (n = 9)', 'Lowe  (n = 2)']

    Parameters
    ----------
    by_actor : DataFrame, one row per actor from top to bottom: `label, sentences, tone, low, high, verdict`
        (`sentiment.toward_by_actor`).
    ax : Axes to draw on.

    Raises
    ------
    ValueError
        When a column is missing.
    """
    require(by_actor, "toward_by_actor", _TOWARD)
    ax = canvas(ax, PAGE, 0.8 + 0.19 * len(by_actor))
    if by_actor.empty:
        return empty(ax)
    ax.axvline(0, color=MUTED, lw=0.6)
    looks = {
        "none": (NEUTRAL, PAPER, 1),
        "negative": (NEGATIVE, NEGATIVE, 2),
        "positive": (POSITIVE, POSITIVE, 2),
    }
    for row, actor in enumerate(by_actor.itertuples()):
        colour, filling, width = looks[actor.verdict]
        interval = actor.tone, actor.low, actor.high
        draw_interval(ax, row, interval, colours=(colour, colour, filling), width=width)
    counts = zip(by_actor["label"], by_actor["sentences"])
    name_rows(ax, [f"{shorten(label)}  (n = {count})" for label, count in counts])
    tone_ticks(ax.xaxis)
    ax.set(xlim=(-1.05, 1.05), xlabel="tone toward the actor (negative to positive)")
    return ax


def toward_figure(
    by_actor: pd.DataFrame,
    *,
    shown: int = 40,
    min_sentences: int = 5,
    certain_from: float = 0.0,
    left_out: tuple[int, int] = (0, 0),
    source: str = "",
) -> Figure:
    """Show the mean tone toward each actor with its interval, grey where the data bear no verdict.

    >>> rows = [("Hale", 9, -0.5, -0.8, -0.2, "negative"), ("Lowe", 2, 0.1, -0.6, 0.7, "none")]
    >>> table = pd.DataFrame(rows, columns=["label", "sentences", "tone", "low", "high", "verdict"])
    >>> toward_figure(table.assign(actor_id=["h", "l"], mentions=[9, 2]), shown=1).alt
    'Dots with intervals for 1 of 2 actors: Hale −0.50 (−0.80 to −0.20). Verdicts: Hale negative.'

    Parameters
    ----------
    by_actor : DataFrame, one row per actor from top to bottom (`sentiment.toward_by_actor`).
    shown : actors to draw, those with the most sentences.
    min_sentences : what a verdict needs, for the caption.
    certain_from : the probability that the mentions counted reach at least; 0 where all count.
    left_out : mentions and actors that did not reach it.
    source : where the text comes from (`corpus.source_line`).

    Raises
    ------
    ValueError
        When a column is missing.
    """
    require(by_actor, "toward_by_actor", ["actor_id", "mentions", *_TOWARD])
    most = by_actor.sort_values(["sentences", "actor_id"], ascending=[False, True]).head(shown).index
    drawn, part = by_actor[by_actor.index.isin(most)], part_of(len(most), len(by_actor), "actor")
    counted = by_actor["mentions"].sum()
    basis = f"all {plural(counted, 'mention')} of these actors"
    if certain_from:
        total = plural(counted + left_out[0], "mention")
        basis = (
            f"{counted} of {total} of these actors, whose largest probability is at least {certain_from:.2f}"
        )
    lost = f" {plural(left_out[1], 'chosen actor')} without such a mention not shown." if left_out[1] else ""
    body = (
        f"Mean tone of the sentences toward {part} as worded, with 95 % intervals, from {basis}; grey where "
        f"the data bear no verdict (the interval holds 0, or fewer than {min_sentences} sentences); "
        f"n is the number of sentences.{lost}"
    )
    values = list_intervals(drawn["label"], drawn, "tone")
    clear = drawn[drawn["verdict"] != "none"]
    verdicts = list_values(clear["label"], clear["verdict"])
    alt = f"Dots with intervals for {part}: {values}. Verdicts: {verdicts}."
    return Figure(plot_toward(drawn), by_actor, alt, end_caption(body, source))
