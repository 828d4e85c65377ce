"""What the name recogniser sees of a word: its form, its place in the word lists."""

import re
from typing import NamedTuple

from helpers._files import word_list
from helpers._fold import straighten, unaccented

DOTTED = (
    "Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Maj|Sgt|St|Jr|Sr|Inc|Corp|Co|Ltd|No|Prof|Rev|Hon|Capt|Cmdr"
    "|Adm|Brig|Messrs|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
)
TOKEN = re.compile(
    rf"""(?:[^\W\d_]\.){{2,}}                 # U.S.
    | (?:{DOTTED})\.(?=\s) | \b[^\W\d_]\.(?=\s+[^\W\d_])      # Gen. and J.
    | '\ ?[sS]\b                                             # a possessive ending is a word of its own
    | \w[\w\u0300-\u036f]*(?:(?!'[sS]\b)(?:[-&']|\.(?=[a-z\d])|(?<=\d),(?=\d))\w[\w\u0300-\u036f]*)*
    | ([^\w\s])\1*""",
    re.VERBOSE,
)
# Marks as the texts write them from which the model learnt; apostrophes and hyphens are straight already.
_QUOTES, _DASHES = ["”", "“", "„", "«", "»", "``", "''"], ["—", "–", "―"]
PLAIN = dict.fromkeys(_QUOTES, '"') | dict.fromkeys(_DASHES, "--") | {"' s": "'s", "[": "(", "]": ")"}
SMALL = word_list("small_in_headlines")
UNKNOWN = (0, -20.0)


class Lexicon(NamedTuple):
    """Word lists: cluster and log probability of a form; kinds of a word; phrases by their first word."""

    forms: dict[str, tuple[int, float]]
    kinds: dict[str, list[str]]
    phrases: dict[str, list[tuple[list[str], str]]]


class Traits(NamedTuple):
    """Features of one form for itself and for words one and two away; its class; its folded form."""

    own: list[str]
    one_away: list[str]
    two_away: list[str]
    family: str
    folded: str


def spans(text: str) -> list[tuple[int, int]]:
    """Return where the words and marks of a text stand.

    >>> ["Gen. Lee’s U.S.-led (ICC) army."[a:b] for a, b in spans("Gen. Lee’s U.S.-led (ICC) army.")]
    ['Gen.', 'Lee', '’s', 'U.S.', '-', 'led', '(', 'ICC', ')', 'army', '.']
    """
    return [match.span() for match in TOKEN.finditer(straighten(text))]


def fold(word: str) -> str:
    """Return a word without accents and case, its apostrophes and hyphens straight.

    >>> fold("Erdoğan’s")
    "erdogan's"
    """
    return unaccented(straighten(word)).casefold()


def shape(word: str) -> str:
    """Return the pattern of capitals, digits and marks of a word, runs marked by +.

    >>> [shape(word) for word in ("Baghdad", "AP", "al-Sadr", "U.S.", "1996")]
    ['Xx+', 'X+', 'x+-Xx+', 'X.X.', 'd+']
    """
    letters = re.sub(r"[^\W\d_]", lambda m: "X" if m.group().isupper() else "x", word)
    return re.sub(r"(.)\1+", r"\1+", re.sub(r"\d", "d", letters))[:10]


def _cluster(word: str, lexicon: Lexicon) -> str:
    tries = [word, word.capitalize() if word.isupper() and len(word) > 3 else "", word.split("-")[-1]]
    for form in tries:
        cluster = lexicon.forms.get(form, UNKNOWN)[0]
        if cluster:
            return f"{cluster:016b}"[::-1]
    return ""


def _kinds(word: str, folded: str, lexicon: Lexicon) -> list[str]:
    kinds = lexicon.kinds.get(folded, []) + (["iso"] if "=" + word in lexicon.kinds else [])
    if kinds or "-" not in word[1:-1]:
        return kinds
    return sorted("h" + kind for part in folded.split("-") for kind in lexicon.kinds.get(part, []))


def _case(word: str, lexicon: Lexicon) -> list[str]:
    small = lexicon.forms.get(word.lower(), UNKNOWN)[1]
    large = lexicon.forms.get(word.capitalize(), UNKNOWN)[1]
    most = max(small, large)
    ratio = max(-4, min(4, round((large - small) / 1.5))) if most > -20 else "?"
    return [f"r{ratio}", f"f{int(-most / 2)}"]


def traits(word: str, lexicon: Lexicon) -> Traits:
    """Return the features of one word form.

    >>> empty = Lexicon({}, {}, {})
    >>> traits("Basra", empty).own[:4], traits("Basra", empty).family
    (['w=basra', 's=Xx+', 'r?', 'f10'], 'Xx+-')
    """
    word = PLAIN.get(straighten(word), straighten(word))
    folded, outline = re.sub(r"\d", "0", fold(word)), shape(word)
    kinds, cluster = _kinds(word, folded, lexicon), _cluster(word, lexicon)
    lists = [f"g={kind}" for kind in kinds]
    own = [f"w={folded}", f"s={outline}", *lists]
    if any(c.isalpha() for c in word):
        own += _case(word, lexicon)
    one_away, two_away = list(own), own[: 2 + len(kinds)]
    if cluster:
        own += [f"c{n}={cluster[:n]}" for n in (4, 6, 8, 10, 12, 16)]
        one_away += [f"c{n}={cluster[:n]}" for n in (6, 8, 10, 16)]
        two_away.append("c8=" + cluster[:8])
    if word[0].isalpha():
        own += [f"p{n}={folded[:n]}" for n in (2, 3, 4) if len(folded) > n]
        own += [f"x{n}={folded[-n:]}" for n in (1, 2, 3, 4) if len(folded) > n]
        one_away += [f"x{n}={folded[-n:]}" for n in (2, 3) if len(folded) > n]
    family = folded if folded in SMALL else outline[:4] + (kinds[0] if kinds else "-")
    return Traits(own, one_away, two_away, family if word[0].isalnum() else word[0], folded)


def style(words: list[str]) -> str:
    """Return how a sentence is set: A in capitals, T each word but the smallest capitalised, - as prose.

    >>> [style(text.split()) for text in ("BOMB KILLS NINE", "What the Budget Means for Us", "He left .")]
    ['A', 'T', '-']
    """
    letters = [word for word in words if word[0].isalpha() and word not in SMALL]
    if len(letters) >= 3 and sum(word.isupper() for word in letters) >= 0.75 * len(letters):
        return "A"
    large = sum(word[0].isupper() for word in letters)
    return "T" if len(letters) >= 4 and large >= 0.75 * len(letters) else "-"


def truecase(word: str, lexicon: Lexicon) -> str:
    """Return the likeliest case of a word set in capitals; an unknown word is taken for a name.

    >>> lexicon = Lexicon({"bomb": (0, -11.0), "Bomb": (0, -13.0), "UN": (0, -12.0)}, {}, {})
    >>> [truecase(word, lexicon) for word in ("BOMB", "UN", "SISTANI")]
    ['bomb', 'UN', 'Sistani']
    """
    forms = [word.lower(), word.capitalize()] + ([word] if len(word) < 6 else [])
    known = [(lexicon.forms[form][1], -n, form) for n, form in enumerate(forms) if form in lexicon.forms]
    return max(known)[2] if known else word.capitalize()
