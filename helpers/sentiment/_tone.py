"""`tone`: how a sentence sounds, as one sum of weighted words that a reader can check.

tone = Σ weight(word) / √((n + 3) / 23), n the number of words of the text. Names are counted but not weighed;
a negated word counts −`negated` times its weight. It estimates the rating that readers of editorials would
give on −4…4, divided by 4. A sum beyond ±1 is drawn back to ±1, and its reasons with it. Weights and bounds
are those of `helpers/data/tone.json`; its card says how they were estimated and how well they do.
"""

import json
from functools import cache

import numpy as np
import pandas as pd

from helpers import DATA
from helpers._files import word_list
from helpers.sentiment._mask import words

WEIGHTS = DATA / "tone.json"

REACH = 4  # words after a negation that it turns round, up to the next mark
NEGATIONS = word_list("tone_negations")
TWO_WORDS = (  # the first words, and the second ("failed to")
    ("fail fails failed failing failure refuse refuses refused refusing refusal inability", "to"),
    ("cleared acquitted exonerated absolved innocent lack absence free instead short devoid", "of"),
    ("far free", "from"),
    ("rather", "than"),
    ("no", "longer"),
)
TURNS = ("but", "although", "though", "while", "because")  # a negation does not reach past these words


def tone(texts: pd.Series) -> pd.DataFrame:
    """Each text's `tone`, −1…1 (0 if no word has a weight), and its `tone_class`."""
    _, total = _effects(texts)
    value = pd.Series(np.clip(total, -1, 1), index=texts.index)
    return pd.DataFrame({"tone": value, "tone_class": classes(value, *bounds())})


def classes(values: pd.Series, low: float, high: float) -> pd.Series:
    """Negative at or below `low`, positive at or above `high`, else neutral."""
    named = np.select([values <= low, values >= high], ["negative", "positive"], "neutral")
    return pd.Series(named, values.index, dtype="str")


def bounds() -> tuple[float, float]:
    """The last negative and the first positive tone: the card's bounds are themselves still neutral."""
    model = _model()
    return float(np.nextafter(model["negative_below"], -1)), float(np.nextafter(model["positive_above"], 1))


def tone_reasons(texts: pd.Series) -> pd.DataFrame:
    """The expressions that made each tone; a negation and the words that it turns round are one."""
    effects, total = _effects(texts)
    beyond = np.maximum(np.abs(total), 1)
    effects["effect"] = effects["effect"] / beyond[effects["row"]]
    kept = effects[effects["effect"] != 0]
    reasons = kept.groupby("part", sort=True).agg(
        row=("row", "first"), start=("from", "first"), end=("end", "last"), effect=("effect", "sum")
    )
    return reasons.reset_index(drop=True)


@cache
def _model() -> dict:
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))


def _effects(texts: pd.Series) -> tuple[pd.DataFrame, np.ndarray]:
    """The words as `negated` returns them, with the `effect` of each on the tone of its text; and their sums."""
    model, table = _model(), negated(words(texts))
    terms = table["term"].cat
    weight = np.array([model["weights"].get(term, 0.0) for term in terms.categories] + [0.0])[terms.codes]
    sign = np.where(table["negated"], -model["negated"], 1.0)
    count = np.bincount(table["row"], minlength=len(texts))
    table["effect"] = np.where(table["name"], 0.0, weight * sign) / np.sqrt((count[table["row"]] + 3) / 23)
    return table, np.bincount(table["row"], table["effect"], minlength=len(texts))


def negated(table: pd.DataFrame) -> pd.DataFrame:
    """The words with `negated`, the number of its expression (`part`) and where that begins (`from`)."""
    here = np.arange(len(table))
    single, pair = _cues(table)
    stop = (table["stop"] | table["term"].isin(TURNS)).to_numpy()
    last_cue = np.maximum.accumulate(np.where(single | pair, here, -REACH - 1))
    last_stop = np.maximum.accumulate(np.where(stop, here, -1))
    reached = ~single & ~pair & (here - last_cue <= REACH) & (last_stop <= last_cue)
    opened = here - pair  # where the negation begins that a word closes
    part = np.where(reached, opened[np.maximum(last_cue, 0)], opened)
    part = np.where(np.append(pair, False)[1:], here, part)
    return table.assign(negated=reached, part=part, **{"from": table["start"].to_numpy()[part]})


def _cues(table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Where a negation of one word stands, and where one of two words ends ("failed to")."""
    term, stop = table["term"], table["stop"].to_numpy()
    contracted = [word for word in term.cat.categories if word.endswith("n't")]
    single = term.isin([*NEGATIONS, *contracted]).to_numpy()
    pair = np.zeros(len(table), bool)
    for firsts, second in TWO_WORDS:
        after_first = term.isin(firsts.split()).shift(fill_value=False)
        pair |= (after_first & (term == second) & ~stop).to_numpy()
    return single, pair
