"""Totals beside the figures of single entities: running(x) up to a period, and whole(x) of the group of an entity.

Each is the entity's own figure and a total that holds it not: of the periods before, or of the others of the group.
These two say nothing of each other, so that x / whole(x) is as narrow as the figures allow, though x is a part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import narwhals as nw

from nbkpi.errors import FormulaError, UnknownName, UsageError
from nbkpi.formula.syntax import Call, Name, Node, Operation, Text
from nbkpi.formula.units import check_formula
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Indicator
from nbkpi.panel.arrange import CellPlace, single, with_words
from nbkpi.panel.categories import is_among, whole_of
from nbkpi.panel.cells import Decoder
from nbkpi.panel.condition import all_of, column, not_
from nbkpi.panel.formula import Leaf
from nbkpi.panel.groups import ENDS, FLAGS, PARTS, GroupSums, rows_of, totals_of
from nbkpi.panel.order import ENTITY, GROUP, PERIOD, TIME
from nbkpi.panel.prepare import Prepared
from nbkpi.panel.quotient import Quotient
from nbkpi.panel.uniqueness import check_once, is_proven
from nbkpi.panel.whole_numbers import Whole
from nbkpi.solve.expr.compile import compile_formula
from nbkpi.solve.expr.expression import Program

YEAR = "year"
"""What running(x, "year") begins anew with."""

_MONTHS = 12

_MOST = {"running": 2, "whole": 1}
"""The functions of totals that stand beside figures, with how many arguments they take at most."""

Over = Literal["before", "year", "others", "whole"]
"""Of which figures a total is: of the periods before, of those before in the same year, or of the rest of the group.

