"""Examples that were printed, or are worked out in textbooks: each as a book or a formula, by the figures alone."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

import pytest

from nbkpi.exact import Interval
from nbkpi.figure.format import round_decimal
from nbkpi.loading.load import load
from nbkpi.solve import implied
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.select import select

if TYPE_CHECKING:
    from conftest import Asked

Ask = Callable[..., "Asked"]
Checks = Callable[..., list[Check]]

COUNT = '[[indicator]]\nid = "{0}"\nname = "{0}"\nunit = "{1}"\nkind = "{2}"\n'
CASES = COUNT.format("k", "人", "count") + COUNT.format("all", "人", "count")


def only(found: list[Check]) -> Check:
    (one,) = found
    return one


class TestXiping:
    """The county's first quarter of 2017: 24637 new entities, 3644 more than a year before, so 17.4% more."""

    FIGURES = "town n 2017Q1 24637人\ntown n.change 2017Q1 增加3644人\n"

    def test_growth_follows_from_the_change(self, asked: Ask) -> None:
        growth = asked(self.FIGURES)("n.growth", "2017Q1").interval
        assert growth == Interval.point(100 * Fraction(3644, 24637 - 3644))
        assert growth.lower is not None
        assert round_decimal(growth.lower, 1) == "17.4"

    def test_the_claim_agrees(self, checks: Checks) -> None:
        assert {one.verdict for one in checks(self.FIGURES + "town n.growth 2017Q1 17.4%")} <= {"exact", "consistent"}

    def test_cut_off_it_is_one_finding(self, checks: Checks) -> None:
        assert only(checks(self.FIGURES + "town n.growth 2017Q1 17.3%")).verdict == "truncated"

    def test_ahead_of_schedule(self, checks: Checks) -> None:
        """29.7% of the target in a quarter of the year: 4.7 percentage points ahead."""
        figures = "town rate 2017Q1 29.7%\ntown ahead 2017Q1 4.7个百分点"
        one = only(checks(figures, "ahead pp rate - 0.25"))
        assert (one.verdict, one.nominal) == ("consistent", Fraction("4.7"))
        # The time that has gone by, by the days of the quarter.
        assert only(checks(figures.replace("4.7", "5.0"), "ahead pp rate - 90 / 365")).verdict == "consistent"


@pytest.mark.parametrize(
    ("two_years", "mean"), [("45.5", "20.6"), ("42.5", "19.4"), ("41.2", "18.8"), ("72.1", "31.2")]
)
def test_industrial_profits_over_two_years(two_years: str, mean: str, checks: Checks) -> None:
    """The growth over 2019 and its geometric mean per year, as the bureau printed them in 2021."""
    figures = f"town x.growth 2021 {two_years}%\ntown average 2021 {mean}%"
    found = checks(figures, "average % (1 + x.growth) ^ 0.5 - 1")
    assert {one.verdict for one in found} == {"consistent"}
    # By squares, which are exact, where the command takes a root.
    low, high = (1 + (Fraction(mean) + side * Fraction(1, 20)) / 100 for side in (-1, 1))
    assert low**2 <= 1 + Fraction(two_years) / 100 <= high**2
    arithmetic = figures.replace(mean, round_decimal(Fraction(two_years) / 2, 1))
    assert [one.verdict for one in checks(arithmetic, "average % (1 + x.growth) ^ 0.5 - 1")] == ["contradicted"]


def test_the_same_from_the_levels(checks: Checks) -> None:
    one = only(checks("town x 2021 145.5万元\ntown x 2019 100.0万元\ntown average 2021 20.6%", "average % cagr(x, 2)"))
    assert one.verdict == "consistent"


