"""That no entity has two rows for one period: proven by their order, or by one sum for each entity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from nbkpi.errors import UsageError
from nbkpi.language import _, listed
from nbkpi.panel.columns import EXAMPLES
from nbkpi.panel.engine import Engine
from nbkpi.panel.order import ENTITY, TIME
from nbkpi.panel.prepare import Prepared

_PLACE = "nbkpi_place"

BITS = "nbkpi_bits"
"""What the sum of the bits of an entity is called."""

MAX_BITS = 48
"""How many periods find room in a double, one bit each."""


def bits(prepared: Prepared) -> nw.Expr:
    """A power of two for each period: what an entity has twice adds up to fewer ones than it has rows."""
    first, step = min(prepared.times, default=0), prepared.length
    return nw.lit(2.0) ** ((nw.col(TIME) - first) / step).cast(nw.Float64)


def fits_bits(prepared: Prepared) -> bool:
    """Whether the periods are few, and whole steps apart."""
    times, step = prepared.times, prepared.length
    first = min(times, default=0)
    return all((time - first) % step == 0 and (time - first) // step < MAX_BITS for time in times)


def periods_told(prepared: Prepared) -> nw.Expr:
    """Of how many periods the sum of the bits of an entity tells (Legendre: ones = m − Σ ⌊m / 2ᵏ⌋).

    These are at most as many as it has rows, and fewer where it has two for one period.
    """
    times, total = prepared.times, nw.col(BITS)
    size = (max(times, default=0) - min(times, default=0)) // prepared.length + 1
    ones = total
    for power in range(1, size):
        ones = ones - (total * 2.0**-power).floor()
    return nw.when(total < 2.0**size).then(ones).otherwise(nw.lit(0.0))


def is_proven(prepared: Prepared) -> bool:
    """Whether no row is there twice, as was found before or declared, or because the file is sorted."""
    return prepared.is_gathered or (prepared.is_single and (prepared.panel.unique or prepared.order() is not None))


def cell_held(prepared: Prepared, field: int) -> nw.Expr:
    """Null where a row of a long panel says nothing of a field."""
    cells = prepared.cells(field)
    return nw.col(cells[0]) if len(cells) == 1 else nw.coalesce(*cells)


def check_once(engine: Engine, prepared: Prepared, frame: nw.LazyFrame[Any]) -> None:
    """UsageError with the first rows that an entity has twice, when there are such entities."""
    with prepared.steps.step(_("proved that no entity has two rows for one period")):
        _check_once(engine, prepared, frame)


def is_once(engine: Engine, prepared: Prepared, frame: nw.LazyFrame[Any], only_dense: bool = False) -> bool:
    """Whether an engine that has a way of its own proves that no entity has two rows for one period."""
    times, step = sorted(prepared.times), prepared.length
    if not times or any((time - times[0]) % step for time in times):
        return False
    place = ((nw.col(TIME) - times[0]) // step).alias(_PLACE)
    size = (times[-1] - times[0]) // step + 1
    return engine.may_repeat(frame.select(ENTITY, place), ENTITY, _PLACE, size, only_dense) is False


def _check_once(engine: Engine, prepared: Prepared, frame: nw.LazyFrame[Any]) -> None:
    if is_once(engine, prepared, frame):
        return
    if fits_bits(prepared):
        sums = frame.group_by(ENTITY).agg(bits(prepared).sum().alias(BITS), nw.len().alias("nbkpi_rows"))
        twice = sums.filter(periods_told(prepared) != nw.col("nbkpi_rows"))
        check_twice(engine, prepared, twice.select(ENTITY).sort(ENTITY).head(EXAMPLES))
        return
    rows = frame.group_by(ENTITY, TIME).agg(nw.len().alias("nbkpi_rows")).filter(nw.col("nbkpi_rows") > 1)
    refuse(prepared, engine.rows(rows.sort(ENTITY, TIME).head(EXAMPLES)))


def check_twice(engine: Engine, prepared: Prepared, entities: nw.LazyFrame[Any]) -> None:
    """UsageError with the first rows that an entity has twice, when there are such entities."""
    names = [row[0] for row in engine.rows(entities)]
    if not names:
        return
    rows = prepared.frame.filter(nw.col(ENTITY).is_in(names))
    keys = [ENTITY, TIME]
    tests = [cell_held(prepared, field).count().alias(f"nbkpi_count{field}") for field in range(len(prepared.columns))]
    many = rows.group_by(*keys).agg(nw.len().alias("nbkpi_rows"), *tests)
    if not prepared.is_single:
        many = many.filter(most([f"nbkpi_count{field}" for field in range(len(prepared.columns))]) > 1)
    else:
        many = many.filter(nw.col("nbkpi_rows") > 1)
    refuse(prepared, engine.rows(many.select(*keys).sort(*keys).head(EXAMPLES)))


def refuse(prepared: Prepared, rows: Sequence[tuple[Any, ...]]) -> None:
    """UsageError that names rows which are there twice, when there are any."""
    if rows:
        shown = listed(f"{prepared.shown(row[0])} {prepared.times.get(row[1], row[1])}" for row in rows)
        message = _("{path} has more than one row for the same entity and period: {found} …", path=prepared.panel.path,
                    found=shown)  # fmt: skip
        raise UsageError(message)


def most(names: Sequence[str]) -> nw.Expr:
    """The greatest of some columns, which Spark only takes of two or more."""
    return nw.max_horizontal(*names) if len(names) > 1 else nw.col(names[0])
