"""Names: traps of press text one by one, offsets, the partition law, a recogniser of the user's own."""

from itertools import pairwise, product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers._fold import APOSTROPHES
from helpers.actors._identity.forms import printed_state
from helpers.actors._identity.in_place import is_name_here
from helpers.actors._identity.peoples import peoples
from helpers.actors._recogniser import crf
from helpers.actors._recogniser.names import COLUMNS, names
from helpers.actors._recogniser.words import spans


def table(*texts: str, doc_id: str = "a", begin: int = 0) -> pd.DataFrame:
    """Return sentences of one document, one blank apart."""
    starts, offset = [], begin
    for text in texts:
        starts.append(offset)
        offset += len(text) + 1
    return pd.DataFrame(
        {"doc_id": doc_id, "sent_id": range(1, len(texts) + 1), "start": starts, "text": list(texts)}
    )


def found(*texts: str) -> set[tuple[str, str]]:
    return set(names(table(*texts))[["surface", "label"]].itertuples(index=False, name=None))


ZOO = {
    "dateline": (
        "BAGHDAD (AP) — A bomb killed nine people near a market in Kirkuk on Sunday.",
        {("BAGHDAD", "LOC"), ("AP", "ORG"), ("Kirkuk", "LOC")},
    ),
    "dateline with a date": (
        "NAIROBI, Nov. 3 (Reuters) - Kenya closed its border with Somalia.",
        {("NAIROBI", "LOC"), ("Reuters", "ORG"), ("Kenya", "LOC"), ("Somalia", "LOC")},
    ),
    "headline in capitals": (
        "MERKEL MEETS PUTIN IN MOSCOW AS TALKS STALL",
        {("MERKEL", "PER"), ("PUTIN", "PER"), ("MOSCOW", "LOC")},
    ),
    "headline, each word capitalised": ("Thousands March in Cairo Against New Law", {("Cairo", "LOC")}),
    "title before a name": (
        "Prime Minister Imran Khan wrote to President Joe Biden.",
        {("Imran Khan", "PER"), ("Joe Biden", "PER")},
    ),
    "military title": (
        "Gen. Mark Milley told Sen. Patty Murray that he would stay.",
        {("Mark Milley", "PER"), ("Patty Murray", "PER")},
    ),
    "Arabic names": (
        "Ali al-Sistani received Moqtada al-Sadr in Najaf.",
        {("Ali al-Sistani", "PER"), ("Moqtada al-Sadr", "PER"), ("Najaf", "LOC")},
    ),
    "bin": (
        "Crown Prince Mohammed bin Salman left Riyadh.",
        {("Mohammed bin Salman", "PER"), ("Riyadh", "LOC")},
    ),
    "hyphened name": ("Adel Abdul-Mahdi said on Friday that he would resign.", {("Adel Abdul-Mahdi", "PER")}),
    "Chinese and Korean names": (
        "Xi Jinping will meet Kim Jong-un in Beijing.",
        {("Xi Jinping", "PER"), ("Kim Jong-un", "PER"), ("Beijing", "LOC")},
    ),
    "African names": (
        "Uhuru Kenyatta congratulated Cyril Ramaphosa in Pretoria.",
        {("Uhuru Kenyatta", "PER"), ("Cyril Ramaphosa", "PER"), ("Pretoria", "LOC")},
    ),
    "possessive, curly": ("Iraq’s parliament met on Tuesday.", {("Iraq", "LOC")}),
    "possessive, straight": ("Clinton's lawyers went to Chicago.", {("Clinton", "PER"), ("Chicago", "LOC")}),
    "acronym in brackets": (
        "The International Criminal Court (ICC) opened a trial in The Hague.",
        {("International Criminal Court", "ORG"), ("ICC", "ORG")},
    ),
    "compound with a country": ("The U.S.-backed forces entered Raqqa.", {("U.S.", "LOC"), ("Raqqa", "LOC")}),
    "two words for a country": (
        "South Africa sent doctors to Saudi Arabia and Sri Lanka.",
        {("South Africa", "LOC"), ("Saudi Arabia", "LOC"), ("Sri Lanka", "LOC")},
    ),
    "ministry": (
        "The Ministry of Health denied it, and the World Bank agreed.",
        {("Ministry of Health", "ORG"), ("World Bank", "ORG")},
    ),
    "party": (
        "The Labour Party lost seats to the Liberal Democrats in Leeds.",
        {("Labour Party", "ORG"), ("Liberal Democrats", "ORG"), ("Leeds", "LOC")},
    ),
    "sports result": ("Arsenal 2 Chelsea 1", {("Arsenal", "ORG"), ("Chelsea", "ORG")}),
    "sports ranking": ("1. Maria Lopez (Spain) 12.45 seconds", {("Maria Lopez", "PER"), ("Spain", "LOC")}),
    "initials": ("J. Edgar Hoover and R. K. Narayan never met.", {("J. Edgar Hoover", "PER")}),
    "quotation": ("“We will stay,” Erdogan said in Ankara.", {("Erdogan", "PER"), ("Ankara", "LOC")}),
}


