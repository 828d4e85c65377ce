"""Figures of terms: ranked bars and a word cloud, rates by rank, and where in the text something occurs."""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.textpath import TextPath
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D

from helpers._tables import one_of, require
from helpers._words import list_values, plural
from helpers.figures._captions import end_caption, nothing, others, part_by
from helpers.figures._colours import BETWEEN, DARK, INK, MUTED, RULE
from helpers.figures._export import Figure
from helpers.figures._style import (
    COLUMN,
    DENSE,
    PAGE,
    ROWS,
    add_below,
    canvas,
    empty,
    name_rows,
    panels,
    shorten,
    shorten_all,
)

_COUNTS = ("term", "frequency", "per_thousand")
CLOUD = 200  # the most words of a cloud
_MARKS, _ROWS = 12, 30  # places of a label that the alt text names, and the most labels whose places it names
# what is counted along a text → what parts it, that in words, and how the caption begins
_ALONG = {
    "word": ("sent_id", "sentence ends", "Where each of {} occurs"),
    "sentence": ("par_id", "paragraphs", "Sentences that mention each of {}, in order of first mention"),
}


def plot_ranks(
    frequencies: pd.DataFrame, *, unit: str = "words", title: str = "", ax: Axes | None = None
) -> Axes:
    """Draw terms as bars, each with its count and its rate per thousand of the `unit`.

    >>> table = pd.DataFrame({"term": ["people", "city"], "frequency": [8, 2], "per_thousand": [16.5, 4.1]})
    >>> ax = plot_ranks(table)
    >>> [int(bar.get_width()) for bar in ax.patches], [text.get_text() for text in ax.texts]
    ([8, 2], ['8  (16.5)', '2  (4.1)'])
    """
    require(frequencies, "frequencies", _COUNTS)
    ax = canvas(ax, COLUMN, 0.7 + 0.18 * len(frequencies))
    if frequencies.empty:
        return empty(ax)
    bars = ax.barh(range(len(frequencies)), frequencies["frequency"], color=DARK, height=0.7, lw=0)
    counts = zip(frequencies["frequency"], frequencies["per_thousand"])
    ax.bar_label(bars, [f"{count}  ({rate:.1f})" for count, rate in counts], padding=2, fontsize=7)
    ax.set_yticks(range(len(frequencies)), shorten_all(frequencies["term"]))
    ax.invert_yaxis()
    ax.margins(x=0.22, y=0.01)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    ax.set(title=title, xlabel=f"occurrences  (per 1,000 {unit})")
    return ax


def ranks_figure(
    frequencies: pd.DataFrame,
    *,
    shown: int = 20,
    min_count: int = 1,
    unit: str = "words",
    left_out: str = "",
    source: str = "",
) -> Figure:
    """Show the most frequent terms, or n-grams, as bars; the table has the most frequent first.

    >>> table = pd.DataFrame({"term": ["people", "city"], "frequency": [8, 2], "per_thousand": [80.0, 20.0]})
    >>> ranks_figure(table, shown=1).alt
    'Bars of the 1 most frequent of 2 words: people 8.'

    Parameters
    ----------
    min_count : occurrences that a term needs to be among them.
    unit : what the terms are, in the plural.
    left_out : what the table leaves out, for the caption.
    """
    require(frequencies, "frequencies", _COUNTS)
    table = frequencies[frequencies["frequency"] >= min_count]
    drawn, total = table.head(min(shown, ROWS)), running(frequencies)
    least = f" that occur at least {min_count} times" if min_count > 1 else ""
    ax = plot_ranks(drawn, unit=unit)
    if drawn.empty:
        return Figure(ax, table, *nothing(f"there are no {unit}{least}", source))
    part = _part(len(drawn), len(table), unit)
    body = f"The {part}{least}, with their rates per 1,000 of {total} {unit}; {_choice(left_out, unit)}"
    alt = f"Bars of the {part}: {list_values(drawn['term'], drawn['frequency'])}."
    return Figure(ax, table, alt, end_caption(body, source), drawn)


def running(frequencies: pd.DataFrame) -> int:
    """How many words, or n-grams, the rates of a table are rates of."""
    counted = frequencies[frequencies["frequency"] > 0].head(1)
    return round((1000 * counted["frequency"] / counted["per_thousand"]).sum())


