"""What was understood of a sheet, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from nbkpi.diagnostics import Diagnostic
from nbkpi.model.breakdowns import Breakdown, Member


class Asked(NamedTuple):
    """What the user said about a sheet; empty for what is to be recognised.

    entity and period are those of all rows; entity_columns, from the outermost in, and period_column are the headings
    of theirs. units are those of single columns by their headings, or of rows of indicators by their labels, and
    skip_columns the columns that are not read, by their headings, and category_columns those of categories: labels of
    them, or figures of one.
    """

    header: tuple[int, int] | None = None
    entity: str = ""
    entity_columns: tuple[str, ...] = ()
    within: str = ""
    indicator: str = ""
    period: str = ""
    period_column: str = ""
    unit: str = ""
    source: str = ""
    columns: Mapping[str, str] = MappingProxyType({})
    names: Mapping[str, str] = MappingProxyType({})
    missing: Mapping[str, str] = MappingProxyType({})
    total: str = ""
    skip: tuple[str, ...] = ()
    new_entities: bool = False
    new_indicators: bool = False
    new_breakdowns: bool = False
    units: Mapping[str, str] = MappingProxyType({})
    skip_columns: tuple[str, ...] = ()
    category_columns: tuple[str, ...] = ()


class ColumnRole(NamedTuple):
    """A column: its letter and heading, the role it was given, and what its figures are of, where that is said."""

    letter: str
    heading: str
    role: str
    measure: str = ""
    unit: str = ""
    period: str = ""
    entity: str = ""
    of: str = ""


class Categorised(NamedTuple):
    """What a column of figures is of: its categories, and the levels of its heading that say what they are of.

    levels is None where neither the heading alone says that, nor a column beside it.
    """

    members: tuple[Member, ...]
    levels: list[str] | None


class NewBreakdown(NamedTuple):
    """A breakdown that an import defines, with its row; is_closed: by their words its members are all there are."""

    breakdown: Breakdown
    row: dict[str, Any]
    is_closed: bool


class Grown(NamedTuple):
    """A breakdown of the book, or a member of one, with the members that an import adds to it.

    is_proven: by their words these, with those it had, are all there are, or only some.
    """

    upper: Breakdown | Member
    new: list[Member]
    is_proven: bool

    @property
    def breakdown(self) -> Breakdown:
        """The breakdown that grows."""
        return self.upper if isinstance(self.upper, Breakdown) else self.upper.breakdown


class RowRole(NamedTuple):
    """A row that is not simply figures of an entity: its number, its first cell, and what becomes of it."""

    row: int
    place: str
    label: str
    role: str


@dataclass(slots=True)
class Understood:
    """The keys of the [[table]] that was recognised, and how each column and each special row was taken.

    new are the definitions that were asked for, by table: entity and indicator rows. findings are what could not be
    understood; what is wrong with single cells shows when they are read. sections are rows without figures that stand
    above others, unknown the cells and the labels of rows that the book does not know. unread are columns of words, and
    of numbers that name something, from which nothing is read, with their headings. unit_line are the units above
    the headings, measured the labels of rows whose unit the user or they themselves say, and dated those that say the
    period of the table, each with what it means. breakdowns are those that are new, grown those of the book that get
    categories.
    """

    table: dict[str, Any]
    titles: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    columns: list[ColumnRole] = field(default_factory=list)
    rows: list[RowRole] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    new: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    unit_line: list[str] = field(default_factory=list)
    measured: dict[str, str] = field(default_factory=dict)
    breakdowns: list[NewBreakdown] = field(default_factory=list)
    dated: dict[str, str] = field(default_factory=dict)
    grown: list[Grown] = field(default_factory=list)

    @classmethod
    def of_sheet(cls, tables: Sequence[Understood]) -> Understood:
        """What was understood of all tables of one sheet; what several of them say alike is said once."""
        found = cls(tables[0].table)
        for one in tables:
            found.titles += [title for title in one.titles if title not in found.titles]
            found.facts += [fact for fact in one.facts if fact not in found.facts]
            found.columns += one.columns
            found.rows += [row for row in one.rows if row not in found.rows]
            found.sections += one.sections
            found.unit_line += [unit for unit in one.unit_line if unit not in found.unit_line]
            found.unknown += one.unknown
            found.measured |= one.measured
            found.new += one.new
            found.grown += one.grown
            found.findings += [finding for finding in one.findings if finding not in found.findings]
        return found
