"""Whose and when a figure of a text is, as far as its own words leave no doubt: near names, titles, 全市, namesakes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from nbkpi.figure import Period
from nbkpi.figure.characters import normalise
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator
from nbkpi.patterns import regex
from nbkpi.text.drafts import Draft
from nbkpi.text.mentions import Mention
from nbkpi.text.naming import WHOLE, NameForm, is_area, name_at
from nbkpi.text.places import known_in, names_of

REACH = 400
"""A name or a period that stands further before a figure, in its paragraph, is not taken to be its own."""
_TITLE = regex(r"(?:[^。\n]{0,60}\n){0,6}")
"""The lines before the first that has a whole sentence."""
_LINE = regex(r"(?<![^\n])[^\s]")
_BODIES = regex(
    r"公司|集团|企业|合作社|联社|农户|村民|家庭|学校|[大中小]学|[一二三四五六七八九]中|医院|园区|市场|景区|基地|项目|工程|产业园|工厂|商户|团队|平台"
    r"|各[市县区镇乡村街]|部分|其他|周边"
)
"""Whoever else the figures behind a name may be of."""
_OF_ALL = {"学校"}
"""Whoever is counted before figures that are of everybody all the same: 学校86所，在校学生65210人."""
_MAKES_ANOTHER = regex("[区民企级属直籍委局院校]")
_LONGER_NAME = regex("[大小上下东西南北前后新老里外]$")
_AREA_BEFORE = regex("[市县区镇乡]$")
_NO_NAME = regex("[全我本该各城都县上超夜门区省个几两三四五六七八九十多地外内年月日的和与及]$")
_HAN = regex("[\u4e00-\u9fff]$")
_YEAR = regex("(?:19|20)[0-9]{2}(?=年)")
_NOT_OF_A_PLACE = regex("[场民容政值区占直]")
_ROW = regex("(?<=[镇乡县市区])[、和与及]")
_RANK = {"市": 0, "县": 1, "区": 1, "镇": 2, "乡": 2}
_UPPER = tuple(_RANK)


@lru_cache(maxsize=256)
def _said(words: str) -> re.Pattern[str]:
    """The words of a period where they are not the end of others: 年末, but not that of 上年末."""
    return regex(rf"(?<![0-9上去前今本明]){re.escape(words)}")


class Whose(NamedTuple):
    """An entity of the book, or why it is not sure which; assumed says what had to be assumed."""

    entity: Entity | None
    doubt: str = ""
    assumed: str = ""


class Surroundings:
    """The names and the lines of one text, in plain characters."""

    def __init__(self, text: str, mentions: Sequence[Mention], book: Book) -> None:
        self.text, self.book = text, book
        self.places = list(known_in(text, names_of(book)))
        self.starts = [one.start for one in self.places]
        title = _TITLE.match(text)
        self.title = title[0] if title is not None else ""
        titled = [text[one.start : one.end] for one in map(self._name_at, _LINE.finditer(self.title)) if one]
        self.of_title = next(iter(titled), "")
        self.known = {place.name: book.entities_meant(place.name) for place in self.places}
        self.entities = {one for found in self.known.values() for one in found}
        self.strangers = {normalise(one.entity) for one in mentions if one.entity and not one.is_known}
        self.periods = {one.when for one in mentions if one.when is not None}
        self.figures = [one.start for one in mentions]
        self.years = set(_YEAR.findall(text))
        self._stranger = ("", 0)
        self._wholes: dict[str, Whose] = {}
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def _name_at(self, line: re.Match[str]) -> NameForm | None:
        return name_at(self.text, line.start(), (), True)

    def whose(self, one: Mention) -> Whose:
        """Of which entity a figure is; figures are asked about in their order."""
        name = normalise(one.entity)
        if name and not one.is_known and WHOLE.fullmatch(name) is None:
            if is_area(name) and name.endswith(_UPPER) and _ROW.search(name) is None:
                self._stranger = (name, one.paragraph)
            return Whose(None, _("“{name}” is not in the book", name=one.entity))
        if not name:
            return Whose(None, _("the text does not say which entity the figure belongs to"))
        if WHOLE.fullmatch(name) is None:
            return self._of_name(name, one)
        found = self.whole(name)
        at = self.text.rfind(name, max(0, one.start - REACH), one.start)
        is_own = at >= 0 and self._is_near(at, one.start) and not self._is_of_another(at + len(name), one)
        return found if found.entity is None or is_own else self._unsure(name)

    def whole(self, name: str) -> Whose:
        """What 全市 and the like stand for in this text."""
        if name not in self._wholes:
            self._wholes[name] = self._not_in_book(name) or self._of_whole(name)
        return self._wholes[name]

    def _of_name(self, name: str, one: Mention) -> Whose:
        """By a name of the book that stands near, or in the title."""
        unsure = self._unsure(name)
        last = bisect_left(self.starts, one.start) - 1
        if last < 0:
            return unsure
        place = self.places[last]
        near = place.name == name and self._is_near(place.end, one.start)
        if not near and not (self._line_start(one.start) > place.start and self._holds_throughout(name)):
            return unsure
        if near and self._is_of_another(place.end, one):
            return unsure
        return self.of_place(last if near else self._first(name), one)

    def of_place(self, at: int, one: Mention) -> Whose:
        """Of which entity a figure is whose name stands at this place."""
        entity, name = self._entity(at), self.places[at].name
        if entity is None:
            return Whose(None, _("“{name}” may not be the entity of that name in the book", name=name))
        stranger = self._stranger[0] if self._stranger[1] == one.paragraph else ""
        titled = self.of_title if is_area(self.of_title) and self.of_title.endswith(_UPPER) else ""
        for other in (stranger, "" if self._may_hold(titled, entity) else titled):
            if other and self._lies_elsewhere(entity, other):
                return Whose(None, _("“{name}” may not be the entity of that name in the book", name=name))
        return Whose(entity)

    def _unsure(self, name: str) -> Whose:
        return Whose(None, _("the figure may not belong to “{name}”", name=name))

    def _is_of_another(self, start: int, one: Mention) -> bool:
        """Whether somebody else is spoken of between a name that ends here and a figure."""
        between = self.starts[bisect_left(self.starts, start) : bisect_left(self.starts, one.start)]
        bodies = {match[0] for match in _BODIES.finditer(self.text, start, one.start - len(one.lead))}
        return bool(between) or not bodies <= (_OF_ALL if one.figure.kind == "count" else set())

    def _holds_throughout(self, name: str) -> bool:
        """Whether a text is of one name: that of its title, or the only one in it besides those it lies within."""
        if name in self.title:
            return True
        found = self.book.entities_meant(name)
        return len(found) == 1 and self.entities <= {found[0], *found[0].ancestors()} and not self.strangers

    def _first(self, name: str) -> int:
        return next(at for at, place in enumerate(self.places) if place.name == name)

    def _entity(self, at: int) -> Entity | None:
        """The entity that a name means where it stands, by the names right before it; None where that is in doubt."""
        place = self.places[at]
        above: list[str] = []
        start = place.start
        while at and self.places[at - 1].end == start:
            at -= 1
            above.append(self.places[at].name)
            start = self.places[at].start
        before, behind = self.text[max(0, start - 1) : start], self.text[place.end : place.end + 1]
        if _LONGER_NAME.match(before) or (_AREA_BEFORE.match(before) and not above and is_area(place.name)):
            return None
        if _MAKES_ANOTHER.match(behind):
            return None
        found = [one for one in self.known[place.name] if all(self._is_within(one, name) for name in above)]
        return found[0] if len(found) == 1 else None

    def _is_within(self, entity: Entity, name: str) -> bool:
        return any(upper in self.known[name] for upper in entity.ancestors())

    def _may_hold(self, name: str, entity: Entity) -> bool:
        """Whether a place that the book does not have may be one that all of an entity lies in: a county of towns."""
        top = [entity, *entity.ancestors()][-1].name
        return name not in self.known and top[-1] in _RANK and name[-1:] in _RANK and _RANK[name[-1]] < _RANK[top[-1]]

    def _lies_elsewhere(self, entity: Entity, name: str) -> bool:
        """Whether a place that the book does not have, or has elsewhere, is what a text speaks of."""
        if entity.within is None or name in (entity.name, *entity.aliases):
            return False
        return not any(name in (upper.name, *upper.aliases) for upper in entity.ancestors())

    def _of_whole(self, name: str) -> Whose:
        """全市: the place of this kind that the text names, or the topmost one of a book where it names none."""
        unsure = Whose(None, _("the text does not say which entity “{name}” stands for", name=name))
        kind = name[1:]
        if len(kind) != 1 or any(one.endswith(kind) for one in self.strangers if WHOLE.fullmatch(one) is None):
            return unsure
        named = {one for one in self.entities if one.name.endswith(kind)}
        if named:
            tops = [one for one in named if all(one in other.ancestors() for other in named - {one})]
            is_only = len(named) == 1 and not self._other(kind)
            return Whose(tops[0]) if is_only or (tops and self._is_titled(tops[0])) else unsure
        tops = [one for one in self.book.entities if one.within is None and one.name.endswith(kind)]
        if len(tops) != 1 or self._other(kind):
            return unsure
        return Whose(tops[0], assumed=_("“{name}” is taken to mean {entity}", name=name, entity=tops[0].name))

    def _not_in_book(self, name: str) -> Whose | None:
        """That a book has nothing of 全县, and how a total row of its table would be; None for another than titled."""
        kind = name[1:]
        if kind not in _RANK or any(one.name.endswith(kind) for one in self.book.entities):
            return None
        if self.of_title and not self.of_title.endswith(kind):
            return None
        reason = _(
            "the book has no figures of “{name}”; the total row of a table is imported with --total {entity}",
            name=name,
            entity=self.of_title or _("NAME"),
        )
        return Whose(None, reason)

    def _is_titled(self, entity: Entity) -> bool:
        return any(name in self.title for name in (entity.name, *entity.aliases))

    def _other(self, kind: str) -> str:
        """A place of this kind that the text seems to name and that the book does not have."""
        if self.of_title.endswith(kind) and self.of_title not in self.known:
            return self.of_title
        ends = {place.end for place in self.places}
        at = self.text.find(kind)
        while at >= 0:
            before, behind = self.text[max(0, at - 2) : at], self.text[at + 1 : at + 2]
            is_name = _HAN.search(before) is not None and _NO_NAME.search(before) is None
            if is_name and not _NOT_OF_A_PLACE.match(behind) and at + 1 not in ends:
                return before + kind
            at = self.text.find(kind, at + 1)
        return ""

    def when(self, draft: Draft) -> tuple[Period | None, str]:
        """The months of a figure, or why they are in doubt: its period stands near, or is that of the whole text."""
        one, period = draft.mention, draft.period
        if period is None:
            return None, _("the period of the figure is not clear")
        words = normalise(one.period)
        is_flow = isinstance(draft.measure, Indicator) and draft.measure.measure == "flow"
        if is_flow and words.startswith(("截至", "截止")):
            return None, _("the figure is cumulative to a date, but the text does not say from when")
        start = max(self._line_start(one.start), one.start - REACH)
        places = [match.start() for match in _said(words).finditer(self.text, start, one.start)] if words else []
        if places:
            at = places[-1]
            if at >= one.start - len(one.lead) or self._begins_sentence(at):
                return period, ""
            return None, _("the period {period} may belong to another figure", period=one.period)
        is_only = len(self.periods) == 1 and len(self.years) < 2
        if is_only or (words and words in self.title):
            return period, ""
        return None, _("the period {period} is named too far from the figure", period=one.period)

    def _begins_sentence(self, at: int) -> bool:
        """Whether a sentence has no figure before this place."""
        start = max(0, at - REACH)
        start += max(self.text[start:at].rfind(stop) + 1 for stop in "。!?\n")
        return bisect_left(self.figures, start) == bisect_left(self.figures, at)

    def _line_start(self, place: int) -> int:
        return self._lines[bisect_right(self._lines, place) - 1]

    def _is_near(self, end: int, start: int) -> bool:
        return start - end < REACH and "\n" not in self.text[end:start]
