"""The records of what is in a text, in the JSON Schema of what --json prints."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nbkpi.render.schema_parts import Entity, ExactDifference, ExactVerdict, Interval, Measure, Model, Number


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
    difference: Number | None
    exact: ExactVerdict
    reason: str
    hints: list[str]
    accepted: Annotated[bool, Field(description="whether a file of accepted findings has it")] = False
    file: Annotated[str, Field(description="the text, where several were audited")] = ""


class InBook(Model):
    """A figure of the book: as printed, or as computed from those that follow it."""

    words: Annotated[str, Field(description="as printed; of computed ones for people")]
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
    difference: Annotated[Number | None, Field(description="text minus book, in the unit of the measure")]
    exact: ExactDifference
    reason: str
