"""Web pages: whole, without anything active, fit for screen readers, and names as nothing but text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.render.html import render_html
from nbkpi.report.document import Column, Document, Table, visible

if TYPE_CHECKING:
    from conftest import Run

CALLS = [("summary",), ("growth", "--lang", "zh"), ("explain", "gdp_per_head"), ("list", "metrics"), ("export",)]
VOID = {"meta", "br"}
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "section", "table", "caption", "thead", "tbody",
    "tr", "th", "td", "footer", "p", "br", "strong",
}  # fmt: skip


class Page(HTMLParser):
    """The elements of a page, which must be closed in their order, and the texts of its cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.notes: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")
        self.is_note = tag == "p" and ("aria-hidden", "true") not in attrs
        if self.is_note:
            self.notes.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.cells[-1] += data
        if self.open and self.open[-1] == "p" and self.is_note:
            self.notes[-1] += data


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_a_page_is_whole_and_holds_nothing_active(call: tuple[str, ...], nbkpi: Run) -> None:
    text = nbkpi(*call, "--format", "html").out
    page = Page(text)
    assert {tag for tag, _attributes in page.elements} <= ALLOWED
    for tag, attributes in page.elements:
        assert set(attributes) <= {"lang", "charset", "http-equiv", "content", "name", "tabindex", "role", "aria-label",
                                   "aria-hidden", "scope", "class"}, tag  # fmt: skip
    assert "default-src 'none'" in text
    assert not re.search(r"https?://|url\(|@import|javascript", text.partition("<body>")[0])


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_a_page_can_be_read_aloud(call: tuple[str, ...], nbkpi: Run) -> None:
    text = nbkpi(*call, "--format", "html").out
    elements = Page(text).elements
    tags = [tag for tag, _attributes in elements]
    assert elements[0] == ("html", {"lang": "zh-CN" if "zh" in call else "en"})
    assert tags.count("h1") == tags.count("title") == tags.count("main") == 1
    assert tags.count("caption") == (tags.count("table") if call != ("list", "metrics") else 0)
    heads = [attributes.get("scope") for tag, attributes in elements if tag == "th"]
    assert set(heads) == {"col", "row"}
    assert heads.count("row") == tags.count("tr") - tags.count("table")
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_cells_hold_what_tables_show(nbkpi: Run) -> None:
    page = Page(nbkpi("growth", "--village", "东山村", "--format", "html").out)
    assert page.cells == [
        "entity", "measure", "period", "value", "bounds", "origin", "source",
        "东山村", "村集体经营性收入 growth", "2024", "43.6%", "43.55–43.65", "published", "nbdaily-2025#§1",
        "东山村", "村集体经营性收入 change", "2024", "26.72 万元", "26.55–26.89", "deduced", "nbdaily-2025#§1",
        "东山村", "村集体经营性收入", "2023", "61.28 万元", "60.91–61.65", "deduced", "nbdaily-2025#§1",
    ]  # fmt: skip
    assert page.notes == ["book: 宁波 (the embedded book)"]


HOSTILE = [
    "<script>alert(1)</script>", "</td></table><h1>x", "&lt;b&gt;", '" onload="x', "' onload='x", "]]>", "<!--",
    "{{x}}",
    "\x1b[31m\u202e\x00", "a\nb", "[red]", "=cmd()", "长" * 10_000, "&#60;b&#62;", "\ufffe",
]  # fmt: skip


def test_markup_in_names_is_text() -> None:
    table = Table((Column(HOSTILE[0], HOSTILE[0]), Column("b", "b", "right", fixed=True)), title=HOSTILE[3])
    table.rows, table.reason = [(name, name) for name in HOSTILE], HOSTILE[1]
    page = Page(render_html(Document("list", (HOSTILE[0], HOSTILE[1]), [table], list(HOSTILE))))
    assert {tag for tag, _attributes in page.elements} <= ALLOWED
    assert page.cells == [HOSTILE[0], "b", *(visible(name) for name in HOSTILE for _twice in range(2))]
    assert page.notes[:-1] == [visible(name) for name in HOSTILE]
    assert not [attributes for _tag, attributes in page.elements if "onload" in attributes]


def test_nothing_found_is_a_page_too(nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    assert nbkpi("growth", "--period", "1949", "-o", str(file)).code == 0
    page = Page(file.read_text("utf-8"))
    assert page.cells == []
    assert page.notes[0].startswith("nothing to show: no figure in the book matches these filters (the last periods")
