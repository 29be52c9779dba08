"""What a book knows of towns and villages never changes which columns of a sheet are those of places."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from nbkpi.loading.load import load

if TYPE_CHECKING:
    from conftest import Run

TOWNS = ("乡镇", "镇", "镇名", "乡镇名称", "乡镇（街道）", "镇/街道", "街道", "所属乡镇", "所在镇")
VILLAGES = ("村名", "村", "村名称", "行政村", "村（社区）", "村居")
ROWS = [("石桥镇", "东村", 120, 12.5), ("石桥镇", "西村", 130, 13.5), ("白岩镇", "南村", 140, 14.5),
        ("白岩镇", "北村", 150, 15.5)]  # fmt: skip
SINGLE = [("石桥镇", "东村", 120, 12.5), ("白岩镇", "南村", 140, 14.5)]
NEW = ("白岩镇", "新村", 160, 16.5)


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> Run:
    """The tool in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return nbkpi


def facts(period: str) -> set[tuple[str, str, str]]:
    return {
        (one.entity.path, one.measure.id, one.text)
        for one in load(Path("county")).observations
        if str(one.period) == period
    }


def figures(rows: list[tuple[str, str, int, float]]) -> set[tuple[str, str, str]]:
    """What a book has of these rows."""
    return {
        (f"{town}/{village}", name, str(value))
        for town, village, *values in rows
        for name, value in zip(("农户", "收入"), values, strict=True)
    }


def sheet(
    file: str, month: int, heads: tuple[str, str], rows: list[tuple[str, str, int, float]], form: str = "repeated"
) -> None:
    """A sheet of towns and their villages, the towns in each row, written once or merged, perhaps with a total."""
    table: list[list[object]] = [[f"2025年{month}月情况"], [*heads, "农户(户)", "收入(万元)"], *map(list, rows)]
    if form in ("once", "merged"):
        for upper, lower in pairwise(rows):
            if upper[0] == lower[0]:
                table[2 + rows.index(lower)][0] = None
    if form == "numbered":
        table = [table[0], ["序号", *table[1]], *([number, *row] for number, row in enumerate(table[2:], 1))]
        table.append(["合计", None, None, sum(row[2] for row in rows), sum(row[3] for row in rows)])
    if file.endswith(".csv"):
        lines = [",".join("" if cell is None else str(cell) for cell in row) for row in table]
        Path(file).write_text("\n".join(lines) + "\n", "utf-8")
        return
    made = openpyxl.Workbook()
    page = made.worksheets[0]
    for row in table:
        page.append(row)
    if form == "merged":
        starts = [place for place, row in enumerate(table) if place > 1 and row[0]] + [len(table)]
        for start, stop in pairwise(starts):
            page.merge_cells(start_row=start + 1, end_row=stop, start_column=1, end_column=1)
    made.save(file)


@pytest.mark.parametrize(
    ("town", "village"),
    [
        pytest.param(town, village, marks=[pytest.mark.thorough] * (place % len(VILLAGES) != number))
        for place, town in enumerate(TOWNS)
        for number, village in enumerate(VILLAGES)
    ],
)
def test_the_second_month_is_read_like_the_first(clerk: Run, town: str, village: str) -> None:
    for month in (6, 7):
        sheet(f"{month}.csv", month, (town, village), SINGLE)
    assert clerk("import", "6.csv", "--new", "county").code == 0
    outcome = clerk("import", "7.csv", "--book", "county")
    assert outcome.code == 0, outcome.err
    assert facts("2025-06") == facts("2025-07") == figures(SINGLE)


@pytest.mark.parametrize("form", ["repeated", "once", "merged", "numbered"])
@pytest.mark.parametrize("end", ["csv", "xlsx"])
@pytest.mark.parametrize("is_remembered", [True, False], ids=["with the recipe", "without it"])
def test_however_the_towns_are_written(clerk: Run, form: str, end: str, is_remembered: bool) -> None:
    if form == "merged" and end == "csv":
        pytest.skip("a csv file has no merged cells")
    for month, rows in ((6, ROWS), (7, [*ROWS, NEW])):
        sheet(f"{month}.{end}", month, ("乡镇", "村名"), rows, form)
    assert clerk("import", f"6.{end}", "--new", "county").code == 0
    if not is_remembered:
        Path("county/recipes.toml").unlink()
    outcome = clerk("import", f"7.{end}", "--book", "county", "--new-entities")
    assert outcome.code == 0, outcome.err
    assert facts("2025-06") == figures(ROWS)
    assert facts("2025-07") == figures([*ROWS, NEW])
    again = clerk("import", f"7.{end}", "--book", "county", "--replace")
    assert again.code == 0, again.err
    assert facts("2025-07") == figures([*ROWS, NEW])


def test_two_months_imported_together(clerk: Run) -> None:
    for month, rows in ((6, ROWS), (7, [*ROWS, NEW])):
        sheet(f"{month}.csv", month, ("镇", "村"), rows)
    assert clerk("import", "6.csv", "7.csv", "--new", "county").code == 0
    assert facts("2025-06") == figures(ROWS)
    assert facts("2025-07") == figures([*ROWS, NEW])


