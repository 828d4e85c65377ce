"""How many syllables a printed English word has, by rules of spelling."""

import re
from functools import cache

from helpers._files import word_list
from helpers._fold import straighten

_WHOLE = {word: int(number) for word, number in (entry.split("=") for entry in word_list("syllables"))}
_JOINT = re.compile(f"(?:{'|'.join(sorted(word_list('first_parts')))})(?=[bcdfghjklmnpqrstvwxz])")
_SILENT = [
    (r"(?<=[^aeiou])e(?=(?:ment|ments|ly|ty|ful|fully|less|ness|nesses)$)", ""),  # announcement, likely
    (r"(?<=ic)al(?=ly$)", ""),  # specifically
    (r"(?<=[aeiouy])(?:gue|que)(?=s?$)", "g"),  # league, unique
    (r"(?<=[^aeiouyl])le(?=[sd]?$)", "ul"),  # table, handles
    (r"(?<=[aeiouy]l)le(?=[sd]$)", ""),  # called
    (r"(?<=[^dt])ed$", "d"),  # asked, but not wanted
    (r"(?<=[^aeiouycghsxz])es$", "s"),  # votes, but not houses
    (r"(?<=[^sc])hes$", "hs"),  # clothes, but not churches
    (r"(?<=[^aeiouy])e$", ""),  # vote
]
_APART = re.compile(  # two vowels, two syllables
    r"i(?:a(?!ls?$|lly$|ns?$|ms?$|ge)|o(?!n|us|r)|u)|(?<=[^tcsg])ia(?=l|n)|(?<=[^tcsgnlx])io(?=n|us)"
    r"|eo(?!n|us|p)|(?<!q)ua(?=[ltrd])|u(?=ou|enc)|[aeioy](?=ing)|ie(?=[rt]s?$|ty|rly$|n[tc])"
    r"|(?<!^)y(?=[ao]|er|ee)|isms?$|^mc|(?<=[sd])nt$|eum|^rea(?=ct|ff|l[ilo])|^cre(?=at)"
)


@cache
def syllables(word: str) -> int:
    """Count the syllables of a word as printed; capitals alone are read letter by letter.

    >>> [syllables(word) for word in ["dam", "Iraqi", "government", "called", "wanted", "FBI", "well-known"]]
    [1, 3, 3, 1, 2, 3, 2]

    Rules of our own. Of the words in 4,180 sentences of editorials that CMUdict lists, none of which were
    looked at in writing the rules, 98.8 % get a count that CMUdict gives too, and the total is 0.2 % too low.
    """
    if word.isupper() and (len(word) < 4 or not re.search("[AEIOUY]", word)):
        return len(word) + 2 * word.count("W")
    parts = re.split(r"[^\w']+", straighten(word).casefold())
    return max(sum(_of_part(re.sub(r"[^a-z]", "", part)) for part in parts), 1)


def _of_part(word: str) -> int:
    if word in _WHOLE:
        return _WHOLE[word]
    joint = _JOINT.match(word)
    if joint and len(word) > joint.end() + 2:
        return _of_part(joint[0]) + _of_part(word[joint.end() :])
    apart = len(_APART.findall(word))
    for rule, put in _SILENT:
        word = re.sub(rule, put, word)
    return max(len(re.findall(r"[aeiouy]+", word)), word != "") + apart
