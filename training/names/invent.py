"""Invented persons, places and organisations of many regions; the lists to draw from lie in invented/."""

import random
from typing import NamedTuple

from training.names import listed

ARAB_GIVEN = listed("invented/arab_given")
ARAB_FAMILY = listed("invented/arab_family")
CHINA_FAMILY = listed("invented/chinese_family")
CHINA_SYLLABLE = listed("invented/chinese_syllables")
KOREA_FAMILY = listed("invented/korean_family")
KOREA_SYLLABLE = listed("invented/korean_syllables")
JAPAN_FAMILY = listed("invented/japanese_family")
JAPAN_GIVEN = listed("invented/japanese_given")
KNOWN = listed("invented/countries_in_the_news")
PAIRS = listed("invented/countries_of_two_words")
CLUBS = listed("invented/clubs")
TEAMS = listed("invented/teams")
NICKNAMES = listed("invented/nicknames")
FIRMS = listed("invented/firms")
ENDINGS = listed("invented/firm_endings")
BODIES = listed("invented/bodies")
MATTERS = listed("invented/matters")
PEOPLES = listed("invented/peoples")
COINED_SYLLABLES = listed("invented/coined_syllables")
EUROPE = tuple("en es pt fr de it nl pl cs sk hr hu sv no da fi ro".split())
ASIA = ["en_IN", "en_PK", "id_ID", "uz_UZ", "az_AZ", "tr_TR"]
AFRICA = ["en_KE", "en_NG", "yo_NG", "zu_ZA", "tw_GH", "sw", "fr_DZ", "en_KE", "fr_DZ"]
REGIONS = ["europe"] * 5 + ["arab"] * 4 + ["asia"] * 3 + ["africa"] * 4 + ["china"] * 2 + ["korea", "japan"]


def _usable(name: str) -> bool:
    return " " not in name and len(name) > 2 and name[0].isupper() and not name.isupper()


class World(NamedTuple):
    """Names to draw from: given and family names by locale, cities, towns, countries, peoples."""

    given: dict[str, list[str]]
    family: dict[str, list[str]]
    cities: list[str]
    towns: list[str]
    countries: list[str]
    peoples: list[str]
    europe: list[str]


def world(people: dict, kinds: dict[str, str]) -> World:
    """Return the names to draw from, out of the compiled word lists."""
    given = {place: [n for n in lists[0] if _usable(n)] for place, lists in people.items()}
    family = {place: [n for n in lists[1] if _usable(n)] for place, lists in people.items()}
    family = {place: names or family["en_US"] for place, names in family.items()}
    plain = {word: set(found.split()) for word, found in kinds.items() if word.isalpha()}
    free = {
        word: found for word, found in plain.items() if len(word) > 3 and not found & {"given", "surname"}
    }
    peoples = [w for w, found in plain.items() if "people" in found and not w.endswith("s")]
    return World(
        given,
        family,
        [w for w, found in free.items() if "city" in found],
        [w for w, found in free.items() if "town" in found],
        [w for w, found in plain.items() if "country" in found and len(w) > 3] + PAIRS,
        peoples + PEOPLES * 3,
        [p for p in given if p.startswith(EUROPE) and p != "en_TH" and len(people[p][1]) > 20],
    )


def _listed(r: random.Random, w: World, places: list[str]) -> tuple[str, str]:
    place = r.choice(places)
    given, family, x = r.choice(w.given[place]), r.choice(w.family[place]), r.random()
    if x < 0.10:
        return f"{given} {r.choice('ABCDEFGHJKLMNPRSTW')}. {family}", family
    if x < 0.15:
        return f"{given[0]}. {family}", family
    if x < 0.22:
        return f"{given} {r.choice(w.given[place])} {family}", family
    if x < 0.26:
        return f"{given} {family}-{r.choice(w.family[place])}", family
    return f"{given} {family}", family


