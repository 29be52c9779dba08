"""Hints for contradictions: each kind, and that whoever follows one has a book in which everything fits."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.exact import Interval
from nbkpi.figure.format import round_decimal
from nbkpi.figure.spoken import period_text
from nbkpi.loading.load import load
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.check.hints import MOST, HintSearch, hints
from nbkpi.solve.check.slips import slips
from nbkpi.solve.select import select

if TYPE_CHECKING:
    from conftest import Asked

Ask = Callable[..., "Asked"]

SLIP = re.compile(
    r"(?P<entity>\S+) (?P<measure>.+?) (?P<period>[0-9].*): “(?P<old>.+)” should be “(?P<new>.+)” [(](?P<kind>.+)[)]"
)
COUNT = '[[indicator]]\nid = "{0}"\nname = "{0}"\nunit = "人"\nkind = "count"\n'
CASES = "".join(map(COUNT.format, ("k", "l", "all")))


def hints_of(path: Path) -> list[tuple[str, ...]]:
    """The hints for each finding of a book."""
    book = load(path)
    calculator = Calculator(book)
    return [hints(calculator, one) for one in check(calculator, select(book)) if one.is_finding]


def follow(path: Path, hint: str) -> None:
    """Correct the one figure in a book that a hint speaks of."""
    slip = SLIP.fullmatch(hint)
    assert slip is not None, hint
    (place,) = (
        number
        for number, one in enumerate(load(path).observations, 1)
        if (one.entity.name, one.measure.name) == (slip["entity"], slip["measure"])
        and period_text(one.period) == slip["period"]
    )
    rows = path.read_text("utf-8").split("[[observation]]\n")
    old, new = (f'value = "{slip[name]}"' for name in ("old", "new"))
    assert old in rows[place]
    rows[place] = rows[place].replace(old, new)
    path.write_text("[[observation]]\n".join(rows), "utf-8")


def follow_each(path: Path) -> list[str]:
    """Every hint for the one finding of a book that corrects a figure, each tried by itself: nothing is wrong then."""
    (given,) = hints_of(path)
    assert len(given) <= MOST
    text, slips = path.read_text("utf-8"), [hint for hint in given if SLIP.fullmatch(hint)]
    for hint in slips:
        follow(path, hint)
        assert hints_of(path) == [], hint
        path.write_text(text, "utf-8")
    return slips


class Otherwise:
    """A claim that would be right if it were about something else: the hint, and that as a formula."""

    def __init__(self, figures: str, hint: str, formula: str, metrics: str = "", more: str = "") -> None:
        self.figures, self.hint, self.formula, self.metrics, self.more = figures, hint, formula, metrics, more


OTHERWISE = {
    "another whole": Otherwise(
        "l 2024 200人 | all 2024 300人 | k 2024 60人 | r 2024 30%",
        "it fits with another denominator: l (30%)",
        "r % k / l",
        "r % k / all",
        CASES,
    ),
    "the sum of an identity": Otherwise(
        "k 2024 60人 | l 2024 40人 | all 2024 120人 | r 2024 60%",
        "it fits with another denominator: the sum of the parts listed (60%)",
        "r % k / (k + l)",
        "r % k / all",
        CASES,
    ),
    "the sum of an identity of something else": Otherwise(
        "k 2024 60人 | l 2024 40人 | all 2024 120人 | r 2024 60%",
        "it fits with another denominator: the sum of the parts listed (60%)",
        "r % k / (k + l)",
        "r % k / all",
        CASES + '[[identity]]\nequation = "m = k + l"\n',
    ),
    "no sum of an inequality": Otherwise(
        "k 2024 60人 | l 2024 40人 | all 2024 120人 | r 2024 60%",
        "it fits with another denominator: the sum of the parts listed (60%)",
        "r % k / (k + l)",
        "r % k / all",
        CASES + '[[rule]]\ninequality = "all >= k + l"\n',
    ),
    "a share of several parts": Otherwise(
        "k 2024 30人 | l 2024 30人 | all 2024 300人 | n 2024 200人 | r 2024 30%",
        "it fits with another denominator: n (30%)",
        "r % (k + l) / n",
        "r % share(k + l, all)",
        CASES,
    ),
    "swapped base": Otherwise(
        "n 2024 125人 | n 2023 100人 | n.growth 2024 20%",
        "the base is swapped: the number is the change divided by the later value (20%)",
        "r % (n - prior(n)) / n",
    ),
    "the period before": Otherwise(
        "n 2024Q2 120人 | n 2024Q1 100人 | n 2023Q2 80人 | n.growth 2024Q2 20%",
        "the number is growth over the previous period (20%)",
        'r % growth(n, "previous")',
    ),
    "two years": Otherwise(
        "n 2024 121人 | n 2023 110人 | n 2022 100人 | n.growth 2024 21%",
        "the number is growth over two years (21%)",
        "r % growth(n, 2)",
    ),
    "points for percent": Otherwise(
        "rate 2024 25.0% | rate 2023 20.0% | rate.growth 2024 5.0%",
        "the number is the change in percentage points, not growth in percent (5.0 (4.9–5.1) pp)",
        "r % rate - prior(rate)",
    ),
    "percent for points": Otherwise(
        "rate 2024 25.0% | rate 2023 20.0% | rate.points 2024 25.0个百分点",
        "the number is growth in percent, not the change in percentage points (25.0 (24.4–25.6)%)",
        "r % growth(rate)",
    ),
}


@pytest.mark.parametrize("case", OTHERWISE.values(), ids=OTHERWISE)
def test_right_for_something_else(case: Otherwise, asked: Ask, tmp_path: Path) -> None:
    lines = [f"town {line.strip()}" for line in case.figures.split("|")]
    asked("\n".join(lines), case.metrics, case.more)
    (given,) = hints_of(tmp_path / "book.toml")
    assert given[0] == case.hint
    follow_each(tmp_path / "book.toml")
    # The same number as a claim about that instead.
    town, claimed, period, value = lines[-1].split()
    lines[-1] = f"{town} r {period} {value.replace('个百分点', '%')}"
    assert claimed != "r" or case.metrics
    asked("\n".join(lines), case.formula, case.more)
    assert hints_of(tmp_path / "book.toml") == []


def test_the_parts_of_a_whole_that_are_not_all_of_it(asked: Ask, tmp_path: Path) -> None:
    figures = "town k 2024 60人\ntown l 2024 40人\ntown all 2024 120人\ntown r 2024 60%"
    asked(figures, "r % k / all", CASES + '[[identity]]\nequation = "all = k + l"\n')
    given = hints_of(tmp_path / "book.toml")
    assert "it fits with another denominator: the sum of its parts (60%)" in [one for each in given for one in each]


def test_an_amount_is_no_percentage(asked: Ask, tmp_path: Path) -> None:
    asked("town x 2024 287.2万元\ntown x 2023 200.0万元\ntown x.change 2024 0.0000436万元", "")
    (given,) = hints_of(tmp_path / "book.toml")
    assert not [one for one in given if "percent" in one]


@pytest.mark.parametrize(
    ("needed", "is_sized"),
    [((5, 10), True), ((1, 10), False), ((-5, 10), False), ((Fraction(-1, 2), 3), False), ((0, 1), False)],
)
def test_where_numbers_of_any_size_would_do_none_of_another_size_is_meant(
    needed: tuple[Fraction, Fraction], is_sized: bool, asked: Ask
) -> None:
    (figure,) = asked("town x 2024 88万元").book.observations
    found = {what: list(words) for what, words in slips(figure, Interval.of(*needed))}
    assert bool(found["misplaced decimal point"]) is bool(found["wrong multiplier"]) is is_sized


SLIPS = {
    "changed digit": (
        "n 2024 110人 | n 2023 100人 | n.growth 2024 20%",
        "n growth 2024: “20%” should be “10%” (one digit wrong)",
    ),
    "swapped digits": (
        "x 2024 88万元 | x 2023 61.3万元 | x.growth 2024 34.6%",
        "x growth 2024: “34.6%” should be “43.6%” (two digits swapped)",
    ),
    "亿 for 万": (
        "x 2024 120亿元 | x 2023 100万元 | x.growth 2024 20%",
        "x 2024: “120亿元” should be “120万元” (wrong multiplier)",
    ),
    "万 for 亿": (
        "x 2024 120亿元 | x 2023 100万元 | x.growth 2024 20%",
        "x 2023: “100万元” should be “100亿元” (wrong multiplier)",
    ),
    "of a fall": (
        "n 2024 90人 | n 2023 100人 | n.growth 2024 -20%",
        "n growth 2024: “-20%” should be “-10%” (one digit wrong)",
    ),
    "one digit too many": (
        "n 2024 19979人 | n 2023 1900人 | n.growth 2024 4.2%",
        "n 2024: “19979人” should be “1979人” (one digit too many)",
    ),
    "one digit missing": (
        "n 2024 197人 | n 2023 1900人 | n.growth 2024 4.2%",
        "n 2024: “197人” should be “1979人” (one digit missing)",
    ),
    "wrong sign": (
        "x 2024 88万元 | x 2023 100万元 | x.growth 2024 12.0%",
        "x growth 2024: “12.0%” should be “-12.0%” (wrong sign)",
    ),
    "a fall for a rise": (
        "x 2024 112万元 | x 2023 100万元 | x.growth 2024 下降12.0%",
        "x growth 2024: “下降12.0%” should be “12.0%” (wrong sign)",
    ),
    "ten times": (
        "x 2024 88万元 | x 2023 61.3万元 | x.growth 2024 4.36%",
        "x growth 2024: “4.36%” should be “43.6%” (misplaced decimal point)",
    ),
    "a hundredth": (
        "all 2024 200人 | k 2024 60人 | r 2024 0.3%",
        "r 2024: “0.3%” should be “30%” (misplaced decimal point)",
    ),
    "a hundred times": (
        "x 2024 880.0万元 | x 2023 6.13万元 | x.growth 2024 43.6%",
        "x 2024: “880.0万元” should be “8.8万元” (misplaced decimal point)",
    ),
    "万 left out": (
        "x 2024 120元 | x 2023 100万元 | x.growth 2024 20%",
        "x 2024: “120元” should be “120万元” (wrong multiplier)",
    ),
    "nothing before the point": (
        "all 2024 200人 | k 2024 1人 | r 2024 1.5%",
        "r 2024: “1.5%” should be “0.5%” (one digit wrong)",
    ),
    "a number without a unit": (
        "x 2024 120 | x 2023 100亿元 | x.growth 2024 20%",
        "x 2024: “120” should be “120亿元” (wrong multiplier)",
    ),
    "in Chinese numerals": (
        "n 2024 一百一十人 | n 2023 100人 | n.growth 2024 20%",
        "n 2024: “一百一十人” should be “120人” (one digit wrong)",
    ),
    "with a qualifier": (
        "x 2024 超130万元 | x 2023 100万元 | x.growth 2024 20%",
        "x 2024: “超130万元” should be “超103万元” (two digits swapped)",
    ),
}


def test_no_more_than_three_are_given(asked: Ask, tmp_path: Path) -> None:
    # The sum may have one digit wrong, or two swapped, and so may either part.
    asked("town x 2024 1.2亿元\ntown y 2024 0.5亿元\ntown z 2024 0.5亿元", "", '[[identity]]\nequation = "x = y + z"\n')
    (given,) = hints_of(tmp_path / "book.toml")
    assert len(given) == MOST == 3


def test_there_is_an_end_to_looking_for_hints(asked: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    years = range(1900, 1990)
    figures = "".join(f"town n {year} 110人\ntown m {year} 100人\ntown r {year} 20%\n" for year in years)
    book = asked(figures, "r % n / m - 1")
    found = check(book.calculator, select(book.book))
    monkeypatch.setattr("nbkpi.solve.check.hints.PATIENCE", 10_000)
    search = HintSearch(book.calculator)
    given = [search.hints(one) for one in found]
    assert len(given) == len(years)
    # So much counts each of them by itself, and what was looked at for it besides.
    assert 10 < sum(map(bool, given)) < 10_000 // 150
    assert search.is_given_up
    assert not given[-1]


@pytest.mark.parametrize(("figures", "hint"), SLIPS.values(), ids=SLIPS)
def test_slip_of_the_pen(figures: str, hint: str, asked: Ask, tmp_path: Path) -> None:
    asked("\n".join(f"town {line.strip()}" for line in figures.split("|")), "r % share(k, all)", CASES)
    assert f"镇 {hint}" in follow_each(tmp_path / "book.toml")


ORDER = {
    "the point before a digit": (
        "x 2024 88万元 | x 2023 61.3万元 | x.growth 2024 4.36%",
        ["“4.36%” should be “43.6%”", "“4.36%” should be “43.36%”"],
    ),
    "the smallest change of one digit": (
        "k 2024-01..2024-05 41人 | k 2024-01..2024-04 43人",
        ["“43人” should be “34人”", "“41人” should be “43人”", "“43人” should be “41人”"],
    ),
    "no other size where any would do": (
        "v 2024-01..2024-05 41.0万元 | v 2024-01..2024-04 42.0万元",
        ["“42.0万元” should be “40.2万元”", "“41.0万元” should be “41.9万元”", "“42.0万元” should be “41.0万元”"],
    ),
    "one number in one way": (
        "x 2024 880万元 | x 2023 100万元 | x.growth 2024 -12.0%",
        ["“880万元” should be “88万元”", "“100万元” should be “1000万元”"],
    ),
    "no nothing for something": (
        "x 2024Q1 10.0万元 | x 2024-01 3.0万元 | x 2024-02 3.0万元 | x 2024-03 4.0亿元",
        ["“4.0亿元” should be “4.0万元”"],
    ),
}


@pytest.mark.parametrize(("figures", "order"), ORDER.values(), ids=ORDER)
def test_the_likeliest_comes_first(figures: str, order: list[str], asked: Ask, tmp_path: Path) -> None:
    money = '[[indicator]]\nid = "v"\nname = "v"\nunit = "万元"\nrange = "nonnegative"\n'
    asked("\n".join(f"town {line.strip()}" for line in figures.split("|")), "", CASES + money)
    (given,) = hints_of(tmp_path / "book.toml")
    assert [hint.partition(": ")[2].rpartition(" (")[0] for hint in given] == order


@pytest.mark.parametrize(
    "figures",
    [
        "n 2024 1234人 | n 2023 5678人 | n.growth 2024 91.7%",
        "n 2024 5人 | n 2023 0人 | n.growth 2024 50%",
        "all 2024 25人 | r 2024 90%",
        "k 2024 6人 | k.growth 2024 23%",
        "n 2024 10431人 | n 2023 10000人 | n.growth 2024 43.61%",
        "n 2024 101～900人 | n 2023 100人 | n.growth 2024 9000%",
    ],
)
def test_nothing_simple_fits(figures: str, asked: Ask, tmp_path: Path) -> None:
    asked("\n".join(f"town {line.strip()}" for line in figures.split("|")), "r % share(k, all)", CASES)
    assert hints_of(tmp_path / "book.toml") == [()]


WHOLES = '[[identity]]\nequation = "k = sum(k)"\n[[identity]]\nequation = "all = k + l"\n'


def a_book(chance: random.Random) -> dict[str, int | str]:
    """Figures that agree: two villages in their town, over two years, with claims."""
    true: dict[str, int | str] = {}
    for place in ("east", "west"):
        for year in (2023, 2024):
            true[f"{place} k {year}"] = chance.randint(20, 900)
    for year in (2023, 2024):
        true[f"town k {year}"] = int(true[f"east k {year}"]) + int(true[f"west k {year}"])
        true[f"town l {year}"] = chance.randint(20, 900)
        true[f"town all {year}"] = int(true[f"town k {year}"]) + int(true[f"town l {year}"])
    now, before = (Fraction(true[f"town k {year}"]) for year in (2024, 2023))
    true["town k.growth 2024"] = f"{round_decimal(100 * (now / before - 1), 1)}%"
    true["town r 2024"] = f"{round_decimal(100 * now / Fraction(true['town all 2024']), 1)}%"
    true["town mean 2024"] = f"{round_decimal(now / 2, 1)}人"
    return true


def slipped(chance: random.Random, value: int | str) -> int | str:
    """The same figure with a slip of some kind."""
    number, unit = (value[:-1], value[-1]) if isinstance(value, str) else (str(value), "")
    sign, digits = number[: number.startswith("-")], number.lstrip("-")
    whole, point, decimals = digits.partition(".")
    place, digit = chance.randrange(len(whole)), chance.choice("123456789")
    others = [
        whole[:place] + digit + whole[place + 1 :],
        whole[:place] + digit + whole[place:],
        whole[:place] + whole[place + 1 :],
        whole[:place] + whole[place : place + 2][::-1] + whole[place + 2 :],
    ]
    meant = [f"{sign}{one}{point}{decimals}" for one in others if one and (one == "0" or one[0] != "0")]
    if unit == "%":
        meant += [number.removeprefix("-") if sign else f"-{number}", f"{sign}{whole}{decimals}"]
    found = chance.choice([one for one in meant if one != number] or ["7"])
    return found + unit if unit else int(found)


@pytest.mark.parametrize("seed", range(40))
def test_whoever_follows_a_hint_has_a_book_that_fits(seed: int, asked: Ask, tmp_path: Path) -> None:
    chance = random.Random(seed)
    true = a_book(chance)
    wrong = chance.choice([name for name in true if not name.startswith("town mean")])
    right, true[wrong] = true[wrong], slipped(chance, true[wrong])
    lines = [f"{name} {value}{'' if isinstance(value, str) else '人'}" for name, value in true.items()]
    asked("\n".join(lines), "r % share(k, all)\nmean 人 mean(k)", CASES + WHOLES)
    path = tmp_path / "book.toml"
    text = path.read_text("utf-8")
    found = hints_of(path)
    assert found
    slips = [slip for given in found for hint in given if (slip := SLIP.fullmatch(hint))]
    for slip in slips:
        follow(path, slip[0])
        assert hints_of(path) == [], slip[0]
        path.write_text(text, "utf-8")
    assert any(Fraction(slip["new"].rstrip("%人")) == Fraction(str(right).rstrip("%")) for slip in slips)
