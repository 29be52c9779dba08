"""Documents as JSON, or as one JSON value a line: numbers that a program can add, and beside them the exact ones."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from functools import cache
from json.encoder import encode_basestring

from nbkpi.patterns import regex
from nbkpi.render.rows import rounded
from nbkpi.report.document import SCHEMA, UNSEEN, Document, Json

DIGITS = 17
"""So many digits tell any two doubles apart, and most programs read numbers as doubles."""

_WRITTEN_OUT = range(-16, 22)
"""The powers of ten of the first digit of a number that is written without an exponent."""

_ACTIVE = regex(f"[{UNSEEN}]")
"""What JSON may hold as it is but a terminal would act on; the rest is escaped by JSON itself."""

_BEYOND_ASCII = regex("[^\x00-\x7f]")


def render_json(document: Document) -> str:
    """The document as one JSON object; see nbkpi schema --output."""
    title, location = document.book
    whole: dict[str, Json] = {
        "schema": SCHEMA,
        "command": document.command,
        "book": {"title": title, "location": location},
        "results": document.records(),
        "notes": document.notes,
    }
    return _safe(_written(whole, document.numbers, "\n")) + "\n"


def render_jsonl(document: Document) -> str:
    """Each record on a line of its own."""
    return "".join(f"{json_text(record, document.numbers)}\n" for record in document.records())


def json_text(value: Json, numbers: Collection[str]) -> str:
    """A value as JSON on one line; numbers are the keys of exact numbers, as in a document."""
    return _safe(_written(value, numbers, ""))


def json_number(key: str, exact: str) -> str:
    """An exact number as JSON has it: as it is where 17 digits are enough, else rounded to these, bounds outward."""
    if len(exact) <= DIGITS and "/" not in exact:
        return exact
    number = rounded(key, exact, DIGITS).normalize()
    return f"{number:f}" if number.adjusted() in _WRITTEN_OUT else f"{number:e}"


def in_ascii(rendered: str) -> str:
    """The same JSON with everything beyond ASCII escaped: all of that stands inside its strings."""
    return _BEYOND_ASCII.sub(_escaped, rendered)


def _written(value: Json, numbers: Collection[str], line: str) -> str:
    """A value as JSON; line is empty, or the end of a line and the indentation of those that the value goes on in."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return _enclosed("{", _members(value, numbers, line and f"{line}  "), "}", line)
    return _enclosed("[", [_written(item, numbers, line and f"{line}  ") for item in value], "]", line)


def _members(value: Mapping[str, Json], numbers: Collection[str], line: str) -> list[str]:
    """The members of an object; behind its numbers and their flags one more with all of them as exact strings."""
    members: list[str] = []
    exact: dict[str, Json] = {}
    for key, member in value.items():
        if key in numbers and (member is None or isinstance(member, str)):
            exact[key] = member
            members.append(_named(key) + ("null" if member is None else json_number(key, member)))
        elif isinstance(member, str):
            members.append(_named(key) + encode_basestring(member))
        else:
            members.append(_named(key) + _written(member, numbers, line))
    if exact:
        behind = max(place for place, key in enumerate(value, 1) if key in exact or key.endswith("_closed"))
        members.insert(behind, _named("exact") + _written(exact, (), line))
    return members


@cache
def _named(key: str) -> str:
    return f"{encode_basestring(key)}: "


def _enclosed(start: str, items: list[str], end: str, line: str) -> str:
    if not items or not line:
        return start + ", ".join(items) + end
    inner = f"{line}  "
    return start + inner + f",{inner}".join(items) + line + end


def _safe(rendered: str) -> str:
    return _ACTIVE.sub(_escaped, rendered)


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
