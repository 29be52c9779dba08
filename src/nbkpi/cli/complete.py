"""Shell completion of the names in the book; it reads names only, and stays silent about a broken book."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from nbkpi.cli.params import Completer
from nbkpi.errors import as_typed
from nbkpi.model.kinds import level


def entities(args: list[str], incomplete: str) -> list[str]:
    """Ids and names of entities."""
    return _names(args, "entity", incomplete)


def of_kind(kind: str) -> Completer:
    """A completer of the ids and names of entities of one kind, or of its level."""

    def complete(args: list[str], incomplete: str) -> list[str]:
        return _names(args, "entity", incomplete, level(kind))

    return complete


def one_of(words: Collection[str]) -> Completer:
    """A completer of these words."""

    def complete(args: list[str], incomplete: str) -> list[str]:  # noqa: ARG001
        return [word for word in words if word.startswith(incomplete)]

    return complete


def kinds(args: list[str], incomplete: str) -> list[str]:
    """Kinds of entities that occur."""
    return _names(args, "entity", incomplete, keys=("kind",))


def measures(args: list[str], incomplete: str) -> list[str]:
    """Ids and names of indicators and metrics."""
    return _names(args, "indicator", incomplete) + metrics(args, incomplete)


def metrics(args: list[str], incomplete: str) -> list[str]:
    """Ids and names of metrics."""
    return _names(args, "metric", incomplete)


def sources(args: list[str], incomplete: str) -> list[str]:
    """Ids of sources."""
    return _names(args, "source", incomplete, keys=("id",))


def breakdowns(args: list[str], incomplete: str) -> list[str]:
    """Ids and names of breakdowns."""
    return _names(args, "breakdown", incomplete)


def members(args: list[str], incomplete: str) -> list[str]:
    """Ids and names of the members of all breakdowns."""
    found: dict[str, None] = {}
    waiting: list[Any] = [row.get("members") for row in _rows(args, "breakdown")]
    while waiting:
        rows = waiting.pop(0)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict):
                found.update(dict.fromkeys(str(row[key]) for key in ("name", "id") if key in row))
                waiting.append(row.get("members"))
            else:
                found[str(row)] = None
    return [name for name in found if name.startswith(incomplete) and name.isprintable()]


def as_options(args: list[str], word: str) -> list[str]:
    """How a word that stands alone would be written as an option: what the book knows, a period, else an entity."""
    from nbkpi.figure import Period

    try:
        return [f"--period {Period.parse(word)}"]
    except ValueError:
        pass
    known = (("--entity", entities), ("--indicator", measures), ("--source", sources), ("--of", members))
    found = [flag for flag, complete in known if word in complete(args, word)]
    return [f"{flag} {as_typed(word)}" for flag in found or ["--entity"]]


def _names(
    args: list[str], sort: str, incomplete: str, kinds: Sequence[str] = (), keys: tuple[str, ...] = ("name", "id")
) -> list[str]:
    found: dict[str, None] = {}
    for row in _rows(args, sort):
        if not kinds or row.get("kind") in kinds:
            found.update(dict.fromkeys(row[key] for key in keys if key in row))
    return [name for name in found if name.startswith(incomplete) and name.isprintable()]


def _rows(args: list[str], sort: str) -> list[dict[str, Any]]:
    """The tables of one sort in all files of the book, as far as they can be read."""
    from nbkpi.loading.kept_names import names_in
    from nbkpi.loading.place import book_location

    return [row for names in names_in(book_location(_book(args))) for row in names.get(sort, ())]


def _book(args: Sequence[str]) -> str | None:
    """The book that the words name."""
    for place, word in enumerate(args):
        if word.startswith("--book="):
            return word.removeprefix("--book=")
        if word == "--book" and place + 1 < len(args):
            return args[place + 1]
    return None
