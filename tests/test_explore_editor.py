"""The register editor: each act is in the file at once, nothing else is touched, all can be undone."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import helpers
from helpers import SEEDS, InputError, actors, corpus, explore
from helpers._files import unescape_formula
from helpers.actors._register import file as _register_file
from helpers.actors._register import journal

TEXT = (
    "Ana Okello met Bo Li. The mayor left. Li stayed, and Li slept. "
    "The mayor of Basra came, as did the <b> Party."
)
HAND = (
    "actor_id,remark,label,kind,alias,how,only_in,source\r\n"
    'ana,"kept,\r\nas it is",Ana Okello,person,Ana Okello,name,,hand\r\n'
    "\r\n"
    'mayor, spaced ,The mayor,"person",the mayor,role,,"say ""x"""\r\n'
    'bo,,Bo Li,person,"Bo Li",name,,hand\r\n'
    "bo,,Bo Li,person,Li,name,n: 3,hand\r\n"
    "-,,Basra,place,Basra,name,,hand\r\n"
    "party,,<b> Party,organisation,<b> Party,name,,hand"
)


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "actors.csv"
    file.write_bytes(HAND.encode())
    return file


@pytest.fixture
def sentences():
    return corpus.sentences(pd.DataFrame({"doc_id": ["n"], "text": [TEXT]}))


@pytest.fixture
def editor(path, sentences):
    return explore.register_editor(path, sentences)


def line(editor, alias):
    """The line on which an alias begins."""
    return next(row["line"] for row in editor.state["rows"] if row["alias"] == alias)


def counts(editor):
    """Mentions of each actor, as the rows add up."""
    return editor.counts.groupby("actor_id", sort=False)["count"].sum().to_dict()


def lines(path):
    return path.read_bytes().decode().split("\r\n")


def test_counts_are_those_of_the_mentions(editor, path, sentences):
    assert counts(editor) == {"ana": 1, "mayor": 2, "bo": 3, "-": 0, "party": 1}
    totals = actors.actor_counts(actors.mentions(sentences, actors.read_register(path)))
    assert totals.set_index("actor_id")["mentions"].to_dict() == {
        k: v for k, v in counts(editor).items() if k != "-"
    }
    assert editor.counts.set_index("alias")["example"]["the mayor"] == "The mayor left."


def test_the_seed_counts_as_the_fourth_notebook_does():
    documents = corpus.load(SEEDS)
    sentences = corpus.sentences(documents)
    totals = actors.actor_counts(actors.mentions(sentences, actors.read_register(SEEDS)))
    found = {
        actor: count for actor, count in counts(explore.register_editor(SEEDS, sentences)).items() if count
    }
    assert totals.set_index("actor_id")["mentions"].to_dict() == found


def test_merge_changes_three_cells_and_nothing_else(editor, path):
    said = editor.act("merge", [line(editor, "the mayor")], into="ana")
    assert said == "Merged 1 alias into Ana Okello. It has 3 mentions now."
    assert path.read_bytes().decode() == HAND.replace("mayor, spaced ,The mayor,", "ana, spaced ,Ana Okello,")
    assert counts(editor)["ana"] == 3 and "mayor" not in counts(editor)


def test_split_makes_a_new_actor(editor, path):
    assert (
        editor.act("split", [line(editor, "Li")], label="  Jet  Li")
        == "Split 1 alias off as Jet Li. It has 2 mentions now."
    )
    assert lines(path)[6] == "jet-li,,Jet Li,person,Li,name,n: 3,hand"
    assert counts(editor)["jet-li"] == 2 and counts(editor)["bo"] == 1


def test_a_new_id_never_meets_one_that_is_there(editor):
    editor.act("split", [line(editor, "Li")], label="Party")
    assert editor.counts.set_index("alias")["actor_id"]["Li"] == "party-2"


