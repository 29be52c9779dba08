"""Panels of synthetic villages: nbkpi panel beside hand-written SQL that proves the same and produces the same.

tests/benchmarks/README.md says what each reference is and what counts as met. Every job runs in a process of its own
and reads the Parquet file; rounds are interleaved, and medians of processor seconds are printed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from measure import rounds_option

from nbkpi.loading.load import load
from nbkpi.model.panels import Panel, PanelField
from nbkpi.panel.engine import Limits
from nbkpi.panel.engines import open_engine
from nbkpi.panel.plan import Wanted
from nbkpi.panel.ranks import with_ranks
from nbkpi.panel.run import run
from nbkpi.panel.summary import summarise
from nbkpi.solve.calculate import Calculator

LAST = 2025
FEW = "few"
"""The folder with a hundred villages, by which everything is imported."""
FEW_VILLAGES = 100
BOOK = """
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

KEYS = {"whole": "i", "sparse": "i * 1000003", "text": "'青山镇第' || (i * 7919 % 10000019)::VARCHAR || '村'"}
"""What villages are called: numbers in a row, numbers far apart, or names."""
ORDERS = {"sorted": "village, year", "shuffled": "hash(village, year)"}
COPY = """
COPY (SELECT {key} AS village, i // 300 AS county, {first} + j AS year, income, households,
             round((income / greatest(income * 0.9, 1) - 1) * 100, 1) AS said
      FROM (SELECT i, j, ((hash(i * 7 + j) % 900000 + 100) / 100)::DOUBLE AS income,
                   hash(i + j) % 900 + 20 AS households
            FROM range({villages}) a(i), range({years}) b(j)) ORDER BY {order}) TO '{file}' (FORMAT parquet)
"""

NUMBERS = "CREATE TEMP TABLE rows AS SELECT village, year, round(income * 100)::BIGINT AS n{more} FROM '{file}'"
"""Materialised before the window, which would otherwise scan the file once for every column."""
ENDS = """
SELECT village, year, (n - p) * 100 / p::DOUBLE AS value{more},
       nextafter(((n - p) * 2 - 2) * 100 / (2 * p + 1)::DOUBLE, '-inf'::DOUBLE) AS lower,
       nextafter(((n - p) * 2 + 2) * 100 / (2 * p - 1)::DOUBLE, 'inf'::DOUBLE) AS upper
FROM (SELECT *, CASE WHEN before = year - 1 AND last > 0 THEN last END AS p FROM (
  SELECT *, lag(n) OVER w AS last, lag(year) OVER w AS before FROM rows
  WINDOW w AS (PARTITION BY village ORDER BY year)))
"""
RATIO = """
SELECT village, year, n * 100 / h::DOUBLE AS value, nextafter((2 * n - 1) * 50 / h::DOUBLE, '-inf'::DOUBLE) AS lower,
       nextafter((2 * n + 1) * 50 / h::DOUBLE, 'inf'::DOUBLE) AS upper
FROM (SELECT village, year, round(income * 100)::BIGINT AS n, nullif(households, 0)::BIGINT AS h FROM '{file}')
"""
TOTALS = """
SELECT county, year, nextafter(low * 50 / h::DOUBLE, '-inf'::DOUBLE) AS lower,
       nextafter(high * 50 / h::DOUBLE, 'inf'::DOUBLE) AS upper, number * 100 / h::DOUBLE AS value
FROM (SELECT county, year, sum(2 * n - 1)::BIGINT AS low, sum(2 * n + 1)::BIGINT AS high, sum(h)::BIGINT AS h,
             sum(n)::BIGINT AS number
      FROM (SELECT county, year, round(income * 100)::BIGINT AS n, households::BIGINT AS h FROM '{file}') GROUP BY ALL)
"""
TWICE = "SELECT count(*) FROM (SELECT 1 FROM '{file}' GROUP BY village, year HAVING count(*) > 1)"
"""What tells a hand-writer that no village has two rows for one year."""
LEAST = {
    "sorted": """SELECT count(*) FROM
        (SELECT village, year, lag(village) OVER () AS v, lag(year) OVER () AS y FROM '{file}')
        WHERE NOT (v < village OR (v = village AND y < year))""",
    "whole": """SELECT bit_count(bitstring_agg(village * {years} + (year - {first}), 0, {rows})) <> count(*)
        FROM '{file}'""",
    "text": """SELECT 1 FROM '{file}' GROUP BY hash(village)
        HAVING bit_count(bit_or(1::BIGINT << (year - {first})::INT)) <> count(*) LIMIT 1""",
}
"""The same with the least work that is known, by the order of the rows or the keys, for ratios, which are quick."""
PARTS = """
SELECT county, count(*), bool_or(bit_count(years) <> n) FROM (
  SELECT county, village, bit_or(1::BIGINT << (year - {first})::INT) AS years, count(*) AS n FROM '{file}' GROUP BY ALL)
GROUP BY county
"""
"""One aggregate that tells how many villages each county has, and that none of them is there twice in a year."""
SUMMED = "SELECT count(lower), min(lower), max(upper), count(value), min(value) FROM ({rows})"
RANKS = """
CREATE TEMP TABLE found AS SELECT * FROM ({rows}) WHERE lower IS NOT NULL;
CREATE TEMP TABLE best AS SELECT village, year, above FROM (SELECT village, year, what,
  sum(what) OVER (PARTITION BY year ORDER BY place DESC, what ROWS UNBOUNDED PRECEDING) AS above
  FROM (SELECT village, year, lower AS place, 1 AS what FROM found UNION ALL SELECT village, year, upper, 0 FROM found))
WHERE what = 0;
CREATE TEMP TABLE worst AS SELECT village, year, above FROM (SELECT village, year, what,
  sum(what) OVER (PARTITION BY year ORDER BY place DESC, what ROWS UNBOUNDED PRECEDING) AS above
  FROM (SELECT village, year, upper AS place, 1 AS what FROM found UNION ALL SELECT village, year, lower, 0 FROM found))
WHERE what = 0;
SELECT min(1 + best.above), max(worst.above) FROM found JOIN best USING (village, year) JOIN worst USING (village, year)
"""
CLAIMS = """
CREATE TEMP TABLE judged AS SELECT village, year, said - value AS off,
  CASE WHEN said IS NULL THEN NULL WHEN value IS NULL THEN 'unknown'
       WHEN said + 0.05 >= lower AND said - 0.05 <= upper THEN 'consistent'
       WHEN said + 0.1 >= lower AND said <= upper THEN 'truncated' ELSE 'contradicted' END AS verdict FROM ({rows});
SELECT verdict, count(*) FROM judged GROUP BY ALL;
SELECT * FROM judged WHERE verdict = 'contradicted' ORDER BY abs(off) DESC LIMIT 10
"""
OUT = (
    "COPY (SELECT * FROM ({rows}) ORDER BY village, year) TO '{folder}/hand.parquet' (FORMAT parquet, COMPRESSION zstd)"
)

