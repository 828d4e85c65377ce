"""Cues in their clauses: who speaks, by which words, and what is said, by the order of the words alone."""

import re
from functools import cache
from typing import NamedTuple

from helpers._files import word_list
from helpers.quotes._cues import AUXILIARIES, BE, HAVE, cues, nouns
from helpers.quotes._marks import Marked

_TOKEN = re.compile(r"[^\W_]+(?:[’'&.-][^\W_]+)*[’']?(?=\W|_|$)|--|[^\w\s.]")
_CLITIC = re.compile(r"(?<=\w)(?:n['’]t|['’](?:d|ll|ve|re|s|m))$")
QUOTED = "“”"
STOPS = frozenset(", ; : — – -- ― ( ) [ ] ? ! …".split()) | {QUOTED}
DASHES = frozenset("— – -- ―".split())
PRONOUNS = frozenset("he she they i we it you who that which one some others many both nobody everyone".split())
SUBJECTS = frozenset("he she they i we it you who".split())
JOINS = frozenset("and but or nor yet".split())
LINKS = frozenset(
    """that if when because as while after before whether although though since unless until where why how
    what than so whom whose like once""".split()
)
OPENERS = frozenset(
    """in at on by with from during after before for while when as despite since under over among amid through
    of to into without within about against between like upon until if although though because""".split()
)
AFTER_SAID = frozenset(
    """in on at during after before when as while of to from by with last this earlier later yesterday today
    tonight monday tuesday wednesday thursday friday saturday sunday recently again about for via through
    over afterward afterwards outside inside following ahead late early then aboard via near without
    amid under soon shortly sarcastically""".split()
)


class Unit(NamedTuple):
    """Sentences that one quotation holds together: their words, a stretch between marks being one word."""

    text: str
    start: int
    end: int
    starts: list[int]
    ends: list[int]
    words: list[str]


class Attribution(NamedTuple):
    """What is said, with its cue and its speaker; a speaker or a break that is not there is (-1, -1)."""

    start: int
    end: int
    cue: tuple[int, int]
    speaker: tuple[int, int]
    pause: tuple[int, int]
    reason: str


NOBODY = (-1, -1)


def unit(text: str, start: int, end: int, quoted: list[Marked]) -> Unit:
    """The words of some sentences, in small letters, with straight apostrophes; marks part them."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    at = start
    for left, right in [*((one.start, one.end) for one in quoted), (end, end)]:
        for match in _TOKEN.finditer(text, at, left):
            begin, stop = match.span()
            word = match[0].lower().replace("’", "'")
            clitic = _CLITIC.search(word)
            if clitic:
                cut = begin + clitic.start()
                starts += [begin, cut]
                ends += [cut, stop]
                words += [word[: clitic.start()], clitic[0]]
            else:
                starts.append(begin)
                ends.append(stop)
                words.append(word)
        if right > left:
            starts.append(left)
            ends.append(right)
            words.append(QUOTED)
        at = right
    return Unit(text, start, end, starts, ends, words)


ADVERBS = frozenset(
    """also then still already even just later once now ever always often again further too instead soon
    first later simply actually rather only long at-least once-again well""".split()
)
DETERMINERS = frozenset(
    """a an the this that these those his her its their our my your any some no every each another such 's and's
    of in on for with at by from to into about under over against new more other few several many most own
    recent latest first second last""".split()
)
TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tonight recently earlier later
    again last this week month year night morning afternoon evening early late""".split()
)
INVERTED = frozenset("said says added adds wrote writes reported reports explained noted argued claimed".split())
GOES_ON = frozenset("on continued continues continue began begins begin proceeded seemed appeared seems".split())
LEADS = frozenset("however meanwhile still instead yesterday nevertheless nonetheless moreover thus asked speaking".split())
OWNERS = frozenset("his her their its my our your whose".split())
REACH = 14  # words that are looked at for "that", for a subject, for the end of an apposition


def attributions(u: Unit) -> list[Attribution]:
    """List what a unit says that somebody says, in order and apart."""
    found: list[Attribution] = []
    words, forms = u.words, cues()
    for i, word in enumerate(words):
        one = None
        if word in forms:
            one = _by_verb(u, i, found)
        elif word == "according" and words[i + 1 : i + 2] == ["to"]:
            one = _according(u, i)
        elif word in nouns():
            one = _by_noun(u, i)
        if one is None:
            continue
        if one.start < one.cue[0]:  # what comes before its cue holds what was found in it
            found = [other for other in found if other.end <= one.start]
        elif found and found[-1].end > one.cue[0]:
            continue
        found.append(one)
    return found


