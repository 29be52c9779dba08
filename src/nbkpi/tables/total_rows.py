"""Whether the total rows of a sheet (合计, 小计) are the sums of their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from nbkpi.diagnostics import Diagnostic
from nbkpi.exact import Interval
from nbkpi.figure.characters import heading_key
from nbkpi.figure.format import number_text, range_text
from nbkpi.figure.plain import amount_of
from nbkpi.figure.total_words import UNSUMMED
from nbkpi.language import _, current, listed
from nbkpi.loading.figure_column import FigureColumn
from nbkpi.loading.figures import observations
from nbkpi.loading.files import table_row
from nbkpi.loading.labels import depth, is_subitem
from nbkpi.loading.layout import TableLayout
from nbkpi.loading.observe import Resolver
from nbkpi.loading.problems import Problems
from nbkpi.loading.rows import TableRows
from nbkpi.model.book import Book
from nbkpi.model.kinds import PLACE_KINDS, SUBITEM, level_of
from nbkpi.model.records import Entity, Indicator, Observation, Source
from nbkpi.model.totals import MOST_RUNS, PrintedTotal, cells_written, sum_of
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Grid, cell_name, is_blank, text_of
from nbkpi.sheets.totals import TOTALS, Total, holds_another, may_be_totals, total_rank, totals_in
from nbkpi.tables.averages import like_average, may_be_average
from nbkpi.tables.open_totals import kept_open, open_totals

_BARE = regex(r"-?[0-9]+(?:\.[0-9]+)?")
_RUNNING = "累计"
"""A sum so far, of what may stand elsewhere."""
_BESIDE = {"community": "village"}
"""What stands on one level though it is asked for by two names."""


class _Row(NamedTuple):
    """A row with figures; total is its rank as a total, 0 for others, and level how deep it stands below others.

    kind is the level of administration of its entity, empty where that is not known.
    """

    number: int
    label: str
    total: int
    level: int
    is_part: bool
    kind: str


class _Sum(NamedTuple):
    """A cell of a total row, and what the cells of its rows add up to; None for a number that is only a bound."""

    line: _Row
    cell: Observation
    members: tuple[_Row, ...]
    parts: tuple[Observation, ...]
    computed: Interval
    nominal: Fraction | None
    fits: bool
    is_sure: bool
    is_partial: bool


def total_findings(
    grid: Grid, book: Book, table: Mapping[str, Any], source: Source, *, is_partial: bool = False
) -> list[Diagnostic]:
    """A warning for each cell of a total row that cannot be the sum of its rows, whatever their rounding.

    table are the keys of a [[table]] that fits the grid. Only counts and amounts are added up: no rates, no averages,
    nothing given per head. A figure that is missing may be anything that its indicator can be, and so may, with
    is_partial, be the figures of rows that are not there. Where the order of the rows leaves open which of them belong
    to a total, or one of them may be a total itself, nothing is said.
    """
    return list(looked_at(grid, book, table, source, is_partial=is_partial).findings)


class Totals(NamedTuple):
    """What is wrong with the totals of a sheet, and the totals themselves, to be held against their rows.

    unchecked are sentences on those of which a row has no figure, or that may be averages.
    """

    findings: tuple[Diagnostic, ...] = ()
    kept: tuple[PrintedTotal, ...] = ()
    unchecked: tuple[str, ...] = ()


def looked_at(grid: Grid, book: Book, table: Mapping[str, Any], source: Source, *, is_partial: bool = False) -> Totals:
    """The same, with the totals of which it is sure what they add up."""
    sheet = _read(grid, book, table, source)
    if sheet is None:
        return Totals()
    found, kept, unchecked = list[Diagnostic](), list[PrintedTotal](), list[str]()
    skipped = set(map(heading_key, table.get("skip", ())))
    for column, cells in sheet.columns.items():
        # A cell that cannot be read may hold anything, and a row that is skipped may be part of the total or not.
        is_open = is_partial or sheet.has_skipped or len(cells) < len(sheet.rows)
        sums = list(_likeliest(cells, sheet.rows, is_open))
        sure = [one for one in sums if one.is_sure]
        found += [_finding(grid, book, column, one, sheet.rows, skipped) for one in sure if not one.fits]
        kept += map(_kept, sure)
        unchecked += [like_average(one.line.label, one.cell.measure) for one in sums if _is_like_average(one)]
        for one in open_totals(sheet.rows, cells) if all(one.fits for one in sure) else ():
            unchecked.append(one.said)
            kept += [kept_open(one, cells)] if all(sum_.line is not one.line for sum_ in sure) else []
    return Totals(tuple(found), tuple(kept), tuple(unchecked))


def _kept(one: _Sum) -> PrintedTotal:
    """A total that is kept beside its rows; its label is that of its row."""
    one.cell.entity = Entity("", one.line.label, SUBITEM)
    cells = tuple(cells_written(part.locator for part in one.parts))
    return PrintedTotal(one.cell, cells, one.parts, has_others=one.is_partial)


class _Sheet(NamedTuple):
    """The rows with figures, and the figures of each column that can be added up, by row, those of totals as well.

    has_skipped: some rows besides those of totals are not read.
    """

    rows: dict[int, _Row]
    columns: dict[int, dict[int, Observation]]
    has_skipped: bool


def _read(grid: Grid, book: Book, table: Mapping[str, Any], source: Source) -> _Sheet | None:
    """The rows of a table; None where no row says to be a total, or no entity of the rows is known.

    Total rows are read as if they were of an entity, which they are of several where nobody has said whose, and so is
    what the book does not know: what they add up to does not depend on that.
    """
    layout = TableLayout(grid, table_row(dict(table)))
    columns = {one.entity[-1].column for one in layout.figures} - {None}
    every = {text_of(cell).strip() for column in columns for cell in set(grid.cells(column or 0, layout.rows))}
    named = _of_whole(table)
    if not (named & every or _has_totals(every)):
        return None
    plain = TableRows(Resolver(book, Problems()), layout, source)
    labels: dict[str, Entity | None] = {}
    for parts in {one.entity for one in layout.figures if one.entity[-1].column is not None}:
        labels |= zip(plain.entity_labels(parts), plain.entities(parts), strict=True)
    stand_in = next(filter(None, labels.values()), None)
    if stand_in is None:
        return None
    skip = [label for label in table.get("skip", ()) if not total_rank(label)]
    total = table.get("total", stand_in.id)  # Of both it is known whose they are, whatever all rows lie within.
    names = {**table.get("names", {}), **dict.fromkeys(_unnamed(labels, every), total)}
    changed = table_row({**table, "skip": skip, "names": names, "total": total})
    rows = TableRows(Resolver(book, Problems()), TableLayout(grid, changed), source)
    found, parts = {}, next(one.entity for one in layout.figures if one.entity[-1].column is not None)
    for one in rows.layout.figures:
        if one.entity[-1].column is not None and not UNSUMMED.search(heading_key(one.heading)):
            found[one.column] = dict(zip(*observations(FigureColumn(rows, one)), strict=True))
    entities = map(labels.get, rows.entity_labels(parts))
    has_skipped = not {heading_key(label) for label in skip}.isdisjoint(map(heading_key, every))
    places = dict(zip(rows.active, entities, strict=True))
    return _Sheet(_rows(grid, parts[-1].column or 0, places, named), found, has_skipped)


def _has_totals(labels: set[str]) -> bool:
    return may_be_totals(labels) and any(map(total_rank, labels))


def _of_whole(table: Mapping[str, Any]) -> set[str]:
    """The labels that name what a total is of, whatever their words."""
    return {label for label, name in table.get("names", {}).items() if name == table.get("total")}


def _unnamed(labels: Mapping[str, Entity | None], every: set[str]) -> set[str]:
    """The labels that name no entity of the book: those of totals, and unknown ones."""
    unknown = {label for label, entity in labels.items() if entity is None or total_rank(label.rpartition("/")[2])}
    return (unknown | {one for one in every if total_rank(one)}) - {""}


def _rows(grid: Grid, column: int, entities: Mapping[int, Entity | None], named: Collection[str]) -> dict[int, _Row]:
    """The rows with figures: those of what lies within the entity of another row stand below it.

    named are labels that are no words for a total, of what all rows lie within.
    """
    labels = {number: grid.text(number, column) for number in entities}
    ranks = {label: total_rank(label) or (max(TOTALS.values()) if label in named else 0) for label in labels.values()}
    present = {entities[number] for number, label in labels.items() if not ranks[label]}
    found = {}
    for number, label in labels.items():
        rank, entity = ranks[label], entities[number]
        level = grid.indents.get(number, 0) + depth(text_of(grid.rows[number][column]))
        if not rank and entity is not None:
            level += sum(one in present for one in entity.ancestors())
        is_part = is_subitem(label) or (not rank and entity is not None and entity.kind == SUBITEM)
        kind = level_of(entity.kind) if entity is not None else ""
        found[number] = _Row(number, label, rank, level, is_part, _BESIDE.get(kind, kind))
    return found


def _likeliest(cells: Mapping[int, Observation], rows: Mapping[int, _Row], is_partial: bool) -> Iterator[_Sum]:
    """The sums of a column: rows of one period and one measure, taken in the way that fits most of their totals."""
    groups: defaultdict[tuple[object, ...], list[_Row]] = defaultdict(list)
    for number, one in cells.items():
        if isinstance(one.measure, Indicator) and one.measure.is_additive and not UNSUMMED.search(one.measure.name):
            groups[one.measure, one.period].append(rows[number])
    for group in groups.values():
        ways = [[_sum(cells, total, is_partial) for total in _whole(group, way)] for way in totals_in(group)]
        if ways:
            yield from filter(None, max(ways, key=lambda way: sum(one is not None and one.fits for one in way)))


def _whole(group: Sequence[_Row], totals: Sequence[Total[_Row]]) -> Iterator[Total[_Row]]:
    """The totals; one at the end, of some totals and some other rows, is that of all rows that are no totals."""
    under = {one.line: one.members for one in totals}
    for one in totals:
        ranks = {member.total > 0 for member in one.members}
        if len(ranks) == 1 or one.line is not group[-1] or group[0].total:
            yield one
        else:
            rows = [row for member in one.members for row in under.get(member, (member,))]
            yield Total(one.line, tuple(rows), not any(row.total for row in rows))


def _sum(cells: Mapping[int, Observation], total: Total[_Row], is_partial: bool) -> _Sum | None:
    """A total and the sum of its rows; None where it has no value or its label names a sum of other rows."""
    claim = cells[total.line.number]
    stated = claim.possible
    if stated is None or _RUNNING in total.line.label:
        return None
    members = tuple(cells[one.number] for one in total.members)
    found = sum_of(claim, members, has_others=is_partial)
    if found is None:
        return None
    fits, computed = found.fits(stated), found.computed
    known = [value.closure for one in members if (value := one.possible) is not None]
    is_other = not fits and (
        _has_levels(total.members) or _holds_others(stated.closure, known, computed) or may_be_average(claim, known)
    )
    is_sure = total.is_sure and not is_other
    return _Sum(total.line, claim, total.members, members, computed, found.nominal, fits, is_sure, is_partial)


def _has_levels(members: Sequence[_Row]) -> bool:
    """Whether towns and villages stand among the rows as if none of them lay within another."""
    return len({one.kind for one in members} & set(PLACE_KINDS)) > 1


def _holds_others(claim: Interval, values: Sequence[Interval], computed: Interval) -> bool:
    """Whether one row may be the sum of others, or all of them may be there twice: the parts and their sums."""
    return holds_another(claim, values) or claim.scaled(Fraction(2)).intersect(computed) is not None


def _is_like_average(one: _Sum) -> bool:
    """Whether a total is not held against its rows since it may be their average."""
    values = [value.closure for part in one.parts if (value := part.possible) is not None]
    return not one.is_sure and not one.fits and may_be_average(one.cell, values)


def _finding(grid: Grid, book: Book, column: int, one: _Sum, rows: Mapping[int, _Row], skipped: set[str]) -> Diagnostic:
    """The cell, what it says, and what its rows add up to; skipped are the labels of rows that are not read."""
    name, unit = one.cell.measure.name, one.cell.measure.unit
    is_bare = (
        current() == "en"
        and name.isascii()
        and _BARE.fullmatch(one.cell.text) is not None
        and one.cell.figure.unit is unit
    )
    message = _(
        "“{label}” is {words}, but {cells} add up to {sum}",
        label=one.line.label,
        words=amount_of(name, one.cell.text, unit, book.units) if is_bare else one.cell.text,
        cells=_cells(one.members, column, grid, rows),
        sum=amount_of(name, number_text(one.computed, one.nominal, unit=unit), unit, book.units),
    )
    remedy = _("compare the total and its rows with the source; all are taken as they stand")
    if heading_key(one.line.label) in skipped:
        remedy = _("compare the total and its rows with the source; "
                   "the rows are taken as they stand, the total is only held against them")  # fmt: skip
    return Diagnostic("wrong-total", message, grid.place(one.line.number, column), remedy=remedy, severity="warning")


def _cells(members: Sequence[_Row], column: int, grid: Grid, rows: Mapping[int, _Row]) -> str:
    """The cells of some rows, those that follow each other as a range: B5–B7, B9."""
    runs: list[list[int]] = []
    for one in members:
        between = range(runs[-1][-1] + 1, one.number) if runs else ()
        if runs and all(row not in rows and is_blank([grid.rows[row][column]]) for row in between):
            runs[-1].append(one.number)
        else:
            runs.append([one.number])
    if len(runs) > MOST_RUNS:
        return _("the cells of its {count} rows", count=len(members))
    ends = [(cell_name(run[0], column), cell_name(run[-1], column)) for run in runs]
    return listed([first if first == last else range_text(first, last) for first, last in ends])
