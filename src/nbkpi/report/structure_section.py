"""The section of a report on what figures are made of: each by a breakdown, with a chart of the shares."""

from __future__ import annotations

from fractions import Fraction

from nbkpi.compare.structure import Structure, structures
from nbkpi.figure.format import unit_text
from nbkpi.language import _
from nbkpi.report.asker import Asker, derived
from nbkpi.report.chart import Bar, Bars, extent_of_result
from nbkpi.report.page import Block, Section
from nbkpi.report.records import result_record
from nbkpi.report.result_charts import FEWEST_BARS, drawn_line, titled
from nbkpi.report.results import cells
from nbkpi.report.structure import structure_table
from nbkpi.solve.result import Result

MOST = 12
"""So many figures are shown with what they are made of."""


def structure(asker: Asker) -> Section:
    """The categories of every figure that has some, in its last period for which most of them are known."""
    section = Section("structure", _("Structure"))
    if not asker.calculator.book.cells.breakdowns:
        return section
    found = structures(asker.calculator, asker.selection)
    for one in found[:MOST]:
        behind = [derived(part.value, asker.style) for part in one.parts]
        chart = _bars(one, asker)
        section.blocks.append(Block(structure_table(one, asker.style), behind, chart, lines=drawn_line(chart)))
    if len(found) > MOST:
        section.notes.append(_("{count} more figures: see nbkpi structure", count=len(found) - MOST))
    section.records = lambda: [
        result_record(result, asker.style.places) for one in found for result in one.results()
    ]  # fmt: skip
    return section


def _bars(one: Structure, asker: Asker) -> Bars | None:
    """The shares of the categories on top, in their order, or where no share is known their values."""
    parts = [part for part in one.parts if part.depth == 1]
    shares = [part.about["share"] for part in parts if "share" in part.about]
    shown = shares if len(shares) == len(parts) else [part.value for part in parts]
    drawn = [
        Bar(_named(result, one), extent, cells(result, asker.style)[0])
        for result in shown
        if (extent := extent_of_result(result)) is not None
    ]
    if len(drawn) < FEWEST_BARS:
        return None
    title = f"{one.entity.label} · {titled(shown[0].measure, one.period)} · {one.by.name}"
    whole = Fraction(100) if shown is shares else None
    return Bars(title, unit_text(shown[0].unit), drawn[: asker.top], whole, max(0, len(drawn) - asker.top))


def _named(result: Result, one: Structure) -> str:
    """The category that a result is of."""
    return next(each.name for each in result.entity.of if each.breakdown is one.by)
