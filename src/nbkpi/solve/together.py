"""Linear relations taken together: single equations that follow from several and say more than each by itself.

Propagation is complete where relations form a tree. Where they run in circles, exact linear programming finds what
they leave; each of its answers is a combination of the relations, which is then one more of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from nbkpi.book.records import Entity
from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.solve.contractors.combination import Combination, Term, as_sum
from nbkpi.solve.contractors.linear import Linear
from nbkpi.solve.contractors.product import Product
from nbkpi.solve.contractors.simplex import CONSTANT, Row, Tableau
from nbkpi.solve.network import Equation
from nbkpi.solve.propagate import Propagation

MAX_SIZE = 100
"""How many relations that run in circles may be solved together; of more only propagation says something."""

PATIENCE = 20_000
"""How much work goes into one set of relations, in rows of the simplex method that are computed anew."""

ONE = Fraction(1)
ZERO_ONLY = Interval.point(0)


def fails_together(propagation: Propagation) -> bool:
    """Look for relations that cannot all hold within the bounds that are left; the proof is one more of them."""
    for part in _circles(propagation):
        row = part.tableau.fails()
        proof = None if row is None else part.combination(row)
        if proof is not None and part.changed_by(proof) is None:
            propagation.add(proof)
            return True
    return False


def narrowed_together(propagation: Propagation, wanted: Collection[int]) -> bool:
    """The same for relations that leave less for one of the variables wanted than the bounds it has."""
    found = False
    for part in _circles(propagation):
        ends = list(part.ends(wanted))
        if ends and part.tableau.fails() is None:
            for place, up in ends:
                row = part.tableau.extreme(place, up)
                proof = None if row is None else part.combination(row)
                if proof is not None and part.narrows(proof, place):
                    propagation.add(proof)
                    found = True
    return found


class _Part:
    """Relations that run in circles, as rows of a tableau; each row has a place of its own that is zero.

    hanging: the variables of relations that hang on these without being part of a circle.
    """

    def __init__(self, propagation: Propagation, numbers: Sequence[int], hanging: Collection[int]) -> None:
        self._hanging = hanging
        self.propagation, self._equations = propagation, propagation.network.equations
        equations = {number: self._equations[number] for number in numbers}
        self.variables = list(dict.fromkeys(one for each in equations.values() for one in each.variables))
        self._places = {variable: place for place, variable in enumerate(self.variables)}
        bounds = [propagation.bounds[one] for one in self.variables]
        self.terms: list[tuple[int, Term]] = []
        rows: list[Mapping[int, Fraction]] = []
        for number, equation in equations.items():
            places = tuple(self._places[one] for one in equation.variables)
            for side in (0,) if isinstance(equation.shape, Linear) else (-1, 1):
                term = Term(equation.shape, places, ONE, side)  # type: ignore[arg-type]
                found = as_sum(term, [bounds[place] for place in places])
                if found is not None:
                    self.terms.append((number, term))
                    rows.append({places[place]: factor for place, factor in found[0].items()} | {CONSTANT: found[1]})
                    bounds.append(ZERO_ONLY if found[2] is None else found[2])
        first = len(self.variables)
        # What a sum is stands as a place of its own; so do the rows themselves, to see what each of them is used for.
        tagged = [
            dict(row) | {first + number: -ONE, first + len(rows) + number: ONE} for number, row in enumerate(rows)
        ]
        self._tags = first + len(rows)
        self.tableau = Tableau(tagged, [*bounds, *[ZERO_ONLY] * len(rows)], PATIENCE)

    def ends(self, wanted: Collection[int]) -> Iterator[tuple[int, bool]]:
        """Every variable that is wanted and not settled, down and up; those too on which one hangs that is wanted."""
        more = self._hanging if any(one in wanted for one in self._hanging) else ()
        for place, variable in enumerate(self.variables):
            if (variable in wanted or variable in more) and not self.propagation.bounds[variable].is_point:
                yield place, False
                yield place, True

    def combination(self, row: Row) -> Equation:
        """The equation that a row of the tableau is."""
        used = [
            (number, term._replace(factor=Fraction(row[self._tags + tag])))
            for tag, (number, term) in enumerate(self.terms)
            if self._tags + tag in row
        ]
        combined = {number: self._equations[number] for number, _term in used}
        variables = tuple(dict.fromkeys(one for equation in combined.values() for one in equation.variables))
        there = {variable: place for place, variable in enumerate(variables)}
        terms = tuple(
            term._replace(places=tuple(there[one] for one in combined[number].variables)) for number, term in used
        )
        rates = dict.fromkeys(there[one] for equation in combined.values() for one in equation.stated_by)
        first = combined[used[0][0]]
        return Equation(
            Combination(terms, tuple(rates)),
            variables,
            "together",
            first.about,
            first.entity,
            first.period,
            tuple(combined),
        )

    def narrows(self, proof: Equation, place: int) -> bool:
        """Whether an equation leaves less of a variable than there is."""
        changed = self.changed_by(proof)
        return changed is None or self.variables[place] in changed

    def changed_by(self, proof: Equation) -> set[int] | None:
        """The variables of which an equation leaves less than there is; None where it leaves nothing of one."""
        box = [self.propagation.bounds[one] for one in proof.variables]
        changes = proof.shape.contract(box)
        return None if changes is None else {proof.variables[index] for index, now in changes if now != box[index]}


def _circles(propagation: Propagation) -> Iterator[_Part]:
    """The relations that run in circles, each set that shares variables together, as far as they are not too many.

    Of too many those of one entity and period are taken together.
    """
    for linked in _components(propagation):
        core = _core(linked)
        if core and len(linked) <= MAX_SIZE:
            yield _Part(propagation, list(linked), ())
        elif core and len(core) <= MAX_SIZE:
            yield _Part(propagation, core, _hanging(linked, core))
        else:
            for some in _by_period(propagation, core):
                inner = _core({number: linked[number] for number in some})
                if inner and len(inner) <= MAX_SIZE:
                    yield _Part(propagation, inner, _hanging(linked, inner))


def _hanging(linked: Mapping[int, Sequence[int]], chosen: Collection[int]) -> set[int]:
    """The variables of the relations that are not chosen."""
    return {one for number in linked.keys() - set(chosen) for one in linked[number]}


def _by_period(propagation: Propagation, numbers: Iterable[int]) -> Iterable[list[int]]:
    """The relations of each entity and period."""
    found: defaultdict[tuple[Entity, Period], list[int]] = defaultdict(list)
    for number in numbers:
        equation = propagation.network.equations[number]
        found[equation.entity, equation.period].append(number)
    return found.values()


def _core(linked: Mapping[int, Sequence[int]]) -> list[int]:
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


def _components(propagation: Propagation) -> list[dict[int, list[int]]]:
    """The linear relations that hold with their variables that are not settled, in sets that share some of those."""
    root: dict[int, int] = {}

    def find(one: int) -> int:
        while root.setdefault(one, one) != one:
            root[one] = one = root[root[one]]
        return one

    linear: dict[int, list[int]] = {}
    for number, equation in enumerate(propagation.network.equations):
        if number not in propagation.left_out and _is_linear(propagation, equation):
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


def _is_linear(propagation: Propagation, equation: Equation) -> bool:
    """Whether it is a sum, or a share or growth that was printed: between its ends everything is possible."""
    shape = equation.shape
    if isinstance(shape, Product):
        return all(map(propagation.is_believed, equation.stated_by))
    # A metric that nobody printed may be beyond its limits, which is a matter of its own.
    is_printed = equation.sort != "metric" or propagation.is_believed(equation.variables[-1])
    return isinstance(shape, Linear) and is_printed
