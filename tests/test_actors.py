"""The register and its mentions: what wins, what is nested, what is refused."""

import re
import time
import unicodedata

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import InputError, actors, corpus
from helpers._tables import CONTRACTS

HEADER = "actor_id,label,kind,alias,how,only_in,source\n"


def split(*texts):
    return corpus.sentences(
        pd.DataFrame({"doc_id": [f"d{n}" for n in range(len(texts))], "text": list(texts)})
    )


def register(*rows):
    """Rows of actor, alias, how and perhaps only_in."""
    rows = [(*row, "")[:4] for row in rows]
    return pd.DataFrame(
        [(actor, actor, "person", alias, how, only_in, "") for actor, alias, how, only_in in rows],
        columns=CONTRACTS["register"],
    )


def found(sentences, *rows):
    table = actors.mentions(sentences, register(*rows))
    return [(row.surface, row.actor_id, row.nested) for row in table.itertuples()]


def test_the_longest_alias_wins_wherever_it_begins():
    rows = [
        ("force", "Quds Force", "name"),
        ("leader", "the Quds Force leader", "role"),
        ("other", "leader of Iran", "role"),
    ]
    assert found(split("They met the Quds Force leader of Iran."), *rows) == [
        ("the Quds Force leader", "leader", False),
        ("Quds Force", "force", True),
    ]


def test_a_shorter_alias_of_the_same_actor_inside_a_longer_one_counts_once():
    assert found(
        split("Adel Abdul-Mahdi left."), ("pm", "Adel Abdul-Mahdi", "name"), ("pm", "Abdul Mahdi", "name")
    ) == [("Adel Abdul-Mahdi", "pm", False)]


@pytest.mark.parametrize(
    "text, surface",
    [
        ("Abdul Mahdi’s government", "Abdul Mahdi"),
        ("Abdul-Mahdi's government", "Abdul-Mahdi"),
        ("the Abdul\nMahdi cabinet", "Abdul\nMahdi"),
        ("pro-Abdul-Mahdi crowds", "Abdul-Mahdi"),
        ("ABDUL-MAHDI RESIGNS", "ABDUL-MAHDI"),
        ("(Abdul‑Mahdi)", "Abdul‑Mahdi"),
    ],
)
def test_possessives_hyphens_line_ends_and_headlines(text, surface):
    sentences = pd.DataFrame([("d", 1, 1, 0, len(text), text)], columns=CONTRACTS["sentences"])
    assert found(sentences, ("pm", "Abdul Mahdi", "name")) == [(surface, "pm", False)]


@pytest.mark.parametrize(
    "surface",
    ["Guard  Corps", "Guard\u2003Corps", "Guard \nCorps", "Guard\r\n    Corps", "GUARD\t \u00a0CORPS"],
)
@pytest.mark.parametrize("alias", ["Guard Corps", "Guard \n Corps"])
def test_white_space_of_any_kind_parts_the_words_of_an_alias(surface, alias):
    text = f"The  old\n\n{surface}  left, and Guard - Corps did not."
    sentences = pd.DataFrame([("d", 1, 1, 7, 7 + len(text), text)], columns=CONTRACTS["sentences"])
    table = actors.mentions(sentences, register(("g", alias, "name")))
    start = 7 + text.index(surface)
    assert table[["start", "end", "surface"]].values.tolist() == [[start, start + len(surface), surface]]


def test_an_alias_is_looked_for_in_its_normal_form():
    aliases = [unicodedata.normalize("NFD", "Erdoğan"), "Guard\u200b Corps", "\u200b"]
    rows = [(f"a{n}", alias, "name") for n, alias in enumerate(aliases)]
    assert [actor for _, actor, _ in found(split("Erdoğan met the Guard Corps."), *rows)] == ["a0", "a1"]


@pytest.mark.parametrize("text", ["Iranian troops", "Tehrani", "an iran of dreams", "Iran2"])
def test_no_mention_inside_a_word_or_without_its_capitals(text):
    assert found(split(text), ("iran", "Iran", "name")) == []


