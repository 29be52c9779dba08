"""What is no cell of a sheet, or another part of one, says nothing about a cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from nbkpi.errors import UsageError
from nbkpi.sheets.open import open_grid

SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """B1 is 3.14159 and shown with two decimals, B2 a formula whose result is stored."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "东村", 3.14159, "西村", 4
    sheet["B1"].number_format = '0.00"吨"'
    sheet.conditional_formatting.add("B1:B2", CellIsRule("greaterThan", ["9"], fill=PatternFill(bgColor="FF0000")))
    made.save(path)
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return path


def test_a_formula_in_a_comment_is_none(tmp_path: Path) -> None:
    """It made the good B2 one whose result is not stored."""
    comment = '<!-- <c r="B2"><f>1</f></c> --></row>'
    path = workbook(tmp_path / "t.xlsx", SHEET, lambda part: part.replace("</row>", comment))
    grid = open_grid(path, "t.xlsx")
    assert grid.rows == [["东村", "3.14吨"], ["西村", 4.0]]
    assert not grid.wrong


def test_a_style_behind_a_line_break_is_one(tmp_path: Path) -> None:
    """Else the number would be read with all its stored digits, which nobody printed."""
    path = workbook(tmp_path / "t.xlsx", SHEET, lambda part: part.replace(" s=", "\n s\n=\n"))
    assert open_grid(path, "t.xlsx").rows[0][1] == "3.14吨"


def test_the_format_of_a_rule_is_not_that_of_a_cell(tmp_path: Path) -> None:
    """A number format within a conditional one may have the number of another."""
    rule = '<dxf><numFmt numFmtId="164" formatCode="0.0000"/>'
    path = workbook(tmp_path / "t.xlsx", "xl/styles.xml", lambda part: part.replace("<dxf>", rule))
    with zipfile.ZipFile(path) as file:
        assert rule in file.read("xl/styles.xml").decode()
    assert open_grid(path, "t.xlsx").rows[0][1] == "3.14吨"


def test_cells_that_do_not_end_are_not_taken_for_one(tmp_path: Path) -> None:
    """In a damaged sheet the words of three cells became one label, and two columns lost their heading."""
    with zipfile.ZipFile(workbook(tmp_path / "whole.xlsx", SHEET, str)) as file:
        sheet = file.read(SHEET).decode()
    for end in ("</t>", "</is>", "</c>", "</row>", "</sheetData>", "</worksheet>"):
        for changed in (sheet.replace(end, "</q>", 1), sheet[: sheet.find(end)]):
            path = workbook(tmp_path / "t.xlsx", SHEET, lambda _part, changed=changed: changed)  # type: ignore[misc]
            with pytest.raises(UsageError, match="damaged"):
                open_grid(path, "t.xlsx")


def test_a_note_is_not_what_a_cell_shows(tmp_path: Path) -> None:
    """LibreOffice writes the note of a cell before its words: 88 in a note would have become the figure."""
    names = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    cells = (
        '<table:table-cell office:value-type="float" office:value="88.1"><office:annotation><text:p>88</text:p>'
        "</office:annotation><text:p>88.10</text:p></table:table-cell>"
        '<table:table-cell table:formula="of:=1" office:value-type="float" office:value="5"><office:annotation>'
        "<text:p># 5</text:p></office:annotation><text:p>5</text:p></table:table-cell>"
    )
    with zipfile.ZipFile(tmp_path / "t.ods", "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr(
            "content.xml",
            f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="表">'
            f"<table:table-row>{cells}</table:table-row></table:table></office:spreadsheet></office:body>"
            "</office:document-content>",
        )
        file.writestr("META-INF/manifest.xml", "<manifest/>")
    grid = open_grid(tmp_path / "t.ods", "t.ods")
    assert grid.rows == [["88.10", 5.0]]
    assert not grid.wrong
