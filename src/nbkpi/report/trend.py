"""A measure over periods, with a sparkline over the table of each entity."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nbkpi.compare.trend import YEAR, Trend, TrendPoint, growth_of, trends
from nbkpi.figure import Period
from nbkpi.figure.format import format_interval
from nbkpi.figure.spoken import period_text
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Measure
from nbkpi.report.columns import columns
from nbkpi.report.document import Column, Document, Table
from nbkpi.report.nothing import nothing
from nbkpi.report.records import result_record
from nbkpi.report.results import (
    Style,
    basis_text,
    basis_words,
    cells,
    is_nominal,
    reading_notes,
    sources_text,
    style_of,
    with_prices,
)  # fmt: skip
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection

BLOCKS = "▁▂▃▄▅▆▇█"


def trend(calculator: Calculator, selection: Selection, style: Style, name: str) -> Document:
    """For each entity the values of a measure, growth over the year before, and mean growth a year."""
    book = calculator.book
    measure = book.measure(name)
    found = trends(calculator, selection, measure)
    document = Document("trend", (book.title, book.location))
    document.tables = [trend_table(one, book, style) for one in found]
    results = [result for one in found for result in results_of(one)]
    document.records = lambda: [result_record(result, style.places) for result in results]
    document.notes = reading_notes(results, style) if results else [nothing(selection, book)]
    if any(map(_has_months_in_a_row, found)):
        document.notes.append(_("against the period before: nbkpi growth --against previous"))
    return document


def _has_months_in_a_row(one: Trend) -> bool:
    """Whether a period of less than a year is there with the one right before it."""
    periods = {point.result.period for point in one.points}
    return any(period.length < YEAR and period.previous() in periods for period in periods)


def sparkline(series: Sequence[Fraction | None]) -> str:
    """A block for each number, from the lowest to the highest; a blank where there is none."""
    known = [value for value in series if value is not None]
    low, height = (min(known), max(known) - min(known)) if known else (Fraction(0), Fraction(0))
    steps = len(BLOCKS) - 1
    return "".join(
        " " if value is None else BLOCKS[round((value - low) / height * steps) if height else steps // 2]
        for value in series
    )


def growth_heading(book: Book, measure: Measure, period: Period) -> str:
    """What the development of a measure is called: growth, over the year before for less than a year, or change."""
    growth = growth_of(book, measure)
    if growth is not None and growth.function != "growth":
        return _("change")
    return _("growth") if period.length >= YEAR else _("year-on-year growth")


def results_of(one: Trend) -> list[Result]:
    """Values, each followed by its growth, and the mean at the end."""
    found = []
    for point in one.points:
        found += [point.result] if point.growth is None else [point.result, point.growth]
    return found if one.mean is None else [*found, one.mean]


def trend_table(one: Trend, book: Book, style: Style) -> Table:
    """One row for each period, under a sparkline."""
    heading = growth_heading(book, one.measure, one.points[0].result.period)
    table = Table(
        columns("period value bounds", Column("growth", heading, "right"), "growth_bounds", aside="basis source"),
        title=f"{one.entity.label} · {one.measure.name}",
        records=lambda: [result_record(result, style.places) for result in results_of(one)],
        reason=_headline(one, style),
    )
    for point in one.points:
        growth, growth_bounds = ("", "") if point.growth is None else growth_cells(point.growth, style)
        value, bounds = cells(point.result, style)
        table.add(
            str(point.result.period),
            value,
            bounds,
            growth,
            growth_bounds,
            _basis(point, heading),
            sources_text(point.result),
            style=style_of(point.result) or (None if point.growth is None else style_of(point.growth)),
        )
    return table


def _basis(point: TrendPoint, heading: str) -> str:
    """What the value rests on, and the growth where that is something else."""
    result, growth = point.result, point.growth
    own = "" if result.state == "unknown" and result.basis != "printed" else basis_text(result)
    if growth is None or growth.interval is None or growth.basis == result.basis:
        return own
    other = _("{meaning}: {subject}", meaning=heading, subject=basis_words(growth))
    return _("; ").join(filter(None, (own, other)))


def growth_cells(growth: Result, style: Style) -> tuple[str, str]:
    """Growth and its bounds; in place of the growth that does not exist, why not."""
    if growth.interval is None:
        return growth.reason, ""
    value, bounds = cells(growth, style)
    return _with_prices(value, growth), bounds


def _with_prices(text: str, growth: Result) -> str:
    """Growth at constant prices is another thing than growth of the levels beside it."""
    for prices in ("constant", "comparable"):
        if any(claim.prices == prices for claim in growth.claims):
            return with_prices(text, prices)
    return _("{basis}, current prices", basis=text) if is_nominal(growth) else text


def _headline(one: Trend, style: Style) -> str:
    """The sparkline, and the mean growth a year where there is one."""
    drawn = sparkline(one.series())
    mean = one.mean
    if mean is None:
        return drawn
    if mean.interval is None:
        shown = mean.reason
    else:
        shown = _with_prices(format_interval(mean.interval, mean.nominal, mean.unit, style.places), mean)
    said = _("mean annual growth {period}: {value}", period=period_text(mean.period), value=shown)
    return f"{drawn}  {said}"
