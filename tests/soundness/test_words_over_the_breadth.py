"""家  庭  户, set over the breadth of its cell, was the name 家  庭 in the unit 户: persons became households."""

from __future__ import annotations

import pytest

from nbkpi.figure import Units
from nbkpi.tables.heading_units import without_own_unit


@pytest.mark.parametrize("heading", ["家     庭     户", "集 体 户", "北    京    市", "总  人", "合  计  元"])
def test_the_last_character_of_a_word_is_no_unit(heading: str) -> None:
    assert without_own_unit(heading, Units()) == (heading, None)


@pytest.mark.parametrize(
    ("heading", "name", "unit"),
    [("产值 亿元", "产值", "亿元"), ("总产值 元", "总产值", "元"), ("家庭户/户", "家庭户", "户")],
)
def test_a_unit_behind_a_blank_or_a_stroke_is_one(heading: str, name: str, unit: str) -> None:
    bare, own = without_own_unit(heading, Units())
    assert (bare, own and own.symbol) == (name, unit)
