"""Europresse, as HTML: the layout of 2013 (a table for each article) and that of 2014 and after."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from helpers import InputError
from helpers.corpus._readers._markup import breaks_off, element_text, html_root
from helpers.corpus._readers._piece import File, Piece, broken_off, iso_date, paragraphs

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MARK = re.compile(r"""class=["'][^"']*(?:DocPublicationName|docOcurrContainer)\b""")
_END = re.compile(
    r"©|\(c\)|(?:numéro de document|document number|note\(s\) :|.*tous droits réservés)", re.IGNORECASE
)


def recognise(file: File) -> bool:
    """Whether a page holds articles as Europresse marks them."""
    return file.text.lstrip().startswith("<") and bool(_MARK.search(file.text))


def read(file: File) -> list[Piece]:
    """One piece for each article; that of one without a text is empty."""
    pieces = [_article(part) for part in _articles(html_root(file.text))]
    if not pieces:
        raise InputError("this export of Europresse holds no article")
    return broken_off(pieces) if breaks_off(file.text) else pieces


def _articles(page: "HtmlElement") -> Iterator["HtmlElement"]:
    """Each <article>; in the layout of 2013 what stands about the name of one publication alone."""
    from lxml.html import tostring

    articles = [part for part in page.iter("article") if _MARK.search(tostring(part, encoding="unicode"))]
    if articles:
        yield from articles
        return
    names = [element for element in page.iter() if _is(element, "docpublicationname")]
    outer = set(names)
    names = [name for name in names if not any(above in outer for above in name.iterancestors())]
    below = Counter(above for name in names for above in name.iterancestors())
    for name in names:
        part = name
        for above in takewhile(lambda above: below[above] == 1, name.iterancestors()):
            part = above
            if above.tag == "td":
                break
        yield part


def _is(element: "HtmlElement", *names: str) -> bool:
    """Whether one of an element's classes ends so: "rdp__DocPublicationName" does."""
    classes = element.get("class", "").casefold().split() if isinstance(element.tag, str) else []
    return any(name.endswith(names) for name in classes)


def _article(part: "HtmlElement") -> Piece:
    def take(*names: str) -> str:
        """The text of the parts of these classes, which are taken out of the article."""
        found = [e for e in part.iter() if _is(e, *names)]
        found = [e for e in found if not any(above in found for above in e.iterancestors())]
        text = " ".join(" ".join(element_text(e).split()) for e in found)
        for element in found:
            element.drop_tree()
        return " ".join(text.split())

    above = " ".join(element_text(element) for element in part.iter("header"))
    outlet, header = take("docpublicationname"), take("docheader")
    title, author = take("titrearticlevisu", "titrearticle"), take("docauthors", "sm-margin-bottomnews")
    inner = [element for element in part.iter() if _is(element, "dococurrcontainer")]
    for table in [] if inner else [*part.iter("table", "form", "footer", "aside")]:
        if table.getparent() is not None:
            table.drop_tree()
    lines = "\n\n".join(element_text(element) for element in inner or [part]).split("\n\n")
    end = next((n for n, line in enumerate(lines) if _END.match(line)), len(lines))
    section = header.split(",")[0] if "," in header and not iso_date(header.split(",")[0]) else ""
    return Piece(paragraphs(lines[:end]), title, outlet, author, iso_date(header) or iso_date(above), section)
