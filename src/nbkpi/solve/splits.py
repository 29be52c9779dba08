"""How the cells of figures add up: by sex, by age, by both with their margins."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import NamedTuple

from nbkpi.figure import Period
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Breakdown, Cell, Member, parts, uppers
from nbkpi.model.records import Entity, Indicator, Measure, Observation

MAX_CELLS = 10_000
"""How many cells of one figure are related to each other; those that nobody printed are left out of more."""


class Split(NamedTuple):
    """A cell is made up by others, by a breakdown or by what a member of one is made of; or it is no less than one."""

    whole: Cell
    parts: tuple[Cell, ...]
    by: Breakdown | Member
    is_complete: bool


Topic = tuple[Indicator, Period]

ClaimsOn = Callable[[Entity], Mapping[tuple[Measure, Period], Sequence[Observation]]]
"""For what is computed from an indicator, in which period, claims are printed about an entity."""


class Splits:
    """The splits of a book, figure by figure, as far as printed figures speak of them."""

    def __init__(self, book: Book, claims_on: ClaimsOn) -> None:
        self.book, self._claims_on = book, claims_on
        self._topics: dict[Entity, Mapping[Topic, Mapping[Cell, None]]] = {}
        self._splits: dict[tuple[Entity, Topic], dict[Cell, list[Split]]] = {}

    @cached_property
    def _wholes(self) -> list[Indicator]:
        """The indicators of which others are cells."""
        return [one for one in self.book.indicators if self.book.cells.named(one)]

    def topics(self, entity: Entity) -> Mapping[Topic, Mapping[Cell, None]]:
        """Of which figures of a whole entity cells are printed, or claimed from, and which these are, in the order of
        the book: what follows is found in one order whatever the addresses of cells are.
        """
        known = self._topics.get(entity)
        if known is None:
            found: defaultdict[Topic, dict[Cell, None]] = defaultdict(dict)
            for indicator, period, cell in self._spoken_of(entity):
                if indicator.is_summed:
                    found[indicator, period][cell] = None
            for topic, cells in found.items():
                if self._says(entity, *topic):
                    cells[()] = None
            known = self._topics[entity] = found
        return known

    def _spoken_of(self, entity: Entity) -> Iterator[tuple[Indicator, Period, Cell]]:
        book, claimed = self.book, self._claims_on
        cells = book.cells_of(entity)
        for cell in cells:
            for measure in book.measures_of(cell):
                if isinstance(measure, Indicator):
                    yield from ((measure, period, cell.of) for period in book.periods(measure, cell))
            yield from (
                (measure, period, cell.of) for measure, period in claimed(cell) if isinstance(measure, Indicator)
            )
        for whole in self._wholes:
            for part in book.cells.named(whole):
                for one in (entity, *(cell for cell in cells if book.cells.is_apart(cell, part.of))):
                    joined = book.cells.joined(one, part.of).of
                    for period in dict.fromkeys((*book.periods(part, one), *_claimed_of(claimed(one), part))):
                        yield whole, period, joined

    def _says(self, entity: Entity, indicator: Indicator, period: Period) -> bool:
        return bool(self.book.printed(entity, indicator, period)) or (indicator, period) in self._claims_on(entity)

    def of(self, entity: Entity, topic: Topic) -> list[Split]:
        """Every split of a figure of a whole entity."""
        return list(dict.fromkeys(split for splits in self._by_cell(entity, topic).values() for split in splits))

    def about(self, entity: Entity, measure: Measure, period: Period) -> Iterator[tuple[Indicator, Split]]:
        """The splits that a cell, or a whole, is in, and of which indicator."""
        if not isinstance(measure, Indicator) or not self.book.cells.breakdowns:
            return
        places = [(measure, entity.of)]
        if measure.whole is not None and self.book.cells.is_apart(entity, measure.of):
            places.append((measure.whole, self.book.cells.joined(entity, measure.of).of))
        for indicator, cell in places:
            if (indicator, period) in self.topics(entity.itself):
                by_cell = self._by_cell(entity.itself, (indicator, period))
                yield from ((indicator, split) for split in by_cell.get(cell, ()))

    def _by_cell(self, entity: Entity, topic: Topic) -> dict[Cell, list[Split]]:
        known = self._splits.get((entity, topic))
        if known is None:
            known = self._splits[entity, topic] = {}
            for split in _splits_between(self.topics(entity)[topic]):
                for cell in (split.whole, *split.parts):
                    known.setdefault(cell, []).append(split)
        return known


def _splits_between(printed: Mapping[Cell, None]) -> Iterator[Split]:
    """What relates the cells that are printed, by way of others too that lie between these and a printed whole.

    A cell that is neither printed nor part of one that is, is followed only where all its parts are known.
    """
    seen, waiting = set(printed), deque(sorted(printed, key=len))
    done: set[tuple[Cell, object]] = set()
    within: dict[Cell, bool] = {}

    def is_within(cell: Cell) -> bool:
        """Whether it is printed or part of what is."""
        if cell not in within:
            within[cell] = cell in printed or any(is_within(upper) for upper, _member in uppers(cell))
        return within[cell]

    while waiting:
        cell = waiting.popleft()
        for upper, member in uppers(cell):
            beside, is_complete = parts(cell, member)
            by = member.within or member.breakdown
            key = (upper, by if is_complete else member)
            if key in done or not (is_within(upper) or _are_all(beside, seen, is_complete)):
                continue
            found = tuple(beside) if is_complete else (cell,)
            new = [one for one in (upper, *found) if one not in seen]
            if len(seen) + len(new) > MAX_CELLS and new:
                continue
            done.add(key)
            yield Split(upper, found, by, is_complete)
            seen.update(new)
            waiting += new


def _claimed_of(claimed: Iterable[tuple[Measure, Period]], part: Indicator) -> Iterator[Period]:
    """The periods in which something is claimed from an indicator."""
    return (period for measure, period in claimed if measure is part)


def _are_all(cells: Sequence[Cell], seen: Set[Cell], is_complete: bool) -> bool:
    """Whether all parts of a whole are there, so that it follows from them."""
    return is_complete and all(one in seen for one in cells)
