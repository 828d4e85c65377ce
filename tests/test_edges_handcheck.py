"""Edges of checking by hand: each bound and constant of `handcheck` just below and just above."""

import numpy as np
import pandas as pd
import pytest

from helpers import handcheck


def units(*strata):
    """One unit for each letter of the strata, a sentence each."""
    number = np.arange(len(strata))
    table = {"doc_id": "a", "sent_id": number, "start": 10 * number, "end": 10 * number + 3, "text": "Oh."}
    return pd.DataFrame({**table, "actor_id": "", "stratum": list(strata), "tone_class": "neutral"})


def drawn(table):
    return table.assign(stratum_size=table["stratum"].map(table["stratum"].value_counts()))


def coded(table, code, coder="anna"):
    return table.assign(coder=coder, code=code)


def test_what_is_left_of_a_draw_goes_to_the_largest_remainder_then_to_the_first_name():
    def shares(strata, n):
        sample = handcheck.draw(units(*strata).rename(columns={"stratum": "kind"}), n, by="kind", seed=1)
        return sample["stratum"].value_counts().sort_index().to_dict()

    assert shares("aaaaabbbbb", 5) == {"a": 3, "b": 2}  # 2.5 each
    assert shares("aaaaaabbbbbbbb", 7) == {"a": 3, "b": 4}
    assert shares("aaaaaabbbbbbbb", 6) == {"a": 3, "b": 3}  # 2.57 and 3.43
    assert shares("aaaaaaaaab", 2) == {"a": 2, "b": 1}  # at least two of each, or the only one


def test_at_least_one_unit_is_drawn():
    with pytest.raises(ValueError, match=r"n is 0; expected 1 or more"):
        handcheck.draw(units(*"aaa"), 0, seed=1)
    assert len(handcheck.draw(units("a"), 1, seed=1)) == 1


@pytest.mark.parametrize(("coders", "first"), [("xy", "x"), ("xyz", "all people")])
def test_more_than_two_coders_get_a_row_for_all(coders, first):
    table = units(*"aaaa")
    given = ["negative", "neutral", "positive", "neutral"]
    codes = pd.concat([coded(table, given, coder) for coder in coders])
    result = handcheck.alpha(codes, table, columns={}, draws=10, seed=1)
    assert result["one"].iloc[0] == first
    assert len(result) == {"xy": 1, "xyz": 4}[coders]


@pytest.mark.parametrize(
    ("strata", "left_out", "remain"), [("aaaaaabb", 1, 1), ("aaaaaabbb", 1, 2), ("aaaaaab", 0, 2)]
)
def test_a_stratum_with_one_code_stays_apart_only_if_it_is_all_coded(strata, left_out, remain):
    """Of the last stratum all units but `left_out` are coded: one of two, two of three, its only one."""
    table = units(*strata)
    sample = drawn(table).iloc[: len(table) - left_out]
    codes = coded(sample, "neutral")
    result = handcheck.corrected(codes, sample, table, columns={}, by="stratum")
    assert result["strata"].dropna().unique().tolist() == [remain]


@pytest.mark.parametrize(
    ("n", "size", "note"),
    [
        (9, 40, "no interval: fewer than 10 coded"),
        (10, 40, "rough: fewer than 30 coded"),
        (29, 40, "rough: fewer than 30 coded"),
        (30, 40, ""),
        (9, 9, "all are coded"),
    ],
)
def test_the_note_names_what_too_few_codes_mean(n, size, note):
    table = units(*"a" * size)
    sample = drawn(table).iloc[:n]
    codes = coded(sample, [["negative", "neutral"][number % 2] for number in range(n)])
    row = handcheck.corrected(codes, sample, table, columns={}, by="stratum").set_index("estimator").iloc[0]
    assert (row["note"], np.isnan(row["low"])) == (note, n == 9 and size == 40)


def test_an_interval_never_leaves_the_scale():
    """Twelve of 40, all negative: the mean is −1, which nothing can be below."""
    table = units(*"a" * 40)
    sample = drawn(table).iloc[:12]
    row = handcheck.corrected(coded(sample, "negative"), sample, table, columns={}, by="stratum").iloc[0]
    assert (row["estimate"], row["low"]) == (-1, -1) and row["high"] > -1


@pytest.mark.parametrize("n", [9, 10])
@pytest.mark.parametrize(("code", "said", "share"), [("neutral", "negative", 0), ("negative", "neutral", 1)])
def test_a_corrected_share_stays_between_0_and_1_however_few_codes_there_are(n, code, said, share):
    """Of 40, n are coded; the instrument is wrong in these alone: 0 + n/40 − 1, and 1 + 1 − n/40."""
    table = units(*"a" * 40)
    table["tone_class"] = [said] * n + [code] * (40 - n)
    sample = drawn(table).iloc[:n]
    options = {"columns": {"tone_class": "ours"}, "by": "stratum", "quantity": "negative", "power": 1}
    row = handcheck.corrected(coded(sample, code), sample, table, **options).iloc[2]
    assert (row["estimator"], row["estimate"]) == ("corrected", share)


def test_a_unit_of_two_coders_counts_half_negative():
    table = units(*"a" * 20)
    sample = drawn(table).iloc[:10]
    codes = pd.concat([coded(sample, "negative", "x"), coded(sample, "neutral", "y")])
    kinds = {"tone": -0.5, "negative": 0.5}
    for of, estimate in kinds.items():
        row = handcheck.corrected(codes, sample, table, columns={}, by="stratum", quantity=of).iloc[0]
        assert (row["estimate"], row["n"]) == (estimate, 10)
