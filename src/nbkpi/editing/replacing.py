"""Taking the figures of an earlier import out of a book, by their source and periods, so that others can take over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from nbkpi.editing.cutting import parsed, without_rows
from nbkpi.figure import Period
from nbkpi.loading.place import book_files
from nbkpi.model.records import is_cell


class Earlier(NamedTuple):
    """Figures of an earlier import: the files that hold them, without them; the periods of those that stay.

    staying are the places of these, SOURCE#CELL. gone are the periods of those that do not, None for what is none.
    """

    files: dict[Path, bytes]
    left: set[Period]
    gone: set[Period | None]
    staying: set[str]


def without_earlier(
    location: Path, sources: Collection[str], changed: Mapping[Path, bytes], periods: Collection[Period] | None = None
) -> Earlier:
    """The files of a book without the figures and targets that were imported from sources, of these periods or of all.

    Of a file in changed, that content is taken instead of its own. UsageError where such a file has them in another
    form than as [[observation]] and [[target]].
    """
    found = Earlier({}, set(), set(), set())
    known: dict[str, Period | None] = {}
    for path in book_files(location):
        raw = changed[path] if path in changed else path.read_bytes()
        text = before = raw.decode("utf-8")
        data = parsed(text.removeprefix("\ufeff"))
        for name in ("observation", "target", "total"):
            rows = data.get(name, [])
            imported = {place: _period(row, known) for place, row in enumerate(rows) if _is_imported(row, sources)}
            gone = {place for place, period in imported.items() if periods is None or period in periods}
            found.left.update(period for place, period in imported.items() if place not in gone and period is not None)
            found.staying.update(rows[place]["source"] for place in imported.keys() - gone)
            found.gone.update(imported[place] for place in gone)
            text = without_rows(text, name, gone, str(path), data if text is before else None)
        if text != before:
            found.files[path] = text.encode("utf-8")
    return found


def _is_imported(row: Any, sources: Collection[str]) -> bool:
    printed = row.get("source") if isinstance(row, dict) else None
    name, _hash, cell = str(printed or "").partition("#")
    return name in sources and is_cell(cell)


def _period(row: Mapping[str, Any], known: dict[str, Period | None]) -> Period | None:
    """The period of a row, None for words that are none; known has those that were read before."""
    words = str(row.get("period"))
    if words not in known:
        try:
            known[words] = Period.parse(words)
        except ValueError:
            known[words] = None
    return known[words]
