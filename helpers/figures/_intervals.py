"""Figures of dots with intervals: agreement with readers, tone toward actors, what hand codes correct."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers._tables import CONTRACTS, one_of, require
from helpers._words import is_machine, list_values, plural, signed
from helpers.figures._captions import end_caption, list_intervals, nothing, part_of, tie_cut
from helpers.figures._colours import BLACK, DARK, MIDDLE, MUTED, NEGATIVE, NEUTRAL, PAPER, POSITIVE
from helpers.figures._export import Figure
from helpers.figures._style import (
    COLUMN,
    PAGE,
    RING,
    ROWS,
    canvas,
    empty,
    name_rows,
    panels,
    shorten_all,
    tone_ticks,
)

_VALUE = ("value", "low", "high")
_TOWARD = ("label", "sentences", "tone", "low", "high", "verdict")
_BLUES = (MIDDLE, DARK, DARK)
_VERDICTS = {"none": NEUTRAL, "negative": NEGATIVE, "positive": POSITIVE}
_HAND, _RAW = "hand codes alone", "as it is"
_UNITS = {
    "mean tone": "mean tone (−1 negative … 1 positive)",
    "share negative": "share of negative sentences",
}
_SHARE = "share "  # of any class of a codebook


def _draw_interval(
    ax: Axes, row: int, interval: Sequence[float], colours: Sequence[str], *, width: float, label: str = ""
) -> None:
    """A dot with its interval (value, low, high) in a row; colours of interval, dot and filling."""
    value, low, high = interval
    ax.plot([low, high], [row, row], color=colours[0], lw=width, solid_capstyle="butt")
    ax.plot(value, row, "o", ms=5, color=colours[1], mfc=colours[2], zorder=4)
    ax.text(1.02, row, label, va="center", transform=ax.get_yaxis_transform())


def plot_validation(validation: pd.DataFrame, *, unit: str = "", ax: Axes | None = None) -> Axes:
    """Draw how well each instrument agrees with human readers: dots, with intervals where there are any.

    `unit` says what the value is.

    >>> table = pd.DataFrame({"instrument": ["tone"], "value": 0.6, "low": 0.5, "high": 0.7})
    >>> [text.get_text() for text in plot_validation(table).texts]
    ['0.60']
    """
    require(validation, "validation", ["instrument", *_VALUE])
    ax = canvas(ax, COLUMN, 0.7 + 0.24 * len(validation))
    if validation.empty:
        return empty(ax)
    for row, interval in enumerate(validation[[*_VALUE]].itertuples(index=False)):
        _draw_interval(ax, row, interval, _BLUES, width=2.5, label=f"{interval[0]:.2f}")
    name_rows(ax, shorten_all(validation["instrument"]))
    ax.set(xlim=(0, 1), xlabel=unit)
    return ax


def validation_figure(validation: pd.DataFrame, *, elsewhere: pd.DataFrame | None = None) -> Figure:
    """Show Pearson's r of each instrument with the mean rating of twenty readers (`corpus.validation`).

    >>> row = {"instrument": ["tone"], "value": 0.6, "low": 0.5, "high": 0.7, "n": 9, "source": "Editorials"}
    >>> validation_figure(pd.DataFrame(row)).alt
    'Dots with intervals: tone 0.60 (0.50 to 0.70).'

    `elsewhere` are such rows for other kinds of text, which the caption adds in words.
    """
    require(validation, "validation", ["instrument", *_VALUE, "n", "source"])
    drawn = validation.head(ROWS)
    ax = plot_validation(drawn, unit="r with the mean rating of twenty readers")
    source = ", ".join(dict.fromkeys(validation["source"]))
    if drawn.empty:
        return Figure(ax, validation, *nothing("no instrument is rated", source))
    rows, n = list_intervals(drawn["instrument"], drawn, "value", plus=False), drawn["n"].max()
    part = f"{part_of(len(drawn), len(validation), 'instrument')}" if len(validation) > ROWS else ""
    kinds = ", ".join(dict.fromkeys(validation["source"].str.partition(" rated")[0]))
    body = (
        f"Agreement of {part or 'each instrument'} with human readers, Pearson's r with 95 % intervals. The "
        f"rated sentences ({kinds}) are of the kind that “tone” and “encoder” were fitted to"
        f"{'' if elsewhere is None else _elsewhere(elsewhere)}."
    )
    end = end_caption(body, source, plural(n, "sentence"))
    return Figure(ax, validation, f"Dots with intervals{part and f' for {part}'}: {rows}.", end)


def _elsewhere(rows: pd.DataFrame) -> str:
    """Pearson's r on other kinds of text, in words."""
    require(rows, "validation", ["instrument", *_VALUE, "n", "source"])
    parts = []
    for kind, part in rows.groupby(rows["source"].str.partition(" rated")[0], sort=False):
        values = list_intervals(part["instrument"], part, "value", plus=False)
        parts.append(f"on {plural(part['n'].max(), str(kind).removesuffix('s'))} {values}")
    return f"; elsewhere r is: {'; '.join(parts)}"


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
        _draw_interval(ax, row, interval, colours, width=2 if sure else 1)
    counts = zip(shorten_all(by_actor["label"]), by_actor["sentences"])
    name_rows(ax, [f"{label}  (n = {count})" for label, count in counts])
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
    tested: int | None = None,
    source: str = "",
) -> Figure:
    """Show the mean tone toward each actor with its interval, grey where the data bear no verdict.

    Drawn are actors in at least `min_sentences`, of these those in the most, never chosen by their tone, in
    the order of the table (`sentiment.toward_by_actor`). If there are none, the figure says so.

    >>> rows = [("Hale", 9, -0.5, -0.8, -0.2, "negative"), ("Lowe", 2, 0.1, -0.6, 0.7, "none")]
    >>> table = pd.DataFrame(rows, columns=["label", "sentences", "tone", "low", "high", "verdict"])
    >>> toward_figure(table.assign(actor_id=["h", "l"], mentions=[9, 2], needed=[4, pd.NA])).alt
    'Dots with intervals for 1 of 2 actors (1 in fewer than 5 sentences is not drawn): Hale −0.50 (−0.80 to \
−0.20). Verdicts: Hale negative.'

    Parameters
    ----------
    min_sentences : what a verdict needs, and with it a place in the figure.
    certain_from : the probability that the mentions counted reach at least; 0 where all count.
    left_out : mentions and actors that did not reach it.
    tested : the actors for whose number p is corrected, where the table has only some of them.
    """
    require(by_actor, "toward_by_actor", ["actor_id", "mentions", "needed", *_TOWARD])
    enough = by_actor[by_actor["sentences"] >= min_sentences]
    ranked = enough.sort_values(["sentences", "actor_id"], ascending=[False, True])
    shown, lost = min(shown, ROWS), ""
    if left_out[1]:
        lost = f"{plural(left_out[1], 'chosen actor')} without such a mention"
    drawn = enough[enough.index.isin(ranked.index[:shown])]
    left = _left(ranked["sentences"], shown, len(by_actor), min_sentences)
    basis = _basis(by_actor, certain_from, left_out[0])
    if drawn.empty:
        words = f"no actor appears in {plural(min_sentences, 'sentence')}" if len(by_actor) else ""
        ax = empty(canvas(None, PAGE, 1), words) if words else plot_toward(drawn)
        why = "; ".join(filter(None, [words and f"{words}, from {basis}", left, lost]))
        return Figure(ax, by_actor, *nothing(why or "there are no actors", source))
    part, tests = part_of(len(drawn), len(by_actor), "actor"), len(enough) if tested is None else tested
    body = (
        f"Mean tone of the sentences toward {part} as worded, with a 95 % interval for each, from "
        f"{basis}; {left and left + '; '}grey where the data bear no verdict (p, corrected by Holm for "
        f"{plural(tests, 'actor')}, is not below 0.05); n is the number of sentences."
        f"{_power(drawn)}{lost and f' {lost} not shown.'}"
    )
    clear = drawn[drawn["verdict"] != "none"]
    verdicts = list_values(clear["label"], clear["verdict"])
    values = list_intervals(drawn["label"], drawn, "tone")
    alt = f"Dots with intervals for {part}{left and f' ({left})'}: {values}. Verdicts: {verdicts}."
    return Figure(plot_toward(drawn), by_actor, alt, end_caption(body, source), drawn)


