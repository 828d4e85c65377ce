"""The one bootstrap interval."""

from collections.abc import Callable

import numpy as np


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
    estimates = [statistic(values[chance.integers(0, size, size)]) for _ in range(draws if size else 0)]
    known = np.array([estimate for estimate in estimates if not np.isnan(estimate)])
    low, high = np.percentile(known, [2.5, 97.5]) if len(known) else (np.nan, np.nan)
    return float(low), float(high)
