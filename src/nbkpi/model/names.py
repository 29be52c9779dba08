"""Finding things by id, name, alias or path, and naming the nearest ones when nothing is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Generic, Protocol, TypeVar

from nbkpi.errors import AmbiguousName, UnknownName
from nbkpi.language import _

MAX_NEAREST = 5
MAX_SUGGESTED = 80
"""A longer name is not suggested: it would fill the screen."""
MAX_COMPARED = 200_000
"""How many names are compared before no more suggestions are made: many wrong names must not take forever."""


class Nameable(Protocol):
    """Anything in a book that can be named."""

    id: str
    name: str
    aliases: tuple[str, ...]


Thing = TypeVar("Thing", bound=Nameable)


class Directory(Generic[Thing]):
    """The things of one sort, by every name they have; an id comes before a name."""

    def __init__(self, sort: str, describe: Callable[[Thing], str]) -> None:
        self.sort, self.describe = sort, describe
        self.by_id: dict[str, Thing] = {}
        self._by_name: dict[str, list[Thing]] = {}
        self._patience = MAX_COMPARED

    def add(self, thing: Thing) -> None:
        """Make a thing findable; a second one of the same id is the caller's error to report."""
        self.by_id[thing.id] = thing
        for name in dict.fromkeys((thing.name, *thing.aliases)):
            self._by_name.setdefault(name, []).append(thing)

    def __iter__(self) -> Iterator[Thing]:
        return iter(self.by_id.values())

    def find(self, name: str) -> Thing:
        """The only thing of this id or name; UnknownName with the nearest names or the candidates otherwise."""
        found = self.by_id.get(name)
        if found is not None:
            return found
        named = self._by_name.get(name)
        if named is None:
            raise self.unknown(name)
        if len(named) > 1:
            raise self.ambiguous(name, named)
        return named[0]

    def named(self, name: str) -> list[Thing]:
        """Everything of this id or name, or nothing."""
        found = self.by_id.get(name)
        return [found] if found is not None else list(self._by_name.get(name, ()))

    def sharing(self, name: str) -> list[Thing]:
        """Everything of this name, whatever ids there are."""
        return self._by_name.get(name, [])

    def nearest(self, name: str) -> list[str]:
        """The names most like this one, best first; of a number only those that differ by zeros at the front, if any.

        Spreadsheets make 301 of 0301.
        """
        if self._patience <= 0:
            return []
        known = [other for other in (*self._by_name, *self.by_id) if len(other) <= MAX_SUGGESTED]
        if name.isdecimal():
            same = [other for other in known if other.isdecimal() and other.lstrip("0") == name.lstrip("0")]
            if same:
                return same[:MAX_NEAREST]
        holding = [other for other in known if len(name) > 1 and name in other]
        self._patience -= len(known)
        close = get_close_matches(name, known, MAX_NEAREST, cutoff=0.5)
        return list(dict.fromkeys([*close, *holding]))[:MAX_NEAREST]

    def unknown(self, name: str) -> UnknownName:
        """The error for a name nothing has."""
        near = self.nearest(name)
        message = _("there is no {sort} “{name}”", sort=_(self.sort), name=name)
        return UnknownName(message, near)

    def ambiguous(self, name: str, things: Iterable[Thing]) -> AmbiguousName:
        """The error for a name that several things have."""
        candidates = [self.describe(thing) for thing in things]
        message = _("“{name}” is ambiguous: it can mean {count} different things", name=name, count=len(candidates))
        return AmbiguousName(message, candidates)
