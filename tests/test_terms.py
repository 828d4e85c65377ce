"""Terms: hand-counted texts, published tables, independent libraries, and laws that hold for any text."""

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers import corpus, terms


def tokens_of(*documents):
    """Make a table of tokens from documents given as lists of sentences, words apart by a space."""
    rows = []
    for number, document in enumerate(documents, 1):
        at = 0
        for sent_id, sentence in enumerate(document, 1):
            for word in sentence.split():
                rows.append((f"d{number}", sent_id, at, at + len(word), word, word.casefold()))
                at += len(word) + 1
    return pd.DataFrame(rows, columns=["doc_id", "sent_id", "start", "end", "token", "term"])


def sentences_of(*documents):
    """Make a table of sentences from documents given as lists of sentences."""
    rows = []
    for number, document in enumerate(documents, 1):
        at = 0
        for sent_id, text in enumerate(document, 1):
            rows.append((f"d{number}", 1, sent_id, at, at + len(text), text))
            at += len(text) + 1
    return pd.DataFrame(rows, columns=["doc_id", "par_id", "sent_id", "start", "end", "text"])


WORDS = st.lists(st.sampled_from(["a", "b", "c", "the", "of", "d's", "Ü"]), min_size=1, max_size=7).map(
    " ".join
)
DOCUMENTS = st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=4)


# Frequencies


def test_frequencies_counted_by_hand():
    tokens = tokens_of(["The dam burst", "The town below the dam fled"], ["Dam"])
    one = terms.frequencies(tokens)
    assert one["doc_id"].tolist() == ["d1"] * 6 + ["d2"]
    assert one["term"].tolist() == ["the", "dam", "below", "burst", "fled", "town", "dam"]
    assert one["frequency"].tolist() == [3, 2, 1, 1, 1, 1, 1]
    assert one["rank"].tolist() == [1, 2, 3, 3, 3, 3, 1]
    assert one["per_thousand"].round(3).tolist() == [333.333, 222.222] + [111.111] * 4 + [1000.0]
    two = terms.frequencies(tokens, 2)
    assert two["term"].tolist() == ["the dam", "below the", "dam burst", "dam fled", "the town", "town below"]
    assert two["per_thousand"].round(3).tolist() == [285.714] + [142.857] * 5  # 7 bigrams run, in d1 only


def test_stopwords_leave_rates_alone_and_drop_ngrams_at_their_ends():
    tokens = tokens_of(["Leader of the council", "the leader of council"])
    two = terms.frequencies(tokens, 3, stopwords={"the", "of"})
    assert two[["term", "per_thousand"]].values.tolist() == [["leader of council", 250.0]]
    one = terms.frequencies(tokens, stopwords={"the", "of"})
    assert one.drop(columns="doc_id").values.tolist() == [["council", 2, 250.0, 1], ["leader", 2, 250.0, 1]]


@given(DOCUMENTS, st.integers(1, 4), st.randoms())
def test_frequencies_are_those_of_a_counter_in_any_order_of_rows(documents, n, random):
    tokens = tokens_of(*documents)
    expected = {}
    for number, document in enumerate(documents, 1):
        for sentence in document:
            words = sentence.casefold().split()
            grams = Counter(" ".join(words[i : i + n]) for i in range(len(words) - n + 1))
            for gram, count in grams.items():
                expected[f"d{number}", gram] = expected.get((f"d{number}", gram), 0) + count
    shuffled = tokens.sample(frac=1, random_state=random.randrange(1000))
    for table in (terms.frequencies(tokens, n), terms.frequencies(shuffled, n)):
        assert dict(zip(zip(table["doc_id"], table["term"]), table["frequency"])) == expected
        assert table["per_thousand"].groupby(table["doc_id"]).sum().round(6).eq(1000).all()
        for _, document in table.groupby("doc_id"):
            keys = list(zip(-document["frequency"], document["term"]))
            assert keys == sorted(keys)
            ranks = document["frequency"].rank(method="min", ascending=False)
            assert document["rank"].tolist() == ranks.tolist()


@given(DOCUMENTS, st.integers(1, 3))
def test_frequencies_keep_the_partition_law(documents, n):
    tokens = tokens_of(*documents)
    parts = [terms.frequencies(part, n, stopwords={"the"}) for _, part in tokens.groupby("doc_id")]
    pd.testing.assert_frame_equal(
        terms.frequencies(tokens, n, stopwords={"the"}), pd.concat(parts, ignore_index=True)
    )


