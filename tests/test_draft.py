"""The drafted register: what is written, and that the user's rows are never touched."""

import csv
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import InputError
from helpers._tables import CONTRACTS
from helpers.actors._register import draft as _draft
from helpers.actors._register.draft import draft_register
from helpers.actors._register.edits import ACTS
from helpers.actors._register.file import RegisterFile, apply_edits
from helpers.actors._register.file import rows_of as edited_rows
from helpers.actors._register.mentions import mentions
from helpers.actors._register.read import WHOLE, alias_key, only_in, read_register, sentences_of

HEADER = b"actor_id,label,kind,alias,how,only_in,source\n"
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
    assert [row["source"].split()[0] for row in written] == ["draft"] * 4
    assert [row["only_in"] for row in written] == ["", "a:*", "", "a:*"]


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
    assert sorted(zip(got["actor_id"], got["only_in"])) == [("ana-okello", "a:*"), ("omar-okello", "b:*")]


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


def test_a_new_alias_in_a_new_text_takes_the_label_that_its_actor_has_in_the_file(path):
    draft(path, "Troops met the Kenyan soldiers.")
    draft(path, "Troops met the soldiers of Kenya.", doc_id="b")
    soldiers = [row for row in read_register(path).itertuples() if row.actor_id == "kenya-soldiers"]
    assert [row.alias for row in soldiers] == ["Kenyan soldiers", "soldiers of Kenya"]
    assert [row.label for row in soldiers] == ["Kenyan soldiers"] * 2


def test_split_and_merged_aliases_stay_where_the_user_put_them(path):
    draft(path, "Ana Okello spoke.", "Okello left.", "Omar Haddad slept.")
    moved = {
        "Okello": {"actor_id": "another-okello"},
        "Omar Haddad": {"actor_id": "ana-okello", "label": "Ana Okello"},
    }
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
    assert new["only_in"].tolist() == ["b:*"]


FOLDER = {
    "a": ["Tony Blair met the police.", "Tony left.", "The government fell."],
    "b": ["Tony Fernandes met the police.", "Tony wept.", "The Royal Air Board (RAB) shut.", "RAB reopened."],
    "c": ["Tony spoke to the government.", "RAB fans wept."],
}


def folder():
    return pd.concat([sentences(*texts, doc_id=name) for name, texts in FOLDER.items()], ignore_index=True)


def meant(path, table):
    found = mentions(table, read_register(path))
    return {(m.doc_id, m.sent_id, m.surface): m.actor_id for m in found.itertuples()}


@pytest.mark.parametrize("together", [True, False])
def test_a_short_form_means_its_texts_actor_in_its_text_only(path, together):
    table = folder()
    for part in [table] if together else [part for _, part in table.groupby("doc_id")]:
        draft_register(part, path, names=capitals(part))
    actor = meant(path, table)
    assert [actor["a", 2, "Tony"], actor["b", 2, "Tony"]] == ["tony-blair", "tony-fernandes"]
    assert len({actor["a", 2, "Tony"], actor["b", 2, "Tony"], actor["c", 1, "Tony"]}) == 3
    assert actor["b", 4, "RAB"] == actor["b", 3, "RAB"] != actor["c", 2, "RAB"]
    assert actor["a", 1, "police"] != actor["b", 1, "police"]
    assert actor["a", 3, "government"] != actor["c", 1, "government"]
    labels = read_register(path).drop_duplicates("actor_id")["label"]
    assert labels.is_unique and {"government (c)", "police (b)"} <= {*labels}
    before = path.read_bytes()
    assert not draft_register(table, path, names=capitals(table))["new"].any() and path.read_bytes() == before


def test_what_names_itself_means_one_actor_in_all_texts(path):
    texts = ["Ana Okello met the Kenyan police in Kenya.", "The Kenyans cheered Ana Okello."]
    for name in "ab":
        draft(path, *texts, doc_id=name)
    rows = rows_of(path)
    assert {row["only_in"] for row in rows} == {""} and {row["source"] for row in rows} == {"draft"}


EDITED = ["It rained.", "Prime Minister Ana Okello spoke.", "Okello and the prime minister of Peru left.",
          "The prime minister wept."]  # fmt: skip


def test_a_text_that_was_edited_has_the_mentions_of_a_new_one(path, tmp_path):
    draft(path, *EDITED[1:])
    draft(path, "The prime minister left.", doc_id="b")
    others = [row for row in rows_of(path) if row["only_in"].startswith("b")]
    draft(path, *EDITED)
    draft(tmp_path / "new.csv", *EDITED)
    assert found(sentences(*EDITED), path).equals(found(sentences(*EDITED), tmp_path / "new.csv"))
    assert [row for row in rows_of(path) if row["only_in"].startswith("b")] == others
    before = path.read_bytes()
    assert not draft(path, *EDITED)["new"].any() and path.read_bytes() == before


