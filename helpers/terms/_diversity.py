"""How varied the vocabulary of a text is."""

import numpy as np
import pandas as pd

from helpers._tables import require
from helpers.terms._grams import factorize, sort_tokens

SAMPLE = 42  # words drawn for HD-D (McCarthy & Jarvis 2007)
THRESHOLD = 0.72  # of MTLD (McCarthy & Jarvis 2010)
ENOUGH = 100  # words below which MTLD and HD-D are not to be trusted (Koizumi & In'nami 2012)


def diversity(tokens: pd.DataFrame, *, window: int = 50) -> pd.DataFrame:
    """Measure how varied the vocabulary of each document is.

    >>> words = "the dam held and the town slept".split()
    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 1, "start": range(7), "end": range(1, 8),
    ...                        "token": words, "term": words})
    >>> diversity(tokens, window=4)[["tokens", "types", "ttr", "mattr"]].round(3).values.tolist()
    [[7.0, 6.0, 0.857, 1.0]]

    `window` is the number of running words in MATTR's window, at least 1.

    Returns
    -------
    One row per document: `tokens`, `types` (different terms); `ttr`, types per token, 0…1, which
    falls as a text grows: never compare texts of different lengths by it; `mattr`, the mean TTR of all
    windows, 0…1; `mtld`, the mean number of running words that keep the TTR above 0.72, read from both ends;
    `hdd`, the mean TTR of 42 words drawn by chance, 0…1; `note`, a warning if the text is too short. For
    each, higher means more varied. A measure that the text is too short to take is NaN.

    Notes
    -----
    MATTR Covington & McFall 2010, doi:10.1080/09296171003643098; MTLD McCarthy & Jarvis 2010,
    doi:10.3758/BRM.42.2.381; HD-D McCarthy & Jarvis 2007, doi:10.1177/0265532207080767; least length Koizumi
    & In'nami 2012, doi:10.1016/j.system.2012.10.017.
    """
    require(tokens, "tokens")
    if window < 1:
        raise ValueError(f"MATTR's window has at least one word; got {window}")
    rows = [
        (doc_id, *_measures(factorize(words["term"])[0], window))
        for doc_id, words in sort_tokens(tokens).groupby("doc_id", sort=False)
    ]
    columns = ["doc_id", "tokens", "types", "ttr", "mattr", "mtld", "hdd", "note"]
    return pd.DataFrame(rows, columns=columns).astype({"doc_id": "str", "note": "str"})


def _measures(terms: np.ndarray, window: int) -> tuple:
    """All measures of one document, whose terms are numbers from 0 in the order they come."""
    n, types = len(terms), int(terms.max()) + 1
    short = f"only {n} words: MTLD and HD-D need {ENOUGH}" if n < ENOUGH else ""
    mtld = (_mtld(terms) + _mtld(terms[::-1])) / 2
    return n, types, types / n, _mattr(terms, window), mtld, _hdd(np.bincount(terms)), short


def _mattr(terms: np.ndarray, window: int) -> float:
    """Mean TTR of all windows, each made from the one before by one word out and one in."""
    if len(terms) < window:
        return np.nan
    counts = np.bincount(terms[:window], minlength=len(terms))
    types = total = np.count_nonzero(counts)
    for gone, come in zip(terms, terms[window:]):
        counts[gone] -= 1
        types += int(counts[come] == 0) - int(counts[gone] == 0)
        counts[come] += 1
        total += types
    return total / window / (len(terms) - window + 1)


def _mtld(terms: np.ndarray) -> float:
    """Running words per factor; a factor ends when its TTR has come down to the threshold."""
    factors, seen, length = 0.0, set(), 0
    for term in terms.tolist():
        seen.add(term)
        length += 1
        if len(seen) / length <= THRESHOLD:
            factors, seen, length = factors + 1, set(), 0
    if length:
        factors += (1 - len(seen) / length) / (1 - THRESHOLD)  # the rest, as a part of a factor
    return len(terms) / factors if factors else np.nan


def _hdd(counts: np.ndarray) -> float:
    """Mean TTR of a sample without replacement: each type's chance to be drawn, added up."""
    n = counts.sum()
    if n < SAMPLE:
        return np.nan
    drawn = np.arange(SAMPLE)[:, None]
    missed = np.prod(np.maximum(n - counts - drawn, 0) / (n - drawn), axis=0)
    return (1 - missed).sum() / SAMPLE
