"""One 吨海里 was taken for 1852 吨公里: units of two measures are as large as those are together."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nbkpi.figure import Units


@pytest.mark.parametrize(
    ("one", "so_many", "other"),
    [("吨海里", "1.852", "吨公里"), ("千瓦时", "1", "度"), ("海里", "1.852", "公里"), ("公顷", "15", "亩")],
)
def test_units_of_one_thing_are_as_large_as_they_are(one: str, so_many: str, other: str) -> None:
    units = Units()
    first, second = units.get(one), units.get(other)
    assert first is not None
    assert second is not None
    assert first.factor_to(second) == Fraction(so_many)
