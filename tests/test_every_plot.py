"""What holds for every plot and figure: the door, the empty table, too many rows, the fingerprint."""

import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import Collection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from helpers import figures

pytestmark = pytest.mark.usefixtures("style")

LABELS = {"polarity": "TextBlob", "compound": "VADER"}
SCORES = pd.DataFrame({"doc_id": list("aab"), "par_id": [1, 2, 1], "sent_id": [1, 2, 1], "words": [7, 12, 3]})
SCORES = SCORES.assign(polarity=[0.5, 0.0, -0.2], compound=[0.1, -0.3, 0.4], moving_mean=[0.2, 0.1, -0.2])
LEDGER = pd.DataFrame({"file": list("aab"), "status": ["kept", "duplicate", "kept"], "words": [7, 7, 3]})
EXTREMES = pd.DataFrame({"doc_id": ["b"], "sent_id": [1], "score": [-0.2], "words": ["late"]})
MEANS = pd.DataFrame(
    {"instrument": ["TextBlob", "VADER"], "mean": [0.1, -0.2], "low": [0.0, -0.4], "high": [0.2, 0.0]}
)
AGREEMENT = pd.DataFrame(
    {"instrument": ["TextBlob"], "other": ["VADER"], "r": [0.5], "both_signed": [2], "same_sign": [2]}
)
VALIDATION = MEANS.rename(columns={"mean": "value"}).assign(
    value=0.6, low=0.5, high=0.7, n=959, source="Editorials"
)
TERMS = pd.DataFrame(
    {"term": ["dam", "sea", "sun"], "frequency": [4, 1, 0], "per_thousand": [40.0, 10.0, 0.0]}
)
KEYS = TERMS.assign(log_ratio=[5.0, -3.0, -2.0], g2=[20.0, -9.0, -2.0], p_holm=[0.001, 0.01, 0.5])
PAIRS = pd.DataFrame(
    {"first": ["dam", "dam", "sea"], "second": ["sea", "sun", "sun"], "frequency": [3, 2, 2]}
)
PAIRS = PAIRS.assign(log_dice=[12.0, 10.5, 9.0])
ENGLISH = pd.Series({"the": 0.05, "of": 0.02})
PLACES = pd.DataFrame({"label": ["Iran", "Iraq", "Iran"], "place": [1, 2, 3]})
ACTORS = pd.DataFrame(
    {"actor_id": list("hlm"), "label": ["Hale", "Lowe", "Mott"], "kind": "person", "mentions": [5, 3, 1]}
)
ACTORS = ACTORS.assign(name=[3, 1, 1], role=[1, 1, 0], group=[1, 1, 0], sentences=[4, 3, 1])
KINDS = pd.DataFrame(
    {"kind": ["person"], "actors": [3], "mentions": [9], "name": [5], "role": [2], "group": [2]}
)
TOGETHER = pd.DataFrame({"actor_id": ["h", "h"], "other_id": ["l", "m"], "sentences": [2, 1]})
TOWARD = ACTORS.assign(tone=[-0.5, 0.1, 0.4], low=[-0.8, -0.6, 0.1], high=[-0.2, 0.7, 0.6])
TOWARD = TOWARD.assign(sentences=[9, 7, 5], needed=[4, 90, 3], verdict=["negative", "none", "positive"])
CORRECTED = pd.DataFrame({"of": "mean tone", "instrument": ["ours", "", "ours"], "n": [9, 5, 5]})
CORRECTED = CORRECTED.assign(
    estimator=["as it is", "hand codes alone", "corrected"], estimate=[0.2, 0.5, 0.4]
)
CORRECTED = CORRECTED.assign(low=[np.nan, 0.3, 0.3], high=[np.nan, 0.7, 0.6])
NAMED = ACTORS.assign(outlet="X", month="2024-01", naming=[2, 1, 0], articles=4, share=[0.5, 0.25, 0.0])
BY_DAY = pd.DataFrame({"date": ["2024-01-31", "2024-02-03"], "tone": [0.1, -0.2], "outlet": list("XY")})
MONTHLY = pd.DataFrame({"outlet": list("XY"), "month": ["2024-01", "2024-02"], "mean": [0.1, -0.2]})
MONTHLY = MONTHLY.assign(articles=[5, 1], low=[0.0, np.nan], high=[0.2, np.nan])
APART = ACTORS.assign(side="X", versus="Y", articles=9, other_articles=8, mean=0.2, other_mean=[-0.3, 0.1, 0])
APART = APART.assign(difference=[0.5, 0.1, 0.2], low=[0.1, -0.1, -0.1], high=[0.9, 0.3, 0.5])
APART["verdict"] = ["higher", "none", "none"]
ABSENT = ACTORS.assign(side="X", articles=9, other_naming=[8, 4, 1], other_articles=9)
ABSENT = ABSENT.assign(chance=[0.00004, 0.041, 0.5], p_holm=[0.00009, 0.08, 1.0])
NAMES = dict(zip(ACTORS["actor_id"], ACTORS["label"]))

