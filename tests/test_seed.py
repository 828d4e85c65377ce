"""Facts about the seed that were counted by hand, or by other means than the kit's own."""

import hashlib
import re

import pytest

from helpers import SEEDS, actors, corpus, sentiment, terms

DOC = "000_dc9668a5bd49d4a6"
RAW = (SEEDS / f"{DOC}.txt").read_bytes()


@pytest.fixture(scope="module")
def seed():
    documents = corpus.load(SEEDS)
    sentences = corpus.sentences(documents)
    return documents, sentences, corpus.tokens(sentences)


def test_the_article_is_there_byte_for_byte():
    assert (
        hashlib.sha256(RAW).hexdigest() == "06db1e95218e39f6122fe49a65b8b8a7b52e25be20d2a0ab256d30e303efadf7"
    )


def test_paragraphs_and_sentences(seed):
    _, sentences, _ = seed
    assert (sentences["par_id"].max(), len(sentences)) == (10, 23)
    assert sentences.groupby("par_id").size().tolist() == [1, 2, 1, 3, 1, 4, 4, 2, 3, 2]
    assert sentences["text"].iloc[-1] == (
        "The people of Iraq, just like the people of Iran, have shown their "
        "determination to reject the mullahs."
    )


def test_words_are_those_between_blanks_but_for_hanging_marks(seed):
    """Split at white space, strip the marks at the ends and the lone dash: another way to the same words."""
    chunks = [chunk.strip("“”().,") for chunk in RAW.decode().split()]
    expected = [re.sub("’s$", "", chunk) for chunk in chunks if chunk != "–"]
    assert seed[2]["token"].tolist() == expected


@pytest.mark.parametrize(
    "term, count", [("people", 8), ("clear", 5), ("country", 5), ("the", 59), ("iraq", 4)]
)
def test_frequencies_are_those_of_a_text_search(seed, term, count):
    assert len(re.findall(rf"\b{term}\b", RAW.decode(), re.IGNORECASE)) == count
    table = terms.frequencies(seed[2]).set_index("term")
    assert table.loc[term, "frequency"] == count


@pytest.mark.parametrize(
    "actor, sentences",
    [
        ("iraqi-people", [1, 9, 12, 16, 18, 19, 23]),
        ("protesters", [8, 11, 13, 14, 15, 21]),
        ("iran", [1, 1, 16, 18, 22, 23, 23]),
        ("qasem-soleimani", [4, 5, 13, 17]),
        ("adel-abdul-mahdi", [2, 6, 18]),
        ("ali-al-sistani", [5, 7, 7]),
        ("iraqi-government", [2, 6, 7, 12, 13]),
        ("sistani-son", [5]),
        ("un-spokesperson", [20, 21]),
    ],
)
def test_mentions_are_those_found_by_reading(seed, actor, sentences):
    mentions = actors.mentions(seed[1], actors.read_register(SEEDS))
    assert mentions.loc[mentions["actor_id"] == actor, "sent_id"].tolist() == sentences


def test_every_alias_of_the_register_is_used_or_a_part_of_one_that_is(seed):
    register = actors.read_register(SEEDS)
    unused = actors.unused(register, actors.mentions(seed[1], register))
    assert unused["alias"].tolist() == ["Islamic Revolutionary Guard Corps", "IRGC"]


def test_what_is_capitalised_and_in_no_mention_is_no_actor(seed):
    mentions = actors.mentions(seed[1], actors.read_register(SEEDS))
    assert actors.unlisted(seed[1], mentions)["surface"].tolist() == ["Saturday", "Sunday", "Sunday"]


def test_scores_are_those_of_the_instruments_themselves(seed):
    from textblob import TextBlob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    scores = sentiment.score(seed[1])
    for row in scores.itertuples():
        assert tuple(TextBlob(row.text).sentiment) == pytest.approx(
            (row.polarity, row.subjectivity), abs=1e-12
        )
        straight = row.text.replace("’", "'")
        assert SentimentIntensityAnalyzer().polarity_scores(straight)["compound"] == row.compound
