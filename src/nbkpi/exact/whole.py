"""How many different whole numbers can lie above each of some ranges at once: the dense ranks of counts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

Whole = tuple[int | None, int | None]
"""The lowest and the highest whole number; None where there is no end."""


class _Place(NamedTuple):
    """A number, the range that takes it, and the range that is next in line for it, if any."""

    number: int
    taker: int
    heir: int | None


def most_above(ranges: Sequence[Whole]) -> Iterator[int]:
    """For each range, how many different numbers above its lowest one the other ranges can have together.

    Numbers are given out from the highest down, each to the range whose lowest number is highest, which leaves as few
    as possible without one. A range that keeps its own lowest number gives back what it was given: the next in line
    takes that, and so on, until one takes it that had none (nothing is lost) or nobody is in line (one is lost).
    """
    endless = sum(high is None for _low, high in ranges)
    places = list(_given(ranges))
    taken = {place.taker: at for at, place in enumerate(places)}
    lost = _lost(places, taken)
    falling = [-place.number for place in places]
    for index, (low, high) in enumerate(ranges):
        above = len(places) if low is None else bisect_left(falling, -low)
        at = taken.get(index)
        stuck = None if at is None else lost[at]
        missed = at is not None and at < above and stuck is not None and stuck < above
        yield above - missed + endless - (high is None)


def _given(ranges: Sequence[Whole]) -> Iterator[_Place]:
    """Every number that is taken, from the highest down; ranges without a highest number need none of these."""
    coming = sorted((high, index) for index, (_low, high) in enumerate(ranges) if high is not None)
    line: list[tuple[bool, int, int]] = []
    number = 0
    while coming or line:
        number = number - 1 if line else coming[-1][0]
        while coming and coming[-1][0] >= number:
            _high, index = coming.pop()
            low = ranges[index][0]
            heappush(line, (low is None, -(low or 0), index))
        while line and not line[0][0] and -line[0][1] > number:
            heappop(line)
        if line:
            taker = heappop(line)[2]
            yield _Place(number, taker, line[0][2] if line else None)


def _lost(places: Sequence[_Place], taken: Mapping[int, int]) -> list[int | None]:
    """For each place: at which one nobody is left to take what is given back there; None where somebody always is."""
    found: list[int | None] = [None] * len(places)
    for at in range(len(places) - 1, -1, -1):
        heir = places[at].heir
        if heir is None:
            found[at] = at
        elif heir in taken:
            found[at] = found[taken[heir]]
    return found
