"""Names of a book that a text says a little shorter or longer: 集体收入 for 村集体收入, 人口 for 总人口, 收入增幅."""

from __future__ import annotations

from typing import NamedTuple

from nbkpi.figure.characters import normalise
from nbkpi.language import _, quoted
from nbkpi.model.book import Book
from nbkpi.model.kinds import level_of
from nbkpi.model.records import Entity, Indicator, Measure
from nbkpi.patterns import regex
from nbkpi.text.drafts import function_of, is_level
from nbkpi.text.mentions import Mention

_LEVELS = {"村": "village", "镇": "town", "乡": "town", "街道": "town", "县": "county", "区": "county", "市": "city"}
"""What a name begins with that only says of which sort of place it is."""
_AMOUNT = regex(r"(?<=..)(?:总额|总量|总数|数额)$")
"""What ends a name without changing what it is of."""
_COUNTED = ("人口", "户数", "人数", "面积")
"""Before these 总 changes nothing: 总人口 is 人口."""
GROWTH = regex(r"(?<=..)(?:同比)?(?:增幅|增速|增长率)$")
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
    name, function = normalise(one.base), function_of(one)
    if not name or normalise(one.name) != name or not (function or is_level(one)):
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


def _only(name: str, book: Book, one: Mention | None) -> Alike:
    """The only indicator of such a name, in a unit of the figure."""
    exact = book.measures_called(name)
    if exact:
        return Alike(exact[0]) if len(exact) == 1 else _NOTHING
    found = dict[Indicator, str]()
    for indicator in book.indicators:
        levels = [_level(name, normalise(other)) for other in (indicator.name, *indicator.aliases)]
        fitting = [level for level in levels if level is not None]
        if fitting and (one is None or one.figure.unit.dimension == indicator.unit.dimension):
            found[indicator] = fitting[0]
    if len(found) > 1:
        names = quoted([indicator.name for indicator in found][:5])
        return Alike(doubt=_("“{name}” may be any of these: {names}", name=name, names=names))
    return next((Alike(indicator, level) for indicator, level in found.items()), _NOTHING)


def _level(name: str, other: str) -> str | None:
    """The level of places that one of two names says more than the other; None where they are not the same thing."""
    short, long = sorted((_AMOUNT.sub("", name), _AMOUNT.sub("", other)), key=len)
    if short == long:
        return ""
    before = long.removesuffix(short)
    if before == "总" and short in _COUNTED:
        return ""
    return _LEVELS.get(before) if before != long and len(short) >= _SHORTEST else None
