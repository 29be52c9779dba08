"""How many small faults, put into the code one at a time, the tests of its package notice.

python tests/benchmarks/mutants.py exact figure solve --sample 400 --seed 1
python tests/benchmarks/mutants.py exact/ratio.py 'solve/*.py' --sample 1000 --each 1

Each fault is put into a temporary copy or a fork of a process, never into the tree. A fault that no test notices is a
missing test, or code that is not needed. What is a fault, and which make no difference, is in faults.py. Which tests
reach which lines is found once (by coverage): of those that reach a fault, the quickest are the first to be run.
"""

from __future__ import annotations

import argparse
import os
import queue
import random
import shutil
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from math import inf
from pathlib import Path
from typing import get_args

from faulty import PACKAGE, ROOT, Mutant, mutants
from reaching import REACHED, SECONDS, Reached
from trying import Copy, Outcome

TESTS = {
    **{name: [f"tests/{name}"] for name in ("exact", "formula", "sheets", "tables", "compare", "report")},
    **{name: [f"tests/{name}"] for name in ("panel", "loading")},
    **{name: [f"tests/{name}", "tests/soundness"] for name in ("figure", "solve", "text")},
}


def main() -> None:
    """Choose faults, try them, and say which were not noticed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("where", nargs="+", help=f"packages ({', '.join(TESTS)}), folders or files in them")
    options.add_argument("--sample", type=int, default=150, help="faults for each of them, chosen by chance")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--workers", type=int, default=os.cpu_count())
    options.add_argument("--each", type=float, default=inf, help="leave out tests that take more seconds than this")
    options.add_argument(
        "--timeout", type=float, help="seconds of the processor; else 10 and what the tests that reach a fault take"
    )
    options.add_argument(
        "--reached", type=Path, help="a folder with what tests reach, which is found when it is not there"
    )
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copies = [Copy(Path(folder) / str(number)) for number in range(given.workers)]
        try:
            for where in given.where:
                try_sample(where, given, copies)
        finally:
            for one in copies:
                one.close()


def try_sample(where: str, given: argparse.Namespace, copies: list[Copy]) -> None:
    """Try faults of a package or a file, and print what became of them."""
    chosen = _choose(where, given)
    began = time.monotonic()
    tests = TESTS[Path(where).parts[0]]
    if given.reached is None or not given.reached.exists():
        copies[0].record(tests)
        if given.reached is not None:
            given.reached.mkdir(parents=True)
            for name in (REACHED, SECONDS):
                shutil.copy(copies[0].folder / name, given.reached)
    reached = Reached(given.reached or copies[0].folder)
    free = queue.SimpleQueue[Copy]()
    for one in copies:
        one.serve(tests)
        free.put(one)

    def attempt(mutant: Mutant) -> Outcome:
        mine = free.get()
        try:
            tests = reached.by(mutant.path, mutant.lines, given.each)
            seconds = given.timeout or 10 + reached.seconds(tests)
            in_a_fork = mutant.lines is not None and not reached.while_importing(mutant.path, mutant.lines)
            return mine.outcome(mutant, tests, seconds, in_a_fork)
        finally:
            free.put(mine)

    outcomes = Counter[Outcome]()
    with ThreadPoolExecutor(len(copies)) as pool:
        for mutant, outcome in zip(chosen, pool.map(attempt, chosen), strict=True):
            outcomes[outcome] += 1
            if outcome == "survived":
                print(f"  survived  {mutant.path}:{mutant.line}  {mutant.said}", flush=True)
    share = 1 - outcomes["survived"] / max(1, len(chosen))
    counts = ", ".join(f"{outcomes[each]} {each}" for each in get_args(Outcome))
    print(f"{where}: {counts}; {share:.1%} noticed, in {time.monotonic() - began:.0f} s", flush=True)


def _choose(where: str, given: argparse.Namespace) -> list[Mutant]:
    """A sample of the faults of a package, a folder or files; those left out are counted by their reasons."""
    place = PACKAGE / where
    found = ROOT.glob(str(place)) if place.suffix else (ROOT / place).rglob("*.py")
    pairs = [pair for path in sorted(found) for pair in mutants(path.relative_to(ROOT))]
    harmless = Counter(reason for _mutant, reason in pairs if reason is not None)
    harmful = [mutant for mutant, reason in pairs if reason is None]
    chosen = sorted(random.Random(given.seed).sample(harmful, min(given.sample, len(harmful))), key=lambda one: one[:3])
    print(f"{where}: {len(harmful)} faults, {len(chosen)} of them tried")
    for reason, count in harmless.most_common():
        print(f"  {count} more left out: {reason}")
    return chosen


if __name__ == "__main__":
    main()
