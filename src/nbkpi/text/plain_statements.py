"""Whether the words before a figure name its measure plainly, with nothing around that could make it another thing."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from nbkpi.figure.characters import normalise
from nbkpi.figure.unit import PURE
from nbkpi.language import _
from nbkpi.model.kinds import level_of
from nbkpi.model.records import Entity, Indicator, Measure, Metric
from nbkpi.patterns import regex
from nbkpi.text.book_names import LEVELS_BY_WORD
from nbkpi.text.drafts import Draft
from nbkpi.text.mentions import Mention
from nbkpi.text.names import head_of, is_rate
from nbkpi.text.naming import NO_PLACE, WHOLE, rank_of
from nbkpi.text.places import Place
from nbkpi.text.wording import BEFORE_NAME, BEHIND_NAME, PUNCTUATION, Wording, is_name_in

_HOW_COUNTED = regex(r"按(?:可比价格?|不变价格?|现行?价格?|可比口径)(?:计算)?|扣除价格(?:上涨)?因素")
_GROWTH = regex(r"(?:同比)?(?:增幅|增速|增长率)")
"""What a growth is called beside a figure: 收入88万元，增幅12%."""
_NOT_YET = regex(r"预计|有望|力争|目标|计划|规划|如果|假如|若|确保|预期|预测|要求|争取|未来|拟")
"""A clause with one of these does not say how much there is, but how much there is to be."""
_SINCE_NEW_YEAR = regex("年初|[上去]年[末底]")
_OVER_A_PART_OF_A_YEAR = regex(r"\s*\(?(?:环比|[比较]上(?:个)?(?:月|季|周))")
"""Behind a growth: 增长1.6%(环比)."""
_PLACES = regex("(?:行政|建制)?(?P<level>村|镇|乡|街道|县|区|市)")
_ENDS_ITEM = ("", ",", ";", "。", "、", "(", ")", "\n")
"""What stands behind a figure that is all of an item of a list."""
_LONGEST_SENTENCE = 400
_FIGURES_BACK = 20
_LONG_NAME = 5
"""A name with so many characters says what it is of: 村集体经营性收入, but not 资产总额."""

PLAIN = ""
"""The answer where nothing is in doubt."""


class Statements:
    """Reads the figures of a text in their order; places are the names in it, to be left out, listed the
    words that name the measure of a list, by the number of each figure in it; paired are the figures of other lists.

    text is the one that the mentions were found in, in plain characters.
    """

    def __init__(
        self,
        text: str,
        drafts: Sequence[Draft],
        places: Sequence[Place],
        listed: Mapping[int, str],
        paired: Container[int] = (),
    ) -> None:
        self.text, self.drafts, self.listed, self.paired = text, drafts, listed, paired
        self.wording = Wording(text, places)
        self._plain: list[bool] = []
        self.entities: list[Entity | None] = []
        self._sentence_start = 0

    def next(self, entity: Entity | None) -> str:
        """Why it is in doubt what the next figure, of this entity, is of; PLAIN where it is not."""
        place = len(self._plain)
        self.entities.append(entity)
        one = self.drafts[place].mention
        before = self.drafts[place - 1].mention if place else None
        if before is None or before.sentence != one.sentence:
            start = before.end if before is not None else 0
            self._sentence_start = max(start, *(self.text.rfind(stop, start, one.start) + 1 for stop in "。!?\n"))
        self._sentence_start = max(self._sentence_start, one.start - _LONGEST_SENTENCE)
        doubt = self._doubt(place, one)
        self._plain.append(doubt == PLAIN)
        return doubt

    def _doubt(self, place: int, one: Mention) -> str:
        draft = self.drafts[place]
        measure = draft.measure
        if draft.is_threshold or one.tail.startswith("的"):
            return _("the figure only describes something else")
        if _NOT_YET.search(self.text, self._sentence_start, one.start):
            return _("the figure may be planned or expected")
        name = one.base if measure is None else measure.name
        if self._is_of_part(place, one):
            return PLAIN if measure is None else _doubt_of_function(draft, measure)
        is_of_names = place in self.paired or self._is_of_all(place, one)
        is_named = is_of_names or self.wording.is_named(one)
        if not is_named and not self._is_listed(place, one) and not self._goes_on(place, one):
            return self.wording.beside_name(one, name or one.words)
        if measure is None:
            return PLAIN
        if self._is_part_of_unknown(place, one):
            return _("the figure may be a part of something that is not in the book")
        if is_named and not is_of_names and self._is_scoped(place, one):
            return _("the figure may belong to what the sentence began with")
        return _doubt_of_function(draft, measure)

    def _is_of_all(self, place: int, one: Mention) -> bool:
        """Whether a figure is of all the places that make up what is named before: 全镇6个村实现收入9亿元."""
        entity, measure = self.entities[place], self.drafts[place].measure
        before = self.drafts[place - 1].mention if place else None
        if entity is None or measure is None or before is None or before.figure.unit.symbol != "个":
            return False
        words = PUNCTUATION.sub("", self.text[before.end : one.start])
        sort = _PLACES.match(words)
        if sort is None or one.lead.strip() != self.text[before.end : one.start].strip():
            return False
        count = len([part for part in _within(entity) if level_of(part.kind) == LEVELS_BY_WORD[sort["level"]]])
        is_whole = before.figure.nominal == count and before.figure.bound == "as_printed"
        names = [normalise(name) for name in (one.base, measure.name, *measure.aliases) if name]
        is_named = any(is_name_in(name, rest) for name in names for rest in (words, words[sort.end() :]))
        lead = self.wording.without_names(before.start - len(before.lead), before.start, before)
        return is_whole and is_named and BEFORE_NAME.fullmatch(lead) is not None

    def _is_of_part(self, place: int, one: Mention) -> bool:
        """Whether only the name of a place stands behind what was said of its whole, or of another part of that.

        全镇收入528万元，其中甲村120万元、乙村98万元; or behind the name of the list: 年末人口：甲村120人，乙村98人.
        """
        entity, of = self.entities[place], _level_measure(self.drafts[place].measure)
        is_item = one.is_known and one.tail[:1] in _ENDS_ITEM and WHOLE.fullmatch(normalise(one.entity)) is None
        if entity is None or of is None or not is_item:
            return False
        if not self.wording.names_between(one.start - len(one.lead), one.start):
            return False
        start = max(self._sentence_start, self.drafts[place - 1].mention.end if place else 0)
        words = self.wording.without_names(start, one.start, one)
        if BEFORE_NAME.fullmatch(words) is None:
            name = PUNCTUATION.sub("", normalise(one.base))
            return bool(name) and not one.said and name in words and is_name_in(name, words)
        at = self._level_before(place, of)
        return at is not None and _is_beside(self.entities[at], normalise(self.drafts[at].mention.entity), entity)

    def _level_before(self, place: int, of: Measure) -> int | None:
        """Where the last level of a measure is, where all figures behind it go on with that and none is a change."""
        one = self.drafts[place].mention
        for at in range(place - 1, max(-1, place - _FIGURES_BACK), -1):
            draft = self.drafts[at]
            if not self._plain[at] or _level_measure(draft.measure) is not of:
                if self._is_in_list(at, one, of):
                    continue
                return None
            if draft.measure is of:
                return at
            if draft.mention.sentence == one.sentence and not one.said and draft.mention.figure.kind != "rate":
                return None
        return None

    def _is_in_list(self, at: int, one: Mention, of: Measure) -> bool:
        """Whether a figure that is not compared leaves a list what it is: a share of an item, or a place that the
        book does not have, with nothing but its name before it."""
        draft, other = self.drafts[at], self.drafts[at].mention
        if other.said:
            return other.base == one.base and other.said.startswith("占") and other.figure.kind == "rate"
        is_stranger = bool(other.entity) and not other.is_known and draft.measure is of
        start = max(self._sentence_start, self.drafts[at - 1].mention.end if at else 0)
        return is_stranger and BEFORE_NAME.fullmatch(self.wording.without_names(start, other.start, other)) is not None

    def _is_listed(self, place: int, one: Mention) -> bool:
        """Whether a list gives a figure to the name right before it, of a measure that is plainly named before it."""
        name = self.listed.get(place, "")
        at = self.text.rfind(name, self._sentence_start, one.start) if name else -1
        if at < 0:
            return False
        clause = max(self.text.rfind(stop, 0, at) + 1 for stop in ",;:。!?\n")
        return BEFORE_NAME.fullmatch(self.wording.without_names(max(clause, self._sentence_start), at, one)) is not None

    def _goes_on(self, place: int, one: Mention) -> bool:
        """Whether a figure says more of the one right before it: 88万元，同比增长43.6%; or what it was last year."""
        if not place or not self._plain[place - 1]:
            return False
        before = self.drafts[place - 1].mention
        more = normalise(one.base).removeprefix(normalise(before.base)) if before.base else ""
        is_growth = not one.said and _GROWTH.fullmatch(more) is not None
        is_sum = not one.said and normalise(one.base) == f"累计{normalise(before.base)}"
        is_of_same = before.base == one.base and (bool(one.said) or _is_a_year_before(one, before))
        if not (is_growth or is_sum or is_of_same) or before.whose != one.whose:
            return False
        between = _HOW_COUNTED.sub("", self.wording.without_names(before.end, one.start, one))
        between = between.removeprefix(more) if is_growth else between
        return BEHIND_NAME.fullmatch(between) is not None

    def _is_part_of_unknown(self, place: int, one: Mention) -> bool:
        """Whether 其中 or a colon makes a figure a part of something not understood: 按级次分：, 收入9亿元，其中."""
        start = self._sentence_start
        colon = self.text.rfind(":", start, one.start)
        if colon >= 0:
            before = self._before(place, colon)
            first = start if before is None else max(start, self.drafts[before].mention.end)
            if BEFORE_NAME.fullmatch(self.wording.without_names(first, colon, one)) is None:
                return True
        parts = self.text.rfind("其中", start, one.start)
        at = self._before(place, parts) if parts >= 0 else None
        whole = None if at is None else self.drafts[at]
        is_same = (
            whole is not None and whole.mention.base == one.base and self.entities[at or 0] is self.entities[place]
        )
        return whole is not None and (whole.measure is None or is_same)

    def _before(self, place: int, end: int) -> int | None:
        """The last figure that stands before a place of the text."""
        earlier = range(place - 1, max(0, place - _FIGURES_BACK) - 1, -1)
        return next((at for at in earlier if self.drafts[at].mention.end <= end), None)

    def _is_scoped(self, place: int, one: Mention) -> bool:
        """Whether the sentence has spoken of something that a figure may be of: 签约项目23个，完成投资30亿元.

        Names that fit many things, such as 投资 and 办结率, are in doubt behind any words that are not understood.
        """
        names = self.wording.names_between(self._sentence_start, one.start)
        fresh = names[-1].end if names else self._sentence_start
        earlier = [at for at in range(max(0, place - _FIGURES_BACK), place) if self.drafts[at].mention.start >= fresh]
        known = {
            self.drafts[at].mention.base for at in earlier if self._plain[at] and self.drafts[at].measure is not None
        }
        unknown = [
            at
            for at in earlier
            if (not self._plain[at] or self.drafts[at].measure is None)
            and not (self.drafts[at].mention.said and self.drafts[at].mention.base in known)
        ]
        if not _fits_many(one.base):
            return any(self.drafts[at].mention.figure.kind == "count" for at in unknown)
        start = self.drafts[earlier[-1]].mention.end if earlier else fresh
        words = self.wording.without_names(start, max(start, one.start - len(one.lead)), one)
        return bool(unknown) or BEFORE_NAME.fullmatch(words) is None or self._goes_on_about_unknown(place, one)

    def _goes_on_about_unknown(self, place: int, one: Mention) -> bool:
        """Whether a sentence that names nobody follows, in its paragraph, one whose last figure is not understood."""
        if not place or self.wording.names_between(self._sentence_start, one.start):
            return False
        before = self.drafts[place - 1]
        return before.mention.paragraph == one.paragraph and not (self._plain[place - 1] and before.measure is not None)


def _is_a_year_before(one: Mention, other: Mention) -> bool:
    """Whether a figure is of the same months of the year before those of another."""
    then, now = one.when, other.when
    return then is not None and now is not None and (then.start + 12, then.length) == (now.start, now.length)


def _level_measure(measure: Measure | None) -> Measure | None:
    """What a figure is a level, a growth or a change of."""
    return measure.base if isinstance(measure, Metric) and measure.function and measure.base else measure


def _is_beside(other: Entity | None, name: str, entity: Entity) -> bool:
    """Whether one lies within another or in the same place, or by their levels where the book does not say where they
    lie; or within 全县, which the book does not have.
    """
    rank = rank_of(entity.name)
    if other is None:
        return WHOLE.fullmatch(name) is not None and rank_of(name) < rank < NO_PLACE
    is_open = entity.within is None and rank_of(other.name) < rank < NO_PLACE
    is_alike = other.within is entity.within and (entity.within is not None or rank_of(other.name) == rank < NO_PLACE)
    return is_open or other in entity.ancestors() or is_alike


def _within(entity: Entity) -> Iterator[Entity]:
    """Everything that lies within an entity."""
    for part in entity.parts:
        yield part
        yield from _within(part)


def _fits_many(base: str) -> bool:
    """Whether a name is that of a quantity or a rate that many things have: 投资, 资产总额, 办结率; not 常住人口."""
    head = head_of(base)
    return len(base) < 3 or is_rate(base) or (bool(head) and head != "人口" and len(base) < _LONG_NAME)


def _doubt_of_function(draft: Draft, measure: Indicator | Metric) -> str:
    """Why it is in doubt which growth or change a figure is; PLAIN for a level."""
    one = draft.mention
    if not (isinstance(measure, Metric) and measure.function and measure.base is not None):
        return PLAIN
    checks: tuple[tuple[bool, Callable[[], str]], ...] = (
        (
            (measure.base.unit.dimension == PURE) != (measure.function == "points"),
            lambda: _("percent and percentage points may be confused"),
        ),
        (one.when is not None and one.when.length > 12, lambda: _("the figure is not growth over one year")),
        (
            _SINCE_NEW_YEAR.search(one.said) is not None
            and one.when is not None
            and (one.when.end % 12 != 0 or one.when.length != 12),
            lambda: _("the figure is not growth over one year"),
        ),
        (
            not measure.is_over_previous and _OVER_A_PART_OF_A_YEAR.match(one.tail) is not None,
            lambda: _("the figure is not growth over one year"),
        ),
        (
            one.falls and one.figure.kind != "rate" and not one.words[:1].isdigit(),
            lambda: _("the text says only roughly how much it fell"),
        ),
    )
    return next((reason() for is_doubtful, reason in checks if is_doubtful), PLAIN)
