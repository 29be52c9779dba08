"""Columns that the user calls categories: labels of them, codes, and figures of one each."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Observations = list[dict[str, Any]]


@pytest.fixture
def told(nbkpi: Callable[..., Any], tmp_path: Path) -> Callable[..., Observations]:
    """The observations that a sheet gives a new book."""

    def made(sheet: str, *options: str) -> Observations:
        path = tmp_path / "a.csv"
        path.write_text(sheet, encoding="utf-8")
        done = nbkpi("import", str(path), "--new", str(tmp_path / "book"), *options)
        assert done.code == 0, done.out + done.err
        files = (tmp_path / "book").glob("*.toml")
        found = [one for file in files for one in tomllib.loads(file.read_text("utf-8")).get("observation", ())]
        return [{**one, "of": "".join(one.get("of", {}).values())} for one in found]

    return made


def test_labels_whatever_their_heading(told: Callable[..., Observations]) -> None:
    sheet = "name,crop,area(ha)\nEastvale,Apples,5\nEastvale,Pears,6\nWestvale,Plums,7\nWestvale,Figs,8\n"
    found = told(sheet, "--period", "2024", "--category-column", "crop")
    assert [(one["entity"], one["of"]) for one in found] == [
        ("Eastvale", "Apples"), ("Eastvale", "Pears"), ("Westvale", "Plums"), ("Westvale", "Figs"),
    ]  # fmt: skip


def test_codes(told: Callable[..., Observations]) -> None:
    rows = [
        f"{town},{crop},{10 * number + crop % 7}"
        for number, town in enumerate(("东村", "西村", "南村"))
        for crop in (8600, 8555)
    ]
    found = told("\n".join(["村名,作物,面积(亩)", *rows]) + "\n", "--period", "2024", "--category-column", "作物")
    assert {one["of"] for one in found} == {"8600", "8555"}
    assert len(found) == 6


def test_figures_of_a_category_each(told: Callable[..., Observations]) -> None:
    sheet = "镇,案件(件),邻里,家事\n东山镇,50,20,10\n西山镇,60,30,20\n"
    found = told(sheet, "--category-column", "邻里", "--category-column", "家事", "--unit", "件", "--period", "2024")
    assert {one["indicator"] for one in found} == {"案件"}
    assert [one["of"] for one in found].count("家事") == 2


def test_what_is_left_where_all_else_is_said(told: Callable[..., Observations]) -> None:
    sheet = "status,count\nSingle,50\nMarried,70\nWidowed,9\n"
    found = told(sheet, "--entity", "Eastvale", "--indicator", "Population", "--unit", "persons", "--period", "2024")
    assert [one["of"] for one in found] == ["Single", "Married", "Widowed"]


def test_dimensions_of_an_office(told: Callable[..., Observations]) -> None:
    head = "DATAFLOW,CROP_FARM_001,AREA_FARM_001,YR,TIME_PERIOD,GEN,OBS_VALUE\n"
    rows = [
        f"OFF:FARM_001(1.0),{crop},{area},{year},{year},{sex},{number}\n"
        for number, (crop, area, year, sex) in enumerate(
            (crop, area, year, sex)
            for crop in (10, 20)
            for area in (1, 2)
            for year in (2022, 2023)
            for sex in ("Male", "Female")
        )
    ]
    sheet = head + "".join(rows)
    found = told(sheet, "--indicator", "Area farmed", "--unit", "hectares", "--category-column", "CROP_FARM_001")
    assert {one["indicator"] for one in found} == {"Areafarmed"}
    assert {one["of"] for one in found} == {"10Male", "10Female", "20Male", "20Female"}
    assert len(found) == 16
