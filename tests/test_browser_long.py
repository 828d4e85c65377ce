"""Reading view and register editor in a browser: 500 sentences, 150 actors, without JupyterLab."""

import re

import pandas as pd
import pytest
from longtext import NAMES, long_text, register, show

from helpers import actors, corpus, explore, sentiment

SHORT = "Ada Aster praised the wonderful plan. It rained.\n\nBen Aster left."
DOCUMENTS = pd.DataFrame(
    {"doc_id": ["long", "short"], "text": [long_text(), SHORT], "title": ["The long debate", ""]}
)


@pytest.fixture(scope="module")
def tables():
    sentences = corpus.sentences(DOCUMENTS)
    return sentences, actors.mentions(sentences, register())


@pytest.fixture(scope="module")
def opened(browser, tables):
    """A page with the reading view, and the view itself."""
    sentences, mentions = tables
    view = explore.reader(
        sentiment.score(sentences), mentions, sentiment.reasons(sentences), documents=DOCUMENTS
    )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(20_000)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    show(page, view)
    page.view = view
    yield page
    assert page.errors == []
    page.close()


@pytest.fixture
def page(opened):
    """The view as it was at first."""
    opened.set_viewport_size({"width": 1280, "height": 900})
    opened.evaluate(
        "() => { for (const [k, v] of [['document', 'long'], ['filters', {}], ['selected', []], "
        "['layers', ['actors', 'tone']]]) model.set(k, v); return model.save_changes(); }"
    )
    opened.locator(".ci-status", has_text="500 of 500 sentences").wait_for()
    return opened


def row(page, number):
    return page.locator(f'.ci-s[data-sentence="{number}"]')


def in_sight(page, number):
    """Whether a sentence lies within the pane of the text, eight frames from now."""
    return row(page, number).evaluate(
        """async node => {
            for (let frame = 0; frame < 8; frame += 1) await new Promise(requestAnimationFrame);
            const box = node.getBoundingClientRect(), pane = node.closest('.ci-text').getBoundingClientRect();
            return box.top >= pane.top - 1 && box.bottom <= pane.bottom + 1;
        }"""
    )


def chosen(page):
    return page.evaluate("() => model.get('selected')")


def ids_of(tables, name):
    """The sentences of the long text that mention an actor, in order, by the tables."""
    _, mentions = tables
    mine = mentions[(mentions["doc_id"] == "long") & (mentions["label"] == name)]
    return sorted(set(mine["sent_id"]))


def bar(page, name):
    return page.locator(".ci-bar", has_text=name)


def test_the_chart_is_as_wide_as_the_view_and_follows_what_is_chosen(page):
    plot = page.locator(".ci-plot")
    box, view = plot.bounding_box(), page.locator(".ci-reader").bounding_box()
    assert view["x"] <= box["x"] and box["x"] + box["width"] <= view["x"] + view["width"]
    row(page, 301).press("Enter")
    line = page.locator(".ci-at").bounding_box()
    assert line["x"] + 1 - box["x"] == pytest.approx(box["width"] * 300.5 / 500, abs=2)
    plot.click(position={"x": box["width"] * 0.9 + 1, "y": 20})
    assert chosen(page) == ["long", 451] and in_sight(page, 451)
    plot.press("ArrowRight")
    assert chosen(page) == ["long", 452]
    tone = page.view._page["sentences"][451]
    assert plot.get_attribute("aria-valuetext") == f"sentence 452, tone {tone['shown']}, {tone['cls']}"
    plot.press("End")
    assert chosen(page) == ["long", 500] and in_sight(page, 500)


def test_a_filter_goes_to_its_first_match_and_next_and_previous_walk_through_them(page, tables):
    page.get_by_role("searchbox").fill("Oda Iris")
    bar(page, "Oda Iris").click()
    page.get_by_role("searchbox").press("Escape")
    wanted = ids_of(tables, "Oda Iris")
    page.locator(".ci-status", has_text=f"{len(wanted)} of 500 sentences").wait_for()
    assert len(wanted) == 2 and wanted[0] > 100 and in_sight(page, wanted[0]) and chosen(page) == []
    page.get_by_role("button", name="Next").click()
    assert chosen(page) == ["long", wanted[1]] and in_sight(page, wanted[1])
    page.locator(".ci-status", has_text=f"passage 2 of 2, sentence {wanted[1]}").wait_for()
    page.get_by_role("button", name="Next").click()  # round to the first
    assert chosen(page) == ["long", wanted[0]]
    row(page, wanted[0]).press("p")
    assert chosen(page) == ["long", wanted[1]]