def test_rename_keeps_the_id_and_the_id_can_follow(editor, path):
    editor.act("rename", [line(editor, "Li")], label='Bo "Lee", Li')
    assert lines(path)[5:7] == [
        'bo,,"Bo ""Lee"", Li",person,"Bo Li",name,,hand',
        'bo,,"Bo ""Lee"", Li",person,Li,name,n: 3,hand',
    ]
    editor.act("rename", [line(editor, "Li")], label="Party")
    assert editor.act("id_from_label", [line(editor, "Li")]).startswith("Party has the id party-2.")
    assert lines(path)[5:7] == [
        'party-2,,Party,person,"Bo Li",name,,hand',
        "party-2,,Party,person,Li,name,n: 3,hand",
    ]


def test_kind_goes_to_every_row_of_the_actor(editor, path):
    assert editor.act("kind", [line(editor, "Li")], kind="group").startswith("Bo Li: now of the kind group.")
    assert set(actors.read_register(path).query("actor_id == 'bo'")["kind"]) == {"group"}


def test_ignore_and_take_back(editor, path):
    editor.act("ignore", [line(editor, "Li"), line(editor, "the mayor")])
    assert [line.split(",")[0] for line in lines(path) if ",Li," in line or ",the mayor," in line] == [
        "-",
        "-",
    ]
    assert counts(editor) == {"ana": 1, "-": 0, "bo": 1, "party": 1}
    editor.act("restore", [line(editor, "Li"), line(editor, "the mayor"), line(editor, "Basra")])
    assert counts(editor) == {"ana": 1, "the-mayor": 2, "bo": 3, "basra": 1, "party": 1}


def test_undo_goes_back_to_the_start_and_redo_to_the_end(editor, path):
    states = [path.read_bytes()]
    for act in [
        ("merge", [line(editor, "Li")], {"into": "ana"}),
        ("ignore", [line(editor, "<b> Party")], {}),
        ("rename", [line(editor, "Li")], {"label": "Ana O."}),
    ]:
        editor.act(act[0], act[1], **act[2])
        states.append(path.read_bytes())
    assert len(set(states)) == 4
    for state in states[-2::-1]:
        editor.undo()
        assert path.read_bytes() == state
    assert states[0] == HAND.encode() and editor.undo() == "There is nothing to undo."
    for state in states[1:]:
        editor.redo()
        assert path.read_bytes() == state
    assert editor.redo() == "There is nothing to do again."
    editor.undo()
    editor.act("ignore", [line(editor, "Ana Okello")])
    assert editor.redo() == "There is nothing to do again."  # another way was taken


def test_what_would_make_the_file_invalid_is_refused_and_nothing_is_written(path, sentences):
    path.write_bytes((HAND + "\r\n-,,Other,person,The Mayor,role,,hand").encode())
    before, editor = path.read_bytes(), explore.register_editor(path, sentences)
    with pytest.raises(InputError, match='the alias "The Mayor" is given in line 5 too'):
        editor.act("restore", [line(editor, "The Mayor")])
    assert path.read_bytes() == before and editor.state["undoable"] == 0
    assert sorted(p.name for p in path.parent.iterdir() if p.name != ".actors.lock") == ["actors.csv"]


@pytest.mark.parametrize(
    "name, aliases, given, sentence",
    [
        ("merge", [], {"into": "ana"}, "no alias is picked"),
        ("merge", ["Li"], {"into": "nobody"}, "there is no such actor"),
        ("merge", ["Li"], {"into": "-"}, "there is no such actor"),
        ("merge", ["Li"], {"into": "bo"}, "has these already"),
        ("split", ["Li"], {"label": " "}, "the new label is empty"),
        ("split", ["Li", "Bo Li"], {"label": "Lee"}, "every alias of Bo Li is picked"),
        ("rename", ["Li", "the mayor"], {"label": "Lee"}, "belong to 2 actors"),
        ("rename", ["Li"], {"label": "Ana Okello"}, "there is an actor Ana Okello already"),
        ("rename", ["Basra"], {"label": "Basrah"}, "belong to 0 actors"),
        ("id_from_label", ["Li", "the mayor"], {}, "belong to 2 actors"),
        ("kind", ["Li"], {"kind": "planet"}, "one of person, organisation"),
        ("ignore", ["Basra"], {}, "ignored already"),
        ("restore", ["Li"], {}, "none of these is ignored"),
    ],
)
def test_a_refusal_is_one_sentence(editor, path, name, aliases, given, sentence):
    editor.answer(editor, {"act": name, "rows": [line(editor, alias) for alias in aliases], **given}, [])
    assert editor.state["said"].startswith("Nothing was written: ") and sentence in editor.state["said"]
    assert editor.state["refused"] and path.read_bytes() == HAND.encode()


