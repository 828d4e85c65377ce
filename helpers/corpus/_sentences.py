"""Documents → sentences."""

from bisect import bisect

import pandas as pd

from helpers._tables import require
from helpers.corpus._apparatus import Piece, set_aside, spans
from helpers.corpus._segment import boundaries


def sentences(documents: pd.DataFrame, *, keep_apparatus: bool = False) -> pd.DataFrame:
    """Split each document into its sentences, by the rules of `helpers/corpus/_segment.py`.

    What is not the article's own prose is set aside first (`apparatus` lists it); with `keep_apparatus` it is
    split like all the rest.

    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["Mr. Hale left. Nobody saw him.\\n\\nThe end."]})
    >>> sentences(documents)[["par_id", "sent_id", "start", "end", "text"]].values.tolist()
    [[1, 1, 0, 14, 'Mr. Hale left.'], [1, 2, 15, 30, 'Nobody saw him.'], [2, 3, 32, 40, 'The end.']]
    >>> talk = pd.DataFrame({"doc_id": ["a"], "text": ["HALE: Well?\\nLOWE: Yes.\\nHALE: Good."]})
    >>> sentences(talk)[["start", "end", "text", "speaker"]].values.tolist()
    [[6, 11, 'Well?', 'HALE'], [18, 22, 'Yes.', 'LOWE'], [29, 34, 'Good.', 'HALE']]

    Returns one row per sentence: `doc_id, par_id, sent_id, start, end, text`, `language` where documents have
    it, and `speaker`, the label of a transcript under which it stands ("" elsewhere). `par_id` and `sent_id`
    count from 1 in a document; `text` is exactly what is between the offsets.
    """
    require(documents, "documents", ["doc_id", "text"])
    rows: list[tuple] = []
    speakers: list[str] = []
    for doc_id, text in zip(documents["doc_id"], documents["text"]):
        pieces = [] if keep_apparatus else set_aside(text)
        numbered = enumerate(boundaries(text, spans(pieces)), start=1)
        rows += [(doc_id, par_id, number, a, b, text[a:b]) for number, (par_id, a, b) in numbered]
        speakers += _speakers(pieces, [row[3] for row in rows[len(speakers) :]])
    numbers = ["par_id", "sent_id", "start", "end"]
    table = pd.DataFrame(rows, columns=["doc_id", *numbers, "text"])
    table = table.astype({"doc_id": "str", "text": "str"} | dict.fromkeys(numbers, "int64"))
    if "language" in documents:
        table["language"] = table["doc_id"].map(documents.set_index("doc_id")["language"])
    return table.assign(speaker=pd.array(speakers, dtype="str"))


def headlines(documents: pd.DataFrame) -> pd.DataFrame:
    """Give the titles of documents as a table of sentences, so that any measure can be taken on them.

    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "title": ["Rain falls", ""], "text": "It fell."})
    >>> headlines(documents)[["doc_id", "sent_id", "start", "end", "text"]].values.tolist()
    [['a', 1, 0, 10, 'Rain falls']]

    Returns one row per document that has a title, with the columns of `sentences`; offsets count characters
    of the title. A title is one sentence, whatever marks it holds.
    """
    require(documents, "documents", ["doc_id", "title"])
    titled = documents[documents["title"].str.strip() != ""].reset_index(drop=True)
    text = titled["title"].astype("str")
    table = pd.DataFrame({"doc_id": titled["doc_id"], "par_id": 1, "sent_id": 1, "start": 0})
    table = table.assign(end=text.str.len().astype("int64"), text=text)
    if "language" in titled:
        table["language"] = titled["language"]
    return table.assign(speaker=pd.array([""] * len(table), dtype="str"))


def _speakers(pieces: list[Piece], starts: list[int]) -> list[str]:
    """Who speaks at each start: the last label before it."""
    labels = [piece for piece in pieces if piece.kind == "speaker"]
    if not labels:
        return [""] * len(starts)
    names, places = ["", *(label.speaker for label in labels)], [label.start for label in labels]
    return [names[bisect(places, start)] for start in starts]
