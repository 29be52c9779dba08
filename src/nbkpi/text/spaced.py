"""Texts set with blanks between Chinese characters and numbers, 办结 1165 件, or in lines that end anywhere in a
sentence, as those taken from a PDF; they say the same without them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from nbkpi.figure.characters import Joined, normalise
from nbkpi.patterns import regex
from nbkpi.text.layout import ITEM
from nbkpi.text.mentions import Mention
from nbkpi.text.terms import Term

_HAN = r"[\u2f00-\u2fd5\u4e00-\u9fff，。；：、！？（）“”《》]"
_ASCII = r"[0-9A-Za-z%‰.+\-]"
_BLANK = regex(rf"(?<={_HAN})[ \u00a0](?={_ASCII})|(?<={_ASCII})[ \u00a0](?={_HAN})")
_PROSE = regex(r"[，。；、]")
"""Lines without any of these are rather those of tables, where blanks part the cells."""

_ASIDE = regex(r"[（(]以?下同[）)](?=[0-9])")
"""What is said of all that follows, between a word and its number: 增长(下同)3%."""

_NARROW, _WIDE = 24, 130
"""Lines that were broken by a program are so wide at least and at most, in cells of a terminal."""
_UNEVEN = 10
"""By so many cells they may differ: a number is not broken."""
_ENDED = "。！？；：!?;:"
_BROKEN = regex(rf"(?:{_HAN}|[，、])\n[0-9]|[0-9]\n[%‰万亿千百元人个件户家吨]")
"""A border of lines that no writer sets."""


class Spaced(Joined):
    """A text without such blanks and ends of lines."""

    def __init__(self, text: str) -> None:
        super().__init__(
            text, sorted((*_blanks(text), *_wraps(text), *(found.span() for found in _ASIDE.finditer(text))))
        )
        self.original = text
        self._lines = [match.end() for match in re.finditer("\n", text)] if self.removed else []

    def restore_clauses(self, terms: Iterable[Term]) -> None:
        """Make clauses as long as they are in the text as it is; before their figures are put to their places."""
        for term in terms if self.removed else ():
            start = term.mention.start
            clause = self.original[self.place(start - len(term.clause)) : self.place(start)]
            term.clause = normalise(clause)

    def restore(self, mentions: Iterable[Mention]) -> None:
        """Put figures to their places in the text as it is, with their words as they stand there."""
        if not self.removed:
            return
        for one in mentions:
            start, end = self.place(one.start), self.place(one.end - 1) + 1
            before, behind = self.place(one.start - len(one.lead)), self.place(one.end + len(one.tail) - 1) + 1
            line = bisect_right(self._lines, start)
            one.line, one.column = line + 1, start - (self._lines[line - 1] if line else 0) + 1
            one.lead, one.tail = normalise(self.original[before:start]), normalise(self.original[end:behind])
            one.found = one.found._replace(start=start, end=end, words=self.original[start:end])


def _blanks(text: str) -> Iterator[tuple[int, int]]:
    """The blanks between Chinese characters and numbers, in lines of prose."""
    start, has_blanks = 0, " " in text or "\u00a0" in text
    for line in text.splitlines(keepends=True) if has_blanks and _BLANK.search(text) else ():
        if _PROSE.search(line):
            yield from ((start + blank.start(), start + blank.end()) for blank in _BLANK.finditer(line))
        start += len(line)


def _wraps(text: str) -> Iterator[tuple[int, int]]:
    """The ends of lines inside of sentences, where lines are about as wide as each other and break what none would."""
    lines, start = text.split("\n"), 0
    block: list[tuple[int, str]] = []
    for line in lines:
        if block and not _goes_on(block[-1][1], line):
            yield from _inner_ends(block)
            block = []
        block.append((start, line))
        start += len(line) + 1
    yield from _inner_ends(block)


def _goes_on(line: str, following: str) -> bool:
    """Whether a line may have been broken before the one that follows."""
    bare = line.rstrip()
    if not bare or bare[-1] in _ENDED or not following.strip() or following[0].isspace():
        return False
    return _NARROW <= _width(bare) <= _WIDE and ITEM.match(normalise(following)) is None


def _inner_ends(block: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """The ends of the lines of a paragraph but for the last, if a program broke them."""
    lines = [line.rstrip() for _start, line in block]
    widths = [_width(line) for line in lines[:-1]]
    if not widths or max(widths) - min(widths) > _UNEVEN or _width(lines[-1]) > max(widths) + _UNEVEN:
        return
    if any(_BROKEN.search(f"{one[-1]}\n{other[:1]}") for one, other in pairwise(lines)):
        for (start, line), bare in zip(block[:-1], lines, strict=False):
            yield start + len(bare), start + len(line) + 1


def _width(line: str) -> int:
    return sum(1 if char < "\u1100" else 2 for char in line)
