"""From a metric to the columns of its result: value, bounds, which ends belong to it, and why there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import narwhals as nw

from nbkpi.errors import UsageError
from nbkpi.figure import Period
from nbkpi.language import _, listed
from nbkpi.model.panels import PanelField
from nbkpi.model.records import Indicator, Metric
from nbkpi.panel.arrange import CellPlace
from nbkpi.panel.condition import Test, all_of, any_of, column, not_
from nbkpi.panel.formula import Computed, Leaf, NotInColumns, computed
from nbkpi.panel.order import TIME
from nbkpi.panel.quotient import Quotient
from nbkpi.panel.span import End, Span
from nbkpi.panel.whole_numbers import Whole
from nbkpi.solve.expr.expression import Program, Slot

PARTS = ("", "_lower", "_upper", "_lower_closed", "_upper_closed", "_state")
"""What stands behind the name of a metric in the names of its columns."""

VERDICT, DIFFERENCE = "_verdict", "_difference"
RANKS = ("_rank_best", "_rank_worst")
KINDS = dict(
    zip(
        (*PARTS, VERDICT, DIFFERENCE),
        ("double", "double", "double", "flag", "flag", "text", "text", "double"),
        strict=True,
    )
)
"""What each of them holds."""


@dataclass(slots=True)
class Wanted:
    """A metric to compute, the name of its columns, its compiled formula, and where its slots are in a row."""

    metric: Metric
    name: str
    program: Program
    places: list[CellPlace | None] = field(default_factory=list)
    claim: int | None = None
    """The field with the claims about it."""
    column: str = ""
    """What its columns are called while they are computed with."""

    @property
    def needed(self) -> list[CellPlace]:
        """Every cell that is needed, the claim too."""
        found = [place for place in self.places if place is not None]
        return [*found, *([CellPlace(self.claim, 0)] if self.claim is not None else [])]


def fields_for(program: Program, fields: Sequence[PanelField]) -> list[PanelField | None]:
    """The field of each slot, None for values of the calendar; UsageError that names what the panel does not have."""
    found = [next((one for one in fields if _is_of(one, slot)), None) for slot in program.slots]
    missing = [
        f"target({slot.measure.name})" if slot.scope == "target" else slot.measure.name
        for slot, one in zip(program.slots, found, strict=True)
        if one is None and slot.measure is not None
    ]
    if missing:
        raise UsageError(_("the panel has no column for {names}", names=listed(dict.fromkeys(missing))))
    return found


def _is_of(one: PanelField, slot: Slot) -> bool:
    use = "target" if slot.scope == "target" else "value"
    return one.measure is slot.measure and one.use == use


def check_scopes(wanted: Wanted, is_grouped: bool) -> None:
    """UsageError for sums without groups, and for groups whose figures cannot be added up."""
    for slot in wanted.program.slots:
        measure = slot.measure
        if slot.scope in ("sum", "mean") and not is_grouped:
            message = _(
                "{function}() is computed over groups: give the column of the groups with --by", function=slot.scope
            )
            raise UsageError(message)
        if slot.scope == "whole":
            raise UsageError(_("whole() can stand in the formula itself, not in one that it uses"))
        if is_grouped and slot.scope == "own" and isinstance(measure, Indicator) and not measure.is_additive:
            raise UsageError(_("“{name}” cannot be added up over groups", name=measure.name))


def places_of(
    program: Program, chosen: Sequence[PanelField | None], fields: list[PanelField], length: int, step: int = 1
) -> list[CellPlace | None]:
    """Where each slot is found in a row of periods of so many months; the one before lies so many steps before."""
    now = Period(24_000, length)
    return [
        None
        if one is None
        else CellPlace(fields.index(one), now.start - slot._replace(periods=slot.periods * step).period(now).start)
        for slot, one in zip(program.slots, chosen, strict=True)
    ]


@dataclass(slots=True)
class CellSource:
    """What a cell is in every row: its interval, where it is absent, and why, where that was printed."""

    leaf: Leaf
    absent: Test
    missing: list[tuple[str, Test]]


class ResultColumns:
    """The columns of one metric."""

    def __init__(self, wanted: Wanted, source: Callable[[CellPlace, bool], CellSource], length: int, room: int) -> None:
        self.wanted, self.length, self.room = wanted, length, room
        slots = wanted.program.slots
        sources = [
            None if place is None else source(place, slot.scope == "mean")
            for slot, place in zip(slots, wanted.places, strict=True)
        ]
        self.leaves = [
            self._calendar(slot) if one is None else one.leaf for slot, one in zip(slots, sources, strict=True)
        ]
        self.sources = [one for one in sources if one is not None]
        self.missing = [state for one in self.sources for state in one.missing]
        self.absent = any_of(one.absent for one in self.sources)
        gone = any_of((self.absent, *(test for _state, test in self.missing)))
        rare = any_of(leaf.span.hard for leaf in self.leaves)
        self.found: Computed | None
        try:
            self.found = computed(wanted.program, self.leaves)
            rare = any_of((rare, self.found.span.hard))
        except NotInColumns:
            self.found, rare = None, True
        self.hard = all_of(not_(gone), rare)
        states = self.found.span.states if self.found is not None else ()
        self.states = [*self.missing, ("unknown", self.absent), *states]
        self.states = [one for one in self.states if one[1] is not False]

    def _calendar(self, slot: Slot) -> Leaf:
        """The share of the year that has passed at the end of the period, or its length in years."""
        now = Period(24_000, self.length)
        if slot.scope == "years":
            number = Quotient(Whole(None, self.length, self.length, self.room), None, Fraction(1, 12))
        else:
            back = now.start - slot.period(now).start
            months = (nw.col(TIME) - back + self.length - 1) % 12 + 1
            number = Quotient(Whole(months, 1, 12, self.room), None, Fraction(1, 12))
        return Leaf(Span(number, number, is_point=True), number, True)

    @property
    def has_value(self) -> Test:
        """Whether there is an interval."""
        return not_(any_of(test for _state, test in self.states))

    def columns(self) -> dict[str, nw.Expr]:
        """Every column of the metric by its name."""
        name, ok = self.wanted.column, self.has_value
        state = nw.lit(None, nw.String)
        for meaning, test in reversed(self.states):
            state = nw.when(test).then(nw.lit(meaning)).otherwise(state)
        if self.found is None:
            nothing = [nw.lit(None, nw.Float64)] * 3 + [nw.lit(None, nw.Boolean)] * 2
            return dict(zip((name + part for part in PARTS), (*nothing, state), strict=True))
        span, nominal = self.found.span, self.found.nominal
        assert nominal is not None
        values = [
            self._shown(nominal.lower, None, nominal), self._shown(span.lower, False), self._shown(span.upper, True),
            *(_where(ok, column(flag), nw.Boolean) for flag in (span.lower_closed, span.upper_closed)), state,
        ]  # fmt: skip
        return dict(zip((name + part for part in PARTS), values, strict=True))

    def _shown(self, end: End, up: bool | None, nominal: Span | None = None) -> nw.Expr:
        """An end where there is a value, or the number where all figures have one.

        It is null of itself where cells are that it is computed from: to ask for these would take as long again.
        """
        held = end.held if isinstance(end, Quotient) else frozenset()
        tests = [one.absent for one in self.sources if one.leaf.cell not in held]
        tests += [test for state, test in self.states if test is not self.absent]
        if nominal is not None:
            tests += [test for _state, test in nominal.states]
            tests += [not_(leaf.has_nominal) for leaf in self.leaves if leaf.cell not in held]
        return _where(not_(any_of(tests)), end.loose(up).expr, nw.Float64)


def _where(test: Test, value: nw.Expr, dtype: Any) -> nw.Expr:
    """The values where the test holds; where that is nowhere, the nothing is still of their type."""
    if isinstance(test, bool):
        return value if test else nw.lit(None, dtype)
    return nw.when(test).then(value)
