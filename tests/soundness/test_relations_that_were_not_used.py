"""What was printed together was not held against each other, or by a formula whose figures nobody printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.soundness.conftest import BASE, Ask, as_toml

from nbkpi.loading.load import load
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.select import select

Findings = Callable[..., list[Check]]
Deduced = Callable[..., dict[str, str]]

SHARES = [
    *(f'[[indicator]]\nid = "x{n}"\nname = "x{n}"\nunit = "万元"\nrange = "nonnegative"' for n in (1, 2)),
    '[[indicator]]\nid = "whole"\nname = "whole"\nunit = "万元"\nrange = "nonnegative"',
    "ratio % = share(x1, whole)",
    "rest % = share(x2, whole)",
    '[[identity]]\nequation = "ratio + rest = 100%"',
]


def test_the_relation_is_the_one_that_fails(findings: Findings) -> None:
    rest = '[[observation]]\nentity = "a"\nmetric = "rest"\nperiod = "2024"\nvalue = "45%"'
    (one,) = findings(*SHARES, "ratio 2024 50%", rest)
    assert one.statement == one.relations[0] == "ratio + rest = 100%"


def money(*names: str) -> str:
    return "".join(f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "万元"\n' for name in names)


def identities(*equations: str) -> str:
    return "".join(f'[[identity]]\nequation = "{one}"\n' for one in equations)


TREE = money("gdp", "first", "rest", "second", "third", "b", "c", "d", "e")
CHAIN = identities("gdp = first + rest", "rest = second + third", "second = b + c", "third = d + e")
LEAVES = ("b 2024 10万元", "c 2024 10万元", "d 2024 10万元", "e 2024 10万元")


def test_identities_of_which_nothing_was_printed_join_others(findings: Findings) -> None:
    (one,) = findings(TREE, CHAIN, "gdp 2024 100万元", "first 2024 40万元", *LEAVES)
    assert {each.text for each in one.printed} == {"100万元", "40万元", "10万元"}
    assert not findings(TREE, CHAIN, "gdp 2024 100万元", "first 2024 60万元", *LEAVES)


FLOW = '[[indicator]]\nid = "cases"\nname = "件数"\nunit = "件"\nkind = "count"\nmeasure = "flow"'


def test_any_run_of_months_adds_up(findings: Findings) -> None:
    months = [f"cases 2024-0{month} 110件" for month in (1, 2, 3, 4)]
    assert not findings(FLOW, *months, "cases 2024-01..2024-04 440件")
    (one,) = findings(FLOW, *months, "cases 2024-01..2024-04 500件")
    assert {each.text for each in one.printed} == {"500件", "110件"}


def test_two_runs_through_the_same_months_are_the_same(findings: Findings) -> None:
    runs = ["cases 2024-01..2024-04 40件", "cases 2024-05 10件", "cases 2024-06 10件", "cases 2024Q1 30件"]
    assert not findings(FLOW, *runs, "cases 2024Q2 30件")
    assert len(findings(FLOW, *runs, "cases 2024Q2 31件")) == 1


def test_what_was_a_year_before_needs_nothing_of_this_year(ask: Ask) -> None:
    assert ask("before", money("b"), "before 万元 = prior(b)", "b 2023 5.5万元").display() == "5.50 (5.45–5.55) 万元"


def test_growth_of_a_run_of_months_follows_from_the_months(ask: Ask) -> None:
    rows = [
        f"cases {year}-0{month} {number}件" for year, number in ((2023, 100), (2024, 110)) for month in (1, 2, 3, 4)
    ]
    assert ask("cases.growth", FLOW, *rows, period="2024-01..2024-04").display() == "10%"


PARTS = "".join(
    f'[[indicator]]\nid = "x{n}"\nname = "x{n}"\nunit = "件"\nkind = "count"\nrange = "nonnegative"\n'
    for n in range(1, 5)
)


@pytest.mark.parametrize(("one", "left"), [("86件", "0 件"), ("80件", "0–6 件")])
def test_what_a_whole_and_one_part_leave_for_the_others_is_deduced(one: str, left: str, deduced: Deduced) -> None:
    whole = identities("x1 + x2 + x3 = x4")
    assert deduced(PARTS, whole, f"x1 2024 {one}", "x4 2024 86件") == {"x2": left, "x3": left}


def test_what_bounds_by_what_it_can_be_at_all_is_no_deduction(deduced: Deduced) -> None:
    assert deduced(PARTS, money("y1"), identities("x1 + x2 = x3", "x3 = 2 * x4"), "y1 2024 5万元") == {}


MONEY = FLOW.replace('"件"', '"万元"').replace("count", "amount") + '\nrange = "nonnegative"'


@pytest.mark.parametrize("half", ["4.7%", "5.3%", "5.5%"])
def test_growth_of_a_whole_outside_the_growths_of_its_parts(half: str, findings: Findings) -> None:
    quarters = ["cases.growth 2024Q1 5.2%", "cases.growth 2024Q2 4.8%"]
    assert not findings(MONEY, *quarters, "cases.growth 2024H1 5.0%")
    (one,) = findings(MONEY, *quarters, f"cases.growth 2024H1 {half}")
    assert {each.text for each in one.printed} == {"5.2%", "4.8%", half}


def test_growth_of_a_sum_outside_the_growths_of_what_it_is_the_sum_of(findings: Findings) -> None:
    kinds = money("b", "c", "d").replace('"万元"', '"万元"\nrange = "nonnegative"') + identities("b = c + d")
    rows = ["c.growth 2024 10.0%", "d.growth 2024 20.0%"]
    assert not findings(kinds, *rows, "b.growth 2024 12.0%")
    assert findings(kinds, *rows, "b.growth 2024 21.0%")


def test_two_equations_with_two_unknowns(deduced: Deduced) -> None:
    both = identities("x1 + x2 = x3", "x1 - x2 = x4")
    assert deduced(PARTS, both, "x3 2024 10件", "x4 2024 4件") == {"x1": "7 件", "x2": "3 件"}


def test_a_contradiction_names_no_figure_that_another_relation_makes_needless(findings: Findings) -> None:
    # x1 and x2 are the same; then x3 and x4 are too, whatever x1 and x2 were printed as.
    both = identities("x1 = x2", "x1 + x3 = x2 + x4")
    (one,) = findings(PARTS, both, "x1 2024 5件", "x2 2024 5件", "x3 2024 3件", "x4 2024 4件")
    assert {each.text for each in one.printed} == {"3件", "4件"}


def test_a_relation_that_fails_is_not_said_to_hold_because_another_says_the_same(tmp_path: Path) -> None:
    rows = ["cases 2024-01 10件", "cases 2024-02..2024-04 45件", "cases 2024Q1 35件", "cases 2024-04 12件"]
    path = tmp_path / "book.toml"
    path.write_text("\n".join([BASE, FLOW, *map(as_toml, rows)]), encoding="utf-8")
    book = load(path)
    found = check(Calculator(book), select(book))
    assert [one.verdict for one in found if len(one.printed) == len(rows)] == ["contradicted"]
