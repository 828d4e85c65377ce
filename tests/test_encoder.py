"""The encoder: its word pieces, its stretches, and the same numbers whatever reads beside."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import ROOT
from helpers.sentiment import _encoder, _readings
from helpers.sentiment._encoder import read


def pieces(text):
    names = {number: piece for piece, number in _encoder.weights()["numbers"].items()}
    (stretch,) = _encoder._stretches(0, text)
    return [(names[number], text[a:b]) for number, (a, b) in zip(stretch.ids, stretch.spans, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hale, 3.5%", [("hale", "Hale"), (",", ","), ("3", "3"), (".", "."), ("5", "5"), ("%", "%")]),
        ("protesting", [("protesting", "protesting")]),
        ("Naïve", [("naive", "Naïve")]),
        ("_x_", [("_", "_"), ("x", "x"), ("_", "_")]),
        (
            "unhelpfulness",
            [("un", "un"), ("##hel", "hel"), ("##pf", "pf"), ("##ul", "ul"), ("##ness", "ness")],
        ),
        ("抗", [("[UNK]", "抗")]),
        ("İzmir", [("i", "İ"), ("##z", "z"), ("##mir", "mir")]),
        ("", []),
    ],
)
def test_words_are_the_longest_known_pieces_from_the_left(text, expected):
    assert pieces(text) == expected


def test_a_word_without_end_is_unknown():
    assert pieces("x" * 101) == [("[UNK]", "x" * 101)]


def test_what_a_text_or_mention_gives_does_not_depend_on_what_is_read_beside_it(monkeypatch):
    texts = ["Hale was praised.", "", "Nobody saw Lowe lie. " * 9, "The army left Basra, and Hale slept."]
    spans = [[(0, 4)], [], [(11, 15), (32, 36)], [(25, 29), (14, 19)]]
    tone, logits = read(texts, spans)
    for size in (1, 40, 100_000):
        monkeypatch.setattr(_encoder, "BATCH", size)
        turned = read(texts[::-1], spans[::-1])
        assert turned[0][::-1] == pytest.approx(tone, abs=2e-5)
        for one, other in zip(turned[1][::-1], logits, strict=True):
            assert one == pytest.approx(other, abs=2e-5)


def test_a_long_text_is_read_in_stretches_and_a_mention_where_it_stands(monkeypatch):
    monkeypatch.setattr(_encoder, "LONGEST", 6)
    text = "Hale lied to us all again . Lowe was praised by everybody here ."  # 7 pieces, then 7
    _, (logits,) = read([text], [[(0, 4), (28, 32)]])
    parts = [read([part], [[(0, 4)] if part[:1] == "H" else [(2, 6)]]) for part in (text[:25], text[26:57])]
    assert logits[0] == pytest.approx(parts[0][1][0][0], abs=2e-5)
    assert logits[1] == pytest.approx(parts[1][1][0][0], abs=2e-5)


def test_nothing_to_read():
    tone, logits = read([], [])
    assert tone.shape == (0,) and logits == []
    tone, logits = read(["", "Rain."], [[(0, 0)], []])
    assert np.isfinite(tone).all() and logits[0].tolist() == [[0, 0, 0]]


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=200), data=st.data())
def test_any_text_is_read(text, data):
    start = data.draw(st.integers(0, len(text)))
    tone, logits = read([text], [[(start, data.draw(st.integers(start, len(text))))]])
    assert np.isfinite(tone).all() and np.isfinite(logits[0]).all()
    spans = [span for one in _encoder._stretches(0, text) for span in one.spans]
    assert all(0 <= a < b <= len(text) for a, b in spans) and spans == sorted(spans)


def test_weights_are_small_and_no_pickle():
    assert _encoder.WEIGHTS.stat().st_size <= 25_000_000
    with np.load(_encoder.WEIGHTS, allow_pickle=False) as file:
        assert all(file[name].dtype != object for name in file.files)


def test_what_was_read_is_not_read_again(monkeypatch, tmp_path):
    monkeypatch.setattr(_readings, "STORE", tmp_path / "new" / "kept.sqlite")
    texts, spans = ["Hale lied.", "Lowe won.", "Hale lied."], [[(0, 4)], [], [(0, 4)]]
    tone, logits = _readings.read(texts, spans)
    direct = read(texts, spans)
    asked = []
    monkeypatch.setattr(_encoder, "read", lambda *given: asked.append(given) or read(*given))
    again = _readings.read([*texts, "Rain fell."], [*spans, []])
    assert asked == [(["Rain fell."], [[]])]
    assert again[0][:3].tolist() == tone.tolist() and again[1][0].tolist() == logits[0].tolist()
    assert tone == pytest.approx(direct[0]) and [part.shape for part in again[1]] == [
        (1, 3),
        (0, 3),
        (1, 3),
        (0, 3),
    ]
    _readings.read(["Hale lied."], [[(5, 9)]])
    assert len(asked) == 2  # another mention is another reading


def test_a_store_that_cannot_be_read_costs_time_and_nothing_else(monkeypatch, tmp_path):
    (tmp_path / "kept.sqlite").write_text("this is no database, however long it is " * 9)
    for place in (tmp_path / "kept.sqlite", tmp_path / "kept.sqlite" / "below.sqlite"):
        monkeypatch.setattr(_readings, "STORE", place)
        assert _readings.read(["Rain fell."], [[]])[0].tolist() == read(["Rain fell."], [[]])[0].tolist()


SEED_TABLES = """
import sys, hashlib
from helpers import SEEDS, actors, corpus, sentiment
from helpers._files import csv_bytes
from helpers.sentiment import _readings
_readings._kept = lambda keys: {}
sentences = corpus.sentences(corpus.load(SEEDS))
mentions = actors.mentions(sentences, actors.read_register(SEEDS))
toward = sentiment.toward(mentions, sentences)
reasons = sentiment.toward_reasons(mentions.head(20), sentences)
print(hashlib.sha256(csv_bytes(toward) + csv_bytes(reasons)).hexdigest())
"""


def test_the_seed_has_the_same_tables_under_other_kernels_and_threads():
    """Kernels of OpenBLAS for other processors, which add up in another order."""
    ways = [("Haswell", 1), ("SkylakeX", 2), ("Prescott", 1)]
    found = {
        subprocess.run(
            [sys.executable, "-c", SEED_TABLES],
            cwd=ROOT,
            check=True,
            capture_output=True,
            env={**os.environ, "OPENBLAS_CORETYPE": kernel, "OPENBLAS_NUM_THREADS": str(threads)},
        ).stdout
        for kernel, threads in ways
    }
    assert len(found) == 1
