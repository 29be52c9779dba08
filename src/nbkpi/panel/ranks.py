"""The best and the worst rank that every row can have in its period, as ranges where intervals overlap."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Any

from nbkpi.panel.categories import CODE, code_of
from nbkpi.panel.condition import column
from nbkpi.panel.engine import Engine
from nbkpi.panel.order import ENTITY, PERIOD
from nbkpi.panel.plan import PARTS, RANKS, Wanted
from nbkpi.panel.run import Answer

if TYPE_CHECKING:
    import narwhals as nw

SAME = 1e-12
"""Ends that differ by less than this share of them are taken for equal, as the bounds of equal values may differ."""

LEAST = 1e-300
"""And those that differ by less than this, as zero has no share."""

NARROW = 4
"""What is no wider than so many times that is a point."""

_PLACE, _WEIGHT, _WIDE = "nbkpi_place", "nbkpi_weight", "nbkpi_wide"


def with_ranks(engine: Engine, answer: Answer) -> Answer:
    """The answer with two more columns of each metric; null where there is no value.

    1 is the highest value, or the lowest where lower is better; equal values share the rank. Each category has
    ranks of its own.
    """
    frame = engine.keep(answer.frame)
    apart = [] if answer.categories is None else [CODE]
    for one in answer.wanted:
        frame = frame.join(_ranks(engine, frame, one, apart), on=[ENTITY, PERIOD], how="left")
    ordered = [ENTITY, PERIOD, *(one.column + part for one in answer.wanted for part in (*answer.parts(one), *RANKS))]
    return replace(answer, frame=engine.keep(frame.select(*ordered)), is_ranked=True, is_sorted=False)


def _ranks(engine: Engine, frame: nw.LazyFrame[Any], one: Wanted, apart: list[str]) -> nw.LazyFrame[Any]:
    """For each row with a value its keys and both ranks, which are those among rows of one period and what is apart.

    Surely before a row are those whose lower end lies above its upper one, perhaps those whose upper end lies above its
    lower one: both are counted over the sorted ends of a period.
    """
    import narwhals as nw

    lower, upper, lower_closed, upper_closed = (nw.col(one.column + part) for part in PARTS[1:5])
    low, high = (lower, upper) if one.metric.better != "lower" else (-upper, -lower)
    flags = (lower_closed, upper_closed) if one.metric.better != "lower" else (upper_closed, lower_closed)
    held = frame.filter(nw.col(f"{one.column}_state").is_null())
    # What is hardly wider than ends that are taken for equal is a point, which is no end away from itself.
    narrow = column(high <= low + _same(low) * NARROW)
    flags = (flags[0] | narrow, flags[1] | narrow)
    # Ends that are equal are not beside each other where one of them does not belong to its interval.
    surely = (high + _same(high) * nw.when(flags[1]).then(nw.lit(1)).otherwise(nw.lit(-1)),
              low + _same(low) * nw.when(flags[0]).then(nw.lit(0)).otherwise(nw.lit(2)))  # fmt: skip
    perhaps = (low + _same(low), high)
    places = {
        f"{_PLACE}{at}": nw.when(place.is_null()).then(nw.lit(bound)).otherwise(place)
        for at, (place, bound) in enumerate(zip((*surely, *perhaps), (inf, -inf, -inf, inf), strict=True))
    }
    # A row of any width is among those that may be before it.
    is_wide = low.is_null() | high.is_null() | (high > low + _same(low))
    itself = nw.when(is_wide).then(nw.lit(1)).otherwise(nw.lit(0)).alias(_WIDE)
    codes = [code_of().alias(CODE) for _one in apart]
    rows = engine.keep(
        held.select(ENTITY, PERIOD, itself, *codes, *(place.alias(name) for name, place in places.items()))
    )
    best, worst = (one.column + part for part in RANKS)
    found = _above(_above(rows, f"{_PLACE}0", f"{_PLACE}1", best, apart), f"{_PLACE}2", f"{_PLACE}3", worst, apart)
    ranks = ((nw.col(best) + 1).alias(best), (nw.col(worst) + 1 - nw.col(_WIDE)).alias(worst))
    return found.select(ENTITY, PERIOD, *ranks)


def _same(end: nw.Expr) -> nw.Expr:
    return end.abs() * SAME + LEAST


def _above(frame: nw.LazyFrame[Any], place: str, other: str, name: str, apart: list[str]) -> nw.LazyFrame[Any]:
    """How many others of the period have their other place above the place of each row."""
    import narwhals as nw

    asking = frame.with_columns((-nw.col(place)).alias(_PLACE), nw.lit(0).alias(_WEIGHT))
    counted = frame.with_columns((-nw.col(other)).alias(_PLACE), nw.lit(1).alias(_WEIGHT))
    # Of equal places those that ask come first, so that only what lies above is counted.
    counts = nw.col(_WEIGHT).cum_sum().over(PERIOD, *apart, order_by=[_PLACE, _WEIGHT]).cast(nw.Int64)
    found = nw.concat([asking, counted]).with_columns(counts.alias(name)).filter(nw.col(_WEIGHT) == 0)
    return found.drop(_PLACE, _WEIGHT)
