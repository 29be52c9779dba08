"""Ranks of values that are known as intervals: the best and the worst place each of them can have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.exact import Interval

Ties = Literal["min", "dense"]
"""What follows two firsts: min, the third (1, 1, 3); dense, the second (1, 1, 2)."""

TIES: tuple[Ties, ...] = ("min", "dense")

_Place = tuple[int, Fraction, int]
"""Where an end lies, so that ends can be put in order: beyond all numbers (-1 or 1) or not (0), the number, and
whether the end stops just short of it (-1), just behind it (1) or at it (0)."""

_NOWHERE = Fraction(0)


class RankRange(NamedTuple):
    """The best and the worst rank possible; 1 is the highest value."""

    best: int
    worst: int


def rank_ranges(intervals: Sequence[Interval], ties: Ties = "min") -> list[RankRange]:
    """The ranks each interval can have, the highest value first; equal values share a rank.

    A rank is one more than the number of values above (min), or of different values above (dense). Both ends are
    reached for values that vary independently; under dense only where they are not bound to whole numbers, else the
    worst rank may be too careful. O(n log n).
    """
    lowers, uppers = [_lower(one) for one in intervals], [_upper(one) for one in intervals]
    rising = sorted(lowers)
    certain = [len(rising) - bisect_right(rising, upper) for upper in uppers]
    if ties == "dense":
        fewest, most = _fewest_values(intervals), _most_values(intervals)
        return [RankRange(1 + fewest[count], 1 + most_above) for count, most_above in zip(certain, most, strict=True)]
    tops = sorted(upper[:2] for upper in uppers)
    return [
        RankRange(1 + count, 1 + len(tops) - bisect_right(tops, lower[:2]) - (not one.is_point))
        for one, lower, count in zip(intervals, lowers, certain, strict=True)
    ]


def _fewest_values(intervals: Sequence[Interval]) -> list[int]:
    """Into how few different values the first k intervals from above can fall together, for every k.

    The greedy choice is the right one: each value as low as the highest lower end lets it.
    """
    fewest, shared = [0], None
    for lower, upper in sorted(((_lower(one), _upper(one)) for one in intervals), key=_first, reverse=True):
        if shared is None or upper < shared:
            shared = lower
            fewest.append(fewest[-1] + 1)
        else:
            fewest.append(fewest[-1])
    return fewest


def _most_values(intervals: Sequence[Interval]) -> Iterator[int]:
    """How many different values can lie above each interval at once: equal points are one, all else can differ."""
    points = sorted({one.lower for one in intervals if one.is_point and one.lower is not None})
    tops = sorted(_upper(one)[:2] for one in intervals if not one.is_point)
    for one in intervals:
        lower = _lower(one)[:2]
        # An infinite lower end is below every point.
        above = len(points) - (bisect_right(points, lower[1]) if lower[0] == 0 else 0)
        yield above + len(tops) - bisect_right(tops, lower) - (not one.is_point)


def _first(pair: tuple[_Place, _Place]) -> _Place:
    return pair[0]


def _lower(interval: Interval) -> _Place:
    if interval.lower is None:
        return -1, _NOWHERE, 0
    return 0, interval.lower, 0 if interval.lower_closed else 1


def _upper(interval: Interval) -> _Place:
    if interval.upper is None:
        return 1, _NOWHERE, 0
    return 0, interval.upper, 0 if interval.upper_closed else -1
