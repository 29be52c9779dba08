"""Which indicator, entity, unit and period the headings of columns mean, by the book and by what the user said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from nbkpi.errors import UsageError
from nbkpi.figure import Period, Unit
from nbkpi.figure.characters import heading_key, normalise
from nbkpi.figure.days import is_day, is_short_month, looks_like_period, periods_of_column
from nbkpi.figure.english_units import unit_called
from nbkpi.figure.spelling import is_bare
from nbkpi.figure.two_meanings import in_digits, of_next_year, two_years_or_month
from nbkpi.figure.unit import PERCENT
from nbkpi.language import _
from nbkpi.loading.labels import is_subitem, is_subtotal, is_total
from nbkpi.model.book import Book
from nbkpi.model.generated import GENERATED_FUNCTIONS
from nbkpi.model.records import Entity, Measure, Metric
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Grid, column_name
from nbkpi.tables import words
from nbkpi.tables.category_words import plain_label, sort_of
from nbkpi.tables.cell_units import unit_in_cells
from nbkpi.tables.column_names import ColumnNames
from nbkpi.tables.column_units import ColumnUnits
from nbkpi.tables.define import define_indicator, unpadded
from nbkpi.tables.doubts import may_be_targets
from nbkpi.tables.growth_words import is_growth
from nbkpi.tables.heading_periods import has_year
from nbkpi.tables.heading_units import without_unknown
from nbkpi.tables.keyed import keyed_headings, questions
from nbkpi.tables.kinds import kind_of
from nbkpi.tables.labelled import Named, named
from nbkpi.tables.levels_of_groups import LevelsOfGroups
from nbkpi.tables.preamble import broken_down, said_of_all
from nbkpi.tables.shape import Shape
from nbkpi.tables.targets import looks_like_targets, measure_asked
from nbkpi.tables.times import is_part_of_year, joined, without_word_for_periods
from nbkpi.tables.titled import quantity_of, quantity_of_titles
from nbkpi.tables.understood import Asked, Categorised, Understood
from nbkpi.tables.unsaid_bases import lacks_base, months_of, name_without_base, said_without_base
from nbkpi.tables.words import measure_of

OF_CODES = regex(r"代码|编码|编号|code", re.IGNORECASE)
_PRICES = regex(r"current|constant|price|价", re.IGNORECASE)
_PART_OF_NAME = regex(r"[人户亩]均\0|\0(?:占|比[重例]|增[长速幅]|同比|环比|指数|率)")
"""What makes a name in a title, here \0, a part of that of another indicator."""
SAMPLE = 50
"""Codes are looked for in so many rows."""


def _may_be_unclear(text: str) -> bool:
    """Whether only the other headings can tell which period one means."""
    return is_bare(text) or is_day(text) or in_digits(text) or is_short_month(text)


class ColumnMeasures(ColumnNames):
    """The columns of one sheet by what their headings mean; new definitions are added to what was found.

    has_years: a column of years says of which year the months in headings are. whole_name is what the user says that
    all figures are of, where headings are only words for its parts. own_title is the quantity that its title names
    where the tables of a sheet name several, which no indicator for all of them may put together. keyed is what each
    column is of where each row of headings says what it says, and questions what Yes and No answer. categories are
    what columns are of, and wholes are columns that say to be the total of such. labels are the columns that say what
    the rows are about.
    """

    def __init__(
        self, grid: Grid, book: Book, asked: Asked, shape: Shape, headings: list[list[str]], found: Understood
    ) -> None:
        super().__init__(headings, shape.columns, asked)
        self.grid, self.book, self.shape, self.found = grid, book, shape, found
        self.units = ColumnUnits(book, asked, shape.units)
        self.keyed = keyed_headings(grid, shape.header, shape.columns)
        self.questions = questions(grid, shape.header, shape.columns)
        self.has_years = False
        self.whole_name = self.own_title = ""
        self.categories: Mapping[int, Categorised] = {}
        self.wholes: Mapping[int, list[str]] = {}
        self.labels: frozenset[int] = frozenset()
        lasts = [parts[-1] for parts in headings if parts]
        if len(set(lasts)) > 1 and sum(map(_may_be_unclear, lasts)) > 1:
            self.meant, self.unclear = periods_of_column(lasts)
            bare = {text: str(Period.parse(text)) for text in lasts if is_bare(text) and text not in self.unclear}
            self.meant = bare | self.meant
        else:
            self.meant = dict[str, str]()
            alone = [text for text in set(lasts) if in_digits(text)]
            self.unclear = {text: two_years_or_month(text) for text in alone if len(alone) == 1 and of_next_year(text)}

    def meaning(self, column: int, left: words.LeftOf, about: Period | None) -> words.Meant:
        """What the heading of a column means; of what its figures are, the user may have said."""
        parts = self._said_in(column)
        if parts and parts[-1] in self.meant:
            parts = [*parts[:-1], self.meant[parts[-1]]]
        elif parts and parts[-1] in self.unclear:
            return words.Meant(None, None, "", [], parts[-1])
        parts = joined(parts)
        month = next((text for text in parts if is_part_of_year(text)), "") if self.has_years else ""
        own = words.meaning(self.book, [text for text in parts if text != month], left, about)
        own = own._replace(period=month) if month and not own.period else own
        unit = self.unit_asked(column)
        if unit is not None:
            own = own._replace(unit=unit_called(self.book.units, unit), words=list(map(without_unknown, own.words)))
        asked = self.indicator_asked(column)
        return own if asked is None else self._as_asked(own, asked)

    def heading(self, column: int) -> str:
        """What a [[table]] calls a column: its letter, where its heading was written otherwise in the file."""
        return f"[{column_name(column)}]" if column in self.grid.retold else super().heading(column)

    def with_base(self, column: int, meant: words.Meant, left: words.LeftOf, months: int) -> words.Meant:
        """What a heading means; an indicator of its own where it may be growth over the month before as well.

        months is the length of the periods of the rows, or of the sheet.
        """
        said = (*self.shape.titles, *self.shape.forms, *(text for _row, text in self.shape.notes))
        months = months_of(meant.period, left.period) or months
        measure = meant.measure
        is_asked = self.indicator_asked(column) is not None
        if is_asked or not isinstance(measure, Metric) or not lacks_base(measure, self.headings[column], months, said):
            return meant
        name = name_without_base(measure)
        place = self.grid.place(self.shape.header.stop - 1, column)
        self.found.findings.append(said_without_base(self.heading(column), name, measure, place))
        return meant._replace(measure=measure_of(self.book, [name]), words=[name], unit=PERCENT)

    def _said_in(self, column: int) -> list[str]:
        """The levels of the heading of a column, or the indicator and the unit that rows of headings say apart."""
        if column not in self.keyed:
            levels, question = without_word_for_periods(self.levels(column)), self.questions.get(column, "")
            return [*levels[:-1], question, *levels[-1:]] if question else levels
        said = self.keyed[column]
        return [said.indicator, *([f"({said.unit})"] if said.unit else [])]

    def _as_asked(self, own: words.Meant, asked: str) -> words.Meant:
        """What a heading means, of whose figures the user said what they are of."""
        if own.unclear and not looks_like_period(own.unclear) and has_year(own.unclear, self.book.units):
            own = own._replace(unclear="")  # The year is a part of the name of what the user says it is of.
        asked = measure_asked(asked)
        is_new = self.asked.new_indicators and not self.book.measures_called(asked)
        if is_new and asked.rpartition(".")[2] not in GENERATED_FUNCTIONS:
            return own._replace(measure=None, words=[asked])
        return own._replace(measure=self.book.measure(asked))

    def levels(self, column: int) -> list[str]:
        """The levels of the heading of a column that say what its figures are of, whatever categories these are of."""
        if column in self.categories:
            parts = self.categories[column].levels or []
        elif column in self.wholes:
            parts = self.wholes[column]
        else:
            return self.headings[column]
        return [part for part in parts if not is_total(part) and not is_subtotal(part)]

    def lost_zeros(self, column: int) -> tuple[str, str] | None:
        """A cell that is the code of an entity but for zeros in front of it, and that code."""
        rows = self.shape.rows[:SAMPLE]
        cells = dict.fromkeys(self.grid.text(row, column) for row in rows)
        like = ((text, self.book.spelt.codes_like(text)) for text in cells if text.isdecimal())
        return next(((text, codes[0]) for text, codes in like if codes and text not in codes), None)

    def entity_of_heading(self, parts: list[str]) -> Entity | None:
        """The only entity that a heading may mean, a last word that says no more than that it is a value aside."""
        if len(parts) == 2 and words.GENERIC.fullmatch(heading_key(parts[1])):
            parts = parts[:1]
        name = "/".join(parts)
        found = self.book.entities_meant(self.asked.names.get(name, name)) if parts else []
        return found[0] if len(found) == 1 else None

    def new_indicator(self, column: int, meant: words.Meant) -> Measure | None:
        """Define an indicator of the heading, if that was asked for and it has a unit."""
        if not meant.words or is_growth(meant.words[-1]):
            return None
        asked = self.indicator_asked(column)
        if not asked and len(meant.words) == 1 and words.SAYS_NOTHING.fullmatch(heading_key(meant.words[0])):
            return None
        base = [] if asked else self._whole_of_part(column, meant.words)
        name = words.name_of([*base, *words.levels_of(self._groups.without_level(meant.words))]) or asked or ""
        if base and (known := measure_of(self.book, [name])) is not None:
            return known
        if not self.asked.new_indicators or (OF_CODES.search(meant.words[-1]) and self.lost_zeros(column) is not None):
            return None
        unit = self._unit_of_new(column, meant)
        if unit is None or not name:
            return None
        found = define_indicator(self.book, unpadded(name), unit, self.found)
        if looks_like_targets(meant.words) and not asked:
            place = self.grid.place(self.shape.header.stop - 1, column)
            self.found.findings.append(may_be_targets(found, self.heading(column), place))
        return found

    @cached_property
    def _groups(self) -> LevelsOfGroups:
        """What stands over columns of its level and its growth."""
        return LevelsOfGroups(words.meaning(self.book, self.headings[one]).words for one in self.shape.columns)

    def _whole_of_part(self, column: int, own: list[str]) -> list[str]:
        """What the words of a heading are a part of: what is said of all, or, as 其中：女, the column on the left."""
        if self.whole_name:
            return [self.whole_name] if own != [self.whole_name] else []
        parts = self.headings[column] if column >= 0 else []
        is_part = len(parts) == len(own) == 1 and is_subitem(parts[0])
        if not is_part or sort_of(plain_label(own[0]), may_be_age=False) is None:
            return []
        left = (self.headings[one] for one in range(column - 1, -1, -1) if one not in self.labels)
        whole = next((one for one in left if one and not is_subitem(one[-1])), [])
        return words.meaning(self.book, whole).words

    def _unit_of_new(self, column: int, meant: words.Meant) -> Unit | None:
        """The unit of a new indicator; what every cell says goes before the unit line of the sheet."""
        unit = meant.unit or unit_in_cells(self.grid, self.shape.rows, column, self.book)
        return unit or self.units.of_new(meant.words, None)

    def measure_of_all(self, column: int, meant: words.Meant) -> Measure | None:
        """The indicator of columns that only say a period: that of the user, else of a line above, new with a unit."""
        name = self.asked.indicator
        if name and self.own_title:
            name = words.name_of([name, *([self.own_title] if self.own_title != name else [])])
        if not name:
            said = said_of_all(self.shape.titles, "indicator")
            one = named(self.book, said)
            if not said or one.is_known:
                return measure_of(self.book, [one.name])
            return self.new_indicator(column, meant._replace(words=[one.name], unit=meant.unit or one.unit))
        known = measure_of(self.book, [name])
        if known is not None or self.book.measures_called(name):
            return known or self.book.measure(name)
        own = meant._replace(words=[name])
        given = own._replace(unit=None if self.own_title else self.units.asked)  # People in households are persons.
        found = self.new_indicator(column, own) or self.new_indicator(column, given)
        if found is None and self.asked.new_indicators:
            message = _("the new indicator “{name}” has no unit: say it with --unit, 1 for a plain number", name=name)
            raise UsageError(message)
        return found or self.book.measure(name)

    def names_measure(self) -> bool:
        """Whether something above the table, or the user, says what figures are of whose headings do not say it."""
        is_said = bool(self.asked.indicator or said_of_all(self.shape.titles, "indicator"))
        return is_said or self.measure_of_titles() is not None or bool(broken_down(self.shape.titles))

    def titled_measure(self, column: int, meant: words.Meant) -> Measure | None:
        """The indicator that a title names and nothing else, for columns that only say when, or that they are values.

        A new one is defined if it has a unit; without one, that is asked once for all columns.
        """
        one = self.titled
        if one is None or (known := measure_of(self.book, [one.name])) is not None:
            return known if one is not None else None
        found = self.new_indicator(column, meant._replace(words=[one.name], unit=meant.unit or one.unit))
        if found is not None:
            self.found.facts.append((_("indicator, from the title"), one.name))
        return found

    @cached_property
    def titled(self) -> Named | None:
        """The quantity that a title names; None where the labels of rows are such, by their words or their units."""
        said = quantity_of_titles(self.shape.titles)
        cells = {self.grid.text(row, column) for column in self.labels for row in self.shape.rows[:SAMPLE]}
        labels = [text for text in cells if text and not is_total(text)]
        are_quantities = 2 * sum(quantity_of(text) is not None for text in labels) > len(labels)
        has_units = any(named(self.book, text).unit is not None for text in labels if "(" in normalise(text))
        if said is None or are_quantities or has_units:
            return None
        if self.shape.inner:
            return Named(words.name_of([said.name, self.shape.inner]), None, False)
        whole = named(self.book, f"{said.name}({said.unit})" if said.unit else said.name)
        is_alone = whole.unit is not None and not whole.is_known and not _PRICES.search(said.unit)
        return whole._replace(name=said.name) if is_alone else whole

    def _may_be_titled(self, name: str) -> bool:
        """Whether a title that names a quantity names this one: not 粮食产量 where it says 粮食产量增长率."""
        if any(_PART_OF_NAME.search(title.replace(name, "\0")) for title in self.shape.titles):
            return False
        said = quantity_of_titles(self.shape.titles)
        if said is None or name not in said.name:
            return True
        before = said.name.removesuffix(name)
        is_place = bool(self.book.entities_meant(before)) or kind_of(before) != "other"
        return said.name == name or (said.name.endswith(name) and is_place)

    def measure_of_titles(self, meant: words.Meant | None = None) -> Measure | None:
        """The only indicator that the titles name, for columns of which only the period is said.

        meant are columns of categories: what a title says is broken down (分性别的人口) may be new.
        """
        title = "".join(self.shape.titles)
        found = [one for one in self.book.indicators if one.name in title and self._may_be_titled(one.name)]
        longest = max(map(len, (one.name for one in found)), default=0)
        best = [one for one in found if len(one.name) == longest]
        if best or meant is None:
            return best[0] if len(best) == 1 else None
        name = broken_down(self.shape.titles)
        known = measure_of(self.book, [name])
        return known or (self.new_indicator(-1, meant._replace(words=[name])) if name else None)
