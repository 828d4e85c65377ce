"""What intervals rest on: the normal quantile, the bootstrap, means of whole texts, Holm's correction."""

from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

FEW = 5  # texts of a group, or sentences of one text: with fewer it has no interval and is not tested
Z = NormalDist().inv_cdf(0.975)  # 95 % of a normal distribution lie within so many standard errors


def percentile_interval(
    values: np.ndarray, statistic: Callable[[np.ndarray], float] = np.mean, *, draws: int = 2000, seed: int
) -> tuple[float, float]:
    """Estimate the 95 % interval of a statistic by the bootstrap: its 2.5 and 97.5 percentiles over samples.

    >>> percentile_interval(np.array([0.5, 0.5, 0.5]), seed=1)
    (0.5, 0.5)

    In each of `draws` samples, as many rows as `values` has are drawn with replacement; one where the
    statistic is NaN is left out. Both ends are NaN without rows, or where the statistic is NaN in every draw.

    Percentile interval: B. Efron 1979, Bootstrap methods, Annals of Statistics 7, doi:10.1214/aos/1176344552.
    """
    chance, size = np.random.default_rng(seed), len(values)
    estimates: list[float] = []
    at_once = max(1, 10**6 // max(size, 1))  # bounds memory, changes no value
    for begin in range(0, draws if size else 0, at_once):
        samples = values[chance.integers(0, size, (min(at_once, draws - begin), size))]
        estimates.extend(samples.mean(axis=1) if statistic is np.mean else map(statistic, samples))
    known = np.array([estimate for estimate in estimates if not np.isnan(estimate)])
    low, high = np.percentile(known, [2.5, 97.5]) if len(known) else (np.nan, np.nan)
    return float(low), float(high)


class Mean(NamedTuple):
    """A mean of rows that come in texts: how many there are of both, its variance, its degrees of freedom."""

    rows: int
    texts: int
    mean: float
    variance: float
    freedom: float


def mean_of_texts(values: np.ndarray, texts: np.ndarray, doubt: np.ndarray | None = None) -> Mean:
    """Estimate the mean of rows (sentences) that come in texts, with a variance that knows it.

    >>> one = mean_of_texts(np.array([0.0, 1.0, 2.0, 3.0]), np.array(["a", "a", "b", "b"]))
    >>> one.texts, one.mean, round(one.variance, 6), round(one.freedom, 6)
    (2, 1.5, 1.0, 1.0)

    The rows of a text are alike, so texts are what was drawn: the variance is that of a ratio of sums over
    texts, linearised (W. Cochran 1977, Sampling Techniques, 6.3), each text's residual widened by what it
    pulls the mean towards itself, and with the degrees of freedom that this has if the rows of a text are
    all the same: fewer than texts where some are long (R. Bell, D. McCaffrey 2002, Bias reduction in standard
    errors for linear regression with multi-stage samples, Survey Methodology 28). `doubt` is the variance of
    each row itself, of an instrument that is not sure; it is added. NaN for less than two texts.
    """
    _, text, size = np.unique(texts, return_inverse=True, return_counts=True)
    number, rows = len(size), len(values)
    if number < 2:
        return Mean(rows, number, float(values.mean()) if rows else np.nan, np.nan, np.nan)
    mean, share = values.mean(), size / rows
    residuals = (np.bincount(text, values) - mean * size) / rows
    between = np.square(residuals / np.sqrt(1 - share)).sum()
    variance = between + (0 if doubt is None else doubt.sum() / rows**2)
    freedom = _freedom(share) * (variance / between) ** 2 if between > 0 else np.inf
    return Mean(rows, number, float(mean), float(variance), float(freedom))


def _freedom(share: np.ndarray) -> float:
    """Satterthwaite's degrees of freedom of that variance, for texts with these shares of the rows.

    The variance is a quadratic form of the texts' sums; its matrix, weighed by `weight`, has the trace
    `trace` and the trace of its square `square`. Texts of one length have one degree less than there are.
    """
    weight, widened = share**2, 1 / (1 - share)
    pull = widened * share
    shared = (pull * share).sum()
    trace = (weight * (widened + shared - 2 * pull)).sum()
    n, first, second = weight.sum(), (weight * pull).sum(), (weight * pull**2).sum()
    square = shared**2 * n**2 - 4 * shared * first * n + 2 * second * n + 2 * first**2
    square += (weight**2 * widened * (widened + 2 * (shared - 2 * pull))).sum()
    return float(trace**2 / square)


def difference_of_texts(one: Mean, other: Mean) -> Mean:
    """The difference of two means of texts, one less the other, with Welch's degrees of freedom.

    >>> difference_of_texts(Mean(9, 3, 0.5, 0.02, 2), Mean(9, 3, 0.1, 0.02, 2)).freedom
    4.0

    B. Welch 1947, The generalization of "Student's" problem, doi:10.1093/biomet/34.1-2.28.
    """
    parts = (one.variance**2 / one.freedom, other.variance**2 / other.freedom)
    variance, mean = one.variance + other.variance, one.mean - other.mean
    freedom = variance**2 / sum(parts) if sum(parts) > 0 else np.inf
    return Mean(one.rows + other.rows, one.texts + other.texts, mean, variance, freedom)


def t_interval(estimate: Mean) -> tuple[float, float, float]:
    """The 95 % interval of an estimate by Student's t, and the two-sided p of one so far from 0.

    >>> [round(value, 3) for value in t_interval(Mean(20, 5, 1.0, 0.25, 4))]
    [-0.388, 2.388, 0.116]
    """
    from scipy.special import stdtr, stdtrit

    error = np.sqrt(estimate.variance)
    if not error > 0:
        return (np.nan,) * 3 if np.isnan(error) else (estimate.mean, estimate.mean, float(estimate.mean == 0))
    freedom = min(estimate.freedom, 1e9)
    reach = float(stdtrit(freedom, 0.975)) * error
    p = float(2 * stdtr(freedom, -abs(estimate.mean) / error))
    return float(estimate.mean - reach), float(estimate.mean + reach), p


def holm(p: np.ndarray) -> np.ndarray:
    """Correct the p of several tests: below 0.05 the chance of any false find is too. NaN was not tested.

    >>> holm(np.array([0.01, 0.04, 0.03])).round(2).tolist()
    [0.03, 0.06, 0.06]

    S. Holm 1979, A simple sequentially rejective multiple test procedure, jstor.org/stable/4615733.
    """
    order = np.argsort(p, kind="stable")[: np.isfinite(p).sum()]
    corrected = np.full(len(p), np.nan)
    corrected[order] = np.minimum(np.maximum.accumulate(p[order] * np.arange(len(order), 0, -1)), 1)
    return corrected
