"""Checking and deducing over villages × years with growth claims, shares and sums: how the time grows with the size.

Also: of random systems with one figure corrupted, how many corruptions are found.
"""

from __future__ import annotations

import argparse
import gc
import random
import tempfile
import time
from fractions import Fraction
from pathlib import Path

from nbkpi.book.book import Book
from nbkpi.book.load import load
from nbkpi.book.reader import FigureReader
from nbkpi.book.records import Entity, Observation
from nbkpi.figure import Period
from nbkpi.figure.format import round_decimal
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check import check
from nbkpi.solve.deduce import Solver
from nbkpi.solve.select import Selection

DEFINITIONS = """
[[entity]]
id = "county"
name = "县"
kind = "county"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[indicator]]
id = "farming"
name = "农业收入"
unit = "万元"
[[indicator]]
id = "services"
name = "服务收入"
unit = "万元"
[[metric]]
id = "farming_share"
name = "农业占比"
family = "share"
unit = "%"
formula = "share(farming, income)"
[[identity]]
equation = "income = farming + services"
[[identity]]
equation = "income = sum(income)"
"""


def book_of(entities: int, years: int, seed: int = 1) -> Book:
    """Villages in towns of a hundred, all with true figures as they are printed."""
    random.seed(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.toml"
        path.write_text(DEFINITIONS, encoding="utf-8")
        book = load(path)
    reader = FigureReader(book.units, book.convention)
    income, farming, services = (book.indicators.find(name) for name in ("income", "farming", "services"))
    share, growth = book.measure("farming_share"), book.measure("income.growth")

    def note(entity: Entity, measure: object, year: int, value: Fraction, places: int) -> None:
        text = round_decimal(value, places)
        period = Period(year * 12, 12)
        book.add_observation(
            Observation(
                entity,
                measure,
                period,
                text,
                None,
                "",
                "final",
                "",
                "",
                lambda one: reader.read(one.text, one.measure, None),
            )  # type: ignore[arg-type]
        )

    town, totals = None, {}
    for number in range(entities):
        if number % 100 == 0:
            if town is not None:
                for year, total in totals.items():
                    note(town, income, year, total, 1)
            town = Entity(f"t{number}", f"镇{number}", "town", book.entities.find("county"))
            town.within.parts.append(town)  # type: ignore[union-attr]
            book.entities.add(town)
            totals = {}
        village = Entity(f"v{number}", f"村{number}", "village", town)
        town.parts.append(village)
        book.entities.add(village)
        before = None
        for year in range(2015, 2015 + years):
            first = Fraction(random.randint(1000, 90000), 1000)
            second = Fraction(random.randint(1000, 90000), 1000)
            total = first + second
            totals[year] = totals.get(year, Fraction(0)) + total
            note(village, income, year, total, 1)
            note(village, farming, year, first, 1)
            note(village, services, year, second, 1)
            note(village, share, year, 100 * first / total, 1)
            if before is not None:
                note(village, growth, year, 100 * (total / before - 1), 1)
            before = total
    for year, total in totals.items():
        note(town, income, year, total, 1)
    return book


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entities", type=int, default=1250)
    options.add_argument("--years", type=int, default=10)
    given = options.parse_args()
    for factor in (1, 2, 4, 8):
        book = book_of(given.entities * factor, given.years)
        gc.collect()
        gc.disable()
        start = time.perf_counter()
        solution = Solver(Calculator(book).formulas).whole(book.entities)
        solved = time.perf_counter() - start
        start = time.perf_counter()
        found = check(Calculator(book), Selection())
        checked = time.perf_counter() - start
        gc.enable()
        print(
            factor,
            len(book.observations),
            len(solution.network.equations),
            f"{solved:.2f} {checked:.2f}",
            sum(one.is_finding for one in found),
        )


if __name__ == "__main__":
    main()
