"""Categories are ranked beside those of their own level, and beside none that they lie within."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BOOK = """
[[entity]]
id = "a"
name = "甲县"
kind = "county"
[[indicator]]
id = "people"
name = "人口"
unit = "人"
kind = "count"
[[breakdown]]
id = "age"
name = "年龄"
members = ["0-14岁", { name = "15岁以上", members = ["15-64岁", "65岁以上"], complete = true }]
complete = true
"""


FIGURES = "".join(
    f'[[observation]]\nentity = "a"\nindicator = "people"\nperiod = "{period}"\nof = "{age}"\nvalue = "{count}人"\n'
    for period, counts in (("2023", (100, 300, 70)), ("2024", (90, 330, 80)))
    for age, count in zip(("0-14岁", "15-64岁", "65岁以上"), counts, strict=True)
)


def _ranked(nbkpi: Callable[..., Any], path: Path, measure: str, book: str) -> list[tuple[int, str]]:
    (path / "book.toml").write_text(book + FIGURES, encoding="utf-8")
    found = nbkpi("rank", measure, "--by", "age", "--book", str(path), "--json").results()
    return [(one["rank_best"], one["entity"]["of"]["age"]) for one in found]


@pytest.mark.parametrize("measure", ["people", "people.growth"])
def test_no_category_is_ranked_beside_one_within_it(nbkpi: Callable[..., Any], tmp_path: Path, measure: str) -> None:
    assert _ranked(nbkpi, tmp_path, measure, BOOK) == [(1, "15岁以上"), (2, "0-14岁")]


def test_where_none_on_top_is_known_those_within_are_ranked(nbkpi: Callable[..., Any], tmp_path: Path) -> None:
    ages = 'members = [{ name = "所有年龄", members = ["0-14岁", "15-64岁", "65岁以上"] }]\n'
    before, _members, after = BOOK.partition("members = ")
    open_one = before + ages + after.partition("\n")[2].replace("complete = true", "")
    found = _ranked(nbkpi, tmp_path, "people", open_one)
    assert found == [(1, "15-64岁"), (2, "0-14岁"), (3, "65岁以上")]
