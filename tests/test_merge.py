"""Merging names: the traps of press text one by one, and the laws that hold for any names."""

import sys
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers._fold import APOSTROPHES
from helpers.actors._identity.containment import begins, ends
from helpers.actors._identity.forms import one_spelling
from helpers.actors._identity.merge import _name_keys, _outer_parts, merge


def table(*surfaces, doc_id="a", labels=None):
    rows = [
        {
            "doc_id": doc_id,
            "sent_id": i + 1,
            "start": 40 * i,
            "end": 40 * i + len(s),
            "surface": s,
            "label": labels[i] if labels else "",
        }
        for i, s in enumerate(surfaces)
    ]
    return pd.DataFrame(rows)


def groups(*surfaces, labels=None):
    """The sets of surfaces that share an id."""
    merged = merge(table(*surfaces, labels=labels))
    return sorted(sorted(set(part["surface"])) for _, part in merged.groupby("actor_id"))


ONE_ACTOR = {
    "last name": ("Ana Okello", "Okello"),
    "last name of two words": ("Adel Abdul-Mahdi", "Abdul Mahdi"),
    "title before full name": ("Prime Minister Ana Okello", "Ana Okello"),
    "title before last name": ("Ana Okello", "Ms. Okello"),
    "initials": ("J. R. Halvorsen", "John Robert Halvorsen"),
    "middle initial": ("Mark T. Halvorsen", "Mark Halvorsen"),
    "nickname": ("William Halvorsen", "Bill Halvorsen"),
    "acronym in capitals": ("Northern Relief Council", "NRC"),
    "acronym with stops": ("Northern Relief Council", "N.R.C."),
    "acronym with its small words": ("Ministry of Trade and Industry", "MTI"),
    "possessive, curly": ("Halvorsen", "Halvorsen’s"),
    "possessive, straight": ("Halvorsen", "Halvorsen's"),
    "possessive of a name in s": ("Okells", "Okells’"),
    "hyphen": ("Abdul-Mahdi", "Abdul Mahdi"),
    "article of Arabic names": ("Muqtada al-Sadr", "Sadr", "al-Sadr"),
    "transliteration of the given name": ("Moqtada al-Sadr", "Muqtada Sadr"),
    "transliteration of the last name": ("Qasem Soleimani", "Qassem Suleimani"),
    "accents": ("José Núñez", "Jose Nunez"),
    "capitals of a headline": ("LEICESTER GATE", "Leicester Gate"),
    "legal form": ("Windmolen Steel Corp", "Windmolen Steel"),
    "legal form in front": ("NV Windmolen", "Windmolen"),
    "beginning of a firm": ("Windmolen Steel Works Inc", "Windmolen"),
    "order of a ministry": ("Department of Commerce", "Commerce Department"),
    "demonym": ("Norway", "Norwegian", "Norwegians"),
    "demonym of another stem": ("Netherlands", "Dutch"),
    "formal name of a state": ("Iran", "Islamic Republic of Iran"),
    "short name of a state": ("United States", "U.S.", "America", "American"),
    "state of the union": ("North Carolina", "N.C."),
    "West Germany": ("West Germany", "West German"),
    "based": ("Oslo", "Oslo-based"),
    "organ of a state": ("U.S. Senate", "Senate"),
    "seniority": ("Mark Halvorsen Jr.", "Halvorsen"),
    "chinese order": ("Xiao Wenqi", "Xiao"),
}

NOT_ONE_ACTOR = {
    "two people with one surname": ("Bill Okello", "Hillary Okello"),
    "a son with the surname": ("Ali al-Sistani", "Mohammed Rida al-Sistani"),
    "a son named by his father": ("Ali al-Sistani", "Ali al-Sistani’s son"),
    "Mr. and Mrs.": ("Mr. Okello", "Mrs. Okello"),
    "a title that does not fit": ("Peter Okello", "Mrs. Okello"),
    "different middle initials": ("George H. Tarrant", "George W. Tarrant"),
    "family": ("Ana Okello", "Okello", "the Okellos"),
    "king and politician": ("King Hussein", "Saddam Hussein"),
    "country and capital": ("Norway", "Oslo"),
    "country and its namesake city": ("Mexico", "Mexico City"),
    "country and neighbour": ("Guinea", "Guinea-Bissau"),
    "north and south": ("South Korea", "North Korea"),
    "the two Congos": ("Congo", "Democratic Republic of Congo"),
    "part of a country": ("Ireland", "Northern Ireland"),
    "state and its ministry": ("Iraq", "Iraqi Interior Ministry"),
    "state and its people abroad": ("Iraq", "Iraqi Kurds"),
    "city and newspaper": ("Halden", "Halden Times"),
    "city and exchange": ("Halden", "Halden Stock Exchange"),
    "two parties": ("Liberal Party", "Freedom Party"),
    "two ministries": ("Ministry of Trade", "Ministry of Health"),
    "word inside": ("National Congress", "Congress"),
    "West Germany and Germany": ("West Germany", "Germany"),
    "Hansen and Johnson": ("Hansen", "Johnson"),
}


