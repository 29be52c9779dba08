"""Sheets of agencies and portals of which figures were once taken for those of other months, units or meanings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

Read = Callable[..., Imported]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """What a CSV text holds for an empty book in which everything new is defined."""

    def answer(text: str, **asked: object) -> Imported:
        (tmp_path / "t.csv").write_text(text, "utf-8")
        given = {"new_entities": True, "new_indicators": True, "new_breakdowns": True, **asked}
        return import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), Asked(**given), "t.csv")  # type: ignore[arg-type]

    return answer


def figures(found: Imported) -> dict[str, str]:
    """The words of each figure by its cell."""
    return {one.locator: one.text for one in found.observations}


def named(found: Imported) -> set[str]:
    """The cells about which something is said."""
    return {one.path.rpartition("!")[2] for one in found.findings}


def test_figures_below_zero_are_counted_from_january_too(read: Read) -> None:
    """Those below zero, and others that are no plain numbers, were once of single months among the others."""
    text = "月份,利润总额_累计同比增速(%)\n2015-02,4.2\n2015-03,-2.7\n2015-04,5.1①\n2015-05,.5\n"
    found = read(text, entity="甲县")
    periods = {one.locator: str(one.period) for one in found.observations}
    assert periods == {
        "B2": "2015-01..2015-02", "B3": "2015Q1", "B4": "2015-01..2015-04", "B5": "2015-01..2015-05",
    }  # fmt: skip


@pytest.mark.parametrize("asked", [{"unit": "%"}, {}])
def test_the_unit_of_a_table_is_not_that_of_an_index(asked: dict[str, str], read: Read) -> None:
    """101.3 for the year before = 100 was once 101.3%, where % was said of all columns or stood in the unit line."""
    line = "" if asked else "单位：%\n"
    found = read(f"{line}年份,价格指数(上年=100),失业率\n2021,101.3,5.1\n2022,101.4,5.2\n", entity="甲县", **asked)
    assert {one.text for one in found.observations} == {"101.3", "101.4", "5.1", "5.2"}
    found = read(f"{line}指标,2021,2022\n价格指数(上年=100),101.3,101.4\n失业率,5.1,5.2\n", entity="甲县", **asked)
    assert {one.text for one in found.observations} == {"101.3", "101.4", "5.1", "5.2"}


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Birth Rate (1000)", "‰"),
        ("Deaths (per 1000)", "‰"),
        ("Crime rate (100000)", "/10万"),
        ("Population (1000)", "千"),
        ("Exports (1000)", "千"),
        ("NIR (1000)", None),
        ("Birth rate (thousand)", None),
        ("出生率(千)", None),
    ],
)
def test_a_rate_is_in_no_thousands(heading: str, unit: str | None, read: Read) -> None:
    """36.7 below Birth Rate (1000) was once 36.7 thousand."""
    found = read(f"Year,{heading}\n2020,36.7\n2021,37.1\n", entity="East County")
    assert {one.measure.unit.symbol for one in found.observations} == ({unit} if unit else set())
    assert named(found) == (set() if unit else {"B1"})


@pytest.mark.parametrize("total", ["TOTAL UP TO END OF AUGUST", "Total to August", "Up to August", "Jan - Aug"])
def test_a_total_up_to_a_month_is_not_that_of_the_year(total: str, read: Read) -> None:
    text = f"Tourist arrivals by country 2018\nCOUNTRY,JULY,AUGUST,{total}\nEast Land,47,78,662\nWest Land,12,19,107\n"
    found = read(text, unit="人")
    assert {str(one.period) for one in found.observations} == {"2018-07", "2018-08", "2018-01..2018-08"}
    assert len({one.measure.id for one in found.observations}) == 1


def test_marks_beside_figures_count(read: Read) -> None:
    """0.025 with U beside it, not detected, was once 0.025."""
    text = "Town,Lead 2020,\nEast,0.5,<\nWest,0.7,p\nNorth,0.9,\nSouth,0.3,*\nMid,4,\nUp,5,U\n"
    found = read(text, unit="1")
    assert figures(found) == {"B2": "<0.5", "B3": "0.7", "B4": "0.9", "B5": "0.3", "B6": "4"}
    assert {one.locator: one.status for one in found.observations}["B3"] == "preliminary"
    assert {one.path.rpartition("!")[2]: one.code for one in found.findings} == {"B7": "bad-cell"}
    assert figures(read(text, unit="1", skip_columns=("[C]",)))["B7"] == "5"


def test_numbers_without_a_zero_before_the_point(read: Read) -> None:
    """A sheet of nothing else was once one of words, and an empty book was written."""
    found = read("Year,Jan,Feb\n1880,-.18,(.24)\n1881,.20,14.\n", entity="全国", indicator="x", unit="1")
    assert figures(found) == {"B2": "-0.18", "C2": "-0.24", "B3": ".20".replace(".", "0."), "C3": "14"}
    assert str(found.observations[0].period) == "1880-01"


@pytest.mark.parametrize(
    "text", ["Name,Age\nAnna,1\nBert,3\nCarl,5\n", "Name,Town,Colour\nAnna,East,red\nBert,West,blue\n"]
)
def test_a_sheet_without_figures_is_not_taken_in_silence(text: str, read: Read) -> None:
    found = read(text)
    assert not found.observations
    assert not found.is_settled


def test_columns_headed_no_are_no_numbers_of_rows(read: Read) -> None:
    rows = ["1st,Male,,0,5,118,57", ",Female,,0,1,4,140", "2nd,Male,,0,11,154,14"]
    text = "\n".join([",,Age,Child,,Adult,", ",,Smokes,No,Yes,No,Yes", "Class,Sex,,,,,", *rows, ""])
    found = read(text, unit="1", period="2012")
    assert len(found.observations) == 12
    assert {one.measure.name for one in found.observations} == {
        "Child, Smokes, No", "Child, Smokes, Yes", "Adult, Smokes, No", "Adult, Smokes, Yes",
    }  # fmt: skip


def test_parameters_are_measured_and_no_places(read: Read) -> None:
    text = "Parameter,Units,East well,West well\nLead,mg/L,0.5,0.6\nZinc,mg/L,0.1,0.2\n"
    found = read(text, period="2017", names={"East well": "East well", "West well": "West well"})
    assert {(one.entity.name, one.measure.name) for one in found.observations} == {
        ("East well", "Lead"), ("West well", "Lead"), ("East well", "Zinc"), ("West well", "Zinc"),
    }  # fmt: skip
