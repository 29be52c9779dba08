"""nbkpi panel: the metrics of a book, or formulas, over tables of millions of rows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nbkpi.cli import complete
from nbkpi.cli.failure import show_formula_error
from nbkpi.cli.options import BookPath, Language, choice
from nbkpi.errors import FormulaError, UsageError
from nbkpi.language import _, listed

if TYPE_CHECKING:
    from nbkpi.panel.options import Options

_ENGINES = ("duckdb", "polars", "spark")
_OUTPUTS = (".parquet", ".csv")
_ROUNDINGS = ("nearest", "truncated", "exact")


def _option(flag: str, metavar: str, help_text: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=help_text)


Metrics = Annotated[
    list[str],
    typer.Argument(
        metavar=_("METRIC..."), help=_("ids or names, income.growth and the like too, or formulas"),
        show_default=False, autocompletion=complete.metrics,
    ),
]  # fmt: skip
Given = Annotated[
    str | None,
    _option("--from", _("FILE"), _("Parquet, CSV or a DuckDB database, or the id of a [[panel]] of the book")),
]
Table = Annotated[str | None, _option("--table", _("NAME"), _("the table in a DuckDB database"))]
EntityName = Annotated[
    str | None, _option("--entity", _("HEADING"), _("the column of the entities, else the one called entity"))
]
PeriodName = Annotated[
    str | None, _option("--period", _("HEADING"), _("the column of the periods, else the one called period"))
]
Map = Annotated[
    list[str], _option("--map", _("HEADING=ID"), _("the indicator in a column, or of a label in a long table"))
]
Label = Annotated[str | None, _option("--label", _("HEADING"), _("of a long table: the column of the indicators"))]
ValueName = Annotated[str | None, _option("--value", _("HEADING"), _("of a long table: the column of the figures"))]
Targets = Annotated[list[str], _option("--target", _("HEADING=ID"), _("the column of the targets for an indicator"))]
Claims = Annotated[
    list[str], _option("--claim", _("METRIC=HEADING"), _("verify a published column; exit 1 when one is wrong"))
]
Decimals = Annotated[int | None, typer.Option("--decimals", metavar="N", min=0, max=9, help=_("of plain numbers"))]
Rounding = Annotated[
    str | None,
    typer.Option(
        "--rounding", metavar="|".join(_ROUNDINGS), help=_("of plain numbers"),
        callback=lambda value: choice(value, _ROUNDINGS, "--rounding"),
    ),
]  # fmt: skip
By = Annotated[str | None, _option("--by", _("HEADING"), _("the totals of these groups instead of the entities"))]
Top = Annotated[int, typer.Option("--top", metavar="N", min=0, max=1000, help=_("how many rows to show, by rank"))]
UnitName = Annotated[str | None, _option("--unit", _("UNIT"), _("the unit of a formula: 万元, %, pp"))]
Out = Annotated[Path | None, typer.Option("-o", "--out", metavar=_("FILE"), help=_("write all rows: .parquet or .csv"))]
EngineName = Annotated[
    str,
    typer.Option(
        "--engine", metavar="|".join(_ENGINES), help=_("what computes"),
        callback=lambda value: choice(value, _ENGINES, "--engine"), autocompletion=lambda: list(_ENGINES),
    ),
]  # fmt: skip
Master = Annotated[str | None, _option("--master", "URL", _("of Spark: local[2], spark://host:7077"))]
Places = Annotated[int | None, typer.Option("--places", metavar="N", min=0, max=50, help=_("decimals to show"))]


def panel(
    metrics: Metrics,
    given: Given = None,
    table: Table = None,
    entity: EntityName = None,
    period: PeriodName = None,
    columns: Map = [],  # noqa: B006
    label: Label = None,
    value: ValueName = None,
    targets: Targets = [],  # noqa: B006
    claims: Claims = [],  # noqa: B006
    decimals: Decimals = None,
    rounding: Rounding = None,
    by: By = None,
    top: Top = 10,
    unit: UnitName = None,
    out: Out = None,
    engine: EngineName = "duckdb",
    master: Master = None,
    places: Places = None,
    book: BookPath = None,
    lang: Language = None,  # noqa: ARG001
) -> None:
    """The command."""
    from nbkpi.book.load import load
    from nbkpi.book.place import book_location
    from nbkpi.panel.options import Options

    options = Options(
        given, table, entity, period, _pairs(columns, "--map"), label, value, _pairs(targets, "--target"),
        {heading: metric for metric, heading in _pairs(claims, "--claim").items()}, decimals, rounding, unit,
    )  # fmt: skip
    if out is not None and (out.suffix.lower() not in _OUTPUTS):
        raise UsageError(_("{path} cannot be written: all rows go into {known}", path=out, known=listed(_OUTPUTS)))
    loaded = load(book_location(book))
    formula = ""
    try:
        for formula in metrics:
            options.add_metric(loaded, formula)
    except FormulaError as error:
        show_formula_error(error, formula)
        raise typer.Exit(2) from None
    if _answered(loaded, options, by, top, out, engine, master, places):
        raise typer.Exit(1)


def _answered(
    book: Any, options: Options, by: str | None, top: int, out: Path | None, name: str, master: str | None,
    places: int | None,
) -> int:  # fmt: skip
    """Compute, write and show; how many findings there are."""
    from nbkpi.panel.engine import open_engine
    from nbkpi.panel.run import run
    from nbkpi.panel.summary import summarise
    from nbkpi.render.output import replacing, send
    from nbkpi.report.panel import panel as document_of

    given = options.panel(book)
    with _progress() as progress:
        engine = open_engine(name, master, progress)
        try:
            answer = run(engine, book, given, options.wanted, by)
            with answer.prepared.watched():
                if out is None:
                    summary = summarise(engine, answer, answer.frame, top)
                else:
                    with replacing(out) as part:
                        kept = engine.written(answer.named(), part, out.suffix.lower())
                        frame = answer.frame if kept is None else answer.renamed(kept)
                        summary = summarise(engine, answer, frame, top)
        except engine.errors as error:
            reason = " ".join((str(error).splitlines() or [""])[0].split())
            raise UsageError(_("the engine stopped: {reason}", reason=reason)) from None
        finally:
            engine.close()
    document = document_of(book, answer, summary, places, out is None)
    send(document, None, None)
    return document.findings


def _pairs(given: list[str], flag: str) -> dict[str, str]:
    pairs = {}
    for one in given:
        name, equals, meaning = one.rpartition("=")
        if not equals or not name or not meaning:
            raise UsageError(_("{flag} is given as {form}, not “{value}”", flag=flag, form="A=B", value=one))
        pairs[name] = meaning
    return pairs


@contextmanager
def _progress() -> Iterator[Callable[[float | None], None]]:
    """A bar on standard error, where that is a terminal; nothing otherwise."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("computing"), total=None)

        def show(share: float | None) -> None:
            bar.update(task, completed=share or 0, total=None if share is None else 1)

        yield show
