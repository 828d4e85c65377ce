"""One id for all the names of one actor in a document, with the reason for each merge."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

import pandas as pd

from helpers._files import word_list
from helpers._fold import APOSTROPHES, slug
from helpers._tables import PLACE, require
from helpers.actors._identity import forms
from helpers.actors._identity.containment import OTHER_THING, TOO_PLAIN, begins, ends
from helpers.actors._identity.peoples import countries_fit, countries_of

_PERSON_OR_BODY = frozenset({"PER", "ORG"})
_COMPANY_KINDS = frozenset(
    "air airlines airways motor motors oil petroleum steel bank telecom energy pharma".split()
)
AGENCIES = word_list("news_agencies")
_LINKS = frozenset(
    "of the and for in on at to de du des la le del di da von van y e et bin al und für".split()
)
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s?$")


def merge(names: pd.DataFrame) -> pd.DataFrame:
    """Give all the names of one actor in a document one id, and say why each belongs to it.

    A short name is merged only into the one actor of the document that it can mean; where two fit (two people
    with one surname) it stays alone and the reason names both.

    >>> row = {"doc_id": "a", "sent_id": 1, "label": ""}
    >>> found = ["Ana Okello", "Paul Okello", "Okello", "Ms. Okello", "Norway", "Norwegians"]
    >>> rows = [row | {"start": i, "end": i + 1, "surface": name} for i, name in enumerate(found)]
    >>> for line in merge(pd.DataFrame(rows))[["surface", "actor_id", "reason"]].values.tolist():
    ...     print(*line, sep=" | ")
    Ana Okello | ana-okello |
    Paul Okello | paul-okello |
    Okello | okello | ambiguous: “Ana Okello” or “Paul Okello”
    Ms. Okello | ana-okello | title before a name of “Ana Okello”
    Norway | norway |
    Norwegians | norway | people or adjective of “Norway”

    Returns the rows of `names`, whose `label` may be empty or absent, in their order, with `actor_id` (a
    readable slug of the fullest form, or of the state that an adjective stands for; unique in its document)
    and `reason` (empty for the fullest form itself). Where `names` have `title` ("Mrs.", left out of the
    surface), it tells people of one surname apart.

    Merging is by form alone: it cannot know that "the White House" is the president, or that a city's name
    means its club. Well-known forms of states, peoples and bodies stand in `data/demonyms.csv`.
    """
    require(names, "names", [*PLACE, "surface"])
    table = names.reset_index(drop=True)
    answers: dict[int, tuple[str, str]] = {}
    for _, part in table.groupby("doc_id", sort=False):
        merged = _merged(_forms(part))
        answers |= {row: merged[key] for row, key in zip(part.index, _keys(part))}
    ids, reasons = zip(*(answers[row] for row in table.index)) if answers else ((), ())
    return table.assign(actor_id=pd.Series(ids, dtype="str"), reason=pd.Series(reasons, dtype="str"))


def with_actors(names: pd.DataFrame) -> pd.DataFrame:
    """The names with their actors, which `merge` finds where they are not there yet."""
    return require(names if "actor_id" in names else merge(names), "merged", [*PLACE, "surface", "actor_id"])


def fullest_forms(merged: pd.DataFrame) -> dict[tuple, str]:
    """(doc_id, actor_id) -> the fullest form of the actor's name: the one that is there without a reason."""
    fullest: dict[tuple, str] = {}
    reasons = merged["reason"] if "reason" in merged else [""] * len(merged)
    for actor, surface, reason in zip(zip(merged["doc_id"], merged["actor_id"]), merged["surface"], reasons):
        if not reason or actor not in fullest:
            fullest[actor] = surface
    return fullest


class _Form:
    """A form of a name in one document: as printed, its title's gender, where, how often, its label."""

    def __init__(self, key: tuple[str, str], places: list[tuple], label: str, countries: set[str]) -> None:
        self.key, self.count, self.label = key, len(places), label
        self.printed, given = key
        self.sex, self.is_royal = given[:1], given[1:] == "royal"
        self.places, self.first = places, places[0]
        self.starts, self.sentences = {place[:2] for place in places}, {place[0] for place in places}
        self.plain = forms.plain(self.printed) or self.printed
        self.whole: forms.Words = tuple(self.plain.split()) or (self.printed,)
        self.titles = forms.titles(self.whole)  # those printed as part of the name
        self.words = _bare(self.whole, self.titles)
        self.state = (
            forms.printed_state(self.printed, ".") if countries_fit(self.printed, countries) else None
        )
        self.gender = "" if self.state else self.sex or forms.gender(self.whole)
        self.is_royal |= bool(self.titles & forms.ROYAL)

    @property
    def titled(self) -> bool:
        return bool(self.titles or self.sex)


