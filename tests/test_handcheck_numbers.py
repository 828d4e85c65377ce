"""The hand check: agreement and corrected numbers.

Expected numbers were counted by hand, or come from Krippendorff's own example, scipy, or ppi_py.
"""

import sys
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest
from handcoded import coded, units_of
from scipy import stats

from helpers import ROOT, handcheck
from helpers.handcheck import _agreement, _estimate

sys.path.insert(0, str(ROOT / "benchmarks"))

import hand_coverage

# Agreement


def test_alpha_is_what_a_plain_reading_of_the_formula_gives():
    chance = np.random.default_rng(1)
    ratings = pd.DataFrame(
        chance.choice([-1, 0, 1, np.nan], (12, 3), p=[0.3, 0.3, 0.3, 0.1]), columns=list("abc")
    )
    ratings.loc[:6, "b"] = ratings.loc[:6, "a"]
    units, value, low, high = _agreement._alpha(ratings + 1, 3, True, 200, 1)  # a class is its place in order
    assert value == pytest.approx(alpha_by_hand(ratings.to_numpy()), abs=1e-12)
    assert units == (ratings.notna().sum(axis=1) > 1).sum() and low < value < high


def alpha_by_hand(ratings):
    """Ordinal α, pair by pair: 1 minus the mean disagreement within units over that of any two ratings."""
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
        ("all people", ""),
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


def test_machines_are_not_among_all_people():
    units = units_of(["negative", "neutral", "positive", "neutral"]).assign(actor_id="")
    three = [coded(units, list(units["tone_class"]), name) for name in ("anna", "ben", "ai-1")]
    first = handcheck.alpha(pd.concat(three), units, columns={"tone_class": "ours"}, seed=1).iloc[0]
    assert (first["one"], first["other"]) == (
        "ai-1",
        "anna",
    )  # two people have a row of their own: their pair
    four = [*three, coded(units, ["positive"] * 4, "ai-2"), coded(units, list(units["tone_class"]), "cleo")]
    first = handcheck.alpha(pd.concat(four), units, columns={"tone_class": "ours"}, seed=1).iloc[0]
    assert (first["one"], first["alpha"]) == ("all people", 1)  # the machine that disagrees is left out


def test_alpha_of_a_scheme_without_order_is_nominal():
    """Three units, two coders: gain gain, loss loss, gain draw. Two of the six values differ from their
    partner; of the values gain 3, loss 2, draw 1 the pairs that differ are 2·(3·2 + 3·1 + 2·1) of 6·5."""
    units = units_of(["gain", "loss", "gain"]).assign(actor_id="")
    said = {"anna": ["gain", "loss", "gain"], "ben": ["gain", "loss", "draw"]}
    for ordered, value in [(False, 1 - (2 / 6) / (22 / 30)), (True, None)]:
        scheme = pd.CategoricalDtype(["gain", "draw", "loss", "cannot tell"], ordered=ordered)
        codes = pd.concat(coded(units, given, name) for name, given in said.items()).astype({"code": scheme})
        alphas = handcheck.alpha(codes, units, columns={"tone_class": "ours"}, draws=10, seed=1)
        assert alphas["one"].tolist() == ["anna", "ours", "ours"]
        assert value is None or alphas["alpha"].tolist() == pytest.approx([value, 1, value])
    assert alphas["alpha"].iloc[0] == pytest.approx(ordinal_by_hand([[0, 0], [2, 2], [0, 1]]))
    with pytest.raises(
        ValueError, match='column tone_class holds "gain"; expected the classes of the codes: neg'
    ):
        handcheck.alpha(coded(units, "neutral"), units, columns={"tone_class": "ours"}, seed=1)


def ordinal_by_hand(ratings):
    return alpha_by_hand(np.array(ratings, float) - 1)


