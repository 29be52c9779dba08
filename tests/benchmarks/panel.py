"""Panels of synthetic villages: nbkpi panel beside hand-written SQL, Polars and pandas that compute the same columns.

Every job runs in a process of its own, reads the Parquet file and reduces its result to four numbers, so that nothing
is left out and nothing is written. Hand-written SQL computes sound bounds too, from scaled integers with one rounding;
beside it stand its unsound double version, the same with the check that nothing is there twice, which nbkpi makes
unless told that it is so, and a bare scan of the columns. Seconds are those on the clock and of the processor.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from measure import rounds_option

from nbkpi.loading.load import load
from nbkpi.model.book import Book
from nbkpi.model.panels import Panel, PanelField
from nbkpi.panel.engines import open_engine
from nbkpi.panel.plan import Wanted
from nbkpi.panel.run import run
from nbkpi.panel.summary import summarise
from nbkpi.solve.calculate import Calculator

BOOK = """
[[entity]]
id = "v"
name = "村"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[indicator]]
id = "households"
name = "农户"
unit = "户"
kind = "count"
[[metric]]
id = "average"
name = "户均"
formula = "income / households"
unit = "元/户"
"""

SOUND = """
SELECT count(lower), min(lower), max(upper), count(upper) FROM (
  SELECT nextafter(((n - p) * 2 - 2) * 100 / (2 * p + 1)::DOUBLE, '-inf'::DOUBLE) AS lower,
         nextafter(((n - p) * 2 + 2) * 100 / (2 * p - 1)::DOUBLE, 'inf'::DOUBLE) AS upper
  FROM (SELECT n, CASE WHEN before = year - 1 AND p > 0 THEN p END AS p FROM (
    SELECT n, year, lag(n) OVER w AS p, lag(year) OVER w AS before FROM rows
    WINDOW w AS (PARTITION BY village ORDER BY year))))
"""
ROWS = "CREATE OR REPLACE TEMP TABLE rows AS SELECT village, year, round(income * 100)::BIGINT AS n FROM '{file}'"
"""Materialised before the window, which would otherwise scan the file once for every column."""
UNSOUND = """
SELECT count(lower), min(lower), max(upper), count(upper) FROM (
  SELECT ((income - 0.005) / (p + 0.005) - 1) * 100 AS lower, ((income + 0.005) / (p - 0.005) - 1) * 100 AS upper
  FROM (SELECT income, CASE WHEN before = year - 1 AND p > 0 THEN p END AS p FROM (
    SELECT income, year, lag(income) OVER w AS p, lag(year) OVER w AS before FROM '{file}'
    WINDOW w AS (PARTITION BY village ORDER BY year))))
"""
RATIO = """
SELECT count(lower), min(lower), max(upper), count(upper) FROM (
  SELECT nextafter((2 * n - 1) * 50 / h::DOUBLE, '-inf'::DOUBLE) AS lower,
         nextafter((2 * n + 1) * 50 / h::DOUBLE, 'inf'::DOUBLE) AS upper
  FROM (SELECT round(income * 100)::BIGINT AS n, nullif(households, 0)::BIGINT AS h FROM '{file}'))
"""
GROUPED = """
SELECT county, nextafter(low * 50 / h::DOUBLE, '-inf'::DOUBLE) AS lower, nextafter(high * 50 / h::DOUBLE, 'inf'::DOUBLE)
FROM (SELECT county, year, sum(2 * n - 1)::BIGINT AS low, sum(2 * n + 1)::BIGINT AS high, sum(h)::BIGINT AS h
      FROM (SELECT county, year, round(income * 100)::BIGINT AS n, households::BIGINT AS h FROM '{file}')
      GROUP BY ALL) WHERE year = {last} ORDER BY lower DESC LIMIT 10
"""


TWICE = "SELECT count(*) FROM (SELECT 1 FROM '{file}' GROUP BY village, year HAVING count(*) > 1)"
"""What tells a hand-writer that no village has two rows for one year."""
PARTS = """
SELECT count(*) FROM (SELECT county, year, count(*) AS n FROM '{file}' GROUP BY ALL)
JOIN (SELECT county, count(DISTINCT village) AS all_of_it FROM '{file}' GROUP BY ALL) USING (county) WHERE n < all_of_it
"""
"""And this that every total has all its parts."""
FLOOR = "SELECT {sums} FROM '{file}'"
COPY = """
COPY (SELECT i AS village, i // 300 AS county, {first} + j AS year,
             ((hash(i * 7 + j) % 900000 + 100) / 100)::DOUBLE AS income, hash(i + j) % 900 + 20 AS households{more}
      FROM range({villages}) a(i), range({years}) b(j) ORDER BY {order}) TO '{file}' (FORMAT parquet)
