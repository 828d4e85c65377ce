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


def press(desk, place, code):
    desk._on_message(desk, {"place": place, "code": code}, [])


def test_codes_are_saved_at_every_press_and_read_back(article):
    folder, sentences = article
    path, sample = folder / "own" / "codes.csv", handcheck.draw(sentences, 3, seed=1)
    desk = handcheck.desk(sample, path, sentences=sentences, coder="anna")
    press(desk, 0, "negative")
    press(desk, 1, "cannot tell")
    press(desk, 0, "positive")
    other = handcheck.desk(sample, path, sentences=sentences, coder="ben")
    assert other.codes == ["", "", ""]
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
    assert handcheck.desk(sample, path, sentences=sentences, coder="anna").codes == [
        "positive",
        "cannot tell",
        "",
    ]
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
    assert sorted(again.codes) == ["", "negative", "negative"]
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
    press(again, again.codes.index(""), "neutral")  # the new sentence takes the old one's line
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
    codes = pd.DataFrame(rows, columns=_codes.COLUMNS)
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
    sent = []
    desk.send = sent.append
    press(desk, 0, "negative")
    assert desk.codes == ["", "", ""] and sent[0]["failed"].startswith("Not saved: codes.csv, line 1")
    assert path.read_text("utf-8") == "broken" and len(sent) == 1


@pytest.mark.parametrize(
    "message",
    [
        None,
        "text",
        ["place", 0],
        {},
        {"place": 0},
        {"place": "0", "code": "negative"},
        {"place": True, "code": "negative"},
        {"place": 0.0, "code": "negative"},
        {"place": -1, "code": "negative"},
        {"place": 3, "code": "negative"},
        {"place": 0, "code": "<b>"},
        {"place": 0, "code": ["negative"]},
        {"place": [0], "code": {}},
    ],
)
def test_a_message_that_the_page_never_sends_is_left_alone(article, message):
    folder, sentences = article
    sample = handcheck.draw(sentences, 3, seed=1)
    desk = handcheck.desk(sample, folder / "codes.csv", sentences=sentences, coder="anna")
    desk._on_message(desk, message, [])
    assert desk.codes == ["", "", ""] and not (folder / "codes.csv").exists()


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
    head = _files.csv_line([*_codes.COLUMNS, column], separator)
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
    assert codes["code"].tolist() == ["neutral", *pressed] and desk.codes == again.codes == pressed
    assert set(codes["state"][1:]) == {"current"} and set(codes["doc_id"][1:]) == {doc_id}
    assert table[column].tolist() == [cell, *[""] * len(sample)]


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


# Desk


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
    desk.guide, desk.rules, desk.coder = [["<b>neutral", "2", "<i>"]], ["<script>"], "<u>"
    html = desk._repr_mimebundle_()[0]["text/html"]
    assert "coded by &lt;u&gt;" in html and "<li><b>&lt;b&gt;neutral</b> (2): &lt;i&gt;</li>" in html
    assert "<li>&lt;script&gt;</li>" in html


@pytest.mark.parametrize("coder", ["", "a b", "<b>", "x" * 41, "=x"])
def test_a_coder_needs_a_name(article, coder):
    with pytest.raises(InputError, match="not a valid coder name"):
        handcheck.desk(handcheck.draw(article[1], 1, seed=1), "c.csv", sentences=article[1], coder=coder)


def test_every_key_of_the_guide_is_one_of_the_page():
    script = (ROOT / "helpers" / "handcheck" / "desk.js").read_text("utf-8")
    keys = [
        f'{key}: "{code}"'
        for code, keys in handcheck.desk.__globals__["PRESSES"].items()
        for key in keys.split(" or ")
    ]
    assert [key for key in keys if key not in script] == [] and len(keys) == 8
    assert "innerHTML" not in script and "http" not in script
