"""What stays of a printed name when case, spelling, titles and legal forms are taken off."""

import csv
import re
import unicodedata
from functools import cache

from helpers import DATA

TITLES = frozenset(
    """mr mrs ms miss dr prof professor sir lord lady dame rev reverend father sister pope
    saint president vice prime minister premier chancellor king queen prince princess sheikh sheik emir
    sultan ayatollah imam mullah cardinal bishop archbishop rabbi senator sen rep representative
    congressman congresswoman governor gov mayor judge justice secretary general gen colonel col major
    maj captain capt lieutenant lt sergeant sgt admiral adm commander marshal brigadier ambassador envoy
    speaker chairman chairwoman spokesman spokeswoman attorney hon deputy grand foreign defence defense
    finance former""".split()
)
OF_MEN = frozenset("mr sir lord king prince pope emir sultan father congressman chairman spokesman".split())
ROYAL = frozenset("king queen prince princess pope emir sultan saint".split())
OF_WOMEN = frozenset(
    """mrs ms miss lady dame queen princess sister congresswoman chairwoman
    spokeswoman""".split()
)
CORPORATE = frozenset(
    """co cos corp corps corporation company inc incorporated ltd limited plc llc llp lp
    nv bv ag sa spa gmbh ab asa oy oyj pty group holdings holding kk se srl""".split()
)
SMALL = frozenset("of the and for in on at to de du des".split())
SENIORITY = frozenset("jr sr ii iii iv".split())
_ARTICLE = re.compile(r"\b(?:al|el|ul|as|ash|an|ar|at|ad|az)-(?=[^\W\d]{3})|(?<=\s)al\s(?=\w)")
_JOINED = re.compile(r"-(?:based|born|led|backed|held|occupied|controlled|ruled|speaking|style|supplied)$")
_STOPS = re.compile(r"(?:\w\.\s?)+\w?\.?")
_LETTERS = re.compile(r"\w( \w)+")
_FORMAL = re.compile(
    r"^(?:(?:federal|islamic|people|peoples|arab|democratic|socialist) )*"
    r"(?:republic|kingdom|state|commonwealth|government|people) of "
)


def plain(surface: str) -> str:
    """A name without case, accents, apostrophes, stops, hyphens, possessive ending and article.

    >>> plain("The Côte d’Ivoire’s"), plain("Moqtada al-Sadr"), plain("U.S."), plain("Abdul-Mahdi")
    ('cote divoire', 'moqtada sadr', 'us', 'abdul mahdi')
    """
    text = unicodedata.normalize("NFKD", surface)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = re.sub("[‐‑–]", "-", re.sub("[’‘`]", "'", text))
    text = _JOINED.sub("", _ARTICLE.sub("", text))
    text = re.sub(r"(?<=\w)'s?(?!\w)|'", "", text).strip()
    if _STOPS.fullmatch(text):
        text = re.sub(r"[.\s]", "", text)
    words = re.sub(r"[^\w&]+|_", " ", text.replace("&", " and ")).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def bare(words: tuple) -> tuple:
    """Words of a plain name without the titles in front and the legal forms at the ends.

    >>> bare(("prime", "minister", "okello")), bare(("nv", "windmolen", "holdings", "and", "co"))
    (('okello',), ('windmolen',))
    """
    while len(words) > 1 and (words[-1] in CORPORATE or words[-1] == "and"):
        words = words[:-1]
    while len(words) > 1 and words[0] in TITLES | {"nv", "ag"}:
        words = words[1:]
    return words


def titles(words: tuple) -> frozenset:
    """The titles in front of a plain name.

    >>> titles(("mrs", "okello")), titles(("okello",))
    (frozenset({'mrs'}), frozenset())
    """
    rest = len(words)
    for at, word in enumerate(words):
        if word not in TITLES:
            rest = at
            break
    return frozenset(words[: min(rest, len(words) - 1)])


def gender(words: tuple) -> str:
    """f or m by title or given name, else nothing.

    >>> gender(("mrs", "okello")), gender(("peter", "okello")), gender(("okello",))
    ('f', 'm', '')
    """
    before = titles(words)
    if before & (OF_WOMEN | OF_MEN):
        return "f" if before & OF_WOMEN else "m"
    found = (given_names().get(word, ("", ""))[0] for word in words[:-1])
    return next((sex for sex in found if sex), "")


def state(plain_name: str) -> str | None:
    """The state, region, people or well-known body that a plain name always means, if any.

    >>> state("iraqis"), state("kingdom of spain"), state("us"), state("okello")
    ('Iraq', 'Spain', 'United States', None)
    """
    names, people = _known()
    letters = plain_name.replace(" ", "") if _LETTERS.fullmatch(plain_name) else plain_name
    for form in (letters, _FORMAL.sub("", plain_name)):
        if form in names or form in people:
            return names.get(form) or people[form]
        for ending in ("s", "es"):
            if form.endswith(ending) and form.removesuffix(ending) in people:
                return people[form.removesuffix(ending)]
    return None


