"""The view of what was understood of a sheet, before anything of it is written."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.book.book import Book
from nbkpi.language import _
from nbkpi.report.document import Column, Document, Table
from nbkpi.tables.importing import Imported


def imported_document(book: Book, imported: Imported, notes: Sequence[str] = ()) -> Document:
    """The file, its columns, and the rows that are not simply figures; notes are sentences on all of it."""
    document = Document("import", (book.title, book.location))
    understood = imported.understood
    facts = Table((Column("what", _("item")), Column("found", _("result"))), title=_("The worksheet"))
    for fact in understood.facts:
        facts.add(*fact)
    document.tables.append(facts)
    if understood.columns:
        keys = (
            ("column", _("column")), ("heading", _("heading")), ("role", _("role")), ("measure", _("measure")),
            ("unit", _("unit")), ("period", _("period")), ("entity", _("entity")),
        )  # fmt: skip
        filled = [any(row[place] for row in understood.columns) for place in range(len(keys))]
        columns = Table(tuple(Column(*key) for key, used in zip(keys, filled, strict=True) if used), title=_("Columns"))
        for row in understood.columns:
            columns.add(*(cell for cell, used in zip(row, filled, strict=True) if used))
        document.tables.append(columns)
    if understood.rows:
        rows = Table(
            (Column("cell", _("cell")), Column("label", _("row label")), Column("role", _("role"))), title=_("Rows")
        )
        for _row, place, label, role in sorted(understood.rows):
            rows.add(place.rpartition("!")[2], label, role)
        document.tables.append(rows)
    if understood.new:
        new = Table(
            (Column("table", _("table")), Column("id", _("id")), Column("name", _("name"))), title=_("Definitions")
        )
        for name, keys_of_row in understood.new:
            new.add(f"[[{name}]]", keys_of_row["id"], keys_of_row["name"])
        document.tables.append(new)
    if any(one.code in ("unknown-name", "not-understood") for one in imported.findings):
        document.notes.append(
            _("names that are not in the book: match them (--map, --name), skip them (--skip), or "
              "define them (--new-entities, --new-indicators)")
        )  # fmt: skip
    document.notes += notes
    errors = sum(one.severity == "error" for one in imported.findings)
    document.notes.append(
        _("figures imported: {count} · findings: {errors}", count=len(imported.observations), errors=errors)
    )
    return document
