"""An open book and the questions it answers: the same as the commands of the same names."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, TypedDict, Unpack

from nbkpi.errors import UsageError
from nbkpi.figure import Figure, Period
from nbkpi.figure import read as read_figure
from nbkpi.figure.english_units import required_unit
from nbkpi.formula.parse import parse_formula
from nbkpi.formula.units import check_formula, check_unit
from nbkpi.language import _, listed
from nbkpi.library.results import Result, Results, results_of
from nbkpi.loading.load import empty_book
from nbkpi.loading.load import load as load_data
from nbkpi.model.book import Book as Data
from nbkpi.model.records import Indicator, Metric
from nbkpi.solve import implied, query
from nbkpi.solve.calculate import Calculator, own_metric
from nbkpi.solve.dates import as_of as moment
from nbkpi.solve.dates import parse_period
from nbkpi.solve.expr.units import unit_of
from nbkpi.solve.over_previous import GROWTH
from nbkpi.solve.select import Selection, levels_named, select

if TYPE_CHECKING:
    from nbkpi.library.answers import Check, Claim, Compared, Progress, Ranked

Names = str | Iterable[str] | None
When = str | int
"""A period as it is typed; a number is a year."""
Text = str | Path | IO[str]
"""A text itself, the path of its file, or an open file."""


class Filters(TypedDict, total=False):
    """Which part of a book is asked about: names or ids, one or several; all that is left out lets everything pass.

    entity: only these; within: only what lies within these; kind: only entities of these (村, village); indicator: only
    these indicators or metrics; period: only these and what lies within them (2024, 2024H1); source: only what rests
    on these; of: only these members of breakdowns (男, sex=男); by: by the members of these breakdowns, with their
    total.
    """

    entity: Names
    within: Names
    kind: Names
    indicator: Names
    period: When | Iterable[When] | None
    source: Names
    of: Names
    by: Names


class Book:
    """An open book. data holds what was loaded: entities, indicators, metrics, observations, warnings.

    The questions are those of the commands, with the same filters, and answers in the same order. UnknownName with the
    nearest names, AmbiguousName with what a name may mean, UsageError for what cannot be answered as asked.
    """

    def __init__(self, data: Data) -> None:
        self.data = data
        self._calculator = Calculator(data)

    def __repr__(self) -> str:
        return f"<Book {self.title}: {len(self.data.observations)} figures>"

    @property
    def title(self) -> str:
        """The title of the book."""
        return self.data.title

    def metric(self, name: str, *, entity: str, period: When | None = None, of: Names = None) -> Result:
        """A metric (or an indicator) of an entity: computed, else as printed, else as implied.

        name is an id or a name, income.growth and the like included; of are members of breakdowns. Without a period it
        is the last one for which there is a value. A value that does not exist has interval None and a state;
        UnknownName for unknown names, UsageError where there is nothing at all.
        """
        members, measure = _several(of), self.data.measure(name)
        cells, calculator = self.data.cells, self._calculator
        who = cells.of(self.data.entity(entity), cells.breakdowns.cell(members))
        if period is not None:
            return Result.of(calculator.result(measure, who, parse_period(str(period))))
        if isinstance(measure, Indicator):
            found = implied.indicator(calculator, measure, select(self.data, entities=[who.id], of=members))
        else:
            periods = query.candidate_periods(calculator, measure, who)
            found = [calculator.result(measure, who, one) for one in periods]
        if not found:
            raise UsageError(
                _(
                    "“{name}” was not published for this selection, and cannot be deduced from other figures",
                    name=measure.name,
                )
            )
        best = max(reversed(found), key=lambda result: (result.interval is not None, result.state != "unknown"))
        return Result.of(best)

    def metrics(self, *names: str, **filters: Unpack[Filters]) -> Results[Result]:
        """These metrics wherever they have a value, with what they imply; all that the book declares without names."""
        wanted: list[Metric] = [self.data.metric(name) for name in names] or list(self.data.metrics)
        return results_of(query.results_of(self._calculator, wanted, self._selection(filters)))

    def growth(self, *, against: Literal["year", "previous"] = "year", **filters: Unpack[Filters]) -> Results[Result]:
        """Growth, change and implied bases; against "previous", growth and change over the period right before."""
        if against not in GROWTH:
            allowed = listed(GROWTH)
            raise UsageError(
                _("{flag} must be one of {allowed}, not “{value}”", flag="against", allowed=allowed, value=against)
            )
        return results_of(GROWTH[against](self._calculator, self._selection(filters)))

    def deduce(self, **filters: Unpack[Filters]) -> Results[Result]:
        """What follows though nobody printed it; steps are the equations it went through."""
        return results_of(implied.deduced(self._calculator, self._selection(filters).with_every_cell()))

    def trend(self, name: str, **filters: Unpack[Filters]) -> Results[Result]:
        """A metric or an indicator over periods: each value with its growth, and the mean growth a year at the end."""
        from nbkpi.compare.trend import trends
        from nbkpi.report.trend import results_of as all_of

        found = trends(self._calculator, self._selection(filters), self.data.measure(name))
        return results_of(chain.from_iterable(map(all_of, found)))

    def calc(self, formula: str, *, entity: str, period: When, unit: str | None = None) -> Result:
        """A formula that is not in the book, in the unit asked for or the one that reads best.

        FormulaError when it cannot be read or measured.
        """
        node = parse_formula(formula)
        quantity = check_formula(node, self.data.named)
        chosen = unit_of(node, self.data) if unit is None else required_unit(self.data.units, unit)
        check_unit(quantity, chosen, node)
        own, who = own_metric(node, chosen, formula), self.data.entity(entity)
        return Result.of(self._calculator.computed(own, who, parse_period(str(period))))

    def rank(
        self,
        name: str,
        *,
        ties: Literal["min", "dense"] = "min",
        lowest_first: bool | None = None,
        aggregate: bool = False,
        **filters: Unpack[Filters],
    ) -> Results[Ranked]:
        """Entities of one kind in the order of a metric, an indicator or a formula; those without a value at the end.

        Ranks are ranges where values overlap. kind is by default that of which most have values, the period the last
        for which most of these do. aggregate: from the totals of what lies within each.
        """
        from nbkpi.compare.own_formula import named_or_formula
        from nbkpi.compare.ranking import ranking
        from nbkpi.compare.totals import totalled
        from nbkpi.library.answers import Ranked

        measure = named_or_formula(self.data, name)
        wanted = totalled(self._calculator, measure) if aggregate else measure
        chosen, kinds = self._selection(filters), levels_named(self.data, _several(filters.get("kind")))
        found = ranking(self._calculator, chosen, wanted, kinds=kinds, ties=ties, lowest_first=lowest_first)
        return Results(Ranked.all_of(found))

    def compare(self, *names: str, **filters: Unpack[Filters]) -> Results[Compared]:
        """Entities side by side: for each measure that two of them share a result of each, compared with the first."""
        from nbkpi.compare.beside import beside, several
        from nbkpi.library.answers import Compared

        chosen = self._selection(filters)
        return Results(Compared.all_of(beside(self._calculator, chosen, several(self.data, names, chosen))))

    def target(
        self, *, as_of: str | None = None, calendar: Literal["months", "days"] = "months", **filters: Unpack[Filters]
    ) -> Results[Progress]:
        """How far along the targets of the book are, with what was reported until the end of as_of (2025-06)."""
        from nbkpi.compare.target import progress
        from nbkpi.library.answers import Progress

        until = None if as_of is None else moment(as_of, self.data).until
        groups = progress(self._calculator, self._selection(filters), until, calendar)
        return Results(Progress(*one) for group in groups for one in group)

    def check(self, **filters: Unpack[Filters]) -> Results[Check]:
        """A verdict on every claim, identity and sum: findings first, with hints, those of one cause together."""
        from nbkpi.library.answers import Check
        from nbkpi.solve.check import everything
        from nbkpi.solve.check.hints import hints

        checks = everything.check(self._calculator, self._selection(filters))
        findings = [one for one in checks if one.is_finding]
        ordered = [one for _figure, group in everything.causes(findings) for one in group]
        for one in ordered:
            one.hints = hints(self._calculator, one)
        return Results(Check.of(one) for one in [*ordered, *(one for one in checks if not one.is_finding)])

    def audit(self, text: Text, *, as_of: str | None = None) -> Results[Claim]:
        """Every claim of a text against its other figures, and every figure against those of the book.

        text is the text, or a file of it: a path, or open.
        as_of is when the text was written (2025, 2025-03), so that 今年 and 上半年 can be told.
        """
        return _audit(text, self.data, as_of)

    def read(self, words: str) -> Figure:
        """A printed figure as the book reads it, by its units and its conventions; UnreadableFigure for other words."""
        return read_figure(words, units=self.data.units, convention=self.data.convention)

    def _selection(self, filters: Filters) -> Selection:
        """The filters resolved against the book."""
        return select(
            self.data,
            entities=_several(filters.get("entity")),
            within=_several(filters.get("within")),
            kinds=_several(filters.get("kind")),
            indicators=_several(filters.get("indicator")),
            periods=_several(filters.get("period")),
            sources=_several(filters.get("source")),
            of=_several(filters.get("of")),
            by=_several(filters.get("by")),
        )


def _several(names: When | Iterable[When] | None) -> list[str]:
    return [] if names is None else [str(names)] if isinstance(names, str | int) else list(map(str, names))


def _audit(text: Text, book: Data, as_of: str | None) -> Results[Claim]:
    from nbkpi.library.answers import Claim
    from nbkpi.report.accepted import Acceptance
    from nbkpi.report.audit_of_text import audit_of_text
    from nbkpi.text.source import plain_source, read_source

    written: Period | None = None if as_of is None else moment(as_of, book).month
    said = text if isinstance(text, str | Path) else text.read()
    source = read_source(said) if isinstance(said, Path) else plain_source(said)
    found = audit_of_text(source, book, written, Acceptance())
    return Results(map(Claim.of, found.audit.document.records()))


def audit(text: Text, *, as_of: str | None = None) -> Results[Claim]:
    """Every claim of a text against its other figures, without a book; see Book.audit for one beside it.

    text is the text, or a file of it: a path, or open.
    as_of is when the text was written (2025, 2025-03), so that 今年 and 上半年 can be told.
    """
    return _audit(text, empty_book(), as_of)


def load(location: str | Path | None = None) -> Book:
    """Open a book: a folder or a file, the embedded one when no location is given.

    DataError with every diagnostic when anything in it is wrong, UsageError when there is none.
    """
    return Book(load_data(location))