def _part(shown: int, total: int, unit: str) -> str:
    part = f"{shown} most frequent of {total} {unit}"
    return plural(total, unit.removesuffix("s")) if shown == total else part


def _choice(left_out: str, unit: str) -> str:
    """How a caption ends: what is left out (an n-gram may have it in its middle), and the order."""
    parts = "" if unit == "words" else f"{unit} that begin or end in "
    without = f"{parts}{left_out} are left out but count in the rates; " if left_out else ""
    return f"{without}equal counts in alphabetical order."


def terms_figure(
    words: pd.DataFrame,
    *,
    shown: int = 15,
    in_cloud: int = 60,
    left_out: str = "stop words",
    source: str = "",
) -> Figure:
    """Show the most frequent terms as bars, and beside them more of them as a cloud.

    The table has the most frequent first; the caption names what it has `left_out`.

    >>> table = pd.DataFrame({"term": ["people", "city"], "frequency": [8, 2], "per_thousand": [80.0, 20.0]})
    >>> terms_figure(table).alt
    'Bars of the 2 terms: people 8, city 2. Beside them a word cloud of the 2 most frequent.'
    """
    require(words, "frequencies", _COUNTS)
    drawn, table = words.head(min(shown, ROWS)), words.head(min(in_cloud, CLOUD))
    left, right = panels(1, 2, max(3.3, 0.55 + 0.18 * len(drawn)), ratios=(1.1, 1))
    plot_ranks(drawn, title="most frequent terms", ax=left)
    plot_cloud(table, ax=right)
    if words.empty:
        return Figure(left, table, *nothing("there are no terms", source))
    part, in_it = _part(len(drawn), len(words), "terms"), len(right.patches)
    the = f"the {len(table)} most frequent"
    if in_it < len(table):
        the = f"{in_it} of {the} (the others found no room)"
    cloud = f"{the} as a cloud, sized by frequency"
    body = f"The {part}, with their rates per 1,000 words, and {cloud}; {_choice(left_out, 'words')}"
    bars = f"Bars of the {part}: {list_values(drawn['term'], drawn['frequency'])}."
    alt = f"{bars} Beside them a word cloud of {the}."
    return Figure(left, table, alt, end_caption(body, source, plural(running(words), "word")))


def plot_cloud(frequencies: pd.DataFrame, *, seed: int = 1, ax: Axes | None = None) -> Axes:
    """Draw terms, the most frequent first, as a word cloud, sized by frequency; `seed` is the layout's.

    Decoration: it stands beside the ranked bars. Each word is an outline, so it stays sharp in SVG and PDF.

    >>> table = pd.DataFrame({"term": ["people", "city"], "frequency": [8, 2]})
    >>> len(plot_cloud(table).patches)
    2
    """
    from wordcloud import WordCloud

    require(frequencies, "frequencies", ["term", "frequency"])
    ax = canvas(ax, COLUMN, COLUMN)
    if frequencies.empty:
        return empty(ax)
    font = f"{mpl.get_data_path()}/fonts/ttf/DejaVuSans.ttf"
    sizes = {"width": 400, "height": 400, "min_font_size": 9, "max_font_size": 72, "relative_scaling": 0.6}
    cloud = WordCloud(**sizes, random_state=seed, prefer_horizontal=1, font_path=font)
    sizes_of = zip(frequencies["term"].str.split().str.join(" "), frequencies["frequency"])
    cloud.generate_from_frequencies({word: size for word, size in sizes_of if word and size > 0})
    properties = FontProperties(fname=font)
    for (word, weight), size, (down, right), _, _ in cloud.layout_:
        outline = TextPath((0, 0), word, size=size, prop=properties)
        place = Affine2D().scale(1, -1).translate(right, down + outline.get_extents().ymax)
        shade = DARK if weight > 0.5 else BETWEEN if weight > 0.3 else MUTED
        ax.add_patch(PathPatch(place.transform_path(outline), color=shade, lw=0))
    ax.set(xlim=(0, cloud.width), ylim=(cloud.height, 0), aspect="equal")
    ax.axis("off")
    return ax


