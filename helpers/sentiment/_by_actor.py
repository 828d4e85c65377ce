"""Tone toward each actor: what the verdicts on its mentions add up to, and how sure that is."""

import numpy as np
import pandas as pd

from helpers._tables import ACTOR, CHANCES, KEYS, PLACE, require
from helpers._words import signed

Z = 1.96  # 95 % of a normal distribution lie within so many standard errors


def toward_by_actor(toward: pd.DataFrame, *, min_sentences: int = 5) -> pd.DataFrame:
    """Average the tone toward each actor over the sentences that mention it, with an interval.

    >>> rows = [(1, 0.8, 0.2, 0.0, True), (1, 0.6, 0.4, 0.0, True), (2, 0.3, 0.7, 0.0, False)]
    >>> chances = pd.DataFrame(rows, columns=["sent_id", *CHANCES, "certain"]).assign(doc_id="d", actor_id="a")
    >>> table = toward_by_actor(chances.assign(label="A", kind="person", tone=-chances["p_negative"]))
    >>> table[["mentions", "sentences", "tone", "verdict"]].round(6).values.tolist()
    [[3, 2, -0.5, 'none']]

    Returns one row per actor over all documents, the most negative first, then by `actor_id`: `actor_id,
    label, kind, mentions, sentences`, `certain` (mentions), `tone` (the mean over the sentences; several
    mentions in one are averaged first), `low` and `high` (95 % interval, within −1…1) and `verdict`:
    "negative" or "positive" if the interval lies on that side of 0 and there are at least `min_sentences`,
    else "none".

    The interval is tone ± 1.96 √(v / m) over m sentences. By the law of total variance v is the variance of
    the sentences' tones plus the mean variance of a class (−1, 0, 1) drawn by its three probabilities. So it
    covers both the chance of the sentences and the doubt of the instrument, as far as its probabilities are
    calibrated.
    """
    require(toward, "toward", [*KEYS, *ACTOR, *CHANCES, "tone", "certain"])
    doubt = toward["p_negative"] + toward["p_positive"] - toward["tone"] ** 2
    by_sentence = toward.assign(doubt=doubt).groupby([*ACTOR, *KEYS], as_index=False)
    sentences = by_sentence.agg(
        mentions=("tone", "size"), certain=("certain", "sum"), tone=("tone", "mean"), doubt=("doubt", "mean")
    )
    table = sentences.groupby([*ACTOR], as_index=False).agg(
        mentions=("mentions", "sum"),
        sentences=("tone", "size"),
        certain=("certain", "sum"),
        spread=("tone", "var"),
        doubt=("doubt", "mean"),
        tone=("tone", "mean"),
    )
    error = Z * np.sqrt((table["spread"].fillna(0) + table["doubt"]) / table["sentences"])
    table["low"] = (table["tone"] - error).clip(lower=-1)
    table["high"] = (table["tone"] + error).clip(upper=1)
    enough = table["sentences"] >= min_sentences
    table["verdict"] = np.select(
        [enough & (table["high"] < 0), enough & (table["low"] > 0)], ["negative", "positive"], "none"
    )
    table = table.astype({"mentions": "int64", "certain": "int64", "verdict": "str"})
    columns = [*ACTOR, "mentions", "sentences", "certain", "tone", "low", "high", "verdict"]
    return table.sort_values(["tone", "actor_id"], ignore_index=True)[columns]


def strongest_words(reasons: pd.DataFrame, *, n: int = 3) -> pd.DataFrame:
    """Name the n words that did most for the tone toward each mention, the strongest first, with their effects.

    >>> reasons = pd.DataFrame({"doc_id": "a", "sent_id": 1, "start": 0, "end": 4, "word_start": [9, 20],
    ...                         "expression": ["praised", "(constant)"], "effect": [0.81, -0.2]})
    >>> strongest_words(reasons)["words"].tolist()
    ['praised +0.8']

    Takes `sentiment.toward_reasons`; returns one row per mention that has any: `doc_id, sent_id, start, end,
    words`.
    """
    require(reasons, "toward_reasons", [*PLACE, "expression", "effect"])
    words = reasons[~reasons["expression"].str.startswith("(")]
    words = words.assign(size=words["effect"].abs()).sort_values("size", ascending=False, kind="stable")
    top = words.groupby([*PLACE], sort=False).head(n)
    with_effect = [f"{word} {signed(effect, 1)}" for word, effect in zip(top["expression"], top["effect"])]
    return top.assign(words=with_effect).groupby([*PLACE], as_index=False)["words"].agg(", ".join)