@given(DOCUMENTS, st.integers(1, 3))
def test_count_in_parts_is_what_frequencies_finds_at_once(documents, n):
    sentences = sentences_of(*documents)
    parts = (part for _, part in sentences.groupby("doc_id"))
    whole = sentences.assign(doc_id="all", sent_id=range(len(sentences)))
    expected = terms.frequencies(corpus.tokens(whole), n, stopwords={"the"}).drop(columns="doc_id")
    counted = terms.count(parts, [n, 5], stopwords={"the"})
    pd.testing.assert_frame_equal(counted[counted["n"] == n].drop(columns="n"), expected)


def test_the_same_words_are_one_ngram_however_names_are_joined():
    tokens = tokens_of(["a b c", "d e"]).assign(sent_id=[1, 1, 1, 2, 2], term=["a b", "c", "x", "a", "b c"])
    assert terms.frequencies(tokens, 2)[["term", "frequency"]].values.tolist() == [["a b c", 2], ["c x", 1]]


def test_nothing_to_count():
    empty = tokens_of()
    assert list(terms.frequencies(empty)) == ["doc_id", "term", "frequency", "per_thousand", "rank"]
    assert len(terms.frequencies(empty, 2, stopwords={"a"})) == 0
    assert len(terms.frequencies(tokens_of(["one"]), 2)) == 0
    assert len(terms.count([sentences_of()], 2)) == 0
    with pytest.raises(ValueError, match="at least 1"):
        terms.frequencies(empty, 0)
    with pytest.raises(ValueError, match="no part"):
        terms.count([])
    with pytest.raises(ValueError, match="term"):
        terms.frequencies(empty.drop(columns="term"))


def test_stopwords_are_read_from_a_file_that_can_be_edited(tmp_path):
    own = tmp_path / "own.txt"
    own.write_text("# mine\nSaid don’t   # both\n", encoding="utf-8")
    assert terms.stopwords(own) == {"said", "don't"}
    listed = terms.stopwords()
    assert {"the", "don't", "whereas"} <= listed and not {"said", "people", "government"} & listed


# Keyness


def frequencies_of(counts, total):
    """Make a frequencies table of one document with so many running words."""
    return pd.DataFrame(
        {
            "doc_id": "a",
            "term": list(counts),
            "frequency": list(counts.values()),
            "per_thousand": [1000 * count / total for count in counts.values()],
        }
    )


def keyness_of(a, n_a, b, n_b):
    """The row of one term; a second term, with every count, fixes the number of words."""
    rows = terms.keyness(frequencies_of({"x": a, "*": n_a}, n_a), frequencies_of({"x": b, "*": n_b}, n_b))
    return rows.set_index("term").loc["x"]


DUNNING = """270.72 110 2442 111 29114
263.90 29 13 123 31612
256.84 31 23 139 31584
167.23 10 0 3 31764
157.21 76 104 2476 29121
157.03 16 16 51 31694
146.80 9 0 5 31763
115.02 16 0 865 30896
104.53 10 9 41 31717
100.96 8 2 27 31740
98.72 12 111 14 31640
95.29 8 5 24 31740
94.50 10 93 6 31668
91.40 12 111 21 31633
81.55 10 45 35 31687
76.30 5 13 0 31759
73.35 16 2536 1 29224
48.94 9 12 429 31327"""


@pytest.mark.parametrize("row", DUNNING.splitlines())
def test_g2_is_that_of_dunnings_table(row):
    expected, together, one, other, neither = row.split()
    found = keyness_of(int(together), int(together) + int(other), int(one), int(one) + int(neither))
    assert f"{abs(found['g2']):.2f}" == expected


COUNTS = st.tuples(*[st.integers(1, 400)] * 4)


@given(COUNTS)
def test_keyness_agrees_with_scipy(counts):
    a, b, more_a, more_b = counts
    n_a, n_b = a + more_a, b + more_b
    found = keyness_of(a, n_a, b, n_b)
    cells = [[a, b], [more_a, more_b]]
    g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
    sign = np.sign(a / n_a - b / n_b)
    assert found["g2"] == pytest.approx(sign * g2.statistic, abs=1e-9)
    near_1 = 1e-7 if g2.statistic < 1e-3 else 1e-12  # there p moves with the root of the last digits of G²
    assert found["p"] == pytest.approx(g2.pvalue, abs=near_1)
    assert found["chi2"] == pytest.approx(stats.chi2_contingency(cells, correction=False).statistic, abs=1e-9)
    assert found["chi2_yates"] == pytest.approx(stats.chi2_contingency(cells).statistic, abs=1e-9)
    two = stats.power_divergence([a, b], g2.expected_freq[0], lambda_="log-likelihood").statistic
    assert found["g2_two_cell"] == pytest.approx(sign * two, abs=1e-9)
    ratio = stats.contingency.relative_risk(a, n_a, b, n_b)
    interval = ratio.confidence_interval(0.95)
    logs = found[["log_ratio", "log_ratio_low", "log_ratio_high"]].tolist()
    assert logs == pytest.approx(np.log2([ratio.relative_risk, interval.low, interval.high]).tolist())
    assert found["odds_ratio"] == pytest.approx(stats.contingency.odds_ratio(cells, kind="sample").statistic)
    assert found["pct_diff"] == pytest.approx(100 * (a / n_a) / (b / n_b) - 100)
    assert found["key"] == {1: "positive", -1: "negative", 0: "none"}[sign]


