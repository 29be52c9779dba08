"""What the tests of exact arithmetic share: intervals of every kind, values in them, and what a true range is."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from fractions import Fraction
from itertools import product

from nbkpi.exact import Interval

FAR = Fraction(10) ** 9
NEAR = 1 / Fraction(10) ** 60
CLOSE_ENOUGH = Fraction(1, 10**6)


def every_interval(*ends: Fraction | int) -> list[Interval]:
    """All intervals with these ends or infinite ones, open and closed."""
    found = []
    for low, low_closed, high, high_closed in product((None, *ends), (False, True), (*ends, None), (False, True)):
        with suppress(ValueError):
            found.append(Interval.of(low, high, low_closed, high_closed))
    return list(dict.fromkeys(found))


def samples(interval: Interval) -> list[Fraction]:
    """Values of the interval: its closed ends, values very near its open ones, far away, zero and the middle."""
    low, high = interval.lower, interval.upper
    near = NEAR * min(1, high - low) if low is not None and high is not None else NEAR
    bottom = -FAR if low is None else low if interval.lower_closed else low + near
    top = FAR if high is None else high if interval.upper_closed else high - near
    middle = (bottom + top) / 2 if low is not None and high is not None else (low or high or Fraction(0)) + 1
    found = {bottom, top, middle if middle in interval else (bottom + top) / 2}
    return sorted(found | {Fraction(0)} if 0 in interval else found)


def assert_true_range(result: Interval, values: Iterable[Fraction], *, is_cautious: bool = False) -> None:
    """Every value is inside, closed ends are attained, open ones approached, infinite ones passed at any height.

    is_cautious: a closed end may only be approached, which is no tight range but still one that holds every value.
    """
    values = list(values)
    least, greatest = min(values), max(values)
    assert least in result
    assert greatest in result
    for end, closed, extreme in (
        (result.lower, result.lower_closed, least),
        (result.upper, result.upper_closed, greatest),
    ):
        if end is None:
            assert abs(extreme) > 10**6
        elif closed and not is_cautious:
            assert extreme == end
        else:
            assert abs(extreme - end) < CLOSE_ENOUGH
