"""What the columns of figures of a sheet are of: their indicator, or, where the rows have that, their entity."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from nbkpi.figure import Period, WrittenPeriod
from nbkpi.figure.characters import heading_key
from nbkpi.figure.plain import plain_unit
from nbkpi.language import _, listed
from nbkpi.loading.labels import is_total
from nbkpi.loading.layout import is_period
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator, Measure
from nbkpi.sheets.grid import Grid, column_name
from nbkpi.tables import words
from nbkpi.tables.asking import BLANK, blank, entity_for, given, indicator_for
from nbkpi.tables.column_findings import ColumnFindings
from nbkpi.tables.decimals import decimals_of
from nbkpi.tables.define import define_entity
from nbkpi.tables.growth_columns import period_of_growth
from nbkpi.tables.growth_words import is_growth
from nbkpi.tables.kinds import kind_of
from nbkpi.tables.places_across import place_across
from nbkpi.tables.shape import Shape
from nbkpi.tables.targets import asked_target, period_of_targets
from nbkpi.tables.unclear_periods import why_unclear
from nbkpi.tables.understood import Asked, ColumnRole, Understood
from nbkpi.tables.unmatched import UnreadColumn as Unread


class Columns(ColumnFindings):
    """The columns of one sheet by their headings; what cannot be made out of them is added to what was found.

    about is the period of the sheet. only is the single column of figures beside columns that say all that they are of:
    its heading can say no more. place_level is the level of the headings of figures that names a place, the last (-1)
    or the first (0), and are_rows_places says that the rows do so too. may_be_places: only the user can tell whether
    headings of words name places. months is the length of the periods of the rows, 0 for several. codes_of_blocks are
    of one number for a label in all alike tables. before are the periods of columns left of figures of the rows' own.
    """

    def __init__(
        self, grid: Grid, book: Book, asked: Asked, shape: Shape, headings: list[list[str]], found: Understood
    ) -> None:
        super().__init__(grid, book, asked, shape, headings, found)
        self.about: Period | None = None
        self.only: int | None = None
        self.months, self.before, self.codes_of_blocks = 0, list[Period](), frozenset[int]()
        self.place_level: int | None = None
        self.are_rows_places = self.may_be_places = False

    def figures(self, column: int, meant: words.Meant, has_indicators: bool) -> tuple[Any, ColumnRole]:
        """The entry of a column in a [[table]], None where it is not read, and how it is shown."""
        if self.is_skipped(column):
            return None, self._role(column, _("skipped"))
        about: dict[str, Any] = {"period": meant.period} if meant.period else {}
        if column in self.categories:
            about["of"] = {one.breakdown.id: one.name for one in self.categories[column].members}
            if self.categories[column].levels is None and not has_indicators:
                self.say_category_alone(column)
                return None, self._role(column, _("not understood"))
        if column in self.keyed and not self._add_entity(column, about):
            return None, self._role(column, _("not understood"))
        if meant.unclear:
            self.miss(*why_unclear(self, column, meant.unclear))
            return None, self._role(column, _("not understood"))
        if has_indicators and not self.headings[column] and self._is_beside_headed(column):
            message = _("the column “{heading}” has no heading and is not read", heading=self.heading(column))
            self.leave_out(column, message, _("write its heading above it, if it is meant"))
            return None, self._role(column, _("not understood"))
        if has_indicators:
            return self._of_an_entity(column, meant, about)
        return self._of_its_heading(column, meant, about)

    def _of_its_heading(self, column: int, meant: words.Meant, about: dict[str, Any]) -> tuple[Any, ColumnRole]:
        """The entry of a column whose heading says what is measured, or a place, or no more than a total."""
        last, measure = meant.words[-1] if meant.words else "", meant.measure
        if measure is None and words.NOTES.fullmatch(heading_key(last).lower()):
            return None, self._role(column, _("notes, skipped"))
        if measure is None and self._is_average(column, meant):
            return None, self._role(column, _("average, skipped"))
        if measure is None and self._is_total_only(column, meant):
            measure = self._measure_of_total(column, meant)
            if measure is None:
                self.leave_out(column, _("the column “{heading}”, a total, is not read", heading=self.whole(column)))
                return None, self._role(column, _("total, skipped"))
        if self.place_level is not None and measure is None and not self.is_asked_for(column) and last:
            return self._of_a_place(column, meant, about)
        measure = measure or self._measure_not_in_book(column, meant)
        if measure is None:
            return None, self._role(column, _("not understood"))
        return self._of_measure(column, measure, meant, about)

    def _measure_of_total(self, column: int, meant: words.Meant) -> Measure | None:
        """What a column is of that only says to be a total: of all that is said, where the others are no periods.

        Where each says its own period and nothing else, it is of the same as they are: total up to August.
        """
        if meant.period and self._say_only_times:
            return self._measure_beside(column, meant)
        is_of_times = any(words.meaning(self.book, one, words.LeftOf(), self.about).period for one in self.headings)
        is_of_all = self.whole_name != "" and not is_of_times
        measure = self.measure_of_all(column, meant) if is_of_all else None
        is_titled = is_of_all or self._are_values == {column}
        return measure or (self.titled_measure(column, meant) if is_titled else None)

    @cached_property
    def _say_only_times(self) -> bool:
        """Whether the headings of all columns of figures say when, and no more."""
        own = [one for one in self.shape.columns if one not in self.labels and self.headings[one]]
        said = [self.meaning(one, words.LeftOf(), self.about) for one in own if not self.is_skipped(one)]
        return all(one.period and not words.levels_of(one.words) for one in said)

    def _measure_not_in_book(self, column: int, meant: words.Meant) -> Measure | None:
        """The measure of a column whose heading names none of the book, perhaps a new one; why it has none is said."""
        says_nothing = self._says_nothing(column, meant)
        measure = None if says_nothing else self.new_indicator(column, meant)
        if measure is None and (not meant.words or says_nothing):
            measure = self._measure_beside(column, meant)
        if measure is None and says_nothing:
            self.say_nothing_said(column)
        elif measure is None:
            self.say_no_measure(column, meant)
        return measure

    def _measure_beside(self, column: int, meant: words.Meant) -> Measure | None:
        """The measure of a column whose heading says none: that of all columns, else the one that the titles name."""
        is_of_categories = column in self.categories or column in self.wholes
        of_title = self.measure_of_titles(meant if is_of_categories else None)
        return self.measure_of_all(column, meant) or of_title or self.titled_measure(column, meant)

    def _says_nothing(self, column: int, meant: words.Meant) -> bool:
        """Whether a heading only says that its figures are values (数值), or amounts where all others say no more."""
        if len(meant.words) != 1 or self.is_asked_for(column):
            return False
        key = heading_key(meant.words[0])
        return words.SAYS_NOTHING.fullmatch(key) is not None or column in self._are_values

    @cached_property
    def _are_values(self) -> frozenset[int]:
        """The columns of figures that only say to be amounts or a total, where all of them say the same."""
        own = [one for one in self.shape.columns if one not in self.labels and self.headings[one]]
        said = {one: words.meaning(self.book, self.headings[one]) for one in own}
        named = {heading_key("".join(one.words)).lower() for one in said.values()} - {""}
        are_bare = len(named) == 1 and all(words.GENERIC.fullmatch(name) or is_total(name) for name in named)
        if not self.shape.titles and any(one.unit is not None for one in said.values()):
            return frozenset()  # With its unit, what nothing else names is called so: 数量(吨).
        return frozenset(one for one in own if said[one].words) if are_bare else frozenset()

    def _is_average(self, column: int, meant: words.Meant) -> bool:
        """Whether a heading says no more than that it is the average of others; the column is then left out."""
        is_one = len(meant.words) == 1 and words.AVERAGES.fullmatch(meant.words[0].strip()) is not None
        if not is_one or self.is_asked_for(column):
            return False
        self.leave_out(column, _("the column “{heading}”, an average, is not read", heading=self.whole(column)))
        return True

    def _is_total_only(self, column: int, meant: words.Meant) -> bool:
        """Whether a heading says no more than that it is a total, and the user nothing of it."""
        return bool(meant.words) and not words.levels_of(meant.words) and not self.is_asked_for(column)

    def _add_entity(self, column: int, about: dict[str, Any]) -> bool:
        """Add the entity that a row of headings says; False where it is not known, or the column has other periods."""
        said, whole = self.keyed[column], self.whole(column)
        if said.months and self.months not in (0, said.months):
            message = _(
                "the column “{heading}” has figures of other periods than its rows, and is not read", heading=whole
            )
            self.leave_out(column, message, _("bring it in by itself, with a row for each of its periods"))
            return False
        entity = self._place_called(said.entity) if said.entity else None
        if entity is None:
            self.say_no_entity(column, said.entity)
            return False
        about["entity"] = entity.id if entity.is_ambiguous else entity.name
        return True

    def _is_beside_headed(self, column: int) -> bool:
        """Whether other columns of figures have headings, so that one without belongs to none of them."""
        others = (one for one in self.shape.columns if one != column and one not in self.labels)
        return any(self.headings[one] for one in others)

    def _of_a_place(self, column: int, meant: words.Meant, about: dict[str, Any]) -> tuple[Any, ColumnRole]:
        """The entry of a column headed by a place: an entity, which is new where that is asked for.

        What the other levels of the heading say is what its figures are of, else what is said of all columns.
        """
        rest = list(meant.words)
        name = rest.pop(self.place_level or 0)
        whole = self.whole(column)
        if self.are_rows_places:
            message = _("“{heading}” names an entity, and so do the rows below it", heading=whole)
            remedy = _("give what it is of with {option}", option=indicator_for(self.heading(column)))
            self.unmatched.add("entity", Unread(*self.head(column), name, message, remedy))
            return None, self._role(column, _("not understood"))
        entity = self._place_called(name)
        if rest:
            measure = words.measure_of(self.book, ["".join(rest)]) or self.new_indicator(
                column, meant._replace(words=rest)
            )
        else:
            measure = self.measure_of_all(column, meant) or self.measure_of_titles()
        if measure is None and rest:
            self.say_no_measure(column, meant._replace(words=rest))
            return None, self._role(column, _("not understood"))
        if entity is None or measure is None:
            message = _("“{heading}” names an entity, and no indicator is given", heading=whole)
            remedy = self.unmatched.indicator_asked()
            self.unmatched.add("place", Unread(*self.head(column), name, message, remedy))
            return None, self._role(column, _("not understood"))
        about["entity"] = entity.id if entity.is_ambiguous else entity.name
        return self._of_measure(column, measure, meant, about)

    def _place_called(self, name: str) -> Entity | None:
        """The entity of a heading that names a place; a new one where that is asked for and the book has none."""
        entity = self.entity_of_heading([name])
        if entity is None and not self.book.entities_meant(name) and self.asked.new_entities:
            called, within = self.asked.names.get(name, name), self.asked.within
            whole = self.book.entity(within) if within else None
            entity = define_entity(self.book, called, whole, self.found, kind_of(called))
        return entity

    def _of_measure(
        self, column: int, measure: Measure, meant: words.Meant, about: dict[str, Any]
    ) -> tuple[Any, ColumnRole]:
        """The entry of a column of figures of this measure, or of targets for it."""
        target = asked_target(self.indicator_asked(column) or "")
        if target is None:
            about["indicator" if isinstance(measure, Indicator) else "metric"] = measure.id
        else:
            period = period_of_targets(target, meant.period, meant.words, self.about)
            if not period:
                form = f"target:{measure.id}@{BLANK if self.about is None else self.about.year}"
                option = given("--map", self.heading(column), form)
                if self.about is None:
                    option = blank("--map", self.heading(column), _("the period, such as {year}", year=2025), form)
                remedy = _("say it with {option}", option=option)
                self.miss(_("unclear which period the targets are for"), *self.head(column), remedy)
                return None, self._role(column, _("not understood"))
            about |= {"target": measure.id, "period": period}
        if meant.unit is None and not self.asked.unit and len(self.units.fitting(measure, meant.words)) > 1:
            self.say_unclear_unit(column)
            return None, self._role(column, _("not understood"))
        if unit := self.units.behind(meant.unit, meant.words, measure):
            about["unit"] = unit
        shown = unit or _("{unit} (of the indicator)", unit=self._unit_of(measure))
        if decimals := decimals_of(self.grid.cells(column, self.shape.rows), measure, self.book):
            about["decimals"] = decimals
            shown = _("{unit}; decimals: {decimals}", unit=shown, decimals=decimals)
        what = _("a column of figures") if target is None else _("targets")
        role = self._role(column, what, measure.id, shown, about.get("period", ""))._replace(of=self._of(column))
        return measure.id if list(about) == ["indicator"] else about, role

    def _unit_of(self, measure: Measure) -> str:
        """The unit of a measure, in English beside an English name."""
        in_english = measure.name.isascii() and bool(measure.unit.symbol)
        return plain_unit(measure.unit, self.book.units) if in_english else measure.unit.symbol or "1"

    def _of_an_entity(self, column: int, meant: words.Meant, about: dict[str, Any]) -> tuple[Any, ColumnRole]:
        """The entry of a column whose rows say the indicators: its heading says the entity, or nothing."""
        entity, whole = self.entity_of_heading(meant.words), self.whole(column)
        if entity is None and (called := place_across(self, column, meant, self.place_level)):
            entity = self._place_called(called)
        if entity is not None:
            about["entity"] = entity.name if not entity.is_ambiguous else entity.id
        elif len(meant.words) == 1 and is_growth(meant.words[0], meant.period):
            period = period_of_growth(self, column, self.about, self.before)
            if period is None:
                self.miss(*why_unclear(self, column, whole))
                return None, self._role(column, _("not understood"))
            about |= {"period": period} if period else {}
            role = self._role(column, _("growth of what the rows say"), "", "%", period)
            return about | {"metric": ".growth", "unit": "%"}, role
        elif self._is_average(column, meant):
            return None, self._role(column, _("average, skipped"))
        elif column != self.only and meant.words and not words.GENERIC.fullmatch(heading_key("".join(meant.words))):
            if is_total(meant.words[-1]):
                remedy = _("match it with {option}", option=entity_for(whole))
                self.leave_out(column, _("the column “{heading}”, a total, is not read", heading=whole), remedy)
                return None, self._role(column, _("total, skipped"))
            self.say_no_entity(column, whole)
            return None, self._role(column, _("not understood"))
        if meant.unit is not None:
            about["unit"] = meant.unit.symbol
        elif "unit" not in self.found.table and len(self.shape.units) == 1:
            self.found.table["unit"] = self.shape.units[0]
        if is_period(meant.period):
            self.before.append(WrittenPeriod.parse(meant.period).period)
        role = self._role(
            column, _("a column of figures"), "", about.get("unit", ""), meant.period, about.get("entity", "")
        )
        return about, role._replace(of=self._of(column))

    def _of(self, column: int) -> str:
        """The categories of a column, for people."""
        return listed(one.name for one in self.categories[column].members) if column in self.categories else ""

    def _role(self, column: int, role: str, *about: str) -> ColumnRole:
        return ColumnRole(column_name(column), self.whole(column), role, *about)