def _basis(by_actor: pd.DataFrame, certain_from: float, uncertain: int) -> str:
    """The mentions behind the means, in words."""
    counted, actors = by_actor["mentions"].sum(), plural(len(by_actor), "actor")
    if not certain_from:
        return f"all {plural(counted, 'mention')} of {actors}"
    whole = f"{counted} of {plural(counted + uncertain, 'mention')} of {actors}"
    return f"{whole} (those whose largest probability is at least {certain_from:.2f})"


def _power(drawn: pd.DataFrame) -> str:
    """How many sentences a verdict would take, in a sentence."""
    need = drawn["needed"].median()
    return (
        ""
        if pd.isna(need)
        else f" At their tone and spread half of those drawn need {need:.0f} sentences or more "
        "for an interval clear of 0."
    )


def _left(sentences: pd.Series, shown: int, actors: int, least: int) -> str:
    """Why the other actors are not drawn; `sentences` of those with enough of them, the most first."""
    few, more = actors - len(sentences), max(len(sentences) - shown, 0)
    cut = tie_cut(sentences, shown)
    fewer = f"{more} in fewer sentences than these{cut and f' or as many ({cut} are drawn)'}"
    reasons = [*[f"{few} in fewer than {plural(least, 'sentence')}"] * bool(few), *[fewer] * bool(more)]
    return f"{' and '.join(reasons)} {'is' if few + more == 1 else 'are'} not drawn" if reasons else ""


