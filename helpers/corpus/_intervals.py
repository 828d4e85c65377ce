"""What intervals rest on: the normal quantile, the bootstrap, and the correction for many tests."""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np

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
