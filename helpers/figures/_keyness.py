"""Figures of evidence about terms: keyness, and the company a term keeps."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Ellipse
from matplotlib.text import Annotation, Text
from matplotlib.transforms import BboxBase

from helpers._tables import require
from helpers._words import list_values, plural, signed
from helpers.figures._captions import end_caption, nothing, part_of
from helpers.figures._colours import DARK, MIDDLE, MUTED, NEGATIVE, PALE, PAPER, POSITIVE
from helpers.figures._export import Figure
from helpers.figures._style import PAGE, beside, canvas, drawing, empty, shorten, shorten_all
from helpers.figures._terms import running

P_05 = 3.841  # G² at p = 0.05, one degree of freedom
SIDES = ((4, 0), (-4, 0), (0, 4), (0, -4), (3, 3), (-3, 3), (3, -3), (-3, -3))  # of a dot, for its label
AROUND = 20  # the most words around one that stay apart
_KEYS = ("term", "frequency", "log_ratio", "g2", "p_holm")
_PAIRS = ("first", "second", "frequency", "log_dice")


def plot_keyness(keyness: pd.DataFrame, *, max_labels: int = 40, ax: Axes | None = None) -> Axes:
    """Draw each term by how much more often it comes (across) and how sure that is (up).

    To the right of the middle line are positive keys, to the left negative ones; a step across doubles the
    ratio. Up is G² without its sign, on a scale of square roots. Filled dots survive Holm's correction at
    0.05, hollow ones do not; crosses are terms that the text does not have, triangles those that the
    reference lacks (`floored`): theirs is the least ratio that it can be. Where the half that is counted for
    0 is more than was expected, and so on the wrong side, the term is left out. Of either sign the
    `max_labels` terms with the most evidence are labelled, but for labels that would cover another or a dot.

    >>> table = pd.DataFrame({"term": ["dam", "the"], "frequency": [4, 0], "log_ratio": [5.0, -3.0],
    ...                       "g2": [20.0, -9.0], "p_holm": [0.0001, 0.06]})
    >>> sorted(text.get_text() for text in plot_keyness(table).texts)
    ['dam', 'p = 0.05', 'the']
    """
    require(keyness, "keyness", _KEYS)
    keyness = keyness[_drawable(keyness)]
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
    ratio = "log ratio (0: as in the reference, 1: twice as often, −1: half)"
    ax.set(xlabel=f"effect: {ratio}", ylabel="evidence: G²")
    handles, kinds = ax.get_legend_handles_labels()
    drawing(ax).legend(handles, kinds, loc="outside lower right", ncols=4 if len(kinds) < 5 else 3)
    end: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "in_layout": False, **beside(-1, 1)}
    line = ax.text(0.995, P_05, "p = 0.05", fontsize=7, color=MUTED, **end)
    order = keyness.assign(evidence=evidence).sort_values(["evidence", "term"], ascending=[False, True])
    first = order[order.groupby(order["g2"] > 0).cumcount() < max_labels]
    _label(ax, first, np.column_stack([ratios, evidence]).astype(float), line)
    return ax


def keyness_figure(
    keyness: pd.DataFrame,
    *,
    shown: int = 15,
    english: int = 0,
    against: str = "reference English (wordfreq)",
    source: str = "",
) -> Figure:
    """Show each term by how much more often it comes than in the reference, and how sure that is.

    The alt text names `shown` positive keys, the first in `terms.keyness`, and five negative ones.
    `english` says for the caption how many of the most frequent English words are among the terms, `against`
    what the reference is.

    >>> table = pd.DataFrame({"term": ["dam", "the"], "frequency": [4, 0], "per_thousand": [40.0, 0.0],
    ...                       "log_ratio": [5.0, -3.0], "g2": [20.0, -9.0], "p_holm": [0.0001, 0.06]})
    >>> keyness_figure(table).alt.partition(". ")[2]
    'Most evidence on the positive side, G²: dam +20.0. On the negative side: the −9.0.'
    """
    require(keyness, "keyness", [*_KEYS, "per_thousand"])
    drawn, ax = keyness[_drawable(keyness)], plot_keyness(keyness)
    if drawn.empty:
        return Figure(ax, keyness, *nothing("no term has a reference value", source))
    more, less = drawn[drawn["g2"] > 0].head(shown), drawn[drawn["g2"] < 0].iloc[::-1].head(5)
    terms = part_of(len(drawn), len(keyness), "term")
    among = f", the {english} most frequent English words among them" if english else ""
    body = (
        f"Keyness of {terms} against {against}{among}: log ratio and G². "
        f"{(drawn['p_holm'] < 0.05).sum()} survive Holm’s correction at 0.05. "
        f"Only labels that cover nothing are written.{_bounds(drawn)}{_left_out(keyness)}"
    )
    most = f"Most evidence on the positive side, G²: {_list_g2(more)}."
    alt = f"Scatter plot of log ratio and G² of {terms}. {most} On the negative side: {_list_g2(less)}."
    n = plural(running(keyness), "word")
    return Figure(ax, keyness, alt, end_caption(body, source, n))


def _list_g2(keyness: pd.DataFrame) -> str:
    return list_values(keyness["term"], [signed(value, 1) for value in keyness["g2"]])


def _drawable(keyness: pd.DataFrame) -> pd.Series:
    """Has the term a reference value, and does its log ratio lie on the side of its key?"""
    return keyness["g2"].notna() & (keyness["log_ratio"] * np.sign(keyness["g2"]) >= 0)


def _floored(keyness: pd.DataFrame) -> pd.Series:
    """Is the log ratio the least that it can be, for the reference lacks the term? Not known is no."""
    return pd.Series(keyness.get("floored", False), index=keyness.index) & (keyness["frequency"] > 0)


def _bounds(drawn: pd.DataFrame) -> str:
    """What the triangles are, for the caption."""
    floored = int(_floored(drawn).sum())
    if not floored:
        return ""
    return f" {plural(floored, 'triangle')}: not in the reference, so the log ratio is at least this."


def _left_out(keyness: pd.DataFrame) -> str:
    """Which terms have no place, for the caption."""
    untested = int(keyness["g2"].isna().sum())
    astray = int((~_drawable(keyness)).sum()) - untested
    words = f" {plural(untested, 'term')} without a reference value left out." if untested else ""
    if astray:
        words += f" {plural(astray, 'term')} left out that one side lacks, with less than half an occurrence "
        words += "expected: the half counted for it would lie on the wrong side."
    return words


def _dots(ax: Axes, table: pd.DataFrame) -> None:
    """A marker for each term: its side by colour, whether it survives by filling, absence by a cross."""
    sure, up, present = table["p_holm"] < 0.05, table["g2"] > 0, table["frequency"] > 0
    floored = _floored(table)
    kinds = [
        ("more often, survives Holm", up & present & sure & ~floored, POSITIVE, "o", POSITIVE),
        ("does not survive", present & ~sure & ~floored, MUTED, "o", PAPER),
        ("less often, survives Holm", ~up & present & sure, NEGATIVE, "o", NEGATIVE),
        ("absent (counted as half)", ~present, NEGATIVE, "x", NEGATIVE),
        ("not in the reference: at least", floored & sure, POSITIVE, ">", POSITIVE),
        ("the same, does not survive", floored & ~sure, MUTED, ">", PAPER),
    ]
    for label, rows, colour, marker, fill in kinds:
        if rows.any():
            places = table["log_ratio"][rows], table["g2"][rows].abs()
            ax.plot(*places, marker, ms=4, color=colour, mfc=fill, mew=0.8, label=label)


def _label(ax: Axes, terms: pd.DataFrame, points: np.ndarray, other: Text) -> None:
    """Write each label at the first of eight sides where it covers neither dots nor labels, or not at all."""
    drawing(ax).draw_without_rendering()  # the layout is settled before anything is measured
    inside = ax.get_window_extent()
    dots = ax.transData.transform(points)
    taken: list[BboxBase] = [other.get_window_extent()]
    look: dict[str, Any] = {"textcoords": "offset points", "fontsize": 7, "in_layout": False}
    for row, label in zip(terms.itertuples(), shorten_all(terms["term"], 24)):
        text = ax.annotate(label, (row.log_ratio, row.evidence), (0, 0), **look)
        if not any(_fits(text, side, inside, dots, taken) for side in SIDES):
            text.remove()


def _fits(
    text: Annotation, side: tuple[int, int], inside: BboxBase, dots: np.ndarray, taken: list[BboxBase]
) -> bool:
    """Move the label to this side; is it inside, and does it cover nothing? If so, the room is taken."""
    text.set(position=side, **beside(*side))
    box = text.get_window_extent().padded(1)
    free = ((dots < np.subtract(box.min, 3)) | (dots > np.add(box.max, 3))).any(axis=1).all()
    corners = [(box.x0, box.y0), (box.x1, box.y1)]
    if not free or box.count_overlaps(taken) or not all(inside.contains(*corner) for corner in corners):
        return False
    taken.append(box)
    return True


def plot_collocations(collocations: pd.DataFrame, node: str, *, ax: Axes | None = None) -> Axes:
    """Draw a term, as it stands in the table, and the words that keep it company, the firmest nearest.

    A partner's distance from the middle falls with logDice, on the rings that are drawn; its line is as broad
    as the pair is frequent, and the number says how frequent. Clockwise from the top logDice falls. Pale
    lines are pairs among the partners (pairs have no order here). About 12 partners have room.

    >>> pairs = pd.DataFrame({"first": ["dam", "dam", "burst"], "second": ["burst", "water", "water"],
    ...                       "frequency": [3, 2, 2], "log_dice": [12.0, 10.5, 9.0]})
    >>> [text.get_text() for text in plot_collocations(pairs, "dam").texts if text.get_gid() != "ring"]
    ['burst (3)', 'water (2)', 'dam']
    """
    require(collocations, "collocations", _PAIRS)
    partners = _partners(collocations, node).sort_values(["log_dice", "partner"], ascending=[False, True])
    ax = canvas(ax, PAGE, 3.8)
    if partners.empty:
        return empty(ax)
    lowest = np.floor(partners["log_dice"].min())
    rings = np.arange(lowest, max(np.ceil(partners["log_dice"].max()), lowest + 1) + 1)
    radii = np.linspace(1, 0.45, len(rings))
    radius = np.interp(partners["log_dice"], rings, radii)
    angle = np.pi / 2 - 2 * np.pi * (np.arange(len(partners)) + 0.5) / len(partners)
    places = np.column_stack([2 * radius * np.cos(angle), radius * np.sin(angle)])
    spots = dict(zip(partners["partner"], places))
    _rings(ax, rings, radii)
    for pair in collocations.itertuples():
        if pair.first in spots and pair.second in spots:
            ax.plot(*zip(spots[pair.first], spots[pair.second]), color=PALE, lw=1.2, zorder=1)
    _spokes(ax, partners, spots)
    box: dict[str, Any] = {"boxstyle": "round,pad=0.4", "fc": DARK, "lw": 0}
    ax.text(0, 0, shorten(node, 24), color=PAPER, fontweight="bold", bbox=box, **beside(0, 0))
    ax.set(xlim=(-2.75, 2.75), ylim=(-1.16, 1.16))
    ax.axis("off")
    return ax


def collocations_figure(
    collocations: pd.DataFrame, node: str, *, window: int, min_count: int, shown: int = 12, source: str = ""
) -> Figure:
    """Show a term and the words that keep it company, and which of these keep company too.

    The pairs have no order (`terms.collocations`, with `ordered=False`); the caption says at most how many
    words lie between the two (`window`) and how often a pair occurs at least.

    >>> rows = [("dam", "burst", 3, 12.0), ("dam", "water", 2, 10.5), ("burst", "water", 2, 9.0)]
    >>> pairs = pd.DataFrame(rows, columns=["first", "second", "frequency", "log_dice"])
    >>> collocations_figure(pairs, "dam", window=5, min_count=2, shown=1).alt
    'Network around “dam”, 1 of 2 words, the first by G²: burst 3.'
    """
    require(collocations, "collocations", _PAIRS)
    company = _partners(collocations, node)
    partners = company.head(min(shown, AROUND))
    table = collocations[collocations[["first", "second"]].isin({node, *partners["partner"]}).all(axis=1)]
    near_by = f"within {window} words of “{node}” in a sentence, at least {min_count} times"
    if partners.empty:
        return Figure(
            plot_collocations(table, node), table, *nothing(f"there are no words {near_by}", source)
        )
    part = part_of(len(partners), len(company), "word")
    part += ", the first by G²" if len(partners) < len(company) else ""
    body = f"Words {near_by}, stop words left out; {part}; distance by logDice, breadth by frequency."
    alt = f"Network around “{node}”, {part}: {list_values(partners['partner'], partners['frequency'])}."
    return Figure(plot_collocations(table, node), table, alt, end_caption(body, source))


def _partners(collocations: pd.DataFrame, node: str) -> pd.DataFrame:
    """The node's pairs, each with the other word as `partner`."""
    pairs = collocations[(collocations["first"] == node) | (collocations["second"] == node)]
    return pairs.assign(partner=pairs["first"].where(pairs["first"] != node, pairs["second"]))


