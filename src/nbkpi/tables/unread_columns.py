"""Columns of a sheet that are neither labels nor figures: times, words, translations, numbers that name something."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from nbkpi.diagnostics import Diagnostic
from nbkpi.errors import as_typed
from nbkpi.figure.characters import heading_key
from nbkpi.figure.english_units import worded
from nbkpi.figure.unit import POWERS
from nbkpi.language import _, listed
from nbkpi.loading.labels import is_total
from nbkpi.loading.marks import marks_beside
from nbkpi.patterns import regex
from nbkpi.tables import words
from nbkpi.tables.asking import apart
from nbkpi.tables.category_names import LackingCategories
from nbkpi.tables.cells import is_class
from nbkpi.tables.codes import Naming, code_in_front, counts_rows, naming
from nbkpi.tables.columns import Columns
from nbkpi.tables.growth_words import is_growth
from nbkpi.tables.roles import Labels
from nbkpi.tables.times import is_of_other_calendar, say_the_same, why_no_figures

_DECIMAL_COMMA = regex(r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|-?[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})")
_SCALES = regex(r"(?:unit)?(?:scale|multiplier|mult|magnitude|powercode)(?:code)?|数量级|倍率|乘数", re.IGNORECASE)
"""What columns of powers of ten are headed by."""
_WITH_COMMA = regex(r"-?[0-9.,]+")
_COUNTED = regex(r"[_\s]*\([0-9ivx]+\)[_\s]*", re.IGNORECASE)
"""What counts the columns below their headings."""
ENOUGH, MOSTLY = 5, 0.75
"""So many columns that only say a period, and such a share of all, make one that says none no column of figures."""
MOST = 5
"""So many labels are named."""


class UnreadColumns:
    """The columns of a table, the texts of some rows of each, and the roles that they have, to which it adds."""

    def __init__(
        self, columns: Columns, headings: list[list[str]], texts: list[list[str]], roles: dict[int, str]
    ) -> None:
        self.columns, self.headings, self.texts, self.roles = columns, headings, texts, roles

    def say(self, labels: Labels, categories: Iterable[int] = ()) -> None:
        """Give each of them its role, and note those that may be meant; categories are the columns of these."""
        self._say_times(labels)
        self._say_others(labels, categories)

    def _say_times(self, labels: Labels) -> None:
        """Note the columns of times that are not the period: neither labels nor figures.

        One that says the same in another calendar (1958 beside 民国47年) is the period too.
        """
        for column in self.columns.shape.columns:
            parts = self.headings[column]
            is_open = column not in self.roles and not self.columns.is_asked_for(column)
            is_open = is_open and not self.columns.is_skipped(column)
            meant = words.meaning(self.columns.book, parts) if is_open else None
            if meant is None or meant.measure is not None or meant.unit is not None:
                continue
            if len(labels.period) == 1 and say_the_same(
                (self.headings[labels.period[0]], self.texts[labels.period[0]]), (parts, self.texts[column])
            ):
                self.roles[column] = _("period")
                continue
            if labels.period and is_of_other_calendar(self.columns.heading(column), self.texts[column]):
                self.roles[column] = _("period")
                continue
            if sentence := why_no_figures(self.columns.heading(column), self.texts[column]):
                self.roles[column] = _("not understood")
                self.columns.found.unread.append((column, self.columns.heading(column)))
                self.columns.miss(sentence, self.columns.shape.rows.start, column)

    def _say_others(self, labels: Labels, categories: Iterable[int]) -> None:
        """Say which columns are neither labels nor figures."""
        for column in labels.translations:
            self.roles.setdefault(column, _("translation, skipped"))
        for column in self.columns.shape.columns:
            is_open = column not in self.roles and (column in labels.words or self.columns.is_skipped(column))
            if is_open and self._marks_figures(column, labels):
                self._say_marks(column)
        for column in labels.words:
            if column not in self.roles:
                self.roles[column] = _("text, skipped")
                self.columns.found.unread.append((column, self.columns.heading(column)))
                self._say_unread(column)
        self._say_numbers(labels.entities, categories)
        self._say_beside_periods()

    def _marks_figures(self, column: int, labels: Labels) -> bool:
        """Whether a column holds the marks of figures beside it."""
        grid, rows = self.columns.grid, self.columns.shape.rows
        used = {*self.roles, *labels.words} - {column}
        beside = [one for one in (column - 1, column + 1) if one in self.columns.shape.columns and one not in used]
        return any(marks_beside(grid, self.headings, rows, one, used) == column for one in beside)

    def _say_marks(self, column: int) -> None:
        """Say that a column holds marks, which are lost where the user leaves it out."""
        self.roles[column] = _("marks of the figures beside them")
        if self.columns.is_skipped(column):
            self.roles[column] = _("skipped")
            for row in self.columns.shape.rows:
                self.columns.grid.rows[row][column] = ""

    def _say_beside_periods(self) -> None:
        """Note columns without a period, a unit or a measure among many that say nothing but their period: Code."""
        open_ones = [
            column
            for column, parts in enumerate(self.headings)
            if parts and column not in self.roles and not self.columns.is_asked_for(column) and any(self.texts[column])
        ]
        meant = {
            column: words.meaning(self.columns.book, self.headings[column], words.LeftOf()) for column in open_ones
        }
        dated = [one for one, head in meant.items() if head.period and not head.words]
        if len(dated) < ENOUGH or len(dated) < MOSTLY * len(meant):
            return
        for column, head in meant.items():
            is_other = head.period or head.unclear or head.unit or head.measure
            if is_other or not head.words or is_growth(head.words[-1]) or is_total(head.words[-1]):
                continue
            self.roles[column] = _("not understood")
            self.columns.found.unread.append((column, self.columns.heading(column)))
            message = _("the column “{heading}” stands among columns of periods, says none, and is not read",
                        heading=self.columns.heading(column))  # fmt: skip
            self.columns.leave_out(column, message)

    def _say_numbers(self, entities: list[int], categories: Iterable[int]) -> None:
        """Note the columns that only number, code or rank the rows: never figures, unless they are asked for."""
        every = [self.texts[one] for one in reversed(entities)] or [[]]
        for column, parts in enumerate(self.headings):
            if column in self.roles or self.columns.is_asked_for(column) or not any(self.texts[column]):
                continue
            head = self._number_head(column)
            if not head and counts_rows(column, self.texts[column]):
                self.roles[column] = _("row numbers, skipped")
                continue
            meant = words.meaning(self.columns.book, parts)
            if not parts or meant.measure is not None or meant.unit is not None:
                continue
            is_in_front = bool(entities) and column < entities[-1]
            kinds = (naming(head, self.texts[column], labels, is_in_front) for labels in every)
            kind = next((one for one in kinds if one is not None), None)
            kind = "code" if self._is_code(column, head, categories) else kind
            if kind is not None and self.columns.lost_zeros(column) is None:
                self._leave_out_numbers(column, kind)

    def _is_code(self, column: int, head: str, categories: Iterable[int]) -> bool:
        """Whether the numbers of a column say where, or code what stands above the table or in categories behind it."""
        is_said = words.COORDINATES.fullmatch(head) is not None or column in self.columns.codes_of_blocks
        return is_said or any(code_in_front(self.texts[column], self.texts[one]) for one in categories if column < one)

    def _number_head(self, column: int) -> str:
        """What heads a column, in small letters; nothing where that is No beside Yes."""
        parts = self.headings[column]
        named = [part for part in parts if not _COUNTED.fullmatch(part)] or parts
        return heading_key(named[-1]).lower() if parts and column not in self.columns.questions else ""

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
        self.columns.found.unread.append((column, heading))
        if kind == "code" or not is_in_order or not is_headed:
            message = _("the column “{heading}”, of numbers that name something, is not read", heading=heading)
            self.columns.leave_out(column, message)

    def _say_unread(self, column: int) -> None:
        """Note a column of words beside the labels, which may part figures that the labels alone do not."""
        head = heading_key(self.headings[column][-1]).lower() if self.headings[column] else ""
        figures = [text for text in self.texts[column] if text]
        if figures and any(map(_DECIMAL_COMMA.fullmatch, figures)) and all(map(_WITH_COMMA.fullmatch, figures)):
            message = _("the column “{heading}” has figures with a comma before their decimals, such as {example}",
                        heading=self.columns.heading(column), example=figures[0])  # fmt: skip
            remedy = _("write a point there, and none between thousands")
            self.columns.miss(message, self.columns.shape.header.stop - 1, column, remedy)
            return
        if _SCALES.fullmatch(head) and any(map(_is_power, figures)):
            message = _("the column “{heading}” multiplies the figures of its rows, and is not read",
                        heading=self.columns.heading(column))  # fmt: skip
            remedy = _("write it before the unit of each row, as million USD")
            self.columns.miss(message, self.columns.shape.header.stop - 1, column, remedy)
            return
        is_said = self.columns.is_skipped(column) or words.NOTES.fullmatch(head)
        if not is_said:
            message = _("the column “{heading}”, of words, is not read", heading=self.columns.heading(column))
            place = self.columns.grid.place(self.columns.shape.header.stop - 1, column)
            self.columns.found.findings.append(Diagnostic("column-left-out", message, place, severity="warning"))


def _is_power(text: str) -> bool:
    """Whether a word is that for a power of ten above one: Thousands."""
    found = worded(text)
    return found is not None and found.symbol in POWERS.values()


def refuse_classes(columns: Columns, column: int, texts: list[str]) -> None:
    """Note that the rows are of ages or sizes, which no figure of the book can be of."""
    example = next(text for text in texts if is_class(text))
    message = _("the rows are of “{heading}”, such as {example}: a breakdown, which is not read",
                heading=columns.heading(column), example=example)  # fmt: skip
    option = apart(f"--category-column {as_typed(columns.heading(column))}")
    remedy = _("say with {option} that they are categories", option=option)
    columns.miss(message, columns.shape.rows.start, column, remedy)


def refuse_unknown_categories(columns: Columns, lacking: LackingCategories) -> None:
    """Note that the rows are of categories, some of which their breakdown does not have."""
    shown = listed(lacking.labels[:MOST]) + (" …" if len(lacking.labels) > MOST else "")
    message = _("the rows are of the breakdown “{name}”, which does not have: {found}",
                name=lacking.breakdown.name, found=shown)  # fmt: skip
    example = lacking.labels[0]
    remedy = (
        _("add them to the [[breakdown]] in the book, or say which of its categories one is: --name {label}=…",
          label=example)
        if columns.asked.new_breakdowns
        else _("add them with --new-breakdowns, skip them with --skip, or say which category one is: --name {label}=…",
               label=example)
    )  # fmt: skip
    columns.miss(message, columns.shape.rows.start, lacking.column, remedy)
