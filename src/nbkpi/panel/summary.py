"""What is worth showing of millions of results: how many of each sort there are, the first by rank, and the worst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import narwhals as nw

from nbkpi.model.breakdowns import Cell
from nbkpi.panel.categories import PanelCategories, code_of, is_among
from nbkpi.panel.condition import Test, column, how_many
from nbkpi.panel.distinct import distinct
from nbkpi.panel.engine import Engine
from nbkpi.panel.order import ENTITY, PERIOD
from nbkpi.panel.plan import DIFFERENCE, PARTS, RANKS, VERDICT, Wanted
from nbkpi.panel.ranks import LEAST, NARROW, SAME
from nbkpi.panel.run import Answer


class SummaryLine(NamedTuple):
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
    of: Cell = ()


@dataclass(slots=True)
class Summary:
    """The numbers of rows, of states and verdicts by metric; the first rows of the last period; contradicted ones.

    of is the cell that the first rows are of.
    """

    rows: int = 0
    values: dict[str, int] = field(default_factory=dict)
    states: dict[str, dict[str, int]] = field(default_factory=dict)
    verdicts: dict[str, dict[str, int]] = field(default_factory=dict)
    period: object = None
    top: dict[str, list[SummaryLine]] = field(default_factory=dict)
    worst: dict[str, list[SummaryLine]] = field(default_factory=dict)
    of: Cell = ()


def summarise(engine: Engine, answer: Answer, frame: nw.LazyFrame[Any], top: int) -> Summary:
    """The summary of the results in a frame, with so many rows of each metric."""
    found = Summary(period=answer.last)
    words = [f"{one.column}_state" for one in answer.wanted]
    words += [one.column + VERDICT for one in answer.wanted if one.claim is not None]
    # In one pass over all rows: what they are, and what is said of them, of all metrics.
    counts = engine.rows(frame.group_by(*words).agg(nw.len().alias("nbkpi_rows")))
    found.rows = sum(row[-1] for row in counts)
    for one in answer.wanted:
        found.states[one.name] = _by_word(counts, words.index(f"{one.column}_state"))
        found.values[one.name] = found.rows - sum(found.states[one.name].values())
        if one.claim is not None:
            found.verdicts[one.name] = _by_word(counts, words.index(one.column + VERDICT))
            found.worst[one.name] = _named(answer.categories, _worst(engine, frame, one, top))
    if top and found.rows:
        last = frame.filter(nw.col(PERIOD) == found.period)
        if answer.categories is not None:
            # Ranks are those of one category: of the whole, where there is one.
            places = sorted(int(row[0]) for row in engine.rows(distinct(last.select(code_of().alias("nbkpi_code")))))
            last = last.filter(is_among(places[:1]))
            found.of = answer.categories.cells[places[0]] if places else ()
        for one in answer.wanted:
            found.top[one.name] = _named(answer.categories, _top(engine, last, one, top, answer.is_ranked))
    return found


def _named(known: PanelCategories | None, lines: list[SummaryLine]) -> list[SummaryLine]:
    """The lines with entities and cells apart."""
    if known is None:
        return lines
    apart = [known.apart(line.entity) for line in lines]
    return [line._replace(entity=name, of=cell) for line, (name, cell) in zip(lines, apart, strict=True)]


def _by_word(counts: Sequence[tuple[Any, ...]], place: int) -> dict[str, int]:
    """How often each word stands at a place of the counted rows, in the order of the words."""
    found: Counter[str] = Counter()
    for row in counts:
        if row[place] is not None:
            found[row[place]] += row[-1]
    return dict(sorted(found.items()))


def _lines(one: Wanted) -> list[str]:
    return [ENTITY, PERIOD, *(one.column + part for part in PARTS[:5])]


def _worst(engine: Engine, frame: nw.LazyFrame[Any], one: Wanted, top: int) -> list[SummaryLine]:
    """The contradicted claims that differ most."""
    name = one.column + DIFFERENCE
    rows = frame.filter(nw.col(one.column + VERDICT) == "contradicted").with_columns(
        nw.col(name).abs().alias("nbkpi_size")
    )
    rows = rows.sort("nbkpi_size", ENTITY, PERIOD, descending=[True, False, False], nulls_last=True).head(top)
    found = engine.rows(rows.select(*_lines(one), name))
    return [SummaryLine(*row[:-1])._replace(difference=row[-1]) for row in found]


def _top(engine: Engine, frame: nw.LazyFrame[Any], one: Wanted, top: int, is_ranked: bool) -> list[SummaryLine]:
    """The first rows of a period, with the ranks that each can have."""
    is_falling = one.metric.better != "lower"
    # What has no single number is placed by its lower end, or where lower is better, its upper one.
    ends = ("_lower", "_upper") if is_falling else ("_upper", "_lower")
    by = nw.coalesce(one.column, *(one.column + end for end in ends)).alias("nbkpi_by")
    held = frame.filter(nw.col(f"{one.column}_state").is_null()).with_columns(by)
    ordered = held.sort("nbkpi_by", ENTITY, PERIOD, descending=[is_falling, False, False], nulls_last=True).head(top)
    if is_ranked:
        found = engine.rows(ordered.select(*_lines(one), *(one.column + part for part in RANKS)))
        return [SummaryLine(*row) for row in found]
    rows = engine.rows(ordered.select(*_lines(one)))
    if not rows:
        return []
    lines = [SummaryLine(*row) for row in rows]
    asked = []
    for place, line in enumerate(lines):
        before, may = _others(one.column, line, is_falling)
        asked += [how_many(before).alias(f"nbkpi_before{place}"), how_many(may).alias(f"nbkpi_may{place}")]
    (counts,) = engine.rows(held.select(*asked))
    return [
        line._replace(best=1 + before, worst=1 + may - _is_wide(line))
        for line, before, may in zip(lines, counts[::2], counts[1::2], strict=True)
    ]


def _others(name: str, line: SummaryLine, is_falling: bool) -> tuple[Test, Test]:
    """Which rows are surely before a line, and which may be; an end that is missing is infinite."""
    lower, upper, lower_closed, upper_closed = (nw.col(name + part) for part in PARTS[1:5])
    low, high = line.lower, line.upper
    narrow = column(upper <= lower + (lower.abs() * SAME + LEAST) * NARROW)
    lower_closed, upper_closed = lower_closed | narrow, upper_closed | narrow
    if low is not None and high is not None and high <= low + _same(low) * NARROW:
        line = line._replace(lower_closed=True, upper_closed=True)
    if is_falling:
        before = False if high is None else _beyond(lower, high, lower_closed, line.upper_closed)
        may: Test = True if low is None else upper.is_null() | (upper > low + _same(low))
    else:
        before = False if low is None else _beyond(-upper, -low, upper_closed, line.lower_closed)
        may = True if high is None else lower.is_null() | (lower < high - _same(high))
    return before, may


def _beyond(end: nw.Expr, other: float, closed: nw.Expr, other_closed: bool) -> Test:
    """Whether an end lies above another; where they are equal, whether one of them does not belong to its interval."""
    at_least: nw.Expr = end > other - _same(other)
    return at_least & ((end > other + _same(other)) | ~closed) if other_closed else at_least


def _same(end: float) -> float:
    return abs(end) * SAME + LEAST


def _is_wide(line: SummaryLine) -> bool:
    """Whether the ends of a line differ, so that it is among those that may be before it."""
    return line.lower is None or line.upper is None or line.upper > line.lower + _same(line.lower)