@pytest.mark.parametrize("trap", ZOO)
def test_each_trap(trap):
    text, expected = ZOO[trap]
    assert expected <= found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Protesters gathered on Tuesday and the police fired tear gas.",
        "The Iraqi soldiers and the Iranian pilgrims waited for hours.",
        "STOCKS FALL AS OIL PRICES RISE AGAIN",
        "However, the president did not say when the election would be held.",
        "",
        " ",
        "…",
        "12:30",
        "\u200b",
    ],
)
def test_no_name_where_there_is_none(text):
    assert found(text) == set()


@pytest.mark.parametrize("mark", APOSTROPHES)
def test_every_apostrophe_is_read_alike(mark):
    text = "Iraq's parliament isn't Sinead O'Connor's home, Clinton's lawyers told the Lowell Courier."
    columns = ["start", "end", "label", "probability"]
    assert names(table(text.replace("'", mark)))[columns].equals(names(table(text))[columns])


def test_a_name_once_recognised_is_recognised_again():
    told = (
        "Nouri al-Zubaydi, the foreign minister of Iraq, flew to Amman.",
        "Zubaydi will return today.",
        "Nobody knew what Zubaydi wanted.",
    )
    assert names(table(*told)).query("surface.str.endswith('Zubaydi')")["label"].tolist() == ["PER"] * 3


def test_the_document_speaks_for_the_single_sentence():
    """The same headline is read with the help of the prose below it."""
    prose = (
        "Lakota Energy said it would close two mills.",
        "Shares in Lakota Energy fell.",
        "Workers at Lakota Energy protested.",
    )
    assert ("LAKOTA ENERGY", "ORG") in found("LAKOTA ENERGY TO CLOSE TWO MILLS", *prose)


def test_the_table():
    result = names(table("Angela Merkel flew to Paris.", "She met Emmanuel Macron.", begin=100))
    assert result.columns.tolist() == list(COLUMNS)
    assert result["start"].tolist() == [100, 122, 137]
    assert result["probability"].between(0, 1).all() and result["label"].isin(["PER", "ORG", "LOC"]).all()
    assert result.index.equals(pd.RangeIndex(3))


def test_no_sentences_give_an_empty_table():
    result = names(table("Nothing here.").iloc[:0])
    assert result.empty and result.columns.tolist() == list(COLUMNS)


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="text"):
        names(table("Angela Merkel.").drop(columns="text"))


LETTERS = st.sampled_from("aAbBéØ ..,-'’\"“”()&1﷽字\u0301\u200d\n") | st.characters(codec="utf-8")
TEXTS = st.text(alphabet=LETTERS, max_size=60)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXTS | st.sampled_from([text for text, _ in ZOO.values()]), max_size=4))
def test_offsets_hold_for_any_text(texts):
    whole = "\n".join(texts)
    result = names(table(*texts))
    assert all(whole[row.start : row.end] == row.surface and row.surface for row in result.itertuples())
    for _, rows in result.groupby("sent_id"):
        assert (rows["start"].iloc[1:].to_numpy() >= rows["end"].iloc[:-1].to_numpy()).all()


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_words_lie_in_order_and_miss_only_blanks(text):
    places = spans(text)
    covered = {i for a, b in places for i in range(a, b)}
    assert all(a < b <= c for (a, b), (c, _) in pairwise(places))
    assert all(
        c.isspace() or c == "_" or not c.isprintable() or i in covered or ord(c) > 767
        for i, c in enumerate(text)
    )


def test_what_holds_no_letter_is_no_name():
    found = names(table('"We were <b>misled</b> for years," Okello told the Lowell Courier. > Hale < spoke.'))
    assert [surface for surface in found["surface"] if not any(map(str.isalnum, surface))] == []
    assert "Okello" in set(found["surface"])


def test_partition_law():
    parts = [table(*[text for text, _ in list(ZOO.values())[i::3]], doc_id=str(i)) for i in range(3)]
    whole = names(pd.concat(parts, ignore_index=True))
    pd.testing.assert_frame_equal(whole, pd.concat([names(part) for part in parts], ignore_index=True))


def test_the_order_of_documents_changes_nothing():
    first, second = table("Angela Merkel spoke.", doc_id="b"), table("Kofi Annan left Accra.", doc_id="a")
    mixed = pd.concat([first, second], ignore_index=True)
    result = names(mixed.iloc[::-1]).sort_values(["doc_id", "start"], ignore_index=True)
    pd.testing.assert_frame_equal(result, names(mixed).sort_values(["doc_id", "start"], ignore_index=True))


