"""The things of a loaded book, with every name resolved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from nbkpi.exact import Interval
from nbkpi.figure import Convention, Figure, Kind, Period, Range, Unit
from nbkpi.figure.figure import DEFAULT_CONVENTION, MISSING_WORDS, TABLE_SIGNS
from nbkpi.figure.unit import PURE
from nbkpi.formula.syntax import Equation, Node
from nbkpi.model.kinds import SUBITEM


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

    parts are the entities that make it up, as far as the book has them.
    """

    id: str
    name: str
    kind: str
    within: Entity | None = None
    code: str = ""
    aliases: tuple[str, ...] = ()
    parts: list[Entity] = field(default_factory=list, repr=False)
    is_ambiguous: bool = False

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
        """How it is called where others are spoken of too: its name, or the whole path when that is ambiguous."""
        return self.path if self.is_ambiguous else self.name

    @property
    def path(self) -> str:
        """The name after those of everything it lies within: 宁波市/奉化区/溪口镇/东山村."""
        return "/".join(entity.name for entity in (*reversed(self.ancestors()), self))


@dataclass(slots=True, eq=False)
class Indicator:
    """Something that is observed; limits is what its values can be at all."""

    id: str
    name: str
    unit: Unit
    kind: Kind
    measure: str = "flow"
    prices: str = ""
    limits: Range = "any"
    better: str = ""
    aliases: tuple[str, ...] = ()

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
    equation: Equation
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


@dataclass(slots=True, eq=False)
class Light:
    """What nbkpi target shows for gaps, in percentage points, within an interval; behind is below zero."""

    name: str
    colour: str
    gaps: Interval


SECTIONS = (
    "overview", "headline", "findings", "targets", "growth", "coverage", "resolution", "metrics", "ranks", "trends",
    "deduced", "verdicts", "readings", "sources",
)  # fmt: skip
"""The sections a report can have, in the order they have by default."""


@dataclass(slots=True, eq=False)
class Plan:
    """What nbkpi report shows of a book; without sections all that have something to show."""

    title: str = ""
    note: str = ""
    sections: tuple[str, ...] = ()
    headline: tuple[Measure, ...] = ()
    top: int = 20


@dataclass(slots=True, eq=False)
class PanelField:
    """Figures of a panel: under a heading, or of a long one the rows with a label.

    measure is what they are of; use says whether they are its values, targets for it, or claims about it. upper is the
    heading of the upper ends where the figures are both ends. decimals and rounding say how plain numbers were rounded;
    None and "" leave that to the column and to the book.
    """

    heading: str
    measure: Measure
    use: str = "value"
    upper: str = ""
    decimals: int | None = None
    rounding: str = ""


@dataclass(slots=True, eq=False)
class Panel:
    """A table of many rows, which stays where it is; indicator and value are headings of a long one.

    unique: it was declared, and is not checked, that no entity has two rows for one period. glob: path is a pattern.
    """

    id: str
    path: str
    entity: str
    period: str
    table: str = ""
    indicator: str = ""
    value: str = ""
    fields: list[PanelField] = field(default_factory=list)
    unique: bool = False
    glob: bool = False
