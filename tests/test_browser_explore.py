"""Notebook 07 in a real browser, on a hostile text: what a reader does, seen in page, Python and files."""

import json
import time

import nbformat
import pytest
from browsing import ERROR, SECONDS, STDERR, run_all, run_cells

from helpers import ROOT, _notebooks, actors, corpus, explore, sentiment

SENTENCES = [
    "Ana Okello met Bo Li.",
    "The mayor left.",
    "Li’s plan was a terrible failure, and Li slept.",
    'The <script>alert(1)</script> Party & "Co" won.',
]
FILLER = [f"Nothing more was said on day {number} of the talks." for number in range(1, 41)]
TEXT = " ".join(SENTENCES) + "\n\n" + " ".join(FILLER) + "\n\n" + "Bo Li praised <b>Ana Okello</b> at last.\n"
PARTY = "<script>alert(2)</script>"
LAST = len(SENTENCES) + len(FILLER) + 1
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
    """A text and a register of the test's own, and the notebook set to them."""
    (kit / "mine").mkdir()
    (kit / "mine" / "note.txt").write_text(TEXT, "utf-8")
    (kit / "mine" / "actors.csv").write_bytes(REGISTER.encode())
    path = kit / "notebooks" / "07-explore.ipynb"
    path.write_text(
        nbformat.writes(_notebooks.with_texts(nbformat.read(path, as_version=4), "mine")), "utf-8"
    )
    return kit


