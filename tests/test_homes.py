"""The laws of the bottom modules: what is written is read, one text is one text, spans are half-open."""

import os
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import ROOT, InputError, _files, _fold, _spans, _tables, _words, corpus_name

CELL = st.text(
    alphabet=st.one_of(st.sampled_from("'\"=+-@,;:\t\r\n aé"), st.characters(codec="utf-8")), max_size=12
)


# _files


@given(CELL)
def test_what_is_escaped_is_unescaped_and_no_spreadsheet_runs_it(cell):
    escaped = _files.escape_formula(cell)
    assert _files.unescape_formula(escaped) == cell
    assert escaped == "-" or escaped[:1] not in tuple("=+-@\t\r\n")


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_the_cells_of_a_line_come_back(rows, separator):
    text = "".join(_files.csv_line(row, separator) + "\n" for row in rows)
    if separator == "\t":  # a cell with a tab in it is quoted only if the tab is a blank at its end
        rows = [[cell.replace("\t", " ") for cell in row] for row in rows]
        text = "".join(_files.csv_line(row, separator) + "\n" for row in rows)
    records = _files.csv_records(text, separator)
    assert [record.cells for record in records] == rows
    assert "".join(separator.join(record.fields) + record.end for record in records) == text


@given(
    st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=3),
    st.sampled_from(",;"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
    CELL,
    st.data(),
)
def test_a_cell_is_changed_and_a_row_added_and_all_else_stays(rows, separator, end, mark, value, data):
    lines = [_files.csv_line(row, separator) for row in [["Alias", "note"], *rows]]
    text, number = mark + end.join(lines), data.draw(st.integers(1, len(rows)))
    file = _files.Csv(text, ["alias"])
    line = (
        file.records[number].line if number < len(file.records) else 0
    )  # no record where the last row is empty
    lines[number] = _files.csv_line([value, rows[number - 1][1]], separator)
    changed = mark + end.join(lines) if line else text
    assert file.changed({line: {"alias": value}}) == changed and file.changed({}) == text
    assert file.extended([{"note": value}]) == text + end + _files.csv_line(["", value], separator) + end
    assert file.extended([]) == text


@given(st.lists(CELL, min_size=1, max_size=3), CELL, CELL)
def test_a_table_is_read_as_it_was_written(cells, line, text):
    import tempfile
    from pathlib import Path

    table = pd.DataFrame({"alias": cells, "line": line or "x", "text": text, "sha256": "y"}, dtype="str")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        _files.replace(path, _files.csv_bytes(table))
        read = _files.read_csv(path, ["alias"])
    assert read.reset_index(drop=True).equals(table)
    assert read.index[0] == 2


@given(
    st.lists(
        st.tuples(st.floats(-1e6, 1e6) | st.just(float("nan")), st.integers(-99, 99), st.booleans()),
        min_size=1,
        max_size=5,
    )
)
def test_numbers_are_written_as_pandas_writes_them(rows):
    table = pd.DataFrame(rows, columns=["a", "b", "c"]).assign(d=lambda t: t["b"].astype("Int64"))
    assert _files.csv_bytes(table) == table.round(6).to_csv(index=False, lineterminator="\n").encode()


@pytest.mark.parametrize(
    "content, words",
    [
        ('a,b\n1,"2\n', ["t.csv, line 2", "quotation mark"]),
        ('a,b\n"1"x,2\n', ["line 2", "quotation mark"]),
        ("a,b\n1,2\n\n1,2,3\n", ["line 4", "3 cells", "expected 2"]),
        ("a,a\n1,2\n", ["line 1", "appears twice"]),
        ("x,y\n1,2\n", ["line 1", "no column a"]),
        ("\n \n", ["empty"]),
    ],
)
def test_a_malformed_table_is_refused_with_its_line(tmp_path, content, words):
    path = tmp_path / "t.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        _files.read_csv(path, ["a"])
    assert [word for word in words if word not in str(refusal.value)] == []


