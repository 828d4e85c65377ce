"""Scores of sentences by each instrument, and the expressions that made them."""

import pandas as pd

from helpers.corpus import refuse_other_languages, require
from helpers.sentiment import _textblob, _tone, _vader

INSTRUMENTS = ("textblob", "vader", "tone")


def score(sentences: pd.DataFrame, instruments: list[str] = INSTRUMENTS) -> pd.DataFrame:
    """Score the tone of each sentence with each instrument.

    >>> from helpers.corpus import sentences as split
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "text": ["They had a good day. Then they met on Sunday."]}))
    >>> score(texts, ["textblob", "vader"])[["sent_id", "polarity", "subjectivity", "compound"]].values.tolist()
    [[1.0, 0.7, 0.6000000000000001, 0.4404], [2.0, 0.0, 0.0, 0.0]]

    Parameters
    ----------
    sentences : DataFrame, one row per sentence (`corpus.sentences`).
    instruments : which to use, of "textblob", "vader" and "tone".

    Returns
    -------
    DataFrame, one row per sentence: the columns that came in, then `polarity` (−1…1) and `subjectivity` (0…1)
    from TextBlob, exactly as `TextBlob(text).sentiment` gives them; `compound` (−1…1) from VADER; `tone` (−1…1)
    and `tone_class` (negative, neutral, positive) from our own measure. Higher means more positive; an exact 0
    means that the instrument found nothing to score, or that it cancelled out (`reasons` tells which). The scales
    of two instruments are not comparable with each other.

    Raises
    ------
    InputError
        When a document is not in English.
    """
    require(sentences, "sentences")
    refuse_other_languages(sentences)
    _check(instruments)
    scores, texts = sentences.copy(), sentences["text"].reset_index(drop=True)
    if "textblob" in instruments:
        blob = _textblob.polarity_subjectivity(texts)
        scores[["polarity", "subjectivity"]] = blob[["polarity", "subjectivity"]].to_numpy()
    if "vader" in instruments:
        scores["compound"] = pd.Series(_vader.compound(texts), index=scores.index, dtype="float64")
    if "tone" in instruments:
        ours = _tone.tone(texts).set_axis(scores.index)
        scores["tone"], scores["tone_class"] = ours["tone"], ours["tone_class"].astype("str")
    return scores


def reasons(sentences: pd.DataFrame, instruments: list[str] = INSTRUMENTS) -> pd.DataFrame:
    """List the expressions that made each score, and how much each did.

    >>> from helpers.corpus import sentences as split
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "text": ["They had a very bad day."]}))
    >>> reasons(texts, ["textblob", "vader"])[["expression", "instrument", "effect"]].round(2).values.tolist()
    [['very bad', 'textblob', -0.91], ['bad', 'vader', -2.79]]

    Parameters
    ----------
    sentences : DataFrame, one row per sentence (`corpus.sentences`).
    instruments : which to ask, of "textblob", "vader" and "tone".

    Returns
    -------
    DataFrame, one row per scored expression, in the order of the text: `doc_id, sent_id, start, end, expression,
    instrument, effect`. Offsets are half-open, in characters of the document's text. The unit of `effect` is the
    instrument's own. TextBlob's polarity is the mean of its expressions, and an effect is an expression's part of
    it; the effects on `tone` are its parts: both add up to the score. VADER's effect is a valence, −4…4 for a
    word that stands alone; their sum is then squeezed into −1…1, so they do not add up to `compound`.
    """
    require(sentences, "sentences")
    _check(instruments)
    texts = sentences["text"].reset_index(drop=True)
    found = pd.concat(
        [_ASK[name](texts).assign(instrument=name) for name in INSTRUMENTS if name in instruments],
        ignore_index=True,
    )
    at = sentences.reset_index(drop=True).loc[found["row"].astype("int64")].reset_index(drop=True)
    spans = zip(at["text"], found["start"], found["end"])
    table = at[["doc_id", "sent_id"]].assign(
        row=found["row"],
        start=(found["start"] + at["start"]).astype("int64"),
        end=(found["end"] + at["start"]).astype("int64"),
        expression=pd.Series([text[start:end] for text, start, end in spans], index=at.index, dtype="str"),
        instrument=found["instrument"].astype("str"),
        effect=found["effect"].astype("float64"),
    )
    return table.sort_values(["row", "start", "instrument"], kind="stable", ignore_index=True).drop(
        columns="row"
    )


def _textblob_reasons(texts: pd.Series) -> pd.DataFrame:
    found = _textblob.assessments(texts)
    effect = found["polarity"] / found.groupby("row")["row"].transform("size")
    return found[["row", "start", "end"]].assign(effect=effect)


def _vader_reasons(texts: pd.Series) -> pd.DataFrame:
    rows = [(row, *span) for row, text in enumerate(texts) for span in _vader.valences(text)]
    return pd.DataFrame(rows, columns=["row", "start", "end", "effect"])


def _tone_reasons(texts: pd.Series) -> pd.DataFrame:
    return _tone.tone_reasons(texts)[["row", "start", "end", "effect"]]


_ASK = {"textblob": _textblob_reasons, "vader": _vader_reasons, "tone": _tone_reasons}


def _check(instruments: list[str]) -> None:
    unknown = set(instruments) - set(INSTRUMENTS)
    if unknown:
        raise ValueError(f"no instrument {', '.join(sorted(unknown))}; there are {', '.join(INSTRUMENTS)}")
