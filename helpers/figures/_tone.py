"""Figures of tone: along the text, its distribution, and how far the instruments agree."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any, cast

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Rectangle

from helpers._tables import require
from helpers._words import plural, signed
from helpers.figures._captions import end_caption, list_intervals, nothing, with_interval
from helpers.figures._colours import BLACK, DARK, INK, MUTED, NEGATIVE, NEUTRAL, PALE, PAPER, POSITIVE
from helpers.figures._export import Figure
from helpers.figures._style import (
    COLUMN,
    DENSE,
    PAGE,
    beside,
    canvas,
    cut_middle,
    drawing,
    empty,
    panels,
    shorten,
    tone_ticks,
)

Labels = Mapping[str, str]  # column of `scores` → name of the instrument
_ORDER = ("doc_id", "par_id", "sent_id")
_MEANS = ("instrument", "mean", "low", "high")
_SILENT = "there is no sentence"


def plot_tone(
    scores: pd.DataFrame,
    column: str,
    *,
    extremes: pd.DataFrame | None = None,
    line: str = "",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw one instrument's tone (−1…1) sentence by sentence, in the order of the text.

    Bars are sentences (an exact 0 is a grey ring); every second paragraph is a band, lines part texts. Of
    more than 150 sentences zeros have no mark, and every second text is a band. `extremes` (`doc_id, sent_id,
    words`) are marked with a letter, and listed at the side with their words. `line` names a column to draw
    as a line over the bars, from text to text anew.

    >>> scores = pd.DataFrame({"doc_id": "a", "par_id": 1, "sent_id": [1, 2, 3], "tone": [0.5, 0, -0.2]})
    >>> [float(bar.get_height()) for bar in plot_tone(scores, "tone").containers[0]]
    [0.5, 0.0, -0.2]
    """
    require(scores, "scores", [*_ORDER, column, *filter(None, [line])])
    ax = canvas(ax, PAGE, 2.2)
    if scores.empty:
        return empty(ax)
    place, value = np.arange(1, len(scores) + 1), scores[column].to_numpy()
    _bands(ax, scores)
    color = np.where(value > 0, POSITIVE, NEGATIVE)
    if len(scores) > DENSE:
        _many_bars(ax, place, value, color)
    else:
        ax.bar(place, value, width=0.7, color=color, lw=0)
        ax.plot(place[value == 0], value[value == 0], "o", ms=2.5, mfc=PAPER, mec=NEUTRAL, mew=0.8)
    ax.axhline(0, color=MUTED, lw=0.6)
    ax.set(title=title, ylim=(-1.12, 1.12), ylabel=f"{column} (−1…1)")
    tone_ticks(ax.yaxis)
    _sentence_axis(ax, scores)
    ax.label_outer()
    for _, rows in scores.assign(place=place).groupby("doc_id", sort=False) if line else ():
        ax.plot(rows["place"], rows[line], color=INK, lw=1.4)
    if extremes is not None:
        _list_extremes(ax, scores, column, require(extremes, "extremes", ["doc_id", "sent_id", "words"]))
    return ax


