"""A place in a text that moves on over whatever matches."""

from __future__ import annotations

import re


class Cursor:
    """Reads a text from left to right; at is the offset of what comes next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    @property
    def at_end(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.text)

    def skip_space(self) -> None:
        """Move over white space of any kind."""
        while not self.at_end and self.text[self.at].isspace():
            self.at += 1

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match the pattern here and move behind it; None, without moving, where it does not match."""
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match
