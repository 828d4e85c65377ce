"""Edges of what is drawn and chosen: each bound of `figures` and `explore`, from both sides."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from samples import split
from scipy.stats import chi2

from helpers import explore, figures

DARK, GREY, INK = "#0b4a75", "#767676", "#222222"
ORIGIN = figures.Origin("07-explore", "a-test.txt", {})


def texts(ax):
    return [text.get_text() for text in ax.texts]


# Keyness and collocations


def key_table(*p_values):
    count = len(p_values)
    table = {
        "term": [f"t{n:02}" for n in range(count)],
        "frequency": 4,
        "log_ratio": np.linspace(1, 9, count),
    }
    return pd.DataFrame(table | {"g2": np.linspace(5, 90, count), "p_holm": p_values})


def test_the_line_of_p_0_05_lies_where_chi_squared_of_one_degree_has_it():
    ax = figures.plot_keyness(key_table(0.01))
    (line,) = [line for line in ax.lines if line.get_linestyle() == ":"]
    (label,) = [text for text in ax.texts if text.get_text() == "p = 0.05"]
    expected = chi2.isf(0.05, 1)
    assert line.get_ydata() == pytest.approx([expected] * 2, abs=0.001)
    assert label.get_position()[1] == pytest.approx(expected, abs=0.001)


def test_only_a_corrected_p_below_0_05_fills_a_dot():
    ax = figures.plot_keyness(key_table(0.0499, 0.05))
    filled = [line for line in ax.lines if line.get_label() == "more often, survives Holm"]
    hollow = [line for line in ax.lines if line.get_label() == "does not survive"]
    assert [list(line.get_xdata()) for line in filled + hollow] == [[1], [9]]


def test_so_many_terms_of_either_sign_are_labelled_those_with_the_most_evidence_first():
    table = key_table(0.01, 0.01, 0.01)
    assert sorted(texts(figures.plot_keyness(table, max_labels=2))) == ["p = 0.05", "t01", "t02"]


@pytest.mark.parametrize(("span", "shown"), [(4, 5), (5, 3)])
def test_at_most_five_rings_are_drawn(span, shown):
    """From 9 to 9 + span there are span + 1 whole numbers: five are all drawn, of six every second."""
    pairs = pd.DataFrame(
        {"first": "dam", "second": ["a", "b"], "frequency": 2, "log_dice": [9.0, 9.0 + span]}
    )
    ax = figures.plot_collocations(pairs, "dam")
    rings = [text for text in ax.texts if text.get_gid() == "ring" and text.get_text().isdigit()]
    assert len(rings) == shown


def test_the_first_three_terms_of_zipf_are_named():
    table = pd.DataFrame({"term": list("abcd"), "per_thousand": [4.0, 3.0, 2.0, 1.0]})
    assert texts(figures.plot_zipf(table, pd.Series({"of": 0.02}))) == ["a", "b", "c"]


# Labels


@pytest.mark.parametrize(("length", "shown"), [(34, "a" * 34), (35, "a" * 33 + "…")])
def test_a_label_has_34_characters(length, shown):
    table = pd.DataFrame({"term": ["a" * length], "frequency": [2], "per_thousand": [1.0]})
    assert [text.get_text() for text in figures.plot_ranks(table).get_yticklabels()] == [shown]


@pytest.mark.parametrize(("length", "shown"), [(24, "a" * 24), (25, "a" * 23 + "…")])
def test_a_label_among_dots_has_24(length, shown):
    table = key_table(0.01).assign(term="a" * length, log_ratio=0.5)
    assert shown in texts(figures.plot_keyness(table))


def extremes_of(words):
    scores = pd.DataFrame({"doc_id": "a", "par_id": 1, "sent_id": [1], "tone": [0.5]})
    extremes = pd.DataFrame({"doc_id": "a", "sent_id": [1], "words": [words]})
    return texts(figures.plot_tone(scores, "tone", extremes=extremes))[-1].splitlines()[1]


@pytest.mark.parametrize(("second", "shown"), [(14, "both"), (15, "first")])
def test_as_many_words_of_an_extreme_are_listed_as_31_characters_hold(second, shown):
    first = "a" * 15
    both = f"{first}, {'b' * second}"
    assert len(both) == 17 + second
    assert extremes_of(both) == (both if shown == "both" else first)


@pytest.mark.parametrize(("length", "shown"), [(31, "a" * 31), (32, "a" * 30 + "…")])
def test_a_single_word_of_an_extreme_is_shortened_to_31(length, shown):
    assert extremes_of("a" * length) == shown


# Actors


def actor_pairs(*counts):
    """Pairs of x with others, one for each count."""
    others = [f"y{number}" for number in range(len(counts))]
    return pd.DataFrame({"actor_id": "x", "other_id": others, "sentences": counts})


@pytest.mark.parametrize(("count", "colour"), [(70, INK), (71, "#ffffff")])
def test_numbers_of_a_matrix_are_white_above_seven_tenths_of_the_most(count, colour):
    ax = figures.plot_co_mentions(actor_pairs(100, count), {"x": "X", "y0": "Y", "y1": "Z"})
    assert {text.get_text(): to_hex(text.get_color()) for text in ax.texts}[str(count)] == colour


def network(pairs):
    ids = ["x", *pairs["other_id"]]
    return figures.plot_network(pairs, pd.DataFrame({"actor_id": ids, "label": ids, "mentions": 1}))


def test_lines_of_a_network_are_dark_from_half_of_the_most_and_as_broad_as_their_number():
    ax = network(actor_pairs(10, 5, 4))
    lines = ax.collections[0]
    assert [to_hex(colour) for colour in lines.get_colors()] == [GREY, DARK, DARK]  # the weakest first
    assert lines.get_linewidths() == pytest.approx([2.0, 2.5, 5.0])
    key = ax.figure.legends[0].legend_handles
    assert [to_hex(line.get_color()) for line in key] == [GREY, DARK, DARK]


@pytest.mark.parametrize(("counts", "key"), [((1, 2, 3), ["1", "2", "3"]), ((1, 2, 3, 9), ["1", "3", "9"])])
def test_the_key_of_a_network_names_three_numbers(counts, key):
    legend = network(actor_pairs(*counts)).figure.legends[0]
    assert [text.get_text() for text in legend.get_texts()] == key


@pytest.mark.parametrize(("length", "shown"), [(30, "a" * 30), (31, "a" * 29 + "…")])
def test_a_label_of_a_network_has_30_characters(length, shown):
    nodes = pd.DataFrame({"actor_id": ["x", "y0"], "label": ["X", "a" * length], "mentions": [2, 1]})
    assert f"{shown} (1)" in texts(figures.plot_network(actor_pairs(1), nodes))


# Tone


def test_every_second_paragraph_has_a_band_and_every_text_but_the_first_a_line():
    scores = pd.DataFrame(
        {"doc_id": list("aaab"), "par_id": [1, 1, 2, 1], "sent_id": [1, 2, 3, 1], "tone": 0.1}
    )
    ax = figures.plot_tone(scores, "tone")
    bands = [patch for patch in ax.patches if patch.get_alpha() == 0.45]
    assert [(band.get_x(), band.get_width()) for band in bands] == [(2.5, 1)]
    assert [line.get_xdata()[0] for line in ax.lines if len(set(line.get_xdata())) == 1] == [3.5]


def test_dots_of_a_distribution_are_binned_to_0_05_and_stacked():
    scores = pd.DataFrame({"tone": [0.10, 0.12, 0.13]})
    dots = figures.plot_distribution(scores, {"tone": "tone"}).collections[0].get_offsets()
    assert dots[:, 0].tolist() == pytest.approx([0.10, 0.10, 0.15])
    assert (dots[:, 1] > dots[0, 1]).tolist() == [False, True, False]


# Choices and the editor


def toward_table():
    """Two mentions, whose largest probabilities are 0.34 and 0.33 (to two places)."""
    rows = [("a", 1, 0.34, 0.33, 0.33), ("a", 2, 0.333, 0.333, 0.334), ("a", 3, 0.33, 0.34, 0.33)]
    table = pd.DataFrame(rows, columns=["doc_id", "sent_id", "p_negative", "p_neutral", "p_positive"])
    return table.assign(actor_id="x", label="X", kind="person", certain=True, tone=0.0)


@pytest.mark.parametrize(
    ("certain_from", "counted"),
    [
        (0.33, "from all 3 mentions of 1 actor;"),
        (0.34, "from 2 of 3 mentions of 1 actor (those whose largest probability is at least 0.34);"),
    ],
)
def test_at_the_lowest_certainty_the_caption_counts_all_mentions(certain_from, counted):
    choices = explore.toward_choices(toward_table(), origin=ORIGIN)
    choices.set(certain_from=certain_from)
    assert counted in choices.caption


@pytest.mark.parametrize(("actors", "chosen"), [(20, 20), (21, 20)])
def test_twenty_actors_are_drawn_at_first_those_with_the_most_mentions(actors, chosen):
    names = [f"x{number:02}" for number in range(actors)]
    table = pd.concat(
        [toward_table().iloc[:1].assign(actor_id=name, label=name) for name in [*names, names[-1]]]
    )
    settings = explore.toward_choices(table, origin=ORIGIN).settings
    assert len(settings["actors"]) == chosen and names[-1] in settings["actors"]


def test_the_least_count_is_named_from_two_on():
    tokens = pd.DataFrame(
        {"doc_id": "a", "sent_id": 1, "start": [0, 2], "end": [1, 3], "token": "x", "term": "x"}
    )
    choices = explore.terms_choices(tokens, origin=ORIGIN, stopwords=[])
    assert "occur at least" not in choices.set(min_count=1).caption
    assert " that occur at least 2 times, " in choices.set(min_count=2).caption


def test_the_moving_mean_takes_as_many_sentences_before_as_after():
    scores = pd.DataFrame({"doc_id": "a", "par_id": 1, "sent_id": range(1, 6), "tone": [0.5, 0, 0, 0, 0.1]})
    choices = explore.tone_choices(scores, origin=ORIGIN)
    assert choices.settings["window"] == 5
    assert choices.table["moving_mean"].round(6).tolist() == [0.166667, 0.125, 0.12, 0.025, 0.033333]
    assert choices.set(window=1).table["moving_mean"].tolist() == scores["tone"].tolist()


@pytest.mark.parametrize(("room", "cut"), [(40, False), (41, True)])
def test_an_example_of_the_editor_has_40_characters_on_either_side(tmp_path, room, cut):
    """ "The " and as many letters as make `room` characters, on both sides of the mention."""
    left, right = f"The {'x' * (room - 5)} ", f" {'y' * (room - 5)} the"
    lines = "actor_id,label,kind,alias,how,only_in,source\nhale,Hale,person,Hale,name,,\n"
    (tmp_path / "actors.csv").write_text(lines, "utf-8")
    editor = explore.register_editor(tmp_path, split(f"{left}Hale{right}"))
    whole = f"{left}Hale{right}"
    assert editor.counts["example"].item() == (
        f"… {'x' * (room - 5)} Hale {'y' * (room - 5)} …" if cut else whole
    )


@pytest.mark.parametrize("sentences", [150, 151])
def test_many_bars_are_one_collection_and_stand_where_the_few_do(sentences):
    """By hand: a bar is 0.7 wide, around the sentence's place, from 0 to its tone."""
    scores = pd.DataFrame({"doc_id": "a", "par_id": 1, "sent_id": range(1, sentences + 1), "tone": -0.5})
    scores.loc[1, "tone"] = 0.25
    ax = figures.plot_tone(scores, "tone")
    if sentences == 150:
        outlines = [bar.get_corners() for bar in ax.containers[0]]
        colours = [to_hex(bar.get_facecolor()) for bar in ax.containers[0]]
    else:
        outlines = [path.vertices for path in ax.collections[0].get_paths()]
        colours = [to_hex(colour) for colour in ax.collections[0].get_facecolors()]
    bounds = [(*outline.min(axis=0), *outline.max(axis=0)) for outline in outlines]
    assert len(bounds) == sentences and bounds[0] == pytest.approx((0.65, -0.5, 1.35, 0))
    assert bounds[1] == pytest.approx((1.65, 0, 2.35, 0.25))
    assert colours[:2] == ["#a63c00", "#56a0d3"]