def tone_figure(
    scores: pd.DataFrame,
    labels: Labels,
    *,
    extremes: Mapping[str, pd.DataFrame] | None = None,
    means: pd.DataFrame | None = None,
    window: int = 0,
    source: str = "",
) -> Figure:
    """Show the tone of each sentence along the text, a panel for each instrument.

    >>> scores = pd.DataFrame({"doc_id": "a", "par_id": 1, "sent_id": [1, 2, 3], "tone": [0.5, 0, -0.2]})
    >>> tone_figure(scores, {"tone": "ours"}).alt
    'Bars of the tone of 3 sentences. ours: mean +0.10; 1 positive, 1 negative, 1 exactly 0.'

    Parameters
    ----------
    extremes : column → the sentences to mark (`sentiment.extremes`).
    means : one row per instrument (`sentiment.mean_intervals`), to name the means' intervals.
    window : sentences in the mean that the column `moving_mean` holds, to draw as a line; 0 for none.
    """
    line, note = ("moving_mean", f"mean over {plural(window, 'sentence')}") if window else ("", "")
    require(scores, "scores", [*_ORDER, *labels, *filter(None, [line])])
    axes, words = panels(len(labels), 1, max(2.2, 0.4 + 1.6 * len(labels))), []
    for ax, (column, label) in zip(axes, labels.items()):
        title = (label if label == column else f"{label}: {column}") + (note and f"; line: {note}")
        plot_tone(scores, column, extremes=(extremes or {}).get(column), line=line, title=title, ax=ax)
        numbers = _tone_words(scores, column, label, means) + _line_words(scores, line, note)
        if extremes and len(scores) and scores["doc_id"].nunique() > 1:
            numbers += _extreme_words(scores, column, extremes[column])
        words.append(f"{label}: {numbers}.")
    if scores.empty:
        return Figure(axes[0], scores.drop(columns="text", errors="ignore"), *nothing(_SILENT, source))
    n, table = plural(len(scores), "sentence"), scores.drop(columns="text", errors="ignore")
    *most, last = labels.values()
    zeros = "grey rings" if len(scores) <= DENSE else "have no bar"
    parts = [
        f"Tone of each sentence by {', '.join(most)}{' and ' * bool(most)}{last}",
        f"bars are sentences, exact zeros {zeros}{_banded(scores)}",
        *["each has a scale of its own: compare signs and places, not heights"] * (len(labels) > 1),
        *["letters mark the most negative and most positive"] * bool(extremes),
        *[f"the line is the {note}, of which the sentence is the middle one"] * bool(line),
    ]
    alt = " ".join([f"Bars of the tone of {n}.", *words])
    return Figure(axes[0], table, alt, end_caption(f"{'; '.join(parts)}.", source, n), table)


def _tone_words(scores: pd.DataFrame, column: str, label: str, means: pd.DataFrame | None) -> str:
    """An instrument's mean, and how many sentences stand on each side of 0."""
    mean = signed(scores[column].mean())
    if means is not None:
        rows = require(means, "mean_intervals", _MEANS).set_index("instrument")
        mean = with_interval(*rows.loc[label, ["mean", "low", "high"]])
    above, below = int((scores[column] > 0).sum()), int((scores[column] < 0).sum())
    return f"mean {mean}; {above} positive, {below} negative, {len(scores) - above - below} exactly 0"


def _line_words(scores: pd.DataFrame, line: str, note: str) -> str:
    """Where the line is lowest and highest."""
    if not line or scores.empty:
        return ""
    several = scores["doc_id"].nunique() > 1
    low, high = (
        f"{signed(row[line])} at sentence {row['sent_id']}" + (f" of {row['doc_id']}" if several else "")
        for row in (scores.iloc[scores[line].argmin()], scores.iloc[scores[line].argmax()])
    )
    return f". The line, the {note}, is lowest ({low}) and highest ({high})"


def _extreme_words(scores: pd.DataFrame, column: str, extremes: pd.DataFrame) -> str:
    """The extremes with the names of their texts in full."""
    values = scores.set_index(["doc_id", "sent_id"])[column]
    listed = [
        f"{row.doc_id} sentence {row.sent_id} {signed(values.loc[row.doc_id, row.sent_id])}"
        for row in extremes.itertuples()
    ]
    return f". Lettered: {'; '.join(listed)}"


def _parts(scores: pd.DataFrame) -> list[str]:
    """What parts the sentences: paragraphs, or where they would be too thin texts, or nothing."""
    if len(scores) <= DENSE:
        return ["doc_id", "par_id"]
    return ["doc_id"] if 1 < scores["doc_id"].nunique() <= DENSE else []


def _banded(scores: pd.DataFrame) -> str:
    """What the bands are, for the caption."""
    return {2: ", bands paragraphs", 1: ", bands texts", 0: ""}[len(_parts(scores))]


def _many_bars(ax: Axes, place: np.ndarray, value: np.ndarray, color: np.ndarray) -> None:
    """Bars as one collection, which is drawn ten times as fast as a patch for each."""
    ends, zero = place[:, None] + np.array([-0.35, -0.35, 0.35, 0.35]), np.zeros_like(value)
    corners = np.stack([ends, np.stack([zero, value, value, zero], axis=1)], axis=2)
    ax.add_collection(PolyCollection(list(corners), facecolors=color, linewidths=0))


