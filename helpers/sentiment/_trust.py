"""How far a score can be trusted on this text: extremes and their words, silence, agreement."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.corpus import require, tokens
from helpers.sentiment._scores import INSTRUMENTS, score

DATA = Path(__file__).parents[1] / "data"

COLUMNS = {"textblob": "polarity", "vader": "compound", "tone": "tone"}
NAMES = {"polarity": "TextBlob", "compound": "VADER", "tone": "tone"}


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
    here = reasons[
        (reasons["doc_id"] == doc_id) & (reasons["sent_id"] == sent_id) & (reasons["effect"] * score > 0)
    ]
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
    return pd.DataFrame(
        [(name, len(scores), count, count / max(len(scores), 1)) for name, count in silent.items()],
        columns=["instrument", "sentences", "silent", "share"],
    )


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
        rows.append(
            (NAMES[one], NAMES[other], len(x), r, int(signed.sum()), same, same / max(signed.sum(), 1))
        )
    return pd.DataFrame(
        rows, columns=["instrument", "other", "sentences", "r", "both_signed", "same_sign", "share"]
    )


def mean_intervals(scores: pd.DataFrame, *, draws: int = 2000, seed: int = 1) -> pd.DataFrame:
    """Estimate each instrument's mean over the sentences, with a bootstrap interval.

    >>> mean_intervals(pd.DataFrame({"polarity": [0.5, 0.5, 0.5]})).values.tolist()
    [['TextBlob', 3, 0.5, 0.5, 0.5]]

    Parameters
    ----------
    scores : DataFrame, one row per sentence (`sentiment.score`).
    draws : bootstrap samples, each of as many sentences as there are, drawn with replacement.
    seed : of the draws.

    Returns
    -------
    DataFrame, one row per instrument: `instrument, sentences, mean`, and `low, high`, the 2.5 and 97.5
    percentiles of the means. The interval says how much the mean owes to the sentences that happen to be in
    the text; it does not hold the instrument's own error, which the validation table gives.

    Notes
    -----
    B. Efron 1979, Bootstrap methods, Annals of Statistics 7, doi:10.1214/aos/1176344552 (percentile interval).
    """
    columns = [column for column in NAMES if column in scores]
    picks = np.random.default_rng(seed).integers(0, max(len(scores), 1), (draws, len(scores)))
    rows = []
    for column in columns:
        values = scores[column].to_numpy()
        low, high = (
            np.percentile(values[picks].mean(axis=1), [2.5, 97.5]) if len(values) else (np.nan, np.nan)
        )
        rows.append((NAMES[column], len(values), scores[column].mean(), low, high))
    return pd.DataFrame(rows, columns=["instrument", "sentences", "mean", "low", "high"])


def coverage(sentences: pd.DataFrame, reasons: pd.DataFrame) -> pd.DataFrame:
    """Say what share of the words each instrument scores.

    >>> sentences = pd.DataFrame({"doc_id": ["a"], "par_id": 1, "sent_id": 1, "start": 0, "end": 8, "text": ["Bad day."]})
    >>> reasons = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [3], "instrument": ["vader"]})
    >>> coverage(sentences, reasons).values.tolist()
    [['VADER', 2, 1, 0.5]]

    Parameters
    ----------
    sentences : DataFrame, one row per sentence.
    reasons : DataFrame, one row per scored expression of these sentences.

    Returns
    -------
    DataFrame, one row per instrument that scored anything: `instrument, words, scored` (words inside a scored
    expression), `share` (0…1).
    """
    require(reasons, ["doc_id", "start", "end", "instrument"])
    words, rows = tokens(sentences), []
    for instrument in [name for name in COLUMNS if name in set(reasons["instrument"])]:
        mine = reasons[reasons["instrument"] == instrument]
        inside = {
            (doc_id, place)
            for doc_id, start, end in zip(mine["doc_id"], mine["start"], mine["end"])
            for place in range(start, end)
        }
        scored = sum(place in inside for place in zip(words["doc_id"], words["start"]))
        rows.append((NAMES[COLUMNS[instrument]], len(words), scored, scored / max(len(words), 1)))
    return pd.DataFrame(rows, columns=["instrument", "words", "scored", "share"])


def fragility(scores: pd.DataFrame, reasons: pd.DataFrame, *, n: int = 3) -> pd.DataFrame:
    """Show what each instrument's mean becomes without the n sentences and without the n words that carry it.

    The sentences are those that push the mean furthest in its own direction; the words are those whose effects
    add up to the most in that direction. The words are blanked out wherever they stand, and the text is scored anew.

    >>> from helpers.corpus import sentences as split
    >>> from helpers.sentiment import reasons, score
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "language": "en",
    ...                             "text": ["A good day. A good hour. A bad end."]}))
    >>> table = fragility(score(texts, ["vader"]), reasons(texts, ["vader"]), n=1)
    >>> table[["sentences", "without_sentences", "words", "without_words", "survives"]].round(2).values.tolist()
    [['1', -0.05, 'good', -0.18, False]]

    Parameters
    ----------
    scores : DataFrame, one row per sentence (`sentiment.score`).
    reasons : DataFrame, one row per scored expression (`sentiment.reasons`).
    n : how many sentences, and how many words.

    Returns
    -------
    DataFrame, one row per instrument: `instrument, mean`; `sentences` (their numbers) and the mean
    `without_sentences`; `words` and the mean `without_words`; `survives` (whether the sign is the same without
    either).
    """
    require(scores, "sentences")
    rows = []
    for instrument in [name for name in INSTRUMENTS if COLUMNS[name] in scores]:
        column = COLUMNS[instrument]
        mean = scores[column].mean()
        order = (scores[column] * np.sign(mean)).sort_values(ascending=False, kind="stable")
        carrying = order.index[:n]
        words = _carrying_words(reasons[reasons["instrument"] == instrument], mean, n)
        without = (
            scores[column].drop(carrying).mean(),
            score(_blanked(scores, words), [instrument])[column].mean(),
        )
        numbers = ", ".join(str(number) for number in sorted(scores.loc[carrying, "sent_id"]))
        survives = all(np.sign(value) == np.sign(mean) for value in without)
        rows.append((NAMES[column], mean, numbers, without[0], ", ".join(words), without[1], survives))
    return pd.DataFrame(
        rows,
        columns=[
            "instrument",
            "mean",
            "sentences",
            "without_sentences",
            "words",
            "without_words",
            "survives",
        ],
    )


def _carrying_words(reasons: pd.DataFrame, mean: float, n: int) -> list[str]:
    """The n expressions, case-folded, whose effects add up to the most in the direction of the mean."""
    sums = (reasons["effect"] * np.sign(mean)).groupby(reasons["expression"].str.casefold()).sum()
    ordered = sums[sums > 0].reset_index().sort_values(["effect", "expression"], ascending=[False, True])
    return ordered["expression"].head(n).tolist()


def _blanked(scores: pd.DataFrame, words: list[str]) -> pd.DataFrame:
    """The sentences without these words."""
    sentences = scores.drop(
        columns=[column for column in [*NAMES, "subjectivity", "tone_class"] if column in scores]
    )
    if not words:
        return sentences
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.IGNORECASE)
    return sentences.assign(text=[pattern.sub(" ", text) for text in sentences["text"]])


def misleading(
    sentences: pd.DataFrame,
    reasons: pd.DataFrame,
    *,
    at_least: float = 0.02,
    path: Path = DATA / "set_phrases.csv",
) -> pd.DataFrame:
    """List the scored expressions that stand in a set phrase or in a name, where they mean something else.

    >>> from helpers.corpus import sentences as split
    >>> from helpers.sentiment import reasons
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "text": ["It took the best part of a month."]}))
    >>> misleading(texts, reasons(texts, ["vader"]))[["expression", "why", "context"]].values.tolist()
    [['best', 'a quantity: most of', 'It took the [best] part of a month.']]

    Parameters
    ----------
    sentences : DataFrame, one row per sentence.
    reasons : DataFrame, one row per scored expression (`sentiment.reasons`).
    at_least : effects smaller than this, either way, are not listed.
    path : a table of phrases, `phrase, why`, that anybody can read and edit.

    Returns
    -------
    DataFrame, the rows of `reasons` that are marked, and `why` and `context` (up to 40 characters
    on either side).
    """
    phrases = pd.read_csv(path)
    meaning = dict(zip(phrases["phrase"], phrases["why"]))
    longest = sorted(meaning, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in longest), re.IGNORECASE)
    spans = {
        (row.doc_id, row.sent_id): [
            (row.start + found.start(), row.start + found.end(), meaning[found[0].lower()])
            for found in pattern.finditer(row.text)
        ]
        for row in sentences.itertuples()
    }
    texts = {(row.doc_id, row.sent_id): (row.start, row.text) for row in sentences.itertuples()}
    rows = []
    for row in reasons[reasons["effect"].abs() >= at_least].itertuples():
        key = row.doc_id, row.sent_id
        why = next((why for start, end, why in spans[key] if row.start < end and start < row.end), None)
        if why:
            rows.append((row.Index, why, _context(*texts[key], row.start, row.end)))
    found = pd.DataFrame(rows, columns=["index", "why", "context"]).set_index("index")
    return reasons.join(found, how="inner").reset_index(drop=True)


def _context(offset: int, text: str, start: int, end: int, width: int = 40) -> str:
    left, right = start - offset, end - offset
    before, after = text[max(left - width, 0) : left], text[right : right + width]
    return f"{'…' if left > width else ''}{before}[{text[left:right]}]{after}{'…' if len(text) - right > width else ''}"


def validation(path: Path = DATA / "validation.csv") -> pd.DataFrame:
    """Read how well each instrument agrees with people, as `benchmarks/quality.py DIR --record` measured it.

    >>> sorted(validation()["instrument"].unique())
    ['TextBlob', 'VADER', 'merge', 'names', 'tone', 'toward']

    Returns
    -------
    DataFrame, one row per task, instrument and measure: `task, instrument, measure` (r is Pearson's with the mean
    rating, macro_f1 the mean F1 of negative, neutral and positive; higher means closer agreement; calibration_error:
    lower is better), `value, low, high` (95 % bootstrap interval), `n, source, date`.
    """
    return pd.read_csv(path)
