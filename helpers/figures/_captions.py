"""Words that alt texts and captions share."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers._words import plural, signed


def end_caption(body: str, source: str, n: str = "") -> str:
    """A caption closes with its source and n, as far as they are known."""
    end = "; ".join(part for part in (source, n and f"n = {n}") if part)
    return f"{body} {end}." if end else body


def nothing(why: str, source: str) -> tuple[str, str]:
    """Alt text and caption of a figure with nothing in it: why that is so."""
    words = f"Nothing to show: {why}."
    return words, end_caption(words, source)


def part_of(shown: int, total: int, noun: str) -> str:
    """How many are shown: "24 actors", or "40 of 86 actors"."""
    return plural(total, noun) if shown == total else f"{shown} of {plural(total, noun)}"


def tie_cut(values: pd.Series, shown: int, *, ties: str = "by actor_id") -> str:
    """How a cut among equals was made: "of the 3 with 1, the first 2 by actor_id"; or ""."""
    if shown >= len(values):
        return ""
    last = values.iloc[shown - 1]
    tied, inside = int((values == last).sum()), int((values.iloc[:shown] == last).sum())
    return f"of the {tied} with {last}, the first {inside} {ties}" if inside < tied else ""


def of_most(values: pd.Series, shown: int, unit: str, *, ties: str = "by actor_id") -> str:
    """By what the first of these falling values were chosen, "of the most mentions"; "" if all are."""
    if shown >= len(values):
        return ""
    cut = tie_cut(values, shown, ties=ties)
    return f"of the most {unit}s{cut and f' ({cut})'}"


def part_by(values: pd.Series, shown: int, noun: str, unit: str, *, ties: str = "by actor_id") -> str:
    """How many are shown and why these: "2 of 4 actors, those of the most mentions"."""
    why = of_most(values, shown, unit, ties=ties)
    return part_of(min(shown, len(values)), len(values), noun) + (why and f", those {why}")


def others(rest: pd.Series, noun: str, unit: str) -> str:
    """What a part leaves out: "46 more actors with 1 to 3 mentions each are not drawn"; "" where nothing."""
    if rest.empty:
        return ""
    low, high = rest.min(), rest.max()
    span = plural(high, unit) if low == high else f"{low} to {plural(high, unit)}"
    each, are = (" each", "are") if len(rest) > 1 else ("", "is")
    return f"{plural(len(rest), f'more {noun}')} with {span}{each} {are} not drawn"


def counted(mentions: pd.Series, actors: int) -> str:
    """The n of a figure of actors: "9 mentions of 3 actors"."""
    return f"{plural(mentions.sum(), 'mention')} of {plural(actors, 'actor')}"


def with_interval(value: float, low: float, high: float, *, plus: bool = True) -> str:
    """A value with its interval as far as there is one: "+0.06 (−0.11 to +0.23)"."""
    ends = "" if np.isnan(low) else f" ({signed(low, plus=plus)} to {signed(high, plus=plus)})"
    return signed(value, plus=plus) + ends


def list_intervals(labels: Iterable[str], rows: pd.DataFrame, value: str, *, plus: bool = True) -> str:
    """Labels with the values and intervals of these rows, as a list in words."""
    columns = zip(labels, rows[value], rows["low"], rows["high"], strict=True)
    return ", ".join(f"{label} {with_interval(*row, plus=plus)}" for label, *row in columns) or "none"
