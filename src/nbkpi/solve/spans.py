"""Which periods add up to which: months, quarters and halves to years, years to spans, and any run that covers one."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from nbkpi.figure import Period

_LENGTHS = (1, 3, 6, 12)


class PeriodSum(NamedTuple):
    """A whole period is the sum of its parts without what is less; is_whole: they are all of it, and not only some."""

    whole: Period
    parts: tuple[Period, ...]
    less: tuple[Period, ...] = ()
    is_whole: bool = True


def additions(spoken_of: Collection[Period]) -> Iterator[PeriodSum]:
    """Every way in which the periods spoken of add up to each other.

    At most one in each is not among them: it follows from the others. Where parts of a whole that is spoken of are
    missing, the others are given, which together are no more than it.
    """
    if all(period.length == 12 for period in spoken_of):
        return
    seen: set[tuple[frozenset[Period], bool]] = set()
    for found in (*_regular(spoken_of), *_remainders(spoken_of), *_runs(spoken_of), *_ways(spoken_of)):
        key = frozenset((found.whole, *found.parts, *found.less)), found.is_whole
        if key not in seen:
            seen.add(key)
            yield found


def _regular(spoken_of: Collection[Period]) -> Iterator[PeriodSum]:
    """Wholes cut into parts of equal length."""
    for whole in sorted(_wholes(spoken_of)):
        for length in _LENGTHS:
            if length >= whole.length:
                break
            parts = [Period(start, length) for start in range(whole.start, whole.end, length)]
            there = [part for part in parts if part in spoken_of]
            missing = len(parts) - len(there) + (whole not in spoken_of)
            if there and missing <= 1:
                yield PeriodSum(whole, tuple(parts))


def _wholes(spoken_of: Collection[Period]) -> set[Period]:
    """What the periods spoken of are, or are part of: quarters, halves, years; spans of years only where named."""
    found = {period for period in spoken_of if period.length % 12 == 0 and period.start % 12 == 0}
    for period in spoken_of:
        for length in _LENGTHS[1:]:
            if length >= period.length:
                whole = Period(period.start // length * length, length)
                if whole.covers(period):
                    found.add(whole)
    return found


def _remainders(spoken_of: Collection[Period]) -> Iterator[PeriodSum]:
    """Of two periods that begin, or end, together the longer one is the shorter one and the rest of it."""
    starts, ends = defaultdict(list), defaultdict(list)
    for period in sorted(spoken_of, key=lambda period: period.length):
        starts[period.start].append(period)
        ends[period.end].append(period)
    for together in starts.values():
        for short, long in pairwise(together):
            yield PeriodSum(long, (short, Period(short.end, long.end - short.end)))
    for together in ends.values():
        for short, long in pairwise(together):
            yield PeriodSum(long, (Period(long.start, short.start - long.start), short))


def _runs(spoken_of: Collection[Period]) -> Iterator[PeriodSum]:
    """Of each period those within it that do not overlap and leave least of it out, the fewest that do.

    What they leave out is one more part where it is in one piece.
    """
    by_end = sorted(spoken_of, key=lambda period: period.end)
    for whole in sorted(spoken_of):
        parts = _run([one for one in by_end if whole.covers(one) and one != whole])
        if parts:
            left_out = _left_out(whole, parts)
            more = left_out if len(left_out) == 1 else ()
            yield PeriodSum(whole, tuple(sorted((*parts, *more))), is_whole=len(left_out) < 2)


def _run(within: Sequence[Period]) -> tuple[Period, ...]:
    """The periods, given by their ends, that cover most months without an overlap."""
    ends = [one.end for one in within]
    # For the first so many of them: how many months can be covered, minus in how many parts, and the last part.
    best: list[tuple[int, int, int]] = [(0, 0, -1)]
    for number, one in enumerate(within):
        before = best[bisect_right(ends, one.start, hi=number)]
        best.append(max(best[-1], (before[0] + one.length, before[1] - 1, number), key=lambda each: each[:2]))
    parts: list[Period] = []
    last = best[-1][2]
    while last >= 0:
        parts.append(within[last])
        last = best[bisect_right(ends, within[last].start, hi=last)][2]
    return tuple(reversed(parts))


def _left_out(whole: Period, parts: Sequence[Period]) -> list[Period]:
    """What lies between the parts, in order, and before and after them."""
    ends = [whole.start, *(part.end for part in parts)]
    starts = [*(part.start for part in parts), whole.end]
    return [Period(end, start - end) for end, start in zip(ends, starts, strict=True) if end < start]


_Roads = Mapping[int, Sequence[tuple[int, Period]]]
"""From each month, where one of the periods that begin or end with it leads."""


def _ways(spoken_of: Collection[Period]) -> Iterator[PeriodSum]:
    """Each period as the fewest others that lead from its beginning to its end, forwards and back in time."""
    roads: defaultdict[int, list[tuple[int, Period]]] = defaultdict(list)
    for period in sorted(spoken_of):
        roads[period.start].append((period.end, period))
        roads[period.end].append((period.start, period))
    # The longest first: of one relation it is the whole.
    for whole in sorted(spoken_of, key=lambda period: (-period.length, period)):
        way = _way(roads, whole)
        if way:
            parts = tuple(period for month, period in way if month == period.start)
            yield PeriodSum(whole, parts, tuple(period for month, period in way if month == period.end))


def _way(roads: _Roads, whole: Period) -> list[tuple[int, Period]]:
    """The periods on the shortest way around a period, each with the month where it is entered; none without a way."""
    came_by: dict[int, tuple[int, Period]] = {}
    waiting = deque([whole.start])
    while waiting and whole.end not in came_by:
        month = waiting.popleft()
        for other, period in roads[month]:
            if other not in came_by and other != whole.start and period != whole:
                came_by[other] = month, period
                waiting.append(other)
    way: list[tuple[int, Period]] = []
    month = whole.end
    while month in came_by:
        way.append(came_by[month])
        month = came_by[month][0]
    return way[::-1] if month == whole.start else []
