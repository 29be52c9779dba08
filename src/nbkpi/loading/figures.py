"""A column of figures in a table: each with its entity, measure, period and source, or noted for what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import repeat
from operator import concat, itemgetter
from typing import Any, NamedTuple, TypeVar

from nbkpi.errors import NbkpiError
from nbkpi.figure.unit import PURE
from nbkpi.language import _, listed
from nbkpi.loading.categories import take_cells
from nbkpi.loading.dating import NO_PERIOD, Dated, RowPeriods
from nbkpi.loading.labels import (
    Written,
    in_unit,
    is_total,
    printed_number,
    span_of,
    unquoted,
    with_decimals,
    without_footnote,
)
from nbkpi.loading.layout import Figures, Part
from nbkpi.loading.problems import SheetFile
from nbkpi.loading.rows import TableRows
from nbkpi.model.records import Measure, Metric, Observation, Source
from nbkpi.patterns import regex
from nbkpi.sheets.foreign_units import PURE as PLAIN
from nbkpi.sheets.grid import column_name
from nbkpi.sheets.lookups import Lookups, looked_up, looked_up_in_pairs, same_for_all

_PLAIN = r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?+"
_NUMBER, _NUMBERS = regex(_PLAIN), regex(rf"(?:{_PLAIN}\n)*+")
_STATUSES = {
    "": "final",
    **{status: status for status in ("final", "preliminary", "revised", "estimated")},
    **{"最终": "final", "初步": "preliminary", "修订": "revised", "估计": "estimated"},
}
_PRICES = {"": "", "current": "current", "constant": "constant", "现价": "current", "不变价": "constant"}

Key = TypeVar("Key")
Found = TypeVar("Found")


class Aim(NamedTuple):
    """What a figure is of: suffix is the unit to write behind a bare number, is_plain whether that cannot go wrong."""

    measure: Measure | None
    suffix: str
    is_plain: bool


_NO_AIM = Aim(None, "", False)
_NOTHING: tuple[Any, str] = (None, "?")
_FIRST, _SECOND = itemgetter(0), itemgetter(1)


class FigureColumn:
    """One column of figures over the rows of its table; what is said about them is looked up once for each label."""

    def __init__(self, rows: TableRows, figures: Figures) -> None:
        self.rows, self.figures = rows, figures
        self.resolver, self.problems = rows.resolver, rows.resolver.problems
        self.file = SheetFile(rows.grid, figures.column, rows.places(figures))
        self.texts = rows.at(figures.column)
        if figures.decimals is not None:
            self.texts = [with_decimals(text, figures.decimals) for text in self.texts]
        self.entity_labels = rows.entity_labels(figures.entity)
        self.entities = rows.entities(figures.entity)
        self.measures, self.units = self._labels(figures.measure), self._labels(figures.unit)
        self.aims = looked_up_in_pairs(self.measures, self.units, self._aim)
        self.extra = {key: rows.at(column) for key, column in rows.layout.extra.items()}
        self.periods = RowPeriods(self.resolver, rows.periods(figures.period))
        self.sources = self._places_in_sources()
        columns = {figures.column, *rows.places(figures).values()}
        self.locators = self._locators()
        of = [rows.in_use(texts) for texts in rows.of]
        own = [f"{breakdown}={name}" if breakdown else name for breakdown, name in figures.of]
        self.cells = take_cells(self.resolver.book, of, own, self.entities) if of or own else []
        self.wrong = {row for row, column in rows.grid.wrong if column in columns}

    def _labels(self, part: Part) -> list[str]:
        return self.rows.at(part.column) if part.column is not None else [part.text] * len(self.texts)

    def _places_in_sources(self) -> list[str]:
        """What each row says of its source, with the place in it where that has a column of its own."""
        sources = looked_up(self._labels(self.figures.source), self.rows.plain).each
        if "locator" not in self.extra or not self.figures.source:
            return sources
        pairs = zip(sources, self.extra["locator"], strict=True)
        return [f"{source}#{self.rows.plain(place)}" if place else source for source, place in pairs]

    def observations(self) -> tuple[list[int], list[Observation]]:
        """The rows and the observations of all figures that can be used; what is wrong with the others is noted.

        Whole columns are handled at once: a loop over their rows would take several times as long.
        """
        active = self.rows.active
        entities, aims = self.entities, self.aims
        periods = self.periods.found(aim.measure for aim in aims.each)
        for day, (place, period) in self.periods.taken_days(periods.each).items():
            self.resolver.warn_of_day(self.file, ("observation", active[place]), day, period)
        sources, states = self._sources(), self._states(periods)
        found: list[Observation | None] = list(
            map(
                Observation,
                entities,
                map(_FIRST, aims.each),
                map(_FIRST, periods.each),
                map(concat, self.texts, map(_SECOND, aims.each)),
                map(_FIRST, sources.each),
                self.locators or map(_SECOND, sources.each),
                map(_FIRST, states.each),
                map(_SECOND, states.each),
                self._notes(),
                repeat(self.resolver.figure),
            )
        )
        odd = self._odd(aims, ((periods, NO_PERIOD), (sources, _NOTHING), (states, _NOTHING), (aims, _NO_AIM)))
        for place in sorted(odd):
            found[place] = self._slowly(place, active[place])
        if not odd or None not in found:
            return list(active), found  # type: ignore[return-value]
        kept = [(row, one) for row, one in zip(active, found, strict=True) if one is not None]
        return [row for row, _one in kept], [one for _row, one in kept]

    def _odd(self, aims: Lookups[Aim], found: Iterable[tuple[Lookups[Any], object]]) -> set[int]:
        """The places of figures that are not plain, and of those of which something is missing in what was found."""
        odd = _not_plain(self.texts)
        if None in self.entities:
            odd.update(place for place, entity in enumerate(self.entities) if entity is None)
        for things, missing in found:
            if any(thing is missing for thing in things.different):
                odd.update(place for place, thing in enumerate(things.each) if thing is missing)
        if not all(aim.is_plain for aim in aims.different):
            odd.update(place for place, aim in enumerate(aims.each) if not aim.is_plain)
        if self.rows.missing:
            odd.update(place for place, text in enumerate(self.texts) if text in self.rows.missing)
        if self.wrong:
            odd.update(place for place, row in enumerate(self.rows.active) if row in self.wrong)
        return odd

    def _aim(self, label: str, unit: str) -> Aim:
        """What the figures of a label are of, with the unit that is said for them; that of the label comes first."""
        measure, own = self.rows.measure(label)
        if measure is None:
            return _NO_AIM
        symbol = own or self.rows.unit(unit)
        if symbol == PLAIN and measure.unit.dimension == PURE:
            symbol = measure.unit.symbol if measure.unit.scale == 1 else symbol
        suffix = "" if symbol == measure.unit.symbol else symbol
        if suffix == PLAIN:
            return Aim(measure, suffix, False)
        return Aim(measure, suffix, self.resolver.reader.is_plain("1" + suffix, measure))

    def _sources(self) -> Lookups[tuple[Source | None, str]]:
        if not self.figures.source:
            return same_for_all((self.rows.file_source, ""), len(self.texts))
        return looked_up(self.sources, _or_nothing(self._source, _NOTHING))

    def _source(self, label: str) -> tuple[Source | None, str]:
        return self.resolver.sources[label or None]

    def _locators(self) -> list[str]:
        """The cells, which lead back to where each figure stands; nothing where the table itself says the place."""
        source = self.figures.source
        if source.column is not None or "#" in source.text or (source and "locator" in self.extra):
            return []
        sheet = f"{self.rows.grid.sheet}!" if self.rows.grid.sheet else ""
        before = sheet + column_name(self.figures.column)
        cells = [f"{before}{row + 1}" for row in self.rows.active]
        if "locator" not in self.extra:
            return cells
        own = map(self.rows.plain, self.extra["locator"])
        return [place or cell for place, cell in zip(own, cells, strict=True)]

    def _states(self, periods: Lookups[Dated]) -> Lookups[tuple[str, str]]:
        """Status and prices of each figure; a status in its own column comes before that of the period."""
        own = self._own_states()
        if not any(status for _period, status in periods.different):
            return own
        return looked_up_in_pairs(periods.each, own.each, _with_status)

    def _own_states(self) -> Lookups[tuple[str, str]]:
        if "status" not in self.extra and "prices" not in self.extra:
            return same_for_all(("final", ""), len(self.texts))
        blank = [""] * len(self.texts)
        find: Callable[[tuple[str, str]], tuple[str, str]]
        find = _or_nothing(lambda pair: (_STATUSES[pair[0]], _PRICES[pair[1]]), _NOTHING)
        statuses, prices = self.extra.get("status", blank), self.extra.get("prices", blank)
        return looked_up_in_pairs(statuses, prices, lambda status, price: find((status, price)))

    def _notes(self) -> Iterable[str]:
        return looked_up(self.extra["note"], self.rows.plain).each if "note" in self.extra else repeat("")

    def _slowly(self, place: int, row: int) -> Observation | None:
        """A figure that is not plain, or about which something is wrong; None after noting what it is."""
        path = ("observation", row, "value")
        written = self._text(place) if not self._note_wrong_cell(row) else None
        if written is None:
            return None
        text = written.text
        ends = None if self.rows.grid.is_verbatim or set(text) & set("至到") else span_of(text)
        if ends is not None:
            message = _("“{words}” is a span of two numbers, not a figure", words=text)
            remedy = _("if the figure lies between them, write {example}", example="{}至{}".format(*ends))
            self.problems.add(self.file, path, "bad-figure", message, remedy)
            return None
        entity, aim = self.entities[place], self.aims.each[place]
        if (entity is None and self._note_label(place, row)) or self._note_period(place, row):
            return None
        worded = text if not aim.suffix else in_unit(text, aim.suffix, self.rows.book.units)
        if written.is_powered and self._has_multiplier(aim):
            worded = None
        if worded is None:
            message = _("“{words}” cannot be converted to {unit}", words=text, unit=self._unit(aim))
            remedy = _("write the unit in the cell, or give the indicator the unit of the table")
            self.problems.add(self.file, path, "bad-figure", message, remedy)
            return None
        extra = {key: texts[place] for key, texts in self.extra.items()}
        for key, known in (("status", _STATUSES), ("prices", _PRICES)):
            if extra.get(key, "") not in known:
                message = _("this must be one of {allowed}", allowed=listed(known))
                self.problems.add(self.file, ("observation", row, key), "wrong-value", message)
                return None
        is_metric = isinstance(aim.measure, Metric)
        name = aim.measure.id if aim.measure is not None else self.rows.called(self.measures[place])
        note = self.rows.plain(extra.get("note", ""))
        found = self.resolver.observation(self.file, row, {
            "entity": entity.id if entity is not None else self.rows.inside(self._label(place)),
            "of": self.cells[place] if self.cells else None,
            "indicator": None if is_metric else name,
            "metric": name if is_metric else None,
            "period": self.periods.texts[place],
            "value": worded,
            "source": self.sources[place] or None,
            "status": _STATUSES[extra.get("status") or written.status],
            "prices": _PRICES[extra.get("prices", "")],
            "note": " ".join(filter(None, (note, written.mark))),
        })  # fmt: skip
        if found is not None and not self.figures.source:
            found.source = self.rows.file_source
        if found is not None and self.locators:
            found.locator = self.locators[place]
        return found

    def _unit(self, aim: Aim) -> str:
        return aim.suffix or (aim.measure.unit.symbol if aim.measure is not None else "")

    def _has_multiplier(self, aim: Aim) -> bool:
        """Whether the unit of a figure has a word for a power of ten, as 万元 has."""
        parts = self.rows.book.units.split(self._unit(aim))
        return parts is not None and bool(parts[0])

    def _text(self, place: int) -> Written | None:
        """The words of a figure, its status and the marks of footnotes behind them; None for what is not to be read."""
        text = unquoted(self.texts[place])
        if text in self.rows.missing:
            word = self.rows.missing[text]
            return None if word is None else Written(word, mark=text if text != word else "")
        written = None if self.rows.grid.is_verbatim else printed_number(text)
        if written is not None:
            return written
        bare, mark = without_footnote(text)
        return Written(bare, mark=mark)

    def _label(self, place: int) -> str:
        return self.rows.called(self.entity_labels[place])

    def _note_wrong_cell(self, row: int) -> bool:
        """Note a cell of a row that holds something unusable; whether there is one."""
        if row not in self.wrong:
            return False
        keys = {column: key for key, column in reversed(list(self.file.columns.items()))}
        for column in {self.figures.column: None, **dict.fromkeys(self.file.columns.values())}:
            what = self.rows.grid.wrong.get((row, column))
            if what is not None:
                path = ("observation", row, keys.get(column, "value"))
                remedy = _("put a number there, or open the file in a spreadsheet program and save it")
                if (row, column) in self.rows.grid.unshown:
                    remedy = _("save the sheet as CSV, or give the cells a format such as 0.00 and save the file")
                self.problems.add(self.file, path, "bad-cell", _("the cell has {what}", what=what), remedy)
                return True
        return False

    def _note_period(self, place: int, row: int) -> bool:
        """Note a row whose period its whole column leaves unclear; whether it does."""
        sentence = self.periods.unclear.get(self.periods.texts[place], "")
        if sentence:
            self.problems.add(self.file, ("observation", row, "period"), "bad-period", sentence)
        return bool(sentence)

    def _note_label(self, place: int, row: int) -> bool:
        """Note a row whose label says nothing about its entity; whether it does not."""
        label = self._label(place)
        path = ("observation", row, "entity")
        if not label:
            self.problems.add(self.file, path, "bad-cell", _("the row has figures but no row label"))
        elif is_total(label):
            remedy = _(
                'name the entity of the total with total = "…", or skip the row with skip = ["{label}"]', label=label
            )
            self.problems.add(self.file, path, "unknown-name", _("“{label}” is a total row", label=label), remedy)
        return not label or is_total(label)


def _not_plain(texts: list[str]) -> set[int]:
    """The places of what is no bare number, looked for one by one only where there is any."""
    joined = "\n".join(texts) + "\n"
    match = _NUMBERS.match(joined)
    if match is not None and match.end() == len(joined) and joined.count("\n") == len(texts):
        return set()
    return {place for place, text in enumerate(texts) if not _NUMBER.fullmatch(text)}


def _with_status(dated: Dated, state: tuple[str, str]) -> tuple[str, str]:
    """Status and prices of a figure whose period may say a status."""
    status = dated[1]
    return (status, state[1]) if status and state[0] == "final" else state


def _or_nothing(find: Callable[[Key], Found], nothing: Found) -> Callable[[Key], Found]:
    """The function, giving nothing where it raises."""

    def found(key: Key) -> Found:
        try:
            return find(key)
        except (NbkpiError, ValueError, KeyError):
            return nothing

    return found
