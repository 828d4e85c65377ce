"""How well `actors.names` agrees with human labels: `python benchmarks/quality_names.py BENCH`."""

import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.actors._recogniser.names import names
from helpers.actors._recogniser.words import spans

SEED, DRAWS = 20260101, 2000
TRAINED_ON = ("ner_politics", "ner_wikigold", "ner_uner")


def gold(path: Path) -> tuple[pd.DataFrame, list[list[tuple[int, int]]], list[set[tuple[int, int, str]]]]:
    """Return a labelled file as sentences (tokens joined by spaces), the places of its tokens, its names."""
    rows, places, labels, ends = [], [], [], {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
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


def agreement(right: list[set], ours: list[set]) -> dict[str, float]:
    """Return precision, recall and F1 of exact spans, with the kind (typed) and without (untyped).

    >>> agreement([{(0, 2, "PER"), (3, 4, "LOC")}], [{(0, 2, "ORG")}])
    {'typed_f1': 0.0, 'typed_p': 0.0, 'typed_r': 0.0, 'untyped_f1': 0.667, 'untyped_p': 1.0, 'untyped_r': 0.5}
    """
    result = {}
    for name, width in (("typed", 3), ("untyped", 2)):
        pairs = [({s[:width] for s in a}, {s[:width] for s in b}) for a, b in zip(right, ours)]
        hits, wanted, given = (sum(map(len, column)) for column in zip(*[(a & b, a, b) for a, b in pairs]))
        result |= {
            f"{name}_f1": round(2 * hits / max(1, wanted + given), 3),
            f"{name}_p": round(hits / max(1, given), 3),
            f"{name}_r": round(hits / max(1, wanted), 3),
        }
    return result


def intervals(documents: pd.Series, right: list[set], ours: list[set]) -> dict[str, float]:
    """Return the 2.5 and 97.5 percentiles of both F1 over documents drawn with replacement."""
    codes, bounds = pd.factorize(documents)[0], {}
    n = codes.max() + 1
    draws = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), DRAWS)
    for name, width in (("typed", 3), ("untyped", 2)):
        pairs = [({s[:width] for s in a}, {s[:width] for s in b}) for a, b in zip(right, ours)]
        hits = np.bincount(codes, [2 * len(a & b) for a, b in pairs])
        both = np.bincount(codes, [len(a) + len(b) for a, b in pairs])
        low, high = np.quantile((draws @ hits) / np.maximum(1, draws @ both), [0.025, 0.975])
        bounds |= {f"{name}_f1_low": low, f"{name}_f1_high": high}
    return bounds


def names_quality(directory: str | Path, recogniser=None) -> pd.DataFrame:
    """Measure `actors.names` on every `ner_*.jsonl` in a directory, by the path a user takes.

    Returns
    -------
    DataFrame, one row per file: `file, seen_in_training` (yes: the figures flatter; the card has
    cross-validated ones), `documents, sentences, names`, exact-span `typed_f1, typed_p, typed_r,
    untyped_f1, untyped_p, untyped_r` in 0…1 (higher means closer to the labels), the bounds of a 95 % interval
    of both F1 (`…_low, …_high`: documents drawn with replacement, Efron 1979, DOI 10.1214/aos/1176344552; 2,000
    draws, seeded), `tokens_per_second`.
    """
    rows = []
    for path in sorted(Path(directory).glob("ner_*.jsonl")):
        sentences, places, right = gold(path)
        words = sum(len(spans(text)) for text in sentences["text"])
        names(sentences.head(1), recogniser=recogniser)
        began = time.perf_counter()
        ours = predicted(sentences, places, recogniser)
        speed = words / (time.perf_counter() - began)
        seen = "yes" if path.name.startswith(TRAINED_ON) else "no"
        rows.append(
            {
                "file": path.name,
                "seen_in_training": seen,
                "documents": sentences["doc_id"].nunique(),
                "sentences": len(sentences),
                "names": sum(map(len, right)),
                **agreement(right, ours),
                **intervals(sentences["doc_id"], right, ours),
                "tokens_per_second": round(speed),
            }
        )
    return pd.DataFrame(rows)


if __name__ == "__main__":
    print(names_quality(sys.argv[1]).T.to_string())
