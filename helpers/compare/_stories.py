"""Stories that several groups report: the same text, or the same event in words of their own."""

from pathlib import Path

import numpy as np
import pandas as pd

from helpers import beside
from helpers._files import read_csv
from helpers._tables import require
from helpers.compare._coverage import days_of
from helpers.corpus import FUNCTION_WORDS, duplicates, with_groups

DAYS = 1  # between two reports of one story, at most
ALIKE = 0.15  # the least cosine of two reports of one story; other pairs of a day in seeds/press reach 0.09


def stories(
    documents: pd.DataFrame, tokens: pd.DataFrame, *, by: str, days: int = DAYS, alike: float = ALIKE
) -> pd.DataFrame:
    """Pair the articles of different groups that report the same story within so many days.

    >>> from helpers import corpus
    >>> texts = ["The dam broke at Orrin, and the valley was flooded.", "A dam at Orrin broke.", "Cats purr."]
    >>> documents = pd.DataFrame({"doc_id": list("abc"), "outlet": list("XYY"), "date": "2024-01-01",
    ...                           "title": list("ABC"), "text": texts})
    >>> pairs = stories(documents, corpus.tokens(corpus.sentences(documents)), by="outlet")
    >>> pairs[["story", "kind", "side", "doc_id", "versus", "other_doc_id"]].values.tolist()
    [[1, 'same story', 'X', 'a', 'Y', 'b']]

    Returns one row per pair, in the order of the documents: `story` (pairs that share an article have one
    number), `kind` ("same text": one holds four fifths of the other's runs of words, `corpus.duplicates`;
    else "same story"), `date, side, doc_id, title`, `versus, other_doc_id, other_title`, and `alike`, the
    cosine of their words weighed by log(1 + N / df) (0…1; G. Salton, C. Buckley 1988,
    doi:10.1016/0306-4573(88)90021-0): each article is paired with the most alike of each other group, if it
    is that one's most alike too and they reach `alike`. An article without a full date has no pair.
    """
    require(documents, "documents", ["doc_id", "title", "date", "text"])
    grouped = with_groups(documents, by, documents).reset_index(drop=True)
    cosine = _cosine(grouped["doc_id"], tokens)
    same = np.array(duplicates(grouped["text"].tolist()))
    rows = []
    for one, other in _mutual(cosine, grouped[by].astype("str").to_numpy(), days_of(grouped), days):
        kind = "same text" if same[one] == same[other] else "same story"
        if kind == "same text" or cosine[one, other] >= alike:
            rows.append((one, other, kind, cosine[one, other]))
    return _listed(pd.DataFrame(rows, columns=["one", "two", "kind", "alike"]), grouped, by)


def planted(texts: str | Path) -> pd.DataFrame:
    """Read what was written into invented texts on purpose (`planted.csv` beside them); of others, nothing.

    >>> from helpers import SEEDS
    >>> planted(SEEDS / "press")["kind"].head(3).tolist(), len(planted(SEEDS))
    (['left out', 'tone over time', 'words'], 0)
    """
    columns, path = ["plant", "kind", "side", "subject", "month", "what"], beside(texts, "planted.csv")
    return read_csv(path, columns) if path.exists() else pd.DataFrame(columns=columns)


def _cosine(doc_ids: pd.Series, tokens: pd.DataFrame) -> np.ndarray:
    """The cosine of each two documents' words, function words left out."""
    from scipy.sparse import csr_array

    words = require(tokens, "tokens", ["doc_id", "term"])
    words = words[~words["term"].isin(FUNCTION_WORDS) & words["doc_id"].isin(doc_ids)]
    row = pd.Index(doc_ids).get_indexer(words["doc_id"])
    column, terms = pd.factorize(words["term"])
    counts = csr_array((np.ones(len(words)), (row, column)), shape=(len(doc_ids), max(len(terms), 1)))
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    counts.data = (1 + np.log(counts.data)) * np.log1p(len(doc_ids) / np.maximum(held, 1))[counts.indices]
    length = np.sqrt((counts * counts).sum(axis=1))
    table = (counts @ counts.T).toarray()
    return table / np.maximum(np.outer(length, length), 1e-12)


def _mutual(cosine: np.ndarray, group: np.ndarray, day: pd.Series, days: int) -> list[tuple[int, int]]:
    """Pairs of which each is the other's most alike in its group, among those near in time."""
    number = day.to_numpy(dtype=float)
    with np.errstate(invalid="ignore"):
        apart = ~(np.abs(number[:, None] - number) <= days) | (group[:, None] == group)
    cosine = np.where(apart, -1.0, cosine)
    best: set[tuple[int, int]] = set()
    for name in np.unique(group):
        inside = np.flatnonzero(group == name)
        nearest = inside[cosine[:, inside].argmax(axis=1)]
        best |= {(n, int(other)) for n, other in enumerate(nearest) if cosine[n, other] > 0}
    return sorted((one, other) for one, other in best if one < other and (other, one) in best)


def _listed(pairs: pd.DataFrame, documents: pd.DataFrame, by: str) -> pd.DataFrame:
    """The pairs with what their documents say, numbered by story."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    one, two = (pairs[side].to_numpy(dtype=int) for side in ("one", "two"))
    joined = coo_array((np.ones(len(pairs)), (one, two)), shape=(len(documents),) * 2)
    component = connected_components(joined, directed=False)[1][one]
    table = pd.DataFrame({"story": pd.factorize(component)[0] + 1, "kind": pairs["kind"].astype("str")})
    first, second = documents.iloc[one].reset_index(drop=True), documents.iloc[two].reset_index(drop=True)
    table = table.assign(date=first["date"], side=first[by], doc_id=first["doc_id"], title=first["title"])
    table = table.assign(versus=second[by], other_doc_id=second["doc_id"], other_title=second["title"])
    return table.assign(alike=pairs["alike"].astype(float))
