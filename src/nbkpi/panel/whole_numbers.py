"""Whole numbers as columns, each with the range it can have, so that nothing overflows unseen."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from nbkpi.panel.condition import Test

LONG = 2**63 - 1
HUGE = 2**127 - 1
EXACT_DOUBLE = 2**53


class TooWide(ArithmeticError):
    """Numbers beyond what the engine can hold as whole ones."""


class Whole:
    """A column of whole numbers between low and high, or a constant (expr is None); null where something is missing.

    room is the largest number that the engine holds: LONG or HUGE. What does not fit into 64 bits is computed in 128.
    held are names of cells without which it is surely null; made says which two were added, subtracted or multiplied.
    """

    __slots__ = ("expr", "held", "high", "is_huge", "low", "made", "room")

    def __init__(
        self, expr: nw.Expr | None, low: int, high: int, room: int, is_huge: bool = False,
        held: frozenset[str] = frozenset(), made: tuple[Whole, str, Whole] | None = None,
    ) -> None:  # fmt: skip
        if max(-low, high) > room:
            raise TooWide
        self.expr, self.low, self.high, self.room, self.is_huge, self.held = expr, low, high, room, is_huge, held
        self.made = made

    def constant(self, value: int) -> Whole:
        """A constant that the same engine computes with."""
        return Whole(None, value, value, self.room)

    @property
    def magnitude(self) -> int:
        """The largest absolute value."""
        return max(-self.low, self.high)

    @property
    def column(self) -> nw.Expr:
        """The numbers as a column."""
        return nw.lit(self.low, nw.Int64) if self.expr is None else self.expr

    def _operand(self, huge: bool) -> Any:
        """What stands in an operation: a column, of 128 bits where the result needs them, or a number."""
        if self.expr is None:
            return self.low
        if not huge or self.is_huge:
            return self.expr
        return self.expr.cast(nw.Int128)

    def _with(self, other: Whole, operator: str, ends: tuple[int, int]) -> Whole:
        if self.expr is None and other.expr is None:
            return self.constant(ends[0])
        huge = max(-ends[0], ends[1]) > LONG or self.is_huge or other.is_huge
        if max(-ends[0], ends[1]) > self.room:
            raise TooWide
        left, right = self._operand(huge), other._operand(huge)
        expr = _computed(left, operator, right)
        return Whole(expr, *ends, self.room, huge, self.held | other.held, (self, operator, other))

    def __add__(self, other: Whole) -> Whole:
        if self.is_constant(0) or other.is_constant(0):
            return other if self.is_constant(0) else self
        return self._with(other, "+", (self.low + other.low, self.high + other.high))

    def __sub__(self, other: Whole) -> Whole:
        if other.is_constant(0):
            return self
        return self._with(other, "-", (self.low - other.high, self.high - other.low))

    def __mul__(self, other: Whole) -> Whole:
        if self.is_constant(1) or other.is_constant(1):
            return other if self.is_constant(1) else self
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return self._with(other, "*", (min(corners), max(corners)))

    def __neg__(self) -> Whole:
        return self.constant(0) - self

    def is_constant(self, value: int) -> bool:
        """Whether it is this number in every row."""
        return self.expr is None and self.low == value

    def compared(self, operator: str, other: int) -> Test:
        """Whether it is <, <=, = or > a number; settled beforehand where the range says so."""
        if operator == ">":
            found = self.compared("<=", other)
            return not found if isinstance(found, bool) else self.column > other
        if operator == "=":
            return False if not self.low <= other <= self.high else self.low == self.high or self.column == other
        last = other if operator == "<=" else other - 1
        if self.high <= last or self.low > last:
            return self.high <= last
        return self.column <= last

    def at_least(self, least: int) -> Whole:
        """The same, and this least number in place of anything below it."""
        if self.low >= least:
            return self
        kept = nw.when(self.column >= least).then(self.column).otherwise(nw.lit(least))
        return Whole(kept, least, max(self.high, least), self.room, self.is_huge)

    def double(self) -> tuple[Any, int]:
        """The numbers as doubles, and how many roundings of half a last place that takes at most."""
        if self.expr is None:
            return float(self.low), 0 if int(float(self.low)) == self.low else 1
        if self.magnitude > EXACT_DOUBLE:
            return self.column.cast(nw.Float64), 2 if self.is_huge else 1
        made = self._made_of_doubles()
        return self.column.cast(nw.Float64) if made is None else made, 0

    def _made_of_doubles(self) -> Any:
        """The same computed with doubles, which engines do not watch for overflow; None where that is not exact."""
        if self.made is None:
            return None
        left, operator, right = self.made
        if operator == "*" and (left._is_zero_beside(right) or right._is_zero_beside(left)):
            return None
        (first, lost), (second, also_lost) = left.double(), right.double()
        return None if lost or also_lost else _computed(first, operator, second)

    def _is_zero_beside(self, other: Whole) -> bool:
        """Whether this may be zero where the other is below zero: as doubles their product would be minus zero."""
        return self.low <= 0 <= self.high and other.low < 0


def _computed(left: Any, operator: str, right: Any) -> Any:
    return left + right if operator == "+" else left - right if operator == "-" else left * right


def pick(test: Test, chosen: Whole, other: Whole) -> Whole:
    """One of two numbers, row by row."""
    if isinstance(test, bool) or chosen is other:
        return chosen if test is True or chosen is other else other
    huge = chosen.is_huge or other.is_huge
    first, second = (
        nw.lit(one.low) if one.expr is None else one.expr.cast(nw.Int128) if huge and not one.is_huge else one.expr
        for one in (chosen, other)
    )
    low, high = min(chosen.low, other.low), max(chosen.high, other.high)
    held = chosen.held & other.held
    return Whole(nw.when(test).then(first).otherwise(second), low, high, chosen.room, huge, held)
