"""One id for all the names of one actor in a document, with the reason for each merge."""

import re
from collections import Counter

import pandas as pd

from helpers.actors._identity.containment import OTHER_THING, TOO_PLAIN, begins, ends
from helpers.actors._identity.forms import (
    ROYAL,
    acronyms,
    alike,
    bare,
    gender,
    given_names,
    institution,
    is_people,
    one_spelling,
    plain,
    same_person,
    sound,
    state,
    titles,
)
from helpers.corpus import require


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

    Parameters
    ----------
    names : DataFrame, one row per name (`actors.names`); `label` (PER, ORG, LOC) may be empty or absent.

    Returns
    -------
    DataFrame, the rows of `names` in their order, with `actor_id` (a readable slug of the fullest form, or of
    the state that an adjective stands for; unique in its document) and `reason` (empty for the fullest
    form itself).

    Raises
    ------
    ValueError
        When `doc_id`, `sent_id`, `start`, `end` or `surface` is missing.

    Notes
    -----
    Merging is by form alone: it cannot know that "the White House" is the president, or that a city's name
    means its club. Well-known forms of states, peoples and bodies stand in `data/demonyms.csv`.
    """
    require(names, ["doc_id", "sent_id", "start", "end", "surface"])
    table = names.reset_index(drop=True)
    answers = {}
    for _, part in table.groupby("doc_id", sort=False):
        forms = _merged(_counted(part))
        answers |= {index: forms[surface] for index, surface in zip(part.index, map(str, part["surface"]))}
    ordered = [answers[index] for index in table.index]
    return table.assign(
        actor_id=pd.Series([a for a, _ in ordered], dtype="str"),
        reason=pd.Series([why for _, why in ordered], dtype="str"),
    )


def _counted(part: pd.DataFrame) -> list:
    """The distinct forms of a document in order of appearance: (surface, count, commonest label)."""
    part = part.sort_values(["sent_id", "start", "end", "surface"], kind="stable")
    surfaces = part["surface"].map(str)
    given = part["label"] if "label" in part else [""] * len(part)
    pairs = Counter(zip(surfaces, [label if isinstance(label, str) else "" for label in given]))
    best = {}
    for (surface, label), count in sorted(pairs.items(), key=lambda item: (item[1], item[0][1])):
        best[surface] = label or best.get(surface, "")
    counts = surfaces.value_counts()
    return [(s, int(counts[s]), best[s]) for s in dict.fromkeys(surfaces)]


class _Document:
    """The forms of one document and which belong together; `owner` gives each form's group."""

    def __init__(self, counted: list):
        self.forms = [surface for surface, _, _ in counted]
        self.count = {surface: count for surface, count, _ in counted}
        self.label = {surface: label for surface, _, label in counted}
        self.plain = {f: plain(f) or f for f in self.forms}
        self.whole = {f: tuple(self.plain[f].split()) or (f,) for f in self.forms}
        self.words = {f: bare(words) for f, words in self.whole.items()}
        self.titles = {f: titles(words) for f, words in self.whole.items()}
        self.state = {f: state(self.plain[f]) for f in self.forms}
        self.gender = {f: "" if self.state[f] else gender(self.whole[f]) for f in self.forms}
        self.parent = {f: f for f in self.forms}
        self.rivals = {}
        self.holding = {}
        for form in self.forms:
            for word in set(self.words[form]):
                self.holding.setdefault(word, []).append(form)

    def owner(self, form: str) -> str:
        while self.parent[form] != form:
            form = self.parent[form]
        return form

    def join(self, form: str, other: str) -> None:
        self.parent[self.owner(form)] = self.owner(other)

    def group(self, form: str) -> list:
        return [f for f in self.forms if self.owner(f) == self.owner(form)]

    def apart(self, a: str, b: str, may_differ: set = frozenset()) -> bool:
        """Whether gender, royal title or label says that two forms cannot be one actor."""
        genders = {self.gender[a], self.gender[b]} - {""}
        labels = {self.label[a], self.label[b]} - {""}
        royal = bool(self.titles[a] & ROYAL) and not self.titles[b] & ROYAL
        return len(genders) > 1 or royal or (len(labels) > 1 and labels != may_differ)


def _merged(counted: list) -> dict:
    """form -> (actor_id, reason) for one document."""
    doc = _Document(counted)
    for key in (
        str.casefold,
        doc.plain.get,
        doc.state.get,
        lambda f: institution(doc.words[f]),
        lambda f: doc.words[f] if len(doc.words[f]) > 1 or not doc.titles[f] else None,
    ):
        _join_equal(doc, key)
    _join_plurals(doc)
    _join_acronyms(doc)
    _join_spellings(doc)
    for form in sorted(doc.forms, key=lambda f: (-len(doc.words[f]), -len(doc.whole[f]), f)):
        _join_shorter(doc, form)
    return _answers(doc)


def _join_equal(doc: _Document, key) -> None:
    first = {}
    for form in doc.forms:
        if key(form):
            doc.join(form, first.setdefault((key(form), doc.state[form]), form))


def _join_plurals(doc: _Document) -> None:
    """Join "Springboks" to "Springbok"; the plural of a surname ("the Clintons") is a family."""
    known = {" ".join(doc.words[f]): f for f in doc.forms}
    for form in doc.forms:
        name = " ".join(doc.words[form])
        one = known.get(name[:-1]) if name.endswith("s") and len(name) > 3 else None
        if one and doc.label[one] != "PER" and not any(ends(doc.words[f], doc.words[one]) for f in doc.forms):
            doc.join(form, one)


