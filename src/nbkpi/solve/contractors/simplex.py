"""Exact linear programming: whether rows can all be zero within bounds, and how far a place can go in them.

The method is that of Dutertre and de Moura, “A Fast Linear-Arithmetic Solver for DPLL(T)” (2006): every row has one
place of its own that is computed from the others; a row that cannot be mended, or a place that cannot be moved any
further, is a single equation that proves it. Open ends are bounds a little inside, by an amount as small as can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd

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

    def __init__(self, rows: Sequence[Mapping[int, Fraction]], bounds: Sequence[Interval], patience: int) -> None:
        self.patience = patience
        self._lower = [_end(one.lower, one.lower_closed, 1) for one in bounds]
        self._upper = [_end(one.upper, one.upper_closed, -1) for one in bounds]
        self._values = [low or high or (ZERO, ZERO) for low, high in zip(self._lower, self._upper, strict=True)]
        self._rows: dict[int, Row] = {}
        for row in rows:
            self._add(_whole(row))
        for basic, whole in self._rows.items():
            self._values[basic] = self._computed(basic, whole)

    def fails(self) -> Row | None:
        """A row that cannot be zero within the bounds of its places; None when all rows can be at once."""
        while self.patience > 0:
            wrong = min((place for place in self._rows if self._missing(place)), default=None)
            if wrong is None:
                return None
            up = self._missing(wrong) > 0
            entering = self._entering(wrong, up)
            if entering is None:
                return self._rows[wrong]
            wanted = self._lower[wrong] if up else self._upper[wrong]
            assert wanted is not None
            step = _times(_minus(wanted, self._values[wrong]), 1 / self._effect(entering, wrong))
            self._move(entering, step)
            self._pivot(wrong, entering)
        return None

    def extreme(self, place: int, up: bool) -> Row | None:
        """The row that says how far a place can go up or down, once all rows are zero; None when nothing stops it."""
        if place not in self._rows:
            leaving = min((basic for basic, row in self._rows.items() if place in row), default=None)
            if leaving is None:
                return None
            self._pivot(leaving, place)
        while self.patience > 0:
            entering = self._entering(place, up)
            if entering is None:
                return self._rows[place]
            forward = (self._effect(entering, place) > 0) == up
            room, stops = self._room(entering, forward)
            if room is None:
                return None
            if stops == place:
                # It reaches its own end.
                return None
            self._move(entering, room)
            if stops != entering:
                self._pivot(stops, entering)
        return None

    def _add(self, row: Row) -> None:
        """Take in a row, without the places that other rows compute; the first that is left is computed by it."""
        for basic, other in self._rows.items():
            if basic in row:
                row = _without(row, other, basic)
        place = min((one for one in row if one != CONSTANT and self._lower[one] != self._upper[one]), default=None)
        if place is None:
            place = min((one for one in row if one != CONSTANT), default=None)
        if place is None:
            return
        for basic, other in self._rows.items():
            if place in other:
                self._rows[basic] = _without(other, row, place)
        self._rows[place] = row

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
        for place in sorted(row):
            if place not in (basic, CONSTANT) and self._can_move(place, (-row[place] * row[basic] > 0) == up):
                return place
        return None

    def _can_move(self, place: int, up: bool) -> bool:
        end = self._upper[place] if up else self._lower[place]
        return end is None or end != self._values[place]

    def _room(self, entering: int, up: bool) -> tuple[Value | None, int]:
        """How far a place can be moved until it or the place of a row is at its end, and which; None without an end."""
        room, stops = self._distance(entering, up), entering
        for basic, row in sorted(self._rows.items()):
            if entering in row:
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
        self._values[place] = _plus(self._values[place], by)
        for basic, row in self._rows.items():
            if place in row:
                self._values[basic] = _plus(self._values[basic], _times(by, Fraction(-row[place], row[basic])))

    def _pivot(self, leaving: int, entering: int) -> None:
        """Let a row compute another of its places."""
        row = self._rows.pop(leaving)
        self.patience -= 1
        for basic, other in self._rows.items():
            if entering in other:
                self._rows[basic] = _without(other, row, entering)
                self.patience -= 1
        self._rows[entering] = row


def _end(end: Fraction | None, closed: bool, inward: int) -> Value | None:
    return None if end is None else (end, ZERO if closed else Fraction(inward))


def _plus(one: Value, other: Value) -> Value:
    return one[0] + other[0], one[1] + other[1]


def _minus(one: Value, other: Value) -> Value:
    return one[0] - other[0], one[1] - other[1]


def _times(one: Value, factor: Fraction) -> Value:
    return one[0] * factor, one[1] * factor


def _whole(row: Mapping[int, Fraction]) -> Row:
    """The same with whole factors that have no common divisor."""
    scale = 1
    for factor in row.values():
        scale *= factor.denominator // gcd(scale, factor.denominator)
    return _reduced({place: int(factor * scale) for place, factor in row.items()})


def _without(row: Row, other: Row, place: int) -> Row:
    """A row without a place, by means of another one that has it."""
    here, there = row[place], other[place]
    result = {each: factor * there for each, factor in row.items()}
    for each, factor in other.items():
        result[each] = result.get(each, 0) - factor * here
    return _reduced(result)


def _reduced(row: Row) -> Row:
    divisor = gcd(*row.values()) or 1
    return {place: factor // divisor for place, factor in row.items() if factor}
