"""Names in a row and as many figures in a row, each of the name in its place: 甲村、乙村收入分别为88万元、64万元."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from nbkpi.figure.characters import normalise
from nbkpi.patterns import regex
from nbkpi.text.drafts import Draft
from nbkpi.text.mentions import Mention
from nbkpi.text.places import Place

_JOINED = regex(r"[、,和与及]|以及|[、,][和与及]")
_EACH = regex(r"(?:分别|依次)(?:[为是有]|达到?|实现|完成)?")


def paired(drafts: Sequence[Draft], places: Sequence[Place], text: str) -> dict[int, int]:
    """The place of its name, by the number of each figure of such lists; text is that of both, in plain characters.

    Only where nothing but the names and what is counted stands before the figures, and there are as many of both.
    """
    found: dict[int, int] = {}
    starts = [one.start for one in places]
    for first, draft in enumerate(drafts):
        names = _names_before(draft.mention, places, starts, text) if first not in found else range(0)
        row = range(first, first + len(names))
        if len(names) < 2 or row.stop > len(drafts):
            continue
        figures = [drafts[number].mention for number in row]
        follows = row.stop < len(drafts) and _is_next(figures[-1], drafts[row.stop].mention, text)
        if not follows and all(_is_next(one, other, text) for one, other in pairwise(figures)):
            found |= dict(zip(row, names, strict=True))
    return found


def _names_before(one: Mention, places: Sequence[Place], starts: Sequence[int], text: str) -> range:
    """The names that a clause begins with, joined to each other, where only 收入分别为 stands behind them."""
    start, base = one.start - len(one.lead), normalise(one.base)
    names = range(bisect_left(starts, start), bisect_left(starts, one.start))
    if not names or not base or one.said or text[start : places[names[0]].start].strip(f" ,{normalise(one.period)}"):
        return range(0)
    between = [text[places[at].end : places[at + 1].start].strip() for at in names[:-1]]
    behind = text[places[names[-1]].end : one.start].strip().removeprefix("的")
    is_whole = behind.startswith(base) and _EACH.fullmatch(behind[len(base) :]) is not None
    return names if is_whole and all(map(_JOINED.fullmatch, between)) else range(0)


def _is_next(one: Mention, other: Mention, text: str) -> bool:
    """Whether a figure of the same sort stands behind another with only a joining word between."""
    is_alike = one.sentence == other.sentence and one.figure.unit.dimension == other.figure.unit.dimension
    return is_alike and _JOINED.fullmatch(text[one.end : other.start].strip()) is not None
