"""nbkpi import: the figures of spreadsheets, CSV or Parquet files into a book, or as TOML."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from nbkpi.cli import import_options as own
from nbkpi.cli.options import BookPath, Language, pairs
from nbkpi.contents import content_of
from nbkpi.errors import UsageError, reason_of
from nbkpi.language import _, listed

if TYPE_CHECKING:
    from nbkpi.cli.destination import Goal
    from nbkpi.tables.understood import Asked

_MEANINGS = ("below_half", "not_applicable", "unknown", "withheld", "skip")


def importing(
    ctx: typer.Context,
    files: own.Files = None,
    book: BookPath = None,
    sheet: own.Sheet = None,
    header: own.Header = None,
    entity: own.EntityName = None,
    entity_column: own.EntityColumn = [],  # noqa: B006
    within: own.Within = None,
    indicator: own.IndicatorName = None,
    period: own.PeriodName = None,
    period_column: own.PeriodColumn = None,
    unit: own.UnitName = [],  # noqa: B006
    source: own.SourceName = None,
    columns: own.Map = [],  # noqa: B006
    names: own.Names = [],  # noqa: B006
    missing: own.Missing = [],  # noqa: B006
    skip: own.Skip = [],  # noqa: B006
    skip_column: own.SkipColumn = [],  # noqa: B006
    category_column: own.CategoryColumn = [],  # noqa: B006
    total: own.Total = None,
    encoding: own.Encoding = None,
    delimiter: own.Delimiter = None,
    new_entities: own.NewEntities = False,
    new_indicators: own.NewIndicators = False,
    new_breakdowns: own.NewBreakdowns = False,
    as_table: own.AsTable = False,
    dry_run: own.DryRun = False,
    as_json: own.AsJson = False,
    new: own.NewBook = None,
    out: own.NewFile = None,
    replace: own.Replace = False,
    new_layout: own.NewLayout = False,
    undo: own.Undo = False,
    lang: Language = None,  # noqa: ARG001
) -> None:
    """The command."""
    from nbkpi.cli.commands import lacking
    from nbkpi.cli.inputs import refuse_over, tables_in
    from nbkpi.cli.read_in import Opening
    from nbkpi.cli.take_in import run
    from nbkpi.loading.place import book_location

    location = book_location(new or book)
    if undo:
        _undo_last(files, location, with_book=new is not None)
        return
    _refuse_both({
        "--entity": entity, "--entity-column": entity_column, "--period": period, "--period-column": period_column,
        "--new": new, "--book": book, "-o": out, "--as-table": as_table, "--replace": replace,
    })  # fmt: skip
    asked = _asked(entity, entity_column, within, indicator, period, period_column, unit, source, total)._replace(
        header=_rows(header), columns=pairs(columns, "--map"), names=pairs(names, "--name"), missing=_meanings(missing),
        skip=tuple(skip), skip_columns=tuple(skip_column), new_entities=new_entities or bool(new),
        new_indicators=new_indicators or bool(new), new_breakdowns=new_breakdowns or bool(new or category_column),
        category_columns=tuple(dict.fromkeys(category_column)),
    )  # fmt: skip
    if not files:
        raise lacking(ctx, _("FILE"))
    tables = tables_in(files)
    refuse_over(out, tables)
    if as_table:
        _require_file(tables)
    opening = Opening(sheet or "", encoding or "", delimiter or "")
    goal = _goal(location, new, out, replace, as_table, dry_run)
    if as_json:
        # Only one thing can be printed: where the TOML would be, nothing is written.
        prints = str(out) == "-" or (out is None and not goal.is_book)
        goal = goal._replace(as_json=True, shows=goal.shows or prints)
    if not run(tables, asked, opening, goal, new_layout=new_layout):
        raise typer.Exit(1)


_APART = (
    ("--entity", "--entity-column"), ("--period", "--period-column"), ("--new", "--book"), ("--new", "-o"),
    ("--new", "--as-table"), ("--replace", "-o"), ("--replace", "--as-table"),
)  # fmt: skip
"""Options that cannot both be given."""


def _refuse_both(given: Mapping[str, object]) -> None:
    """UsageError where two options stand against each other."""
    for one, other in _APART:
        if given[one] and given[other]:
            raise UsageError(_("{one} and {other} exclude each other", one=one, other=other))


def _asked(
    entity: str | None,
    entity_column: Collection[str],
    within: str | None,
    indicator: str | None,
    period: str | None,
    period_column: str | None,
    unit: Collection[str],
    source: str | None,
    total: str | None,
) -> Asked:
    """What was said of a sheet in single words; empty where it was not."""
    from nbkpi.tables.understood import Asked

    units, unit_of_all = _units(unit)
    return Asked(
        entity=entity or "", entity_columns=tuple(dict.fromkeys(entity_column)), within=within or "",
        indicator=indicator or "", period=period or "", period_column=period_column or "", unit=unit_of_all,
        units=units, source=source or "", total=total or "",
    )  # fmt: skip


def _require_file(tables: Sequence[Path]) -> None:
    """UsageError where what a [[table]] is to read is not one file."""
    if len(tables) > 1:
        raise UsageError(_("--as-table takes one file at a time"))
    if str(tables[0]) == "-":
        raise UsageError(_("--as-table reads a file in place, and there is none behind -"))


def _undo_last(files: Collection[Path] | None, location: Path | None, *, with_book: bool) -> None:
    from nbkpi.cli.changing import changeable, undo
    from nbkpi.loading.place import book_files

    if files:
        raise UsageError(_("{one} and {other} exclude each other", one="--undo", other=_("a file")))
    book_files(changeable(location))
    undo(changeable(location), with_book=with_book)


def _goal(
    location: Path | None, new: Path | None, out: Path | None, replaces: bool, as_table: bool, dry_run: bool
) -> Goal:
    """Where everything goes; UsageError where that cannot be."""
    from nbkpi.cli.changing import changeable
    from nbkpi.cli.destination import BOOK, SCHEMA, Goal
    from nbkpi.loading.place import RECIPES, book_files

    if new is not None:
        taken = [path for path in (new / BOOK, new / SCHEMA, new / RECIPES) if os.path.lexists(path)]
        if taken or (os.path.lexists(new) and (not new.is_dir() or _has_book(new))):
            where = taken[0] if taken else new
            raise UsageError(_("{path} is there already: --new makes a book where there is none", path=where))
        return Goal(new, shows=dry_run, is_new=True)
    if replaces:
        changeable(location)
    before = "" if out is None else _written_already(out, as_table)
    if location is not None and location.is_dir():
        book_files(location)
    return Goal(location, out, shows=dry_run, as_table=as_table, replaces=replaces, before=before)


def _has_book(folder: Path) -> bool:
    from nbkpi.loading.place import book_files

    try:
        return bool(book_files(folder))
    except UsageError:
        return False


def _written_already(into: Path, as_table: bool) -> str:
    """What a file holds that a [[table]] is to be added to; UsageError where observations would replace it."""
    if str(into) == "-" or not os.path.lexists(into) or (into.exists() and not into.is_file()):
        return ""
    if not as_table:
        message = _("{path} already exists: remove it, or give -o another name; "
                    "into a book figures go with --book instead of -o", path=into)  # fmt: skip
        raise UsageError(message)
    import tomli

    from nbkpi.loading.files import MAX_BYTES

    try:
        text = content_of(into, into, MAX_BYTES).decode("utf-8")
        tomli.loads(text)
    except UnicodeDecodeError as error:
        raise UsageError(_("{path} cannot be read: {reason}", path=into, reason=reason_of(error))) from None
    except ValueError:
        raise UsageError(_("{path} is not a TOML file: a [[table]] cannot be added to it", path=into)) from None
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


def _units(given: Collection[str]) -> tuple[Mapping[str, str], str]:
    """The units of single columns by their headings, and that of all others."""
    alone = [one for one in given if "=" not in one]
    if len(alone) > 1:
        raise UsageError(_("only one --unit can be for all columns; write the others as HEADING=UNIT"))
    return pairs([one for one in given if "=" in one], "--unit"), "".join(alone)


def _meanings(given: Collection[str]) -> dict[str, str]:
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
