"""Observations of a book as TOML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nbkpi.editing.writing import block
from nbkpi.errors import UnknownName
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Metric, Observation


def observation_blocks(book: Book, observations: Iterable[Observation]) -> list[str]:
    """An [[observation]] for each, entities by their names where these say enough."""
    return [block("observation", row) for row in _rows(book, observations)]


def target_blocks(book: Book, targets: Iterable[Observation]) -> list[str]:
    """A [[target]] for each figure that was printed as one."""
    left_out = ("status", "prices")
    return [
        block("target", {key: text for key, text in row.items() if key not in left_out}) for row in _rows(book, targets)
    ]


def _rows(book: Book, observations: Iterable[Observation]) -> Iterator[dict[str, str]]:
    """The keys of each figure and their texts."""
    names: dict[Entity, str] = {}
    for one in observations:
        if one.entity not in names:
            names[one.entity] = _name(book, one.entity)
        row = {
            "entity": names[one.entity],
            "metric" if isinstance(one.measure, Metric) else "indicator": one.measure.id,
            "period": str(one.period),
            "value": one.text,
        }
        source = one.source.id if one.source is not None else ""
        about = {
            "source": f"{source}#{one.locator}" if one.locator else source,
            "status": one.status if one.status != "final" else "",
            "prices": one.prices,
            "note": one.note,
        }
        yield row | {key: text for key, text in about.items() if text}


def _name(book: Book, entity: Entity) -> str:
    try:
        return entity.name if book.entity(entity.name) is entity else entity.id
    except UnknownName:
        return entity.id
