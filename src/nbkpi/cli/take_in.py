"""Importing files: read, shown, and written all or none, single cells that cannot be read aside."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nbkpi.cli.destination import title_of
from nbkpi.cli.inputs import is_text, looks_like_text
from nbkpi.cli.progress import progress
from nbkpi.cli.read_in import Opening, ReadSheet, SheetReader, require_columns
from nbkpi.errors import UsageError, as_typed
from nbkpi.language import _, listed

if TYPE_CHECKING:
    from nbkpi.cli.destination import Goal
    from nbkpi.editing.recipes import Recipes
    from nbkpi.editing.replacing import Earlier
    from nbkpi.model.book import Book
    from nbkpi.report.replaced import Figures
    from nbkpi.tables.importing import Progress
    from nbkpi.tables.understood import Asked

_SAID_ALREADY = {"duplicate-observation", "conflicting-observation"}


def run(files: Sequence[Path], asked: Asked, opening: Opening, goal: Goal, new_layout: bool) -> bool:
    """Import the files into what they are for; whether nothing had to be left out."""
    from nbkpi.editing.changes import changing

    with ExitStack() as held:
        if goal.home is not None:
            held.enter_context(changing(goal.home))
        with progress(_("reading")) as show:
            run_of = _Import(files, asked, opening, goal, new_layout)
            taken = run_of.read(show)
        require_columns(taken, asked)
        return run_of.finish(taken)


class _Replaced(NamedTuple):
    """Sources whose figures are to be replaced: the files as they were without those before, and without their own."""

    sources: list[str]
    cut: dict[Path, bytes]
    earlier: Earlier
    figures: Figures


class _Import:
    """One run of the command."""

    def __init__(self, files: Sequence[Path], asked: Asked, opening: Opening, goal: Goal, new_layout: bool) -> None:
        from nbkpi.figure.english_units import symbol_called
        from nbkpi.solve.dates import written_period

        book = _known_to(goal)
        asked = asked._replace(
            period=written_period(asked.period, book) if asked.period else "",
            source=book.source_id(asked.source) if asked.source else "",
            unit=symbol_called(book.units, asked.unit) if asked.unit else "",
            units={heading: symbol_called(book.units, unit) for heading, unit in asked.units.items()},
        )
        self.files, self.goal = files, goal
        self.reader = SheetReader(
            book, _recipes_of(goal), asked, opening, is_anew=new_layout, is_remembered=not goal.as_table
        )
        self.cut: dict[Path, bytes] = {}
        self.replaced: list[_Replaced] = []
        self.written: list[Path] = []

    def read(self, show: Progress) -> list[ReadSheet]:
        """Every file, in the order they were named."""
        if self.goal.replaces:
            self._take_out()
        taken = [self.reader.read(file, show) for file in self.files]
        if self.goal.replaces:
            self._put_back(taken)
        return taken

    def finish(self, taken: Sequence[ReadSheet]) -> bool:
        """Show what was read and write it; whether nothing had to be left out."""
        from nbkpi.cli.failure import tell
        from nbkpi.report.imported import no_book_note

        is_whole = all(one.imported.is_whole for one in taken)
        is_settled = is_whole or (not self.goal.as_table and all(one.imported.is_settled for one in taken))
        is_written = is_settled and not self.goal.shows
        if not self.goal.as_json:
            self._show(taken, is_written)
        notes = list[str]()
        if is_written:
            self._write(taken)
            notes = _what_is_missing(taken)
        elif not self.goal.shows:
            notes = _why_nothing_was_written(taken)
        texts = [
            one.file for one in taken if is_text(one.file) and not one.imported.is_whole and not one.imported.count
        ]
        notes += map(looks_like_text, texts)
        if not is_whole and not texts and self.goal.location is None:
            notes.append(no_book_note(_named(self.files)))
        if self.goal.as_json:
            self._print_records(taken, notes)
        else:
            for note in notes:
                tell(note)
        return is_whole

    def _take_out(self) -> None:
        """Read on as if the book had no figures of earlier imports of these files; UsageError where it has none."""
        from nbkpi.editing.replacing import without_earlier
        from nbkpi.loading.load import load
        from nbkpi.report.replaced import imported_from
        from nbkpi.tables.recipe_match import earlier_sources

        location, reader = self.goal.location, self.reader
        assert location is not None
        for file in self.files:
            sources = earlier_sources(reader.open(file).grid, reader.book, reader.asked, file.name)
            earlier = without_earlier(location, sources, self.cut) if sources else None
            if earlier is None or not earlier.files:
                raise UsageError(
                    _("{file}: the book has no figures of an earlier import of it; "
                      "name the source with --source, or import it without --replace", file=file)
                )  # fmt: skip
            self.replaced.append(_Replaced(sources, self.cut, earlier, imported_from(reader.book, sources)))
            self.cut = self.cut | earlier.files
        reader.book = load(location, self.cut)

    def _put_back(self, taken: Sequence[ReadSheet]) -> None:
        """Let figures of the same sources stay whose periods these files do not have: those of other months."""
        from nbkpi.editing.replacing import without_earlier
        from nbkpi.report.replaced import replaced_note
        from nbkpi.tables.importing import part_from_those_that_stay

        location = self.goal.location
        assert location is not None
        self.cut = {}
        for one, before in zip(taken, self.replaced, strict=True):
            periods = {found.period for found in (*one.imported.observations, *one.imported.targets)}
            one.notes.append(replaced_note(before.figures, one.imported.observations, periods, before.sources[0]))
            earlier = before.earlier
            if self.cut != before.cut or not earlier.gone <= periods:
                earlier = without_earlier(location, before.sources, self.cut, periods)
            self.cut = self.cut | earlier.files
            part_from_those_that_stay(one.imported, self.reader.book, one.file.name, earlier.staying)
            if earlier.left:
                names = listed(map(str, sorted(earlier.left)))
                one.notes.append(
                    _("figures of the same source stay whose periods are not in the file: {names}", names=names)
                )

    def _show(self, taken: Sequence[ReadSheet], is_written: bool) -> None:
        """How each file was understood, and what is wrong with it."""
        from nbkpi.cli.failure import show_diagnostics
        from nbkpi.render.output import send, show_table
        from nbkpi.report.imported import imported_document, known_document

        for one in taken:
            document = imported_document(self.reader.book, one.imported, one.notes, is_written)
            if one.recipe is not None and one.imported.is_whole and not self.goal.shows:
                document = known_document(self.reader.book, one.imported, one.grid.name, one.notes, is_written)
            if is_written and self.goal.location is None and self.goal.out is not None and str(self.goal.out) != "-":
                document.book = (str(self.goal.out), str(self.goal.out))
            if self.goal.shows:
                send(document, "table", None)
            elif self.goal.is_book or self.goal.out is not None:
                show_table(document, sys.stderr)
            show_diagnostics(one.imported.findings)

    def _write(self, taken: Sequence[ReadSheet]) -> None:
        """Write what was read, where it belongs."""
        from nbkpi.cli.changing import make_changes
        from nbkpi.cli.destination import (
            command_line,
            figures_changes,
            grown_contents,
            make_folder,
            recipe_changes,
            schema_change,
        )
        from nbkpi.cli.failure import tell
        from nbkpi.editing.changes import change_of
        from nbkpi.render.output import put, tell_written

        goal, home = self.goal, self.goal.home
        texts = [(one.file, self._text(one)) for one in taken]
        text = goal.before + "\n".join(text for _file, text in texts if text)
        grown = [each for one in taken for each in one.imported.understood.grown]
        if not text.strip():
            return
        if home is None:
            if grown:
                raise UsageError(
                    _("breakdowns of a book grow only where it changes: leave out -o, or name a file in it")
                )
            put(text, goal.out)
            return
        if goal.out is not None:
            contents = {goal.out: text.encode("utf-8")} | grown_contents(home, {}, grown)
            changes = [change_of(path, content) for path, content in contents.items()]
        else:
            changes = figures_changes(goal, texts, self.cut, grown)
        remembered = recipe_changes(self.reader.recipes, self.reader.recipes_text())
        if goal.is_new:
            make_folder(home)
            changes.append(schema_change(home))
        make_changes(home, command_line(), [*changes, *remembered])
        self.written = [change.path for change in changes]
        for path in () if goal.as_json else self.written:
            tell_written(path)
        if remembered and not goal.as_json:
            tell(_("remembered for the next sheet of this layout: “{path}”", path=self.reader.recipes.path))
        if goal.is_new and not goal.as_json:
            tell(_("to use this book: cd {folder}, or --book {folder} behind a command", folder=as_typed(str(home))))

    def _text(self, taken: ReadSheet) -> str:
        from nbkpi.tables.importing import observations_text, table_text

        if not self.goal.as_table:
            return observations_text(self.reader.book, taken.imported)
        out, location = self.goal.out, self.goal.location
        out = out.resolve() if out is not None and out.is_symlink() else out
        folder = out.parent if out is not None else location if location and location.is_dir() else Path()
        return table_text(taken.imported, Path(os.path.relpath(taken.file, folder)).as_posix())

    def _print_records(self, taken: Sequence[ReadSheet], notes: Sequence[str]) -> None:
        """Everything as JSON."""
        from nbkpi.render.output import send
        from nbkpi.report.document import Document
        from nbkpi.report.imported import imported_record

        book = self.reader.book
        records = [imported_record(one.imported, one.grid.name, one.notes) for one in taken]
        written = [*notes, *(_("written to “{path}”", path=path) for path in self.written)]
        document = Document("import", (book.title, book.location), notes=written, records=lambda: records, numbers=())
        send(document, "json", None)


def _known_to(goal: Goal) -> Book:
    """The book whose names a sheet may use; an empty one where there is none, and one called like a new folder."""
    from nbkpi.loading.load import empty_book, load

    # What is written where there is no book begins one: what only the embedded book defines would be missing from it.
    if goal.location is not None and not goal.is_new:
        return load(goal.location)
    book = empty_book()
    if goal.location is not None:
        book.title, book.location = title_of(goal.location), str(goal.location)
    return book


def _recipes_of(goal: Goal) -> Recipes:
    """The recipes of the book that is read or changed."""
    from nbkpi.editing.recipes import read_recipes

    if not goal.is_new or goal.location is None:
        return read_recipes(goal.home or goal.location)
    none = read_recipes(None)
    return none._replace(path=goal.location / none.path.name)


def _named(files: Sequence[Path]) -> str:
    """The files as they are typed behind the command."""
    return " ".join(as_typed(str(file)) for file in files)


def _what_is_missing(taken: Sequence[ReadSheet]) -> list[str]:
    lost = sum(one.imported.lost for one in taken)
    against = sum(one.imported.contradicting for one in taken)
    told = [_("cells without a figure that can be read: {count}; all others were written. "
              "Mend them in the file, and import it again with --replace", count=lost)] if lost else []  # fmt: skip
    if against:
        told.append(_("cells that contradict each other or the book: {count}; none of them was written, all others "
                      "were. Mend them in the file, and import it again with --replace", count=against))  # fmt: skip
    return told


def _why_nothing_was_written(taken: Sequence[ReadSheet]) -> list[str]:
    wrong = [one.imported for one in taken if not one.imported.is_whole]
    found = [finding for one in wrong for finding in one.findings if finding.severity == "error"]
    told = [_("nothing was written: findings: {count}", count=len(found))]
    if any(finding.code in _SAID_ALREADY for finding in found) and not any(one.is_new_source for one in wrong):
        told.insert(
            0, _("the book has figures of an earlier import already: --replace puts those of the file in their place")
        )
    return told
