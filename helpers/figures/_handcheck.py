"""Figure of the hand check: what the instruments say, and what is left of it once hand codes correct them."""

import pandas as pd

from helpers.figures._style import COLUMN, MUTED, SHADES, canvas, empty, signed

_HAND = "hand codes alone"


def plot_corrected(table: pd.DataFrame, *, title: str = "", ax=None):
    """Draw a number as each instrument gives it, as hand codes alone give it, and corrected by them, with intervals.

    >>> table = pd.DataFrame({"of": "share negative", "instrument": ["ours", "", "ours"],
    ...                       "estimator": ["as it is", "hand codes alone", "corrected"],
    ...                       "estimate": [0.25, 0.5, 0.45], "low": [None, 0.3, 0.3], "high": [None, 0.7, 0.6]})
    >>> ax = plot_corrected(table.astype({"low": "float64", "high": "float64"}))
    >>> [text.get_text() for text in ax.get_yticklabels()], [text.get_text() for text in ax.texts]
    (['hand codes alone', 'ours'], ['0.50', '0.45'])

    Parameters
    ----------
    table : DataFrame for one number, one row per estimate: `of, instrument, estimator, estimate, low, high`
        (`handcheck.corrected`).
    title : what the panel shows.
    ax : Axes to draw on.

    Returns
    -------
    Axes. A hollow diamond, a little above, is the instrument as it is, a dot with a bar the corrected number with its 95 % interval and
    its value at the right; the top row are the hand codes alone.
    """
    names = [_HAND, *table.loc[table["estimator"] == "as it is", "instrument"]]
    ax = canvas(ax, COLUMN, 0.8 + 0.32 * len(names))
    if table.empty:
        return empty(ax)
    tone = table["of"].iloc[0] == "mean tone"
    for line in table.itertuples():
        row = names.index(line.instrument or _HAND)
        if line.estimator == "as it is":
            ax.plot(line.estimate, row - 0.2, "D", ms=5, mfc="white", mec="black", mew=1, zorder=3)
        elif pd.notna(line.estimate):
            ax.plot([line.low, line.high], [row, row], color=SHADES[1], lw=3, solid_capstyle="butt")
            ax.plot(line.estimate, row, "o", ms=5, color=SHADES[0], zorder=4)
            told = signed(line.estimate) if tone else f"{line.estimate:.2f}"
            ax.text(1.02, row, told, va="center", transform=ax.get_yaxis_transform())
    if tone:
        ax.axvline(0, color=MUTED, lw=0.6, zorder=0)
        ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"])
    ax.set_yticks(range(len(names)), names)
    ax.set(
        xlim=(-1.05, 1.05) if tone else (0, 1),
        ylim=(len(names) - 0.5, -0.5),
        title=title,
        xlabel="mean tone (−1 negative … 1 positive)" if tone else "share of negative sentences",
    )
    ax.tick_params(axis="y", length=0)
    return ax