"""
BARE = {"growth": ("village", "year", "income"), "ratio": ("income", "households"),
        "grouped": ("county", "year", "income", "households")}  # fmt: skip
JOBS: dict[str, dict[str, tuple[str, ...]]] = {
    "growth": {
        "bare scan": ("scan", "growth"), "SQL, sound": ("sql", "ROWS", "SOUND"),
        "SQL, sound, checked": ("sql", "TWICE", "ROWS", "SOUND"), "SQL, unsound doubles": ("sql", "UNSOUND"),
        "nbkpi panel": ("ours", "income.growth"), "Polars by hand": ("polars",), "pandas by hand": ("pandas",),
        "nbkpi panel, Polars": ("ours", "income.growth", "polars"),
    },
    "ratio": {
        "bare scan": ("scan", "ratio"), "SQL, sound": ("sql", "RATIO"),
        "SQL, sound, checked": ("sql", "TWICE", "RATIO"),
        "nbkpi panel": ("ours", "average"), "nbkpi panel, unique": ("ours", "average", "duckdb", "", "unique"),
        "nbkpi panel, Polars": ("ours", "average", "polars"),
    },
    "grouped": {
        "bare scan": ("scan", "grouped"), "SQL, sound": ("sql", "GROUPED"),
        "SQL, sound, checked": ("sql", "TWICE", "PARTS", "GROUPED"),
        "nbkpi panel": ("ours", "average", "duckdb", "county"),
        "nbkpi panel, unique": ("ours", "average", "duckdb", "county", "unique"),
        "nbkpi panel, Polars": ("ours", "average", "polars", "county"),
    },
}  # fmt: skip
"""What is measured, each with the method of Work that does it and its arguments."""
NEEDED = {"Polars": "polars", "pandas": "pandas"}


class Taken(NamedTuple):
    """Seconds on the clock, seconds of the processor, and megabytes more than before at the most."""

    clock: float
    processor: float
    memory: float


class Work:
    """Every way to compute over the villages in one file."""

    def __init__(self, folder: Path, threads: int, last: int) -> None:
        self.folder, self.threads, self.last = folder, threads, last
        self.file = folder / "villages.parquet"
        self.book: Book | None = None

    def sql(self, *names: str) -> list[tuple[object, ...]]:
        """Run hand-written statements in a database of their own; the rows of the last."""
        return self.statements(*(globals()[name].format(file=self.file, last=self.last) for name in names))

    def statements(self, *texts: str) -> list[tuple[object, ...]]:
        """Run statements."""
        found: list[tuple[object, ...]] = []
        with duckdb.connect(config={"threads": self.threads}) as connection:
            for text in texts:
                found = connection.execute(text).fetchall()
        return found

    def scan(self, name: str) -> object:
        """The floor: the columns read and nothing else."""
        sums = ", ".join(f"sum({column})" for column in BARE[name])
        return self.statements(FLOOR.format(sums=sums, file=self.file))

    def ours(self, metric: str, engine_name: str = "duckdb", group: str = "", unique: str = "") -> object:
        """nbkpi panel, down to the same numbers."""
        import narwhals as nw

        book = self.book or load(self.folder / "book.toml")
        measures = {name: book.measure(name) for name in ("income", "households")}
        fields = [PanelField(name, one, decimals=2 if name == "income" else None) for name, one in measures.items()]
        panel = Panel("villages", str(self.file), "village", "year", fields=fields, unique=bool(unique))
        found = book.metric(metric)
        wanted = [Wanted(found, metric, Calculator(book).program(found))]
        engine = open_engine(engine_name, None, lambda _share: None, self.file)
        try:
            answer = run(engine, book, panel, wanted, group or None)
            if group:
                return summarise(engine, answer, answer.frame, 10).top
            lower, upper = (nw.col(wanted[0].column + part) for part in ("_lower", "_upper"))
            ends = (lower.count().alias("a"), lower.min().alias("b"), upper.max().alias("c"))
            return engine.rows(answer.frame.select(*ends))
        finally:
            engine.close()

    def polars(self) -> object:
        """Growth with sound bounds in hand-written Polars: ten to the minus fifteenth outward after one division."""
        import polars as pl

        n = (pl.col("income") * 100).round().cast(pl.Int64)
        rows = pl.scan_parquet(self.file).select("village", "year", n=n).sort("village", "year")
        before = pl.when(pl.col("village").shift() == pl.col("village"), pl.col("year").shift() == pl.col("year") - 1)
        p = before.then(pl.col("n").shift())
        low, high = ((pl.col("n") - p) * 2 - 2) * 100 / (2 * p + 1), ((pl.col("n") - p) * 2 + 2) * 100 / (2 * p - 1)
        lower, upper = low - low.abs() * 1.2e-16, high + high.abs() * 1.2e-16
        return rows.select(a=lower.count(), b=lower.min(), c=upper.max(), d=upper.count()).collect(engine="streaming")

    def pandas(self) -> object:
        """The same in pandas."""
        import pandas as pd

        rows = pd.read_parquet(self.file, columns=["village", "year", "income"]).sort_values(["village", "year"])
        n = (rows["income"] * 100).round().astype("int64")
        same = (rows["village"].shift() == rows["village"]) & (rows["year"].shift() == rows["year"] - 1)
        p = n.shift().where(same)
        low, high = ((n - p) * 2 - 2) * 100 / (2 * p + 1), ((n - p) * 2 + 2) * 100 / (2 * p - 1)
        return (low - low.abs() * 1.2e-16).min(), (high + high.abs() * 1.2e-16).max()


def taken(work: Work, method: str, arguments: tuple[str, ...]) -> Taken:
    """Do it, in a process that does nothing else."""
    for name in ("narwhals", "polars", "pandas", "pyarrow.parquet"):
        # What is imported is not measured.
        if name.partition(".")[0] in (method, *arguments, "narwhals") or (method, name[:4]) == ("pandas", "pyar"):
            __import__(name)
    work.book = load(work.folder / "book.toml")
    before = _memory("VmRSS")
    clock, processor = time.perf_counter(), time.process_time()
    getattr(work, method)(*arguments)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    return Taken(clock, processor, _memory("VmHWM") - before)


def _memory(name: str) -> float:
    """Megabytes of this process, as Linux counts them."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def compared(title: str, work: Work, jobs: Mapping[str, tuple[str, ...]], rounds: int) -> None:
    """Measure jobs in turns and print them."""
    print(title)
    print(f"  {'':22}     clock           processor          memory")
    found: dict[str, list[Taken]] = {}
    for _round in range(rounds):
        for name, (method, *arguments) in jobs.items():
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                found.setdefault(name, []).append(pool.apply(taken, (work, method, tuple(arguments))))
    medians = {name: Taken(*map(statistics.median, zip(*all_of, strict=True))) for name, all_of in found.items()}
    bare = medians["SQL, sound"]
    for name, one in medians.items():
        parts = (f"{one.clock * 1000:8.0f} ms {one.clock / bare.clock:5.2f}",
                 f"{one.processor * 1000:8.0f} ms {one.processor / bare.processor:5.2f}",
                 f"{one.memory:6.0f} MB {one.memory / bare.memory:5.2f}")  # fmt: skip
        print(f"  {name:22}", *parts, "  goal <= 1.1" if name == "nbkpi panel" else "", flush=True)


