"""Figures show their tables: what is drawn is read back and compared; exports are whole and repeatable."""

import csv
import json

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from PIL import Image

from helpers import SEEDS, actors, corpus, figures, sentiment, terms
from helpers._tables import CONTRACTS
from helpers.figures import _export

LABELS = {"polarity": "TextBlob", "compound": "VADER", "tone": "tone"}
pytestmark = pytest.mark.usefixtures("style")


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
    ax = figures.plot_distribution(seed["scores"], LABELS)
    assert [len(dots.get_offsets()) for dots in ax.collections] == [23] * len(LABELS)
    means = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "D"]
    assert means == [seed["scores"][column].mean() for column in reversed(LABELS)]


def test_agreement_counts_the_quarters(seed):
    ax = figures.plot_agreement(seed["scores"], "polarity", "compound", labels=LABELS)
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
    table = terms.count([seed["sentences"]], stopwords=terms.stopwords()).head(40)
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
    names = {"tone": "tone", "compound": "vader", "polarity": "textblob"}
    ends = {c: sentiment.extremes(seed["scores"], seed["reasons"], name, n=3) for c, name in names.items()}
    return figures.tone_figure(seed["scores"], names, extremes=ends).ax


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
        lambda seed: figures.plot_distribution(seed["scores"], LABELS),
        lambda seed: figures.plot_validation(corpus.validation().query("measure == 'r'")),
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


@pytest.fixture
def exported(tmp_path, monkeypatch):
    monkeypatch.setattr(_export, "FIGURES", tmp_path)
    table = pd.DataFrame(
        {"term": ["=1+1", "people"], "frequency": [1, 8], "per_thousand": [0.123456789, 16.5]}
    )
    origin = figures.Origin("03-terms", "seeds", {"a": "00ff"}, {"TOP": 2})

    def run():
        figure = figures.Figure(
            figures.plot_ranks(table), table, alt="Bars: “people” 8.", caption="A <caption> & more."
        )
        line = figure.export("03-test", origin).text
        written = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name[0] != "."}
        return line, written

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
    table = pd.DataFrame({"term": [], "frequency": [], "per_thousand": []})
    origin = figures.Origin("n", "../../x.txt", {})
    assert origin.folder.parent == tmp_path and origin.folder.name.startswith("x-")
    with pytest.raises(ValueError, match="cannot name a file"):
        figures.ranks_figure(table).export("../evil", origin)
    with pytest.raises(ValueError, match="cannot name a file"):
        figures.save_table(table, "../evil", origin=origin)
    assert list(tmp_path.parent.glob("evil*")) == []


def test_a_figure_without_words_is_refused():
    table = pd.DataFrame({"term": [], "frequency": [], "per_thousand": []})
    for words in ({"alt": " ", "caption": "c"}, {"alt": "a", "caption": ""}):
        with pytest.raises(ValueError, match="empty; expected a sentence each"):
            figures.Figure(figures.plot_ranks(table), table, **words)


def test_what_is_shown_is_an_image_with_its_words_and_nothing_is_shown_twice():
    from matplotlib import pyplot

    table = pd.DataFrame({"term": ["a"], "frequency": [1], "per_thousand": [1.0]})
    figure = figures.Figure(figures.plot_ranks(table), table, alt='A "bar" & <more>.', caption="c")
    assert pyplot.get_fignums() == []
    shown = figure.show()
    assert shown.html.startswith(
        '<img alt="A &quot;bar&quot; &amp; &lt;more&gt;." src="data:image/png;base64,iVBOR'
    )
    assert (
        repr(shown) == f"fingerprint {figures.fingerprint(figure.ax)}" and shown._repr_html_() == shown.html
    )


