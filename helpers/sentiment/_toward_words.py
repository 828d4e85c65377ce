"""A sentence as seen from one mention: names hidden; for each word its side, clause, negation and role.

Everything is found by closed word lists and order alone. The tables here are dicts of equally long arrays,
one entry per word and mention, so that a column of mentions is read in one go.
"""

import re

import numpy as np
import pandas as pd

WORD = re.compile(
    r"[^\W\d_]+(?='s(?![^\W_]))|'s(?![^\W_])|[^\W\d_]+(?:'[^\W\d_]+)*|\d[\d.,]*\d|\d|\.\.\.|[^\w\s]"
)
STRAIGHT = str.maketrans("’‘ʼ", "'''")
START, MENTION, NAME, NUMBER = "^", "MENTION", "NAME", "0"  # what stands for what is not read by its letters


def _set(words: str) -> frozenset:
    return frozenset(words.split())


NEGATORS = _set(
    "not no never nobody nothing neither nor without cannot cant hardly barely lack lacks lacked lacking "
    "fail fails failed deny denies denied denying refuse refused refuses refusing avoid avoided"
)
BREAKS = _set(
    '^ . , ; : ! ? ( ) — – " “ ” but while although though because which who whose after before when'
)
OPENERS = _set('^ . ! ? " “ : ... • - —')  # a capital letter after these says nothing
SAYING = _set(
    "said says say saying told tells tell tweeted tweets wrote writes added adds asked asks argued argues "
    "claimed claims stated states noted notes explained insisted insists warned declared announced "
    "suggested called described responded replied testified acknowledged according"
)
TO_BE = _set("is are was were be been being am 's gets get got getting")
PASSED_OVER = _set(
    "is are was were be been being am 's 're 've 'd 'm 'll has have had having will would shall "
    "should can could may might must do does did also just still then now already even really often "
    "always ever once recently again only later to not never who"
)
PREPOSITIONS = _set(
    "of in on at by for from with about against to over under after before into toward towards "
    "between behind through as than like"
)
DETERMINERS = _set("the a an his her their its our my your this that these those some any former current")
PRONOUNS = _set(
    "i you he she it we they him her them his its their our my your me us who himself herself themselves"
)
SMALL = (
    TO_BE | PREPOSITIONS | DETERMINERS | PRONOUNS | _set("and or if so it there here what how where why also")
)
PARTICIPLE = ("ed", "en", "wn", "ought", "eld", "ung", "ade", "ept")


def pieces(texts: list[str]) -> dict[str, np.ndarray]:
    """Cut texts into words and marks, each text led by the piece `^`.

    >>> pieces(["Ann's, too"])["word"].tolist()
    ['^', 'Ann', "'s", ',', 'too']

    Returns
    -------
    dict of arrays: `text` (position in `texts`), `start`, `end` (characters of the text), `word`.
    """
    found = [
        (i, *span, word)
        for i, text in enumerate(texts)
        for span, word in [
            ((0, 0), START),
            *((m.span(), m[0]) for m in WORD.finditer(text.translate(STRAIGHT))),
        ]
    ]
    text, start, end, word = zip(*found) if found else ((), (), (), ())
    return {
        "text": np.array(text, int),
        "start": np.array(start, int),
        "end": np.array(end, int),
        "word": np.array(word, object),
    }


def shifted(values: np.ndarray, by: int, row: np.ndarray) -> np.ndarray:
    """Each word's neighbour's value: `by` words back (negative: ahead), False or 0 beyond the sentence's
    ends.

    >>> shifted(np.array([1, 2, 3]), 1, np.array([0, 0, 1])).tolist()
    [0, 1, 0]
    """
    out = np.zeros_like(values)
    here, there = (slice(by, None), slice(None, -by)) if by > 0 else (slice(None, by), slice(-by, None))
    out[here] = np.where(row[here] == row[there], values[there], 0)
    return out