@pytest.mark.parametrize(
    "content",
    [
        "a;b\n1;2\n",
        "a\tb\n1\t2\n",
        "A,b\n1,2\n",
        "a,b,,\n1,2,,\n",
        "\ufeffa, b\r\n\r\n 1 ,2\r\n",
        '"a","b"\n"1","2"',
    ],
)
def test_tables_as_spreadsheets_save_them(tmp_path, content):
    path = tmp_path / "t.csv"
    path.write_bytes(content.encode("utf-8"))
    assert _files.read_csv(path, ["a", "b"]).to_dict("records") == [{"a": "1", "b": "2"}]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "a[1].csv"
    _files.replace(path, b"old")
    path.chmod(0o640)
    dead, fresh = (tmp_path / f".a[1].csv.{name}.part" for name in ("dead", "fresh"))
    dead.write_bytes(b"")
    fresh.write_bytes(b"")
    os.utime(dead, (0, time.time() - _files.DEAD - 1))
    _files.replace(path, b"new")
    assert path.read_bytes() == b"new" and path.stat().st_mode & 0o777 == 0o640
    assert not dead.exists() and fresh.exists()
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(OSError):
        _files.replace(path, b"half")
    assert path.read_bytes() == b"new"
    assert sorted(p.name for p in tmp_path.iterdir()) == [fresh.name, path.name]


def test_a_lock_is_held_by_one(tmp_path):
    from filelock import Timeout

    with _files.locked(tmp_path / "codes.csv"), pytest.raises(Timeout):
        _files.locked(tmp_path / "codes.csv").acquire(timeout=0)


def test_what_is_no_file_is_refused_and_does_not_hang(tmp_path):
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        with pytest.raises(InputError, match="not a file"):
            _files.read_text(tmp_path / "pipe.txt")
    with pytest.raises(InputError, match="no such file"):
        _files.read_text(tmp_path / "gone.txt")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac-roman"])
def test_word_lists_are_read_as_people_save_them(tmp_path, encoding):
    path = tmp_path / "stop.txt"
    path.write_bytes("the, isn’t; don’t\nof # a remark".encode(encoding))
    assert _files.word_list(path) == {"the", "isn’t", "don’t", "of"}


def test_a_stray_byte_in_a_table_is_read_as_windows_writes_it(tmp_path):
    (tmp_path / "t.csv").write_bytes("a,b\ncafé,isn’t\n".encode() + b"isn\x92t,\n")
    assert _files.read_csv(tmp_path / "t.csv", ["a"])["a"].tolist() == ["café", "isn’t"]


# corpus_name


def test_texts_that_are_not_the_same_have_names_that_are_not(tmp_path):
    places = [
        "jan/article.txt",
        "feb/article.txt",
        "my text.txt",
        "my-text.txt",
        "x.txt",
        "x",
        "bbc.2019",
        "bbc.2020",
    ]
    places += [
        "v1.0",
        "v1.1",
        "v1",
        "?",
        "!",
        "..",
        "caf\u00e9",
        "cafe",
        "l" * 200 + "1.txt",
        "l" * 200 + "2.txt",
    ]
    names = [corpus_name(tmp_path / place) for place in places]
    assert len(set(names)) == len(places)
    assert [name for name in names if set(name) & set("./\\ :?!") or len(name) > 50] == []
    assert corpus_name(tmp_path / "jan" / ".." / "jan" / "article.txt") == names[0]  # the same place
    assert corpus_name(str(tmp_path / "my text.txt")).startswith("my-text-")
    assert corpus_name(ROOT / "texts/a.txt") == corpus_name("texts/a.txt") and corpus_name("seeds") == ""


# _fold

SIGNS = "ab A\n\r\t-‐‑'’‘ʼ´`′ﬁ\xad\u200b\u200d\ufeff😀👩\ufe0f\u0301é\u2028\x0c\x00Ã©â€™\x92&;#"
ENTITIES = ["&amp;", "&#13;", "&nbsp;", "&eacute;", "&#x92;", "&shy;", "&#769;", "&#"]
TEXT = st.lists(
    st.one_of(st.sampled_from([*SIGNS, *ENTITIES]), st.characters(codec="utf-8")), max_size=30
).map("".join)


