"""Columns that do not fit into whole numbers of 64 bits go on as doubles that still hold the exact ends."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import narwhals as nw
import pytest

from nbkpi.loading.reader import FigureReader
from nbkpi.model.book import Book
from nbkpi.panel import span
from nbkpi.panel.cells import Numbers
from nbkpi.panel.double import LARGEST, Double, Unbounded
from nbkpi.panel.engine import Engine
from nbkpi.panel.engines import open_engine
from nbkpi.panel.quotient import Quotient
from nbkpi.panel.span import Span
from nbkpi.panel.whole_numbers import LONG, TooWide, Whole

HALF = Fraction(1, 2)
CHANCE = random.Random(4)
ROWS = [[CHANCE.randint(10**5, 10**9) for _name in "abcd"] for _row in range(50)]


def spans(book: Book) -> list[Span]:
    """What four columns of rounded numbers are, where 64 bits are all there is."""
    reader = FigureReader(book.units, book.convention)
    profit = book.measure("profit")
    return [Numbers(profit, reader, 0, "nearest", 10**5, 10**9, LONG).leaf(name).span for name in "abcd"]


def ends(found: Span, path: Path) -> list[tuple[float, float]]:
    """Both ends in every row."""
    engine: Engine = open_engine("duckdb", None, lambda _share: None, path)
    try:
        frame = engine.small(dict.fromkeys("abcd", "whole"), ROWS)
        lower, upper = found.lower.loose(False).expr, found.upper.loose(True).expr
        return [(row[0], row[1]) for row in engine.rows(frame.select(lower.alias("low"), upper.alias("high")))]
    finally:
        engine.close()


def test_what_is_too_wide_goes_on_as_doubles(book: Book, tmp_path: Path) -> None:
    a, b, c, d = spans(book)
    third, fifth = a.scaled(Fraction(1, 10**9 + 7)), b.scaled(Fraction(1, 10**9 + 9))
    cases = {
        "product": (span.times(span.times(a, b), c), lambda w, x, y, _z: w * x * y),
        "sum": (span.add(third, fifth, 1), lambda w, x, _y, _z: w / (10**9 + 7) + x / (10**9 + 9)),
        "ratio": (span.divide(span.times(a, b), span.divide(c, d)), lambda w, x, y, z: w * x / (y / z)),
        "minus": (span.times(span.constant_like(a, Fraction(-3)), a), lambda w, _x, _y, _z: -3 * w),
        "zero": (span.times(span.constant_like(a, Fraction(0)), a), lambda _w, _x, _y, _z: Fraction(0)),
        "below": (span.divide(a, span.times(span.constant_like(a, Fraction(-1)), b)), lambda w, x, _y, _z: -w / x),
    }
    for name, (found, exact) in cases.items():
        for row, (low, high) in zip(ROWS, ends(found, tmp_path), strict=True):
            corners = [[Fraction(cell) + HALF * sign for cell in row] for sign in (-1, 1)]
            every = [exact(*(corners[way >> place & 1][place] for place in range(4))) for way in range(16)]
            size = max(map(abs, every), default=0) * Fraction(1, 10**14)
            assert min(every) - size <= Fraction(low) <= min(every), (name, row)
            assert max(every) <= Fraction(high) <= max(every) + size, (name, row)


def test_whole_numbers_without_room() -> None:
    with pytest.raises(TooWide):
        Whole(None, 0, LONG + 1, LONG)
    number = Whole(nw.col("a"), 0, LONG, LONG)
    with pytest.raises(TooWide):
        number + number
    assert number - number.constant(0) is number


def test_quotients_and_zero() -> None:
    number = Quotient(Whole(nw.col("a"), 1, 9, LONG), None, HALF)
    zero = number.constant(Fraction(0))
    assert number.plus(zero) is number
    assert zero.plus(number) is number
    assert zero.plus(number, -1).above.high == -1


def test_doubles_that_could_overflow() -> None:
    with pytest.raises(Unbounded):
        Double(nw.col("a"), 0.0, LARGEST * 2, 1.0)
    some, other = Double(nw.col("a"), -1.0, 1.0, 1e-9), Double(nw.col("b"), 0.0, 2.0, 1e-12)
    with pytest.raises(Unbounded):
        other.over(some, None)
    assert some.picked(True, other) is some
    assert some.picked(False, other) is other
    picked = some.picked(nw.col("a") > 0, other)
    assert (picked.low, picked.high, picked.tiny) == (-1.0, 2.0, 1e-12)
    whole = Quotient(Whole(nw.col("a"), 1, 9, LONG))
    with pytest.raises(Unbounded):
        span._picked(nw.col("a") > 0, some, whole)
    with pytest.raises(Unbounded):
        span.capped(Span(some, some))


def test_a_constant_is_moved_outward() -> None:
    below, above = (Double.rounded(1.5, 1, up, 1.5, 1.5, 1.0) for up in (False, True))
    frame = nw.from_native(__import__("polars").DataFrame({"a": [0]}))
    (row,) = frame.select(below.expr.alias("low"), above.expr.alias("high")).rows()
    assert row[0] < 1.5 < row[1]
    assert row[1] - row[0] < 1e-15


def test_whole_numbers_computed_as_doubles(tmp_path: Path) -> None:
    """They are the same in every row, and zero is never minus zero; where they would not be, they are whole."""
    a, b = (Whole(nw.col(name), -(10**6), 10**6, LONG) for name in "ab")
    wide = Whole(nw.col("w"), 2**60 - 5, 2**60, LONG)
    cases = {
        "ends": ((a * a.constant(2) + a.constant(-1)) * a.constant(50), lambda x, _y, _w: (2 * x - 1) * 50),
        "difference": ((b - a) * a.constant(200), lambda x, y, _w: (y - x) * 200),
        "product": (a * b, lambda x, y, _w: x * y),
        "negative": (-a, lambda x, _y, _w: -x),
        "times below zero": (a * a.constant(-3), lambda x, _y, _w: -3 * x),
        "of what has no room": (wide - wide.constant(2**60 - 6), lambda _x, _y, w: w - (2**60 - 6)),
    }
    numbers = (-(10**6), -3, 0, 7, 10**6)
    rows = [(x, y, w) for x in numbers for y in numbers for w in (2**60 - 5, 2**60)]
    engine: Engine = open_engine("duckdb", None, lambda _share: None, tmp_path)
    try:
        frame = engine.small(dict.fromkeys("abw", "whole"), rows)
        found = engine.rows(frame.select(*(one.double()[0].alias(name) for name, (one, _exact) in cases.items())))
    finally:
        engine.close()
    for row, doubles in zip(rows, found, strict=True):
        for (name, (_one, exact)), double in zip(cases.items(), doubles, strict=True):
            assert str(double) == str(float(exact(*row))), (name, row)
