"""Readers of formats: invented articles, laid out as files are that analysts have."""

import base64
import bz2
import gzip
import io
import json
import zipfile
from email.message import EmailMessage

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import InputError
from helpers.corpus import _readers
from helpers.corpus._readers import _records, archive, feed, mail, office, page, pdf, table, warc, wire
from helpers.corpus._readers._piece import File, Piece

TITLE = "Ferry to Norden stays in port"
BODY = [
    "The ferry to Norden did not leave on Monday, because its crew is on strike for better pay.",
    "“We have waited long enough,” said Ida Holm, who speaks for the crew. Talks go on tomorrow.",
    "About four hundred people wait in the harbour, and most of them have nowhere to sleep tonight.",
]
TEXT = "\n\n".join(BODY)
READERS = (warc, wire, feed, office, pdf, mail, table, archive, page)


def read(data, name="file"):
    """What the readers make of a file, by its content."""
    file = File(name, data.encode() if isinstance(data, str) else data)
    kind = next(kind for kind in _readers.KINDS if kind.recognise(file))
    return kind.name, _readers.read(file)


def facts(piece):
    return piece.title, piece.outlet, piece.author, piece.date


def zipped(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return packed.getvalue()


# DOCX, ODT, RTF


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def docx(inside, styles=""):
    styles = f"<w:styles {W}>{styles}</w:styles>"
    document = f"<w:document {W} {MC}><w:body>{inside}</w:body></w:document>"
    return zipped({"word/document.xml": document, "word/styles.xml": styles})


def runs(*texts):
    return "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts)


HEADING = '<w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>'
STYLED = '<w:p><w:pPr><w:pStyle w:val="Titre1"/><w:tabs><w:tab/></w:tabs></w:pPr>{}</w:p>'


def test_a_docx_begins_with_its_heading_whatever_the_style_is_called():
    inside = STYLED.format(runs(TITLE)) + "".join(f"<w:p>{runs(p)}</w:p>" for p in BODY)
    kind, (piece,) = read(docx(inside, HEADING))
    assert (kind, piece) == ("document (DOCX, ODT, RTF)", Piece(TEXT, title=TITLE))


def test_a_docx_of_the_strict_variant():
    inside = "".join(f"<w:p>{runs(p)}</w:p>" for p in BODY)
    strict = W.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    )
    document = f"<w:document {strict}><w:body>{inside}</w:body></w:document>"
    assert read(zipped({"word/document.xml": document}))[1] == [Piece(TEXT)]


def test_the_paragraphs_of_a_docx_are_what_it_shows():
    box = "<mc:AlternateContent><mc:{0}><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></mc:{0}>"
    inside = (
        f"<w:p>{runs('Fer', 'ry')}<w:r><w:tab/><w:t>to</w:t><w:br/><w:t>Norden</w:t></w:r>"
        "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> new</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
        f"<w:p><w:r>{box.format('Choice')}{box.format('Fallback').removeprefix('<mc:AlternateContent>')}"
        "</mc:AlternateContent><w:t>Round it.</w:t></w:r></w:p>"
    )
    shown = ["Ferry\tto\nNorden new", "cell", "", "In a box.", "Round it."]
    assert office.docx_paragraphs(docx(inside)) == shown


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:tracked-changes><text:p>struck out</text:p></text:tracked-changes>
<text:h text:outline-level="1">Ferry<text:s text:c="2"/>to <text:span>Norden</text:span></text:h>
<text:p>It did<text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note>
not leave.</text:p>
<text:p>More<text:line-break/>tomorrow.</text:p></office:text></office:body></office:document-content>"""


def test_an_odt_is_read_as_a_docx_is():
    data = zipped({"mimetype": "", "content.xml": ODT, "META-INF/manifest.xml": "<m/>"})
    assert read(data)[1] == [Piece("It did not leave.\n\nMore tomorrow.", title="Ferry to Norden")]


def test_an_rtf_keeps_raw_bytes_and_what_stands_between_links():
    link = r'{\field{\*\fldinst{HYPERLINK "http://a"}}{\fldrslt{%s}}}'
    rtf = rf"{{\rtf1\ansi{{\header Head}}{link % 'One'} two. {link % 'Three'} \'fcber \u8364? four.\par }}"
    assert office.rtf_text(rtf.encode()) == "One two. Three über € four.\n"
    assert office.rtf_text("{\\rtf1 Grüße, Łódź.}".encode()) == "Grüße, Łódź."
    assert office.rtf_text(b"{\\rtf1\\ansi\\ansicpg1250 \xa3\xf3d\x9f.}") == "Łódź."
    assert office.rtf_text(rb"{\rtf1 \u-10179?\u-8704? it is.}") == "😀 it is."


@pytest.mark.parametrize(
    "data, said",
    [
        (docx(f"<w:p>{runs('LexisNexis Uni Test')}</w:p>"), "holds no article"),
        (docx(f"<w:p>{runs(*BODY)}</w:p>")[:300], "broken or breaks off"),
        (docx("<w:p>"), "XML is broken or breaks off"),
        (zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "declares entities"),
        (
            zipped({"word/document.xml": "<a/>", "x": bytes(300 << 20)}),
            "unpacks to more than 200 MB or 5,000 files",
        ),
        (
            zipped({"mimetype": "", "content.xml": "??", "META-INF/manifest.xml": "encryption-data"}),
            "password",
        ),
        (b"{\\rtf1 The ferry did not lea", "breaks off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le"), "save it as .eml"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_in_a_sentence(data, said):
    with pytest.raises(InputError, match=f"^my.doc: .*{said}") as raised:
        read(data, "my.doc")
    assert "\n" not in str(raised.value)


# PDF


def made_pdf(pages):
    """A PDF of lines (text, x, y, size) on pages of 600 × 800."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for lines in pages:
        shown = "".join(
            f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for text, x, y, size in lines
        ).encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown))
        resources = b"/Resources<</Font<</F1 3 0 R>>>>/MediaBox[0 0 600 800]"
        objects.append(b"<</Type/Page/Parent 2 0 R%s/Contents %d 0 R>>" % (resources, len(objects)))
    kids = b" ".join(b"%d 0 R" % n for n in range(5, len(objects) + 1, 2))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages))
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return data + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % (len(objects) + 1)


