"""What a check says besides its verdict, worked out by hand: what follows, by how much it differs, what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

import pytest
from tests.solve.conftest import indicators

from nbkpi.exact import Interval
from nbkpi.solve.check.verdicts import Check

COUNTS = indicators("k 人 count", "l 人 count", "all 人 count", "w 人 count", "f 件 count measure=flow")
SOURCES = '[[source]]\nid = "a"\ntitle = "A"\n[[source]]\nid = "b"\ntitle = "B"\n'


def identity(equation: str) -> str:
    return f'[[identity]]\nequation = "{equation}"\n'


def rule(inequality: str) -> str:
    return f'[[rule]]\ninequality = "{inequality}"\n'


class Said(NamedTuple):
    """A book, and what the gravest of its checks says."""

    figures: str
    more: str
    verdict: str
    sort: str
    asserted: str | None
    figures_of: str
    computed: Interval | None
    nominal: Fraction | int | None
    difference: Fraction | int | None
    statement: str
    reason: str
    metrics: str = ""


SAID = {
    "an identity that holds": Said(
        "all 2024 110人 | k 2024 60人 | l 2024 50人", identity("all = k + l"),
        "exact", "identity", "110人", "60人 50人", Interval.point(110), None, None,
        "all = k + l", "the relation holds exactly",
    ),
    "within rounding": Said(
        "x 2024 1.0亿元 | y 2024 0.5亿元 | z 2024 0.5亿元", identity("x = y + z"),
        "consistent", "identity", "1.0亿元", "0.5亿元 0.5亿元", Interval.of(9000, 11000), None, None,
        "x = y + z", "the relation holds within rounding",
    ),
    "one that does not": Said(
        "x 2024 1.2亿元 | y 2024 0.5亿元 | z 2024 0.5亿元", identity("x = y + z"),
        "contradicted", "identity", "1.2亿元", "0.5亿元 0.5亿元", Interval.of(9000, 11000), 10000, 2000,
        "x = y + z", "computed: 10000 (9000–11000) 万元",
    ),
    "cut off": Said(
        "x 2024 0.9亿元 | y 2024 0.44亿元 | z 2024 0.55亿元", identity("x = y + z"),
        "truncated", "identity", "0.9亿元", "0.44亿元 0.55亿元", Interval.of(9800, 10000), 9900, -900,
        "x = y + z", "truncated instead of rounded",
    ),
    "a bound": Said(
        "x 2024 2亿元 | y 2024 0.44亿元以下 | z 2024 0.55亿元", identity("x = y + z"),
        "contradicted", "identity", "2亿元", "0.44亿元以下 0.55亿元", Interval.of(None, 9950), None, 5050,
        "x = y + z", "computed: ≤ 9950 万元",
    ),
    "printed twice": Said(
        "all 2024 110人 source=a | all 2024 110人以上 source=b | k 2024 60人 | l 2024 55人",
        identity("all = k + l") + SOURCES,
        "contradicted", "identity", "110人", "110人以上 60人 55人", Interval.point(115), 115, -5,
        "all = k + l", "computed: 115 人",
    ),
    "a part printed twice, first as a bound": Said(
        "all 2024 115人 | k 2024 60人以上 source=b | k 2024 60人 source=a | l 2024 50人",
        identity("all = k + l") + SOURCES,
        "contradicted", "identity", "115人", "60人以上 60人 50人", Interval.point(110), 110, 5,
        "all = k + l", "computed: 110 人",
    ),
    "a part printed in two ways": Said(
        "x 2024 2亿元 | y 2024 0.5亿元 source=a | y 2024 0.52亿元 source=b | z 2024 0.5亿元",
        identity("x = y + z") + SOURCES,
        "contradicted", "identity", "2亿元", "0.5亿元 0.52亿元 0.5亿元", Interval.of(9650, 10750), 10000, 10000,
        "x = y + z", "computed: 10000 (9650–10750) 万元",
    ),
    "two identities": Said(
        "w 2024 90人 | k 2024 60人 | l 2024 50人 | m 2024 3人 | n 2024 7人",
        identity("all = k + l") + identity("w = all - m - n"),
        # No single equation between printed figures says the number.
        "contradicted", "identity", "90人", "60人 50人 3人 7人", Interval.point(100), None, -10,
        "all = k + l; w = all - m - n", "computed: 100 人",
    ),
    "a total": Said(
        "n 2024 62人 | east n 2024 20人 | west n 2024 40人", identity("n = sum(n)"),
        "contradicted", "sum", "62人", "20人 40人", Interval.point(60), None, 2,
        "n = sum(n); n: total of the members of 镇", "computed: 60 人",
    ),
    "a mean is no total": Said(
        "n 2024 31人 | east n 2024 20人 | west n 2024 40人", identity("n = mean(n)"),
        "contradicted", "sum", "31人", "20人 40人", Interval.point(30), None, 1,
        "n = mean(n); n: mean of the members of 镇", "computed: 30 人",
    ),
    "a total that holds": Said(
        "n 2024 60人 | east n 2024 20人 | west n 2024 40人", identity("n = sum(n)"),
        "exact", "identity", "60人", "20人 40人", Interval.point(60), None, None,
        "n = sum(n)", "the relation holds exactly",
    ),
    "more than the whole": Said(
        "all 2024 40人 | east all 2024 60人", "",
        "contradicted", "within", "40人", "60人", Interval.of(60, None), None, -20,
        "all: 镇 is not less than the total of its parts", "computed: ≥ 60 人",
    ),
    "months of a year": Said(
        "f 2024 100件 | f 2024Q1 20件 | f 2024Q2 20件 | f 2024Q3 20件 | f 2024Q4 30件", "",
        "contradicted", "periods", "100件", "20件 20件 20件 30件", Interval.point(90), 90, 10,
        "f: periods add up to 2024", "computed: 90 件",
    ),
    "a rule that holds whatever was rounded": Said(
        "x 2024 40万元 | z 2024 0.005亿元", rule("x <= z"),
        "consistent", "identity", "40万元", "0.005亿元", Interval.of(None, 55), None, None,
        "x <= z", "the relation holds",
    ),
    "a rule that can hold": Said(
        "x 2024 50万元 | z 2024 0.005亿元", rule("x <= z"),
        "consistent", "identity", "50万元", "0.005亿元", Interval.of(None, 55), None, None,
        "x <= z", "the relation can hold, as far as the figures say",
    ),
    "a rule that is broken": Said(
        "k 2024 61人 | all 2024 60人", rule("k <= all"),
        "contradicted", "identity", "61人", "60人", Interval.of(0, 60), None, 1,
        "k <= all", "computed: 0–60 人",
    ),
    "no whole number": Said(
        "k 2024 5人 | l 2024 6人", identity("2 * w = k + l"),
        "contradicted", "identity", "5人", "6人", None, None, None,
        "2 * w = k + l", "no whole number for w 2024 gives this: it would have to be 5.5 人",
    ),
    "what nobody printed can never hold": Said(
        "k 2024 5人", identity("2 * k = 11"),
        "contradicted", "identity", None, "", None, None, None,
        "2 * k = 11", "this relation can never hold",
    ),
    "two sources": Said(
        "x 2024 88万元 source=a | x 2024 86万元 source=b", SOURCES,
        "contradicted", "sources", "86万元", "88万元", Interval.of(Fraction(175, 2), Fraction(177, 2)), 88, -2,
        "x was published twice", "both cannot be true",
    ),
    "two sources that agree": Said(
        "x 2024 88.2万元 source=a | x 2024 88万元 source=b", SOURCES,
        "consistent", "sources", "88万元", "88.2万元",
        Interval.of(Fraction(1763, 20), Fraction(1765, 20)), Fraction(441, 5), Fraction(-1, 5),
        "x was published twice", "both can be true",
    ),
    "a claim": Said(
        "x 2024 120万元 | x 2023 100万元 | x.change 2024 30万元", "",
        "contradicted", "metric", "30万元", "120万元 100万元", Interval.of(19, 21), 20, 10,
        "x change = x - the year before", "computed: 20 (19–21) 万元",
    ),
    "a claim that is right": Said(
        "x 2024 120万元 | x 2023 100万元 | x.change 2024 19万元", "",
        "consistent", "metric", "19万元", "120万元 100万元", Interval.of(19, 21), 20, -1,
        "x change = x - the year before", "it agrees within rounding",
    ),
    "one end of what follows is the number": Said(
        "k 2024 2至3人 | all 2024 4人 | r 2024 50%", "",
        "consistent", "metric", "50%", "2至3人 4人", Interval.of(50, 75), None, 0,
        "r = k / all", "it agrees within rounding", "r % k / all",
    ),
    "no base": Said(
        "x 2024 120万元 | x.growth 2024 20%", "",
        "unknown", "metric", "20%", "120万元", None, None, None,
        "x growth = x / the year before - 1", "no other figure gives x 2023",
    ),
    "a divisor that may be zero": Said(
        "y 2024 5万元 | x 2024 0至3万元 | r 2024 5倍", "",
        "unknown", "metric", "5倍", "5万元 0至3万元", None, None, None,
        "r = y / x", "the divisor may be zero", "r % y / x",
    ),
    "no case of so many": Said(
        "all 2024 25人 | r 2024 90%", "",
        "contradicted", "metric", "90%", "25人", None, None, None,
        "r = share(k, all)", "no whole number of cases out of 25 gives 90%", "r % share(k, all)",
    ),
    "no whole of so many cases": Said(
        "k 2024 7人 | r 2024 99%", "",
        "contradicted", "metric", "99%", "7人", None, None, None,
        "r = share(k, all)", "no whole number of cases gives 99%, whichever of the possible totals is right",
        "r % share(k, all)",
    ),
    "one case in an unknown whole": Said(
        "k 2024 7人 | r 2024 50%", "",
        "unknown", "metric", "50%", "7人", None, None, None,
        "r = share(k, all)", "the figures it is computed from were not published", "r % share(k, all)",
    ),
    "beyond what can be": Said(
        "k 2024 61人 | all 2024 60人", "",
        "contradicted", "metric", None, "61人 60人", None, None, None,
        "r = share(k, all)", "the result is outside the possible range (0–100%)", "r % share(k, all)",
    ),
}  # fmt: skip


def gravest(case: Said, checks: Callable[..., list[Check]]) -> Check:
    lines = [line.strip() for line in case.figures.split("|")]
    lines = [line if line.split()[0] in ("east", "west") else f"town {line}" for line in lines]
    return checks("\n".join(lines), case.metrics, COUNTS, case.more)[0]


@pytest.mark.parametrize("case", SAID.values(), ids=SAID)
def test_what_is_said_of_figures(case: Said, checks: Callable[..., list[Check]]) -> None:
    one = gravest(case, checks)
    asserted = one.asserted.text if one.asserted is not None else None
    assert (one.verdict, one.sort, asserted) == (case.verdict, case.sort, case.asserted)
    assert [figure.text for figure in one.figures] == case.figures_of.split()
    assert (one.computed, one.nominal, one.difference) == (case.computed, case.nominal, case.difference)
    assert (one.statement, one.reason) == (case.statement, case.reason)


FORMULAS = {
    "an identity that holds": ("all = k + l",),
    "one that does not": ("x = y + z",),
    "two identities": ("all = k + l", "w = all - m - n"),
    "a total": ("n = sum(n)", "sum(n) = sum of n over the entities within town"),
    "a mean is no total": ("n = mean(n)", "mean(n) = mean of n over the entities within town"),
    "more than the whole": ("all of town >= sum of all over its parts",),
    "months of a year": ("f(2024) = sum of f over the periods in it",),
    "a rule that is broken": ("k <= all",),
    "a claim": ("x.change = change(x)",),
    "no case of so many": ("r = share(k, all)",),
    "beyond what can be": ("r = share(k, all)",),
    "two sources": (),
}


@pytest.mark.parametrize(("name", "formulas"), FORMULAS.items(), ids=FORMULAS)
def test_relations_are_named_as_formulas(
    name: str, formulas: tuple[str, ...], checks: Callable[..., list[Check]]
) -> None:
    assert gravest(SAID[name], checks).relations == formulas


def test_a_whole_that_holds_its_parts_is_nothing_to_speak_of(checks: Callable[..., list[Check]]) -> None:
    assert checks("town all 2024 110人\neast all 2024 60人\nwest all 2024 50人", "", COUNTS) == []


def test_of_relations_that_fail_with_others_none_is_said_to_hold(checks: Callable[..., list[Check]]) -> None:
    figures = (
        "town w 2024 90人\ntown all 2024 110人\ntown k 2024 60人\ntown l 2024 50人\ntown m 2024 3人\ntown n 2024 7人"
    )
    found = checks(figures, "", COUNTS, identity("all = k + l"), identity("w = all - m - n"))
    assert [(one.verdict, one.statement) for one in found] == [
        ("contradicted", "w = all - m - n"),
        ("exact", "all = k + l"),
    ]


def test_a_total_of_which_a_part_was_not_printed_is_not_said_to_hold(checks: Callable[..., list[Check]]) -> None:
    figures = "town n 2024 60人\neast n 2024 20人\nwest n 2023 40人"
    assert [one.statement for one in checks(figures, "", identity("n = sum(n)"))] == []
