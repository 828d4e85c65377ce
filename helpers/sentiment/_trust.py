"""How far a score can be trusted on this text: extremes and their words, silence, agreement."""

from itertools import combinations

import numpy as np
import pandas as pd

from helpers.corpus import require

COLUMNS = {"textblob": "polarity", "vader": "compound"}
NAMES = {"polarity": "TextBlob", "compound": "VADER"}


def extremes(scores: pd.DataFrame, reasons: pd.DataFrame, instrument: str, *, n: int = 2) -> pd.DataFrame:
    """Pick the n most negative and the n most positive sentences, with the words that made them so.

    >>> scores = pd.DataFrame({"doc_id": "a", "sent_id": [1, 2, 3], "text": ["", "", ""], "polarity": [0.5, 0, -0.2]})
    >>> reasons = pd.DataFrame({"doc_id": "a", "sent_id": [1, 3], "expression": ["good", "late"],
    ...                         "instrument": "textblob", "effect": [0.5, -0.2]})
    >>> extremes(scores, reasons, "textblob")[["sent_id", "score", "words"]].values.tolist()
    [[3, -0.2, 'late'], [1, 0.5, 'good']]

    Parameters
    ----------
    scores : DataFrame, one row per sentence (`sentiment.score`).
    reasons : DataFrame, one row per scored expression (`sentiment.reasons`).
    instrument : one of `INSTRUMENTS`.
    n : sentences on either side; fewer where fewer have a score of that sign.

    Returns
    -------
    DataFrame, the most negative first: `doc_id, sent_id, score, words, text`. `words` are the up to three
    expressions that did most in the direction of the score, the strongest first.
    """
    column = COLUMNS[instrument]
    require(scores, ["doc_id", "sent_id", "text", column])
    ordered = scores.assign(score=scores[column]).sort_values("score", kind="stable")
    low, high = ordered[ordered["score"] < 0].head(n), ordered[ordered["score"] > 0].tail(n)
    picked = pd.concat([low, high], ignore_index=True)
    mine = reasons[reasons["instrument"] == instrument]
    picked["words"] = [_words(mine, row.doc_id, row.sent_id, row.score) for row in picked.itertuples()]
    return picked[["doc_id", "sent_id", "score", "words", "text"]]


def _words(reasons: pd.DataFrame, doc_id: str, sent_id: int, score: float) -> str:
    here = reasons[(reasons["doc_id"] == doc_id) & (reasons["sent_id"] == sent_id) & (reasons["effect"] * score > 0)]
    strongest = here.sort_values("effect", key=lambda effect: -effect.abs(), kind="stable")
    return ", ".join(dict.fromkeys(strongest["expression"].head(3)))


def silence(scores: pd.DataFrame) -> pd.DataFrame:
    """Count the sentences in which each instrument says nothing: an exact 0.

    >>> silence(pd.DataFrame({"polarity": [0.5, 0.0], "compound": [0.0, 0.0]})).values.tolist()
    [['TextBlob', 2, 1, 0.5], ['VADER', 2, 2, 1.0]]

    Parameters
    ----------
    scores : DataFrame, one row per sentence (`sentiment.score`).

    Returns
    -------
    DataFrame, one row per instrument: `instrument, sentences, silent, share` (0…1).
    """
    silent = {name: int((scores[column] == 0).sum()) for column, name in NAMES.items() if column in scores}
    return pd.DataFrame([(name, len(scores), count, count / max(len(scores), 1)) for name, count in silent.items()],
                        columns=["instrument", "sentences", "silent", "share"])


def agreement(scores: pd.DataFrame) -> pd.DataFrame:
    """Say how far each two instruments agree on these sentences.

    >>> agreement(pd.DataFrame({"polarity": [0.5, 0, -0.5], "compound": [0.2, -0.2, 0]})).round(6).values.tolist()
    [['TextBlob', 'VADER', 3, 0.5, 1, 1, 1.0]]

    Parameters
    ----------
    scores : DataFrame, one row per sentence (`sentiment.score`).

    Returns
    -------
    DataFrame, one row per pair: `instrument, other, sentences`, Pearson's `r` over all of them (−1…1, NaN where
    one of the two is constant), `both_signed` (sentences in which neither is 0), `same_sign` of these, and `share`
    (0…1; two instruments that know nothing of each other reach about 0.5).
    """
    rows = []
    for one, other in combinations([column for column in NAMES if column in scores], 2):
        x, y = scores[one].to_numpy(), scores[other].to_numpy()
        r = np.corrcoef(x, y)[0, 1] if len(x) > 1 and x.std() > 0 and y.std() > 0 else np.nan
        signed = (x != 0) & (y != 0)
        same = int((np.sign(x) == np.sign(y))[signed].sum())
        rows.append((NAMES[one], NAMES[other], len(x), r, int(signed.sum()), same, same / max(signed.sum(), 1)))
    return pd.DataFrame(rows, columns=["instrument", "other", "sentences", "r", "both_signed", "same_sign", "share"])
