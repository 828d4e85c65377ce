"""The figure of the ledger: what was found in the files, and what became of it."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers._tables import require
from helpers._words import found_in_words, plural
from helpers.figures._captions import end_caption, nothing
from helpers.figures._colours import DARK, LIGHT
from helpers.figures._export import Figure
from helpers.figures._style import COLUMN, canvas, empty, name_rows


def plot_ledger(ledger: pd.DataFrame, *, title: str = "", ax: Axes | None = None) -> Axes:
    """Draw how many pieces there are of each status, what is kept dark, each bar with its words.

    >>> table = pd.DataFrame({"file": "a.txt", "status": ["kept", "kept", "duplicate"], "words": [9, 6, 6]})
    >>> ax = plot_ledger(table)
    >>> [int(bar.get_width()) for bar in ax.patches], [text.get_text() for text in ax.texts]
    ([2, 1], ['2  (15 words)', '1  (6 words)'])
    """
    require(ledger, "ledger", ["file", "status", "words"])
    sizes = ledger.groupby("status", sort=False)["words"].agg(["size", "sum"])
    sizes = sizes.sort_values("size", ascending=False, kind="stable")
    sizes = sizes.loc[sorted(sizes.index, key=lambda status: status != "kept")]
    ax = canvas(ax, COLUMN, 0.7 + 0.25 * len(sizes))
    if ledger.empty:
        return empty(ax)
    colours = [DARK if status == "kept" else LIGHT for status in sizes.index]
    bars = ax.barh(range(len(sizes)), sizes["size"], color=colours, edgecolor=DARK, height=0.7, lw=0.6)
    words = [f"{n}  ({plural(words, 'word')})" for n, words in sizes.itertuples(index=False)]
    ax.bar_label(bars, words, padding=2, fontsize=7)
    name_rows(ax, sizes.index)
    ax.set(xlabel="pieces found in the files", title=title, xlim=(0, 1.45 * sizes["size"].max()))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    return ax


def ledger_figure(ledger: pd.DataFrame, *, source: str = "") -> Figure:
    """Show what was found in the files and what became of it (`corpus.ledger`).

    >>> table = pd.DataFrame({"file": "a.txt", "status": ["kept", "kept", "duplicate"], "words": [9, 6, 6]})
    >>> ledger_figure(table).alt
    'Bars of what became of 3 pieces in 1 file: kept 2, duplicate 1.'
    """
    require(ledger, "ledger", ["file", "status", "words"])
    ax = plot_ledger(ledger)
    if ledger.empty:
        return Figure(ax, ledger, *nothing("no file holds anything", source))
    found = found_in_words(ledger["file"], ledger["status"])
    pieces = found.partition(":")[0]
    caption = f"What was found in the files and what became of it: {pieces}, with their words. "
    caption += (
        "Kept pieces are measured; a duplicate stands in another text; the table names each with its reason."
    )
    alt = f"Bars of what became of {found}."
    return Figure(ax, ledger, alt, end_caption(caption, source, plural(len(ledger), "piece")))
