"""Figure of the hand check: what the instruments say, and what is left of it once hand codes correct them."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from helpers._tables import CONTRACTS, one_of, require
from helpers._words import plural, signed
from helpers.figures._colours import BLACK, MUTED, PAPER
from helpers.figures._figure import Figure, end_caption, list_intervals
from helpers.figures._rows import draw_interval, name_rows, tone_ticks
from helpers.figures._style import COLUMN, canvas, empty, panels

_HAND, _RAW = "hand codes alone", "as it is"
_UNITS = {
    "mean tone": "mean tone (−1 negative … 1 positive)",
    "share negative": "share of negative sentences",
}


def plot_corrected(table: pd.DataFrame, *, title: str = "", ax: Axes | None = None) -> Axes:
    """Draw one number (`of`) as each instrument gives it, by hand codes alone, and corrected by them.

    A hollow diamond, a little above, is the instrument as it is, a dot with a bar the corrected number with
    its 95 % interval and its value at the right; the top row are the hand codes alone.

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
    of = one_of("of", table["of"].iloc[0], _UNITS)
    for line in table.dropna(subset="estimate").itertuples():
        row = names.index(line.instrument or _HAND)
        if line.estimator == _RAW:
            ax.plot(line.estimate, row - 0.2, "D", ms=5, mfc=PAPER, mec=BLACK, mew=1, zorder=3)
        else:
            label = signed(line.estimate, plus=of == "mean tone")
            draw_interval(ax, row, (line.estimate, line.low, line.high), width=3, label=label)
    if of == "mean tone":
        ax.axvline(0, color=MUTED, lw=0.6, zorder=0)
        tone_ticks(ax.xaxis)
    name_rows(ax, names)
    ax.set(xlim=(-1.05, 1.05) if of == "mean tone" else (0, 1), title=title, xlabel=_UNITS[of])
    return ax


def corrected_figure(
    corrected: pd.DataFrame, *, drawn: int, sentences: int, coders: Sequence[str] = (), source: str = ""
) -> Figure:
    """Show mean tone and share of negative sentences as they are and corrected (`handcheck.corrected`).

    The caption says how many sentences were drawn of how many, and who coded; a coder whose name begins with
    "ai" is a language model.

    >>> rows = [("ours", "as it is", 0.25, float("nan"), float("nan")), ("ours", "corrected", 0.45, 0.3, 0.6)]
    >>> table = pd.DataFrame(rows, columns=["instrument", "estimator", "estimate", "low", "high"])
    >>> corrected_figure(table.assign(of="mean tone", n=20), drawn=20, sentences=30).alt
    '1 panel of dots with intervals. Mean tone: as it is ours +0.25, corrected ours +0.45 (+0.30 to +0.60).'
    """
    require(corrected, "corrected", [*CONTRACTS["corrected"], "n"])
    numbers = list(dict.fromkeys(corrected["of"])) or list(_UNITS)
    parts = {of.capitalize(): corrected[corrected["of"] == of] for of in numbers}
    axes = panels(1, len(parts), 2.1)
    for ax, (title, part) in zip(axes, parts.items()):
        plot_corrected(part, title=title, ax=ax)
    counted = corrected["n"].min() if len(corrected) else 0
    is_machine = any(coder.startswith("ai") for coder in coders)
    machine = " (an AI language model, no human: not evidence)" if is_machine else ""
    body = (
        "Mean tone and share of negative sentences as each instrument gives them (hollow) and corrected by "
        f"hand codes (dots, 95 % intervals for these texts); {counted} of {drawn} drawn sentences counted, "
        f"of {sentences}; hand codes by {', '.join(coders) or 'nobody yet'}{machine}."
    )
    first = f"{plural(len(parts), 'panel')} of dots with intervals."
    alt = " ".join([first, *map(_words, parts, parts.values())])
    return Figure(axes[0], corrected, alt, end_caption(body, source))


def _words(title: str, part: pd.DataFrame) -> str:
    """The estimates of a panel, with what made each."""
    known = part.dropna(subset="estimate")
    labels = (known["estimator"] + " " + known["instrument"]).str.strip()
    return f"{title}: {list_intervals(labels, known, 'estimate', plus=title == 'Mean tone')}."