def beside(u: Unit, quoted: int) -> Attribution | None:
    """A quotation with a short clause behind it, whatever its verb (“…,” Hale fumed), or before it and ":"."""
    words = u.words
    at = u.starts.index(quoted)
    if u.text[u.ends[at] - 2] in ",?!—-" and at + 1 < len(words):
        for k in range(at + 2, min(at + 8, len(words))):
            if words[k] in STOPS | AFTER_SAID | LINKS:
                return None
            if re.search("ed$|s$|said|went|told", words[k]) and words[k] not in AUXILIARIES and not u.text[u.starts[k]].isupper():
                if not (words[at + 1] in SUBJECTS | {"the", "a", "an", "one", "another"} or u.text[u.starts[k - 1]].isupper()):
                    return None
                return Attribution(u.starts[at], u.ends[at], (u.starts[k], u.ends[k]), _span(u, (at + 1, k - 1)), NOBODY, "before")
    if at + 2 < len(words) and words[at + 1] in DASHES | {"-"} and at + 8 > len(words) and u.text[u.starts[at + 2]].isupper():
        return Attribution(u.starts[at], u.ends[at], (u.starts[at + 1], u.ends[at + 1]), _span(u, (at + 2, len(words) - 1)), NOBODY, "before")
    if at > 1 and words[at - 1] == ":":
        speaker = _inherited(u, at - 1, [])
        if speaker:
            return Attribution(u.starts[at], u.ends[at], (u.starts[at - 1], u.ends[at - 1]), _span(u, speaker), NOBODY, "after")
    return None


def _by_verb(u: Unit, i: int, found: list[Attribution]) -> Attribution | None:
    kinds = dict.fromkeys(kind for kind, _ in cues()[u.words[i]])
    hows = {how for _, how in cues()[u.words[i]]}
    group, auxiliaries = _group(u, i)
    if not _finite(u, i, group, auxiliaries, hows):
        return None
    speaker = _subject(u, group)
    if "ing" in hows and not auxiliaries & BE:
        speaker = _names_before(u, group) if u.words[group - 1] not in STOPS else None
    if kinds.keys() - {"of", "to"} and not ("ing" in hows and not auxiliaries & BE):
        before = _before(u, i, group, speaker, found, kinds)
        if before:
            return before
    if speaker is None:
        speaker = _inherited(u, group, found)
    return _after(u, i, group, speaker, kinds)


def _group(u: Unit, i: int) -> tuple[int, set[str]]:
    """Where the words begin that belong to a verb, and its auxiliaries."""
    words, at = u.words, i
    while at and (
        words[at - 1] in AUXILIARIES or words[at - 1] in ADVERBS or words[at - 1].endswith("ly")
    ):
        if words[at - 1] == "'s" and not (at > 1 and words[at - 2] in SUBJECTS):
            break
        at -= 1
    return at, {word for word in words[at:i] if word in AUXILIARIES}


def _finite(u: Unit, i: int, group: int, auxiliaries: set[str], hows: set[str]) -> bool:
    words = u.words
    before = words[group - 1] if group else ""
    if "ing" in hows:
        named = group > 0 and u.text[u.starts[group - 1]].isupper()
        return bool(auxiliaries & BE) or before in STOPS or named or before in ("by", "while", "after", "in")
    if auxiliaries & BE and not ("past" not in hows):
        return False
    if "past" in hows and (auxiliaries or "base" not in hows):
        return before not in DETERMINERS or before in ("that", "this", "others", "some", "many")
    if before == "to":
        return group > 1 and words[group - 2] in GOES_ON
    if not group or before in DETERMINERS:
        return before == "that" and group > 1
    if "base" in hows and not auxiliaries:
        return before in SUBJECTS or (before.endswith("s") and not before.endswith("ss")) or before in _PLURALS
    return True


_PLURALS = frozenset("people women men police voters most many some others both and".split())


