"""What a reader gets and gives: a file, and the pieces found in it; and what readers share."""

import datetime
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from helpers import InputError
from helpers._files import decode
from helpers._fold import normalise_counted, unaccented

normalised = lru_cache(maxsize=1)(normalise_counted)  # a reader that looks at a text costs it no second time
_PARTS = "a|article|blockquote|body|br|div|h[1-6]|head|html|li|link|meta|ol|p|section|span|table|td|tr|ul"
TAG_OF_A_PAGE = re.compile(_PARTS, re.IGNORECASE)
TAG = re.compile(
    rf"</?({_PARTS}|(?:b|center|em|font|hr|i|img|script|strong|style|su[bp]|u))(?:\s+[a-z-]+\s*=[^<>]*|\s*/?)>",
    re.IGNORECASE,
)

# Names of the months, in English, German, Dutch, Danish, Swedish, French, Spanish, Italian, Portuguese.
_MONTHS = [
    "january januar januari janvier enero gennaio janeiro janner",
    "february februar februari fevrier febrero febbraio fevereiro",
    "march marz maart mrt marts mars marzo marco",
    "april avril abril aprile",
    "may mai mei maj mayo maggio maio",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august augustus augusti aout agosto",
    "september septembre septiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro",
]
_YEAR, _DAY, _NAME = r"(?P<year>\d{4})(?!\d)", r"(?<!\d)(?P<day>\d ?\d?)(?!\d)", r"(?P<month>[a-z]{3,})\b\.?"
_CLOCK = r"(?:\d\d?[:.h]\d\d(?:[:.]\d\d)?,? )?"
_PRINTED = [
    re.compile(rf"{_DAY}(?:\.|st|nd|rd|th|er|e|º|ª)? ?[-,]?(?: ?de | of )?{_NAME},?[ -](?:del? |, )?{_YEAR}"),
    re.compile(rf"{_NAME} ?{_DAY}(?:st|nd|rd|th)?,? (?:[a-z]+,? )?{_CLOCK}{_YEAR}"),
    re.compile(rf"{_YEAR} ?(?:年|년) ?(?P<month>\d\d?) ?(?:月|월) ?(?P<day>\d\d?) ?(?:日|일)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)(?!\d)"),
    re.compile(r"(?<![\d.])(?P<year>(?:1[6-9]|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:t\d{4,6}\S*)?(?![\d.])"),
    re.compile(r"(?<!\d)(?P<day>\d\d?)([-/.])(?P<month>\d\d?)\2(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<month>\d\d?)([-/.])(?P<day>\d\d?)\2(?P<year>\d{4})(?!\d)"),
]

_NO_TEXT = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")  # how files begin that are no text


@dataclass(frozen=True)
class File:
    """One file, or one member of an archive: its name, and its bytes."""

    name: str
    data: bytes

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        text, encoding = decode(self.data) if not self.data.startswith(_NO_TEXT) else ("", "")
        return text.removeprefix("\ufeff"), encoding

    @property
    def text(self) -> str:
        """Its characters without the byte order mark; "" where it is no text."""
        return self._decoded[0]

    @property
    def encoding(self) -> str:
        """How its bytes were read; "" where it is no text."""
        return self._decoded[1]


@dataclass(frozen=True)
class Piece:
    """One article as the file states it, or with a reason what is none; a field not stated stays empty."""

    text: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""  # YYYY-MM-DD
    section: str = ""
    language: str = ""
    stated_words: int | None = None  # the length that the file itself states
    reason: str = ""  # why it is no article
    declared: int | None = None  # how many articles the file says that it holds
    encoding: str = ""  # where that is not the file's own (a member of an archive)


def broken_off(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces of a file that ends in the midst of its last one: that is no whole article."""
    return [*pieces[:-1], replace(pieces[-1], reason="the file breaks off in it; export it again")]


def possible_dates(text: str) -> list[str]:
    """Return each date, as YYYY-MM-DD, that the first printed date in a text may be.

    >>> [possible_dates(date) for date in ["mercredi 17 avril 2013 20:15 GMT", "3/10/2019", "May 2019"]]
    [['2013-04-17'], ['2019-10-03', '2019-03-10'], []]
    """
    plain = " ".join(unicodedata.normalize("NFC", unaccented(text)).casefold().split())
    found: list[str] = []
    for n, pattern in enumerate(_PRINTED):
        if n < len(_PRINTED) - 1 and found:
            break
        for match in pattern.finditer(plain):
            date = _real(match["year"], match["month"], match["day"])
            if date:
                found.append(date)
                break
    return list(dict.fromkeys(found))


def iso_date(text: str) -> str:
    """Return a printed date as YYYY-MM-DD; "" for none, and for one that may be two.

    >>> [iso_date(date) for date in ["January 11, 2010 Monday", "31. August 2011", "20190814T120000Z"]]
    ['2010-01-11', '2011-08-31', '2019-08-14']
    """
    found = possible_dates(text)
    return found[0] if len(found) == 1 else ""


def _real(year: str, month: str, day: str) -> str:
    number = int(month) if month.isdigit() else _month(month)
    try:
        return datetime.date(int(year), number, int(day.replace(" ", ""))).isoformat()
    except ValueError:
        return ""


def _month(name: str) -> int:
    """The number of a month by its name or the beginning of it; 0 for none."""
    fits = [n for n, names in enumerate(_MONTHS, 1) if any(full.startswith(name) for full in names.split())]
    return fits[0] if len(fits) == 1 else 0


def paragraphs(blocks: Iterable[str]) -> str:
    """Return blocks of text as paragraphs: the lines of each joined, a blank line between them.

    >>> paragraphs(["One\\nline.", " ", "Two."])
    'One line.\\n\\nTwo.'
    """
    return "\n\n".join(filter(None, (" ".join(block.split()) for block in blocks)))


def unwrapped(text: str) -> str:
    """Return a text whose paragraphs are parted by blank lines without the hard ends of its lines.

    >>> unwrapped("One\\nline.\\n \\nTwo.")
    'One line.\\n\\nTwo.'
    """
    return paragraphs(re.split(r"\n[^\S\n]*\n", text))


def whole_number(text: str) -> int | None:
    """Return the number that a text states in figures, however they are parted; None for none, or a huge one.

    >>> whole_number("1,204"), whole_number("1 204"), whole_number("none")
    (1204, 1204, None)
    """
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits and len(digits) < 9 else None


def articles(found: Iterable[Piece], otherwise: str) -> list[Piece]:
    """Return the pieces, if one of them is an article; else raise an InputError that says what they are."""
    pieces = list(found)
    if all(piece.reason for piece in pieces):
        raise InputError(otherwise)
    return pieces
