"""Cues in their clauses: who speaks, by which words, and what is said, by the order of the words alone."""

import re
from types import MappingProxyType

from helpers.quotes import _grammar as grammar
from helpers.quotes._cues import ACCORDING, cues, nouns, triggers
from helpers.quotes._subjects import Words, inherited, names_before, noun_phrase, noun_phrase_after, subject
from helpers.quotes._units import NOBODY, QUOTED, Attribution, Unit

INVERTED = frozenset(
    "said says added adds wrote writes reported reports explained noted argued claimed".split()
)
GOES_ON = frozenset(
    "on continued continues continue began begins begin proceeded seemed appeared seems".split()
)
CUTS = frozenset("and but while though although as".split())
PARTICLES = MappingProxyType({"point": "out", "put": "it", "mak": "clear", "made": "clear"})
_BESIDE = re.compile("ed$|s$|^(?:said|went|told)$")
REACH = 14  # words in which "that" follows a cue
SAID = 200  # words that what is said may have beside its cue, quotations counted as one


def attributions(u: Unit) -> list[Attribution]:
    """List what a unit says that somebody says, in order and apart.

    >>> from helpers.quotes._units import unit
    >>> text = "Hale said it was late, but Lowe insisted that nobody go."
    >>> [text[one.start : one.end] for one in attributions(unit(text, text.lower(), 0, len(text), []))]
    ['it was late', 'that nobody go']
    """
    found: list[Attribution] = []
    known = triggers()
    for i in [i for i, word in enumerate(u.words) if word in known]:
        one = _by_cue(u, i, found)
        if one is None:
            continue
        if one.start < one.cue[0]:  # what comes before its cue holds what was found in it
            while found and found[-1].end > one.start:
                found.pop()
        elif found and found[-1].end > one.cue[0]:
            continue
        found.append(one)
    return found


def _by_cue(u: Unit, i: int, found: list[Attribution]) -> Attribution | None:
    """What is said beside a cue, if anything is."""
    word, taken = u.words[i], bool(found) and found[-1].end > u.starts[i]
    if word == ACCORDING:
        return _according(u, i) if u.words[i + 1 : i + 2] == ["to"] else None
    one = _by_verb(u, i, found, taken) if word in cues() else None
    return _by_noun(u, i) if one is None and not taken and word in nouns() else one


# By a verb


def _by_verb(u: Unit, i: int, found: list[Attribution], taken: bool) -> Attribution | None:
    """“…,” she said; she said that …; she called it …; she vowed to …."""
    kinds = {kind for kind, _ in cues()[u.words[i]]}
    hows = {how for _, how in cues()[u.words[i]]}
    verb, auxiliaries = _verb_group(u, i)
    if _in_name(u, i) or not _finite(u, i, verb, auxiliaries, hows):
        return None
    participle = "ing" in hows and not auxiliaries & grammar.BE
    if participle:
        speaker = None if u.words[verb - 1] in grammar.STOPS else names_before(u, verb)
    else:
        speaker = subject(u, verb)
        before = _before(u, i, verb, speaker, found, kinds) if kinds - {"of", "to"} else None
        if before or taken:
            return before
    return None if taken else _after(u, i, verb, speaker or inherited(u, verb, found), kinds)


def _verb_group(u: Unit, i: int) -> tuple[int, frozenset[str]]:
    """Where the words begin that belong to a verb, and its auxiliaries."""
    words, at = u.words, i
    while at and i - at < REACH:
        word = words[at - 1]
        if word == "'s" and not (at > 1 and words[at - 2] in grammar.SUBJECTS):
            break
        if word not in grammar.BEFORE_VERBS and not word.endswith("ly"):
            break
        at -= 1
    return at, grammar.AUXILIARIES.intersection(words[at:i])


def _in_name(u: Unit, i: int) -> bool:
    """Whether a cue with a capital is part of a name ("Qaboos bin Said"), not of a headline."""
    around = range(max(0, i - 3), min(len(u.words), i + 4))
    return i > 0 and u.capital(i) and any(len(u.words[k]) > 3 and not u.capital(k) for k in around)


