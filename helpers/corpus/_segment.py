"""Where sentences begin and end in press text: our own rules, one pass, exact offsets.

Paragraphs: a blank line ends one. So does a single newline, unless the text is hard-wrapped: its longest line
has 40 to 100 characters, and at 70 % or more of its single newlines (two at least) the next word had no room
left on the line. Those newlines are then mere spaces; the others, and those before a bullet, still end a
paragraph. Sentences: see `_marked`, `_unmarked`, and the words in `data/abbreviations.txt`.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from helpers import DATA
from helpers._fold import APOSTROPHES, HYPHENS, LINE_ENDS
from helpers.corpus._tokens import REPORTING_VERBS

ABBREVIATIONS = DATA / "abbreviations.txt"
Span = tuple[int, int]

WIDE = "。！？"
MARKS = ".!?…" + WIDE
OPENING_QUOTES = "\"'“‘«„‚「『"
CLOSING_QUOTES = "\"'”’»"
OPENERS = re.escape(OPENING_QUOTES + "”’»‹([{¡¿")
CLOSERS = re.escape(CLOSING_QUOTES + "›)]}」』）")
DASHES = "‒–—―" + HYPHENS
BULLETS = "•‣▪◦"
CREDITS = ("image", "photo", "photograph", "picture", "credit", "source", "video", "graphic")
NET = ("http", "https", "www")
REACH = 400  # characters that a look back or ahead may go: it keeps the time linear

DATE = r"(?i:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,\s)?[a-z]{3,9}\s\d{1,2},\s\d{4})"
UNMARKED = rf"""(?x:
    (?P<bullet> [{BULLETS}]\s )
  | (?P<credit> (?i:{"|".join(CREDITS)}):\s )
  | (?P<dated> [MTWFS][a-z]{{2,5}}day,\s[A-Z][a-z]{{2,8}}\s\d{{1,2}},\s\d{{4}}\Z )
  | (?P<lost> (?:We|You|They)(?:[{APOSTROPHES}][a-z]+)?\s[a-z] )
  | (?<=,\ \d{{4}}\s)(?P<dateline> [A-Z] ))"""

# Either a run of end marks with its closing quotes and brackets, the space after it, and a look at what opens
# next; or a space before what opens a sentence though no mark stands before it. What has begun to match never
# turns back (*+), so nothing is read twice and the time is linear.
CANDIDATE = re.compile(
    rf"(?P<run>[{MARKS}](?:[{MARKS}{CLOSERS}]|\ (?=\.(?![\w.]))|\ [:;]-?\))*+)(?P<space>\s*+)"
    rf"(?=(?P<open>[{OPENERS}]{{0,3}}+)(?P<next>\w{{0,20}}+)(?P<dot>[.:]?))"
    rf"|\s(?={UNMARKED})"
)
WORD = re.compile(r"[\w.]+\Z")
DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
NUMERAL = re.compile(r"[(\[]?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{2,4})[.)\]]?\Z")
WHOLE_DATE = re.compile(rf"{DATE}\Z")
SPEAKING = re.compile(
    rf"(?:[A-Z][\w.{APOSTROPHES}{HYPHENS}]{{0,20}}\s+){{1,3}}(?:{'|'.join(sorted(REPORTING_VERBS))})\b"
)
LINE = re.compile(f"[^{LINE_ENDS}]+")
BLANK = re.compile(r"(?:\r\n|\n|\r)[^\S\r\n]*[\r\n]")


def boundaries(text: str) -> list[tuple[int, int, int]]:
    """Find the sentences of one document, in order.

    >>> boundaries("Mr. Ames left. He won!\\n\\nNo. 5 stays.")
    [(1, 0, 14), (1, 15, 22), (2, 24, 36)]

    Returns (par_id, start, end) per sentence: par_id counts from 1; the offsets are half-open, in characters
    of the text. No sentence is empty or has white space at either end, and every character that is not white
    space lies in exactly one. A text of white space alone has none.
    """
    found = []
    for par_id, (start, stop) in enumerate(_paragraphs(text), 1):
        for end, following in _ends(text, start, stop):
            found.append((par_id, start, end))
            start = following
        found.append((par_id, start, stop))
    return found


# Paragraphs


def _paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs, without the white space around them; none is empty."""
    lines = [span for match in LINE.finditer(text) if (span := _trim(text, *match.span()))]
    width = max((stop - start for start, stop in lines), default=0)
    if not 40 <= width <= 100:
        return lines
    joins = [_joins(text, line, following, width) for line, following in pairwise(lines)]
    single = [join for join in joins if join is not None]
    wrapped = len(single) >= 2 and sum(single) >= 0.7 * len(single)
    return _join(lines, joins) if wrapped else lines


def _trim(text: str, start: int, stop: int) -> Span | None:
    """The span without white space at its ends; None if there is nothing else."""
    inner = text[start:stop]
    left = len(inner) - len(inner.lstrip())
    return (start + left, start + len(inner.rstrip())) if left < len(inner) else None


