"""Looking at a panel before anything is computed: its columns, periods and ranges, and what is wrong with it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import narwhals as nw

from nbkpi.errors import NbkpiError, UsageError
from nbkpi.figure import Period
from nbkpi.language import _, listed
from nbkpi.model.book import Book
from nbkpi.model.panels import Panel, PanelField
from nbkpi.panel.categories import PanelCategories, categories_of, entity_of, together
from nbkpi.panel.cells import Decoder
from nbkpi.panel.columns import EXAMPLES, PanelColumn
from nbkpi.panel.distinct import distinct
from nbkpi.panel.engine import Engine
from nbkpi.panel.keys import KeyColumn, key_of
from nbkpi.panel.labels import refuse_missing_labels
from nbkpi.panel.order import ENTITY, GROUP, PERIOD, TIME, Order, Ranges, order_of, seems_sorted
from nbkpi.panel.periods import MONTHS, periods_in, time_of_year, timed, written_ways
from nbkpi.panel.reading import headings_of, read_table
from nbkpi.panel.steps import TimedSteps


@dataclass(slots=True)
class Prepared:
    """A panel made ready: the frame has ENTITY, TIME (months), PERIOD as written, GROUP where asked for, and cells.

    length is that of every period in months; times are those that can occur, with how each is written. given is the
    frame before its cells were read; facts tell what was made of the file, for people. by_year: periods are written as
    years, so that TIME follows from PERIOD; in_file: rows are still in the order of the file. is_gathered: rows were
    brought together, one for each entity and period, and no entity was found to have two. With categories each cell of
    an entity is one of its own there. entities are the least and the greatest where they are whole numbers.
    """

    engine: Engine
    panel: Panel
    given: nw.LazyFrame[Any]
    frame: nw.LazyFrame[Any]
    columns: list[PanelColumn]
    decoders: list[Decoder]
    times: dict[int, object]
    length: int
    count: int
    in_file: bool
    by_year: bool
    steps: TimedSteps = field(default_factory=TimedSteps)
    facts: list[str] = field(default_factory=list)
    is_gathered: bool = False
    categories: PanelCategories | None = None
    entities: tuple[int, int] | None = None
    _orders: list[Order | None] = field(default_factory=list)
    _seems: bool | None = None

    def gather(self, frame: nw.LazyFrame[Any]) -> None:
        """Go on with these rows, one for each entity and period, in no order; cells may have been added."""
        self.frame, self.in_file, self.is_gathered = frame, False, True
        self._orders.clear()
        self._seems = None

    def shown(self, entity: object) -> str:
        """An entity of the frame, as people read it."""
        return str(entity) if self.categories is None else self.categories.shown(entity)

    def readable(self) -> nw.LazyFrame[Any]:
        """The frame with its entities as people read them, for what is wrong with some."""
        return self.frame if self.categories is None else self.frame.with_columns(entity_of().alias(ENTITY))

    @property
    def is_single(self) -> bool:
        """Whether a row of the panel is all there is of an entity in a period."""
        return self.is_gathered or not self.panel.indicator or len(self.columns) == 1

    def seems_sorted(self) -> bool:
        """Whether it is worth while to look whether all rows are in order; what shows there is looked at once."""
        if self._orders:
            return self._orders[0] is not None
        if self._seems is None:
            self._seems = self.in_file and self.is_single and seems_sorted(self.engine, self.frame)
        return self._seems

    def order(self) -> Order | None:
        """The order of the rows in the file, looked at once; None where it is none, or not known."""
        if not self._orders:
            with self.steps.step(_("looked whether the rows stand in the order of entity and period")):
                order = order_of(self.engine, self.frame, self.length, self.ranges()) if self.seems_sorted() else None
                self._orders.append(order)
            if self._orders[0] is not None:
                self.steps.note(_("they do, which proves that no entity has two rows for one period"))
        return self._orders[0]

    def ranges(self) -> Ranges:
        """Between what times and entities all rows lie."""
        return Ranges((min(self.times, default=0), max(self.times, default=0)), self.entities)

    def step(self) -> int:
        """How many periods lie between one and the next that there is, where that is always the same; else 1."""
        rows = self.engine.rows(distinct(self.frame.select(TIME)).sort(TIME))
        gaps = {later[0] - earlier[0] for earlier, later in pairwise(rows)}
        step = gaps.pop() // self.length if len(gaps) == 1 else 1
        if step > 1:
            years = step * self.length / 12
            self.facts.append(_("the period before is the one of {count} years before", count=f"{years:g}"))
        return step

    def cell(self, place: int) -> str:
        """The name of the cells of a field."""
        return f"nbkpi_cell{place}"

    def cells(self, place: int) -> list[str]:
        """All columns of a field: one, those of the lower and the upper ends, or of a total."""
        return [self.cell(place) + suffix for suffix in self.decoders[place].suffixes]

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Where the engine stops at a number that is none, UsageError that says where it is."""
        failures: tuple[type[Exception], ...] = (NbkpiError, *self.engine.errors)
        try:
            yield
        except failures:
            for one in self.columns:
                one.refuse_wrong(self.given, one.names[self.panel.entity], one.names[self.panel.period])
            raise


