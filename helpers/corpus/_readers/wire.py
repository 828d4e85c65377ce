"""The wire formats of news agencies: NITF, NewsML 1.2, NewsML-G2 as XML; IPTC 7901 and ANPA 1312 as text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from helpers.corpus._readers._markup import element_text, html_text, local, root_name, xml_root
from helpers.corpus._readers._piece import File, Piece, articles, iso_date, unwrapped

Named = defaultdict[str, list[Element]]
_ROOTS = ("nitf", "NewsML", "newsMessage", "newsItem", "packageItem")
_NOT_PROSE = {"table", "nitf-table", "media", "header", "footer", "figure"}
_TEXTS = ("DataContent", "inlineXML", "inlineData")
_CREATED = (
    "contentCreated",
    "firstCreated",
    "FirstCreated",
    "DateId",
    "versionCreated",
    "ThisRevisionCreated",
)
_ISSUED = ("date.issue norm", "story.date norm", "pubdata date.publication", "date.release norm")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
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
_BY = re.compile(r"^(?:by|von|par|por|door)\s+", re.IGNORECASE)
_NOTES = re.compile(r"^(?:# Not|\* \* \* \*|The following information is not intended)", re.MULTILINE)


def recognise(file: File) -> bool:
    """Whether this is an agency's file: by its root element, or by the control characters around its text."""
    if root_name(file.data):
        return root_name(file.data) in _ROOTS
    return file.data[:200].lstrip(b"\x16\r\n ").startswith(b"\x01") and bool(_WIRED.match(file.text))


def read(file: File) -> list[Piece]:
    """One piece for each item; one without a text has the reason instead."""
    found = _items(xml_root(file.data)) if root_name(file.data) else _wired(file.text)
    return articles(found, f"this file of an agency is no article: {NO_TEXT}")


def _items(root: Element) -> Iterator[Piece]:
    inside: set[Element] = set()
    for item in root.iter():
        if local(item) in ("NewsItem", "newsItem") and item not in inside:
            inside.update(item.iter())
            yield _item(item)
    if not inside:
        yield _item(root)


def _item(item: Element) -> Piece:
    """The piece of an item: its own lines first, then those of the NITF document in it."""
    named = _by_name(item)
    provider = _by_name(next(iter(named["provider"] + named["Provider"]), Element("none")))
    outlet = _text(provider, "name") or _attribute(provider, "Party FormalName", "provider literal")
    code = _attribute(provider, "provider qcode").rpartition(":")[2]
    dates = [*(_text(named, name) for name in _CREATED), *(_attribute(named, place) for place in _ISSUED)]
    contents = named["body.content"] or [part for name in _TEXTS for part in named[name]]
    text = "\n\n".join(filter(None, map(_prose, contents)))
    return Piece(
        text,
        title=_text(named, "HeadLine", "headline", "hl1", "title"),
        outlet=outlet
        or code
        or _text(named, "distributor", "ProviderId")
        or _attribute(named, "doc.copyright holder"),
        author=_BY.sub("", _text(named, "ByLine", "by", "byline"), count=1),
        date=next(filter(None, map(iso_date, dates)), ""),
        language=(item.get(_LANGUAGE) or _attribute(named, "Language FormalName")).lower(),
        reason="" if text else NO_TEXT,
    )


def _by_name(item: Element) -> Named:
    named = defaultdict(list)
    for part in item.iter():
        named[local(part)].append(part)
    return named


def _prose(content: Element) -> str:
    """What a content shows: its elements, without tables and pictures, or the HTML that is written in it."""
    if len(content):
        for parent in list(content.iter()):
            for part in [part for part in parent if local(part) in _NOT_PROSE]:
                parent.remove(part)
        return element_text(content)
    text = (content.text or "").strip()
    return html_text(text) if re.search(r"</?\w+[^<>]*>", text) else unwrapped(text)


def _text(named: Named, *names: str) -> str:
    """The characters of the first element that holds any, by its name."""
    parts = (part for name in names for part in named[name])
    return next(filter(None, (" ".join(" ".join(part.itertext()).split()) for part in parts)), "")


def _attribute(named: Named, *places: str) -> str:
    """The first attribute that holds anything, by "element attribute"."""
    split = (place.split() for place in places)
    return next(filter(None, (part.get(key, "").strip() for name, key in split for part in named[name])), "")


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
    author = _BY.sub("", bylines[0], count=1) if bylines else ""
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
    author = _BY.sub("", bylines[0], count=1) if bylines else ""
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
