"""What each panel of choices shows: measure as it is set, make the figure that the notebooks make."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from helpers.sentiment import instruments, toward_by_actor
from helpers.terms import frequencies

if TYPE_CHECKING:
    from helpers.figures import Figure

SMALLEST, LARGEST = 0.33, 0.95  # certainty: the largest of three probabilities is never below 1/3
UNITS = {1: "words", 2: "bigrams", 3: "trigrams"}


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
    tokens: pd.DataFrame, drop: Collection[str], settings: Mapping[str, Any], source: str
) -> "Figure":
    """The most frequent terms of one document as bars."""
    from helpers import figures

    n = settings["n"]
    left_out = ["stop words"] * (settings["stop_words"] == "left out") + ["words of your choice"] * bool(
        settings["also_left_out"].strip()
    )
    counted = frequencies(tokens, n, stopwords=drop).drop(columns="doc_id")
    return figures.ranks_figure(
        counted,
        shown=settings["shown"],
        min_count=settings["min_count"],
        unit=UNITS.get(n, f"{n}-grams"),
        left_out=" and ".join(left_out),
        source=source,
    )


def view_tone(scores: pd.DataFrame, column: str, window: int, source: str) -> "Figure":
    """The tone of each sentence as bars, its moving mean as a line."""
    from helpers import figures

    labels = {instrument.column: instrument.label for instrument in instruments()}
    table = scores[["doc_id", "par_id", "sent_id", column]].reset_index(drop=True)
    table["moving_mean"] = moving_mean(table, column, window)
    return figures.tone_figure(table, {column: labels[column]}, window=window, source=source)


def moving_mean(scores: pd.DataFrame, column: str, window: int) -> pd.Series:
    """The mean over a sentence and equally many before and after it, as far as its text has them.

    >>> scores = pd.DataFrame({"doc_id": ["a", "a", "a", "b"], "tone": [0.3, 0.0, -0.6, 1.0]})
    >>> moving_mean(scores, "tone", 3).round(6).tolist()
    [0.15, -0.1, -0.3, 1.0]
    """
    means = scores.groupby("doc_id", sort=False)[column].rolling(window, center=True, min_periods=1).mean()
    return means.droplevel(0).reindex(scores.index)


def view_toward(
    toward: pd.DataFrame, chosen: Collection[str], certain_from: float, min_sentences: int, source: str
) -> "Figure":
    """The mean tone toward the chosen actors, over the mentions that are certain enough."""
    from helpers import figures

    largest = toward[["p_negative", "p_neutral", "p_positive"]].max(axis=1)
    mine = toward[toward["actor_id"].isin(set(chosen))]
    kept = mine[largest.loc[mine.index] >= certain_from].assign(certain=True)
    table = toward_by_actor(kept, min_sentences=min_sentences).drop(columns="certain")
    return figures.toward_figure(
        table,
        shown=len(table),
        min_sentences=min_sentences,
        certain_from=certain_from if certain_from > SMALLEST else 0.0,
        left_out=(len(mine) - len(kept), len(set(chosen)) - len(table)),
        source=source,
    )
