"""How many small faults, put into the code one at a time, the tests of its package notice.

python tests/benchmarks/mutants.py exact figure solve --sample 400 --seed 1
python tests/benchmarks/mutants.py exact/ratio.py --sample 1000

Each fault is put into a temporary copy, never into the tree. A fault that no test notices is a missing test, or code
that is not needed. What is a fault, and which make no difference, is in faults.py.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import queue
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from faults import faults, reason_of, spots

ROOT = Path(__file__).parents[2]
PACKAGE = Path("src/nbkpi")
COPIED = ("src", "tests", "data", "pyproject.toml", "README.md", "README.zh.md")
MEMORY = 4 << 30
"""The bytes a mutant may take; one that needs more is noticed."""


def _tests(folder: str, *first: str) -> list[str]:
    """The tests of a folder, those that are quick first, as the first one that fails ends a run."""
    return [*(f"tests/{folder}/test_{name}.py" for name in first), f"tests/{folder}"]


TESTS = {
    "solve": [*_tests("solve", "spans", "linear", "grim", "contract", "propagate", "verdicts"), "tests/soundness"],
    "panel": _tests("panel", "order", "claims", "ranks", "summary"),
    "text": [*_tests("text", "scan", "kinds_of_relation", "numerals"), "tests/soundness"],
    **{name: _tests(name) for name in ("exact", "figure", "formula", "sheets", "tables", "book", "compare", "report")},
}


class Mutant(NamedTuple):
    """A fault of a file: which of those of which node, where and what it is."""

    path: Path
    spot: int
    fault: int
    line: int
    said: str
    source: str

    @property
    def package(self) -> str:
        """The package it is in."""
        return self.path.relative_to(PACKAGE).parts[0]

    def code(self) -> str:
        """The file with the fault."""
        tree = ast.parse(self.source)
        spot = list(spots(tree))[self.spot]
        new = list(faults(copy.deepcopy(spot.node)))[self.fault]
        outer, field = spot.around[-1]
        held = getattr(outer, field)
        setattr(outer, field, [new if one is spot.node else one for one in held] if isinstance(held, list) else new)
        return ast.unparse(ast.fix_missing_locations(tree))


def mutants(path: Path) -> Iterator[tuple[Mutant, str | None]]:
    """Every fault that can be put into a file, with the reason if it makes no difference."""
    source = (ROOT / path).read_text("utf-8")
    for number, spot in enumerate(spots(ast.parse(source))):
        for fault, new in enumerate(faults(spot.node)):
            line = getattr(spot.node, "lineno", 0)
            said = f"{_short(spot.node)}  ->  {_short(new)}"
            yield Mutant(path, number, fault, line, said, source), reason_of(spot, new)


def _short(node: ast.AST) -> str:
    text = ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))
    first = text.split("\n", 1)[0]
    return first if len(first) <= 90 else first[:87] + "..."


Outcome = Literal["killed", "timed out", "survived"]
"""A fault that keeps the tests from ending is noticed too."""


class Copy:
    """A copy of the tree to put faults into, one at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
            elif (ROOT / name).exists():
                shutil.copy(ROOT / name, folder / name)
        where = subprocess.run(
            [sys.executable, "-c", "import nbkpi; print(nbkpi.__file__)"],
            env=self._environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        if not Path(where.stdout.strip()).is_relative_to(folder):
            raise SystemExit("the copy would not be what is tested")

    def _environment(self) -> dict[str, str]:
        # A file changed twice within a second would be taken from the cache of the compiler.
        return os.environ | {"PYTHONPATH": str(self.folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}

    def outcome(self, mutant: Mutant, timeout: float) -> Outcome:
        """What becomes of a fault."""
        target = self.folder / mutant.path
        before = target.read_bytes()
        try:
            target.write_text(mutant.code(), "utf-8")
            return self.run(TESTS[mutant.package], timeout)
        finally:
            target.write_bytes(before)

    def run(self, tests: Iterable[str], timeout: float) -> Outcome:
        """Whether one of the tests fails, all go well, or they do not end in time."""
        shutil.rmtree(self.folder / ".hypothesis", ignore_errors=True)
        command = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "--durations=0", "--hypothesis-seed=1"]
        run = subprocess.Popen(
            [*command, "-p", "no:cacheprovider", *tests],
            cwd=self.folder,
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),  # noqa: PLW1509
        )
        try:
            return "killed" if run.wait(timeout) else "survived"
        except subprocess.TimeoutExpired:
            return "timed out"
        finally:
            if run.poll() is None:
                os.killpg(run.pid, signal.SIGKILL)
                run.wait()


def main() -> None:
    """Choose faults, try them, and say which were not noticed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("where", nargs="+", help=f"packages ({', '.join(TESTS)}) or files in them")
    options.add_argument("--sample", type=int, default=150, help="faults for each of them, chosen by chance")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--workers", type=int, default=os.cpu_count())
    options.add_argument("--timeout", type=float, help="seconds for one; otherwise 30 and twice what the tests take")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copies: queue.SimpleQueue[Copy] = queue.SimpleQueue()
        for number in range(given.workers):
            copies.put(Copy(Path(folder) / str(number)))
        with ThreadPoolExecutor(given.workers) as pool:
            for where in given.where:
                try_sample(where, given.sample, given.seed, given.timeout, copies, pool)


def try_sample(
    where: str,
    size: int,
    seed: int,
    timeout: float | None,
    copies: queue.SimpleQueue[Copy],
    pool: ThreadPoolExecutor,
) -> None:
    """Try faults of a package or a file, and print what became of them."""
    place = PACKAGE / where
    paths = [place] if place.suffix else sorted(one.relative_to(ROOT) for one in (ROOT / place).rglob("*.py"))
    found = [pair for path in paths for pair in mutants(path)]
    harmless = Counter(reason for _mutant, reason in found if reason is not None)
    harmful = [mutant for mutant, reason in found if reason is None]
    chosen = sorted(random.Random(seed).sample(harmful, min(size, len(harmful))))
    print(f"{where}: {len(harmful)} faults, {len(chosen)} of them tried")
    for reason, count in harmless.most_common():
        print(f"  {count} more left out: {reason}")

    own = copies.get()
    began = time.monotonic()
    if own.run(TESTS[place.relative_to(PACKAGE).parts[0]], 3600) != "survived":
        raise SystemExit(f"the tests of {where} fail without any fault")
    limit = timeout or 30 + 2 * (time.monotonic() - began)
    copies.put(own)

    def attempt(mutant: Mutant) -> Outcome:
        mine = copies.get()
        try:
            return mine.outcome(mutant, limit)
        finally:
            copies.put(mine)

    outcomes = Counter[Outcome]()
    for mutant, outcome in zip(chosen, pool.map(attempt, chosen), strict=True):
        outcomes[outcome] += 1
        if outcome == "survived":
            print(f"  survived  {mutant.path}:{mutant.line}  {mutant.said}", flush=True)
    share = 1 - outcomes["survived"] / max(1, len(chosen))
    counts = ", ".join(f"{outcomes[each]} {each}" for each in get_args(Outcome))
    print(f"{where}: {counts}; {share:.1%} noticed, in {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
