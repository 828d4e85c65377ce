"""Groups compared: values by hand, by scipy, and what was planted in the invented press."""

from math import comb

import numpy as np
import pandas as pd
import pytest

from helpers import SEEDS, actors, compare, compared_path, corpus, sentiment, terms

COURIER, POST = "The Invented Courier", "The Made-up Post"
MENTION = ["doc_id", "actor_id", "label", "kind"]


@pytest.fixture(scope="module")
def press():
    documents = corpus.load(SEEDS / "press")
    sentences = corpus.sentences(documents)
    mentions = actors.mentions(sentences, actors.read_register(SEEDS / "press"))
    return {
        "documents": documents,
        "tokens": corpus.tokens(sentences),
        "mentions": mentions,
        "scores": sentiment.score(sentences, ["tone"]),
        "headlines": sentiment.score(corpus.headlines(documents), ["tone"]),
        "toward": sentiment.toward(mentions, sentences),
    }


def scores(shifts, *, articles=6, seed=1):
    """Four sentences an article; the articles of each group vary around its shift."""
    rng, parts = np.random.default_rng(seed), []
    for group, shift in shifts.items():
        own = np.repeat(rng.normal(shift, 0.1, articles), 4)
        doc_id = np.repeat([f"{group}{n}" for n in range(articles)], 4)
        parts.append(
            pd.DataFrame({"doc_id": doc_id, "group": group, "tone": own + rng.normal(0, 0.1, 4 * articles)})
        )
    return pd.concat(parts, ignore_index=True)


def test_the_turn_is_found_in_its_month_and_outlet_and_nowhere_else(press):
    rows, documents = press["scores"], press["documents"]
    months = compare.differences(rows, "tone", by="month", within="outlet", documents=documents)
    found = months[months["verdict"] != "none"]
    assert found[["outlet", "side", "versus", "verdict"]].values.tolist() == [
        [POST, "2021-03", "2021-05", "higher"],
        [POST, "2021-04", "2021-05", "higher"],
    ]
    outlets = compare.differences(rows, "tone", by="outlet", within="month", documents=documents)
    assert outlets["verdict"].tolist() == ["none", "none", "higher"]
    assert (outlets["articles"] == 5).all() and outlets["sentences"].tolist() == [42, 42, 45]


def test_those_left_out_are_found_and_nobody_else(press):
    for documents in (press["documents"], compare.same_days(press["documents"], by="outlet")):
        found = compare.left_out(press["mentions"], documents, by="outlet")
        assert found[["side", "label"]].values.tolist() == [[COURIER, "Nell Osric"], [COURIER, "Dara Quill"]]
        assert (found["p_holm"] < 0.05).all()


def test_stories_of_both_are_found_and_no_others(press):
    pairs = compare.stories(press["documents"], press["tokens"], by="outlet")
    planted = press["documents"][press["documents"]["story"] != ""].groupby("story")["doc_id"].apply(tuple)
    assert sorted(zip(pairs["doc_id"], pairs["other_doc_id"])) == sorted(planted)
    assert pairs.loc[pairs["kind"] == "same text", "doc_id"].tolist() == ["courier-03", "courier-09"]
    assert pairs["story"].tolist() == list(range(1, 8))


def test_headlines_sharper_than_their_articles_are_found(press):
    gaps = compare.headline_gaps(press["headlines"], press["scores"])
    (row,) = compare.differences(gaps, "gap", by="outlet", documents=press["documents"]).itertuples()
    assert (row.side, row.articles, row.other_articles, row.verdict) == (COURIER, 15, 15, "lower")


def test_coverage_adds_up(press):
    table = compare.coverage(press["documents"], press["tokens"], press["mentions"], by=["outlet", "month"])
    assert table["articles"].sum() == 30 and table["words"].sum() == len(press["tokens"])
    named = compare.named_in(press["mentions"], press["documents"], by="outlet")
    assert named["mentions"].sum() == len(press["mentions"])
    union = named[named["label"] == "Port Union"].set_index("outlet")
    assert union["naming"].to_dict() == {COURIER: 7, POST: 2} and union["share"][COURIER] == 7 / 15
    assert compare.named_in(press["mentions"].iloc[:0], press["documents"], by="outlet").empty


