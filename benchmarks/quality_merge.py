"""How well `actors.merge` agrees with people on which names of a document are one actor.

    python benchmarks/quality_merge.py DIRECTORY

reads every `alias_*.jsonl` in the directory: one document a line, `surfaces`: form -> [entity, count].
"""

import json
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.actors import merge

SEED, DRAWS = 20260101, 2000


def merge_quality(directory: str | Path) -> pd.DataFrame:
    """Measure merging by pairs of distinct surfaces within a document that get the same id.

    Parameters
    ----------
    directory : folder with `alias_*.jsonl` files.

    Returns
    -------
    DataFrame, one row per file: `file, documents, pairs` (that are one actor by hand), `precision, recall,
    f1` (0…1, higher means better) and the bounds of a 95 % interval for each (`…_low, …_high`), by drawing
    documents with replacement (bootstrap, Efron 1979, DOI 10.1214/aos/1176344552; 2,000 draws, seeded).
    """
    files = sorted(Path(directory).glob("alias_*.jsonl"))
    if not files:
        raise FileNotFoundError(f"no alias_*.jsonl in {directory}")
    return pd.DataFrame([_measured(path) for path in files])


def _measured(path: Path) -> dict:
    lines = path.read_text(encoding="utf-8").splitlines()
    counts = np.array([_counts(json.loads(line)["surfaces"], str(n)) for n, line in enumerate(lines)])
    low, high = np.nanquantile(_drawn(counts), [0.025, 0.975], axis=0)
    row = {"file": path.name, "documents": len(counts), "pairs": int(counts[:, 2].sum())}
    names = ["precision", "recall", "f1"]
    return (
        row
        | dict(zip(names, _rates(counts.sum(axis=0))))
        | {f"{n}_low": x for n, x in zip(names, low)}
        | {f"{n}_high": x for n, x in zip(names, high)}
    )


def _counts(surfaces: dict, doc_id: str) -> tuple[int, int, int]:
    """Pairs right, pairs merged, pairs that are one actor, in one document."""
    names = pd.DataFrame(
        {
            "doc_id": doc_id,
            "sent_id": 1,
            "start": range(len(surfaces)),
            "end": range(1, len(surfaces) + 1),
            "surface": list(surfaces),
            "label": "",
        }
    )
    ids = dict(zip(names["surface"], merge(names)["actor_id"]))
    merged = {pair for pair in combinations(surfaces, 2) if ids[pair[0]] == ids[pair[1]]}
    one = {pair for pair in combinations(surfaces, 2) if surfaces[pair[0]][0] == surfaces[pair[1]][0]}
    return len(merged & one), len(merged), len(one)


def _rates(counts: np.ndarray) -> tuple:
    """Precision, recall and F1 from (…, right, merged, gold); none where nothing could be counted."""
    right, merged, gold = np.moveaxis(np.asarray(counts, dtype=float), -1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return right / merged, right / gold, 2 * right / (merged + gold)


def _drawn(counts: np.ndarray) -> np.ndarray:
    rng = np.random.default_rng(SEED)
    draws = rng.integers(len(counts), size=(DRAWS, len(counts)))
    return np.stack(_rates(counts[draws].sum(axis=1)), axis=-1)


if __name__ == "__main__":
    print(merge_quality(sys.argv[1]).round(3).to_string(index=False))