def column(lines, top=700, x=60, step=12, size=10):
    return [(line, x, top - n * step, size) for n, line in enumerate(lines)]


def test_a_pdf_is_its_lines_without_running_heads_and_page_numbers():
    pages = [
        [
            (f"The Harbour Post, page {n}", 200, 760, 9),
            *column([f"This is line {line} of leaf {'xyz'[n - 1]}," for line in "abc"]),
            *column([f"and a new start {'xyz'[n - 1]}.", "It goes on"], top=650),
            (str(n), 300, 20, 9),
        ]
        for n in (1, 2, 3)
    ]
    first, second, _ = pdf.page_lines(made_pdf(pages))
    assert first[:4] == [
        "This is line a of leaf x,",
        "This is line b of leaf x,",
        "This is line c of leaf x,",
        "",
    ]
    assert first[4:] == ["and a new start x.", "It goes on"]
    assert second[0] == "This is line a of leaf y,"


def test_what_stands_on_each_first_page_is_no_running_head():
    pages = [[("1 of 3 DOCUMENTS", 250, 700, 10), *column(["Copyright X"], 650), *column(BODY, 600)]] * 3
    assert all("1 of 3 DOCUMENTS" in lines for lines in pdf.page_lines(made_pdf(pages)))


def test_a_pdf_of_nothing_but_what_recurs_keeps_it():
    line = [("It rained all day in the harbour of Norden, said Ida Holm.", 60, 700, 10)]
    assert [piece.text for piece in read(made_pdf([line, line]))[1]] == [f"{line[0][0]}\n\n{line[0][0]}"]
    assert [piece.text for piece in read(made_pdf([line * 2]))[1]] == [line[0][0]]  # printed bold


def test_a_newspaper_page_is_cut_at_its_headings():
    lines = [
        ("The Harbour Post", 60, 760, 40),
        ("15 JAN 2019", 60, 735, 9),
        ("Ferry stays", 60, 710, 20),
        ("in port", 75, 685, 20),
        ("By IDA HOLM", 60, 670, 8),
        *column(["The ferry did not leave on Mon-", "day, because its crew is on strike."], 640),
        *column(["Talks go on."], 616, x=72),
        ("Rain", 300, 700, 20),
        ("By BO", 300, 680, 8),
        *column(["It rained all day."], 660, x=300),
    ]
    kind, (head, ferry, rain) = read(made_pdf([lines]))
    assert kind == "PDF"
    assert (head.text, bool(head.reason)) == ("The Harbour Post\n\n15 JAN 2019", True)
    assert facts(ferry) == ("Ferry stays in port", "The Harbour Post", "IDA HOLM", "2019-01-15")
    text = "The ferry did not leave on Mon-\nday, because its crew is on strike.\n\nTalks go on."
    assert (ferry.text, rain.text) == (text, "It rained all day.")