# function → how it is called, from its first table
CALLS = {
    "plot_lengths": (SCORES, lambda t: figures.plot_lengths(t)),
    "plot_tone": (
        SCORES,
        lambda t: figures.plot_tone(t, "polarity", extremes=EXTREMES, line="moving_mean", title="x"),
    ),
    "plot_distribution": (SCORES, lambda t: figures.plot_distribution(t, LABELS, intervals=MEANS)),
    "plot_agreement": (SCORES, lambda t: figures.plot_agreement(t, "polarity", "compound", labels=LABELS)),
    "plot_validation": (VALIDATION, lambda t: figures.plot_validation(t, unit="r")),
    "plot_ranks": (TERMS, lambda t: figures.plot_ranks(t, title="x")),
    "plot_cloud": (TERMS[:2], lambda t: figures.plot_cloud(t)),
    "plot_dispersion": (PLACES, lambda t: figures.plot_dispersion(t, 3, breaks=[2])),
    "plot_zipf": (TERMS[:2], lambda t: figures.plot_zipf(t, ENGLISH)),
    "plot_keyness": (KEYS, lambda t: figures.plot_keyness(t)),
    "plot_collocations": (PAIRS, lambda t: figures.plot_collocations(t, "dam")),
    "plot_actor_counts": (ACTORS, lambda t: figures.plot_actor_counts(t)),
    "plot_kinds": (KINDS, lambda t: figures.plot_kinds(t)),
    "plot_co_mentions": (TOGETHER, lambda t: figures.plot_co_mentions(t, NAMES)),
    "plot_network": (TOGETHER, lambda t: figures.plot_network(t, ACTORS)),
    "plot_toward": (TOWARD, lambda t: figures.plot_toward(t)),
    "plot_named_in": (NAMED, lambda t: figures.plot_named_in(t, by="outlet")),
    "plot_over_time": (BY_DAY, lambda t: figures.plot_over_time(t, MONTHLY, "tone", title="x")),
    "plot_differences": (APART, lambda t: figures.plot_differences(t, unit="tone")),
    "plot_left_out": (ABSENT, lambda t: figures.plot_left_out(t)),
    "plot_corrected": (CORRECTED, lambda t: figures.plot_corrected(t, title="x")),
    "plot_ledger": (LEDGER, lambda t: figures.plot_ledger(t, title="x")),
    "ledger_figure": (LEDGER, lambda t: figures.ledger_figure(t)),
    "lengths_figure": (SCORES, lambda t: figures.lengths_figure(t, source="a.txt")),
    "tone_figure": (SCORES, lambda t: figures.tone_figure(t, LABELS, means=MEANS, window=3)),
    "distribution_figure": (SCORES, lambda t: figures.distribution_figure(t, LABELS, MEANS)),
    "agreement_figure": (SCORES, lambda t: figures.agreement_figure(t, LABELS, AGREEMENT)),
    "validation_figure": (VALIDATION, lambda t: figures.validation_figure(t)),
    "ranks_figure": (TERMS, lambda t: figures.ranks_figure(t, shown=1, min_count=1)),
    "terms_figure": (TERMS[:2], lambda t: figures.terms_figure(t)),
    "dispersion_figure": (PLACES, lambda t: figures.dispersion_figure(t, SCORES, unit="sentence")),
    "zipf_figure": (TERMS[:2], lambda t: figures.zipf_figure(t, ENGLISH)),
    "keyness_figure": (KEYS, lambda t: figures.keyness_figure(t, english=1)),
    "collocations_figure": (PAIRS, lambda t: figures.collocations_figure(t, "dam", window=5, min_count=2)),
    "actor_counts_figure": (ACTORS, lambda t: figures.actor_counts_figure(t)),
    "kinds_figure": (KINDS, lambda t: figures.kinds_figure(t)),
    "co_mentions_figure": (TOGETHER, lambda t: figures.co_mentions_figure(t, ACTORS)),
    "network_figure": (TOGETHER, lambda t: figures.network_figure(t, ACTORS)),
    "toward_figure": (TOWARD, lambda t: figures.toward_figure(t)),
    "named_in_figure": (NAMED, lambda t: figures.named_in_figure(t, by="outlet", within="month")),
    "over_time_figure": (BY_DAY, lambda t: figures.over_time_figure(t, MONTHLY, "tone", by="outlet")),
    "differences_figure": (APART, lambda t: figures.differences_figure(t)),
    "left_out_figure": (ABSENT, lambda t: figures.left_out_figure(t)),
    "corrected_figure": (CORRECTED, lambda t: figures.corrected_figure(t, drawn=5, sentences=9)),
}
PLOTS = [name for name in CALLS if name.startswith("plot_")]
every = pytest.mark.parametrize("name", CALLS)


