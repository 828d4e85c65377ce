"""The words for states, peoples and well-known bodies that stand in a text outside names: "Iraqis", "Islamic State"."""

from typing import Any

import pandas as pd

from helpers._files import word_list
from helpers._spans import overlaps
from helpers._tables import PLACE, require
from helpers.actors._identity.forms import country_of, doubtful, plain, state, state_kind
from helpers.actors._identity.in_place import state_here
from helpers.corpus import tokens

POLITICS = word_list("country_of_parties")


def peoples(sentences: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Find the words for states and peoples that are in no name; recognisers pass them over.

    A party's noun ("Republicans") counts only where the text names the party's country, or no other.

    >>> from helpers.corpus import sentences as split
    >>> table = split(pd.DataFrame({"doc_id": ["a"], "text": ["Iraqis met. Is it peace? Polish the silver."]}))
    >>> peoples(table, pd.DataFrame(columns=[*PLACE, "surface"]))["surface"].tolist()
    ['Iraqis']

    Returns one row per word: `doc_id, sent_id, start, end, surface`, and `label`, which is empty.
    """
    require(sentences, "sentences")
    texts = {(row.doc_id, row.sent_id): (row.start, row.text) for row in sentences.itertuples()}
    words = tokens(sentences)
    words = words[words["token"].str[0].str.isupper()]
    countries = _countries(words, names)
    words = words[~overlaps(words, names)]
    meant = [
        _means(row, *texts[row.doc_id, row.sent_id], countries.get(row.doc_id, set()))
        for row in words.itertuples()
    ]
    words = words[pd.Series(meant, index=words.index, dtype="bool")]
    return words.rename(columns={"token": "surface"})[[*PLACE, "surface"]].assign(label="")


def _means(row: Any, offset: int, text: str, countries: set[str]) -> bool:
    """Whether a word means its state, people or body here, given the countries that its text names."""
    name = state_here(text, row.start - offset, row.end - offset)
    doubt = doubtful(plain(row.token)) if name else None
    if name is None or doubt is None or state_kind(name) != "organisation" or not country_of(name):
        return name is not None
    return country_of(name) in countries or not countries


def _countries(words: pd.DataFrame, names: pd.DataFrame) -> dict[Any, set[str]]:
    """doc_id -> the countries that the text names, by themselves, their parts or their politics."""
    found: dict[Any, set[str]] = {}
    pairs = [*zip(words["doc_id"], words["token"]), *zip(names["doc_id"], names["surface"].astype("str"))]
    for doc_id, form in dict.fromkeys(pairs):
        name = state(plain(form))
        if plain(form) in POLITICS:
            found.setdefault(doc_id, set()).add("United States")
        elif name and state_kind(name) in ("state", "place"):
            found.setdefault(doc_id, set()).add(country_of(name) or name)
    return found