def _subject(u: Unit, group: int) -> tuple[int, int] | None:
    """The words, first and last, of what stands before a verb as its subject."""
    words, last = u.words, group - 1
    while last > 0 and words[last] in TIMES | LEADS | ADVERBS:
        last -= 1
    if last < 0:
        return None
    if last < group - 1 and words[last] == "on":
        last -= 1
    if words[last] in PRONOUNS:
        return last, last
    if words[last] not in (",", ")", "]") and words[last] not in DASHES:
        return _noun_phrase(u, last)
    left = _matching(words, last)
    if left <= 0:
        return None
    subject = _subject(u, left)
    named = words[last] == "," and u.text[u.starts[left + 1]].isupper() and words[left + 1] not in OPENERS
    if subject and named and subject[1] == left - 1:
        return subject[0], last - 1
    if subject and words[left - 1] != ")" and words[subject[0]].endswith(("ing", "ed")) and words[subject[0] - 1 : subject[0]] == [","]:
        return _subject(u, subject[0] - 1)
    return subject


def _matching(words: list[str], last: int) -> int:
    """Where the apposition begins that ends here; -1 if there is none."""
    sign = {")": "(", "]": "["}.get(words[last], words[last])
    for at in range(last - 1, max(-1, last - 3 * REACH), -1):
        if words[at] == sign and not (at and words[at - 1].isdigit()):
            return at
    return -1


def _noun_phrase(u: Unit, last: int) -> tuple[int, int] | None:
    words, at = u.words, last
    while at >= 0 and last - at < REACH and words[at] not in STOPS | LINKS | JOINS:
        if words[at] in AUXILIARIES and words[at] != "'s" and at < last:
            break
        if at < last and words[at] in _saying():
            break
        at -= 1
    first = at + 1
    if first <= last and words[first] in OPENERS:
        names = [k for k in range(last, first, -1) if u.text[u.starts[k]].isupper()]
        if not names:
            return None
        first = names[0]
        while first - 1 in names:
            first -= 1
    while first < last and (words[first] in ADVERBS or words[first] in ("yet", "so")):
        first += 1
    if first > last or words[first] in AUXILIARIES:
        return None
    return first, last


def _names_before(u: Unit, group: int) -> tuple[int, int] | None:
    """The words with capitals right before a participle ("Hale saying")."""
    at = group
    while at and u.words[at - 1] not in STOPS and u.text[u.starts[at - 1]].isupper():
        at -= 1
    return (at, group - 1) if at < group else None


@cache
def _saying() -> frozenset[str]:
    """Forms that can only be verbs, of those who say something."""
    return frozenset(
        form
        for form, kinds in cues().items()
        if any(kind in ("say", "tell") and how == "past" for kind, how in kinds) and form not in nouns()
    ) | {"says", "tells"}


def _inherited(u: Unit, group: int, found: list[Attribution]) -> tuple[int, int] | None:
    """The subject of the verb before in the unit, or what the unit opens with."""
    if found and found[-1].speaker != NOBODY and found[-1].reason != "noun":
        a, b = found[-1].speaker
        first = next((k for k, s in enumerate(u.starts) if s >= a), 0)
        last = next((k for k in range(len(u.ends) - 1, -1, -1) if u.ends[k] <= b), first)
        return first, last
    words, first = u.words, 0
    if "," in words[:group] and (words[0] in OPENERS | ADVERBS | LEADS or words[0].endswith("ly")):
        first = words.index(",") + 1
    while first < group and words[first] in JOINS:
        first += 1
    last = first
    while last < group and words[last] not in STOPS | LINKS | AUXILIARIES | OPENERS and words[last] not in cues():
        if words[last].endswith("ed") and last > first:
            break
        last += 1
    return (first, last - 1) if first < last <= first + 8 else None


def _span(u: Unit, words: tuple[int, int] | None) -> tuple[int, int]:
    return NOBODY if words is None else (u.starts[words[0]], u.ends[words[1]])


