"""How much `actors.pronouns` resolves, and a drawn sample for a reader to judge.

    python benchmarks/quality_pronouns.py DIRECTORY

reads the articles of `polnear_dev.jsonl` in the directory. No set of press text at hand says who "he" is, so
precision is a reader's verdict on the sample; the share resolved is counted.
"""

import sys
from pathlib import Path

import pandas as pd
from _scores import read

from helpers.actors import merge, names, pronouns
from helpers.corpus import sentences

SEED, SAMPLE = 20260101, 60


def pronoun_quality(directory: str | Path, sample: int = SAMPLE) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count what becomes of "he" and "she", and draw resolved ones to be read.

    Parameters
    ----------
    directory : folder with `polnear_dev.jsonl` (one article a line, `text`).
    sample : how many resolved pronouns to draw.

    Returns
    -------
    Two DataFrames: `reason, pronouns, share` (0…1), one row per outcome; and `label, before, here`, one
    row per drawn pronoun: the sentence before, and its own with the pronoun in brackets.
    """
    texts = [row["text"] for row in read(Path(directory) / "polnear_dev.jsonl")]
    table = sentences(pd.DataFrame({"doc_id": [str(n) for n in range(len(texts))], "text": texts}))
    found = pronouns(table, merge(names(table)))
    found = found[found["reason"] != "unresolved: plural"]
    outcome = found["reason"].str.replace(": “.*", "", regex=True).value_counts().rename_axis("reason")
    drawn = found[found["actor_id"] != ""]
    drawn = drawn.sample(min(sample, len(drawn)), random_state=SEED)
    counts = outcome.rename("pronouns").reset_index()
    return counts.assign(share=counts["pronouns"] / len(found)), _in_context(drawn, table)


def _in_context(drawn: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    texts = {(row.doc_id, row.sent_id): (row.start, row.text) for row in table.itertuples()}
    rows = []
    for row in drawn.itertuples():
        start, text = texts[row.doc_id, row.sent_id]
        left, right = row.start - start, row.end - start
        before = texts.get((row.doc_id, row.sent_id - 1), (0, ""))[1]
        rows.append((row.label, before, f"{text[:left]}[{row.surface}]{text[right:]}"))
    return pd.DataFrame(rows, columns=["label", "before", "here"])


if __name__ == "__main__":
    measured, to_read = pronoun_quality(sys.argv[1])
    print(measured.round(3).to_string(index=False))
    for line in to_read.itertuples(index=False):
        print(f"\n{line.label} | {line.before} | {line.here}")
