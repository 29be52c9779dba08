"""What bounds rest on: how a propagation came to them, followed backward."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from typing import NamedTuple

from nbkpi.exact import Interval
from nbkpi.exact.ends import same_lower, same_upper
from nbkpi.exact.interval import unchecked
from nbkpi.solve.propagate import NEVER, Event, Propagation


class Support(NamedTuple):
    """What bounds rest on: variables, equations, and what happened to which variable, in the order of time."""

    variables: set[int]
    equations: set[int]
    events: list[tuple[Event, int]]


def support_of(propagation: Propagation, variables: Iterable[int]) -> Support:
    """All that the bounds of these variables rest on."""
    found = Support(set(), set(), [])
    waiting = [(variable, NEVER) for variable in variables]
    seen: set[tuple[int, int]] = set()
    while waiting:
        place, before = waiting.pop()
        found.variables.add(place)
        for event in _ends(propagation, place, before):
            if (place, event.time) not in seen:
                seen.add((place, event.time))
                found.events.append((event, place))
                found.equations.add(event.equation)
                equation = propagation.network.equations[event.equation]
                # Whether there is a growth or a quotient at all may rest on the bounds of what is narrowed.
                itself = not equation.shape.is_total
                waiting += [(other, event.time) for other in equation.variables if itself or other != place]
    found.events.sort()
    return found


def bounds_apart_from(propagation: Propagation, place: int, equations: Collection[int]) -> Interval:
    """The bounds that a variable would have if some equations had not narrowed it, as far as that is known."""
    lower, upper = propagation.start[place], propagation.start[place]
    before = lower
    for event in propagation.events[place]:
        now = event.interval
        if event.equation not in equations:
            lower = lower if same_lower(now, before) else now
            upper = upper if same_upper(now, before) else now
        before = now
    return unchecked(lower.lower, upper.upper, lower.lower_closed, upper.upper_closed)


def _ends(propagation: Propagation, place: int, before: int) -> set[Event]:
    """The events that brought the ends of a variable where they were before a time."""
    events = propagation.events[place]
    last = bisect_left(events, before, key=lambda event: event.time) - 1
    if last < 0:
        return set()
    lower = upper = last
    start = propagation.start[place]
    now = events[last].interval
    while lower >= 0 and same_lower(events[lower].interval, now):
        lower -= 1
    while upper >= 0 and same_upper(events[upper].interval, now):
        upper -= 1
    ends = set()
    if lower >= 0 or not same_lower(start, now):
        ends.add(events[lower + 1])
    if upper >= 0 or not same_upper(start, now):
        ends.add(events[upper + 1])
    return ends