@given(st.integers(0, 50), st.integers(51, 500), st.floats(0.001, 0.9))
def test_keyness_against_known_proportions_is_the_one_sample_test(a, n, share):
    target = frequencies_of({"x": a, "*": n}, n)
    found = terms.keyness(target, pd.Series({"x": share, "*": 0.5})).set_index("term").loc["x"]
    observed, expected = [a, n - a], [n * share, n * (1 - share)]
    g2 = stats.power_divergence(observed, expected, lambda_="log-likelihood").statistic
    assert abs(found["g2"]) == pytest.approx(g2, abs=1e-9)
    assert found["chi2"] == pytest.approx(stats.chisquare(observed, expected).statistic, abs=1e-9)
    assert found["log_ratio"] == pytest.approx(math.log2(max(a, 0.5) / n / share))
    assert np.isnan(found["reference_frequency"])


def test_the_two_cells_against_a_known_proportion_are_those_of_an_endless_reference():
    known = terms.keyness(frequencies_of({"x": 7}, 100), pd.Series({"x": 0.01})).iloc[0]
    counted = keyness_of(7, 100, 10**9, 10**11)
    for column in ["g2", "g2_two_cell", "chi2", "chi2_yates", "log_ratio", "log_ratio_low", "odds_ratio"]:
        assert known[column] == pytest.approx(counted[column], rel=1e-6), column


def test_p_is_corrected_for_the_number_of_terms():
    from helpers.corpus import holm
    from helpers.terms._evidence import benjamini_hochberg

    p = np.array([0.01, 0.04, 0.03, 0.005])
    assert holm(p).round(10).tolist() == [0.03, 0.06, 0.06, 0.02]
    p = np.array([0.01, 0.04, 0.03, 0.005, 0.042])
    assert benjamini_hochberg(p).round(10).tolist() == [0.025, 0.042, 0.042, 0.025, 0.042]
    assert benjamini_hochberg(p).tolist() == pytest.approx(stats.false_discovery_control(p).tolist())


def test_a_term_that_one_side_lacks():
    found = terms.keyness(frequencies_of({"a": 4, "b": 6}, 10), frequencies_of({"b": 9, "c": 11}, 20))
    found = found.set_index("term")
    assert found.index.tolist() == ["a", "b", "c"]  # over-used first, under-used last
    assert found.loc["a", "log_ratio"] == pytest.approx(math.log2((4 / 10) / (0.5 / 20)))
    assert found.loc["c", "log_ratio"] == pytest.approx(math.log2((0.5 / 10) / (11 / 20)))
    assert found.loc["a", "pct_diff"] == math.inf and found.loc["c", "pct_diff"] == -100
    assert found.loc["c", "key"] == "negative" and found.loc["c", "g2"] < 0


def test_keyness_adds_up_documents_and_measures_their_dispersion():
    target = terms.frequencies(tokens_of(["a b"], ["a a a c"], ["b b"]))
    found = terms.keyness(target, frequencies_of({"a": 1, "b": 1, "c": 1}, 3)).set_index("term")
    assert found["frequency"].to_dict() == {"a": 4, "b": 3, "c": 1}
    assert found.loc["a", "per_thousand"] == 500
    # shares 2/8, 4/8, 2/8; of "a" 1/4, 3/4, 0: DP = (0 + 1/4 + 1/4) / 2
    assert found.loc["a", "dispersion"] == 0.25
    one = terms.frequencies(tokens_of(["a b"]))
    assert terms.keyness(one, one)["dispersion"].isna().all()
    along = terms.dispersion(tokens_of(["a b"]), parts=2)
    assert terms.keyness(one, one, dispersion=along)["dispersion"].tolist() == [0.5, 0.5]