def test_adjudicated_codes_stay_out_of_alpha_and_take_the_place_of_the_others_elsewhere():
    units = units_of(["negative", "neutral", "positive", "neutral"] * 5)
    sample = handcheck.draw(units, 20, seed=1).sort_values("sent_id", ignore_index=True)
    people = pd.concat([coded(sample, sample["tone_class"]), coded(sample, "neutral", "ben")])
    table = handcheck.disagreements(people, sample)
    assert table["sent_id"].tolist() == [n for n in range(1, 21) if n % 2] and set(table["adjudicated"]) == {
        ""
    }
    settled = coded(table.head(4), ["positive", "positive", "neutral", "cannot tell"], "adjudicated")
    codes = pd.concat([people, settled])
    columns = {"tone_class": "ours"}
    pd.testing.assert_frame_equal(
        handcheck.alpha(codes, units, columns=columns, seed=1),
        handcheck.alpha(people, units, columns=columns, seed=1),
    )
    assert handcheck.disagreements(codes, sample)["adjudicated"].tolist()[:5] == [*settled["code"], ""]
    # sentences 1, 3, 5 as settled, 7 left out, ten neutral by both, 9–19 half: −.5 +.5 −.5 +.5 −.5 +.5
    estimate = handcheck.corrected(codes, sample, units, columns={}, quantity="tone").iloc[0]
    assert (estimate["n"], estimate["estimate"]) == (19, pytest.approx((1 + 1 + 0 + 0) / 19))
    right = handcheck.accuracy(codes, sample, columns=columns).iloc[0]
    assert right["accuracy"] == pytest.approx((0 + 1 + 0 + 10 + 6 * 0.5) / 19)
    counts = handcheck.confusion(codes, units, "tone_class").set_index("instrument")
    assert counts.loc["negative"].tolist() == [3, 4, 1, 0] and counts.to_numpy().sum() == 2 * 16 + 4


def test_shares_of_a_scheme_of_ones_own():
    scheme = pd.CategoricalDtype(["gain", "loss", "draw", "cannot tell"])
    units = units_of(["gain", "loss", "draw", "draw"] * 5)
    sample = handcheck.draw(units, 20, seed=1)
    codes = coded(sample, ["gain"] * 5 + ["loss"] * 10 + ["draw"] * 5).astype({"code": scheme})
    assert handcheck.quantities(codes) == ["gain", "loss", "draw"]
    for quantity, share, raw in [("gain", 0.25, 0.25), ("loss", 0.5, 0.25), ("draw", 0.25, 0.5)]:
        table = handcheck.corrected(codes, sample, units, columns={"tone_class": "ours"}, quantity=quantity)
        assert table["of"].tolist() == [f"share {quantity}"] * 3
        assert table["estimate"].tolist() == pytest.approx([raw, share, share])
    assert handcheck.confusion(codes, units, "tone_class")["instrument"].tolist() == ["gain", "loss", "draw"]
    names = handcheck.quantities(codes)
    every = handcheck.corrected(codes, sample, units, columns={}, quantity=names)
    assert every["of"].tolist() == ["share gain", "share loss", "share draw"]
    assert every["estimate"].sum() == pytest.approx(1) and every.index.tolist() == [0, 1, 2]
    of_tone = handcheck.confusion(codes, units.assign(tone_class="neutral"), "tone_class")
    assert of_tone.values.tolist() == [["neutral", 5, 10, 5, 0]]
    with pytest.raises(ValueError, match="quantity is .tone.; expected one of gain, loss, draw"):
        handcheck.corrected(codes, sample, units, columns={}, quantity="tone")
    with pytest.raises(ValueError, match='the code "draw" is none of negative, .*; codes_for reads others'):
        handcheck.quantities(codes.astype({"code": "str"}))


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
    table = handcheck.accuracy(codes, sample, columns={"tone_class": "ours"}).iloc[0]
    assert table["accuracy"] == pytest.approx(0.25 * 0.5 + 0.75 * 1)
    assert table["low"] < table["accuracy"] < table["high"] and table["n"] == 20
    two = pd.concat([codes, coded(sample, ["negative"] * 20, "ben")])  # each unit the mean of its two coders
    assert handcheck.accuracy(two, sample, columns={"tone_class": "ours"})["accuracy"].iloc[
        0
    ] == pytest.approx(0.25 * 0.75 + 0.75 * 0.5)


