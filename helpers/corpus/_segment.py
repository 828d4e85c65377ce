"""Where sentences begin and end in press text: our own rules, one pass, exact offsets.

Paragraphs: a blank line ends one. So does a single newline, unless the text is hard-wrapped (`_width`) and
the line full or unfinished, or unless a sentence plainly runs on over it (`_lone_wraps`); never before a
bullet. Sentences: see `_marked`, `_unmarked`, and the words in `data/abbreviations.txt`. A reference mark
after an end ("[17]", "¹") belongs to the sentence before it; items of a list in one line are sentences.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from helpers import DATA
from helpers._files import word_list
from helpers._fold import APOSTROPHES, HYPHENS
from helpers.corpus._tokens import HIGH_FIGURES, REFERENCE_MARK, REPORTING_VERBS

ABBREVIATIONS = DATA / "abbreviations.txt"
Span = tuple[int, int]

WIDE = "。！？．｡"
MARKS = ".!?…" + WIDE
OPENING_QUOTES = "\"'“‘«„‚「『"
CLOSING_QUOTES = "\"'”’»"
OPENERS = re.escape(OPENING_QUOTES + "”’»‹([{¡¿")
CLOSERS = re.escape(CLOSING_QUOTES + "`›)]}」』）")
DASHES = "‒–—―" + HYPHENS
BULLETS = "•‣▪◦⁃"
CREDITS = ("image", "photo", "photograph", "picture", "credit", "source", "video", "graphic")
NET = ("http", "https", "www")
REACH = 400  # characters that a look back or ahead may go: it keeps the time linear
NARROW, WIDEST = 25, 100  # characters of a hard-wrapped text's lines
FULL = 0.7  # of its width; a line so long that has no end mark goes on in the next
ENDED = tuple(
    MARKS + ":;" + CLOSING_QUOTES + ")]"
)  # what a line ends with that may be the last of a paragraph
LEADS_ON = frozenset(
    "a an and his its my of or our the their your".split()
)  # no line of its own ends with one
NOT_BEFORE_ITEM = frozenset("about and at by for from in no number of on or than the to with".split())

DATE = r"(?i:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,\s)?[a-z]{3,9}\s\d{1,2},\s\d{4})"
UNMARKED = rf"""(?x:
    (?P<bullet> [{BULLETS}][\s\d] )
  | (?P<credit> (?i:{"|".join(CREDITS)}):\s )
  | (?P<dated> [MTWFS][a-z]{{2,5}}day,\s[A-Z][a-z]{{2,8}}\s\d{{1,2}},\s\d{{4}}\Z )
  | (?P<lost> (?:We|You|They)(?:[{APOSTROPHES}][a-z]+)?\s[a-z] )
  | (?<=,\ \d{{4}}\s)(?P<dateline> [A-Z] ))"""

_NOTE = rf"(?:{REFERENCE_MARK}|\[(?:…|\.\.\.|\.\ \.\ \.)\])"
REFERENCE = (
    rf"(?:(?:\ ?{_NOTE})++|[{HIGH_FIGURES}*†‡]++|(?<=[a-z]{{3}}\.)\d{{1,3}}(?:,?\ \d{{1,3}})*+(?=\s[A-Z]))?+"
)

# Words left out after an end: "He left. ... She stayed.", "Why? … nobody knew."
OMITTED = r"(?<=[!?])\ (?:\.\.\.|…)|\ (?:\.\.\.|…)(?=\s[^a-z])"

# Either a run of end marks with its closing quotes and brackets, the reference marks after it, the space, and
# a look at what opens next; or a space before what opens a sentence though no mark stands before it. What has
# begun to match never turns back (*+), so nothing is read twice and the time is linear.
CANDIDATE = re.compile(
    rf"(?P<run>[{MARKS}](?:[{MARKS}{CLOSERS}]|\ (?=[.?!](?![\w.]))|\ [:;]-?\)|{OMITTED})*+)"
    rf"(?P<note>{REFERENCE})(?P<space>\s*+)"
    rf"(?=(?P<open>[{OPENERS}]{{0,3}}+)(?P<next>\w{{0,20}}+)(?P<dot>[.:]?))"
    rf"|\s(?={UNMARKED})"
)
WORD = re.compile(r"[\w.°]+\Z")
DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
NUMERAL = re.compile(rf"(?:[{BULLETS}]\s?)?[(\[]?(?:\d{{1,3}}|[^\W\d_]|[ivxIVX]{{2,4}})[.)\]]?\Z")
ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()
ITEM = re.compile(
    rf"(?P<before>(?:[{BULLETS}-]\s?)?[(\[]?)(?P<number>\d{{1,2}}|[a-h]|[ivx]+)(?P<after>\.\)|[.)\]])\s"
)
CAPITAL = r"(?=[^\W\d_a-z]|[\"“])"
FIGURE = re.compile(r"\d|[A-Z]{1,2}\d|[IVX]{2,4}\Z")
DAYS = sorted(word_list("days"))
TIME = re.compile(r"(?:[ap]\.?m|B\.C(?:\.E)?|A\.D|C\.E)\.\Z", re.IGNORECASE)
WHEN = re.compile(  # "At 5 a.m.", "On Monday at about 5", "He noted: In 44 B.C.": no sentence has ended there
    rf"(?:[^.!?:;]++[:;]\s)?(?:\b(?:{'|'.join(DAYS)}|at|by|on|in|around|about|from|until"
    r"|before|after|since|shortly|just|early|late|to|and|the|morning|afternoon|evening|night|of"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.|\d[\d:.]*+)[,;.]?\s++)++\Z",
    re.IGNORECASE,
)
_VERB = r"""(?:had|will|would|can|could|did|may|might|must|should|said|also|now|then|went|came|took|fell|rose
    |began|became|got|made|ran|held|left|told|saw|met|won|lost|died|spoke
    |wrote|gave|found|kept|knew|heard|paid|sent|sold|grew|sat|stood|[a-z]{2,}ed)\b"""
PLURAL = re.compile(  # "Analysts were": a noun in the plural, then a verb
    rf"[A-Z][a-z]{{2,}}(?<!s)s\s(?:(?:are|were|have|who|say|do)\b|{_VERB})", re.VERBOSE
)
PERSON = re.compile(  # "Tom was", "Ana Hale left": a name, then a verb
    rf"(?!(?i:{'|'.join(DAYS)}|eastern|pacific|central|mountain)\b)"
    rf"(?:[A-Z][\w{APOSTROPHES}{HYPHENS}]{{0,30}}[a-z]\s){{1,3}}(?:(?:is|are|was|were|has|have|does|who|say)\b|{_VERB})",
    re.VERBOSE,
)
_SUBJECTS = {"may": PLURAL, "thing": PERSON}
WHOLE_DATE = re.compile(rf"{DATE}\Z")
_NAME = rf"[A-Z][\w.{APOSTROPHES}{HYPHENS}]{{0,30}}"
SPEAKING = re.compile(  # "Hale asked", "Prime Minister Adel Abdul-Mahdi asked", "Ann Hale, the mayor, asked"
    rf"{_NAME}(?:\s+(?:{_NAME}|of|the|for|and|de|al|bin|von|van)){{0,9}}(?:,\s[^,.?!“”\"]{{1,60}},)?"
    rf"\s+(?:{'|'.join(sorted(REPORTING_VERBS))})\b(?!\sthat\b)"
)
PULLED = re.compile(  # a paragraph that is a quotation and, after a dash, whose it is
    rf"[\"“][^\"“”]{{1,{REACH}}}[\"”]\s?[{DASHES}]{{1,2}}\s?[A-Z][^.!?]{{0,80}}\Z"
)
BLANK = re.compile(r"(?>\r\n|\n|\r)[^\S\r\n]*[\r\n]")
NO_SPANS: tuple[Span, ...] = ()


def boundaries(text: str, aside: tuple[Span, ...] = NO_SPANS) -> list[tuple[int, int, int]]:
    """Find the sentences of one document, in order.

    >>> boundaries("Mr. Ames left. He won!\\n\\nNo. 5 stays.")
    [(1, 0, 14), (1, 15, 22), (2, 24, 36)]

    `aside` lists, in order, the spans to leave out; no sentence runs over one. Returns (par_id, start, end)
    per sentence: par_id counts from 1; the offsets are half-open, in characters of the text. No sentence is
    empty or has white space at either end, and every character outside `aside` that is not white space lies
    in exactly one. A text of white space alone has none.
    """
    sentences = []
    for par_id, paragraph in enumerate(_paragraphs(text, aside), 1):
        if text[paragraph[0]] in '"“' and PULLED.match(text, *paragraph):
            sentences.append((par_id, *paragraph))
            continue
        for start, stop in _items(text, *paragraph):
            for end, following in _ends(text, start, stop):
                sentences.append((par_id, start, end))
                start = following
            sentences.append((par_id, start, stop))
    return sentences


# Paragraphs


@lru_cache(maxsize=1)  # what is not prose is looked for in the same lines, just before
def lines_of(text: str, aside: tuple[Span, ...] = NO_SPANS) -> list[Span]:
    """Spans of the lines, without `aside` and the white space at their ends; none is empty."""
    starts, stops = [0, *(stop for _, stop in aside)], [*(start for start, _ in aside), len(text)]
    lines = []
    for at, stop in zip(starts, stops):
        for line in text[at:stop].splitlines(keepends=True):
            if inner := line.strip():
                left = at + len(line) - len(line.lstrip())
                lines.append((left, left + len(inner)))
            at += len(line)
    return lines


def _trim(text: str, start: int, stop: int) -> Span | None:
    """The span without white space at its ends; None if there is nothing else."""
    inner = text[start:stop]
    left = len(inner) - len(inner.lstrip())
    return (start + left, start + len(inner.rstrip())) if left < len(inner) else None


def _paragraphs(text: str, aside: tuple[Span, ...]) -> list[Span]:
    """Spans of the paragraphs, without the white space around them; none is empty."""
    lines = lines_of(text, aside)
    if len(lines) < 2:
        return lines
    newlines = [_newline(text, *pair) for pair in pairwise(lines)]
    width = _width([stop - start for start, stop in lines], [new for new in newlines if new])
    joins: Sequence[bool | None]
    if width:
        full = [line[1] - line[0] >= FULL * width for line in lines]
        joins = [n and (n.runs_on or n.needs > width or (n.is_open and f)) for n, f in zip(newlines, full)]
    else:
        joins = _lone_wraps(text, lines, [new is not None and new.runs_on for new in newlines])
    return _join(lines, joins)


class _Newline(NamedTuple):
    """A single newline: its line's length with the next word, and whether the sentence goes on."""

    needs: int
    is_open: bool  # no end mark stands before it
    runs_on: bool  # and what follows is plainly the same sentence


