"""Numerals against cn2an, another reader of them: what differs, and why."""

from __future__ import annotations

import warnings
from fractions import Fraction

import pytest

from nbkpi import UnreadableFigure
from nbkpi.figure import read

SAME = (
    "三", "十二", "二十", "一百零五", "三百二十", "一千零五", "三千五百", "一万", "十二万", "三百万", "一亿",
    "一亿二千万", "二十五万三千", "三万零五百", "九千九百九十九", "壹佰贰拾", "一点五", "十二点三四", "五百六十七万",
)  # fmt: skip

DIFFERENT = {
    "两千": (2000, "两 is common before places; cn2an takes it only in its normal mode"),
    "三百二": (320, "三百二 is said for 320; cn2an refuses it in its strict mode"),
    "两万五": (25_000, "两万五 is said for 25000; cn2an refuses it in its strict mode"),
    "3千5百万": (35_000_000, "digits and places mixed; cn2an refuses them in its strict mode"),
    "二〇二五": (2025, "a row of digits is a number here; cn2an takes it only in its normal mode"),
}
"""What we read and cn2an's strict mode does not."""

REFUSED = {
    "三四百": "three to four hundred: a range, no number",
    "数百": "several hundred: a range, no number",
    "百百": "no number in any reading",
}
"""What cn2an must not be trusted with, or refuses as well."""


def value(numeral: str) -> Fraction:
    figure = read(f"{numeral}人")
    assert figure.nominal is not None
    return figure.nominal * figure.unit.scale


@pytest.fixture(scope="module")
def cn2an() -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("cn2an")


@pytest.mark.parametrize("numeral", SAME)
def test_common_numerals_are_read_alike(numeral: str, cn2an: object) -> None:
    theirs = cn2an.cn2an(numeral, "strict")  # type: ignore[attr-defined]
    assert value(numeral) == Fraction(str(theirs))


@pytest.mark.parametrize("numeral", DIFFERENT)
def test_what_is_said_but_not_formal(numeral: str, cn2an: object) -> None:
    assert value(numeral) == DIFFERENT[numeral][0], DIFFERENT[numeral][1]
    with pytest.raises(ValueError, match=r"strict|不符合"):
        cn2an.cn2an(numeral, "strict")  # type: ignore[attr-defined]


@pytest.mark.parametrize("numeral", REFUSED)
def test_what_is_no_single_number(numeral: str) -> None:
    try:
        figure = read(f"{numeral}人")
    except UnreadableFigure:
        return
    assert not figure.is_central, REFUSED[numeral]
