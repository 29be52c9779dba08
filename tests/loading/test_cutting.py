"""Rows taken out of a TOML text: all else stays to the letter, or nothing is done."""

from __future__ import annotations

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.editing.cutting import without_rows
from nbkpi.editing.writing import block
from nbkpi.errors import UsageError

TEXT = '''# top
[[observation]]  # c
a = """x
[[observation]]
"""

# about the second
[[observation]]
a = [
  "[y]",
  1,
]
b = {c = 1}

# behind it
[book]
title = "t"
[[observation]]
a = 3'''


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ((), TEXT),
        ((0,), TEXT.replace('[[observation]]  # c\na = """x\n[[observation]]\n"""\n\n', "")),
        ((1,), TEXT.replace('[[observation]]\na = [\n  "[y]",\n  1,\n]\nb = {c = 1}\n\n', "")),
        ((2,), TEXT.removesuffix("[[observation]]\na = 3")),
    ],
)
def test_a_row_goes_and_the_rest_stays(gone: tuple[int, ...], left: str) -> None:
    assert without_rows(TEXT, "observation", gone, "f") == left


def test_line_ends_and_the_mark_of_byte_order_stay() -> None:
    text = "\ufeff[[a]]\r\nx = 1\r\n\r\n[[a]]\r\nx = 2\r\n"
    assert without_rows(text, "a", {1}, "f") == "\ufeff[[a]]\r\nx = 1\r\n\r\n"
    assert without_rows(text, "a", {0, 1}, "f") == "\ufeff"


@pytest.mark.parametrize(
    "text", ["a = [{x = 1}, {x = 2}]\n", "a = [\n  {x = 1},\n  {x = 2},\n]\n", "[[a]]\nx = 1\n", "[[b]]\n[[b.a]]\n"]
)
def test_rows_in_another_form_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="not every"):
        without_rows(text, "a", {1}, "f")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=6), st.data())
def test_what_was_written_comes_out_again(notes: list[str], data: st.DataObject) -> None:
    text = "\n".join(block("row", {"note": note}) for note in notes)
    gone = data.draw(st.sets(st.sampled_from(range(len(notes))))) if notes else set()
    left = tomli.loads(without_rows(text, "row", gone, "f")).get("row", [])
    assert [row["note"] for row in left] == [note for place, note in enumerate(notes) if place not in gone]