def _newline(text: str, line: Span, following: Span) -> _Newline | None:
    """What speaks for a hard wrap here; None if a blank line, or something set aside, lies between."""
    gap = text[line[1] : following[0]]
    if gap == "\n\n" or gap != "\n" and (gap.strip() or BLANK.search(gap)):
        return None
    first = text[following[0] : following[0] + REACH].split(None, 1)[0][: following[1] - following[0]]
    if first in BULLETS + "-*" or (first[-1] in ".)" and NUMERAL.match(first)):
        return _Newline(0, False, False)
    is_open = text[line[1] - 1] not in ENDED
    last = text[max(line[0], line[1] - 8) : line[1]].rpartition(" ")[2]
    runs_on = is_open and (first[0].islower() and not first.startswith(NET) or last.lower() in LEADS_ON)
    return _Newline(line[1] - line[0] + 1 + len(first), is_open, runs_on)


def _width(lengths: list[int], newlines: list[_Newline]) -> int | None:
    """The width to which the text is hard-wrapped; None if it is not.

    Two single newlines at least, and at 70 % of them the next word had no room left in the longest line, of
    40 to 100 characters. Or, so that a line may overrun and a column be narrow: in a width of 25 to 100 that
    nine lines of ten keep, half had no room, 40 % run on in small letters, and 70 % are one or the other.
    """
    if len(newlines) < 2:
        return None
    longest, kept = max(lengths), sorted(lengths)[int(0.9 * (len(lengths) - 1))]
    count = len(newlines)
    if 40 <= longest <= WIDEST and sum(new.needs > longest for new in newlines) >= 0.7 * count:
        return longest
    if not NARROW <= kept <= WIDEST or sum(new.runs_on for new in newlines) < 0.4 * count:
        return None
    no_room = sum(new.needs > kept for new in newlines)
    either = sum(new.needs > kept or new.runs_on for new in newlines)
    return kept if no_room >= 0.5 * count and either >= 0.7 * count else None


