"""The options of nbkpi import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nbkpi.cli.options import option
from nbkpi.language import later

Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar=later("[FILE...]"),
        help=later("tables, or folders of them: xlsx, xlsm, xls, ods, csv, tsv or parquet; - reads from the pipe"),
    ),
]
Sheet = Annotated[
    str | None, option("--sheet", later("NAME"), later("the worksheet; the first one with figures when left out"))
]
Header = Annotated[
    str | None, option("--header", "N[-M]", later("the rows of the headings, such as 3 or 3-4, counted from 1"))
]
EntityName = Annotated[str | None, option("--entity", later("NAME"), later("the entity of all rows"))]
EntityColumn = Annotated[
    list[str],
    option(
        "--entity-column",
        later("HEADING"),
        later("the column of the entities, or [A]; several, outermost first, for towns and their villages"),
    ),
]
Within = Annotated[
    str | None, option("--within", later("NAME"), later("the entity that those of the table lie within"))
]
IndicatorName = Annotated[
    str | None, option("--indicator", later("NAME"), later("what the columns are of whose headings only say a period"))
]
PeriodName = Annotated[str | None, option("--period", later("PERIOD"), later("the period of all rows"))]
PeriodColumn = Annotated[str | None, option("--period-column", later("HEADING"), later("the column of the periods"))]
UnitName = Annotated[
    list[str],
    option("--unit", later("UNIT"), later("the unit of numbers without a unit; HEADING=UNIT is that of one column")),
]
SourceName = Annotated[
    str | None, option("--source", later("SOURCE"), later("the source in the book; the file itself when left out"))
]
Encoding = Annotated[
    str | None,
    option("--encoding", later("NAME"), later("the encoding of a text file: utf-8, gb18030, big5, cp949, utf-16")),
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
SkipColumn = Annotated[list[str], option("--skip-column", later("HEADING"), later("skip the column with this heading"))]
CategoryColumn = Annotated[
    list[str],
    option(
        "--category-column",
        later("HEADING"),
        later("the column of labels with this heading says categories, or that of figures is of one"),
    ),
]
NewEntities = Annotated[
    bool, typer.Option("--new-entities", help=later("define the entities that are not in the book"))
]
NewIndicators = Annotated[
    bool, typer.Option("--new-indicators", help=later("define the indicators that are not in the book"))
]
NewBreakdowns = Annotated[
    bool, typer.Option("--new-breakdowns", help=later("define the breakdowns that are not in the book: by sex, age, …"))
]
AsTable = Annotated[
    bool,
    typer.Option(
        "--as-table", help=later("write a [[table]] that reads the file where it is, instead of copying its figures")
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=later("only show how the table was understood"))]
AsJson = Annotated[bool, typer.Option("--json", help=later("print what was understood as JSON"))]
NewFile = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--out",
        metavar=later("FILE"),
        help=later("write to this new file, - shows it; into the book when left out, and shown where there is none"),
    ),
]
NewBook = Annotated[
    Path | None,
    typer.Option(
        "--new", metavar=later("FOLDER"), help=later("make a new book in this folder, with all that the tables name")
    ),
]
NewLayout = Annotated[
    bool,
    typer.Option("--new-layout", help=later("the layout was changed on purpose: take it as it is, and remember it so")),
]
Replace = Annotated[
    bool, typer.Option("--replace", help=later("replace the figures of an earlier import of the same source"))
]
Undo = Annotated[
    bool, typer.Option("--undo", help=later("take back the last import or add; once more: the one before"))
]
