"""Feeds: RSS, Atom, JSON Feed, exports of WordPress (WXR); what is no article is a piece with the reason."""

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from helpers import InputError
from helpers._words import plural
from helpers.corpus._readers import _records
from helpers.corpus._readers._markup import html_text, local, root_name, xml_root
from helpers.corpus._readers._piece import File, Piece, iso_date

_ROOTS = ("rss", "feed", "RDF", "mediawiki")
_JSON_FEED = re.compile(r'\s*\{[^{}\[\]]*"version"\s*:\s*"https?:\\?/\\?/jsonfeed')
_CUT = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|(?:read|continue|weiter|lire|lees|leer)\W+\w+(?:\W+\w+)?\W*)$",
    re.IGNORECASE,
)
_DC = "{http://purl.org/dc/elements/1.1/}"


def recognise(file: File) -> bool:
    """Whether this is a feed, by its root element or by the version that a JSON Feed states."""
    return root_name(file.data) in _ROOTS or bool(_JSON_FEED.match(file.text[:20_000]))


def read(file: File) -> list[Piece]:
    """One piece for each entry; a teaser, a draft or an attachment has the reason why it is no article."""
    try:
        found = (
            _json_feed(file.text)
            if _JSON_FEED.match(file.text[:20_000])
            else list(_entries(xml_root(file.data)))
        )
    except InputError as error:
        raise InputError(f"{file.name}: {error}") from None
    if not any(not piece.reason for piece in found):
        said = plural(len(found), "entry", "entries")
        raise InputError(
            f"{file.name}: this feed holds no article, only {said} without their texts; save the pages"
        )
    return found


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
    for item in root.iter():
        if local(item) == "item":
            yield _item(item, outlet)
        elif local(item) == "entry":
            yield _entry(item, outlet)


def _item(item: Element, outlet: str) -> Piece:
    full = _text(item, "encoded")
    text = _html(full or _text(item, "description"))
    return Piece(
        text,
        title=html_text(_text(item, "title")),
        outlet=_text(item, "source") or outlet,
        author=_text(item, "creator") or re.sub(r"\S+@\S+\s*\(?|\)", "", _text(item, "author")).strip(),
        date=iso_date(_text(item, "pubDate") or _text(item, "date")),
        section=_text(item, "category"),
        reason=_unpublished(item) or _too_little(text, full=bool(full)),
    )


def _entry(entry: Element, outlet: str) -> Piece:
    content = next((part for part in entry if local(part) == "content"), None)
    shown = content if content is not None else next((p for p in entry if local(p) == "summary"), None)
    text = "" if shown is None else _html(" ".join(shown.itertext()) if not len(shown) else _markup(shown))
    names = (_text(author, "name") for author in entry if local(author) == "author")
    return Piece(
        text,
        title=html_text(_text(entry, "title")),
        outlet=outlet,
        author="; ".join(filter(None, names)),
        date=iso_date(_text(entry, "published") or _text(entry, "issued") or _text(entry, "updated")),
        reason=_too_little(text, full=content is not None),
    )


def _text(parent: Element, name: str) -> str:
    """The characters of a child of that name, the one of no namespace or of Dublin Core first."""
    children = sorted(
        (part for part in parent if local(part) == name), key=lambda part: part.tag not in (name, _DC + name)
    )
    return next(filter(None, ("".join(part.itertext()).strip() for part in children)), "")


def _markup(content: Element) -> str:
    from xml.etree.ElementTree import tostring

    return re.sub(r"(</?)\w+:", r"\1", tostring(content, "unicode"))


def _html(text: str) -> str:
    """What HTML shows; WordPress parts paragraphs by empty lines where it stores no tags for them."""
    if not re.search(r"<p[\s>]", text):
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
    return (
        ""
        if full or not (_CUT.search(text) or words < _records.TEASER)
        else (f"only a teaser of {plural(words, 'word')}, not the article")
    )
