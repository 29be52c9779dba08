"""The table of commands: what each is for, in groups, with examples and the common options it takes."""

from __future__ import annotations

from typing import NamedTuple

from nbkpi.cli.options import SHOWN
from nbkpi.cli.request import Request
from nbkpi.language import _

EVERY = Request._fields
"""All common options."""
NONE: tuple[str, ...] = ()


class Command(NamedTuple):
    """A command: its group, where its function is, its help, two examples, and which of the common options it takes."""

    group: str
    module: str
    help: str
    examples: tuple[str, ...]
    options: tuple[str, ...] = EVERY


def commands() -> dict[str, Command]:
    """Every command, in the order of --help."""
    start, look, check = _("Start:"), _("Look:"), _("Check:")
    compare, bring, hand = _("Compare:"), _("Bring in:"), _("Hand out:")
    return {
        "summary": Command(
            start, "summary", _("The book at a glance."), ("nbkpi summary", "nbkpi summary --within 宁波市 --json")
        ),
        "init": Command(
            start, "init", _("Create a small book to start from."), ("nbkpi init", "nbkpi init county"), NONE
        ),
        "list": Command(
            start, "listing", _("List what is in the book."),
            ("nbkpi list indicators", "nbkpi list observations --village 东山村"),
        ),
        "manual": Command(
            start, "manual", _("The manual, page by page."), ("nbkpi manual", "nbkpi manual month"), NONE
        ),
        "growth": Command(
            look, "growth", _("Growth and change, and the base that can be deduced from a published growth."),
            ("nbkpi growth --village 东山村", "nbkpi growth --against previous --indicator collective_income"),
        ),
        "coverage": Command(
            look, "coverage", _("Coverage ratios, and what can be deduced from them."),
            ("nbkpi coverage --city 宁波市", "nbkpi coverage --period 2024 --format csv"),
        ),
        "resolution": Command(
            look, "resolution", _("Resolution rates, and what can be deduced from them."),
            ("nbkpi resolution --community 北站社区", "nbkpi resolution --json"),
        ),
        "metric": Command(
            look, "metric", _("Metrics of the book."),
            ("nbkpi metric 销售利润率 --places 3", "nbkpi metric gdp.growth --city 宁波市"),
        ),
        "structure": Command(
            look, "structure",
            _("What figures are made of: each category with its share, its growth, and its part in that of the whole."),
            ("nbkpi structure", "nbkpi structure gdp --by industry --city 宁波市"),
        ),
        "calc": Command(
            look, "calc", _("A formula of your own over the indicators of the book."),
            ('nbkpi calc "sales / years()" --unit 亿元', 'nbkpi calc "gdp / population" --unit 元/人 --city 宁波市'),
        ),
        "explain": Command(
            look, "explain",
            _("How a result came about: formula, input, how each figure was read, and its words as published."),
            ("nbkpi explain resolution_rate --entity 北站社区", "nbkpi explain gdp.growth --city 宁波市"),
        ),
        "check": Command(
            check, "check",
            _("Check every claim (published derived figure), identity and total; exit 1 when one is wrong."),
            ("nbkpi check", "nbkpi check -v --within 宁波市"),
        ),
        "audit": Command(
            check, "audit",
            _("Audit a text before it is published: every claim against its other figures; exit 1 when one is wrong."),
            ("nbkpi audit bulletin.txt", "nbkpi audit bulletin.txt --as-of 2025-06 -o audit.html"), SHOWN,
        ),
        "deduce": Command(
            check, "deduce",
            _("Values deduced from the figures, published nowhere, and the figures and relations behind them."),
            ("nbkpi deduce --within 宁波市", "nbkpi deduce --village 东山村 --exact"),
        ),
        "rank": Command(
            compare, "rank",
            _("Rank entities by a metric or an indicator; where values overlap, ranks are ranges."),
            ("nbkpi rank collective_income --top 5", "nbkpi rank collective_income.growth --kind 村 --kind 社区"),
        ),
        "compare": Command(
            compare, "compare", _("Compare entities side by side, with difference and ratio."),
            ("nbkpi compare 奉化区 余姚市", "nbkpi compare 奉化区 余姚市 --indicator collective_income"),
        ),
        "trend": Command(
            compare, "trend", _("A metric or an indicator over time, with growth and mean annual growth."),
            ("nbkpi trend collective_income --village 东山村", "nbkpi trend gdp --city 宁波市 --json"),
        ),
        "target": Command(
            compare, "target",
            _("Progress towards targets: percent reached, ahead or behind, and what each remaining month must bring."),
            ("nbkpi target --as-of 2025-06", "nbkpi target --kind village --calendar days"),
        ),
        "panel": Command(
            compare, "panel", _("Compute metrics over tables of millions of rows: Parquet, CSV or DuckDB."),
            ("nbkpi panel collective_income.growth --from panel.csv",
             "nbkpi panel collective_income.growth --from panel.csv --by county -o all.csv"),
            ("book", "format", "json", "places", "plain_units", "lang"),
        ),
        "import": Command(
            bring, "importing", _("Bring the figures of spreadsheets, CSV or Parquet files into a book."),
            ("nbkpi import villages.csv --new county --dry-run", "nbkpi import villages.csv --new county"), NONE,
        ),
        "add": Command(
            bring, "add", _("Add a published figure, a target, an entity or an indicator to a book of your own."),
            ("nbkpi add 东村 income 2025 95万元", "nbkpi add 东村 income 2024 88万元 --source bulletin-2024#一"), NONE,
        ),
        "extract": Command(
            bring, "extract", _("Extract the figures of a Chinese text as drafts for a book."),
            ("nbkpi extract bulletin.txt --as-of 2025-03", "nbkpi extract bulletin.txt --add-to county"),
            (*SHOWN, "places", "exact", "plain_units"),
        ),
        "report": Command(
            hand, "report",
            _("Make a one-page report to pass on: figures, findings, targets, ranks, trends; HTML, Markdown or Excel."),
            ("nbkpi report -o report.html", "nbkpi report --within 宁波市 --no-charts -o report.md"),
            tuple(name for name in EVERY if name not in ("format", "json", "excel")),
        ),
        "export": Command(
            hand, "export", _("Every published figure as a row of plain columns, or as SDMX-CSV."),
            ("nbkpi export --period 2024", "nbkpi export --sdmx -o figures.csv"),
            tuple(name for name in EVERY if name not in ("places", "exact", "plain_units")),
        ),
        "schema": Command(
            hand, "schema", _("The JSON Schema of a book, or of the output of --json."),
            ("nbkpi schema", "nbkpi schema --output -o results.schema.json"), NONE,
        ),
    }  # fmt: skip