MARKS = [("Angela Merkel", "PERSON"), ("Paris", "GPE"), ("German", "NORP"), ("Louvre", "FAC"), ("EU", "ORG")]


class Pipeline:
    """As a spaCy pipeline: pipe(texts) yields documents with ents."""

    def pipe(self, texts):
        for text in texts:
            places = [(text.index(word), word, label) for word, label in MARKS if word in text]
            yield SimpleNamespace(
                ents=[
                    SimpleNamespace(start_char=at, end_char=at + len(word), label_=label)
                    for at, word, label in places
                ]
            )


def test_a_recogniser_of_the_users_own():
    told = table("First.", "The German leader Angela Merkel saw the Louvre in Paris.")
    result = names(told, recogniser=Pipeline())
    assert result.columns.tolist() == list(COLUMNS) and result["probability"].isna().all()
    assert set(zip(result["surface"], result["label"], result["start"])) == {
        ("Angela Merkel", "PER", 25),
        ("Paris", "LOC", 57),
        ("Louvre", "LOC", 47),
    }


def test_a_spacy_pipeline():
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": "PERSON", "pattern": "Angela Merkel"}, {"label": "GPE", "pattern": "Paris"}]
    )
    result = names(table("Angela Merkel flew to Paris."), recogniser=nlp)
    assert result[["surface", "label"]].values.tolist() == [["Angela Merkel", "PER"], ["Paris", "LOC"]]


def test_the_sums_agree_with_every_path_counted():
    """Forward and backward sums against brute force over all label paths of a three-word sentence."""
    labels = ["O", "B-LOC", "I-LOC"]
    r = np.random.default_rng(5)
    scores, steps = r.normal(size=(3, 3)), np.exp(r.normal(size=(3, 3)))
    weight = {
        path: np.exp(sum(scores[t, k] for t, k in enumerate(path)))
        * steps[path[0], path[1]]
        * steps[path[1], path[2]]
        for path in product(range(3), repeat=3)
    }
    total = sum(weight.values())
    ours = crf.marginals([scores], steps)[0]
    for t, k in product(range(3), repeat=2):
        assert ours[t, k] == pytest.approx(sum(w for path, w in weight.items() if path[t] == k) / total)
    best = max(weight, key=weight.get)
    [decoded] = crf.decode([scores], labels, steps)
    for start, end, _, p in decoded:
        inside = best[start:end]
        exact = (
            sum(w for path, w in weight.items() if path[start:end] == inside and (end == 3 or path[end] != 2))
            / total
        )
        assert p == pytest.approx(exact)
    assert decoded


def test_the_weights_are_small():
    assert Path(crf.WEIGHTS).stat().st_size <= 1_500_000


# Where a form that can be a name is one. `|` stands around the form.
NAMES_HERE = [
    "|May| said the vote would go ahead.",
    "He met |May| in London.",
    "It was a speech by |May| on Brexit.",
    "“|May| has lost,” he said.",
    "|Wolf| left.",
    "|Gore| left.",
    "|Price|, who resigned, is a doctor.",
    "|Rice| told reporters so.",
    "|Bush| administration officials left.",
    "|Bush|’s plan failed.",
    "|Brown| also said so.",
    "|Brooks| was a governor.",
    "He met Mr. |Long| there.",
    "“We won,” |Wolf| said.",
    "|Price| and Rice met.",
    "|Hope| said no.",
    "|IS| fighters left.",
    "|WHO| experts came.",
    "|US| STRIKES IRAN",
    "|Democratic| senators left.",
    "the |Democratic| presidential candidate",
    "|Democratic| and Republican lawmakers agreed.",
    "a |Republican| from Ohio",
    "|Republican| Mitt Romney won.",
    "|Labor| lost in Australia.",
    "|Labour| MPs met.",
    "He joined |Labour| in 1990.",
    "|Polish| troops left.",
    "|French| ministers met.",
    "|Turkey| said no.",
]
WORDS_HERE = [
    "The vote is due in |May|.",
    "On |May| 5 he left.",
    "|May| Day came.",
    "|May| we go?",
    "It was the end of |May|.",
    "The 5th of |May| was hot.",
    "the |May| local elections",
    "|Wolf| packs roam.",
    "|Gore| flowed.",
    "|Price| rises hurt.",
    "|Rice| prices rose.",
    "|Rice| is grown there.",
    "|Bush| fires raged.",
    "The |Hunt| began.",
    "|Brown| bears sleep.",
    "|Will| he go?",
    "|Long| lines formed.",
    "|King| Salman left.",
    "|Young|, old and poor came.",
    "|Hope| is fading.",
    "|Mark| my words.",
    "|Is| it so?",
    "Tell them about |Us|.",
    "|WHO| WINS NOW",
    "|Democratic| reforms failed in Cairo.",
    "|Democratic| confederalism takes a hard line.",
    "the |Democratic| Republic of Congo",
    "|Republican| prisoners in Belfast struck.",
    "|Labor| costs rose.",
    "|Labor| Day came.",
    "the Department of |Labor| said",
    "|Labour| shortages grew.",
    "|Polish| the silver.",
    "|French| fries are sold.",
    "|Turkey| dinners are sold.",
    "|China| plates broke.",
]


