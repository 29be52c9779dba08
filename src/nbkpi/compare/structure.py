"""What a figure is made of: its categories by a breakdown, with their shares, growth, and part in that of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nbkpi.errors import UsageError
from nbkpi.figure import Period
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Breakdown
from nbkpi.model.generated import OF_WHOLE
from nbkpi.model.records import Entity, Indicator, Measure
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.query import known_periods
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection


class StructurePart(NamedTuple):
    """One category: its value, and by their functions its growth, its share of the whole and the like.

    depth is how many categories it lies within; what all are part of is one category itself, without a depth.
    """

    value: Result
    about: dict[str, Result]
    depth: int


class Structure(NamedTuple):
    """The categories of a figure by one breakdown, below what they are part of; functions are those of some of them."""

    entity: Entity
    measure: Measure
    by: Breakdown
    period: Period
    parts: list[StructurePart]

    @property
    def functions(self) -> list[str]:
        """In the order to be shown: share, growth, points, pull, contribution."""
        known = {function for part in self.parts for function in part.about}
        return [one for one in ("share", "growth", "points", *OF_WHOLE[1:]) if one in known]

    def results(self) -> list[Result]:
        """All of it, part by part."""
        return [result for part in self.parts for result in (part.value, *part.about.values())]


def structures(calculator: Calculator, selection: Selection, names: Sequence[str] = ()) -> list[Structure]:
    """Of the indicators named, or all that are broken down, each by every breakdown it has or those asked for.

    Of each in its last period for which most categories are known, or in every one asked for. UsageError for a name
    that is of a metric: a figure of one is made of nothing.
    """
    measures = [calculator.book.measure(name) for name in names]
    for one in measures:
        if not isinstance(one, Indicator):
            raise UsageError(_("“{name}” is a metric: only an indicator is made up of categories", name=one.name))
    return list(_structures(calculator, selection, measures))


def _structures(calculator: Calculator, selection: Selection, named: Sequence[Measure]) -> Iterator[Structure]:
    book = calculator.book
    for entity in book.entities:
        if selection.entities is not None and entity not in selection.entities:
            continue
        for measure, used in _broken_down(book, entity, selection).items():
            if (measure in named or not named) and selection.has_measure(measure):
                for by in selection.by or used:
                    if by in used:
                        yield from _in_periods(calculator, selection, entity, measure, by)


def _broken_down(book: Book, entity: Entity, selection: Selection) -> dict[Indicator, dict[Breakdown, None]]:
    """By which breakdowns each indicator of an entity is, besides those of the categories asked for."""
    found: dict[Indicator, dict[Breakdown, None]] = {}
    of = {one.breakdown for one in selection.of}
    for cell in book.cells_of(entity):
        others = dict.fromkeys(one.breakdown for one in cell.of if one.breakdown not in of)
        for measure in book.measures_of(cell):
            if isinstance(measure, Indicator):
                found.setdefault(measure, {}).update(others)
    return found


def _in_periods(
    calculator: Calculator, selection: Selection, entity: Entity, measure: Measure, by: Breakdown
) -> Iterator[Structure]:
    cells = calculator.book.cells
    whole = cells.of(entity, selection.of)
    members = [cells.joined(whole, (one,)) for one in by.every()]
    periods = {period for one in members for period in known_periods(calculator, measure, one)}
    chosen = selection.asked_first(sorted(periods, key=Period.when))
    found = [_structure(calculator, whole, members, measure, by, period) for period in chosen]
    known = [one for one in found if any(selection.has_source(part.value) for part in one.parts[1:])]
    if selection.periods:
        yield from known
    elif known:
        yield max(reversed(known), key=lambda one: len(one.parts))


def _structure(
    calculator: Calculator, whole: Entity, members: Sequence[Entity], measure: Measure, by: Breakdown, period: Period
) -> Structure:
    parts = []
    for depth, cell in [(0, whole), *((1 + _depth(one, by), one) for one in members)]:
        value = calculator.result(measure, cell, period)
        if cell is whole or value.state != "unknown":
            parts.append(StructurePart(value, dict(_about(calculator, measure, cell, period)), depth))
    return Structure(whole, measure, by, period, parts)


def _depth(cell: Entity, by: Breakdown) -> int:
    return next(one.depth for one in cell.of if one.breakdown is by)


def _about(calculator: Calculator, measure: Measure, cell: Entity, period: Period) -> Iterator[tuple[str, Result]]:
    """What is known of one category besides its value; a growth that was published comes before a computed one.

    Of the whole that is its growth alone: it is all of itself.
    """
    book = calculator.book
    growth = "points" if measure.unit.is_part_of_one else "growth"
    for function in ("share", growth, "pull", "contribution"):
        if book.has(measure, function) and (cell.of or function not in OF_WHOLE):
            metric = book.generated(measure, function)
            printed = calculator.printed(metric, cell, period) if function == growth else None
            result = printed or calculator.result(metric, cell, period)
            if result.interval is not None or result.state not in ("", "unknown"):
                yield function, result
