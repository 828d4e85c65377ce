"""Every notebook in a real browser, opened and run as a reader would."""

import json
import time

import pytest
from browsing import ERROR, PROMPTS, SECONDS, STDERR, run_all

from helpers import ROOT

PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIGURES = """[...document.querySelectorAll('.jp-OutputArea-output img')].map(
    e => e.complete && e.naturalWidth > 0 && e.naturalHeight > 0 && e.alt)"""
MANIFEST = json.loads((ROOT / "figures" / "manifest.json").read_text("utf-8"))


@pytest.mark.parametrize("name", [p.name for p in PATHS], ids=[p.stem for p in PATHS])
def test_runs_from_top_to_bottom(page, address, name):
    run_all(page, address, name)
    cells = [c for c in json.loads((ROOT / "notebooks" / name).read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    assert page.locator(ERROR).all_inner_texts() == []
    assert page.locator(STDERR).all_inner_texts() == []
    assert page.evaluate(PROMPTS) == [f"[{number}]:" for number in range(1, len(cells) + 1)]
    wanted = {figure["alt"] for figure in MANIFEST.values() if figure["notebook"] == name.removesuffix(".ipynb")}
    until = time.monotonic() + 20
    while not (wanted <= set(shown := page.evaluate(FIGURES)) and all(shown)) and time.monotonic() < until:
        page.wait_for_timeout(200)  # the last figure is still being drawn
    assert wanted <= set(shown) and all(shown)
    assert [url for url in page.asked if not url.startswith((address, "data:", "blob:"))] == []


def test_a_notebook_saved_by_jupyterlab_is_the_committed_one(window, address, kit):
    """Run and saved in JupyterLab, then normalised: the same bytes as `python -m helpers notebooks` wrote."""
    from helpers import _notebooks

    name = PATHS[0].name
    page = window.new_page()
    page.set_default_timeout(SECONDS * 1000)
    run_all(page, address, name)
    page.keyboard.press("Control+s")
    committed, there = (ROOT / "notebooks" / name).read_text("utf-8"), kit / "notebooks" / name
    until = time.monotonic() + 20

    def text():
        return there.read_text("utf-8")

    # It is saved when the file is no longer the committed one, and wholly when its last brace is there.
    while (text() == committed or not text().rstrip().endswith("}")) and time.monotonic() < until:
        time.sleep(0.2)
    page.close()
    assert _notebooks.normalise(text()) == committed
    assert text() != committed  # it was saved, and not only left alone