@pytest.mark.parametrize(("index", "mean"), [("305.6", "10.7"), ("399.0", "13.4"), ("97.9", "-0.2")])
def test_chongqing_indices_over_eleven_years(index: str, mean: str, checks: Checks) -> None:
    """1997 to 2007 with 1996 as the base: eleven intervals, not ten."""
    figures = f"town rate 2007 {index}%\ntown rate 1996 100.0%\ntown mean 2007 {mean}%"
    assert only(checks(figures, "mean % cagr(rate, 11)")).verdict == "consistent"
    low, high = (1 + (Fraction(mean) + side * Fraction(1, 20)) / 100 for side in (-1, 1))
    assert low**11 <= Fraction(index) / 100 <= high**11
    wrong = only(checks(figures.replace("1996", "1997"), "mean % cagr(rate, 10)"))
    assert wrong.verdict == ("consistent" if index == "97.9" else "contradicted")


def test_consumer_prices_of_the_ons(checks: Checks) -> None:
    figures = "town rate 2011-02 136.0%\ntown rate 2010-02 129.9%\ntown rate.growth 2011-02 4.7%"
    one = only(checks(figures))
    assert (one.verdict, one.nominal) == ("consistent", 100 * (Fraction(1360, 1299) - 1))


SHARES = "".join(COUNT.format(name, "亿元", "amount").replace("亿元", "%") for name in ("s1", "s2", "s3"))
STRUCTURE = "town s1 2005 {}%\ntown s2 2005 {}%\ntown s3 2005 {}%"
WHOLE = '[[identity]]\nequation = "s1 + s2 + s3 = 1"\n'


def test_the_structure_of_jinhua_adds_up(checks: Checks) -> None:
    rates = SHARES.replace('"amount"', '"rate"')
    assert only(checks(STRUCTURE.format("8.0", "45.6", "46.4"), "", rates, WHOLE)).verdict == "consistent"
    # Each may be half a digit off, not more.
    assert only(checks(STRUCTURE.format("8.0", "45.7", "46.4"), "", rates, WHOLE)).verdict == "consistent"
    assert only(checks(STRUCTURE.format("8.0", "46.6", "46.4"), "", rates, WHOLE)).verdict == "contradicted"


def test_the_final_output_of_2020(checks: Checks) -> None:
    """1013567亿元, 2419 less than the preliminary 1015986, and 2.2% more at constant prices."""
    figures = (
        "town z 2020 1013567亿元\ntown first 2020 1015986亿元\ntown less 2020 2419亿元\n"
        "town z 2019 986515亿元\ntown z.growth 2020 2.2% prices=constant"
    )
    found = checks(figures, "less 亿元 first - z", COUNT.format("first", "亿元", "amount"))
    assert [(one.verdict, one.nominal) for one in found] == [
        ("not comparable", 100 * (Fraction(1013567, 986515) - 1)),
        ("consistent", Fraction(2419)),
    ]


class TestPullAndContribution:
    """What each part adds to the growth of the whole adds up to it; what each contributes adds up to all of it."""

    IDENTITIES = (
        '[[identity]]\nequation = "all = a + b"\n[[identity]]\nequation = "pull_a + pull_b = all.growth"\n'
        '[[identity]]\nequation = "part_a + part_b = 1"\n'
    )
    METRICS = (
        "pull_a pp pull(a, all)\npull_b pp pull(b, all)\npart_a % contribution(a, all)\npart_b % contribution(b, all)"
    )
    COUNTS = COUNT.format("a", "人", "count") + COUNT.format("b", "人", "count") + COUNT.format("all", "人", "count")
    LEVELS = (
        "town a 2024 440人\ntown a 2023 400人\ntown b 2024 680人\ntown b 2023 600人\n"
        "town all 2024 1120人\ntown all 2023 1000人\n"
    )
    CLAIMS = (
        "town pull_a 2024 4.0个百分点\ntown pull_b 2024 8.0个百分点\n"
        "town part_a 2024 33.3%\ntown part_b 2024 66.7%\ntown all.growth 2024 12.0%"
    )

    def test_all_agree(self, checks: Checks) -> None:
        found = checks(self.LEVELS + self.CLAIMS, self.METRICS, self.COUNTS, self.IDENTITIES)
        assert {one.verdict for one in found} <= {"exact", "consistent"}
        assert len([one for one in found if one.sort == "identity"]) >= 2

    @pytest.mark.parametrize(("right", "wrong"), [("4.0个", "4.1个"), ("66.7%", "66.6%"), ("12.0%", "12.1%")])
    def test_one_that_is_wrong_is_found(self, right: str, wrong: str, checks: Checks) -> None:
        found = checks(self.LEVELS + self.CLAIMS.replace(right, wrong), self.METRICS, self.COUNTS, self.IDENTITIES)
        (finding,) = (one for one in found if one.is_finding)
        assert finding.asserted is not None
        assert wrong in finding.asserted.text

    def test_without_levels_the_claims_still_have_to_add_up(self, checks: Checks) -> None:
        found = checks(self.CLAIMS.replace("8.0", "9.0"), self.METRICS, self.COUNTS, self.IDENTITIES)
        (finding,) = (one for one in found if one.is_finding)
        assert {figure.text for figure in finding.printed} == {"4.0个百分点", "9.0个百分点", "12.0%"}

    def test_a_whole_that_did_not_change_has_no_contributions(self, checks: Checks) -> None:
        levels = "town a 2024 44人\ntown a 2023 40人\ntown all 2024 100人\ntown all 2023 100人\ntown part_a 2024 60%"
        found = checks(levels, self.METRICS, self.COUNTS)
        assert all(one.computed is None for one in found)
        assert any(one.reason == "the divisor may be zero" or one.is_finding for one in found)