def test_the_parameters_are_the_literals_in_capitals():
    documents = pd.DataFrame({"doc_id": ["a", "b"], "sha256": ["00", "11"]})
    names = {
        "TEXTS": "mine",
        "N": 20,
        "SHARE": 0.5,
        "BY": None,
        "PRONOUNS": False,
        "PAIR": (1, "a"),
        "MAP": {"a": [1]},
    }
    other = {
        "ROOT": SEEDS,
        "n": 3,
        "Top": 1,
        "TABLE": documents,
        "MIXED": [1, SEEDS],
        "__name__": "x",
        "_": "y",
    }
    origin = figures.Origin.of("03-x", documents, names | other, packages=["textblob"])
    assert origin == figures.Origin(
        "03-x",
        "mine",
        {"a": "00", "b": "11"},
        {k: v for k, v in names.items() if k != "TEXTS"},
        ("textblob",),
    )
    with pytest.raises(ValueError, match="there is no TEXTS among the names"):
        figures.Origin.of("03-x", documents, other)


def test_the_manifest_names_the_packages_that_draw_and_those_of_the_instruments(tmp_path, monkeypatch):
    monkeypatch.setattr(_export, "FIGURES", tmp_path)
    table = pd.DataFrame({"term": ["a"], "frequency": [1], "per_thousand": [1.0]})
    figures.ranks_figure(table).export("03-test", figures.Origin("n", "seeds", {}, packages=("textblob",)))
    packages = json.loads((tmp_path / "manifest.json").read_text("utf-8"))["03-test"]["packages"]
    assert list(packages) == ["matplotlib", "pandas", "seaborn", "textblob", "wordcloud"]


def test_terms_that_shorten_alike_have_a_bar_each():
    names = [
        "international monetary fund executive board",
        "international monetary fund executive directors",
        "b",
    ]
    ax = figures.plot_ranks(
        pd.DataFrame({"term": names, "frequency": [3, 2, 1], "per_thousand": [3.0, 2.0, 1.0]})
    )
    assert len(ax.get_yticklabels()) == 3
    assert len({round(bar.get_y(), 2) for bar in ax.patches}) == 3


def actors_of(sentences, tone=0.0, verdict="none"):
    """Actors in so many sentences each, as `sentiment.toward_by_actor` has them, the last first."""
    rows = [(f"a{n:02}", f"A{n}", "person", size, size) for n, size in enumerate(sentences)]
    table = pd.DataFrame(rows, columns=["actor_id", "label", "kind", "mentions", "sentences"]).iloc[::-1]
    return table.assign(
        tone=tone, low=-0.1, high=0.1, needed=pd.array([7] * len(rows), "Int64"), verdict=verdict
    )


def test_a_figure_that_shows_a_part_says_so():
    figure = figures.toward_figure(actors_of([*range(60, 15, -1), 4, 1]))
    left = "2 in fewer than 5 sentences and 5 in fewer sentences than these are not drawn"
    assert f"for 40 of 47 actors ({left}): " in figure.alt
    assert "toward 40 of 47 actors " in figure.caption and left in figure.caption
    assert "corrected by Holm for 45 actors" in figure.caption
    drawn = [label.get_text() for label in figure.ax.get_yticklabels()]
    assert drawn == [f"A{n}  (n = {60 - n})" for n in range(39, -1, -1)]  # never chosen by the tone itself
    assert len(figure.table) == 47


def test_a_cut_among_equals_is_called_one():
    """Sentences 9, 7, 7, 7: of two, one is of the three with 7; of four none is left out."""
    equal = actors_of([9, 7, 7, 7])
    figure = figures.toward_figure(equal, shown=2)
    left = "2 in fewer sentences than these or as many (of the 3 with 7, the first 1 by actor_id are drawn)"
    assert left in figure.alt and left in figure.caption
    assert [label.get_text()[:2] for label in figure.ax.get_yticklabels()] == ["A1", "A0"]
    assert "of the 3" not in figures.toward_figure(equal).caption
    bars = figures.actor_counts_figure(equal.iloc[::-1].assign(name=1, role=0, group=0), shown=2)
    part = "2 of 4 actors, those of the most mentions (of the 3 with 7, the first 1 by actor_id)"
    assert part in bars.alt and part in bars.caption


