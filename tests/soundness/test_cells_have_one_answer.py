"""What follows from cells and their margins is the same however often it is asked, wherever the cells lie in memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

BOOK = """
[[entity]]
id = "county"
name = "甲县"
kind = "county"

[[indicator]]
id = "people"
name = "人口"
unit = "万人"
kind = "amount"
measure = "stock"

[[breakdown]]
id = "sex"
name = "性别"
members = ["男", "女"]
complete = true

[[breakdown]]
id = "age"
name = "年龄"
members = ["0-14岁", { name = "15岁及以上", members = ["15-64岁", "65岁及以上"] }]
complete = true
"""
FIGURES = {
    "": "62.40",
    'of = "男"': "31.75",
    'of = "0-14岁"': "8.10",
    'of = "65岁及以上"': "11.05",
    'of = ["男", "65岁及以上"]': "5.12",
    'of = ["女", "0-14岁"]': "4.02",
}
TIMES = 12


def test_deductions_are_the_same_every_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> None:
    monkeypatch.chdir(tmp_path)
    figures = (
        f'[[observation]]\nentity = "甲县"\nindicator = "people"\nperiod = "2024"\nvalue = "{value}"\n{of}\n'
        for of, value in FIGURES.items()
    )
    (tmp_path / "book.toml").write_text(BOOK + "\n".join(figures), "utf-8")
    said, kept = set(), []
    for times in range(TIMES):
        outcome = nbkpi("deduce", "--json")
        assert outcome.code == 0, outcome.err
        said.add(outcome.out)
        kept.append([object() for _place in range(97 * times)])  # So that the next book lies elsewhere.
    assert len(said) == 1