def is_people(plain_name: str) -> bool:
    """Whether a plain name is an adjective or a word for the people ("iraqi"), not the state's name."""
    return state(plain_name) is not None and plain_name not in _known()[0]


def acronyms(words: tuple) -> set:
    """Acronyms that a plain name of two or more words may have.

    >>> sorted(acronyms(("securities", "and", "exchange", "board")))
    ['saeb', 'seb']
    """
    found = set()
    while len([w for w in words if w not in SMALL]) > 1:
        for skipped in (SMALL, (), SMALL - {"and"}):
            found.add("".join(w[0] for w in words if w not in skipped))
        if words[-1] not in CORPORATE:
            break
        words = words[:-1]
    return found


def institution(words: tuple) -> tuple | None:
    """The same key for "Commerce Department" and "Department of Commerce".

    >>> institution(("department", "of", "commerce")) == institution(("commerce", "department"))
    True
    """
    for kind in ("department", "ministry", "parliament", "government", "office"):
        if words[:2] == (kind, "of") and len(words) > 2:
            return (kind, *(w for w in words[2:] if w != "the"))
        if words[-1] == kind and len(words) > 1:
            return (kind, *words[:-1])
    return None


def sound(word: str) -> str:
    """What transliterations of one name share: the consonants, single, with like ones made equal.

    >>> sound("moqtada") == sound("muqtada"), sound("qaddafi") == sound("gadhafi"), sound("karsten")
    (True, True, 'krstn')
    """
    text = re.sub(r"(?<=[kgdtsz])h", "", word).replace("ph", "f").replace("ck", "k")
    text = text[:1] + re.sub(r"[aeiouywh]", "", text[1:])
    text = text.translate(str.maketrans("qgczw", "kkksv"))
    text = "a" + text[1:] if text[:1] in set("aeiouy") else text
    return re.sub(r"(.)\1+", r"\1", text)


def alike(a: str, b: str) -> bool:
    """Whether two words may be two spellings of one foreign name: same consonants, at most two letters apart.

    >>> alike("moqtada", "muqtada"), alike("hansen", "johnson"), alike("lee", "loo")
    (True, False, False)
    """
    long = min(len(a), len(b)) > 3 and len(sound(a)) > 2
    return a == b or (long and sound(a) == sound(b) and apart(a, b) < 3)


def apart(a: str, b: str) -> int:
    """Letters to change, add or leave out to make one word of the other (Levenshtein 1966).

    >>> apart("sadr", "sader"), apart("same", "same")
    (1, 0)
    """
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]


def same_person(a: tuple, b: tuple) -> bool:
    """Whether two full names (given name first) share the last name and do not contradict each other.

    >>> same_person(("bill", "okello"), ("william", "j", "okello"))
    True
    >>> same_person(("bill", "okello"), ("ann", "okello"))
    False
    """
    if min(len(a), len(b)) < 2 or {a[-1], b[-1], a[0], b[0]} & (SENIORITY | SMALL) or not alike(a[-1], b[-1]):
        return False
    return _fit(a[0], b[0]) and _agree(a[1:-1], b[1:-1])


def one_spelling(a: tuple, b: tuple) -> bool:
    """Whether two different plain names may be one person's names or two spellings of one name."""
    return a != b and (same_person(a, b) or (len(a) == len(b) and all(map(alike, a, b))))


def _fit(a: str, b: str) -> bool:
    long = [given_names().get(name, ("", ""))[1] or name for name in (a, b)]
    return alike(a, b) or long[0] == long[1] or (1 in (len(a), len(b)) and a[0] == b[0])


def _agree(a: tuple, b: tuple) -> bool:
    """Middle names: one left out, or the same in the same order as far as both go."""
    return not a or not b or (len(a) == len(b) and all(map(_fit, a, b)))


@cache
def given_names() -> dict:
    """Given name -> (gender, name it is short for), all in small letters; from `data/given_names.csv`."""
    with (DATA / "given_names.csv").open(encoding="utf-8", newline="") as file:
        return {r["name"].casefold(): (r["gender"], r["short_for"].casefold()) for r in csv.DictReader(file)}


@cache
def state_kinds() -> dict:
    """Name -> state, place, organisation or group, of every name that `state` can give."""
    with (DATA / "demonyms.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["kind"] for row in csv.DictReader(file)}


@cache
def _known() -> tuple[dict, dict]:
    """Plain form -> name, for names and for words of people; from `data/demonyms.csv`."""
    names, people = {}, {}
    with (DATA / "demonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names |= {plain(form): row["name"] for form in [row["name"], *row["aliases"].split("|")] if form}
            people |= {plain(form): row["name"] for form in row["demonyms"].split("|") if form}
    return names, people
