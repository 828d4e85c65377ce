"""The words of a column of texts, and which of them are names as far as capital letters tell.

Whole columns at a time: the texts are joined, split once, and each distinct word is looked at once.
"""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers._files import word_list
from helpers._fold import APOSTROPHES, fold

# A hyphen and a possessive end a word, n't does not. Some apostrophes are letters to Unicode, but not to us.
_LETTER = rf"[^\W\d_{APOSTROPHES}]"
WORD = re.compile(rf"({_LETTER}+(?:[{APOSTROPHES}][tT](?!{_LETTER}))?)")

# What may stand before a word that begins a sentence or a quotation, so that its capital says nothing.
OPENS = re.compile(r"[!?…:][\"'”’)\]]*\s|[\"“‘«(\[]|''|``|(?:^|\s)'|[.!?]['\"”’)]+\s|\.\.\.")
# What a negation does not reach past; it does past a quotation mark that opens ("not “good”").
STOPS = re.compile(r"[,;:.!?…”»—–\n]|(?<![\s(\[])(?:\"|'')|--")

PLAIN = word_list("sentence_openers")
NO_NAME_ENDS = ("ed", "ing", "ous", "ful", "less", "ly")  # "Embattled Republicans", "Ruthless Moscow"

Distinct = tuple[np.ndarray, np.ndarray]  # which value each is, and the values


def words(texts: pd.Series) -> pd.DataFrame:
    """The words of each text: `row, start, end, term`, whether each is part of a `name` or follows a `stop`.

    A word with a capital is a name unless it begins the text, a sentence or a quotation; one that does so is
    a name when a second capital follows and it is neither a function word nor ends in -ed, -ing, -ous, -ful,
    -less or -ly. In a headline (over 60 % of four or more words with capitals) capitals say nothing: nothing
    is hidden. `stop`: a mark before the word ends what a negation reaches, or the text begins.
    """
    printed_texts = texts.fillna("").astype(str).to_list()
    pieces = WORD.split("\n".join(printed_texts))
    ends = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))
    begins = np.cumsum([0] + [len(text) + 1 for text in printed_texts])[:-1]
    start, end = ends[:-1:2], ends[1::2]
    row = np.searchsorted(begins, start, side="right") - 1
    printed, gaps = (pd.factorize(np.array(part, object)) for part in (pieces[1::2], pieces[:-1:2]))
    first = np.diff(row, prepend=-1) > 0
    term = pd.Categorical(np.array([fold(word) for word in printed[1]], object))
    spans = {"row": row, "start": start - begins[row], "end": end - begins[row], "term": term[printed[0]]}
    name, stop = _names(row, first, printed, gaps), first | _each(gaps, STOPS.search) | _closed(first, gaps)
    return pd.DataFrame({**spans, "name": name, "stop": stop})


def _each(values: Distinct, test: Callable) -> np.ndarray:
    codes, distinct = values
    return np.array([bool(test(value)) for value in distinct], bool)[codes]


def _closed(first: np.ndarray, gaps: Distinct) -> np.ndarray:
    """Where a bracket closes that holds more than two words."""
    here = np.arange(len(first))
    opens, closes = (_each(gaps, re.compile(pattern).search) for pattern in (r"[(\[][^\n]*\Z", r"[)\]]"))
    opened = np.maximum.accumulate(np.where(opens, here, -3))
    begun = np.maximum.accumulate(np.where(first, here, 0))
    before = np.append(-3, opened)[:-1]
    return closes & ((here - before > 2) | (before < begun))


def _names(row: np.ndarray, first: np.ndarray, printed: Distinct, gaps: Distinct) -> np.ndarray:
    """Which words are parts of names; `gaps` are what stands before them."""
    capital = _each(printed, lambda word: word[0].isupper() and word != "I")
    short = _each(printed, lambda word: len(word) < 4 or word[0].isupper())
    full_stop = _each(gaps, re.compile(r"^\.\s").search) & ~np.roll(short, 1)  # not of an abbreviation
    opens = first | full_stop | _each(gaps, OPENS.search)
    joined = _each(gaps, lambda gap: gap in (" ", "-", ". ")) & ~first
    follows = np.append((capital & joined)[1:], False)
    counts = np.bincount(row)
    headline = (np.bincount(row, capital) > 0.6 * counts) & (counts > 3)
    return capital & ~headline[row] & (~opens | (follows & ~_each(printed, _is_plain)))


def _is_plain(word: str) -> bool:
    return fold(word) in PLAIN or "'" in fold(word) or word.endswith(NO_NAME_ENDS)
