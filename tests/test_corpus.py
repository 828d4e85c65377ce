"""Reading texts: what is accepted, what is refused and in which words, and that offsets hold for any string."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import corpus

FACTS = "doc_id,title,outlet,author,date,language,source\n"
ENGLISH = "The mayor said that they would go to the river with us.\n"


def write(folder, name, content=ENGLISH):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def table(*texts):
    return pd.DataFrame({"doc_id": [f"d{number}" for number in range(len(texts))], "text": list(texts)})


def test_a_folder_is_read_in_the_order_of_names_with_its_facts(tmp_path):
    write(tmp_path, "b.txt")
    write(tmp_path, "a.txt", "﻿Das ist ein Satz.\r\n".encode())
    write(tmp_path, "notes.md", "not a text")
    write(tmp_path, "documents.csv", FACTS + 'b,"One, two",Herald,,2020-02-29,,\n')
    documents = corpus.load(tmp_path)
    assert tuple(documents.columns[:9]) == corpus.CONTRACTS["documents"]
    assert documents["doc_id"].tolist() == ["a", "b"]
    assert documents["title"].tolist() == ["", "One, two"]
    assert documents["language"].tolist() == ["und", "en"]
    assert documents["text"].tolist() == ["Das ist ein Satz.\n", ENGLISH]
    assert documents["normalised"].tolist() == ["line ends 1", ""]
    assert documents["source"].tolist() == ["a.txt", "b.txt"]
    assert corpus.unread_files(tmp_path) == ["notes.md"]


def test_one_file_takes_its_own_line_of_the_facts(tmp_path):
    write(tmp_path, "b.txt")
    write(tmp_path, "documents.csv", FACTS + "other,Title,,,,,\nb,Mine,,,,,\n")
    assert corpus.load(tmp_path / "b.txt")["title"].tolist() == ["Mine"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path, encoding):
    text = "“Café,” said the man who was there – and left."
    documents = corpus.load(write(tmp_path, "a.txt", text.encode(encoding)))
    assert documents["text"].tolist() == [text]
    assert documents["encoding"].tolist() == [encoding.removesuffix("-sig")]


@pytest.mark.parametrize(
    "name, content, message",
    [
        ("a.txt", b"", "a.txt: the file is empty"),
        ("a.txt", b" \n\t\n", "a.txt: the file is empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text in UTF-8, UTF-16 or Windows-1252"),
        ("a.txt", b"the \x81\x8d\x8f\x90 man", "not a text in UTF-8"),
        ("a.txt", b"... -- !!!", "the text holds no word"),
    ],
)
def test_bad_texts_are_refused_in_a_sentence(tmp_path, name, content, message):
    with pytest.raises(corpus.InputError, match=re.escape(message)) as refused:
        corpus.load(write(tmp_path, name, content))
    assert "\n" not in str(refused.value)


def test_missing_paths_and_empty_folders_are_refused(tmp_path):
    with pytest.raises(corpus.InputError, match="there is no such file or folder"):
        corpus.load(tmp_path / "nowhere.txt")
    with pytest.raises(corpus.InputError, match="no .txt file in this folder"):
        corpus.load(tmp_path)


@pytest.mark.parametrize(
    "content, message",
    [
        (
            "doc_id,title\na,b\n",
            "documents.csv, line 1: no column outlet, author, date, language, source; expected",
        ),
        (FACTS + "a,only two\n", "documents.csv, line 2: 2 cells; expected 7"),
        (
            FACTS + "a,,,,yesterday,,\n",
            'documents.csv, line 2: "yesterday" is not a date; expected YYYY-MM-DD',
        ),
        (FACTS + "\na,,,,,,\na,,,,,,\n", 'documents.csv, line 4: "a" appears twice'),
        ("text," + FACTS + "x,a,,,,,,\n", "documents.csv, line 1: the kit has a column text of its own"),
        (FACTS + "zzz,,,,,,\n", 'documents.csv, line 2: no text is called "zzz"'),
        (FACTS + 'a,"open,,,,,\n', "documents.csv, line 2:"),
        (",,\n", "documents.csv, line 1: no header"),
        (
            "doc_id,doc_id,title,outlet,author,date,language,source\n",
            "documents.csv, line 1: a column name appears twice",
        ),
        (b"\xff\xfe\x00", "documents.csv: not a text"),
    ],
)
def test_a_malformed_documents_csv_is_refused_with_file_and_line(tmp_path, content, message):
    write(tmp_path, "a.txt")
    write(tmp_path, "documents.csv", content)
    with pytest.raises(corpus.InputError, match=re.escape(message)) as refused:
        corpus.load(tmp_path)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Die Polizei hat in der Stadt am Abend alle Wege gesperrt. Er war in Berlin, so der Minister.",
        "De politie heeft de weg in de stad afgesloten, was te lezen in de krant. Er is niets over bekend.",
        "La policía ha cerrado la calle en el centro. No hay noticias de los que han estado en la plaza.",
        "Правительство решило закрыть дорогу.",
    ],
)
def test_another_language_is_refused_in_a_sentence(tmp_path, text):
    documents = corpus.load(write(tmp_path, "a.txt", text))
    with pytest.raises(
        corpus.InputError,
        match="a: the text is not recognised as English, the only one that the measures know",
    ):
        corpus.refuse_other_languages(documents)


def test_what_documents_csv_says_of_the_language_holds(tmp_path):
    write(tmp_path, "a.txt", "Bombs kill dozens.")
    write(tmp_path, "documents.csv", FACTS + "a,,,,,en-GB,\n")
    corpus.refuse_other_languages(corpus.load(tmp_path))


@given(st.lists(st.text(), max_size=3))
def test_offsets_hold_and_no_character_is_lost_for_any_string(texts):
    documents = table(*texts)
    sentences = corpus.sentences(documents)
    tokens = corpus.tokens(sentences)
    by_id = dict(zip(documents["doc_id"], documents["text"]))
    assert all(by_id[row.doc_id][row.start : row.end] == row.text != "" for row in sentences.itertuples())
    assert all(by_id[row.doc_id][row.start : row.end] == row.token != "" for row in tokens.itertuples())
    kept = sentences.groupby("doc_id")["text"].agg("".join) if len(sentences) else {}
    for doc_id, text in by_id.items():
        assert "".join(kept.get(doc_id, "").split()) == "".join(text.split())


@given(st.lists(st.text(alphabet="ab.’' I-é\n!U1,"), min_size=2, max_size=3))
def test_parts_measured_apart_are_the_whole(texts):
    documents = table(*texts)
    parts = [corpus.sentences(documents.iloc[[number]]) for number in range(len(documents))]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), corpus.sentences(documents))
    pd.testing.assert_frame_equal(
        pd.concat([corpus.tokens(part) for part in parts], ignore_index=True),
        corpus.tokens(corpus.sentences(documents)),
    )


@pytest.mark.parametrize(
    "text, words",
    [
        ("Iraq’s army isn’t there; it’s late.", ["Iraq", "army", "isn’t", "there", "it’s", "late"]),
        (
            "The protesters’ al-Sistani (IRGC) said 1,000.50 U.S. troops, and/or AT&T.",
            [
                "The",
                "protesters",
                "al-Sistani",
                "IRGC",
                "said",
                "1,000.50",
                "U.S.",
                "troops",
                "and",
                "or",
                "AT&T",
            ],
        ),
        ("e\u0301lite café – ‘no’", ["e\u0301lite", "café", "no"]),
    ],
)
def test_words(text, words):
    assert corpus.tokens(corpus.sentences(table(text)))["token"].tolist() == words


def test_require_names_what_is_missing_and_who_makes_it():
    with pytest.raises(
        ValueError, match=r"not a sentences table: par_id, .* missing; corpus.sentences\(documents\) makes"
    ):
        corpus.tokens(pd.DataFrame({"doc_id": ["a"], "sent_id": [1]}))
