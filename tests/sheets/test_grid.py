"""The words of cells and the names of their places."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from nbkpi.figure.characters import heading_key
from nbkpi.sheets.grid import (
    Grid,
    cell_name,
    column_name,
    column_number,
    is_blank,
    number_text,
    number_texts,
)


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 12))
def test_a_number_of_15_digits_is_written_as_it_was_typed(digits: int, places: int) -> None:
    typed = Decimal(digits).scaleb(-places)
    assert Decimal(number_text(float(typed))) == typed


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_has_an_exponent_or_binary_noise(number: float) -> None:
    text = number_text(number)
    assert "e" not in text
    assert len(text.lstrip("-0.").replace(".", "").rstrip("0")) <= 15


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_many_numbers_are_written_as_each_is(numbers: list[float]) -> None:
    assert number_texts(numbers) == list(map(number_text, numbers))


def test_sums_of_doubles_have_the_digits_a_spreadsheet_shows() -> None:
    assert number_text(0.1 + 0.2) == "0.3"
    assert number_text(5.20) == "5.2"
    assert number_text(-0.0) == "0"
    assert number_text(43.0) == "43"


@given(st.integers(0, 16383))
def test_columns_are_counted_with_letters(column: int) -> None:
    assert column_number(column_name(column)) == column


def test_places_have_the_names_of_spreadsheets() -> None:
    assert [cell_name(0, 0), cell_name(6, 2), cell_name(9, 26), cell_name(0, 16383)] == ["A1", "C7", "AA10", "XFD1"]
    assert column_number("七") is None


def test_headings_are_compared_without_blanks_and_widths() -> None:
    assert heading_key("经营性\n收入（万元）") == heading_key(" 经营性收入(万元) ")
    assert is_blank(["", " ", "\u3000"])
    assert not is_blank(["", 0])


@given(st.lists(st.lists(st.sampled_from(["", " ", "\u3000", "-", 0, None]), min_size=3, max_size=3)))
def test_blank_rows_are_those_in_which_nothing_stands(rows: list[list[object]]) -> None:
    found = Grid("t.csv", "", rows).blank_rows(range(len(rows)), (0, 2))
    assert found == [place for place, row in enumerate(rows) if is_blank([row[0], row[2]])]


@given(st.lists(st.sampled_from(["", "\t", 0, "-"])), st.integers(0, 3), st.integers(0, 9))
def test_a_column_is_blank_in_some_rows_where_its_cells_are(cells: list[object], start: int, stop: int) -> None:
    grid, rows = Grid("t.csv", "", [["甲县", cell] for cell in cells]), range(start, stop)
    assert grid.is_blank_in(1, rows) == is_blank(grid.cells(1, rows))
