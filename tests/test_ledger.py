"""Folders of anything: every piece found is in the ledger, the numbers add up, and doubles are told."""

import os
import random
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import InputError, __main__, corpus
from helpers.corpus import _readers
from helpers.corpus._duplicates import duplicates
from helpers.corpus._readers._piece import File

FACTS = "doc_id,title,outlet,author,date,language,source\n"
ENGLISH = "The mayor said that they would go to the river with us.\n"
FRENCH = "Le président de la République visite la ville et parle de la crise."
ROWS = [
    ("Rain", "2020-03-03", ENGLISH),
    ("Pluie", "2020-03-04", FRENCH),
    ("Sun", "2020-03-05", "It was the sun."),
]


def write(folder, name, content=ENGLISH):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def table(*rows):
    return "title,date,text\n" + "".join(f'"{title}",{date},"{text.strip()}"\n' for title, date, text in rows)


def story(seed, words):
    """A text of as many words, all made up."""
    letters = random.Random(seed)
    return " ".join("".join(letters.choices("abcdefghij", k=5)) for _ in range(words))


def test_a_folder_of_several_formats_is_one_corpus_and_adds_up(tmp_path):
    write(tmp_path, "a.txt", "A letter of the mayor.")
    write(tmp_path, "rows.csv", table(*ROWS, ("Empty", "2020-03-06", "")))
    write(tmp_path, "again.csv", table(ROWS[2], ROWS[0]))
    write(tmp_path, "broken.bin", b"\x00\x01\x02" * 9)
    write(tmp_path, "2019/b.txt", "The river is of the fens.")
    write(tmp_path, "other/c.txt", "It is not read.")
    write(tmp_path, "other/documents.csv", FACTS)
    write(tmp_path, "documents.csv", FACTS + "rows-1,Mine,,Ada,,,\n2019/b,,,,,,\n")
    documents, ledger = corpus.load(tmp_path), corpus.ledger(tmp_path)
    assert tuple(ledger.columns) == corpus.CONTRACTS["ledger"]
    assert documents[["doc_id", "title", "author", "date", "file", "position"]].values.tolist() == [
        ["a", "", "", "", "a.txt", 1],
        ["again-1", "Sun", "", "2020-03-05", "again.csv", 1],
        ["again-2", "Rain", "", "2020-03-03", "again.csv", 2],
        ["rows-1", "Mine", "Ada", "2020-03-03", "rows.csv", 1],
        ["rows-3", "Sun", "", "2020-03-05", "rows.csv", 3],
        ["b", "", "", "", "2019/b.txt", 1],
    ]
    statuses = ledger["status"].value_counts().to_dict()
    assert statuses == {"kept": 4, "duplicate": 2, "no article": 1, "other language": 1, "unreadable": 1}
    assert (
        ledger["doc_id"][ledger["status"].isin(["kept", "duplicate"])].tolist()
        == documents["doc_id"].tolist()
    )
    assert ledger.set_index("doc_id").loc[["rows-1", "rows-3"], "duplicate_of"].tolist() == [
        "again-2",
        "again-1",
    ]
    once = corpus.load(tmp_path, duplicates="once")
    assert once["doc_id"].tolist() == ["a", "again-1", "again-2", "b"]
    assert [file for file, _ in documents.attrs["unread"]] == [
        "broken.bin",
        "rows.csv",
        "rows.csv",
        "documents.csv, line 3",
    ]
    assert documents.attrs["unread"][1][1].startswith("1 of 4 pieces: ")


def test_a_single_file_keeps_articles_in_other_languages(tmp_path):
    documents = corpus.load(write(tmp_path, "rows.csv", table(*ROWS)))
    assert documents[["doc_id", "language"]].values.tolist() == [
        ["rows-1", "en"],
        ["rows-2", "und"],
        ["rows-3", "en"],
    ]


def test_numbers_behind_names_are_as_wide_as_the_last(tmp_path):
    rows = [(f"T{n}", "2020-03-03", f"It was the {n}th day of rain.") for n in range(1, 11)]
    ids = corpus.load(write(tmp_path, "rows.csv", table(*rows)))["doc_id"].tolist()
    assert (ids[0], ids[-1]) == ("rows-01", "rows-10")