def test_only_matches_folds_the_rest_into_lines_that_open(page, tables):
    wanted = ids_of(tables, "Finn Aster")
    bar(page, "Finn Aster").click()
    page.get_by_role("button", name="Only matches").click()
    shown = page.evaluate(
        "() => [...document.querySelectorAll('.ci-s')].filter(n => n.checkVisibility())"
        ".map(n => +n.dataset.sentence)"
    )
    assert shown == wanted
    folds = page.locator(".ci-fold").all_text_contents()
    gaps = [b - a - 1 for a, b in zip([0, *wanted], [*wanted, 501]) if b - a > 1]
    assert folds == [f"… {gap} sentence{'s' * (gap > 1)} …" for gap in gaps]
    page.locator(".ci-fold button").first.press("Enter")
    assert row(page, wanted[0] - 1).is_visible() and page.locator(".ci-fold").count() == len(folds) - 1
    assert row(page, 1).evaluate("node => node === document.activeElement")
    page.get_by_role("button", name="Only matches").click()
    assert page.locator(".ci-fold").count() == 0 and row(page, 499).is_visible()


def test_the_search_finds_words_and_actors_after_a_pause(page, tables):
    page.evaluate("() => { window.heard = 0; model.on('change:filters', () => { window.heard += 1; }); }")
    row(page, 2).evaluate("node => { node.firstChild.kept = true; }")
    page.get_by_role("searchbox").press_sequentially("cedar")
    hits = long_text().lower().count("cedar")
    page.locator(".ci-status", has_text=f"500 of 500 sentences, {hits} hits").wait_for()
    assert page.evaluate("() => window.heard") < 5
    assert row(page, 2).evaluate("node => node.firstChild.kept")  # no hit there: not drawn again
    listed = page.locator(".ci-bar .ci-name")
    assert page.locator(".ci-actors p").inner_text().startswith("Actors (15) with “cedar” in the name")
    page.get_by_role("button", name="Show all 15").click()
    assert sorted(listed.all_inner_texts()) == sorted(name for name in NAMES if "Cedar" in name)
    page.get_by_role("searchbox").press("Enter")
    page.locator(".ci-status", has_text=f"hit 2 of {hits}").wait_for()
    page.get_by_role("searchbox").press("Escape")
    page.locator(".ci-status", has_text="500 of 500 sentences").wait_for()
    page.get_by_role("button", name="Show fewer").click()
    assert listed.count() == 12
    page.get_by_role("button", name="Show all 150").click()
    assert listed.count() == 150


def test_in_a_narrow_window_the_reasons_stand_under_the_sentence(page):
    page.set_viewport_size({"width": 700, "height": 900})
    row(page, 302).press("Enter")
    panel = page.get_by_role("region", name="The chosen sentence")
    above, below = row(page, 302).bounding_box(), panel.bounding_box()
    assert 0 <= below["y"] - above["y"] - above["height"] < 40
    assert below["x"] + below["width"] <= 700 and below["y"] + below["height"] <= 901
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator(".ci-side > .ci-panel").wait_for()
    assert panel.bounding_box()["x"] > above["x"] + above["width"]


def test_layers_are_switched_and_kept(page):
    mention = row(page, 1).locator(".ci-m").first
    style = "(node, name) => getComputedStyle(node)[name]"
    layers = page.get_by_role("group", name="Layers")
    assert mention.evaluate(style, "borderBottomStyle") != "none"
    layers.get_by_role("button", name="actors").click()
    assert mention.evaluate(style, "borderBottomStyle") == "none"
    tinted = row(page, 1).evaluate(style, "backgroundColor")
    layers.get_by_role("button", name="tone").click()
    assert row(page, 1).evaluate(style, "backgroundColor") != tinted
    layers.get_by_role("button", name="words").click()
    assert "wavy" in row(page, 1).locator(".ci-minus").first.evaluate(style, "textDecoration")
    assert page.view.layers == ["words"]


