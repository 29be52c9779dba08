"""Polars as the engine of panels, inside this process."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw

from nbkpi.errors import OutputError, UsageError
from nbkpi.language import _
from nbkpi.panel.engine import NO_LIMITS, EngineStopped, Limits, Progress, first_line
from nbkpi.panel.files import Files
from nbkpi.panel.whole_numbers import HUGE

_PIECE = 10_000


class PolarsEngine:
    """Lazy frames of Polars; what is kept is in memory."""

    room = HUGE
    sorts = False

    def __init__(self, progress: Progress, limits: Limits = NO_LIMITS) -> None:
        # Without it a column of intervals, even one that is not used, ends the process; it is left alone.
        os.environ.setdefault("POLARS_IMPORT_INTERVAL_AS_STRUCT", "1")
        if limits.threads:
            # It is looked at when Polars is imported, which has not happened yet in a run of the tool.
            os.environ["POLARS_MAX_THREADS"] = str(limits.threads)
        import polars
        from narwhals.exceptions import NarwhalsError

        self.polars = polars
        self.progress = progress
        self.folder = Path(tempfile.mkdtemp(prefix="nbkpi-panel-"))
        self.errors: tuple[type[Exception], ...] = (polars.exceptions.PolarsError, NarwhalsError)
        # Polars panics at a column of intervals where the process used it before without the setting above.
        panic: type[BaseException] = polars.exceptions.PanicException
        self.unreadable: tuple[type[BaseException], ...] = (*self.errors, OSError, panic)

    def read(self, files: Files, table: str | None) -> nw.LazyFrame[Any]:
        """The table in the files; UsageError when it cannot be read."""
        if files.is_database or table:
            raise UsageError(_("{path} is a database: only --engine duckdb can read it", path=files.name))
        paths = list(files.paths)
        try:
            if files.is_text:
                # Nothing between quotation marks is nothing too; of headings Polars leaves those within doubled.
                frame = self.polars.scan_csv(
                    paths, infer_schema=False, separator=files.separator, glob=False, null_values=[""],
                    with_column_names=lambda names: [name.replace('""', '"') for name in names],
                )  # fmt: skip
            else:
                has_parts = files.folder is not None and any(
                    "=" in part for part in paths[0].relative_to(files.folder).parts[:-1]
                )
                frame = self.polars.scan_parquet(paths, glob=False, hive_partitioning=has_parts)
            empty = [name for name, dtype in frame.collect_schema().items() if dtype == self.polars.Null]
            frame = frame.with_columns(self.polars.col(empty).cast(self.polars.String)) if empty else frame
        except self.unreadable as error:
            raise EngineStopped(
                _("{path} cannot be read: {reason}", path=files.name, reason=first_line(error))
            ) from None
        return self._frame(frame)

    def _frame(self, frame: Any) -> nw.LazyFrame[Any]:
        found: nw.LazyFrame[Any] = nw.from_native(frame)
        return found

    def _collected(self, frame: nw.LazyFrame[Any]) -> Any:
        self.progress(None)
        try:
            return frame.to_native().collect(engine="streaming")
        except self.errors as error:
            raise EngineStopped(_("the engine stopped: {reason}", reason=first_line(error))) from None

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The same rows, computed once, in memory."""
        return self._frame(self._collected(frame).lazy())

    def beside(self, frame: nw.LazyFrame[Any], columns: Mapping[str, tuple[str, int]]) -> nw.LazyFrame[Any] | None:
        """The frame with what other columns have so many rows before."""
        more = {name: self.polars.col(other).shift(rows) for name, (other, rows) in columns.items()}
        return self._frame(frame.to_native().with_columns(**more))

    def numbered(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any] | None:
        """The frame with the number of each row."""
        return self._frame(frame.to_native().with_columns(**{name: self.polars.int_range(1, self.polars.len() + 1)}))

    def may_repeat(
        self, _frame: nw.LazyFrame[Any], _key: str, _place: str, _size: int, _only_dense: bool = False
    ) -> bool | None:  # fmt: skip
        """Nothing faster than a sum for each key."""
        return None

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """All rows, for few of them."""
        return list(self._collected(frame).rows())

    def pieces(self, frame: nw.LazyFrame[Any]) -> Iterator[list[tuple[Any, ...]]]:
        """All rows, some at a time."""
        for piece in self._collected(frame).iter_slices(_PIECE):
            yield list(piece.rows())

    def small(self, columns: dict[str, str], rows: Sequence[Sequence[object]]) -> nw.LazyFrame[Any]:
        """A table of these rows."""
        kinds = {"whole": self.polars.Int64, "double": self.polars.Float64, "text": self.polars.String,
                 "flag": self.polars.Boolean}  # fmt: skip
        schema = {name: kinds[kind] for name, kind in columns.items()}
        return self._frame(self.polars.DataFrame([tuple(row) for row in rows], schema=schema, orient="row").lazy())

    def written(self, frame: nw.LazyFrame[Any], path: Path, ending: str) -> nw.LazyFrame[Any] | None:
        """Write the rows in their order into one file; the rows, where that can be read again."""
        self.progress(None)
        native = frame.to_native()
        try:
            if ending != ".parquet":
                native.sink_csv(path)
                return None
            native.sink_parquet(path, compression="zstd")
        except self.errors as error:
            raise OutputError(_("the engine stopped: {reason}", reason=first_line(error))) from None
        return self._frame(self.polars.scan_parquet(path, glob=False))

    def close(self) -> None:
        """Remove its folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
