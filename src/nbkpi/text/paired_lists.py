"""Names in a row before figures: as many figures, each of the name in its place, or one that is of all together.

甲村、乙村收入分别为88万元、64万元; 甲村、乙村两村合计收入152万元.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nbkpi.figure.characters import normalise
from nbkpi.patterns import regex
from nbkpi.text.drafts import Draft
from nbkpi.text.mentions import Mention
from nbkpi.text.places import Place

_JOINED = regex(r"[、,和与及]|以及|[、,][和与及]")
_EACH = regex(r"(?:分别|依次)(?:[为是有]|达到?|实现|完成)?")
_NAMED = regex(r"(?:[^、,;:。和与]{0,12}[是为有])?")
"""What may bring in a row of names: 居前两位的是."""
_TOGETHER = regex(
    r"(?P<number>[两二三四五六七八九十2-9])个?(?:行政)?[村镇乡县区市地](?:社区?)?(?P<sum>合计|共计|总计|一共|共)?|(?:合计|共计|总计|一共)"
)
_SUM = regex(r"(?:实现|完成|的)?(?P<name>.*?)(?P<sum>合计|共计|总计|总和|之和)?[为达]?")
_SORTS = frozenset("个村镇乡县区市地")
_NUMBERS = {mark: value for value, mark in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


class _Row(NamedTuple):
    """Names, the first figure behind them, and the words between."""

    names: range
    first: int
    one: Mention
    behind: str


def _rows(drafts: Sequence[Draft], places: Sequence[Place], text: str) -> Iterator[_Row]:
    starts = [one.start for one in places]
    for number, draft in enumerate(drafts):
        one = draft.mention
        start, before = one.start - len(one.lead), drafts[number - 1].mention if number else None
        if before is not None and before.end == start and before.figure.unit.symbol in _SORTS:
            start -= len(before.words) + len(before.lead)  # 甲村、乙村两村合计收入
        names = _names_before(one, start, places, starts, text)
        if len(names) > 1:
            yield _Row(names, number, one, text[places[names[-1]].end : one.start].strip(" ,").removeprefix("的"))


def paired(drafts: Sequence[Draft], places: Sequence[Place], text: str) -> dict[int, int]:
    """The place of its name, by the number of each figure of such lists; text is that of both, in plain characters.

    Only where nothing but the names and what is counted stands before the figures, and there are as many of both.
    """
    found: dict[int, int] = {}
    for row in _rows(drafts, places, text):
        numbers = range(row.first, row.first + len(row.names))
        if row.first in found or numbers.stop > len(drafts) or not _is_each(row):
            continue
        figures = [drafts[number].mention for number in numbers]
        follows = numbers.stop < len(drafts) and _is_next(figures[-1], drafts[numbers.stop].mention, text)
        if not follows and all(_is_next(one, other, text) for one, other in pairwise(figures)):
            found |= dict(zip(numbers, row.names, strict=True))
    return found


def summed(drafts: Sequence[Draft], places: Sequence[Place], text: str) -> dict[int, range]:
    """The places of the names that a figure is of together, by its number: 甲村、乙村两村合计收入152万元."""
    return {row.first: row.names for row in _rows(drafts, places, text) if _is_sum(row)}


def _is_sum(row: _Row) -> bool:
    """Whether words behind a row of names say that a figure is of all of them, and count them right if they do."""
    together = _TOGETHER.match(row.behind)
    words = _SUM.fullmatch(row.behind, together.end() if together is not None else 0)
    if words is None or words["name"] != normalise(row.one.base).removesuffix(words["sum"] or ""):
        return False
    number = together["number"] if together is not None else None
    is_sum = together is not None or words["sum"] is not None
    return is_sum and (number is None or _NUMBERS.get(number, number) in (len(row.names), str(len(row.names))))


def _is_each(row: _Row) -> bool:
    """Whether only what is counted and 分别为 stand behind a row of names."""
    base, behind = normalise(row.one.base), row.behind
    rests = (behind.removeprefix(base), behind.removesuffix(base))
    return bool(base) and any(_EACH.fullmatch(rest) is not None for rest in rests)


def _names_before(one: Mention, start: int, places: Sequence[Place], starts: Sequence[int], text: str) -> range:
    """The names that a clause begins with, or that the one before it ends with, joined to each other."""
    names = range(bisect_left(starts, start), bisect_left(starts, one.start))
    before = names.start - 1
    if not names and before > 0 and places[before].end == start - 1 and text[start - 1] == ",":
        names = range(before, before + 1)
        while names.start and _JOINED.fullmatch(text[places[names.start - 1].end : places[names.start].start].strip()):
            names = range(names.start - 1, names.stop)
        start = max(text.rfind(mark, 0, places[names.start].start) + 1 for mark in ",;:。\n")
    if not names or one.said:
        return range(0)
    words = text[start : places[names[0]].start].replace(normalise(one.period), "").strip(" ,、;")
    between = [text[places[at].end : places[at + 1].start].strip() for at in names[:-1]]
    return names if _NAMED.fullmatch(words) and all(map(_JOINED.fullmatch, between)) else range(0)


def _is_next(one: Mention, other: Mention, text: str) -> bool:
    """Whether a figure of the same sort stands behind another with only a joining word between."""
    is_alike = one.sentence == other.sentence and one.figure.unit.dimension == other.figure.unit.dimension
    return is_alike and _JOINED.fullmatch(text[one.end : other.start].strip()) is not None
