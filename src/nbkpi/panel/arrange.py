"""Bringing what a formula needs into one row: the figures of an entity of several years, side by side.

In rows that are sorted, or worth sorting, the years before are a few rows above. Else years are put into columns by one
aggregation where they are few, or rows are joined. All of these find the year before by the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import narwhals as nw

from nbkpi.language import _
from nbkpi.panel.columns import EXAMPLES
from nbkpi.panel.engine import Engine
from nbkpi.panel.order import ENTITY, PERIOD, TIME, Order, before, order_of, with_before
from nbkpi.panel.periods import time_of_year
from nbkpi.panel.prepare import Prepared
from nbkpi.panel.uniqueness import cell_held, check_once, check_twice, is_proven, most, refuse
from nbkpi.panel.words import PrintedWords

MAX_COLUMNS = 200
"""How many columns the years may become; with more, rows are joined."""

MAX_OF_TEXTS = 40
"""And how many they may become where the rows could be sorted too, by the names of their entities."""

MAX_REACH = 24
"""How many rows before are looked at where any of them may be the one that is sought."""


class CellPlace(NamedTuple):
    """A cell of an entity: which field, and how many months before the period of the row."""

    field: int
    back: int

    @property
    def name(self) -> str:
        """The column it becomes."""
        return f"nbkpi_slot{self.field}_{self.back}"


class Arranged(NamedTuple):
    """A row for every row of the panel, with ENTITY, PERIOD, TIME and cells; whether it is sorted by its keys."""

    frame: nw.LazyFrame[Any]
    is_sorted: bool


def arranged(engine: Engine, prepared: Prepared, places: Sequence[CellPlace]) -> Arranged:
    """The rows with the cells at the places; UsageError when an entity has two rows for one period."""
    used = sorted({place.field for place in places})
    if all(place.back == 0 for place in places):
        frame = single(engine, prepared, used)
        is_sorted = prepared.is_single and not prepared.panel.unique and prepared.order() is not None
        if prepared.is_single and not is_proven(prepared):
            check_once(engine, prepared, frame)
        names = {prepared.cell(place.field) + suffix: place.name + suffix for place in places
                 for suffix in _suffixes(prepared, place.field)}  # fmt: skip
        return Arranged(with_words(engine, prepared, frame.rename(names), places), is_sorted)
    found = _looked_back(engine, prepared, used, places)
    is_sorted = found is not None and prepared.in_file
    if found is None:
        fits = 0 < _columns(prepared, used) <= MAX_COLUMNS
        how = _("brought {count} periods into columns, one row for each entity, and proved that none is there twice",
                count=len(prepared.times))  # fmt: skip
        with prepared.steps.step(how if fits else _("joined to each row those of the periods before")):
            found = (_pivoted if fits else _joined)(engine, prepared, used, places)
    return Arranged(with_words(engine, prepared, found, places), is_sorted)


def _looked_back(
    engine: Engine, prepared: Prepared, used: Sequence[int], places: Sequence[CellPlace]
) -> nw.LazyFrame[Any] | None:
    """Each row with cells of those before it, where rows are sorted, or are worth sorting; None where not.

    That they are those of the same entity at the right time is checked in every row.
    """
    backs = sorted({place.back for place in places} - {0})
    if any(back < 0 or back % prepared.length for back in backs):
        return None
    rows, order = _in_order(engine, prepared, used)
    reach = backs[-1] // prepared.length
    if order is None or (reach > MAX_REACH and not order.is_gapless):
        return None
    # Where periods are missing, the one that is sought is some rows nearer.
    steps = [back // prepared.length for back in backs] if order.is_gapless else list(range(1, reach + 1))
    cells = [cell for field in used for cell in prepared.cells(field)]
    found = with_before(engine, rows, [ENTITY, TIME, *cells], steps)
    if found is None:
        return None
    columns = [nw.col(name) for name in (ENTITY, TIME, PERIOD)]
    for place in places:
        nearest = [step for step in steps if step * prepared.length <= place.back]
        for suffix in _suffixes(prepared, place.field):
            cell = _cell_before(prepared.cell(place.field) + suffix, place.back, nearest)
            columns.append(cell.alias(place.name + suffix))
    return found.select(*columns)


def _in_order(
    engine: Engine, prepared: Prepared, used: Sequence[int]
) -> tuple[nw.LazyFrame[Any], Order | None]:  # fmt: skip
    """The rows as they are where they are in order, sorted where that is worth it; and their order, None for none."""
    rows, order = single(engine, prepared, used), prepared.order()
    if order is None and engine.sorts and not _is_pivoted(prepared, used):
        with prepared.steps.step(_("sorted the rows by entity and period, and looked whether one is there twice")):
            rows = _sorted(engine, prepared, rows)
            order = order_of(engine, rows, prepared.length, prepared.ranges())
        if order is None and prepared.is_single and not prepared.is_gathered:
            check_once(engine, prepared, rows)
    return rows, order


def _cell_before(cell: str, back: int, steps: Sequence[int]) -> nw.Expr:
    """A cell of the same entity so many months ago, which one of the rows so many steps before may be."""
    if not back:
        return nw.col(cell)
    held = [nw.when(_is_at(back, step)).then(nw.col(before(cell, step))) for step in steps]
    return nw.coalesce(*held) if len(held) > 1 else held[0]


def _is_pivoted(prepared: Prepared, used: Sequence[int]) -> bool:
    """Whether years are better brought into columns than sorted: texts take long to be put in order."""
    is_text = not prepared.frame.collect_schema()[ENTITY].is_integer()
    return is_text and 0 < _columns(prepared, used) <= MAX_OF_TEXTS


def _columns(prepared: Prepared, used: Sequence[int]) -> int:
    """How many columns the periods would become."""
    return len(prepared.times) * sum(len(prepared.cells(field)) for field in used)


def _sorted(engine: Engine, prepared: Prepared, rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The rows kept in order; what follows from their other columns is not kept."""
    if prepared.by_year:
        return engine.keep(rows.drop(TIME).sort(ENTITY, PERIOD)).with_columns(time_of_year())
    return engine.keep(rows.sort(ENTITY, TIME))


