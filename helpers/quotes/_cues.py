"""The words that say that somebody speaks, thinks or wants, in all their forms."""

from functools import cache

from helpers._files import word_list

KINDS = ("say", "that", "tell", "of", "to", "quote")
ACCORDING = "according"
VOWELS = frozenset("aeiou")
DOUBLED = frozenset("quip admit refer regret beg rip pan snap plan stun shun".split())


@cache
def cues() -> dict[str, frozenset[tuple[str, str]]]:
    """Each form of a cue verb, with its kinds and how it stands: base, s, past or ing."""
    found: dict[str, set[tuple[str, str]]] = {}
    for kind in KINDS:
        for entry in word_list(f"cues_{kind}"):
            for form, how in _forms(entry):
                found.setdefault(form, set()).add((kind, how))
    return {form: frozenset(kinds) for form, kinds in found.items()}


@cache
def nouns() -> frozenset[str]:
    """The nouns for what is said ("claim", "warnings")."""
    return word_list("cues_nouns")


@cache
def triggers() -> frozenset[str]:
    """All words at which something may be said."""
    return nouns() | {ACCORDING, *cues()}


def _forms(entry: str) -> list[tuple[str, str]]:
    """The forms of a verb given as "ask" or "tell/told"."""
    verb, _, irregular = entry.partition("/")
    stem = verb + verb[-1] if verb in DOUBLED else verb
    if verb.endswith("e") and not verb.endswith("ee"):
        past, ing = verb + "d", verb[:-1] + "ing"
    elif verb.endswith("y") and verb[-2] not in VOWELS:
        past, ing = verb[:-1] + "ied", verb + "ing"
    else:
        past, ing = stem + "ed", stem + "ing"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        third = verb[:-1] + "ies"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    forms = [(verb, "base"), (third, "s"), (irregular or past, "past"), (ing, "ing")]
    participles = {"know": "known", "see": "seen", "write": "written", "swear": "sworn", "begin": "begun"}
    return forms + [(participles[verb], "past") for _ in range(verb in participles)]
