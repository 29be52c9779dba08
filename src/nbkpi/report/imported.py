"""The view of what was understood of a sheet, before anything of it is written."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Observation
from nbkpi.model.totals import MOST_SAID
from nbkpi.report.columns import columns
from nbkpi.report.document import Column, Document, Json, Table
from nbkpi.report.records import entity_record, measure_record
from nbkpi.sheets.totals import total_rank
from nbkpi.tables.importing import Imported
from nbkpi.tables.understood import ColumnRole, Understood


def imported_record(imported: Imported, name: str, notes: Sequence[str]) -> dict[str, Json]:
    """A file and what was understood of it, for programs; name is the file's, with its sheet."""
    understood = imported.understood
    return {
        "file": name,
        "source": {"id": imported.source.id, "title": imported.source.title, "is_new": imported.is_new_source},
        "columns": [dict(zip(ColumnRole._fields, row, strict=True)) for row in understood.columns],
        "rows": [
            {"cell": row.place.rpartition("!")[2], "label": row.label, "role": row.role}
            for row in sorted(understood.rows)
        ],
        "new": [{"table": table, "id": one_id, "name": name} for table, one_id, name in _new(understood)],
        "figures": [_figure(one) for one in imported.observations],
        "targets": [_figure(one) for one in imported.targets],
        "findings": [
            {"severity": one.severity, "code": one.code, "place": one.place, "message": one.message,
             "remedy": one.remedy or None}
            for one in imported.findings
        ],
        "notes": list(notes),
    }  # fmt: skip


def _figure(one: Observation) -> dict[str, Json]:
    """A figure as it goes into a book."""
    return {
        "entity": entity_record(one.entity),
        "measure": measure_record(one.measure),
        "period": str(one.period),
        "value": one.text,
        "source": one.source.id if one.source is not None else None,
        "locator": one.locator or None,
        "status": one.status,
        "note": one.note or None,
    }


def known_document(
    book: Book, imported: Imported, name: str, notes: Sequence[str], is_written: bool = False
) -> Document:
    """A file that is laid out as one that was understood before: its name, its title, and notes on it.

    is_written: its figures are about to be written.
    """
    document = Document("import", (book.title, book.location))
    document.notes.append(" · ".join([name, *imported.understood.titles]))
    document.notes += [*notes, *_unchecked(imported), _counts(imported, is_written)]
    return document


def _unchecked(imported: Imported) -> list[str]:
    """The totals of which a row has no figure; of many only the first are said."""
    more = len(imported.unchecked) - MOST_SAID
    rest = [_("{count} more totals are not checked, as some of their rows have no figure", count=more)]
    return [*imported.unchecked[:MOST_SAID], *(rest if more > 0 else [])]


def _counts(imported: Imported, is_written: bool) -> str:
    """How many figures were read, imported only where they are written, and how much is wrong."""
    errors = sum(one.severity == "error" for one in imported.findings)
    count, warnings = imported.count, len(imported.findings) - errors
    counted = _("figures read: {count} · findings: {errors}", count=count, errors=errors)
    if is_written:
        counted = _("figures imported: {count} · findings: {errors}", count=count, errors=errors)
    if warnings:
        counted += f" · {_('warnings: {count}', count=warnings)}"
    if imported.totals:
        counted += f" · {_('totals kept for the check: {count}', count=len(imported.totals))}"
    if growths := sum(map(_growths_of_totals, imported.tables)):
        counted += f" · {_('growth in total rows, not checked without --total: {count}', count=growths)}"
    return counted


def _growths_of_totals(one: Understood) -> int:
    """How many columns of growth a table has whose total row is of nobody: what it grew by follows from no sum."""
    has_skipped = any(map(total_rank, one.table.get("skip", ())))
    return sum(column.measure.endswith(".growth") for column in one.columns) if has_skipped else 0


def imported_document(book: Book, imported: Imported, notes: Sequence[str] = (), is_written: bool = False) -> Document:
    """The file, its columns, and the rows that are not simply figures; notes are sentences on all of it.

    is_written: its figures are about to be written. Without a book nothing is said of one.
    """
    document = Document("import", (book.title, book.location))
    understood = imported.understood
    facts = Table(columns(Column("what", _("item")), "found"), title=_("The worksheet"))
    for fact in understood.facts:
        facts.add(*fact)
    document.tables.append(facts)
    if understood.columns:
        keys = (
            ("column", _("column")), ("heading", _("heading")), ("role", _("role")), ("measure", _("measure")),
            ("unit", _("unit")), ("period", _("period")), ("entity", _("entity")),
            ("of", _("category")),
        )  # fmt: skip
        filled = [any(row[place] for row in understood.columns) for place in range(len(keys))]
        roles = Table(tuple(Column(*key) for key, used in zip(keys, filled, strict=True) if used), title=_("Columns"))
        for row in understood.columns:
            named = row._replace(measure=_called(book, row.measure))
            roles.add(*(cell for cell, used in zip(named, filled, strict=True) if used))
        document.tables.append(roles)
    if understood.rows:
        rows = Table(columns("cell label", Column("role", _("role"))), title=_("Rows"))
        for _row, place, label, role in sorted(understood.rows):
            rows.add(place.rpartition("!")[2], label, role)
        document.tables.append(rows)
    if understood.new:
        new = Table(columns("table", Column("id", _("id")), "name"), title=_("Definitions"))
        for table, one_id, name in _new(understood):
            new.add(f"[[{table}]]", one_id, name)
        document.tables.append(new)
    has_book = bool(book.title or book.location)
    is_to_say = has_book and not imported.are_defined
    if is_to_say and any(one.code in ("unknown-name", "not-understood") for one in imported.findings):
        document.notes.append(
            _("names that are not in the book: match them (--map, --name), skip them (--skip), or "
              "define them (--new-entities, --new-indicators, --new-breakdowns)")
        )  # fmt: skip
    document.notes += [*notes, *_unchecked(imported), _counts(imported, is_written)]
    return document


def _called(book: Book, measure: str) -> str:
    """The name of an indicator or a metric of this id; the id as it is where the book does not have it."""
    found = book.measures_called(measure) if measure else []
    return found[0].name if len(found) == 1 else measure


def no_book_note(files: str) -> str:
    """That there is no book whose names could be used, and what makes one of the files, which are as they are typed."""
    return _(
        "there is no book here, so every name is new: make one with {command}, or choose one with --book",
        command=f"nbkpi import {files} --new FOLDER",
    )


def _new(understood: Understood) -> list[tuple[str, str, str]]:
    """What is defined: the table, the id and the name; a unit has its symbol for both."""
    rows = understood.new
    return [
        (table, row.get("id") or row["symbol"], row.get("name") or row.get("title") or row["symbol"])
        for table, row in rows
    ]