def plot_corrected(table: pd.DataFrame, *, title: str = "", ax: Axes | None = None) -> Axes:
    """Draw one number (`of`) as each instrument gives it, by hand codes alone, and corrected by them.

    A hollow diamond (above its dot) is the instrument as it is, a dot with a bar the corrected number with
    its 95 % interval and its value at the right; the top row are the hand codes alone. Where no instrument
    changes them, only that row has a dot, and says so.

    >>> rows = [("ours", "as it is", 0.25, float("nan"), float("nan")),
    ...         ("", "hand codes alone", 0.5, 0.3, 0.7), ("ours", "corrected", 0.45, 0.3, 0.6)]
    >>> table = pd.DataFrame(rows, columns=["instrument", "estimator", "estimate", "low", "high"])
    >>> ax = plot_corrected(table.assign(of="share negative"))
    >>> [text.get_text() for text in ax.get_yticklabels()], [text.get_text() for text in ax.texts]
    (['hand codes alone', 'ours'], ['0.50', '0.45'])
    """
    require(table, "corrected")
    names = [_HAND, *table.loc[table["estimator"] == _RAW, "instrument"]]
    ax = canvas(ax, COLUMN, 0.8 + 0.32 * len(names))
    if table.empty:
        return empty(ax)
    of = str(table["of"].iloc[0])
    if not of.startswith(_SHARE):
        one_of("of", of, _UNITS)
    if _is_unchanged(table):
        table, names[0] = table[table["estimator"] != "corrected"], f"{_HAND}\n(no instrument changes them)"
    if not table.loc[table["estimator"] != _RAW, "estimate"].notna().any():
        names[0] = "nothing is coded yet"
    lift = 0.2 if (table["estimator"] == "corrected").any() and names[0] == _HAND else 0
    for line in table.dropna(subset="estimate").itertuples():
        row = names.index(line.instrument) if line.instrument else 0
        if line.estimator == _RAW:
            ax.plot(line.estimate, row - lift, "D", ms=5, mfc=PAPER, mec=BLACK, mew=1, zorder=3)
        else:
            label = signed(line.estimate, plus=of == "mean tone")
            _draw_interval(ax, row, (line.estimate, line.low, line.high), _BLUES, width=3, label=label)
    if of == "mean tone":
        ax.axvline(0, color=MUTED, lw=0.6, zorder=0)
        tone_ticks(ax.xaxis)
    name_rows(ax, names)
    ax.set(xlim=(-1.05, 1.05) if of == "mean tone" else (0, 1), title=title, xlabel=_unit(of))
    return ax


def _unit(of: str) -> str:
    """What is estimated, in words."""
    return _UNITS.get(of, f"share of sentences coded {of.removeprefix(_SHARE)}")


def _is_unchanged(part: pd.DataFrame) -> bool:
    """Are the corrected numbers all the hand codes' own, as far as one can see (λ is about 0)?"""
    ends = ["estimate", "low", "high"]
    hand, corrected = part[part["estimator"] == _HAND], part[part["estimator"] == "corrected"]
    if hand["estimate"].isna().all() or corrected.empty:
        return False
    return np.allclose(
        corrected[ends].astype(float), hand[ends].astype(float).iloc[0], 0, 0.01, equal_nan=True
    )


