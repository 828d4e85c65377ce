"""The wire formats of news agencies: NITF, NewsML 1.2, NewsML-G2 as XML; IPTC 7901 and ANPA 1312 as text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from helpers import InputError
from helpers.corpus._readers._markup import element_text, html_text, local, root_name, xml_root
from helpers.corpus._readers._piece import File, Piece, iso_date, unwrapped

_ROOTS = ("nitf", "NewsML", "newsMessage", "newsItem", "packageItem")
_NOT_PROSE = {"table", "nitf-table", "media", "header", "footer", "figure"}
_TEXTS = {"DataContent", "inlineXML", "inlineData"}
NO_TEXT = "it refers to texts and holds none"
# IPTC 7901 and ANPA 1312: routing, then the text between two control characters, then when it was sent.
_WIRED = re.compile(
    r"\s*[\x16\s]*\x01(?P<routing>[^\x02]{0,400})\x02(?P<text>[^\x03]*)(?P<end>\x03[^\x04]{0,100})?"
)
_SOURCE = re.compile(r"\b(?P<source>[a-z]{2,10})(?:-[a-z]+)?\s+\d{3,4}\s*$", re.MULTILINE)
_SENT = re.compile(
    r"\x03\s*(?P<day>\d\d)\d{4}\s(?:[A-Z]{3,4}\s)?(?P<month>[A-Za-z]{3})[a-z]*\s(?P<year>\d\d)\b"
)
_SENT_BY_ANPA = re.compile(r"\x03\s*\w\w-\w\w-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\b")
_LEAD = re.compile(
    r"(?:\d+(?:st|nd|rd|th)\s+)?(?:lead|update|urgent|extra|corr\w*|eilmeldung)\b.{0,20}$", re.IGNORECASE
)
_ASIDE = re.compile(r"(?:AP |Photo|Eds?:|With |Attn|HFR|For |FOR |Embargo)")
_BY = re.compile(r"(?:by|von|par|por|door)\s+", re.IGNORECASE)
_NOTES = re.compile(r"^(?:# Not|\* \* \* \*|The following information is not intended)", re.MULTILINE)


def recognise(file: File) -> bool:
    """Whether this is an agency's file: by its root element, or by the control characters around its text."""
    if root_name(file.data):
        return root_name(file.data) in _ROOTS
    return file.data[:200].lstrip(b"\x16\r\n ").startswith(b"\x01") and bool(_WIRED.match(file.text))


def read(file: File) -> list[Piece]:
    """One piece for each item; one without a text has the reason instead."""
    try:
        found = list(_items(xml_root(file.data)) if root_name(file.data) else _wired(file.text))
    except InputError as error:
        raise InputError(f"{file.name}: {error}") from None
    if not any(not piece.reason for piece in found):
        raise InputError(f"{file.name}: this file of an agency is no article: {NO_TEXT}")
    return found


def _items(root: Element) -> Iterator[Piece]:
    if local(root) == "nitf":
        yield _nitf(root)
    readers = {"NewsItem": _newsml, "newsItem": _g2}
    items = [part for part in root.iter() if local(part) in readers]
    for item in items:
        yield readers[local(item)](item)
    if not items:
        for package in (part for part in root.iter() if local(part) == "packageItem"):
            yield Piece("", title=_text(package, "headline"), reason=NO_TEXT)


def _nitf(root: Element, **stated: str) -> Piece:
    copyrighted = _attribute(root, "doc.copyright", "holder")
    dates = [
        ("date.issue", "norm"),
        ("story.date", "norm"),
        ("pubdata", "date.publication"),
        ("date.release", "norm"),
    ]
    date = next(filter(None, (iso_date(_attribute(root, *place)) for place in dates)), "")
    bodies = [part for part in root.iter() if local(part) == "body.content"]
    text = "\n\n".join(filter(None, map(_prose, bodies)))
    return Piece(
        text,
        title=stated.get("title") or _text(root, "hl1") or _text(root, "title"),
        outlet=stated.get("outlet") or _text(root, "distributor") or copyrighted,
        author=stated.get("author") or _byline(_text(root, "byline")),
        date=stated.get("date") or date,
        language=stated.get("language", ""),
        reason="" if text else NO_TEXT,
    )


def _newsml(item: Element) -> Piece:
    provider = next((part for part in item.iter() if local(part) == "Provider"), None)
    party = "" if provider is None else _attribute(provider, "Party", "FormalName")
    dates = (_text(item, name) for name in ("FirstCreated", "DateId", "ThisRevisionCreated"))
    return _with_text(
        item,
        title=_text(item, "HeadLine"),
        outlet=party or _text(item, "ProviderId"),
        author=_byline(_text(item, "ByLine")),
        date=next(filter(None, map(iso_date, dates)), ""),
        language=_attribute(item, "Language", "FormalName").lower(),
    )


