"""How long a hand waits on a text of 500 sentences and 150 actors: reading view, register editor, choices.

    python benchmarks/widgets.py

Run by hand. The widgets live in a page of Chromium, their Python half in this process (`tests/longtext.py`),
so that the time is what the kit itself spends: the processor's, in the page (script, style and layout as
Chromium counts them) and in Python. JupyterLab's trip between the two, some ten milliseconds, is not in it.
The goal is 200 ms from key to changed page. The first text is drawn cold, as it is for a reader.
"""

import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import pandas as pd

from helpers import ROOT, actors, corpus, explore, figures, sentiment

sys.path.insert(0, str(ROOT / "tests"))
from browsing import QUIET, browser_program
from longtext import long_text, register, show

REPEATS = 5
PARTS = ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration", "TaskDuration"]


def metrics(session):
    found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return [1000 * found[name] for name in PARTS]


def measure(page, session, act):
    """Milliseconds of an act: the page's script, style, layout and all of its tasks, then Python's."""
    before, python = metrics(session), show.seconds
    act()
    page.wait_for_timeout(250)  # past the pause of the search, and two frames
    return [b - a for a, b in zip(before, metrics(session))] + [1000 * (show.seconds - python)]


def report(name, rows):
    script, style, layout, task, python = (statistics.median(column) for column in zip(*rows))
    print(
        f"{name:36} {task + python:6.0f} ms = page {task:4.0f} (script {script:.0f}, style {style:.0f},"
        f" layout {layout:.0f}) + Python {python:.0f}"
    )


def opened(browser, widget):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    show(page, widget)
    page.wait_for_timeout(500)
    return page, session


def reading(browser, documents, sentences):
    mentions = actors.mentions(sentences, register())
    view = explore.reader(
        sentiment.score(sentences), mentions, sentiment.reasons(sentences), documents=documents
    )
    page, session = opened(browser, view)
    search, ids = page.locator("input[type=search]"), list(documents["doc_id"])

    def press(name):
        page.locator(".ci-tools button", has_text=name).click()

    acts = {
        "another text": lambda n: page.locator(".ci-chooser").select_option(ids[(n + 1) % len(ids)]),
        "a letter in the search": lambda n: (search.focus(), page.keyboard.type("harbo"[n])),
        "a filter by actor": lambda n: page.locator(".ci-bar").nth(n).click(),
        "next match": lambda n: press("Next"),
        "only matches": lambda n: press("Only matches"),
        "a filter by tone": lambda n: page.locator('[data-filter="tone"]').nth(n % 3).click(),
        "a sentence": lambda n: page.locator(".ci-s:not(.ci-out)").nth(3 * n).press("Enter"),
    }
    for name, act in acts.items():
        report(name, [measure(page, session, partial(act, n)) for n in range(REPEATS)])
        if name not in ("a filter by actor", "next match"):
            page.evaluate("model.set('filters', {})")


def editing(browser, sentences, folder):
    path = folder / "actors.csv"
    register().to_csv(path, index=False)
    page, session = opened(browser, explore.register_editor(path, sentences))

    def merge(n):
        page.locator("input[data-line]").nth(20 + n).check()
        page.locator("button", has_text="Merge into").click()

    report("a merge in the editor", [measure(page, session, partial(merge, n)) for n in range(REPEATS)])
    undo = page.locator("button", has_text="Undo")
    report("undo in the editor", [measure(page, session, undo.click) for _ in range(REPEATS)])


def mending(browser, sentences, folder, *, figure):
    """An act in the reading view, which the register's editor does; the view follows, and so may a figure."""
    path = folder / "mended.csv"
    register().to_csv(path, index=False)
    editor = explore.register_editor(path, sentences)
    view = explore.reader(sentiment.score(sentences), editor, sentiment.reasons(sentences))
    if figure:
        explore.toward_choices(editor, origin=figures.Origin("07-explore", "long.txt", {}))
    page, session = opened(browser, view)

    def ask(name, n):
        page.locator(".ci-s .ci-m").nth(20 + n).evaluate("node => node.click()")
        page.evaluate("() => { document.querySelector('.ci-edit details').open = true; }")
        page.get_by_label("new label").fill(f"Somebody {n}")
        return partial(page.locator(".ci-edit button", has_text=name).click)

    also = " and a figure" if figure else ""
    for name in ("Rename", "Merge into"):
        report(f"“{name}” in the view{also}", [measure(page, session, ask(name, n)) for n in range(REPEATS)])
    undo = page.locator(".ci-edit button", has_text="Undo")
    report(f"undo in the view{also}", [measure(page, session, undo.click) for _ in range(REPEATS)])


def choosing(sentences):
    """A slider's step: all Python, but for the picture that the browser shows."""
    origin = figures.Origin("07-explore", "long.txt", {})
    mentions = actors.mentions(sentences, register())
    toward = sentiment.toward(mentions, sentences)
    panels = [
        (explore.terms_choices(corpus.tokens(sentences), origin=origin), "shown", range(21, 40)),
        (explore.tone_choices(sentiment.score(sentences), origin=origin), "window", range(7, 25, 2)),
        (explore.toward_choices(toward, origin=origin), "min_sentences", [2, 3, 4, 6, 7]),
    ]
    for panel, control, values in panels:
        rows = []
        for _, value in zip(range(REPEATS), values):
            began = time.process_time()
            panel.set(**{control: value})
            panel.table  # noqa: B018
            rows.append([0, 0, 0, 0, 1000 * (time.process_time() - began)])
        report(f"a step of “{control}”", rows)


def main():
    from playwright.sync_api import sync_playwright

    documents = pd.DataFrame({"doc_id": ["a", "b"], "text": [long_text()] * 2, "title": ["One", "Another"]})
    sentences = corpus.sentences(documents)
    one = sentences[sentences["doc_id"] == "a"]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=browser_program(), args=QUIET)
        reading(browser, documents, sentences)
        editing(browser, one, Path(folder))
        figures.use_style()
        for figure in (False, True):
            mending(browser, one, Path(folder), figure=figure)
        choosing(one)
        browser.close()


if __name__ == "__main__":
    main()
