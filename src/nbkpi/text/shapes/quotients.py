"""Means, ratios of two levels, conversions in brackets, pulls and contributions."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from fractions import Fraction

from nbkpi.figure import Period
from nbkpi.text.arithmetic import Expression, Quantity
from nbkpi.text.hypothesis import Hypothesis, hypothesis
from nbkpi.text.scene import Scene, alike, covers
from nbkpi.text.terms import Term

PAIRS = 14
_EACH = re.compile(r"每一?(?P<number>[百千万]?)(?P<of>[\u4e00-\u9fff]{1,6})(?P<each>)")
_EVERY = re.compile(
    r"(?P<number>)(?P<of>)(?:平均每?一?个?(?P<each>[\u4e00-\u9fff]{1,6})|(?P<mean>[\u4e00-\u9fff])均|亩产|单产)"
)
_DAYS = re.compile(r"日均|每[日天]|天均|平均每[天日]")
_MONTHS = re.compile(r"月均|每月|平均每月")
_PERSONS = frozenset("人名位口")


def mean(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A total over a count, or over the days or months of its period."""
    near = [
        one
        for one in scene.before(claim, 30)
        if one.role in ("level", "change", "base", "target") and not one.is_rate and one.is_bounded
    ][:PAIRS]
    near = [one for one in near if one.sentence >= claim.sentence - 4]
    following = scene.following(claim)
    for _each in range(2):
        if following is None or following.sentence != claim.sentence:
            break
        if following.role == "level" and not following.is_rate and following.is_bounded:
            near.append(following)
        following = scene.following(following)
    if _DAYS.search(claim.clause) or _MONTHS.search(claim.clause):
        yield from _over_time(scene, claim, near)
        return
    every = _EACH.search(claim.clause) or _EVERY.search(claim.clause)
    per = "" if every is None else every["of"] or every["each"] or _mean_of(every)
    number = {"百": 100, "千": 1000, "万": 10_000}.get("" if every is None else every["number"] or "", 1)
    below = claim.symbol.partition("/")[2]
    for first, whole in enumerate(near):
        if not _measures_the_same(whole, claim):
            continue
        for second, count in enumerate(near):
            if count is whole or count.quantity.low <= 0:
                continue
            if count.measured == whole.measured and number == 1 and count.symbol == whole.symbol:
                continue
            prior = -2.5 - 0.3 * (first + second)
            prior += 1.5 if whole.symbol == claim.symbol else 1.0 if whole.measured[0] == claim.measured[0] else 0.0
            prior -= 1.5 if whole.role != "level" else 0.0
            prior += 2.5 if _is_per(count, below or per) else 0.0
            prior += 1.0 * alike(claim.name, whole.name)
            prior -= 0.0 if whole.segment == claim.segment else 0.8
            unit = _size_of(count, below or per) if number == 1 else Fraction(1)
            expression = Expression("ratio", (whole.quantity, count.quantity), 1, number * unit)
            demand = 0
            together = whole.segment == count.segment == claim.segment
            if together and _is_per(count, below or per) and whole.symbol == claim.symbol:
                same = [one for one in near if one.segment == claim.segment and one.role == "level"]
                is_all = "累计" not in whole.lead and _names_nothing_else(claim, whole)
                demand = 2 if len(same) == 2 and is_all else 0
            if not _names_nothing_else(claim, whole):
                demand = -1
            made = hypothesis("mean", claim, (whole, count), expression, prior, scene.one, demand)
            if made is not None:
                yield made


_MEAN_WORDS = re.compile(
    r"平均|亩产|单产|每[\u4e00-\u9fff]{1,4}$|.均|拥有|占有|分得|分到|可得|领到|投入|[,、的为达约是]"
)


def _names_nothing_else(claim: Term, whole: Term) -> bool:
    """Whether a mean has no name of its own besides that of its total."""
    name = _MEAN_WORDS.sub("", claim.lead)
    return len(name) < 2 or alike(name, whole.label + whole.lead) > 0.3


def _mean_of(every: re.Match[str]) -> str:
    return every.groupdict().get("mean") or "亩"


def _measures_the_same(whole: Term, claim: Term) -> bool:
    if claim.measured[0] == whole.measured[0]:
        return True
    above = claim.symbol.partition("/")[0]
    return "/" in claim.symbol and whole.symbol == above


