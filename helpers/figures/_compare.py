"""Figures of groups compared: whom they name and omit, how they sound over time, how far they differ."""

from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.ticker import MaxNLocator

from helpers._tables import require
from helpers._words import plural, signed
from helpers.figures._captions import end_caption, nothing, part_of, with_interval
from helpers.figures._colours import BETWEEN, CELLS, DARK, MIDDLE, MUTED, NEGATIVE, NEUTRAL, PAPER, RULE
from helpers.figures._export import Figure
from helpers.figures._style import PAGE, ROWS, canvas, drawing, empty, name_rows, panels, shorten_all

GROUPS = 6  # the most that have a panel each
COLUMNS = 24  # the most columns of a matrix, over all its panels
NARROW = 0.6  # inches of a column below which its name stands upright
MONTHS = 4  # named on an axis of days, at most one more
_NAMED = ("actor_id", "label", "naming", "articles", "share")
_PAIR = ("side", "versus", "mean", "other_mean", "articles", "other_articles")
_ENDS = ("difference", "low", "high")
_LEFT = ("side", "label", "articles", "other_naming", "other_articles", "chance", "p_holm")


def plot_named_in(named: pd.DataFrame, *, by: str, ax: Axes | None = None) -> Axes:
    """Draw as a matrix in how many articles of each group (across) each actor (down) is named.

    >>> rows = [("h", "Hale", "X", 2, 4, 0.5), ("h", "Hale", "Y", 0, 4, 0.0)]
    >>> columns = ["actor_id", "label", "outlet", "naming", "articles", "share"]
    >>> ax = plot_named_in(pd.DataFrame(rows, columns=columns), by="outlet")
    >>> [text.get_text() for text in ax.texts], [text.get_text() for text in ax.get_xticklabels()]
    (['2', '0'], ['X\\nof 4', 'Y\\nof 4'])
    """
    require(named, "named_in", [*_NAMED, by])
    actors, sizes = named.drop_duplicates("actor_id"), named.drop_duplicates(by).set_index(by)["articles"]
    ax = canvas(ax, PAGE, 1.1 + 0.22 * len(actors))
    if named.empty:
        return empty(ax)
    share, naming = (
        named.pivot(index="actor_id", columns=by, values=value).loc[actors["actor_id"]].fillna(0)
        for value in ("share", "naming")
    )
    look: dict[str, Any] = {"linewidths": 0.8, "linecolor": PAPER, "cbar": False}
    look |= {"annot_kws": {"size": 7.5}, "xticklabels": False, "yticklabels": False}
    sns.heatmap(share, cmap=CELLS, vmin=0, vmax=1.2, annot=naming.astype(int), fmt="d", ax=ax, **look)
    heads = zip(shorten_all(share.columns.astype("str"), 18), sizes.loc[share.columns])
    room = ax.get_position().width * drawing(ax).get_figwidth() / share.shape[1]  # inches
    names = [f"{head}{' ' if room < NARROW else chr(10)}of {n}" for head, n in heads]
    ax.set_xticks(np.arange(share.shape[1]) + 0.5, names, rotation=90 if room < NARROW else 0)
    ax.set_yticks(np.arange(len(actors)) + 0.5, shorten_all(actors["label"]), rotation=0)
    ax.tick_params(length=0)
    ax.set(xlabel="", ylabel="")
    return ax


