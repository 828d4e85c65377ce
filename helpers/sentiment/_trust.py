"""How far a score can be trusted on this text: extremes and their words, silence, agreement."""

import re
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import DATA, _spans
from helpers._fold import fold
from helpers._tables import KEYS, SPAN, require
from helpers._words import signed
from helpers.corpus import FEW, listed, mean_of_texts, percentile_interval, t_interval, tokens, with_groups
from helpers.sentiment._instruments import instrument as by_name
from helpers.sentiment._instruments import instruments, scored
from helpers.sentiment._scores import reasons as reasons_of
from helpers.sentiment._scores import score

SET_PHRASES = DATA / "set_phrases.csv"
NO_INTERVAL = (float("nan"), float("nan"))


def extremes(scores: pd.DataFrame, reasons: pd.DataFrame, instrument: str, *, n: int = 2) -> pd.DataFrame:
    """Pick the n most negative and n most positive sentences, fewer if fewer have a score of that sign.

    >>> scores = pd.DataFrame({"doc_id": "a", "sent_id": [1, 2, 3], "text": "", "polarity": [0.5, 0, -0.2]})
    >>> reasons = pd.DataFrame({"doc_id": "a", "sent_id": [1, 3], "expression": ["good", "late"],
    ...                         "instrument": "textblob", "effect": [0.5, -0.2]})
    >>> extremes(scores, reasons, "textblob")[["sent_id", "score", "words"]].values.tolist()
    [[3, -0.2, 'late'], [1, 0.5, 'good']]

    Returns the most negative first: `doc_id, sent_id, score, words, text`. `words` are the up to three
    expressions that did most in the direction of the score, the strongest first; for an instrument whose
    reasons cost a reading they are found here, whatever the table holds.
    """
    one = by_name(instrument)
    column = one.column
    require(scores, "scores", [*KEYS, "text", column])
    require(reasons, "reasons", [*KEYS, "expression", "instrument", "effect"])
    ordered = scores.assign(score=scores[column]).sort_values("score", kind="stable")
    low, high = ordered[ordered["score"] < 0].head(n), ordered[ordered["score"] > 0].tail(n)
    picked = pd.concat([low, high], ignore_index=True)
    mine = reasons[reasons["instrument"] == instrument]
    if not one.in_parts:
        mine = reasons_of(picked.assign(par_id=1, start=0, end=picked["text"].str.len()), [instrument])
    picked["words"] = [_words(mine, row.doc_id, row.sent_id, row.score) for row in picked.itertuples()]
    return picked[[*KEYS, "score", "words", "text"]]


def _words(reasons: pd.DataFrame, doc_id: str, sent_id: int, score: float) -> str:
    here = reasons[(reasons["doc_id"] == doc_id) & (reasons["sent_id"] == sent_id)]
    helping = here[here["effect"] * score > 0]
    strongest = helping.sort_values("effect", key=lambda effect: -effect.abs(), kind="stable")
    return ", ".join(dict.fromkeys(strongest["expression"].head(3)))


def silence(scores: pd.DataFrame) -> pd.DataFrame:
    """Count the sentences that each instrument scores exactly 0: `instrument, sentences, silent, share`.

    >>> silence(pd.DataFrame({"polarity": [0.5, 0.0], "compound": [0.0, 0.0]})).values.tolist()
    [['TextBlob', 2, 1, 0.5], ['VADER', 2, 2, 1.0]]
    """
    silent = [(one.label, int((scores[one.column] == 0).sum())) for one in scored(scores)]
    rows = [(label, len(scores), count, count / max(len(scores), 1)) for label, count in silent]
    return pd.DataFrame(rows, columns=["instrument", "sentences", "silent", "share"])


