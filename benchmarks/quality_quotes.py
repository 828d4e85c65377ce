"""How well quotations and their speakers are found: `python benchmarks/quality_quotes.py DIR`.

DIR holds polnear_*.jsonl, one article a line: `text`, `attributions` with `Source`, `Cue`, `Content`: lists
of half-open spans of characters.
"""

import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from _scores import bounds, read

from helpers import corpus, quotes

DRAWS, SEED = 1000, 0
MARKED = re.compile(r'“([^“”]{8,})”|"([^"]{8,})"')
LEAST = {"f1_30": 0.3, "f1_80": 0.8, "iou_50": 0.4999}
Spans = list[tuple[int, int]]


def quotes_quality(directory: Path) -> pd.DataFrame:
    """Measure `quotations` against the attributions in a folder's files.

    Parameters
    ----------
    directory : folder with `polnear_*.jsonl`.

    Returns
    -------
    DataFrame, one row per file: `file, articles, gold` (attributions), `found` (quotations), and of 0…1:
    `speaker_precision` and `speaker_f1` of stretches between marks of 8 characters or more that a gold
    content covers: right if the quotation there has a speaker that overlaps the gold source; `f1_30` and
    `f1_80`, of attributions matched one to one where more than .3 and .8 of the gold content is found;
    `iou_50`, the same where half of what either holds is shared; `attributed`, the share of those matched at
    `iou_50` whose speaker overlaps the source. `…_low` and `…_high` are the bounds of a 95 % interval:
    articles drawn with replacement, 1,000 times, seeded.
    """
    files = sorted(Path(directory).glob("polnear_*.jsonl"))
    if not files:
        raise ValueError(f"{directory} holds no polnear_*.jsonl")
    return pd.DataFrame([_measured(file) for file in files])


def _measured(file: Path) -> dict[str, object]:
    rows = read(file)
    ids = [f"{number:06d}" for number in range(len(rows))]
    documents = pd.DataFrame({"doc_id": ids, "text": [row["text"] for row in rows]})
    found = quotes.quotations(corpus.sentences(documents))
    parts = dict(iter(found.groupby("doc_id")))
    counts = pd.DataFrame([_counts(row, parts.get(doc_id, found[:0])) for doc_id, row in zip(ids, rows)])
    articles = np.arange(len(rows))
    figures = _figures(counts, articles)
    limits = bounds(lambda drawn: _figures(counts, drawn), articles, draws=DRAWS, seed=SEED)
    return {
        "file": file.stem,
        "articles": len(rows),
        "gold": counts["gold"].sum(),
        "found": len(found),
        **figures,
        **limits,
    }


def _figures(counts: pd.DataFrame, articles: np.ndarray) -> dict[str, float]:
    n = counts.iloc[articles].sum()
    all_ = n["found"] + n["gold"]
    return {
        "speaker_precision": n["right"] / n["answered"],
        "speaker_f1": 2 * n["right"] / (n["answered"] + n["stretches"]),
        **{name: 2 * n[name] / all_ for name in LEAST},
        "attributed": n["attributed"] / n["with_source"],
    }


def _counts(row: dict, found: pd.DataFrame) -> dict[str, int]:
    """What one article adds to each sum."""
    gold = [one for one in row["attributions"] if one.get("Content")]
    spans = list(zip(found["start"], found["end"]))
    speakers = list(zip(found["speaker_start"], found["speaker_end"]))
    n = {"gold": len(gold), "found": len(spans), **_marked(row["text"], gold, spans, speakers)}
    for name, least in LEAST.items():
        pairs = _matched(gold, spans, least, united=name == "iou_50")
        n[name] = len(pairs)
    sourced = [(one, other) for one, other in pairs if gold[one].get("Source")]
    right = sum(_shared([speakers[other]], gold[one]["Source"]) > 0 for one, other in sourced)
    return {**n, "with_source": len(sourced), "attributed": right}


def _marked(text: str, gold: list[dict], spans: Spans, speakers: Spans) -> dict[str, int]:
    """Stretches between marks that a gold content covers: how many, answered, and with the right speaker."""
    n = {"stretches": 0, "answered": 0, "right": 0}
    for match in MARKED.finditer(text):
        start, end = match.span()
        inner, least = [(start + 1, end - 1)], 0.8 * (end - start - 2)
        over = [one for one in gold if one.get("Source") and _shared(inner, one["Content"]) >= least]
        if not over:
            continue
        n["stretches"] += 1
        reach = [min(b, end) - max(a, start) for a, b in spans]
        best = int(np.argmax(reach)) if reach else -1
        if best >= 0 and reach[best] > 0 and speakers[best][0] >= 0:
            n["answered"] += 1
            n["right"] += any(_shared([speakers[best]], one["Source"]) > 0 for one in over)
    return n


def _matched(gold: list[dict], spans: Spans, least: float, *, united: bool) -> list[tuple[int, int]]:
    """Pairs of a gold attribution and a quotation, one to one, those that share most first."""
    values = []
    for one, attribution in enumerate(gold):
        content = attribution["Content"]
        size = sum(end - start for start, end in content)
        for other, (start, end) in enumerate(spans):
            shared = _shared(content, [(start, end)])
            if shared:
                whole = size + (end - start) - shared if united else size
                values.append((shared / whole, one, other))
    pairs, ones, others = [], set(), set()
    for value, one, other in sorted(values, reverse=True):
        if value > least and one not in ones and other not in others:
            ones.add(one)
            others.add(other)
            pairs.append((one, other))
    return pairs


def _shared(one: Spans, other: Spans) -> int:
    """How many characters spans share with others."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


if __name__ == "__main__":
    with pd.option_context("display.width", 200):
        print(quotes_quality(Path(sys.argv[1])).round(3).T.to_string(header=False))