def test_roles_match_in_any_case_and_names_do_not():
    assert found(
        split("The Regime told us. US troops left."), ("iran", "the regime", "role"), ("usa", "US", "name")
    ) == [("The Regime", "iran", False), ("US", "usa", False)]


def test_only_in_settles_who_is_meant():
    sentences = split("The people cheered. The people fled.", "The people slept.")
    rows = [("a", "the people", "group", "d0: 1"), ("b", "the people", "group", "d0: 2; d1: 1")]
    assert [actor for _, actor, _ in found(sentences, *rows)] == ["a", "b", "b"]


def test_only_in_may_name_a_whole_text():
    sentences = split("The people cheered. The people fled.", "The people slept.")
    rows = [("a", "the people", "group", "d0: *"), ("b", "the people", "group", "d1: 1")]
    assert [actor for _, actor, _ in found(sentences, *rows)] == ["a", "a", "b"]


@pytest.mark.parametrize(
    "text, shorter, longer",
    [
        ("South Sudan won.", "Sudan", "South Sudan"),
        ("Guinea-Bissau won.", "Guinea", "Guinea-Bissau"),
        ("They met in New Mexico.", "Mexico", "New Mexico"),
        ("The New York Times asked.", "New York", "New York Times"),
        ("SOUTH SUDAN WINS", "Sudan", "South Sudan"),
        ("The Bank of England’s governor spoke.", "England", "Bank of England"),
    ],
)
def test_inside_a_longer_name_nothing_is_a_mention(text, shorter, longer):
    rows = [("short", shorter, "name"), ("long", longer, "name")]
    assert [actor for _, actor, _ in found(split(text), *rows)] == ["long"]
    assert len(found(split(f"{shorter} lost."), *rows)) == 1


def test_a_name_inside_a_role_or_group_stays_and_so_does_a_role_in_one():
    rows = [("i", "Iraq", "name"), ("p", "people of Iraq", "group"), ("m", "the mayor", "role")]
    assert found(split("The people of Iraq left."), *rows) == [
        ("people of Iraq", "p", False),
        ("Iraq", "i", True),
    ]
    rows += [("s", "friends of the mayor", "group")]
    assert found(split("Friends of the mayor left."), *rows)[1] == ("the mayor", "m", True)


@pytest.mark.parametrize("text", ["Kenya’s government", "government of Kenya"])
def test_the_head_of_a_group_is_no_mention_of_its_own(text):
    rows = [("k", text, "group"), ("g", "government", "group"), ("f", "friends of government", "group")]
    assert found(split(f"The {text} and the government left."), *rows) == [
        (text, "k", False),
        ("government", "g", False),
    ]
    assert found(split("The friends of government left."), *rows)[1] == ("government", "g", True)


def of_kind(kind, text, *aliases):
    """The surfaces found of actors of one kind, each with all its aliases in one string, parted by |."""
    rows = [(names, name, "name") for names in aliases for name in names.split("|")]
    return actors.mentions(split(text), register(*rows).assign(kind=kind))["surface"].tolist()


@pytest.mark.parametrize(
    "text",
    [
        "They met Rand Paul.",
        "Rand Paul left.",
        "They met Paul Smith.",
        "They met Paul F. Kennedy.",
        "They met J. Paul there.",
        "They met Paul al-Amin.",
        "They met Paul van Dyke.",
        "They met Aby Paul-Muhammad.",
        "The Paul Foundation closed.",
        "They met North Paul.",
    ],
)
def test_a_persons_single_name_stands_alone_or_is_another(text):
    assert of_kind("person", text, "Paul") == []
    assert of_kind("person", "Paul left.", "Paul") == ["Paul"]


@pytest.mark.parametrize(
    "text",
    [
        "Then Paul left.",
        "They met President Paul.",
        "They met Sen. Paul.",
        "The American Paul left.",
        "They met Paul on Monday, and Paul Tuesday.",
        "They met Paul’s Rand.",
        "They met Paul. Smith left.",
        "They met Paul, Smith and others.",
        "They saw the CEO Paul.",
        "Rand met Paul.",
        "Paul Wins The Kentucky Vote",
        "RAND PAUL WINS KENTUCKY VOTE",
        "The pro-Paul crowd left.",
        "The Paul-Smith plan failed.",
        "The Paul government fell.",
    ],
)
def test_titles_days_marks_and_headlines_join_no_name(text):
    assert of_kind("person", text, "Paul", "Smith")[0].title() == "Paul"


