"""Ranking 10,000 entities whose ranks overlap, compared with only computing their values; and as a whole process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from measure import rounds_option, show, side_by_side, write_book

import nbkpi
from nbkpi.compare.ranking import ranking
from nbkpi.figure import Period
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import select

ENTITIES = 10_000
GOALS = {"ranking": 4.0}


class Run:
    """One book, ranked by growth, where every rank is a range."""

    def __init__(self, place: Path) -> None:
        self.book = nbkpi.load(place).data
        self.measure = self.book.measure("income0.growth")

    def values(self) -> list[object]:
        """The growth of every entity."""
        calculator, period = Calculator(self.book), Period.parse("2024")
        return [calculator.result(self.measure, entity, period) for entity in self.book.entities]

    def rank(self) -> object:
        """All of it, with the choice of kind and period."""
        return ranking(Calculator(self.book), select(self.book), self.measure)


def main() -> None:
    """Measure and print."""
    options = rounds_option(__doc__, 5).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_book(place, ENTITIES, 2)
        run = Run(place)
        run.values()
        command = [sys.executable, "-m", "nbkpi", "rank", "income0.growth", "--top", "5", "--book", str(place)]
        jobs = {
            "values": run.values,
            "ranking": run.rank,
            "nbkpi rank, whole process": lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL),
        }
        print(f"{ENTITIES} entities, median of {options.rounds}; ratio to the values alone")
        show(side_by_side(jobs, options.rounds), "values", GOALS)


if __name__ == "__main__":
    main()
