"""What each panel of choices draws: measure with the settings, draw, and put it into words."""

from dataclasses import dataclass

import pandas as pd

from helpers.sentiment import instruments, toward_by_actor
from helpers.terms import frequencies

SMALLEST, LARGEST = 0.33, 0.95  # certainty: the largest of three probabilities is never below 1/3
UNITS = {1: "words", 2: "bigrams", 3: "trigrams"}
LINE = "#222222"


@dataclass(frozen=True)
class View:
    """A drawn figure with what an export needs."""

    ax: object
    table: pd.DataFrame
    caption: str
    alt: str


def together(tokens: pd.DataFrame) -> pd.DataFrame:
    """The tokens as those of one document, so that several texts are counted together; sentences stay apart.

    >>> tokens = pd.DataFrame({"doc_id": ["a", "b"], "sent_id": 1, "start": 0, "term": "x"})
    >>> together(tokens)[["doc_id", "sent_id"]].values.tolist()
    [['all', 0], ['all', 1]]
    """
    tokens = tokens.sort_values(["doc_id", "sent_id", "start"], kind="stable", ignore_index=True)
    return tokens.assign(
        doc_id="all", sent_id=tokens.groupby(["doc_id", "sent_id"], sort=False).ngroup(), start=tokens.index
    )


def view_terms(
    tokens: pd.DataFrame, drop: frozenset, *, n: int, at_least: int, shown: int, source: str
) -> View:
    """The most frequent terms of one document as bars."""
    from helpers import figures

    unit = UNITS.get(n, f"{n}-grams")
    found = frequencies(tokens, n, stopwords=drop).drop(columns="doc_id")
    enough = found[found["frequency"] >= at_least]
    table = enough.head(shown)
    told = figures.in_words(table["term"], table["frequency"]) or "none"
    left = "a term that begins or ends in a left-out word is" if n > 1 else "left-out words are"
    caption = (
        f"The {len(table)} most frequent of {len(enough)} {unit} that occur at least "
        f"{_counted(at_least, 'time')}, with their rates per 1,000 {unit}; {left} not shown but count in the "
        f"rates; equal counts in alphabetical order. n = {len(tokens)} words. {source}"
    )
    ax = _drawn(figures.plot_ranks, table, unit=unit, title=f"most frequent {unit}")
    return View(ax, table, caption.rstrip(), f"Bars of the {len(table)} most frequent {unit}: {told}.")


def view_tone(scores: pd.DataFrame, column: str, window: int, *, source: str) -> View:
    """The tone of each sentence as bars, its moving mean as a line."""
    from helpers import figures

    name, mean = _label(column), f"mean over {_counted(window, 'sentence')}"
    table = scores[["doc_id", "par_id", "sent_id", column]].reset_index(drop=True)
    table["moving_mean"] = moving_mean(table, column, window)
    ax = _drawn(figures.plot_tone, table, column, title=f"{name}; line: {mean}")
    for _, rows in table.groupby("doc_id", sort=False):
        ax.plot(rows.index + 1, rows["moving_mean"], color=LINE, lw=1.4)
    caption = (
        f"Tone of each sentence by {name} (bars) and its {mean}, of which this is the middle one (line); "
        f"n = {_counted(len(table), 'sentence')}. {source}"
    )
    return View(ax, table, caption.rstrip(), _tone_alt(table, column, mean))


def _label(column: str) -> str:
    return next(one.label for one in instruments() if one.column == column)


def _tone_alt(table: pd.DataFrame, column: str, mean: str) -> str:
    if table.empty:
        return "No sentence to show."
    line = table["moving_mean"]
    several = table["doc_id"].nunique() > 1
    low, high = (_place(table.iloc[at], several) for at in (line.argmin(), line.argmax()))
    above, below = int((table[column] > 0).sum()), int((table[column] < 0).sum())
    return (
        f"Bars of the tone of {_counted(len(table), 'sentence')} by {_label(column)}: {above} positive, "
        f"{below} negative, {len(table) - above - below} exactly 0; mean {_two(table[column].mean())}. "
        f"The line, the {mean}, is lowest ({low}) and highest ({high})."
    )


def _place(row: pd.Series, several: bool) -> str:
    text = f" of {row['doc_id']}" if several else ""
    return f"{_two(row['moving_mean'])} at sentence {row['sent_id']}{text}"


def _two(value: float) -> str:
    """A number with two places, and no minus before nothing."""
    return f"{round(value, 2) + 0.0:.2f}"


def moving_mean(scores: pd.DataFrame, column: str, window: int) -> pd.Series:
    """The mean over a sentence and equally many before and after it, as far as its text has them.

    >>> scores = pd.DataFrame({"doc_id": ["a", "a", "a", "b"], "tone": [0.3, 0.0, -0.6, 1.0]})
    >>> moving_mean(scores, "tone", 3).round(6).tolist()
    [0.15, -0.1, -0.3, 1.0]
    """
    means = scores.groupby("doc_id", sort=False)[column].rolling(window, center=True, min_periods=1).mean()
    return means.droplevel(0).reindex(scores.index)


def view_toward(toward: pd.DataFrame, chosen, *, certain_from: float, at_least: int, source: str) -> View:
    """The mean tone toward the chosen actors, over the mentions that are certain enough."""
    from helpers import figures

    largest = toward[["p_negative", "p_neutral", "p_positive"]].max(axis=1)
    mine = toward[toward["actor_id"].isin(list(chosen))]
    kept = mine[largest.loc[mine.index] >= certain_from].assign(certain=True)
    table = toward_by_actor(kept, min_sentences=at_least)
    borne = table[table["verdict"] != "none"]
    counted = f"all {len(mine)} mentions of these actors"
    if certain_from > SMALLEST:
        counted = f"{len(kept)} of {counted[4:]}, whose largest probability is at least {certain_from:.2f}"
    silent = len(set(chosen)) - len(table)
    lost = f" {_counted(silent, 'chosen actor')} without such a mention not shown." if silent else ""
    caption = (
        f"Mean tone of the sentences toward each of {_counted(len(table), 'actor')} as worded, with 95 % "
        f"intervals, from {counted}; grey where the data bear no verdict (the interval holds 0, or fewer "
        f"than {at_least} sentences).{lost} {source}"
    )
    told = figures.in_words(table["label"], table["tone"].map(_two)) or "none"
    verdicts = figures.in_words(borne["label"], borne["verdict"]) or "none"
    alt = f"Dots with intervals for {_counted(len(table), 'actor')}: {told}. Verdicts: {verdicts}."
    return View(_drawn(figures.plot_toward, table), table.drop(columns="certain"), caption.rstrip(), alt)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _drawn(plot, *given, **settings):
    """Draw, and take the figure out of pyplot's hands, else a notebook would show it a second time."""
    from matplotlib import pyplot
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    ax = plot(*given, **settings)
    pyplot.close(ax.figure)
    FigureCanvasAgg(ax.figure)  # closing left a canvas that draws nothing
    return ax