def test_a_matrix_counts_the_actors_that_have_a_row():
    """Of five actors the four in the most sentences are looked at; of those three share a sentence."""
    totals = actors_of([5, 4, 3, 2, 1])
    pairs = pd.DataFrame(
        {"actor_id": ["a00", "a00", "a03"], "other_id": ["a01", "a02", "a04"], "sentences": 1}
    )
    matrix, ring = (
        draw(pairs, totals, shown=4) for draw in (figures.co_mentions_figure, figures.network_figure)
    )
    part = "3 of 5 actors, those that share a sentence among the 4 of the most sentences"
    assert f"Matrix of 2 pairs among {part}. " in matrix.alt and part in matrix.caption
    assert len({t.get_text() for t in [*matrix.ax.get_xticklabels(), *matrix.ax.get_yticklabels()]}) == 3
    assert "among 4 of 5 actors, those of the most sentences. " in ring.alt and len(ring.ax.texts) == 4


def test_two_actors_of_one_label_have_a_row_each():
    places = pd.DataFrame({"label": "Paul", "actor_id": ["rand", "ron", "rand"], "place": [1, 2, 3]})
    sentences = pd.DataFrame({"doc_id": "a", "par_id": 1, "sent_id": [1, 2, 3]})
    figure = figures.dispersion_figure(places, sentences, unit="sentence")
    assert [label.get_text() for label in figure.ax.get_yticklabels()] == ["Paul  (2)", "Paul  (1)"]
    assert figure.alt.endswith("Paul 2: 1, 3. Paul 1: 2.")


def test_without_variation_there_is_no_r():
    scores = pd.DataFrame({"doc_id": "a", "sent_id": [1], "polarity": [0.5], "compound": [0.1]})
    labels = {"polarity": "TextBlob", "compound": "VADER"}
    alt = figures.agreement_figure(scores, labels, sentiment.agreement(scores)).alt
    assert alt.endswith("TextBlob and VADER: no r, for one does not vary, same sign in 1 of 1.")


@pytest.mark.parametrize(("most", "rows"), [(4, 0), (5, 1)])
def test_an_actor_in_four_sentences_is_not_drawn_and_if_all_are_the_figure_says_so(most, rows):
    figure = figures.toward_figure(actors_of([most, 3], tone=-1.0, verdict="negative"))
    words = [text.get_text() for text in figure.ax.texts]
    assert (words == ["no actor appears in 5 sentences"]) == (rows == 0)
    assert len([line for line in figure.ax.lines if line.get_marker() == "o"]) == rows
    assert f"{2 - rows} in fewer than 5 sentences " in figure.alt
    assert figure.alt.startswith("Dots with intervals for 1 of 2 actors" if rows else "Nothing to show: ")


def many(n):
    """So many labels, the first in as many places, each further one in one less."""
    label = np.repeat([f"x{k:03}" for k in range(n)], range(n, 0, -1))
    return pd.DataFrame({"label": label, "place": 1 + np.arange(len(label)) % 5})


def lines_of(ax):
    return [line for line in ax.lines if len(set(line.get_xdata())) == 1]


@pytest.mark.parametrize(("labels", "rows"), [(40, 40), (41, 40), (500, 40)])
def test_a_dispersion_plot_shows_so_many_rows_and_a_word_of_the_rest(labels, rows):
    units = pd.DataFrame({"doc_id": "a", "par_id": 1, "sent_id": range(1, 6)})
    figure = figures.dispersion_figure(many(labels), units, unit="sentence")
    assert [text.get_text() for text in figure.ax.get_yticklabels()] == [
        f"x{k:03}  ({labels - k})" for k in range(rows)
    ]
    assert figure.size[1] < 1000 and len(figure.table) == labels * (labels + 1) // 2
    assert (f"40 of {labels} actors" in figure.alt and f"40 of {labels} actors" in figure.caption) == (
        labels > 40
    )
    rest = {40: "", 41: "\n1 more actor with 1 occurrence is not drawn"}
    rest[500] = "\n460 more actors with 1 to 460 occurrences each are not drawn"
    assert figure.ax.get_xlabel() == f"sentence in the text{rest[labels]}"


