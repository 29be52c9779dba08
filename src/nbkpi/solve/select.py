"""What a user asks about: which entities, indicators, periods and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nbkpi.book.book import Book
from nbkpi.book.kinds import level
from nbkpi.book.records import Entity, Measure, Metric, Observation
from nbkpi.errors import AmbiguousName, UnknownName, UsageError
from nbkpi.figure import Period
from nbkpi.language import _
from nbkpi.solve.result import Result


class Selection(NamedTuple):
    """Filters that were resolved against a book; None lets everything through."""

    entities: frozenset[Entity] | None = None
    measures: frozenset[Measure] | None = None
    periods: tuple[Period, ...] = ()
    sources: frozenset[str] | None = None

    def has_entity(self, entity: Entity) -> bool:
        """Whether the entity was asked for."""
        return self.entities is None or entity in self.entities

    def has_measure(self, measure: Measure) -> bool:
        """Whether the indicator or metric was asked for, by itself or as the base of a generated metric."""
        if self.measures is None or measure in self.measures:
            return True
        return isinstance(measure, Metric) and measure.base is not None and measure.base in self.measures

    def has_period(self, period: Period) -> bool:
        """Whether the period is one of those asked for, or lies within one."""
        return not self.periods or any(wanted.covers(period) for wanted in self.periods)

    def has_observation(self, observation: Observation) -> bool:
        """Whether a printed figure passes every filter."""
        source = observation.source.id if observation.source is not None else ""
        return (
            self.has_entity(observation.entity)
            and self.has_measure(observation.measure)
            and self.has_period(observation.period)
            and (self.sources is None or source in self.sources)
        )

    def has_source(self, result: Result) -> bool:
        """Whether a result rests on one of the sources asked for."""
        return self.sources is None or any(source.id in self.sources for source, _locator in result.sources)


def select(
    book: Book,
    *,
    entities: Sequence[str] = (),
    kinds: Mapping[str, Sequence[str]] | None = None,
    within: Sequence[str] = (),
    indicators: Sequence[str] = (),
    periods: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> Selection:
    """Resolve names against a book; kinds are entity names by the kind they must have ({"village": ["东山村"]}).

    UnknownName with the nearest names, AmbiguousName with the candidates, UsageError for a period that is none.
    """
    chosen: set[Entity] | None = None
    named = [book.entity(name) for name in entities]
    for kind, names in (kinds or {}).items():
        named += [_of_kind(book, kind, name) for name in names]
    if named:
        chosen = set(named)
    if within:
        wholes = {book.entity(name) for name in within}
        inside = {one for one in book.entities if not wholes.isdisjoint(one.ancestors())}
        chosen = inside if chosen is None else chosen & inside
    return Selection(
        None if chosen is None else frozenset(chosen),
        frozenset(book.measure(name) for name in indicators) if indicators else None,
        tuple(parse_period(text) for text in periods),
        frozenset(_source(book, name) for name in sources) if sources else None,
    )


def _of_kind(book: Book, kind: str, name: str) -> Entity:
    """The entity of this name and of this kind, or one of its level."""
    kinds = level(kind)
    same_kind = [one for one in book.entities if one.kind in kinds]
    found = [book.entity(name)] if "/" in name else book.entities.named(name)
    right = [one for one in found if one.kind in kinds]
    if len(right) == 1:
        return right[0]
    if right:
        raise book.entities.ambiguous(name, right)
    near = book.entities.nearest(name)
    names = {alias for one in same_kind for alias in (one.id, one.name, *one.aliases)}
    candidates = [one for one in near if one in names] or sorted(one.name for one in same_kind)[:5]
    if found:
        message = _("“{name}” is a {found}, not a {kind}", name=name, found=_(found[0].kind), kind=_(kind))
        raise UnknownName(message, candidates)
    raise UnknownName(_("there is no {sort} “{name}”", sort=_(kind), name=name), candidates)


def parse_period(text: str) -> Period:
    """A period as a user writes it; UsageError when it is none."""
    try:
        return Period.parse(text)
    except ValueError:
        expected = _("2024, 2024H1, 2024Q3, 2024-06, 2024-01..2024-05 or 2022..2024")
        raise UsageError(_("“{text}” is not a period; write {expected}", text=text, expected=expected)) from None


def _source(book: Book, name: str) -> str:
    if name in book.sources:
        return name
    titled = [source.id for source in book.sources.values() if name in source.title]
    if len(titled) == 1:
        return titled[0]
    if titled:
        raise AmbiguousName(
            _("“{name}” is ambiguous: it can mean {count} different things", name=name, count=len(titled)), titled
        )
    raise UnknownName(_("there is no source “{name}”", name=name), list(book.sources)[:5])
