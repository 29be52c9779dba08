"""Documents as Excel workbooks: real numbers in their printed form, a sheet for each table, the notes on the last."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from nbkpi.errors import MissingExtra, OutputError
from nbkpi.language import _
from nbkpi.patterns import regex
from nbkpi.render.for_people import NumberCell, Shown, shown_table, units_of
from nbkpi.render.headings import heading
from nbkpi.render.rows import Cell, Row, numeric, places_shown, rounded, rounding, tidy
from nbkpi.report.display_words import shown_code
from nbkpi.report.document import Document, visible
from nbkpi.report.width import width
from nbkpi.version import RESULTS

if TYPE_CHECKING:
    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS = 1_048_576
MAX_CELL = 32_767
"""What a sheet and a cell of Excel hold."""

_ASIDE = ("id", "closed", "display", "state", "formula", "relations", "steps", "colours", "better", "out")
"""How the keys of columns end that are for programs: these are folded away, and not printed."""

_A4 = 9
_RATES = ("%", "‰", "pp")
_FINEST = 9
_MOST_WITHIN = 2
_MAX_TITLE, _MAX_WIDTH, _MAX_FORMATS, _MAX_HEADER, _MAX_COUNTED = 31, 36, 200, 100, 300
_LEAST, _LINE, _MARGIN = 10, 15, 2
"""How wide columns of tables that are shown as they are must be, how high a line is, and what a column has besides."""
_NOT_IN_TITLES = regex(r"[\[\]:*?/\\]")
_UNSAID = ("", "—")
_AT_RIGHT: dict[str, Any] = {"align": "right", "indent": 1}
"""Numbers and their headings stand at the right, apart from the words of the next column."""
_CLOSE_UNITS = ("", "%", "‰", "‱")


def render_xlsx(document: Document) -> bytes:
    """The workbook; MissingExtra without XlsxWriter, OutputError for more rows than a sheet holds."""
    try:
        from xlsxwriter import Workbook
        from xlsxwriter.exceptions import XlsxWriterException
    except ImportError:
        raise MissingExtra("XlsxWriter", "excel") from None

    whole = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with Workbook(whole, options) as workbook:
            _Writer(workbook, document).write()
    except XlsxWriterException as error:
        raise OutputError(_("the file cannot be written: {reason}", reason=error)) from None
    return whole.getvalue()


class _Writer:
    """The sheets of one workbook."""

    def __init__(self, workbook: Any, document: Document) -> None:
        self.workbook, self.document = workbook, document
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        above = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        self.heading, self.heading_of_numbers = workbook.add_format(above), workbook.add_format(above | _AT_RIGHT)
        self.plain = workbook.add_format({"valign": "vcenter"})
        self.wrapped = workbook.add_format({"text_wrap": True, "valign": "vcenter"})
        self.right = workbook.add_format({"valign": "vcenter"} | _AT_RIGHT)
        self.formats: dict[str, CellFormat] = {}
        self.titles: set[str] = {"history"}  # Excel keeps this name for itself.
        self.is_cut = False

    def write(self) -> None:
        """A sheet for each table as it is shown, then all columns of all records, then the notes.

        What is shown in no other way than by its records, and an export, is written by these only.
        """
        document = self.document
        # An export may be long: its records are laid out once, by its table.
        keys, rows = ([], []) if document.is_data else tidy(document.records())
        units = units_of(rows)
        for table in document.tables:
            if table.columns and not document.is_data:
                self._shown(shown_table(table, units))
            elif table.records is not None:
                self._records(table.title, *tidy(table.records()), is_named=not document.is_data)
        if not document.is_data:
            self._records(_("all columns"), keys, rows, is_named=True)
            self.workbook.set_properties({"comments": RESULTS})
        self._notes()

    def _records(self, title: str, keys: Sequence[str], rows: Sequence[Row], is_named: bool) -> None:
        if not rows:
            return
        if len(rows) >= MAX_ROWS:
            raise OutputError(_("a worksheet holds at most {limit} rows; write csv or parquet instead", limit=MAX_ROWS))
        own = {column.key: column.heading for table in self.document.tables for column in table.columns}
        named = [own.get(key, key) if heading(key) == key else heading(key) for key in keys]
        numbers, widths = numeric(keys, self.document.numbers), [0] * len(keys)
        at_right = {place for place, key in enumerate(keys) if key in numbers}
        sheet = self._sheet(title, named if is_named else keys, at_right=at_right)
        for line, row in enumerate(rows, 1):
            wide = [
                self._field(sheet, line, place, key, row, is_named, is_number=key in numbers)
                for place, key in enumerate(keys)
            ]
            widths = list(map(max, widths, wide))
            longest = max((one for key, one in zip(keys, wide, strict=True) if not _is_aside(key)), default=0)
            self._set_height(sheet, line, longest)
        # What is empty or false throughout says nothing either.
        said = {key for row in rows for key in keys if row.get(key) not in (None, "", False)}
        folded = [place for place, key in enumerate(keys) if _is_aside(key) or key not in said]
        self._finish(sheet, widths, len(rows), folded)

    def _field(
        self, sheet: Worksheet, line: int, place: int, key: str, row: Row, is_named: bool, is_number: bool
    ) -> int:
        """Write a field of a record, with words for its code where columns are named for people; how wide it is."""
        value = row.get(key)
        if is_named and isinstance(value, str):
            value = shown_code(key, value)
        if is_number and isinstance(value, str):
            return self._number(sheet, line, place, key, value, row)
        return self._cell(sheet, line, place, value)

    def _shown(self, table: Shown) -> None:
        """A table as people see it: title, lines below it, the unit of all numbers, headings, rows."""
        above = [line for line in (table.title, *table.lines, table.unit_line) if line]
        at_right = {place for row in table.rows for place, cell in enumerate(row) if isinstance(cell, NumberCell)}
        sheet = self._sheet(table.title, table.headings, above, at_right)
        first = len(above) + 1
        widths = [max(_LEAST, min(width(heading), 2 * _LEAST)) for heading in table.headings]
        high = max((width(heading) // wide for heading, wide in zip(table.headings, widths, strict=True)), default=0)
        sheet.set_row(first - 1, _LINE * (high + 1))
        for line, row in enumerate(table.rows, first):
            longest = 0
            for place, cell in enumerate(row):
                if isinstance(cell, NumberCell):
                    wide = self._shown_number(sheet, line, place, cell, table.unit)
                else:
                    how = self.right if cell in _UNSAID else self.wrapped if width(cell) > _MAX_WIDTH else None
                    wide = self._text(sheet, line, place, cell, how)
                widths[place], longest = max(widths[place], wide), max(longest, wide)
            self._set_height(sheet, line, longest)
        self._finish(sheet, widths, len(table.rows), first=first - 1)

    def _shown_number(self, sheet: Worksheet, line: int, place: int, number: NumberCell, unit: str) -> int:
        behind = "" if number.unit == unit else _behind(number.unit)
        sign = "+" if number.digits.startswith("+") else ""
        how = self._format(number.places, behind, sign, number.is_grouped)
        sheet.write_number(line, place, float(number.value), how)
        separators = len(number.digits) // 3 if number.is_grouped else 0
        return len(number.digits) + separators + width(behind)

    def _notes(self) -> None:
        document = self.document
        sheet = self._sheet(_("notes"), [_("notes")])
        cut = [_("cells of more than {limit} characters were shortened", limit=MAX_CELL)] if self.is_cut else []
        for line, text in enumerate([*document.notes, *cut, document.provenance], 1):
            self._text(sheet, line, 0, text, self.wrapped)
        sheet.set_column(0, 0, 100)

    @staticmethod
    def _set_height(sheet: Worksheet, line: int, longest: int) -> None:
        """Let a row be as high as its longest text is in a column of the greatest width."""
        if longest > _MAX_WIDTH + _MARGIN:
            sheet.set_row(line, _LINE * -(-longest // (_MAX_WIDTH + _MARGIN)))

    def _sheet(
        self, title: str, headings: Sequence[str], above: Sequence[str] = (), at_right: Collection[int] = ()
    ) -> Worksheet:
        """A sheet with these headings, those of numbers at the right, below lines of which the first is its title."""
        sheet: Worksheet = self.workbook.add_worksheet(self._title(title))
        for line, text in enumerate(above):
            self._text(sheet, line, 0, text, self.title if line == 0 and title else None)
        for place, text in enumerate(headings):
            how = self.heading_of_numbers if place in at_right else self.heading
            self._text(sheet, len(above), place, text, how)
        sheet.freeze_panes(len(above) + 1, 0)
        if title:
            sheet.set_header("&L" + visible(title)[:_MAX_HEADER].replace("&", "&&"))
        return sheet

    def _title(self, title: str) -> str:
        """A name for a sheet: short, without what Excel refuses, and unlike all others."""
        clean = _NOT_IN_TITLES.sub(" ", visible(title).replace("\\", " ")).strip("' ") or _("table")
        for number in range(1, len(self.titles) + 2):
            end = f" {number}" if number > 1 else ""
            name = _clipped(clean, _MAX_TITLE - len(end)).strip("' ") + end
            if name.lower() not in self.titles:
                break
        self.titles.add(name.lower())
        return name

    def _finish(
        self, sheet: Worksheet, widths: list[int], count: int, folded: Collection[int] = (), first: int = 0
    ) -> None:
        """Make a sheet ready for use and print; first is the row of its headings, from 0."""
        for place, wide in enumerate(widths):
            outline = {"level": 1, "hidden": True} if place in folded else {}
            sheet.set_column(place, place, min(max(wide, 6), _MAX_WIDTH) + _MARGIN, None, outline)
        sheet.autofilter(first, 0, first + count, len(widths) - 1)
        sheet.repeat_rows(0, first)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        # Codes such as 330213, and figures as printed, are texts on purpose.
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def _cell(self, sheet: Worksheet, line: int, place: int, value: Cell) -> int:
        """Write a cell; how wide it is, in the digits that Excel counts in."""
        if value is None:
            return 0
        if isinstance(value, bool):
            sheet.write_boolean(line, place, value, self.plain)
            return 6
        if isinstance(value, int):
            sheet.write_number(line, place, value, self.right)
            return len(str(value))
        how = self.wrapped if width(value) > _MAX_WIDTH else None
        return self._text(sheet, line, place, value, how)

    def _number(self, sheet: Worksheet, line: int, place: int, key: str, exact: str, row: Row) -> int:
        """A number with the decimals it is shown with and its unit; as text where it is beyond what Excel holds."""
        number = rounded(key, exact)
        if number.adjusted() > 300:
            return self._text(sheet, line, place, exact)
        places = places_shown(key, exact, row)
        if "/" in exact and "_" in key:
            # Nothing shows how many an amount within a record deserves.
            places = min(places, _MOST_WITHIN)
        if key == "difference":
            places = min(places, max(_MOST_WITHIN, 1 - number.adjusted()))
        unit = "%" if key == "due" else _behind(str(row.get(_unit_key(key, row)) or ""))
        if unit.strip() in _RATES and rounding(key) != ROUND_HALF_UP:
            # A spreadsheet rounds to the nearest, which must not draw a bound inward.
            while places < _FINEST and _is_inward(key, number, places):
                places += 1
        sheet.write_number(line, place, float(number), self._format(places, unit))
        return len(f"{number:.{places}f}") + width(unit)

    def _format(self, places: int, unit: str, sign: str = "", is_grouped: bool = False) -> CellFormat | None:
        code = ("#,##0" if is_grouped else "0") + ("." + "0" * places if places else "") + (f'"{unit}"' if unit else "")
        code = f"{sign}{code};-{code}" if sign else code
        if code not in self.formats and len(self.formats) < _MAX_FORMATS:
            self.formats[code] = self.workbook.add_format({"num_format": code, "valign": "vcenter"} | _AT_RIGHT)
        return self.formats.get(code)

    def _text(self, sheet: Worksheet, line: int, place: int, text: str, how: CellFormat | None = None) -> int:
        """Write a text as a text, whatever it looks like."""
        shown, how = visible(text), how or self.plain
        # XlsxWriter cuts what is too long, and says so by this number.
        self.is_cut = sheet.write_string(line, place, shown, how) == -2 or self.is_cut
        return width(shown[:_MAX_COUNTED])


def _is_inward(key: str, number: Decimal, places: int) -> bool:
    """Whether a bound rounded to the nearest lies within the interval, not outside it."""
    step = Decimal(1).scaleb(-places)
    return number.quantize(step, ROUND_HALF_UP) != number.quantize(step, rounding(key))


def _is_aside(key: str) -> bool:
    """Whether a column is for programs: ids, and of amounts within a record everything but the value."""
    whole, _line, part = key.rpartition("_")
    return part in _ASIDE or (whole != "" and part in ("unit", "lower", "upper"))


def _unit_key(key: str, row: Row) -> str:
    """Where the unit of a number is: beside it, where it is an amount within a record."""
    own = f"{key.rpartition('_')[0]}_unit"
    return own if own in row else "unit"


def _behind(unit: str) -> str:
    """The unit as a number format has it behind the number."""
    named = _("pp") if unit == "pp" else visible(unit).replace('"', "")
    return named if named in _CLOSE_UNITS else f" {named}"[:_MAX_WIDTH]


def _clipped(text: str, length: int) -> str:
    """The beginning of a text, no longer than so many UTF-16 units, which Excel counts in."""
    return "".join(_while_short(text, length))


def _while_short(text: str, length: int) -> Iterator[str]:
    for char in text:
        length -= 1 + (char > "\uffff")
        if length < 0:
            return
        yield char