GROWTH = (NUMBERS, SUMMED.replace("{rows}", ENDS))
BY_HAND: Mapping[str, tuple[str, ...]] = {
    "growth": GROWTH,
    "ratio": (SUMMED.replace("{rows}", RATIO),),
    "grouped": (PARTS, SUMMED.replace("{rows}", TOTALS)),
    "rank": (NUMBERS, *RANKS.replace("{rows}", ENDS).split(";")),
    "claims": (
        NUMBERS.replace("{more}", ", said"),
        *CLAIMS.replace("{rows}", ENDS.replace("{more}", ", said")).split(";"),
    ),
    "output": (NUMBERS, OUT.replace("{rows}", ENDS)),
}
"""What is written by hand for each computation; whatever looks at neighbours is followed by the proof (TWICE)."""
METRICS = {"ratio": "average", "grouped": "average"}
GOALS = {
    ("growth", "text"): 0.8, ("ratio", ""): 1.3, ("grouped", ""): 1.3, ("rank", ""): 1.2,
    ("claims", ""): 1.2, ("output", ""): 1.2, ("growth", ""): 1.0,
}  # fmt: skip
"""What the ratio should be at most, by the computation, and the keys where it depends on them."""


class Taken(NamedTuple):
    """Seconds of the processor, and megabytes more than before at the most."""

    processor: float
    memory: float


class Work:
    """Every way to compute over the villages in one file."""

    def __init__(self, folder: Path, limits: Limits, years: int, rows: int) -> None:
        self.folder, self.limits, self.years, self.first = folder, limits, years, LAST - years + 1
        self.file, self.rows = folder / "villages.parquet", rows

    def statements(self, *texts: str) -> None:
        """Run statements in a database of their own."""
        config: dict[str, Any] = {"threads": self.limits.threads}
        if self.limits.memory:
            config["memory_limit"] = f"{self.limits.memory}B"
        with duckdb.connect(config=config) as connection:
            connection.execute("SET enable_progress_bar = false")
            for text in texts:
                filled = {"file": self.file, "folder": self.folder, "first": self.first, "more": "", "rows": self.rows,
                          "years": self.years}  # fmt: skip
                for name, value in filled.items():
                    text = text.replace(f"{{{name}}}", str(value))  # noqa: PLW2901
                if text.strip():
                    connection.execute(text).fetchall()

    def hand(self, name: str, proof: str) -> None:
        """SQL written by hand; with the proof that nothing is there twice, where it is not in the statements."""
        self.statements(*([proof] if proof and name != "grouped" else []), *BY_HAND[name])

    def ours(self, name: str) -> None:
        """nbkpi panel, down to the same numbers."""
        import narwhals as nw

        book = load(self.folder / "book.toml")
        found = book.metric(METRICS.get(name, "income.growth"))
        fields = [PanelField("income", book.measure("income"), decimals=2),
                  PanelField("households", book.measure("households"))]  # fmt: skip
        if name == "claims":
            fields.append(PanelField("said", found, "claim", decimals=1))
        panel = Panel("villages", str(self.file), "village", "year", fields=fields)
        wanted = [Wanted(found, "m", Calculator(book).program(found))]
        engine = open_engine("duckdb", None, lambda _share: None, self.file, self.limits)
        try:
            answer = run(engine, book, panel, wanted, "county" if name == "grouped" else None)
            if name == "rank":
                answer = with_ranks(engine, answer)
                engine.rows(answer.frame.select(nw.col(f"{wanted[0].column}_rank_worst").max()))
            elif name == "claims":
                summarise(engine, answer, answer.frame, 10)
            elif name == "output":
                engine.written(answer.named(), self.folder / "ours.parquet", ".parquet")
            else:
                value, lower, upper = (nw.col(wanted[0].column + part) for part in ("", "_lower", "_upper"))
                ends = (lower.count(), lower.min(), upper.max(), value.count(), value.min())
                engine.rows(answer.frame.select(*(end.alias(f"e{place}") for place, end in enumerate(ends))))
        finally:
            engine.close()


