"""The columns that say of which period each row is, beside the period that is given or that the title says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from nbkpi.figure import WrittenPeriod
from nbkpi.figure.days import heads_parts
from nbkpi.figure.spelling import status_mark
from nbkpi.language import _
from nbkpi.loading.labels import fill_down
from nbkpi.loading.labels_of_blocks import repeat_in_blocks
from nbkpi.loading.layout import is_period
from nbkpi.tables.columns import Columns
from nbkpi.tables.doubts import period_against_column
from nbkpi.tables.heading_periods import has_year
from nbkpi.tables.roles import Labels

_QUARTERS = 4


class PeriodColumns:
    """The columns of periods of one table; texts are the cells of each of its columns, in a sample of its rows."""

    def __init__(self, columns: Columns, labels: Labels, texts: Sequence[Sequence[str]]) -> None:
        self._columns, self._labels, self._texts = columns, labels, texts

    def say(self) -> None:
        """Say which columns tell the period; a month without a year is of the one that the rest of the sheet is of."""
        found, asked, about = self._columns.found, self._columns.asked, self._columns.about
        part, year = self._labels.part, asked.period or (str(about) if about is not None else "")
        if part is not None and not asked.period_column and (not year or is_period(f"{year}年")):
            heading = self._columns.heading(part)
            found.table["period"] = [year, heading] if year else heading
        elif asked.period_column and not asked.period:
            found.table["period"] = asked.period_column
        elif asked.period:
            found.table["period"] = asked.period
            if self._labels.period and not asked.period_column and not self._are_all(asked.period):
                self._say_against(asked.period)
        elif self._labels.period:
            found.table["period"] = self._named()
            years, *parts = self._labels.period
            self._ask_for_parts(parts)
            if parts and fill_down(self._columns.grid, self._columns.shape.rows, [years], parts[0]):
                found.facts.append((_("filled down"), self._columns.heading(years)))

    def _ask_for_parts(self, parts: Sequence[int]) -> None:
        """Note bare numbers up to 4 beside a year whose heading does not say whether they are months or quarters."""
        for column in parts:
            present = {text for text in self._texts[column] if text}
            are_low = len(present) > 1 and all(text.isdecimal() and int(text) <= _QUARTERS for text in present)
            if not are_low or heads_parts(self._columns.headings[column]):
                continue
            message = _("the numbers below “{heading}” may be months, or quarters of the years beside them",
                        heading=self._columns.heading(column))  # fmt: skip
            remedy = _("write Month or Quarter above them")
            self._columns.miss(message, self._columns.head(column)[0], column, remedy)

    def repeat_labels(self) -> None:
        """Put labels that are written over the rows of several periods into all of these."""
        columns, labels = self._columns, self._labels
        asked = columns.called(columns.asked.period_column) if columns.asked.period_column else None
        when = asked if asked is not None else next(iter(labels.period[-1:]), None)
        for own in (*labels.entities[-1:], labels.indicator):
            if None not in (when, own) and repeat_in_blocks(columns.grid, columns.shape.rows, own or 0, when or 0):
                columns.found.facts.append((_("filled down"), columns.heading(own or 0)))

    def of_all(self) -> str:
        """The period given, or that of the title, where neither a column nor a heading says one."""
        columns = self._columns
        if self._labels.period or columns.asked.period_column:
            return ""
        parts = [part for column in columns.shape.columns for part in columns.headings[column]]
        if any(has_year(part, columns.book.units) for part in parts):
            return ""
        return "" if columns.about is None else str(columns.about)

    def months(self) -> int:
        """The length of the periods of the rows in months; 0 where they say none, or have several."""
        lengths = {WrittenPeriod.parse(text).period.length for text in chain(*self._whole()) if is_period(text)}
        return lengths.pop() if len(lengths) == 1 else 0

    def are_years(self) -> bool:
        """Whether a single column says the period of the rows, and no cell of it more than a year."""
        whole = self._whole()
        return len(whole) == 1 and all(map(_is_year, filter(None, whole[0])))

    def _whole(self) -> list[Sequence[str]]:
        """The cells of the columns of periods, where these say the year, too."""
        return [self._texts[column] for column in self._labels.period if self._labels.part is None]

    def _named(self) -> str | list[str]:
        """The headings of the columns of periods, as a [[table]] names them."""
        names = [self._columns.heading(column) for column in self._labels.period]
        return names[0] if len(names) == 1 else names

    def _are_all(self, period: str) -> bool:
        """Whether the cells say no other period than this one."""
        said = {text for column in self._labels.period for text in self._texts[column] if text}
        given = WrittenPeriod.parse(period).period if is_period(period) else None
        return all(is_period(text) and WrittenPeriod.parse(text).period == given for text in said)

    def _say_against(self, given: str) -> None:
        """Note that the cells say another period than the one given; where they say several, these count."""
        columns, first = self._columns, self._labels.period[0]
        periods = {WrittenPeriod.parse(text).period for text in self._texts[first] if is_period(text)}
        names = [columns.heading(column) for column in self._labels.period]
        place = columns.grid.place(*columns.head(first))
        columns.found.findings.append(period_against_column(given, names, place, len(periods) > 1))
        if len(periods) > 1:
            columns.found.table["period"] = self._named()


def _is_year(text: str) -> bool:
    """Whether a text is a year, a mark of its status behind it or not."""
    return len(status_mark(text)[0].rstrip("年度")) == len("2024")
