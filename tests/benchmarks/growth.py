"""100,000 growth rates with their exact bounds, compared with the bare arithmetic of fractions that they need."""

from __future__ import annotations

import statistics
import tempfile
from fractions import Fraction
from pathlib import Path

from measure import rounds_option, seconds_of, show, side_by_side, write_book

import nbkpi
from nbkpi.solve.calculate import Calculator

ENTITIES, YEARS = 25_000, 5
GOALS = {"computed, warm": 2.0, "computed, cold": 2.0}

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

    def words(self) -> list[tuple[str, str]]:
        """Each value and its base as printed."""
        income = self.book.indicators.find("income0")
        pairs = [
            (self.book.printed(entity, income, period), self.book.printed(entity, income, period.years_before()))
            for entity, period in self.wanted
        ]
        return [(value[0].text, base[0].text) for value, base in pairs]

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


def read(words: str) -> tuple[Fraction, Fraction, Fraction]:
    """Both ends and the number itself of words such as 88.50万元, and of no others."""
    whole, _point, decimals = words.removesuffix("万元").partition(".")
    number, step = int(whole + decimals), 10 ** len(decimals)
    return Fraction(2 * number - 1, 2 * step), Fraction(2 * number + 1, 2 * step), Fraction(number, step)


def bare(operands: list[Operands]) -> list[tuple[Fraction, Fraction, Fraction]]:
    """What cannot be saved: three divisions and three subtractions for each rate."""
    return [
        (low / base_high - 1, high / base_low - 1, nominal / base - 1)
        for low, high, nominal, base_low, base_high, base in operands
    ]


def main() -> None:
    """Measure and print."""
    options = rounds_option(__doc__, 3).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_book(Path(folder), ENTITIES, YEARS)
        cold: list[float] = []
        runs: list[Run] = []

        def fresh() -> None:
            runs[:] = [Run(Path(folder))]
            cold.append(seconds_of(runs[0].compute))

        fresh()
        words, operands = runs[0].words(), runs[0].operands()
        jobs = {
            "bare fractions": lambda: bare(operands),
            "reading and bare fractions": lambda: bare([read(value) + read(base) for value, base in words]),
            "computed, warm": lambda: runs[0].compute(),  # noqa: PLW0108
        }
        medians = side_by_side(jobs, options.rounds, before=fresh)
        medians["computed, cold"] = statistics.median(cold)
        print(f"{len(operands)} growth rates by Calculator.computed, median of {options.rounds}")
        print("warm: a second time with the same calculator; ratio to bare fractions")
        show({name: medians[name] for name in ("bare fractions", "computed, warm")}, "bare fractions", GOALS)
        print("cold: every figure is still to be read from its words; ratio to doing that too in the barest way")
        reading = "reading and bare fractions"
        show({name: medians[name] for name in (reading, "computed, cold")}, reading, GOALS)


if __name__ == "__main__":
    main()
