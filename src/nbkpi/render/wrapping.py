"""Where a line may end: never within a number or a Latin word, nor so that the next begins with a closing sign."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from nbkpi.report.width import width

_NOT_FIRST = frozenset("、，。；：！？）】》〉」』”’％‰℃…—～·✗≈✓,.;:!?)]}%~")
_NOT_LAST = frozenset("（【《〈「『“‘([{￥$#")
_POWERS = frozenset("万亿")
_COUNTERS = frozenset("万亿千百十多余元角分个户件起人名次村家条项年月日天时倍成度吨亩米点")
"""What stays with the digit or the power before it."""

_JOINTS = frozenset("/\\_-;:=&")
"""Behind these a word is broken that is longer than a line."""


def wrapped(text: str, room: int) -> list[str]:
    """The text in lines of so many terminal cells at most, without the blanks they end with; one line at least.

    Line ends in the text are as blanks.
    """
    text = text.replace("\n", " ")
    return [line.rstrip(" ") for line in _cut(text, breaks(text, room))]


def pieces(text: str) -> list[str]:
    """What of a text stays together on a line, without blanks at the end."""
    return [piece.rstrip(" ") for piece in _cut(text, [at for at in range(1, len(text)) if _may_break(text, at)])]


def hanging(text: str, room: int) -> list[str]:
    """The same, with further lines set in by two cells more than the first."""
    margin = " " * (len(text) - len(text.lstrip(" ")) + 2)
    if width(text) <= room or len(margin) * 2 > room:
        return [text]
    places = breaks(text, room - len(margin))
    first, *others = [line.rstrip(" ") for line in _cut(text, places)]
    return [first, *(margin + line for line in others)]


def _cut(text: str, places: list[int]) -> Iterator[str]:
    at = 0
    for place in (*places, len(text)):
        yield text[at:place]
        at = place


def breaks(text: str, room: int) -> list[int]:
    """The places in a text without line ends at which further lines begin."""
    if width(text) <= room:
        return []
    places: list[int] = []
    start = allowed = used = 0
    for place, char in enumerate(text):
        if place and _may_break(text, place):
            allowed = place
        own = width(char)
        if used + own > max(room, 2) and char != " " and place > start:
            start = allowed if allowed > start else _forced(text, start, place)
            places.append(start)
            used = width(text[start:place])
        used += own
    return places


def _may_break(text: str, place: int) -> bool:
    """Whether a line may begin at a place."""
    before, after = text[place - 1], text[place]
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before == " ":
        return True
    if (before.isdigit() or before in _POWERS) and after in _COUNTERS:
        return False
    return _is_wide(before) or _is_wide(after)


def _forced(text: str, start: int, end: int) -> int:
    """Where to break a word that is longer than a line: before its unit, else behind a joint in its second half."""
    inner = range(end, start, -1)
    before_unit = (place for place in inner if _is_wide(text[place]) and text[place] not in _NOT_FIRST)
    joints = (place for place in inner if text[place - 1] in _JOINTS and 2 * place > start + end)
    return next(before_unit, 0) or next(joints, end)


def _is_wide(char: str) -> bool:
    return not char.isascii() and east_asian_width(char) in "WF"
