"""Writing what a command changes in a book: each file whole, what is wrong in the middle taken back, all undoable."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from nbkpi.editing.changes import Change, changes_back, changing, earlier_record, record_of, require_unchanged, undo_of
from nbkpi.errors import NbkpiError, OutputError, UsageError, as_typed, reason_of
from nbkpi.language import _


def changeable(location: Path | None) -> Path:
    """The book, which is not the one that comes with nbkpi: UsageError for that."""
    if location is None:
        raise UsageError(
            _("the embedded book cannot be changed; choose a book with --book, or create one with nbkpi init")
        )
    return location


def make_changes(location: Path, what: str, changes: Sequence[Change]) -> None:
    """Write these files of a book, all or none, and how that is undone; the caller holds the book (changing).

    UsageError where one of them was changed meanwhile, OutputError where one cannot be written.
    """
    require_unchanged(changes)
    path = undo_of(location)
    before = _content(path)
    _write_all([Change(path, before, record_of(what, changes, before)), *changes])


def undo(location: Path, *, with_book: bool) -> None:
    """Take back the last import or add of a book, and say so; UsageError where its files were changed since.

    So it is where the import made the book, which nothing would be left of, unless that is meant: with_book.
    """
    from nbkpi.loading.place import book_files
    from nbkpi.render.output import say

    with changing(location):
        what, changes = changes_back(location)
        gone = {change.path for change in changes if change.after is None}
        if not with_book and gone.issuperset(book_files(location)):
            message = _("the import to undo made the book, of which nothing would be left: {command}; "
                        "if that is meant: nbkpi import --undo --new {folder}",
                        command=what, folder=as_typed(str(location)))  # fmt: skip
            raise UsageError(message)
        path = undo_of(location)
        record = _content(path)
        _write_all([*changes, Change(path, record, None if record is None else earlier_record(record))])
    say(_("undone: {command}", command=what))
    for change in changes:
        say(
            _("removed: {path}", path=change.path) if change.after is None else _("as before: {path}", path=change.path)
        )


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _write_all(changes: Sequence[Change]) -> None:
    """Write or remove each file; after a failure those before it are as they were."""
    done: list[Change] = []
    try:
        for change in changes:
            _write(change.path, change.after)
            done.append(change)
    except NbkpiError:
        for change in reversed(done):
            with suppress(NbkpiError):
                _write(change.path, change.before)
        raise


def _write(path: Path, content: bytes | None) -> None:
    from nbkpi.render.output import write_whole

    if content is not None:
        write_whole(path, content)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(_("{path} cannot be removed: {reason}", path=path, reason=reason_of(error))) from None
