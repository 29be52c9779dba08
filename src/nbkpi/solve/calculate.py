"""Computing metrics forward: metric × entity × period → value, bounds, inputs and reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from nbkpi.book.book import Book
from nbkpi.book.records import Entity, Indicator, Measure, Metric, Observation
from nbkpi.exact import EVERYTHING, Interval
from nbkpi.figure import Period, Unit
from nbkpi.figure.unit import PERCENT, PERCENTAGE_POINT
from nbkpi.formula.syntax import Node
from nbkpi.solve.compile import compile_metric
from nbkpi.solve.expression import Expression, Program, Slot, Variable, repeated_in
from nbkpi.solve.ground import Grounding
from nbkpi.solve.ranges import compute, range_of
from nbkpi.solve.result import Basis, Result, Value
from nbkpi.solve.state import Undefined

_STATUS_ORDER = ("revised", "final", "preliminary", "estimated")


def says_more(printed: Result, computed: Result) -> bool:
    """Whether the printed value is the better answer: nothing was computed but by claims, or nothing as narrow."""
    if computed.interval is None or computed.basis == "implied":
        return True
    return printed.interval is not None and printed.interval in computed.interval


ClaimsOn = Mapping[tuple[Measure, Period], Sequence[tuple[Observation, int]]]
"""For everything that claims are computed from: those claims, and which slot of each it fills."""


def own_metric(node: Node, unit: Unit, formula: str) -> Metric:
    """A checked formula that is not in the book, as a metric that can be computed like those of it."""
    return Metric("calc", formula, formula, node, unit)


class Calculator:
    """Computes over one book; keeps the compiled formulas and the printed values it has combined."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._programs: dict[Metric, Program] = {}
        self._values: dict[tuple[Entity, Measure, Period], Value] = {}
        self._claims: dict[Entity, ClaimsOn] = {}

    def result(self, measure: Measure, entity: Entity, period: Period) -> Result:
        """The measure as computed from printed figures; as printed when it cannot be computed; as implied last."""
        if isinstance(measure, Indicator):
            return self.printed(measure, entity, period) or self.implied(measure, entity, period)
        computed = self.computed(measure, entity, period)
        printed = self.printed(measure, entity, period)
        return printed if printed is not None and says_more(printed, computed) else computed

    def computed(self, metric: Metric, entity: Entity, period: Period) -> Result:
        """The metric by its formula, whether or not it was printed too."""
        result = self._run(metric, self.program(metric), entity, period, metric.unit, metric.formula)
        counts = isinstance(metric.base, Indicator) and metric.base.kind == "count"
        if counts and metric.id.endswith(".change") and result.interval is not None:
            # What people, cases or houses change by is a whole number of them.
            result.interval = result.interval.snapped(1 / metric.unit.scale)
            if result.interval is None:
                result.state, result.nominal = "out_of_range", None
            elif result.nominal is not None and (result.nominal * metric.unit.scale).denominator != 1:
                result.nominal = None
        return result

    def printed(self, measure: Measure, entity: Entity, period: Period) -> Result | None:
        """The measure as it stands in the sources; None when it does not."""
        try:
            value = self.printed_value(measure, entity, period)
        except Undefined as undefined:
            found = tuple(self.book.printed(entity, measure, period))
            return Result(
                entity, measure, period, measure.unit, "printed", None,
                state=undefined.state, subject=undefined.subject, observations=found,
            )  # fmt: skip
        if value is None:
            return None
        if len(value.observations) == 1:
            return self.claimed(value.observations[0])
        return Result(
            entity, measure, period, measure.unit, "printed", value.interval, value.nominal,
            observations=value.observations,
        )  # fmt: skip

    def claimed(self, claim: Observation) -> Result:
        """One printed figure by itself."""
        state = "" if claim.interval is not None else claim.figure.missing or "unknown"
        # A change in percentage points that was printed for a rate, or the reverse, stays what it is.
        same = claim.figure.unit.dimension == claim.measure.unit.dimension
        unit = claim.measure.unit if same else PERCENTAGE_POINT if claim.figure.kind == "points" else PERCENT
        return Result(
            claim.entity, claim.measure, claim.period, unit, "printed", claim.interval, claim.nominal,
            state, observations=(claim,),
        )  # fmt: skip

    def implied(self, measure: Measure, entity: Entity, period: Period) -> Result:
        """An indicator that was not printed, from the claims that leave only some values for it."""
        slot = Slot(measure)
        program = Program(Variable(0), (slot,))
        result = self._run(measure, program, entity, period, measure.unit, "")
        if result.interval is None or not isinstance(measure, Indicator):
            return result
        interval = _possible(result.interval, measure)
        if interval is None:
            return Result(entity, measure, period, measure.unit, "implied", None, state="out_of_range")
        nominal = result.nominal
        if nominal is not None and (nominal not in interval or _possible(Interval.point(nominal), measure) is None):
            nominal = None
        return Result(
            entity, measure, period, measure.unit, "implied", interval, nominal,
            inputs=result.inputs, formula=result.formula,
        )  # fmt: skip

    def program(self, metric: Metric) -> Program:
        """The compiled formula of a metric."""
        program = self._programs.get(metric)
        if program is None:
            program = self._programs[metric] = compile_metric(self.book, metric)
        return program

    def _run(
        self, measure: Measure, program: Program, entity: Entity, period: Period, unit: Unit, formula: str
    ) -> Result:
        """Put in the values, find the range, and the nominal value where every input has one."""
        basis: Basis = "computed"
        expression, repeated = program.expression, program.repeated
        values: list[Value] = []
        try:
            printed = self._printed_values(program, entity, period)
            if printed is not None:
                values = printed
            else:
                grounding = Grounding(self, entity, (measure, period))
                values = grounding.values
                expression = grounding.fill(program, period)
                basis = "implied" if grounding.is_implied else "computed"
                repeated = repeated_in(expression)
                grounding.check_bases()
            interval = range_of(expression, [value.interval for value in values], repeated)
        except Undefined as undefined:
            state = undefined.state
            if state in ("base_may_be_zero", "base_sign_unknown") and _divides_by_zero(expression, values):
                state = "zero_base"
            return Result(
                entity, measure, period, unit, basis, None, state=state, subject=undefined.subject,
                formula=formula, inputs=tuple(values),
            )  # fmt: skip
        nominal = _nominal(expression, values)
        if program.factor is not None:
            interval = interval.scaled(program.factor)
            nominal = None if nominal is None else nominal * program.factor
        return Result(entity, measure, period, unit, basis, interval, nominal, "", "", formula, tuple(values))

    def _printed_values(self, program: Program, entity: Entity, period: Period) -> list[Value] | None:
        """The values of all slots when every one of them is the entity's own and printed, which is the common case."""
        values = []
        for slot in program.slots:
            if slot.scope != "own" or slot.measure is None:
                return None
            value = self.printed_value(slot.measure, entity, slot.period(period))
            if value is None:
                return None
            values.append(value)
        return values

    def printed_value(self, measure: Measure, entity: Entity, period: Period) -> Value | None:
        """What the sources allow together; None when they print nothing, Undefined when they print no value.

        Levels at other prices than the indicator's are another thing and do not count.
        """
        key = (entity, measure, period)
        known = self._values.get(key)
        if known is None:
            found = self.book.printed(entity, measure, period)
            if isinstance(measure, Indicator):
                found = [one for one in found if one.is_comparable]
            if not found:
                return None
            known = self._values[key] = _combined(measure, entity, period, found)
        return known

    def claims_on(self, entity: Entity) -> ClaimsOn:
        """The claims that may be turned around; those at other prices than the levels say nothing about them.

        What was said of a measure itself comes first: it leads back most directly.
        """
        known = self._claims.get(entity)
        if known is None:
            found: dict[tuple[Measure, Period], list[tuple[Observation, int]]] = {}
            for claim in sorted(self.book.claims_of(entity), key=_is_indirect):
                if not isinstance(claim.measure, Metric) or not claim.is_comparable or claim.interval is None:
                    continue
                if claim.figure.unit.dimension != claim.measure.unit.dimension:
                    continue
                for index, slot in enumerate(self.program(claim.measure).slots):
                    if slot.measure is not None and slot.scope == "own":
                        found.setdefault((slot.measure, slot.period(claim.period)), []).append((claim, index))
            known = self._claims[entity] = found
        return known


