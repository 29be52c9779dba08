"""Totals over groups of entities: exact sums of both ends, so that two runs give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import narwhals as nw

from nbkpi.errors import UsageError
from nbkpi.exact import Interval
from nbkpi.figure import Figure
from nbkpi.language import _
from nbkpi.model.records import Measure
from nbkpi.panel.arrange import CellPlace, single, with_words
from nbkpi.panel.cells import Decoder
from nbkpi.panel.condition import all_of, column, how_many_not, not_
from nbkpi.panel.engine import Engine
from nbkpi.panel.formula import Leaf
from nbkpi.panel.order import ENTITY, GROUP, PERIOD, TIME, before, with_before
from nbkpi.panel.periods import time_of_year
from nbkpi.panel.prepare import Prepared
from nbkpi.panel.quotient import Quotient
from nbkpi.panel.span import Span
from nbkpi.panel.sums_of_formulas import ComputedSummand, Summand, computed_cells
from nbkpi.panel.uniqueness import BITS, bits, check_once, fits_bits, is_once, is_proven, periods_told
from nbkpi.panel.whole_numbers import LONG, Whole

ENDS, FLAGS = ("_lower", "_upper", "_nominal"), ("_lower_closed", "_upper_closed")
PARTS = (*ENDS, *FLAGS, "_count")


class GroupSums:
    """What the total of a field is in every group: its ends in whole parts of a unit.

    An end belongs to it where that of as many figures does as were added up.
    """

    suffixes = PARTS

    def __init__(self, measure: Measure, leaf: Leaf, count: int, room: int) -> None:
        self.measure, self.is_point, self.room = measure, leaf.span.is_point, room
        ends = leaf.span.lower, leaf.span.upper, leaf.nominal
        assert all(isinstance(end, Quotient) for end in ends)
        self.ends: list[Quotient] = [end for end in ends if isinstance(end, Quotient)]
        self.count = count
        for end in self.ends:
            if end.above.magnitude * count > LONG:
                raise UsageError(_("the totals of {name} have too many digits", name=measure.name))

    def leaf(self, name: str, is_mean: bool = False) -> Leaf:
        """The interval of the totals in the columns of this name, or of the means."""
        by = Whole(nw.col(f"{name}_count"), 1, self.count, self.room) if is_mean else None
        lower, upper, nominal = (
            Quotient(self._whole(name + part, end), by, end.factor) for part, end in zip(ENDS, self.ends, strict=True)
        )
        closed = [nw.col(name + part) == nw.col(f"{name}_count") for part in FLAGS]
        number = ~nw.col(f"{name}_nominal").is_null()
        if self.is_point:
            return Leaf(Span(nominal, nominal, is_point=True), nominal, number)
        return Leaf(Span(lower, upper, closed[0], closed[1]), nominal, number)

    def _whole(self, name: str, end: Quotient) -> Whole:
        low, high = min(end.above.low * self.count, end.above.low), max(end.above.high * self.count, end.above.high)
        return Whole(nw.col(name), low, high, self.room)

    def absent(self, name: str) -> nw.Expr:
        """Where not all entities of the group that report it do so in the period."""
        return nw.col(f"{name}_lower").is_null()

    def missing(self, name: str) -> list[tuple[str, Any]]:  # noqa: ARG002
        """A total does not say why it is missing."""
        return []

    def figure(self, cells: Sequence[int | None]) -> Figure | None:
        """The total of one group."""
        return self._figure(cells, 1)

    def mean(self, cells: Sequence[int | None]) -> Figure | None:
        """The mean of one group."""
        return self._figure(cells, cells[-1] or 1)

    def _figure(self, cells: Sequence[int | None], by: int) -> Figure | None:
        lower, upper, nominal, low_closed, high_closed, count = cells
        if lower is None or upper is None:
            return None
        ends = [lower * self.ends[0].factor / by, upper * self.ends[1].factor / by]
        number = None if nominal is None else nominal * self.ends[2].factor / by
        interval = Interval(ends[0], ends[1], low_closed == count, high_closed == count)
        reading = "exact" if interval.is_point else "sum"
        return Figure("", interval, number, self.measure.unit, "amount", step=Fraction(1), reading=reading)


def grouped(
    engine: Engine, prepared: Prepared, places: Sequence[CellPlace], summands: Mapping[int, Summand],
    at: Mapping[int, Sequence[int]],
) -> tuple[nw.LazyFrame[Any], dict[int, GroupSums]]:  # fmt: skip
    """A row for each group and period, with the totals at the places in columns named after them.

    summands are the fields that are computed of others, each of those at its place.
    """
    asked = sorted({place.field for place in places})
    used = sorted({field for one in asked for field in at.get(one, (one,))})
    here = [CellPlace(field, 0) for field in used]
    frame = single(engine, prepared, used, GROUP)
    names = {
        cell: CellPlace(field, 0).name + cell.removeprefix(prepared.cell(field))
        for field in used
        for cell in prepared.cells(field)
    }
    frame = with_words(engine, prepared, frame.rename(names), here)
    decoders: dict[int, Decoder | ComputedSummand] = {field: prepared.decoders[field] for field in used}
    leaves = {field: prepared.decoders[field].leaf(CellPlace(field, 0).name) for field in used}
    for field, summand in summands.items():
        sources = [(prepared.decoders[one], CellPlace(one, 0).name, leaves[one]) for one in at[field]]
        found_cells = computed_cells(engine, frame, summand, sources)
        decoders[field], leaves[field] = found_cells, found_cells.leaf
    leaves = {field: leaves[field] for field in asked}
    sums = {field: GroupSums(decoders[field].measure, leaf, max(prepared.count, 1), engine.room)
            for field, leaf in leaves.items()}  # fmt: skip
    rows: dict[str, nw.Expr] = {}
    for field, leaf in leaves.items():
        rows |= rows_of(CellPlace(field, 0).name, leaf, decoders[field])
    flat = frame.select(GROUP, ENTITY, TIME, PERIOD, *(expr.alias(name) for name, expr in rows.items()))
    flat = flat.filter(~nw.col(GROUP).is_null())
    totals = totals_of(prepared, flat, {CellPlace(field, 0).name: leaf for field, leaf in leaves.items()})
    return _side_by_side(totals, places), sums


def _side_by_side(totals: nw.LazyFrame[Any], places: Sequence[CellPlace]) -> nw.LazyFrame[Any]:
    """A row for each group and period, with the totals at all places, those of earlier periods too."""

    def cells(back: int) -> list[nw.Expr]:
        return [nw.col(CellPlace(place.field, 0).name + part).alias(place.name + part)
                for place in places if place.back == back for part in PARTS]  # fmt: skip

    found = totals.select(nw.col(GROUP).alias(ENTITY), nw.col(TIME), nw.col(PERIOD), *cells(0))
    for back in sorted({place.back for place in places} - {0}):
        other = totals.select(nw.col(GROUP).alias(ENTITY), (nw.col(TIME) + back).alias(TIME), *cells(back))
        found = found.join(other, on=[ENTITY, TIME], how="left")
    return found


def rows_of(name: str, leaf: Leaf, decoder: Decoder | ComputedSummand) -> dict[str, nw.Expr]:
    """What is added up of a figure: its ends, and besides only what its number does not tell by being null."""
    found = {}
    for part, end in zip(ENDS, (leaf.span.lower, leaf.span.upper, leaf.nominal), strict=True):
        assert isinstance(end, Quotient)
        if part == "_nominal" or not (leaf.span.is_point or leaf.ends):
            found[name + part] = end.above.column.cast(nw.Int64)
    for part, flag in zip(FLAGS, (leaf.span.lower_closed, leaf.span.upper_closed), strict=True):
        if not isinstance(flag, bool):
            found[name + part] = column(flag).cast(nw.Int64)
    if not leaf.cell:
        there = not_(decoder.absent(name))
        known = all_of(there, not_(leaf.span.hard), *(not_(test) for _s, test in decoder.missing(name)))
        found |= {f"{name}_count": column(known).cast(nw.Int64), f"{name}_reports": column(there).cast(nw.Int64)}
    return found


def totals_of(
    prepared: Prepared, flat: nw.LazyFrame[Any], leaves: dict[str, Leaf], least: int = 1
) -> nw.LazyFrame[Any]:
    """The totals of each group and period; null where not all entities that report a figure do so in the period.

    least: of so many figures a total must be made.
    """
    engine, asked = prepared.engine, {"nbkpi_rows": nw.len(), **_sums(leaves)}
    with prepared.steps.step(_("added up the figures of each group and period")):
        # Of two columns that tell the same the one that the file has is grouped by.
        is_year = prepared.by_year and flat.collect_schema()[PERIOD].is_integer()
        if not is_year:
            asked[PERIOD] = nw.col(PERIOD).min()
        found = flat.group_by(GROUP, PERIOD if is_year else TIME).agg(*(one.alias(name) for name, one in asked.items()))
        more = [*_shifted(leaves), *([time_of_year()] if is_year else [])]
        totals = engine.keep(found.with_columns(*more) if more else found)
    everything = [nw.col("nbkpi_rows").sum(), *(nw.col(f"{name}_count").sum() for name in leaves)]
    ((count, *held),) = engine.rows(totals.select(*everything))
    is_full = all(one == count for one in held)
    with prepared.steps.step(_("counted which entities of each group report at all, and that none does so twice")):
        totals = totals.join(_reporting(engine, prepared, flat, leaves, count, is_full), on=GROUP, how="left")
    whole = []
    for name, leaf in leaves.items():
        complete = (nw.col(f"{name}_count") == nw.col(f"{name}_reports")) & (nw.col(f"{name}_count") >= least)
        said = complete & (nw.col(f"{name}_said") == nw.col(f"{name}_count"))
        flags = dict(zip(FLAGS, (leaf.span.lower_closed, leaf.span.upper_closed), strict=True))
        for part in PARTS:
            is_in = flags.get(part)
            value = nw.lit(0) if is_in is False else nw.col(f"{name}_count" if is_in is True else name + part)
            whole.append(nw.when(said if part == "_nominal" else complete).then(value).alias(name + part))
    return engine.keep(totals.select(GROUP, TIME, PERIOD, *whole))


def _sums(leaves: dict[str, Leaf]) -> dict[str, nw.Expr]:
    """What is added up of every figure, and how many there are."""
    asked = {}
    for name, leaf in leaves.items():
        number = nw.col(f"{name}_nominal")
        for part in ("_nominal",) if leaf.ends else ENDS:
            end = number if leaf.span.is_point else nw.col(name + part)
            asked[name + part] = end.sum().cast(nw.Int64)
        for part, flag in zip(FLAGS, (leaf.span.lower_closed, leaf.span.upper_closed), strict=True):
            if not isinstance(flag, bool):
                asked[name + part] = nw.col(name + part).sum().cast(nw.Int64)
        asked[f"{name}_said"] = number.count()
        asked[f"{name}_count"] = number.count() if leaf.cell else nw.col(f"{name}_count").sum().cast(nw.Int64)
    return asked


def _shifted(leaves: dict[str, Leaf]) -> list[nw.Expr]:
    """The sums of ends that lie equally far from every number, by the sum of these and how many they are."""
    return [
        (nw.col(f"{name}_nominal") * leaf.ends[0] + nw.col(f"{name}_said") * off).cast(nw.Int64).alias(name + part)
        for name, leaf in leaves.items()
        if leaf.ends is not None
        for part, off in zip(ENDS, leaf.ends[1:], strict=False)
    ]


def _reporting(
    engine: Engine, prepared: Prepared, flat: nw.LazyFrame[Any], leaves: dict[str, Leaf], count: int, is_full: bool
) -> nw.LazyFrame[Any]:
    """How many entities of each group report a figure in any period; there are count rows, is_full: all do in each."""
    in_order = _counted_in_order(engine, prepared) if is_full else None
    if in_order is not None:
        return in_order.select(GROUP, *(nw.col("nbkpi_entities").alias(f"{name}_reports") for name in leaves))
    reports = {f"{name}_reports": (nw.col(f"{name}_nominal").count() > 0).cast(nw.Int64) if leaf.cell
               else nw.col(f"{name}_reports").max() for name, leaf in leaves.items()}  # fmt: skip
    asked = {} if is_full else dict(reports)
    is_known = not prepared.is_single or is_proven(prepared) or is_once(engine, prepared, prepared.frame, True)
    if not is_known and fits_bits(prepared):
        asked[BITS] = bits(prepared).sum()
    aggregates = [expr.alias(name) for name, expr in asked.items()] or [nw.len().alias("nbkpi_len")]
    carriers = flat.group_by(GROUP, ENTITY).agg(*aggregates)
    if BITS in asked:
        carriers = engine.keep(carriers)
        sums = carriers.group_by(ENTITY).agg(nw.col(BITS).sum())
        ((told,),) = engine.rows(sums.select(periods_told(prepared).sum()))
        is_known = told == count
    if not is_known:
        check_once(engine, prepared, flat)
    return carriers.group_by(GROUP).agg(
        *((nw.len() if is_full else nw.col(name).sum()).alias(name) for name in reports)
    )


def _counted_in_order(engine: Engine, prepared: Prepared) -> nw.LazyFrame[Any] | None:
    """How many entities each group has, in a file sorted by them; None in others, and where one changes its group."""
    keys = [ENTITY, TIME, GROUP]
    rows = with_before(engine, prepared.frame.select(*keys), keys, [1]) if prepared.seems_sorted() else None
    if rows is None:
        return None
    last, is_same = nw.col(before(ENTITY)), nw.col(before(ENTITY)) == nw.col(ENTITY)
    # That nothing is there twice follows from the order, which is looked at in the same pass.
    goes_on = is_same & (nw.col(before(TIME)) < nw.col(TIME)) & (nw.col(before(GROUP)) == nw.col(GROUP))
    is_right = goes_on | (last < nw.col(ENTITY)) | last.is_null()
    counts = (how_many_not(is_same).alias("nbkpi_entities"), how_many_not(is_right).alias("nbkpi_wrong"))
    found = engine.keep(rows.group_by(GROUP).agg(*counts))
    ((wrong,),) = engine.rows(found.select(nw.col("nbkpi_wrong").sum()))
    return None if wrong else found
