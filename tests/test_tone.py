"""`tone`: reasons add up, negations turn words round, names have no weight, columns equal single texts."""

import json
import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.sentiment import _mask, _tone
from helpers.sentiment._mask import words
from helpers.sentiment._tone import tone, tone_reasons

PRESS = [
    "Ministers failed to protect the villagers, and the talks ended in a bitter quarrel.",
    "The court cleared Mr. Okafor of fraud; his lawyers isn’t... aren't gloating.",
    "“Never again,” said Justice Hope Marlow. United Air hailed a superb rescue!",
    "TRUMP HAILS GREAT VICTORY",
    "",
    "1,204 — 37 %",
    "No longer a threat, the well-armed gang was hardly feared.",
]
FRAGMENTS = [
    "not",
    "isn’t",
    "isn't",
    "never",
    "failed",
    "to",
    "cleared",
    "of",
    "no",
    "longer",
    "good",
    "terrible",
    "Hope",
    "hope",
]
FRAGMENTS += [
    "Justice",
    "war",
    "“",
    "”",
    ",",
    ".",
    "’",
    "'",
    "-",
    "\n",
    "😀",
    "é",
    "e\u0301",
    "İ",
    "ß",
    "U.S.",
    "rather than",
    "but",
]
FRAGMENTS += (
    "( ) [ very could be been so better without no doubt only one uncommon fails nothing and more".split()
)
texts = st.lists(
    st.one_of(st.lists(st.sampled_from(FRAGMENTS)).map(" ".join), st.text(max_size=60)), max_size=6
)


@pytest.fixture
def few(monkeypatch):
    """Weights that a hand can count."""
    weights = {
        "good": 0.2,
        "better": 0.1,
        "terrible": -0.4,
        "war": -0.1,
        "hope": 0.3,
        "failed": -0.1,
        "not": -0.05,
        "fraud": -0.2,
    }
    model = {"negated": 0.5, "negative_below": -0.1, "positive_above": 0.1, "weights": weights}
    monkeypatch.setattr(_tone, "_model", lambda: model)


def one(text):
    return tone(pd.Series([text])).iloc[0]


def why(text):
    reasons = tone_reasons(pd.Series([text]))
    return {text[row.start : row.end]: row.effect for row in reasons.itertuples()}


def length(count):
    return math.sqrt((count + 3) / 23)


def test_tone_is_the_sum_of_weights_over_the_root_of_length(few):
    assert one("A good day in a terrible war")["tone"] == pytest.approx(
        (0.2 - 0.4 - 0.1) / length(7), abs=1e-15
    )


def test_a_word_of_no_weight_says_nothing(few):
    assert one("Trains run on rails").to_list() == [0, "neutral"] and why("Trains run on rails") == {}


@pytest.mark.parametrize(
    ("text", "expression", "effect"),
    [
        ("it isn’t good", "isn’t good", -0.5 * 0.2 / length(3)),
        ("it isn't good", "isn't good", -0.5 * 0.2 / length(3)),
        ("they failed to stop the war", "failed to stop the war", (-0.1 + 0.5 * 0.1) / length(6)),
        ("he was cleared of fraud", "cleared of fraud", 0.5 * 0.2 / length(5)),
        ("it is no longer good", "no longer good", -0.5 * 0.2 / length(5)),
        ("never a good idea", "never a good", -0.5 * 0.2 / length(4)),
        ("without much hope", "without much hope", -0.5 * 0.3 / length(3)),
        ("not good", "not good", (-0.05 - 0.5 * 0.2) / length(2)),
        ("rather than war", "rather than war", 0.5 * 0.1 / length(3)),
    ],
)
def test_a_negation_turns_a_word_round_and_both_are_one_reason(few, text, expression, effect):
    assert why(text) == {expression: pytest.approx(effect, abs=1e-15)}


@pytest.mark.parametrize(
    "text",
    [
        "not here, good",
        "not here but good",
        "not one two three four good",
        "nothing: good",
        "not now — good",
        "it was “not” good",
        "he (who was not here) is good",
    ],
)
def test_a_negation_ends_at_a_mark_at_but_and_after_four_words(few, text):
    assert why(text)["good"] == pytest.approx(0.2 / length(len(words(pd.Series([text])))), abs=1e-15)


