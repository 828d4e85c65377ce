"""The words found in columns are those that the regular expression finds."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import corpus
from helpers.corpus._tokens import NAMES_IN_CAPITALS, TOKEN, _is_possessive, _without_marks

PIECES = st.sampled_from(
    [
        *"aZé\u0301²٣7_'’‘ʼʹ´`′&-‐‑－.,! \n😀ßİǅŉ",
        "U.S.",
        "it's",
        "s",
        "'s",
        "’S",
        "3.5",
        "1,000",
        "x\u0301\u0302",
        "a.b.",
        "U.S",
        "Ph.D",
        "M.Sc.",
        "1990’s",
        "US",
        "WHO's",
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=14).map("".join), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
)


def table_of(texts):
    start = 3
    rows = []
    for number, text in enumerate(texts):
        rows.append((f"d{number // 2}", 1, number, start, start + len(text), text))
        start += len(text) + 2
    types = {"doc_id": "str", "text": "str", "par_id": int, "sent_id": int, "start": int, "end": int}
    return pd.DataFrame(rows, columns=["doc_id", "par_id", "sent_id", "start", "end", "text"]).astype(types)


def plain(character):
    """Every apostrophe and every hyphen in the one form that a term has."""
    return "'" if character in "’‘‛ʼʻʹ´`′＇" else "-" if character in "‐‑﹣－" else character


def words_by_regex(sentences):
    rows = []
    for doc_id, sent_id, start, text in zip(*(sentences[c] for c in ["doc_id", "sent_id", "start", "text"])):
        for found in TOKEN.finditer(_without_marks([text])[0]):
            word = found[0][:-2] if _is_possessive(found[0]) else found[0]
            at = start + found.start()
            term = re.sub(r"(?<![\d.,])((?:\d\d|)\d0)'s$", r"\1s", "".join(map(plain, word.casefold())))
            if word in NAMES_IN_CAPITALS and re.search("[a-zß-öø-ÿ]{2}", text):
                term = NAMES_IN_CAPITALS[word]
            rows.append((doc_id, sent_id, at, at + len(word), word, term))
    return rows


@given(st.lists(TEXTS, max_size=5))
def test_words_in_columns_are_those_of_the_regular_expression(texts):
    sentences = table_of(texts)
    assert list(corpus.tokens(sentences).itertuples(index=False, name=None)) == words_by_regex(sentences)


def terms_of(text):
    return corpus.tokens(table_of([text]))["term"].tolist()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S.’s ally", "the u.s. ally"),
        ("An ex-C.I.A. man", "an ex-c.i.a. man"),
        ("the non-U.S. U.S.-led pro-E.U.", "the non-u.s. u.s.-led pro-e.u."),
        ("In the U.S.A they, the U.S too", "in the u.s.a they the u.s too"),
        ("Her Ph.D. thesis, two Ph.D.s, a M.Sc. PH.D.", "her ph.d. thesis two ph.d.s a m.sc. ph.d."),
        ("M.P.s and G.I.’s at 5 p.m. (i.e. late)", "m.p.s and g.i. at 5 p.m. i.e. late"),
        ("D.C.’s J.R.R. Tolkien&Co", "d.c. j.r.r. tolkien&co"),
        # no dotted words: a blank is missing, or a part has several letters
        ("in the U.S.He W.Bush G.W.Bush", "in the u.s. he w bush g.w. bush"),
        ("world.Today.I left.Phil.D x.Ph.Dx", "world today i left phil d x ph dx"),
    ],
)
def test_a_dotted_word_is_one_whatever_stands_beside_it(text, words):
    assert terms_of(text) == words.split()


def test_a_decade_is_one_word_and_the_possessive_of_a_year_is_the_year():
    assert terms_of("1990’s 1990s mid-1960's 2003’s") == ["1990s", "1990s", "mid-1960s", "2003"]
    assert (
        terms_of("the ’90s, the '80's, her 40's, 1,990's, 747's")
        == "the 90s the 80s her 40s 1,990 747".split()
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The US left.", "the u.s. left"),
        ("US’s allies, the WHO’s chief, IT and IS.", "u.s. allies the w.h.o. chief i.t. and i.s."),
        ("Tell us who it is.", "tell us who it is"),
        ("LET US PRAY, McCAIN.", "let us pray mccain"),  # all in capitals: the pronoun
        ("WHO’S THERE? IT’S US", "who's there it's us"),
    ],
)
def test_names_in_capitals_are_no_function_words(text, words):
    assert terms_of(text) == words.split()
    _, number, terms = corpus.term_codes(table_of([text]))
    assert [terms.to_pylist()[n] for n in number] == words.split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It failed. [17]", "it failed"),
        ("It failed.[1][2] [3]", "it failed"),
        ("Its use[1] is old, they say [2–11].", "its use is old they say"),
        ("It was small.[citation needed]", "it was small"),
        ("It stood,[note 2] then fell.[a]", "it stood then fell"),
        ("He left.¹", "he left"),
        ("The mayor²³ left”⁴ in May", "the mayor left in may"),
        ("It went to consultation.11 12", "it went to consultation"),
        ("The [12] people [who] met", "the 12 people who met"),  # an editor's words
        ("[1] The first source", "1 the first source"),
        ("5 km² of land, 10³", "5 km² of land 10³"),
        ("He was born in 1912", "he was born in 1912"),
        ("It rose 3.25", "it rose 3.25"),
        ("He re[a]d it", "he re a d it"),
    ],
)
def test_reference_marks_are_no_words(text, words):
    table = corpus.tokens(table_of([text]).assign(start=0))
    assert table["term"].tolist() == words.split()
    assert [text[row.start : row.end] for row in table.itertuples()] == table["token"].tolist()


def test_the_country_is_lost_to_no_stop_list():
    from helpers import terms

    sentences = table_of(["The US attacked.", "US forces left us."])
    counted = terms.count([sentences], stopwords=terms.stopwords()).set_index("term")["frequency"]
    assert counted.to_dict() == {"u.s.": 2, "attacked": 1, "forces": 1, "left": 1}


def test_blocks_do_not_change_the_words(monkeypatch):
    texts = ["Iraq’s U.S. ally isn’t at 1,000.5.", "", "a.b.cd &c", "Ünïcode e\u0301t A.B.C-d 😀 it’s"]
    sentences = table_of(texts * 3)
    whole = corpus.tokens(sentences)
    for size in (1, 7, 40):
        monkeypatch.setattr("helpers.corpus._columns._BLOCK", size)
        pd.testing.assert_frame_equal(corpus.tokens(sentences), whole)
    assert list(whole.itertuples(index=False, name=None)) == words_by_regex(sentences)
