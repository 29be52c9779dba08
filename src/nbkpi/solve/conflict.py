"""Contradictions between printed figures: the smallest set of them that cannot all hold."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Sequence
from typing import NamedTuple

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.model.records import Metric
from nbkpi.solve.contractors.linear import Linear
from nbkpi.solve.contractors.product import Product
from nbkpi.solve.network import Network
from nbkpi.solve.propagate import Propagation
from nbkpi.solve.support import support_of
from nbkpi.solve.together import Together

PATIENCE = 200_000
"""How much work goes into making one set of figures smaller, in places of equations that are looked at again."""

MAX_AROUND = 60
"""How many equations, of how many variables at most, are looked at for a contradiction on still fewer figures."""

MAX_ROUNDS = 3
"""How often bounds are made the best there are: whole numbers and other relations may leave still less."""


class Conflict(NamedTuple):
    """Variables whose printed figures cannot all hold because of these equations, by their numbers in a network.

    asserted is the one that is held against the others; computed is what those leave for it, None where they
    contradict each other without it.
    """

    asserted: int
    computed: Interval | None
    figures: tuple[int, ...]
    equations: tuple[int, ...]


def contradictions(network: Network, narrowest: Collection[int] = ()) -> tuple[list[Conflict], Propagation]:
    """Every contradiction, and the bounds that are left when nothing that was asserted in them is believed.

    narrowest: variables for which linear relations that run in circles are to leave the best bounds there are, and not
    only valid ones.

    Where no claim is asserted but only figures that were printed for indicators, an equation between them goes: each
    contradiction takes away one claim or one equation, so that there is an end to them.
    """
    propagation = Propagation(network)
    together = Together(propagation)
    found: list[Conflict] = []
    seen: set[frozenset[int]] = set()
    rounds = MAX_ROUNDS if narrowest else 0
    while True:
        failed = failure(propagation, together)
        if failed is None:
            rounds -= 1
            if rounds < 0 or not together.narrows(narrowest):
                return found, propagation
        elif _has_no_value(propagation, failed):
            propagation.drop([], [failed])
        else:
            conflict, equation = _conflict(propagation, failed)
            # Several ways may lead to one contradiction, such as months by way of a quarter and without it.
            figures = frozenset(conflict.figures)
            if not figures or figures not in seen:
                found.append(conflict)
                seen.add(figures)
            if conflict.asserted in figures and is_claim(network, conflict.asserted):
                propagation.drop([conflict.asserted], [])
            else:
                propagation.drop([], _with_combinations(network, equation))


def failure(propagation: Propagation, together: Together | None = None) -> int | None:
    """Go on until an equation fails, be it one that several are together; None when all can hold."""
    together = together or Together(propagation)
    while propagation.run():
        # A proof that relations cannot hold together is one more equation, which fails.
        if not together.fails():
            return None
    return propagation.failed


def solved_for_one(propagation: Propagation, place: int) -> Interval | None:
    """The best bounds there are of one variable; None when not all can hold."""
    together = Together(propagation)
    if failure(propagation, together) is not None:
        return None
    if together.narrows([place]):
        propagation.run()
    return propagation.bounds[place]


def _with_combinations(network: Network, number: int) -> list[int]:
    """An equation and all that it is part of."""
    return [number, *(proof for proof, combined in network.proofs() if number in combined)]


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
    support = support_of(propagation, network.equations[failed].variables)
    part, numbers, equations = network.part(sorted({failed, *support.equations}), propagation.dropped)
    figures = _smallest(part, [number for number, variable in enumerate(part.variables) if variable.printed])
    around = _around(propagation, [numbers[figure] for figure in figures], equations)
    if around:
        # What was not needed to see that they cannot hold may do instead of one of the figures.
        there = [numbers[figure] for figure in figures]
        part, numbers, equations = network.part([*equations, *around], propagation.dropped)
        figures = _smallest(part, [numbers.index(figure) for figure in there])
    last = Propagation(part, figures)
    fails = failure(last)
    if fails is not None:
        rests_on = support_of(last, part.equations[fails].variables)
        reasons = sorted({fails, *rests_on.equations})
    else:
        # Bounds that creep may need more than is left here to get where they were.
        reasons = list(range(len(equations)))
        fails = len(equations) - 1
    reasons, asserted = part.singly(reasons), _asserted(part, figures, fails)
    computed = solved_for_one(Propagation(part, [figure for figure in figures if figure != asserted]), asserted)
    conflict = Conflict(
        numbers[asserted],
        computed,
        tuple(numbers[figure] for figure in figures),
        tuple(equations[reason] for reason in reasons),
    )
    return conflict, equations[part.singly([fails])[0]]


def _around(propagation: Propagation, figures: Sequence[int], equations: Sequence[int]) -> list[int]:
    """Other sums and products that may say something of these figures when nothing else is believed, not too many."""
    network = propagation.network
    seen = dict.fromkeys(equations)
    waiting = deque(one for each in equations for one in network.equations[each].variables)
    while waiting and len(seen) < MAX_AROUND:
        for equation in network.variables[waiting.popleft()].equations:
            shape, variables = network.equations[equation].shape, network.equations[equation].variables
            is_new = equation not in seen and equation not in propagation.left_out
            if is_new and isinstance(shape, Linear | Product) and len(variables) <= MAX_AROUND:
                seen[equation] = None
                waiting += variables
    idle = _idle(network, seen, set(figures))
    return [
        each for each in seen if each not in idle and each not in equations and not network.equations[each].combined
    ]


def _idle(network: Network, equations: Collection[int], believed: Collection[int]) -> set[int]:
    """Those of some equations that can always hold: alone they speak of something of which anything is possible."""
    counts = Counter(one for each in equations for one in set(network.equations[each].variables))
    free = {
        one
        for one, count in counts.items()
        if count == 1 and one not in believed and network.variables[one].limits == EVERYTHING
    }
    return {each for each in equations if not free.isdisjoint(network.equations[each].variables)}


def _smallest(part: Network, figures: Sequence[int]) -> list[int]:
    """Figures of which none can be spared: without any of them the others would hold."""
    kept, size = list(figures), max(1, len(figures) // 2)
    # Solving equations together costs as much as there are pairs of them.
    cost = sum(len(equation.variables) for equation in part.equations) + len(part.equations) ** 2
    patience = PATIENCE
    while patience > 0:
        start = 0
        while start < len(kept) and patience > 0:
            fewer = kept[:start] + kept[start + size :]
            patience -= cost
            if failure(Propagation(part, fewer)) is None:
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