def _bare(whole: forms.Words, titles: frozenset[str]) -> forms.Words:
    """Words without titles and legal forms; of a peer ("Lord Baker of Dorking") without the seat too."""
    words = forms.bare(whole)
    return words[: words.index("of")] if titles & forms.PEERS and "of" in words[1:] else words


def _keys(part: pd.DataFrame) -> list[tuple[str, str]]:
    """Each name as printed, with what the title before it tells: "m", "f", "mroyal" (a king) or nothing."""
    titles = part["title"].fillna("").astype("str") if "title" in part else [""] * len(part)
    return [(str(surface), _sex(title)) for surface, title in zip(part["surface"], titles)]


def _sex(title: str) -> str:
    words = (*forms.plain(title).split(), "")
    royal = "royal" if forms.ROYAL & set(words) else ""
    return (forms.gender(words) or "m") + royal if royal else forms.gender(words)


def _forms(part: pd.DataFrame) -> list[_Form]:
    """The distinct forms of a document, in order of appearance."""
    part = part.sort_values(["sent_id", "start", "end", "surface"], kind="stable")
    keys = _keys(part)
    labels = part["label"] if "label" in part else [""] * len(part)
    pairs = Counter(zip(keys, [label if isinstance(label, str) else "" for label in labels]))
    commonest: dict[tuple[str, str], str] = {}
    for (key, label), _ in sorted(pairs.items(), key=lambda item: (item[1], item[0][1])):
        commonest[key] = label or commonest.get(key, "")
    places: dict[tuple[str, str], list[tuple]] = defaultdict(list)
    for key, *place in zip(keys, part["sent_id"], part["start"], part["end"]):
        places[key].append(tuple(place))
    countries = countries_of(surface for surface, _ in places)
    return [_Form(key, where, commonest[key], countries) for key, where in places.items()]


class _Document:
    """The forms of one document and which belong together; `owner` gives the form that stands for a group."""

    def __init__(self, members: list[_Form]) -> None:
        self.forms = members
        self.parent = {form: form for form in members}
        self.rivals: dict[_Form, list[_Form]] = {}
        self.holding: dict[forms.Words, list[_Form]] = defaultdict(list)
        sizes = {len(form.words) for form in members}
        for form in members:
            for part in _outer_parts(form.words, sizes):
                self.holding[part].append(form)

    def owner(self, form: _Form) -> _Form:
        root = form
        while self.parent[root] is not root:
            root = self.parent[root]
        while form is not root:
            self.parent[form], form = root, self.parent[form]
        return root

    def join(self, form: _Form, other: _Form) -> None:
        self.parent[self.owner(form)] = self.owner(other)

    def join_only(self, form: _Form, fits: list[_Form]) -> None:
        """Join to the fitting forms if they are all one actor, else note the rivals."""
        owners = {self.owner(f) for f in fits} - {self.owner(form)}
        if len(owners) > 1:  # the one who is introduced before the short name first stands, if that is one
            owners = {self.owner(f) for f in fits if f.first < form.first} - {self.owner(form)} or owners
        if len(owners) == 1:
            self.join(form, owners.pop())
        elif owners:
            self.rivals[form] = fits


def _outer_parts(words: forms.Words, sizes: Iterable[int]) -> set[forms.Words]:
    """The parts of a name, of so many words, that may be a shorter name by `begins` or `ends`."""
    whole = len(words)
    spans = [(first, first + size) for first in range(min(3, whole)) for size in sizes]
    spans += [(last - size, last) for last in (whole - 1, whole) for size in sizes]
    return {words[first:last] for first, last in spans if 0 <= first < last <= whole}


def _cannot_be_same(a: _Form, b: _Form, may_differ: frozenset[str] = frozenset()) -> bool:
    """Whether gender, royal title or label says that two forms cannot be one actor."""
    genders = {a.gender, b.gender} - {""}
    labels = {a.label, b.label} - {""}
    royal = a.is_royal and not b.is_royal
    return len(genders) > 1 or royal or (len(labels) > 1 and labels != may_differ)


def _merged(members: list[_Form]) -> dict[tuple[str, str], tuple[str, str]]:
    """Printed form and gender of the title -> (actor_id, reason) for one document."""
    doc = _Document(members)
    keys: list[Callable[[_Form], Hashable]] = [
        lambda f: (f.printed.casefold(), f.sex),
        lambda f: (f.plain, f.sex),
        lambda f: f.state,
        lambda f: forms.institution(f.words),
        lambda f: f.words if len(f.words) > 1 or not f.titled else None,
    ]
    for key in keys:
        _join_equal(doc, key)
    _join_plurals(doc)
    _join_acronyms(doc)
    _join_spellings(doc)
    for form in sorted(doc.forms, key=lambda f: (-len(f.words), -len(f.whole), f.printed)):
        _join_shorter(doc, form)
    return _answers(doc)


