"""The things of a loaded book, with every name resolved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from nbkpi.exact import Interval
from nbkpi.figure import Convention, Figure, Kind, Period, Range, Unit
from nbkpi.figure.figure import DEFAULT_CONVENTION, MISSING_WORDS, TABLE_SIGNS
from nbkpi.figure.total_words import UNSUMMED
from nbkpi.figure.unit import PURE
from nbkpi.formula.syntax import Node, StatedRelation
from nbkpi.language import _, listed
from nbkpi.model.breakdowns import Cell
from nbkpi.model.kinds import SUBITEM
from nbkpi.patterns import regex

_CELL = regex(r"(?s:.*!)?[A-Z]{1,3}[1-9][0-9]*")


def is_cell(locator: str) -> bool:
    """Whether a figure was imported, by where it says it stands; one written by hand says a paragraph or nothing."""
    return _CELL.fullmatch(locator) is not None


@dataclass(slots=True, eq=False)
class Source:
    """Where figures were printed; convention is how its numbers were rounded."""

    id: str
    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""
    convention: Convention = DEFAULT_CONVENTION


@dataclass(slots=True, eq=False)
class Entity:
    """What figures are about; within is the entity it belongs to; is_ambiguous: another has the same name.

    parts are the entities that make it up, as far as the book has them. What is only a cell of an entity, such as the
    men of a town, has in of the members that it is, and in whole the entity that it is of; its id and its names are
    those of the whole, and it lies within the same cell of what that lies within.
    """

    id: str
    name: str
    kind: str
    within: Entity | None = None
    code: str = ""
    aliases: tuple[str, ...] = ()
    parts: list[Entity] = field(default_factory=list, repr=False)
    is_ambiguous: bool = False
    of: Cell = ()
    whole: Entity | None = field(default=None, repr=False)

    def join_whole(self) -> None:
        """Become one of the parts that make up what it lies within, unless it is only some of it."""
        if self.within is not None and self.kind != SUBITEM:
            self.within.parts.append(self)

    def ancestors(self) -> list[Entity]:
        """The entities it lies within, nearest first."""
        above, found = self.within, []
        while above is not None:
            found.append(above)
            above = above.within
        return found

    @property
    def label(self) -> str:
        """How it is called where others are spoken of too: its name, or the whole path when that is ambiguous.

        Of a cell its members stand behind it: 东山村（男、15–24岁）.
        """
        called = self.path if self.is_ambiguous else self.name
        return _("{what} ({value})", what=called, value=self.cell_text) if self.of else called

    @property
    def cell_text(self) -> str:
        """The members that it is, in words; nothing for a whole."""
        return listed(one.name for one in self.of)

    @property
    def formula(self) -> str:
        """How programs are told of it: its id, and behind it its members: ningbo[sex=男, age=15-24岁]."""
        return f"{self.id}[{', '.join(one.described for one in self.of)}]" if self.of else self.id

    @property
    def itself(self) -> Entity:
        """The entity that it is a cell of; a whole is that itself."""
        return self.whole or self

    @property
    def path(self) -> str:
        """The name after those of everything it lies within: 宁波市/奉化区/溪口镇/东山村."""
        return "/".join(entity.name for entity in (*reversed(self.ancestors()), self))


@dataclass(slots=True, eq=False)
class Indicator:
    """Something that is observed; limits is what its values can be at all.

    What is a cell of another indicator, as the value added of an industry is of that of all, has that in whole and the
    members in of: both are one figure under two names. adds_up says whether the members of a breakdown add up to the
    whole, where the book says so.
    """

    id: str
    name: str
    unit: Unit
    kind: Kind
    measure: str = "flow"
    prices: str = ""
    limits: Range = "any"
    better: str = ""
    aliases: tuple[str, ...] = ()
    whole: Indicator | None = None
    of: Cell = ()
    adds_up: bool | None = None

    @property
    def is_stock(self) -> bool:
        """Whether figures are of a state at the end of a period, not of all of it."""
        return self.measure == "stock"

    @property
    def is_additive(self) -> bool:
        """Whether values of parts may be added up; those of rates may not, nor what is given per head or per case."""
        divisors = {base for base, power in self.unit.dimension if power < 0}
        return self.kind in ("count", "amount") and self.unit.dimension != PURE and divisors <= {"month", "hour"}

    @property
    def is_summed(self) -> bool:
        """Whether the members of a breakdown add up: what is additive, unless it is an average by the name it has."""
        if self.adds_up is not None:
            return self.adds_up
        return self.is_additive and UNSUMMED.search(self.name) is None

    @property
    def step(self) -> Fraction | None:
        """What every value is a whole multiple of, in the unit; None unless it is a count."""
        return 1 / self.unit.scale if self.kind == "count" else None


@dataclass(slots=True, eq=False)
class Metric:
    """Something that is computed.

    base and function are set for the growth, change and points that every indicator and metric has; those are over
    the same period of the year before, or is_over_previous, over the period right before. wording is the formula with
    names in place of ids, where that is known.
    """

    id: str
    name: str
    formula: str
    node: Node
    unit: Unit
    family: str = "other"
    limits: Range = "any"
    better: str = ""
    aliases: tuple[str, ...] = ()
    base: Measure | None = None
    function: str = ""
    wording: str = ""
    is_over_previous: bool = False

    is_stock: ClassVar[bool] = False
    """What is computed belongs to a whole period."""

    @property
    def readable(self) -> str:
        """The formula for people."""
        return self.wording or self.formula

    @property
    def step(self) -> Fraction | None:
        """What every value is a whole multiple of: people, cases and houses change by whole numbers of them."""
        return self.base.step if self.base is not None and self.function == "change" else None


Measure = Indicator | Metric


@dataclass(slots=True, eq=False)
class Observation:
    """A printed figure: of an indicator, or, when its measure is a metric, a claim.

    text is what was printed, without anything added; the figure is read from it when it is first needed (that it
    can be read was settled on loading).
    """

    entity: Entity
    measure: Measure
    period: Period
    text: str
    source: Source | None
    locator: str
    status: str
    prices: str
    note: str
    _read: Callable[[Observation], Figure] = field(repr=False)
    _figure: Figure | None = field(default=None, repr=False)

    @property
    def figure(self) -> Figure:
        """The figure in its printed unit."""
        if self._figure is None:
            self._figure = self._read(self)
        return self._figure

    @property
    def interval(self) -> Interval | None:
        """What the words allow, in the unit of the measure; None when the value is missing."""
        figure = self.figure
        if figure.interval is None or figure.unit is self.measure.unit:
            return figure.interval
        return figure.interval.scaled(figure.unit.factor_to(self.measure.unit))

    @property
    def possible(self) -> Interval | None:
        """Those of the values that the measure can have: only whole ones for a count and for what it changes by."""
        interval, step = self.interval, self.measure.step
        if interval is None or step is None or interval.is_point:
            return interval
        return interval.snapped(step) or interval

    @property
    def nominal(self) -> Fraction | None:
        """The printed number in the unit of the measure, where it is the best single value; None for bounds."""
        figure = self.figure
        if figure.nominal is None or not figure.is_central:
            return None
        if figure.unit is self.measure.unit:
            return figure.nominal
        return figure.nominal * figure.unit.factor_to(self.measure.unit)

    @property
    def is_below_one(self) -> bool:
        """Whether it is less than half of one where there are only whole ones, as … may say: no number of people."""
        interval, step = self.interval, self.measure.step
        if self.figure.missing is None or interval is None or step is None:
            return False
        return interval.snapped(step) is None

    @property
    def sign(self) -> str:
        """What was printed in place of a figure; one that only tables use stands in the note. Nothing for a blank."""
        if self.note.lower() in TABLE_SIGNS:
            return self.note
        text = self.text.strip()
        return "" if text in MISSING_WORDS["unknown"] else text

    @property
    def is_comparable(self) -> bool:
        """Whether it is at the prices of its indicator; growth at constant prices says nothing of current ones."""
        measure = self.measure
        while isinstance(measure, Metric) and measure.base is not None:
            measure = measure.base
        own = measure.prices if isinstance(measure, Indicator) else ""
        return self.prices in ("", own or "current")

    @property
    def is_claim(self) -> bool:
        """Whether a metric was printed rather than an indicator."""
        return isinstance(self.measure, Metric)


@dataclass(slots=True, eq=False)
class Identity:
    """Two formulas that are equal for every entity and period, or of which one is never more than the other.

    text is as it was written, wording is for people, with names in place of ids.
    """

    name: str
    text: str
    equation: StatedRelation
    wording: str


@dataclass(slots=True, eq=False)
class Target:
    """What an entity is to reach."""

    entity: Entity
    measure: Measure
    period: Period
    figure: Figure
    source: Source | None
    locator: str
