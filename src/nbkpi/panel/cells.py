"""What the cells of a panel allow: numbers with a stated rounding, words as printed, or both ends of an interval.

Every cell is a whole number in the engine: so many steps of the last decimal, or the place of its words in a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import lcm
from typing import NamedTuple, Protocol

import narwhals as nw

from nbkpi.exact import Interval
from nbkpi.figure import Convention, Figure, Period
from nbkpi.figure.format import round_decimal
from nbkpi.loading.reader import FigureReader
from nbkpi.model.records import Entity, Measure, Observation, Source
from nbkpi.panel.condition import Test, any_of, not_
from nbkpi.panel.formula import Leaf
from nbkpi.panel.quotient import Quotient
from nbkpi.panel.span import Span, either
from nbkpi.panel.whole_numbers import Whole, pick

_NOBODY = Entity("", "", "other")
_NEVER = Period(0, 12)
SOMEWHERE = Source("", "")


def printed(measure: Measure, figure: Figure, text: str = "") -> Observation:
    """A figure as something that was printed of a measure, of nobody in particular."""
    return Observation(_NOBODY, measure, _NEVER, text, None, "", "final", "", "", lambda _self: figure, figure)


class Decoder(Protocol):
    """What the cells of one column mean."""

    @property
    def measure(self) -> Measure:
        """What the cells are of."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What the columns of a cell are called behind the name of its place."""

    def leaf(self, name: str) -> Leaf:
        """The interval of the cells in the columns of this name."""

    def missing(self, name: str) -> list[tuple[str, Test]]:
        """Why there is no value, where that was printed in its place."""

    def absent(self, name: str) -> nw.Expr:
        """Where nothing is known, and nothing says why."""

    def figure(self, cells: Sequence[int | None]) -> Figure | None:
        """The figure of one cell; None where there is none."""


class _Shape(NamedTuple):
    """How far the ends lie from a printed number, and whether they belong to it."""

    lower: Fraction
    upper: Fraction
    lower_closed: bool
    upper_closed: bool


class Numbers:
    """Plain numbers of so many decimals, between low and high steps of the last of them."""

    suffixes = ("",)

    def __init__(
        self, measure: Measure, reader: FigureReader, decimals: int, rounding: str, low: int, high: int, room: int
    ) -> None:
        self.measure, self.reader, self.decimals, self.rounding = measure, reader, decimals, rounding
        self.low, self.high, self.room = low, high, room
        self.step = Fraction(1, 10**decimals)
        self.shapes = {sign: self._shape(sign) for sign in self._signs()}

    def _signs(self) -> list[int]:
        return [
            sign for sign, held in ((1, self.high > 0), (0, self.low <= 0 <= self.high), (-1, self.low < 0)) if held
        ]

    def _shape(self, sign: int) -> _Shape:
        interval = printed(self.measure, self._read(sign)).possible
        assert interval is not None
        assert interval.lower is not None
        assert interval.upper is not None
        value = sign * self.step
        return _Shape(interval.lower - value, interval.upper - value, interval.lower_closed, interval.upper_closed)

    def _read(self, number: int) -> Figure:
        text = round_decimal(number * self.step, self.decimals)
        if self.rounding == "exact":
            value = number * self.step
            return Figure(text, Interval.point(value), value, self.measure.unit, "amount", step=self.step,
                          reading="exact")  # fmt: skip
        rounding: Convention = Convention(self.reader.convention.about, self.rounding)  # type: ignore[arg-type]
        return self.reader.read(text, self.measure, replace(SOMEWHERE, convention=rounding))

    def leaf(self, name: str) -> Leaf:
        """The interval of the cells in the columns of this name."""
        cell = Whole(nw.col(name), self.low, self.high, self.room, held=frozenset((name,)))
        nominal = Quotient(cell, None, self.step)
        has_nominal = ~nw.col(name).is_null()
        shapes = self.shapes
        if all(shape.lower == shape.upper for shape in shapes.values()):
            return Leaf(Span(nominal, nominal, is_point=True), nominal, has_nominal, name)
        ends = [end / self.step for shape in shapes.values() for end in (shape.lower, shape.upper)]
        finer = lcm(*(end.denominator for end in ends))
        is_up, is_zero = cell.compared(">", 0), cell.compared("=", 0)
        lowers, uppers, closed = {}, {}, {}
        for sign, shape in shapes.items():
            steps = cell * cell.constant(finer)
            lowers[sign] = steps + cell.constant(int(shape.lower / self.step * finer))
            uppers[sign] = steps + cell.constant(int(shape.upper / self.step * finer))
            closed[sign] = (shape.lower_closed, shape.upper_closed)
        lower, upper = (_by_sign(ends_of, is_up, is_zero) for ends_of in (lowers, uppers))
        flags = [_flag({sign: pair[place] for sign, pair in closed.items()}, is_up, is_zero) for place in (0, 1)]
        top, flags[1] = self._under_top(upper, flags[1], finer)
        unit = self.step / finer
        span = Span(Quotient(lower, None, unit), Quotient(top, None, unit), flags[0], flags[1])
        offsets = {(int(one.lower / unit), int(one.upper / unit)) for one in shapes.values()}
        shift = (finer, *offsets.pop()) if len(offsets) == 1 and top is upper else None
        return Leaf(span, nominal, has_nominal, name, shift)

    def _under_top(self, upper: Whole, closed: Test, finer: int) -> tuple[Whole, Test]:
        """A share ends at all of it."""
        if self.measure.limits != "share":
            return upper, closed
        top = int(1 / self.measure.unit.scale / self.step) * finer
        above = upper.compared(">", top)
        return pick(above, upper.constant(top), upper), either(above, True, closed)

    def missing(self, name: str) -> list[tuple[str, Test]]:  # noqa: ARG002
        """Numbers do not say why they are missing."""
        return []

    def absent(self, name: str) -> nw.Expr:
        """Nothing is known of an empty cell."""
        return nw.col(name).is_null()

    def figure(self, cells: Sequence[int | None]) -> Figure | None:
        """The figure of one cell."""
        return None if cells[0] is None else self._read(cells[0])


