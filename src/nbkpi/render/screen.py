"""Styled lines on a terminal: with the usual escape codes, and with Rich on Windows, whose consoles differ."""

from __future__ import annotations

import os
import sys
from typing import Protocol, TextIO

USUAL_WIDTH = 80
"""Of a terminal that does not say how wide it is, or can do nothing but print."""

ATTRIBUTES = {"bold": "1", "dim": "2"}
COLOURS = {"red": "31", "green": "32", "yellow": "33", "cyan": "36", "bright_black": "90"}
"""The words of styles, and how terminals are told; with NO_COLOR only the attributes are."""


class Screen(Protocol):
    """Where lines go; width is how many cells each may take."""

    width: int

    def show(self, line: str, style: str) -> None:
        """One line, whatever its length, in a style: words of ATTRIBUTES and COLOURS, or none."""


def screen_of(stream: TextIO) -> Screen:
    """The screen behind a stream; lines are plain where it is no terminal."""
    return _RichScreen(stream) if sys.platform == "win32" else _PlainScreen(stream)


class _PlainScreen:
    """Escape codes, as Rich would write them: loading it would take a fifth of the time of a command."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        is_terminal = stream.isatty()
        is_dumb = is_terminal and os.environ.get("TERM", "").lower() in ("dumb", "unknown")
        self.width = USUAL_WIDTH if is_dumb else _width()
        self._codes: dict[str, str] = {}
        if is_terminal and not is_dumb:
            self._codes = ATTRIBUTES if os.environ.get("NO_COLOR") else ATTRIBUTES | COLOURS

    def show(self, line: str, style: str) -> None:
        codes = dict.fromkeys(self._codes[word] for word in style.split() if word in self._codes)
        self._stream.write(f"\x1b[{';'.join(codes)}m{line}\x1b[0m\n" if codes and line else f"{line}\n")


class _RichScreen:
    """What Rich makes of it."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console

        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self.width = self._console.width

    def show(self, line: str, style: str) -> None:
        from rich.text import Text

        self._console.print(Text(line, style=style.strip()), soft_wrap=True)


def _width() -> int:
    """COLUMNS, else what the terminal says that any standard stream is connected to."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit():
        return int(columns) or USUAL_WIDTH
    for number in range(3):
        try:
            return os.get_terminal_size(number).columns or USUAL_WIDTH
        except OSError:
            continue
    return USUAL_WIDTH
