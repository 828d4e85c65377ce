"""The hand check: draw, codes, desk, agreement and corrected numbers.

Expected numbers were counted by hand, or come from Krippendorff's own example, scipy, or ppi_py.
"""

import json
import sys
from html import unescape
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers import ROOT, SEEDS, corpus, handcheck
from helpers.handcheck import _agreement, _codes, _estimate
from helpers.handcheck._draw import strata

sys.path.insert(0, str(ROOT / "benchmarks"))

import hand_coverage

UNIT = ["doc_id", "sent_id", "start", "end", "actor_id"]


def units_of(classes, doc_id="a"):
    size = len(classes)
    table = pd.DataFrame(
        {
            "doc_id": doc_id,
            "sent_id": range(1, size + 1),
            "start": range(0, 10 * size, 10),
            "end": range(9, 10 * size + 9, 10),
            "tone_class": classes,
        }
    )
    return table.assign(text=[f"Sentence {n}." for n in table["sent_id"]], par_id=1)


def coded(sample, codes, coder="anna"):
    return sample.assign(coder=coder, code=codes, text="Oh.")


# Draw


@given(st.lists(st.integers(1, 30), min_size=1, max_size=4), st.integers(1, 60), st.integers(0, 5))
def test_the_draw_keeps_its_promises(sizes, n, seed):
    units = units_of(np.repeat(list("wxyz")[: len(sizes)], sizes).tolist())
    sample = handcheck.draw(units, n, by="tone_class", seed=seed)
    drawn = sample["stratum"].value_counts().reindex(list("wxyz")[: len(sizes)]).tolist()
    least = [min(size, 2) for size in sizes]
    assert all(low <= k <= size for low, k, size in zip(least, drawn, sizes))
    assert len(sample) == max(min(n, sum(sizes)), sum(least)) or len(sample) > n
    share = [n * size / sum(sizes) for size in sizes]
    if all(exact >= 2 for exact in share) and n < sum(sizes):
        assert len(sample) == n and all(abs(k - exact) < 1 for k, exact in zip(drawn, share))
    assert not sample.duplicated("sent_id").any() and sample["order"].tolist() == list(
        range(1, len(sample) + 1)
    )
    assert sample.groupby("stratum")["stratum_size"].first().tolist() == sizes
    shuffled = units.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(sample, handcheck.draw(shuffled, n, by="tone_class", seed=seed))


def test_every_unit_is_drawn_equally_often_and_in_any_place():
    units = units_of(["negative"] * 5 + ["positive"] * 5)
    draws = [handcheck.draw(units, 4, by="tone_class", seed=seed) for seed in range(300)]
    times = pd.concat(draws)["sent_id"].value_counts()
    assert times.min() > 85 and times.max() < 155  # 120 expected, standard deviation 8.5
    first = pd.Series([draw["sent_id"].iloc[0] for draw in draws]).value_counts()
    assert len(first) == 10 and first.max() < 56  # 30 expected, standard deviation 5


def test_a_larger_draw_adds_to_a_smaller_one():
    units = units_of(["negative"] * 20 + ["neutral"] * 60)
    few, more = (set(handcheck.draw(units, n, by="tone_class", seed=3)["sent_id"]) for n in (12, 40))
    assert few < more


def test_what_cannot_be_drawn():
    units = units_of(["neutral"] * 3)
    assert len(handcheck.draw(units, 50, seed=1)) == 3
    assert handcheck.draw(units.head(0), 5, by="tone_class", seed=1).empty
    with pytest.raises(ValueError, match="expected 1 or more"):
        handcheck.draw(units, 0, seed=1)
    with pytest.raises(ValueError, match="stands twice"):
        handcheck.draw(pd.concat([units, units]), 2, seed=1)
    with pytest.raises(ValueError, match="lacks tone"):
        handcheck.draw(units, 2, by="tone", seed=1)


# Codes