def test_schedule(checks: Checks) -> None:
    """Half a year gone by, 62 of 100 reached: 62%, 12 percentage points ahead of the calendar."""
    target = "target town all 2024H1 100人\n"
    metrics = "reached % all / target(all)\nahead pp all / target(all) - elapsed()"
    figures = target + "town all 2024H1 62人\ntown reached 2024H1 62%\ntown ahead 2024H1 12.0个百分点"
    assert {one.verdict for one in checks(figures, metrics, CASES)} <= {"exact", "consistent"}
    (finding,) = (one for one in checks(figures.replace("12.0个", "22.0个"), metrics, CASES) if one.is_finding)
    assert finding.asserted is not None
    assert finding.asserted.text == "22.0个百分点"


@pytest.mark.parametrize(
    ("rate", "whole", "is_possible"),
    [("90%", 25, False), ("75.86%", 99, False), ("75.86%", 29, True), ("95.45%", 36, False), ("95.45%", 22, True)],
)
def test_grim(rate: str, whole: int, is_possible: bool, checks: Checks) -> None:
    one = only(checks(f"town all 2024 {whole}人\ntown r 2024 {rate}", "r % share(k, all)", CASES))
    assert one.is_finding is not is_possible


@pytest.mark.parametrize(
    ("rate", "whole", "possible"), [("98%", 50, "51 of the 101"), ("17.2%", 204, "205 of the 1001")]
)
def test_how_many_rates_are_possible(rate: str, whole: int, possible: str, checks: Checks) -> None:
    one = only(checks(f"town all 2024 {whole}人\ntown r 2024 {rate}", "r % share(k, all)", CASES))
    assert possible in one.reason


def test_six_hundred_and_one_cases_say_nothing_of_a_whole_percent(checks: Checks) -> None:
    one = only(checks("town all 2024 601人\ntown r 2024 99%", "r % share(k, all)", CASES))
    assert one.verdict == "uninformative"
    possible = [k for k in range(602) if abs(Fraction(100 * k, 601) - 99) <= Fraction(1, 2)]
    assert (min(possible), max(possible)) == (592, 597 + (Fraction(59800, 601) <= Fraction("99.5")))


