"""Means over the days of a period, or over a count beside them."""

from __future__ import annotations

import re
from calendar import monthrange
from fractions import Fraction

from nbkpi.figure import Period
from nbkpi.text.relation import Relation, Way
from nbkpi.text.roles import Term
from nbkpi.text.scene import Scene, shares_words

_WHOLE_PERIOD = re.compile(r"月|季度|半年|全年|去年|上年|前年|20[0-9]{2}年$")
_SHORTER = re.compile(r"假期|假日|黄金周|期间|活动|展会|会期|本周|当[日天]|高峰|周末|工作日|以来")
_MEAN_WORDS = re.compile(r"平均|亩产|每[\u4e00-\u9fff]{1,4}$|.均|拥有|占有|分得|分到|可得|领到|[,、的为达约是]")
_MORE = re.compile(r"(?:增收|减收|增加|节约|节省|减少)(?:了)?$")
_SUM = re.compile(r"总|共|合计|累计")
_IN_ALL = re.compile(r"全[年月]|累计")
_EVERYBODY = re.compile(r"全[村镇乡县市区]|人口|户籍|常住")
_PERSONS = frozenset("人名位口")
_OF_TIME = {"日": 1, "天": 1, "月": 30}


def means(scene: Scene, index: int) -> Relation | None:
    """A mean over the days of the period in force, or over a count beside it."""
    term = scene.terms[index]
    symbol, _slash, below = term.symbol.partition("/")
    near = scene.in_sentence(index, 2)
    near += [
        one
        for one in range(index + 1, min(len(scene.terms), index + 4))
        if scene.segments[one] == scene.segments[index]
    ]
    totals = [one for one in near if _is_total(scene.terms[one], term, symbol)]
    totals = [one for one in totals if scene.terms[one].size > term.size or below]
    if term.mean_of in _OF_TIME:
        return _over_time(scene, index, term, totals)
    counts = [one for one in near if _counts(scene.terms[one], below or term.mean_of) and one not in totals]
    segment = scene.segments[index]
    pairs = [(a, b) for a in totals[:4] for b in counts[:4]]
    pairs.sort(
        key=lambda pair: (
            sum(scene.segments[one] != segment for one in pair),
            abs(pair[0] - index) + abs(pair[1] - index),
        )
    )
    if not pairs:
        return None
    sure = _only_pair(scene, index, totals, counts)
    if sure is not None:
        pairs = [sure, *(pair for pair in pairs if pair != sure)]
    ways = tuple(Way((scene.terms[a], scene.terms[b]), "f1 / f2") for a, b in pairs)
    alike = _names_nothing_else(term, pairs[0][0], scene)
    return Relation("mean", term, ways, is_guess=sure is None or not alike, is_rounded=True)


def _is_total(term: Term, mean: Term, symbol: str) -> bool:
    """Whether something can be what is divided: of the unit of a mean, or of one that measures the same."""
    if term.role == "change" and _MORE.search(term.mention.lead):
        return term.symbol == symbol and _MORE.search(mean.mention.lead) is not None
    same = term.symbol == symbol or (not term.unit.counting and term.unit.dimension == mean.unit.dimension)
    return term.is_amount and same


def _only_pair(scene: Scene, index: int, totals: list[int], counts: list[int]) -> tuple[int, int] | None:
    """The only total and the only count of its segment; one of them may be told from others by what it is called."""
    segment = scene.segments[index]
    here = [one for one in totals if scene.segments[one] == segment]
    called = [one for one in here if _SUM.search(scene.terms[one].mention.lead)]
    among = [one for one in counts if scene.segments[one] == segment and scene.terms[one].size != 1]
    if not among:
        among = [one for one in counts if scene.sentence(one) == scene.sentence(index)]
        among = among if among and _EVERYBODY.search(scene.terms[among[0]].clause) else []
    here = called if len(called) == 1 else here
    return (here[0], among[0]) if len(here) == len(among) == 1 else None


def _names_nothing_else(term: Term, total: int, scene: Scene) -> bool:
    """Whether a mean is surely one of this total: it has no name of its own, or one like it."""
    name = _MEAN_WORDS.sub("", term.mention.lead)
    if name == "消费" and "旅游" in scene.terms[total].mention.lead:
        return True
    return len(name) < 2 or shares_words(name, scene.terms[total].label + scene.terms[total].mention.lead)


def _counts(term: Term, of: str) -> bool:
    """Whether something is a number of what a mean is per."""
    if term.role != "level" or not (term.unit.counting or term.symbol == of):
        return False
    if of in ("人", "名"):
        return term.symbol in _PERSONS or term.symbol == "人次"
    return term.symbol in of or of not in "日月年周" or not of


def _over_time(scene: Scene, index: int, term: Term, totals: list[int]) -> Relation | None:
    """A mean over the days or months of a period; what is said to be the sum of them may also stand behind it."""
    behind = [one for one in totals if one > index and _IN_ALL.search(scene.terms[one].mention.lead)]
    totals = [one for one in totals if one < index] or behind[:1]
    if not totals:
        return None
    total = scene.terms[totals[0]]
    counted = [each for each in scene.in_sentence(index, 0) if scene.terms[each].symbol == "天"]
    counted += [each for each in range(index + 1, totals[0]) if scene.terms[each].symbol == "天"]
    if counted and term.mean_of != "月":
        way = Way((total, scene.terms[counted[0]]), "f1 / f2")
        beside = scene.segments[counted[0]] == scene.segments[index] and abs(totals[0] - index) <= 2
        sure = beside and len(counted) == 1 and _names_nothing_else(term, totals[0], scene)
        return Relation("mean", term, (way,), is_guess=not sure, is_rounded=True)
    first, last = (term, total) if totals[0] > index else (total, term)
    period = last.mention.when
    if period is None or period.length > 12:
        return None
    # 截至6月底 means the half year before it.
    since = Period(period.start - period.start % 12, period.end - period.start + period.start % 12)
    spoken = [scene.terms[one].mention.when for one in scene.in_sentence(index, 1)]
    others = [one for one in spoken if one is not None and one.length <= 12]
    spans = list(dict.fromkeys([period, *([since] if since.length > period.length else []), *others]))
    days = [one for span in spans for one in (_days(span) if term.mean_of != "月" else (span.length,))]
    ways = [Way((scene.terms[each],), "f1 / f2", (Fraction(one),)) for each in totals[:4] for one in days]
    worked = term.mean_of != "月" and _may_be_worked(period, term.size * days[0] / (total.size or 1))
    words = scene.text[max(0, first.mention.start - 40) : last.mention.end]
    alike = _names_nothing_else(term, totals[0], scene)
    whole = _WHOLE_PERIOD.search(last.mention.period) is not None
    whole = whole and scene.sentence(totals[0]) == scene.sentence(index)
    sure = alike and whole and not _SHORTER.search(words) and not worked
    return Relation("mean", term, tuple(ways), is_guess=not sure, is_rounded=True)


def _may_be_worked(period: Period, times: Fraction) -> bool:
    """Whether a mean is so many times the one over all days because it is over working days alone."""
    if period.length < 3:
        return Fraction(13, 10) < times < Fraction(19, 10)
    return Fraction(7, 5) < times < Fraction(8, 5)


def _days(period: Period) -> tuple[int, ...]:
    """The days of a period; of a February both, where the year may be another."""
    months = [divmod(month, 12) for month in range(period.start, period.end)]
    days = sum(monthrange(max(1, year), month + 1)[1] for year, month in months)
    return (days, days + 1, days - 1) if any(month == 1 for _year, month in months) else (days,)
