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


class Together:
    """The linear relations of a propagation, in sets that share variables and run in circles.

    What was found of a set is not looked for again until something else says more, or less, of its variables.
    """

    def __init__(self, propagation: Propagation) -> None:
        self.propagation = propagation
        self._parts: dict[tuple[int, ...], _Part] = {}

    def fails(self) -> bool:
        """Look for relations that cannot all hold within the bounds that are left; the proof is one more of them."""
        for part in self.circles():
            proof = part.contradiction()
            if proof is not None:
                self.propagation.add(proof)
                return True
        return False

    def narrows(self, wanted: Collection[int]) -> bool:
        """The same for relations that leave less for one of the variables wanted than the bounds it has."""
        proofs = [proof for part in self.circles() for proof in part.proofs(wanted)]
        for proof in proofs:
            self.propagation.add(proof)
        return bool(proofs)

    def circles(self) -> list[_Part]:
        """The relations that run in circles, each set that shares variables together, as far as they are not too many.

        Of too many those of one entity and period are taken together.
        """
        self.propagation.not_together.clear()
        found: dict[tuple[int, ...], _Part] = {}
        for linked in _components(self.propagation):
            for numbers in self._solvable(linked):
                key = tuple(numbers)
                made = _Part(self.propagation, key, _hanging(linked, numbers))
                known = self._parts.get(key)
                part = found[key] = known if known is not None and known.is_like(made) else made
                if part.is_given_up:
                    self.propagation.not_together.update(numbers)
        self._parts = found
        return list(found.values())

    def _solvable(self, linked: Mapping[int, Sequence[int]]) -> Iterator[Sequence[int]]:
        core = _core(linked)
        if core and len(linked) <= MAX_SIZE:
            yield list(linked)
        elif core and len(core) <= MAX_SIZE:
            yield core
        elif core:
            self.propagation.not_together.update(core)
            for some in _by_period(self.propagation, core):
                inner = _core({number: linked[number] for number in some})
                if inner and len(inner) <= MAX_SIZE:
                    yield inner


class _Part:
    """Relations that run in circles, as rows of a tableau; each row has a place of its own for what it comes to.

    hanging: the variables of relations that hang on these without being part of a circle.
    """

    def __init__(self, propagation: Propagation, numbers: Sequence[int], hanging: Collection[int]) -> None:
        self._hanging = hanging
        self.propagation, self._equations = propagation, propagation.network.equations
        equations = {number: self._equations[number] for number in numbers}
        self.variables = list(dict.fromkeys(one for each in equations.values() for one in each.variables))
        self._places = {variable: place for place, variable in enumerate(self.variables)}
        self._bounds = self._bounds_from_outside(equations)
        self._tableau: Tableau | None = None
        self._looked_for: set[tuple[int, bool]] = set()
        self.terms: list[tuple[int, Term]] = []
        self._rows: list[Mapping[int, Fraction]] = []
        for number, equation in equations.items():
            places = tuple(self._places[one] for one in equation.variables)
            box = [propagation.bounds[one] for one in equation.variables]
            for side in (0,) if isinstance(equation.shape, Linear) else (-1, 1):
                term = Term(equation.shape, places, ONE, side)  # type: ignore[arg-type]
                found = as_sum(term, box)
                if found is not None:
                    self.terms.append((number, term))
                    own = {len(self._bounds): -ONE, CONSTANT: found[1]}
                    self._rows.append({places[place]: factor for place, factor in found[0].items()} | own)
                    self._bounds.append(ZERO_ONLY if found[2] is None else found[2])

    def _bounds_from_outside(self, equations: Mapping[int, Equation]) -> list[Interval]:
        """What is left of each variable, but not by the sums themselves and what was proved from the relations.

        That would only be said once more, unless bounds were moved to whole numbers.
        """
        sums = {number for number, equation in equations.items() if isinstance(equation.shape, Linear)}
        sums.update(number for number, proof in self.propagation.network.proofs() if equations.keys() >= set(proof))
        variables = self.propagation.network.variables
        return [
            self.propagation.bounds[one]
            if variables[one].step is not None
            else self.propagation.bounds_apart_from(one, sums)
            for one in self.variables
        ]

    def is_like(self, other: _Part) -> bool:
        """Whether it says the same within the same bounds."""
        return self._rows == other._rows and self._bounds == other._bounds and self._hanging == other._hanging

    @property
    def is_given_up(self) -> bool:
        """Whether it took too long to solve it."""
        return self._tableau is not None and self._tableau.patience <= 0

    @property
    def tableau(self) -> Tableau:
        """Its rows, made when first asked for."""
        if self._tableau is None:
            near = [self.propagation.bounds[one] for one in self.variables] + self._bounds[len(self.variables) :]
            self._tableau = Tableau(self._rows, self._bounds, near, PATIENCE)
        return self._tableau

    def contradiction(self) -> Equation | None:
        """The proof that the relations cannot all hold; None where they can, or nobody knows."""
        row = self.tableau.fails()
        proof = None if row is None else self.combination(row)
        return proof if proof is not None and self.changed_by(proof) is None else None

    def proofs(self, wanted: Collection[int]) -> Iterator[Equation]:
        """Equations that leave less of a variable that is wanted."""
        if self.tableau.fails() is None:
            for end in self._ends(wanted):
                place, up = end
                if end not in self._looked_for and not self._is_reached(place, up):
                    row = self.tableau.extreme(place, up)
                    proof = None if row is None else self.combination(row)
                    if proof is not None and self._leaves_less(proof, place):
                        yield proof
                self._looked_for.add(end)

    def _is_reached(self, place: int, up: bool) -> bool:
        """Whether the values found last are at an end already, so that nothing can be less."""
        bounds = self.propagation.bounds[self.variables[place]]
        end, closed = (bounds.upper, bounds.upper_closed) if up else (bounds.lower, bounds.lower_closed)
        return end is not None and self.tableau.is_at(place, end, closed)

    def _ends(self, wanted: Collection[int]) -> Iterator[tuple[int, bool]]:
        """Every variable that is wanted and not settled, down and up; those too on which one hangs that is wanted."""
        more = self._hanging if any(one in wanted for one in self._hanging) else ()
        for place, variable in enumerate(self.variables):
            if (variable in wanted or variable in more) and not self.propagation.bounds[variable].is_point:
                yield place, False
                yield place, True

    def combination(self, row: Row) -> Equation:
        """The equation that a row of the tableau is."""
        first_own = len(self.variables)
        used = [
            (number, term._replace(factor=Fraction(-row[own])))
            for own, (number, term) in enumerate(self.terms, first_own)
            if own in row
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

    def _leaves_less(self, proof: Equation, place: int) -> bool:
        """Whether an equation leaves less of a variable than there is."""
        changed = self.changed_by(proof)
        return changed is None or self.variables[place] in changed

    def changed_by(self, proof: Equation) -> set[int] | None:
        """The variables of which an equation leaves less than there is; None where it leaves nothing of one."""
        box = [self.propagation.bounds[one] for one in proof.variables]
        changes = proof.shape.contract(box)
        return None if changes is None else {proof.variables[index] for index, now in changes if now != box[index]}


def _hanging(linked: Mapping[int, Sequence[int]], chosen: Collection[int]) -> frozenset[int]:
    """The variables of the relations that are not chosen."""
    return frozenset(one for number in linked.keys() - set(chosen) for one in linked[number])


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
