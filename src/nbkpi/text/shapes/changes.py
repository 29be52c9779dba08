"""Growth, change, yearly growth and points: one figure against an earlier one, or against another named beside it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from fractions import Fraction
from math import log2

from nbkpi.text.arithmetic import Expression, Quantity, difference
from nbkpi.text.hypothesis import Hypothesis, hypothesis
from nbkpi.text.scene import Scene, alike, covers
from nbkpi.text.subjects import CHANGE
from nbkpi.text.terms import Term

LEVELS = 20
BEFORE, BEHIND = 8, 5
"""So far before and behind a growth the change may stand that it goes with."""

_YEARS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_SPAN = re.compile(r"([两二三四五六七八九十]|[2-9]|1[0-9])年(?:间|来)?")
_FROM_TO = re.compile(r"(?:[到至达]|[升降增减变调提]\w{0,3}[为成])[^,]{0,2}$")
_THAN = re.compile(
    r"(?:比|较|高于|低于|快于|慢于|高出|低出|好于|超过)(?P<name>[^,;0-9]{2,16}?)(?:的)?(?:增速|增幅|增长|水平|平均)?(?:高|低|快|慢|多|少|提高|下降|回落)?(?:出|于)?$"
)


def growth(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A growth by a level and its change, by a level and its base, or by two levels in a row."""
    yield from _by_change(scene, claim)
    yield from _by_base(scene, claim)


