"""Computing metrics forward: metric × entity × period → value, bounds, inputs and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.figure import Period, Unit
from nbkpi.figure.unit import PERCENT, PERCENTAGE_POINT
from nbkpi.formula.syntax import Node
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator, Measure, Metric, Observation
from nbkpi.solve.deduce import Solver, is_possible
from nbkpi.solve.expr.expression import Expression, Program, Share, Slot, Variable, repeated_in
from nbkpi.solve.expr.ranges import WHOLE, compute, range_of
from nbkpi.solve.expr.state import Undefined
from nbkpi.solve.formulas import Formulas
from nbkpi.solve.ground import Grounding
from nbkpi.solve.printed import PrintedValues, Reading, as_read, limits_of
from nbkpi.solve.result import Basis, Result, Value, outside


def says_more(printed: Result, computed: Result) -> bool:
    """Whether the printed value is the better answer: what was computed rests on claims alone, or is no narrower."""
    if computed.interval is None or computed.basis == "implied":
        return True
    return printed.interval is not None and printed.interval in computed.interval


def own_metric(node: Node, unit: Unit, formula: str) -> Metric:
    """A checked formula that is not in the book, as a metric that can be computed like those of it."""
    return Metric("calc", formula, formula, node, unit)


class Calculator:
    """Computes over one book; keeps the compiled formulas, the printed values it has combined and what was solved.

    read is what a printed figure leaves possible; formulas are those of the book, where they are compiled already.
    """

    def __init__(self, book: Book, read: Reading = as_read, formulas: Formulas | None = None) -> None:
        self.book, self.read = book, read
        self.formulas = formulas or Formulas(book)
        self.solver = Solver(self.formulas, read)
        self.printed_values = PrintedValues(book, read)

    def result(self, measure: Measure, entity: Entity, period: Period) -> Result:
        """The measure as computed from printed figures; as printed when it cannot be computed; as implied last."""
        if isinstance(measure, Indicator):
            return self.printed(measure, entity, period) or self.implied(measure, entity, period)
        computed = self.computed(measure, entity, period)
        printed = self.printed(measure, entity, period)
        return printed if printed is not None and says_more(printed, computed) else computed

    def computed(self, metric: Metric, entity: Entity, period: Period) -> Result:
        """The metric by its formula, whether or not it was printed too; from what is implied where that is needed."""
        result = self._run(metric, self.program(metric), entity, period, metric.unit, metric.formula)
        if result.state == "unknown":
            return self._deduced(result)
        if result.state == "out_of_range" and isinstance(self.program(metric).expression, Share):
            result.subject = outside(self.uncapped(metric, entity, period), WHOLE.scaled(1 / metric.unit.scale))
        if metric.step is not None and result.interval is not None:
            result.interval = result.interval.snapped(metric.step)
            if result.interval is None:
                result.state, result.nominal = "out_of_range", None
            elif result.nominal is not None and not is_possible(result.nominal, result.interval, metric.step):
                result.nominal = None
        return result

    def uncapped(self, metric: Metric, entity: Entity, period: Period) -> Result:
        """The same where nothing says that a share is at most all."""
        own = own_metric(metric.node, metric.unit, metric.formula)
        return self._run(own, self.program(own), entity, period, own.unit, own.formula)

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
            return self.claimed(value.observations[0], measure, entity)
        return Result(
            entity, measure, period, measure.unit, "printed", value.interval, value.nominal,
            observations=value.observations,
        )  # fmt: skip

    def claimed(self, claim: Observation, measure: Measure | None = None, entity: Entity | None = None) -> Result:
        """What one printed figure says by itself; measure and entity, if given, are other names for what it is of."""
        state = "" if claim.interval is not None else claim.figure.missing or "unknown"
        # A change in percentage points that was printed for a rate, or the reverse, stays what it is.
        same = claim.figure.unit.dimension == claim.measure.unit.dimension
        unit = claim.measure.unit if same else PERCENTAGE_POINT if claim.figure.kind == "points" else PERCENT
        measure, entity = measure or claim.measure, entity or claim.entity
        return Result(
            entity, measure, claim.period, unit, "printed", claim.interval, claim.nominal, state, observations=(claim,)
        )

    def implied(self, measure: Measure, entity: Entity, period: Period, *, any_bound: bool = False) -> Result:
        """Bounds of what was not printed, from all the claims and identities that limit it.

        With any_bound, also those that hold though in every relation the value of something else is missing.

        The claims that lead to it most directly are put into each other, which is narrower than to solve one after
        the other where a figure counts twice.
        """
        program = Program(Variable(0), (Slot(measure),))
        return self._deduced(self._run(measure, program, entity, period, measure.unit, ""), any_bound)

    def _deduced(self, direct: Result, any_bound: bool = False) -> Result:
        """A result narrowed to what all equations together leave for it."""
        if direct.state not in ("", "unknown", "withheld"):
            return direct
        found = self.solver.deduction(direct.entity, direct.measure, direct.period, any_bound=any_bound)
        if found is None:
            return direct if direct.interval is None else _within_limits(direct, direct.interval, direct.nominal)
        interval, inputs = direct.interval, direct.inputs
        if interval is None:
            interval, inputs = EVERYTHING, ()
        common = interval.intersect(found.interval)
        if found.is_conflicting or common is None:
            return _without_value(direct, "conflict")
        if interval not in found.interval or not inputs:
            used = {one for value in inputs for one in value.observations}
            inputs = (*inputs, *(Value.of(one, self.read(one)) for one in found.figures if one not in used))
        return _within_limits(replace(direct, inputs=inputs, steps=found.steps), common, direct.nominal, found.nominal)

    def program(self, metric: Metric) -> Program:
        """The compiled formula of a metric."""
        return self.formulas.program(metric)

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
                grounding = Grounding(self.formulas, self.printed_values, entity, (measure, period))
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
            if slot.scope not in ("own", "whole") or slot.measure is None:
                return None
            whose = entity if slot.scope == "own" else entity.itself
            value = self.printed_value(slot.measure, whose, slot.period(period))
            if value is None:
                return None
            values.append(value)
        return values

    def printed_value(self, measure: Measure, entity: Entity, period: Period) -> Value | None:
        """What the sources allow together; None when they print nothing, Undefined when they print no value."""
        return self.printed_values.of(measure, entity, period)


def _without_value(direct: Result, state: str) -> Result:
    """That nothing is left, and why."""
    return Result(direct.entity, direct.measure, direct.period, direct.unit, "implied", None, state=state)


def _within_limits(direct: Result, interval: Interval, *numbers: Fraction | None) -> Result:
    """What an interval leaves of what is implied, with the first of some numbers that is possible."""
    measure = direct.measure
    possible = _possible(interval, measure)
    if possible is None:
        return _without_value(direct, "out_of_range")
    nominal = next((one for one in numbers if one is not None and is_possible(one, possible, measure.step)), None)
    return replace(direct, basis="implied", interval=possible, nominal=nominal, state="", subject="", observations=())


def _possible(interval: Interval, measure: Measure) -> Interval | None:
    """The part of an interval that the measure can take: its limits, and whole numbers for a count."""
    allowed = interval.intersect(limits_of(measure))
    return allowed.snapped(measure.step) if allowed is not None and measure.step is not None else allowed


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