@pytest.mark.parametrize(
    ("text", "expression", "effect"),
    [
        ("it is not without hope", "not without hope", 0.3),
        ("never fails to hope", "never fails to hope", 0.3),
        ("no terrible day without hope", "no terrible day without hope", 0.3 + 0.5 * 0.4),
        ("he has not failed and is good", "not failed and is good", 0.5 * 0.1 + 0.2),
        ("not without no hope", "no hope", -0.5 * 0.3),
        ("not only good", "good", 0.2),
        ("never been better", "never been better", 0.1),
        ("could not be better", "not be better", 0.1),
        ("no better hope", "no better hope", 0.1 + 0.3),
        ("no better than good", "no better than good", -0.5 * (0.1 + 0.2)),
        ("not better", "not better", -0.05 - 0.5 * 0.1),
        ("not (very) good", "not (very) good", -0.05 - 0.5 * 0.2),
        ("not “good", "not “good", -0.05 - 0.5 * 0.2),
    ],
)
def test_two_negations_are_silent_and_what_they_reach_stands(few, text, expression, effect):
    count = len(words(pd.Series([text])))
    assert why(text) == {expression: pytest.approx(effect / length(count), abs=1e-15)}


def test_negations_that_and_joins_do_not_undo_each_other(few):
    effects = [-0.5 * 0.2 / length(5), -0.5 * 0.3 / length(5)]
    assert why("no good and no hope") == dict(zip(["no good", "no hope"], map(pytest.approx, effects)))


def test_class_follows_the_bounds(few):
    assert [one(text)["tone_class"] for text in ("good", "terrible", "lamp")] == [
        "positive",
        "negative",
        "neutral",
    ]


def test_a_sum_beyond_the_ends_is_drawn_back_and_its_reasons_with_it(few):
    text = "terrible " * 60
    assert one(text)["tone"] == -1 and sum(why_all(text)) == pytest.approx(-1, abs=1e-12)


def why_all(text):
    return tone_reasons(pd.Series([text]))["effect"].to_list()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Envoys of the United Nations met.", "United Nations"),
        ("Hope Marlow lost hope.", "Hope Marlow"),
        ("Hope fades.", ""),
        ("No Republican voted.", "Republican"),
        ("Ruthless Moscow waits.", "Moscow"),
        ("He said: “Justice is dead.”", ""),
        ("Mr. Justice spoke.", "Mr Justice"),
        ("I think I’m right.", ""),
        ("the NATO-led force", "NATO"),
        ("HOPE FADES FOR PEACE DEAL", ""),
        ("Iraq’s war, Łódź's peace", "Łódź"),
        ("", ""),
    ],
)
def test_names_are_known_by_their_capitals(text, names):
    table = words(pd.Series([text]))
    spans = table.loc[table["name"], ["start", "end"]].itertuples(index=False)
    assert [text[a:b] for a, b in spans] == names.split()


def test_a_name_has_no_weight(few):
    assert why("They met Justice Hope in Good, but hope is good.") == {
        "hope": pytest.approx(0.3 / length(10)),
        "good": pytest.approx(0.2 / length(10)),
    }


def test_words_know_their_place():
    for row, start, end, term in words(pd.Series(PRESS))[["row", "start", "end", "term"]].itertuples(
        index=False
    ):
        assert PRESS[row][start:end].lower().replace("’", "'") == term


def test_missing_text_is_silent_and_the_index_stays():
    result = tone(pd.Series(["good news", None], index=[7, 3]))
    assert result.index.to_list() == [7, 3] and result.loc[3, "tone"] == 0


def test_no_texts_give_empty_tables():
    assert len(tone(pd.Series([], dtype=str))) == len(tone_reasons(pd.Series([], dtype=str))) == 0


@settings(max_examples=30, deadline=None)
@given(texts)
def test_reasons_add_up_lie_apart_and_stand_in_the_text(column):
    column = pd.Series(column, dtype=object)
    value, reasons = tone(column)["tone"].to_numpy(), tone_reasons(column)
    assert (
        np.abs(np.bincount(reasons["row"], reasons["effect"], minlength=len(column)) - value).max(initial=0)
        <= 1e-12
    )
    assert np.abs(value).max(initial=0) <= 1
    lengths = column.str.len()[reasons["row"]].to_numpy() if len(reasons) else 0
    assert ((reasons["start"] < reasons["end"]) & (reasons["end"] <= lengths)).all()
    same_row = reasons["row"].diff() == 0
    assert (reasons["start"] >= reasons["end"].shift())[same_row].all()


@settings(max_examples=30, deadline=None)
@given(texts, texts)
def test_a_column_in_parts_is_the_same_column(left, right):
    left, right = pd.Series(left, dtype=object), pd.Series(right, dtype=object)
    whole = pd.concat([left, right], ignore_index=True)
    pd.testing.assert_frame_equal(
        tone(whole), pd.concat([tone(left), tone(right)], ignore_index=True), check_exact=True
    )
    shifted = tone_reasons(right).assign(row=lambda table: table["row"] + len(left))
    parts = pd.concat([tone_reasons(left), shifted], ignore_index=True)
    pd.testing.assert_frame_equal(tone_reasons(whole), parts, check_exact=True)


