"""Quotations, direct, mixed and indirect, with their speakers."""

import re

import pandas as pd

from helpers._tables import CONTRACTS, require
from helpers.quotes._reading import Document, documents, said_in
from helpers.quotes._units import NOBODY, Attribution

COLUMNS = (*CONTRACTS["quotations"], "pause_start", "pause_end")
NUMBERS = ("start", "end", "cue_start", "cue_end", "speaker_start", "speaker_end", "pause_start", "pause_end")
REASONS = {
    "before": "“{cue}” behind it",
    "after": "“{cue}” before it",
    "noun": "“{cue}”, and whose it is, before it",
    "beside": "“{cue}” beside it",
    "goes on": "goes on from the quotation before it",
    "nobody": "nobody is named beside it",
}
_LETTER = re.compile(r"[^\W_]")


def quotations(sentences: pd.DataFrame, mentions: pd.DataFrame | None = None) -> pd.DataFrame:
    """x"""
    require(sentences, "sentences")
    rows = [
        (doc_id, *_row(document, one)) for doc_id, document in documents(sentences) for one in said_in(document)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table


def _row(document: Document, one: Attribution) -> tuple:
    """The columns of one quotation, `actor_id` empty."""
    text, offset = document.text, document.offset
    cue, speaker = text[slice(*one.cue)], text[slice(*one.speaker)]
    form, closed = _form(document, one)
    reason = REASONS[one.reason].format(cue=" ".join(cue.split())) + ("" if closed else "; its marks never close")
    return (
        document.sent_ids[document.sentence(one.start)],
        one.start + offset,
        one.end + offset,
        text[one.start : one.end],
        form,
        cue,
        *_moved(one.cue, offset),
        speaker,
        *_moved(one.speaker, offset),
        "",
        reason,
        *_moved(one.pause, offset),
    )


def _moved(span: tuple[int, int], offset: int) -> tuple[int, int]:
    return span if span == NOBODY else (span[0] + offset, span[1] + offset)


def _form(document: Document, one: Attribution) -> tuple[str, bool]:
    """Direct, mixed or indirect; and whether all its marks close."""
    quoted = document.quoted_in(one.start, one.end)
    if not quoted:
        return "indirect", True
    cuts = sorted([(stretch.start, stretch.end) for stretch in quoted] + [one.pause] * (one.pause != NOBODY))
    at, bare = one.start, ""
    for start, end in cuts:
        bare += document.text[at:start]
        at = max(at, end)
    bare += document.text[at : one.end]
    return ("mixed" if _LETTER.search(bare) else "direct"), all(stretch.closed for stretch in quoted)
