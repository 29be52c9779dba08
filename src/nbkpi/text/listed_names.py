"""Figures behind names in a list, each of the name before it: 收入居前的村分别为甲村120.0万元、乙村91.7万元."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nbkpi.figure.characters import normalise
from nbkpi.model.book import Book
from nbkpi.model.records import Measure
from nbkpi.patterns import regex
from nbkpi.text.drafts import Draft
from nbkpi.text.mentions import Mention

_EACH = regex("(?:分别|依次)[为是有]?$")
_JOINED = regex(r"[)]?(?:[、,和与及]|以及|[、,][和与及])")
_RANKED = regex(
    "(?:(?:位?居|位?列|排名?在?)?(?:全[市县区镇乡省])?前[两三四五六七八九十0-9]{1,3}[位名]?|最[高多大低少小])的?$"
)
_PLACES = regex(
    "(?:[两三四五六七八九十0-9]{1,3}个)?(?:行政村|村社区?|村|社区|乡镇街?道?|镇街|镇|乡|街道|县市区|[县市区]|单位|地区)$"
)
_LIMITED = regex("(?:以上|以下|以内)的?$")
_FIGURES_BACK = 6


class Listed(NamedTuple):
    """A measure, and the words that name it in the text."""

    measure: Measure
    name: str


def with_listed(drafts: Sequence[Draft], book: Book) -> tuple[list[Draft], dict[int, str]]:
    """The drafts with the measures that the words before such lists name; and those words, by the places in the drafts
    of the figures in the lists.

    Where they name only what the places are (三个村分别为), the measure is that of the figure of this sort before the
    list in its sentence. A list whose measure is not known, or in another unit, is left as it is.
    """
    found = list(drafts)
    names: dict[int, str] = {}
    for start, draft in enumerate(drafts):
        listed = _listed(drafts, start, book) if start not in names and _begins(draft.mention) else None
        if listed is None:
            continue
        end = start + 1
        while end < len(drafts) and _goes_on(drafts[end - 1].mention, drafts[end].mention):
            end += 1
        if end - start > 1 and all(_is_in(each.mention, listed.measure) for each in drafts[start:end]):
            names |= dict.fromkeys(range(start, end), listed.name)
            found[start:end] = [each._replace(measure=listed.measure) for each in drafts[start:end]]
    return found, names


def _begins(one: Mention) -> bool:
    """Whether a name of the book stands right before a figure, or a bracket that opens, and 分别为 before that."""
    name, lead = normalise(one.entity), one.lead.rstrip("( ")
    return one.is_known and bool(name) and lead.endswith(name) and _EACH.search(lead[: -len(name)]) is not None


def _goes_on(before: Mention, one: Mention) -> bool:
    """Whether a figure is the next of a list: only a name that joins it stands between."""
    name, lead = normalise(one.entity), one.lead.rstrip("( ").lstrip()
    is_next = one.is_known and bool(name) and lead.endswith(name) and one.sentence == before.sentence
    return is_next and _JOINED.fullmatch(lead[: -len(name)].strip()) is not None and not one.change


def _listed(drafts: Sequence[Draft], place: int, book: Book) -> Listed | None:
    """The measure that the words before a list name, without what ranks the places; or that of a figure before it."""
    draft, one = drafts[place], drafts[place].mention
    if draft.measure is not None:
        return Listed(draft.measure, normalise(one.base)) if not one.said else None
    base = _RANKED.sub("", _PLACES.sub("", normalise(one.base)).removesuffix("的")).removesuffix("的")
    if one.said or (base and not _LIMITED.search(base)):
        called = book.measures_called(base) if not one.said else ()
        return Listed(called[0], base) if len(called) == 1 else None
    for before in reversed(drafts[max(0, place - _FIGURES_BACK) : place]):
        if before.mention.sentence != one.sentence:
            return None
        if before.mention.figure.unit.dimension == one.figure.unit.dimension:
            is_level = before.measure is not None and not before.mention.said
            return Listed(before.measure, normalise(before.mention.base)) if before.measure and is_level else None
    return None


def _is_in(one: Mention, measure: Measure) -> bool:
    """Whether a figure is in a unit of a measure."""
    return one.figure.unit.dimension == measure.unit.dimension
