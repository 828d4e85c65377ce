"""How well each instrument of sentence tone agrees with human readers: python benchmarks/quality_tone.py FILE

The file (nyt_sentences.jsonl) has one JSON object a line: `text`, `score` (mean rating of 20 readers, −4 …
4), `id` (article before the "_"), and perhaps `split` (then each split is measured apart).

The same authors had tweets, Amazon and movie snippets rated (Hutto & Gilbert 2014, MIT licence): the files
…_GroundTruth.txt in additional_resources/hutto_ICWSM_2014.tar.gz of the source package of vaderSentiment
3.3.2. No instrument of the kit has seen them; `elsewhere` measures all on them.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from _scores import bounds, macro_f1, read

from helpers.sentiment import instrument, instruments

EDGE = 0.5  # ratings beyond ±0.5 are positive or negative (the convention of the data's README)
# For each instrument the two bounds with the best macro-F1, and the least-squares line from its value to the
# rating, on the `train` rows of nyt_sentences.jsonl (`python benchmarks/quality_tone.py FILE --bounds` prints
# them). An instrument that is not listed has its own bounds, and estimates the rating divided by 4, as `tone`
# does.
BOUNDS = {"textblob": (0.0, 0.2), "vader": (0.0, 0.3612)}
LINES = {"textblob": (1.1631, -0.1992), "vader": (1.0928, -0.1661)}
QUARTER = (4.0, 0.0)
ELSEWHERE = {
    "tweets": "tweets",
    "amazonReviewSnippets": "Amazon snippets",
    "movieReviewSnippets": "movie snippets",
}
COLUMNS = ["id", "score", "text"]


def tone_quality(path: Path, *, draws: int = 1000, seed: int = 0) -> pd.DataFrame:
    """Return how well each instrument agrees with the ratings in a file, one row per instrument (and split).

    Columns: `instrument`, `rows` (train, dev … or all), `n`; `r` (Pearson, higher means closer agreement) and
    `macro_f1` (mean F1 of negative, neutral and positive, 0 … 1) with `r_low`, `r_high`, `macro_f1_low`,
    `macro_f1_high` (95 % bootstrap over whole articles); `mean_error` (mean absolute difference from the
    rating, points of −4 … 4, after the line fitted on the train rows), `bias` (mean of value − rating, same
    unit), `slope` (of the rating on the value; 1 is calibrated) and `silent` (share of sentences with exactly
    0). On the rows that `tone` was estimated on (`train`) its figures flatter it.
    """
    gold = rated(path)
    values = scores(gold["text"])
    parts = gold.groupby(
        gold["split"] if "split" in gold else pd.Series("all", index=gold.index), sort=False
    ).groups
    rows = [
        {
            "instrument": name,
            "rows": part,
            **agreement(values.loc[index, name], gold.loc[index], name, draws, seed),
        }
        for part, index in parts.items()
        for name in values
    ]
    return pd.DataFrame(rows)


def elsewhere(folder: Path) -> pd.DataFrame:
    """The same figures for the kinds of text that no instrument was made for: `rows` names them."""
    tables = [
        tone_quality(folder / f"{name}_GroundTruth.txt").assign(rows=kind)
        for name, kind in ELSEWHERE.items()
        if (folder / f"{name}_GroundTruth.txt").exists()
    ]
    return pd.concat(tables, ignore_index=True)


def rated(path: Path) -> pd.DataFrame:
    """The rated sentences of a file, with the `article` that each comes from."""
    if path.suffix == ".txt":
        lines = [line.split("\t") for line in path.read_text("utf-8", errors="replace").splitlines()]
        gold = pd.DataFrame([(name, float(score), text) for name, score, text in lines], columns=COLUMNS)
    else:
        gold = pd.DataFrame(read(path))
    return gold.assign(article=gold["id"].astype(str).str.split("_").str[0])


def scores(texts: pd.Series) -> pd.DataFrame:
    """One column per instrument, each −1 … 1."""
    return pd.DataFrame(
        {one.name: one.score(texts)[one.column].to_numpy() for one in instruments()}, texts.index
    )


def agreement(scores: pd.Series, gold: pd.DataFrame, name: str, draws: int, seed: int) -> dict[str, float]:
    """The figures of one instrument on one set of rated sentences."""
    rating, value = gold["score"].to_numpy(), scores.to_numpy()
    truth, guess = classes(rating, -EDGE, EDGE), classes(value, *BOUNDS.get(name, instrument(name).bounds))
    slope, level = LINES.get(name, QUARTER)
    line = slope * value + level

    def measure(rows: np.ndarray) -> dict[str, float]:
        r = pearson(value[rows], rating[rows])
        return {"r": r, "macro_f1": macro_f1(truth[rows], guess[rows])}

    return {
        "n": len(rating),
        **measure(np.arange(len(rating))),
        **bounds(measure, gold["article"], draws=draws, seed=seed),
        "mean_error": np.abs(line - rating).mean(),
        "bias": (line - rating).mean(),
        "slope": np.polyfit(line, rating, 1)[0],
        "silent": (value == 0).mean(),
    }


def classes(value: np.ndarray, low: float, high: float) -> np.ndarray:
    """−1 negative (below `low`), 0 neutral, 1 positive (above `high`)."""
    return np.where(value < low, -1, np.where(value > high, 1, 0))


def pearson(a: np.ndarray, b: np.ndarray) -> float:
    return np.corrcoef(a, b)[0, 1]


def best_bounds(value: np.ndarray, rating: np.ndarray) -> tuple[float, float]:
    """The two bounds with the best macro-F1 among the 3rd, 6th … 97th percentiles of the values."""
    truth = classes(rating, -EDGE, EDGE)
    grid = np.unique(np.quantile(value, np.linspace(0.03, 0.97, 48)).round(4))
    return max((macro_f1(truth, classes(value, a, b)), a, b) for a in grid for b in grid if a <= b)[1:]


def constants(path: Path) -> Iterator[tuple]:
    """The bounds and lines of TextBlob and VADER by the train rows of a file."""
    gold = rated(path).query("split == 'train'")
    values = scores(gold["text"])
    for name in BOUNDS:
        yield (
            name,
            best_bounds(values[name].to_numpy(), gold["score"].to_numpy()),
            np.polyfit(values[name], gold["score"], 1).round(4),
        )


if __name__ == "__main__":
    if "--bounds" in sys.argv:
        print(*constants(Path(sys.argv[1])), sep="\n")
    else:
        print(tone_quality(Path(sys.argv[1])).round(3).to_string(index=False))
