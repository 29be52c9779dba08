"""The names in a book, for completion: found without loading it, and without reading TOML that was read before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbkpi.errors import NbkpiError
from nbkpi.loading.kept_rows import kept_names, kept_rows
from nbkpi.loading.place import book_files

NAMED = {
    "entity": ("id", "name", "kind"),
    "indicator": ("id", "name"),
    "metric": ("id", "name"),
    "source": ("id",),
    "breakdown": ("id", "name", "members"),
}
"""The keys that are kept of the rows of each sort; of members of a breakdown, and those within them, the same."""

Names = dict[str, list[dict[str, Any]]]
"""The rows of a file by their sort, with those of the keys above that they have."""


def names_in(location: Path | None) -> list[Names]:
    """The names in each file of the book at a location, or of the embedded one; a file that is no TOML has none.

    Nothing here raises an error: of a book that is not there nothing is found.
    """
    try:
        files = book_files(location)
    except (NbkpiError, OSError, ValueError):
        return []
    kept = kept_rows(None) if location is None else kept_names(location)
    found: list[Names] = []
    for path in files:
        try:
            raw = path.read_bytes()
            names = kept.rows(raw)
            if names is None:
                names = _read(raw)
                kept.keep(raw, names)
        except (OSError, ValueError, RecursionError):
            continue
        found.append(names)
    kept.save()
    return found


def _read(raw: bytes) -> Names:
    """The names in a file; ValueError where it is no TOML."""
    import tomli

    document = tomli.loads(raw.decode("utf-8").removeprefix("\ufeff"))
    return {sort: _rows(document.get(sort), keys) for sort, keys in NAMED.items()}


def _rows(found: object, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    return [{key: _value(key, row[key], keys) for key in keys if key in row} for row in rows]


def _value(key: str, given: Any, keys: tuple[str, ...]) -> Any:
    """A value as it is kept: a text, or the members of a breakdown, each a text or a row."""
    if key != "members":
        return str(given)
    members = given if isinstance(given, list) else []
    return [_rows([one], keys)[0] if isinstance(one, dict) else str(one) for one in members]
