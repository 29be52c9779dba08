"""Charts as what they say, before anybody draws them: exact numbers with their bounds, and the words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.exact import Interval
from nbkpi.report.numbers import single_value
from nbkpi.solve.result import Result

Tone = Literal["", "good", "fair", "bad", "other"]
"""What is to be thought of something, where anything is."""


class Extent(NamedTuple):
    """What is drawn of one number: its bounds, None where they are open, and the single value where there is one."""

    lower: Fraction | None
    value: Fraction | None
    upper: Fraction | None

    @property
    def ends(self) -> list[Fraction]:
        """Every number of it."""
        return [one for one in self if one is not None]


class Bar(NamedTuple):
    """One bar: what it is of, how far it goes, and the words that say so."""

    label: str
    extent: Extent
    text: str
    tone: Tone = ""


class Bars(NamedTuple):
    """Numbers of one measure and period beside each other; whole is the number that would be all, as 100%.

    left_out is how many more there are, of which none is drawn.
    """

    title: str
    unit: str
    bars: Sequence[Bar]
    whole: Fraction | None = None
    left_out: int = 0


class Point(NamedTuple):
    """A number of one period, which begins in a month (counted from the year 0)."""

    period: str
    month: int
    extent: Extent
    text: str


class Line(NamedTuple):
    """A number over periods, in their order; where some are missing between two there is no line."""

    title: str
    unit: str
    points: Sequence[Point]
    step: int


class Bullet(NamedTuple):
    """How far along a target is, in percent of it, and how far along it was due to be."""

    label: str
    extent: Extent
    due: Fraction | None
    text: str
    tone: Tone = ""


class Bullets(NamedTuple):
    """Targets beside each other; 100 is all of each."""

    title: str
    unit: str
    bullets: Sequence[Bullet]


Chart = Bars | Line | Bullets


def extent_of(interval: Interval, nominal: Fraction | None) -> Extent:
    """What is drawn of possible values with the best single one."""
    return Extent(interval.lower, single_value(interval, nominal), interval.upper)


def extent_of_result(result: Result) -> Extent | None:
    """What is drawn of a result; None where it has no value."""
    return None if result.interval is None else extent_of(result.interval, result.nominal)