def test_edits_of_the_register_outlive_edits_of_the_text(path):
    texts = ["Ana Okello met protesters.", "Okello left.", "The mayor wept.", "The police came."]
    draft(path, *texts)
    user = {
        "Okello": {"actor_id": "another", "label": "Another Okello"},
        "mayor": {"actor_id": "ana-okello", "label": "Ana Okello", "kind": "person"},
        "police": {"actor_id": "-"},
        "protesters": {"label": "the marchers"},
    }
    save(path, [row | {"note": "mine"} | user.get(row["alias"], {}) for row in rows_of(path)])
    draft(path, "it rained.", *texts[:2], "rain fell.", *texts[2:])
    rows = {row["alias"]: row for row in rows_of(path)}
    assert len(rows) == 5 and {row["note"] for row in rows.values()} == {"mine"}
    assert {key: rows[key]["actor_id"] for key in ["Okello", "mayor", "police"]} == {
        "Okello": "another",
        "mayor": "ana-okello",
        "police": "-",
    }
    assert (rows["mayor"]["only_in"], rows["protesters"]["label"]) == ("a:5", "the marchers")


def test_a_drafted_alias_that_an_edit_takes_out_of_the_text_goes(path):
    draft(path, "Ana Okello spoke.", "Okello left.", "The crowds cheered.")
    table = draft(path, "Ana Okello spoke.", "they left.", "The crowds cheered.")
    assert table["alias"].tolist() == [row["alias"] for row in rows_of(path)] == ["Ana Okello", "crowds"]


def test_sentence_numbers_that_a_person_wrote_stay_when_the_text_changes(path):
    path.write_bytes(HEADER + b"ana,Ana,person,the mayor,role,a: 1,by hand\n")
    draft(path, "It rained.", "The mayor left.")
    assert rows_of(path)[0]["only_in"] == "a: 1"


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
        (HEADER + b"a,A,Person,Ali,name,,\n", 'line 2: kind "Person" is unknown'),
        (HEADER + b"a,A,,Ali,name,,\n", 'line 2: kind "" is unknown'),
        (HEADER + b"a,A,person,Ali,name,foo,\n", 'line 2: only_in "foo" cannot be read'),
        (HEADER + b"a,A,person,Ali,name,a:b: 1,\n", 'only_in "a:b: 1" cannot be read'),
        (HEADER + b"a,A,person,Ali,name,1-2,\n", 'only_in "1-2" cannot be read'),
        (HEADER + b"-,A,person,Ali,name,1-2,\n", 'line 2: only_in "1-2" cannot be read'),
        (HEADER + b"a,A,person,Ali,name,a: " + b"9" * 5000 + b",\n", "cannot be read"),
        (
            HEADER + b"a,A,person,Ali,name,,\nb,B,person,ALI,name,,\n",
            "line 3: the alias .ALI. is given in line 2",
        ),
        (
            HEADER + b"a,A,person,Ali,name,,\na,B,person,Hale,name,,\n",
            "line 3: label .B. of a was .A. in line 2",
        ),
        (HEADER + "a,A,person,\u200b,name,,\n".encode(), "line 2: the alias has no character that prints"),
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
    monkeypatch.setattr("helpers._files.os.replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
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
    assert not open_aliases["alias"].map(alias_key).duplicated().any()
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


DOC_IDS = st.sampled_from(
    [
        "@desk",
        "=1",
        "-",
        " lead",
        "tail ",
        "Iraq: what now",
        "one; two",
        "a: 1; b",
        '"quoted"',
        "it's",
        "a,b",
        "two\nlines",
    ]
) | st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)


@given(st.lists(st.tuples(DOC_IDS | st.text('":; a', max_size=4), st.integers(0, 10**9)), max_size=6))
def test_only_in_is_read_as_it_was_written(pairs):
    assert sentences_of(only_in(pairs)) == set(pairs)


@pytest.mark.parametrize(
    "cell, pairs",
    [
        ("a: 7 13; other: 2", {("a", 7), ("a", 13), ("other", 2)}),
        ("a:2 3;b:1", {("a", 2), ("a", 3), ("b", 1)}),
        (" two words :1 ", {("two words", 1)}),
        ('the "Gang" file: 1', {('the "Gang" file', 1)}),  # as drafts before this form wrote it
        ('"Gang" file: 1', {('"Gang" file', 1)}),
        ('"one; two": 3', {("one; two", 3)}),
        ('"a ""b""": 3', {('a "b"', 3)}),
        ("a: *; b: 2", {("a", WHOLE), ("b", 2)}),
        ('"one; two":*', {("one; two", WHOLE)}),
        ("", set()),
    ],
)
def test_only_in_as_people_and_older_drafts_write_it(cell, pairs):
    assert sentences_of(cell) == pairs


