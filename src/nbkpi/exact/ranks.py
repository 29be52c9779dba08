"""Ranks of values that are known as intervals: the best and the worst place each of them can have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.exact import Interval
from nbkpi.exact.whole import Whole, most_above

Ties = Literal["min", "dense"]
"""What follows two firsts: min, the third (1, 1, 3); dense, the second (1, 1, 2)."""

TIES: tuple[Ties, ...] = ("min", "dense")


FINE = 10**9
"""Ends are first compared as multiples of one part in this many; only equal ones then as fractions."""


class RankRange(NamedTuple):
    """The best and the worst rank possible; 1 is the highest value."""

    best: int
    worst: int


def rank_ranges(intervals: Sequence[Interval], ties: Ties = "min", step: Fraction | None = None) -> list[RankRange]:
    """The ranks each interval can have, the highest value first; equal values share a rank.

    With a step only its whole multiples are values, and the ends of the intervals are such.

    A rank is one more than the number of values above (min), or of different values above (dense). Both ends are
    reached for values that vary independently. O(n log n).
    """
    placed = _placed(intervals)
    rising = sorted(one.lower for one in placed)
    certain = [len(rising) - bisect_right(rising, one.upper) for one in placed]
    if ties == "dense":
        fewest = _fewest_values(placed)
        most = _most_values(placed) if step is None else most_above([_whole(one, step) for one in intervals])
        return [RankRange(1 + fewest[count], 1 + above) for count, above in zip(certain, most, strict=True)]
    tops = sorted(one.top for one in placed)
    return [
        RankRange(1 + count, 1 + len(tops) - bisect_right(tops, one.bottom) - (not one.is_point))
        for one, count in zip(placed, certain, strict=True)
    ]


def _whole(interval: Interval, step: Fraction) -> Whole:
    """The multiples of the step that the ends are."""
    lower, upper = interval.lower, interval.upper
    return None if lower is None else int(lower / step), None if upper is None else int(upper / step)


class _Placed(NamedTuple):
    """An interval by the places of its ends among all ends, which compare faster than the numbers themselves.

    bottom and top are the places of the numbers; lower and upper differ from these by one where the interval only
    comes close to them.
    """

    lower: int
    upper: int
    bottom: int
    top: int

    @property
    def is_point(self) -> bool:
        """Whether it is a single value."""
        return self.bottom == self.top


def _placed(intervals: Sequence[Interval]) -> list[_Placed]:
    # Whole numbers compare ten times as fast as fractions, which then settle only what is very near.
    ends = sorted(
        {end for one in intervals for end in (one.lower, one.upper) if end is not None},
        key=lambda end: (end.numerator * FINE // end.denominator, end),
    )
    places = {end: 3 * place for place, end in enumerate(ends)}
    beyond = 3 * len(ends)
    found = []
    for one in intervals:
        bottom = -3 if one.lower is None else places[one.lower]
        top = beyond if one.upper is None else places[one.upper]
        found.append(_Placed(bottom + (not one.lower_closed), top - (not one.upper_closed), bottom, top))
    return found


def _fewest_values(placed: Sequence[_Placed]) -> list[int]:
    """Into how few different values the first k intervals from above can fall together, for every k.

    The greedy choice is the right one: each value as low as the highest lower end lets it.
    """
    fewest, shared = [0], None
    for one in sorted(placed, reverse=True):
        apart = shared is None or one.upper < shared
        fewest.append(fewest[-1] + apart)
        shared = one.lower if apart else shared
    return fewest


def _most_values(placed: Sequence[_Placed]) -> Iterator[int]:
    """How many different values can lie above each interval at once: equal points are one, all else can differ."""
    points = sorted({one.bottom for one in placed if one.is_point})
    tops = sorted(one.top for one in placed if not one.is_point)
    for one in placed:
        above = len(points) - bisect_right(points, one.bottom)
        yield above + len(tops) - bisect_right(tops, one.bottom) - (not one.is_point)
