"""The Typer application: the list of commands, of which only the one that is called is imported."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand
from typer.main import get_command

from nbkpi.cli import completion
from nbkpi.cli.commands import SpokenCommand, SpokenGroup
from nbkpi.cli.options import Request, known_language, with_options
from nbkpi.language import LANGUAGES, _, later


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
            _("Growth and change, and the base that can be deduced from a published growth."),
            "nbkpi growth --village 东山村",
        ),
        "coverage": Command(
            "coverage", _("Coverage ratios, and what can be deduced from them."), "nbkpi coverage --city 宁波市"
        ),
        "resolution": Command(
            "resolution",
            _("Resolution rates, and what can be deduced from them."),
            "nbkpi resolution --community 北站社区 --json",
        ),
        "metric": Command("metric", _("Metrics of the book."), "nbkpi metric 销售利润率 --places 3"),
        "calc": Command(
            "calc",
            _("A formula of your own over the indicators of the book."),
            "nbkpi calc 'sales / years()' --unit 亿元",
        ),
        "explain": Command(
            "explain",
            _("How a result came about: formula, input, how each figure was read, and its words as published."),
            "nbkpi explain resolution_rate --entity 北站社区",
        ),
        "deduce": Command(
            "deduce",
            _("Values deduced from the figures, published nowhere, and the figures and relations behind them."),
            "nbkpi deduce --within 宁波市",
        ),
        "check": Command(
            "check",
            _("Check every claim (published derived figure), identity and total; exit 1 when one is wrong."),
            "nbkpi check -v",
        ),
        "rank": Command(
            "rank",
            _("Rank entities by a metric or an indicator; where values overlap, ranks are ranges."),
            "nbkpi rank collective_income --within 宁波市 --top 5",
        ),
        "compare": Command(
            "compare",
            _("Compare entities side by side, with difference and ratio."),
            "nbkpi compare 奉化区 余姚市 --indicator collective_income",
        ),
        "trend": Command(
            "trend",
            _("A metric or an indicator over time, with growth and mean annual growth."),
            "nbkpi trend collective_income --village 东山村",
        ),
        "target": Command(
            "target",
            _("Progress towards targets: percent reached, ahead or behind, and what each remaining month must bring."),
            "nbkpi target --as-of 2025-06",
        ),
        "report": Command(
            "report",
            _("Make a one-page report to pass on: figures, findings, targets, ranks, trends; HTML, Markdown or Excel."),
            "nbkpi report -o report.html --no-charts",
        ),
        "extract": Command(
            "extract",
            _("Extract the figures of a Chinese text as drafts for a book."),
            "nbkpi extract bulletin.txt --as-of 2025-03",
            options=("book", "format", "json", "out", "lang"),
        ),
        "audit": Command(
            "audit",
            _("Audit a text before it is published: every claim against its other figures; exit 1 when one is wrong."),
            "nbkpi audit bulletin.txt -o audit.html",
            options=("book", "format", "json", "out", "lang"),
        ),
        "panel": Command(
            "panel",
            _("Compute metrics over tables of millions of rows: Parquet, CSV or DuckDB."),
            "nbkpi panel collective_income.growth --from panel.csv",
            options=("book", "format", "json", "places", "lang"),
        ),
        "list": Command("listing", _("List what is in the book."), "nbkpi list observations --village 东山村"),
        "export": Command(
            "export",
            _("Every published figure as a row of plain columns, or as SDMX-CSV."),
            "nbkpi export --period 2024",
        ),
        "import": Command(
            "importing",
            _("Turn the figures of a spreadsheet, CSV or Parquet file into TOML for a book."),
            "nbkpi import villages.csv --dry-run",
            False,
        ),
        "init": Command("init", _("Create a small book to start from."), "nbkpi init", False),
        "add": Command(
            "add", _("Add a published figure to a book of your own."), "nbkpi add 东村 income 2025 95万元", False
        ),
        "schema": Command("schema", _("The JSON Schema of a book, or of the output of --json."), "nbkpi schema", False),
        "manual": Command("manual", _("The manual, page by page."), "nbkpi manual month", False),
    }


def build_app() -> typer.Typer:
    """The application; of its commands only the one that is called is ever made."""
    app = typer.Typer(
        name="nbkpi",
        cls=_Commands,
        add_completion=False,
        help=_("Computes indicators from published figures, exactly as they were published."),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_program)
    completion.prepare()
    return app


class _Commands(SpokenGroup):
    """The commands by their names with one line of help each, and the whole of the one that is called."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, command in commands().items():
            self.add_command(TyperCommand(name, short_help=command.help))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that is called, and its arguments."""
        name, outline, rest = super().resolve_command(ctx, args)
        return name, outline if name is None else _whole(name), rest


def _whole(name: str) -> Any:
    """A command with its options and its function, for which its module is imported."""
    command = commands()[name]
    function: Callable[..., None] = getattr(import_module(f"nbkpi.cli.{command.module}"), command.module)
    if command.common:
        function = with_options(function, command.options or Request._fields)
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    help_text = f"{command.help}\n\n{_('Example:')} {command.example}"
    app.command(name, cls=SpokenCommand, help=help_text)(function)
    return get_command(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        from nbkpi.version import __version__

        typer.echo(f"nbkpi {__version__}")
        raise typer.Exit


def _program(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_show_version, is_eager=True, help=later("show the version"))
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang", metavar="|".join(LANGUAGES), help=later("language of the output"), callback=known_language
        ),
    ] = None,
    install_completion: completion.Install = False,
    show_completion: completion.Show = False,
) -> None:
    """Options before the command; the language was already chosen when the program started."""
