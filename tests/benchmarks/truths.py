"""Random systems with a known truth: whatever is found, deduced or computed of them must leave the truth possible.

python tests/benchmarks/truths.py --systems 2500 --first 1000000
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator

from systems import System

from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.conflict import contradictions
from nbkpi.solve.equations import Builder
from nbkpi.solve.select import Selection


def findings(system: System) -> Iterator[str]:
    """What is found wrong with figures that are all true."""
    for one in check(Calculator(system.book), Selection()):
        if one.is_finding:
            yield f"{one.statement}: {one.reason} {[each.text for each in one.printed]}"


def bounds_missed(system: System) -> Iterator[str]:
    """Bounds that do not hold the truth, and contradictions of what is true."""
    network = Builder(Calculator(system.book).formulas).whole(list(system.book.entities))
    conflicts, propagation = contradictions(network)
    yield from (f"{one}" for one in conflicts)
    for variable, bounds in zip(network.variables, propagation.bounds, strict=True):
        value = system.value_of(variable.key)
        if value is not None and value not in bounds:
            yield f"{variable.key}: {value} is not in {bounds}"


def results_missed(system: System) -> Iterator[str]:
    """Results that do not hold the truth, or are of what cannot be."""
    calculator = Calculator(system.book)
    for key in system.some_keys():
        assert key.measure is not None
        result = calculator.result(key.measure, key.entity, key.period)
        value = system.value_of(key)
        if result.state in ("conflict", "out_of_range"):
            yield f"{key}: {result.state}"
        elif value is not None and result.interval is not None and value not in result.interval:
            yield f"{key}: {value} is not in {result.interval}"


def main() -> None:
    """Try many, and print what is wrong."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--systems", type=int, default=300)
    options.add_argument("--first", type=int, default=1_000_000, help="the seed of the first")
    given = options.parse_args()
    tried, wrong, seconds = Counter[str](), Counter[str](), Counter[str]()
    for seed in range(given.first, given.first + given.systems):
        # Whether halves were rounded to even matters to what is called wrong only.
        systems = {each: System(seed, each, small=seed % 5 > 0) for each in ("half-up", "half-even")}
        kinds = [
            (findings, "half-up"),
            (findings, "half-even"),
            (bounds_missed, "half-up"),
            (results_missed, "half-up"),
        ]
        for kind, rounding in kinds:
            began = time.process_time()
            complaints = list(kind(systems[rounding]))
            seconds[kind.__name__] += time.process_time() - began
            tried[kind.__name__] += 1
            wrong[kind.__name__] += bool(complaints)
            for one in complaints:
                print(f"  {seed} {rounding}  {kind.__name__}  {one}", flush=True)
    for name, count in tried.items():
        print(f"{count} systems, {wrong[name]} with {name.replace('_', ' ')}, {seconds[name] / count:.2f} s each")


if __name__ == "__main__":
    main()
