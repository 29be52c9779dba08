"""Figures of rows that differ only in a column which is not read: nobody can tell them apart, and none is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from nbkpi.diagnostics import Diagnostic
from nbkpi.errors import as_typed
from nbkpi.language import _, quoted
from nbkpi.loading.table import Taken
from nbkpi.model.records import Observation
from nbkpi.sheets.grid import Grid
from nbkpi.tables.asking import apart as apart_from_words
from nbkpi.tables.understood import Asked, Understood

MOST = 5
"""So many labels of such rows are named."""


class Apart(NamedTuple):
    """What rows say apart that the labels read do not: the observations concerned, the cells, and what is said."""

    observations: set[Observation]
    places: set[str]
    findings: list[Diagnostic]


def told_apart(grid: Grid, taken: Sequence[Taken], table: Understood, asked: Asked) -> Apart:
    """The observations of one table that are of the same thing in rows which differ in an unread column.

    Such are the columns of words or numbers of the table that nothing is read from. Nothing is found where
    there is none, or where the rows say the same in all of them: these repeat or contradict each other.
    """
    apart, columns = Apart(set(), set(), []), table.unread
    if not columns:
        return apart
    groups: defaultdict[tuple[object, ...], list[tuple[int, Observation, str]]] = defaultdict(list)
    for one in taken:
        kept = zip(one.rows, one.observations, strict=True)
        for row, observation in (*kept, *zip(one.rejected_rows, one.rejected, strict=True)):
            place = one.file.place(("observation", row, "value"))
            groups[subject(observation)].append((row, observation, place))
    by_column: defaultdict[int, list[tuple[int, Observation, str]]] = defaultdict(list)
    for group in groups.values():
        column = next((one for one, _name in columns if _differ(grid, one, [row for row, *_rest in group])), None)
        if column is not None:
            by_column[column] += group
    for column, heading in columns:
        if found := sorted(by_column[column], key=lambda one: one[0]):
            apart.observations.update(one for _row, one, _place in found)
            apart.places.update(place for _row, _one, place in found)
            place, every = grid.place(found[0][0], column), [one for _row, one, _place in found]
            entity = table.table.get("entity")
            path = entity if isinstance(entity, list) else []
            apart.findings.append(_finding(place, heading, every, asked._replace(
                entity_columns=asked.entity_columns or tuple(path))))  # fmt: skip
    return apart


def subject(one: Observation) -> tuple[object, ...]:
    """All that a figure is said of; two cells that agree in it and not in their figures contradict each other."""
    return one.entity, one.measure, one.period, one.source, one.status, one.prices


def _differ(grid: Grid, column: int, rows: list[int]) -> bool:
    return len(rows) > 1 and len({grid.text(row, column) for row in rows}) > 1


def _finding(place: str, heading: str, found: list[Observation], asked: Asked) -> Diagnostic:
    names = list(dict.fromkeys(one.entity.name for one in found))
    named = quoted(names[:MOST])
    if len(names) > MOST:
        named = _("{words} and {count} more", words=named, count=len(names) - MOST)
    message = _("rows of {names} differ in “{heading}”, which is not read; none of their figures is: {count}",
                names=named, heading=heading, count=len(found))  # fmt: skip
    # What was given already parts the rows too: one column in the place of the other would turn the question around.
    option = apart_from_words(" ".join(f"--entity-column {as_typed(one)}" for one in (*asked.entity_columns, heading)))
    remedy = _("if it names the entities, give it with {option}", option=option)
    if heading not in asked.category_columns:
        own = apart_from_words(f"--category-column {as_typed(heading)}")
        remedy = _("if it says what the figures are of, give it with {option}; {else_so}", option=own, else_so=remedy)
    return Diagnostic("rows-not-told-apart", message, place, remedy=remedy)