def test_bodies_and_short_forms_stand_alone_too_but_states_need_not():
    assert of_kind("organisation", "The Mekong Delta flooded. Delta flew.", "Delta") == ["Delta"]
    assert of_kind("place", "The Kowloon Harbour shut. Harbour burnt.", "Harbour|Kent Harbour") == ["Harbour"]
    assert of_kind("state", "The Iran Daily asked Iran.", "Iran|Islamic Republic of Iran") == ["Iran", "Iran"]
    assert of_kind("state", "The Iran–Iraq War and the Iraq War ended. The Iraq vote.", "Iran", "Iraq") == [
        "Iraq"
    ]
    assert of_kind("state", "In Northern Ireland it rained.", "Ireland") == []


def test_unlisted_names_every_gap():
    sentences = split("Hale met Basra’s mayor. Nobody saw Hale.")
    mentions = actors.mentions(sentences, register(("hale", "Hale", "name")))
    assert actors.unlisted(sentences, mentions)["surface"].tolist() == ["Basra"]


@pytest.mark.parametrize(
    "lines, message",
    [
        ("a,A,person,Ali,name,\n", "actors.csv, line 2: 6 cells; expected 7"),
        (
            "a,A,hero,Ali,name,,\n",
            'actors.csv, line 2: kind "hero" is unknown; expected person, organisation',
        ),
        (
            "a,A,person,Ali,nickname,,\n",
            'actors.csv, line 2: how "nickname" is unknown; expected name, role, group',
        ),
        ("a,A,person,,name,,\n", "actors.csv, line 2: alias is empty"),
        (
            "a,A,person,Ali,name,3 4,\n",
            'actors.csv, line 2: only_in "3 4" cannot be read; expected doc_id: 7 13',
        ),
        (
            "a,A,person,Ali,name,,\nb,B,person,ali,name,,\n",
            'actors.csv, line 3: the alias "ali" is given in line 2 too',
        ),
        (
            "a,A,group,Ali,name,d: 1,\nb,B,group,Ali,name,d: 1 2,\n",
            'actors.csv, line 3: the alias "Ali" is given in line 2',
        ),
        (
            "a,A,group,Ali,name,,\nb,B,group,Ali,name,d: 1,\n",
            'actors.csv, line 3: the alias "Ali" is given in line 2',
        ),
        (
            "a,A,group,Ali,name,d: *,\nb,B,group,Ali,name,d: 7,\n",
            'actors.csv, line 3: the alias "Ali" is given in line 2',
        ),
        (
            "a,A,group,Ali,name,d: 7,\nb,B,group,Ali,name,e: 1;d: *,\n",
            'actors.csv, line 3: the alias "Ali" is given in line 2',
        ),
        (
            "x,X,group,Hale,name,,\na,A,group,Ali,name,d: 1,\nb,B,group,Ali,name,,\n",
            'actors.csv, line 4: the alias "Ali" is given in line 3',
        ),
        (
            "a,A,person,Ali,name,,\na,B,person,Hassan,name,,\n",
            'actors.csv, line 3: label "B" of a was "A" in line 2',
        ),
        (
            "a,A,person,Ali,name,,\na,A,group,Hassan,name,,\n",
            'actors.csv, line 3: kind "group" of a was "person" in line 2',
        ),
    ],
)
def test_a_malformed_register_is_refused_with_file_and_line(tmp_path, lines, message):
    (tmp_path / "actors.csv").write_text(HEADER + lines, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)) as refused:
        actors.read_register(tmp_path)
    assert "\n" not in str(refused.value)


def test_a_register_may_come_from_a_spreadsheet_with_a_byte_order_mark(tmp_path):
    (tmp_path / "actors.csv").write_text(
        HEADER + "a,A,person,Ali,name,,\r\n", encoding="utf-8-sig", newline=""
    )
    assert actors.read_register(tmp_path)["alias"].tolist() == ["Ali"]