def _before(
    u: Unit, i: int, group: int, speaker: tuple[int, int] | None, found: list[Attribution], kinds: dict
) -> Attribution | None:
    """What is said stands before its cue: “…,” she said; …, said the minister."""
    words, after = u.words, i + 1
    if speaker and speaker[0] > 0 and words[speaker[0] - 1] in {",", QUOTED} | DASHES:
        edge, stop = speaker[0] - 1, after
        if "tell" in kinds and "say" not in kinds:
            stop = _addressee(u, after)
        if not _closes(u, stop, words[edge] == QUOTED):
            return None
    elif group and words[group - 1] in (",", QUOTED) and after < len(words):
        if words[group - 1] == "," and words[i] not in INVERTED:
            return None
        right = _noun_phrase_after(u, after)
        if right is None:
            return None
        edge, stop = group - 1, right[1] + 1
        if words[edge] == "," and (
            edge < 3
            or words[after] in SUBJECTS
            or (stop < len(words) and (words[stop] not in STOPS | AFTER_SAID or words[stop] in (":", QUOTED)))
            or (speaker is not None and stop < len(words))
            or (set(words[after:stop]) & (AUXILIARIES - {"'s"}))
        ):
            return None
        speaker = right
    else:
        return None
    quote = words[edge] == QUOTED or (edge and words[edge - 1] == QUOTED)
    if not (quote or "say" in kinds or "tell" in kinds or u.words[i] in ("found", "learned")):
        return None
    last = edge if words[edge] == QUOTED else edge - 1
    if last < 0:
        return None
    first = _first_said(u, last, found)
    aside = not quote and words[stop : stop + 1] == [","]
    if not (quote or aside) and (last - first < 2 or words[first] in OPENERS and "," not in words[first:last] and last - first < 7):
        return None
    cue = u.starts[group], u.ends[i]
    end, pause = u.ends[last], NOBODY
    rest = _rest(u, stop, quote)
    if rest is not None:
        pause, end = (end, u.starts[rest]), _content_end(u, rest, None)
        end = u.ends[end]
    return Attribution(u.starts[first], end, cue, _span(u, speaker), pause, "before")


def _first_said(u: Unit, last: int, found: list[Attribution]) -> int:
    """The first word of what is said before a cue."""
    words = u.words
    if words[last] == QUOTED and last and words[last - 1] == ":":
        return last
    if words[last] == QUOTED and any(one.cue[0] < u.starts[last] for one in found):
        return last
    for at in range(last, -1, -1):
        if words[at] == ";":
            return at + 1
    return 0


def _closes(u: Unit, at: int, quoted: bool) -> bool:
    """Whether nothing that is said follows a cue here."""
    words = u.words
    if at >= len(words):
        return True
    if words[at] in STOPS:
        return words[at] not in (":", QUOTED) and (quoted or words[at + 1 : at + 2] != [QUOTED])
    if words[at] in AFTER_SAID:
        return quoted or not {"that", ":"} & set(words[at : at + REACH])
    return False


def _rest(u: Unit, at: int, quote: bool) -> int | None:
    """Where speech goes on after a cue that interrupts it; None if it does not."""
    words = u.words
    if not quote:
        on = words[at : at + 1] == [","] and at + 2 < len(words)
        return at + 1 if on and words[at + 1] not in LINKS | OPENERS | JOINS | {"who"} and not words[at + 1].endswith("ing") else None
    while at < len(words) and words[at] not in STOPS:
        at += 1
    if at >= len(words):
        return None
    if words[at] == QUOTED:
        return at
    if words[at] in {",", ":", "—", "–", "--"} and words[at + 1 : at + 2] == [QUOTED]:
        return at + 1
    return None


def _addressee(u: Unit, at: int) -> int:
    """The first word behind the one who is told something."""
    words = u.words
    while at < len(words) and words[at] not in STOPS | LINKS | AFTER_SAID:
        at += 1
    return at


def _noun_phrase_after(u: Unit, at: int) -> tuple[int, int] | None:
    """The noun phrase that begins here."""
    words, first = u.words, at
    if words[at] in LINKS | STOPS | AFTER_SAID | SUBJECTS - {"he", "she"}:
        return None
    while at < len(words) and words[at] not in STOPS | LINKS and at - first < 12:
        if words[at] in AFTER_SAID - {"of", "for", "from"} or words[at] in ("who", "in", "told"):
            break
        at += 1
    return (first, at - 1) if at > first else None


def _after(
    u: Unit, i: int, group: int, speaker: tuple[int, int] | None, kinds: dict
) -> Attribution | None:
    """What is said stands behind its cue: she said that …; he called it …; they vowed to …."""
    words, at = u.words, i + 1
    if speaker is None or at >= len(words):
        return None
    first = _said_from(u, at, kinds)
    if first is None:
        return None
    last = _content_end(u, first, speaker)
    if last < first or (last == first and words[first] != QUOTED and "of" not in kinds):
        return None
    return Attribution(
        u.starts[first], u.ends[last], (u.starts[group], u.ends[i]), _span(u, speaker), NOBODY, "after"
    )


