"""`tone`: how a sentence sounds, as one sum of weighted words that a reader can check."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.sentiment._mask import words

DATA = Path(__file__).resolve().parents[1] / "data" / "tone.json"

REACH = 4  # words after a negation that it turns round, up to the next mark
NEGATIONS = frozenset(
    "not no never without hardly barely scarcely neither nor none nothing nobody cannot non rarely seldom unable".split()
)
TWO_WORDS = {
    "to": "fail fails failed failing failure refuse refuses refused refusing refusal inability".split(),
    "of": "cleared acquitted exonerated absolved innocent lack absence free instead short devoid".split(),
    "from": "far free".split(),
    "than": ["rather"],
    "longer": ["no"],
}
TURNS = ("but", "although", "though", "while", "because")  # a negation does not reach past these words


def tone(texts: pd.Series) -> pd.DataFrame:
    """Say how each sentence sounds, −1…1, and its class.

    tone = Σ weight(word) / √((n + 3) / 23), n the number of words of the text. Names are counted but not weighed;
    a negated word counts −`negated` times its weight. It estimates the rating that readers of editorials would
    give on −4…4, divided by 4. A sum beyond ±1 is drawn back to ±1, and its reasons with it.

    >>> tone(pd.Series(["A wonderful success.", "The lamp stands on it."]))["tone_class"].to_list()
    ['positive', 'neutral']

    Parameters
    ----------
    texts : strings, a sentence each.

    Returns
    -------
    DataFrame with the index of `texts`: `tone` (higher means a more positive wording; 0 if no word has a weight)
    and `tone_class` (negative, neutral, positive).

    Notes
    -----
    Weights and bounds are those of `helpers/data/tone.json`; its card says how they were estimated and how well
    they do.
    """
    model = _model()
    total = _sums(_effects(texts, model), len(texts))
    value = np.clip(total, -1, 1)
    label = np.select(
        [value < model["negative_below"], value > model["positive_above"]],
        ["negative", "positive"],
        "neutral",
    )
    return pd.DataFrame({"tone": value, "tone_class": label}, index=texts.index)


def tone_reasons(texts: pd.Series) -> pd.DataFrame:
    """List the expressions that made the tone of each sentence; their effects add up to it.

    >>> tone_reasons(pd.Series(["The lamp isn’t good."]))["expression"].to_list()
    ['isn’t good']

    Parameters
    ----------
    texts : strings, a sentence each.

    Returns
    -------
    DataFrame, one row per expression: `row` (position in `texts`, from 0), `start, end` (characters of the text,
    half-open), `expression` (as printed), `effect` (its part of the tone; higher means more positive). A negation
    and the words that it turns round are one expression.
    """
    found = _effects(texts, _model())
    beyond = np.maximum(np.abs(_sums(found, len(texts))), 1)
    found["effect"] = found["effect"] / beyond[found["row"]]
    kept = found[found["effect"] != 0]
    reasons = kept.groupby("part", sort=True).agg(
        row=("row", "first"), start=("from", "first"), end=("end", "last"), effect=("effect", "sum")
    )
    texts = texts.fillna("").astype(str).to_list()
    spans = zip(reasons["row"], reasons["start"], reasons["end"])
    reasons.insert(3, "expression", [texts[row][start:end] for row, start, end in spans])
    return reasons.astype({"expression": "str"}).reset_index(drop=True)


@cache
def _model():
    return json.loads(DATA.read_text(encoding="utf-8"))


def _sums(found, size):
    return np.bincount(found["row"], found["effect"], minlength=size)


def _effects(texts, model):
    """The words of the texts with the effect of each, the expression that it is a `part` of, and where that begins (`from`)."""
    found = negated(words(texts))
    terms = found["term"].cat
    weight = np.array([model["weights"].get(term, 0.0) for term in terms.categories] + [0.0])[terms.codes]
    sign = np.where(found["negated"], -model["negated"], 1.0)
    count = np.bincount(found["row"], minlength=len(texts))
    found["effect"] = np.where(found["name"], 0.0, weight * sign) / np.sqrt((count[found["row"]] + 3) / 23)
    return found


def negated(found):
    """Return the words with `negated`, and the number and first character (`part`, `from`) of the expression each belongs to."""
    here = np.arange(len(found))
    single, pair = _cues(found)
    stop = found["stop"].to_numpy() | _is_in(found["term"], TURNS)
    last_cue = np.maximum.accumulate(np.where(single | pair, here, -REACH - 1))
    last_stop = np.maximum.accumulate(np.where(stop, here, -1))
    reached = ~single & ~pair & (here - last_cue <= REACH) & (last_stop <= last_cue)
    opened = here - pair  # where the negation begins that a word closes
    part = np.where(reached, opened[np.maximum(last_cue, 0)], opened)
    part = np.where(np.append(pair, False)[1:], here, part)
    return found.assign(negated=reached, part=part, **{"from": found["start"].to_numpy()[part]})


def _is_in(term, values):
    codes = term.cat.categories.get_indexer(list(values))
    return np.isin(term.cat.codes, codes[codes >= 0])


def _cues(found):
    """Where a negation of one word stands, and where one of two words ends ("failed to")."""
    term, stop = found["term"], found["stop"].to_numpy()
    contracted = [word for word in term.cat.categories if word.endswith("n't")]
    single = _is_in(term, [*NEGATIONS, *contracted])
    pair = np.zeros(len(found), bool)
    for second, firsts in TWO_WORDS.items():
        pair |= _is_in(term, [second]) & np.append(False, _is_in(term, firsts))[:-1] & ~stop
    return single, pair
