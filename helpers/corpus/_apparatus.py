"""What in a text is not the article's own prose, found by its form: line by line, and only where that is sure.

Whole lines: bylines, credits, captions, links, times, pages, running heads (`RULES`, `_pages`, `_running_heads`).
Beginnings of lines: speakers' labels where they take turns (`_speakers`), datelines (`_datelines`), the times of a
live blog (`_times`). Ends of lines: credits in brackets. What is not sure stays prose; so does a text that would
have no word left.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from helpers._files import word_list
from helpers._fold import APOSTROPHES, HYPHENS
from helpers._tables import require
from helpers.corpus._segment import BULLETS, ENDED, Span, lines_of

APPARATUS_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "speaker": "who speaks, at the beginning of a line of a transcript: the column `speaker` of what follows",
        "dateline": "the place, date and agency before an article's first words",
        "byline": "who wrote it",
        "credit": "agencies, editors, rights",
        "caption": "a picture's words and who took it",
        "link": "what the page offers beside the article: read more, share, advertisement",
        "time": "when a line was written or the page last changed",
        "page": "a page's number",
        "running head": "a short line that comes back on every page",
    }
)
LONGEST = 300  # characters of a line that may be set aside whole
PHOTO_REACH = 130  # characters of a line's end in which a photo credit is looked for
SHORT = 120  # from here on only what begins with a word of MAY_BE_LONG is tried
LONGEST_CAPTION = 200  # of one with a photo credit at its end; of a longer one only the credit is set aside
HEAD = 60  # of a running head
AGAIN = 3  # times that a running head comes, at least
TOP, FOOT = 6, 3  # lines of a text, from its top and its foot, in which a byline needs no role or agency

_W = rf"[A-Z][\w.{APOSTROPHES}{HYPHENS}]*"
_NAME = rf"{_W}(?:\s(?:{_W}|de|la|al|el|bin|von|van|der)){{1,4}}"
_AND = r"(?:,\s(?:and\s)?|\s(?:and|AND|&|with)\s|\s?[/|;]\s?)"
_DAYS = "|".join(sorted(word_list("days")))
_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
AGENCIES = (
    r"(?:AP|The\sAssociated\sPress|Associated\sPress|Thomson\sReuters|Reuters|REUTERS|AFP|Agence\sFrance-Presse|UPI"
    r"|ANI|PTI|IANS|Xinhua|CNN|Bloomberg|TASS|EFE|dpa|DPA|Kyodo|Yonhap|The\sCanadian\sPress|IRNA|Anadolu|ANSA"
    r"|Sputnik|RFE/RL|VOA|AAP|BBC|Press\sAssociation|[Aa]gencies|AGENCIES|news\sagencies)"
)
_ROLE = (
    r"(?i:(?:[a-z]+\s){0,2}(?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?|bureau\schief"
    r"|photographers?|staff))"
)
_CLOCK = (
    r"(?:\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\.?"
    r"|\d{1,2}\.\d{2}(?=\s(?:GMT|BST|CET|EST|EDT|UTC)))(?:\s\(?(?-i:[A-Z]{2,5})\)?)?"
)
_DAY = (
    rf"(?:(?:{_DAYS}|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?,?\s)?(?:(?:{_DAYS}|{_MONTHS})\.?\s\d{{1,2}}"
    rf"(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_DAYS}|{_MONTHS})\.?,?\s\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4})"
)
_WHEN = rf"(?:{_DAY}|{_CLOCK})(?:,?\s(?:at\s|[-–—|]\s)?(?:{_DAY}|{_CLOCK})){{0,2}}"
_TITLED = rf"(?:{_W}|@\w+|[\w.]+@[\w.]+|of|the|for|and|in|at|&)"
_AUTHORS = rf"(?!(?i:{_DAYS})\b){_NAME}(?:{_AND}{_NAME})*"
_PHOTO = r"(?:[Pp]hoto|PHOTO|[Ii]mage|IMAGE|[Pp]icture|[Pp]hotograph|[Ii]llustration|[Gg]raphic)s?"
_BY_PHOTO = rf"(?:(?:[Ff]ile|FILE|[Hh]andout)\s)?{_PHOTO}(?:\s(?:by|courtesy(?:\sof)?|credit)\b:?|:)"
_TAKEN = (
    rf"[(\[](?:{_BY_PHOTO}|[Cc]redit:|AP\sPhoto|(?:AFP|REUTERS|Reuters|Getty|EPA)\b(?=[^()\[\]]*[/|]|\sImages))"
    r"[^()\[\]]{0,100}[)\]]"
    r"|(?:AP\sPhoto|REUTERS|AFP|EPA|Getty\sImages)/[A-Z][\w.'’/ -]{2,60}"
    rf"|(?:/|\|\s|\()(?:AFP|REUTERS)?/?Getty\sImages\)?|(?<=[.!?)]\s){_BY_PHOTO}\s[^.!?]{{1,60}}(?:\.\w[^.!?]{{1,40}})?"
)
_DID = r"(?:[Aa]dditional\s)?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Ww]ritten|[Ee]dited|[Tt]ranslated)"
_SITE = "(?:facebook|twitter|x|whatsapp|linkedin|email|reddit|instagram|telegram|youtube|pinterest)"

# A whole line that one of these matches from end to end is set aside: (kind, reason, regular expression).
RULES = (
    ("time", "a line that is only a time or a date", rf"(?i:[(\[]?{_WHEN}[)\]]?\.?)"),
    (
        "time",
        "a line that says when the page was written",
        (
            rf"(?i:(?:(?:first|last)\s)?(?:published|updated|posted|modified|created):?\s(?:on\s|at\s)?(?:{_WHEN}"
            r"|\d+\s\w+\sago)\.?|\d+\s(?:min(?:ute)?s?|hours?|hrs?|days?)\sago|\d+[\s-]min(?:ute)?s?\sread)"
        ),
    ),
    ("page", "a page's number", r"(?i:(?:page|pg\.?|p\.)\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?)"),
    ("page", "a page's number", r"[-–—]\s?\d{1,4}\s?[-–—]|\d{1,3}\sof\s\d{1,3}\.?"),
    (
        "link",
        "an advertisement's place",
        r"(?i:advertise?ment|advertising|sponsored(?:\scontent)?|promoted\scontent)",
    ),
    (
        "link",
        "a link to another text",
        (
            r"(?i:read\s(?:more|also|next)|read\sthe\sfull\s(?:story|article)|also\sread|see\salso|related"
            r"(?:\s(?:stories|articles|news|content|topics|coverage|links?))?|more\son\sthis\sstory|most\s(?:read|popular)"
            r"|you\smay\salso\slike|recommended(?:\sfor\syou)?|don['’]t\smiss|continue\sreading)(?:\s?[:»>…|].{0,200})?"
        ),
    ),
    (
        "link",
        "a link to another text",
        r"(?:READ|READ MORE|SEE|MORE|RELATED|WATCH|LISTEN|ALSO READ):\s.{2,150}",
    ),
    (
        "link",
        "a link to another text",
        r"(?i:read\smore\s(?:about|at|from|here)\b[^.!?]{0,120}|https?://\S+|www\.\S+)",
    ),
    (
        "link",
        "a button of the page",
        (
            rf"(?i:share|tweet|(?:share|print|e-?mail|save)\sthis(?:\s(?:article|story|page|post))?|share\s(?:on|via|with)"
            rf"\s\w+|follow\s(?:us|@\w+|[\w\s.]{{2,40}})\son\s{_SITE}\b.{{0,60}}|click\shere\b.{{0,120}}|back\sto\stop"
            r"|(?:story|article)\scontinues\sbelow(?:\sadvertisement)?|skip\sto\s(?:main\s)?content|\d+\s(?:comments?"
            r"|shares?)|(?:view|show|leave\sa|load|post\sa)\s(?:more\s|all\s)?comments?|copy\slink|scroll\sdown\b.{0,60}"
            r"|(?:sign\sup|subscribe)\b.{0,100}\b(?:newsletters?|alerts|inbox|updates|here)\b.{0,40}"
            r"|download\s(?:our|the)\b.{0,40}\bapp\b.{0,60})\.?!?"
        ),
    ),
    (
        "caption",
        "a picture's words",
        r"(?:FILE\s(?:PHOTO|IMAGE|-|–|—)|File\s(?:photo|image)):?\s.{3,300}|[Ff]ile photo\.?",
    ),
    (
        "caption",
        "a picture's credit",
        rf"{_BY_PHOTO}\s.{{2,200}}|[(\[]?(?:{_PHOTO}\s)?[Cc]redit:\s.{{2,80}}|[(\[]{_BY_PHOTO}\s.{{2,200}}[)\]]",
    ),
    (
        "credit",
        "the name of an agency alone",
        rf"[-–—]*\s?[(\[]?{AGENCIES}(?:(?:/|,\s|\sand\s){AGENCIES})*[)\]]?",
    ),
    (
        "credit",
        "who reported, wrote or edited it",
        rf"{_DID}\sby\s[A-Z](?:[\w.,;&/{APOSTROPHES}{HYPHENS}]|\s(?=[A-Z&]|and\s|in\s|by\s|{_DID}\sby\s))*\.?",
    ),
    (
        "credit",
        "a notice of rights",
        (
            r"(?i:(?:copyright|©|\(c\))\s?(?:©\s|\(c\)\s)?\d{4}\b.{0,250}|all\srights\sreserved\.?"
            r"|our\sstandards:\s.{2,80})"
        ),
    ),
    (
        "byline",
        "a line that says who wrote it",
        (
            rf"(?:By|BY|by|Story\sby|Words\sby|Text\sby)\s(?:{_AUTHORS}(?:,|\s[-–—|/])?\s{_ROLE}(?:\s(?:in|at|of|for)\s{_NAME})?"
            rf"|(?:{_AUTHORS}{_AND})?(?:[Tt]he\s)?{AGENCIES}(?:\s[Ss]taff)?|(?:[Oo]ur|[Aa])\s{_ROLE})"
            rf"|{_NAME}(?:,|\s[|/–—-])\s{_ROLE}|{_NAME}\s?[|/]\s?{AGENCIES}"
        ),
    ),
    (
        "byline?",
        "a line that says who wrote it",
        rf"(?:By|BY|Story\sby)\s{_AUTHORS}(?:(?:,\s|\s[-–—|(]\s?|\s(?=in\s|for\s)){_TITLED}(?:,?\s{_TITLED}){{0,7}}\)?)?",
    ),
)
RULE = re.compile("|".join(f"(?P<rule{n}>(?:{rule})(?![^\\n]))" for n, (_, _, rule) in enumerate(RULES)))
MAY_BE_LONG = re.compile(
    r"[(\[©]|(?i:(?:additional|also|by|copyright|credit|edit|file|graphic|handout|http|illustration|image|listen|more|most"
    r"|photo|picture|read|recommended|related|report|see|sign|story|subscribe|watch|writ|you\smay))"
)
WORKED = (
    "rting by",
    "iting by",
    "piled by",
    "itten by",
    "dited by",
    "lated by",
    "nputs from",
    "nput from",
    "ncy input",
)
BRACKETED = re.compile(
    rf"[(\[](?:{_DID}\sby|[Ww]ith\s(?:agency\s)?inputs?|[Ii]nputs?\sfrom)\b(?:[^()\[\]\n]|\n(?!\s*\n)){{0,400}}[)\]]"
    r"(?=[^\S\n]*(?:\n|\Z))"
)
PHOTO_END = re.compile(rf"(?:{_TAKEN})\.?\Z")
PHOTO_WORDS = (
    "hoto",
    "PHOTO",
    "mage",
    "MAGE",
    "icture",
    "raph",
    "llustration",
    "redit",
    "AFP",
    "REUTERS",
    "Reuters",
    "EPA",
)
CONTRIBUTED = re.compile(
    r"[A-Z][^!?]{3,200}\scontributed\s(?:to\sthis\s(?:report|story|article)|reporting)\.?"
)

_CAPS = rf"[A-Z][A-Z.{APOSTROPHES}{HYPHENS}]+(?:\s[A-Z][A-Z.{APOSTROPHES}{HYPHENS}]*){{0,3}}"
_DATE = rf"(?i:(?:(?:{_DAYS}),\s)?(?:{_DAYS}|{_MONTHS})\.?\s\d{{1,2}}(?:,\s\d{{4}})?)"
_DASH = r"(?:\s?(?:—|–|--)(?=\s|\Z|[“\"A-Z])|\s?-(?=\s|\Z))"
DATELINE = re.compile(
    rf"(?P<place>(?P<caps>{_CAPS})(?:/{_CAPS})?(?:,\s(?!{_DATE}){_W}(?:\s{_W})?)?)(?P<date>,\s{_DATE})?"
    rf"(?P<agency>\s?\((?:{_W}|[A-Z])[\w\s./&{HYPHENS}]{{0,30}}\))?{_DASH}"
    rf"|(?:{_W}(?:\s{_W}){{0,2}}(?:,\s{_W})?(?:,\s{_DATE})?\s)?\({AGENCIES}\){_DASH}"
)
NO_PLACE = frozenset(
    "analysis breaking brexit bulletin comment corrected correction editorial exclusive explainer factbox fifa hamas "
    "interview isis live nasa nato news note obituary opec opinion profile review sport timeline uefa unesco unicef "
    "update updated video watch wrapup".split()
)
CLOCK_FIRST = re.compile(rf"[(\[]?{_CLOCK}[)\]]?(?:\s?[-–—|:]\s|\s{{2,}})", re.IGNORECASE)

LABEL = re.compile(
    rf"(?P<name>{_W}(?:\s(?:{_W}|of|the|de|al|bin|von|van|and)){{0,5}})(?:\s?[(\[][^()\[\]\n]{{1,40}}[)\]])?\s?:(?!\S)"
    r"|(?P<letter>[QA])(?:\.(?=\s)|\s?[-–—](?=\s)|(?=\s{2,}\S))"
)
NO_SPEAKERS = frozenset(
    "abstract address admission age answers away band body born by byline call caption cast category class company "
    "conclusion cons contact copyright correction cost country credit database date dateline details died director "
    "document documents e-mail email example facts fax from full genre geographic graphic headline highlight home hours "
    "how identifier image industry info ingredients issn isbn item journal-code keywords language length level links "
    "load-date location loser method name note notes number organization page pages phone photo picture place position "
    "price pros pub-subject publication publication-type published publisher rating re reason reference result results "
    "run score section serves size source sources step subject subjects summary tel telephone ticker tickets time tip "
    "tips title titles to topic total type update updated updates url verdict video volume warning web website what when "
    "where who why winner year".split()
) | word_list("days")


class Piece(NamedTuple):
    """A stretch of a text that is set aside."""

    start: int
    end: int
    kind: str
    reason: str
    speaker: str = ""


def apparatus(documents: pd.DataFrame) -> pd.DataFrame:
    """List what `sentences` sets aside as not the article's own prose: labels, bylines, credits, captions.

    >>> text = "By Ann Hale\\n\\nHALDEN (AP) — It rained.\\n\\nRead more: Floods"
    >>> apparatus(pd.DataFrame({"doc_id": ["a"], "text": [text]}))[["text", "kind"]].values.tolist()
    [['By Ann Hale', 'byline'], ['HALDEN (AP) —', 'dateline'], ['Read more: Floods', 'link']]

    Found by its form alone, and only where that is sure; the rest stays prose. Returns one row per stretch, in
    order: `doc_id, start, end, text`, `kind` (one of `APPARATUS_KINDS`) and the `reason` in words. With the sentences it
    holds every character that is not white space exactly once. A text that would have no word left is prose.
    """
    require(documents, "documents", ["doc_id", "text"])
    rows = [
        (doc_id, piece.start, piece.end, text[piece.start : piece.end], piece.kind, piece.reason)
        for doc_id, text in zip(documents["doc_id"], documents["text"])
        for piece in set_aside(text)
    ]
    table = pd.DataFrame(rows, columns=["doc_id", "start", "end", "text", "kind", "reason"])
    words = dict.fromkeys(["doc_id", "text", "kind", "reason"], "str")
    return table.astype(words | {"start": "int64", "end": "int64"})


def set_aside(text: str) -> list[Piece]:
    """The stretches of one text that are no prose, in order; none overlap, none has white space at its ends."""
    brackets = [
        Piece(*match.span(), "credit", "who reported, wrote or edited it, in brackets")
        for match in (BRACKETED.finditer(text) if any(map(text.__contains__, WORKED)) else ())
    ]
    lines = lines_of(text, [(piece.start, piece.end) for piece in brackets])
    found: list[Piece | None] = [_whole(text, lines, at) for at in range(len(lines))]
    for search in (_pages, _running_heads):
        for at, piece in search(text, lines, found):
            found[at] = piece
    prose = [line for line, piece in zip(lines, found) if piece is None]
    pieces = brackets + [piece for piece in found if piece]
    begun = {
        piece.start: piece for search in (_datelines, _times, _speakers) for piece in search(text, prose)
    }
    pieces += [*begun.values(), *_photo_ends(text, prose)]
    return _unless_all(text, sorted(pieces))


def _unless_all(text: str, pieces: list[Piece]) -> list[Piece]:
    """Nothing, if no letter of the text would remain."""
    if not pieces:
        return []
    ends = [0, *(piece.end for piece in pieces)]
    starts = [*(piece.start for piece in pieces), len(text)]
    return pieces if any(re.search(r"[^\W\d_]", text[a:b]) for a, b in zip(ends, starts)) else []


def _whole(text: str, lines: list[Span], at: int) -> Piece | None:
    """The line as a piece, if it is one from end to end."""
    start, end = lines[at]
    if end - start > LONGEST:
        return None
    found = RULE.match(text, start, end) if end - start <= SHORT or MAY_BE_LONG.match(text, start) else None
    if not found:
        return _at_end(text, start, end)
    kind, reason, _ = RULES[int(str(found.lastgroup).removeprefix("rule"))]
    if kind == "byline?":
        if TOP <= at < len(lines) - FOOT:
            return None
        kind = "byline"
    if kind in ("time", "credit") and at and _goes_on(text, lines[at - 1], start):
        return None
    return Piece(start, end, kind, reason)


def _goes_on(text: str, before: Span, start: int) -> bool:
    """Whether a sentence of the line before may go on in this one, as in hard-wrapped text."""
    gap = text[before[1] : start]
    return gap.count("\n") < 2 and before[1] - before[0] >= 25 and text[before[1] - 1] not in ENDED


Found = Iterator[tuple[int, Piece]]


def _pages(text: str, lines: list[Span], found: list[Piece | None]) -> Found:
    """Figures alone on a line that stands alone."""
    for at, (start, end) in enumerate(lines):
        if (
            end - start <= 3
            and text[start:end].isdecimal()
            and found[at] is None
            and _alone(text, lines, found, at)
        ):
            yield at, Piece(start, end, "page", "figures alone, as a page's number stands")


def _running_heads(text: str, lines: list[Span], found: list[Piece | None]) -> Found:
    """Short lines without an end mark that come three times or more, each time alone, but for figures at their ends."""
    heads: dict[int, str] = {}
    for at, (start, end) in enumerate(lines):
        if end - start <= HEAD and found[at] is None and text[end - 1] not in ENDED + (",",):
            line = text[start:end]
            head = line.strip("0123456789 |-–—").casefold()
            whole = len(head) == end - start or (" " in head and len(head) >= 10)
            if (
                whole
                and not line[0].islower()
                and line[0] not in BULLETS + "-*"
                and not re.search(r"[.!?]\s", line)
            ):
                heads[at] = head
    count = Counter(heads.values())
    often = {head for head in count if count[head] >= AGAIN and any(map(str.isalpha, head))}
    for at, head in heads.items():
        if head in often and _alone(text, lines, found, at):
            yield at, Piece(*lines[at], "running head", "the same short line three times or more")


def _alone(text: str, lines: list[Span], found: list[Piece | None], at: int) -> bool:
    """Whether a line stands between blank lines (or lines set aside), or parts a sentence of longer lines."""
    start, end = lines[at]
    above = at == 0 or found[at - 1] or text.count("\n", lines[at - 1][1], start) > 1
    below = at == len(lines) - 1 or found[at + 1] or text.count("\n", end, lines[at + 1][0]) > 1
    if above and below:
        return True
    if above is True and at == 0 or not 0 < at < len(lines) - 1:
        return False
    before = lines[at - 1]
    goes_on = text[before[1] - 1] not in ENDED and text[lines[at + 1][0]].islower()
    return goes_on and before[1] - before[0] >= max(25, (end - start) / 0.6)


def _at_end(text: str, start: int, end: int) -> Piece | None:
    """The line as a piece if its end says so: a caption by its photo credit, a note on who contributed."""
    last = text[max(start, end - PHOTO_REACH) : end]
    if end - start <= LONGEST_CAPTION and any(map(last.__contains__, PHOTO_WORDS)) and PHOTO_END.search(last):
        return Piece(start, end, "caption", "a line with a photo credit at its end")
    if "contributed" in last and CONTRIBUTED.fullmatch(text, start, end):
        return Piece(start, end, "credit", "who contributed to it")
    return None


def _photo_ends(text: str, lines: list[Span]) -> Iterator[Piece]:
    """Photo credits in brackets at the end of a line too long to be a caption."""
    for start, end in lines:
        if text[end - 1] not in ")]." or end - start <= LONGEST_CAPTION:
            continue
        at = max(text.rfind("(", end - PHOTO_REACH, end), text.rfind("[", end - PHOTO_REACH, end))
        if at > start and PHOTO_END.match(text, at, end):
            yield Piece(at, end, "caption", "a picture's credit at the end of a line")


def _datelines(text: str, lines: list[Span]) -> Iterator[Piece]:
    """Places at the beginning of the text or of a paragraph, before a dash."""
    for at, (start, end) in enumerate(lines):
        found = DATELINE.match(text, start, end)
        if not found or (at and _goes_on(text, lines[at - 1], start)):
            continue
        follows = text[found.end() : found.end() + 60].split(None, 2)[:2]
        sure = found["place"] is None or found["agency"] or found["date"] or "," in found["place"]
        words = (found["caps"] or "").casefold().split()
        if not sure and (len(found["caps"]) < 4 or not NO_PLACE.isdisjoint(words)):
            continue
        if any(map(str.islower, "".join(follows))) and not follows[0][0].islower():
            yield Piece(start, found.end(), "dateline", "a place and a dash before the first words")


def _times(text: str, lines: list[Span]) -> Iterator[Piece]:
    """Times at the beginning of lines, where two lines or more begin with one."""
    found = [match for line in lines if (match := CLOCK_FIRST.match(text, *line))]
    for match in found if len(found) > 1 else ():
        yield Piece(
            match.start(),
            match.start() + len(match[0].rstrip()),
            "time",
            "lines begin with a time, as in a live blog",
        )


def _speakers(text: str, lines: list[Span]) -> Iterator[Piece]:
    """Labels at the beginning of lines, where they take turns; see `_take_turns`."""
    marked = [line for line in lines if ":" in text[line[0] : line[0] + 62] or text[line[0]] in "QA"]
    every = [match for line in marked if (match := LABEL.match(text, *line))]
    labels = [match for match in every if _may_speak(match)]
    if len(every) > 2 * len(labels):  # fields of an export, a table, a recipe
        return
    speakers = _take_turns([match["name"] or match["letter"] for match in labels], len(lines))
    for match in labels:
        name = match["name"] or match["letter"]
        if name in speakers:
            yield Piece(*match.span(), "speaker", "labels take turns, as in a transcript", name)


def _may_speak(label: re.Match) -> bool:
    words = (label["name"] or "").casefold().split()
    return len(label[0]) <= 60 and NO_SPEAKERS.isdisjoint([*words[:1], *words[-1:]])


def _take_turns(names: list[str], lines: int) -> set[str]:
    """The labels that name speakers: some label comes again after another one did, or Q is followed by A.

    A label that comes once is a speaker's if it shares a word with one that recurs, if both are in capitals, or
    if half of the lines are labelled.
    """
    turns = [name for name, _ in groupby(names)]
    count = Counter(turns)
    recurring = {name for name in count if count[name] > 1}
    if any(pair == ("Q", "A") for pair in pairwise(turns)):
        recurring |= {"Q", "A"}
    if not recurring:
        return set()
    words = {word for name in recurring for word in name.split()}
    capitals = any(name.isupper() and len(name) > 1 for name in recurring)
    dense = len(names) * 2 >= lines
    return {
        name
        for name in count
        if name in recurring or dense or (capitals and name.isupper()) or not words.isdisjoint(name.split())
    }


def spans(pieces: Iterable[Piece]) -> list[Span]:
    return [(piece.start, piece.end) for piece in pieces]
