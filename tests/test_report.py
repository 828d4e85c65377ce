"""The report: what stands in it, what it is told, and what it refuses."""

import json
import re
import shutil
import tomllib

import pandas as pd
import pytest
import reports
from lxml import html

from helpers import ROOT, InputError, corpus, corpus_name, report
from helpers.__main__ import main

MADE = json.loads((ROOT / "figures" / "manifest.json").read_text("utf-8"))
MANIFEST = {name: entry for name, entry in MADE.items() if entry["notebook"] != "08-compare"}  # the seed's
each_figure = pytest.mark.parametrize("name", MANIFEST)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "figures"
    reports.of_the_seed(folder)
    return folder


@pytest.fixture(scope="module")
def text(folder):
    return (folder / "report.html").read_text("utf-8")


@pytest.fixture(scope="module")
def tree(text):
    return html.fromstring(text)


@pytest.fixture
def copy(folder, tmp_path):
    """A run of one's own to spoil."""
    return shutil.copytree(folder, tmp_path / "figures")


@pytest.fixture
def hostile(tmp_path, style):
    """Texts, and where the notebooks lie that ran on them."""
    path = reports.texts(tmp_path / "mine")
    return path, reports.run(path)


def words(node):
    return " ".join(node.text_content().split())


@each_figure
def test_every_figure_is_there_with_its_alt_text_caption_and_table(tree, name):
    figures = {one.find(".//svg").get("aria-label"): one for one in tree.iter("figure")}
    figure = figures[MANIFEST[name]["alt"]]
    assert len(figures) == len(MANIFEST)
    assert figure.find(".//svg").get("role") == "img"
    assert words(figure.find("figcaption")).endswith(MANIFEST[name]["caption"])
    rows = pd.read_csv(ROOT / "figures" / f"{name}.csv")
    assert len(figure.findall(".//details//tbody/tr")) in (min(8, len(rows)), len(rows.columns))
    assert len(rows) <= 8 or f"all in {name}.csv" in words(figure.find("details"))


def test_nothing_is_asked_of_the_network(tree, text):
    leads = [(key, value) for node in tree.iter() for key, value in node.attrib.items()
             if key.rpartition(":")[2] in ("src", "href", "srcset", "action", "data", "poster")]  # fmt: skip
    assert [one for one in leads if not one[1].startswith(("#", "data:image/png;base64,"))] == []
    style = "".join(node.text or "" for node in tree.iter("style"))
    assert "@import" not in style and not re.search(r"url\((?!#)", style)
    assert [node.tag for node in tree.iter("link", "iframe", "object", "embed", "base")] == []
    policy = tree.find('.//meta[@http-equiv="Content-Security-Policy"]').get("content")
    assert policy.startswith("default-src 'none'") and "http" not in policy


def test_every_id_is_given_once_and_every_reference_leads_to_one(tree, text):
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    meant = {value[1:] for node in tree.iter() for key, value in node.attrib.items()
             if key.endswith("href") and value.startswith("#")}  # fmt: skip
    meant |= set(re.findall(r"url\(#([^)]+)\)", text))
    assert meant - set(ids) == set() and len(meant) > 50


def test_every_number_in_short_is_there_as_the_notebook_printed_it(tree):
    points = {re.sub(r"\(Figure \d+\)", "(Figure)", words(node)) for node in tree.iter("li")}
    for path in (ROOT / "notebooks").glob("0[1-6]-*.ipynb"):
        for cell in json.loads(path.read_bytes())["cells"]:
            if "figures.in_short(" in "".join(cell["source"]):
                lines = "".join(cell["outputs"][0]["data"]["text/plain"]).splitlines()
                lines = [re.sub(r"\(0\d-[a-z]+\)", "(Figure)", " ".join(line.split())) for line in lines]
                assert lines and {*lines} <= points


def test_the_measured_error_stands_beside_the_numbers(tree):
    rows = [[words(cell) for cell in row] for row in tree.iter("tr")]
    known = pd.read_csv(ROOT / "helpers" / "data" / "validation.csv")
    for one in known[(known["task"] == "tone of a sentence") & (known["measure"] == "r")].itertuples():
        numbers = [f"{number:.2f}" for number in (one.value, one.low, one.high)]
        assert [one.instrument, "r", *numbers] in [row[:5] for row in rows]


