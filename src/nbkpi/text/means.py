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
_MEAN_WORDS = re.compile(r"平均|每[\u4e00-\u9fff]{1,4}$|.均|[,、的为达约是]")
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
    totals = [one for one in near if scene.terms[one].role == "level" and scene.terms[one].symbol == symbol]
    totals = [one for one in totals if scene.terms[one].size > term.size or below]
    if term.mean_of in _OF_TIME:
        return _over_time(scene, index, term, [one for one in totals if one < index])
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
    ways = tuple(Way((scene.terms[a], scene.terms[b]), "f1 / f2") for a, b in pairs)
    inside = [pair for pair in pairs if all(scene.segments[one] == segment for one in pair)]
    alike = _names_nothing_else(term, pairs[0][0], scene)
    return Relation("mean", term, ways, is_guess=len(inside) != 1 or not alike, is_rounded=True)


def _names_nothing_else(term: Term, total: int, scene: Scene) -> bool:
    """Whether a mean is surely one of this total: it has no name of its own, or one like it."""
    name = _MEAN_WORDS.sub("", term.mention.lead)
    return len(name) < 2 or shares_words(name, scene.terms[total].label + scene.terms[total].mention.lead)


def _counts(term: Term, of: str) -> bool:
    """Whether something is a number of what a mean is per."""
    if term.role != "level" or not (term.unit.counting or term.symbol == of):
        return False
    if of in ("人", "名"):
        return term.symbol in _PERSONS or term.symbol == "人次"
    return term.symbol in of or of not in "日月年周" or not of


def _over_time(scene: Scene, index: int, term: Term, totals: list[int]) -> Relation | None:
    period = term.mention.when
    if not totals or period is None or period.length > 12:
        return None
    total = scene.terms[totals[0]]
    counted = [each for each in scene.in_sentence(index, 0) if scene.terms[each].symbol == "天"]
    if counted and term.mean_of != "月":
        way = Way((scene.terms[totals[0]], scene.terms[counted[0]]), "f1 / f2")
        return Relation("mean", term, (way,), is_guess=True, is_rounded=True)
    # 截至6月底 means the half year before it.
    since = Period(period.start - period.start % 12, period.end - period.start + period.start % 12)
    spoken = [scene.terms[one].mention.when for one in scene.in_sentence(index, 1)]
    others = [one for one in spoken if one is not None and one.length <= 12]
    spans = list(dict.fromkeys([period, *([since] if since.length > period.length else []), *others]))
    days = [one for span in spans for one in (_days(span) if term.mean_of != "月" else (span.length,))]
    ways = [Way((scene.terms[each],), "f1 / f2", (Fraction(one),)) for each in totals[:4] for one in days]
    # Counted over working days a mean is higher by two fifths.
    follows = total.size / days[0]
    worked = term.mean_of != "月" and Fraction(13, 10) < term.size / (follows or 1) < Fraction(8, 5)
    words = scene.text[max(0, total.mention.start - 40) : term.mention.end]
    alike = _names_nothing_else(term, totals[0], scene)
    sure = alike and _WHOLE_PERIOD.search(term.mention.period) and not _SHORTER.search(words) and not worked
    return Relation("mean", term, tuple(ways), is_guess=not sure, is_rounded=True)


def _days(period: Period) -> tuple[int, ...]:
    """The days of a period; of a February both, where the year may be another."""
    months = [divmod(month, 12) for month in range(period.start, period.end)]
    days = sum(monthrange(max(1, year), month + 1)[1] for year, month in months)
    return (days, days + 1, days - 1) if any(month == 1 for _year, month in months) else (days,)
