"""A town was accused of having less living space per household than its villages together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nbkpi.solve.check.verdicts import Check

Findings = Callable[..., list[Check]]


def printed(unit: str, kind: str) -> list[str]:
    """An indicator of the town and of a village of it, which has more."""
    indicator = f'[[indicator]]\nid = "s"\nname = "s"\nunit = "{unit}"\nkind = "{kind}"\nrange = "nonnegative"'
    figures = [
        f'[[observation]]\nentity = "{entity}"\nindicator = "s"\nperiod = "2024"\nvalue = "{value}{unit}"'
        for entity, value in (("town", 100), ("a", 105))
    ]
    return [indicator, *figures]


@pytest.mark.parametrize("unit", ["平方米", "公斤", "元", "吨"])
def test_an_amount_may_be_an_average(unit: str, findings: Findings) -> None:
    assert not findings(*printed(unit, "amount"))


def test_a_count_is_none(findings: Findings) -> None:
    assert len(findings(*printed("人", "count"))) == 1


def test_what_the_book_adds_up_is_none(findings: Findings) -> None:
    assert len(findings(*printed("吨", "amount"), '[[identity]]\nequation = "s = sum(s)"')) == 1
