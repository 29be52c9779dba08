"""Columns that say no more than that they are the level of what stands over them: 零售额 over 绝对值 and 增速."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from nbkpi.figure.characters import heading_key
from nbkpi.patterns import regex
from nbkpi.tables.growth_words import IN_PERCENT, is_growth
from nbkpi.tables.words import RANKS

_LEVEL = regex(
    r"values?|levels?|amounts?|absolute(?:(?:value|level|amount|figure|number)s?)?|绝对[值数量额]|总量", re.IGNORECASE
)


class LevelsOfGroups:
    """What stands over several columns of which one is its level, and all others are its growth or its rank."""

    def __init__(self, headings: Iterable[Sequence[str]]) -> None:
        found: dict[tuple[str, ...], bool] = {}
        for *group, last in filter(None, headings):
            found[tuple(group)] = found.get(tuple(group), True) and (_is_level(last) or _is_of_level(last))
        self._found: Mapping[tuple[str, ...], bool] = found

    def without_level(self, words: Sequence[str]) -> Sequence[str]:
        """The words of a heading without a last one that says no more than that it is the level of its group."""
        *group, last = words
        return group if group and self._found.get(tuple(group), False) and _is_level(last) else words


def _is_level(word: str) -> bool:
    return _LEVEL.fullmatch(heading_key(word)) is not None


def _is_of_level(word: str) -> bool:
    """Whether a word says the growth or the rank of a level that stands beside it."""
    return any(one.fullmatch(word) is not None for one in (IN_PERCENT, RANKS)) or is_growth(word)
