"""TextBlob's columns against the installed TextBlob: an upgrade that scores differently turns these red."""

import json
import random
import subprocess
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textblob import TextBlob
from textblob._text import EMOTICONS
from textblob.en import sentiment as installed

from helpers.sentiment import _pattern, _textblob

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"
PRESS = [
    "The minister was very good, but the plan is not good at all.",
    "It isn't good. It isn’t good. It is not good!",
    "“Absolutely terrible!” said the mayor: (no comment), really not amused.",
    "Odd. The U.S. economy, Mr. Hart said, is odd... very. Good!!",
    "Prices rose 3 per cent (aged 8), score: 3; see http://example.org/good and well-known risks.",
    'A "great" deal(!) — no better, never worse, not a very happy end.',
    "Reporters were hardly surprised;\u00a0officials were deeply\u2003unhappy.\r\n\r\nNot\r\n\r\ngood.",
    "",
    " ",
    "\x00",
    "!",
    "(!)",
    "not",
    "very",
    "n't",
    "END-OF-SENTENCE good",
    "really END-OF-SENTENCE good é",
    "no\x00good",
    "ma\u212ae a \u212aind offer",
    "İ not İ good",
    "good" + "!" * 3000,
    "not very good " * 5000,
]
LEXICON = sorted(form for form in _pattern.entries() if " " not in form)
MODIFIERS = sorted(form for form in LEXICON if _pattern.entries()[form][3])
FACES = sorted(face for faces in EMOTICONS.values() for face in faces)
NEGATORS = ["not", "no", "never", "Not", "NO", "n't", "isn't", "isn’t", "won't", "ain't", "cannot"]
FILLERS = ["a", "is", "the", "talks", "U.S.", "Mr.", "Odd.", "No.", "e.g.", "18", "2008", "O.", *"83Dopx"]
MARKS = [*".,;:!?()[]{}`'\"@#$^&*+-|=~_<>/\\“”‘’–—…°♥é\u200b\x00İ"]
MARKS += ["...", "....", "(!)", "!!", "'s", "'t", "n't"]
BLANKS = [*" " * 12, "", "", *"\n\t\x1c\x85\xa0\u2028\u3000", "\n\n", "\r\n", "\r\n\r\n", "  "]
KINDS = [LEXICON, MODIFIERS, ["very", "much", "real", "really"], NEGATORS, FILLERS, FACES, MARKS, ["!"]]


def theirs(texts) -> np.ndarray:
    return np.array([tuple(TextBlob(text).sentiment) for text in texts]).reshape(-1, 2)


def their_reasons(text) -> list[tuple[float, float]]:
    return [(polarity, subjectivity) for _, polarity, subjectivity, _ in installed(text).assessments]


def our_reasons(text) -> list[tuple[float, float]]:
    found = _textblob.assessments(pd.Series([text], dtype=object))
    return list(found[["polarity", "subjectivity"]].itertuples(index=False, name=None))


def assert_same(texts) -> None:
    """Equal to the last bit, and the text that is not in the message when not."""
    ours = _textblob.polarity_subjectivity(pd.Series(texts, dtype="str")).to_numpy()
    expected = theirs(texts)
    wrong = np.flatnonzero((ours != expected).any(axis=1))
    assert not len(wrong), (texts[wrong[0]], ours[wrong[0]], expected[wrong[0]])


def adversarial(count: int, seed: int) -> list[str]:
    """Texts of lexicon words, negators, modifiers, marks, all blanks, and in every second emoticons."""
    chance = random.Random(seed)
    return [
        _adversarial(chance, KINDS if n % 2 else [k for k in KINDS if k is not FACES]) for n in range(count)
    ]


def _adversarial(chance, kinds) -> str:
    words = []
    for _ in range(chance.randint(1, 14)):
        word = chance.choice(chance.choice(kinds))
        word = chance.choice([str, str, str, str, str.capitalize, str.upper])(word)
        word = chance.choice(["", "", "", "", chance.choice(MARKS)]) + word
        words += [word + chance.choice(["", "", "", chance.choice(MARKS)]), chance.choice(BLANKS)]
    return "".join(words)


@pytest.mark.parametrize(
    ("text", "polarity", "subjectivity"),
    [
        ("A good day.", 0.7, 0.6),  # good: .7, .6
        ("Not a good day.", -0.35, 0.6),  # .7 × -.5
        ("Not the good day.", 0.7, 0.6),  # "the" is long enough to clear the "not"
        ("It isn't good.", 0.7, 0.6),  # "n't" never negates
        ("A good day!", 0.875, 0.6),  # .7 × 1.25
        ("A very good day.", 0.91, 0.78),  # 1.3 × .7, 1.3 × .6
        ("Not very good.", 0.7 / 1.3 * -0.5, 0.6 / 1.3),
        ("Really not very good.", 0.7 * 1.3 * -0.5, 0.6 * 1.3),  # "not" belongs to "really", so no division
        ("Very, to, good.", 0.91, 0.78),  # two letters keep a "very",
        ("Very, the, good.", 0.45, 0.45),  # three do not: (.2 + .7) / 2, (.3 + .6) / 2
        ("Good news (!)", 0.35, 0.8),  # (.7 + 0) / 2, (.6 + 1) / 2
        ("The boy (8)", 0.5, 1.0),  # an emoticon
        ("A day.", 0.0, 0.0),
        ("", 0.0, 0.0),
    ],
)
def test_hand_counted(text, polarity, subjectivity):
    scores = _textblob.polarity_subjectivity(pd.Series([text]))
    assert scores.iloc[0].tolist() == pytest.approx([polarity, subjectivity], abs=1e-12)


