"""The invented corpus of two outlets: what was planted in it stands there, and the seed stays one article."""

import pandas as pd
import pytest

from helpers import SEEDS, actors, corpus

PRESS = SEEDS / "press"
COURIER, POST = "The Invented Courier", "The Made-up Post"


@pytest.fixture(scope="module")
def documents():
    return corpus.load(PRESS)


def having(documents, outlet, word):
    """How many articles of an outlet hold a word."""
    texts = documents.loc[documents["outlet"] == outlet, "text"].str.casefold()
    return int(texts.str.contains(word.casefold(), regex=False).sum())


def test_the_seed_stays_one_article_and_the_press_is_a_corpus_of_its_own(documents):
    assert len(corpus.load(SEEDS)) == len(corpus.ledger(SEEDS)) == 1
    assert documents.groupby("outlet").size().to_dict() == {COURIER: 15, POST: 15}
    assert len(corpus.ledger(PRESS)) == 30  # no table is read as a text
    assert documents["text"].str.split().str.len().between(90, 220).all()
    months = documents["date"].str[:7]
    assert documents.groupby(["outlet", months]).size().tolist() == [5] * 6


def test_it_says_that_it_is_invented(documents):
    assert documents["source"].str.contains("invented").all()
    assert set(documents["outlet"]) == {COURIER, POST}
    assert len(corpus.apparatus(documents)) == 0


def test_what_is_planted_stands_in_the_texts(documents):
    planted = pd.read_csv(PRESS / "planted.csv", keep_default_na=False)
    assert planted["plant"].tolist() == list(range(1, 14))
    assert (having(documents, COURIER, "Quill"), having(documents, POST, "Quill")) == (0, 10)
    assert (having(documents, COURIER, "ratepayer"), having(documents, POST, "ratepayer")) == (0, 13)
    assert (having(documents, COURIER, "investment"), having(documents, POST, "investment")) == (8, 0)
    assert (having(documents, COURIER, "Port Union"), having(documents, POST, "Port Union")) == (7, 2)
    assert (having(documents, COURIER, "Brandt"), having(documents, POST, "Brandt")) == (11, 11)
    both = documents[documents["story"] != ""].groupby("story")
    assert (both["outlet"].nunique() == 2).all() and (both["date"].nunique() == 1).all() and len(both) == 7
    assert (documents["duplicate_of"] != "").sum() == 2


def test_the_register_is_read_and_each_alias_is_used(documents):
    register = actors.read_register(PRESS)
    mentions = actors.mentions(corpus.sentences(documents), register)
    assert actors.unused(register, mentions)["alias"].tolist() == []
    assert set(planted_subjects()) <= set(register["label"])


def planted_subjects():
    planted = pd.read_csv(PRESS / "planted.csv", keep_default_na=False)
    return planted.loc[planted["kind"].isin(["left out", "tone toward", "weak", "nothing"]), "subject"]
