"""Columns and headings of times are periods, whatever they are headed by and however they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.figure.days import in_one_calendar, is_short_month, periods_of_column
from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True)


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    """What is imported of a csv file."""
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


@pytest.mark.parametrize("head", ["연도", "年", "Jahr", "Année", "Año", "observation_date", "TIME PERIOD", "年次"])
@pytest.mark.parametrize(
    ("times", "periods"),
    [
        (["2019", "2020"], ["2019", "2020"]),
        (["1953-11-01", "1953-12-01"], ["1953-11", "1953-12"]),
        (["1833-11-01", "1833-12-01"], ["1833-11", "1833-12"]),
        (["1953-10-01", "1954-01-01"], ["1953Q4", "1954Q1"]),
        (["Dec-19", "Jan-20"], ["2019-12", "2020-01"]),
        (["31-Jan-2020", "29-Feb-2020"], ["2020-01", "2020-02"]),
        (["2019년", "2020년"], ["2019", "2020"]),
        (["民國112年", "113年"], ["2023", "2024"]),
    ],
)
def test_a_column_of_times_is_the_period(tmp_path: Path, head: str, times: list[str], periods: list[str]) -> None:
    rows = "".join(f"{time},{number}\n" for number, time in enumerate(times, 5))
    found = read(tmp_path, f"{head},产量(吨)\n{rows}", NEW._replace(entity="甲县"))
    assert [(str(one.period), one.text) for one in found.observations] == list(zip(periods, "56", strict=True))
    assert found.is_whole


def test_months_of_two_digits_over_columns(tmp_path: Path) -> None:
    text = "地区,Dec-19,Jan-20\n甲县,5,6\n乙县,7,8\n"
    found = read(tmp_path, text, NEW._replace(indicator="产量", unit="吨"))
    assert {(one.entity.name, str(one.period), one.text) for one in found.observations} == {
        ("甲县", "2019-12", "5"), ("甲县", "2020-01", "6"), ("乙县", "2019-12", "7"), ("乙县", "2020-01", "8"),
    }  # fmt: skip


@pytest.mark.parametrize("text", ["20-Jan", "Jan-45", "5-Mar"])
def test_what_may_be_a_day_or_of_several_years_is_asked(tmp_path: Path, text: str) -> None:
    assert is_short_month(text.replace("5-", "05-"))
    found = read(tmp_path, f"时间,产量(吨)\n{text.replace('5-', '05-')},5\n", NEW._replace(entity="甲县"))
    assert not found.observations
    assert not found.is_whole


def test_years_of_this_century_and_the_last() -> None:
    assert periods_of_column(["Jan-29", "Feb-50", "Mar '99"]).meant == {
        "Jan-29": "2029-01", "Feb-50": "1950-02", "Mar '99": "1999-03",
    }  # fmt: skip


@pytest.mark.parametrize("time", ["1/2/2020", "01.02.2020", "1/2/20"])
def test_days_whose_month_is_unclear_are_no_entities(tmp_path: Path, time: str) -> None:
    found = read(tmp_path, f"Date,产量(吨)\n{time},5\n{time.replace('2', '3', 1)},6\n")
    assert not found.observations
    assert not found.tables[0].new or all(sort != "entity" for sort, _row in found.tables[0].new)


def test_years_that_count_from_1912(tmp_path: Path) -> None:
    assert in_one_calendar("民國年", ["112", "113年"]) == ["民國112年", "民國113年"]
    assert in_one_calendar("年別", ["112年", "113年"]) == ["112年", "113年"]
    assert in_one_calendar("民國112年人口", ["112", "113"]) == ["112", "113"]
    text = "地區,民國112年人口數(人),民國113年人口數(人)\n甲鄉,120,121\n乙鄉,130,131\n"
    found = read(tmp_path, text)
    assert {(one.entity.name, str(one.period), one.text) for one in found.observations} == {
        ("甲鄉", "2023", "120"), ("甲鄉", "2024", "121"), ("乙鄉", "2023", "130"), ("乙鄉", "2024", "131"),
    }  # fmt: skip
    found = read(tmp_path, "民國年,戶數(戶)\n112,5\n113,6\n", NEW._replace(entity="甲鄉"))
    assert [str(one.period) for one in found.observations] == ["2023", "2024"]


@pytest.mark.parametrize("heads", ["一月,十一月", "Jan,Nov", "1月,11月"])
def test_months_over_columns_are_of_the_years_of_the_rows(tmp_path: Path, heads: str) -> None:
    text = f"年份,{heads},平均\n2019,1.5,2.5,2\n2020,3.5,4.5,4\n"
    found = read(tmp_path, text, NEW._replace(entity="甲县", indicator="产量", unit="吨"))
    assert [(str(one.period), one.text) for one in found.observations] == [
        ("2019-01", "1.5"), ("2020-01", "3.5"), ("2019-11", "2.5"), ("2020-11", "4.5"),
    ]  # fmt: skip
    found = read(tmp_path, f"2019年各县产量(吨)\n地区,{heads}\n甲县,1.5,2.5\n", NEW)
    assert [(str(one.period), one.text) for one in found.observations] == [("2019-01", "1.5"), ("2019-11", "2.5")]


def test_rows_of_months_among_years_and_averages_are_no_places(tmp_path: Path) -> None:
    """Months below rows of years were places of the one year that was said for all."""
    months = "".join(f"{month} . . . .,{place}\n" for place, month in enumerate(("March", "April", "May", "June"), 5))
    text = f"Period,产量(吨)\n2018,\n{months}2019,\n{months}Average,5\n2018 Annual,6\n"
    found = read(tmp_path, text, NEW._replace(period="2018"))
    assert not found.observations
    assert not found.tables or all(sort != "entity" for sort, _row in found.tables[0].new)
    places = "".join(f"{name}村,{place}\n" for place, name in enumerate("甲乙丙丁戊", 5))
    assert len(read(tmp_path, f"村,产量(吨)\n{places}5月,6\n", NEW._replace(period="2018")).observations) >= 5


def test_a_column_of_times_that_is_left_out_by_the_user_is_no_matter(tmp_path: Path) -> None:
    asked = NEW._replace(period="2017Q1", skip_columns=("期间",))
    found = read(tmp_path, "期间,县,户数(户)\n2017.1/4,甲县,5\n2017.1/4,乙县,6\n", asked)
    assert not found.findings
    assert [(str(one.period), one.text) for one in found.observations] == [("2017Q1", "5"), ("2017Q1", "6")]