def _bands(ax: Axes, scores: pd.DataFrame) -> None:
    """A pale band behind every second part; among paragraphs a line before every text but the first."""
    parts = _parts(scores)
    changed = scores[parts] != scores[parts].shift()
    part = changed.any(axis=1).cumsum().to_numpy()
    for number in range(2, part.max(initial=0) + 1, 2):
        inside = np.flatnonzero(part == number) + 1
        ax.axvspan(inside[0] - 0.5, inside[-1] + 0.5, color=PALE, alpha=0.45, lw=0, zorder=0)
    for first in np.flatnonzero(changed["doc_id"])[1:] if len(parts) > 1 else ():
        ax.axvline(first + 0.5, color=MUTED, lw=0.8)


def _list_extremes(ax: Axes, scores: pd.DataFrame, column: str, extremes: pd.DataFrame) -> None:
    """A letter at each extreme sentence, and what the letters mean at the right."""
    places = {key: number for number, key in enumerate(zip(scores["doc_id"], scores["sent_id"]))}
    letters, lines, several = "abcdefghij"[: len(extremes)], [], scores["doc_id"].nunique() > 1
    for letter, row in zip(letters, extremes.itertuples()):
        number = places[row.doc_id, row.sent_id]
        value = scores[column].iloc[number]
        away = (0, 2 if value > 0 else -2)
        look = {"textcoords": "offset points", "fontsize": 7.5, "fontweight": "bold", **beside(*away)}
        ax.annotate(letter, (number + 1, value), away, **look)
        place = f"s. {row.sent_id}  {signed(value)}"
        name = f"{cut_middle(row.doc_id, 27 - len(place))} " if several else ""
        lines.append(f"{name}{place}\n{_fitting(row.words)}")
    room = (0, 0, 0.76, 1)  # of the panel; the list stands in the rest
    cast(ConstrainedLayoutEngine, drawing(ax).get_layout_engine()).set(rect=room)
    listed: dict[str, Any] = {"transform": ax.transAxes, "va": "top", "fontsize": 7, "linespacing": 1.25}
    ax.text(1.01, 1, "\n\n".join(letters), fontweight="bold", in_layout=False, **listed)
    ax.text(1.035, 1, "\n".join(lines), in_layout=False, **listed)


def _fitting(words: str, length: int = 31) -> str:
    """The first of some words, as many as stand on one line."""
    kept = words.split(", ")
    while len(kept) > 1 and len(", ".join(kept)) > length:
        kept.pop()
    return shorten(", ".join(kept), length)


