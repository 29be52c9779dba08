"""The best and the worst rank that every row can have in its period, as ranges where intervals overlap."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Any

from nbkpi.panel.engine import Engine
from nbkpi.panel.plan import RANKS, Wanted
from nbkpi.panel.prepare import ENTITY, PERIOD
from nbkpi.panel.run import Answer

if TYPE_CHECKING:
    import narwhals as nw

SAME = 1e-12
"""Ends that differ by less than this share of them are taken for equal, as the bounds of equal values may differ."""

_LOW, _HIGH, _PLACE, _WEIGHT = "nbkpi_low", "nbkpi_high", "nbkpi_place", "nbkpi_weight"


def with_ranks(engine: Engine, answer: Answer) -> Answer:
    """The answer with two more columns of each metric; null where there is no value.

    1 is the highest value, or the lowest where lower is better; equal values share the rank.
    """
    frame = engine.keep(answer.frame)
    for one in answer.wanted:
        frame = frame.join(_ranks(engine, frame, one), on=[ENTITY, PERIOD], how="left")
    ordered = [ENTITY, PERIOD, *(one.column + part for one in answer.wanted for part in (*answer.parts(one), *RANKS))]
    return replace(answer, frame=engine.keep(frame.select(*ordered)), is_ranked=True)


def _ranks(engine: Engine, frame: nw.LazyFrame[Any], one: Wanted) -> nw.LazyFrame[Any]:
    """For each row with a value its keys and both ranks.

    Surely before a row are those whose lower end lies above its upper one, perhaps those whose upper end lies above its
    lower one: both are counted over the sorted ends of a period.
    """
    import narwhals as nw

    lower, upper = (nw.col(one.column + part) for part in ("_lower", "_upper"))
    low, high = (lower, upper) if one.metric.better != "lower" else (-upper, -lower)
    held = frame.filter(nw.col(f"{one.column}_state").is_null())
    rows = engine.keep(held.select(ENTITY, PERIOD, low.alias(_LOW), high.alias(_HIGH)))
    best, worst = (one.column + part for part in RANKS)
    surely = _above(rows, nw.col(_HIGH), nw.col(_LOW), best)
    found = _above(surely, nw.col(_LOW), nw.col(_HIGH), worst)
    # A row of any width is among those that may be before it.
    itself = nw.when(_is_wide()).then(nw.lit(1)).otherwise(nw.lit(0))
    ranks = ((nw.col(best) + 1).alias(best), (nw.col(worst) + 1 - itself).alias(worst))
    return found.select(ENTITY, PERIOD, *ranks)


def _above(frame: nw.LazyFrame[Any], end: nw.Expr, others: nw.Expr, name: str) -> nw.LazyFrame[Any]:
    """How many others of the period lie above an end of each row; an end that is missing is infinite."""
    import narwhals as nw

    top = inf if name.endswith(RANKS[0]) else -inf
    asking = -nw.when(end.is_null()).then(nw.lit(top)).otherwise(end + end.abs() * SAME)
    counted = -nw.when(others.is_null()).then(nw.lit(-top)).otherwise(others)
    # Of equal places those that ask come first, so that only what lies above is counted.
    asked = frame.with_columns(asking.alias(_PLACE), nw.lit(0).alias(_WEIGHT))
    there = frame.with_columns(counted.alias(_PLACE), nw.lit(1).alias(_WEIGHT))
    both = nw.concat([asked, there])
    counts = nw.col(_WEIGHT).cum_sum().over(PERIOD, order_by=[_PLACE, _WEIGHT]).cast(nw.Int64)
    found = both.with_columns(counts.alias(name)).filter(nw.col(_WEIGHT) == 0)
    return found.drop(_PLACE, _WEIGHT)


def _is_wide() -> nw.Expr:
    import narwhals as nw

    low, high = nw.col(_LOW), nw.col(_HIGH)
    return low.is_null() | high.is_null() | (high > low + low.abs() * SAME)
