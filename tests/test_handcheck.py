"""The hand check: draw, codes and desk."""

import json
import re
import tempfile
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from handcoded import units_of
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import ROOT, SEEDS, InputError, _files, corpus, handcheck
from helpers.handcheck import _codes
from helpers.handcheck._draw import strata

# Draw


@given(st.lists(st.integers(1, 30), min_size=1, max_size=4), st.integers(1, 60), st.integers(0, 5))
def test_the_draw_keeps_its_promises(sizes, n, seed):
    units = units_of(np.repeat(list("wxyz")[: len(sizes)], sizes).tolist())
    sample = handcheck.draw(units, n, by="tone_class", seed=seed)
    drawn = sample["stratum"].value_counts().reindex(list("wxyz")[: len(sizes)]).tolist()
    least = [min(size, 2) for size in sizes]
    assert all(low <= k <= size for low, k, size in zip(least, drawn, sizes))
    assert len(sample) == max(min(n, sum(sizes)), sum(least)) or len(sample) > n
    share = [n * size / sum(sizes) for size in sizes]
    if all(exact >= 2 for exact in share) and n < sum(sizes):
        assert len(sample) == n and all(abs(k - exact) < 1 for k, exact in zip(drawn, share))
    assert not sample.duplicated("sent_id").any() and sample["order"].tolist() == list(
        range(1, len(sample) + 1)
    )
    assert sample.groupby("stratum")["stratum_size"].first().tolist() == sizes
    shuffled = units.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(sample, handcheck.draw(shuffled, n, by="tone_class", seed=seed))


def test_every_unit_is_drawn_equally_often_and_in_any_place():
    units = units_of(["negative"] * 5 + ["positive"] * 5)
    draws = [handcheck.draw(units, 4, by="tone_class", seed=seed) for seed in range(300)]
    times = pd.concat(draws)["sent_id"].value_counts()
    assert times.min() > 85 and times.max() < 155  # 120 expected, standard deviation 8.5
    first = pd.Series([draw["sent_id"].iloc[0] for draw in draws]).value_counts()
    assert len(first) == 10 and first.max() < 56  # 30 expected, standard deviation 5


def test_a_larger_draw_adds_to_a_smaller_one():
    units = units_of(["negative"] * 20 + ["neutral"] * 60)
    few, more = (set(handcheck.draw(units, n, by="tone_class", seed=3)["sent_id"]) for n in (12, 40))
    assert few < more


def test_what_cannot_be_drawn():
    units = units_of(["neutral"] * 3)
    assert len(handcheck.draw(units, 50, seed=1)) == 3
    assert handcheck.draw(units.head(0), 5, by="tone_class", seed=1).empty
    with pytest.raises(ValueError, match="expected 1 or more"):
        handcheck.draw(units, 0, seed=1)
    with pytest.raises(ValueError, match="appears twice"):
        handcheck.draw(pd.concat([units, units]), 2, seed=1)
    with pytest.raises(ValueError, match="tone missing"):
        handcheck.draw(units, 2, by="tone", seed=1)


def test_strata_are_named_by_their_values():
    units = units_of(["a", "b"]).assign(kind=["state", "place"])
    assert strata(units, []).tolist() == ["all", "all"]
    assert strata(units, ["tone_class", "kind"]).tolist() == ["a, state", "b, place"]


# Codes


@pytest.fixture
def article(tmp_path):
    text = '=SUM(1) they said.\n\n"Quoted" <script>alert(1)</script> & more, and so on. The end came.'
    (tmp_path / "=evil.txt").write_text(text, "utf-8")
    documents = corpus.load(tmp_path / "=evil.txt")
    return tmp_path, corpus.sentences(documents)


def press(desk, place, code, unsure=False, comment=""):
    desk._on_message(desk, {"place": place, "code": code, "unsure": unsure, "comment": comment}, [])


def codes_of(desk):
    """The codes of a desk, without their notes."""
    return [code for code, *_ in desk.codes]