def drawn(name, table=None):
    """The Axes, and for a figure its words."""
    first, call = CALLS[name]
    made = call(first if table is None else table)
    return (made.ax, f"{made.alt} {made.caption}") if isinstance(made, figures.Figure) else (made, "")


def test_every_plot_and_figure_is_tried():
    public = {name for name in vars(figures) if name.startswith("plot_") or name.endswith("_figure")}
    assert public == set(CALLS)


@every
def test_an_empty_table_is_no_error_and_the_figure_says_so(name):
    first, call = CALLS[name]
    made = call(first.iloc[:0])
    ax, words = (made.ax, [made.alt, made.caption]) if isinstance(made, figures.Figure) else (made, [])
    figures.fingerprint(ax)
    for panel in ax.figure.axes:
        assert "nothing to show" in [text.get_text() for text in panel.texts]
    for sentence in words:
        assert re.match(r"Nothing to show: [^;:]*\.", sentence) and "  " not in sentence


@pytest.mark.parametrize("name", [name for name in CALLS if name not in PLOTS])
def test_of_one_row_the_words_are_whole_sentences(name):
    _, words = drawn(name, CALLS[name][0].iloc[:1])
    assert not re.search(r"nan|  |\.\.| 1 (sentences|words|actors|terms)|[Nn]othing to show", words)


@every
def test_a_wrong_table_is_refused_at_the_door(name):
    with pytest.raises(ValueError, match=r"this is not an? \w+ table: .* missing"):
        drawn(name, pd.DataFrame({"wrong": [1]}))


@every
def test_the_table_is_not_changed_and_words_are_whole_sentences(name):
    before = CALLS[name][0].copy()
    _, words = drawn(name)
    pd.testing.assert_frame_equal(CALLS[name][0], before)
    assert "  " not in words and "nan" not in words and not words.count("..") and words[-1:] in ("", ".")


