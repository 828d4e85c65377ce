"""Figures of tone: along the text, its distribution, and how far two instruments agree."""

import numpy as np
import pandas as pd

from helpers.figures._style import (
    COLUMN,
    MUTED,
    NEGATIVE,
    NONE,
    PAGE,
    PALE,
    POSITIVE,
    SHADES,
    canvas,
    empty,
    shorten,
    signed,
)


def plot_tone(
    scores: pd.DataFrame, column: str, *, extremes: pd.DataFrame | None = None, title: str = "", ax=None
):
    """Draw one instrument's tone sentence by sentence, in the order of the text, with the words of the extremes.

    >>> scores = pd.DataFrame({"doc_id": "a", "par_id": [1, 1, 2], "sent_id": [1, 2, 3], "polarity": [0.5, 0, -0.2]})
    >>> ax = plot_tone(scores, "polarity")
    >>> [float(bar.get_height()) for bar in ax.containers[0]]
    [0.5, 0.0, -0.2]

    Parameters
    ----------
    scores : DataFrame, one row per sentence, with `doc_id, par_id, sent_id` and the column to draw, in −1…1.
    column : the instrument's column.
    extremes : DataFrame with `doc_id, sent_id, words`: sentences to mark with a letter and list beside the bars.
    title : what the panel shows.
    ax : Axes to draw on.

    Returns
    -------
    Axes. Bars are sentences (an exact 0 is a grey dot); pale bands are every second paragraph, lines part texts.
    """
    ax = canvas(ax, PAGE, 2.2)
    if scores.empty:
        return empty(ax)
    place, value = np.arange(1, len(scores) + 1), scores[column].to_numpy()
    _bands(ax, scores)
    ax.bar(place, value, width=0.7, color=np.where(value > 0, POSITIVE, NEGATIVE), lw=0)
    ax.plot(place[value == 0], value[value == 0], "o", ms=2.5, color=NONE)
    ax.axhline(0, color=MUTED, lw=0.6)
    ax.set(title=title, ylim=(-1.12, 1.12), xlim=(0.3, len(scores) + 0.7))
    ax.set_yticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"])
    ax.set(ylabel="tone", xlabel=_sentence_axis(scores))
    ax.label_outer()
    if extremes is not None:
        _list_extremes(ax, scores, column, extremes)
    return ax


def _bands(ax, scores: pd.DataFrame) -> None:
    """A pale band behind every second paragraph, a line before every text but the first."""
    paragraph = (
        (scores[["doc_id", "par_id"]] != scores[["doc_id", "par_id"]].shift()).any(axis=1).cumsum().to_numpy()
    )
    for number in range(2, paragraph.max(initial=0) + 1, 2):
        inside = np.flatnonzero(paragraph == number) + 1
        ax.axvspan(inside[0] - 0.5, inside[-1] + 0.5, color=PALE, alpha=0.45, lw=0, zorder=0)
    for first in np.flatnonzero((scores["doc_id"] != scores["doc_id"].shift()).to_numpy())[1:]:
        ax.axvline(first + 0.5, color=MUTED, lw=0.8)


def _list_extremes(ax, scores: pd.DataFrame, column: str, extremes: pd.DataFrame) -> None:
    """A letter at each extreme sentence, and what the letters mean at the right."""
    places = {key: number for number, key in enumerate(zip(scores["doc_id"], scores["sent_id"]))}
    lines = []
    for letter, row in zip("abcdefghij", extremes.itertuples()):
        number = places[row.doc_id, row.sent_id]
        value = scores[column].iloc[number]
        ax.annotate(
            letter,
            (number + 1, value),
            (0, 2 if value > 0 else -2),
            textcoords="offset points",
            ha="center",
            va="bottom" if value > 0 else "top",
            fontsize=7.5,
            fontweight="bold",
        )
        lines.append((letter, f"s. {number + 1}  {signed(value)}\n{_fitting(row.words)}"))
    told = {"transform": ax.transAxes, "va": "top", "fontsize": 7, "linespacing": 1.25, "in_layout": False}
    ax.figure.get_layout_engine().set(rect=(0, 0, 0.76, 1))  # the list stands in the rest
    ax.text(1.01, 1, "\n\n".join(letter for letter, _ in lines), fontweight="bold", **told)
    ax.text(1.035, 1, "\n".join(line for _, line in lines), **told)


