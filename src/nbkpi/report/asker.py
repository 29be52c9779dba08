"""What the sections of a report are made from, and what they have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from nbkpi.figure import Period
from nbkpi.language import _
from nbkpi.model.records import Entity, Measure
from nbkpi.report.deduce import words_text
from nbkpi.report.explain import derivation
from nbkpi.report.page import Derivation
from nbkpi.report.results import Style, basis_text, sources_text
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check import everything as checking
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection

ROWS = 200
"""How many rows a table has that is no ranking; what is left out is in the workbook."""

STEPS = 40
"""How many of the figures put into a result are listed with it."""


Subject = tuple[Entity, Measure, Period]
"""What a result is of."""


def about(result: Result) -> Subject:
    """What a result is of."""
    return result.entity, result.measure, result.period


@dataclass(slots=True)
class Asker:
    """What every section is made from. top is how many places of a ranking, and how many series, are shown.

    shown is what sections above have shown of whom and when, which those for a closer look do not repeat.
    """

    calculator: Calculator
    selection: Selection
    style: Style
    top: int = 20
    as_of: str | None = None
    shown: set[Subject] = field(default_factory=set)
    _checks: list[Check] | None = None

    def checks(self) -> list[Check]:
        """Every check of what was asked for, made once."""
        if self._checks is None:
            self._checks = checking.check(self.calculator, self.selection)
        return self._checks


def derived(result: Result, style: Style) -> Derivation:
    """How a result came about: what it rests on and where that was printed, and the figures one by one."""
    words = "" if result.basis == "printed" else words_text(result)
    parts = (basis_text(result), words, sources_text(result))
    steps = derivation(result, style)
    if len(steps.rows) > STEPS:
        steps.more.append(_("input: the first {count} of {whole} figures", count=STEPS, whole=len(steps.rows)))
        del steps.rows[STEPS:]
    return Derivation(" · ".join(part for part in parts if part), (steps,))


def omitted(count: int, shown: int) -> list[str]:
    """The line that says how much of a table is left out; none where all of it is shown."""
    if count <= shown:
        return []
    return [_("{count} more rows: all of them are in nbkpi report -o report.xlsx", count=count - shown)]
