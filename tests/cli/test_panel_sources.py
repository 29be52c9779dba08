"""Where the rows of a panel come from: layouts and files as they are published, with as little to say as can be."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import openpyxl
import pytest

if TYPE_CHECKING:
    from conftest import Outcome, Run

ENGINES = ("duckdb", "polars")
BOOK = """
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[indicator]]
id = "profit"
name = "利润"
unit = "万元"
range = "any"
[[indicator]]
id = "households"
name = "农户"
unit = "户"
kind = "count"
"""
ROWS = "东村,2023,61.4\n东村,2024,88.2\n西村,2023,50.0\n西村,2024,55.0\n"
GROWTH = [("东村", 43.648), ("西村", 10.0)]


@pytest.fixture(params=ENGINES)
def panel(request: pytest.FixtureRequest, nbkpi: Run, tmp_path: Path) -> Any:
    """Run nbkpi panel over a file with the book of this module, on every engine."""
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")

    def run(*arguments: str) -> Outcome:
        call = ("panel", "--book", str(tmp_path / "book.toml"), "--engine", request.param, *arguments)
        return nbkpi(*call)  # type: ignore[no-any-return]

    return run


def growths(outcome: Outcome) -> list[tuple[str, float]]:
    """The entities with their values, in the order of their names."""
    assert outcome.err == ""
    return sorted((one["entity"], round(one["value"], 3)) for one in outcome.json()["results"] if one["sort"] == "top")


@pytest.mark.parametrize("name", ["gbk", "utf-8-sig", "utf-16", "gb18030"])
def test_texts_in_other_encodings(panel: Any, tmp_path: Path, name: str) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(("村名,年份,收入(万元)\n" + ROWS).encode(name))
    call = ("income.growth", "--from", str(path), "--entity-column", "村名", "--period-column", "年份")
    assert growths(panel(*call, "--map", "收入(万元)=income", "--json")) == GROWTH


@pytest.mark.parametrize(
    "ends", [("\r\n", "\n", "\n", "\r\n", "\n"), ("\r",) * 5, ("\n", "\r", "\n", "\r\n", "\n"), ("\r\n",) * 5]
)
def test_lines_that_end_in_several_ways(panel: Any, tmp_path: Path, ends: tuple[str, ...]) -> None:
    path = tmp_path / "p.csv"
    lines = ("entity,period,income\n" + ROWS).splitlines()
    path.write_bytes("".join(line + end for line, end in zip(lines, ends, strict=True)).encode())
    outcome = panel("income.growth", "--from", str(path), "--json")
    assert growths(outcome) == GROWTH
    assert outcome.json()["results"][-1]["rows"] == 4


def test_an_end_of_a_line_on_the_border_of_two_pieces(
    panel: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(("entity,period,income\n" + ROWS).replace("\n", "\r\n").encode("gbk"))
    for size in (1, 2, 3, 7):
        monkeypatch.setattr("nbkpi.panel.plain_text._PIECE", size)
        monkeypatch.setattr("nbkpi.panel.plain_text._chinese", lambda _path, _start: "gbk")
        assert growths(panel("income.growth", "--from", str(path), "--json")) == GROWTH


def test_lines_above_the_headings(panel: Any, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("各村收入,,\n单位：万元,,\n\nEntity,PERIOD, income\n" + ROWS, "utf-8")
    assert growths(panel("income.growth", "--from", str(path), "--json")) == GROWTH
    assert "left out above the headings: “各村收入”, “单位：万元”" in panel("income.growth", "--from", str(path)).out
    path.write_text('"各村","收入",\n\nentity,period,income\n' + ROWS, "utf-8")
    assert "left out above the headings: “各村 收入”\n" in panel("income.growth", "--from", str(path)).out
    path.write_text("各村收入,,\n单位：元,,\nentity,period,income\n" + ROWS, "utf-8")
    outcome = panel("income.growth", "--from", str(path))
    assert outcome.code == 2
    assert outcome.err.endswith("says “单位：元” above its headings, but “收入” is in 万元\n")


def test_a_sheet_of_a_spreadsheet(panel: Any, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["各村收入"], ["村", "年份", "收入"], ["东村", 2023, 61.4], [None, 2024, 88.2], ["西村", 2023, 50]):
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    sheet["C5"].number_format = "0.0"
    book.save(tmp_path / "b.xlsx")
    call = ("income.growth", "x=income*2", "--from", str(tmp_path / "b.xlsx"), "--map", "收入=income")
    outcome = panel(*call, "--entity-column", "村", "--period-column", "年份", "--json")
    assert growths(outcome)[0][0] == "东村"
    assert [one["rows"] for one in outcome.json()["results"] if one["sort"] == "counts"] == [3, 3]
    outcome = panel(*call, "--entity-column", "镇", "--period-column", "年份")
    assert outcome.err.endswith("has no row with the headings 镇\n")
    sheet["A1"] = "单位：元"
    book.save(tmp_path / "b.xlsx")
    assert "but “收入” is in 万元" in panel(*call, "--entity-column", "村", "--period-column", "年份").err


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_years_across(panel: Any, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"p.{form}"
    rows = "SELECT * FROM (VALUES ('东村', 7, 61.4::DOUBLE, 88.2), ('西村', 8, 50.0, 55.0)) "
    rows += 't(entity, "2022", "2023 [YR2023]", "2024年")'
    with duckdb.connect() as connection:
        kind = "parquet" if form == "parquet" else "csv, HEADER"
        connection.execute(f"COPY ({rows}) TO '{path}' (FORMAT {kind})").fetchall()
    outcome = panel("income.growth", "--from", str(path), "--json")
    assert growths(outcome) == GROWTH
    assert outcome.json()["results"][-1]["rows"] == 6
    outcome = panel("income.growth", "--from", str(path), "--across", "2023..2024", "--json")
    assert growths(outcome) == GROWTH
    assert outcome.json()["results"][-1]["rows"] == 4
    assert "has no columns of 1999..2000" in panel("income.growth", "--from", str(path), "--across", "1999..2000").err
    assert "--across must be written as" in panel("income.growth", "--from", str(path), "--across", "2023").err
    assert "those of one indicator" in panel("income/profit", "--from", str(path)).err


@pytest.mark.parametrize("headings", ["income,income", "Income,INCOME", "Income,profit,income ,income"])
def test_two_columns_under_one_heading(panel: Any, tmp_path: Path, headings: str) -> None:
    """Which of them is meant is not guessed; a column that is not needed may have any heading."""
    path = tmp_path / "p.csv"
    cells = ",".join("1.5" for _heading in headings.split(","))
    path.write_text(f"entity,period,{headings}\n甲,2024,{cells}\n", "utf-8")
    assert "has several columns" in panel("income", "--from", str(path)).err
    path.write_text("entity,period,income,Income,note,note\n甲,2024,1.5,2.5,a,b\n", "utf-8")
    assert panel("income", "--from", str(path), "--json").json()["results"][0]["value"] == 1.5


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_a_line_with_a_cell_too_many(panel: Any, tmp_path: Path, engine: str) -> None:
    """It is named with its number in the file, lines above the headings counted."""
    path = tmp_path / "p.csv"
    path.write_text("甲县\nentity,period,income\n甲,2023,1.5\n甲,2024,1,234.5\n", "utf-8")
    outcome = panel("income", "--from", str(path), "--engine", engine)
    assert "p.csv, line 4: 4 cells under 3 headings" in outcome.err


def test_two_columns_of_one_year(panel: Any, tmp_path: Path) -> None:
    """None of them is taken without a word, and the years that stand across are said in their order."""
    path = tmp_path / "p.csv"
    path.write_text("entity,2024,2023,2024年\n甲,2.5,1.5,3.5\n", "utf-8")
    assert "“2024”, “2024年” are both of 2024" in panel("income.growth", "--from", str(path)).err
    path.write_text("entity,2024,2023,2023\n甲,2.5,1.5,3.5\n", "utf-8")
    assert "has several columns “2023”, “2023”" in panel("income.growth", "--from", str(path)).err
    path.write_text("entity,2024,2023\n甲,2.5,1.5\n", "utf-8")
    assert "periods stand across: 2023 to 2024" in panel("income.growth", "--from", str(path)).out


def test_years_across_of_several_indicators(panel: Any, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(
        "Source,x\n\nName,Code,Series Code,2023 [YR2023],2024 [YR2024]\n甲,A,INC,1.5,3.0\n乙,B,INC,—,3.0\n"
        "甲,A,HH,10,12\n",
        "utf-8",
    )
    call = ("income.growth", "income/households", "--from", str(path), "--entity-column", "code", "--label-column")
    outcome = panel(*call, "Series code", "--map", "INC=income", "--map", "HH=households", "--json")
    assert growths(outcome) == [("A", 0.25), ("A", 100)]


def test_decimals_are_found_where_numbers_are_plain(panel: Any, tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    rows = "VALUES ('东村', 2023, 61.4, 210, 1e0/3), ('东村', 2024, 88.25, 214, 2e0/3)"
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT e AS entity, y AS period, i::DOUBLE AS income, h::DOUBLE AS households, p::DOUBLE AS profit "
            f"FROM ({rows}) t(e, y, i, h, p)) TO '{path}' (FORMAT parquet)"
        ).fetchall()
    outcome = panel("income/households", "--from", str(path))
    assert "decimals found in column “income”: 2" in outcome.out
    assert "decimals found in column “households”: 0" in outcome.out
    assert "unknown rounding" in panel("profit*2", "--from", str(path)).err
    given = panel("income*2", "--from", str(path), "--decimals", "income=3", "--json").json()["results"][0]
    assert (given["lower"], given["upper"]) == pytest.approx((176.499, 176.501))
    assert "income has 1 numbers" not in panel("income*2", "--from", str(path), "--decimals", "9").err
    assert "2024" in panel("income*2", "--from", str(path), "--decimals", "3", "--decimals", "income=1").err
    for wrong in ("x", "=2", "income=", "10"):
        outcome = panel("income*2", "--from", str(path), "--decimals", wrong)
        assert (outcome.code, "--decimals must be written as" in outcome.err) == (2, True)
    exact = panel("income*2", "--from", str(path), "--rounding", "exact", "--json").json()["results"][0]
    assert (exact["lower"], exact["upper"]) == pytest.approx((176.5, 176.5))


def test_nothing_between_quotation_marks_is_nothing(panel: Any, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text('entity,period,profit\na,2024,"5.5"\nb,2024,""\nc,2024,\n', "utf-8")
    for more in ((), ("--decimals", "1")):
        outcome = panel("profit*2", "--from", str(path), "--json", *more)
        assert growths(outcome) == [("a", 11.0)]


def test_what_is_infinite_is_named(panel: Any, tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT 'v' || i AS entity, 2024 AS period, CASE i WHEN 1 THEN 'inf' WHEN 2 THEN '-inf' WHEN 3 "
            f"THEN 'nan' ELSE '5.5' END::DOUBLE AS profit FROM range(5) a(i)) TO '{path}' (FORMAT parquet)"
        ).fetchall()
    outcome = panel("profit*2", "--from", str(path))
    assert outcome.code == 0
    assert "infinite in column “profit”, and so unknown: 2 (v1 2024, v2 2024)" in outcome.out


def test_days_are_the_periods_that_they_end(panel: Any, tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    rows = "SELECT '东村' AS entity, unnest([TIMESTAMP '2023-12-31', TIMESTAMP '2024-12-31']) AS period, "
    rows += "unnest([61.4, 88.2])"
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({rows} AS income) TO '{path}' (FORMAT parquet)").fetchall()
    outcome = panel("income.growth", "--from", str(path), "--json")
    assert [one["period"] for one in outcome.json()["results"] if one["sort"] == "top"] == ["2024"]


NAMES = ('a"b', "x'; DROP TABLE t; --", '甲 "乙"(万元)', "select", "a=b", '"', "{x}", "%s", "a\\b", "[1]")


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
@pytest.mark.parametrize("name", NAMES)
def test_names_of_columns_are_names_whatever_they_look_like(name: str, engine: str, nbkpi: Run, tmp_path: Path) -> None:
    """No name is a statement or a pattern of an engine; what the engine writes has the keys and the figure."""
    with (tmp_path / "p.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([(name, "period", f"{name} 2"), ("甲", "2023", "5"), ("甲", "2024", "6")])
    made = tmp_path / "made.csv"
    options = ("--entity-column", name, "--map", f"{name} 2=gdp", "--engine", engine, "-o", str(made))
    outcome = nbkpi("panel", "x=gdp", "--from", str(tmp_path / "p.csv"), *options)
    assert outcome.code == 0, outcome.err
    with made.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row[name], row["period"], float(row["x"])) for row in rows] == [("甲", "2023", 5), ("甲", "2024", 6)]
