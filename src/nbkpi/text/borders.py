"""Where the lines, sentences and clauses of a text begin; a line that is broken inside a sentence goes on."""

from __future__ import annotations

import re
from bisect import bisect_right

from nbkpi.text.vocabulary import pattern

_LAST = "。!?;:,…”’)】]"


def _without_breaks(text: str) -> str:
    """The text with blanks in place of line ends inside sentences.

    They are those behind a word that needs another, and where nearly all lines of prose are whole sentences those
    behind all others.
    """
    text = pattern("broken").sub(lambda match: " " * len(match[0]), text)
    prose = list(pattern("prose").finditer(text))
    broken = [match for match in prose if match[0][-1] not in _LAST]
    if len(prose) < 5 * len(broken):
        return text
    pieces, at = [], 0
    for match in broken:
        end, following = match.end(), pattern("next").match(text, match.end())
        if following is not None and not _is_heading(match[0], following[0]):
            pieces += [text[at:end], " " * len(following[0])]
            at = following.end()
    return "".join([*pieces, text[at:]])


def _is_heading(line: str, end: str) -> bool:
    """Whether a line without any sign stands above a blank one: a heading, and no sentence that goes on."""
    return end.count("\n") > 1 and not any(sign in line for sign in ",;:。")


class Borders:
    """Where what begins in a normalised text.

    text is that text with blanks in place of the ends of lines that are broken inside a sentence; lines are the
    printed ones. All of it counts from 0, and what is asked of an offset takes the time of a search.
    """

    def __init__(self, text: str) -> None:
        self.text = _without_breaks(text)
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.whole_lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        self.sentences = [0, *(match.end() for match in pattern("sentence").finditer(self.text))]
        self.clauses = [0, *(match.end() for match in pattern("clause").finditer(self.text))]
        self.paragraphs: list[int] = []
        """The number of the paragraph of each printed line, from 1: lines that are not blank count."""
        number = 0
        for start, end in zip(self.lines, [*self.lines[1:], len(text) + 1], strict=True):
            number += bool(text[start : end - 1].strip())
            self.paragraphs.append(max(1, number))

    def row(self, at: int) -> int:
        """The number of the printed line, from 0."""
        return bisect_right(self.lines, at) - 1

    def number(self, at: int) -> int:
        """The number of the sentence, from 0."""
        return bisect_right(self.sentences, at) - 1

    def line(self, at: int) -> int:
        """Where the line that is not broken inside a sentence begins."""
        return self.whole_lines[bisect_right(self.whole_lines, at) - 1]

    def sentence(self, at: int) -> int:
        """Where the sentence begins."""
        return self.sentences[bisect_right(self.sentences, at) - 1]

    def part(self, at: int) -> int:
        """Where the sentence begins, or the part of it behind the last semicolon."""
        start = self.sentence(at)
        return max(start, self.text.rfind(";", start, at) + 1)

    def clause(self, at: int) -> int:
        """Where the clause begins."""
        return self.clauses[bisect_right(self.clauses, at) - 1]

    def clause_end(self, at: int) -> int:
        """Where the next clause begins."""
        place = bisect_right(self.clauses, at)
        return self.clauses[place] if place < len(self.clauses) else len(self.text)
