"""The network of actors: every pair a line, every actor a dot, no label over another or cut."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from helpers import SEEDS, actors, corpus, figures

pytestmark = pytest.mark.usefixtures("style")


@pytest.fixture(scope="module")
def seed():
    sentences = corpus.sentences(corpus.load(SEEDS))
    mentions = actors.mentions(sentences, actors.read_register(SEEDS))
    return actors.co_mentions(mentions), actors.actor_counts(mentions)


def made(n):
    """A ring of actors with long labels, each beside the next, given in a scattered order."""
    order = [number * 7 % n for number in range(n)]
    nodes = pd.DataFrame(
        {
            "actor_id": [f"a{i:02d}" for i in order],
            "mentions": range(1, n + 1),
            "label": [f"Ministry of Water and Weather no. {i}" for i in order],
        }
    )
    pairs = pd.DataFrame(
        [(f"a{i:02d}", f"a{(i + 1) % n:02d}", i % 3 + 1) for i in range(n)],
        columns=["actor_id", "other_id", "sentences"],
    )
    return pairs, nodes


def lines(ax):
    return ax.collections[0]


def test_lines_are_the_pairs_between_the_dots_shown(seed):
    pairs, counts = seed
    nodes = counts.head(12)
    ax = figures.plot_network(pairs, nodes)
    dots = ax.collections[1].get_offsets()
    labels = [text.get_text() for text in ax.texts]
    assert sorted(labels) == sorted(f"{row.label} ({row.mentions})" for row in nodes.itertuples())
    name = {tuple(np.round(spot, 6)): label.rpartition(" (")[0] for spot, label in zip(dots, labels)}
    drawn = {
        frozenset(name[tuple(np.round(end, 6))] for end in segment): width
        for segment, width in zip(lines(ax).get_segments(), lines(ax).get_linewidths())
    }
    known = dict(zip(nodes["actor_id"], nodes["label"]))
    wanted = {
        frozenset((known[row.actor_id], known[row.other_id])): row.sentences
        for row in pairs.itertuples()
        if row.actor_id in known and row.other_id in known
    }
    assert set(drawn) == set(wanted)
    unit = max(drawn.values()) / max(wanted.values())
    assert all(drawn[pair] == pytest.approx(unit * count) for pair, count in wanted.items())


def test_the_areas_of_the_dots_grow_with_the_mentions(seed):
    ax = figures.plot_network(*seed)
    counts = [int(text.get_text().rpartition(" (")[2][:-1]) for text in ax.texts]
    sizes = ax.collections[1].get_sizes()
    assert [counts[i] for i in np.argsort(sizes, kind="stable")] == sorted(counts)


@pytest.mark.parametrize("n", [2, 3, 4, 5, 12, 13, 24, 31])
def test_no_label_meets_another_or_is_cut(n):
    ax = figures.plot_network(*made(n))
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert [(a, b) for a, b in combinations(range(n), 2) if boxes[a].overlaps(boxes[b])] == []
    width, height = ax.figure.get_size_inches() * ax.figure.dpi
    boxes.append(ax.figure.legends[0].get_window_extent())
    assert min(box.x0 for box in boxes) >= 0 and max(box.x1 for box in boxes) <= width
    assert min(box.y0 for box in boxes) >= 0 and max(box.y1 for box in boxes) <= height
    assert not any(boxes[-1].overlaps(box) for box in boxes[:-1])


def test_the_order_is_the_same_each_time_and_no_exchange_shortens_the_lines():
    pairs, nodes = made(9)
    one, other = figures.plot_network(pairs, nodes), figures.plot_network(pairs, nodes)
    assert figures.fingerprint(one) == figures.fingerprint(other)

    def length(spots, order):
        place = {actor: spots[k] for k, actor in enumerate(order)}
        return sum(
            row.sentences * np.hypot(*(place[row.actor_id] - place[row.other_id]))
            for row in pairs.itertuples()
        )

    spots = np.asarray(one.collections[1].get_offsets())
    known = dict(zip(nodes["mentions"], nodes["actor_id"]))
    order = [known[int(text.get_text().rpartition(" (")[2][:-1])] for text in one.texts]
    found = length(spots, order)
    assert found < length(spots, list(nodes["actor_id"]))
    for i, j in combinations(range(9), 2):
        tried = list(order)
        tried[i], tried[j] = tried[j], tried[i]
        assert length(spots, tried) >= found - 1e-5


def test_pairs_of_several_documents_are_added_up():
    pairs = pd.DataFrame({"actor_id": ["a", "a", "a"], "other_id": ["b", "b", "c"], "sentences": [1, 2, 1]})
    nodes = pd.DataFrame({"actor_id": list("abc"), "label": list("ABC"), "mentions": [3, 3, 1]})
    widths = lines(figures.plot_network(pairs, nodes)).get_linewidths()
    assert sorted(widths) == pytest.approx([max(widths) / 3, max(widths)])


def test_without_a_pair_the_figure_says_so():
    nodes = pd.DataFrame({"actor_id": ["a"], "label": ["A"], "mentions": [1]})
    pairs = pd.DataFrame({"actor_id": [], "other_id": [], "sentences": []})
    for shown in (nodes, nodes.iloc[:0]):
        assert [text.get_text() for text in figures.plot_network(pairs, shown).texts] == ["nothing to show"]
