"""What may stand in a book about sheets: tables that are read in place, recipes of imports, panels of many rows."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict

Text = Annotated[str, Field(min_length=1)]
When = str | int | Annotated[date, Strict()]
Cell = Annotated[
    str | list[Text] | dict[str, Text],
    Field(description='members of breakdowns: "男", ["男", "15-24岁"] or { sex = "男" }; none: the whole'),
]
Meaning = Literal["below_half", "not_applicable", "unknown", "withheld", "skip"]


class Row(BaseModel):
    """Anything in a book: unknown keys are errors."""

    # Only the file as a whole is ever validated, so that its schema is the only one worth building.
    model_config = ConfigDict(extra="forbid", defer_build=True)


Decimals = Annotated[
    int | None, Field(ge=0, le=9, description="how many were printed, where a file has lost zeros: 66 for 66.0")
]


class ColumnRow(Row):
    """What the figures under a heading are about, as far as the table as a whole and their rows do not say it."""

    indicator: str | None = None
    metric: str | None = None
    target: Annotated[str | None, Field(description="the indicator or metric that the figures are targets for")] = None
    entity: str | None = None
    of: Cell | None = None
    period: When | None = None
    unit: str | None = None
    source: str | None = None
    decimals: Decimals = None


class TableRow(Row):
    """Figures that stay in a spreadsheet, a CSV or a Parquet file.

    entity, indicator, period, unit and source are each the heading of a column, or what is the same in all rows.
    """

    path: Annotated[Text, Field(description="beside the file that names it, unless it starts with /")]
    sheet: str | None = None
    header: Annotated[
        int | list[int] | None, Field(description="the row of the headings, or the first and the last of them, from 1")
    ] = None
    rows: Annotated[list[int] | None, Field(description="the first and the last row to read, from 1")] = None
    encoding: str | None = None
    delimiter: str | None = None
    entity: Annotated[str | list[str] | None, Field(description="several headings make a path: town, village")] = None
    within: str | None = None
    indicator: str | None = None
    period: Annotated[
        When | list[str] | None, Field(description="two headings are the year and its part: year, month")
    ] = None
    unit: str | None = None
    source: str | None = None
    value: Annotated[str | None, Field(description="the heading of the one column of figures")] = None
    of: Annotated[
        str | list[str] | None,
        Field(description="the headings of columns of categories: 男, or sex=男; age=0-14岁"),
    ] = None
    status: Annotated[str | None, Field(description="the heading of a column")] = None
    prices: Annotated[str | None, Field(description="the heading of a column")] = None
    note: Annotated[str | None, Field(description="the heading of a column")] = None
    locator: Annotated[
        str | None, Field(description="the heading of a column: the place in the source, where that does not say it")
    ] = None
    decimals: Decimals = None
    columns: Annotated[
        dict[str, str | ColumnRow], Field(description="the columns of figures: heading, or [C], and indicator")
    ] = {}
    names: Annotated[dict[str, str], Field(description="what labels of rows mean in the book")] = {}
    missing: Annotated[dict[str, Meaning], Field(description="what symbols mean that are no figures")] = {}
    total: Annotated[str | None, Field(description="the entity of rows called 合计")] = None
    skip: Annotated[list[str], Field(description="labels of rows that are not read")] = []


class RecipeColumnRow(ColumnRow):
    """A column of figures as it was understood; its unit where that is not the one of its indicator."""

    heading: Annotated[Text, Field(description="with what it stands under, and its periods as {period}, {period-1y}")]


class RecipeOptionsRow(Row):
    """What nbkpi import was told of a sheet, by its options."""

    entity: str | None = None
    entity_column: str | list[str] | None = None
    within: str | None = None
    indicator: str | None = None
    period_column: str | None = None
    unit: str | None = None
    units: Annotated[dict[str, str], Field(description="by heading")] = {}
    encoding: str | None = None
    delimiter: str | None = None
    heading_rows: Annotated[int | None, Strict(), Field(ge=1, le=50)] = None
    map: Annotated[dict[str, str], Field(description="by heading")] = {}
    name: dict[str, str] = {}
    missing: dict[str, Meaning] = {}
    skip: list[str] = []
    skip_column: list[str] = []
    category_column: list[str] = []


class RecipeRow(Row):
    """How a sheet was taken in, so that the next one of its layout needs no option; in recipes.toml beside a book.

    A period in a title or a heading is written by the period of the sheet: {period} is that itself, {month} its last
    month, {to-date} the year up to its end, {year} its year, {period-1y} the same a year before.
    """

    title: Annotated[str, Field(description="what stands above the headings, with its periods as {period}")] = ""
    sheet: Annotated[str | None, Field(description="the worksheet, where it was asked for")] = None
    period: Annotated[
        Literal["sheet", "file", "option"], Field(description="where it stands: in the sheet, the file name, --period")
    ] = "sheet"
    headings: Annotated[list[str], Field(description="those of the columns that are not figures")] = []
    columns: list[RecipeColumnRow] = []
    entity: Annotated[list[str], Field(description="the headings of the labels, or the entity of all rows")] = []
    indicator: Annotated[str | None, Field(description="the heading of the indicators, where rows have those")] = None
    total: Annotated[str | None, Field(description="the entity that total rows belong to")] = None
    unit_line: Annotated[list[str], Field(description="the units above the headings, or that of all columns")] = []
    sections: Annotated[list[str], Field(description="rows without figures that stand above others")] = []
    rows: Annotated[list[str], Field(description="the entities, or the indicators, that had figures last time")] = []
    options: RecipeOptionsRow | None = None


class PanelColumnRow(Row):
    """What the figures under a heading of a panel are of: an indicator, the target for one, or a claim of a metric."""

    indicator: str | None = None
    target: str | None = None
    claim: str | None = None
    upper: Annotated[str | None, Field(description="the heading of the upper ends, where this one has the lower")] = (
        None
    )
    decimals: Annotated[int | None, Field(ge=0, le=9)] = None
    rounding: Literal["nearest", "truncated", "exact"] | None = None


class PanelRow(Row):
    """A table of many rows for nbkpi panel: Parquet, CSV, or a table of a DuckDB database.

    entity and period are headings. The figures have a column for each indicator, or, with indicator and value, a row.
    """

    id: Text
    path: Annotated[Text, Field(description="beside the file that names it, unless it starts with /")]
    table: Annotated[str | None, Field(description="in a DuckDB database")] = None
    entity: Text
    period: Text
    indicator: Annotated[str | None, Field(description="the heading of the labels in a long table")] = None
    value: Annotated[str | None, Field(description="the heading of the figures in a long table")] = None
    decimals: Annotated[int | None, Field(ge=0, le=9, description="how many the plain numbers were rounded to")] = None
    rounding: Annotated[
        Literal["nearest", "truncated", "exact"] | None, Field(description="of plain numbers; that of the book if none")
    ] = None
    unique: Annotated[bool, Field(description="no entity has two rows for one period, which is then not checked")] = (
        False
    )
    across: Annotated[str | None, Field(description="the periods with columns of their own, as 2019..2024")] = None
    of: Annotated[list[str], Field(description="the headings of the columns of categories, such as sex")] = []
    glob: Annotated[bool, Field(description="path is a pattern: * ? [ ] and ** stand for other signs")] = False
    columns: Annotated[
        dict[str, str | PanelColumnRow], Field(description="heading, or label in a long table, and indicator")
    ]
