"""nbkpi panel: the metrics of a book, or formulas, over tables of millions of rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from nbkpi.cli.failure import show_formula_error
from nbkpi.cli.inputs import refuse_over
from nbkpi.cli.options import pairs
from nbkpi.cli.panel_options import (
    Across,
    By,
    Claims,
    Decimals,
    EngineName,
    EntityColumn,
    ExplainPlan,
    Given,
    Glob,
    GroupColumn,
    LabelColumn,
    Map,
    Margins,
    Master,
    Memory,
    Metrics,
    Of,
    OfColumns,
    Out,
    PeriodColumn,
    Ranks,
    Rounding,
    Spill,
    Table,
    Targets,
    Threads,
    Top,
    Unique,
    UnitName,
    Uppers,
    ValueColumn,
)
from nbkpi.cli.progress import progress
from nbkpi.cli.request import Request
from nbkpi.cli.run import style_of
from nbkpi.errors import FormulaError, UsageError
from nbkpi.language import _, listed
from nbkpi.panel.engine import OUTPUTS

if TYPE_CHECKING:
    from nbkpi.model.book import Book
    from nbkpi.model.breakdowns import Cell
    from nbkpi.model.panels import Panel
    from nbkpi.panel.engine import Limits
    from nbkpi.panel.options import Options
    from nbkpi.report.document import Document
    from nbkpi.report.results import Style

MOST_DECIMALS = 9


class PanelRequest(NamedTuple):
    """What else was asked for: headings of groups and wholes, ranks, rows to show, how, the plan, a cell, margins."""

    by: str | None
    ranks: bool
    top: int
    style: Style
    plan: bool = False
    whole: str | None = None
    of: tuple[str, ...] = ()
    margins: bool = False


class Chosen(NamedTuple):
    """The engine that computes, with the master of Spark, and what it may use."""

    engine: str
    master: str | None
    limits: Limits


def panel(
    request: Request,
    metrics: Metrics,
    given: Given = None,
    table: Table = None,
    entity_column: EntityColumn = None,
    period_column: PeriodColumn = None,
    columns: Map = [],  # noqa: B006
    label_column: LabelColumn = None,
    value_column: ValueColumn = None,
    uppers: Uppers = [],  # noqa: B006
    targets: Targets = [],  # noqa: B006
    claims: Claims = [],  # noqa: B006
    decimals: Decimals = [],  # noqa: B006
    across: Across = None,
    of_columns: OfColumns = [],  # noqa: B006
    of: Of = [],  # noqa: B006
    margins: Margins = False,
    rounding: Rounding = None,
    unique: Unique = False,
    is_pattern: Glob = False,
    by: By = None,
    group_column: GroupColumn = None,
    top: Top = 10,
    rank: Ranks = False,
    unit: UnitName = None,
    out: Out = None,
    engine: EngineName = "duckdb",
    master: Master = None,
    memory: Memory = None,
    threads: Threads = None,
    spill: Spill = None,
    plan: ExplainPlan = False,
) -> None:
    """The command."""
    from nbkpi.loading.load import load
    from nbkpi.loading.place import book_location
    from nbkpi.panel.engine import limits_of
    from nbkpi.panel.engines import check_installed

    check_installed()
    from nbkpi.panel.options import Options
    from nbkpi.render.output import send, tell_written

    chosen = request.chosen_format
    options = Options(
        given, table, entity_column, period_column, pairs(columns, "--map"), label_column, value_column,
        pairs(uppers, "--upper"), pairs(targets, "--target"),
        {heading: metric for metric, heading in pairs(claims, "--claim").items()},
        *_decimals(decimals), rounding, unit, unique, is_pattern, _range(across), of_columns,
        group_column,
    )  # fmt: skip
    if out is not None:
        _check_out(out)
    loaded = load(book_location(request.book))
    formula = ""
    try:
        for formula in metrics:
            options.add_metric(loaded, formula)
    except FormulaError as error:
        show_formula_error(error, formula)
        raise typer.Exit(2) from None
    asked = PanelRequest(by, rank, top, style_of(loaded, request), plan, group_column,
                         tuple(of), margins)  # fmt: skip
    document = _answered(
        options.book or loaded, options, asked, out, Chosen(engine, master, limits_of(memory, threads, spill))
    )
    send(document, chosen, None)
    if out is not None:
        tell_written(out)
    if document.findings:
        raise typer.Exit(1)


def _decimals(given: list[str]) -> tuple[int | None, dict[str, int]]:
    """The decimals of all columns, and those of single ones by their headings; UsageError for what is no number."""
    of_all: int | None = None
    of_one: dict[str, int] = {}
    for one in given:
        heading, equals, number = one.rpartition("=")
        if bool(equals) != bool(heading) or not (
            number.isascii() and number.isdecimal() and int(number) <= MOST_DECIMALS
        ):
            raise UsageError(_("{flag} must be written as {form}, not “{value}”", flag="--decimals", form="2, A=2",
                               value=one))  # fmt: skip
        if heading:
            of_one[heading] = int(number)
        else:
            of_all = int(number)
    return of_all, of_one


def _range(across: str | None) -> str | None:
    """Periods from one to another; UsageError for anything else."""
    from nbkpi.figure import Period

    try:
        ends = [Period.parse(end) for end in across.split("..")] if across is not None else []
    except ValueError:
        ends = []
    if across is not None and (len(ends) != 2 or ends[0].start > ends[1].start):
        raise UsageError(_("{flag} must be written as {form}, not “{value}”", flag="--across", form="2019..2024",
                           value=across))  # fmt: skip
    return across


def _check_out(out: Path) -> None:
    """UsageError for what the rows cannot be written into."""
    if out.suffix.lower() not in OUTPUTS:
        raise UsageError(
            _("{path} cannot be written: all rows are written only to {known}", path=out, known=listed(OUTPUTS))
        )
    if out.exists() and not out.is_file():
        raise UsageError(_("{path} is not a file that can be replaced", path=out))


def _cell(book: Book, given: Panel, asked: PanelRequest) -> Cell:
    """The cell that was asked for; UsageError for what takes columns of categories where the panel has none."""
    if given.of:
        return book.cells.breakdowns.cell(asked.of)
    for flag, value in (("--of", asked.of), ("--margins", asked.margins)):
        if value:
            raise UsageError(_("{flag} needs a column of categories: name it with --of-column", flag=flag))
    return ()


def _answered(book: Book, options: Options, asked: PanelRequest, out: Path | None, chosen: Chosen) -> Document:
    """Compute, write all rows where that was asked for, and sum up."""
    from nbkpi.panel.engine import EngineStopped, first_line
    from nbkpi.panel.engines import open_engine
    from nbkpi.panel.files import files_of
    from nbkpi.panel.margins import margins
    from nbkpi.panel.plain_text import refuse_ragged
    from nbkpi.panel.ranks import with_ranks
    from nbkpi.panel.run import run
    from nbkpi.panel.summary import summarise
    from nbkpi.render.output import replacing
    from nbkpi.report.panel import panel as document_of
    from nbkpi.report.panel import plan_notes

    given = options.panel(book)
    cell = _cell(book, given, asked)
    if out is not None:
        refuse_over(out, [*files_of(given.path, given.glob).paths, *map(Path, book.read_from)])
    with progress(_("computing")) as show:
        table = Path(given.path)
        told = lambda share: show(share or 0, None if share is None else 1)  # noqa: E731
        engine = open_engine(chosen.engine, chosen.master, told, table, chosen.limits)
        try:
            answer = run(engine, book, given, options.wanted, asked.by, asked.whole, options.made, cell)
            with answer.prepared.watched():
                steps = answer.prepared.steps
                # Those of the rows that are shown are counted for these alone.
                if asked.ranks and out is not None:
                    with steps.step(
                        _("sorted the bounds of each period, apart from their rows, to count those above each of them")
                    ):
                        answer = with_ranks(engine, answer)
                found = margins(answer.prepared, asked.top) if asked.margins else []
                frame = answer.frame
                if out is not None:
                    with replacing(out) as part, steps.step(_("computed all rows and wrote them in their order")):
                        kept = engine.written(answer.named(), part, out.suffix.lower())
                        frame = answer.frame if kept is None else answer.renamed(kept)
                        summary = summarise(engine, answer, frame, asked.top)
                else:
                    with steps.step(_("computed the results, counted them, and took the first")):
                        summary = summarise(engine, answer, frame, asked.top)
        except engine.errors + (EngineStopped,) as error:  # noqa: RUF005
            files = files_of(given.path, given.glob)
            for path in files.paths if files.is_text else ():
                refuse_ragged(path, files.name, files.separator, (given.entity,))
            if isinstance(error, EngineStopped):
                raise
            raise UsageError(_("the engine stopped: {reason}", reason=first_line(error))) from None
        finally:
            engine.close()
    document = document_of(book, answer, summary, asked.style, out is None, found)
    if asked.plan:
        document.notes += plan_notes(answer)
    return document