def test_keyness_says_what_is_wrong():
    one = terms.frequencies(tokens_of(["a b"]))
    with pytest.raises(ValueError, match='no proportion between 0 and 1 for "b"'):
        terms.keyness(one, pd.Series({"a": 0.5}))
    with pytest.raises(ValueError, match="has no words"):
        terms.keyness(one, one[:0])
    with pytest.raises(ValueError, match="term"):
        terms.keyness(terms.frequencies(terms.lemmas(tokens_of(["a b"])), of="lemma"), one)
    with pytest.raises(ValueError, match="twice"):
        terms.keyness(one, one, dispersion=terms.dispersion(tokens_of(["a"], ["a"]), parts=1))


def test_reference_english_is_wordfreq():
    import wordfreq

    found = terms.reference_english(["iraq", "zzqx", "iraq", "u.s."], top=2)
    assert found.index.tolist() == ["iraq", "zzqx", "u.s.", *wordfreq.top_n_list("en", 2)]
    assert found["iraq"] == wordfreq.word_frequency("iraq", "en") and found["zzqx"] == 1e-8
    assert found["u.s."] == wordfreq.word_frequency("u.s.", "en") > 1e-8


def test_a_reference_without_frequent_words_has_the_terms_alone():
    """wordfreq's list of the 0 most frequent words has one."""
    assert terms.reference_english(["dam"]).index.tolist() == ["dam"]


def test_stand_ins_for_numbers_have_no_reference_value():
    """wordfreq's "00" has the share of all numbers of two digits: "12:00" would give a negative key."""
    found = terms.reference_english(["00", "0000", "2003", "0", "100"])
    assert found.isna().to_dict() == {"00": True, "0000": True, "2003": False, "0": False, "100": False}


COMPOUNDS = ["on-time", "people-to-people", "mid-term", "al-sadr", "prime_minister", "quds force", "u.s.-led"]


def test_a_compound_has_no_reference_value_and_no_key():
    """wordfreq makes 0.0016 of "on-time", so that, used once, it would be a negative key."""
    target = frequencies_of({"dam": 3, "zzqx": 1} | dict.fromkeys(COMPOUNDS, 1), 1000)
    reference = terms.reference_english(target["term"], top=5)
    assert reference[COMPOUNDS].isna().all()
    key = terms.keyness(target, reference)
    assert set(key["term"]) == set(target["term"]) | set(reference.index)
    assert key["term"].tolist()[-len(COMPOUNDS) :] == sorted(COMPOUNDS)  # they stand last
    key = key.set_index("term")
    assert set(key.loc[COMPOUNDS, "key"]) == {"no reference value"}
    numbers = ["g2", "g2_two_cell", "chi2", "chi2_yates", "p", "p_holm", "p_bh", "log_ratio", "odds_ratio"]
    assert key.loc[COMPOUNDS, numbers].isna().all(axis=None) and key.loc[COMPOUNDS, "frequency"].eq(1).all()
    without = terms.keyness(target[~target["term"].isin(COMPOUNDS)], reference.dropna()).set_index("term")
    pd.testing.assert_frame_equal(key.drop(index=COMPOUNDS), without)  # nor do they count in the corrections


def test_a_log_ratio_to_a_share_that_nobody_counted_is_marked():
    target = frequencies_of({"dam": 3, "zzqx": 1}, 1000)
    key = terms.keyness(target, terms.reference_english(target["term"])).set_index("term")
    assert key["floored"].to_dict() == {"dam": False, "zzqx": True}
    key = terms.keyness(target, frequencies_of({"dam": 3, "sea": 1}, 1000)).set_index("term")
    assert key["floored"].to_dict() == {"dam": False, "sea": False, "zzqx": True}


# Dispersion


def test_dispersion_is_that_of_gries_example():
    # the made corpus of Gries 2008 (there DP .18, D .785) and 2020 (DP norm .22, KL .137)
    parts = [
        "b a m n i b e u p",
        "b a s a t b e w q n",
        "b c a g a b e s t a",
        "b a g h a b e a a t",
        "b a h a a b e a x a t",
    ]
    found = terms.dispersion(tokens_of(parts), parts="sent_id").set_index("term")
    row = found.loc["a"]
    assert row[["frequency", "parts", "range"]].tolist() == [15, 5, 5]
    measured = row[["dp", "dp_norm", "juilland_d", "kl"]].astype(float)
    assert measured.round(3).tolist() == [0.18, 0.22, 0.785, 0.137]
    # "x" is in the last part alone, 11 of 50 words: DP = 1 - 11/50; KL = log2(50/11); smallest part 9/50
    expected = [1 - 11 / 50, (1 - 11 / 50) / (1 - 9 / 50), 0.0, math.log2(50 / 11)]
    measured = found.loc["x", ["dp", "dp_norm", "juilland_d", "kl"]].astype(float).tolist()
    assert measured == pytest.approx(expected, abs=1e-12)


