"""What becomes of a fault when tests are run, in a copy of the tree."""

from __future__ import annotations

import ast
import marshal
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from faulty import ROOT, Mutant
from forks import Request, Server, limit
from reaching import PYTEST, REACHED

COPIED = ("src", "tests", "data", "pyproject.toml", "README.md", "README.zh.md")
MEMORY = 4 << 30
"""The bytes a mutant may take; one that needs more is noticed."""
WAITING = 20
"""How many times as long as it may take a mutant may be waited for."""


Outcome = Literal["killed", "timed out", "survived"]
"""A fault that keeps the tests from ending is noticed too."""


class Copy:
    """A copy of the tree to put faults into, one at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server: Server | None = None
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
        script = str(Path(__file__).with_name("reaching.py"))
        options = ["--source=src", f"--data-file={REACHED}", script]
        if self._run(["-m", "coverage", "run", *options, *tests], 3600) != "survived":
            raise SystemExit(f"the tests {' '.join(tests)} fail without any fault")

    def serve(self, tests: Iterable[str]) -> None:
        """Collect these tests once, for faults inside of functions."""
        self.close()
        self._server = Server([*PYTEST, "-s", "--basetemp=.temporary", *tests], self.folder, self._environment())

    def close(self) -> None:
        """Let go of what was collected."""
        if self._server is not None:
            self._server.close()
        self._server = None

    def outcome(self, mutant: Mutant, tests: Sequence[str], seconds: float, in_a_fork: bool) -> Outcome:
        """What becomes of a fault when these tests are run; nothing without any."""
        if not tests:
            return "survived"
        forked = self._forked(mutant, tests, seconds) if in_a_fork else None
        return forked or self._on_its_own(mutant, tests, seconds)

    def _forked(self, mutant: Mutant, tests: Sequence[str], seconds: float) -> Outcome | None:
        if mutant.function is None or self._server is None:
            return None
        code = compile(mutant.tree(), str(mutant.path), "exec", dont_inherit=True)
        answer = self._server.answer(
            Request(
                *(str(mutant.path), *mutant.function, marshal.dumps(code)),
                *(list(tests), round(seconds), MEMORY, WAITING * seconds),
            )
        )
        return None if answer is None else _outcome(answer)

    def _on_its_own(self, mutant: Mutant, tests: Iterable[str], seconds: float) -> Outcome:
        target = self.folder / mutant.path
        before = target.read_bytes()
        try:
            target.write_text(ast.unparse(mutant.tree()), "utf-8")
            return self._run(["-m", "pytest", *PYTEST, *tests], seconds)
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
            preexec_fn=lambda: limit(round(timeout), MEMORY),  # noqa: PLW1509
        )
        try:
            return _outcome(run.wait(WAITING * timeout))
        except subprocess.TimeoutExpired:
            return "timed out"
        finally:
            if run.poll() is None:
                os.killpg(run.pid, signal.SIGKILL)
                run.wait()


def _outcome(code: int) -> Outcome:
    return "survived" if code == 0 else "timed out" if code == -signal.SIGXCPU else "killed"
