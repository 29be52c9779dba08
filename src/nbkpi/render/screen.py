"""Styled lines on a terminal, by Rich: its console on Windows, whose consoles differ, elsewhere only its styles."""

from __future__ import annotations

import os
import sys
from typing import Protocol, TextIO

USUAL_WIDTH = 80
"""Of a terminal that does not say how wide it is, or can do nothing but print."""


class Screen(Protocol):
    """Where lines go; width is how many cells each may take."""

    width: int

    def show(self, line: str, style: str) -> None:
        """One line, whatever its length, in a style as Rich names them, or none."""


def screen_of(stream: TextIO) -> Screen:
    """The screen behind a stream; lines are plain where it is no terminal."""
    return _RichScreen(stream) if sys.platform == "win32" else _StyledScreen(stream)


class _StyledScreen:
    """What a console of Rich would write, which takes three times as long to load as its styles."""

    def __init__(self, stream: TextIO) -> None:
        from rich.color import ColorSystem
        from rich.style import Style

        self._stream = stream
        is_terminal = stream.isatty()
        is_dumb = is_terminal and os.environ.get("TERM", "").lower() in ("dumb", "unknown")
        self.width = USUAL_WIDTH if is_dumb else _width()
        self._system = ColorSystem.STANDARD if is_terminal and not is_dumb else None
        self._is_plain = bool(os.environ.get("NO_COLOR"))
        self._parse = Style.parse

    def show(self, line: str, style: str) -> None:
        found = self._parse(style.strip())
        shown = found.without_color if self._is_plain else found
        self._stream.write(shown.render(line, color_system=self._system) + "\n")


class _RichScreen:
    """The console of Rich itself, for Windows."""

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