def test_a_book_that_knows_only_the_towns(clerk: Run) -> None:
    """The villages' figures were booked under the towns, without a finding where each town has one village."""
    Path("towns.csv").write_text("2025年6月情况\n乡镇,人口(人)\n石桥镇,900\n白岩镇,800\n", "utf-8")
    sheet("7.csv", 7, ("乡镇", "村名"), SINGLE)
    assert clerk("import", "towns.csv", "--new", "county").code == 0
    asked = clerk("import", "7.csv", "--book", "county", "--new-indicators")
    assert asked.code == 1
    assert facts("2025-07") == set()
    assert clerk("import", "7.csv", "--book", "county", "--new-indicators", "--new-entities").code == 0
    assert facts("2025-07") == figures(SINGLE)


def test_a_book_that_knows_the_villages_without_their_towns(clerk: Run) -> None:
    """They are the same villages, and no second ones of the same names."""
    Path("6.csv").write_text("2025年6月情况\n村名,农户(户)\n东村,900\n南村,800\n", "utf-8")
    sheet("7.csv", 7, ("乡镇", "村名"), SINGLE)
    assert clerk("import", "6.csv", "--new", "county").code == 0
    assert clerk("import", "7.csv", "--book", "county", "--new-indicators", "--new-layout").code == 0
    assert facts("2025-07") == {(path.partition("/")[2], *about) for path, *about in figures(SINGLE)}


def test_a_village_of_the_same_name_in_a_new_town_is_another(clerk: Run) -> None:
    rows = [*SINGLE, ("青山镇", "东村", 170, 17.5)]
    sheet("6.csv", 6, ("乡镇", "村名"), SINGLE)
    sheet("7.csv", 7, ("乡镇", "村名"), [rows[2], *rows[1:2]])
    assert clerk("import", "6.csv", "--new", "county").code == 0
    assert clerk("import", "7.csv", "--book", "county").code == 1
    assert clerk("import", "7.csv", "--book", "county", "--new-entities").code == 0
    assert facts("2025-07") == figures(rows[1:])


def test_towns_named_short_are_the_towns_of_the_book(clerk: Run) -> None:
    sheet("6.csv", 6, ("乡镇", "村名"), ROWS)
    sheet("7.csv", 7, ("乡镇", "村名"), [(town[:2], *rest) for town, *rest in ROWS])  # type: ignore[misc]
    assert clerk("import", "6.csv", "--new", "county").code == 0
    outcome = clerk("import", "7.csv", "--book", "county", "--new-entities")
    assert outcome.code == 0, outcome.err
    assert facts("2025-07") == figures(ROWS)


def test_departments_that_the_book_does_not_know_are_not_their_firms(clerk: Run) -> None:
    """Whatever is headed as something that has figures: the narrower column is what they are of."""
    rows = "甲公司,销售部,5\n甲公司,生产部,6\n"
    Path("6.csv").write_text("2025年6月情况\n单位,收入(万元)\n甲公司,4\n乙公司,5\n", "utf-8")
    Path("7.csv").write_text("2025年7月情况\n单位,部门,收入(万元)\n" + rows, "utf-8")
    assert clerk("import", "6.csv", "--new", "county").code == 0
    outcome = clerk("import", "7.csv", "--book", "county", "--new-entities", "--new-layout")
    assert outcome.code == 0, outcome.err
    assert facts("2025-07") == {("甲公司/销售部", "收入", "5"), ("甲公司/生产部", "收入", "6")}


@pytest.mark.parametrize("named", [("乡镇", "村名"), ("[A]", "[B]"), ("[A]", "村名")])
def test_several_columns_are_named_from_the_outermost_in(clerk: Run, named: tuple[str, str]) -> None:
    """The last --entity-column was taken for the only one."""
    for month in (6, 7):
        sheet(f"{month}.csv", month, ("乡镇", "村名"), ROWS)
    options = [word for name in named for word in ("--entity-column", name)]
    assert clerk("import", "6.csv", "--new", "county", *options).code == 0
    outcome = clerk("import", "7.csv", "--book", "county")
    assert outcome.code == 0, outcome.err
    assert facts("2025-06") == facts("2025-07") == figures(ROWS)


def test_a_column_of_labels_is_skipped_where_that_is_said(clerk: Run) -> None:
    for month in (6, 7):
        sheet(f"{month}.csv", month, ("乡镇", "村名"), ROWS)
    assert clerk("import", "6.csv", "--new", "county", "--skip-column", "乡镇").code == 0
    assert clerk("import", "7.csv", "--book", "county").code == 0
    flat = {(path.partition("/")[2], *about) for path, *about in figures(ROWS)}
    assert facts("2025-06") == facts("2025-07") == flat


def test_a_column_without_a_heading_is_named_by_its_letter(clerk: Run) -> None:
    Path("6.csv").write_text("2025年6月情况\n,区片,农户(户)\n东村,甲,5\n西村,甲,6\n", "utf-8")
    outcome = clerk("import", "6.csv", "--new", "county", "--entity-column", "[A]")
    assert outcome.code == 0, outcome.err
    assert facts("2025-06") == {("东村", "农户", "5"), ("西村", "农户", "6")}
    assert "not remembered for the next sheet" in outcome.err


def test_headings_are_suggested_and_never_cells(clerk: Run) -> None:
    sheet("6.csv", 6, ("乡镇", "村名"), ROWS)
    outcome = clerk("import", "6.csv", "--new", "county", "--entity-column", "东村名")
    assert outcome.code == 2
    assert "村名" in outcome.err
    assert "东村”" not in outcome.err.replace("东村名", "")
