"""New definitions for names that a sheet has and the book has not; only made when they are asked for."""

from __future__ import annotations

from collections import ChainMap
from typing import Any

from nbkpi.figure import Kind, Unit
from nbkpi.figure.unit import NUMBER, PURE
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator
from nbkpi.sheets.foreign_units import PURE as PLAIN
from nbkpi.tables.understood import Understood
from nbkpi.tables.words import new_id


def define_indicator(book: Book, name: str, unit: Unit, found: Understood) -> Indicator:
    """A new indicator of this name: a count in counting units, a rate in percents, an amount otherwise."""
    known = ChainMap[str, Any](book.indicators.by_id, book.metrics.by_id)
    base = book.units.without_multiplier(unit)
    kind: Kind = "count" if base.counting else "rate" if unit.dimension == PURE else "amount"
    indicator = Indicator(new_id(name, known), name, unit, kind, limits="any" if unit.signed else "nonnegative")
    book.indicators.add(indicator)
    row = {"id": indicator.id, "name": name, "unit": unit.symbol or "1", "kind": kind}
    found.new.append(("indicator", row))
    return indicator


def unit_called(book: Book, symbol: str) -> Unit | None:
    """The unit of a symbol, 1 being that of plain numbers; None where there is none."""
    return NUMBER if symbol == PLAIN else book.units.get(symbol)


def define_entity(book: Book, name: str, within: Entity | None, found: Understood, kind: str, code: str = "") -> Entity:
    """A new entity of this name; code is the one that an office gives it, where it has one."""
    entity = Entity(new_id(name, book.entities.by_id), name, kind, within, code)
    book.entities.add(entity)
    entity.is_ambiguous = len(book.entities.sharing(name)) > 1
    entity.join_whole()
    place = "" if within is None else within.id if within.is_ambiguous else within.name
    row = {"id": entity.id, "name": name, "kind": entity.kind, "within": place, "code": code}
    found.new.append(("entity", {key: text for key, text in row.items() if text or key != "code"}))
    return entity