def corrected_figure(
    corrected: pd.DataFrame, *, drawn: int, sentences: int, coders: Sequence[str] = (), source: str = ""
) -> Figure:
    """Show mean tone and share of negative sentences as they are and corrected (`handcheck.corrected`).

    Or the shares of the classes of a codebook of your own, two panels in a row. The caption says how many
    sentences were drawn of how many, and who coded; a coder named "ai" or "ai-…" is a language model.

    >>> rows = [("ours", "as it is", 0.25, float("nan"), float("nan")), ("ours", "corrected", 0.45, 0.3, 0.6)]
    >>> table = pd.DataFrame(rows, columns=["instrument", "estimator", "estimate", "low", "high"])
    >>> corrected_figure(table.assign(of="mean tone", n=20), drawn=20, sentences=30).alt
    '1 panel of dots with intervals. Mean tone: as it is ours +0.25, corrected ours +0.45 (+0.30 to +0.60).'
    """
    require(corrected, "corrected", [*CONTRACTS["corrected"], "n"])
    numbers, names = list(dict.fromkeys(corrected["of"])) or list(_UNITS), corrected["instrument"].unique()
    shown = [name for name in names if name][:RING]
    table = corrected[corrected["instrument"].isin(["", *shown])]
    parts = {of[:1].upper() + of[1:]: table[table["of"] == of] for of in numbers}
    rows = (len(parts) + 1) // 2
    axes = panels(rows, min(len(parts), 2), rows * max(2.1, 1.14 + 0.32 * len(shown)))
    for ax, (title, part) in zip(axes, parts.items()):
        plot_corrected(part, title=title, ax=ax)
    for ax in axes[len(parts) :]:
        ax.axis("off")
    if corrected.empty:
        return Figure(axes[0], corrected, *nothing("there are no numbers to correct", source))
    each = part_of(len(shown), len(names) - ("" in names), "instrument") if len(names) > RING + 1 else ""
    machine = " (an AI language model, no human: not evidence)" if any(map(is_machine, coders)) else ""
    body = (
        f"{_all_of(numbers)} as {each or 'each instrument'} "
        f"{'give' if each else 'gives'} them (hollow) and corrected by hand codes (dots, 95 % intervals for "
        f"these texts); {corrected['n'].min()} of {drawn} drawn sentences counted, of {sentences}; hand "
        f"codes by {', '.join(coders) or 'nobody yet'}{machine}.{_notes(table, parts)}"
    )
    first = f"{plural(len(parts), 'panel')} of dots with intervals{each and f' for {each}'}."
    alt = " ".join([first, *map(_words, parts, parts.values())])
    return Figure(axes[0], corrected, alt, end_caption(body, source))


def _all_of(numbers: Sequence[str]) -> str:
    """What is estimated, as a caption begins."""
    if {*numbers} - {*_UNITS}:
        return f"Shares of sentences coded {', '.join(of.removeprefix(_SHARE) for of in numbers)}"
    return " and ".join(_UNITS[of].partition(" (")[0] for of in numbers).capitalize()


def _notes(table: pd.DataFrame, parts: Mapping[str, pd.DataFrame]) -> str:
    """What a caption adds: how a sentence counts; and where the corrected numbers are the hand codes' own."""
    counted = " In the mean tone a sentence counts by its class, −1, 0 or 1, not by its score." * (
        "Mean tone" in parts
    )
    return counted + _unchanged(table, parts)


def _unchanged(table: pd.DataFrame, parts: Mapping[str, pd.DataFrame]) -> str:
    same = [title[:1].lower() + title[1:] for title, part in parts.items() if _is_unchanged(part)]
    if same:
        return (
            f" In {' and '.join(same)} no instrument changes the hand codes by more than 0.01 (λ is about 0)"
            ": one row stands for all."
        )
    if table.loc[table["estimator"] != _RAW, "estimate"].notna().any():
        return ""
    return " Nothing is coded yet, so nothing is corrected: these are the instruments’ own numbers."


def _words(title: str, part: pd.DataFrame) -> str:
    """The estimates of a panel, with what made each."""
    known = part.dropna(subset="estimate")
    if _is_unchanged(part):
        known = known[known["estimator"] != "corrected"]
    labels = (known["estimator"] + " " + known["instrument"]).str.strip()
    end = "; no instrument changes the hand codes" if _is_unchanged(part) else ""
    return f"{title}: {list_intervals(labels, known, 'estimate', plus=title == 'Mean tone')}{end}."
