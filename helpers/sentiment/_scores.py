"""Scores of sentences by each instrument, and the expressions that made them."""

from collections.abc import Iterable

import pandas as pd

from helpers._tables import KEYS, require
from helpers.corpus import refuse_other_languages
from helpers.sentiment._instruments import chosen


def score(sentences: pd.DataFrame, instruments: Iterable[str] | None = None) -> pd.DataFrame:
    """Score the tone of each sentence with each instrument.

    >>> from helpers.corpus import sentences as split
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "text": ["They had a good day. Then they met."]}))
    >>> scores = score(texts, ["textblob", "vader"])
    >>> scores[["polarity", "subjectivity", "compound"]].round(4).values.tolist()
    [[0.7, 0.6, 0.4404], [0.0, 0.0, 0.0]]

    Returns one row per sentence: the columns that came in, then those of each instrument: `polarity`
    (−1…1) and `subjectivity` (0…1) from TextBlob, exactly as `TextBlob(text).sentiment` gives them;
    `compound` (−1…1) from VADER, given the text with straight apostrophes and hyphens (it sees
    no negation in "couldn’t" with a curly one); `tone` (−1…1) and `tone_class` (negative, neutral, positive)
    from our own list of words; `encoder` (−1…1, three digits) and `encoder_class` from our own encoder.
    Higher means more positive; an exact 0 means that a list of words found nothing to score, or that it
    cancelled out (`reasons` says which). The scales of two instruments are not comparable
    with each other. A document that is not in English is refused (InputError).
    """
    require(sentences, "sentences")
    refuse_other_languages(sentences)
    scores, texts = sentences.copy(), sentences["text"].reset_index(drop=True)
    for one in chosen(instruments):
        columns = [one.column, *one.extra_columns]
        scores[columns] = one.score(texts).set_axis(scores.index)[columns]
    return scores


def reasons(sentences: pd.DataFrame, instruments: Iterable[str] | None = None) -> pd.DataFrame:
    """List the expressions that made each score, and how much each did.

    >>> from helpers.corpus import sentences as split
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "text": ["They had a very bad day."]}))
    >>> reasons(texts, ["textblob", "vader"])[["expression", "instrument", "effect"]].round(2).values.tolist()
    [['very bad', 'textblob', -0.91], ['bad', 'vader', -2.79]]

    Returns one row per scored expression, in the order of the text: `doc_id, sent_id, start, end,
    expression, instrument, effect`. The unit of `effect` is the instrument's own. TextBlob's polarity is the
    mean of its expressions, and an effect is an expression's part of it; the effects on `tone` are its parts:
    both add up to the score. VADER's effect is a valence, −4…4 for a word that stands alone; their sum is
    then squeezed into −1…1, so they do not add up to `compound`. The encoder reads words together: its
    effects are those of leaving a word out, do not add up, and cost a reading each, so they are listed only
    if it is named: `reasons(a_few_sentences, ["encoder"])`.
    """
    require(sentences, "sentences")
    texts = sentences["text"].reset_index(drop=True)
    given = [one.name for one in chosen(None) if one.in_parts] if instruments is None else instruments
    parts = [one.reasons(texts).assign(instrument=one.name) for one in chosen(given)]
    kinds = {"row": "int64", "start": "int64", "end": "int64", "instrument": "str", "effect": "float64"}
    spans = pd.concat(parts, ignore_index=True).astype(kinds)
    spans = spans.sort_values(["row", "start", "instrument"], kind="stable", ignore_index=True)
    keys, start, end = sentences[[*KEYS, "start"]], spans["start"], spans["end"]
    here = keys.iloc[spans["row"]].reset_index(drop=True)
    printed = texts.tolist()  # a table with the text beside each expression would hold it as often
    expressions = [printed[row][a:b] for row, a, b in zip(spans["row"], start, end)]
    return here[[*KEYS]].assign(
        start=start + here["start"],
        end=end + here["start"],
        expression=pd.Series(expressions, dtype="str"),
        instrument=spans["instrument"],
        effect=spans["effect"],
    )
