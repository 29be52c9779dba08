"""nbkpi init: a small book to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nbkpi.cli.destination import BOOK, SCHEMA
from nbkpi.cli.options import Language
from nbkpi.errors import NbkpiError, OutputError, UsageError, as_typed, reason_of
from nbkpi.language import _, current, later

Folder = Annotated[
    Path, typer.Argument(metavar=later("[FOLDER]"), help=later("the folder of the new book; created when missing"))
]

Empty = Annotated[
    bool, typer.Option("--empty", help=later("only a title, for figures of your own, and no example to delete"))
]


def init(folder: Folder = Path(), empty: Empty = False, lang: Language = None) -> None:  # noqa: ARG001
    """The command; it writes both files or none, and nothing over what is there."""
    from nbkpi.cli.destination import new_book_text
    from nbkpi.loading.models import book_schema
    from nbkpi.loading.place import template
    from nbkpi.render.output import say, write_whole
    from nbkpi.render.schema import schema_text

    _reject_what_is_there(folder)
    first = new_book_text(folder) if empty else template(current()).read_text("utf-8")
    texts = {SCHEMA: schema_text(book_schema()), BOOK: first}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(_("{path} cannot be written: {reason}", path=folder, reason=reason_of(error))) from None
    written: list[Path] = []
    try:
        for name, text in texts.items():
            write_whole(folder / name, text)
            written.append(folder / name)
    except NbkpiError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    say(_("{book} and {schema} (for text editors) were written.", book=folder / BOOK, schema=SCHEMA))
    where = "" if folder == Path() else f" --book {as_typed(str(folder))}"
    if empty:
        new = "--new-entities --new-indicators"
        say(_("Then bring in a table with: {command}", command=f"nbkpi import FILE {new}{where}"))
        return
    say(_("See it with: {command}", command=f"nbkpi summary{where}"))
    say(_("Then add figures of your own, by editing the file or with: {command}", command=f"nbkpi add{where} …"))


def _reject_what_is_there(folder: Path) -> None:
    from nbkpi.loading.place import book_files

    taken = [name for name in (BOOK, SCHEMA) if (folder / name).exists() or (folder / name).is_symlink()]
    if taken:
        raise UsageError(_("{path} already exists and was not changed", path=folder / taken[0]))
    if not folder.is_dir():
        return
    try:
        found = book_files(folder)
    except UsageError:
        return  # No book is there yet.
    raise UsageError(_("there is already a book in this folder: {path}", path=found[0]))