def test_another_programs_edit_is_never_overwritten(editor, path):
    editor.act("ignore", [line(editor, "Li")])
    theirs = HAND.replace("Ana Okello,person", "Ana O.,person").encode()
    path.write_bytes(theirs)
    with pytest.raises(InputError, match="was changed elsewhere"):
        editor.act("merge", [line(editor, "the mayor")], into="ana")
    assert path.read_bytes() == theirs
    assert editor.undo() == "There is nothing to undo."  # what was before theirs is not ours to put back
    assert editor.counts["label"][0] == "Ana O."
    editor.act("merge", [line(editor, "the mayor")], into="ana")
    assert lines(path)[4].startswith("ana, spaced ,Ana O.,")


def did_two(editor):
    editor.act("merge", [line(editor, "Li")], into="ana")
    editor.act("ignore", [line(editor, "the mayor")])


def test_what_was_done_can_be_undone_when_its_kernel_is_gone(editor, path, sentences):
    did_two(editor)
    done = path.read_bytes()
    later = explore.register_editor(path, sentences)
    assert (later.state["undoable"], later.state["redoable"], later.state["said"]) == (2, 0, "")
    assert later.undo() == "Undone; 1 more can be undone."
    later = explore.register_editor(path, sentences)
    assert later.undo() == "Undone; 0 more can be undone." and path.read_bytes() == HAND.encode()
    later = explore.register_editor(path, sentences)
    assert later.redo() == "Done again; 1 more can be." and later.redo() == "Done again; 0 more can be."
    assert path.read_bytes() == done


CUT_OFF = "actors.csv was changed since it was last edited here, so what was done before cannot be undone."


def test_after_an_edit_by_hand_older_steps_cannot_be_undone_and_it_is_said(editor, path, sentences):
    did_two(editor)
    theirs = path.read_bytes().replace(b"Ana Okello,person", b"Ana O.,person")
    path.write_bytes(theirs)
    later = explore.register_editor(path, sentences)
    assert later.state["said"] == CUT_OFF and later.state["undoable"] == 0
    assert later.undo() == "There is nothing to undo." and path.read_bytes() == theirs
    later.act("ignore", [line(later, "<b> Party")])
    later = explore.register_editor(path, sentences)
    assert later.state["said"] == "" and later.undo() == "Undone; 0 more can be undone."
    assert path.read_bytes() == theirs


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\n[[], []]", "cut", "other"])
def test_a_damaged_journal_is_no_history(editor, path, sentences, damage):
    did_two(editor)
    file, done = journal.journal(path), path.read_bytes()
    held = file.read_bytes()
    file.write_bytes({"cut": held[:-1], "other": held.replace(b"mayor", b"major")}.get(damage, damage))
    assert file.read_bytes() != held
    later = explore.register_editor(path, sentences)
    assert later.state["said"] == CUT_OFF and later.undo() == "There is nothing to undo."
    assert path.read_bytes() == done


def test_two_editors_of_a_file_have_one_history(editor, path, sentences):
    other = explore.register_editor(path, sentences)
    did_two(editor)
    with pytest.raises(InputError, match="was changed elsewhere"):
        other.act("ignore", [line(other, "Li")])
    assert other.state["undoable"] == 2 and other.undo() == "Undone; 1 more can be undone."
    assert other.undo() == "Undone; 0 more can be undone." and path.read_bytes() == HAND.encode()


