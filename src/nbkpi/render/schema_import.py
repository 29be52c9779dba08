"""The record of nbkpi import, in the JSON Schema of what --json prints."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from nbkpi.render.schema_parts import Entity, Measure, Model


class FromSource(Model):
    """The file as a source of the book."""

    id: str
    title: str
    is_new: Annotated[bool, Field(description="whether the book did not have it before")]


class ImportedColumn(Model):
    """A column of the file, and what its figures are of; empty texts where that is not said."""

    letter: str
    heading: str
    role: Annotated[str, Field(description="for people; depends on language")]
    measure: str
    unit: Annotated[str, Field(description="for people; depends on language")]
    period: str
    entity: str
    of: Annotated[str, Field(description="the categories of its figures, for people; depends on language")]


class ImportedRow(Model):
    """A row that is not simply figures of an entity."""

    cell: str
    label: str
    role: Annotated[str, Field(description="for people; depends on language")]


class Defined(Model):
    """Something that was defined."""

    table: str
    id: str
    name: str


class ImportedFigure(Model):
    """A figure as it goes into the book."""

    entity: Entity
    measure: Measure
    period: str
    value: Annotated[str, Field(description="as printed")]
    source: str | None
    locator: str | None
    status: Literal["final", "preliminary", "revised", "estimated"]
    note: str | None


class Finding(Model):
    """Something that could not be used, or should be looked at."""

    severity: Literal["error", "warning"]
    code: str
    place: str
    message: str
    remedy: str | None


class Imported(Model):
    """A file that was read by nbkpi import."""

    file: Annotated[str, Field(description="with its worksheet where it has several")]
    source: FromSource
    columns: list[ImportedColumn]
    rows: list[ImportedRow]
    new: list[Defined]
    figures: list[ImportedFigure]
    targets: list[ImportedFigure]
    findings: list[Finding]
    notes: list[str]
