"""Bringing what a formula needs into one row: the figures of an entity of several years, side by side.

Years are put into columns by one aggregation where they are few, which is faster than the window that everyone sorts
for, and finds the year before by the calendar, whatever the order of the rows is; where they are many, rows are joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from nbkpi.errors import UsageError
from nbkpi.language import _, listed
from nbkpi.panel.cells import Words
from nbkpi.panel.engine import Engine
from nbkpi.panel.prepare import ENTITY, EXAMPLES, PERIOD, TIME, Prepared

if TYPE_CHECKING:
    import narwhals as nw

MAX_COLUMNS = 200
"""How many columns the years may become; with more, rows are joined."""


class Place(NamedTuple):
    """A cell of an entity: which field, and how many months before the period of the row."""

    field: int
    back: int

    @property
    def name(self) -> str:
        """The column it becomes."""
        return f"nbkpi_slot{self.field}_{self.back}"


def arranged(engine: Engine, prepared: Prepared, places: Sequence[Place]) -> nw.LazyFrame[Any]:
    """A row for every row of the panel, with ENTITY, PERIOD, TIME and the cells at the places.

    UsageError when an entity has two rows for one period.
    """
    used = sorted({place.field for place in places})
    if all(place.back == 0 for place in places):
        frame = single(engine, prepared, used)
        names = {prepared.cell(place.field) + suffix: place.name + suffix for place in places
                 for suffix in _suffixes(prepared, place.field)}  # fmt: skip
        return with_words(engine, prepared, frame.rename(names), places)
    columns = sum(len(prepared.cells(field)) for field in used)
    if 0 < len(prepared.times) * columns <= MAX_COLUMNS:
        frame = _pivoted(engine, prepared, used, places)
    else:
        frame = _joined(engine, prepared, used, places)
    return with_words(engine, prepared, frame, places)


def _suffixes(prepared: Prepared, field: int) -> list[str]:
    name = prepared.cell(field)
    return [cell.removeprefix(name) for cell in prepared.cells(field)]


def with_words(
    engine: Engine, prepared: Prepared, frame: nw.LazyFrame[Any], places: Iterable[Place]
) -> nw.LazyFrame[Any]:
    """The frame with what the words come to beside the places of words."""
    kinds = {"lower": "whole", "upper": "whole", "nominal": "whole", "lower_closed": "flag", "upper_closed": "flag",
             "missing": "text", "hard": "flag"}  # fmt: skip
    for place in places:
        decoder = prepared.decoders[place.field]
        if not isinstance(decoder, Words):
            continue
        names = {f"{place.name}_{name}": kind for name, kind in kinds.items()}
        small = engine.small({"nbkpi_word": "whole", **names}, decoder.table)
        frame = frame.join(small, left_on=place.name, right_on="nbkpi_word", how="left")
    return frame


MAX_BITS = 48
"""How many periods find room in a double, one bit each."""


def is_single(prepared: Prepared) -> bool:
    """Whether a row of the panel is all there is of an entity in a period."""
    return not prepared.panel.indicator or len(prepared.fields) == 1


def bits(prepared: Prepared) -> nw.Expr:
    """A power of two for each period: what an entity has twice adds up to fewer ones than it has rows."""
    import narwhals as nw

    first, step = min(prepared.times, default=0), prepared.length
    return nw.lit(2.0) ** ((nw.col(TIME) - first) / step).cast(nw.Float64)


def fits_bits(prepared: Prepared) -> bool:
    """Whether the periods are few, and whole steps apart."""
    times, step = prepared.times, prepared.length
    first = min(times, default=0)
    return all((time - first) % step == 0 and (time - first) // step < MAX_BITS for time in times)


def is_twice(total: nw.Expr, rows: nw.Expr) -> nw.Expr:
    """Whether the bits of an entity tell of fewer periods than it has rows (Legendre: ones = m − Σ ⌊m / 2ᵏ⌋)."""
    ones = total
    for power in range(1, MAX_BITS + 1):
        ones = ones - (total * 2.0**-power).floor()
    return (total >= 2.0**MAX_BITS) | (ones != rows)


def _held(prepared: Prepared, field: int) -> nw.Expr:
    """Null where a row of a long panel says nothing of a field."""
    import narwhals as nw

    cells = prepared.cells(field)
    return nw.col(cells[0]) if len(cells) == 1 else nw.coalesce(*cells)


def check_once(engine: Engine, prepared: Prepared, frame: nw.LazyFrame[Any]) -> None:
    """UsageError with the first rows that an entity has twice, when there are such entities."""
    import narwhals as nw

    if fits_bits(prepared):
        sums = frame.group_by(ENTITY).agg(bits(prepared).sum().alias("nbkpi_bits"), nw.len().alias("nbkpi_rows"))
        twice = sums.filter(is_twice(nw.col("nbkpi_bits"), nw.col("nbkpi_rows")))
        check_twice(engine, prepared, twice.select(ENTITY).sort(ENTITY).head(EXAMPLES))
        return
    rows = frame.group_by(ENTITY, TIME).agg(nw.len().alias("nbkpi_rows")).filter(nw.col("nbkpi_rows") > 1)
    _refuse(prepared, engine.rows(rows.sort(ENTITY, TIME).head(EXAMPLES)))


def single(engine: Engine, prepared: Prepared, used: Sequence[int], *more: str) -> nw.LazyFrame[Any]:
    """The rows as they are; those of a long panel brought into one for each entity and period."""
    import narwhals as nw

    cells = [cell for field in used for cell in prepared.cells(field)]
    frame = prepared.frame.select(ENTITY, TIME, PERIOD, *more, *cells)
    if is_single(prepared):
        if not more:
            check_once(engine, prepared, frame)
        return frame
    counts = {f"nbkpi_count{field}": _held(prepared, field).count() for field in used}
    wide = engine.keep(
        frame.group_by(ENTITY, TIME).agg(
            nw.col(PERIOD).min(), *(nw.col(cell).max() for cell in (*more, *cells)),
            *(expr.alias(name) for name, expr in counts.items()),
        )
    )  # fmt: skip
    twice = _most(list(counts)) > 1
    _refuse(prepared, engine.rows(wide.filter(twice).select(ENTITY, TIME).sort(ENTITY, TIME).head(EXAMPLES)))
    return wide


def _pivoted(engine: Engine, prepared: Prepared, used: Sequence[int], places: Sequence[Place]) -> nw.LazyFrame[Any]:
    """The periods in columns, one row for each entity; from these a row for each period again."""
    import narwhals as nw

    times = sorted(prepared.times)
    is_wide = is_single(prepared)
    filled = next((field for field in used if is_wide and prepared.whole[field]), None)
    asked = {"nbkpi_rows": nw.len()}
    counted: dict[int, list[str]] = {}
    for time in times:
        here = nw.col(TIME) == time
        for field in used:
            for cell in prepared.cells(field):
                asked[f"{cell}_{time}"] = nw.when(here).then(nw.col(cell)).max()
        if filled is not None:
            continue
        if is_wide:
            asked[f"nbkpi_count_{time}"] = nw.when(here).then(nw.lit(1)).sum()
            counted[time] = [f"nbkpi_count_{time}"]
            continue
        counted[time] = [f"nbkpi_count{field}_{time}" for field in used]
        for field, name in zip(used, counted[time], strict=True):
            asked[name] = nw.when(here).then(_held(prepared, field)).count()
    wide = engine.keep(prepared.frame.group_by(ENTITY).agg(*(expr.alias(name) for name, expr in asked.items())))
    if filled is not None:
        present = {time: ~nw.col(f"{prepared.cell(filled)}_{time}").is_null() for time in times}
        found = [nw.when(test).then(nw.lit(1)).otherwise(nw.lit(0)) for test in present.values()]
        twice = nw.sum_horizontal(*found) != nw.col("nbkpi_rows")
    else:
        present = {time: _most(names) > 0 for time, names in counted.items()}
        twice = _most([name for names in counted.values() for name in names]) > 1
    check_twice(engine, prepared, wide.filter(twice).select(ENTITY).sort(ENTITY).head(EXAMPLES))
    parts = []
    for time in times:
        columns: list[str | nw.Expr] = [
            nw.col(ENTITY),
            nw.lit(time, nw.Int64).alias(TIME),
            nw.lit(_literal(prepared.times[time])).alias(PERIOD),
        ]
        for place in places:
            for suffix in _suffixes(prepared, place.field):
                before = time - place.back
                name = f"{prepared.cell(place.field)}{suffix}_{before}"
                held = nw.col(name) if before in prepared.times else nw.lit(None, nw.Int64)
                columns.append(held.alias(place.name + suffix))
        parts.append(wide.filter(present[time]).select(*columns))
    return nw.concat(parts)


def check_twice(engine: Engine, prepared: Prepared, entities: nw.LazyFrame[Any]) -> None:
    """UsageError with the first rows that an entity has twice, when there are such entities."""
    import narwhals as nw

    names = [row[0] for row in engine.rows(entities)]
    if not names:
        return
    rows = prepared.frame.filter(nw.col(ENTITY).is_in(names))
    keys = [ENTITY, TIME]
    tests = [_held(prepared, field).count().alias(f"nbkpi_count{field}") for field in range(len(prepared.fields))]
    many = rows.group_by(*keys).agg(nw.len().alias("nbkpi_rows"), *tests)
    if not is_single(prepared):
        many = many.filter(_most([f"nbkpi_count{field}" for field in range(len(prepared.fields))]) > 1)
    else:
        many = many.filter(nw.col("nbkpi_rows") > 1)
    _refuse(prepared, engine.rows(many.select(*keys).sort(*keys).head(EXAMPLES)))


def _joined(engine: Engine, prepared: Prepared, used: Sequence[int], places: Sequence[Place]) -> nw.LazyFrame[Any]:
    """Each row with those of other periods joined to it."""
    import narwhals as nw

    rows = engine.keep(single(engine, prepared, used))
    found = rows.select(ENTITY, TIME, PERIOD)
    for back in sorted({place.back for place in places}):
        wanted = [place for place in places if place.back == back]
        columns = [
            nw.col(prepared.cell(place.field) + suffix).alias(place.name + suffix)
            for place in wanted
            for suffix in _suffixes(prepared, place.field)
        ]
        other = rows.select(ENTITY, (nw.col(TIME) + back).alias(TIME), *columns)
        found = found.join(other, on=[ENTITY, TIME], how="left")
    return found


def _refuse(prepared: Prepared, rows: Sequence[tuple[Any, ...]]) -> None:
    """UsageError that names rows which are there twice, when there are any."""
    if rows:
        shown = listed(f"{row[0]} {prepared.times.get(row[1], row[1])}" for row in rows)
        message = _("{path} has more than one row for the same entity and period: {found} …", path=prepared.panel.path,
                    found=shown)  # fmt: skip
        raise UsageError(message)


def _literal(period: object) -> int | str:
    """A period as it was written."""
    return period if isinstance(period, int) else str(period)


def _most(names: Sequence[str]) -> nw.Expr:
    """The greatest of some columns, which Spark only takes of two or more."""
    import narwhals as nw

    return nw.max_horizontal(*names) if len(names) > 1 else nw.col(names[0])
