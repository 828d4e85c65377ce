"""How often: words and n-grams, per document or streamed over a corpus of any size."""

from collections.abc import Collection, Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from helpers.corpus import require
from helpers.terms._grams import count_grams, merge, ranked

STOPWORDS = Path(__file__).parents[1] / "data" / "stopwords.txt"


def stopwords(path: str | Path = STOPWORDS) -> frozenset[str]:
    """Read the list of English function words, a text file that anybody can read and edit.

    >>> sorted(stopwords())[:4]
    ['a', 'about', 'above', 'across']
    >>> "iraq" in stopwords()
    False

    Parameters
    ----------
    path : a UTF-8 text file: words apart by white space; what follows a "#" is a remark.

    Returns
    -------
    The words, case-folded and with straight apostrophes, as in the column `term` of the tokens.

    Raises
    ------
    FileNotFoundError
        When there is no such file.

    Notes
    -----
    Source of the list: our own, by word class; see helpers/data/stopwords.md.
    """
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    words = (word for line in lines for word in line.partition("#")[0].split())
    return frozenset(word.casefold().replace("’", "'") for word in words)


def frequencies(tokens: pd.DataFrame, n: int = 1, *, stopwords: Collection[str] = ()) -> pd.DataFrame:
    """Count the terms (or the n-grams of n terms) of each document.

    >>> from helpers import corpus
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["The army left. The army!"]})
    >>> tokens = corpus.tokens(corpus.sentences(documents))
    >>> frequencies(tokens).values.tolist()
    [['a', 'army', 2, 400.0, 1], ['a', 'the', 2, 400.0, 1], ['a', 'left', 1, 200.0, 3]]
    >>> frequencies(tokens, 2)["term"].tolist()        # never "left the": a sentence ends there
    ['the army', 'army left']
    >>> frequencies(tokens, stopwords={"the"}).values.tolist()
    [['a', 'army', 2, 400.0, 1], ['a', 'left', 1, 200.0, 2]]

    Parameters
    ----------
    tokens : DataFrame, one row per word (`corpus.tokens`), in any order.
    n : words in an n-gram; an n-gram lies within one sentence.
    stopwords : terms to leave out; an n-gram is left out if it starts or ends in one.

    Returns
    -------
    DataFrame, one row per document and term: `doc_id`; `term` (n terms with a space between); `frequency`;
    `per_thousand` of all running n-grams of the document, those with stop words included, so that a list of
    stop words changes no rate; `rank`, 1 for the most frequent, and terms of equal frequency share the
    smallest rank (1, 2, 2, 4). Documents keep the order in which they first come; within a document the
    order is by -frequency, then term.

    Raises
    ------
    ValueError
        When `n` is less than 1 or a column is missing.
    """
    _check(tokens, n)
    counted, running = count_grams(tokens, n, stopwords)
    names = tokens["doc_id"].drop_duplicates()
    table = _rates(ranked(counted), running)
    table.insert(0, "doc_id", names.take(table.pop("doc")).array)
    return table


def count(parts: Iterable[pd.DataFrame], n: int = 1, *, stopwords: Collection[str] = ()) -> pd.DataFrame:
    """Count the terms (or n-grams) of a whole corpus that comes in parts, each a table of tokens.

    >>> from helpers import corpus
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["The army.", "An army."]})
    >>> tokens = corpus.tokens(corpus.sentences(documents))
    >>> count([tokens[:2], tokens[2:]]).values.tolist()
    [['army', 2, 500.0, 1], ['an', 1, 250.0, 2], ['the', 1, 250.0, 2]]

    Parameters
    ----------
    parts : tables of tokens, from a list or a generator; no sentence may be divided between two of them.
        One part is held at a time, so memory is bounded by the vocabulary and not by the text.
    n, stopwords : as in `frequencies`.

    Returns
    -------
    DataFrame, one row per term of all documents together: `term, frequency, per_thousand, rank`, as in
    `frequencies`.

    Raises
    ------
    ValueError
        When `n` is less than 1, a column is missing, or there is no part at all.
    """
    tally, waiting, running = None, [], 0
    for tokens in parts:
        _check(tokens, n)
        counted, base = count_grams(tokens, n, stopwords, by_document=False)
        running += base.sum()
        waiting.append(counted)
        if tally is None or sum(map(len, waiting)) > len(tally):    # now and then: merging stays cheap
            tally, waiting = merge([*waiting, *([] if tally is None else [tally])]), []
    if tally is None:
        raise ValueError("there is nothing to count: no part was given")
    return _rates(ranked(merge([tally, *waiting])), np.array([running])).drop(columns="doc")


def _rates(counted: pa.Table, running: np.ndarray) -> pd.DataFrame:
    """Ranked counts as a DataFrame, with the rate per thousand running n-grams."""
    table = counted.to_pandas()
    table["per_thousand"] = 1000 * table["frequency"] / running[table["doc"]]
    return table[["doc", "term", "frequency", "per_thousand", "rank"]]


def _check(tokens: pd.DataFrame, n: int) -> None:
    require(tokens, "tokens")
    if n < 1:
        raise ValueError(f"n is the number of words in an n-gram, at least 1; got {n}")
