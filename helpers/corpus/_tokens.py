"""Words: what counts as one, and where it stands."""

import re
from collections import Counter
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers._files import word_list
from helpers._fold import APOSTROPHES, HYPHENS, straighten
from helpers._tables import KEYS, require
from helpers.corpus._columns import DEGREES, find_words

_SOLID = rf"(?:[^\W_{APOSTROPHES}]|[\u0300-\u036f])"
_WORD = rf"(?:[^\W_\u0300-\u036f{APOSTROPHES}][\u0300-\u036f]*)+"  # letters and digits, their combining marks
_LETTER = rf"[^\W\d_\u0300-\u036f{APOSTROPHES}]"
_POINTS = "|".join(  # those inside a dotted word: between two letters that stand alone, or in a degree
    [rf"(?<={_LETTER})(?<!{_SOLID}.)\.(?={_LETTER}(?!{_SOLID}))"]
    + [rf"(?<={a})(?<!{_SOLID}{a})\.(?={b}(?!{_SOLID}))" for a, b in (x.split(".") for x in sorted(DEGREES))]
)
_PART = rf"{_WORD}(?:(?:(?:{_POINTS}){_WORD})+\.?)?"
TOKEN = re.compile(rf"{_PART}(?:(?:[{APOSTROPHES}&{HYPHENS}]|(?<=\d)[.,](?=\d)){_PART})*")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")
_DECADE = re.compile(rf"(?<![\d.,])((?:\d\d)?\d0)[{APOSTROPHES}]([sS])$")
HIGH_FIGURES = "¹²³⁰⁴-⁹"
REFERENCE_MARK = r"\[(?:(?:n|nb|note|ref)?\ ?\d{1,3}(?:[,–-]\ ?\d{1,3})*|[a-z]|citation\ needed)\]"
_MARKS = re.compile(  # where they are no words: at what they mark, after an end mark, before one
    rf"(?<=\S){REFERENCE_MARK}(?![^\W\d_])|(?<=[.!?…”\")\]*])\ {REFERENCE_MARK}"
    rf"|\ {REFERENCE_MARK}(?=[.,;:!?])"
    rf"|(?<=[^\W\d_]{{3}})[{HIGH_FIGURES}]+|(?<=[.,;:!?”\"’)\]])[{HIGH_FIGURES}]+"
    r"|(?<=[a-z]{3}\.)\d{1,3}(?:,?\ \d{1,3})*\Z"
)
_HIGH = re.compile(f"[{HIGH_FIGURES}]")
SMALL_LETTERS = re.compile("[a-zß-öø-ÿ]{2}")
_CONTRACTED = frozenset("it that he she there what who here let where how when why one this".split())
# the terms of names that are words
NAMES_IN_CAPITALS = MappingProxyType({"US": "u.s.", "WHO": "w.h.o.", "IT": "i.t.", "IS": "i.s."})
_NOT_LATIN = re.compile("[^\x00-\u024f\u1e00-\u1eff]")
# "Oscar de la Renta"
_IN_NAMES = frozenset("de del della dei den der di el la las le les los van von".split())
SHORT = 40  # words; in a shorter text a few function words are no proof
COMMON = 3.0  # the least zipf frequency of a word that English has: once in a million words
FUNCTION_WORDS = word_list("function_words")
REPORTING_VERBS = word_list("reporting_verbs")
OTHER_WORDS = word_list("other_function_words")


def tokens(sentences: pd.DataFrame) -> pd.DataFrame:
    """List the words of each sentence, in order, with their place in the document.

    A word is a run of letters and digits; apostrophes, hyphens and ampersands inside it stay ("isn’t",
    "Abdul-Mahdi", "AT&T"), as do the points of "U.S.", "ex-C.I.A." and "Ph.D." and the marks of "1,000.5".
    The possessive ending is left out ("Iraq’s" is the word "Iraq") except in contractions ("it’s", "who’s");
    that of a decade belongs to it: "1990’s" is the term "1990s", but "2003’s" is "2003".

    A mark that refers to a note or a source ("[17]", "[note 2]", "[citation needed]", "¹" after a word or an
    end mark) is no word.

    Some names in capitals would be function words in small letters: "US", "WHO", "IT", "IS" (Islamic State).
    In a sentence that has small letters, too, their terms are "u.s.", "w.h.o.", "i.t.", "i.s.", as other
    papers print them, so that no list of stop words takes them for "us" or "who".

    >>> from helpers.corpus import tokens
    >>> row = {"doc_id": "a", "sent_id": 1, "par_id": 1, "start": 0, "end": 17, "text": "Iraq’s U.S. ally."}
    >>> tokens(pd.DataFrame([row]))[["start", "end", "token", "term"]].values.tolist()
    [[0, 4, 'Iraq', 'iraq'], [7, 11, 'U.S.', 'u.s.'], [12, 16, 'ally', 'ally']]

    Returns one row per word: `doc_id, sent_id, start, end`, `token` as printed, `term` case-folded with
    straight apostrophes and hyphens.
    """
    require(sentences, "sentences")
    row, left, number, token, term = _words(sentences["text"].tolist())
    start = sentences["start"].to_numpy()[row] + left
    return pd.DataFrame(
        {
            "doc_id": sentences["doc_id"].astype("str").array.take(row),
            "sent_id": sentences["sent_id"].to_numpy()[row],
            "start": start,
            "end": start + pc.utf8_length(token).to_numpy()[number],
            "token": pd.array(token.take(number), dtype="str"),
            "term": pd.array(term.take(number), dtype="str"),
        }
    )


