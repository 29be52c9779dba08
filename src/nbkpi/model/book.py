"""The loaded book: its things, what was printed, and how to find both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING

from nbkpi.diagnostics import Diagnostic
from nbkpi.errors import AmbiguousName, UnknownName
from nbkpi.figure import Convention, Period, Units
from nbkpi.formula.syntax import Node
from nbkpi.formula.units import NamedMeasure
from nbkpi.formula.wording import with_names
from nbkpi.language import _
from nbkpi.model.breakdowns import cell_order
from nbkpi.model.cells import Cells
from nbkpi.model.generated import GENERATED, Generated
from nbkpi.model.measure_names import MeasureNames
from nbkpi.model.names import Directory
from nbkpi.model.plans import Light, Plan
from nbkpi.model.records import Entity, Identity, Indicator, Measure, Metric, Observation, Source, Target
from nbkpi.model.spelt_names import SpeltNames
from nbkpi.model.totals import PrintedTotal

if TYPE_CHECKING:
    from nbkpi.model.panels import Panel

Printed = dict[Period, Observation | list[Observation]]
"""What was printed for a measure of an entity by its period, in the order in which the periods came up: mostly one."""

_NOTHING: Mapping[Period, Observation | list[Observation]] = {}


class Book:
    """Entities, indicators, metrics and everything printed about them.

    Made by nbkpi.load(); not changed afterwards. location is the folder or file it came from, read_from all its files
    and the tables that these name; places is how many decimals are shown where nothing else is asked for, None for as
    many as the figures bear.
    """

    def __init__(
        self, title: str, location: str, convention: Convention, units: Units, places: int | None = None
    ) -> None:
        self.title, self.location, self.convention, self.units = title, location, convention, units
        self.places = places
        self.sources: dict[str, Source] = {}
        self.entities = Directory[Entity]("entity", lambda entity: f"{entity.path} ({entity.id})")
        self.spelt = SpeltNames(self.entities)
        self.indicators = Directory[Indicator]("indicator", lambda indicator: indicator.id)
        self.metrics = Directory[Metric]("metric", lambda metric: metric.id)
        self.cells = Cells()
        self.observations: list[Observation] = []
        self.identities: list[Identity] = []
        self.targets: list[Target] = []
        self.totals: list[PrintedTotal] = []
        self.lights: list[Light] = []
        self.plan = Plan()
        self.panels: list[Panel] = []
        self.warnings: list[Diagnostic] = []
        self.read_from: list[str] = []
        self._printed: dict[tuple[Entity, Measure], Printed] = {}
        self._reporting: defaultdict[Measure, list[Entity]] = defaultdict(list)
        self._claims: defaultdict[Entity, list[Observation]] = defaultdict(list)
        self._generated = Generated()
        self._names = MeasureNames(self.indicators, self.metrics, self._generated, self.cells)
        self._cells_reported: dict[Entity, dict[Entity, list[Measure]]] | None = None

    @property
    def is_english(self) -> bool:
        """Whether the names of its indicators are, so that Chinese units would be read by nobody."""
        names = [one.name for one in self.indicators]
        return bool(names) and all(map(str.isascii, names))

    def with_indicators(self, more: Iterable[Indicator]) -> Book:
        """A book with further indicators, and the same figures; this one stays as it is."""
        other = copy(self)
        indicators = Directory[Indicator]("indicator", self.indicators.describe)
        for indicator in dict.fromkeys((*self.indicators, *more)):
            indicators.add(indicator)
        other.take_measures(indicators, self.metrics)
        return other

    def take_measures(self, indicators: Directory[Indicator], metrics: Directory[Metric]) -> None:
        """Have these indicators and metrics, such as those of another book, instead of its own."""
        self.indicators, self.metrics = indicators, metrics
        self._names = MeasureNames(indicators, metrics, self._generated, self.cells)

    def add_observation(self, observation: Observation) -> list[Observation]:
        """Take in a printed figure (while loading); all that was printed of the same thing, this one last."""
        self.add_observations([observation])
        found = self._printed[observation.entity, observation.measure][observation.period]
        return found if type(found) is list else [observation]

    def add_observations(self, found: Sequence[Observation]) -> list[int]:
        """Take in many printed figures; the places of those of which something was printed before."""
        others: list[int] = []
        self.observations += found
        entity: Entity | None = None
        measure: Measure | None = None
        printed: Printed = {}
        is_claim = False
        for place, one in enumerate(found):
            if one.entity is not entity or one.measure is not measure:
                entity, measure = one.entity, one.measure
                printed = self._printed.setdefault((entity, measure), {})
                if not printed:
                    self._reporting[measure].append(entity)
                is_claim = isinstance(measure, Metric)
            first = printed.setdefault(one.period, one)
            if first is not one:
                others.append(place)
                if type(first) is list:
                    first.append(one)
                elif isinstance(first, Observation):
                    printed[one.period] = [first, one]
            if is_claim:
                self._claims[entity].append(one)
        return others

    def printed(self, entity: Entity, measure: Measure, period: Period) -> list[Observation]:
        """Everything printed for one measure of one entity in one period; empty when nothing was."""
        if entity.of:
            entity, measure = self.standing_for(entity, measure)
        found = self._printed.get((entity, measure), _NOTHING).get(period)
        if found is None:
            return []
        return found if type(found) is list else [found]  # type: ignore[list-item]

    def standing_for(self, entity: Entity, measure: Measure) -> tuple[Entity, Measure]:
        """Under which entity and measure what is printed of a cell is kept: see nbkpi.model.cells."""
        if isinstance(measure, Indicator):
            return self.cells.standing_for(entity, measure)
        if measure.base is None or measure.function not in GENERATED:
            return entity, measure
        own, base = self.standing_for(entity, measure.base)
        if base is measure.base:
            return entity, measure
        named = self.over_previous if measure.is_over_previous else self.generated
        return own, named(base, measure.function)

    def cells_of(self, entity: Entity) -> list[Entity]:
        """The cells of an entity of which anything was printed, or is to be reached, in the order of the book.

        Those of which it was printed under the name of an indicator that is this cell are among them.
        """
        if not self.cells.breakdowns:
            return []
        return list(self._reported_by_cells(entity))

    def measures_of(self, cell: Entity) -> list[Measure]:
        """What was printed of a cell, under whatever period."""
        return self._reported_by_cells(cell.itself).get(cell, [])

    def _reported_by_cells(self, entity: Entity) -> dict[Entity, list[Measure]]:
        if self._cells_reported is None:
            measures: defaultdict[Entity, list[Measure]] = defaultdict(list)
            for cell, measure in self._printed:
                if cell.of:
                    measures[cell].append(measure)
            for target in self.targets:
                if target.entity.of:
                    measures[target.entity] += []
            for part in self.cells.parts():
                for one in self._reporting.get(part, ()):
                    measures[self.cells.joined(one, part.of)].append(part.whole or part)
            self._cells_reported = {}
            for cell in sorted(measures, key=lambda one: cell_order(one.of)):
                self._cells_reported.setdefault(cell.itself, {})[cell] = measures[cell]
        return self._cells_reported.get(entity, {})

    def subjects(self) -> Iterator[Entity]:
        """All that figures can be about: every entity, each followed by those of its cells that the book knows."""
        if not self.cells.breakdowns:
            return iter(self.entities)
        return (one for entity in self.entities for one in (entity, *self.cells_of(entity)))

    def entity(self, name: str) -> Entity:
        """The only entity that a name, an id, a code or a path means (奉化区/溪口镇/东山村); UnknownName otherwise."""
        found = self.entities_meant(name) or self.spelt.of_its_kind(name)
        if len(found) == 1:
            return found[0]
        if found:
            raise self.entities.ambiguous(name, found)
        error = self.entities.unknown(name)
        codes = self.spelt.codes_like(name)
        raise UnknownName(str(error), codes) if codes else error

    def entities_meant(self, name: str) -> list[Entity]:
        """Every entity called so; where there is none, those with this code, or whose name can be written like this.

        东  村, 青山镇东村 and 东村村委会 are ways to write 东村: see nbkpi.model.spelt_names.
        """
        return self.entities_called(name) or self.spelt.coded(name) or self.spelt.meant(name)

    def entities_called(self, name: str) -> list[Entity]:
        """Every entity of this id, name, alias or path; nothing is suggested where there is none."""
        found = self.entities.named(name)
        if not found and "/" in name:
            *above, last = name.split("/")
            # Of several places of one name, one may have that name for its id.
            called = dict.fromkeys([*self.entities.named(last), *self.entities.sharing(last)])
            found = [one for one in called if _lies_on(one, above)]
        return found

    def measure(self, name: str) -> Measure:
        """The indicator or metric of this id or name, income.growth and the like included; UnknownName otherwise."""
        return self._names.find(name)

    def measures_called(self, name: str) -> list[Measure]:
        """Every indicator and metric of this id or name, income.growth and the like included; nothing is suggested."""
        return self._names.called(name)

    def metric(self, name: str) -> Metric:
        """The metric of this id or name; UnknownName otherwise, also when it is an indicator."""
        return self._names.find_metric(name)

    def has(self, measure: Measure, function: str) -> bool:
        """Whether a measure has this metric without its being declared: cells of what adds up are parts of a whole."""
        return self._names.has(measure, function)

    def source_id(self, name: str) -> str:
        """The id of the source of this id or title, or of a part of it; a place behind a # stays: 公报#一."""
        name, hash_sign, place = name.partition("#")
        if name in self.sources:
            return name + hash_sign + place
        titled = [source.id for source in self.sources.values() if name in source.title]
        if len(titled) == 1:
            return titled[0] + hash_sign + place
        if titled:
            raise AmbiguousName(
                _("“{name}” is ambiguous: it can mean {count} different things", name=name, count=len(titled)), titled
            )
        raise UnknownName(_("there is no source “{name}”", name=name), list(self.sources)[:5])

    def generated(self, base: Measure, function: str) -> Metric:
        """growth, change or points of an indicator or metric; of an indicator its share of the whole and the like."""
        return self._generated.of(base, function)

    def over_previous(self, base: Measure, function: str) -> Metric:
        """growth, change or points of an indicator or metric over the period right before, such as month on month."""
        return self._generated.over_previous(base, function)

    def named(self, name: str) -> NamedMeasure:
        """What a name in a formula stands for, for the check of its units."""
        measure = self.measure(name)
        indicator = isinstance(measure, Indicator)
        return NamedMeasure(measure.unit, indicator, isinstance(measure, Indicator) and measure.is_additive)

    def with_names(self, formula: str, *nodes: Node) -> str:
        """A formula as people read it, with the names of what it names; nodes are its sides."""
        return with_names(formula, nodes, lambda name: self.measure(name).name)

    def periods(self, measure: Measure, entity: Entity) -> list[Period]:
        """The periods for which something was printed, in order."""
        if entity.of:
            entity, measure = self.standing_for(entity, measure)
        return sorted(self._printed.get((entity, measure), ()))

    def reporting(self, measure: Measure) -> list[Entity]:
        """The entities and cells for which a measure was printed, in the order of the book."""
        found = self._reporting.get(measure, [])
        return [*found, *self._reporting_by_name(measure)] if self.cells.breakdowns else found

    def _reporting_by_name(self, measure: Measure) -> Iterator[Entity]:
        """The cells for which it was printed under the name of another indicator."""
        base, function = measure, ""
        if isinstance(measure, Metric) and measure.base is not None and measure.function in GENERATED:
            base, function = measure.base, measure.function
        for part in self.cells.named(base) if isinstance(base, Indicator) else ():
            for entity in self._reporting.get(self.generated(part, function) if function else part, ()):
                yield self.cells.joined(entity, part.of)

    def reports(self, entity: Entity, measure: Measure) -> bool:
        """Whether anything was printed for a measure of an entity, in whatever period."""
        if entity.of:
            entity, measure = self.standing_for(entity, measure)
        return (entity, measure) in self._printed

    def claims_of(self, entity: Entity) -> list[Observation]:
        """Every printed derived figure of an entity."""
        return self._claims.get(entity, [])


def _lies_on(entity: Entity, above: list[str]) -> bool:
    """Whether names of the ancestors appear in this order, gaps allowed."""
    wanted = list(above)
    for ancestor in entity.ancestors():
        if wanted and wanted[-1] in (ancestor.name, ancestor.id, *ancestor.aliases):
            wanted.pop()
    return not wanted
