"""What does not change what a sheet says does not change how it is read; what takes figures away adds none."""

from __future__ import annotations

import csv
import itertools
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nbkpi.loading.load import load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid

from .test_shapes import SHAPES, Shape

NAMES = [name for name, shape in SHAPES.items() if "csv" in shape.only]
Rows = list[list[Any]]
Keys = set[tuple[str, str, str]]
Read = Callable[[Rows], Keys]


@pytest.fixture
def read(folder: Path, shape: Shape) -> Read:
    """What the figures of a sheet are of."""

    def found(rows: Rows) -> Keys:
        with (folder / "t.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        grid = open_grid(folder / "t.csv", "t.csv")
        observations = import_grid(grid, load(folder), shape.asked, "t.csv").observations
        return {(one.entity.id, one.measure.id, str(one.period)) for one in observations}

    return found


@pytest.fixture(params=NAMES)
def shape(request: pytest.FixtureRequest) -> Shape:
    return SHAPES[request.param]


def is_number(cell: Any) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def figures(shape: Shape) -> list[int]:
    """The rows that hold figures: those with a number that is no year, the row that counts the columns aside."""
    rows = enumerate(shape.rows)
    return [
        number
        for number, row in rows
        if "甲" not in row and any(is_number(cell) and not 1900 <= cell <= 2100 for cell in row)
    ]


def changed(shape: Shape, row: int, change: Callable[[Any], Any]) -> Rows:
    """The sheet with the numbers of one row changed."""
    return [
        [change(cell) if number == row and is_number(cell) else cell for cell in cells]
        for number, cells in enumerate(shape.rows)
    ]


def test_numbers_stored_as_text(shape: Shape, read: Read) -> None:
    assert read([[str(cell) if is_number(cell) else cell for cell in row] for row in shape.rows]) == read(shape.rows)


def test_a_blank_row(shape: Shape, read: Read) -> None:
    expected = read(shape.rows)
    for row in figures(shape):
        assert read([*shape.rows[:row], [None], *shape.rows[row:]]) == expected, row


@pytest.mark.parametrize("sign", ["…", "NA", ".."])
def test_a_row_of_missing_figures(shape: Shape, read: Read, sign: str) -> None:
    expected = read(shape.rows)
    for row in figures(shape):
        assert read(changed(shape, row, lambda _cell: sign)) <= expected, row


def test_a_row_without_figures(shape: Shape, read: Read) -> None:
    expected = read(shape.rows)
    for row in figures(shape):
        assert read(changed(shape, row, lambda _cell: None)) <= expected, row


def test_counts_that_look_like_years(shape: Shape, read: Read) -> None:
    years = itertools.cycle([1950, 1988, 2001, 2024, 2030, 1999])
    expected, rows = read(shape.rows), shape.rows
    for row in figures(shape):
        rows = [
            [next(years) if number == row and is_number(cell) and place else cell for place, cell in enumerate(cells)]
            for number, cells in enumerate(rows)
        ]
    # What two cells say in different units cannot be right with other numbers, and is left out.
    twice = {key for key, count in Counter(figure[:3] for figure in shape.figures).items() if count > 1}
    assert expected - twice <= read(rows) <= expected
