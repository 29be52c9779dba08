"""Writing observations, definitions and [[table]] references as the TOML of a book."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from nbkpi.book.book import Book
from nbkpi.book.records import Entity, Metric, Observation
from nbkpi.errors import UnknownName

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(text: str) -> str:
    """A TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_value(value: Any) -> str:
    """A value of the keys that are written here: texts, whole numbers, lists and tables of them."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{toml_key(key)} = {toml_value(one)}" for key, one in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, value))}]"
    return str(value) if isinstance(value, int) else toml_text(str(value))


def toml_key(key: str) -> str:
    """A key, in quotes where it needs them."""
    return key if _BARE.fullmatch(key) else toml_text(key)


def block(name: str, row: Mapping[str, Any]) -> str:
    """One element of an array of tables."""
    lines = [f"{toml_key(key)} = {toml_value(value)}" for key, value in row.items() if value not in ("", None, [], {})]
    return "\n".join([f"[[{name}]]", *lines, ""])


def observation_blocks(book: Book, observations: Iterable[Observation]) -> list[str]:
    """An [[observation]] for each, entities by their names where these say enough."""
    names: dict[Entity, str] = {}
    blocks = []
    for one in observations:
        if one.entity not in names:
            names[one.entity] = toml_text(_name(book, one.entity))
        lines = [
            "[[observation]]",
            f"entity = {names[one.entity]}",
            f"{'metric' if isinstance(one.measure, Metric) else 'indicator'} = {toml_text(one.measure.id)}",
            f'period = "{one.period}"',
            f"value = {toml_text(one.text)}",
        ]
        source = one.source.id if one.source is not None else ""
        place = f"{source}#{one.locator}" if one.locator else source
        lines += [f"source = {toml_text(place)}"] if place else []
        lines += [f"status = {toml_text(one.status)}"] if one.status != "final" else []
        lines += [f"prices = {toml_text(one.prices)}"] if one.prices else []
        lines += [f"note = {toml_text(one.note)}"] if one.note else []
        blocks.append("\n".join([*lines, ""]))
    return blocks


def _name(book: Book, entity: Entity) -> str:
    try:
        return entity.name if book.entity(entity.name) is entity else entity.id
    except UnknownName:
        return entity.id
