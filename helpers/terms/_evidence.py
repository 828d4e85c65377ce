"""Tests of two-by-two tables, many at once: observed and expected counts are arrays of cells × terms."""

from math import erfc, sqrt

import numpy as np

Number = int | np.ndarray  # of running words: one, or one for each term


def cells_of_two(a: np.ndarray, n_a: Number, b: np.ndarray, n_b: Number) -> tuple[np.ndarray, np.ndarray]:
    """Observed and expected counts: a of n_a on one side, b of n_b on the other (four cells)."""
    observed = np.array(np.broadcast_arrays(a, b, n_a - a, n_b - b), dtype=float)
    row, column = observed[:2].sum(axis=0), np.stack(observed[:2] + observed[2:])
    expected = np.concatenate([column * row, column * (column.sum(axis=0) - row)]) / column.sum(axis=0)
    return observed, expected


def cells_of_one(a: np.ndarray, n_a: Number, proportion: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Observed and expected counts: a of n_a where a proportion is known beforehand (two cells)."""
    observed = np.array(np.broadcast_arrays(a, n_a - a), dtype=float)
    return observed, np.array(np.broadcast_arrays(n_a * proportion, n_a * (1 - proportion)), dtype=float)


def g2(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Log-likelihood ratio, 2 Σ (O ln(O/E) - (O - E)); over all the cells of a table the second term is 0."""
    difference = observed - expected  # log1p of it keeps the digits when both counts are in the millions
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(observed > 0, observed * np.log1p(difference / expected), 0)
    return np.maximum(2 * (logs - difference).sum(axis=0), 0)


def chi2(observed: np.ndarray, expected: np.ndarray, *, yates: bool = False) -> np.ndarray:
    """Pearson's Σ (O - E)² / E, with Yates's half taken off each difference if wanted (never past 0)."""
    difference = np.maximum(np.abs(observed - expected) - 0.5 * yates, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected == 0, 0, difference**2 / expected).sum(axis=0)


def p_value(statistic: np.ndarray) -> np.ndarray:
    """Probability of a statistic at least so large by chance: χ² distribution with one degree of freedom."""
    return np.array([erfc(sqrt(abs(x) / 2)) for x in np.atleast_1d(statistic)])


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """Benjamini and Hochberg's p: the share of false finds among those below it (1995)."""
    tested = np.argsort(p, kind="stable")[: np.isfinite(p).sum()]  # without those that have no p
    order = tested[::-1]
    corrected = np.full(len(p), np.nan)
    steps = np.minimum.accumulate(p[order] * len(order) / np.arange(len(order), 0, -1))
    corrected[order] = np.minimum(steps, 1)
    return corrected
