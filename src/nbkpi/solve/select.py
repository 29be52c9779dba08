"""What a user asks about: which entities, indicators, periods and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from nbkpi.errors import OtherKind, UnknownName
from nbkpi.figure import Period
from nbkpi.language import _, in_all_languages, listed
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Breakdown, Cell, cell_order
from nbkpi.model.kinds import NAMED_TOGETHER, called, level, level_of
from nbkpi.model.records import Entity, Indicator, Measure, Metric, Observation
from nbkpi.solve.result import Result


class Selection(NamedTuple):
    """Filters that were resolved against a book; None lets everything through.

    of are members that all must be of, by the breakdowns by whose members they are laid out, with their margins. With
    neither only wholes pass, or, with every_cell, everything. across are those of the breakdowns whose members are to
    stand in columns.
    """

    entities: frozenset[Entity] | None = None
    measures: frozenset[Measure] | None = None
    periods: tuple[Period, ...] = ()
    sources: frozenset[str] | None = None
    of: Cell = ()
    by: tuple[Breakdown, ...] = ()
    every_cell: bool = False
    across: tuple[Breakdown, ...] = ()

    def has_entity(self, entity: Entity) -> bool:
        """Whether the entity, or this cell of it, was asked for."""
        if (entity.of or self.of) and not self.has_cell(entity.of):
            return False
        return self.entities is None or entity.itself in self.entities

    def has_cell(self, cell: Cell) -> bool:
        """Whether these members were asked for."""
        if not self.names_cells:
            return self.every_cell or not cell
        rest = set(cell).difference(self.of)
        is_of = len(rest) == len(cell) - len(self.of)
        return is_of and (self.every_cell or all(one.breakdown in self.by for one in rest))

    @property
    def names_cells(self) -> bool:
        """Whether members or breakdowns were asked for."""
        return bool(self.of or self.by)

    def is_member(self, entity: Entity) -> bool:
        """Whether it is of a member of a breakdown to be laid out by, and no margin."""
        return len(entity.of) > len(self.of)

    def subjects(self, book: Book) -> Iterator[Entity]:
        """The entities of a book asked for, and their cells, also those that nobody printed anything of.

        Each entity stands before its cells, and these in the order of their breakdowns.
        """
        if not self.names_cells:
            return filter(self.has_entity, book.subjects())
        cells = [self.of]
        for breakdown in self.by:
            more = [book.cells.breakdowns.joined((*cell, one)) for cell in cells for one in breakdown.every()]
            cells += more
        cells.sort(key=cell_order)
        broken_down = (entity for entity in book.entities if book.cells_of(entity))
        every = (book.cells.of(entity, cell) for entity in broken_down for cell in cells)
        return filter(self.has_entity, every)

    def with_every_cell(self) -> Selection:
        """The same with all members of what was asked for, unless it says by which breakdowns."""
        return self if self.by else self._replace(every_cell=True)

    def has_measure(self, measure: Measure) -> bool:
        """Whether the indicator or metric was asked for, by itself or as the base of a generated metric."""
        if self.measures is None or measure in self.measures:
            return True
        return isinstance(measure, Metric) and measure.base is not None and measure.base in self.measures

    def has_figure(self, entity: Entity, measure: Measure) -> bool:
        """Whether figures of this measure about an entity were asked for, by the name of a category of another one too:
        the value added of an industry is that of all, of this industry.
        """
        if self.has_entity(entity) and self.has_measure(measure):
            return True
        base = measure.base if isinstance(measure, Metric) else measure
        if not self.names_cells or not isinstance(base, Indicator) or base.whole is None:
            return False
        is_measure = self.has_measure(measure) or self.has_measure(base.whole)
        is_entity = self.entities is None or entity.itself in self.entities
        return is_measure and is_entity and self.has_cell((*entity.of, *base.of))

    def has_period(self, period: Period) -> bool:
        """Whether the period is one of those asked for, or lies within one."""
        return not self.periods or any(wanted.covers(period) for wanted in self.periods)

    def asked_first(self, periods: Iterable[Period]) -> list[Period]:
        """Those that were asked for or lie within one: first those that were asked for themselves."""
        return sorted(filter(self.has_period, periods), key=lambda one: one not in self.periods)

    def has_observation(self, observation: Observation) -> bool:
        """Whether a printed figure passes every filter."""
        source = observation.source.id if observation.source is not None else ""
        return (
            self.has_figure(observation.entity, observation.measure)
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
    named_by_kind: Mapping[str, Sequence[str]] | None = None,
    within: Sequence[str] = (),
    kinds: Sequence[str] = (),
    indicators: Sequence[str] = (),
    periods: Sequence[str] = (),
    sources: Sequence[str] = (),
    of: Sequence[str] = (),
    by: Sequence[str] = (),
    across: Sequence[str] = (),
) -> Selection:
    """Resolve names against a book; named_by_kind are names by the kind they must have ({"village": ["东山村"]}).

    kinds are those of which alone an entity may be, as people write them: village, 村. of names members of breakdowns,
    by and across breakdowns.

    UnknownName with the nearest names, AmbiguousName with the candidates, UsageError for a period that is none.
    """
    find = book.cells.breakdowns.all.find
    chosen = _chosen(book, entities, named_by_kind or {}, within, kinds)
    return Selection(
        None if chosen is None else frozenset(chosen),
        frozenset(book.measure(name) for name in indicators) if indicators else None,
        _periods(book, periods) if periods else (),
        frozenset(book.source_id(name) for name in sources) if sources else None,
        book.cells.breakdowns.cell(of) if of else (),
        tuple(dict.fromkeys(map(find, (*by, *across)))),
        across=tuple(dict.fromkeys(map(find, across))),
    )


def _periods(book: Book, texts: Sequence[str]) -> tuple[Period, ...]:
    from nbkpi.solve.dates import parse_period

    return tuple(parse_period(text, book) for text in texts)


def _chosen(
    book: Book,
    entities: Sequence[str],
    named_by_kind: Mapping[str, Sequence[str]],
    within: Sequence[str],
    kinds: Sequence[str],
) -> set[Entity] | None:
    """The entities that pass every filter; None where there is none."""
    chosen: set[Entity] | None = None
    named = [book.entity(name) for name in entities]
    for kind, names in named_by_kind.items():
        named += [_of_kind(book, kind, name) for name in names]
    if named:
        chosen = set(named)
    if within:
        wholes = {book.entity(name) for name in within}
        inside = {one for one in book.entities if not wholes.isdisjoint(one.ancestors())}
        chosen = inside if chosen is None else chosen & inside
    if kinds:
        levels = levels_named(book, kinds)
        of_kind = {one for one in book.entities if level_of(one.kind) in levels}
        chosen = of_kind if chosen is None else chosen & of_kind
    return chosen


def _of_kind(book: Book, kind: str, name: str) -> Entity:
    """The entity of this name and of this kind, or one of its level."""
    kinds = called(kind)
    same_kind = [one for one in book.entities if one.kind in kinds]
    found = [book.entity(name)] if "/" in name else book.entities_meant(name) or book.spelt.of_its_kind(name)
    right = [one for one in found if one.kind in kinds]
    if len(right) == 1:
        return right[0]
    if right:
        raise book.entities.ambiguous(name, right)
    near = book.entities.nearest(name)
    names = {alias for one in same_kind for alias in (one.id, one.name, *one.aliases)}
    candidates = [one for one in near if one in names] or sorted(one.name for one in same_kind)[:5]
    if len(found) == 1:
        message = (
            _("“{name}” is of another kind, not a {kind}", name=name, kind=_(kind))
            if found[0].kind == "other"
            else _("“{name}” is a {found}, not a {kind}", name=name, found=_(found[0].kind), kind=_(kind))
        )
        raise OtherKind(message, candidates, name, level_of(found[0].kind))
    raise UnknownName(_("there is no {sort} “{name}”", sort=_(kind), name=name), candidates)


def levels_named(book: Book, names: Iterable[str]) -> tuple[str, ...]:
    """The levels of the kinds of these names, each once: village, 村; UnknownName for one of which there is no entity.

    A kind may be named in any language; county, district and 区 are one level (see nbkpi.model.kinds).
    """
    known: dict[str, str] = {}
    for kind in dict.fromkeys(one.kind for one in book.entities if one.kind):
        for word in (kind, *level(level_of(kind))):
            for form in in_all_languages(word):
                # 县（市） is called 县 too.
                known |= dict.fromkeys((form, form.partition("（")[0]), level_of(kind))
    known |= {word: name for word, name in NAMED_TOGETHER.items() if name in known.values()}
    return tuple(dict.fromkeys(_level_named(name, known) for name in names))


def _level_named(name: str, known: Mapping[str, str]) -> str:
    small = name.lower()
    singular = f"{small[:-3]}y" if small.endswith("ies") else small.removesuffix("s")
    for one in (name, small, singular):
        if one in known:
            return known[one]
    kinds = listed(_(one) for one in dict.fromkeys(known.values()))
    raise UnknownName(_("no entity of the book is a “{name}”; there are {kinds}", name=name, kinds=kinds))