ODD = [
    "$x^{2$",
    "<b>&amp;</b>",
    "*a* `b`",
    "بغداد",
    "人民日报",
    "🎉 fête",
    "",
    " ",
    "a\nb",
    "%s {0}",
    "=cmd()",
]
LONG = [f"International Organisation of the Same Beginning {n:03}" for n in range(189)]
MANY = pd.DataFrame({"label": [*LONG[:9], *ODD, *LONG[9:]], "first": "dam"})  # two hundred
MANY = MANY.assign(**dict.fromkeys(["term", "kind", "instrument", "doc_id", "second"], MANY["label"]))
MANY = MANY.assign(
    actor_id=[f"a{n:03}" for n in MANY.index], other_id=[f"a{(n + 1) % 200:03}" for n in MANY.index],
    par_id=1, sent_id=1, words=5, needed=4, frequency=2, per_thousand=5.0, log_ratio=1.0, g2=2.0, p_holm=0.5,
    log_dice=9.0, polarity=0.1, compound=-0.1, value=0.6, low=0.5, high=0.7, n=9, source="Editorials",
    place=1 + MANY.index, mentions=5, sentences=5, actors=3, name=5, role=0, group=0, tone=0.6,
    date="2024-01-05", month="2024-01", naming=1, articles=5, share=0.2, other_naming=2, other_articles=5,
    side="X", versus="Y", mean=0.1, other_mean=0.2, difference=-0.1, chance=0.2,
    verdict="none", of="mean tone", estimator="as it is", estimate=0.6,
)  # fmt: skip
MONTHS = pd.DataFrame({"month": [f"2024-0{n}" for n in range(1, 10)]})
GRID = pd.DataFrame({"outlet": [f"{LONG[n]}" for n in range(8)]}).merge(MONTHS, how="cross")
# figure → how it is called with two hundred rows, and what alt text and caption say of the part that is drawn
CROWDED = {
    "ledger_figure": (lambda t: figures.ledger_figure(t.assign(file=t["label"], status="kept")), ""),
    "lengths_figure": (lambda t: figures.lengths_figure(t), ""),
    "tone_figure": (lambda t: figures.tone_figure(t, LABELS), ""),
    "distribution_figure": (lambda t: figures.distribution_figure(t, LABELS, MEANS), ""),
    "agreement_figure": (lambda t: figures.agreement_figure(t, LABELS, AGREEMENT), ""),
    "validation_figure": (lambda t: figures.validation_figure(t), "50 of 200 instruments"),
    "ranks_figure": (lambda t: figures.ranks_figure(t, shown=200), "50 most frequent of 200 words"),
    "terms_figure": (lambda t: figures.terms_figure(t, shown=200), "50 most frequent of 200 terms"),
    "dispersion_figure": (
        lambda t: figures.dispersion_figure(t, t, unit="sentence", shown=200),
        "50 of 200 actors, those of the most occurrences (of the 200 with 1, the first 50 in the order",
    ),
    "zipf_figure": (lambda t: figures.zipf_figure(t, ENGLISH), ""),
    "keyness_figure": (
        lambda t: figures.keyness_figure(t.assign(g2=[np.nan, *t["g2"][1:]])),
        "199 of 200 terms",
    ),
    "collocations_figure": (
        lambda t: figures.collocations_figure(t, "dam", window=5, min_count=2, shown=200),
        "20 of 200 words, the first by G²",
    ),
    "actor_counts_figure": (
        lambda t: figures.actor_counts_figure(t, shown=200),
        "50 of 200 actors, those of the most mentions (of the 200 with 5, the first 50 by actor_id)",
    ),
    "kinds_figure": (lambda t: figures.kinds_figure(t), "50 of 200 kinds"),
    "co_mentions_figure": (
        lambda t: figures.co_mentions_figure(t, t, shown=200),
        "30 of 200 actors, those of the most sentences (of the 200 with 5, the first 30 by actor_id)",
    ),
    "network_figure": (
        lambda t: figures.network_figure(t, t, shown=200),
        "30 of 200 actors, those of the most sentences (of the 200 with 5, the first 30 by actor_id)",
    ),
    "toward_figure": (
        lambda t: figures.toward_figure(t, shown=200),
        "150 in fewer sentences than these or as many (of the 200 with 5, the first 50 by actor_id are",
    ),
    "named_in_figure": (
        lambda t: figures.named_in_figure(
            t[["actor_id", "label", "naming", "articles", "share"]].merge(GRID, how="cross"),
            by="outlet",
            within="month",
            shown=200,
        ),
        "50 of 200 actors in 6 of 8 groups, the last 4 of 9 columns",
    ),
    "over_time_figure": (
        lambda t: figures.over_time_figure(t, t, "tone", by="kind"),
        "6 articles of 6 of 200 groups",
    ),
    "differences_figure": (lambda t: figures.differences_figure(t, shown=200), "50 of 200 rows"),
    "left_out_figure": (lambda t: figures.left_out_figure(t, shown=200), "50 of 200 cases"),
    "corrected_figure": (
        lambda t: figures.corrected_figure(t, drawn=5, sentences=9),
        "30 of 199 instruments",
    ),
}


def test_every_figure_is_tried_with_too_many_rows():
    assert set(CROWDED) == set(CALLS) - set(PLOTS)


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("name", CROWDED)
def test_two_hundred_rows_of_odd_labels_are_drawn_as_far_as_they_are_legible(name):
    call, part = CROWDED[name]
    figure = call(MANY)
    figure.image()
    assert figure.ax.figure.get_size_inches()[1] < 14  # a sheet of 35 cm
    assert len(figure.alt) < 8000 and part in figure.alt and part in figure.caption
    assert not re.search(r"nan|  |\n", figure.alt + figure.caption)
    for panel in figure.ax.figure.axes:
        labels = [text.get_text().strip() for text in [*panel.get_yticklabels(), *panel.get_xticklabels()]]
        named = [label for label in labels if label.startswith("International")]
        assert len(named) <= 2 * 50 and len({*named}) >= len(named) / 2  # a matrix names an actor twice
        assert name == "co_mentions_figure" or len({*named}) == len(named)


