"""The lights of a book are taken when every gap has exactly one, and refused otherwise."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.errors import DataError
from nbkpi.loading.load import load

End = int | None


def written(lights: list[tuple[End, End]]) -> str:
    text = '[book]\ntitle = "t"\n'
    for place, (start, end) in enumerate(lights):
        text += f'[[light]]\nname = "{place}"\n'
        text += "" if start is None else f"at_least = {start}\n"
        text += "" if end is None else f"below = {end}\n"
    return text


def codes(text: str) -> list[str]:
    """What is wrong with a book of this text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.toml"
        path.write_text(text, "utf-8")
        try:
            load(path)
        except DataError as error:
            return [one.message for one in error.diagnostics if one.code == "bad-lights"] or ["other"]
    return []


ENDS = st.one_of(st.none(), st.integers(-2, 2))


@given(st.lists(st.tuples(ENDS, ENDS), min_size=1, max_size=4))
def test_exactly_one_light_for_every_gap(lights: list[tuple[End, End]]) -> None:
    gaps = [Fraction(step, 2) for step in range(-8, 9)]
    shown = [
        sum((start is None or gap >= start) and (end is None or gap < end) for start, end in lights) for gap in gaps
    ]
    empty = any(start is not None and end is not None and start >= end for start, end in lights)
    assert (codes(written(lights)) == []) == (set(shown) == {1} and not empty)


def test_the_printed_rule_of_one_city_leaves_a_gap() -> None:
    """Green on schedule, yellow 10 to 30 points behind, red more than 30 behind."""
    assert codes(written([(0, None), (-30, -10), (None, -30)])) == ["there is no light from -10 to 0 pp"]


@pytest.mark.parametrize(
    ("lights", "message"),
    [
        ([(0, None), (-10, 5), (None, -10)], "the lights “0” and “1” overlap"),
        ([(None, 0), (None, 0), (0, None)], "the lights “1” and “0” overlap"),
        ([(0, None)], "there is no light below 0 pp"),
        ([(None, 0)], "there is no light at 0 pp or above"),
        ([(5, 0)], "no value is at least 5 and below 0"),
    ],
)
def test_what_is_said(lights: list[tuple[End, End]], message: str) -> None:
    assert codes(written(lights)) == [message]


@pytest.mark.parametrize("number", ["1e99999999", "1234567", "0.1234567"])
def test_ends_are_numbers_of_points(number: str) -> None:
    text = f'[book]\ntitle = "t"\n[[light]]\nname = "x"\nat_least = {number}\n'
    assert codes(text) == ["this must be a number of percentage points, such as -10"]
    assert [codes(text.replace(number, other)) for other in ("nan", "inf", "'-10'")] == [["other"]] * 3


def test_decimals_are_exact() -> None:
    text = '[[light]]\nname = "x"\nbelow = -0.1\n[[light]]\nname = "y"\nat_least = -0.10\n'
    assert codes(text) == []


def test_lights_may_stand_in_several_files(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[[light]]\nname = "up"\ncolour = "green"\nat_least = 0\n', "utf-8")
    (tmp_path / "b.toml").write_text('[[light]]\nname = "down"\nbelow = 0\n', "utf-8")
    assert [(one.name, one.colour) for one in load(tmp_path).lights] == [("down", ""), ("up", "green")]
