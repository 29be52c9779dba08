"""Columns that add up to another one are its categories, whatever they are called; others stay what they are."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Book = dict[str, list[dict[str, Any]]]

TOWNS = ("东山镇", "西山镇", "南山镇", "北山镇", "中山镇", "石桥镇")


@pytest.fixture
def book(nbkpi: Callable[..., Any], tmp_path: Path) -> Callable[..., Book]:
    """The new book that a sheet and its options make."""

    def made(rows: list[list[object]], *options: str) -> Book:
        path = tmp_path / "a.csv"
        path.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", encoding="utf-8")
        done = nbkpi("import", str(path), "--new", str(tmp_path / "book"), *options)
        assert done.code == 0, done.out + done.err
        found: Book = {}
        for file in (tmp_path / "book").glob("*.toml"):
            for key, value in tomllib.loads(file.read_text(encoding="utf-8")).items():
                if isinstance(value, list):
                    found.setdefault(key, []).extend(value)
        return found

    return made


def people(number: int) -> list[int]:
    """Three parts of a whole, made up."""
    return [100 + 7 * number, 230 + 11 * number, 40 + 3 * number]


def test_columns_that_add_up_are_categories_of_what_stands_left_of_them(book: Callable[..., Book]) -> None:
    rows: list[list[object]] = [["town", "total", "lowland", "upland", "island"]]
    rows += [[town, sum(people(number)), *people(number)] for number, town in enumerate(TOWNS)]
    found = book(rows, "--period", "2024", "--indicator", "Population", "--unit", "persons")
    assert [one["name"] for one in found["indicator"]] == ["Population"]
    assert [one["members"] for one in found["breakdown"]] == [["lowland", "upland", "island"]]
    assert found["breakdown"][0]["complete"]
    of = [one.get("of") for one in found["observation"] if one["entity"] == "东山镇"]
    assert of.count(None) == 1
    assert len(of) == 4


def test_a_level_of_headings_that_adds_up_is_one_of_categories(book: Callable[..., Book]) -> None:
    groups = ["合计", "合计", "合计", "本地", "本地", "本地", "外来", "外来", "外来"]
    rows: list[list[object]] = [["镇", *(["人口"] * 9)], ["镇", *groups], ["镇", *(["计", "男", "女"] * 3)]]
    for number, town in enumerate(TOWNS):
        men, women, more, others = 500 + number, 510 + 2 * number, 30 + number, 20 + 3 * number
        local, foreign = [men + women, men, women], [more + others, more, others]
        rows.append([town, *(one + other for one, other in zip(local, foreign, strict=True)), *local, *foreign])
    found = book(rows, "--period", "2024", "--unit", "人")
    assert [one["name"] for one in found["indicator"]] == ["人口"]
    assert {tuple(one["members"]) for one in found["breakdown"]} == {("男", "女"), ("本地", "外来")}


def test_quantities_and_places_that_add_up_are_no_categories(book: Callable[..., Book]) -> None:
    rows: list[list[object]] = [["镇", "出生人数", "死亡人数", "自然增长人数"]]
    rows += [[town, 300 + number, 200, 100 + number] for number, town in enumerate(TOWNS)]
    found = book(rows, "--period", "2024", "--unit", "人")
    assert "breakdown" not in found
    assert len(found["indicator"]) == 3


def test_towns_beside_each_other_are_no_categories_of_all(book: Callable[..., Book]) -> None:
    rows: list[list[object]] = [["年份", "全县", *TOWNS[:3]]]
    rows += [[2015 + number, sum(people(number)), *people(number)] for number in range(8)]
    found = book(rows, "--indicator", "人口", "--unit", "人")
    assert "breakdown" not in found
    assert len(found["entity"]) >= 3


def test_a_row_that_does_not_add_up_is_no_whole(book: Callable[..., Book]) -> None:
    rows: list[list[object]] = [["town", "total", "lowland", "upland"]]
    rows += [[town, 1000 + 3 * number, 400 + number, 500] for number, town in enumerate(TOWNS)]
    found = book(rows, "--period", "2024", "--indicator", "Population", "--unit", "persons")
    assert "breakdown" not in found


def test_what_columns_of_its_own_make_up_is_no_category_of_another_heading(book: Callable[..., Book]) -> None:
    """答卷 is one figure under 答卷/合计 and under 调查对象/答卷: as a category it leaves the first one nothing."""
    rows: list[list[object]] = [
        ["镇", "答卷", "答卷", "答卷", "调查对象", "调查对象", "调查对象"],
        ["镇", "赞成", "反对", "合计", "答卷", "未答卷", "合计"],
    ]
    for number, town in enumerate(TOWNS):
        yes, no, silent = people(number)
        rows.append([town, yes, no, yes + no, yes + no, silent, yes + no + silent])
    found = book(rows, "--period", "2024", "--unit", "份")
    assert [one["members"] for one in found["breakdown"]] == [["赞成", "反对"]]
    assert len(found["observation"]) == 6 * len(TOWNS)
