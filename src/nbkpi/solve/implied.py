"""What follows for indicators that were not printed, and every indicator wherever it was printed or follows."""

from __future__ import annotations

from nbkpi.model.breakdowns import cell_order
from nbkpi.model.records import Indicator
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection


def deduced(calculator: Calculator, selection: Selection) -> list[Result]:
    """Every indicator that was not printed and yet is bounded, in the order of the book.

    Where the printed figures about one cannot all be true, its state says so.
    """
    book = calculator.book
    order: dict[object, int] = {one: place for place, one in enumerate([*book.entities, *book.indicators])}
    solution = calculator.solver.whole(selection.subjects(book))
    keys = [one.key for one in solution.deduced]
    keys = [key for key in keys if key.measure is not None and selection.has_period(key.period)]
    asked = selection.periods
    keys.sort(
        key=lambda key: (
            *(order[key.entity.itself], order[key.measure], key.period not in asked, key.period),
            cell_order(key.entity.of),
        )
    )
    found = (key for key in keys if key.measure is not None and selection.has_figure(key.entity, key.measure))
    results = (
        calculator.implied(key.measure, key.entity, key.period, any_bound=True)
        for key in found
        if key.measure is not None
    )
    said = (result for result in results if result.interval is not None or result.state == "conflict")
    return [result for result in said if selection.has_source(result)]


def indicator(calculator: Calculator, wanted: Indicator, selection: Selection) -> list[Result]:
    """An indicator wherever it was printed or follows."""
    book = calculator.book
    results = [
        calculator.result(wanted, entity, period)
        for entity in book.reporting(wanted)
        if selection.has_entity(entity)
        for period in book.periods(wanted, entity)
        if selection.has_period(period)
    ]
    results += deduced(calculator, selection._replace(measures=frozenset([wanted])))
    order = {entity: place for place, entity in enumerate(book.entities)}
    shown = (result for result in results if selection.has_source(result))

    def place(result: Result) -> tuple[object, ...]:
        is_within = result.period not in selection.periods
        return order[result.entity.itself], is_within, result.period, cell_order(result.entity.of)

    return sorted(shown, key=place)
