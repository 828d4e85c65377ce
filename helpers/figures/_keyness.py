"""Figures of evidence about terms: keyness, the company a term keeps, and rank against frequency."""

import numpy as np
import pandas as pd

from helpers.figures._style import INK, MUTED, NEGATIVE, PAGE, PALE, POSITIVE, SHADES, canvas, empty, shorten

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


def plot_keyness(keyness: pd.DataFrame, *, most: int = 40, ax=None):
    """Draw each term by how much more often it comes (across) and how sure that is (up).

    >>> table = pd.DataFrame({"term": ["dam", "the"], "frequency": [4, 0], "log_ratio": [5.0, -3.0],
    ...                       "g2": [20.0, -9.0], "p_holm": [0.0001, 0.06]})
    >>> ax = plot_keyness(table)
    >>> sorted(text.get_text() for text in ax.texts)
    ['dam', 'p = 0.05', 'the']

    Parameters
    ----------
    keyness : DataFrame, one row per term: `term, frequency, log_ratio, g2, p_holm` (`terms.keyness`).
    most : how many terms of either sign to try to label, those with the most evidence first.
    ax : Axes to draw on.

    Returns
    -------
    Axes. To the right of the middle line are positive keys, to the left negative ones; a step across doubles the
    ratio. Up is G² without its sign, on a scale of square roots. Filled dots survive Holm's correction at 0.05,
    hollow ones do not; crosses are terms that the text does not have. A label that would cover another label or
    a dot is left out.
    """
    ax = canvas(ax, PAGE, 4.2)
    if keyness.empty:
        return empty(ax)
    ax.set_yscale("function", functions=(lambda y: np.sqrt(np.maximum(y, 0)), np.square))
    _dots(ax, keyness)
    ax.axvline(0, color=MUTED, lw=0.6, zorder=0)
    ax.axhline(3.841, color=MUTED, lw=0.6, ls=":", zorder=0)
    reach = 1.12 * keyness["log_ratio"].abs().max() + 1
    low = min(keyness["log_ratio"].min() * 1.15, 0) - 1
    ax.set(
        xlim=(max(low, -reach), reach),
        ylim=(0, 1.2 * keyness["g2"].abs().max() + 4),
        xlabel="effect: log ratio (0: as in the reference, 1: twice as often, −1: half)",
        ylabel="evidence: G²",
    )
    ax.figure.legend(*ax.get_legend_handles_labels(), loc="outside lower right", ncols=4)
    line = ax.text(
        0.995,
        3.841,
        "p = 0.05",
        transform=ax.get_yaxis_transform(),
        ha="right",
        va="bottom",
        fontsize=7,
        color=MUTED,
        in_layout=False,
    )
    order = keyness.assign(evidence=keyness["g2"].abs()).sort_values(
        ["evidence", "term"], ascending=[False, True]
    )
    first = order[order.groupby(order["g2"] > 0).cumcount() < most]
    points = keyness[["log_ratio"]].assign(g2=keyness["g2"].abs()).to_numpy(dtype=float)
    _label(ax, list(zip(first["log_ratio"], first["evidence"])), first["term"], points, [line])
    return ax


def _dots(ax, table: pd.DataFrame) -> None:
    """A marker for each term: its side by colour, whether it survives by filling, absence by a cross."""
    sure, up, there = table["p_holm"] < 0.05, table["g2"] > 0, table["frequency"] > 0
    kinds = [
        ("more often, survives Holm", up & there & sure, POSITIVE, "o", POSITIVE),
        ("does not survive", there & ~sure, MUTED, "o", "white"),
        ("less often, survives Holm", ~up & there & sure, NEGATIVE, "o", NEGATIVE),
        ("absent (counted as half)", ~there, NEGATIVE, "x", NEGATIVE),
    ]
    for label, rows, colour, marker, fill in kinds:
        if rows.any():
            ax.plot(
                table["log_ratio"][rows],
                table["g2"][rows].abs(),
                marker,
                ms=4,
                color=colour,
                mfc=fill,
                mew=0.8,
                label=label,
            )


def _label(ax, places, labels, points: np.ndarray, others=()) -> None:
    """Write each label at the first of eight sides where it covers neither dots nor labels, or not at all."""
    ax.figure.draw_without_rendering()  # the layout is settled before anything is measured
    inside = ax.get_window_extent()
    dots = ax.transData.transform(points)
    taken = [text.get_window_extent() for text in others]
    for place, label in zip(places, labels):
        text = ax.annotate(
            shorten(label, 24), place, (0, 0), textcoords="offset points", fontsize=7, in_layout=False
        )
        if not any(_fits(text, side, inside, dots, taken) for side in SIDES):
            text.remove()


def _fits(text, side, inside, dots: np.ndarray, taken: list) -> bool:
    """Move the label to this side; whether there it is inside and covers nothing. If so, the room is taken."""
    offset, across, up = side
    text.set(position=offset, ha=across, va=up)
    box = text.get_window_extent().padded(1)
    free = ((dots < box.min - 3) | (dots > box.max + 3)).any(axis=1).all()
    corners = [(box.x0, box.y0), (box.x1, box.y1)]
    if not free or box.count_overlaps(taken) or not all(inside.contains(*corner) for corner in corners):
        return False
    taken.append(box)
    return True


