"""The periods of the rows of a table: days by the steps of their whole column, the status that a period says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from nbkpi.errors import NbkpiError
from nbkpi.figure import Period
from nbkpi.figure.days import is_day, periods_of_column
from nbkpi.model.records import Measure
from nbkpi.sheets.lookups import Lookups, looked_up, looked_up_in_pairs

if TYPE_CHECKING:
    from nbkpi.loading.observe import Resolver

Dated = tuple[Period | None, str]
"""The period of a row, None where it is not clear, and the status that its words say, or nothing."""

NO_PERIOD: Dated = (None, "")


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
        if not self.has_days:
            return looked_up(self.texts, lambda text: self._found(text, False))
        stocks = [one is not None and one.is_stock for one in measures]
        return looked_up_in_pairs(self.texts, stocks, self._found)

    def _found(self, text: str, is_stock: bool) -> Dated:
        try:
            return NO_PERIOD if text in self.unclear else self.resolver.periods[text, is_stock]
        except (NbkpiError, ValueError):
            return NO_PERIOD

    def taken_days(self, found: list[Dated]) -> dict[str, tuple[int, Period]]:
        """The days that were taken for the end of a period: where each stands first, and the period."""
        taken: dict[str, tuple[int, Period]] = {}
        if not self.has_days:
            return taken
        for place, (text, (period, _status)) in enumerate(zip(self.texts, found, strict=True)):
            if period is not None and text not in taken and is_day(text):
                taken[text] = place, period
        return taken
