"""A draft beside the hand: what is found, missed, merged wrongly; shares, pronouns, the marked text."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import SEEDS, actors, corpus
from helpers.actors._identity.compare import MENTION

PLAIN = ["doc_id", "sent_id", "start", "end", "surface", "label"]


def split(*texts):
    return corpus.sentences(
        pd.DataFrame({"doc_id": [f"d{n}" for n in range(len(texts))], "text": list(texts)})
    )


def table(*rows):
    """Rows of start, surface and actor, in one sentence."""
    return pd.DataFrame(
        [
            ("d0", 1, start, start + len(surface), surface, actor, actor.upper())
            for start, surface, actor in rows
        ],
        columns=MENTION,
    )


def register(*rows):
    return pd.DataFrame(
        [(actor, actor.upper(), "person", alias, how, "", "") for actor, alias, how in rows],
        columns=corpus.CONTRACTS["register"],
    )


def test_each_kind_of_outcome_is_told_apart():
    hand = table(
        (0, "The mayor", "mayor"), (20, "Hale", "hale"), (40, "the old guard", "guard"), (60, "Lowe", "lowe")
    )
    draft = table((4, "mayor", "m"), (20, "Hale", "h"), (48, "guard", "g"), (80, "Basra", "b"))
    compared = actors.compare_registers(draft, hand)
    assert compared["outcome"].tolist() == ["article", "same", "bounds", "missed", "extra"]
    assert compared["drafted_surface"].tolist() == ["mayor", "Hale", "guard", "", "Basra"]
    scores = actors.draft_agreement(compared)
    assert scores[["right", "drafted", "by_hand"]].values.tolist() == [
        [1, 4, 4],
        [2, 4, 4],
        [3, 4, 4],
        [0, 0, 0],
    ]
    assert scores["precision"].head(3).tolist() == scores["recall"].head(3).tolist() == [0.25, 0.5, 0.75]
    assert scores["recall"].isna().tolist() == [False, False, False, True]


def test_a_nested_mention_goes_to_the_one_of_its_own_span():
    hand = table((0, "the people of Iraq", "people"), (14, "Iraq", "iraq"))
    draft = table((4, "people of Iraq", "p"), (14, "Iraq", "i"))
    compared = actors.compare_registers(draft, hand)
    assert compared[["actor_id", "drafted_id"]].values.tolist() == [["people", "p"], ["iraq", "i"]]


def test_pairs_and_wrong_merges_counted_by_hand():
    """By hand x x x y, drafted p p q q: of the pairs xx (3) and pp, qq (2), one is right."""
    places = [0, 10, 20, 30]
    hand = table(*[(at, "Hale", actor) for at, actor in zip(places, "xxxy")])
    draft = table(*[(at, "Hale", actor) for at, actor in zip(places, "ppqq")])
    compared = actors.compare_registers(draft, hand)
    pairs = actors.draft_agreement(compared).iloc[-1]
    assert (pairs["right"], pairs["drafted"], pairs["by_hand"]) == (1, 2, 3)
    assert (pairs["precision"], pairs["recall"], pairs["f1"]) == (1 / 2, 1 / 3, 2 / 5)
    assert actors.wrong_merges(compared)[["error", "actor", "parts", "pairs"]].values.tolist() == [
        ["merged", "Q", "X 1; Y 1", 1],
        ["split", "X", "P 2; Q 1", 2],
    ]


def test_a_register_agrees_with_itself():
    sentences = corpus.sentences(corpus.load(SEEDS))
    mentions = actors.mentions(sentences, actors.read_register(SEEDS))
    compared = actors.compare_registers(mentions, mentions)
    assert (compared["outcome"] == "same").all() and len(compared) == len(mentions)
    assert actors.draft_agreement(compared)[["precision", "recall", "f1"]].to_numpy().min() == 1
    assert actors.wrong_merges(compared).empty


def test_a_mention_of_another_sentence_is_no_partner():
    hand, draft = table((0, "Hale", "hale")), table((0, "Hale", "h")).assign(sent_id=2)
    assert actors.compare_registers(draft, hand)["outcome"].tolist() == ["extra", "missed"]


def test_nothing_compared_with_nothing():
    compared = actors.compare_registers(table(), table())
    assert compared.empty and actors.wrong_merges(compared).empty
    assert actors.draft_agreement(compared)["right"].tolist() == [0, 0, 0, 0]


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from("xyz")), max_size=8)


@given(SPANS, SPANS)
def test_every_mention_stands_in_the_comparison_once(draft, hand):
    ours, theirs = (
        table(*[(start, "a" * length, actor) for start, length, actor in rows]) for rows in (draft, hand)
    )
    compared = actors.compare_registers(ours, theirs)
    assert (compared["surface"] != "").sum() == len(theirs) and (
        compared["drafted_surface"] != ""
    ).sum() == len(ours)
    by_hand = actors.wrong_merges(compared).groupby("error")["pairs"].sum()
    pairs = actors.draft_agreement(compared).iloc[-1]
    assert pairs["drafted"] - pairs["right"] == by_hand.get("merged", 0)
    assert pairs["by_hand"] - pairs["right"] == by_hand.get("split", 0)


def test_shares_of_forms_that_judge():
    mentions = pd.DataFrame(
        {
            "actor_id": ["a", "b", "b", "b", "c"],
            "label": list("ABBBC"),
            "evaluation": ["", "pejorative", "honorific", "", "honorific"],
        }
    )
    assert actors.evaluation_shares(mentions)[
        ["label", "pejorative_share", "honorific_share"]
    ].values.tolist() == [["B", 1 / 3, 1 / 3], ["C", 0, 1], ["A", 0, 0]]


def pronouns_of(text, *rows, names=()):
    sentences = split(text)
    named = [("d0", 1, text.index(name), text.index(name) + len(name), name, "PER") for name in names]
    mentions = actors.mentions(sentences, register(*rows))
    return mentions, actors.pronoun_mentions(sentences, mentions, names=pd.DataFrame(named, columns=PLAIN))


def test_a_pronoun_goes_to_the_actor_of_the_register_whatever_its_id():
    mentions, found = pronouns_of("Ana Okello smiled. She left.", ("the-minister", "Ana Okello", "name"))
    assert found[["surface", "actor_id", "label", "how"]].values.tolist() == [
        ["She", "the-minister", "THE-MINISTER", "pronoun"]
    ]
    counts = actors.actor_counts(pd.concat([mentions, found[mentions.columns]], ignore_index=True)).iloc[0]
    assert (counts["mentions"], counts["name"], counts["pronoun"]) == (2, 1, 1)
    assert actors.kind_counts(counts.to_frame().T)["pronoun"].tolist() == [1]


def test_a_person_whom_the_register_does_not_know_takes_the_pronoun_or_blocks_it():
    _, found = pronouns_of("Ana Okello smiled. She left.", names=["Ana Okello"])
    assert found[["actor_id", "label", "reason"]].values.tolist() == [
        ["", "", "unresolved: not in the register"]
    ]
    _, found = pronouns_of(
        "Ana Okello met Maria Hale. She left.", ("ana", "Ana Okello", "name"), names=["Maria Hale"]
    )
    assert found["reason"].tolist() == ["unresolved: more than one person fits"]


def test_a_pronoun_inside_a_mention_is_nested_and_never_its_own_actor_twice():
    rows = [("ana", "Ana Okello", "name"), ("aide", "her aide", "role")]
    _, found = pronouns_of("Ana Okello smiled and her aide left.", *rows)
    assert found[["actor_id", "nested"]].values.tolist() == [["ana", True]]
    _, found = pronouns_of("Ana Okello smiled and her office closed.", rows[0], ("ana", "her office", "role"))
    assert found.empty


@pytest.mark.parametrize("text", ["It rained all day and nobody came.", "They left.", ""])
def test_a_text_without_actors_gives_whole_empty_tables(text):
    mentions, found = pronouns_of(text)
    assert list(found) == [*mentions.columns, "reason"] and (found["actor_id"] == "").all()
    assert found["nested"].dtype == bool
    assert actors.unlisted(split("it rained."), mentions).empty
    assert list(actors.unused(register(), mentions)) == list(corpus.CONTRACTS["register"])
    assert actors.evaluation_shares(mentions).empty