def plot_lengths(sizes: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many words each sentence has, in the order of the text; every second paragraph is a band.

    >>> sizes = pd.DataFrame({"doc_id": "a", "par_id": [1, 1], "sent_id": [1, 2], "words": [7, 12]})
    >>> [int(bar.get_height()) for bar in plot_lengths(sizes).containers[0]]
    [7, 12]
    """
    require(sizes, "lengths")
    ax = canvas(ax, PAGE, 1.9)
    if sizes.empty:
        return empty(ax)
    _bands(ax, sizes)
    ax.bar(np.arange(1, len(sizes) + 1), sizes["words"], width=0.7, color=DARK, lw=0)
    ax.set(ylabel="words")
    _sentence_axis(ax, sizes)
    return ax


def lengths_figure(sizes: pd.DataFrame, *, source: str = "") -> Figure:
    """Show how many words each sentence has (`corpus.sentence_lengths`), in the order of the text.

    >>> sizes = pd.DataFrame({"doc_id": "a", "par_id": [1, 1], "sent_id": [1, 2], "words": [7, 12]})
    >>> lengths_figure(sizes).alt
    'Bars of 2 sentences in order. The longest has 12 words (sentence 2), the median 10.'
    """
    ax, words = plot_lengths(sizes), sizes["words"]
    columns = [column for column in (*_ORDER, "start", "end", "words") if column in sizes]
    if sizes.empty:
        return Figure(ax, sizes[columns], *nothing(_SILENT, source))
    n, longest, row = plural(len(sizes), "sentence"), plural(words.max(), "word"), sizes.loc[words.idxmax()]
    of = f" of {row['doc_id']}" if sizes["doc_id"].nunique() > 1 else ""
    longest = f"The longest has {longest} (sentence {row['sent_id']}{of}), the median {words.median():.0f}."
    alt = f"Bars of {n} in order. {longest}"
    body = f"Length of each sentence in words{_banded(sizes).replace(', bands', '; bands are')}."
    return Figure(ax, sizes[columns], alt, end_caption(body, source, f"{n}, {plural(words.sum(), 'word')}"))


def _sentence_axis(ax: Axes, table: pd.DataFrame) -> None:
    """The sentences across, as far as the last."""
    texts = table["doc_id"].nunique()
    parted = {2: " (lines part the texts)", 1: f" in the {texts} texts, one after the other", 0: ""}
    words = parted[len(_parts(table))] if texts > 1 else ""
    ax.set(xlim=(0.3, len(table) + 0.7), xlabel=f"sentence{words}")


def plot_distribution(
    scores: pd.DataFrame, labels: Labels, *, intervals: pd.DataFrame | None = None, ax: Axes | None = None
) -> Axes:
    """Draw how each instrument's tone is distributed: a dot for each sentence, equal values stacked.

    Dots are binned to 0.05; their colour is the value's own sign, a grey ring is an exact 0. The tallest
    stack of all rows fills its row, and all stand on its scale. The black diamond on the base line is the
    mean, a thick line its interval, if `intervals` are given (`sentiment.mean_intervals`).

    >>> scores = pd.DataFrame({"polarity": [0.5, 0, 0], "compound": [0.1, -0.2, 0]})
    >>> ax = plot_distribution(scores, {"polarity": "TextBlob", "compound": "VADER"})
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['VADER', 'TextBlob']
    """
    require(scores, "scores", labels)
    ax = canvas(ax, COLUMN, 0.9 + 0.75 * len(labels))
    if scores.empty:
        return empty(ax)
    ends = None if intervals is None else require(intervals, "mean_intervals", _MEANS).set_index("instrument")
    step = min(0.09, 0.8 / max(_binned(scores[column]).value_counts().max() for column in labels))
    for row, column in enumerate([*labels][::-1]):
        values, mean = scores[column].sort_values(kind="stable"), scores[column].mean()
        places = _binned(values)
        height = row + 0.06 + step * places.groupby(places).cumcount()
        fill = np.select([values > 0, values < 0], [POSITIVE, NEGATIVE], PAPER)
        edge = np.where(values == 0, NEUTRAL, fill)
        ax.scatter(places, height, s=8, c=fill, edgecolors=edge.tolist(), lw=0.7)
        ax.axhline(row, color=MUTED, lw=0.5)
        if ends is not None:
            span = ends.loc[labels[column], ["low", "high"]]
            ax.plot(span, [row, row], color=BLACK, lw=2.2, solid_capstyle="butt")
        ax.plot(mean, row, "D", ms=4.5, color=BLACK, mec=PAPER, mew=0.6, zorder=3, clip_on=False)
    ax.set_yticks(range(len(labels)), list(labels.values())[::-1])
    tone_ticks(ax.xaxis)
    ax.set(xlim=(-1.05, 1.05), ylim=(-0.08, len(labels) - 0.05))
    ax.set(xlabel="tone of a sentence (diamond: mean, bar: interval)")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    return ax


def _binned(values: pd.Series) -> pd.Series:
    return (values / 0.05).round() * 0.05


def distribution_figure(
    scores: pd.DataFrame, labels: Labels, means: pd.DataFrame, *, source: str = ""
) -> Figure:
    """Show how each instrument's tone is distributed over the sentences, and its mean with its interval.

    >>> scores = pd.DataFrame({"doc_id": "a", "sent_id": [1, 2], "polarity": [0.5, 0]})
    >>> means = pd.DataFrame({"instrument": ["TextBlob"], "mean": [0.25], "low": [0.0], "high": [0.5]})
    >>> distribution_figure(scores, {"polarity": "TextBlob"}, means).alt
    'Rows of dots, one for each of 2 sentences. Means: TextBlob +0.25 (0.00 to +0.50).'
    """
    ax = plot_distribution(scores, labels, intervals=means)
    n, table = plural(len(scores), "sentence"), scores[["doc_id", "sent_id", *labels]]
    if scores.empty:
        return Figure(ax, table, *nothing(_SILENT, source))
    drawn = "texts" if scores["doc_id"].nunique() > 1 else "sentences"
    marks = (
        "a dot is a sentence (grey rings are exact zeros; stacks of all rows have one scale), the diamond "
        f"the mean, the thick bar its 95 % bootstrap interval over {drawn}"
    )
    body = f"Distribution of tone by instrument; {marks} (without the instrument's own error)."
    rows = list_intervals(means["instrument"], means, "mean")
    alt = f"Rows of dots, one for each of {n}. Means: {rows}."
    return Figure(ax, table, alt, end_caption(body, source, n))


def plot_agreement(scores: pd.DataFrame, x: str, y: str, *, labels: Labels, ax: Axes | None = None) -> Axes:
    """Draw the columns of two instruments (−1…1) against each other, a dot for each sentence.

    In the shaded quarters the signs agree; filled dots agree, hollow ones do not, grey crosses have an exact
    0 on one side. The numbers in the corners count each quarter's sentences, without those crosses.

    >>> scores = pd.DataFrame({"polarity": [0.5, 0.2, -0.3], "compound": [0.1, -0.2, -0.4]})
    >>> labels = {"polarity": "TextBlob", "compound": "VADER"}
    >>> [text.get_text() for text in plot_agreement(scores, "polarity", "compound", labels=labels).texts]
    ['0', '1', '1', '1']
    """
    require(scores, "scores", [x, y])
    ax = canvas(ax, COLUMN, COLUMN)
    if scores.empty:
        return empty(ax)
    one, other = scores[x].to_numpy(), scores[y].to_numpy()
    sign = np.sign(one) * np.sign(other)
    for corner in [(0, 0), (-1.1, -1.1)]:
        ax.add_patch(Rectangle(corner, 1.1, 1.1, color=PALE, alpha=0.45, lw=0, zorder=0))
    ax.plot(one[sign > 0], other[sign > 0], "o", ms=4, color=DARK, mew=0)
    ax.plot(one[sign < 0], other[sign < 0], "o", ms=4, mfc=PAPER, mec=NEGATIVE, mew=1)
    ax.plot(one[sign == 0], other[sign == 0], "x", ms=3.5, color=NEUTRAL, mew=0.9)
    ax.axhline(0, color=MUTED, lw=0.6)
    ax.axvline(0, color=MUTED, lw=0.6)
    for across, up in [(-1, 1), (1, 1), (-1, -1), (1, -1)]:
        count, inward = int(((np.sign(one) == across) & (np.sign(other) == up)).sum()), beside(-across, -up)
        ax.text(across * 1.06, up * 1.06, str(count), fontweight="bold", color=MUTED, **inward)
    tone_ticks(ax.xaxis)
    tone_ticks(ax.yaxis)
    ax.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal", xlabel=labels[x], ylabel=labels[y])
    return ax


def agreement_figure(
    scores: pd.DataFrame, labels: Labels, agreement: pd.DataFrame, *, source: str = ""
) -> Figure:
    """Show each two instruments against each other, sentence by sentence; `labels` names two at least.

    >>> rows = [("a", 1, 0.5, 0.1), ("a", 2, 0.2, -0.2)]
    >>> scores = pd.DataFrame(rows, columns=["doc_id", "sent_id", "polarity", "compound"])
    >>> columns = ["instrument", "other", "r", "both_signed", "same_sign"]
    >>> agreement = pd.DataFrame([("TextBlob", "VADER", 1.0, 2, 1)], columns=columns)
    >>> agreement_figure(scores, {"polarity": "TextBlob", "compound": "VADER"}, agreement).alt
    'Scatter plots of 2 sentences. TextBlob and VADER: r = +1.00, same sign in 1 of 2.'
    """
    require(scores, "scores", ["doc_id", "sent_id", *labels])
    require(agreement, "agreement")
    pairs = list(combinations(labels, 2))
    rows = -(-len(pairs) // 3)
    axes = panels(rows, min(len(pairs), 3), 2.35 * rows)
    for ax, (x, y) in zip(axes, pairs):
        plot_agreement(scores, x, y, labels=labels, ax=ax)
    for ax in axes[len(pairs) :]:
        ax.remove()
    n, table = plural(len(scores), "sentence"), scores[["doc_id", "sent_id", *labels]]
    if scores.empty:
        return Figure(axes[0], table, *nothing(_SILENT, source))
    words = [
        f"{pair.instrument} and {pair.other}: "
        f"{'no r, for one does not vary' if np.isnan(pair.r) else f'r = {signed(pair.r)}'}, "
        f"same sign in {pair.same_sign} of {pair.both_signed}"
        for pair in agreement.itertuples()
    ]
    marks = "in the shaded quarters the signs agree, crosses are exact zeros, corner numbers count sentences"
    body = f"The instruments against each other, sentence by sentence; {marks}."
    alt = f"Scatter plots of {n}. {'; '.join(words)}."
    return Figure(axes[0], table, alt, end_caption(body, source, n))
