"""What a calculation found: the value, its bounds, and everything it came from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from nbkpi.exact import Interval
from nbkpi.figure import Period, Unit
from nbkpi.figure.format import MAX_PLACES, bounds_text, format_interval, printed_text, with_unit
from nbkpi.language import _
from nbkpi.model.records import Entity, Measure, Observation, Source, Target
from nbkpi.solve.expr.state import describe_state
from nbkpi.solve.network import Step

Basis = Literal["printed", "computed", "implied"]
"""printed: as it stands in a source; computed: from printed figures by the formula; implied: from what a printed
derived figure leaves possible."""


@dataclass(slots=True)
class Value:
    """The possible values of one thing that went into a calculation, in the unit of its measure.

    nominal is None where the words give only bounds. measure is None for values of the calendar.
    """

    entity: Entity
    measure: Measure | None
    period: Period
    interval: Interval
    nominal: Fraction | None
    basis: Basis = "printed"
    observations: tuple[Observation, ...] = ()
    label: str = ""
    target: Target | None = None

    @classmethod
    def of(cls, figure: Observation, interval: Interval) -> Value:
        """A printed figure by itself, and what it leaves possible."""
        return cls(figure.entity, figure.measure, figure.period, interval, figure.nominal, "printed", (figure,))


@dataclass(slots=True)
class Result:
    """A measure of an entity in a period.

    interval and nominal are in unit; interval is None when there is no value, and state then says why (one of
    nbkpi.solve.state.MEANINGS, about subject). formula is what was computed; inputs are what was put in. steps are the
    equations that what was implied went through.
    """

    entity: Entity
    measure: Measure
    period: Period
    unit: Unit
    basis: Basis
    interval: Interval | None
    nominal: Fraction | None = None
    state: str = ""
    subject: str = ""
    formula: str = ""
    inputs: tuple[Value, ...] = ()
    observations: tuple[Observation, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def reason(self) -> str:
        """Why there is no value; nothing where there is one."""
        if not self.state or self.basis != "printed":
            return describe_state(self.state, self.subject) if self.state else ""
        sign = self.observations[0].sign if self.observations else ""
        is_blank = self.state == "unknown" and not sign
        # Its source is shown beside it: only what is computed of others has to say in which cell these are.
        subject = f"{self.measure.name} {self.period}" if self.subject else ""
        return describe_state("blank" if is_blank else self.state, subject, sign)

    def display(self, places: int | None = None) -> str:
        """The value with its bounds: 61.28 (60.91–61.65) 万元; as printed: 43.6% (43.55–43.65); or the state."""
        if self.interval is None:
            return self.reason
        if self.basis == "printed" and self.observations:
            bounds = bounds_text(self.interval, places)
            words = printed_text(self.observations[0].text, self.unit)
            return _("{what} ({value})", what=words, value=bounds) if bounds else words
        return format_interval(self.interval, self.nominal, self.unit, places)

    @property
    def claims(self) -> tuple[Observation, ...]:
        """Every printed figure the result rests on, without repetition."""
        found = dict.fromkeys(self.observations)
        for value in self.inputs:
            found.update(dict.fromkeys(value.observations))
        return tuple(found)

    @property
    def sources(self) -> tuple[tuple[Source, str], ...]:
        """The sources of those figures with their locators."""
        printed: list[Observation | Target] = [*self.claims]
        printed += [value.target for value in self.inputs if value.target is not None]
        pairs = ((one.source, one.locator) for one in printed if one.source is not None)
        return tuple(dict.fromkeys(pairs))


def outside(found: Result, limits: Interval) -> str:
    """That something comes to what it cannot be."""
    allowed = with_unit(bounds_text(limits), found.unit)
    if found.interval is None:
        return _("the result is outside the possible range ({limits})", limits=allowed)
    value = format_interval(found.interval, found.nominal, found.unit, None, MAX_PLACES)
    return _("computed: {value}, which is outside the possible range ({limits})", value=value, limits=allowed)
