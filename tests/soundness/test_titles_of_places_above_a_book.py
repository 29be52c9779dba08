"""The title of a county that a book of towns does not have stopped every comparison with the villages of the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import load
from nbkpi.text.against_book import compare_text

BOOK = """
entity = [{id = "t", name = "甲河镇"}, {id = "a", name = "东沙村", within = "t"}]
indicator = [{id = "income", name = "村集体经营性收入", unit = "万元"}]
observation = [{entity = "a", indicator = "income", period = "2024", value = "47.9万元"}]
"""


@pytest.mark.parametrize(
    ("title", "verdict"), [("乙山县2024年简报", "contradicted"), ("乙山镇2024年简报", "not in the book")]
)
def test_only_a_place_beside_the_book_stops(title: str, verdict: str, tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    (one,) = compare_text(f"{title}\n\n2024年，东沙村村集体经营性收入49.7万元。\n", load(tmp_path))
    assert one.verdict == verdict