whole: it is the figure of the whole that a category is part of.
"""


class Beside(NamedTuple):
    """A total that stands beside a figure, as an indicator of its own; the program is of what is added up."""

    measure: Indicator
    program: Program
    over: Over


def beside(call: Call, book: Book, has_wholes: bool = False) -> tuple[Node, Beside | None] | None:
    """running(x) or whole(x) as a sum of x and a total without it, and that total, if any; None for other functions.

    FormulaError for what cannot be added up. has_wholes: whole(x) is that of the row of the whole.
    """
    most = _MOST.get(call.function)
    if most is None:
        return None
    count = len(call.arguments)
    if not 1 <= count <= most:
        takes = "1" if most == 1 else f"1–{most}"
        message = _("“{name}” takes {takes} arguments, not {count}", name=call.function, takes=takes, count=count)
        raise FormulaError(message, call.start, call.end)
    first = call.arguments[0]
    measure = _indicator(first, book)
    if call.function == "whole" and measure.whole is not None:
        # What is a cell of another indicator has that for its whole, in a column of its own.
        return Name(measure.whole.id, first.start, first.end), None
    over: Over = "whole" if has_wholes else "others"
    if call.function == "running":
        over = _since(call)
        if measure.is_stock:
            raise FormulaError(_("“{name}” is a state at one time: figures of several periods cannot be added up",
                                 name=measure.name), first.start, first.end)  # fmt: skip
    node = Name(measure.id, first.start, first.end)
    since = ', "year"' if over == "year" else ""
    name = f"{call.function}({measure.name}{since})" + ("" if over == "whole" else f" - {measure.name}")
    made = Indicator(name, name, measure.unit, measure.kind, limits=measure.limits)
    program = compile_formula(book, node, measure.unit)
    if over == "whole":
        return Name(name, call.start, call.end), Beside(made, program, over)
    total = Operation("+", node, Name(name, call.start, call.end), call.start, call.end)
    return total, Beside(made, program, over)


def _indicator(node: Node, book: Book) -> Indicator:
    """What is added up: an indicator of what adds up."""
    try:
        measure = book.measure(node.text) if isinstance(node, Name) else None
    except UnknownName:
        check_formula(node, book.named)
        raise
    if not isinstance(measure, Indicator):
        raise FormulaError(_("the name of an indicator is expected here"), node.start, node.end)
    if not measure.is_additive:
        raise FormulaError(_("“{name}” is a rate: rates cannot be added up or averaged", name=measure.name), node.start,
                           node.end)  # fmt: skip
    return measure


def _since(call: Call) -> Over:
    """From when a running total is: from the first period on, or from that of the year."""
    if len(call.arguments) == 1:
        return "before"
    second = call.arguments[1]
    if not isinstance(second, Text) or second.text != YEAR:
        raise FormulaError(_("{expected} is expected here", expected='"year"'), second.start, call.end - 1)
    return "year"


class _Totals(GroupSums):
    """Totals of what may be nobody and nothing: then they are zero."""

    def _whole(self, name: str, end: Quotient) -> Whole:
        low, high = (number * self.count for number in (end.above.low, end.above.high))
        return Whole(nw.col(name), min(low, 0), max(high, 0), self.room)


def add_totals(prepared: Prepared, made: Mapping[int, Beside], at: Mapping[int, int], group: str | None) -> None:
    """Add the cells of these fields to the rows, each computed of those of another one; UsageError as for totals.

    An entity has no row twice then: that is proven first. group is the heading of the groups.
    """
    engine = prepared.engine
    fields = range(len(prepared.columns))
    least = _least(prepared, made, group)
    if group is None:
        prepared.frame = prepared.frame.with_columns(nw.lit(0, nw.Int64).alias(GROUP))
    frame = single(engine, prepared, fields, GROUP)
    if prepared.is_single and not is_proven(prepared):
        check_once(engine, prepared, frame)
    prepared.is_gathered = True
    sources = {field: CellPlace(field, 0) for field in sorted(set(at.values()))}
    cells = [cell for field in fields for cell in prepared.cells(field)]
    frame = with_words(engine, prepared, frame.with_columns(*_copied(prepared, sources)), sources.values())
    leaves = {field: prepared.decoders[field].leaf(place.name) for field, place in sources.items()}
    own: dict[str, nw.Expr] = {}
    for field, place in sources.items():
        own |= own_parts(_own_name(field), place.name, leaves[field], prepared.decoders[field])
    rows = frame.select(ENTITY, TIME, PERIOD, GROUP, *cells, *(expr.alias(name) for name, expr in own.items()))
    kept = [ENTITY, TIME, PERIOD, *cells]
    others = {field: one for field, one in made.items() if one.over == "others"}
    if others:
        rows = _with_others(prepared, frame, rows, {field: at[field] for field in others}, leaves, least)
    for field, one in made.items():
        source = at[field]
        if one.over == "whole":
            rows = _with_wholes(prepared, rows, field, source)
            prepared.decoders.append(prepared.decoders[source])
            kept += prepared.cells(field)
            continue
        if one.over != "others":
            rows = _with_before(prepared, rows, field, source, one.over)
        count = prepared.count if one.over == "others" else len(prepared.times)
        prepared.decoders.append(_Totals(one.measure, leaves[source], max(count, 1), engine.room))
        kept += [prepared.cell(field) + part for part in PARTS]
    with prepared.steps.step(_("added up what stands beside the figures of single entities")):
        prepared.gather(engine.keep(rows.select(*kept)))


def _copied(prepared: Prepared, sources: Mapping[int, CellPlace]) -> list[nw.Expr]:
    """The cells of these fields once more, under the names of their places."""
    return [nw.col(cell).alias(place.name + cell.removeprefix(prepared.cell(field)))
            for field, place in sources.items() for cell in prepared.cells(field)]  # fmt: skip


def _least(prepared: Prepared, made: Mapping[int, Beside], group: str | None) -> int:
    """How many rows a total beside figures must be made of.

    Of all categories where these make up an entity; UsageError where they do not, or a row of the whole is missing.
    """
    known = prepared.categories
    if known is None:
        return 1
    if any(one.over == "whole" for one in made.values()) and () not in known.cells:
        raise UsageError(_("no row of the panel is of the whole: --group-column {heading} adds the categories up",
                           heading=prepared.panel.entity))  # fmt: skip
    return known.partition() if group == prepared.panel.entity else 1


def _with_wholes(prepared: Prepared, rows: nw.LazyFrame[Any], field: int, source: int) -> nw.LazyFrame[Any]:
    """The rows with the cells of the whole of their entity in the same period."""
    key = f"{prepared.cell(field)}_key"
    copied = {prepared.cell(source) + suffix: prepared.cell(field) + suffix
              for suffix in prepared.decoders[source].suffixes}  # fmt: skip
    wholes = rows.filter(is_among([0])).select(
        nw.col(ENTITY).alias(key), nw.col(TIME), *(nw.col(name).alias(new) for name, new in copied.items())
    )
    joined = rows.with_columns(whole_of().alias(key)).join(wholes, on=[key, TIME], how="left")
    return joined.select(*(nw.col(name) for name in joined.collect_schema() if name != key))


def _own_name(field: int) -> str:
    return f"nbkpi_own{field}"


def own_parts(name: str, place: str, leaf: Leaf, decoder: Decoder) -> dict[str, nw.Expr]:
    """What a row itself adds to totals: its ends in whole parts, its flags, and that it is one; else null."""
    known = all_of(not_(decoder.absent(place)), not_(leaf.span.hard),
                   *(not_(test) for _state, test in decoder.missing(place)))  # fmt: skip
    parts: dict[str, nw.Expr] = {}
    for part, end in zip(ENDS, (leaf.span.lower, leaf.span.upper, leaf.nominal), strict=True):
        assert isinstance(end, Quotient)
        parts[part] = end.above.column.cast(nw.Int64)
    for part, flag in zip(FLAGS, (leaf.span.lower_closed, leaf.span.upper_closed), strict=True):
        parts[part] = nw.when(flag).then(nw.lit(1)).otherwise(nw.lit(0)) if not isinstance(flag, bool) else nw.lit(
            int(flag))  # fmt: skip
    parts["_count"] = nw.lit(1)
    return {name + part: nw.when(column(known)).then(expr).cast(nw.Int64) for part, expr in parts.items()}


def _with_before(prepared: Prepared, rows: nw.LazyFrame[Any], field: int, source: int, over: Over) -> nw.LazyFrame[Any]:
    """The rows with the totals of the periods before, null where one of these is not known.

    That none is missing is counted: periods that overlap each other are none of them.
    """
    name, own = prepared.cell(field), _own_name(source)
    since, time, length = f"{name}_since", nw.col(TIME), prepared.length
    first = time - time % _MONTHS if over == "year" else nw.lit(min(prepared.times, default=0))
    rows = rows.with_columns(first.cast(nw.Int64).alias(since))
    passed = time - nw.col(since)
    in_line = passed % length == 0
    # A number is known where all figures have one.
    values = {part: nw.col(own + part) for part in PARTS}
    values["_said"] = nw.when(~values["_nominal"].is_null()).then(nw.lit(1)).otherwise(nw.lit(0))
    added = [nw.when(in_line & ~value.is_null()).then(value).otherwise(nw.lit(0)).cast(nw.Int64)
             .alias(f"{name}_added{part}") for part, value in values.items()]  # fmt: skip
    rows = rows.with_columns(*added)
    sums = {part: nw.col(f"{name}_added{part}") for part in values}
    rows = rows.with_columns(*((one.cum_sum().over(ENTITY, since, order_by=TIME) - one).cast(nw.Int64)
                               .alias(f"{name}_before{part}") for part, one in sums.items()))  # fmt: skip
    count = nw.col(f"{name}_before_count")
    is_whole = in_line & (count * length == passed)
    is_said = is_whole & (nw.col(f"{name}_before_said") == count)
    return rows.with_columns(*(nw.when(is_said if part == "_nominal" else is_whole)
                               .then(nw.col(f"{name}_before{part}")).alias(name + part) for part in PARTS))  # fmt: skip


def _with_others(
    prepared: Prepared, frame: nw.LazyFrame[Any], rows: nw.LazyFrame[Any], at: Mapping[int, int],
    leaves: Mapping[int, Leaf], least: int,
) -> nw.LazyFrame[Any]:  # fmt: skip
    """The rows with the totals of the others of their group in the same period, of so many rows at least."""
    sources = sorted(set(at.values()))
    names = {source: CellPlace(source, 0).name for source in sources}
    asked: dict[str, nw.Expr] = {}
    for source, name in names.items():
        asked |= rows_of(name, leaves[source], prepared.decoders[source])
    flat = frame.select(GROUP, ENTITY, TIME, PERIOD, *(expr.alias(name) for name, expr in asked.items()))
    flat = flat.filter(~nw.col(GROUP).is_null())
    totals = totals_of(prepared, flat, {name: leaves[source] for source, name in names.items()}, least)
    columns = [nw.col(GROUP), nw.col(TIME), *(nw.col(f"{name}{part}").alias(f"{name}{part}_all")
               for name in names.values() for part in PARTS)]  # fmt: skip
    joined = rows.join(totals.select(*columns), on=[GROUP, TIME], how="left")
    found = [
        (nw.col(f"{names[source]}{part}_all") - nw.col(_own_name(source) + part)).alias(prepared.cell(field) + part)
        for field, source in at.items()
        for part in PARTS
    ]
    return joined.with_columns(*found)