def plot_zipf(frequencies: pd.DataFrame, reference: pd.Series, *, ax: Axes | None = None) -> Axes:
    """Draw how rates fall with rank, in a text and in reference English, both axes logarithmic.

    Across is the place in the list (terms of one rate stand side by side, as a step), up the rate per
    thousand. Zipf's law is a straight line that falls by one power of ten in one. The table has the most
    frequent terms first, stop words left in, the reference (`terms.reference_english`) proportions (0…1).

    >>> table = pd.DataFrame({"term": ["the", "dam"], "per_thousand": [60.0, 20.0]})
    >>> [line.get_ydata().tolist() for line in plot_zipf(table, pd.Series({"of": 0.02, "the": 0.05})).lines]
    [[50.0, 20.0], [60.0, 20.0]]
    """
    require(frequencies, "frequencies", ["term", "per_thousand"])
    ax = canvas(ax, PAGE, 2.9)
    if frequencies.empty or reference.empty:
        return empty(ax)
    rates = frequencies["per_thousand"].to_numpy()
    english = 1000 * np.sort(reference.to_numpy(dtype=float))[::-1]
    ranks = np.arange(1, max(len(english), len(rates)) + 1)
    ax.plot(ranks[: len(english)], english, color=MUTED, lw=1, ls="--", label="reference English")
    ax.plot(ranks[: len(rates)], rates, color=DARK, lw=0.8, marker="o", ms=2.5, label="the text")
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
    """Show how rates fall with rank, in a text and in reference English; tables as for `plot_zipf`.

    >>> table = pd.DataFrame({"term": ["the", "dam"], "frequency": [3, 1], "per_thousand": [75.0, 25.0]})
    >>> zipf_figure(table, pd.Series({"of": 0.02, "the": 0.05})).alt.partition(". ")[2]
    'The 2 most frequent terms, per 1,000 words: the 75.0, dam 25.0. 1 of 2 terms occurs once.'
    """
    require(frequencies, "frequencies", ["term", "frequency", "per_thousand"])
    ax, n = plot_zipf(frequencies, reference), plural(running(frequencies), "word")
    if frequencies.empty or reference.empty:
        return Figure(ax, frequencies, *nothing("one of the two lists has no terms", source))
    first, once = frequencies.head(10), int((frequencies["frequency"] == 1).sum())
    terms = plural(len(frequencies), "term")
    english = f"the {len(reference)} most frequent words of reference English (wordfreq)"
    body = f"Rates per 1,000 words by rank, both logarithmic, of the text’s {terms} and of {english}. "
    body += "No rate is lower than that of one word: so a text’s tail lies above English by its size alone."
    rates = list_values(first["term"], first["per_thousand"].round(1))
    most = plural(len(first), "most frequent term")
    alt = f"Two falling curves. The {most}, per 1,000 words: {rates}. "
    alt += f"{once} of {terms} {'occurs' if once == 1 else 'occur'} once."
    return Figure(ax, frequencies, alt, end_caption(body, source, n))


