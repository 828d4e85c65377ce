"""Who speaks: the noun phrase before a verb or behind it, by the words around it."""

from functools import cache

from helpers.quotes import _grammar as grammar
from helpers.quotes._cues import cues, nouns
from helpers.quotes._units import NOBODY, Attribution, Unit

Words = tuple[int, int]  # the first and the last of some words of a unit
PHRASE = 14  # words that a noun phrase may have
APPOSITION = 42  # words that may stand between a subject and its verb, between commas
OPENING = 60  # words in which a comma may end what stands before the subject


def subject(u: Unit, verb: int) -> Words | None:
    """Find the subject of a verb that begins at a word: what stands right before it, appositions passed over.

    >>> from helpers.quotes._units import unit
    >>> text = "On Monday Ann Hale, the mayor, said no."
    >>> u = unit(text, text.lower(), 0, len(text), [])
    >>> words = subject(u, u.words.index("said"))
    >>> text[slice(*u.span(words))]
    'Ann Hale'
    """
    words, last = u.words, verb - 1
    while last > 0 and words[last] in grammar.CIRCUMSTANCES:
        last -= 1
    if 0 <= last < verb - 1 and words[last] == "on":
        last -= 1
    if last < 0:
        return None
    if words[last] in grammar.PRONOUNS:
        return last, last
    if words[last] not in (",", ")", "]") and words[last] not in grammar.DASHES:
        return _joint(u, noun_phrase(u, last))
    left = _matching(words, last)
    return _before_apposition(u, left, last) if left > 0 else None


def _joint(u: Unit, found: Words | None) -> Words | None:
    """The phrase with those before it that speak together with it ("the mayor, Ann Hale and Bo Lowe")."""
    while found and found[0] > 1 and u.words[found[0] - 1] in ("and", ","):
        left = noun_phrase(u, found[0] - 2)
        listed = u.words[found[0] - 1] == "and" or "and" in u.words[found[0] : found[1]]
        if not listed or left is None or not _may_join(u, left):
            break
        found = left[0], found[1]
    return found


def _may_join(u: Unit, phrase: Words) -> bool:
    """Whether a phrase is only a name, or "the" and a few words, and a clause may begin with it."""
    first, last = phrase
    words = u.words[first : last + 1]
    if (
        first
        and u.words[first - 1] not in grammar.PHRASE_ENDS
        or words[0] in grammar.OPENERS | grammar.PRONOUNS
    ):
        return False
    named = all(u.capital(k) or u.words[k] == "the" for k in range(first, last + 1))
    plain = words[0] == "the" and len(words) < 5 and not any(word in cues() for word in words)
    return named or plain


def _before_apposition(u: Unit, left: int, last: int) -> Words | None:
    """The noun phrase before an apposition between two marks; a name in it belongs to the phrase."""
    found = subject(u, left)
    if found is None:
        return None
    named = u.words[last] == "," and u.capital(left + 1) and u.words[left + 1] not in grammar.OPENERS
    if named and found[1] == left - 1:
        return found[0], last - 1
    participle = u.words[found[0]].endswith(("ing", "ed")) and u.words[found[0] - 1 : found[0]] == [","]
    return subject(u, found[0] - 1) if participle and u.words[left - 1] != ")" else found


def _matching(words: list[str], last: int) -> int:
    """Where the apposition begins that ends here; -1 if there is none."""
    sign = {")": "(", "]": "["}.get(words[last], words[last])
    for at in range(last - 1, max(-1, last - APPOSITION), -1):
        if words[at] == sign and not (at and words[at - 1].isdigit()):
            return at
    return -1


def noun_phrase(u: Unit, last: int) -> Words | None:
    """Find the noun phrase that ends with a word; of a phrase with a preposition before it, the last name."""
    words, at = u.words, last
    while at >= 0 and last - at < PHRASE and words[at] not in grammar.PHRASE_ENDS:
        verb = (words[at] in grammar.AUXILIARIES and words[at] != "'s") or words[at] in _verbs()
        if at < last and verb:
            break
        at -= 1
    first = at + 1
    if first <= last and words[first] in grammar.OPENERS:
        return _last_name(u, first, last)
    while first < last and (words[first] in grammar.ADVERBS or words[first] in ("yet", "so")):
        first += 1
    return None if first > last or words[first] in grammar.AUXILIARIES else (first, last)


def _last_name(u: Unit, first: int, last: int) -> Words | None:
    while last > first and not u.capital(last):
        last -= 1
    if last == first:
        return None
    at = last
    while at - 1 > first and u.capital(at - 1) and u.words[at - 1] not in grammar.TIMES:
        at -= 1
    return at, last


def noun_phrase_after(u: Unit, first: int) -> Words | None:
    """Find the noun phrase that begins with a word: the speaker in "said Ann Hale of the council in May"."""
    words, at = u.words, first
    if words[at] in grammar.LINKS | grammar.STOPS | grammar.AFTER_SAID | grammar.SUBJECTS - {"he", "she"}:
        return None
    ends = grammar.STOPS | grammar.LINKS | grammar.AFTER_SAID - {"of", "for", "from"} | {"who", "told"}
    while at < len(words) and words[at] not in ends and at - first < PHRASE:
        at += 1
    return (first, at - 1) if at > first else None


def names_before(u: Unit, verb: int) -> Words | None:
    """Find the name right before a participle ("footage of Hale saying"), not one of place or time."""
    at = verb
    while at and verb - at < PHRASE and u.words[at - 1] not in grammar.STOPS and u.capital(at - 1):
        at -= 1
    placed = (at and u.words[at - 1] in grammar.PLACING) or u.words[verb - 1] in grammar.TIMES
    return (at, verb - 1) if at < verb and not placed else None


def inherited(u: Unit, verb: int, found: list[Attribution]) -> Words | None:
    """Find whose a verb is that has no subject beside it: the last speaker's, or what the unit opens with."""
    if found and found[-1].speaker != NOBODY and found[-1].reason != "noun":
        start, end = found[-1].speaker
        first = u.first_at(start)
        return first, max(first, u.first_at(end) - 1)
    words, first = u.words, 0
    opening = words[: min(verb, OPENING)]
    led = words[0] in grammar.OPENERS | grammar.ADVERBS | grammar.LEADS or words[0].endswith("ly")
    if led and "," in opening:
        first = words.index(",") + 1
    while first < verb and words[first] in grammar.JOINS:
        first += 1
    last, ends = first, grammar.SUBJECT_ENDS
    while last < verb and last - first < PHRASE and words[last] not in ends and words[last] not in cues():
        deed = words[last] in grammar.DEEDS or words[last].endswith("ed")
        if deed and last > first and not u.capital(last):
            break
        last += 1
    return (first, last - 1) if first < last <= first + 8 else None


@cache
def _verbs() -> frozenset[str]:
    """Forms that are verbs wherever they stand, of those that say something."""
    said = (
        form
        for form, kinds in cues().items()
        if form not in nouns() and any(kind in ("say", "tell") and how == "past" for kind, how in kinds)
    )
    return frozenset(said) | {"says", "tells"}