def _fitting(words: str, length: int = 31) -> str:
    """The first of some words, as many as stand on one line."""
    kept = words.split(", ")
    while len(kept) > 1 and len(", ".join(kept)) > length:
        kept.pop()
    return shorten(", ".join(kept), length)


def plot_lengths(sizes: pd.DataFrame, *, ax=None):
    """Draw how many words each sentence has, in the order of the text.

    >>> ax = plot_lengths(pd.DataFrame({"doc_id": "a", "par_id": [1, 1], "sent_id": [1, 2], "words": [7, 12]}))
    >>> [int(bar.get_height()) for bar in ax.containers[0]]
    [7, 12]

    Parameters
    ----------
    sizes : DataFrame, one row per sentence: `doc_id, par_id, sent_id, words`.
    ax : Axes to draw on.
    """
    ax = canvas(ax, PAGE, 1.9)
    _bands(ax, sizes)
    ax.bar(np.arange(1, len(sizes) + 1), sizes["words"], width=0.7, color=SHADES[0], lw=0)
    ax.set(xlim=(0.3, len(sizes) + 0.7), ylabel="words", xlabel=_sentence_axis(sizes))
    return ax


def _sentence_axis(table: pd.DataFrame) -> str:
    return "sentence" if table["doc_id"].nunique() == 1 else "sentence (lines part the texts)"


def plot_distribution(
    scores: pd.DataFrame, columns: dict[str, str], *, intervals: pd.DataFrame | None = None, ax=None
):
    """Draw how each instrument's tone is distributed: every sentence a dot, equal values stacked, the mean a diamond.

    >>> scores = pd.DataFrame({"polarity": [0.5, 0, 0], "compound": [0.1, -0.2, 0]})
    >>> ax = plot_distribution(scores, {"polarity": "TextBlob", "compound": "VADER"})
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['VADER', 'TextBlob']

    Parameters
    ----------
    scores : DataFrame, one row per sentence.
    columns : column → name of the instrument, drawn from top to bottom.
    intervals : DataFrame, one row per instrument: `instrument, mean, low, high` (`sentiment.mean_intervals`).
    ax : Axes to draw on.

    Returns
    -------
    Axes. Dots are binned to 0.05; a tall stack is squeezed to fit its row. The black diamond on the base line is the mean,
    with its interval as a thick line.
    """
    ax = canvas(ax, COLUMN, 0.9 + 0.75 * len(columns))
    if scores.empty:
        return empty(ax)
    for row, column in enumerate(reversed(columns)):
        values = np.round(scores[column] / 0.05) * 0.05
        height = values.groupby(values).cumcount()
        step = min(0.09, 0.8 / (height.max() + 1))
        colours = np.select([values > 0, values < 0], [POSITIVE, NEGATIVE], NONE)
        ax.scatter(values, row + 0.06 + height * step, s=9, c=colours, lw=0)
        ax.axhline(row, color=MUTED, lw=0.5)
        if intervals is not None:
            low, high = intervals.set_index("instrument").loc[columns[column], ["low", "high"]]
            ax.plot([low, high], [row, row], color="black", lw=2.2, solid_capstyle="butt")
        ax.plot(
            scores[column].mean(),
            row,
            "D",
            ms=4.5,
            color="black",
            mec="white",
            mew=0.6,
            zorder=3,
            clip_on=False,
        )
    ax.set_yticks(range(len(columns)), list(columns.values())[::-1])
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"])
    ax.set(
        xlim=(-1.05, 1.05),
        ylim=(-0.08, len(columns) - 0.05),
        xlabel="tone of a sentence (diamond: mean, bar: interval)",
    )
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    return ax


