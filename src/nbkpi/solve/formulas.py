"""The equations of a book without their variables: each formula compiled once, and what speaks of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from nbkpi.figure import Period
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Identity, Indicator, Measure, Metric, Observation
from nbkpi.solve.contractors.choose import shape_of
from nbkpi.solve.contractors.shape import EquationShape
from nbkpi.solve.expr.compile import Sides, compile_definition, compile_equation, compile_metric
from nbkpi.solve.expr.expression import Program, Slot
from nbkpi.solve.printed import is_usable
from nbkpi.solve.spans import PeriodSum, additions
from nbkpi.solve.splits import Splits

Form = tuple[EquationShape, tuple[Slot, ...]]
"""An equation over the values that its slots ask for."""

ClaimsOn = Mapping[tuple[Measure, Period], Sequence[Observation]]
"""For everything that claims are computed from: those claims."""


class Formulas:
    """The formulas of one book; those that name metrics in two forms, with the metrics' own formulas put in for them
    and with the metrics as values.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self._programs: dict[Metric, Program] = {}
        self._metrics: dict[Metric, list[Form]] = {}
        self._identities: dict[Identity, list[Form]] = {}
        self._claims: dict[Entity, ClaimsOn] = {}
        self._totals: dict[Entity, ClaimsOn] = {}
        self._on_wholes: dict[Entity, ClaimsOn] = {}
        self._additions: dict[frozenset[Period], Sequence[PeriodSum]] = {}
        self.splits = Splits(book, self.claims_on)
        self._speaking: dict[Measure, list[tuple[Identity, Slot]]] | None = None

    def program(self, metric: Metric) -> Program:
        """The metric as it is computed forward."""
        program = self._programs.get(metric)
        if program is None:
            program = self._programs[metric] = compile_metric(self.book, metric)
        return program

    def of_metric(self, metric: Metric) -> list[Form]:
        """The metric, in the last slot, and its formula."""
        found = self._metrics.get(metric)
        if found is None:
            both = [compile_definition(self.book, metric, inline=inline) for inline in (True, False)]
            found = self._metrics[metric] = _forms(both)
        return found

    def of_identity(self, identity: Identity) -> list[Form]:
        """Both sides of an identity."""
        found = self._identities.get(identity)
        if found is None:
            both = [compile_equation(self.book, identity.equation, inline=inline) for inline in (True, False)]
            found = self._identities[identity] = _forms(both)
        return found

    def claims_on(self, entity: Entity) -> ClaimsOn:
        """The claims that may be turned around; those at other prices than the levels say nothing about them.

        What was said of a measure itself comes first: it leads back most directly.
        """
        known = self._claims.get(entity)
        if known is None:
            claims = sorted(self.book.claims_of(entity), key=_is_indirect)
            known = self._claims[entity] = self._claims_by(claims, ("own",))
        return known

    def periods_claimed(self, entity: Entity, measure: Measure) -> list[Period]:
        """The periods for which claims may be turned around to this measure."""
        return [period for about, period in self.claims_on(entity) if about is measure]

    def claims_on_totals(self, entity: Entity) -> ClaimsOn:
        """The claims about an entity that are computed from totals and means over the entities within."""
        known = self._totals.get(entity)
        if known is None:
            known = self._totals[entity] = self._claims_by(self.book.claims_of(entity), ("sum", "mean"))
        return known

    def claims_on_whole(self, entity: Entity) -> ClaimsOn:
        """The claims about the cells of an entity that are computed from the whole of it, such as their shares."""
        known = self._on_wholes.get(entity)
        if known is None:
            claims = (claim for cell in self.book.cells_of(entity) for claim in self.book.claims_of(cell))
            known = self._on_wholes[entity] = self._claims_by(claims, ("whole",))
        return known

    def _claims_by(self, claims: Iterable[Observation], scopes: Collection[str]) -> ClaimsOn:
        """Claims by what they are computed from in these scopes."""
        found: defaultdict[tuple[Measure, Period], list[Observation]] = defaultdict(list)
        for claim in claims:
            if isinstance(claim.measure, Metric) and is_usable(claim):
                forms = self.of_metric(claim.measure)
                for slot in dict.fromkeys(slot for _shape, slots in forms for slot in slots[:-1]):
                    if slot.measure is not None and slot.scope in scopes:
                        found[slot.measure, slot.period(claim.period)].append(claim)
        return found

    def additions(self, periods: Collection[Period]) -> Sequence[PeriodSum]:
        """How these periods add up to each other; many entities report for the same ones."""
        key = frozenset(periods)
        found = self._additions.get(key)
        if found is None:
            found = self._additions[key] = tuple(additions(key))
        return found

    def identities_on(self, measure: Measure) -> Sequence[tuple[Identity, Slot]]:
        """The identities that speak of a measure, and where in them."""
        if self._speaking is None:
            self._speaking = defaultdict(list)
            for identity in self.book.identities:
                for _shape, slots in self.of_identity(identity):
                    for slot in slots:
                        if slot.measure is not None:
                            self._speaking[slot.measure].append((identity, slot))
        return self._speaking.get(measure, ())


def _forms(sides: Sequence[Sides]) -> list[Form]:
    """One equation in several forms, those that are the same only once."""
    return [(shape_of(one.left, one.right), one.slots) for one in dict.fromkeys(sides)]


def _is_indirect(claim: Observation) -> bool:
    """Whether a claim is about something other than the growth or change of a single indicator."""
    return not (isinstance(claim.measure, Metric) and isinstance(claim.measure.base, Indicator))
