"""Which relations have to be taken together: linear ones that share variables and run in circles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from nbkpi.figure import Period
from nbkpi.model.records import Entity
from nbkpi.solve.contractors.product import Product
from nbkpi.solve.propagate import Propagation


def shared(linked: Mapping[int, Sequence[int]], counts: Mapping[int, int], chosen: Iterable[int]) -> frozenset[int]:
    """The variables that the chosen relations share with other relations; linked has the variables of each relation.

    counts: in how many relations each variable is.
    """
    within = Counter(one for number in chosen for one in linked[number])
    return frozenset(one for one, count in within.items() if counts[one] > count)


def by_period(propagation: Propagation, numbers: Iterable[int]) -> Iterable[list[int]]:
    """The relations of each entity and period."""
    found: defaultdict[tuple[Entity, Period], list[int]] = defaultdict(list)
    for number in numbers:
        equation = propagation.network.equations[number]
        found[equation.entity, equation.period].append(number)
    return found.values()


def core(linked: Mapping[int, Sequence[int]]) -> list[int]:
    """The relations that are part of a circle: of all others propagation says everything."""
    left = dict(linked)
    while True:
        counts = Counter(one for variables in left.values() for one in variables)
        inner = {
            number: variables for number, variables in left.items() if sum(counts[one] > 1 for one in variables) > 1
        }
        if len(inner) == len(left):
            return list(left)
        left = inner


def components(propagation: Propagation) -> list[dict[int, list[int]]]:
    """The linear relations that hold with their variables that are not settled, in sets that share some of those."""
    root: dict[int, int] = {}

    def find(one: int) -> int:
        while root.setdefault(one, one) != one:
            root[one] = one = root[root[one]]
        return one

    linear: dict[int, list[int]] = {}
    for number, equation in enumerate(propagation.network.equations):
        if number not in propagation.left_out and propagation.is_linear(equation):
            unsettled = _unsettled(propagation, number)
            if len(unsettled) > 1:
                linear[number] = unsettled
    for first, *others in linear.values():
        for other in others:
            root[find(first)] = find(other)
    found: defaultdict[int, dict[int, list[int]]] = defaultdict(dict)
    for number, unsettled in linear.items():
        found[find(unsettled[0])][number] = unsettled
    return [each for each in found.values() if len(each) > 1]


def _unsettled(propagation: Propagation, number: int) -> list[int]:
    """The variables that link an equation to others: several values are possible, and they are not just its rate."""
    equation = propagation.network.equations[number]
    rates = equation.stated_by if isinstance(equation.shape, Product) else ()
    return [one for one in equation.variables if one not in rates and not propagation.bounds[one].is_point]