@given(TEXT)
def test_normalised_twice_is_normalised_once(text):
    once = _fold.normalise(text)
    assert _fold.normalise(once) == once


@given(st.text(alphabet=[*map(chr, range(32, 127)), "\n"], max_size=60))
def test_printed_ascii_is_untouched_but_for_words_parted_at_a_lines_end(text):
    assert _fold.normalise(text.replace("-\n", "\n")) == text.replace("-\n", "\n")


@pytest.mark.parametrize(
    "typed, text",
    [
        ("a\r\nb\rc\u2028d\x0ce\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\u2003b\xa0c\td\u202fe", "a b c d e"),
        ("gov\xadern\u200bment\ufeff\u200e\x00", "government"),
        ("a\u200db 👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥", "ab 👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥"),
        ("Jose\u0301 ﬁve eﬀect aﬄict", "José five effect afflict"),
        ("isn‘t isn´t isn′t isnʼt", "isn’t isn't isn't isn’t"),
        ("“It’s ‘so’,” «yes»", "“It’s ‘so’,” «yes»"),
        ("pro‐war pro‑war pro－war", "pro-war pro-war pro-war"),
        ("cafÃ© isnâ€™t", "café isn’t"),
        ("the mea-\nsures, the protes-\nters with-\ndrawn", "the measures, the protesters withdrawn"),
        ("an anti-\nwar, well-\nknown man", "an anti-war, well-known man"),
        (
            "pre-\nand post-war, Abdul-\nMahdi, 1990-\n2000, -\nb",
            "pre-\nand post-war, Abdul-\nMahdi, 1990-\n2000, -\nb",
        ),
    ],
)
def test_one_text_whichever_way_it_was_typed(typed, text):
    assert _fold.normalise(typed) == text


def test_what_was_done_is_counted():
    done = _fold.normalise_counted("a\r\nb\xa0ﬁ\xad ﬂ e\u0301")[1]
    assert done == {
        "letters composed": 1,
        "line ends": 1,
        "blanks": 1,
        "characters that do not print": 1,
        "ligatures": 2,
    }


def test_a_letter_that_composing_opens_is_counted_too():
    """U+0958 has two characters in composed form, and stays so."""
    assert _fold.normalise_counted("\u0958") == ("\u0915\u093c", {"letters composed": 1})


@given(TEXT)
def test_folding_keeps_every_character_in_its_place(text):
    assert len(_fold.fold(text)) == len(_fold.straighten(text)) == len(text)


@pytest.mark.parametrize("mark", _fold.APOSTROPHES)
def test_every_apostrophe_folds_to_one(mark):
    assert _fold.fold(f"isn{mark}t") == _fold.straighten(f"isn{mark}t") == "isn't"


@pytest.mark.parametrize("mark", _fold.HYPHENS)
def test_every_hyphen_folds_to_one(mark):
    assert (_fold.fold(f"pro{mark}war"), _fold.straighten(f"pro{mark}war")) == ("pro war", "pro-war")


@given(st.text(max_size=20), st.sets(st.text(max_size=5)))
def test_a_slug_is_an_id_that_is_not_taken(name, taken):
    made = _fold.slug(name, taken)
    assert made and made not in taken and made == _fold.slug(made) and not set(made) & set(" ,;:'\"/\\.")


# _spans

SPANS = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(0, 12), st.integers(1, 6)).map(
        lambda s: (s[0], s[1], s[1] + s[2])
    ),
    max_size=8,
).map(
    lambda rows: pd.DataFrame(rows, columns=["doc_id", "start", "end"]).astype(
        {"start": "int64", "end": "int64"}
    )
)