def _arab(r: random.Random) -> tuple[str, str]:
    given, family, x = r.choice(ARAB_GIVEN), r.choice(ARAB_FAMILY), r.random()
    article = r.choice(["al-", "al-", "al-", "Al-", "el-", "Al ", "al "])
    if x < 0.45:
        return f"{given} {article}{family}", r.choice([family, article + family])
    if x < 0.55:
        return (
            f"{given} {r.choice(['bin', 'ibn', 'Abu', 'bin'])} {r.choice(ARAB_GIVEN)} {article}{family}",
            article + family,
        )
    if x < 0.65:
        return f"{r.choice(['Abdul', 'Abdul-', 'Abdel ', 'Abd al-', 'Abdel-'])}{given} {family}", family
    if x < 0.70:
        return f"Abu {given}", f"Abu {given}"
    last = r.choice([family, r.choice(ARAB_GIVEN)])
    return f"{given} {last}", last


def _far_east(r: random.Random, region: str) -> tuple[str, str]:
    if region == "japan":
        family = r.choice(JAPAN_FAMILY)
        return f"{r.choice(JAPAN_GIVEN)} {family}", family
    if region == "china":
        family, a, b = r.choice(CHINA_FAMILY), r.choice(CHINA_SYLLABLE), r.choice(CHINA_SYLLABLE)
        given = r.choice([a.capitalize()] * 3 + [(a + b).capitalize()] * 4 + [f"{a.capitalize()}-{b}"] * 2)
    else:
        family, a, b = r.choice(KOREA_FAMILY), r.choice(KOREA_SYLLABLE), r.choice(KOREA_SYLLABLE)
        a = a.capitalize()
        given = r.choice([f"{a}-{b}", f"{a} {b.capitalize()}", a + b])
    return f"{family} {given}", family


def person(r: random.Random, w: World, region: str = "") -> tuple[str, str]:
    """Return an invented full name and its short form."""
    region = region or r.choice(REGIONS)
    if region == "arab":
        return _arab(r)
    lists = {"europe": w.europe, "asia": ASIA, "africa": AFRICA}
    return _listed(r, w, lists[region]) if region in lists else _far_east(r, region)


def city(r: random.Random, w: World) -> str:
    """Return a city."""
    return r.choice(w.cities if r.random() < 0.7 else w.towns).title()


def country(r: random.Random, w: World) -> str:
    """Return a country, half of the time one that is often in the news."""
    if r.random() < 0.5:
        return r.choice(KNOWN)
    name = r.choice(w.countries)
    return name if name in PAIRS else name.title()


def acronym(r: random.Random) -> str:
    """Return a row of two to five capitals."""
    letters = "".join(r.choice("ABCDEFGHIKLMNOPRSTU") for _ in range(r.choice([2, 3, 3, 3, 4, 4, 5])))
    return (
        letters[0] + letters[1].lower() + letters[2:] if len(letters) > 2 and r.random() < 0.12 else letters
    )


def coined(r: random.Random) -> str:
    """Return a made-up word such as a young firm bears."""
    parts = [r.choice(COINED_SYLLABLES) for _ in range(r.choice([2, 3]))]
    return ("".join(parts) + r.choice(["", "", "x", "ra", "lys", "tech", "pay", "n", "s"])).capitalize()


def organisation(r: random.Random, w: World) -> str:
    """Return a firm, an acronym or a public body."""
    x = r.random()
    if x < 0.25:
        return r.choice(FIRMS)
    if x < 0.40:
        family = person(r, w, "europe")[1]
        return r.choice(
            [
                f"{r.choice(FIRMS)} {r.choice(ENDINGS)}",
                f"{family} {r.choice(ENDINGS)}",
                f"{city(r, w)} {r.choice(ENDINGS)}",
                f"{family} & {r.choice(['Co', 'Sons', 'Partners'])}",
            ]
        )
    if x < 0.50:
        return acronym(r)
    if x < 0.58:
        return coined(r) + r.choice(["", "", "", " Group", " Ltd", " Media", " Labs"])
    return r.choice(BODIES).format(
        X=r.choice(MATTERS), N=country(r, w), D=r.choice(w.peoples).capitalize(), C=city(r, w)
    )
