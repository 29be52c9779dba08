"""Means: a total over a count, 户均 and 每亩, or over the days or months of a period, 日均 and 月均."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from nbkpi.figure import Period
from nbkpi.patterns import regex
from nbkpi.text.arithmetic import ONE
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.likeness import alike
from nbkpi.text.quantity import Quantity
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

PAIRS = 14
"""So many figures before a mean may be its total, or the count."""

_EACH = regex(r"每一?(?P<number>[百千万]?)(?P<of>[\u4e00-\u9fff]{1,6})")
_EVERY = regex(r"平均每?一?个?(?P<each>[\u4e00-\u9fff]{1,6})|(?P<mean>[\u4e00-\u9fff])均|亩产|单产")
_OF = regex(r"[人户]均(?:占有|拥有)?(?P<what>[\u4e00-\u9fff]{2,8}?)(?:面积|[为是达约有])*$")
_TOTAL = regex("^(?:全[村镇乡]|总)|面积$|总?[产数]量$")
_LESS = regex("纯|净|可支配|工资")
_CALLED = 2.0
"""How likely a mean is in bits where one total alone is called what it is of, and one count is of what it is per."""
_NUMBERS = {"百": 100, "千": 1000, "万": 10_000}
_DAYS = regex(r"日均|每[日天]|天均|平均每[天日]")
_MONTHS = regex(r"月均|每月|平均每月")
_PERSONS = frozenset("人名位口")
_MEAN_WORDS = regex(rf"每[\u4e00-\u9fff]{{1,4}}$|.均|{any_of('mean_words')}|[,、的为达约是]")
_SIZES = {
    "公顷": Fraction(10_000),
    "亩": Fraction(2000, 3),
    "公里": Fraction(1000),
    "元": Fraction(1),
    "米": Fraction(1),
    "吨": Fraction(1),
}
"""The size of one of what a mean may be per, in the base unit."""


class _Mean(NamedTuple):
    """A mean with what it is per, 每百户 being per 100 of 户, of what, and the figures near it."""

    scene: Scene
    claim: Term
    near: Sequence[Term]
    per: str
    number: int
    what: str

    def is_per(self, count: Term) -> bool:
        """Whether something is a number of what the mean is per."""
        if not self.per:
            return False
        if count.symbol in _PERSONS:
            return self.per[0] in "人名位口" or self.per[:2] in ("居民", "职工")
        return (
            count.symbol in self.per or self.per in count.name or (len(self.per) > 1 and self.per[-2:] in count.label)
        )

    def is_of(self, whole: Term, count: Term) -> bool:
        """Whether a total alone is called what the mean is of, and a count alone is one of what it is per: of 人均耕地
        耕地2406亩 and 2462人.
        """
        if len(self.what) < 2 or not self.is_per(count) or whole.symbol != self.claim.symbol:
            return False
        around = [one for one in self.near if one.paragraph == self.claim.paragraph and one.index < self.claim.index]
        wholes = [one for one in around if _TOTAL.sub("", one.name) == self.what and one.role == "level"]
        return [whole] == wholes and [count] == [one for one in around if one.symbol == count.symbol]

    def is_of_less(self, whole: Term) -> bool:
        """Whether the mean is of what is left of a total: 人均纯收入 of 总收入."""
        return _LESS.search(self.what) is not None and not _LESS.search(whole.name)

    def is_one_of_several(self, count: Term) -> bool:
        """Whether there are several counts of what the mean is per, and none of them stands in its segment."""
        counts = [one for one in self.near if self.is_per(one) and one.sentence < self.claim.sentence]
        return count in counts and len({one.quantity.value for one in counts}) > 1

    def size_of(self, count: Term) -> Fraction:
        """The size of one of what the mean is per, in the base unit of the count: of 每公顷 that of a hectare."""
        if count.unit.counting or not self.per:
            return ONE
        return next((size for name, size in _SIZES.items() if name in self.per), count.unit.scale)


def mean(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A total over a count, or over the days or months of its period."""
    near = _near(scene, claim)
    if claim.symbol == "次" and claim.quantity.value < 10 * scene.one:
        return  # 每天2次 is how often, and no mean.
    if _DAYS.search(claim.clause) or _MONTHS.search(claim.clause):
        yield from _over_time(scene, claim, near)
        return
    per, number = _per(claim)
    of = _Mean(scene, claim, near, per, number, _what(claim))
    counts_own = claim.measured[0] == "things" and any(one.symbol == claim.symbol for one in near)
    near = [one for one in near if one.quantity.value != one.unit.scale * scene.one]  # What is over one is no mean.
    for first, whole in enumerate(near):
        # Beds for each thousand are not of the houses that they stand in, where beds are counted.
        if _measures_the_same(whole, claim) and not (counts_own and not whole.is_counted_as(claim)):
            for second, count in enumerate(near):
                is_alike = count.measured == whole.measured and number == 1 and count.symbol == whole.symbol
                if count is not whole and count.quantity.low > 0 and not is_alike:
                    yield from _over_count(of, whole, count, -2.5 - 0.3 * (first + second))


