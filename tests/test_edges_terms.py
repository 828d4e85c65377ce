"""Edges of counting: each bound and constant of `terms` just below and just above."""

import numpy as np
import pandas as pd
import pytest
from samples import split, words

from helpers import terms


def listed(term_list):
    """Tokens of one sentence from a list of terms."""
    place = range(len(term_list))
    return pd.DataFrame(
        {"doc_id": "a", "sent_id": 1, "start": place, "end": place, "token": term_list, "term": term_list}
    )


def read(*sentences):
    text = " ".join(sentences)
    return terms.readability(split(text), words(text)).iloc[0]


# Readability


@pytest.mark.parametrize(("unfamiliar", "grade"), [(0, 4.1325), (5, 4.922), (6, 5.0799)])
def test_dale_and_chall_add_3_6365_to_every_text(unfamiliar, grade):
    """100 words in 10 sentences: 0.1579 × 6 + 0.0496 × 10 + 3.6365: no step at 5 per cent."""
    hard = ["The dog ran to the man and the zymurgy too."] * unfamiliar
    easy = ["The dog ran to the man and the boy too."] * (10 - unfamiliar)
    row = read(*hard, *easy)
    assert (row["words"], row["unfamiliar"]) == (100, unfamiliar)
    assert row["dale_chall"] == pytest.approx(grade, abs=1e-9)


def test_dale_and_challs_own_first_sample():
    """132 words, 6 unfamiliar, 7 sentences: 5.3684 as printed, with per cent (5) and length (19) rounded."""
    from helpers.terms._readability import _formulas

    counts = pd.DataFrame({"words": [132, 1900], "sentences": [7, 100], "unfamiliar": [6, 95]})
    table = _formulas(counts.assign(syllables=0, polysyllables=0, letters=0))
    exact = 0.1579 * 100 * 6 / 132 + 0.0496 * 132 / 7 + 3.6365
    assert table["dale_chall"].tolist() == pytest.approx([exact, 5.3684], abs=1e-9)


FAMILIAR = "baby playing thinking growing planning hoping using simply clearly easily generally fully gently "
FAMILIAR += "walked tried stopped centre theatre colours favourite neighbouring grey mr mrs well-known"


@pytest.mark.parametrize("word", FAMILIAR.split())
def test_forms_of_listed_words_are_familiar(word):
    assert read(f"{word} ran.")["unfamiliar"] == 0


@pytest.mark.parametrize("word", "apply supply economy legislating anomaly zymurgying tour-de-force".split())
def test_other_words_are_not(word):
    assert read(f"{word} ran.")["unfamiliar"] == 1


CAPITALS = "The army said the war was over and a café owner saw the new law; NATO and the BBC told us of it."


def test_a_text_in_capitals_reads_as_it_does_in_small_letters():
    small, capitals = (read(text) for text in (CAPITALS, CAPITALS.upper()))
    for column in [
        "words",
        "syllables",
        "polysyllables",
        "flesch",
        "fk_grade",
        "smog",
        "ari",
        "coleman_liau",
    ]:
        assert small[column] == capitals[column], column
    assert read("THE ZYMURGY RAN.")["unfamiliar"] == 1  # its capital is no sign of a name


def test_the_us_is_spelt_and_us_is_not():
    assert read("The US left.")["syllables"] == read("The U.S. left.")["syllables"] == 4
    assert read("Tell us.")["syllables"] == read("TELL US.")["syllables"] == 2


@pytest.mark.parametrize(
    ("text", "unfamiliar"), [("Zymurgy ran.", 1), ("The Zymurgy ran.", 0), ("A b2 ran.", 0)]
)
def test_a_capital_makes_a_word_familiar_only_inside_a_sentence_and_a_digit_anywhere(text, unfamiliar):
    assert read(text)["unfamiliar"] == unfamiliar


def test_three_syllables_make_a_polysyllable():
    assert read("The table fell.")["polysyllables"] == 0  # ta-ble
    assert read("The hospital fell.")["polysyllables"] == 1  # hos-pi-tal


@pytest.mark.parametrize(
    ("sentences", "length", "note"),
    [
        (33, 3, "fewer than 100 words: too short for any of these"),
        (25, 4, "fewer than 30 sentences: SMOG is rough"),
        (29, 4, "fewer than 30 sentences: SMOG is rough"),
        (30, 4, ""),
    ],
)
def test_readability_warns_below_100_words_and_below_30_sentences(sentences, length, note):
    assert read(*[f"The {'big ' * (length - 2)}dog."] * sentences)["note"] == note


# Diversity


def test_hdd_needs_the_42_words_that_it_draws():
    """All 42 drawn: the mean type-token ratio is that of the text, 6 types of 42."""
    text = (list("abcdef") * 8)[:42]
    assert np.isnan(terms.diversity(listed(text[:41]))["hdd"].item())
    assert terms.diversity(listed(text))["hdd"].item() == pytest.approx(6 / 42)


