"""What stays of a printed name when case, spelling, titles and legal forms are taken off."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import takewhile
from types import MappingProxyType
from typing import NamedTuple

from helpers import DATA
from helpers._files import read_csv, word_list
from helpers._fold import edit_distance, straighten, unaccented

Words = tuple[str, ...]

TITLES = word_list("titles")
OF_MEN = frozenset(
    "mr sir lord baron king prince pope emir sultan father congressman chairman spokesman".split()
)
ROYAL = frozenset("king queen prince princess pope emir sultan saint".split())
OF_WOMEN = frozenset(
    "mrs ms miss lady dame baroness queen princess sister congresswoman chairwoman spokeswoman".split()
)
CORPORATE = word_list("company_forms")
SMALL = frozenset("of the and for in on at to de du des".split())
PEERS = frozenset("lord lady baron baroness viscount viscountess earl".split())
SENIORITY = frozenset("jr sr ii iii iv".split())
_ARTICLE = re.compile(r"\b(?:al|el|ul|as|ash|an|ar|at|ad|az)[-–](?=[^\W\d]{3})|(?<=\s)al\s(?=\w)")
_JOINED = re.compile(r"[-–](?:based|born|led|backed|held|occupied|controlled|ruled|speaking|style|supplied)$")
_AGAINST = re.compile(r"^(?:anti|pro|non|ex)[-–](?=[A-Z])", re.IGNORECASE)
_STOPS = re.compile(r"(?:\w\.\s?)+\w?\.?")
_LETTERS = re.compile(r"\w( \w)+")
_FORMAL = re.compile(
    r"^(?:(?:federal|islamic|people|peoples|arab|democratic|socialist) )*"
    r"(?:republic|kingdom|state|commonwealth|government|people) of "
)


@lru_cache(100_000)
def plain(surface: str) -> str:
    """A name without case, accents, apostrophes, stops, hyphens, possessive ending and article.

    >>> plain("The Côte d’Ivoire’s"), plain("Moqtada al-Sadr"), plain("U.S."), plain("Abdul-Mahdi")
    ('cote divoire', 'moqtada sadr', 'us', 'abdul mahdi')
    """
    text = unaccented(straighten(surface)).casefold()
    text = _JOINED.sub("", _ARTICLE.sub("", text))
    text = re.sub(r"(?<=\w)'s?(?!\w)|'", "", text).strip()
    if _STOPS.fullmatch(text):
        text = re.sub(r"[.\s]", "", text)
    words = re.sub(r"[^\w&]+|_", " ", text.replace("&", " and ")).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def bare(words: Words) -> Words:
    """Words of a plain name without the titles in front and the legal forms at the ends.

    >>> bare(("prime", "minister", "okello")), bare(("nv", "windmolen", "holdings", "and", "co"))
    (('okello',), ('windmolen',))
    """
    while len(words) > 1 and (words[-1] in CORPORATE or words[-1] == "and"):
        words = words[:-1]
    while len(words) > 1 and words[0] in TITLES | {"nv", "ag"}:
        words = words[1:]
    return words


def titles(words: Words) -> frozenset[str]:
    """The titles in front of a plain name.

    >>> titles(("mrs", "okello")), titles(("okello",))
    (frozenset({'mrs'}), frozenset())
    """
    return frozenset(takewhile(TITLES.__contains__, words[:-1]))


def gender(words: Words) -> str:
    """f or m by title or given name, else nothing.

    >>> gender(("mrs", "okello")), gender(("peter", "okello")), gender(("okello",))
    ('f', 'm', '')
    """
    before = titles(words)
    if before & (OF_WOMEN | OF_MEN):
        return "f" if before & OF_WOMEN else "m"
    by_given_name = (given_names().get(word, ("", ""))[0] for word in words[:-1])
    return next(filter(None, by_given_name), "")


def state(plain_name: str) -> str | None:
    """The state, region, people or well-known body that a plain name always means, if any.

    >>> state("iraqis"), state("kingdom of spain"), state("us"), state("okello")
    ('Iraq', 'Spain', 'United States', None)
    """
    names, people = _known().names, _known().people
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
    return state(plain_name) is not None and plain_name not in _known().names


def acronyms(words: Words) -> set[str]:
    """Acronyms that a plain name of two or more words may have.

    >>> sorted(acronyms(("securities", "and", "exchange", "board")))
    ['saeb', 'seb']
    """
    initials = set()
    while len([w for w in words if w not in SMALL]) > 1:
        for skipped in (SMALL, frozenset(), SMALL - {"and"}):
            initials.add("".join(w[0] for w in words if w not in skipped))
        if words[-1] not in CORPORATE:
            break
        words = words[:-1]
    return initials


def institution(words: Words) -> Words | None:
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


@lru_cache(100_000)
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
    return a == b or (long and sound(a) == sound(b) and edit_distance(a, b) < 3)


def same_person(a: Words, b: Words) -> bool:
    """Whether two full names (given name first) share the last name and do not contradict each other.

    >>> same_person(("bill", "okello"), ("william", "j", "okello"))
    True
    >>> same_person(("bill", "okello"), ("ann", "okello"))
    False
    """
    if min(len(a), len(b)) < 2 or {a[-1], b[-1], a[0], b[0]} & (SENIORITY | SMALL) or not alike(a[-1], b[-1]):
        return False
    return _fit(a[0], b[0]) and _agree(a[1:-1], b[1:-1])


def one_spelling(a: Words, b: Words) -> bool:
    """Whether two different plain names may be one person's names or two spellings of one name."""
    return a != b and (same_person(a, b) or (len(a) == len(b) and all(map(alike, a, b))))


