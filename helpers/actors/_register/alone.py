"""Whether a name stands alone in a text, or is part of a longer name that the register does not list."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from helpers._files import word_list
from helpers._fold import APOSTROPHES, DOUBLE_QUOTES, HYPHENS, fold
from helpers.actors._identity.containment import OTHER_PART, OTHER_THING
from helpers.actors._identity.forms import TITLES, given_names, plain, state
from helpers.actors._identity.phrases import DAYS, heads, modifiers
from helpers.actors._recogniser.words import style

_NEAR = 40  # characters: more than a word and what may part it from the name take
_WORD = rf"[^\W\d_](?:\.|[\w{APOSTROPHES}]*)"  # a word or an initial
_BEFORE = re.compile(rf"(?<![\w.{APOSTROPHES}])({_WORD})([\s{HYPHENS}])\Z")
_PARTICLES = r"al|el|ul|bin|ibn|de|da|dos|del|di|la|van|von|der|den"
_BEHIND = re.compile(rf"([\s{HYPHENS}])(?:(?:{_PARTICLES})[\s{HYPHENS}]){{0,2}}({_WORD})")
_PAIRED = re.compile(rf"[–—{HYPHENS}][^\W\d_]\w*\s({_WORD})")  # behind the first of "the Iran–Iraq War"
_OTHER_PART = OTHER_PART - {"non", "anti", "pro", "vice"}  # what stands behind these stays what it is
_CLOSING = f" \n{APOSTROPHES}{DOUBLE_QUOTES})]"
_NO_PART = word_list("sentence_openers") | DAYS


class Alone:
    """The names of a register, and whether each stands alone at a place (the rule: `actors.mentions`)."""

    def __init__(self, rows: Sequence[Any]) -> None:
        """Learn which single words must stand alone from all rows of the register."""
        names = [(row, fold(row.alias).split()) for row in rows if row.how == "name"]
        longer: dict[str, set[str]] = defaultdict(set)  # actor -> the words of its names of two words or more
        for row, words in names:
            longer[row.actor_id].update(words if len(words) > 1 else ())
        self._single = {words[0] for _, words in names if len(words) == 1}
        self._may_be_part = {
            words[0]
            for row, words in names
            if len(words) == 1
            and (
                row.kind in ("person", "organisation")
                or words[0] in given_names()
                or (row.kind != "state" and words[0] in longer[row.actor_id])
            )
        }

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether the name from start to end of a sentence is no part of a longer one."""
        text_before = text[max(start - _NEAR, 0) : start]
        before, behind = _BEFORE.search(text_before), _BEHIND.match(text[end : end + _NEAR])
        first = fold(before[1]) if before and before[1][0].isupper() else ""
        last = fold(behind[2]) if behind and behind[2][0].isupper() else ""
        if paired := _PAIRED.match(text, end, end + _NEAR):
            last = fold(paired[1]) if paired[1][0].isupper() and fold(paired[1]) in OTHER_THING else last
        if not first and not last:
            return True
        if first in _OTHER_PART or (last in OTHER_THING and last not in heads()):
            return not _prose(text)
        if fold(text[start:end]) not in self._may_be_part:
            return True
        opens = before is not None and not any(map(str.isalnum, text_before[: before.start()]))
        joined = before is not None and first not in TITLES and self._joins(before[1], before[2])
        joined = joined and (not opens or first in given_names())
        joined = joined or (behind is not None and self._joins(behind[2], behind[1]))
        return not (joined and _prose(text))

    def _joins(self, printed: str, gap: str) -> bool:
        """Whether a word makes one name with the name beside it; one in capitals ("CEO") does not."""
        word = fold(printed)
        if not printed[0].isupper() or (len(printed) > 2 and printed.isupper()):
            return False
        if not gap.isspace() and word in self._single:  # "the Biden-Harris ticket" names two
            return False
        return (
            word not in _NO_PART
            and not (word in heads() or word in modifiers())
            and state(plain(word)) is None
        )


@lru_cache(16)  # a sentence has many names
def _prose(text: str) -> bool:
    """Whether capitals tell names from other words: not so in headlines, which end without a full stop."""
    case = style(text.split())
    return case == "-" or (case == "T" and text.rstrip(_CLOSING).endswith((".", "?", "!", "…")))