def agreement(scores: pd.DataFrame) -> pd.DataFrame:
    """Compare each two instruments on these sentences.

    >>> scores = pd.DataFrame({"polarity": [0.5, 0, -0.5], "compound": [0.2, -0.2, 0]})
    >>> agreement(scores).round(6).values.tolist()
    [['TextBlob', 'VADER', 3, 0.5, 1, 1, 1.0]]

    Returns one row per pair: `instrument, other, sentences`, Pearson's `r` over all of them (−1…1, NaN where
    one of the two is constant), `both_signed` (sentences in which neither is 0), `same_sign` of these, and
    `share` (two instruments that know nothing of each other reach about 0.5).
    """
    rows = []
    for one, other in combinations(scored(scores), 2):
        x, y = scores[one.column].to_numpy(), scores[other.column].to_numpy()
        r = np.corrcoef(x, y)[0, 1] if len(x) > 1 and x.std() > 0 and y.std() > 0 else np.nan
        signed = (x != 0) & (y != 0)
        both, same = int(signed.sum()), int((np.sign(x) == np.sign(y))[signed].sum())
        rows.append((one.label, other.label, len(x), r, both, same, same / max(both, 1)))
    columns = ["instrument", "other", "sentences", "r", "both_signed", "same_sign", "share"]
    return pd.DataFrame(rows, columns=columns)


