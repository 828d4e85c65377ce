"""Saved web pages by trafilatura: the article, and what the page states; nothing is run, nothing fetched."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress

from helpers import InputError
from helpers.corpus._readers._markup import bounded, page_text
from helpers.corpus._readers._piece import File, Piece, iso_date, paragraphs

_ANY_DATE = {"extensive_search": False, "original_date": True}  # not used: it may be guessed
_SENTENCE = re.compile(r"\w[.!?…。؟][\"'“”’»)]*(?:\s|$)")
FEWEST = 40  # words in sentences; a page with fewer is a notice, or headlines
_BEGINS = re.compile(
    r"(?:\s|(?><!--.*?-->)|<\?xml[^<>]*>)*+<(?:!doctype\s+html|html|head|body|article|main|div|meta|title|table|h1|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_SCRIPT = re.compile(r"<script([^<>]*)>((?:[^<]|<(?!/script))*+)", re.IGNORECASE)
_TAG = re.compile(r"<(?:meta|time|link)\b[^<>]*>", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-])")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# Where pages state when they came out; the first that is there is taken.
_DATED = (
    "article:published_time article:published og:article:published_time og:published_time datepublished "
    "pubdate publish-date publish_date publication_date article_date_original date.issued dc.date.issued "
    "dcterms.issued dc.date dcterms.date dcterms.created dc.date.created date_published parsely-pub-date "
    "sailthru.date pdate displaydate published-date datecreated date"
).split()


def recognise(file: File) -> bool:
    """Whether this is a page of HTML, or a piece of one."""
    return bool(_BEGINS.match(file.text[:20_000] or file.data[:20_000].decode("latin-1")))


def read(file: File) -> list[Piece]:
    """One piece; a page that is no article raises an InputError."""
    piece = article(bounded(page_text(file)))
    if not piece:
        raise InputError("this page holds no article, only menus, headlines or a notice")
    return [piece]


def article(html: str) -> Piece | None:
    """The article of a page of HTML; None if there is none."""
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        found = bare_extraction(
            html, include_comments=False, with_metadata=True, date_extraction_params=_ANY_DATE
        )
    except (LxmlError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        found = None
    facts = list(_stated(html))
    text = paragraphs((found.text or "").split("\n")) if isinstance(found, Document) else ""
    longest = max((str(fact.get("articleBody") or "") for fact in facts), key=len, default="")
    if len(longest) > 2 * len(text):
        text = paragraphs(longest.split("\n"))
    words = sum(len(block.split()) for block in text.split("\n\n") if _SENTENCE.search(block))
    if not isinstance(found, Document) or words < FEWEST or words < len(text.split()) / 2:
        return None
    outlet = found.sitename or ""
    title = re.sub(rf"\s+[-–—|]+\s*{re.escape(outlet or '$')}$", "", found.title or "")
    names = (found.author or "").split("; ")
    author = "; ".join(name for name in names if name.casefold() not in outlet.casefold())
    text = text.removeprefix(title).lstrip("\n") if text.startswith(f"{title}\n") else text
    return Piece(text, title=title, outlet=outlet, author=author, date=_date(html, facts))


def _stated(html: str) -> Iterator[dict]:
    """What a page states of its article for machines (schema.org, JSON-LD)."""
    waiting: list[object] = []
    for attributes, script in _SCRIPT.findall(html):
        with suppress(ValueError, RecursionError):
            if "application/ld+json" in attributes.lower():
                waiting.append(json.loads(script, strict=False))
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            waiting += [part[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in part]
            if re.search(r"(?:Article|Posting|Review)\b", str(part.get("@type"))):
                yield part


def _date(html: str, facts: list[dict]) -> str:
    """The day that a page states it came out: in JSON-LD, a tag or its address; never guessed."""
    stated = [str(fact["datePublished"]) for fact in facts if fact.get("datePublished")]
    named: dict[str, str] = {}
    addresses = []
    for tag in _TAG.findall(html):
        pairs = {name.lower(): one or other for name, one, other in _ATTRIBUTE.findall(tag)}
        value = pairs.get("content") or pairs.get("datetime") or ""
        for key in ("property", "name", "itemprop"):
            named.setdefault(pairs.get(key, "").lower(), value)
        if pairs.get("rel") == "canonical" or pairs.get("property") == "og:url":
            addresses.append(pairs.get("href") or value)
    stated += [named[name] for name in _DATED if named.get(name)]
    stated += ["-".join(match.groups()) for match in map(_IN_ADDRESS.search, addresses) if match]
    return next(filter(None, map(iso_date, stated)), "")