def test_the_instrument_of_the_class_comes_first_and_its_numbers_on_one_line(page):
    row(page, 1).press("Enter")
    lines = page.locator(".ci-panel .ci-line").all_inner_texts()
    assert lines[0].split()[:3] == ["▼", "negative", "tone"]
    assert lines[1].startswith("Reasons, tone") and lines[2].startswith("Reasons, TextBlob")


def test_a_mention_lists_all_passages_of_its_actor_and_each_is_a_jump(page, tables):
    wanted = ids_of(tables, "Mina Heath")
    first = row(page, wanted[0])
    first.locator(".ci-m", has_text="Mina Heath").click()
    assert chosen(page) == ["long", wanted[0]]
    passages = page.get_by_role("list", name="Passages of Mina Heath").get_by_role("button")
    assert [int(text.split()[0]) for text in passages.all_inner_texts()] == wanted
    assert all("Mina Heath" in text for text in passages.all_inner_texts())
    passages.last.press("Enter")
    assert chosen(page) == ["long", wanted[-1]] and in_sight(page, wanted[-1])
    assert row(page, wanted[-1]).locator(".ci-now").inner_text() == "Mina Heath"
    assert passages.last.evaluate("node => node === document.activeElement")


def test_a_text_is_named_by_its_headline_or_its_first_words(page):
    options = page.locator(".ci-chooser option").all_inner_texts()
    assert options == ["The long debate", "Ada Aster praised the wonderful plan."]
    page.get_by_label("Text (2)").select_option("short")
    page.locator(".ci-title", has_text="Ada Aster praised the wonderful plan.").wait_for()


@pytest.fixture
def edited(browser, tables, tmp_path):
    """A page with the view of a register that can be edited: its first actor has a role beside the name."""
    sentences, _ = tables
    hall = ("ada-aster", "Ada Aster", "person", "the old town hall", "role", "", "")
    rows = pd.concat([register(), pd.DataFrame([hall], columns=corpus.CONTRACTS["register"])])
    rows.to_csv(tmp_path / "actors.csv", index=False)
    editor = explore.register_editor(tmp_path / "actors.csv", sentences)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(20_000)
    page.view = explore.reader(
        sentiment.score(sentences), editor, sentiment.reasons(sentences), documents=DOCUMENTS
    )
    show(page, page.view)
    page.editor, page.file = editor, tmp_path / "actors.csv"
    yield page
    page.close()


def press(page, name):
    page.locator(".ci-edit").get_by_role("button", name=name, exact=True).press("Enter")


def told(page):
    """Of whom the panel tells, once it is answered."""
    return page.locator(".ci-panel h4").last.inner_text()


def test_an_actor_is_edited_where_it_is_read_and_all_is_undone(edited):
    before = edited.file.read_bytes()
    row(edited, 2).locator(".ci-m").first.click()
    edited.locator("summary").press("Enter")
    which = edited.get_by_label("what to edit")
    assert which.locator("option:checked").inner_text() == "“the old town hall” only (100 mentions)"
    edited.get_by_label("new label").fill("The Hall")
    press(edited, "Split off")
    said = edited.locator(".ci-edit .ci-said")
    said.get_by_text("Split 1 alias off as The Hall. It has 100 mentions now.").wait_for()
    assert told(edited).startswith("The Hall person, 100 mentions")
    assert row(edited, 2).locator(".ci-m").first.get_attribute("title") == "The Hall (person, role)"
    assert edited.locator(".ci-bar").first.get_attribute("aria-label") == "The Hall, 100 mentions"
    assert edited.get_by_role("button", name="Split off").evaluate("node => node === document.activeElement")
    edited.get_by_label("kind", exact=True).select_option("place")
    press(edited, "Set kind")
    said.get_by_text("The Hall: now of the kind place.").wait_for()
    assert "ci-place" in row(edited, 7).locator(".ci-m").first.get_attribute("class")
    edited.get_by_label("new label").fill("Ben Aster")
    press(edited, "Rename")
    edited.locator(".ci-edit .ci-refused").get_by_text("there is an actor Ben Aster already").wait_for()
    edited.get_by_label("new label").fill("Town Hall")
    press(edited, "Rename")
    said.get_by_text("Renamed The Hall to Town Hall.").wait_for()
    edited.get_by_label("actor to merge into").select_option("ben-aster")
    press(edited, "Merge into")
    said.get_by_text("Merged 1 alias into Ben Aster.").wait_for()
    assert told(edited).startswith("Ben Aster organisation, ") and chosen(edited) == ["long", 2]
    press(edited, "Ignore")
    said.get_by_text("Ignored 1 alias.").wait_for()
    assert row(edited, 2).locator(".ci-m").count() == 0 and told(edited).startswith("Sentence 2")
    for left in (4, 3, 2, 1, 0):
        press(edited, "Undo")
        said.get_by_text(f"Undone; {left} more can be undone.").wait_for()
    assert told(edited).startswith("Ada Aster person, ") and edited.file.read_bytes() == before
    assert edited.locator("summary").evaluate("node => node === document.activeElement")


