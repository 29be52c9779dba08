"""New definitions for names that a sheet has and the book has not; only made when they are asked for."""

from __future__ import annotations

import re
from collections import ChainMap
from typing import Any

from nbkpi.figure import Kind, Range, Unit
from nbkpi.figure.unit import NUMBER
from nbkpi.language import _
from nbkpi.loading.dating import is_so_far
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator
from nbkpi.patterns import regex
from nbkpi.tables.states import is_state, without_when
from nbkpi.tables.understood import Understood
from nbkpi.tables.words import new_id

_CHANGES = regex(
    r"增加(?!值)|增减|增长(?!率)|净|差额|变动|变化|盈亏|顺差|逆差|机械增|\b(?:increase|growth|net|change|balance)\b",
    re.IGNORECASE,
)
"""What differences and changes are called, which may be below zero in any unit."""
_WORK = regex(r"[十百千万亿]{0,2}(?P<base>(?:人次?|台|车|架|辆|船|床)(?:年|月|日|天|小时|时|班))")
"""What work and use are counted in that go on for some time: one person's in a year."""
_PADDED = regex(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
"""What fills the breadth of a cell: 自 然 增 加."""
_BREAK = regex(r"\s*\n\s*")


def in_one_line(name: str) -> str:
    """A name without the breaks of its lines: a blank stands for them only between Latin letters."""
    parts = _BREAK.split(name.strip())
    joined = parts[0]
    for part in parts[1:]:
        joined += f" {part}" if joined[-1:].isascii() and part[:1].isascii() else part
    return joined


def unpadded(name: str) -> str:
    """A name without blanks between Chinese characters."""
    return _PADDED.sub("", name)


def define_indicator(book: Book, name: str, unit: Unit, found: Understood) -> Indicator:
    """A new indicator of this name: a count in counting units, a rate in percents, an amount otherwise.

    A name that is of a state, such as 农户, makes a stock of it, without 月末 or 期末 before or behind it.
    """
    known = ChainMap[str, Any](book.indicators.by_id, book.metrics.by_id)
    base = book.units.without_multiplier(unit)
    kind: Kind = "count" if base.counting else "rate" if unit.is_part_of_one or unit == NUMBER else "amount"
    name = in_one_line(name)
    plain = without_when(name)
    if is_state(plain, base) and "年" not in name.replace(plain, ""):  # 年末常住人口 is what yearbooks call it.
        name = plain
    is_change = _CHANGES.search(unpadded(name)) is not None
    limits: Range = "any" if unit.signed or is_change else "nonnegative"
    is_stock = kind != "rate" and not is_change and is_state(name, base)
    measure = "stock" if is_stock else "flow"
    indicator = Indicator(new_id(name, known), name, unit, kind, measure, limits=limits)
    book.indicators.add(indicator)
    row = {"id": indicator.id, "name": name, "unit": unit.symbol or "1", "kind": kind}
    if is_change and not unit.signed:
        row["range"] = "any"
        found.facts.append((_("may be below zero"), name))
    if is_so_far(name) and not is_stock:
        found.facts.append((_("counted from January on"), name))
    if is_stock:
        row["measure"] = measure
        found.facts.append((_("not added up over time"), name))
    found.new.append(("indicator", row))
    return indicator


_SECOND = 2


def _name_by_id(entity: Entity, found: Understood) -> None:
    """Let the new entities within one that was the only one of its name be within its id."""
    for _table, row in found.new:
        if row.get("within") == entity.name:
            row["within"] = entity.id


def define_unit(book: Book, symbol: str) -> dict[str, str]:
    """A new unit of work, such as 人年 for 万人年, by its row; none where the symbol says no such or is known."""
    match = _WORK.fullmatch(symbol)
    if match is None or book.units.get(symbol) is not None:
        return {}
    base = match["base"]
    book.units = book.units.with_unit(Unit(base, ((base, 1),)))
    return {"symbol": base}


def define_entity(book: Book, name: str, within: Entity | None, found: Understood, kind: str, code: str = "") -> Entity:
    """A new entity of this name; code is the one that an office gives it, where it has one."""
    name = unpadded(in_one_line(name))
    entity = Entity(new_id(name, book.entities.by_id), name, kind, within, code)
    book.entities.add(entity)
    sharing = book.entities.sharing(name)
    entity.is_ambiguous = len(sharing) > 1
    if len(sharing) == _SECOND:
        _name_by_id(next(one for one in sharing if one is not entity), found)
    entity.join_whole()
    place = "" if within is None else within.id if within.is_ambiguous else within.name
    row = {"id": entity.id, "name": name, "kind": entity.kind, "within": place, "code": code}
    found.new.append(("entity", {key: text for key, text in row.items() if text or key != "code"}))
    return entity
