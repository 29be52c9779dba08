"""Views of results: one row each, with value, bounds, basis and source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.figure.format import bounds_text, exact_interval, printed_text, round_decimal, value_text, with_unit
from nbkpi.figure.spoken import period_text
from nbkpi.figure.unit import NUMBER, Unit, Units, difference_unit
from nbkpi.language import _, current
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Breakdown
from nbkpi.model.records import Indicator, Measure, Metric, Observation, Source
from nbkpi.report.columns import columns
from nbkpi.report.display_words import BASIS_WORDS
from nbkpi.report.document import Document, Table
from nbkpi.report.document import Style as Judgement
from nbkpi.report.records import result_record

if TYPE_CHECKING:
    from nbkpi.solve.calculate import Calculator
    from nbkpi.solve.result import Result
    from nbkpi.solve.select import Selection


class Style(NamedTuple):
    """How numbers are shown: so many decimals instead of as many as they deserve; exact ends instead of rounded.

    plain: the units of the book, where amounts are to be written out, as 880,000 yuan instead of 88万元. in_english:
    only so that units read as English, where the names of the book do: 1.430 million yuan stays that.
    """

    places: int | None = None
    exact: bool = False
    plain: Units | None = None
    in_english: bool = False

    def numbers(self, text: str, unit: Unit) -> str:
        """Numbers that are in a unit, without it."""
        if self.plain is None:
            return text
        from nbkpi.figure.plain import plain_numbers

        return plain_numbers(text, unit, self.plain, keeps=self.in_english)

    def amount(self, text: str, unit: Unit) -> str:
        """Numbers with their unit behind them; nothing for no number."""
        if self.plain is None:
            return with_unit(text, unit)
        from nbkpi.figure.plain import plain_amount

        return plain_amount(text, unit, self.plain, keeps=self.in_english)

    def printed(self, text: str, unit: Unit) -> str:
        """Printed words; behind a bare number the unit that stood above it, in English where all is."""
        if self.plain is None or not self.in_english or not text[-1:].isdigit() or unit.symbol in ("", "%", "‰"):
            return printed_text(text, unit)
        words = self.unit(unit)
        return f"{text} × {words}" if words[:1].isdigit() else f"{text} {words}"

    def unit(self, unit: Unit) -> str:
        """The name of a unit by itself."""
        if self.plain is None:
            return unit.symbol
        from nbkpi.figure.plain import plain_unit

        return plain_unit(unit, self.plain)


PRINTED = Style()
"""As printed, with as many decimals as values deserve."""


def results_document(
    command: str, book: Book, selection: Selection, results: Sequence[Result], style: Style, title: str | None
) -> Document:
    """Results for programs and for people, in one table under the title unless the caller makes the tables (None)."""
    document = Document(command, (book.title, book.location))
    document.records = lambda: [result_record(result, style.places) for result in results]
    if results:
        if title is not None:
            document.tables.append(results_table(results, style, title, selection.across))
        document.notes += reading_notes(results, style)
    else:
        from nbkpi.report.nothing import nothing

        document.notes.append(nothing(selection, book))
    return document


def unsolved_notes(calculator: Calculator) -> list[str]:
    """The lines that say how far figures were taken together, where that is not all the way."""
    notes = []
    if calculator.solver.unsolved:
        note = _(
            "{count} relations were too many to be solved as a whole: each was used, and those of one entity and "
            "period together; more may follow, or contradict each other",
            count=calculator.solver.unsolved,
        )
        notes.append(note)
    if calculator.solver.unfinished:
        note = _(
            "{count} relations that are not linear could not be followed to the end: the bounds found are valid, but "
            "more may follow, or contradict each other",
            count=calculator.solver.unfinished,
        )
        notes.append(note)
    return notes


VALUE_COLUMNS = "entity measure period value bounds"
"""The first columns of a table of results: what was computed, and the value with its bounds."""


def results_table(results: Sequence[Result], style: Style, title: str, across: Sequence[Breakdown] = ()) -> Table:
    """One row for each result; with the categories of some breakdowns in columns, only the values."""
    if across:
        from nbkpi.report.across import ShownResult, across_table

        named = ((one, measure_text(one.measure, one.period)) for one in results)
        shown = [ShownResult(one, name, cells(one, style)[0], style_of(one)) for one, name in named]
        return across_table(shown, across, title, style.places)
    table = Table(
        columns(VALUE_COLUMNS, aside="basis source"),
        title=title,
        grouped=2,
        records=lambda: [result_record(result, style.places) for result in results],
    )
    for result in results:
        value, bounds = cells(result, style)
        table.add(
            result.entity.label,
            measure_text(result.measure, result.period),
            str(result.period),
            value,
            bounds,
            basis_text(result),
            sources_text(result),
            style=style_of(result),
        )
    return table


def style_of(result: Result) -> Judgement | None:
    """What is to be thought of a result: that figures contradict each other where there is no value for that."""
    return "bad" if result.state in ("conflict", "out_of_range") else None


def cells(result: Result, style: Style) -> tuple[str, str]:
    """The value, in its printed words where it was printed and is not to be written out, and its bounds."""
    if result.interval is None:
        words = result.observations[0].text if result.observations else "—"
        return words, ""
    is_printed = result.basis == "printed" and bool(result.observations)
    # What was printed allows just what it says, however many digits that takes.
    bounds = bounds_shown(result.interval, style, NUMBER if is_printed else result.unit)
    value = value_text(result.interval, result.nominal, style.places, result.unit)
    if is_printed:
        figure = result.observations[0].figure
        is_other = figure.unit.symbol != result.unit.symbol
        if style.plain is None:
            return printed_text(figure.text, result.unit), with_unit(bounds, result.unit) if is_other else bounds
        if figure.is_central and figure.nominal is not None:
            digits, unit = round_decimal(figure.nominal, figure.decimals), figure.unit if is_other else result.unit
            number = style.amount(digits, unit if unit.symbol else result.unit)
            return number, style.amount(bounds, result.unit) if is_other else style.numbers(bounds, result.unit)
    return style.amount(value, result.unit), "" if bounds == value else style.numbers(bounds, result.unit)


def bounds_shown(interval: Interval | None, style: Style, unit: Unit = NUMBER) -> str:
    """The bounds, rounded or exact; nothing where there are none to speak of."""
    if interval is None:
        return ""
    return exact_interval(interval) if style.exact else bounds_text(interval, style.places, unit)


def basis_words(result: Result) -> str:
    """printed, computed or implied."""
    return _(BASIS_WORDS[result.basis])


def basis_text(result: Result) -> str:
    """printed, computed or implied, with what else must be known to compare it."""
    words = basis_words(result)
    claim = result.observations[0] if result.observations else None
    if result.state and (result.basis == "printed" or (result.state == "out_of_range" and result.subject)):
        # That it was printed says the opposite of what is meant where it was left blank; what it comes to, how.
        return result.reason
    if result.state:
        return _("{basis}: {state}", basis=words, state=result.reason)
    if claim is not None and claim.prices in ("constant", "comparable"):
        return with_prices(words, claim.prices)
    if is_nominal(result):
        return _("{basis}, current prices", basis=words)
    if claim is not None and claim.status != "final":
        return _("{basis}, {status}", basis=words, status=_(claim.status))
    return words


def with_prices(words: str, prices: str) -> str:
    """What was printed, and where it is no growth of the levels beside it, why."""
    if prices == "constant":
        return _("{basis}, constant prices", basis=words)
    return _("{basis}, comparable coverage", basis=words) if prices == "comparable" else words


def is_nominal(result: Result) -> bool:
    """Whether it is a growth, or what a category adds to one, computed from levels at current prices, where a published
    one is at constant prices.
    """
    measure = result.measure
    if (
        result.basis == "printed"
        or not isinstance(measure, Metric)
        or measure.function not in ("growth", "pull", "contribution")
    ):
        return False
    return isinstance(measure.base, Indicator) and measure.base.prices == "current"


def measure_text(measure: Measure, period: Period) -> str:
    """The name of what was measured; growth within a year is said to be over the same months of the year before."""
    if not isinstance(measure, Metric) or measure.base is None or measure.is_over_previous:
        return measure.name
    if measure.function == "growth" and period.length < 12:
        return _("{name} year-on-year growth", name=measure.base.name)
    return measure.name


def off_by(difference: Fraction, unit: Unit, style: Style, decimals: int = 0) -> str:
    """By how much what is stated is off: 1 pp too low; of a share with so many decimals where two are not enough."""
    own = difference_unit(unit)
    amount = style.amount(value_text(Interval.point(abs(difference)), None, style.places, own, decimals), own)
    return _("{amount} too high", amount=amount) if difference > 0 else _("{amount} too low", amount=amount)


def printed_line(printed: Observation, units: Units) -> str:
    """A printed figure in one line, with what its words allow: 东村 农户 2024: 210余户 (211–219 户).

    In English, of what has an English name, its unit is one of these by its English name.
    """
    style = Style(plain=units, in_english=True) if current() == "en" and printed.measure.name.isascii() else PRINTED
    bounds = style.amount(bounds_shown(printed.interval, style), printed.measure.unit)
    words = style.printed(printed.text, printed.measure.unit)
    shown = _("{what} ({value})", what=words, value=bounds) if bounds else words
    name = f"{printed.entity.label} {measure_text(printed.measure, printed.period)} {period_text(printed.period)}"
    return _("{meaning}: {subject}", meaning=name, subject=shown)


def sources_text(result: Result) -> str:
    """Where its figures were printed."""
    return ", ".join(source_text(source, locator) for source, locator in result.sources)


def source_text(source: Source | None, locator: str) -> str:
    """A source as it is written in a book: id#locator, without the sheet where that is called like the source."""
    if source is None:
        return ""
    locator = locator.removeprefix(f"{source.id}!")
    return f"{source.id}#{locator}" if locator else source.id


def printed_at(figure: Observation) -> str:
    """Where a figure was printed; the note on it where no source is given."""
    note = _("note: {note}", note=figure.note) if figure.note else ""
    return source_text(figure.source, figure.locator) or note


def reading_notes(results: Sequence[Result], style: Style = PRINTED) -> list[str]:
    """The assumptions behind the results that are a convention rather than a rule."""
    return reading_notes_of((claim for result in results for claim in result.claims), style)


def reading_notes_of(figures: Iterable[Observation], style: Style = PRINTED) -> list[str]:
    """The assumptions by which figures were read, each once."""
    notes = dict.fromkeys(assumption(figure, style) for figure in figures)
    return [note for note in notes if note]


def assumption(claim: Observation, style: Style = PRINTED) -> str:
    """What was assumed to read a figure, where the words leave it open; nothing otherwise."""
    if claim.figure.bound == "about" and claim.interval is not None:
        bounds = style.amount(bounds_text(claim.interval), claim.measure.unit)
        return _("assumed: “{words}” is read as {bounds}", words=claim.text, bounds=bounds)
    if claim.figure.reading == "truncated":
        return _("assumed: “{words}” was truncated, not rounded", words=claim.text)
    return ""
