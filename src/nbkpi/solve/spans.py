"""Which periods add up to which: months, quarters and halves to years, years to spans, and what comes in between."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from nbkpi.figure import Period

_LENGTHS = (1, 3, 6, 12)


def additions(spoken_of: Collection[Period]) -> Iterator[tuple[Period, tuple[Period, ...], bool]]:
    """A whole period, the parts of it, and whether they are all of it.

    Of the periods spoken of, at most one in each is missing: it follows from the others. Where more parts of a whole
    that is spoken of are missing, the others are given, which together are no more than it.
    """
    if all(period.length == 12 for period in spoken_of):
        return
    seen: set[tuple[Period, frozenset[Period]]] = set()
    for whole, parts, is_whole in (*_regular(spoken_of), *_remainders(spoken_of)):
        if (key := (whole, frozenset(parts))) not in seen:
            seen.add(key)
            yield whole, parts, is_whole


def _regular(spoken_of: Collection[Period]) -> Iterator[tuple[Period, tuple[Period, ...], bool]]:
    """Wholes cut into parts of equal length."""
    for whole in sorted(_wholes(spoken_of)):
        for length in _LENGTHS:
            if length >= whole.length:
                break
            parts = [Period(start, length) for start in range(whole.start, whole.end, length)]
            there = tuple(part for part in parts if part in spoken_of)
            if not there:
                continue
            missing = len(parts) - len(there) + (whole not in spoken_of)
            if missing <= 1:
                yield whole, tuple(parts), True
            elif whole in spoken_of:
                yield whole, there, False


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


def _remainders(spoken_of: Collection[Period]) -> Iterator[tuple[Period, tuple[Period, ...], bool]]:
    """Of two periods that begin together the longer one is the shorter one and what comes after it."""
    by_start: dict[int, list[Period]] = {}
    for period in sorted(spoken_of):
        by_start.setdefault(period.start, []).append(period)
    for together in by_start.values():
        for short, long in pairwise(together):
            yield long, (short, Period(short.end, long.end - short.end)), True
