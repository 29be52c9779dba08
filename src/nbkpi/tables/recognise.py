"""Recognising a sheet: which column is the entity, which the period, and what the figures of each are of."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import chain, pairwise
from typing import Any

from nbkpi.diagnostics import Diagnostic
from nbkpi.errors import UnknownName
from nbkpi.figure import WrittenPeriod
from nbkpi.figure.format import range_text
from nbkpi.language import _, listed
from nbkpi.loading.labels import fill_down, is_subitem, is_subtotal, is_total
from nbkpi.loading.layout import are_results, headings, is_period, no_results, tidy_columns
from nbkpi.model.book import Book
from nbkpi.model.records import Indicator, Measure
from nbkpi.sheets.foreign_units import PURE
from nbkpi.sheets.grid import Grid, column_name, heading_key, is_blank
from nbkpi.tables import words
from nbkpi.tables.blocks import shapes_below, shapes_of
from nbkpi.tables.cells import is_class
from nbkpi.tables.codes import Naming, codes_of, counts_rows, naming
from nbkpi.tables.columns import Columns
from nbkpi.tables.define import define_entity, define_unit
from nbkpi.tables.doubts import growth_of_a_count, period_against_column, period_against_title
from nbkpi.tables.indicator_rows import say_new_indicators
from nbkpi.tables.kinds import are_places, kind_of
from nbkpi.tables.labelled import named
from nbkpi.tables.preamble import said_of_all
from nbkpi.tables.relative import period_of_title
from nbkpi.tables.roles import Labels
from nbkpi.tables.shape import Shape
from nbkpi.tables.special import special_rows
from nbkpi.tables.times import labels_beside_times, why_no_figures
from nbkpi.tables.understood import Asked, ColumnRole, RowRole, Understood

SAMPLE = 300
"""The roles of columns are judged by so many rows."""


def recognise(grid: Grid, book: Book, asked: Asked) -> list[Understood]:
    """What each table of the sheet holds in terms of the book; what cannot be made out is among the findings."""
    shapes = shapes_of(grid, book.units) if asked.header is None else shapes_below(grid, book.units, asked.header)
    lines = [unit for shape in shapes for unit in shape.units] if asked.new_indicators else []
    units = [row for unit in lines if (row := define_unit(book, unit))]
    starts = {shape.columns: shape.rows.start for shape in shapes}
    tables = [_Recogniser(grid, book, asked, shape, shape.rows.start < starts[shape.columns]) for shape in shapes]
    tables[0].found.new += [("unit", row) for row in units]
    _require_columns(tables, asked)
    return [one.understood() for one in tables]


class _Recogniser:
    """One table, looked at from the top left to the bottom right."""

    def __init__(self, grid: Grid, book: Book, asked: Asked, shape: Shape, is_followed: bool) -> None:
        self.grid, self.book, self.asked, self.shape, self.is_followed = grid, book, asked, shape, is_followed
        every = headings(grid, self.shape.header)
        self.headings = [parts if column in shape.columns else [] for column, parts in enumerate(every)]
        self.sample = range(self.shape.rows.start, min(self.shape.rows.stop, self.shape.rows.start + SAMPLE))
        self.texts = [
            [grid.text(row, column) for row in self.sample] if column in shape.columns else []
            for column in range(grid.width)
        ]
        self.found = Understood({})
        self.codes: dict[str, str] = {}
        self.columns = Columns(grid, book, asked, self.shape, every, self.found)
        self.about = (
            WrittenPeriod.parse(asked.period).period
            if is_period(asked.period)
            else period_of_title("".join(shape.titles))
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
        self._say_shape()
        if self.grid.sheet:
            table["sheet"] = self.grid.sheet
        if self._tidy():
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
        if self.is_followed or self.shape.rows.start != self.shape.header.stop or self._has_wide_notes():
            table["rows"] = [self.shape.rows.start + 1, self.shape.rows.stop]
        labels = self._labels()
        if labels.classes:
            self._refuse_classes(labels.classes[0])
            return found
        labels = self._by_rows(labels)
        self._say_labels(labels)
        self._period(labels)
        self._columns(labels)
        table |= {key: given for key in ("names", "missing") if (given := getattr(self.asked, key))}
        if self.asked.source:
            table["source"] = self.asked.source
        if labels.entities:
            special_rows(self.grid, self.book, self.asked, self.shape, labels.entities, found, self.codes)
        elif labels.indicator is not None:
            self._indicator_rows(labels.indicator)
        return found

    def _by_rows(self, labels: Labels) -> Labels:
        """The labels, where rows headed 项目 are what the figures are of, and the columns are their indicators.

        Only where neither the book nor the headings say otherwise: no label is an indicator of the book, and no heading
        is a period, an entity or a word for a value.
        """
        column, asked = labels.indicator, self.asked
        taken = (*labels.entities, *labels.period, *labels.words, labels.unit, column)
        open_ones = [self.headings[one] for one in self.shape.columns if one not in taken and any(self.texts[one])]
        heads = [words.meaning(self.book, parts) for parts in open_ones if parts]
        names = ["".join(one.words) for one in heads if one.measure is None]
        self.columns.has_places = not labels.entities and column is None and are_places(names)
        if column is None or labels.entities or asked.entity or not (asked.new_entities and asked.new_indicators):
            return labels
        labelled = [named(self.book, text) for text in set(self.texts[column]) if text]
        is_known = any(one.is_known or one.unit is not None for one in labelled)
        is_known = is_known or not words.ITEMS.fullmatch(heading_key(self.headings[column][-1]).lower())
        plain = ["".join(one.words) for one in heads if not one.period]
        is_open = len(plain) == len(heads) > 1 and not are_places(plain)
        if is_known or not is_open or any(self._is_value_or_entity(name) for name in plain):
            return labels
        return labels._replace(entities=[column], indicator=None)

    def _is_value_or_entity(self, name: str) -> bool:
        return (
            not name or bool(self.book.entities_meant(name)) or words.GENERIC.fullmatch(heading_key(name)) is not None
        )

    def _labels(self) -> Labels:
        """The columns of labels; those that are to be skipped are as if they were blank."""
        blank = [""] * len(self.sample)
        texts = [blank if self.columns.is_skipped(column) else one or blank for column, one in enumerate(self.texts)]
        own = [column for name in self.asked.entity_columns if (column := self.columns.called(name)) is not None]
        return labels_beside_times(self.book, self.headings, texts, self.asked, own)

    def _measure_of(self, about: Any) -> Measure | None:
        """The measure of the entry of a column."""
        name = about if isinstance(about, str) else about.get("indicator") or about.get("metric") or about.get("target")
        return self.book.measure(name) if name else None

    def _has_wide_notes(self) -> bool:
        """Whether rows that are not read hold more than a label: 填表人：… beside 审核：…"""
        columns = self.shape.columns
        return any(sum(bool(self.grid.text(row, column)) for column in columns) > 1 for row, _text in self.shape.notes)

    def _say_shape(self) -> None:
        shape, facts = self.shape, self.found.facts
        self.found.titles = shape.titles
        self.found.findings += period_against_title(self.asked.period, shape.titles, self.grid.name)
        facts += [(_("title"), title) for title in shape.titles]
        facts += [(_("form details"), line) for line in shape.forms]
        self.found.unit_line = list(shape.units)
        if shape.units:
            facts.append((_("unit line"), listed(shape.units)))
        for unit in shape.units:
            if self.book.units.get(unit) is None:
                message = _("the unit line has “{unit}”, which is not a unit of the book", unit=unit)
                if self.asked.unit or self.asked.units:
                    self.found.findings.append(Diagnostic("not-understood", message, self.grid.place(0, 0),
                                                          severity="warning"))  # fmt: skip
                else:
                    remedy = _("say the unit of each column with --unit HEADING=UNIT")
                    self.columns.miss(message, 0, 0, remedy)
        if len(shape.header) > 0:
            rows = [str(number + 1) for number in shape.header]
            facts.append((_("heading rows"), listed(rows)))
        facts.append((_("rows of figures"), range_text(shape.rows.start + 1, shape.rows.stop)))
        for row, text in shape.notes:
            self.found.rows.append(RowRole(row, self.grid.place(row, 0), text, _("note, skipped")))

    def _tidy(self) -> bool:
        """Whether it is a table with one figure a row, whose headings say everything."""
        if len(self.shape.header) != 1 or self.asked.columns:
            return False
        parts = {heading_key(one[-1]).lower(): one[-1] for one in reversed(self.headings) if one}
        keys = tidy_columns(parts)
        if not {"entity", "indicator", "period", "value"} <= set(keys):
            return False
        if are_results(parts):
            message, remedy = no_results()
            self.columns.miss(message, self.shape.header.start, 0, remedy)
            return True
        if self.shape.header.start:
            self.found.table["header"] = self.shape.header.start + 1
        self.found.table |= keys
        self.found.table |= {key: given for key in ("names", "missing") if (given := getattr(self.asked, key))}
        roles = {name: key for key, names in keys.items() for name in ([names] if isinstance(names, str) else names)}
        for column, one in enumerate(self.headings):
            if one:
                role = roles.get(one[-1])
                self.found.columns.append(ColumnRole(column_name(column), one[-1], _(role) if role else _("skipped")))
        return True

    def _say_labels(self, labels: Labels) -> None:
        table = self.found.table
        names = {column: self.columns.heading(column) for column in range(self.grid.width)}
        if labels.entities:
            found = [names[column] for column in labels.entities]
            table["entity"] = found[0] if len(found) == 1 else found
            if self.asked.within:
                table["within"] = self.asked.within
        else:
            entity = self.asked.entity or self._entity_of_titles()
            if entity:
                table["entity"] = entity
                self.found.facts.append((_("entity of all rows"), entity))
        if labels.indicator is not None:
            table["indicator"] = names[labels.indicator]
            say_new_indicators(self.columns, labels.indicator, labels.unit)
        if labels.unit is not None:
            table["unit"] = names[labels.unit]
        self.roles = {
            **{column: _("entity") for column in labels.entities},
            **({} if labels.indicator is None else {labels.indicator: _("indicator")}),
            **{column: _("period") for column in labels.period},
            **({} if labels.unit is None else {labels.unit: _("unit")}),
        }
        self.codes, columns = codes_of(self.grid, self.headings, self.shape.rows, labels)
        self.roles |= dict.fromkeys(columns, _("code"))
        self._say_times()
        self._say_others(labels)

    def _say_times(self) -> None:
        """Note the columns of times that are not the period: neither labels nor figures."""
        for column, parts in enumerate(self.headings):
            is_open = column not in self.roles and not self.columns.is_asked_for(column)
            meant = words.meaning(self.book, parts) if is_open else None
            if meant is None or meant.measure is not None or meant.unit is not None:
                continue
            if sentence := why_no_figures(self.columns.heading(column), self.texts[column]):
                self.roles[column] = _("not understood")
                self.found.unread.append((column, self.columns.heading(column)))
                self.columns.miss(sentence, self.shape.rows.start, column)

    def _say_others(self, labels: Labels) -> None:
        """Say which columns are neither labels nor figures."""
        for column in labels.translations:
            self.roles.setdefault(column, _("translation, skipped"))
        for column in labels.words:
            if column not in self.roles:
                self.roles[column] = _("text, skipped")
                self.found.unread.append((column, self.columns.heading(column)))
                self._say_unread(column)
        self._say_numbers(labels.entities)

    def _say_numbers(self, entities: list[int]) -> None:
        """Note the columns that only number, code or rank the rows: never figures, unless they are asked for."""
        labels = self.texts[entities[-1]] if entities else []
        for column, parts in enumerate(self.headings):
            if column in self.roles or self.columns.is_asked_for(column) or not any(self.texts[column]):
                continue
            head = heading_key(parts[-1]).lower() if parts else ""
            if not head and counts_rows(column, self.texts[column]):
                self.roles[column] = _("row numbers, skipped")
                continue
            meant = words.meaning(self.book, parts)
            if not parts or meant.measure is not None or meant.unit is not None:
                continue
            kind = naming(head, self.texts[column], labels, bool(entities) and column < entities[-1])
            if kind is not None and self.columns.lost_zeros(column) is None:
                self._leave_out_numbers(column, kind)

    def _leave_out_numbers(self, column: int, kind: Naming) -> None:
        """Leave out a column of numbers that are no figures, and say so; of those that count the rows silently."""
        heading = self.columns.heading(column)
        if kind == "rank":
            self.roles[column] = _("row numbers, skipped")
            self.columns.leave_out(column, _("the column “{heading}”, of ranks, is not read", heading=heading))
            return
        numbers = [int(text) for text in self.texts[column] if text.isdecimal()]
        is_in_order = all(one < other for one, other in pairwise(numbers))
        is_headed = words.NUMBERS.fullmatch(heading_key(self.headings[column][-1]).lower()) is not None
        self.roles[column] = _("row numbers, skipped") if kind == "number" else _("code")
        self.found.unread.append((column, heading))
        if kind == "code" or not is_in_order or not is_headed:
            message = _("the column “{heading}”, of numbers that name something, is not read", heading=heading)
            self.columns.leave_out(column, message)

    def _say_unread(self, column: int) -> None:
        """Note a column of words beside the labels, which may part figures that the labels alone do not."""
        head = heading_key(self.headings[column][-1]).lower() if self.headings[column] else ""
        is_said = self.columns.is_skipped(column) or words.NOTES.fullmatch(head) or words.UNITS.fullmatch(head)
        if head and not is_said:
            message = _("the column “{heading}”, of words, is not read", heading=self.columns.heading(column))
            place = self.grid.place(self.shape.header.stop - 1, column)
            self.found.findings.append(Diagnostic("column-left-out", message, place, severity="warning"))

    def _refuse_classes(self, column: int) -> None:
        """Note that the rows are of ages or sizes, which no figure of the book can be of."""
        example = next(text for text in self.texts[column] if is_class(text))
        message = _("the rows are of “{heading}”, such as {example}: a breakdown, which is not read",
                    heading=self.columns.heading(column), example=example)  # fmt: skip
        remedy = _("make each row an entity of its own, or each class a column")
        self.columns.miss(message, self.shape.rows.start, column, remedy)

    def _entity_of_titles(self) -> str:
        """The only entity that the titles, or who filled it in, name; the longest name where one holds another."""
        title = "".join([*self.shape.titles, *self.shape.forms])
        found = [one for one in self.book.entities if one.name in title]
        longest = max(map(len, (one.name for one in found)), default=0)
        best = [one for one in found if len(one.name) == longest]
        if len(best) == 1:
            return best[0].name
        said = said_of_all(self.shape.titles, "entity")
        if said and "/" not in said and self.asked.new_entities and not self.book.entities_called(said):
            define_entity(self.book, said, None, self.found, kind_of(said))
            return said
        return ""

    def _indicator_rows(self, column: int) -> None:
        """Say what becomes of rows that are parts of the row above, and of sums without a name of their own."""
        skip = list(self.asked.skip)
        if self.found.measured:
            self.found.table["names"] = {**self.found.measured, **self.asked.names}
        for row in self.shape.rows:
            label = self.grid.text(row, column)
            place = self.grid.place(row, column)
            if is_subitem(label):
                self.found.rows.append(
                    RowRole(row, place, label, _("a part of the row above, not added to the other rows"))
                )
            elif (is_total(label) or is_subtotal(label)) and words.measure_of(self.book, [label]) is None:
                skip.append(label)
                self.found.rows.append(RowRole(row, place, label, _("total row skipped: no entity given for it")))
        if skip:
            self.found.table["skip"] = list(dict.fromkeys(skip))

    def _period(self, labels: Labels) -> None:
        """Say which columns tell the period; a month without a year is of the one that the rest of the sheet is of."""
        table = self.found.table
        year = self.asked.period or (str(self.about) if self.about is not None else "")
        if labels.part is not None and not self.asked.period_column and is_period(f"{year}年"):
            table["period"] = [year, self.columns.heading(labels.part)]
        elif self.asked.period or self.asked.period_column:
            table["period"] = self.asked.period or self.asked.period_column
            if labels.period and not self.asked.period_column and not self._are_all(labels.period, self.asked.period):
                place = self.grid.place(self.shape.header.stop - 1, labels.period[0])
                names = [self.columns.heading(column) for column in labels.period]
                self.found.findings.append(period_against_column(self.asked.period, names, place))
        elif labels.period:
            names = [self.columns.heading(column) for column in labels.period]
            table["period"] = names[0] if len(names) == 1 else names
            years = labels.period[0]
            if len(names) > 1 and fill_down(self.grid, self.shape.rows, [years], labels.period[1]):
                self.found.facts.append((_("filled down"), names[0]))

    def _are_all(self, columns: list[int], period: str) -> bool:
        """Whether columns of periods say no other than this one."""
        said = {text for column in columns for text in self.texts[column] if text}
        given = WrittenPeriod.parse(period).period if is_period(period) else None
        return all(is_period(text) and WrittenPeriod.parse(text).period == given for text in said)

    def _said_of_growth(self, column: int, meant: words.Meant, left: words.Left, role: ColumnRole) -> ColumnRole:
        """The role of a column; of growth whose heading does not say of what it is, with what stands beside it."""
        base = left.measure
        is_bare = len(meant.words) == 1 and words.is_growth(meant.words[0]) and not self.columns.is_asked_for(column)
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
        return is_blank(self.grid.cells(column, self.shape.rows))

    def _columns(self, labels: Labels) -> None:
        """What the figures of every other column are of."""
        table = self.found.table
        columns: dict[str, Any] = {}
        lacking, may_lack = set[str](), set[str]()
        left = words.Left()
        self.columns.only, self.columns.labels = self._only(), frozenset(self.roles)
        years = [self.texts[column] for column in labels.period if labels.part is None]
        lengths = {WrittenPeriod.parse(text).period.length for text in chain(*years) if is_period(text)}
        self.columns.months = lengths.pop() if len(lengths) == 1 else 0
        self.columns.has_years = len(years) == 1 and all(len(text.rstrip("年度")) == 4 for text in years[0] if text)
        for column in self.shape.columns:
            parts = self.headings[column]
            if column in self.roles:
                self.found.columns.append(
                    ColumnRole(column_name(column), self.columns.whole(column), self.roles[column])
                )
                continue
            if not any(self.texts[column]) and not parts:
                continue
            meant = self.columns.meaning(column, left, self.about)
            if meant.measure is None and self._is_blank(column) and meant.words:
                self.found.columns.append(
                    ColumnRole(column_name(column), self.columns.whole(column), _("blank, skipped"))
                )
                continue
            about, role = self.columns.figures(column, meant, labels.indicator is not None)
            role = self._said_of_growth(column, meant, left, role)
            if about is not None:
                columns[self.columns.heading(column)] = about
                lacking |= {key for key in ("entity", "period") if not isinstance(about, dict) or key not in about}
            elif role.role == _("not understood") and not meant.unclear:
                may_lack |= set() if meant.period else {"period"}
                may_lack |= set() if labels.indicator is not None or self.columns.has_places else {"entity"}
            period = WrittenPeriod.parse(meant.period).period if is_period(meant.period) else self.about
            left = left.followed_by(self._measure_of(about) if about is not None else None, period, meant.is_before)
            self.found.columns.append(role)
        self.columns.unmatched.say(self.columns.miss)
        table["columns"] = columns
        for key in ("entity", "period"):
            if key in table or key not in (lacking if columns else may_lack):
                continue
            if key == "period" and self.about is not None:
                table["period"] = str(self.about)
                self.found.facts.append((_("period, from the title"), str(self.about)))
            else:
                message, remedy = (
                    _("no {key} given for the figures", key=_(key)),
                    _("give it with --{key}, or the column where it stands with --{key}-column", key=key),
                )
                self.columns.miss(message, self.shape.header.start, 0, remedy)
        if self.asked.unit and self.asked.unit != PURE:  # Of plain numbers only new indicators are.
            table["unit"] = self.asked.unit


def _require_columns(tables: Sequence[_Recogniser], asked: Asked) -> None:
    """UsageError where no table of the sheet has a column that was said to hold the entities or the periods."""
    for name in filter(None, (*asked.entity_columns, asked.period_column)):
        if all(one.columns.called(name) is None for one in tables):
            paths = dict.fromkeys("/".join(parts) for one in tables for parts in one.headings if parts)
            near = get_close_matches(name, paths) or list(paths)[:5]
            raise UnknownName(_("{file} has no column “{heading}”", file=tables[0].grid.name, heading=name), near)
