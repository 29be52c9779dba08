"""A measure over periods: its values, growth over the year before, and mean growth a year."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from nbkpi.exact.interval import EVERYTHING
from nbkpi.figure import Period
from nbkpi.figure.unit import PERCENT, POINTS, PURE
from nbkpi.formula.syntax import Call, Name, Number
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Measure, Metric
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.expr.compile import ONE
from nbkpi.solve.expr.expression import Binary, Constant, Expression, Power, Variable
from nbkpi.solve.expr.ranges import compute, range_of
from nbkpi.solve.expr.state import Undefined
from nbkpi.solve.query import known_periods
from nbkpi.solve.result import Result, Value
from nbkpi.solve.select import Selection

YEAR = 12

MAX_DRAWN = 240
"""How many periods a series has at most: the last ones, twenty years of months."""


class TrendPoint(NamedTuple):
    """One period: the value, perhaps with a state instead, and its growth where something is known of it."""

    result: Result
    growth: Result | None


class Trend(NamedTuple):
    """Periods of one length, in order; mean is the mean growth a year from the first to the last of them."""

    entity: Entity
    measure: Measure
    points: list[TrendPoint]
    mean: Result | None

    @property
    def step(self) -> int:
        """Months from one period to the next."""
        return _step(self.points)

    def series(self) -> list[Fraction | None]:
        """One number for each period up to the last, at most MAX_DRAWN; None for those without one."""
        values = {point.result.period.start: _number(point.result) for point in self.points}
        starts = list(values)
        return [values.get(start) for start in range(starts[0], starts[-1] + 1, self.step)[-MAX_DRAWN:]]


def trends(calculator: Calculator, selection: Selection, measure: Measure) -> list[Trend]:
    """For every entity asked for, and every length of period, what is known of the measure."""
    found = []
    for entity in selection.subjects(calculator.book):
        lengths: dict[int, list[TrendPoint]] = {}
        for period in known_periods(calculator, measure, entity):
            point = _point(calculator, measure, entity, period) if selection.has_period(period) else None
            if point is not None and selection.has_source(point.result):
                lengths.setdefault(period.length, []).append(point)
        for _length, points in sorted(lengths.items(), reverse=True):
            found.append(Trend(entity, measure, points, _mean(calculator, measure, entity, points)))
    return found


def growth_of(book: Book, measure: Measure) -> Metric | None:
    """What the development of a measure is said in: growth, points for a rate, nothing for what is in points."""
    if measure.unit.dimension == POINTS:
        return None
    return book.generated(measure, "points" if measure.unit.is_part_of_one else "growth")


def _point(calculator: Calculator, measure: Measure, entity: Entity, period: Period) -> TrendPoint | None:
    result = calculator.result(measure, entity, period)
    growth = _growth(calculator, result)
    return None if growth is None and result.state == "unknown" else TrendPoint(result, growth)


def _growth(calculator: Calculator, result: Result) -> Result | None:
    """What is known of the growth to a value: printed, or from a base of which something is known."""
    entity, period = result.entity, result.period
    metric = growth_of(calculator.book, result.measure)
    if metric is None:
        return None
    if not calculator.book.printed(entity, metric, period):
        base = calculator.result(result.measure, entity, period.years_before())
        if "unknown" in (result.state, base.state):
            return None
    growth = calculator.result(metric, entity, period)
    return None if growth.state == "unknown" else growth


def _step(points: Sequence[TrendPoint]) -> int:
    """Months from one period to the next: a year when they are the same months of every year."""
    first = points[0].result.period
    if len({point.result.period.start % YEAR for point in points}) == 1:
        return max(YEAR, first.length)
    regular = all((point.result.period.start - first.start) % first.length == 0 for point in points)
    return first.length if regular else 1


def _number(result: Result) -> Fraction | None:
    """What stands for a result in a drawing: its value, the middle of its bounds, or its only bound."""
    interval = result.interval
    if interval is None or result.nominal is not None:
        return result.nominal
    if interval.lower is None or interval.upper is None:
        return interval.upper if interval.lower is None else interval.lower
    return (interval.lower + interval.upper) / 2


def _mean(calculator: Calculator, measure: Measure, entity: Entity, points: Sequence[TrendPoint]) -> Result | None:
    """Mean growth a year (水平法) over two years or more: from the levels, or from the growth of each year.

    The base is the first year, so that from 2019 to 2024 it is the mean of the five years 2020 to 2024.
    """
    metric = growth_of(calculator.book, measure)
    if metric is None or measure.unit.is_part_of_one:
        return None
    levels = [point.result.period for point in points if point.result.interval is not None]
    years = (levels[-1].start - levels[0].start) // YEAR if levels else 0
    if years < 2 or (levels[-1].start - levels[0].start) % YEAR or levels[0].length > YEAR:
        return _mean_of_growths(metric, [point.growth for point in points if point.growth is not None])
    node = Call("cagr", (Name(measure.id, 0, 0), Number(Fraction(years), 0, 0)), 0, 0)
    name = _("{name} mean annual growth", name=measure.name)
    formula = f"cagr({measure.id}, {years})"
    result = calculator.computed(Metric(formula, name, formula, node, PERCENT, "growth", base=None), entity, levels[-1])
    result.period = _span(levels[-1], years)
    return result


def _mean_of_growths(metric: Metric, growths: Sequence[Result]) -> Result | None:
    """From growth in each of the last years without a gap: the root of the product of 1 + growth.

    None for fewer than two years, and where growth at constant prices stands beside growth at current ones.
    """
    run = _last_run(growths)
    prices = {claim.prices for growth in run for claim in growth.observations}
    if len(run) < 2 or run[0].period.length > YEAR or len(prices) > 1:
        return None
    last, years = run[-1], len(run)
    product: Expression = ONE
    for place in range(years):
        product = Binary("*", product, Binary("+", ONE, Binary("*", Constant(PERCENT.scale), Variable(place))))
    expression = Binary("-", Power(product, 1, years), ONE)
    values = tuple(
        Value(one.entity, one.measure, one.period, one.interval or EVERYTHING, one.nominal, "printed", one.observations)
        for one in run
    )
    product_text = " * ".join(f"(1 + g{place + 1})" for place in range(years))
    name = _("{name} mean annual growth", name=metric.base.name if metric.base is not None else metric.name)
    formula = f"({product_text}) ^ (1 / {years}) - 1"
    own = Metric(f"{metric.id}.mean", name, formula, metric.node, PERCENT, "growth")
    found = Result(
        last.entity, own, _span(last.period, years), PERCENT, "computed", None, formula=formula, inputs=values
    )
    try:
        found.interval = range_of(expression, [value.interval for value in values], ()).scaled(1 / PERCENT.scale)
    except Undefined as undefined:
        found.state, found.subject = undefined.state, undefined.subject
        return found
    nominal = [value.nominal for value in values if value.nominal is not None]
    if len(nominal) == years:
        found.nominal = compute(expression, nominal) / PERCENT.scale
    return found


def _last_run(growths: Sequence[Result]) -> list[Result]:
    """The last growths that follow each other year by year, each of them a percentage."""
    run: list[Result] = []
    for growth in growths:
        follows = run and run[-1].period.years_before(-1) == growth.period
        is_rate = growth.interval is not None and growth.unit.dimension == PURE
        run = [] if not is_rate else [*run, growth] if follows else [growth]
    return run


def _span(last: Period, years: int) -> Period:
    """The years that a mean over so many of them is of; of parts of years, the last."""
    return Period(last.start - (years - 1) * YEAR, years * YEAR) if last.length == YEAR else last
