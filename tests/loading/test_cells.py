"""What a cell may hold that is no plain figure: read for what it is, or refused with the reason and what to do."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nbkpi.errors import DataError

TABLE = 'entity = "村"\nperiod = "2024"\ncolumns = { "收入" = "income" }\n'
GROWTH = 'entity = "村"\nperiod = "2024"\n[table.columns]\n"增长" = { metric = "income.growth" }\n'


def workbook(*rows: tuple[Any, ...]) -> Any:
    """What writes these rows."""

    def write(path: Path) -> None:
        made = openpyxl.Workbook()
        for row in rows:
            made.active.append(row)
        made.save(path)

    return write


def refused(loaded: Any, table: str, rows: Any, name: str = "t.csv") -> list[tuple[str, str, str, str]]:
    with pytest.raises(DataError) as caught:
        loaded(table, rows, name)
    return [(one.code, one.path.rpartition("!")[2], one.message, one.remedy) for one in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("cell", "text", "status", "interval"),
    [
        ("(12.3)", "-12.3", "final", ("-12.35", "-12.25")),
        ("▲12.3", "-12.3", "final", ("-12.35", "-12.25")),
        ("12.3-", "-12.3", "final", ("-12.35", "-12.25")),
        (".18", "0.18", "final", ("0.175", "0.185")),
        ("3.", "3", "final", ("2.5", "3.5")),
        ("88.5p", "88.5", "preliminary", ("88.45", "88.55")),
        ("88.5r", "88.5", "revised", ("88.45", "88.55")),
        ("(8)13,439", "13,439", "final", ("13438.5", "13439.5")),
    ],
)
def test_a_number_as_tables_write_it(cell: str, text: str, status: str, interval: tuple[str, str], loaded: Any) -> None:
    (one,) = loaded(TABLE, f'村,收入\n东村,"{cell}"\n').observations
    assert (one.text, one.status) == (text, status)
    assert (one.interval.lower, one.interval.upper) == tuple(map(Fraction, interval))


@pytest.mark.parametrize("cell", ["-(3)", "+▲3", "(3-)"])
def test_signs_that_contradict_each_other_are_no_number(cell: str, loaded: Any) -> None:
    assert [one[:2] for one in refused(loaded, TABLE, f"村,收入\n东村,{cell}\n")] == [("bad-figure", "B2")]


def test_two_numbers_with_a_stroke_are_a_span_and_no_figure(loaded: Any) -> None:
    (found,) = refused(loaded, TABLE, "村,收入\n东村,3-5\n")
    assert found == (
        "bad-figure", "B2", "“3-5” is a span of two numbers, not a figure",
        "if the figure lies between them, write 3至5",
    )  # fmt: skip


@pytest.mark.parametrize(("cell", "what"), [(True, "a truth value"), (date(2024, 5, 1), "a date or a time")])
def test_what_no_figure_can_be(cell: object, what: str, loaded: Any) -> None:
    rows = workbook(("村", "收入"), ("东村", cell), ("西村", 5))
    ((code, place, message, remedy),) = refused(loaded, TABLE, rows, "t.xlsx")
    assert (code, place, message) == ("bad-cell", "B2", f"the cell has {what}")
    assert remedy.startswith("put a number there")


def test_a_multiple_may_be_a_growth_by_or_to_it(loaded: Any) -> None:
    (found,) = refused(loaded, GROWTH, "村,增长\n东村,3倍\n")
    assert found[2:] == (
        "“3倍” can mean a growth by or a growth to this multiple", "write 增长3倍 (by) or 增长到3倍 (to)",
    )  # fmt: skip
    (one,) = loaded(GROWTH, "村,增长\n东村,增长到3倍\n").observations
    (other,) = loaded(GROWTH, "村,增长\n东村,翻一番\n").observations
    assert (one.figure.nominal, other.figure.nominal) == (2, 1)


def test_rows_are_left_out_by_a_label_or_by_its_path(loaded: Any) -> None:
    table = 'entity = ["县", "村"]\nperiod = "2024"\ncolumns = { "收入" = "income" }\nskip = ["甲县/西村", "备注"]\n'
    book = loaded(table, "县,村,收入\n甲县,东村,5\n,西村,6\n备注,,7\n")
    assert [(one.entity.id, one.text) for one in book.observations] == [("east", "5")]


def test_a_village_is_that_of_the_row_it_is_indented_below(loaded: Any) -> None:
    """Two of one name are told apart so; without an indent nobody knows which is meant."""
    more = (
        'entity = "村"\nperiod = "2024"\ncolumns = { "收入" = "income" }\n'
        '[[entity]]\nid = "other"\nname = "乙县"\n[[entity]]\nid = "twin"\nname = "东村"\nwithin = "乙县"\n'
    )
    rows = "村,收入\n甲县,9\n  东村,5\n乙县,8\n  东村,6\n"
    assert [(one.entity.id, one.text) for one in loaded(more, rows).observations] == [
        ("county", "9"), ("east", "5"), ("other", "8"), ("twin", "6"),
    ]  # fmt: skip
    assert {one[0] for one in refused(loaded, more, rows.replace("  ", ""))} == {"ambiguous-name"}
