"""Rows that the small engine computes: what is rare in columns, and what would take more digits than they have."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Any

from nbkpi.exact import Interval
from nbkpi.figure import Figure, Period
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator, Measure, Metric, Observation, Target
from nbkpi.panel.arrange import CellPlace
from nbkpi.panel.cells import SOMEWHERE, Decoder
from nbkpi.panel.groups import GroupSums
from nbkpi.panel.plan import Wanted
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.judge import Judge
from nbkpi.solve.expr.expression import Program, Slot

_BATCH = 500
"""After so many rows a new small engine takes over, as one keeps what it has computed."""

Row = Sequence[Any]


class Exactly:
    """Computes rows one by one as nbkpi does for a book with nothing but their figures in it."""

    def __init__(self, book: Book, wanted: Sequence[Wanted], decoders: Mapping[int, Decoder], length: int) -> None:
        self.book, self.wanted, self.decoders, self.length = book, wanted, decoders, length
        self.places = list(dict.fromkeys(place for one in wanted for place in one.needed))
        self.slots: dict[CellPlace, list[Slot]] = {}
        for one in wanted:
            for slot, place in zip(one.program.slots, one.places, strict=True):
                if place is not None and slot not in self.slots.setdefault(place, []):
                    self.slots[place].append(slot)
        self.means: dict[Measure, Measure] = {}
        """For each indicator another one for its mean, which is not whole where the indicator is a count."""
        for slot in (slot for found in self.slots.values() for slot in found if slot.scope == "mean"):
            if isinstance(slot.measure, Indicator):
                self.means[slot.measure] = replace(slot.measure, kind="amount")

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
        book.take_measures(self.book.indicators, self.book.metrics)
        return _OfGroups(book, self.means)

    def _take_in(self, book: Book, entity: Entity, period: Period, cells: Row) -> dict[str, Observation]:
        """Put the figures of a row into a book; its claims by the names of their metrics."""
        rest, claims = iter(cells), {}
        taken: set[tuple[Measure, Period]] = set()
        for place in self.places:
            decoder = self.decoders[place.field]
            own = list(islice(rest, len(decoder.suffixes)))
            for slot in self.slots.get(place, ()):
                measure, figure = self._meant(slot, decoder, own)
                when = slot.period(period)
                if figure is None or measure is None:
                    continue
                if slot.scope == "target":
                    book.targets.append(Target(entity, measure, when, figure, None, ""))
                elif (measure, when) not in taken:
                    taken.add((measure, when))
                    book.add_observation(_observation(entity, measure, when, figure))
            for one in self.wanted:
                figure = decoder.figure(own) if one.claim == place.field else None
                if figure is not None:
                    claims[one.name] = _observation(entity, one.metric, period, figure)
        return claims

    def _meant(self, slot: Slot, decoder: Decoder, cells: Row) -> tuple[Measure | None, Figure | None]:
        """What the cells of a slot are of, and the figure in them."""
        if slot.scope == "mean" and slot.measure is not None and isinstance(decoder, GroupSums):
            return self.means[slot.measure], decoder.mean(cells)
        return slot.measure, decoder.figure(cells)

    def _result(
        self, calculator: Calculator, one: Wanted, entity: Entity, period: Period, claim: Observation | None
    ) -> list[Any]:
        result = calculator.computed(one.metric, entity, period)
        interval = result.interval
        columns: list[Any] = [None, None, None, None, None, result.state or None]
        if interval is not None:
            columns[:5] = [_nearest(result.nominal), *outward(interval), interval.lower_closed, interval.upper_closed]
        if one.claim is None:
            return columns
        if claim is None:
            return [*columns, None, None]
        check = Judge(calculator).judge(claim)
        return [*columns, check.verdict, _nearest(check.difference)]


class _OfGroups(Calculator):
    """Computes from totals and means that are given, as figures of the group itself."""

    def __init__(self, book: Book, means: Mapping[Measure, Measure]) -> None:
        super().__init__(book)
        self.means = means

    def program(self, metric: Metric) -> Program:
        """The compiled formula, whose sums and means are the group's own."""
        program = super().program(metric)
        return program._replace(slots=tuple(self._own(slot) for slot in program.slots))

    def _own(self, slot: Slot) -> Slot:
        if slot.scope == "mean" and slot.measure is not None:
            return slot._replace(scope="own", measure=self.means[slot.measure])
        return slot._replace(scope="own") if slot.scope == "sum" else slot


def _observation(entity: Entity, measure: Measure, period: Period, figure: Figure) -> Observation:
    return Observation(
        entity, measure, period, figure.text, SOMEWHERE, "", "final", "", "", lambda _self: figure, figure
    )


def outward(interval: Interval) -> tuple[float | None, float | None]:
    """Both ends as the nearest doubles that lie outside; None where they are infinite, or no double does."""
    lower, upper = interval.lower, interval.upper
    return (None if lower is None else _below(lower)), (None if upper is None else _above(upper))


def _below(end: Fraction) -> float | None:
    found = _nearest(end)
    if found is None:
        return sys.float_info.max if end > 0 else None
    return math.nextafter(found, -math.inf) if Fraction(found) > end else found


def _above(end: Fraction) -> float | None:
    found = _below(-end)
    return None if found is None else -found


def _nearest(number: Fraction | None) -> float | None:
    """The nearest double; None where that is infinite."""
    try:
        return None if number is None else float(number)
    except OverflowError:
        return None