@pytest.fixture
def article(tmp_path):
    text = '=SUM(1) they said.\n\n"Quoted" <script>alert(1)</script> & more, and so on. The end came.'
    (tmp_path / "=evil.txt").write_text(text, "utf-8")
    documents = corpus.load(tmp_path / "=evil.txt")
    return tmp_path, corpus.sentences(documents)


def press(desk, at, code):
    desk._pressed(desk, {"at": at, "code": code}, [])


def test_codes_are_saved_at_every_press_and_read_back(article):
    folder, sentences = article
    path, sample = folder / "own" / "codes.csv", handcheck.draw(sentences, 3, seed=1)
    desk = handcheck.desk(sample, path, sentences=sentences, coder="anna")
    press(desk, 0, "negative")
    press(desk, 1, "cannot tell")
    press(desk, 0, "positive")
    other = handcheck.desk(sample, path, sentences=sentences, coder="ben")
    assert other.codes == ["", "", ""]
    press(other, 0, "neutral")
    codes = handcheck.codes_for(folder, path, sentences=sentences)
    assert codes[["coder", "code", "state"]].values.tolist() == [
        ["anna", "positive", "current"],
        ["anna", "cannot tell", "current"],
        ["ben", "neutral", "current"],
    ]
    assert codes["sent_id"].tolist()[:2] == sample["sent_id"].tolist()[:2] and set(codes["doc_id"]) == {
        "=evil"
    }
    assert handcheck.desk(sample, path, sentences=sentences, coder="anna").codes == [
        "positive",
        "cannot tell",
        "",
    ]
    cells = [cell for line in path.read_text("utf-8").splitlines()[1:] for cell in line.split(",")]
    assert "'=evil" in cells and not [cell for cell in cells if cell.startswith("=")]
    assert sorted(p.name for p in path.parent.iterdir()) == [".codes.lock", "codes.csv"]


def test_a_changed_sentence_is_never_counted_with(article):
    folder, sentences = article
    path, sample = folder / "codes.csv", handcheck.draw(sentences, 3, seed=1)
    desk = handcheck.desk(sample, path, sentences=sentences, coder="anna")
    for at in range(3):
        press(desk, at, "negative")
    changed = sentences.assign(text=sentences["text"].str.replace("they said", "they lied"))
    codes = handcheck.codes_for(folder, path, sentences=changed)
    assert sorted(codes["state"]) == ["changed", "current", "current"]
    again = handcheck.desk(handcheck.draw(changed, 3, seed=1), path, sentences=changed, coder="anna")
    assert sorted(again.codes) == ["", "negative", "negative"]
    scored = changed.assign(said="negative")
    assert handcheck.confusion(codes, scored, "said").iloc[0].tolist() == ["negative", 2, 0, 0, 0]
    assert handcheck.alpha(
        codes, scored.assign(said=["negative", "neutral", "negative"]), columns={"said": "x"}, seed=1
    )["units"].tolist() == [2]
    whole = handcheck.draw(changed, 3, seed=1)
    table = handcheck.corrected(codes, whole, scored, columns={"said": "x"})
    assert table["n"].tolist() == [3, 2, 2]  # two of three are counted with
    assert handcheck.accuracy(codes, whole.assign(said="negative"), columns={"said": "x"})["n"].tolist() == [
        2
    ]
    press(again, again.codes.index(""), "neutral")  # the new sentence takes the old one's line
    assert len(handcheck.read_codes(path)) == 3
    elsewhere = changed.assign(doc_id="other")
    assert set(handcheck.codes_for(folder, path, sentences=elsewhere)["state"]) == {"other text"}


def test_codes_of_actors_fit_while_their_mention_stands_in_its_sentence():
    sentences = corpus.sentences(pd.DataFrame({"doc_id": ["a"], "text": ["Hale came. Lowe left."]}))
    rows = [
        ("anna", "a", 2, 11, 15, "lowe", "Lowe left.", "neutral"),
        ("anna", "a", 2, 5, 15, "lowe", "Lowe left.", "neutral"),
        ("anna", "a", 2, 11, 21, "", "Lowe left.", "neutral"),
        ("anna", "a", 2, 11, 15, "", "Lowe left.", "neutral"),
        ("anna", "a", 9, 11, 15, "lowe", "Lowe left.", "neutral"),
        ("anna", "b", 2, 11, 15, "", "Lowe left.", "neutral"),
    ]
    codes = pd.DataFrame(rows, columns=_codes.COLUMNS)
    assert _codes._states(codes, sentences) == [
        "current",
        "changed",
        "current",
        "changed",
        "changed",
        "other text",
    ]


