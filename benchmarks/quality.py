"""Every quality figure of the kit, for the labelled data in a folder.

    python benchmarks/quality.py DIR            prints the figures
    python benchmarks/quality.py DIR --record   also writes helpers/data/validation.csv, which notebooks show

The files are named as in the bench that the kit was developed on (segmentation.jsonl, nyt_sentences.jsonl,
newsmtsc_rw_*.jsonl, newsmtsc_mt_*.jsonl, ner_*.jsonl, alias_*.jsonl, polnear_*.jsonl); what is not there is
named and left out.
"""

import argparse
import datetime
from pathlib import Path

import pandas as pd
from quality_merge import merge_quality
from quality_names import names_quality
from quality_quotes import quotes_quality
from quality_seed import seed_quality
from quality_segmentation import segmentation
from quality_tone import elsewhere, tone_quality
from quality_toward import toward_quality

from helpers import ROOT
from helpers._files import csv_bytes, replace
from helpers.sentiment import instruments

TONE, TOWARD, MERGE = "tone of a sentence", "tone toward an actor", "names of one actor"
ELSEWHERE = "tone of a sentence, elsewhere"
QUOTES = "quotations and their speakers"
TASKS = {
    "sentence ends inside paragraphs": (
        "segmentation.jsonl",
        lambda folder: segmentation(folder / "segmentation.jsonl"),
    ),
    TONE: ("nyt_sentences.jsonl", lambda folder: tone_quality(folder / "nyt_sentences.jsonl")),
    ELSEWHERE: ("*_GroundTruth.txt", elsewhere),
    TOWARD: ("newsmtsc_[rm][wt]_*.jsonl", toward_quality),
    "names": ("ner_*.jsonl", names_quality),
    MERGE: ("alias_*.jsonl", merge_quality),
    QUOTES: ("polnear_*.jsonl", quotes_quality),
}
TOWARD_MEASURES = {
    "macro_f1": "macro_f1",
    "surest_half_f1": "macro_f1 on the surest half",
    "certain_share": "share certain",
    "certain_f1": "macro_f1 where certain",
    "ece": "calibration_error",
}
COLUMNS = ["task", "instrument", "measure", "value", "low", "high", "n", "source"]
SEED_TASK = "the seed: its register drafted, against the one written by hand"
NAMES = {one.name: one.label for one in instruments()}
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


def validation(tables: dict[str, pd.DataFrame], before: pd.DataFrame) -> pd.DataFrame:
    """The figures on texts that no instrument was trained on, one row for each measure.

    Rows of a task that was not measured now (no data in the folder) stay as they were before.
    """
    rows = [row for task in RECORDED.keys() & tables for row in RECORDED[task](tables[task])]
    new = pd.DataFrame(rows, columns=COLUMNS).assign(date=datetime.date.today().isoformat()).round(4)
    new["instrument"] = new["instrument"].replace(NAMES)
    table = pd.concat([new, before[~before["task"].isin(new["task"])]])
    order = dict.fromkeys(["toward", "names", "merge", "quotations"], 0)
    order |= {one.label: number for number, one in enumerate(instruments()[::-1])}
    by = table["task"].map(lambda task: ("tone" not in task, task)), table["instrument"].map(order)
    table = table.assign(by_task=by[0], by_instrument=by[1])
    table = table.sort_values(["by_task", "measure", "by_instrument"], kind="stable")
    return table[before.columns]


def _figure(row: pd.Series, measure: str) -> tuple:
    """A figure and its bounds."""
    return row[measure], row[f"{measure}_low"], row[f"{measure}_high"]


def _tone_rows(table: pd.DataFrame):
    for _, row in table.query("rows != 'train'").iterrows():
        for measure in ["r", "macro_f1"]:
            source = f"{NYT}, {row['rows']} rows"
            yield TONE, row["instrument"], measure, *_figure(row, measure), row["n"], source


def _elsewhere_rows(table: pd.DataFrame):
    for _, row in table.iterrows():
        for measure in ["r", "macro_f1"]:
            source = f"{row['rows']} rated by 20 readers (Hutto & Gilbert 2014)"
            yield ELSEWHERE, row["instrument"], measure, *_figure(row, measure), row["n"], source


def _toward_rows(table: pd.DataFrame):
    for _, row in table.iterrows():
        task, source = f"{TOWARD} ({row['file'].split('_')[1]})", f"{NEWSMTSC}, {row['file']}"
        for measure, name in TOWARD_MEASURES.items():
            if pd.notna(row[measure]):
                yield task, row["instrument"], name, *_figure(row, measure), row["n"], source


def _names_rows(table: pd.DataFrame):
    for _, row in table.query("seen_in_training == 'no'").iterrows():
        source = f"{row['file'].removesuffix('.jsonl')}, kept apart"
        for measure in ["typed_f1", "untyped_f1"]:
            yield "names in a text", "names", measure, *_figure(row, measure), row["names"], source


def _merge_rows(table: pd.DataFrame):
    for _, row in table.iterrows():
        source = f"{row['file'].removesuffix('.jsonl')}, in view when the rules were made"
        for measure in ["precision", "recall", "f1"]:
            yield MERGE, "merge", measure, *_figure(row, measure), row["pairs"], source


def _quotes_rows(table: pd.DataFrame):
    for _, row in table[~table["file"].str.contains("train")].iterrows():
        source = f"PolNeAR, US campaign news, {row['file']}, in view when the rules were made"
        for measure in ["speaker_precision", "speaker_f1", "f1_30", "f1_80", "iou_50", "attributed"]:
            yield QUOTES, "quotations", measure, *_figure(row, measure), row["gold"], source


RECORDED = {
    TONE: _tone_rows,
    ELSEWHERE: _elsewhere_rows,
    TOWARD: _toward_rows,
    "names": _names_rows,
    MERGE: _merge_rows,
    QUOTES: _quotes_rows,
}


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
    tables = measured(given.folder)
    if given.record:
        path = ROOT / "helpers" / "data" / "validation.csv"
        replace(path, csv_bytes(validation(tables, pd.read_csv(path))))
