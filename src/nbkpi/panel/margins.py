"""Whether the categories of a panel add up to what they are part of, wherever both were printed, within rounding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

import narwhals as nw

from nbkpi.errors import UsageError
from nbkpi.exact import Interval
from nbkpi.figure import Figure
from nbkpi.language import _
from nbkpi.model.breakdowns import Breakdown, Cell, Member
from nbkpi.model.records import Indicator
from nbkpi.panel.arrange import CellPlace, single, with_words
from nbkpi.panel.beside import own_parts
from nbkpi.panel.categories import CODE, PanelCategories, code_of, code_text, entity_of
from nbkpi.panel.condition import Test, all_of, any_of, column, how_many, not_
from nbkpi.panel.groups import PARTS, GroupSums
from nbkpi.panel.order import TIME
from nbkpi.panel.prepare import Prepared
from nbkpi.panel.span import Span

_SUM, _IS_WHOLE, _COUNT, _NAME = "nbkpi_sum", "nbkpi_is_whole", "nbkpi_parts", "nbkpi_name"


class CellSum(NamedTuple):
    """A cell that is the sum of others, which are all its categories by a breakdown."""

    cell: Cell
    by: Breakdown
    parts: tuple[Cell, ...]


class KnownTotal(NamedTuple):
    """A figure that was printed, or computed: its interval, and its number where it has one."""

    interval: Interval
    nominal: Fraction | None

    @classmethod
    def of(cls, figure: Figure | None) -> KnownTotal:
        """That of a figure which is known."""
        assert figure is not None
        assert figure.interval is not None
        return cls(figure.interval, figure.nominal)


class MarginLine(NamedTuple):
    """A printed figure, and the total of its categories that cannot be the same; of is the cell it is of."""

    entity: str
    of: Cell
    by: Breakdown
    period: object
    printed: KnownTotal
    total: KnownTotal


@dataclass(slots=True)
class Margins:
    """What was found of an indicator: the totals checked, those of which not all is known, the wrong ones."""

    measure: Indicator
    checked: int = 0
    unknown: int = 0
    wrong: int = 0
    lines: list[MarginLine] = field(default_factory=list)


def sums_of(known: PanelCategories) -> list[CellSum]:
    """Every cell of the panel that all its categories by a complete breakdown are cells of as well.

    In place of a category that has no rows those stand which make it up.
    """
    cells = set(known.cells)
    breakdowns = dict.fromkeys(one.breakdown for cell in known.cells for one in cell)
    found = []
    for cell in known.cells:
        for by in breakdowns:
            member = next((one for one in cell if one.breakdown is by), None)
            above: Member | Breakdown = by if member is None else member
            rest = [one for one in cell if one is not member]
            parts = list(_parts(above, rest, cells))
            if parts and all(parts):
                found.append(CellSum(cell, by, tuple(part for part in parts if part)))
    return found


def _parts(above: Member | Breakdown, rest: Sequence[Member], cells: set[Cell]) -> Iterator[Cell | None]:
    """The cells that make up another one, with None for what has no rows."""
    if not above.is_complete or not above.members:
        yield None
        return
    for member in above.members:
        cell = tuple(sorted((*rest, member), key=lambda one: one.breakdown.place))
        if cell in cells:
            yield cell
        else:
            yield from _parts(member, rest, cells)


def margins(prepared: Prepared, top: int) -> list[Margins]:
    """Each indicator with what was found, the first wrong totals in full; UsageError where nothing is to be checked."""
    known = prepared.categories
    sums = sums_of(known) if known is not None else []
    fields = [place for place, one in enumerate(prepared.columns) if _adds_up(one.field.measure, one.field.use)]
    if known is None or not sums or not fields:
        raise UsageError(_("the panel has nothing that categories must add up to: that takes all categories of a "
                           "complete breakdown, what they are part of, and an indicator that adds up"))  # fmt: skip
    frame = single(prepared.engine, prepared, fields).with_columns(code_of().alias(CODE))
    return [_checked(prepared, known, sums, frame, place, top) for place in fields]


def _adds_up(measure: Any, use: str) -> bool:
    return use == "value" and isinstance(measure, Indicator) and measure.is_additive


def _checked(
    prepared: Prepared, known: PanelCategories, sums: Sequence[CellSum], frame: nw.LazyFrame[Any], place: int, top: int
) -> Margins:
    """What is found of one indicator."""
    engine, measure = prepared.engine, prepared.columns[place].field.measure
    assert isinstance(measure, Indicator)
    at = CellPlace(place, 0)
    renamed = {cell: at.name + cell.removeprefix(prepared.cell(place)) for cell in prepared.cells(place)}
    rows = with_words(engine, prepared, frame.rename(renamed), [at])
    leaf = prepared.decoders[place].leaf(at.name)
    own = own_parts("nbkpi_own", at.name, leaf, prepared.decoders[place])
    rows = rows.select(CODE, TIME, entity_of().alias(_NAME), *(expr.alias(name) for name, expr in own.items()))
    rows = rows.join(_taking_part(prepared, known, sums), left_on=CODE, right_on=f"{CODE}_part", how="inner")
    is_whole = nw.col(_IS_WHOLE) == 1
    asked = {_COUNT: nw.col(_COUNT).max()}
    for part in PARTS:
        value = nw.col(f"nbkpi_own{part}")
        asked["nbkpi_all" + part] = nw.when(~is_whole).then(value).sum().cast(nw.Int64)
        asked["nbkpi_one" + part] = nw.when(is_whole).then(value).max()
    # Of parts without a number the total has none, though it has ends.
    asked["nbkpi_said"] = nw.when(~is_whole).then(nw.col("nbkpi_own_nominal")).count()
    found = engine.keep(rows.group_by(_NAME, TIME, _SUM).agg(*(expr.alias(name) for name, expr in asked.items())))
    is_known = column(all_of(nw.col("nbkpi_all_count") == nw.col(_COUNT), ~nw.col("nbkpi_one_count").is_null()))
    most = max(len(one.parts) for one in sums)
    totals, printed = (GroupSums(measure, leaf, count, engine.room) for count in (most, 1))
    wrong = column(is_known) & column(_apart(printed.leaf("nbkpi_one").span, totals.leaf("nbkpi_all").span))
    counts = found.select(how_many(is_known).alias("checked"), how_many(~is_known).alias("unknown"),
                          how_many(wrong).alias("wrong"))  # fmt: skip
    ((checked, unknown, off),) = engine.rows(counts)
    result = Margins(measure, checked or 0, unknown or 0, off or 0)
    if result.wrong and top:
        columns = [f"nbkpi_one{part}" for part in PARTS] + [f"nbkpi_all{part}" for part in PARTS]
        some = found.filter(wrong).sort(_NAME, TIME, _SUM).head(top)
        for name, time, number, said, *cells in engine.rows(some.select(_NAME, TIME, _SUM, "nbkpi_said", *columns)):
            one, own_cells, all_cells = sums[number], cells[: len(PARTS)], cells[len(PARTS) :]
            if said < len(one.parts):
                all_cells[PARTS.index("_nominal")] = None
            stated, total = KnownTotal.of(printed.figure(own_cells)), KnownTotal.of(totals.figure(all_cells))
            period = prepared.times.get(time, time)
            result.lines.append(MarginLine(str(name), one.cell, one.by, period, stated, total))
    return result


def _taking_part(prepared: Prepared, known: PanelCategories, sums: Sequence[CellSum]) -> nw.LazyFrame[Any]:
    """For the code of each cell the sums that it is the whole or a part of, with how many parts these have."""
    rows = [(code_text(known.place(cell)), number, is_whole, len(one.parts))
            for number, one in enumerate(sums)
            for is_whole, cells in ((1, (one.cell,)), (0, one.parts))
            for cell in cells]  # fmt: skip
    kinds = {f"{CODE}_part": "text", _SUM: "whole", _IS_WHOLE: "whole", _COUNT: "whole"}
    return prepared.engine.small(kinds, rows)


def _apart(one: Span, other: Span) -> Test:
    """Whether two intervals have nothing in common."""
    return any_of((_below(one, other), _below(other, one)))


def _below(one: Span, other: Span) -> Test:
    """Whether an interval ends before another begins."""
    # Both are those of whole numbers.
    upper: Any = one.upper
    touch = all_of(upper.beyond("=", other.lower), not_(all_of(one.upper_closed, other.lower_closed)))
    return any_of((upper.beyond("<", other.lower), touch))
