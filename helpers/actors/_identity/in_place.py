"""Whether a form that can be a name is one where it stands: "May said", not "in May"."""

import re
from functools import lru_cache

from helpers._files import word_list
from helpers._fold import APOSTROPHES, HYPHENS
from helpers.actors._identity.forms import SENIORITY, TITLES, doubtful, is_people, plain, printed_state, state
from helpers.corpus import FUNCTION_WORDS, REPORTING_VERBS

DAYS = word_list("days") - {"may", "march"}
MONTHS = frozenset("march april may june july august".split())
WORDS = word_list("names_that_are_words")
DEEDS = REPORTING_VERBS | word_list("what_people_do")
BEHIND = word_list("behind_a_person")
COMPANY = word_list("party_company")
UNCOUNTABLE = word_list("uncountable")  # "Rice is grown", but "Wolf is back"
VERBS_OF_THINGS = frozenset("is was has had will would could should must did does".split())
ADVERBS = frozenset("also then later never still now once again just already soon even often".split())
_SMALL = frozenset(
    "is it who us".split()
)  # acronyms that are words: names only in capitals among small letters
_OPENS = re.compile(r"[^\w]*|.*(?:[“‘\"(\[:;—–!?…]|[^\W\d_]{3,}[.!?]|--)[\s“‘\"'(\[]*", re.DOTALL)
_WORD = re.compile(rf"\w+(?:[.{APOSTROPHES}{HYPHENS}]\w+)*")
_OWNS = re.compile(rf"[{APOSTROPHES}](?:s\b|\s|$)", re.IGNORECASE)
_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|during|last|next|this|early|late|mid|every|through|around|of that|"
    r"(?:end|middle|beginning|start|month|months|weeks?|days?|first|second|third|fourth|weekend) of|"
    r"january|february|march|april|june|july|august|september|october|november|december"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)?)[\s{HYPHENS}]+"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)"
    r" (?:and|or|to) )$",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(
    rf",?\s+\d|[–{HYPHENS}]\d|\s(?:day|to|and|or|through|until) "
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\sday\b"
    r"|\s(?:general |local |european |council |parliamentary )*(?:elections?|polls?|vote|ballot|deadline"
    r"|meeting|summit|issue|conference|edition|data|figures|report)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",[”’\"]?\s+(?:[A-Z\d“]|(?:who|whose|a|an|the|in|on|at|too|now|then|however|\w+(?:ly|ing|ed))\b)"
)
_ARTICLE_NEXT = re.compile(r"\s+(?:the|a|an|your|my|his|her|its|our|their|it|them|up|off)\b")


def is_name_here(text: str, start: int, end: int, kind: str = "person") -> bool:
    """Whether the capitalised form from `start` to `end` of a sentence is a name there, not an ordinary word.

    Forms that are nothing but names are always; a month, a surname that is a word ("Wolf"), a party's
    adjective ("Democratic") and a word for a people that may be another thing ("French fries") need their
    company. By its `kind` ("person", "organisation", "place" …) a name is more or less doubtful: "the Moon"
    is no surname.

    >>> [is_name_here(text, 0, 4) for text in ("Wolf left.", "Wolf packs roam.", "Iran packs rice.")]
    [True, False, True]
    """
    surface = text[start:end]
    word = surface.casefold()
    if word in _SMALL:
        return surface.isupper() and (word == "us" or _has_small_letters(text))
    if word in MONTHS and not _is_person(text, start, end):
        return False
    if word in WORDS and kind == "person":
        if text[max(start - 5, 0) : start].casefold().endswith((" a ", "the ")):
            return _next(text, end) in BEHIND or _next(text, end)[:1].isupper()
        if _opens(text, start) or _next(text, end)[:1].isupper():
            return _in_company(text, start, end)
    doubt = doubtful(plain(surface))
    if doubt is None:
        return True
    return _next(text, end).casefold() not in doubt.not_before and (
        _is_party(text, start, end)
        if doubt.company and " " not in surface
        else not _commands(text, start, end)
    )


def state_here(text: str, start: int, end: int) -> str | None:
    """The state, people or body that a form means where it stands, if any.

    >>> state_here("Polish the silver.", 0, 6), state_here("Polish troops left.", 0, 6)
    (None, 'Poland')
    """
    surface = text[start:end]
    behind = (
        text[end : end + 1] if re.search(r"(?:, |[(-])$", text[max(start - 2, 0) : start]) else ""
    )  # "Jackson, Miss."
    name = printed_state(surface, behind) if surface[:1].isupper() else None
    return name if name and is_name_here(text, start, end) else None


def _opens(text: str, start: int) -> bool:
    """Whether a word has its capital from its place: opening a sentence or quotation, or in a headline."""
    before = text[max(start - 60, 0) : start]
    last = _WORD.findall(before[-20:])[-1:]
    if last and last[0].casefold() in TITLES:
        return False
    return _OPENS.fullmatch(before) is not None or _headline(text)


@lru_cache(1000)
def _has_small_letters(text: str) -> bool:
    return any(map(str.islower, text))


@lru_cache(1000)
def _headline(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if word.isalpha() and word.casefold() not in FUNCTION_WORDS]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _next(text: str, end: int) -> str:
    """The word that follows behind a blank or hyphen, as printed; empty where a mark comes first."""
    match = _WORD.match(text, end + 1) if text[end : end + 1] in (" ", "\n", *HYPHENS) else None
    return match[0] if match else ""


def _in_company(text: str, start: int, end: int) -> bool:
    """Whether what follows shows a person: 's, a comma, what people do, another name."""
    word, after = text[start:end].casefold(), _next(text, end)
    if not after:
        return text[end : end + 1] != "," or _ASIDE.match(text, end) is not None
    if after[0].isupper():
        return after.casefold() in BEHIND | SENIORITY | DAYS or (
            _headline(text) and after.casefold() in DEEDS
        )
    if after in ("and", "or"):
        return _next(text, end + 1 + len(after))[:1].isupper()
    if after in ADVERBS or (after.endswith("ly") and len(after) > 4):
        after = _next(text, end + 1 + len(after)) or after
    bare = word in UNCOUNTABLE or word.endswith("s")  # stands without an article as a common noun too
    things = VERBS_OF_THINGS if word in UNCOUNTABLE else VERBS_OF_THINGS - {"is", "was", "has", "does"}
    deed = after in DEEDS - things if bare else after in DEEDS or after.endswith("ed")
    return deed or after in BEHIND or after == "who"


def _is_person(text: str, start: int, end: int) -> bool:
    """Whether a word for a month is a person's name here."""
    if _OWNS.match(text, end):
        return not _MONTH_BEFORE.search(text[max(start - 40, 0) : start])
    if _MONTH_BEFORE.search(text[max(start - 40, 0) : start]) or _MONTH_AFTER.match(text, end):
        return False
    return not _opens(text, start) or _in_company(text, start, end)


def _commands(text: str, start: int, end: int) -> bool:
    """Whether a word for a people is a verb that opens a sentence: "Polish the silver"."""
    people = is_people(plain(text[start:end])) and _ARTICLE_NEXT.match(text, end)
    return bool(people) and _opens(text, start)


def _is_party(text: str, start: int, end: int) -> bool:
    """Whether a party's word has its company: "Democratic senators", "a Republican, …", "Labour won"."""
    after, before = _next(text, end), _WORD.findall(text[max(start - 30, 0) : start])[-1:]
    second = _next(text, end + 1 + len(after)) if after else ""
    known = [word.casefold().rstrip(".") for word in (after, second)]
    if known[0] in COMPANY or (known[1] in COMPANY and known[0] not in FUNCTION_WORDS):
        return True
    if after in ("and", "or") and doubtful(plain(second)):
        return _is_party(text, end + 1 + len(after) + 1, end + 1 + len(after) + 1 + len(second))
    if after[:1].isupper() and not _headline(text):
        return state(plain(after)) is None
    if text[start:end].casefold() in ("labour", "labor"):
        if before == ["of"] and not _opens(text, start):
            return False
        return not _opens(text, start) or not after or after in DEEDS or after in FUNCTION_WORDS | BEHIND
    alone = not after or after in FUNCTION_WORDS | DEEDS
    return (
        alone
        and not (_opens(text, start) and text[start:end] == "Democratic")
        and (
            text[start:end] != "Democratic"
            or before in (["voted"], ["vote"], ["is"], ["solidly"], ["or"], ["and"])
        )
    )
