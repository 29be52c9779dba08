"""Exporting 100,000 figures: what each format adds to the rows, beside XlsxWriter writing the same cells by itself."""

from __future__ import annotations

import io
import tempfile
from functools import partial
from pathlib import Path

from measure import rounds_option, show, side_by_side, write_book
from xlsxwriter import Workbook

from nbkpi.loading.load import load
from nbkpi.render import Format, renderer
from nbkpi.render.rows import Row, tidy
from nbkpi.report.export import export
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import Selection

FORMATS: tuple[Format, ...] = ("csv", "json", "html", "parquet", "xlsx")
GOAL = 2.0


def main() -> None:
    """Measure and print."""
    options = rounds_option(__doc__, 3).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "book"
        write_book(place, 25_000, 4)
        calculator = Calculator(load(place))
    document = export(calculator, Selection(), sdmx=False)
    header, rows = tidy(document.records())
    jobs = {"XlsxWriter": lambda: bare(header, rows), "the rows": lambda: export(calculator, Selection(), sdmx=False)}
    jobs |= {name: partial(renderer(name), document) for name in FORMATS}
    print(f"{len(rows)} figures, {len(rows) * len(header)} cells, median of {options.rounds}; ratio to XlsxWriter")
    show(side_by_side(jobs, options.rounds), "XlsxWriter", {"xlsx": GOAL})


def bare(header: list[str], rows: list[Row]) -> bytes:
    """The same cells with neither formats nor widths."""
    whole = io.BytesIO()
    with Workbook(whole, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for line, row in enumerate(rows):
            for place, key in enumerate(header):
                value = row[key]
                if isinstance(value, bool):
                    sheet.write_boolean(line, place, value)
                elif key in ("nominal", "lower", "upper") and value is not None:
                    sheet.write_number(line, place, float(value))
                elif value is not None:
                    sheet.write_string(line, place, str(value))
    return whole.getvalue()


if __name__ == "__main__":
    main()