def _by_change(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """The change of the same sentence with the same sign, and the level it changed to."""
    changes = _changes_near(scene, claim)
    for nearness, change in enumerate(changes):
        is_next = abs(change.index - claim.index) == 1 or change.row.start + len(change.row) == claim.row.start
        start = -0.8 * nearness
        for rank, level in enumerate(_changed_levels(scene, claim, change)):
            prior = start - (0.0 if rank == 0 else 0.7 + 0.7 * log2(1 + rank))
            prior += 2.0 * alike(claim.name or claim.lead, level.name) if claim.name != level.name else 1.0
            if level.role not in {"level", "mean"}:
                prior -= 1.5
            demand = 0
            first = min(change.index, claim.index)
            beside = level.index == first - 1 or (len(claim.row) > 1 and level.sentence == claim.sentence)
            if is_next and rank == 0 and beside and level.segment == claim.segment:
                prior, demand = max(prior, 0.0) + 1.0, 2
            if level.role == "base":
                expression = Expression("ratio", (change.signed, level.quantity))
            else:
                expression = Expression("growth_by_change", (level.quantity, change.signed))
            if _since(claim) and _since(change) and _since(claim) != _since(change):
                prior, demand = prior - 2.0, -1
            is_other = _is_of_another(claim, level) or change.segment != claim.segment
            demand = -1 if claim.is_constant or is_other else demand
            figures = (change, level) if level.role == "base" else (level, change)
            made = hypothesis("growth", claim, figures, expression, prior, scene.one, demand)
            if made is not None:
                yield made


def _since(term: Term) -> str:
    """What a change is since: the year before, its end, the month before; nothing where it is not said."""
    way = CHANGE.search(term.mention.change)
    said = (way["since"] or "") if way is not None else ""
    if not said:
        return ""
    if "年初" in said or said.endswith("末"):
        return "year_end"
    return "month" if "月" in said or "环" in said else "year"


def _changes_near(scene: Scene, claim: Term) -> list[Term]:
    """Changes of the sentence whose sign is that of the growth; of a row the one in the same place."""
    found: list[tuple[int, Term]] = []
    first, last = claim.row.start, claim.row.stop
    for index in (*range(first - 1, first - 1 - BEFORE, -1), *range(last, last + BEHIND)):
        if not 0 <= index < len(scene.terms):
            continue
        other = scene.terms[index]
        if other.sentence != claim.sentence or other.role != "change" or other.is_rate or not other.is_bounded:
            continue
        if other.falls != claim.falls:
            continue
        if len(claim.row) > 1 and (len(other.row) != len(claim.row) or other.place_in_row != claim.place_in_row):
            continue
        between = abs(index - claim.index)
        crossed = scene.terms[min(index, claim.index) + 1 : max(index, claim.index)]
        crossed = [one for one in crossed if one.row not in (claim.row, other.row)]
        if any(one.role in ("level", "mean", "target") for one in crossed):
            continue
        found.append((between + 2 * sum(one.role == "growth" for one in crossed), other))
    found.sort(key=lambda pair: pair[0])
    return [other for _away, other in found[:3]]


def _changed_levels(scene: Scene, claim: Term, change: Term) -> Iterator[Term]:
    """The levels that may have changed by it: those before it, the nearest first; of a row the one in its place."""
    first = scene.terms[min(change.row.start, claim.row.start)]
    if len(change.row) > 1:
        levels = scene.levels_before_row(
            first, len(change.row), lambda one: one.role in ("level", "mean") and not one.is_rate
        )
        if levels:
            yield levels[change.place_in_row]
    means = (change.measured[0], True)
    found = [
        *scene.operands(change.measured, first, LEVELS),
        *list(scene.operands(means, first, 6)),
    ]
    found.sort(key=lambda one: -one.index)
    count = 0
    for one in found:
        if one.quantity.value > 0 and count < LEVELS:
            count += 1
            yield one


def _by_base(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A level and a base of its sort near the growth; and any two levels of one sort in order."""
    if len(claim.row) > 1:
        yield from _rows_of_levels(scene, claim)
        return
    near = [
        one
        for one in scene.before(claim, 24)
        if one.sentence >= claim.sentence - 2 and one.role in ("level", "mean", "base") and not one.is_rate
    ]
    near = [one for one in near if one.is_bounded][:10]
    behind = _base_behind(scene, claim)
    seen: set[tuple[int, int]] = set()
    for rank, level in enumerate(near):
        if level.role == "base":
            continue
        for other_rank, base in enumerate((*near, *behind)):
            if base is level or base.measured[0] != level.measured[0] or (level.index, base.index) in seen:
                continue
            if base.quantity.low <= 0:
                continue
            seen.add((level.index, base.index))
            place = other_rank - len(near) if base in behind else other_rank
            made = _pair(scene, claim, level, base, rank, place)
            if made is not None:
                yield made
    yield from _before_its_levels(scene, claim, behind)


def _is_of_another(claim: Term, level: Term) -> bool:
    """Whether a growth has a name of its own, which is not that of the level: 人均公园绿地面积 is no 公园绿地面积."""
    is_said = claim.mention.change or claim.mention.words.startswith("增")
    name = claim.name if is_said and claim.name in claim.lead else ""
    if len(name) < 2 or not level.name or name == level.name:
        return False
    per = re.search("[人户亩日]均", name) is not None
    return alike(name, level.name) < 0.4 or per != (re.search("[人户亩日]均", level.name + level.clause) is not None)


def _base_behind(scene: Scene, claim: Term) -> list[Term]:
    """The base right behind a growth, and the level that it came to: 下降13.2%，由1250件减少到1085件."""
    base = scene.following(claim)
    if base is None or base.is_rate or base.sentence != claim.sentence or not base.is_bounded:
        return []
    if base.role == "level" and base.mention.when is not None and claim.mention.when is not None:
        is_earlier = base.mention.when.start == claim.mention.when.start - 12 and base.segment != claim.segment
        return [base] if is_earlier else []
    if base.role != "base":
        return []
    level = scene.following(base)
    is_next = level is not None and level.role == "level" and level.sentence == claim.sentence and level.is_bounded
    return [base, level] if level is not None and is_next else [base]


def _pair(scene: Scene, claim: Term, level: Term, base: Term, rank: int, other: int) -> Hypothesis | None:
    """The growth from a base to a level, by how plainly the two belong together."""
    beside = abs(level.index - base.index) == 1
    if base.role == "base":
        is_before = base.index < level.index and not _FROM_TO.search(level.lead)
        prior = (
            (-1.5 if is_before else 0.0)
            - 0.6 * max(0, min(rank, other if other >= 0 else 0))
            - (0.0 if beside else 0.8)
        )
        prior -= 0.5 if level.segment != claim.segment else 0.0
    else:
        in_order = base.index < level.index
        then, now = base.mention.when, level.mention.when
        of_years = then is not None and now is not None and then.start < now.start and then.length == now.length
        is_series = level.name == base.name or alike(level.name, base.name) > 0.5
        is_next = beside and level.sentence == base.sentence
        comes_to = in_order and _FROM_TO.search(level.lead) is not None
        if not (is_series or is_next) or not (of_years or comes_to):
            return None
        prior = -1.7
        prior -= 0.4 * (rank + abs(other))
    demand = 0
    near_claim = max(level.index, base.index) == claim.index - 1 or base.index == claim.index + 1
    if base.role == "base" and beside and near_claim and level.segment == base.segment == claim.segment:
        demand = 2
    if base.role == "base" and base.index == claim.index + 1 and level.index == claim.index - 1:
        demand = 2 if level.segment == claim.segment else 0
    if level.symbol != base.symbol:
        prior -= 2
    if level.paragraph != claim.paragraph or base.paragraph != claim.paragraph:
        prior -= 0.5
    now, then = level.mention.when, base.mention.when
    if now is not None and then is not None and now.length != then.length and "同期" not in base.clause:
        prior, demand = prior - 3, 0
    if claim.name:
        prior += 1.0 if level.name == claim.name else 1.5 * alike(claim.name, level.name)
    prior += 1.0 if demand else 0.0
    if base.role == "base" and base.index == level.index - 1 and _FROM_TO.search(level.lead):
        prior = max(prior, 2.5) if level.segment == claim.segment else prior
    if _is_of_another(claim, level):
        prior, demand = prior - 2.0, -1
    demand = -1 if claim.is_constant else demand
    expression = Expression("growth", (level.quantity, base.quantity))
    return hypothesis("growth", claim, (level, base), expression, prior, scene.one, demand)


def _before_its_levels(scene: Scene, claim: Term, behind: list[Term]) -> Iterator[Hypothesis]:
    """A growth before both levels: 同比下降13.2%，由1250件次减少到1085件次."""
    if len(behind) < 2 or behind[0].role != "base" or behind[1].role != "level":
        return
    base, level = behind
    is_close = len(scene.between(claim, base)) < 6
    if base.measured == level.measured and base.quantity.low > 0 and _FROM_TO.search(level.lead):
        made = hypothesis(
            "growth",
            claim,
            (level, base),
            Expression("growth", (level.quantity, base.quantity)),
            0.5 if is_close else -1.5,
            scene.one,
            demand=2 if base.index == claim.index + 1 and is_close else -1,
        )
        if made is not None:
            yield made


def _rows_of_levels(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A row of growths over a row of levels and a row of bases before or behind it."""
    count, place = len(claim.row), claim.place_in_row
    levels = scene.levels_before_row(claim, count, lambda one: one.role in ("level", "mean") and not one.is_rate)
    if not levels:
        return
    first = levels[0]
    bases = scene.here(first, lambda one: one.role in ("base", "level") and not one.is_rate, count, 1)[::-1]
    behind = [
        one
        for one in scene.terms[claim.row.stop : claim.row.stop + 2 * count]
        if one.sentence <= claim.sentence + 1 and one.role in ("base", "level") and not one.is_rate
    ][:count]
    for pairs, prior in ((bases, -1.5), (behind, -1.5)):
        if len(pairs) != count or any(a.measured != b.measured for a, b in zip(levels, pairs, strict=True)):
            continue
        if not pairs[place].is_bounded or pairs[place].quantity.low <= 0 or not levels[place].is_bounded:
            continue
        is_base = pairs[0].role == "base"
        made = hypothesis(
            "growth",
            claim,
            (levels[place], pairs[place]),
            Expression("growth", (levels[place].quantity, pairs[place].quantity)),
            prior + (1.5 if is_base else 0.0),
            scene.one,
            demand=1,
        )
        if made is not None:
            yield made


def yearly(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """The mean growth a year between two levels, or of a growth over so many years."""
    for years, known in _years(scene, claim):
        start = 0.0 if known else -5.0
        near = [one for one in scene.before(claim, 12) if one.paragraph == claim.paragraph and one.is_bounded]
        for one in near:
            if one.role == "growth" and one.falls == claim.falls and one.sentence == claim.sentence:
                made = hypothesis(
                    "yearly", claim, (one,), Expression("root", (one.signed,), years), start - 0.5, scene.one
                )
                if made is not None:
                    yield made
        levels = [one for one in near if one.role in ("level", "mean", "base") and not one.is_rate][:4]
        for level in levels:
            for base in levels:
                if base is not level and base.symbol == level.symbol and base.quantity.low > 0:
                    prior = start - 1.0 + (1.0 if base.role == "base" else -1.0)
                    expression = Expression("root", (level.quantity, base.quantity), years)
                    made = hypothesis("yearly", claim, (level, base), expression, prior, scene.one)
                    if made is not None:
                        yield made
        for change in (one for one in near if one.role == "change" and one.sentence == claim.sentence):
            for level in scene.operands(change.measured, change, 2):
                base_of = difference(level.quantity, change.signed)
                if base_of.low <= 0:
                    continue
                expression = Expression("root", (level.quantity, base_of), years)
                made = hypothesis("yearly", claim, (level, change), expression, start - 0.5, scene.one)
                if made is not None:
                    yield made


def _years(scene: Scene, claim: Term) -> list[tuple[int, bool]]:
    """Over how many years, and whether the text says so."""
    found: dict[int, bool] = {}
    said = _SPAN.search(claim.clause)
    if said is not None:
        found[int(said[1]) if said[1].isdigit() else _YEARS[said[1]]] = True
    text = scene.text[max(0, claim.mention.start - 120) : claim.mention.end]
    years = sorted({int(one) for one in re.findall(r"(?:19|20)[0-9]{2}(?=年)", text)})
    for first in years:
        for last in years:
            if 1 < last - first <= 20:
                found.setdefault(last - first, True)
    if re.search("普查", scene.text[:2000]) and re.search("人口|居民|常住", scene.text[:2000]):
        found.setdefault(10, True)
    for guess in (2, 3, 5, 10):
        found.setdefault(guess, False)
    return list(found.items())


def change(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A level less a base, or one level less another."""
    near = [
        one
        for one in scene.before(claim, 16)
        if one.sentence >= claim.sentence - 1
        and one.role in ("level", "mean", "base", "target")
        and one.measured[0] == claim.measured[0]
        and one.is_bounded
        and one.paragraph == claim.paragraph
    ][:6]
    near += [one for one in scene.operands(claim.measured, claim, 6) if one not in near]
    behind = scene.following(claim)
    behind_two = [] if behind is None or behind.sentence != claim.sentence else [behind]
    if behind_two and (following := scene.following(behind_two[0])) is not None:
        behind_two += [following] if following.sentence == claim.sentence else []
    behind_two = [
        one
        for one in behind_two
        if one.role in ("base", "level") and one.measured[0] == claim.measured[0] and one.is_bounded
    ]
    nearby = [*near, *behind_two]
    for first, level in enumerate(nearby):
        for second, base in enumerate(nearby):
            if base is level or level.role == "base" or base.symbol != level.symbol:
                continue
            made = _difference(scene, claim, level, base, first, second)
            if made is not None:
                yield made


def _difference(scene: Scene, claim: Term, level: Term, base: Term, first: int, second: int) -> Hypothesis | None:
    beside = abs(level.index - base.index) == 1
    is_from_to = beside and base.role == "base" and level.segment == base.segment == claim.segment
    prior = -0.5 if base.role == "base" else -2.0
    prior -= 0.4 * (first + second)
    if base.role != "base" and base.index > level.index:
        then, now = base.mention.when, level.mention.when
        prior -= 0.5 if then is not None and now is not None and then.start < now.start else 2.0
    if base.role == "target":
        prior += 1.0
    if "自然" in claim.lead and {"出生", "死亡"} == {word for word in ("出生", "死亡") if word in level.lead + base.lead}:
        prior += 3.0
    demand = 0
    if is_from_to and max(level.index, base.index) == claim.index - 1:
        prior, demand = 1.0, 2
    if is_from_to and min(level.index, base.index) == claim.index + 1 and _FROM_TO.search(level.lead):
        prior, demand = 1.0, 2
    expression = Expression("sum", (level.quantity, base.quantity), 1)
    made = hypothesis("change", claim, (level, base), expression, prior, scene.one, demand)
    if made is not None and demand == 2:
        made.only = True
    return made


def mixed_up(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """Points for percent, and percent for points, behind the two figures they are of: 由1000件增加到1200件，增长20个百分点."""
    if claim.index < 2:
        return
    base, level = scene.terms[claim.index - 2 : claim.index]
    is_pair = base.role == "base" and base.symbol == level.symbol and _FROM_TO.search(level.lead) is not None
    if not is_pair or not (base.segment == level.segment == claim.segment) or base.quantity.low <= 0:
        return
    growth_of = Expression("growth", (level.quantity, base.quantity))
    gap = Expression("sum", (level.quantity, base.quantity), 1)
    if claim.role == "points" and not level.is_rate:
        made = hypothesis("growth", claim, (level, base), growth_of, 1.5, scene.one, 2)
        if made is not None and made.fits:
            made.fault = "percent meant"
            yield made
    elif claim.role == "growth" and level.is_rate:
        made, other = (
            hypothesis("points", claim, (level, base), expression, 1.5, scene.one, 2) for expression in (gap, growth_of)
        )
        if made is not None and made.fits and other is not None and not other.fits:
            made.fault = "points meant"
            yield made
        elif other is not None and other.fits:
            other.kind = "growth"
            yield other


PERCENTS = 12
_COMPARED = re.compile(r"(?<![同环占之])[比较](?!重)[^,]{0,14}的?$|高于|低于|平均(?:水平|值)?(?:的|[(])?$")
_IN_TIME = re.compile(r"上年|去年|同期|上月|前年|年初|同比|环比|上期|上季")


def points(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """One percentage less another: that of before, that of others, the growth of what is named."""
    near = [one for one in scene.percents(claim, PERCENTS) if one.mention.figure.unit.symbol == "%"]
    if not near:
        return
    following = scene.following(claim)
    for _each in range(2):
        if following is None or following.sentence != claim.sentence:
            break
        if following.mention.figure.unit.symbol == "%" and following.is_bounded:
            near.append(following)
        following = scene.following(following)
    if len(claim.row) > 1:
        yield from _gaps_of_row(scene, claim, near)
        return
    than = _THAN.search(claim.lead)
    named = than["name"] if than is not None else ""
    mine = next((one for one in near if one.index < claim.index and one.role != "base"), None)
    if mine is None:
        return
    candidates = [mine, *(one for one in near[:4] if one is not mine and one.role != "base")][:3]
    for rank, level in enumerate(candidates):
        for other_rank, base in enumerate(near):
            if base is level:
                continue
            made = _gap(scene, claim, level, base, rank, other_rank, named)
            if made is not None:
                yield made


def _gaps_of_row(scene: Scene, claim: Term, near: list[Term]) -> Iterator[Hypothesis]:
    """A row of points over as many percentages: 比全国（5.0%）和全省（5.5%）分别高0.6个和0.1个百分点."""
    before = [one for one in near if one.index < claim.row.start]
    count, place = len(claim.row), claim.place_in_row
    if len(before) <= count:
        return
    base, level = before[count - 1 - place], before[count]
    prior = 0.5 if base.sentence == level.sentence == claim.sentence else -2.0
    made = hypothesis(
        "points", claim, (level, base), Expression("sum", (level.signed, base.signed), 1), prior, scene.one, -1
    )
    if made is not None:
        yield made


def _gap(scene: Scene, claim: Term, level: Term, base: Term, rank: int, other: int, named: str) -> Hypothesis | None:
    prior = -1.5 - 1.5 * rank - 0.4 * other
    is_compared = _COMPARED.search(base.clause) is not None
    if (base.role == "base" or is_compared) and base.sentence == claim.sentence:
        prior += 2.5
    if named:
        prior += 3.0 * max(alike(named, base.name), covers(named, base) if len(named) > 2 else 0.0)
    if (level.role in ("growth",)) != (base.role in ("growth",)) and base.role != "base":
        prior -= 2.0
    if base.paragraph != claim.paragraph:
        prior -= 1.5
    if level.sentence != claim.sentence:
        prior -= 1.0
    demand = 0
    if _IN_TIME.search(claim.lead) and base.role != "base" and base.mention.when in (None, level.mention.when):
        prior, demand = prior - 2.0, -1
    beside = {level.index, base.index} == {claim.index - 1, claim.index - 2}
    if beside and base.role == "base" and level.sentence == base.sentence == claim.sentence:
        prior, demand = max(prior, 1.0), 2
    if (
        base.index == claim.index - 1
        and base.role == "base"
        and claim.lead.strip()[:2] in ("提高", "下降", "上升", "回落", "降低", "增加")
    ):
        prior, demand = max(prior, 1.0), 2
    in_brackets = base.index == claim.index - 1 and base.lead.endswith("(") and ")" in claim.lead
    if in_brackets and _COMPARED.search(base.clause.rstrip("(")) and level.index == claim.index - 2:
        prior, demand = max(prior, 1.0), 2
    in_brackets = base.index == claim.index + 1 and scene.between(claim, base).startswith("(")
    if in_brackets and named and named in base.clause and level.index == claim.index - 1:
        prior, demand = max(prior, 1.0), 2
    if base.index == claim.index + 1 and base.role == "base" and level.index == claim.index - 1:
        prior, demand = max(prior, 0.5), 2
    expression = Expression("sum", (level.signed, base.signed), 1)
    if not claim.falls and not claim.mention.change and re.search("相差|差距", claim.lead):
        expression = Expression("sum", (max(level.signed, base.signed), min(level.signed, base.signed)), 1)
    made = hypothesis("points", claim, (level, base), expression, prior, scene.one, demand)
    if made is not None and demand == 2 and base.role == "base":
        made.only = level.index < claim.index and base.index < claim.index
    return made


_DAY = re.compile(r"(1[0-2]|[1-9])月(3[01]|[12][0-9]|[1-9])[日号]")


def _by_days(words: str) -> list[Fraction]:
    """The share of the year that has passed on a day named last in some words, in years of either length."""
    found = _DAY.findall(words)
    if not found:
        return []
    month, day = int(found[-1][0]), int(found[-1][1])
    before = sum(monthrange(2001, one)[1] for one in range(1, month))
    days = [(before + day, 365), (before + day + (month > 2), 366)]
    return [Fraction(*one) for one in days] + [Fraction(month - 1, 12) + Fraction(day, 360)]


def schedule(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A rate of completion less the share of the year that has passed, printed or by the months named."""
    near = [one for one in scene.percents(claim, 8) if one.paragraph == claim.paragraph]
    elapsed = [one for one in near if one.role == "elapsed"]
    following = scene.following(claim)
    if following is not None and following.role == "elapsed":
        elapsed.append(following)
    done = [one for one in near if one.role in ("progress", "rate", "share", "percent")][:3]
    for rank, rate in enumerate(done):
        same = rate.sentence == claim.sentence
        prior = 0.5 - 1.5 * rank - (0.0 if same else 0.5)
        prior -= 0.0 if rate.role in ("progress", "rate") else 1.0
        for passed in elapsed:
            expression = Expression("sum", (rate.quantity, passed.quantity), 1)
            demand = 2 if same and rank == 0 else 0
            made = hypothesis("schedule", claim, (rate, passed), expression, prior + 1.0, scene.one, demand)
            if made is not None:
                yield made
        for share, cost in _passed(scene, claim):
            expression = Expression("sum", (rate.quantity, _constant(share, scene.one)), 1)
            demand = 2 if same and rank == 0 and not elapsed and cost == 0 else 0
            prior_of = prior - cost + (0.6 if demand else 0.0)
            made = hypothesis("schedule", claim, (rate,), expression, prior_of, scene.one, demand)
            if made is not None:
                yield made


def _constant(value: Fraction, one: int) -> Quantity:
    """A number that nobody printed; what is no whole number of the smallest unit is between two of them."""
    exact = value * one
    low = exact.numerator // exact.denominator
    high = low if exact.denominator == 1 else low + 1
    return Quantity(low, high, round(exact))


def _passed(scene: Scene, claim: Term) -> Iterator[tuple[Fraction, float]]:
    """The shares of the year that may have passed, as printers round them, each with what it costs to think so."""
    spoken = [claim.mention.when, *(one.mention.when for one in scene.before(claim, 6))]
    for number, share in enumerate(_by_days(scene.text[max(0, claim.mention.start - 120) : claim.mention.start])):
        yield share, 0.1 + 0.1 * number
    months = dict.fromkeys((one.end - 1) % 12 + 1 for one in spoken if one is not None and one.length <= 12)
    for rank, month in enumerate(months):
        exact = Fraction(month, 12)
        seen = {exact}
        yield exact, 0.0 if rank == 0 else 2.0
        for places in (1000, 100, 10_000):
            rounded = Fraction(round(exact * places), places)
            if rounded not in seen:
                seen.add(rounded)
                yield rounded, (0.3 if rank == 0 else 2.3)
