"""The instruments side by side: reasons, silence, intervals, fragility, tone by actor; refusals."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from vaderSentiment import vaderSentiment as vader

from helpers import corpus, sentiment
from helpers._fold import APOSTROPHES
from helpers.sentiment import _vader


def split(*texts, **more):
    return corpus.sentences(
        pd.DataFrame({"doc_id": [f"d{n}" for n in range(len(texts))], "text": list(texts), **more})
    )


@given(st.lists(st.text(alphabet="not very good bad isn’t NO! :) ABut,.\U0001f600 terror"), max_size=3))
def test_reasons_of_any_string_stand_where_they_say_and_add_up(texts):
    sentences = split(*texts, language="en")
    scores, reasons = sentiment.score(sentences), sentiment.reasons(sentences)
    whole = dict(zip([f"d{n}" for n in range(len(texts))], texts))
    assert all(whole[row.doc_id][row.start : row.end] == row.expression for row in reasons.itertuples())
    for name in ("textblob", "tone"):
        mine = reasons[reasons["instrument"] == name].groupby(["doc_id", "sent_id"])["effect"].sum()
        sums = scores.set_index(["doc_id", "sent_id"])[sentiment.instrument(name).column]
        sums = sums.sub(mine, fill_value=0)
        assert (sums.abs() < 1e-9).all()


@given(
    st.lists(
        st.sampled_from(["A good day.", "They aren’t bad. It failed.", "War!", "", "No."]),
        min_size=2,
        max_size=4,
    )
)
def test_parts_measured_apart_are_the_whole(texts):
    sentences = split(*texts, language="en")
    parts = [part.reset_index(drop=True) for _, part in sentences.groupby("doc_id")]
    for measure in (sentiment.score, sentiment.reasons):
        whole = measure(sentences)
        if parts:
            pd.testing.assert_frame_equal(
                pd.concat([measure(part) for part in parts], ignore_index=True), whole
            )


@pytest.mark.parametrize("apostrophe", APOSTROPHES)
def test_every_apostrophe_negates(apostrophe):
    """With ' both instruments call the sentence negative: not good, not liked."""
    texts = ["The plan isn't good and they don't like it.", "They weren't happy with Iraq's “great” plan."]
    measured = [
        sentiment.score(split(*printed, language="en"), ["vader", "tone"])[["compound", "tone"]]
        for printed in (texts, [text.replace("'", apostrophe) for text in texts])
    ]
    pd.testing.assert_frame_equal(*measured, check_exact=True)
    assert (measured[1].iloc[0] < 0).all()


def test_a_score_of_vader_does_not_depend_on_the_one_before():
    sentences = split("A good day. It failed. War! They met.", language="en")
    parts = [sentences.iloc[[row]] for row in (2, 0, 3, 1)]
    effects = pd.concat([sentiment.reasons(part, ["vader"]) for part in parts]).sort_values("sent_id")
    whole = sentiment.reasons(sentences, ["vader"])
    pd.testing.assert_frame_equal(effects.reset_index(drop=True), whole)
    assert whole[["expression", "effect"]].values.tolist() == [["good", 1.9], ["failed", -2.3], ["War", -2.9]]


def test_vader_valences_give_its_compound():
    """Hutto & Gilbert: the sum of the valences over the root of its square plus 15, no emphasis."""
    sentences = split("The minister failed, but the brave people won a great victory.", language="en")
    total = sentiment.reasons(sentences, ["vader"])["effect"].sum()
    assert sentiment.score(sentences, ["vader"])["compound"].tolist() == [
        round(total / np.sqrt(total**2 + 15), 4)
    ]


