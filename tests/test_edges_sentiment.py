"""Edges of tone: each bound and constant of `sentiment` just below and just above."""

import re

import pandas as pd
import pytest
from samples import split
from scipy.stats import norm

from helpers import SEEDS, actors, corpus, sentiment

CHANCES = ["p_negative", "p_neutral", "p_positive"]


def toned(*texts):
    return sentiment.score(split(*texts), ["tone"])["tone"].tolist()


# Tone toward an actor


def test_a_verdict_is_certain_from_the_probability_that_the_card_names():
    card = (SEEDS.parent / "helpers/data/encoder.md").read_text("utf-8")
    threshold = float(re.search(r"a verdict is `certain` \((0\.\d+)\)", card)[1])
    sentences = corpus.sentences(corpus.load(SEEDS))
    table = sentiment.toward(actors.mentions(sentences, actors.read_register(SEEDS)), sentences)
    largest = table[CHANCES].max(axis=1)
    assert threshold == 0.79
    assert table["certain"].tolist() == (largest >= threshold).tolist()
    assert largest.between(0.7, 0.79).any() and largest.between(0.79, 0.88).any()


def actor_in(sentences, p_negative=0.6):
    """One actor in so many sentences, each negative for sure or not."""
    row = {"doc_id": "a", "actor_id": "x", "label": "X", "kind": "person", "certain": True}
    row |= {"p_negative": p_negative, "p_neutral": 1 - p_negative, "p_positive": 0.0, "tone": -p_negative}
    return pd.DataFrame([row | {"sent_id": n} for n in range(sentences)])


@pytest.mark.usefixtures("one_training")
@pytest.mark.parametrize(("sentences", "verdict"), [(4, "none"), (5, "negative")])
def test_five_sentences_bear_a_verdict_and_four_do_not(sentences, verdict):
    assert sentiment.toward_by_actor(actor_in(sentences, 0.9))["verdict"].item() == verdict


@pytest.mark.usefixtures("one_training")
def test_an_interval_that_holds_0_bears_no_verdict():
    """−p ± 1.96 √(p (1 − p) / n): for n = 6, p = 0.3 the upper end is +0.07, for p = 0.5 it is −0.10."""
    assert sentiment.toward_by_actor(actor_in(6, 0.3))["verdict"].item() == "none"
    row = sentiment.toward_by_actor(actor_in(6, 0.5)).iloc[0]
    assert row["verdict"] == "negative" and row["high"] == pytest.approx(
        -0.5 + norm.isf(0.025) * (0.25 / 6) ** 0.5
    )


def test_three_words_are_named_for_a_mention_the_strongest_first():
    words = [("weak", 0.1), ("worst", -0.9), ("good", 0.5), ("bad", -0.4)]
    rows = pd.DataFrame(words, columns=["expression", "effect"])
    table = sentiment.strongest_words(rows.assign(doc_id="a", sent_id=1, start=0, end=1))
    assert table["words"].item() == "worst −0.90, good +0.50, bad −0.40"


# Our own tone


@pytest.mark.parametrize(("between", "expression"), [(3, "not zug zug zug good"), (4, "good")])
def test_a_negation_reaches_four_words_and_not_a_fifth(between, expression):
    sentences = split(f"It is not {'zug ' * between}good.")
    table = sentiment.reasons(sentences, ["tone"]).set_index("expression")["effect"]
    assert (table[expression] > 0) == (expression == "good")


@pytest.mark.parametrize("word", ["but", "although", "though", "while", "because"])
def test_a_negation_does_not_reach_past_a_turn(word):
    assert toned(f"It is not {word} good.")[0] > 0 > toned("It is not really good.")[0]


@pytest.mark.parametrize(("within", "sign"), [("zug", -1), ("zug zug", -1), ("zug zug zug", 1)])
def test_a_negation_reaches_past_a_bracket_of_two_words_and_not_of_three(within, sign):
    table = sentiment.reasons(split(f"It is not ({within}) good."), ["tone"])
    assert table.set_index("end")["effect"].iloc[-1] * sign > 0


