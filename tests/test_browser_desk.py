"""The coding desk in a browser, without JupyterLab: all by keyboard, axe, what a screen reader meets."""

import pandas as pd
import pytest
from longtext import show
from test_browser_long import tree, violations

from helpers import corpus, handcheck

TEXT = "Rain fell. The <b>dam</b> held. Two bridges broke. Nobody was hurt. People danced."
SENTENCES = corpus.sentences(pd.DataFrame({"doc_id": ["a"], "text": [TEXT]}))


@pytest.fixture
def opened(browser, tmp_path):
    """What opens a desk in a page of its own: the page, the widget and the file."""
    pages = []

    def desk(sample=None, coder="anna", **options):
        units = SENTENCES.assign(actor_id="") if sample is None else sample
        widget = handcheck.desk(units, tmp_path / "codes.csv", sentences=SENTENCES, coder=coder, **options)
        page = browser.new_page(viewport={"width": 1000, "height": 900})
        page.set_default_timeout(20_000)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        pages.append(page)
        show(page, widget)
        page.locator(".ci-desk").focus()
        return page, widget, tmp_path / "codes.csv"

    yield desk
    assert [page.errors for page in pages if page.errors] == []
    for page in pages:
        page.close()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def saved(page, words):
    page.get_by_role("status").get_by_text(words).wait_for()


def lines(path):
    """What the file holds: the sentence's number, its code, its notes."""
    codes = handcheck.read_codes(path)
    return codes[["sent_id", "code", "unsure", "comment"]].values.tolist()


def test_a_code_is_taken_back_and_doubt_and_comment_are_noted_by_keyboard_alone(opened):
    page, widget, path = opened()
    press(page, "1", "?", "2")
    saved(page, "Saved: number 2, neutral.")
    assert lines(path) == [[1, "negative", False, ""], [2, "neutral", True, ""]]
    press(page, "Enter")
    page.keyboard.type("3 of 4? x Zoë")
    press(page, "Enter", "3")
    saved(page, "Saved: number 3, positive.")
    assert lines(path)[2] == [3, "positive", False, "3 of 4? x Zoë"]
    press(page, "ArrowLeft", "?")
    saved(page, "Saved: number 3, positive.")
    press(page, "ArrowLeft", "Delete")
    saved(page, "Taken back: number 2.")
    page.get_by_text("2 of 5 coded", exact=True).wait_for()
    assert lines(path) == [[1, "negative", False, ""], [3, "positive", True, "3 of 4? x Zoë"]]
    assert page.locator("button[aria-pressed=true]").count() == 0
    press(page, "ArrowRight", "ArrowRight", "0")  # the gap is left for now
    press(page, "ArrowLeft", "ArrowLeft", "ArrowLeft", "x")
    saved(page, "Saved: number 2, cannot tell.")
    assert [number for number, *_ in lines(path)] == [1, 3, 4, 2]
    assert widget.codes[2] == ["positive", True, "3 of 4? x Zoë"]


def test_the_codes_so_far_are_listed_and_each_is_a_jump(opened):
    page, _, _ = opened()
    press(page, "1", "?", "2", "3")
    page.locator("summary", has_text="The codes so far (3)").press("Enter")
    items = page.locator(".ci-desk-list li")
    assert items.all_inner_texts() == [
        "negative Rain fell.",
        "neutral (unsure) The <b>dam</b> held.",
        "positive Two bridges broke.",
    ]
    items.nth(1).get_by_role("button").press("Enter")
    assert page.locator(".ci-desk-question").inner_text().startswith("2 of 5.")
    press(page, "Delete")  # the keyboard is at the desk again
    page.locator("summary", has_text="The codes so far (2)").wait_for()
    assert items.count() == 2


def test_what_another_coder_said_is_told_only_when_all_is_coded(opened):
    first, _, _ = opened(coder="ben")
    press(first, *"12123")
    saved(first, "Saved: number 5")
    page, widget, _ = opened()
    press(page, *"1212")
    saved(page, "Saved: number 4")
    assert widget.together == "" and "ben" not in page.locator(".ci-desk").inner_text()
    press(page, "2")
    page.get_by_text("Agreement with ben: 4 of 5 coded alike, α 0.").wait_for()
    press(page, "ArrowLeft", "Delete")
    saved(page, "Taken back")
    assert widget.together == "" and "ben" not in page.locator(".ci-desk").inner_text()


