"""Checking and deducing over villages × years with growth claims, shares and sums: how the time grows with the size.

Also: of random systems with one figure corrupted, how many corruptions are found.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import tempfile
import time
from fractions import Fraction
from pathlib import Path

from systems import System, add_figure

from nbkpi.book.book import Book
from nbkpi.book.load import load
from nbkpi.book.records import Entity, Measure
from nbkpi.errors import UnreadableFigure
from nbkpi.figure import Period
from nbkpi.figure.format import round_decimal
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check import check
from nbkpi.solve.deduce import Solver
from nbkpi.solve.select import Selection

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


def recall(rounds: int) -> tuple[int, int]:
    """Of random systems with one figure ten times as large: in how many something is found, and how many there are."""
    found = tried = 0
    for seed in range(rounds):
        system = System(seed, small=True)
        figures = [one for one in system.book.observations if one.interval is not None and (one.nominal or 0) > 0]
        if not figures:
            continue
        wrong = random.Random(seed).choice(figures)
        digits = re.match("[0-9.]+", wrong.text)
        if digits is None:
            continue
        number = Fraction(digits[0]) * 10
        places = len(digits[0].partition(".")[2])
        wrong.text = round_decimal(number, places) + wrong.text[digits.end() :]
        wrong._figure = None
        try:
            found += any(one.is_finding for one in check(Calculator(system.book), Selection()))
        except UnreadableFigure:
            found += 1
        tried += 1
    return found, tried


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entities", type=int, default=1250)
    options.add_argument("--years", type=int, default=10)
    options.add_argument("--systems", type=int, default=300, help="random systems with one figure corrupted")
    given = options.parse_args()
    found, tried = recall(given.systems)
    print(f"corruptions found: {found} of {tried}")
    print("  size   figures  equations    solve        check        figures/s")
    before = None
    for factor in (1, 2, 4, 8):
        book = book_of(given.entities * factor, given.years)
        gc.collect()
        gc.disable()
        start = time.perf_counter()
        solution = Solver(Calculator(book).formulas).whole(book.entities)
        solved = time.perf_counter() - start
        start = time.perf_counter()
        found_in_all = check(Calculator(book), Selection())
        checked = time.perf_counter() - start
        gc.enable()
        ratios = (1.0, 1.0) if before is None else (solved / before[0], checked / before[1])
        before, speed = (solved, checked), len(book.observations) / solved
        assert not any(one.is_finding for one in found_in_all)
        print(
            f"  {factor:4}  {len(book.observations):8}  {len(solution.network.equations):9}"
            f"  {solved:6.2f} x{ratios[0]:4.2f}  {checked:6.2f} x{ratios[1]:4.2f}  {speed:9.0f}"
        )


if __name__ == "__main__":
    main()
