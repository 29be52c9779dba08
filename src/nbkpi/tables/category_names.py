"""What the labels of categories mean: which of the book, however they are spelt, and which are totals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from nbkpi.errors import UnknownName
from nbkpi.loading.labels import is_subtotal, is_total, without_footnote, without_subitem
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Breakdown, Member
from nbkpi.patterns import regex
from nbkpi.tables.category_words import AGE, age_span, may_be_age, plain_label, says_age, sort_headed, sort_of

_SEVERAL = 20
"""So many ages show that all labels of a column are ages."""
_WHOLES = regex(
    r"(?:不分|不限|全部|所有)(?:性别|年龄[段组]?|城乡|民族|学历|行业|职业)?|(?:男女|性别|各?年龄[段组]?|城乡|民族|行业|职业)(?:合计|总计|小计)"
    r"|total.*|both(?:sexes|genders)?|all(?:ages|sexes|genders|persons|people|industries|occupations|categories)?|persons|.+[-–—,:(]total\)?",
    re.IGNORECASE,
)
"""What is written for the whole among categories besides the words for a total; plain labels have no blanks."""


def is_sum(text: str) -> bool:
    """Whether a label says that it is of all, or of some of them together."""
    plain = plain_label(text)
    return is_total(plain) or is_subtotal(plain) or _WHOLES.fullmatch(plain) is not None


class LackingCategories(NamedTuple):
    """A column of categories of a breakdown, with the labels of those that this does not have."""

    column: int
    breakdown: Breakdown
    labels: list[str]


def heads_breakdown(book: Book, text: str) -> bool:
    """Whether words only head categories that the book has: Sex above Male and Female."""
    sort = sort_headed(text)
    known = book.cells.breakdowns
    return sort is not None and (known.all.by_id.get(sort.id) or known.headed(sort.name)) is not None


def without_wholes(levels: Sequence[str]) -> list[str]:
    """The levels of a heading that do not say to be of all."""
    return [part for part in levels if not is_sum(part)]


def are_ages(heading: str, texts: Sequence[str]) -> bool:
    """Whether the labels of a column are ages, of single years too, by its heading: 0, 1, 2, several of them.

    Ages of somebody (45, 61, 58 of leaders) are figures, and in no order.
    """
    if sort_headed(heading) is not AGE or len(set(texts)) < 2:
        return False
    are_all = all(may_be_age(text) or is_sum(text) for text in texts[:_SEVERAL])
    return are_all and _are_in_order([int(text) for text in texts if text.isdecimal()])


def _are_in_order(numbers: Sequence[int]) -> bool:
    """Whether numbers go on as those of classes do: mostly by one step, or the same few again and again."""
    steps = Counter(after - before for before, after in pairwise(numbers) if after != before)
    times = Counter(numbers)
    goes_on = 2 * max(steps.values(), default=0) >= steps.total()
    return goes_on or (min(times.values()) > 1 and len(steps) <= len(times))


def is_flag(heading: str, labels: Sequence[str]) -> bool:
    """Whether one letter is all that a column says below a heading that speaks of no categories: F of a forecast."""
    is_letter = len(labels) == 1 and len(labels[0]) == 1 and labels[0].isascii()
    return is_letter and sort_headed(heading) is None


def headings_inside(texts: Sequence[Sequence[str]], column: int) -> set[str]:
    """The labels of a column whose rows are blank beside them; texts are the cells of every column."""
    others = [own for one, own in enumerate(texts) if one != column and any(own)]
    filled = [any(cells) for cells in zip(*others, strict=True)]
    beside = (text for text, is_filled in zip(texts[column], filled, strict=False) if is_filled)
    return set(texts[column]).difference(beside)


def written_label(text: str) -> str:
    """How a category is called that a label names: without its footnote and the sign that it is a part."""
    plain = plain_label(text)
    return plain if not plain.isascii() else " ".join(without_subitem(without_footnote(text)[0]).split())


def member_named(book: Book, name: str) -> Member | None:
    """The category of this name, as sex=男 too; None where it is that of something else."""
    try:
        return book.cells.breakdowns.member(name)
    except UnknownName:
        return None


def member_meant(book: Book, text: str, may_be_age: bool) -> Member | None:
    """The category that a label means, by its words, or by the ages or the sex that they say in another way."""
    known, plain = book.cells.breakdowns, plain_label(text)
    for name in dict.fromkeys((text, written_label(text), plain)):
        if found := known.called(name):
            return found[0] if len(found) == 1 else None
    sorted_as = sort_of(plain, may_be_age=may_be_age)
    if sorted_as is None:
        return None
    sort, key = sorted_as
    every = [member for breakdown in known.all for member in breakdown.every()]
    if sort is AGE:
        ages = [one for one in every if one.breakdown.id == AGE.id or says_age(one.name)]
        same = [one for one in ages if age_span(one.name) == age_span(plain)]
    else:
        same = [one for one in every if sort.key(plain_label(one.name)) == key]
    return same[0] if len(same) == 1 else None