def test_the_chance_of_being_left_out_is_counted_by_hand():
    """K = 8 of 26 articles name the actor, all of the other 13: C(13, 8) / C(26, 8)."""
    documents = pd.DataFrame({"doc_id": range(26), "outlet": ["X"] * 13 + ["Y"] * 13})
    mentions = pd.DataFrame([(n, "h", "Hale", "person") for n in (*range(13, 21), 13)], columns=MENTION)
    mentions = pd.concat(
        [mentions, pd.DataFrame([(n, "l", "Lowe", "person") for n in range(26)], columns=MENTION)]
    )
    (row,) = compare.left_out(mentions, documents, by="outlet").itertuples()
    assert (row.side, row.label, row.other_naming, row.expected_naming) == ("X", "Hale", 8, 4)
    assert row.chance == pytest.approx(comb(13, 8) / comb(26, 8))
    assert row.p_holm == pytest.approx(4 * row.chance)  # two actors in two groups
    alone = documents[documents["outlet"] == "Y"]
    assert compare.left_out(mentions, alone, by="outlet").empty
    assert compare.left_out(mentions.iloc[:0], documents, by="outlet").empty


def test_days_of_one_group_alone_are_left_out():
    dates = ["2024-01-31", "2024-02-02", "2024-02-01", "2024-02", "x", "2024-02-01T23:59:00"]
    documents = pd.DataFrame({"doc_id": range(6), "outlet": list("XYXXYZ"), "date": dates})
    assert compare.same_days(documents, by="outlet")["doc_id"].tolist() == [0, 1, 2, 5]
    assert compare.same_days(documents, by="outlet", days=0)["doc_id"].tolist() == [2, 5]
    assert compare.same_days(documents[:1], by="outlet").empty


def test_differences_are_corrected_for_all_that_are_tested():
    rows = scores({"A": 0, "B": 0.5, "C": 0.02})
    table = compare.differences(rows, "tone", by="group").set_index(["side", "versus"])
    assert table["verdict"].tolist() == ["lower", "none", "higher"]
    assert table["p_holm"].to_numpy() == pytest.approx(corpus.holm(table["p"].to_numpy()))
    assert table.loc[("A", "B"), "difference"] == pytest.approx(
        rows.loc[rows["group"] == "A", "tone"].mean() - rows.loc[rows["group"] == "B", "tone"].mean()
    )
    means = compare.group_means(rows, "tone", by="group")
    assert means[["group", "articles", "sentences"]].values.tolist() == [[g, 6, 24] for g in "ABC"]


def test_of_few_articles_there_is_a_difference_and_no_verdict():
    rows = pd.concat([scores({"A": 0}, articles=4), scores({"B": 0.9})])
    (row,) = compare.differences(rows, "tone", by="group").itertuples()
    assert row.difference < -0.5 and np.isnan([row.low, row.high, row.p, row.p_holm]).all()
    assert row.verdict == "none" and (row.articles, row.other_articles) == (4, 6)
    assert compare.group_means(rows, "tone", by="group")["low"].isna().tolist() == [True, False]


def test_a_repeated_article_makes_nothing_surer_than_its_sentences_do():
    """Ten times the same sentences in each article: the mean and its interval stay."""
    rows = scores({"A": 0, "B": 0.2})
    once, often = (compare.differences(r, "tone", by="group") for r in (rows, pd.concat([rows] * 10)))
    assert once[["low", "high"]].to_numpy() == pytest.approx(often[["low", "high"]].to_numpy())


def test_the_order_of_rows_moves_nothing(press):
    mixed = press["scores"].sample(frac=1, random_state=4)
    for function, by in ((compare.group_means, ["outlet", "month"]), (compare.differences, "outlet")):
        one, other = (
            function(rows, "tone", by=by, documents=press["documents"]) for rows in (press["scores"], mixed)
        )
        pd.testing.assert_frame_equal(one, other)


def test_toward_an_actor_by_outlet(press):
    rows = compare.toward_rows(press["toward"])
    assert (
        rows["mentions"].sum() == len(press["toward"])
        and not rows.duplicated(["doc_id", "sent_id", "actor_id"]).any()
    )
    table = compare.differences(
        rows, "tone", by="outlet", within=["actor_id", "label"], documents=press["documents"]
    )
    assert table.loc[table["label"] == "Tarn Works", "difference"].iloc[0] > 0
    doubtless = compare.differences(
        rows.drop(columns="doubt"), "tone", by="outlet", within="label", documents=press["documents"]
    )
    wide, narrow = (t.set_index("label").loc["Tarn Works"] for t in (table, doubtless))
    assert wide["high"] - wide["low"] > narrow["high"] - narrow["low"]


