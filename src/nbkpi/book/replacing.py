"""Taking the figures of an earlier import out of a book, by their source, so that others can take their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli

from nbkpi.book.cutting import without_rows
from nbkpi.book.place import book_files

_CELL = re.compile(r"(?:.*!)?[A-Z]{1,3}[1-9][0-9]*", re.DOTALL)
"""Where a figure that was imported says it stands; one that was written by hand says a paragraph or nothing."""


def without_figures_of(location: Path, source: str, changed: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """The files of a book that hold figures or targets imported from a source, without them.

    Of a file in changed, that content is taken instead of its own.

    UsageError where such a file has them in another form than as [[observation]] and [[target]].
    """
    found = {}
    for path in book_files(location):
        raw = changed.get(path, path.read_bytes()).decode("utf-8")
        text = raw
        for name in ("observation", "target"):
            rows = tomli.loads(text.removeprefix("\ufeff"), parse_float=str).get(name, [])
            gone = {place for place, row in enumerate(rows) if _is_imported(row, source)}
            text = without_rows(text, name, gone, str(path))
        if text != raw:
            found[path] = text.encode("utf-8")
    return found


def _is_imported(row: Any, source: str) -> bool:
    printed = row.get("source") if isinstance(row, dict) else None
    name, _hash, cell = str(printed or "").partition("#")
    return name == source and _CELL.fullmatch(cell) is not None
