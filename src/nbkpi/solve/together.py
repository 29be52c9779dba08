"""Linear relations taken together: single equations that follow from several and say more than each by itself.

Propagation is complete where relations form a tree. Where they run in circles, exact linear programming finds what
they leave; each of its answers is a combination of the relations, which is then one more of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from nbkpi.exact import Interval
from nbkpi.solve.circles import by_period, components, core, shared
from nbkpi.solve.contractors.combination import Combination, CombinedRelation, as_sum
from nbkpi.solve.contractors.linear import Linear
from nbkpi.solve.contractors.simplex import CONSTANT, Row, Tableau
from nbkpi.solve.network import Equation
from nbkpi.solve.propagate import Propagation
from nbkpi.solve.support import bounds_apart_from

MAX_SIZE = 100
"""How many relations that run in circles may be solved together; of more only propagation says something."""

PATIENCE = 20_000
"""How much work goes into one set of relations, in rows of the simplex method that are computed anew."""

ZERO, ONE = Fraction(0), Fraction(1)
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
        for linked in components(self.propagation):
            counts = Counter(one for variables in linked.values() for one in variables)
            for numbers in self._solvable(linked):
                part = self._part(tuple(numbers), shared(linked, counts, numbers))
                found[part.numbers] = part
                if part.is_given_up:
                    self.propagation.not_together.update(numbers)
        self._parts = found
        return list(found.values())

    def _part(self, numbers: tuple[int, ...], linking: frozenset[int]) -> _Part:
        """A set of relations: the one that is known where nothing changed in between."""
        known = self._parts.get(numbers)
        if known is not None and known.linking == linking and known.is_untouched:
            return known
        made = _Part(self.propagation, numbers, linking)
        return known if known is not None and known.is_like(made) else made

    def _solvable(self, linked: Mapping[int, Sequence[int]]) -> Iterator[Sequence[int]]:
        """The sets of relations to be solved, each as a whole, of those that share variables."""
        circle = core(linked)
        if circle and len(linked) <= MAX_SIZE:
            yield list(linked)
        elif circle and len(circle) <= MAX_SIZE:
            yield circle
        elif circle:
            self.propagation.not_together.update(circle)
            for some in by_period(self.propagation, circle):
                inner = core({number: linked[number] for number in some})
                if inner and len(inner) <= MAX_SIZE:
                    yield inner


class _Part:
    """Relations that run in circles, as rows of a tableau; each row has a place of its own for what it comes to.

    linking: the variables that relations speak of too which hang on these without being part of a circle.
    """

    def __init__(self, propagation: Propagation, numbers: tuple[int, ...], linking: frozenset[int]) -> None:
        self.numbers, self.linking = numbers, linking
        self.propagation, self._equations = propagation, propagation.network.equations
        equations = {number: self._equations[number] for number in numbers}
        self.variables = list(dict.fromkeys(one for each in equations.values() for one in each.variables))
        self._places = {variable: place for place, variable in enumerate(self.variables)}
        self._seen = [propagation.bounds[one] for one in self.variables]
        self._bounds = self._bounds_from_outside(equations)
        self._tableau: Tableau | None = None
        self._looked_for: set[tuple[int, bool]] = set()
        self.terms: list[tuple[int, CombinedRelation]] = []
        self._rows: list[Mapping[int, Fraction]] = []
        for number, equation in equations.items():
            places = tuple(self._places[one] for one in equation.variables)
            box = [propagation.bounds[one] for one in equation.variables]
            for side in (0,) if isinstance(equation.shape, Linear) else (-1, 1):
                term = CombinedRelation(equation.shape, places, ONE, side)  # type: ignore[arg-type]
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
            else bounds_apart_from(self.propagation, one, sums)
            for one in self.variables
        ]

    def is_like(self, other: _Part) -> bool:
        """Whether it says the same within the same bounds."""
        self._seen = other._seen
        return self._rows == other._rows and self._bounds == other._bounds and self.linking == other.linking

    @property
    def is_untouched(self) -> bool:
        """Whether its variables have the bounds they had."""
        bounds = self.propagation.bounds
        return all(bounds[one] is seen for one, seen in zip(self.variables, self._seen, strict=True))

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
        if self._tableau is None and self._holds_in_the_middle():
            return None
        row = self.tableau.fails()
        proof = None if row is None else self.combination(row)
        return proof if proof is not None and self.changed_by(proof) is None else None

    def _holds_in_the_middle(self) -> bool:
        """Whether all relations hold in the middle of what is left, but for one variable of each sum that no other has.

        That costs much less than to solve them, and is so of most figures that are right.
        """
        count = len(self.variables)
        uses = Counter(place for row in self._rows for place in row if place < count)
        bounds = [self.propagation.bounds[one] for one in self.variables]
        for own, row in enumerate(self._rows, count):
            is_sum = self._bounds[own] is ZERO_ONLY
            moved = next((place for place in row if 0 <= place < count and uses[place] == 1), None) if is_sum else own
            if moved is None:
                return False
            total = row.get(CONSTANT, ZERO)
            for place, factor in row.items():
                if place not in (moved, own, CONSTANT):
                    low, high = bounds[place].lower, bounds[place].upper
                    if low is None or high is None:
                        return False
                    total += factor * (low + high) / 2
            if -total / row[moved] not in (bounds[moved] if is_sum else self._bounds[own]):
                return False
        return True

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
        """Every variable that is wanted and not settled, down and up; those too on which others hang."""
        more = self.linking if wanted else ()
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
