"""What the sources allow for one thing together: the best status of what they print, and what all of it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.exact.relation import NOT_NEGATIVE
from nbkpi.figure import Period
from nbkpi.figure.unit import NUMBER
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator, Measure, Metric, Observation, is_cell
from nbkpi.solve.expr.state import Undefined
from nbkpi.solve.result import Value

Reading = Callable[[Observation], Interval]
"""What a printed figure leaves possible."""

STATUS_ORDER = ("revised", "final", "preliminary", "estimated")


def best(found: Sequence[Observation]) -> Sequence[Observation]:
    """Those of the best status only: a revised figure replaces what was printed before."""
    if len(found) < 2:
        return found
    first = min(STATUS_ORDER.index(one.status) for one in found)
    return [one for one in found if one.status == STATUS_ORDER[first]]


def is_usable(observation: Observation) -> bool:
    """Whether a figure bounds its measure: it has a value, of the measure's kind, at the measure's prices."""
    if not observation.is_comparable or observation.interval is None or observation.is_below_one:
        return False
    return observation.figure.unit.dimension == observation.measure.unit.dimension


def as_read(observation: Observation) -> Interval:
    """What the words allow, only whole numbers for a count; everything where the value is missing."""
    return observation.possible or EVERYTHING


def either_way(observation: Observation) -> Interval:
    """The same with both ends of a rounded number: how its printer rounded a half is not known."""
    interval, step = observation.interval, observation.measure.step
    if interval is None or observation.figure.reading != "nearest" or interval.is_point:
        return as_read(observation)
    closed = interval.closure
    return closed if step is None else closed.snapped(step) or closed


def limits_of(measure: Indicator | Metric) -> Interval:
    """What the measure can be at all, in its unit."""
    if measure.limits == "any":
        return EVERYTHING
    if measure.limits == "nonnegative":
        return NOT_NEGATIVE
    return Interval.of(0, NUMBER.scale / measure.unit.scale)


class PrintedValues:
    """What the sources of a book allow for one thing after another; keeps what it has combined.

    read is what a printed figure leaves possible.
    """

    def __init__(self, book: Book, read: Reading = as_read) -> None:
        self.book, self.read = book, read
        self._values: dict[tuple[Entity, Measure, Period], Value] = {}

    def of(self, measure: Measure, entity: Entity, period: Period) -> Value | None:
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
            known = self._values[key] = _combined(measure, entity, period, found, self.read)
        return known


def _combined(measure: Measure, entity: Entity, period: Period, found: Sequence[Observation], read: Reading) -> Value:
    """What several sources allow together, the best status only; Undefined when there is no such value."""
    found = best(found)
    first = found[0]
    found = [one for one in found if one.interval is not None]
    if not found:
        raise Undefined(first.figure.missing or "unknown", f"{measure.name} {period}{_in_cell(first)}")
    first, interval = found[0], read(found[0])
    for other in found[1:]:
        common = interval.intersect(read(other))
        if common is None:
            raise Undefined("conflict", f"{first.text}, {other.text}")
        interval = common
    nominal = first.nominal if len(found) == 1 else _shared_nominal(found, interval)
    return Value(entity, measure, period, interval, nominal, "printed", tuple(found))


def _shared_nominal(observations: Sequence[Observation], interval: Interval) -> Fraction | None:
    """The first printed number that all sources allow."""
    numbers = (one.nominal for one in observations)
    return next((number for number in numbers if number is not None and number in interval), None)


def _in_cell(figure: Observation) -> str:
    """The cell of a sheet in which a figure stands, behind what it is of."""
    place = f"{figure.source.id}#{figure.locator}" if figure.source is not None else ""
    return f" ({place})" if is_cell(figure.locator) and place else ""
