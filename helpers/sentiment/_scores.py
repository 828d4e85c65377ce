"""Scores of sentences by each instrument, and the expressions that made them."""

import pandas as pd

from helpers.corpus import refuse_other_languages, require
from helpers.sentiment import _textblob, _vader

INSTRUMENTS = ("textblob", "vader")


def score(sentences: pd.DataFrame, instruments: list[str] = INSTRUMENTS) -> pd.DataFrame:
    """Score the tone of each sentence with each instrument.

    >>> from helpers.corpus import sentences as split
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "text": ["They had a good day. Then they met on Sunday."]}))
    >>> score(texts)[["sent_id", "polarity", "subjectivity", "compound"]].values.tolist()
    [[1.0, 0.7, 0.6000000000000001, 0.4404], [2.0, 0.0, 0.0, 0.0]]

    Parameters
    ----------
    sentences : DataFrame, one row per sentence (`corpus.sentences`).
    instruments : which to use, of "textblob" and "vader".

    Returns
    -------
    DataFrame, one row per sentence: the columns that came in, then `polarity` (−1…1) and `subjectivity` (0…1)
    from TextBlob, exactly as `TextBlob(text).sentiment` gives them, and `compound` (−1…1) from VADER. Higher
    means more positive; an exact 0 means that the instrument found nothing to score, or that it cancelled out
    (`reasons` tells which). The scales of two instruments are not comparable with each other.

    Raises
    ------
    InputError
        When a document is not in English.
    """
    require(sentences, "sentences")
    refuse_other_languages(sentences)
    unknown = set(instruments) - set(INSTRUMENTS)
    if unknown:
        raise ValueError(f"no instrument {', '.join(sorted(unknown))}; there are {', '.join(INSTRUMENTS)}")
    scores = sentences.copy()
    if "textblob" in instruments:
        blob = _textblob.polarity_subjectivity(sentences["text"])
        scores[["polarity", "subjectivity"]] = blob[["polarity", "subjectivity"]].to_numpy()
    if "vader" in instruments:
        scores["compound"] = pd.Series(_vader.compound(sentences["text"]), index=scores.index, dtype="float64")
    return scores


def reasons(sentences: pd.DataFrame) -> pd.DataFrame:
    """List the expressions that made each score, and how much each did.

    >>> from helpers.corpus import sentences as split
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "text": ["They had a very bad day."]}))
    >>> reasons(texts)[["expression", "instrument", "effect"]].round(2).values.tolist()
    [['very bad', 'textblob', -0.91], ['bad', 'vader', -2.79]]

    Parameters
    ----------
    sentences : DataFrame, one row per sentence (`corpus.sentences`).

    Returns
    -------
    DataFrame, one row per scored expression, in the order of the text: `doc_id, sent_id, start, end, expression,
    instrument, effect`. Offsets are half-open, in characters of the document's text. The unit of `effect` is the
    instrument's own: TextBlob's polarity is the mean of its expressions, and an effect is an expression's part
    of it (they add up to `polarity`); VADER's is a valence, −4…4 for a word that stands alone, whose sum is then
    squeezed into −1…1 (they do not add up to `compound`).
    """
    require(sentences, "sentences")
    blob = _textblob.assessments(sentences["text"])
    blob["effect"] = blob["polarity"] / blob.groupby("row")["row"].transform("size")
    vader = pd.DataFrame([(row, *span) for row, text in enumerate(sentences["text"]) for span in _vader.valences(text)],
                         columns=["row", "start", "end", "effect"])
    both = pd.concat([blob.assign(instrument="textblob"), vader.assign(instrument="vader")], ignore_index=True)
    both = both.astype({"row": "int64", "start": "int64", "end": "int64"})
    at = sentences.reset_index(drop=True).loc[both["row"]].reset_index(drop=True)
    both["expression"] = [text[start:end] for text, start, end in zip(at["text"], both["start"], both["end"])]
    table = at[["doc_id", "sent_id"]].assign(
        row=both["row"], start=both["start"] + at["start"], end=both["end"] + at["start"],
        expression=both["expression"].astype("str"), instrument=both["instrument"].astype("str"),
        effect=both["effect"].astype("float64"))
    return table.sort_values(["row", "start", "instrument"], kind="stable", ignore_index=True).drop(columns="row")
