"""What each panel of choices draws: measure with the settings, draw, and put it into words."""

from dataclasses import dataclass

import pandas as pd

from helpers.sentiment import NAMES, toward_by_actor
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

    >>> tokens = pd.DataFrame({"doc_id": ["a", "b"], "sent_id": 1, "start": 0, "end": 1, "token": "x", "term": "x"})
    >>> together(tokens)[["doc_id", "sent_id"]].values.tolist()
    [['all', 0], ['all', 1]]
    """
    tokens = tokens.sort_values(["doc_id", "sent_id", "start"], kind="stable", ignore_index=True)
    return tokens.assign(doc_id="all", sent_id=tokens.groupby(["doc_id", "sent_id"], sort=False).ngroup(), start=tokens.index)


def view_terms(tokens: pd.DataFrame, drop: frozenset, *, n: int, at_least: int, shown: int, source: str) -> View:
    """The most frequent terms of one document as bars."""
    from helpers import figures

    unit = UNITS.get(n, f"{n}-grams")
    found = frequencies(tokens, n, stopwords=drop).drop(columns="doc_id")
    enough = found[found["frequency"] >= at_least]
    table = enough.head(shown)
    told = figures.in_words(table["term"], table["frequency"]) or "none"
    left = "a term that begins or ends in a left-out word is" if n > 1 else "left-out words are"
    return View(
        _drawn(figures.plot_ranks, table, unit=unit, title=f"most frequent {unit}"), table,
        f"The {len(table)} most frequent of {len(enough)} {unit} that occur at least "
        f"{_counted(at_least, 'time')}, with their rates per 1,000 {unit}; {left} not shown but count in the rates; "
        f"equal counts in alphabetical order. n = {len(tokens)} words. {source}".rstrip(),
        f"Bars of the {len(table)} most frequent {unit}: {told}.")


def view_tone(scores: pd.DataFrame, column: str, window: int, *, source: str) -> View:
    """The tone of each sentence as bars, its moving mean as a line."""
    from helpers import figures

    name = NAMES[column]
    table = scores[["doc_id", "par_id", "sent_id", column]].assign(moving_mean=moving_mean(scores, column, window))
    ax = _drawn(figures.plot_tone, table, column, title=f"{name}; line: mean over {_counted(window, 'sentence')}")
    for _, rows in table.reset_index(drop=True).groupby("doc_id", sort=False):
        ax.plot(rows.index + 1, rows["moving_mean"], color=LINE, lw=1.4)
    return View(ax, table,
                f"Tone of each sentence by {name} (bars) and its mean over {_counted(window, 'sentence')}, of which this is the "
                f"middle one (line); n = {len(table)} sentences. {source}".rstrip(), _tone_alt(table, column, window))


def _tone_alt(table: pd.DataFrame, column: str, window: int) -> str:
    if table.empty:
        return "No sentence to show."
    low, high = (table.iloc[at].squeeze() for at in (table["moving_mean"].argmin(), table["moving_mean"].argmax()))
    signs = [int((table[column] > 0).sum()), int((table[column] < 0).sum()), int((table[column] == 0).sum())]
    several = table["doc_id"].nunique() > 1
    lowest, highest = (f"{row['moving_mean']:.2f} at sentence {row['sent_id']}{f' of {row.doc_id}' * several}"
                       for row in (low, high))
    return (f"Bars of the tone of {len(table)} sentences by {NAMES[column]}: {signs[0]} positive, {signs[1]} negative, "
            f"{signs[2]} exactly 0; mean {table[column].mean():.2f}. The line, the mean over {_counted(window, 'sentence')}, is lowest "
            f"({lowest}) and highest ({highest}).")


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
    table = toward_by_actor(kept, at_least=at_least)
    borne = table[table["verdict"] != "none"]
    counted = (f"{len(kept)} of the {len(mine)} mentions of these actors, those whose largest probability is at least "
               f"{certain_from:.2f}" if certain_from > SMALLEST else f"all {len(mine)} mentions of these actors")
    return View(
        _drawn(figures.plot_toward, table), table.drop(columns="certain"),
        f"Mean tone of the sentences toward each of {_counted(len(table), 'actor')} as worded, with 95 % intervals, from {counted}; "
        f"grey where the data bear no verdict (the interval holds 0, or fewer than {at_least} sentences). {source}".rstrip(),
        f"Dots with intervals for {_counted(len(table), 'actor')}: {figures.in_words(table['label'], table['tone'].round(2)) or 'none'}. "
        f"Verdicts: {figures.in_words(borne['label'], borne['verdict']) or 'none'}.")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _drawn(plot, *given, **settings):
    """Draw, and take the figure out of pyplot's hands, else a notebook would show it a second time."""
    from matplotlib import pyplot
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    ax = plot(*given, **settings)
    pyplot.close(ax.figure)
    FigureCanvasAgg(ax.figure)  # a closed figure has a canvas that draws nothing; a fingerprint needs one that does
    return ax
