"""What an old binary workbook (xls) says besides values, read by xlrd: how numbers are shown, what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbkpi.language import _
from nbkpi.sheets.grid import Grid
from nbkpi.sheets.number_format import GENERAL

if TYPE_CHECKING:
    import xlrd


def apply(data: bytes, grid: Grid) -> None:
    """Write the numbers of a grid as they are shown in its file, blank what is hidden, and tell the indents of labels.

    A file that xlrd cannot read keeps its stored digits, and that is noted.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True)
        sheet = book.sheet_by_name(grid.sheet)
    except Exception as error:
        reason = str(error) or type(error).__name__
        grid.unread.append(_("how its numbers are shown cannot be seen: {reason}", reason=reason))
        return
    for row in range(min(sheet.nrows, len(grid.rows))):
        for column, style in enumerate(_styles(sheet, row)):
            if style >= len(book.xf_list):
                continue  # A damaged file: nothing is known of how the cell is shown.
            look = book.xf_list[style]
            code = book.format_map[look.format_key].format_str if look.format_key in book.format_map else GENERAL
            if code != GENERAL:
                grid.show(row, column, code)
            if look.alignment.indent_level:
                grid.indent(row, column, look.alignment.indent_level)
    hidden = [row for row, info in sheet.rowinfo_map.items() if info.hidden]
    grid.hide(hidden, [column for column, info in sheet.colinfo_map.items() if info.hidden])


def _styles(sheet: xlrd.sheet.Sheet, row: int) -> list[int]:
    """The number of the style of each cell of a row."""
    return [sheet.cell_xf_index(row, column) for column in range(sheet.row_len(row))]
