"""The Typer application: the list of commands, built only as far as the command line at hand needs it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, NamedTuple

import typer

from nbkpi.cli.options import known_language, with_options
from nbkpi.language import LANGUAGES, _


class Command(NamedTuple):
    """A command: where its function is, its help, an example, and which of the common options it takes.

    options are the only ones of them that it has, when there are any; common is whether it has them at all.
    """

    module: str
    help: str
    example: str
    common: bool = True
    options: tuple[str, ...] = ()


def commands() -> dict[str, Command]:
    """Every command, in the order of --help."""
    return {
        "summary": Command("summary", _("The book at a glance."), "nbkpi summary"),
        "growth": Command(
            "growth",
            _("Growth and change, with the base that a printed growth implies."),
            "nbkpi growth --village 东山村",
        ),
        "coverage": Command("coverage", _("Coverage ratios, and what they imply."), "nbkpi coverage --city 宁波市"),
        "resolution": Command(
            "resolution", _("Resolution rates, and what they imply."), "nbkpi resolution --community 北站社区 --json"
        ),
        "metric": Command("metric", _("Any metric of the book."), "nbkpi metric 销售利润率 --places 3"),
        "calc": Command("calc", _("A formula that is not in the book."), "nbkpi calc 'sales / years()' --unit 亿元"),
        "explain": Command(
            "explain",
            _("The derivation of a result: formula, figures put in, how each was read, and its words."),
            "nbkpi explain resolution_rate --entity 北站社区",
        ),
        "deduce": Command(
            "deduce", _("What follows though nobody printed it, and from which words."), "nbkpi deduce --within 宁波市"
        ),
        "check": Command(
            "check", _("A verdict on every claim, identity and sum; exit 1 when one is wrong."), "nbkpi check -v"
        ),
        "rank": Command(
            "rank",
            _("Entities ranked by a metric or an indicator; ranks are ranges where values overlap."),
            "nbkpi rank collective_income --within 宁波市 --top 5",
        ),
        "compare": Command(
            "compare",
            _("Entities side by side, with difference and ratio."),
            "nbkpi compare 奉化区 余姚市 --indicator collective_income",
        ),
        "trend": Command(
            "trend",
            _("A metric or an indicator over periods, with growth and mean growth a year."),
            "nbkpi trend collective_income --village 东山村",
        ),
        "target": Command(
            "target",
            _("Targets: what is reached, the gap to the time elapsed, and the pace still required."),
            "nbkpi target --as-of 2025-06",
        ),
        "report": Command(
            "report",
            _("One page to hand round: figures, findings, targets, ranks, trends; HTML, Markdown or Excel."),
            "nbkpi report -o report.html --no-charts",
        ),
        "extract": Command(
            "extract",
            _("The figures in Chinese text, as drafts for a book."),
            "nbkpi extract bulletin.txt --as-of 2025-03",
            options=("book", "format", "json", "out", "lang"),
        ),
        "audit": Command(
            "audit",
            _("Every claim of a text against its other figures; exit 1 when one is wrong."),
            "nbkpi audit bulletin.txt -o audit.html",
            options=("book", "format", "json", "out", "lang"),
        ),
        "list": Command("listing", _("What is in the book."), "nbkpi list observations --village 东山村"),
        "export": Command(
            "export", _("Every printed figure in a row of plain columns, or as SDMX-CSV."), "nbkpi export --period 2024"
        ),
        "import": Command(
            "importing",
            _("The figures of a spreadsheet, CSV or Parquet file, as TOML of a book."),
            "nbkpi import villages.csv --dry-run",
            False,
        ),
        "init": Command("init", _("A small book to start from."), "nbkpi init", False),
        "add": Command(
            "add", _("Write a printed figure into a book of your own."), "nbkpi add 东村 income 2025 95万元", False
        ),
        "schema": Command("schema", _("The JSON Schema of a book, or of what --json prints."), "nbkpi schema", False),
    }


def build_app(arguments: Sequence[str]) -> typer.Typer:
    """The application with the command that the arguments name, or with all of them when they name none."""
    app = typer.Typer(
        name="nbkpi",
        help=_("Computes indicators from published figures with exactly what was printed."),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_program)
    known = commands()
    named = _named(arguments, known)
    for name, command in known.items():
        if named in (None, name):
            app.command(name, help=_help(command), short_help=command.help)(_function(command))
    return app


def _named(arguments: Sequence[str], known: dict[str, Command]) -> str | None:
    """The command the words begin with, so that the others need not be imported; the shell's words on completion."""
    words = os.environ.get("COMP_WORDS", os.environ.get("_TYPER_COMPLETE_ARGS", "")).split()[1:]
    given = words[:-1] if "_NBKPI_COMPLETE" in os.environ else arguments
    return given[0] if given and given[0] in known else None


def _help(command: Command) -> str:
    return f"{command.help}\n\n{_('Example:')} {command.example}"


def _function(command: Command) -> Callable[..., None]:
    module = import_module(f"nbkpi.cli.{command.module}")
    function: Callable[..., None] = getattr(module, command.module)
    if not command.common:
        return function
    return with_options(function, command.options) if command.options else with_options(function)


def _show_version(wanted: bool) -> None:
    if wanted:
        from nbkpi.version import __version__

        typer.echo(f"nbkpi {__version__}")
        raise typer.Exit


def _program(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_show_version, is_eager=True, help=_("print the version"))
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="|".join(LANGUAGES), help=_("language of the output"), callback=known_language),
    ] = None,
) -> None:
    """Options before the command; the language was already chosen when the program started."""
