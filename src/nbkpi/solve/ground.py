"""Putting in the values: what a program needs for one entity, from print, from parts, and from claims turned around."""

from __future__ import annotations

from fractions import Fraction

from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.language import listed
from nbkpi.model.book import Book
from nbkpi.model.kinds import level
from nbkpi.model.records import Entity, Measure, Metric, Observation
from nbkpi.solve.expr.compile import scaled
from nbkpi.solve.expr.expression import Expression, Growth, Program, Slot, Variable, occurrences, substituted
from nbkpi.solve.expr.invert import invert
from nbkpi.solve.expr.ranges import enclose
from nbkpi.solve.expr.state import Undefined
from nbkpi.solve.formulas import Formulas
from nbkpi.solve.printed import PrintedValues
from nbkpi.solve.result import Value

MAX_CHAIN = 8
"""How many claims may be put into each other; what is farther away is solved for one after the other."""

MAX_OCCURRENCES = 40
"""How often values may occur in what claims put into each other come to: more is solved one after the other too."""

MAX_ATTEMPTS = 500
"""How many claims are tried for one result before what is missing counts as unknown."""


class Grounding:
    """The values a program needs for one entity, with what is missing put together from claims where possible.

    A claim about the subject itself is never used: it would only be given back.
    """

    def __init__(
        self, formulas: Formulas, printed: PrintedValues, entity: Entity, subject: tuple[Measure, Period]
    ) -> None:
        self.formulas, self.printed, self.entity, self.subject = formulas, printed, entity, subject
        self.values: list[Value] = []
        self._index: dict[tuple[Entity, Measure | None, Period, str], int] = {}
        self._visiting: set[tuple[Measure, Period]] = set()
        self._bases: list[tuple[int, Expression]] = []
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
            raise Undefined("unknown", listed(dict.fromkeys(_label(slot, period) for slot in missing)))
        return substituted(program.expression, [root for root in roots if root is not None])

    def check_bases(self) -> None:
        """Growth has a base above zero: Undefined when a growth that was printed leaves only others."""
        box = [value.interval for value in self.values]
        for _kept, base in self._bases:
            upper = enclose(base, box).upper
            if upper is not None and upper <= 0:
                raise Undefined("out_of_range")

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
            return calendar_value(slot.scope, self.entity, period)
        if slot.scope == "own":
            return self.printed.of(measure, self.entity, period)
        if slot.scope == "whole":
            return self.printed.of(measure, self.entity.itself, period)
        if slot.scope == "target":
            return target_value(self.printed.book, measure, self.entity, period)
        return _within_value(self.printed, slot.scope, measure, self.entity, period)

    def _from_claims(self, measure: Measure | None, period: Period) -> Expression | None:
        """Turn around the first claim that leaves only this unknown."""
        if measure is None or (measure, period) in self._visiting or len(self._visiting) == MAX_CHAIN:
            return None
        self._visiting.add((measure, period))
        found = None
        for claim in self.formulas.claims_on(self.entity).get((measure, period), ()):
            self._attempts += 1
            if found is None and (claim.measure, claim.period) != self.subject and self._attempts <= MAX_ATTEMPTS:
                found = self._turned_around(claim, measure, period)
        self._visiting.discard((measure, period))
        return found

    def _turned_around(self, claim: Observation, measure: Measure, period: Period) -> Expression | None:
        if not isinstance(claim.measure, Metric):
            return None
        program, kept = self.formulas.program(claim.measure), len(self.values)
        wanted = (measure, "own", period)
        places = ((slot.measure, slot.scope, slot.period(claim.period)) for slot in program.slots)
        unknown = next((index for index, place in enumerate(places) if place == wanted), None)
        if unknown is None:
            return None
        roots: list[Expression] = []
        for index, slot in enumerate(program.slots):
            root = Variable(-1) if index == unknown else self._known(slot, claim.period)
            if root is None:
                self._forget(kept)
                return None
            roots.append(root)
        said = scaled(self._claim(claim), claim.measure.unit.scale)
        found = invert(substituted(program.expression, roots), -1, said)
        if found is not None and sum(occurrences(found).values()) > MAX_OCCURRENCES:
            found = None
        if found is None:
            self._forget(kept)
        elif isinstance(program.expression, Growth) and unknown in occurrences(program.expression.base):
            self._bases.append((len(self.values), found))
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
            self.values.append(Value.of(claim, self.printed.read(claim)))
        return Variable(self._index[key])

    def _forget(self, kept: int) -> None:
        """Drop the values of an attempt that came to nothing."""
        del self.values[kept:]
        self._index = {key: index for key, index in self._index.items() if index < kept}
        self._bases = [(needed, base) for needed, base in self._bases if needed <= kept]


