"""Everything a book says, as variables and the equations between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.model.breakdowns import Breakdown, Member
from nbkpi.model.records import Entity, Identity, Measure, Observation
from nbkpi.solve.contractors.shape import EquationShape

Role = Literal["own", "sum", "mean", "printed", "target", "elapsed", "years", "rest"]
"""Whose value a variable is: the entity's own, that of all entities within, a target, one of the calendar, or what is
left of a whole beside its printed parts."""

Sort = Literal["metric", "identity", "sum", "members", "within", "periods", "together"]
"""Where an equation comes from: a metric's formula, an identity of the book, the total over the entities within or the
members of a breakdown, a whole that holds its parts, periods that add up, or several of these together."""


class Key(NamedTuple):
    """What a variable stands for."""

    entity: Entity
    measure: Measure | None
    period: Period
    role: Role = "own"


class Equation(NamedTuple):
    """What must hold between some variables; about is the metric, identity or indicator it was made for.

    combined: the numbers of the equations that it follows from, where it is several of them together. by: the
    breakdown, or the member of one, whose members it adds up.
    """

    shape: EquationShape
    variables: tuple[int, ...]
    sort: Sort
    about: Measure | Identity | None
    entity: Entity
    period: Period
    combined: tuple[int, ...] = ()
    by: Breakdown | Member | None = None

    @property
    def stated_by(self) -> tuple[int, ...]:
        """The variables of which printed figures say that all in the equation has a value; none for no such ones."""
        places = (-1,) if self.sort == "metric" else self.shape.stated_by
        return tuple(self.variables[place] for place in places)


class Step(NamedTuple):
    """One step of a derivation: what an equation, or several together, left for a variable."""

    equations: tuple[Equation, ...]
    key: Key
    interval: Interval


def solved_for(equation: Equation, variable: int, box: Sequence[Interval]) -> Interval | None:
    """What an equation leaves of one of its variables when all are in a box; None when it cannot hold there."""
    changes = equation.shape.contract(box)
    if changes is None:
        return None
    place = equation.variables.index(variable)
    return next((interval for index, interval in reversed(changes) if index == place), box[place])


@dataclass(slots=True)
class KnownVariable:
    """What is known of a variable before anything is deduced.

    limits is what it can be at all; allowed is that and what its printed figures leave of it. step: it is a whole
    multiple of so much. is_known: it was printed, or belongs to the calendar.
    """

    key: Key
    limits: Interval
    allowed: Interval
    step: Fraction | None = None
    printed: tuple[Observation, ...] = ()
    is_known: bool = False
    equations: list[int] = field(default_factory=list)

    def in_equations(self, equations: Iterable[int] = ()) -> KnownVariable:
        """The same in these equations, to be changed without this one; no copy of a dataclass is made as quickly."""
        return KnownVariable(self.key, self.limits, self.allowed, self.step, self.printed, self.is_known, [*equations])


class Network:
    """Variables by their numbers, and equations by theirs."""

    def __init__(self) -> None:
        self.variables: list[KnownVariable] = []
        self.equations: list[Equation] = []
        self.numbers: dict[Key, int] = {}

    def add_variable(self, variable: KnownVariable) -> int:
        """Take in a variable that is not there yet; its number."""
        number = self.numbers[variable.key] = len(self.variables)
        self.variables.append(variable)
        return number

    def add_equation(self, equation: Equation) -> None:
        """Take in an equation between variables that are there."""
        number = len(self.equations)
        self.equations.append(equation)
        for variable in dict.fromkeys(equation.variables):
            self.variables[variable].equations.append(number)

    def with_instead(self, number: int, variable: KnownVariable) -> Network:
        """The same network with another variable of the same key in the place of one; this one stays as it is."""
        other = Network()
        other.variables = [one.in_equations(one.equations) for one in self.variables]
        other.variables[number] = variable.in_equations(self.variables[number].equations)
        other.equations, other.numbers = [*self.equations], self.numbers
        return other

    def proofs(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """What several equations are together, the last one first, and which these are."""
        for number in range(len(self.equations) - 1, -1, -1):
            combined = self.equations[number].combined
            # They come after all others.
            if not combined:
                return
            yield number, combined

    def singly(self, equations: Iterable[int]) -> list[int]:
        """The numbers of equations, in order, and instead of what several are together those themselves."""
        found: set[int] = set()
        for number in equations:
            found.update(self.equations[number].combined or (number,))
        return sorted(found)

    def part(
        self, equations: Iterable[int], dropped: Collection[int] = frozenset()
    ) -> tuple[Network, list[int], list[int]]:
        """A network of these equations only, and for its variables and equations the numbers they have here.

        Of what several are together it has those themselves.
        What was printed for the variables that are dropped is left out.
        """
        part, there, chosen = Network(), dict[int, int](), list(dict.fromkeys(self.singly(equations)))
        for number in chosen:
            equation = self.equations[number]
            for variable in equation.variables:
                if variable not in there:
                    one = self.variables[variable].in_equations()
                    if variable in dropped:
                        one.allowed, one.printed, one.is_known = one.limits, (), False
                    there[variable] = len(part.variables)
                    part.variables.append(one)
            part.add_equation(equation._replace(variables=tuple(there[each] for each in equation.variables)))
        return part, list(there), chosen
