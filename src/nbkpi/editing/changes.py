"""Changes to the files of a book: what they were before, one change at a time, and how the last one is taken back."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from nbkpi.errors import UsageError, reason_of
from nbkpi.language import _
from nbkpi.loading.place import folder_named

UNDO = ".nbkpi-undo.json"
"""How the name ends of the file that says how the last change of a book is taken back."""

FORM = "nbkpi undo 1"
MOST = 20
"""So many changes can be taken back, the last one first."""

PATIENCE = 20
"""For so many seconds another command that is changing the same book is waited for."""


class Change(NamedTuple):
    """A file of a book, or beside one, with what it held (None: it was not there) and what it is to hold."""

    path: Path
    before: bytes | None
    after: bytes | None


def change_of(path: Path, after: bytes) -> Change:
    """A change of a file as it is now."""
    try:
        return Change(path, path.read_bytes() if os.path.lexists(path) else None, after)
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {reason}", path=path, reason=reason_of(error))) from None


def undo_of(location: Path) -> Path:
    """Where it is kept how the last change of a book is taken back: in its folder, or beside its file."""
    return location.with_name(f".{location.stem}{UNDO}") if location.is_file() else location / UNDO


@contextmanager
def changing(location: Path) -> Iterator[None]:
    """While this lasts no other command changes the same book, where the system can see to that.

    UsageError where another one does so for longer than PATIENCE. Nothing is left behind, however a command ends.
    """
    try:
        import fcntl
    except ImportError:  # There is no such lock on Windows: files changed meanwhile are still found before writing.
        yield
        return
    folder = location if location.is_dir() else location.parent
    if not folder.is_dir():
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > give_up:
                    message = _("another command is changing {path}: nothing was written", path=folder)
                    raise UsageError(message) from None
                time.sleep(0.05)
            except OSError:  # A file system without locks.
                break
        yield
    finally:
        os.close(held)


def require_unchanged(changes: Sequence[Change]) -> None:
    """UsageError where a file is no longer as it was when its change was thought out."""
    for change in changes:
        if change_of(change.path, b"").before != change.before:
            message = _("{path} was changed meanwhile by something else: nothing was written", path=change.path)
            raise UsageError(message)


def record_of(what: str, changes: Sequence[Change], earlier: bytes | None = None) -> bytes:
    """How these changes are taken back, as JSON; what names the command that makes them.

    All of them are of files in the folder of the book. Of one that only grows the old length is kept, not what it held.
    earlier is the record of the change before, if any, which is kept behind this one.
    """
    files = []
    for change in changes:
        after, before = change.after or b"", change.before
        kept: dict[str, Any] = {"path": change.path.name, "after": _digest(after)}
        if before is not None and after.startswith(before):
            kept |= {"before": _digest(before), "length": len(before)}
        elif before is not None:
            kept |= {"before": _digest(before), "bytes": before.hex()}
        files.append(kept)
    record: dict[str, Any] = {"form": FORM, "command": what, "files": files}
    previous = _read(earlier) if earlier is not None else None
    if previous is not None:
        older = previous.pop("earlier", [])
        record["earlier"] = [previous, *older][: MOST - 1]
    return _written(record)


def earlier_record(record: bytes) -> bytes | None:
    """The record of the change before the one of this record; None where it is the first that can be taken back."""
    known = _read(record)
    earlier = known.get("earlier") if known is not None else None
    return _written({**earlier[0], "earlier": earlier[1:]}) if earlier else None


def _read(record: bytes) -> dict[str, Any] | None:
    """A record; None where it is damaged or of another form: it is replaced then."""
    try:
        known = json.loads(record.decode("utf-8", "surrogateescape"))
    except ValueError:
        return None
    return known if isinstance(known, dict) and known.get("form") == FORM else None


def _written(record: Mapping[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogateescape")


def changes_back(location: Path) -> tuple[str, list[Change]]:
    """What the last change of a book was, and what takes it back; UsageError where there is none or it cannot be."""
    path = undo_of(location)
    if not path.is_file():
        raise UsageError(
            _("there is nothing to undo: no import and no add is recorded for {path}", path=folder_named(str(location)))
        )
    try:
        record = json.loads(path.read_bytes().decode("utf-8"))
        if record["form"] != FORM:
            raise ValueError(record["form"])
        changes = [_back(path.parent, kept) for kept in record["files"]]
        what = str(record["command"])
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(_("{path} is damaged: the last change cannot be undone", path=path)) from None
    return what, [change for change in changes if change.before != change.after]


def _back(folder: Path, kept: Mapping[str, Any]) -> Change:
    """What makes of a file again what it was; nothing where the change never reached it."""
    if Path(kept["path"]).name != kept["path"]:
        raise ValueError(kept["path"])  # Everything of a book lies in one folder.
    path = folder / kept["path"]
    now = change_of(path, b"").before
    digest = None if now is None else _digest(now)
    if digest == kept.get("before"):
        return Change(path, now, now)
    if now is None or digest != kept["after"]:
        raise UsageError(_("{path} was changed since: the last change cannot be undone", path=path))
    if "length" in kept:
        return Change(path, now, now[: kept["length"]])
    return Change(path, now, bytes.fromhex(kept["bytes"]) if "bytes" in kept else None)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
