"""XML and HTML as readers see them: parsed within bounds, no entity expanded, nothing executed or fetched."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, AnyStr
from xml.etree.ElementTree import Element, ParseError

from helpers import InputError
from helpers.corpus._readers._piece import File

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_TAGS = 4_000_000  # of one document: its tree stays within memory
SHORTEST = 8  # words of a line that is prose though no mark ends it
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td "
    "tfoot th thead title tr ul hl1 hl2 block body.content".split()
)
_DROPPED = frozenset("script style head noscript template svg math iframe object select button".split())
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<\?[^>]*>|(?><!--.*?-->)|(?><!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>))*+"
    rb"<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)[\s/>]",
    re.DOTALL,
)
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z][\w.:-]{1,30})", re.IGNORECASE)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENDED = re.compile(r"\w[\"'”’»)]?[.!?…。！？؟][\"'“”’»)\]]*[^\S\n]*$", re.MULTILINE)


def prose(text: str) -> bool:
    """Whether a text holds anything but headings: a line that ends as a sentence does, or is as long as one.

    >>> prose("LexisNexis Uni Test"), prose("Rain fell.")
    (False, True)
    """
    if _ENDED.search(text):
        return True
    return any(len(re.findall(r"\w+", line)) >= SHORTEST for line in text.splitlines())


@contextmanager
def well_formed() -> Iterator[None]:
    """Turn what an XML parser raises, at an entity too, into an InputError (without the file's name)."""
    from defusedxml.common import DefusedXmlException

    try:
        yield
    except DefusedXmlException:
        raise InputError(
            "its XML declares entities, which are not read: they can swell without end"
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise InputError(f"its XML is broken or breaks off ({error})") from None


def xml_root(data: bytes) -> Element:
    """Return the root of an XML document, a byte order mark or blanks before it or not."""
    from defusedxml.ElementTree import fromstring

    with well_formed():
        return fromstring(bounded(data).strip())


def bounded(document: AnyStr) -> AnyStr:
    """Return a document whose tree is not too large to be held, else raise an InputError."""
    if document.count("<" if isinstance(document, str) else b"<") > MOST_TAGS:
        raise InputError(f"it holds more than {MOST_TAGS:,} tags, more than are read at once; split it")
    return document


def page_text(file: File) -> str:
    """Return the characters of a page, as UTF-8 or UTF-16 if it is that, else in the encoding it declares."""
    match = _CHARSET.search(file.data[:4096])
    if match and (not file.encoding.startswith("utf") or "," in file.encoding):
        name = match[1].decode("ascii")
        try:
            return file.data.decode("cp1252" if name.lower() in ("iso-8859-1", "latin1") else name)
        except (UnicodeDecodeError, LookupError):
            pass
    return file.text or file.data.decode("cp1252", "replace")


def root_name(data: bytes) -> str:
    """Return the local name of the root element that bytes begin with, as XML does; "" for none.

    >>> root_name(b'<?xml version="1.0"?><!-- a --><!DOCTYPE nitf [<!ENTITY a "b">]><x:nitf>')
    'nitf'
    """
    root = _ROOT.match(data[:20_000])
    return root[1].decode() if root else ""


def local(element: Element) -> str:
    """The name of an element without its namespace.

    >>> local(Element("{http://purl.org/dc/}date"))
    'date'
    """
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def html_text(html: str) -> str:
    """Return what a piece of HTML shows, its paragraphs parted by blank lines; plain text stays as it is.

    >>> html_text("<p>Rain <b>fell</b>.</p><script>x()</script><div>Then<br>sun.<br><br>Heat.</div>")
    'Rain fell.\\n\\nThen\\nsun.\\n\\nHeat.'
    """
    return element_text(html_root(f"<html><body>{html}</body></html>")) if html.strip() else ""


def html_root(html: str) -> "HtmlElement":
    """Return the root of a page, without the characters that no tree can hold."""
    from lxml.html import HTMLParser, document_fromstring

    html = re.sub(r"^\s*<\?xml[^>]*>", "", _NO_XML.sub("", bounded(html)))
    return document_fromstring(html, parser=HTMLParser(huge_tree=True))


def breaks_off(html: str) -> bool:
    """Whether a page is opened and not closed: its download broke off.

    >>> breaks_off("<html><p>Rain</html>"), breaks_off("<HTML><p>Ra"), breaks_off("<p>Rain")
    (False, True, False)
    """
    return bool(re.search(r"<html\b", html, re.IGNORECASE)) and "</html" not in html[-5000:].lower()


def element_text(root: Element) -> str:
    """The same of a parsed element, of HTML or of XML whose elements are named as HTML's."""
    out: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            out.append(part)
            continue
        name = local(part).lower()
        edge = "\0" if name in _BLOCKS else ""
        tail = part.tail if part is not root else ""
        waiting += [re.sub(r"\s+", " ", tail or ""), "\n" if name == "br" else edge]
        if name and name not in _DROPPED:
            waiting += reversed(part)
            waiting += [re.sub(r"\s+", " ", part.text or ""), edge]
    return _laid_out("".join(out))


def _laid_out(text: str) -> str:
    blocks = re.split(r"\0|\n[^\S\n]*\n\s*", text)
    lines = ([" ".join(line.split()) for line in block.strip().split("\n")] for block in blocks)
    return "\n\n".join(filter(None, ("\n".join(filter(None, block)) for block in lines)))