def plot_collocations(collocations: pd.DataFrame, node: str, *, ax=None):
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
    """
    partners = _partners(collocations, node)
    ax = canvas(ax, PAGE, 3.8)
    if partners.empty:
        return empty(ax)
    top = max(np.ceil(partners["log_dice"].max()), np.floor(partners["log_dice"].min()) + 1)
    rings = np.arange(np.floor(partners["log_dice"].min()), top + 1)
    radius = np.interp(partners["log_dice"], rings, _radii(rings))
    angle = np.pi / 2 - 2 * np.pi * (np.arange(len(partners)) + 0.5) / len(partners)
    at = dict(zip(partners["partner"], np.column_stack([2 * radius * np.cos(angle), radius * np.sin(angle)])))
    _rings(ax, rings)
    for pair in collocations.itertuples():
        if pair.first in at and pair.second in at:
            ax.plot(*zip(at[pair.first], at[pair.second]), color=PALE, lw=1.2, zorder=1)
    _spokes(ax, partners, at)
    ax.text(
        0,
        0,
        shorten(node, 24),
        ha="center",
        va="center",
        color="white",
        fontweight="bold",
        bbox={"boxstyle": "round,pad=0.4", "fc": SHADES[0], "lw": 0},
    )
    ax.set(xlim=(-2.75, 2.75), ylim=(-1.16, 1.16))
    ax.axis("off")
    return ax


def _partners(collocations: pd.DataFrame, node: str) -> pd.DataFrame:
    """The node's pairs, each with the other word as `partner`, by −logDice, then partner."""
    pairs = collocations[(collocations["first"] == node) | (collocations["second"] == node)]
    partner = pairs["first"].where(pairs["first"] != node, pairs["second"])
    return pairs.assign(partner=partner).sort_values(["log_dice", "partner"], ascending=[False, True])


def _radii(rings: np.ndarray) -> np.ndarray:
    """How far from the middle each ring is drawn: the lowest logDice at 1, the highest at 0.45."""
    return np.linspace(1, 0.45, len(rings))


def _rings(ax, rings: np.ndarray) -> None:
    """A pale ring for each of at most five whole logDice, named at the top, where no partner stands."""
    from matplotlib.patches import Ellipse

    shown = slice(None, None, -(-len(rings) // 5))
    for value, radius in zip(rings[shown], _radii(rings)[shown]):
        ax.add_patch(Ellipse((0, 0), 4 * radius, 2 * radius, fill=False, ec=PALE, lw=0.6, ls=":", zorder=0))
        ax.text(
            0,
            radius,
            f"{value:.0f}",
            fontsize=7,
            color=MUTED,
            ha="center",
            va="center",
            gid="ring",
            bbox={"boxstyle": "round,pad=0.15", "fc": "white", "lw": 0},
        )
    ax.text(
        2.75, -1.16, "on the rings: logDice", fontsize=7, color=MUTED, ha="right", va="bottom", gid="ring"
    )


def _spokes(ax, partners: pd.DataFrame, at: dict[str, np.ndarray]) -> None:
    """A line from the middle to each partner, and its name beyond the end."""
    widest = max(partners["frequency"].max(), 4)
    for pair in partners.itertuples():
        x, y = at[pair.partner]
        ax.plot(
            [0, x],
            [0, y],
            color=SHADES[1],
            lw=0.8 + 5 * pair.frequency / widest,
            solid_capstyle="round",
            zorder=2,
        )
        ax.plot(x, y, "o", ms=5, color=SHADES[0], zorder=3)
        side = "left" if x > 0.05 else "right" if x < -0.05 else "center"
        offset = {"left": (6, 0), "right": (-6, 0), "center": (0, 7 * np.sign(y))}[side]
        ax.annotate(
            f"{shorten(pair.partner, 16)} ({pair.frequency})",
            (x, y),
            offset,
            textcoords="offset points",
            ha=side,
            va="center" if side != "center" else "bottom" if y > 0 else "top",
            zorder=4,
        )


def plot_zipf(frequencies: pd.DataFrame, reference: pd.Series, *, ax=None):
    """Draw how rates fall with rank, in a text and in reference English, both axes logarithmic.

    >>> table = pd.DataFrame({"term": ["the", "dam"], "per_thousand": [60.0, 20.0]})
    >>> ax = plot_zipf(table, pd.Series({"of": 0.02, "the": 0.05}))
    >>> [line.get_ydata().tolist() for line in ax.lines]
    [[50.0, 20.0], [60.0, 20.0]]

    Parameters
    ----------
    frequencies : DataFrame, one row per term, stop words left in: `term, per_thousand`, from the most frequent.
    reference : proportions (0…1) of English words by term (`terms.reference_english`), in any order.
    ax : Axes to draw on.

    Returns
    -------
    Axes. Across is the place in the list (terms of one rate stand side by side, as a step), up the rate per
    thousand. Zipf's law is a straight line that falls by one power of ten in one.
    """
    ax = canvas(ax, PAGE, 2.9)
    if frequencies.empty or reference.empty:
        return empty(ax)
    english = 1000 * np.sort(reference.to_numpy(dtype=float))[::-1]
    for rates, label, style in [
        (english, "reference English", {"color": MUTED, "lw": 1, "ls": "--"}),
        (
            frequencies["per_thousand"].to_numpy(),
            "the text",
            {"color": SHADES[0], "lw": 0.8, "marker": "o", "ms": 2.5},
        ),
    ]:
        ax.plot(np.arange(1, len(rates) + 1), rates, label=label, **style)
    highest = max(english[0], frequencies["per_thousand"].max())
    ax.set(
        xscale="log",
        yscale="log",
        xlim=(0.8, 1.3 * max(len(english), len(frequencies))),
        ylim=(None, 2.2 * highest),
        xlabel="rank",
        ylabel="per 1,000 words",
    )
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter("{x:g}")
        axis.set_minor_formatter("")
    for rank, row in enumerate(frequencies.head(3).itertuples(), 1):
        ax.annotate(
            shorten(row.term, 16),
            (rank, row.per_thousand),
            (0, 5),
            textcoords="offset points",
            ha="center",
            fontsize=7.5,
        )
    ax.legend(loc="lower left", labelcolor=INK)
    return ax
