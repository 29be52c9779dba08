"""From a file to observations of a book: open it, recognise it, read it, and say what could not be used."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbkpi.diagnostics import Diagnostic
from nbkpi.editing.writing import block
from nbkpi.errors import UnknownName, UsageError
from nbkpi.figure.english_units import required_unit
from nbkpi.language import _
from nbkpi.loading.files import table_row
from nbkpi.loading.layout import BadTable, TableLayout
from nbkpi.loading.observe import Resolver
from nbkpi.loading.problems import Problems
from nbkpi.loading.rows import TableRows
from nbkpi.loading.table import Taken, take_in_table
from nbkpi.model.book import Book
from nbkpi.model.records import Observation, Source, is_cell
from nbkpi.model.totals import PrintedTotal
from nbkpi.sheets.grid import Grid
from nbkpi.tables.constant_prices import mark_constant_prices
from nbkpi.tables.define import define_entity
from nbkpi.tables.draft import observation_blocks, target_blocks, total_blocks
from nbkpi.tables.file_sources import source_of_file
from nbkpi.tables.kinds import kind_of
from nbkpi.tables.new_breakdowns import settle
from nbkpi.tables.nothing_read import nothing_read
from nbkpi.tables.parted import subject, told_apart
from nbkpi.tables.recognise import recognise
from nbkpi.tables.sdmx import sdmx_table
from nbkpi.tables.shares import shares_for_percents
from nbkpi.tables.targets import measure_asked
from nbkpi.tables.total_rows import looked_at
from nbkpi.tables.understood import Asked, Understood
from nbkpi.tables.unknown import asked_once

TABLE_KEYS = (
    "path", "sheet", "encoding", "delimiter", "header", "rows", "entity", "within", "indicator", "period", "unit",
    "source", "locator", "value", "of", "status", "prices", "note", "decimals", "columns", "names", "missing", "total",
    "skip",
)  # fmt: skip
"""The keys of a [[table]] in the order in which they are written."""

_BETWEEN_CELLS = ("conflicting-observation", "duplicate-observation")
"""What is said of two cells of one table that are of the same thing."""

_OF_CELLS = frozenset(("bad-figure", "bad-period", "bad-cell"))
"""What is said of a cell that holds no figure that can be read, or whose row says no period or no label that can."""
_CONTRADICTING = "conflicting-observation"
_FEW = 5

Progress = Callable[[int, int], None]
"""Called with how many columns of figures are done, and how many there are."""


@dataclass(slots=True)
class Imported:
    """What a file holds: how its tables were understood, its observations, and everything that could not be used.

    targets are figures that were printed as such, totals those that are held against their rows, unchecked what is
    said of those that are not. are_defined: what the
    book does not know was to be defined. lost is the number of cells that hold no figure that can be read, and
    contradicting that of those that other cells of the same sheet stand against, or the book.
    """

    tables: list[Understood]
    source: Source
    is_new_source: bool
    observations: list[Observation] = field(default_factory=list)
    targets: list[Observation] = field(default_factory=list)
    totals: list[PrintedTotal] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    are_defined: bool = False
    lost: int = 0
    contradicting: int = 0

    @property
    def understood(self) -> Understood:
        """How all of the sheet was understood, for people."""
        return Understood.of_sheet(self.tables)

    @property
    def count(self) -> int:
        """How many figures and targets it holds."""
        return len(self.observations) + len(self.targets)

    @property
    def is_whole(self) -> bool:
        """Whether nothing had to be left out."""
        return all(one.severity != "error" for one in self.findings)

    @property
    def is_settled(self) -> bool:
        """Whether nothing had to be left out but single cells, few beside those that were read: one in five at most.

        Where many cannot be read, or contradict each other, the sheet is not what it was taken for.
        """
        wrong = {one.code for one in self.findings if one.severity == "error"}
        allowed = _OF_CELLS | {_CONTRADICTING} if self.contradicting else _OF_CELLS
        left_out = self.lost + self.contradicting
        return wrong <= allowed and left_out * _FEW <= self.count + left_out


def import_grid(
    grid: Grid, book: Book, asked: Asked, name: str, progress: Progress = lambda _done, _all: None
) -> Imported:
    """Everything that a sheet says in terms of the book, in which it is taken in on the way; name is the file's."""
    imported = _begun(grid, book, asked, name)
    tables = imported.tables
    problems, rejected = Problems(), list[Observation]()
    unclear, places = set[Observation](), set[str]()
    usable, first = [one for one in tables if _is_usable(one.table, grid)], len(book.observations)
    if not usable and imported.is_whole:
        imported.findings += nothing_read(grid, tables)
    for number, one in enumerate(usable):
        try:
            table = {"path": name, **one.table}
            resolver, layout = Resolver(book, problems), TableLayout(grid, table_row(table))
            columns = list[Taken]()
            rows = TableRows(resolver, layout, imported.source)
            for done, taken in enumerate(take_in_table(resolver, rows, first)):
                progress(number * len(layout.figures) + done, len(usable) * len(layout.figures))
                if not grid.is_verbatim:
                    imported.findings += shares_for_percents(taken, layout.figures[done], layout, asked)
                (imported.targets if taken.is_target else imported.observations).extend(taken.observations)
                rejected += taken.rejected
                columns.append(taken)
            apart = told_apart(grid, columns, one, asked)
            imported.findings += apart.findings
            unclear |= apart.observations
            places |= apart.places
            is_partial = any(finding.code == "partial-total" for finding in one.findings) or _goes_on(one, tables)
            if not rows.of:
                totals = looked_at(grid, book, table, imported.source, is_partial=is_partial)
                imported.findings += totals.findings
                imported.totals += totals.kept
                imported.unchecked += totals.unchecked
        except BadTable as error:
            imported.findings.append(Diagnostic("bad-table", str(error), grid.name, remedy=error.remedy))
    imported.findings += [one._replace(path=grid.name) for one in settle(tables, imported.observations)]
    own = imported.observations
    imported.findings += mark_constant_prices(_said_beside_figures(tables), own, grid.name)
    agreeing = _without_conflicts(own, rejected)
    imported.observations = [one for one in agreeing if one not in unclear]
    # Each cell that something stands against is noted once, targets among them.
    against = sum(one.code in _BETWEEN_CELLS for one in problems.found)
    imported.contradicting = len(own) - len(agreeing) + against
    imported.totals = list(_of_taken(imported))
    imported.lost = sum(one.code in _OF_CELLS for one in problems.found)
    imported.findings += _apart_from_cells_at(problems, places)
    imported.findings = asked_once(imported.findings, tables, book, are_defined=asked.new_entities)
    return imported


