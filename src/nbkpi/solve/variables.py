"""The variables of a network: what a book says of each before anything is deduced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.figure import Period
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Measure, Metric, Observation
from nbkpi.solve.formulas import Formulas
from nbkpi.solve.ground import calendar_value, target_value
from nbkpi.solve.network import Key, KnownVariable, Network
from nbkpi.solve.printed import Reading, best, is_usable, limits_of


class Variables:
    """Makes the variables of one network as they are spoken of; some figures may be left out of it.

    undefined: metrics and totals that still need what they are computed by. spoken_of: for which periods something is
    asked or said of a measure, other than that periods add up.
    """

    def __init__(self, formulas: Formulas, read: Reading, without: Collection[Observation]) -> None:
        self.book, self.formulas, self.read, self.without = formulas.book, formulas, read, without
        self.network = Network()
        self.undefined: list[Key] = []
        self.spoken_of: defaultdict[tuple[Entity, Measure], set[Period]] = defaultdict(set)

    def number(self, key: Key) -> int:
        """The variable of this key, made when it is not there yet."""
        if key.entity.of:
            key = self._kept_under(key)
        # What changed over several years is not the sum of the yearly changes: such spans add up only where printed.
        if key.role == "own" and key.measure is not None and key.period.length <= 12:
            self.spoken_of[key.entity, key.measure].add(key.period)
        return self.number_of_a_sum(key)

    def number_of_a_sum(self, key: Key) -> int:
        """The same for what is only spoken of because periods add up to it."""
        if key.entity.of:
            key = self._kept_under(key)
        found = self.network.numbers.get(key)
        return self._new(key) if found is None else found

    def _kept_under(self, key: Key) -> Key:
        """The same variable under the name of the indicator that is this cell, where there is one."""
        if key.measure is None or key.role == "rest":
            return key
        entity, measure = self.book.standing_for(key.entity, key.measure)
        return key._replace(entity=entity, measure=measure)

    def _new(self, key: Key) -> int:
        measure = key.measure
        if measure is None or key.role == "target":
            return self.network.add_variable(_given(self.book, key))
        limits = limits_of(measure)
        if isinstance(measure, Metric) or key.role != "own":
            self.undefined.append(key)
        if key.role != "own":
            return self.network.add_variable(
                KnownVariable(key, limits, limits, measure.step if key.role == "sum" else None)
            )
        return self.network.add_variable(self.as_printed(key.entity, measure, key.period))

    def as_printed(self, entity: Entity, measure: Measure, period: Period) -> KnownVariable:
        """The variable of a measure of an entity, with what was printed of it, in no network yet."""
        limits = limits_of(measure)
        printed, allowed = self._printed(entity, measure, period, limits)
        return KnownVariable(Key(entity, measure, period), limits, allowed, measure.step, printed, bool(printed))

    def _printed(
        self, entity: Entity, measure: Measure, period: Period, limits: Interval
    ) -> tuple[tuple[Observation, ...], Interval]:
        """The figures that bound a variable and what they leave; none where they exclude each other."""
        found = self.book.printed(entity, measure, period)
        usable = best([one for one in found if is_usable(one) and one not in self.without])
        # A figure beyond the limits of its measure is a matter of its own: here it says nothing.
        allowed = limits
        for one in usable:
            common = allowed.intersect(self.read(one))
            if common is None:
                return (), limits
            allowed = common
        return tuple(usable), allowed


def _given(book: Book, key: Key) -> KnownVariable:
    """A value of the calendar, or a target; a target that was not set can be anything."""
    if key.measure is None:
        value = calendar_value(key.role, key.entity, key.period)
        return KnownVariable(key, value.interval, value.interval, is_known=True)
    target = target_value(book, key.measure, key.entity, key.period)
    if target is None:
        return KnownVariable(key, EVERYTHING, EVERYTHING)
    return KnownVariable(key, target.interval, target.interval, is_known=True)