def seen_from(texts: list[str], code: np.ndarray, start: np.ndarray, end: np.ndarray, common: set) -> dict:
    """Read each mention's sentence with the mention and the other names hidden.

    A name is a capitalised word; at the start of a sentence it is one unless it is a common word. Names
    beside
    the mention belong to it ("President Hale" when "Hale" is the mention); a run of names is one piece.

    >>> words = seen_from(["Mr. Hale beat Ann Lowe."], np.array([0]), np.array([4]), np.array([8]), set())
    >>> words["vocabulary"][words["code"]].tolist()
    ['^', 'MENTION', 'beat', 'NAME', '.']

    Parameters
    ----------
    texts : the distinct sentences.    code : for each mention the position of its sentence in `texts`.
    start, end : the mention's characters in its sentence.    common : lower-case words that are no names.

    Returns
    -------
    dict of arrays: `row` (the mention), `start`, `end`, `code` into `vocabulary`; `first`, `length` and
    `at` (the mention's own place) by mention; `inner`: (row, word) of lower-case words within mentions.
    """
    cut = pieces(texts)
    per_text = np.bincount(cut["text"], minlength=len(texts))
    count = per_text[code]
    row = np.repeat(np.arange(len(code)), count)
    here = np.arange(count.sum()) + np.repeat(
        (np.cumsum(per_text) - per_text)[code] - np.cumsum(count) + count, count
    )
    own = (cut["start"][here] < end[row]) & (cut["end"][here] > start[row])
    words, known = pd.factorize(cut["word"])
    opening = np.isin(known, list(OPENERS))[words]
    after_opening = np.r_[True, opening[:-1]][: len(words)]
    capital = np.array([w[0].isupper() and w.lower() not in PRONOUNS and w[:2] != "I'" for w in known], bool)[
        words
    ]
    plain = np.array([w.lower() in common for w in known], bool)[words]
    name = (capital & ~(after_opening & plain))[here]
    own = _grow(own, name, (known == ".")[words][here] if len(known) else name, row)
    return _collapse(cut, here, row, own, name & ~own, words, known, len(code))


def _grow(own: np.ndarray, name: np.ndarray, dot: np.ndarray, row: np.ndarray) -> np.ndarray:
    """Add the names beside the mention to it, also across the dot of "Mr." and "J."."""
    for _ in range(4):
        own = own | name & (shifted(own, 1, row) | shifted(own, -1, row))
        own = own | dot & shifted(own, -1, row) & shifted(name, 1, row)
    return own


def _collapse(cut, here, row, own, other, words, known, mentions: int) -> dict:
    """Keep one piece of each run of the mention or of another name, and give the pieces their stand-ins."""
    kind = own * 2 + other
    keep = (kind == 0) | (kind != shifted(kind, 1, row))
    lower = np.array([NUMBER if w[0].isdigit() else w.lower() for w in known] + [NAME, MENTION], object)
    code, vocabulary = pd.factorize(
        lower[np.where(kind[keep] == 0, words[here][keep], len(known) + kind[keep] - 1)]
    )
    row_kept, own_kept = row[keep], own[keep]
    run_end = np.r_[np.flatnonzero(keep)[1:], len(keep)] - 1  # the last word of a run of names
    length = np.bincount(row_kept, minlength=mentions)
    first = np.cumsum(length) - length
    at = first.copy()
    places = np.flatnonzero(own_kept)[::-1]
    at[row_kept[places]] = places
    inner = own & ~np.array([w[0].isupper() for w in known], bool)[words][here]
    return {
        "row": row_kept,
        "start": cut["start"][here][keep],
        "end": cut["end"][here[run_end]],
        "code": code,
        "vocabulary": np.asarray(vocabulary, object),
        "first": first,
        "length": length,
        "at": at,
        "own": own_kept,
        "name": other[keep],
        "inner": (row[inner], lower[words[here][inner]]),
    }


def place(words: dict) -> dict:
    """Add `distance`, `clause` (0: the mention's own), `negated`, `quoted` and `listed` (a set of word
    classes).

    A negator reaches up to four words ahead within its clause; clauses end at marks and a few conjunctions.
    """
    row, first, at, length = words["row"], words["first"], words["at"], words["length"]
    listed = {name: _listed(words, name) for name in _LISTS}
    clause = np.cumsum(listed["break"])
    negated = np.zeros(len(row), bool)
    for k in range(1, 5):
        negated |= shifted(listed["negator"], k, row) & (shifted(clause, k, row) == clause)
    curly, straight = (
        _running(words, x) for x in (listed["open"].astype(int) - listed["close"], listed["straight"])
    )
    return words | {
        "distance": np.arange(len(row)) - at[row],
        "clause": clause - clause[at][row],
        "negated": negated & ~listed["negator"],
        "quoted": (curly > 0) | (straight % 2 == 1),
        "listed": listed,
        "last": first + length - 1,
    }


