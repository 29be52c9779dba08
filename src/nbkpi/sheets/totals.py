"""Which rows or columns of a table the totals among them are the sums of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Generic, NamedTuple, Protocol, TypeVar

from nbkpi.exact import Interval
from nbkpi.figure.characters import heading_key
from nbkpi.figure.total_words import IN_ENGLISH, in_english
from nbkpi.patterns import regex

TOTALS = {
    "小计": 1,
    "计": 2,
    "合计": 2,
    "共计": 2,
    "累计": 2,
    "总和": 3,
    "总计": 3,
    "总数": 2,
    "소계": 1,
    "계": 2,
    "합계": 2,
    "전체": 2,
    "총계": 3,
    "всего": 2,
    "итого": 2,
    "subtotal": 1,
    "total": 2,
    "sum": 2,
    "grandtotal": 3,
    "overalltotal": 3,
}
"""Words of totals, those of higher rank made of those of lower."""

TOTAL_AT_END = regex(r"(?P<of>.*?)[(（]?(?P<total>小计|合计|总计)[)）]?")

MOST_CELLS = 30
"""Of more rows it is not tried which are the sum of others."""


class TotalsLine(Protocol):
    """A row or a column: total is above 0 for totals, by rank; level is that of its indentation or numbering.

    is_part: its label says that it is one of the parts of the row above.
    """

    @property
    def total(self) -> int:
        """The rank."""

    @property
    def level(self) -> int:
        """The level."""

    @property
    def is_part(self) -> bool:
        """Whether it is such a part."""


OneLine = TypeVar("OneLine", bound=TotalsLine)


class Total(NamedTuple, Generic[OneLine]):
    """A total and what it is made of; is_sure: the order and the words leave nothing else."""

    line: OneLine
    members: tuple[OneLine, ...]
    is_sure: bool


def total_rank(label: str) -> int:
    """The rank of the total that a label names, alone or at its end (青山镇合计); 0 for other labels."""
    plain = heading_key(label)
    ended, said = TOTAL_AT_END.fullmatch(plain), in_english(plain)
    rank = TOTALS.get(plain.lower().strip(":")) or (TOTALS[ended["total"]] if ended is not None else 0)
    return rank or (0 if said is None else TOTALS["grandtotal" if said["all"] else "total"])


def may_be_totals(labels: Iterable[str]) -> bool:
    """Whether the word for a total stands in any of many labels, seen in all of them at once."""
    joined = heading_key("".join(labels)).lower()
    return any(word in joined for word in TOTALS) or IN_ENGLISH.search(joined) is not None


def holds_another(claim: Interval, values: Sequence[Interval]) -> bool:
    """Whether one of some figures may be the sum of those before or behind it, and the total right without these."""
    if len(values) > MOST_CELLS:
        return False
    zero = Interval.point(0)
    before = list(accumulate(values, initial=zero))
    behind = list(accumulate(reversed(values), initial=zero))[::-1]
    for first, start in enumerate(values):
        run = start
        for last in range(first + 2, len(values) + 1):
            run = run + values[last - 1]
            around = (*values[max(0, first - 1) : first], *values[last : last + 1])
            is_summed = any(one.intersect(run) is not None for one in around)
            if is_summed and claim.intersect(before[first] + behind[last]) is not None:
                return True
    return False


def totals_in(lines: Sequence[OneLine]) -> Iterator[list[Total[OneLine]]]:
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


def _has_followers(lines: Sequence[TotalsLine]) -> bool:
    """Whether behind a row marked as a part stands one without a mark that may be one."""
    base = _base(lines)
    return any(
        before.is_part and not line.is_part and not line.total and before.level <= line.level <= base
        for before, line in pairwise(lines)
    )


def _base(lines: Sequence[TotalsLine]) -> int:
    """The level of what is added up: the outermost of the lines that are neither totals nor marked as parts."""
    return min((line.level for line in lines if not line.total and not line.is_part), default=0)


def _siblings(lines: Sequence[OneLine], followers: bool) -> tuple[list[OneLine], bool]:
    """The lines that are added up, and whether each of a deeper level stands under one of theirs."""
    base = _base(lines)
    kept: list[OneLine] = []
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


def _totals(lines: Sequence[OneLine]) -> Iterator[Total[OneLine]]:
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
    pending: list[OneLine] = []
    for line in reversed(rest) if is_before else rest:
        if not line.total:
            pending.append(line)
            continue
        members: list[OneLine] = []
        while pending and pending[-1].total < line.total:
            members.append(pending.pop())
        ordered = members if is_before else members[::-1]
        yield Total(line, tuple(ordered), is_sure and _is_even(ordered))
        pending.append(line)
    if grand is not None:
        ordered = pending[::-1] if is_before else pending
        yield Total(grand, tuple(ordered), _is_even(ordered))


def _is_even(members: Sequence[TotalsLine]) -> bool:
    """Whether what is added up is either all totals or all plain lines: a mixture may hold a row twice."""
    return len({line.total > 0 for line in members}) == 1