HEAD = "coder,doc_id,sent_id,start,end,actor_id,text,code\n"


@pytest.mark.parametrize(
    "lines, message",
    [
        (
            "anna,a,1,0,3,,Oh.,bad\n",
            'line 2: the code "bad" is unknown; expected negative, neutral, positive, cannot tell',
        ),
        (
            "anna,a,1,0,3,,Oh.,neutral\nanna,a,1,0,3,,Oh.,negative\n",
            "line 3: anna codes sentence 1 of a twice",
        ),
        ("anna,a,one,0,3,,Oh.,neutral\n", 'line 2: sent_id "one" is no number'),
        ("anna,a,1,-1,3,,Oh.,neutral\n", 'line 2: start "-1" is no number'),
        ("an na,a,1,0,3,,Oh.,neutral\n", 'line 2: the coder "an na" is no name'),
        ("anna,,1,0,3,,Oh.,neutral\n", "line 2: doc_id is empty"),
        ("anna,a,1,0,3,,Oh.\n", "line 2: 7 cells; expected 8"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line_and_left_alone(tmp_path, lines, message):
    path = tmp_path / "codes.csv"
    path.write_text(HEAD + lines, "utf-8")
    with pytest.raises(corpus.InputError, match="^codes.csv, ") as caught:
        handcheck.read_codes(path)
    assert message in str(caught.value)
    row = dict(zip(_codes.COLUMNS, ["ben", "a", 2, 4, 7, "", "Oh.", "neutral"]))
    with pytest.raises(corpus.InputError):
        _codes.save_code(path, row)
    assert path.read_text("utf-8") == HEAD + lines


def test_a_code_that_cannot_be_saved_is_said_and_not_shown_as_saved(article):
    folder, sentences = article
    path = folder / "codes.csv"
    desk = handcheck.desk(handcheck.draw(sentences, 3, seed=1), path, sentences=sentences, coder="anna")
    path.write_text("broken", "utf-8")
    sent = []
    desk.send = sent.append
    press(desk, 0, "negative")
    assert desk.codes == ["", "", ""] and sent[0]["failed"].startswith("Not saved: codes.csv, line 1")
    for message in [{"at": 7, "code": "negative"}, {"at": 0, "code": "<b>"}, {"at": "0"}, {}]:
        desk._pressed(desk, message, [])
    assert path.read_text("utf-8") == "broken" and len(sent) == 1


def test_other_columns_of_the_file_are_kept(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text(HEAD.replace("code\n", "code,note\n") + "anna,a,1,0,3,,Oh.,neutral,look again\n", "utf-8")
    _codes.save_code(path, dict(zip(_codes.COLUMNS, ["ben", "a", 1, 0, 3, "", "Oh.", "neutral"])))
    assert path.read_text("utf-8").splitlines()[1:] == [
        "anna,a,1,0,3,,Oh.,neutral,look again",
        "ben,a,1,0,3,,Oh.,neutral,",
    ]


def test_where_the_codes_of_a_text_are_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert handcheck.codes_path(SEEDS, ROOT / "figures").as_posix() == "codes.csv"  # never the seed's own
    assert handcheck.codes_path(ROOT / "seeds", "x").absolute() == tmp_path / "codes.csv"
    assert (
        handcheck.codes_path(tmp_path / "mine.txt", tmp_path / "drafts") == tmp_path / "drafts" / "codes.csv"
    )
    (tmp_path / "codes.csv").write_text(HEAD, "utf-8")
    assert handcheck.codes_path(tmp_path / "mine.txt", tmp_path / "drafts") == tmp_path / "codes.csv"


def test_the_example_codes_are_of_the_seed_and_say_who_made_them():
    codes = handcheck.codes_for(SEEDS, "not-there.csv", sentences=corpus.sentences(corpus.load(SEEDS)))
    assert set(codes["state"]) == {"current"} and codes["coder"].str.startswith("ai-").all()
    assert (codes.groupby("coder").size() == 23).all()
    card = (SEEDS / "codes.md").read_text("utf-8")
    assert "AI language model" in card and "no human" in card and "blind" in card
    assert corpus.unread_files(SEEDS) == []


# Desk


def test_the_page_gets_no_verdict_and_no_stratum(article):
    folder, sentences = article
    scored = sentences.assign(tone_class="VERDICT", tone=0.123456, compound=0.654321)
    sample = handcheck.draw(scored, 3, by="tone_class", seed=1)
    desk = handcheck.desk(sample, folder / "codes.csv", sentences=scored, coder="anna")
    sent = json.dumps(
        {key: value for key, value in desk.get_state().items() if key not in {"_esm", "_css"}}, default=str
    )
    told = sent + json.dumps({key: value for key, value in desk._repr_mimebundle_()[0].items()}, default=str)
    assert [word for word in ["VERDICT", "123456", "654321", "stratum", "tone_class"] if word in told] == []
    assert "<script>alert(1)</script>" in sent  # the text itself is there, to be shown as text


def test_the_desk_shows_the_sentence_between_its_neighbours(article):
    folder, sentences = article
    desk = handcheck.desk(
        handcheck.draw(sentences, 3, seed=1).sort_values("sent_id"),
        folder / "c.csv",
        sentences=sentences,
        coder="anna",
    )
    first, second, third = desk.units
    assert (first["before"], first["after"]) == ("", sentences["text"].iloc[1])
    assert (second["before"], third["after"]) == (sentences["text"].iloc[0], "")
    assert [unit["right"] for unit in desk.units] == sentences["text"].tolist()


def test_a_pair_is_marked_and_the_question_names_the_actor():
    text = "The police met. Hale <b> blamed the police."
    sentences = corpus.sentences(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
    mention = pd.DataFrame(
        {
            "doc_id": ["a"],
            "sent_id": [2],
            "start": [32],
            "end": [42],
            "surface": ["the police"],
            "actor_id": ["police"],
            "label": ["Police"],
        }
    )
    desk = handcheck.desk(
        handcheck.draw(mention, 1, seed=1), "not-there.csv", sentences=sentences, coder="anna"
    )
    unit = desk.units[0]
    assert (unit["left"], unit["marked"], unit["right"]) == ("Hale <b> blamed ", "the police", ".")
    assert (
        unit["question"] == "How does this sentence speak of Police?" and unit["before"] == "The police met."
    )
    assert any("marked actor" in rule for rule in desk.rules)


def test_without_a_kernel_it_says_how_far_it_got_and_gives_the_guide(article):
    folder, sentences = article
    desk = handcheck.desk(
        handcheck.draw(sentences, 3, seed=1), folder / "codes.csv", sentences=sentences, coder="anna"
    )
    press(desk, 2, "neutral")
    shown = desk._repr_mimebundle_()[0]
    assert shown["text/plain"] == "Coding desk: 1 of 3 coded by anna"
    html = unescape(shown["text/html"])
    assert "1 of 3 coded by anna" in html and "It blames, accuses, warns" in html and "script" not in html


@pytest.mark.parametrize("coder", ["", "a b", "<b>", "x" * 41, "=x"])
def test_a_coder_needs_a_name(article, coder):
    with pytest.raises(corpus.InputError, match="cannot be named so"):
        handcheck.desk(handcheck.draw(article[1], 1, seed=1), "c.csv", sentences=article[1], coder=coder)


def test_every_key_of_the_guide_is_one_of_the_page():
    script = (ROOT / "helpers" / "handcheck" / "desk.js").read_text("utf-8")
    keys = [
        f'{key}: "{code}"'
        for code, told in handcheck.desk.__globals__["KEYS"].items()
        for key in told.split(" or ")
    ]
    assert [key for key in keys if key not in script] == [] and len(keys) == 8
    assert "innerHTML" not in script and "http" not in script


# Agreement


def test_alpha_is_what_a_plain_reading_of_the_formula_gives():
    chance = np.random.default_rng(1)
    ratings = pd.DataFrame(
        chance.choice([-1, 0, 1, np.nan], (12, 3), p=[0.3, 0.3, 0.3, 0.1]), columns=list("abc")
    )
    ratings.loc[:6, "b"] = ratings.loc[:6, "a"]
    units, value, low, high = _agreement._alpha(ratings, 200, 1)
    assert value == pytest.approx(alpha_by_hand(ratings.to_numpy()), abs=1e-12)
    assert units == (ratings.notna().sum(axis=1) > 1).sum() and low < value < high


def alpha_by_hand(ratings):
    """Ordinal α, pair by pair: one minus the mean disagreement within units over that between any two ratings."""
    kept = [unit[~np.isnan(unit)] for unit in ratings if (~np.isnan(unit)).sum() > 1]
    every = np.concatenate(kept)
    counts = {value: (every == value).sum() for value in (-1, 0, 1)}

    def distance(a, b):
        low, high = min(a, b), max(a, b)
        return (
            sum(counts[v] for v in (-1, 0, 1) if low <= v <= high) - (counts[low] + counts[high]) / 2
        ) ** 2

    seen = sum(
        distance(unit[i], unit[j]) / (len(unit) - 1)
        for unit in kept
        for i in range(len(unit))
        for j in range(len(unit))
        if i != j
    ) / len(every)
    expected = sum(
        distance(every[i], every[j]) for i in range(len(every)) for j in range(len(every)) if i != j
    )
    return 1 - seen / (expected / (len(every) * (len(every) - 1)))


def test_alpha_rows_pairs_and_what_has_none():
    units = units_of(["negative", "neutral", "positive", "neutral"]).assign(actor_id="", flat="neutral")
    codes = pd.concat(
        [
            coded(units, list(units["tone_class"]), "anna"),
            coded(units, ["neutral"] * 4, "ben"),
            coded(units.head(2), ["negative", "cannot tell"], "cleo"),
        ]
    )
    table = handcheck.alpha(codes, units, columns={"tone_class": "ours", "flat": "flat"}, seed=1).set_index(
        ["one", "other"]
    )
    assert table.index.tolist() == [
        ("all coders", ""),
        ("anna", "ben"),
        ("anna", "cleo"),
        ("ben", "cleo"),
        *((one, other) for one in ("ours", "flat") for other in ("anna", "ben", "cleo")),
    ]
    assert table.loc[("ours", "anna"), ["alpha", "low", "high"]].tolist() == [1, 1, 1]
    assert np.isnan(table.loc[("flat", "ben"), "alpha"])  # all the same: there is nothing to agree on
    assert table["units"].tolist() == [4, 4, 1, 1, 4, 4, 1, 4, 4, 1]
    assert table.equals(
        handcheck.alpha(codes, units, columns={"tone_class": "ours", "flat": "flat"}, seed=1).set_index(
            ["one", "other"]
        )
    )


def test_confusion_counts_every_code_once():
    units = units_of(["negative", "negative", "positive"]).assign(actor_id="")
    codes = pd.concat(
        [coded(units, ["negative", "neutral", "cannot tell"]), coded(units.head(1), ["positive"], "ben")]
    )
    assert handcheck.confusion(codes, units, "tone_class").values.tolist() == [
        ["negative", 1, 1, 1, 0],
        ["neutral", 0, 0, 0, 0],
        ["positive", 0, 0, 0, 1],
    ]


def test_accuracy_gives_each_stratum_the_weight_of_its_size():
    units = units_of(["negative"] * 20 + ["neutral"] * 60)
    sample = pd.concat([units.head(10), units.tail(10)]).assign(
        actor_id="", stratum=["x"] * 10 + ["y"] * 10, stratum_size=[20] * 10 + [60] * 10
    )
    codes = coded(sample, ["negative"] * 5 + ["neutral"] * 5 + ["neutral"] * 10)
    told = handcheck.accuracy(codes, sample, columns={"tone_class": "ours"}).iloc[0]
    assert told["accuracy"] == pytest.approx(0.25 * 0.5 + 0.75 * 1)
    assert told["low"] < told["accuracy"] < told["high"] and told["n"] == 20
    two = pd.concat([codes, coded(sample, ["negative"] * 20, "ben")])  # each unit the mean of its two coders
    assert handcheck.accuracy(two, sample, columns={"tone_class": "ours"})["accuracy"].iloc[
        0
    ] == pytest.approx(0.25 * 0.75 + 0.75 * 0.5)


# Corrected numbers

# ppi_py 0.2.3 (pip install ppi-python), ppi_mean_pointestimate and ppi_mean_ci(alpha=0.05), on the arrays of the test
PPI = {  # share?: {λ of ppi_py: (estimate, low, high)}
    False: {
        None: (-0.00040564373897726547, -0.032123486119379874, 0.03131219864142534),
        1: (0.16666666666666666, 0.12865360061491785, 0.20467973271841547),
        0: (-0.16666666666666666, -0.20554706255031793, -0.12778627078301538),
    },
    True: {
        None: (0.39505144032921824, 0.3690512830161488, 0.42105159764228767),
        1: (0.6666666666666666, 0.6313832823277157, 0.7019500510056176),
        0: (0.3333333333333333, 0.30666160179802604, 0.3600050648686406),
    },
}


@pytest.mark.parametrize("share, lam", [(share, lam) for share in PPI for lam in PPI[share]])
def test_one_stratum_is_prediction_powered_inference(share, lam):
    """1,200 labelled and 4,800 unlabelled units. Their λ is ours times the unlabelled part of all; tuned, theirs is
    cov(y, f) / ((1 + n/N) var f) with the variance over all scores, ours the same with that of the coded ones."""
    y = np.array([-1, 0, 0, 1, -1, 0, -1, 0, 1, 0, -1, 0] * 100, float)
    f = np.array([-1, 0, 0, 1, 0, 0, -1, -1, 1, 0, 0, -1] * 100, float)
    rest = np.tile(-f, 4)
    if share:
        y, f = (y < 0) * 1.0, (f < 0) * 1.0
        rest = 1 - np.tile(f, 4)
    every = np.concatenate([f, rest])
    theirs = lam if lam is not None else np.cov(y, f, ddof=0)[0, 1] / (1.25 * every.var(ddof=1))
    value, low, high = PPI[share][lam]
    found = _estimate.estimate(
        y, f, np.zeros(1200, int), every, np.zeros(6000, int), share=share, beyond=True, lam=theirs * 1.25
    )
    assert found.value == pytest.approx(value, abs=1e-12)
    assert [found.low, found.high] == pytest.approx([low, high], abs=0.02 * (high - low))
    if lam is None:
        tuned = _estimate.estimate(
            y, f, np.zeros(1200, int), every, np.zeros(6000, int), share=share, beyond=True
        )
        assert tuned.value == pytest.approx(
            value, abs=0.2 * (high - low)
        ) and tuned.high - tuned.low < 1.03 * (high - low)


def test_a_share_without_scores_is_wilsons_interval():
    y = np.array([1.0] * 12 + [0.0] * 48)
    found = _estimate.estimate(
        y, y * 0, np.zeros(60, int), np.zeros(10**7), np.zeros(10**7, int), share=True, lam=0
    )
    wilson = stats.binomtest(12, 60).proportion_ci(method="wilson")
    wider = stats.t(59).ppf(0.975) / NormalDist().inv_cdf(0.975)
    assert found.value == 0.2 and (found.high - found.low) == pytest.approx(
        (wilson.high - wilson.low) * wider, rel=0.01
    )


def test_the_finite_interval_by_hand():
    """Two strata of 10 and 30 with 5 and 10 coded. Weights .25 and .75; the residual sum of squares of 1.2 + 2.1 and the one
    that is added make 4.3, over 15 − 2 + 1 degrees of freedom; factor .25²·.5/5 + .75²·(2/3)/10."""
    y = np.array([-1.0, -1, -1, 0, 0] + [0.0] * 7 + [1.0] * 3)
    h, all_h = np.repeat([0, 1], [5, 10]), np.repeat([0, 1], [10, 30])
    found = _estimate.estimate(y, y * 0, h, np.zeros(40), all_h)
    variance = (0.0625 * 0.5 / 5 + 0.5625 * (2 / 3) / 10) * (1.2 + 2.1 + 1) / 14
    half = stats.t(13).ppf(0.975) * variance**0.5
    assert found.value == pytest.approx(0.25 * -0.6 + 0.75 * 0.3)
    assert [found.low, found.high] == pytest.approx([found.value - half, found.value + half], abs=1e-9)
    beyond = _estimate.estimate(y, y * 0, h, np.zeros(40), all_h, beyond=True)
    spread = 3.3 / 13 + 0.25 * (-0.6 - 0.075) ** 2 + 0.75 * (0.3 - 0.075) ** 2
    assert beyond.high - beyond.value == pytest.approx(
        stats.t(13).ppf(0.975) * (variance + spread / 40) ** 0.5, abs=1e-9
    )


def test_when_all_is_coded_nothing_is_left_to_doubt():
    units = units_of(["negative", "neutral", "positive", "neutral"] * 5)
    sample = handcheck.draw(units, 20, by="tone_class", seed=1)
    codes = coded(sample, np.where(sample["sent_id"] <= 8, "negative", "neutral"))
    for of, value in [("tone", -0.4), ("negative", 0.4)]:
        table = handcheck.corrected(
            codes, sample, units, columns={"tone_class": "ours"}, by="tone_class", of=of
        )
        assert np.allclose(table.loc[1:, ["estimate", "low", "high"]].astype(float), value)
        assert table.loc[1:, "note"].tolist() == ["all are coded"] * 2
    few = units.head(5)
    sample = handcheck.draw(few, 5, seed=1)
    for population, interval in [("these texts", [0.4, 0.4]), ("texts like these", [np.nan, np.nan])]:
        told = handcheck.corrected(
            coded(sample, ["negative"] * 2 + ["neutral"] * 3),
            sample,
            few,
            columns={},
            of="negative",
            population=population,
        )
        assert told[["low", "high"]].values.tolist() == [pytest.approx(interval, nan_ok=True)]


def test_the_same_whichever_way_the_rows_come_and_whatever_else_is_in_the_file():
    units = units_of(["negative", "neutral", "neutral", "positive"] * 12)
    sample = handcheck.draw(units, 20, by="tone_class", seed=2)
    codes = coded(sample, (["negative", "neutral", "positive", "neutral"] * 5))
    want = handcheck.corrected(codes, sample, units, columns={"tone_class": "ours"}, by="tone_class")
    undrawn = units[~units["sent_id"].isin(sample["sent_id"])].assign(actor_id="", stratum="", stratum_size=0)
    more = pd.concat([coded(undrawn, "negative"), codes[::-1]])
    got = handcheck.corrected(
        more, sample[::-1], units[::-1], columns={"tone_class": "ours"}, by="tone_class"
    )
    pd.testing.assert_frame_equal(got, want)


def test_with_a_perfect_instrument_the_sample_does_not_matter():
    units = units_of((["negative"] + ["neutral"] * 2 + ["positive"]) * 10 + ["neutral"] * 8)
    truth = units.set_index("sent_id")["tone_class"]
    for seed in range(5):
        sample = handcheck.draw(units, 21, seed=seed)
        codes = coded(sample, sample["sent_id"].map(truth).tolist())
        for of, value in [("tone", 0), ("negative", 10 / 48)]:
            table = handcheck.corrected(codes, sample, units, columns={"tone_class": "ours"}, of=of)
            assert table.loc[2, ["estimate", "lam"]].tolist() == pytest.approx([value, 1], abs=1e-12)


def test_cannot_tell_is_left_out_and_coders_count_by_their_mean():
    units = units_of(["neutral"] * 40)
    sample = handcheck.draw(units, 20, seed=1)
    codes = pd.concat(
        [
            coded(sample, ["negative"] * 10 + ["cannot tell"] * 4 + ["neutral"] * 6),
            coded(sample.head(10), ["positive"] * 10, "ben"),
        ]
    )
    tone, share = (
        handcheck.corrected(codes, sample, units, columns={"tone_class": "ours"}, of=of).iloc[1]
        for of in ("tone", "negative")
    )
    assert (tone["n"], tone["estimate"], share["estimate"]) == (16, 0, pytest.approx(10 * 0.5 / 16))


def test_too_few_codes_give_no_interval_and_say_so():
    units = units_of(["neutral", "negative"] * 20)
    sample = handcheck.draw(units, 20, by="tone_class", seed=1)
    for n, note in [
        (0, "nothing is coded yet"),
        (9, "no interval: fewer than 10 coded"),
        (10, "rough: fewer than 30 coded"),
    ]:
        table = handcheck.corrected(
            coded(sample.head(n), "neutral"), sample, units, columns={"tone_class": "ours"}, by="tone_class"
        )
        assert (
            table.loc[1:, "note"].tolist() == [note] * 2
            and table["low"].loc[1:].isna().tolist() == [n < 10] * 2
        )
        assert (
            handcheck.accuracy(coded(sample.head(n), "neutral"), sample, columns={"tone_class": "ours"})[
                "note"
            ][0]
            == note
        )


def test_strata_without_two_codes_are_put_together():
    h, all_h = _estimate.merged([0, 0, 0, 1, 2, 2], np.repeat([0, 1, 2, 3], [5, 5, 5, 1]))
    assert len(set(all_h)) == len(set(h)) == 2 and np.bincount(all_h).sum() == 16
    assert min(np.bincount(h)) >= 2


def test_a_sample_of_other_units_is_refused():
    units = units_of(["neutral", "negative"] * 20)
    sample = handcheck.draw(units, 20, by="tone_class", seed=1)
    codes = coded(sample, "neutral")
    for wrong in ({"units": units.head(30), "by": "tone_class"}, {"units": units, "by": ()}):
        with pytest.raises(ValueError, match="not drawn from these units"):
            handcheck.corrected(codes, sample, wrong["units"], columns={"tone_class": "ours"}, by=wrong["by"])
    for wrong in ({"of": "joy"}, {"population": "the world"}):
        with pytest.raises(ValueError, match="expected one of"):
            handcheck.corrected(
                codes, sample, units, columns={"tone_class": "ours"}, by="tone_class", **wrong
            )


@pytest.mark.parametrize("free", [1, 2, 3, 8, 13, 60, 999])
def test_quantiles_of_t_are_scipys(free):
    assert _estimate.t_975(free) == pytest.approx(stats.t(free).ppf(0.975), rel=1e-9)


def test_strata_are_named_by_their_values():
    assert strata(units_of(["a"]), []).tolist() == ["all"]


def test_intervals_cover_what_they_say():
    """A quick look at what `benchmarks/hand_coverage.py` measures at length: 1,500 studies, so that ±1.2 % is chance."""
    rows = pd.DataFrame(
        hand_coverage.world(200, 60, (0.3, 0.2), 0.5, True, studies=1500, seed=7),
        columns=["of", "population", "estimator", "coverage", "width"],
    )
    assert rows["coverage"].between(0.93, 0.975).all(), rows
    width = rows.pivot(index=["of", "population"], columns="estimator", values="width")
    assert (width["corrected"] < 0.97 * width["hand"]).all()