@pytest.fixture(scope="module")
def opened(browser, address, mine):
    """The notebook, run once for all tests: its widgets are live."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(SECONDS * 1000)
    page.asked, page.dialogs = [], []
    page.on("request", lambda asked: page.asked.append(asked.url))
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    run_all(page, address, "07-explore.ipynb")
    page.locator(".ci-editor tbody").first.wait_for()
    yield page
    folder = ROOT / ".ci" / "screenshots"
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / "explore.png")
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
    panel = opened.locator(".ci-choices").first
    figure = panel.locator("figure img")
    assert figure.evaluate(
        "image => image.complete && image.naturalWidth === 2 * image.getAttribute('width')"
    )
    dark = "image => getComputedStyle(image).filter"
    assert figure.evaluate(dark) == "none"
    opened.evaluate("document.body.dataset.jpThemeLight = 'false'")
    assert figure.evaluate(dark).startswith("invert(0.92)")
    opened.evaluate("document.body.dataset.jpThemeLight = 'true'")
    before = figure.get_attribute("src"), figure.get_attribute("alt")
    assert before[1].startswith("Bars of the") and "talks 40" in before[1]
    handle = panel.get_by_role("slider", name="words per term")
    handle.press("ArrowRight")
    opened.locator('figure img[alt*="bigrams: "]').wait_for()
    for _ in range(2):
        handle.press("ArrowRight")  # a burst: the last value is the one that is shown
    opened.locator('figure img[alt*="4-grams"]').wait_for()
    assert figure.get_attribute("src") != before[0]
    panel.get_by_label("stop words").select_option("kept")
    opened.locator('figure img[alt*="nothing more was said 40"]').wait_for()
    panel.get_by_role("button", name="Export as 07-terms").click()
    panel.get_by_role("status").get_by_text("07-terms: png, svg, pdf and csv with").wait_for()
    folder = next((mine / "figures").glob("mine-*"))
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

    assert counts() == {"ana": "2", "mayor": "1", "bo": "4", "party": "1"}
    editor.get_by_role("checkbox", name="tick the mayor", exact=True).press("Space")
    editor.get_by_label("actor to merge into").select_option("ana")
    editor.get_by_role("button", name="Merge into").press(
        "Enter"
    )  # which JupyterLab would else keep for itself
    editor.get_by_role("status").get_by_text(
        "Merged 1 alias into Ana Okello. It has 3 mentions now."
    ).wait_for()
    assert counts() == {"ana": "3", "bo": "4", "party": "1"}
    assert file.read_bytes() == before.replace(
        b"mayor,The mayor,person,the mayor", b"ana,Ana Okello,person,the mayor"
    )
    editor.get_by_role("button", name="Undo").press("Enter")
    editor.get_by_role("status").get_by_text("Undone").wait_for()
    assert counts() == {"ana": "2", "mayor": "1", "bo": "4", "party": "1"}
    assert file.read_bytes() == before


def test_a_refused_act_is_a_sentence_and_markup_is_text(opened, mine):
    file = mine / "mine" / "actors.csv"
    editor = opened.locator(".ci-editor")
    cells = opened.locator(".jp-Cell").count()
    editor.get_by_role("checkbox", name="tick the mayor", exact=True).check()
    editor.get_by_role("checkbox", name="tick the mayor", exact=True).press(
        "b"
    )  # JupyterLab's "new cell", not here
    editor.get_by_label("new label").press_sequentially("Bo Li")
    assert opened.locator(".jp-Cell").count() == cells
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


def row(reader, number):
    return reader.locator(f'.ci-s[data-sentence="{number}"]')


@pytest.fixture
def reader(opened):
    """The reading view as it was at first, with nothing chosen and nothing filtered."""
    found = opened.locator(".ci-reader")
    row(found, 1).focus()
    opened.keyboard.press("Escape")
    found.get_by_text(f"{LAST} of {LAST} sentences", exact=True).wait_for()
    return found


def test_text_is_text_in_the_view_and_in_its_static_page(reader, opened, mine):
    assert row(reader, 4).inner_text().endswith(SENTENCES[3])
    assert row(reader, LAST).inner_text().endswith("Bo Li praised <b>Ana Okello</b> at last.")
    assert reader.locator("script, .ci-text b").count() == 0
    sentences = corpus.sentences(corpus.load(mine / "mine"))
    view = explore.reader(
        sentiment.score(sentences),
        actors.mentions(sentences, actors.read_register(mine / "mine")),
        sentiment.reasons(sentences),
    )
    bare = opened.context.browser.new_page()
    bare.set_content(view._repr_mimebundle_()[0]["text/html"])
    assert SENTENCES[3] in bare.locator("body").inner_text() and bare.locator("script").count() == 0
    assert bare.locator("mark", has_text="<script>alert(1)</script> Party").count() == 1
    bare.close()
    assert opened.dialogs == []


def test_a_filter_keeps_the_sentences_of_an_actor_and_says_how_many(reader):
    reader.get_by_role("button", name="Bo Li, 4 mentions").click()
    reader.get_by_role("status").get_by_text(f"3 of {LAST} sentences", exact=True).wait_for()
    kept = reader.locator(".ci-s:not(.ci-out)")
    assert [one.get_attribute("data-sentence") for one in kept.all()] == ["1", "3", str(LAST)]
    negative = reader.get_by_role("group", name="Tone, with its sentences").get_by_role(
        "button", name="negative"
    )
    negative.click()
    reader.get_by_role("status").get_by_text(f"1 of {LAST} sentences", exact=True).wait_for()
    assert (
        negative.get_attribute("aria-pressed") == "true"
        and row(reader, 3).get_attribute("aria-disabled") is None
    )
    reader.get_by_role("button", name="Clear all").click()
    reader.get_by_text(f"{LAST} of {LAST} sentences", exact=True).wait_for()


def test_a_bar_keeps_the_passages_of_an_actor_and_next_leads_through_them(reader, opened):
    reader.get_by_role("button", name="Ana Okello, 2 mentions").press("Enter")
    reader.get_by_role("status").get_by_text(f"2 of {LAST} sentences", exact=True).wait_for()
    following = reader.get_by_role("button", name="Next")
    following.press("Enter")
    last = row(reader, LAST)
    opened.wait_for_function(
        """node => {
        const box = node.getBoundingClientRect(), text = node.closest('.ci-text').getBoundingClientRect();
        return box.top >= text.top && box.bottom <= text.bottom + 1;
    }""",
        arg=last.element_handle(),
    )
    assert (
        last.get_attribute("aria-pressed") == "true" and last.locator(".ci-now").inner_text() == "Ana Okello"
    )
    following.press("Enter")
    assert row(reader, 1).get_attribute("aria-pressed") == "true"


def test_a_sentence_shows_its_numbers_and_its_reasons_as_the_tables_have_them(reader, mine):
    row(reader, 3).click()
    panel = reader.get_by_role("region", name="The chosen sentence")
    panel.get_by_text("Sentence 3").wait_for()
    scores = sentiment.score(corpus.sentences(corpus.load(mine / "mine")))
    wanted = scores.set_index("sent_id").loc[3]
    shown = dict(item.rsplit(" ", 1) for item in panel.locator(".ci-numbers .ci-item").all_inner_texts())
    numbers = {
        name: round(float(shown[name].replace("−", "-")), 3)
        for name in ("tone", "TextBlob polarity", "VADER compound")
    }
    assert numbers == {
        "tone": round(wanted["tone"], 3),
        "TextBlob polarity": round(wanted["polarity"], 3),
        "VADER compound": round(wanted["compound"], 3),
    }
    assert (
        "failure" in panel.inner_text() and wanted["tone_class"] in panel.locator(".ci-numbers").inner_text()
    )
    reader.get_by_role("button", name="words").click()
    minus = row(reader, 3).locator(".ci-minus").first
    assert "underline" in minus.evaluate("node => getComputedStyle(node).textDecorationLine")


def test_from_a_mention_to_its_passages_and_to_the_editor(reader, opened):
    row(reader, 1).locator(".ci-m", has_text="Bo Li").click()
    passages = reader.get_by_role("list", name="Passages of Bo Li").get_by_role("button")
    assert [text.split()[0] for text in passages.all_inner_texts()] == ["1", "3", "3", str(LAST)]
    reader.get_by_role("button", name="To the register").press("Enter")
    find = opened.locator(".ci-editor").get_by_role("searchbox")
    assert find.input_value() == "Bo Li" and find.evaluate("node => node === document.activeElement")
    bodies = opened.locator(".ci-editor tbody")
    assert [one.is_visible() for one in bodies.all()] == [False, False, True, False]
    find.fill("")


def test_search_and_keys(reader, opened):
    cells = opened.locator(".jp-Cell").count()
    row(reader, 1).focus()
    for key in "abx":
        opened.keyboard.press(key)  # in JupyterLab: a new cell above, below, this one cut
    assert opened.locator(".jp-Cell").count() == cells
    opened.keyboard.press("ArrowDown")
    assert row(reader, 2).evaluate("node => node === document.activeElement")
    opened.keyboard.press("Enter")
    assert row(reader, 2).get_attribute("aria-pressed") == "true"
    opened.keyboard.press("/")
    opened.keyboard.type("LI'S PLAN")
    reader.get_by_role("status").get_by_text(f"{LAST} of {LAST} sentences, 1 hit", exact=True).wait_for()
    assert "".join(reader.locator(".ci-hit").all_inner_texts()) == "Li’s plan"  # cut where a mention ends
    opened.keyboard.press("Escape")
    reader.get_by_role("status").get_by_text(f"{LAST} of {LAST} sentences", exact=True).wait_for()


COUNTS = """() => [
    [...document.querySelectorAll(".ci-reader .ci-bar")].map(
        one => [one.querySelector(".ci-name").textContent, +one.lastChild.textContent]),
    [...document.querySelectorAll(".ci-editor tbody")].map(
        one => [one.querySelector("th span").textContent, +one.rows[0].cells[2].textContent]),
].map(Object.fromEntries)"""


def agreed(opened, counts):
    """Whether view and editor both come to say this of the actors' mentions."""
    until(lambda: opened.evaluate(COUNTS) == [counts, counts])


