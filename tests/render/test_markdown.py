"""Markdown: tables, headline figures and notes, in which nothing of the data is markup."""

from __future__ import annotations

from nbkpi.render.markdown import render_markdown, render_page
from nbkpi.report.document import Column, Document, Table
from nbkpi.report.page import Block, Card, Derivation, Page, Section

COLUMNS = Column("entity", "entity"), Column("value", "value", "right")


def test_a_document_is_its_tables_and_its_notes() -> None:
    tables = [Table(COLUMNS, [("a|b", "5 <b>")], "Growth", reason="of *all*"), Table(COLUMNS, title="None")]
    assert render_markdown(Document("list", ("甲县", "book.toml"), tables, ["a_note"])) == (
        "### Growth\n\nof \\*all\\*\n\n| entity | value |\n| --- | ---: |\n| a\\|b | 5 \\<b\\> |\n\n"
        "### None\n\n- a\\_note\n\nbook: 甲县 (book.toml)\n"
    )


def test_a_report_is_its_sections() -> None:
    """A table that has the name of its section does not say it again."""
    table = Table(COLUMNS, [("甲村", "5.5")], "Income")
    other = Table(COLUMNS[:1], [("乙村",)], "Others")
    cards = [
        Card("income", "88万元", "87.5–88.5", "甲村 · 2024", Derivation("88 [printed]", ())),
        Card("growth", "5.5%", "", "2024"),
    ]
    section = Section("income", "Income", ["a line"], cards, [Block(table), Block(other, lines=["below"])], ["a note"])
    page = Page("A #report", Document("report", ("", ""), notes=["left out: 1"]), ["of a county"], [section])
    assert render_page(page) == (
        "# A \\#report\n\nof a county\n\n## Income\n\na line\n\n"
        "- income: **88万元** (87.5–88.5) · 甲村 · 2024 · 88 \\[printed\\]\n- growth: **5.5%** · 2024\n\n"
        "| entity | value |\n| --- | ---: |\n| 甲村 | 5.5 |\n\n"
        "### Others\n\n| entity |\n| --- |\n| 乙村 |\n\nbelow\n\n- a note\n\nleft out: 1\n\nwithout a book\n"
    )
