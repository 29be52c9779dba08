"""The questions the commands ask: growth, coverage, resolution, any metric, and what each claim implies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from nbkpi.figure import Period, Unit
from nbkpi.formula.syntax import Node
from nbkpi.model.breakdowns import cell_order
from nbkpi.model.generated import GENERATED, OF_WHOLE
from nbkpi.model.records import Entity, Indicator, Measure, Metric
from nbkpi.solve.calculate import Calculator, own_metric, says_more
from nbkpi.solve.expr.expression import OVER_PARTS, Slot
from nbkpi.solve.following import by_others, following, told_periods
from nbkpi.solve.ground import carriers
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection

GROWTH_FAMILIES = ("growth", "change")


class Finding(NamedTuple):
    """A metric of an entity in a period: as printed, as computed, and what follows for other measures."""

    printed: tuple[Result, ...]
    computed: Result | None
    implied: tuple[Result, ...]

    def results(self) -> list[Result]:
        """All of it, in the order to be read."""
        return [*self.printed, *([self.computed] if self.computed is not None else []), *self.implied]

    def headline(self) -> Result:
        """The one result that says most of the metric itself."""
        first, computed = self.results()[0], self.computed
        return first if computed is None or says_more(first, computed) else computed


def growth(calculator: Calculator, selection: Selection) -> list[Result]:
    """Growth and change of everything observed, with the base where it is implied; declared growth metrics too."""
    results: list[Result] = []
    for measure, entity in observed(calculator, selection):
        for period in selection.asked_first(_growth_periods(calculator, measure, entity)):
            results += _growth_of(calculator, measure, entity, period)
    results += results_of(calculator, _declared_growth(calculator), selection)
    return [result for result in results if selection.has_source(result)]


def growth_headlines(calculator: Calculator, selection: Selection) -> list[Result]:
    """For everything that grows the first thing to be said of its last period, computing nothing else."""
    results: list[Result] = []
    for measure, entity in observed(calculator, selection):
        for period in selection.asked_first(reversed(_growth_periods(calculator, measure, entity))):
            said = _growth_of(calculator, measure, entity, period)
            first = next((result for result in said if selection.has_source(result)), None)
            if first is not None:
                results.append(first)
                break
    declared = last_findings(calculator, _declared_growth(calculator), selection)
    return results + [finding.headline() for finding in declared]


def _declared_growth(calculator: Calculator) -> list[Metric]:
    return [metric for metric in calculator.book.metrics if metric.family in GROWTH_FAMILIES]


def observed(calculator: Calculator, selection: Selection) -> Iterator[tuple[Measure, Entity]]:
    """Every measure and entity something was printed about, growth of it included, in the order of the book."""
    seen: dict[tuple[Measure, Entity], None] = {}
    book = calculator.book
    said = ((one.measure, one.entity) for one in book.observations)
    cells = (cell for cell in book.subjects() if cell.of) if selection.names_cells else ()
    named = ((measure, cell) for cell in cells for measure in book.measures_of(cell))
    for measure, entity in chain(said, named, following(calculator, selection)):
        about = measure.base if isinstance(measure, Metric) and measure.base is not None else measure
        if selection.has_entity(entity) and selection.has_measure(about):
            seen[about, entity] = None
    if not selection.names_cells:
        return iter(seen)
    broken_down = {measure for measure, entity in seen if selection.is_member(entity) or not selection.by}
    order = {one: place for place, one in enumerate(dict.fromkeys((of, about.itself) for of, about in seen))}
    chosen = (one for one in seen if one[0] in broken_down)
    return iter(sorted(chosen, key=lambda one: (order[one[0], one[1].itself], cell_order(one[1].of))))


def _growth_periods(calculator: Calculator, measure: Measure, entity: Entity) -> list[Period]:
    """The periods for which growth or change was printed, or both values are; of a cell those too that may follow."""
    book = calculator.book
    known = told_periods(calculator, measure, entity)
    found = {period for period in known if period.years_before() in known}
    for function in GENERATED:
        found.update(book.periods(book.generated(measure, function), entity))
    return sorted(found)


def growth_functions(measure: Measure) -> tuple[str, ...]:
    """What the growth of a measure is said in: what a rate grew by in percent is rarely meant, but in points.

    An index and numbers in thousands grow as amounts do.
    """
    return ("points",) if measure.unit.is_part_of_one else ("growth", "change")


def _growth_of(calculator: Calculator, measure: Measure, entity: Entity, period: Period) -> Iterator[Result]:
    """Growth, change and base: what was printed, then what follows."""
    book = calculator.book
    functions, is_claimed = growth_functions(measure), False
    for function in GENERATED:
        metric = book.generated(measure, function)
        printed = _printed_each(calculator, metric, entity, period)
        is_claimed |= bool(printed)
        yield from printed
        if function in functions or printed:
            computed = calculator.computed(metric, entity, period)
            if computed.state != "unknown" and (not printed or computed.basis == "computed"):
                yield computed
    base_period = period.years_before()
    if is_claimed and isinstance(measure, Indicator) and not book.printed(entity, measure, base_period):
        base = calculator.implied(measure, entity, base_period)
        if base.state != "unknown":
            yield base


def metrics(calculator: Calculator, wanted: Iterable[Metric], selection: Selection) -> list[Finding]:
    """Each metric for every entity and period it is printed for or can be computed for."""
    return [finding for findings in _each(calculator, wanted, selection) for finding in findings]


def results_of(calculator: Calculator, wanted: Iterable[Metric], selection: Selection) -> list[Result]:
    """All that is known of these metrics, what they imply too."""
    return [result for finding in metrics(calculator, wanted, selection) for result in finding.results()]


def results_of_family(calculator: Calculator, family: str, selection: Selection) -> list[Result]:
    """The same of all metrics of a family, such as coverage."""
    return results_of(calculator, [one for one in calculator.book.metrics if one.family == family], selection)


def last_findings(calculator: Calculator, wanted: Iterable[Metric], selection: Selection) -> list[Finding]:
    """Each metric for every entity in the last period for which it is known, computing nothing else."""
    last = (next(findings, None) for findings in _each(calculator, wanted, selection, latest_first=True))
    return [finding for finding in last if finding is not None]


def _each(
    calculator: Calculator, wanted: Iterable[Metric], selection: Selection, *, latest_first: bool = False
) -> Iterator[Iterator[Finding]]:
    """For each metric and entity what is known of it, one period after the other."""
    for metric in wanted:
        if selection.measures is not None and selection.measures.isdisjoint(_needed(calculator, metric)):
            continue
        for entity in entities_of(calculator, metric, selection):
            periods = candidate_periods(calculator, metric, entity)
            yield _findings(calculator, metric, entity, periods[::-1] if latest_first else periods, selection)


def _findings(
    calculator: Calculator, metric: Metric, entity: Entity, periods: Sequence[Period], selection: Selection
) -> Iterator[Finding]:
    """What is known of a metric in these periods, as far as it passes the filters."""
    for period in selection.asked_first(periods):
        finding = finding_of(calculator, metric, entity, period)
        if finding is not None and any(selection.has_source(one) for one in finding.results()):
            yield finding


def finding_of(calculator: Calculator, metric: Metric, entity: Entity, period: Period) -> Finding | None:
    """What is known of one metric; None when nothing is."""
    printed = _printed_each(calculator, metric, entity, period)
    direct = calculator.computed(metric, entity, period)
    computed = None if direct.state == "unknown" or _only_repeats(direct, printed) else direct
    if not printed and computed is None:
        return None
    return Finding(tuple(printed), computed, tuple(_implied_by(calculator, metric, printed, entity, period)))


def _only_repeats(computed: Result, printed: Sequence[Result]) -> bool:
    """Whether the computation only gives back the claim that its inputs were implied by."""
    claims = {claim for one in printed for claim in one.claims}
    return computed.basis == "implied" and bool(claims & set(computed.claims))


def _printed_each(calculator: Calculator, metric: Metric, entity: Entity, period: Period) -> list[Result]:
    """The printed values of a metric: one by one, as two sources may differ in what they mean."""
    return [calculator.claimed(claim, metric, entity) for claim in calculator.book.printed(entity, metric, period)]


def _implied_by(
    calculator: Calculator, metric: Metric, printed: Sequence[Result], entity: Entity, period: Period
) -> Iterator[Result]:
    """What the printed metric implies for those of its indicators that were not printed."""
    if not printed:
        return
    for slot in calculator.program(metric).slots:
        if slot.scope != "own" or not isinstance(slot.measure, Indicator):
            continue
        when = slot.period(period)
        if not calculator.book.printed(entity, slot.measure, when):
            result = calculator.implied(slot.measure, entity, when)
            if result.state != "unknown":
                yield result


def _needed(calculator: Calculator, metric: Metric) -> dict[Measure, None]:
    """The metric and all that it is computed from."""
    measures = (slot.measure for slot in calculator.program(metric).slots)
    return dict.fromkeys([metric, *(one for one in measures if one is not None)])


def _speaking_of(calculator: Calculator, metric: Metric, selection: Selection) -> dict[Entity, None]:
    """All for which something the metric needs was printed, and the cells asked for for which it may follow."""
    needed = _needed(calculator, metric)
    found = dict.fromkeys(entity for one in needed for entity in calculator.book.reporting(one))
    return found | dict.fromkeys(cell for measure, cell in following(calculator, selection) if measure in needed)


def entities_of(calculator: Calculator, metric: Metric, selection: Selection) -> list[Entity]:
    """The entities for which something the metric needs is known, and those above them where it adds up parts."""
    found = _speaking_of(calculator, metric, selection)
    if any(slot.scope in OVER_PARTS for slot in calculator.program(metric).slots):
        found |= dict.fromkeys(upper for entity in list(found) for upper in entity.ancestors())
    if any(one.of for one in found):
        order = {one: place for place, one in enumerate(dict.fromkeys(one.itself for one in found))}
        found = dict.fromkeys(sorted(found, key=lambda one: (order[one.itself], cell_order(one.of))))
    if metric.function in OF_WHOLE:
        # The whole is a hundred percent of itself.
        every = selection if selection.names_cells else selection.with_every_cell()
        return [one for one in found if one.of and every.has_entity(one)]
    chosen = [one for one in found if selection.has_entity(one)]
    return chosen if not selection.by or any(map(selection.is_member, chosen)) else []


def speaks_of(calculator: Calculator, metric: Metric, entity: Entity) -> bool:
    """Whether it is one of those entities: to look at one costs less than to find all."""
    book = calculator.book
    waiting = [entity]
    while waiting:
        one = waiting.pop()
        if any(book.reports(one, measure) for measure in _needed(calculator, metric)):
            return True
        if any(slot.scope in OVER_PARTS for slot in calculator.program(metric).slots):
            waiting += one.parts
    return False


def candidate_periods(calculator: Calculator, metric: Metric, entity: Entity) -> list[Period]:
    """The periods worth computing: those for which the metric, or what it needs of the same period, was printed."""
    slots = calculator.program(metric).slots
    following = (
        slot.period_for(period)
        for slot in slots
        if slot.measure is not None
        for period in by_others(calculator, slot.measure, entity)
    )
    return sorted({*calculator.book.periods(metric, entity), *_periods_of(calculator, slots, entity), *following})


def _periods_of(calculator: Calculator, slots: Iterable[Slot], entity: Entity) -> Iterator[Period]:
    """The periods for which what these slots of a metric need was printed."""
    for slot in slots:
        if slot.measure is not None:
            where = carriers(calculator.book, slot.measure, entity) if slot.scope in OVER_PARTS else [entity]
            for one in where:
                yield from map(slot.period_for, calculator.book.periods(slot.measure, one))


def reported_periods(calculator: Calculator, metric: Metric, entity: Entity) -> set[Period]:
    """The candidates for which something was printed of the period itself, where the formula looks at that at all.

    The year after the last one, of which a formula has nothing but the base, is no period whose value is missing.
    """
    slots = [slot for slot in calculator.program(metric).slots if slot.measure is not None]
    own = [slot for slot in slots if not slot.years and not slot.periods] or slots
    return set(_periods_of(calculator, own, entity))


def known_periods(calculator: Calculator, measure: Measure, entity: Entity) -> list[Period]:
    """The periods for which something is known of a measure: printed, to be computed, or implied by a claim."""
    if isinstance(measure, Metric):
        return candidate_periods(calculator, measure, entity)
    implied = calculator.formulas.periods_claimed(entity, measure)
    return sorted({*told_periods(calculator, measure, entity), *implied})


def calculated(calculator: Calculator, node: Node, unit: Unit, formula: str, selection: Selection) -> list[Result]:
    """A formula of the user's own for every entity and period for which it has a value or a state."""
    metric = own_metric(node, unit, formula)
    found: list[Result] = []
    missing: list[Result] = []
    for entity in entities_of(calculator, metric, selection):
        reported = reported_periods(calculator, metric, entity)
        for period in selection.asked_first(candidate_periods(calculator, metric, entity)):
            result = calculator.computed(metric, entity, period)
            if result.state != "unknown":
                found.append(result)
            elif period in reported:
                missing.append(result)
    return [result for result in found or missing if selection.has_source(result)]