def test_who_occurs_with_whom_counts_sentences_not_mentions():
    sentences = split("Ali met Hale. Ali saw Hale and Hale saw Ali. Hale left.")
    mentions = actors.mentions(sentences, register(("ali", "Ali", "name"), ("hale", "Hale", "name")))
    assert actors.co_mentions(mentions).values.tolist() == [["d0", "ali", "hale", 2]]


def test_one_phrase_makes_no_pair():
    rows = [("i", "Iraq", "name"), ("p", "people of Iraq", "group"), ("x", "Hale", "name")]

    def pairs(text):
        return [
            row[1:]
            for row in actors.co_mentions(actors.mentions(split(text), register(*rows))).values.tolist()
        ]

    assert pairs("The people of Iraq left.") == []
    assert (
        pairs("The people of Iraq left Iraq.") == pairs("In Iraq the people of Iraq left.") == [["i", "p", 1]]
    )
    assert pairs("The people of Iraq met Hale.") == [["i", "x", 1], ["p", "x", 1]]
    bare = actors.mentions(split("The people of Iraq left."), register(*rows))[
        ["doc_id", "sent_id", "actor_id"]
    ]
    assert actors.co_mentions(bare).values.tolist() == [["d0", "i", "p", 1]]


def test_a_further_column_may_have_any_name(tmp_path):
    (tmp_path / "actors.csv").write_text(
        HEADER.strip() + ",line,text,sha256,,\na,A,person,Ali,name,,,7,x,y,,\n-,,,Hale,,,,8,,,,stray\n",
        "utf-8",
    )
    table = actors.read_register(tmp_path)
    assert table[["alias", "line", "text", "sha256", "evaluation"]].values.tolist() == [
        ["Ali", "7", "x", "y", ""]
    ]


def test_counts_need_only_the_columns_they_use():
    mentions = actors.mentions(
        split("Ali met Hale."), register(("ali", "Ali", "name"), ("hale", "Hale", "name"))
    )
    counts = actors.actor_counts(mentions.drop(columns=["surface", "start", "end"]))
    assert actors.actor_totals(counts.drop(columns=["doc_id", "rank"]))["mentions"].tolist() == [1, 1]
    with pytest.raises(ValueError, match="this is not a mentions table: nested missing"):
        actors.actor_counts(mentions.drop(columns="nested"))
    with pytest.raises(ValueError, match="this is not a actor_counts table: pronoun missing"):
        actors.kind_counts(counts.drop(columns="pronoun"))


def cpu_seconds(function, *given):
    begin = time.process_time()
    function(*given)
    return time.process_time() - begin


def test_a_title_before_its_name_is_no_mention_of_its_own():
    """A title goes with the name behind it, but not with another's, nor a phrase that holds a mention."""
    known = register(
        ("okello", "Okello", "name"),
        ("okello", "prime minister", "role"),
        ("okello", "the Quds Force leader", "role"),
        ("hale", "Hale", "name"),
        ("q", "Quds Force", "name"),
    )
    found = {
        "Prime  Minister Okello left.": ["Okello"],
        "Prime Minister Hale left.": ["Prime Minister", "Hale"],
        "The prime minister, Okello, left.": ["prime minister", "Okello"],
        "Okello is prime minister.": ["Okello", "prime minister"],
        "The Quds Force leader Okello left.": ["The Quds Force leader", "Quds Force", "Okello"],
    }
    for text, surfaces in found.items():
        assert actors.mentions(split(text), known)["surface"].tolist() == surfaces


def test_a_text_without_sentence_ends_takes_no_square_of_the_time():
    text = "the Quds Force leader met  Iran and so on " * 7000
    sentences = pd.DataFrame([("d", 1, 1, 0, len(text), text)], columns=CONTRACTS["sentences"])
    known = register(
        ("q", "Quds Force", "name"), ("l", "the Quds Force leader", "role"), ("i", "Iran", "name")
    )
    assert len(actors.mentions(sentences, known)) == 21000
    assert cpu_seconds(actors.mentions, sentences, known) < 5


