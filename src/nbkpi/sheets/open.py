"""Opening a file of rows and columns, whatever its format is."""

from __future__ import annotations

from pathlib import Path

from nbkpi.errors import UsageError
from nbkpi.language import _, listed
from nbkpi.sheets.exported import restore
from nbkpi.sheets.grid import Grid

TEXTS = (".csv", ".tsv", ".tab", ".txt")
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
ENDINGS = (*TEXTS, *WORKBOOKS, ".parquet")


def open_grid(
    path: Path, shown: str, sheet: str | None = None, encoding: str | None = None, delimiter: str | None = None
) -> Grid:
    """One sheet of a file, shown under this name: the one asked for, else the first that holds anything.

    What `nbkpi export` wrote is as it was in the book. UsageError when the file is none that can be read, which is said
    in one sentence.
    """
    ending = path.suffix.lower()
    grid = _read(path, ending, shown, sheet, encoding, delimiter)
    restore(grid, ending)
    return grid


def _read(path: Path, ending: str, shown: str, sheet: str | None, encoding: str | None, delimiter: str | None) -> Grid:
    if ending not in ENDINGS:
        known = listed(ENDINGS)
        raise UsageError(_("{path} is not a table; tables are {known}", path=shown, known=known))
    if not path.is_file():
        raise UsageError(_("there is no file {path}", path=shown))
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
