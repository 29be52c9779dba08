"""The JSON Schemas of a book and of what --json prints, made from Pydantic models."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from nbkpi.render.schema_book import Exported, Listed
from nbkpi.render.schema_import import Imported
from nbkpi.render.schema_parts import (
    Amount,
    Entity,
    Exact,
    ExactVerdict,
    Interval,
    Measure,
    Model,
    Number,
    Of,
    Rank,
    Source,
    Words,
)
from nbkpi.render.schema_text import Audited, BesideBook, Extracted
from nbkpi.report.document import SCHEMA


class Book(Model):
    """The book that was used; its title and location are empty where a text was read without a book."""

    title: str
    location: Annotated[str, Field(description='the folder or file, or "embedded"')]


class Input(Interval):
    """Something that was put into a calculation."""

    entity: str
    of: Of
    measure: Annotated[str, Field(description="an id, or the name of a value of the calendar")]
    period: str
    unit: str
    printed: list[Words]


class Result(Interval):
    """A measure of an entity in a period."""

    entity: Entity
    measure: Measure
    period: str
    basis: Literal["printed", "computed", "implied"]
    unit: str
    display: Annotated[str, Field(description="for people; depends on language and --places")]
    printed: Annotated[str | None, Field(description="the words, when the result itself was printed")]
    state: Annotated[str | None, Field(description="why there is no value: zero_base, unknown, …")]
    reason: str | None
    formula: str | None
    steps: Annotated[list[str], Field(description="the relations that an implied value went through, in order")]
    inputs: list[Input]
    sources: list[Source]


class Figure(Words):
    """A printed figure that takes part in a check, and what it is of."""

    entity: str
    of: Of
    measure: str
    period: str


class Check(Interval):
    """What came of checking a claim, identity, sum or share; the interval is what follows for what was asserted."""

    verdict: Literal["exact", "consistent", "truncated", "contradicted", "uninformative", "not comparable", "unknown"]
    sort: Literal["metric", "identity", "sum", "members", "within", "periods", "sources"]
    entity: Entity
    measure: Measure | None
    period: str
    unit: str
    asserted: Annotated[str | None, Field(description="as printed")]
    display: Annotated[str | None, Field(description="what follows, for people")]
    difference: Annotated[Number | None, Field(description="what was asserted minus what follows, in the unit")]
    exact: ExactVerdict
    relations: Annotated[list[str], Field(description="the relations that were checked, as formulas")]
    reason: str
    figures: Annotated[list[Figure], Field(description="every figure that takes part; the asserted one is first")]
    hints: Annotated[list[str], Field(description="changes that would make everything fit, best first")]
    accepted: Annotated[bool, Field(description="whether a file of accepted findings has it")] = False


class Ranked(Result):
    """A result with the ranks it can have among those it is listed with."""

    rank_best: Rank
    rank_worst: Rank


class Compared(Result):
    """A result of one of several entities side by side, and how it differs from that of the first."""

    against: Annotated[str | None, Field(description="the id of the first entity; null for that entity itself")]
    difference: Annotated[Amount, Field(description="this minus the first, of rates in percentage points")]
    ratio: Annotated[Amount, Field(description="this over the first")]


class ExactTarget(Model):
    """The same numbers, exact."""

    target: Exact | None
    due: Exact | None


class Attained(Model):
    """How far along a target is."""

    entity: Entity
    measure: Measure
    period: Annotated[str, Field(description="of the target")]
    reported: Annotated[str | None, Field(description="the period the actual is of")]
    unit: str
    target: Annotated[Number | None, Field(description="the number that was set")]
    printed: Annotated[str, Field(description="the words it was set in")]
    better: Literal["higher", "lower"]
    actual: Amount
    attainment: Annotated[Amount, Field(description="actual / target in %")]
    due: Annotated[Number | None, Field(description="the share of the target that was due, in %")]
    exact: ExactTarget
    gap: Annotated[Amount, Field(description="to what was due, in percentage points; positive is ahead")]
    lights: Annotated[list[str], Field(description="every light the gap can be shown with")]
    colours: list[str]
    rank_best: Rank
    rank_worst: Rank
    needed: Annotated[Amount, Field(description="what each month left must bring, or may where lower is better")]
    pace: Annotated[Amount, Field(description="how much more that is than what a month has brought so far, in %")]
    state: Annotated[str | None, Field(description="why something of it does not exist: not_reported, …")]
    reason: str | None
    sources: list[Source]
    left_out: Annotated[list[str], Field(description="periods reported behind a gap, which cannot be added")]


Count = Annotated[int, Field(ge=0)]


class ExactRow(ExactVerdict):
    """The same numbers, exact."""

    asserted: Exact | None


class PanelRow(Interval):
    """A row of a panel: one of the first by rank, a claim that is contradicted, or a total that its parts are not.

    Ends are those of doubles.
    """

    sort: Literal["top", "contradicted", "margin"]
    measure: Measure
    entity: Annotated[str, Field(description="as the table has it; the group with --by")]
    of: Of
    by: Annotated[str, Field(description="the breakdown of the categories of a margin; only there")] = ""
    period: Annotated[str, Field(description="as the table has it")]
    unit: str
    display: str
    rank_best: Rank
    rank_worst: Rank
    asserted: Number | None
    difference: Annotated[Number | None, Field(description="what was asserted minus what follows, in the unit")]
    exact: ExactRow


class PanelCounts(Model):
    """How many rows of a metric there are of each sort."""

    sort: Literal["counts", "margins"]
    measure: Measure
    rows: Count
    with_value: Count
    states: Annotated[dict[str, Count], Field(description="rows without a value, by the reason")]
    verdicts: Annotated[dict[str, Count] | None, Field(description="rows with a claim, by the verdict on it")]


class Output(Model):
    """What every command prints with --json; --json lines (jsonl) hold one item of results each."""

    model_config = ConfigDict(extra="forbid", title="nbkpi output")

    schema_: Annotated[str, Field(alias="schema", pattern=f"^{SCHEMA}$")]
    command: Literal[
        "summary", "growth", "coverage", "resolution", "metric", "calc", "explain", "deduce", "check", "list", "export",
        "rank", "compare", "trend", "target", "structure", "extract", "audit", "panel", "import",
    ]  # fmt: skip
    book: Book
    results: (
        list[Result] | list[Check] | list[Listed] | list[Exported] | list[Ranked] | list[Compared] | list[Attained]
        | list[Extracted] | list[Audited | BesideBook] | list[PanelRow | PanelCounts]
        | list[Imported]
    )  # fmt: skip
    notes: list[str]


def output_schema() -> str:
    """The JSON Schema of what --json prints."""
    return schema_text(Output.model_json_schema(by_alias=True))


def schema_text(schema: dict[str, Any]) -> str:
    """A JSON Schema as it is printed."""
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
