"""What may have gone wrong where printed figures contradict each other: changes that make everything fit again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from operator import itemgetter

from nbkpi.errors import UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.figure.spoken import period_text
from nbkpi.language import _
from nbkpi.model.records import Entity, Indicator, Metric, Observation
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.beyond import beyond_limits_of
from nbkpi.solve.check.readings import OtherReadings
from nbkpi.solve.check.slips import SLIPPED, slips
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.conflict import failure, solved_for_one
from nbkpi.solve.equations import Builder
from nbkpi.solve.network import Key, Network
from nbkpi.solve.printed import Reading, either_way, is_usable
from nbkpi.solve.propagate import Propagation
from nbkpi.solve.variables import Variables

MOST = 3
"""So many hints are given for one contradiction."""

MAX_FIGURES = 8
"""In so many of the figures of a contradiction slips are looked for."""


PATIENCE = 200_000
"""How much work goes into the hints for one book, in places of equations that are looked at."""

PATIENCE_EACH = 150
"""For how many of them one contradiction counts at least: figures are read in other words too."""


def hints(calculator: Calculator, check: Check) -> tuple[str, ...]:
    """The likeliest repairs of a contradiction, best first; none where nothing simple makes everything fit."""
    return HintSearch(calculator).hints(check)


def _stock(check: Check) -> Iterator[str]:
    """Where the longest period has just what its last part has, the indicator may not add up over time at all."""
    if check.sort != "periods":
        return
    whole = max(check.printed, key=lambda one: one.period.length)
    parts = [one for one in check.printed if one.period.length < whole.period.length]
    last = max(parts, key=lambda one: one.period.end, default=None)
    if last is not None and either_way(whole).intersect(either_way(last)) is not None:
        name = whole.measure.name
        yield _('“{name}” is a stock (the state at the end of a period): give it measure = "stock"', name=name)


class HintSearch:
    """Looks for repairs in one book, one contradiction after the other, until its patience is used up."""

    def __init__(self, calculator: Calculator) -> None:
        self.calculator, self.book = calculator, calculator.book
        self._patience = PATIENCE
        self._readings = OtherReadings(calculator)
        self._beyond_already: dict[Entity, frozenset[tuple[Metric, Period]]] = {}

    @property
    def is_given_up(self) -> bool:
        """Whether there are no more hints: too much was looked at already."""
        return self._patience < 0

    def hints(self, check: Check) -> tuple[str, ...]:
        """The likeliest repairs of a contradiction, best first."""
        # Almost any change of a figure would bring what nobody asserted back to where it is possible.
        is_beyond = check.sort == "metric" and check.asserted is None
        if check.verdict != "contradicted" or check.sort in ("sources", "total") or is_beyond or self.is_given_up:
            return ()
        self._patience -= PATIENCE_EACH
        found = chain(_stock(check), self._readings.of(check), self.slips(check))
        return tuple(islice(dict.fromkeys(found), MOST))

    def slips(self, check: Check) -> Iterator[str]:
        """Slips of the pen in one of the figures, one of each kind in each of them.

        Of a rate that no whole number of cases gives, too many changes would make one that some number does.
        """
        if check.computed is None:
            return
        around = self._around([_key_of(one) for one in check.printed])
        figures = [one for one in check.printed if one.figure.nominal is not None and one.figure.second is None]
        figures = [one for one in figures if one.figure.reading in SLIPPED]
        ways: list[tuple[int, Observation, Interval, str, Iterable[str]]] = []
        for one in figures[:MAX_FIGURES]:
            needed = self._needed(one, around)
            if needed is not None:
                ways += [(rank, one, needed, *way) for rank, way in enumerate(slips(one, needed))]
        said: set[tuple[Observation, Interval | None]] = set()
        for _rank, one, needed, what, variants in sorted(ways, key=itemgetter(0)):
            found = next(filter(None, (self._fitting(one, words, needed, around) for words in variants)), None)
            if found is not None and (one, found.interval) not in said:
                said.add((one, found.interval))
                yield _slip(one, found.text, what)

    def _needed(self, figure: Observation, around: Network) -> Interval | None:
        """What a figure would have to be for all others to hold; None where they do not hold without it either."""
        network = self._changed(around, figure, Variables(self.calculator.formulas, either_way, {figure}))
        return solved_for_one(Propagation(network), network.numbers[_key_of(figure)])

    def _fitting(self, figure: Observation, words: str, needed: Interval, around: Network) -> Observation | None:
        """The figure in these words, if everything that was printed holds then, also far from home."""
        meant = _with_words(figure, words)
        if meant is None or either_way(meant).intersect(needed) is None:
            return None

        def read(one: Observation) -> Interval:
            return either_way(meant if one is figure else one)

        network = self._changed(around, figure, Variables(self.calculator.formulas, read, ()))
        if failure(Propagation(network)) is not None:
            return None
        return meant if self._beyond(figure.entity, read) <= self._beyond_as_printed(figure.entity) else None

    def _beyond(self, entity: Entity, read: Reading) -> frozenset[tuple[Metric, Period]]:
        """What nobody printed of an entity and comes out beyond what it can be."""
        return beyond_limits_of(Calculator(self.book, read, self.calculator.formulas), entity)

    def _beyond_as_printed(self, entity: Entity) -> frozenset[tuple[Metric, Period]]:
        """The same while every figure is what was printed."""
        if entity not in self._beyond_already:
            self._beyond_already[entity] = self._beyond(entity, either_way)
        return self._beyond_already[entity]

    def _changed(self, around: Network, figure: Observation, variables: Variables) -> Network:
        """The relations around a contradiction where one figure is read otherwise, or not at all."""
        self._patience -= sum(len(equation.variables) for equation in around.equations)
        key = _key_of(figure)
        changed = variables.as_printed(figure.entity, figure.measure, figure.period)
        return around.with_instead(around.numbers[key], changed)

    def _around(self, where: Sequence[Key]) -> Network:
        """Every relation that the figures of a contradiction are in, wholes and their parts among them.

        What these figures say changes nothing about which relations these are.
        """
        builder = Builder(self.calculator.formulas, either_way)
        network = builder.around(*where)
        wholes = {key._replace(entity=one) for key in where for one in (key.entity, *key.entity.ancestors())}
        for key in sorted(wholes, key=lambda one: (one.entity.id, str(one.period))):
            if isinstance(key.measure, Indicator) and self.book.printed(key.entity, key.measure, key.period):
                builder.holds_parts(key.entity, key.measure, key.period)
        return network


def _key_of(figure: Observation) -> Key:
    return Key(figure.entity, figure.measure, figure.period)


def _with_words(figure: Observation, words: str) -> Observation | None:
    """The figure as if it had been printed in other words; None where they cannot mean something alike."""
    meant = replace(figure, text=words, _figure=None)
    try:
        read, step = meant.figure, figure.measure.step
    except UnreadableFigure:
        return None
    is_alike = is_usable(meant) and read.bound == figure.figure.bound and read.reading in SLIPPED and read.nominal != 0
    is_whole = meant.nominal is None or step is None or (meant.nominal / step).denominator == 1
    return meant if is_alike and is_whole else None


def _slip(figure: Observation, words: str, what: str) -> str:
    """The hint in words."""
    name = f"{figure.entity.label} {figure.measure.name} {period_text(figure.period)}"
    return _(
        "{name}: “{printed}” should be “{words}” ({what})", name=name, words=words, printed=figure.text, what=_(what)
    )