def test_the_alt_text_says_how_many_places_it_leaves_out():
    units = pd.DataFrame({"doc_id": "a", "sent_id": 1, "token": ["x"] * 20})
    for last, words in [(12, "x 12: 1, 2, "), (13, "x 13: the first 12 of 13 places 1, 2, ")]:
        places = pd.DataFrame({"label": "x", "place": range(1, last + 1)})
        assert words in figures.dispersion_figure(places, units).alt


@pytest.mark.parametrize(
    ("texts", "sentences", "lines", "said"),
    [
        (1, 151, 150, "sentence ends"),
        (1, 152, 0, ""),
        (2, 152, 1, "the texts’ beginnings"),
        (151, 151, 150, "the texts’ beginnings"),
        (152, 152, 0, ""),
    ],
)
def test_thin_lines_part_sentences_or_texts_but_never_fill_the_panel(texts, sentences, lines, said):
    tokens = pd.DataFrame({"doc_id": np.arange(sentences) % texts, "sent_id": range(sentences)})
    tokens = tokens.sort_values("doc_id", kind="stable")
    figure = figures.dispersion_figure(pd.DataFrame({"label": ["x"], "place": [1]}), tokens)
    assert len(lines_of(figure.ax)) == lines
    assert (f"; thin lines are {said}." if said else "occurs. ") in figure.caption
    assert ("in 1 of " in figure.alt) == (texts > 1)


@pytest.mark.parametrize("sentences", [150, 151])
def test_zeros_of_a_long_text_are_no_band_and_extremes_are_named_as_the_table_has_them(sentences):
    half = sentences // 2
    scores = pd.DataFrame(
        {"doc_id": ["2019-10-30_a-long-name-of-a-text"] * half + ["b"] * (sentences - half)}
    )
    scores = scores.assign(par_id=1, sent_id=scores.groupby("doc_id").cumcount() + 1, tone=0.0)
    scores.loc[[half - 1, sentences - 1], "tone"] = [-0.5, 0.5]
    ends = scores.loc[[half - 1, sentences - 1], ["doc_id", "sent_id"]].assign(words="x")
    figure = figures.tone_figure(scores, {"tone": "ours"}, extremes={"tone": ends})
    rings = [line for line in figure.ax.lines if line.get_marker() == "o"]
    assert [len(line.get_xdata()) for line in rings] == ([148] if sentences == 150 else [])
    listed = figure.ax.texts[-1].get_text().splitlines()
    assert listed[2] == f"b s. {sentences - half}  +0.50" and f" s. {half}  −0.50" in listed[0]
    assert len(listed[0]) <= 31 and listed[0].startswith("2019")
    assert f"2019-10-30_a-long-name-of-a-text sentence {half} −0.50; b sentence" in figure.alt
    assert figure.ax.get_ylabel() == "tone (−1…1)"


def test_grey_is_an_exact_zero_and_stacks_of_all_rows_have_one_scale():
    scores = pd.DataFrame({"one": [0.01, -0.01, 0.0, 0.0], "other": [0.5, 0.5, -0.4, 0.3]})
    ax = figures.plot_distribution(scores, {"one": "one", "other": "other"})
    below, above = ax.collections  # the other, the one
    edges = [to_hex(colour) for colour in above.get_edgecolors()]
    assert edges == ["#a63c00", "#6b6b6b", "#6b6b6b", "#56a0d3"]  # by value, whatever their bin
    steps = [np.diff(np.unique(dots.get_offsets()[:, 1])).min() for dots in (below, above)]
    assert steps[0] == pytest.approx(steps[1])
    colours = {"zero": "#6b6b6b", "positive": "#56a0d3", "negative": "#a63c00"}
    parts = [(0.299, 1), (0.587, 3), (0.114, 5)]  # weights of red, green and blue, and where each stands
    grey = {name: sum(w * int(c[k : k + 2], 16) for w, k in parts) for name, c in colours.items()}
    assert grey["positive"] - grey["zero"] > 30 and grey["zero"] - grey["negative"] > 20


