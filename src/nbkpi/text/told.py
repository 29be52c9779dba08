"""Figures with the words around them, what they count, and the lists that 分别 gives out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nbkpi.text.names import head_of
from nbkpi.text.subjects import Words
from nbkpi.text.vocabulary import pattern, words

_KINDS = words("kinds")


class Told(NamedTuple):
    """A figure with the words around it.

    core is what stands before it without names and periods, and without the noun of the figure before; is_of_noun:
    it goes on right behind that noun, is_behind: right behind that figure. tail is what stands behind, is_last: up to
    the end of the clause, noun what is counted in it, depth how many brackets it stands in. before are the words of
    the clauses between this one and the figure before, names the row of names last spoken of, years the parts of a
    row or a span of periods.
    """

    words: str
    kind: str
    symbol: str
    core: str
    tail: str
    is_last: bool
    is_behind: bool
    is_of_noun: bool
    sentence: int
    depth: int
    group: int
    noun: str
    before: str
    names: Sequence[str]
    years: Sequence[str]


class Subject(NamedTuple):
    """What a figure counts, how it relates to that, and which of a row of names or years it belongs to."""

    base: str
    said: str = ""
    name: str = ""
    year: str = ""


def listed_names(apart: Words, row: int) -> list[str]:
    """The names of a list of this length before 分别, each with the quantity that only the last of them says."""
    listed = pattern("summed_up").sub("", apart.base)
    parts = [part for part in listed.split("、") if part]
    if len(parts) != row:
        parts = [part for part in pattern("list").split(listed) if part]
    if len(parts) != row:
        return []
    head = _shared_head(parts)
    parts = [*(part + head for part in parts[:-1]), parts[-1]]
    if parts[0].startswith("对"):
        parts = [part if part.startswith("对") else f"对{part}" for part in parts]
    return [part + apart.behind for part in parts]


def _shared_head(parts: Sequence[str]) -> str:
    """What the last name of a list ends with and the others lack; empty where they have quantities of their own."""
    others, last = parts[:-1], parts[-1].partition("占")[0]
    rate = pattern("rate").search(last)
    head = rate[0] if rate is not None else head_of(last)
    head = head or next((kind for kind in _KINDS if last.endswith(kind)), "")
    is_shared = last != head and not any(part.endswith(head) or len(head_of(part)) > 1 for part in others)
    return head if is_shared else ""


def rows(leads: Sequence[tuple[str, str]]) -> list[int]:
    """For each figure, by its lead and unit, how many in a row begin with it: 204件、875件和960件 are 3, 1 and 1."""
    lengths = [1] * len(leads)
    first = 0
    for place in range(1, len(leads)):
        lead, symbol = leads[place]
        is_next = pattern("and_told").fullmatch(lead.strip()) or (not lead.strip() and "分别" in leads[first][0])
        if symbol == leads[place - 1][1] and is_next:
            lengths[first] += 1
        else:
            first = place
    return lengths
