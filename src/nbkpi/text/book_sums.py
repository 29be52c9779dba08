"""What places of a book have together, and what part one has of what it lies in: by the figures that were printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nbkpi.exact import Interval
from nbkpi.figure import Period, Unit
from nbkpi.figure.unit import PERCENT
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator, Observation
from nbkpi.solve.printed import either_way

_SHARE = Interval(0, 100)


@dataclass(frozen=True, slots=True)
class Combined:
    """What follows from printed figures of several entities, in its unit; nominal is None where one is but a bound."""

    interval: Interval
    nominal: Fraction | None
    unit: Unit
    figures: tuple[Observation, ...]

    def difference(self, asserted: Interval, nominal: Fraction | None) -> Fraction | None:
        """What was asserted minus what follows; None where both can be true."""
        if self.interval.intersect(asserted) is not None:
            return None
        return nominal - self.nominal if nominal is not None and self.nominal is not None else Fraction(0)


def together(book: Book, entities: Sequence[Entity], measure: Indicator, period: Period) -> Combined | None:
    """The sum over entities; None where it cannot be added up, or one of them has not exactly one printed figure."""
    printed = [_only_printed(book, entity, measure, period) for entity in entities]
    figures = tuple(one for one in printed if one is not None)
    if not measure.is_additive or len(figures) < len(entities) or len(set(entities)) < len(entities):
        return None
    total, nominal = Interval.point(0), Fraction(0)
    for one in figures:
        total += either_way(one)
        nominal += one.nominal or 0
    is_central = all(one.nominal is not None for one in figures)
    return Combined(total, nominal if is_central else None, measure.unit, figures)


def share_of(book: Book, part: Combined, whole: Entity, measure: Indicator, period: Period) -> Combined | None:
    """A part as percent of a whole; None where the whole was not printed, or may be nothing."""
    printed = _only_printed(book, whole, measure, period)
    if printed is None or not either_way(printed).is_positive:
        return None
    interval = (part.interval / either_way(printed)).scaled(Fraction(100)).intersect(_SHARE)
    if interval is None:
        return None
    nominal = 100 * part.nominal / printed.nominal if part.nominal is not None and printed.nominal else None
    return Combined(interval, nominal, PERCENT, (*part.figures, printed))


def _only_printed(book: Book, entity: Entity, measure: Indicator, period: Period) -> Observation | None:
    """The one figure that says it all; None where there is none, or where there are several."""
    found = [one for one in book.printed(entity, measure, period) if one.interval is not None]
    return found[0] if len(found) == 1 else None