def _by_sign(ends: Mapping[int, Whole], is_up: Test, is_zero: Test) -> Whole:
    found = next(iter(ends.values()))
    if -1 in ends:
        found = ends[-1]
    if 0 in ends:
        found = pick(is_zero, ends[0], found)
    return pick(is_up, ends[1], found) if 1 in ends else found


def _flag(flags: Mapping[int, bool], is_up: Test, is_zero: Test) -> Test:
    if len(set(flags.values())) == 1:
        return next(iter(flags.values()))
    tests = {1: is_up, 0: is_zero, -1: not_(any_of((is_up, is_zero)))}
    return any_of(tests[sign] for sign, closed in flags.items() if closed)


class BoundColumns:
    """Both ends in columns of their own, as whole steps; they belong to the interval."""

    suffixes = ("", "_upper")

    def __init__(self, measure: Measure, decimals: int, low: int, high: int, room: int) -> None:
        self.measure, self.decimals, self.low, self.high, self.room = measure, decimals, low, high, room
        self.step = Fraction(1, 10**decimals)

    def leaf(self, name: str) -> Leaf:
        """The interval of the cells in the columns of this name; hard where one end is missing."""
        lower, upper = nw.col(name), nw.col(f"{name}_upper")
        hard: Test = (lower.is_null() & ~upper.is_null()) | (~lower.is_null() & upper.is_null())
        if self.measure.step is not None and (self.step / self.measure.step).denominator != 1:
            hard = True
        ends = [Quotient(Whole(one, self.low, self.high, self.room), None, self.step) for one in (lower, upper)]
        number = Quotient(Whole(lower, self.low, self.high, self.room), None, self.step)
        return Leaf(Span(ends[0], ends[1], hard=hard), number, lower == upper)

    def missing(self, name: str) -> list[tuple[str, Test]]:  # noqa: ARG002
        """Ends do not say why they are missing."""
        return []

    def absent(self, name: str) -> nw.Expr:
        """Without both ends nothing is known."""
        return nw.col(name).is_null() & nw.col(f"{name}_upper").is_null()

    def figure(self, cells: Sequence[int | None]) -> Figure | None:
        """The figure of two ends."""
        low, high = (None if cell is None else cell * self.step for cell in cells)
        if low is None and high is None:
            return None
        number = low if low == high else None
        kind, unit = ("count" if self.measure.step is not None else "amount"), self.measure.unit
        text = "–".join("" if end is None else round_decimal(end, self.decimals) for end in (low, high))
        return Figure(text, Interval.of(low, high), number, unit, kind, step=self.step,  # type: ignore[arg-type]
                      reading="exact" if number is not None else "range")  # fmt: skip
