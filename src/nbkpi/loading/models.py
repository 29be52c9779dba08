"""What may stand in a book: Pydantic models of its TOML, which are also its JSON Schema.

Building validators from models takes Pydantic longer than everything else a short command does. It is therefore done
ahead of time: rows.json holds what the models compile to, and loading hands that to Pydantic's core. After a change
here, `python -m nbkpi.loading.models` writes it anew; a test holds the two together.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, Strict

from nbkpi.loading.place import COMPILED
from nbkpi.loading.sheet_models import Cell, PanelRow, RecipeRow, Row, TableRow, Text, When

Printed = Annotated[str, Strict()] | Annotated[int, Strict()] | Annotated[Decimal, Strict()]
Kind = Literal["count", "amount", "rate"]
Limits = Literal["any", "nonnegative", "share"]
Family = Literal["growth", "coverage", "resolution", "share", "margin", "average", "attainment", "change", "other"]
Better = Literal["higher", "lower"]
Prices = Literal["current", "constant", "comparable"]
Points = Annotated[int, Strict()] | Annotated[Decimal, Strict()]
Colour = Literal["green", "yellow", "red", "orange", "blue", "grey"]
Status = Literal["final", "preliminary", "revised", "estimated"]
ReportSection = Literal[
    "overview", "headline", "findings", "targets", "growth", "coverage", "resolution", "metrics", "structure",
    "ranks", "trends", "deduced", "verdicts", "readings", "sources",
]  # fmt: skip


class ReadingRow(Row):
    """How printed numbers are taken where the words leave it open."""

    about: Annotated[str, Field(description='"half" or "unit" of the last non-zero digit, or a share ("10%")')] = "half"
    rounding: Literal["nearest", "truncated"] = "nearest"


class BookRow(Row):
    """The book as a whole."""

    title: Text
    note: str | None = None
    places: Annotated[
        int | None, Strict(), Field(ge=0, le=50, description="how many decimals are shown, unless --places says so")
    ] = None
    reading: ReadingRow | None = None


class SourceRow(Row):
    """Where figures were printed."""

    id: Text
    title: Text
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    note: str | None = None
    reading: ReadingRow | None = None


class UnitRow(Row):
    """A unit of the book's own: a multiple of a known one (of, scale), or a new base unit with neither."""

    symbol: Text
    of: str | None = None
    scale: Annotated[str | int | Decimal, Field(description='how many of the known unit, such as 15 or "1/15"')] = 1
    counting: bool = False
    signed: bool = False


class EntityRow(Row):
    """A place, an organisation or a thing that figures are about."""

    id: Text
    name: Text
    kind: Annotated[
        str, Field(description="city, county, town, village, company, …; subitem: only some of what it lies within")
    ] = "other"
    within: str | None = None
    code: str | None = None
    aliases: list[Text] = []
    note: str | None = None


class MemberRow(Row):
    """A member of a breakdown that has members itself, or an id or other names; a bare text is one with neither."""

    name: Text
    id: Text | None = None
    aliases: list[Text] = []
    members: list[Text | MemberRow] = []
    complete: Annotated[bool, Strict(), Field(description="its members make it up, without overlapping")] = False


class BreakdownRow(Row):
    """A way to break figures down, such as by sex, age or industry."""

    id: Text
    name: Text
    members: Annotated[list[Text | MemberRow], Field(min_length=1, description="in the order to be shown in")]
    complete: Annotated[bool, Strict(), Field(description="the members make up the whole, without overlapping")] = False
    aliases: list[Text] = []
    note: str | None = None


class IndicatorRow(Row):
    """Something that is observed; with whole and of it is a cell of another indicator, under a name of its own."""

    id: Text
    name: Text
    unit: str
    kind: Kind = "amount"
    measure: Literal["flow", "stock"] = "flow"
    prices: Prices | None = None
    range: Limits | None = None
    better: Better | None = None
    aliases: list[Text] = []
    whole: Annotated[str | None, Field(description="the indicator that this one is a cell of")] = None
    of: Cell | None = None
    adds_up: Annotated[
        bool | None,
        Strict(),
        Field(description="members of breakdowns add up; unless said, what is no rate or average"),
    ] = None
    note: str | None = None


class ObservationRow(Row):
    """A printed figure of an indicator, or a printed derived figure: a claim about a metric."""

    entity: Text
    of: Cell | None = None
    indicator: str | None = None
    metric: str | None = None
    period: When
    value: Printed
    source: str | None = None
    status: Status = "final"
    prices: Prices | None = None
    note: str | None = None


