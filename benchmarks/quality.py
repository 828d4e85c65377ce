"""Every quality figure of the kit, for the labelled data in a folder.

    python benchmarks/quality.py DIR            prints the figures
    python benchmarks/quality.py DIR --record   also writes helpers/data/validation.csv, which the notebooks show

The files are named as in the bench that the kit was developed on (segmentation.jsonl, nyt_sentences.jsonl,
newsmtsc_rw_*.jsonl, newsmtsc_mt_*.jsonl, ner_*.jsonl, alias_*.jsonl); what is not there is left out, and said.
"""

import argparse
import datetime
from pathlib import Path

import pandas as pd
from quality_merge import merge_quality
from quality_names import names_quality
from quality_seed import seed_quality
from quality_segmentation import segmentation
from quality_tone import tone_quality
from quality_toward import toward_quality

from helpers import ROOT

TASKS = {
    "sentence ends inside paragraphs": (
        "segmentation.jsonl",
        lambda folder: segmentation(folder / "segmentation.jsonl"),
    ),
    "tone of a sentence": (
        "nyt_sentences.jsonl",
        lambda folder: tone_quality(folder / "nyt_sentences.jsonl"),
    ),
    "tone toward an actor": ("newsmtsc_[rm][wt]_*.jsonl", toward_quality),
    "names": ("ner_*.jsonl", names_quality),
    "names of one actor": ("alias_*.jsonl", merge_quality),
}
SEED_TASK = "the seed: its register drafted, against the one written by hand"
NAMES = {"textblob": "TextBlob", "vader": "VADER"}
NYT = "NYT editorial sentences rated by 20 readers (Hutto & Gilbert 2014)"
NEWSMTSC = "NewsMTSC, US political news (Hamborg & Donnay 2021)"


def measured(folder: Path) -> dict[str, pd.DataFrame]:
    """The table of each task that the folder has data for, printed as it comes."""
    tables = {}
    for task, (pattern, measure) in TASKS.items():
        print(f"\n{task} ({pattern})")
        if any(folder.glob(pattern)):
            tables[task] = measure(folder)
            print(tables[task].round(3).T.to_string(header=False))
        else:
            print("not in this folder")
    print(f"\n{SEED_TASK} (in the kit)")
    print(seed_quality().round(3).T.to_string(header=False))
    return tables


def validation(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The figures on texts that no instrument was trained on, one row for each measure."""
    tone = tables["tone of a sentence"].query("rows != 'train'")
    rows = [
        (
            "tone of a sentence",
            row["instrument"],
            measure,
            row[measure],
            row[f"{short}_low"],
            row[f"{short}_high"],
            row["n"],
            f"{NYT}, {row['rows']} rows",
        )
        for _, row in tone.iterrows()
        for measure, short in [("r", "r"), ("macro_f1", "f1")]
    ]
    measures = {
        "macro_f1": "macro_f1",
        "surest_half_f1": "macro_f1 on the surest half",
        "certain_share": "share certain",
        "certain_f1": "macro_f1 where certain",
        "ece": "calibration_error",
    }
    rows += [
        (
            f"tone toward an actor ({row['file'].split('_')[1]})",
            row["instrument"],
            name,
            row[measure],
            row[f"{measure}_low"],
            row[f"{measure}_high"],
            row["n"],
            f"{NEWSMTSC}, {row['file']}",
        )
        for _, row in tables["tone toward an actor"].iterrows()
        for measure, name in measures.items()
        if pd.notna(row[measure])
    ]
    rows += [
        (
            "names in a text",
            "names",
            f"{kind}_f1",
            row[f"{kind}_f1"],
            row[f"{kind}_f1_low"],
            row[f"{kind}_f1_high"],
            row["names"],
            f"{row['file'].removesuffix('.jsonl')}, kept apart",
        )
        for _, row in tables["names"].query("seen_in_training == 'no'").iterrows()
        for kind in ["typed", "untyped"]
    ]
    rows += [
        (
            "names of one actor",
            "merge",
            measure,
            row[measure],
            row[f"{measure}_low"],
            row[f"{measure}_high"],
            row["pairs"],
            f"{row['file'].removesuffix('.jsonl')}, in view when the rules were made",
        )
        for _, row in tables["names of one actor"].iterrows()
        for measure in ["precision", "recall", "f1"]
    ]
    table = pd.DataFrame(
        rows, columns=["task", "instrument", "measure", "value", "low", "high", "n", "source"]
    )
    order = {"tone": 0, "toward": 0, "names": 0, "merge": 0, "VADER": 1, "TextBlob": 2}
    table["instrument"] = table["instrument"].replace(NAMES)
    table = table.sort_values("instrument", key=lambda names: names.map(order), kind="stable")
    table["task"] = pd.Categorical(
        table["task"], sorted(table["task"].unique(), key=lambda task: ("tone" not in task, task))
    )
    return table.sort_values(["task", "measure"], kind="stable").assign(
        date=datetime.date.today().isoformat()
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder with labelled data")
    parser.add_argument("--record", action="store_true", help="write helpers/data/validation.csv")
    given = parser.parse_args()
    if not given.folder.is_dir():
        parser.error(f"{given.folder} is no folder")
    pd.set_option("display.width", 160)
    found = measured(given.folder)
    if given.record:
        table = validation(found)
        table.round(4).to_csv(ROOT / "helpers" / "data" / "validation.csv", index=False, lineterminator="\n")
