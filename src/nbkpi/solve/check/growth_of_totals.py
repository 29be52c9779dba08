"""The growth of a place that a sheet gives as the total of its rows, against the levels and growths of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from nbkpi.exact import Interval
from nbkpi.figure.comparable import COMPARABLE
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Metric, Observation
from nbkpi.model.totals import PrintedTotal
from nbkpi.solve.check.judge import Judge
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.printed import best, either_way, is_usable


class _Row(NamedTuple):
    """The level of one row and its growth, and the level of the year before that both give."""

    level: Observation
    growth: Observation
    base: Interval
    nominal: Fraction | None


def growth_of_rows(judge: Judge, check: Check) -> Check:
    """The verdict on the growth of a total of which nothing else gives the base: the sum of the bases of its rows."""
    claim, metric = check.asserted, check.measure
    if check.verdict != "unknown" or claim is None or not _is_growth(claim) or COMPARABLE.search(claim.measure.name):
        return check
    assert isinstance(metric, Metric)
    book = judge.calculator.book
    total = _total_of(book, claim)
    rows = [] if total is None else [_row(book, metric, part) for part in total.parts]
    known = [one for one in rows if one is not None]
    if total is None or not known or len(known) < len(rows):
        return check
    follows = _follows(metric, total, known)
    if follows is None:
        return check
    figures = (total.claim, *(figure for one in known for figure in (one.level, one.growth)))
    statement = _("the levels of the year before follow from the levels and growth of the rows added up")
    found = replace(check, sort="total", statement=statement, computed=follows, nominal=_nominal(metric, total, known),
                    figures=figures, relations=())  # fmt: skip
    return judge.against(found, claim, follows)


def _follows(metric: Metric, total: PrintedTotal, rows: Sequence[_Row]) -> Interval | None:
    """What the growth of the total may be; None where the total is not what its rows add up to."""
    base = _sum([one.base for one in rows])
    level = _sum([either_way(one.level) for one in rows]).intersect(either_way(total.claim))
    return None if level is None else level.growth_over(base).scaled(1 / metric.unit.scale)


def _nominal(metric: Metric, total: PrintedTotal, rows: Sequence[_Row]) -> Fraction | None:
    """The growth by the numbers as they were printed."""
    bases = [one.nominal for one in rows if one.nominal is not None]
    if total.claim.nominal is None or len(bases) < len(rows):
        return None
    return (total.claim.nominal / sum(bases, Fraction(0)) - 1) / metric.unit.scale


def _is_growth(claim: Observation) -> bool:
    """Whether it is growth as a number, at the prices of the levels."""
    metric = claim.measure
    is_growth = isinstance(metric, Metric) and metric.function == "growth" and claim.interval is not None
    return is_growth and claim.is_comparable and claim.figure.unit.dimension == metric.unit.dimension


def _total_of(book: Book, claim: Observation) -> PrintedTotal | None:
    """The total that was printed in the cell of the level that grew; only where it is of nothing but its rows."""
    assert isinstance(claim.measure, Metric)
    base = claim.measure.base
    levels = [] if base is None else book.printed(claim.entity, base, claim.period)
    places = {(one.source, one.locator) for one in levels}
    for one in book.totals:
        same = (one.claim.source, one.claim.locator) in places
        if same and one.claim.measure is base and one.claim.period == claim.period:
            return None if one.has_others or one.lost else one
    return None


def _row(book: Book, metric: Metric, level: Observation) -> _Row | None:
    """A row with the one growth that was printed for it; None where its base does not follow."""
    growths = best([one for one in book.printed(level.entity, metric, level.period) if is_usable(one)])
    if len(growths) != 1 or not _is_growth(growths[0]) or level.interval is None:
        return None
    growth, scale = growths[0], metric.unit.scale
    ratio = Interval.point(1) + either_way(growth).scaled(scale)
    amount = either_way(level)
    if not ratio.is_positive or not amount.is_positive:
        return None
    known = level.nominal is not None and growth.nominal is not None
    nominal = level.nominal / (1 + growth.nominal * scale) if known else None  # type: ignore[operator]
    return _Row(level, growth, amount / ratio, nominal)


def _sum(values: Sequence[Interval]) -> Interval:
    return sum(values[1:], values[0])
