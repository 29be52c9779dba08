"""Observations of a book as TOML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nbkpi.editing.writing import block, line, toml_value
from nbkpi.errors import UnknownName
from nbkpi.figure import Period
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Measure, Metric, Observation
from nbkpi.model.totals import PrintedTotal


def observation_blocks(book: Book, observations: Iterable[Observation]) -> list[str]:
    """An [[observation]] for each, entities by their names where these say enough."""
    return list(_blocks("observation", book, observations))


def target_blocks(book: Book, targets: Iterable[Observation]) -> list[str]:
    """A [[target]] for each figure that was printed as one, which has neither a status nor prices."""
    return list(_blocks("target", book, targets))


def total_blocks(totals: Iterable[PrintedTotal]) -> Iterator[str]:
    """A [[total]] for each total that a sheet printed of its rows."""
    for one in totals:
        claim = one.claim
        source = claim.source.id if claim.source is not None else ""
        yield block("total", {
            "label": claim.entity.name, "indicator": claim.measure.id, "period": str(claim.period),
            "value": claim.text, "source": f"{source}#{claim.locator}", "cells": list(one.cells),
        } | ({"others": True} if one.has_others else {}))  # fmt: skip


def _blocks(name: str, book: Book, observations: Iterable[Observation]) -> Iterator[str]:
    """The block of each figure; the lines that many have are made once."""
    entities: dict[Entity, str] = {}
    measures: dict[Measure, str] = {}
    periods: dict[Period, str] = {}
    has_standing = name != "target"
    for one in observations:
        if one.entity not in entities:
            entities[one.entity] = f"[[{name}]]\n{line('entity', _name(book, one.entity.itself))}{_cell(one.entity)}"
        if one.measure not in measures:
            key = "metric" if isinstance(one.measure, Metric) else "indicator"
            measures[one.measure] = line(key, one.measure.id)
        if one.period not in periods:
            periods[one.period] = line("period", str(one.period))
        source = one.source.id if one.source is not None else ""
        source = f"{source}#{one.locator}" if one.locator else source
        yield "".join((
            entities[one.entity],
            measures[one.measure],
            periods[one.period],
            line("value", one.text),
            line("source", source) if source else "",
            line("status", one.status) if has_standing and one.status not in ("final", "") else "",
            line("prices", one.prices) if has_standing and one.prices else "",
            line("note", one.note) if one.note else "",
        ))  # fmt: skip


def _cell(entity: Entity) -> str:
    """The line of the categories that it is; nothing for a whole."""
    of = {one.breakdown.id: one.name for one in entity.of}
    return f"of = {toml_value(of)}\n" if of else ""


def _name(book: Book, entity: Entity) -> str:
    try:
        return entity.name if book.entity(entity.name) is entity else entity.id
    except UnknownName:
        return entity.id