@pytest.mark.parametrize(("between", "stands"), [(2, True), (3, True), (4, False)])
def test_a_second_negation_undoes_the_first_up_to_the_fourth_word_after_it(between, stands):
    table = sentiment.reasons(split(f"It is not {'zug ' * between}without hope."), ["tone"])
    assert (table["effect"].iloc[-1] > 0) == stands


# How far it can be trusted


def test_survives_only_if_the_sign_is_kept_without_the_sentence_and_without_the_word():
    """Without one of four good sentences the mean is still positive; without "good" what is bad remains."""
    kept, lost = (
        split("A good day. A great hour. A nice end."),
        split("A good day. A good hour. A good end. A bad lamp."),
    )
    for sentences, survives in [(kept, True), (lost, False)]:
        scores = sentiment.score(sentences, ["vader"])
        row = sentiment.fragility(scores, sentiment.reasons(sentences, ["vader"]), n=1).iloc[0]
        assert row["mean"] > 0 and row["without_sentences"] > 0
        assert (row["without_words"] > 0) == row["survives"] == survives


@pytest.mark.parametrize(("effect", "listed"), [(0.02, 1), (-0.02, 1), (0.019, 0), (-0.019, 0)])
def test_effects_below_0_02_are_not_listed_as_misleading(effect, listed):
    sentences = split("It took the best part of a month.")
    reason = {
        "doc_id": "a",
        "sent_id": 1,
        "start": 12,
        "end": 16,
        "expression": "best",
        "instrument": "vader",
    }
    assert len(sentiment.misleading(sentences, pd.DataFrame([reason | {"effect": effect}]))) == listed


@pytest.mark.parametrize("room", [40, 41])
def test_a_misleading_expression_is_shown_with_40_characters_on_either_side(room):
    """Round "best": "the " and " part of" with so much more that `room` characters stand on either side."""
    left, right = "x" * (room - 5) + " the ", " part of " + "y" * (room - 9)
    sentences = pd.DataFrame({"doc_id": "a", "par_id": 1, "sent_id": [1], "start": 0, "end": 2 * room + 4})
    sentences = sentences.assign(text=f"{left}best{right}")
    reason = {
        "doc_id": "a",
        "sent_id": 1,
        "start": room,
        "end": room + 4,
        "expression": "best",
        "instrument": "vader",
        "effect": 0.5,
    }
    context = sentiment.misleading(sentences, pd.DataFrame([reason]))["context"].item()
    assert context == (f"{left}[best]{right}" if room == 40 else "… the [best] part of …")


@pytest.mark.parametrize("name", ["textblob", "vader"])
def test_what_lies_nearer_to_0_than_0_05_is_neutral(name):
    values = pd.Series([-0.05, -0.0499, 0.0, 0.0499, 0.05])
    named = ["negative", "neutral", "neutral", "neutral", "positive"]
    assert sentiment.classify(values, name).tolist() == named


def test_extremes_name_three_words_that_pull_the_way_of_the_score():
    words = [("late", -0.9), ("good", 0.2), ("fine", 0.5), ("new", 0.1), ("safe", 0.4)]
    reasons = pd.DataFrame(words, columns=["expression", "effect"])
    reasons = reasons.assign(doc_id="a", sent_id=1, instrument="textblob")
    scores = pd.DataFrame({"doc_id": "a", "sent_id": [1], "text": "", "polarity": [0.3]})
    assert sentiment.extremes(scores, reasons, "textblob")["words"].item() == "fine, safe, good"


def test_a_sentence_that_scores_exactly_0_is_no_extreme():
    scores = pd.DataFrame({"doc_id": "a", "sent_id": [1, 2, 3], "text": "", "polarity": [0.0, 0.1, -0.1]})
    reasons = pd.DataFrame(columns=["doc_id", "sent_id", "expression", "effect", "instrument"])
    assert sentiment.extremes(scores, reasons, "textblob")["sent_id"].tolist() == [3, 2]