@pytest.mark.parametrize("bound, value, kept", [("STEPS", 2, "cd"), ("SIZE", 12, "bcd"), ("SIZE", 3, "")])
def test_the_history_is_bounded_and_the_oldest_is_forgotten(monkeypatch, bound, value, kept):
    """Each of the steps holds four characters."""
    monkeypatch.setattr(journal, bound, value)
    history = journal.History(future=(journal.Step(0, "x", "y"),))
    for letter in "abcd":
        history = history.then(journal.Step(0, "--", letter * 2))
    assert [step.come[0] for step in history.past] == [*kept] and history.future == ()


def test_where_the_journal_cannot_be_written_nothing_is_done(editor, path, sentences, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_register_file, "save", full)
    editor.answer(editor, {"act": "merge", "rows": [line(editor, "Li")], "into": "ana"}, [])
    assert editor.state["said"].startswith("Nothing was written: ") and editor.state["refused"]
    assert path.read_bytes() == HAND.encode() and editor.state["undoable"] == 0
    assert explore.register_editor(path, sentences).state["said"] == ""


def test_the_journal_is_no_text_and_no_table_of_the_folder(editor, path):
    (path.parent / "note.txt").write_text(TEXT, "utf-8")
    did_two(editor)
    assert journal.journal(path).parent == path.parent and journal.journal(path).exists()
    assert corpus.load(path.parent)["doc_id"].tolist() == ["note"]
    assert corpus.unread_files(path.parent).empty


WRITTEN = st.text(st.sampled_from("ab,\r\n\u2028é😀"), max_size=12)


@given(WRITTEN, WRITTEN)
def test_a_step_leads_from_one_text_to_the_other_and_back(before, after):
    step = journal.Step.between(before, after)
    assert step.on(before) == after and step.reversed().on(after) == before


def test_the_mentions_are_those_of_the_register_found_once_for_an_act(editor, sentences, monkeypatch):
    calls = []
    find = _register_file.mentions
    monkeypatch.setattr(_register_file, "mentions", lambda *given: calls.append(1) or find(*given))
    told = []
    editor.observe(lambda change: told.append(change.new), "mentions")
    acts = [("merge", "Li", {"into": "ana"}), ("rename", "Li", {"label": "A."}), ("ignore", "Bo Li", {})]
    for name, alias, given_options in acts:
        editor.act(name, [line(editor, alias)], **given_options)
        expected = actors.mentions(sentences, editor.register)
        assert editor.mentions.drop(columns="line").equals(expected) and told[-1] is editor.mentions
        aliases = editor.counts.set_index("line")["alias"]
        assert aliases[editor.mentions["line"]].str.casefold().tolist() == [
            surface.casefold() for surface in expected["surface"]
        ]
    editor.answer(editor, {"act": "rename", "rows": [], "label": "x"}, [])
    assert len(calls) == len(told) == 3


def test_aliases_that_a_spreadsheet_would_run_stay_defused(path, sentences):
    path.write_text(
        "actor_id,label,kind,alias,how,only_in,source\na,'=Ana,person,'=Ana,name,,\nb,Bo,person,Bo,name,,\n",
        "utf-8",
    )
    editor = explore.register_editor(path, sentences)
    assert [row["alias"] for row in editor.state["rows"]] == ["=Ana", "Bo"]
    editor.act("merge", [line(editor, "Bo")], into="a")
    assert path.read_text("utf-8").splitlines()[1:] == [
        "a,'=Ana,person,'=Ana,name,,",
        "a,'=Ana,person,Bo,name,,",
    ]
    assert actors.read_register(path)["alias"].tolist() == ["=Ana", "Bo"]


