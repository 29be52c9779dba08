"""A village's figure with another multiplier was called a repair, though the mean of its town still contradicted it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nbkpi.loading.load import load
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.check.hints import hints
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.select import select

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


def hints_for(path: Path) -> list[str]:
    book = load(path / "book.toml")
    calculator = Calculator(book)
    (one,) = (each for each in check(calculator, select(book)) if each.is_finding)
    return list(hints(calculator, one))


def test_two_sources_do_not_slip_alike(findings: Findings, tmp_path: Path) -> None:
    """With one of the two corrected, they would contradict each other."""
    sources = [f'[[source]]\nid = "{name}"\ntitle = "{name}"' for name in ("first", "second")]
    figures = [*sources, "x 2023 100万元", "x 2024 150万元 source=first", "x.growth 2024 20%"]
    findings(*figures)
    assert any("“150万元” should be “120万元”" in hint for hint in hints_for(tmp_path))
    findings(*figures, "x 2024 150万元 source=second")
    assert any("“20%” should be “50%”" in hint for hint in hints_for(tmp_path))
    assert not any("“150万元” should be “120万元”" in hint for hint in hints_for(tmp_path))


def test_no_more_is_done_than_there_is_to_do(findings: Findings, tmp_path: Path) -> None:
    """A figure that fits its growth, and is more than the whole that nobody printed a share of."""
    counts = '[[indicator]]\nid = "{0}"\nname = "{0}"\nunit = "件"\nkind = "count"'
    rate = '[[metric]]\nid = "rate"\nname = "rate"\nformula = "done / received"\nunit = "%"\nrange = "share"'
    figures = ["done 2023 50件", "done 2024 45件", "done.growth 2024 90%"]
    more = [counts.format("done"), counts.format("received"), rate]
    findings(*more, *figures)
    assert any("“45件” should be “95件”" in hint for hint in hints_for(tmp_path))
    findings(*more, *figures, "received 2024 60件")
    assert not any("“95件”" in hint for hint in hints_for(tmp_path))
