"""Which rows or columns of a table the totals among them are the sums of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nbkpi.text.tabular.axes import TableLine


class Total(NamedTuple):
    """A total and what it is made of; is_sure: the order and the words leave nothing else."""

    line: TableLine
    members: tuple[TableLine, ...]
    is_sure: bool


def totals_in(lines: Sequence[TableLine]) -> Iterator[list[Total]]:
    """The ways to take the totals among these rows, or columns, in their order; the likeliest first.

    A total is made of what stands since the last one of its rank, or up to the next one where it stands before its
    parts. Rows marked as parts of the row above (其中), and those of a deeper level, are never added to their siblings;
    what follows a mark without one of its own may be a part too.
    """
    if not any(line.total for line in lines):
        return
    for followers, is_sure in ((False, not _has_followers(lines)), (True, False)):
        if followers and not _has_followers(lines):
            return
        kept, is_level = _siblings(lines, followers)
        found = [one._replace(is_sure=one.is_sure and is_sure and is_level) for one in _totals(kept)]
        yield [one for one in found if len(one.members) > 1]


def _has_followers(lines: Sequence[TableLine]) -> bool:
    """Whether behind a row marked as a part stands one without a mark that may be one."""
    base = _base(lines)
    return any(
        before.is_part and not line.is_part and not line.total and before.level <= line.level <= base
        for before, line in pairwise(lines)
    )


def _base(lines: Sequence[TableLine]) -> int:
    """The level of what is added up: the outermost of the lines that are neither totals nor marked as parts."""
    return min((line.level for line in lines if not line.total and not line.is_part), default=0)


def _siblings(lines: Sequence[TableLine], followers: bool) -> tuple[list[TableLine], bool]:
    """The lines that are added up, and whether each of a deeper level stands under one of theirs."""
    base = _base(lines)
    kept: list[TableLine] = []
    is_part, is_under, is_level = False, False, True
    for line in lines:
        if line.total or (line.level <= base and not line.is_part and not (followers and is_part)):
            kept.append(line)
            is_under = not line.total
            is_part = False
        elif line.is_part:
            is_part = True
        elif not is_part:
            is_level = is_level and is_under
    return kept, is_level


def _totals(lines: Sequence[TableLine]) -> Iterator[Total]:
    """Every total of these lines with its members."""
    ranks = [line.total for line in lines]
    top = max(ranks, default=0)
    if not top:
        return
    grand = lines[0] if ranks[0] == top and ranks.count(top) == 1 else None
    rest = list(lines[1:] if grand is not None else lines)
    totals = [line for line in rest if line.total]
    is_before = bool(totals) and bool(rest[0].total)
    is_sure = not (is_before and rest[-1].total)
    pending: list[TableLine] = []
    for line in reversed(rest) if is_before else rest:
        if not line.total:
            pending.append(line)
            continue
        members: list[TableLine] = []
        while pending and pending[-1].total < line.total:
            members.append(pending.pop())
        ordered = members if is_before else members[::-1]
        yield Total(line, tuple(ordered), is_sure and _is_even(ordered))
        pending.append(line)
    if grand is not None:
        ordered = pending[::-1] if is_before else pending
        yield Total(grand, tuple(ordered), _is_even(ordered))


def _is_even(members: Sequence[TableLine]) -> bool:
    """Whether what is added up is either all totals or all plain lines: a mixture may hold a row twice."""
    return len({line.total > 0 for line in members}) == 1
