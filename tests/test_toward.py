"""Tests of `toward`: verdicts a reader would give, effects of omission, and the laws of the house."""

from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers._tables import CHANCES
from helpers.sentiment import _encoder, _toward
from helpers.sentiment._toward import toward, toward_by_actor, toward_reasons

CHANCES = list(CHANCES)
MISREAD_STILL = partial(
    pytest.param, marks=pytest.mark.xfail(reason="a known misreading: encoder.md, Limits")
)

CLEAR = [  # sentence, mention, sign of the tone that a reader gives it
    ("Senator Hale was praised for her courage and honesty.", "Hale", 1),
    ("Voters love Brandt, who has won every debate so far.", "Brandt", 1),
    ("The mayor thanked Okoro for his outstanding work.", "Okoro", 1),
    ("Hale has been convicted of fraud and bribery.", "Hale", -1),
    ("Critics called Brandt a liar and a disgrace to the party.", "Brandt", -1),
    ("Okoro lied to voters again, a scandal that shocked the city.", "Okoro", -1),
    ("Prosecutors accused him of stealing from the charity.", "him", -1),
    ("A jury found that she had abused and threatened her staff.", "she", -1),
    ("The paper hailed Lindqvist’s brilliant and successful campaign.", "Lindqvist", 1),
    ("Reporters mocked the disastrous speech by Lindqvist.", "Lindqvist", -1),
]
PAIRS = [  # sentence, the mention that fares better, the one that fares worse
    ("The gunman Voss brutally attacked Ann Lowe, a beloved teacher.", "Lowe", "Voss"),
    ("Hale was praised by the mayor, who called Lowe a crook.", "Hale", "Lowe"),
    MISREAD_STILL("Hale defeated Lowe in a landslide.", "Hale", "Lowe"),
    ("Lowe, who is accused of fraud, was beaten by the popular Hale.", "Hale", "Lowe"),
    MISREAD_STILL("Okoro apologized for lying about Brandt, an honest man.", "Brandt", "Okoro"),
]


