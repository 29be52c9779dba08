"""Reports in a real browser: without errors or requests, fit for every width, for paper, and for everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.render.books import BOOKS

if TYPE_CHECKING:
    from conftest import Run

pytestmark = pytest.mark.browser

A4 = (595, 842)

Open = Callable[..., Any]


@pytest.fixture
def report(nbkpi: Run, browser: Any, tmp_path: Path) -> Iterator[Open]:
    """The report of a book in a window so wide, after which nothing may have gone wrong."""
    contexts, said, file = [], [], tmp_path / "r.html"

    def opened(
        book: str, width: int = 1280, language: str = "en", scheme: str = "light", call: Sequence[str] = ()
    ) -> Any:
        assert nbkpi(*(call or ("report", *BOOKS[book])), "--lang", language, "-o", str(file)).code < 2
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url))
        page.goto(file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert set(said) == {file.as_uri()}


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
@pytest.mark.parametrize("book", BOOKS)
def test_nothing_is_wider_than_the_window(book: str, width: int, report: Open) -> None:
    page = report(book, width, "zh")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    texts = page.locator("h1, h2, h3, header p, .card, summary")
    boxes = texts.evaluate_all("all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.right])")
    assert boxes
    assert all(left >= 0 and right <= width for left, right in boxes)


PLAIN = {
    "growth": ("growth", *BOOKS["villages"]),
    "check": ("check", "-v", *BOOKS["contradicted"]),
    "audit": ("audit", *BOOKS["text"][1:], *BOOKS["county"]),
}
"""What writes plain tables."""


@pytest.mark.parametrize("book", [*BOOKS, *PLAIN])
def test_a_table_with_more_columns_than_are_seen_says_so(book: str, report: Open) -> None:
    page = report(book, 390, "zh", call=PLAIN.get(book, ()))
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    tables = page.locator(".wide, section[tabindex]").evaluate_all(
        "all => all.map(one => [one.scrollWidth - one.clientWidth, one.querySelector('.hint').offsetHeight])"
    )
    assert tables
    # Parts of a pixel are neither.
    assert all((hidden > 0) is (height > 10) for hidden, height in tables if hidden != 1)


def test_findings_wrap_on_a_phone(report: Open) -> None:
    page = report("villages", 390)
    finding = page.locator(".finding")
    assert finding.evaluate("one => one.querySelector('.wide').scrollWidth <= one.clientWidth")
    for words in ("17.05–17.15%", "month#表1"):
        box = finding.get_by_text(words).first.bounding_box()
        assert box["x"] + box["width"] <= 390


def test_twelve_villages_are_read_in_a_dozen_screens_of_a_phone(report: Open) -> None:
    assert report("villages", 390, "zh").evaluate("document.documentElement.scrollHeight") < 12_000


def test_what_is_folded_opens(report: Open) -> None:
    page = report("villages", 1280)
    table = page.locator("#growth .rows table").first
    assert not table.is_visible()
    page.locator("#growth .rows > summary").first.click()
    assert table.is_visible()


@pytest.mark.parametrize("book", ["county", "villages"])
def test_words_in_charts_do_not_touch(book: str, report: Open) -> None:
    """As measured by the browser, with the fonts it has."""
    page = report(book, 375, "zh")
    boxes = "one => [...one.querySelectorAll('text')].map(text => text.getBBox()).map(box => [box.width, box.height])"
    places = "one => [...one.querySelectorAll('text')].map(text => text.getBoundingClientRect())"
    charts = page.locator("svg").all()
    assert charts
    for chart in charts:
        assert all(wide > 0 and high > 0 for wide, high in chart.evaluate(boxes))
        outside = chart.bounding_box()
        texts = [(box["left"], box["right"], box["top"], box["bottom"]) for box in chart.evaluate(places)]
        assert all(
            left > outside["x"] - 2 and right < outside["x"] + outside["width"] + 2 for left, right, *_y in texts
        )
        for place, (left, right, top, bottom) in enumerate(texts):
            for other in texts[:place]:
                is_beside = right <= other[0] + 1 or other[1] <= left + 1
                assert is_beside or bottom <= other[2] + 2 or other[3] <= top + 2, chart.inner_text()


def test_a_number_leads_to_its_words_and_these_to_their_source(report: Open) -> None:
    page = report("embedded")
    row = page.locator("#growth tr.why").filter(has_text="deduced").filter(has_text="43.6%").last
    steps = row.locator(".steps")
    assert not steps.is_visible()
    row.locator("summary").click()
    assert steps.is_visible()
    assert "61.28 万元 (60.91–61.65)" in steps.inner_text()
    assert "“达88万元” · rounded · 87.5–88.5 万元" in steps.inner_text()
    steps.get_by_role("link", name="nbdaily-2025#§1").first.click()
    source = page.locator("#sources tr:target")
    assert "宁波：高质量党建引领高质量发展" in source.inner_text()
    box = source.bounding_box()
    assert 0 <= box["y"] < 900


def test_the_keyboard_reaches_everything(report: Open) -> None:
    page = report("county")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    # Tables side by side can be scrolled before the first number can be opened.
    reached = []
    while "SUMMARY" not in reached and len(reached) < 10:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.tagName"))
    assert set(reached) == {"DIV", "SUMMARY"}
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") is True


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("zh", "dark")])
@pytest.mark.parametrize("book", [*BOOKS, *PLAIN])
def test_it_is_accessible(book: str, language: str, scheme: str, report: Open) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = report(book, 1280 if language == "en" else 390, language, scheme, PLAIN.get(book, ()))
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = axe.Axe().run(page).response
    assert len(found["passes"]) > 20
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]] == []


def test_colours_follow_the_scheme(report: Open) -> None:
    """What is drawn is told from the paper in the light and in the dark."""
    for scheme in ("light", "dark"):
        page = report("county", scheme=scheme)
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        for drawn in ("path", "text"):
            colours = page.locator(f"#ranks svg {drawn}").evaluate_all(
                "all => all.map(one => getComputedStyle(one).fill)"
            )
            seen = set(colours) - {"none"}
            assert seen
            assert all(abs(_light(colour) - _light(paper)) > 60 for colour in seen), (scheme, drawn)


def _light(colour: str) -> float:
    parts = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")][:3]
    return sum(parts) / 3


@pytest.mark.parametrize("book", BOOKS)
def test_it_prints_on_a4(book: str, report: Open, tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    file = tmp_path / "r.pdf"
    report(book, 1280, "zh").pdf(path=str(file), prefer_css_page_size=True)
    with pdfium.PdfDocument(file) as printed:
        assert len(printed) >= 1
        for number, page in enumerate(printed):
            assert tuple(map(round, page.get_size())) == A4
            picture = page.render(scale=1).to_pil().convert("L")
            text = page.get_textpage().get_text_bounded()
            assert len(text) > 40, f"page {number + 1} is empty"
            # Nothing runs into the edge of the paper.
            edges = [picture.crop((0, 0, 20, 842)), picture.crop((575, 0, 595, 842))]
            assert all(edge.getextrema() == (255, 255) for edge in edges)
        whole = "".join(page.get_textpage().get_text_bounded() for page in printed)
        assert ("发布" if book != "text" else "98.1%") in whole