def _joins(text: str, line: Span, following: Span, width: int) -> bool | None:
    """Whether the next line's first word had no room on this line; None if a blank line lies between."""
    if BLANK.search(text, line[1], following[0]):
        return None
    first = text[slice(*following)].split(None, 1)[0]
    bullet = first in BULLETS + "-*" or (first[-1] in ".)" and NUMERAL.match(first))
    return not bullet and line[1] - line[0] + 1 + len(first) > width


def _join(lines: list[Span], joins: list[bool | None]) -> list[Span]:
    joined = lines[:1]
    for join, line in zip(joins, lines[1:]):
        if join:
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


# Sentences


def _ends(text: str, start: int, stop: int) -> Iterator[Span]:
    """Yield (end, start of the next sentence) inside one paragraph."""
    for match in CANDIDATE.finditer(text, start, stop):
        if match["run"] is None:
            end, following, ends = match.start(), match.end(), _unmarked(text, start, match)
        else:
            end, following, ends = match.end("run"), match.end("space"), _marked(text, start, match)
        if ends and following < stop and not _quotes_on(text, start, end, stop):
            yield end, following
            start = following


def _unmarked(text: str, start: int, match: re.Match) -> bool:
    """Whether a sentence ends at this space although no end mark stands there."""
    at = match.start()
    before = text[at - 1]
    if at <= start or before.isspace():
        return False
    if match["dateline"]:
        return bool(WHOLE_DATE.match(text, start, at))
    if match["lost"]:
        return before.islower()
    return bool(match["bullet"]) or before not in ",:;(" + DASHES


def _marked(text: str, start: int, match: re.Match) -> bool:
    """Whether a sentence ends after this run of end marks."""
    run, space, opened, word = match.group("run", "space", "open", "next")
    if run[0] in WIDE:
        return True
    if not space or match.start() == start or (word.islower() and word not in NET):
        return False
    if not opened and not word and text[match.end() : match.end() + 1] in DASHES:
        return False
    marks = run.strip(CLOSING_QUOTES + ")]}")
    kind = _kind(text, start, match, marks) if len(marks) == 1 else None
    if kind:
        return kind != "never" and (_opens(match, kind) or run[-1] in CLOSING_QUOTES)
    if marks == ".":
        return True
    if run[-1] in CLOSING_QUOTES:
        return word in _openers() or not SPEAKING.match(text, match.start("next"))
    if run[-1] == ")" and text.rfind("(", max(start + 1, match.start() - REACH), match.start()) > 0:
        return _opens(match, kind)
    return run not in ("...", "…", ". . .") or (word != "I" and _opens(match, kind))


def _opens(match: re.Match, kind: str | None) -> bool:
    """Whether what follows opens a sentence; after an initial, a quotation mark may open a nickname."""
    opened, word, dot = match.group("open", "next", "dot")
    if opened[:1] and opened[0] in OPENING_QUOTES and kind != "initial":
        return True
    if dot == ":":
        return word.lower() in CREDITS
    return word in _openers() and not (dot and len(word) == 1)


def _kind(text: str, start: int, match: re.Match, mark: str) -> str | None:
    """The class of the word that this single end mark belongs to; None if it is a word like any other."""
    at = match.start()
    found = WORD.search(text, max(start, at - 24), at)
    if found is None:
        return None
    word = found[0]
    following = match["next"]
    kind = _kinds().get(word + mark)
    if not kind and word.isupper() and (following == following.upper() or match["open"][:1] == "("):
        kind = _capitals().get(word + mark)
    if kind in ("number", "month") and following[:1].isdigit():
        return "never"
    if kind or mark != ".":
        return None if kind == "number" else kind
    if at - start < 6 and NUMERAL.match(text[start:at]):
        return "never"
    if len(word) == 1 and word.isalpha():
        return "initial"
    return "may" if DOTTED.match(word) else None


def _quotes_on(text: str, start: int, end: int, stop: int) -> bool:
    """Whether this end stands in a quotation that opened inside the sentence and closes before its end."""
    if end - start > REACH:
        return False
    before = text[start + 1 : end]
    curly = before.rfind("“") > before.rfind("”")
    if not curly and before.count('"') % 2 == 0:
        return False
    closing = text.find("”" if curly else '"', end, min(stop, end + REACH))
    return closing > 0 and text[closing - 1].isalnum()


# The visible list


@cache
def _table() -> list[list[str]]:
    lines = ABBREVIATIONS.read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


@cache
def _kinds() -> dict[str, str]:
    """Abbreviation -> class."""
    return {word: kind for word, kind in _table() if kind != "opens"}


@cache
def _capitals() -> dict[str, str]:
    """The same in capitals, for headlines in capitals: "GEN. RUIZ", but not "the SEC. Police"."""
    return {word.upper(): kind for word, kind in _kinds().items() if len(word) > 2}


@cache
def _openers() -> frozenset[str]:
    return frozenset(word for word, kind in _table() if kind == "opens")
