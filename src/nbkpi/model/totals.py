"""Totals that a sheet printed of its own rows, which are of no entity of the book: 合计, 小计."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from nbkpi.exact import Interval
from nbkpi.exact.relation import NOT_NEGATIVE
from nbkpi.figure.format import range_text
from nbkpi.language import _, listed
from nbkpi.model.records import Measure, Observation
from nbkpi.patterns import regex

_CELLS = regex(
    r"(?P<sheet>(?s:.*)!)?(?P<column>[A-Z]{1,3})(?P<first>[1-9][0-9]{0,7})(?::(?P=column)(?P<last>[1-9][0-9]{0,7}))?"
)
MOST_RUNS = 5
"""So many runs of rows are named; of more it is said how many rows there are."""

MOST_SAID = 5
"""Of more totals that are not checked, and of more rows of one, only the first are named."""
_MOST_ROWS = 1_100_000
"""No sheet has more rows."""


@dataclass(slots=True, eq=False)
class PrintedTotal:
    """A total, and the figures that it adds up; lost are cells of it that the book has no figure of.

    The entity of the claim is called like the row, and is none of the book. has_others: it may hold others as well.
    """

    claim: Observation
    cells: tuple[str, ...]
    parts: tuple[Observation, ...]
    lost: tuple[str, ...] = ()
    has_others: bool = False


class Sum(NamedTuple):
    """What figures add up to, at their numbers where all have one; allowed is what their total may be."""

    computed: Interval
    nominal: Fraction | None
    allowed: Interval

    def fits(self, stated: Interval) -> bool:
        """Whether a total may be it, however it was rounded."""
        return stated.closure.intersect(self.allowed) is not None


def sum_of(claim: Observation, parts: Sequence[Observation], *, has_others: bool) -> Sum | None:
    """What the total of these figures may be; None where nothing follows. A missing one may be anything from 0 on."""
    known = [value.closure for one in parts if (value := one.possible) is not None]
    is_open = has_others or len(known) < len(parts)
    if not known or (is_open and claim.measure.limits != "nonnegative"):
        return None
    computed = sum(known[1:], known[0])
    nominals = [one.nominal for one in parts]
    nominal = None if None in nominals else sum((one for one in nominals if one is not None), Fraction(0))
    return Sum(computed, nominal, computed + NOT_NEGATIVE if is_open else computed)


def gap(label: str, words: str) -> str:
    """What a row says in place of a figure."""
    if not words.strip():
        return _("{label} is blank", label=label)
    return _("{label} is “{words}”", label=label, words=words)


def gaps_of(total: PrintedTotal) -> list[str]:
    """What figures that a total adds up say in place of a number."""
    return [gap(one.entity.label, one.text) for one in total.parts if one.possible is None]


def not_checked(label: str, measure: Measure, gaps: Sequence[str]) -> str:
    """That a total is not held against its rows, as some have no figure."""
    return _("“{label}” of {measure} is not checked: {gaps}",
             label=label, measure=measure.name, gaps=listed(gaps[:MOST_SAID]))  # fmt: skip


def cells_written(cells: Iterable[str]) -> list[str]:
    """Cells such as Sheet1!B4 in short, those that follow each other as a range: Sheet1!B4:B6."""
    found = []
    split = [(one["sheet"] or "", one["column"], int(one["first"])) for one in map(_CELLS.fullmatch, cells) if one]
    for _run, group in groupby(enumerate(split), key=lambda pair: (pair[1][:2], pair[1][2] - pair[0])):
        (sheet, column, first), *others = [each for _number, each in group]
        found.append(f"{sheet}{column}{first}" + (f":{column}{others[-1][2]}" if others else ""))
    return found


def cells_read(written: Iterable[str]) -> list[str]:
    """The cells again; what is written in another way stays as it is."""
    found = list[str]()
    for one in written:
        match = _CELLS.fullmatch(one)
        first, last = (int(match["first"]), int(match["last"] or match["first"])) if match is not None else (1, 0)
        if match is None or not first <= last <= _MOST_ROWS:
            found.append(one)
            continue
        before = f"{match['sheet'] or ''}{match['column']}"
        found += [f"{before}{row}" for row in range(first, last + 1)]
    return found


def cells_told(written: Sequence[str]) -> str:
    """The same for people, who know which sheet is spoken of: B4–B6, B9; of many runs only how many cells there are."""
    if len(written) > MOST_RUNS:
        return _("the cells of its {count} rows", count=len(cells_read(written)))
    each = (one.rpartition("!")[2].partition(":") for one in written)
    return listed([range_text(first, last) if last else first for first, _colon, last in each])