def test_a_live_formula_in_a_label_is_defused_where_it_is_copied_and_nowhere_else(path, sentences):
    path.write_text(
        "actor_id,label,kind,alias,how,only_in,source\na,=1+1,person,Ana,name,,\nb,Bo,person,Bo,name,,\n",
        "utf-8",
    )
    editor = explore.register_editor(path, sentences)
    editor.act("merge", [line(editor, "Bo")], into="a")
    assert [line.split(",")[1] for line in path.read_text("utf-8").splitlines()[1:]] == ["=1+1", "'=1+1"]


def test_a_byte_order_mark_and_permissions_stay(path, sentences):
    path.write_bytes(b"\xef\xbb\xbf" + HAND.encode())
    path.chmod(0o640)
    editor = explore.register_editor(path, sentences)
    editor.act("ignore", [line(editor, "Li")])
    assert path.read_bytes().startswith(b"\xef\xbb\xbfactor_id") and path.stat().st_mode & 0o777 == 0o640
    editor.undo()
    assert path.read_bytes() == b"\xef\xbb\xbf" + HAND.encode()


def test_a_file_that_is_no_utf8_is_refused(path, sentences):
    path.write_bytes(HAND.replace("Ana Okello", "Aña Okello").encode("cp1252"))
    with pytest.raises(InputError, match="save it from the spreadsheet as “CSV UTF-8”"):
        explore.register_editor(path, sentences)


def test_a_draft_can_be_edited_and_drafted_again(tmp_path, sentences):
    register = actors.register_for(tmp_path / "n.txt", sentences, tmp_path / "drafts")
    editor = explore.register_editor(register, sentences)
    first, other = editor.counts.drop_duplicates("actor_id").head(2).itertuples()
    editor.act("merge", [other.line], into=first.actor_id)
    edited = (tmp_path / "drafts" / "actors.csv").read_bytes()
    again = actors.register_for(tmp_path / "n.txt", sentences, tmp_path / "drafts")
    assert (tmp_path / "drafts" / "actors.csv").read_bytes() == edited
    assert again.equals(editor.register)


def test_the_kits_own_register_is_never_written(tmp_path, monkeypatch):
    sentences = corpus.sentences(corpus.load(SEEDS))
    before = (SEEDS / "actors.csv").read_bytes()
    monkeypatch.setattr(helpers, "WORKING", tmp_path / "working")
    editor = explore.register_editor(SEEDS, sentences)
    assert not (tmp_path / "working").exists()  # merely shown, nothing is made
    editor.act("merge", [3], into="qasem-soleimani")
    copy = tmp_path / "working" / "actors.csv"
    assert journal.journal(copy).exists() and not journal.journal(SEEDS / "actors.csv").exists()
    assert (SEEDS / "actors.csv").read_bytes() == before != copy.read_bytes()
    other = explore.register_editor(
        SEEDS, sentences
    )  # opened elsewhere: it shows the kit's, but keeps the copy safe
    with pytest.raises(InputError, match="changed elsewhere"):
        other.act("ignore", [4])
    assert other.state["rows"] == editor.state["rows"]
    monkeypatch.chdir(tmp_path / "working")
    again = explore.register_editor(SEEDS, sentences)
    assert again.state["rows"] == editor.state["rows"] and again.state["undoable"] == 1
    again.undo()
    assert copy.read_bytes() == before


def test_a_register_without_a_file_is_refused(sentences):
    with pytest.raises(InputError, match="does not know its file"):
        explore.register_editor(pd.DataFrame({"actor_id": ["a"]}), sentences)
    with pytest.raises(InputError, match="there is no such file"):
        explore.register_editor("nowhere.csv", sentences)


def test_the_page_asks_and_is_answered(editor, path):
    editor.answer(editor, {"act": "merge", "rows": [line(editor, "Li")], "into": "ana"}, [])
    assert (
        editor.state["said"].startswith("Merged 1 alias into Ana Okello.") and editor.state["undoable"] == 1
    )
    editor.answer(editor, {"act": "undo", "rows": []}, [])
    assert path.read_bytes() == HAND.encode() and editor.state["redoable"] == 1
    editor.answer(editor, {"act": "undo", "rows": []}, [])
    editor.answer(editor, {"act": "delete everything"}, [])
    assert path.read_bytes() == HAND.encode()


