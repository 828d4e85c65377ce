"""Letters and marks: the one text that a document is read as, and the forms in which words are compared."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Container
from html import unescape
from html.entities import html5

# Each class as characters for a regular expression's brackets; hyphens stand last in them.
APOSTROPHES = "'’‘‛ʼʻʹ´`′＇"
HYPHENS = "‐‑﹣－-"
DOUBLE_QUOTES = '"“”„‟″ʺ＂'
BLANKS = " \t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
LINE_ENDS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"

_PARTING = re.findall(f"[{BLANKS}{LINE_ENDS}{HYPHENS}]", "".join(map(chr, range(0x10000))))
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES[1:], "'") | dict.fromkeys(HYPHENS[:-1], "-"))
_FOLDED = str.maketrans(dict.fromkeys(APOSTROPHES[1:], "'") | dict.fromkeys(_PARTING, " "))
_LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", "ff fi fl ffi ffl st st".split()))
_ALIKE = dict(zip("´′＇ʹʼ‛ʻ‐‑﹣－″ʺ＂‟", "''''’‘‘----\"\"\"“"))  # a backtick is ASCII and stays
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_UNPRINTED = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
_UNPRINTED += r"\u2060-\u206f\ufeff\ufff9-\ufffb"
_AT_LINE_END = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,})-\n(?!(?:and|or|nor|to)\b)([^\W\d_A-Z]{2,})")
_ENTITY = re.compile(r"&(?:#\d{1,7};|#\d{2,7}|#[xX][0-9a-fA-F]{2,6};|nbsp\b;?|[A-Za-z][A-Za-z0-9]{1,30};)")
_MAY_BE_MOJIBAKE = re.compile("[\x80-\x9f\xa1-\xff]")
_BLANKS = re.compile(rf"(?<=\S)[{BLANKS}]*[{BLANKS[1:]}][{BLANKS}]*(?=\S)")
_DOES_NOT_PRINT = re.compile(f"[{_UNPRINTED}]|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])")
COMPOUND = 100  # a word so many times rarer than its rarer part keeps its hyphen at a line's end ("anti-war")

# What is done to a text, in this order: by which name it is counted, what a text must hold for it (looked for
# first, since most texts hold none of it and to look round each blank takes long), and what becomes what.
_STEPS: list[tuple[str, str, re.Pattern, Callable[[re.Match], str] | str]] = [
    ("line ends", f"[{LINE_ENDS[1:]}]", re.compile(f"\r\n|[{LINE_ENDS[1:]}]"), "\n"),
    ("blanks", f"[{BLANKS[1:]}]", _BLANKS, lambda match: " " * len(match[0])),
    ("characters that do not print", f"[{_UNPRINTED}\u200d]", _DOES_NOT_PRINT, ""),
    ("ligatures", "", re.compile(f"[{''.join(_LIGATURES)}]"), lambda match: _LIGATURES[match[0]]),
    ("look-alikes", "", re.compile(f"[{''.join(_ALIKE)}]"), lambda match: _ALIKE[match[0]]),
    ("look-alikes", "", re.compile(r"‘(?<=[^\W\d_]‘)(?=[^\W\d_])"), "’"),
    ("words parted at a line's end", "-\n", _AT_LINE_END, lambda match: _together(match[1], match[2])),
]


def normalise(text: str) -> str:
    """Return the one text that stands for all ways of typing it; done twice it changes nothing more.

    Entities of HTML are decoded; line ends become "\\n", blanks of every kind in a line " "; characters that
    do not print go; letters are composed (NFC), ligatures opened, look-alikes of apostrophe, hyphen and
    quotation mark brought to one form (curly marks stay), mojibake mended where that is certain, words put
    together that a line's end parted.

    >>> normalise("The con\\ufb02ict isn\\u2018t over: mea-\\r\\nsures fai\\xadled.")
    'The conflict isn’t over: measures failed.'
    """
    return normalise_counted(text)[0]


def normalise_counted(text: str) -> tuple[str, dict[str, int]]:
    """Return the normalised text, and how often each thing was done to it."""
    counts: Counter[str] = Counter()
    while True:
        before, text = text, unicodedata.normalize("NFC", text)
        counts["letters composed"] += abs(len(before) - len(text)) or before != text
        text, entities = _decoded(text)
        counts["entities"] += entities
        for name, sign, pattern, replacement in _STEPS:
            if re.search(sign, text):
                text, number = pattern.subn(replacement, text)
                counts[name] += number
            if name == "line ends" and _MAY_BE_MOJIBAKE.search(text):
                lines = text.split("\n")
                mended = [_mended(line) for line in lines]
                text = "\n".join(mended)
                counts["lines of mojibake"] += sum(map(str.__ne__, lines, mended))
        if text == before:
            return text, dict(+counts)


def _decoded(text: str) -> tuple[str, int]:
    """The text with its entities as the characters they stand for, and their number."""
    entities = _ENTITY.findall(text)
    known = {entity for entity in entities if entity[1] == "#" or entity[1:].rstrip(";") + ";" in html5}
    text = _ENTITY.sub(lambda match: unescape(match[0]) if match[0] in known else match[0], text)
    return text, sum(entity in known for entity in entities)


def _mended(line: str) -> str:
    """The line with its mojibake undone, where ftfy is certain of it."""
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    return fix_encoding(line) if is_bad(line) else line


def _together(left: str, right: str) -> str:
    """A word that a line's end parted: one word, or a compound with its hyphen, as English rather has it."""
    from wordfreq import word_frequency

    parts = min(word_frequency(part, "en") for part in (left, right))
    return left + right if word_frequency(left + right, "en") * COMPOUND > parts else f"{left}-{right}"


