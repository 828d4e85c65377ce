"""Tone toward each actor: what the verdicts on its mentions add up to, and how sure that is."""

import numpy as np
import pandas as pd

from helpers.corpus import require

ACTOR = ["actor_id", "label", "kind"]
CHANCES = ["p_negative", "p_neutral", "p_positive"]


def toward_by_actor(toward: pd.DataFrame, *, draws: int = 2000, seed: int = 1) -> pd.DataFrame:
    """Average the tone toward each actor over its mentions, with an interval.

    >>> rows = [("a", "A", "person", 1.0, 0.0, 0.0, -1.0, True), ("a", "A", "person", 1.0, 0.0, 0.0, -1.0, True)]
    >>> table = pd.DataFrame(rows, columns=[*ACTOR, *CHANCES, "tone", "certain"])
    >>> toward_by_actor(table)[["mentions", "certain", "tone", "low", "high", "verdict"]].values.tolist()
    [[2, 2, -1.0, -1.0, -1.0, 'negative']]

    Parameters
    ----------
    toward : DataFrame, one row per mention (`sentiment.toward`).
    draws : samples for the interval.
    seed : of the draws; every actor is drawn by itself, so that others do not change its interval.

    Returns
    -------
    DataFrame, one row per actor, the most negative first, then by `actor_id`: `actor_id, label, kind, mentions`,
    `certain` (how many of them), `tone` (mean of p_positive − p_negative, −1…1), `low` and `high` (95 % interval)
    and `verdict`: "negative" or "positive" if the interval lies on that side of 0, else "none".

    Notes
    -----
    A draw takes as many mentions as there are, with replacement, and for each a class by its three
    probabilities; so the interval holds both the chance of the mentions and the doubt of the instrument, as far
    as its probabilities are calibrated. The bootstrap is Efron's (1979, doi:10.1214/aos/1176344552).
    """
    require(toward, [*ACTOR, *CHANCES, "tone", "certain"])
    rows = []
    for (actor_id, label, kind), mentions in toward.groupby(ACTOR, sort=True):
        low, high = _interval(mentions[CHANCES].to_numpy(dtype=float), draws, seed)
        verdict = "negative" if high < 0 else "positive" if low > 0 else "none"
        rows.append((actor_id, label, kind, len(mentions), int(mentions["certain"].sum()), mentions["tone"].mean(),
                     low, high, verdict))
    table = pd.DataFrame(rows, columns=[*ACTOR, "mentions", "certain", "tone", "low", "high", "verdict"])
    return table.sort_values(["tone", "actor_id"], ignore_index=True)


def _interval(chances: np.ndarray, draws: int, seed: int) -> tuple[float, float]:
    """The 2.5 and 97.5 percentiles of the mean class (−1, 0, 1) over resampled mentions and drawn classes."""
    random = np.random.default_rng(seed)
    picks = random.integers(0, len(chances), (draws, len(chances)))
    level = random.random((draws, len(chances)))
    negative, neutral = chances[picks, 0], chances[picks, 1]
    classes = np.where(level < negative, -1, np.where(level < negative + neutral, 0, 1))
    low, high = np.percentile(classes.mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def strongest_words(reasons: pd.DataFrame, *, n: int = 3) -> pd.DataFrame:
    """Name the n words that did most for the tone toward each mention, with their signed effects.

    >>> reasons = pd.DataFrame({"doc_id": "a", "sent_id": 1, "start": 0, "end": 4, "word_start": [9, 20],
    ...                         "expression": ["praised", "(constant)"], "effect": [0.81, -0.2]})
    >>> strongest_words(reasons)["words"].tolist()
    ['praised +0.8']

    Parameters
    ----------
    reasons : DataFrame, one row per mention and word (`sentiment.toward_reasons`).
    n : words for each mention.

    Returns
    -------
    DataFrame, one row per mention that has any: `doc_id, sent_id, start, end, words`, the strongest first.
    """
    keys = ["doc_id", "sent_id", "start", "end"]
    words = reasons[~reasons["expression"].str.startswith("(")]
    words = words.assign(size=words["effect"].abs()).sort_values("size", ascending=False, kind="stable")
    top = words.groupby(keys, sort=False).head(n)
    told = [f"{word} {effect:+.1f}".replace("-", "−") for word, effect in zip(top["expression"], top["effect"])]
    return top.assign(words=told).groupby(keys, as_index=False)["words"].agg(", ".join)
