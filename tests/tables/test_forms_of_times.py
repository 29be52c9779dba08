"""Times as agencies and portals write them: once for a block of rows, in other languages, under number formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True, new_breakdowns=True, unit="1", indicator="sales")


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def said(found: Imported) -> set[tuple[str, str, str]]:
    return {(one.entity.name, str(one.period), one.text) for one in found.observations}


EXPECTED = {("East", "2015", "5"), ("West", "2015", "6"), ("East", "2016", "7"), ("West", "2016", "8")}


@pytest.mark.parametrize(
    "text",
    [
        "Place,Y2015,Y2016,Y2017\nEast,5,7,\nWest,6,8,\n",
        ',Year,\nPlace,"2,015","2,016"\nEast,5,7\nWest,6,8\n',
        "Year,Place,Number\n2015,East,5\n,West,6\n2016,East,7\n,West,8\n",
        "Yıl / Year,Place,Number\n2015,East,5\n2015,West,6\n2016,East,7\n2016,West,8\n",
        "Place,Year,Number\nEast,2015,5\nEast,(3)2016,7\nWest,2015,6\nWest,2016,8\n",
        "Place,Year,Number\nEast,2015,5\nEast,2016,(2)7\nWest,2015,6\nWest,2016,8\n",
        "Place,Year,Number\nEast,2015,5\nEast,2016,7\nEast,Change,40\nWest,2015,6\nWest,2016,8\nWest,Change,33\n",
        "areacd,areanm,geography,period,observation\nN1,East,District,2015-01-01/P1Y,5\nN1,East,District,2016-01-01/P1Y,7\n"
        "N2,West,Ward,2015-01-01/P1Y,6\nN2,West,Ward,2016-01-01/P1Y,8\n",
    ],
)
def test_years(text: str, tmp_path: Path) -> None:
    found = read(tmp_path, text)
    assert {one for one in said(found) if one[2]} == EXPECTED
    assert found.is_whole


def test_rows_of_something_else_among_those_of_years_are_named(tmp_path: Path) -> None:
    text = "Place,Year,Number\nEast,2015,5\nEast,2016,7\nEast,Change,40\nWest,2015,6\nWest,2016,8\nWest,Change,33\n"
    [finding] = read(tmp_path, text).findings
    assert (finding.code, finding.severity) == ("row-left-out", "warning")
    assert "“Change”" in finding.message


@pytest.mark.parametrize(
    "months",
    ["Ocak / January,Şubat / February,Mart / March", "Enero,Febrero,Marzo", "1월,2월,3월", "Januar,Februar,März"],
)
def test_months_in_other_languages(months: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"Year,Place,{months}\n2015,East,5,6,7\n,West,1,2,3\n2016,East,8,9,10\n,West,4,5,6\n")
    assert ("East", "2016-02", "9") in said(found)
    assert len(said(found)) == 12


def test_a_month_is_a_part_of_no_year_that_says_otherwise(tmp_path: Path) -> None:
    """Words for months among periods are no rows of something else."""
    found = read(tmp_path, "Place,Year,Number\nEast,2015,5\nEast,March,7\nWest,2015,6\nWest,March,8\n")
    assert not found.is_settled


def test_amounts_one_after_the_other_are_no_years(tmp_path: Path) -> None:
    found = read(
        tmp_path, 'Place,Flats,Houses\nEast,"2,015","2,016"\nWest,"2,013","2,019"\n', NEW._replace(period="2020")
    )
    assert {one.text for one in found.observations} == {"2,015", "2,016", "2,013", "2,019"}