def _label(slot: Slot, period: Period) -> str:
    """What is missing, in words: an indicator, or the target for it."""
    name = slot.measure.name if slot.measure is not None else slot.scope
    return f"{f'target({name})' if slot.scope == 'target' else name} {slot.period(period)}"


def calendar_value(scope: str, entity: Entity, period: Period) -> Value:
    """How much of its year has passed when the period ends, or how many years it has."""
    months = (period.end - 1) % 12 + 1
    amount = Fraction(months, 12) if scope == "elapsed" else Fraction(period.length, 12)
    return Value(entity, None, period, Interval.point(amount), amount, "computed", label=scope)


def target_value(book: Book, measure: Measure, entity: Entity, period: Period) -> Value | None:
    """The target set for the period."""
    for target in book.targets:
        if target.entity is entity and target.measure is measure and target.period == period:
            figure = target.figure
            if figure.interval is None or figure.nominal is None:
                return None
            factor = figure.unit.factor_to(measure.unit)
            # A target is the number that was set, not everything that rounds to it.
            nominal = figure.nominal * factor
            value = Interval.point(nominal)
            return Value(entity, measure, period, value, nominal, "printed", label="target", target=target)
    return None


def _within_value(printed: PrintedValues, scope: str, measure: Measure, entity: Entity, period: Period) -> Value | None:
    """The total, or mean, of the entities within; every one of them must have a value.

    Those of which nothing was ever printed are left out only where the total is asked for of what was printed.
    """
    parts = (carriers if scope == "printed" else parts_of_total)(printed.book, measure, entity)
    values = [_part_value(printed, measure, part, period) for part in parts]
    missing = [part.name for part, value in zip(parts, values, strict=True) if value is None]
    if missing or not values:
        raise Undefined("unknown", listed(f"{measure.name} {name} {period}" for name in missing[:3]) or measure.name)
    found = [value for value in values if value is not None]
    total, nominal = Interval.point(0), Fraction(0)
    for value in found:
        total = total + value.interval
        nominal += value.nominal or 0
    if scope == "mean":
        total, nominal = total.scaled(Fraction(1, len(found))), nominal / len(found)
    whole = nominal if all(value.nominal is not None for value in found) else None
    observations = tuple(one for value in found for one in value.observations)
    return Value(
        entity, measure, period, total, whole, "computed", observations, label="sum" if scope == "printed" else scope
    )


def _part_value(printed: PrintedValues, measure: Measure, part: Entity, period: Period) -> Value | None:
    """What is printed for a part; where that is no value, Undefined says of which part."""
    try:
        return printed.of(measure, part, period)
    except Undefined as error:
        raise Undefined(error.state, f"{measure.name} {part.name} {period}") from None


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


def parts_of_total(book: Book, measure: Measure, entity: Entity) -> list[Entity]:
    """The entities within that a measure adds up over: those that report it, of two on one path the upper one.

    Besides them those that stand beside them on the same level and report nothing, neither themselves nor by their
    parts: a total is only that of parts which are all there.
    """
    found: list[Entity] = []
    silent: list[Entity] = []
    levels: set[tuple[str, ...]] = set()
    for part in entity.parts:
        below = [part] if book.reports(part, measure) else parts_of_total(book, measure, part)
        if below:
            found += below
            levels.add(level(part.kind))
        else:
            silent.append(part)
    return found + [part for part in silent if level(part.kind) in levels]