def term_codes(sentences: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, pa.Array]:
    """Give each word of the sentences the number of its term, to count texts too long for a table of words.

    >>> sentences = pd.DataFrame({"doc_id": "a", "par_id": 1, "sent_id": [1, 2], "start": [0, 9],
    ...                           "end": [8, 13], "text": ["No rain.", "No."]})
    >>> row, number, terms = term_codes(sentences)
    >>> row.tolist(), number.tolist(), terms.to_pylist()
    ([0, 0, 1], [0, 1, 0], ['no', 'rain'])

    Returns of each word, in order, the row of its sentence, counted from 0, and the number of its term; and
    the terms by number, as a pyarrow array.
    """
    require(sentences, "sentences")
    row, _, number, _, term = _words(sentences["text"].tolist())
    folded = term.dictionary_encode()
    return row, folded.indices.to_numpy()[number].astype(np.int64), folded.dictionary


def _words(texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray, pa.Array, pa.Array]:
    """Row and left end of each word, its number among distinct ones, and word and term of a number."""
    row, left, printed = find_words(_without_marks(texts))
    coded = printed.dictionary_encode().combine_chunks()
    words = [_counted(word) for word in coded.dictionary.to_pylist()]
    terms, number = [_term(word) for word in words], coded.indices.to_numpy().copy()
    for name in filter(set(words).__contains__, NAMES_IN_CAPITALS):  # not of a set: the order numbers them
        positions = np.flatnonzero(np.isin(number, [n for n, word in enumerate(words) if word == name]))
        mixed = {n: bool(SMALL_LETTERS.search(texts[n])) for n in set(row[positions].tolist())}
        positions = positions[[mixed[n] for n in row[positions].tolist()]]
        if len(positions):
            number[positions] = len(words)
            words.append(name)
            terms.append(NAMES_IN_CAPITALS[name])
    return row, left, number, pa.array(words, pa.large_string()), pa.array(terms, pa.string())


def _without_marks(texts: list[str]) -> list[str]:
    """The texts with blanks in the place of their reference marks."""
    return [
        _MARKS.sub(lambda mark: " " * len(mark[0]), text)
        if "[" in text or text[-1:].isdigit() or (not text.isascii() and _HIGH.search(text))
        else text
        for text in texts
    ]


def _term(word: str) -> str:
    return straighten(_DECADE.sub(r"\1\2", word).casefold())


def _is_possessive(word: str) -> bool:
    """Tell "Iraq’s" from "it’s" and "1990’s"."""
    if not _POSSESSIVE.search(word) or _DECADE.search(word):
        return False
    return word[:-2].casefold() not in _CONTRACTED or (word[-1] == "s" and word[:-2] in NAMES_IN_CAPITALS)


def _counted(word: str) -> str:
    return word[:-2] if word[-1] in "sS" and _is_possessive(word) else word


def language_of(text: str) -> str:
    """Tell English ("en") from another language ("und"), by the function words; in doubt it is English.

    A text is English if at least one word in 20 (in a text of less than 40 words: one word) is a function
    word that is English alone; the least English article of the public press texts that we measured on has a
    share of 0.07. It is in another language if most of its letters are not Latin, or if most of its words in
    small letters are none that English has or function words of other European languages; a short text must
    hold three or more of these, one word in six. Lists, tables and names are neither: they are in doubt.

    >>> language_of("Bombs kill dozens.")
    'en'
    >>> language_of("Die Polizei hat in der Stadt am Abend alle Wege gesperrt und das Rathaus.")
    'und'
    """
    return sure_language(text) or "en"


def sure_language(text: str) -> str:
    """Return "en", "und", or where that is in doubt ""."""
    beyond = 0 if text.isascii() else sum(map(str.isalpha, _NOT_LATIN.findall(text)))
    if beyond and beyond > sum(map(str.isalpha, text)) / 2:
        return "und"
    plain = sum(map(FUNCTION_WORDS.__contains__, text.split()))
    if (
        plain and plain >= len(text) / 40
    ):  # one word in 20 at least, for no word is shorter than one character
        return "en"
    printed = find_words([text])[-1].to_pylist()
    folded = [(_counted(word).casefold(), number) for word, number in Counter(printed).items()]
    english, other = (
        sum(number for word, number in folded if word in known) for known in (FUNCTION_WORDS, OTHER_WORDS)
    )
    short = len(printed) < SHORT
    if english and (short or english >= len(printed) / 20):
        return "en"
    if short and other < max(3, len(printed) / 6):
        return ""
    small = [_counted(word) for word in printed if word.islower()]
    in_names = sum(word in _IN_NAMES for word in small)
    unknown = sum(
        word in OTHER_WORDS or not _is_english_word(word) for word in small if word not in _IN_NAMES
    )
    foreign = unknown + in_names
    return "und" if unknown and foreign >= max(len(small) / 2, len(printed) / 6) else ""


def _is_english_word(word: str) -> bool:
    from wordfreq import zipf_frequency

    return zipf_frequency(word, "en") >= COMMON


def sentence_lengths(sentences: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Count the words of each sentence, in one more column `words`; 0 where a sentence holds none.

    >>> from helpers.corpus import sentences as split
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "text": ["Nobody saw him. He left."]}))
    >>> sentence_lengths(texts, tokens(texts))["words"].tolist()
    [3, 2]
    """
    require(sentences, "sentences")
    require(tokens, "tokens")
    counted = sentences.merge(tokens.groupby(list(KEYS)).size().rename("words"), on=list(KEYS), how="left")
    return counted.assign(words=counted["words"].fillna(0).astype("int64"))
