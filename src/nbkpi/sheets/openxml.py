"""What the XML of an xlsx workbook says besides values: extents, styles, lost results, errors, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nbkpi.language import _
from nbkpi.sheets.grid import MAX_CELLS, Grid, Spot, column_number
from nbkpi.sheets.markup import CHECKED, Walk, local, visit_elements
from nbkpi.sheets.number_format import BUILT_IN, GENERAL

WORKBOOK, RELATIONS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"

MAX_COLUMNS = 16_384
_DIGITS = "0123456789"
_HELD = frozenset(("v", "is", "f"))
"""What a cell holds that is not blank."""

# Whether a walk could find anything at all is seen in the bytes, which takes a tenth of its time. They are looked for
# where all blanks are spaces, and may be found where they mean nothing, as in a comment: the walk knows better.
_FAR = re.compile(rb" r *= *[\"'](?:[A-Za-z]{2,}[0-9]|[A-Za-z]?[0-9]{7})")
_COLUMNS = re.compile(rb" r *= *[\"']([A-Za-z]+)[0-9]")
_ROWS = re.compile(rb" r *= *[\"'][A-Za-z]*0*([0-9]{1,9})")
_STYLED = re.compile(rb" s *= *[\"']0*([^\"']*)")
_MARKS = (
    *(re.compile(start + rb"f[ />]") for start in (b"<", b":")),
    re.compile(rb" t *= *[\"']e[\"']"),
    *(re.compile(word) for word in (b" hidden", b"<!DOCTYPE", b"\x00")),
)
_BLANKS = bytes.maketrans(b"\t\n\r", b"   ")


@dataclass(slots=True)
class Styles:
    """What the styles of cells say, by their number: number formats that do not show all digits, and indents."""

    formats: dict[int, str] = field(default_factory=dict)
    indents: dict[int, int] = field(default_factory=dict)


def part_of_sheet(workbook: bytes, relations: bytes, sheet: str) -> str | None:
    """The name of the entry that holds a sheet; None where there is none of its name. ValueError for what is no XML."""
    targets: dict[str | None, str] = {}
    ids: list[str] = []

    def relate(_path: list[str], attributes: dict[str, str]) -> None:
        targets[attributes.get("Id")] = attributes.get("Target", "")

    def look(path: list[str], attributes: dict[str, str]) -> None:
        if path[-1] == "sheet" and attributes.get("name") == sheet:
            ids.extend(value for name, value in attributes.items() if ":" in name and local(name) == "id")

    visit_elements(relations, relate)
    visit_elements(workbook, look)
    target = targets.get(ids[0], "") if ids else ""
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}" if target else None


def read_styles(data: bytes) -> Styles:
    """The styles of cells; ValueError for what is no XML or no number where one must be."""
    known = dict(BUILT_IN)
    used: list[int] = []
    indents: dict[int, int] = {}

    def look(path: list[str], attributes: dict[str, str]) -> None:
        if path[-2:] == ["numFmts", "numFmt"]:
            known[int(attributes.get("numFmtId", "-1"))] = attributes.get("formatCode", GENERAL)
        elif path[1:] == ["cellXfs", "xf"]:
            used.append(int(attributes.get("numFmtId", "0")))
        elif path[1:-1] == ["cellXfs", "xf"] and (depth := int(attributes.get("indent", "0"))):
            indents[len(used) - 1] = depth

    visit_elements(data, look)
    codes = ((number, known.get(code, GENERAL)) for number, code in enumerate(used))
    return Styles({number: code for number, code in codes if code != GENERAL}, indents)


def extent(data: bytes) -> int:
    """How many cells a sheet has up to the outermost one, blank ones included; not exactly where they are not too many.

    ValueError for what is no sheet.
    """
    plain = _with_spaces(data)
    if not _FAR.search(plain):
        return 0  # Neither column AA nor row 1,000,000 is reached.
    most = _area({name.decode() for name in set(_COLUMNS.findall(plain))}, map(int, set(_ROWS.findall(plain))))
    if most <= MAX_CELLS:
        return most
    walk = _Extent()
    walk.through(data)
    return _area(walk.columns, map(int, walk.rows))


def _area(columns: Iterable[str], rows: Iterable[int]) -> int:
    # Letters beyond the last column of any program count for as many columns: calamine makes room for all of them.
    numbers = (26 ** len(letters) if len(letters) > 3 else column_number(letters.upper()) or 0 for letters in columns)
    return (max(numbers, default=0) + 1) * max(rows, default=0)


def apply(data: bytes, styles: Styles, grid: Grid) -> None:
    """Tell a grid how its numbers are shown, which labels are indented, what is wrong with cells, and what is hidden.

    ValueError for what is no sheet; a sheet that says nothing of all that is not walked through.
    """
    plain = _with_spaces(data)
    telling = {str(number).lstrip("0").encode() for number in (*styles.formats, *styles.indents)}
    numbers = (match[1] for match in _STYLED.finditer(plain) if telling)
    if not any(mark.search(plain) for mark in _MARKS) and not any(
        number in telling or (number and not number.isdigit()) for number in numbers
    ):
        return
    walk = _Cells(styles, grid)
    walk.through(data)
    grid.hide(walk.hidden_rows, walk.hidden_columns)


def _with_spaces(data: bytes) -> bytes:
    """The same with spaces for all other blanks, those about the declaration of XML aside."""
    start = data.find(b"?>", 0, 200) + 4
    return data.translate(_BLANKS) if any(data.find(blank, start) >= 0 for blank in (b"\t", b"\n", b"\r")) else data


class _Extent(Walk):
    """A walk that gathers the columns and the rows of the cells of a sheet that hold something."""

    def __init__(self) -> None:
        super().__init__()
        self.columns, self.rows = set[str](), set[str]()
        self._row = self._cell = ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Rows and cells have addresses; blank ones, as some programs write for the last row of all, take no room."""
        self.open += 1
        if self.open > CHECKED:
            self.check()
        kind = local(name)
        if kind == "row":
            self._row = attributes.get("r", self._row)
        elif kind == "c":
            self._cell = attributes.get("r", self._row)
        elif kind in _HELD:
            letters = self._cell.rstrip(_DIGITS)
            self.columns.add(letters)
            self.rows.add(self._cell[len(letters) :] or self._row or "0")


