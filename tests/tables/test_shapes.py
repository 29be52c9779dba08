"""Every shape that published tables have, made by real programs and read back."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.styles import Alignment

from nbkpi.loading.load import load
from nbkpi.model.book import Book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid, table_text
from nbkpi.tables.understood import Asked

Figure = tuple[str, str, str, str]
"""Entity, measure, period and words."""


class Shape(NamedTuple):
    """A sheet, what it says, and what it cannot say: the cells that are listed, with the codes."""

    rows: list[list[Any]]
    figures: set[Figure]
    merged: tuple[str, ...] = ()
    listed: tuple[tuple[str, str], ...] = ()
    asked: Asked = Asked()
    indents: tuple[tuple[str, int], ...] = ()
    formats: tuple[tuple[str, str], ...] = ()
    only: tuple[str, ...] = ("xlsx", "csv", "office-xlsx", "office-xls", "office-ods")


SHAPES = {
    "a title, a line with the unit, a total last": Shape(
        [
            ["2024年各村集体经济情况", None, None],
            [None, None, "单位：万元"],
            ["村名", "经营性收入", "农户（户）"],
            ["东村", 88, 210],
            ["西村", 100.5, 100],
            ["合  计", 188.5, 310],
            ["注：本表不含社区。"],
        ],
        {
            ("east", "income", "2024", "88"),
            ("east", "households", "2024", "210"),
            ("west", "income", "2024", "100.5"),
            ("west", "households", "2024", "100"),
            ("county", "income", "2024", "188.5"),
            ("county", "households", "2024", "310"),
        },
        merged=("A1:C1",),
    ),
    "a total in the cell of the row's number": Shape(
        [
            ["序号", "村名", "2024年经营性收入", "农户（户）", "备注"],
            [1, "东村", 88, 210, None],
            [2, "西村", 100.5, 100, "合计"],
            ["合计", None, 188.5, 310, None],
        ],
        {
            ("east", "income", "2024", "88"),
            ("east", "households", "2024", "210"),
            ("west", "income", "2024", "100.5"),
            ("west", "households", "2024", "100"),
            ("county", "income", "2024", "188.5"),
            ("county", "households", "2024", "310"),
        },
        merged=("A4:B4",),
        asked=Asked(period="2024"),
    ),
    "two levels of headings, a total first": Shape(
        [
            ["序号", "村名", "2023年", None, "2024年", None],
            [None, None, "经营性收入", "同比增长(%)", "经营性收入", "农户"],
            [None, "总计", 161.3, 8.5, 188, 310],
            [1, "东村", 61.3, 9.1, 88, 210],
            [2, "西村", 100, -3, 100, 100],
        ],
        {
            ("county", "income", "2023", "161.3"),
            ("county", "income.growth", "2023", "8.5"),
            ("county", "income", "2024", "188"),
            ("county", "households", "2024", "310"),
            ("east", "income", "2023", "61.3"),
            ("east", "income.growth", "2023", "9.1"),
            ("east", "income", "2024", "88"),
            ("east", "households", "2024", "210"),
            ("west", "income", "2023", "100"),
            ("west", "income.growth", "2023", "-3"),
            ("west", "income", "2024", "100"),
            ("west", "households", "2024", "100"),
        },
        merged=("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
    ),
    "three levels of headings, units of their own": Shape(
        [
            ["甲县农村经济"],
            ["行政村", "经济情况", None, None, "基本情况"],
            [None, "2023年", "2024年", None, "2024年"],
            [None, "经营性收入(亿元)", "经营性收入(元)", "经营性收入(万元)", "农户(户)"],
            ["东村", 0.0061, 880000, 88, 210],
            ["西村", "0.0100", 1000000, 100, 100],
        ],
        {
            ("east", "income", "2023", "0.0061亿元"),
            ("east", "households", "2024", "210"),
            ("west", "income", "2023", "0.0100亿元"),
            ("west", "households", "2024", "100"),
            ("east", "income", "2024", "880000元"),
            ("west", "income", "2024", "1000000元"),
            ("east", "income", "2024", "88"),
            ("west", "income", "2024", "100"),
        },
        merged=("A1:E1", "A2:A4", "B2:D2", "C3:D3"),
    ),
    "indicators in the rows, units in their labels, years in the headings": Shape(
        [
            ["甲县主要指标"],
            ["指标", 2023, 2024],
            ["地区生产总值(亿元)", 123.4, "130.20"],
            ["其中：第一产业(万元)", "120000", "- 203.0"],
            ["常住人口（人）", "5 698.3", 51000],
        ],
        {
            ("county", "gdp", "2023", "123.4"),
            ("county", "gdp", "2024", "130.20"),
            ("county", "primary", "2023", "120000万元"),
            ("county", "primary", "2024", "- 203.0万元"),
            ("county", "people", "2023", "5 698.3人"),
            ("county", "people", "2024", "51000人"),
        },
    ),
    "a unit for each row, a row that counts the columns": Shape(
        [
            ["甲县国民经济指标"],
            ["指标名称", "计量单位", "2023年", "2024年1—6月"],
            ["甲", "乙", 1, 2],
            ["地区生产总值", "亿元", 123.4, "130.2①"],
            ["　#第一产业", "万元", 12, 13],
            ["合计", "亿元", 1, 2],
            ["常住人口", "人", "…", "***"],
        ],
        {
            ("county", "gdp", "2023", "123.4"),
            ("county", "gdp", "2024H1", "130.2"),
            ("county", "primary", "2023", "12万元"),
            ("county", "primary", "2024H1", "13万元"),
            ("county", "people", "2024H1", "***"),
        },
        listed=(("bad-figure", "C7"),),
    ),
    "places of one name under those they are indented under": Shape(
        [
            ["地区", "2024年经营性收入", "农户"],
            ["甲县", 30, 50],
            ["　江口街道", 20, 30],
            ["　　岭下", 5.2, 20],
            ["　溪口镇", 10, 20],
            ["　　岭下", "—", None],
        ],
        {
            ("county", "income", "2024", "30"),
            ("county", "households", "2024", "50"),
            ("river", "income", "2024", "20"),
            ("river", "households", "2024", "30"),
            ("ridge1", "income", "2024", "5.2"),
            ("ridge1", "households", "2024", "20"),
            ("brook", "income", "2024", "10"),
            ("brook", "households", "2024", "20"),
            ("ridge2", "income", "2024", "—"),
            ("ridge2", "households", "2024", ""),
        },
        asked=Asked(period="2024", columns={"2024年经营性收入": "income"}),
    ),
    "places indented by the format of their cells": Shape(
        [["地区", "农户"], ["江口街道", 30], ["岭下", 20], ["溪口镇", 25], ["岭下", 15]],
        {
            ("river", "households", "2024", "30"),
            ("ridge1", "households", "2024", "20"),
            ("brook", "households", "2024", "25"),
            ("ridge2", "households", "2024", "15"),
        },
        indents=(("A3", 2), ("A5", 2)),
        asked=Asked(period="2024"),
        only=("xlsx", "office-xlsx"),
    ),
    "a place of a name that several have": Shape(
        [["村名", "农户"], ["岭下", 20], ["东村", 15], ["南村", 1]],
        {("east", "households", "2024", "15")},
        listed=(("ambiguous-name", "A2"), ("unknown-name", "A4")),
        asked=Asked(period="2024"),
    ),
    "codes": Shape(
        [["区划代码", "村名", "农户"], ["330213001", "岭下", 20], ["330213002", "岭下", 15]],
        {("ridge1", "households", "2024", "20"), ("ridge2", "households", "2024", "15")},
        asked=Asked(period="2024"),
    ),
    "a path in two columns, the first merged": Shape(
        [["乡镇", "村名", "农户"], ["江口街道", "岭下", 20], ["溪口镇", "岭下", 15], [None, "小计", 15]],
        {("ridge1", "households", "2024", "20"), ("ridge2", "households", "2024", "15")},
        merged=("A3:A4",),
        asked=Asked(period="2024"),
    ),
    "years in a column, places merged": Shape(
        [["村名", "年份", "经营性收入（万元）"], ["东村", 2023, 61.3], [None, 2024, "８８"], ["西村", 2023, "约100"]],
        {
            ("east", "income", "2023", "61.3"),
            ("east", "income", "2024", "８８"),
            ("west", "income", "2023", "约100"),
        },
        merged=("A2:A3",),
        only=("xlsx", "office-xlsx", "office-xls", "office-ods"),
    ),
    "percentages": Shape(
        [["村名", "经营性收入", "同比增长(%)"], ["东村", 88, 0.436], ["西村", 100, 0.2]],
        {
            ("east", "income", "2024", "88"),
            ("east", "income.growth", "2024", "43.6%"),
            ("west", "income", "2024", "100"),
            ("west", "income.growth", "2024", "20.00%"),
        },
        formats=(("C2", "0.0%"), ("C3", "0.00%")),
        asked=Asked(period="2024"),
        only=("xlsx", "office-xlsx", "office-xls", "office-ods"),
    ),
    "one figure a row": Shape(
        [
            ["实体", "指标", "时期", "数值", "单位", "备注"],
            ["东村", "经营性收入", "2024年", "88", "万元", ""],
            ["西村", "农户", "2023", "210余", "户", "全部"],
            ["西村", "income.growth", "2024", "", "", ""],
        ],
        {
            ("east", "income", "2024", "88"),
            ("west", "households", "2023", "210余"),
            ("west", "income.growth", "2024", ""),
        },
    ),
    "entities in the headings": Shape(
        [["2024年", "单位：户"], ["指标", "东村", "西村", "合计"], ["农户", 210, 100, 310]],
        {("east", "households", "2024", "210"), ("west", "households", "2024", "100")},
    ),
    "periods within headings, a unit in the title": Shape(
        [
            ["甲县各村情况（元）"],
            ["村名", "2023年经营性收入", "经营性收入(2024年1—6月)", "农户(户)"],
            ["东村", 5, 6, 7],
        ],
        {
            ("east", "income", "2023", "5元"),
            ("east", "income", "2024H1", "6元"),
            ("east", "households", "2022", "7"),
        },
        asked=Asked(period="2022"),
    ),
    "an indicator in the title, years in the headings": Shape(
        [["2022—2024年各村经营性收入"], ["村名", 2022, 2023, 2024], ["东村", 5, 6, "7以上"], ["西村", 1, 2, 3]],
        {
            ("east", "income", "2022", "5"),
            ("east", "income", "2023", "6"),
            ("east", "income", "2024", "7以上"),
            ("west", "income", "2022", "1"),
            ("west", "income", "2023", "2"),
            ("west", "income", "2024", "3"),
        },
    ),
    "what stands below an indicator and is another thing": Shape(
        [
            ["2024年"],
            ["村名", "经营性收入", None, None, None, "农户"],
            [None, "总额", "同比增长", "占比", "其中：村企", None],
            ["东村", 88, 3.5, 12.1, 40, 7],
        ],
        {
            ("east", "income", "2024", "88"),
            ("east", "income.growth", "2024", "3.5"),
            ("east", "households", "2024", "7"),
        },
        merged=("A2:A3", "B2:E2", "F2:F3"),
        listed=(("not-understood", "D3"), ("not-understood", "E3")),
    ),
    "growth beside the years of indicators in rows": Shape(
        [["甲县"], ["指标", "2024年", "2023年", "增长(%)"], ["地区生产总值", 130.2, 123.4, 5.5]],
        {
            ("county", "gdp", "2024", "130.2"),
            ("county", "gdp", "2023", "123.4"),
            ("county", "gdp.growth", "2024", "5.5"),
        },
    ),
    "growth behind three years of indicators in rows, the latest first": Shape(
        [["甲县"], ["指标", "2024年", "2023年", "2022年", "增长(%)"], ["地区生产总值", 130.2, 123.4, 120.1, 5.5]],
        {
            ("county", "gdp", "2024", "130.2"),
            ("county", "gdp", "2023", "123.4"),
            ("county", "gdp", "2022", "120.1"),
        },
        listed=(("not-understood", "E2"),),
    ),
    "a span in the title is no year": Shape(
        [["2020—2024年各村经营性收入"], ["村名", "经营性收入"], ["东村", 88]],
        set(),
        listed=(("not-understood", "A2"),),
    ),
    "two units that may be meant, and one that is none": Shape(
        [["2024年各村情况"], [None, None, "单位：元、万元、刀"], ["村名", "农户", "经营性收入"], ["东村", 7, 88]],
        {("east", "households", "2024", "7")},
        listed=(("not-understood", "A1"), ("not-understood", "C3")),
    ),
    "who filled it in is no unit": Shape(
        [["填报单位：某局", None, None], ["村名", "农户(户)", "经营性收入"], ["东村", 7, 88]],
        {("east", "households", "2024", "7"), ("east", "income", "2024", "88元")},
        asked=Asked(period="2024", unit="元"),
    ),
    "what is wrong with cells": Shape(
        [
            ["村名", "经营性收入", "农户", "人口"],
            ["东村", "见附注", 20.5, 1],
            ["西村", 88, 100, 2],
            [None, 3, 4, 5],
        ],
        {
            ("east", "households", "2024", "20.5"),
            ("west", "income", "2024", "88"),
            ("west", "households", "2024", "100"),
        },
        listed=(("not-understood", "D1"), ("bad-figure", "B2"), ("bad-cell", "A4")),
        asked=Asked(period="2024"),
    ),
}

CASES = [pytest.param(name, program, id=f"{name}: {program}",
                      marks=[pytest.mark.office] if program.startswith("office") else [])
         for name, shape in SHAPES.items() for program in shape.only]  # fmt: skip


def workbook(shape: Shape, path: Path) -> Path:
    """The sheet as openpyxl writes it."""
    made = openpyxl.Workbook()
    sheet = made.active
    for row in shape.rows:
        sheet.append(row)
    for cells in shape.merged:
        sheet.merge_cells(cells)
    for cell, depth in shape.indents:
        sheet[cell].alignment = Alignment(indent=depth)
    for cell, written in shape.formats:
        sheet[cell].number_format = written
    made.save(path)
    return path


def figures(imported: Imported) -> set[Figure]:
    """What was imported, in order that it can be compared."""
    return {(one.entity.id, one.measure.id, str(one.period), one.text) for one in imported.observations}


def listed(imported: Imported) -> set[tuple[str, str]]:
    """The findings, by code and cell."""
    return {(one.code, one.path.rpartition("!")[2]) for one in imported.findings if one.severity == "error"}


@pytest.fixture(scope="session")
def by_office(tmp_path_factory: pytest.TempPathFactory, office: Callable[[list[Path], str], Path]) -> dict[str, Path]:
    """Folders of all shapes as LibreOffice writes them, by the ending of their files."""
    folder = tmp_path_factory.mktemp("shapes")
    made = [workbook(shape, folder / f"{number}.xlsx") for number, shape in enumerate(SHAPES.values())]
    return {ending: office(made, ending) for ending in ("xlsx", "xls", "ods")}


@pytest.mark.parametrize(("name", "program"), CASES)
def test_a_shape_is_read(name: str, program: str, book: Book, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    shape = SHAPES[name]
    if program.startswith("office"):
        ending = program.partition("-")[2]
        path = request.getfixturevalue("by_office")[ending] / f"{list(SHAPES).index(name)}.{ending}"
    elif program == "csv":
        path = tmp_path / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(shape.rows)
    else:
        path = workbook(shape, tmp_path / "table.xlsx")
    imported = import_grid(open_grid(path, path.name), book, shape.asked, path.name)
    assert (figures(imported), listed(imported)) == (shape.figures, set(shape.listed))


def test_every_shape_is_made_by_a_program_of_others() -> None:
    assert all(any(name.startswith("office") for name in shape.only) for shape in SHAPES.values())


def test_cells_of_a_workbook_that_are_no_figures_are_listed(book: Book, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "表"
    for row in (
        ["村名", "经营性收入", "农户"],
        ["东村", datetime.date(2024, 6, 30), "=1+1"],
        ["西村", True, "=1/0"],
        ["江口街道", 5, None],
        ["溪口镇", 6, 7],
        ["甲县", 7, "#N/A"],
    ):
        sheet.append(row)
    sheet.merge_cells("B4:C4")
    made.save(tmp_path / "t.xlsx")
    imported = import_grid(open_grid(tmp_path / "t.xlsx", "t.xlsx"), book, Asked(period="2024"), "t.xlsx")
    assert figures(imported) == {
        ("brook", "income", "2024", "6"),
        ("brook", "households", "2024", "7"),
        ("county", "income", "2024", "7"),
    }
    assert [(one.path, one.message) for one in imported.findings] == [
        ("t.xlsx:表!B2", "the cell has a date or a time"),
        ("t.xlsx:表!B3", "the cell has a truth value"),
        ("t.xlsx:表!B4", "the cell has a part of a merged cell"),
        ("t.xlsx:表!C2", "the cell has a formula without a stored result (also in 1 more: C3)"),
        ("t.xlsx:表!C4", "the cell has a part of a merged cell"),
        ("t.xlsx:表!C6", "the cell has an error of the spreadsheet"),
    ]


def test_rates_that_look_like_shares_are_pointed_out(book: Book, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("村名,经营性收入,同比增长(%)\n东村,88,0.436\n西村,100,0.2\n", "utf-8")
    imported = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), book, Asked(period="2024"), "t.csv")
    (found,) = imported.findings
    assert (found.code, found.severity, found.path) == ("share-for-percent", "warning", "t.csv!C2")
    assert imported.is_whole


def test_shares_among_percentages_are_not_read_whatever_stands_beside(book: Book, tmp_path: Path) -> None:
    rows = "东村,88,43.6%\n西村,100,0.2\n岭下,90,35.2\n"
    (tmp_path / "t.csv").write_text(f"村名,经营性收入,同比增长(%)\n{rows}", "utf-8")
    asked = Asked(period="2024", names={"岭下": "ridge1"})
    imported = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), book, asked, "t.csv")
    (found,) = imported.findings
    assert (found.code, found.severity, found.path) == ("share-for-percent", "error", "t.csv!C3")
    growth = [one.text for one in imported.observations if one.measure.id == "income.growth"]
    assert growth == ["43.6%", "35.2"]


def test_a_total_of_some_parts_only_is_pointed_out(book: Book, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("地区,农户\n江口街道,1\n溪口镇,2\n合计,3\n", "utf-8")
    imported = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), book, Asked(period="2024"), "t.csv")
    assert imported.findings == []
    (tmp_path / "t.csv").write_text("村名,农户\n东村,1\n合计,3\n", "utf-8")
    imported = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), book, Asked(period="2023"), "t.csv")
    assert figures(imported) == {("east", "households", "2023", "1")}
    assert imported.understood.table["skip"] == ["合计"]


@pytest.mark.parametrize(
    ("rows", "kept", "found"),
    [
        (
            [["村名", "年份", "经营性收入", "经营性收入"], ["东村", "2024", 1, 2], ["西村", "2024", 3, "3.0"]],
            {("west", "3"), ("west", "3.0")},
            [("conflicting-observation", "D2", "C2 already has “1” for the same thing")],
        ),
        (
            [["村名", "年份", "经营性收入"], ["东村", "2024", "88"], ["东村", "2024", "90"], ["东村", "2024", ""]],
            {("east", "")},
            [("conflicting-observation", "C3", "C2 already has “88” for the same thing")],
        ),
        (
            [["村名", "年份", "经营性收入"], ["东村", "2024", datetime.date(2024, 6, 30)], ["西村", "2024", True]],
            set(),
            [("bad-cell", "C2", "the cell has a date or a time"), ("bad-cell", "C3", "the cell has a truth value")],
        ),
        (
            [["村名", "年份", "经营性收入"], ["东村", datetime.date(2024, 6, 30), 5], ["西村", "2024", 6]],
            {("west", "6")},
            [
                (
                    "bad-period",
                    "B2",
                    "“2024-06-30” is a day, and periods are months, quarters, halves or years; write 2024-06, 2024Q2, "
                    "2024H1",
                )
            ],
        ),
    ],
    ids=["one heading twice", "one row twice", "no figure at all", "a date for a year"],
)
def test_nothing_is_passed_over_in_silence(
    rows: list[list[Any]], kept: set[tuple[str, str]], found: list[tuple[str, str, str]], book: Book, tmp_path: Path
) -> None:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append([None if cell == "" else cell for cell in row])
    made.save(tmp_path / "t.xlsx")
    imported = import_grid(open_grid(tmp_path / "t.xlsx", "t.xlsx"), book, Asked(), "t.xlsx")
    assert {(entity, text) for entity, _measure, _period, text in figures(imported)} == {one for one in kept if one[1]}
    assert [(one.code, one.path.rpartition("!")[2], one.message) for one in imported.findings] == found


def test_zeros_that_a_spreadsheet_has_lost_are_put_back(folder: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["年份", "经营性收入"])
    numbers = [61.3, 66, 88.1, 70.2, 50.4, 12.9]
    for year, number in enumerate(numbers, 2015):
        made.active.append([year, number])
    made.save(folder / "t.xlsx")
    asked = Asked(entity="东村", period="年份")
    imported = import_grid(open_grid(folder / "t.xlsx", "t.xlsx"), load(folder), asked, "t.xlsx")
    assert [one.text for one in imported.observations] == ["61.3", "66.0", "88.1", "70.2", "50.4", "12.9"]
    (folder / "more.toml").write_text(table_text(imported, "t.xlsx"), "utf-8")
    assert [one.text for one in load(folder).observations] == [one.text for one in imported.observations]
