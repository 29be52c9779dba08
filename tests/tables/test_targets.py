"""Columns of targets: what an option asks for, which headings say so, and the period that targets are for."""

from __future__ import annotations

import pytest

from nbkpi.figure import Period
from nbkpi.tables.targets import AskedTarget, asked_target, looks_like_targets, measure_asked, period_of_targets


@pytest.mark.parametrize(
    ("meaning", "name", "period"),
    [
        ("target:income", "income", ""),
        ("target:income@2025", "income", "2025"),
        ("target: 收入 @ 2025H1", "收入", "2025H1"),
    ],
)
def test_what_is_asked_for(meaning: str, name: str, period: str) -> None:
    assert asked_target(meaning) == AskedTarget(name, period)
    assert measure_asked(meaning) == name


@pytest.mark.parametrize("meaning", ["income", "targets", "target:", "target:@2025"])
def test_a_name_alone_is_no_target(meaning: str) -> None:
    assert asked_target(meaning) is None
    assert measure_asked(meaning) == meaning


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["收入", "年度目标"], True),
        (["计划数"], True),
        (["目标任务"], True),
        (["目标完成率"], False),
        (["收入"], False),
        ([], False),
    ],
)
def test_headings_of_targets(words: list[str], expected: bool) -> None:
    assert looks_like_targets(words) is expected


YEAR, MAY = Period.parse("2025"), Period.parse("2025-01..2025-05")


@pytest.mark.parametrize(
    ("asked", "own", "words", "about", "expected"),
    [
        ("2026", "2024", ["目标"], YEAR, "2026"),
        ("", "2024", ["目标"], YEAR, "2024"),
        ("", "", ["目标"], YEAR, "2025"),
        ("", "", ["年度目标"], MAY, "2025"),
        ("", "", ["收入", "全年计划数"], MAY, "2025"),
        # Of a few months nobody knows whether their targets are those of the year.
        ("", "", ["目标"], MAY, ""),
        ("", "", ["年度目标"], None, ""),
    ],
)
def test_the_period_of_targets(asked: str, own: str, words: list[str], about: Period | None, expected: str) -> None:
    assert period_of_targets(AskedTarget("income", asked), own, words, about) == expected
