"""Figures of a table that are no plain numbers, or about which something is wrong: looked at one by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from nbkpi.figure.days import is_period, year_and_part
from nbkpi.language import _, listed
from nbkpi.loading.dating import Dated
from nbkpi.loading.figure_column import PRICES, STATUSES, Aim, FigureColumn
from nbkpi.loading.labels import Written, in_unit, is_total, printed_number, span_of, unquoted, without_footnote
from nbkpi.model.records import Metric, Observation
from nbkpi.patterns import regex

_FEW = 5
"""More different words than these among periods may be periods in a language that is not known."""
_WORDS = regex(r"[^\W\d][^\d]*")
"""What holds no digit is no period that is only written otherwise."""
_OF_TIME = regex(
    r"[年月季期日周旬]|(?<![a-z])(?:years?|months?|quarters?|periods?|last|previous|prior|current|latest|annual|to.date)(?![a-z])",
    re.IGNORECASE,
)


class UnusualFigures:
    """The figures of a column, by their places among the rows that are read; what is wrong is noted.

    dated are the periods of all its rows.
    """

    def __init__(self, column: FigureColumn, dated: Sequence[Dated]) -> None:
        self.column, self.rows = column, column.rows
        self.file, self.problems, self.dated = column.file, column.problems, dated
        self.no_periods = _words_among_periods(column.periods.texts, dated)

    def observation(self, place: int) -> Observation | None:
        """The observation of a figure; None where its cell is not to be read, or after noting what is wrong with it."""
        row = self.rows.active[place]
        written = None if self._note_wrong_cell(row) else self._text(place)
        if written is None or self._note_span(row, written.text):
            return None
        if written.missing is not None and not self.column.label(place):
            return None  # A row of signs for nothing, without a label.
        is_unknown = self.column.entities[place] is None and self._note_label(place, row)
        if is_unknown or self._note_period(place, row):
            return None
        worded = self._in_unit(place, row, written)
        extra = {key: texts[place] for key, texts in self.column.extra.items()}
        if worded is None or self._note_unknown_word(row, extra):
            return None
        return self._resolved(place, row, written, worded, extra)

    def _resolved(
        self, place: int, row: int, written: Written, worded: str, extra: Mapping[str, str]
    ) -> Observation | None:
        """The observation of a figure that has words; None after noting what else is wrong."""
        column = self.column
        entity, measure = column.entities[place], column.aims.each[place].measure
        if measure is None and column.figures.derived and self.rows.measure(column.measures[place])[0] is not None:
            name = self.rows.called(column.measures[place])
            message = _("the growth of “{name}” is not read: it may be in percent or in percentage points", name=name)
            path = ("observation", row, "value")
            column.problems.add(self.file, path, "row-left-out", message, severity="warning")
            return None
        is_metric = isinstance(measure, Metric)
        name = measure.id if measure is not None else self.rows.called(column.measures[place])
        note = self.rows.plain(extra.get("note", ""))
        found = column.resolver.observation(self.file, row, {
            "entity": entity.id if entity is not None else self.rows.inside(column.label(place)),
            "of": column.cells[place] if column.cells else None,
            "indicator": None if is_metric else name,
            "metric": name if is_metric else None,
            "period": column.periods.texts[place],
            "value": worded,
            "source": column.sources[place] or None,
            "status": STATUSES[extra.get("status") or written.status],
            "prices": PRICES[extra.get("prices", "")],
            "note": " ".join(filter(None, (note, written.mark))),
        })  # fmt: skip
        if found is None:
            return None
        found.period = self.dated[place][0] or found.period
        if not column.figures.source:
            found.source = self.rows.file_source
        if column.locators:
            found.locator = column.locators[place]
        return found

    def _text(self, place: int) -> Written | None:
        """The words of a figure, its status and the marks of footnotes behind them; None for what is not to be read."""
        text = unquoted(self.column.texts[place])
        if text in self.rows.missing:
            word = self.rows.missing[text]
            return None if word is None else Written(word, mark=text if text != word else "")
        written = None if self.rows.grid.is_verbatim else printed_number(text)
        if written is not None:
            return written
        bare, mark = without_footnote(text)
        return Written(bare, mark=mark)

    def _in_unit(self, place: int, row: int, written: Written) -> str | None:
        """The words of a figure with the unit of its column; None after noting that they cannot have it."""
        aim, text = self.column.aims.each[place], written.text
        worded = text if not aim.suffix else in_unit(text, aim.suffix, self.rows.book.units)
        if worded is None or (written.is_powered and self._has_multiplier(aim)):
            message = _("“{words}” cannot be converted to {unit}", words=text, unit=_unit(aim))
            remedy = _("write the unit in the cell, or give the indicator the unit of the table")
            self.problems.add(self.file, ("observation", row, "value"), "bad-figure", message, remedy)
            return None
        return worded

    def _has_multiplier(self, aim: Aim) -> bool:
        """Whether the unit of a figure has a word for a power of ten, as 万元 has."""
        parts = self.rows.book.units.split(_unit(aim))
        return parts is not None and bool(parts[0])

    def _note_wrong_cell(self, row: int) -> bool:
        """Note a cell of a row that holds something unusable; whether there is one."""
        if row not in self.column.wrong:
            return False
        keys = {column: key for key, column in reversed(list(self.file.columns.items()))}
        for column in {self.column.figures.column: None, **dict.fromkeys(self.file.columns.values())}:
            what = self.rows.grid.wrong.get((row, column))
            if what is not None:
                path = ("observation", row, keys.get(column, "value"))
                remedy = _("put a number there, or open the file in a spreadsheet program and save it")
                remedy = self.rows.grid.remedies.get((row, column), remedy)
                self.problems.add(self.file, path, "bad-cell", _("the cell has {what}", what=what), remedy)
                return True
        return False

    def _note_span(self, row: int, text: str) -> bool:
        """Note two numbers with a stroke between them, which a spreadsheet may mean otherwise; whether it is that."""
        ends = None if self.rows.grid.is_verbatim or set(text) & set("至到") else span_of(text)
        if ends is not None:
            message = _("“{words}” is a span of two numbers, not a figure", words=text)
            remedy = _("if the figure lies between them, write {example}", example="{}至{}".format(*ends))
            self.problems.add(self.file, ("observation", row, "value"), "bad-figure", message, remedy)
        return ends is not None

    def _note_unknown_word(self, row: int, extra: Mapping[str, str]) -> bool:
        """Note a status or prices that nothing is called; whether there are such."""
        for key, known in (("status", STATUSES), ("prices", PRICES)):
            if extra.get(key, "") not in known:
                message = _("this must be one of {allowed}", allowed=listed(known))
                self.problems.add(self.file, ("observation", row, key), "wrong-value", message)
                return True
        return False

    def _note_period(self, place: int, row: int) -> bool:
        """Note a row whose period its whole column leaves unclear, or that says another thing in its place.

        Whether it is one of these. Rows such as Percent change stand among those of years, and are left out.
        """
        periods, path = self.column.periods, ("observation", row, "period")
        text = periods.texts[place]
        sentence = periods.unclear.get(text, "")
        if sentence:
            self.problems.add(self.file, path, "bad-period", sentence)
            return True
        if text in self.no_periods:
            message = _("rows of “{label}” stand among those of periods, and are not read", label=text)
            self.problems.add(self.file, path, "row-left-out", message, severity="warning")
        return text in self.no_periods

    def _note_label(self, place: int, row: int) -> bool:
        """Note a row whose label says nothing about its entity; whether it does not."""
        label = self.column.label(place)
        path = ("observation", row, "entity")
        if not label:
            self.problems.add(self.file, path, "bad-cell", _("the row has figures but no row label"))
        elif is_total(label):
            remedy = _(
                'name the entity of the total with total = "…", or skip the row with skip = ["{label}"]', label=label
            )
            self.problems.add(self.file, path, "unknown-name", _("“{label}” is a total row", label=label), remedy)
        return not label or is_total(label)


def _unit(aim: Aim) -> str:
    return aim.suffix or (aim.measure.unit.symbol if aim.measure is not None else "")


def _words_among_periods(texts: Sequence[str], dated: Sequence[Dated]) -> set[str]:
    """What stands again and again among the periods of rows and says none: Percent change, Total."""
    others = Counter(text for text, (period, _status) in zip(texts, dated, strict=True) if period is None)
    words = {text for text, count in others.items() if count > 1 and _says_no_time(text)}
    return words if len(words) <= _FEW and len(others) < len(set(texts)) else set()


def _says_no_time(text: str) -> bool:
    is_worded = _WORDS.fullmatch(text) is not None and _OF_TIME.search(text) is None
    return is_worded and not is_period(year_and_part("2024", text))