def _said_beside_figures(tables: Sequence[Understood]) -> Iterator[str]:
    """The titles of tables and the labels of all their rows, among which notes stand."""
    for one in tables:
        yield from one.titles
        yield from (row.label for row in one.rows)


def _apart_from_cells_at(problems: Problems, places: Collection[str]) -> list[Diagnostic]:
    """The problems without those of cells that contradict each other at places that are noted already."""
    return [one for one in problems.diagnostics() if one.path not in places or one.code not in _BETWEEN_CELLS]


def _of_taken(imported: Imported) -> Iterator[PrintedTotal]:
    """The totals all of whose rows were taken, and are known by their cells."""
    observations = imported.observations if imported.totals else []
    taken = {(one.source, one.measure, one.period, one.locator) for one in observations}
    for total in imported.totals:
        claim = total.claim
        cells = [part.locator for part in total.parts]
        is_taken = all((claim.source, claim.measure, claim.period, cell) in taken for cell in cells)
        if is_taken and all(map(is_cell, (claim.locator, *cells))):
            yield total


def _begun(grid: Grid, book: Book, asked: Asked, name: str) -> Imported:
    """What the tables of a sheet are and where they are from, before any figure is read."""
    defined = _define_named(book, asked)
    _check(grid, book, asked)
    tables = [sdmx_table(grid, grid.tidy, book, asked)] if grid.tidy is not None else recognise(grid, book, asked)
    tables[0].new[:0] = defined.new
    titles = list(dict.fromkeys(title for one in tables for title in one.titles))
    source, is_new = source_of_file(book, name, " ".join(titles) or name)
    book.sources.setdefault(source.id, source)
    imported = Imported(tables, source, is_new, are_defined=asked.new_entities and asked.new_indicators)
    imported.findings += [
        Diagnostic("unread", message, grid.name, severity="warning") for message in grid.unread
    ] + imported.understood.findings
    return imported


def _goes_on(one: Understood, tables: Sequence[Understood]) -> bool:
    """Whether rows of a table stand in another one, that has the same title, headings and period (续表)."""
    said = [[one.table.get("period"), one.table.get("columns"), *(fact for fact in one.facts if fact[0] == _("title"))]
            for one in (one, *tables)]  # fmt: skip
    return bool(said[0][2:]) and said[1:].count(said[0]) > 1


