"""What may have gone wrong where printed figures contradict each other: changes that make everything fit again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from operator import itemgetter

from nbkpi.book.records import Entity, Indicator, Metric, Observation
from nbkpi.errors import NbkpiError, UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.figure import Period, Unit
from nbkpi.figure.format import format_interval
from nbkpi.figure.spoken import period_text
from nbkpi.figure.unit import PERCENT, PERCENTAGE_POINT, PURE
from nbkpi.formula.parse import parse_formula
from nbkpi.formula.syntax import Call, Name, Node, Operation
from nbkpi.formula.units import check_formula, check_unit
from nbkpi.language import _
from nbkpi.solve.calculate import Calculator, own_metric
from nbkpi.solve.check.beyond import beyond_limits_of
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

EACH = 150
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
        self._metrics: dict[tuple[str, Unit], Metric] = {}
        self._beyond_already: dict[Entity, frozenset[tuple[Metric, Period]]] = {}

    @property
    def is_given_up(self) -> bool:
        """Whether there are no more hints: too much was looked at already."""
        return self._patience < 0

    def hints(self, check: Check) -> tuple[str, ...]:
        """The likeliest repairs of a contradiction, best first."""
        # Almost any change of a figure would bring what nobody asserted back to where it is possible.
        is_beyond = check.sort == "metric" and check.asserted is None
        if check.verdict != "contradicted" or check.sort == "sources" or is_beyond or self.is_given_up:
            return ()
        self._patience -= EACH
        found = chain(_stock(check), self.other_readings(check), self.slips(check))
        return tuple(islice(dict.fromkeys(found), MOST))

    def other_readings(self, check: Check) -> Iterator[str]:
        """What the asserted number would be right for, if it is a claim: other bases, wholes and kinds of change."""
        claim = check.asserted
        if claim is None or not isinstance(claim.measure, Metric) or claim.interval is None:
            return
        metric = claim.measure
        if metric.base is not None:
            name = metric.base.id
            if metric.base.unit.dimension == PURE and metric.function in ("growth", "points", "change"):
                # A rate that went from 20% to 25% grew by 25% and by 5 percentage points.
                yield from self._if_right(
                    claim,
                    f"growth({name})",
                    PERCENT,
                    _("the number is growth in percent, not the change in percentage points"),
                )
                points = f"({name} - prior({name}))"
                in_points = _("the number is the change in percentage points, not growth in percent")
                yield from self._if_right(claim, points, PERCENT, in_points, PERCENTAGE_POINT)
            if metric.function == "growth":
                swapped = f"1 - prior({name}) / {name}"
                yield from self._if_right(
                    claim,
                    swapped,
                    PERCENT,
                    _("the base is swapped: the number is the change divided by the later value"),
                )
                before = _("the number is growth over the previous period")
                yield from self._if_right(claim, f'growth({name}, "previous")', PERCENT, before)
                yield from self._if_right(
                    claim, f"growth({name}, 2)", PERCENT, _("the number is growth over two years")
                )
        yield from self._other_wholes(claim, metric)

    def _other_wholes(self, claim: Observation, metric: Metric) -> Iterator[str]:
        """Rates that fit with another divisor: another figure of the same kind, or the sum of the parts listed."""
        part, whole = _fraction(metric.node)
        if part is None or whole is None:
            return
        used = self.book.measure(whole.text)
        same = [
            one
            for one in self.book.indicators
            if one is not used
            and one.unit.dimension == used.unit.dimension
            and self.book.printed(claim.entity, one, claim.period)
        ]
        above = metric.formula[part.start : part.end]
        candidates = [(one.id, one.name) for one in same if not isinstance(part, Name) or one.id != part.text]
        for identity in self.book.identities:
            left, right, relation = identity.equation
            if relation == "=" and isinstance(left, Name) and self.book.measure(left.text) is used:
                candidates.append((identity.text[right.start : right.end], _("the sum of its parts")))
        if len(same) > 1:
            candidates.append((" + ".join(one.id for one in same), _("the sum of the parts listed")))
        for formula, name in candidates:
            text = _("it fits with another denominator: {name}", name=name)
            found = list(self._if_right(claim, f"({above}) / ({formula})", metric.unit, text))
            if found:
                yield found[0]
                return

    def _if_right(
        self, claim: Observation, formula: str, unit: Unit, text: str, shown: Unit | None = None
    ) -> Iterator[str]:
        """The text with the value, in the unit shown, if the claim is right as this formula."""
        try:
            found = self.calculator.computed(self._metric(formula, unit), claim.entity, claim.period)
        except NbkpiError:
            return
        interval = claim.interval
        if found.basis != "computed" or found.interval is None or interval is None or not found.interval.is_bounded:
            return
        # A percentage and a number of percentage points are compared by their numbers.
        printed = claim.figure.unit.scale if claim.figure.unit.dimension != unit.dimension else claim.measure.unit.scale
        band = either_way(claim).scaled(printed / unit.scale)
        if band.intersect(found.interval) is not None:
            yield _("{what} ({value})", what=text, value=format_interval(found.interval, found.nominal, shown or unit))

    def _metric(self, formula: str, unit: Unit) -> Metric:
        """A formula as a metric, the same one each time; NbkpiError where the book has no such values in this unit."""
        if (formula, unit) not in self._metrics:
            node = parse_formula(formula)
            check_unit(check_formula(node, self.book.named), unit, node)
            self._metrics[formula, unit] = own_metric(node, unit, formula)
        return self._metrics[formula, unit]

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


def _fraction(node: Node) -> tuple[Node | None, Name | None]:
    """The part and the whole of a formula that is a quotient or a share of something named."""
    if isinstance(node, Operation) and node.operator == "/" and isinstance(node.right, Name):
        return node.left, node.right
    if isinstance(node, Call) and node.function == "share" and isinstance(node.arguments[1], Name):
        return node.arguments[0], node.arguments[1]
    return None, None
