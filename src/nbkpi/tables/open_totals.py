"""Totals that cannot be held against their rows, as one of these has no figure: said, else they seem to be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from nbkpi.figure.total_words import UNSUMMED
from nbkpi.model.kinds import SUBITEM
from nbkpi.model.records import Entity, Indicator, Observation
from nbkpi.model.totals import PrintedTotal, cells_written, gap, not_checked
from nbkpi.patterns import regex
from nbkpi.sheets.totals import TotalsLine

_ROW = regex("[0-9]+$")


class LabelledLine(TotalsLine, Protocol):
    """A row with its label."""

    @property
    def number(self) -> int:
        """Which row of the sheet it is."""

    @property
    def label(self) -> str:
        """What it is called."""


class OpenTotal(NamedTuple):
    """A total, its figure, the rows that it adds up, and a sentence on those of them that have none."""

    line: LabelledLine
    claim: Observation
    members: Sequence[LabelledLine]
    said: str


def open_totals(rows: Mapping[int, LabelledLine], cells: Mapping[int, Observation]) -> Iterator[OpenTotal]:
    """Each total of a column of figures of one measure, some of whose rows have none."""
    measures = {(one.measure, one.period) for one in cells.values()}
    measure = next(iter(measures))[0] if len(measures) == 1 else None
    if not isinstance(measure, Indicator) or not measure.is_additive or UNSUMMED.search(measure.name):
        return
    for line in rows.values():
        claim = cells.get(line.number)
        members = _members(rows, line) if line.total and claim is not None else []
        gaps = list(_gaps(members, cells))
        if gaps and claim is not None and claim.possible is not None:
            yield OpenTotal(line, claim, members, not_checked(line.label, measure, gaps))


def _members(rows: Mapping[int, LabelledLine], total: LabelledLine) -> Sequence[LabelledLine]:
    """The rows between a total and the one before it, else up to the next one; none of deeper levels."""
    before, behind = list[LabelledLine](), list[LabelledLine]()
    for line in rows.values():
        if line.number < total.number:
            before = [] if line.total else [*before, line]
        elif line.number > total.number and (not behind or not behind[-1].total):
            behind.append(line)
    found = [one for one in before or behind if not one.total and not one.is_part]
    level = min((one.level for one in found), default=0)
    return [one for one in found if one.level == level]


def _gaps(lines: Sequence[LabelledLine], cells: Mapping[int, Observation]) -> Iterator[str]:
    """What rows say in place of a figure; none where no row has one."""
    if not any(one.number in cells and cells[one.number].possible is not None for one in lines):
        return
    for one in lines:
        if one.number not in cells or cells[one.number].possible is None:
            yield gap(one.label, cells[one.number].text if one.number in cells else "")


def kept_open(one: OpenTotal, cells: Mapping[int, Observation]) -> PrintedTotal:
    """A total of rows of which some have no figure, from which nothing follows."""
    one.claim.entity = Entity("", one.line.label, SUBITEM)
    column = _ROW.sub("", one.claim.locator)
    parts = tuple(cells[row.number] for row in one.members if row.number in cells)
    return PrintedTotal(one.claim, tuple(cells_written(f"{column}{row.number + 1}" for row in one.members)), parts)
