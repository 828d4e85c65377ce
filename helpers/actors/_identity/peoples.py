"""The words for states, peoples and well-known bodies that stand in a text outside names: "Iraqis"."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from helpers._files import word_list
from helpers._spans import overlaps
from helpers._tables import PLACE, require
from helpers.actors._identity.forms import country_of, party_country, plain, state, state_kind
from helpers.actors._identity.in_place import state_here
from helpers.corpus import tokens

POLITICS = word_list("country_of_parties")


def peoples(sentences: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Find the words for states and peoples that are in no name; recognisers pass them over.

    A party's noun ("Republicans") counts only where the text names the party's country, or no other.

    >>> from helpers.corpus import sentences as split
    >>> text = "Iraqis met. Is it peace? Polish the silver."
    >>> table = split(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
    >>> peoples(table, pd.DataFrame(columns=[*PLACE, "surface"]))["surface"].tolist()
    ['Iraqis']

    Returns one row per word: `doc_id, sent_id, start, end, surface`, and `label`, which is empty.
    """
    require(sentences, "sentences")
    texts = {(row.doc_id, row.sent_id): (row.start, row.text) for row in sentences.itertuples()}
    words = tokens(sentences)
    words = words[words["token"].str[0].str.isupper()]
    countries = by_document(words, names)
    words = words[~overlaps(words, names)]
    meant = []
    for row in words.itertuples():
        offset, text = texts[row.doc_id, row.sent_id]
        name = state_here(text, row.start - offset, row.end - offset)
        meant.append(name is not None and countries_fit(row.token, countries[row.doc_id]))
    words = words[pd.Series(meant, index=words.index, dtype="bool")]
    return words.rename(columns={"token": "surface"})[[*PLACE, "surface"]].assign(label="")


def countries_of(surfaces: Iterable[str]) -> set[str]:
    """The countries that words or names of a text stand for: themselves, their parts, their politics.

    >>> sorted(countries_of(["Ohio", "Iraqis", "Okello"]))
    ['Iraq', 'United States']
    """
    countries = set()
    for form in map(plain, surfaces):
        name = state(form)
        if form in POLITICS:
            countries.add("United States")
        elif name and state_kind(name) in ("state", "place"):
            countries.add(country_of(name) or name)
    return countries


def countries_fit(surface: str, countries: set[str]) -> bool:
    """Whether a text that names these countries can mean by a party's common name the party of the list.

    >>> countries_fit("Republicans", {"Ireland"}), countries_fit("Republicans", set())
    (False, True)
    """
    country = party_country(surface)
    return not country or not countries or country in countries


def by_document(words: pd.DataFrame, names: pd.DataFrame) -> dict[Any, set[str]]:
    """doc_id -> the countries that its capitalised words and its names stand for."""
    words = words[words["token"].str[0].str.isupper()]
    forms: dict[Any, dict[str, None]] = {}
    for doc_id, form in [*zip(words["doc_id"], words["token"]), *zip(names["doc_id"], names["surface"])]:
        forms.setdefault(doc_id, {})[str(form)] = None
    return {doc_id: countries_of(of_document) for doc_id, of_document in forms.items()}
