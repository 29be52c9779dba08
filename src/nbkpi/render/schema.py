"""The JSON Schemas of a book and of what --json prints, made from Pydantic models."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from nbkpi.report.document import SCHEMA

Exact = Annotated[str, Field(pattern=r"^-?\d+(\.\d+|/\d+)?$", description="an exact number: a decimal, or p/q")]
End = Annotated[Exact | None, Field(description="null where the interval is infinite, or there is no value")]
Closed = Annotated[bool | None, Field(description="whether the end belongs to the interval; null without a value")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Book(_Model):
    title: str
    location: Annotated[str, Field(description='the folder or file, or "embedded"')]


class _Entity(_Model):
    id: str
    name: str
    kind: str
    path: str


class _Measure(_Model):
    id: str
    name: str
    type: Literal["indicator", "metric"]


class _Source(_Model):
    id: str
    title: str
    locator: str | None


class _Words(_Model):
    text: Annotated[str, Field(description="as printed")]
    reading: Annotated[str, Field(description="the rule by which the words were read")]
    source: str | None
    locator: str | None


class _Interval(_Model):
    value: Annotated[Exact | None, Field(description="the best single value, null where there are only bounds")]
    lower: End
    lower_closed: Closed
    upper: End
    upper_closed: Closed


class _Input(_Interval):
    entity: str
    measure: Annotated[str, Field(description="an id, or the name of a value of the calendar")]
    period: str
    unit: str
    printed: list[_Words]


class _Result(_Interval):
    entity: _Entity
    measure: _Measure
    period: str
    basis: Literal["printed", "computed", "implied"]
    unit: str
    display: Annotated[str, Field(description="for people; depends on language and --places")]
    printed: Annotated[str | None, Field(description="the words, when the result itself was printed")]
    state: Annotated[str | None, Field(description="why there is no value: zero_base, unknown, …")]
    reason: str | None
    formula: str | None
    inputs: list[_Input]
    sources: list[_Source]


class _Observation(_Interval):
    entity: _Entity
    measure: _Measure
    period: str
    unit: str
    printed: str
    kind: Literal["count", "amount", "rate", "points", "multiple"]
    reading: str
    missing: Literal["below_half", "not_applicable", "unknown", "withheld"] | None
    status: Literal["final", "preliminary", "revised", "estimated"]
    prices: Literal["current", "constant"] | None
    source: str | None
    locator: str | None
    note: str | None


class _ListedEntity(_Entity):
    code: str | None
    aliases: list[str]


class _ListedIndicator(_Model):
    id: str
    name: str
    unit: str
    kind: Literal["count", "amount", "rate"]
    measure: Literal["flow", "stock"]
    prices: Literal["current", "constant"] | None
    range: Literal["any", "nonnegative", "share"]
    figures: int


class _ListedMetric(_Model):
    id: str
    name: str
    formula: str
    unit: str
    family: str
    range: Literal["any", "nonnegative", "share"]


class _ListedSource(_Model):
    id: str
    title: str
    publisher: str | None
    date: str | None
    url: str | None


_Listed = _Observation | _ListedEntity | _ListedIndicator | _ListedMetric | _ListedSource


class Output(_Model):
    """What every command prints with --json; --json lines (jsonl) hold one item of results each."""

    model_config = ConfigDict(extra="forbid", title="nbkpi output")

    schema_: Annotated[str, Field(alias="schema", pattern=f"^{SCHEMA}$")]
    command: Literal["summary", "growth", "coverage", "resolution", "metric", "calc", "explain", "list"]
    book: _Book
    results: list[_Result] | list[_Listed]
    notes: list[str]


def book_schema() -> str:
    """The JSON Schema of a book's TOML, for editors."""
    from nbkpi.book.models import BookFile

    return _text(BookFile.model_json_schema())


def output_schema() -> str:
    """The JSON Schema of what --json prints."""
    return _text(Output.model_json_schema(by_alias=True))


def _text(schema: dict[str, Any]) -> str:
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