def test_a_clipping_is_dated_under_its_heading():
    lines = [(TITLE, 60, 760, 14), ("Noorderpost 21-06-2013 (p.005)", 60, 745, 9), *column(BODY)]
    (piece,) = read(made_pdf([lines]))[1]
    assert facts(piece) == (TITLE, "Noorderpost", "", "2013-06-21")


@pytest.mark.parametrize(
    "data, said",
    [
        (b"%PDF-1.4 cut", "broken or breaks off"),
        (made_pdf([[]]), "only pictures"),
        (made_pdf([column(["One line"])]), "no article"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_in_a_sentence(data, said):
    with pytest.raises(InputError, match=f"^a.pdf: .*{said}"):
        read(data, "a.pdf")


# Tables


CSV = '\ufeffTitel;Datum;Quelle;Text\r\nFerry;15.01.2019;Post;"One.\n\nTwo; ""three""."\r\n'
CSV += "Rain;1.2.19;;It rained.\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_csv_as_a_spreadsheet_saves_it(encoding):
    kind, pieces = read(CSV.removeprefix("\ufeff" * (encoding == "utf-16")).encode(encoding))
    assert kind == "table"
    assert [facts(piece) for piece in pieces] == [
        ("Ferry", "Post", "", "2019-01-15"),
        ("Rain", "", "", "2019-02-01"),
    ]
    assert pieces[0].text == 'One.\n\nTwo; "three".'


def test_a_column_of_dates_shows_which_comes_first():
    def dates(*written):
        rows = "".join(f"x,{date},Rain fell.\n" for date in written)
        return [piece.date for piece in read(f"title,date,text\n{rows}")[1]]

    assert dates("3/10/2019", "3/14/2019") == ["2019-03-10", "2019-03-14"]
    assert dates("3/10/2019", "14/3/2019") == ["2019-10-03", "2019-03-14"]
    assert dates("3/10/2019", "n.d.", "", "10/10/2019") == ["", "", "", "2019-10-10"]
    assert dates("31/31/2019", "4 Jan 2019") == ["", "2019-01-04"]


def test_a_row_without_text_is_told():
    text, empty = read("title,text\nFerry,It left.\nRain,\n")[1]
    assert (text.reason, empty.title, empty.reason) == ("", "Rain", _records.NO_TEXT)


def workbook(rows, number_format="General"):
    from openpyxl import Workbook

    book = Workbook()
    book.create_sheet("notes").append(["A sheet with no table"])
    for row in rows:
        book.active.append(row)
    for cell in book.active["B"]:
        cell.number_format = number_format
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_a_sheet_of_excel_with_dates_as_numbers():
    rows = [["Export of 2020"], ["Headline", "Date", "Source title", "Text"], [TITLE, 43480, "", TEXT]]
    assert facts(read(workbook(rows))[1][0]) == (TITLE, "", "", "2019-01-15")
    assert facts(read(workbook(rows, "yyyy-mm-dd"))[1][0]) == (TITLE, "", "", "2019-01-15")


def test_parquet():
    made = io.BytesIO()
    dates = pd.to_datetime(["2019-01-15"])
    pd.DataFrame({"headline": [TITLE], "Artikel-Text": [TEXT], "datum": dates, "n": [None]}).to_parquet(made)
    assert read(made.getvalue())[1] == [Piece(TEXT, title=TITLE, date="2019-01-15")]


def test_json_with_nested_fields():
    record = {
        "headline": TITLE,
        "published": "2019-01-15T23:50:00Z",
        "publisher": {"name": "Post"},
        "authors": [{"name": "Ida Holm"}, "Bo"],
        "body": [BODY[0], "", {"type": "p", "text": BODY[1]}, BODY[2]],
    }
    for data in (
        f"{json.dumps(record)}\n{json.dumps(record)}\n",
        json.dumps({"response": {"results": [record] * 2}}),
    ):
        kind, pieces = read(data)
        assert (kind, len(pieces), pieces[0].text) == ("table", 2, TEXT)
        assert facts(pieces[1]) == (TITLE, "Post", "Ida Holm; Bo", "2019-01-15")


def test_json_as_services_give_it():
    fields = {"headline": {"main": TITLE}, "byline": {"original": "Ida Holm"}, "bodyText": TEXT}
    for wrap in ("fields", "_source"):
        (piece,) = read(json.dumps({"hits": {"hits": [{"_id": "1", wrap: fields}]}}))[1]
        assert (facts(piece), piece.text) == ((TITLE, "", "Ida Holm", ""), TEXT)


@pytest.mark.parametrize(
    "csv",
    [
        "id,text\n1,Rain fell.\n",
        "sep=;\nid;text\n1;Rain fell.\n",
        "\ntext|title\nRain fell.|\n",
        "id,text\r1,Rain fell.",
    ],
)
def test_a_csv_is_known_by_its_column_of_text(csv):
    assert read(csv) == ("table", [Piece("Rain fell.")])


def test_ninjs():
    html = "".join(f"<p>{p}</p>" for p in BODY)
    item = {"uri": "u", "type": "text", "versioncreated": "2013-07-09T10:37:00Z", "byline": "Ida Holm"}
    (piece,) = read(json.dumps(item | {"headline": TITLE, "body_xhtml": html, "body_text": ""}))[1]
    assert (facts(piece), piece.text) == ((TITLE, "", "Ida Holm", "2013-07-09"), TEXT)


@pytest.mark.parametrize(
    "data, said",
    [
        (
            "Title,Author,Date\nFerry,Ida,2019\n",
            "no column holds the text of articles .there are: Title, Author",
        ),
        ('title,text\nFerry,"It left', "line 2: this table is broken or breaks off"),
        (
            '{"response": {"results": [{"webTitle": "Ferry", "date": "2019-01-15"}]}}',
            "1 record, but it holds no text",
        ),
        ('[{"title": "Ferry", "text": ', "JSON is broken or breaks off"),
        ('{"a": [1, 2]}', "no column holds"),
        ('{"text": ' + "[" * 100_000, "JSON is broken"),
        (b"PAR1 cut PAR1", "Parquet file is broken"),
        (workbook([["a", "b"], [1, 2]]), "no column holds"),
        (workbook([["text"], ["It left."]])[:900], "broken or breaks off"),
        (
            json.dumps([{"title": "Ferry", "content": "The ferry… [+2345 chars]"}]),
            "1 record, but it holds no text",
        ),
    ],
)
def test_a_table_without_articles_is_refused_in_a_sentence(data, said):
    with pytest.raises(InputError, match=f"^t: .*{said}"):
        read(data, "t")


@pytest.mark.parametrize(
    "text",
    [
        "Text, title and date were lost when the ferry sank, she said.\n\nNobody knows why.",
        "[Photo: the harbour] The ferry did not leave.",
        "{The ferry} did not leave.",
        "Subject: the ferry. It did not leave, as we said.\n\nFrom: our reporter.",
        "WARC/1.0 is a format. So is %PDF, somewhere.",
        "<3 the ferry. It did not leave.",
    ],
)
def test_a_text_is_no_table_page_or_mail(text):
    assert read(text)[0] == "plain text"


# Wire


NITF = """<?xml version="1.0"?><!-- a remark --><!DOCTYPE nitf SYSTEM "nitf.dtd">
<nitf{}><head><title>slug</title><docdata><date.issue norm="20151210T191044Z"/>
<doc.copyright holder="NA" year="2015"/></docdata></head><body><body.head><hedline><hl1>{}</hl1></hedline>
<byline>By Ida Holm<byttl>Northern Agency</byttl></byline><distributor>Northern Agency</distributor>
</body.head><body.content><block>{}<table><tr><td>1</td></tr></table></block></body.content></body></nitf>"""
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in BODY)


@pytest.mark.parametrize("namespace", ["", ' xmlns="http://iptc.org/std/NITF/2006-10-18/"'])
def test_nitf(namespace):
    kind, (piece,) = read(NITF.format(namespace, TITLE, PARAGRAPHS))
    assert (kind, piece.text) == ("wire format of an agency", TEXT)
    assert facts(piece) == (TITLE, "Northern Agency", "Ida Holm Northern Agency", "2015-12-10")


NEWSML = """\ufeff<?xml version="1.0" encoding="utf-8"?><NewsML Version="1.2"><NewsItem><Identification>
<ProviderId>na.example</ProviderId><DateId>20140829</DateId></Identification><NewsComponent><NewsLines>
<HeadLine><![CDATA[{}]]></HeadLine><ByLine>by Ida Holm</ByLine></NewsLines><AdministrativeMetadata><Provider>
<Party FormalName="NA"/></Provider></AdministrativeMetadata><DescriptiveMetadata><Language FormalName="EN"/>
</DescriptiveMetadata><ContentItem><DataContent>{}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""


@pytest.mark.parametrize(
    "content",
    [
        f"<![CDATA[{PARAGRAPHS}]]>",
        f"<nitf><body><body.content>{PARAGRAPHS}</body.content></body></nitf>",
        TEXT.replace(" the ", "\n the "),
    ],
)
def test_newsml_1(content):
    (piece,) = read(NEWSML.format(TITLE, content))[1]
    assert (piece.text, piece.language) == (TEXT, "en")
    assert facts(piece) == (TITLE, "NA", "Ida Holm", "2014-08-29")


G2 = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><packageItem><itemRef/></packageItem>
<newsItem xml:lang="en"><itemMeta><provider qcode="nprov:NA"/><versionCreated>2017-10-18</versionCreated>
</itemMeta><contentMeta><contentCreated>2017-12-19T10:33:04+02:00</contentCreated><by>Ida Holm</by>
<headline>{}</headline></contentMeta><contentSet><inlineXML>{}</inlineXML></contentSet></newsItem></itemSet></newsMessage>"""


def test_newsml_g2():
    html = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><header><h1>x</h1></header>{PARAGRAPHS}</body></html>'
    (piece,) = read(G2.format(TITLE, html))[1]
    assert (facts(piece), piece.text) == ((TITLE, "NA", "Ida Holm", "2017-12-19"), TEXT)


IPTC = (
    "\x01ecp0007 4 s 850  na-tns 0908\r\n\nPorts/\r\n\x021ST LEAD\r\nFerry to Norden stays\r\nin port\r\n"
    "By Ida Holm, na =\r\n\nNorden (na) - It did not leave on\r\nMonday, because of a strike.\r\n\n"
    "Talks go on.\r\n\n# Notebook\r\n- Tel: 1\r\n\x03211259 Nov 18\r\n\x04"
)
ANPA = (
    "\x16\x16\x01W2870\x1f_asian\nf l\x13\x11 BC-Ferry     11-13 1049\n\x02^BC-Ferry,466<\n"
    "^Ferry stays in port <\n^AP Photo XNP101<\n^By IDA HOLM=\n^Northern Agency=\n"
    "\t   NORDEN (NA) _ It did not leave on\nMonday.\n \n"
    "\t   Talks go on. \n \n\x03NA-WF-11-13-13 1509GMT<\n\x0c\n\x04"
)


def test_wires_of_control_characters():
    kind, (piece,) = read(IPTC)
    assert (kind, facts(piece)[1:]) == ("wire format of an agency", ("na", "Ida Holm, na", "2018-11-21"))
    assert piece.title == "Ferry to Norden stays in port"
    assert piece.text == "Norden (na) - It did not leave on Monday, because of a strike.\n\nTalks go on."
    (piece,) = read(ANPA)[1]
    assert facts(piece) == ("Ferry stays in port", "Northern Agency", "IDA HOLM", "2013-11-13")
    assert piece.text == "NORDEN (NA) _ It did not leave on Monday.\n\nTalks go on."


@pytest.mark.parametrize(
    "data, said",
    [
        (G2.format(TITLE, "<nitf/>"), "refers to texts and holds none"),
        ("<newsMessage><packageItem><headline>x</headline></packageItem></newsMessage>", "refers to texts"),
        (NITF.format("", TITLE, PARAGRAPHS)[:600], "XML is broken or breaks off"),
        ('<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>&a;</nitf>', "declares entities"),
    ],
)
def test_a_wire_without_text_is_refused_in_a_sentence(data, said):
    with pytest.raises(InputError, match=f"^w: .*{said}"):
        read(data, "w")


# Feeds

ITEM = "<item><title>Ferry &amp;amp; port</title><pubDate>Mon, 29 Jul 2013 16:03:54 +0000</pubDate>{}</item>"
RSS = """<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>Post</title>{}</channel></rss>"""
FULL = f"<dc:creator>Ida Holm</dc:creator><content:encoded><![CDATA[{TEXT}]]></content:encoded>"


def test_a_feed_with_full_texts_and_teasers():
    teaser = f"<description>{BODY[0]} …</description>"
    kind, (piece, short) = read(RSS.format(ITEM.format(FULL) + ITEM.format(teaser)))
    assert (kind, piece.text) == ("feed", TEXT)
    assert facts(piece) == ("Ferry & port", "Post", "Ida Holm", "2013-07-29")
    assert short.reason == "only a teaser of 19 words, not the article"


def test_an_export_of_wordpress_sets_drafts_and_attachments_aside():
    kinds = [("post", "publish"), ("page", "draft"), ("attachment", "inherit"), ("nav_menu_item", "publish")]
    state = "<wp:post_type>{}</wp:post_type><wp:status>{}</wp:status>"
    pieces = read(RSS.format("".join(ITEM.format(FULL + state.format(*kind)) for kind in kinds)))[1]
    assert [bool(piece.reason) for piece in pieces] == [False, True, True, True]


def test_atom_and_json_feed():
    entry = (
        "<entry><title>{}</title><published>2013-07-29</published><author><name>Ida</name></author>{}</entry>"
    )
    content = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{PARAGRAPHS}</div></content>'
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>{}</feed>'
    (piece,) = read(atom.format(entry.format(TITLE, content)))[1]
    assert (facts(piece), piece.text) == ((TITLE, "Post", "Ida", "2013-07-29"), TEXT)
    item = {
        "title": TITLE,
        "content_html": PARAGRAPHS,
        "date_published": "2013-07-29",
        "author": {"name": "Ida"},
    }
    teaser = {"content_html": f"<p>{BODY[0]}</p>", "summary": BODY[0]}
    made = {"version": "https://jsonfeed.org/version/1", "title": "Post", "items": [item, teaser]}
    kind, (piece, short) = read(json.dumps(made).replace("/", "\\/"))
    assert (kind, facts(piece), piece.text) == ("feed", (TITLE, "Post", "Ida", "2013-07-29"), TEXT)
    assert short.reason.startswith("only a teaser")
    with pytest.raises(InputError, match="only entries without their texts"):
        read(atom.format(entry.format(TITLE, "<summary>Some text.</summary>")))


# Mails, pages, web archives


def newsletter(subject, plain, html="", attached=""):
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Harbour Post <news@post.example>"
    message["Date"] = "Thu, 19 Feb 2015 23:18:40 +1100"
    message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html")
    if attached:
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename=attached)
    return message.as_bytes()


def test_a_newsletter():
    kind, (piece,) = read(newsletter("Fähre: nichts geht", TEXT, f"<html>{PARAGRAPHS}</html>"))
    assert (kind, facts(piece)) == ("mail", ("Fähre: nichts geht", "Harbour Post", "", "2015-02-19"))
    assert piece.text == TEXT
    piece, other = read(newsletter(TITLE, "See the web version.", f"<html>{PARAGRAPHS}</html>", "press.pdf"))[
        1
    ]
    assert (piece.text, other.title, bool(other.reason)) == (TEXT, "press.pdf", True)


def test_a_mailbox_is_read_mail_by_mail():
    mails = [newsletter("One", TEXT), newsletter("Two", "See below"), newsletter("Three", TEXT)]
    data = b"".join(b"From a@b Thu Feb 19 23:18:40 2015\n" + one + b"\n" for one in mails)
    kind, pieces = read(data)
    assert (kind, [piece.title for piece in pieces]) == ("mail", ["One", "", "Three"])
    assert "holds no article" in pieces[1].reason
    assert pieces[0].text == TEXT


def test_a_mail_that_breaks_off_or_says_nothing_is_refused_in_a_sentence():
    whole = newsletter(TITLE, TEXT, f"<html>{PARAGRAPHS}</html>")
    with pytest.raises(InputError, match="^m: this mail breaks off"):
        read(whole[: len(whole) - 60], "m")
    with pytest.raises(InputError, match="^m: this mail holds no article"):
        read(newsletter(TITLE, "See below"), "m")


PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="{{0}}"><title>{TITLE} - Post</title>
<meta property="og:site_name" content="Post"><meta name="author" content="Ida Holm">{{1}}</head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>{TITLE}</h1>{PARAGRAPHS}
<p>Trains run as on any other day, said the company, and tickets for the ferry are good on them too.</p>
</article><script>document.write("never")</script><footer>All rights reserved</footer></body></html>"""

DATED = {"@type": ["NewsArticle"], "datePublished": "2020-01-16"}


@pytest.mark.parametrize(
    "stated",
    [
        '<meta property="article:published_time" content="2020-01-16T18:02:53+00:00">',
        f'<script type="application/ld+json">[{json.dumps({"@graph": [DATED]})}]</script>',
        '<link rel="canonical" href="https://post.example/2020/01/16/ferry.html">',
    ],
)
def test_a_saved_page(stated):
    kind, (piece,) = read(PAGE.format("utf-8", stated))
    assert (kind, facts(piece)) == ("web page", (TITLE, "Post", "Ida Holm", "2020-01-16"))
    assert piece.text.startswith(BODY[0]) and piece.text.endswith("good on them too.")


def test_a_page_is_dated_only_as_it_states():
    clock = "<p>Updated 3 minutes ago, on March 3, 2021, we think, said the clock on the wall.</p></article>"
    (piece,) = read(PAGE.format("utf-8", "").replace("</article>", clock))[1]
    assert piece.date == ""


def test_a_page_is_read_in_the_encoding_that_it_declares_unless_it_is_utf_8():
    cyrillic = PAGE.format("windows-1251", "").replace("Talks go on", "Переговоры идут")
    for encoding in ("cp1251", "utf-8"):
        (piece,) = read(cyrillic.encode(encoding, "xmlcharrefreplace"))[1]
        assert "Переговоры идут" in piece.text


def test_a_page_whose_text_is_written_for_machines():
    body = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(BODY * 2), "headline": TITLE})
    html = f"<html><head><title>{TITLE}</title></head><body><p>Subscribe to read this.</p>"
    html += f'<script type="application/ld+json">{body}</script></body></html>'
    assert read(html)[1][0].text == " ".join(BODY * 2)


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>"
        + "".join(f"<li><a href='/{n}'>Ferry stays in port {n}</a></li>" for n in range(60))
        + "</body></html>",
        "<!doctype html><html><title>Sign in</title><p>Your session has ended. Sign in again.</p></html>",
        "<html></html>",
    ],
)
def test_a_page_that_is_no_article_is_refused_in_a_sentence(html):
    with pytest.raises(InputError, match=r"^x.docx: this page holds no article"):
        read(html, "x.docx")


def test_a_page_saved_as_one_file():
    message = EmailMessage()
    message["From"], message["Snapshot-Content-Location"] = "<Saved by Blink>", "https://post.example/"
    message["Subject"] = "Ferry"
    message.make_related()
    message.add_related(PAGE.format("utf-8", "").encode(), "text", "html")
    message.add_related(b"x", "image", "png")
    assert facts(read(message.as_bytes())[1][0]) == (TITLE, "Post", "Ida Holm", "")


def web_archive(pages, *, packed=True):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    made = io.BytesIO()
    writer = WARCWriter(made, gzip=packed)
    for address, kind, data in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(address, "response", io.BytesIO(data), http_headers=headers)
        )
    return made.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive(packed):
    pages = [
        ("http://a/1", "text/html; charset=utf-8", PAGE.format("utf-8", "").encode()),
        ("http://a/2", "text/html", b"<html><p>Not found.</p></html>"),
        ("http://a/3", "image/png", b"\x89PNG"),
    ]
    kind, (piece, none, others) = read(web_archive(pages, packed=packed))
    assert (kind, piece.title) == ("web archive (WARC)", TITLE)
    assert (none.title, bool(none.reason)) == ("http://a/2", True)
    assert others.reason.startswith("1 record that")


# Archives


def test_an_archive_of_files_of_any_kind():
    members = {
        "a.csv": f'title,text\nFerry,"{BODY[0]}"\n',
        "b/c.html": PAGE.format("utf-8", ""),
        "d.docx": "<html>",
    }
    members |= {"__MACOSX/._a.csv": "x", "b/.DS_Store": "x"}
    kind, (one, two, three) = read(zipped(members), "all.zip")
    assert (kind, one.title, two.title) == ("archive", "Ferry", TITLE)
    assert three.reason.startswith("all.zip/d.docx: ")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_read_each():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for text in ("One.", "Two."):
            made.writestr("a.csv", f"title,text\na,{text}\n")
    assert [piece.text for piece in read(packed.getvalue())[1]] == ["One.", "Two."]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_packed_file_is_read_as_what_it_holds(pack):
    assert read(pack(f'title,text\nFerry,"{BODY[0]}"\n'.encode()), "a.csv.gz")[1] == [
        Piece(BODY[0], title="Ferry")
    ]
    with pytest.raises(InputError, match=r"^a.csv.gz: no column holds"):
        read(pack(b"title,date\nFerry,2019\n"), "a.csv.gz")


NAMELESS = (  # found by fuzzing
    b"UEsDBBQAACAIAAQHfF15tnFzGQAAABcAAAAFAAAAYS5jc3YrySzJSdUpSa0f4UrU8SxRKErMzEtN0QMAUEsBAhQDFAAAAAgABAd8XXm2"
    b"cXMZAAAAFwAAAAUAACgAAAAALmNzdlBLBQYAAAAAY3N2UEsFBgAAAAABAAEAMwAAADwAAAAAAA=="
)
NAMELESS = base64.b64decode(NAMELESS)


@pytest.mark.parametrize(
    "make, said",
    [
        (lambda: gzip.compress(bytes(201 << 20)), "unpacks to more than 200 MB or 5,000 files"),
        (
            lambda: zipped({"a": bytes(150 << 20), "b": bytes(60 << 20)}),
            "unpacks to more than 200 MB or 5,000 files",
        ),
        (lambda: zipped({str(n): "" for n in range(5001)}), "5,000 files"),
        (lambda: zipped({"a.zip": zipped({"b.txt": TEXT})}), "an archive lies in this archive"),
        (lambda: gzip.compress(gzip.compress(b"x")), "an archive lies in this archive"),
        (lambda: zipped({"a.txt": TEXT * 9})[:200], "broken or breaks off"),
        (lambda: gzip.compress(TEXT.encode() * 9)[:60], "broken or breaks off"),
        (lambda: zipped({}), "no file in this archive holds an article"),
        (lambda: NAMELESS, "broken or breaks off"),
    ],
)
def test_an_archive_that_cannot_be_read_is_refused_in_a_sentence(make, said):
    with pytest.raises(InputError, match=f"^a: .*{said}"):
        read(make(), "a")


def test_nothing_leaves_the_archive(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = archive.members(File("a.zip", zipped({"../../out.txt": TEXT, "/etc/out.txt": TEXT})))
    assert [file.name for file in files] == ["a.zip/../../out.txt", "a.zip//etc/out.txt"]
    assert list(tmp_path.iterdir()) == []


# Any bytes


WHOLE = {
    office: [docx(f"<w:p>{runs(*BODY)}</w:p>"), b"{\\rtf1 Rain fell\\par It \\'fc \\u8364? rained.}"],
    pdf: [made_pdf([column(BODY)])],
    table: [
        CSV.encode(),
        workbook([["title", "text"], ["a", TEXT]]),
        b'{"title": "a", "text": ["It rained."]}',
    ],
    wire: [
        NITF.format("", TITLE, PARAGRAPHS).encode(),
        IPTC.encode(),
        ANPA.encode(),
        G2.format("", "").encode(),
    ],
    feed: [RSS.format(ITEM.format(FULL)).encode()],
    mail: [newsletter(TITLE, TEXT, PARAGRAPHS, "a.pdf")],
    page: [PAGE.format("utf-8", "").encode()],
    warc: [web_archive([("http://a", "text/html", PAGE.encode())], packed=False)],
    archive: [zipped({"a.csv": "title,text\na,It rained."}), gzip.compress(TEXT.encode())],
}


def answers(reader, data):
    """Whether a reader gives pieces or an InputError, and only that."""
    file = File("f", data)
    assert reader.recognise(file) in (True, False)
    try:
        pieces = reader.read(file)
    except InputError as error:
        return len(str(error)) < 400
    return all(isinstance(piece, Piece) for piece in pieces) and any(not piece.reason for piece in pieces)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__.rpartition(".")[2])
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_bytes_are_answered(reader, data):
    """Any bytes, and files that are cut, overwritten or glued anywhere."""
    assert answers(reader, data.draw(st.binary(max_size=200)))
    whole = data.draw(st.sampled_from(WHOLE[reader]))
    start, stop = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    assert answers(reader, whole[:start] + data.draw(st.binary(max_size=8)) + whole[stop:])


NESTED = "<newsMessage>" + "<newsItem>" * 20_000 + "</newsItem>" * 20_000 + "</newsMessage>"
SCRIPTS = "<html>" + "<script type='application/ld+json'>" * 20_000
FONTS = "{\\rtf1{\\fonttbl" + "\\f1\\fcharset" * 20_000 + "} It rained all day.}"


@pytest.mark.parametrize(
    "reader, data",
    [
        (page, SCRIPTS),
        (page, "<!-- -->" * 20_000 + "x"),
        (wire, NESTED),
        (office, FONTS),
        (office, "{\\rtf1 " + "a.'''''" * 20_000 + "x}"),
        (mail, "From: " + "a  " * 20_000 + "\nDate: b\n\nIt rained all day."),
        (mail, "From: a\nDate: b\nContent-Type: text/plain" + "; a=b" * 20_000 + "\n\nIt rained all day."),
    ],
    ids=["scripts", "comments", "items in items", "fonts", "quotation marks", "blanks", "parameters"],
)
def test_what_was_found_to_take_long_is_answered(reader, data):
    """Each took minutes, or the square of its length in time, before it was bounded."""
    assert answers(reader, data.encode())


@pytest.mark.parametrize(
    "reader, data",
    [
        (office, docx("<w:p/>" * 4_000_001)),
        (feed, b"<rss>" + b"<b/>" * 4_000_001 + b"</rss>"),
        (page, b"<html>" + b"<b>" * 4_000_001),
        (table, b"title,text\n" + b"a,b\n" * 200_001),
        (table, b"[{}" + b",{}" * 2_000_001 + b"]"),
    ],
    ids=["docx", "xml", "html", "csv", "json"],
)
def test_what_would_swell_in_memory_is_refused_in_a_sentence(reader, data):
    with pytest.raises(InputError, match="than (are|is) read at once; split it"):
        reader.read(File("f", data))