def test_what_an_export_declares_and_does_not_hold_is_told(tmp_path):
    blocks = ["The Alder Post".center(80), "May 6, 2019 Monday".center(80), "LENGTH: 12 words", ENGLISH]
    export = f"{'1 of 161 DOCUMENTS'.center(80)}\n\n" + "\n\n".join(blocks)
    path = write(tmp_path, "a.txt", export)
    assert corpus.ledger(path).attrs["declared"] == [("a.txt", 161, 1)]
    assert corpus.ledger(path)[["words", "stated_words", "status"]].values.tolist() == [[12, 12, "kept"]]
    assert corpus.load(path).attrs["declared"] == [("a.txt", 161, 1)]


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links only for some")
def test_nothing_outside_the_folder_is_read(tmp_path):
    write(tmp_path, "outside/secret.txt")
    inside = tmp_path / "inside"
    write(inside, "a.txt", "It was the sun.")
    (inside / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (inside / "folder").symlink_to(tmp_path / "outside")
    documents = corpus.load(inside)
    assert documents["doc_id"].tolist() == ["a"]
    assert dict(documents.attrs["unread"])["link.txt"].startswith("this link leads out of the folder")
    assert corpus.load(inside / "link.txt")["text"].tolist() == [ENGLISH]  # a file that is named is read


def test_a_file_above_the_limit_is_told(tmp_path, monkeypatch):
    from helpers.corpus import _found

    monkeypatch.setattr(_found, "LARGEST", 1 << 20)
    write(tmp_path, "a.txt", "It was. " * (1 << 17))
    write(tmp_path, "b.txt", "It was the sun.")
    write(tmp_path, "c.txt", "It was. " * ((1 << 17) + 1))
    unread = corpus.load(tmp_path).attrs["unread"]
    assert unread == [
        ("b.txt", "more than 1 million characters at once; split the folder"),
        ("c.txt", "the file is larger than 1 MB; split it"),
    ]


@pytest.mark.parametrize("rows", ["title,date\nRain,2020-03-03\n", "id;remark\n1;The rain fell on and on.\n"])
def test_a_table_without_a_column_of_text_is_refused_in_a_sentence(tmp_path, rows):
    path = write(tmp_path, "rows.csv", rows)
    with pytest.raises(InputError, match=r"^rows\.csv: no column holds the text") as refused:
        corpus.load(path)
    assert "\n" not in str(refused.value)


def test_titles_are_a_table_of_sentences(tmp_path):
    documents = corpus.load(write(tmp_path, "rows.csv", table(*ROWS[::2])))
    titles, texts = corpus.headlines(documents), corpus.sentences(documents)
    assert titles.columns.tolist() == texts.columns.tolist()
    assert titles.dtypes.to_dict() == texts.dtypes.to_dict()
    assert titles["text"].tolist() == ["Rain", "Sun"] and corpus.tokens(titles)["term"].tolist() == [
        "rain",
        "sun",
    ]


def test_what_was_read_is_written_as_plain_text_and_read_back(tmp_path, capsys):
    write(
        tmp_path, "in/rows.csv", table(*ROWS, ("=1+1", "2020-03-06", "Its title is a formula of the sheet."))
    )
    write(tmp_path, "in/documents.csv", FACTS.strip() + ",beat\nrows-1,,The Post,,,,,crime\n")
    (tmp_path / "in" / "actors.csv").write_bytes(b"actor_id,label\n")
    assert __main__.main(["read", str(tmp_path / "in"), "--to", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "actors.csv").read_bytes() == b"actor_id,label\n"
    said = capsys.readouterr()
    assert "3 articles in" in said.out and "1 of 4 pieces: the text is not recognised" in said.err
    one, two = corpus.load(tmp_path / "in"), corpus.load(tmp_path / "out")
    columns = ["doc_id", "title", "outlet", "author", "date", "language", "source", "text", "section", "beat"]
    assert one[columns].equals(two[columns])
    assert __main__.main(["read", str(tmp_path / "in"), "--to", str(tmp_path / "out")]) == 2
    assert "there is something already" in capsys.readouterr().err


# Duplicates


def test_reprints_briefs_and_rewrites_double_the_text_that_holds_them():
    long, other = story(1, 300), story(2, 300)
    words = long.split()
    rewritten = " ".join("changed" if n in (50, 150, 250) else word for n, word in enumerate(words))
    brief = " ".join(words[:60]).upper()
    both = f"{other} {' '.join(words[:100])}"
    assert duplicates([long, other, rewritten, brief, long, both]) == [0, 5, 0, 0, 0, 5]


def test_the_longer_text_is_kept_and_of_equals_the_first():
    words = story(3, 200).split()
    brief, long, corrected = " ".join(words[:50]), " ".join(words), " ".join([*words, "Corrected."])
    assert duplicates([brief, long, corrected]) == [1, 1, 1]
    assert duplicates([brief, corrected, long]) == [1, 1, 1]


@pytest.mark.parametrize(("changed", "doubled"), [(24, True), (25, False)])
def test_four_shingles_in_five_must_stand_in_the_other(changed, doubled):
    words = story(4, 124).split()  # 120 shingles; a word changed at the end spoils one
    edited = [f"new{n}" if n >= 124 - changed else word for n, word in enumerate(words)]
    assert duplicates([" ".join(words), " ".join(edited)]) == [0, 0 if doubled else 1]


@pytest.mark.parametrize("length", [19, 20])
def test_short_texts_double_only_the_same_words(length):
    words = story(5, length)
    assert duplicates([f"{words} {story(6, 40)}", words, words.title()]) == (
        [0, 1, 1] if length < 20 else [0, 0, 0]
    )


def test_two_stories_that_share_a_brief_are_two():
    brief, one, two = story(7, 40), story(8, 200), story(9, 200)
    assert duplicates([brief, f"{one} {brief}", f"{two} {brief}"]) == [1, 1, 2]


def test_every_pair_is_found_that_comparing_all_with_all_finds():
    words = random.Random(10)
    stories = [story(n, 80).split() for n in range(12)]
    texts = []
    for _ in range(60):
        base = words.choice(stories)
        cut = base[: words.randint(25, 80)]
        texts.append(" ".join("x" if words.random() < 0.03 else word for word in cut))
    shingles = [{tuple(t.split()[n : n + 5]) for n in range(len(t.split()) - 4)} for t in texts]
    found = duplicates(texts)
    for n, kept in enumerate(found):
        assert found[kept] == kept
        if kept == n:
            longer = [
                m for m in range(60) if found[m] == m and m != n and len(shingles[m]) >= len(shingles[n])
            ]
            assert all(len(shingles[n] & shingles[m]) < 0.8 * len(shingles[n]) for m in longer)


def test_doubles_are_looked_for_in_a_time_that_grows_with_the_texts():
    def seconds(number):
        texts = [story(n, 200) for n in range(number)]
        start = time.process_time()
        duplicates(texts)
        return time.process_time() - start

    seconds(50)
    assert seconds(800) < 40 * max(seconds(100), 0.02)


# Any bytes


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.tuples(
            st.sampled_from(
                [
                    "1 of 2 DOCUMENTS\n\n",
                    "<DOC NUMBER=1><DOCFULL>",
                    '<div class="article enArticle">',
                    '<span class="DocPublicationName">',
                    '<a name="DocID_1">',
                    "_" * 60 + "\nProQuest document ID: 1\n",
                    "<ppsarticle>",
                    "{\\rtf1 1 of 2 DOCUMENTS\\par ",
                ]
            ),
            st.text(max_size=200),
        ).map(lambda parts: "".join(parts).encode("utf-8", "replace")),
    )
)
def test_any_bytes_are_read_or_refused_in_a_sentence(data):
    try:
        pieces = _readers.read(File("a", data))
    except InputError as error:
        assert str(error).startswith("a: ") and "\n" not in str(error)
    else:
        assert all(isinstance(piece.text, str) for piece in pieces)


def test_the_ledger_of_the_seed_is_one_row():
    from helpers import SEEDS

    ledger = corpus.ledger(SEEDS)
    assert ledger["status"].tolist() == ["kept"] and ledger["stated_words"].isna().all()
    assert pd.api.types.is_integer_dtype(ledger["position"])
