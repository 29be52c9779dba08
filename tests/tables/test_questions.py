"""What a sheet does not say is asked for at once, and the answers are options that work."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from nbkpi.errors import UsageError
from nbkpi.loading.load import empty_book, load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True)
ROWS = "指标,2023年,2022年\n总产值,812.5,790.1\n粮食产量,56.3,50.1\n人口,7.5,7.4\n"


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


@pytest.mark.parametrize(
    ("text", "asked_for"),
    [
        ("地区,产值,面积\n东区,1,2\n西区,3,4\n", ['--unit "产值=…"', '--unit "面积=…"', "--period"]),
        ("Country,2018,2019\nA,101.2,88.1\nB,99.8,70.2\n", ["--indicator and --unit"]),
        (ROWS, ['--unit "总产值=…" --unit "粮食产量=…" --unit 人口=人', "--entity"]),
    ],
    ids=["units and the period", "the indicator and its unit", "units of rows and the entity"],
)
def test_everything_is_asked_for_at_once(tmp_path: Path, text: str, asked_for: list[str]) -> None:
    remedies = [one.remedy for one in read(tmp_path, text).findings]
    assert len(remedies) == len(asked_for)
    assert all(option in remedy for option, remedy in zip(asked_for, remedies, strict=True))


def test_units_of_rows(tmp_path: Path) -> None:
    asked = NEW._replace(entity="甲市", units={"总产值": "亿元", "粮食产量": "万吨", "人口": "万人"}, unit="万元")
    found = read(tmp_path, ROWS, asked)
    assert {(one.measure.name, str(one.period), one.text, one.figure.unit.symbol) for one in found.observations} == {
        ("总产值", "2023", "812.5", "亿元"), ("总产值", "2022", "790.1", "亿元"),
        ("粮食产量", "2023", "56.3", "万吨"), ("粮食产量", "2022", "50.1", "万吨"),
        ("人口", "2023", "7.5", "万人"), ("人口", "2022", "7.4", "万人"),
    }  # fmt: skip
    assert found.is_whole


def test_units_of_rows_are_remembered_and_convert_into_those_of_the_book(
    tmp_path: Path, nbkpi: Callable[..., Any]
) -> None:
    book, sheet = str(tmp_path / "b"), tmp_path / "t.csv"
    units = [word for one in ("总产值=亿元", "粮食产量=万吨", "人口=万人") for word in ("--unit", one)]
    sheet.write_text(ROWS, "utf-8")
    assert nbkpi("import", str(sheet), "--new", book, "--entity", "甲市", *units).code == 0
    sheet.write_text(ROWS.replace("2023", "2025").replace("2022", "2024"), "utf-8")
    assert nbkpi("import", str(sheet), "--book", book, "--entity", "甲市").code == 0
    (tmp_path / "u.csv").write_text("指标,2020年\n总产值,7000000\n", "utf-8")
    words = ("--book", book, "--entity", "甲市", "--unit", "总产值=万元", "--new-layout")
    assert nbkpi("import", str(tmp_path / "u.csv"), *words).code == 0
    found = {(one.measure.name, str(one.period)): one.nominal for one in load(Path(book)).observations}
    assert len(found) == 13
    assert (found["总产值", "2020"], found["总产值", "2025"]) == (700, Fraction("812.5"))


def test_a_unit_of_a_row_that_is_not_there(tmp_path: Path, nbkpi: Callable[..., Any]) -> None:
    (tmp_path / "t.csv").write_text(ROWS, "utf-8")
    words = ("--new", str(tmp_path / "b"), "--entity", "甲市", "--unit", "产量=万吨")
    assert nbkpi("import", str(tmp_path / "t.csv"), *words).code == 2


def test_the_unit_said_of_the_indicator_said_is_its_unit_whatever_its_name_ends_with(tmp_path: Path) -> None:
    text = "Place,Year,Value\n东山村,2006,10\n西山村,2006,12\n"
    found = read(tmp_path, text, NEW._replace(indicator="People in households", unit="persons"))
    assert {(one.text, one.figure.unit.symbol) for one in found.observations} == {("10", "人"), ("12", "人")}


def test_a_column_of_units_says_that_of_the_indicator(tmp_path: Path) -> None:
    text = "Place,Year,UNIT,VALUE\n东山村,2006,million EUR,10\n西山村,2006,million EUR,12\n"
    found = read(tmp_path, text, NEW._replace(indicator="Grants"))
    assert {(one.text, one.figure.unit.symbol) for one in found.observations} == {
        ("10", "百万欧元"),
        ("12", "百万欧元"),
    }


def test_a_column_of_several_sorts_of_units_says_none_for_the_indicator(tmp_path: Path) -> None:
    text = "Place,Year,UNIT,VALUE\n东山村,2006,persons,10\n西山村,2006,EUR,12\n"
    with pytest.raises(UsageError, match="no unit"):
        read(tmp_path, text, NEW._replace(indicator="Grants"))
