"""Which functions of tests reach which lines, found by coverage once for all faults: `python reaching.py TESTS…`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from math import inf
from pathlib import Path

import pytest
from coverage import Coverage, CoverageData

PYTEST = ("-n", "0", "-x", "-q", "--durations=0", "--hypothesis-seed=1", "-p", "no:cacheprovider")
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
    """Which functions of tests reach which lines, the quickest first, and how long they take."""

    def __init__(self, folder: Path) -> None:
        self._data = CoverageData(str(folder / REACHED))
        self._data.read()
        self._files = self._data.measured_files()
        seconds: dict[str, float] = json.loads((folder / SECONDS).read_text())
        self._seconds = seconds
        self.all = sorted(seconds, key=seconds.__getitem__)

    def by(self, path: Path, lines: range | None, each: float = inf) -> list[str]:
        """The tests that reach one of these lines of a file; all for what is reached by importing it.

        Those that take more than `each` seconds are left out.
        """
        found = None if lines is None else self._contexts(path, lines)
        return [test for test in self.all if (found is None or test in found) and self._seconds[test] <= each]

    def seconds(self, tests: list[str]) -> float:
        """How long tests take together."""
        return sum(self._seconds[test] for test in tests)

    def while_importing(self, path: Path, lines: range) -> bool:
        """Whether one of these lines is reached before any test."""
        return "" in self._contexts(path, lines)

    def _contexts(self, path: Path, lines: range) -> set[str]:
        by_lines = [self._data.contexts_by_lineno(file) for file in self._files if file.endswith(str(path))]
        return {context for by_line in by_lines for line in lines for context in by_line.get(line, [])}


if __name__ == "__main__":
    raise SystemExit(pytest.main([*PYTEST, *sys.argv[1:]], [Recorder()]))