def test_dispersion_over_parts_of_equal_length_and_over_texts():
    tokens = tokens_of(["a b c", "d a"], ["a a"])
    along = terms.dispersion(tokens, parts=2)  # d1: abc|da, one "a" in each
    assert along.loc[along["term"] == "a", ["doc_id", "range", "dp"]].values.tolist() == [
        ["d1", 2, pytest.approx(0.1)],
        ["d2", 2, 0.0],
    ]
    over = terms.dispersion(tokens, parts="doc_id").set_index("term")
    assert over.loc["a", ["doc_id", "frequency", "parts", "range"]].tolist() == ["(all)", 4, 2, 2]
    assert over.loc["a", "dp"] == pytest.approx(abs(2 / 4 - 5 / 7))
    assert terms.dispersion(tokens, parts=1)[["dp_norm", "juilland_d"]].isna().all(axis=None)
    with pytest.raises(ValueError, match="at least one part"):
        terms.dispersion(tokens, parts=0)


@given(DOCUMENTS, st.sampled_from([1, 2, 3, "sent_id"]), st.integers(0, 999))
def test_dispersion_keeps_its_bounds_the_partition_law_and_any_order(documents, parts, seed):
    tokens = tokens_of(*documents)
    found = terms.dispersion(tokens, parts=parts)
    assert found["dp"].between(0, 1).all() and (found["kl"] >= -1e-12).all()
    assert found["dp_norm"].dropna().between(-1e-12, 1 + 1e-12).all()
    assert found["juilland_d"].dropna().between(-1e-12, 1 + 1e-12).all()
    alone = [terms.dispersion(part, parts=parts) for _, part in tokens.groupby("doc_id")]
    pd.testing.assert_frame_equal(found, pd.concat(alone, ignore_index=True))
    shuffled = terms.dispersion(tokens.sample(frac=1, random_state=seed), parts=parts)
    by = ["doc_id", "term"]
    pd.testing.assert_frame_equal(
        shuffled.sort_values(by, ignore_index=True), found.sort_values(by, ignore_index=True)
    )


# Collocations


def association_of(together, first, second, pairs):
    return terms.association(
        pd.DataFrame(
            {
                "frequency": [together],
                "first_frequency": [first],
                "second_frequency": [second],
                "pairs": [pairs],
            }
        )
    ).iloc[0]


def test_new_companies_is_that_of_manning_and_schutze():
    found = association_of(8, 15828, 4675, 14307668)
    assert (round(found["chi2"], 2), round(found["t"], 4)) == (1.55, 0.9999)  # also NLTK's doctest


def test_nltks_doctest_of_the_likelihood_ratio():
    assert round(association_of(110, 2552, 221, 31777)["g2"], 2) == 270.72


# bigrams that come 20 times in 14,307,668: Manning & Schütze 1999, t of table 5.6 and PMI of table 5.14
TWENTY = """42 20 4.4721 18.38
41 27 4.4721 17.98
30 117 4.4721 16.31
77 59 4.4721 15.94
24 320 4.4720 15.19
14907 9017 2.3714 1.09
13484 10570 2.2446 1.01
14734 13478 1.3685 0.53
14093 14776 1.2176 0.46
15019 15629 0.8036 0.29"""


@pytest.mark.parametrize("row", TWENTY.splitlines())
def test_t_and_pmi_are_those_of_manning_and_schutzes_tables(row):
    first, second, t, pmi = row.split()
    found = association_of(20, int(first), int(second), 14307668)
    assert found["t"] == pytest.approx(float(t), abs=1e-4) and f"{found['pmi']:.2f}" == pmi


@given(COUNTS)
def test_association_agrees_with_scipy_and_with_its_own_formulas(counts):
    both, one, other, neither = counts
    n = sum(counts)
    found = association_of(both, both + one, both + other, n)
    cells = [[both, one], [other, neither]]
    g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
    assert abs(found["g2"]) == pytest.approx(g2.statistic, abs=1e-9)
    assert found["chi2"] == pytest.approx(stats.chi2_contingency(cells, correction=False).statistic, abs=1e-9)
    assert found["expected"] == pytest.approx(g2.expected_freq[0][0])
    p, p_first, p_second = both / n, (both + one) / n, (both + other) / n
    assert found["pmi"] == pytest.approx(math.log2(p / p_first / p_second), abs=1e-9)
    assert found["npmi"] == pytest.approx(found["pmi"] / -math.log2(p), abs=1e-9)
    assert found["mi3"] == pytest.approx(found["pmi"] + 2 * math.log2(both), abs=1e-9)
    assert found["log_dice"] == pytest.approx(14 + math.log2(2 * both / (2 * both + one + other)))