def here(marked):
    before, form, after = marked.split("|")
    return is_name_here(before + form + after, len(before), len(before + form))


@pytest.mark.parametrize("marked", NAMES_HERE)
def test_a_name_that_can_be_a_word_is_one_in_company(marked):
    assert here(marked)


@pytest.mark.parametrize("marked", WORDS_HERE)
def test_a_capitalised_word_is_no_name(marked):
    assert not here(marked)


def test_a_place_is_not_judged_as_a_surname():
    assert is_name_here("the Moon rose", 4, 8, "place") and not is_name_here("the Moon rose", 4, 8)


@pytest.mark.parametrize(
    "text, surfaces",
    [
        ("Is it true? Us too. Miss Lee saw La Scala and Mo Farah at Mass.", []),
        ("In Jackson, Miss., US troops met IS.", ["Miss", "US", "IS"]),
        ("Democrats and Republicans met in Ohio.", ["Democrats", "Republicans", "Ohio"]),
        ("Republicans rioted in Ireland.", ["Ireland"]),
        ("Republicans won.", ["Republicans"]),
        ("Labour won in Britain. Labor won in Australia.", ["Labour", "Britain", "Labor", "Australia"]),
        ("Polish the silver. Iraqis left.", ["Iraqis"]),
    ],
)
def test_words_for_peoples_and_bodies_mean_them(text, surfaces):
    sentences = table(text).assign(par_id=1, end=len(text))
    none = names(sentences).iloc[:0]
    assert peoples(sentences, none)["surface"].tolist() == surfaces


def test_labour_and_labor_are_two_parties():
    labour, labor = (printed_state(form) for form in ("Labour", "Labor"))
    assert (labour, labor) == ("Labour Party", "Australian Labor Party")


@pytest.mark.parametrize(
    "texts, surface, count",
    [
        (("Theresa May met ministers in London.", "May said so.", "The vote is due in May."), "May", 1),
        (("Chad Wolf resigned.", "Wolf left.", "Wolf packs roam."), "Wolf", 1),
        (("Tom Price resigned.", "Price said so.", "Price rises hurt."), "Price", 1),
        (("The WHO said so.", "WHO experts came.", "He asked who came."), "WHO", 2),
        (("The Islamic State took Mosul.",), "Islamic State", 1),
        (("The Holy See said no.",), "Holy See", 1),
        (("Occupy Wall Street marched.",), "Occupy Wall Street", 1),
        (("The Women’s Protection Units fought in Syria.",), "Women’s Protection Units", 1),
        (("“I think we’ve won,” said Joe Biden.", "We’ve won, and they’re late."), "We’ve", 0),
        (("Ron Karenga wrote.", "Karenga matter-of-factly replied."), "Karenga", 1),
        (("He wrote to US Ambassador to Germany Richard Grenell.",), "Richard Grenell", 1),
        (("Labor costs rose.",), "Labor", 0),
    ],
)
def test_names_that_lists_and_places_decide(texts, surface, count):
    assert names(table(*texts))["surface"].tolist().count(surface) == count


def test_a_title_is_kept_beside_its_name():
    found_titles = names(
        table("Bill Clinton met Hillary Clinton.", "Mrs. Clinton left.", "President Clinton stayed.")
    )
    assert found_titles["title"].tolist() == ["", "", "Mrs.", "President"]


def test_a_long_sentence_is_no_measure_for_the_room_of_all(monkeypatch):
    """A batch is bounded in words; how sentences are batched changes nothing."""
    scores = [np.random.default_rng(n).normal(size=(n, 7)) for n in [900, *range(1, 30)]]
    steps = np.full((7, 7), 1.0)
    whole = crf.marginals(scores, steps)
    monkeypatch.setattr(crf, "ROOM", 1000)
    sizes = [sums[0].shape[0] * sums[0].shape[1] for _, sums in crf._batches(scores, steps)]
    assert max(sizes) <= 1000 and len(sizes) > 1
    assert all(map(np.array_equal, whole, crf.marginals(scores, steps)))
