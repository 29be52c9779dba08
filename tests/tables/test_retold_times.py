"""Times that are put into a common form, wherever in their column they stand."""

from __future__ import annotations

import pytest

from nbkpi.sheets.grid import Grid
from nbkpi.tables.retold import retell


def _column(*cells: object) -> list[object]:
    grid = Grid("t.csv", "", [[cell] for cell in cells])
    retell(grid)
    return [row[0] for row in grid.rows]


@pytest.mark.parametrize("plain", ["1969", 1969, "1969 "])
def test_a_marked_year_far_below_plain_ones(plain: object) -> None:
    assert _column("Year", *[plain] * 500, "(5)1970") == ["Year", *[plain] * 500, "1970"]


def test_a_sign_below_many_rows_is_told_in_its_own_column_only() -> None:
    rows = [["Year", "户数(户)"], *([str(1900 + number % 70), "7"] for number in range(1500)), ["(12) 1970", "(1)7"]]
    grid = Grid("t.csv", "", [list(row) for row in rows])
    retell(grid)
    assert grid.rows == [*rows[:-1], ["1970", "(1)7"]]


def test_marks_alone_and_other_brackets_are_left() -> None:
    for cells in (["Year", "1969", "(5)1970", "(6)1971"], ["村", "东山村(新)", "西河村"], ["Year", 1969, None, ""]):
        assert _column(*cells) == cells


def test_a_length_without_its_day_is_no_period() -> None:
    assert _column("time", "2019-08-01/P1Y", "2020-08-01/P1Y") == ["time", "2019-08..2020-07", "2020-08..2021-07"]
    assert _column("time", "2019-08-01/P1Y", "a/P") == ["time", "2019-08-01/P1Y", "a/P"]
