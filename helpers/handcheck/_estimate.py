"""The arithmetic of corrected numbers, on plain arrays: a stratified difference estimator with power tuning.

θ = Σ W_h [ȳ_h + λ (f̄_h,all − f̄_h,coded)], h the strata, W_h = N_h / N, y the hand codes, f the instrument's
scores of all units. Its sampling variance is Σ W_h² (1 − n_h/N_h) s²(y − λf) / n_h (C.-E. Särndal, B.
Swensson, J. Wretman 1992, Model Assisted Survey Sampling, ch. 6). With one stratum it is the estimate of
prediction-powered inference (Angelopoulos et al. 2023, doi:10.1126/science.adi6000) with n labelled and N − n
unlabelled units: their λ is λ (N − n) / N, and their variance is this one plus s²(y) / N, which we add for
"texts like these". Strata as in Fisch et al. 2024 (arXiv:2406.04291); λ as in PPI++ (Angelopoulos, Duchi,
Zrnic 2023, arXiv:2311.01453).

What is ours, chosen by simulation (`benchmarks/hand_coverage.py`): one λ and one residual variance for all
strata, for those of a stratum with few codes are noise; one residual of a whole class added to the residual
variance, for a handful of codes may by chance show no error at all; and for a share, Wilson's interval with
the effective number of codes.
"""

from functools import cache
from math import atan, cos, isnan, nan, pi, sin, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

LEAST_CODES = 10  # below it no interval is given
FEW_CODES = 30  # below it there is a warning: the interval is wider than it need be, or a little too narrow


class Estimate(NamedTuple):
    """One estimate with its 95 % interval, which is NaN where too few units are coded."""

    value: float
    low: float
    high: float
    coded: int
    power: float
    strata: int | None

    @property
    def note(self) -> str:
        """What to beware of."""
        if not self.coded:
            return "nothing is coded yet"
        if self.low == self.high:
            return "all are coded"
        if isnan(self.low):
            few = f"fewer than {LEAST_CODES} coded" if self.coded < LEAST_CODES else "too many strata"
            return f"no interval: {few}"
        return f"rough: fewer than {FEW_CODES} coded" if self.coded < FEW_CODES else ""


def estimate(
    y: np.ndarray,
    f: np.ndarray,
    stratum: ArrayLike,
    all_f: np.ndarray,
    all_stratum: ArrayLike,
    *,
    bounded: bool = False,
    superpopulation: bool = False,
    power: float | None = None,
) -> Estimate:
    """Estimate the mean of y over all units from the coded ones and the scores f of all.

    >>> f = np.array([-1.0, 0, 0, 1, 1, 0, -1, 0, 0, 0] * 2)
    >>> y, h = f[:12].copy(), np.zeros(20, int)
    >>> result = estimate(y, f[:12], h[:12], f, h)
    >>> round(result.value, 12) == 0, result.power, result.low < 0 < result.high
    (True, 1.0, True)

    Parameters
    ----------
    y, f, stratum : one value per coded unit.
    all_f, all_stratum : one value per unit, coded or not.
    bounded : whether y lies in 0…1 and its mean is a share.
    superpopulation : whether the interval is for a larger population, from which all units are a random
        sample.
    power : λ, how much the scores count; tuned to the codes when None, and then at least 0.
    """
    if not len(y):
        return Estimate(nan, nan, nan, 0, nan, None)
    h, all_h = merge_small_strata(stratum, all_stratum)
    size, coded = np.bincount(all_h), np.bincount(h)
    total, n = int(size.sum()), len(y)
    weight = size / total
    y_mean, f_mean = (np.bincount(h, values) / coded for values in (y, f))
    y_rest, f_rest = y - y_mean[h], f - f_mean[h]
    given, tuned = bool(power), power is None and float(f_rest @ f_rest) > 1e-12
    if power is None:
        power = max(float(y_rest @ f_rest / (f_rest @ f_rest)), 0.0) if tuned else 0.0
    value = float(weight @ (y_mean + power * (np.bincount(all_h, all_f) / size - f_mean)))
    value = min(max(value, 0.0), 1.0) if bounded else value
    rest, free = y_rest - power * f_rest, n - len(size) - tuned
    if n == total and not superpopulation:
        low, high = value, value
    elif n < LEAST_CODES or free < 2:
        low, high = nan, nan
    else:
        factor = float(weight**2 @ ((1 - coded / size) / coded))
        variance = factor * float(rest @ rest + 1) / (free + 1)
        if bounded:
            sampling = superpopulation / total
            low, high = _interval_of_share(value, variance, factor, t_975(free), sampling, given)
        else:  # the variance of y over all units is that within the strata and that between them
            spread = float(y_rest @ y_rest / free + weight @ (y_mean - weight @ y_mean) ** 2)
            variance += superpopulation * spread / total
            half = t_975(free) * sqrt(variance)
            low, high = max(value - half, -1.0), min(value + half, 1.0)
    return Estimate(value, low, high, n, power, len(size))


def merge_small_strata(stratum: ArrayLike, all_stratum: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Number the strata; one with fewer than two units coded, and others to code, joins the next smallest."""
    names, all_h = np.unique(all_stratum, return_inverse=True)
    h = np.searchsorted(names, stratum)
    while True:
        size = np.bincount(all_h)
        coded = np.bincount(h, minlength=len(size))
        present = np.flatnonzero(size)
        poor = present[(coded[present] < 2) & (coded[present] < size[present])]
        if len(present) < 2 or not len(poor):
            return np.searchsorted(present, h), np.searchsorted(present, all_h)
        poorest = poor[np.argmin(coded[poor])]
        others = present[present != poorest]
        target = others[np.argmin(coded[others])]
        h, all_h = (np.where(numbers == poorest, target, numbers) for numbers in (h, all_h))


def _interval_of_share(
    p: float, variance: float, factor: float, t: float, sampling: float, given: bool
) -> tuple[float, float]:
    """Wilson's interval, each code counted as often as the instrument and the strata make it worth.

    `factor` and `sampling` are variances of a share in units of p(1 − p): that of the hand codes alone, and
    that of all units as a sample. The first is what remains where no code, or every code, is of this class,
    and is not exceeded unless λ was given, when it can be. E. B. Wilson 1927,
    doi:10.1080/01621459.1927.10502953; with effective sizes: N. Dean, M. Pagano 2015,
    doi:10.1093/jssam/smv024.
    """
    base = p * (1 - p)
    ratio = variance / base if base > 1e-12 else factor
    ratio = ratio if given else min(ratio, factor)
    k = t * t * (ratio + sampling)
    middle, half = (p + k / 2) / (1 + k), sqrt(k * base + k * k / 4) / (1 + k)
    return max(middle - half, 0.0), min(middle + half, 1.0)


@cache
def t_975(free: int) -> float:
    """The 97.5 % quantile of Student's t with a whole number of degrees of freedom."""
    low, high = 1.0, 20.0
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, free) < 0.95 else (low, middle)
    return low


def _within(t: float, free: int) -> float:
    """Probability of −t…t: Abramowitz & Stegun 1964, Handbook of Mathematical Functions, 26.7.3–4."""
    angle = atan(t / sqrt(free))
    odd = free % 2
    term, total = (cos(angle), 0.0) if odd else (1.0, 0.0)
    for k in range(1 + odd, free, 2):
        total += term
        term *= cos(angle) ** 2 * k / (k + 1)
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
