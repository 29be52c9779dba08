"""Recognising a sheet: which column is the entity, which the period, and what the figures of each are of."""

from __future__ import annotations

from typing import Any

from nbkpi.figure import WrittenPeriod
from nbkpi.figure.unit import PLAIN
from nbkpi.language import _
from nbkpi.loading.headings import headings
from nbkpi.loading.layout import is_period
from nbkpi.loading.tidy_columns import no_results
from nbkpi.model.book import Book
from nbkpi.model.records import Indicator, Measure
from nbkpi.sheets.grid import Grid, column_name
from nbkpi.tables import words
from nbkpi.tables.block_names import codes_of_blocks, names_of_blocks
from nbkpi.tables.blocks import shapes_below, shapes_of
from nbkpi.tables.categories import Categories
from nbkpi.tables.cell_units import unit_of_rows
from nbkpi.tables.codes import codes_of
from nbkpi.tables.columns import Columns
from nbkpi.tables.define import define_unit
from nbkpi.tables.doubts import growth_of_a_count, period_against_headings
from nbkpi.tables.growth_words import is_growth
from nbkpi.tables.indicator_rows import say_indicator_rows, say_new_indicators
from nbkpi.tables.item_rows import with_items
from nbkpi.tables.lacking import Lacking
from nbkpi.tables.new_breakdowns import define_breakdowns
from nbkpi.tables.period_columns import PeriodColumns
from nbkpi.tables.retold import retell
from nbkpi.tables.roles import Labels
from nbkpi.tables.shape import Shape
from nbkpi.tables.shape_said import has_wide_notes, require_columns, say_shape
from nbkpi.tables.special import special_rows
from nbkpi.tables.tidy_headings import take_tidy
from nbkpi.tables.times import labels_beside_times
from nbkpi.tables.titled import period_of_titles, quantity_of_titles
from nbkpi.tables.titles import entity_of_titles
from nbkpi.tables.understood import Asked, ColumnRole, Understood
from nbkpi.tables.unread_columns import UnreadColumns, refuse_classes, refuse_unknown_categories

SAMPLE = 300
"""The roles of columns are judged by so many rows."""


def recognise(grid: Grid, book: Book, asked: Asked) -> list[Understood]:
    """What each table of the sheet holds in terms of the book; what cannot be made out is among the findings."""
    retell(grid)
    shapes = shapes_of(grid, book.units) if asked.header is None else shapes_below(grid, book.units, asked.header)
    lines = [unit for shape in shapes for unit in shape.units] if asked.new_indicators else []
    units = [row for unit in lines if (row := define_unit(book, unit))]
    starts = {shape.columns: shape.rows.start for shape in shapes}
    names = names_of_blocks(grid, shapes)
    tables = [_Recogniser(grid, book, asked, shape, shape.rows.start < starts[shape.columns]) for shape in shapes]
    for table, name in zip(tables, names, strict=True):
        table.block_name, table.categories.is_of_block = name, bool(name)
        table.columns.codes_of_blocks = codes_of_blocks(grid, shapes) if name else frozenset()
    tables[0].found.new += [("unit", row) for row in units]
    require_columns([one.columns for one in tables])
    _part_by_titles(tables)
    if asked.new_breakdowns:
        seen = [one for table in tables for one in table.categories.seen()]
        tables[0].found.breakdowns += define_breakdowns(book, seen, tables[0].found)
    return [one.understood() for one in tables]


def _part_by_titles(tables: list[_Recogniser]) -> None:
    """Let tables whose titles name different quantities stay apart, whatever is said of all figures of the sheet."""
    named = [quantity_of_titles(one.shape.titles) for one in tables]
    if len(set(filter(None, named))) > 1:
        for table, said in zip(tables, named, strict=True):
            table.columns.own_title = "" if said is None else said.name
    for table in tables:
        table.columns.own_title = table.shape.inner or table.columns.own_title


