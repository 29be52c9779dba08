"""Regular expressions that are compiled when they are first used: there are hundreds, and most runs need few of them.

Compiling one takes about as long as importing a small module, and longer where it has sets of Chinese characters.
"""

from __future__ import annotations

import re
from typing import Any, cast

HAN = re.compile(r"\[(?:\\u4e00-\\u9fff|\u4e00-\u9fff)\]")
"""A set of all Chinese characters alone: compiled as any letter or digit but those of ASCII, in a twentieth of the
time, since a range is gone through character by character.
"""


FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula: a ' is written before it, and taken away when it is read."""


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What re.compile makes of a pattern, made when it is first asked for anything but the pattern.

    A pattern that is wrong raises re.error there.
    """
    return cast("re.Pattern[str]", _Later(pattern, flags))


class _Later:
    """A pattern that is compiled when one of its methods is asked for; from then on these are those of re.Pattern."""

    __slots__ = ("_flags", "findall", "finditer", "fullmatch", "match", "pattern", "search", "split", "sub", "subn")

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """A method that no one has asked for before; all are there afterwards."""
        compiled = re.compile(HAN.sub("[^\\\\W0-9A-Za-z_]", self.pattern), self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"


_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
