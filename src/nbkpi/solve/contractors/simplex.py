"""Exact linear programming: whether rows can all be zero within bounds, and how far a place can go in them.

The method is that of Dutertre and de Moura, “A Fast Linear-Arithmetic Solver for DPLL(T)” (2006): every row has one
place of its own that is computed from the others; a row that cannot be mended, or a place that cannot be moved any
further, is a single equation that proves it. Open ends are bounds a little inside, by an amount as small as can be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

from nbkpi.exact import Interval

Row = dict[int, int]
"""Whole factors of places; their sum is zero. The place CONSTANT is always one."""

CONSTANT = -1

Value = tuple[Fraction, Fraction]
"""A number, and how many times the smallest amount there is beside it."""

ZERO = Fraction(0)


class Tableau:
    """Rows over places with bounds, and a value for every place at which all rows are zero.

    patience is how many rows may still be computed anew: when it is used up nothing is said any more.
    """

    def __init__(
        self,
        rows: Sequence[Mapping[int, Fraction]],
        bounds: Sequence[Interval],
        near: Sequence[Interval],
        patience: int,
    ) -> None:
        """Start from values in the middle of what is near the truth, which lies within the bounds."""
        self.patience = patience
        self._lower = [_end(one.lower, one.lower_closed, 1) for one in bounds]
        self._upper = [_end(one.upper, one.upper_closed, -1) for one in bounds]
        self._values = list(map(_middle, near))
        self._rows: dict[int, Row] = {}
        uses = Counter(place for row in rows for place in row)
        for row in rows:
            self._add(_whole(row), uses)
        for basic, whole in self._rows.items():
            self._values[basic] = self._computed(basic, whole)

    def fails(self) -> Row | None:
        """A row that cannot be zero within the bounds of its places; None when all rows can be at once."""
        while self.patience > 0:
            wrong = min(filter(self._missing, self._rows), default=None)
            if wrong is None:
                return None
            up = self._missing(wrong) > 0
            entering = self._entering(wrong, up)
            if entering is None:
                return self._rows[wrong]
            wanted = self._lower[wrong] if up else self._upper[wrong]
            assert wanted is not None
            self._move(entering, _times(_minus(wanted, self._values[wrong]), 1 / self._effect(entering, wrong)))
            self._pivot(wrong, entering)
        return None

    def is_at(self, place: int, end: Fraction, closed: bool) -> bool:
        """Whether the value of a place is next to an end, or at it where that is closed."""
        real, small = self._values[place]
        return real == end and (not closed or not small)

    def extreme(self, place: int, up: bool) -> Row | None:
        """The row that says how far a place can go up or down, once all rows are zero; None when none stops it."""
        while self.patience > 0:
            is_moved = place not in self._rows
            entering = place if is_moved else self._entering(place, up)
            if entering is None:
                return self._rows[place]
            forward = up if is_moved else (self._effect(entering, place) > 0) == up
            room, stops = self._room(entering, forward)
            if room is None or stops == place:
                # Nothing stops it, or its own end does.
                return None
            self._move(entering, room)
            if stops != entering:
                self._pivot(stops, entering)
        return None

    def _add(self, row: Row, uses: Mapping[int, int]) -> None:
        """Take in a row, without the places that other rows compute; one that is left is computed by it.

        That is one without bounds where there is, which no row has to give up again, and that is in few rows.
        """
        for basic in [place for place in row if place in self._rows]:
            row = _without(row, self._rows[basic], basic)
        places = [place for place in row if place != CONSTANT]
        if not places:
            return
        own = min(places, key=lambda place: (*self._narrowness(place), uses[place], place))
        self._solve_for(own, row)

    def _narrowness(self, place: int) -> tuple[bool, int]:
        """Whether a place cannot be moved at all, and how many ends it has."""
        low, high = self._lower[place], self._upper[place]
        return low is not None and low == high, (low is not None) + (high is not None)

    def _computed(self, basic: int, row: Row) -> Value:
        """What a row makes of its own place."""
        real, small = Fraction(row.get(CONSTANT, 0)), ZERO
        for place, factor in row.items():
            if place not in (basic, CONSTANT):
                real += factor * self._values[place][0]
                small += factor * self._values[place][1]
        return -real / row[basic], -small / row[basic]

    def _missing(self, place: int) -> int:
        """1 below the lower bound of a place, -1 above the upper one, 0 within."""
        value, low, high = self._values[place], self._lower[place], self._upper[place]
        return 1 if low is not None and value < low else -1 if high is not None and value > high else 0

    def _effect(self, place: int, basic: int) -> Fraction:
        """By how much the place of a row goes up when another one goes up by one."""
        row = self._rows[basic]
        return Fraction(-row[place], row[basic])

    def _entering(self, basic: int, up: bool) -> int | None:
        """The first place of a row that can be moved so that the row's own goes up, or down."""
        row = self._rows[basic]
        is_opposed = (row[basic] > 0) == up
        return min(
            (
                place
                for place, factor in row.items()
                if place not in (basic, CONSTANT) and self._can_move(place, (factor < 0) == is_opposed)
            ),
            default=None,
        )

    def _can_move(self, place: int, up: bool) -> bool:
        end = self._upper[place] if up else self._lower[place]
        return end is None or end != self._values[place]

    def _room(self, entering: int, up: bool) -> tuple[Value | None, int]:
        """How far a place can be moved until it or the place of a row is at its end, and which; None without an end."""
        room, stops = self._distance(entering, up), entering
        for basic in sorted(basic for basic, row in self._rows.items() if entering in row):
            effect = self._effect(entering, basic)
            far = self._distance(basic, (effect > 0) == up)
            if far is not None:
                far = _times(far, 1 / abs(effect))
                if room is None or far < room:
                    room, stops = far, basic
        if room is not None and not up:
            room = _times(room, Fraction(-1))
        return room, stops

    def _distance(self, place: int, up: bool) -> Value | None:
        """How far a place is from its upper or lower end; None when there is none."""
        end = self._upper[place] if up else self._lower[place]
        if end is None:
            return None
        return _minus(end, self._values[place]) if up else _minus(self._values[place], end)

    def _move(self, place: int, by: Value) -> None:
        """Move a place, and with it the places of the rows it is in."""
        self.patience -= 1
        if not any(by):
            return
        self._values[place] = _plus(self._values[place], by)
        for basic, row in self._rows.items():
            if place in row:
                self._values[basic] = _plus(self._values[basic], _times(by, self._effect(place, basic)))

    def _pivot(self, leaving: int, entering: int) -> None:
        """Let a row compute another of its places."""
        self.patience -= 1
        self._solve_for(entering, self._rows.pop(leaving))

    def _solve_for(self, place: int, row: Row) -> None:
        """Let a row compute a place, which no other row has then."""
        for basic, other in self._rows.items():
            if place in other:
                self._rows[basic] = _without(other, row, place)
                self.patience -= 1
        self._rows[place] = row


