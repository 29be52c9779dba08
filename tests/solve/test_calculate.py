"""Every function of the formula language, what follows from claims, and why a value does not exist."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from tests.solve.conftest import Asked, indicators

from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.figure.unit import PERCENT
from nbkpi.formula.functions import FUNCTIONS
from nbkpi.formula.parse import parse_formula
from nbkpi.solve import query
from nbkpi.solve.expr.compile import compile_formula
from nbkpi.solve.expr.units import unit_of
from nbkpi.solve.implied import deduced
from nbkpi.solve.select import select

of = Interval.of


@pytest.mark.parametrize(
    ("now", "before", "state"),
    [
        ("5", "0", "zero_base"),
        ("5", "0.0", "zero_base"),
        ("5", "-3", "turned_to_profit"),
        ("-5", "3", "turned_to_loss"),
        ("-3", "-5", "loss_narrowed"),
        ("-7", "-5", "loss_widened"),
        ("-5", "-5", "loss_unclear"),
        ("5", "近1", "base_sign_unknown"),
        ("5", "***", "withheld"),
        ("—", "5", "not_applicable"),
    ],
)
def test_growth_that_does_not_exist(asked: Callable[..., object], now: str, before: str, state: str) -> None:
    ask = asked(f"town x 2024 {now}\ntown x 2023 {before}")
    assert ask("x.growth").state == state
    assert ask("x.growth").interval is None


def test_growth_from_below_a_bound(asked: Callable[..., object]) -> None:
    """A base that is printed as a bound may be zero, but was not printed as zero."""
    more = '[[indicator]]\nid = "sales"\nname = "sales"\nunit = "万元"\nrange = "nonnegative"\n'
    ask = asked("town sales 2024 5\ntown sales 2023 近1", more=more)
    assert ask("sales.growth").state == "base_may_be_zero"


FIGURES = """
county x 2024 200
county x 2023 150
county y 2024 900
county y 2023 600
county x 2021 25
target county y 2024 1000
county n 2024H1 30
county n 2023H1 20
county n 2023H2 24
county n 2022..2024 90
county rate 2024 40%
county rate 2023 38.5%
"""
METRICS = """
cagr % cagr(y, 1)
three % cagr(x, 3)
pull pp pull(x, y)
contribution % contribution(x, y)
attainment % y / target(y)
gap pp y / target(y) - elapsed()
passed % elapsed()
yearly 人 n / years()
before 万元 prior(x)
back 万元 prior(x, 3)
last 人 prior(n, "previous")
share % share(x, y)
moved pp points(rate)
grown % growth(n, "previous")
"""


@pytest.mark.parametrize(
    ("measure", "period", "nominal"),
    [
        ("cagr", "2024", 50),
        ("three", "2024", 100),
        ("pull", "2024", Fraction(50, 6)),
        ("contribution", "2024", Fraction(50, 3)),
        ("attainment", "2024", 90),
        ("gap", "2024", -10),
        ("passed", "2024H1", 50),
        ("passed", "2024-03", 25),
        ("yearly", "2022..2024", 30),
        ("yearly", "2024H1", 60),
        ("before", "2024", 150),
        ("back", "2024", 25),
        ("last", "2024H1", 24),
        ("last", "2023H2", 20),
        ("grown", "2024H1", 25),
        ("n.growth", "2024H1", 50),
        ("share", "2024", Fraction(200, 9)),
        ("moved", "2024", Fraction("1.5")),
        ("x.change", "2024", 50),
        ("n.change", "2024H1", 10),
        ("x.growth", "2024", Fraction(100, 3)),
    ],
)
def test_functions(asked: Callable[..., object], measure: str, period: str, nominal: Fraction) -> None:
    ask = asked(FIGURES, "\n".join(line for line in METRICS.splitlines() if line.startswith(("passed", measure))))
    found = ask(measure, period, "county")
    if measure == "passed":
        found = ask.calculator.computed(ask.book.metric("passed"), ask.book.entity("county"), Period.parse(period))
    assert found.nominal == nominal
    assert found.interval is not None
    assert nominal in found.interval


def test_what_was_printed_is_shown_as_it_was(asked: Callable[..., object]) -> None:
    ask = asked("town x 2024 88万元\ntown x.growth 2024 43.6%")
    assert (ask("x").basis, ask.shown("x")) == ("printed", "88万元 (87.5–88.5)")
    assert ask("x", "2023").basis == "implied"


def test_a_result_says_by_which_formula_and_from_which_figures_it_is(asked: Callable[..., object]) -> None:
    ask = asked("town x 2024 88万元\ntown x 2023 61.3万元")
    growth, printed = ask("x.growth"), ask("x")
    assert (growth.formula, printed.formula) == ("growth(x)", "")
    assert [claim.text for claim in growth.claims] == ["88万元", "61.3万元"]
    assert printed.claims == growth.claims[:1]


def test_what_a_printed_metric_implies_is_said_once(asked: Callable[..., object]) -> None:
    ask = asked("town reached 2024 50%\ntarget town x 2024 50万元", "reached % x / target(x)")
    (found,) = query.metrics(ask.calculator, [ask.book.metric("reached")], select(ask.book))
    assert [(one.measure.id, one.basis) for one in found.results()] == [("reached", "printed"), ("x", "implied")]


def test_a_printed_total_leaves_the_rest_for_the_part_that_is_missing(asked: Callable[..., object]) -> None:
    before = "east x 2023 30万元\nwest x 2023 20万元\n"
    ask = asked(f"{before}east x 2024 40万元\ntown whole 2024 100万元", "whole 万元 sum(x)")
    found = ask("x", "2024", "west")
    assert (found.basis, found.interval) == ("implied", of(59, 61, False, False))


def test_what_grew_to_nothing_grew_from_nothing_that_can_be(asked: Callable[..., object]) -> None:
    assert asked("town n 2024 0人\ntown n.growth 2024 20%")("n", "2023").state == "out_of_range"


def test_a_number_that_another_figure_rules_out_gives_way_to_one_that_can_be(asked: Callable[..., object]) -> None:
    """100 / 1.43 would be 69.93, which the year before does not allow."""
    ask = asked("town x 2022 70.2万元\ntown x.growth 2023 0.0%\ntown x 2024 100万元\ntown x.growth 2024 43%")
    book, solver = ask.book, ask.calculator.solver
    found = solver.deduction(book.entity("town"), book.measure("x"), Period.parse("2023"))
    assert found is not None
    assert found.nominal == Fraction("70.2")


@pytest.mark.parametrize(("measure", "basis"), [("flow", "implied"), ("stock", "unknown")])
def test_only_flows_of_quarters_add_up(asked: Callable[..., object], measure: str, basis: str) -> None:
    quarters = "".join(f"town people 2024Q{number} 10人\n" for number in (1, 2, 3))
    ask = asked(f"{quarters}town people 2024 42人", "", indicators(f"people 人 count measure={measure}"))
    found = ask("people", "2024Q4")
    assert (found.state or found.basis) == basis


def test_mean_growth_is_of_the_ends(asked: Callable[..., object]) -> None:
    """The cube root of 200 / 25 over intervals: each end at opposite ends of the printed values."""
    found = asked(FIGURES, "three % cagr(x, 3)")("three", "2024", "county").interval
    least, most = Fraction("199.5") / Fraction("25.5"), Fraction("200.5") / Fraction("24.5")
    assert found is not None
    assert (1 + found.lower / 100) ** 3 <= least < (1 + found.lower / 100 + Fraction(1, 10**9)) ** 3
    assert (1 + found.upper / 100) ** 3 >= most > (1 + found.upper / 100 - Fraction(1, 10**9)) ** 3


PARTS = """
east x 2024 40
west x 2024 60
east x 2023 30
office x 2023 5
east n 2024 12
west n 2024 余20
"""


def test_a_total_is_over_the_entities_within_and_names_who_is_missing(asked: Callable[..., object]) -> None:
    metrics = "total 万元 sum(x)\naverage 万元 mean(x)\neach 万元/人 sum(x) / sum(n)"
    ask = asked(PARTS.replace("余20", "20余"), metrics)
    assert ask("total").interval == of(99, 101, True, False)
    assert ask("average").nominal == 50
    assert ask("each").interval == of(Fraction(99, 12 + 29), Fraction(101, 12 + 21), True, False)
    assert "西村" in ask.shown("total", "2023")
    # The county's total also counts its office, which reports x, though not for this year.
    assert ask("total", "2024", "county").state == "unknown"
    assert ask("total", "2024", "county").subject == "x 县局 2024"
    assert ask("total", "2024", "east").state == "unknown"


def test_of_a_whole_and_its_part_only_the_whole_is_counted(asked: Callable[..., object]) -> None:
    ask = asked(
        "county x 2023 1\ntown x 2024 100\neast x 2024 40\nwest x 2024 60\noffice x 2024 7", "total 万元 sum(x)"
    )
    assert ask("total", "2024", "county").nominal == 107
    assert ask("total", "2024", "town").nominal == 100


def test_a_missing_target_is_called_a_target(asked: Callable[..., object]) -> None:
    ask = asked("town x 2024 90\ntarget town x 2025 100", "attainment % x / target(x)")
    assert ask("attainment").state == "unknown"
    assert ask("attainment").subject == "target(x) 2024"


def test_every_missing_input_is_named_once(asked: Callable[..., object]) -> None:
    ask = asked("county x 2020 1", "odd 万元 x + y + x + prior(y)")
    assert ask("odd").subject == "x 2024, y 2024, y 2023"


def test_sources_are_combined_and_contradictions_are_a_state(asked: Callable[..., object]) -> None:
    ask = asked("town x 2024 88\ntown x 2024 88.3 source=#1\ntown y 2024 5\ntown y 2024 6 source=#2")
    assert ask("x").interval == of(Fraction("88.25"), Fraction("88.35"), True, False)
    assert ask("x").nominal == Fraction("88.3")
    assert ask("y").state == "conflict"
    assert ask("y").subject == "5, 6"


def test_what_follows_in_two_ways_that_differ_is_a_contradiction(asked: Callable[..., Asked]) -> None:
    more = indicators(*(f"{one} 人 count" for one in ("k", "l", "all", "between")))
    more += "".join(f'[[identity]]\nequation = "{one}"\n' for one in ("between = k + l", "all = between + m"))
    figures = "town k 2024 60人\ntown l 2024 50人\ntown m 2024 5人\ntown all 2024 {}人"
    assert asked(figures.format(115), "", more)("between").nominal == 110
    # The way to the whole goes through what was not printed, and nothing else.
    found = asked(figures.replace("town all 2024 {}人", ""), "", more)("all")
    assert found.nominal == 115
    steps = [(one.key.measure.id, one.interval) for one in found.steps]
    assert steps == [("between", of(110, 110)), ("all", of(115, 115))]
    assert {one.text for value in found.inputs for one in value.observations} == {"60人", "50人", "5人"}
    ask = asked(figures.format(100), "", more)
    assert (ask("between").state, ask("between").interval) == ("conflict", None)
    assert [one.state for one in deduced(ask.calculator, select(ask.book))] == ["conflict"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_best_status_wins_in_any_order(asked: Callable[..., object], order: int) -> None:
    lines = ["town x 2024 80 status=preliminary", "town x 2024 88 status=revised", "town x 2024 90 status=estimated"]
    assert asked("\n".join(lines[::order]))("x").nominal == 88


def test_a_claim_about_the_thing_itself_is_not_given_back(asked: Callable[..., object]) -> None:
    ask = asked("town x.growth 2024 10%\ntown x 2024 110")
    computed = ask.calculator.computed(ask.book.metric("x.growth"), ask.book.entity("town"), Period.parse("2024"))
    assert computed.state == "unknown"
    assert ask("x.growth").basis == "printed"
    assert ask("x", "2023").nominal == 100


def test_claims_are_followed_back_over_many_years(asked: Callable[..., object]) -> None:
    years = range(1990, 2025)
    ask = asked("town x 2024 500\n" + "\n".join(f"town x.growth {year} 5.00%" for year in years[1:]))
    assert ask("x", "1990").nominal == 500 / Fraction("1.05") ** 34
    # The change of a year long ago hangs on all growth since then, and once is enough for each.
    assert ask("x.change", "1991").interval is not None


def test_many_claims_about_unknown_things_end(asked: Callable[..., object]) -> None:
    """Each of 12 things is said to be a multiple of each other one, and none of them was printed."""
    names = [f"t{index}" for index in range(12)]
    more = "".join(f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "元"\n' for name in names)
    pairs = [(a, b) for a in names for b in names if a < b]
    metrics = "\n".join(f"{a}_{b} 倍 {a} / {b}" for a, b in pairs)
    ask = asked("\n".join(f"town {a}_{b} 2024 2倍" for a, b in pairs), metrics, more)
    assert ask("t0").state == "unknown"


def test_a_claim_that_cannot_be_used_hides_no_other(asked: Callable[..., object]) -> None:
    """The total of the first claim is not known; the second one still leads to x."""
    ask = asked(
        "town one 2024 50%\ntown two 2024 50%\ntown y 2024 200\ntown m 2024 ***\ntown three 2024 2倍\neast y 2023 1",
        "one % x / sum(y)\nthree 倍 x / (m / n * y)\ntwo % x / y",
    )
    assert ask("x").nominal == 100


def test_growth_at_other_prices_leads_to_no_level(asked: Callable[..., object]) -> None:
    assert asked("town x 2024 110\ntown x.growth 2024 10% prices=constant")("x", "2023").state == "unknown"


def test_percent_printed_for_points_leads_to_no_level(asked: Callable[..., object]) -> None:
    assert asked("town rate 2024 40%\ntown rate.points 2024 3%")("rate", "2023").state == "unknown"
    assert asked("town rate 2024 40%\ntown rate.points 2024 3个百分点")("rate", "2023").nominal == 37


def test_an_implied_count_is_whole(asked: Callable[..., object]) -> None:
    ask = asked("town n 2024 205\ntown part 2024 98%", "part % m / n")
    assert ask("m").interval == of(200, 201)
    # 98% of 205 is no whole number, so no single value is put forward.
    assert ask("m").nominal is None


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("x", "万元"),
        ("x + z", "万元"),
        ("z + x", "亿元"),
        ("2 * x", "万元"),
        ("x / 2", "万元"),
        ("x / n", "万元/人"),
        ("x / z", ""),
        ("x / y * 100", ""),
        ("-growth(x)", "%"),
        ("share(x, y)", "%"),
        ("points(rate)", "pp"),
        ("pull(x, y)", "pp"),
        ("rate - 5%", "%"),
        ("n * m", "person^2"),
        ("1 / n", "/人"),
        ("elapsed()", "%"),
        ("years()", ""),
        ("mean(n)", "人"),
    ],
)
def test_the_unit_a_result_reads_best_in(asked: Callable[..., object], formula: str, unit: str) -> None:
    assert unit_of(parse_formula(formula), asked("town x 2024 1").book).symbol == unit


def test_a_formula_of_ones_own(asked: Callable[..., object]) -> None:
    """Units are converted on the way: 1 亿元 is 10,000 万元."""
    ask = asked("town x 2024 88\ntown z 2024 2.5\neast x 2023 1")
    node = parse_formula("x + z")
    (found,) = query.calculated(ask.calculator, node, unit_of(node, ask.book), "x + z", select(ask.book))
    assert found.nominal == 25_088
    assert found.interval == of(Fraction("87.5") + 24_500, Fraction("88.5") + 25_500, True, False)
    node = parse_formula("growth(x)")
    found_all = query.calculated(ask.calculator, node, unit_of(node, ask.book), "growth(x)", select(ask.book))
    assert {one.state for one in found_all} == {"unknown"}


def test_metrics_within_metrics_stay_small(asked: Callable[..., object]) -> None:
    """Each doubles the one before: written out the last one would have 2^40 terms."""
    from nbkpi.errors import FormulaError

    metrics = "d0 万元 x + y\n" + "\n".join(f"d{k + 1} 万元 d{k} + d{k}" for k in range(40))
    ask = asked("town x 2024 1\ntown y 2024 1", metrics)
    assert ask("d5").nominal == 64
    with pytest.raises(FormulaError, match="too large"):
        ask("d40")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_that_is_declared_can_be_computed(asked: Callable[..., object], name: str) -> None:
    book = asked("town x 2024 1").book
    words = {"formula": "x", "indicator": "x", "additive": "x", "back": '"previous"', "years": "2"}
    given = ", ".join(words[argument] for argument in FUNCTIONS[name].arguments)
    node = parse_formula(f"{name}({given})")
    assert compile_formula(book, node, PERCENT).slots
    is_ratio = FUNCTIONS[name].measures == "ratio"
    assert (FUNCTIONS[name].reads == "own") != is_ratio
    if is_ratio and FUNCTIONS[name].reads != "number":  # It is shown as 43.6%, and not as 0.4360.
        assert unit_of(node, book) == PERCENT


@pytest.mark.parametrize(
    ("figures", "metric", "interval"),
    [
        ("town y 2024 10万元", "second 万元 x - y", of(12, 14, True, False)),
        (
            "town y 2025 10万元\ntown y.growth 2025 25%",
            "second 万元 2 * x",
            of(Fraction("1.25"), Fraction("1.75"), True, False),
        ),
    ],
)
def test_a_claim_that_leads_nowhere_leaves_nothing_behind(
    asked: Callable[..., object], figures: str, metric: str, interval: Interval
) -> None:
    """Of the first claim y is known and z is not; the second is turned around as if there were no first."""
    claims = "town first 2024 5万元\ntown second 2024 3万元"
    found = asked(f"{figures}\n{claims}", f"first 万元 y + x - z\n{metric}")("x")
    assert (found.basis, found.interval) == ("implied", interval)
    assert {one.text for one in found.claims} == ({"10万元", "3万元"} if "y" in metric else {"3万元"})
