"""Random books whose true values are known: places within places, years and quarters, figures printed from the truth.

What a figure is about is computed here anew, in plain fractions, so that nothing is compared with itself.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

from nbkpi.exact.root import root_bounds
from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.loading.reader import FigureReader
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Measure, Observation, Source
from nbkpi.solve.network import Key

Get = Callable[..., Fraction]
Formula = Callable[[Get], Fraction]


class Missing(ArithmeticError):
    """A value that does not exist."""


class Definition(NamedTuple):
    """A metric: its unit, how many of its units one is, its formula for the book and for here."""

    unit: str
    scale: int
    formula: str
    value: Formula


def over(above: Fraction, below: Fraction) -> Fraction:
    """A quotient; Missing where there is none."""
    if below == 0:
        raise Missing
    return above / below


def growth(now: Fraction, base: Fraction) -> Fraction:
    """Growth, which needs a base above zero and no fall below it."""
    if base <= 0 or now < 0:
        raise Missing
    return now / base - 1


def root(value: Fraction, degree: int) -> Fraction:
    """A root, far more exact than anything is printed."""
    low, high = root_bounds(value, degree)
    return (low + high) / 2


INDICATORS = {
    "income": ("万元", "amount", "flow", "nonnegative"),
    "farming": ("万元", "amount", "flow", "nonnegative"),
    "services": ("万元", "amount", "flow", "nonnegative"),
    "cost": ("万元", "amount", "flow", "nonnegative"),
    "profit": ("万元", "amount", "flow", "any"),
    "increase": ("万元", "amount", "flow", "any"),
    "cases": ("件", "count", "flow", "nonnegative"),
    "solved": ("件", "count", "flow", "nonnegative"),
    "people": ("人", "count", "stock", "nonnegative"),
    "satisfied": ("%", "rate", "stock", "share"),
    "open": ("件", "count", "flow", "nonnegative"),
    "pace": ("%", "rate", "stock", "any"),
}
RATES = ("satisfied", "pace")
FLOWS = [name for name, row in INDICATORS.items() if row[2] == "flow"]

METRICS = {
    "solve_rate": Definition("%", 100, "share(solved, cases)", lambda v: over(v("solved"), v("cases"))),
    "solve_ratio": Definition("%", 100, "solved / cases", lambda v: over(v("solved"), v("cases"))),
    "farming_share": Definition("%", 100, "share(farming, income)", lambda v: over(v("farming"), v("income"))),
    "per_head": Definition("元/人", 10000, "income / people", lambda v: over(v("income"), v("people"))),
    "margin": Definition("%", 100, "profit / income", lambda v: over(v("profit"), v("income"))),
    "pulled": Definition(
        "pp", 100, "pull(farming, income)", lambda v: over(v("farming") - v("farming", 1), v("income", 1))
    ),
    "contributed": Definition(
        "%",
        100,
        "contribution(farming, income)",
        lambda v: over(v("farming") - v("farming", 1), v("income") - v("income", 1)),
    ),
    "two_years": Definition(
        "%", 100, "cagr(income, 2)", lambda v: root(growth(v("income"), v("income", 2)) + 1, 2) - 1
    ),
    "mixed": Definition(
        "%", 100, "farming / (farming + services)", lambda v: over(v("farming"), v("farming") + v("services"))
    ),
    "squared": Definition("", 1, "(farming / income)^2", lambda v: over(v("farming"), v("income")) ** 2),
    "index": Definition("", 1, "income / prior(income)", lambda v: over(v("income"), v("income", 1))),
    "rooted": Definition("", 1, "(income / prior(income))^(1/2)", lambda v: root(over(v("income"), v("income", 1)), 2)),
    "before": Definition("万元", 1, "prior(income)", lambda v: v("income", 1)),
    "a_year_ago": Definition("%", 100, "prior(solved) / prior(cases)", lambda v: over(v("solved", 1), v("cases", 1))),
    "left_over": Definition(
        "万元", 1, "income * (1 - solve_rate)", lambda v: v("income") * (1 - over(v("solved"), v("cases")))
    ),
    "thrice": Definition("万元", 1, "3 * income - profit", lambda v: 3 * v("income") - v("profit")),
    "whole": Definition("万元", 1, "sum(income)", lambda v: v("income", 0, "sum")),
    "typical": Definition("万元", 1, "mean(income)", lambda v: v("income", 0, "mean")),
    "all_rate": Definition(
        "%", 100, "sum(solved) / sum(cases)", lambda v: over(v("solved", 0, "sum"), v("cases", 0, "sum"))
    ),
    "income.growth": Definition("%", 100, "", lambda v: growth(v("income"), v("income", 1))),
    "profit.growth": Definition("%", 100, "", lambda v: growth(v("profit"), v("profit", 1))),
    "people.growth": Definition("%", 100, "", lambda v: growth(v("people"), v("people", 1))),
    "farming.change": Definition("万元", 1, "", lambda v: v("farming") - v("farming", 1)),
    "cases.change": Definition("件", 1, "", lambda v: v("cases") - v("cases", 1)),
    "satisfied.points": Definition("pp", 100, "", lambda v: v("satisfied") - v("satisfied", 1)),
    "solve_rate.points": Definition(
        "pp", 100, "", lambda v: over(v("solved"), v("cases")) - over(v("solved", 1), v("cases", 1))
    ),
    "farming_share.growth": Definition(
        "%",
        100,
        "",
        lambda v: growth(over(v("farming"), v("income")), over(v("farming", 1), v("income", 1))),
    ),
}

POWERS = ("two_years", "squared", "rooted")
"""Turned around and put into each other these make long polynomials: they are rare here."""

IDENTITIES = (
    "income = farming + services",
    "profit = income - cost",
    "increase = change(income)",
    "satisfied = solved / cases",
    "income = sum(income)",
    "cases = sum(cases)",
    "people = sum(people)",
    "per_head * people = income",
    "farming_share + services / income = 1",
    "cases = solved + open",
    "pace = growth(cases)",
)
RULES = ("solved <= cases", "farming < income + services", "cost + profit >= farming")

PLACES = """
[[source]]
id = "s"
title = "s"
"""


@cache
def _definitions(metrics: tuple[str, ...], identities: tuple[str, ...]) -> str:
    rows = [PLACES]
    for name, (unit, kind, measure, limits) in INDICATORS.items():
        rows.append(
            f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "{unit}"\nkind = "{kind}"\n'
            f'measure = "{measure}"\nrange = "{limits}"\n'
        )
    for name in metrics:
        if (one := METRICS[name]).formula:
            rows.append(f'[[metric]]\nid = "{name}"\nname = "{name}"\nunit = "{one.unit}"\nformula = "{one.formula}"\n')
    rows += [f'[[identity]]\nequation = "{one}"\n' for one in identities if one not in RULES]
    rows += [f'[[rule]]\ninequality = "{one}"\n' for one in identities if one in RULES]
    return "".join(rows)


def empty_book(metrics: tuple[str, ...], identities: tuple[str, ...]) -> Book:
    """A book with these definitions and nothing printed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.toml"
        path.write_text(_definitions(metrics, identities), encoding="utf-8")
        return load(path)


