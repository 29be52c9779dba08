"""Relations in time: growth, change, differences in points, the gap to 序时进度, pull and contribution."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from fractions import Fraction

from nbkpi.text.relation import Kind, Relation, Way
from nbkpi.text.roles import Term
from nbkpi.text.scene import Scene, shares_words, size
from nbkpi.text.subjects import CHANGE

_EARLIER = re.compile(r"[(（](?:去年|上年|前年|上月|上季|[0-9]{1,2}月|20[0-9]{2}年|同期)")
_YEARS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_YEARS_LONG = re.compile(r"([两二三四五六七八九十2-9])年")
_PERIOD_WORDS = r"(?:20[0-9]{2}年|去年|上年|前年|今年)"
_THIS_TO_THAT = re.compile(rf"({_PERIOD_WORDS})[比较]({_PERIOD_WORDS})")
_BETWEEN_TWO = re.compile(r"(?:其余|缩短|压缩|压减|节约|超额|超计划|顺差|逆差|差额|结余|净流入|净流出|净迁入|净迁出|自然(?:增加|减少|增长)|尚差|还差|剩余|还剩|相差|新增|净增|增加|减少|少|多|差)(?:了)?$")
_EARLIER_WORDS = re.compile(
    r"[(,、:]|20[0-9]{2}年|[0-9]{1,2}月份?|去年|上年|前年|上月|上季度?|上期|上届|[一二三四]季度|上半年|同期|年初|年末|末|底|同比|环比|改造前"
    r"|水平|[比较由从的为是达到至只有还在于与同和仅约]|原来|起初|基期|增[加长]|减少"
)
_DAY = re.compile(r"(1[0-2]|[1-9])月(3[01]|[12][0-9]|[1-9])[日号]")
_DONE = re.compile(r"完成|进度|目标|计划|任务|预算")
_YEARLY = re.compile(r"年均|平均")
_REST = re.compile(r"(?:尚差|还差|剩余|还剩|其余|差)$")
_OF_BOTH = re.compile(r"^自然|顺差|逆差|差额|结余|净流|净迁|净增|超计划|超额")
_COMPARED_TO = re.compile(r"[比较]([\u4e00-\u9fff]{2,8}?)(?:少|多|增加|减少|高|低)")
_BEHIND = re.compile(r"落后|滞后|慢|低|差|少|未达")
_FALLS = re.compile(r"下降|回落|降低|减少|收窄|下滑|低于|缩小|放缓|低")


def growth(scene: Scene, index: int) -> Relation | None:
    """A growth beside both levels, or beside a level and its change."""
    term = scene.terms[index]
    if term.is_constant or scene.position_in_row(index)[1] > 1:
        return None
    bracketed = scene.bracketed_after(index)
    near = scene.in_sentence(index, 1)
    pair = _THIS_TO_THAT.search(term.clause)
    if pair is not None:
        return _between(scene, index, pair[1], pair[2])
    earlier = bracketed if bracketed is not None and _is_earlier(scene, bracketed) else None
    latest = _latest(scene, near)
    if latest is None:
        return None
    one = scene.terms[latest]
    changes = [each for each in near if latest < each < index and scene.terms[each].role == "change"]
    changes = [each for each in changes if scene.terms[each].symbol == one.symbol and scene.terms[each].mention.change]
    bases = [earlier] if earlier is not None else _bases(scene, index, latest)
    bases = [each for each in bases if scene.terms[each].symbol == one.symbol]
    if _YEARLY.search(term.clause[-12:]) and not bases:
        return None
    if changes and not any(scene.terms[each].role == "base" for each in bases):
        return _from_change(term, one, scene.terms[changes[0]])
    if not bases:
        return None
    if _YEARLY.search(term.clause):
        return _yearly(term, one, scene.terms[bases[0]])
    ways = tuple(Way((one, scene.terms[each]), "growth") for each in bases)
    return Relation("growth", term, ways, is_guess=term.mention.figure.reading == "doubling")


def _yearly(term: Term, one: Term, base: Term) -> Relation | None:
    """年均增长 over the years between two levels, when these are known."""
    if one.mention.when is None or base.mention.when is None:
        return None
    years = (one.mention.when.end - base.mention.when.end) // 12
    return Relation("growth", term, (Way((one, base), f"(f1 / f2) ^ (1 / {years}) - 1"),)) if years > 0 else None


def _latest(scene: Scene, near: list[int]) -> int | None:
    """The level that grew: the nearest before."""
    found = next((one for one in near if scene.terms[one].role in ("level", "mean")), None)
    return found if found is not None and scene.terms[found].role == "level" else None


def _is_earlier(scene: Scene, place: int) -> bool:
    term = scene.terms[place]
    return term.role == "base" or bool(_EARLIER.search("(" + term.mention.lead.lstrip("(")))


def _from_change(term: Term, level: Term, change: Term) -> Relation:
    """The growth that follows from a level and by how much it changed."""
    fell = change.mention.falls
    formula = "(0 - f2) / (f1 + f2)" if fell else "f2 / (f1 - f2)"
    mine, its = (_since(one) for one in (term, change))
    return Relation("growth", term, (Way((level, change), formula),), is_guess=bool(mine and its and mine != its))


def _since(term: Term) -> str:
    """What a change is since: the year before, the beginning of the year, the month before; nothing where it is not said."""
    way = CHANGE.search(term.mention.change)
    said = (way["since"] or "") if way is not None else ""
    if not said:
        return ""
    if "年初" in said or said.endswith("末"):
        return "end of year"
    return "month" if "月" in said or "环" in said else "year"


def _bases(scene: Scene, index: int, latest: int) -> list[int]:
    """The earlier levels that something may have grown from, the likeliest first."""
    one = scene.terms[latest]
    said = [each for each in range(latest + 1, index) if scene.terms[each].role == "base"]
    after = [each for each in range(index + 1, min(len(scene.terms), index + 4)) if scene.terms[each].role == "base"]
    after = [each for each in after if scene.segments[each] == scene.segments[index]]
    between = [scene.terms[each] for each in range(index + 1, after[0] if after else index + 1)]
    if any(each.role == "level" for each in between):
        after = []
    found = [each for each in [*said, *after] if scene.terms[each].symbol == one.symbol]
    found = [each for each in found if _is_same_thing(scene.terms[each], one)]
    if found:
        return found
    return _series(scene, index, latest)


def _is_same_thing(base: Term, level: Term) -> bool:
    """Whether an earlier level has no name of its own, or one like that of the later."""
    name = _EARLIER_WORDS.sub("", base.mention.lead)
    return len(name) < 2 or shares_words(name, level.label + level.clause)


def _series(scene: Scene, index: int, latest: int) -> list[int]:
    """The levels of other periods right before one: 由486家增加到1275家, 2019年52万元，2024年达210万元."""
    one = scene.terms[latest]
    before = [each for each in scene.in_sentence(latest, 1) if scene.terms[each].symbol == one.symbol]
    before = [each for each in before if scene.terms[each].role in ("level", "base")]
    if not before:
        return []
    first = scene.terms[before[0]]
    rises = bool(re.search(r"[到至达]$", one.mention.lead.strip())) or "到" in one.clause[:6]
    other_period = bool(first.mention.period) and first.mention.period != one.mention.period
    if not _are_comparable(one, first) and not rises:
        return []
    own = one.mention.subject and first.mention.subject and one.mention.subject != first.mention.subject
    if not other_period and not (rises and first.role == "base"):
        return []
    named = one.mention.subject, first.mention.subject
    if own and not rises and named[0] not in named[1] and named[1] not in named[0]:
        return []
    years = _YEARS_LONG.search(scene.terms[index].clause)
    if years is not None and other_period:
        count = int(years[1]) if years[1].isdigit() else _YEARS[years[1]]
        when = one.mention.when
        wanted = None if when is None else when.shifted(-12 * count)
        exact = [each for each in before if wanted is not None and scene.terms[each].mention.when == wanted]
        return exact or ([before[count - 1]] if len(before) >= count else before[:1])
    return before[:1]


def _are_comparable(one: Term, base: Term) -> bool:
    """Whether two periods are the same part of two years, as far as they are known."""
    now, then = one.mention.when, base.mention.when
    return now is None or then is None or (now.length == then.length and (now.start - then.start) % 12 == 0)


def _between(scene: Scene, index: int, later: str, earlier: str) -> Relation | None:
    """去年比2023年增长36.5%: the levels of these two periods."""
    near = [one for one in scene.in_sentence(index, 2) if scene.terms[one].role in ("level", "base")]
    now = [one for one in near if scene.terms[one].mention.period.startswith(later)]
    then = [one for one in near if scene.terms[one].mention.period.startswith(earlier)]
    if not now or not then:
        return None
    a, b = scene.terms[now[0]], scene.terms[then[0]]
    return Relation("growth", scene.terms[index], (Way((a, b), "growth"),)) if a.symbol == b.symbol else None


def change(scene: Scene, index: int) -> Relation | None:
    """An absolute change, or what is left, beside both levels."""
    term = scene.terms[index]
    if not _BETWEEN_TWO.search(term.mention.lead) and not term.mention.change:
        return None
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
    moved = "base" in (one.role, other.role) and bool(re.search(r"[到至达]", one.mention.lead) or other.role == "level")
    if not by_birth and not moved:
        return None
    relation = _difference(term, one, other)
    return relation._replace(is_guess=True) if by_birth and not moved and not term.mention.lead.startswith("自然") else relation


def _rest(scene: Scene, index: int, levels: list[int]) -> Relation | None:
    """What is left is a whole less what was done of it, the level right before."""
    term = scene.terms[index]
    if not levels or scene.sentence(levels[0]) != scene.sentence(index):
        return None
    done = scene.terms[levels[0]]
    wholes = [scene.terms[one] for one in levels[1:] if size(scene.terms[one]) > size(done)]
    ways = tuple(Way((whole, done), "f1 - f2") for whole in wholes)
    sure = len(ways) == 1 and scene.sentence(levels[1]) == scene.sentence(index)
    return Relation("change", term, ways, is_guess=not sure) if ways else None


def _difference(term: Term, one: Term, other: Term) -> Relation:
    high, low = (one, other) if size(one) >= size(other) else (other, one)
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
        high, low = sorted((scene.terms[one] for one in near[:2]), key=size, reverse=True)
        return Relation("points", term, (Way((high, low), "f1 - f2"),))
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
    if (base.role == "growth") != (other.role == "growth") and base.role != "base" and not base.mention.lead.endswith("("):
        return None
    falls = bool(_FALLS.search(term.mention.lead))
    # Which of the two is the one compared with is not always plain; only the size is held against the text.
    return Relation("points", term, (Way((other, base), "f1 - f2"), Way((other, base), "f2 - f1")), negative=falls)


def _is_compared(scene: Scene, place: int) -> bool:
    """Whether a rate is that of others or of before: 比全市平均的40.6%, 全省平均水平(5.2%)."""
    words = scene.terms[place].clause + scene.terms[place].mention.lead
    return bool(re.search(r"(?<![同环占])[比较](?!重)[^,]{0,14}$|高于|低于|平均", words))


def natural(scene: Scene, index: int) -> Relation | None:
    """自然增长率 is the birth rate less the death rate."""
    term = scene.terms[index]
    near = scene.in_sentence(index, 0)
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
    rate = scene.terms[done[0]]
    if elapsed is not None:
        return Relation("schedule", term, (Way((rate, scene.terms[elapsed]), "f1 - f2"),), is_guess, negative=behind)
    spoken = [term.mention.when, *(scene.terms[one].mention.when for one in scene.in_sentence(index, 1))]
    periods = dict.fromkeys(one for one in spoken if one is not None and one.length <= 12)
    passed = dict.fromkeys(Fraction((one.end - 1) % 12 + 1, 12) for one in periods)
    passed |= dict.fromkeys(_by_days(scene.text[max(0, term.mention.start - 120) : term.mention.start]))
    # Printers round what has passed to whole percents or to tenths before they take it off.
    rounded = [Fraction(round(one * places), places) for one in passed for places in (1000, 100)]
    ways = tuple(Way((rate,), "f1 - f2", (one,)) for one in dict.fromkeys([*passed, *rounded]))
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


def growth_of_parts(scene: Scene, total: int, parts: Sequence[int]) -> Relation | None:
    """The growth of a whole whose parts are all there, each with its own; it can lie only between theirs."""
    places = [total + 1, *(one + 1 for one in parts)]
    if places[-1] >= len(scene.terms):
        return None
    grown = [scene.terms[one] for one in places]
    if any(one.role != "growth" or one.is_constant or one.symbol != "%" for one in grown):
        return None
    claim, *rates = grown
    values = [-size(one) if one.mention.falls else size(one) for one in grown]
    inside = min(values[1:]) <= values[0] <= max(values[1:])
    figures = tuple(one for pair in zip((scene.terms[part] for part in parts), rates, strict=True) for one in pair)
    numbers = range(1, len(figures), 2)
    now = " + ".join(f"f{number}" for number in numbers)
    before = " + ".join(f"f{number} / (1 + f{number + 1})" for number in numbers)
    return Relation("growth", claim, (Way(figures, f"({now}) / ({before}) - 1"),), is_guess=inside)


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
    totals = [one for one in totals if size(scene.terms[one]) > size(scene.terms[part])]
    pairs = [(one, one + 1) for one in totals if one + 1 < part and scene.terms[one + 1].role == "growth"]
    if not pairs:
        return None
    whole, rate = (scene.terms[one] for one in pairs[-1])
    mine, my_rate = scene.terms[part], scene.terms[grown[0]]
    if rate.is_constant or my_rate.is_constant:
        return None
    above = "(f3 - f3 / (1 + f4))"
    formula = f"{above} / (f1 / (1 + f2))" if term.role == "pull" else f"{above} / (f1 - f1 / (1 + f2))"
    kind: Kind = "pull" if term.role == "pull" else "contribution"
    return Relation(kind, term, (Way((whole, rate, mine, my_rate), formula),), is_guess=len(pairs) > 1)