def test_an_act_marks_again_only_the_sentences_that_it_touches(edited, tables):
    row(edited, 31).locator(".ci-m").first.evaluate("node => node.click()")
    name = edited.locator(".ci-panel h4 .ci-m").inner_text()
    edited.locator("summary").click()
    edited.get_by_label("new label").fill("Nobody Else")
    edited.evaluate(
        "() => { for (const one of document.querySelectorAll('.ci-s')) one.firstChild.kept = 1; }"
    )
    place = edited.locator(".ci-text").evaluate("node => node.scrollTop")
    press(edited, "Rename")
    edited.locator(".ci-said", has_text=f"Renamed {name} to Nobody Else").wait_for()
    fresh = edited.locator(".ci-s").evaluate_all(
        "all => all.filter(one => !one.firstChild.kept).map(one => +one.dataset.sentence)"
    )
    assert fresh == ids_of(tables, name) and len(fresh) < 40
    assert edited.locator(".ci-text").evaluate("node => node.scrollTop") == place


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_an_actor_is_edited(edited, theme):
    edited.emulate_media(color_scheme=theme)
    row(edited, 2).locator(".ci-m").first.click()
    edited.locator("summary").click()
    press(edited, "Rename")
    edited.locator(".ci-edit .ci-refused").wait_for()
    assert violations(edited) == []
    press(edited, "Ignore")
    edited.locator(".ci-said", has_text="Ignored").wait_for()
    assert violations(edited) == []


EDIT = """\
  heading Ada Aster person, 132 mentions
  status
    - Undone; 0 more can be undone.
  group
    DisclosureTriangle Edit in the register
      - Edit in the register
    combobox what to edit “the old town hall” only (100 mentions)
    button Merge into
    combobox actor to merge into Ben Aster
    textbox new label
    button Rename
    button Split off
    button Set kind
    combobox kind person
    button Ignore
    button Undo
    button Redo
  list Passages of Ada Aster"""


def test_what_a_screen_reader_meets_where_an_actor_is_edited(edited):
    row(edited, 2).locator(".ci-m").first.click()
    edited.locator("summary").press("Enter")
    for name in ("Ignore", "Undo"):
        press(edited, name)
    edited.locator(".ci-said", has_text="Undone").wait_for()
    met = tree(edited, "The chosen sentence")
    assert met[met.index("  heading Ada Aster") : met.index("listitem")].rstrip() == EDIT


DARK = {
    "JupyterLab": "document.body.dataset.jpThemeLight = 'false'",
    "VS Code": "document.body.className = 'vscode-dark'",
    "Colab": "document.documentElement.setAttribute('theme', 'dark')",
}


@pytest.mark.parametrize("where", [*DARK, "system"])
def test_dark_themes_are_honoured(page, where):
    paper = "() => getComputedStyle(document.querySelector('.ci-reader')).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    if where == "system":
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(paper) == "rgb(30, 30, 30)"
        page.evaluate("document.body.dataset.jpThemeLight = 'true'")  # which says more than the system
    else:
        page.evaluate(DARK[where])
        assert page.evaluate(paper) == "rgb(30, 30, 30)"
        page.evaluate("document.documentElement.removeAttribute('theme'); document.body.className = ''")
        page.evaluate("delete document.body.dataset.jpThemeLight")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="light")
    page.evaluate("delete document.body.dataset.jpThemeLight")


PART = """() => document.activeElement.closest(
    '.ci-field, .ci-plot, .ci-text, .ci-panel, .ci-bars, .ci-more'
)?.className"""