def test_codes_are_saved_at_every_press_and_read_back(article):
    folder, sentences = article
    path, sample = folder / "own" / "codes.csv", handcheck.draw(sentences, 3, seed=1)
    desk = handcheck.desk(sample, path, sentences=sentences, coder="anna")
    press(desk, 0, "negative")
    press(desk, 1, "cannot tell")
    press(desk, 0, "positive")
    other = handcheck.desk(sample, path, sentences=sentences, coder="ben")
    assert codes_of(other) == ["", "", ""]
    press(other, 0, "neutral")
    codes = handcheck.codes_for(folder, path, sentences=sentences)
    assert codes[["coder", "code", "state"]].values.tolist() == [
        ["anna", "positive", "current"],
        ["anna", "cannot tell", "current"],
        ["ben", "neutral", "current"],
    ]
    assert codes["sent_id"].tolist()[:2] == sample["sent_id"].tolist()[:2] and set(codes["doc_id"]) == {
        "=evil"
    }
    again = handcheck.desk(sample, path, sentences=sentences, coder="anna")
    assert codes_of(again) == ["positive", "cannot tell", ""]
    cells = [cell for line in path.read_text("utf-8").splitlines()[1:] for cell in line.split(",")]
    assert "'=evil" in cells and not [cell for cell in cells if cell.startswith("=")]
    assert sorted(p.name for p in path.parent.iterdir()) == [".codes.lock", "codes.csv"]


def test_a_changed_sentence_is_never_counted_with(article):
    folder, sentences = article
    path, sample = folder / "codes.csv", handcheck.draw(sentences, 3, seed=1)
    desk = handcheck.desk(sample, path, sentences=sentences, coder="anna")
    for place in range(3):
        press(desk, place, "negative")
    changed = sentences.assign(text=sentences["text"].str.replace("they said", "they lied"))
    codes = handcheck.codes_for(folder, path, sentences=changed)
    assert sorted(codes["state"]) == ["changed", "current", "current"]
    again = handcheck.desk(handcheck.draw(changed, 3, seed=1), path, sentences=changed, coder="anna")
    assert sorted(codes_of(again)) == ["", "negative", "negative"]
    scored = changed.assign(said="negative")
    assert handcheck.confusion(codes, scored, "said").iloc[0].tolist() == ["negative", 2, 0, 0, 0]
    assert handcheck.alpha(
        codes, scored.assign(said=["negative", "neutral", "negative"]), columns={"said": "x"}, seed=1
    )["units"].tolist() == [2]
    whole = handcheck.draw(changed, 3, seed=1)
    table = handcheck.corrected(codes, whole, scored, columns={"said": "x"})
    assert table["n"].tolist() == [3, 2, 2]  # two of three are counted with
    assert handcheck.accuracy(codes, whole.assign(said="negative"), columns={"said": "x"})["n"].tolist() == [
        2
    ]
    press(again, codes_of(again).index(""), "neutral")  # the new sentence takes the old one's line
    assert len(handcheck.read_codes(path)) == 3
    elsewhere = changed.assign(doc_id="other")
    assert set(handcheck.codes_for(folder, path, sentences=elsewhere)["state"]) == {"other text"}


def test_codes_of_actors_fit_while_their_mention_stands_in_its_sentence():
    sentences = corpus.sentences(pd.DataFrame({"doc_id": ["a"], "text": ["Hale came. Lowe left."]}))
    rows = [
        ("anna", "a", 2, 11, 15, "lowe", "Lowe left.", "neutral"),
        ("anna", "a", 2, 5, 15, "lowe", "Lowe left.", "neutral"),
        ("anna", "a", 2, 11, 21, "", "Lowe left.", "neutral"),
        ("anna", "a", 2, 11, 15, "", "Lowe left.", "neutral"),
        ("anna", "a", 9, 11, 15, "lowe", "Lowe left.", "neutral"),
        ("anna", "b", 2, 11, 15, "", "Lowe left.", "neutral"),
    ]
    codes = pd.DataFrame(rows, columns=_codes.NEEDED)
    assert _codes._states(codes, sentences) == [
        "current",
        "changed",
        "current",
        "changed",
        "changed",
        "other text",
    ]


