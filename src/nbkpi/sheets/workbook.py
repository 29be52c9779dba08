"""Workbooks (xlsx, xlsm, xlsb, xls, ods), read by python-calamine; macros are never run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import is_zipfile

from nbkpi.errors import MissingExtra, UsageError, reason_of
from nbkpi.figure.characters import heading_key
from nbkpi.language import _, listed
from nbkpi.patterns import regex
from nbkpi.sheets.archive import DAMAGE, Facts, checked_archive
from nbkpi.sheets.code_page import correct_words, in_encoding, recoded
from nbkpi.sheets.grid import MAX_CELLS, Grid, too_large
from nbkpi.sheets.standard_password import unlocked

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MAX_BYTES = 400_000_000
_ABOUT = regex(
    r"(?:tableof)?contents?|index|cover(?:page|sheet)?|readme|about|info(?:rmation)?|introduction"
    r"|(?:foot)?notes?|(?:data)?dictionary|definitions?|glossary|sources?|summary|structure|metadata.*"
    r"|codebook|legend|methodology"
    r"|目录|封面|说明|(?:编制|填表|填报|使用|指标|数据|简要)说明|注释?|备注|指标解释|名词解释|元数据|数据字典|填表须知",
    re.IGNORECASE,
)
"""What sheets are called that say something of the others."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_workbook(path: Path, shown: str, sheet: str | None = None) -> Grid:
    """A sheet of a workbook: the one of this name, else the first that holds figures; UsageError for a bad file.

    What the file says besides values is looked up in it: formulas without a result, errors, how numbers are shown,
    what is hidden, indented labels. Of xlsb files that is not known.
    """
    try:
        import python_calamine
    except ImportError:
        raise MissingExtra("python-calamine", "excel") from None
    try:
        _check_size(path, shown)
        archive = checked_archive(path, shown) if is_zipfile(path) else None
        source, encoding = _source(path)
        with python_calamine.load_workbook(source) as workbook:
            return _grid(workbook, _Opened(path, shown, archive, encoding), sheet)
    except python_calamine.PasswordError:
        raise UsageError(_encrypted(shown)) from None
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {reason}", path=shown, reason=reason_of(error))) from None
    except (python_calamine.CalamineError, *DAMAGE):
        message = _(
            "{path} is not a workbook that can be read: it is damaged, or not of the type of its ending", path=shown
        )
        raise UsageError(message) from None
    except BaseException as error:
        # A panic inside calamine is no Exception; whatever it trips over, the file is to blame.
        if type(error).__name__ != "PanicException":
            raise
        raise UsageError(_("{path} is damaged", path=shown)) from None


def worksheet_names(path: Path) -> list[str]:
    """The worksheets of a workbook; none of what cannot be opened, which reading it says."""
    try:
        import python_calamine
    except ImportError:
        return []
    try:
        _check_size(path, str(path))
        if is_zipfile(path):
            checked_archive(path, str(path))
        source, encoding = _source(path)
        with python_calamine.load_workbook(source) as workbook:
            return [in_encoding(name, encoding) for name in workbook.sheet_names]
    except (OSError, UsageError, python_calamine.CalamineError, *DAMAGE):
        return []


def _source(path: Path) -> tuple[str | BytesIO, str]:
    """Where a workbook is read from: its file, or what stands in it behind the lock that nobody is asked to open.

    And the encoding of its words, where they are read by it only afterwards.
    """
    if path.suffix.lower() != ".xls":
        return str(path), ""
    data = path.read_bytes()
    plain = unlocked(data)
    found = recoded(plain or data)
    is_changed = plain is not None or found.data is not None
    return BytesIO(found.data or plain or data) if is_changed else str(path), found.encoding


