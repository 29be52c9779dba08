"""Reports as web pages: whole, without anything active, in order for screen readers, each number with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from tests.render.books import BOOKS, WRONG

from nbkpi.render.page import LONGEST, render_page
from nbkpi.report.document import Column, Document, Mark, Marked, Table
from nbkpi.report.page import Block, Card, Derivation, Page, Section

if TYPE_CHECKING:
    from conftest import Run

VOID = {"meta", "br"}
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "footer", "section", "div"),
    *("h1", "h2", "h3", "p", "ol", "ul", "li", "span", "mark", "figure", "details", "summary"),
    *("table", "caption", "figcaption", "br", "thead", "tbody", "tr", "th", "td"),
    *("svg", "desc", "g", "path", "line", "text"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "id", "class", "href", "title", "scope", "colspan"),
    *("role", "tabindex", "aria-label", "aria-labelledby", "aria-hidden"),
}


class Parsed(HTMLParser):
    """The elements of a page, closed in their order, each with all the text in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element: tuple[str, dict[str, str | None], list[str]] = (tag, dict(attrs), [])
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _tag, _attributes, texts in self.open:
            texts.append(data)

    def texts(self, tag: str) -> list[str]:
        """The texts of all elements of a kind."""
        return ["".join(texts) for found, _attributes, texts in self.elements if found == tag]

    def attributes(self, name: str) -> Iterator[str]:
        """The values of an attribute wherever it is."""
        return (value for _tag, found, _texts in self.elements if (value := found.get(name)) is not None)


@pytest.fixture(scope="module", params=BOOKS)
def book(request: pytest.FixtureRequest) -> list[str]:
    """Options that name a book, or a text to be audited."""
    return BOOKS[request.param]


@pytest.fixture(scope="module")
def pages() -> dict[tuple[str, ...], str]:
    """The pages made so far, by what was asked for."""
    return {}


@pytest.fixture(params=["en", "zh"])
def page(request: pytest.FixtureRequest, book: list[str], nbkpi: Run, pages: dict[tuple[str, ...], str]) -> str:
    asked = (request.param, *book)
    if asked not in pages:
        outcome = nbkpi("report", "--format", "html", "--lang", *asked)
        assert (outcome.code, outcome.err) == (0, "")
        pages[asked] = outcome.out
    return pages[asked]


def test_a_report_is_whole_and_holds_nothing_active(page: str) -> None:
    parsed = Parsed(page)
    assert {tag for tag, _attributes, _texts in parsed.elements} <= ALLOWED
    for tag, attributes, _texts in parsed.elements:
        if tag not in ("svg", "g", "path", "line", "text"):
            assert set(attributes) <= ATTRIBUTES, tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
    assert "default-src 'none'" in page
    without_names = page.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?://|url\(|@import|javascript:", without_names)


def test_a_report_can_be_read_aloud(page: str) -> None:
    parsed = Parsed(page)
    tags = [tag for tag, _attributes, _texts in parsed.elements]
    assert tags.count("h1") == tags.count("main") == tags.count("nav") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tags.count("caption") == tags.count("table")
    assert all(texts for texts in parsed.texts("caption"))
    scopes = [attributes.get("scope") for tag, attributes, _texts in parsed.elements if tag == "th"]
    assert set(scopes) <= {"col", "row", "rowgroup"}


def test_anchors_lead_somewhere(page: str) -> None:
    parsed = Parsed(page)
    anchors = list(parsed.attributes("id"))
    assert len(anchors) == len(set(anchors))
    assert {link[1:] for link in parsed.attributes("href")} <= set(anchors)
    named = [name for names in parsed.attributes("aria-labelledby") for name in names.split()]
    assert set(named) <= set(anchors)


def test_drawings_are_labelled_and_well_formed(page: str) -> None:
    drawings = re.findall(r"<svg .*?</svg>", page, re.DOTALL)
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert root.get("role") == "img"
        assert [child.tag.rpartition("}")[2] for child in root[:2]] == ["title", "desc"]
        assert all(child.text for child in root[:2])


def test_every_result_leads_to_its_words(nbkpi: Run) -> None:
    """What --json says a result was computed from stands in what opens below it; what was published is not repeated."""
    page = Parsed(nbkpi("report", "--format", "html", "--section", "growth", "--no-charts").out)
    opened = page.texts("details")
    results = nbkpi("growth", "--json").results()
    keys = [tuple(str(result[part]) for part in ("entity", "measure", "period")) for result in results]
    published = {key for key, result in zip(keys, results, strict=True) if result["basis"] == "printed"}
    shown = [
        result
        for key, result in zip(keys, results, strict=True)
        if result["basis"] == "printed" or key not in published
    ]
    assert 0 < len(opened) == len(shown) < len(results)
    for result in shown:
        words = [one["text"] for one in result["inputs"] for one in one["printed"]] or [result["printed"]]
        about = f"{result['entity']['name']} · {result['measure']['name']} · {result['period']}"
        fitting = [text for text in opened if about in text]
        assert any(all(f"“{word}”" in text for word in words) for text in fitting), about


def test_findings_show_both_phrases(nbkpi: Run) -> None:
    page = nbkpi("report", "--format", "html", "--book", str(WRONG)).out
    findings = nbkpi("check", "--json", "--book", str(WRONG)).json()["results"]
    bad = [one for one in findings if one["verdict"] in ("contradicted", "truncated")]
    assert bad
    section = page.partition('<section id="findings"')[2].partition("</section>")[0]
    assert section.count('class="block finding"') == len(bad)
    for one in bad:
        assert all(figure["text"] in section for figure in one["figures"])
        assert all(hint in section for hint in one["hints"])


HOSTILE = [
    "<script>alert(1)</script>",
    "</td></table><h1>x",
    '" onload="x',
    "]]>",
    "<!--",
    "\x1b[31m\u202e\x00",
    "&lt;",
]


def whole(name: str) -> Page:
    """A page that has the name wherever it can be."""
    table = Table((Column("light", name), Column("source", name, refers=True)), [(name, name)], name, reason=name)
    steps = Table((Column("words", name), Column("source", name, refers=True)), [(name, name)], name)
    derivation = Derivation(name, [steps])
    block = Block(table, [derivation], None, "bad", ["good"], [name])
    section = Section("findings", name, [name], [Card(name, name, name, name, derivation)], [block], [name], count=1)
    section.marked = Marked(f"{name} {name}", lambda: [Mark(0, len(name), "bad", name)])
    return Page(name, Document("report", (name, name)), [name], [section])


@pytest.mark.parametrize("name", HOSTILE)
def test_markup_in_names_is_text(name: str) -> None:
    page = render_page(whole(name))
    harmless = render_page(whole("name"))
    shape = [(tag, set(attributes)) for tag, attributes, _texts in Parsed(harmless).elements]
    assert [(tag, set(attributes)) for tag, attributes, _texts in Parsed(page).elements] == shape
    assert "\x1b" not in page


def test_very_long_names_are_cut_in_sight_only() -> None:
    page = render_page(whole("长" * 10_000))
    parsed = Parsed(page)
    for tag in ("title", "h1", "h3", "td", "summary", "caption"):
        assert max(map(len, parsed.texts(tag))) <= 4 * (LONGEST + 10), tag
    assert "长" * 1000 in page