WORDS = (
    "good BAD but But no or nor least at very never so this without doubt kind of the a isn't ! 😀 :)".split()
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_vader_is_the_package_word_for_word(text):
    """Its valences too, where "but" changes the first of several equal ones."""

    class Analyzer(vader.SentimentIntensityAnalyzer):
        def score_valence(self, sentiments, text):
            return super().score_valence(sentiments, text) | {"valences": sentiments}

    assert _vader._analyzer().polarity_scores(text) == Analyzer().polarity_scores(text)


def test_vader_looks_at_the_words_near_a_scored_one(monkeypatch):
    seen = []
    monkeypatch.setattr(vader, "negated", lambda words: seen.append(len(words)) and False)
    check = vader.SentimentIntensityAnalyzer._negation_check
    near = lambda value, words, *place: seen.append(len(words)) or check(value, words, *place)
    monkeypatch.setattr(vader.SentimentIntensityAnalyzer, "_negation_check", staticmethod(near))
    _vader.compound(pd.Series(["the long war was bad for all " * 100]))
    assert 0 < max(seen) <= 6


def test_another_language_is_refused_not_scored():
    with pytest.raises(corpus.InputError, match="not recognised as English"):
        sentiment.score(split("Die Polizei hat in der Stadt alle Wege gesperrt und das Rathaus."))
    with pytest.raises(corpus.InputError, match='another language than English \\("de"\\)'):
        sentiment.score(split("A good day.", language="de"))


def test_an_unknown_instrument_is_refused():
    with pytest.raises(ValueError, match='instrument is "afinn"; expected one of textblob, vader, tone'):
        sentiment.score(split("A good day.", language="en"), ["afinn"])


def test_a_mean_that_one_word_carries_is_fragile():
    sentences = split("A great day. It is bad. It is late.", language="en")
    scores, reasons = sentiment.score(sentences, ["vader"]), sentiment.reasons(sentences, ["vader"])
    (row,) = sentiment.fragility(scores, reasons, n=1).itertuples()
    assert (row.words, row.survives) == ("great", False) and row.mean > 0 > row.without_words


def test_bootstrap_interval_is_near_the_normal_one():
    """On many values it is the mean ± 1.96 standard errors (Efron & Tibshirani 1993, ch. 13)."""
    values = np.random.default_rng(5).normal(0.1, 0.3, 2000).clip(-1, 1)
    (row,) = sentiment.mean_intervals(pd.DataFrame({"tone": values})).itertuples()
    error = 1.96 * values.std() / np.sqrt(len(values))
    assert (row.low, row.high) == pytest.approx(
        (values.mean() - error, values.mean() + error), abs=0.1 * error
    )


def test_of_several_texts_the_texts_are_what_was_drawn():
    """Two texts of means 0 and 0.6, the first three times as long: residuals −0.45 and 0.45, of 4 sentences.

    0.1125² / (1 − 3/4) + 0.1125² / (1 − 1/4) = 0.0675, √ of it 0.26; t of one degree is 12.7.
    """
    scores = pd.DataFrame({"doc_id": list("aaab"), "polarity": [-0.3, 0.0, 0.3, 0.6]})
    (row,) = sentiment.mean_intervals(scores).itertuples()
    assert (row.sentences, row.texts) == (4, 2)
    assert (row.mean, row.low, row.high) == pytest.approx((0.15, -1, 1))  # 12.7 × 0.26 is beyond the scale
    assert corpus.mean_of_texts(scores["polarity"].to_numpy(), np.array(list("aaab"))).variance == (
        pytest.approx(0.0675)
    )


def test_means_by_group_are_those_of_the_groups_alone():
    scores = pd.DataFrame({"doc_id": list("bbaac"), "speaker": ["", "X", "X", "", "X"]})
    scores = scores.assign(sent_id=1, compound=[0.1, 0.5, -0.5, 0.2, 0.3], tone=[0.2, -0.1, 0.0, 0.3, 0.1])
    documents = pd.DataFrame({"doc_id": list("abc"), "outlet": ["Post", "Times", "Post"]})
    many = pd.concat([scores] * 5, ignore_index=True)  # of few there is no interval
    for by, without in {"doc_id": [], "speaker": ["low", "high"]}.items():
        table = sentiment.mean_intervals(many, by=by)
        alone = [
            sentiment.mean_intervals(many[many[by] == group]).assign(**{by: group})
            for group in many[by].unique()
        ]
        alone = pd.concat(alone, ignore_index=True)[table.columns]
        pd.testing.assert_frame_equal(table.drop(columns=without), alone.drop(columns=without))
    table = sentiment.mean_intervals(scores, by=["outlet"], documents=documents)
    assert table[["outlet", "instrument", "sentences", "texts"]].values.tolist() == [
        ["Times", "VADER", 2, 1],
        ["Times", "tone", 2, 1],
        ["Post", "VADER", 3, 2],
        ["Post", "tone", 3, 2],
    ]
    with pytest.raises(ValueError, match="have no column outlet; give the documents that have it"):
        sentiment.mean_intervals(scores, by="outlet")


def test_of_several_texts_the_sentences_that_carry_a_mean_are_named_with_theirs():
    sentences = split("A good day.", "It rains. A great and good day.", language="en")
    scores, reasons = sentiment.score(sentences, ["vader"]), sentiment.reasons(sentences, ["vader"])
    assert sentiment.fragility(scores, reasons, n=2)["sentences"].tolist() == ["d0 1, d1 2"]


def test_an_opposition_leader_holds_an_office():
    sentences = split(
        "The opposition leader spoke. The opposition parties left. Opposition grew.", language="en"
    )
    found = sentiment.misleading(sentences, sentiment.reasons(sentences, ["tone"]))
    found = found[found["expression"].str.casefold() == "opposition"]
    assert found[["sent_id", "why"]].values.tolist() == [[1, "an office"], [2, "organisations"]]


def test_the_normal_quantile_has_one_home():
    assert corpus.Z == pytest.approx(norm.isf(0.025), abs=1e-15)
    for path in Path(corpus.__file__).parents[1].rglob("*.py"):
        assert not re.search(r"\b1\.9(6|59)\d*\b(?! )", path.read_text("utf-8")), path


def verdicts(*rows):
    """Rows of actor, sentence, p_negative, p_neutral, p_positive."""
    table = pd.DataFrame(rows, columns=["actor_id", "sent_id", "p_negative", "p_neutral", "p_positive"])
    table = table.assign(doc_id="d", label=table["actor_id"], kind="person", certain=True)
    return table.assign(tone=table["p_positive"] - table["p_negative"])


def test_a_verdict_needs_an_interval_clear_of_zero_and_sentences_enough():
    clear, doubtful = (0.9, 0.1, 0.0), (0.4, 0.3, 0.3)
    table = verdicts(
        *[("a", n, *clear) for n in range(8)],
        *[("b", n, *doubtful) for n in range(8)],
        *[("c", n, *clear) for n in range(4)],
    )
    found = sentiment.toward_by_actor(table).set_index("actor_id")["verdict"]
    assert found.to_dict() == {"a": "negative", "b": "none", "c": "none"}


@pytest.mark.usefixtures("one_training")
def test_the_interval_of_one_actor_by_hand():
    """Tones −0.8 and −0.4: mean −0.6, variance 0.08; class variances 0.8 − 0.64 and 0.4 − 0.16, mean 0.2."""
    (row,) = sentiment.toward_by_actor(
        verdicts(("a", 1, 0.8, 0.2, 0.0), ("a", 2, 0.4, 0.6, 0.0))
    ).itertuples()
    error = norm.isf(0.025) * np.sqrt((0.08 + 0.2) / 2)
    assert (row.tone, row.low, row.high) == pytest.approx((-0.6, -1.0, -0.6 + error))


def test_two_mentions_in_one_sentence_are_one_piece_of_evidence():
    once = sentiment.toward_by_actor(verdicts(("a", 1, 0.7, 0.2, 0.1), ("a", 2, 0.1, 0.8, 0.1)))
    twice = sentiment.toward_by_actor(
        verdicts(("a", 1, 0.7, 0.2, 0.1), ("a", 1, 0.7, 0.2, 0.1), ("a", 2, 0.1, 0.8, 0.1))
    )
    pd.testing.assert_frame_equal(
        once.drop(columns=["mentions", "certain"]), twice.drop(columns=["mentions", "certain"])
    )


def test_the_validation_table_is_dated_and_sourced():
    table = corpus.validation()
    assert table[["source", "date", "n"]].notna().all(axis=None)
    assert not table["source"].str.contains("train").any()
    assert (table["low"] <= table["high"])[table["low"].notna()].all() and table["value"].between(0, 1).all()


def test_a_group_of_few_has_a_mean_and_no_interval():
    few = pd.DataFrame({"doc_id": "a", "speaker": list("xxxx") + list("yyyyy"), "polarity": [0.1] * 9})
    table = sentiment.mean_intervals(few, by="speaker")
    assert table["low"].isna().tolist() == table["high"].isna().tolist() == [True, False]
    assert sentiment.mean_intervals(few)["low"].notna().all()


def test_the_order_of_the_texts_moves_no_interval():
    rng = np.random.default_rng(1)
    scores = pd.DataFrame({"doc_id": np.repeat(list("dacb"), 5), "polarity": rng.uniform(-1, 1, 20)})
    one, other = (sentiment.mean_intervals(part) for part in (scores, scores.sort_values("doc_id")))
    pd.testing.assert_frame_equal(one, other)


def test_a_mean_in_words_has_a_direction_only_clear_of_0():
    means = pd.DataFrame({"instrument": list("ab"), "mean": [0.2, 0.1], "low": [0.1, -0.1], "high": 0.3})
    lines = sentiment.means_in_words(
        means, pd.DataFrame({"instrument": list("ab"), "survives": [False, True]})
    )
    assert lines[0].startswith(
        "a: mean +0.20 (+0.10 to +0.30), clear of 0; its sign does not survive without"
    )
    assert lines[1] == "b: mean +0.10 (−0.10 to +0.30), not clear of 0: no direction."
