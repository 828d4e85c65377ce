"""Reading texts: what is accepted, what is refused in which words, and that offsets hold for any string."""

import io
import os
import re
import zipfile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell

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
    write(tmp_path, "a.txt", "\ufeffIt rained.\r\n".encode())
    write(tmp_path, "notes.bin", b"\x00\x01\x02" * 9)
    write(tmp_path, "documents.csv", FACTS + 'b,"One, two",Herald,,2020-02-29,,\n')
    documents = corpus.load(tmp_path)
    assert tuple(documents.columns[:9]) == corpus.CONTRACTS["documents"]
    assert documents["doc_id"].tolist() == ["a", "b"]
    assert documents["title"].tolist() == ["", "One, two"]
    assert documents["language"].tolist() == ["en", "en"]
    assert documents["text"].tolist() == ["It rained.\n", ENGLISH]
    assert documents["normalised"].tolist() == ["line ends 1", ""]
    assert documents["source"].tolist() == ["a.txt", "b.txt"]
    assert corpus.unread_files(tmp_path).values.tolist() == [
        ["notes.bin", "not a text in UTF-8, UTF-16 or Windows-1252; save it as plain text (UTF-8)"]
    ]


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


MOSTLY_ASCII = "“Café,” said the man who wasn’t there – and left. “The façade of Málaga’s naïve José Müller.”"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (MOSTLY_ASCII.encode("utf-16-le"), MOSTLY_ASCII, "utf-16-le"),
        (MOSTLY_ASCII.encode("utf-16-be"), MOSTLY_ASCII, "utf-16-be"),
        (MOSTLY_ASCII.encode("utf-32"), MOSTLY_ASCII, "utf-32"),
        (MOSTLY_ASCII.encode("mac-roman"), MOSTLY_ASCII, "mac-roman"),
        ("It isn’t good.".encode("mac-roman"), "It isn’t good.", "mac-roman"),
        ("“The end,” he said — naïve.".encode("mac-roman"), "“The end,” he said — naïve.", "mac-roman"),
        ("“CAFÉ” it was.".encode("cp1252"), "“CAFÉ” it was.", "cp1252"),  # É” in bytes is a letter in UTF-8
        ("À la carte: £5, 20°C, km², isn´t".encode("cp1252"), "À la carte: £5, 20°C, km², isn't", "cp1252"),
        (
            "The café isn’t. ".encode() + b"It isn\x92t.",
            "The café isn’t. It isn’t.",
            "utf-8, 1 byte windows-1252",
        ),
        ("Cafés, é. ".encode() + b"\x93A\x94", "Cafés, é. “A”", "utf-8, 2 bytes windows-1252"),
        ("Wałęsa of Gdańsk spoke.".encode("cp1250"), "Wa³êsa of Gdañsk spoke.", "cp1252, not certain"),
        ("The café was there.".encode("cp437"), "The caf‚ was there.", "cp1252, not certain"),
        ("Erdoğan was there.".encode("cp1254"), "Erdoðan was there.", "cp1252, not certain"),
    ],
)
def test_another_code_page_is_read_where_that_is_certain_and_said_where_not(tmp_path, data, text, encoding):
    documents = corpus.load(write(tmp_path, "a.txt", data))
    assert documents[["text", "encoding"]].values.tolist() == [[text, encoding]]


