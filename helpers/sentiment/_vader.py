"""VADER: its compound score of a sentence, and the words that made it (Hutto & Gilbert 2014).

C. J. Hutto, E. Gilbert: VADER. A parsimonious rule-based model for sentiment analysis of social media text.
ICWSM 2014, https://doi.org/10.1609/icwsm.v8i1.14550
"""

import re
from functools import cache

import pandas as pd

_STRAIGHT = str.maketrans("’‘", "''")


@cache
def _analyzer():
    """VADER's analyzer, made once; it also keeps the valences of the words it scored last."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    class Listening(SentimentIntensityAnalyzer):
        def score_valence(self, sentiments, text):
            self.heard = sentiments
            return super().score_valence(sentiments, text)

    return Listening()


def compound(texts: pd.Series) -> list[float]:
    """VADER's compound score of each text, −1…1; higher means more positive, 0 that it found nothing to score.

    Apostrophes are straightened first, so that "isn’t" negates as "isn't" does; all else is VADER's own.

    >>> compound(pd.Series(["A good day.", "This isn’t good.", "They met on Sunday."]))
    [0.4404, -0.3412, 0.0]

    Parameters
    ----------
    texts : strings, a sentence each; the score saturates on longer texts.
    """
    scores = _analyzer().polarity_scores
    return [scores(text.translate(_STRAIGHT))["compound"] for text in texts]


def valences(text: str) -> list[tuple[int, int, float]]:
    """The words that VADER scores in a text: start, end, and valence after its rules (negation, boosters, "but").

    The unit is VADER's own before it normalises: −4…4 for a word that stands alone.

    >>> valences("This isn’t a very good plan.")
    [(18, 22, -1.62282)]

    Parameters
    ----------
    text : one sentence.
    """
    from vaderSentiment.vaderSentiment import SentiText

    plain, origin = _without_emoji(text.translate(_STRAIGHT))
    chunks = [found.start() for found in re.finditer(r"\S+", plain)]
    _analyzer().polarity_scores(plain)
    rows = [
        (plain.index(word, start), word, valence)
        for start, word, valence in zip(chunks, SentiText(plain).words_and_emoticons, _analyzer().heard)
        if valence
    ]
    return [
        (origin[start], origin[start + len(word) - 1] + 1, round(valence, 12))
        for start, word, valence in rows
    ]


def _without_emoji(text: str) -> tuple[str, list[int]]:
    """The text with VADER's words for each emoji, and for every character the place it came from."""
    plain, origin = "", []
    for place, character in enumerate(text):
        part = _analyzer().emojis.get(character, character)
        if part is not character and plain and not plain.endswith(" "):
            part = " " + part
        plain += part
        origin += [place] * len(part)
    return plain, origin
