"""The voices of a text: what its author tells, and what its sources say."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from helpers._spans import overlapping
from helpers._tables import PAUSE, PLACE, SPAN, require

TYPES = MappingProxyType(
    {"start": "int64", "end": "int64", "voice": "str", "speaker": "str", "speaker_id": "str"}
)
VOICES = ("narration", "source")
_WORD = re.compile(r"[^\W_]")


class _Span(NamedTuple):
    """A stretch of one voice, and whose it is; a place in the document."""

    start: int
    end: int
    voice: str
    speaker: str
    speaker_id: str


def voices(sentences: pd.DataFrame, quotations: pd.DataFrame) -> pd.DataFrame:
    """Cut sentences where a quotation begins or ends, so that each piece is in one voice.

    What the pieces hold can be measured as sentences can: tone, toward, terms, actors. "narration" is the
    author's voice, "source" somebody's whom the text lets speak, with marks or without. In a transcript the
    label of a sentence says who speaks, and quotations in it are that speaker's.

    >>> from helpers.corpus import sentences as split
    >>> from helpers.quotes import quotations
    >>> table = split(pd.DataFrame({"doc_id": ["a"], "text": ["“We left,” Hale said. Lowe said he stayed."]}))
    >>> for row in voices(table, quotations(table))[["sent_id", "voice", "speaker", "text"]].values:
    ...     print(*row, sep=" | ")
    1 | source | Hale | “We left,”
    2 | narration |  | Hale said.
    3 | narration |  | Lowe said
    4 | source | Lowe | he stayed.

    Returns one row per piece, with the columns of the sentences, but `sent_id` counts the pieces of a
    document; `sentence_id`, the number of the sentence; `voice`; `speaker`, as printed, and `speaker_id`, the
    actor, both "" in narration. Every character of the sentences that is not white space is in one piece. A
    piece without a letter or a digit (a full stop behind a quotation) belongs to the one before it. Pieces
    are shorter than sentences: compare their tone with that of pieces, not with that of sentences.
    """
    require(sentences, "sentences")
    require(quotations, "quotations", ["doc_id", *SPAN, *PAUSE, "speaker", "actor_id"])
    spans = {doc_id: _spans(part) for doc_id, part in quotations.groupby("doc_id", sort=False)}
    labels = sentences["speaker"].fillna("") if "speaker" in sentences else [""] * len(sentences)
    rows, pieces, texts = [], [], []
    for row, (doc_id, start, end, text, label) in enumerate(
        zip(*(sentences[column] for column in ("doc_id", *SPAN, "text")), labels)
    ):
        whole = [_Span(start, end, "source", label, "")]
        for piece in whole if label else _pieces(text, start, end, spans.get(doc_id, [])):
            rows.append(row)
            pieces.append(piece)
            texts.append(text[piece.start - start : piece.end - start])
    found = pd.DataFrame(pieces, columns=list(_Span._fields)).astype(TYPES)
    table = sentences.iloc[rows].reset_index(drop=True)
    table = table.assign(sentence_id=table["sent_id"], sent_id=table.groupby("doc_id").cumcount() + 1)
    return table.assign(text=pd.array(texts, dtype="str"), **{column: found[column] for column in found})


def _spans(quotations: pd.DataFrame) -> list[_Span]:
    """What the sources of one document say, in order and apart, without the narrator's pauses."""
    found: list[_Span] = []
    table = quotations[[*SPAN, *PAUSE, "speaker", "actor_id"]].sort_values([*SPAN], kind="stable")
    for start, end, left, right, speaker, actor in table.fillna("").itertuples(index=False, name=None):
        cuts = [start, left, right, end] if start < left <= right < end else [start, end]
        for first, last in zip(cuts[::2], cuts[1::2]):
            first = max(first, found[-1].end) if found else first
            if first < last:
                found.append(_Span(first, last, "source", speaker, actor))
    return found


def _pieces(text: str, start: int, end: int, spans: list[_Span]) -> list[_Span]:
    """The pieces of one sentence, without the white space at their ends."""
    pieces: list[_Span] = []
    for piece in _cut(start, end, spans):
        inner = text[piece.start - start : piece.end - start]
        left = piece.start + len(inner) - len(inner.lstrip())
        right = left + len(inner.strip())
        if left == right:
            continue
        if pieces and not _WORD.search(inner):
            pieces[-1] = pieces[-1]._replace(end=right)
        elif pieces and not _WORD.search(text, pieces[-1].start - start, pieces[-1].end - start):
            pieces[-1] = piece._replace(start=pieces[-1].start, end=right)
        else:
            pieces.append(piece._replace(start=left, end=right))
    return pieces


def _cut(start: int, end: int, spans: list[_Span]) -> Iterator[_Span]:
    """The stretches of a sentence, by turns the narrator's and the sources'."""
    at = start
    number = max(0, bisect_right(spans, (start,)) - 1)
    while at < end:
        while number < len(spans) and spans[number].end <= at:
            number += 1
        following = spans[number] if number < len(spans) else None
        if following and following.start <= at:
            yield following._replace(start=at, end=min(end, following.end))
            at = min(end, following.end)
        else:
            stop = min(end, following.start) if following else end
            yield _Span(at, stop, "narration", "", "")
            at = stop


def by_voice(table: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Say of each row of a table with places (mentions, tokens, reasons) in which voice it stands.

    So mentions found in whole sentences, where the register's `only_in` holds, can be measured in the pieces.

    >>> from helpers.corpus import sentences as split, tokens
    >>> from helpers.quotes import quotations
    >>> table = split(pd.DataFrame({"doc_id": ["a"], "text": ["Hale said he left."]}))
    >>> words = by_voice(tokens(table), voices(table, quotations(table)))
    >>> words[["token", "voice", "speaker"]].values.tolist()[1:3]
    [['said', 'narration', ''], ['he', 'source', 'Hale']]

    Returns the rows that lie in one piece, with `voice, speaker, speaker_id`, and `sent_id` that of the
    piece; a row across the end of a quotation is in neither voice and left out.
    """
    require(table, "table with places", PLACE)
    require(voices, "voices", [*PLACE, "voice", "speaker", "speaker_id"])
    rows, others = overlapping(table, voices)
    (start, end), (left, right) = (part[[*SPAN]].to_numpy().T for part in (table, voices))
    inside = (left[others] <= start[rows]) & (end[rows] <= right[others])
    added = voices.iloc[others[inside]].reset_index(drop=True)
    found = table.iloc[rows[inside]].reset_index(drop=True)
    return found.assign(**{column: added[column] for column in ("sent_id", "voice", "speaker", "speaker_id")})
