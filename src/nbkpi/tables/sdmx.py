"""SDMX-CSV in terms of a book: its areas are entities, and what it measures are indicators in units of the book."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from nbkpi.diagnostics import Diagnostic
from nbkpi.figure import Unit
from nbkpi.figure.english_units import unit_called
from nbkpi.figure.unit import NUMBER, PLAIN, PURE
from nbkpi.language import _, listed
from nbkpi.model.book import Book
from nbkpi.model.records import Measure, Source
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Grid, column_name
from nbkpi.sheets.tidy import Tidy
from nbkpi.tables.asking import indicator_for
from nbkpi.tables.column_names import refuse_other_columns
from nbkpi.tables.define import define_entity, define_indicator
from nbkpi.tables.kinds import kind_of
from nbkpi.tables.sdmx_breakdowns import take_dimensions
from nbkpi.tables.understood import Asked, ColumnRole, Understood

_CODES = regex(r"code|_id$|^id$|year|time|period|coordinate|update|footnotes|decimals", re.IGNORECASE)
"""Headings of columns whose numbers are codes, places in lists, or periods."""
_NUMBER = regex(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")

MOST_NAMED = 10
"""So many names that the book does not know are said; of the others, how many there are."""


def sdmx_table(grid: Grid, tidy: Tidy, book: Book, asked: Asked) -> Understood:
    """What a sheet in the terms of SDMX holds in terms of the book; unknown names are defined where that is asked."""
    return _Table(grid, tidy, book, asked).understood()


class _Table:
    def __init__(self, grid: Grid, tidy: Tidy, book: Book, asked: Asked) -> None:
        self.grid, self.tidy, self.book, self.asked = grid, tidy, book, asked
        self.found = Understood({})
        stop = len(grid.rows) if tidy.stop is None else tidy.stop
        self.rows = [row for row in range(1, stop) if row not in tidy.left_out]
        self.names: dict[str, str] = {**asked.columns, **asked.names}

    def understood(self) -> Understood:
        """Everything, in the order in which it is shown."""
        found, table = self.found, self.found.table
        found.facts += [(_("file"), self.grid.name), *((_("read as"), fact) for fact in self.grid.facts)]
        found.facts.append((_("read as"), "SDMX-CSV"))
        if self.grid.sheet:
            table["sheet"] = self.grid.sheet
        if self.tidy.common:
            shared = listed([f"{name} {member}" for name, member in self.tidy.common.items() if member])
            found.facts.append((_("of all figures"), shared))
        taken = take_dimensions(self.grid, self.tidy, self.book, self.asked, found)
        self.names |= taken.names
        if taken.headings:
            table["of"] = taken.headings
        self._entities()
        units = self._units()
        self._indicators(units)
        self._sources()
        if self.asked.period:
            table["period"] = self.asked.period
        elif "period" not in self.tidy.columns:
            message = _("no {key} given for the figures", key=_("period"))
            self._miss(
                message, 0, _("give it with --{key}, or the column where it stands with --{key}-column", key="period")
            )
        refuse_other_columns(self.grid, self.tidy, self.asked)
        if self.asked.source:
            table["source"] = self.asked.source
        if self.names:
            table["names"] = self.names
        table |= {"missing": dict(self.asked.missing)} if self.asked.missing else {}
        table |= {"skip": list(self.asked.skip)} if self.asked.skip else {}
        self._say_columns()
        return found

    def _texts(self, key: str) -> list[str]:
        """The words of a column below the headings, blank for one that is not there."""
        column = self.tidy.columns.get(key)
        if column is None:
            return [""] * len(self.rows)
        texts = self.grid.texts(column, range(len(self.grid.rows)))
        return [texts[row] for row in self.rows]

    def _entities(self) -> None:
        """What the areas are called in the book, by their codes or their names."""
        if self.asked.entity:
            self.found.table["entity"] = self.asked.entity
            return
        if "entity" not in self.tidy.columns:
            message = _("no {key} given for the figures", key=_("entity"))
            remedy = _("give it with --{key}, or the column where it stands with --{key}-column", key="entity")
            self._miss(message, 0, remedy)
            return
        if self.asked.within:
            self.found.table["within"] = self.asked.within
        self._areas(list(dict.fromkeys(self._texts("entity"))), self.tidy.columns["entity"])

    def _areas(self, codes: list[str], column: int) -> None:
        """Find the areas in the book by their codes, else by their names, or define them where that is asked."""
        within = self.book.entity(self.asked.within) if self.asked.within else None
        known = {one.code for one in self.book.entities if one.code}
        # Two areas of one name are two: only their codes tell them apart.
        shared = Counter(self.tidy.areas.get(code, "") for code in codes)
        named = {
            one for one, count in shared.items() if one and count == 1 and (one in self.names or self._called(one))
        }
        unknown = []
        for code in filter(None, codes):
            label = self.tidy.areas.get(code, "")
            if code in self.names or code in known or self._called(code):
                continue
            if label in named:
                self.names[code] = self.names.get(label, label)
            elif self.asked.new_entities:
                define_entity(
                    self.book, label or code, within, self.found, kind_of(label or code), code if label else ""
                )
            else:
                unknown.append(code)
        labels = [f"{code} {self.tidy.areas.get(code, '')}".strip() for code in unknown]
        self._say_unknown(labels, column, _("entity"), "--new-entities")
        self._leave_out("entity", unknown)

    def _leave_out(self, key: str, texts: Iterable[str]) -> None:
        """Leave out the rows that have one of these in a column: what is unknown has been said once for all of them."""
        wanted = frozenset(texts)
        found = (
            {row for row, text in zip(self.rows, self._texts(key), strict=True) if text in wanted} if wanted else set()
        )
        self.tidy.left_out |= found
        self.rows = [row for row in self.rows if row not in found]

    def _called(self, name: str) -> bool:
        """Whether the book has an entity of this name, where the table lies."""
        inside = f"{self.asked.within}/{name}" if self.asked.within else name
        return bool(self.book.entities_called(inside) or self.book.entities_called(name))

    def _units(self) -> dict[str, Unit | None]:
        """The unit of every spelling in the file; those that no book has are what the user says."""
        found: dict[str, Unit | None] = {}
        unknown = dict.fromkeys(self._texts("unit"))
        if "unit" not in self.tidy.columns:
            found[""] = self._asked_unit()
            if self.asked.unit and self.asked.unit != PLAIN:
                self.found.table["unit"] = self.asked.unit
            return found
        missing = []
        for text in unknown:
            if text in self.tidy.unknown:
                before = self.tidy.unknown[text]
                if not self.asked.unit or before is None:
                    missing.append(text)
                    found[text] = None
                    continue
                symbol = self.asked.unit if self.asked.unit != PLAIN else ""
                self.names[text] = before + symbol
                found[text] = self.book.units.get(self.names[text]) or NUMBER
            else:
                found[text] = NUMBER if not text else self.book.units.get(text)
        if missing:
            message = _("the units {names} are not known", names=_some(missing))
            remedy = _("say the unit with --unit, 1 for a plain number")
            self._miss(message, self.tidy.columns["unit"], remedy)
            self._leave_out("unit", missing)
        return found

    def _asked_unit(self) -> Unit | None:
        if not self.asked.unit:
            return None
        return unit_called(self.book.units, self.asked.unit)

    def _indicators(self, units: dict[str, Unit | None]) -> None:
        """What the indicators are called in the book; new ones have the unit of their first figure."""
        column = self.tidy.columns["indicator"]
        if self.asked.indicator:
            self._rename(self.asked.indicator)
        elif not self.tidy.is_named:
            message = _("the file does not say what its figures measure")
            self._miss(message, column, _("give it with --indicator"))
            return
        first: dict[str, str] = {}
        for name, spelt in zip(self._texts("indicator"), self._texts("unit"), strict=True):
            first.setdefault(name, spelt)
        unknown, without = [], []
        for name, spelt in first.items():
            measure, unit = self._measure(name), units.get(spelt)
            called = self.names.get(name, name)
            if measure is not None:
                self._check_unit(name, measure, unit)
            elif not self.asked.new_indicators or not called:
                unknown.append(name)
            elif unit is None:
                without.append(name)
            else:
                define_indicator(self.book, called, unit, self.found)
        names = [self.names.get(name, name) or _("without a name") for name in unknown]
        self._say_unknown(names, column, _("indicator"), "--new-indicators")
        if without:
            message = _("new indicators without a unit, {count}: {names}", count=len(without), names=_some(without))
            self._miss(message, column, _("say the unit with --unit, 1 for a plain number"))
        self._leave_out("indicator", [*unknown, *without])

    def _sources(self) -> None:
        """Define the sources that a file of this program names, where all that is new is to be defined."""
        if self.asked.new_entities and self.asked.new_indicators and not self.asked.source:
            for name in dict.fromkeys(filter(None, self._texts("source"))):
                if name not in self.book.sources:
                    self.book.sources[name] = Source(name, name, convention=self.book.convention)
                    self.found.new.append(("source", {"id": name, "title": name}))

    def _check_unit(self, name: str, measure: Measure, unit: Unit | None) -> None:
        """Note an indicator of the book that has a unit where the file says a plain number."""
        if unit is NUMBER and "unit" in self.tidy.columns and not self.tidy.is_own and measure.unit.dimension != PURE:
            message = _("“{name}” has no unit in the file and {unit} in the book", name=name, unit=measure.unit)
            remedy = _("give another indicator with {option}", option=indicator_for(name, "--name"))
            self._miss(message, self.tidy.columns["indicator"], remedy)

    def _rename(self, indicator: str) -> None:
        """Put what the user says that is measured in place of the name of the data set, or of the only indicator."""
        is_named, self.tidy.is_named = self.tidy.is_named, True
        several = list(dict.fromkeys(self._texts("indicator")))
        if len(several) == 1:
            self.names[several[0]] = indicator
        elif self.tidy.base or not is_named:
            for name in several:
                rest = name.removeprefix(self.tidy.base).removeprefix(", ")
                self.names.setdefault(name, f"{indicator}, {rest}" if rest else indicator)
        else:
            message = _("the figures are of {count} indicators, not one: {names}", count=len(several),
                        names=_some(several))  # fmt: skip
            self._miss(
                message,
                self.tidy.columns["indicator"],
                _("leave out --indicator and match each, such as {option}", option=indicator_for(several[0], "--name")),
            )

    def _measure(self, name: str) -> Measure | None:
        """The measure of the book that a name is meant for, by its words or by its codes."""
        if name in self.names:
            called = self.names[name]
            if self.asked.new_indicators and not self.book.measures_called(called):
                return None
            return self.book.measure(called)
        for one in dict.fromkeys((name, self.tidy.codes.get(name, name))):
            found = self.book.measures_called(one)
            if len(found) == 1:
                if one != name:
                    self.names[name] = one
                return found[0]
        return None

    def _say_unknown(self, names: list[str], column: int, sort: str, option: str) -> None:
        """Say once which names the book does not have."""
        if not names:
            return
        message = _("the book does not have {count} names ({sort}): {names}", count=len(names), sort=sort,
                    names=_some(names))  # fmt: skip
        self._miss(message, column, _("define them with {option}, or match them with --name", option=option))

    def _miss(self, message: str, column: int, remedy: str = "") -> None:
        place = self.grid.place(0, column) if column < self._own_width() else self.grid.name
        self.found.findings.append(Diagnostic("not-understood", message, place, remedy=remedy))

    def _own_width(self) -> int:
        """How many columns the file itself has."""
        columns = (*self.tidy.columns.values(), *self.tidy.of)
        added = [column for column in columns if not self.grid.text(0, column)]
        return self.grid.width - len(added)

    def _say_columns(self) -> None:
        roles = {**self.tidy.roles, **{column: key for key, column in self.tidy.columns.items()}}
        for column in range(self._own_width()):
            key = roles.get(column)
            heading = self.grid.text(0, column)
            self.found.columns.append(ColumnRole(column_name(column), heading, _(key) if key else _("skipped")))
            if not key and heading and not self.tidy.is_own and self._holds_numbers(column, heading):
                message = _("the column “{heading}”, of numbers, is not read", heading=heading)
                place = self.grid.place(0, column)
                self.found.findings.append(Diagnostic("column-left-out", message, place, severity="warning"))

    def _holds_numbers(self, column: int, heading: str) -> bool:
        """Whether a column that is not read has different numbers which are no codes, nor the time a second time."""
        texts = set(self.grid.texts(column, range(1, len(self.grid.rows)))) - {""}
        return len(texts) > 1 and not _CODES.search(heading) and all(map(_NUMBER.fullmatch, texts))


def _some(names: list[str]) -> str:
    """The first names of many."""
    return listed([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])
