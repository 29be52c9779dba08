"""How much room a text takes on a terminal, and where its lines may be broken."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from nbkpi.patterns import regex

_OPENING = "（《「“‘[("
_CLOSING = "）》」”’]、，。；：！？…％,.;:!?)"
_PIECES = regex("[ \n]+|[^ \n\u2e80-\uffff]+|.")
"""Blanks, a word in letters, or one wide character: a line may be broken between any two of them."""


def width(text: str) -> int:
    """How many terminal cells the text takes: two for East Asian wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, room: int) -> list[str]:
    """The text in lines of so many terminal cells, longer only where a single word is.

    Chinese is broken between any two characters, but no line begins with a closing mark or ends with an opening one.
    """
    lines, line = [], ""
    for piece in _unbroken(text):
        if line and width(line) + width(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _unbroken(text: str) -> list[str]:
    """The pieces of a text that stay together on a line."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        belongs = piece[0] in _CLOSING or (pieces and pieces[-1][-1] in _OPENING)
        if pieces and belongs and not pieces[-1].isspace():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