@pytest.mark.parametrize(
    "cell", ["foo", "a:b: 1", "a: x", ": 1", "a: 1,2", '"a: 1; b', ";", "a: 1;; b: 2", "a: -1", "*", "a: * 1"]
)
def test_only_in_that_cannot_be_read_is_refused(cell):
    with pytest.raises(InputError, match="cannot be read; expected doc_id: 7 13"):
        sentences_of(cell)


def found(table, path):
    return mentions(table, read_register(path)).drop(columns="doc_id")


@settings(max_examples=20, deadline=None)
@given(
    st.lists(TEXTS.map(" ".join) | st.text(alphabet="AOkelo \x02\x00’\n=", max_size=12), max_size=4),
    DOC_IDS,
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_what_is_drafted_is_read_whatever_the_text_is_called(
    tmp_path_factory, texts, doc_id, separator, end, mark
):
    folder = tmp_path_factory.mktemp("draft")
    draft(folder / "plain.csv", *texts)
    expected = found(sentences(*texts), folder / "plain.csv")
    path, table = folder / "actors.csv", sentences(*texts, doc_id=doc_id)
    users = ["line", "text", "sha256", "new", "note"]
    header = separator.join([*CONTRACTS["register"], *users, "reason"])
    own = separator.join(
        ["mine", "'=1+1", "person", '"=Mr "" Own"', "name", "", "hand", *"12345", "it is so"]
    )
    own_bytes = f"{mark}{header}{end}{own}{end}".encode()
    path.write_bytes(own_bytes)
    draft_register(table, path, names=capitals(table))
    before = path.read_bytes()
    assert before.startswith(own_bytes)
    assert found(table, path).equals(expected)
    assert not draft_register(table, path, names=capitals(table))["new"].any() and path.read_bytes() == before
    register = read_register(path)
    assert register.loc[0, ["label", "alias", *users]].tolist() == ["=1+1", '=Mr " Own', *"12345"]
    assert not re.search(r"[\x00-\x08\x0e-\x1f]", draft(folder / "plain.csv", *texts)["example"].str.cat())


@settings(max_examples=15, deadline=None)
@given(TEXTS.map(" ".join).filter(str.strip), DOC_IDS, st.data())
def test_what_is_edited_is_read_and_drafted_again(tmp_path_factory, text, doc_id, data):
    path, table = tmp_path_factory.mktemp("draft") / "actors.csv", sentences(text, doc_id=doc_id)
    draft_register(table, path, names=capitals(table))
    drafted, file = path.read_bytes(), RegisterFile(path, path)
    for _ in range(data.draw(st.integers(1, 4))):
        rows = edited_rows(file.data)
        if not rows:
            return
        lines = data.draw(st.lists(st.sampled_from([row["line"] for row in rows]), min_size=1, unique=True))
        act = data.draw(st.sampled_from(sorted(ACTS)))
        label = data.draw(st.sampled_from(["=1+1", "-", "Ana", "a; b", 'so "called"', "'=x", "@desk"]))
        given_ = {
            "merge": {"into": rows[0]["actor_id"]},
            "split": {"label": label},
            "rename": {"label": label},
        }
        given_["kind"] = {"kind": "group"}
        before = file.data
        try:
            edits, _ = ACTS[act](rows, lines, **given_.get(act, {}))
            file.write(apply_edits(file.data, edits))
        except InputError:
            assert path.read_bytes() == before
        expected = [row | edits.get(row["line"], {}) for row in rows] if file.data != before else rows
        assert edited_rows(path.read_bytes()) == expected
    assert not draft_register(table, path, names=capitals(table))["new"].any()
    read_register(path)
    while file.undo():
        pass
    assert path.read_bytes() == drafted


def test_an_example_is_cut_once_for_a_sentence_not_for_each_name_in_it(tmp_path, monkeypatch):
    cut, example = [], _draft._example
    monkeypatch.setattr(_draft, "_example", lambda text: cut.append(text) or example(text))
    text = sentences("Ana Okello met Paul Lind and Eva Stein and Bo Hale.")
    drafted = draft_register(text, tmp_path / "actors.csv", names=capitals(text))
    assert len(drafted) == 4 and len(cut) == 1
