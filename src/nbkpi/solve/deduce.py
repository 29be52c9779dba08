"""What follows though nobody printed it: bounds from all equations together, with the chain of reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.model.records import Entity, Indicator, Measure, Metric, Observation
from nbkpi.solve.conflict import contradictions
from nbkpi.solve.equations import Builder
from nbkpi.solve.formulas import Formulas
from nbkpi.solve.network import Equation, Key, Network, Step, solved_for
from nbkpi.solve.printed import Reading, as_read
from nbkpi.solve.propagate import Propagation
from nbkpi.solve.support import support_of

MAX_DEPTH = 100
"""Through how many equations a number is followed."""


class Deduction(NamedTuple):
    """What is left for a variable: all its possible values, the single best one, and why.

    figures are the printed figures it rests on, steps the equations they went through, in order.
    is_determined: a relation gives it from what is known of all others in it, or only one value is left.
    is_conflicting: printed figures that cannot all hold speak of it.
    """

    key: Key
    interval: Interval
    nominal: Fraction | None
    steps: tuple[Step, ...]
    figures: tuple[Observation, ...]
    is_determined: bool = True
    is_conflicting: bool = False


class Solver:
    """Solves a book, or what one thing in it follows from; keeps what it has solved.

    unsolved: how many relations of the book were too many, or took too long, to be solved as a whole. unfinished: how
    many that are not linear took too long to be followed until nothing moves any more.
    """

    def __init__(self, formulas: Formulas, read: Reading = as_read) -> None:
        self.formulas, self.read = formulas, read
        self.unsolved = self.unfinished = 0
        self._known: dict[tuple[Key, Observation | None], Deduction | None] = {}

    def deduction(
        self,
        entity: Entity,
        measure: Measure,
        period: Period,
        *,
        without: Observation | None = None,
        any_bound: bool = False,
    ) -> Deduction | None:
        """What is left for one thing by all that was printed of others.

        None when no relation gives it from what is known of all others in it; with any_bound only when nothing that
        was printed bounds it.
        """
        entity, measure = self.formulas.book.standing_for(entity, measure) if entity.of else (entity, measure)
        key = Key(entity, measure, period), without
        if key not in self._known and not self._may_follow(key[0]):
            return None
        if key not in self._known:
            left_out = {*self.formulas.book.printed(entity, measure, period), *([without] if without else [])}
            builder = Builder(self.formulas, self.read, left_out)
            network = builder.around(key[0])
            asked = {network.numbers[key[0]]} if left_out else builder.alike
            solution = Solution(network, asked)
            for one in (network.variables[number].key for number in asked):
                self._known.setdefault((one, without), solution.deduction(one))
        found = self._known[key]
        return found if found is not None and (any_bound or found.is_determined) else None

    def _may_follow(self, key: Key) -> bool:
        """Whether anything speaks of what is missing: to look costs less than to solve."""
        if isinstance(key.measure, Indicator):
            return self._is_spoken_of(key.entity, key.measure, key.period)
        assert key.measure is not None
        return any(
            all(
                slot.scope not in ("own", "whole") or slot.measure is None
                or self._is_spoken_of(
                    key.entity if slot.scope == "own" else key.entity.itself, slot.measure, slot.period(key.period)
                )
                for slot in slots[:-1]
            )
            for _shape, slots in self.formulas.of_metric(key.measure)
        )  # fmt: skip

    def _is_spoken_of(self, entity: Entity, measure: Measure, period: Period) -> bool:
        """Whether something was printed, or is part of a relation that may leave only some values for it."""
        formulas, book = self.formulas, self.formulas.book
        if book.printed(entity, measure, period) or (measure, period) in formulas.claims_on(entity):
            return True
        if isinstance(measure, Metric) or formulas.identities_on(measure):
            return True
        if any((measure, period) in formulas.claims_on_totals(upper) for upper in entity.ancestors()):
            return True
        if (measure, period) in formulas.claims_on_whole(entity):
            return True
        if next(formulas.splits.about(entity, measure, period), None) is not None:
            return True
        return measure.is_additive and any(other.length != 12 for other in book.periods(measure, entity))

    def whole(self, entities: Iterable[Entity]) -> Solution:
        """The solution for some entities, all their cells and all they lie within.

        Of the whole book it is kept where it gives a value: what is only bounded may be narrower if it is asked for.
        """
        wanted = frozenset(one.itself for one in entities)
        network = Builder(self.formulas, self.read).whole(one for one in self.formulas.book.entities if one in wanted)
        solution = Solution(network, {number for number, one in enumerate(network.variables) if not one.printed})
        self.unsolved, self.unfinished = len(solution.unsolved), len(solution.unfinished)
        not_best = solution.unsolved | solution.unfinished
        if wanted.issuperset(self.formulas.book.entities):
            for found in solution.deduced:
                equations = network.variables[network.numbers[found.key]].equations
                if found.is_determined and not_best.isdisjoint(equations):
                    self._known[found.key, None] = found
        return solution


class Solution:
    """A network with the bounds that are left for each of its variables; of those wanted the best ones there are."""

    def __init__(self, network: Network, wanted: Collection[int]) -> None:
        self.network = network
        self.conflicts, self._propagation = contradictions(network, wanted)
        self._numbers = _Numbers(self._propagation)
        self._disputed = {
            variable
            for conflict in self.conflicts
            for equation in conflict.equations
            for variable in network.equations[equation].variables
        }

    def deduction(self, key: Key) -> Deduction | None:
        """What is left for one thing; None when nothing that was printed says anything about it."""
        number = self.network.numbers.get(key)
        if number is None:
            return None
        is_known = self._propagation.is_known(number)
        found = self._deduction(number) if is_known or self._is_bounded(number) else None
        return found if found is not None and (is_known or found.figures) else None

    @cached_property
    def deduced(self) -> tuple[Deduction, ...]:
        """What is left for every indicator of an entity that was not printed and yet is bounded."""
        return tuple(self._deduced())

    def _deduced(self) -> Iterator[Deduction]:
        for number, variable in enumerate(self.network.variables):
            key = variable.key
            if key.role == "own" and not variable.printed and isinstance(key.measure, Indicator):
                found = self.deduction(key) if self._is_bounded(number) else None
                if found is not None:
                    yield found

    @property
    def unsolved(self) -> Set[int]:
        """The equations that are too many, or took too long, to be solved as a whole."""
        return self._propagation.not_together

    @property
    def unfinished(self) -> Set[int]:
        """The equations that took too long to be followed until nothing moves any more."""
        return self._propagation.unfinished

    def _is_bounded(self, number: int) -> bool:
        """Whether less is possible for a variable than its measure can be at all, besides that it is not zero."""
        variable, left = self.network.variables[number], self._propagation.bounds[number]
        lowest = (None, 0, variable.step, variable.limits.lower)
        return left.lower not in lowest or left.upper != variable.limits.upper

    def _deduction(self, number: int) -> Deduction:
        network, propagation = self.network, self._propagation
        support = support_of(propagation, [number])
        steps = tuple(
            Step(
                tuple(network.equations[one] for one in network.singly([event.equation])),
                network.variables[place].key,
                event.interval,
            )
            for event, place in support.events
            if place == number or not network.variables[place].printed
        )
        figures = dict.fromkeys(one for place in sorted(support.variables) for one in network.variables[place].printed)
        return Deduction(
            network.variables[number].key,
            propagation.bounds[number],
            self._numbers.value(number),
            steps,
            tuple(figures),
            propagation.is_known(number) or propagation.bounds[number].is_point,
            number in self._disputed,
        )


class _Numbers:
    """The value of each variable at the printed numbers, by the first equation that gives a possible one."""

    def __init__(self, propagation: Propagation) -> None:
        self.propagation, self.network = propagation, propagation.network
        self._found: dict[int, Fraction | None] = {}

    def value(self, place: int, depth: int = 0) -> Fraction | None:
        """The number of a variable, None where the words give only bounds, or the way to it is too long."""
        if place not in self._found:
            # While it is looked for nothing may rest on it.
            self._found[place] = None
            self._found[place] = self._value(place, depth)
        return self._found[place]

    def _value(self, place: int, depth: int) -> Fraction | None:
        variable = self.network.variables[place]
        if variable.limits.is_point:
            return variable.limits.lower
        if variable.printed:
            numbers = (one.nominal for one in variable.printed)
            return next((number for number in numbers if number is not None), None)
        for event in self.propagation.events[place] if depth < MAX_DEPTH else ():
            value = self._solved(self.network.equations[event.equation], place, depth)
            if value is not None and is_possible(value, self.propagation.bounds[place], variable.step):
                return value
        return None

    def _solved(self, equation: Equation, place: int, depth: int) -> Fraction | None:
        """The one value that an equation leaves for a variable when all others are at their numbers."""
        box = []
        for other in equation.variables:
            value = None if other == place else self.value(other, depth + 1)
            if value is None and other != place and not equation.combined:
                return None
            # What several relations are together may not depend on all that they speak of.
            box.append(self.network.variables[other].limits if value is None else Interval.point(value))
        result = solved_for(equation, place, box)
        return result.lower if result is not None and result.is_point else None


def is_possible(value: Fraction, interval: Interval, step: Fraction | None) -> bool:
    """Whether an interval holds a value, and it is a whole multiple of the step where there is one."""
    return value in interval and (step is None or (value / step).denominator == 1)