def test_collocations_counted_by_hand():
    tokens = tokens_of(["Quds Force left", "the Quds Force"], ["left the Quds"])
    found = terms.collocations(tokens, min_count=1).set_index(["first", "second"])
    assert found["frequency"].to_dict() == {
        ("quds", "force"): 2,
        ("the", "quds"): 2,
        ("force", "left"): 1,
        ("left", "the"): 1,
    }
    counts = found.loc[("quds", "force"), ["first_frequency", "second_frequency", "pairs"]]
    assert counts.tolist() == [2, 2, 6]
    assert terms.collocations(tokens)["first"].tolist() == ["quds", "the"]
    assert terms.collocations(tokens, stopwords={"the"})["pairs"].tolist() == [6]


def test_collocations_in_a_window_in_any_order_of_words():
    tokens = tokens_of(["a x b", "b a a", "c"])
    wide = terms.collocations(tokens, window=2, min_count=1)
    assert dict(zip(wide["first"] + wide["second"], wide["frequency"])) == {
        "ax": 1,
        "xb": 1,
        "ab": 1,
        "ba": 2,
        "aa": 1,
    }
    either = terms.collocations(tokens, window=2, ordered=False, min_count=1).set_index(["first", "second"])
    assert either["frequency"].to_dict() == {("a", "b"): 3, ("a", "x"): 1, ("b", "x"): 1}
    assert either["pairs"].tolist() == [12] * 3
    assert either.loc[("a", "b"), ["first_frequency", "second_frequency"]].tolist() == [6, 4]


@given(DOCUMENTS, st.integers(1, 3), st.booleans())
def test_collocations_are_counted_like_pairs_in_a_loop(documents, window, ordered):
    expected = Counter()
    for words in (sentence.casefold().split() for document in documents for sentence in document):
        for at, first in enumerate(words):
            for second in words[at + 1 : at + 1 + window]:
                expected[(first, second) if ordered else tuple(sorted((first, second)))] += 1
    expected = {pair: count for pair, count in expected.items() if ordered or pair[0] != pair[1]}
    tokens = tokens_of(*documents).sample(frac=1, random_state=1)
    found = terms.collocations(tokens, window=window, ordered=ordered, min_count=1)
    assert dict(zip(zip(found["first"], found["second"]), found["frequency"])) == expected
    assert found["npmi"].between(-1 - 1e-9, 1 + 1e-9).all() and (found["log_dice"] <= 14 + 1e-9).all()


def test_no_pairs():
    assert len(terms.collocations(tokens_of(["one"], ["two"]))) == 0
    assert len(terms.collocations(tokens_of())) == 0
    with pytest.raises(ValueError, match="window"):
        terms.collocations(tokens_of(), window=0)


# Concordance

TEXT = ["The Quds\nForce’s leader, a force.", "No force-fed Force <b>; it’s forced: 1,000.", "Don’t!"]


def places(pattern, **options):
    found = terms.keyword_in_context(sentences_of(TEXT), pattern, **options)
    text = " ".join(TEXT)
    assert all(text[row.start : row.end].replace("\n", " ") == row.keyword for row in found.itertuples())
    return found["keyword"].tolist()


def test_words_phrases_and_wildcards():
    assert places("force") == ["Force", "force", "Force"]
    assert places("force*") == ["Force’s", "force", "force-fed", "Force", "forced"]
    assert places("quds force") == ["Quds Force"]
    assert places("don't") == places("DON’T") == ["Don’t"]
    assert places("it's") == ["it’s"] and places("*fed") == ["force-fed"] and places("fed") == []
    assert places("1,000") == ["1,000"] and places("000") == []
    assert places("f.rce") == [] and places("(force") == []
    assert places(r"[Ff]orce\b", regex=True) == ["Force", "force", "force", "Force"]
    assert places("x*", regex=True) == []


def test_contexts_are_cut_at_words_and_sorted_outwards():
    quds = ["The Quds ", "Force", "’s leader, a"]
    leader = ["leader, a ", "force", ". No"]
    fed = ["force-fed ", "Force", " <b>; it’s"]
    orders = {"text": [quds, leader, fed], "left": [leader, fed, quds], "right": [fed, leader, quds]}
    for sort, expected in orders.items():
        found = terms.keyword_in_context(sentences_of(TEXT), "force", width=12, sort=sort)
        assert found[["left", "keyword", "right"]].values.tolist() == expected


