"""Random systems with one figure corrupted: by kind, how many corruptions `check` finds of all, of those that one
relation alone gives away, and of those that all sums, printed shares and printed growths together rule out.

What gives a corruption away is decided here in plain fractions, from the ends of what was printed; what is ruled out
by all together is decided by z3.

python tests/benchmarks/corruptions.py --systems 200 --first 1000
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

import z3
from systems import Figure, System

from nbkpi.errors import NbkpiError
from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.model.records import Entity, Observation
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.contractors.linear import Linear
from nbkpi.solve.contractors.product import Product
from nbkpi.solve.equations import Builder
from nbkpi.solve.network import Network
from nbkpi.solve.printed import either_way
from nbkpi.solve.select import Selection

NUMBER = re.compile("[0-9]+(?:[.][0-9]+)?")


def digit_changed(rng: random.Random, text: str, _others: list[str]) -> str:
    """One digit is another one."""
    places = [match.start() for match in re.finditer("[0-9]", text)]
    place = rng.choice(places)
    other = rng.choice([digit for digit in "0123456789" if digit != text[place]])
    return text[:place] + other + text[place + 1 :]


def digits_swapped(rng: random.Random, text: str, _others: list[str]) -> str:
    """Two digits that stand side by side, or on both sides of the point, changed places."""
    pairs = [match.span(1) for match in re.finditer(r"(?=([0-9][.]?[0-9]))", text)]
    pairs = [(start, end) for start, end in pairs if text[start] != text[end - 1]]
    if not pairs:
        return text
    start, end = rng.choice(pairs)
    return text[:start] + text[end - 1] + text[start + 1 : end - 1] + text[start] + text[end:]


def tenfold(_rng: random.Random, text: str, _others: list[str]) -> str:
    """Ten times as large, with as many decimals."""
    match = NUMBER.search(text)
    assert match is not None
    whole, point, decimals = match[0].partition(".")
    number = whole + decimals[:1] + point + decimals[1:] + "0" if point else whole + "0"
    return text[: match.start()] + number + text[match.end() :]


def unit_slipped(_rng: random.Random, text: str, _others: list[str]) -> str:
    """万 for 亿 and the other way round, or 万 left out."""
    if "亿" in text:
        return text.replace("亿", "万")
    if text.endswith("万元"):
        return text.replace("万元", "亿元")
    return text.replace("万", "")


def another(rng: random.Random, _text: str, others: list[str]) -> str:
    """The words of another figure in the same unit."""
    return rng.choice(others)


KINDS: dict[str, Callable[[random.Random, str, list[str]], str]] = {
    "digit changed": digit_changed,
    "digits swapped": digits_swapped,
    "times ten": tenfold,
    "unit slipped": unit_slipped,
    "another figure": another,
}

Ends = tuple[Fraction, Fraction]

SUMS = {
    "income = farming + services": ((-1, "income", 0), (1, "farming", 0), (1, "services", 0)),
    "profit = income - cost": ((-1, "profit", 0), (1, "income", 0), (-1, "cost", 0)),
    "increase = change(income)": ((-1, "increase", 0), (1, "income", 0), (-1, "income", 1)),
    "farming.change": ((-1, "farming.change", 0), (1, "farming", 0), (-1, "farming", 1)),
    "cases.change": ((-1, "cases.change", 0), (1, "cases", 0), (-1, "cases", 1)),
    "satisfied.points": ((-1, "satisfied.points", 0), (1, "satisfied", 0), (-1, "satisfied", 1)),
    "thrice": ((-1, "thrice", 0), (3, "income", 0), (-1, "profit", 0)),
}
"""Sums that are zero: factors, names and years back."""

QUOTIENTS = {
    "solve_rate": (100, "solve_rate", "solved", "cases", 0, 0),
    "solve_ratio": (100, "solve_ratio", "solved", "cases", 0, 0),
    "satisfied = solved / cases": (100, "satisfied", "solved", "cases", 0, 0),
    "farming_share": (100, "farming_share", "farming", "income", 0, 0),
    "margin": (100, "margin", "profit", "income", 0, 0),
    "per_head": (10000, "per_head", "income", "people", 0, 0),
    "index": (1, "index", "income", "income", 1, 0),
    "income.growth": (100, "income.growth", "income", "income", 1, 100),
    "people.growth": (100, "people.growth", "people", "people", 1, 100),
}
"""What is so many times a part over a whole so many years back, less a number."""

TOTALS = {"income": "income = sum(income)", "cases": "cases = sum(cases)", "people": "people = sum(people)"}


class Oracle:
    """Whether one relation between printed figures alone cannot hold."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.identities = {one.text for one in system.book.identities}

    def gives_away(self, figure: Figure) -> bool:
        """Whether a relation that this figure is in is broken."""
        return any(self._is_broken(sum_of, figure) for sum_of in self._sums(figure)) or any(
            self._is_off(name, figure, back) for name in QUOTIENTS for back in (0, 1)
        )

    def _ends(self, entity: Entity, name: str, period: Period) -> Ends | None:
        """Both ends of what was printed; None where nothing was, or only a bound."""
        if name not in (*self.system.book.indicators.by_id, *self.system.metrics):
            return None
        found = self.system.book.printed(entity, self.system.book.measure(name), period)
        band = either_way(found[0]) if found else None
        if band is None or band.lower is None or band.upper is None:
            return None
        return band.lower, band.upper

    def _sums(self, figure: Figure) -> Iterator[list[tuple[int, Entity, str, Period]]]:
        """Every sum that must be zero and that the figure may be in."""
        entity, name, period = figure.entity, figure.name, figure.period
        for relation, terms in SUMS.items():
            if relation in self.identities or "=" not in relation:
                for back in (0, 1):
                    later = period.years_before(-back)
                    yield [(factor, entity, of, later.years_before(years)) for factor, of, years in terms]
        for whole in (entity, entity.within):
            if whole is not None and whole.parts and TOTALS.get(name) in self.identities:
                yield [(-1, whole, name, period), *((1, part, name, period) for part in whole.parts)]
        year = Period(period.start // 12 * 12, 12)
        for length in (3, 6):
            if name in ("income", "farming", "services", "cost", "profit", "cases", "solved"):
                parts = [Period(start, length) for start in range(year.start, year.end, length)]
                yield [(-1, entity, name, year), *((1, entity, name, part) for part in parts)]

    def _is_broken(self, terms: list[tuple[int, Entity, str, Period]], figure: Figure) -> bool:
        if (figure.entity, figure.name, figure.period) not in [term[1:] for term in terms]:
            return False
        low = high = Fraction(0)
        for factor, entity, name, period in terms:
            ends = self._ends(entity, name, period)
            if ends is None:
                return False
            low += min(factor * ends[0], factor * ends[1])
            high += max(factor * ends[0], factor * ends[1])
        return low > 0 or high < 0

    def _is_off(self, relation: str, figure: Figure, back: int) -> bool:
        """Whether a quotient cannot be what was printed for it."""
        scale, name, part_name, whole_name, years, less = QUOTIENTS[relation]
        if "=" in relation and relation not in self.identities:
            return False
        period = figure.period.years_before(-back)
        places = [(name, period), (part_name, period), (whole_name, period.years_before(years))]
        if (figure.name, figure.period) not in places:
            return False
        rate, part, whole = (self._ends(figure.entity, *place) for place in places)
        if rate is None or part is None or whole is None or whole[0] <= 0:
            return False
        corners = [scale * above / below - less for above in part for below in whole]
        return rate[1] < min(corners) or rate[0] > max(corners)


def is_ruled_out(network: Network) -> bool:
    """Whether no numbers satisfy all its sums, printed shares and printed growths, whatever else there is in it."""
    places = [z3.Real(f"x{number}") for number in range(len(network.variables))]
    solver = z3.Solver()
    for place, variable in zip(places, network.variables, strict=True):
        solver.add(*_within(place, variable.allowed))
    for equation in network.equations:
        shape, variables = equation.shape, [places[number] for number in equation.variables]
        is_printed = all(network.variables[number].printed for number in equation.stated_by)
        # A metric that nobody printed need not exist, nor be within its limits.
        if isinstance(shape, Linear) and (equation.sort != "metric" or is_printed):
            terms = [_real(factor) * variables[place] for place, factor in shape.factors]
            solver.add(z3.Sum(terms) == -_real(shape.constant))
        elif isinstance(shape, Product) and equation.stated_by and is_printed:
            result, divisor, dividend = shape.places
            rate, whole = (network.variables[equation.variables[place]].allowed for place in (result, divisor))
            if whole.lower is not None and whole.lower >= 0:
                solver.add(variables[divisor] > 0)
                solver.add(*_within_times(variables[dividend], rate, shape, variables[divisor]))
    return bool(solver.check() == z3.unsat)


def _within(place: z3.ArithRef, interval: Interval) -> Iterator[z3.BoolRef]:
    low, high = interval.lower, interval.upper
    if low is not None:
        yield place >= _real(low) if interval.lower_closed else place > _real(low)
    if high is not None:
        yield place <= _real(high) if interval.upper_closed else place < _real(high)


def _within_times(place: z3.ArithRef, rate: Interval, shape: Product, divisor: z3.ArithRef) -> Iterator[z3.BoolRef]:
    """The dividend within the rate times what is divided by, which is above zero."""
    low, high = ((None if end is None else (end + shape.offset) * shape.factor) for end in (rate.lower, rate.upper))
    if low is not None:
        yield place >= _real(low) * divisor if rate.lower_closed else place > _real(low) * divisor
    if high is not None:
        yield place <= _real(high) * divisor if rate.upper_closed else place < _real(high) * divisor


def _real(value: Fraction) -> z3.ArithRef:
    return z3.RealVal(f"{value.numerator}/{value.denominator}")


class Tally(NamedTuple):
    """How many corruptions of each kind there were, and how many were found: of all, of those that one relation gives
    away, and of those that several together do.
    """

    tried: Counter[str]
    found: Counter[str]
    plain: Counter[str]
    plain_found: Counter[str]
    linear: Counter[str]
    linear_found: Counter[str]
    false: int
    """Findings in systems that were not corrupted."""


def tally(rounds: int, density: float | None, first: int = 0) -> Tally:
    """Corrupt one figure of each system in every way; density is the share of all there is to print that is printed."""
    counts = [Counter[str]() for _each in Tally._fields[:-1]]
    tried, found, plain, plain_found, linear, linear_found = counts
    false = 0
    for seed in range(first, first + rounds):
        system = System(seed, small=True, density=density)
        oracle, rng = Oracle(system), random.Random(seed)
        false += _is_found(system)
        for kind in KINDS:
            chosen = corrupted(system, rng, kind)
            if chosen is None:
                continue
            figure, observation = chosen
            is_found, is_plain = _is_found(system), oracle.gives_away(figure)
            tried[kind] += 1
            found[kind] += is_found
            plain[kind] += is_plain
            plain_found[kind] += is_found and is_plain
            network = Builder(Calculator(system.book).formulas, either_way).whole(list(system.book.entities))
            is_linear = is_ruled_out(network)
            linear[kind] += is_linear
            linear_found[kind] += is_found and is_linear
            if (is_plain or is_linear) and not is_found:
                print(f"  system {seed}, {density}: {observation.text} instead of {figure.text} is not found")
            _set_text(observation, figure.text)
    return Tally(*counts, false)


def corrupted(system: System, rng: random.Random, kind: str) -> tuple[Figure, Observation] | None:
    """Corrupt some figure so that its true value is no longer possible; None where that cannot be done."""
    pairs = list(zip(system.figures, system.book.observations, strict=True))
    for figure, observation in rng.sample(pairs, len(pairs)):
        others = [one.text for one in system.figures if one.text != figure.text and _unit(one) == _unit(figure)]
        if NUMBER.search(figure.text) is None or (kind == "another figure" and not others):
            continue
        _set_text(observation, KINDS[kind](rng, figure.text, others))
        try:
            if figure.value not in either_way(observation):
                return figure, observation
        except NbkpiError:
            pass
        _set_text(observation, figure.text)
    return None


def _unit(figure: Figure) -> str:
    return NUMBER.sub("", figure.text)


def _set_text(observation: Observation, text: str) -> None:
    observation.text, observation._figure = text, None


def _is_found(system: System) -> bool:
    return any(one.is_finding for one in check(Calculator(system.book), Selection()))


def show(rounds: int, density: float | None = None, first: int = 0) -> None:
    """Measure and print a line for each kind."""
    counts = tally(rounds, density, first)
    sort = "random systems" if density is None else f"random systems with {density:.0%} of their figures printed"
    print(f"{rounds} {sort}; findings in those that were not corrupted: {counts.false}")
    print(
        "  corruption        found of all       of those that one relation  of those that several linear ones give away"
    )
    pairs = ((counts.found, counts.tried), (counts.plain_found, counts.plain), (counts.linear_found, counts.linear))
    for kind in (*KINDS, "all"):
        shares = [_share(*(each.total() if kind == "all" else each[kind] for each in pair)) for pair in pairs]
        print(f"  {kind:16}  {'   '.join(shares)}")


def _share(one: int, of: int) -> str:
    return f"{one:5} of {of:5} = {one / max(of, 1):4.0%}"


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--systems", type=int, default=50)
    options.add_argument("--first", type=int, default=0, help="the seed of the first")
    options.add_argument("--density", type=float, help="the share of all there is to print that is printed")
    given = options.parse_args()
    show(given.systems, given.density, given.first)
