"""Panels of synthetic villages: nbkpi panel beside hand-written SQL, Polars and pandas that compute the same columns.

Every job reads the Parquet file and reduces its result to four numbers, so that nothing is left out and nothing is
written. Hand-written SQL computes sound bounds too, from scaled integers with one rounding; its unsound double version
and a bare scan of the columns stand beside it.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
from measure import Job, rounds_option, show, side_by_side

from nbkpi.book.load import load
from nbkpi.book.records import Panel, PanelField
from nbkpi.panel.engine import open_engine
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


class Bench:
    """Synthetic villages in one file, and every way to compute over them."""

    def __init__(self, folder: Path, rows: int, years: int, others: int, threads: int) -> None:
        self.folder, self.threads, self.last = folder, threads, 2025
        self.file = folder / "villages.parquet"
        more = "".join(f", (hash(i * 31 + j + {place}) % 100000) / 100 AS other{place}" for place in range(others))
        first = self.last - years + 1
        self.sql(
            f"COPY (SELECT i AS village, i // 300 AS county, {first} + j AS year, "
            f"((hash(i * 7 + j) % 900000 + 100) / 100)::DOUBLE AS income, hash(i + j) % 900 + 20 AS households{more} "
            f"FROM range({rows // years}) a(i), range({years}) b(j) ORDER BY hash(i, j)) "
            f"TO '{self.file}' (FORMAT parquet)"
        )
        (folder / "book.toml").write_text(BOOK, "utf-8")
        self.book = load(folder / "book.toml")

    def sql(self, *statements: str) -> list[tuple[object, ...]]:
        """Run statements in a database of their own; the rows of the last."""
        found: list[tuple[object, ...]] = []
        with duckdb.connect(config={"threads": self.threads}) as connection:
            for statement in statements:
                found = connection.execute(statement).fetchall()
        return found

    def by_sql(self, *statements: str) -> Job:
        """Hand-written SQL over the file."""
        return lambda: self.sql(*(one.format(file=self.file, last=self.last) for one in statements))

    def ours(self, metric: str, engine_name: str = "duckdb", group: str | None = None) -> Job:
        """nbkpi panel, down to the same numbers."""

        def job() -> object:
            import narwhals as nw

            measures = {name: self.book.measure(name) for name in ("income", "households")}
            fields = [PanelField(name, one, decimals=2 if name == "income" else None) for name, one in measures.items()]
            panel = Panel("villages", str(self.file), "village", "year", fields=fields)
            found = self.book.metric(metric)
            wanted = [Wanted(found, metric, Calculator(self.book).program(found))]
            engine = open_engine(engine_name, None, lambda _share: None)
            try:
                answer = run(engine, self.book, panel, wanted, group)
                if group is not None:
                    return summarise(engine, answer, answer.frame, 10)
                lower, upper = (nw.col(wanted[0].column + part) for part in ("_lower", "_upper"))
                ends = (lower.count().alias("a"), lower.min().alias("b"), upper.max().alias("c"))
                return engine.rows(answer.frame.select(*ends))
            finally:
                engine.close()

        return job

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

    def scan(self, columns: Sequence[str]) -> Job:
        """The floor: the columns read and nothing else."""
        asked = ", ".join(f"max({column})" for column in columns)
        return lambda: self.sql(f"SELECT {asked} FROM '{self.file}'")


def compared(title: str, jobs: dict[str, Job], rounds: int, reference: str) -> None:
    """Measure jobs in turns and print them."""
    print(title)
    medians = side_by_side(jobs, rounds)
    show(medians, reference, {"nbkpi panel": 1.1})


def main() -> None:
    """Measure and print."""
    parser: argparse.ArgumentParser = rounds_option(__doc__, 3)
    parser.add_argument("--rows", type=int, default=2_000_000, help="rows of the long panel")
    parser.add_argument("--wide", type=int, default=500_000, help="rows of the wide panel")
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    for rows, others, name in ((options.rows, 0, "long"), (options.wide, 8, "wide")):
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(Path(folder), rows, options.years, others, options.threads)
            growth: dict[str, Job] = {
                "bare scan": bench.scan(("village", "year", "income")),
                "SQL, sound": bench.by_sql(ROWS, SOUND),
                "SQL, unsound doubles": bench.by_sql(UNSOUND),
                "nbkpi panel": bench.ours("income.growth"),
            }
            others_there: dict[str, tuple[str, Callable[[], object]]] = {
                "Polars by hand": ("polars", bench.polars), "pandas by hand": ("pandas", bench.pandas),
                "nbkpi panel, Polars": ("polars", bench.ours("income.growth", "polars")),
            }  # fmt: skip
            for title, (package, job) in others_there.items():
                try:
                    __import__(package)
                    growth[title] = job
                except ImportError:
                    print(f"  ({title}: {package} is not installed)")
            compared(f"growth with bounds, {rows} {name} rows", growth, options.rounds, "SQL, sound")
            ratio: dict[str, Job] = {
                "bare scan": bench.scan(("income", "households")), "SQL, sound": bench.by_sql(RATIO),
                "nbkpi panel": bench.ours("average"),
            }  # fmt: skip
            compared(f"a ratio of two indicators, {rows} {name} rows", ratio, options.rounds, "SQL, sound")
            grouped: dict[str, Job] = {
                "bare scan": bench.scan(("county", "year", "income", "households")),
                "SQL, sound": bench.by_sql(GROUPED),
                "nbkpi panel": bench.ours("average", group="county"),
            }  # fmt: skip
            compared(f"a grouped rate with its top 10, {rows} {name} rows", grouped, options.rounds, "SQL, sound")


if __name__ == "__main__":
    main()
