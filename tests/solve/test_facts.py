"""What follows from the embedded figures, worked out again here from the printed words by hand."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import pytest

from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.figure.format import round_decimal
from nbkpi.loading.load import load
from nbkpi.solve import query
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.result import Result
from nbkpi.solve.select import select

of = Interval.of

INCOME = of(Fraction("87.5"), Fraction("88.5"), True, False)
GROWTH = of(Fraction("0.4355"), Fraction("0.4365"), True, False)
CITY, VILLAGE, TEAM = "ningbo", "dongshan", "yongxin-team"


@pytest.fixture(scope="module")
def calculator() -> Calculator:
    return Calculator(load())


def asked(calculator: Calculator, entity: str, measure: str, period: str) -> Result:
    book = calculator.book
    return calculator.result(book.measure(measure), book.entity(entity), Period.parse(period))


FOLLOWS = [
    # Lower end at the least income and the greatest growth: one of the two is never reached at either end.
    (
        VILLAGE,
        "collective_income",
        "2023",
        of(Fraction("87.5") / Fraction("1.4365"), Fraction("88.5") / Fraction("1.4355"), False, False),
    ),
    (
        VILLAGE,
        "collective_income.change",
        "2024",
        of(
            Fraction("87.5") * Fraction("0.4355") / Fraction("1.4355"),
            Fraction("88.5") * Fraction("0.4365") / Fraction("1.4365"),
            True,
            False,
        ),
    ),
    # 218 villages are at least a tenth of all, and at most all of them.
    (CITY, "villages_total", "2025", of(218, 2180)),
    (CITY, "villages_per_cluster", "2025", Interval.point(Fraction(218, 40))),
    (CITY, "young_secretary_share", "2025", Interval.point(100 * Fraction(40, 358))),
    (CITY, "flagship_share", "2025", Interval.point(100 * Fraction(13, 1084))),
    (CITY, "sales_per_store", "2025", of(Fraction(700, 13), None)),
    (CITY, "products_per_store", "2025", of(Fraction(711, 13), Fraction(719, 13))),
    (CITY, "sales_per_linked_village", "2025", of(Fraction(700, 429), None)),
    (
        TEAM,
        "profit_margin",
        "2022..2024",
        of(100 * Fraction("2.845") / Fraction("7.15"), 100 * Fraction("2.855") / Fraction("7.05"), False, False),
    ),
    (TEAM, "mean_yearly_sales", "2022..2024", of(Fraction("7.05") / 3, Fraction("7.15") / 3, True, False)),
    (CITY, "problems_per_team", "2025-06", of(Fraction(4301, 12), Fraction(4399, 12))),
    (CITY, "measures_per_area", "2024", Interval.point(Fraction(27, 7))),
    ("maoyang", "guesthouses_per_project", "2025", Interval.point(Fraction(128, 23))),
    (CITY, "core_zones_planned", "2025", Interval.point(7)),
    # The communiqué: sums, shares, people.
    (
        CITY,
        "gdp.growth",
        "2024",
        of(
            100 * (Fraction("18147.65") / Fraction("17146.65") - 1),
            100 * (Fraction("18147.75") / Fraction("17146.55") - 1),
            False,
            False,
        ),
    ),
    (
        CITY,
        "urbanisation_rate",
        "2023",
        of(Fraction("80.85") - Fraction("1.05"), Fraction("80.95") - Fraction("0.95"), False, False),
    ),
    (
        CITY,
        "natural_growth",
        "2024",
        of(Fraction("-0.65"), Fraction("-0.55"), False, True),  # as printed: narrower than 5.9‰ − 6.5‰
    ),
]


@pytest.mark.parametrize(("entity", "measure", "period", "interval"), FOLLOWS, ids=[row[1] for row in FOLLOWS])
def test_a_value_has_exactly_these_bounds(
    calculator: Calculator, entity: str, measure: str, period: str, interval: Interval
) -> None:
    assert asked(calculator, entity, measure, period).interval == interval


WRITTEN = [
    (VILLAGE, "collective_income", "2023", "61.28 (60.91–61.65) 万元"),
    (VILLAGE, "collective_income.change", "2024", "26.72 (26.55–26.89) 万元"),
    (CITY, "villages_total", "2025", "218–2180 个"),
    (CITY, "villages_per_cluster", "2025", "5.45 村/片区"),
    (CITY, "young_secretary_share", "2025", "11.17%"),
    (CITY, "flagship_share", "2025", "1.20%"),
    (CITY, "sales_per_store", "2025", "≥ 53.84 万元/家"),
    (CITY, "products_per_store", "2025", "54.69–55.31 个/家"),
    (CITY, "sales_per_linked_village", "2025", "≥ 1.63 万元/村"),
    (TEAM, "profit_margin", "2022..2024", "40.14 (39.79–40.50)%"),
    (TEAM, "mean_yearly_sales", "2022..2024", "2.37 (2.35–2.38) 亿元"),
    (CITY, "problems_per_team", "2025-06", "358.4–366.6 个/支"),
    (CITY, "measures_per_area", "2024", "3.86 条/方面"),
    ("maoyang", "guesthouses_per_project", "2025", "5.57 家/个"),
    ("beizhan", "resolved", "2025", "196–294 件"),
    (CITY, "population", "2023", "969.70 (969.64–969.76) 万人"),
]


@pytest.mark.parametrize(("entity", "measure", "period", "text"), WRITTEN, ids=[row[1] for row in WRITTEN])
def test_a_value_reads_as_published(calculator: Calculator, entity: str, measure: str, period: str, text: str) -> None:
    assert asked(calculator, entity, measure, period).display() == text


def test_requests_resolved_are_the_whole_numbers_some_request_count_allows(calculator: Calculator) -> None:
    possible = [
        k for n in range(201, 300) for k in range(n + 1) if Fraction("0.975") <= Fraction(k, n) < Fraction("0.985")
    ]
    interval = asked(calculator, "beizhan", "resolved", "2025").interval
    assert interval == of(min(possible), max(possible)) == of(196, 294)


def test_from_nothing_to_a_share_is_a_change_in_points_but_no_growth(calculator: Calculator) -> None:
    change = asked(calculator, "yongxin", "market_share_change", "2024")
    assert change.nominal == Fraction("4.6")
    assert change.display().startswith("4.60 ")
    assert asked(calculator, "yongxin", "market_share_growth", "2024").state == "zero_base"


@pytest.mark.parametrize(
    ("metric", "period", "said"),
    [
        ("primary_share", "2024", "2.5"),
        ("secondary_share", "2024", "43.4"),
        ("tertiary_share", "2024", "54.1"),
        ("gdp_per_head", "2024", "186379"),
        ("natural_growth", "2024", "-0.6"),
    ],
)
def test_what_the_communique_computed_is_possible(calculator: Calculator, metric: str, period: str, said: str) -> None:
    book = calculator.book
    computed = calculator.computed(book.metric(metric), book.entity(CITY), Period.parse(period))
    claim = book.printed(book.entity(CITY), book.metric(metric), Period.parse(period))[0]
    assert claim.nominal == Fraction(said)
    assert computed.interval is not None
    assert claim.interval is not None
    assert computed.interval.intersect(claim.interval) is not None


def test_output_is_the_sum_of_its_parts(calculator: Calculator) -> None:
    half = Fraction("0.05")
    parts = [Fraction("451.1"), Fraction("7882.7"), Fraction("9813.9")]
    total = asked(calculator, CITY, "gdp", "2024")
    assert total.nominal == sum(parts)
    assert total.interval == of(sum(parts) - half, sum(parts) + half, True, False)


def test_output_per_head_is_over_the_mean_population(calculator: Calculator) -> None:
    """Of 2023 only the change was printed; half of the population occurs twice, so the ends are looked up."""
    book = calculator.book
    found = calculator.computed(book.metric("gdp_per_head"), book.entity(CITY), Period.parse("2024"))
    # Mean population = population − change / 2. Counts cut to whole people reach both of their ends.
    most, least = Fraction("9777499"), Fraction("9776500")
    change = Fraction("79500"), Fraction("80499")
    assert found.interval == of(
        Fraction("18147.65") * 10**8 / (most - change[0] / 2),
        Fraction("18147.75") * 10**8 / (least - change[1] / 2),
        True,
        False,
    )


def test_output_per_head_says_more_of_the_population_before_than_its_change(calculator: Calculator) -> None:
    """186379 = 18147.7亿 / mean population. The change alone, 8.0万, leaves 969.60 to 969.80."""
    per_head = Fraction("186378.5"), Fraction("186379.5")
    least, most = Fraction("18147.65") * 10**8 / per_head[1], Fraction("18147.75") * 10**8 / per_head[0]
    now = Fraction("9776500"), Fraction("9777499")
    # The mean of two whole numbers of people, one of them known to be in now: the other is twice the mean less that.
    before = Fraction(ceil(2 * least - now[1])), Fraction(floor(2 * most - now[0]))
    by_change = now[0] - Fraction("80500"), now[1] - Fraction("79500")
    assert by_change[0] < before[0] < before[1] < by_change[1]
    interval = asked(calculator, CITY, "population", "2023").interval
    assert interval is not None
    assert interval.lower is not None
    assert interval.upper is not None
    # Safe, and no wider than a person more at either end.
    assert before[0] - 1 <= interval.lower * 10**4 <= before[0]
    assert before[1] <= interval.upper * 10**4 <= before[1] + 1
    assert (round_decimal(before[0] / 10**4, 2), round_decimal(before[1] / 10**4, 2)) == ("969.64", "969.76")


def test_growth_at_constant_prices_says_nothing_about_levels(calculator: Calculator) -> None:
    book = calculator.book
    for name in ("primary", "secondary", "tertiary"):
        base = asked(calculator, CITY, name, "2023")
        assert book.measure(f"{name}.growth") not in {claim.measure for claim in base.claims}
    nominal = asked(calculator, CITY, "gdp.growth", "2024")
    assert nominal.basis == "computed"
    assert nominal.display().startswith("5.84") or nominal.display().startswith("5.83")
    assert nominal.nominal == 100 * (Fraction("18147.7") / Fraction("17146.6") - 1)


def test_the_commands_show_what_is_printed_beside_what_follows(calculator: Calculator) -> None:
    book = calculator.book
    village = select(book, named_by_kind={"village": ["东山村"]})
    found = {(one.measure.id, str(one.period)): one.basis for one in query.growth(calculator, village)}
    assert found == {
        ("collective_income.growth", "2024"): "printed",
        ("collective_income.change", "2024"): "implied",
        ("collective_income", "2023"): "implied",
    }
    (finding,) = query.metrics(calculator, [book.metric("resolution_rate")], select(book))
    assert [one.basis for one in finding.results()] == ["printed", "implied"]
    (finding,) = query.metrics(calculator, [book.metric("village_coverage")], select(book, periods=["2025"]))
    assert [one.measure.id for one in finding.implied] == ["villages_total"]


def test_every_result_leads_back_to_printed_words(calculator: Calculator) -> None:
    everything = select(calculator.book)
    findings = query.metrics(calculator, list(calculator.book.metrics), everything)
    results = [*query.growth(calculator, everything), *(one for found in findings for one in found.results())]
    assert len(results) > 50
    for result in results:
        assert result.claims, result
        assert result.sources, result
        if result.nominal is not None:
            assert result.interval is not None
            assert result.nominal in result.interval


def test_the_last_of_each_is_what_all_periods_end_with(calculator: Calculator) -> None:
    book = calculator.book
    for filters in ({}, {"periods": ["2023"]}, {"indicators": ["gdp"]}, {"sources": ["nbdaily-2025"]}):
        selection = select(book, **filters)
        every = query.metrics(calculator, list(book.metrics), selection)
        last = {(one.headline().measure, one.headline().entity): one.headline().period for one in every}
        found = query.last_findings(calculator, list(book.metrics), selection)
        assert [(one.headline().measure, one.headline().entity) for one in found] == list(last)
        assert [one.headline().period for one in found] == list(last.values())
        assert [
            one for one in every if last[one.headline().measure, one.headline().entity] == one.headline().period
        ] == found


def test_what_comes_before_the_last_period_is_not_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    calculator = Calculator(load())
    share = calculator.book.metric("primary_share")
    asked_for: list[str] = []
    computed = calculator.computed
    monkeypatch.setattr(calculator, "computed", lambda *about: asked_for.append(str(about[2])) or computed(*about))
    (found,) = query.last_findings(calculator, [share], select(calculator.book))
    assert (str(found.headline().period), asked_for) == ("2024", ["2024"])
    assert len(query.metrics(calculator, [share], select(calculator.book))) == 2
