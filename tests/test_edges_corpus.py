"""Edges of reading: each bound of `corpus` just below and just above."""

import pandas as pd
import pytest

from helpers import corpus

FOREIGN = "zug"  # no function word of any language


def sentences_of(text):
    table = corpus.sentences(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
    return table["text"].tolist()


def paragraphs_of(text):
    documents = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    return int(corpus.sentences(documents, keep_apparatus=True)["par_id"].max())


# Which files, which bytes


@pytest.mark.parametrize(("size", "controls", "read"), [(1000, 1, True), (999, 1, False), (1000, 2, False)])
def test_one_control_character_in_a_thousand_is_text(tmp_path, size, controls, read):
    path = tmp_path / "a.txt"
    path.write_text("A word. " + "\x01" * controls + "a" * (size - controls - 8), "utf-8")
    if read:
        assert corpus.load(path)["text"].item().startswith("A word. ")
    else:
        with pytest.raises(corpus.InputError, match=r"not a text in UTF-8"):
            corpus.load(path)


def test_hidden_files_are_not_named_as_unread(tmp_path):
    (tmp_path / "b.bin").write_bytes(b"\x00\x01\x02" * 9)
    for name in ("a.txt", ".~lock.a.txt#", "~$a.txt", ".hidden", ".DS_Store", "documents.csv"):
        (tmp_path / name).write_text("The end.\n", "utf-8")
    (tmp_path / "documents.csv").write_text("doc_id,title,outlet,author,date,language,source\n", "utf-8")
    assert corpus.unread_files(tmp_path)["file"].tolist() == ["b.bin"]


def told(texts, **facts):
    """Documents a, b … with these facts; their sources are notes that no caption names."""
    empty = dict.fromkeys(["title", "outlet", "author", "date", "language", "text", "encoding"], "")
    names = list("abcdefgh"[:texts])
    return pd.DataFrame({"doc_id": names, **empty, "sha256": "0123456789", "source": "a licence"} | facts)


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        (told(1), "a.txt, sha256 01234567…"),
        (told(1, title="Rain", outlet="Post", date="2019-10-01"), "Rain, Post, 2019-10-01, sha256 01234567…"),
        (told(3), "3 texts: “a.txt”, “b.txt”, “c.txt”"),
        (told(4, title=[*"wxyz"]), "4 texts: “w”, “x”, “y” and 1 more"),
        (told(2, outlet="Post", date="2019-10-01"), "2 texts of Post, 2019-10-01: “a.txt”, “b.txt”"),
        (
            told(3, outlet=["Post", "Sun", ""], date=["2019-11-30", "", "2019-10-01"]),
            "3 texts of 2 outlets (2 of 3), 2019-10-01 to 2019-11-30 (2 of 3): “a.txt”, “b.txt”, “c.txt”",
        ),
    ],
)
def test_captions_cite_title_outlet_and_date(documents, said):
    assert corpus.source_line(documents) == said


def test_of_no_texts_no_source_is_named():
    assert corpus.source_line(pd.DataFrame(columns=corpus.CONTRACTS["documents"])) == ""


# Which language


@pytest.mark.parametrize(
    ("length", "english", "language"), [(39, 1, "en"), (40, 1, "und"), (40, 2, "en"), (41, 2, "und")]
)
def test_from_forty_words_on_one_in_twenty_must_be_english(length, english, language):
    text = " ".join(["the"] * english + [FOREIGN] * (length - english))
    assert corpus.language_of(text) == language


@pytest.mark.parametrize(
    ("length", "other", "language"),
    [(5, 2, "en"), (5, 3, "und"), (18, 3, "und"), (19, 3, "en"), (24, 4, "und"), (25, 4, "en")],
)
def test_a_short_text_is_foreign_by_three_words_and_one_in_six(length, other, language):
    assert corpus.language_of(" ".join(["der"] * other + [FOREIGN] * (length - other))) == language


def test_one_english_word_makes_a_short_text_english():
    assert corpus.language_of("der die das und the") == "en"


@pytest.mark.parametrize(("text", "language"), [("ab вг", "en"), ("ab вгд", "und")])
def test_more_than_half_of_the_letters_beyond_latin_is_another_language(text, language):
    assert corpus.language_of(text) == language