HEAD = "coder,doc_id,sent_id,start,end,actor_id,text,code\n"


@pytest.mark.parametrize(
    "lines, message",
    [
        (
            "anna,a,1,0,3,,Oh.,bad\n",
            'line 2: the code "bad" is unknown; expected negative, neutral, positive, cannot tell',
        ),
        (
            "anna,a,1,0,3,,Oh.,neutral\nanna,a,1,0,3,,Oh.,negative\n",
            "line 3: anna codes sentence 1 of a twice",
        ),
        ("anna,a,one,0,3,,Oh.,neutral\n", 'line 2: sent_id "one"; expected a whole number'),
        ("anna,a,1,-1,3,,Oh.,neutral\n", 'line 2: start "-1"; expected a whole number'),
        ("an na,a,1,0,3,,Oh.,neutral\n", 'line 2: "an na" is not a valid coder name'),
        ("anna,,1,0,3,,Oh.,neutral\n", "line 2: doc_id is empty"),
        ("anna,a,1,0,3,,Oh.\n", "line 2: 7 cells; expected 8"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line_and_left_alone(tmp_path, lines, message):
    path = tmp_path / "codes.csv"
    path.write_text(HEAD + lines, "utf-8")
    with pytest.raises(InputError, match="^codes.csv, ") as caught:
        handcheck.read_codes(path)
    assert message in str(caught.value)
    row = dict(zip(_codes.COLUMNS, ["ben", "a", 2, 4, 7, "", "Oh.", "neutral"]))
    with pytest.raises(InputError):
        _codes.save_code(path, row)
    assert path.read_text("utf-8") == HEAD + lines


def test_a_code_that_cannot_be_saved_is_said_and_not_shown_as_saved(article):
    folder, sentences = article
    path = folder / "codes.csv"
    desk = handcheck.desk(handcheck.draw(sentences, 3, seed=1), path, sentences=sentences, coder="anna")
    path.write_text("broken", "utf-8")
    press(desk, 0, "negative")
    assert codes_of(desk) == ["", "", ""] and desk.answer["place"] == 0
    assert desk.answer["failed"].startswith("Not saved: codes.csv, line 1")
    assert path.read_text("utf-8") == "broken"


NOTES = {"unsure": False, "comment": ""}


@pytest.mark.parametrize(
    "message",
    [
        None,
        "text",
        ["place", 0],
        {},
        {"place": 0},
        {**NOTES, "place": "0", "code": "negative"},
        {**NOTES, "place": True, "code": "negative"},
        {**NOTES, "place": 0.0, "code": "negative"},
        {**NOTES, "place": -1, "code": "negative"},
        {**NOTES, "place": 3, "code": "negative"},
        {**NOTES, "place": 0, "code": "<b>"},
        {**NOTES, "place": 0, "code": ["negative"]},
        {**NOTES, "place": [0], "code": {}},
        {"place": 0, "code": "negative", "unsure": 1, "comment": ""},
        {"place": 0, "code": "negative", "unsure": True, "comment": None},
        {"place": 3, "code": "", "unsure": False, "comment": ""},
        {"place": 0, "code": "gain", "unsure": False, "comment": ""},
    ],
)
def test_a_message_that_the_page_never_sends_is_left_alone(article, message):
    folder, sentences = article
    sample = handcheck.draw(sentences, 3, seed=1)
    desk = handcheck.desk(sample, folder / "codes.csv", sentences=sentences, coder="anna")
    desk._on_message(desk, message, [])
    assert codes_of(desk) == ["", "", ""] and desk.answer == {} and not (folder / "codes.csv").exists()


ODD = st.sampled_from(["@desk", "=1", " lead", "a;b", "1: x", "001", "-", "'=x", 'a "b", c', "\x02", "a\nb"])
ANY = ODD | st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


@given(
    texts=st.lists(ANY | st.just("\x00 \x0b\x1c\x85\u2028\ufeff"), min_size=1, max_size=3),
    doc_id=ANY,
    actor_id=ANY | st.just(""),
    coder=st.from_regex(r"\w[\w.-]{0,9}", fullmatch=True),
    cell=ANY,
    column=st.sampled_from(["line", "text2", "Index", "state", "sha256", "a;b", "=1"]),
    separator=st.sampled_from(",;"),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
@settings(deadline=None, max_examples=30)
def test_what_the_desk_writes_is_read(texts, doc_id, actor_id, coder, cell, column, separator, end, mark):
    """Whatever text, names and further column there are, and however a spreadsheet saved the file before."""
    rows = [(doc_id, 1, number, 10 * number, 10 * number + 9, text) for number, text in enumerate(texts)]
    sentences = pd.DataFrame(rows, columns=["doc_id", "par_id", "sent_id", "start", "end", "text"])
    sample = handcheck.draw(sentences.assign(actor_id=actor_id), 9, seed=1)
    pressed = [list(handcheck.CODES)[number % 4] for number in range(len(sample))]
    head = _files.csv_line([*_codes.NEEDED, column], separator)
    line = _files.csv_line(["other-coder", "b", "1", "0", "3", "", "Oh.", "neutral", cell], separator)
    before = f"{mark}{head}{end}{line}{end}".encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "codes.csv"
        path.write_bytes(before)
        desk = handcheck.desk(sample, path, sentences=sentences, coder=coder)
        for place in [*range(len(sample)), 0]:
            press(desk, place, pressed[place])
        codes = handcheck.codes_for(folder, path, sentences=sentences)
        again = handcheck.desk(sample, path, sentences=sentences, coder=coder)
        after, table = path.read_bytes(), _files.read_csv(path, [])
    assert after.startswith(before)
    assert {" ".join(text.split()) for text in texts} == set(codes["text"][1:])
    assert codes["code"].tolist() == ["neutral", *pressed] and codes_of(desk) == codes_of(again) == pressed
    assert set(codes["state"][1:]) == {"current"} and set(codes["doc_id"][1:]) == {doc_id}
    assert table[column].tolist() == [cell, *[""] * len(sample)]


@given(comment=ANY | st.just("\x00 \ud83d\x0b"), cell=ANY, separator=st.sampled_from(",;"))
@settings(deadline=None, max_examples=20)
def test_a_note_is_read_back_and_leaves_with_its_code(comment, cell, separator):
    """In a file of before, which has no columns for notes, among the lines of others."""
    sentences = corpus.sentences(pd.DataFrame({"doc_id": ["a"], "text": ["Rain fell. It stopped."]}))
    head = _files.csv_line([*_codes.NEEDED, "mine"], separator)
    line = _files.csv_line(["ben", "a", "1", "0", "10", "", "Rain fell.", "neutral", cell], separator)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "codes.csv"
        path.write_bytes(f"\ufeff{head}\r\n{line}\r\n\r\n".encode())
        sample = sentences.assign(actor_id="")
        desk = handcheck.desk(sample, path, sentences=sentences, coder="anna")
        press(desk, 0, "negative", True, comment)
        press(desk, 1, "neutral")
        kept = " ".join(comment.encode("utf-8", "replace").decode().split())
        codes = handcheck.read_codes(path)
        assert codes[["unsure", "comment"]].values.tolist() == [[False, ""], [True, kept], [False, ""]]
        again = handcheck.desk(sample, path, sentences=sentences, coder="anna")
        assert desk.codes == again.codes == [["negative", True, kept], ["neutral", False, ""]]
        press(again, 0, "", True, "left over")
        assert again.codes[0] == ["", False, ""] and codes_of(again)[1] == "neutral"
        left = path.read_bytes().decode()
        table = _files.read_csv(path, _codes.COLUMNS)
    assert left.startswith(f"\ufeff{head}{separator}unsure{separator}comment\r\n{line}{separator * 2}\r\n")
    assert table["coder"].tolist() == ["ben", "anna"] and table["mine"].tolist() == [cell, ""]


def test_a_code_that_is_taken_back_leaves_every_other_byte(article):
    folder, sentences = article
    path, sample = folder / "codes.csv", handcheck.draw(sentences, 3, seed=1)
    ben = handcheck.desk(sample, path, sentences=sentences, coder="ben")
    press(ben, 0, "neutral")
    before = path.read_bytes()
    anna = handcheck.desk(sample, path, sentences=sentences, coder="anna")
    press(anna, 0, "negative", True, "a; b")
    press(anna, 0, "")
    assert path.read_bytes() == before and codes_of(anna) == ["", "", ""]
    press(anna, 0, "")  # nothing is left to take
    press(ben, 0, "")
    assert path.read_text("utf-8") == ",".join(_codes.COLUMNS) + "\n"
    assert handcheck.codes_for(folder, path, sentences=sentences).empty


@pytest.mark.parametrize(
    ("cell", "unsure"),
    [("yes", True), (" X ", True), ("1", True), ("", False), ("No", False), ("0", False), ("FALSE", False)],
)
def test_doubt_is_read_as_people_write_it(tmp_path, cell, unsure):
    path = tmp_path / "codes.csv"
    path.write_text(f"{HEAD[:-1]},unsure\nanna,a,1,0,3,,Oh.,neutral,{cell}\n", "utf-8")
    codes = handcheck.read_codes(path)
    assert codes["unsure"].tolist() == [unsure] and codes["comment"].tolist() == [""]


def test_a_code_changed_in_place_leaves_every_other_byte(tmp_path):
    path = tmp_path / "codes.csv"
    first, last = '"anna" , a,1,0,3,,"Oh.",neutral\r\n', "\r\nben,a,1,0,3,,Oh.,positive"
    path.write_bytes(f"{HEAD}{first}cleo,a,1,0,3,, Oh. ,neutral{last}".encode())
    row = dict(zip(_codes.COLUMNS, ["cleo", "a", 1, 0, 3, "", "Oh, my.", "negative"]))
    _codes.save_code(path, row)
    assert path.read_bytes().decode() == f'{HEAD}{first}cleo,a,1,0,3,,"Oh, my.",negative{last}'
    _codes.save_code(path, row | {"coder": "dora"})
    assert path.read_bytes().decode().endswith('positive\ndora,a,1,0,3,,"Oh, my.",negative\n')


def test_a_sentence_that_a_spreadsheet_changed_is_written_anew(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text(f'{HEAD}anna,a,1,0,3,," Oh.",neutral\nanna,a,2,4,7,,"Oh.",neutral\n', "utf-8")
    for sent_id, start, end in [(1, 0, 3), (2, 4, 7)]:
        row = dict(zip(_codes.COLUMNS, ["anna", "a", sent_id, start, end, "", "Oh.", "positive"]))
        _codes.save_code(path, row)
    lines = path.read_text("utf-8").splitlines()[1:]
    assert lines == ["anna,a,1,0,3,,Oh.,positive", 'anna,a,2,4,7,,"Oh.",positive']


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [("Café.", "cp1252", "cp1252"), ("Řeka.", "cp1252", "utf-8"), ("Řeka.", "utf-16", "utf-16")],
)
def test_a_file_stays_in_its_encoding_as_long_as_that_can_write_the_sentence(tmp_path, text, before, after):
    path = tmp_path / "codes.csv"
    path.write_bytes(f"{HEAD}anna,é,1,0,3,,Oh.,neutral\n".encode(before))
    _codes.save_code(path, dict(zip(_codes.COLUMNS, ["ben", "é", 2, 4, 7, "", text, "neutral"])))
    lines = path.read_bytes().decode(after).splitlines()[1:]
    assert lines == ["anna,é,1,0,3,,Oh.,neutral", f"ben,é,2,4,7,,{text},neutral"]


@pytest.mark.parametrize(
    "before",
    [
        f"{HEAD}anna,ü,1,0,3,,Ör.,neutral\nanna,".encode() + b"\xe9,2,4,7,,Oh.,neutral\n",
        f"{HEAD}anna,é,1,0,3,,Oh aÉ.,neutral\n".encode("cp1252"),
    ],
)
def test_a_press_is_saved_in_a_file_whose_encoding_is_not_sure(tmp_path, before):
    path = tmp_path / "codes.csv"
    path.write_bytes(before)
    assert "," in _files.read_text(path)[1]
    known = _codes.read_codes(path)
    _codes.save_code(path, dict(zip(_codes.COLUMNS, ["ben", "b", 2, 4, 7, "", "Ah.", "positive"])))
    after = _codes.read_codes(path)
    assert after.iloc[:-1].to_dict("records") == known.to_dict("records")
    assert after.iloc[-1]["coder"] == "ben" and after.iloc[-1]["code"] == "positive"


@pytest.mark.parametrize(
    ("doc_id", "name", "refused"),
    [
        ("1", "001", True),
        ("1.1", "1.10", True),
        ("1.00E+05", "1e5", True),
        ("2", "001", False),
        ("1_0", "10", False),
        ("1", "1", False),
        ("inf", "infinity", False),
        ("b", "001", False),
    ],
)
def test_a_doc_id_that_a_spreadsheet_made_a_number_is_refused_with_the_cure(tmp_path, doc_id, name, refused):
    place = {"par_id": 1, "sent_id": 1, "start": 0, "end": 3}
    sentences = pd.DataFrame([{"doc_id": name, **place, "text": "Oh."}])
    path = tmp_path / "codes.csv"
    path.write_text(f"{HEAD}anna,{doc_id},1,0,3,,Oh.,neutral\n", "utf-8")
    if refused:
        message = f'codes.csv, line 2: no text is called "{doc_id}"; expected "{name}", which a spreadsheet'
        with pytest.raises(InputError, match=re.escape(message)):
            handcheck.codes_for(tmp_path, path, sentences=sentences)
    else:
        codes = handcheck.codes_for(tmp_path, path, sentences=sentences)
        assert codes["state"].tolist() == ["current" if doc_id == name else "other text"]


def test_other_columns_of_the_file_are_kept(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text(HEAD.replace("code\n", "code,note\n") + "anna,a,1,0,3,,Oh.,neutral,look again\n", "utf-8")
    _codes.save_code(path, dict(zip(_codes.COLUMNS, ["ben", "a", 1, 0, 3, "", "Oh.", "neutral"])))
    assert path.read_text("utf-8").splitlines()[1:] == [
        "anna,a,1,0,3,,Oh.,neutral,look again",
        "ben,a,1,0,3,,Oh.,neutral,",
    ]


def test_where_the_codes_of_a_text_are_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert handcheck.codes_path(SEEDS, ROOT / "figures").as_posix() == "codes.csv"  # never the seed's own
    assert handcheck.codes_path(ROOT / "seeds", "x").absolute() == tmp_path / "codes.csv"
    assert (
        handcheck.codes_path(tmp_path / "mine.txt", tmp_path / "drafts") == tmp_path / "drafts" / "codes.csv"
    )
    (tmp_path / "codes.csv").write_text(HEAD, "utf-8")
    assert handcheck.codes_path(tmp_path / "mine.txt", tmp_path / "drafts") == tmp_path / "codes.csv"


def test_the_example_codes_are_of_the_seed_and_say_who_made_them():
    codes = handcheck.codes_for(SEEDS, "not-there.csv", sentences=corpus.sentences(corpus.load(SEEDS)))
    assert set(codes["state"]) == {"current"} and codes["coder"].str.startswith("ai-").all()
    assert (codes.groupby("coder").size() == 23).all()
    card = (SEEDS / "codes.md").read_text("utf-8")
    assert "AI language model" in card and "no human" in card and "blind" in card
    assert corpus.unread_files(SEEDS).empty


# A scheme of one's own


BOOK = "code,keys,meaning,value,question\n"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("gain,g,x,,\n", "names 1 class; expected two or more"),
        ("gain,g,x,,\n,l,x,,\n", "line 3: code is empty"),
        ("gain,g,x,,\ngain,l,x,,\n", 'line 3: the code "gain" stands twice'),
        ("gain,g,x,,\ncannot tell,l,x,,\n", 'line 3: the code "cannot tell" is on every desk already'),
        ("gain,g,x,,\ntone,l,x,,\n", 'line 3: the code "tone" is the mean of the three classes'),
        ("gain,g,x,,\nloss,,x,,\n", "line 3: keys is empty; expected a letter or digit that codes loss"),
        ("gain,g,x,,\nloss,G,x,,\n", 'line 3: the key "g" codes gain already'),
        ("gain,g,x,,\nloss,l X,x,,\n", 'line 3: the key "x" codes cannot tell already'),
        ("gain,g,x,,\nloss,lo,x,,\n", 'line 3: the key "lo"; expected a letter or digit'),
        ("gain,g,x,,\nloss,?,x,,\n", 'line 3: the key "?"; expected a letter or digit'),
        ("gain,g,x,1,\nloss,l,x,,\n", 'line 3: value ""; expected a number for every class, or for none'),
        ("gain,g,x,1,\nloss,l,x,inf,\n", 'line 3: value "inf"; expected a number'),
        ("gain,g,x,1,\nloss,l,x,1.0,\n", "line 3: the value 1.0 stands twice"),
        ("gain,g,x,,Who?\nloss,l,x,,Why?\n", "line 3: a second question; expected one, in one line"),
    ],
)
def test_a_faulty_codebook_is_refused_with_its_line(tmp_path, lines, message):
    (tmp_path / "codebook.csv").write_text(BOOK + lines, "utf-8")
    with pytest.raises(InputError, match="^codebook.csv") as caught:
        handcheck.codebook_for(tmp_path)
    assert message in str(caught.value)


def test_a_codebook_is_read_in_the_order_of_its_values(tmp_path):
    (tmp_path / "a.txt").write_text("Rain fell.", "utf-8")
    (tmp_path / "codebook.csv").write_text(
        "Code;Keys;meaning;value\nmuch;3 M;x;2\nlittle;1;\ty ;-1\n", "utf-8"
    )
    book = handcheck.codebook_for(tmp_path / "a.txt")
    assert book["code"].tolist() == ["little", "much", "cannot tell"]
    assert book["meaning"].tolist()[:2] == ["y", "x"] and book["question"].tolist() == [""] * 3
    assert corpus.unread_files(tmp_path).empty
    sentences = corpus.sentences(corpus.load(tmp_path))
    desk = handcheck.desk(
        sentences.assign(actor_id=""), tmp_path / "codes.csv", sentences=sentences, coder="anna"
    )
    assert desk.guide[1] == ["much", ["3", "m"], "x"] and not any("blames" in str(row) for row in desk.guide)
    press(desk, 0, "negative")
    assert codes_of(desk) == [""]
    press(desk, 0, "much")
    codes = handcheck.codes_for(tmp_path, tmp_path / "codes.csv", sentences=sentences)
    assert codes["code"].cat.ordered and codes["code"].tolist() == ["much"]
    (tmp_path / "codebook.csv").unlink()
    with pytest.raises(InputError, match='line 2: the code "much" is unknown; expected negative, neutral'):
        handcheck.codes_for(tmp_path, tmp_path / "codes.csv", sentences=sentences)


# Desk


@pytest.mark.parametrize("settle", [True, False])
def test_only_disagreements_are_settled_and_only_by_the_adjudicator(article, settle):
    folder, sentences = article
    sample = sentences.assign(actor_id="")
    codes = pd.concat(
        sample.assign(coder=name, code=said) for name, said in [("a", "neutral"), ("b", "positive")]
    )
    table = handcheck.disagreements(codes, sample)
    assert table["disagreement"].tolist() == ["a: neutral, b: positive"] * 3
    units, coder = (table, "anna") if settle else (sample, handcheck.ADJUDICATED)
    with pytest.raises(
        InputError, match='expected "adjudicated" for a table of disagreements, and for it alone'
    ):
        handcheck.desk(units, folder / "codes.csv", sentences=sentences, coder=coder)
    desk = handcheck.desk(table.head(0), folder / "c.csv", sentences=sentences, coder=handcheck.ADJUDICATED)
    assert desk.units == [] and desk.settles


def test_the_page_gets_no_verdict_and_no_stratum(article):
    folder, sentences = article
    scored = sentences.assign(tone_class="VERDICT", tone=0.123456, compound=0.654321)
    sample = handcheck.draw(scored, 3, by="tone_class", seed=1)
    desk = handcheck.desk(sample, folder / "codes.csv", sentences=scored, coder="anna")
    sent = json.dumps(
        {key: value for key, value in desk.get_state().items() if key not in {"_esm", "_css"}}, default=str
    )
    shown = sent + json.dumps({key: value for key, value in desk._repr_mimebundle_()[0].items()}, default=str)
    assert [word for word in ["VERDICT", "123456", "654321", "stratum", "tone_class"] if word in shown] == []
    assert "<script>alert(1)</script>" in sent  # the text itself is there, to be shown as text


def test_the_desk_shows_the_sentence_between_its_neighbours(article):
    folder, sentences = article
    desk = handcheck.desk(
        handcheck.draw(sentences, 3, seed=1).sort_values("sent_id"),
        folder / "c.csv",
        sentences=sentences,
        coder="anna",
    )
    first, second, third = desk.units
    assert (first["before"], first["after"]) == ("", sentences["text"].iloc[1])
    assert (second["before"], third["after"]) == (sentences["text"].iloc[0], "")
    assert [unit["right"] for unit in desk.units] == sentences["text"].tolist()


def test_a_pair_is_marked_and_the_question_names_the_actor():
    text = "The police met. Hale <b> blamed the police."
    sentences = corpus.sentences(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
    mention = pd.DataFrame(
        {
            "doc_id": ["a"],
            "sent_id": [2],
            "start": [32],
            "end": [42],
            "surface": ["the police"],
            "actor_id": ["police"],
            "label": ["Police"],
        }
    )
    desk = handcheck.desk(
        handcheck.draw(mention, 1, seed=1), "not-there.csv", sentences=sentences, coder="anna"
    )
    unit = desk.units[0]
    assert (unit["left"], unit["marked"], unit["right"]) == ("Hale <b> blamed ", "the police", ".")
    assert (
        unit["question"] == "How does this sentence speak of Police?" and unit["before"] == "The police met."
    )
    assert any("marked actor" in rule for rule in desk.rules)


def test_without_a_kernel_it_says_how_far_it_got_and_gives_the_guide(article):
    folder, sentences = article
    desk = handcheck.desk(
        handcheck.draw(sentences, 3, seed=1), folder / "codes.csv", sentences=sentences, coder="anna"
    )
    press(desk, 2, "neutral")
    shown = desk._repr_mimebundle_()[0]
    assert shown["text/plain"] == "Coding desk: 1 of 3 coded by anna"
    html = unescape(shown["text/html"])
    assert "1 of 3 coded by anna" in html and "It blames, accuses, warns" in html and "script" not in html
    desk.guide, desk.rules, desk.coder = [["<b>neutral", ["2"], "<i>"]], ["<script>"], "<u>"
    html = desk._repr_mimebundle_()[0]["text/html"]
    assert "coded by &lt;u&gt;" in html and "<li><b>&lt;b&gt;neutral</b> (2): &lt;i&gt;</li>" in html
    assert "<li>&lt;script&gt;</li>" in html


@pytest.mark.parametrize("coder", ["", "a b", "<b>", "x" * 41, "=x"])
def test_a_coder_needs_a_name(article, coder):
    with pytest.raises(InputError, match="not a valid coder name"):
        handcheck.desk(handcheck.draw(article[1], 1, seed=1), "c.csv", sentences=article[1], coder=coder)


def test_the_page_writes_text_as_text_and_asks_nobody():
    script = (ROOT / "helpers" / "handcheck" / "desk.js").read_text("utf-8")
    assert "innerHTML" not in script and "http" not in script
