"""Which words keep company: pairs within a sentence, and how much more often than chance."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from helpers._tables import require
from helpers.terms._evidence import cells_of_two, chi2, g2
from helpers.terms._grams import factorize, sort_tokens, unique_rows, windows

COUNTS = ["frequency", "first_frequency", "second_frequency", "pairs"]


def collocations(
    tokens: pd.DataFrame,
    *,
    window: int = 1,
    ordered: bool = True,
    min_count: int = 2,
    stopwords: Collection[str] = (),
) -> pd.DataFrame:
    """Count the pairs of words that stand near each other in a sentence, and measure how firm each pair is.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": [1, 1, 1, 2, 2], "start": range(5),
    ...                        "end": range(1, 6), "token": list("abcab"), "term": list("abcab")})
    >>> found = collocations(tokens, min_count=1)             # the pairs that run: ab, bc, ab
    >>> found[["first", "second", "frequency", "expected", "pmi"]].round(2).values.tolist()
    [['a', 'b', 2, 1.33, 0.58], ['b', 'c', 1, 0.33, 1.58]]

    Parameters
    ----------
    tokens : all documents together.
    window : how far to the right the second word may stand, at least 1, the next word.
    ordered : whether "a … b" and "b … a" are two pairs; if not, they are one, named in alphabetical order,
        and a word is no pair with itself.
    min_count : leave out pairs that come less often: PMI and χ² say nothing of a pair that comes once.
    stopwords : leave out pairs with one of these words; they still count among the pairs that run.

    Returns
    -------
    One row per pair: `first, second, frequency`, the counts `first_frequency, second_frequency`
    of its words among all `pairs` that run, and the columns of `association`; by -g2, then first, second.

    Notes
    -----
    Counts are of pairs, so that each table adds up (Evert 2005, doi:10.18419/opus-2556): a sentence's last
    word is never a first. A pair never crosses a sentence end. Unordered pairs are counted from both ends.
    """
    require(tokens, "tokens")
    if window < 1:
        raise ValueError(f"the window is at least the next word, 1; got {window}")
    tokens = sort_tokens(tokens)
    codes, vocabulary = factorize(tokens["term"])
    first, second = _pairs(tokens, codes, window, ordered)
    ids, example = unique_rows([first, second])
    words = vocabulary.to_pandas()
    table = pd.DataFrame(
        {
            "first": words[first[example]].array,
            "second": words[second[example]].array,
            "frequency": np.bincount(ids),
            "first_frequency": np.bincount(first)[first[example]],
            "second_frequency": np.bincount(second)[second[example]],
            "pairs": len(ids),
        }
    )
    stop = table["first"].isin(stopwords) | table["second"].isin(stopwords)
    table = table[(table["frequency"] >= min_count) & ~stop & (ordered | (table["first"] < table["second"]))]
    order = ["g2", "first", "second"]
    return association(table).sort_values(order, ascending=[False, True, True], ignore_index=True)


def association(pairs: pd.DataFrame) -> pd.DataFrame:
    """Measure how firmly the words of a pair belong together, from four counts.

    >>> counts = pd.DataFrame({"frequency": [8], "first_frequency": [15828], "second_frequency": [4675],
    ...                        "pairs": [14307668]})           # "new companies"
    >>> association(counts)[["chi2", "t", "pmi"]].round(4).values.tolist()
    [[1.5489, 0.9999, 0.6293]]

    The table has `frequency` of the pair, `first_frequency` and `second_frequency` of its words, and `pairs`,
    the number of all pairs. It gets these columns; of each measure, higher means a stronger association.
    `expected` frequency if the words came by chance. Evidence, growing with the frequency: `g2` (minus: rarer
    than chance), `chi2` (without sign), `t`. Strength: `pmi` (bits; 0 is chance; favours rare pairs), `npmi`
    (-1…1), `log_dice` (at most 14; comparable across corpora), `mi3` (bits; PMI that favours frequent pairs).

    G² Dunning 1993, aclanthology.org/J93-1003; χ², t and the example: Manning & Schütze 1999, tables 5.6 and
    5.8; PMI Church & Hanks 1990, aclanthology.org/J90-1003; NPMI Bouma 2009; logDice Rychlý 2008; MI³ Daille
    1994.
    """
    require(pairs, "collocations", COUNTS)
    both, one, other, n = (pairs[column].to_numpy(dtype=float) for column in COUNTS)
    expected, cells = one * other / n, cells_of_two(both, one, other - both, n - one)
    pmi = np.log2(both / expected)
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(both == n, 1, pmi / -np.log2(both / n))
    return pairs.assign(
        expected=expected,
        g2=np.sign(both - expected) * g2(*cells),
        chi2=chi2(*cells),
        pmi=pmi,
        npmi=npmi,
        log_dice=14 + np.log2(2 * both / (one + other)),
        t=(both - expected) / np.sqrt(both),
        mi3=np.log2(both**3 / expected),
    )


def _pairs(tokens: pd.DataFrame, codes: np.ndarray, window: int, ordered: bool) -> list[np.ndarray]:
    """Codes of the first and second word of every pair that runs."""
    sentence = unique_rows([factorize(tokens["doc_id"])[0], tokens["sent_id"].to_numpy()])[0]
    starts = [windows(sentence, distance + 1) for distance in range(1, window + 1)]
    first = codes[np.concatenate(starts)]
    second = codes[np.concatenate([where + distance for distance, where in enumerate(starts, 1)])]
    if ordered:
        return [first, second]
    return [np.concatenate([first, second]), np.concatenate([second, first])]