def test_disagreements_are_settled_blind_and_then_the_codes_are_shown(opened):
    for coder, keys in (("ben", "12123"), ("anna", "32121")):
        page, _, path = opened(coder=coder)
        press(page, *keys)
        saved(page, "Saved: number 5")
    table = handcheck.disagreements(handcheck.read_codes(path), SENTENCES)
    page, widget, _ = opened(table, coder="adjudicated")
    assert [unit["right"] for unit in widget.units] == ["Rain fell.", "People danced."]
    assert "ben" not in page.locator(".ci-desk").inner_text() and widget.others == ["", ""]
    press(page, "1")
    page.get_by_text("The coders said: anna: positive, ben: negative.").wait_for()
    press(page, "2")
    saved(page, "Saved: number 1, neutral.")
    press(page, "ArrowRight")
    assert page.locator(".ci-desk-question").inner_text().startswith("2 of 2.")
    assert "ben" not in page.locator(".ci-desk-passage").inner_text()
    codes = handcheck.read_codes(path)
    assert handcheck.disagreements(codes, SENTENCES)["adjudicated"].tolist() == ["neutral", ""]


def test_a_scheme_of_ones_own_has_its_keys_its_question_and_its_rules(opened, tmp_path):
    file = "code,keys,meaning,question\ngain,g,Somebody gains.,Who gains <here>?\nloss,l 7,Somebody loses.,\n"
    (tmp_path / "codebook.csv").write_text(file, "utf-8")
    page, _, path = opened()
    assert page.locator(".ci-desk-question").inner_text() == "1 of 5. Who gains <here>?"
    press(page, "n", "g", "7", "0")
    saved(page, "Saved: number 3")
    assert [code for _, code, *_ in lines(path)] == ["gain", "loss", "cannot tell"]
    assert page.locator(".ci-desk-buttons button").all_inner_texts() == [
        "gain\ng",
        "loss\nl",
        "cannot tell\n0",
    ]
    assert "Somebody loses." in page.locator(".ci-desk-guide").inner_text()


DESK = """\
region Coding desk of anna
  - 1 of 5 coded
  progressbar coded so far 1
  paragraph
    - 2 of 5. How does this sentence sound?
  paragraph
    - Rain fell.
  paragraph
    - The <b>dam</b> held.
  paragraph
    - Two bridges broke.
  button negative 1
  button neutral 2
  button positive 3
  button cannot tell 0
  button unsure ? pressed
  LabelText
    textbox comment Enter
  button ← back
  button forward →
  button take back Delete
  status
    - It is saved with the code.
  paragraph
    - For the results below: Run ▸ Run Selected Cell and All Below.
  group
    DisclosureTriangle The codes so far (1)
      - The codes so far (1)
    list
      listitem
        ListMarker 1.
        button negative Rain fell.
  complementary Coding guide
"""


def test_what_a_screen_reader_meets_at_the_desk(opened):
    page, _, _ = opened()
    press(page, "1", "?")
    page.locator("summary").press("Enter")
    met = tree(page, "Coding desk of anna")
    assert met[: len(DESK)] == DESK and "term negative 1 or n" in met


TAB = ["negative1", "neutral2", "positive3", "cannot tell0", "unsure?", "comment"]
TAB += ["← back", "forward →", "take backDelete", "The codes so far (2)", "negative Rain fell."]
NAME = "() => document.activeElement.labels?.[0]?.firstChild.data ?? document.activeElement.textContent"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_at_the_desk_and_all_of_it_is_reached_by_tab(opened, theme):
    page, _, _ = opened()
    page.emulate_media(color_scheme=theme)
    press(page, "1", "?", "2")
    saved(page, "Saved: number 2")
    press(page, "ArrowLeft")
    page.locator("summary").press("Enter")
    assert violations(page) == []
    paper = page.locator(".ci-desk").evaluate("node => getComputedStyle(node).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(30, 30, 30)"}[theme]
    page.locator(".ci-desk").focus()
    met = []
    for _ in TAB:
        press(page, "Tab")
        met.append(page.evaluate(NAME))
    assert met == TAB
