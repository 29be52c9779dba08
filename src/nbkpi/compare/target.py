"""How far along targets are: what is reached, the gap to what is due by now, and the pace still required."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.compare.beside import Amount
from nbkpi.compare.elapsed import Calendar, elapsed
from nbkpi.compare.sofar import accrues, so_far
from nbkpi.exact import Interval
from nbkpi.exact.ranks import RankRange, rank_ranges
from nbkpi.figure import Figure, Period
from nbkpi.figure.unit import PERCENT, PERCENTAGE_POINT, PURE
from nbkpi.model.book import Book
from nbkpi.model.generated import better_of
from nbkpi.model.kinds import level_of
from nbkpi.model.plans import Light
from nbkpi.model.records import Indicator, Target
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection

Lack = Literal["", "not_begun", "not_reported", "interrupted", "no_number", "target_not_positive"]
"""Why there is no attainment: the period lies ahead, nothing was reported of it, what was reported does not follow on
each other, the target is no number, or it is not above zero; empty when the state of the actual says why, or nothing is
lacking."""

DEFAULT_LIGHTS = (
    Light("red", "red", Interval.of(None, -30, False, False)),
    Light("yellow", "yellow", Interval.of(-30, 0, True, False)),
    Light("green", "green", Interval.of(0, None)),
)
"""For a book without lights: on schedule, up to 30 points behind, more than 30 behind."""

_ALL = Interval.of(0, None)
_HUNDRED = Fraction(100)


class Progress(NamedTuple):
    """One target and what has come of it; all amounts are None where they do not exist.

    set_to is the number that was set, in the unit of the measure. due is the share of the target that is due by the
    end of what was reported: that of the time elapsed, or all of it (is_timed false) for rates and ceilings. gap is
    in percentage points and positive when ahead: for rates that of the rate itself, else of the attainment. needed is
    what each month left requires (with lower_better: allows); pace is how much more that is than what a month has
    brought so far. left_out, missing and conflicting: see nbkpi.compare.sofar.SoFar.
    """

    target: Target
    set_to: Fraction | None
    actual: Result | None
    lack: Lack = ""
    lower_better: bool = False
    is_timed: bool = True
    due: Fraction | None = None
    attainment: Amount | None = None
    gap: Amount | None = None
    needed: Amount | None = None
    pace: Amount | None = None
    lights: tuple[Light, ...] = ()
    rank: RankRange | None = None
    left_out: tuple[Period, ...] = ()
    missing: Period | None = None
    conflicting: tuple[Period, ...] = ()

    @property
    def months_left(self) -> int:
        """How many whole months are left after what was reported; all of them before anything was."""
        reached = self.target.period.start if self.actual is None else self.actual.period.end
        return self.target.period.end - reached


def progress(
    calculator: Calculator, selection: Selection, as_of: Period | None = None, calendar: Calendar = "months"
) -> list[list[Progress]]:
    """Every target asked for, those of one measure, period and level together: leaders first, then those without a gap.

    A county is not ranked among its villages. What was reported after the end of as_of does not count.
    """
    selection = selection.with_every_cell()
    groups: dict[tuple[object, ...], list[Progress]] = {}
    for target in calculator.book.targets:
        if _is_wanted(target, selection):
            one = _progress(calculator, target, as_of, calendar)
            source = target.source.id if target.source is not None else ""
            sources = selection.sources
            if sources is None or source in sources or (one.actual is not None and selection.has_source(one.actual)):
                shape = tuple(one.breakdown for one in target.entity.of)
                key = (target.measure, target.period, level_of(target.entity.kind), shape)
                groups.setdefault(key, []).append(one)
    reported = [one.actual.period.end for group in groups.values() for one in group if one.actual is not None]
    last = max(reported, default=0)
    return [_ordered([_with_start(one, last) for one in group]) for group in groups.values()]


def _with_start(one: Progress, last: int) -> Progress:
    """Of what nothing was reported, whether that is because nothing was reported of the time at all."""
    ahead = one.lack == "not_reported" and last and one.target.period.start >= last
    return one._replace(lack="not_begun") if ahead else one


def _is_wanted(target: Target, selection: Selection) -> bool:
    return selection.has_figure(target.entity, target.measure) and selection.has_period(target.period)


def _ordered(group: Sequence[Progress]) -> list[Progress]:
    """By the rank of the gap, which is a range where gaps overlap; equal ones in the order of the book."""
    known = [one for one in group if one.gap is not None]
    ranks = rank_ranges([one.gap.interval for one in known if one.gap is not None])
    ranked = [one._replace(rank=rank) for one, rank in zip(known, ranks, strict=True)]
    return sorted(ranked, key=lambda one: one.rank or (0, 0)) + [one for one in group if one.gap is None]


def _progress(calculator: Calculator, target: Target, as_of: Period | None, calendar: Calendar) -> Progress:
    measure, period = target.measure, target.period
    figure = target.figure
    lower_better = better_of(measure) == "lower" or (not better_of(measure) and _is_ceiling(figure))
    # A ceiling on a stock holds at all times, and a rate does not grow with the year.
    is_timed = accrues(measure) or (isinstance(measure, Indicator) and measure.kind != "rate" and not lower_better)
    is_timed = is_timed and measure.unit.dimension != PURE
    start = Progress(target, None, None, lower_better=lower_better, is_timed=is_timed)
    if figure.interval is None or figure.nominal is None:
        return start._replace(lack="no_number")
    set_to = figure.nominal * figure.unit.factor_to(measure.unit)
    start = start._replace(set_to=set_to)
    if as_of is not None and as_of.end <= period.start:
        return start._replace(lack="not_begun")
    found = so_far(calculator, measure, target.entity, period, period.end if as_of is None else as_of.end)
    actual, start = found.actual, start._replace(conflicting=found.conflicting)
    if found.left_out:
        # The sum that was counted stops before the missing months, and what was reported later is no part of it.
        return start._replace(actual=actual, lack="interrupted", left_out=found.left_out, missing=found.missing)
    if actual is None or actual.interval is None:
        return start._replace(actual=actual, lack="not_reported" if actual is None else "")
    due = elapsed(period, actual.period.end, calendar) if is_timed else Fraction(1)
    return _measured(calculator.book, start._replace(actual=actual, due=due))


def _is_ceiling(figure: Figure) -> bool:
    """Whether the words set a limit: 以下, 以内, 低于; but 接近 is short of something that was to be reached."""
    return figure.bound == "at_most" or (figure.bound == "below" and "近" not in figure.text)


def _measured(book: Book, one: Progress) -> Progress:
    """With everything that follows from target and actual."""
    set_to, actual, due, measure = one.set_to, one.actual, one.due, one.target.measure
    assert set_to is not None
    assert actual is not None
    assert due is not None
    assert actual.interval is not None
    attainment, lack = None, one.lack
    if set_to > 0:
        attainment = _scaled(actual.interval, actual.nominal, _HUNDRED / set_to)
    else:
        lack = "target_not_positive"
    gap = None
    if measure.unit.dimension == PURE:
        shown = _scaled(actual.interval, actual.nominal, measure.unit.scale / PERCENTAGE_POINT.scale)
        gap = _beyond(shown, set_to * measure.unit.scale / PERCENTAGE_POINT.scale, one.lower_better)
    elif attainment is not None:
        gap = _beyond(attainment, due * 100, one.lower_better)
    lights = tuple(light for light in book.lights or DEFAULT_LIGHTS if gap and light.gaps.intersect(gap.interval))
    found = one._replace(attainment=attainment, lack=lack, gap=gap, lights=lights)
    return found if not one.is_timed or attainment is None else found._replace(needed=_needed(found), pace=_pace(found))


def _scaled(interval: Interval, nominal: Fraction | None, factor: Fraction) -> Amount:
    return Amount(interval.scaled(factor), None if nominal is None else nominal * factor, PERCENT)


def _beyond(reached: Amount, due: Fraction, lower_better: bool) -> Amount:
    """By how many points it is ahead of what is due, or below it where lower is better."""
    interval, nominal = reached.interval - Interval.point(due), reached.nominal
    beyond = None if nominal is None else nominal - due
    if lower_better:
        interval, beyond = -interval, None if beyond is None else -beyond
    return Amount(interval, beyond, PERCENTAGE_POINT)


def _needed(one: Progress) -> Amount | None:
    """(target − actual) / months left, and never below zero; None when no month is left."""
    actual, set_to, left = one.actual, one.set_to, one.months_left
    if left == 0 or actual is None or actual.interval is None or set_to is None:
        return None
    share = Fraction(1, left)
    required = (Interval.point(set_to) - actual.interval).scaled(share).intersect(_ALL)
    nominal = None if actual.nominal is None else max((set_to - actual.nominal) * share, Fraction(0))
    return Amount(required or Interval.point(0), nominal, one.target.measure.unit)


def _pace(one: Progress) -> Amount | None:
    """What a month left requires over what a month has brought so far, minus one; None where nothing was brought.

    Written as (target/actual − 1) · months passed/months left − 1, so that the actual occurs once.
    """
    actual, set_to, left = one.actual, one.set_to, one.months_left
    if actual is None or actual.interval is None or set_to is None or not accrues(one.target.measure):
        return None
    if left == 0 or not actual.interval.is_positive:
        return None
    share, single = Fraction(one.target.period.length - left, left), Interval.point(1)
    rest = (Interval.point(set_to) / actual.interval - single).scaled(share).intersect(_ALL) or Interval.point(0)
    interval = (rest - single).scaled(_HUNDRED)
    nominal = None
    if actual.nominal is not None and actual.nominal > 0:
        nominal = (max((set_to / actual.nominal - 1) * share, Fraction(0)) - 1) * 100
    return Amount(interval, nominal, PERCENT)
