"""What is counted as one: lemmas in place of forms, and names of several words kept together."""

import numpy as np
import pandas as pd

from helpers._spans import longest_first
from helpers._tables import require
from helpers.terms._grams import factorize, sort_tokens


def lemmas(tokens: pd.DataFrame) -> pd.DataFrame:
    """Add the dictionary form of each word; the term stays as it is.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 1, "start": [0, 4, 13], "end": [3, 12, 17],
    ...                        "token": ["Two", "ministers", "left"], "term": ["two", "ministers", "left"]})
    >>> lemmas(tokens)["lemma"].tolist()
    ['two', 'minister', 'left']

    It stands in the column `lemma`. To count lemmas: `frequencies(lemmas(tokens), of="lemma")`.

    Source: simplemma (Barbaresi 2022, doi:10.5281/zenodo.4673264), a dictionary and rules. It looks at one
    word alone, so "left" is never "leave". A word that it does not know stays as it is.
    """
    import simplemma

    require(tokens, "tokens")
    codes, vocabulary = factorize(tokens["term"])
    lemmas = [simplemma.lemmatize(term, lang="en").casefold() for term in vocabulary.to_pylist()]
    return tokens.assign(lemma=pd.Series(lemmas, dtype="str").take(codes).array)


def join_names(tokens: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Make one token of each name of several words, so that "Quds Force" is counted as one term.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 1, "start": [0, 4, 9], "end": [3, 8, 14],
    ...                        "token": ["The", "Quds", "Force"], "term": ["the", "quds", "force"]})
    >>> mentions = pd.DataFrame({"doc_id": ["a"], "sent_id": [1], "start": [4], "end": [14], "how": ["name"]})
    >>> join_names(tokens, mentions)[["start", "end", "token", "term"]].values.tolist()
    [[0, 3, 'The', 'the'], [4, 14, 'Quds Force', 'quds force']]

    Any spans will do as mentions; if they have a column `how`, those that are a "name" are joined. Returns
    the tokens in the order of the text, with `token` and `term` of a joined name set with single spaces.
    Where mentions overlap, the one with more words is kept, then the one more to the left.
    """
    require(tokens, "tokens")
    require(mentions, "mentions", ["doc_id", "start", "end"])
    tokens = sort_tokens(tokens).reset_index(drop=True)
    columns = {name: tokens[name].to_numpy(dtype=object, copy=True) for name in ["end", "token", "term"]}
    alone = np.ones(len(tokens), dtype=bool)
    ranges = _ranges(tokens, mentions)
    for first, last in (ranges[kept] for kept in longest_first(ranges)):
        alone[first + 1 : last] = False
        columns["end"][first] = columns["end"][last - 1]
        for column in ["token", "term"]:
            columns[column][first] = " ".join(columns[column][first:last])
    joined = tokens.assign(**columns).astype({"end": "int64", "token": "str", "term": "str"})
    return joined[alone].reset_index(drop=True)


def _ranges(tokens: pd.DataFrame, mentions: pd.DataFrame) -> list[tuple[int, int]]:
    """First and one past the last token of each mention of several words."""
    if "how" in mentions:
        mentions = mentions[mentions["how"] == "name"]
    spans = dict(list(mentions[["doc_id", "start", "end"]].drop_duplicates().groupby("doc_id")))
    ranges = []
    for doc_id, words in tokens.groupby("doc_id", sort=False):
        here = spans.get(doc_id, mentions[:0])
        first = words.index[0] + np.searchsorted(words["start"], here["start"])
        last = words.index[0] + np.searchsorted(words["end"], here["end"], side="right")
        ranges += [(a, b) for a, b in zip(first.tolist(), last.tolist()) if b - a > 1]
    return ranges
