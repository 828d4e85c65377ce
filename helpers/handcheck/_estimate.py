"""The arithmetic of corrected numbers, on plain arrays: a stratified difference estimator with power tuning.

θ = Σ W_h [ȳ_h + λ (f̄_h,all − f̄_h,coded)], h the strata, W_h = N_h / N, y the hand codes, f the instrument's scores of
all units. Its sampling variance is Σ W_h² (1 − n_h/N_h) s²(y − λf) / n_h (C.-E. Särndal, B. Swensson, J. Wretman 1992,
Model Assisted Survey Sampling, ch. 6). With one stratum it is the estimate of prediction-powered inference
(Angelopoulos et al. 2023, doi:10.1126/science.adi6000) with n labelled and N − n unlabelled units: their λ is
λ N / (N − n), and their variance is this one plus s²(y) / N, which we add for "texts like these".
Strata as in Fisch et al. 2024 (arXiv:2406.04291); λ as in PPI++ (Angelopoulos, Duchi, Zrnic 2023, arXiv:2311.01453).

What is ours, chosen by simulation (`benchmarks/hand_coverage.py`): one λ and one residual variance for all strata, for those
of a stratum with few codes are noise; one residual of a whole class added to the residual variance, for a handful of codes
may by chance show no error at all; and for a share, Wilson's interval with the effective number of codes.
"""

from dataclasses import dataclass
from functools import cache
from math import atan, cos, pi, sin, sqrt

import numpy as np

LEAST_CODES = 10  # below it no interval is given
FEW_CODES = (
    30  # below it the interval is given with a warning: it is wider than it need be, or a little too narrow
)


@dataclass(frozen=True)
class Estimate:
    """One estimate with its 95 % interval, NaN where too few units are coded."""

    value: float
    low: float
    high: float
    lam: float
    strata: int


def estimate(y, f, stratum, all_f, all_stratum, *, share=False, beyond=False, lam=None) -> Estimate:
    """Estimate the mean of y over all units from the coded ones and the scores f of all.

    >>> f = np.array([-1.0, 0, 0, 1, 1, 0, -1, 0, 0, 0] * 2)
    >>> y, h = f[:12].copy(), np.zeros(20, int)
    >>> found = estimate(y, f[:12], h[:12], f, h)
    >>> round(found.value, 12) == 0, found.lam, found.low < 0 < found.high
    (True, 1.0, True)

    Parameters
    ----------
    y, f, stratum : arrays, one value per coded unit; strata are numbered from 0.
    all_f, all_stratum : arrays, one value per unit of the whole, coded or not.
    share : whether y lies in 0…1 and its mean is a share.
    beyond : whether the interval is for texts like these (True), or for these texts alone.
    lam : how much the scores count; tuned to the codes when None, at least 0.
    """
    stratum, all_stratum = merged(stratum, all_stratum)
    size, coded = np.bincount(all_stratum), np.bincount(stratum)
    total, n = size.sum(), coded.sum()
    weight = size / total
    y_mean, f_mean = (np.bincount(stratum, values) / coded for values in (y, f))
    y_rest, f_rest = y - y_mean[stratum], f - f_mean[stratum]
    spread = float(f_rest @ f_rest)
    given = lam is not None and lam != 0
    tuned = lam is None and spread > 1e-12
    if lam is None:
        lam = max(float(y_rest @ f_rest / spread), 0.0) if tuned else 0.0
    f_all = np.bincount(all_stratum, all_f) / size
    value = float(weight @ (y_mean + lam * (f_all - f_mean)))
    rest = y_rest - lam * f_rest
    free = int(n - len(size) - tuned)
    if n == total and not beyond:
        return Estimate(value, value, value, lam, len(size))
    if n < LEAST_CODES or free < 2:
        return Estimate(value, np.nan, np.nan, lam, len(size))
    factor = float(weight**2 @ ((1 - coded / size) / coded))
    variance = factor * (rest @ rest + 1) / (free + 1)
    if share:
        value = min(max(value, 0.0), 1.0)
        low, high = _of_share(value, variance, factor, t_975(free), total * beyond, given)
    else:
        variance += beyond * _spread(y_rest, y_mean, weight, free) / total
        low, high = _of_mean(value, variance, t_975(free))
    return Estimate(value, low, high, lam, len(size))


def merged(stratum, all_stratum):
    """Put strata with fewer than two coded units, and others still to code, together with the next smallest."""
    stratum, all_stratum = np.asarray(stratum), np.asarray(all_stratum)
    while True:
        size = np.bincount(all_stratum)
        coded = np.bincount(stratum, minlength=len(size))
        here = np.flatnonzero(size)
        poor = here[(coded[here] < 2) & (coded[here] < size[here])]
        if len(here) < 2 or not len(poor):
            break
        first = poor[np.argmin(coded[poor])]
        others = here[here != first]
        into = others[np.argmin(coded[others])]
        stratum, all_stratum = (
            np.where(stratum == first, into, stratum),
            np.where(all_stratum == first, into, all_stratum),
        )
    return np.searchsorted(here, stratum), np.searchsorted(here, all_stratum)


def _spread(y_rest, y_mean, weight, free):
    """Variance of y over the whole: within the strata and between them."""
    return float(y_rest @ y_rest / free + weight @ (y_mean - weight @ y_mean) ** 2)


def _of_mean(value, variance, t):
    half = t * sqrt(variance)
    return max(float(value - half), -1.0), min(float(value + half), 1.0)


def _of_share(p, variance, factor, t, beyond, given):
    """Wilson's interval, each code counted as often as the instrument and the strata make it worth.

    `factor` is the variance of a share in units of p(1 − p) from the hand codes alone. It is what remains where no code,
    or every code, is of this class, and it is not exceeded unless λ was given, when it can be. E. B. Wilson 1927, doi:10.1080/01621459.1927.10502953;
    with effective sizes: N. Dean, M. Pagano 2015, doi:10.1093/jssam/smv024.
    """
    base = p * (1 - p)
    ratio = variance / base if base > 1e-12 else factor
    ratio = ratio if given else min(ratio, factor)
    k = t * t * (ratio + (1 / beyond if beyond else 0))
    middle, half = (p + k / 2) / (1 + k), sqrt(k * base + k * k / 4) / (1 + k)
    return max(float(middle - half), 0.0), min(float(middle + half), 1.0)


@cache
def t_975(free: int) -> float:
    """The 97.5 % quantile of Student's t with a whole number of degrees of freedom.

    >>> round(t_975(1), 3), round(t_975(10), 3), round(t_975(1000), 3)
    (12.706, 2.228, 1.962)
    """
    low, high = 1.0, 20.0
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if _inside(middle, free) < 0.95 else (low, middle)
    return low


def _inside(t: float, free: int) -> float:
    """Probability of −t…t: Abramowitz & Stegun 1964, Handbook of Mathematical Functions, 26.7.3 and 26.7.4."""
    angle = atan(t / sqrt(free))
    odd = free % 2
    term, total = (cos(angle), 0.0) if odd else (1.0, 0.0)
    for k in range(1 + odd, free, 2):
        total += term
        term *= cos(angle) ** 2 * k / (k + 1)
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
