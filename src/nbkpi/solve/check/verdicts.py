"""What checking comes to: the verdicts there are, what was asserted and what follows, and by how much they differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from nbkpi.exact import Interval
from nbkpi.figure import Period, Unit
from nbkpi.model.records import Entity, Measure, Observation
from nbkpi.solve.network import Sort
from nbkpi.solve.printed import either_way

Verdict = Literal["exact", "consistent", "truncated", "contradicted", "uninformative", "not comparable", "unknown"]
VERDICTS: tuple[Verdict, ...] = (
    "contradicted", "truncated", "not comparable", "unknown", "uninformative", "consistent", "exact",
)  # fmt: skip
FINDINGS: tuple[Verdict, ...] = ("contradicted", "truncated")
"""The verdicts that somebody must look into."""
FITTING: tuple[Verdict, ...] = ("uninformative", "consistent", "exact")
"""The verdicts on what was checked and found possible."""

_EARLY = {"preliminary", "estimated"}


@dataclass(slots=True)
class Check:
    """What came of checking one claim, identity or other relation.

    asserted is the printed figure that is held against the figures; it is None where the relation itself is.
    computed and nominal are what follows for it, in unit, None where nothing does. difference is what was asserted
    minus what was computed, at the printed numbers, or else the gap between the two. statement is the relation for
    people, relations are the same as formulas.
    """

    verdict: Verdict
    sort: Sort | Literal["sources", "total"]
    entity: Entity
    measure: Measure | None
    period: Period
    unit: Unit
    statement: str
    reason: str
    asserted: Observation | None = None
    computed: Interval | None = None
    nominal: Fraction | None = None
    difference: Fraction | None = None
    figures: tuple[Observation, ...] = ()
    hints: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()

    @property
    def decimals(self) -> int:
        """With how many decimals, at least, to show what follows for a share."""
        return decimals_beside(self.asserted, self.is_finding)

    @property
    def is_finding(self) -> bool:
        """Whether somebody must look into it."""
        return self.verdict in FINDINGS

    @property
    def printed(self) -> tuple[Observation, ...]:
        """Every printed figure that takes part, the asserted one first."""
        first = () if self.asserted is None else (self.asserted,)
        return tuple(dict.fromkeys((*first, *self.figures)))


def is_of_two_states(figures: Iterable[Observation]) -> bool:
    """Whether some were revised and others are still preliminary or estimated: what differs may have been revised."""
    statuses = {one.status for one in figures}
    return "revised" in statuses and bool(statuses & _EARLY)


def cut_off(claim: Observation) -> Interval | None:
    """What a printed number stands for if its further digits were cut off; None where it was not rounded at all."""
    figure, nominal = claim.figure, claim.nominal
    if figure.reading != "nearest" or nominal is None:
        return None
    step = figure.step * figure.unit.factor_to(claim.measure.unit)
    if nominal < 0:
        return Interval(nominal - step, nominal, False, True)
    return Interval(nominal, nominal + step, True, False)


def difference(asserted: Observation | None, computed: Interval | None, nominal: Fraction | None) -> Fraction | None:
    """What was asserted minus what was computed: of the numbers, else of their nearest ends, 0 where they touch."""
    if asserted is None or computed is None:
        return None
    if asserted.nominal is not None and nominal is not None:
        return asserted.nominal - nominal
    band = either_way(asserted)
    if band.lower is not None and computed.upper is not None and band.lower > computed.upper:
        return band.lower - computed.upper
    if band.upper is not None and computed.lower is not None and band.upper < computed.lower:
        return band.upper - computed.lower
    return Fraction(0)


def decimals_beside(asserted: Observation | None, is_wrong: bool) -> int:
    """With how many decimals to show what follows beside a printed figure: where it is wrong, one more tells why."""
    return 0 if asserted is None else asserted.figure.decimals + is_wrong