@pytest.mark.parametrize("surfaces", ONE_ACTOR.values(), ids=ONE_ACTOR)
def test_one_actor(surfaces):
    assert groups(*surfaces) == [sorted(surfaces)]
    assert groups(*reversed(surfaces)) == [sorted(surfaces)]


@pytest.mark.parametrize("surfaces", NOT_ONE_ACTOR.values(), ids=NOT_ONE_ACTOR)
def test_two_actors(surfaces):
    merged = merge(table(*surfaces))
    assert merged["actor_id"].iloc[0] != merged["actor_id"].iloc[-1]


def test_shared_surname_stays_alone_and_names_both_rivals():
    merged = merge(table("Bill Okello", "Hillary Okello", "Okello", "Mrs. Okello")).set_index("surface")
    assert merged.loc["Okello", "reason"] == "ambiguous: “Bill Okello” or “Hillary Okello”"
    assert merged.loc["Mrs. Okello", "actor_id"] == "hillary-okello"
    assert len({merged.loc[name, "actor_id"] for name in ("Okello", "Bill Okello", "Hillary Okello")}) == 3


def test_office_tells_two_of_one_surname_apart():
    merged = merge(table("President Bill Okello", "Sen. Ray Okello", "Sen. Okello")).set_index("surface")
    assert merged.loc["Sen. Okello", "actor_id"] == merged.loc["Sen. Ray Okello", "actor_id"]


def test_acronym_of_two_bodies_stays_alone():
    assert ["NRC"] in groups("Northern Relief Council", "National Rail Company", "NRC")


def test_label_forbids_a_place_in_a_person_and_a_city_in_its_club():
    assert len(groups("Ana Halden", "Halden", labels=["PER", "LOC"])) == 2
    assert len(groups("Halden Rovers", "Halden", labels=["ORG", "LOC"])) == 2
    assert len(groups("Ana Halden", "Halden", labels=["PER", None])) == 1


def test_reasons_are_the_ones_a_reader_expects():
    merged = merge(
        table(
            "Ana Okello",
            "Okello",
            "Okello’s",
            "Prime Minister Ana Okello",
            "Northern Relief Council",
            "NRC",
            "Norway",
            "Norwegians",
            "ANA OKELLO",
        )
    )
    assert dict(zip(merged["surface"], merged["reason"])) == {
        "Ana Okello": "",
        "Okello": "last name of “Ana Okello”",
        "Okello’s": "last name of “Ana Okello”",
        "Prime Minister Ana Okello": "title before “Ana Okello”",
        "Northern Relief Council": "",
        "NRC": "acronym of “Northern Relief Council”",
        "Norway": "",
        "Norwegians": "people or adjective of “Norway”",
        "ANA OKELLO": "capitals of “Ana Okello”",
    }


def test_ids_are_readable_and_unique():
    merged = merge(table("Ana Okello", "Ana-Okello Bridge", "¿?", "!!"))
    assert merged["actor_id"].tolist() == ["ana-okello", "ana-okello-bridge", "actor", "actor-2"]


def test_ids_are_latin_without_accents_and_other_scripts_keep_their_letters():
    merged = merge(table("Recep Tayyip Erdoğan", "Côte d’Azur FC", "Москва"))
    assert merged["actor_id"].tolist() == ["recep-tayyip-erdogan", "cote-dazur-fc", "москва"]


@pytest.mark.parametrize("mark", APOSTROPHES)
def test_every_apostrophe_makes_the_same_name(mark):
    assert len(groups("Halvorsen", f"Halvorsen{mark}s", f"O{mark}Halloran Bridge", "O'Halloran Bridge")) == 2
    assert merge(table(f"Halvorsen{mark}s", "Halvorsen"))["reason"].tolist() == [
        "possessive of “Halvorsen”",
        "",
    ]


def test_of_many_rivals_the_first_are_named():
    people = [f"{name} Okello" for name in "Ada Bea Cleo Dora Ebba Fay Gina Hulda Ines Jana".split()]
    people += [f"{name} Okello" for name in "Karl Liv Mona Nils Olga Pia Quinn Rosa Sven Tove".split()]
    assert merge(table(*people, "Okello"))["reason"].iloc[-1].count("“") == 20
    reason = merge(table(*people, "Uma Okello", "Okello"))["reason"].iloc[-1]
    assert reason.count("“") == 19 and reason.endswith("“Sven Okello” or one of 2 others")