@pytest.mark.parametrize(("size", "note"), [(99, "only 99 words: MTLD and HD-D need 100"), (100, "")])
def test_diversity_warns_below_100_words(size, note):
    assert terms.diversity(listed(["a"] * size))["note"].item() == note


def test_mattr_needs_one_whole_window():
    text = listed(list("abab"))
    assert np.isnan(terms.diversity(text, window=5)["mattr"].item())
    assert terms.diversity(text, window=4)["mattr"].item() == 0.5
    assert terms.diversity(text, window=1)["mattr"].item() == 1
    with pytest.raises(ValueError, match=r"at least one word; got 0"):
        terms.diversity(text, window=0)


# Collocations, dispersion, frequencies


@pytest.mark.parametrize(("window", "partners"), [(1, "b"), (2, "bc"), (3, "bcd")])
def test_a_window_reaches_that_many_words_to_the_right(window, partners):
    table = terms.collocations(listed(list("abcd")), window=window, min_count=1)
    assert sorted(table.loc[table["first"] == "a", "second"]) == list(partners)


def test_a_pair_that_comes_once_is_left_out_and_one_that_comes_twice_is_not():
    table = terms.collocations(words("Big dogs ran. Big dogs sat."))
    assert table[["first", "second"]].values.tolist() == [["big", "dogs"]]


def test_parts_are_of_equal_length_to_within_a_word_and_the_longer_come_first():
    """Five words in two parts are three and two: the third word lies in the first part."""
    table = terms.dispersion(listed(list("xyxzz")), parts=2).set_index("term")
    assert table["range"].to_dict() == {"x": 1, "y": 1, "z": 1}
    assert table.loc["z", "dp"] == pytest.approx(3 / 5)  # all in the part of two: (|0 − 3/5| + |1 − 2/5|) / 2


def test_a_text_of_one_part_has_no_normalised_dispersion_and_of_no_part_none_at_all():
    one = terms.dispersion(listed(["x"]), parts=1).iloc[0]
    assert one["dp"] == 0 and np.isnan(one["dp_norm"]) and np.isnan(one["juilland_d"])
    with pytest.raises(ValueError, match=r"at least one part; got parts=0"):
        terms.dispersion(listed(["x"]), parts=0)


def test_an_n_gram_may_hold_a_stop_word_but_neither_begin_nor_end_in_one():
    table = terms.frequencies(words("end of war end of"), 3, stopwords={"of"})
    assert table["term"].tolist() == ["end of war"]


# Keyness


def test_a_term_as_frequent_as_in_the_reference_is_no_key():
    def table(**counts):
        total = sum(counts.values())
        rows = [(term, count, 1000 * count / total) for term, count in counts.items()]
        return pd.DataFrame(rows, columns=["term", "frequency", "per_thousand"])

    key = terms.keyness(table(a=2, b=5, c=1), table(a=4, b=8, c=4)).set_index("term")
    assert key["key"].to_dict() == {"a": "none", "b": "positive", "c": "negative"}
    assert (key.loc["a", "log_ratio"], key.loc["a", "g2"]) == (0, 0)


def test_the_interval_of_a_log_ratio_is_that_of_katz():
    """10 of 100, 5 of 100: log2 2 ± 1.959964 √(1/10 − 1/100 + 1/5 − 1/100) / ln 2 (Katz et al. 1978)."""

    def table(a, total):
        counts = [a, total - a]
        return pd.DataFrame(
            {"term": ["a", "b"], "frequency": counts, "per_thousand": [1000 * c / total for c in counts]}
        )

    row = terms.keyness(table(10, 100), table(5, 100)).set_index("term").loc["a"]
    margin = 1.9599639845 * (0.1 - 0.01 + 0.2 - 0.01) ** 0.5 / 0.6931471806
    assert row["log_ratio_low"] == pytest.approx(1 - margin, abs=1e-8)
    assert row["log_ratio_high"] == pytest.approx(1 + margin, abs=1e-8)


# Concordance


def test_of_a_long_word_the_end_next_to_the_keyword_is_kept():
    row = terms.keyword_in_context(split("abcdefghijwarklmnopqrst."), "war", regex=True, width=5).iloc[0]
    assert (row["left"], row["keyword"], row["right"]) == ("fghij", "war", "klmno")


@pytest.mark.parametrize(
    ("width", "left", "right"),
    [
        (7, "two ", " three"),
        (8, "One two ", " three"),
        (10, "One two ", " three"),
        (11, "One two ", " three four"),
    ],
)
def test_context_is_cut_at_a_word(width, left, right):
    row = terms.keyword_in_context(split("One two dam three four"), "dam", width=width).iloc[0]
    assert (row["left"], row["right"]) == (left, right)
