"""A relation as a small book of its own, so that the solver and its verdicts judge it like any other claim."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from nbkpi.book.book import Book
from nbkpi.book.records import Entity, Indicator, Metric, Observation
from nbkpi.exact import Interval
from nbkpi.figure import Figure, Kind, Period, Range, read
from nbkpi.figure.unit import MULTIPLE, PERCENT, POINTS
from nbkpi.formula.parse import parse_formula
from nbkpi.language import _
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.hints import hints
from nbkpi.solve.verdicts import Check, Judge
from nbkpi.text.relation import Relation, Way
from nbkpi.text.roles import Term

NOW = Period(2000 * 12, 12)
BEFORE = NOW.years_before()
_FITTING = ("exact", "consistent", "uninformative", "not comparable")
"""The two periods of every such book; they stand for whatever periods the text means."""


@dataclass(slots=True)
class Judged:
    """A relation with its verdict: check is the solver's, way the one that it was computed by."""

    relation: Relation
    check: Check
    way: Way
    hints: tuple[str, ...] = ()
    members: tuple[Term, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        """Where the claim stands: all of a structure, else the one figure."""
        terms = self.members or (self.relation.asserted,)
        return terms[0].mention.start, terms[-1].mention.end

    @property
    def asserted_words(self) -> str:
        """The words of the claim."""
        if not self.members:
            return self.relation.asserted.mention.words
        return ":".join(one.mention.words for one in self.members)


def judge(relation: Relation, book: Book) -> Judged:
    """The verdict on a relation: that of the first way to compute it that the claim fits, else of the likeliest.

    book says how numbers are read and which units there are.
    """
    judged: list[Judged] = []
    for way in relation.ways:
        judged.append(Judged(relation, _Case(relation, way, (), book).check(), way))
        if judged[-1].check.verdict in _FITTING:
            return judged[-1]
    best = next((one for one in judged if one.check.verdict == "truncated"), judged[0])
    if best.check.is_finding and relation.is_noted:
        reason = _("the parts need not be all of it: {reason}", reason=best.check.reason)
        best.check = replace(best.check, verdict="unknown", reason=reason)
    elif best.check.is_finding and (relation.is_guess or _is_loose(relation.asserted)):
        reason = _("the text may mean something else: {reason}", reason=best.check.reason)
        best.check = replace(best.check, verdict="unknown", reason=reason)
    return best


def hints_for(judged: Judged, nearby: tuple[Term, ...], book: Book) -> tuple[str, ...]:
    """What may have gone wrong; nearby are other figures of the text, which the claim may be right for."""
    return _Case(judged.relation, judged.way, nearby, book).hints()


def _is_loose(term: Term) -> bool:
    """Whether a claim is in words that nobody takes to the letter: 三成, 三分之一, 翻一番, 约5%."""
    figure = term.mention.figure
    return figure.reading in ("fraction", "doubling") or figure.unit.symbol == "成" or figure.bound != "as_printed"


class _Case:
    """The book of one way to compute one relation."""

    def __init__(self, relation: Relation, way: Way, nearby: tuple[Term, ...], book: Book) -> None:
        self.book = Book("", "", book.convention, book.units)
        self.entity = Entity("text", "", "other")
        self.book.entities.add(self.entity)
        self.prefixes: list[str] = []
        growth = way.formula == "growth"
        for number, term in enumerate(way.figures, 1):
            if growth and number == 2:
                self._observe(self.book.indicators.by_id["f1"], term, BEFORE)
            else:
                per = relation.kind == "mean" and number == 2 and "/" not in relation.asserted.symbol
                self._observe(self._indicator(f"f{number}", term, per), term, NOW)
        for number, constant in enumerate(way.constants, len(way.figures) + 1):
            self._constant(f"f{number}", constant)
        for number, term in enumerate(nearby):
            if term not in way.figures and term is not relation.asserted:
                self._observe(self._indicator(f"n{number}", term), term, NOW)
        metric = self._metric(relation, way)
        self.claim = self._observation(metric, self._claimed(relation), relation.asserted, NOW)
        self.book.add_observation(self.claim)
        self.calculator = Calculator(self.book)

    def _indicator(self, name: str, term: Term, per: bool = False) -> Indicator:
        """An indicator of the unit of a figure; per: as so many pieces, whatever their size: per 亩, not per metre."""
        figure = _percent(term.mention.figure)
        if per:
            base = self.book.units.without_multiplier(figure.unit)
            figure = replace(figure, unit=figure.unit._replace(scale=figure.unit.scale / base.scale))
        kind: Kind = figure.kind if figure.kind in ("count", "rate") else "amount"
        indicator = Indicator(name, f"{term.label}“{term.mention.words}”", figure.unit, kind, limits="any")
        self.book.indicators.add(indicator)
        return indicator

    def _observe(self, indicator: Indicator, term: Term, period: Period) -> None:
        figure = replace(_percent(term.mention.figure), unit=indicator.unit)
        if term.symbol == "天" and figure.nominal is not None and figure.bound == "as_printed":
            figure = replace(figure, interval=Interval.point(figure.nominal))
        if term.mention.falls and term.role == "growth":
            figure = _falling(figure)
        self.book.add_observation(self._observation(indicator, figure, term, period))

    def _observation(self, measure: Indicator | Metric, figure: Figure, term: Term, period: Period) -> Observation:
        self.prefixes.append(f"{measure.name} {period}")
        place = f"{term.mention.line}:{term.mention.column}"
        return Observation(
            self.entity, measure, period, term.mention.words, None, place, "final", "", "", lambda _one: figure, figure
        )

    def _constant(self, name: str, value: Fraction) -> None:
        """A number that nobody printed, such as the days of a month."""
        unit = self.book.units.get("") or MULTIPLE
        indicator = Indicator(name, name, unit, "amount")
        self.book.indicators.add(indicator)
        figure = Figure(str(value), Interval.point(value), value, unit, "amount", reading="exact")
        self.book.add_observation(
            Observation(self.entity, indicator, NOW, str(value), None, "", "final", "", "", lambda _one: figure, figure)
        )

    def _metric(self, relation: Relation, way: Way) -> Metric:
        figure = _percent(relation.asserted.mention.figure)
        if way.formula == "growth":
            return self.book.generated(self.book.indicators.by_id["f1"], "growth")
        formula = way.formula
        if formula == "grim":
            # How many of the cases it was is what nobody printed.
            self.book.indicators.add(Indicator("k", "k", way.figures[0].unit, "count"))
            formula = "k / f1"
        limits: Range = "share" if way.is_share else "any"
        name = relation.asserted.label
        metric = Metric("claimed", name, formula, parse_formula(formula), figure.unit, "other", limits)
        self.book.metrics.add(metric)
        return metric

    def _claimed(self, relation: Relation) -> Figure:
        term = relation.asserted
        figure = term.mention.figure
        if relation.is_rounded and figure.reading == "exact":
            figure = read(term.mention.words, kind="amount", units=self.book.units)
        figure = _percent(figure)
        if relation.kind == "growth":
            figure = _as_growth(figure, term)
        falls = term.mention.falls if relation.kind == "growth" else relation.negative
        return _falling(figure) if falls and figure.nominal is not None and figure.nominal >= 0 else figure

    def check(self) -> Check:
        """The verdict."""
        return Judge(self.calculator).judge(self.claim)

    def hints(self) -> tuple[str, ...]:
        """What may have gone wrong, without the names that only this book has."""
        found = []
        for hint in hints(self.calculator, self.check()):
            words = hint
            for prefix in self.prefixes:
                words = re.sub(rf"\s?{re.escape(prefix)}[:：]\s?", "", words)
            found.append(words.strip())
        return tuple(dict.fromkeys(found))


def _percent(figure: Figure) -> Figure:
    """Percentage points as percent: how a difference of two rates comes out."""
    if figure.unit.dimension != POINTS:
        return figure
    scale = figure.unit.scale / PERCENT.scale
    return replace(figure, unit=PERCENT) if scale == 1 else figure


def _falling(figure: Figure) -> Figure:
    """The same below zero: what fell by 3.2% grew by -3.2%."""
    if figure.interval is None or figure.nominal is None:
        return figure
    second = None if figure.second is None else -figure.second
    return replace(figure, interval=-figure.interval, nominal=-figure.nominal, second=second)


def _as_growth(figure: Figure, term: Term) -> Figure:
    """增长到3倍 and 翻一番 as growth: one less than the multiple."""
    words = term.mention.words
    if figure.unit.symbol != MULTIPLE.symbol or figure.interval is None or figure.nominal is None:
        return figure
    if figure.reading == "doubling" or not words.startswith("增") or any(mark in words for mark in "到至为"):
        return replace(figure, interval=figure.interval - Interval.point(1), nominal=figure.nominal - 1)
    return figure
