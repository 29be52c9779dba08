"""The sums that the totals of a table state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from nbkpi.sheets.totals import Total, holds_another, totals_in
from nbkpi.text.tabular.axes import TableLine
from nbkpi.text.tabular.axis import Axis
from nbkpi.text.tabular.evidence import TableRelation, fits


def sums(axis: Axis) -> Iterator[tuple[Total[TableLine], list[TableRelation]]]:
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


def _sums_of(axis: Axis, total: Total[TableLine]) -> list[TableRelation]:
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
    return claim is not None and holds_another(claim, values)


def _as_plain(line: TableLine) -> TableLine:
    """The total of a group of columns as one of the columns beside the group."""
    plain = TableLine(line.index, line.parent, stem=line.stem, unit=line.unit, period=line.period)
    plain.is_additive, plain.is_base = line.is_additive, line.is_base
    return plain
