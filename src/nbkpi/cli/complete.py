"""Shell completion of the names in the book; it reads the TOML only, and stays silent about a broken book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import typer

from nbkpi.book.kinds import level


def entities(ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids and names of entities."""
    return _names(ctx, "entity", incomplete)


def of_kind(kind: str) -> Callable[[typer.Context, str], list[str]]:
    """A completer of the ids and names of entities of one kind, or of its level."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        return _names(ctx, "entity", incomplete, level(kind))

    return complete


def kinds(ctx: typer.Context, incomplete: str) -> list[str]:
    """Kinds of entities that occur."""
    return _names(ctx, "entity", incomplete, keys=("kind",))


def measures(ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids and names of indicators and metrics."""
    return _names(ctx, "indicator", incomplete) + metrics(ctx, incomplete)


def metrics(ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids and names of metrics."""
    return _names(ctx, "metric", incomplete)


def sources(ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids of sources."""
    return _names(ctx, "source", incomplete, keys=("id",))


def _names(
    ctx: typer.Context, sort: str, incomplete: str, kinds: Sequence[str] = (), keys: tuple[str, ...] = ("name", "id")
) -> list[str]:
    found: dict[str, None] = {}
    for row in _rows(ctx, sort):
        if not kinds or row.get("kind") in kinds:
            found.update(dict.fromkeys(str(row[key]) for key in keys if key in row))
    return [name for name in found if name.startswith(incomplete) and name.isprintable()]


def _rows(ctx: typer.Context, sort: str) -> list[dict[str, Any]]:
    """The tables of one sort in all files of the book, as far as they can be read."""
    import tomli

    from nbkpi.book.place import book_files, book_location
    from nbkpi.errors import NbkpiError

    rows: list[dict[str, Any]] = []
    try:
        files = book_files(book_location(ctx.params.get("book")))
    except NbkpiError:
        return rows
    for path in files:
        try:
            found = tomli.loads(path.read_text("utf-8")).get(sort, [])
        except (OSError, ValueError):
            continue
        rows += [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    return rows