def prepare(engine: Engine, book: Book, panel: Panel, fields: Sequence[PanelField], group: str | None) -> Prepared:
    """The panel as columns of whole numbers; UsageError for anything that is wrong with it."""
    table = read_table(engine, book, panel, fields, group)
    given, schema, panel = table.frame, table.schema, table.panel
    headings = headings_of(panel, fields, group)
    # Engines take some names apart: headings of the user's own are not used in what they compute.
    names = {heading: f"nbkpi_given{place}" for place, heading in enumerate(headings)}
    given = given.select(*(nw.col(heading).alias(name) for heading, name in names.items()))
    columns = [PanelColumn(engine, book, panel, one, names, schema, table.is_text) for one in fields]
    keys = [key_of(engine, given, names[heading], heading, schema[heading])
            for heading in (panel.entity, panel.period, *([group] if group else []))]  # fmt: skip
    categories = None
    if panel.of:
        given, categories = _with_codes(engine, given, book, panel, names, keys[0].is_whole)
    dated = keys[1]
    if not dated.dtype.is_integer():
        given = given.with_columns(dated.column(nw.col(names[panel.period])).alias(names[panel.period]))
    labelled = given
    if panel.indicator:
        given = given.filter(nw.col(names[panel.indicator]).is_in([one.heading for one in fields]))
    steps, facts = TimedSteps(), table.facts
    facts += _decimals_found(steps, given, columns)
    with steps.step(_("looked at the smallest and the largest number of every column that is needed")):
        found = _surveyed(engine, given, panel, names, columns)
    facts += _infinite(given, columns, found)
    periods = periods_in(engine, given.select(names[panel.period]), panel, found, dated.is_whole)
    decoders = _decoders(steps, given, columns, found)
    refuse_missing_labels(engine, labelled, panel, names, columns, found)
    for column in columns:
        if column.may_be_cut:
            column.refuse_wrong(given, names[panel.entity], names[panel.period])
    cells = [*_key_cells(panel, group, names, keys, categories is not None), *_field_cells(columns)]
    by_year = _are_years(periods)
    frame = given.select(*cells)
    frame = frame.with_columns(time_of_year()) if by_year else timed(engine, frame, periods, dated)
    for place, column in enumerate(columns):
        frame = column.with_places(frame, f"nbkpi_cell{place}")
    times = written_ways(periods, dated.is_day)
    length = next((period.length for period in periods.values()), MONTHS)
    in_file = by_year and categories is None and not any(column.is_words for column in columns)
    # With categories entities are named together with these.
    entities = (found["least"], found["greatest"]) if categories is None and found.get("least") is not None else None
    return Prepared(engine, panel, given, frame, columns, decoders, times, length, found["rows"], in_file, by_year,
                    steps, facts, categories=categories, entities=entities)  # fmt: skip