def test_an_unknown_option_is_refused_with_those_allowed():
    with pytest.raises(ValueError, match='by is "alias"; expected one of name, role, group, pronoun'):
        figures.plot_kinds(KINDS.assign(alias=1), by=["alias"])
    with pytest.raises(ValueError, match='unit is "line"; expected one of word, sentence'):
        figures.plot_dispersion(PLACES, 3, unit="line")
    with pytest.raises(ValueError, match='of is "median"; expected one of mean tone, share negative'):
        figures.plot_corrected(CORRECTED.assign(of="median"))


# what can be changed of each kind of artist; what hides it comes last
CHANGES = {
    Text: {
        "text": "new", "color": "#123456", "fontsize": 13.5, "fontweight": 900, "fontstyle": "italic",
        "rotation": 33, "ha": ("left", "right"), "va": ("top", "bottom"), "zorder": 77, "alpha": 0.31,
        "bbox": {"fc": "#654321"}, "visible": False,
    },
    Line2D: {
        "color": "#123456", "linewidth": 3.25, "linestyle": (0, (1, 7)), "marker": "h", "alpha": 0.31,
        "zorder": 77, "xdata": [0.123], "ydata": [0.123], "drawstyle": "steps-mid", "markersize": 6.25,
        "markerfacecolor": "#123457", "markeredgecolor": "#123458", "markeredgewidth": 1.75, "visible": False,
    },
    Patch: {
        "facecolor": "#123456", "edgecolor": "#123457", "linewidth": 3.25, "linestyle": (0, (1, 7)),
        "hatch": "*", "alpha": 0.31, "zorder": 77, "visible": False,
    },
    Collection: {
        "facecolor": "#123456", "edgecolor": "#123457", "linewidth": 3.25, "linestyle": (0, (1, 7)),
        "hatch": "*", "zorder": 77, "offsets": [(0.5, 0.5)], "sizes": [42.5],
        "segments": [[(0, 0), (0.5, 1)]], "alpha": 0.31, "visible": False,
    },
    AxesImage: {
        "cmap": "Reds", "clim": (0, 50), "extent": (0, 9, 0, 9), "zorder": 77, "alpha": 0.31,
        "visible": False,
    },
}  # fmt: skip


def visible(artist):
    """The artists that are drawn, outermost first."""
    if artist.get_visible() and (not isinstance(artist, Text) or artist.get_text()):
        yield artist
        for child in artist.get_children():
            yield from visible(child)


def sample(figure):
    """Artists of every kind: of those in one panel, or in none, the first and the last few."""
    kinds = {}
    for artist in visible(figure):
        kind = next((kind for kind in CHANGES if isinstance(artist, kind)), None)
        kinds.setdefault((kind, id(artist.axes), artist in figure.axes[0].get_children()), []).append(artist)
    for (kind, *_), artists in kinds.items():
        for artist in [*artists[:3], *artists[3:][-2:]] if kind else []:
            yield kind, artist


def blind_spots(ax):
    """Kind of artist and property for all changes that leave the fingerprint as it was."""
    before = figures.fingerprint(ax)
    for kind, artist in list(sample(ax.figure)):
        for prop, values in CHANGES[kind].items():
            if hasattr(artist, f"set_{prop}"):
                old = getattr(artist, f"get_{prop}", lambda: None)()
                new = next(value for value in values if value != old) if prop in ("ha", "va") else values
                getattr(artist, f"set_{prop}")(new)
                ax.figure.stale = False  # the fingerprint is read without drawing anew
                after = figures.fingerprint(ax)
                if after == before:
                    yield type(artist).__name__, prop
                before = after


@pytest.mark.parametrize("name", PLOTS)
def test_the_fingerprint_sees_every_property_of_everything_drawn(name):
    assert sorted(set(blind_spots(drawn(name)[0]))) == []


@pytest.mark.parametrize("name", PLOTS)
def test_drawn_twice_the_fingerprint_is_the_same(name):
    ax, again = drawn(name)[0], drawn(name)[0]
    before = figures.fingerprint(ax)
    assert before == figures.fingerprint(again) == figures.fingerprint(ax)
    again.set_xlim(1, 123)
    assert figures.fingerprint(again) != before
