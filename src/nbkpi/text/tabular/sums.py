"""The sums that the totals of a table state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate

from nbkpi.exact import Interval
from nbkpi.text.tabular.axes import TableLine
from nbkpi.text.tabular.axis import Axis
from nbkpi.text.tabular.evidence import TableRelation, fits
from nbkpi.text.tabular.totals import Total, totals_in

_MOST_CELLS = 30
"""Of more rows it is not tried which are the sum of others."""


def sums(axis: Axis) -> Iterator[tuple[Total, list[TableRelation]]]:
    """Every total with its sums; where there are several ways to take them, the one that fits most figures."""
    for group in _groups(axis):
        ways = []
        for totals in totals_in(group):
            found = [(total, _sums_of(axis, total)) for total in totals]
            ways.append((sum(fits(one) for _total, several in found for one in several), found))
        if ways:
            yield from max(ways, key=lambda way: way[0])[1]


def _groups(axis: Axis) -> Iterator[list[TableLine]]:
    """What may be added up: all rows, or the columns under one heading, a group under it as its own total."""
    values = [line for line in axis.lines if line.role == "value" and not line.is_base]
    if axis.is_down:
        yield values
        return
    under: defaultdict[tuple[str, ...], list[TableLine]] = defaultdict(list)
    heads: dict[tuple[str, ...], TableLine] = {}
    for line in values:
        under[line.parent].append(line)
        if line.total and line.parent:
            heads.setdefault(line.parent, line)
    for path, head in heads.items():
        under[path[:-1]].append(_as_plain(head))
    for lines in under.values():
        yield sorted(lines, key=lambda line: line.index)


def _sums_of(axis: Axis, total: Total) -> list[TableRelation]:
    """The sums of a total, wherever all its members have a figure of the same sort."""
    found: list[TableRelation] = []
    if not total.line.is_additive or not all(member.is_additive for member in total.members):
        return found
    for cross in axis.crosses:
        if not cross.is_additive or cross.role not in ("value", "change"):
            continue
        claim = axis.cell(total.line, cross)
        cells = tuple(one for member in total.members if (one := axis.cell(member, cross)) is not None)
        if claim is None or len(cells) < len(total.members):
            continue
        if len({one.figure.unit.dimension for one in (claim, *cells)}) == 1:
            relation = TableRelation("sum", claim, added=cells)
            found.append(relation._replace(is_demanded=fits(relation) or not _holds_another(relation)))
    return found


def _holds_another(relation: TableRelation) -> bool:
    """Whether a row may be the sum of those before or behind it, so that without these the total is right."""
    values = [one.value for one in relation.added if one.value is not None]
    claim = relation.claim.value
    if claim is None or len(values) > _MOST_CELLS:
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


def _as_plain(line: TableLine) -> TableLine:
    """The total of a group of columns as one of the columns beside the group."""
    plain = TableLine(line.index, line.parent, stem=line.stem, unit=line.unit, period=line.period)
    plain.is_additive, plain.is_base = line.is_additive, line.is_base
    return plain
