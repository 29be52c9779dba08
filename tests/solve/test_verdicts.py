"""The verdict on each claim, with its reason: seven of them, each only where it belongs."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.exact import Interval
from nbkpi.figure.format import round_decimal
from nbkpi.solve.check.everything import causes
from nbkpi.solve.check.verdicts import Check, difference
from nbkpi.solve.check.whole_cases import Cases

if TYPE_CHECKING:
    from conftest import Asked

Checks = Callable[..., list[Check]]

SHARES = '[[indicator]]\nid = "{0}"\nname = "{0}"\nunit = "人"\nkind = "count"\n'
CASES = SHARES.format("k") + SHARES.format("all")
TENTHOUSANDS = CASES.replace("人", "万人")
RATE = "r % share(k, all)"
SHARE = CASES + '[[metric]]\nid = "r"\nname = "r"\nunit = "%"\nformula = "share(k, all)"\nrange = "share"\n'
SOURCES = '[[source]]\nid = "a"\ntitle = "A"\n[[source]]\nid = "b"\ntitle = "B"\n'


class Case(NamedTuple):
    """Figures of the town, the verdict on the last of them and a part of its reason."""

    figures: str
    verdict: str
    reason: str
    metrics: str = ""
    more: str = ""


GROWN = "n 2024 {} | n 2023 {} | n.growth 2024 {}"
MONEY = "x 2024 {} | x 2023 {} | x.growth 2024 {}"
VERDICTS = {
    # Exact: a single value follows, and it was printed.
    "exact": Case(GROWN.format("110人", "100人", "10%"), "exact", "exactly"),
    "exact with zeros": Case(GROWN.format("110人", "100人", "10.00%"), "exact", "exactly"),
    "exact fall": Case(GROWN.format("90人", "100人", "下降10%"), "exact", "exactly"),
    "exact multiple": Case(GROWN.format("400人", "100人", "增长3倍"), "exact", "exactly"),
    "exact doublings": Case(GROWN.format("400人", "100人", "翻两番"), "exact", "exactly"),
    "exact change": Case("n 2024 88人 | n 2023 80人 | n.change 2024 增加8人", "exact", "exactly"),
    "exact share": Case("k 2024 7人 | all 2024 8人 | r 2024 87.5%", "exact", "exactly", RATE, CASES),
    "nothing of some": Case("k 2024 0人 | all 2024 8人 | r 2024 0%", "exact", "exactly", RATE, CASES),
    "another unit of a rate": Case("n 2024 590人 | m 2024 100000人 | r 2024 5.9‰", "exact", "exactly", "r % n / m"),
    "percent of a permille": Case("n 2024 590人 | m 2024 100000人 | r 2024 0.59%", "exact", "exactly", "r ‰ n / m"),
    # Consistent: rounding explains it, whichever way the printer rounds a half.
    "inside rounding": Case(MONEY.format("120万元", "100万元", "19%"), "consistent", "within rounding"),
    "half up": Case(GROWN.format("2009人", "2000人", "0.5%"), "consistent", "within rounding"),
    "half even": Case(GROWN.format("2009人", "2000人", "0.4%"), "consistent", "within rounding"),
    "half up below zero": Case(GROWN.format("1991人", "2000人", "-0.5%"), "consistent", "within rounding"),
    "half even below zero": Case(GROWN.format("1991人", "2000人", "-0.4%"), "consistent", "within rounding"),
    "another unit": Case("x 2024 100万元 | n 2024 50人 | r 2024 2万元/人", "consistent", "", "r 元/人 x / n"),
    "wider permille": Case("n 2024 590人 | m 2024 100000人 | r 2024 0.6%", "consistent", "", "r ‰ n / m"),
    "about": Case(GROWN.format("118人", "100人", "约20%"), "consistent", ""),
    "at least": Case("n 2024 218人 | m 2024 2000人 | r 2024 10%以上", "consistent", "", "r % n / m"),
    "at least, with the number": Case("n 2024 200人 | m 2024 2000人 | r 2024 10%以上", "consistent", "", "r % n / m"),
    "few cases": Case("all 2024 20余人 | r 2024 90.5%", "consistent", "for example 19 of 21", RATE, CASES),
    "a bound for the sum": Case(
        "y 2024 6000余万元 | z 2024 0.5亿元 | r 2024 1.1亿元", "consistent", "", "r 万元 y + z"
    ),
    "pulled": Case(
        "n 2024 11人 | n 2023 10人 | m 2024 5人 | m 2023 4人 | r 2024 10.0个百分点", "exact", "", "r pp pull(m, n)"
    ),
    "revised beside preliminary, and they agree": Case(
        "x 2024 120万元 status=preliminary | x 2023 100万元 status=revised | x.growth 2024 20%", "consistent", ""
    ),
    "as many cases as there may be but for some": Case(
        "k 2024 20人以内 | all 2024 25人 | r 2024 40%", "consistent", "within rounding", "", SHARE
    ),
    # Truncated: only if rounding does not explain it.
    "cut off": Case(GROWN.format("24637人", "20993人", "17.3%"), "truncated", "truncated instead"),
    "cut off below zero": Case(GROWN.format("8964人", "10000人", "-10.3%"), "truncated", "truncated instead"),
    "cut off whole": Case("k 2024 2人 | all 2024 3人 | r 2024 66%", "truncated", "truncated instead", RATE, CASES),
    "cut off cases": Case("all 2024 3人 | r 2024 66%", "truncated", "truncated instead", RATE, CASES),
    # Contradicted: nothing explains it.
    "wrong": Case(GROWN.format("110人", "100人", "20%"), "contradicted", "computed: 10%"),
    "cut off the other way": Case(GROWN.format("8964人", "10000人", "-10.5%"), "contradicted", "-10.36%"),
    "growth for a fall": Case(GROWN.format("90人", "100人", "10%"), "contradicted", "-10%"),
    "more than at most": Case("n 2024 218人 | m 2024 3000人 | r 2024 10%以上", "contradicted", "7.27%", "r % n / m"),
    "excluding the number": Case("n 2024 200人 | m 2024 2000人 | r 2024 超10%", "contradicted", "10%", "r % n / m"),
    "wrong change of a count": Case("n 2024 88人 | n 2023 80人 | n.change 2024 增加9人", "contradicted", "8 人"),
    "wrong to one case": Case("k 2024 20人 | all 2024 25人 | r 2024 81%", "contradicted", "80%", RATE, CASES),
    "with one decimal more than the claim": Case(
        MONEY.format("100100.0万元", "99999.0万元", "0.05%"), "contradicted", "computed: 0.101 (0.1"
    ),
    "no such cases": Case(
        "all 2024 25人 | r 2024 90%", "contradicted", "no whole number of cases out of 25", RATE, CASES
    ),
    "no such cases in another unit": Case(
        "all 2024 25人 | r 2024 90%", "contradicted", "no whole number of cases out of 25", RATE, TENTHOUSANDS
    ),
    "no such cases of either": Case(
        "all 2024 21至22人 | r 2024 93%", "contradicted", "whichever of the possible", RATE, CASES
    ),
    "no such whole": Case("k 2024 7人 | r 2024 99%", "contradicted", "whichever of the possible", RATE, CASES),
    "from nothing": Case(GROWN.format("5人", "0人", "50%"), "contradicted", "the base is zero"),
    "from nothing to nothing": Case(GROWN.format("0人", "0人", "0%"), "contradicted", "the base is zero"),
    "more than bounded": Case("x 2024 超100万元 | x 2023 90万元 | x.growth 2024 -20%", "contradicted", "> 10"),
    "two final figures": Case(MONEY.format("120万元", "110万元", "20%"), "contradicted", "9.1"),
    "no base is whole": Case("k 2024 6人 | k.growth 2024 23%", "contradicted", "no whole number for", "", CASES),
    "no whole number twice": Case(
        "all 2024 25人 | r 2024 84%", "contradicted", "no whole number over 25 gives 84%", "r % 2 * k / all", CASES
    ),
    "a whole number twice": Case(
        "all 2024 25人 | r 2024 88%", "consistent", "for example 11 / 25", "r % 2 * k / all", CASES
    ),
    "a fall may be more than a half, but is not": Case(
        "x 2024 50万元以上 | x 2023 100万元 | x.growth 2024 -20%", "consistent", "within rounding"
    ),
    # Uninformative: it could not have failed.
    "whole percents of hundreds": Case("all 2024 200余人 | r 2024 98%", "uninformative", "any percentage", RATE, CASES),
    "bounds that allow all": Case("x 2024 超0万元 | x 2023 100万元 | x.growth 2024 20%", "uninformative", "any value"),
    "as many cases as there may be": Case(
        "k 2024 25人以内 | all 2024 25人 | r 2024 40%", "uninformative", "any value", "", SHARE
    ),
    # Not comparable: it means something else.
    "constant prices": Case(
        MONEY.format("120万元", "110万元", "20% prices=constant"), "not comparable", "constant prices"
    ),
    "constant prices that would fit": Case(
        MONEY.format("120万元", "100万元", "20% prices=constant"), "not comparable", "constant prices"
    ),
    "percent for points": Case(
        "rate 2024 29.7% | rate 2023 25.0% | rate.points 2024 4.7%", "not comparable", "a percentage"
    ),
    "points for percent": Case(MONEY.format("110万元", "100万元", "10个百分点"), "not comparable", "percentage points"),
    "revised beside preliminary": Case(
        "x 2024 120万元 status=preliminary | x 2023 110万元 status=revised | x.growth 2024 20%",
        "not comparable",
        "revised",
    ),
    "revised beside final": Case(
        "x 2024 120万元 status=revised | x 2023 110万元 | x.growth 2024 20%", "contradicted", "9.1"
    ),
    "estimated beside preliminary": Case(
        "x 2024 120万元 status=estimated | x 2023 110万元 status=preliminary | x.growth 2024 20%",
        "contradicted",
        "9.1",
    ),
    "a preliminary claim": Case(
        "x 2024 120万元 status=revised | x 2023 110万元 status=revised | x.growth 2024 20% status=preliminary",
        "not comparable",
        "revised",
    ),
    "out of loss": Case(MONEY.format("5万元", "-3万元", "50%"), "not comparable", "from loss to profit"),
    "into loss": Case(MONEY.format("-5万元", "10万元", "-150%"), "not comparable", "from profit to loss"),
    "less loss": Case(MONEY.format("-5万元", "-10万元", "-50%"), "not comparable", "the loss narrowed"),
    "more loss": Case(MONEY.format("-20万元", "-10万元", "100%"), "not comparable", "the loss widened"),
    # Unknown: there is nothing to hold it against.
    "no base": Case("x 2024 120万元 | x.growth 2024 20%", "unknown", "x 2023"),
    "nothing": Case("x.growth 2024 20%", "unknown", "x 2024, x 2023"),
    "withheld": Case(MONEY.format("***", "100万元", "20%"), "unknown", "withheld"),
    "a base of no such item": Case(MONEY.format("120万元", "—", "20%"), "unknown", "not applicable"),
    "a withheld claim": Case(MONEY.format("120万元", "100万元", "***"), "unknown", "withheld"),
    "a claim of no such item": Case(MONEY.format("120万元", "100万元", "—"), "unknown", "not applicable"),
    "two sources that disagree": Case(
        "x 2024 120万元 source=a | x 2024 150万元 source=b | x 2023 100万元 | x.growth 2024 20% source=a",
        "unknown",
        "contradict each other",
        more=SOURCES,
    ),
    "a divisor that may be zero": Case("y 2024 5万元 | x 2024 0至3万元 | r 2024 5倍", "unknown", "zero", "r % y / x"),
    "only a bound of a rate of so many": Case(
        "all 2024 25人 | r 2024 超90%", "unknown", "were not published", RATE, CASES
    ),
    "only a bound of a rate": Case("n 2024 218人 | r 2024 10%以上", "unknown", "were not published", "r % share(n, m)"),
}


def test_a_finding_that_shares_no_figure_is_explained_by_none(checks: Checks) -> None:
    found = [
        one for one in checks("town x 2024 120万元\ntown x 2023 110万元\ntown x.growth 2024 20%") if one.is_finding
    ]
    assert causes(found) == [(None, found)]


@pytest.mark.parametrize("patience", [0, 300])
def test_a_contradiction_is_one_however_little_is_asked_of_its_figures(
    patience: int, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nbkpi.solve.check.judge.PATIENCE", patience)
    figures = "town x 2024 120万元\ntown y 2023 50万元\ntown x.growth 2024 20%\ntown s 2023 20%"
    found = {one.asserted.text: one for one in checks(figures, "s % y / x") if one.asserted is not None}
    assert (found["20%"].verdict, found["20%"].is_finding) == ("contradicted", True)


@pytest.mark.parametrize("case", VERDICTS.values(), ids=VERDICTS)
def test_verdict(case: Case, checks: Checks) -> None:
    lines = [f"town {line.strip()}" for line in case.figures.split("|")]
    found = checks("\n".join(lines), case.metrics, case.more)
    last = lines[-1].split()[3]
    (one,) = (each for each in found if each.asserted is not None and each.asserted.text == last)
    assert (one.verdict, case.reason in one.reason) == (case.verdict, True), one
    # Whatever the claim is, nothing else in the book is called wrong for it.
    others = [each for each in found if each is not one and each.is_finding]
    assert [each.sort for each in others] == (["sources"] if "source=b" in case.figures else [])


@pytest.mark.parametrize(
    ("computed", "nominal", "found"),
    [
        (Interval.of(80, 90), 85, 3),
        (Interval.of(80, 90), None, 0),
        (Interval.of(80, 87), None, Fraction(1, 2)),
        (Interval.of(None, 80), None, Fraction(15, 2)),
        (Interval.of(None, 90), None, 0),
        (Interval.of(90, 95), None, Fraction(-3, 2)),
        (Interval.of(100, None), None, Fraction(-23, 2)),
        (Interval.of(80, None), None, 0),
        (None, 85, None),
    ],
)
def test_differences_are_of_the_numbers_or_else_of_the_nearest_ends(
    computed: Interval | None, nominal: int | None, found: Fraction | None, asked: Callable[..., Asked]
) -> None:
    (figure,) = asked("town x 2024 88万元").book.observations
    assert difference(figure, computed, None if nominal is None else Fraction(nominal)) == found


def test_less_than_can_be_printed_is_a_bound(checks: Checks) -> None:
    (one,) = checks("town x 2024 …\ntown x 2023 100万元\ntown x.growth 2024 20%")
    assert (one.verdict, one.computed) == ("contradicted", Interval.of(-100, Fraction(-19800, 199), False, False))


def test_reasons_are_one_line(checks: Checks) -> None:
    for case in VERDICTS.values():
        lines = "\n".join(f"town {line.strip()}" for line in case.figures.split("|"))
        assert all(one.reason and "\n" not in one.reason for one in checks(lines, case.metrics, case.more))


PARTS = '[[identity]]\nequation = "x = y + z"\n'


@pytest.mark.parametrize(
    ("whole", "verdict"),
    [
        ("1.0亿元", "consistent"),  # 0.44 + 0.55 = 0.99: nothing was adjusted, and nothing is wrong
        ("0.98亿元", "consistent"),
        ("0.97亿元", "contradicted"),
        ("9900万元", "consistent"),
        ("0.9亿元", "truncated"),
        ("1.1亿元", "contradicted"),
    ],
)
def test_a_sum_may_differ_by_as_much_as_was_rounded(whole: str, verdict: str, checks: Checks) -> None:
    (one,) = checks(f"town x 2024 {whole}\ntown y 2024 0.44亿元\ntown z 2024 0.55亿元", "", PARTS)
    assert (one.verdict, one.sort) == (verdict, "identity")


def test_a_sum_of_counts_holds_to_the_last_one(checks: Checks) -> None:
    identity = '[[identity]]\nequation = "all = k + n"\n'
    (one,) = checks("town all 2024 100人\ntown k 2024 40人\ntown n 2024 60人", "", CASES, identity)
    assert one.verdict == "exact"
    (one,) = checks("town all 2024 101人\ntown k 2024 40人\ntown n 2024 60人", "", CASES, identity)
    assert (one.verdict, one.difference) == ("contradicted", 1)


@pytest.mark.parametrize(("second", "verdict"), [("88.4万元", "consistent"), ("86万元", "contradicted")])
def test_two_sources_of_one_figure(second: str, verdict: str, checks: Checks) -> None:
    (one,) = checks(f"town x 2024 88万元 source=a\ntown x 2024 {second} source=b", "", SOURCES)
    assert (one.verdict, one.sort) == (verdict, "sources")


def test_a_revised_figure_replaces_the_one_before(checks: Checks) -> None:
    both = "town x 2024 120万元 status=revised source=a\ntown x 2024 150万元 status=preliminary source=b\n"
    (one,) = checks(both + "town x 2023 100万元\ntown x.growth 2024 20%", "", SOURCES)
    assert (one.verdict, [figure.text for figure in one.figures]) == ("consistent", ["120万元", "100万元"])


def test_revised_parts_of_a_preliminary_whole(checks: Checks) -> None:
    figures = "town x 2024 1.2亿元 status=preliminary\ntown y 2024 0.5亿元 status=revised\ntown z 2024 0.5亿元"
    (one,) = checks(figures, "", PARTS)
    assert (one.verdict, one.sort) == ("not comparable", "identity")


def test_the_figure_that_would_explain_most_comes_first(checks: Checks) -> None:
    two = "town n 2019 10人\ntown n 2020 20人\ntown n.growth 2020 50%\ntown n.change 2020 5人\n"
    three = "town n 2023 100人\ntown n 2024 99人\ntown n.growth 2024 50%\ntown n.change 2024 5人\n"
    found = checks(f"{two}{three}town n 2025 100人\ntown n.growth 2025 40%")
    groups = causes([one for one in found if one.is_finding])
    assert [len(explained) for _figure, explained in groups] == [3, 2]
    first = groups[0][0]
    assert first is not None
    assert first.text == "99人"


@pytest.mark.parametrize("seed", range(3))
def test_true_growth_is_never_a_finding_and_one_step_off_always_is(seed: int, checks: Checks) -> None:
    chance = random.Random(seed)
    places, figures, true = "", "", {}
    for number in range(60):
        now, before, decimals = chance.randint(1, 3000), chance.randint(1, 3000), chance.randint(0, 2)
        growth = Fraction(now - before, before) * 100
        # Half to even, and half up: nobody says which.
        half_even = Fraction(round(growth * 10**decimals), 10**decimals)
        printed = half_even if number % 2 else Fraction(round_decimal(growth, decimals))
        is_true = number % 5 > 0
        printed += 0 if is_true else chance.choice([-2, 2]) * Fraction(1, 10**decimals)
        true[f"v{number}"] = is_true
        places += f'[[entity]]\nid = "v{number}"\nname = "村{number}"\n'
        figures += f"v{number} n 2024 {now}人\nv{number} n 2023 {before}人\n"
        figures += f"v{number} n.growth 2024 {round_decimal(printed, decimals)}%\n"
    found = {one.entity.id: not one.is_finding for one in checks(figures, "", places)}
    assert found == true


@given(st.integers(1, 130), st.integers(0, 100))
def test_which_rates_some_cases_give(whole: int, rate: int) -> None:
    """By trying every number of cases."""
    half = Fraction(1, 2)
    band = Interval.of(max(rate - half, 0), min(rate + half, 100))
    cases = Cases(Interval.of(0, None), Interval.point(whole), Fraction(100), True)
    possible = [k for k in range(whole + 1) if abs(Fraction(100 * k, whole) - rate) <= half]
    found = cases.example(band)
    assert (found is not None) == bool(possible)
    assert found is None or found[0] in possible