def _lone_wraps(text: str, lines: list[Span], runs_on: list[bool]) -> list[bool]:
    """The newlines inside sentences of a text not wrapped: they open with no small letter, and end."""
    joins = list(runs_on)
    first = 0
    for at, joined in enumerate([*runs_on, False]):
        if not joined:
            start, stop = lines[first][0], lines[at][1]
            if text[start].islower() or text[stop - 1] not in ENDED:
                joins[first:at] = [False] * (at - first)
            first = at + 1
    return joins


def _join(lines: list[Span], joins: Sequence[bool | None]) -> list[Span]:
    joined = lines[:1]
    for join, line in zip(joins, lines[1:]):
        if join:
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _items(text: str, start: int, stop: int) -> list[Span]:
    """The items of a list in one line, "1. Buses 2. Trams", and what is before it; else the paragraph."""
    first = ITEM.match(text, start, stop) or _later_item(text, start, stop)
    if not first:
        return [(start, stop)]
    before, number, after = first.group("before", "number", "after")
    inside = first.start() > start
    capital = CAPITAL if inside or after == "." else ""
    starts, at = [first.start()], first.end()
    while number := _next_number(number):
        label = re.escape(before + number + after)
        item = re.compile(rf"(?<=\s){label}\s{capital}").search(text, at, stop)
        last = WORD.search(text, max(at, item.start() - 12), item.start() - 1) if item else None
        if not item or (last and (last[0].lower() in NOT_BEFORE_ITEM or last[0].isdigit())):
            break
        starts.append(item.start())
        at = item.end()
    if len(starts) == 1:
        return [(start, stop)]
    spans = (_trim(text, *piece) for piece in pairwise([start, *starts[not inside :], stop]))
    return [span for span in spans if span]


