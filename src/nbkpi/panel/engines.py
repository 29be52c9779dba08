"""The engines there are, each imported when it is opened."""

from __future__ import annotations

from pathlib import Path

from nbkpi.errors import MissingExtra, UsageError
from nbkpi.language import _
from nbkpi.panel.engine import Engine, Progress

ENGINES = ("duckdb", "polars", "spark")

SMALL = 2**24
"""Files of fewer bytes are read faster than an engine could be made ready for large ones."""


def open_engine(name: str, master: str | None, progress: Progress, path: Path) -> Engine:
    """The engine of this name, for a table; MissingExtra when it is not installed."""
    if master is not None and name != "spark":
        raise UsageError(_("--master can be used only with --engine spark"))
    try:
        import narwhals  # noqa: F401

        if name == "polars":
            from nbkpi.panel.with_polars import PolarsEngine

            return PolarsEngine(progress)
        if name == "spark":
            from nbkpi.panel.with_spark import SparkEngine

            return SparkEngine(progress, master or "local[*]", path.is_file() and path.stat().st_size < SMALL)
        from nbkpi.panel.with_duckdb import DuckEngine

        return DuckEngine(progress)
    except ImportError as error:
        wanted = (error.name or "").partition(".")[0]
        names = {"narwhals": "Narwhals", "duckdb": "DuckDB", "polars": "Polars", "pyspark": "PySpark"}
        if wanted not in names:
            raise
        raise MissingExtra(names[wanted], "panel" if wanted in ("narwhals", "duckdb") else name) from None
