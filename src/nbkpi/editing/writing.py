"""Tables of a book as TOML text."""

from __future__ import annotations

from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any

from nbkpi.patterns import regex

_BARE = regex(r"[A-Za-z0-9_-]+")


def line(key: str, text: str) -> str:
    """The line of a key that needs no quotes, which has a text."""
    return f"{key} = {toml_text(text)}\n"


def block(name: str, row: Mapping[str, Any]) -> str:
    """One element of an array of tables, with a line for each key."""
    return "\n".join([f"[[{name}]]", *(f"{_key(key)} = {toml_value(value)}" for key, value in row.items()), ""])


def toml_value(value: Any) -> str:
    """Texts, whole numbers, truth values, lists and tables of them."""
    if isinstance(value, str):
        return toml_text(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {toml_value(one)}" for key, one in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def toml_text(text: str) -> str:
    """A text in double quotes as TOML has it: like JSON, but for a control character that JSON leaves as it is."""
    return encode_basestring(text).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else toml_text(key)
