"""Totals over groups of entities: exact sums of both ends, so that two runs give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from nbkpi.book.records import Measure
from nbkpi.errors import UsageError
from nbkpi.exact import Interval
from nbkpi.figure import Figure
from nbkpi.language import _
from nbkpi.panel.arrange import (
    Place,
    bits,
    check_once,
    check_twice,
    fits_bits,
    is_single,
    is_twice,
    single,
    with_words,
)
from nbkpi.panel.condition import all_of, column, not_
from nbkpi.panel.engine import Engine
from nbkpi.panel.formula import Leaf
from nbkpi.panel.prepare import ENTITY, EXAMPLES, GROUP, PERIOD, TIME, Prepared
from nbkpi.panel.quotient import Quotient
from nbkpi.panel.span import Span
from nbkpi.panel.whole import LONG, Whole

if TYPE_CHECKING:
    import narwhals as nw

ENDS, FLAGS = ("_lower", "_upper", "_nominal"), ("_lower_closed", "_upper_closed")
PARTS = (*ENDS, *FLAGS, "_count")


class Sums:
    """What the total of a field is in every group: its ends in whole parts of a unit."""

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
        import narwhals as nw

        by = Whole(nw.col(f"{name}_count"), 1, self.count, self.room) if is_mean else None
        lower, upper, nominal = (
            Quotient(self._whole(name + part, end), by, end.factor) for part, end in zip(ENDS, self.ends, strict=True)
        )
        closed = [nw.col(name + part) == 1 for part in FLAGS]
        number = ~nw.col(f"{name}_nominal").is_null()
        if self.is_point:
            return Leaf(Span(nominal, nominal, is_point=True), nominal, number)
        return Leaf(Span(lower, upper, closed[0], closed[1]), nominal, number)

    def _whole(self, name: str, end: Quotient) -> Whole:
        import narwhals as nw

        low, high = min(end.above.low * self.count, end.above.low), max(end.above.high * self.count, end.above.high)
        return Whole(nw.col(name), low, high, self.room)

    def absent(self, name: str) -> nw.Expr:
        """Where not all entities of the group that report it do so in the period."""
        import narwhals as nw

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
        lower, upper, nominal, low_closed, high_closed, _count = cells
        if lower is None or upper is None:
            return None
        ends = [lower * self.ends[0].factor / by, upper * self.ends[1].factor / by]
        number = None if nominal is None else nominal * self.ends[2].factor / by
        interval = Interval(ends[0], ends[1], bool(low_closed), bool(high_closed))
        reading = "exact" if interval.is_point else "sum"
        return Figure("", interval, number, self.measure.unit, "amount", step=Fraction(1), reading=reading)


def grouped(engine: Engine, prepared: Prepared, places: Sequence[Place]) -> tuple[nw.LazyFrame[Any], dict[int, Sums]]:
    """A row for each group and period, with the totals at the places in columns named after them."""
    import narwhals as nw

    used = sorted({place.field for place in places})
    here = [Place(field, 0) for field in used]
    frame = single(engine, prepared, used, GROUP)
    names = {
        cell: Place(field, 0).name + cell.removeprefix(prepared.cell(field))
        for field in used
        for cell in prepared.cells(field)
    }
    frame = with_words(engine, prepared, frame.rename(names), here)
    decoders = {field: prepared.decoders[field] for field in used}
    leaves = {field: decoders[field].leaf(Place(field, 0).name) for field in used}
    sums = {field: Sums(decoders[field].measure, leaf, max(prepared.count, 1), engine.room)
            for field, leaf in leaves.items()}  # fmt: skip
    columns = {}
    for field in used:
        name, leaf = Place(field, 0).name, leaves[field]
        absent = decoders[field].absent(name)
        held = column(
            all_of(not_(absent), not_(leaf.span.hard), *(not_(test) for _s, test in decoders[field].missing(name)))
        )
        ends = (leaf.span.lower, leaf.span.upper, leaf.nominal)
        for part, end in zip(ENDS, ends, strict=True):
            assert isinstance(end, Quotient)
            columns[name + part] = end.above.column.cast(nw.Int64)
        for part, flag in zip(FLAGS, (leaf.span.lower_closed, leaf.span.upper_closed), strict=True):
            columns[name + part] = column(flag).cast(nw.Int64)
        columns[f"{name}_count"] = held.cast(nw.Int64)
        columns[f"{name}_reports"] = column(not_(absent)).cast(nw.Int64)
    flat = frame.select(GROUP, ENTITY, TIME, PERIOD, *(expr.alias(name) for name, expr in columns.items()))
    flat = flat.filter(~nw.col(GROUP).is_null())
    return _totals(engine, prepared, flat, used, places), sums


def _totals(
    engine: Engine, prepared: Prepared, flat: nw.LazyFrame[Any], used: Sequence[int], places: Sequence[Place]
) -> nw.LazyFrame[Any]:
    """The totals of each period, those of other periods beside them."""
    import narwhals as nw

    names = {field: Place(field, 0).name for field in used}
    asked = [nw.col(PERIOD).min()]
    for name in names.values():
        asked += [nw.col(name + part).sum().cast(nw.Int64).alias(name + part) for part in ENDS]
        asked += [nw.col(name + part).min().alias(name + part) for part in FLAGS]
        asked += [nw.col(f"{name}_count").sum().cast(nw.Int64).alias(f"{name}_count"),
                  nw.col(f"{name}_nominal").count().alias(f"{name}_said")]  # fmt: skip
    totals = flat.group_by(GROUP, TIME).agg(*asked)
    reports = [nw.col(f"{name}_reports").max() for name in names.values()]
    if is_single(prepared) and fits_bits(prepared):
        seen = (bits(prepared).sum().alias("nbkpi_bits"), nw.len().alias("nbkpi_rows"))
        carriers = engine.keep(flat.group_by(GROUP, ENTITY).agg(*reports, *seen))
        sums = carriers.group_by(ENTITY).agg(nw.col("nbkpi_bits").sum(), nw.col("nbkpi_rows").sum())
        twice = sums.filter(is_twice(nw.col("nbkpi_bits"), nw.col("nbkpi_rows")))
        check_twice(engine, prepared, twice.select(ENTITY).sort(ENTITY).head(EXAMPLES))
    else:
        check_once(engine, prepared, flat)
        carriers = flat.group_by(GROUP, ENTITY).agg(*reports)
    of_group = carriers.group_by(GROUP).agg(*(nw.col(f"{name}_reports").sum() for name in names.values()))
    totals = totals.join(of_group, on=GROUP, how="left")
    whole = []
    for name in names.values():
        complete = (nw.col(f"{name}_count") == nw.col(f"{name}_reports")) & (nw.col(f"{name}_count") > 0)
        said = complete & (nw.col(f"{name}_said") == nw.col(f"{name}_count"))
        for part in PARTS:
            whole.append(nw.when(said if part == "_nominal" else complete).then(nw.col(name + part)).alias(name + part))
    totals = engine.keep(totals.select(GROUP, TIME, PERIOD, *whole))
    found = totals.select(nw.col(GROUP).alias(ENTITY), nw.col(TIME), nw.col(PERIOD))
    for back in sorted({place.back for place in places}):
        wanted = [place for place in places if place.back == back]
        cells = [nw.col(names[place.field] + part).alias(place.name + part) for place in wanted for part in PARTS]
        other = totals.select(nw.col(GROUP).alias(ENTITY), (nw.col(TIME) + back).alias(TIME), *cells)
        found = found.join(other, on=[ENTITY, TIME], how="left")
    return found
