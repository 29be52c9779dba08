"""What follows from cells and their margins is the same however often it is asked, wherever the cells lie in memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from broken_down import SEX, breakdown, figure

if TYPE_CHECKING:
    from conftest import Run

OLD = '{ name = "15岁及以上", members = ["15-64岁", "65岁及以上"] }'
AGE = breakdown("age", "年龄", f'["0-14岁", {OLD}]')
BOOK = f"""
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

{SEX}{AGE}"""
FIGURES = {
    (): "62.40",
    ("男",): "31.75",
    ("0-14岁",): "8.10",
    ("65岁及以上",): "11.05",
    ("男", "65岁及以上"): "5.12",
    ("女", "0-14岁"): "4.02",
}
TIMES = 12


def test_deductions_are_the_same_every_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> None:
    monkeypatch.chdir(tmp_path)
    figures = (figure("甲县", "people", "2024", value, of) for of, value in FIGURES.items())
    (tmp_path / "book.toml").write_text(BOOK + "\n".join(figures), "utf-8")
    said, kept = set(), []
    for times in range(TIMES):
        outcome = nbkpi("deduce", "--json")
        assert outcome.code == 0, outcome.err
        said.add(outcome.out)
        kept.append([object() for _place in range(97 * times)])  # So that the next book lies elsewhere.
    assert len(said) == 1