def mean_intervals(
    scores: pd.DataFrame,
    *,
    by: str | Sequence[str] = (),
    documents: pd.DataFrame | None = None,
    draws: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Estimate each instrument's mean over the sentences, with a bootstrap interval; of all, or by group.

    >>> mean_intervals(pd.DataFrame({"polarity": [0.5, 0.5, 0.5]})).values.tolist()
    [['TextBlob', 3, 1, 0.5, 0.5, 0.5]]
    >>> scores = pd.DataFrame({"doc_id": list("aab"), "speaker": list("xyx"), "polarity": [0.5, 0.0, 0.5]})
    >>> mean_intervals(scores, by="speaker")[["speaker", "sentences", "texts", "mean"]].values.tolist()
    [['x', 2, 2, 0.5], ['y', 1, 1, 0.0]]

    Parameters
    ----------
    by : columns of the scores ("doc_id", "speaker"), or of `documents` ("outlet", and "month" from the date),
        which are joined by `doc_id`; groups come in the order in which they first appear.

    Returns
    -------
    One row per group and instrument: the columns of `by`, `instrument, sentences, texts`, `mean` of the
    sentences, and `low, high`, its 95 % interval.

    Notes
    -----
    Of one text sentences are drawn: the 2.5 and 97.5 percentiles of their means
    (`corpus.percentile_interval`). The sentences of a text are alike, so of several texts the texts are what
    was drawn: Student's t on a variance between texts (`corpus.mean_of_texts`). A bootstrap of whole texts
    gives the same from some thirty texts on; of fewer it is too narrow (`benchmarks/compare_coverage.py`). A
    group of fewer than five sentences in one text, or of fewer than five of several texts, has none. It
    leaves out the instrument's own error, which the validation table gives.
    """
    groups, rows = listed(by), []
    scores = with_groups(scores, groups, documents)
    present = scored(scores)
    parts = scores.groupby(groups, sort=False, dropna=False) if groups else [((), scores)]
    for key, part in parts:
        texts = part["doc_id"].to_numpy() if "doc_id" in part else np.zeros(len(part))
        number = len(np.unique(texts))
        few = groups and (number if number > 1 else len(part)) < FEW
        for one in present:
            values, interval = part[one.column], NO_INTERVAL
            if not few:
                interval = _mean_interval(values, texts, draws=draws, seed=seed)
            rows.append((*key, one.label, len(part), number, values.mean(), *interval))
    return pd.DataFrame(rows, columns=[*groups, "instrument", "sentences", "texts", "mean", "low", "high"])


def _mean_interval(values: pd.Series, texts: np.ndarray, *, draws: int, seed: int) -> tuple[float, float]:
    """The interval of a mean within −1…1: of several texts from the texts, of one from its sentences."""
    if len(np.unique(texts)) < 2:
        return percentile_interval(values.to_numpy(), draws=draws, seed=seed)
    low, high, _ = t_interval(mean_of_texts(values.to_numpy(), texts))
    return max(low, -1.0), min(high, 1.0)


def share_scored(sentences: pd.DataFrame, reasons: pd.DataFrame) -> pd.DataFrame:
    """Measure what share of the words each instrument scores.

    >>> from helpers.corpus import sentences as split
    >>> sentences = split(pd.DataFrame({"doc_id": ["a"], "text": ["Bad day."]}))
    >>> reasons = pd.DataFrame({"doc_id": "a", "start": [0], "end": [3], "instrument": "vader"})
    >>> share_scored(sentences, reasons).values.tolist()
    [['VADER', 2, 1, 0.5]]

    Returns one row per instrument that scored anything: `instrument, words, scored` (words that begin inside
    a scored expression), `share`.
    """
    require(reasons, "reasons", ["doc_id", *SPAN, "instrument"])
    words, rows = tokens(sentences), []
    begins = words.assign(end=words["start"] + 1)
    for one in instruments():
        mine = reasons[reasons["instrument"] == one.name]
        if len(mine):
            count = int(_spans.overlaps(begins, mine).sum())
            rows.append((one.label, len(words), count, count / max(len(words), 1)))
    return pd.DataFrame(rows, columns=["instrument", "words", "scored", "share"])


def fragility(scores: pd.DataFrame, reasons: pd.DataFrame, *, n: int = 3) -> pd.DataFrame:
    """Show what each instrument's mean becomes without the n sentences and without the n words that carry it.

    The sentences are those that push the mean furthest in its own direction; the words are those whose
    effects add up to the most in that direction. The words are blanked out wherever they stand, and the text
    is scored anew.

    >>> from helpers.corpus import sentences as split
    >>> from helpers.sentiment import reasons, score
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "language": "en",
    ...                             "text": ["A good day. A good hour. A bad end."]}))
    >>> table = fragility(score(texts, ["vader"]), reasons(texts, ["vader"]), n=1)
    >>> table.round(2).values.tolist()
    [['VADER', 0.11, '1', -0.05, 'good', -0.18, False]]

    Returns one row per instrument: `instrument, mean`; `sentences` (their numbers, after the `doc_id` where
    there are several texts) and the mean `without_sentences`; `words` and the mean `without_words` (none, and
    the mean itself, for an instrument of which the reasons say nothing); `survives` (whether the sign is the
    same without either).
    """
    require(scores, "scores")
    require(reasons, "reasons", ["expression", "instrument", "effect"])
    rows = []
    for one in scored(scores):
        values = scores[one.column]
        mean = values.mean()
        carrying = (values * np.sign(mean)).sort_values(ascending=False, kind="stable").index[:n]
        words = _carrying_words(reasons[reasons["instrument"] == one.name], mean, n)
        fewer = values.drop(carrying).mean()
        pattern = _whole(words, re.IGNORECASE)
        blank = scores.assign(text=[pattern.sub(" ", text) for text in scores["text"]])
        blanked = score(blank, [one.name])[one.column].mean() if words else mean
        numbers = ", ".join(_numbers(scores.loc[carrying].sort_values([*KEYS]), scores["doc_id"].nunique()))
        survives = np.sign(fewer) == np.sign(blanked) == np.sign(mean)
        rows.append((one.label, mean, numbers, fewer, ", ".join(words), blanked, survives))
    columns = "instrument mean sentences without_sentences words without_words survives".split()
    return pd.DataFrame(rows, columns=columns)


def means_in_words(means: pd.DataFrame, fragile: pd.DataFrame) -> list[str]:
    """Say of each instrument's mean whether it is clear of 0, and whether its sign survives.

    >>> means = pd.DataFrame({"instrument": ["VADER"], "mean": [0.11], "low": [-0.05], "high": [0.27]})
    >>> means_in_words(means, pd.DataFrame({"instrument": ["VADER"], "survives": [False]}))
    ['VADER: mean +0.11 (−0.05 to +0.27), not clear of 0: no direction.']

    The tables are those of `mean_intervals` and `fragility`; returned is one sentence for each row of both.
    """
    require(means, "means", ["instrument", "mean", "low", "high"])
    require(fragile, "fragile", ["instrument", "survives"])
    lines = []
    for row in means.merge(fragile[["instrument", "survives"]], on="instrument").itertuples():
        mean, low, high = (signed(value) for value in (row.mean, row.low, row.high))
        if row.low > 0 or row.high < 0:
            survives = "survives" if row.survives else "does not survive"
            verdict = f"clear of 0; its sign {survives} without its strongest sentences or words"
        else:
            verdict = "not clear of 0: no direction"
        lines.append(f"{row.instrument}: mean {mean} ({low} to {high}), {verdict}.")
    return lines


def _numbers(sentences: pd.DataFrame, texts: int) -> list[str]:
    keys = zip(sentences["doc_id"], sentences["sent_id"])
    return [f"{doc_id} {sent_id}" if texts > 1 else str(sent_id) for doc_id, sent_id in keys]


def _carrying_words(reasons: pd.DataFrame, mean: float, n: int) -> list[str]:
    """The n expressions, case-folded, whose effects add up to the most in the direction of the mean."""
    sums = (reasons["effect"] * np.sign(mean)).groupby(reasons["expression"].str.casefold()).sum()
    ordered = sums[sums > 0].reset_index().sort_values(["effect", "expression"], ascending=[False, True])
    return ordered["expression"].head(n).tolist()


def _whole(words: list[str], flags: int = 0) -> re.Pattern:
    """Any of these, the longest first, where it stands as a word of its own; of none, nothing."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest) or "(?!)", flags)