def test_every_act_is_reached_by_keyboard(page):
    """With Tab alone: every part is met, text and bars as one stop; acts leave the keyboard where it was."""
    page.locator(".ci-chooser").focus()
    met = []
    for _ in range(24):
        met.append(page.evaluate(PART))
        page.keyboard.press("Tab")
    places = [
        one for one in ("ci-field", "ci-plot", "ci-text", "ci-panel", "ci-bars", "ci-more") if one in met
    ]
    assert places == ["ci-field", "ci-plot", "ci-text", "ci-panel", "ci-bars", "ci-more"]
    assert met.count("ci-text") == met.count("ci-bars") == met.count("ci-plot") == 1
    pressed = page.locator(".ci-bar").nth(2)
    page.locator(".ci-bar").first.focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert pressed.get_attribute("aria-pressed") == "true"
    assert pressed.evaluate("node => node === document.activeElement")


def violations(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:90]) for one in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_view(page, theme):
    page.emulate_media(color_scheme=theme)
    bar(page, "Finn Aster").click()
    page.get_by_role("button", name="Only matches").click()
    page.get_by_role("button", name="Next").click()
    assert violations(page) == []
    page.set_viewport_size({"width": 700, "height": 900})
    page.locator(".ci-inline .ci-panel").wait_for()
    assert violations(page) == []
    page.emulate_media(color_scheme="light")


WHOLE = {
    "button",
    "heading",
    "combobox",
    "searchbox",
    "rowheader",
    "columnheader",
    "cell",
    "caption",
    "LabelText",
}
QUIET = {"none", "generic", "InlineTextBox", "LineBreak", "MenuListPopup", "option", "strong", "emphasis"}


def tree(page, root):
    """Chromium's accessibility tree below an element: role, name and state of what a screen reader meets."""
    session = page.context.new_cdp_session(page)
    nodes = {one["nodeId"]: one for one in session.send("Accessibility.getFullAXTree")["nodes"]}

    def walk(node, depth, inside):
        role, name = node["role"]["value"], node.get("name", {}).get("value", "").strip()
        states = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
        said = [
            name,
            "pressed" * (states.get("pressed") == "true"),
            str(node.get("value", {}).get("value", "")),
        ]
        words = role == "StaticText"
        shown = not (
            node["ignored"]
            or role in QUIET
            or (inside and role in ("StaticText", "image"))
            or (words and not name)
        )
        lines = (
            ["  " * depth + " ".join(filter(None, [role.replace("StaticText", "-"), *said]))] if shown else []
        )
        below = [nodes[child] for child in node.get("childIds", []) if child in nodes]
        return lines + [
            line for child in below for line in walk(child, depth + shown, inside or role in WHOLE)
        ]

    start = next(one for one in nodes.values() if one.get("name", {}).get("value") == root)
    joined = []
    for line in walk(start, 0, False):  # words in a row stand on one line
        same = joined and "- " in line and joined[-1].startswith(line[: line.index("- ") + 2])
        joined.append(joined.pop() + " " + line.lstrip(" -") if same else line)
    return "\n".join(joined)


VIEW = """\
region Reading view
  search Filters and search
    LabelText
    combobox Text (2) Ada Aster praised the wonderful plan.
    LabelText
    searchbox Search
    button Previous
    button Next
    button Only matches
    LabelText
    combobox Paragraph all
    button Clear all
  group Kind of actor, with its mentions
    - Actors
    button person 1
    button organisation 1
  group Tone, with its sentences
    - Tone
    button negative 0
    button neutral 2
    button positive 1
  status
    - 3 of 3 sentences
  group Layers
    - Show
    button actors pressed
    button tone pressed
    button words
  slider Tone along the text 1
  region Text
    heading Ada Aster praised the wonderful plan.
    list Paragraph 1
      listitem
        button 1, positive: Ada Aster praised the wonderful plan. pressed
      listitem
        button 2, neutral: It rained.
    list Paragraph 2
      listitem
        button 3, neutral: Ben Aster left.
  region The chosen sentence
    heading Sentence 1 paragraph 1
    - ▲ positive tone 0.000
    - TextBlob polarity 0.000 TextBlob subjectivity 0.000 VADER compound 0.000 encoder 0.000
    - Reasons, tone praised 0.000 wonderful 0.000 plan 0.000
    - Reasons, TextBlob wonderful 0.000
    - Reasons, VADER praised 0.000 wonderful 0.000
    - Mentions
    button Ada Aster
  paragraph
    - Actors (2) : choose one to read only its passages.
  group Actors (2): choose one to read only its passages.
    button Ada Aster, 1 mention
    button Ben Aster, 1 mention"""


