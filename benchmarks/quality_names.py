"""How well `actors.names` agrees with human labels: `python benchmarks/quality_names.py DIR`."""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from _scores import bounds, read

from helpers.actors import names

SEED, DRAWS = 20260101, 2000
TRAINED_ON = ("ner_politics", "ner_wikigold", "ner_uner")


def gold(path: Path) -> tuple[pd.DataFrame, list[list[tuple[int, int]]], list[set[tuple[int, int, str]]]]:
    """Return a labelled file as sentences (tokens joined by spaces), the places of its tokens, its names."""
    rows, places, labels, ends = [], [], [], {}
    for number, row in enumerate(read(path)):
        text, where = " ".join(row["tokens"]), []
        for token in row["tokens"]:
            start = where[-1][1] + 1 if where else 0
            where.append((start, start + len(token)))
        offset = ends.get(row["doc"], 0)
        ends[row["doc"]] = offset + len(text) + 1
        rows.append((row["doc"], number, offset, text))
        places.append(where)
        labels.append(tag_spans(row["tags"]))
    return pd.DataFrame(rows, columns=["doc_id", "sent_id", "start", "text"]), places, labels


def tag_spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Return the names in a row of BIO tags: first token, token after the last, kind.

    >>> sorted(tag_spans(["B-PER", "I-PER", "O", "B-LOC", "B-LOC"]))
    [(0, 2, 'PER'), (3, 4, 'LOC'), (4, 5, 'LOC')]
    """
    found, start = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != tags[start][2:]):
            found.add((start, i, tags[start][2:]))
            start = None
        if tag != "O" and start is None:
            start = i
    return found


def predicted(sentences: pd.DataFrame, places: list, recogniser=None) -> list[set[tuple[int, int, str]]]:
    """Return the recognised names in token numbers; a name that covers part of a token covers the token."""
    table = names(sentences, recogniser=recogniser)
    offsets = dict(zip(sentences["sent_id"], sentences["start"]))
    found: list[set] = [set() for _ in places]
    for row in table.itertuples():
        start, end = row.start - offsets[row.sent_id], row.end - offsets[row.sent_id]
        inside = [i for i, (a, b) in enumerate(places[row.sent_id]) if a < end and b > start]
        found[row.sent_id].add((inside[0], inside[-1] + 1, row.label))
    return found


def counted(right: list[set], ours: list[set]) -> pd.DataFrame:
    """Count the names of each sentence: in common, in the labels, ours; with the kind (typed) and without."""
    columns = {}
    for name, width in (("typed", 3), ("untyped", 2)):
        pairs = [({s[:width] for s in a}, {s[:width] for s in b}) for a, b in zip(right, ours)]
        columns[name, "hits"] = [len(a & b) for a, b in pairs]
        columns[name, "wanted"] = [len(a) for a, _ in pairs]
        columns[name, "given"] = [len(b) for _, b in pairs]
    return pd.DataFrame(columns)


def agreement(counts: pd.DataFrame) -> dict[str, float]:
    """Return precision, recall and F1 of exact spans, with the kind (typed) and without (untyped).

    >>> agreement(counted([{(0, 2, "PER"), (3, 4, "LOC")}], [{(0, 2, "ORG")}]))
    {'typed_f1': 0.0, 'typed_p': 0.0, 'typed_r': 0.0, 'untyped_f1': 0.667, 'untyped_p': 1.0, 'untyped_r': 0.5}
    """
    result = {}
    for name in ("typed", "untyped"):
        hits, wanted, given = counts[name][["hits", "wanted", "given"]].sum()
        result |= {
            f"{name}_f1": round(float(2 * hits / max(1, wanted + given)), 3),
            f"{name}_p": round(float(hits / max(1, given)), 3),
            f"{name}_r": round(float(hits / max(1, wanted)), 3),
        }
    return result


def intervals(documents: pd.Series, counts: pd.DataFrame) -> dict[str, float]:
    """Return the bounds of both F1 over documents drawn with replacement."""
    by_document = counts.groupby(documents.to_numpy()).sum()
    hits = by_document[[("typed", "hits"), ("untyped", "hits")]].to_numpy()
    both = by_document.T.groupby(level=0).sum().T.to_numpy() - hits

    def f1(rows):
        scores = 2 * hits[rows].sum(axis=0) / np.maximum(1, both[rows].sum(axis=0))
        return dict(zip(("typed_f1", "untyped_f1"), scores))

    return bounds(f1, by_document.index, draws=DRAWS, seed=SEED)


def names_quality(directory: str | Path, recogniser=None) -> pd.DataFrame:
    """Measure `actors.names` on every `ner_*.jsonl` in a directory, by the path a user takes.

    Returns
    -------
    DataFrame, one row per file: `file, seen_in_training` (yes: the figures flatter; the card has
    cross-validated ones), `documents, sentences, names`, exact-span `typed_f1, typed_p, typed_r,
    untyped_f1, untyped_p, untyped_r` in 0…1 (higher means closer to the labels), the bounds of a 95 %
    interval of both F1 (`…_low, …_high`: documents drawn with replacement, 2,000 times, seeded),
    `tokens_per_second` (tokens of the labelled file).
    """
    rows = []
    for path in sorted(Path(directory).glob("ner_*.jsonl")):
        sentences, places, right = gold(path)
        names(sentences.head(1), recogniser=recogniser)
        began = time.perf_counter()
        ours = predicted(sentences, places, recogniser)
        speed = sum(map(len, places)) / (time.perf_counter() - began)
        counts, seen = counted(right, ours), "yes" if path.name.startswith(TRAINED_ON) else "no"
        rows.append(
            {
                "file": path.name,
                "seen_in_training": seen,
                "documents": sentences["doc_id"].nunique(),
                "sentences": len(sentences),
                "names": sum(map(len, right)),
                **agreement(counts),
                **intervals(sentences["doc_id"], counts),
                "tokens_per_second": round(speed),
            }
        )
    return pd.DataFrame(rows)


if __name__ == "__main__":
    print(names_quality(sys.argv[1]).T.to_string())