def _later_item(text: str, start: int, stop: int) -> re.Match | None:
    """The first item of a list that begins inside a paragraph: "It has two parts: 1. Buses. 2. Trams."."""
    at = text.find(" 1", start + 1, stop)
    while at >= 0 and text[at - 1] not in MARKS + ":" + CLOSING_QUOTES:
        at = text.find(" 1", at + 1, stop)
    item = ITEM.match(text, at + 1, stop) if at >= 0 else None
    return (
        item
        if item and item["number"] == "1" and re.match(CAPITAL, text[item.end() : item.end() + 1])
        else None
    )


def _next_number(number: str) -> str:
    """What follows "9", "b" or "iv" in a list; "" if nothing."""
    if number.isdigit():
        return str(int(number) + 1)
    if number in ROMAN:
        return [*ROMAN, ""][ROMAN.index(number) + 1]
    return chr(ord(number) + 1) if len(number) == 1 else ""


# Sentences


def _ends(text: str, start: int, stop: int) -> Iterator[Span]:
    """Yield (end, start of the next sentence) inside one paragraph."""
    for match in CANDIDATE.finditer(text, start, stop):
        if match["run"] is None:
            end, following, ends = match.start(), match.end(), _unmarked(text, start, match)
        else:
            end, following, ends = match.end("note"), match.end("space"), _marked(text, start, match)
            if text[start] == "[" and match["note"][:1] == " ":  # a list whose items open with "[1]"
                end, following = match.end("run"), match.end("run") + 1
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
        return not (run == "．" and word[:1].isdigit())
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
    if run[0] in ".…" and "]" in run:  # something left out; a source may follow: "[...]” (Hale 55)."
        return opened[:1] != "("
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
    subject = _SUBJECTS.get(kind or "")
    if subject and not opened and word not in _parts() and subject.match(match.string, match.start("next")):
        return True
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
    if kind in ("number", "month") and (
        following[:1].isdigit() or kind == "number" and FIGURE.match(following)
    ):
        return "never"
    if TIME.match(word + mark) and at - start < 60 and WHEN.match(text, start, found.start()):
        return "never"
    if kind or mark != ".":
        return None if kind == "number" else kind
    if at - start < 6 and NUMERAL.match(text[start:at]):
        return "never"
    if len(word) == 1 and word.isalpha():
        return "initial"
    return "dotted" if DOTTED.match(word) else None


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
    return {word: kind for word, kind in _table() if kind not in ("opens", "part")}


@cache
def _capitals() -> dict[str, str]:
    """The same in capitals, for headlines in capitals: "GEN. RUIZ", but not "the SEC. Police"."""
    return {word.upper(): kind for word, kind in _kinds().items() if len(word) > 2}


@cache
def _openers() -> frozenset[str]:
    return frozenset(word for word, kind in _table() if kind == "opens")


@cache
def _parts() -> frozenset[str]:
    return frozenset(word for word, kind in _table() if kind == "part")
