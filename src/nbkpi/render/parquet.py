"""Documents as Parquet files: the rows of CSV with typed columns, written by DuckDB."""

from __future__ import annotations

import json
import math
import tempfile
from decimal import ROUND_CEILING, ROUND_FLOOR
from fractions import Fraction
from pathlib import Path

from nbkpi.errors import MissingExtra, OutputError
from nbkpi.language import _
from nbkpi.render.rows import Cell, Row, numeric, rounding, tidy
from nbkpi.report.document import Document

_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def render_parquet(document: Document) -> bytes:
    """The rows, zstd-compressed: numbers as doubles (bounds outward), flags as booleans, all else as text.

    Without any row there is one empty column, as a file must have one. MissingExtra without DuckDB.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("DuckDB", "panel") from None

    header, rows = tidy(document.records())
    header = header or ["entity"]
    numbers = numeric(header, document.numbers)

    def plain(key: str, value: Cell) -> Cell | float:
        return double(value, rounding(key)) if key in numbers and isinstance(value, str) else value

    with tempfile.TemporaryDirectory() as folder:
        lines, whole = Path(folder, "rows.jsonl"), Path(folder, "rows.parquet")
        given, made = (str(path).replace("'", "''") for path in (lines, whole))
        with lines.open("w", encoding="utf-8", newline="\n") as file:
            for row in rows:
                file.write(json.dumps({key: plain(key, row.get(key)) for key in header}, ensure_ascii=False) + "\n")
        columns = ", ".join(f"'{key}': '{'DOUBLE' if key in numbers else _type(key, rows)}'" for key in header)
        source = f"read_json('{given}', format = 'newline_delimited', columns = {{{columns}}})"
        try:
            with duckdb.connect(config=_OFFLINE) as engine:
                engine.execute(f"COPY (SELECT * FROM {source}) TO '{made}' (FORMAT parquet, COMPRESSION zstd)")
        except duckdb.Error as error:
            raise OutputError(_("the file cannot be written: {reason}", reason=error)) from None
        return whole.read_bytes()


def _type(key: str, rows: list[Row]) -> str:
    found = next((row[key] for row in rows if row.get(key) is not None), None)
    is_flag = isinstance(found, bool) or key.endswith("_closed")
    return "BOOLEAN" if is_flag else "BIGINT" if isinstance(found, int) else "VARCHAR"


def double(exact: str, how: str) -> float | None:
    """The double nearest to an exact number, or the one next to it where it must lie outside; None beyond all of them.

    So a lower bound is never above the exact one, nor an upper bound below it.
    """
    value = Fraction(exact)
    try:
        found = float(value)
    except OverflowError:
        return None
    if how == ROUND_FLOOR and Fraction(found) > value:
        return math.nextafter(found, -math.inf)
    if how == ROUND_CEILING and Fraction(found) < value:
        return math.nextafter(found, math.inf)
    return found