def taken(work: Work, method: str, arguments: tuple[Any, ...]) -> Taken:
    """Do it, in a process that does nothing else; what is imported for it is not measured: it is done once before."""
    getattr(Work(work.folder / FEW, work.limits, work.years, FEW_VILLAGES * work.years), method)(*arguments)
    before, start = _memory("VmRSS"), time.process_time()
    getattr(work, method)(*arguments)
    return Taken(time.process_time() - start, _memory("VmHWM") - before)


def _memory(name: str) -> float:
    """Megabytes of this process, as Linux counts them."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def compared(work: Work, name: str, key: str, order: str, rounds: int) -> None:
    """Measure one computation in turns with its references and print a line."""
    jobs: dict[str, tuple[str, tuple[Any, ...]]] = {
        "bare": ("hand", (name, "")), "proven": ("hand", (name, TWICE)), "ours": ("ours", (name,)),
    }  # fmt: skip
    least = LEAST.get(order, LEAST.get(key))
    if name == "ratio" and least is not None:
        jobs["proven"] = "hand", (name, least)
    found: dict[str, list[Taken]] = {}
    for _round in range(rounds):
        for title, (method, arguments) in jobs.items():
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                found.setdefault(title, []).append(pool.apply(taken, (work, method, arguments)))
    times = {title: statistics.median(one.processor for one in all_of) for title, all_of in found.items()}
    memory = max(one.memory for one in found["ours"])
    goals = [GOALS[name, part] for part in (key if order != "sorted" else "", "") if (name, part) in GOALS]
    is_met = goals and times["ours"] / times["proven"] <= goals[0]
    print(f"  {name:8} {key:7} {order:9} {times['bare']:8.2f} {times['proven']:8.2f} {times['ours']:8.2f}  "
          f"{times['ours'] / times['bare']:5.2f}  {times['ours'] / times['proven']:5.2f}  "
          f"{'' if not goals else f'<= {goals[0]:.2g}':8} "
          f"{'' if not goals else 'met' if is_met else 'not met':8} {memory:6.0f} MB",
          flush=True)  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser: argparse.ArgumentParser = rounds_option(__doc__, 3)
    parser.add_argument("--rows", type=int, default=2_000_000, help="rows of the panel")
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--memory", type=int, default=0, help="bytes that DuckDB may use, on both sides")
    parser.add_argument("--only", choices=BY_HAND, action="append", help="some of the computations")
    parser.add_argument("--keys", choices=KEYS, action="append", help="some sorts of keys")
    parser.add_argument("--orders", choices=ORDERS, action="append", help="some orders of rows")
    options = parser.parse_args()
    print(f"{options.rows} rows, {options.years} years; seconds of the processor, medians of {options.rounds}")
    print(f"  {'':26} {'by hand':>8} {'+ proof':>8} {'ours':>8}  ratio  ratio  goal")
    for key in options.keys or KEYS:
        for order in options.orders or ORDERS:
            with tempfile.TemporaryDirectory() as folder:
                work = Work(Path(folder), Limits(options.memory, options.threads), options.years, options.rows)
                make(work, key, order)
                few = Work(Path(folder) / FEW, work.limits, work.years, FEW_VILLAGES * work.years)
                few.folder.mkdir()
                make(few, key, order)
                for name in options.only or BY_HAND:
                    compared(work, name, key, order, options.rounds)


def make(work: Work, key: str, order: str) -> None:
    """Write synthetic villages, and their book."""
    text = COPY.format(
        key=KEYS[key],
        order=ORDERS[order],
        file=work.file,
        first=work.first,
        villages=work.rows // work.years,
        years=work.years,
    )
    work.statements(text)
    (work.folder / "book.toml").write_text(BOOK, "utf-8")


if __name__ == "__main__":
    main()