def _fit(a: str, b: str) -> bool:
    initial = 1 in (len(a), len(b)) and a[0] == b[0]
    return initial or alike(a, b) or given_name_in_full(a) == given_name_in_full(b)


def _agree(a: Words, b: Words) -> bool:
    """Middle names: one left out, or the same in the same order as far as both go."""
    return not a or not b or (len(a) == len(b) and all(map(_fit, a, b)))


def given_name_in_full(name: str) -> str:
    """The given name that a name is short for, or the name itself.

    >>> given_name_in_full("bill"), given_name_in_full("okello")
    ('william', 'okello')
    """
    return given_names().get(name, ("", ""))[1] or name


def ambiguous(labels: Iterable[str]) -> str:
    """The reason for what may be any of several actors; of more than twenty, the first are named.

    >>> ambiguous(["Ana Okello", "Paul Okello"])
    'ambiguous: “Ana Okello” or “Paul Okello”'
    """
    quoted = [f"“{label}”" for label in labels]
    if len(quoted) > 20:
        quoted[19:] = [f"one of {len(quoted) - 19} others"]
    return f"ambiguous: {' or '.join(quoted)}"


def title_before(text: str, start: int) -> str:
    """The titles in front of a name that starts here, as printed.

    >>> title_before("Then Mrs. Okello spoke.", 10), title_before("Then Okello spoke.", 5)
    ('Mrs.', '')
    """
    found: list[str] = []
    for word in reversed(text[max(start - 60, 0) : start].split()):
        if not word[0].isupper() or plain(word) not in TITLES or text[start - 1 : start] != " ":
            break
        found.append(word)
    return " ".join(reversed(found))


@cache
def given_names() -> Mapping[str, tuple[str, str]]:
    """Given name -> (gender, name it is short for), all in small letters; from `data/given_names.csv`."""
    rows = read_csv(DATA / "given_names.csv", ("name", "gender", "short_for")).itertuples()
    return MappingProxyType({row.name.casefold(): (row.gender, row.short_for.casefold()) for row in rows})


def state_kind(name: str) -> str:
    """What a name is that `state` gives: state, place, organisation or group."""
    return _known().kinds[name]


