"""Sentences of our own in the manner of wire services (wire/); their slots are filled with invented names.

P a person, p the surname alone, C city, N country, O organisation, A acronym, G agency, K club, U team,
X its nickname, Y party, I initial and surname, E code of a country; not names: D people, W weekday, M month,
t office, T title, S sport. A digit makes the slot mean the same all through the document; |u sets it in
capitals, |c each word with a capital; # is a digit.
"""

import random
import re

from training.names import listed
from training.names.invent import CLUBS, NICKNAMES, TEAMS, World, acronym, city, country, organisation, person

NEWS = listed("wire/news")
BUSINESS = listed("wire/business")
SPORT = listed("wire/sport")
OFFICES = listed("wire/offices")
SPORTS = listed("wire/sports")
AGENCIES = listed("wire/agencies")
DAYS = listed("wire/days")
MONTHS = listed("wire/months")
TITLES = listed("wire/titles")
PARTIES = listed("wire/parties")
CODES = listed("words/country_codes")
SLOT = re.compile(r"\{(([A-Za-z])\d?)(?:\|(\w))?\}")
KINDS = dict.fromkeys("PpI", "PER") | dict.fromkeys("CNE", "LOC") | dict.fromkeys("OAGKYUX", "ORG")
REGIONS = ["europe"] * 3 + ["arab", "asia", "africa", "china", "korea", "japan"]


def _initials(known: dict) -> str:
    words = known.get("O1", "").split()
    return "".join(word[0] for word in words if word[0].isupper())[:5] if len(words) > 2 else ""


def _draw(kind: str, r: random.Random, w: World, known: dict) -> str:
    makers = {
        "C": lambda: city(r, w),
        "N": lambda: country(r, w),
        "O": lambda: organisation(r, w),
        "A": lambda: _initials(known) or acronym(r),
        "E": lambda: r.choice(CODES),
        "G": lambda: r.choice(AGENCIES),
        "K": lambda: r.choice(CLUBS) if r.random() < 0.8 else city(r, w),
        "U": lambda: r.choice(TEAMS),
        "X": lambda: r.choice(NICKNAMES),
        "I": lambda: (
            f"{r.choice('ABCDGHIJKMNPRSTW')}. {person(r, w, r.choice(['europe', 'europe', 'asia']))[1]}"
        ),
        "D": lambda: r.choice(w.peoples).capitalize(),
        "W": lambda: r.choice(DAYS),
        "M": lambda: r.choice(MONTHS),
        "S": lambda: r.choice(SPORTS),
        "t": lambda: r.choice(OFFICES),
        "T": lambda: r.choice(TITLES),
        "Y": lambda: r.choice(PARTIES).format(N=country(r, w), D=r.choice(w.peoples).capitalize()),
    }
    return makers[kind]()


def _value(name: str, kind: str, r: random.Random, w: World, known: dict) -> str:
    if kind in "Pp":
        both = known.get("P" + name[1:]) if name[1:] else None
        both = both or person(r, w, r.choice(REGIONS))
        if name[1:]:
            known["P" + name[1:]] = both
        return both["Pp".index(kind)]
    value = known.get(name) or _draw(kind, r, w, known)
    if name[1:]:
        known[name] = value
    return value


def sentence(line: str, r: random.Random, w: World, known: dict) -> tuple[str, list[tuple[int, int, str]]]:
    """Return one filled sentence and where its names stand: start, end, kind."""
    text, names, done = "", [], 0
    line = re.sub("#", lambda _: str(r.randrange(1, 10)), line)
    for slot in SLOT.finditer(line):
        text += line[done : slot.start()]
        value = _value(slot[1], slot[2], r, w, known)
        value = value.upper() if slot[3] == "u" else value.title() if slot[3] == "c" else value
        follows = slot[2] == "X" and names and text.endswith(" ") and names[-1][1] == len(text) - 1
        start = names.pop()[0] if follows else len(text)
        text += value
        if slot[2] in KINDS:
            names.append((start, len(text), KINDS[slot[2]]))
        done = slot.end()
    return text + line[done:], names


def documents(r: random.Random, w: World, count: int) -> list[list[tuple[str, list[tuple[int, int, str]]]]]:
    """Return invented documents: sentences with their names."""
    result = []
    for _ in range(count):
        lines, most = r.choice([(NEWS, 14), (NEWS, 14), (BUSINESS, 8), (SPORT, 14), (SPORT, 14)])
        known: dict = {}
        result.append([sentence(lines[i], r, w, known) for i in sorted(r.sample(range(len(lines)), most))])
    return result