def _is_indirect(claim: Observation) -> bool:
    """Whether a claim is about something other than the growth or change of a single indicator."""
    return not (isinstance(claim.measure, Metric) and isinstance(claim.measure.base, Indicator))


def _possible(interval: Interval, indicator: Indicator) -> Interval | None:
    """The part of an interval that the indicator can take: its limits, and whole numbers for a count."""
    scale = indicator.unit.scale
    limits = {"any": None, "nonnegative": Interval.of(0, None), "share": Interval.of(0, 1 / scale)}[indicator.limits]
    allowed = interval if limits is None else interval.intersect(limits)
    return allowed.snapped(1 / scale) if allowed is not None and indicator.kind == "count" else allowed


def _combined(measure: Measure, entity: Entity, period: Period, found: Sequence[Observation]) -> Value:
    """What several sources allow together, the best status only; Undefined when there is no such value."""
    if len(found) > 1:
        best = min(_STATUS_ORDER.index(one.status) for one in found)
        found = [one for one in found if one.status == _STATUS_ORDER[best]]
    first = found[0]
    found = [one for one in found if one.interval is not None]
    if not found:
        raise Undefined(first.figure.missing or "unknown", f"{measure.name} {period}")
    first, interval = found[0], found[0].possible or EVERYTHING
    for other in found[1:]:
        common = interval.intersect(other.possible or EVERYTHING)
        if common is None:
            raise Undefined("conflict", f"{first.text}, {other.text}")
        interval = common
    nominal = first.nominal if len(found) == 1 else _shared_nominal(found, interval)
    return Value(entity, measure, period, interval, nominal, "printed", tuple(found))


def _shared_nominal(observations: Sequence[Observation], interval: Interval) -> Fraction | None:
    """The first printed number that all sources allow."""
    numbers = (one.nominal for one in observations)
    return next((number for number in numbers if number is not None and number in interval), None)


def _nominal(expression: Expression, values: Sequence[Value]) -> Fraction | None:
    """The value at the printed numbers, where all of them are single values."""
    try:
        return compute(expression, _points(values))
    except ArithmeticError:
        return None


def _divides_by_zero(expression: Expression, values: Sequence[Value]) -> bool:
    """Whether a base or divisor is zero as printed, and not only within its rounding."""
    try:
        compute(expression, _points(values))
    except ZeroDivisionError:
        return True
    except ArithmeticError:
        return False
    return False


def _points(values: Sequence[Value]) -> list[Fraction]:
    """The printed numbers; ArithmeticError where one is only a bound."""
    points = [value.nominal for value in values if value.nominal is not None]
    if len(points) < len(values):
        raise ArithmeticError
    return points