def _g2(item: Element) -> Piece:
    provider = next((part for part in item.iter() if local(part) == "provider"), None)
    named = "" if provider is None else _text(provider, "name") or provider.get("literal", "")
    code = "" if provider is None else provider.get("qcode", "").rpartition(":")[2]
    dates = (_text(item, name) for name in ("contentCreated", "firstCreated", "versionCreated"))
    return _with_text(
        item,
        title=_text(item, "headline"),
        outlet=named or code,
        author=_byline(_text(item, "by")),
        date=next(filter(None, map(iso_date, dates)), ""),
        language=item.get("{http://www.w3.org/XML/1998/namespace}lang", "").lower(),
    )


def _with_text(item: Element, **stated: str) -> Piece:
    """The piece of an item: what its own lines state first, then what a NITF document in it states."""
    nested = next((part for part in item.iter() if local(part) == "nitf"), None)
    if nested is not None:
        return _nitf(nested, **stated)
    contents = [part for part in item.iter() if local(part) in _TEXTS]
    text = "\n\n".join(filter(None, map(_prose, contents)))
    return replace(Piece(text, reason="" if text else NO_TEXT), **stated)  # type: ignore[arg-type]


def _prose(content: Element) -> str:
    """What a content shows: its elements, without tables and pictures, or the HTML that is written in it."""
    if len(content):
        for parent in list(content.iter()):
            for part in [part for part in parent if local(part) in _NOT_PROSE]:
                parent.remove(part)
        return element_text(content)
    text = (content.text or "").strip()
    return html_text(text) if re.search(r"</?\w+[^<>]*>", text) else unwrapped(text)


def _text(parent: Element, name: str) -> str:
    """The characters of the first element of a name that holds any."""
    texts = (" ".join(" ".join(part.itertext()).split()) for part in parent.iter() if local(part) == name)
    return next(filter(None, texts), "")


def _attribute(parent: Element, name: str, attribute: str) -> str:
    values = (part.get(attribute, "").strip() for part in parent.iter() if local(part) == name)
    return next(filter(None, values), "")


def _byline(line: str) -> str:
    return _BY.sub("", line, count=1) if _BY.match(line) else line


def _wired(text: str) -> Iterator[Piece]:
    for match in _WIRED.finditer(text):
        anpa = "<" in match["text"][:300] or "^" in match["text"][:5]
        yield _anpa(match) if anpa else _iptc7901(match)


def _iptc7901(match: re.Match) -> Piece:
    head, _, body = re.sub(r"\r\n?", "\n", match["text"]).strip().partition("\n\n")
    lines = [line.strip().rstrip("= ") for line in head.split("\n")]
    bylines = [line for line in lines if _BY.match(line)]
    title = " ".join(line for line in lines if line not in bylines and not _LEAD.match(line))
    source = _SOURCE.search(match["routing"].strip().partition("\n")[0].strip())
    author = _byline(bylines[0]) if bylines else ""
    text = unwrapped(_NOTES.split(body)[0])
    outlet = source["source"] if source else ""
    return Piece(
        text, title, outlet, author, _sent(_SENT.match(match["end"] or "")), reason="" if text else NO_TEXT
    )


def _anpa(match: re.Match) -> Piece:
    """The slug, the title and notes end with "<", byline and credit with "="; paragraphs are indented."""
    lines = re.sub(r"[\r\n]+", "\n", match["text"]).split("\n")
    head = [line.strip().lstrip("^") for line in lines if line.rstrip().endswith(("<", "="))]
    titles = [line.rstrip("< ") for line in head[1:] if line.endswith("<") and not _ASIDE.match(line)]
    credits = [line.rstrip("= ") for line in head if line.endswith("=")]
    bylines = [line for line in credits if _BY.match(line)]
    body = [line for line in lines if not line.rstrip().endswith(("<", "="))]
    text = unwrapped(re.sub(r"\n(?=\s{2,})", "\n\n", "\n".join(body)))
    outlet = next((line for line in credits if line not in bylines), "")
    author = _byline(bylines[0]) if bylines else ""
    date = _sent(_SENT_BY_ANPA.match(match["end"] or ""))
    return Piece(text, titles[0] if titles else "", outlet, author, date, reason="" if text else NO_TEXT)


def _sent(match: re.Match | None) -> str:
    """The day in the last line; its year has two digits, the wires are younger than 1970."""
    if not match:
        return ""
    year = int(match["year"]) + (1900 if int(match["year"]) >= 70 else 2000)
    if match["month"].isdigit():
        return iso_date(f"{year}-{match['month']}-{match['day']}")
    return iso_date(f"{match['day']} {match['month']} {year}")