def frames(rows: list[tuple[str, str]], offset: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mentions and sentences of one document, each sentence with one mention, `offset` characters in."""
    start, found, told = offset, [], []
    for number, (text, mention) in enumerate(rows, start=1):
        at = start + text.index(mention)
        found.append(("a", number, at, at + len(mention), mention, mention.lower()))
        told.append(("a", 1, number, start, start + len(text), text))
        start += len(text) + 1
    return (
        pd.DataFrame(found, columns=["doc_id", "sent_id", "start", "end", "surface", "actor_id"]),
        pd.DataFrame(told, columns=["doc_id", "par_id", "sent_id", "start", "end", "text"]),
    )


@pytest.mark.parametrize(("text", "mention", "sign"), CLEAR)
def test_a_clear_sentence_gets_its_verdict(text, mention, sign):
    result = toward(*frames([(text, mention)]))
    assert np.sign(result["tone"].iloc[0]) == sign
    assert result[CHANCES].iloc[0].idxmax() == ("p_positive" if sign > 0 else "p_negative")


def test_plain_facts_are_neutral():
    result = toward(
        *frames([("Hale will meet Lowe on Tuesday.", "Lowe"), ("Brandt spoke with reporters.", "Brandt")])
    )
    assert (result[CHANCES].idxmax(axis=1) == "p_neutral").all()


@pytest.mark.parametrize(("text", "better", "worse"), PAIRS)
def test_two_actors_of_one_sentence_are_told_apart(text, better, worse):
    tone = toward(*frames([(text, better), (text, worse)]))["tone"]
    assert tone[0] > tone[1] + 0.1


def test_negation_changes_the_tone():
    tone = toward(
        *frames(
            [
                ("Hale is guilty of fraud.", "Hale"),
                ("Hale isn’t guilty of fraud.", "Hale"),
                ("Hale isn't guilty of fraud.", "Hale"),
            ]
        )
    )["tone"]
    assert tone[1] > tone[0]
    assert tone[1] == tone[2]


MISREAD = [  # sentence, mention, least and most that its tone may be; behind it what a word list made of it
    ("Gov. Christie has missed his opportunity to make a great mark.", "Christie", -1, 0),  # +.94
    MISREAD_STILL("The committee supported Christie’s primary rival.", "Christie", -1, 0.3),  # +.62
    ("Aides issued statements praising Hale’s speech.", "Hale", 0, 1),  # −.85
    MISREAD_STILL("Lee was cleared of fraud.", "Lee", -0.3, 1),  # −.43
    ("Sistani has not entered into any agreement with the parties.", "Sistani", -0.5, 0.5),  # −.88
    ("The cabinet of Abdul-Mahdi should remain as it is for now.", "Abdul-Mahdi", -0.5, 1),  # −.79
]


@pytest.mark.parametrize(("text", "mention", "least", "most"), MISREAD)
def test_what_lists_of_words_misread_is_read(text, mention, least, most):
    assert least <= toward(*frames([(text, mention)]))["tone"].iloc[0] <= most


SAID = [
    "Critics say {} lied.",
    "{} was praised for the reform.",
    "{} met the ministers on Tuesday.",
    "Nobody blames {} for the crash.",
    "Voters have grown tired of {} and of the scandals.",
    "The court found {} guilty of fraud.",
    "{} has won the trust of the region.",
    "Reporters asked {} about the budget.",
]
GROUPS = {
    "men": ["John Miller", "Peter Brandt", "Omar Haddad", "Luis Ortega"],
    "women": ["Mary Miller", "Petra Brandt", "Layla Haddad", "Luisa Ortega"],
    "Democrats": ["Hillary Clinton", "Barack Obama", "Nancy Pelosi", "Joe Biden"],
    "Republicans": ["Donald Trump", "Mitt Romney", "Mitch McConnell", "Ted Cruz"],
}


def test_one_name_for_another_moves_the_tone_little():
    means = {}
    for group, names in GROUPS.items():
        rows = [(sentence.format(name), name) for name in names for sentence in SAID]
        means[group] = toward(*frames(rows))["tone"].mean()
    assert abs(means["men"] - means["women"]) <= 0.05
    assert abs(means["Democrats"] - means["Republicans"]) <= 0.1


def test_contract_of_the_result():
    mentions, sentences = frames([(text, mention) for text, mention, _ in CLEAR], offset=100)
    before = mentions.copy(), sentences.copy()
    result = toward(mentions.set_index(mentions.index + 7), sentences)
    assert list(result.columns) == [*mentions.columns, *CHANCES, "tone", "certain"]
    assert list(result.index) == list(range(len(mentions)))
    assert np.allclose(result[CHANCES].sum(axis=1), 1, atol=1e-12)
    assert np.allclose(result["tone"], result["p_positive"] - result["p_negative"])
    assert result["certain"].dtype == bool
    pd.testing.assert_frame_equal(mentions, before[0])
    pd.testing.assert_frame_equal(sentences, before[1])


def test_reasons_are_what_leaving_out_a_word_does_and_stand_on_their_words():
    mentions, sentences = frames([(text, mention) for text, mention, _ in CLEAR], offset=40)
    result, reasons = toward(mentions, sentences), toward_reasons(mentions, sentences)
    text = " " * 40 + " ".join(sentences["text"])
    assert [text[a:b] for a, b in zip(reasons["word_start"], reasons["word_end"])] == [*reasons["expression"]]
    assert set(reasons["actor_id"]) == set(mentions["actor_id"])
    for row in reasons[reasons["sent_id"] <= 3].itertuples():
        sentence, mention, _ = CLEAR[row.sent_id - 1]
        at = row.word_start - sentences["start"].iloc[row.sent_id - 1]
        without = sentence[:at] + sentence[at + len(row.expression) :]
        left = toward(*frames([(without, mention)]))["tone"].iloc[0]
        assert row.effect == pytest.approx(result["tone"].iloc[row.sent_id - 1] - left, abs=1e-9)


def test_words_of_mentions_and_function_words_are_not_left_out_but_negations_are():
    mentions, sentences = frames([("The mayor was not seen with Hale or Lowe, and she didn’t lie.", "Hale")])
    other = mentions.assign(start=sentences["text"][0].index("Lowe"), surface="Lowe")
    other["end"] = other["start"] + 4
    reasons = toward_reasons(pd.concat([mentions, other], ignore_index=True), sentences)
    words = ["mayor", "not", "seen", "didn’t", "lie"]
    assert reasons["expression"].tolist() == words * 2


def test_the_strongest_reason_is_the_word_a_reader_would_name():
    reasons = toward_reasons(
        *frames([("Hale was praised by aides.", "Hale"), ("Hale is a convicted felon.", "Hale")])
    )
    strongest = reasons.loc[reasons.groupby("sent_id")["effect"].apply(lambda e: e.abs().idxmax())]
    assert strongest["expression"].iloc[0] == "praised"
    assert strongest["expression"].iloc[1] in ("convicted", "felon")


def test_partition_law_and_order():
    mentions, sentences = frames([(text, mention) for text, mention, _ in CLEAR])
    whole = toward(mentions, sentences)
    parts = [toward(mentions.iloc[i : i + 3], sentences) for i in range(0, len(mentions), 3)]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole, check_exact=True)
    turned = toward(mentions.iloc[::-1], sentences.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(turned.iloc[::-1].reset_index(drop=True), whole, check_exact=True)


def test_batches_change_nothing(monkeypatch):
    mentions, sentences = frames([(text, mention) for text, mention, _ in CLEAR])
    whole, why = toward(mentions, sentences), toward_reasons(mentions, sentences)
    monkeypatch.setattr(_encoder, "BATCH", 30)
    pd.testing.assert_frame_equal(toward(mentions, sentences), whole, check_exact=True)
    pd.testing.assert_frame_equal(toward_reasons(mentions, sentences), why, check_exact=True)


def test_of_a_sentence_without_end_words_within_reach_are_left_out():
    far = "and they all lied " * 400
    text = f"{far}and the clerk said that the mayor Hale was praised for her courage {far}"
    reasons = toward_reasons(*frames([(text, "Hale")]))
    at, reach = text.index("Hale"), _toward.REACH
    assert "courage" in set(reasons["expression"])
    assert reasons["word_start"].between(at - reach, at + 4 + reach).all()
    assert [text[a:b] for a, b in zip(reasons["word_start"], reasons["word_end"])] == [*reasons["expression"]]


def test_a_mention_may_begin_or_end_its_sentence():
    result = toward(*frames([("Hale lied", "Hale"), ("They blamed Hale", "Hale"), ("Hale", "Hale")]))
    assert (result["tone"].iloc[:2] < 0).all()
    assert np.isfinite(result[CHANCES].to_numpy()).all()


def test_no_mentions_no_rows():
    mentions, sentences = frames([("Hale lied.", "Hale")])
    assert toward(mentions.iloc[:0], sentences).empty
    assert list(toward(mentions.iloc[:0], sentences).columns) == [
        *mentions.columns,
        *CHANCES,
        "tone",
        "certain",
    ]
    assert toward_reasons(mentions.iloc[:0], sentences).empty


def test_what_does_not_fit_is_said():
    mentions, sentences = frames([("Hale lied.", "Hale"), ("Lowe won.", "Lowe")])
    with pytest.raises(ValueError, match="document a has no sentence"):
        toward(mentions, sentences.iloc[:1])
    with pytest.raises(ValueError, match="not within its sentence"):
        toward(mentions.assign(end=99), sentences)
    with pytest.raises(ValueError, match="same doc_id and sent_id"):
        toward(mentions, pd.concat([sentences, sentences]))
    with pytest.raises(ValueError, match="text"):
        toward(mentions, sentences.drop(columns="text"))


PRESS = st.lists(
    st.sampled_from(
        [
            "Hale",
            "said",
            "“",
            "”",
            '"',
            "isn’t",
            ",",
            ".",
            "by",
            "who",
            "attacked",
            "the",
            "Mr.",
            "'s",
            "-",
            "3.5",
            "é",
            "\n",
            "\u0301",
            "_",
            "İ",
        ]
    ),
    max_size=25,
).map(" ".join)


@settings(max_examples=30, deadline=None)
@given(text=st.one_of(st.text(max_size=80), PRESS), data=st.data())
def test_any_text_and_span_is_read(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    sentences = pd.DataFrame({"doc_id": ["a"], "sent_id": [1], "start": [5], "text": [text]})
    mentions = pd.DataFrame({"doc_id": ["a"], "sent_id": [1], "start": [5 + start], "end": [5 + end]})
    result, reasons = toward(mentions, sentences), toward_reasons(mentions, sentences)
    assert np.isclose(result[CHANCES].iloc[0].sum(), 1) and result[CHANCES].ge(0).all(axis=None)
    assert [text[a - 5 : b - 5] for a, b in zip(reasons["word_start"], reasons["word_end"])] == list(
        reasons["expression"]
    )


def certain_of(*actors):
    """For each actor: its number of sentences, and how probably negative each is."""
    rows = [
        {
            "doc_id": "d",
            "sent_id": n,
            "actor_id": f"a{k}",
            "label": f"A{k}",
            "kind": "person",
            "certain": True,
        }
        | {"p_negative": p, "p_neutral": 1 - p, "p_positive": 0.0, "tone": -p}
        for k, (size, p) in enumerate(actors)
        for n in range(size)
    ]
    return pd.DataFrame(rows)


@pytest.mark.usefixtures("one_training")
def test_verdicts_are_corrected_for_the_number_of_actors_with_enough_sentences():
    """One actor: z = 0.5 / √(0.25 / 6) = 2.449, p = 0.0143; of two p_holm is twice that, of four 0.057."""
    for others, corrected, verdict in [(1, 0.0286, "negative"), (3, 0.0572, "none")]:
        table = toward_by_actor(certain_of((6, 0.5), *[(6, 0.3)] * others, (4, 0.9))).set_index("actor_id")
        row = table.loc["a0"]
        assert (row["p"], row["p_holm"]) == pytest.approx((0.0143, corrected), abs=1e-4)
        assert row["verdict"] == verdict and row["high"] < 0  # the interval is this actor's alone
        assert (
            table.loc[f"a{others + 1}", ["p", "p_holm", "needed"]].isna().all()
        )  # four sentences: not tested


@pytest.mark.usefixtures("one_training")
def test_the_sentences_that_a_verdict_needs_by_hand():
    """1.96² v / tone²: for p = 0.5, v = 0.25, 3.84; for p = 0.3, v = 0.21, 8.96."""
    table = toward_by_actor(certain_of((6, 0.5), (6, 0.3), (5, 0.0), (5, 1.0))).set_index("actor_id")
    assert table.loc[["a0", "a1"], "needed"].tolist() == [4, 9]
    assert table.loc["a2", ["p", "verdict"]].tolist() == [1, "none"] and pd.isna(table.loc["a2", "needed"])
    assert table.loc["a3", ["p", "verdict", "needed"]].tolist() == [0, "negative", 1]


def test_what_another_training_would_move_is_in_the_interval_and_no_sentence_takes_it_out(monkeypatch):
    """s = 0.1: 1.96 √(0.25 / 6 + 0.01) = 0.446; needed 0.25 / ((0.5 / 1.96)² − 0.01) = 4.5. s = 0.3: none."""
    for spread, low, needed in [(0.1, -0.9455, 5), (0.3, -1, None)]:
        monkeypatch.setitem(_encoder.numbers(), "spread", spread)
        row = toward_by_actor(certain_of((6, 0.5))).iloc[0]
        assert row["low"] == pytest.approx(low, abs=5e-4)
        assert row["needed"] == needed if needed else pd.isna(row["needed"])