def test_ten_thousand_places():
    sentences = sentences_of(["The dam broke above the town."] * 2500, ["the the the the the"] * 1000)
    found = terms.keyword_in_context(sentences, "the", sort="left")
    assert len(found) == 10_000 and (found["left"].str.len() <= 50).all()


@given(DOCUMENTS, st.sampled_from(["a", "the", "of", "ü", "the a", "b c of"]))
def test_as_many_places_as_the_frequency_says(documents, term):
    sentences = sentences_of(*documents)
    table = terms.frequencies(corpus.tokens(sentences), len(term.split()))
    found = terms.keyword_in_context(sentences, term)
    assert len(found) == table.loc[table["term"] == term, "frequency"].sum()
    parts = [terms.keyword_in_context(part, term) for _, part in sentences.groupby("doc_id")]
    pd.testing.assert_frame_equal(found, pd.concat(parts, ignore_index=True))


@pytest.mark.parametrize(
    "pattern, options, message",
    [
        ("", {}, "empty"),
        (" * ", {}, "empty"),
        ("(", {"regex": True}, "not a regular expression"),
        ("a", {"sort": "up"}, 'sort is "up"; expected one of text, left, right'),
    ],
)
def test_patterns_that_cannot_be(pattern, options, message):
    with pytest.raises(ValueError, match=message):
        terms.keyword_in_context(sentences_of(TEXT), pattern, **options)


# Lemmas and names


def test_lemmas_stand_beside_forms_and_are_counted_apart():
    tokens = terms.lemmas(tokens_of(["Ministers met the minister", "protests"]))
    assert tokens["term"].tolist() == ["ministers", "met", "the", "minister", "protests"]
    assert tokens["lemma"].tolist() == ["minister", "meet", "the", "minister", "protest"]
    table = terms.frequencies(tokens, of="lemma")
    assert list(table) == ["doc_id", "lemma", "frequency", "per_thousand", "rank"]
    assert table.loc[0, ["lemma", "frequency"]].tolist() == ["minister", 2]
    with pytest.raises(ValueError, match="lemma"):
        terms.frequencies(tokens_of(["a"]), of="lemma")


def mentions_of(*rows):
    return pd.DataFrame(rows, columns=["doc_id", "start", "end", "how"])


def test_names_are_kept_together_the_longest_first():
    tokens = tokens_of(["the Quds Force leader Ali Khan", "Khan left"], ["Ali Khan"])
    mentions = mentions_of(
        ("d1", 4, 14, "name"),
        ("d1", 4, 21, "role"),
        ("d1", 22, 30, "name"),
        ("d1", 26, 30, "name"),
        ("d1", 9, 30, "name"),
    )
    joined = terms.join_names(tokens, mentions)
    assert joined["term"].tolist() == ["the", "quds", "force leader ali khan", "khan", "left", "ali", "khan"]
    assert joined.loc[2, ["start", "end", "token"]].tolist() == [9, 30, "Force leader Ali Khan"]
    assert terms.frequencies(joined)["frequency"].sum() == 7
    untouched = terms.join_names(tokens, mentions[:0])
    pd.testing.assert_frame_equal(untouched, tokens)
    two = terms.join_names(tokens, mentions[:1])
    assert two["term"].tolist()[:3] == ["the", "quds force", "leader"]
    assert two["sent_id"].tolist() == [1, 1, 1, 1, 1, 2, 2, 1, 1]


# Diversity and readability


def diversity_of(words, **options):
    return terms.diversity(tokens_of([" ".join(words)]), **options).iloc[0]


def test_diversity_counted_by_hand():
    found = diversity_of(list("abacab"), window=3)
    assert found["ttr"] == 3 / 6
    assert found["mattr"] == pytest.approx((2 + 3 + 2 + 3) / 3 / 4)  # aba bac aca cab
    # forwards: aba = 2/3 ends a factor, then cab: no repeat, 0 of a factor; backwards: bac, aba: 4/6 ends one
    assert found["mtld"] == pytest.approx((6 / 1 + 6 / 1) / 2)
    assert "only 6 words" in found["note"]
    assert np.isnan(found["hdd"]) and np.isnan(diversity_of("ab", window=3)["mattr"])


def test_mtld_counts_the_rest_as_a_part_of_a_factor():
    # abcdea: 5/6 of 1, so (1 - 5/6) / .28 of a factor, whichever way it is read
    assert diversity_of(list("abcdea"))["mtld"] == pytest.approx(6 / ((1 / 6) / 0.28))
    assert np.isnan(diversity_of(list("abc"))["mtld"])  # no word comes twice: no factor


