"""What is worth showing of millions of results: how many of each sort there are, the first by rank, and the worst."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from nbkpi.panel.condition import how_many
from nbkpi.panel.engine import Engine
from nbkpi.panel.plan import DIFFERENCE, PARTS, RANKS, VERDICT, Wanted
from nbkpi.panel.prepare import ENTITY, PERIOD
from nbkpi.panel.ranks import SAME
from nbkpi.panel.run import Answer

if TYPE_CHECKING:
    import narwhals as nw


class Line(NamedTuple):
    """One result: its keys, value and ends, with what was claimed of it or the ranks that it can have."""

    entity: object
    period: object
    value: float | None
    lower: float | None
    upper: float | None
    lower_closed: bool
    upper_closed: bool
    best: int | None = None
    worst: int | None = None
    difference: float | None = None


@dataclass(slots=True)
class Summary:
    """The numbers of rows, of states and verdicts by metric; the first rows of the last period; contradicted ones."""

    rows: int = 0
    values: dict[str, int] = field(default_factory=dict)
    states: dict[str, dict[str, int]] = field(default_factory=dict)
    verdicts: dict[str, dict[str, int]] = field(default_factory=dict)
    period: object = None
    top: dict[str, list[Line]] = field(default_factory=dict)
    worst: dict[str, list[Line]] = field(default_factory=dict)


def summarise(engine: Engine, answer: Answer, frame: nw.LazyFrame[Any], top: int) -> Summary:
    """The summary of the results in a frame, with so many rows of each metric."""
    import narwhals as nw

    found = Summary(period=answer.last)
    states = [nw.col(f"{one.column}_state").count().alias(f"nbkpi_{place}") for place, one in enumerate(answer.wanted)]
    ((found.rows, *counts),) = engine.rows(frame.select(nw.len().alias("nbkpi_rows"), *states))
    for one, count in zip(answer.wanted, counts, strict=True):
        found.values[one.name] = found.rows - count
        found.states[one.name] = _counted(engine, frame, f"{one.column}_state")
        if one.claim is not None:
            found.verdicts[one.name] = _counted(engine, frame, one.column + VERDICT)
            found.worst[one.name] = _worst(engine, frame, one, top)
        if top and found.rows:
            last = frame.filter(nw.col(PERIOD) == found.period)
            found.top[one.name] = _top(engine, last, one, top, answer.is_ranked)
    return found


def _counted(engine: Engine, frame: nw.LazyFrame[Any], name: str) -> dict[str, int]:
    """How often each word stands in a column, in the order of the words."""
    import narwhals as nw

    counts = frame.filter(~nw.col(name).is_null()).group_by(name).agg(nw.len().alias("nbkpi_rows"))
    return {str(word): int(count) for word, count in sorted(engine.rows(counts))}


def _lines(one: Wanted) -> list[str]:
    return [ENTITY, PERIOD, *(one.column + part for part in PARTS[:5])]


def _worst(engine: Engine, frame: nw.LazyFrame[Any], one: Wanted, top: int) -> list[Line]:
    """The contradicted claims that differ most."""
    import narwhals as nw

    name = one.column + DIFFERENCE
    rows = frame.filter(nw.col(one.column + VERDICT) == "contradicted").with_columns(
        nw.col(name).abs().alias("nbkpi_size")
    )
    rows = rows.sort("nbkpi_size", ENTITY, PERIOD, descending=[True, False, False], nulls_last=True).head(top)
    found = engine.rows(rows.select(*_lines(one), name))
    return [Line._make((*row[:7], None, None, row[7])) for row in found]


def _top(engine: Engine, frame: nw.LazyFrame[Any], one: Wanted, top: int, is_ranked: bool) -> list[Line]:
    """The first rows of a period, with the ranks that each can have."""
    import narwhals as nw

    is_falling = one.metric.better != "lower"
    lower, upper = (nw.col(one.column + part) for part in PARTS[1:3])
    # What has no single number is placed by its lower end, or where lower is better, its upper one.
    ends = ("_lower", "_upper") if is_falling else ("_upper", "_lower")
    by = nw.coalesce(one.column, *(one.column + end for end in ends)).alias("nbkpi_by")
    held = frame.filter(nw.col(f"{one.column}_state").is_null()).with_columns(by)
    ordered = held.sort("nbkpi_by", ENTITY, PERIOD, descending=[is_falling, False, False], nulls_last=True).head(top)
    if is_ranked:
        found = engine.rows(ordered.select(*_lines(one), *(one.column + part for part in RANKS)))
        return [Line._make((*row, None)) for row in found]
    rows = engine.rows(ordered.select(*_lines(one)))
    if not rows:
        return []
    asked = []
    for place, row in enumerate(rows):
        before, may = _others(lower, upper, row[3], row[4], is_falling)
        asked += [how_many(before).alias(f"nbkpi_before{place}"), how_many(may).alias(f"nbkpi_may{place}")]
    (counts,) = engine.rows(held.select(*asked))
    return [
        Line._make((*row, 1 + counts[2 * place], 1 + counts[2 * place + 1] - _counts_itself(row[3], row[4]), None))
        for place, row in enumerate(rows)
    ]


def _others(lower: nw.Expr, upper: nw.Expr, low: float | None, high: float | None, is_falling: bool) -> tuple[Any, Any]:
    """Which rows are surely before one with these ends, and which may be; an end that is missing is infinite."""
    if is_falling:
        before = False if high is None else lower > high + abs(high) * SAME
        may = True if low is None else upper.is_null() | (upper > low + abs(low) * SAME)
    else:
        before = False if low is None else upper < low - abs(low) * SAME
        may = True if high is None else lower.is_null() | (lower < high - abs(high) * SAME)
    return before, may


def _counts_itself(low: float | None, high: float | None) -> int:
    """Whether a row is among those that may be before it, as all are whose ends differ."""
    return int(low is None or high is None or high > low + abs(low) * SAME or low < high - abs(high) * SAME)