def hand_checked(corrected):
    rows = [
        ("ours", "as it is", 0.2, np.nan),
        ("", "hand codes alone", 0.4, 0.1),
        ("ours", "corrected", *corrected),
    ]
    table = pd.DataFrame(rows, columns=["instrument", "estimator", "estimate", "error"])
    table = table.assign(of="mean tone", n=9, low=table["estimate"] - table["error"])
    return table.assign(high=table["estimate"] + table["error"])


@pytest.mark.parametrize(("corrected", "dots"), [((0.405, 0.1), 1), ((0.42, 0.1), 2), ((0.4, 0.12), 2)])
def test_where_no_instrument_changes_the_hand_codes_one_row_says_so(corrected, dots):
    figure = figures.corrected_figure(hand_checked(corrected), drawn=9, sentences=20)
    assert len([line for line in figure.ax.lines if line.get_marker() == "o"]) == dots
    said = ["(no instrument changes them)" in figure.ax.get_yticklabels()[0].get_text()]
    said += ["one row stands for all" in figure.caption, "no instrument changes the hand codes" in figure.alt]
    assert said == [dots == 1] * 3


def test_before_anything_is_coded_the_figure_says_so():
    table = hand_checked((0.4, 0.1))
    table.loc[1:, ["estimate", "low", "high"]] = np.nan
    figure = figures.corrected_figure(table, drawn=9, sentences=20)
    assert [text.get_text() for text in figure.ax.get_yticklabels()] == ["nothing is coded yet", "ours"]
    assert "Nothing is coded yet" in figure.caption


def test_the_classes_of_a_codebook_have_a_panel_each():
    names = ["share GDP", "share loss", "share draw"]
    figure = figures.corrected_figure(
        pd.concat([hand_checked((0.42, 0.1)).assign(of=name) for name in names]), drawn=9, sentences=20
    )
    axes = figure.ax.figure.axes
    assert [ax.get_title("left") for ax in axes] == ["Share GDP", "Share loss", "Share draw", ""]
    assert [ax.axison for ax in axes] == [True] * 3 + [False]
    assert figure.ax.get_xlabel() == "share of sentences coded GDP"
    assert figure.caption.startswith(
        "Shares of sentences coded GDP, loss, draw as each instrument gives them"
    )
    assert "Share GDP: as it is ours 0.20" in figure.alt


def test_the_caption_of_the_validation_gives_the_error_elsewhere():
    measured = corpus.validation().query("measure == 'r'")
    elsewhere = measured["task"] == "tone of a sentence, elsewhere"
    caption = figures.validation_figure(measured[~elsewhere], elsewhere=measured[elsewhere]).caption
    for words in (
        "of the kind that “tone” and “encoder” were fitted to",
        "on 4200 tweets encoder 0.78 (0.77 to 0.80), tone 0.72 (0.71 to 0.73), VADER 0.87",
    ):
        assert words in caption
    assert "on 10605 movie snippets encoder 0.65 (0.64 to 0.67), tone 0.55 (0.54 to 0.57)" in caption


def test_pairs_of_several_texts_are_added_up_in_words_too():
    pairs = pd.DataFrame({"actor_id": list("aab"), "other_id": list("bcc"), "sentences": [2, 3, 1]})
    pairs = pd.concat([pairs.assign(doc_id="x"), pairs.head(1).assign(doc_id="y")])
    totals = pd.DataFrame({"actor_id": [*"abc"], "label": [*"ABC"], "mentions": 9, "sentences": 9})
    for show in (figures.co_mentions_figure, figures.network_figure):
        figure = show(pairs, totals)
        assert " of 3 pairs among 3 actors. " in figure.alt
        assert figure.alt.endswith("Most often together: A and B 4, A and C 3, B and C 1.")
        assert "nested mentions count" in figure.caption