# Corrected numbers

# ppi_py 0.2.3 (pip install ppi-python), ppi_mean_pointestimate and ppi_mean_ci(alpha=0.05), on the arrays of
# the test
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
    """1,200 labelled and 4,800 unlabelled units. Their λ is ours times the unlabelled part of all; tuned,
    theirs is cov(y, f) / ((1 + n/N) var f) with the variance over all scores, ours the same with that of the
    coded ones."""
    y = np.array([-1, 0, 0, 1, -1, 0, -1, 0, 1, 0, -1, 0] * 100, float)
    f = np.array([-1, 0, 0, 1, 0, 0, -1, -1, 1, 0, 0, -1] * 100, float)
    rest = np.tile(-f, 4)
    if share:
        y, f = (y < 0) * 1.0, (f < 0) * 1.0
        rest = 1 - np.tile(f, 4)
    every = np.concatenate([f, rest])
    theirs = lam if lam is not None else np.cov(y, f, ddof=0)[0, 1] / (1.25 * every.var(ddof=1))
    value, low, high = PPI[share][lam]
    result = _estimate.estimate(
        y,
        f,
        np.zeros(1200, int),
        every,
        np.zeros(6000, int),
        bounded=share,
        superpopulation=True,
        power=theirs * 1.25,
    )
    assert result.value == pytest.approx(value, abs=1e-12)
    assert [result.low, result.high] == pytest.approx([low, high], abs=0.02 * (high - low))
    if lam is None:
        tuned = _estimate.estimate(
            y, f, np.zeros(1200, int), every, np.zeros(6000, int), bounded=share, superpopulation=True
        )
        assert tuned.value == pytest.approx(
            value, abs=0.2 * (high - low)
        ) and tuned.high - tuned.low < 1.03 * (high - low)


def test_a_share_without_scores_is_wilsons_interval():
    y = np.array([1.0] * 12 + [0.0] * 48)
    result = _estimate.estimate(
        y, y * 0, np.zeros(60, int), np.zeros(10**7), np.zeros(10**7, int), bounded=True, power=0
    )
    wilson = stats.binomtest(12, 60).proportion_ci(method="wilson")
    wider = stats.t(59).ppf(0.975) / NormalDist().inv_cdf(0.975)
    assert result.value == 0.2 and (result.high - result.low) == pytest.approx(
        (wilson.high - wilson.low) * wider, rel=0.01
    )


def test_the_finite_interval_by_hand():
    """Two strata of 10 and 30 with 5 and 10 coded. Weights .25 and .75; the residual sum of squares of 1.2 +
    2.1 and the one that is added make 4.3, over 15 − 2 + 1 degrees of freedom; factor .25²·.5/5 +
    .75²·(2/3)/10."""
    y = np.array([-1.0, -1, -1, 0, 0] + [0.0] * 7 + [1.0] * 3)
    h, all_h = np.repeat([0, 1], [5, 10]), np.repeat([0, 1], [10, 30])
    result = _estimate.estimate(y, y * 0, h, np.zeros(40), all_h)
    variance = (0.0625 * 0.5 / 5 + 0.5625 * (2 / 3) / 10) * (1.2 + 2.1 + 1) / 14
    half = stats.t(13).ppf(0.975) * variance**0.5
    assert result.value == pytest.approx(0.25 * -0.6 + 0.75 * 0.3)
    assert [result.low, result.high] == pytest.approx([result.value - half, result.value + half], abs=1e-9)
    beyond = _estimate.estimate(y, y * 0, h, np.zeros(40), all_h, superpopulation=True)
    spread = 3.3 / 13 + 0.25 * (-0.6 - 0.075) ** 2 + 0.75 * (0.3 - 0.075) ** 2
    assert beyond.high - beyond.value == pytest.approx(
        stats.t(13).ppf(0.975) * (variance + spread / 40) ** 0.5, abs=1e-9
    )


