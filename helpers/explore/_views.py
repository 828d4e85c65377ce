"""What each panel of choices shows: measure as it is set, make the figure that the notebooks make."""

import re
from typing import TYPE_CHECKING

import pandas as pd

from helpers._fold import straighten
from helpers._tables import CHANCES
from helpers.sentiment import instruments, toward_by_actor
from helpers.terms import frequencies

if TYPE_CHECKING:
    from helpers.figures import Figure

SMALLEST, LARGEST = 0.33, 0.95  # certainty: the largest of three probabilities is never below 1/3
ALL = "all texts"
UNITS = {1: "words", 2: "bigrams", 3: "trigrams"}


def parts(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The table of all texts, and where there are several, that of each."""
    names = list(dict.fromkeys(table["doc_id"])) if table["doc_id"].nunique() > 1 else []
    each = {name: table[table["doc_id"] == name].reset_index(drop=True) for name in names}
    return {ALL: table.reset_index(drop=True), **each}


def together(tokens: pd.DataFrame) -> pd.DataFrame:
    """The tokens as those of one document, to count several texts together; sentences stay apart."""
    tokens = tokens.sort_values(["doc_id", "sent_id", "start"], kind="stable", ignore_index=True)
    return tokens.assign(
        doc_id="all", sent_id=tokens.groupby(["doc_id", "sent_id"], sort=False).ngroup(), start=tokens.index
    )


def view_terms(tokens: pd.DataFrame, settings: dict, *, listed: frozenset[str], source: str) -> "Figure":
    """The most frequent terms of one document as bars."""
    from helpers import figures

    n, drop, left_out = settings["n"], frozenset[str](), []
    if settings["stop_words"] == "left out":
        drop, left_out = listed, ["stop words"]
    if own := settings["also_left_out"].strip():
        drop |= frozenset(re.split(r"[\s,;]+", straighten(own).casefold())) - {""}
        left_out.append("words of your choice")
    return figures.ranks_figure(
        frequencies(tokens, n, stopwords=drop).drop(columns="doc_id"),
        shown=settings["shown"],
        min_count=settings["min_count"],
        unit=UNITS.get(n, f"{n}-grams"),
        left_out=" and ".join(left_out),
        source=source,
    )


def view_tone(scores: pd.DataFrame, settings: dict, *, source: str) -> "Figure":
    """The tone of each sentence as bars, its moving mean as a line."""
    from helpers import figures

    column, window = settings["instrument"], settings["window"]
    table = scores[["doc_id", "par_id", "sent_id", column]].copy()
    windows = table.groupby("doc_id", sort=False)[column].rolling(window, center=True, min_periods=1)
    table["moving_mean"] = windows.mean().droplevel(0)
    label = next(one.label for one in instruments() if one.column == column)
    return figures.tone_figure(table, {column: label}, window=window, source=source)


def view_toward(toward: pd.DataFrame, settings: dict, *, source: str) -> "Figure":
    """The mean tone toward the chosen actors, over the mentions that are certain enough.

    All actors are measured, so that the correction for many tests is that of the other notebooks.
    """
    from helpers import figures

    chosen, certain_from = settings["actors"], settings["certain_from"]
    kept = toward[toward[[*CHANCES]].max(axis=1) >= certain_from].assign(certain=True)
    every = toward_by_actor(kept, min_sentences=settings["min_sentences"]).drop(columns="certain")
    table = every[every["actor_id"].isin(chosen)].reset_index(drop=True)
    mine = int(toward["actor_id"].isin(chosen).sum())
    return figures.toward_figure(
        table,
        shown=len(table),
        min_sentences=settings["min_sentences"],
        certain_from=certain_from if certain_from > SMALLEST else 0.0,
        left_out=(mine - table["mentions"].sum(), len(set(chosen)) - len(table)),
        tested=int(every["p"].notna().sum()),
        source=source,
    )