class Figure(NamedTuple):
    """What a figure is about, its true value in its unit, and how it was printed."""

    entity: Entity
    name: str
    period: Period
    value: Fraction
    text: str


class System:
    """A book, and the truth behind it."""

    def __init__(
        self,
        seed: int,
        rounding: str = "half-up",
        *,
        words: bool = True,
        small: bool = False,
        density: float | None = None,
    ) -> None:
        self.is_small, self.density = small, density
        self.random = rng = random.Random(seed)
        self.rounding, self.words = rounding, words
        self.metrics = tuple(name for name in METRICS if rng.random() < (0.03 if name in POWERS else 0.18))
        needed = {"per_head * people = income": "per_head", "farming_share + services / income = 1": "farming_share"}
        self.metrics = tuple(
            name
            for name in self.metrics
            if name not in ("solve_rate.points", "left_over") or "solve_rate" in self.metrics
            if name != "farming_share.growth" or "farming_share" in self.metrics
        )
        identities = (
            one for one in (*IDENTITIES, *RULES) if rng.random() < 0.3 and needed.get(one, "") in ("", *self.metrics)
        )
        self.book = empty_book(self.metrics, tuple(identities))
        # How fine the true values are: coarse ones often lie exactly between two printed numbers.
        self.grid = rng.choice((2, 20, 100, 1000))
        self.size = rng.choice((3, 40, 3000, 200_000))
        self.years = rng.choice((2, 2, 2, 3))
        self.busy = rng.choice((1, 1, 0.6, 0.2))
        self.quarters: dict[tuple[Entity, str], dict[int, Fraction]] = {}
        self.villages: list[Entity] = []
        self._places()
        for village in self.villages:
            self._live(village)
        self.figures: list[Figure] = []
        self._print_all()

    FIRST = 2020
    EARLIER = 3

    def _places(self) -> None:
        rng = self.random
        county = self._entity("county", None, "county")
        for number in range(rng.choice((0, 0, 0, 1, 2))):
            town = self._entity(f"town{number}", county, "town")
            for other in range(rng.randint(1, 2)):
                self._entity(f"village{number}{other}", town, "village")
        self.villages = [one for one in self.book.entities if not one.parts]

    def _entity(self, name: str, within: Entity | None, kind: str) -> Entity:
        entity = Entity(name, name, kind, within)
        self.book.entities.add(entity)
        if within is not None:
            within.parts.append(entity)
        return entity

    def _live(self, village: Entity) -> None:
        """Values for every quarter; those of stocks hold for their years."""
        rng = self.random
        for name in ("farming", "services", "cost", "cases", "solved", "people"):
            self.quarters[village, name] = {}
        for quarter in range((self.FIRST - self.EARLIER) * 4, (self.FIRST + self.years) * 4):
            for name in ("farming", "services", "cost"):
                value = Fraction(rng.randint(1, self.size * self.grid), self.grid)
                self.quarters[village, name][quarter] = value
            # Now and then there is nothing, so that what is divided by it does not exist.
            cases = rng.randint(1, self.size) if rng.random() < self.busy else 0
            self.quarters[village, "cases"][quarter] = Fraction(cases)
            self.quarters[village, "solved"][quarter] = Fraction(rng.randint(0, cases))
            self.quarters[village, "people"][quarter] = Fraction(rng.randint(1, self.size))

    def level(self, entity: Entity, name: str, period: Period) -> Fraction:
        """An indicator, as a pure number or in 万元, 件 and 人."""
        if name == "income":
            return self.level(entity, "farming", period) + self.level(entity, "services", period)
        if name == "profit":
            return self.level(entity, "income", period) - self.level(entity, "cost", period)
        if name == "increase":
            return self.level(entity, "income", period) - self.level(entity, "income", period.years_before(1))
        if name == "open":
            return self.level(entity, "cases", period) - self.level(entity, "solved", period)
        if name == "pace":
            return growth(self.level(entity, "cases", period), self.level(entity, "cases", period.years_before(1)))
        if name == "satisfied":
            return over(self.level(entity, "solved", period), self.level(entity, "cases", period))
        if period.start % 3 or period.length % 3:
            raise Missing
        if entity.parts:
            return sum((self.level(part, name, period) for part in entity.parts), Fraction(0))
        quarters = self.quarters[entity, name]
        found = range(period.start // 3, period.end // 3)
        if INDICATORS[name][2] == "stock":
            found = range(period.start // 3, period.start // 3 + 1)
        if any(quarter not in quarters for quarter in found):
            raise Missing
        return sum((quarters[quarter] for quarter in found), Fraction(0))

    def truth(self, entity: Entity, name: str, period: Period) -> Fraction:
        """The value in the unit of the measure; Missing where there is none."""
        if name in INDICATORS:
            return self.level(entity, name, period) * (100 if name in RATES else 1)
        definition = METRICS[name]

        def get(of: str, back: int = 0, scope: str = "own") -> Fraction:
            when = period.years_before(back)
            if scope == "own":
                return self.level(entity, of, when)
            return self.over_parts(entity, of, when, scope)

        return definition.value(get) * definition.scale

    def over_parts(self, entity: Entity, name: str, period: Period, scope: str) -> Fraction:
        """The total, or mean, over the nearest entities within that report the indicator."""
        waiting, found = list(entity.parts), []
        measure = self.book.measure(name)
        while waiting:
            part = waiting.pop()
            if self.book.reports(part, measure):
                found.append(part)
            else:
                waiting += part.parts
        if not found:
            raise Missing
        total = sum((self.level(part, name, period) for part in found), Fraction(0))
        total *= 100 if name in RATES else 1
        return total if scope == "sum" else total / len(found)

    def value_of(self, key: Key) -> Fraction | None:
        """The true value of a variable of the solver; None where there is none, or none that is known here."""
        if key.measure is None or key.role in ("rest", "target"):
            return None
        try:
            if key.role == "own":
                return self.truth(key.entity, key.measure.id, key.period)
            return self.over_parts(key.entity, key.measure.id, key.period, key.role)
        except Missing:
            return None

    def some_keys(self) -> Iterator[Key]:
        """Some indicators and metrics of some entities and years."""
        for entity in self.book.entities:
            for name in (*INDICATORS, *self.metrics):
                year = self.random.randrange(self.FIRST, self.FIRST + self.years)
                if self.random.random() < 0.2:
                    yield Key(entity, self.book.measure(name), Period(year * 12, 12))

    def _periods(self, name: str, is_flow: bool) -> list[Period]:
        found = []
        for year in range(self.FIRST, self.FIRST + self.years):
            found.append(Period(year * 12, 12))
            if is_flow and name != "two_years":
                found += [Period(year * 12 + start, 3) for start in (0, 3, 6, 9)]
                found += [Period(year * 12, 6), Period(year * 12 + 6, 6), Period(year * 12, 9)]
        # The span before two years is two years long: changes over it are not the sum of yearly ones.
        if name in FLOWS and name != "increase":
            found.append(Period(self.FIRST * 12, 24))
        return found

    def _print_all(self) -> None:
        rng = self.random
        share, shorter = (
            rng.choice((0.1, 0.2, 0.3) if self.is_small else (0.15, 0.3, 0.6)),
            rng.choice((0, 0, 0.1, 0.3)),
        )
        share = share if self.density is None else self.density
        # Totals over the parts are of those that report something: every village reports each thing once.
        for village in self.villages:
            for name in ("income", "cases", "solved", "people"):
                self._print(village, name, Period(self.FIRST * 12, 12))
        # Means are of those that report something, which has to be settled before.
        for name in (*INDICATORS, *self.metrics):
            for entity in self.book.entities:
                is_flow = name in FLOWS or name in ("solve_rate", "farming_share", "margin", "income.growth")
                for period in self._periods(name, is_flow):
                    if rng.random() < share * (1 if period.length == 12 else shorter):
                        self._print(entity, name, period)

    def _print(self, entity: Entity, name: str, period: Period) -> None:
        measure = self.book.measure(name)
        if self.book.printed(entity, measure, period):
            return
        try:
            value = self.truth(entity, name, period)
        except Missing:
            return
        unit = INDICATORS[name][0] if name in INDICATORS else METRICS[name].unit
        text = printed(self.random, value, unit, self.rounding, words=self.words)
        self.figures.append(Figure(entity, name, period, value, text))
        add_figure(self.book, entity, measure, period, text)


def add_figure(book: Book, entity: Entity, measure: Measure, period: Period, text: str) -> Observation:
    """Put one printed figure into a book."""
    source: Source = book.sources["s"]
    reader = FigureReader(book.units, book.convention)
    observation = Observation(
        entity, measure, period, text, source, "", "final", "", "", lambda one: reader.read(one.text, one.measure, None)
    )
    book.add_observation(observation)
    return observation


def printed(rng: random.Random, value: Fraction, unit: str, rounding: str, *, words: bool = True) -> str:
    """A true value as somebody prints it."""
    if unit in ("件", "人") and rng.random() < 0.7:
        return f"{value}{unit}"
    if words and value > 0 and rng.random() < 0.2 and (worded := in_words(rng, value, unit)):
        return worded
    if unit == "万元" and rng.random() < 0.2:
        return rounded(value / 10000, rng.randint(1, 4), rounding) + "亿元"
    if unit in ("件", "人"):
        return rounded(value / 10000, rng.randint(1, 4), rounding) + "万" + unit
    text = rounded(value, rng.randint(0, 3), rounding)
    if text == "0":
        # A bare nought means nothing at all.
        text = rounded(value, 1, rounding)
    if unit == "pp":
        return text + "个百分点"
    return text + unit


def rounded(value: Fraction, places: int, rounding: str) -> str:
    """A decimal of so many places, by absolute value; "-0.0" where it rounds to nothing from below."""
    scaled = abs(value) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest - scaled.denominator
    whole += twice > 0 or (twice == 0 and (rounding == "half-up" or whole % 2 == 1))
    digits = str(whole).rjust(places + 1, "0")
    sign = "-" if value < 0 and whole else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def in_words(rng: random.Random, value: Fraction, unit: str) -> str:
    """Words that hold for a value above zero; nothing where the ones chosen do not fit."""
    tail = "个百分点" if unit == "pp" else unit
    place = 10 ** rng.randint(0, 3)
    below = value // place * place
    above = below + place
    sort = rng.choice(("超", "以上", "近", "不超过", "余", "约", "至"))
    if sort == "超" and below < value:
        return f"超{below}{tail}"
    if sort == "以上":
        return f"{below}{tail}以上"
    if sort == "近" and unit != "pp":
        return f"近{above}{tail}"
    if sort == "不超过":
        return f"不超过{above}{tail}"
    if sort == "余" and below > 0:
        last = 10 ** (len(str(below)) - len(str(below).rstrip("0")))
        return f"{below}余{tail}" if below < value < below + last and last >= 10 else ""
    if sort == "约" and below > 0:
        last = 10 ** (len(str(below)) - len(str(below).rstrip("0")))
        return f"约{below}{tail}" if abs(value - below) * 2 <= last else ""
    return f"{below}至{above}{tail}" if sort == "至" else ""
