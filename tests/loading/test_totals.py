"""Cells in short, and back."""

from hypothesis import given
from hypothesis import strategies as st

from nbkpi.model.totals import cells_read, cells_told, cells_written

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
