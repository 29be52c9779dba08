"""How the rows of a panel follow each other: in the order of their keys the row before is found without a search.

That files are sorted is not asked but looked at: each row is compared with the one before it, which also proves that
nothing is there twice.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import narwhals as nw

from nbkpi.panel.condition import how_many
from nbkpi.panel.engine import Engine
from nbkpi.panel.whole_numbers import LONG

ENTITY, TIME, PERIOD, GROUP = "nbkpi_entity", "nbkpi_time", "nbkpi_period", "nbkpi_group"
"""What the columns are called while they are computed with."""

LINE = "nbkpi_line"

GLANCE = 10_000
"""So many rows are looked at first: files that are not sorted show it there."""


class Order(NamedTuple):
    """Rows sorted by entity and time, none of them there twice; gapless: no entity lacks a period between others."""

    is_gapless: bool


def before(name: str, rows: int = 1) -> str:
    """What a column is called that holds what so many rows before has in another."""
    return f"{name}_before{rows}"


def with_before(
    engine: Engine, frame: nw.LazyFrame[Any], names: list[str], steps: list[int]
) -> nw.LazyFrame[Any] | None:
    """The frame with the columns of earlier rows beside its own; None where the engine does not keep rows in order."""
    return engine.beside(frame, {before(name, rows): (name, rows) for name in names for rows in steps})


class Ranges(NamedTuple):
    """The first and the last time that rows can have, and the least and the greatest entity, None for texts."""

    times: tuple[int, int]
    entities: tuple[int, int] | None

    @property
    def span(self) -> int:
        """How far the times of one entity can lie apart."""
        return self.times[1] - self.times[0]

    def line(self) -> nw.Expr | None:
        """One number for entity and time, which rises from row to row just where these are in order; None for no room.

        Rows of one entity are span apart at most, and those of different ones farther.
        """
        width = 2 * self.span + 1
        if self.entities is None:
            return None
        low, high = self.entities
        if (high - low + 1) * width > LONG or max(-low, high) > LONG:
            return None
        return (nw.col(ENTITY).cast(nw.Int64) - low) * width + (nw.col(TIME) - self.times[0])


def order_of(engine: Engine, frame: nw.LazyFrame[Any], length: int, ranges: Ranges) -> Order | None:
    """The order of the rows; None where there is none, or one of them does not come after the row before it."""
    line = ranges.line()
    if line is not None:
        rows = with_before(engine, frame.select(line.alias(LINE)), [LINE], [1])
        step = nw.col(LINE) - nw.col(before(LINE))
        is_wrong, is_gap = step <= 0, (step <= ranges.span) & (step != length)
    else:
        rows = with_before(engine, frame.select(ENTITY, TIME), [ENTITY, TIME], [1])
        is_same = nw.col(before(ENTITY)) == nw.col(ENTITY)
        is_wrong, is_gap = is_out_of_order(), is_same & (nw.col(TIME) - nw.col(before(TIME)) != length)
    if rows is None:
        return None
    asked = (how_many(is_wrong).alias("nbkpi_wrong"), how_many(is_gap).alias("nbkpi_gaps"))
    ((wrong, gaps),) = engine.rows(rows.select(*asked))
    return None if wrong else Order(not gaps)


def seems_sorted(engine: Engine, frame: nw.LazyFrame[Any]) -> bool:
    """Whether the first rows are in order, in an engine that keeps it: of others nobody has to look at all rows."""
    rows = with_before(engine, frame.select(ENTITY, TIME).head(GLANCE), [ENTITY, TIME], [1])
    if rows is None:
        return False
    ((wrong,),) = engine.rows(rows.select(how_many(is_out_of_order()).alias("nbkpi_wrong")))
    return not wrong


def is_out_of_order() -> nw.Expr:
    """Whether a row does not come after the row before it, in rows with the keys of that beside their own."""
    entity, last = nw.col(ENTITY), nw.col(before(ENTITY))
    return ~((last < entity) | ((last == entity) & (nw.col(before(TIME)) < nw.col(TIME))))
