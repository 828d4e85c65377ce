"""VADER: its compound score of a sentence, and the words behind it (Hutto & Gilbert 2014, `_instruments`)."""

import re
from collections import defaultdict
from functools import cache
from heapq import heappop, heappush
from types import SimpleNamespace
from typing import Any

import pandas as pd

from helpers._fold import straighten


@cache
def _analyzer() -> Any:
    """VADER's analyzer, made once; what it returns for a text also holds the valences of its words.

    Its own time grows with the square of the text: for each scored word it copies all words, and after "but"
    it seeks each valence from the start. Here it sees the words that its rules ask for, and finds the same.
    """
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    class RecordingAnalyzer(SentimentIntensityAnalyzer):
        def sentiment_valence(self, valence: float, text: Any, item: str, i: int, found: list) -> list[float]:
            near = text.words_and_emoticons[max(i - 3, 0) : i + 3]
            window = SimpleNamespace(words_and_emoticons=near, is_cap_diff=text.is_cap_diff)
            return super().sentiment_valence(valence, window, item, min(i, 3), found)

        def _but_check(self, words: list[str], sentiments: list[float]) -> list[float]:
            lower = [word.lower() for word in words]
            return _but(lower.index("but"), sentiments) if "but" in lower else sentiments

        def score_valence(self, sentiments: list[float], text: str) -> dict:
            return super().score_valence(sentiments, text) | {"valences": sentiments}

    return RecordingAnalyzer()


def _but(but: int, valences: list[float]) -> list[float]:
    """Half of what stands before "but", half more of what follows, as VADER does it: each step changes the
    first valence that equals the one whose turn it is, though another may have stood there first.
    """
    places: dict[float, list[int]] = defaultdict(list)  # where each value stands, as a heap
    for place, value in enumerate(valences):
        places[value].append(place)
    for number in range(len(valences)):
        value = valences[number]
        first = places[value][0]
        if value and first != but:
            heappop(places[value])
            valences[first] = value * (0.5 if first < but else 1.5)
            heappush(places[valences[first]], first)
    return valences


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
