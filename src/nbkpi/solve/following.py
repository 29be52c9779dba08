"""The cells that nobody printed and that follow from those beside them: 女 where the whole and 男 were printed."""

from __future__ import annotations

from collections.abc import Iterator

from nbkpi.figure import Period
from nbkpi.model.records import Entity, Measure
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import Selection


def following(calculator: Calculator, selection: Selection) -> Iterator[tuple[Measure, Entity]]:
    """The cells asked for that may follow from others, or were printed, and of which indicators."""
    if not selection.names_cells:
        return
    splits = calculator.formulas.splits
    for entity in calculator.book.entities:
        if selection.entities is not None and entity not in selection.entities:
            continue
        for topic in splits.topics(entity):
            cells = dict.fromkeys(cell for split in splits.of(entity, topic) for cell in (split.whole, *split.parts))
            wanted = (cell for cell in cells if cell and selection.has_cell(cell))
            yield from ((topic[0], calculator.book.cells.of(entity, cell)) for cell in wanted)


def by_others(calculator: Calculator, measure: Measure, entity: Entity) -> Iterator[Period]:
    """The periods for which something was printed of a measure about cells from which one may follow."""
    topics = calculator.formulas.splits.topics(entity.itself) if entity.of else ()
    return (when for about, when in topics if about is measure)


def told_periods(calculator: Calculator, measure: Measure, entity: Entity) -> set[Period]:
    """The periods for which a measure was printed, or may follow by a breakdown."""
    return {*calculator.book.periods(measure, entity), *by_others(calculator, measure, entity)}
