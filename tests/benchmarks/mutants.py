"""How many small faults, put into the code one at a time, the tests of its package notice.

python tests/benchmarks/mutants.py exact figure solve --sample 400 --seed 1
python tests/benchmarks/mutants.py exact/ratio.py --sample 1000

Each fault is put into a temporary copy, never into the tree. A fault that no test notices is a missing test, or code
that is not needed. What is a fault, and which make no difference, is in faults.py. Which tests reach which lines is
found once (by coverage): of those that reach a fault, the quickest are the first to be run.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
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

import pytest
from coverage import Coverage, CoverageData
from faults import Spot, faults, reason_of, spots

ROOT = Path(__file__).parents[2]
PACKAGE = Path("src/nbkpi")
COPIED = ("src", "tests", "data", "pyproject.toml", "README.md", "README.zh.md")
PYTEST = ("-n", "0", "-x", "-q", "--durations=0", "--hypothesis-seed=1", "-p", "no:cacheprovider")
MEMORY = 4 << 30
"""The bytes a mutant may take; one that needs more is noticed."""
WAITING = 20
"""How many times as long as it may take a mutant may be waited for."""


TESTS = {
    **{name: [f"tests/{name}"] for name in ("exact", "figure", "formula", "sheets", "tables", "compare", "report")},
    **{name: [f"tests/{name}", "tests/soundness"] for name in ("solve", "text")},
    **{name: [f"tests/{name}"] for name in ("panel", "loading")},
}
REACHED, SECONDS = ".reached", ".seconds.json"
"""What is written beside the tests when all are run: the lines that each function of tests reaches, and its time."""


class Recorder:
    """A plugin of pytest that keeps the functions of tests apart, and how long each takes with all its parameters."""

    def __init__(self) -> None:
        self.seconds = Counter[str]()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Count what is reached from now on for this test."""
        coverage = Coverage.current()
        assert coverage is not None
        coverage.switch_context(_function(nodeid))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add the time of one of its phases."""
        self.seconds[_function(report.nodeid)] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Write the times down."""
        Path(SECONDS).write_text(json.dumps(self.seconds))


def _function(nodeid: str) -> str:
    return nodeid.split("[", maxsplit=1)[0]


class Reached:
    """Which functions of tests reach which lines, the quickest first, and how long all of them take."""

    def __init__(self, folder: Path) -> None:
        self._data = CoverageData(str(folder / REACHED))
        self._data.read()
        self._files = self._data.measured_files()
        seconds: dict[str, float] = json.loads((folder / SECONDS).read_text())
        self.all = sorted(seconds, key=seconds.__getitem__)
        self.seconds = sum(seconds.values())

    def by(self, path: Path, lines: range | None) -> list[str]:
        """The tests that reach one of these lines of a file; all for what is reached by importing it."""
        if lines is None:
            return self.all
        tests = [self._data.contexts_by_lineno(file) for file in self._files if file.endswith(str(path))]
        found = {test for by_line in tests for line in lines for test in by_line.get(line, [])}
        return [test for test in self.all if test in found]


class Mutant(NamedTuple):
    """A fault of a file: which of those of which node, where and what it is."""

    path: Path
    spot: int
    fault: int
    line: int
    lines: range | None
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
            yield Mutant(path, number, fault, line, _lines(spot), said, source), reason_of(spot, new)