def _check_size(path: Path, shown: str) -> None:
    with path.open("rb") as file:
        start = file.read(8)
    if path.stat().st_size > MAX_BYTES:
        raise UsageError(_("{path} is larger than {limit} MB", path=shown, limit=MAX_BYTES // 1_000_000))
    # An encrypted xlsx is an OLE container, whose directory names its parts in UTF-16.
    if start == _OLE and "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise UsageError(_encrypted(shown))


def _encrypted(shown: str) -> str:
    """What is said of an encrypted workbook: programs try a standard password of their own before they ask for one."""
    return _("{path} is encrypted: save it in a spreadsheet program without a password, even where that asks for none",
             path=shown)  # fmt: skip


class _Opened(NamedTuple):
    """A workbook: its path, what it is shown as, what its archive says, and the encoding of its words, or empty."""

    path: Path
    shown: str
    archive: Facts | None
    encoding: str


def _grid(workbook: CalamineWorkbook, opened: _Opened, asked: str | None) -> Grid:
    """The worksheet asked for, or the first of the visible ones that holds figures, else the first that holds words."""
    own = {in_encoding(name, opened.encoding): name for name in workbook.sheet_names}
    names, shown = list(own), opened.shown
    if asked is not None and asked not in names:
        message = _("{path} has no worksheet “{name}”; it has {names}", path=shown, name=asked, names=listed(names))
        raise UsageError(message)
    seen = [
        in_encoding(one.name, opened.encoding)
        for one in workbook.sheets_metadata
        if str(one.visible) == "SheetVisibleEnum.Visible"
    ]
    for name, is_chosen in _in_order(seen or names) if asked is None else [(asked, True)]:
        if opened.archive is not None:
            opened.archive.check_extent(name)
        sheet = workbook.get_sheet_by_name(own[name])
        _check_area(sheet.total_height * sheet.total_width, shown)
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
        if asked is not None or (rows if is_chosen else _holds_figures(rows)):
            grid = _read(opened, name, rows, [(*first, *last) for first, last in sheet.merged_cell_ranges or ()])
            _say_sheets(grid, names, seen if seen and asked is None else names)
            return grid
    raise UsageError(_why_none(workbook, own, seen or names, shown))


def _why_none(workbook: CalamineWorkbook, own: Mapping[str, str], tried: Sequence[str], shown: str) -> str:
    """Why no worksheet is read: all are empty, or those that are not are hidden; own has the names as stored."""
    hidden = {name: stored for name, stored in own.items() if name not in tried}
    full = [name for name, stored in hidden.items() if workbook.get_sheet_by_name(stored).height]
    if not full:
        return _("{path} is empty", path=shown)
    return _("no visible worksheet of {path} has a cell that is not empty; hidden ones do, which --sheet reads: "
             "{names}", path=shown, names=listed(full))  # fmt: skip


def _say_sheets(grid: Grid, names: Sequence[str], tried: Sequence[str]) -> None:
    """Say which worksheet of several a grid is, and which were not tried because they are hidden."""
    if len(names) > 1:
        grid.facts.append(_("worksheet “{name}” of {names}", name=grid.sheet, names=listed(names)))
    if hidden := [name for name in names if name not in tried]:
        grid.unread.insert(0, _("hidden sheets are not read: {names}", names=listed(hidden)))


def _read(opened: _Opened, name: str, rows: list[list[Any]], merged: list[tuple[int, int, int, int]]) -> Grid:
    """The grid of one sheet, with its words and numbers as they are shown."""
    if opened.archive is None and any("\0" in cell for row in rows for cell in row if isinstance(cell, str)):
        message = _("{path} names a wrong encoding for its words: save it again, as xlsx", path=opened.shown)
        raise UsageError(message)
    is_old = opened.path.suffix.lower() == ".xls"
    corrected = correct_words(rows, opened.encoding) if is_old else ""
    grid = Grid(opened.shown, name, rows, merged)
    if corrected != opened.encoding:
        grid.facts.append(_("encoding {encoding}, not the one that the file names", encoding=corrected))
    _look(grid, opened.path, opened.archive)
    grid.are_results = opened.archive is not None and opened.archive.are_results
    return grid


def _in_order(names: Sequence[str]) -> list[tuple[str, bool]]:
    """The sheets in the order in which they are tried, and whether each is then chosen without figures, too.

    Those that are called like notes on the others come last.
    """
    likely = sorted(names, key=lambda name: _ABOUT.fullmatch(heading_key(name)) is not None)
    return [*((name, False) for name in likely), *((name, True) for name in names)]


def _holds_figures(rows: list[list[Any]]) -> bool:
    """Whether a sheet holds a number, or a text that begins like one."""
    cells = (cell for row in rows for cell in row)
    return any(type(cell) in (int, float) or (isinstance(cell, str) and cell[:1].isdecimal()) for cell in cells)


def _check_area(cells: int, shown: str) -> None:
    if cells > MAX_CELLS:
        raise UsageError(too_large(shown, cells))


def _look(grid: Grid, path: Path, archive: Facts | None) -> None:
    """Write numbers as they are shown, and leave out what is hidden, as far as the kind of file says so."""
    if archive is not None and archive.is_told:
        archive.apply(grid)
    elif path.suffix.lower() == ".xls" and find_spec("xlrd") is not None:
        from nbkpi.sheets.binary import apply

        data = path.read_bytes()
        apply(unlocked(data) or data, grid)
    else:
        grid.unread.append(
            _("number formats and what is hidden cannot be seen in such a file: numbers have all their stored digits")
        )