def misleading(
    sentences: pd.DataFrame, reasons: pd.DataFrame, *, min_effect: float = 0.02, path: Path = SET_PHRASES
) -> pd.DataFrame:
    """List the scored expressions that stand in a set phrase or in a name, where they mean something else.

    >>> from helpers.corpus import sentences as split
    >>> from helpers.sentiment import reasons
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "text": ["It took the best part of a month."]}))
    >>> misleading(texts, reasons(texts, ["vader"]))[["expression", "why", "context"]].values.tolist()
    [['best', 'a quantity: most of', 'It took the [best] part of a month.']]

    Effects smaller than `min_effect`, either way, are not listed. `path` is a table of phrases, `phrase,
    why`, that anybody can read and edit. Returns those rows of `reasons`, with `why` and `context` (up to 40
    characters on either side).
    """
    require(sentences, "sentences")
    require(reasons, "reasons")
    strong = reasons[reasons["effect"].abs() >= min_effect]
    phrases = _phrases_in(sentences, path)
    rows, other_rows = _spans.overlapping(strong, phrases)
    rows, first = np.unique(rows, return_index=True)
    marked = strong.iloc[rows].reset_index(drop=True)
    marked["why"] = phrases["why"].iloc[other_rows[first]].to_numpy()
    keys = zip(sentences["doc_id"], sentences["sent_id"])
    texts = dict(zip(keys, zip(sentences["start"], sentences["text"])))
    found = [texts[key] for key in zip(marked["doc_id"], marked["sent_id"])]
    marked["context"] = [
        _spans.snippet(text, start - offset, end - offset, marks=("[", "]"))
        for (offset, text), start, end in zip(found, marked["start"], marked["end"])
    ]
    return marked


def _phrases_in(sentences: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Where the phrases of a table stand in the sentences: `doc_id, start, end, why`."""
    listed = pd.read_csv(path)
    why = dict(zip(map(fold, listed["phrase"]), listed["why"]))
    pattern = _whole(list(why))
    rows = [
        (doc_id, start + match.start(), start + match.end(), why[match[0]])
        for doc_id, start, text in zip(sentences["doc_id"], sentences["start"], sentences["text"])
        for match in pattern.finditer(fold(text))
    ]
    return pd.DataFrame(rows, columns=["doc_id", *SPAN, "why"])
