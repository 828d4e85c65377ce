"""`encoder`: how a sentence sounds to the encoder; and what leaving out a word does to what it reads.

The encoder reads words together, so no word has a part of the tone of its own. What can be said is what
becomes of the tone without it: an effect of omission (J. Li, W. Monroe, D. Jurafsky 2016, arXiv:1612.08220).
"""

import re

import numpy as np
import pandas as pd

from helpers import DATA
from helpers._files import word_list
from helpers._fold import straighten
from helpers.sentiment import _encoder, _readings
from helpers.sentiment._encoder import Span
from helpers.sentiment._tone import NEGATIONS, classes

DIGITS = 3  # to which two processors agree
KEPT = word_list(DATA / "stopwords.txt") - NEGATIONS
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def encoder(texts: pd.Series) -> pd.DataFrame:
    """Each text's `encoder`, −1…1: the mean rating that readers would give on −4…4, over 4; and its class."""
    tone, _ = _readings.read([*map(straighten, texts)], [[]] * len(texts))
    value = pd.Series(np.clip(np.round(tone, DIGITS), -1, 1), index=texts.index)
    return pd.DataFrame({"encoder": value, "encoder_class": classes(value, *bounds())})


def bounds() -> tuple[float, float]:
    """The last negative and the first positive tone."""
    low, high = _encoder.numbers()["bounds"].tolist()
    return low, high


def encoder_reasons(texts: pd.Series) -> pd.DataFrame:
    """What leaving out each word does to each text's `encoder`: `row, start, end, effect`."""
    parts = [without_words(text, [])[:2] for text in texts]
    every = [variant for text, (_, shorter) in zip(texts, parts) for variant in (straighten(text), *shorter)]
    tone = np.round(_readings.read(every, [[]] * len(every))[0], DIGITS)
    rows, at = [], 0
    for row, (words, _) in enumerate(parts):
        effects = np.round(tone[at] - tone[at + 1 : at + 1 + len(words)], DIGITS)
        rows += [(row, *word, effect) for word, effect in zip(words, effects, strict=True)]
        at += 1 + len(words)
    return pd.DataFrame(rows, columns=["row", "start", "end", "effect"])


def without_words(text: str, mentions: list[Span]) -> tuple[list[Span], list[str], list[list[Span]]]:
    """The words of a text that are left out in turn, the text without each, and its mentions in that.

    >>> without_words("Hale did not lie.", [(0, 4)])[:2]
    ([(9, 12), (13, 16)], ['Hale did  lie.', 'Hale did not .'])

    Function words, but for negations, and words of the mentions stay.
    """
    text, words, texts, spans = straighten(text), [], [], []
    for found in _WORD.finditer(text):
        (start, end), word = found.span(), found[0].casefold()
        if word in KEPT and not word.endswith("n't") or any(start < b and end > a for a, b in mentions):
            continue
        words.append((start, end))
        texts.append(text[:start] + text[end:])
        spans.append([(a - (end - start) * (a >= end), b - (end - start) * (b > start)) for a, b in mentions])
    return words, texts, spans
