"""The one list of instruments: a further is one entry, and shows wherever instruments are shown."""

import re
from importlib.metadata import version

import numpy as np
import pandas as pd
import pytest

from helpers import corpus, explore, figures, sentiment
from helpers.sentiment import _instruments

TEXT = "They praised the calm plan. A calm day, and a calm night. The war failed them. They met on Sunday."


def calm_score(texts):
    return pd.DataFrame({"calmness": [len(re.findall("calm", text)) / 4 for text in texts], "calls": 1})


def calm_reasons(texts):
    rows = [(row, *m.span(), 0.25) for row, text in enumerate(texts) for m in re.finditer("calm", text)]
    return pd.DataFrame(rows, columns=["row", "start", "end", "effect"])


@pytest.fixture
def calm(monkeypatch):
    """A further instrument, which counts "calm": the whole of what it takes."""
    entry = sentiment.Instrument(
        name="calm",
        column="calmness",
        label="Calm",
        score=calm_score,
        reasons=calm_reasons,
        bounds=(-0.25, 0.5),
        package="numpy",
        reference="made for this test",
        extra_columns=("calls",),
    )
    monkeypatch.setattr(_instruments, "INSTRUMENTS", (*_instruments.INSTRUMENTS, entry))


@pytest.fixture
def tables():
    sentences = corpus.sentences(pd.DataFrame({"doc_id": ["a"], "language": "en", "text": [TEXT]}))
    return sentences, sentiment.score(sentences), sentiment.reasons(sentences)


def of_calm(table):
    return table[table["instrument"] == "Calm"].iloc[0].drop("instrument").to_dict()


def test_a_further_instrument_is_scored_with_its_reasons(calm, tables):
    sentences, scores, reasons = tables
    assert scores[["calmness", "calls"]].values.tolist() == [[0.25, 1], [0.5, 1], [0, 1], [0, 1]]
    mine = reasons[reasons["instrument"] == "calm"]
    assert mine[["sent_id", "start", "expression", "effect"]].values.tolist() == [
        [1, 17, "calm", 0.25],
        [2, 30, "calm", 0.25],
        [2, 46, "calm", 0.25],
    ]
    only = sentiment.score(sentences, ["calm"])
    assert list(only.columns) == [*sentences.columns, "calmness", "calls"]


def test_a_further_instrument_is_in_every_table_of_trust(calm, tables):
    sentences, scores, reasons = tables
    ends = sentiment.extremes(scores, reasons, "calm", n=1)
    assert ends[["sent_id", "words"]].values.tolist() == [[2, "calm"]]
    assert of_calm(sentiment.silence(scores)) == {"sentences": 4, "silent": 2, "share": 0.5}
    pairs = sentiment.agreement(scores)[["instrument", "other"]].values.tolist()
    assert [one for one, other in pairs if other == "Calm"] == ["TextBlob", "VADER", "tone", "encoder"]
    assert of_calm(sentiment.mean_intervals(scores))["mean"] == 0.1875
    assert of_calm(sentiment.share_scored(sentences, reasons))["scored"] == 3
    fragile = of_calm(sentiment.fragility(scores, reasons, n=1))
    assert (fragile["sentences"], fragile["words"], fragile["without_words"]) == ("2", "calm", 0)
    assert not fragile["survives"]


def test_a_phrase_that_misleads_a_further_instrument_is_listed(calm, tables, tmp_path):
    sentences, _, reasons = tables
    path = tmp_path / "phrases.csv"
    path.write_text("phrase,why\nCalm-Day,a feast\n", encoding="utf-8")
    table = sentiment.misleading(sentences, reasons, path=path)
    assert table.query("instrument == 'calm'")[["start", "why"]].values.tolist() == [[30, "a feast"]]


def test_a_further_instrument_has_its_classes_and_its_package(calm):
    values = pd.Series([-0.25, -0.2, 0.49, 0.5])
    named = ["negative", "neutral", "neutral", "positive"]
    assert sentiment.classify(values, "calm").tolist() == named
    assert sentiment.classify(values, (-0.25, 0.5)).tolist() == named
    assert sentiment.packages() == ("textblob", "vaderSentiment", "numpy")


def test_the_reading_view_shows_a_further_instrument(calm, tables):
    _, scores, reasons = tables
    mentions = pd.DataFrame(columns=corpus.CONTRACTS["mentions"])
    view = explore.reader(scores, mentions, reasons)
    assert view._page["instruments"][-1] == ["calm", "Calm"]
    assert dict(view._page["sentences"][1]["numbers"])["Calm calmness"] == "+0.500"
    html = view._repr_mimebundle_()[0]["text/html"]
    assert (
        "Calm calmness +0.500; Calm calls 1.000" in html and "<i>Calm</i>: calm +0.250, calm +0.250" in html
    )


