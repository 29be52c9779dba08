"""The JSON Schemas of a book and of what --json prints, made from Pydantic models."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from nbkpi.render.schema_book import Exported, Listed
from nbkpi.render.schema_parts import Amount, Entity, Exact, Interval, Measure, Model, Rank, Source, Words
from nbkpi.report.document import SCHEMA


class Book(Model):
    """The book that was used; its title and location are empty where a text was read without a book."""

    title: str
    location: Annotated[str, Field(description='the folder or file, or "embedded"')]


class Input(Interval):
    """Something that was put into a calculation."""

    entity: str
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
    measure: str
    period: str


class Check(Interval):
    """What came of checking a claim, identity, sum or share; the interval is what follows for what was asserted."""

    verdict: Literal["exact", "consistent", "truncated", "contradicted", "uninformative", "not comparable", "unknown"]
    sort: Literal["metric", "identity", "sum", "within", "periods", "sources"]
    entity: Entity
    measure: Measure | None
    period: str
    unit: str
    asserted: Annotated[str | None, Field(description="as printed")]
    display: Annotated[str | None, Field(description="what follows, for people")]
    difference: Annotated[Exact | None, Field(description="what was asserted minus what follows, in the unit")]
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


class Attained(Model):
    """How far along a target is."""

    entity: Entity
    measure: Measure
    period: Annotated[str, Field(description="of the target")]
    reported: Annotated[str | None, Field(description="the period the actual is of")]
    unit: str
    target: Annotated[Exact | None, Field(description="the number that was set")]
    printed: Annotated[str, Field(description="the words it was set in")]
    better: Literal["higher", "lower"]
    actual: Amount
    attainment: Annotated[Amount, Field(description="actual / target in %")]
    due: Annotated[Exact | None, Field(description="the share of the target that was due, in %")]
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


class Extracted(Interval):
    """A figure found in a text; lines, columns and paragraphs count from 1, start and end are character offsets."""

    line: int
    column: int
    paragraph: int
    start: int
    end: int
    words: Annotated[str, Field(description="as printed, with its qualifiers")]
    qualifier: Literal["as_printed", "above", "at_least", "below", "at_most", "about", "remainder"]
    kind: Literal["count", "amount", "rate", "points", "multiple"]
    unit: str
    reading: str
    subject: Annotated[str | None, Field(description="what is counted, in words of the text")]
    change: Annotated[str | None, Field(description="the words that say that something changed by the figure")]
    entity: str | None
    entity_known: Annotated[bool, Field(description="whether the book has it")]
    period: Annotated[str | None, Field(description="the words in force")]
    months: Annotated[str | None, Field(description="what they mean, where that is known")]
    measure: Annotated[str | None, Field(description="the indicator or metric of the book that the subject names")]
    locator: str
    warnings: list[str]


class Against(Model):
    """A figure that a claim was compared with."""

    words: str
    line: int
    column: int
    start: int
    end: int


class Cell(Model):
    """A cell of a table of a text; tables, rows and columns count from 1."""

    table: int
    row: int
    column: int


class Audited(Interval):
    """A claim of a text; the interval is what follows for it from the figures it was compared with."""

    line: int
    column: int
    start: int
    end: int
    phrase: str
    asserted: Annotated[str, Field(description="as printed")]
    cell: Annotated[Cell | None, Field(description="where it stands in a table; null for figures of sentences")]
    verdict: Literal[
        "exact", "consistent", "plausible", "nearly", "truncated", "contradicted", "uninformative", "not comparable",
        "unknown", "unrelated",
    ]  # fmt: skip
    kind: Annotated[str, Field(description="sum, share, rate, growth, …: the relation; for unrelated ones the role")]
    is_guess: Annotated[bool, Field(description="it fits, but nothing in the text says that it was meant: plausible")]
    unit: str
    formula: Annotated[str | None, Field(description="how it was computed, in the words of the text")]
    against: Annotated[list[Against], Field(alias="with")]
    display: str | None
    difference: Exact | None
    reason: str
    hints: list[str]
    accepted: Annotated[bool, Field(description="whether a file of accepted findings has it")] = False
    file: Annotated[str, Field(description="the text, where several were audited")] = ""


class InBook(Model):
    """A figure of the book: as printed, or as computed from those that follow it."""

    value: Annotated[str, Field(description="as printed; of computed ones for people")]
    measure: Annotated[str, Field(description="its id")]
    source: str | None
    period: str
    status: Literal["final", "preliminary", "revised", "estimated", "computed"]


class BesideBook(Model):
    """A figure of a text beside those of the book for the same entity, measure and period; null where not sure."""

    kind: Literal["book"]
    verdict: Literal["contradicted", "not comparable", "agrees", "not in the book"]
    line: int
    column: int
    start: int
    end: int
    phrase: str
    asserted: Annotated[str, Field(description="as printed")]
    entity: Entity | None
    measure: Measure | None
    period: str | None
    book: list[InBook]
    difference: Annotated[Exact | None, Field(description="text minus book, in the unit of the measure")]
    reason: str


Count = Annotated[int, Field(ge=0)]


class PanelRow(Interval):
    """A row of a panel: one of the first by rank, or a claim that is contradicted; ends are those of doubles."""

    sort: Literal["top", "contradicted"]
    measure: Measure
    entity: Annotated[str, Field(description="as the table has it; the group with --by")]
    period: Annotated[str, Field(description="as the table has it")]
    unit: str
    display: str
    rank_best: Rank
    rank_worst: Rank
    asserted: Exact | None
    difference: Annotated[Exact | None, Field(description="what was asserted minus what follows, in the unit")]


class PanelCounts(Model):
    """How many rows of a metric there are of each sort."""

    sort: Literal["counts"]
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
        "rank", "compare", "trend", "target", "extract", "audit", "panel",
    ]  # fmt: skip
    book: Book
    results: (
        list[Result] | list[Check] | list[Listed] | list[Exported] | list[Ranked] | list[Compared] | list[Attained]
        | list[Extracted] | list[Audited | BesideBook] | list[PanelRow | PanelCounts]
    )  # fmt: skip
    notes: list[str]


def output_schema() -> str:
    """The JSON Schema of what --json prints."""
    return schema_text(Output.model_json_schema(by_alias=True))


def schema_text(schema: dict[str, Any]) -> str:
    """A JSON Schema as it is printed."""
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
