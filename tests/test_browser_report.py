"""The report in a browser, opened as a file: it runs nothing but the reading view, and shuts nobody out."""

import pytest
import reports
from test_browser_long import violations

from helpers import report


@pytest.fixture(scope="module")
def seed(tmp_path_factory):
    return reports.of_the_seed(tmp_path_factory.mktemp("seed") / "figures")[0]


@pytest.fixture
def opened(browser):
    """What opens a file in a page that notes what it asks for, and all that it complains of."""
    pages = []

    def open_file(path, **options):
        page = browser.new_page(**{"viewport": {"width": 1280, "height": 900}} | options)
        page.set_default_timeout(20_000)
        page.asked, page.said = [], []
        page.on("request", lambda asked: page.asked.append(asked.url))
        page.on("console", lambda said: page.said.append(said.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: page.said.append(dialog.message))
        page.goto(path.as_uri())
        page.locator(".ci-reader").wait_for()
        pages.append(page)
        return page

    yield open_file
    assert [page.said for page in pages if page.said] == []
    assert [page.asked[1:] for page in pages if page.asked[1:]] == []
    for page in pages:
        page.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(opened, seed, scheme, width):
    page = opened(seed, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    page.locator(".ci-s").nth(3).click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_dark_page_is_dark_and_its_figures_too(opened, seed):
    looks = "one => { const style = getComputedStyle(one); return [style.filter, style.backgroundColor]; }"
    for scheme, dark in (("light", False), ("dark", True)):
        page = opened(seed, color_scheme=scheme)
        assert ("invert" in page.locator(".drawn svg").first.evaluate(looks)[0]) == dark
        assert (page.locator("body").evaluate(looks)[1] == "rgb(30, 30, 30)") == dark


def test_the_reading_view_filters_searches_and_gives_reasons(opened, seed):
    page = opened(seed)
    page.get_by_text("23 of 23 sentences", exact=True).wait_for()
    page.get_by_role("button", name="Iran, 7 mentions").click()
    page.get_by_text("5 of 23 sentences", exact=True).wait_for()
    page.get_by_role("button", name="Clear all").click()
    page.get_by_role("searchbox").fill("protest")
    page.get_by_text("23 of 23 sentences, 7 hits", exact=True).wait_for()
    page.get_by_role("button", name="Next").click()
    page.keyboard.press("Escape")
    page.locator('.ci-s[data-sentence="7"] .ci-sign').click()
    page.get_by_role("heading", name="Sentence 7").wait_for()
    assert "VADER compound +0.494" in " ".join(page.locator(".ci-panel").inner_text().split())
    page.locator(".ci-panel button").get_by_text("Sistani’s office", exact=True).click()
    assert page.locator(".ci-passages button").count() == 1
    chart = page.get_by_role("slider", name="Tone along the text")
    assert chart.locator("svg").bounding_box()["width"] > 400
    chart.press("End")
    page.get_by_role("heading", name="Sentence 23").wait_for()


def test_hostile_words_run_nothing_and_another_text_is_chosen_by_the_menu(opened, tmp_path, style):
    path = reports.texts(tmp_path / "mine")
    page = opened(report.write_report(path, notebooks=[reports.run(path)])[0])
    assert page.evaluate("window.ran") is None
    page.get_by_role("button", name="Basra, 1 mention").click()
    page.get_by_label("Text (2)").select_option("second")
    page.get_by_role("heading", name="A good day", exact=True).wait_for()
    page.get_by_text("1 of 2 sentences", exact=True).wait_for()  # the actor is in both texts
    page.get_by_role("button", name="Clear all").click()
    page.get_by_label("Text (2)").select_option("first")
    page.locator(".ci-s .ci-sign").first.click()
    page.get_by_role("heading", name="Sentence 1").wait_for()
    assert page.evaluate("window.ran") is None and violations(page) == []


def test_on_paper_no_figure_is_cut_and_the_page_is_light(opened, seed, tmp_path):
    import pypdfium2

    page = opened(seed, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    heights = page.locator("figure").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert max(heights) < 297 / 25.4 * 96 - 2 * 18 / 25.4 * 96
    page.pdf(path=tmp_path / "report.pdf", format="A4", print_background=True)
    sheet = pypdfium2.PdfDocument(tmp_path / "report.pdf")[0].render().to_pil().convert("L")
    assert sheet.getpixel((5, 5)) == 255 and 15 < len(pypdfium2.PdfDocument(tmp_path / "report.pdf")) < 40