def packed(*names):
    """A ZIP archive with files of these names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(
                name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "The end."
            )
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n", "this PDF is broken or breaks off"),
        (b"\n%PDF-1.4\n1 0 obj\n", "this PDF is broken or breaks off"),
        (packed("word/document.xml"), "its XML is broken or breaks off"),
        (packed("xl/workbook.xml"), "this workbook is broken"),
        (packed(), "no file in this archive holds an article"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an old Word or Excel file"),
        (b"\x1f\x8b\x08\x00", "this archive is broken or breaks off"),
        (b"%!PS-Adobe-3.0\nThe mayor said.", "this is a PostScript file and not plain text"),
        (b"<!DOCTYPE html>\nThe mayor said.", "this page holds no article"),
        (b" \n<p>The mayor said that.</p>", "this page holds no article"),
        (b"<?xml version='1.0'?>The mayor said.", "this is a page of HTML, XML or JSON and not plain text"),
        (b"The mayor said.<br>They would go.<br/>It <br /> is.", "this is a page of HTML"),
        (b"The mayor <a href='x'>said</a> that <span>they</span> go", "this is a page of HTML"),
        (b"&lt;p&gt;The mayor said that.&lt;/p&gt;", "this is a page of HTML"),
    ],
)
def test_a_file_whatever_its_name_is_judged_by_what_it_holds(tmp_path, data, said):
    with pytest.raises(corpus.InputError, match=rf"^a\.txt: {said}") as refused:
        corpus.load(write(tmp_path, "a.txt", data))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"{\\rtf1\\ansi The mayor said.}", ""),
        (b'[{"title": "The mayor", "text": "The mayor said."}]', "The mayor"),
        (b"The mayor said.", ""),
    ],
)
def test_a_name_without_an_ending_says_nothing(tmp_path, data, title):
    documents = corpus.load(write(tmp_path, "A", data))
    assert documents[["doc_id", "title", "text"]].values.tolist() == [["A", title, "The mayor said."]]


@pytest.mark.parametrize(
    ("text", "tags"),
    [("He wrote <b>bold</b>.", 2), ("One line.<br>The next.", 1), ("It <script>alert(1)</script> is.", 2)],
)
def test_a_few_tags_are_said_and_stay(tmp_path, text, tags):
    documents = corpus.load(write(tmp_path, "a.txt", text))
    assert documents[["text", "normalised"]].values.tolist() == [[text, f"tags of HTML left in {tags}"]]


def test_less_than_and_addresses_are_no_markup(tmp_path):
    text = "I <3 them: a < b and c > d, write to <anna@example.org>."
    assert corpus.load(write(tmp_path, "a.txt", text))["text"].item() == text


@pytest.mark.parametrize(
    ("typed", "text", "done"),
    [
        ("AT&amp;T isn&#8217;t &quot;it&quot;", 'AT&T isn’t "it"', "entities 4"),
        ("caf&eacute;&#x2026; &#39;so&#39", "café… 'so'", "entities 4"),
        ("one&amp;amp;two", "one&two", "entities 2"),
        ("one&nbsp;two&nbspthree", "one two&nbspthree", "blanks 1, entities 1"),
        ("R&D; AT&T &foo; a=1&lt=3", "R&D; AT&T &foo; a=1&lt=3", ""),
    ],
)
def test_entities_are_decoded_and_counted(tmp_path, typed, text, done):
    documents = corpus.load(write(tmp_path, "a.txt", typed))
    said = ", ".join(sorted(documents["normalised"].item().split(", ")))
    assert (documents["text"].item(), said) == (text, done)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_one_bad_file_never_stops_the_others_and_all_are_named(tmp_path):
    write(tmp_path, "good.txt")
    bad = {
        "binary.txt": (b"\x00\x01\x02" * 9, "not a text in UTF-8"),
        "blank.txt": (b" \n", "the file is empty"),
        "empty.txt": (b"", "the file is empty"),
        "french.txt": (
            "Le président de la République visite la ville et parle de la crise.",
            "not recognised",
        ),
        "page.txt": (b"<html><p>The end.</p></html>", "this page holds no article"),
        "russian.txt": ("Правительство решило закрыть дорогу.", "the text is not recognised as English"),
        "signs.txt": (b"... -- !!!", "the text holds no word"),
        "word.txt": (packed("word/document.xml"), "its XML is broken"),
    }
    for name, (content, _) in bad.items():
        write(tmp_path, name, content)
    (tmp_path / "old.txt").mkdir()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    bad["gone.txt"] = (b"", "this link leads to no file")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    bad["round.txt"] = (b"", "")
    os.mkfifo(tmp_path / "pipe.txt")
    bad["pipe.txt"] = (b"", "this is not a file")
    write(tmp_path, b"caf\xe9.txt".decode("utf-8", "surrogateescape"))
    bad["caf?.txt"] = (b"", "this name is not in UTF-8")
    for hidden in ("._a.txt", ".x.txt", "~$x.txt", ".~lock.x.txt#", "Thumbs.db"):
        write(tmp_path, hidden)
    documents = corpus.load(tmp_path)
    assert documents["doc_id"].tolist() == ["good"]
    named = dict(corpus.unread_files(tmp_path).values.tolist())
    assert named == dict(documents.attrs["unread"]) and sorted(named) == sorted(bad)
    assert [name for name, (_, reason) in bad.items() if reason not in named[name] or not named[name]] == []
    assert [said for said in named.values() if "\n" in said or str(tmp_path) in said] == []


def test_only_a_folder_with_nothing_readable_fails_and_names_all(tmp_path):
    write(tmp_path, "a.txt", b"")
    write(tmp_path, "b.txt", "Правительство решило закрыть дорогу.")
    with pytest.raises(
        corpus.InputError, match=r"no text in this folder .* a.txt: the file is empty; b.txt: the text"
    ):
        corpus.load(tmp_path)


def test_files_of_one_name_keep_their_own_doc_ids(tmp_path):
    for folder in ("", "b", "c"):
        (tmp_path / folder).mkdir(exist_ok=True)
        write(tmp_path / folder, "a.TXT")
        write(tmp_path / folder, "a.txt")
    write(tmp_path, "b-a.txt")
    ids = corpus.load(tmp_path)["doc_id"].tolist()
    assert ids == ["a", "a-txt", "b-a", "b-a-TXT", "b-a-txt-2", "c-a", "c-a-TXT"][:2] + ids[2:]
    assert len({name.casefold() for name in ids}) == 7


def test_missing_paths_and_empty_folders_are_refused(tmp_path):
    with pytest.raises(corpus.InputError, match="there is no such file or folder"):
        corpus.load(tmp_path / "nowhere.txt")
    with pytest.raises(corpus.InputError, match="no file in this folder"):
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


@pytest.mark.parametrize(
    "text",
    [
        "El Al de Gaulle: la Scala in Milan",
        "Charles de Gaulle, Oscar de la Renta, Plaza de la Revolución de los Heroes",
        "Smith 45 per cent\nJones 33 per cent\nBrown 12 per cent\nundecided 10 per cent\n",
        "Conservatives 43 Labour 32 Liberal Democrats 11 Greens 3 Brexit Party 3 Others 8\n" * 4,
        "Real Madrid 3 Barcelona 1\nDeportivo de La Coruna 2 Rayo Vallecano de Madrid 1 Las Palmas 1\n" * 4,
        "apples, pears, plums, cherries, peaches, bananas, oranges, lemons, limes, grapes, melons, figs\n"
        * 4,
        "Mohammed al-Sadr, Adil Abdul-Mahdi, Barham Salih, Qassem Soleimani, Ali al-Sistani\n" * 9,
    ],
)
def test_headlines_lists_and_names_are_not_refused_as_foreign(tmp_path, text):
    corpus.refuse_other_languages(corpus.load(write(tmp_path, "a.txt", text)))
    write(tmp_path, "b.txt")
    assert corpus.load(tmp_path)["doc_id"].tolist() == ["a", "b"]


def test_in_doubt_the_other_texts_decide(tmp_path):
    write(tmp_path, "a.txt", "Real Madrid 3 Barcelona 1")
    for name in ("b.txt", "c.txt"):
        write(tmp_path, name, "La policía ha cerrado la calle en el centro. No hay noticias de la plaza.")
    with pytest.raises(corpus.InputError, match="no text in this folder"):
        corpus.load(tmp_path)
    write(tmp_path, "documents.csv", FACTS + "a,,,,,English,\n")
    assert corpus.load(tmp_path)["doc_id"].tolist() == ["a"]


@pytest.mark.parametrize(
    ("names", "cell", "meant"),
    [
        (["001", "002"], "1", "001"),
        (["0", "b"], "0", "0"),
        (["000", "b"], "0", "000"),
        (["1", "001"], "1", "1"),
        (["20191003123456", "b"], "2.01910E+13", "20191003123456"),
        (["20191003123456", "b"], "2,0191E+13", "20191003123456"),
        (["12345678901234567890", "b"], "12345678901234600000", "12345678901234567890"),
        (["1E5", "b"], "1.00E+05", "1E5"),
        (["1.50", "b"], "1.5", "1.50"),
        (["Article", "b"], "article", "Article"),
        (["a", "b"], "a.txt", "a"),
        (["cafe\u0301", "b"], "café", "café"),
    ],
)
def test_a_doc_id_as_a_spreadsheet_writes_it(tmp_path, names, cell, meant):
    for name in names:
        write(tmp_path, f"{name}.txt")
    write(tmp_path, "documents.csv", FACTS.replace(",", ";") + f"{cell};Mine;;;;;\n")
    documents = corpus.load(tmp_path).set_index("doc_id")
    assert documents.index[documents["title"] == "Mine"].tolist() == [meant]


def test_a_doc_id_that_may_be_two_texts_is_refused(tmp_path):
    for name in ("01", "001"):
        write(tmp_path, f"{name}.txt")
    write(tmp_path, "documents.csv", FACTS + "1,,,,,,\n")
    with pytest.raises(
        corpus.InputError, match=r'csv, line 2: "1" may be the text 001 or 01; write its whole name'
    ):
        corpus.load(tmp_path)


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2019/10/3", "2019-10-03"),
        ("13/10/2019", "2019-10-13"),
        ("10/13/2019", "2019-10-13"),
        ("13.10.2019", "2019-10-13"),
        ("3-3-2019", "2019-03-03"),
        ("2019-10-03 00:00:00", "2019-10-03"),
        ("3 October 2019", "2019-10-03"),
        ("Oct 3, 2019", "2019-10-03"),
        ("20191003", "2019-10-03"),
        ("3/10/2019", ""),
        ("3/10/19", ""),
        ("31/02/2019", ""),
        ("43741", ""),
    ],
)
def test_dates_as_spreadsheets_write_them(tmp_path, date, read):
    path = write(tmp_path, "a.txt")
    write(tmp_path, "documents.csv", FACTS + f'a,,,,"{date}",,\n')
    if read:
        assert corpus.load(path)["date"].item() == read
    else:
        with pytest.raises(corpus.InputError, match=rf'documents.csv, line 2: "{date}" .* YYYY-MM-DD'):
            corpus.load(path)


def test_a_line_for_a_text_that_is_not_there_is_named_and_stops_nothing(tmp_path):
    write(tmp_path, "a.txt")
    write(tmp_path, "documents.csv", FACTS + "zzz,,,,,,\nzzy,,,,,,\n")
    assert len(corpus.load(tmp_path)) == 1
    assert corpus.unread_files(tmp_path).values.tolist() == [
        ["documents.csv, line 2", 'no text is called "zzz"'],
        ["documents.csv, line 3", 'no text is called "zzy"'],
    ]


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


def test_a_notebook_shows_the_sentence_of_an_error_and_no_code(capsys):
    InteractiveShell().run_cell("from helpers import corpus; corpus.load('nowhere')")
    said = capsys.readouterr().out
    assert "nowhere: there is no such file or folder" in said and "Traceback" not in said