def _join_equal(doc: _Document, key: Callable[[_Form], Hashable]) -> None:
    first: dict[tuple, _Form] = {}
    for form in doc.forms:
        if key(form):
            doc.join(form, first.setdefault((key(form), form.state), form))


def _join_plurals(doc: _Document) -> None:
    """Join "Springboks" to "Springbok"; the plural of a surname ("the Clintons") is a family."""
    known = {" ".join(form.words): form for form in doc.forms if not form.sex}
    for form in doc.forms:
        name = " ".join(form.words)
        one = known.get(name[:-1]) if name.endswith("s") and len(name) > 3 else None
        if one and one.label != "PER" and not any(ends(f.words, one.words) for f in doc.holding[one.words]):
            doc.join(form, one)


def _join_acronyms(doc: _Document) -> None:
    known = defaultdict(list)
    for form in doc.forms:
        for letters in forms.acronyms(form.whole) if _all_capitalised(form.printed) else ():
            known[letters].append(form)
    behind = {(sent_id, end + 2): form for form in doc.forms for sent_id, _, end in form.places}
    for form in doc.forms:
        letters = form.plain.replace(" ", "")
        if form.printed.upper() == form.printed and len(letters) > 1 and not form.state:
            near = [behind[place] for place in form.starts if place in behind]
            fits = known.get(letters) or [f for f in near if _may_shorten(form, f)]
            doc.join_only(
                form, [f for f in fits if not _other_than_agency(letters, f) or _spelled_out(form, f)]
            )


def _all_capitalised(printed: str) -> bool:
    """Whether a name has no common noun in it: "AirAsia pilot" is nobody's name in full."""
    return all(word[:1].isupper() or not word[:1].isalpha() or word in _LINKS for word in printed.split())


def _may_shorten(short: _Form, long: _Form) -> bool:
    """Whether letters in brackets behind a name can be short for it, though not letter by letter."""
    initials = {word[:1] for word in long.whole}
    ours = sum(letter in initials for letter in short.plain)
    return "PER" not in (short.label, long.label) and not long.state and ours * 2 > len(short.plain) < 7


def _other_than_agency(letters: str, long: _Form) -> bool:
    """Whether letters are an agency's short name ("AP") and the long name is not the agency's."""
    return any(entry.startswith(f"{letters}=") for entry in AGENCIES) and (
        f"{letters}={long.whole[0]}" not in AGENCIES
    )


def _spelled_out(short: _Form, long: _Form) -> bool:
    """Whether the text has the short name in brackets right behind the long one."""
    return any((sent_id, end + 2) in short.starts for sent_id, _, end in long.places)


def _join_spellings(doc: _Document) -> None:
    """Join full names that do not contradict each other, and spellings of one foreign name."""
    earlier: dict[tuple, list[_Form]] = defaultdict(list)
    for form in doc.forms:
        if form.state or form.words[-1] in TOO_PLAIN | OTHER_THING:
            continue
        own, sought = _name_keys(form.words)
        candidates = dict.fromkeys(other for key in sought for other in earlier[key])
        fits = [
            f for f in candidates if forms.one_spelling(f.words, form.words) and not _cannot_be_same(f, form)
        ]
        doc.join_only(form, fits)
        for key in own:
            earlier[key].append(form)


def _name_keys(words: forms.Words) -> tuple[set[tuple], set[tuple]]:
    """The keys of a name, and those of which another has at least one if `one_spelling` holds of both."""
    first, last = words[0], forms.sound(words[-1])
    alike_keys = {(last, "sound", forms.sound(first)), (last, "in full", forms.given_name_in_full(first))}
    initial, begun = (last, "initial", first[:1]), (last, "begins with", first[:1])
    if len(first) == 1:
        return alike_keys | {initial}, alike_keys | {initial, begun}
    return alike_keys | {begun}, alike_keys | {initial}


def _join_shorter(doc: _Document, form: _Form) -> None:
    """Join a short form to the one actor whose longer form it can stand for."""
    if not form.state and doc.parent[form] is form:
        longer = [f for f in doc.holding[form.words] if not f.state]
        for fits in _readings(form, longer):
            if set(fits) - {form}:
                return doc.join_only(form, fits)