def test_a_drafted_register_has_the_recognisers_error_and_one_by_hand_has_none(tree, hostile):
    path, executed = hostile
    assert "The register was drafted" not in words(tree)
    shutil.move(path / "actors.csv", path.parent / "register.csv")
    page, *_ = report.write_report(path, notebooks=[executed])
    mine = html.fromstring(page.read_text("utf-8"))
    assert "The register was drafted" in words(mine)
    known = pd.read_csv(ROOT / "helpers" / "data" / "validation.csv")
    (f1,) = known[(known["instrument"] == "names") & (known["measure"] == "typed_f1")]["value"]
    rows = [[words(cell) for cell in row] for row in mine.iter("tr")]
    assert ["names", "typed_f1", f"{f1:.2f}"] in [row[:3] for row in rows]


def test_sentences_limits_sources_and_citation_are_there(tree):
    page = words(tree)
    for said in [
        "Brutal security forces were sent out", "A score is the tone of words: neither the author's opinion",
        "doi:10.1609/icwsm.v8i1.14550", "The Column Inch authors (2026)", MANIFEST["02-tone"]["fingerprint"],
        MANIFEST["02-tone"]["files"]["02-tone.png"], "matplotlib 3.", "EXTREMES = 3",
    ]:  # fmt: skip
        assert said in page, said
    assert ".ipynb" not in "".join(node.get("href", "") for node in tree.iter("a"))


def test_a_page_of_an_article_is_small_and_the_same_twice(copy):
    first = (copy / "report.html").read_bytes()
    reports.again(copy)
    assert (copy / "report.html").read_bytes() == first
    assert len(first) < 5_000_000


def test_all_texts_are_in_the_reading_view(hostile):
    path, executed = hostile
    page, *_ = report.write_report(path, notebooks=[executed])
    data = json.loads(html.fromstring(page.read_text("utf-8")).get_element_by_id("pages").text)
    assert [name for name, _ in data["texts"]] == list(data["pages"]) == ["first", "second"]
    assert data["texts"][0][1] == reports.HOSTILE
    assert "".join(s["text"] for s in data["pages"]["second"]["sentences"]).startswith("A good day in Basra")


def test_words_of_a_text_are_words_in_the_page(hostile):
    """No element and no script comes from a text, a title, a label, a parameter or `report.toml`."""
    path, executed = hostile
    plain = path / "report.toml"
    *_, told = report.write_report(path, notebooks=[executed], settings=plain)
    given = tomllib.loads(told.read_text("utf-8"))
    name = given["figures"][0]["name"]
    told.write_text(
        f"title = {json.dumps(reports.HOSTILE)}\nauthor = {json.dumps(reports.HOSTILE)}\n[[figures]]\n"
        f'name = "{name}"\ntext = {json.dumps(reports.HOSTILE)}\n', "utf-8",
    )  # fmt: skip
    page, *_ = report.write_report(path, notebooks=[executed], settings=plain)
    tree = html.fromstring(page.read_text("utf-8"))
    assert len([*tree.iter("script")]) == 2 and [*tree.iter("img", "i")] == []
    assert [key for node in tree.iter() for key in node.attrib if key.startswith("on")] == []
    assert words(tree.find(".//h1")) == " ".join(reports.HOSTILE.split())
    assert f"Said: {' '.join(reports.HOSTILE.split())}" in {words(node) for node in tree.iter("li")}
    assert "Read from mine: two texts (Figure 1)" in {words(node) for node in tree.iter("li")}
    assert str(path.parent) not in page.read_text("utf-8") + told.read_text("utf-8")


