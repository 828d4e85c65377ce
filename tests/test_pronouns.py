"""He and she: resolved where one person is left, unresolved in every trap."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.actors._identity.pronouns import pronouns

PEOPLE = ["Ana Okello", "Omar Haddad", "Peter Lind", "Lind", "Okello", "Mr. Lind"]


def sentences(*texts, doc_id="a"):
    rows, at = [], 0
    for number, text in enumerate(texts, 1):
        rows.append((doc_id, 1, number, at, at + len(text), text))
        at += len(text) + 1
    return pd.DataFrame(rows, columns=["doc_id", "par_id", "sent_id", "start", "end", "text"])


def people(table, label="PER"):
    pattern = re.compile("|".join(map(re.escape, PEOPLE)))
    rows = [
        (doc, sent, start + m.start(), start + m.end(), m[0], label)
        for doc, sent, start, text in zip(*(table[c] for c in ["doc_id", "sent_id", "start", "text"]))
        for m in pattern.finditer(text)
    ]
    return pd.DataFrame(rows, columns=["doc_id", "sent_id", "start", "end", "surface", "label"])


def found(*texts):
    table = sentences(*texts)
    mentions = pronouns(table, people(table))
    return list(zip(mentions["surface"], mentions["actor_id"]))


@pytest.mark.parametrize(
    "texts, expected",
    [
        (("Peter Lind said he would stay.",), [("he", "peter-lind")]),
        (("Peter Lind praised his team.",), [("his", "peter-lind")]),
        (("Peter Lind spoke.", "He left.", "He slept."), [("He", "peter-lind"), ("He", "peter-lind")]),
        (("Ana Okello met Peter Lind and she smiled.",), [("she", "ana-okello")]),
        (("Ana Okello left her office.",), [("her", "ana-okello")]),
        (("Peter Lind repeated his claims.",), [("his", "peter-lind")]),
        (("Yesterday after lunch Peter Lind spoke.", "He left."), [("He", "peter-lind")]),
        (("“It rains,” Peter Lind said.", "He took a coat."), [("He", "peter-lind")]),
        (
            ("Prime Minister Ana Okello resigned.", "The prime minister says she is ill."),
            [("she", "ana-okello")],
        ),
    ],
)
def test_one_person_is_left(texts, expected):
    assert found(*texts) == expected


@pytest.mark.parametrize(
    "texts, why",
    [
        (("Peter Lind told Omar Haddad that he was late.",), "more than one person fits"),
        (("Peter Lind praised him.",), "may be another than the one before it"),
        (("Ana Okello met her.",), "may be another than the one before it"),
        (("Peter Lind lied, he said.",), "may be another than the one before it"),
        (("Peter Lind read it: “He is late.”",), "inside a quotation"),
        (('Peter Lind read it: "He is late."',), "inside a quotation"),
        (("Peter Lind met the president, and he smiled.",), "more than one person fits"),
        (("Peter Lind and the man argued until he left.",), "more than one person fits"),
        (("Ana Okello spoke.", "He left."), "nobody near"),
        (("Peter Lind spoke.", "It rained.", "He left."), "nobody near"),
        (
            ("It was the worst week of all for Peter Lind.", "He left."),
            "not the subject of the sentence before",
        ),
        (
            ("Early yesterday after lunch Peter Lind left.", "He ate."),
            "not the subject of the sentence before",
        ),
        (("Peter Lind lied, he shouted.",), "may be another than the one before it"),
        (("Peter Lind’s house burned.", "He left."), "not the subject of the sentence before"),
        (("Peter Lind spoke.", "In his reply, Omar Haddad laughed."), "may point ahead"),
        (("Peter Lind spoke.", "They left."), "plural"),
        (("He left.",), "nobody near"),
    ],
)
def test_every_trap_stays_unresolved(texts, why):
    table = sentences(*texts)
    mentions = pronouns(table, people(table))
    assert mentions.iloc[0][["actor_id", "label", "kind", "how", "reason"]].tolist() == [
        "",
        "",
        "",
        "pronoun",
        f"unresolved: {why}",
    ]


def test_a_place_or_organisation_is_nobody():
    table = sentences("Lind said he would stay.")
    assert pronouns(table, people(table, label="LOC"))["actor_id"].tolist() == [""]


def test_words_that_only_look_like_pronouns():
    assert found("Peter Lind paid the usher; HE-class ships and the hero were there.") == []


def test_contracted_and_capital_pronouns_are_found():
    assert found("Peter Lind spoke.", "He’s ill.", "HE left.") == [("He", "peter-lind"), ("HE", "peter-lind")]


WORDS = st.sampled_from(
    [
        "Ana Okello",
        "Peter Lind",
        "Lind",
        "he",
        "He",
        "she",
        "her",
        "his",
        "said",
        "“",
        "”",
        '"',
        ",",
        "They",
        "the president",
        "told",
        "in",
        "É",
        "’s",
    ]
)


TEXTS = st.one_of(st.text(max_size=20), st.lists(WORDS, max_size=9).map(" ".join))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), TEXTS), max_size=6))
def test_laws_for_any_text(rows):
    docs = sorted({doc for doc, _ in rows})
    parts = [sentences(*[text for d, text in rows if d == doc], doc_id=doc) for doc in docs]
    whole = pd.concat(parts, ignore_index=True) if parts else sentences()
    names = people(whole)
    mentions = pronouns(whole, names)
    texts = {(row.doc_id, row.sent_id): (row.start, row.text) for row in whole.itertuples()}
    for row in mentions.itertuples():
        start, text = texts[row.doc_id, row.sent_id]
        assert text[row.start - start : row.end - start] == row.surface
        assert (row.actor_id == "") == row.reason.startswith("unresolved: ") and row.how == "pronoun"
    if parts:
        alone = [pronouns(part, names[names["doc_id"].isin(part["doc_id"])]) for part in parts]
        pd.testing.assert_frame_equal(mentions, pd.concat(alone, ignore_index=True))


def test_a_title_outside_the_name_tells_he_from_she():
    table = sentences("Mrs. Lee and Mr. Roe met.", "She smiled.")
    names = pd.DataFrame(
        [("a", 1, 5, 8, "Lee", "PER", "Mrs."), ("a", 1, 17, 20, "Roe", "PER", "Mr.")],
        columns=["doc_id", "sent_id", "start", "end", "surface", "label", "title"],
    )
    mentions = pronouns(table, names)
    assert list(zip(mentions["surface"], mentions["actor_id"])) == [("She", "lee")]
