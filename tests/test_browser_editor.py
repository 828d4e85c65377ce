"""Choices and register editor in a real browser: what a reader does, seen in the page and in the files."""

import json
import time

import nbformat
import pytest
from browsing import ERROR, SECONDS, STDERR, run_all

from helpers import ROOT, _notebooks

SETUP = """from helpers import ROOT, actors, corpus, explore, figures
figures.use_style()
documents = corpus.load(ROOT / "mine")
sentences = corpus.sentences(documents)
tokens = corpus.tokens(sentences)
origin = figures.Origin("07-explore", "mine", dict(zip(documents["doc_id"], documents["sha256"])))
register = actors.register_for(ROOT / "mine", sentences, ROOT / "drafts")"""
CELLS = [
    SETUP,
    "explore.terms_choices(tokens, origin=origin)",
    "explore.register_editor(register, sentences)",
]
TEXT = ('Ana Okello met Bo Li. The mayor left. Li stayed, and Li slept. '
        'The <script>alert(1)</script> Party & "Co" won.\n')
REGISTER = (
    "actor_id,label,kind,alias,how,only_in,source,remark\r\n"
    'ana,Ana Okello,person,Ana Okello,name,,hand,"kept, as it is"\r\n'
    "\r\n"
    "mayor,The mayor,person,the mayor,role,,hand, spaced \r\n"
    'bo,Bo Li,person,"Bo Li",name,,hand,\r\n'
    "bo,Bo Li,person,Li,name,,hand,\r\n"
    'party,"<script>alert(2)</script>",organisation,<script>alert(1)</script> Party,name,,hand,\r\n'
)


@pytest.fixture(scope="module")
def mine(kit):
    """A text and a register of the test's own, and a notebook that shows them."""
    (kit / "mine").mkdir()
    (kit / "mine" / "note.txt").write_text(TEXT, "utf-8")
    (kit / "mine" / "actors.csv").write_bytes(REGISTER.encode())
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS], metadata={"kernelspec": _notebooks.KERNEL}
    )
    (kit / "notebooks" / "scratch.ipynb").write_text(nbformat.writes(notebook), "utf-8")
    return kit


@pytest.fixture(scope="module")
def opened(browser, address, mine):
    """The notebook, run once for all tests: its two widgets are live."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(SECONDS * 1000)
    page.asked, page.dialogs = [], []
    page.on("request", lambda asked: page.asked.append(asked.url))
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    run_all(page, address, "scratch.ipynb")
    page.locator(".ci-editor tbody").first.wait_for()
    yield page
    folder = ROOT / ".ci" / "screenshots"
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / "choices-and-editor.png")
    page.close()


@pytest.fixture(autouse=True)
def nothing_went_wrong(opened, address):
    """No error, no warning, and nothing asked of another machine, whatever a test did."""
    yield
    assert opened.locator(ERROR).all_inner_texts() + opened.locator(STDERR).all_inner_texts() == []
    assert [url for url in opened.asked if not url.startswith((address, "data:", "blob:"))] == []


def until(condition, *, seconds=20):
    """Wait for what happens outside the page."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    assert condition()


def test_a_slider_redraws_the_figure_and_the_button_exports_it(opened, mine):
    figure = opened.locator(".ci-choices figure img")
    assert figure.evaluate("image => image.complete && image.naturalWidth > 0")
    before = figure.get_attribute("src"), figure.get_attribute("alt")
    assert before[1].startswith("Bars of the") and "words: li 3," in before[1]
    handle = opened.get_by_role("slider", name="words per term")
    handle.press("ArrowRight")
    opened.locator('figure img[alt*="bigrams: "]').wait_for()
    for _ in range(2):
        handle.press("ArrowRight")  # a burst: the last value is the one that is shown
    opened.locator('figure img[alt*="4-grams"]').wait_for()
    assert figure.get_attribute("src") != before[0]
    opened.get_by_label("stop words").select_option("kept")
    opened.locator('figure img[alt*="ana okello met bo 1, "]').wait_for()
    opened.get_by_role("button", name="Export as 07-terms").click()
    opened.get_by_role("status").get_by_text("07-terms: png, svg, pdf and csv with").wait_for()
    folder = mine / "figures" / "mine"
    assert sorted(p.name for p in folder.glob("07-*")) == [
        f"07-terms.{kind}" for kind in ("csv", "pdf", "png", "svg")
    ]
    entry = json.loads((folder / "manifest.json").read_text("utf-8"))["07-terms"]
    assert (
        entry["parameters"]["n"] == 4
        and entry["parameters"]["stop_words"] == "kept"
        and entry["alt"] == figure.get_attribute("alt")
    )


def test_actors_are_merged_by_keyboard_counted_at_once_and_parted_again(opened, mine):
    file = mine / "mine" / "actors.csv"
    before = file.read_bytes()
    assert before == REGISTER.encode()
    editor = opened.locator(".ci-editor")

    def counts():
        return {
            body.get_attribute("data-actor"): body.locator(".ci-actor td").nth(1).inner_text()
            for body in editor.locator("tbody").all()
        }

    assert counts() == {"ana": "1", "mayor": "1", "bo": "3", "party": "1"}
    editor.get_by_role("checkbox", name="tick the mayor", exact=True).press("Space")
    editor.get_by_label("actor to merge into").select_option("ana")
    editor.get_by_role("button", name="Merge into").press(
        "Enter"
    )  # which JupyterLab would else keep for itself
    editor.get_by_role("status").get_by_text(
        "Merged 1 alias into Ana Okello. It has 2 mentions now."
    ).wait_for()
    assert counts() == {"ana": "2", "bo": "3", "party": "1"}
    assert file.read_bytes() == before.replace(
        b"mayor,The mayor,person,the mayor", b"ana,Ana Okello,person,the mayor"
    )
    editor.get_by_role("button", name="Undo").press("Enter")
    editor.get_by_role("status").get_by_text("Undone").wait_for()
    assert counts() == {"ana": "1", "mayor": "1", "bo": "3", "party": "1"}
    assert file.read_bytes() == before


def test_a_refused_act_is_a_sentence_and_markup_is_text(opened, mine):
    file = mine / "mine" / "actors.csv"
    editor = opened.locator(".ci-editor")
    editor.get_by_role("checkbox", name="tick the mayor", exact=True).check()
    editor.get_by_role("checkbox", name="tick the mayor", exact=True).press(
        "b"
    )  # JupyterLab's "new cell", not here
    editor.get_by_label("new label").press_sequentially("Bo Li")
    assert opened.locator(".jp-CodeCell").count() == len(CELLS)
    editor.get_by_role("button", name="Rename").click()
    editor.locator(".ci-refused").get_by_text(
        "Nothing was written: there is an actor Bo Li already"
    ).wait_for()
    assert file.read_bytes() == REGISTER.encode()
    party = editor.locator('tbody[data-actor="party"]')
    assert party.locator("th span").inner_text() == "<script>alert(2)</script>"
    assert party.locator("tr").nth(1).locator("td").nth(1).inner_text() == "<script>alert(1)</script> Party"
    assert 'The <script>alert(1)</script> Party & "Co" won.' in party.inner_text()
    assert editor.locator("script").count() == 0 and opened.dialogs == []
    until(lambda: list(file.parent.glob(".actors-*")) == [])
