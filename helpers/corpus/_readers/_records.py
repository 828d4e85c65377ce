"""Records whose fields have names, as tables, JSON and feeds hold them: which field is which."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

from helpers import InputError
from helpers._fold import unaccented
from helpers._words import plural
from helpers.corpus._readers._markup import html_text
from helpers.corpus._readers._piece import Piece, possible_dates

Row = TypeVar("Row")
NO_TEXT = "it holds no text of an article, only what is stated about one"
# Names of fields in the usual languages, small letters and figures alone; the first that is filled is taken.
_NAMES = {
    "text": "text fulltext bodytext articletext articlebody contenttext body bodyxhtml bodyhtml "
    "contenthtml content article story maintext rawtext plaintext texte textecomplet contenu "
    "corps texto cuerpo contenido testo contenuto corpo conteudo tekst inhoud artikeltekst "
    "artikel volltext artikeltext inhalt haupttext brodtext indhold tresc текст полныйтекст "
    "текстстатьи",
    "title": "headline title webtitle articletitle head hl1 titre titel titulo titular titolo kop "
    "schlagzeile uberschrift uberschrft rubrik overskrift tittel tytul заголовок название",
    "outlet": "outlet publication publicationtitle source sourcename newspaper medium media publisher "
    "provider sitename sourcedomain pubtitle journal paper krant zeitung quelle bron fonte fuente kilde "
    "kalla publikation publicatie medio testata giornale jornal periodico zrodlo источник издание",
    "author": "byline author authors creator writer journalist reporter auteur auteurs autor autoren "
    "autorin autores autore autori verfasser forfatter forfattare автор",
    "date": "date publicationdate publisheddate datepublished datepublish published publishedat publishdate "
    "pubdate webpublicationdate firstcreated versioncreated datum erscheinungsdatum publicatiedatum "
    "fecha data dato datepublication datedepublication дата датапубликации",
    "teaser": "summary description abstract teaser excerpt trailtext descriptiontext standfirst dek chapo",
    "section": "section sectionname ressort rubrique seccion sezione secao sectie katern",
    "language": "language lang langue sprache taal idioma lingua",
}
_FIELDS = {field: names.split() for field, names in _NAMES.items()}
_KNOWN = frozenset(name for names in _FIELDS.values() for name in names)
_INSIDE = ("name", "title", "label", "text", "value", "data", "content", "main", "original")
_WRAPPED = ("fields", "_source", "attributes")
EPOCH = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet's dates where they are stored as numbers
MOST_ROWS = 200_000
TEASER = 80  # words; a text that is shorter may be no more than a summary
CUT = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")  # how a news service ends what it cuts off
_TAGS = re.compile(r"</?(?:p|br|div|h[1-6]|li|ul|blockquote)\b[^<>]*>", re.IGNORECASE)
_SLASHED = re.compile(r"\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{2}|\d{4})\b")


@cache
def plain_name(name: str) -> str:
    """Return the name of a field as the lists of names have it.

    >>> plain_name("Full_Text"), plain_name("Überschrift")
    ('fulltext', 'uberschrift')
    """
    return re.sub(r"[\W_]+", "", unaccented(name).casefold())


def known(names: Iterable[object]) -> frozenset[str]:
    """Those names of fields that are in the lists."""
    return _KNOWN.intersection(plain_name(name) for name in names if isinstance(name, str))


def holds_text(names: Iterable[object]) -> bool:
    """Whether one of these fields may hold the text of an article."""
    return not known(names).isdisjoint(_FIELDS["text"])


def no_text_field(names: Iterable[object]) -> InputError:
    """The error for records none of whose fields is one of text."""
    there = ", ".join(str(name) for name in names if name)[:200]
    return InputError(f"no column holds the text of articles (there are: {there}); name one of them “text”")


def few(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows one after the other; more than are read at once raise an InputError."""
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            raise InputError(f"it holds more than {MOST_ROWS:,} rows, more than are read at once; split it")
        yield row


def pieces(records: Sequence[Mapping]) -> list[Piece]:
    """One piece for each record; dates like 3/4/2019 are read as the others in that column show, else not."""
    columns = [{plain_name(name): name for name in record if isinstance(name, str)} for record in records]
    fields = [
        {field: _first(record, names, wanted) for field, wanted in _FIELDS.items()}
        for record, names in zip(records, columns)
    ]
    months_first = _months_first([row["date"] for row in fields])
    return [_piece(row, months_first) for row in fields]


def unwrapped(record: Mapping) -> Mapping:
    """The record with the fields that a service puts one level deeper."""
    inner = (record[key] for key in _WRAPPED if isinstance(record.get(key), Mapping))
    return {**record, **next(inner, {})}


def _first(record: Mapping, names: Mapping[str, str], wanted: Sequence[str]) -> object:
    found = (record[names[name]] for name in wanted if name in names)
    return next((value for value in found if value not in (None, "", [], {})), "")


def _piece(row: Mapping[str, object], months_first: bool | None) -> Piece:
    text = _body(row["text"])
    return Piece(
        text,
        title=_line(row["title"]),
        outlet=_line(row["outlet"]),
        author=_line(row["author"]),
        date=_date(row["date"], months_first),
        section=_line(row["section"]),
        language=_line(row["language"]),
        reason=_why_none(text, _body(row["teaser"])),
    )


def _why_none(text: str, teaser: str) -> str:
    if not text:
        return NO_TEXT
    if CUT.search(text) or (len(text.split()) < TEASER and text == teaser):
        return f"only a teaser of {plural(len(text.split()), 'word')}, not the article"
    return ""


def _body(value: object) -> str:
    """A text as its field holds it: a string, of HTML too, or a list of paragraphs, of parts with a text."""
    parts = value if isinstance(value, list | tuple) else [value]
    texts = [_inside(part).strip() for part in parts]
    return "\n\n".join(html_text(text) if _TAGS.search(text) else text for text in texts if text)


def _line(value: object) -> str:
    parts = value if isinstance(value, list | tuple) else [value]
    return "; ".join(filter(None, (" ".join(_inside(part).split()) for part in parts)))


def _inside(value: object) -> str:
    for _ in range(5):
        if not isinstance(value, Mapping):
            break
        value = next((value[key] for key in _INSIDE if value.get(key)), "")
    nothing = value is None or isinstance(value, bool | list | Mapping) or str(value) == "nan"
    return "" if nothing else str(value)


def _date(value: object, months_first: bool | None) -> str:
    if isinstance(value, datetime.date):  # a datetime is one too
        return value.isoformat()[:10]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (EPOCH + datetime.timedelta(value)).isoformat() if 1e4 < value < 1e5 else ""
    text = _inside(value[0] if isinstance(value, list) and value else value)
    match = _SLASHED.match(text)
    if not match:
        found = possible_dates(text)
        return found[0] if len(found) == 1 else ""
    first, second = int(match[1]), int(match[3])
    day, month = (second, first) if months_first and match[2] != "." else (first, second)
    if months_first is None and match[2] != "." and day != month and max(day, month) <= 12:
        return ""
    year = int(match[4]) + (0 if len(match[4]) == 4 else 1900 if int(match[4]) > 50 else 2000)
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _months_first(values: Iterable[object]) -> bool | None:
    """Whether dates like 3/14/2019 in a column begin with the month; None if they show nothing, or both."""
    pairs = [match for value in values if isinstance(value, str) and (match := _SLASHED.match(value))]
    day, month = (any(int(match[n]) > 12 for match in pairs if match[2] != ".") for n in (1, 3))
    return None if day == month else month
