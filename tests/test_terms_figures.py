"""Figures of evidence about terms: what is drawn is what the tables hold, and no label covers another."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2

from helpers import SEEDS, corpus, figures, terms

pytestmark = pytest.mark.usefixtures("style")


@pytest.fixture(scope="module")
def seed():
    sentences = corpus.sentences(corpus.load(SEEDS))
    counts = terms.count([sentences])
    company = terms.collocations(
        corpus.tokens(sentences), window=30, ordered=False, stopwords=terms.stopwords()
    )
    return {
        "key": terms.keyness(counts, terms.reference_english(counts["term"], top=50)),
        "counts": counts,
        "company": company,
    }


@pytest.fixture
def crowd():
    """Terms that lie on four dense curves, as in a short text, some of them absent."""
    step = np.arange(160)
    return pd.DataFrame(
        {
            "term": [f"word-number-{n}" for n in step],
            "frequency": step % 4,
            "log_ratio": np.where(step % 4, step / 12, -step / 40),
            "g2": np.where(step % 4, step * (1 + step % 4) / 4, -step / 8),
            "p_holm": (159 - step) / 159,
        }
    )


def dots_of(ax):
    return sorted(
        (round(float(x), 9), round(float(y), 9))
        for line in ax.lines
        if line.get_marker() in ("o", "x")
        for x, y in line.get_xydata()
    )


def boxes_of(texts):
    return [text.get_window_extent() for text in texts]


def apart(boxes):
    return [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []


def test_keyness_draws_every_term_at_its_effect_and_evidence(seed):
    key = seed["key"].dropna(subset=["g2"])  # without compounds, which have no reference value
    assert 0 < len(key) < len(seed["key"])
    assert dots_of(figures.plot_keyness(seed["key"])) == sorted(
        (round(x, 9), round(abs(y), 9)) for x, y in zip(key["log_ratio"], key["g2"])
    )


def test_keyness_fills_what_survives_and_crosses_what_is_absent():
    table = pd.DataFrame(
        {
            "term": list("abcd"),
            "frequency": [9, 1, 3, 0],
            "log_ratio": [2.0, 1.0, -2.0, -1.0],
            "g2": [30.0, 4.0, -20.0, -5.0],
            "p_holm": [0.001, 0.2, 0.001, 0.2],
        }
    )
    ax = figures.plot_keyness(table)
    kinds = {
        line.get_xdata()[0]: (line.get_marker(), line.get_markerfacecolor() == "white")
        for line in ax.lines
        if line.get_marker() in ("o", "x")
    }
    assert kinds == {2.0: ("o", False), 1.0: ("o", True), -2.0: ("o", False), -1.0: ("x", False)}
    left, right = ax.get_xlim()
    assert left < -2 and right > 2


def test_keyness_leaves_out_what_would_lie_on_the_wrong_side():
    """Of 100 words none is "cow", of which 0.2 were expected: the half counted for it is more."""
    target = pd.DataFrame({"term": ["dam", "sea"], "frequency": [60, 40], "per_thousand": [600.0, 400.0]})
    key = terms.keyness(target, pd.Series({"dam": 0.1, "sea": 0.3, "cow": 0.002, "the": 0.05}))
    row = key.set_index("term").loc["cow"]
    assert row["key"] == "negative" and row["log_ratio"] > 1
    figure = figures.keyness_figure(key)
    assert len(dots_of(figure.ax)) == 3 and "cow" not in {text.get_text() for text in figure.ax.texts}
    signs = dict(zip(key["g2"].abs().round(9), np.sign(key["g2"])))
    assert all(np.sign(x) == signs[y] for x, y in dots_of(figure.ax))
    assert "of 3 of 4 terms" in figure.alt and "cow" not in figure.alt
    assert "Keyness of 3 of 4 terms" in figure.caption
    assert "1 term left out that one side lacks, with less than half an occurrence expected" in figure.caption


def test_keyness_marks_what_the_reference_lacks():
    table = pd.DataFrame(
        {"term": list("abc"), "frequency": [9, 3, 3], "per_thousand": 5.0, "p_holm": [0, 0, 1]}
    )
    table = table.assign(log_ratio=[2.0, 5.0, 4.0], g2=[30.0, 20.0, 3.0], floored=[False, True, True])
    figure = figures.keyness_figure(table)
    marks = {line.get_xdata()[0]: line.get_marker() for line in figure.ax.lines if line.get_marker() in "o>"}
    assert marks == {2.0: "o", 5.0: ">", 4.0: ">"}
    assert "2 triangles: not in the reference, so the log ratio is at least this." in figure.caption


@pytest.mark.parametrize("table", ["seed", "crowd"])
def test_keyness_labels_cover_neither_labels_nor_dots_and_stand_inside(seed, crowd, table):
    table = seed["key"] if table == "seed" else crowd
    ax = figures.plot_keyness(table)
    ax.figure.canvas.draw()
    boxes, inside = boxes_of(ax.texts), ax.get_window_extent()
    assert len(boxes) > 10 and apart(boxes)
    dots = ax.transData.transform(table[["log_ratio", "g2"]].abs().assign(log_ratio=table["log_ratio"]))
    assert [box for box in boxes[1:] if any(box.contains(x, y) for x, y in dots)] == []
    assert all(inside.contains(box.x0, box.y0) and inside.contains(box.x1, box.y1) for box in boxes)


def test_keyness_labels_stand_at_their_own_terms_and_the_strongest_are_there(seed):
    ax = figures.plot_keyness(seed["key"])
    key = seed["key"].dropna(subset=["g2"]).set_index("term")
    labels = {text.get_text(): text.xy for text in ax.texts if text.get_text() != "p = 0.05"}
    assert labels == {term: (key.at[term, "log_ratio"], abs(key.at[term, "g2"])) for term in labels}
    assert {key.index[0], key.index[-1]} <= set(labels)


def test_keyness_is_the_same_whatever_the_order_of_the_rows(crowd):
    first, second = figures.plot_keyness(crowd), figures.plot_keyness(crowd.sample(frac=1, random_state=1))
    assert {t.get_text() for t in first.texts} == {t.get_text() for t in second.texts}


def spokes_of(ax):
    return [
        line for line in ax.lines if len(line.get_xdata()) == 2 and line.get_xydata()[0].tolist() == [0, 0]
    ]


def test_the_network_draws_each_partner_once_and_the_firmest_nearest(seed):
    company = seed["company"]
    near = company[(company["first"] == "people") | (company["second"] == "people")]
    ax = figures.plot_collocations(company, "people")
    near = near.assign(partner=near["first"].where(near["first"] != "people", near["second"]))
    near = near.sort_values(["log_dice", "partner"], ascending=[False, True])
    names = [text.get_text() for text in ax.texts if text.get_gid() != "ring"]
    assert names == [f"{word} ({count})" for word, count in zip(near["partner"], near["frequency"])] + [
        "people"
    ]
    ends = np.array([line.get_xydata()[1] for line in spokes_of(ax)])
    far = np.hypot(ends[:, 0] / 2, ends[:, 1])
    assert len(far) == len(near) > 3 and (np.diff(far) >= -1e-9).all()
    widths = [line.get_linewidth() for line in spokes_of(ax)]
    assert (np.argsort(widths, kind="stable") == np.argsort(near["frequency"], kind="stable")).all()


def test_the_network_joins_partners_that_are_a_pair_and_leaves_out_strangers():
    pairs = pd.DataFrame(
        {
            "first": ["dam", "dam", "burst", "sea", "burst"],
            "second": ["burst", "water", "water", "sun", "sea"],
            "frequency": [3, 2, 2, 9, 4],
            "log_dice": [12.0, 10.5, 9.0, 13.0, 8.0],
        }
    )
    ax = figures.plot_collocations(pairs, "dam")
    assert len(spokes_of(ax)) == 2
    assert sum(len(line.get_xdata()) == 2 for line in ax.lines) == 3
    assert "sea" not in " ".join(text.get_text() for text in ax.texts)


@pytest.mark.parametrize("partners", [1, 2, 3, 4, 6, 8, 9, 11, 12])
def test_labels_of_the_network_are_apart(partners):
    pairs = pd.DataFrame(
        {
            "first": "node",
            "second": [f"lengthy-partner{n:02}" for n in range(partners)],
            "frequency": range(30, 30 - partners, -1),
            "log_dice": np.linspace(12.4, 7, partners),
        }
    )
    ax = figures.plot_collocations(pairs, "node")
    ax.figure.canvas.draw()
    assert len(ax.texts) > partners + 1 and apart(boxes_of(ax.texts))


def test_zipf_draws_the_rates_by_rank_and_the_reference_sorted(seed):
    counts = seed["counts"]
    ax = figures.plot_zipf(counts, pd.Series({"b": 0.01, "a": 0.05}))
    english, text = ax.lines
    assert english.get_xydata().tolist() == [[1, 50], [2, 10]]
    assert text.get_xdata().tolist() == list(range(1, len(counts) + 1))
    assert text.get_ydata().tolist() == counts["per_thousand"].tolist()
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")


def test_a_term_without_company_is_said_to_have_none():
    pairs = pd.DataFrame({"first": ["a"], "second": ["b"], "frequency": [2], "log_dice": [9.0]})
    assert [text.get_text() for text in figures.plot_collocations(pairs, "dam").texts] == ["nothing to show"]


def test_the_dotted_line_of_keyness_is_where_chi_square_has_p_005(crowd):
    line = next(line for line in figures.plot_keyness(crowd).lines if line.get_linestyle() == ":")
    assert line.get_ydata()[0] == pytest.approx(chi2.isf(0.05, 1), abs=0.001)


@pytest.mark.parametrize(
    "draw",
    [
        lambda seed: figures.plot_keyness(seed["key"]),
        lambda seed: figures.plot_collocations(seed["company"], "people"),
        lambda seed: figures.plot_zipf(seed["counts"], terms.reference_english([], top=200)),
    ],
)
def test_no_text_is_cut(seed, draw):
    figure = draw(seed).figure
    figure.canvas.draw()
    drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    assert drawn.x0 > -0.01 and drawn.y0 > -0.01 and drawn.x1 < width + 0.01 and drawn.y1 < height + 0.01
    outside = [
        text.get_text()
        for text in figure.axes[0].texts
        if not figure.bbox.padded(1).contains(*text.get_window_extent().min)
        or not figure.bbox.padded(1).contains(*text.get_window_extent().max)
    ]
    assert outside == []