class _Cells(Walk):
    """A walk that tells a grid about its cells; those without an address follow the one before.

    It meets some millions of elements, so that it does for each no more than it must.
    """

    def __init__(self, styles: Styles, grid: Grid) -> None:
        super().__init__()
        self._styles, self._grid = styles, grid
        self.hidden_rows, self.hidden_columns = list[int](), list[int]()
        self._row = -1
        self._address: str | None = None
        self._behind = -1  # How many cells stand behind the last one with an address, or behind the start of the row.
        self._kind: str | None = None  # The type of the cell that is open; None where none is.

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; which cell a formula is in is known, for only its value may stand before it."""
        self.open += 1
        if self.open > CHECKED:
            self.check()
        if name == "c":
            if "r" in attributes:
                self._address, self._behind = attributes["r"], 0
            else:
                self._behind += 1
            self._kind = attributes.get("t", "n")
            if "s" in attributes:
                self._show(int(attributes["s"]))
            if self._kind == "e":
                self._grid.wrong[self._spot()] = _("an error of the spreadsheet")
        elif name == "v":
            pass
        elif name == "row":
            self._begin_row(attributes)
        elif name == "f":
            self._check_result()
        elif name == "col":
            self._hide_columns(attributes)
        elif ":" in name:
            self.open -= 1
            self.begin(local(name), attributes)
        else:
            self._kind = None

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._address, self._behind, self._kind = None, -1, None
        if _is_hidden(attributes):
            self.hidden_rows.append(self._row)

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if _is_hidden(attributes) and "min" in attributes and "max" in attributes and self._row < 0:
            self.hidden_columns += range(int(attributes["min"]) - 1, min(int(attributes["max"]), MAX_COLUMNS))

    def _show(self, style: int) -> None:
        if style in self._styles.formats:
            self._grid.show(*self._spot(), self._styles.formats[style])
        if style in self._styles.indents:
            self._grid.indent(*self._spot(), self._styles.indents[style])

    def _check_result(self) -> None:
        """A formula is of use where calamine found its result."""
        if self._kind not in (None, "str", "e"):
            row, column = spot = self._spot()
            rows = self._grid.rows
            if row >= len(rows) or column >= self._grid.width or rows[row][column] == "":
                self._grid.wrong[spot] = _("a formula without a stored result")

    def _spot(self) -> Spot:
        if self._address is None:
            return self._row, self._behind
        letters = self._address.rstrip(_DIGITS)
        column = column_number(letters.upper())
        if column is None:
            raise ValueError(self._address)
        row = self._row if self._behind else int(self._address[len(letters) :]) - 1
        return row, column + self._behind


def _is_hidden(attributes: dict[str, str]) -> bool:
    """Whether a row or columns are not shown; what is folded in an outline can be seen to be there."""
    return attributes.get("hidden") in ("1", "true") and "outlineLevel" not in attributes
