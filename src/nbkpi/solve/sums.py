"""The sums among the relations of a book: of the entities within, of periods, and of the members of breakdowns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction

from nbkpi.exact.relation import NOT_NEGATIVE
from nbkpi.figure import Period
from nbkpi.model.breakdowns import Breakdown, Member
from nbkpi.model.kinds import level
from nbkpi.model.records import Entity, Indicator, Measure, Observation
from nbkpi.solve.contractors.linear import Linear
from nbkpi.solve.formulas import Formulas
from nbkpi.solve.ground import parts_of_total
from nbkpi.solve.network import Equation, Key, KnownVariable, Sort
from nbkpi.solve.printed import Reading
from nbkpi.solve.spans import PeriodSum
from nbkpi.solve.splits import Split
from nbkpi.solve.variables import Variables

ONE = Fraction(1)


class Sums(Variables):
    """Adds them to a network, each once."""

    def __init__(self, formulas: Formulas, read: Reading, without: Collection[Observation]) -> None:
        super().__init__(formulas, read, without)
        self._additions_done: set[tuple[Entity, Measure, PeriodSum]] = set()
        self._splits_done: set[tuple[Entity, Indicator, Period, Split]] = set()

    def total(self, key: Key) -> None:
        """A total, or mean, over the entities within; of one that printed nothing it is not known."""
        assert key.measure is not None
        parts = [Key(part, key.measure, key.period) for part in parts_of_total(self.book, key.measure, key.entity)]
        if parts:
            each = ONE if key.role == "sum" else Fraction(1, len(parts))
            self._sums_up(self.number(key), [self.number(part) for part in parts], "sum", [each] * len(parts))

    def _sums_up(
        self,
        whole: int,
        parts: Sequence[int],
        sort: Sort,
        factors: Sequence[Fraction],
        *,
        rest: bool = False,
        by: Breakdown | Member | None = None,
    ) -> None:
        """The whole is the sum of its parts, each times its factor, and of a rest that is not negative."""
        key = self.network.variables[whole].key
        variables = [whole, *parts]
        if rest:
            variables.append(
                self.network.add_variable(KnownVariable(key._replace(role="rest"), NOT_NEGATIVE, NOT_NEGATIVE))
            )
        terms = ((0, -ONE), *enumerate((*factors, *([ONE] if rest else [])), 1))
        shape = Linear(terms, Fraction(0))
        self.network.add_equation(Equation(shape, tuple(variables), sort, key.measure, key.entity, key.period, by=by))

    def hold_parts(self, entity: Entity) -> None:
        """What was printed of an entity is no less than what was of its parts."""
        for indicator in self.book.indicators if entity.parts else ():
            for period in self.book.periods(indicator, entity):
                self.holds_parts(entity, indicator, period)

    def holds_parts(self, entity: Entity, indicator: Indicator, period: Period) -> None:
        """What an entity counts is no less than what was printed for its parts of one level, or follows for one.

        An amount may be an average, such as living space or income per head, whose parts are not less than the whole.
        """
        if indicator.kind != "count" or not indicator.is_additive or indicator.limits == "any":
            return
        for parts in self._parts_by_level(entity, indicator, period):
            whole, *numbers = (self.number(Key(one, indicator, period)) for one in (entity, *parts))
            self._sums_up(whole, numbers, "within", [ONE] * len(numbers), rest=True)

    def _parts_by_level(self, entity: Entity, indicator: Indicator, period: Period) -> Iterator[list[Entity]]:
        groups: defaultdict[tuple[str, ...], list[Entity]] = defaultdict(list)
        waiting = list(entity.parts)
        while waiting:
            part = waiting.pop()
            if self.book.printed(part, indicator, period):
                groups[level(part.kind)].append(part)
                continue
            if (indicator, period) in self.formulas.claims_on(part):
                yield [part]
            waiting += part.parts
        yield from groups.values()

    def add_periods(self, indicator: Indicator, entity: Entity) -> None:
        """Flows of shorter periods add up to those of longer ones."""
        periods = {
            *self.book.periods(indicator, entity),
            *self.formulas.periods_claimed(entity, indicator),
            *self.spoken_of[entity, indicator],
        }
        for addition in self.formulas.additions(periods):
            if (entity, indicator, addition) in self._additions_done:
                continue
            self._additions_done.add((entity, indicator, addition))
            if addition.is_whole or indicator.limits != "any":
                whole, *parts = (
                    self.number_of_a_sum(Key(entity, indicator, period))
                    for period in (addition.whole, *addition.parts, *addition.less)
                )
                signs = [ONE] * len(addition.parts) + [-ONE] * len(addition.less)
                rest = not addition.is_whole
                self._sums_up(whole, parts, "periods", signs, rest=rest)

    def split_all(self, entities: Iterable[Entity]) -> None:
        """All figures of these entities that have cells, by all their breakdowns."""
        for entity in dict.fromkeys(one.itself for one in entities) if self.book.cells.breakdowns else ():
            for topic in self.formulas.splits.topics(entity):
                for split in self.formulas.splits.of(entity, topic):
                    self._split(entity, *topic, split)

    def split_about(self, key: Key) -> None:
        """The splits that a variable is in."""
        if key.measure is not None:
            for indicator, split in self.formulas.splits.about(key.entity, key.measure, key.period):
                self._split(key.entity.itself, indicator, key.period, split)

    def _split(self, entity: Entity, indicator: Indicator, period: Period, split: Split) -> None:
        """A cell is the sum of its members; of members that are not all of it each is no more."""
        done = (entity, indicator, period, split)
        if done in self._splits_done or (not split.is_complete and indicator.limits == "any"):
            return
        self._splits_done.add(done)
        cells = self.book.cells
        whole, *parts = (
            self.number(Key(cells.of(entity, one), indicator, period)) for one in (split.whole, *split.parts)
        )
        sort: Sort = "members" if split.is_complete else "within"
        self._sums_up(whole, parts, sort, [ONE] * len(parts), rest=not split.is_complete, by=split.by)