_LISTS = {
    "break": BREAKS.__contains__,
    "saying": SAYING.__contains__,
    "be": TO_BE.__contains__,
    "negator": lambda w: w in NEGATORS or w.endswith("n't"),
    "passed": lambda w: w in PASSED_OVER or w.endswith("n't") or (w.endswith("ly") and len(w) > 4),
    "preposition": PREPOSITIONS.__contains__,
    "determiner": DETERMINERS.__contains__,
    "comma": ",".__eq__,
    "who": "who".__eq__,
    "open": "“".__eq__,
    "close": "”".__eq__,
    "straight": '"'.__eq__,
    "possessive": "'s".__eq__,
    "participle": lambda w: w.endswith(PARTICIPLE),
    "content": lambda w: w[0].isalpha() and w not in (NAME, MENTION) and w not in SMALL,
    "spelled": lambda w: w[0].isalnum() or w == "'s",
}


def _listed(words: dict, name: str) -> np.ndarray:
    return np.array([bool(_LISTS[name](w)) for w in words["vocabulary"]], bool)[words["code"]]


def _running(words: dict, values: np.ndarray) -> np.ndarray:
    """Sum within each sentence up to and with each word."""
    total = np.cumsum(values)
    return total - (total - values)[words["first"]][words["row"]]


def role(words: dict) -> dict:
    """Add, by mention, the word it does (`verb`), whether that is `passive`, and the word that governs it
    (`head`).

    `verb`: the first word after the mention once auxiliaries, adverbs, ", who" and "is a" are passed over.
    `head`: the
    first before it once determiners and one `preposition` are. −1 where a mark or a name comes first.
    `speaker`: the mention says, tells, writes ... `denied`: a negator was passed over on the way to the verb.
    """
    listed, at = words["listed"], words["at"]
    verb, passive, denied = _walk_right(words)
    head, preposition = _walk_left(words)
    after_mark = shifted(listed["break"], 1, words["row"])  # ..." said Hale; but not: critics say Hale ...
    told = (head >= 0) & listed["saying"][head] & after_mark[head] & (preposition < 0)
    says = (verb >= 0) & listed["saying"][verb] & ~passive | told
    beside = np.minimum(at + 1, words["last"])
    return words | {
        "verb": verb,
        "passive": passive & (verb >= 0) & listed["participle"][verb],
        "denied": denied,
        "head": head,
        "preposition": preposition,
        "speaker": says,
        "possessive": listed["possessive"][beside] & (beside > at),
    }


def _walk_right(words: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    listed, last, spot = words["listed"], words["last"], words["at"].copy()
    who_next = listed["comma"] & shifted(listed["who"], -1, words["row"])
    going, passive, denied = (np.full(len(spot), value) for value in (True, False, False))
    for step in range(6):
        spot = np.where(going, spot + 1, spot)
        going &= spot <= last
        spot = np.minimum(spot, last)
        article = listed["determiner"][spot] & passive  # "is a liar": the word after "a"
        over = going & (listed["passed"][spot] | article | who_next[spot] & (step == 0))
        passive = np.where(over, listed["be"][spot] | article, passive)
        denied |= over & listed["negator"][spot]
        going = over
    return _word_or_none(words, spot, over), passive, denied


def _walk_left(words: dict) -> tuple[np.ndarray, np.ndarray]:
    listed, first, spot = words["listed"], words["first"], words["at"].copy()
    going, preposition = np.full(len(spot), True), np.full(len(spot), -1)
    for _ in range(4):
        spot = np.where(going, np.maximum(spot - 1, first), spot)
        new = going & listed["preposition"][spot] & (preposition < 0)
        preposition = np.where(new, spot, preposition)
        going = going & (new | listed["determiner"][spot])
    return _word_or_none(words, spot, going), preposition


def _word_or_none(words: dict, spot: np.ndarray, unfinished: np.ndarray) -> np.ndarray:
    stop = unfinished | words["listed"]["break"][spot] | words["name"][spot] | words["own"][spot]
    return np.where(stop, -1, spot)


def read(texts: list[str], code: np.ndarray, start: np.ndarray, end: np.ndarray, common: set) -> dict:
    """Words of each mention's sentence with places and roles: `seen_from`, `place` and `role` in one call."""
    return role(place(seen_from(texts, code, start, end, common)))
