"""A relation that a table states, and whether its figures fit it: the votes of the cells of one row or column."""

from __future__ import annotations

from typing import Literal, NamedTuple

from nbkpi.exact import Interval
from nbkpi.text.tabular.cells import TableCell

RelationKind = Literal["sum", "share", "growth", "change", "rate"]


class TableRelation(NamedTuple):
    """What a cell claims of others.

    sum and change: the sum of added less that of subtracted. share and rate: the sum of numerator over that of
    denominator; growth: the same less one. is_demanded: the words of the table leave no other reading, or those of
    the same row or column decide for this one; else it may confirm, but not accuse.
    """

    kind: RelationKind
    claim: TableCell
    added: tuple[TableCell, ...] = ()
    subtracted: tuple[TableCell, ...] = ()
    numerator: tuple[TableCell, ...] = ()
    denominator: tuple[TableCell, ...] = ()
    is_demanded: bool = True


def fits(relation: TableRelation) -> bool:
    """Whether the figures allow the relation; not where it would divide by what may be zero."""
    claim = _value(relation.claim)
    try:
        if relation.kind == "growth":
            computed = _sum(relation.numerator).growth_over(_sum(relation.denominator))
        elif relation.kind in ("share", "rate"):
            computed = _sum(relation.numerator) / _sum(relation.denominator)
        else:
            computed = _sum(relation.added)
            computed = computed - _sum(relation.subtracted) if relation.subtracted else computed
    except ZeroDivisionError:
        return False
    return claim.intersect(computed) is not None


def _sum(cells: tuple[TableCell, ...]) -> Interval:
    total = _value(cells[0])
    for one in cells[1:]:
        total = total + _value(one)
    return total


def _value(cell: TableCell) -> Interval:
    assert cell.value is not None  # Cells without a value are in no relation.
    return cell.value
