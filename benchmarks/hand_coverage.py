"""Do the 95 % intervals of the hand check cover what they say? Simulated studies, with the kit's own draw
and estimate.

A world is a number of sentences, how many of them are coded, how common negative and positive sentences are,
how good the instrument is, and whether the sample is stratified by the classes of another, middling one. In
each study the sentences get their true classes at random; the instrument sees the true class of a sentence
with probability `quality` and else guesses by the classes' shares; a sample is drawn and coded without error;
and the intervals are held against the mean over all the sentences of this study ("these texts") and against
the mean from which they were made ("texts like these").

    python benchmarks/hand_coverage.py [studies]     (2000: ten minutes; writes helpers/data/coverage.csv)
"""

import sys
import time
from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from helpers import ROOT
from helpers._files import csv_bytes, replace
from helpers.handcheck._draw import allocate
from helpers.handcheck._estimate import estimate

SIZES = [  # sentences, and how many of them are coded
    *[(23, n) for n in (12, 20)],
    *[(60, n) for n in (20, 40)],
    *[(200, n) for n in (20, 50, 100)],
    *[(2000, n) for n in (50, 100, 200)],
]
CLASSES = [(0.05, 0.1), (0.1, 0.3), (0.3, 0.2), (0.6, 0.1)]  # shares of negative and of positive sentences
QUALITIES = [0.0, 0.5, 0.85]  # useless, middling, good
MIDDLING = 0.5
WHOLES = ["these texts", "texts like these"]
OUT = ROOT / "helpers" / "data" / "coverage.csv"


@cache
def allocated(sizes: tuple, n: int) -> list:
    return allocate(pd.Series(sizes), n).tolist()


def study(chance, size, n, shares, quality, stratified):
    """One study: the true classes, the instrument's, the strata, and which sentences are coded."""
    cut = np.cumsum(shares)
    truth, guess, other = (
        np.select([u < cut[0], u < cut[1]], [-1.0, 1.0], 0.0) for u in chance.random((3, size))
    )
    said = np.where(chance.random(size) < quality, truth, guess)
    other = np.where(chance.random(size) < MIDDLING, truth, other)
    stratum = np.unique(other, return_inverse=True)[1] if stratified else np.zeros(size, int)
    order, drawn = chance.permutation(size), []
    for h, k in enumerate(allocated(tuple(np.bincount(stratum).tolist()), n)):
        drawn.append(order[stratum[order] == h][:k])
    return truth, said, stratum, np.concatenate(drawn)


def world(size, n, shares, quality, stratified, *, studies, seed):
    """Coverage and mean width in one world: rows of `of, population, estimator, coverage, width`."""
    chance, hits = np.random.default_rng(seed), {}
    for _ in range(studies):
        truth, said, h, drawn = study(chance, size, n, shares, quality, stratified)
        for of, share in [("mean tone", False), ("share negative", True)]:
            y, f = ((truth < 0) * 1.0, (said < 0) * 1.0) if share else (truth, said)
            beyond = shares[0] if share else shares[1] - shares[0]
            for whole, estimator in product(WHOLES, ["hand", "corrected"]):
                score = f if estimator == "corrected" else f * 0
                result = estimate(
                    y[drawn],
                    score[drawn],
                    h[drawn],
                    score,
                    h,
                    bounded=share,
                    superpopulation=whole != WHOLES[0],
                )
                aim = y.mean() if whole == WHOLES[0] else beyond
                hits.setdefault((of, whole, estimator), []).append(
                    (result.low - 1e-9 <= aim <= result.high + 1e-9, result.high - result.low)
                )
    return [(*key, *np.mean(value, axis=0)) for key, value in hits.items()]


def simulate(*, studies, seed=1, sizes=SIZES, classes=CLASSES, qualities=QUALITIES):
    """All worlds: one row per world, number, population and estimator."""
    rows = []
    for number, (size, shares, quality, stratified) in enumerate(
        product(sizes, classes, qualities, [False, True])
    ):
        figures = world(*size, shares, quality, stratified, studies=studies, seed=[seed, number])
        rows += [(*size, *shares, quality, stratified, *row) for row in figures]
    world_of = ["sentences", "coded", "negative", "positive", "quality", "stratified"]
    return pd.DataFrame(rows, columns=[*world_of, "of", "population", "estimator", "coverage", "width"])


def summary(table, studies):
    """One row per size, number and population: the lowest, mean and highest coverage, and the widths."""
    keys = ["of", "population", "sentences", "coded"]
    corrected = table[table["estimator"] == "corrected"].groupby(keys)
    rows = corrected["coverage"].agg(worlds="size", lowest="min", mean="mean", highest="max")
    within = (
        corrected["coverage"].agg(lambda values: int(values.between(0.93, 0.97).sum())).rename("within_93_97")
    )
    width = table.groupby([*keys, "estimator"])["width"].mean().unstack()
    good = table[table["quality"] == max(QUALITIES)].groupby([*keys, "estimator"])["width"].mean().unstack()
    rows = rows.join(within).assign(
        studies=studies,
        width_hand=width["hand"],
        width_corrected=width["corrected"],
        width_hand_good=good["hand"],
        width_corrected_good=good["corrected"],
    )
    return rows.round(3).reset_index()


if __name__ == "__main__":
    began, studies = time.perf_counter(), int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    table = simulate(studies=studies)
    covered = summary(table, studies)
    replace(OUT, csv_bytes(covered))
    corrected = table[table["estimator"] == "corrected"]
    print(covered.to_string(index=False))
    for whole, rows in corrected.groupby("population"):
        print(
            f"{whole}: {len(rows)} worlds; {rows['coverage'].between(0.93, 0.97).sum()} within 93–97 %, "
            f"{(rows['coverage'] < 0.93).sum()} below, {(rows['coverage'] > 0.97).sum()} above"
        )
    print(
        "the lowest ten:\n"
        + corrected.nsmallest(10, "coverage").drop(columns="estimator").round(3).to_string(index=False)
    )
    print(f"{studies} studies a world, {time.perf_counter() - began:.0f} s")
