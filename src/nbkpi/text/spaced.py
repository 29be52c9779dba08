"""Texts set with blanks between Chinese characters and numbers, 办结 1165 件, which say the same without them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from nbkpi.text.mentions import Mention
from nbkpi.text.plain import plain_text
from nbkpi.text.terms import Term

_HAN = r"[\u2f00-\u2fd5\u4e00-\u9fff，。；：、！？（）“”《》]"
_ASCII = r"[0-9A-Za-z%‰.+\-]"
_BLANK = re.compile(rf"(?<={_HAN})[ \u00a0](?={_ASCII})|(?<={_ASCII})[ \u00a0](?={_HAN})")
_PROSE = re.compile(r"[，。；、]")
"""Lines without any of these are rather those of tables, where blanks part the cells."""


class Spaced:
    """A text without such blanks, and the way back to the places in the text as it is."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.removed: list[int] = []
        if _BLANK.search(text) is None:
            self.text = text
            return
        kept: list[str] = []
        length = 0
        for line in text.splitlines(keepends=True):
            at = 0
            for blank in _BLANK.finditer(line) if _PROSE.search(line) else ():
                kept.append(line[at : blank.start()])
                length += blank.start() - at
                at = blank.end()
                self.removed.append(length)
            kept.append(line[at:])
            length += len(line) - at
        self.text = "".join(kept)

    def place(self, place: int) -> int:
        """Where a place of the text without blanks is in the text as it is."""
        return place + bisect_right(self.removed, place)

    def restore_clauses(self, terms: Iterable[Term]) -> None:
        """Make clauses as long as they are in the text as it is; before their figures are put to their places."""
        for term in terms if self.removed else ():
            start = term.mention.start
            clause = self.original[self.place(start - len(term.clause)) : self.place(start)]
            term.clause = plain_text(clause)

    def restore(self, mentions: Iterable[Mention]) -> None:
        """Put figures to their places in the text as it is, with their words as they stand there."""
        if not self.removed:
            return
        for one in mentions:
            start, end = self.place(one.start), self.place(one.end - 1) + 1
            before, behind = self.place(one.start - len(one.lead)), self.place(one.end + len(one.tail) - 1) + 1
            one.column = start - self.place(one.start - one.column + 1) + 1
            one.lead, one.tail = plain_text(self.original[before:start]), plain_text(self.original[end:behind])
            one.found = one.found._replace(start=start, end=end, words=self.original[start:end])
