"""The drafted register: what is written, and that the user's rows are never touched."""

import csv
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.actors._register.draft import draft_register
from helpers.actors._register.mentions import mentions
from helpers.actors._register.read import fold, read_register
from helpers.corpus import CONTRACTS, InputError

NAME = re.compile(r"(?:Prime Minister )?([A-Z]\w+(?:[ -](?:al-)?[A-Z]\w+)*(?:’s)?)")


def sentences(*texts, doc_id="a"):
    rows, at = [], 0
    for number, text in enumerate(texts, 1):
        rows.append((doc_id, 1, number, at, at + len(text), text))
        at += len(text) + 1
    return pd.DataFrame(rows, columns=["doc_id", "par_id", "sent_id", "start", "end", "text"])


def capitals(table):
    """A stand-in for the recogniser: every run of capitalised words that does not open with "The"."""
    rows = [
        (doc, sent, start + m.start(1), start + m.end(1), m[1], "")
        for doc, sent, start, text in zip(*(table[c] for c in ["doc_id", "sent_id", "start", "text"]))
        for m in NAME.finditer(text)
        if m[1] not in {"The", "On", "Their"}
    ]
    return pd.DataFrame(rows, columns=["doc_id", "sent_id", "start", "end", "surface", "label"])


def draft(path, *texts, doc_id="a"):
    table = sentences(*texts, doc_id=doc_id)
    return draft_register(table, path, names=capitals(table))


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "actors.csv"


def test_one_row_per_alias_with_count_example_and_reason(path):
    table = draft(path, "Norway praised Ana Okello.", "Okello’s friends in Norway met protesters.")
    got = table[["actor_id", "kind", "alias", "how", "count", "reason"]].values.tolist()
    assert got == [
        ["ana-okello", "person", "Ana Okello", "name", 1, ""],
        ["ana-okello", "person", "Okello", "name", 1, "last name of “Ana Okello”"],
        ["norway", "state", "Norway", "name", 2, ""],
        ["protesters", "group", "protesters", "group", 1, "named nowhere"],
    ]
    assert table["example"].iloc[0] == "Norway praised Ana Okello." and table["new"].all()
    written = rows_of(path)
    assert [row["alias"] for row in written] == table["alias"].tolist()
    assert list(written[0]) == [*CONTRACTS["register"], "count", "example", "reason"]
    assert {row["source"] for row in written} == {"draft"}


def test_a_role_holds_only_where_the_text_says_so(path):
    table = draft(path, "Prime Minister Ana Okello spoke.", "The prime minister left.").set_index("alias")
    got = table.loc["prime minister", ["actor_id", "how", "only_in"]]
    assert got.tolist() == ["ana-okello", "role", "a:2"]
    assert table.loc["Ana Okello", "only_in"] == ""


def test_an_alias_of_two_actors_is_limited_in_both(path):
    parts = [
        sentences("Ana Okello spoke.", "Okello left."),
        sentences("Omar Okello slept.", "Okello woke.", doc_id="b"),
    ]
    table = pd.concat(parts, ignore_index=True)
    got = draft_register(table, path, names=capitals(table))
    got = got[got["alias"] == "Okello"]
    assert sorted(zip(got["actor_id"], got["only_in"])) == [("ana-okello", "a:2"), ("omar-okello", "b:2")]


def test_a_second_draft_changes_no_byte(path):
    draft(path, "Ana Okello met protesters.", "The prime minister left.")
    before = path.read_bytes()
    stamp = path.stat().st_mtime_ns
    assert not draft(path, "Ana Okello met protesters.", "The prime minister left.")["new"].any()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)


@pytest.mark.parametrize("ending", ["\n", "\r\n", ""])
def test_the_users_bytes_stay_in_front(path, ending):
    draft(path, "Ana Okello spoke.")
    text = path.read_text(encoding="utf-8").replace("Ana Okello,person", '"Ana ""A."" Okello",person')
    text = "\ufeff" + text.rstrip("\n").replace("\n", ending or "\n") + ending
    path.write_bytes(text.encode())
    table = draft(path, "Ana Okello spoke to Omar Haddad.")
    assert path.read_bytes().startswith(text.encode())
    assert table[["alias", "new"]].values.tolist() == [["Ana Okello", False], ["Omar Haddad", True]]
    assert [row["alias"] for row in rows_of(path)] == ["Ana Okello", "Omar Haddad"]
    assert path.read_bytes().count(b"\xef\xbb\xbf") == 1


def test_a_renamed_actor_gets_the_new_alias(path):
    draft(path, "Ana Okello spoke.")
    save(path, [row | {"actor_id": "the-premier", "label": "The Premier"} for row in rows_of(path)])
    new = draft(path, "Ana Okello spoke.", "Ms Okello left.").query("new")
    assert new[["actor_id", "label"]].drop_duplicates().values.tolist() == [["the-premier", "The Premier"]]


def test_split_and_merged_aliases_stay_where_the_user_put_them(path):
    draft(path, "Ana Okello spoke.", "Okello left.", "Omar Haddad slept.")
    moved = {"Okello": {"actor_id": "another-okello"}, "Omar Haddad": {"actor_id": "ana-okello"}}
    save(path, [row | moved.get(row["alias"], {}) for row in rows_of(path)])
    before = path.read_bytes()
    assert not draft(path, "Ana Okello spoke.", "Okello left.", "Omar Haddad slept.")["new"].any()
    assert path.read_bytes() == before


