"""What nbkpi export wrote out of caution is put back when its table is read, and other tables are left alone."""

from __future__ import annotations

import pytest

from nbkpi.sheets.exported import restore, spelled_back, written_in
from nbkpi.sheets.grid import Cell, Grid

HEADINGS = ["entity_id", "measure_id", "type", "value", "nominal", "lower", "upper", "source", "locator"]


def table(value: Cell, nominal: Cell = "", lower: Cell = "", upper: Cell = "", source: str = "a") -> Grid:
    return Grid("t", "", [[*HEADINGS], ["e", "m", "indicator", value, nominal, lower, upper, source, "p1"]])


def read_again(grid: Grid, ending: str = ".xlsx") -> Cell:
    restore(grid, ending)
    return grid.rows[1][3]


@pytest.mark.parametrize(
    ("value", "bounds", "expected"),
    [
        (16192, ("16192", "16191.95", "16192.05"), "16192.0"),
        (16192.0, (16192.0, 16191.95, 16192.05), "16192.0"),
        ("43.6%", ("43.6", "43.595", "43.605"), "43.60%"),
        ("5.20", ("5.2", "5.195", "5.205"), "5.20"),
        (88, ("88", "87.5", "88.5"), "88"),
        # Bounds that do not lie around the number, or are no power of ten apart, say nothing of its decimals.
        (88, ("88", "88", "88.1"), 88),
        (88, ("88", "87.9", "88.1"), 88),
        (88, ("88", "38", "138"), 88),
        ("88万元", ("88", "87.95", "88.05"), "88万元"),
        ("约88", ("88", "83", "93"), "约88"),
        (88, ("", "", ""), 88),
    ],
)
def test_decimals_that_a_spreadsheet_took_away_come_from_the_bounds(
    value: Cell, bounds: tuple[Cell, Cell, Cell], expected: Cell
) -> None:
    assert read_again(table(value, *bounds)) == expected


def test_without_bounds_nothing_is_put_back() -> None:
    grid = Grid(
        "t", "", [["entity_id", "measure_id", "type", "value", "source", "locator"], ["e", "m", "i", 88, "", ""]]
    )
    assert read_again(grid) == 88
    assert grid.is_verbatim


@pytest.mark.parametrize(
    ("ending", "written", "meant"),
    [
        (".csv", "'=1+1", "=1+1"),
        (".tsv", "''=1+1", "'=1+1"),
        (".csv", "'90年代", "'90年代"),
        (".csv", "a\\u000ab", "a\nb"),
        (".xlsx", "'=1+1", "'=1+1"),
        (".xlsx", "a\\u000ab", "a\nb"),
        (".parquet", "a\\u000ab", "a\\u000ab"),
        (".csv", "\\ud800", "\\ud800"),
        (".csv", "\\U0001f600", "\U0001f600"),
        (".csv", "\\Uffffffff", "\\Uffffffff"),
    ],
)
def test_what_was_written_out_is_as_it_was(ending: str, written: str, meant: str) -> None:
    grid = table("88", source=written)
    restore(grid, ending)
    assert grid.rows[1][7] == meant


def test_other_tables_are_left_alone() -> None:
    grid = Grid("t", "", [["value", "source"], ["'=1+1", "a\\u000ab"]])
    restore(grid, ".csv")
    assert (grid.rows[1], grid.is_verbatim) == (["'=1+1", "a\\u000ab"], False)
    empty = Grid("t", "", [])
    restore(empty, ".csv")
    assert not empty.is_verbatim


def test_a_cell_says_the_same_whichever_way_it_is_asked() -> None:
    assert written_in("'=a\\u0009b") == "=a\tb"
    assert spelled_back("'=a\\u0009b") == "'=a\tb"
