"""Cells with figures as they were printed: each different text is read once, and joined to the rows by its place."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

import narwhals as nw

from nbkpi.errors import UnreadableFigure
from nbkpi.figure import Figure
from nbkpi.loading.reader import FigureReader
from nbkpi.model.records import Measure
from nbkpi.panel.cells import printed
from nbkpi.panel.condition import Test, all_of
from nbkpi.panel.formula import Leaf
from nbkpi.panel.quotient import Quotient
from nbkpi.panel.span import Span
from nbkpi.panel.whole_numbers import Whole


class Word(NamedTuple):
    """What the words of a cell come to, in whole parts of a common unit; states of the engine's table of words."""

    place: int
    lower: int | None
    upper: int | None
    nominal: int | None
    lower_closed: bool
    upper_closed: bool
    missing: str | None
    hard: bool


MAX_PARTS = 10**7
"""Words whose ends need a finer common unit than one of so many parts are left to the small engine."""


class PrintedWords:
    """Figures as printed, each different text read once."""

    def __init__(self, measure: Measure, reader: FigureReader, texts: Sequence[str], room: int) -> None:
        self.measure, self.room, self.texts = measure, room, list(texts)
        self.suffixes = ("",)
        self.figures: list[Figure | None] = []
        self.wrong: list[tuple[str, str]] = []
        for text in self.texts:
            try:
                self.figures.append(reader.read(text, measure, None))
            except UnreadableFigure as error:
                self.figures.append(None)
                self.wrong.append((text, str(error)))
        self.unit = Fraction(1, self._parts())
        self.table = [self._word(place, figure) for place, figure in enumerate(self.figures) if figure is not None]
        ends = [end for word in self.table for end in (word.lower, word.upper, word.nominal) if end is not None]
        self.low, self.high = min(ends, default=0), max(ends, default=0)

    def _parts(self) -> int:
        parts = 1
        for figure in self.figures:
            if figure is None or figure.interval is None:
                continue
            one = printed(self.measure, figure)
            interval = one.possible
            ends = [end for end in (interval and interval.lower, interval and interval.upper, one.nominal) if end]
            common = lcm(parts, *(end.denominator for end in ends))
            parts = common if common <= MAX_PARTS else parts
        return parts

    def _word(self, place: int, figure: Figure) -> Word:
        one = printed(self.measure, figure)
        interval = one.possible
        if interval is None:
            return Word(place, None, None, None, False, False, figure.missing or "unknown", False)
        ends = [None if end is None else end / self.unit for end in (interval.lower, interval.upper, one.nominal)]
        other_unit = figure.unit.dimension != self.measure.unit.dimension
        hard = other_unit or any(end is not None and end.denominator != 1 for end in ends) or not interval.is_bounded
        hard = hard or any(end is not None and abs(end) > 10**17 for end in ends)
        whole = [None if end is None or hard else int(end) for end in ends]
        low, high, nominal = whole
        return Word(place, low, high, nominal, interval.lower_closed, interval.upper_closed, None, hard)

    def leaf(self, name: str) -> Leaf:
        """The interval of the words; the columns of what they come to have been joined to these."""
        columns = {field: nw.col(f"{name}_{field}") for field in Word._fields[1:]}
        lower, upper, nominal = (
            Quotient(Whole(columns[field], self.low, self.high, self.room), None, self.unit)
            for field in ("lower", "upper", "nominal")
        )
        span = Span(lower, upper, columns["lower_closed"], columns["upper_closed"], hard=columns["hard"])
        return Leaf(span, nominal, ~columns["nominal"].is_null())

    def missing(self, name: str) -> list[tuple[str, Test]]:
        """The symbols of missing values."""
        used = dict.fromkeys(word.missing for word in self.table if word.missing is not None)
        said = nw.col(f"{name}_missing")
        return [(state, all_of(~said.is_null(), said == state)) for state in used]

    def absent(self, name: str) -> nw.Expr:
        """Nothing is known of an empty cell."""
        return nw.col(name).is_null()

    def figure(self, cells: Sequence[int | None]) -> Figure | None:
        """The figure of one cell."""
        return None if cells[0] is None else self.figures[cells[0]]