def test_names_that_are_parts_of_longer_ones_take_no_square_of_the_time():
    text = "they met Rand Paul and the Mekong Delta and Paul and so on " * 5000
    sentences = pd.DataFrame([("d", 1, 1, 0, len(text), text)], columns=CONTRACTS["sentences"])
    known = register(("p", "Paul", "name"), ("d", "Delta", "name"))
    assert len(actors.mentions(sentences, known)) == 5000
    assert cpu_seconds(actors.mentions, sentences, known) < 5


def test_an_alias_that_overlaps_itself_takes_no_square_of_the_time():
    word, words = "A" * 100_000, ("a " * 1000).strip()
    sentences = split(f"{word} met Iran. {word} left.", "a " * 30_000)
    known = register(("w", word, "name"), ("a", words, "role"), ("i", "Iran", "name"))
    assert cpu_seconds(actors.mentions, sentences, known) < 5


def test_a_register_of_ten_thousand_rows_is_checked_at_once(tmp_path):
    rows = [f"a{n // 3},Label {n // 3},person,Alias {n},name,,\n" for n in range(8000)]
    rows += [f"b{n},B {n},person,the same,role,d: {n},\n" for n in range(2000)]
    (tmp_path / "actors.csv").write_text(HEADER + "".join(rows), "utf-8")
    assert cpu_seconds(actors.read_register, tmp_path) < 4


def words(most):
    return st.lists(st.sampled_from("ab"), min_size=1, max_size=most).map(" ".join)


@given(
    words(12),
    st.lists(st.tuples(st.sampled_from("wxyz"), words(4)), min_size=3, max_size=9, unique_by=lambda r: r[1]),
)
@example("b b a b b a", [("w", "b b a"), ("x", "a b")])  # from one mention of an actor into the next
def test_what_wins_is_what_the_rule_says(text, rows):
    """Longest first, then leftmost; what overlaps those must lie inside them and be another actor's."""
    spans = sorted(
        (start - end, start, end, actor)
        for actor, alias in rows
        for start in range(len(text))
        for end in [start + len(alias)]
        if f" {text} "[start : end + 2] == f" {alias} "
    )
    kept = []
    for _, start, end, actor in spans:
        around = [span for span in kept if start < span[1] and span[0] < end]
        if all(left <= start and end <= right and actor != other for left, right, other, _ in around):
            kept.append((start, end, actor, bool(around)))
    sentences = pd.DataFrame([("d", 1, 1, 0, len(text), text)], columns=CONTRACTS["sentences"])
    table = actors.mentions(sentences, register(*[(actor, alias, "role") for actor, alias in rows]))
    assert sorted(zip(*(table[c] for c in ["start", "end", "actor_id", "nested"]))) == sorted(kept)


ANY = st.text(alphabet="Ali Hae-’.\nİßaA")


@given(
    ANY,
    st.lists(
        st.text(alphabet="Ali Hae-’İß", min_size=1).filter(str.strip), min_size=1, max_size=4, unique=True
    ),
)
def test_mentions_of_any_string_stand_where_they_say(text, aliases):
    sentences = split(text)
    table = actors.mentions(
        sentences, register(*[(f"a{n}", alias.strip(), "role") for n, alias in enumerate(aliases)])
    )
    assert all(text[row.start : row.end] == row.surface for row in table.itertuples())
    free = table[~table["nested"]].sort_values("start")
    assert (free["start"].to_numpy()[1:] >= free["end"].to_numpy()[:-1]).all()


@given(st.lists(ANY, min_size=2, max_size=3))
def test_parts_measured_apart_are_the_whole(texts):
    sentences, known = (
        split(*texts),
        register(("ali", "Ali", "name"), ("h", "al Ha", "role"), ("e", "e", "group")),
    )
    parts = [actors.mentions(part, known) for _, part in sentences.groupby("doc_id")]
    whole = actors.mentions(sentences, known)
    assert sum(map(len, parts)) == len(whole)
    if parts:
        pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole)