def _are_years(periods: Mapping[Any, Period]) -> bool:
    """Whether all periods are written as the numbers of their years."""
    return all(str(written) == str(period.start // MONTHS) for written, period in periods.items())


def _with_codes(
    engine: Engine, given: nw.LazyFrame[Any], book: Book, panel: Panel, names: Mapping[str, str], is_whole: bool
) -> tuple[nw.LazyFrame[Any], PanelCategories]:
    """The rows with the codes of their categories, and these; is_whole: the names of the entities are whole numbers."""
    labels = [names[heading] for heading in panel.of]
    categories = categories_of(engine, given, book, panel.of, labels)
    categories.is_whole = is_whole
    return categories.coded(engine, given, labels), categories


def _key_cells(
    panel: Panel, group: str | None, names: Mapping[str, str], keys: Sequence[KeyColumn], has_categories: bool
) -> list[nw.Expr]:
    """The cells of the entity, the period and the group of every row, by its category too where it has one."""
    cells = [key.column(nw.col(names[key.heading])).alias(name)
             for name, key in zip((ENTITY, PERIOD, GROUP), keys, strict=False)]  # fmt: skip
    if has_categories:
        cells[0] = together(cells[0]).alias(ENTITY)
        cells[2:] = _groups(panel, group, cells[2:])
    return cells


def _field_cells(columns: Sequence[PanelColumn]) -> Iterator[nw.Expr]:
    """The cells of every field, under the names that it has by its place."""
    for place, column in enumerate(columns):
        for suffix, heading in column.headings().items():
            yield column.cell(heading).alias(f"nbkpi_cell{place}{suffix}")


def _groups(panel: Panel, group: str | None, keys: Sequence[nw.Expr]) -> list[nw.Expr]:
    """The key of the groups: with each category a group of its own, or with all of an entity in one.

    Groups by the categories themselves are made of these later.
    """
    if group in panel.of:
        return []
    return list(keys) if group == panel.entity else [together(key).alias(GROUP) for key in keys]


def _decimals_found(steps: TimedSteps, given: nw.LazyFrame[Any], columns: Sequence[PanelColumn]) -> list[str]:
    """What is said of the columns whose decimals had to be found."""
    facts = []
    for column in columns:
        if column.is_found:
            with steps.step(_("found how many decimals column “{heading}” has", heading=column.heading)):
                column.find_decimals(given)
            facts.append(_("decimals found in column “{heading}”: {count}", heading=column.heading,
                           count=column.decimals))  # fmt: skip
    return facts


def _decoders(
    steps: TimedSteps, given: nw.LazyFrame[Any], columns: Sequence[PanelColumn], found: Mapping[str, Any]
) -> list[Decoder]:
    """What the cells of each column mean, by the least and the greatest that were found."""
    decoders = []
    for place, column in enumerate(columns):
        if column.is_words:
            with steps.step(_("read every different text of column “{heading}” once", heading=column.heading)):
                column.read_words(given)
        decoders.append(column.decoder(found[f"{end}{place}{suffix}"] for end in ("low", "high")
                                       for suffix in ({} if column.is_words else column.headings())))  # fmt: skip
    return decoders


def _surveyed(
    engine: Engine, given: nw.LazyFrame[Any], panel: Panel, names: Mapping[str, str], columns: Sequence[PanelColumn]
) -> dict[str, Any]:
    """The number of rows and the ends of every column, which a Parquet file knows without being read.

    UsageError when some rows have no entity.
    """
    period, entity = nw.col(names[panel.period]), nw.col(names[panel.entity])
    is_whole = given.collect_schema()[names[panel.entity]].is_integer()
    found = _asked(engine, given, ({"least": entity.min(), "greatest": entity.max()} if is_whole else {}) | {
        "rows": nw.len(), "named": entity.count(),
        "dated": period.count(), "first": period.min(), "last": period.max(),
    } | _ends(columns, False))  # fmt: skip
    if any(isinstance(end, float) and not math.isfinite(end) for end in found.values()):
        found |= _asked(engine, given, _ends(columns, True)) | {"is_finite": False}
    if nobody := found["rows"] - found["named"]:
        raise UsageError(_("{count} rows have no entity", count=nobody))
    return found


def _infinite(given: nw.LazyFrame[Any], columns: Sequence[PanelColumn], found: Mapping[str, Any]) -> list[str]:
    """What is said of cells that are infinite, as nobody prints a figure that is."""
    facts = []
    for column in columns if found.get("is_finite") is False else ():
        rows = column.infinite(given) if column.is_rounded else []
        if rows:
            shown = listed(f"{row[0]} {row[1]}" for row in rows[:EXAMPLES]) + (" …" if len(rows) > EXAMPLES else "")
            facts.append(_("infinite in column “{heading}”, and so unknown: {count} ({found})", heading=column.heading,
                           count=len(rows), found=shown))  # fmt: skip
    return facts


def _ends(columns: Sequence[PanelColumn], only_finite: bool) -> dict[str, nw.Expr]:
    asked: dict[str, nw.Expr] = {}
    for place, column in enumerate(columns):
        for suffix, heading in ({} if column.is_words else column.headings()).items():
            given = column.given(heading)
            if only_finite and column.is_rounded:
                given = nw.when(given.is_finite()).then(given)
            asked |= {f"low{place}{suffix}": given.min(), f"high{place}{suffix}": given.max()}
    return asked


def _asked(engine: Engine, frame: nw.LazyFrame[Any], asked: Mapping[str, nw.Expr]) -> dict[str, Any]:
    (row,) = engine.rows(frame.select(*(expr.alias(name) for name, expr in asked.items())))
    return dict(zip(asked, row, strict=True))