def plot_agreement(scores: pd.DataFrame, x: str, y: str, *, names: dict[str, str], ax=None):
    """Draw two instruments against each other, a dot for each sentence, and how many stand in each quarter.

    >>> scores = pd.DataFrame({"sent_id": [1, 2, 3], "polarity": [0.5, 0.2, -0.3], "compound": [0.1, -0.2, -0.4]})
    >>> ax = plot_agreement(scores, "polarity", "compound", names={"polarity": "TextBlob", "compound": "VADER"})
    >>> [text.get_text() for text in ax.texts]
    ['0', '1', '1', '1']

    Parameters
    ----------
    scores : DataFrame, one row per sentence.
    x, y : columns of the two instruments, each in −1…1.
    names : column → name of the instrument.
    ax : Axes to draw on.

    Returns
    -------
    Axes. In the shaded quarters the signs agree; filled dots agree, hollow ones do not, grey crosses have an exact 0
    on one side. The numbers in the corners count the sentences of each quarter, without those crosses.
    """
    ax = canvas(ax, COLUMN, COLUMN)
    if scores.empty:
        return empty(ax)
    one, other = scores[x].to_numpy(), scores[y].to_numpy()
    sign = np.sign(one) * np.sign(other)
    for corner in [(0, 0), (-1.1, -1.1)]:
        ax.add_patch(_square(corner))
    ax.plot(one[sign > 0], other[sign > 0], "o", ms=4, color="#0b4a75", mew=0)
    ax.plot(one[sign < 0], other[sign < 0], "o", ms=4, mfc="white", mec=NEGATIVE, mew=1)
    ax.plot(one[sign == 0], other[sign == 0], "x", ms=3.5, color=NONE, mew=0.9)
    ax.axhline(0, color=MUTED, lw=0.6)
    ax.axvline(0, color=MUTED, lw=0.6)
    for across, up in [(-1, 1), (1, 1), (-1, -1), (1, -1)]:
        count = int(((np.sign(one) == across) & (np.sign(other) == up)).sum())
        ax.text(
            across * 1.06,
            up * 1.06,
            str(count),
            ha="left" if across < 0 else "right",
            va="top" if up > 0 else "bottom",
            fontweight="bold",
            color=MUTED,
        )
    ticks = [-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"]
    ax.set_xticks(*ticks)
    ax.set_yticks(*ticks)
    ax.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal", xlabel=names[x], ylabel=names[y])
    return ax


def plot_validation(validation: pd.DataFrame, *, unit: str = "", ax=None):
    """Draw how well each instrument agrees with human readers: a dot with its interval for each.

    >>> table = pd.DataFrame({"instrument": ["tone", "VADER"], "value": [0.6, 0.5], "low": [0.5, 0.4], "high": [0.7, 0.6]})
    >>> ax = plot_validation(table)
    >>> [text.get_text() for text in ax.texts]
    ['0.60', '0.50']

    Parameters
    ----------
    validation : DataFrame, one row per instrument from top to bottom: `instrument, value, low, high`; an interval
        may be missing (NaN).
    unit : what the value is.
    ax : Axes to draw on.
    """
    ax = canvas(ax, COLUMN, 0.7 + 0.24 * len(validation))
    for row, line in enumerate(validation.itertuples()):
        ax.plot([line.low, line.high], [row, row], color=SHADES[1], lw=2.5, solid_capstyle="butt")
        ax.plot(line.value, row, "o", ms=5, color=SHADES[0])
        ax.text(1.02, row, f"{line.value:.2f}", va="center", transform=ax.get_yaxis_transform())
    ax.set_yticks(range(len(validation)), validation["instrument"])
    ax.set(xlim=(0, 1), ylim=(len(validation) - 0.5, -0.5), xlabel=unit)
    ax.tick_params(axis="y", length=0)
    return ax


def _square(corner: tuple[float, float]):
    from matplotlib.patches import Rectangle

    return Rectangle(corner, 1.1, 1.1, color=PALE, alpha=0.45, lw=0, zorder=0)
