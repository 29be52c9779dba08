"""Growth and change over the period right before (环比): month on month, quarter on quarter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from nbkpi.model.book import Book
from nbkpi.model.records import Entity
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.following import told_periods
from nbkpi.solve.query import growth, growth_functions, observed
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection


def growth_over_previous(calculator: Calculator, selection: Selection) -> list[Result]:
    """Growth and change, in points for rates, of everything that was printed for two periods in a row.

    Periods follow each other when they are equally long and the later one begins where the earlier one ends: 2024-06
    and 2024-05, 2024Q1 and 2023Q4. Nothing is seasonally adjusted.
    """
    book = calculator.book
    results = [
        calculator.computed(book.over_previous(measure, function), entity, period)
        for measure, entity in observed(calculator, selection)
        for known in (told_periods(calculator, measure, entity),)
        for period in selection.asked_first(sorted(known))
        if period.previous() in known
        for function in growth_functions(measure)
    ]
    return [one for one in results if one.state != "unknown" and selection.has_source(one)]


def newcomers(book: Book, selection: Selection) -> list[str]:
    """The entities whose figures all are of the last period of a measure, where others have the one before it too."""
    found = [one for one in book.observations if selection.has_observation(one)]
    last = max((one.period for one in found), key=lambda one: (one.end, -one.length), default=None)
    if last is None:
        return []
    began: dict[Entity, int] = {}
    for one in book.observations:
        began[one.entity] = min(one.period.start, began.get(one.entity, one.period.start))
    reported = dict.fromkeys(one.entity for one in found if one.period == last)
    has_previous = any(one.period == last.previous() for one in found)
    return [entity.label for entity in reported if began[entity] >= last.start] if has_previous else []


Against = Literal["year", "previous"]
"""What growth is taken over: the same period of the year before (同比), or the period right before (环比)."""

GROWTH: Mapping[Against, Callable[[Calculator, Selection], list[Result]]] = {
    "year": growth,
    "previous": growth_over_previous,
}
"""The question for each of them."""
