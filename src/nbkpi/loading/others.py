"""What else is printed of the same thing as a new figure: said twice, or contradicted."""

from __future__ import annotations

from collections.abc import Container

from nbkpi.language import _
from nbkpi.loading.problems import Problems, TextFile
from nbkpi.model.book import Book
from nbkpi.model.records import Observation


def note_others(
    book: Book,
    problems: Problems,
    file: TextFile,
    index: int,
    observation: Observation,
    beside: Container[Observation] = (),
) -> bool:
    """Note what is printed of the same thing as a new observation and does not go with it; whether it can stay.

    beside are those that stand in cells of the same table.
    """
    same = book.printed(observation.entity, observation.measure, observation.period)
    before = same[: same.index(observation) + 1]
    _warn_of_conflict(problems, file, index, observation, before)
    return not _reject_duplicate(problems, file, index, observation, before, beside)


def _reject_duplicate(
    problems: Problems,
    file: TextFile,
    index: int,
    observation: Observation,
    same: list[Observation],
    beside: Container[Observation],
) -> bool:
    """Note a figure that the same place of the same source printed already, or another cell otherwise; whether so."""
    for other in same[:-1]:
        if (other.source, other.status, other.prices) != (observation.source, observation.status, observation.prices):
            continue
        code, message = "duplicate-observation", _("this figure is already in the book")
        if other.locator == observation.locator:
            if other.text != observation.text:
                code = "conflicting-observation"
                message = _("the book already has “{other}” for the same thing from the same place", other=other.text)
        elif other in beside and _exclude_each_other(observation, other):
            code = "conflicting-observation"
            cell = other.locator.rpartition("!")[2]
            message = _("{cell} already has “{other}” for the same thing", cell=cell, other=other.text)
        else:
            continue
        remedy = _("keep one of them, or give them different sources or statuses")
        problems.add(file, ("observation", index, "value"), code, message, remedy)
        return True
    return False


def _warn_of_conflict(
    problems: Problems, file: TextFile, index: int, observation: Observation, same: list[Observation]
) -> None:
    """Note a figure that another source contradicts; both stay in the book, as printed."""
    for other in same[:-1]:
        comparable = other.source is not observation.source and other.status == observation.status
        if comparable and other.prices == observation.prices and _exclude_each_other(observation, other):
            source = other.source.id if other.source is not None else ""
            message = _(
                "{source} has “{other}” for the same thing: the two cannot both be true",
                source=source,
                other=other.text,
            )
            path = ("observation", index, "value")
            problems.add(file, path, "conflicting-sources", message, severity="warning")


def _exclude_each_other(one: Observation, other: Observation) -> bool:
    """Whether two figures cannot both be true; one without a value says nothing."""
    mine, theirs = one.interval, other.interval
    return mine is not None and theirs is not None and mine.intersect(theirs) is None