def _finite(u: Unit, i: int, verb: int, auxiliaries: frozenset[str], hows: set[str]) -> bool:
    """Whether a form is here the verb of somebody who speaks: no noun, no passive, no bare infinitive."""
    words = u.words
    before = words[verb - 1] if verb else ""
    if "ing" in hows:
        led = before in ("by", "while", "after", "in") and any(kind != "to" for kind, _ in cues()[words[i]])
        free = before in grammar.STOPS or led
        return bool(auxiliaries & grammar.BE) or free or (verb > 0 and u.capital(verb - 1))
    if auxiliaries & grammar.BE and "past" in hows:
        return False
    if "past" in hows and (auxiliaries or "base" not in hows or before not in grammar.SUBJECTS):
        return before not in grammar.DETERMINERS or before in ("that", "this", "others", "some", "many")
    if before == "to":
        return verb > 1 and words[verb - 2] in GOES_ON
    if not verb or before in grammar.DETERMINERS:
        return before == "that" and verb > 1
    if words[i] in nouns() and not (auxiliaries or before in grammar.SUBJECTS | grammar.RELATIVES):
        owned = grammar.POSSESSIVES.intersection(words[max(0, verb - 3) : verb])
        if (
            owned
            or before in grammar.OPENERS
            or not (u.capital(verb - 1) or words[i + 1 : i + 2] in (["that"], [QUOTED]))
        ):
            return False
    if "base" in hows and not auxiliaries:
        plural = before.endswith("s") and not before.endswith("ss") and "." not in before
        return plural or before in grammar.SUBJECTS | grammar.PLURALS
    return True


# What is said before its cue


def _before(
    u: Unit, i: int, verb: int, speaker: Words | None, found: list[Attribution], kinds: set[str]
) -> Attribution | None:
    """“…,” she said; …, said the minister; and where the cue breaks in, what is said behind it, too."""
    place = _subject_first(u, i, speaker, kinds) or _verb_first(u, i, verb, speaker)
    if place is None:
        return None
    edge, stop, speaker = place
    marks = u.words[edge] == QUOTED or (edge > 0 and u.words[edge - 1] == QUOTED)
    if not (marks or kinds & {"say", "tell"} or u.words[i] in ("found", "learned")):
        return None
    last = edge if u.words[edge] == QUOTED else edge - 1
    if last < 0:
        return None
    first = _first_said(u, last, found)
    if not marks and u.words[stop : stop + 1] != [","] and _is_opening(u, first, last):
        return None
    start, end, pause = u.starts[first], u.ends[last], NOBODY
    rest = _rest(u, stop, marks)
    if rest is not None:
        pause, end = (end, u.starts[rest]), u.ends[_last_said(u, rest)]
    return Attribution(start, end, (u.starts[verb], u.ends[i]), u.span(speaker), pause, "before")


def _subject_first(u: Unit, i: int, speaker: Words | None, kinds: set[str]) -> tuple[int, int, Words] | None:
    """The mark behind what is said, the word behind the cue, and the speaker, of “…,” she said."""
    if not speaker or not speaker[0] or u.words[speaker[0] - 1] not in grammar.EDGES:
        return None
    edge, stop = speaker[0] - 1, i + 1
    if "tell" in kinds and "say" not in kinds:
        while stop < len(u.words) and stop - i < REACH and u.words[stop] not in grammar.ADDRESSEE_ENDS:
            stop += 1
    return (edge, stop, speaker) if _closes(u, stop, u.words[edge] == QUOTED) else None