class MetricRow(Row):
    """Something that is computed from indicators."""

    id: Text
    name: Text
    formula: Text
    unit: str = ""
    family: Family = "other"
    range: Limits | None = None
    better: Better | None = None
    aliases: list[Text] = []
    note: str | None = None


class IdentityRow(Row):
    """Two formulas that are equal for every entity and period."""

    equation: Text
    name: str | None = None
    note: str | None = None


class RuleRow(Row):
    """Two formulas of which one is never more than the other, for every entity and period."""

    inequality: Text
    name: str | None = None
    note: str | None = None


class TargetRow(Row):
    """What an entity is to reach in a period."""

    entity: Text
    of: Cell | None = None
    indicator: str | None = None
    metric: str | None = None
    period: When
    value: Printed
    source: str | None = None
    note: str | None = None


class TotalRow(Row):
    """A total that a sheet printed of its own rows and that is of no entity of the book; nbkpi import writes it."""

    label: Text
    indicator: Text
    period: When
    value: Printed
    source: Text
    cells: Annotated[list[Text], Field(min_length=1, description="the cells of its source that it adds up: B4:B6, B9")]
    others: Annotated[bool, Strict(), Field(description="whether it may hold more than these")] = False


class LightRow(Row):
    """A light of nbkpi target: shown while the gap to what is due lies between two numbers of percentage points."""

    name: Text
    colour: Colour | None = None
    at_least: Annotated[Points | None, Field(description="the lowest gap, in percentage points; none: any")] = None
    below: Annotated[Points | None, Field(description="the gap from which on it is another light; none: any")] = None


class ReportRow(Row):
    """What nbkpi report shows of the book, unless its options say otherwise."""

    title: Text | None = None
    note: Annotated[str | None, Field(description="a paragraph below the title")] = None
    sections: Annotated[list[ReportSection] | None, Field(description="which of them, in this order")] = None
    headline: Annotated[list[str], Field(description="indicators and metrics whose figures stand on top")] = []
    top: Annotated[int, Strict(), Field(ge=1, le=1000, description="how many places a ranking shows")] = 20


class BookFile(Row):
    """One TOML file of a book."""

    model_config = ConfigDict(title="nbkpi book")

    book: BookRow | None = None
    reading: ReadingRow | None = None
    source: list[SourceRow] = []
    unit: list[UnitRow] = []
    entity: list[EntityRow] = []
    breakdown: list[BreakdownRow] = []
    indicator: list[IndicatorRow] = []
    observation: list[ObservationRow] = []
    metric: list[MetricRow] = []
    identity: list[IdentityRow] = []
    rule: list[RuleRow] = []
    target: list[TargetRow] = []
    total: list[TotalRow] = []
    table: list[TableRow] = []
    light: list[LightRow] = []
    report: ReportRow | None = None
    panel: list[PanelRow] = []
    recipe: Annotated[list[RecipeRow], Field(description="only in recipes.toml; nbkpi import writes it")] = []


def book_schema() -> dict[str, Any]:
    """The JSON Schema of a book's TOML, for editors."""
    return BookFile.model_json_schema()


def compiled() -> dict[str, Any]:
    """The core schema of a book file in which every model is a plain dictionary with its defaults filled in."""
    BookFile.model_rebuild(force=True)
    schema = _without_models(BookFile.__pydantic_core_schema__)
    assert isinstance(schema, dict)
    return schema


def _without_models(node: Any) -> Any:
    """The part of a core schema that says what is valid, without the classes that would be made of it."""
    if isinstance(node, list):
        return [_without_models(item) for item in node]
    if not isinstance(node, dict):
        return node
    kind = node.get("type")
    if kind == "model":
        inner = _without_models(node["schema"])
        return {**inner, "ref": _short(node["ref"])} if "ref" in node else inner
    if kind == "model-fields":
        fields = {name: _without_models(field["schema"]) for name, field in node["fields"].items()}
        required = {name: schema.get("type") != "default" for name, schema in fields.items()}
        return {
            "type": "typed-dict",
            "extra_behavior": "forbid",
            "fields": {
                name: {"type": "typed-dict-field", "schema": schema, "required": required[name]}
                for name, schema in fields.items()
            },
        }
    if kind == "definition-ref":
        return {"type": kind, "schema_ref": _short(node["schema_ref"])}
    kept = {key: _without_models(value) for key, value in node.items() if key not in ("metadata", "serialization")}
    # Rows are only read, so that an empty list may be the same one for all of them.
    return kept | {"copy_default": False} if kind == "default" else kept


def _short(reference: str) -> str:
    """The name of a model, without the number that differs from run to run."""
    return reference.partition(":")[0].rpartition(".")[2]


if __name__ == "__main__":
    COMPILED.write_text(json.dumps(compiled(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