@settings(max_examples=30, deadline=None)
@given(texts)
def test_the_kind_of_apostrophe_is_no_matter(column):
    column = pd.Series(column, dtype=object)
    straight, curly = (
        column.str.replace("’", "'") if len(column) else column,
        column.str.replace("'", "’") if len(column) else column,
    )
    shared = (
        ~(column.str.contains("''") | column.str.contains("[\"'’]\\s|\\s[\"'’]|^[\"'’]")).astype(bool)
        if len(column)
        else []
    )
    if len(column):
        assert tone(straight[shared])["tone"].to_list() == tone(curly[shared])["tone"].to_list()


def test_the_weights_are_small_readable_and_bounded():
    model = json.loads(_tone.WEIGHTS.read_text(encoding="utf-8"))
    assert _tone.WEIGHTS.stat().st_size <= 400_000 and model["negative_below"] < 0 < model["positive_above"]
    assert all(
        abs(weight) <= 1 and word == word.lower() and "’" not in word
        for word, weight in model["weights"].items()
    )


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("The truce brought relief to the town.", "The shelling brought death to the town."),
        ("The minister was cleared of corruption.", "The minister was convicted of corruption."),
        ("The plan is good.", "The plan isn’t good."),
        ("The army protected the refugees.", "The army failed to protect the refugees."),
        ("Lawmakers praised the reform.", "Lawmakers condemned the reform."),
        ("The verdict was fair.", "The verdict was never fair."),
    ],
)
def test_wording_that_a_reader_tells_apart(better, worse):
    assert one(better)["tone"] > one(worse)["tone"]


# What readers make of negations: the class wanted, or the classes that it must not have
NEGATED = {
    "not negative": """
        This was not without merit. | He never fails to impress. | He never failed to impress.
        He did not fail to win. | They couldn’t be happier. | They could not have been happier.
        It could not be better. | Nothing could be better. | It could hardly be better.
        She couldn’t have been more gracious. | I couldn’t agree more. | No one is happier.
        There is nothing better than peace. | There is no greater honour. | Things have never been better.
        He has never been so happy. | They have never performed better. | It couldn’t come at a better time.
        It is no worse than before. | She is no longer without hope. | It was not entirely without success.
        The result is hardly surprising. | Success is not uncommon. | It is not impossible to win.
        He is not unhappy. | There is no lack of courage. | The town does not lack courage.
        There is no shortage of talent. | No one can deny the success. | There is no denying the triumph.
        One cannot but admire her courage. | One cannot help but admire her. | You can’t help admiring her.
        She is no doubt a good leader. | He is admired, not least for his honesty.
        It brings joy, not to mention hope. | It is nothing but good. | The film is not only good but wise.
        It isn’t just good. | They are none the worse for it. | It is no less beautiful.
        She never ceases to delight. | He wins without fail. | She is without doubt the best.
        He won no small victory. | It is good, if not perfect. | No wonder they love her.
        She is nothing if not honest. | Why not praise her? | It is not bad.
        It is a good plan, whether or not they like it. | It is nothing less than a triumph.""",
    "not positive": """
        It is anything but good. | It is not (very) good. | It is not [very] good. | It is (not) good.
        It is not “good”. | It is not "good". | The plan is by no means good. | It is in no way good.
        The plan is far from being good. | It is nowhere near good. | The economy is no better.
        It is no better than before. | They are no better off. | It is not better.
        It is neither good nor fair. | There is no joy and no hope. | There is no joy or hope.
        It is not free of corruption. | He is not innocent of murder. | It is not unlike a disaster.
        They couldn’t be less helpful. | It is nothing more than a lie. | He could not care less.
        It is no good. | His refusal to act was not good.""",
    "negative": """
        It has never been worse. | It could not be worse. | It couldn’t get any worse.
        Nothing is worse than war. | It couldn’t have gone worse. | There is no worse crime.
        Nobody is more dangerous. | It could hardly be worse. | It is no less dangerous.
        It is not just a disaster. | It is not only a lie but a crime.
        The reform is nothing short of a disaster. | It has never been more dangerous.""",
}


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (wanted, text.strip())
        for wanted, texts in NEGATED.items()
        for text in re.split(r"[|\n]", texts)
        if text
    ],
)
def test_what_negations_make_of_a_sentence(wanted, sentence):
    found = one(sentence)["tone_class"]
    assert found != wanted.removeprefix("not ") if wanted.startswith("not ") else found == wanted


def test_reasons_name_the_words_as_printed():
    texts = ["It isn’t good.", "They couldn’t be happier."]
    reasons = tone_reasons(pd.Series(texts))
    assert reasons.columns.to_list() == ["row", "start", "end", "expression", "effect"]
    assert reasons["expression"].to_list() == ["isn’t good", "couldn’t be happier"]
    spans = reasons[["row", "start", "end"]].itertuples(index=False)
    assert [texts[row][start:end] for row, start, end in spans] == ["isn’t good", "couldn’t be happier"]


def test_an_underscore_is_no_letter():
    assert _mask.WORD.findall("a_b") == ["a", "b"]
