"""Columns whose heading says another period, place or unit than the rows were once read as if they were of these."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid, observations_text
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True)


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def said(found: Imported) -> set[tuple[str, str, str, str]]:
    return {(one.entity.name, one.measure.name, str(one.period), one.text) for one in found.observations}


def test_quarters_in_rows_of_months(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "指标,钢产量,产值,铁产量\n地区,全市,全市,东区\n频度,月,季,月度\n单位,万吨,亿元,吨\n"
        "2018-01,100,,7\n2018-02,101,,8\n2018-03,102,66905.6,9\n",
    )
    assert said(found) == {
        ("全市", "钢产量", "2018-01", "100"), ("全市", "钢产量", "2018-02", "101"),
        ("全市", "钢产量", "2018-03", "102"),
        ("东区", "铁产量", "2018-01", "7"), ("东区", "铁产量", "2018-02", "8"), ("东区", "铁产量", "2018-03", "9"),
    }  # fmt: skip
    assert {one.measure.unit.symbol for one in found.observations} == {"万吨", "吨"}
    assert [one.path for one in found.findings] == ["t.csv!C4"]


def test_quarters_in_rows_of_quarters(tmp_path: Path) -> None:
    text = "指标,产值\n地区,全市\n频率,季\n单位,亿元\n2018Q1,100\n2018Q2,101\n"
    assert said(read(tmp_path, text)) == {("全市", "产值", "2018Q1", "100"), ("全市", "产值", "2018Q2", "101")}


def test_columns_without_a_heading_beside_those_with_a_period(tmp_path: Path) -> None:
    text = "指标,2020年4月,2020年3月,\n钢产量(吨),3.9,1.1,6.8\n铁产量(吨),3.7,9.1,2.2\n"
    found = read(tmp_path, text, NEW._replace(entity="全市", period="2020"))
    assert {one[3] for one in said(found)} == {"3.9", "1.1", "3.7", "9.1"}
    assert [one.code for one in found.findings] == ["column-left-out"]


def test_headings_come_again_below_those_that_were_given(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["5-3"], ["地区", "户数"], [None, "一人户", "二人户"], ["甲县", 5, 6], ["乙县", 7, 8]]
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in [*rows, ["地区", "户数"], [None, "二人户", "一人户"], ["丙县", 1, 2], ["丁县", 3, 4]]:
        sheet.append(row)
    for one in ("A2:A3", "B2:C2", "A6:A7", "B6:C6"):
        sheet.merge_cells(one)
    made.save(tmp_path / "t.xlsx")
    asked = NEW._replace(header=(2, 3), period="2010", unit="户")
    found = import_grid(open_grid(tmp_path / "t.xlsx", "t.xlsx"), empty_book(), asked, "t.xlsx")
    assert {(one[0], one[3]): one[1] for one in said(found)}["丙县", "1"] == "户数二人户"
    assert len(said(found)) == 8
    assert found.is_whole


def test_the_work_of_persons_has_a_unit_of_its_own(tmp_path: Path) -> None:
    found = read(tmp_path, "2020年\n单位：人年\n地区,研究人员全时当量\n东区,60\n西区,40\n")
    assert {one.measure.unit.symbol for one in found.observations} == {"人年"}
    text = observations_text(empty_book(), found)
    assert '[[unit]]\nsymbol = "人年"' in text


def test_english_behind_a_unit_line_above_years(tmp_path: Path) -> None:
    text = "8-36 合同数,,,\n单位：项,,,(item)\n地区,Region,2000,2005\n全市,Total,2410,2650\n东区,East,1538,1823\n"
    found = read(tmp_path, text, NEW._replace(indicator="合同数", total="甲市"))
    assert said(found) == {
        ("甲市", "合同数", "2000", "2410"), ("甲市", "合同数", "2005", "2650"),
        ("东区", "合同数", "2000", "1538"), ("东区", "合同数", "2005", "1823"),
    }  # fmt: skip
