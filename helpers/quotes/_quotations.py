"""Quotations, direct, mixed and indirect, with their speakers; and what only looks like speech."""

import re

import pandas as pd

from helpers._tables import CONTRACTS, require
from helpers.quotes._reading import Document, documents, said_in
from helpers.quotes._speakers import with_actors
from helpers.quotes._units import NOBODY, Attribution

COLUMNS = CONTRACTS["quotations"]
FORMS = ("direct", "mixed", "indirect")
REASONS = {
    "before": "“{cue}” behind it",
    "after": "“{cue}” before it",
    "noun": "“{cue}” before it, and whose that is",
    "beside": "“{cue}” beside it",
    "goes on": "goes on from the quotation before it",
    "nobody": "nobody is named beside it",
}
_LETTER = re.compile(r"[^\W_]")


def quotations(sentences: pd.DataFrame, mentions: pd.DataFrame | None = None) -> pd.DataFrame:
    """List what a text lets others say: what is said, by which words, and by whom.

    Found are words between marks of all kinds (“…”, "…", ‘…’, «…», „…“), nested, over sentences and
    paragraphs; and, without marks, what stands beside a verb or noun of saying, thinking or wanting ("said
    that …", "…, according to …", "accused her of …", "his claim that …"). There is no parser behind it: the
    order of the words decides.

    >>> from helpers.corpus import sentences as split
    >>> text = "“It was late,” said Ann Hale. “We left.” The council insists that nobody saw them."
    >>> table = quotations(split(pd.DataFrame({"doc_id": ["a"], "text": [text]})))
    >>> for row in table[["form", "speaker", "cue", "text"]].itertuples(index=False):
    ...     print(*row, sep=" | ")
    direct | Ann Hale | said | “It was late,” said Ann Hale. “We left.”
    indirect | The council | insists | that nobody saw them
    >>> text[table["pause_start"][0] : table["pause_end"][0]]
    ' said Ann Hale. '

    Parameters
    ----------
    mentions : those of `actors.mentions`, to tell which actor speaks. A name or role means the speaker if it
        is the whole of the phrase or its head. "He" and "she" are resolved where the text leaves one person
        (`actors.pronoun_mentions`, unless the mentions have pronouns already), and else left open.

    Returns
    -------
    One row per quotation, in the order of the sentences' documents, then of the text: `doc_id`, `sent_id` (in
    which it begins), `start, end, text`, `form` (direct: all between marks; mixed: part of it; indirect: no
    marks), `cue, cue_start, cue_end`, `speaker, speaker_start, speaker_end` (as printed), `actor_id`,
    `reason`, and `pause_start, pause_end`: where the narrator breaks in. A cue, speaker or pause that is not
    there is "" and −1. No two rows share a character. A quotation may run over sentences; what stands between
    these is white space, and in `text` a blank in a paragraph and a line end between two. Marks that never
    close reach to the end of the paragraph that they open, else of the sentence. How often a quotation and
    its speaker are right: see `helpers/data/quotes.md`.
    """
    require(sentences, "sentences")
    rows = [
        (doc_id, *_row(document, one))
        for doc_id, document in documents(sentences)
        for one in said_in(document)
    ]
    table = _typed(rows, COLUMNS)
    return table if mentions is None else with_actors(table, sentences, mentions)


def not_said(sentences: pd.DataFrame) -> pd.DataFrame:
    """List what stands between quotation marks and is no quotation: titles, nicknames, scare quotes.

    >>> from helpers.corpus import sentences as split
    >>> text = "Tim “The Fox” Hale saw the play “Dark Water” and was paid in “gifts” for it."
    >>> not_said(split(pd.DataFrame({"doc_id": ["a"], "text": [text]})))[["text", "reason"]].values.tolist()
    [['“The Fox”', 'nickname'], ['“Dark Water”', 'title'], ['“gifts”', 'scare quotes']]

    Scare quotes are four words at most that nobody is said to say. Returns one row per stretch: `doc_id,
    sent_id, start, end, text, reason`.
    """
    require(sentences, "sentences")
    rows = []
    for doc_id, document in documents(sentences):
        said_in(document)
        for start, end, reason in document.left_out:
            place = (
                document.sent_ids[document.sentence(start)],
                start + document.offset,
                end + document.offset,
            )
            rows.append((doc_id, *place, document.text[start:end], reason))
    return _typed(rows, CONTRACTS["not_said"])


def _typed(rows: list[tuple], columns: tuple[str, ...]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(columns))
    numbers = {column for column in columns if column.endswith(("start", "end")) or column == "sent_id"}
    return table.astype({column: "int64" if column in numbers else "str" for column in columns})


def _row(document: Document, one: Attribution) -> tuple:
    """The columns of one quotation, its `actor_id` empty."""
    text, offset = document.text, document.offset
    cue, speaker = text[slice(*one.cue)], text[slice(*one.speaker)]
    form, closed = _form(document, one)
    reason = REASONS[one.reason].format(cue=" ".join(cue.split()))
    return (
        document.sent_ids[document.sentence(one.start)],
        *_moved((one.start, one.end), offset),
        text[one.start : one.end],
        form,
        cue,
        *_moved(one.cue, offset),
        speaker,
        *_moved(one.speaker, offset),
        "",
        reason if closed else f"{reason}; its marks never close",
        *_moved(one.pause, offset),
    )


def _moved(span: tuple[int, int], offset: int) -> tuple[int, int]:
    return span if span == NOBODY else (span[0] + offset, span[1] + offset)


def _form(document: Document, one: Attribution) -> tuple[str, bool]:
    """Direct, mixed or indirect; and whether all its marks close."""
    quoted = document.quoted_in(one.start, one.end)
    if not quoted:
        return "indirect", True
    taken = [(stretch.start, stretch.end) for stretch in quoted]
    at, bare = one.start, []
    for start, end in sorted([*taken, one.pause] if one.pause != NOBODY else taken):
        bare.append(document.text[at:start])
        at = max(at, end)
    bare.append(document.text[at : one.end])
    form = "mixed" if any(map(_LETTER.search, bare)) else "direct"
    return form, all(stretch.closed for stretch in quoted)
