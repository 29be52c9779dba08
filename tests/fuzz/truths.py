"""Books with a hidden truth: all bounds hold it, and what is called wrong needs the one figure that was changed."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))  # The scripts there find each other by their names.

import corruptions
import systems
import truths

from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.select import Selection


def attempt(chance: random.Random, folder: Path) -> Iterator[str]:
    """One random system, printed truly, and then with one figure changed."""
    seed, rounding = chance.randrange(10**12), chance.choice(("half-up", "half-even"))
    density = chance.choice((None, None, 0.5, 0.8))
    system = systems.System(seed, rounding, small=chance.random() < 0.97, density=density)
    (folder / "figures.txt").write_text("\n".join(map(str, system.figures)), "utf-8")
    yield from (f"called wrong though true: {one}" for one in truths.findings(system))
    if rounding == "half-up":  # As books say where they say nothing.
        yield from (f"bounds without the truth: {one}" for one in truths.bounds_missed(system))
        yield from (f"a result without the truth: {one}" for one in truths.results_missed(system))
    kind = chance.choice(list(corruptions.KINDS))
    changed = corruptions.corrupted(system, chance, kind)
    if changed is None:
        return
    figure, observation = changed
    for one in check(Calculator(system.book), Selection()):
        if one.is_finding and observation not in one.printed:
            texts = [each.text for each in one.printed]
            yield f"{figure} became {observation.text} ({kind}), but what is called wrong is {one.statement}: {texts}"