def _is_at(back: int, step: int) -> nw.Expr:
    """Whether the row so many before is that of the same entity, so many months ago."""
    time = nw.col(before(TIME, step))
    return (nw.col(before(ENTITY, step)) == nw.col(ENTITY)) & (time == nw.col(TIME) - back)


def _suffixes(prepared: Prepared, field: int) -> list[str]:
    name = prepared.cell(field)
    return [cell.removeprefix(name) for cell in prepared.cells(field)]


def with_words(
    engine: Engine, prepared: Prepared, frame: nw.LazyFrame[Any], places: Iterable[CellPlace]
) -> nw.LazyFrame[Any]:
    """The frame with what the words come to beside the places of words."""
    kinds = {"lower": "whole", "upper": "whole", "nominal": "whole", "lower_closed": "flag", "upper_closed": "flag",
             "missing": "text", "hard": "flag"}  # fmt: skip
    for place in places:
        decoder = prepared.decoders[place.field]
        if not isinstance(decoder, PrintedWords):
            continue
        names = {f"{place.name}_{name}": kind for name, kind in kinds.items()}
        small = engine.small({"nbkpi_word": "whole", **names}, decoder.table)
        frame = frame.join(small, left_on=place.name, right_on="nbkpi_word", how="left")
    return frame


def single(engine: Engine, prepared: Prepared, used: Sequence[int], *more: str) -> nw.LazyFrame[Any]:
    """The rows as they are; those of a long panel brought into one for each entity and period."""
    cells = [cell for field in used for cell in prepared.cells(field)]
    frame = prepared.frame.select(ENTITY, TIME, PERIOD, *more, *cells)
    if prepared.is_single:
        return frame
    counts = {f"nbkpi_count{field}": cell_held(prepared, field).count() for field in used}
    wide = engine.keep(
        frame.group_by(ENTITY, TIME).agg(
            nw.col(PERIOD).min(), *(nw.col(cell).max() for cell in (*more, *cells)),
            *(expr.alias(name) for name, expr in counts.items()),
        )
    )  # fmt: skip
    twice = most(list(counts)) > 1
    refuse(prepared, engine.rows(wide.filter(twice).select(ENTITY, TIME).sort(ENTITY, TIME).head(EXAMPLES)))
    return wide