def test_columns_rows_and_input_stay():
    names = table("Okello", "Ana Okello").assign(extra=[1, 2], probability=0.5).set_index(pd.Index([7, 7]))
    before = names.copy()
    merged = merge(names)
    pd.testing.assert_frame_equal(names, before)
    pd.testing.assert_frame_equal(merged[names.columns], names.reset_index(drop=True))
    assert list(merged.columns) == [*names.columns, "actor_id", "reason"]


def test_label_may_be_absent_and_the_table_empty():
    assert merge(table("Ana Okello", "Okello").drop(columns="label"))["actor_id"].nunique() == 1
    empty = merge(table("Okello").iloc[:0])
    assert len(empty) == 0 and {"actor_id", "reason"} <= set(empty.columns)


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="surface"):
        merge(table("Okello").drop(columns="surface"))


WORDS = st.sampled_from(
    """Ana Bill Hillary Okello Sadr al-Sadr Mr. Mrs. King NRC Northern Relief Council
    Corp. U.S. Norway Norwegian Norwegians ’s of the and Jr. É İ ß - . Muqtada Moqtada Party
    Ministry""".split()
)
NAMES = st.one_of(st.text(max_size=12), st.lists(WORDS, min_size=1, max_size=4).map(" ".join))
LABELS = st.sampled_from(["", "PER", "ORG", "LOC", None])
DOCUMENTS = st.lists(st.tuples(st.sampled_from("abc"), NAMES, LABELS), max_size=14)


def drawn(rows):
    records = [(doc, 1, i, i + 1, surface, label) for i, (doc, surface, label) in enumerate(rows)]
    return pd.DataFrame(records, columns=["doc_id", "sent_id", "start", "end", "surface", "label"])


def answers(merged):
    return merged.sort_values("start")[["surface", "actor_id", "reason"]].values.tolist()


@settings(max_examples=30, deadline=None)
@given(DOCUMENTS)
def test_laws_for_any_names(rows):
    names = drawn(rows)
    merged = merge(names)
    assert len(merged) == len(names) and merged.index.equals(pd.RangeIndex(len(names)))
    for _, part in merged.groupby(["doc_id", "surface"]):
        assert part["actor_id"].nunique() == 1 and part["reason"].nunique() == 1
    for _, part in merged.groupby(["doc_id", "actor_id"]):
        leaders = part.loc[(part["reason"] == "") | part["reason"].str.startswith("ambiguous"), "surface"]
        assert leaders.nunique() == 1
    assert merged["actor_id"].str.len().gt(0).all()


@settings(max_examples=30, deadline=None)
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_partition_law_and_any_order_of_rows(rows, random):
    names = drawn(rows)
    if len(names) == 0:
        return
    whole = answers(merge(names))
    assert answers(pd.concat([merge(part) for _, part in names.groupby("doc_id")])) == whole
    order = list(range(len(names)))
    random.shuffle(order)
    assert answers(merge(names.iloc[order])) == whole


PARTS = st.lists(
    st.sampled_from("ana bill william b j okello suleimani soleimani west norway of jr times nv mr".split()),
    min_size=1,
    max_size=5,
).map(tuple)
PAIRS = st.one_of(
    st.tuples(PARTS, PARTS), st.tuples(PARTS, PARTS).map(lambda pair: (pair[0] + pair[1], pair[1]))
)


@given(PAIRS)
def test_whatever_may_be_one_name_is_looked_up(pair):
    """The keys by which names are looked up miss no pair that the rules would join."""
    one, other = pair
    if one_spelling(one, other):
        assert _name_keys(one)[0] & _name_keys(other)[1] and _name_keys(other)[0] & _name_keys(one)[1]
    if ends(one, other) or begins(one, other):
        assert other in _outer_parts(one, {len(other)})


def steps(function, *arguments):
    """How many calls a function makes, of Python and of C: its work without a clock."""
    events = Counter()
    sys.setprofile(lambda frame, event, argument: events.update([event]))
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return events["call"] + events["c_call"]


SYLLABLES = [first + second for first in "bdfgklmnprst" for second in "aeiou"]
GIVEN = "Ana Bill Carla David Emma Frank Grace Hugo Iris Jack Karen Louis Maria Nora Oscar Paul".split()


