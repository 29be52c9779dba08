"""Computing metrics forward: metric × entity × period → value, bounds, inputs and reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from nbkpi.book.book import Book
from nbkpi.book.records import Entity, Indicator, Measure, Metric, Observation
from nbkpi.exact import EVERYTHING, Interval
from nbkpi.figure import Period, Unit
from nbkpi.formula.syntax import Node
from nbkpi.solve.compile import compile_formula, compile_metric, scaled
from nbkpi.solve.expression import Expression, Program, Slot, Variable, repeated_in, substituted
from nbkpi.solve.invert import invert
from nbkpi.solve.ranges import compute, range_of
from nbkpi.solve.result import Basis, Result, Value
from nbkpi.solve.state import Undefined

_STATUS_ORDER = ("revised", "final", "preliminary", "estimated")

MAX_CHAIN = 100
"""How many claims may be turned around one after the other."""

MAX_ATTEMPTS = 5000
"""How many claims are tried for one result before what is missing counts as unknown."""

ClaimsOn = Mapping[tuple[Measure, Period], Sequence[tuple[Observation, int]]]
"""For everything that claims are computed from: those claims, and which slot of each it fills."""


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
        if computed.interval is None or computed.basis == "implied":
            return self.printed(measure, entity, period) or computed
        return computed

    def computed(self, metric: Metric, entity: Entity, period: Period) -> Result:
        """The metric by its formula, whether or not it was printed too."""
        return self._run(metric, self.program(metric), entity, period, metric.unit, metric.formula)

    def calculate(self, node: Node, unit: Unit, formula: str, entity: Entity, period: Period) -> Result:
        """A formula that is not in the book; it must have been checked."""
        metric = Metric("calc", formula, formula, node, unit)
        return self._run(metric, compile_formula(self.book, node, unit), entity, period, unit, formula)

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
        return Result(
            claim.entity, claim.measure, claim.period, claim.measure.unit, "printed", claim.interval, claim.nominal,
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
                grounding = _Grounding(self, entity, (measure, period))
                values = grounding.values
                expression = grounding.fill(program, period)
                basis = "implied" if grounding.is_implied else "computed"
                repeated = repeated_in(expression)
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


class _Grounding:
    """The values a program needs for one entity, with what is missing put together from claims where possible.

    A claim about the subject itself is never used: it would only be given back.
    """

    def __init__(self, calculator: Calculator, entity: Entity, subject: tuple[Measure, Period]) -> None:
        self.calculator, self.entity, self.subject = calculator, entity, subject
        self.values: list[Value] = []
        self._index: dict[tuple[Entity, Measure | None, Period, str], int] = {}
        self._visiting: set[tuple[Measure, Period]] = set()
        self._attempts = 0

    @property
    def is_implied(self) -> bool:
        """Whether claims were turned around."""
        return any(isinstance(value.measure, Metric) for value in self.values)

    def fill(self, program: Program, period: Period) -> Expression:
        """The program's expression over the values; Undefined, naming what is missing, when some are not known."""
        roots = [self.slot(slot, period) for slot in program.slots]
        missing = [slot for slot, root in zip(program.slots, roots, strict=True) if root is None]
        if missing:
            raise Undefined("unknown", ", ".join(dict.fromkeys(_label(slot, period) for slot in missing)))
        return substituted(program.expression, [root for root in roots if root is not None])

    def slot(self, slot: Slot, period: Period) -> Expression | None:
        """An expression over the values for one slot; None when nothing is known about it."""
        when = slot.period(period)
        key = (self.entity, slot.measure, when, slot.scope)
        known = self._index.get(key)
        if known is not None:
            return Variable(known)
        value = self._find(slot, when)
        if value is None:
            return self._from_claims(slot.measure, when) if slot.scope == "own" else None
        self._index[key] = len(self.values)
        self.values.append(value)
        return Variable(self._index[key])

    def _find(self, slot: Slot, period: Period) -> Value | None:
        measure = slot.measure
        if measure is None:
            return _calendar_value(slot.scope, self.entity, period)
        if slot.scope == "own":
            return self.calculator.printed_value(measure, self.entity, period)
        if slot.scope == "target":
            return _target_value(self.calculator.book, measure, self.entity, period)
        return _within_value(self.calculator, slot.scope, measure, self.entity, period)

    def _from_claims(self, measure: Measure | None, period: Period) -> Expression | None:
        """Turn around the first claim that leaves only this unknown."""
        if measure is None or (measure, period) in self._visiting or len(self._visiting) == MAX_CHAIN:
            return None
        self._visiting.add((measure, period))
        found = None
        for claim, unknown in self.calculator.claims_on(self.entity).get((measure, period), ()):
            self._attempts += 1
            if found is None and (claim.measure, claim.period) != self.subject and self._attempts <= MAX_ATTEMPTS:
                found = self._turned_around(claim, unknown)
        self._visiting.discard((measure, period))
        return found

    def _turned_around(self, claim: Observation, unknown: int) -> Expression | None:
        if not isinstance(claim.measure, Metric):
            return None
        program, kept = self.calculator.program(claim.measure), len(self.values)
        roots: list[Expression] = []
        for index, slot in enumerate(program.slots):
            root = Variable(-1) if index == unknown else self._known(slot, claim.period)
            if root is None:
                self._forget(kept)
                return None
            roots.append(root)
        said = scaled(self._claim(claim), claim.measure.unit.scale)
        found = invert(substituted(program.expression, roots), -1, said)
        if found is None:
            self._forget(kept)
        return found

    def _known(self, slot: Slot, period: Period) -> Expression | None:
        """A slot of a claim; that it has no value is a reason to try another claim."""
        try:
            return self.slot(slot, period)
        except Undefined:
            return None

    def _claim(self, claim: Observation) -> Variable:
        key = (claim.entity, claim.measure, claim.period, "own")
        if key not in self._index:
            self._index[key] = len(self.values)
            interval = claim.interval or EVERYTHING
            value = Value(claim.entity, claim.measure, claim.period, interval, claim.nominal, "printed", (claim,))
            self.values.append(value)
        return Variable(self._index[key])

    def _forget(self, kept: int) -> None:
        """Drop the values of an attempt that came to nothing."""
        del self.values[kept:]
        self._index = {key: index for key, index in self._index.items() if index < kept}


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


