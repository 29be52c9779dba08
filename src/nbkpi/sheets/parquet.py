"""Parquet files, read by DuckDB."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nbkpi.errors import MissingExtra, UsageError
from nbkpi.language import _
from nbkpi.sheets.grid import MAX_CELLS, Grid, text_of, too_large

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation


def literally(name: str) -> str:
    """The name of a file as DuckDB has to be given it: to the letter, with no sign in it that stands for others."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _shortest(relation: DuckDBPyRelation) -> str:
    """The columns, those of single precision in the fewest digits that tell them apart: 80.1, not 80.0999984741211."""
    named = [('"' + name.replace('"', '""') + '"', str(kind))
             for name, kind in zip(relation.columns, relation.types, strict=True)]  # fmt: skip
    return ", ".join(f"CAST({name} AS VARCHAR)" if kind == "FLOAT" else name for name, kind in named)


def read_parquet(path: Path, shown: str) -> Grid:
    """The rows of a Parquet file under the names of its columns; UsageError when it cannot be read.

    Decimals keep their digits; what is null is blank.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("DuckDB", "panel") from None
    try:
        with duckdb.connect(":memory:") as connection:
            relation = connection.from_parquet(literally(str(path)))
            names = relation.columns
            count = len(relation)
            if count * len(names) > MAX_CELLS:
                raise UsageError(too_large(shown, count * len(names)))
            found = relation.project(_shortest(relation)).fetchall()
    except duckdb.Error:
        raise UsageError(_("{path} is damaged", path=shown)) from None
    rows = [["" if cell is None else cell if type(cell) in (str, float) else text_of(cell) for cell in row]
            for row in found]  # fmt: skip
    return Grid(shown, "", [list(names), *rows])
