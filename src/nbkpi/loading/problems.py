"""Collecting what is wrong with a book, and finding the places only when something is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from nbkpi.diagnostics import Diagnostic, Severity
from nbkpi.errors import AmbiguousName, FormulaError, UnknownName, UnreadableFigure
from nbkpi.language import _, listed, quoted, separated
from nbkpi.patterns import regex

if TYPE_CHECKING:
    from nbkpi.loading.positions import Path
    from nbkpi.sheets.grid import Grid

MAX_COMPARED = 200
"""How many names that were left out are compared with one that is unknown."""

MAX_LISTED = 20
"""How many cells with the same problem are named; of the others it is said how many there are."""

MAX_OF_A_KIND = 5
"""How many problems of one kind in the cells of a sheet are told one by one."""

_BY_NAME = ("unknown-name", "ambiguous-name")
"""Codes of problems that are settled name by name, and are therefore not gathered into one."""

MAX_PLACES = 5
"""The same for places in texts, which are longer."""

_PARTS = regex("[./#]")


class TextFile:
    """One file of a book: the name it is shown under, and its text.

    kept is only filled when rows had to be left out: it gives their original places to those that remain.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.kept: dict[str | int, list[int]] = {}

    def original(self, path: Path) -> Path:
        """The path in the text, for one in the rows that remain."""
        if len(path) > 1 and path[0] in self.kept and isinstance(path[1], int):
            return (path[0], self.kept[path[0]][path[1]], *path[2:])
        return path


class SheetFile(TextFile):
    """A column of figures in a sheet: a row of it is shown by its cells.

    Paths into it are ("observation", row, key); columns says where the keys stand, those not in it in the figures.
    """

    def __init__(self, grid: Grid, column: int, columns: Mapping[str, int]) -> None:
        super().__init__(grid.name, "")
        self.grid, self.column, self.columns = grid, column, columns

    def place(self, path: Path) -> str:
        """The cell of a key."""
        row, key = path[1], path[2] if len(path) > 2 else ""
        assert isinstance(row, int)
        return self.grid.place(row, self.columns.get(str(key), self.column))


class Problem(NamedTuple):
    """Something wrong at a path inside a file; offset counts characters into the value there, -1 means its key."""

    file: TextFile
    path: Path
    code: str
    message: str
    remedy: str = ""
    offset: int = 0
    severity: Severity = "error"


class Problems:
    """All problems of one loading.

    left_out are the names of definitions that are wrong themselves, so that using them is no further error.
    """

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.placed: list[Diagnostic] = []
        self.left_out: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self.found or self.placed)

    def add(
        self,
        file: TextFile,
        path: Path,
        code: str,
        message: str,
        remedy: str = "",
        *,
        offset: int = 0,
        severity: Severity = "error",
    ) -> None:
        """Note a problem."""
        self.found.append(Problem(file, file.original(path), code, message, remedy, offset, severity))

    def add_at(self, file: TextFile, code: str, message: str, line: int, column: int, remedy: str = "") -> None:
        """Note a problem whose place is already known."""
        lines = file.text.splitlines()
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        self.placed.append(Diagnostic(code, message, file.name, line, column, excerpt, remedy))

    def add_error(self, file: TextFile, path: Path, code: str, error: Exception) -> None:
        """Note what an exception of reading says."""
        remedy, offset = "", 0
        if isinstance(error, AmbiguousName):
            remedy = _("it can mean {names}", names=quoted(error.candidates))
        elif isinstance(error, UnknownName):
            remedy = did_you_mean(error.candidates)
        elif isinstance(error, UnreadableFigure):
            remedy, offset = error.remedy, error.offset
        elif isinstance(error, FormulaError):
            remedy, offset = error.remedy, error.start
        self.add(file, path, code, str(error), remedy, offset=offset)

    def add_unknown(self, file: TextFile, path: Path, name: str, error: UnknownName) -> None:
        """Note a name that means nothing or too much, unless its definition was left out for an error of its own."""
        if isinstance(error, AmbiguousName):
            self.add_error(file, path, "ambiguous-name", error)
        elif not self._is_left_out(name):
            near = error.candidates or get_close_matches(name, sorted(self.left_out)[:MAX_COMPARED], cutoff=0.5)
            self.add(file, path, "unknown-name", str(error), did_you_mean(near))

    def add_formula(self, file: TextFile, path: Path, text: str, error: FormulaError) -> None:
        """Note what is wrong with a formula, unless it is only a name that was left out."""
        if not self._is_left_out(text[error.start : error.end]):
            self.add_error(file, path, "bad-formula", error)

    def leave_out(self, row: Mapping[str, object]) -> None:
        """Remember the names of a definition that is wrong itself."""
        aliases = row.get("aliases")
        names = [row.get(key) for key in ("id", "name", "symbol")] + (aliases if isinstance(aliases, list) else [])
        self.left_out.update(name for name in names if name and isinstance(name, str))

    def _is_left_out(self, name: str) -> bool:
        """Whether a name was left out, or a part of one such as income.growth, 溪口镇/东山村 or paper#§1."""
        return name in self.left_out or not self.left_out.isdisjoint(_PARTS.split(name))

    def diagnostics(self) -> list[Diagnostic]:
        """Every problem with its place, in the order of the files and their lines, unknown names after all others.

        A name that is unknown in many places is one problem, and often due to one of the others.
        """
        files = {id(problem.file): problem.file for problem in self.found}
        located = list(self.placed)
        for key, file in files.items():
            mine = [problem for problem in self.found if id(problem.file) == key]
            located += _locate(file, mine)
        # Cells are in the order in which they were read already; a label is read with each of its figures.
        ordered = sorted(
            dict.fromkeys(located), key=lambda found: (found.path.partition("!")[0], found.line, found.column)
        )
        unknown = [found for found in ordered if _may_follow(found)]
        return [found for found in ordered if not _may_follow(found)] + _each_once(unknown)


