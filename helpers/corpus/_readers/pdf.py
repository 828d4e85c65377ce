"""PDF by pypdfium2: lines as they are set, paragraphs by the step of baselines, articles by headings."""

import re
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from helpers import InputError
from helpers.corpus._readers._markup import prose
from helpers.corpus._readers._piece import File, Piece, iso_date

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

MOST_PAGES = 5000
BEFORE = "stands before an article: a masthead or an index"
EDGE = 0.08  # of the height between the first and the last line: a running head may stand there
WIDER = 1.3  # times the usual step between lines: a paragraph ends there
LONGEST = 200  # characters of a line that states a date
SET_SOLID = 1.2  # times the size of the letters: no wider than lines of one heading are set
LARGER = 1.15  # times the size of most letters: a heading
_LINE = re.compile("[^\r\n\ufffe\x02]+")  # pdfium joins a word parted at a line's end by U+FFFE
_BY = re.compile(r"(?:by|von|par|por|door|di|av|af)\s+(?=[^\W\d_])", re.IGNORECASE)
_DOCUMENT = re.compile(r"^\s*(?:\d+ (?:of|von|van|de|sur) \d+ DOCUMENT|(?:do[ck]ument) \d+ )", re.IGNORECASE)


class Line(NamedTuple):
    """A line of a page: its text, where it begins, the height of its letters."""

    text: str
    x: float
    y: float
    size: float


_GAP = Line("", 0, 0, 0)


def recognise(file: File) -> bool:
    """Whether this is a PDF: it says so within its first kilobyte."""
    return bool(re.search(rb"^\s*%PDF-\d", file.data[:1024], re.MULTILINE))


def read(file: File) -> list[Piece]:
    """One piece for each heading in larger letters with a byline or date under it; else one for the file."""
    pages, heads = _pages(file.data)
    lines = [line for page in pages for line in page]
    if not lines:
        raise InputError("this PDF holds no text, only pictures (a scan); have its text recognised")
    pieces = _articles(lines, next(filter(None, map(_before_date, heads)), ""))
    if not any(prose(piece.text) for piece in pieces):
        raise InputError("this PDF holds no article, only a few words")
    return pieces


def page_lines(data: bytes) -> list[list[str]]:
    """Return the lines of each page, "" where a paragraph ends, without running heads and page numbers.

    A broken or locked PDF raises an InputError (without the file's name).
    """
    return [[line.text for line in page] for page in _pages(data)[0]]


@lru_cache(maxsize=1)
def _pages(data: bytes) -> tuple[list[list[Line]], list[str]]:
    """The lines of each page, and the texts of the running heads."""
    pages = list(_as_set(data))
    heads = _running_heads(pages)
    bare = ([line for n, line in enumerate(page) if (p, n) not in heads] for p, page in enumerate(pages))
    return [_parted(page) for page in bare], [pages[p][n].text for p, n in sorted(heads)]