def test_an_ignored_alias_does_not_come_back_but_a_deleted_row_does(path):
    draft(path, "Ana Okello spoke.", "Omar Haddad slept.")
    rows = rows_of(path)
    save(path, [rows[0] | {"actor_id": "-"}])
    table = draft(path, "Ana Okello spoke.", "Omar Haddad slept.")
    assert table[["actor_id", "alias", "new"]].values.tolist() == [
        ["-", rows[0]["alias"], False],
        [rows[1]["actor_id"], rows[1]["alias"], True],
    ]


def test_an_alias_limited_to_one_text_is_drafted_for_another(path):
    draft(path, "Ana Okello spoke.")
    save(path, [row | {"only_in": "a:1"} for row in rows_of(path)])
    new = draft(path, "Ana Okello spoke.", doc_id="b").query("new")
    assert new["only_in"].tolist() == ["b:1"]


def test_a_register_written_by_hand_keeps_its_columns(path):
    path.write_text(
        "source,actor_id,label,kind,alias,how,only_in,note\nme,ana,Ana,person,Ana Okello,name,,hello\n"
    )
    table = draft(path, "Ana Okello spoke to Omar Haddad.")
    assert path.read_text().splitlines() == [
        "source,actor_id,label,kind,alias,how,only_in,note",
        "me,ana,Ana,person,Ana Okello,name,,hello",
        "draft,omar-haddad,Omar Haddad,person,Omar Haddad,name,,",
    ]
    assert table["note"].tolist()[0] == "hello"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_cells_that_a_spreadsheet_would_run_are_defused_and_known_again(path, start):
    table = sentences(f"{start}SUM(A1) spoke to Ana.")
    names = pd.DataFrame(
        {"doc_id": "a", "sent_id": 1, "start": 0, "end": 5, "label": "ORG", "surface": [f"{start}SUM"]}
    )
    assert draft_register(table, path, names=names)["new"].all()
    cells = [cell for row in rows_of(path) for cell in row.values()]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    assert not draft_register(table, path, names=names)["new"].any()


@pytest.mark.parametrize(
    "content, words",
    [
        (b"actor_id;label;kind\na;b;c\n", "label"),
        (b"actor_id,alias\n", "kind"),
        (b"\xff\xfea\x00", "UTF-8"),
        (b'actor_id,label,kind,alias,how,only_in,source\na,"b,c\n', "line 2"),
    ],
)
def test_a_malformed_file_is_named_and_left_alone(path, content, words):
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        draft(path, "Ana Okello spoke.")
    assert path.read_bytes() == content


def test_a_write_that_dies_leaves_the_file_whole(path, monkeypatch):
    draft(path, "Ana Okello spoke.")
    before = path.read_bytes()
    monkeypatch.setattr(
        "helpers.actors._register.draft.os.replace", lambda *_: (_ for _ in ()).throw(OSError("full"))
    )
    with pytest.raises(OSError, match="full"):
        draft(path, "Ana Okello spoke to Omar Haddad.")
    assert path.read_bytes() == before


def test_a_text_without_actors_makes_an_empty_register(path):
    table = draft(path, "it rained.")
    assert len(table) == 0 and path.read_text().startswith("actor_id,label,kind,alias")


def test_a_group_inside_a_wider_one_is_limited(path):
    table = draft(path, "Iraqi security forces fired.", "The security forces left.").set_index("alias")
    assert table.loc["security forces", "only_in"] == "a:2"
    assert table.loc["Iraqi security forces", "only_in"] == ""


TEXTS = st.lists(
    st.sampled_from(
        [
            "Ana Okello",
            "Omar Okello",
            "Okello",
            "The prime minister",
            "protesters",
            "“",
            "Prime Minister Ana Okello",
            "Norwegian troops",
            "Norway",
            "=1+1",
            "left.",
            "the opposition",
            ", leader of the River Force,",
        ]
    ),
    max_size=8,
)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXTS.map(" ".join), max_size=4))
def test_drafting_twice_adds_nothing_and_every_count_adds_up(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("draft") / "actors.csv"
    table = draft(path, *texts)
    before = path.read_bytes()
    assert not draft(path, *texts)["new"].any() and path.read_bytes() == before
    assert set(table["kind"]) <= {"person", "organisation", "state", "group", "place"}
    open_aliases = table[table["only_in"] == ""]
    assert not open_aliases["alias"].map(fold).duplicated().any()
    named = table[table["how"] == "name"]
    assert named["count"].sum() == len(capitals(sentences(*texts)))
    read_register(path)


def test_what_was_drafted_is_what_is_counted(path):
    texts = [
        "Prime Minister Ana Okello met Omar Haddad in Norway.",
        "Okello’s security forces fired at protesters.",
        "Iraqi security forces and Norwegian protesters left.",
        "OMAR HADDAD, leader of the River Force, slept.",
        "The prime minister praised the River Force leader.",
    ]
    table = draft(path, *texts)
    found = mentions(sentences(*texts), read_register(path))
    drafted = table.groupby("actor_id")["count"].sum().to_dict()
    counted = found.groupby("actor_id").size().to_dict()
    assert counted == drafted