def of_change(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """How much more there was each day or month, from that in all: 较上年底增加833.5万户，月均增长277.8万户."""
    if _DAYS.search(claim.clause) or _MONTHS.search(claim.clause):
        near = [one for one in _near(scene, claim) if one.sentence == claim.sentence and one.falls == claim.falls]
        yield from (one for one in _over_time(scene, claim, near) if one.fits)


def _near(scene: Scene, claim: Term) -> list[Term]:
    """The figures before a mean that it may be over, nearest first, and the levels behind it."""
    wanted = (one for one in scene.before(claim, 30) if one.is_operand("level", "change", "base", "target"))
    near = [one for one in islice(wanted, PAIRS) if one.sentence >= claim.sentence - 4]
    return near + scene.behind(claim, lambda one: one.is_operand("level"))


def _per(claim: Term) -> tuple[str, int]:
    """What a mean is per, and for how many of these."""
    unit = claim.symbol.partition("/")[2]
    each = _EACH.search(claim.clause)
    if each is not None:
        return unit or each["of"], _NUMBERS.get(each["number"], 1)
    every = _EVERY.search(claim.clause)
    return unit or ("" if every is None else every["each"] or every["mean"] or "亩"), 1


def _what(claim: Term) -> str:
    """What a mean is of, by the words behind what it is per: 耕地 of 农民人均耕地."""
    found = _OF.search(claim.clause)
    return "" if found is None else found["what"]


def _over_count(of: _Mean, whole: Term, count: Term, prior: float) -> Iterator[Hypothesis]:
    """A total over a count; prior is what their places say."""
    claim, is_per = of.claim, of.is_per(count)
    prior += 1.5 if whole.symbol == claim.symbol else 1.0 if whole.measured[0] == claim.measured[0] else 0.0
    prior -= 1.5 if whole.role != "level" else 0.0
    prior += 2.5 if is_per else 0.0
    prior += alike(claim.name, whole.name)
    prior -= 0.0 if whole.segment == claim.segment else 0.8
    demand = 0
    if of.is_of(whole, count):
        prior = max(prior, _CALLED)
    elif of.is_of_less(whole) or of.is_one_of_several(count) or not _names_nothing_else(claim, whole):
        demand = -1
    elif is_per and whole.segment == count.segment == claim.segment and whole.symbol == claim.symbol:
        same = [one for one in of.near if one.segment == claim.segment and one.role == "level"]
        demand = 2 if len(same) == 2 and "累计" not in whole.lead else 0
    factor = of.size_of(count) if of.number == 1 else Fraction(of.number)
    yield from proposed("mean", claim, (whole, count), "ratio", factor=factor, prior=prior, demand=demand)


def _names_nothing_else(claim: Term, whole: Term) -> bool:
    """Whether a mean has no name of its own besides that of its total."""
    name = _MEAN_WORDS.sub("", claim.lead)
    return len(name) < 2 or alike(name, whole.label + whole.lead) > 0.3


def _measures_the_same(whole: Term, claim: Term) -> bool:
    above, stroke, _below = claim.symbol.partition("/")
    return claim.measured[0] == whole.measured[0] or (stroke != "" and whole.symbol == above)


def _over_time(scene: Scene, claim: Term, near: Sequence[Term]) -> Iterator[Hypothesis]:
    """A total over days that are counted or named near the mean, or over those or the months of a period."""
    is_days = _DAYS.search(claim.clause) is not None
    totals = [one for one in near if one.role in ("level", claim.role) and _measures_the_same(one, claim)]
    totals = [one for one in totals if one.quantity.high >= claim.quantity.low][:4]
    counted = [one for one in near if is_days and one.symbol in ("天", "日")]
    named = _days_named(scene, claim) if is_days else None
    for rank, whole in enumerate(totals):
        prior = -0.5 - 0.8 * rank + 1.5 * alike(claim.name, whole.name)
        for days in counted:
            factor = days.unit.scale
            yield from proposed("mean", claim, (whole, days), "ratio", factor=factor, prior=prior + 0.5)
        if named is not None:
            yield from _over_number(scene, claim, whole, named, prior + 0.3)
        for span, cost in _spans(scene, claim, whole):
            for number in _days(span) if is_days else (span.length,) if span.length > 1 else ():
                demand = 0 if rank or cost else _demand_over_time(scene, claim, whole)
                yield from _over_number(scene, claim, whole, number, prior - cost, demand)


def _spans(scene: Scene, claim: Term, whole: Term) -> Iterator[tuple[Period, float]]:
    """The times of at most a year that a mean may be over: the periods of its total, its own, and those before it,
    and the year up to their ends; each with what it costs to think so.
    """
    spoken = [whole.mention.when, claim.mention.when, *(one.mention.when for one in scene.before(claim, 8))]
    for order, period in enumerate(dict.fromkeys(one for one in spoken if one is not None and one.length <= 12)):
        since = period.start % 12
        yield period, float(order)
        yield Period(period.start - since, period.length + since), order + 1.0


def _over_number(
    scene: Scene, claim: Term, whole: Term, number: int, prior: float, demand: int = 0
) -> Iterator[Hypothesis]:
    """A total over a number that nobody printed."""
    operands = (whole.quantity, Quantity.whole(number, scene.one))
    figures, must_fit = (whole,), _TRADED.search(whole.clause + claim.clause) is not None
    yield from proposed(
        "mean", claim, figures, "ratio", operands=operands, prior=prior, demand=demand, must_fit=must_fit
    )


_TRADED = regex("成交|交易|现券|拆借|回购|结算|清算|工作日")
"""What is done on working days only, which nobody counts here."""
_SHORTER = regex(rf"{any_of('shorter_times')}|当[日天]|[0-9]日")


def _demand_over_time(scene: Scene, claim: Term, whole: Term) -> int:
    """2 where a total of a whole month or year stands right before its mean."""
    if whole.index != claim.index - 1 or whole.sentence != claim.sentence:
        return 0
    words = scene.text[max(0, whole.mention.start - 40) : claim.mention.end]
    words = re.split("[。!?\n]", words)[-1]
    if not whole.mention.period or whole.mention.period not in words:
        return -1
    return 0 if _SHORTER.search(words) else 2


_DAY_RANGE = regex(r"([0-9]{1,2})月([0-9]{1,2})日?\s?[至到—~-]+\s?(?:([0-9]{1,2})月)?([0-9]{1,2})日")


def _days_named(scene: Scene, claim: Term) -> int | None:
    """How many days there are from one date to another that are named before a mean, both included."""
    found = _DAY_RANGE.findall(scene.words_before(claim, 100))
    if not found:
        return None
    first, day, last, end = found[-1]
    months = range(int(first), int(last or first))
    days = sum(monthrange(2001, (month - 1) % 12 + 1)[1] for month in months) + int(end) - int(day) + 1
    return days if days > 0 else None


def _days(period: Period) -> tuple[int, ...]:
    """The days of a period; of a February both, where the year may be another."""
    months = [divmod(month, 12) for month in range(period.start, period.end)]
    days = sum(monthrange(max(1, year), month + 1)[1] for year, month in months)
    return (days, days + 1, days - 1) if any(month == 1 for _year, month in months) else (days,)