@pytest.mark.parametrize(("rows", "bars"), [(30, 30), (31, 30)])
def test_actors_beyond_the_most_mentioned_are_told(rows, bars):
    ids = [f"a{n:02}" for n in range(rows)]
    totals = pd.DataFrame({"actor_id": ids, "label": ids, "kind": "person", "mentions": range(rows, 0, -1)})
    figure = figures.actor_counts_figure(totals.assign(name=totals["mentions"], role=0, group=0))
    assert len(figure.ax.get_yticklabels()) == bars
    assert figure.ax.get_xlabel() == "mentions" + "\n1 more actor with 1 mention is not drawn" * (rows > bars)
    assert ("30 of 31 actors, those of the most mentions" in figure.caption) == (rows > bars)


@pytest.mark.parametrize("instruments, panels", [(2, 1), (3, 3), (4, 6)])
def test_there_is_a_panel_for_each_pair_of_instruments_and_for_each_instrument(instruments, panels):
    columns = [f"i{n}" for n in range(instruments)]
    scores = pd.DataFrame({column: [0.1, -0.2, 0.0] for column in columns})
    scores = scores.assign(doc_id="a", par_id=1, sent_id=[1, 2, 3])
    agreement = pd.DataFrame(columns=["instrument", "other", "r", "both_signed", "same_sign"])
    labels = {column: column.upper() for column in columns}
    assert len(figures.agreement_figure(scores, labels, agreement).ax.figure.axes) == panels
    assert len(figures.tone_figure(scores, labels).ax.figure.axes) == instruments


def test_the_mean_is_named_with_its_interval(seed):
    means = sentiment.mean_intervals(seed["scores"])
    row = means.set_index("instrument").loc["tone"]
    figure = figures.tone_figure(seed["scores"], {"tone": "tone"}, means=means)
    assert f"mean −{-row['mean']:.2f} (−{-row['low']:.2f} to −{-row['high']:.2f}); " in figure.alt


def test_a_concordance_and_marked_mentions_are_escaped_and_the_same_twice():
    hit = pd.DataFrame([["a", 1, 0, 3, "x <b> ", "dam", " & y"]], columns=CONTRACTS["concordance"])
    html = figures.show_table(pd.concat([hit, hit.assign(left="a ", right=" b")])).html
    assert '<td style="text-align:right">x &lt;b&gt; </td><td style="text-align:center' in html
    assert "<b>x" not in html and html.count(">dam</td>") == 2
    text = "The <i>Quds Force</i> leader left."
    sentences = pd.DataFrame([("a", 1, 1, 5, 5 + len(text), text)], columns=CONTRACTS["sentences"])
    rows = [
        ("a", 1, 5, 33, "leader", "role"),
        ("a", 1, 12, 22, '"Quds"', "name"),
        ("b", 1, 0, 4, "other", "name"),
    ]
    mentions = pd.DataFrame(rows, columns=["doc_id", "sent_id", "start", "end", "label", "how"])
    marked = figures.mark_mentions(sentences, mentions)
    body = marked.html.splitlines()[-1]
    role, name = "color:#222222;background:#fbe3c2", "color:#222222;background:#cfe3f2"
    assert body == (
        f'<p><sub>1</sub> <mark style="{role}" title="leader (role)">The &lt;i&gt;'
        f'<mark style="{name}" title="&quot;Quds&quot; (name)">Quds Force</mark>&lt;/i&gt; leader</mark>'
        " left.</p>"
    )
    assert repr(marked) == "1 sentence, 2 mentions marked"


def test_a_run_that_dies_leaves_the_older_figure(exported, tmp_path, monkeypatch):
    _, before = exported()
    monkeypatch.setattr(_export, "_render", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        exported()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name in before} == before
