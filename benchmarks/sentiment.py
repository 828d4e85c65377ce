"""Speed and exactness of the TextBlob columns: python benchmarks/sentiment.py ../shared/bench

Reads every sentence of every .jsonl file in the folder (every paragraph of an article), each once. Asserts
that the columns equal TextBlob's own on all of them, and prints time per sentence and ratios. All is timed in
one process and in turns, in processor seconds, so that what else the machine does falls on all alike.
"""

import argparse
import json
import sys
from functools import cache, partial
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np
import pandas as pd
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from helpers import sentiment

TURNS = 10
ENCODED = 2000  # sentences, evenly from all, that the encoder reads
score, reasons = (partial(f, instruments=["textblob"]) for f in (sentiment.score, sentiment.reasons))


def read_sentences(folder: Path) -> list[str]:
    """Every distinct sentence of the .jsonl files in `folder`, in order; tokens are joined by blanks."""
    texts: dict[str, None] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            own = [" ".join(row["tokens"])] if "tokens" in row else [row.get("sentence", "")]
            texts |= dict.fromkeys(own + row.get("text", "").splitlines())
    return [text for text in texts if text.strip()]


def textblob_scores(texts: list[str]) -> list[tuple[float, float]]:
    return [tuple(TextBlob(text).sentiment) for text in texts]


@cache
def vader() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def vader_scores(texts: list[str]) -> list[float]:
    return [vader().polarity_scores(text)["compound"] for text in texts]


def seconds(measure, *arguments) -> tuple[float, object]:
    """Processor seconds that one call takes, and its result."""
    began = process_time()
    result = measure(*arguments)
    return process_time() - began, result


def main(folder: Path) -> None:
    texts = read_sentences(folder)
    if not texts:
        sys.exit(f"no sentence in {folder}: expected .jsonl files with sentence, tokens or text")
    lengths = np.array([len(text) for text in texts])
    starts = np.cumsum(lengths) - lengths
    table = pd.DataFrame({"doc_id": "a", "par_id": 1, "sent_id": range(1, len(texts) + 1)}).assign(
        start=starts, end=starts + lengths, text=pd.array(texts, dtype="str")
    )
    vader_scores(["good"])
    textblob_scores(["good"])  # loads its lexicon, which is not what we time
    cold, scores = seconds(score, table)
    ours = scores[["polarity", "subjectivity"]].to_numpy()
    times = {"TextBlob": 0.0, "VADER": 0.0}
    warm, theirs = [], []
    for turn in range(TURNS):
        part = texts[turn::TURNS]
        took, values = seconds(textblob_scores, part)
        times["TextBlob"] += took
        theirs += zip(range(turn, len(texts), TURNS), values)
        times["VADER"] += seconds(vader_scores, part)[0]
        warm.append(seconds(score, table)[0])
    asked, _ = seconds(reasons, table)
    theirs = np.array([values for _, values in sorted(theirs)])
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-12)
    same = (ours == theirs).all()
    print(f"{len(texts):,} distinct sentences, {lengths.mean():.0f} characters on average")
    print(f"all equal to 1e-12: yes; to the last bit: {'yes' if same else 'no'}")
    times |= {"columns": median(warm), "columns, first call": cold, "reasons": asked}
    some = table.iloc[:: max(len(table) // ENCODED, 1)]
    encoded, _ = seconds(lambda: sentiment.score(some, ["encoder"]))
    times["encoder"] = encoded * len(texts) / len(some)
    print(f"the encoder reads {len(some) / encoded:.0f} sentences a processor second")
    table = pd.DataFrame({"microseconds": times}).div(len(texts)).mul(1e6)
    table["times TextBlob"] = table.loc["TextBlob", "microseconds"] / table["microseconds"]
    table["times VADER"] = table.loc["VADER", "microseconds"] / table["microseconds"]
    print(table.round(1).to_string())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder with the .jsonl files")
    main(parser.parse_args().folder)
