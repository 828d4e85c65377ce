"""What lists and places say of names, and no model: "Wolf packs", "May said", "Occupy Wall Street"."""

import re
from functools import cache

import pandas as pd

from helpers._fold import straighten
from helpers._spans import met_by
from helpers.actors._identity.forms import SENIORITY, TITLES, bodies, given_names, plain, state
from helpers.actors._identity.in_place import MONTHS, WORDS, is_name_here
from helpers.actors._identity.phrases import heads

_BLANKLESS = re.compile(r"\S+")
KIND_OF_LABEL = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_CHIEFS = frozenset("chief executive director leader head".split())
Name = tuple[int, int, str, float]
_WORD = re.compile(r"(?<![\w-])[^\W\d_a-z]\w*(?![\w-])")


def mended(sentences: pd.DataFrame, found: list[list[Name]]) -> list[list[Name]]:
    """Return the recognised names of each sentence, without those that are none there, and those missed.

    Missed are the bodies of the list, and a person's last name that is a word too ("Theresa May … May said").
    """
    texts = sentences["text"].tolist()
    result = [_known_bodies(text, _kept(text, names)) for text, names in zip(texts, found)]
    for rows in sentences.groupby("doc_id", sort=False).indices.values():
        surnames: dict[str, float] = {}
        for row in rows:
            for start, end, label, probability in result[row]:
                words = [word for word in texts[row][start:end].split() if plain(word) not in SENIORITY]
                if label == "PER" and len(words) > 1 and words[-1].casefold() in WORDS | MONTHS:
                    surnames[words[-1]] = max(probability, surnames.get(words[-1], 0.0))
        for row in rows if surnames else ():
            result[row] = _with_surnames(texts[row], result[row], surnames)
    return result


def _kept(text: str, names: list[Name]) -> list[Name]:
    parted = [part for name in names for part in _parted(text, name)]
    return [name for name in parted if is_name_here(text, name[0], name[1], KIND_OF_LABEL[name[2]])]


def _parted(text: str, name: Name) -> list[Name]:
    """A name without the list's letter, state and title that the model took in: "C) Attack" is none."""
    start, end, label, probability = name
    words = [(match.group(), start + match.start()) for match in _BLANKLESS.finditer(text[start:end])]
    if label == "ORG" or len(words) < 2:
        return [name]
    if any(")" in word and "(" not in text[start:end] for word, _ in words):
        return []
    while label == "PER" and len(words) > 1 and words[-1][0].islower() and words[-1][0] in heads():
        words.pop()
        end = words[-1][1] + len(words[-1][0])
    size = next((n for n in (2, 1) if n < len(words) and state(plain(text[start : words[n][1] - 1]))), 0)
    rest = words[size:]
    while size and len(rest) > 1 and (plain(rest[0][0]) in TITLES | _CHIEFS):
        rest = rest[1:]
    is_person = len(rest) > 1 and plain(rest[0][0]) in given_names()
    if not size or not is_person or (label == "PER" and len(rest) == len(words) - size):
        return [(start, end, label, probability)]
    place: Name = (start, words[size][1] - 1, "LOC", probability)
    return [place, (rest[0][1], end, "PER", probability)]


def _with_surnames(text: str, names: list[Name], surnames: dict[str, float]) -> list[Name]:
    again = [
        (*match.span(), "PER", surnames[match[0]])
        for match in _WORD.finditer(text)
        if match[0] in surnames and not met_by(*match.span(), names) and is_name_here(text, *match.span())
    ]
    return sorted([*names, *again]) if again else names


def _known_bodies(text: str, names: list[Name]) -> list[Name]:
    bodies_here: list[Name] = [
        (*match.span(), "ORG", 1.0)
        for match in _bodies().finditer(straighten(text))
        if is_name_here(text, *match.span()) and not _inside(*match.span(), names)
    ]
    if not bodies_here:
        return names
    return sorted([*(name for name in names if not met_by(*name[:2], bodies_here)), *bodies_here])


def _inside(start: int, end: int, names: list[Name]) -> bool:
    name = met_by(start, end, names)
    return name is not None and name[0] <= start and end <= name[1]


@cache
def _bodies() -> re.Pattern[str]:
    longest_first = sorted(bodies(), key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
