"""The engine that is used unless another is asked for: DuckDB, inside this process."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import narwhals as nw

from nbkpi.errors import OutputError, UsageError
from nbkpi.language import _, listed
from nbkpi.panel.engine import NO_LIMITS, EngineStopped, Limits, Progress, first_line
from nbkpi.panel.files import Files
from nbkpi.panel.whole_numbers import HUGE
from nbkpi.sheets.parquet import literally

_TYPES = {"whole": "BIGINT", "double": "DOUBLE", "text": "VARCHAR", "flag": "BOOLEAN"}
_PIECE = 10_000
_PLACES = 62
"""So many places have a bit of their own in a whole number of 64 bits."""
_MAX_BITS = 2**30
"""The longest row of bits, which takes 128 MB in every thread."""
_SPARSE = 64
"""A row of bits may have so many for each row of the table."""
_GLANCE = 0.1
"""How often, in seconds, it is looked how far the engine is."""

Found = TypeVar("Found")


class DuckEngine:
    """DuckDB in memory; what does not fit there goes into a folder of its own."""

    room = HUGE
    sorts = True

    def __init__(self, progress: Progress, limits: Limits = NO_LIMITS) -> None:
        import duckdb
        from narwhals.exceptions import NarwhalsError

        self.errors: tuple[type[Exception], ...] = (duckdb.Error, NarwhalsError)
        self.progress = progress
        self.folder = Path(tempfile.mkdtemp(prefix="nbkpi-panel-", dir=limits.spill))
        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": False, "autoload_known_extensions": False,
            "temp_directory": str(self.folder), "preserve_insertion_order": True,
        }  # fmt: skip
        if limits.memory:
            settings["memory_limit"] = f"{limits.memory}B"
        if limits.threads:
            settings["threads"] = limits.threads
        self.connection = duckdb.connect(config=settings)
        # How far it is can be asked for; that it shows a bar of its own, as it does on some terminals, it must not.
        self.connection.execute("SET enable_progress_bar = true")
        self.connection.execute("SET enable_progress_bar_print = false")
        self._kept = 0

    def read(self, files: Files, table: str | None) -> nw.LazyFrame[Any]:
        """The table in the files; UsageError when it cannot be read."""
        names = "[" + ", ".join(_quoted(literally(str(path))) for path in files.paths) + "]"
        if files.is_database:
            self._asked(f"ATTACH {_quoted(str(files.paths[0]))} AS given (READ_ONLY)", files.name)
            source = f"SELECT * FROM {self._table(files.name, table)}"
        elif files.is_text:
            how = (
                f"delim = {_quoted(files.separator)}, all_varchar = true, header = true, null_padding = false, "
                # Left to find out, an apostrophe before a code would be taken for a quotation mark.
                "skip = 0, quote = '\"', escape = '\"', comment = ''"
            )
            source = f"SELECT * FROM read_csv({names}, {how})"
        else:
            source = f"SELECT * FROM read_parquet({names})"
        frame = self._frame(self._kept_as("VIEW", source, files.name))
        native = frame.to_native()
        # Columns in which nothing was ever written have no type at all.
        untyped = [name for name, sort in zip(native.columns, native.types, strict=True) if str(sort) == '"NULL"']
        return frame.with_columns(*(nw.col(name).cast(nw.Int64) for name in untyped)) if untyped else frame

    def _table(self, database: str, asked: str | None) -> str:
        """A table of the database, called by its name, or as schema.table; the only one where none is asked for."""
        sql = (
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = 'given' ORDER BY ALL"
        )
        known = self._asked(sql)
        names = [name if schema == "main" else f"{schema}.{name}" for schema, name in known]
        if not asked and len(known) != 1:
            raise UsageError(_("{path} is a database: give the table in it with --table: {names}", path=database,
                               names=listed(names)))  # fmt: skip
        found = [one for one in known if not asked or asked in (one[1], ".".join(one))]
        found = [one for one in found if asked == ".".join(one)] or found
        if not found:
            raise UsageError(_("{path} has no table {name}; it has {names}", path=database, name=asked or "",
                               names=listed(names)))  # fmt: skip
        if len(found) > 1:
            raise UsageError(_("“{name}” is the name of several tables: {names}", name=asked,
                               names=listed(map(".".join, found))))  # fmt: skip
        return "given." + ".".join('"' + part.replace('"', '""') + '"' for part in found[0])

    def _frame(self, name: str) -> nw.LazyFrame[Any]:
        frame: nw.LazyFrame[Any] = nw.from_native(self.connection.table(name))
        return frame

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The same rows, computed once, in a temporary table."""
        return self._frame(self._kept_as("TABLE", _sql(frame)))

    def _kept_as(self, sort: str, rows: str, path: str | None = None) -> str:
        """The name of a temporary table or view of what is selected; path is the file that it is in."""
        self._kept += 1
        name = f"kept_{self._kept}"
        self._asked(f"CREATE TEMP {sort} {name} AS {rows}", path)
        return name

    def beside(self, frame: nw.LazyFrame[Any], columns: Mapping[str, tuple[str, int]]) -> nw.LazyFrame[Any] | None:
        """The frame with what other columns have so many rows before: rows keep the order that they have in a file."""
        return _with(frame, *(f'lag("{other}", {rows}) OVER () AS "{name}"' for name, (other, rows) in columns.items()))

    def numbered(self, frame: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any] | None:
        """The frame with the number of each row: rows keep the order that they have in a table."""
        return _with(frame, f'row_number() OVER () AS "{name}"')

    def may_repeat(
        self, frame: nw.LazyFrame[Any], key: str, place: str, size: int, only_dense: bool = False
    ) -> bool | None:  # fmt: skip
        """Whether a key may have two rows with one place: by one bit for each in a single row of bits, or by key.

        Texts stand together by their hashes: those of one text are the same, so that nothing is overlooked.
        """
        rows = f"({_sql(frame)})"
        if frame.collect_schema()[key].is_integer():
            ((low, high, count),) = self._asked(f'SELECT min("{key}"), max("{key}"), count(*) FROM {rows}')
            bits = (high - low + 1) * size if count else 0
            if bits <= min(count * _SPARSE, _MAX_BITS):
                number = f'("{key}" - {low}) * {size} + "{place}"' if count else "0"
                asked = f"SELECT bit_count(bitstring_agg({number}, 0, {max(bits, 1)})) <> count(*) FROM {rows}"
                return bool(count and self._asked(asked)[0][0])
        if only_dense:
            return None
        if size > _PLACES:
            asked = f'SELECT 1 FROM {rows} GROUP BY "{key}", "{place}" HAVING count(*) > 1 LIMIT 1'
        else:
            seen = f'bit_count(bit_or(1::BIGINT << "{place}"::INTEGER))'
            asked = f'SELECT 1 FROM {rows} GROUP BY hash("{key}") HAVING {seen} <> count(*) LIMIT 1'
        return bool(self._asked(asked))

    def _asked(self, sql: str, path: str | None = None) -> list[tuple[Any, ...]]:
        return self._waited(lambda: self.connection.execute(sql).fetchall(), path)

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """All rows, for few of them."""
        return self._asked(_sql(frame))

    def pieces(self, frame: nw.LazyFrame[Any]) -> Iterator[list[tuple[Any, ...]]]:
        """All rows, some at a time; they are kept first, so that others can be written meanwhile."""
        name, start = self._kept_as("TABLE", _sql(frame)), 0
        while True:
            piece = f"SELECT * FROM {name} WHERE rowid >= {start} AND rowid < {start + _PIECE}"
            rows = self._asked(piece)
            if not rows:
                return
            yield rows
            start += _PIECE

    def small(self, columns: dict[str, str], rows: Sequence[Sequence[object]]) -> nw.LazyFrame[Any]:
        """A table of these rows."""
        self._kept += 1
        name = f"kept_{self._kept}"
        typed = ", ".join(f'"{column}" {_TYPES[kind]}' for column, kind in columns.items())
        self._asked(f"CREATE TEMP TABLE {name} ({typed})")
        lists = ", ".join(f"unnest(?::{_TYPES[kind]}[])" for kind in columns.values())
        for start in range(0, len(rows), _PIECE):
            piece = rows[start : start + _PIECE]
            values = [[row[place] for row in piece] for place in range(len(columns))]
            self.connection.execute(f"INSERT INTO {name} SELECT {lists}", values).fetchall()
        return self._frame(name)

    def written(self, frame: nw.LazyFrame[Any], path: Path, ending: str) -> nw.LazyFrame[Any] | None:
        """Write the rows in their order into one file; the rows, where that can be read again."""
        how = "FORMAT parquet, COMPRESSION zstd" if ending == ".parquet" else "FORMAT csv, HEADER"
        try:
            self._asked(f"COPY ({_sql(frame)}) TO {_quoted(str(path))} ({how})")
        except UsageError as error:
            raise OutputError(str(error)) from None
        if ending != ".parquet":
            return None
        return self._frame(self._kept_as("VIEW", f"SELECT * FROM read_parquet({_quoted(literally(str(path)))})"))

    def close(self) -> None:
        """Close the database and remove its folder."""
        # What was interrupted may have left a result that nobody takes.
        with suppress(*self.errors):
            self.connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _waited(self, work: Callable[[], Found], path: str | None = None) -> Found:
        """Run it in a thread of its own: this one shows how far it is, and can be interrupted."""
        found: list[Found] = []
        failed: list[BaseException] = []

        def run() -> None:
            try:
                found.append(work())
            except BaseException as error:
                failed.append(error)

        thread = threading.Thread(target=run, daemon=True)
        try:
            thread.start()
            while thread.is_alive():
                thread.join(_GLANCE)
                done = self.connection.query_progress()
                self.progress(done / 100 if done >= 0 else None)
        except KeyboardInterrupt:
            # It may not have begun yet, when there is nothing to interrupt.
            while thread.is_alive():
                with suppress(*self.errors):
                    self.connection.interrupt()
                thread.join(_GLANCE)
            raise
        if failed:
            if not isinstance(failed[0], self.errors):
                raise failed[0]
            reason = first_line(failed[0])
            if path is not None:
                raise EngineStopped(_("{path} cannot be read: {reason}", path=path, reason=reason))
            raise EngineStopped(_("the engine stopped: {reason}", reason=reason))
        return found[0]


def _with(frame: nw.LazyFrame[Any], *columns: str) -> nw.LazyFrame[Any]:
    found: nw.LazyFrame[Any] = nw.from_native(frame.to_native().project(", ".join(["*", *columns])))
    return found


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _sql(frame: nw.LazyFrame[Any]) -> str:
    text: str = frame.to_native().sql_query()
    return text
