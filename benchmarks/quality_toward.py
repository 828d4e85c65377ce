"""How well `toward` agrees with human readers: python quality_toward.py DIR (with newsmtsc_rw_*.jsonl,
newsmtsc_mt_*.jsonl)."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from helpers._tables import CHANCES
from helpers.sentiment import score, toward

BINS, RESAMPLES, SEED = 15, 1000, 0
NEUTRAL_WITHIN = 0.05  # of VADER's compound (Hutto & Gilbert 2014), and taken for TextBlob's polarity too


def toward_quality(directory: Path) -> pd.DataFrame:
    """Measure `toward`, and TextBlob and VADER on the whole sentence, against the labels in a folder's files.

    Parameters
    ----------
    directory : folder with `newsmtsc_rw_*.jsonl` or `newsmtsc_mt_*.jsonl` (`sentence, mention, from, to,
        polarity` −1/0/1).

    Returns
    -------
    DataFrame, one row per file and instrument: `file, instrument, n, macro_f1, accuracy` and, for `toward`,
    `surest_half_f1` (macro-F1 on the half with the largest top probability), `certain_share, certain_f1`, and
    `ece` (expected calibration error of the top class in 15 equal bins, Guo et al. 2017, arXiv:1706.04599;
    lower
    is better). `…_low` and `…_high` bound 95 % of 1000 bootstrap samples of sentences (Efron 1979).
    """
    files = sorted(
        [*Path(directory).glob("newsmtsc_rw_*.jsonl"), *Path(directory).glob("newsmtsc_mt_*.jsonl")]
    )
    if not files:
        raise ValueError(f"{directory} holds no newsmtsc_rw_*.jsonl and no newsmtsc_mt_*.jsonl")
    return pd.concat([_measured(file) for file in files], ignore_index=True)


def tables(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Labelled rows as a mentions and a sentences table, each sentence once."""
    number, texts = pd.factorize(rows["sentence"])
    sentences = pd.DataFrame(
        {
            "doc_id": "gold",
            "par_id": 1,
            "sent_id": np.arange(len(texts)) + 1,
            "start": 0,
            "end": [len(text) for text in texts],
            "text": texts,
        }
    )
    mentions = pd.DataFrame(
        {
            "doc_id": "gold",
            "sent_id": number + 1,
            "start": rows["from"],
            "end": rows["to"],
            "surface": rows["mention"],
        }
    )
    return mentions, sentences


def macro_f1(label: np.ndarray, said: np.ndarray) -> float:
    """Mean F1 of the three classes; a class that is neither meant nor said counts 0.

    >>> round(macro_f1(np.array([-1, 0, 1, 1]), np.array([-1, 0, 1, 0])), 3)
    0.778
    """
    right = [((label == k) & (said == k)).sum() for k in (-1, 0, 1)]
    total = [(label == k).sum() + (said == k).sum() for k in (-1, 0, 1)]
    return float(np.mean([2 * r / t if t else 0 for r, t in zip(right, total)]))


def calibration_error(chances: np.ndarray, label: np.ndarray) -> float:
    """Mean distance of confidence and accuracy over bins of the top probability, weighed by their sizes."""
    top, right = chances.max(1), chances.argmax(1) - 1 == label
    bin_ = np.minimum((top * BINS).astype(int), BINS - 1)
    return float(np.abs(np.bincount(bin_, top - right)).sum() / len(label))


def _figures(chances: np.ndarray, certain: np.ndarray, label: np.ndarray) -> dict[str, float]:
    said, top = chances.argmax(1) - 1, chances.max(1)
    half = top >= np.median(top)
    return {
        "macro_f1": macro_f1(label, said),
        "accuracy": float((label == said).mean()),
        "surest_half_f1": macro_f1(label[half], said[half]),
        "certain_share": float(certain.mean()),
        "certain_f1": macro_f1(label[certain], said[certain]),
        "ece": calibration_error(chances, label),
    }


def _bounds(measure, groups: np.ndarray) -> dict[str, float]:
    """95 % bounds of each figure of `measure(rows)` over samples of groups with replacement."""
    members = pd.Series(np.arange(len(groups))).groupby(groups).apply(np.array).tolist()
    random = np.random.default_rng(SEED)
    samples = pd.DataFrame(
        [
            measure(np.concatenate([members[i] for i in random.integers(0, len(members), len(members))]))
            for _ in range(RESAMPLES)
        ]
    )
    bounds = samples.quantile([0.025, 0.975])
    return {
        f"{name}_{side}": bounds[name].iloc[i] for name in bounds for i, side in enumerate(("low", "high"))
    }


def _measured(file: Path) -> pd.DataFrame:
    rows = pd.read_json(file, lines=True)
    mentions, sentences = tables(rows)
    result, label, groups = (
        toward(mentions, sentences),
        rows["polarity"].to_numpy(),
        mentions["sent_id"].to_numpy(),
    )
    chances, certain = result[[*CHANCES]].to_numpy(), result["certain"].to_numpy()

    def ours(at):
        return _figures(chances[at], certain[at], label[at])

    found = [{"instrument": "toward", **ours(np.arange(len(rows))), **_bounds(ours, groups)}]
    scores = score(sentences, instruments=["textblob", "vader"]).iloc[groups - 1]
    for instrument, column in (("textblob", "polarity"), ("vader", "compound")):
        value = scores[column].to_numpy()
        said = np.where(np.abs(value) < NEUTRAL_WITHIN, 0, np.sign(value)).astype(int)

        def theirs(at, said=said):
            return {
                "macro_f1": macro_f1(label[at], said[at]),
                "accuracy": float((label[at] == said[at]).mean()),
            }

        found.append({"instrument": instrument, **theirs(np.arange(len(rows))), **_bounds(theirs, groups)})
    table = pd.DataFrame(found)
    table.insert(0, "file", file.stem)
    table.insert(2, "n", len(rows))
    return table


if __name__ == "__main__":
    with pd.option_context("display.width", 200, "display.max_columns", 30):
        print(toward_quality(Path(sys.argv[1])).round(3).T.to_string())
