"""How well `toward` agrees with human readers: `python benchmarks/quality_toward.py DIR`.

DIR holds newsmtsc_rw_*.jsonl, newsmtsc_mt_*.jsonl or both.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from _scores import bounds, macro_f1, read

from helpers._tables import CHANCES
from helpers.sentiment import score, toward

BINS, DRAWS, SEED = 15, 1000, 0
NAMES = {  # two groups after two, of people alike but for what tells the groups apart
    "men": ("John Miller", "Peter Brandt", "Omar Haddad", "Luis Ortega", "David Chen"),
    "women": ("Mary Miller", "Petra Brandt", "Layla Haddad", "Luisa Ortega", "Diana Chen"),
    "Democrats": ("Hillary Clinton", "Barack Obama", "Nancy Pelosi", "Joe Biden", "Chuck Schumer"),
    "Republicans": ("Donald Trump", "Mitt Romney", "Paul Ryan", "Mike Pence", "Mitch McConnell"),
}
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
    is better). `…_low` and `…_high` are the bounds of a 95 % interval: sentences drawn with replacement,
    1,000 times, seeded.
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


def _measured(file: Path) -> pd.DataFrame:
    rows = pd.DataFrame(read(file))
    mentions, sentences = tables(rows)
    label, groups = rows["polarity"].to_numpy(), mentions["sent_id"].to_numpy()
    figures = {"toward": _ours(mentions, sentences, label), **_theirs(mentions, sentences, label)}
    table = pd.DataFrame(
        {
            "file": file.stem,
            "instrument": instrument,
            "n": len(rows),
            **measure(np.arange(len(rows))),
            **bounds(measure, groups, draws=DRAWS, seed=SEED),
        }
        for instrument, measure in figures.items()
    )
    return table


def _ours(mentions: pd.DataFrame, sentences: pd.DataFrame, label: np.ndarray):
    """The function that measures `toward` on some of the rows."""
    result = toward(mentions, sentences)
    chances, certain = result[list(CHANCES)].to_numpy(), result["certain"].to_numpy()
    return lambda rows: _figures(chances[rows], certain[rows], label[rows])


def _theirs(mentions: pd.DataFrame, sentences: pd.DataFrame, label: np.ndarray) -> dict:
    """The functions that measure TextBlob and VADER, which score the whole sentence, on some of the rows."""
    scores = score(sentences, instruments=["textblob", "vader"]).iloc[mentions["sent_id"] - 1]

    def measure(column):
        value = scores[column].to_numpy()
        said = np.where(np.abs(value) < NEUTRAL_WITHIN, 0, np.sign(value)).astype(int)
        return lambda rows: {
            "macro_f1": macro_f1(label[rows], said[rows]),
            "accuracy": float((label[rows] == said[rows]).mean()),
        }

    return {"textblob": measure("polarity"), "vader": measure("compound")}


def names_moved(directory: Path, *, every: int = 8) -> pd.DataFrame:
    """Measure what a name alone moves: the mean tone with each name in place of the labelled one.

    Every so many-th row whose mention begins with a capital is read once for each name. Returns one row per
    group of names: `group, names, sentences, tone` and `shift` from the mean of the pair of groups.
    """
    files = sorted(Path(directory).glob("newsmtsc_[rm][wt]_*.jsonl"))
    rows = [row for file in files for row in read(file) if row["mention"][:1].isupper()][::every]
    table = []
    for group, names in NAMES.items():
        swapped = [
            {
                "sentence": row["sentence"][: row["from"]] + name + row["sentence"][row["to"] :],
                "mention": name,
                "from": row["from"],
                "to": row["from"] + len(name),
            }
            for name in names
            for row in rows
        ]
        tone = toward(*tables(pd.DataFrame(swapped)))["tone"].mean()
        table.append({"group": group, "names": len(names), "sentences": len(rows), "tone": tone})
    found = pd.DataFrame(table)
    pairs = found.groupby(np.arange(len(found)) // 2)["tone"]
    return found.assign(shift=found["tone"] - pairs.transform("mean"))


if __name__ == "__main__":
    with pd.option_context("display.width", 200, "display.max_columns", 30):
        print(toward_quality(Path(sys.argv[1])).round(3).T.to_string())
        print(names_moved(Path(sys.argv[1])).round(3).to_string(index=False))
