"""Groups of documents; means of texts and their differences against scipy's tests of the texts' means."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers import corpus

DOCUMENTS = pd.DataFrame(
    {"doc_id": list("abc"), "outlet": ["X", "Y", "X"], "date": ["2024-01-31", "2024-02-01T08:00", "2024"]}
)


def test_a_group_is_a_column_of_the_documents_or_the_month():
    rows = pd.DataFrame({"doc_id": list("caab"), "n": range(4)}, index=[7, 8, 9, 3])
    grouped = corpus.with_groups(rows, ["outlet", "month"], DOCUMENTS)
    assert grouped["outlet"].tolist() == ["X", "X", "X", "Y"] and grouped["n"].tolist() == [0, 1, 2, 3]
    assert grouped["month"].tolist() == ["", "2024-01", "2024-01", "2024-02"]
    assert corpus.with_groups(DOCUMENTS, "month", DOCUMENTS)["month"].tolist() == ["2024-01", "2024-02", ""]


def test_a_column_that_stands_in_the_rows_is_taken_from_there():
    rows = pd.DataFrame({"doc_id": ["a"], "outlet": ["own"], "month": ["own"]})
    assert corpus.with_groups(rows, ["outlet", "month"], DOCUMENTS).equals(rows)
    documents = DOCUMENTS.assign(month="as given")
    assert corpus.with_groups(rows[["doc_id"]], "month", documents)["month"].tolist() == ["as given"]


def test_a_column_that_nobody_has_and_a_document_that_stands_twice_are_refused():
    with pytest.raises(ValueError, match="this is not a documents table: desk missing"):
        corpus.with_groups(DOCUMENTS[["doc_id"]], ["desk"], DOCUMENTS)
    with pytest.raises(ValueError, match="the rows have no column desk; give the documents"):
        corpus.with_groups(DOCUMENTS[["doc_id"]], "desk")
    with pytest.raises(pd.errors.MergeError):
        corpus.with_groups(DOCUMENTS[["doc_id"]], "outlet", pd.concat([DOCUMENTS] * 2))


def sample(texts, *, seed, length=4):
    rng = np.random.default_rng(seed)
    values = np.repeat(rng.normal(0.1, 0.3, texts), length) + rng.normal(0, 0.4, texts * length)
    return values, np.repeat(np.arange(texts), length)


def test_of_texts_of_one_length_it_is_the_t_test_of_their_means():
    """Then the mean of sentences is the mean of the texts' means, and scipy's tests are the same."""
    values, texts = sample(7, seed=3)
    means = values.reshape(7, 4).mean(axis=1)
    low, high, p = corpus.t_interval(one := corpus.mean_of_texts(values, texts))
    theirs = stats.ttest_1samp(means, 0)
    assert (low, high, p) == pytest.approx((*theirs.confidence_interval(0.95), theirs.pvalue))
    more, others = sample(12, seed=4)
    difference = corpus.difference_of_texts(one, corpus.mean_of_texts(more, others))
    welch = stats.ttest_ind(means, more.reshape(12, 4).mean(axis=1), equal_var=False)
    assert corpus.t_interval(difference) == pytest.approx(
        (*welch.confidence_interval(0.95), welch.pvalue), rel=1e-6
    )


def test_an_unsure_instrument_widens_the_interval_and_adds_no_degree_that_it_has_not():
    values, texts = sample(6, seed=5)
    plain = corpus.mean_of_texts(values, texts)
    doubtful = corpus.mean_of_texts(values, texts, np.full(24, 0.24))
    assert doubtful.variance == pytest.approx(plain.variance + 0.24 / 24)
    assert doubtful.freedom > plain.freedom


def test_what_has_no_interval_has_none_and_what_does_not_vary_is_sure():
    assert np.isnan(corpus.t_interval(corpus.mean_of_texts(np.array([1.0, 2.0]), np.array([0, 0])))).all()
    assert np.isnan(corpus.mean_of_texts(np.empty(0), np.empty(0)).mean)
    same = corpus.mean_of_texts(np.array([0.5, 0.5]), np.array([0, 1]))
    assert corpus.t_interval(same) == (0.5, 0.5, 0.0)
    assert corpus.t_interval(corpus.difference_of_texts(same, same)) == (0, 0, 1)


def test_degrees_of_freedom_are_those_of_the_whole_matrix():
    """Against the matrix itself: residuals M s, M = I − h1ᵀ, sums of variance n², widened by 1 / (1 − h)."""
    size = np.array([2, 3, 3, 9, 20])
    texts = np.repeat(np.arange(5), size)
    h = size / size.sum()
    m = np.eye(5) - np.outer(h, np.ones(5))
    q = m.T @ np.diag(1 / (1 - h)) @ m @ np.diag(size**2.0)
    found = corpus.mean_of_texts(np.random.default_rng(1).normal(size=37), texts).freedom
    assert found == pytest.approx(np.trace(q) ** 2 / np.trace(q @ q)) and found < 4
