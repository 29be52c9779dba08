"""100,000 growth rates with their exact bounds, compared with the bare arithmetic of fractions that they need."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path

from measure import rounds_option, seconds_of, show, side_by_side, write_book

import nbkpi
from nbkpi.solve.calculate import Calculator

ENTITIES, YEARS = 25_000, 5
GOAL = 2.0

Operands = tuple[Fraction, Fraction, Fraction, Fraction, Fraction, Fraction]


class Run:
    """One book, and the growth of everything in it; made anew for every round, as figures are read only once."""

    def __init__(self, place: Path) -> None:
        self.book = nbkpi.load(place).data
        self.calculator = Calculator(self.book)
        self.metric = self.book.metric("income0.growth")
        self.wanted = [(one.entity, one.period) for one in self.book.observations if one.period.year > 2025 - YEARS]

    def compute(self) -> list[object]:
        """All growth rates."""
        computed, metric = self.calculator.computed, self.metric
        return [computed(metric, entity, period) for entity, period in self.wanted]

    def operands(self) -> list[Operands]:
        """Both ends and the printed number of each value and of its base."""
        found = []
        for entity, period in self.wanted:
            row: list[Fraction] = []
            for when in (period, period.years_before()):
                (one,) = self.book.printed(entity, self.book.indicators.find("income0"), when)
                interval = one.interval
                assert interval is not None
                assert interval.lower is not None
                assert interval.upper is not None
                assert one.nominal is not None
                row += [interval.lower, interval.upper, one.nominal]
            found.append((row[0], row[1], row[2], row[3], row[4], row[5]))
        return found


def bare(operands: list[Operands]) -> list[tuple[Fraction, Fraction, Fraction]]:
    """What cannot be saved: three divisions and three subtractions for each rate."""
    return [
        (low / base_high - 1, high / base_low - 1, nominal / base - 1)
        for low, high, nominal, base_low, base_high, base in operands
    ]


def main() -> None:
    """Measure and print."""
    options = rounds_option(__doc__, 5).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_book(Path(folder), ENTITIES, YEARS)
        cold: list[float] = []
        runs: list[Run] = []

        def fresh() -> None:
            runs[:] = [Run(Path(folder))]
            cold.append(seconds_of(runs[0].compute))

        fresh()
        operands = runs[0].operands()
        jobs = {
            "bare fractions": lambda: bare(operands),
            "Calculator.computed, warm": lambda: runs[0].compute(),
        }
        medians = side_by_side(jobs, options.rounds, before=fresh)
        medians["Calculator.computed, cold"] = sorted(cold)[len(cold) // 2]
        print(f"{len(operands)} growth rates, median of {options.rounds}; ratio to bare fractions")
        print("cold: every figure is still to be read from its words; warm: a second time with the same calculator")
        show(medians, "bare fractions", dict.fromkeys(list(medians)[1:], GOAL))


if __name__ == "__main__":
    main()