def _end(end: Fraction | None, closed: bool, inward: int) -> Value | None:
    return None if end is None else (end, ZERO if closed else Fraction(inward))


def _middle(interval: Interval) -> Value:
    """A value in the middle of an interval; where that has only one end, that end."""
    low, high = interval.lower, interval.upper
    if low is not None and high is not None:
        return (low + high) / 2, ZERO
    return _end(low, interval.lower_closed, 1) or _end(high, interval.upper_closed, -1) or (ZERO, ZERO)


def _plus(one: Value, other: Value) -> Value:
    return one[0] + other[0], one[1] + other[1]


def _minus(one: Value, other: Value) -> Value:
    return one[0] - other[0], one[1] - other[1]


def _times(one: Value, factor: Fraction) -> Value:
    return one[0] * factor, one[1] * factor


def _whole(row: Mapping[int, Fraction]) -> Row:
    """The same with whole factors that have no common divisor."""
    scale = lcm(*(factor.denominator for factor in row.values()))
    return _reduced({place: int(factor * scale) for place, factor in row.items() if factor})


def _without(row: Row, other: Row, place: int) -> Row:
    """A row without a place, by means of another one that has it."""
    common = gcd(row[place], other[place])
    here, there = row[place] // common, other[place] // common
    if there < 0:
        here, there = -here, -there
    result = dict(row) if there == 1 else {each: factor * there for each, factor in row.items()}
    for each, factor in other.items():
        left = result.get(each, 0) - factor * here
        if left:
            result[each] = left
        else:
            del result[each]
    return _reduced(result)


def _reduced(row: Row) -> Row:
    divisor = gcd(*row.values())
    return {place: factor // divisor for place, factor in row.items()} if divisor > 1 else row