def test_the_choices_offer_a_further_instrument(calm, tables):
    choices = explore.tone_choices(tables[1], origin=figures.Origin("07-explore", "a-test.txt", {}))
    choices.set(instrument="calmness", window=1)
    assert choices.table["moving_mean"].tolist() == [0.25, 0.5, 0, 0] and "Calm" in choices.caption


def test_every_instrument_keeps_what_its_entry_says():
    texts = pd.Series(["The calm plan failed.", "They met on Sunday."], index=[7, 3])
    for one in sentiment.instruments():
        scores, reasons = one.score(texts.reset_index(drop=True)), one.reasons(texts)
        assert list(scores.columns) == [one.column, *one.extra_columns] and len(scores) == 2
        assert {"row", "start", "end", "effect"} <= set(reasons) and set(reasons["row"]) <= {0, 1}
        assert one.score(texts.head(0)).empty and one.reasons(texts.head(0)).empty
        assert one.bounds[0] < 0 < one.bounds[1] and one.reference
        assert not one.package or version(one.package)
    assert {one.label for one in sentiment.instruments()} <= set(corpus.validation()["instrument"])


def test_the_encoder_gives_what_leaving_out_a_word_does_and_only_if_it_is_named(tables):
    sentences, scores, reasons = tables
    assert "encoder" not in set(reasons["instrument"])
    asked = sentiment.reasons(sentences.head(1), ["encoder"])
    whole = scores["encoder"].iloc[0]
    for row in asked.itertuples():
        text = sentences["text"].iloc[0]
        without = sentences.head(1).assign(text=text[: row.start] + text[row.end :])
        left = sentiment.score(without, ["encoder"])["encoder"].item()
        assert row.effect == pytest.approx(whole - left, abs=1e-9)
    assert len(asked) and corpus.check_offsets(
        asked.assign(text=""), sentences.assign(text=TEXT), "expression"
    )


def test_the_sentences_at_the_ends_by_the_encoder_name_the_words_that_it_would_miss(tables):
    sentences, scores, reasons = tables
    for row in sentiment.extremes(scores, reasons, "encoder", n=1).itertuples():
        mine = sentiment.reasons(sentences[sentences["sent_id"] == row.sent_id], ["encoder"])
        helping = mine[mine["effect"] * row.score > 0]
        assert row.words.split(", ")[0] == helping.loc[helping["effect"].abs().idxmax(), "expression"]


def test_classes_of_tone_are_those_of_its_scores(tables):
    """Of its bounds −0.1058 and 0.0859 themselves, and all between them, `tone` says neutral."""
    edges = [-0.1058, 0.0859, np.nextafter(-0.1058, -1), np.nextafter(0.0859, 1)]
    named = ["neutral", "neutral", "negative", "positive"]
    assert sentiment.classify(pd.Series(edges), "tone").tolist() == named
    scores = tables[1]
    assert sentiment.classify(scores["tone"], "tone").tolist() == scores["tone_class"].tolist()


def test_an_unknown_instrument_is_refused(tables):
    sentences, scores, reasons = tables
    asked = [
        lambda: sentiment.instrument("afinn"),
        lambda: sentiment.reasons(sentences, ["vader", "afinn"]),
        lambda: sentiment.extremes(scores, reasons, "afinn"),
        lambda: sentiment.classify(scores["tone"], "afinn"),
    ]
    for ask in asked:
        with pytest.raises(ValueError, match='instrument is "afinn"; expected one of textblob, vader, tone'):
            ask()


@pytest.mark.parametrize(
    "measure",
    [
        sentiment.silence,
        sentiment.agreement,
        sentiment.mean_intervals,
        lambda wrong: sentiment.extremes(wrong, wrong, "vader"),
        lambda wrong: sentiment.fragility(wrong, wrong),
    ],
)
def test_a_table_without_scores_is_refused(measure):
    with pytest.raises(ValueError, match=r"not a scores table: .*; sentiment\.score\(sentences\) makes one"):
        measure(pd.DataFrame({"doc_id": ["a"], "sent_id": 1, "words": 3}))


@pytest.mark.parametrize(
    ("measure", "table"),
    [
        (lambda right, wrong: sentiment.share_scored(right, wrong), "reasons"),
        (lambda right, wrong: sentiment.share_scored(wrong, wrong), "reasons"),
        (lambda right, wrong: sentiment.misleading(right, wrong), "reasons"),
        (lambda right, wrong: sentiment.misleading(wrong, wrong), "sentences"),
        (lambda right, wrong: sentiment.toward(wrong, right), "mentions"),
        (lambda right, wrong: sentiment.toward_by_actor(wrong), "toward"),
        (lambda right, wrong: sentiment.strongest_words(wrong), "toward_reasons"),
    ],
)
def test_any_other_wrong_table_is_refused(tables, measure, table):
    with pytest.raises(ValueError, match=f"not a {table} table: .* missing"):
        measure(tables[0], pd.DataFrame({"doc_id": ["a"], "sent_id": 1, "words": 3}))
