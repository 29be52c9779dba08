"""Opening a file of rows and columns, whatever its format is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbkpi.contents import content_of
from nbkpi.errors import UsageError
from nbkpi.language import _, listed
from nbkpi.sheets.exported import restore
from nbkpi.sheets.grid import Grid
from nbkpi.sheets.joined_keys import split_keys
from nbkpi.sheets.tidy import has_terms

TEXTS = (".csv", ".tsv", ".tab", ".txt")
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_STARTS = {b"PK": ".xlsx", b"\xd0\xcf\x11\xe0": ".xls", b"PAR1": ".parquet"}
MAX_BYTES = 400_000_000
"""So much is read through a pipe."""

_START = 2000
"""So many bytes show what a file is."""
SHEETS = (*WORKBOOKS, ".parquet")
"""The endings of what holds a table and cannot be a text."""
ENDINGS = (*TEXTS, *SHEETS)


def open_grid(
    path: Path, shown: str, sheet: str | None = None, encoding: str | None = None, delimiter: str | None = None
) -> Grid:
    """One sheet of a file, shown under this name: the one asked for, else the first that holds figures, else anything.

    What `nbkpi export` wrote is as it was in the book, and SDMX-CSV in the terms of one. UsageError when the file is
    none that can be read, which is said in one sentence. A path of - stands for standard input.
    """
    if str(path) == "-":
        with _standard_input() as kept:
            return open_grid(kept, shown, sheet, encoding, delimiter)
    ending = path.suffix.lower()
    grid = _read(path, ending, shown, sheet, encoding, delimiter)
    restore(grid, ending)
    split_keys(grid)
    if has_terms(grid.rows):
        from nbkpi.sheets.sdmx import lay_out

        grid.tidy = lay_out(grid)
    return grid


def sheet_names(path: Path) -> list[str]:
    """The worksheets of a file; none of one that has no worksheets or cannot be opened, which reading it says."""
    if path.suffix.lower() not in WORKBOOKS or not path.is_file():
        return []
    from nbkpi.sheets.workbook import worksheet_names

    return worksheet_names(path)


def _read(path: Path, ending: str, shown: str, sheet: str | None, encoding: str | None, delimiter: str | None) -> Grid:
    if ending not in ENDINGS:
        known = listed(ENDINGS)
        raise UsageError(_("{path} is not a table; tables are {known}", path=shown, known=known))
    if not path.is_file():
        raise UsageError(_("there is no file {path}", path=shown))
    kind = _kind_of_text(path) if ending == ".xls" else ""
    if kind == "html":
        raise UsageError(_("{path} is a web page and no workbook: open it in a spreadsheet program and save it as xlsx",
                           path=shown))  # fmt: skip
    if kind == "tabs" and sheet is None:
        from nbkpi.sheets.delimited import read_delimited

        return read_delimited(path, shown, encoding, delimiter or "\t")
    if ending in WORKBOOKS:
        from nbkpi.sheets.workbook import read_workbook

        return read_workbook(path, shown, sheet)
    if sheet is not None:
        raise UsageError(_("{path} has no worksheets", path=shown))
    if ending == ".parquet":
        from nbkpi.sheets.parquet import read_parquet

        return read_parquet(path, shown)
    from nbkpi.sheets.delimited import read_delimited

    return read_delimited(path, shown, encoding, delimiter)


def _kind_of_text(path: Path) -> str:
    """What a text is that is called a workbook, which spreadsheet programs open: html, or tabs between its cells."""
    with path.open("rb") as file:
        start = file.read(_START)
    if start.startswith(tuple(_STARTS)) or (b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return ""
    plain = start.replace(b"\0", b"").lower()
    if b"<html" in plain or b"<table" in plain:
        return "html"
    return "tabs" if b"\t" in plain.partition(b"\n")[0] else ""


@contextmanager
def _standard_input() -> Iterator[Path]:
    """What comes in through the pipe, as a file whose ending says what it is; UsageError where nothing can come."""
    from tempfile import TemporaryDirectory

    if sys.stdin is None:  # It was closed before the program began.
        raise UsageError(
            _("{path} cannot be read: {reason}", path=_("standard input"), reason=_("the pipe was closed"))
        )
    data = content_of(sys.stdin.buffer, _("standard input"), MAX_BYTES)
    ending = next((ending for mark, ending in _STARTS.items() if data.startswith(mark)), ".csv")
    if b"opendocument.spreadsheet" in data[:200]:
        ending = ".ods"
    with TemporaryDirectory() as folder:
        path = Path(folder, f"stdin{ending}")
        path.write_bytes(data)
        yield path
