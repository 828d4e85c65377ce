"""Figures of actors: how often and how they are named, who occurs with whom, and the tone toward each."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers._tables import one_of, require
from helpers._words import list_values, plural
from helpers.figures._colours import CELLS, INK, MUTED, NEGATIVE, NEUTRAL, PAPER, POSITIVE, WORDING
from helpers.figures._figure import Figure, end_caption, list_intervals, part_of
from helpers.figures._network import plot_network, shared_sentences
from helpers.figures._rows import draw_interval, name_rows, tone_ticks
from helpers.figures._style import COLUMN, PAGE, canvas, drawing, empty, shorten

_BY = ("name", "role", "group")
_TOWARD = ("label", "sentences", "tone", "low", "high", "verdict")
_VERDICTS = {"none": NEUTRAL, "negative": NEGATIVE, "positive": POSITIVE}


def plot_actor_counts(counts: pd.DataFrame, *, by: Sequence[str] = _BY, ax: Axes | None = None) -> Axes:
    """Draw the mentions of each actor as a bar, parted by how the actor is named.

    >>> row = {"label": ["Iran"], "kind": "state", "mentions": 7, "name": 3, "role": 3, "group": 1}
    >>> [int(bar.get_width()) for bar in plot_actor_counts(pd.DataFrame(row)).patches]
    [3, 3, 1]
    """
    require(counts, "actor_totals", ["label", "kind", "mentions", *by])
    labels = [f"{shorten(label)} · {kind}" for label, kind in zip(counts["label"], counts["kind"])]
    return _stack(canvas(ax, PAGE, 0.9 + 0.19 * len(counts)), labels, counts, by)


def actor_counts_figure(
    totals: pd.DataFrame, *, shown: int = 30, by: Sequence[str] = _BY, source: str = ""
) -> Figure:
    """Show the mentions of each actor (`actors.actor_totals`) as a bar, parted by how the actor is named.

    >>> rows = [("Iran", "state", 7, 3, 3, 1), ("Hale", "person", 1, 1, 0, 0)]
    >>> totals = pd.DataFrame(rows, columns=["label", "kind", "mentions", "name", "role", "group"])
    >>> actor_counts_figure(totals, shown=1).alt
    'Stacked bars of the mentions of 1 of 2 actors: Iran 7.'
    """
    drawn = totals.head(shown)
    ax, part = plot_actor_counts(drawn, by=by), part_of(len(drawn), len(totals), "actor")
    pronouns = "pronouns where resolved" if "pronoun" in by else "pronouns not"
    body = f"Mentions of {part}, parted by how they are worded; nested mentions included, {pronouns}."
    alt = f"Stacked bars of the mentions of {part}: {list_values(drawn['label'], drawn['mentions'])}."
    return Figure(ax, totals, alt, end_caption(body, source, _counted(totals["mentions"], len(totals))))


def _counted(mentions: pd.Series, actors: int) -> str:
    return f"{plural(mentions.sum(), 'mention')} of {plural(actors, 'actor')}"


def plot_kinds(kinds: pd.DataFrame, *, by: Sequence[str] = _BY, ax: Axes | None = None) -> Axes:
    """Draw the mentions of each kind of actor as a bar, parted by how they are named; `actors` says how many.

    >>> kinds = pd.DataFrame({"kind": ["city"], "actors": 2, "mentions": 7, "name": 3, "role": 3, "group": 1})
    >>> [text.get_text() for text in plot_kinds(kinds).texts]
    ['7']
    """
    require(kinds, "kind_counts", ["kind", "actors", "mentions", *by])
    labels = [f"{kind} ({actors})" for kind, actors in zip(kinds["kind"], kinds["actors"])]
    ax = canvas(ax, COLUMN, max(1.4, 0.8 + 0.25 * len(kinds)))
    return _stack(ax, labels, kinds, by, title="by kind (number of actors)")


def kinds_figure(kinds: pd.DataFrame, *, by: Sequence[str] = _BY, source: str = "") -> Figure:
    """Show the mentions of each kind of actor (`actors.kind_counts`) as a bar, parted by how they are named.

    >>> kinds = pd.DataFrame({"kind": ["city"], "actors": 2, "mentions": 7, "name": 3, "role": 3, "group": 1})
    >>> kinds_figure(kinds).alt
    'Stacked bars of the mentions of each kind of actor: city 7.'
    """
    ax, bars = plot_kinds(kinds, by=by), list_values(kinds["kind"], kinds["mentions"])
    body = "Mentions by kind of actor, parted by how they are worded."
    alt = f"Stacked bars of the mentions of each kind of actor: {bars}."
    n = _counted(kinds["mentions"], kinds["actors"].sum())
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


def plot_co_mentions(pairs: pd.DataFrame, labels: Mapping[str, str], *, ax: Axes | None = None) -> Axes:
    """Draw who occurs with whom: a triangle of cells, each with the number of sentences they share.

    Empty cells never share a sentence; a darker cell shares more. `labels`: actor_id → label, for the actors
    to show, in the order of the rows.

    >>> pairs = pd.DataFrame({"actor_id": ["iran"], "other_id": ["iraq"], "sentences": [2]})
    >>> [text.get_text() for text in plot_co_mentions(pairs, {"iraq": "Iraq", "iran": "Iran"}).texts]
    ['2']
    """
    weights = np.tril(shared_sentences(pairs, list(labels)))
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
    names = np.array([shorten(label) for label in labels.values()])
    slanted: dict[str, Any] = {"rotation": 45, "ha": "right", "rotation_mode": "anchor"}
    ax.set_yticks(range(rows.sum()), names[rows])
    ax.set_xticks(range(columns.sum()), names[columns], **slanted)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def co_mentions_figure(
    pairs: pd.DataFrame, totals: pd.DataFrame, *, shown: int = 12, source: str = ""
) -> Figure:
    """Show who occurs with whom as a matrix of the actors that are mentioned in the most sentences.

    >>> pairs = pd.DataFrame({"actor_id": ["iran"], "other_id": ["iraq"], "sentences": [2]})
    >>> rows = [("iraq", "Iraq", 9, 5), ("iran", "Iran", 7, 4)]
    >>> totals = pd.DataFrame(rows, columns=["actor_id", "label", "mentions", "sentences"])
    >>> co_mentions_figure(pairs, totals).alt
    'Matrix of 1 pair among 2 actors. Most often together: Iran and Iraq 2.'
    """
    nodes, table, part, together = _circle(pairs, totals, shown)
    ax = plot_co_mentions(table, dict(zip(nodes["actor_id"], nodes["label"])))
    body = f"Number of sentences in which two actors are both mentioned; {part}."
    alt = f"Matrix of {plural(len(table), 'pair')} among {part}. {together}"
    return Figure(ax, table, alt, end_caption(body, source, _counted(totals["mentions"], len(totals))))


def network_figure(pairs: pd.DataFrame, totals: pd.DataFrame, *, shown: int = 12, source: str = "") -> Figure:
    """Show who occurs with whom as a network of the actors that are mentioned in the most sentences.

    >>> pairs = pd.DataFrame({"actor_id": ["iran"], "other_id": ["iraq"], "sentences": [2]})
    >>> rows = [("iraq", "Iraq", 9, 5), ("iran", "Iran", 7, 4)]
    >>> totals = pd.DataFrame(rows, columns=["actor_id", "label", "mentions", "sentences"])
    >>> network_figure(pairs, totals).alt
    'Network of 1 pair among 2 actors. Mentions: Iraq 9, Iran 7. Most often together: Iran and Iraq 2.'
    """
    nodes, table, part, together = _circle(pairs, totals, shown)
    ax, mentions = plot_network(table, nodes), list_values(nodes["label"], nodes["mentions"])
    body = (
        f"Who is mentioned in one sentence with whom; {part}; dots by mentions (in brackets), lines by "
        "sentences shared."
    )
    alt = f"Network of {plural(len(table), 'pair')} among {part}. Mentions: {mentions}. {together}"
    return Figure(ax, table, alt, end_caption(body, source, _counted(totals["mentions"], len(totals))))


def _circle(
    pairs: pd.DataFrame, totals: pd.DataFrame, shown: int
) -> tuple[pd.DataFrame, pd.DataFrame, str, str]:
    """The actors of the most sentences, the pairs among them, and both in words."""
    require(totals, "actor_totals", ["actor_id", "label", "mentions", "sentences"])
    require(pairs, "co_mentions", ["actor_id", "other_id", "sentences"])
    nodes = totals.sort_values(["sentences", "actor_id"], ascending=[False, True]).head(shown)
    table = pairs[pairs[["actor_id", "other_id"]].isin(set(nodes["actor_id"])).all(axis=1)]
    labels, first = dict(zip(nodes["actor_id"], nodes["label"])), table.head(5)
    names = [f"{labels[one]} and {labels[other]}" for one, other in zip(first["actor_id"], first["other_id"])]
    part = part_of(len(nodes), len(totals), "actor")
    part += ", those of the most sentences" if len(nodes) < len(totals) else ""
    return nodes, table, part, f"Most often together: {list_values(names, first['sentences'])}."


def plot_toward(by_actor: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the mean tone toward each actor with its interval, grey where the data bear no verdict.

    >>> rows = [("Hale", 9, -0.5, -0.8, -0.2, "negative"), ("Lowe", 2, 0.1, -0.6, 0.7, "none")]
    >>> table = pd.DataFrame(rows, columns=["label", "sentences", "tone", "low", "high", "verdict"])
    >>> [text.get_text() for text in plot_toward(table).get_yticklabels()]
    ['Hale  (n = 9)', 'Lowe  (n = 2)']
    """
    require(by_actor, "toward_by_actor", _TOWARD)
    ax = canvas(ax, PAGE, 0.8 + 0.19 * len(by_actor))
    if by_actor.empty:
        return empty(ax)
    ax.axvline(0, color=MUTED, lw=0.6)
    for row, actor in enumerate(by_actor.itertuples()):
        colour, sure = _VERDICTS[actor.verdict], actor.verdict != "none"
        colours, interval = (colour, colour, colour if sure else PAPER), (actor.tone, actor.low, actor.high)
        draw_interval(ax, row, interval, colours=colours, width=2 if sure else 1)
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

    Drawn are those with the most sentences, in the order of the table (`sentiment.toward_by_actor`).

    >>> rows = [("Hale", 9, -0.5, -0.8, -0.2, "negative"), ("Lowe", 2, 0.1, -0.6, 0.7, "none")]
    >>> table = pd.DataFrame(rows, columns=["label", "sentences", "tone", "low", "high", "verdict"])
    >>> toward_figure(table.assign(actor_id=["h", "l"], mentions=[9, 2]), shown=1).alt
    'Dots with intervals for 1 of 2 actors: Hale −0.50 (−0.80 to −0.20). Verdicts: Hale negative.'

    Parameters
    ----------
    min_sentences : what a verdict needs, for the caption.
    certain_from : the probability that the mentions counted reach at least; 0 where all count.
    left_out : mentions and actors that did not reach it.
    """
    require(by_actor, "toward_by_actor", ["actor_id", "mentions", *_TOWARD])
    most = by_actor.sort_values(["sentences", "actor_id"], ascending=[False, True]).head(shown).index
    drawn, part = by_actor[by_actor.index.isin(most)], part_of(len(most), len(by_actor), "actor")
    counted = by_actor["mentions"].sum()
    basis = f"all {plural(counted, 'mention')} of these actors"
    if certain_from:
        whole = f"{counted} of {plural(counted + left_out[0], 'mention')} of these actors"
        basis = f"{whole}, whose largest probability is at least {certain_from:.2f}"
    lost = f" {plural(left_out[1], 'chosen actor')} without such a mention not shown." if left_out[1] else ""
    body = (
        f"Mean tone of the sentences toward {part} as worded, with 95 % intervals, from {basis}; grey where "
        f"the data bear no verdict (the interval holds 0, or fewer than {min_sentences} sentences); "
        f"n is the number of sentences.{lost}"
    )
    clear = drawn[drawn["verdict"] != "none"]
    verdicts = list_values(clear["label"], clear["verdict"])
    values = list_intervals(drawn["label"], drawn, "tone")
    alt = f"Dots with intervals for {part}: {values}. Verdicts: {verdicts}."
    return Figure(plot_toward(drawn), by_actor, alt, end_caption(body, source))