class Doubt(NamedTuple):
    """What a form of `data/demonyms.csv` needs to mean its state or body, and what must not follow it."""

    company: bool
    not_before: frozenset[str]


def doubtful(plain_name: str) -> Doubt | None:
    """What makes it doubtful that a plain name means its state or body; None for other names.

    >>> doubtful("democratic").company, sorted(doubtful("guinea").not_before)[:2], doubtful("okello")
    (True, ['fowl', 'fowls'], None)
    """
    name = state(plain_name)
    doubt = _known().doubts.get(name) if name else None
    return doubt and doubt._replace(company=doubt.company and plain_name in _known().in_company)


def party_country(surface: str) -> str:
    """The country without which a party's common name ("Labor", "Republicans") is another's; else empty.

    >>> party_country("Republicans"), party_country("Labor Party"), party_country("GOP")
    ('United States', 'Australia', '')
    """
    form = plain(surface)
    first = form.split()[0] if form else ""
    common = {form, first, form.removesuffix("s")} & _known().in_company
    name = state(form) if common else None
    return country_of(name) or name if name else ""


def printed_state(surface: str, after: str = "") -> str | None:
    """The state that a form means as printed: acronyms have their capitals, "Miss." its stop (or `after`).

    >>> printed_state("US"), printed_state("Us"), printed_state("Miss"), printed_state("Miss", ".")
    ('United States', None, None, 'Mississippi')
    """
    form = plain(_AGAINST.sub("", surface))
    kind = _known().printed.get(form, "")
    wrong = (kind == "capitals" and not surface.isupper()) or (
        kind == "stop" and "." not in surface[-1:] + after
    )
    return None if wrong else state(form)


def country_of(name: str) -> str:
    """The country in which a name that `state` gives lies; empty for states and for what lies in several.

    >>> country_of("Ohio"), country_of("Iraq")
    ('United States', '')
    """
    return _known().countries[name]


@cache
def bodies() -> frozenset[str]:
    """The forms of well-known bodies that a recogniser easily misses: those of several words, and "WHO"."""
    table = read_csv(DATA / "demonyms.csv", ("name", "kind", "aliases"))
    table = table[table["kind"] == "organisation"]
    forms = {form for row in table.itertuples() for form in [row.name, *row.aliases.split("|")]}
    return frozenset(form for form in forms if " " in form or form == "WHO") | {"Holy See"}


class _Known(NamedTuple):
    """`data/demonyms.csv`, by plain form: names, peoples; by name: kind, country, doubt; how forms print."""

    names: dict[str, str]
    people: dict[str, str]
    kinds: dict[str, str]
    countries: dict[str, str]
    doubts: dict[str, Doubt]
    in_company: frozenset[str]
    printed: dict[str, str]


@cache
def _known() -> _Known:
    columns = ("name", "kind", "aliases", "demonyms", "country", "company", "not_before")
    names: dict[str, str] = {}
    people: dict[str, str] = {}
    printed: dict[str, str] = {}
    table = read_csv(DATA / "demonyms.csv", columns)
    for row in table.itertuples():
        for form in [row.name, *row.aliases.split("|")]:
            names[plain(form)] = row.name
            printed[plain(form)] = _as_printed(form)
        people |= {plain(form): row.name for form in row.demonyms.split("|") if form}
    names.pop("", None)
    doubts = {
        row.name: Doubt(bool(row.company), frozenset(filter(None, row.not_before.split("|"))))
        for row in table.itertuples()
    }
    company = frozenset(plain(form) for cell in table["company"] for form in cell.split("|"))
    kinds, countries = (dict(zip(table["name"], table[column])) for column in ("kind", "country"))
    return _Known(names, people, kinds, countries, doubts, company, printed)


def _as_printed(form: str) -> str:
    """How a form must be printed to be itself: in "capitals" ("IS"), with its "stop" ("Miss."), or any."""
    if form.isupper() and len(form) < 5:
        return "capitals"
    return "stop" if form.endswith(".") and form.count(".") == 1 else ""
