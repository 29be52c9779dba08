"""The layout of a text: its segments, its paragraphs, and how deep in brackets a place is."""

from __future__ import annotations

from bisect import bisect_right

from nbkpi.patterns import regex

_SEGMENT = regex(r"[;。!?\n]")
_BRACKET = regex(r"[()\[\]{}\n]")
ITEM = regex(r"\s*(?:[-●○■□◆◇▲•·*—]|[①-⑳]|[(]?[0-9一二三四五六七八九十]{1,2}[)、.])(?![0-9])")
"""What a line of a list begins with."""
_HEADING = regex(r"\s*(?:#+\s|[(]?[一二三四五六七八九十]{1,3}[)、]|[0-9]{1,2}[、.](?![0-9])).{0,40}$")
_ENDED = "。!?"
_LONGEST_HEADING = 30


class Layout:
    """Answers for any place of a normalised text; made in one walk through it."""

    def __init__(self, text: str) -> None:
        self._segments = [match.end() for match in _SEGMENT.finditer(text)]
        self._brackets, self._depths = _nested(text)
        self._paragraphs = _paragraphs(text)

    def segment(self, place: int) -> int:
        """Which stretch between full stops, semicolons and line ends it is in."""
        return bisect_right(self._segments, place)

    def paragraph(self, place: int) -> int:
        """Which paragraph it is in."""
        return bisect_right(self._paragraphs, place)

    def depth(self, place: int) -> int:
        """How many brackets are open there."""
        found = bisect_right(self._brackets, place) - 1
        return self._depths[found] if found >= 0 else 0


def _nested(text: str) -> tuple[list[int], list[int]]:
    """Where the depth of brackets changes, and to what; a line ends all that are open."""
    places, depths, depth = [], [], 0
    for match in _BRACKET.finditer(text):
        sign = match[0]
        new = 0 if sign == "\n" else depth + 1 if sign in "([{" else max(0, depth - 1)
        if new != depth:
            places.append(match.end())
            depths.append(new)
            depth = new
    return places, depths


def _paragraphs(text: str) -> list[int]:
    """Where paragraphs begin, behind the first.

    One is what stands between blank lines, headings, or line ends behind a full stop; the items of one list are one
    with the line before them; a line broken inside a sentence goes on.
    """
    starts: list[int] = []
    at, before, before_is_item, in_list = 0, "", False, False
    for line in text.split("\n"):
        is_item = ITEM.match(line) is not None and not _is_heading(line)
        goes_on = bool(before.strip()) and not _is_heading(before) and not _is_heading(line)
        if goes_on and before.rstrip()[-1] in _ENDED:
            goes_on = is_item and before_is_item and in_list
        if is_item and before.strip() and (before_is_item or before.rstrip()[-1] in ":,、"):
            goes_on = True
        if at and not (goes_on and line.strip()):
            starts.append(at)
        in_list = is_item
        before_is_item = is_item
        before = line
        at += len(line) + 1
    return starts


def _is_heading(line: str) -> bool:
    """Whether a line is a heading: it is short, and ends with no sign of a sentence."""
    stripped = line.strip()
    if not stripped or stripped[-1] in "。!?;,:、":
        return False
    has_figures = any(char.isdigit() for char in stripped.lstrip("0123456789.、() "))
    return (_HEADING.match(line) is not None and not has_figures) or (
        len(stripped) <= _LONGEST_HEADING and not has_figures
    )
