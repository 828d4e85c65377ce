"""How well `actors.merge` agrees with people on which names of a document are one actor.

    python benchmarks/quality_merge.py DIRECTORY

reads every `alias_*.jsonl` in the directory: one document a line, `surfaces`: form -> [entity, count].
"""

import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from _scores import bounds, read

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
    f1` (0…1, higher means better) and the bounds of a 95 % interval for each (`…_low, …_high`: documents
    drawn with replacement, 2,000 times, seeded).
    """
    files = sorted(Path(directory).glob("alias_*.jsonl"))
    if not files:
        raise FileNotFoundError(f"no alias_*.jsonl in {directory}")
    return pd.DataFrame([_measured(path) for path in files])


def _measured(path: Path) -> dict:
    counts = np.array([_counts(row["surfaces"], str(n)) for n, row in enumerate(read(path))])
    return {
        "file": path.name,
        "documents": len(counts),
        "pairs": int(counts[:, 2].sum()),
        **_rates(counts),
        **bounds(lambda rows: _rates(counts[rows]), range(len(counts)), draws=DRAWS, seed=SEED),
    }


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


def _rates(counts: np.ndarray) -> dict[str, float]:
    """Precision, recall and F1 of pairs; NaN where nothing could be counted."""
    right, merged, one = counts.sum(axis=0).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        return {"precision": right / merged, "recall": right / one, "f1": 2 * right / (merged + one)}


if __name__ == "__main__":
    print(merge_quality(sys.argv[1]).round(3).to_string(index=False))
