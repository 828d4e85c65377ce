"""Speed and exactness of the TextBlob columns: python benchmarks/sentiment.py ../shared/bench

Reads every sentence of every .jsonl file in the folder (every paragraph of an article), each once. Asserts
that the columns equal TextBlob's own on all of them, and prints time per sentence and ratios. All is timed in
one process and in turns, in processor seconds, so that what else the machine does falls on all alike.
"""

import argparse
import json
import sys
from functools import cache
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np
import pandas as pd
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from helpers.sentiment import _textblob

TURNS = 10


def read_sentences(folder: Path) -> list[str]:
    """Every distinct sentence of the .jsonl files in `folder`, in order; tokens are joined by blanks."""
    found: dict[str, None] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            texts = [" ".join(row["tokens"])] if "tokens" in row else [row.get("sentence", "")]
            found |= dict.fromkeys(texts + row.get("text", "").splitlines())
    return [text for text in found if text.strip()]


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
    column = pd.Series(texts)
    vader_scores(["good"])
    textblob_scores(["good"])  # loads its lexicon, which is not what we time
    cold, ours = seconds(_textblob.polarity_subjectivity, column)
    times = {"TextBlob": 0.0, "VADER": 0.0}
    warm, theirs = [], []
    for turn in range(TURNS):
        part = texts[turn::TURNS]
        took, scores = seconds(textblob_scores, part)
        times["TextBlob"] += took
        theirs += zip(range(turn, len(texts), TURNS), scores)
        times["VADER"] += seconds(vader_scores, part)[0]
        warm.append(seconds(_textblob.polarity_subjectivity, column)[0])
    reasons, _ = seconds(_textblob.assessments, column)
    theirs = np.array([scores for _, scores in sorted(theirs)])
    np.testing.assert_allclose(ours.to_numpy(), theirs, rtol=0, atol=1e-12)
    same = (ours.to_numpy() == theirs).all()
    print(f"{len(texts):,} distinct sentences, {np.mean([*map(len, texts)]):.0f} characters on average")
    print(f"all equal to 1e-12: yes; to the last bit: {'yes' if same else 'no'}")
    times |= {"columns": median(warm), "columns, first call": cold, "assessments": reasons}
    table = pd.DataFrame({"microseconds": times}).div(len(texts)).mul(1e6)
    table["times TextBlob"] = table.loc["TextBlob", "microseconds"] / table["microseconds"]
    table["times VADER"] = table.loc["VADER", "microseconds"] / table["microseconds"]
    print(table.round(1).to_string())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder with the .jsonl files")
    main(parser.parse_args().folder)
