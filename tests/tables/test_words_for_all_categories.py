"""The whole among categories in the words of offices, and categories in one cell with their period."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nbkpi.library.book import load


@pytest.fixture
def figures(nbkpi: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """The figures of a sheet that a new book is made of, by their categories and periods; all sums hold."""

    def taken(sheet: str, *options: str) -> Any:
        (tmp_path / "a.csv").write_text(sheet, encoding="utf-8")
        book = tmp_path / "book"
        about = (*(() if "甲县" in sheet else ("--entity", "甲县")), "--indicator", "人口", "--unit", "人")
        done = nbkpi("import", str(tmp_path / "a.csv"), *about, *options, "--new", str(book))
        assert done.code == 0, done.err
        verdicts = [one["verdict"] for one in nbkpi("check", "--json", "--book", str(book)).results()]
        assert set(verdicts) == {"exact"}
        return {(one.entity.cell_text, str(one.period)): one.text for one in load(book).data.observations}

    return taken


@pytest.mark.parametrize(("sexes", "ages"), [
    ("Total people - sex", "Total people - age group"), ("Both sexes", "All ages"), ("Total", "Total, all ages"),
    ("男女合计", "不分年龄"), ("不分性别", "各年龄合计"),
])  # fmt: skip
def test_the_whole_is_told_in_other_words(figures: Callable[..., Any], sexes: str, ages: str) -> None:
    sheet = "Sex,Age group,2018\n"
    for sex, counts in (("Male", (10, 40, 7)), ("Female", (9, 38, 8)), (sexes, (19, 78, 15))):
        for age, count in zip(("0-14 years", "15-64 years", "65 years and over"), counts, strict=True):
            sheet += f"{sex},{age},{count}\n"
        sheet += f'{sex},"{ages}",{sum(counts)}\n'
    found = figures(sheet)
    assert (found["", "2018"], found["Male", "2018"], found["0-14 years", "2018"]) == ("112", "57", "19")
    assert len(found) == 12


@pytest.mark.parametrize(("men", "women", "whole"), [
    ("{} Male", "{} Female", "{} Total"), ("{}年男", "{}年女", "{}年合计"), ("男({}年)", "女({}年)", "合计({}年)"),
])  # fmt: skip
def test_a_cell_says_a_period_and_a_category(figures: Callable[..., Any], men: str, women: str, whole: str) -> None:
    headings = [one.format(year) for year in (2013, 2018) for one in (men, women, whole)]
    found = figures(f"地区,{','.join(headings)}\n甲县,10,12,22,11,14,25\n")
    assert sorted(period for _cell, period in found) == ["2013"] * 3 + ["2018"] * 3
    assert (found["", "2013"], found["", "2018"]) == ("22", "25")
    assert sorted(cell for cell, _period in found if cell) == sorted(
        one.format("").replace("年", "").strip(" ()") for one in (men, women) * 2
    )
