"""Every quality figure of the kit, for the labelled data in a folder: `python benchmarks/quality.py DIR`.

The files are named as in the bench that the kit was developed on; what is not there is left out, and said.
"""

import sys
from pathlib import Path

import pandas as pd
from quality_segmentation import segmentation

TASKS = {
    "sentence ends inside paragraphs": ("segmentation.jsonl", segmentation),
}


def main(directory: str) -> None:
    pd.set_option("display.width", 160, "display.max_columns", 30, "display.max_rows", 100)
    for task, (file, measure) in TASKS.items():
        path = Path(directory, file)
        print(f"\n{task} ({file})")
        print(measure(path).round(3).to_string(index=False) if path.exists() else "not in this folder")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python benchmarks/quality.py DIR, a folder with labelled data (see README.md)")
    main(sys.argv[1])