def test_without_a_kernel_it_is_a_table_with_everything_escaped(editor):
    data, _ = editor._repr_mimebundle_()
    assert data["text/plain"] == "Register editor: 4 actors, 5 aliases with 7 mentions, 1 ignored"
    assert "<td>&lt;b&gt; Party</td>" in data["text/html"] and "<b>" not in data["text/html"]
    assert data["text/html"].count("<tr>") == 7
    assert data["text/html"].index("<td>ignored</td>") > data["text/html"].index(
        "Party"
    )  # the ignored come last


NONSENSE = [
    None,
    "merge",
    ["merge"],
    {},
    {"act": "delete everything", "rows": []},
    {"act": ["merge"], "rows": [3], "into": "ana"},
    {"act": "merge", "rows": [3]},
    {"act": "merge", "rows": None, "into": "ana"},
    {"act": "merge", "rows": "3", "into": "ana"},
    {"act": "merge", "rows": [None], "into": "ana"},
    {"act": "merge", "rows": [3], "into": {"actor_id": "ana"}},
    {"act": "merge", "rows": [3], "into": "ana", "label": "Ana"},
    {"act": "rename", "rows": [3], "label": 7},
    {"act": "undo", "rows": [], "label": "x"},
    {"act": "__init__", "rows": []},
]


@pytest.mark.parametrize("message", NONSENSE, ids=repr)
def test_what_the_page_never_sends_is_passed_over(editor, path, message):
    before = editor.state
    editor.answer(editor, message, [])
    assert editor.state == before and path.read_bytes() == HAND.encode()


CELL = st.text(st.characters(codec="utf-8") | st.sampled_from("',;=+@\n\r \""), max_size=6)


def read(data, separator):
    """The cells of a CSV, as Python's own module reads them."""
    text = data.decode("utf-8").removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(",;\t"),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["alias", "label"]),
    CELL.map(str.strip),
    st.data(),
)
def test_any_cell_can_be_changed_alone(table, end, quoting, separator, mark, column, value, data):
    if any("\r" in cell for row in table for cell in row):
        quoting = csv.QUOTE_ALL  # Python before 3.13 leaves a lone carriage return without quotation marks
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=end, quoting=quoting, delimiter=separator)
    writer.writerows([["alias", "note", "label"], *table])
    before = (mark + text.getvalue()).encode()
    number = data.draw(st.integers(0, len(table) - 1))
    record = _register_file._csv(before).records[number + 1]
    after = _register_file.apply_edits(before, {record.line: {column: value}})
    old, new = read(before, separator), read(after, separator)
    place = new[0].index(column)
    cell = old[number + 1][place] = new[number + 1][place]
    assert new == old and value in (unescape_formula(cell.strip()), unescape_formula(cell).strip())
    fields = [record.fields for record in _register_file._csv(before).records]
    fields[number + 1][place] = _register_file._csv(after).records[number + 1].fields[place]
    assert [record.fields for record in _register_file._csv(after).records] == fields
    assert after[:3] == before[:3] and after.count(end.encode()) >= len(table)


def test_the_editor_of_an_empty_register_has_its_columns(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text("actor_id,label,kind,alias,how,only_in,source\n", "utf-8")
    editor = explore.register_editor(
        path, corpus.sentences(pd.DataFrame({"doc_id": ["a"], "text": ["It rained."]}))
    )
    assert editor.counts["count"].sum() == 0 and {"line", "actor_id", "example"} <= {*editor.counts}
    path.write_text("actor_id,label,kind,alias,how,only_in,source\na,A,person,Ali,name,,\n", "utf-8")
    full = explore.register_editor(path, corpus.sentences(pd.DataFrame({"doc_id": ["a"], "text": ["Ali."]})))
    assert full.counts.columns.tolist() == editor.counts.columns.tolist()