def test_when_all_is_coded_nothing_is_left_to_doubt():
    units = units_of(["negative", "neutral", "positive", "neutral"] * 5)
    sample = handcheck.draw(units, 20, by="tone_class", seed=1)
    codes = coded(sample, np.where(sample["sent_id"] <= 8, "negative", "neutral"))
    for quantity, value in [("tone", -0.4), ("negative", 0.4)]:
        table = handcheck.corrected(
            codes, sample, units, columns={"tone_class": "ours"}, by="tone_class", quantity=quantity
        )
        assert np.allclose(table.loc[1:, ["estimate", "low", "high"]].astype(float), value)
        assert table.loc[1:, "note"].tolist() == ["all are coded"] * 2
    few = units.head(5)
    sample = handcheck.draw(few, 5, seed=1)
    for population, interval in [("these texts", [0.4, 0.4]), ("texts like these", [np.nan, np.nan])]:
        table = handcheck.corrected(
            coded(sample, ["negative"] * 2 + ["neutral"] * 3),
            sample,
            few,
            columns={},
            quantity="negative",
            population=population,
        )
        assert table[["low", "high"]].values.tolist() == [pytest.approx(interval, nan_ok=True)]


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
        for quantity, value in [("tone", 0), ("negative", 10 / 48)]:
            table = handcheck.corrected(
                codes, sample, units, columns={"tone_class": "ours"}, quantity=quantity
            )
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
        handcheck.corrected(codes, sample, units, columns={"tone_class": "ours"}, quantity=quantity).iloc[1]
        for quantity in ("tone", "negative")
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


def test_too_many_strata_for_an_interval_are_named_as_such():
    """Eleven strata of one unit each, and one of five: thirteen coded, in twelve strata."""
    units = units_of([*"abcdefghijk", *["z"] * 5])
    sample = handcheck.draw(units, 1, by="tone_class", seed=1)
    table = handcheck.corrected(coded(sample, "neutral"), sample, units, columns={}, by="tone_class")
    assert table[["n", "strata", "note"]].values.tolist() == [[13, 12, "no interval: too many strata"]]


def test_strata_without_two_codes_are_put_together():
    h, all_h = _estimate.merge_small_strata([0, 0, 0, 1, 2, 2], np.repeat([0, 1, 2, 3], [5, 5, 5, 1]))
    assert len(set(all_h)) == len(set(h)) == 2 and np.bincount(all_h).sum() == 16
    assert min(np.bincount(h)) >= 2


def test_a_sample_of_other_units_is_refused():
    units = units_of(["neutral", "negative"] * 20)
    sample = handcheck.draw(units, 20, by="tone_class", seed=1)
    codes = coded(sample, "neutral")
    for wrong in ({"units": units.head(30), "by": "tone_class"}, {"units": units, "by": ()}):
        with pytest.raises(ValueError, match="not drawn from these units"):
            handcheck.corrected(codes, sample, wrong["units"], columns={"tone_class": "ours"}, by=wrong["by"])
    for wrong in ({"quantity": "joy"}, {"population": "the world"}):
        with pytest.raises(ValueError, match="expected one of"):
            handcheck.corrected(
                codes, sample, units, columns={"tone_class": "ours"}, by="tone_class", **wrong
            )


@pytest.mark.parametrize("free", [1, 2, 3, 8, 13, 60, 999])
def test_quantiles_of_t_are_scipys(free):
    assert _estimate.t_975(free) == pytest.approx(stats.t(free).ppf(0.975), rel=1e-9)


def test_intervals_cover_what_they_say():
    """In short what `benchmarks/hand_coverage.py` measures at length: 1,500 studies, so ±1.2 % is chance."""
    rows = pd.DataFrame(
        hand_coverage.world(200, 60, (0.3, 0.2), 0.5, True, studies=1500, seed=7),
        columns=["of", "population", "estimator", "coverage", "width"],
    )
    assert rows["coverage"].between(0.93, 0.975).all(), rows
    width = rows.pivot(index=["of", "population"], columns="estimator", values="width")
    assert (width["corrected"] < 0.97 * width["hand"]).all()