def _verb_first(u: Unit, i: int, verb: int, speaker: Words | None) -> tuple[int, int, Words] | None:
    """The same of “…,” said the minister."""
    words, edge = u.words, verb - 1
    if edge < 0 or words[edge] not in (",", QUOTED) or i + 1 >= len(words):
        return None
    right = noun_phrase_after(u, i + 1)
    if right is None:
        return None
    stop = right[1] + 1
    if QUOTED in (words[edge], words[edge - 1] if edge else ""):
        return edge, stop, right
    follows = stop < len(words) and (
        words[stop] not in grammar.STOPS | grammar.AFTER_SAID or words[stop] in (":", QUOTED)
    )
    verbs = any(
        words[k] in grammar.AUXILIARIES - {"'s"}
        or (not u.capital(k) and (words[k] in grammar.DEEDS or words[k].endswith("ed")))
        for k in range(i + 2, stop)
    )
    breaks_in = words[stop : stop + 1] == [","] and not speaker
    plain = words[i] in INVERTED and words[i + 1] not in grammar.SUBJECTS and (edge > 2 or breaks_in)
    return (
        (edge, stop, right) if plain and not (follows or verbs or (speaker and stop < len(words))) else None
    )


def _closes(u: Unit, at: int, marks: bool) -> bool:
    """Whether nothing that is said follows a cue here."""
    if at >= len(u.words):
        return True
    if u.words[at] in grammar.STOPS:
        return u.words[at] not in (":", QUOTED) and (marks or u.words[at + 1 : at + 2] != [QUOTED])
    return u.words[at] in grammar.AFTER_SAID and (
        marks or not {"that", ":"}.intersection(u.words[at : at + REACH])
    )


def _first_said(u: Unit, last: int, found: list[Attribution]) -> int:
    """The first word of what is said before a cue."""
    if u.words[last] == QUOTED:
        if last and u.words[last - 1] == ":":
            return last
        if found and found[0].cue[0] < u.starts[last]:
            return last
    least = max(0, last - SAID)
    return next((at + 1 for at in range(last, least - 1, -1) if u.words[at] == ";"), least)


def _is_opening(u: Unit, first: int, last: int) -> bool:
    """Whether what stands before a comma only opens the sentence: “In May, she said”."""
    led = u.words[first] in grammar.OPENERS and "," not in u.words[first:last]
    return last - first < 2 or (led and last - first < 7)


def _rest(u: Unit, at: int, marks: bool) -> int | None:
    """Where speech goes on behind a cue that breaks in; None if it does not."""
    words = u.words
    if not marks:
        if words[at : at + 1] != [","] or at + 1 >= len(words):
            return None
        other = grammar.LINKS | grammar.OPENERS | grammar.JOINS | {"who"}
        return None if words[at + 1] in other or words[at + 1].endswith("ing") else at + 1
    stop = min(len(words), at + SAID)
    while at < stop and words[at] not in grammar.STOPS:
        at += 1
    if at < stop and words[at] in grammar.EDGES | {":"}:
        at += 1
    return at if words[at : at + 1] == [QUOTED] else None


# What is said behind its cue


def _after(u: Unit, i: int, verb: int, speaker: Words | None, kinds: set[str]) -> Attribution | None:
    """She said that …; she called it …; she vowed to …."""
    first = _said_from(u, i + 1, kinds) if speaker and i + 1 < len(u.words) else None
    if speaker is None or first is None or _only_named(u, i, speaker):
        return None
    last = _last_said(u, first)
    if last < first or (last == first and u.words[first] != QUOTED and "of" not in kinds):
        return None
    cue = u.starts[verb], u.ends[i]
    return Attribution(u.starts[first], u.ends[last], cue, u.span(speaker), NOBODY, "after")


def _only_named(u: Unit, i: int, speaker: Words) -> bool:
    """Whether the words before are called so and do not speak: “a plan called ‘x’”."""
    what = u.words[max(0, speaker[0] - 1) : speaker[0]]
    return u.words[i : i + 2] == ["called", QUOTED] and not grammar.COMPLEMENTS.intersection(what)


