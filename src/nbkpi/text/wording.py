"""The words right before a figure, without names, periods and how it relates to what it measures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from nbkpi.figure.characters import normalise
from nbkpi.language import _
from nbkpi.patterns import regex
from nbkpi.text.mentions import Mention
from nbkpi.text.naming import WHOLE
from nbkpi.text.places import Place

PUNCTUATION = regex(r"[\s,:;、。()“”!?]+")
BEFORE_NAME = regex(
    rf"(?:{WHOLE.pattern}|[分按从]各?(?:行政|辖)?[村社镇乡街道县区市州地域]{{1,3}}(?:情况)?来?[看分]|其中|同时|此外|另外|据统计|实现|完成|带动|推动|培育|累计|已|现有|共有|拥有|共"
    r"|总计|各类|的|截至|末|底|经?初步(?:核算|统计))*"
)
"""What may stand before the name of a measure and leave it what it is."""
_NUMBERED = regex(
    r"[#\s]*(?:[(]?(?:[一二三四五六七八九十]{1,3}[)、.]|[0-9]{1,2}(?:[)、]|[.](?![0-9])))|第[一二三四五六七八九十]{1,3}[、,:])\s*"
)
"""The number of a section, which a line begins with: 二、 （三） 1."""
BEHIND_NAME = regex(
    r"(?:实现|完成|累计|由|从|共计|共有|共|为|是|有|达到|达|在|合计|总计|(?:增加|增长|提高|提升|上升|下降|减少|降低|回落)[到至]|[增升降减]至|的|比重|比例|幅度|了)*"
)


class Wording:
    """The words of a text in plain characters; places are the names in it, to be left out."""

    def __init__(self, text: str, places: Sequence[Place]) -> None:
        self.text, self.places = text, places
        self._starts = [one.start for one in places]

    def is_named(self, one: Mention) -> bool:
        """Whether the words before a figure are its name, and besides only words that change nothing."""
        words = self.without_names(one.start - len(one.lead), one.start, one)
        base = PUNCTUATION.sub("", normalise(one.base))
        if not base:
            return False
        if base not in words:
            behind = one.tail.removeprefix("“").partition(base)
            follows = behind[2].removeprefix("”")[:1]
            is_behind = not behind[0] and not "\u4e00" <= (follows or ",") <= "\u9fff" and base in one.tail
            return is_behind and BEHIND_NAME.fullmatch(BEFORE_NAME.sub("", words, count=1)) is not None
        return is_name_in(base, words)

    def beside_name(self, one: Mention, name: str) -> str:
        """Which words around the name of a figure may make it that of something else."""
        words = self.without_names(one.start - len(one.lead), one.start, one)
        if not words:
            return _("“{name}” does not stand right before the figure", name=name)
        before, base, behind = words.rpartition(PUNCTUATION.sub("", normalise(one.base)) or words)
        rest = [BEFORE_NAME.sub("", before, count=1), BEHIND_NAME.sub("", behind, count=1)]
        other = next(filter(None, rest), "") if base else "" if words in normalise(one.base) else words
        if not other:
            return _("“{name}” does not stand right before the figure", name=name)
        return _("beside “{name}” stands “{words}”: it may be another figure", name=name, words=other)

    def without_names(self, start: int, end: int, one: Mention) -> str:
        """Words of the text without names, how a figure relates to its measure, its period, and punctuation."""
        numbered = _NUMBERED.match(self.text, start) if start == 0 or self.text[start - 1] == "\n" else None
        words, at = "", start if numbered is None else numbered.end()
        for place in self.names_between(start, end):
            words += self.text[at : place.start]
            at = max(at, place.end)
        words += self.text[at:end]
        for said in (one.change, one.said):
            before, _said, behind = words.rpartition(normalise(said)) if said else (words, "", "")
            words = before + behind
        for known in (one.entity, one.period):
            words = words.replace(normalise(known), "") if known else words
        return PUNCTUATION.sub("", words)

    def names_between(self, start: int, end: int) -> Sequence[Place]:
        """The names that begin in a stretch of the text."""
        return self.places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def is_name_in(name: str, words: str) -> bool:
    """Whether words are a name, with only words around it that change nothing."""
    before, _name, behind = words.rpartition(name)
    return BEFORE_NAME.fullmatch(before) is not None and BEHIND_NAME.fullmatch(behind) is not None
