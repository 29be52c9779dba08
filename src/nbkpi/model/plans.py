"""What nbkpi shows of a book: the sections of its report, and the lights of its targets."""

from __future__ import annotations

from dataclasses import dataclass

from nbkpi.exact import Interval
from nbkpi.model.records import Measure


@dataclass(slots=True, eq=False)
class Light:
    """What nbkpi target shows for gaps, in percentage points, within an interval; behind is below zero."""

    name: str
    colour: str
    gaps: Interval


SECTIONS = (
    "overview", "headline", "findings", "targets", "growth", "coverage", "resolution", "metrics", "structure",
    "ranks", "trends", "deduced", "verdicts", "readings", "sources",
)  # fmt: skip
"""The sections a report can have, in the order they have by default."""


@dataclass(slots=True, eq=False)
class Plan:
    """What nbkpi report shows of a book; without sections all that have something to show."""

    title: str = ""
    note: str = ""
    sections: tuple[str, ...] = ()
    headline: tuple[Measure, ...] = ()
    top: int = 20
