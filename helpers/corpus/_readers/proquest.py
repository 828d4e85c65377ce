"""ProQuest: text, HTML and mails; a record of labelled lines for each article."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import lru_cache

from helpers.corpus._readers import mail
from helpers.corpus._readers._markup import html_text
from helpers.corpus._readers._piece import File, Piece, broken_off, iso_date, paragraphs

_RULE = re.compile(r"^_{20,}[^\S\n]*$", re.MULTILINE)
_NUMBER = re.compile(r"^\s*Do[ck]ument\w* (\d+) (?:of|de|von|sur|di|van) ([\d.,]+)\s*$", re.MULTILINE)
_ID = re.compile("^ProQuest document ID:", re.MULTILINE)
_RECORD = re.compile(r"""<a\s[^<>]*name=["']?(?:x_)?DocID_""", re.IGNORECASE)
_COUNT = re.compile(r"<text\s[^<>]*wordcount=[\"']?(\d{1,8})", re.IGNORECASE)
_STRONG = re.compile(r"(<(?:p|div)\b[^<>]*>\s*)(?=<strong\b)", re.IGNORECASE)
_CAPTION = re.compile(r"<photo_caption>(?:(?!<photo_caption>).)*?</photo_caption>", re.IGNORECASE | re.DOTALL)
_MARK = "\ue000"  # stands before a label
_NAMES = {
    "title": "title titre titel título titolo",
    "author": "author authors auteur auteurs autor autore",
    "outlet": "publication-title titre-de-la-publication titel-der-publikation título-de-publicación",
    "date": "publication-date date-de-publication publikationsdatum fecha-de-publicación",
    "info": "publication-info informations-de-publication información-de-publicación",
    "section": "section rubrique sektion sección",
    "language": "language-of-publication langue-de-publication idioma-de-la-publicación",
    "text": "full-text texte-intégral volltext texto-completo testo-completo",
    "aside": "abstract résumé zusammenfassung resumen links liens subject sujet location people "
    "publication-year business-indexing-term company-/-organization identifier-/-keyword "
    "proquest-document-id document-url copyright database publisher source-type document-type "
    "publication-subject last-updated issn pages "
    "company keyword person country-of-publication place-of-publication number-of-references",
}
_ROLE = {name.replace("-", " "): role for role, names in _NAMES.items() for name in names.split()}
_IMAGE = "Enlarge this image."


def recognise(file: File) -> bool:
    """Whether a text is ruled and labelled as ProQuest does, or a page or a mail marks its records so."""
    ruled = _RULE.search(file.text) and _ID.search(file.text)
    return bool(ruled or _RECORD.search(_html(file)))


def read(file: File) -> list[Piece]:
    """One piece for each record; captions and credits that end a text belong to it."""
    html = _CAPTION.sub("", _STRONG.sub(rf"\1{_MARK}", _html(file)))
    records = _RECORD.split(html)[1:]
    if records:
        message = _mail(file)
        if message:
            mail.whole(file, message)
        return [_record(_marked(html_text(f'<a name="{part}')), part) for part in records]
    text = file.text.replace("\r\n", "\n")
    stated = {int(re.sub(r"\D", "", total)) for _, total in _NUMBER.findall(text)}
    declared = stated.pop() if len(stated) == 1 else None
    parts = [_NUMBER.sub("", part) for part in _RULE.split(text) if part.strip()]
    pieces = [_record(_plain(part), "", declared) for part in parts]
    return pieces if _ID.search(parts[-1]) else broken_off(pieces)


def _mail(file: File) -> EmailMessage | None:
    """A mail that may be one of ProQuest's."""
    if b"ProQuest" not in file.data or not mail.recognise(file):
        return None
    return message_from_bytes(file.data.lstrip(), policy=policy.default)


@lru_cache(maxsize=1)
def _html(file: File) -> str:
    """The HTML of a page, or of a mail's part."""
    message = _mail(file)
    if message:
        try:
            parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
            return "\n".join(part.get_content() for part in parts)
        except (LookupError, ValueError, TypeError, AttributeError):
            return ""
    return file.text if file.text.lstrip().startswith("<") else ""


def _marked(text: str) -> Iterator[tuple[str, str]]:
    """Each block of a page with its label, "" for none."""
    for block in text.split("\n\n"):
        label, colon, value = block.removeprefix(_MARK).partition(":")
        if colon or not block.startswith(_MARK):  # else the heading of pictures: "Illustration"
            yield (label.strip(), value) if block.startswith(_MARK) else ("", block)


def _plain(text: str) -> Iterator[tuple[str, str]]:
    """Each line of a text with its label; only after a blank line one is known."""
    before = ""
    for line in text.split("\n"):
        label, colon, value = line.partition(":")
        known = colon and not before.strip() and label.casefold() in _ROLE
        yield (label, value) if known else ("", line)
        before = line


def _record(lines: Iterator[tuple[str, str]], html: str, declared: int | None = None) -> Piece:
    found: dict[str, list[str]] = {"first": []}
    role = "first"
    for label, value in lines:
        role = _ROLE.get(label.casefold(), "aside") if label else role
        found.setdefault(role, []).append(value.replace(_MARK, ""))
    facts = {role: " ".join(" ".join(values).split()) for role, values in found.items()}
    title = next((line.strip() for line in found["first"] if line.strip()), facts.get("title", ""))
    info, count = facts.get("info", ""), _COUNT.search(html)
    return Piece(
        paragraphs(line for line in found.get("text", []) if line.strip() != _IMAGE),
        title=" ".join(title.split()),
        outlet=re.split(r"\s*[;\[]", facts.get("outlet", "") or info)[0],
        author=facts.get("author", ""),
        date=iso_date(facts.get("date", "")) or iso_date(info),
        section=facts.get("section", ""),
        language="en" if facts.get("language", "").casefold().startswith("engl") else "",
        stated_words=int(count[1]) if count else None,
        declared=declared,
    )
