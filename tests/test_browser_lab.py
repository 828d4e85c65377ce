"""`make lab` in a real browser: the first minute, texts of one's own, and a saved notebook a day later."""

import shutil
import time

import nbformat
import pytest
from browsing import ERROR, PROMPTS, STDERR, lab

from helpers import ROOT
from helpers._notebooks import KERNEL, WIDGET

TABS = "[...document.querySelectorAll('.lm-DockPanel-tabBar .lm-TabBar-tabLabel')].map(e => e.textContent)"
FILES = "[...document.querySelectorAll('.jp-DirListing-itemText')].map(e => e.textContent)"
CUT = """[...document.querySelectorAll('.jp-DirListing-itemText, .jp-DirListing-itemName')].filter(
    e => e.scrollWidth > e.clientWidth).map(e => e.textContent)"""
SHUT_DOWN = "() => jupyterapp.serviceManager.sessions.shutdownAll()"
SOURCES = [
    "from helpers import actors, corpus, explore, short_path, table_path, texts_path",
    'TEXTS = "seeds"',
    "texts = texts_path(TEXTS)\nsentences = corpus.sentences(corpus.load(texts))\nprint(short_path(texts))",
    "register = actors.register_for(texts, sentences)\nprint(short_path(register.attrs['path']))",
    "explore.register_editor(register, sentences)",
]


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """A copy of the kit with a short notebook of the test's own: it reads the texts and opens the editor."""
    folder = tmp_path_factory.mktemp("made") / "kit"
    for part in ("helpers", "notebooks", "seeds"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", ".ipynb*"))
    cells = [nbformat.v4.new_code_cell(source) for source in SOURCES]
    (folder / "working").mkdir()
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.write(notebook, folder / "working" / "mine.ipynb")
    return folder


@pytest.fixture(scope="module")
def address(kit):
    with lab(kit, ours=True) as base:
        yield base


def opened(page, address, path=""):
    page.goto(f"{address}{path}")
    page.wait_for_function("() => window.jupyterapp?.started")
    page.evaluate("() => jupyterapp.restored")
    page.locator(".jp-Notebook").first.wait_for()
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(f"() => {PROMPTS}.some(t => t.includes('*'))")
    page.wait_for_function(f"() => !{PROMPTS}.some(t => t.includes('*'))")
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
    assert page.locator(ERROR).all_inner_texts() + page.locator(STDERR).all_inner_texts() == []


def save(page, path):
    before = path.stat().st_mtime_ns
    page.keyboard.press("Control+s")
    until = time.monotonic() + 20
    while path.stat().st_mtime_ns == before and time.monotonic() < until:
        page.wait_for_timeout(100)
    page.wait_for_timeout(500)
    return path.read_text("utf-8")


def test_it_opens_on_the_start_page_and_nothing_is_in_its_way(page, address):
    opened(page, address, "/")
    assert page.url == f"{address}/lab/tree/00-start.ipynb" and page.evaluate(TABS) == ["00-start.ipynb"]
    assert page.locator("strong", has_text="What do you want to know about your text?").is_visible()
    page.wait_for_timeout(3000)  # a question about news would be there by now
    assert page.locator(".Toastify__toast, .jp-Dialog").count() == 0
    books = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert page.evaluate(FILES) == ["texts", *books, "mine.ipynb", "texts.txt"]
    assert page.evaluate(CUT) == []
    asked = [url for url in page.asked if not url.startswith((address, "data:", "blob:"))]
    assert asked == []


def test_a_wish_leads_to_its_notebook(page):
    page.locator(".jp-Notebook table a", has_text="07 · Explore").click()
    page.wait_for_function("() => jupyterapp.shell.currentWidget?.context?.path === '07-explore.ipynb'")


def drop(page, path):
    """Drop a file on the list of files, as from a window of the system's."""
    box = page.locator(".jp-DirListing-content").bounding_box()
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
        session.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})


def test_files_dropped_into_texts_are_read_by_the_next_run(page, address, kit, tmp_path):
    opened(page, address, "/lab/tree/mine.ipynb?reset")
    run_all(page)
    assert "seeds/\n" in page.locator(".jp-OutputArea-output").all_inner_texts()
    page.locator(".jp-DirListing-itemText", has_text="texts").first.dblclick()
    page.locator(".jp-BreadCrumbs", has_text="texts").wait_for()
    (tmp_path / "note.txt").write_text("Ana Okello met Bo Li. The mayor left.", "utf-8")
    drop(page, tmp_path / "note.txt")
    page.locator(".jp-DirListing-itemText", has_text="note.txt").wait_for()
    assert (kit / "working/texts/note.txt").read_text("utf-8").startswith("Ana Okello")
    run_all(page)
    shown = page.locator(".jp-OutputArea-output").all_inner_texts()
    assert "working/texts/\n" in shown
    assert any(text.startswith("working/figures/texts-") for text in shown)


def test_a_saved_notebook_shows_its_static_page_when_its_kernel_is_gone(page, address, kit):
    path = kit / "working" / "mine.ipynb"
    page.locator(".ci-editor tbody").first.wait_for()
    assert WIDGET not in save(page, path)
    assert page.locator(".ci-editor tbody").first.is_visible()  # on the screen it is live as before
    opened(page, address, "/lab/tree/mine.ipynb")  # the page loaded anew, while its kernel lives
    page.locator(".ci-editor tbody").first.wait_for()
    page.evaluate(SHUT_DOWN)
    opened(page, address, "/lab/tree/mine.ipynb?reset")
    page.locator("caption", has_text="Register editor: ").wait_for()
    page.wait_for_timeout(2000)  # an error would be there by now
    assert page.get_by_text("Error displaying widget").count() == 0
    assert page.get_by_text("model not found").count() == 0
