"""The options of nbkpi panel, each with what it says in the help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nbkpi.cli import complete
from nbkpi.cli.complete import one_of
from nbkpi.cli.options import choice, option
from nbkpi.language import later
from nbkpi.panel.engines import ENGINES

_ROUNDINGS = ("nearest", "truncated", "exact")

Metrics = Annotated[
    list[str],
    typer.Argument(
        metavar=later("METRIC..."), help=later("ids or names of metrics, also income.growth and the like, or formulas"),
        show_default=False, autocompletion=complete.metrics,
    ),
]  # fmt: skip
Given = Annotated[
    str | None,
    option("--from", later("FILE"), later("Parquet, CSV or a DuckDB database, or the id of a [[panel]] of the book")),
]
Table = Annotated[str | None, option("--table", later("NAME"), later("the table in a DuckDB database"))]
EntityColumn = Annotated[
    str | None,
    option("--entity-column", later("HEADING"), later("the column of the entities, else the one called entity")),
]
PeriodColumn = Annotated[
    str | None,
    option("--period-column", later("HEADING"), later("the column of the periods, else the one called period")),
]
Map = Annotated[
    list[str],
    option(
        "--map",
        later("HEADING=ID"),
        later("the indicator in a column, or of a label in the indicator column of a long table"),
    ),
]
LabelColumn = Annotated[
    str | None, option("--label-column", later("HEADING"), later("of a long table: the column of the indicators"))
]
ValueColumn = Annotated[
    str | None, option("--value-column", later("HEADING"), later("of a long table: the column of the figures"))
]
Targets = Annotated[
    list[str], option("--target", later("HEADING=ID"), later("the column of the targets for an indicator"))
]
Uppers = Annotated[
    list[str],
    option(
        "--upper",
        later("HEADING=HEADING"),
        later("the column of the upper bounds, when that of the indicator has the lower bounds"),
    ),
]
Claims = Annotated[
    list[str],
    option("--claim", later("METRIC=HEADING"), later("check a column of published results; exit 1 when one is wrong")),
]
Decimals = Annotated[
    list[str],
    option(
        "--decimals",
        later("N|HEADING=N"),
        later("number of decimals of plain numbers, of all or of one column, else as many as the numbers have"),
    ),
]
Across = Annotated[
    str | None,
    option("--across", later("FIRST..LAST"), later("the periods that have columns of their own, such as 2019..2024")),
]
Rounding = Annotated[
    str | None,
    typer.Option(
        "--rounding", metavar="|".join(_ROUNDINGS), help=later("how plain numbers were rounded"),
        callback=lambda value: choice(value, _ROUNDINGS, "--rounding"),
    ),
]  # fmt: skip
OfColumns = Annotated[
    list[str],
    option("--of-column", later("HEADING"), later("a column of categories: rows are of men and women, of single ages")),
]
Of = Annotated[
    list[str], option("--of", later("NAME"), later("only this category of a breakdown: female, or sex=female"))
]
Margins = Annotated[
    bool,
    typer.Option("--margins", help=later("check categories against what they are part of; exit 1 when one is wrong")),
]
Unique = Annotated[
    bool,
    typer.Option("--unique", help=later("every entity is known to have one row per period: do not check it")),
]
Glob = Annotated[
    bool,
    typer.Option("--glob", help=later("the name of the file is a pattern: * ? [ ] and ** stand for other signs")),
]
By = Annotated[
    str | None,
    option("--by", later("HEADING"), later("totals by the groups in this column, instead of single entities")),
]
GroupColumn = Annotated[
    str | None,
    option("--group-column", later("HEADING"), later("the column of the groups that whole() is about, else of all")),
]
Top = Annotated[int, typer.Option("--top", metavar="N", min=0, max=1000, help=later("number of rows to show, by rank"))]
Ranks = Annotated[bool, typer.Option("--rank", help=later("add the ranks that each row can have in its period"))]
UnitName = Annotated[str | None, option("--unit", later("UNIT"), later("the unit of a formula: 万元, %, pp"))]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar=later("FILE"), help=later("write all rows to a file: .parquet or .csv")),
]
EngineName = Annotated[
    str,
    typer.Option(
        "--engine", metavar="|".join(ENGINES), help=later("the engine that computes"),
        callback=lambda value: choice(value, ENGINES, "--engine"), autocompletion=one_of(ENGINES),
    ),
]  # fmt: skip
Master = Annotated[
    str | None, option("--master", "URL", later("the master of Spark, such as local[2] or spark://host:7077"))
]


Memory = Annotated[
    str | None, option("--memory", later("SIZE"), later("the memory that the engine may use, such as 2GB"))
]
Threads = Annotated[
    int | None,
    typer.Option("--threads", metavar="N", min=1, max=1024, help=later("the processors that the engine may use")),
]
Spill = Annotated[
    Path | None,
    typer.Option("--spill-to", metavar=later("FOLDER"), help=later("where rows go that do not fit into the memory")),
]
ExplainPlan = Annotated[
    bool,
    typer.Option("--explain-plan", help=later("say what was proven, sorted and added up, and how long each step took")),
]