def _lines(spot: Spot) -> range | None:
    """The lines of the statement that a node is in; None outside of functions, where an import comes by."""
    nodes = [*spot.around, (spot.node, "")]
    inside = [place for place, (node, field) in enumerate(nodes) if _is_function(node) and field == "body"]
    if not inside:
        return None
    statement = [node for node, _field in nodes[inside[-1] + 1 :] if isinstance(node, ast.stmt | ast.match_case)][-1]
    body = getattr(statement, "body", None)
    first = statement.pattern.lineno if isinstance(statement, ast.match_case) else statement.lineno
    last = body[0].lineno - 1 if body else statement.end_lineno
    return range(first, max(first, last or first) + 1)


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


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

    def record(self, tests: Iterable[str]) -> None:
        """Find out which tests reach what, when all go well."""
        options = ["--source=src", f"--data-file={REACHED}", str(Path(__file__).resolve())]
        if self._run(["-m", "coverage", "run", *options, "--record", *tests], 3600) != "survived":
            raise SystemExit(f"the tests {' '.join(tests)} fail without any fault")

    def outcome(self, mutant: Mutant, tests: Iterable[str], timeout: float) -> Outcome:
        """What becomes of a fault when these tests are run; nothing without any."""
        target = self.folder / mutant.path
        before = target.read_bytes()
        try:
            target.write_text(mutant.code(), "utf-8")
            return self._run(["-m", "pytest", *PYTEST, *tests], timeout) if tests else "survived"
        finally:
            target.write_bytes(before)

    def _run(self, arguments: Iterable[str], timeout: float) -> Outcome:
        shutil.rmtree(self.folder / ".hypothesis", ignore_errors=True)
        run = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: _limit(round(timeout)),  # noqa: PLW1509
        )
        try:
            code = run.wait(WAITING * timeout)
            return "survived" if code == 0 else "timed out" if code == -signal.SIGXCPU else "killed"
        except subprocess.TimeoutExpired:
            return "timed out"
        finally:
            if run.poll() is None:
                os.killpg(run.pid, signal.SIGKILL)
                run.wait()


def _limit(seconds: int) -> None:
    # Time of the processor, as others may be at work on the machine.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    """Choose faults, try them, and say which were not noticed."""
    if sys.argv[1:2] == ["--record"]:
        raise SystemExit(pytest.main([*PYTEST, *sys.argv[2:]], [Recorder()]))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("where", nargs="+", help=f"packages ({', '.join(TESTS)}) or files in them")
    options.add_argument("--sample", type=int, default=150, help="faults for each of them, chosen by chance")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--workers", type=int, default=os.cpu_count())
    options.add_argument(
        "--timeout", type=float, help="seconds of the processor; else 30 and twice what all tests take"
    )
    options.add_argument(
        "--reached", type=Path, help="a folder with what tests reach, which is found when it is not there"
    )
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copies: queue.SimpleQueue[Copy] = queue.SimpleQueue()
        for number in range(given.workers):
            copies.put(Copy(Path(folder) / str(number)))
        with ThreadPoolExecutor(given.workers) as pool:
            for where in given.where:
                try_sample(where, given, copies, pool)


def try_sample(
    where: str, given: argparse.Namespace, copies: queue.SimpleQueue[Copy], pool: ThreadPoolExecutor
) -> None:
    """Try faults of a package or a file, and print what became of them."""
    place = PACKAGE / where
    paths = [place] if place.suffix else sorted(one.relative_to(ROOT) for one in (ROOT / place).rglob("*.py"))
    found = [pair for path in paths for pair in mutants(path)]
    harmless = Counter(reason for _mutant, reason in found if reason is not None)
    harmful = [mutant for mutant, reason in found if reason is None]
    chosen = sorted(random.Random(given.seed).sample(harmful, min(given.sample, len(harmful))), key=lambda one: one[:3])
    print(f"{where}: {len(harmful)} faults, {len(chosen)} of them tried")
    for reason, count in harmless.most_common():
        print(f"  {count} more left out: {reason}")

    began = time.monotonic()
    own = copies.get()
    if given.reached is None or not given.reached.exists():
        own.record(TESTS[place.relative_to(PACKAGE).parts[0]])
        if given.reached is not None:
            given.reached.mkdir()
            for name in (REACHED, SECONDS):
                shutil.copy(own.folder / name, given.reached)
    reached = Reached(given.reached or own.folder)
    copies.put(own)
    limit = given.timeout or 30 + 2 * reached.seconds

    def attempt(mutant: Mutant) -> Outcome:
        mine = copies.get()
        try:
            return mine.outcome(mutant, reached.by(mutant.path, mutant.lines), limit)
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
