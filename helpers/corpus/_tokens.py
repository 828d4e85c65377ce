"""Words: what counts as one, and where it stands."""

import re

import pandas as pd

from helpers.corpus._contracts import require

_LETTERS = r"[^\W_\u0300-\u036f][\u0300-\u036f]*"  # a letter or digit with its combining marks
_WORD = f"(?:{_LETTERS})+"
TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{_WORD}(?:(?:['’&‐‑-]|(?<=\d)[.,](?=\d)){_WORD})*")
_POSSESSIVE = re.compile(r"['’][sS]$")
_CONTRACTED = frozenset(["it", "that", "he", "she", "there", "what", "who", "here", "let", "where", "how", "when", "why", "one", "this"])

# Common function words that are English alone ("in", "of" and "was" are also Dutch or German): their share tells
# English from other languages.
FUNCTION_WORDS = frozenset(
    ["the", "and", "to", "that", "for", "it", "with", "be", "this", "from", "are", "have", "not", "his", "but", "they", "she", "which", "you", "were", "their", "been", "would", "who", "when", "there", "what", "its", "more", "if", "out", "up", "said", "about", "than", "into", "them", "can", "only", "could", "after", "our", "how", "these", "should", "must", "where", "by", "has"])


def tokens(sentences: pd.DataFrame) -> pd.DataFrame:
    """List the words of each sentence, in order, with their place in the document.

    A word is a run of letters and digits; apostrophes, hyphens and ampersands inside it stay ("isn’t",
    "Abdul-Mahdi", "AT&T"), as do the points of "U.S." and the marks inside "1,000.5". The possessive ending
    is left out ("Iraq’s" is the word "Iraq") except in contractions ("it’s", "who’s").

    >>> from helpers.corpus import tokens
    >>> row = {"doc_id": "a", "sent_id": 1, "par_id": 1, "start": 0, "end": 26, "text": "Iraq’s U.S. ally isn’t 1,000."}
    >>> tokens(pd.DataFrame([row]))[["start", "end", "token", "term"]].values.tolist()
    [[0, 4, 'Iraq', 'iraq'], [7, 11, 'U.S.', 'u.s.'], [12, 16, 'ally', 'ally'], [17, 22, 'isn’t', "isn't"], [23, 28, '1,000', '1,000']]

    Parameters
    ----------
    sentences : DataFrame, one row per sentence (`corpus.sentences`).

    Returns
    -------
    DataFrame, one row per word: `doc_id, sent_id, start, end, token, term`. Offsets are half-open, in
    characters of the document's text; `token` is the word as printed; `term` is case-folded with
    straight apostrophes.
    """
    require(sentences, "sentences")
    rows = [(doc_id, sent_id, start + left, start + right, text[left:right])
            for doc_id, sent_id, start, text in zip(*(sentences[c] for c in ["doc_id", "sent_id", "start", "text"]))
            for left, right in _spans(text)]
    table = pd.DataFrame(rows, columns=["doc_id", "sent_id", "start", "end", "token"])
    table = table.astype({"doc_id": "str", "sent_id": "int64", "start": "int64", "end": "int64", "token": "str"})
    terms = [token.casefold().replace("’", "'") for token in table["token"]]
    return table.assign(term=pd.Series(terms, index=table.index, dtype="str"))


def _spans(text: str):
    """Half-open spans of the words in a string, possessive endings left out."""
    for found in TOKEN.finditer(text):
        start, end = found.span()
        if _POSSESSIVE.search(found[0]) and found[0][:-2].casefold() not in _CONTRACTED:
            end -= 2
        yield start, end


def english_share(text: str) -> float:
    """Share of a text's words that are common English function words, 0…1; higher means more surely English.

    >>> english_share("The police said that the road was closed.")
    0.5
    >>> english_share("Die Polizei sperrte am Abend alle Wege.")
    0.0

    Parameters
    ----------
    text : a string with at least one word (0 otherwise).
    """
    words = [text[start:end].casefold() for start, end in _spans(text)]
    return sum(word in FUNCTION_WORDS for word in words) / max(len(words), 1)


def lengths(sentences: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Count the words of each sentence.

    >>> from helpers.corpus import sentences as split
    >>> texts = split(pd.DataFrame({"doc_id": ["a"], "text": ["Nobody saw him. He left."]}))
    >>> lengths(texts, tokens(texts))["words"].tolist()
    [3, 2]

    Parameters
    ----------
    sentences : DataFrame, one row per sentence.
    tokens : DataFrame, one row per word of these sentences.

    Returns
    -------
    The sentences with one more column, `words`; 0 where a sentence holds none.
    """
    require(sentences, "sentences")
    require(tokens, "tokens")
    words = tokens.groupby(["doc_id", "sent_id"]).size().rename("words").reset_index()
    counted = sentences.merge(words, on=["doc_id", "sent_id"], how="left")
    return counted.assign(words=counted["words"].fillna(0).astype("int64"))