def _may_follow(found: Diagnostic) -> bool:
    """Whether a problem may be due to another one; cells are named together already, and read in their order."""
    return found.code == "unknown-name" and found.line > 0


def _each_once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The same problem in many places once, with where else it is."""
    same: dict[str, list[Diagnostic]] = {}
    for found in diagnostics:
        same.setdefault(found.message, []).append(found)
    return [
        first._replace(message=_also(first.message, [one.place for one in others], MAX_PLACES))
        for first, *others in same.values()
    ]


def _also(message: str, places: Sequence[str], most: int) -> str:
    """A problem with the other places that have it too, of which at most so many are named."""
    if not places:
        return message
    names = [*places[:most], *(["…"] if len(places) > most else [])]
    also = _("also in {count} more: {cells}", count=len(places), cells=listed(names))
    return _("{what} ({value})", what=message, value=also)


def did_you_mean(candidates: Sequence[str]) -> str:
    """A remedy that names the nearest candidates, or nothing when there are none."""
    return _("did you mean {names}?", names=quoted(candidates)) if candidates else ""


def _in_cells(file: SheetFile, problems: Iterable[Problem]) -> Iterable[Diagnostic]:
    """Problems at their cells; the same one in many cells once, with where else it is."""
    cells: dict[tuple[str, ...], dict[str, Problem]] = {}
    for problem in problems:
        same = cells.setdefault((problem.code, problem.message), {})
        same.setdefault(file.place(problem.path), problem)
    said: Counter[str] = Counter()
    rest: dict[str, dict[str, Problem]] = {}
    for (code, message), places in cells.items():
        said[code] += 1
        if said[code] > MAX_OF_A_KIND and code not in _BY_NAME:
            rest.setdefault(code, {}).update(places)
            continue
        first, *others = places
        problem, whole = places[first], _also(message, [place.rpartition("!")[2] for place in others], MAX_LISTED)
        yield Diagnostic(code, whole, first, remedy=problem.remedy, severity=problem.severity)
    for code, places in rest.items():
        first, *others = places
        problem = places[first]
        names = [place.rpartition("!")[2] for place in others]
        shown = listed([*names[:MAX_LISTED], *(["…"] if len(names) > MAX_LISTED else [])])
        alike = _("{count} more cells have problems of this kind: {cells}", count=len(names), cells=shown)
        message = separated([problem.message, alike]) if names else problem.message
        yield Diagnostic(code, message, first, remedy=problem.remedy, severity=problem.severity)


def _locate(file: TextFile, problems: Iterable[Problem]) -> Iterable[Diagnostic]:
    if isinstance(file, SheetFile):
        yield from _in_cells(file, problems)
        return
    from nbkpi.loading.positions import index_positions, nearest

    index = index_positions(file.text)
    lines = file.text.splitlines() or [""]
    for problem in problems:
        place = nearest(index, problem.path)
        line, column = (0, 0) if place is None else (place.key if problem.offset < 0 else place.value)
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        if problem.offset > 0 and excerpt[column - 1 : column] in ("'", '"'):
            # Offsets count into the text between the quotes.
            column += 1 + problem.offset if excerpt[column - 1 : column + 2] not in ('"""', "'''") else 0
        yield Diagnostic(
            problem.code, problem.message, file.name, line, column, excerpt, problem.remedy, problem.severity
        )
