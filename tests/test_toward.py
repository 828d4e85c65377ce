"""Tests of `toward`: verdicts a reader would give, exact reasons, and the laws of the house."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers._spans import context
from helpers._tables import CHANCES
from helpers.sentiment import _toward
from helpers.sentiment._toward import AT_MENTION, CONSTANT, toward, toward_by_actor, toward_reasons
from helpers.sentiment._toward_words import align_to_mentions, pieces, shifted

CHANCES = list(CHANCES)

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
    ("Hale defeated Lowe in a landslide.", "Hale", "Lowe"),
    ("Lowe, who is accused of fraud, was beaten by the popular Hale.", "Hale", "Lowe"),
    ("Okoro apologized for lying about Brandt, an honest man.", "Brandt", "Okoro"),
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


def test_names_have_no_tone():
    tone = toward(
        *frames([(f"Critics say {name} lied.", name) for name in ("Trump", "Grace Love", "Hale", "Justice")])
    )
    assert tone["tone"].nunique() == 1


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


def test_reasons_add_up_and_stand_on_their_words():
    mentions, sentences = frames([(text, mention) for text, mention, _ in CLEAR], offset=40)
    result, reasons = toward(mentions, sentences), toward_reasons(mentions, sentences)
    total = reasons.groupby("sent_id")["effect"].sum().to_numpy()
    assert np.allclose(total, np.log(result["p_positive"] / result["p_negative"]), atol=1e-9)
    text = " " * 40 + " ".join(sentences["text"])
    worded = reasons[~reasons["expression"].isin([CONSTANT, AT_MENTION])]
    assert [text[a:b] for a, b in zip(worded["word_start"], worded["word_end"])] == list(worded["expression"])
    assert reasons.loc[reasons["expression"] == CONSTANT, "effect"].nunique() == 1
    assert set(reasons["actor_id"]) == set(mentions["actor_id"])


def test_the_strongest_reason_is_the_word_a_reader_would_name():
    reasons = toward_reasons(
        *frames([("Hale was praised by aides.", "Hale"), ("Hale is a convicted felon.", "Hale")])
    )
    worded = reasons[~reasons["expression"].isin([CONSTANT, AT_MENTION])]
    strongest = worded.loc[worded.groupby("sent_id")["effect"].apply(lambda e: e.abs().idxmax())]
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
    monkeypatch.setattr(_toward, "BATCH", 3)
    pd.testing.assert_frame_equal(toward(mentions, sentences), whole, check_exact=True)
    pd.testing.assert_frame_equal(toward_reasons(mentions, sentences), why, check_exact=True)


def test_of_a_sentence_without_end_a_stretch_is_read_on_either_side():
    """The mention means what it means in that stretch alone, and words far away do not count."""
    around = "the clerk said that the mayor Hale was praised for her courage "
    near, far = "and then they met " * 70, "and they all lied " * 400
    text = f"{far}{near}{around}{near}{far}"
    (mentions, sentences), at = frames([(text, "Hale")]), text.index("Hale")
    before, after = context(text, at, at + len("Hale"), _toward.REACH)
    short = toward(*frames([(f"{before}Hale{after}", "Hale")]))
    pd.testing.assert_frame_equal(toward(mentions, sentences)[CHANCES], short[CHANCES], check_exact=True)
    reasons = toward_reasons(mentions, sentences)
    words = reasons[~reasons["expression"].str.startswith("(")]
    assert [text[a:b] for a, b in zip(words["word_start"], words["word_end"])] == words["expression"].tolist()
    assert "lied" not in set(words["expression"])


def test_the_words_read_grow_with_the_text_not_with_its_square():
    def read(times):
        text = "Hale met the press and lied " * times
        sentences = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0, "text": text})
        places = [m.start() for m in re.finditer("Hale", text)]
        mentions = pd.DataFrame({"doc_id": "a", "sent_id": 1, "start": places})
        spans = _toward._in_sentences(mentions.assign(end=mentions["start"] + 4), sentences)
        return sum(len(words.row) for _, words in _toward._batches(spans))

    assert read(800) < 4.5 * read(200)


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
    assert np.isclose(result[CHANCES].iloc[0].sum(), 1)
    assert np.isclose(
        reasons["effect"].sum(), np.log(result["p_positive"] / result["p_negative"]).iloc[0], atol=1e-9
    )
    worded = reasons[~reasons["expression"].isin([CONSTANT, AT_MENTION])]
    assert [text[a - 5 : b - 5] for a, b in zip(worded["word_start"], worded["word_end"])] == list(
        worded["expression"]
    )


def test_weights_are_small_and_no_pickle():
    assert _toward.WEIGHTS.stat().st_size <= 1_000_000
    with np.load(_toward.WEIGHTS, allow_pickle=False) as file:
        assert all(file[name].dtype != object for name in file.files)


def test_a_text_in_pieces():
    assert pieces(["Ann’s, too"])[3].tolist() == ["^", "Ann", "'s", ",", "too"]


def test_neighbours_end_with_the_sentence():
    values, row = np.array([1, 2, 3]), np.array([0, 0, 1])
    assert shifted(values, 1, row).tolist() == [0, 1, 0] and shifted(values, -1, row).tolist() == [2, 0, 0]


def test_names_are_hidden_and_a_title_belongs_to_its_name():
    words = align_to_mentions(["Mr. Hale beat Ann Lowe."], *map(np.array, ([0], [4], [8])), common=set())
    assert words.vocabulary[words.code].tolist() == ["^", "MENTION", "beat", "NAME", "."]
    assert [words.start.tolist(), words.end.tolist()] == [[0, 0, 9, 14, 22], [0, 8, 13, 22, 23]]
    assert (words.place.tolist(), words.name.tolist()) == ([1], [False, False, False, True, False])


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


def test_the_sentences_that_a_verdict_needs_by_hand():
    """1.96² v / tone²: for p = 0.5, v = 0.25, 3.84; for p = 0.3, v = 0.21, 8.96."""
    table = toward_by_actor(certain_of((6, 0.5), (6, 0.3), (5, 0.0), (5, 1.0))).set_index("actor_id")
    assert table.loc[["a0", "a1"], "needed"].tolist() == [4, 9]
    assert table.loc["a2", ["p", "verdict"]].tolist() == [1, "none"] and pd.isna(table.loc["a2", "needed"])
    assert table.loc["a3", ["p", "verdict", "needed"]].tolist() == [0, "negative", 1]