def _said_from(u: Unit, at: int, kinds: set[str]) -> int | None:
    """The first word of what is said behind a cue; None if nothing is."""
    words = u.words
    for stem, particle in PARTICLES.items():
        if words[at - 1].startswith(stem):
            behind = _behind_particle(u, at, particle)
            if behind is None:
                return None
            at, kinds = behind, {"say"}
    word = words[at]
    if word in grammar.OWNERS and words[at - 1].startswith("show"):  # "showed their anger"
        return None
    if (
        word == QUOTED
        or (word == "to" and "to" in kinds)
        or (word in grammar.COMPLEMENTS and "that" in kinds)
    ):
        return at
    if word in (":", ",") and words[at + 1 : at + 2] == [QUOTED] and kinds != {"of"}:
        return at + 1
    if word == ":" and "say" in kinds and at + 1 < len(words):
        return at + 1
    if "tell" in kinds:
        return _behind_addressee(u, at)
    if word in grammar.STOPS:
        return None
    if "say" in kinds:
        return _behind_circumstances(u, at, kinds) if word in grammar.AFTER_SAID else at
    return at if "of" in kinds and word not in ("by", "that", "of") else None


def _behind_particle(u: Unit, at: int, particle: str) -> int | None:
    """“… pointed out [that …]”, “… made it very clear [that …]”, “as she put it, […]”."""
    for k in range(at, min(len(u.words) - 1, at + 4)):
        if u.words[k] == particle:
            return k + 1
    return None


def _behind_addressee(u: Unit, at: int) -> int | None:
    """“… told the council [that …]”."""
    begins = grammar.LINKS | {QUOTED, "to", "he", "she", "they", "it"}
    for k in range(at + 1, min(len(u.words), at + REACH)):
        if u.words[k] in begins:
            return k
    return None if u.words[at] in grammar.STOPS else min(at + 1, len(u.words) - 1)


def _behind_circumstances(u: Unit, at: int, kinds: set[str]) -> int | None:
    """“… said on Monday in a letter [that …]”."""
    words = u.words
    for k in range(at, min(len(words), at + REACH)):
        if words[k] in ("that", QUOTED):
            return k
    while at < len(words) and words[at] in grammar.TIMES:
        at += 1
    if at >= len(words) or words[at] in grammar.STOPS:
        return None
    return None if words[at] in grammar.AFTER_SAID and "of" not in kinds else at


def _last_said(u: Unit, first: int) -> int:
    """The last word of what is said from here on: to the end, or where another cue takes over."""
    stop = min(len(u.words), first + SAID)
    for k in range(first + 1, stop):
        if u.words[k] == ";" or (u.words[k] in grammar.TURNS and _taken_over(u, k)):
            return k - 1
    last = stop - 1
    while last > first and u.words[last] in grammar.STOPS - {QUOTED, ")"}:
        last -= 1
    return last


def _taken_over(u: Unit, k: int) -> bool:
    """Whether another cue speaks from here on: “…, but Hale said …”, “… and added …”."""
    words, n = u.words, k + 1
    if words[n : n + 1] and words[n] in CUTS:
        n += 1
    if words[n : n + 2] == ["according", "to"]:
        return True
    if words[k] in grammar.JOINS:
        while n < len(words) and n - k < REACH and (words[n] in grammar.ADVERBS or words[n].endswith("ly")):
            n += 1
        kinds = cues().get(words[n], ()) if n < len(words) else ()
        return any(how in ("past", "s") and kind in ("say", "tell", "of") for kind, how in kinds)
    for m in range(n, min(n + 5, len(words))):
        if words[m] in grammar.STOPS:
            return False
        plural = n > k + 1 and words[m - 1].endswith("s")
        says = any(kind == "say" and (how != "base" or plural) for kind, how in cues().get(words[m], ()))
        if says and words[m - 1] not in grammar.DETERMINERS | {"to"}:
            return True
    return False


# By other words