def test_what_a_screen_reader_meets_in_the_view(page):
    page.get_by_label("Text (2)").select_option("short")
    page.locator(".ci-status", has_text="3 of 3 sentences").wait_for()
    row(page, 1).press("Enter")
    met = re.sub(r"[+−]?\d\.\d{3}", "0.000", tree(page, "Reading view"))
    assert re.sub(r" (?=Reasons|Mentions|TextBlob polarity)", "\n    - ", met) == VIEW


@pytest.fixture
def editor(browser, tables, tmp_path):
    """A page with the register editor, on a register of 150."""
    sentences, _ = tables
    register().to_csv(tmp_path / "actors.csv", index=False)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(20_000)
    show(page, explore.register_editor(tmp_path / "actors.csv", sentences))
    yield page
    page.close()


def test_an_act_draws_again_only_the_actors_that_it_touches(editor):
    assert editor.locator("tbody").count() == 150
    editor.evaluate("() => { for (const body of document.querySelectorAll('tbody')) body.kept = true; }")
    editor.get_by_role("checkbox", name="tick Cleo Aster", exact=True).check()
    editor.get_by_label("actor to merge into").select_option("ada-aster")
    editor.get_by_role("button", name="Merge into").click()
    editor.locator(".ci-said", has_text="Merged 1 alias into Ada Aster").wait_for()
    kept = (
        "() => [...document.querySelectorAll('tbody')].filter(body => !body.kept).map(b => b.dataset.actor)"
    )
    order = "() => [...document.querySelectorAll('tbody')].map(b => b.dataset.actor)"
    names = [name.lower().replace(" ", "-") for name in NAMES]
    assert editor.evaluate(kept) == ["ada-aster"]
    assert editor.evaluate(order) == [name for name in names if name != "cleo-aster"]
    editor.get_by_role("button", name="Undo").click()
    editor.locator(".ci-said", has_text="Undone").wait_for()
    assert editor.evaluate(order) == names
    assert sorted(editor.evaluate(kept)) == ["ada-aster", "cleo-aster"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_editor(editor, theme):
    editor.emulate_media(color_scheme=theme)
    editor.get_by_role("checkbox", name="tick Cleo Aster", exact=True).check()
    assert violations(editor) == []


ACTS = """\
group edit the register
  searchbox find an actor or alias
  - 0 aliases ticked
  button Untick all
  button Undo
  button Redo
  button Merge into
  combobox actor to merge into Ada Aster
  textbox new label
  button Split off
  button Rename
  button Id from label
  button Set kind
  combobox kind person
  button Ignore
  button Take back"""
REGISTER = """\
region the register
  table mine/actors.csv: 2 actors, 2 aliases, 2 mentions
    caption
    rowgroup
      row
        columnheader tick
        columnheader alias
        columnheader how
        columnheader mentions
        columnheader only in sentences
        columnheader first mention
    row
      cell tick all aliases of Ada Aster
        checkbox tick all aliases of Ada Aster
      rowheader Ada Aster person · ada-aster
      cell 1
      cell
    row
      cell tick Ada Aster
        checkbox tick Ada Aster
      cell Ada Aster
      cell name
      cell 1
      cell
      cell Ada Aster praised the wonderful plan.
    row
      cell tick all aliases of Ben Aster
        checkbox tick all aliases of Ben Aster
      rowheader Ben Aster organisation · ben-aster
      cell 1
      cell
    row
      cell tick Ben Aster
        checkbox tick Ben Aster
      cell Ben Aster
      cell name
      cell 1
      cell
      cell Ben Aster left."""


def test_what_a_screen_reader_meets_in_the_editor(browser, tables, tmp_path):
    sentences, _ = tables
    (tmp_path / "mine").mkdir()
    register().head(2).to_csv(tmp_path / "mine" / "actors.csv", index=False)
    page = browser.new_page()
    show(page, explore.register_editor(tmp_path / "mine", sentences[sentences["doc_id"] == "short"]))
    assert tree(page, "edit the register") == ACTS
    assert tree(page, "the register") == REGISTER
    page.close()
