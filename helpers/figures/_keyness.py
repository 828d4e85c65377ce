"""Figures of evidence about terms: keyness, the company a term keeps, and rank against frequency."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Ellipse
from matplotlib.text import Annotation, Text
from matplotlib.transforms import BboxBase

from helpers._tables import require
from helpers._words import list_values, plural, signed
from helpers.figures._figure import Figure, end_caption, part_of
from helpers.figures._style import (
    INK,
    MUTED,
    NEGATIVE,
    PAGE,
    PALE,
    PAPER,
    POSITIVE,
    SHADES,
    canvas,
    drawing,
    empty,
    shorten,
)
from helpers.figures._terms import running

P_05 = 3.841  # G² at p = 0.05, one degree of freedom
_KEYS = ("term", "frequency", "log_ratio", "g2", "p_holm")
_PAIRS = ("first", "second", "frequency", "log_dice")
SIDES = [
    ((4, 0), "left", "center"),
    ((-4, 0), "right", "center"),
    ((0, 4), "center", "bottom"),
    ((0, -4), "center", "top"),
    ((3, 3), "left", "bottom"),
    ((-3, 3), "right", "bottom"),
    ((3, -3), "left", "top"),
    ((-3, -3), "right", "top"),
]


def plot_keyness(keyness: pd.DataFrame, *, max_labels: int = 40, ax: Axes | None = None) -> Axes:
    """Draw each term by how much more often it comes (across) and how sure that is (up).

    >>> table = pd.DataFrame({"term": ["dam", "the"], "frequency": [4, 0], "log_ratio": [5.0, -3.0],
    ...                       "g2": [20.0, -9.0], "p_holm": [0.0001, 0.06]})
    >>> ax = plot_keyness(table)
    >>> sorted(text.get_text() for text in ax.texts)
    ['dam', 'p = 0.05', 'the']

    Parameters
    ----------
    keyness : DataFrame, one row per term: `term, frequency, log_ratio, g2, p_holm` (`terms.keyness`).
    max_labels : how many terms of either sign to try to label, those with the most evidence first.
    ax : Axes to draw on.

    Returns
    -------
    Axes. To the right of the middle line are positive keys, to the left negative ones; a step across doubles
    the ratio. Up is G² without its sign, on a scale of square roots. Filled dots survive Holm's correction at
    0.05, hollow ones do not; crosses are terms that the text does not have. A label that would cover another
    label or a dot is left out.

    Raises
    ------
    ValueError
        When a column is missing.
    """
    require(keyness, "keyness", _KEYS)
    keyness = keyness[keyness["g2"].notna()]
    ax = canvas(ax, PAGE, 4.2)
    if keyness.empty:
        return empty(ax)
    ax.set_yscale("function", functions=(lambda y: np.sqrt(np.maximum(y, 0)), np.square))
    _dots(ax, keyness)
    ax.axvline(0, color=MUTED, lw=0.6, zorder=0)
    ax.axhline(P_05, color=MUTED, lw=0.6, ls=":", zorder=0)
    ratios, evidence = keyness["log_ratio"], keyness["g2"].abs()
    reach = 1.12 * ratios.abs().max() + 1
    ax.set(xlim=(max(min(ratios.min() * 1.15, 0) - 1, -reach), reach), ylim=(0, 1.2 * evidence.max() + 4))
    ax.set(
        xlabel="effect: log ratio (0: as in the reference, 1: twice as often, −1: half)",
        ylabel="evidence: G²",
    )
    drawing(ax).legend(*ax.get_legend_handles_labels(), loc="outside lower right", ncols=4)
    end: dict[str, Any] = {
        "transform": ax.get_yaxis_transform(),
        "ha": "right",
        "va": "bottom",
        "in_layout": False,
    }
    line = ax.text(0.995, P_05, "p = 0.05", fontsize=7, color=MUTED, **end)
    order = keyness.assign(evidence=evidence).sort_values(["evidence", "term"], ascending=[False, True])
    first = order[order.groupby(order["g2"] > 0).cumcount() < max_labels]
    points = np.column_stack([ratios, evidence]).astype(float)
    _label(ax, list(zip(first["log_ratio"], first["evidence"])), first["term"], points, [line])
    return ax


def keyness_figure(keyness: pd.DataFrame, *, shown: int = 15, english: int = 0, source: str = "") -> Figure:
    """Show each term by how much more often it comes than in reference English, and how sure that is.

    >>> table = pd.DataFrame({"term": ["dam", "the"], "frequency": [4, 0], "per_thousand": [40.0, 0.0],
    ...                       "log_ratio": [5.0, -3.0], "g2": [20.0, -9.0], "p_holm": [0.0001, 0.06]})
    >>> keyness_figure(table).alt.partition(". ")[2]
    'Most evidence on the positive side, G²: dam +20.0. On the negative side: the −9.0.'

    Parameters
    ----------
    keyness : DataFrame, one row per term, the positive keys with the most evidence first (`terms.keyness`).
    shown : positive keys that the alt text names; of the negative ones it names five.
    english : how many of the most frequent English words are among the terms, for the caption.
    source : where the text comes from (`corpus.source_line`).

    Raises
    ------
    ValueError
        When a column is missing.
    """
    require(keyness, "keyness", [*_KEYS, "per_thousand"])
    more, less = keyness[keyness["g2"] > 0].head(shown), keyness[keyness["g2"] < 0].iloc[::-1].head(5)
    untested = keyness["g2"].isna().sum()
    terms = plural(len(keyness) - untested, "term")
    left_out = f" {plural(untested, 'term')} without a reference value left out." if untested else ""
    among = f", the {english} most frequent English words among them" if english else ""
    body = (
        f"Keyness of {terms} against reference English (wordfreq){among}: log ratio and G². "
        f"{(keyness['p_holm'] < 0.05).sum()} survive Holm’s correction at 0.05. "
        f"Only labels that cover nothing are written.{left_out}"
    )
    alt = (
        f"Scatter plot of log ratio and G² of {terms}. "
        f"Most evidence on the positive side, G²: {_list_g2(more)}. "
        f"On the negative side: {_list_g2(less)}."
    )
    n = plural(running(keyness), "word")
    return Figure(plot_keyness(keyness), keyness, alt, end_caption(body, source, n))


def _list_g2(keyness: pd.DataFrame) -> str:
    return list_values(keyness["term"], [signed(value, 1) for value in keyness["g2"]])


def _dots(ax: Axes, table: pd.DataFrame) -> None:
    """A marker for each term: its side by colour, whether it survives by filling, absence by a cross."""
    sure, up, present = table["p_holm"] < 0.05, table["g2"] > 0, table["frequency"] > 0
    kinds = [
        ("more often, survives Holm", up & present & sure, POSITIVE, "o", POSITIVE),
        ("does not survive", present & ~sure, MUTED, "o", PAPER),
        ("less often, survives Holm", ~up & present & sure, NEGATIVE, "o", NEGATIVE),
        ("absent (counted as half)", ~present, NEGATIVE, "x", NEGATIVE),
    ]
    for label, rows, colour, marker, fill in kinds:
        if rows.any():
            look: dict[str, Any] = {"ms": 4, "color": colour, "mfc": fill, "mew": 0.8, "label": label}
            ax.plot(table["log_ratio"][rows], table["g2"][rows].abs(), marker, **look)


def _label(
    ax: Axes,
    places: Iterable[tuple[float, float]],
    labels: Iterable[str],
    points: np.ndarray,
    others: Sequence[Text],
) -> None:
    """Write each label at the first of eight sides where it covers neither dots nor labels, or not at all."""
    drawing(ax).draw_without_rendering()  # the layout is settled before anything is measured
    inside = ax.get_window_extent()
    dots = ax.transData.transform(points)
    taken: list[BboxBase] = [text.get_window_extent() for text in others]
    for place, label in zip(places, labels):
        offset: dict[str, Any] = {"textcoords": "offset points", "fontsize": 7, "in_layout": False}
        text = ax.annotate(shorten(label, 24), place, (0, 0), **offset)
        if not any(_fits(text, side, inside, dots, taken) for side in SIDES):
            text.remove()


def _fits(
    text: Annotation,
    side: tuple[tuple[int, int], str, str],
    inside: BboxBase,
    dots: np.ndarray,
    taken: list[BboxBase],
) -> bool:
    """Move the label to this side; is it inside, and does it cover nothing? If so, the room is taken."""
    offset, across, up = side
    text.set(position=offset, ha=across, va=up)
    box = text.get_window_extent().padded(1)
    free = ((dots < np.subtract(box.min, 3)) | (dots > np.add(box.max, 3))).any(axis=1).all()
    corners = [(box.x0, box.y0), (box.x1, box.y1)]
    if not free or box.count_overlaps(taken) or not all(inside.contains(*corner) for corner in corners):
        return False
    taken.append(box)
    return True


def plot_collocations(collocations: pd.DataFrame, node: str, *, ax: Axes | None = None) -> Axes:
    """Draw a term and the words that keep it company, the firmest nearest.

    >>> pairs = pd.DataFrame({"first": ["dam", "dam", "burst"], "second": ["burst", "water", "water"],
    ...                       "frequency": [3, 2, 2], "log_dice": [12.0, 10.5, 9.0]})
    >>> ax = plot_collocations(pairs, "dam")
    >>> [text.get_text() for text in ax.texts if text.get_gid() != "ring"]
    ['burst (3)', 'water (2)', 'dam']

    Parameters
    ----------
    collocations : DataFrame, one row per pair: `first, second, frequency, log_dice` (`terms.collocations`,
        with `ordered=False`). About 12 partners of the node have room.
    node : the term in the middle, as it stands in the table.
    ax : Axes to draw on.

    Returns
    -------
    Axes. A partner's distance from the middle falls with logDice, on the rings that are drawn; its line is as
    broad as the pair is frequent, and the number says how frequent. Clockwise from the top logDice falls.
    Pale lines are pairs among the partners.

    Raises
    ------
    ValueError
        When a column is missing.
    """
    require(collocations, "collocations", _PAIRS)
    partners = _partners(collocations, node)
    ax = canvas(ax, PAGE, 3.8)
    if partners.empty:
        return empty(ax)
    top = max(np.ceil(partners["log_dice"].max()), np.floor(partners["log_dice"].min()) + 1)
    rings = np.arange(np.floor(partners["log_dice"].min()), top + 1)
    radius = np.interp(partners["log_dice"], rings, _radii(rings))
    angle = np.pi / 2 - 2 * np.pi * (np.arange(len(partners)) + 0.5) / len(partners)
    spots = dict(
        zip(partners["partner"], np.column_stack([2 * radius * np.cos(angle), radius * np.sin(angle)]))
    )
    _rings(ax, rings)
    for pair in collocations.itertuples():
        if pair.first in spots and pair.second in spots:
            ax.plot(*zip(spots[pair.first], spots[pair.second]), color=PALE, lw=1.2, zorder=1)
    _spokes(ax, partners, spots)
    box: dict[str, Any] = {"boxstyle": "round,pad=0.4", "fc": SHADES[0], "lw": 0}
    ax.text(0, 0, shorten(node, 24), ha="center", va="center", color=PAPER, fontweight="bold", bbox=box)
    ax.set(xlim=(-2.75, 2.75), ylim=(-1.16, 1.16))
    ax.axis("off")
    return ax


def collocations_figure(
    collocations: pd.DataFrame, node: str, *, window: int, min_count: int, shown: int = 12, source: str = ""
) -> Figure:
    """Show a term and the words that keep it company, and which of these keep company too.

    >>> rows = [("dam", "burst", 3, 12.0), ("dam", "water", 2, 10.5), ("burst", "water", 2, 9.0)]
    >>> pairs = pd.DataFrame(rows, columns=["first", "second", "frequency", "log_dice"])
    >>> collocations_figure(pairs, "dam", window=5, min_count=2, shown=1).alt
    'Network around “dam”, 1 of 2 words: burst 3.'

    Parameters
    ----------
    collocations : DataFrame, one row per pair (`terms.collocations`, with `ordered=False`).
    node : the term in the middle, as it stands in the table.
    window, min_count : words between the two at most and times that a pair occurs at least, for the caption.
    shown : partners to draw, in the order of the table.
    source : where the text comes from (`corpus.source_line`).

    Raises
    ------
    ValueError
        When a column is missing.
    """
    require(collocations, "collocations", _PAIRS)
    words = collocations[["first", "second"]]
    company = collocations[(words == node).any(axis=1)]
    near = company.head(shown)
    table = collocations[words.isin({node, *near["first"], *near["second"]}).all(axis=1)]
    part = part_of(len(near), len(company), "word")
    body = (
        f"Words within {window} words of “{node}” in a sentence, at least {min_count} times, stop words left "
        f"out; {part}; distance by logDice, breadth by frequency."
    )
    partners = near["first"].where(near["first"] != node, near["second"])
    alt = f"Network around “{node}”, {part}: {list_values(partners, near['frequency'])}."
    return Figure(plot_collocations(table, node), table, alt, end_caption(body, source))


def _partners(collocations: pd.DataFrame, node: str) -> pd.DataFrame:
    """The node's pairs, each with the other word as `partner`, by −logDice, then partner."""
    pairs = collocations[(collocations["first"] == node) | (collocations["second"] == node)]
    partner = pairs["first"].where(pairs["first"] != node, pairs["second"])
    return pairs.assign(partner=partner).sort_values(["log_dice", "partner"], ascending=[False, True])


