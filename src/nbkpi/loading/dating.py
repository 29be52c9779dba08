"""The periods of the rows of a table: days by the steps of their whole column, the status that a period says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from nbkpi.errors import NbkpiError
from nbkpi.figure import Period
from nbkpi.figure.days import is_day, periods_of_column
from nbkpi.model.records import Measure
from nbkpi.patterns import regex
from nbkpi.sheets.lookups import Lookups, looked_up, looked_up_in_pairs

if TYPE_CHECKING:
    from nbkpi.loading.observe import Resolver

Dated = tuple[Period | None, str]
"""The period of a row, None where it is not clear, and the status that its words say, or nothing."""

NO_PERIOD: Dated = (None, "")

_SO_FAR = regex(r".*(?:[^_]累计[值额]|_累计|累计(?:同比|增长|增[速幅]))[^累]*")
"""What is counted from January on, whatever month or quarter its row or column ends with; 累计确诊 is of all time."""


def is_so_far(name: str) -> bool:
    """Whether what is called so is counted from the beginning of the year on: 增加值累计值, 产值累计增长."""
    return _SO_FAR.fullmatch(name) is not None


def _from_january(dated: Dated) -> Dated:
    period, status = dated
    if period is None or period.length >= 12:
        return dated
    return Period(period.year * 12, period.end - period.year * 12), status


class RowPeriods:
    """What the rows of a column say of their period, looked up once for each label.

    texts are the labels, those that the whole column makes clear as books write them. unclear has the sentence for
    each label that the column leaves unclear.
    """

    def __init__(self, resolver: Resolver, labels: list[str]) -> None:
        self.resolver = resolver
        column = periods_of_column(labels)
        self.texts = [column.meant.get(label, label) for label in labels] if column.meant else labels
        self.unclear: Mapping[str, str] = column.unclear
        self.has_days = any(map(is_day, set(self.texts)))

    def found(self, measures: Iterable[Measure | None]) -> Lookups[Dated]:
        """The period of each row, whose figure is of one of these; days are periods for figures of a state only."""
        every = list(measures)
        so_far = {one.id for one in set(every) if one is not None and not one.is_stock and is_so_far(one.name)}
        if not self.has_days and not so_far:
            return looked_up(self.texts, lambda text: self._found(text, (False, False)))
        kinds = [(one is not None and one.is_stock, one is not None and one.id in so_far) for one in every]
        return looked_up_in_pairs(self.texts, kinds, self._found)

    def _found(self, text: str, kind: tuple[bool, bool]) -> Dated:
        """The period of a text, for figures of a state, and for those that are counted from January on."""
        is_stock, is_counted_on = kind
        try:
            found = NO_PERIOD if text in self.unclear else self.resolver.periods[text, is_stock]
        except (NbkpiError, ValueError):
            return NO_PERIOD
        return _from_january(found) if is_counted_on else found

    def taken_days(self, found: list[Dated]) -> dict[str, tuple[int, Period]]:
        """The days that were taken for the end of a period: where each stands first, and the period."""
        taken: dict[str, tuple[int, Period]] = {}
        if not self.has_days:
            return taken
        for place, (text, (period, _status)) in enumerate(zip(self.texts, found, strict=True)):
            if period is not None and text not in taken and is_day(text):
                taken[text] = place, period
        return taken
