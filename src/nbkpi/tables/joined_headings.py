"""Headings that say in one cell what others say in levels: 人口数-男, 23岁_女, sex-male, Rural females."""

from __future__ import annotations

import re

from nbkpi.model.book import Book
from nbkpi.patterns import regex
from nbkpi.tables import words
from nbkpi.tables.category_names import is_sum
from nbkpi.tables.category_words import Sort, heads_ages, plain_label, sort_headed, sort_of

_STROKE = regex(r"\s*[-_－–—|/]\s*")
_BLANK = regex(r"\s+")
_OF_ALL = regex(r"persons|both\s+sexes", re.IGNORECASE)
"""What stands for all of both sexes beside males and females."""
_SHORTEST = 2
"""A letter behind a stroke (gdp_m) marks more than men."""


def levels_of(book: Book, part: str) -> list[str]:
    """A level of a heading; one that says a category and what it is of, such as 人口-男 and 2024年男, as two."""
    joined = levels_of_joined(part)
    if len(joined) > 1 and words.meaning(book, [part], words.LeftOf()).measure is None:
        return joined
    meant = words.meaning(book, [part], words.LeftOf()) if any(map(str.isdigit, part)) else None
    if meant is None or not meant.period or len(meant.words) != 1 or meant.measure is not None:
        return [part]
    is_one = is_sum(meant.words[0]) or sort_of(plain_label(meant.words[0]), may_be_age=False) is not None
    return [meant.period, meant.words[0]] if is_one or book.cells.breakdowns.called(meant.words[0]) else [part]


def levels_of_joined(text: str) -> list[str]:
    """The levels that a heading joins: what comes first, and the category behind it; a single one for other headings.

    Behind a stroke stands a category, or a word for all of them, whatever stands before it but another of the same
    sort; behind a blank only where both are such.
    """
    if _category(text) is not None:
        return [text]
    for stroke in _STROKE.finditer(text):
        before, behind = text[: stroke.start()].strip(), _BLANK.sub(" ", _STROKE.sub(" ", text[stroke.end() :]))
        sort = _category(behind, may_be_age=heads_ages(before))
        if before and sort is not None and not _says(before, sort):
            return [*levels_of_joined(before), behind]
    for blank in _BLANK.finditer(text):
        before, behind = text[: blank.start()], text[blank.end() :]
        sorts = _category(before), _category(behind)
        both = [sort.id for sort in sorts if sort is not None]
        is_whole = is_sum(before) or is_sum(behind)
        if len(set(both)) == 2 or (is_whole and both) or (is_sum(before) and _OF_ALL.fullmatch(behind)):
            return [before, _OF_ALL.sub("Total", behind)]
    return [text]


def _category(text: str, *, may_be_age: bool = False) -> Sort | None:
    """The sort of the category that a text is by its words, and by numbers where they may be ages."""
    plain = plain_label(text)
    known = sort_of(plain, may_be_age=may_be_age) if len(plain) >= _SHORTEST or not plain.isascii() else None
    return known[0] if known is not None else None


def _says(text: str, sort: Sort) -> bool:
    """Whether one of the words of a text is a category of this sort: the gap between male and female is neither's."""
    if sort_headed(text) is not None:
        return False
    every = [word for part in _STROKE.split(text) for word in part.split()]
    return any(_category(word) is sort for word in every)