def named_in_figure(
    named: pd.DataFrame, *, by: str, within: str, shown: int = 20, source: str = ""
) -> Figure:
    """Show in how many articles each actor is named (`compare.named_in`): a panel for each group.

    The panels are the groups of `by`, their columns those of `within` (months). Drawn are the actors whom
    most articles name, the first groups and the last columns.

    >>> rows = [("h", "Hale", "X", "2024-01", 2, 4, 0.5), ("h", "Hale", "Y", "2024-01", 0, 4, 0.0)]
    >>> columns = ["actor_id", "label", "outlet", "month", "naming", "articles", "share"]
    >>> named_in_figure(pd.DataFrame(rows, columns=columns), by="outlet", within="month").alt
    'Matrix of 1 actor in 2 groups, articles that name each. X, of 4 articles: Hale 2. Y, of 4 articles: \
Hale 0.'
    """
    require(named, "named_in", [*_NAMED, by, within])
    ids, groups, columns = named["actor_id"].unique(), named[by].unique(), np.sort(named[within].unique())
    each = max(COLUMNS // max(min(len(groups), GROUPS), 1), 1)
    drawn = named[named["actor_id"].isin(ids[: min(shown, ROWS)]) & named[by].isin(groups[:GROUPS])]
    drawn = drawn[drawn[within].isin(columns[-each:])]
    if drawn.empty:
        return Figure(plot_named_in(drawn, by=by), named, *nothing("no actor is named", source))
    parts = list(drawn.groupby(by, sort=False))
    axes = panels(1, len(parts), 1.1 + 0.22 * drawn["actor_id"].nunique())
    titles = shorten_all([str(name) for name, _ in parts], 72 // len(parts))
    for ax, title, (_, part) in zip(axes, titles, parts):
        plot_named_in(part, by=within, ax=ax).set_title(title)
        if ax is not axes[0]:
            ax.set_yticks([])
    part = part_of(drawn["actor_id"].nunique(), len(ids), "actor")
    part += f" in {part_of(len(parts), len(groups), 'group')}"
    if len(columns) > each:
        part += f", the last {each} of {len(columns)} columns"
    body = f"In how many articles of each group an actor is named, {part}; darker is a larger share of them."
    alt = f"Matrix of {part}, articles that name each. {' '.join(_naming(*one) for one in parts)}"
    return Figure(axes[0], named, alt, end_caption(body, source))


def _naming(name: object, part: pd.DataFrame) -> str:
    """The articles of a group, and in how many of them its first actors are named."""
    sums = part.groupby(["actor_id", "label"], sort=False)[["naming", "articles"]].sum().head(8)
    each = ", ".join(f"{label} {count}" for (_, label), count in sums["naming"].items())
    return f"{name}, of {plural(sums['articles'].max(), 'article')}: {each}."


def plot_over_time(
    articles: pd.DataFrame, means: pd.DataFrame, value: str, *, title: str = "", ax: Axes | None = None
) -> Axes:
    """Draw a value of each article as a dot on its day, and the mean of each month with its interval.

    >>> articles = pd.DataFrame({"date": ["2024-01-31", "2024-02-03"], "tone": [0.1, -0.2]})
    >>> means = pd.DataFrame({"month": ["2024-01", "2024-02"], "mean": [0.1, -0.2], "low": 0.0, "high": 0.2})
    >>> [len(line.get_xdata()) for line in plot_over_time(articles, means, "tone").lines]
    [2, 2, 2]
    """
    require(articles, "scores", ["date", value])
    require(means, "group_means", ["month", "mean", "low", "high"])
    ax = canvas(ax, PAGE, 2.4)
    days = pd.to_datetime(articles["date"], errors="coerce", format="ISO8601")
    if days.isna().all():
        return empty(ax)
    ax.axhline(0, color=RULE, lw=0.6, zorder=0)
    for month in means[means["month"] != ""].itertuples():
        start = pd.Timestamp(f"{month.month}-01")
        ends = date2num([start, start + pd.offsets.MonthEnd(0)])
        ax.fill_between(ends, month.low, month.high, color=MIDDLE, alpha=0.35, lw=0)
        ax.plot(ends, [month.mean] * 2, color=DARK, lw=2, solid_capstyle="butt")
    look: dict[str, Any] = {"color": BETWEEN, "s": 14, "edgecolor": PAPER, "linewidth": 0.4, "zorder": 3}
    sns.scatterplot(x=date2num(days), y=articles[value].to_numpy(), ax=ax, **look)
    months = np.sort(days.dropna().dt.strftime("%Y-%m").unique())
    months = months[:: 1 + len(months) // MONTHS]
    ax.set_xticks(date2num(pd.to_datetime([f"{month}-01" for month in months])), months)
    ax.set(title=title, xlabel="", ylabel=value)
    return ax


def over_time_figure(
    articles: pd.DataFrame, means: pd.DataFrame, value: str, *, by: str, source: str = ""
) -> Figure:
    """Show a value of each article over time, a panel for each group, with the monthly means and intervals.

    `articles` have one row each, with `date`, the value and the group; `means` are those of the sentences
    (`compare.group_means(…, by=[group, "month"])`).

    >>> articles = pd.DataFrame({"date": ["2024-01-31", "2024-02-03"], "tone": [0.1, -0.2], "outlet": "X"})
    >>> means = pd.DataFrame({"month": ["2024-01"], "mean": [0.1], "low": [0.0], "high": [0.2]})
    >>> over_time_figure(articles, means.assign(articles=2, outlet="X"), "tone", by="outlet").alt
    'Dots of 2 articles of 1 group over time, with monthly means. X: 2024-01 +0.10 (0.00 to +0.20).'
    """
    require(articles, "scores", ["date", value, by])
    require(means, "group_means", [by, "month", "articles", "mean", "low", "high"])
    parts = list(articles.groupby(by, sort=True))
    if not parts or pd.to_datetime(articles["date"], errors="coerce", format="ISO8601").isna().all():
        ax = plot_over_time(articles.iloc[:0], means.iloc[:0], value)
        return Figure(ax, means, *nothing("no article has a date", source))
    drawn = parts[:GROUPS]
    axes = panels(1 + (len(drawn) - 1) // 2, min(len(drawn), 2), 0.5 + 2.0 * (1 + (len(drawn) - 1) // 2))
    titles = shorten_all([str(name) for name, _ in drawn], 36)
    for ax, title, (name, part) in zip(axes, titles, drawn):
        plot_over_time(part, means[means[by] == name], value, title=title, ax=ax)
    for ax in axes[len(drawn) :]:
        ax.axis("off")
    _share_limits(axes[: len(drawn)])
    count = plural(sum(len(part) for _, part in drawn), "article")
    count += f" of {part_of(len(drawn), len(parts), 'group')}"
    body = (
        f"{value.capitalize()} of {count}: a dot for each article (the mean of its sentences), a line for "
        "the mean of each month, its band the 95 % interval between articles (none for fewer than five)."
    )
    words = " ".join(_by_month(name, means[means[by] == name]) for name, _ in drawn)
    alt = f"Dots of {count} over time, with monthly means. {words}"
    return Figure(axes[0], means, alt, end_caption(body, source))


def _share_limits(axes: list[Axes]) -> None:
    """The same days and values in every panel."""
    low, high = (min(ax.get_ylim()[0] for ax in axes), max(ax.get_ylim()[1] for ax in axes))
    first, last = (min(ax.get_xlim()[0] for ax in axes), max(ax.get_xlim()[1] for ax in axes))
    for ax in axes:
        ax.set(xlim=(first, last), ylim=(low, high))


def _by_month(name: object, means: pd.DataFrame) -> str:
    """The means of a group's months, in words; the last twelve."""
    rows = means[means["month"] != ""].tail(12)
    each = (f"{row.month} {with_interval(row.mean, row.low, row.high)}" for row in rows.itertuples())
    return f"{name}: {', '.join(each) or 'no month'}."


def plot_differences(differences: pd.DataFrame, *, label: str = "label", unit: str = "") -> Axes:
    """Draw both means of each row, joined, and beside them the difference with its interval.

    Filled differences survive Holm's correction, grey hollow ones do not.

    >>> row = {"label": ["Hale"], "side": "X", "versus": "Y", "mean": 0.2, "other_mean": -0.3, "articles": 9}
    >>> gap = {"other_articles": 8, "difference": 0.5, "low": 0.1, "high": 0.9, "verdict": "higher"}
    >>> [text.get_text() for text in plot_differences(pd.DataFrame(row | gap)).get_yticklabels()]
    ['Hale  (9 | 8)']
    """
    require(differences, "differences", [*_PAIR, *_ENDS, "verdict", label])
    rows, places = len(differences), np.arange(len(differences))
    left, right = panels(1, 2, 1.3 + 0.24 * rows, ratios=(1.2, 1))
    if differences.empty:
        empty(right)
        return empty(left)
    for ax in (left, right):
        ax.xaxis.set_major_locator(MaxNLocator(5))
        ax.axvline(0, color=RULE, lw=0.6, zorder=0)
    left.hlines(places, differences["mean"], differences["other_mean"], color=MUTED, lw=1.2)
    for column, colour, marker, end in (("mean", DARK, "o", "side"), ("other_mean", MIDDLE, "D", "versus")):
        names = differences[end].unique()
        words = str(names[0]) if len(names) == 1 else "the one" if end == "side" else "the other"
        left.plot(differences[column], places, marker, ms=5, color=colour, label=words, zorder=3)
    sure = (differences["verdict"] != "none").to_numpy()
    for place, (gap, low, high), filled in zip(places, differences[[*_ENDS]].to_numpy(), sure):
        colour = DARK if filled else NEUTRAL
        right.plot([low, high], [place, place], color=colour, lw=1.4)
        right.plot(gap, place, "o", ms=5, color=colour, mfc=colour if filled else PAPER, zorder=3)
    counts = zip(shorten_all(differences[label]), differences["articles"], differences["other_articles"])
    name_rows(left, [f"{name}  ({one} | {other})" for name, one, other in counts])
    name_rows(right, [""] * rows)
    left.set(xlabel=unit, title="means")
    right.set(xlabel="with 95 % interval", title="difference")
    drawing(left).legend(*left.get_legend_handles_labels(), loc="outside lower left", ncols=2)
    return left


def differences_figure(
    differences: pd.DataFrame, *, label: str = "label", unit: str = "tone", shown: int = 25, source: str = ""
) -> Figure:
    """Show how two groups differ in each row (`compare.differences`): actors, months, or one row alone.

    Drawn are rows with an interval, of these those of the most articles, in the order of the table.

    >>> row = {"label": ["Hale"], "side": "X", "versus": "Y", "mean": 0.2, "other_mean": -0.3, "articles": 9}
    >>> gap = {"other_articles": 8, "difference": 0.5, "low": 0.1, "high": 0.9, "verdict": "higher"}
    >>> differences_figure(pd.DataFrame(row | gap)).alt
    'Dots of both means and of the difference for 1 of 1 row: Hale, X +0.20, Y −0.30, difference +0.50 \
(+0.10 to +0.90). Different after Holm’s correction: Hale.'
    """
    require(differences, "differences", [*_PAIR, *_ENDS, "verdict", label])
    known = differences[differences["low"].notna()]
    size = (known["articles"] + known["other_articles"]).sort_values(ascending=False, kind="stable")
    drawn = known[known.index.isin(size.index[: min(shown, ROWS)])]
    ax = plot_differences(drawn, label=label, unit=unit)
    if drawn.empty:
        why = "no two groups have five articles each" if len(differences) else "there are no two groups"
        return Figure(ax, differences, *nothing(why, source))
    part = f"{len(drawn)} of {plural(len(differences), 'row')}"
    rest = " (the rest has fewer than five articles on a side, or fewer than these)"
    body = (
        f"{unit[:1].upper()}{unit[1:]}: means of two groups and their difference, {part}"
        f"{rest if len(drawn) < len(differences) else ''}; in brackets the articles of the one | the other. "
        "Filled: different after Holm’s correction for all rows."
    )
    found = ", ".join(drawn.loc[drawn["verdict"] != "none", label]) or "none"
    words = "; ".join(_gap(row, str(row[label])) for _, row in drawn.head(12).iterrows())
    alt = f"Dots of both means and of the difference for {part}: {words}. "
    alt += f"Different after Holm’s correction: {found}."
    return Figure(ax, differences, alt, end_caption(body, source))


def _gap(row: pd.Series, label: str) -> str:
    """One row of differences in words."""
    means = f"{row['side']} {signed(row['mean'])}, {row['versus']} {signed(row['other_mean'])}"
    return f"{label}, {means}, difference {with_interval(row['difference'], row['low'], row['high'])}"


def plot_left_out(left_out: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw for actors whom a group never names how many articles of the others name them, and the chance.

    Dark bars survive Holm's correction, pale ones do not.

    >>> row = {"side": ["X"], "label": "Hale", "articles": 9, "other_naming": 6, "other_articles": 9}
    >>> ax = plot_left_out(pd.DataFrame(row).assign(chance=0.0045, p_holm=0.009))
    >>> [text.get_text() for text in ax.texts], [text.get_text() for text in ax.get_yticklabels()]
    (['6 of 9, p = 0.0090'], ['Hale – not in X'])
    """
    require(left_out, "left_out", _LEFT)
    ax = canvas(ax, PAGE, 0.9 + 0.24 * len(left_out))
    if left_out.empty:
        return empty(ax)
    share = left_out["other_naming"] / left_out["other_articles"]
    colours = np.where(left_out["p_holm"] < 0.05, NEGATIVE, RULE)
    bars = ax.barh(range(len(left_out)), share, color=colours, height=0.7)
    numbers = zip(left_out["other_naming"], left_out["other_articles"], left_out["p_holm"])
    words = [f"{n} of {all_}, p {'< 0.0001' if p < 1e-4 else f'= {p:.4f}'}" for n, all_, p in numbers]
    ax.bar_label(bars, words, padding=3, fontsize=7)
    sides = shorten_all(left_out["side"].astype("str"), 24)
    name_rows(ax, [f"{label} – not in {side}" for label, side in zip(shorten_all(left_out["label"]), sides)])
    ax.set(xlim=(0, 1.3), xlabel="share of the other groups’ articles that name the actor")
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "¼", "½", "¾", "1"])
    return ax


def left_out_figure(left_out: pd.DataFrame, *, shown: int = 25, source: str = "") -> Figure:
    """Show whom a group never names though the others do (`compare.left_out`), the least chance first.

    >>> row = {"side": ["X"], "label": "Hale", "articles": 9, "other_naming": 6, "other_articles": 9}
    >>> left_out_figure(pd.DataFrame(row).assign(chance=0.0045, p_holm=0.009)).alt
    'Bars of 1 case of an actor whom a group never names: Hale, not in X, 6 of 9 articles of the others. 1 \
case survives Holm’s correction.'
    """
    require(left_out, "left_out", _LEFT)
    order = left_out.sort_values(["other_naming"], ascending=False, kind="stable")
    drawn = left_out[left_out.index.isin(order.index[: min(shown, ROWS)])]
    ax = plot_left_out(drawn)
    if drawn.empty:
        return Figure(ax, left_out, *nothing("every group names every actor", source))
    sure = int((left_out["p_holm"] < 0.05).sum())
    part = part_of(len(drawn), len(left_out), "case")
    found = f"{plural(sure, 'case')} {'survives' if sure == 1 else 'survive'} Holm’s correction"
    body = (
        f"Actors whom a group never names though the others do, {part}"
        f"{', those whom most articles of the others name' if len(drawn) < len(left_out) else ''}; p is the "
        "chance of that if all covered them alike (hypergeometric), after Holm’s correction for all actors "
        f"and groups. {found} (dark)."
    )
    words = "; ".join(
        f"{row.label}, not in {row.side}, {row.other_naming} of {row.other_articles} articles of the others"
        for row in drawn.head(12).itertuples()
    )
    alt = f"Bars of {part} of an actor whom a group never names: {words}. {found}."
    return Figure(ax, left_out, alt, end_caption(body, source))
