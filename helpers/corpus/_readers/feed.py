"""Feeds: RSS, Atom, JSON Feed, exports of WordPress (WXR); what is no article is a piece with the reason."""

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from helpers import InputError
from helpers._words import plural
from helpers.corpus._readers import _records
from helpers.corpus._readers._markup import element_text, html_text, local, root_name, xml_root
from helpers.corpus._readers._piece import File, Piece, articles, iso_date

_ROOTS = ("rss", "feed", "RDF", "mediawiki")
_JSON_FEED = re.compile(r'\s*\{[^{}\[\]]*"version"\s*:\s*"https?:\\?/\\?/jsonfeed')
_CUT = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|(?:read|continue|weiter|lire|lees|leer)\W+\w+(?:\W+\w+)?\W*)$",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\S+@\S+\s*\(?|\)")
_DC = "{http://purl.org/dc/elements/1.1/}"


def recognise(file: File) -> bool:
    """Whether this is a feed, by its root element or by the version that a JSON Feed states."""
    return root_name(file.data) in _ROOTS or bool(_JSON_FEED.match(file.text[:20_000]))


def read(file: File) -> list[Piece]:
    """One piece for each entry; a teaser, a draft or an attachment has the reason why it is no article."""
    as_json = _JSON_FEED.match(file.text[:20_000])
    found = _json_feed(file.text) if as_json else _entries(xml_root(file.data))
    return articles(found, "this feed holds no article, only entries without their texts; save the pages")


def _json_feed(text: str) -> list[Piece]:
    try:
        feed = json.loads(text)
        items = [{"publisher": feed.get("title"), **item} for item in feed["items"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError("this JSON Feed is broken or breaks off") from None
    return _records.pieces(items)


def _entries(root: Element) -> Iterator[Piece]:
    if local(root) == "mediawiki":
        raise InputError("this is a dump of a wiki, whose texts are in its own markup; save the pages")
    channel = next((part for part in root.iter() if local(part) in ("channel", "feed")), root)
    outlet = _text(channel, "title")
    for entry in (part for part in root.iter() if local(part) in ("item", "entry")):
        full = _shown(entry, "encoded", "content")
        text = full or _shown(entry, "description", "summary")
        authors = (part for part in entry if local(part) == "author")
        names = (_text(part, "name") or _MAIL.sub("", part.text or "") for part in authors)
        yield Piece(
            text,
            title=html_text(_text(entry, "title")),
            outlet=_text(entry, "source") or outlet,
            author=_text(entry, "creator") or "; ".join(filter(None, map(str.strip, names))),
            date=iso_date(_text(entry, "pubDate", "published", "issued", "date", "updated")),
            section=_text(entry, "category"),
            reason=_unpublished(entry) or _too_little(text, full=bool(full)),
        )


def _text(parent: Element, *names: str) -> str:
    """The characters of the first child that holds any, by its name; of no namespace or Dublin Core first."""
    parts = [part for name in names for part in parent if local(part) == name]
    parts.sort(key=lambda part: part.tag.startswith("{") and not part.tag.startswith(_DC))
    return next(filter(None, ((part.text or "").strip() for part in parts)), "")


def _shown(entry: Element, *names: str) -> str:
    """What the first child of these names shows: XHTML as elements, or HTML as text."""
    part = next((part for name in names for part in entry if local(part) == name), None)
    if part is None or len(part):
        return "" if part is None else element_text(part)
    text = part.text or ""
    if not re.search(r"<p[\s>]", text):  # WordPress stores no tags for paragraphs, only empty lines
        text = re.sub(r"\n\s*\n", "<p>", text)
    return html_text(text)


def _unpublished(item: Element) -> str:
    kind, status = _text(item, "post_type"), _text(item, "status")
    if kind not in ("", "post", "page"):
        return f"an entry of the kind “{kind}”, no article"
    if _text(item, "attachment_url"):
        return "an attachment, no article"
    return "" if status in ("", "publish") else f"not published (status “{status}”)"


def _too_little(text: str, *, full: bool) -> str:
    words = len(text.split())
    if not words:
        return _records.NO_TEXT
    teaser = not full and (_CUT.search(text) or words < _records.TEASER)
    return f"only a teaser of {plural(words, 'word')}, not the article" if teaser else ""