def _according(u: Unit, i: int) -> Attribution | None:
    """“According to X, …” and “…, according to X”."""
    words, first, last = u.words, i + 2, i + 2
    ends = {",", ";", QUOTED, ":", "("} | grammar.DASHES
    while last < min(len(words), first + SAID) and words[last] not in ends:
        last += 1
    if last == first:
        return None
    cue, speaker = (u.starts[i], u.ends[i + 1]), u.span((first, last - 1))
    opens = not i or words[i - 1] in grammar.JOINS | {";"} or (i == 1 and words[0] != QUOTED)
    if not opens:
        edge = i - 2 if words[i - 1] in grammar.STOPS - {QUOTED} else i - 1
        start, end, rest = u.starts[_first_said(u, edge, [])], u.ends[edge], _rest(u, last, False)
        if rest is None:
            return Attribution(start, end, cue, speaker, NOBODY, "before")
        return Attribution(start, u.ends[_last_said(u, rest)], cue, speaker, (end, u.starts[rest]), "before")
    first = last + 1
    if words[first : first + 1] and words[first] in grammar.RELATIVES and "," in words[first : first + SAID]:
        first = words.index(",", first) + 1
    if first >= len(words):
        return None
    end = _last_said(u, first)
    return Attribution(u.starts[first], u.ends[end], cue, speaker, NOBODY, "after") if end > last else None


def _by_noun(u: Unit, i: int) -> Attribution | None:
    """“X’s claim that …”, “her call for …”."""
    words, at = u.words, i
    if i + 2 >= len(words) or words[i + 1] not in ("that", "to", "for", "of"):
        return None
    while at and i - at < 3 and words[at - 1] not in grammar.STOPS | grammar.POSSESSIVES:
        at -= 1
    if not at or words[at - 1] not in grammar.POSSESSIVES:
        return None
    speaker = (at - 1, at - 1) if words[at - 1] != "'s" else noun_phrase(u, at - 2) if at > 1 else None
    if speaker is None:
        return None
    said = u.starts[i + 1], u.ends[_last_said(u, i + 1)]
    return Attribution(*said, (u.starts[i], u.ends[i]), u.span(speaker), NOBODY, "noun")


def beside(u: Unit, start: int) -> Attribution | None:
    """Find whose a quotation is that begins at a place and has no cue the lists know.

    A short clause behind it (“…,” Hale fumed), a dash and a name (“…” — Ann Hale), or a colon before it.
    """
    words, at = u.words, u.first_at(start)
    said = u.starts[at], u.ends[at]
    verb, speaker = _short_clause(u, at) if u.text[u.ends[at] - 2] in ",?!—-" else (0, None)
    if speaker:
        cue = u.starts[verb], u.ends[verb]
        return Attribution(*said, cue, u.span(speaker), NOBODY, "beside")
    credit = at + 2 < len(words) < at + 8 and words[at + 1] in grammar.DASHES and u.capital(at + 2)
    if credit:
        cue = u.starts[at + 1], u.ends[at + 1]
        return Attribution(*said, cue, u.span((at + 2, len(words) - 1)), NOBODY, "beside")
    speaker = inherited(u, at - 1, []) if at > 1 and words[at - 1] == ":" else None
    if speaker:
        cue = u.starts[at - 1], u.ends[at - 1]
        return Attribution(*said, cue, u.span(speaker), NOBODY, "beside")
    return None


def _short_clause(u: Unit, at: int) -> tuple[int, Words | None]:
    """The verb and the speaker in a clause behind a quotation: “…,” the mayor fumed; “…,” begged Ana."""
    words = u.words
    if len(words) > at + 2 and words[at + 1].endswith("ed") and not u.capital(at + 1):
        return at + 1, noun_phrase_after(u, at + 2)
    for k in range(at + 2, min(at + 8, len(words))):
        if words[k] in grammar.ADDRESSEE_ENDS:
            break
        if _BESIDE.search(words[k]) and words[k] not in grammar.AUXILIARIES and not u.capital(k):
            begins = words[at + 1] in grammar.SUBJECTS | {"the", "a", "an", "one", "another"}
            return k, (at + 1, k - 1) if begins or u.capital(k - 1) else None
    return 0, None