def _as_set(data: bytes) -> Iterator[list[Line]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        why = "is locked with a password; save a copy without it" if locked else "is broken or breaks off"
        raise InputError(f"this PDF {why}") from None
    try:
        if len(document) > MOST_PAGES:
            raise InputError(f"this PDF has {len(document):,} pages, more than {MOST_PAGES:,}; split it")
        for number in range(len(document)):
            try:
                page = document[number].get_textpage()
            except pypdfium2.PdfiumError:
                raise InputError(f"page {number + 1} of this PDF is broken") from None
            yield list(_lines(page))
    finally:
        document.close()


def _lines(page: "PdfTextPage") -> Iterator[Line]:
    import pypdfium2.raw as pdfium

    text = page.get_text_range()
    x, y, box = c_double(), c_double(), pdfium.FS_RECTF()
    for match in _LINE.finditer(text):
        shown = match[0].strip()
        if shown:
            first = match.start() + len(match[0]) - len(match[0].lstrip())
            char = pdfium.FPDFText_GetCharIndexFromTextIndex(page, first)
            pdfium.FPDFText_GetCharOrigin(page, char, byref(x), byref(y))
            pdfium.FPDFText_GetLooseCharBox(page, char, byref(box))
            parted = text[match.end() : match.end() + 1] in ("\ufffe", "\x02") and match.end() < len(text)
            yield Line(shown + "-" * parted, x.value, y.value, abs(box.top - box.bottom))


def _running_heads(pages: list[list[Line]]) -> set[tuple[int, int]]:
    """(page, line) of heads, feet and page numbers: at a page's edge, at that height on most pages again."""
    heights = [line.y for page in pages for line in page] or [0.0]
    low, high = min(heights), max(heights)
    rows = {
        (p, n): (round(line.y / 2), re.sub(r"\d+", "#", line.text.casefold()))
        for p, page in enumerate(pages)
        for n, line in enumerate(page)
        if min(high - line.y, line.y - low) <= EDGE * (high - low) and not _DOCUMENT.search(line.text)
    }
    seen = Counter(row for _, row in {(p, row) for (p, _), row in rows.items()})  # on how many pages
    at = Counter(height for height, _ in rows.values())
    again = Counter(height for height, text in rows.values() if seen[height, text] > 1)
    heads = {
        (p, n)
        for (p, n), (height, _) in rows.items()
        if again[height] > at[height] / 2 or _numbered(pages[p], pages[p][n], str(p + 1))
    }
    return heads if len(heads) < sum(map(len, pages)) else set()


def _numbered(page: list[Line], line: Line, number: str) -> bool:
    """Whether a line begins or ends with its page's number and stands apart from the others."""
    words = line.text.split()
    steps = (abs(line.y - other.y) for other in page)
    return number in (words[0], words[-1]) and all(step < 2 or step > 2 * line.size for step in steps)


def _parted(page: list[Line]) -> list[Line]:
    """The lines with an empty one wherever a paragraph ends: by a wide step, an indent or other letters."""
    steps = sorted(one.y - two.y for one, two in pairwise(page) if one.y - two.y > one.size / 2)
    usual = steps[len(steps) // 4] if steps else 0
    found = []
    for n, line in enumerate(page):
        before = page[n - 1] if n else line
        after = page[n + 1] if n + 1 < len(page) and 0 < line.y - page[n + 1].y < 2 * usual else before
        step = before.y - line.y
        indented = 0.5 * line.size < line.x - min(before.x, after.x) < 5 * line.size
        other = abs(line.size - before.size) > before.size / 10
        wide = step > max(WIDER * usual, SET_SOLID * line.size)
        if n and (wide or other or (indented and line.x != before.x)):
            found.append(_GAP)
        found.append(line)
    return [*found, _GAP] if page and re.search(r"[.!?…][\"'”’»)]?$", page[-1].text) else found


def _articles(lines: list[Line], paper: str) -> list[Piece]:
    body = _body_size(lines)
    starts = []
    for first, stop in _headings(lines, body):
        under = next((n for n in range(stop, len(lines)) if lines[n].text), len(lines) - 1)
        if _BY.match(lines[under].text) or iso_date(lines[under].text):
            starts.append((first, stop, under))
    if not starts:
        first, stop = next(iter(_headings(lines, body)), (0, 0))
        title = _title(lines[first:stop]) if not any(line.text for line in lines[:first]) else ""
        return [Piece(_joined(lines[stop:] if title else lines), title=title)]
    before = _joined(lines[: starts[0][0]])
    pieces = [Piece(before, reason=BEFORE)] if before else []
    outlet, date = paper, ""
    for (first, stop, under), (end, _, _) in pairwise([*starts, (len(lines), 0, 0)]):
        line, title, text = lines[under].text, _title(lines[first:stop]), _joined(lines[under + 1 : end])
        by = _BY.match(line)
        if not by and not prose(text):  # a masthead: what it states holds for the articles under it
            outlet, date = paper or (title if re.search(r"\w", title) else ""), iso_date(line)
            pieces.append(Piece(f"{title}\n\n{line}\n\n{text}".strip(), reason=BEFORE))
        elif by:
            pieces.append(Piece(text, title, outlet, line[by.end() :], date))
        else:
            pieces.append(Piece(text, title, _before_date(line), date=iso_date(line)))
    return pieces


def _before_date(line: str) -> str:
    """What stands before the date that a line states; "" if it states none."""
    words = line[:LONGEST].split()
    dated = (n for n in range(len(words), 0, -1) if iso_date(" ".join(words[n:])))
    return " ".join(words[: next(dated, 0)]).rstrip(",;|")


def _body_size(lines: list[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0]


def _headings(lines: list[Line], body: float) -> list[tuple[int, int]]:
    """Spans of lines in larger letters of one size, one after the other."""
    spans: list[tuple[int, int]] = []
    for n, line in enumerate(lines):
        if line.size > LARGER * body:
            first, stop = spans[-1] if spans else (n, n)
            apart = any(between.text for between in lines[stop:n]) or abs(line.size - lines[first].size) > 1
            spans[len(spans) - (bool(spans) and not apart) :] = [(n if apart else first, n + 1)]
    return spans


def _title(lines: list[Line]) -> str:
    return " ".join(line.text for line in lines if line.text)


def _joined(lines: list[Line]) -> str:
    """Lines as paragraphs; a word parted at a line's end stays parted there, for `normalise` to join."""
    ends = ("\n\n" if not line.text else "\n" if line.text.endswith("-") else " " for line in lines)
    text = "".join(line.text + end for line, end in zip(lines, ends))
    return re.sub(r" *\n\n[\n ]*", "\n\n", text).strip()
