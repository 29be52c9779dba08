"""Other relations in time: change, differences in points, the gap to 序时进度, pull and contribution."""

from __future__ import annotations

import re
from calendar import monthrange
from fractions import Fraction
from itertools import combinations

from nbkpi.text.relation import Kind, Relation, Way
from nbkpi.text.roles import Term
from nbkpi.text.scene import Scene, is_before, shares_words

_BETWEEN_TWO = re.compile(
    r"(?:其余|缩短|压缩|压减|节约|超额|超计划|顺差|逆差|差额|结余|净流入|净流出|净迁入|净迁出|自然(?:增加|减少|增长)|尚差|还差|剩余|还剩|相差|新增|净增|增加|减少|少|多|差)(?:了)?$"
)
_DAY = re.compile(r"(1[0-2]|[1-9])月(3[01]|[12][0-9]|[1-9])[日号]")
_DONE = re.compile(r"完成|进度|目标|计划|任务|预算")
_REST = re.compile(r"(?:尚差|还差|剩余|还剩|其余|差)$")
_OF_BOTH = re.compile(r"^自然|顺差|逆差|差额|结余|净流|净迁|净增|超计划|超额")
_COMPARED_TO = re.compile(r"[比较]([\u4e00-\u9fff]{2,8}?)(?:少|多|增加|减少|高|低)")
_BEHIND = re.compile(r"落后|滞后|慢|低|差|少|未达")
_GREW = re.compile(r"^[,]?(?:增加|减少|净增)(?:了)?$")
_OF_THESE_TWO = re.compile(r"^自然|当期|本期|收支")
_BECAME = re.compile(r"[到至达]|[优调增变扩]\w为")
_THAN = re.compile(r"[高低快慢](?:于|过)([\u4e00-\u9fff]{2,12}?)(?:增速|增幅|增长)$")
_FALLS = re.compile(r"下降|回落|降低|减少|收窄|下滑|低于|缩小|放缓|低")


def from_to(scene: Scene, index: int) -> Relation | None:
    """The change of two figures right before it, whatever it is said in: 由58%提高到71%，提高13个百分点."""
    pair = scene.from_to(index)
    term = scene.terms[index]
    if pair is None or term.role not in ("growth", "change", "points"):
        return None
    base, level = (scene.terms[one] for one in pair)
    if term.role == "growth":
        return Relation("growth", term, (Way((level, base), "growth"),), is_certain=True)
    if term.symbol not in (level.symbol, "个百分点") or (level.symbol == "%") != (term.role == "points"):
        return None
    return _difference(term, level, base)._replace(kind=term.role, is_certain=True)


def change(scene: Scene, index: int) -> Relation | None:
    """An absolute change, or what is left, beside both levels."""
    term = scene.terms[index]
    if not _BETWEEN_TWO.search(term.mention.lead) and not term.mention.change:
        return None
    trade = _balance(scene, index) or _around(scene, index)
    if trade is not None:
        return trade
    near = [one for one in scene.in_sentence(index, 1) if scene.terms[one].symbol == term.symbol]
    if _REST.search(term.mention.lead):
        return _rest(scene, index, [one for one in near if scene.terms[one].role == "level"])
    near = [one for one in near if scene.sentence(one) == scene.sentence(index)]
    near = [one for one in near if scene.terms[one].role in ("level", "base")]
    compared = _COMPARED_TO.search(term.clause)
    if compared is not None and near:
        others = [one for one in scene.before(index) if _named(scene, one, compared[1]) and one != near[0]]
        others = [one for one in others if scene.terms[one].symbol == term.symbol]
        if others:
            return _difference(term, scene.terms[near[0]], scene.terms[others[0]])
        if len(near) < 2 or scene.terms[near[1]].role != "base" or not term.mention.change:
            return None
    if len(near) < 2:
        return None
    one, other = scene.terms[near[0]], scene.terms[near[1]]
    by_birth = bool(_OF_BOTH.search(term.mention.lead))
    if scene.segments[near[1]] != scene.segments[index] and not by_birth:
        return None
    of_two_years = one.mention.when != other.mention.when and is_before(other, one)
    moved = "base" in (one.role, other.role) and bool(_BECAME.search(one.mention.lead) or other.role == "level")
    moved = moved or (of_two_years and _GREW.search(term.mention.lead) is not None)
    if not by_birth and not moved:
        return None
    pairs = [(one, other), *combinations((scene.terms[each] for each in near[:5]), 2)]
    ways = [way for pair in pairs for way in _difference(term, *pair).ways]
    relation = Relation("change", term, tuple(dict.fromkeys(ways)))
    return (
        relation._replace(is_guess=True)
        if by_birth and not moved and not _OF_THESE_TWO.search(term.mention.lead)
        else relation
    )


