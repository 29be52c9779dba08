"""The library: open a book, ask for a metric, get its interval, its display and its trace."""

from __future__ import annotations

from pathlib import Path

from nbkpi.book.book import Book as Data
from nbkpi.book.load import load as load_data
from nbkpi.book.records import Indicator
from nbkpi.errors import UsageError
from nbkpi.formula.parse import parse_formula
from nbkpi.formula.units import check_formula, check_unit
from nbkpi.language import _
from nbkpi.solve.calculate import Calculator, own_metric
from nbkpi.solve.expr.units import unit_named, unit_of
from nbkpi.solve.query import candidate_periods, growth, indicator
from nbkpi.solve.result import Result
from nbkpi.solve.select import parse_period, select


class Book:
    """An open book. data holds what was loaded: entities, indicators, metrics, observations, warnings."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self._calculator = Calculator(data)

    @property
    def title(self) -> str:
        """The title of the book."""
        return self.data.title

    def metric(self, name: str, *, entity: str, period: str | None = None) -> Result:
        """A metric (or an indicator) of an entity: computed, else as printed, else as implied.

        name is an id or a name, income.growth and the like included. Without a period it is the last one for which
        there is a value. A value that does not exist has interval None and a state; UnknownName for unknown names,
        UsageError where there is nothing at all.
        """
        who, measure = self.data.entity(entity), self.data.measure(name)
        if period is not None:
            return self._calculator.result(measure, who, parse_period(period))
        calculator = self._calculator
        if isinstance(measure, Indicator):
            found = indicator(calculator, measure, select(self.data, entities=[who.id]))
        else:
            found = [calculator.result(measure, who, one) for one in candidate_periods(calculator, measure, who)]
        if not found:
            raise UsageError(
                _(
                    "“{name}” was not published for this selection, and cannot be deduced from other figures",
                    name=measure.name,
                )
            )
        return max(reversed(found), key=lambda result: (result.interval is not None, result.state != "unknown"))

    def growth(self, *, entity: str | None = None, period: str | None = None) -> list[Result]:
        """Growth, change and implied bases, as nbkpi growth shows them."""
        periods = [period] if period is not None else []
        return growth(self._calculator, select(self.data, entities=[entity] if entity else [], periods=periods))

    def calc(self, formula: str, *, entity: str, period: str, unit: str | None = None) -> Result:
        """A formula that is not in the book, in the unit asked for or the one that reads best.

        FormulaError when it cannot be read or measured.
        """
        node = parse_formula(formula)
        quantity = check_formula(node, self.data.named)
        chosen = unit_of(node, self.data) if unit is None else unit_named(unit, self.data)
        check_unit(quantity, chosen, node)
        return self._calculator.computed(
            own_metric(node, chosen, formula), self.data.entity(entity), parse_period(period)
        )


def load(location: str | Path | None = None) -> Book:
    """Open a book: a folder or a file, the embedded one when no location is given.

    DataError with every diagnostic when anything in it is wrong, UsageError when there is none.
    """
    return Book(load_data(location))