def _rings(ax: Axes, rings: np.ndarray, radii: np.ndarray) -> None:
    """A pale ring for each of at most five whole logDice, named at the top, where no partner stands."""
    shown = slice(None, None, -(-len(rings) // 5))
    small: dict[str, Any] = {"fontsize": 7, "color": MUTED, "gid": "ring"}
    box: dict[str, Any] = {"boxstyle": "round,pad=0.15", "fc": PAPER, "lw": 0}
    for value, radius in zip(rings[shown], radii[shown]):
        ax.add_patch(Ellipse((0, 0), 4 * radius, 2 * radius, fill=False, ec=PALE, lw=0.6, ls=":", zorder=0))
        ax.text(0, radius, f"{value:.0f}", bbox=box, **beside(0, 0), **small)
    ax.text(2.75, -1.16, "on the rings: logDice", **beside(-1, 1), **small)


def _spokes(ax: Axes, partners: pd.DataFrame, spots: dict[str, np.ndarray]) -> None:
    """A line from the middle to each partner, and its name beyond the end."""
    widest = max(partners["frequency"].max(), 4)
    for pair, label in zip(partners.itertuples(), shorten_all(partners["partner"], 16)):
        x, y = spots[pair.partner]
        width = 0.8 + 5 * pair.frequency / widest
        ax.plot([0, x], [0, y], color=MIDDLE, lw=width, solid_capstyle="round", zorder=2)
        ax.plot(x, y, "o", ms=5, color=DARK, zorder=3)
        away = (6 * np.sign(x), 0) if abs(x) > 0.05 else (0, 7 * np.sign(y))
        ax.annotate(
            f"{label} ({pair.frequency})", (x, y), away, textcoords="offset points", zorder=4, **beside(*away)
        )