def _without_conflicts(found: list[Observation], rejected: list[Observation]) -> list[Observation]:
    """The observations without those that another cell contradicts, as it is not known which of both is right."""
    against = set(map(subject, rejected))
    return [one for one in found if subject(one) not in against] if against else found


def _define_named(book: Book, asked: Asked) -> Understood:
    """Define what the entities lie within, whose the total is, and whose all is, where new entities are asked for."""
    found = Understood({})
    given = (asked.within, asked.total, asked.entity)
    for name in dict.fromkeys(filter(None, given) if asked.new_entities else ()):
        if "/" not in name and not book.entities_called(name):
            define_entity(book, name, None, found, kind_of(name))
    return found


def _check(grid: Grid, book: Book, asked: Asked) -> None:
    """Refuse what cannot be meant, in one sentence (UsageError)."""
    if asked.header is not None and asked.header[1] > len(grid.rows):
        first, last = asked.header
        raise UsageError(_("{file} has no rows {first}–{last}", file=grid.name, first=first, last=last))
    for name in filter(None, (asked.entity, asked.within, asked.total)):
        if not book.entities_meant(name) and not asked.new_entities:
            near = book.entities.nearest(name)
            raise UnknownName(_("there is no entity “{name}”; --new-entities defines it", name=name), near)
        book.entity(name)
    for name in filter(None, (*map(measure_asked, asked.columns.values()), asked.indicator)):
        if not asked.new_indicators or book.measures_called(name):
            book.measure(name)
    source = asked.source.partition("#")[0]
    if source and source not in book.sources:
        raise UnknownName(_("there is no source “{name}”", name=source), list(book.sources)[:5])
    for unit in filter(None, (asked.unit, *asked.units.values())):
        required_unit(book.units, unit)


def _is_usable(table: dict[str, Any], grid: Grid) -> bool:
    """Whether no part is missing without which no figure can be read."""
    if grid.tidy is not None:
        return grid.tidy.is_named and all(key in table or key in grid.tidy.columns for key in ("entity", "period"))
    figures = list(table.get("columns", {}).values())
    return bool(figures or "value" in table) and all(
        key in table or (figures and all(isinstance(about, dict) and key in about for about in figures))
        for key in ("entity", "period")
    )


def part_from_those_that_stay(imported: Imported, book: Book, name: str, staying: Collection[str]) -> None:
    """Give the figures of a file a source of their own where figures of an earlier file stay that stand in the same
    cells of the same source; staying are such places, SOURCE#CELL. A source that is rounded in its own way is kept.
    """
    figures = [*imported.observations, *imported.targets, *(one.claim for one in imported.totals)]
    taken = {
        one.source.id
        for one in figures
        if one.source is not None
        and one.source.convention == book.convention
        and f"{one.source.id}#{one.locator}" in staying
    }
    if not taken:
        return
    if imported.source.id in taken:
        imported.source, imported.is_new_source = source_of_file(book, name, imported.source.title, taken)
        book.sources.setdefault(imported.source.id, imported.source)
    for one in figures:
        if one.source is not None and one.source.id in taken:
            one.source = imported.source


def observations_text(book: Book, imported: Imported) -> str:
    """The TOML of the observations, of the source they name, and of the definitions that were asked for."""
    used = any(one.source is imported.source for one in (*imported.observations, *imported.targets))
    blocks = _definitions(imported, with_source=used)
    targets = target_blocks(book, imported.targets)
    totals = total_blocks(imported.totals)
    return "\n".join([*blocks, *observation_blocks(book, imported.observations), *targets, *totals])


def table_text(imported: Imported, path: str) -> str:
    """The TOML of each [[table]] that reads the file in place, and of the definitions that were asked for."""
    blocks = _definitions(imported, with_source=False)
    for one in imported.tables:
        if len(imported.tables) > 1 and not (one.table.get("columns") or one.table.get("value")):
            continue  # Rows below another table that hold no figures are none.
        table = {"path": path, **one.table}
        blocks.append(block("table", {key: table[key] for key in TABLE_KEYS if table.get(key)}))
    return "\n".join(blocks)


def _definitions(imported: Imported, with_source: bool) -> list[str]:
    new: Sequence[tuple[str, dict[str, Any]]] = imported.understood.new
    if with_source and imported.is_new_source:
        source = {"id": imported.source.id, "title": imported.source.title}
        new = [("source", source), *new]
    return [block(name, {key: text for key, text in row.items() if text or text is False}) for name, row in new]