def test_the_first_run_writes_what_it_may_be_told_and_the_next_keeps_it(copy):
    told = copy / "report.toml"
    fresh = tomllib.loads(told.read_text("utf-8"))
    names = [figure["name"] for figure in fresh["figures"]]
    assert sorted(names) == sorted(MANIFEST) and names[1:4] == ["01-ledger", "02-tone", "02-validation"]
    mine = """\ufefftitle = "Iraq, read closely"
author = "Anna Okello"
columns = 2
[[figures]]
name = "05-toward"
text = '''
Nobody is condemned.

Nobody is praised.'''
[[figures]]
name = "01-ledger"
"""
    told.write_text(mine, "utf-8")
    reports.again(copy)
    assert told.read_text("utf-8") == mine
    tree = html.fromstring((copy / "report.html").read_text("utf-8"))
    assert (words(tree.find(".//h1")), words(tree.find(".//header/p"))) == (
        "Iraq, read closely",
        "Anna Okello",
    )
    figures = [*tree.iter("figure")]
    assert [one.find(".//svg").get("aria-label") for one in figures] == [
        MANIFEST[name]["alt"] for name in ("05-toward", "01-ledger")
    ]
    assert [words(p) for p in figures[0].findall("p")] == ["Nobody is condemned.", "Nobody is praised."]
    assert "columns-2" in figures[0].getparent().get("class")


