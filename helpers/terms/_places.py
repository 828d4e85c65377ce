"""Where in the text a term occurs, counted in running words."""

import pandas as pd

from helpers.corpus import require


def places(tokens: pd.DataFrame, terms: list[str]) -> pd.DataFrame:
    """List where along the text each of these terms occurs.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 1, "start": [0, 3, 6], "end": [2, 5, 8],
    ...                        "token": ["No", "to", "no"], "term": ["no", "to", "no"]})
    >>> places(tokens, ["no"])[["label", "place"]].values.tolist()
    [['no', 1], ['no', 3]]

    Parameters
    ----------
    tokens : DataFrame, one row per word, in the order of the text (`corpus.tokens`).
    terms : case-folded, as in the column `term`.

    Returns
    -------
    DataFrame, one row per occurrence, in the order of `terms`, then of the text: `label` (the term), `place` (the
    how many-th running word of the table, from 1), `doc_id, sent_id`.
    """
    require(tokens, "tokens")
    numbered = tokens.assign(place=range(1, len(tokens) + 1), label=tokens["term"])
    order = {term: number for number, term in enumerate(terms)}
    found = numbered[numbered["term"].isin(order)]
    found = found.sort_values("label", key=lambda label: label.map(order), kind="stable", ignore_index=True)
    return found[["label", "place", "doc_id", "sent_id"]]
