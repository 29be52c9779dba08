"""The records of what is in a book, in the JSON Schema of what --json prints."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nbkpi.render.schema_parts import Closed, End, Ends, Entity, Exact, Interval, Measure, Model, Number


class Observation(Interval):
    """A printed figure."""

    entity: Entity
    measure: Measure
    period: str
    unit: str
    printed: str
    kind: Literal["count", "amount", "rate", "points", "multiple"]
    reading: str
    missing: Literal["below_half", "not_applicable", "unknown", "withheld"] | None
    status: Literal["final", "preliminary", "revised", "estimated"]
    prices: Literal["current", "constant", "comparable"] | None
    source: str | None
    locator: str | None
    note: str | None


class ExactNominal(Ends):
    """The same numbers, exact."""

    nominal: Exact | None


class Exported(Model):
    """A printed figure in a row of plain columns: all that it takes to write the same observation again."""

    entity_id: str
    entity: str
    path: str
    of: Annotated[str, Field(description="categories, such as sex=男; not there where no figure is of one")] = ""
    measure_id: str
    measure: str
    type: Literal["indicator", "metric"]
    period: str
    value: Annotated[str, Field(description="as printed")]
    unit: Annotated[str, Field(description="that of the measure, in which the numbers are given")]
    nominal: Annotated[Number | None, Field(description="the best single value, null where there are only bounds")]
    lower: End
    lower_closed: Closed
    upper: End
    upper_closed: Closed
    exact: ExactNominal
    missing: Literal["below_half", "not_applicable", "unknown", "withheld"] | None
    source: str | None
    locator: str | None
    status: Literal["final", "preliminary", "revised", "estimated"]
    prices: Literal["current", "constant", "comparable"] | None
    note: str | None


class ListedEntity(Entity):
    """An entity of the book."""

    code: str | None
    aliases: list[str]


class ListedIndicator(Model):
    """An indicator of the book."""

    id: str
    name: str
    unit: str
    kind: Literal["count", "amount", "rate"]
    measure: Literal["flow", "stock"]
    prices: Literal["current", "constant", "comparable"] | None
    range: Literal["any", "nonnegative", "share"]
    figures: int


class ListedMetric(Model):
    """A metric of the book."""

    id: str
    name: str
    formula: str
    unit: str
    family: str
    range: Literal["any", "nonnegative", "share"]


class ListedMember(Model):
    """A category of a breakdown, and the one that it lies within."""

    id: str
    name: str
    within: str | None


class ListedBreakdown(Model):
    """A breakdown of the book; complete: its categories on top make up the whole."""

    id: str
    name: str
    complete: bool
    members: list[ListedMember]


class ListedSource(Model):
    """A source of the book."""

    id: str
    title: str
    publisher: str | None
    date: str | None
    url: str | None


class ListedUnit(Model):
    """A unit that a book can use, with the English words that are read as it, and its size in the base unit."""

    unit: str
    words: list[str]
    of: str
    size: Exact


Listed = Observation | ListedEntity | ListedIndicator | ListedMetric | ListedBreakdown | ListedSource | ListedUnit
