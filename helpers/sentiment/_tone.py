"""`tone`: how a sentence sounds, as one sum of weighted words that a reader can check.

tone = Σ weight(word) / √((n + 3) / 23), n the number of words of the text. Names are counted but not weighed;
a negated word counts −`negated` times its weight; two negations undo each other, and count nothing. It
estimates the rating that readers of editorials would give on −4…4, divided by 4. A sum beyond ±1 is drawn
back to ±1, and its reasons with it. Weights and bounds are those of `helpers/data/tone.json`; its card says
how they were estimated and how well they do.
"""

import json
from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd

from helpers import DATA
from helpers._files import word_list
from helpers.sentiment._mask import PLAIN, words

WEIGHTS = DATA / "tone.json"

REACH = 4  # words after a negation that it turns round, up to the next mark
NEGATIONS = word_list("tone_negations")
PAIRS = word_list("tone_negating_phrases")
AFFIRMATIONS = word_list("tone_affirmations")
UNDOING = word_list("tone_undoing")
COMPARATIVES = word_list("tone_comparatives")
DEGREE = ("never", "nothing", "nobody", "none", "rarely", "seldom")
ABLE = ("can", "could")
VERBS = (  # "could not be happier"; and what may stand between such a verb and the comparative
    *("be", "been", "become", "get", "got", "gotten", "feel", "felt", "look", "looked"),
    *("go", "gone", "come", "done", "ask", "asked", "agree", "agreed"),
)
BETWEEN = ("a", "an", "any", "at", "even", "far", "for", "more", "much")
NO_NOUNS = PLAIN | word_list("prepositions") | {"off"}  # "no better than", "no better off" deny
TURNS = ("but", "although", "though", "while", "because")  # a negation does not reach past these words
JOINS = ("and", "or", "nor")  # "no food and no water": two negations that do not undo each other


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
    """The expressions that made each tone; a negation and the words within its reach are one."""
    effects, total = _effects(texts)
    beyond = np.maximum(np.abs(total), 1)
    effects["effect"] = effects["effect"] / beyond[effects["row"]]
    kept = effects[effects["effect"] != 0]
    reasons = kept.groupby("part", sort=True).agg(
        row=("row", "first"), start=("from", "first"), end=("end", "last"), effect=("effect", "sum")
    )
    printed = texts.fillna("").astype(str).to_list()
    spans = reasons[["row", "start", "end"]].itertuples(index=False)
    expressions = [printed[row][start:end] for row, start, end in spans]
    reasons.insert(3, "expression", pd.Series(expressions, reasons.index, dtype="str"))
    return reasons.reset_index(drop=True)


@cache
def _model() -> dict:
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))


def _effects(texts: pd.Series) -> tuple[pd.DataFrame, np.ndarray]:
    """The words as `negated` returns them, with the `effect` of each on its text's tone; and their sums."""
    model, table = _model(), negated(words(texts))
    terms = table["term"].cat
    weight = np.array([model["weights"].get(term, 0.0) for term in terms.categories] + [0.0])[terms.codes]
    sign = np.select([table["silent"], table["negated"]], [0.0, -model["negated"]], 1.0)
    count = np.bincount(table["row"], minlength=len(texts))
    table["effect"] = np.where(table["name"], 0.0, weight * sign) / np.sqrt((count[table["row"]] + 3) / 23)
    return table, np.bincount(table["row"], table["effect"], minlength=len(texts))


def negated(table: pd.DataFrame) -> pd.DataFrame:
    """The words with `negated`, `silent`, the number of its expression (`part`) and where it starts (`from`).

    A negation turns round the words that it reaches. A second one among them undoes it, and a comparative
    makes a negation of degree the highest ("never worse"): such negations are silent, what they reach stands.
    """
    affirming, _ = _phrases(table, AFFIRMATIONS)
    in_pair, pair = _phrases(table, PAIRS)
    pair &= ~affirming
    stop, joined = (table["stop"] | _of(table, TURNS)).to_numpy(), _of(table, JOINS)
    contracted = _contracted(table)[table["term"].cat.codes]
    cue = (_of(table, NEGATIONS) | contracted) & ~in_pair & ~affirming | pair
    undoing = _of(table, UNDOING) & ~in_pair & ~affirming
    cue |= undoing & _reached(_last(cue), stop | joined)
    last = _last(cue)
    before = np.append(-1, last)[:-1]  # the negation before each word
    other_clause = pair[before] & (_of(table, ["not"]) | contracted)  # "his refusal to act was not good"
    second = _second(cue, cue & _reached(before, stop | joined) & ~other_clause)
    reached = ~cue & _reached(last, stop)
    compared = reached & _compared(table, last)
    here = np.arange(len(table))
    highest = np.isin(here, last[compared])
    undone = highest | np.isin(here, before[second]) | (second & ~undoing)
    opened = here - pair  # where the negation begins that a word closes
    opened = np.where(second, opened[before], opened)
    part = np.where(reached, opened[last], opened)
    part = np.where(np.append(pair, False)[1:], np.append(part, 0)[1:], part)
    turned = reached & ~(second | highest)[last] | (second & undoing)
    columns = {"negated": turned, "silent": undone | affirming, "part": part}
    return table.assign(**columns, **{"from": table["start"].to_numpy()[part]})


