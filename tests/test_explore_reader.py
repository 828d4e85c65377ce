"""The reading view in Python: what goes to the page, the static page, and what its traits accept."""

import html
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import SEEDS, actors, corpus, explore, sentiment
from helpers.corpus import CONTRACTS


def register(*rows):
    return pd.DataFrame([(actor, actor.upper(), kind, alias, "name", "", "") for actor, kind, alias in rows],
                        columns=CONTRACTS["register"])


def view_of(*texts, rows=()):
    documents = pd.DataFrame({"doc_id": [f"d{n}" for n in range(len(texts))], "text": list(texts), "title": ""})
    sentences = corpus.sentences(documents).assign(language="en")
    return explore.reader(sentiment.score(sentences), actors.mentions(sentences, register(*rows)), sentiment.reasons(sentences),
                          documents=documents)


def static(view):
    return view._repr_mimebundle_()[0]["text/html"]


@pytest.fixture(scope="module")
def seed():
    documents = corpus.load(SEEDS)
    sentences = corpus.sentences(documents)
    mentions = actors.mentions(sentences, actors.read_register(SEEDS))
    return explore.reader(sentiment.score(sentences), mentions, sentiment.reasons(sentences), documents=documents), mentions


def test_every_mention_of_the_seed_is_in_the_page_where_the_text_has_it(seed):
    view, mentions = seed
    shown = [(s["id"], s["text"][a:b], view._page["actors"][actor][0]) for s in view._page["sentences"]
             for a, b, actor, _ in s["mentions"]]
    wanted = [(row.sent_id, row.surface, row.actor_id) for row in mentions.itertuples()]
    assert sorted(shown) == sorted(wanted) and len(shown) == len(mentions)
    assert sum(actor[3] for actor in view._page["actors"]) == len(mentions)


def test_the_static_page_of_the_seed_is_small_and_says_what_a_number_is_made_of(seed):
    page = static(seed[0])
    assert len(page.encode()) < 60_000 and "<script" not in page
    assert repr(seed[0]) == "Reader: 1 text, 23 sentences, 68 mentions"
    assert page.count("<details>") == 10 and "TextBlob polarity" in page and 'title="Iran (state, name)"' in page


def test_offsets_are_counted_as_browsers_count():
    view = view_of("The 😀 army met Bo.", rows=[("bo", "person", "Bo")])
    (start, end, _, _), = view._page["sentences"][0]["mentions"]
    assert (start, end) == (16, 18)  # 15 and 17 characters, and one of them counts twice
    assert ">Bo</mark>" in static(view)


MARKUP = st.text(alphabet="Bo <b>&\"'😀.x\n", max_size=30)


@given(MARKUP)
def test_all_text_is_escaped_and_none_is_lost(text):
    if not re.search(r"\w", text):
        return
    view = view_of(text, rows=[("<i>", "person", "Bo"), ("b", "group", "o x")])
    body = re.sub(r"<details>.*?</details>", "", static(view), flags=re.DOTALL)
    bare = re.sub(r"<(?:div|p|mark|sub|b)(?: [a-z]+=\"[^\"<>]*\")*>|</(?:div|p|mark|sub|b)>", "\0", body)
    assert "<" not in bare
    shown = html.unescape(bare.replace("\0", ""))
    for sentence in view._page["sentences"]:
        assert sentence["text"] in shown


def test_another_text_drops_what_belongs_to_the_old_one():
    view = view_of("Bo left. It rains.", "Ana came.", rows=[("bo", "person", "Bo"), ("ana", "person", "Ana")])
    view.filters = {"actor": "bo", "paragraph": 1, "tone": "neutral"}
    view.selected = ("d0", 2)
    view.document = "d1"
    assert (view.selected, view.filters) == ((), {"tone": "neutral"})
    assert [s["text"] for s in view._page["sentences"]] == ["Ana came."]
    view.selected = ("d0", 1)
    assert view.document == "d0" and view._page["doc_id"] == "d0"
    assert "One of 2 texts" in static(view)


@pytest.mark.parametrize("name, value", [("document", "x"), ("selected", ("d0", 9)), ("filters", {"actor": 3}),
                                         ("filters", {"length": "x"})])
def test_what_is_not_there_is_refused(name, value):
    view = view_of("Bo left.")
    with pytest.raises(ValueError, match="no (text|sentence|filter)"):
        setattr(view, name, value)
    assert (view.document, view.selected, view.filters) == ("d0", (), {})


def test_no_sentence_is_said_in_a_sentence():
    with pytest.raises(ValueError, match="no sentence to read"):
        view_of("")
