"""Figures show their tables: what is drawn is read back and compared; exports are whole, safe and repeatable."""

import csv
import json

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from helpers import SEEDS, actors, corpus, figures, sentiment, terms
from helpers.figures import _export


@pytest.fixture(autouse=True)
def style():
    with plt.rc_context():
        figures.use_style()
        yield
    plt.close("all")


@pytest.fixture(scope="module")
def seed():
    sentences = corpus.sentences(corpus.load(SEEDS))
    tokens, register = corpus.tokens(sentences), actors.read_register(SEEDS)
    mentions = actors.mentions(sentences, register)
    return {
        "sentences": sentences,
        "tokens": tokens,
        "scores": sentiment.score(sentences),
        "register": register,
        "reasons": sentiment.reasons(sentences),
        "mentions": mentions,
        "counts": actors.actor_counts(mentions),
    }


def test_tone_bars_are_the_scores_and_zeros_are_dots(seed):
    scores = seed["scores"]
    ax = figures.plot_tone(scores, "polarity")
    bars = ax.containers[0]
    assert [bar.get_height() for bar in bars] == scores["polarity"].tolist()
    assert [round(bar.get_center()[0]) for bar in bars] == list(range(1, 24))
    dots = ax.lines[0].get_xdata()
    assert dots.tolist() == scores.index[scores["polarity"] == 0].to_numpy().__add__(1).tolist()


def test_tone_lists_the_extremes_beside_the_bars(seed):
    ends = sentiment.extremes(seed["scores"], seed["reasons"], "textblob", n=2)
    ax = figures.plot_tone(seed["scores"], "polarity", extremes=ends)
    letters = [text for text in ax.texts if len(text.get_text()) == 1]
    assert [text.xy for text in letters] == [(row.sent_id, row.score) for row in ends.itertuples()]
    assert ax.texts[-1].get_text().startswith("s. 14  −0.42\ndisappointed, expected\ns. 15")


def test_paragraphs_are_banded(seed):
    ax = figures.plot_tone(seed["scores"], "compound")
    spans = sorted(
        (patch.get_x(), patch.get_x() + patch.get_width())
        for patch in ax.patches
        if patch.get_alpha() == 0.45
    )
    assert spans == [(1.5, 3.5), (4.5, 7.5), (8.5, 12.5), (16.5, 18.5), (21.5, 23.5)]


def test_distribution_has_a_dot_for_every_sentence_and_marks_the_means(seed):
    ax = figures.plot_distribution(seed["scores"], sentiment.NAMES)
    assert [len(dots.get_offsets()) for dots in ax.collections] == [23] * len(sentiment.NAMES)
    means = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "D"]
    assert means == [seed["scores"][column].mean() for column in reversed(sentiment.NAMES)]


def test_agreement_counts_the_quarters(seed):
    ax = figures.plot_agreement(seed["scores"], "polarity", "compound", names=sentiment.NAMES)
    x, y = np.sign(seed["scores"]["polarity"]), np.sign(seed["scores"]["compound"])
    expected = [
        ((x == -1) & (y == 1)).sum(),
        ((x == 1) & (y == 1)).sum(),
        ((x == -1) & (y == -1)).sum(),
        ((x == 1) & (y == -1)).sum(),
    ]
    assert [int(text.get_text()) for text in ax.texts] == expected
    assert sum(len(line.get_xdata()) for line in ax.lines if line.get_marker() in ("o", "x")) == 23


def test_ranked_bars_are_the_counts(seed):
    table = terms.frequencies(seed["tokens"]).head(10)
    ax = figures.plot_ranks(table)
    assert [bar.get_width() for bar in ax.patches] == table["frequency"].tolist()
    assert [label.get_text() for label in ax.get_yticklabels()] == table["term"].tolist()


def test_the_cloud_has_one_outline_a_word_sized_by_its_count_and_none_overlap(seed):
    table = terms.corpus_frequencies([seed["sentences"]], stopwords=terms.stopwords()).head(40)
    boxes = [patch.get_path().get_extents() for patch in figures.plot_cloud(table).patches]
    assert len(boxes) == 40
    assert max(range(40), key=lambda number: boxes[number].height) == 0
    one, other = figures.plot_cloud(table), figures.plot_cloud(table)
    assert figures.fingerprint(one) == figures.fingerprint(other)