def plot_dispersion(
    places: pd.DataFrame,
    length: int,
    *,
    breaks: Sequence[int] = (),
    unit: str = "word",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw where along the text each label occurs: a mark for each occurrence, a row for each label.

    Two actors of one label have a row each, if `places` have `actor_id`. Rows stand in the order in which the
    labels first appear, each with its number of occurrences.

    >>> places = pd.DataFrame({"label": ["Iran", "Iraq", "Iran"], "place": [3, 5, 90]})
    >>> [text.get_text() for text in plot_dispersion(places, 100).get_yticklabels()]
    ['Iran  (2)', 'Iraq  (1)']

    Parameters
    ----------
    length : number of units in the text; the places are 1…length.
    breaks : places before which a thin line is drawn (paragraphs or texts).
    unit : what is counted along the text: "word" or "sentence".
    """
    require(places, "positions", ["label", "place"])
    one_of("unit", unit, _ALONG)
    rows = _keys(places)
    labels = places["label"].groupby(rows, sort=False).first()
    ax = canvas(ax, PAGE, 0.8 + 0.2 * len(labels))
    if places.empty:
        return empty(ax)
    row = rows.map({key: number for number, key in enumerate(labels.index)}).to_numpy(dtype=float)
    for place in breaks:
        ax.axvline(place - 0.5, color=RULE, lw=0.5, zorder=0)
    ax.vlines(places["place"], row - 0.36, row + 0.36, color=DARK, lw=1.3)
    counts = rows.value_counts()[labels.index]
    name_rows(ax, [f"{label}  ({count})" for label, count in zip(shorten_all(labels), counts)])
    ax.set(xlim=(0.5, length + 0.5), xlabel=f"{unit} in the text", title=title)
    ax.locator_params(axis="x", integer=True)
    ax.spines["left"].set_visible(False)
    return ax


def dispersion_figure(
    places: pd.DataFrame, units: pd.DataFrame, *, unit: str = "word", shown: int = 40, source: str = ""
) -> Figure:
    """Show where along the text terms (`unit` "word") or actors ("sentence") occur, those that occur most.

    `units` are the tokens, or the sentences, in their order. Thin lines part the sentences (or paragraphs) of
    one text, or several texts; where they would lie too close, there are none.

    >>> places = pd.DataFrame({"label": ["Iran", "Iran"], "place": [1, 3]})
    >>> sentences = pd.DataFrame({"doc_id": "a", "par_id": [1, 1, 2], "sent_id": [1, 2, 3]})
    >>> dispersion_figure(places, sentences, unit="sentence").alt
    'Dispersion plot, places by sentence. Iran 2: 1, 3.'
    """
    one_of("unit", unit, _ALONG)
    table, noun = ("tokens", "term") if unit == "word" else ("sentences", "actor")
    require(places, "positions", ["label", "place"])
    require(units, table, ["doc_id", _ALONG[unit][0]])
    keys, shown = _keys(places), min(shown, ROWS)
    counts = keys.value_counts(sort=False).sort_values(ascending=False, kind="stable")
    most, rest = counts.head(shown), counts[shown:]
    drawn, texts = places[keys.isin(most.index)], units["doc_id"].reset_index(drop=True)
    breaks, lines = _breaks(units, unit)
    ax = plot_dispersion(drawn, len(units), breaks=breaks, unit=unit)
    if drawn.empty:
        return Figure(ax, places, *nothing(f"no {noun} occurs", source))
    if texts.nunique() > 1:
        ax.set_xlabel(f"{unit} in the {texts.nunique()} texts, one after the other")
    add_below(ax, others(rest, noun, "occurrence"))
    rows = [
        f"{found['label'].iloc[0]} {len(found)}: {_list_places(found['place'], texts, len(most))}."
        for _, found in drawn.groupby(keys, sort=False)
    ]
    n = f"{plural(len(places), 'occurrence')} in {plural(len(units), unit)}"
    part = part_by(counts, shown, noun, "occurrence", ties="in the order of the table")
    alt = " ".join([f"Dispersion plot{f' of {part}' if len(rest) else ''}, places by {unit}.", *rows])
    body = _ALONG[unit][2].format(part)
    return Figure(ax, places, alt, end_caption(f"{body}{lines}.", source, n))


def _keys(places: pd.DataFrame) -> pd.Series:
    """What has a row of its own: an actor, or a label."""
    return places["actor_id" if "actor_id" in places else "label"]


def _breaks(units: pd.DataFrame, unit: str) -> tuple[list[int], str]:
    """Where thin lines part the units, and by what, for the caption: nowhere, if there were too many."""
    key, parts, _ = _ALONG[unit]
    if units["doc_id"].nunique() > 1:
        key, parts = "doc_id", "the texts’ beginnings"
    firsts = units.reset_index(drop=True).drop_duplicates(list(dict.fromkeys(["doc_id", key]))).index[1:] + 1
    return (list(firsts), f"; thin lines are {parts}") if len(firsts) <= DENSE else ([], "")


def _list_places(places: pd.Series, texts: pd.Series, labels: int) -> str:
    """The places of a label: all, or the first of so many; in several texts, or of many labels, less."""
    if texts.nunique() > 1:
        return f"in {texts[places - 1].nunique()} of {texts.nunique()} texts"
    places = places.drop_duplicates()
    if labels > _ROWS:
        return f"from {places.min()} to {places.max()}" if len(places) > 1 else str(places.iloc[0])
    first = ", ".join(map(str, places[:_MARKS]))
    return first if len(places) <= _MARKS else f"the first {_MARKS} of {len(places)} places {first}"
