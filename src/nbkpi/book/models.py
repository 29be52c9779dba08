"""What may stand in a book: Pydantic models of its TOML, which are also its JSON Schema."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict

Text = Annotated[str, Field(min_length=1)]
Printed = Annotated[str, Strict()] | Annotated[int, Strict()] | Annotated[Decimal, Strict()]
Kind = Literal["count", "amount", "rate"]
Limits = Literal["any", "nonnegative", "share"]
Family = Literal["growth", "coverage", "resolution", "share", "margin", "average", "attainment", "change", "other"]
Better = Literal["higher", "lower"]
Prices = Literal["current", "constant"]
Status = Literal["final", "preliminary", "revised", "estimated"]


class Row(BaseModel):
    """Anything in a book: unknown keys are errors."""

    # Only the file as a whole is ever validated, so that its schema is the only one worth building.
    model_config = ConfigDict(extra="forbid", defer_build=True)


class ReadingRow(Row):
    """How printed numbers are taken where the words leave it open."""

    about: Annotated[str, Field(description='"half" or "unit" of the last non-zero digit, or a share ("10%")')] = "half"
    rounding: Literal["nearest", "truncated"] = "nearest"


class BookRow(Row):
    """The book as a whole."""

    title: Text
    note: str | None = None
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
    kind: Annotated[str, Field(description="city, county, town, village, community, company, …")] = "other"
    within: str | None = None
    code: str | None = None
    aliases: list[Text] = []
    note: str | None = None


class IndicatorRow(Row):
    """Something that is observed."""

    id: Text
    name: Text
    unit: str
    kind: Kind = "amount"
    measure: Literal["flow", "stock"] = "flow"
    prices: Prices | None = None
    range: Limits | None = None
    better: Better | None = None
    aliases: list[Text] = []
    note: str | None = None


class ObservationRow(Row):
    """A printed figure of an indicator, or a printed derived figure: a claim about a metric."""

    entity: Text
    indicator: str | None = None
    metric: str | None = None
    period: str | int
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


class TargetRow(Row):
    """What an entity is to reach in a period."""

    entity: Text
    indicator: str | None = None
    metric: str | None = None
    period: str | int
    value: Printed
    source: str | None = None
    note: str | None = None


class BookFile(Row):
    """One TOML file of a book."""

    model_config = ConfigDict(title="nbkpi book")

    book: BookRow | None = None
    reading: ReadingRow | None = None
    source: list[SourceRow] = []
    unit: list[UnitRow] = []
    entity: list[EntityRow] = []
    indicator: list[IndicatorRow] = []
    observation: list[ObservationRow] = []
    metric: list[MetricRow] = []
    identity: list[IdentityRow] = []
    target: list[TargetRow] = []
