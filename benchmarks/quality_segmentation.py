"""How well our sentence ends agree with the gold."""

import json
from itertools import accumulate
from time import process_time

import pandas as pd

from helpers.corpus._segment import boundaries

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
    with open(path, encoding="utf-8") as lines:
        documents = pd.DataFrame([json.loads(line) for line in lines])
    documents["genre"] = documents["doc"].str.rstrip("0123456789").replace(GENRES)
    rows = [_row(genre, part.to_dict("records")) for genre, part in documents.groupby("genre")]
    return pd.DataFrame(rows)


def _row(genre, documents):
    hits = ours = gold = 0
    for document in documents:
        paragraph_ends = set(document["paragraph_ends"])
        found = _ends(document["text"]) - paragraph_ends
        true = set(document["ends_nonspace"]) - paragraph_ends
        hits, ours, gold = hits + len(found & true), ours + len(found), gold + len(true)
    return {
        "genre": genre,
        "documents": len(documents),
        "boundaries": gold,
        "precision": hits / ours if ours else 0.0,
        "recall": hits / gold if gold else 0.0,
        "f1": 2 * hits / (ours + gold) if ours + gold else 0.0,
        "sentences_per_second": _speed([document["text"] for document in documents]),
    }


def _ends(text):
    """Sentence ends as the number of non-space characters before them."""
    solid = list(accumulate((not character.isspace() for character in text), initial=0))
    return {solid[end] for _, _, end in boundaries(text)}


def _speed(texts):
    seconds = []
    for _ in range(REPEATS):
        begun = process_time()
        sentences = sum(len(boundaries(text)) for text in texts)
        seconds.append(process_time() - begun)
    return round(sentences / min(seconds))
