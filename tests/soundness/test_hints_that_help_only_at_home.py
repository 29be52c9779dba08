"""A village's figure with another multiplier was called a repair, though the mean of its town still contradicted it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nbkpi.book.load import load
from nbkpi.solve import Calculator
from nbkpi.solve.check import check
from nbkpi.solve.hints import hints
from nbkpi.solve.select import select
from nbkpi.solve.verdicts import Check

Findings = Callable[..., list[Check]]


def test_no_village_earns_a_billion(findings: Findings, tmp_path: Path) -> None:
    village = '[[observation]]\nentity = "a"\nindicator = "x"\nperiod = "2024"\nvalue = "30万元"'
    town = '[[observation]]\nentity = "town"\nmetric = "mean"\nperiod = "2024"\nvalue = "60万元"'
    (one,) = findings("mean 万元 = mean(x)", village, town)
    book = load(tmp_path / "book.toml")
    calculator = Calculator(book)
    (one,) = (each for each in check(calculator, select(book)) if each.is_finding)
    assert not any("亿" in hint for hint in hints(calculator, one))


def test_a_whole_holds_all_its_parts(findings: Findings, tmp_path: Path) -> None:
    """One digit less in a part is no repair while the parts are still more than the whole."""
    count = '[[indicator]]\nid = "k"\nname = "k"\nunit = "人"\nkind = "count"'
    second = '[[entity]]\nid = "b"\nname = "乙村"\nwithin = "镇"'
    figures = [
        f'[[observation]]\nentity = "{where}"\nindicator = "k"\nperiod = "2024"\nvalue = "{value}人"'
        for where, value in (("town", 100), ("a", 65), ("b", 90))
    ]
    findings(count, second, *figures)
    book = load(tmp_path / "book.toml")
    calculator = Calculator(book)
    (one,) = (each for each in check(calculator, select(book)) if each.is_finding)
    for hint in hints(calculator, one):
        assert not any(f"“{digit}5人”" in hint for digit in "123456789"), hint
