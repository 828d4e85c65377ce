"""The measures of quality, on gold that a hand can count."""

import json
import sys

from helpers import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
from quality_segmentation import segmentation


def test_sentence_ends_counted_by_hand(tmp_path):
    """Inside the paragraph gold ends after 4 and 13 characters, ours after 4, 8 and 18: one is shared."""
    row = {"doc": "wsj0", "text": "One. Two. Three four. Five.\n\nSix.", "ends_nonspace": [4, 13, 23, 27]}
    row["paragraph_ends"] = [23, 27]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    (result,) = segmentation(path).to_dict("records")
    assert (result["genre"], result["documents"], result["boundaries"]) == ("newswire", 1, 2)
    assert (result["precision"], result["recall"], result["f1"]) == (1 / 3, 1 / 2, 0.4)
