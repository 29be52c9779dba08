"""The best and the worst rank that every row can have in its period, as ranges where intervals overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import Any

import narwhals as nw

from nbkpi.panel.categories import SEPARATOR, code_of
from nbkpi.panel.condition import column
from nbkpi.panel.engine import Engine
from nbkpi.panel.order import ENTITY, PERIOD
from nbkpi.panel.plan import PARTS, RANKS, Wanted
from nbkpi.panel.run import Answer

SAME = 1e-12
"""Ends that differ by less than this share of them are taken for equal, as the bounds of equal values may differ."""

LEAST = 1e-300
"""And those that differ by less than this, as zero has no share."""

NARROW = 4
"""What is no wider than so many times that is a point."""

_PLACE, _WIDE = "nbkpi_place", "nbkpi_wide"
_COUNTED = 2
"""Stands where a row says whether it is wide, in those that are counted: more than either."""

_ROW, _SORTED, _ASKING, _BEFORE = "nbkpi_row", "nbkpi_sorted", "nbkpi_asking", "nbkpi_before"
_PERIOD = "nbkpi_own_period"


def with_ranks(engine: Engine, answer: Answer) -> Answer:
    """The answer with two more columns of each metric; null where there is no value.

    1 is the highest value, or the lowest where lower is better; equal values share the rank. Each category has ranks
    of its own.
    """
    has_categories = answer.categories is not None
    kept = engine.keep(_by_category(answer.frame) if has_categories else answer.frame)
    frame = engine.numbered(kept, _ROW)
    keys = [_ROW] if frame is not None else [ENTITY, PERIOD]
    found = rows = kept if frame is None else frame
    for one in answer.wanted:
        found = found.join(_ranks(engine, rows, one, keys), on=keys, how="left")
    ordered = [ENTITY, PERIOD, *(one.column + part for one in answer.wanted for part in (*answer.parts(one), *RANKS))]
    if has_categories:
        found = found.with_columns(nw.col(_PERIOD).alias(PERIOD))
    return replace(answer, frame=engine.keep(found.select(*ordered)), is_ranked=True, is_sorted=False)


def _by_category(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The rows with a period of its own for each category, beside that which it is."""
    period = nw.col(PERIOD)
    apart = nw.concat_str([period.cast(nw.String), nw.lit(SEPARATOR), code_of()])
    return frame.with_columns(period.alias(_PERIOD)).with_columns(apart.alias(PERIOD))


def _ranks(engine: Engine, frame: nw.LazyFrame[Any], one: Wanted, keys: Sequence[str]) -> nw.LazyFrame[Any]:
    """For each row with a value its keys, which tell it from all others, and both ranks.

    Surely before a row are those whose lower end lies above its upper one, perhaps those whose upper end lies above its
    lower one: both are counted over the sorted ends of a period.
    """
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
    own = [key for key in keys if key != PERIOD]
    held = held.select(*own, PERIOD, itself, *(place.alias(name) for name, place in places.items()))
    rows = engine.keep(held)
    before = engine.keep(rows.group_by(PERIOD).agg(nw.len().alias(_BEFORE)))
    counts = (nw.col(_BEFORE).cum_sum().over(order_by=PERIOD) - nw.col(_BEFORE)).cast(nw.Int64)
    before = engine.keep(before.select(PERIOD, counts.alias(_BEFORE)))
    best, worst = (one.column + part for part in RANKS)
    found = _above(engine, rows, rows, before, (f"{_PLACE}0", f"{_PLACE}1"), best, (*own, f"{_PLACE}2"))
    found = _above(engine, found, rows, before, (f"{_PLACE}2", f"{_PLACE}3"), worst, (*own, best))
    ranks = ((nw.col(best) + 1).alias(best), (nw.col(worst) + 1 - nw.col(_WIDE)).alias(worst))
    return found.select(*keys, *ranks)


def _same(end: nw.Expr) -> nw.Expr:
    return end.abs() * SAME + LEAST


def _above(
    engine: Engine, asking: nw.LazyFrame[Any], rows: nw.LazyFrame[Any], before: nw.LazyFrame[Any],
    places: tuple[str, str], name: str, held: Sequence[str],
) -> nw.LazyFrame[Any]:  # fmt: skip
    """How many of the rows have their second place above the first one of each that asks, in its period.

    before is how many rows earlier periods have. Only what is held is taken along, and whether a row is wide: to sort
    is all the work, and the more there is to a row the longer it takes.
    """
    schema = asking.collect_schema()
    nothing = [nw.lit(None, schema[one]).alias(one) for one in held]
    asks = asking.select(PERIOD, (-nw.col(places[0])).alias(_PLACE), _WIDE, *held)
    counted = rows.select(PERIOD, (-nw.col(places[1])).alias(_PLACE), nw.lit(_COUNTED).alias(_WIDE), *nothing)
    # Of equal places those that ask come first, so that only what lies above is counted.
    ends, order, is_asking = nw.concat([asks, counted]), [_PLACE, _WIDE], nw.col(_WIDE) < _COUNTED
    numbered = engine.numbered(engine.keep(ends.sort(PERIOD, *order)), _SORTED)
    if numbered is None:
        is_counted = nw.when(is_asking).then(nw.lit(0)).otherwise(nw.lit(1))
        counts = is_counted.cum_sum().over(PERIOD, order_by=order).cast(nw.Int64)
        return ends.with_columns(counts.alias(name)).filter(is_asking).select(PERIOD, _WIDE, *held, name)
    # The place of a row among all, less that among those that ask, is how many are counted before it.
    found = engine.numbered(numbered.filter(is_asking), _ASKING)
    assert found is not None
    counts = nw.col(_SORTED) - nw.col(_ASKING) - nw.col(_BEFORE)
    return found.join(before, on=PERIOD, how="left").select(PERIOD, _WIDE, *held, counts.alias(name))
