"""Growth beside both levels, beside a level and its change, and of a whole beside that of its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nbkpi.text.relation import Relation, Way
from nbkpi.text.roles import Term
from nbkpi.text.scene import Scene, shares_words
from nbkpi.text.subjects import CHANGE

_EARLIER = re.compile(r"[(（](?:去年|上年|前年|上月|上季|[0-9]{1,2}月|20[0-9]{2}年|同期)")
_YEARS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_YEARS_LONG = re.compile(r"([两二三四五六七八九十2-9])年")
_PERIOD_WORDS = r"(?:20[0-9]{2}年|去年|上年|前年|今年)"
_THIS_TO_THAT = re.compile(rf"({_PERIOD_WORDS})[比较]({_PERIOD_WORDS})")
_EARLIER_WORDS = re.compile(
    r"[(,、:]|20[0-9]{2}年|[0-9]{1,2}月份?|去年|上年|前年|上月|上季度?|上期|上届|[一二三四]季度|上半年|同期|年初|年末|末|底|同比|环比|改造前"
    r"|水平|[比较由从的为是达到至只有还在于与同和仅约]|原来|起初|基期|增[加长]|减少"
)
_MORE_OR_LESS = re.compile(r"(?:增收|减收|多收|少收|净增|净减)(?:了)?$")
_LESS = re.compile(r"(?:减收|少收|净减)(?:了)?$")
_REACHED = re.compile(r"[到至为]$")
_YEARLY = re.compile(r"年均|平均")


def growth(scene: Scene, index: int) -> Relation | None:
    """A growth beside both levels, or beside a level and its change."""
    term = scene.terms[index]
    if term.is_constant or scene.position_in_row(index)[1] > 1:
        return None
    bracketed = scene.bracketed_after(index)
    near = scene.in_sentence(index, 1)
    of_base = _of_base(scene, index)
    if of_base is not None:
        return of_base
    pair = _THIS_TO_THAT.search(term.clause)
    if pair is not None:
        return _between(scene, index, pair[1], pair[2])
    earlier = bracketed if bracketed is not None and _is_earlier(scene, bracketed) else None
    latest = _latest(scene, near, _name(term))
    if latest is None:
        return _before_its_levels(scene, index)
    one = scene.terms[latest]
    changes = [each for each in near if latest < each < index and scene.terms[each].role == "change"]
    changes = [each for each in changes if scene.terms[each].symbol == one.symbol and _changed(scene.terms[each])]
    bases = [earlier] if earlier is not None else _bases(scene, index, latest)
    bases = [each for each in bases if scene.terms[each].symbol == one.symbol]
    if _YEARLY.search(term.clause[-12:]) and not bases:
        return None
    by_change = _from_change(term, one, scene.terms[changes[0]]) if changes else None
    if _is_of_another(scene, index, latest):
        return None
    if not bases:
        return by_change
    if _YEARLY.search(term.clause):
        return _yearly(term, one, scene.terms[bases[0]])
    ways = tuple(Way((one, scene.terms[each]), "growth") for each in bases)
    # 其中 may stand between what grew and its growth.
    others = [each for each in near if each < latest and scene.terms[each].role == "level"]
    others = [each for each in others if scene.terms[each].symbol == one.symbol and each not in bases][:3]
    ways += tuple(Way((scene.terms[a], scene.terms[b]), "growth") for a in others for b in bases)
    if by_change is None:
        return Relation("growth", term, ways)
    # If only one of the three figures is wrong, it need not be this one.
    sure = any(scene.terms[each].role == "base" for each in bases)
    return Relation("growth", term, ways + by_change.ways if sure else by_change.ways + ways, by_change.is_guess)


def _since(term: Term) -> str:
    """What a change is since: the year before, its end, the month before; nothing where it is not said."""
    way = CHANGE.search(term.mention.change)
    said = (way["since"] or "") if way is not None else ""
    if not said:
        return ""
    if "年初" in said or said.endswith("末"):
        return "end of year"
    return "month" if "月" in said or "环" in said else "year"


def _yearly(term: Term, one: Term, base: Term) -> Relation | None:
    """年均增长 over the years between two levels, when these are known."""
    if one.mention.when is None or base.mention.when is None:
        return None
    years = (one.mention.when.end - base.mention.when.end) // 12
    said = _YEARS_LONG.search(term.clause)
    is_guess = said is not None and years != (int(said[1]) if said[1].isdigit() else _YEARS[said[1]])
    way = Way((one, base), f"(f1 / f2) ^ (1 / {years}) - 1")
    return Relation("growth", term, (way,), is_guess) if years > 1 else None


def _latest(scene: Scene, near: list[int], name: str) -> int | None:
    """The level that grew: the nearest before, of those named like it where it has a name.

    Of a mean only what is printed as its change or its base says what it grew from.
    """
    levels = [one for one in near if scene.terms[one].role in ("level", "mean")]
    if not levels:
        return None
    found = levels[0]
    if len(name) >= 2 and not shares_words(name, scene.terms[found].label + scene.terms[found].clause):
        named = [one for one in levels if shares_words(name, scene.terms[one].label)]
        found = named[0] if named and scene.segments[found] != scene.segments[near[0]] else found
    if scene.terms[found].role == "level":
        return found
    said = [one for one in near if one > found and scene.terms[one].role in ("base", "change")]
    return found if any(scene.terms[one].symbol == scene.terms[found].symbol for one in said) else None


def _is_of_another(scene: Scene, index: int, latest: int) -> bool:
    """Whether a growth has a name or a base of its own, which are not those of the level in a segment before."""
    term, level = scene.terms[index], scene.terms[latest]
    between = scene.terms[latest + 1 : index]
    if any(one.role == "base" and one.symbol != level.symbol for one in between):
        return True
    name = _name(term) if _name(term) in term.mention.lead else ""
    apart = len(name) > 1 and scene.segments[index] != scene.segments[latest]
    return apart and not shares_words(name, level.label + level.clause)


def _name(term: Term) -> str:
    """What a growth is said to be of, by its subject without the change."""
    return term.mention.subject.partition(" ")[0] if term.mention.change else ""


def _of_base(scene: Scene, index: int) -> Relation | None:
    """A growth right behind a base and its change: 较去年同期的412件增加58件，增长14.1%."""
    if index < 2 or scene.segments[index - 2] != scene.segments[index]:
        return None
    base, change, term = scene.terms[index - 2 : index + 1]
    goes_on = base.role == "base" and change.role == "change" and change.mention.start - base.mention.end < 8
    if not goes_on or base.symbol != change.symbol or _name(term) not in change.label:
        return None
    formula = "0 - f2 / f1" if change.mention.falls else "f2 / f1"
    return Relation("growth", term, (Way((base, change), formula),))


def _changed(term: Term) -> bool:
    """Whether something changed by a figure, in words: 增加, 增收."""
    return bool(term.mention.change) or _MORE_OR_LESS.search(term.mention.lead) is not None


def _before_its_levels(scene: Scene, index: int) -> Relation | None:
    """A growth before both levels: 同比下降13.2%，由1250件次减少到1085件次."""
    if index + 2 >= len(scene.terms) or _YEARLY.search(scene.terms[index].clause):
        return None
    base, level = scene.terms[index + 1], scene.terms[index + 2]
    same = base.symbol == level.symbol and scene.segments[index + 2] == scene.segments[index]
    goes_on = base.role == "base" and level.role == "level" and _REACHED.search(level.mention.lead) is not None
    return Relation("growth", scene.terms[index], (Way((level, base), "growth"),)) if same and goes_on else None


def _is_earlier(scene: Scene, place: int) -> bool:
    term = scene.terms[place]
    return term.role == "base" or bool(_EARLIER.search("(" + term.mention.lead.lstrip("(")))


def _from_change(term: Term, level: Term, change: Term) -> Relation:
    """The growth that follows from a level and by how much it changed."""
    fell = change.mention.falls or _LESS.search(change.mention.lead) is not None
    formula = "(0 - f2) / (f1 + f2)" if fell else "f2 / (f1 - f2)"
    mine, its = (_since(one) for one in (term, change))
    return Relation("growth", term, (Way((level, change), formula),), is_guess=bool(mine and its and mine != its))


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
    before = [each for each in before if _goes_on(scene, each, latest)]
    if not before:
        return []
    first = scene.terms[before[0]]
    rises = bool(re.search(r"[到至达]$", one.mention.lead.strip())) or "到" in one.clause[:6]
    other_period = bool(first.mention.period and one.mention.period) and first.mention.period != one.mention.period
    if not _are_comparable(one, first) and not rises:
        return []
    own = one.mention.subject and first.mention.subject and one.mention.subject != first.mention.subject
    beside = before[0] == latest - 1 and scene.segments[before[0]] == scene.segments[latest]
    if not other_period and not (first.role == "base" and (rises or beside)):
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


def _goes_on(scene: Scene, earlier: int, latest: int) -> bool:
    """Whether two levels may be of one series: of one sentence, or with names that are alike."""
    one, other = scene.terms[earlier], scene.terms[latest]
    same = scene.sentence(earlier) == scene.sentence(latest)
    return same or shares_words(one.clause + one.label, other.label)


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


def growth_of_parts(scene: Scene, total: int, parts: Sequence[int]) -> Relation | None:
    """The growth of a whole whose parts are all there, each with its own; it can lie only between theirs."""
    places = [total + 1, *(one + 1 for one in parts)]
    if max(places) >= len(scene.terms):
        return None
    grown = [scene.terms[one] for one in places]
    if any(one.role != "growth" or one.is_constant or one.symbol != "%" for one in grown):
        return None
    claim, *rates = grown
    values = [-one.size if one.mention.falls else one.size for one in grown]
    inside = min(values[1:]) <= values[0] <= max(values[1:])
    figures = tuple(one for pair in zip((scene.terms[part] for part in parts), rates, strict=True) for one in pair)
    numbers = range(1, len(figures), 2)
    now = " + ".join(f"f{number}" for number in numbers)
    before = " + ".join(f"f{number} / (1 + f{number + 1})" for number in numbers)
    return Relation("growth", claim, (Way(figures, f"({now}) / ({before}) - 1"),), is_guess=inside)
