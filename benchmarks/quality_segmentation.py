"""How well our sentence ends agree with the gold."""

from itertools import accumulate
from time import process_time

import pandas as pd
from _scores import read

from helpers.corpus import sentences

GENRES = {"gumnews": "GUM news", "gumspint": "GUM speech and interview", "wsj": "newswire"}
REPEATS = 5


def segmentation(path):
    """Compare the sentence ends inside paragraphs with the gold, genre by genre.

    Parameters: path of `segmentation.jsonl` (fields doc, text, ends_nonspace, paragraph_ends).
    Returns a DataFrame with one row per genre: genre, documents, boundaries (gold ends inside paragraphs),
    precision, recall, f1 (0 to 1, higher means closer to the gold), sentences_per_second (processor time of
    one core, best of five).
    An end is counted by the non-space characters before it, so that white space does not matter.
    """
    documents = pd.DataFrame(read(path))
    documents["genre"] = documents["doc"].str.rstrip("0123456789").replace(GENRES)
    documents["doc_id"] = documents["doc"]
    return pd.DataFrame([_row(genre, part) for genre, part in documents.groupby("genre")])


def _row(genre, documents):
    hits = ours = gold = 0
    ends = sentences(documents, keep_apparatus=True).groupby("doc_id")["end"].agg(list)
    for document in documents.to_dict("records"):
        paragraph_ends = set(document["paragraph_ends"])
        split = _without_space(document["text"], ends[document["doc_id"]]) - paragraph_ends
        true = set(document["ends_nonspace"]) - paragraph_ends
        hits, ours, gold = hits + len(split & true), ours + len(split), gold + len(true)
    return {
        "genre": genre,
        "documents": len(documents),
        "boundaries": gold,
        "precision": hits / ours if ours else 0.0,
        "recall": hits / gold if gold else 0.0,
        "f1": 2 * hits / (ours + gold) if ours + gold else 0.0,
        "sentences_per_second": _speed(documents),
    }


def _without_space(text, ends):
    """Ends as the number of non-space characters before them."""
    solid = list(accumulate((not character.isspace() for character in text), initial=0))
    return {solid[end] for end in ends}


def _speed(documents):
    seconds = []
    for _ in range(REPEATS):
        began = process_time()
        count = len(sentences(documents))
        seconds.append(process_time() - began)
    return round(count / min(seconds))