def crowd(size, surnames):
    """Names of so many people, each in full and by surname."""
    rows = []
    for n in range(size):
        m = n % surnames
        surname = (SYLLABLES[m % 60] + SYLLABLES[m // 60 % 60] + "lov").title()
        rows += [f"{GIVEN[n // surnames % 16]} {(SYLLABLES[n % 60] + 'x').title()} {surname}", surname]
    return table(*rows, labels=["PER"] * len(rows))


@pytest.mark.parametrize("surnames", [400, 20], ids=["a surname each", "shared surnames"])
def test_twice_the_names_are_twice_the_work(surnames):
    once, twice = (steps(merge, crowd(size, surnames)) for size in (200, 400))
    assert twice < 2.4 * once


def merged_titles(*names):
    """(title, surface) in the order of the text -> the ids."""
    rows = table(*[surface for _, surface in names], labels=["PER"] * len(names))
    return merge(rows.assign(title=[title for title, _ in names]))["actor_id"].tolist()


BILL, HILLARY = ("", "Bill Clinton"), ("", "Hillary Clinton")


@pytest.mark.parametrize(
    "names, ids",
    [
        ([BILL, HILLARY, ("Mrs.", "Clinton"), ("Mr.", "Clinton")], [0, 1, 1, 0]),
        ([BILL, HILLARY, ("Miss", "Clinton"), ("Sir", "Clinton"), ("", "Clinton")], [0, 1, 1, 0, 2]),
        ([HILLARY, ("", "Clinton"), BILL, ("Ms.", "Clinton")], [0, 0, 1, 0]),
        ([("President", "Trump"), ("Mr.", "Trump"), ("", "Trump"), ("Sen.", "Trump")], [0, 0, 0, 0]),
        ([("King", "Salman"), ("Prince", "Mohammed bin Salman"), ("", "Salman")], [0, 1, 0]),
        ([("Prince", "William"), ("", "William Barr"), ("", "William"), ("", "Barr")], [0, 1, 0, 1]),
        ([("Mr.", "Smith"), ("Ms.", "Smith")], [0, 1]),
        ([("Queen", "Elizabeth"), ("", "Elizabeth Warren"), ("Ms.", "Warren")], [0, 1, 1]),
        (
            [("", "Chrystia Freeland"), ("", "Freeland"), ("Ms.", "Freeland"), ("", "Christopher Freeland")],
            [0, 0, 0, 1],
        ),
    ],
)
def test_a_title_tells_people_of_one_surname_apart(names, ids):
    numbers = {actor: n for n, actor in enumerate(dict.fromkeys(merged_titles(*names)))}
    assert [numbers[actor] for actor in merged_titles(*names)] == ids


@pytest.mark.parametrize(
    "surfaces",
    [
        ("Kenneth Baker", "Lord Baker", "Lord Baker of Dorking", "Baker"),
        ("Maulana Karenga", "Ron Karenga", "Karenga"),
        ("Arya Galih Gegana", "Galih"),
        ("Ricardo Rosselló Nevares", "Rosselló"),
        ("Gabriel García Márquez", "Garcia Marquez", "García Márquez", "Márquez"),
        ("Ronan McDonald", "McDonald"),
        ("Sean O'Brien", "O’Brien"),
        ("Martin Luther King Jr.", "King"),
        ("Donald Trump Jr.", "Trump Jr."),
        ("Martin Luther King Jr.", "Martin Luther King"),
    ],
)
def test_a_main_actor_is_not_split(surfaces):
    assert len(groups(*surfaces, labels=["PER"] * len(surfaces))) == 1


@pytest.mark.parametrize(
    "surfaces",
    [
        ("AirAsia pilot", "AP"),
        ("Alan Parker", "AP"),
        ("Australian Federal Police", "AFP"),
        ("Donald Trump", "Donald Trump Jr."),
        ("IRGC Quds Force", "IRGC"),
        ("Mohammed bin Salman", "Salman"),
        ("Labour", "Labor"),
        ("Is", "Islamic State"),
        ("Israel", "Labor Party", "Labor"),
    ],
)
def test_what_only_looks_alike_is_two_actors(surfaces):
    together = next((part for part in groups(*surfaces) if len(part) == len(surfaces)), None)
    assert together is None


@pytest.mark.parametrize(
    "surfaces, labels",
    [
        (("Associated Press", "AP"), ["ORG", "ORG"]),
        (("British Broadcasting Corporation", "BBC"), ["ORG", "ORG"]),
        (("Mahan Air", "Mahan"), ["ORG", "PER"]),
        (("Haitham bin Tariq", "Haitham"), ["PER", "LOC"]),
        (("Israel", "anti-Israeli"), ["LOC", "LOC"]),
        (("Iran", "Islamic Republic"), ["LOC", "LOC"]),
    ],
)
def test_a_label_or_a_prefix_does_not_split_an_actor(surfaces, labels):
    assert len(groups(*surfaces, labels=labels)) == 1


@pytest.mark.parametrize(
    "long, short", [("Australian Federal Police", "AFP"), ("Popular Mobilization Forces", "PMU")]
)
def test_letters_in_brackets_behind_a_name_are_its_acronym(long, short):
    text = f"{long} ({short})"
    rows = [("a", 1, 0, len(long), long, "ORG"), ("a", 1, len(long) + 2, len(text) - 1, short, "ORG")]
    rows = pd.DataFrame(rows, columns=["doc_id", "sent_id", "start", "end", "surface", "label"])
    assert merge(rows)["actor_id"].nunique() == 1