def _join_acronyms(doc: _Document) -> None:
    known = {}
    for form in doc.forms:
        for letters in acronyms(doc.whole[form]):
            known.setdefault(letters, []).append(form)
    for form in doc.forms:
        letters = doc.plain[form].replace(" ", "")
        if form.upper() == form and len(letters) > 1 and not doc.state[form]:
            _join_only(doc, form, known.get(letters, []))


def _join_spellings(doc: _Document) -> None:
    """Join full names that do not contradict each other, and spellings of one foreign name."""
    groups = {}
    for form in doc.forms:
        if not doc.state[form] and doc.words[form][-1] not in TOO_PLAIN | OTHER_THING:
            groups.setdefault(sound(doc.words[form][-1]), []).append(form)
    for members in groups.values():
        for i, form in enumerate(members):
            fits = [f for f in members[:i] if one_spelling(doc.words[f], doc.words[form])]
            _join_only(doc, form, [f for f in fits if not doc.apart(f, form)])


def _join_shorter(doc: _Document, form: str) -> None:
    """Join a short form to the one actor whose longer form ends with it, or else begins with it."""
    short = doc.words[form]
    if doc.state[form] or doc.parent[form] != form:
        return
    near = [f for f in doc.holding[short[0]] if not doc.state[f]]
    last = [f for f in near if ends(doc.words[f], short) and not doc.apart(form, f, {"PER", "ORG"})]
    first = [f for f in near if begins(doc.words[f], short) and not doc.apart(form, f)]
    titled = [f for f in near if doc.words[f] == short and doc.titles[f] and not doc.apart(f, form)]
    same_office = [f for f in last if doc.titles[f] & doc.titles[form]]
    for fits in (same_office, last + (titled if not doc.titles[form] else []), titled, first):
        if set(fits) - {form}:
            return _join_only(doc, form, fits)


def _join_only(doc: _Document, form: str, fits: list) -> None:
    """Join to the fitting forms if they are all one actor, else note the rivals."""
    owners = {doc.owner(f) for f in fits} - {doc.owner(form)}
    if len(owners) == 1:
        doc.join(form, next(f for f in fits if doc.owner(f) in owners))
    elif owners:
        doc.rivals[form] = fits


def _answers(doc: _Document) -> dict:
    groups, taken, answers = {}, set(), {}
    for form in doc.forms:
        groups.setdefault(doc.owner(form), []).append(form)
    for members in groups.values():
        best = _fullest(doc, members)
        actor_id = slug(doc.state[best] or best, taken)
        taken.add(actor_id)
        for form in members:
            answers[form] = (actor_id, _why(doc, form, best, members))
    return answers


def _fullest(doc: _Document, members: list) -> str:
    """The form to show: a state's name before its people, then more words, small letters, commoner."""

    def rank(form):
        shouted = form.upper() == form and len(doc.plain[form]) > 3
        other_name = doc.state[form] and doc.plain[form] != plain(doc.state[form])
        owned = bool(re.search(r"['’]s?$", form))
        return (
            is_people(doc.plain[form]),
            bool(other_name),
            -len(doc.words[form]),
            shouted,
            owned,
            len(doc.whole[form]),
            -doc.count[form],
        )

    return min(members, key=rank)


def slug(form: str, taken: set) -> str:
    """A readable id made of a name, with a number where the id is taken.

    >>> slug("Adel Abdul-Mahdi", set()), slug("NRC", {"nrc"})
    ('adel-abdul-mahdi', 'nrc-2')
    """
    first = re.sub(r"[\W_]+", "-", form.casefold().replace("’", "'").removesuffix("'s")).strip("-") or "actor"
    return next(s for s in (first, *(f"{first}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


def _why(doc: _Document, form: str, best: str, members: list) -> str:
    """The reason in words: how the form relates to the fullest one, or by way of which other form."""
    if form == best:
        rivals = sorted({_fullest(doc, doc.group(f)) for f in doc.rivals.get(form, [])} - {form})
        return f"ambiguous: {' or '.join(f'“{f}”' for f in rivals)}" if len(rivals) > 1 else ""
    reason = _relation(doc, form, best)
    if reason:
        return f"{reason} “{best}”"
    by_way = next((f for f in members if f not in (form, best) and _relation(doc, form, f)), None)
    if by_way is None:
        return f"same as “{best}”"
    return f"{_relation(doc, form, by_way)} “{by_way}”, which is “{best}”"


def _relation(doc: _Document, form: str, best: str) -> str:
    words, full, whole = doc.words[form], doc.words[best], doc.whole[form]
    a, b = doc.plain[form], doc.plain[best]
    titled = doc.titles[form]
    person = doc.label[best] == "PER" or (not doc.label[best] and full[0] in given_names())
    same_state = doc.state[form] and doc.state[best] == doc.state[form]
    tests = [
        ("capitals of", form.casefold() == best.casefold()),
        ("possessive of", a == b and re.search(r"['’]s?$", form)),
        ("spelling of", a == b),
        ("people or adjective of", same_state and is_people(a)),
        ("other name of", same_state),
        ("title before", words == full and titled != doc.titles[best]),
        ("legal form of", words == full),
        ("other order of", institution(words) and institution(words) == institution(full)),
        ("plural of", " ".join(words) == " ".join(full) + "s"),
        ("acronym of", a.replace(" ", "") in acronyms(doc.whole[best])),
        ("name in full of", b.replace(" ", "") in acronyms(whole)),
        ("title before a name of", titled and (ends(full, words) or begins(full, words))),
        ("last name of" if person else "last part of", ends(full, words)),
        ("beginning of", begins(full, words)),
        ("given names, initials or spelling fit", same_person(words, full)),
        ("other spelling of", len(words) == len(full) and all(map(alike, words, full))),
    ]
    return next((reason for reason, found in tests if found), "")
