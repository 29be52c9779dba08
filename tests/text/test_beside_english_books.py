"""What an English book has beside a text is told in the units of English readers."""

from __future__ import annotations

from pathlib import Path

from nbkpi.loading.load import load
from nbkpi.report.book_comparison import comparison_table
from nbkpi.report.results import Style
from nbkpi.text.against_book import compare_text

BOOK = """
[[entity]]
id = "Ash"
name = "Ash"
kind = "village"
[[indicator]]
id = "i"
name = "Collective income"
unit = "万元"
[[observation]]
entity = "Ash"
indicator = "i"
period = "2024"
value = "88.1"
"""


def test_a_difference_and_what_the_book_has_are_in_english(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    book = load(tmp_path / "book.toml")
    text = "In 2024, the collective income of Ash was 873,000 yuan."
    style = Style(plain=book.units, in_english=True)
    (row,) = comparison_table(text, compare_text(text, book, None), style).rows
    shown = " ".join(map(str, row))
    assert "88.1 × 10,000 yuan" in shown
    assert "8,000 yuan too low" in shown
    assert "万" not in shown
