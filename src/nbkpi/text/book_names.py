"""Names of a book that a text says a little shorter or longer: 集体收入 for 村集体收入, 人口 for 总人口, 收入增幅."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nbkpi.figure.characters import normalise
from nbkpi.language import _, quoted
from nbkpi.model.book import Book
from nbkpi.model.kinds import level_of
from nbkpi.model.records import Entity, Indicator, Measure
from nbkpi.patterns import regex
from nbkpi.text.drafts import Draft, function_of, is_level
from nbkpi.text.mentions import Mention

LEVELS_BY_WORD = {
    "村": "village",
    "镇": "town",
    "乡": "town",
    "街道": "town",
    "县": "county",
    "区": "county",
    "市": "city",
}
"""What a name begins with that only says of which sort of place it is."""
_AMOUNT = regex(r"(?<=..)(?:总额|总量|总数|数额|数量|人数|人次|数)$")
"""What ends a name without changing what it is of."""
_SAME = ("地区", "外贸")
"""What a name may begin with or not: 地区生产总值, 外贸进出口总额."""
_AT_THE_END = ("年末", "年底", "期末")
"""What the name of a state may begin with or not: 年末常住人口."""
_DONE = regex(r"^(?:开展|实现|完成)(?=..)|(?<=..)(?:完成|合计|总计|共计)$")
"""What of the words for a figure is no part of its name."""
_COUNTED = ("人口", "户数", "人数", "面积")
"""Before these 总 changes nothing: 总人口 is 人口."""
GROWTH = regex(r"(?<=..)(?:同比)?(?:增幅|增速|增长率)$")
_PUNCTUATION = regex(r"[\s,:;、()]+")
_FIGURES_BACK = 30
_SHORTEST = 3
"""A name with fewer characters, such as 收入, is that of too many things to stand for a longer one."""


class Alike(NamedTuple):
    """What a figure may be of by a name that is not quite that of the book.

    level is the sort of place that only one of both names says; doubt says what else the name may be.
    """

    measure: Measure | None = None
    level: str = ""
    doubt: str = ""

    def may_be_of(self, entity: Entity) -> bool:
        """Whether the figure of an entity can be meant: 集体收入 of a town need not be its 村集体收入."""
        return not self.level or level_of(entity.kind) == self.level or (self.level, entity.kind) == _COMMUNITY


_COMMUNITY = ("village", "community")
_NOTHING = Alike()


def named_alike(one: Mention, book: Book) -> Alike:
    """The only indicator of a book whose name a text says a little otherwise, or its growth; nothing where unsure."""
    name, function = _name_in_text(one), function_of(one)
    if not name or not (function or is_level(one)):
        return _NOTHING
    if function:
        found = _only(name, book, one if function == "change" else None)
        of = found.measure
        return found._replace(measure=book.generated(of, function)) if isinstance(of, Indicator) else _NOTHING
    growth = GROWTH.search(name) if one.figure.kind == "rate" else None
    if growth is not None:
        found = _only(name[: growth.start()], book, None)
        of = found.measure
        if not isinstance(of, Indicator) or of.kind == "rate":
            return _NOTHING
        return found._replace(measure=book.generated(of, "growth"))
    return _only(name, book, one)


def spoken_of(one: Mention, earlier: Sequence[Draft], book: Book, is_of_row: bool) -> Measure | None:
    """What a text calls shorter than before: 收入 of a row of places, 总产量 behind 粮食播种面积 in one sentence.

    Only where no other name of the book ends so, or all the words before the figure are it; its growth goes on with it.
    """
    name, function = normalise(one.base), function_of(one)
    if function and earlier and earlier[-1].mention.base == one.base and isinstance(earlier[-1].measure, Indicator):
        return book.generated(earlier[-1].measure, function)
    name = _name_in_text(one)
    if not name or not is_level(one):
        return None
    called = book.measures_called(_DONE.sub("", _PUNCTUATION.sub("", normalise(one.lead))))
    if len(called) == 1 and called[0].name.endswith(name):
        return called[0]
    found = [each for each in book.indicators if each.name.endswith(name) and _is_in_unit(one, each)]
    if len(found) != 1:
        return None
    front = found[0].name.removesuffix(name)
    is_spoken_of = is_of_row and any(draft.measure is found[0] for draft in earlier[-_FIGURES_BACK:])
    return found[0] if is_spoken_of or (len(front) > 1 and _is_behind(front, one, earlier)) else None


def _is_behind(front: str, one: Mention, earlier: Sequence[Draft]) -> bool:
    """Whether the last level before a figure in its sentence has a name that begins so."""
    near = next((draft for draft in reversed(earlier) if not draft.mention.said), None)
    if near is None or near.measure is None or near.mention.sentence != one.sentence:
        return False
    return near.measure.name.startswith(front)


def _is_in_unit(one: Mention, indicator: Indicator) -> bool:
    return one.figure.unit.dimension == indicator.unit.dimension


def _name_in_text(one: Mention) -> str:
    """What a text calls a figure, without what only says that it was done or summed up; empty where it says more."""
    name, lead = normalise(one.base), _PUNCTUATION.sub("", normalise(one.lead))
    if normalise(one.name) != name:
        return ""
    period = one.when
    is_of_months = period is not None and period.length > 1 and period.start % 12 == 0
    if is_of_months and f"{_PUNCTUATION.sub('', normalise(one.period))}累计" in lead:
        name = name.removeprefix("累计")
    return _DONE.sub("", name)


def _only(name: str, book: Book, one: Mention | None) -> Alike:
    """The only indicator of such a name, in a unit of the figure."""
    exact = book.measures_called(name)
    if exact:
        return Alike(exact[0]) if len(exact) == 1 else _NOTHING
    found = dict[Indicator, str]()
    for indicator in book.indicators:
        levels = [_level(name, normalise(other), indicator) for other in (indicator.name, *indicator.aliases)]
        fitting = [level for level in levels if level is not None]
        if fitting and (one is None or _is_in_unit(one, indicator)):
            found[indicator] = fitting[0]
    if len(found) > 1:
        names = quoted([indicator.name for indicator in found][:5])
        return Alike(doubt=_("“{name}” may be any of these: {names}", name=name, names=names))
    return next((Alike(indicator, level) for indicator, level in found.items()), _NOTHING)


def _level(name: str, other: str, indicator: Indicator) -> str | None:
    """The level of places that one of two names says more than the other; None where they are not the same thing."""
    short, long = sorted((_AMOUNT.sub("", name), _AMOUNT.sub("", other)), key=len)
    if short == long:
        return ""
    before = long.removesuffix(short)
    is_at_the_end = before in _AT_THE_END and indicator.measure == "stock"
    if is_at_the_end or before in _SAME or (before == "总" and short in _COUNTED):
        return ""
    return LEVELS_BY_WORD.get(before) if before != long and len(short) >= _SHORTEST else None
