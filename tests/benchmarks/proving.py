"""What it costs to solve relations together, and what whole numbers could still narrow.

python tests/benchmarks/proving.py --entities 10000

Four questions: checking a book with and without linear programming, side by side; thousands of contradictions and long
chains; a formula of twelve names; and of the bounds that are rounded to whole numbers, how many better ones z3 finds.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

import z3
from solving import book_of, cpu_seconds

from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.figure.format import round_decimal
from nbkpi.formula.parse import parse_formula
from nbkpi.loading.load import load
from nbkpi.model.book import Book
from nbkpi.solve.calculate import Calculator, own_metric
from nbkpi.solve.check.everything import check
from nbkpi.solve.check.hints import hints
from nbkpi.solve.conflict import contradictions
from nbkpi.solve.contractors.linear import Linear
from nbkpi.solve.expr.units import unit_of
from nbkpi.solve.network import Equation, Key, KnownVariable, Network
from nbkpi.solve.select import Selection

TOGETHER = ("nbkpi.solve.together.Together.fails", "nbkpi.solve.together.Together.narrows")


@contextmanager
def one_by_one() -> Iterator[None]:
    """Every relation by itself: what linear programming adds is left out."""
    with ExitStack() as stack:
        for name in TOGETHER:
            stack.enter_context(patch(name, lambda *_given: False))
        yield


def both_ways(entities: int, years: int, rounds: int) -> None:
    """Check a book of true figures with and without linear programming, in turns."""
    book = book_of(entities, years)
    for observation in book.observations:
        # Reading the words is a matter of loading.
        assert observation.interval is not None
    with_it, without = [], []
    for _round in range(rounds):
        with_it.append(cpu_seconds(lambda: check(Calculator(book), Selection()))[0])
        with one_by_one():
            without.append(cpu_seconds(lambda: check(Calculator(book), Selection()))[0])
    ratio = min(with_it) / min(without)
    print(f"check of {entities} villages in {years} years, {len(book.observations)} figures")
    print(f"  together {min(with_it):7.2f} s   one by one {min(without):7.2f} s   ratio {ratio:.2f}", flush=True)


INDICATOR = '[[indicator]]\nid = "{0}"\nname = "{0}"\nunit = "{1}"\n'
SOURCE = '[[source]]\nid = "s"\ntitle = "s"\n'


def _entity(name: str, within: str = "") -> str:
    return f'[[entity]]\nid = "{name}"\nname = "{name}"\n' + (f'within = "{within}"\n' if within else "")


def _figure(entity: str, what: str, period: int, value: object) -> str:
    key = "metric" if "." in what or what.startswith("r") else "indicator"
    rows = ("entity", entity), (key, what), ("period", period), ("value", value), ("source", "s")
    return "".join(["[[observation]]\n", *(f'{name} = "{one}"\n' for name, one in rows)])


def wrong_growths(count: int) -> str:
    """Villages whose growth is none of their levels."""
    rows = [SOURCE, INDICATOR.format("x", "万元")]
    for number in range(count):
        name = f"v{number}"
        rows += [_entity(name), _figure(name, "x", 2023, "100"), _figure(name, "x", 2024, "120")]
        rows.append(_figure(name, "x.growth", 2024, "30%"))
    return "".join(rows)


def wrong_parts_of_one_total(count: int) -> str:
    """Villages in one town that have two parts each, of which the sum is not what was printed."""
    rows = [SOURCE, *(INDICATOR.format(name, "万元") for name in "xyz"), _entity("town")]
    rows += [f'[[identity]]\nequation = "{one}"\n' for one in ("x = y + z", "x = sum(x)")]
    for number in range(count):
        name = f"v{number}"
        rows.append(_entity(name, "town"))
        rows += [_figure(name, what, 2024, value) for what, value in (("x", 100), ("y", 40), ("z", 50))]
    return "".join([*rows, _figure("town", "x", 2024, 100 * count)])


def chain(count: int, wrong: str = "") -> str:
    """One village whose growth over so many years was printed, and its level at both ends; wrong: that of the last."""
    rows = [SOURCE, INDICATOR.format("x", "万元"), _entity("v"), _figure("v", "x", 1900, "100.0")]
    level = Fraction(100)
    for year in range(1901, 1901 + count):
        level *= Fraction(103, 100)
        rows.append(_figure("v", "x.growth", year, "3.0%"))
    return "".join([*rows, _figure("v", "x", 1900 + count, wrong or round_decimal(level, 1))])


def squares(count: int) -> str:
    """A chain of claims of which none is linear, each on three levels in a row."""
    rows = [SOURCE, *(INDICATOR.format(f"x{number}", "人") for number in range(count + 2)), _entity("v")]
    for number in range(count):
        formula = f"x{number} * x{number + 1} / (x{number} + x{number + 1}) / x{number + 2}"
        rows.append(f'[[metric]]\nid = "r{number}"\nname = "r{number}"\nunit = ""\nformula = "{formula}"\n')
        rows.append(_figure("v", f"r{number}", 2024, "0.50"))
    return "".join([*rows, _figure("v", "x0", 2024, 1000), _figure("v", "x1", 2024, 1000)])


def _loaded(text: str) -> Book:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.toml"
        path.write_text(text, "utf-8")
        return load(path)


def many_contradictions() -> None:
    """Check books with thousands of contradictions, and chains of claims."""
    print("seconds to check, with the hints for the first hundred findings; the goal is 3 s each")
    books: dict[str, Callable[[], str]] = {
        "3000 wrong growths": lambda: wrong_growths(3000),
        "3000 wrong sums in one total": lambda: wrong_parts_of_one_total(3000),
        "110 growths in a chain, all true": lambda: chain(110),
        "110 growths in a chain, one end wrong": lambda: chain(110, "4000.0"),
        "110 claims in a chain that are not linear": lambda: squares(110),
    }
    for name, text in books.items():
        book = _loaded(text())
        calculator = Calculator(book)
        taken, found = cpu_seconds(lambda calculator=calculator: _with_hints(calculator))
        print(f"  {name:42} {taken:7.2f} s   {found} findings", flush=True)


def _with_hints(calculator: Calculator) -> int:
    found = [one for one in check(calculator, Selection()) if one.is_finding]
    for one in found[:100]:
        hints(calculator, one)
    return len(found)


FORMULAS = (
    "a + b + c + d + e + f + g + h + i + j + k + l",
    "(a + b + c + d + e + f) / (g + h + i + j + k + l)",
    "(a - b) / (c + d) + (e - f) / (g + h) - (i - j) / (k + l)",
    "a * b / (a + c) + d * e / (d + f) + g * h / (g + i) + j * k / (j + l)",
    "(a*b - c*d) / (e*f + g*h) - (i*j - k*l) / (a*l + b*k)",
    "(a/b + c/d + e/f) * (g/h + i/j + k/l) / (a + c + e + g + i + k)",
)


def twelve_names() -> None:
    """Compute formulas of twelve names, each an amount that was rounded."""
    names = "abcdefghijkl"
    rows = [SOURCE, *(INDICATOR.format(name, "万元") for name in names), _entity("v")]
    rows += [_figure("v", name, 2024, f"{10 + number}.{number % 10}") for number, name in enumerate(names)]
    book = _loaded("".join(rows))
    print("seconds to compute a formula of twelve names; the goal is 1 s")
    for formula in FORMULAS:
        node = parse_formula(formula)
        metric = own_metric(node, unit_of(node, book), formula)
        (entity,) = book.entities
        calculator = Calculator(book)
        taken, found = cpu_seconds(lambda c=calculator, m=metric, e=entity: c.computed(m, e, Period(2024 * 12, 12)))
        print(f"  {taken:6.2f} s   {formula}   {found.display()}", flush=True)


def whole_numbers(systems: int, seed: int) -> None:
    """Sums over counts: of the bounds, rounded to whole numbers, how many could be narrower."""
    chance, ends, narrower, sizes = random.Random(seed), 0, 0, 0
    for _system in range(systems):
        network, solver, places = _counts(chance)
        conflicts, left = contradictions(network, range(len(places)))
        assert not conflicts
        for place, bounds in zip(places, left.bounds, strict=True):
            for end, sign in ((bounds.lower, 1), (bounds.upper, -1)):
                if end is not None:
                    assert solver.check((place - int(end)) * sign < 0) == z3.unsat
                    ends += 1
                    if solver.check(place == int(end)) == z3.unsat:
                        narrower += 1
                        sizes += len(places)
    print(f"{systems} systems of sums over counts: of {ends} bounds whole numbers could narrow {narrower}", end="")
    print(f" = {narrower / max(ends, 1):.1%}")


def _counts(chance: random.Random) -> tuple[Network, z3.Solver, list[z3.ArithRef]]:
    """A few counts between bounds, with sums of them that some whole numbers satisfy."""
    network, solver = Network(), z3.Solver()
    count = chance.randint(3, 7)
    truth = [chance.randint(0, 40) for _place in range(count)]
    places = [z3.Int(f"x{number}") for number in range(count)]
    entity = next(iter(_loaded(SOURCE + INDICATOR.format("n", "人") + _entity("v")).entities))
    for number, value in enumerate(truth):
        low, high = max(0, value - chance.randint(0, 8)), value + chance.randint(0, 8)
        is_printed = chance.random() < 0.7
        limits = Interval.of(0, None)
        allowed = Interval.of(low, high) if is_printed else limits
        key = Key(entity, None, Period(number, 1))
        network.add_variable(KnownVariable(key, limits, allowed, Fraction(1), (object(),) * is_printed, is_printed))  # type: ignore[arg-type]
        solver.add(places[number] >= 0, *((places[number] >= low, places[number] <= high) if is_printed else ()))
    for _row in range(chance.randint(2, 4)):
        chosen = sorted(chance.sample(range(count), chance.randint(2, min(4, count))))
        factors = [chance.choice((1, 1, 1, -1, -1, 2, 3)) for _place in chosen]
        total = sum(factor * truth[place] for factor, place in zip(factors, chosen, strict=True))
        shape = Linear(tuple((place, Fraction(factor)) for place, factor in enumerate(factors)), Fraction(-total))
        network.add_equation(Equation(shape, tuple(chosen), "identity", None, entity, Period(0, 1)))
        solver.add(z3.Sum([factor * places[place] for factor, place in zip(factors, chosen, strict=True)]) == total)
    return network, solver, places


def main() -> None:
    """Measure and print all."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--entities", type=int, default=1000)
    options.add_argument("--years", type=int, default=10)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--systems", type=int, default=300, help="systems of sums over counts")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    whole_numbers(given.systems, given.seed)
    twelve_names()
    many_contradictions()
    both_ways(given.entities, given.years, given.rounds)


if __name__ == "__main__":
    main()
