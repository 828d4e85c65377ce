"""Every notebook in a real browser, opened and run as a reader would."""

import json
import re
import time

import pytest
from browsing import ERROR, PROMPTS, STDERR, run_all

from helpers import ROOT, _notebooks

PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIGURES = """[...document.querySelectorAll('.jp-OutputArea-output img')].map(
    e => e.complete && e.naturalWidth > 0 && e.naturalHeight > 0 && e.alt)"""
MANIFEST = json.loads((ROOT / "figures" / "manifest.json").read_text("utf-8"))


def without_pixels(text):
    return re.sub(r"data:image/png;base64,[\w+/=]+", "", text)


def opened(text):
    """A notebook as it is after Run All, which opens the folded appendix."""
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        cell["metadata"].pop(_notebooks.COLLAPSED, None)
    return without_pixels(_notebooks.normalise(json.dumps(notebook)))


def saved(page, path):
    """Text of the notebook as JupyterLab saves it, in the committed form."""
    before = path.read_text("utf-8")
    page.keyboard.press("Control+s")
    until = time.monotonic() + 20
    # It is saved when the file is no longer the old one, and wholly when its last brace is there.
    while (
        (text := path.read_text("utf-8")) == before or not text.rstrip().endswith("}")
    ) and time.monotonic() < until:
        page.wait_for_timeout(100)
    assert text != before  # it was saved, and not only left alone
    return opened(text)


@pytest.mark.parametrize("name", [p.name for p in PATHS], ids=[p.stem for p in PATHS])
def test_runs_from_top_to_bottom_and_is_saved_as_committed(page, address, kit, name):
    run_all(page, address, name)
    cells = [
        c
        for c in json.loads((ROOT / "notebooks" / name).read_text("utf-8"))["cells"]
        if c["cell_type"] == "code"
    ]
    assert page.locator(ERROR).all_inner_texts() == []
    assert page.locator(STDERR).all_inner_texts() == []
    assert page.evaluate(PROMPTS) == [f"[{number}]:" for number in range(1, len(cells) + 1)]
    wanted = {
        figure["alt"] for figure in MANIFEST.values() if figure["notebook"] == name.removesuffix(".ipynb")
    }
    until = time.monotonic() + 20
    while not (wanted <= set(shown := page.evaluate(FIGURES)) and all(shown)) and time.monotonic() < until:
        page.wait_for_timeout(200)  # the last figure is still being drawn
    assert wanted <= set(shown) and all(shown)
    assert saved(page, kit / "notebooks" / name) == opened((ROOT / "notebooks" / name).read_text("utf-8"))
    assert [url for url in page.asked if not url.startswith((address, "data:", "blob:"))] == []