def _balance(scene: Scene, index: int) -> Relation | None:
    """顺差 and 逆差 between the only exports and the only imports of a sentence."""
    term = scene.terms[index]
    if not re.search("顺差|逆差", term.mention.lead):
        return None
    levels = scene.levels(scene.in_sentence(index), term.symbol)
    sides = [[one for one in levels if scene.terms[one].mention.lead.endswith(side)] for side in ("出口", "进口")]
    if any(len(side) != 1 for side in sides):
        return None
    return _difference(term, scene.terms[sides[0][0]], scene.terms[sides[1][0]])


def _around(scene: Scene, index: int) -> Relation | None:
    """A change before both levels, or between them: 减少9人，由58人降至49人; 比年初增加3亿元，年初为29亿元."""
    term, after = scene.terms[index], scene.terms[index + 1 : index + 3]
    before = scene.terms[index - 1] if index else term
    symbol = before.symbol if term.role == "points" else term.symbol
    here = [one for one in after if one.symbol == symbol]
    if not here or here[0].role != "base" or scene.segments[index + 1] != scene.segments[index] or here[0] != after[0]:
        return None
    base = here[0]
    if len(here) > 1 and here[1].role == "level" and re.search("[到至为]$", here[1].mention.lead):
        return _difference(term, here[1], base)
    said = re.search("年初|上年|去年|上月|月初|年末", term.mention.change)
    is_level = before.role in ("level", "share", "rate") and before.symbol == symbol
    if is_level and said and said[0] in base.mention.lead:
        return _difference(term, before, base)
    return None


def _rest(scene: Scene, index: int, levels: list[int]) -> Relation | None:
    """What is left is a whole less what was done of it, the level right before."""
    term = scene.terms[index]
    if not levels or scene.sentence(levels[0]) != scene.sentence(index):
        return None
    done = scene.terms[levels[0]]
    wholes = [scene.terms[one] for one in levels[1:] if scene.terms[one].size > done.size]
    ways = tuple(Way((whole, done), "f1 - f2") for whole in wholes)
    sure = len(ways) == 1 and scene.sentence(levels[1]) == scene.sentence(index)
    return Relation("change", term, ways, is_guess=not sure) if ways else None


def _difference(term: Term, one: Term, other: Term) -> Relation:
    high, low = (one, other) if one.size >= other.size else (other, one)
    return Relation("change", term, (Way((high, low), "f1 - f2"),))


def _named(scene: Scene, place: int, name: str) -> bool:
    """Whether a level is of this name; in a row the names stand in a row before it."""
    term = scene.terms[place]
    if term.role != "level":
        return False
    position, count = scene.position_in_row(place)
    if count > 1:
        first = scene.terms[place - position]
        names = re.findall(r"[\u4e00-\u9fff]+?[区县市镇乡村]", first.clause)
        return len(names) == count and name == names[position].lstrip("、和")
    return name in term.clause or name == term.mention.entity


