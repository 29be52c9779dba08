"""The engines there are, each imported when it is opened."""

from __future__ import annotations

from pathlib import Path

from nbkpi.errors import MissingExtra, UsageError
from nbkpi.language import _
from nbkpi.panel.engine import NO_LIMITS, Engine, Limits, Progress

ENGINES = ("duckdb", "polars", "spark")

SMALL = 2**24
"""Files of fewer bytes are read faster than an engine could be made ready for large ones."""


def check_installed() -> None:
    """MissingExtra without Narwhals: all that computes here imports it."""
    try:
        import narwhals  # noqa: F401
    except ImportError:
        raise MissingExtra("Narwhals", "panel") from None


def open_engine(
    name: str, master: str | None, progress: Progress, path: Path, limits: Limits = NO_LIMITS
) -> Engine:  # fmt: skip
    """The engine of this name, for a table, within limits; MissingExtra when it is not installed."""
    if master is not None and name != "spark":
        raise UsageError(_("--master can be used only with --engine spark"))
    if name == "polars" and (limits.memory or limits.spill):
        raise UsageError(_("Polars keeps to no limit of memory: leave out --memory and --spill-to, or --engine polars"))
    try:
        if name == "polars":
            from nbkpi.panel.with_polars import PolarsEngine

            return PolarsEngine(progress, limits)
        if name == "spark":
            from nbkpi.panel.with_spark import SparkEngine

            is_small = path.is_file() and path.stat().st_size < SMALL
            return SparkEngine(progress, master or f"local[{limits.threads or '*'}]", is_small, limits)
        from nbkpi.panel.with_duckdb import DuckEngine

        return DuckEngine(progress, limits)
    except ImportError as error:
        wanted = (error.name or "").partition(".")[0]
        names = {"duckdb": "DuckDB", "polars": "Polars", "pyspark": "PySpark", "py4j": "PySpark"}
        if wanted not in names:
            raise
        raise MissingExtra(names[wanted], "panel" if wanted == "duckdb" else name) from None