@given(SPANS, SPANS)
def test_spans_meet_as_the_definition_says(table, others):
    def meets(a, b):
        return a.doc_id == b.doc_id and a.start < b.end and b.start < a.end

    one, two = list(table.itertuples()), list(others.itertuples())
    assert _spans.overlaps(table, others).tolist() == [any(meets(a, b) for b in two) for a in one]
    pairs = list(zip(*(part.tolist() for part in _spans.overlapping(table, others))))
    assert pairs == [(i, j) for i, a in enumerate(one) for j, b in enumerate(two) if meets(a, b)]


@given(SPANS)
def test_the_longest_spans_stay_and_none_overlap(table):
    spans = list(zip(table["start"], table["end"]))
    kept, taken = [], set()
    for n in sorted(range(len(spans)), key=lambda n: (spans[n][0] - spans[n][1], spans[n][0], n)):
        if taken.isdisjoint(range(*spans[n])):
            kept.append(n)
            taken.update(range(*spans[n]))
    assert _spans.longest_first(spans) == sorted(kept, key=lambda n: spans[n])


@given(SPANS, st.integers(0, 12), st.integers(1, 6))
def test_what_meets_a_span_is_found_by_its_place(table, start, length):
    spans = list(zip(table["start"], table["end"]))
    apart = [spans[n] for n in _spans.longest_first(spans)]
    meets = [span for span in apart if span[0] < start + length and start < span[1]]
    assert _spans.met_by(start, start + length, apart) == (meets[-1] if meets else None)


def test_many_spans_take_no_square_of_the_time():
    n = 200_000
    table = pd.DataFrame({"doc_id": "a", "start": np.arange(n) * 3, "end": np.arange(n) * 3 + 2})
    assert _spans.overlaps(table, table).all() and len(_spans.overlapping(table, table)[0]) == n
    assert len(_spans.longest_first(zip(table["start"], table["end"]))) == n


def test_a_span_that_does_not_lead_back_is_named():
    documents = pd.DataFrame({"doc_id": ["a"], "text": ["Rain fell."]})
    row = pd.DataFrame({"doc_id": ["a"], "start": [1], "end": [4], "word": ["Rain"]})
    with pytest.raises(ValueError, match='word "Rain" does not stand at 1–4 of document a'):
        _spans.check_offsets(row, documents, "word")


def test_a_context_of_no_width_is_empty():
    assert _spans.context("a bc def g", 2, 4, 0) == ("", "")
    assert _spans.context("abcdef", 2, 4, 0) == ("", "")


@pytest.mark.parametrize(
    "start, end, shown",
    [(0, 1, "[a] bc …"), (2, 4, "a [bc] def …"), (9, 10, "… def [g]"), (5, 8, "… bc [def] g")],
)
def test_a_snippet_is_cut_at_words(start, end, shown):
    assert _spans.snippet("a bc def g", start, end, width=4, marks=("[", "]")) == shown


# _tables, _words


def test_contracts_cannot_be_changed():
    with pytest.raises(TypeError):
        _tables.CONTRACTS["tokens"] = ()
    with pytest.raises(AttributeError):
        _tables.CONTRACTS["tokens"].append("x")


def test_an_option_that_is_none_of_those_allowed_is_refused():
    assert _tables.one_of("sort", "left", ["text", "left"]) == "left"
    with pytest.raises(ValueError, match='sort is "up"; expected one of text, left'):
        _tables.one_of("sort", "up", ["text", "left"])


def test_numbers_are_rounded_as_the_tables_round_them():
    assert _words.signed(0.0005, 3) == f"{pd.Series([0.0005]).round(3)[0]:+.3f}".replace("+0.000", "0.000")
    assert _words.plural(1, "alias", "aliases") == "1 alias"


def test_the_last_bit_of_a_sum_on_which_pythons_and_processors_disagree_is_never_shown():
    for half, shown, digits in ((0.065, "0.06", 2), (0.0144985, "0.014498", 6)):
        for value in (half, np.nextafter(half, 1), np.nextafter(half, 0)):
            assert _words.signed(value, digits, plus=False) == shown
            assert digits < 6 or _files.csv_bytes(pd.DataFrame({"p": [value]})) == f"p\n{shown}\n".encode()
