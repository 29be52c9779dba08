"""What the sources allow for one thing together: the best status of what they print, and what all of it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nbkpi.book.records import Indicator, Metric, Observation
from nbkpi.exact import EVERYTHING, Interval
from nbkpi.exact.relation import NOT_NEGATIVE
from nbkpi.figure.unit import NUMBER

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
