"""How often: words and n-grams, per document or streamed over a corpus of any size."""

from collections.abc import Collection, Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from helpers import DATA
from helpers._files import word_list
from helpers._fold import straighten
from helpers._tables import require
from helpers.corpus import term_codes
from helpers.terms._grams import add_up, count_codes, count_tokens, ranked

STOPWORDS = DATA / "stopwords.txt"


def stopwords(path: str | Path = STOPWORDS) -> frozenset[str]:
    """Read the list of English function words, a text file that anybody can read and edit.

    >>> sorted(stopwords())[:4]
    ['a', 'about', 'above', 'across']
    >>> "iraq" in stopwords()
    False

    Words are parted by white space, commas or semicolons; what follows a "#" is a remark. They are returned
    case-folded, with straight apostrophes, as in the column `term` of the tokens. A file that is not there or
    not a text raises an InputError. Source: our own list, by word class; see helpers/data/stopwords.md.
    """
    return frozenset(straighten(word.casefold()) for word in word_list(Path(path)))


def frequencies(
    tokens: pd.DataFrame, n: int = 1, *, stopwords: Collection[str] = (), of: str = "term"
) -> pd.DataFrame:
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
    n : words in an n-gram, at least 1; an n-gram lies within one sentence.
    stopwords : terms to leave out; an n-gram is left out if it starts or ends in one.
    of : the column to count: "term", or "lemma" of `lemmas`. The counts of lemmas then stand in a column
        `lemma` in place of `term`, so that no measure takes them for counts of forms.

    Returns
    -------
    One row per document and term: `doc_id`; `term` (n terms with a space between); `frequency`;
    `per_thousand` of all running n-grams of the document, those with stop words included, so that a list of
    stop words changes no rate; `rank`, 1 for the most frequent, and terms of equal frequency share the
    smallest rank (1, 2, 2, 4). Documents keep the order in which they first come; within a document the
    order is by -frequency, then term.

    """
    _check(n)
    require(tokens, "tokens")
    require(tokens, "tokens", [of])
    counted, running = count_tokens(tokens, n, stopwords, of)
    names = tokens["doc_id"].drop_duplicates()
    table = _rates(ranked(counted), running)
    table.insert(0, "doc_id", names.take(table.pop("doc")).array)
    return table.rename(columns={"term": of})


def count(
    parts: Iterable[pd.DataFrame], n: int | Collection[int] = 1, *, stopwords: Collection[str] = ()
) -> pd.DataFrame:
    """Count the terms, or n-grams, of a whole corpus that comes in parts, each a table of sentences.

    >>> from helpers import corpus
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["The army.", "An army."]})
    >>> sentences = corpus.sentences(documents)
    >>> count([sentences[:1], sentences[1:]], n=[1, 2]).values.tolist()
    [[1, 'army', 2, 500.0, 1], [1, 'an', 1, 250.0, 2], [1, 'the', 1, 250.0, 2], \
[2, 'an army', 1, 500.0, 1], [2, 'the army', 1, 500.0, 1]]

    Parameters
    ----------
    parts : tables of sentences, one at least, from a list or a generator, of some megabytes of text each. One
        part is held at a time, so memory is bounded by the vocabulary and not by the text.
    n : words in an n-gram, or several such numbers, counted in one reading.
    stopwords : as in `frequencies`.

    Returns
    -------
    One row per n and term of all documents together: `n, term, frequency, per_thousand, rank`; the
    same numbers as `frequencies` gives for one document that holds all the sentences. By n, -frequency, term.

    """
    sizes = sorted({n} if isinstance(n, int) else set(n))
    _check(min(sizes, default=0))
    tally: pa.Table | None = None
    waiting: list[pa.Table] = []
    running = np.zeros(len(sizes), dtype=np.int64)
    for sentences in parts:
        counted, words = _count_part(sentences, sizes, stopwords)
        running = running + words
        waiting.append(counted)
        if tally is None or sum(map(len, waiting)) > len(tally):  # now and then: merging stays cheap
            tally, waiting = add_up([*waiting, *([] if tally is None else [tally])]), []
    if tally is None:
        raise ValueError("there is nothing to count: no part was given")
    table = _rates(ranked(add_up([tally, *waiting])), running)
    return table.assign(doc=np.array(sizes)[table["doc"]]).rename(columns={"doc": "n"})


def _count_part(
    sentences: pd.DataFrame, sizes: list[int], stopwords: Collection[str]
) -> tuple[pa.Table, np.ndarray]:
    """N-grams of each size in one part, and how many run; in place of the document stands the size."""
    row, number, terms = term_codes(sentences)
    tables, running = zip(
        *(count_codes(np.full_like(row, at), row, number, terms, n, stopwords) for at, n in enumerate(sizes))
    )
    return pa.concat_tables(tables), np.array([counts.sum() for counts in running])


def _rates(counted: pa.Table, running: np.ndarray) -> pd.DataFrame:
    """Ranked counts as a DataFrame, with the rate per thousand running n-grams."""
    table = counted.to_pandas()
    table["per_thousand"] = 1000 * table["frequency"] / running[table["doc"]]
    return table[["doc", "term", "frequency", "per_thousand", "rank"]]


def _check(n: int) -> None:
    if n < 1:
        raise ValueError(f"n is the number of words in an n-gram, at least 1; got {n}")
