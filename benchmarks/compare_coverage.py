"""How often the intervals of `compare` hold the truth, and how often it finds what is not there.

    python benchmarks/compare_coverage.py [STUDIES]

Each simulated study has two outlets. Articles have 2 to 20 sentences and means of their own (so sentences of
an article are alike); tones are drawn back to −1…1, and many are exactly 0, as scores are. Printed are the
coverage of the 95 % interval of a difference of means, beside that of a bootstrap of whole articles and of
one that takes sentences for independent; how often a difference is found; false finds among 9 comparisons of
outlets and months after Holm's correction where nothing differs; and false finds of `compare.left_out` among
40 actors whom both outlets name alike.
"""

import sys

import numpy as np
import pandas as pd

from helpers import compare, corpus

TRUTH = 200_000  # articles from which the true mean of a design is known


def draw(rng: np.random.Generator, articles: int, shift: float) -> pd.DataFrame:
    """Scores of an outlet's articles: longer ones are a little more negative, so means are ratios."""
    size = rng.integers(2, 21, articles)
    article = np.repeat(np.arange(articles), size)
    own = rng.normal(0, 0.12, articles) - 0.004 * (size - 10)
    tone = (shift + own[article] + rng.standard_t(4, len(article)) * 0.2).clip(-1, 1)
    tone[rng.random(len(tone)) < 0.25] = 0  # sentences without a word that is rated
    return pd.DataFrame({"doc_id": article, "tone": tone})


def study(rng: np.random.Generator, articles: tuple[int, int], shift: float) -> pd.DataFrame:
    """Two outlets as one table of scores."""
    one, other = draw(rng, articles[0], shift), draw(rng, articles[1], 0)
    other["doc_id"] += articles[0]
    return pd.concat([one.assign(outlet="A"), other.assign(outlet="B")], ignore_index=True)


def bootstrapped(rows: pd.DataFrame, seed: int, *, whole: bool) -> tuple[float, float]:
    """The percentile interval of the difference over samples of articles, or of sentences."""
    rng, means = np.random.default_rng(seed), []
    for _, part in rows.groupby("outlet"):
        sums = part.groupby("doc_id")["tone"].agg(["sum", "size"]).to_numpy()
        units = sums if whole else np.column_stack([part["tone"], np.ones(len(part))])
        drawn = units[rng.integers(0, len(units), (400, len(units)))].sum(axis=1)
        means.append(drawn[:, 0] / drawn[:, 1])
    low, high = np.percentile(means[0] - means[1], [2.5, 97.5])
    return float(low), float(high)


def coverage(studies: int, articles: tuple[int, int], shift: float) -> dict[str, float]:
    """The share of studies whose interval holds the true difference, and that find one."""
    means = [draw(np.random.default_rng(9), TRUTH, s)["tone"].mean() for s in (shift, 0)]
    true, rng = means[0] - means[1], np.random.default_rng(1)
    held = {"Welch": 0, "bootstrap of articles": 0, "bootstrap of sentences": 0, "found": 0}
    for seed in range(studies):
        rows = study(rng, articles, shift)
        (row,) = compare.differences(rows, "tone", by="outlet").itertuples()
        held["Welch"] += row.low <= true <= row.high
        held["found"] += row.verdict != "none"
        for name, whole in (("bootstrap of articles", True), ("bootstrap of sentences", False)):
            low, high = bootstrapped(rows, seed, whole=whole)
            held[name] += low <= true <= high
    return {name: round(count / studies, 3) for name, count in held.items()}


def false_families(studies: int) -> float:
    """Studies of three months, two outlets, nothing different, in which any of 9 comparisons is a find."""
    rng, found = np.random.default_rng(2), 0
    for _ in range(studies):
        rows = study(rng, (24, 24), 0)
        rows["month"] = rows["doc_id"] % 3
        months = compare.differences(rows, "tone", by="month", within="outlet")
        outlets = compare.differences(rows, "tone", by="outlet", within="month")
        p = corpus.holm(pd.concat([months["p"], outlets["p"]]).to_numpy())
        found += bool((p < 0.05).any())
    return round(found / studies, 3)


def falsely_left_out(studies: int) -> float:
    """Studies in which an outlet is said to leave an actor out whom both name at the same rate."""
    rng, found = np.random.default_rng(3), 0
    documents = pd.DataFrame({"doc_id": range(40), "outlet": ["A"] * 20 + ["B"] * 20})
    for _ in range(studies):
        named = rng.random((40, 40)) < rng.beta(1, 4, 40)  # article × actor
        doc_id, actor = np.nonzero(named)
        mentions = pd.DataFrame({"doc_id": doc_id, "actor_id": actor, "label": actor, "kind": "person"})
        found += bool((compare.left_out(mentions, documents, by="outlet")["p_holm"] < 0.05).any())
    return round(found / studies, 3)


def main() -> None:
    studies = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    designs = [((5, 5), 0), ((10, 10), 0), ((15, 15), 0), ((15, 15), 0.15), ((8, 40), 0.15), ((60, 60), 0.05)]
    rows = [
        {"articles": f"{a} + {b}", "planted": shift} | coverage(studies, (a, b), shift)
        for (a, b), shift in designs
    ]
    print(f"{studies} studies each; where nothing is planted, `found` are false finds")
    print(pd.DataFrame(rows).to_string(index=False))
    print("any false find among 9 comparisons, Holm:", false_families(studies))
    print("any actor of 40 falsely left out, Holm:", falsely_left_out(studies))


if __name__ == "__main__":
    main()
