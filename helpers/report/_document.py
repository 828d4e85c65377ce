"""The report as a document (DOCX) to go on writing in: real headings, captions, fields and tables."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lxml import html

from helpers._files import printable
from helpers.report._parts import Heading, Part, Picture, Points, Prose, Reading, Table
from helpers.report._settings import Settings

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

WIDTH = 170  # millimetres between the margins of an A4 page
MARGIN = 20
COLUMNS = 9  # at most, and the first ones
ROWS = 20  # at most, of a table: a file beside the figure has all of it
LETTER, PADDING = 2.05, 4.5  # millimetres of a letter in a table, and of what is beside the text of a cell
TOGETHER = 10  # rows of a table that stays on one page
LONGEST = 30  # letters of a word that is not cut
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(settings: Settings, parts: Sequence[Part]) -> bytes:
    """Set the parts as a document; the same parts give the same bytes."""
    made = _empty(settings)
    for part in _on_paper(parts):
        _add(made, part)
    buffer = io.BytesIO()
    made.save(buffer)
    return _undated(buffer)


def _on_paper(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts without the reading view, its heading, and what only the page lists."""
    for part, after in pairwise([*parts, None]):
        lists = isinstance(part, Table) and not part.on_paper
        if part and not lists and not isinstance(part, Reading) and not isinstance(after, Reading):
            yield part


def _empty(settings: Settings) -> "Document":
    """A document with title, author and the styles of the report."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Mm(MARGIN))
    looks = {"Title": 24, "Heading 1": 16, "Heading 2": 12.5, "Caption": 9, "Normal": 10.5}
    for name, size in looks.items():
        _look(made.styles[name], size)
    made.styles["Caption"].font.bold = False
    made.styles["Caption"].paragraph_format.keep_together = True
    _table_styles(made)
    title, author = _clean(settings.title or "Report"), _clean(settings.author)
    made.core_properties.title, made.core_properties.author = title[:255], author[:255]
    made.core_properties.comments = ""
    made.add_paragraph(title, "Title")
    if author.strip():
        made.add_paragraph(author, "Subtitle")
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot, "PAGE", "1")
    return made


def _table_styles(made: "Document") -> None:
    """Small text, and a thin line above, between and below the rows."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    cells = made.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cells.base_style = made.styles["Normal"]
    cells.font.size, cells.paragraph_format.space_after = Pt(8), Pt(0)
    rules = made.styles.add_style("Report Table", WD_STYLE_TYPE.TABLE)
    rules.base_style = made.styles["Normal Table"]
    line = 'w:val="single" w:sz="4" w:color="999999"'
    lines = "".join(f"<w:{side} {line}/>" for side in ("top", "bottom", "insideH"))
    rules.element.append(parse_xml(f"<w:tblPr {nsdecls('w')}><w:tblBorders>{lines}</w:tblBorders></w:tblPr>"))


def _look(style: Any, size: float) -> None:
    """One plain face for all, in black; whoever wants another changes the style."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)


def _add(made: "Document", part: Part) -> None:
    if isinstance(part, Heading):
        made.add_heading(_clean(part.text), part.level - 1)
    elif isinstance(part, Prose) and part.markdown:
        _markdown(made, part.text)
    elif isinstance(part, Prose):
        _paragraphs(made, part.text)
    elif isinstance(part, Points):
        for line in part.lines:
            made.add_paragraph(_clean(line), "List Bullet")
    elif isinstance(part, Table):
        caption = made.add_paragraph(style="Caption")
        _numbered(caption, "Table", _clean(part.name))
        _table(made, part)
    elif isinstance(part, Picture):
        _picture(made, part)


def _paragraphs(made: "Document", text: str) -> None:
    for block in re.split(r"\n\s*\n", text.strip()):
        if block:
            made.add_paragraph(_clean(" ".join(block.split())))


def _markdown(made: "Document", text: str) -> None:
    """A notebook's prose: its paragraphs and lists, with what is bold, slanted or code."""
    import mistune

    blocks: Any = mistune.create_markdown(renderer="ast")(text)
    for block in blocks:
        if block["type"] == "list":
            for item in block["children"]:
                _runs(made.add_paragraph(style="List Bullet"), item["children"])
        elif "children" in block:
            _runs(made.add_paragraph(), block["children"])


def _runs(paragraph: "Paragraph", tokens: list[dict], bold: bool = False, italic: bool = False) -> None:
    for token in tokens:
        kind = token["type"]
        if "children" in token:
            _runs(paragraph, token["children"], bold or kind == "strong", italic or kind == "emphasis")
        else:
            run = paragraph.add_run(_clean(token.get("raw", " ")))
            run.bold, run.italic = bold or None, italic or None
            if kind == "codespan":
                run.font.name = "Courier New"