@given(st.lists(st.sampled_from("abcdefghij"), min_size=42, max_size=150))
def test_hdd_is_the_hypergeometric_mean(words):
    counts = Counter(words)
    drawn = [1 - stats.hypergeom.pmf(0, len(words), count, 42) for count in counts.values()]
    found = diversity_of(words)
    assert found["hdd"] == pytest.approx(sum(drawn) / 42)
    assert found["note"] == "" if len(words) >= 100 else "MTLD" in found["note"]
    windows = [len(set(words[i : i + 50])) / 50 for i in range(len(words) - 49)]
    assert found["mattr"] == pytest.approx(np.mean(windows)) if windows else np.isnan(found["mattr"])


def test_readability_counted_by_hand():
    sentences = sentences_of(["The government called Mr. Hale", "He did not answer", "—"])
    found = terms.readability(sentences, corpus.tokens(sentences)).iloc[0]
    # The 1 gov-ern-ment 3 called 1 Mr 2 Hale 1 / He 1 did 1 not 1 an-swer 2 = 13 syllables; 39 letters
    counts = found[["sentences", "words", "syllables", "polysyllables", "unfamiliar"]]
    assert counts.tolist() == [2, 9, 13, 1, 0]
    assert found["flesch"] == pytest.approx(206.835 - 1.015 * 9 / 2 - 84.6 * 13 / 9)
    assert found["fk_grade"] == pytest.approx(0.39 * 9 / 2 + 11.8 * 13 / 9 - 15.59)
    assert found["smog"] == pytest.approx(1.043 * math.sqrt(1 * 30 / 2) + 3.1291)
    assert found["ari"] == pytest.approx(4.71 * 39 / 9 + 0.5 * 9 / 2 - 21.43)
    assert found["coleman_liau"] == pytest.approx(0.0588 * (100 * 39 / 9) - 0.296 * (100 * 2 / 9) - 15.8)
    assert found["dale_chall"] == pytest.approx(0.0496 * 9 / 2 + 3.6365)
    assert "fewer than 100 words" in found["note"]


def test_readability_of_a_harder_text_and_of_none():
    hard = sentences_of(["Parliamentary deliberations exacerbated institutional antagonism"], ["…"])
    found = terms.readability(hard, corpus.tokens(hard))
    assert found["dale_chall"][0] == pytest.approx(0.1579 * 100 + 0.0496 * 5 + 3.6365)
    assert found["words"].tolist() == [5, 0] and np.isnan(found["flesch"][1])


@given(DOCUMENTS)
def test_diversity_and_readability_keep_the_partition_law(documents):
    sentences = sentences_of(*documents)
    tokens = corpus.tokens(sentences)
    each = [tokens["doc_id"] == doc_id for doc_id in sentences["doc_id"].unique()]
    parts = [terms.diversity(tokens[part]) for part in each]
    pd.testing.assert_frame_equal(terms.diversity(tokens), pd.concat(parts, ignore_index=True))
    parts = [
        terms.readability(part, tokens[tokens["doc_id"] == doc_id])
        for doc_id, part in sentences.groupby("doc_id")
    ]
    pd.testing.assert_frame_equal(terms.readability(sentences, tokens), pd.concat(parts, ignore_index=True))


def test_syllables_of_words():
    known = {
        1: ["dam", "called", "asked", "clothes", "league", "strength"],
        2: [
            "table",
            "wanted",
            "houses",
            "churches",
            "statement",
            "doesn’t",
            "UN",
            "U.S.",
            "MPs",
            "NATO",
            "café",
        ],
        3: [
            "Iraqi",
            "government",
            "FBI",
            "announcement",
            "media",
            "Erdoğan",
            "ex-U.S.",
            "Ph.D.",
            "FBI’s",
            "Citroën",
        ],
    }
    known[1] += ["THE", "WAR", "AND", "NEW", "I", "SAW"]
    known[2] += ["naïve", "Noël", "Zoë", "cafés", "DOESN’T", "MR", "Mr", "DR", "Søren", "Łódzka"]
    known[3] += ["résumé", "fiancé", "BBC", "UAE", "W", "G20", "Beyoncé", "fiancée", "touché-it"]
    for number, words in known.items():
        assert [terms.syllables(word) for word in words] == [number] * len(words)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_lists_of_stop_words_are_read_as_people_save_them(tmp_path, encoding):
    own = tmp_path / "own.txt"
    text = (
        "# mine\r\nSaid, don’t; café\r\n"
        if encoding != "utf-16-le"
        else "\ufeff# mine\r\nSaid, don’t; café\r\n"
    )
    own.write_bytes(text.encode(encoding))
    assert terms.stopwords(own) == {"said", "don't", "café"}