def _is_per(count: Term, per: str) -> bool:
    """Whether something is a number of what a mean is per."""
    if not per:
        return False
    if count.symbol in _PERSONS:
        return per[0] in "人名位口" or per[:2] in ("居民", "职工")
    return count.symbol in per or per in count.name or (len(per) > 1 and per[-2:] in count.label)


def _size_of(count: Term, per: str) -> Fraction:
    """The size of one of what a mean is per, in the base unit of the count: of 每公顷 that of a hectare."""
    if count.unit.counting or not per:
        return Fraction(1)
    scale = count.unit.scale
    found = next((size for name, size in _SIZES.items() if name in per), None)
    return found if found is not None else scale


_SIZES = {
    "公顷": Fraction(10_000),
    "亩": Fraction(2000, 3),
    "公里": Fraction(1000),
    "元": Fraction(1),
    "米": Fraction(1),
    "吨": Fraction(1),
}


def _over_time(scene: Scene, claim: Term, near: list[Term]) -> Iterator[Hypothesis]:
    is_days = _DAYS.search(claim.clause) is not None
    totals = [one for one in near if one.role == "level" and _measures_the_same(one, claim)]
    totals = [one for one in totals if one.quantity.high >= claim.quantity.low][:4]
    counted = [one for one in near if one.symbol in ("天", "日")]
    for rank, whole in enumerate(totals):
        prior = -0.5 - 0.8 * rank + 1.5 * alike(claim.name, whole.name)
        for days in counted if is_days else ():
            expression = Expression("ratio", (whole.quantity, days.quantity), 1, days.unit.scale)
            made = hypothesis("mean", claim, (whole, days), expression, prior + 0.5, scene.one)
            if made is not None:
                yield made
        for number in _days_named(scene, claim) if is_days else ():
            expression = Expression("ratio", (whole.quantity, _point(number, scene.one)))
            made = hypothesis("mean", claim, (whole,), expression, prior + 0.3, scene.one)
            if made is not None:
                yield made
        spoken = [whole.mention.when, claim.mention.when, *(one.mention.when for one in scene.before(claim, 8))]
        for order, period in enumerate(dict.fromkeys(one for one in spoken if one is not None and one.length <= 12)):
            since = Period(period.start - period.start % 12, period.end - period.start + period.start % 12)
            for cost, span in ((0.0, period), (1.0, since)):
                for number in _days(span) if is_days else (span.length,):
                    expression = Expression("ratio", (whole.quantity, _point(number, scene.one)))
                    made = hypothesis("mean", claim, (whole,), expression, prior - cost - 1.0 * order, scene.one)
                    if made is not None:
                        made.demand = _time_demand(scene, claim, whole, rank, order, cost)
                        yield made


_SHORTER = re.compile(r"假期|假日|黄金周|期间|活动|展会|会期|本周|当[日天]|高峰|周末|工作日|以来|[0-9]日|周")


def _time_demand(scene: Scene, claim: Term, whole: Term, rank: int, order: int, cost: float) -> int:
    """2 where a total of a whole month or year stands right before its mean."""
    if rank or order or cost or whole.index != claim.index - 1 or whole.sentence != claim.sentence:
        return 0
    words = scene.text[max(0, whole.mention.start - 40) : claim.mention.end]
    words = re.split("[。!?\n]", words)[-1]
    if not whole.mention.period or whole.mention.period not in words:
        return -1
    return 0 if _SHORTER.search(words) else 2


_DAY_RANGE = re.compile(r"([0-9]{1,2})月([0-9]{1,2})日?\s?[至到—~-]+\s?(?:([0-9]{1,2})月)?([0-9]{1,2})日")


def _days_named(scene: Scene, claim: Term) -> list[int]:
    """The days from one date to another that are named before a mean, both included."""
    found = _DAY_RANGE.findall(scene.text[max(0, claim.mention.start - 100) : claim.mention.start])
    if not found:
        return []
    first, day, last, end = found[-1]
    months = range(int(first), int(last or first))
    days = sum(monthrange(2001, (month - 1) % 12 + 1)[1] for month in months) + int(end) - int(day) + 1
    return [days] if days > 0 else []


def _point(number: int, one: int) -> Quantity:
    return Quantity(number * one, number * one, number * one)


def _days(period: Period) -> tuple[int, ...]:
    """The days of a period; of a February both, where the year may be another."""
    months = [divmod(month, 12) for month in range(period.start, period.end)]
    days = sum(monthrange(max(1, year), month + 1)[1] for year, month in months)
    return (days, days + 1, days - 1) if any(month == 1 for _year, month in months) else (days,)


