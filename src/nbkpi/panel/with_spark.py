"""Spark as the engine of panels: in this machine or on a cluster."""

from __future__ import annotations

import logging
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import narwhals as nw

from nbkpi.errors import OutputError, UsageError
from nbkpi.language import _
from nbkpi.panel.engine import NO_LIMITS, EngineStopped, Limits, Progress, first_line
from nbkpi.panel.files import Files
from nbkpi.panel.whole_numbers import LONG

_PIECE = 10_000
_PATIENCE = 10
"""So many seconds a master may take to answer at all."""
_TYPES = {"whole": "bigint", "double": "double", "text": "string", "flag": "boolean"}


class SparkEngine:
    """A session of Spark; files must be where its workers see them too."""

    room = LONG
    sorts = False

    def __init__(self, progress: Progress, master: str, is_small: bool, limits: Limits = NO_LIMITS) -> None:
        from narwhals.exceptions import NarwhalsError
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

        self.progress = progress
        self.errors: tuple[type[Exception], ...] = (PySparkException, Py4JError, NarwhalsError)
        # It would write a second account of every failure onto standard error.
        logging.getLogger("DataFrameQueryContextLogger").setLevel(logging.CRITICAL + 1)
        if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
            raise UsageError(_("Spark needs Java, which is not installed"))
        self.kept: list[Any] = []
        self.folder = Path(tempfile.mkdtemp(prefix="nbkpi-panel-", dir=limits.spill))
        progress(None)
        _check_master(master)
        builder = SparkSession.builder.master(master).appName("nbkpi")
        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "OFF",
            "spark.sql.shuffle.partitions": "8",
            "spark.sql.ansi.enabled": "true",
            "spark.cores.max": "4",
            "spark.network.timeout": "120s",
        }
        if is_small or not master.startswith("local"):
            # Java computes little here: what it would spend on becoming fast is most of such a run.
            settings["spark.driver.extraJavaOptions"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
        if is_small:
            settings["spark.sql.shuffle.partitions"] = "2"
        if limits.memory:
            settings |= dict.fromkeys(
                ("spark.driver.memory", "spark.executor.memory"), f"{max(limits.memory // 2**20, 512)}m"
            )
        if limits.spill is not None:
            settings["spark.local.dir"] = str(limits.spill.resolve())
        for name, value in settings.items():
            builder = builder.config(name, value)
        with _quiet():
            try:
                self.session = builder.getOrCreate()
            except Exception as error:  # Py4J has many ways to say that nothing answered.
                message = _("Spark cannot be started at {master}: {reason}", master=master, reason=first_line(error))
                raise UsageError(message) from None

    def read(self, files: Files, table: str | None) -> nw.LazyFrame[Any]:
        """The table in the files; UsageError when it cannot be read."""
        if files.is_database or table:
            raise UsageError(_("{path} is a database: only --engine duckdb can read it", path=files.name))
        names = [_literally(path) for path in files.paths]
        reader = self.session.read
        if files.folder is not None:
            reader = reader.option("basePath", _literally(files.folder))
        try:
            if files.is_text:
                how = {"header": True, "sep": files.separator, "multiLine": True, "escape": '"'}
                return self._frame(reader.csv(names, **how))
            return self._frame(reader.parquet(*names))
        except self.errors as error:
            raise EngineStopped(
                _("{path} cannot be read: {reason}", path=files.name, reason=first_line(error))
            ) from None

    def _frame(self, frame: Any) -> nw.LazyFrame[Any]:
        found: nw.LazyFrame[Any] = nw.from_native(frame)
        return found

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The same rows; parts that are lost with a worker are computed again."""
        from pyspark import StorageLevel

        kept = frame.to_native().persist(StorageLevel.MEMORY_AND_DISK)
        self.kept.append(kept)
        return self._frame(kept)

    def beside(self, _frame: nw.LazyFrame[Any], _columns: Mapping[str, tuple[str, int]]) -> nw.LazyFrame[Any] | None:
        """Its rows have no order."""
        return None

    def numbered(self, _frame: nw.LazyFrame[Any], _name: str) -> nw.LazyFrame[Any] | None:
        """Its rows have no order."""
        return None

    def may_repeat(
        self, _frame: nw.LazyFrame[Any], _key: str, _place: str, _size: int, _only_dense: bool = False
    ) -> bool | None:  # fmt: skip
        """Nothing faster than a sum for each key."""
        return None

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """All rows, for few of them."""
        self.progress(None)
        try:
            return [tuple(row) for row in frame.to_native().collect()]
        except self.errors as error:
            raise EngineStopped(_("the engine stopped: {reason}", reason=first_line(error))) from None

    def pieces(self, frame: nw.LazyFrame[Any]) -> Iterator[list[tuple[Any, ...]]]:
        """All rows, some at a time."""
        rows = iter(frame.to_native().toLocalIterator())
        while piece := [tuple(row) for row in islice(rows, _PIECE)]:
            yield piece

    def small(self, columns: dict[str, str], rows: Sequence[Sequence[object]]) -> nw.LazyFrame[Any]:
        """A table of these rows."""
        schema = ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in columns.items())
        return self._frame(self.session.createDataFrame([tuple(row) for row in rows], schema))

    def written(self, frame: nw.LazyFrame[Any], path: Path, ending: str) -> nw.LazyFrame[Any] | None:
        """Write the rows in their order into one file; the rows, where that can be read again."""
        self.progress(None)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".nbkpi-") as folder:
            where = Path(folder, "rows")
            writer = frame.to_native().coalesce(1).write
            try:
                if ending == ".parquet":
                    writer.option("compression", "zstd").parquet(where.as_uri())
                else:
                    writer.option("header", True).option("escape", '"').csv(where.as_uri())
            except self.errors as error:
                raise OutputError(_("the engine stopped: {reason}", reason=first_line(error))) from None
            (made,) = where.glob("part-*")
            made.replace(path)
        # Spark passes over files whose names begin with a dot, as that of a file does which is not finished.
        return None

    def close(self) -> None:
        """Stop the session."""
        for one in self.kept:
            one.unpersist()
        self.session.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def _literally(path: Path) -> str:
    """The place of a file as Spark has to be given it: to the letter, with no sign in it that stands for others."""
    return "file://" + re.sub(r"([*?{}\[\]\\])", r"\\\1", str(path.resolve()))


def _check_master(master: str) -> None:
    """UsageError when nothing answers where a standalone master should be: Spark itself would try for a minute."""
    if not master.startswith("spark://"):
        return
    reason = _("no host and port are given")
    for place in master.removeprefix("spark://").split(","):
        host, _colon, port = place.rpartition(":")
        if not host or not port.isdecimal() or int(port) > 65535:
            continue
        try:
            socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
        except OSError as error:
            reason = error.strerror or str(error)
        else:
            return
    raise UsageError(_("Spark cannot be started at {master}: {reason}", master=master, reason=reason))


class _quiet:  # noqa: N801
    """Keeps what Java says while it starts off standard error, where it would stand between the user's own lines."""

    def __enter__(self) -> None:
        self.saved = os.dup(2)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)

    def __exit__(self, *_error: object) -> None:
        os.dup2(self.saved, 2)
        os.close(self.saved)