def _pivoted(engine: Engine, prepared: Prepared, used: Sequence[int], places: Sequence[CellPlace]) -> nw.LazyFrame[Any]:
    """The periods in columns, one row for each entity; from these a row for each period again."""
    times = sorted(prepared.times)
    filled = next((field for field in used if prepared.is_single and _is_full(engine, prepared, field)), None)
    asked = {"nbkpi_rows": nw.len()}
    counted: dict[int, list[str]] = {}
    for time in times:
        here = nw.col(TIME) == time
        asked |= {f"{cell}_{time}": nw.when(here).then(nw.col(cell)).max()
                  for field in used for cell in prepared.cells(field)}  # fmt: skip
        if filled is None:
            counts = _counts_at(prepared, used, time)
            counted[time] = list(counts)
            asked |= counts
    wide = engine.keep(prepared.frame.group_by(ENTITY).agg(*(expr.alias(name) for name, expr in asked.items())))
    if filled is not None:
        present = {time: ~nw.col(f"{prepared.cells(filled)[0]}_{time}").is_null() for time in times}
        found = [nw.when(test).then(nw.lit(1)).otherwise(nw.lit(0)) for test in present.values()]
        twice = nw.sum_horizontal(*found) != nw.col("nbkpi_rows")
    else:
        present = {time: most(names) > 0 for time, names in counted.items()}
        twice = most([name for names in counted.values() for name in names]) > 1
    check_twice(engine, prepared, wide.filter(twice).select(ENTITY).sort(ENTITY).head(EXAMPLES))
    return nw.concat([wide.filter(present[time]).select(*_row_at(prepared, places, time)) for time in times])


def _counts_at(prepared: Prepared, used: Sequence[int], time: int) -> dict[str, nw.Expr]:
    """How many rows an entity has at a time, or in a long panel how many for each field."""
    here = nw.col(TIME) == time
    if prepared.is_single:
        return {f"nbkpi_count_{time}": nw.when(here).then(nw.lit(1)).sum()}
    return {
        f"nbkpi_count{field}_{time}": nw.when(here).then(cell_held(prepared, field)).count() for field in used
    }  # fmt: skip


def _row_at(prepared: Prepared, places: Sequence[CellPlace], time: int) -> list[nw.Expr]:
    """The columns of a row at a time, from those in which the periods stand side by side."""
    columns = [nw.col(ENTITY), nw.lit(time, nw.Int64).alias(TIME), _literal(prepared.times[time]).alias(PERIOD)]
    for place in places:
        for suffix in _suffixes(prepared, place.field):
            earlier = time - place.back
            name = f"{prepared.cell(place.field)}{suffix}_{earlier}"
            held = nw.col(name) if earlier in prepared.times else nw.lit(None, nw.Int64)
            columns.append(held.alias(place.name + suffix))
    return columns


def _is_full(engine: Engine, prepared: Prepared, field: int) -> bool:
    """Whether a field has a cell in every row."""
    ((count,),) = engine.rows(prepared.frame.select(nw.col(prepared.cells(field)[0]).count()))
    return bool(count == prepared.count)


def _joined(engine: Engine, prepared: Prepared, used: Sequence[int], places: Sequence[CellPlace]) -> nw.LazyFrame[Any]:
    """Each row with those of other periods joined to it."""
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


def _literal(period: object) -> nw.Expr:
    """A period as it was written."""
    return nw.lit(period, nw.Int64) if isinstance(period, int) else nw.lit(str(period), nw.String)