def test_press_sentences_and_odd_ones():
    assert_same(PRESS)
    assert [our_reasons(text) for text in PRESS] == [their_reasons(text) for text in PRESS]


def test_every_word_of_the_lexicon():
    forms = sorted(_pattern.entries())
    assert_same(forms + [f"not {form}." for form in LEXICON] + [f"Very {form}!" for form in LEXICON])
    assert set(forms) == {*dict.keys(installed)}
    assert [_pattern.entries()[form][:3] for form in forms] == [
        tuple(installed[form][None]) for form in forms
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_adversarial(seed):
    assert_same(adversarial(3000, seed))


def test_adversarial_reasons():
    texts = adversarial(500, 3)
    for text in texts:
        assert our_reasons(text) == their_reasons(text), text


def test_every_emoticon_however_spaced_or_attached():
    frames = ["{}", "a {}", "a{} b", "good {}.", "({})", "18{}", "2008{}", "“{}”", "{}n't", "very {}good"]
    gaps = ("", " ", "\n\n", "\xa0", "END-OF-SENTENCE", " END-OF-SENTENCE ")
    spaced = [gap.join(face) for face in FACES for gap in gaps]
    texts = [frame.format(face) for frame in frames for face in [*spaced, *map(str.swapcase, FACES)]]
    assert_same(texts)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_text(texts):
    assert_same(texts)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*NEGATORS, *FILLERS, *FACES, *MARKS, *BLANKS, "good", "very", "really", "badly"])
    )
)
def test_any_order_of_what_matters(words):
    assert_same(["".join(words), " ".join(words)])
    assert our_reasons(" ".join(words)) == their_reasons(" ".join(words))


def test_reasons_make_the_score_and_stand_in_the_text():
    texts = pd.Series(PRESS + adversarial(500, 4))
    found = _textblob.assessments(texts)
    means = (
        found.groupby("row")[["polarity", "subjectivity"]].mean().reindex(range(len(texts)), fill_value=0.0)
    )
    assert np.allclose(means, _textblob.polarity_subjectivity(texts), rtol=0, atol=1e-12)
    sums = found.groupby("row")["effect"].sum().reindex(range(len(texts)), fill_value=0.0)
    assert np.allclose(sums, means["polarity"], rtol=0, atol=1e-12)
    lengths = texts.str.len()[found["row"]].to_numpy()
    assert ((found["start"] < found["end"]) & (found["end"] <= lengths)).all()


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("They were really not very good.", ["really not very good"]),
        ("Not a good day, but fine!", ["Not a good", "fine!"]),
        ("A good, quiet day!", ["good", "quiet"]),
        ("He said: (no) great(!)", [": (", "no) great", "(!)"]),
        ("“Good”.....! A bad end", ["Good", "bad"]),
        ("Never\r\n\r\nso bad", ["bad"]),
    ],
)
def test_expressions_as_printed(text, expressions):
    found = _textblob.assessments(pd.Series([text]))
    assert [text[a:b] for a, b in zip(found["start"], found["end"])] == expressions


def test_partition_law_and_order(monkeypatch):
    texts = pd.Series(PRESS + adversarial(60, 5), index=range(100, 160 + len(PRESS)))
    whole = _textblob.polarity_subjectivity(texts)
    parts = [_textblob.polarity_subjectivity(texts.iloc[at : at + 7]) for at in range(0, len(texts), 7)]
    pd.testing.assert_frame_equal(whole, pd.concat(parts, ignore_index=True), check_exact=True)
    monkeypatch.setattr(_textblob, "BATCH", 11)
    pd.testing.assert_frame_equal(whole, _textblob.polarity_subjectivity(texts), check_exact=True)
    backwards = _textblob.polarity_subjectivity(texts[::-1])[::-1].reset_index(drop=True)
    pd.testing.assert_frame_equal(whole, backwards, check_exact=True)


def test_no_text_gives_empty_tables():
    for texts in (pd.Series([], dtype="str"), pd.Series([], dtype=object)):
        scores = _textblob.polarity_subjectivity(texts)
        assert scores.dtypes.to_dict() == {"polarity": float, "subjectivity": float}
        assert len(scores) == len(_textblob.assessments(texts)) == 0


def test_what_is_not_text_is_refused():
    for texts in (pd.Series(["good", None]), pd.Series([1, 2]), pd.Series(["good", 1], dtype=object)):
        with pytest.raises(TypeError, match="texts|missing"):
            _textblob.polarity_subjectivity(texts)


def test_half_a_surrogate_pair_is_one_unknown_character():
    text = "not \ud800 good"
    scores = _textblob.polarity_subjectivity(pd.Series([text], dtype=object))
    assert tuple(scores.iloc[0]) == tuple(installed(text))


def test_neither_textblob_nor_nltk_is_imported():
    code = (
        "import sys, pandas as pd; from helpers.sentiment import _pattern, _textblob as t; "
        "texts = pd.Series(['good (8)']); t.assessments(texts); t.polarity_subjectivity(texts); "
        "assert not {'nltk', 'textblob'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parents[1])


@pytest.mark.skipif(not BENCH.is_dir(), reason="no gold data (../shared/bench) beside this repository")
def test_real_sentences():
    """Every 25th line of the gold files; benchmarks/sentiment.py compares all of them."""
    texts = []
    for path in sorted(BENCH.glob("*.jsonl")):
        for row in map(json.loads, islice(path.open(encoding="utf-8"), 0, None, 25)):
            texts += [
                " ".join(row.get("tokens", [])),
                row.get("sentence", ""),
                *row.get("text", "").splitlines(),
            ]
    assert len(texts) > 1000
    assert_same(texts)
