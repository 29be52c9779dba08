"""What is found for the cells of whole columns, each different cell looked up once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

Key = TypeVar("Key")
First = TypeVar("First")
Second = TypeVar("Second")
Found = TypeVar("Found")


class Lookups(NamedTuple, Generic[Found]):
    """What was found row by row, and each different key once; both are empty for no rows."""

    each: list[Found]
    different: list[Found]


def same_for_all(found: Found, count: int) -> Lookups[Found]:
    """The same for so many rows."""
    return Lookups([found] * count, [found] if count else [])


def looked_up(keys: Sequence[Key], find: Callable[[Key], Found]) -> Lookups[Found]:
    """What is found for each key."""
    different = dict.fromkeys(keys)
    known = {key: find(key) for key in different}
    if len(known) == 1:
        return same_for_all(next(iter(known.values())), len(keys))
    return Lookups(list(map(known.__getitem__, keys)), list(known.values()))


def looked_up_in_pairs(
    firsts: Sequence[First], seconds: Sequence[Second], find: Callable[[First, Second], Found]
) -> Lookups[Found]:
    """What is found for the keys of two columns, equally long; one that is the same in all rows takes no time."""
    only_first, only_second = set(firsts), set(seconds)
    if len(only_second) == 1:
        second = only_second.pop()
        return looked_up(firsts, lambda first: find(first, second))
    if len(only_first) == 1:
        first = only_first.pop()
        return looked_up(seconds, lambda second: find(first, second))
    return looked_up(list(zip(firsts, seconds, strict=True)), lambda pair: find(*pair))
