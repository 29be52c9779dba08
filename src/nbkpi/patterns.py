"""Regular expressions that are compiled when they are first used: there are hundreds, and most runs need few of them.

Compiling one takes about as long as importing a small module, and longer where it has sets of Chinese characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, cast

HAN = re.compile(r"\[(?:\\u4e00-\\u9fff|\u4e00-\u9fff)\]")
"""A set of all Chinese characters alone: compiled as any letter or digit but those of ASCII, in a twentieth of the
time, since a range is gone through character by character.
"""


FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula: a ' is written before it, and taken away when it is read."""


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What re.compile makes of a pattern, made when it is first asked for anything but the pattern.

    A pattern that is wrong raises re.error there. A short text that holds none of the characters it needs is told
    without it.
    """
    return cast("re.Pattern[str]", _Later(pattern, flags))


class _Later:
    """A pattern that is compiled when a text may match it; from then on its methods are those of re.Pattern."""

    __slots__ = (
        "_flags", "_misses", "_needed", "findall", "finditer", "fullmatch", "match", "pattern", "search", "split",
        "sub", "subn",
    )  # fmt: skip

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags
        self._misses, self._needed = 0, _UNKNOWN

    def __getattr__(self, name: str) -> Any:
        """What re.Pattern has, before the pattern is compiled."""
        return partial(self._before, name) if name in _OF_NOTHING and self._misses < _TRIES else self._compiled(name)

    def _before(self, name: str, *words: Any, **more: Any) -> Any:
        """What a method says of a text: at once where that holds nothing that is needed."""
        if self._needed is _UNKNOWN:
            self._needed = frozenset() if self._flags else needed_by(self.pattern)
        if self._needed and not more and self._misses < _TRIES:
            text, places = (words[1], ()) if name == "sub" else (words[0], words[1:])
            part = text[slice(*(max(0, place) for place in places))] if len(places) > 1 else text[max(0, *places, 0) :]
            if len(part) <= _SHORT and self._needed.isdisjoint(part):
                self._misses += 1
                return text if name == "sub" else _OF_NOTHING[name]()
        self._misses = _TRIES
        return getattr(self, name)(*words, **more)

    def _compiled(self, name: str) -> Any:
        """A method of the compiled pattern; all are there afterwards."""
        compiled = re.compile(HAN.sub("[^\\\\W0-9A-Za-z_]", self.pattern), self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"


_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
_OF_NOTHING: dict[str, Callable[[], Any]] = {
    "findall": list,
    "finditer": lambda: iter(()),
    "fullmatch": lambda: None,
    "match": lambda: None,
    "search": lambda: None,
    "sub": str,
}
"""What the methods say of a text without a match."""
_UNKNOWN: frozenset[str] = frozenset("\0")
_TRIES, _SHORT = 30, 1000
"""So many texts of so many characters are looked through before a pattern is compiled all the same."""
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|<[=!]|[a-z]*:|[>=!]|P=\w+))?")
_SET = re.compile(r"\[(\^?)(\]?(?:[^\]\\]|\\.)*)\]")
_OPTIONAL = re.compile(r"[?*]|\{(?![1-9])")
_QUANTIFIER = re.compile(r"(?:[?*+]|\{[0-9,]+\})[?+]?")


def needed_by(pattern: str) -> frozenset[str]:
    """Characters one of which is in every match of a pattern without flags; empty where none are found."""
    if "(?(" in pattern or "(?#" in pattern or re.search(r"\(\?[a-z]*[ix]", pattern):
        return frozenset()
    found, end = _needed_from(pattern, 0)
    return found if end == len(pattern) else frozenset()


def _needed_from(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """The same for what stands from a place up to the end of its group, and where that is."""
    alternatives: list[frozenset[str]] = [frozenset()]
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            alternatives.append(frozenset())
            at += 1
            continue
        atom, at = _needed_of_atom(pattern, at)
        if _OPTIONAL.match(pattern, at):
            atom = frozenset()
        quantifier = _QUANTIFIER.match(pattern, at)
        at = at if quantifier is None else quantifier.end()
        if atom and (not alternatives[-1] or len(atom) < len(alternatives[-1])):
            alternatives[-1] = atom
    return (frozenset().union(*alternatives) if all(alternatives) else frozenset()), at


def _needed_of_atom(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """The same for a character, a set or a group, and where that ends."""
    if pattern[at] == "(":
        group = _GROUP.match(pattern, at)
        found, end = _needed_from(pattern, at + 1 if group is None else group.end())
        is_around = pattern.startswith(("(?=", "(?!", "(?<=", "(?<!", "(?P="), at)
        return (frozenset() if is_around else found), end + 1
    if pattern[at] == "[" and (chars := _SET.match(pattern, at)) is not None:
        is_plain = not chars[1] and "\\" not in chars[2] and "-" not in chars[2]
        return frozenset(chars[2] if is_plain else ""), chars.end()
    if pattern[at] == "\\":
        return frozenset(), at + 2
    return frozenset("" if pattern[at].isascii() else pattern[at]), at + 1
