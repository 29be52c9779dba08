"""Checking and deducing over villages × years with growth claims, shares and sums: how the time grows with the size.

Also what is found: of random systems with one figure corrupted, and of those with none (corruptions.py).
"""

from __future__ import annotations

import argparse
import gc
import random
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from corruptions import show
from systems import add_figure

from nbkpi.figure import Period
from nbkpi.figure.format import round_decimal
from nbkpi.loading.load import load
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Measure
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.deduce import Solver
from nbkpi.solve.select import Selection

Result = TypeVar("Result")

DEFINITIONS = """
[[source]]
id = "s"
title = "s"
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
    income, farming, services = (book.indicators.find(name) for name in ("income", "farming", "services"))
    share, growth = book.measure("farming_share"), book.measure("income.growth")

    def note(entity: Entity, measure: Measure, year: int, value: Fraction, places: int) -> None:
        add_figure(book, entity, measure, Period(year * 12, 12), round_decimal(value, places))

    def add(name: str, kind: str, within: Entity) -> Entity:
        entity = Entity(name, name, kind, within)
        within.parts.append(entity)
        book.entities.add(entity)
        return entity

    for start in range(0, entities, 100):
        town = add(f"t{start}", "town", book.entities.find("county"))
        totals = dict.fromkeys(range(2015, 2015 + years), Fraction(0))
        for number in range(start, min(start + 100, entities)):
            village, before = add(f"v{number}", "village", town), None
            for year in totals:
                first, second = (Fraction(random.randint(1000, 90000), 1000) for _part in range(2))
                total = first + second
                totals[year] += total
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


def cpu_seconds(job: Callable[[], Result]) -> tuple[float, Result]:
    """What a job gives, and the processor's time it takes with the collector off, as a command has it."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        result = job()
        return time.process_time() - began, result
    finally:
        gc.enable()


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entities", type=int, default=2000, help="villages in the largest of four books")
    options.add_argument("--years", type=int, default=10)
    options.add_argument("--systems", type=int, default=50, help="random systems with one figure corrupted")
    given = options.parse_args()
    for density in (None, 0.8):
        show(given.systems, density)
    print("seconds of the processor for 1, 2, 4 and 8 times the size, and the ratio to half the size")
    print("  villages  figures  equations  deduce              check             figures/s checked")
    before = (0.0, 0.0)
    for share in (8, 4, 2, 1):
        figures, equations, *taken = measured(given.entities // share, given.years)
        ratios = [f"x{now / then:4.2f}" if then else "" for now, then in zip(taken, before, strict=True)]
        before = (taken[0], taken[1])
        print(
            f"  {given.entities // share:8}  {figures:7}  {equations:9}  {taken[0]:6.2f} {ratios[0]:10}"
            f"  {taken[1]:6.2f} {ratios[1]:10}  {figures / taken[1]:9.0f}"
        )


def measured(entities: int, years: int) -> tuple[int, int, float, float]:
    """The figures and equations of a book, and the seconds it takes to deduce and to check everything in it."""
    book = book_of(entities, years)
    for observation in book.observations:
        # Reading the words is a matter of loading.
        assert observation.interval is not None
    solved, solution = cpu_seconds(lambda: Solver(Calculator(book).formulas).whole(book.entities))
    equations = len(solution.network.equations)
    del solution
    checked, checks = cpu_seconds(lambda: check(Calculator(book), Selection()))
    assert not any(one.is_finding for one in checks)
    return len(book.observations), equations, solved, checked


if __name__ == "__main__":
    main()
