"""The words of a column of texts, and which of them are names as far as capital letters tell.

Whole columns at a time: the texts are joined, split once, and each distinct word is looked at once.
"""

import re

import numpy as np
import pandas as pd

# A hyphen and a possessive end a word, n't does not.
WORD = re.compile(r"([^\W\d_]+(?:['’ʼ][tT](?![^\W\d_]))?)")

# What may stand before a word that begins a sentence or a quotation, so that its capital says nothing.
OPENS = re.compile(r"[!?…:][\"'”’)\]]*\s|[\"“‘«(\[]|''|``|(?:^|\s)'|[.!?]['\"”’)]+\s|\.\.\.")
STOPS = re.compile(r"[,;:.!?…\"“”«»()\[\]—–\n]|''|--")  # a negation does not reach past these

# Words that begin a sentence and are no part of the name that follows ("No Republican"; "Angry" is not told apart).
PLAIN = frozenset(
    """
    a about after all although among an and another any are as at be because before both but by can cannot
    could did do does during each either even every few for from had has have he hardly her here his how i
    if in into is it its just last like many may more most much must my neither never next no none nor not
    nothing now of often on once one only or other our over perhaps rarely seldom several she should since
    so some still such than that the their then there these they this those though through thus to today two
    under unless until upon was we were what when where whether which while who whose why will with within
    without would yes yet you your
""".split()
)
NO_NAME_ENDS = ("ed", "ing", "ous", "ful", "less", "ly")  # "Embattled Republicans", "Ruthless Moscow"


def words(texts):
    """Return the words of each text, lower-cased with straight apostrophes, and which of them are parts of names.

    >>> words(pd.Series(["But Hope Hicks isn’t out of hope."]))[["start", "end", "term", "name"]].head(4)
       start  end   term   name
    0      0    3    but  False
    1      4    8   hope   True
    2      9   14  hicks   True
    3     15   20  isn't  False

    Columns: `row` (position of the text in the column, from 0), `start`, `end` (characters of that text,
    half-open), `term` (categorical), `name`, `stop` (a mark before the word ends what a negation reaches, or the
    text begins).

    A word with a capital is a name unless it begins the text, a sentence or a quotation; one that does so is a
    name when a second capital follows and it is neither a function word nor ends in -ed, -ing, -ous, -ful, -less
    or -ly. In a headline (over 60 % of four or more words with capitals) capitals say nothing: nothing is hidden.
    """
    texts = texts.fillna("").astype(str).to_list()
    pieces = WORD.split("\n".join(texts))
    if len(pieces) == 1:
        return _table([], [], [], pd.Categorical([]), [], [])
    ends = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))
    begins = np.cumsum([0] + [len(text) + 1 for text in texts])[:-1]
    start, end = ends[:-1:2], ends[1::2]
    row = np.searchsorted(begins, start, side="right") - 1
    forms, printed = _distinct(pieces[1::2])
    marks, gaps = _distinct(pieces[:-1:2])
    first = np.diff(row, prepend=-1) > 0
    name = _names(row, first, forms, printed, marks, gaps)
    stop = first | _each(gaps, STOPS.search)[marks]
    term = pd.Categorical([_straight(word) for word in printed]) if len(printed) else pd.Categorical([])
    term = pd.Categorical.from_codes(term.codes[forms], term.categories)
    return _table(row, start - begins[row], end - begins[row], term, name, stop)


def hide_names(texts):
    """Return the texts with every letter of a name replaced by an underscore, so that all offsets hold.

    >>> hide_names(pd.Series(["Critics of Trump want justice, not Justice Thomas."])).item()
    'Critics of _____ want justice, not _______ ______.'

    Names are told by capital letters alone (see `words`); lengths, index and missing texts stay as they are.
    """
    found = words(texts)
    found = found[found["name"]]
    hidden = {
        row: list(text) for row, text in enumerate(texts.fillna("").astype(str)) if row in set(found["row"])
    }
    for row, start, end in zip(found["row"], found["start"], found["end"]):
        hidden[row][start:end] = "_" * (end - start)
    return pd.Series(
        ["".join(hidden[row]) if row in hidden else text for row, text in enumerate(texts)],
        index=texts.index,
        dtype=texts.dtype,
    )


def _straight(word):
    return word.lower().replace("’", "'").replace("ʼ", "'")


def _table(row, start, end, term, name, stop):
    numbers = {"row": row, "start": start, "end": end}
    table = {column: np.asarray(values, np.int64) for column, values in numbers.items()}
    return pd.DataFrame(
        table | {"term": term, "name": np.asarray(name, bool), "stop": np.asarray(stop, bool)}
    )


def _distinct(values):
    """Codes and the distinct values, in order of appearance."""
    codes, distinct = pd.factorize(np.array(values, dtype=object))
    return codes, list(distinct)


def _each(values, test):
    return np.fromiter((bool(test(value)) for value in values), bool, len(values))


def _names(row, first, forms, printed, marks, gaps):
    capital = _each(printed, lambda word: word[0].isupper() and word != "I")[forms]
    short = _each(printed, lambda word: len(word) < 4 or word[0].isupper())[forms]
    plain = _each(
        printed,
        lambda word: _straight(word) in PLAIN or "'" in _straight(word) or word.endswith(NO_NAME_ENDS),
    )
    sentence = _each(gaps, re.compile(r"^\.\s").search)[marks] & ~np.roll(
        short, 1
    )  # a full stop, no abbreviation
    opens = first | sentence | _each(gaps, OPENS.search)[marks]
    joined = _each(gaps, lambda gap: gap in (" ", "-", ". "))[marks] & ~first
    follows = np.append((capital & joined)[1:], False)
    counts = np.bincount(row)
    headline = (np.bincount(row, capital) > 0.6 * counts) & (counts > 3)
    return capital & ~headline[row] & (~opens | (follows & ~plain[forms]))
