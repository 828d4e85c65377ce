"""Keyword in context: every place where a word stands, one under the other."""

import re
from collections.abc import Iterator
from itertools import accumulate

import pandas as pd

from helpers._fold import APOSTROPHES, HYPHENS
from helpers._spans import context
from helpers._tables import CONTRACTS, one_of, require

_BEFORE = rf"(?<!\w)(?<!\w[{APOSTROPHES}&{HYPHENS}])(?<!\d[.,])"
_AFTER = rf"(?!\w|[&{HYPHENS}]\w|[.,]\d|[{APOSTROPHES}](?!s\b)\w)"
_ALIKE = {
    "*": rf"[\w{APOSTROPHES}&{HYPHENS}]*",
    **dict.fromkeys(APOSTROPHES, f"[{APOSTROPHES}]"),
    **dict.fromkeys(HYPHENS, f"[{HYPHENS}]"),
}
COLUMNS = list(CONTRACTS["concordance"])


def keyword_in_context(
    sentences: pd.DataFrame, pattern: str, *, regex: bool = False, width: int = 50, sort: str = "text"
) -> pd.DataFrame:
    """List every place where a word, a phrase or a pattern stands, with the text to its left and right.

    >>> sentences = pd.DataFrame({"doc_id": "a", "par_id": 1, "sent_id": [1, 2], "start": [0, 14],
    ...                           "end": [13, 29], "text": ["The dam fell.", "No dams remain."]})
    >>> keyword_in_context(sentences, "dam*")[["start", "end", "left", "keyword", "right"]].values.tolist()
    [[4, 7, 'The ', 'dam', ' fell. No dams remain.'], [17, 21, 'The dam fell. No ', 'dams', ' remain.']]

    Parameters
    ----------
    pattern : a word or a phrase; `*` stands for any letters of a word, or for none ("protest*"). Upper and
        lower case, curly and straight apostrophes, and kinds of white space are the same. Whole words are
        found, hyphenated ones as one word; of "Iraq's", "Iraq" is found.
    regex : take the pattern as a regular expression of Python's `re`, just as it is.
    width : characters of context on either side, cut at a word; context may reach into other sentences.
    sort : "text" (the order of the text), "left" or "right" (by the words next to the keyword, outwards).

    Returns
    -------
    One row per place: `doc_id, sent_id, start, end, left, keyword, right`; line breaks are spaces.
    """
    require(sentences, "sentences")
    one_of("sort", sort, ["text", "left", "right"])
    find = _compiled(pattern, regex)
    rows = [
        row
        for _, document in sentences.groupby("doc_id", sort=False)
        for row in _hits(document.sort_values("start"), find, width)
    ]
    if sort != "text":
        rows.sort(key=lambda row: _words(row[COLUMNS.index(sort)], outwards_from=sort))
    table = pd.DataFrame(rows, columns=COLUMNS)
    texts = dict.fromkeys(["doc_id", "left", "keyword", "right"], "str")
    return table.astype(texts | dict.fromkeys(["sent_id", "start", "end"], "int64"))


def _compiled(pattern: str, regex: bool) -> re.Pattern:
    """The regular expression that finds the pattern."""
    if not pattern.replace("*", "").strip():
        raise ValueError("the pattern is empty: give a word, a phrase or a pattern such as protest*")
    if regex:
        try:
            return re.compile(pattern)
        except re.error as error:
            raise ValueError(f'"{pattern}" is not a regular expression: {error}') from None
    words = ("".join(_ALIKE.get(sign, re.escape(sign)) for sign in word) for word in pattern.split())
    return re.compile(_BEFORE + r"\s+".join(words) + _AFTER, re.IGNORECASE)


def _hits(document: pd.DataFrame, find: re.Pattern, width: int) -> Iterator[tuple]:
    """Rows of one document, whose text is its sentences joined by a space, white space made plain."""
    text = " ".join(re.sub(r"\s", " ", sentence) for sentence in document["text"])
    places = accumulate(document["text"].str.len() + 1, initial=0)
    columns = (document[column] for column in ["doc_id", "sent_id", "start", "text"])
    for place, doc_id, sent_id, start, sentence in zip(places, *columns):
        for hit in find.finditer(sentence):
            left, right = place + hit.start(), place + hit.end()
            if left < right:
                before, after = context(text, left, right, width)
                span = (start + hit.start(), start + hit.end())
                yield (doc_id, sent_id, *span, before, text[left:right], after)


def _words(side: str, outwards_from: str) -> list[str]:
    """Words of a context, the one next to the keyword first, as a key for sorting."""
    words = re.findall(r"[^\W_]+", side.casefold())
    return words[::-1] if outwards_from == "left" else words