def _sample(grid: Grid, shape: Shape) -> range:
    """The rows that the roles of columns are judged by: the first ones, or of all where a column begins below those."""
    rows = shape.rows
    first = rows[:SAMPLE]
    late = (grid.is_blank_in(one, first) and not grid.is_blank_in(one, rows) for one in shape.columns)
    return rows[:: len(rows) // SAMPLE + 1] if len(rows) > SAMPLE and any(late) else first


class _Recogniser:
    """One table, looked at from the top left to the bottom right."""

    def __init__(self, grid: Grid, book: Book, asked: Asked, shape: Shape, is_followed: bool) -> None:
        self.grid, self.book, self.asked, self.shape, self.is_followed = grid, book, asked, shape, is_followed
        every = headings(grid, self.shape.header)
        self.headings = [parts if column in shape.columns else [] for column, parts in enumerate(every)]
        self.sample = _sample(grid, self.shape)
        self.texts = [
            [grid.text(row, column) for row in self.sample] if column in shape.columns else []
            for column in range(grid.width)
        ]
        self.found = Understood({})
        self.codes: dict[str, str] = {}
        self.block_name = ""
        self.columns = Columns(grid, book, asked, self.shape, every, self.found)
        self.categories = Categories(self.columns, self.headings, self.texts)
        self.about = (
            WrittenPeriod.parse(asked.period).period
            if is_period(asked.period)
            else period_of_titles(shape.titles, book.units)
        )
        self.columns.about = self.about

    def understood(self) -> Understood:
        """Everything, in the order in which it is shown."""
        found, table = self.found, self.found.table
        found.facts += [(_("file"), self.grid.name), *((_("read as"), fact) for fact in self.grid.facts)]
        if self.grid.are_results:
            self.columns.miss(no_results()[0], 0, 0, no_results()[1])
            return found
        if not self.shape.has_figures and not self.asked.columns:
            self.columns.miss(_("no row with a row label and a figure was found"), 0, 0)
            return found
        say_shape(self.columns)
        if self.grid.sheet:
            table["sheet"] = self.grid.sheet
        if take_tidy(self.columns, self.headings):
            return found
        if len(self.shape.header) > 0:
            first, last = self.shape.header.start + 1, self.shape.header.stop
            table["header"] = first if first == last else [first, last]
        else:
            self.columns.miss(
                _("no row of headings was found; give it with --header, of several rows as {example}", example="3-5"),
                0,
                0,
            )
            return found
        if self.is_followed or self.shape.rows.start != self.shape.header.stop or has_wide_notes(self.columns):
            table["rows"] = [self.shape.rows.start + 1, self.shape.rows.stop]
        self._take_categories()
        if self.book.cells.breakdowns and (lacking := self.categories.lacking()) is not None:
            refuse_unknown_categories(self.columns, lacking)
            return found
        labels = self._labels()
        if labels.classes:
            refuse_classes(self.columns, labels.classes[0], self.texts[labels.classes[0]])
            return found
        labels = with_items(labels, self.columns, self.headings, self.texts)
        periods = PeriodColumns(self.columns, labels, self.texts)
        periods.repeat_labels()
        self._say_labels(labels, periods.of_all())
        periods.say()
        self.columns.only, self.columns.labels = self._only(), frozenset(self.roles)
        self.columns.months, self.columns.has_years = periods.months(), periods.are_years()
        self._say_figures(labels)
        names = {**table.get("names", {}), **found.dated, **found.measured, **self.asked.names}
        table |= {"names": names} if names else {}
        table |= {"missing": dict(self.asked.missing)} if self.asked.missing else {}
        if self.asked.source:
            table["source"] = self.asked.source
        if labels.entities:
            special_rows(
                self.grid, self.book, self.asked, self.shape, labels.entities, found, self.codes, self.categories.member
            )
        elif labels.indicator is not None:
            say_indicator_rows(self.columns, labels.indicator)
        return found

    def _take_categories(self) -> None:
        """Find what the columns and the rows are of, by the breakdowns of the book."""
        columns = self.columns
        if self.book.cells.breakdowns:
            columns.categories, columns.wholes = self.categories.placed(columns.names_measure())
        if self.categories.labels:
            names = [columns.heading(column) for column in self.categories.labels]
            self.found.table["of"] = names[0] if len(names) == 1 else names
            self.found.table |= {"names": known} if (known := self.categories.spelt_otherwise()) else {}
            self.found.table |= {"skip": list(self.asked.skip)} if self.asked.skip else {}

    def _labels(self) -> Labels:
        """The columns of labels; those that are to be skipped, and those of categories, are as if they were blank."""
        blank, others = [""] * len(self.sample), {*self.categories.labels, *self.categories.codes()}
        texts = [
            blank if self.columns.is_skipped(column) or column in others else one or blank
            for column, one in enumerate(self.texts)
        ]
        own = [column for name in self.asked.entity_columns if (column := self.columns.called(name)) is not None]
        return labels_beside_times(self.book, self.headings, texts, self.asked, own)

    def _asked_periods(self) -> list[int]:
        """The column that the user said to hold the periods, whatever its heading."""
        found = self.columns.called(self.asked.period_column) if self.asked.period_column else None
        return [] if found is None else [found]

    def _measure_of(self, about: Any) -> Measure | None:
        """The measure of the entry of a column; None where it has no entry, too."""
        if about is None:
            return None
        name = about if isinstance(about, str) else about.get("indicator") or about.get("metric") or about.get("target")
        return self.book.measure(name) if name and name[0] != "." else None

    def _say_labels(self, labels: Labels, period: str) -> None:
        """Say which columns tell what the rows are about; period is that of all of them, where nothing else says it."""
        table = self.found.table
        names = {column: self.columns.heading(column) for column in range(self.grid.width)}
        if labels.entities:
            found = [names[column] for column in labels.entities]
            table["entity"] = found[0] if len(found) == 1 else found
            if self.asked.within:
                table["within"] = self.asked.within
        else:
            entity = self.asked.entity or entity_of_titles(
                self.book, self.shape, self.asked, self.found, self.block_name
            )
            if entity:
                table["entity"] = entity
                self.found.facts.append((_("entity of all rows"), entity))
        if labels.indicator is not None:
            table["indicator"] = names[labels.indicator]
            say_new_indicators(self.columns, labels.indicator, labels.unit, period)
        if labels.unit is not None:
            table["unit"] = names[labels.unit]
            if labels.indicator is None:
                self.columns.units.of_rows = unit_of_rows(self.grid, self.shape.rows, labels.unit, self.book)
        self.roles = {
            **{column: _("entity") for column in labels.entities},
            **({} if labels.indicator is None else {labels.indicator: _("indicator")}),
            **{column: _("period") for column in (*labels.period, *self._asked_periods())},
            **({} if labels.unit is None else {labels.unit: _("unit")}),
            **dict.fromkeys(self.categories.codes(), _("code")),
            **dict.fromkeys(self.categories.labels, _("categories")),
        }
        self.codes, columns = codes_of(self.grid, self.headings, self.shape.rows, labels)
        self.roles |= dict.fromkeys(columns, _("code"))
        UnreadColumns(self.columns, self.headings, self.texts, self.roles).say(labels, self.categories.labels)

    def _said_of_growth(self, column: int, meant: words.Meant, left: words.LeftOf, role: ColumnRole) -> ColumnRole:
        """The role of a column; of growth whose heading does not say of what it is, with what stands beside it."""
        base = left.measure
        is_bare = len(meant.words) == 1 and is_growth(meant.words[0]) and not self.columns.is_asked_for(column)
        if not is_bare or base is None or role.measure != f"{base.id}.growth":
            return role
        if isinstance(base, Indicator) and base.kind == "count":
            place = self.grid.place(self.shape.header.stop - 1, column)
            self.found.findings.append(growth_of_a_count(self.columns.heading(column), base, place))
        return role._replace(role=_("growth of “{name}”", name=base.name))

    def _only(self) -> int | None:
        """The only column of figures, where columns of entities and of periods stand beside it."""
        free = [column for column in self.shape.columns if column not in self.roles and any(self.texts[column])]
        return free[0] if len(free) == 1 and {"entity", "period"} <= set(self.found.table) else None

    def _is_blank(self, column: int) -> bool:
        return self.grid.is_blank_in(column, self.shape.rows)

    def _is_covered(self, column: int) -> bool:
        """Whether nothing stands in a column whose heading is that of the column on the left, over both."""
        is_twin = column > 0 and len(self.headings[column]) > 0 and self.headings[column] == self.headings[column - 1]
        return is_twin and self._is_blank(column)

    def _show(self, column: int, role: str) -> None:
        """Add a column that holds no figures to those that are shown."""
        self.found.columns.append(ColumnRole(column_name(column), self.columns.whole(column), role))

    def _say_figures(self, labels: Labels) -> None:
        """Say what the figures of every other column are of."""
        columns: dict[str, Any] = {}
        taken = dict[str, str]()
        has_indicators = labels.indicator is not None
        has_said = {*self.categories.labels, *labels.period, *labels.classes, labels.indicator, labels.unit}
        lacking = Lacking(self.columns, has_indicators, bool(set(labels.words) - has_said))
        left = words.LeftOf()
        for column in self.shape.columns:
            if column in self.roles:
                self._show(column, self.roles[column])
                continue
            if not any(self.texts[column]) and not self.headings[column]:
                continue
            meant = self.columns.meaning(column, left, self.about)
            months = self.about.length if self.about is not None else self.columns.months
            meant = self.columns.with_base(column, meant, left, months) if not has_indicators else meant
            if (meant.measure is None and self._is_blank(column) and meant.words) or self._is_covered(column):
                self._show(column, _("blank, skipped"))
                continue
            about, role = self.columns.figures(column, meant, has_indicators)
            if about is not None:
                columns[self.columns.heading(column)] = about
                taken[self.columns.whole(column)] = meant.period
                lacking.add_read(about)
            elif role.role == _("not understood") and not meant.unclear:
                lacking.add_unread(column, meant)
            self.found.columns.append(self._said_of_growth(column, meant, left, role))
            period = WrittenPeriod.parse(meant.period).period if is_period(meant.period) else self.about
            left = left.followed_by(self._measure_of(about), period, meant.is_before)
        self.columns.unmatched.say(self.columns.miss)
        place = self.grid.place(self.shape.header.stop - 1, self.shape.columns.start)
        self.found.findings += period_against_headings(self.asked.period, taken, place, self.book.units)
        self.found.table["columns"] = columns
        lacking.say()
        if self.asked.unit and self.asked.unit != PLAIN:  # Of plain numbers only new indicators are.
            self.found.table["unit"] = self.asked.unit
