"""nbkpi import: the figures of a spreadsheet, CSV or Parquet file as TOML of a book."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nbkpi.cli.options import BookPath, Language, option, pairs
from nbkpi.cli.progress import progress
from nbkpi.errors import UsageError, reason_of
from nbkpi.language import _, later, listed

if TYPE_CHECKING:
    from nbkpi.book.book import Book

_MEANINGS = ("below_half", "not_applicable", "unknown", "withheld", "skip")

File = Annotated[
    Path,
    typer.Argument(
        metavar=later("FILE"),
        help=later("the table: xlsx, xlsm, xls, ods, csv, tsv or parquet; - reads from the pipe"),
    ),
]
Sheet = Annotated[
    str | None, option("--sheet", later("NAME"), later("the worksheet; the first one that is not empty when left out"))
]
Header = Annotated[
    str | None, option("--header", "N[-M]", later("the rows of the headings, such as 3 or 3-4, counted from 1"))
]
EntityName = Annotated[str | None, option("--entity", later("NAME"), later("the entity of all rows"))]
EntityColumn = Annotated[str | None, option("--entity-column", later("HEADING"), later("the column of the entities"))]
Within = Annotated[
    str | None, option("--within", later("NAME"), later("the entity that those of the table lie within"))
]
IndicatorName = Annotated[
    str | None, option("--indicator", later("NAME"), later("what the columns are of whose headings only say a period"))
]
PeriodName = Annotated[str | None, option("--period", later("PERIOD"), later("the period of all rows"))]
PeriodColumn = Annotated[str | None, option("--period-column", later("HEADING"), later("the column of the periods"))]
UnitName = Annotated[str | None, option("--unit", later("UNIT"), later("the unit of numbers without a unit"))]
SourceName = Annotated[
    str | None, option("--source", later("SOURCE"), later("the source in the book; the file itself when left out"))
]
Encoding = Annotated[
    str | None, option("--encoding", later("NAME"), later("the encoding of a text file: utf-8, gb18030, utf-16"))
]
Delimiter = Annotated[str | None, option("--delimiter", later("CHARACTER"), later("the delimiter of a text file"))]
Total = Annotated[str | None, option("--total", later("NAME"), later("the entity that total rows (合计) belong to"))]
Map = Annotated[
    list[str],
    option(
        "--map", later("HEADING=ID"), later("the indicator or metric in the column with this heading, or in column [C]")
    ),
]
Names = Annotated[list[str], option("--name", later("LABEL=NAME"), later("the name in the book for this row label"))]
Missing = Annotated[
    list[str],
    option(
        "--missing",
        later("SYMBOL=MEANING"),
        later("what a symbol in a cell means: below_half, not_applicable, unknown, withheld or skip"),
    ),
]
Skip = Annotated[list[str], option("--skip", later("LABEL"), later("skip the rows with this row label"))]
NewEntities = Annotated[
    bool, typer.Option("--new-entities", help=later("define the entities that are not in the book"))
]
NewIndicators = Annotated[
    bool, typer.Option("--new-indicators", help=later("define the indicators that are not in the book"))
]
AsTable = Annotated[
    bool,
    typer.Option(
        "--as-table", help=later("write a [[table]] that reads the file where it is, instead of copying its figures")
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=later("only show how the table was understood"))]
NewFile = Annotated[
    Path | None, typer.Option("-o", "--out", metavar=later("FILE"), help=later("write to a new file of the book"))
]


def importing(
    file: File,
    book: BookPath = None,
    sheet: Sheet = None,
    header: Header = None,
    entity: EntityName = None,
    entity_column: EntityColumn = None,
    within: Within = None,
    indicator: IndicatorName = None,
    period: PeriodName = None,
    period_column: PeriodColumn = None,
    unit: UnitName = None,
    source: SourceName = None,
    columns: Map = [],  # noqa: B006
    names: Names = [],  # noqa: B006
    missing: Missing = [],  # noqa: B006
    skip: Skip = [],  # noqa: B006
    total: Total = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    new_entities: NewEntities = False,
    new_indicators: NewIndicators = False,
    as_table: AsTable = False,
    dry_run: DryRun = False,
    out: NewFile = None,
    lang: Language = None,  # noqa: ARG001
) -> None:
    """The command."""
    from nbkpi.book.place import book_location
    from nbkpi.cli.failure import show_diagnostics
    from nbkpi.render.output import prepared, put, send, show_table
    from nbkpi.report.imported import imported_document, no_book_note
    from nbkpi.sheets.open import open_grid
    from nbkpi.solve.dates import written_period
    from nbkpi.tables.importing import import_grid, observations_text, table_text
    from nbkpi.tables.understood import Asked

    before = _written_already(out, as_table)
    for name, column in (("entity", entity and entity_column), ("period", period and period_column)):
        if column:
            raise UsageError(_("{one} and {other} exclude each other", one=f"--{name}", other=f"--{name}-column"))
    is_input = str(file) == "-"
    if is_input and as_table:
        raise UsageError(_("--as-table reads a file in place, and there is none behind -"))
    shown, name = (_("standard input"),) * 2 if is_input else (str(file), file.name)
    location = book_location(book)
    loaded = _known_at(location)
    asked = Asked(
        _rows(header), entity or "", entity_column or "", within or "", indicator or "",
        written_period(period, loaded) if period else "", period_column or "", unit or "",
        loaded.source_id(source) if source else "", pairs(columns, "--map"), pairs(names, "--name"),
        _meanings(missing), total or "", tuple(skip), new_entities, new_indicators,
    )  # fmt: skip
    with progress(_("reading")) as show:
        grid = open_grid(file, shown, sheet, encoding, delimiter)
        imported = import_grid(grid, loaded, asked, name, show)
    for one in imported.tables:
        one.table |= {"encoding": encoding or "", "delimiter": delimiter or ""}
    document = imported_document(loaded, imported)
    if dry_run:
        send(document, "table", None)
    elif out is not None:
        show_table(document, sys.stderr)
    show_diagnostics(imported.findings)
    if not dry_run:
        if as_table:
            folder = out.parent if out is not None else location if location and location.is_dir() else Path()
            text = table_text(imported, Path(os.path.relpath(file, folder)).as_posix())
        else:
            text = observations_text(loaded, imported)
        if text:
            put(before + text, out)
    if not imported.is_whole:
        if location is None and not dry_run and out is None and sys.stderr is not None:
            prepared(sys.stderr).write(no_book_note() + "\n")
        raise typer.Exit(1)


def _known_at(location: Path | None) -> Book:
    """The book whose names a sheet may use; an empty one where there is none."""
    from nbkpi.book.load import empty_book, load

    # What is written where there is no book begins one: what only the embedded book defines would be missing from it.
    return empty_book() if location is None else load(location)


def _written_already(into: Path | None, as_table: bool) -> str:
    """What a file holds that a [[table]] is to be added to; UsageError where observations would replace it."""
    if into is None or str(into) == "-" or not os.path.lexists(into) or (into.exists() and not into.is_file()):
        return ""
    if not as_table:
        message = _("{path} already exists: figures are written only to a new file of the book", path=into)
        raise UsageError(message)
    try:
        text = into.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(_("{path} cannot be read: {reason}", path=into, reason=reason_of(error))) from None
    return text.rstrip("\n") + "\n\n" if text.strip() else ""


def _rows(given: str | None) -> tuple[int, int] | None:
    if given is None:
        return None
    first, _dash, last = given.partition("-")
    if not first.isdecimal() or not (last or first).isdecimal() or not 0 < int(first) <= int(last or first):
        raise UsageError(
            _("{flag} must be written as {form}, not “{value}”", flag="--header", form="3, 3-4", value=given)
        )
    return int(first), int(last or first)


def _meanings(given: list[str]) -> dict[str, str]:
    found = {}
    for one in given:
        symbol, equals, meaning = one.rpartition("=")
        if not equals or meaning not in _MEANINGS:
            allowed = listed(_MEANINGS)
            raise UsageError(
                _("{flag} must be one of {allowed}, not “{value}”", flag="--missing", allowed=allowed, value=one)
            )
        found[symbol] = meaning
    return found
