"""Whether the words before a figure name its measure plainly, with nothing around that could make it another thing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Mapping, Sequence

from nbkpi.figure.characters import normalise
from nbkpi.figure.unit import PURE
from nbkpi.language import _
from nbkpi.model.records import Indicator, Metric
from nbkpi.patterns import regex
from nbkpi.text.drafts import Draft
from nbkpi.text.mentions import Mention
from nbkpi.text.names import head_of, is_rate
from nbkpi.text.naming import WHOLE
from nbkpi.text.places import Place

_PUNCTUATION = regex(r"[\s,:;、。()“”!?]+")
_BEFORE_NAME = regex(
    rf"(?:{WHOLE.pattern}|其中|同时|此外|另外|据统计|实现|完成|带动|推动|培育|累计|已|现有|共有|拥有|共"
    r"|总计|各类|的|截至|末|底|经?初步(?:核算|统计))*"
)
"""What may stand before the name of a measure and leave it what it is."""
_NUMBERED = regex(
    r"[#\s]*(?:[(]?(?:[一二三四五六七八九十]{1,3}[)、.]|[0-9]{1,2}(?:[)、]|[.](?![0-9])))|第[一二三四五六七八九十]{1,3}[、,:])\s*"
)
"""The number of a section, which a line begins with: 二、 （三） 1."""
_BEHIND_NAME = regex(
    r"(?:实现|完成|累计|由|从|共计|共有|共|为|是|有|达到|达|在|(?:增加|增长|提高|提升|上升|下降|减少|降低|回落)[到至]|[增升降减]至|的|比重|比例|幅度|了)*"
)
_HOW_COUNTED = regex(r"按(?:可比价格?|不变价格?|现行?价格?|可比口径)(?:计算)?|扣除价格(?:上涨)?因素")
_GROWTH = regex(r"(?:同比)?(?:增幅|增速|增长率)")
"""What a growth is called beside a figure: 收入88万元，增幅12%."""
_NOT_YET = regex(r"预计|有望|力争|目标|计划|规划|如果|假如|若|确保|预期|预测|要求|争取|未来|拟")
"""A clause with one of these does not say how much there is, but how much there is to be."""
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
        self.text, self.drafts, self.places, self.listed, self.paired = text, drafts, places, listed, paired
        self._starts = [one.start for one in places]
        self._plain: list[bool] = []
        self._sentence_start = 0

    def next(self) -> str:
        """Why it is in doubt what the next figure is of; PLAIN where it is not."""
        place = len(self._plain)
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
        is_named = place in self.paired or self._is_named(one)
        if not is_named and not self._is_listed(place, one) and not self._goes_on(place, one):
            return self._beside_name(one, name or one.words)
        if measure is None:
            return PLAIN
        if self._is_part_of_unknown(place, one):
            return _("the figure may be a part of something that is not in the book")
        if is_named and self._is_scoped(place, one):
            return _("the figure may belong to what the sentence began with")
        return _doubt_of_function(draft, measure)

    def _is_named(self, one: Mention) -> bool:
        """Whether the words before a figure are its name, and besides only words that change nothing."""
        words = self._without_names(one.start - len(one.lead), one.start, one)
        base = _PUNCTUATION.sub("", normalise(one.base))
        if not base:
            return False
        if base not in words:
            behind = one.tail.removeprefix("“").partition(base)
            follows = behind[2].removeprefix("”")[:1]
            is_behind = not behind[0] and not "\u4e00" <= (follows or ",") <= "\u9fff" and base in one.tail
            return is_behind and _BEHIND_NAME.fullmatch(_BEFORE_NAME.sub("", words, count=1)) is not None
        before, _base, behind_name = words.rpartition(base)
        return all(one is not None for one in (_BEFORE_NAME.fullmatch(before), _BEHIND_NAME.fullmatch(behind_name)))

    def _beside_name(self, one: Mention, name: str) -> str:
        """Which words around the name of a figure may make it that of something else."""
        words = self._without_names(one.start - len(one.lead), one.start, one)
        if not words:
            return _("“{name}” does not stand right before the figure", name=name)
        before, base, behind = words.rpartition(_PUNCTUATION.sub("", normalise(one.base)) or words)
        rest = [_BEFORE_NAME.sub("", before, count=1), _BEHIND_NAME.sub("", behind, count=1)]
        other = next(filter(None, rest), "") if base else "" if words in normalise(one.base) else words
        if not other:
            return _("“{name}” does not stand right before the figure", name=name)
        return _("beside “{name}” stands “{words}”: it may be another figure", name=name, words=other)

    def _is_listed(self, place: int, one: Mention) -> bool:
        """Whether a list gives a figure to the name right before it, of a measure that is plainly named before it."""
        name = self.listed.get(place, "")
        at = self.text.rfind(name, self._sentence_start, one.start) if name else -1
        if at < 0:
            return False
        clause = max(self.text.rfind(stop, 0, at) + 1 for stop in ",;:。!?\n")
        return _BEFORE_NAME.fullmatch(self._without_names(max(clause, self._sentence_start), at, one)) is not None

    def _goes_on(self, place: int, one: Mention) -> bool:
        """Whether a figure says more of the one right before it: 88万元，同比增长43.6%."""
        if not place or not self._plain[place - 1]:
            return False
        before = self.drafts[place - 1].mention
        more = normalise(one.base).removeprefix(normalise(before.base)) if before.base else ""
        is_growth = not one.said and _GROWTH.fullmatch(more) is not None
        if not (is_growth or (one.said and before.base == one.base)) or before.whose != one.whose:
            return False
        between = _HOW_COUNTED.sub("", self._without_names(before.end, one.start, one))
        between = between.removeprefix(more) if is_growth else between
        return _BEHIND_NAME.fullmatch(between) is not None

    def _without_names(self, start: int, end: int, one: Mention) -> str:
        """Words of the text without names, how a figure relates to its measure, its period, and punctuation."""
        numbered = _NUMBERED.match(self.text, start) if start == 0 or self.text[start - 1] == "\n" else None
        words, at = "", start if numbered is None else numbered.end()
        for place in self._names_between(start, end):
            words += self.text[at : place.start]
            at = max(at, place.end)
        words += self.text[at:end]
        for said in (one.change, one.said):
            before, _said, behind = words.rpartition(normalise(said)) if said else (words, "", "")
            words = before + behind
        for known in (one.entity, one.period):
            words = words.replace(normalise(known), "") if known else words
        return _PUNCTUATION.sub("", words)

    def _names_between(self, start: int, end: int) -> Sequence[Place]:
        return self.places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _is_part_of_unknown(self, place: int, one: Mention) -> bool:
        """Whether 其中 or a colon makes a figure a part of something not understood: 按级次分：, 收入9亿元，其中."""
        start = self._sentence_start
        colon = self.text.rfind(":", start, one.start)
        if colon >= 0:
            before = self._before(place, colon)
            first = start if before is None else max(start, before.mention.end)
            if _BEFORE_NAME.fullmatch(self._without_names(first, colon, one)) is None:
                return True
        parts = self.text.rfind("其中", start, one.start)
        whole = self._before(place, parts) if parts >= 0 else None
        return whole is not None and (whole.measure is None or whole.mention.base == one.base)

    def _before(self, place: int, end: int) -> Draft | None:
        """The last figure that stands before a place of the text."""
        earlier = self.drafts[max(0, place - _FIGURES_BACK) : place]
        return next((one for one in reversed(earlier) if one.mention.end <= end), None)

    def _is_scoped(self, place: int, one: Mention) -> bool:
        """Whether the sentence has spoken of something that a figure may be of: 签约项目23个，完成投资30亿元.

        Names that fit many things, such as 投资 and 办结率, are in doubt behind any words that are not understood.
        """
        names = self._names_between(self._sentence_start, one.start)
        fresh = names[-1].end if names else self._sentence_start
        earlier = [at for at in range(max(0, place - _FIGURES_BACK), place) if self.drafts[at].mention.start >= fresh]
        unknown = [at for at in earlier if not self._plain[at] or self.drafts[at].measure is None]
        if not _fits_many(one.base):
            return any(self.drafts[at].mention.figure.kind == "count" for at in unknown)
        start = self.drafts[earlier[-1]].mention.end if earlier else fresh
        words = self._without_names(start, max(start, one.start - len(one.lead)), one)
        return bool(unknown) or _BEFORE_NAME.fullmatch(words) is None or self._goes_on_about_unknown(place, one)

    def _goes_on_about_unknown(self, place: int, one: Mention) -> bool:
        """Whether a sentence that names nobody follows, in its paragraph, one whose last figure is not understood."""
        if not place or self._names_between(self._sentence_start, one.start):
            return False
        before = self.drafts[place - 1]
        return before.mention.paragraph == one.paragraph and not (self._plain[place - 1] and before.measure is not None)


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
            "年初" in one.said and one.when is not None and (one.when.end % 12 != 0 or one.when.length != 12),
            lambda: _("the figure is not growth over one year"),
        ),
        (
            one.falls and one.figure.kind != "rate" and not one.words[:1].isdigit(),
            lambda: _("the text says only roughly how much it fell"),
        ),
    )
    return next((reason() for is_doubtful, reason in checks if is_doubtful), PLAIN)
