"""The questions the commands ask: what each answers of one small book, whose answers can be found by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from tests.solve.conftest import Asked

from nbkpi.exact import Interval
from nbkpi.formula.parse import parse_formula
from nbkpi.solve import query
from nbkpi.solve.dates import written_period
from nbkpi.solve.implied import deduced, indicator
from nbkpi.solve.over_previous import growth_over_previous, newcomers
from nbkpi.solve.printed import either_way
from nbkpi.solve.result import Result
from nbkpi.solve.select import select

FIGURES = """
east n 2022 80人
east n 2023 100人
east n 2024 110人
west n 2024 50人
west n.growth 2024 25%
west n.growth 2023 60%
east m 2024 200人
west r 2024 20%
east n 2024Q1 20人
east n 2024Q2 30人
west n 2024Q2 3人
west n 2024Q3 6人
town x 2024 1.5亿元
target town x 2024 2亿元
town x 2023 1亿元
"""
METRICS = """
r % n / m
reached % x / target(x)
goal 万元 target(x)
"""
HEADLINES = [
    "east n.growth 2024 10%",
    "west n.growth 2024 25% (24.5–25.5)",
    "town x.growth 2024 50 (-4–210)%",
]
GROWTH = [
    "east n.growth 2023 25%",
    "east n.change 2023 20 人",
    "east n.growth 2024 10%",
    "east n.change 2024 10 人",
    "west n.growth 2023 60% (59.5–60.5)",
    "west n.change 2023 15 人",
    "west n 2022 25 人",
    "west n.growth 2024 25% (24.5–25.5)",
    "west n.change 2024 10 人",
    "west n 2023 40 人",
    "town x.growth 2024 50 (-4–210)%",
    "town x.change 2024 5000 (-500–10500) 万元",
]
RATES = [
    ["west r 2024 20% (19.5–20.5)", "west m 2024 250 (244–256) 人"],
    ["east r 2024 55%"],
]


@pytest.fixture
def book(asked: Callable[..., Asked]) -> Asked:
    return asked(FIGURES, METRICS)


def said(results: Iterable[Result]) -> list[str]:
    """Each result in one line."""
    lines = []
    for one in results:
        assert one.measure is not None
        lines.append(f"{one.entity.id} {one.measure.id} {one.period} {one.display()}")
    return lines


def findings(found: Iterable[query.Finding]) -> list[list[str]]:
    return [said(one.results()) for one in found]


def test_growth_with_what_it_implies_and_the_last_of_each(book: Asked) -> None:
    everything = select(book.book)
    assert said(query.growth(book.calculator, everything)) == GROWTH
    assert said(query.growth_headlines(book.calculator, everything)) == HEADLINES
    before = select(book.book, periods=["2023"])
    assert said(query.growth(book.calculator, before)) == [GROWTH[0], GROWTH[1], *GROWTH[4:7]]
    assert said(query.growth_headlines(book.calculator, before)) == [GROWTH[0], GROWTH[4]]
    west = select(book.book, entities=["west"])
    assert said(query.growth_headlines(book.calculator, west)) == HEADLINES[1:2]


def test_a_metric_where_it_is_printed_or_can_be_computed(book: Asked) -> None:
    rate, reached = book.book.measure("r"), book.book.measure("reached")
    for names, found in (((), RATES), (("m",), RATES), (("r",), RATES), (("x",), [])):
        selection = select(book.book, indicators=names)
        assert findings(query.metrics(book.calculator, [rate], selection)) == found
    last = findings(query.last_findings(book.calculator, [rate, reached], select(book.book)))
    assert last == [*RATES, ["town reached 2024 75.0 (72.5–77.5)%"]]
    assert findings(query.metrics(book.calculator, [rate], select(book.book, periods=["2023"]))) == []


def test_a_target_is_the_number_that_was_set_in_the_unit_of_its_indicator(book: Asked) -> None:
    assert book.shown("goal") == "20000 万元"


def test_periods_of_which_something_is_known(book: Asked) -> None:
    known = {
        (name, entity): [
            str(one) for one in query.known_periods(book.calculator, book.book.measure(name), book.book.entity(entity))
        ]
        for name, entity in (("n", "west"), ("r", "west"), ("m", "town"))
    }
    assert known == {
        # What a growth was claimed from, and what it is a growth of.
        ("n", "west"): ["2022", "2023", "2024", "2024Q2", "2024Q3"],
        ("r", "west"): ["2024", "2024Q2", "2024Q3"],
        ("m", "town"): [],
    }


def test_an_indicator_wherever_it_was_printed_or_follows(book: Asked) -> None:
    count = book.book.measure("m")
    assert said(indicator(book.calculator, count, select(book.book))) == [  # type: ignore[arg-type]
        "east m 2024 200人",
        "west m 2024 250 (244–256) 人",
    ]
    persons, west = book.book.measure("n"), select(book.book, entities=["west"])
    assert said(indicator(book.calculator, persons, west)) == [  # type: ignore[arg-type]
        "west n 2022 25 人",
        "west n 2023 40 人",
        "west n 2024 50人",
        "west n 2024Q2 3人",
        "west n 2024Q3 6人",
    ]


def test_growth_over_the_period_before_is_of_what_was_printed_twice(book: Asked) -> None:
    found = said(growth_over_previous(book.calculator, select(book.book, indicators=["n"])))
    assert found == [
        'east growth(n, "previous") 2023 25%',
        'east change(n, "previous") 2023 20 人',
        'east growth(n, "previous") 2024 10%',
        'east change(n, "previous") 2024 10 人',
        'east growth(n, "previous") 2024Q2 50%',
        'east change(n, "previous") 2024Q2 10 人',
        'west growth(n, "previous") 2024Q3 100%',
        'west change(n, "previous") 2024Q3 3 人',
    ]


def test_who_has_figures_of_the_last_period_only(asked: Callable[..., Asked]) -> None:
    figures = "east n 2024-11 80人\neast n 2024-12 90人\nwest n 2024-12 5人\n"
    for more, found in (
        ("", ["西村"]),
        ("west m 2024-11 3人", []),
        ("county n 2024 900人\ncounty n 2023 800人", ["西村"]),
        ("county n 2025 900人", []),
    ):
        book = asked(figures + more).book
        assert [label.split()[-1] for label in newcomers(book, select(book))] == found
    book = asked("east n 2024-12 90人\nwest n 2024-12 5人").book
    assert newcomers(book, select(book)) == []
    assert newcomers(book, select(book, periods=["2020"])) == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [("2024-05-07", "2024-05-07"), ("2024年（初步）", "2024p"), ("5月", "2024-05"), ("2024.6", "2024-06")],
)
def test_a_period_as_books_write_it(typed: str, written: str, book: Asked) -> None:
    assert written_period(typed, book.book) == written


@pytest.mark.parametrize(
    ("printed", "state", "shown"),
    [
        ("—", "not_applicable", "published as “—” (not applicable): x 2024"),
        ("空", "unknown", "left blank: x 2024"),
        ("***", "withheld", "published as “***” (withheld): x 2024"),
        ("0", "", "0 万元"),
    ],
)
def test_a_missing_value_says_how_it_is_missing(
    printed: str, state: str, shown: str, asked: Callable[..., Asked]
) -> None:
    found = asked(f"town x 2024 {printed}")("x")
    assert (found.state, found.display(), found.reason) == (state, shown, shown if state else "")


def test_what_follows_is_said_once_and_of_indicators_only(asked: Callable[..., Asked]) -> None:
    total = '[[identity]]\nequation = "n = sum(n)"\n'
    book = asked("east n 2024 20人\nwest n 2024 40人\ntarget town x 2024 1亿元\ntown reached 2024 90%", METRICS, total)
    assert said(deduced(book.calculator, select(book.book))) == [
        "town x 2024 9000 (8950–9050) 万元",
        "town n 2024 60 人",
    ]


def test_a_rounded_count_is_a_whole_number_whichever_way_a_half_went(asked: Callable[..., Asked]) -> None:
    bounds = {"1.2345万人": (12345, 12345), "1.23万人": (12250, 12350), "12人": (12, 12)}
    for printed, (low, high) in bounds.items():
        (figure,) = asked(f"town n 2024 {printed}").book.observations
        assert either_way(figure) == Interval.of(low, high)


def test_what_another_claim_implies_is_said_beside_the_printed_rate(asked: Callable[..., Asked]) -> None:
    figures = "town n 2023 100人\ntown n.growth 2024 10.0%\ntown m 2024 200人\ntown r 2024 60%"
    book = asked(figures, METRICS)
    (found,) = query.metrics(book.calculator, [book.book.measure("r")], select(book.book, periods=["2024"]))
    assert said(found.printed) == ["town r 2024 60% (59.5–60.5)"]
    assert found.computed is not None
    assert found.computed.nominal == 55
    # Without the persons of 2024 the rate would only come back.
    alone = asked(figures.replace("town m 2024 200人\n", ""), METRICS)
    (found,) = query.metrics(alone.calculator, [alone.book.measure("r")], select(alone.book, periods=["2024"]))
    assert found.computed is None


def test_a_formula_of_ones_own_where_it_has_a_value_else_what_is_missing(book: Asked) -> None:
    def answers(formula: str) -> list[str]:
        node, unit = parse_formula(formula), book.book.measure("x").unit
        return said(query.calculated(book.calculator, node, unit, formula, select(book.book)))

    assert answers("x - prior(x)") == ["town calc 2024 5000 (-500–10500) 万元"]
    # Of the year after the last one nothing is missing.
    missing = answers("x - prior(x) - y")
    assert [line.split()[2] for line in missing] == ["2023", "2024"]
    assert all("y 202" in line for line in missing)


def test_an_entity_speaks_of_totals_of_what_its_parts_report(asked: Callable[..., Asked]) -> None:
    book = asked("east n 2024 5人", "total 人 sum(n)\nown 人 n + 0 * n")
    speaking = {
        (name, entity): query.speaks_of(book.calculator, book.book.measure(name), book.book.entity(entity))
        for name in ("total", "own")
        for entity in ("county", "east", "west", "office")
    }
    assert {pair for pair, speaks in speaking.items() if speaks} == {
        ("total", "county"),
        ("total", "east"),
        ("own", "east"),
    }
