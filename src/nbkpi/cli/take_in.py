"""Reading the files of an import one after the other, each by the recipe that fits it, and writing them all or none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nbkpi.cli.progress import progress
from nbkpi.errors import UsageError
from nbkpi.language import _, listed, separated

if TYPE_CHECKING:
    from nbkpi.book.book import Book
    from nbkpi.book.files import Rows
    from nbkpi.cli.destination import Goal
    from nbkpi.figure import Period
    from nbkpi.sheets.grid import Grid
    from nbkpi.tables.importing import Imported, Progress
    from nbkpi.tables.recipe import Recipe
    from nbkpi.tables.understood import Asked


class Opening(NamedTuple):
    """How a file is opened: its worksheet, encoding and delimiter; empty for what is to be found out."""

    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""


@dataclass(slots=True)
class Taken:
    """One file that was read: how it was opened and understood, and by which recipe."""

    file: Path
    grid: Grid
    opening: Opening
    asked: Asked
    imported: Imported
    recipe: Recipe | None = None
    about: Period | None = None
    notes: list[str] = field(default_factory=list)


def run(files: Sequence[Path], asked: Asked, opening: Opening, goal: Goal, new_layout: bool) -> bool:
    """Import the files into what they are for; whether nothing had to be left out."""
    from nbkpi.book.changes import changing

    with ExitStack() as held:
        if goal.home is not None:
            held.enter_context(changing(goal.home))
        with progress(_("reading")) as show:
            run_of = _Import(files, asked, opening, goal, new_layout)
            taken = list(run_of.read(show))
        return run_of.finish(taken)


class _Import:
    """One run of the command."""

    def __init__(self, files: Sequence[Path], asked: Asked, opening: Opening, goal: Goal, new_layout: bool) -> None:
        from nbkpi.book.recipes import Recipes, read_recipes
        from nbkpi.solve.dates import parse_period

        self.files, self.opening, self.goal, self.new_layout = files, opening, goal, new_layout
        self.book = _known_to(goal)
        self.recipes: Recipes = read_recipes(goal.home or goal.location) if not goal.is_new else read_recipes(None)
        if goal.is_new and goal.location is not None:
            self.recipes = self.recipes._replace(path=goal.location / self.recipes.path.name)
        self.known: list[Rows] = [] if new_layout else list(self.recipes.rows)
        self.learnt: dict[int, dict[str, Any]] = {}
        self.asked = asked._replace(
            period=str(parse_period(asked.period, self.book)) if asked.period else "",
            source=self.book.source_id(asked.source) if asked.source else "",
        )
        self.cut: dict[Path, bytes] = {}
        self.replaced: list[str] = []

    def finish(self, taken: Sequence[Taken]) -> bool:
        """Show what was read and write it; whether nothing had to be left out."""
        if self.goal.replaces:
            self._put_back(taken)
        for one in taken:
            self._show(one)
        is_whole = all(one.imported.is_whole for one in taken)
        if self.goal.shows:
            return is_whole
        if not is_whole and (self.goal.is_book or len(taken) > 1):
            _say_nothing_was_written(taken)
            return False
        self._write(taken)
        return is_whole

    def read(self, show: Progress) -> Iterator[Taken]:
        """Every file, in the order they were named; what one defines the next ones know."""
        if self.goal.replaces:
            self._take_out()
        for file in self.files:
            taken = self._understood(file, *self._open(file), show)
            self._compare(taken)
            self._learn(taken)
            yield taken

    def _open(self, file: Path) -> tuple[Grid, Opening]:
        """A file, opened as was asked, else as plainly as can be, else as a recipe says that fits it then."""
        from nbkpi.tables.recipe import recipe_for

        shown = _("standard input") if str(file) == "-" else str(file)
        grid = _grid(file, shown, self.opening)
        if any(self.opening) or str(file) == "-" or recipe_for(self.known, grid, self.book.units, self.asked):
            return grid, self.opening
        for other in self._other_openings(file):
            try:
                found = _grid(file, shown, other)
            except UsageError:
                continue
            if recipe_for(self.known, found, self.book.units, self.asked) is not None:
                return found, other
        return grid, self.opening

    def _other_openings(self, file: Path) -> Iterator[Opening]:
        """How recipes say that files were opened, each once."""
        from nbkpi.sheets.open import sheet_names
        from nbkpi.tables.masks import loose, masked

        names = {loose(masked(name, None)): name for name in sheet_names(file)}
        found = dict[Opening, None]()
        for row in reversed(self.known):
            options = row["options"] or {}
            sheet = names.get(loose(row["sheet"] or ""), "")
            found[Opening(sheet, options.get("encoding") or "", options.get("delimiter") or "")] = None
        yield from (one for one in found if any(one))

    def _take_out(self) -> None:
        """Read on as if the book had no figures of earlier imports of these files; UsageError where it has none."""
        from nbkpi.book.load import load
        from nbkpi.book.replacing import without_earlier
        from nbkpi.tables.recipe import earlier_source

        location = self.goal.location
        assert location is not None
        for file in self.files:
            grid, _opening = self._open(file)
            source = earlier_source(grid, self.book, self.asked, file.name)
            cut = without_earlier(location, source, self.cut).files if source else {}
            if not cut:
                raise UsageError(
                    _("{file}: the book has no figures of an earlier import of it; "
                      "name the source with --source, or import it without --replace", file=file)
                )  # fmt: skip
            self.cut |= cut
            self.replaced.append(source)
        self.book = load(location, self.cut)

    def _put_back(self, taken: Sequence[Taken]) -> None:
        """Let figures of the same sources stay whose periods these files do not have: those of other months."""
        from nbkpi.book.replacing import without_earlier

        location = self.goal.location
        assert location is not None
        self.cut = {}
        for one, source in zip(taken, self.replaced, strict=True):
            periods = {found.period for found in one.imported.observations}
            earlier = without_earlier(location, source, self.cut, periods)
            self.cut |= earlier.files
            if earlier.left:
                names = listed(map(str, sorted(earlier.left)))
                one.notes.append(
                    _("figures of the same source stay whose periods are not in the file: {names}", names=names)
                )

    def _understood(self, file: Path, grid: Grid, opening: Opening, show: Progress) -> Taken:
        from nbkpi.tables.importing import import_grid
        from nbkpi.tables.recipe import about_of, recipe_for

        name = _("standard input") if str(file) == "-" else file.name
        recipe = recipe_for(self.known, grid, self.book.units, self.asked) if not self.goal.as_table else None
        asked = recipe.asked if recipe is not None else self.asked
        imported = import_grid(grid, self.book, asked, name, show)
        for one in imported.tables:
            one.table |= {"encoding": opening.encoding, "delimiter": opening.delimiter}
        return Taken(file, grid, opening, asked, imported, recipe, about_of(imported, asked))

    def _compare(self, taken: Taken) -> None:
        """Say how a sheet differs from the one that its recipe was learnt from, and refuse what may be misread."""
        from nbkpi.diagnostics import Diagnostic
        from nbkpi.tables.differences import differences
        from nbkpi.tables.recipe import lacking, spelled_out

        if taken.recipe is None:
            return
        now = spelled_out(taken.imported, taken.asked, taken.grid, self.book, taken.about)
        found = differences(taken.recipe.row, now, taken.about, self.book)
        remedy = _("if that is meant, import it with --new-layout and the options that it needs")
        for what, before, after in found.grave:
            message = _("the layout has changed: {what}: last time {before}, now {now}",
                        what=what, before=before, now=after)  # fmt: skip
            taken.imported.findings.append(Diagnostic("layout-changed", message, taken.grid.name, remedy=remedy))
        for message in lacking(taken.recipe, taken.asked):
            taken.imported.findings.append(Diagnostic("layout-changed", message, taken.grid.name))
        taken.notes.append(_("read as the sheet of last time with these headings"))
        if found.other:
            taken.notes.append(_("differs from last time: {differences}", differences=separated(found.other)))

    def _learn(self, taken: Taken) -> None:
        """Keep what was settled for the next sheet of this layout."""
        from nbkpi.book.files import recipe_row
        from nbkpi.tables.masks import masked
        from nbkpi.tables.recipe import is_remembered, learnt

        imported = taken.imported
        if not imported.is_whole or not imported.observations or taken.grid.is_verbatim or self.goal.as_table:
            return
        row = learnt(imported, taken.asked, taken.grid, self.book, taken.about)
        if not is_remembered(row, taken.asked):
            taken.notes.append(_("not remembered for the next sheet: a column without a heading of its own was named"))
            return
        if taken.opening.sheet:
            row["sheet"] = masked(taken.opening.sheet, taken.about)
        for key in ("encoding", "delimiter"):
            if getattr(taken.opening, key):
                row.setdefault("options", {})[key] = getattr(taken.opening, key)
        place = taken.recipe.place if taken.recipe is not None else len(self.known)
        known = recipe_row(row)
        if place < len(self.known) and known == self.known[place]:
            return
        self.known[place : place + 1] = [known]
        self.learnt[place] = row

    def _show(self, taken: Taken) -> None:
        """How a file was understood, and what is wrong with it."""
        from nbkpi.cli.failure import show_diagnostics
        from nbkpi.render.output import send, show_table
        from nbkpi.report.imported import imported_document

        document = imported_document(self.book, taken.imported, taken.notes)
        if self.goal.shows:
            send(document, "table", None)
        elif self.goal.is_book or self.goal.out is not None:
            show_table(document, sys.stderr)
        show_diagnostics(taken.imported.findings)

    def _write(self, taken: Sequence[Taken]) -> None:
        """Write what was read, where it belongs."""
        from nbkpi.cli.changing import make_changes
        from nbkpi.cli.destination import command_line, figures_changes, make_folder, recipe_changes, schema_change
        from nbkpi.render.output import put, tell_written

        goal = self.goal
        texts = [(one.file, self._text(one)) for one in taken]
        changes = figures_changes(goal, texts, self.cut) if goal.is_book else []
        text = goal.before + "\n".join(text for _file, text in texts if text)
        if not goal.is_book:
            if not text.strip():
                return
            if goal.home is None:
                put(text, goal.out)
                return
            changes = [change_of_file(goal.out, text)]
        home = goal.home
        assert home is not None
        remembered = recipe_changes(self.recipes, self._recipes_text())
        if goal.is_new:
            make_folder(home)
            changes.append(schema_change(home))
        if changes or remembered:
            make_changes(home, command_line(), [*changes, *remembered])
        for change in changes:
            tell_written(change.path)
        if remembered:
            _tell_remembered(self.recipes.path)

    def _text(self, taken: Taken) -> str:
        from nbkpi.tables.importing import observations_text, table_text

        if not self.goal.as_table:
            return observations_text(self.book, taken.imported)
        out, location = self.goal.out, self.goal.location
        folder = out.parent if out is not None else location if location and location.is_dir() else Path()
        return table_text(taken.imported, Path(os.path.relpath(taken.file, folder)).as_posix())

    def _recipes_text(self) -> str:
        from nbkpi.book.recipes import with_recipes

        if not self.learnt:
            return self.recipes.text
        own = 0 if self.new_layout else len(self.recipes.rows)
        gone = {place for place in self.learnt if place < own}
        if self.new_layout:
            gone = self._overruled()
        return with_recipes(self.recipes, gone, [self.learnt[place] for place in sorted(self.learnt)])

    def _overruled(self) -> set[int]:
        """The recipes that sheets read anew would have been read by."""
        from nbkpi.tables.recipe import is_of_layout

        return {place for place, row in enumerate(self.recipes.rows)
                if any(is_of_layout(row, new) for new in self.learnt.values())}  # fmt: skip


def change_of_file(path: Path | None, text: str) -> Any:
    """The change of a file that was asked for by its name."""
    from nbkpi.book.changes import change_of

    assert path is not None
    return change_of(path, text.encode("utf-8"))


def _known_to(goal: Goal) -> Book:
    """The book whose names a sheet may use."""
    from nbkpi.book.load import empty_book, load

    # A new file where there is no book begins one: what only the embedded book defines would be missing from it.
    return empty_book() if goal.is_new or (goal.location is None and goal.out is not None) else load(goal.location)


def _grid(file: Path, shown: str, opening: Opening) -> Grid:
    from nbkpi.sheets.open import open_grid

    return open_grid(file, shown, *(part or None for part in opening))


def _say_nothing_was_written(taken: Sequence[Taken]) -> None:
    from nbkpi.cli.failure import tell

    wrong = [one for one in taken if not one.imported.is_whole]
    count = sum(finding.severity == "error" for one in wrong for finding in one.imported.findings)
    codes = {finding.code for one in wrong for finding in one.imported.findings}
    if codes & {"duplicate-observation", "conflicting-observation"} and not any(
        one.imported.is_new_source for one in wrong
    ):
        tell(_("the book has figures of an earlier import already: --replace puts those of the file in their place"))
    tell(_("nothing was written: findings: {count}", count=count))


def _tell_remembered(path: Path) -> None:
    from nbkpi.cli.failure import tell

    tell(_("remembered for the next sheet of this layout: “{path}”", path=path))