def points(scene: Scene, index: int) -> Relation | None:
    """A difference of two rates, of which one is what the other is compared with."""
    term = scene.terms[index]
    near = [one for one in scene.in_sentence(index, 1) if scene.terms[one].symbol == "%"]
    near = [one for one in near if scene.terms[one].role in ("rate", "share", "base", "growth")]
    bracketed = scene.bracketed_after(index)
    if any(re.search("序时|时间进度", scene.terms[one].clause) for one in scene.in_sentence(index, 0)):
        return schedule(scene, index)
    if term.mention.lead.endswith("相差") and len(near) > 1 and scene.sentence(near[1]) == scene.sentence(index):
        high, low = sorted((scene.terms[one] for one in near[:2]), key=lambda one: one.size, reverse=True)
        return Relation("points", term, (Way((high, low), "f1 - f2"),))
    plain = _than_named(scene, index) or _around(scene, index)
    if plain is not None:
        return plain._replace(kind="points")
    if bracketed is not None and scene.terms[bracketed].symbol == "%":
        bases, others = [bracketed], near[:1]
    else:
        near = near[:3]
        bases = [one for one in near if scene.terms[one].role == "base" or _is_compared(scene, one)]
        others = [one for one in near if one not in bases and scene.terms[one].role != "base"]
    if not bases or not others:
        return None
    base, other = scene.terms[bases[0]], scene.terms[others[0]]
    if scene.segments[bases[0]] != scene.segments[index]:
        return None
    if scene.sentence(others[0]) < scene.sentence(index) and not shares_words(base.label, other.label):
        return None
    if (
        (base.role == "growth") != (other.role == "growth")
        and base.role != "base"
        and not base.mention.lead.endswith("(")
    ):
        return None
    falls = bool(_FALLS.search(term.mention.lead))
    # Which of the two is the one compared with is not always plain; only the size is held against the text.
    pairs = [(other, base), *combinations((scene.terms[one] for one in near[:4]), 2)]
    ways = [Way(pair, formula) for pair in pairs for formula in ("f1 - f2", "f2 - f1")]
    return Relation("points", term, tuple(dict.fromkeys(ways)), negative=falls)


def _than_named(scene: Scene, index: int) -> Relation | None:
    """增长9.8%，高于固定资产投资增速4.2个百分点: the growth right before and the only one of that name."""
    term = scene.terms[index]
    than = _THAN.search(term.mention.lead)
    if than is None or not index or scene.terms[index - 1].role != "growth":
        return None
    name, mine = than[1], scene.terms[index - 1]
    grown = [one for one in scene.in_sentence(index - 1, 2) if scene.terms[one].role == "growth"]
    others = [scene.terms[one] for one in grown if name in scene.terms[one].label.partition(" ")[0]]
    if len(others) != 1 or scene.segments[index - 1] != scene.segments[index]:
        return None
    return Relation("points", term, (Way((mine, others[0]), "f1 - f2"), Way((others[0], mine), "f1 - f2")))


def _is_compared(scene: Scene, place: int) -> bool:
    """Whether a rate is that of others or of before: 比全市平均的40.6%, 全省平均水平(5.2%)."""
    words = scene.terms[place].clause + scene.terms[place].mention.lead
    return bool(re.search(r"(?<![同环占])[比较](?!重)[^,]{0,14}$|高于|低于|平均", words))


def natural(scene: Scene, index: int) -> Relation | None:
    """自然增长率 is the birth rate less the death rate."""
    term = scene.terms[index]
    near = [*scene.in_sentence(index, 0), *range(index + 1, min(len(scene.terms), index + 3))]
    near = [one for one in near if scene.sentence(one) == scene.sentence(index)]
    born = next((one for one in near if "出生率" in scene.terms[one].clause), None)
    died = next((one for one in near if "死亡率" in scene.terms[one].clause), None)
    if born is None or died is None:
        return None
    return Relation("points", term, (Way((scene.terms[born], scene.terms[died]), "f1 - f2"),))