@pytest.mark.parametrize(
    "content, said",
    [
        ('title = "x', "end of document"), ("titel = 'x'", "nothing is called titel"),
        ("title = 3", "title is 3"),
        ("columns = 3", "columns is 3"), ("columns = true", "columns is True"),
        ("figures = 'all'", "figures is 'all'"),
        ("figures = ['02-tone']", "a figure without a name"),
        ("[[figures]]\ntext = ''", "a figure without a name"),
        ("[[figures]]\nname = '09-none'", 'no figure "09-none"'), ("[[figures]]\nname = 2", "name is 2"),
        ("[[figures]]\nname = '02-tone'\n[[figures]]\nname = '02-tone'", "02-tone stands there twice"),
        ("[[figures]]\nname = '02-tone'\nsize = 3", "nothing is called size"), ("a\0b", "report.toml"),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_refused_in_one_sentence(copy, content, said):
    (copy / "report.toml").write_text(content, "utf-8")
    before = (copy / "report.html").read_bytes()
    with pytest.raises(InputError) as refused:
        reports.again(copy)
    assert (
        said in str(refused.value) and "report.toml" in str(refused.value) and "\n" not in str(refused.value)
    )
    assert (copy / "report.html").read_bytes() == before


def spoil_nothing_there(folder):
    shutil.rmtree(folder)


def spoil_manifest(folder):
    (folder / "manifest.json").write_text("{", "utf-8")


def spoil_texts(folder):
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["02-tone"]["texts"] = {"000_dc9668a5bd49d4a6": "0" * 64}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def spoil_figure(folder):
    with (folder / "02-tone.svg").open("a") as file:
        file.write("<!-- mine -->")


def spoil_table(folder):
    (folder / "02-tone.csv").unlink()


def spoil_run(folder):
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["03-zipf"]["fingerprint"] = "00000000"
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


@pytest.mark.parametrize(
    "spoil, said",
    [
        (spoil_nothing_there, "no figures"), (spoil_manifest, "manifest.json is damaged"),
        (spoil_texts, "02-tone in "), (spoil_figure, "02-tone.svg is missing, or not as"),
        (spoil_table, "02-tone.csv is missing"), (spoil_run, "03-term-frequencies.ipynb: not as it ran"),
    ],
)  # fmt: skip
def test_what_is_missing_or_stale_is_said_with_the_command_to_run(copy, spoil, said):
    spoil(copy)
    with pytest.raises(InputError) as refused:
        reports.again(copy)
    assert said in str(refused.value) and "\n" not in str(refused.value)
    assert re.search(r"run python -m helpers figures (again|first)$", str(refused.value))


def test_a_figure_of_other_texts_that_no_run_makes_again_is_left_out(copy):
    manifest = json.loads((copy / "manifest.json").read_bytes())
    manifest["07-tone"] = manifest["02-tone"] | {"notebook": "07-explore", "texts": {"old": "0" * 64}}
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (copy / "report.toml").unlink()
    page, _, told = reports.again(copy)
    assert "07-tone" not in told.read_text("utf-8") and "07-tone" not in page.read_text("utf-8")


def test_a_text_that_was_changed_makes_the_report_stale(hostile, capsys):
    path, _ = hostile
    (path / "second.txt").write_text("Another day.", "utf-8")
    assert main(["report", f"--texts={path}"]) == 2
    said = capsys.readouterr().err
    assert "made from other texts" in said and f'run python -m helpers figures "--texts={path}" again' in said


def test_one_command_writes_both_and_says_where(hostile, capsys, monkeypatch):
    path, executed = hostile
    shutil.copytree(executed, executed.parent / corpus_name(path))
    monkeypatch.setattr("helpers.__main__.EXECUTED", executed.parent)
    assert main(["report", f"--texts={path}"]) == 0
    said = capsys.readouterr().out
    assert "report.html, report.docx; what they say and show is set in" in said and said.count("\n") == 1


def test_settings_beside_the_texts_are_read_and_are_no_text(hostile):
    path, executed = hostile
    (path / "report.toml").write_text('title = "Mine"', "utf-8")
    assert [*corpus.load(path)["doc_id"]] == ["first", "second"] and corpus.unread_files(path).empty
    page, _, told = report.write_report(path, notebooks=[executed])
    assert told == path / "report.toml" and page.name == "report.html"
    assert words(html.fromstring(page.read_text("utf-8")).find(".//h1")) == "Mine"


# -- the document


@pytest.fixture(scope="module")
def written(folder):
    import docx

    return docx.Document(folder / "report.docx")


def fields(document):
    return document.element.body.xpath(".//w:instrText/text()")


def test_the_document_has_headings_and_every_figure_with_alt_text_and_a_numbered_caption(written):
    headings = [p.text for p in written.paragraphs if p.style.name == "Heading 1"]
    assert (
        headings[:3] == ["What was read", "Key numbers", "Figures"] and headings[-1] == "Sources and method"
    )
    alts = written.element.body.xpath(".//wp:docPr/@descr")
    assert sorted(alts) == sorted(entry["alt"] for entry in MANIFEST.values())
    captions = [p.text for p in written.paragraphs if p.style.name == "Caption"]
    entries = {entry["alt"]: entry for entry in MANIFEST.values()}
    assert [f"Figure {number}. {entries[alt]['caption']}" for number, alt in enumerate(alts, 1)] == [
        caption for caption in captions if caption.startswith("Figure")
    ]
    assert sum(field.startswith("SEQ Figure") for field in fields(written)) == len(MANIFEST)


def test_what_the_document_refers_to_is_there(written):
    marks = written.element.body.xpath(".//w:bookmarkStart/@w:name")
    meant = [field.split()[1] for field in fields(written) if field.startswith("REF ")]
    assert sorted(marks) == sorted(meant) and len(set(marks)) == len(marks) == len(MANIFEST)
    assert len(set(written.element.body.xpath(".//w:bookmarkStart/@w:id"))) == len(marks)


def test_its_tables_are_tables_whose_head_is_repeated_and_fit_between_the_margins(written):
    rows = [[[cell.text for cell in row.cells] for row in table.rows] for table in written.tables]
    numbered = sum(field.startswith("SEQ Table") for field in fields(written))
    assert len(rows) == numbered > len(MANIFEST)
    assert ["tone", "r", "0.61", "0.57", "0.65"] in [row[:5] for table in rows for row in table]
    for table in written.tables:
        assert sum(column.width.mm for column in table.columns) < 170.5
        heads = table._tbl.xpath(".//w:tblHeader")
        assert len(heads) == (0 if table.cell(0, 0).text == "file" else 1)


def test_a_document_is_the_same_twice(copy):
    first = (copy / "report.docx").read_bytes()
    reports.again(copy)
    assert (copy / "report.docx").read_bytes() == first
    assert len(first) < 5_000_000


def test_words_of_a_text_are_words_in_the_document(hostile):
    import docx

    path, executed = hostile
    told = path / "report.toml"
    told.write_text('title = "a\\u0001 <b>&amp;"\nauthor = "Zoë 🙂"', "utf-8")
    made = docx.Document(report.write_report(path, notebooks=[executed])[1])
    assert [p.text for p in made.paragraphs[:2]] == ["a <b>&amp;", "Zoë 🙂"]
    assert f"Said: {reports.HOSTILE}" in [p.text for p in made.paragraphs]
    assert any("<b>lied</b>" in cell.text for table in made.tables for cell in table._cells)


def test_the_figures_of_the_press_are_none_of_the_seed_s():
    run = report.last_run("seeds", folder=ROOT / "figures", notebooks=[ROOT / "notebooks"])
    assert sorted(run.figures) == sorted(MANIFEST) and len(MANIFEST) < len(MADE)
    assert "08-compare" not in [chapter.name for chapter in run.chapters]