def main() -> None:
    """Measure and print."""
    parser: argparse.ArgumentParser = rounds_option(__doc__, 3)
    parser.add_argument("--rows", type=int, default=2_000_000, help="rows of the long panel")
    parser.add_argument("--wide", type=int, default=500_000, help="rows of the wide panel, which has 8 columns more")
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", choices=JOBS, help="one of the three computations")
    options = parser.parse_args()
    jobs = {name: {title: job for title, job in one.items() if _is_there(title)} for name, one in JOBS.items()}
    for rows, others, name in ((options.rows, 0, "long"), (options.wide, 8, "wide")):
        for order, how in (("hash(i, j)", "in no order"), ("i, j", "sorted")):
            if not rows:
                continue
            with tempfile.TemporaryDirectory() as folder:
                work = Work(Path(folder), options.threads, 2025)
                make(work, rows, options.years, others, order)
                for title, one in jobs.items():
                    if options.only in (None, title):
                        compared(f"{title}, {rows} {name} rows {how}", work, one, options.rounds)


def make(work: Work, rows: int, years: int, others: int, order: str) -> None:
    """Write synthetic villages, and their book."""
    more = "".join(f", (hash(i * 31 + j + {place}) % 100000) / 100 AS other{place}" for place in range(others))
    given: dict[str, Any] = {"first": work.last - years + 1, "villages": rows // years, "years": years}
    work.statements(COPY.format(more=more, order=order, file=work.file, **given))
    (work.folder / "book.toml").write_text(BOOK, "utf-8")


def _is_there(title: str) -> bool:
    """Whether the package that a job needs is installed."""
    return all(find_spec(package) is not None for word, package in NEEDED.items() if word in title)


if __name__ == "__main__":
    main()
