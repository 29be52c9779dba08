"""Where what was imported goes: to the terminal, into a file, or into a book, with what is remembered of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nbkpi.errors import DataError, OutputError, as_typed, reason_of
from nbkpi.language import _

if TYPE_CHECKING:
    from nbkpi.editing.changes import Change
    from nbkpi.editing.recipes import Recipes
    from nbkpi.tables.understood import Grown

BOOK, SCHEMA = "book.toml", "book.schema.json"


class Goal(NamedTuple):
    """What is to become of what is imported.

    location is the book, None for that which comes with nbkpi; out a file that was asked for. shows: nothing is
    written. is_new: the book is to be made. before is what stands in the file already. as_json: what was understood is
    printed for programs.
    """

    location: Path | None
    out: Path | None = None
    shows: bool = False
    as_table: bool = False
    replaces: bool = False
    is_new: bool = False
    before: str = ""
    as_json: bool = False

    @property
    def is_book(self) -> bool:
        """Whether everything goes into the book, wherever that keeps its figures."""
        return self.location is not None and self.out is None and not self.as_table and not self.shows

    @property
    def home(self) -> Path | None:
        """The book that remembers what is written; None where no book changes by it."""
        if self.is_book or self.shows:
            return None if self.shows else self.location
        if self.out is None or str(self.out) == "-":
            return None
        folder = self.out.parent
        if self.location is None:
            return folder if self.out.name == BOOK else None
        return self.location if self.location.is_dir() and folder.resolve() == self.location.resolve() else None


def grown_contents(location: Path, contents: Mapping[Path, bytes], grown: Sequence[Grown]) -> dict[Path, bytes]:
    """The files of a book, these contents first, with the categories that its breakdowns get."""
    from nbkpi.editing.growing import with_categories
    from nbkpi.model.breakdowns import Member
    from nbkpi.tables.new_breakdowns import member_row

    found = dict(contents)
    for one in grown:
        within, upper = list[str](), one.upper if isinstance(one.upper, Member) else None
        while upper is not None:
            within.insert(0, upper.id)
            upper = upper.within
        rows = list(map(member_row, one.new))
        found |= with_categories(location, found, one.breakdown.id, within, rows, is_complete=one.upper.is_complete)
    return found


def figures_changes(
    goal: Goal, texts: Sequence[tuple[Path, str]], cut: Mapping[Path, bytes], grown: Sequence[Grown] = ()
) -> list[Change]:
    """The files of a book that change when these figures join it, each text by the name of the file it came from.

    grown are the breakdowns that get categories. cut are files that lost figures by --replace: the new ones go into the
    last of them. The book with all of that is loaded to see that it can be used; DataError with every reason where it
    cannot.
    """
    from nbkpi.editing.changes import change_of
    from nbkpi.loading.load import load

    location = goal.location
    assert location is not None
    contents = dict(cut)
    if goal.is_new:
        contents[location / BOOK] = new_book_text(location).encode("utf-8")
    for name, text in texts:
        if not text:
            continue
        path = list(cut)[-1] if cut else location if location.is_file() else _new_file(location, name, contents)
        old = contents[path] if path in contents else path.read_bytes() if path.is_file() else b""
        contents[path] = _joined(old, text)
    contents = grown_contents(location, contents, grown)
    try:
        load(location, contents)
    except DataError as error:
        raise DataError(_("nothing was written: {reason}", reason=error), error.diagnostics) from None
    return [change_of(path, content) for path, content in contents.items()]


def new_book_text(folder: Path) -> str:
    """The first file of a book that holds nothing yet, called like its folder."""
    from nbkpi.editing.writing import toml_text

    return f"#:schema ./{SCHEMA}\n\n[book]\ntitle = {toml_text(title_of(folder))}\n"


def title_of(folder: Path) -> str:
    """What a new book is called: like its folder."""
    return folder.resolve().name or "book"


def recipe_changes(recipes: Recipes, text: str) -> list[Change]:
    """The change of the file of recipes, none where nothing was learnt."""
    from nbkpi.editing.changes import change_of

    return [] if text == recipes.text else [change_of(recipes.path, text.encode("utf-8"))]


def schema_change(folder: Path) -> Change:
    """The schema for editors, beside a new book."""
    from nbkpi.editing.changes import change_of
    from nbkpi.loading.models import book_schema
    from nbkpi.render.schema import schema_text

    return change_of(folder / SCHEMA, schema_text(book_schema()).encode("utf-8"))


def make_folder(folder: Path) -> None:
    """The folder of a new book; OutputError where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(_("{path} cannot be written: {reason}", path=folder, reason=reason_of(error))) from None


def command_line() -> str:
    """The command as it was typed, for people, quoted so that it can be typed again."""
    return " ".join(as_typed(word) for word in ("nbkpi", *sys.argv[1:]))


def _new_file(location: Path, source: Path, taken: Mapping[Path, bytes]) -> Path:
    """A name in the folder of a book for the figures of a file: its own, with a number where that is taken."""
    from nbkpi.loading.place import is_aside

    stem = _("input") if str(source) == "-" else source.stem.lstrip(".") or "table"
    number, path = 1, location / f"{stem}.toml"
    while os.path.lexists(path) or path in taken or is_aside(path) or path.name == BOOK:
        number += 1
        path = location / f"{stem}-{number}.toml"
    return path


def _joined(old: bytes, text: str) -> bytes:
    """What a file holds and, a blank line below it, more, with the line ends that the file has."""
    newline = "\r\n" if b"\r\n" in old else "\n"
    above = old if not old or old.endswith(b"\n") else old + newline.encode()
    between = "\n" if old.strip() and not above.endswith((b"\n\n", b"\n\r\n")) else ""
    return above + (between + text).replace("\n", newline).encode("utf-8", "surrogatepass")
