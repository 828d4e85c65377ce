"""Mails (EML) by the standard library: a newsletter's body is the article, its subject the title."""

import email
import re
from email import policy
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from helpers import InputError
from helpers.corpus._readers import page
from helpers.corpus._readers._markup import html_text, prose
from helpers.corpus._readers._piece import File, Piece, articles, unwrapped

_FIELD = re.compile(r"(?:From |[A-Za-z][\w-]{1,40}:)")
_NEXT = re.compile(rb"\n(?=From \S+ [^\r\n]*\d{4}\r?\n[A-Za-z-]+:)")  # how a mailbox (mbox) parts its mails
MOST_PARTS = 1000
_LONG = re.compile(
    rb"^(?:from|subject|date|content-[a-z-]+):(?:[^\r\n]|\r?\n[ \t]){5000}", re.IGNORECASE | re.MULTILINE
)
_HEAD = re.compile(r"^(?:From|Date|Subject|Received|MIME-Version|Message-ID):", re.IGNORECASE | re.MULTILINE)


def recognise(file: File) -> bool:
    """Whether this is a mail: it begins with a field, and its head holds two of those that every mail has."""
    start = file.data[:100_000].lstrip().decode("latin-1").replace("\r\n", "\n")
    return (
        bool(_FIELD.match(start)) and len(set(map(str.lower, _HEAD.findall(start.partition("\n\n")[0])))) > 1
    )


def whole(file: File, message: EmailMessage) -> EmailMessage:
    """Return a mail that does not break off, else raise an InputError."""
    broken = CloseBoundaryNotFoundDefect | StartBoundaryNotFoundDefect
    if any(isinstance(defect, broken) for part in message.walk() for defect in part.defects):
        raise InputError("this mail breaks off before its end; save it again")
    return message


def read(file: File) -> list[Piece]:
    """One piece for each mail, and one with the reason for each attachment that is no picture."""
    mails = _NEXT.split(file.data) if file.data.startswith(b"From ") else [file.data]
    if len(mails) == 1:
        return _mail(file)
    found: list[Piece] = []
    for data in mails:
        try:
            found += _mail(File(file.name, data))
        except InputError as error:
            found.append(Piece("", reason=str(error)))
    return articles(found, "no mail in this mailbox holds an article")


def _mail(file: File) -> list[Piece]:
    if _LONG.search(file.data) or file.data.lower().count(b"\ncontent-type:") > MOST_PARTS:
        raise InputError("this mail has more parts or longer headers than a mail has")
    try:
        message = email.message_from_bytes(file.data.lstrip(), policy=policy.default)
        if message.get_content_type() == "multipart/related" and "Snapshot-Content-Location" in message:
            return page.read(File(file.name, _content(message, "html").encode()))  # as browsers save one
        body, attached = _body(message), _attached(message)
        title, sender, date = (_stated(message, name) for name in ("Subject", "From", "Date"))
    except (ValueError, LookupError, AttributeError, IndexError, TypeError, RecursionError) as error:
        raise InputError(f"this mail is broken ({type(error).__name__})") from None
    whole(file, message)
    if not prose(body):
        raise InputError("this mail holds no article, only a few words")
    outlet = re.sub(r"\s*<[^<>]*>\s*$", "", sender).strip("\"' ")
    return [Piece(body, title=title, outlet="" if "@" in outlet else outlet, date=_day(date)), *attached]


def _stated(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _day(date: str) -> str:
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _body(message: EmailMessage) -> str:
    """The text of a mail: its plain part, or the other where that one shows twice as many words."""
    plain, html = (_content(message, kind) for kind in ("plain", "html"))
    plain, html = unwrapped(plain) if plain else "", html_text(html) if html else ""
    return html if len(html.split()) > 2 * len(plain.split()) else plain


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(part.get_content_charset("utf-8"))
    except (UnicodeDecodeError, LookupError):
        return data.decode("cp1252", "replace")


def _attached(message: EmailMessage) -> list[Piece]:
    names = [
        part.get_filename() for part in message.iter_attachments() if part.get_content_maintype() != "image"
    ]
    reason = "attached to a mail; save it as a file of its own"
    return [Piece("", title=" ".join(str(name).split()), reason=reason) for name in names if name]