def _picture(made: "Document", picture: Picture) -> None:
    """The analyst's words, the drawing with its alt text, its caption, and the first rows of its table."""
    from docx.shared import Mm

    _paragraphs(made, picture.words)
    holder = made.add_paragraph()
    holder.paragraph_format.keep_with_next = True
    shape = holder.add_run().add_picture(str(picture.file("png")))
    if shape.width > Mm(WIDTH):
        shape.height, shape.width = Mm(round(WIDTH * shape.height / shape.width)), Mm(WIDTH)
    properties = shape._inline.docPr
    properties.set("descr", _clean(picture.alt))
    properties.set("name", f"Figure {picture.number}")
    mark = f"figure_{picture.number}"
    _numbered(made.add_paragraph(style="Caption"), "Figure", _clean(picture.caption), mark)
    caption = made.add_paragraph(style="Caption")
    _numbered(caption, "Table", "The table behind ")
    _field(caption, f"REF {mark} \\h", f"Figure {picture.number}")
    _table(made, picture.table)


def _numbered(paragraph: "Paragraph", kind: str, words: str, mark: str = "") -> None:
    """A caption whose number Word counts anew; `mark` is the bookmark by which a reference finds it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.paragraph_format.keep_with_next = kind == "Table"
    fields = paragraph._p.getroottree().xpath(
        f"//w:instrText[starts-with(., 'SEQ {kind} ')]", namespaces=paragraph._p.nsmap
    )
    number = len(fields) + 1
    ends = [OxmlElement(f"w:bookmark{end}") for end in ("Start", "End")]
    for end in ends:
        end.set(qn("w:id"), str(number))
    ends[0].set(qn("w:name"), mark)
    if mark:
        paragraph._p.append(ends[0])
    paragraph.add_run(f"{kind} ").bold = True
    _field(paragraph, f"SEQ {kind} \\* ARABIC", str(number), bold=True)
    if mark:
        paragraph._p.append(ends[1])
    paragraph.add_run(f". {words}")


def _field(paragraph: "Paragraph", instruction: str, shown: str, *, bold: bool = False) -> None:
    """A field of Word, with what it shows until it is counted anew."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(mark)
        if kind == "begin":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f"{instruction} "
            paragraph.add_run()._r.append(text)
        elif kind == "separate":
            paragraph.add_run(shown).bold = bold or None


def _table(made: "Document", table: Table) -> None:
    """The rows as notebooks show them: headings repeated on each page, numbers at the right, no row cut."""
    from docx.shared import Mm

    from helpers.figures import show_table

    shown = show_table(table.rows, shown=min(table.shown, ROWS), file=table.file)
    tree = html.fromstring(f"<div>{shown.html}</div>")
    rows = [row.xpath("./th|./td")[:COLUMNS] for row in tree.iter("tr")]
    if not rows:
        made.add_paragraph(_clean(shown.text))
        return
    widths = _widths([[cell.text_content() for cell in row] for row in rows])
    grid = made.add_table(len(rows), len(widths), "Report Table")
    grid.autofit = False
    heads = [row for row in tree.iter("tr") if row.getparent().tag == "thead"]
    for column, width in zip(grid.columns, widths):
        column.width = Mm(width)
    for number, (cells, row) in enumerate(zip(rows, grid.rows)):
        _unbroken(row, head=number < len(heads))
        for cell, place, width in zip(cells, row.cells, widths):
            place.width = Mm(width)
            _fill(place.paragraphs[0], cell, bold=cell.tag == "th")
            place.paragraphs[0].paragraph_format.keep_with_next = len(rows) <= TOGETHER
    wide = max(len(row.xpath("./th|./td")) for row in tree.iter("tr"))
    left = [f"the first {COLUMNS} of {wide} columns"] if wide > COLUMNS else []
    notes = [" ".join(node.text_content().split()) for node in tree.xpath("//caption|//div/p")]
    notes[1:1] = left
    made.add_paragraph(_clean(". ".join(note.rstrip(".") for note in notes) + "."), "Table Text")
    made.add_paragraph()


def _fill(paragraph: "Paragraph", cell: Any, *, bold: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.style = "Table Text"
    paragraph.add_run(_clean(cell.text_content())).bold = bold
    if "text-align" not in cell.get("style", ""):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _unbroken(row: Any, *, head: bool) -> None:
    from docx.oxml import OxmlElement

    for name in ["w:cantSplit", *(["w:tblHeader"] if head else [])]:
        row._tr.get_or_add_trPr().append(OxmlElement(name))


def _widths(rows: list[list[str]]) -> list[float]:
    """Width of each column in millimetres: no word is cut, and long text takes what is left."""
    columns = [[cell for cell in column if cell] or [""] for column in zip(*rows)]
    words = [max(len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    least = [LETTER * min(word, LONGEST) + PADDING for word in words]
    wanted = [LETTER * max(map(len, column)) + PADDING for column in columns]
    spare, more = WIDTH - sum(least), sum(wanted) - sum(least)
    if spare <= 0:
        return [WIDTH * width / sum(least) for width in least]
    share = min(1, spare / more) if more > 0 else 0
    return [low + share * (high - low) for low, high in zip(least, wanted)]


def _undated(buffer: io.BytesIO) -> bytes:
    """The archive without the hour at which it was made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _clean(text: str) -> str:
    """Text without what XML cannot hold."""
    return NOT_IN_XML.sub("", printable(text))