def test_dispersion_marks_every_occurrence(seed):
    places = terms.term_positions(seed["tokens"], ["people", "iran"])
    ax = figures.plot_dispersion(places, len(seed["tokens"]))
    drawn = [
        (int(segment[0][0]), round(float(segment.mean(axis=0)[1])))
        for segment in ax.collections[0].get_segments()
    ]
    assert drawn == [
        (place, ["people", "iran"].index(label)) for label, place in zip(places["label"], places["place"])
    ]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["people  (8)", "iran  (3)"]


def test_actor_bars_add_up_to_the_mentions(seed):
    counts = seed["counts"]
    ax = figures.plot_actor_counts(counts)
    widths = np.array([[bar.get_width() for bar in part] for part in ax.containers])
    assert widths.tolist() == counts[["name", "role", "group"]].T.to_numpy().tolist()
    ends = [bar.get_x() + bar.get_width() for bar in ax.containers[-1]]
    assert ends == counts["mentions"].tolist() and [text.get_text() for text in ax.texts] == list(
        map(str, ends and counts["mentions"])
    )


def test_the_matrix_shows_every_pair_once(seed):
    pairs = actors.co_mentions(seed["mentions"])
    labels = dict(zip(seed["register"]["actor_id"], seed["register"]["label"]))
    ax = figures.plot_co_mentions(pairs, labels)
    rows, columns = (
        [tick.get_text() for tick in ticks] for ticks in (ax.get_yticklabels(), ax.get_xticklabels())
    )
    drawn = {
        frozenset((rows[round(text.get_position()[1])], columns[round(text.get_position()[0])])): int(
            text.get_text()
        )
        for text in ax.texts
    }
    assert drawn == {
        frozenset((labels[row.actor_id], labels[row.other_id])): row.sentences for row in pairs.itertuples()
    }


def three_panels(seed):
    axes = figures.stacked(height=5.2, rows=3)
    for ax, (instrument, column) in zip(
        axes, {"tone": "tone", "vader": "compound", "textblob": "polarity"}.items()
    ):
        ends = sentiment.extremes(seed["scores"], seed["reasons"], instrument, n=3)
        figures.plot_tone(seed["scores"], column, extremes=ends, title=column, ax=ax)
    return axes[0]


@pytest.mark.parametrize(
    "draw",
    [
        three_panels,
        lambda seed: figures.plot_actor_counts(seed["counts"]),
        lambda seed: figures.plot_kinds(actors.kind_counts(seed["counts"])),
        lambda seed: figures.plot_co_mentions(
            actors.co_mentions(seed["mentions"]),
            dict(zip(seed["register"]["actor_id"], seed["register"]["label"])),
        ),
        lambda seed: figures.plot_dispersion(
            actors.mention_positions(seed["sentences"], seed["mentions"]), 23, unit="sentence"
        ),
        lambda seed: figures.plot_toward(
            sentiment.toward_by_actor(sentiment.toward(seed["mentions"], seed["sentences"]))
        ),
        lambda seed: figures.plot_distribution(seed["scores"], sentiment.NAMES),
        lambda seed: figures.plot_validation(sentiment.validation().query("measure == 'r'")),
    ],
)
def test_no_text_is_cut_and_no_panel_squeezed(seed, draw):
    figure = draw(seed).figure
    figure.canvas.draw()
    drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    assert drawn.x0 > -0.01 and drawn.y0 > -0.01 and drawn.x1 < width + 0.01 and drawn.y1 < height + 0.01
    heights = [ax.get_position().height for ax in figure.axes]
    assert min(heights) > 0.4 / len(heights)


def test_tone_toward_actors_is_drawn_as_computed(seed):
    table = sentiment.toward_by_actor(sentiment.toward(seed["mentions"], seed["sentences"]))
    ax = figures.plot_toward(table)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [line.get_xdata()[0] for line in dots] == table["tone"].tolist()
    assert [line.get_markerfacecolor() == "white" for line in dots] == (table["verdict"] == "none").tolist()
    bars = [line for line in ax.lines if len(line.get_xdata()) == 2 and line.get_marker() == "None"][1:]
    assert [tuple(line.get_xdata()) for line in bars] == list(zip(table["low"], table["high"]))