def _said_from(u: Unit, at: int, kinds: dict) -> int | None:
    """The first word of what is said behind a cue; None if nothing is."""
    words = u.words
    word = words[at]
    if words[at - 1].startswith(("point", "put")):
        if word != {"po": "out", "pu": "it"}[words[at - 1][:2]] or at + 1 >= len(words):
            return None
        at, kinds = at + 1, {"say": None}
        word = words[at]
    if word == "to" and "to" in kinds:
        return at
    if word in (":", ",") and words[at + 1 : at + 2] == [QUOTED] and kinds.keys() != {"of"}:
        return at + 1
    if word == QUOTED:
        return at
    if word == ":" and "say" in kinds and at + 1 < len(words):
        return at + 1
    if "that" in kinds and word in ("that", "how", "whether", "why", "what"):
        return at
    if "tell" in kinds:
        for k in range(at, min(len(words), at + REACH)):
            if words[k] in LINKS | {QUOTED, "to", "he", "she", "they", "it"} and k > at:
                return k
        return min(at + 1, len(words) - 1) if words[at] not in STOPS else None
    if word in STOPS:
        return None
    if "say" in kinds:
        if word in AFTER_SAID:
            for k in range(at, min(len(words), at + REACH)):
                if words[k] in ("that", QUOTED):
                    return k
            while at < len(words) and words[at] in TIMES:
                at += 1
            if at >= len(words) or words[at] in STOPS:
                return None
            if words[at] in AFTER_SAID and "of" not in kinds:
                return None
        return at
    if "of" in kinds:
        return None if word in ("by", "that", "of") else at
    return None


def _content_end(u: Unit, first: int, speaker: tuple[int, int] | None) -> int:
    """The last word of what is said from here on: to the end of the unit, or where another cue takes over."""
    words, forms = u.words, cues()
    for k in range(first + 1, len(words)):
        if words[k] == ";":
            return k - 1
        if words[k] in (",", "—", "–", "--", "and", "but"):
            n = k + 1
            if words[n : n + 1] and words[n] in ("and", "but", "while", "though", "although", "as"):
                n += 1
            if words[n : n + 2] == ["according", "to"]:
                return k - 1
            if words[k] in JOINS:
                while n < len(words) and (words[n] in ADVERBS or words[n].endswith("ly")):
                    n += 1
                kinds = forms.get(words[n], ()) if n < len(words) else ()
                if any(how in ("past", "s") and kind in ("say", "tell", "of") for kind, how in kinds):
                    return k - 1
                continue
            for m in range(n, min(n + 5, len(words))):
                if words[m] in STOPS:
                    break
                kinds = forms.get(words[m], ())
                if any(kind == "say" and how in ("past", "s", "ing") for kind, how in kinds) and words[m - 1] not in DETERMINERS | {"to"}:
                    return k - 1
    last = len(words) - 1
    while last > first and words[last] in STOPS - {QUOTED, ")"}:
        last -= 1
    return last


def _according(u: Unit, i: int) -> Attribution | None:
    """“According to X, …” and “…, according to X”."""
    words, first = u.words, i + 2
    if first >= len(words):
        return None
    last = first
    while last < len(words) and words[last] not in {",", ";", QUOTED, ":", "("} | DASHES:
        last += 1
    if last == first:
        return None
    cue, speaker = (u.starts[i], u.ends[i + 1]), (u.starts[first], u.ends[last - 1])
    if i and not (words[i - 1] in JOINS | {";"} or (i == 1 and words[0] != QUOTED)):
        edge = i - 1 if words[i - 1] not in STOPS or words[i - 1] == QUOTED else i - 2
        if edge < 0:
            return None
        return Attribution(u.starts[_first_said(u, edge, [])], u.ends[edge], cue, speaker, NOBODY, "before")
    if last + 1 >= len(words):
        return None
    end = _content_end(u, last + 1, None)
    return Attribution(u.starts[last + 1], u.ends[end], cue, speaker, NOBODY, "after") if end > last else None


def _by_noun(u: Unit, i: int) -> Attribution | None:
    """“X’s claim that …”, “her call for …”."""
    words, at = u.words, i
    if i + 2 >= len(words) or words[i + 1] not in ("that", "to", "for", "of"):
        return None
    while at and i - at < 3 and words[at - 1] not in STOPS | OWNERS and words[at - 1] != "'s":
        at -= 1
    if not at or (words[at - 1] not in OWNERS and words[at - 1] != "'s"):
        return None
    speaker = (at - 1, at - 1) if words[at - 1] in OWNERS else _noun_phrase(u, at - 2) if at > 1 else None
    if speaker is None:
        return None
    last = _content_end(u, i + 1, None)
    return Attribution(u.starts[i + 1], u.ends[last], (u.starts[i], u.ends[i]), _span(u, speaker), NOBODY, "noun")