def schedule(scene: Scene, index: int) -> Relation | None:
    """The gap between a completion rate and the share of the year that has passed."""
    term = scene.terms[index]
    near = [one for one in scene.in_sentence(index, 2) if scene.terms[one].symbol == "%"]
    elapsed = next((one for one in near if re.search("序时|时间进度", scene.terms[one].clause)), None)
    rates = [one for one in near if one != elapsed and scene.terms[one].role in ("rate", "share")]
    done = [one for one in rates if _DONE.search(scene.terms[one].clause + scene.terms[one].label)]
    is_guess = not done
    done = done or [one for one in rates if scene.sentence(one) == scene.sentence(index)]
    if not done:
        return None
    behind = bool(_BEHIND.search(term.mention.lead))
    rates_here = [scene.terms[one] for one in dict.fromkeys([*done[:3], *rates[:3]])]
    if elapsed is not None:
        pairs = tuple(Way((rate, scene.terms[elapsed]), "f1 - f2") for rate in rates_here)
        return Relation("schedule", term, pairs, is_guess, negative=behind)
    spoken = [term.mention.when, *(scene.terms[one].mention.when for one in scene.in_sentence(index, 1))]
    periods = dict.fromkeys(one for one in spoken if one is not None and one.length <= 12)
    passed = dict.fromkeys(Fraction((one.end - 1) % 12 + 1, 12) for one in periods)
    passed |= dict.fromkeys(_by_days(scene.text[max(0, term.mention.start - 120) : term.mention.start]))
    # Printers round what has passed to whole percents or to tenths before they take it off.
    rounded = [Fraction(round(one * places), places) for one in passed for places in (1000, 100)]
    passed_by = dict.fromkeys([*passed, *rounded])
    ways = tuple(Way((rate,), "f1 - f2", (one,)) for rate in rates_here for one in passed_by)
    return Relation("schedule", term, ways, is_guess, negative=behind) if ways else None


def _by_days(words: str) -> list[Fraction]:
    """The share of the year that has passed on a day named last in some words, in years of either length."""
    found = _DAY.findall(words)
    if not found:
        return []
    month, day = int(found[-1][0]), int(found[-1][1])
    before = sum(monthrange(2001, one)[1] for one in range(1, month))
    days = [(before + day, 365), (before + day + (month > 2), 366)]
    return [Fraction(*one) for one in days] + [Fraction(month - 1, 12) + Fraction(day, 360)]


def pull(scene: Scene, index: int) -> Relation | None:
    """拉动 and 贡献率, from the total and a part of it, each with its growth."""
    term = scene.terms[index]
    near = scene.in_sentence(index, 1)
    part = next((one for one in near if scene.terms[one].role == "level"), None)
    grown = [one for one in near if scene.terms[one].role == "growth"]
    if part is None or not grown or grown[0] < part or scene.sentence(part) != scene.sentence(index):
        return None
    totals = [one for one in near if one < part and scene.terms[one].role == "level"]
    totals = [one for one in totals if scene.terms[one].symbol == scene.terms[part].symbol]
    totals = [one for one in totals if scene.terms[one].size > scene.terms[part].size]
    pairs = [(one, one + 1) for one in totals if one + 1 < part and scene.terms[one + 1].role == "growth"]
    if not pairs:
        return None
    mine = [(part, grown[0])]
    mine += [(one, one + 1) for one in near if scene.terms[one].role == "level" and one + 1 in grown and one < part]
    fours = [(*pair, *own) for own in mine for pair in reversed(pairs) if pair[0] < own[0]]
    if any(scene.terms[one].is_constant for one in fours[0]):
        return None
    # What was added, with each figure only once: its range is then that of the arithmetic, and soon found.
    mine_added, added = "f3 * (1 - 1 / (1 + f4))", "(f1 * (1 - 1 / (1 + f2)))"
    formula = f"{mine_added} / (f1 / (1 + f2))" if term.role == "pull" else f"{mine_added} / {added}"
    kind: Kind = "pull" if term.role == "pull" else "contribution"
    ways = tuple(Way(tuple(scene.terms[one] for one in four), formula) for four in fours[:6])
    return Relation(kind, term, ways, is_guess=len(pairs) > 1)
