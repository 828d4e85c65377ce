"""VADER: its compound score of a sentence, and the words behind it (Hutto & Gilbert 2014, `_instruments`)."""

import re
from functools import cache
from typing import Any

import pandas as pd

from helpers._fold import straighten


@cache
def _analyzer() -> Any:
    """VADER's analyzer, made once; what it returns for a text also holds the valences of its words."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    class RecordingAnalyzer(SentimentIntensityAnalyzer):
        def score_valence(self, sentiments: list[float], text: str) -> dict:
            return super().score_valence(sentiments, text) | {"valences": sentiments}

    return RecordingAnalyzer()


def compound(texts: pd.Series) -> pd.DataFrame:
    """VADER's score of each text, apostrophes and hyphens straightened; it saturates on longer texts."""
    scores = [_analyzer().polarity_scores(text)["compound"] for text in map(straighten, texts)]
    return pd.DataFrame({"compound": scores}, index=texts.index, dtype="float64")


def valences(texts: pd.Series) -> pd.DataFrame:
    """The words that VADER scores; `effect` is the valence after its rules (negation, boosters, "but")."""
    rows = [(row, *word) for row, text in enumerate(map(straighten, texts)) for word in _valences(text)]
    return pd.DataFrame(rows, columns=["row", "start", "end", "effect"])


def _valences(text: str) -> list[tuple[int, int, float]]:
    """Start, end and valence of each scored word; VADER reads words for emoji, which are led back to them."""
    from vaderSentiment.vaderSentiment import SentiText

    plain, origin = _without_emoji(text)
    chunks, words = re.finditer(r"\S+", plain), SentiText(plain).words_and_emoticons
    rows = []
    for chunk, word, valence in zip(chunks, words, _analyzer().polarity_scores(plain)["valences"]):
        if valence:
            start = plain.index(word, chunk.start())
            rows.append((origin[start], origin[start + len(word) - 1] + 1, round(valence, 12)))
    return rows


def _without_emoji(text: str) -> tuple[str, list[int]]:
    """The text with VADER's words for each emoji, and for every character the position it came from."""
    emojis, plain = _analyzer().emojis, ""
    if emojis.keys().isdisjoint(text):
        return text, list(range(len(text)))
    origin: list[int] = []
    for position, character in enumerate(text):
        part = emojis.get(character, character)
        if part is not character and plain and not plain.endswith(" "):
            part = " " + part
        plain += part
        origin += [position] * len(part)
    return plain, origin
