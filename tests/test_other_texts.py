"""Every notebook on texts unlike the seed: one that names nobody, two by two outlets, none of them coded.

The code runs without a kernel, which is quicker; its own checks (`assert`) are part of it.
"""

import runpy

import matplotlib
import nbformat
import pytest
from test_notebooks import PATHS

from helpers.figures import _export

NOBODY = "The rain fell all night. It was cold, and the roads were bad. By morning nothing was lost.\n"
TWO = {
    "a.txt": "Elena Marlow praised the plan. Mr Marlow said that Britain was a good and honest friend.\n",
    "b.txt": "The plan is a disgrace, Tom Brandt said. Mr Brandt blamed Britain for a cruel war.\n",
    "documents.csv": "doc_id,title,outlet,author,date,language,source\n"
    "a,A,One Paper,,2024-01-02,en,\nb,B,Other Paper,,2024-01-03,en,\n",
}
RUNS = [(path, TWO) for path in PATHS] + [(path, {"rain.txt": NOBODY}) for path in PATHS if path.stem > "04"]


def name(value):
    return getattr(value, "stem", f"{len(value)} files" if isinstance(value, dict) else None)


@pytest.mark.parametrize(("path", "texts"), RUNS, ids=name)
def test_a_notebook_runs_on_other_texts(path, texts, tmp_path, monkeypatch):
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, content in texts.items():
        (folder / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(path.parent)
    monkeypatch.setattr(_export, "FIGURES", tmp_path / "figures")
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert sum('TEXTS = "seeds"' in source for source in cells) == 1
    script = tmp_path / "cells.py"
    script.write_text("\n".join(cells).replace('TEXTS = "seeds"', f"TEXTS = {str(folder)!r}"), "utf-8")
    with matplotlib.rc_context():
        runpy.run_path(str(script), {"display": str})
    exported = list((tmp_path / "figures").glob("*/*.png"))
    assert len(exported) == sum(source.count(".export(") for source in cells)
