"""How hard a text is to read, by the formulas that schools and newsrooms use."""

from collections.abc import Iterable
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pandas as pd

from helpers._tables import require
from helpers.terms._syllables import syllables

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
    with the list of words in the package `textstat`. A word is familiar, too, if its lemma is, if it is a
    number, or if it has a capital inside a sentence (a name). Syllables by rules: see `syllables`.
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
        dale_chall=0.1579 * unfamiliar + 0.0496 * length + 3.6365 * (unfamiliar > 5),
        note=_notes(table),
    )


def _notes(table: pd.DataFrame) -> pd.Series:
    """What each document is too short for."""
    notes = np.select(
        [table["words"] < ENOUGH_WORDS, table["sentences"] < ENOUGH_SENTENCES],
        ["fewer than 100 words: too short for any of these", "fewer than 30 sentences: SMOG is rough"],
        "",
    )
    return pd.Series(notes, table.index, dtype="str")


def _facts_of_words(tokens: pd.DataFrame) -> dict[str, pd.Series]:
    """Syllables, letters and familiarity of each word; each distinct word is looked at once."""
    count = tokens["token"].map({word: syllables(word) for word in tokens["token"].unique()}).astype("int64")
    known = _familiar(tokens["term"].unique())
    first = tokens["start"] == tokens.groupby(["doc_id", "sent_id"])["start"].transform("min")
    name = tokens["token"].str[:1].str.isupper() & ~first
    unfamiliar = ~(tokens["term"].isin(known) | name | tokens["token"].str.contains(r"\d"))
    letters = tokens["token"].str.count(r"[^\W_]")
    return {"syllables": count, "polysyllables": count >= 3, "unfamiliar": unfamiliar, "letters": letters}


def _familiar(terms: Iterable[str]) -> set[str]:
    """Those of the terms that are on Dale and Chall's list, or whose lemma or all of whose parts are."""
    import simplemma

    words = _familiar_words()

    def known(word: str) -> bool:
        return word.rstrip("'") in words or simplemma.lemmatize(word, lang="en").casefold() in words

    return {term for term in terms if term in words or all(known(part) for part in term.split("-"))}


@cache
def _familiar_words() -> frozenset[str]:
    """Dale and Chall's list, a file in textstat, which is found without importing it (it imports nltk)."""
    path = distribution("textstat").locate_file("textstat/resources/en/easy_words.txt")
    return frozenset(Path(str(path)).read_text(encoding="utf-8").split())
