"""Factiva: HTML in both its views (lines without labels; a table of codes), and XML."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from helpers import InputError
from helpers.corpus._readers._markup import breaks_off, element_text, html_root, local, xml_root
from helpers.corpus._readers._piece import File, Piece, broken_off, iso_date, paragraphs, whole_number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"""class=["']article (?P<language>\w\w)Article\b""")
_XML = re.compile(r"<(?:\w+:)?ppsarticle", re.IGNORECASE)
_WORDS = re.compile(r"(\d[\d.,'’ ]*?) ?[^\W\d_]+")  # "664 Wörter": no other line is a number and one word
_COUNTED = re.compile(r"\d+\) ")  # of the list of headlines, no part of one
_CLOCK = re.compile(r"\d\d?[:.]\d\d\b.*")


def recognise(file: File) -> bool:
    """Whether a page or an XML document holds articles as Factiva marks them."""
    return file.text.lstrip().startswith("<") and bool(_ARTICLE.search(file.text) or _XML.search(file.text))


def read(file: File) -> list[Piece]:
    """One piece for each article; that of one whose text was not exported is empty."""
    pieces = [*(_of_page(file.text) if _ARTICLE.search(file.text) else _of_xml(file.data))]
    if not pieces:
        raise InputError("this export of Factiva holds no article")
    return broken_off(pieces) if breaks_off(file.text) else pieces


def _of_page(html: str) -> Iterator[Piece]:
    first = _ARTICLE.search(html)
    start = html.rfind("<", 0, first.start()) if first else 0
    page = html_root(f"<html><body>{html[start:]}")
    last = page
    for article in page.iter("div"):
        language = _ARTICLE.fullmatch(f'class="{" ".join(article.get("class", "").split()[:2])}')
        inside = language and last is not page and last in article.iterancestors()
        last = article if language else last
        if language and not inside:
            coded = {code: text for code, text in _rows(article)}
            yield _coded(coded, language[1]) if "HD" in coded else _lined(article, language[1])


def _rows(article: "Element") -> Iterator[tuple[str, str]]:
    """The code and the text of each row of the view as a table."""
    for row in article.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        code = element_text(cells[0]) if len(cells) == 2 else ""
        if re.fullmatch("[A-Z]{2,3}", code):
            yield code, element_text(cells[1])


def _coded(rows: dict[str, str], language: str) -> Piece:
    return Piece(
        paragraphs(f"{rows.get('LP', '')}\n\n{rows.get('TD', '')}".split("\n\n")),
        title=_title(rows["HD"]),
        outlet=rows.get("SN", ""),
        author=rows.get("BY", ""),
        date=iso_date(rows.get("PD", "")),
        section=rows.get("SE", "") or rows.get("CLM", ""),
        language=language,
        stated_words=_number(rows.get("WC", "")),
    )


def _lined(article: "HtmlElement", language: str) -> Piece:
    """The view without labels: only the number of words is sure, and the lines about it are told by it."""
    head = [div for div in article.iter("div") if next(div.iterdescendants("div"), None) is None]
    shown = [(div, " ".join(element_text(div).split())) for div in head]
    lines = [(div, line) for div, line in shown if line]
    named = next((n for n, (div, _) in enumerate(lines) if div.get("id") == "hd"), -1)
    counts = (n for n, (_, line) in enumerate(lines) if n > named and _WORDS.fullmatch(line))
    at = next(counts, len(lines))
    title = named if named >= 0 else at
    bylines = [line for div, line in lines[title + 1 : at] if div.get("class") == "author"]
    bylines += [line for _, line in lines[title + 1 : at]]
    after = [line for _, line in lines[at + 1 :]]
    date = next((n for n, line in enumerate(after) if iso_date(line)), -1)
    outlet = [line for line in after[date + 1 :] if not _CLOCK.fullmatch(line)]
    text = [element_text(p) for p in article.iter("p") if "articleParagraph" in p.get("class", "")]
    return Piece(
        paragraphs(text),
        title=_title(lines[title][1] if title < at else ""),
        outlet=outlet[0] if date >= 0 and outlet else "",
        author=bylines[0] if bylines else "",
        date=iso_date(after[date]) if date >= 0 else "",
        section=lines[0][1] if 0 < title < at else "",
        language=language,
        stated_words=_number(lines[at][1]) if at < len(lines) else None,
    )


def _of_xml(data: bytes) -> Iterator[Piece]:
    for article in xml_root(data).iter():
        if local(article) == "article":
            parts = {local(part): part for part in article}
            shown = {name: " ".join(element_text(part).split()) for name, part in parts.items()}
            text = [
                element_text(p)
                for name in ("leadParagraph", "tailParagraphs")
                for p in _within(parts.get(name))
            ]
            yield Piece(
                paragraphs(text),
                title=_title(shown.get("headline", "")),
                outlet=shown.get("sourceName", ""),
                author=shown.get("byline", ""),
                date=iso_date(shown.get("publicationDate", "")),
                section=shown.get("sectionName", ""),
                language=shown.get("baseLanguage", "").lower(),
                stated_words=_number(f"{shown.get('wordCount', '')} words"),
            )


def _within(part: "Element | None") -> list["Element"]:
    """The paragraphs of a part; the part itself where its text stands in none."""
    if part is None:
        return []
    inner = [element for element in part if local(element) == "paragraph"]
    return inner or [part]


def _title(line: str) -> str:
    return (
        _COUNTED.sub("", " ".join(line.split()), count=1) if _COUNTED.match(line) else " ".join(line.split())
    )


def _number(line: str) -> int | None:
    match = _WORDS.fullmatch(" ".join(line.split()))
    return whole_number(match[1]) if match else None