class TestBalanceSheet:
    """Totals and subtotals: what was not printed follows from the rest where it does, and from nothing else."""

    NAMES = ("assets", "current", "fixed", "cash", "stocks", "debts", "own")
    INDICATORS = "".join(COUNT.format(name, "万元", "amount") for name in NAMES)
    IDENTITIES = "".join(
        f'[[identity]]\nequation = "{one}"\n'
        for one in ("assets = current + fixed", "current = cash + stocks", "assets = debts + own")
    )
    TRUE: ClassVar = {"assets": 100, "current": 45, "fixed": 55, "cash": 12, "stocks": 33, "debts": 60, "own": 40}

    def figures(self, *names: str) -> str:
        return "".join(f"town {name} 2024 {self.TRUE[name]}万元\n" for name in names)

    def deduced(self, asked: Ask, *names: str) -> dict[str, Interval | None]:
        one = asked(self.figures(*names), "", self.INDICATORS + self.IDENTITIES)
        return {result.measure.id: result.interval for result in implied.deduced(one.calculator, select(one.book))}

    def test_the_whole_sheet_holds(self, checks: Checks) -> None:
        found = checks(self.figures(*self.NAMES), "", self.INDICATORS, self.IDENTITIES)
        assert [one.verdict for one in found] == ["consistent"] * 3

    def test_what_is_missing_follows(self, asked: Ask) -> None:
        found = self.deduced(asked, "assets", "fixed", "cash", "own")
        assert set(found) == {"current", "stocks", "debts"}
        halves = {"current": 2, "stocks": 3, "debts": 2}
        for name, interval in found.items():
            # Every figure that it follows from is half a unit uncertain.
            width = Fraction(halves[name], 2)
            assert interval == Interval.of(self.TRUE[name] - width, self.TRUE[name] + width, False, False)

    def test_two_unknown_parts_of_one_whole_stay_unknown(self, asked: Ask) -> None:
        names = ("assets", "fixed", "own")
        assert set(self.deduced(asked, *names)) == {"current", "debts"}
        one = asked(self.figures(*names), "", self.INDICATORS + self.IDENTITIES)
        assert (one("cash").state, one("cash").interval) == ("unknown", None)
        assert (one("stocks").state, one("stocks").interval) == ("unknown", None)

    def test_a_wrong_subtotal_is_found(self, checks: Checks) -> None:
        figures = self.figures(*self.NAMES).replace("current 2024 45", "current 2024 54")
        findings = [one for one in checks(figures, "", self.INDICATORS, self.IDENTITIES) if one.is_finding]
        assert findings
        assert all("54万元" in {figure.text for figure in one.printed} for one in findings)


class TestNingbo:
    """Every claim of the embedded book: what the communiqué computed is confirmed, constant prices are set apart."""

    VERDICTS: ClassVar = {
        "not comparable": {
            "gdp.growth",
            "primary.growth",
            "secondary.growth",
            "tertiary.growth",
            "gdp_per_head.growth",
        },
        "unknown": {
            "urbanisation_rate.points",
            "registered_population.change",
            "collective_income.growth",
            "village_coverage",
            "core_zone_coverage",
        },
        "uninformative": {"resolution_rate"},
        "consistent": {
            "primary_share",
            "secondary_share",
            "tertiary_share",
            "gdp_per_head",
            "population.change",
            "natural_growth",
        },
    }

    def test_every_claim_has_its_verdict(self) -> None:
        book = load()
        found = check(Calculator(book), select(book))
        claims = [one for one in found if one.asserted is not None and one.asserted.is_claim]
        assert {one.asserted for one in claims} == {one for one in book.observations if one.is_claim}
        by_verdict: dict[str, set[str]] = {}
        for one in claims:
            by_verdict.setdefault(one.verdict, set()).add(one.measure.id if one.measure is not None else "")
        assert by_verdict == self.VERDICTS
        wholes = [one for one in found if one.sort == "identity" and one not in claims]
        assert {one.verdict for one in found if one.sort == "identity"} == {"consistent"}
        assert [one.measure.id for one in wholes if one.measure is not None] == ["gdp"]
        assert not any(one.is_finding for one in found)

    def test_nominal_growth_stands_beside_the_printed_one(self) -> None:
        book = load()
        growth = book.measure("gdp.growth")
        one = next(one for one in check(Calculator(book), select(book)) if one.measure is growth)
        assert one.asserted is not None
        assert (one.asserted.text, one.verdict) == ("5.4%", "not comparable")
        assert one.nominal == 100 * (Fraction("18147.7") / Fraction("17146.6") - 1)
        assert round_decimal(one.nominal, 2) == "5.84"
