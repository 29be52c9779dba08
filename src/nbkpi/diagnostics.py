"""What is wrong with data: values with a place, collected and shown all at once, never raised one by one."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]

OTHER_SOURCE = "conflicting-sources"
"""The code of a figure that another source contradicts, which is a finding of check and no fault of the book."""


class Diagnostic(NamedTuple):
    """One thing wrong at one place.

    code is stable and independent of the language. line and column count from 1 (column in characters), 0 when the
    place is the file as a whole; excerpt is the original line; message says what was found and expected, remedy
    what to do (it may be empty).
    """

    code: str
    message: str
    path: str
    line: int = 0
    column: int = 0
    excerpt: str = ""
    remedy: str = ""
    severity: Severity = "error"

    @property
    def place(self) -> str:
        """file:line:column, as editors and terminals understand it."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path
