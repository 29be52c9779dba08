"""How the rows of a panel follow each other: in the order of their keys the row before is found without a search.

That files are sorted is not asked but looked at: each row is compared with the one before it, which also proves that
nothing is there twice.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import narwhals as nw

from nbkpi.panel.engine import Engine
from nbkpi.panel.whole_numbers import LONG

ENTITY, TIME, PERIOD, GROUP = "nbkpi_entity", "nbkpi_time", "nbkpi_period", "nbkpi_group"
"""What the columns are called while they are computed with."""

LINE = "nbkpi_line"

_GAP, _WRONG = 1, 2
"""A row that follows the one before it after a gap, and one that does not follow it; 0 for all others."""

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
    if line is None:
        worst = _worst(engine, frame, length)
    else:
        step = nw.col(LINE) - nw.col(before(LINE))
        is_gap = (step <= ranges.span) & (step != length)
        follows = nw.when(step <= 0).then(nw.lit(_WRONG)).otherwise(nw.when(is_gap).then(nw.lit(_GAP)))
        worst = _greatest(engine, with_before(engine, frame.select(line.alias(LINE)), [LINE], [1]), follows)
    return Order(worst == 0) if worst < _WRONG else None


def seems_sorted(engine: Engine, frame: nw.LazyFrame[Any]) -> bool:
    """Whether the first rows are in order, in an engine that keeps it: of others nobody has to look at all rows."""
    return _worst(engine, frame.head(GLANCE), 1) < _WRONG


def _worst(engine: Engine, frame: nw.LazyFrame[Any], length: int) -> int:
    """The worst way in which a row follows the one before it.

    Names are compared once where they are the same: that is what takes long.
    """
    entity, last = nw.col(ENTITY), nw.col(before(ENTITY))
    step = nw.col(TIME) - nw.col(before(TIME))
    later = nw.when(step == length).then(nw.lit(0)).otherwise(
        nw.when(step > 0).then(nw.lit(_GAP)).otherwise(nw.lit(_WRONG))
    )  # fmt: skip
    follows = nw.when(last == entity).then(later).otherwise(nw.when(last > entity).then(nw.lit(_WRONG)))
    return _greatest(engine, with_before(engine, frame.select(ENTITY, TIME), [ENTITY, TIME], [1]), follows)


def _greatest(engine: Engine, rows: nw.LazyFrame[Any] | None, follows: nw.Expr) -> int:
    """The greatest of them; of rows in no order the worst there is."""
    if rows is None:
        return _WRONG
    ((worst,),) = engine.rows(rows.select(follows.max().alias("nbkpi_worst")))
    return worst or 0
