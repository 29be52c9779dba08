"""From a book to its network: an equation for every relation between the variables that are spoken of."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping

from nbkpi.exact.relation import ABOVE_ZERO, NOT_NEGATIVE
from nbkpi.figure import Period
from nbkpi.model.records import Entity, Identity, Indicator, Measure, Metric, Observation
from nbkpi.solve.expr.expression import Slot
from nbkpi.solve.formulas import Form, Formulas
from nbkpi.solve.ground import carriers
from nbkpi.solve.network import Equation, Key, KnownVariable, Network, Sort
from nbkpi.solve.printed import Reading, as_read, is_usable
from nbkpi.solve.sums import Sums

NEARBY = 100
"""How many equations the surroundings of one variable may have."""

COSTLY = 10
"""For how many of them one counts that takes long to contract."""


class Builder(Sums):
    """Puts one network together; some figures may be left out of it."""

    def __init__(
        self, formulas: Formulas, read: Reading = as_read, without: Collection[Observation] = frozenset()
    ) -> None:
        super().__init__(formulas, read, without)
        self.alike: set[int] = set()
        self._identities_done: set[tuple[Identity, Entity, Period]] = set()

    def whole(self, wanted: Iterable[Entity]) -> Network:
        """Everything that is said of these entities, and of those above them: their totals are made of these."""
        entities = list(dict.fromkeys(one for entity in wanted for one in (entity, *entity.ancestors())))
        entities = list(dict.fromkeys(one for each in entities for one in (each, *self.book.cells_of(each.itself))))
        for entity in entities:
            for claim in self.book.claims_of(entity):
                self._claim(claim)
        for identity in self.book.identities:
            for entity in entities:
                for period in self._periods_of(identity, entity):
                    self._identity(identity, entity, period)
        for entity in entities:
            self.hold_parts(entity)
        self.split_all(entities)
        self._define()
        self._chained(entities)
        return self.network

    def _chained(self, entities: Collection[Entity]) -> None:
        """Identities in which nothing was printed join what others speak of; periods add up; until nothing is new."""
        flows = [one for one in self.book.indicators if one.measure == "flow" and one.is_additive]
        wanted, periods, start = frozenset(entities), self._periods_spoken_of(entities), 0
        while True:
            while start < len(self.network.variables):
                self._identities_of(self.network.variables[start].key, wanted, periods)
                start += 1
            for indicator in flows:
                for entity in entities:
                    self.add_periods(indicator, entity)
            if start == len(self.network.variables):
                return

    def _periods_spoken_of(self, entities: Iterable[Entity]) -> Mapping[Entity, Collection[Period]]:
        """For which periods anything was printed of an entity or of what lies within it, or is claimed from."""
        found: defaultdict[Entity, set[Period]] = defaultdict(set)
        for entity, period in dict.fromkeys((one.entity, one.period) for one in self.book.observations):
            for one in (entity, *entity.ancestors()):
                found[one].add(period)
        for entity in entities:
            found[entity].update(period for _measure, period in self.formulas.claims_on(entity))
        return found

    def _identities_of(
        self, key: Key, wanted: Collection[Entity], periods: Mapping[Entity, Collection[Period]]
    ) -> None:
        """The identities that speak of a variable, for periods of which something was printed."""
        if key.measure is None or key.role != "own":
            return
        for identity, entity, period in self._speaking_of(key):
            if entity in wanted and period in periods.get(entity, ()):
                self._identity(identity, entity, period)
        self._define()

    def around(self, *keys: Key) -> Network:
        """What variables follow from: the equations they are in, and those of the variables in them that need more.

        What was printed between two bounds needs no more; NEARBY limits the rest. alike: the variables that nothing
        was printed for and that have the same surroundings.
        """
        asked = {self.number(key) for key in keys}
        waiting, found, followed = deque(sorted(asked)), set(asked), set[int]()
        weight = counted = 0
        while waiting and weight < NEARBY:
            number = waiting.popleft()
            variable = self.network.variables[number]
            is_given = number not in asked and bool(variable.printed) and variable.allowed.is_bounded
            if variable.key.role != "own" or is_given:
                continue
            self.alike.add(number)
            self._all_about(variable.key)
            self._define()
            added = self.network.equations[counted:]
            counted += len(added)
            weight += sum(COSTLY if one.shape.is_costly else 1 for one in added)
            for equation in variable.equations:
                if equation not in followed:
                    followed.add(equation)
                    new = [one for one in self.network.equations[equation].variables if one not in found]
                    waiting += dict.fromkeys(new)
                    found.update(new)
        self.alike = asked if waiting else asked | {number for number in self.alike if self._is_like_asked(number)}
        return self.network

    def _is_like_asked(self, number: int) -> bool:
        """Whether a variable brings the same relations as if it had been asked for."""
        variable = self.network.variables[number]
        entity, measure, period = variable.key.entity, variable.key.measure, variable.key.period
        return not variable.printed and measure is not None and period in self.spoken_of[entity, measure]

    def _all_about(self, key: Key) -> None:
        """Every equation that a variable is in."""
        entity, measure, period = key.entity, key.measure, key.period
        if measure is None:
            return
        for claim in self.formulas.claims_on(entity).get((measure, period), ()):
            self._claim(claim)
        for upper in entity.ancestors():
            for claim in self.formulas.claims_on_totals(upper).get((measure, period), ()):
                self._claim(claim)
        for claim in self.formulas.claims_on_whole(entity).get((measure, period), ()) if not entity.of else ():
            self._claim(claim)
        for identity, whose, when in self._speaking_of(key):
            self._identity(identity, whose, when)
        self.split_about(key)
        if isinstance(measure, Indicator) and measure.measure == "flow" and measure.is_additive:
            self.add_periods(measure, entity)

    def _speaking_of(self, key: Key) -> Iterator[tuple[Identity, Entity, Period]]:
        """The identities that a variable is in, of which entity and for which period."""
        assert key.measure is not None
        for identity, slot in self.formulas.identities_on(key.measure):
            whose = [key.entity] if slot.scope == "own" else key.entity.ancestors() if _adds_up(slot) else []
            for entity in whose:
                yield identity, entity, slot.period_for(key.period)

    def _claim(self, claim: Observation) -> None:
        if claim not in self.without and is_usable(claim):
            self.number(Key(claim.entity, claim.measure, claim.period))

    def _define(self) -> None:
        """The equations of every metric and total among the variables; they may bring in more of them."""
        while self.undefined:
            key = self.undefined.pop()
            if key.role != "own":
                self.total(key)
            elif isinstance(key.measure, Metric):
                for form in self.formulas.of_metric(key.measure):
                    self._equation(form, "metric", key.measure, key.entity, key.period)

    def _equation(self, form: Form, sort: Sort, about: Measure | Identity, entity: Entity, period: Period) -> None:
        shape, slots = form
        variables = [self.number(_key_of(slot, entity, period)) for slot in slots]
        if isinstance(about, Identity) and about.equation.relation != "=":
            rest = ABOVE_ZERO if about.equation.relation in "<>" else NOT_NEGATIVE
            variables.append(self.network.add_variable(KnownVariable(Key(entity, None, period, "rest"), rest, rest)))
        self.network.add_equation(Equation(shape, tuple(variables), sort, about, entity, period))

    def _identity(self, identity: Identity, entity: Entity, period: Period) -> None:
        if (identity, entity, period) in self._identities_done:
            return
        self._identities_done.add((identity, entity, period))
        if entity.of and not self._is_about_cell(identity, entity):
            return
        for form in self.formulas.of_identity(identity):
            # Of a total it says something only where there are parts.
            totals = (slot.measure for slot in form[1] if _adds_up(slot) and slot.measure is not None)
            if all(carriers(self.book, measure, entity) for measure in totals):
                self._equation(form, "identity", identity, entity, period)

    def _is_about_cell(self, identity: Identity, cell: Entity) -> bool:
        """Whether an identity holds of a cell: all that it speaks of but one thing is broken down so."""
        for _shape, slots in self.formulas.of_identity(identity):
            own = {slot.measure for slot in slots if slot.measure is not None and slot.scope == "own"}
            if sum(not self.book.reports(cell, one) for one in own) > 1:
                return False
        return True

    def _periods_of(self, identity: Identity, entity: Entity) -> list[Period]:
        """The periods for which something in an identity was printed."""
        periods: set[Period] = set()
        for _shape, slots in self.formulas.of_identity(identity):
            for slot in slots:
                if slot.measure is not None and slot.scope != "target":
                    where = [entity] if slot.scope == "own" else carriers(self.book, slot.measure, entity)
                    for one in where:
                        periods.update(map(slot.period_for, self.book.periods(slot.measure, one)))
        return sorted(periods)


def _key_of(slot: Slot, entity: Entity, period: Period) -> Key:
    """The variable of a slot in a formula for an entity: of the whole of a cell it is that one's own."""
    if slot.scope == "whole":
        return Key(entity.itself, slot.measure, slot.period(period))
    return Key(entity, slot.measure, slot.period(period), slot.scope)


def _adds_up(slot: Slot) -> bool:
    return slot.scope in ("sum", "mean")
