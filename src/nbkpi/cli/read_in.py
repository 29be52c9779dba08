"""Reading the files of an import, each by the recipe that fits it, and learning from what was understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nbkpi.errors import UnknownName, UsageError
from nbkpi.language import _, quoted, separated

if TYPE_CHECKING:
    from nbkpi.editing.recipes import Recipes
    from nbkpi.figure import Period
    from nbkpi.loading.files import Rows
    from nbkpi.model.book import Book
    from nbkpi.sheets.grid import Grid
    from nbkpi.tables.importing import Imported, Progress
    from nbkpi.tables.recipe_match import Recipe
    from nbkpi.tables.understood import Asked


class Opening(NamedTuple):
    """How a file is opened: its worksheet, encoding and delimiter; empty for what is to be found out."""

    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""


class Opened(NamedTuple):
    """A file that was opened, how, and the recipe that fits it; unclear are sentences on what has to be said of it."""

    grid: Grid
    opening: Opening
    recipe: Recipe | None
    unclear: tuple[str, ...] = ()


@dataclass(slots=True)
class ReadSheet:
    """One file that was read: how it was opened and understood, and by which recipe; notes are sentences on that."""

    file: Path
    grid: Grid
    opening: Opening
    asked: Asked
    imported: Imported
    recipe: Recipe | None = None
    about: Period | None = None
    unclear: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class SheetReader:
    """Reads one file after the other into a book, which knows then what they define.

    recipes are those of the book; is_anew: none of them is used. is_remembered: what is settled is kept for the next
    sheet of the same layout.
    """

    def __init__(
        self, book: Book, recipes: Recipes, asked: Asked, opening: Opening, *, is_anew: bool, is_remembered: bool
    ) -> None:
        self.book, self.recipes, self.asked, self.opening = book, recipes, asked, opening
        self.is_anew, self.is_remembered = is_anew, is_remembered
        self.known: list[Rows] = [] if is_anew else list(recipes.rows)
        self.learnt: dict[int, dict[str, Any]] = {}

    def read(self, file: Path, show: Progress) -> ReadSheet:
        """A file, taken into the book; what cannot be used is among the findings."""
        from nbkpi.tables.importing import import_grid
        from nbkpi.tables.recipe import about_of

        grid, opening, recipe, unclear = self.open(file)
        asked = recipe.asked if recipe is not None else self.asked
        imported = import_grid(grid, self.book, asked, _("standard input") if str(file) == "-" else file.name, show)
        for one in imported.tables:
            one.table |= {"encoding": opening.encoding, "delimiter": opening.delimiter}
        taken = ReadSheet(file, grid, opening, asked, imported, recipe, about_of(imported, asked), list(unclear))
        self._compare(taken)
        if self.is_remembered and imported.is_settled and imported.count and not grid.is_of_programs:
            self._learn(taken)
        return taken

    def open(self, file: Path) -> Opened:
        """A file, opened as was asked, else as plainly as can be, else as a recipe says that fits it then."""
        shown = _("standard input") if str(file) == "-" else str(file)
        grid = _grid(file, shown, self.opening)
        recipe = self._recipe(grid)
        if recipe is not None and recipe.row["sheet"] and not self.opening.sheet:
            return self._sheet_of_recipe(file, shown, Opened(grid, self.opening, recipe), recipe.row["sheet"])
        if recipe is not None or any(self.opening) or str(file) == "-":
            return Opened(grid, self.opening, recipe)
        for other in self._other_openings(file):
            try:
                found = _grid(file, shown, other)
            except UsageError:
                continue
            recipe = self._recipe(found)
            if recipe is not None:
                return Opened(found, other, recipe)
        return Opened(grid, self.opening, None)

    def _sheet_of_recipe(self, file: Path, shown: str, opened: Opened, sheet: str) -> Opened:
        """The worksheet that is called like the one asked for last time; of several it has to be said which."""
        from nbkpi.sheets.open import sheet_names
        from nbkpi.tables.masks import loose, masked

        same = [name for name in sheet_names(file) if loose(masked(name, None)) == loose(sheet)]
        if len(same) > 1:
            told = _("the worksheet was given with --sheet last time: give that of this file, such as {names}",
                     names=quoted(same[:5]))  # fmt: skip
            return opened._replace(unclear=(told,))
        if not same or same[0] == opened.grid.sheet:
            return opened
        opening = self.opening._replace(sheet=same[0])
        grid = _grid(file, shown, opening)
        return Opened(grid, opening, self._recipe(grid))

    def _recipe(self, grid: Grid) -> Recipe | None:
        from nbkpi.tables.recipe_match import recipe_for

        return recipe_for(self.known, grid, self.book.units, self.asked) if self.is_remembered else None

    def _other_openings(self, file: Path) -> Iterator[Opening]:
        """How recipes say that files were opened, each once."""
        from nbkpi.sheets.open import sheet_names
        from nbkpi.tables.masks import loose, masked

        names = {loose(masked(name, None)): name for name in sheet_names(file)} if self.known else {}
        found = dict[Opening, None]()
        for row in reversed(self.known):
            options = row["options"] or {}
            sheet = names.get(loose(row["sheet"] or ""), "")
            found[Opening(sheet, options.get("encoding") or "", options.get("delimiter") or "")] = None
        yield from (one for one in found if any(one))

    def _compare(self, taken: ReadSheet) -> None:
        """Say how a sheet differs from the one that its recipe was learnt from, and refuse what may be misread."""
        from nbkpi.diagnostics import Diagnostic
        from nbkpi.tables.differences import differences
        from nbkpi.tables.recipe import spelled_out, without_known_growth
        from nbkpi.tables.recipe_match import lacking

        if taken.recipe is None:
            return
        now = spelled_out(taken.imported, taken.asked, taken.grid, self.book, taken.about)
        found = differences(taken.recipe.row, now, taken.about, self.book)
        remedy = _("if that is meant, import it with --new-layout and the options that it needs")
        for what, before, after in found.grave:
            message = _("the layout has changed: {what}: last time {before}, now {now}",
                        what=what, before=before, now=after)  # fmt: skip
            taken.imported.findings.append(Diagnostic("layout-changed", message, taken.grid.name, remedy=remedy))
        if not found.grave:
            taken.imported.findings = without_known_growth(taken.imported, taken.recipe.row)
        for message in [*lacking(taken.recipe, self.asked), *taken.unclear]:
            taken.imported.findings.append(Diagnostic("not-remembered", message, taken.grid.name))
        taken.notes.append(_("read as the sheet of last time with these headings"))
        if found.other and taken.imported.understood.columns:
            taken.notes.append(_("differs from last time: {differences}", differences=separated(found.other)))

    def _learn(self, taken: ReadSheet) -> None:
        """Keep what was settled for the next sheet of this layout."""
        from nbkpi.loading.files import recipe_row
        from nbkpi.tables.masks import masked
        from nbkpi.tables.recipe import is_remembered, learnt

        row = learnt(taken.imported, taken.asked, taken.grid, self.book, taken.about)
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

    def recipes_text(self) -> str:
        """The file of recipes with what was learnt, each in the place of the one it was read by or stands against."""
        from nbkpi.editing.recipes import with_recipes
        from nbkpi.tables.recipe_match import is_of_layout

        if not self.learnt:
            return self.recipes.text
        new = [self.learnt[place] for place in sorted(self.learnt)]
        gone = {
            place
            for place, row in enumerate(self.recipes.rows)
            if (any(is_of_layout(row, one) for one in new) if self.is_anew else place in self.learnt)
        }
        return with_recipes(self.recipes, gone, new)


def require_columns(taken: Sequence[ReadSheet], asked: Asked) -> None:
    """UsageError where a column was named that no file has, and no row of an indicator whose unit was meant."""
    from nbkpi.tables.column_names import is_called

    roles = [role for one in taken for table in one.imported.tables for role in table.columns]
    labels = {label for one in taken for label in one.imported.understood.measured}
    for name in (*asked.columns, *asked.units, *asked.skip_columns):
        if roles and name not in labels and not any(is_called(name, role.letter, role.heading) for role in roles):
            shown = taken[0].grid.name if len(taken) == 1 else _("none of the files")
            near = get_close_matches(name, [role.heading for role in roles if role.heading])
            raise UnknownName(_("{file} has no column “{heading}”", file=shown, heading=name), near)


def _grid(file: Path, shown: str, opening: Opening) -> Grid:
    from nbkpi.sheets.open import open_grid

    return open_grid(file, shown, *(part or None for part in opening))
