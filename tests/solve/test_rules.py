"""Rules: an inequality between formulas is checked and used."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.solve.conftest import Asked

from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.implied import deduced
from nbkpi.solve.select import select

Checks = Callable[..., list[Check]]


def rules(*inequalities: str) -> str:
    return "".join(f'[[rule]]\ninequality = "{one}"\n' for one in inequalities)


def said(found: list[Check]) -> list[tuple[str, set[str]]]:
    return [(one.verdict, {each.text for each in one.printed}) for one in found]


@pytest.mark.parametrize("rule", ["m <= n", "n >= m", "m ≤ n", "100 * m / 2 <= 50 * n"])
def test_a_rule_that_holds_and_one_that_does_not(rule: str, checks: Checks) -> None:
    both = {"60人", "61人"}
    assert said(checks("town m 2024 61人 \n town n 2024 60人", "", rules(rule))) == [("contradicted", both)]
    assert said(checks("town m 2024 60人 \n town n 2024 61人", "", rules(rule))) == [("exact", both)]
    assert said(checks("town m 2024 60人 \n town n 2024 60人", "", rules(rule))) == [("exact", {"60人"})]


@pytest.mark.parametrize("rule", ["m < n", "n > m"])
def test_less_is_not_the_same(rule: str, checks: Checks) -> None:
    assert said(checks("town m 2024 60人 \n town n 2024 60人", "", rules(rule))) == [("contradicted", {"60人"})]


def test_units_are_put_right_and_rounding_is_kept_in_mind(checks: Checks) -> None:
    assert said(checks("town x 2024 50万元 \n town z 2024 0.005亿元", "", rules("x <= z"))) == [
        ("consistent", {"50万元", "0.005亿元"})
    ]
    assert said(checks("town x 2024 56万元 \n town z 2024 0.005亿元", "", rules("x <= z")))[0][0] == "contradicted"


@pytest.mark.parametrize(
    ("rule", "figure", "left"),
    [
        ("m <= n", "m 2024 60人", {"n": "≥ 60 人"}),
        ("m < n", "m 2024 60人", {"n": "≥ 61 人"}),
        ("n + 2 * m < 123", "m 2024 60人", {"n": "≤ 2 人"}),
    ],
)
def test_what_a_rule_leaves(rule: str, figure: str, left: dict[str, str], asked: Callable[..., Asked]) -> None:
    one = asked(f"town {figure}", "", rules(rule))
    assert {found.measure.id: found.display() for found in deduced(one.calculator, select(one.book))} == left


def test_a_rule_over_the_entities_within(checks: Checks) -> None:
    parts = "east m 2024 30人 \n west m 2024 31人"
    assert said(checks(f"town n 2024 60人 \n {parts}", "", rules("sum(m) <= n")))[0][0] == "contradicted"
    assert all(
        one.verdict != "contradicted" for one in checks(f"town n 2024 61人 \n {parts}", "", rules("sum(m) <= n"))
    )
