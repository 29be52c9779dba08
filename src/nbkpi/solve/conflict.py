"""Contradictions between printed figures: the smallest set of them that cannot all hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nbkpi.book.records import Metric
from nbkpi.exact import Interval
from nbkpi.solve.network import Network
from nbkpi.solve.propagate import Propagation

PATIENCE = 200_000
"""How much work goes into making one set of figures smaller, in places of equations that are looked at again."""


class Conflict(NamedTuple):
    """Variables whose printed figures cannot all hold because of these equations, by their numbers in a network.

    asserted is the one that is held against the others; computed is what those leave for it, None where they
    contradict each other without it.
    """

    asserted: int
    computed: Interval | None
    figures: tuple[int, ...]
    equations: tuple[int, ...]


def contradictions(network: Network) -> tuple[list[Conflict], Propagation]:
    """Every contradiction, and the bounds that are left when nothing that was asserted in them is believed.

    Where no claim is asserted but only figures that were printed for indicators, the equation between them goes: each
    contradiction takes away one claim or one equation, so that there is an end to them.
    """
    propagation = Propagation(network)
    found: list[Conflict] = []
    seen: set[frozenset[int]] = set()
    while not propagation.run():
        assert propagation.failed is not None
        if _has_no_value(propagation, propagation.failed):
            propagation.drop([], [propagation.failed])
            continue
        conflict, equation = _conflict(propagation, propagation.failed)
        # Several ways may lead to one contradiction, such as months by way of a quarter and without it.
        figures = frozenset(conflict.figures)
        if not figures or figures not in seen:
            found.append(conflict)
            seen.add(figures)
        if conflict.asserted in conflict.figures and is_claim(network, conflict.asserted):
            propagation.drop([conflict.asserted], [])
        else:
            propagation.drop([], [equation])
    return found, propagation


def _has_no_value(propagation: Propagation, failed: int) -> bool:
    """Whether it is a metric that nobody printed and that has no value here, such as a share of more than all."""
    equation = propagation.network.equations[failed]
    return equation.sort == "metric" and not propagation.network.variables[equation.variables[-1]].printed


def is_claim(network: Network, variable: int) -> bool:
    """Whether a variable is a metric."""
    return isinstance(network.variables[variable].key.measure, Metric)


def _conflict(propagation: Propagation, failed: int) -> tuple[Conflict, int]:
    """The contradiction behind an equation that failed, and the equation that fails on the least figures."""
    network = propagation.network
    support = propagation.support(network.equations[failed].variables)
    part, numbers, equations = network.part(sorted({failed, *support.equations}), propagation.dropped)
    printed = [number for number, variable in enumerate(part.variables) if variable.printed]
    figures = _smallest(part, printed)
    last = Propagation(part, figures)
    if not last.run() and last.failed is not None:
        rests_on = last.support(part.equations[last.failed].variables)
        reasons, fails = sorted({last.failed, *rests_on.equations}), last.failed
    else:
        # Bounds that creep may need more than is left here to get where they were.
        reasons, fails = list(range(len(part.equations))), len(part.equations) - 1
    asserted = _asserted(part, figures, fails)
    others = Propagation(part, [figure for figure in figures if figure != asserted])
    computed = others.bounds[asserted] if others.run() else None
    conflict = Conflict(
        numbers[asserted],
        computed,
        tuple(numbers[figure] for figure in figures),
        tuple(equations[reason] for reason in reasons),
    )
    return conflict, equations[fails]


def _smallest(part: Network, figures: Sequence[int]) -> list[int]:
    """Figures of which none can be spared: without any of them the others would hold."""
    kept, size = list(figures), max(1, len(figures) // 2)
    cost = sum(len(equation.variables) for equation in part.equations)
    patience = PATIENCE
    while patience > 0:
        start = 0
        while start < len(kept) and patience > 0:
            fewer = kept[:start] + kept[start + size :]
            patience -= cost
            if Propagation(part, fewer).run():
                start += size
            else:
                kept = fewer
        if size == 1:
            break
        size //= 2
    return kept


def _asserted(part: Network, figures: Sequence[int], failed: int) -> int:
    """The figure to hold against the others: the last claim, else what an identity begins with, else the first that
    the failed equation speaks of.
    """
    claims = [figure for figure in figures if is_claim(part, figure)]
    if claims:
        return max(claims, key=lambda figure: part.variables[figure].key.period)
    first = [one.variables[0] for one in part.equations if one.sort == "identity" and one.variables[0] in figures]
    spoken_of = [variable for variable in part.equations[failed].variables if variable in figures]
    return (first or spoken_of or figures or part.equations[failed].variables)[0]
