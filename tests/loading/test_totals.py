"""Totals of sheets: cells in short, and back; what stands in them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.errors import DataError
from nbkpi.loading.load import load
from nbkpi.model.totals import PrintedTotal, cells_read, cells_told, cells_written

CELLS = st.lists(
    st.builds(
        lambda sheet, column, row: f"{sheet}{column}{row}",
        st.sampled_from(("", "表 1!", "a:b!")),
        st.sampled_from(("A", "B", "AA")),
        st.integers(1, 30),
    ),
    max_size=20,
)


@given(CELLS)
def test_cells_in_short_are_the_same_cells(cells: list[str]) -> None:
    assert cells_read(cells_written(cells)) == cells


def test_what_is_no_cell_stays_as_it_is() -> None:
    assert cells_read(["B9:B4", "§1", "B4:C6", "B1:B99999999"]) == ["B9:B4", "§1", "B4:C6", "B1:B99999999"]
    assert cells_told(["Sheet!B4:B6", "Sheet!B9"]) == "B4–B6, B9"


BOOK = """
[[source]]
id = "sheet"
title = "Sheet"

[[entity]]
id = "east"
name = "东村"

[[entity]]
id = "west"
name = "西村"

[[indicator]]
id = "income"
name = "收入"
unit = "万元"

[[indicator]]
id = "homes"
name = "农户"
unit = "户"
kind = "count"
"""
FIGURES = [
    ("east", "income", "2024", "63.1", "B4"),
    ("west", "income", "2024", "64.1", "B5"),
    ("west", "income", "2023", "60.0", "B6"),
    ("west", "homes", "2024", "320", "C5"),
]
TOTAL = {"label": "合计", "indicator": "income", "period": "2024", "value": "127.2", "source": "sheet#B9"}


def loaded(folder: Path, total: dict[str, str], more: str = 'cells = ["B4:B7", "C5"]\n') -> list[PrintedTotal]:
    text = BOOK
    for entity, indicator, period, value, cell in FIGURES:
        text += f'[[observation]]\nentity = "{entity}"\nindicator = "{indicator}"\nperiod = "{period}"\n'
        text += f'value = "{value}"\nsource = "sheet#{cell}"\n'
    text += "[[total]]\n" + more + "".join(f'{key} = "{value}"\n' for key, value in total.items())
    (folder / "book.toml").write_text(text, "utf-8")
    return load(folder).totals


def test_a_total_adds_up_what_stands_in_its_cells_of_the_same_measure_and_period(tmp_path: Path) -> None:
    (total,) = loaded(tmp_path, TOTAL)
    assert (total.claim.entity.name, total.claim.text, total.claim.locator) == ("合计", "127.2", "B9")
    assert [one.text for one in total.parts] == ["63.1", "64.1"]
    assert total.lost == ("B6", "B7", "C5")
    assert not total.has_others
    (total,) = loaded(tmp_path, TOTAL, 'cells = ["B4"]\nothers = true\n')
    assert (total.lost, total.has_others) == ((), True)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("indicator", "incme", "unknown-name"),
        ("period", "上年", "bad-period"),
        ("source", "shet#B9", "unknown-name"),
        ("value", "见附注", "bad-figure"),
    ],
)
def test_what_is_wrong_with_a_total_is_said_at_its_key(key: str, value: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        loaded(tmp_path, TOTAL | {key: value})
    assert [(one.code, one.excerpt) for one in caught.value.diagnostics] == [(code, f'{key} = "{value}"')]