def _radii(rings: np.ndarray) -> np.ndarray:
    """How far from the middle each ring is drawn: the lowest logDice at 1, the highest at 0.45."""
    return np.linspace(1, 0.45, len(rings))


def _rings(ax: Axes, rings: np.ndarray) -> None:
    """A pale ring for each of at most five whole logDice, named at the top, where no partner stands."""
    shown = slice(None, None, -(-len(rings) // 5))
    small: dict[str, Any] = {"fontsize": 7, "color": MUTED, "gid": "ring"}
    box: dict[str, Any] = {"boxstyle": "round,pad=0.15", "fc": PAPER, "lw": 0}
    for value, radius in zip(rings[shown], _radii(rings)[shown]):
        ax.add_patch(Ellipse((0, 0), 4 * radius, 2 * radius, fill=False, ec=PALE, lw=0.6, ls=":", zorder=0))
        ax.text(0, radius, f"{value:.0f}", ha="center", va="center", bbox=box, **small)
    ax.text(2.75, -1.16, "on the rings: logDice", ha="right", va="bottom", **small)


def _spokes(ax: Axes, partners: pd.DataFrame, spots: dict[str, np.ndarray]) -> None:
    """A line from the middle to each partner, and its name beyond the end."""
    widest = max(partners["frequency"].max(), 4)
    for pair in partners.itertuples():
        x, y = spots[pair.partner]
        width = 0.8 + 5 * pair.frequency / widest
        ax.plot([0, x], [0, y], color=SHADES[1], lw=width, solid_capstyle="round", zorder=2)
        ax.plot(x, y, "o", ms=5, color=SHADES[0], zorder=3)
        side = "left" if x > 0.05 else "right" if x < -0.05 else "center"
        offset = {"left": (6, 0), "right": (-6, 0), "center": (0, 7 * np.sign(y))}[side]
        up = "center" if side != "center" else "bottom" if y > 0 else "top"
        label = f"{shorten(pair.partner, 16)} ({pair.frequency})"
        ax.annotate(label, (x, y), offset, textcoords="offset points", ha=side, va=up, zorder=4)


def plot_zipf(frequencies: pd.DataFrame, reference: pd.Series, *, ax: Axes | None = None) -> Axes:
    """Draw how rates fall with rank, in a text and in reference English, both axes logarithmic.

    >>> table = pd.DataFrame({"term": ["the", "dam"], "per_thousand": [60.0, 20.0]})
    >>> ax = plot_zipf(table, pd.Series({"of": 0.02, "the": 0.05}))
    >>> [line.get_ydata().tolist() for line in ax.lines]
    [[50.0, 20.0], [60.0, 20.0]]

    Parameters
    ----------
    frequencies : DataFrame, one row per term, the most frequent first, stop words left in: `term,
        per_thousand`.
    reference : proportions (0…1) of English words by term (`terms.reference_english`), in any order.
    ax : Axes to draw on.

    Returns
    -------
    Axes. Across is the place in the list (terms of one rate stand side by side, as a step), up the rate per
    thousand. Zipf's law is a straight line that falls by one power of ten in one.

    Raises
    ------
    ValueError
        When a column is missing.
    """
    require(frequencies, "frequencies", ["term", "per_thousand"])
    ax = canvas(ax, PAGE, 2.9)
    if frequencies.empty or reference.empty:
        return empty(ax)
    english = 1000 * np.sort(reference.to_numpy(dtype=float))[::-1]
    rates, ranks = (
        frequencies["per_thousand"].to_numpy(),
        np.arange(1, max(len(english), len(frequencies)) + 1),
    )
    ax.plot(ranks[: len(english)], english, color=MUTED, lw=1, ls="--", label="reference English")
    ax.plot(ranks[: len(rates)], rates, color=SHADES[0], lw=0.8, marker="o", ms=2.5, label="the text")
    ax.set(xscale="log", yscale="log", xlabel="rank", ylabel="per 1,000 words")
    ax.set(xlim=(0.8, 1.3 * len(ranks)), ylim=(None, 2.2 * max(english[0], rates.max())))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter("{x:g}")
        axis.set_minor_formatter("")
    above: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "fontsize": 7.5}
    for rank, row in enumerate(frequencies.head(3).itertuples(), 1):
        ax.annotate(shorten(row.term, 16), (rank, row.per_thousand), (0, 5), **above)
    ax.legend(loc="lower left", labelcolor=INK)
    return ax


def zipf_figure(frequencies: pd.DataFrame, reference: pd.Series, *, source: str = "") -> Figure:
    """Show how rates fall with rank, in a text and in reference English.

    >>> table = pd.DataFrame({"term": ["the", "dam"], "frequency": [3, 1], "per_thousand": [75.0, 25.0]})
    >>> zipf_figure(table, pd.Series({"of": 0.02, "the": 0.05})).alt.partition(". ")[2]
    'The 2 most frequent terms, per 1,000 words: the 75.0, dam 25.0. 1 of 2 terms occurs once.'

    Parameters
    ----------
    frequencies : DataFrame, one row per term, stop words left in, the most frequent first: `term, frequency,
        per_thousand`.
    reference : proportions (0…1) of English words by term (`terms.reference_english`).
    source : where the text comes from (`corpus.source_line`).

    Raises
    ------
    ValueError
        When a column is missing.
    """
    require(frequencies, "frequencies", ["term", "frequency", "per_thousand"])
    first, once = frequencies.head(10), int((frequencies["frequency"] == 1).sum())
    terms = plural(len(frequencies), "term")
    body = (
        f"Rates per 1,000 words by rank, both logarithmic, of the text’s {terms} and of the {len(reference)} "
        "most frequent words of reference English (wordfreq)."
    )
    alt = (
        f"Two falling curves. The {len(first)} most frequent terms, per 1,000 words: "
        f"{list_values(first['term'], first['per_thousand'].round(1))}. "
        f"{once} of {terms} {'occurs' if once == 1 else 'occur'} once."
    )
    n = plural(running(frequencies), "word")
    return Figure(plot_zipf(frequencies, reference), frequencies, alt, end_caption(body, source, n))
