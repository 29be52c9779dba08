"""The relations that the words of a table state: totals, shares, growths, changes and rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nbkpi.text.tabular.axis import Axis
from nbkpi.text.tabular.cells import ReadTable
from nbkpi.text.tabular.derived import Reading, Readings
from nbkpi.text.tabular.evidence import TableRelation, fits
from nbkpi.text.tabular.sums import sums

_REACH = 16
"""What a column of growths, changes, shares or rates is made of stands within so many columns, rows likewise."""


def relations_of(table: ReadTable) -> list[TableRelation]:
    """Every relation that a table states, in the order of the claims; one for each claim and kind at most.

    What is not demanded is left out where the figures do not fit it: it says nothing.
    """
    found = [*_stated(Axis(table, is_down=True)), *_stated(Axis(table, is_down=False))]
    kept: dict[tuple[str, int], TableRelation] = {}
    for one in found:
        key = (one.kind, one.claim.start)
        before = kept.get(key)
        is_better = before is None or (one.is_demanded and not before.is_demanded)
        if is_better and (one.is_demanded or fits(one)):
            kept[key] = one
    return sorted(kept.values(), key=lambda one: one.claim.start)


def _stated(axis: Axis) -> Iterator[TableRelation]:
    """Everything that is stated along an axis."""
    is_whole = axis.table.is_whole or not axis.is_down
    for total, found in sums(axis):
        yield from _decided([Reading(found, total.is_sure and total.line.is_said and is_whole)])
    readings = Readings(axis)
    for place, line in enumerate(axis.lines):
        if line.role not in ("value", "falls"):
            near = axis.lines[max(0, place - _REACH) : place + _REACH]
            yield from _decided(list(readings.of(line, near)))


def _decided(readings: Sequence[Reading]) -> Iterator[TableRelation]:
    """The relations of the reading that words or figures decide for.

    They are demanded where the words leave one reading only and it fits at least some of several figures, or where it
    fits two figures or more, most of them, and more than any other reading.
    """
    readings = [one for one in readings if one.relations]
    if not readings:
        return
    scores = [sum(map(fits, one.relations)) for one in readings]
    said = [place for place, one in enumerate(readings) if one.is_said]
    best = max(range(len(readings)), key=lambda place: (scores[place], place in said, -place))
    count, score = len(readings[best].relations), scores[best]
    rivals = max((scores[place] for place in range(len(readings)) if place != best), default=0)
    is_alone = (
        said == [best] and (count == 1 or (2 * score >= count - 1 and score > 0)) and (score > rivals or not rivals)
    )
    is_voted = score > 1 and 2 * score > count and score > rivals
    for one in readings[best].relations:
        yield one._replace(is_demanded=one.is_demanded and (is_alone or is_voted))
