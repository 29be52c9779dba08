"""One 吨海里 was taken for 1852 吨公里: units of two measures are as large as those are together."""

from __future__ import annotations

import pytest

from nbkpi.figure.unit import STANDARD


@pytest.mark.parametrize(
    ("one", "so_many", "other"),
    [("吨海里", "1.852", "吨公里"), ("千瓦时", "1", "度"), ("海里", "1.852", "公里"), ("亩", "15", "公顷")],
)
def test_units_of_one_thing_are_as_large_as_they_are(one: str, so_many: str, other: str) -> None:
    first, second = STANDARD[one], STANDARD[other]
    ratio = first.factor_to(second)
    assert str(so_many) in (str(float(ratio)).removesuffix(".0"), str(float(1 / ratio)).removesuffix(".0"))