@pytest.mark.parametrize("change", ["bar", "title", "colour", "limit", "tick", "dot"])
def test_the_fingerprint_changes_with_whatever_is_drawn(seed, change):
    ax = figures.plot_tone(seed["scores"], "polarity", title="TextBlob")
    before = figures.fingerprint(ax)
    assert before == figures.fingerprint(ax)
    {
        "bar": lambda: ax.containers[0][3].set_height(0.26),
        "title": lambda: ax.set_title("Textblob", loc="left"),
        "colour": lambda: ax.containers[0][3].set_color("#56a0d4"),
        "limit": lambda: ax.set_ylim(-1.12, 1.13),
        "tick": lambda: ax.set_yticks([0], ["nil"]),
        "dot": lambda: ax.lines[0].set_ydata(ax.lines[0].get_ydata() + 0.01),
    }[change]()
    assert figures.fingerprint(ax) != before


@pytest.mark.parametrize(
    "draw",
    [
        lambda: figures.plot_tone(
            pd.DataFrame({"doc_id": [], "par_id": [], "sent_id": [], "polarity": []}), "polarity"
        ),
        lambda: figures.plot_ranks(pd.DataFrame({"term": [], "frequency": [], "per_thousand": []})),
        lambda: figures.plot_cloud(pd.DataFrame({"term": [], "frequency": []})),
        lambda: figures.plot_dispersion(pd.DataFrame({"label": [], "place": []}), 0),
        lambda: figures.plot_co_mentions(
            pd.DataFrame({"actor_id": [], "other_id": [], "sentences": []}), {"a": "A"}
        ),
        lambda: figures.plot_actor_counts(
            pd.DataFrame(columns=["label", "kind", "mentions", "name", "role", "group"])
        ),
        lambda: figures.plot_kinds(
            pd.DataFrame(columns=["kind", "actors", "mentions", "name", "role", "group"])
        ),
    ],
)
def test_an_empty_table_is_drawn_as_an_empty_figure_that_says_so(draw):
    ax = draw()
    figures.fingerprint(ax)
    assert "nothing to show" in [text.get_text() for text in ax.texts]


@pytest.fixture
def exported(tmp_path, monkeypatch):
    monkeypatch.setattr(_export, "FIGURES", tmp_path)
    table = pd.DataFrame(
        {"term": ["=1+1", "people"], "frequency": [1, 8], "per_thousand": [0.123456789, 16.5]}
    )
    origin = figures.Origin("03-terms", "seeds", {"a": "00ff"}, {"TOP": 2})

    def run():
        line = figures.export(
            figures.plot_ranks(table),
            "03-test",
            table=table,
            origin=origin,
            caption="A <caption> & more.",
            alt="Bars: “people” 8.",
        )
        return line, {
            path.name: path.read_bytes() for path in tmp_path.iterdir() if not path.name.startswith(".")
        }

    return run


def test_export_writes_the_whole_bundle(exported, tmp_path):
    line, files = exported()
    assert set(files) == {"03-test.png", "03-test.svg", "03-test.pdf", "03-test.csv", "manifest.json"}
    entry = json.loads(files["manifest.json"])["03-test"]
    assert (
        entry["caption"] == "A <caption> & more."
        and entry["texts"] == {"a": "00ff"}
        and entry["parameters"] == {"TOP": 2}
    )
    assert entry["fingerprint"] in line and set(entry["files"]) == set(files) - {"manifest.json"}
    image = Image.open(tmp_path / "03-test.png")
    assert image.info["Description"] == "Bars: “people” 8." and round(image.info["dpi"][0]) == 300
    assert b"<desc>Bars: \xe2\x80\x9cpeople\xe2\x80\x9d 8.</desc>" in files["03-test.svg"]
    assert b"A &lt;caption&gt; &amp; more." in files["03-test.svg"]
    assert b"/FontFile2" in files["03-test.pdf"]  # TrueType, embedded
    rows = list(csv.reader(files["03-test.csv"].decode().splitlines()))
    assert rows == [
        ["term", "frequency", "per_thousand"],
        ["'=1+1", "1", "0.123457"],
        ["people", "8", "16.5"],
    ]


def test_two_exports_give_the_same_bytes(exported):
    assert exported() == exported()


def test_a_figure_cannot_be_written_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(_export, "FIGURES", tmp_path)
    table, origin = (
        pd.DataFrame({"term": [], "frequency": [], "per_thousand": []}),
        figures.Origin("n", "../../x.txt", {}),
    )
    assert origin.folder == tmp_path / "x"
    with pytest.raises(ValueError, match="cannot name a figure"):
        figures.export(figures.plot_ranks(table), "../evil", table=table, caption="c", alt="a", origin=origin)


def test_a_run_that_dies_leaves_the_older_figure(exported, tmp_path, monkeypatch):
    _, before = exported()
    monkeypatch.setattr(_export, "_render", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        exported()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name in before} == before
