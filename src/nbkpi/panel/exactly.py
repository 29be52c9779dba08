"""Rows that the small engine computes: what is rare in columns, and what would take more digits than they have."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from nbkpi.book.book import Book
from nbkpi.book.records import Entity, Measure, Observation, Target
from nbkpi.exact import Interval
from nbkpi.figure import Figure, Period
from nbkpi.panel.cells import SOMEWHERE, Decoder
from nbkpi.panel.plan import Wanted
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.verdicts import Judge

_BATCH = 500
"""After so many rows a new small engine takes over, as one keeps what it has computed."""

Row = Sequence[Any]


class Exactly:
    """Computes rows one by one as nbkpi does for a book with nothing but their figures in it."""

    def __init__(self, book: Book, wanted: Sequence[Wanted], decoders: Sequence[Decoder], length: int) -> None:
        self.book, self.wanted, self.decoders, self.length = book, wanted, decoders, length
        self.places = list(dict.fromkeys(place for one in wanted for place in one.needed))

    def columns(self) -> list[str]:
        """The columns that a row must have after its time, in this order."""
        names = []
        for place in self.places:
            names += [place.name + suffix for suffix in self.decoders[place.field].suffixes]
        return names

    def rows(self, rows: Iterable[tuple[int, Row]]) -> Iterator[list[Any]]:
        """For the time and the cells of each row: the columns of every metric."""
        calculator, used = self._calculator(), 0
        for time, cells in rows:
            if used == _BATCH:
                calculator, used = self._calculator(), 0
            used += 1
            entity, period = Entity("row", "row", "other"), Period(time, self.length)
            claims = self._take_in(calculator.book, entity, period, cells)
            found: list[Any] = []
            for one in self.wanted:
                found += self._result(calculator, one, entity, period, claims.get(one.name))
            yield found

    def _calculator(self) -> Calculator:
        book = Book("", "", self.book.convention, self.book.units)
        book.indicators, book.metrics = self.book.indicators, self.book.metrics
        return Calculator(book)

    def _take_in(self, book: Book, entity: Entity, period: Period, cells: Row) -> dict[str, Observation]:
        """Put the figures of a row into a book; its claims by the names of their metrics."""
        values, claims = iter(cells), {}
        roles = {
            place: (slot, one)
            for one in self.wanted
            for slot, place in zip(one.program.slots, one.places, strict=True)
            if place is not None
        }
        for place in self.places:
            width = len(self.decoders[place.field].suffixes)
            figure = self.decoders[place.field].figure([next(values) for _cell in range(width)])
            if figure is None:
                continue
            if place in roles:
                slot, _one = roles[place]
                assert slot.measure is not None
                when = slot.period(period)
                if slot.scope == "target":
                    book.targets.append(Target(entity, slot.measure, when, figure, None, ""))
                else:
                    book.add_observation(_observation(entity, slot.measure, when, figure))
                continue
            for one in self.wanted:
                if one.claim == place.field:
                    claims[one.name] = _observation(entity, one.metric, period, figure)
        return claims

    def _result(
        self, calculator: Calculator, one: Wanted, entity: Entity, period: Period, claim: Observation | None
    ) -> list[Any]:
        result = calculator.computed(one.metric, entity, period)
        interval = result.interval
        columns: list[Any] = [None, None, None, None, None, result.state or None]
        if interval is not None:
            nominal = None if result.nominal is None else float(result.nominal)
            columns[:5] = [nominal, *outward(interval), interval.lower_closed, interval.upper_closed]
        if one.claim is None:
            return columns
        if claim is None:
            return [*columns, None, None]
        check = Judge(calculator).judge(claim)
        difference = None if check.difference is None else float(check.difference)
        return [*columns, check.verdict, difference]


def _observation(entity: Entity, measure: Measure, period: Period, figure: Figure) -> Observation:
    return Observation(
        entity, measure, period, figure.text, SOMEWHERE, "", "final", "", "", lambda _self: figure, figure
    )


def outward(interval: Interval) -> tuple[float | None, float | None]:
    """Both ends as the nearest doubles that lie outside; None where they are infinite."""
    return _rounded(interval.lower, -math.inf), _rounded(interval.upper, math.inf)


def _rounded(end: Fraction | None, way: float) -> float | None:
    if end is None:
        return None
    found = float(end)
    beyond = Fraction(found) > end if way < 0 else Fraction(found) < end
    return math.nextafter(found, way) if beyond else found