def test_a_chosen_sentence_shows_what_the_encoder_would_lose_without_each_word(reader, opened):
    row(reader, 3).click()
    line = reader.get_by_text("Without the word, encoder would lose").locator("..")
    line.wait_for()
    assert "failure" in line.inner_text()
    row(reader, 2).click()
    line.get_by_text("failure").wait_for(state="detached")


def test_a_row_of_a_figure_leads_to_its_passages_by_click_and_by_keyboard(reader, opened):
    tone, toward = opened.locator(".ci-choices").nth(1), opened.locator(".ci-choices").nth(2)
    tone.get_by_role("button", name="sentence 3: ").click()
    opened.locator('.ci-s[data-sentence="3"][tabindex="0"]').wait_for()
    assert reader.evaluate("view => view.getBoundingClientRect().top") < 400
    toward.get_by_role("slider", name="sentences for a verdict").press("Home")
    first = toward.get_by_role("button", name="Ana Okello: ")
    first.wait_for()
    toward.locator(".ci-plot button").first.focus()
    names = toward.locator(".ci-plot button").evaluate_all("rows => rows.map(row => row.title)")
    for _ in range(next(at for at, name in enumerate(names) if name.startswith("Ana Okello"))):
        opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    reader.get_by_text(f"2 of {LAST} sentences", exact=True).wait_for()


def test_an_edit_is_at_once_in_view_counts_and_figure_and_can_be_undone_after_a_restart(reader, opened, mine):
    file = mine / "mine" / "actors.csv"
    before, alone = file.read_bytes(), {"Ana Okello": 2, "Bo Li": 4, "The mayor": 1, PARTY: 1}
    agreed(opened, alone)
    opened.get_by_role("slider", name="sentences for a verdict").press("Home")
    opened.locator('.ci-choices figure img[alt*="The mayor"]').wait_for()
    editor = opened.locator(".ci-editor")
    editor.get_by_role("checkbox", name="tick the mayor", exact=True).check()
    editor.get_by_label("actor to merge into").select_option("ana")
    editor.get_by_role("button", name="Merge into").click()
    agreed(opened, {"Ana Okello": 3, "Bo Li": 4, PARTY: 1})
    opened.locator('.ci-choices figure img[alt*="Ana Okello"]:not([alt*="The mayor"])').wait_for()
    row(reader, 3).locator(".ci-m").first.click()
    reader.locator("summary").press("Enter")
    reader.get_by_label("new label").fill("Jet Li")
    reader.get_by_role("button", name="Split off").press("Enter")
    reader.locator(".ci-said").get_by_text("Split 1 alias off as Jet Li. It has 2 mentions now.").wait_for()
    agreed(opened, parted := {"Ana Okello": 3, "Bo Li": 2, "Jet Li": 2, PARTY: 1})
    opened.locator('.ci-choices figure img[alt*="Jet Li"]').wait_for()
    opened.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    run_cells(opened)
    agreed(opened, parted)
    for left in (1, 0):
        opened.locator(".ci-editor").get_by_role("button", name="Undo").press("Enter")
        opened.locator(".ci-editor .ci-said").get_by_text(f"Undone; {left} more").wait_for()
    agreed(opened, alone)
    assert file.read_bytes() == before
