"""The words found in columns are those that the regular expression finds."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from helpers import corpus
from helpers.corpus._tokens import TOKEN, _is_possessive

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
        for found in TOKEN.finditer(text):
            word = found[0][:-2] if _is_possessive(found[0]) else found[0]
            at = start + found.start()
            rows.append((doc_id, sent_id, at, at + len(word), word, "".join(map(plain, word.casefold()))))
    return rows


@given(st.lists(TEXTS, max_size=5))
def test_words_in_columns_are_those_of_the_regular_expression(texts):
    sentences = table_of(texts)
    assert list(corpus.tokens(sentences).itertuples(index=False, name=None)) == words_by_regex(sentences)


def test_blocks_do_not_change_the_words(monkeypatch):
    texts = ["Iraq’s U.S. ally isn’t at 1,000.5.", "", "a.b.cd &c", "Ünïcode e\u0301t A.B.C-d 😀 it’s"]
    sentences = table_of(texts * 3)
    whole = corpus.tokens(sentences)
    for size in (1, 7, 40):
        monkeypatch.setattr("helpers.corpus._columns._BLOCK", size)
        pd.testing.assert_frame_equal(corpus.tokens(sentences), whole)
    assert list(whole.itertuples(index=False, name=None)) == words_by_regex(sentences)