def _label(slot: Slot, period: Period) -> str:
    """What is missing, in words: an indicator, or the target for it."""
    name = slot.measure.name if slot.measure is not None else slot.scope
    return f"{f'target({name})' if slot.scope == 'target' else name} {slot.period(period)}"


def _calendar_value(scope: str, entity: Entity, period: Period) -> Value:
    """How much of its year has passed when the period ends, or how many years it has."""
    months = (period.end - 1) % 12 + 1
    amount = Fraction(months, 12) if scope == "elapsed" else Fraction(period.length, 12)
    return Value(entity, None, period, Interval.point(amount), amount, "computed", label=scope)


def _target_value(book: Book, measure: Measure, entity: Entity, period: Period) -> Value | None:
    """The target set for the period."""
    for target in book.targets:
        if target.entity is entity and target.measure is measure and target.period == period:
            figure = target.figure
            if figure.interval is None or figure.nominal is None:
                return None
            factor = figure.unit.factor_to(measure.unit)
            # A target is the number that was set, not everything that rounds to it.
            nominal = figure.nominal * factor
            return Value(entity, measure, period, Interval.point(nominal), nominal, "printed", label="target")
    return None


def _within_value(calculator: Calculator, scope: str, measure: Measure, entity: Entity, period: Period) -> Value | None:
    """The total, or mean, of the entities within that report the measure; every one of them must have a value."""
    parts = carriers(calculator.book, measure, entity)
    values = [calculator.printed_value(measure, part, period) for part in parts]
    missing = [part.name for part, value in zip(parts, values, strict=True) if value is None]
    if missing or not values:
        raise Undefined("unknown", ", ".join(f"{measure.name} {name} {period}" for name in missing[:3]) or measure.name)
    found = [value for value in values if value is not None]
    total, nominal = Interval.point(0), Fraction(0)
    for value in found:
        total = total + value.interval
        nominal += value.nominal or 0
    if scope == "mean":
        total, nominal = total.scaled(Fraction(1, len(found))), nominal / len(found)
    whole = nominal if all(value.nominal is not None for value in found) else None
    observations = tuple(one for value in found for one in value.observations)
    return Value(entity, measure, period, total, whole, "computed", observations, label=scope)


def carriers(book: Book, measure: Measure, entity: Entity) -> list[Entity]:
    """The entities within that report a measure in any period: of two on one path only the upper one."""
    found: list[Entity] = []
    waiting = list(entity.parts)
    while waiting:
        part = waiting.pop(0)
        if book.reports(part, measure):
            found.append(part)
        else:
            waiting += part.parts
    return found