def _of(table: pd.DataFrame, words: Iterable[str]) -> np.ndarray:
    return table["term"].isin(list(words)).to_numpy()


def _contracted(table: pd.DataFrame) -> np.ndarray:
    """Which of the distinct words end in n't."""
    return np.array([word.endswith("n't") for word in table["term"].cat.categories], bool)


def _last(marked: np.ndarray) -> np.ndarray:
    """The last marked place up to each word, or −1."""
    return np.maximum.accumulate(np.where(marked, np.arange(len(marked)), -1))


def _reached(last: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """Which words the negation before them (`last`) reaches: it is near, and no `stop` stands between."""
    return (last >= 0) & (np.arange(len(last)) - last <= REACH) & (_last(stop) <= last)


def _second(cue: np.ndarray, linked: np.ndarray) -> np.ndarray:
    """Of negations that the one before reaches, those that undo it: the second, the fourth … of a chain."""
    number = np.cumsum(cue)
    return linked & ((number - np.maximum.accumulate(np.where(cue & ~linked, number, 0))) % 2 == 1)


def _compared(table: pd.DataFrame, last: np.ndarray) -> np.ndarray:
    """Comparatives whose negation (`last`) makes them the highest degree.

    "never worse", "nothing better", "no one is happier"; "could not be happier"; "no greater joy" (the
    next word is a content word: "no better than", "no better off" only deny).
    """
    stop = table["stop"].to_numpy()
    following = np.append(~stop, False)[1:]  # a word of the same clause follows
    no, one, noun = (_of(table, ["no"]), _of(table, ["one"]), ~_of(table, NO_NOUNS))
    one, noun = (np.append(mask, False)[1:] & following for mask in (one, noun))
    able = np.append(False, _of(table, ABLE))[:-1] & ~stop
    degree = _of(table, DEGREE) | (no & one)
    cannot = _of(table, ["cannot", "can't", "couldn't"]) | (able & _of(table, ["not", "hardly", "scarcely"]))
    verb = _last(_of(table, VERBS))
    after_verb = (verb > last) & (_last(~_of(table, [*BETWEEN, *VERBS, *COMPARATIVES, "so"])) < verb)
    joy = no[last] & (np.arange(len(table)) - last == 1) & noun & ~_of(table, ["more"])
    most = _of(table, COMPARATIVES) & (degree[last] | joy | (cannot[last] & after_verb))
    return most | (_of(table, ["so"]) & degree[last] & after_verb)


def _phrases(table: pd.DataFrame, phrases: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
    """Which words belong to one of the phrases, and which end one; no mark stands within.

    A first "not" is "cannot" and all in n't too; a last "-ing" is the ending of a word that does not belong.
    """
    words = table["term"].cat.categories
    like = {"not": _contracted(table) | words.isin(["not", "cannot"]), "-ing": words.str.endswith("ing")}
    term, stop = np.append(table["term"].cat.codes, [-1] * 4), np.append(table["stop"], [True] * 4)
    like = {word: np.append(mask[term[:-4]], [False] * 4) for word, mask in like.items()}
    number = dict(zip(words, range(len(words))))
    within, ends = np.zeros(len(term), bool), np.zeros(len(term), bool)
    for parts in (phrase.split("_") for phrase in phrases):
        first, *others = parts
        place = np.flatnonzero(like["not"] if first == "not" else term == number.get(first, -2))
        for n, word in enumerate(others, 1):
            fits = like[word][place + n] if word == "-ing" else term[place + n] == number.get(word, -2)
            place = place[fits & ~stop[place + n]]
        length = len(parts) - (parts[-1] == "-ing")
        ends[place + length - 1] = True
        within[place[:, None] + np.arange(length)] = True
    return within[:-4], ends[:-4]