# Where paragraphs end


@pytest.mark.parametrize(("width", "paragraphs"), [(39, 3), (40, 1), (100, 1), (101, 3)])
def test_a_text_is_hard_wrapped_only_if_its_longest_line_has_40_to_100_characters(width, paragraphs):
    line = "A" * (width - 2) + " b"
    assert paragraphs_of("\n".join([line] * 3)) == paragraphs


@pytest.mark.parametrize(("full", "paragraphs"), [(7, 4), (6, 11)])
def test_a_text_is_hard_wrapped_if_the_next_word_had_no_room_at_seven_newlines_of_ten(full, paragraphs):
    """The next line's first word has 11 letters: room for it after "short", none after a line of 50."""
    first = "Abcdefghijk"
    lines = [f"{first} {'x' * 38}"] * full + [f"{first} short"] * (10 - full) + [first]
    assert paragraphs_of("\n".join(lines)) == paragraphs


@pytest.mark.parametrize(("lines", "paragraphs"), [(2, 2), (3, 1)])
def test_one_newline_alone_does_not_prove_a_hard_wrap(lines, paragraphs):
    assert paragraphs_of("\n".join(["A" * 48 + " b"] * lines)) == paragraphs


@pytest.mark.parametrize(("width", "paragraphs"), [(24, 5), (25, 1), (100, 1), (101, 5)])
def test_a_column_may_be_narrow_where_small_letters_go_on(width, paragraphs):
    line = "a" * (width - 2) + " b"
    assert paragraphs_of("\n".join([line] * 5)) == paragraphs


@pytest.mark.parametrize(("small", "paragraphs"), [(4, 1), (3, 11)])
def test_at_four_newlines_of_ten_small_letters_follow_in_a_narrow_column(small, paragraphs):
    lines = ["A" * 28 + " b"] * (11 - small) + ["a" * 28 + " b"] * small
    assert paragraphs_of("\n".join(lines)) == paragraphs


@pytest.mark.parametrize(("no_room", "paragraphs"), [(5, 1), (4, 11)])
def test_at_half_of_the_newlines_the_next_word_had_no_room(no_room, paragraphs):
    """Lines of 30 characters leave no room for the next line's first word, those of 10 do."""
    lines = ["aaaaaaaa " + "b" * 21] * no_room + ["aaaaaaaa b"] * (11 - no_room)
    assert paragraphs_of("\n".join(lines)) == paragraphs


@pytest.mark.parametrize(("overrun", "paragraphs"), [(2, 1), (3, 20)])
def test_nine_lines_of_ten_keep_the_width(overrun, paragraphs):
    """Twenty lines in order of length: the eighteenth says the width, so two that overrun do no harm."""
    lines = ["aaaaaaaa " + "b" * 41] * (20 - overrun) + ["aaaaaaaa " + "b" * 111] * overrun
    assert paragraphs_of("\n".join(lines)) == paragraphs


# Where sentences end


@pytest.mark.parametrize(("gap", "ends"), [(399, 1), (400, 2)])
def test_a_closing_quotation_mark_is_looked_for_in_the_next_400_characters(gap, ends):
    """`gap` characters lie between the first full stop and the closing quotation mark."""
    text = f"He said “One. {'T' + 'w' * (gap - 2)}” then."
    assert text.index("”") - text.index(". ") - 1 == gap
    assert len(sentences_of(text)) == ends


@pytest.mark.parametrize(("length", "ends"), [(400, 1), (401, 2)])
def test_an_open_quotation_holds_a_sentence_together_for_400_characters(length, ends):
    first = f"A “{'O' * (length - 4)}."
    assert len(first) == length
    assert len(sentences_of(f"{first} Two words” they read.")) == ends


@pytest.mark.parametrize(("text", "ends"), [("999. The dam fell.", 1), ("1000. The dam fell.", 2)])
def test_a_number_of_up_to_three_digits_opens_an_item_of_a_list(text, ends):
    assert len(sentences_of(text)) == ends


@pytest.mark.parametrize(("text", "ends"), [("He saw 9. The end.", 2), ("1. The dam fell.", 1)])
def test_a_number_is_that_of_an_item_only_where_the_paragraph_begins(text, ends):
    assert len(sentences_of(text)) == ends