def test_nothing_compared_gives_whole_tables():
    none = pd.DataFrame({"doc_id": [], "tone": [], "group": []})
    assert set(corpus.CONTRACTS["differences"]) <= set(compare.differences(none, "tone", by="group"))
    assert set(corpus.CONTRACTS["group_means"]) <= set(compare.group_means(none, "tone", by="group"))
    one = pd.DataFrame({"doc_id": ["a"], "date": "2024-01-01", "title": "", "text": "Rain.", "outlet": "X"})
    words = corpus.tokens(corpus.sentences(one))
    for documents in (one, one.iloc[:0]):
        assert list(compare.stories(documents, words, by="outlet")) == list(corpus.CONTRACTS["stories"])


def test_words_of_one_side_are_found_and_a_word_of_few_articles_is_not_tested(press):
    table = terms.keyness_by(press["tokens"], press["documents"], by="outlet")
    found = table[(table["p_holm"] < 0.05) & (table["g2"] > 0)]
    assert {"ratepayers", "quill", "osric"} <= set(found.loc[found["side"] == POST, "term"])
    assert found.loc[found["side"] == COURIER, "term"].tolist() == ["he"]  # nobody planted it
    investment = table[(table["term"] == "investment") & (table["side"] == COURIER)].iloc[0]
    assert (investment["documents"], investment["other_documents"]) == (8, 0)
    assert investment["p_holm"] > 0.05 > investment["p_bh"]  # planted, and missed by Holm's correction
    assert (table["documents"] + table["other_documents"]).min() >= 4
    counts = terms.frequencies(press["tokens"])
    mine = counts["doc_id"].str.startswith("post")
    alone = terms.keyness(counts[mine], counts[~mine]).set_index("term").loc["ratepayers"]
    ours = table[(table["term"] == "ratepayers") & (table["side"] == POST)].iloc[0]
    assert ours["g2"] == pytest.approx(alone["g2"]) and ours["log_ratio"] == pytest.approx(alone["log_ratio"])


def test_of_one_group_no_words_are_key_and_of_three_all_tests_count(press):
    one = press["documents"].assign(outlet="X")
    assert terms.keyness_by(press["tokens"], one, by="outlet").empty
    months = terms.keyness_by(press["tokens"], press["documents"], by="month")
    assert months["side"].unique().tolist() == ["2021-03", "2021-04", "2021-05"]
    assert months["p_holm"].to_numpy() == pytest.approx(corpus.holm(months["p"].to_numpy()))


def test_where_there_are_no_titles_there_is_no_gap():
    none = pd.DataFrame({"doc_id": pd.array([], "str"), "text": pd.array([], "str"), "tone": []})
    assert compare.headline_gaps(none, pd.DataFrame({"doc_id": ["a"], "tone": [0.1]})).empty


def test_the_comparison_reads_the_press_where_the_seed_is_meant():
    assert compared_path("seeds") == SEEDS / "press" and compared_path(SEEDS / "press") == SEEDS / "press"
    assert compared_path("elsewhere/x").name == "x"


def test_what_was_planted_is_known_of_the_press_alone(tmp_path):
    assert len(compare.planted(SEEDS / "press")) == 13 and compare.planted(tmp_path).empty


def test_a_pair_is_the_most_alike_from_both_sides():
    """Both of X are most like Y's; Y's is most like the first of X, so the second has no pair."""
    texts = ["The dam broke at Orrin.", "A dam stood long at Kells.", "The dam at Orrin broke early."]
    documents = pd.DataFrame({"doc_id": list("abc"), "outlet": list("XXY"), "date": "2024-01-01"})
    documents = documents.assign(title="", text=texts)
    words = corpus.tokens(corpus.sentences(documents))
    pairs = compare.stories(documents, words, by="outlet", alike=0.01)
    assert pairs[["doc_id", "other_doc_id"]].values.tolist() == [["a", "c"]]
    later = documents.assign(date=["2024-01-01", "2024-01-01", "2024-01-03"])
    assert compare.stories(later, words, by="outlet").empty
    assert len(compare.stories(later, words, by="outlet", days=2)) == 1
    for unsure in ("2024-01", "2024", ""):  # no day: no pair, as no article of the same days
        partly = documents.assign(date=[unsure, *documents["date"][1:]])
        assert unsure not in compare.stories(partly, words, by="outlet")["date"].tolist()
        assert unsure not in compare.same_days(partly, by="outlet")["date"].tolist()