def _readings(form: _Form, longer: list[_Form]) -> Iterator[list[_Form]]:
    """The forms for which a short one may stand, the likeliest first."""
    end = [f for f in longer if ends(f.words, form.words) and not _cannot_be_same(form, f, _PERSON_OR_BODY)]
    titled = [f for f in longer if f.words == form.words and f.titled and not _cannot_be_same(form, f)]
    yield [f for f in end if f.titles & form.titles]
    older = [f for f in end if f.words[-1] not in forms.SENIORITY]
    yield (older or end) + ([] if form.titled else titled)
    yield titled
    yield [f for f in longer if begins(f.words, form.words) and _may_begin(form, f) and not _junior(f, form)]
    middle = form.words[0] if len(form.words) == 1 and form.label == "PER" else None
    yield [f for f in longer if f.label == "PER" and middle in f.words[1:-1] and not _cannot_be_same(form, f)]


def _may_begin(form: _Form, long: _Form) -> bool:
    """Whether a name can be short for one that it begins: labels may differ where the kind is plain."""
    company = len(form.words) == 1 and not form.gender and long.words[1] in _COMPANY_KINDS
    arab = len(form.words) == 1 and long.words[1] in ("bin", "ibn", "bint")
    return not _cannot_be_same(
        form, long, frozenset({"PER", "ORG"} if company else {"PER", "LOC"} if arab else ())
    )


def _junior(long: _Form, short: _Form) -> bool:
    """Whether a name with "Jr." is the son of the one without it: both in a sentence, or that one first."""
    return long.words[-1] in forms.SENIORITY and (
        short.first < long.first or bool(short.sentences & long.sentences)
    )


def _answers(doc: _Document) -> dict[tuple[str, str], tuple[str, str]]:
    groups: dict[_Form, list[_Form]] = defaultdict(list)
    for form in doc.forms:
        groups[doc.owner(form)].append(form)
    fullest = {owner: min(members, key=_rank) for owner, members in groups.items()}
    taken: set[str] = set()
    answers = {}
    for owner, members in groups.items():
        best = fullest[owner]
        actor_id = slug(best.state or best.printed, taken)
        taken.add(actor_id)
        for form in members:
            rivals = {fullest[doc.owner(rival)].printed for rival in doc.rivals.get(form, ())}
            answers[form.key] = (actor_id, _why(form, best, members, rivals - {form.printed}))
    return answers


def _rank(form: _Form) -> tuple:
    """What puts first the form to show: a state before its people, more words, small letters, commoner."""
    return (
        forms.is_people(form.plain),
        form.state is not None and form.plain != forms.plain(form.state),
        -len(form.words),
        form.printed.upper() == form.printed and len(form.plain) > 3,
        _POSSESSIVE.search(form.printed) is not None,
        len(form.whole),
        -form.count,
    )


def _why(form: _Form, best: _Form, members: Sequence[_Form], rivals: set[str]) -> str:
    """The reason in words: how the form relates to the fullest one, or by way of which other form."""
    if form.printed == best.printed:
        return forms.ambiguous(sorted(rivals)) if len(rivals) > 1 else ""
    if reason := _relation(form, best):
        return f"{reason} “{best.printed}”"
    for other in members:
        if other is not form and other is not best and (reason := _relation(form, other)):
            return f"{reason} “{other.printed}”, which is “{best.printed}”"
    return f"same as “{best.printed}”"


def _relation(form: _Form, best: _Form) -> str:
    words, full = form.words, best.words
    person = best.label == "PER" or (not best.label and full[0] in forms.given_names())
    same_state = form.state is not None and best.state == form.state
    tests: list[tuple[str, Callable[[], object]]] = [
        ("capitals of", lambda: form.printed.casefold() == best.printed.casefold()),
        ("possessive of", lambda: form.plain == best.plain and _POSSESSIVE.search(form.printed)),
        ("spelling of", lambda: form.plain == best.plain),
        ("people or adjective of", lambda: same_state and forms.is_people(form.plain)),
        ("other name of", lambda: same_state),
        ("title before", lambda: words == full and (form.titles, form.sex) != (best.titles, best.sex)),
        ("legal form of", lambda: words == full),
        ("other order of", lambda: forms.institution(words) == forms.institution(full) is not None),
        ("plural of", lambda: " ".join(words) == " ".join(full) + "s"),
        ("acronym of", lambda: form.plain.replace(" ", "") in forms.acronyms(best.whole)),
        ("in brackets behind", lambda: _may_shorten(form, best) and _spelled_out(form, best)),
        ("name in full of", lambda: best.plain.replace(" ", "") in forms.acronyms(form.whole)),
        ("title before a name of", lambda: form.titled and (ends(full, words) or begins(full, words))),
        ("last name of" if person else "last part of", lambda: ends(full, words)),
        ("beginning of", lambda: begins(full, words)),
        ("one of the names of", lambda: len(words) == 1 and words[0] in full[1:-1]),
        ("given names, initials or spelling fit", lambda: forms.same_person(words, full)),
        ("other spelling of", lambda: len(words) == len(full) and all(map(forms.alike, words, full))),
    ]
    return next((reason for reason, holds in tests if holds()), "")
