"""The coding desk in a real browser: coded by key press, kept over a server's restart, all shown as text."""

import csv

import nbformat
from browsing import ERROR, STDERR, lab, run_all

KEYS = {
    "1": "negative",
    "n": "negative",
    "2": "neutral",
    "u": "neutral",
    "3": "positive",
    "p": "positive",
    "0": "cannot tell",
    "x": "cannot tell",
    "P": "positive",
    "b": None,
    "X": "cannot tell",
}
EVIL = (
    'Report {0} of "the <b>bold</b> & the bad" <script>window.run = {0}</script> '
    '<img src=x onerror="window.run=1"> came.'
)
CELLS = (
    "[...document.querySelectorAll('.jp-Cell')]"
    ".map(cell => cell.className.match(/jp-(Code|Markdown)Cell/)[0])"
)


def shown(page):
    return " ".join(page.locator(".ci-desk-sentence").inner_text().split())


COUNT = 'print((handcheck.codes_for(texts, path, sentences=sentences)["coder"] == "me").sum(), "counted")'


def up_to_the_desk(kit):
    """The notebook up to the desk, and one cell below it; what comes after is tried by another test."""
    path = kit / "notebooks" / "06-check-by-hand.ipynb"
    notebook = nbformat.read(path, as_version=4)
    last = next(number for number, cell in enumerate(notebook.cells) if "handcheck.desk(" in cell.source)
    notebook.cells = [*notebook.cells[: last + 1], nbformat.v4.new_code_cell(COUNT)]
    nbformat.write(notebook, path)
    return path.name


def test_ten_sentences_coded_by_keyboard_outlive_the_server(page, kit):
    text = next((kit / "seeds").glob("*.txt"))
    text.write_text("\n\n".join(EVIL.format(number) for number in range(1, 26)), "utf-8")
    expected, name = {}, up_to_the_desk(kit)
    with lab(kit) as address:
        run_all(page, address, name)
        assert page.locator(f"{ERROR}, {STDERR}").all_inner_texts() == []
        cells = page.evaluate(CELLS)
        page.get_by_text("0 counted", exact=True).wait_for()
        desk = page.get_by_role("region", name="Coding desk of me")
        desk.locator(".ci-desk-passage").click()
        for key, code in KEYS.items():
            expected[shown(page)] = code or expected.get(shown(page), "")
            desk.press(key)  # it has the keyboard then, whatever JupyterLab did with it after the last cell
        desk.press("ArrowLeft")
        changed = shown(page)
        desk.press("u")
        expected[changed] = "neutral"
        page.get_by_text("Saved: number 10, neutral.").wait_for()
        page.get_by_text("10 of 20 coded", exact=True).wait_for()
        kept = desk.element_handle()
        desk.get_by_role("button", name="Update the results below").press("Enter")
        desk.get_by_role("status").get_by_text("The results below are up to date.").wait_for()
        page.get_by_text("10 counted", exact=True).wait_for()
        assert kept.evaluate("node => node.isConnected && node === document.activeElement")
        assert page.evaluate(CELLS) == cells, "a key reached the notebook: a cell was cut, or made a heading"
        assert page.locator(".ci-desk").locator("script, img, b").count() == 0
        assert page.evaluate("window.run") is None
    with open(kit / "notebooks" / "codes.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["text"]: row["code"] for row in rows} == {
        text: code for text, code in expected.items() if code
    }
    assert len(rows) == 10 and {row["coder"] for row in rows} == {"me"}
    assert all(
        "<script>window.run" in row["text"] and '"the <b>bold</b> & the bad"' in row["text"] for row in rows
    )

    with lab(kit) as address:
        run_all(page, address, name)
        assert page.locator(f"{ERROR}, {STDERR}").all_inner_texts() == []
        page.get_by_text("10 of 20 coded", exact=True).wait_for()
        assert page.locator(".ci-desk-question").inner_text() == "11 of 20. How does this sentence sound?"
        assert shown(page) not in {row["text"] for row in rows}
        assert page.evaluate("window.run") is None
        assert [
            url for url in page.asked if "127.0.0.1" not in url and not url.startswith(("data:", "blob:"))
        ] == []