def straighten(text: str) -> str:
    """Return the text with every apostrophe as ' and every hyphen as -; one character stays one character.

    >>> straighten("isn‘t pro‑war")
    "isn't pro-war"
    """
    return text.translate(_STRAIGHT)


def fold(text: str) -> str:
    """Return the text as names are compared: small letters, straight apostrophes, hyphens as blanks.

    One character stays one character, so that offsets hold.

    >>> fold("Abdul-Mahdi’s")
    "abdul mahdi's"
    """
    return small(text).translate(_FOLDED)


def small(text: str) -> str:
    """Return the text in small letters; one character stays one character.

    >>> small("ISTANBUL"), len(small("\u0130"))
    ('istanbul', 1)
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def unaccented(text: str) -> str:
    """Return the text without accents, in compatibility form (NFKD).

    >>> unaccented("Erdoğan")
    'Erdogan'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def slug(name: str, taken: Container[str] = ()) -> str:
    """Return a readable id made of a name, with a number if that is taken; other scripts keep their letters.

    >>> slug("Recep Tayyip Erdoğan"), slug("Côte d’Ivoire’s"), slug("Москва"), slug("NRC", {"nrc"}), slug("?")
    ('recep-tayyip-erdogan', 'cote-divoire', 'москва', 'nrc-2', 'actor')
    """
    composed = unicodedata.normalize("NFC", name)
    latin = "".join(unaccented(c) if unaccented(c).isascii() else c for c in composed)
    plain = straighten(latin.casefold()).removesuffix("'s").replace("'", "")
    first = re.sub(r"[\W_]+", "-", plain).strip("-") or "actor"
    number, chosen = 2, first
    while chosen in taken:
        number, chosen = number + 1, f"{first}-{number}"
    return chosen


def edit_distance(one: str, other: str) -> int:
    """Return how many letters to change, add or leave out to make one word of the other (Levenshtein 1966).

    >>> edit_distance("sadr", "sader"), edit_distance("same", "same")
    (1, 0)
    """
    row = list(range(len(other) + 1))
    for i, x in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]
