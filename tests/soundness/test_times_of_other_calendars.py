"""Years of schools were once read as months, and months below their year as entities or at the period asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True)


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def periods(found: Imported) -> set[tuple[str, str]]:
    return {(str(one.period), one.text) for one in found.observations}


@pytest.mark.parametrize(
    "text",
    [
        "Place,2009-10,2010-11,2011-12\nA,94,93,92\nB,84,83,82\n",
        "Place,2009-10,2010-11,2012-13\nA,94,93,92\nB,84,83,82\n",
        "Place,Year,Share\nA,2009-10,94\nA,2010-11,93\nB,2009-10,84\n",
    ],
)
def test_years_that_end_in_the_next_are_no_months(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text, NEW._replace(indicator="" if "Share" in text else "Share", unit="%"))
    assert not found.observations
    assert all("may be a month" in one.message for one in found.findings)


def test_months_are_months_where_one_of_them_is_not_such_a_year(tmp_path: Path) -> None:
    text = "Place,2009-10,2009-11,2009-12\nA,94,93,92\nB,84,83,82\n"
    found = read(tmp_path, text, NEW._replace(indicator="Share", unit="%"))
    assert {period for period, _text in periods(found)} == {"2009-10", "2009-11", "2009-12"}


ROWS = "2012,Jan,5.1\n,Feb,5.2\n,May¹,5.3\n,Sept,6\n2013,Jan,1\n,Feb,2\n"
RIGHT = {("2012-01", "5.1"), ("2012-02", "5.2"), ("2012-05", "5.3"), ("2012-09", "6"), ("2013-01", "1"),
         ("2013-02", "2")}  # fmt: skip


@pytest.mark.parametrize("heads", ["Year,Month,Rate (%)\n", ",,Rate (%)\n"])
def test_months_below_a_year_that_is_written_once(tmp_path: Path, heads: str) -> None:
    asked = NEW._replace(entity="A", header=(1, 1))
    assert periods(read(tmp_path, heads + ROWS, asked)) == RIGHT
    found = read(tmp_path, heads + ROWS, asked._replace(period="2015"))
    assert "period-against-title" in {one.code for one in found.findings}


def test_a_period_that_a_column_of_years_says_too(tmp_path: Path) -> None:
    found = read(tmp_path, "地区,年份,产量(吨)\n东区,2024,5\n西区,2024,6\n", NEW._replace(period="2024"))
    assert periods(found) == {("2024", "5"), ("2024", "6")}
    assert not found.findings


def test_a_period_for_rows_that_say_several_is_not_taken(tmp_path: Path) -> None:
    """A figure of each year was once taken for one of the period given, where no two rows contradicted each other."""
    text = "地区,年份,产量(吨)\n东区,2022,5\n西区,2023,6\n"
    found = read(tmp_path, text, NEW._replace(period="2024"))
    assert periods(found) == {("2022", "5"), ("2023", "6")}
    assert "period-against-title" in {one.code for one in found.findings}


@pytest.mark.parametrize("sign", ["/", ".", "-"])
def test_parts_of_years_up_to_four_may_be_quarters(tmp_path: Path, sign: str) -> None:
    parts = [f"{year}{sign}{part}" for year in (2016, 2017) for part in (1, 2, 3, 4)]
    across = f"Place,{','.join(parts)}\nA,{','.join('12345678')}\n"
    found = read(tmp_path, across, NEW._replace(indicator="Share", unit="%"))
    assert not found.observations
    down = "Place,Period,Share (%)\n" + "".join(f"A,{part},{number}\n" for number, part in enumerate(parts))
    assert not read(tmp_path, down).observations
    months = [f"{year}{sign}{part}" for year in (2016, 2017) for part in range(1, 13)]
    down = "Place,Period,Share (%)\n" + "".join(f"A,{part},{number}\n" for number, part in enumerate(months))
    assert len(periods(read(tmp_path, down))) == 24


def test_a_year_and_one_digit_are_quarters_where_all_are_so(tmp_path: Path) -> None:
    rows = "".join(f"A,{year}{part},{year - 1950}\n" for year in (1960, 1961) for part in (1, 2, 3, 4))
    found = read(tmp_path, f"Place,Quarter,Share (%)\n{rows}")
    assert {period for period, _text in periods(found)} == {f"{y}Q{q}" for y in (1960, 1961) for q in (1, 2, 3, 4)}


def test_one_heading_of_two_years_is_unclear(tmp_path: Path) -> None:
    found = read(tmp_path, "Place,2009-10\nA,94\nB,84\n", NEW._replace(indicator="Share", unit="%"))
    assert not found.observations
    assert any("may be a month" in one.message for one in found.findings)


@pytest.mark.parametrize(
    ("other", "common", "years"),
    [
        ("年份(回历)", "年份(公历)", ("1440", "1441")),
        ("Year (AH)", "Year (AD)", ("1440", "1441")),
        ("民國", "西元", ("108", "109")),
        ("年次", "西暦", ("令和元年", "令和2年")),
        ("佛历年份", "公元", ("2562", "2563")),
    ],
)
def test_two_calendars_beside_each_other(tmp_path: Path, other: str, common: str, years: tuple[str, str]) -> None:
    for heads, rows in (
        (f"{other},{common}", [f"{years[0]},2019", f"{years[1]},2020"]),
        (f"{common},{other}", [f"2019,{years[0]}", f"2020,{years[1]}"]),
    ):
        found = read(tmp_path, f"{heads},产量(吨)\n{rows[0]},5\n{rows[1]},6\n", NEW._replace(entity="甲县", unit="吨"))
        assert periods(found) == {("2019", "5"), ("2020", "6")}


def test_years_of_another_calendar_alone_are_no_period(tmp_path: Path) -> None:
    found = read(tmp_path, "Year (AH),Output (t)\n1440,5\n1441,6\n", NEW._replace(entity="A", unit="吨"))
    assert not found.observations
    assert any("another calendar" in one.message for one in found.findings)