def conversion(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """The same in another unit, in brackets right behind it: 291.6万吨（583.2亿斤）."""
    before = scene.terms[claim.index - 1] if claim.index else None
    if before is None or not before.is_bounded or before.symbol == claim.symbol:
        return
    if before.unit.counting or before.unit.dimension != claim.unit.dimension or claim.is_rate:
        return
    if scene.between(before, claim).strip() not in ("(", "(约", "(合", "(折合", "、约合", ",合", ",折合"):
        return
    made = hypothesis("conversion", claim, (before,), Expression("sum", (before.quantity,), 1), 1.0, scene.one, 2)
    if made is not None:
        yield made


_RATIO = re.compile(r"(?P<of>[\u4e00-\u9fff]{2,8}?)比(?:例|值)?[^,]{0,6}$")


def ratio(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """How many of one there are for one or a hundred of another: 性别比105.07, 城乡收入比2.12:1."""
    near = [
        one
        for one in scene.before(claim, 12)
        if one.role in ("level", "mean") and not one.is_rate and one.is_bounded and one.paragraph == claim.paragraph
    ][:8]
    found = _RATIO.search(claim.clause)
    name = found["of"] if found is not None else ""
    for first, above in enumerate(near):
        for second, below in enumerate(near):
            if above is below or above.measured != below.measured or below.quantity.low <= 0:
                continue
            prior = -2.0 - 0.4 * (first + second)
            prior += 2.0 if above.index == below.index - 1 or above.sentence == below.sentence else 0.0
            prior += 1.0 if name and (name[0] in above.label and name[1:2] in below.label) else 0.0
            for factor in (1, 100):
                expression = Expression("ratio", (above.quantity, below.quantity), 1, Fraction(factor))
                made = hypothesis("ratio", claim, (above, below), expression, prior, scene.one)
                if made is not None and (made.fits or made.slip is not None):
                    yield made


_PULLS = re.compile(r"(?:拉动|上拉|带动|下拉)(?P<name>[^,;]{2,16}?)(?:增长|下降|上升)")


def pull(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What a part with its growth adds to the growth of a whole, or which share of it; also by 贡献率 and growth."""
    near = [one for one in scene.before(claim, 40) if one.is_bounded]
    pairs = _with_growth(scene, near)
    found = _PULLS.search(claim.clause)
    name = found["name"] if found is not None else ""
    form = "contribution" if claim.role == "contribution" else "pull"
    for rank, (part, rate) in enumerate(pairs[:4]):
        if rate.sentence < claim.sentence - 1:
            continue
        for other, (whole, grown) in enumerate(pairs):
            if whole is part or whole.measured != part.measured or whole.quantity.low < part.quantity.high:
                continue
            prior = -1.2 - 0.8 * rank - 0.4 * max(0, other - rank - 1) + (2.0 * covers(name, whole) if name else 0.0)
            expression = Expression(form, (part.quantity, rate.signed, whole.quantity, grown.signed))
            made = hypothesis(
                "pull" if form == "pull" else "contribution",
                claim,
                (part, rate, whole, grown),
                expression,
                prior,
                scene.one,
            )
            if made is not None:
                yield made
    yield from _by_contribution(scene, claim, near)


def _with_growth(scene: Scene, near: list[Term]) -> list[tuple[Term, Term]]:
    """Levels with the growth right behind them, the nearest first."""
    found = []
    for one in near:
        following = scene.following(one)
        if one.role == "level" and not one.is_rate and following is not None and following.role == "growth":
            if following.segment == one.segment and following.is_bounded:
                found.append((one, following))
    return found


def _by_contribution(scene: Scene, claim: Term, near: list[Term]) -> Iterator[Hypothesis]:
    """拉动 as 贡献率 times the growth of the whole, or the share times the growth."""
    if claim.role != "pull":
        return
    shares = [one for one in near if one.role == "contribution" and one.sentence >= claim.sentence - 1][:2]
    grown = [one for one in near if one.role == "growth"][:6]
    for share in shares:
        for rank, growth in enumerate(grown):
            expression = Expression("product", (share.quantity, growth.signed))
            made = hypothesis("pull", claim, (share, growth), expression, -1.0 - 0.5 * rank, scene.one)
            if made is not None:
                yield made
