"""How hard a text is to read, by the formulas that schools and newsrooms use."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pandas as pd

from helpers._tables import require
from helpers.corpus import NAMES_IN_CAPITALS, SMALL_LETTERS
from helpers.terms._syllables import syllables

_ENDINGS = [
    (re.compile(ending), put)
    for ending, put in [("ing$", ""), ("ing$", "e"), ("ed$", ""), ("ed$", "e"), ("ied$", "y"), ("ly$", "")]
    + [("ily$", "y"), ("(?<!pp)ly$", "le"), ("lly$", "l")]  # easily, simply (but not "apply"), fully
]
_BRITISH = [
    (re.compile("(?<=[a-z][bdlmnpv])our"), "or"),
    (re.compile("(?<=[bt])re(?=s?$)"), "er"),
    (re.compile("^grey"), "gray"),
]
ENOUGH_WORDS, ENOUGH_SENTENCES = 100, 30


def readability(sentences: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Measure how hard each document is to read.

    >>> from helpers import corpus
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["The dam fell. Nobody was hurt."]})
    >>> sentences = corpus.sentences(documents)
    >>> found = readability(sentences, corpus.tokens(sentences))
    >>> found[["sentences", "words", "syllables", "flesch", "fk_grade", "ari"]].round(2).values.tolist()
    [[2.0, 6.0, 8.0, 90.99, 1.31, -1.88]]

    Returns
    -------
    One row per document: `sentences` (that have a word), `words`, `syllables`, `polysyllables`
    (words of three syllables and more), `unfamiliar` (words that are not on Dale and Chall's list); `flesch`,
    where **higher means easier** (about 0…100: 60 to 70 is plain English); and five grades of American
    schools, where higher means harder: `fk_grade`, `smog`, `ari`, `coleman_liau`, and `dale_chall`, whose
    scale is its own (below 5: grade 4; 9 and more: college); `note`, a warning if the text is too short.
    The formulas see the length of words and sentences, not what is said. Grades of different formulas
    differ by two years and more.

    Notes
    -----
    Flesch 1948, doi:10.1037/h0057532; Kincaid et al. 1975 (grade); Senter & Smith 1967 (ARI); McLaughlin
    1969 (SMOG: its sample is 30 sentences); Coleman & Liau 1975, doi:10.1037/h0076540; Dale & Chall 1948,
    Educational Research Bulletin 27, with the words listed in the package `textstat`, "baby", "Mr", "Mrs".
    They add 3.6365 to every text (the form that adds it above 5 % only is a later one) and round the per
    cent of words and the length of sentences to whole numbers; here neither is rounded. As in their
    rules, a word is familiar, too, if it is a listed one with -s, -ed, -ing, -ly (-ily), -er, -est, if all
    parts around its hyphens are, if it is a number, or if it has a capital inside a sentence (a name); in a
    sentence all in capitals that is no sign. British spellings count as American ones (centre, colour).
    A letter in ARI and Coleman–Liau is a letter or a digit; points, hyphens and apostrophes are
    not counted. Syllables by rules: see `syllables`.
    """
    require(sentences, "sentences", ["doc_id"])
    require(tokens, "tokens")
    words = tokens[["doc_id", "sent_id"]].assign(**_facts_of_words(tokens))
    documents = words.groupby("doc_id", sort=False)
    table = documents[["syllables", "polysyllables", "unfamiliar", "letters"]].sum()
    table.insert(0, "words", documents.size())
    table.insert(0, "sentences", documents["sent_id"].nunique())
    table = table.reindex(sentences["doc_id"].drop_duplicates(), fill_value=0)
    return _formulas(table).drop(columns="letters").reset_index()


def _formulas(table: pd.DataFrame) -> pd.DataFrame:
    """The six formulas, from counts per document."""
    words, sentences = (table[column].where(table[column] > 0) for column in ["words", "sentences"])
    length, weight, letters = words / sentences, table["syllables"] / words, table["letters"] / words
    unfamiliar = 100 * table["unfamiliar"] / words
    return table.assign(
        flesch=206.835 - 1.015 * length - 84.6 * weight,
        fk_grade=0.39 * length + 11.8 * weight - 15.59,
        smog=1.0430 * np.sqrt(30 * table["polysyllables"] / sentences) + 3.1291,
        ari=4.71 * letters + 0.5 * length - 21.43,
        coleman_liau=5.88 * letters - 29.6 / length - 15.8,
        dale_chall=0.1579 * unfamiliar + 0.0496 * length + 3.6365,
        note=_notes(table),
    )


def _notes(table: pd.DataFrame) -> pd.Series:
    """What each document is too short for."""
    notes = np.select(
        [table["words"] < ENOUGH_WORDS, table["sentences"] < ENOUGH_SENTENCES],
        [
            f"fewer than {ENOUGH_WORDS} words: too short for any of these",
            f"fewer than {ENOUGH_SENTENCES} sentences: SMOG is rough",
        ],
        "",
    )
    return pd.Series(notes, table.index, dtype="str")


def _facts_of_words(tokens: pd.DataFrame) -> dict[str, pd.Series]:
    """Syllables, letters and familiarity of each word; each distinct word is looked at once."""
    spoken = tokens["term"].where(
        tokens["term"].isin(NAMES_IN_CAPITALS.values()), tokens["token"]
    )  # "US" as "u.s."
    count = spoken.map({word: syllables(word) for word in spoken.unique()}).astype("int64")
    known = _familiar(tokens["term"].unique())
    small = tokens["token"].str.contains(SMALL_LETTERS)
    in_sentence = tokens[["doc_id", "sent_id", "start"]].assign(small=small).groupby(["doc_id", "sent_id"])
    first = tokens["start"] == in_sentence["start"].transform("min")
    name = tokens["token"].str[:1].str.isupper() & ~first & in_sentence["small"].transform("any")
    unfamiliar = ~(tokens["term"].isin(known) | name | tokens["token"].str.contains(r"\d"))
    letters = tokens["token"].str.count(r"[^\W_]")
    return {"syllables": count, "polysyllables": count >= 3, "unfamiliar": unfamiliar, "letters": letters}


def _familiar(terms: Iterable[str]) -> set[str]:
    """Those of the terms that are on Dale and Chall's list, as they are or in a form of their rules."""
    words = _familiar_words()

    def known(word: str) -> bool:
        return any(form in words or _american(form) in words for form in _forms(word))

    return {term for term in terms if term in words or all(known(part) for part in term.split("-"))}


def _forms(word: str) -> set[str]:
    """A word, its lemma, and the words that it may be made of with an ending."""
    import simplemma

    made = {word.rstrip("'"), simplemma.lemmatize(word, lang="en").casefold()}
    for ending, put in _ENDINGS:
        stem, replaced = ending.subn("", word)
        if replaced and len(stem) > 1:
            made.add(stem + put)
            if put == "" and stem[-1] == stem[-2]:
                made.add(stem[:-1])  # planning
    return made


def _american(word: str) -> str:
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return word


@cache
def _familiar_words() -> frozenset[str]:
    """Dale and Chall's list, a file in textstat, which is found without importing it (it imports nltk)."""
    path = distribution("textstat").locate_file("textstat/resources/en/easy_words.txt")
    listed = Path(str(path)).read_text(encoding="utf-8").split()
    return frozenset(word.rstrip(".") for word in listed) | {"baby"}  # its plural is listed
