"""What the measures of quality share: reading labelled rows, macro-F1, 95 % intervals."""

import json
from pathlib import Path

import numpy as np
import pandas as pd


def read(path: str | Path) -> list[dict]:
    """Return the rows of a labelled file, one JSON object a line."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def macro_f1(label: np.ndarray, said: np.ndarray) -> float:
    """Return the mean F1 of the classes −1, 0, 1; a class that is neither meant nor said counts 0.

    >>> round(macro_f1(np.array([-1, 0, 1, 1]), np.array([-1, 0, 1, 0])), 3)
    0.778
    """
    right = [((label == k) & (said == k)).sum() for k in (-1, 0, 1)]
    total = [(label == k).sum() + (said == k).sum() for k in (-1, 0, 1)]
    return float(np.mean([2 * r / t if t else 0 for r, t in zip(right, total)]))


def bounds(measure, groups, *, draws: int, seed: int) -> dict[str, float]:
    """Return 95 % bounds, `NAME_low` and `NAME_high`, of each figure of `measure(rows)`, rows by number.

    Whole groups of rows are drawn with replacement (bootstrap, Efron 1979, DOI 10.1214/aos/1176344552). Draws
    in which a figure cannot be computed (NaN) are left out of its bounds.
    """
    members = [rows.to_numpy() for _, rows in pd.Series(range(len(groups))).groupby(np.asarray(groups))]
    chance = np.random.default_rng(seed)
    drawn = (chance.integers(0, len(members), len(members)) for _ in range(draws))
    figures = pd.DataFrame([measure(np.concatenate([members[k] for k in ks])) for ks in drawn])
    limits = figures.quantile([0.025, 0.975]).set_axis(["low", "high"])
    return {f"{name}_{side}": limits.loc[side, name] for name in limits for side in limits.index}
