"""How long whole processes take, compared with one that only imports the four packages nbkpi is built on."""

from __future__ import annotations

import os
import pty
import re
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from measure import processor_seconds, rounds_option, show, side_by_side

REFERENCE = "import typer, rich.console, rich.table, pydantic, tomli"
# What the installed command does.
ENTRY = "import sys\nfrom nbkpi.__main__ import main\nsys.exit(main())\n"
SUMMARY_GOAL = 0.8
TERMINAL_GOAL = 1.1
SHORT_GOAL = 0.625
TEXT_GOAL = 1.3
TEXT = Path(__file__).parents[1] / "text" / "own" / "true.txt"
TEXT_BYTES = 2000
COMPLETION = {"_NBKPI_COMPLETE": "bash", "_NBKPI_WORD": "东"}


def main() -> None:
    """Measure and print."""
    parser = rounds_option(__doc__, 15)
    parser.add_argument("--verbose", action="store_true", help="also the imports of summary that cost most")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        entry = Path(folder) / "nbkpi"
        entry.write_text(ENTRY, "utf-8")
        bulletin = Path(folder) / "bulletin.txt"
        bulletin.write_bytes(TEXT.read_bytes()[:TEXT_BYTES].decode("utf-8", "ignore").encode())
        environment = _environment(folder)
        measured = {
            "reference": ([sys.executable, "-c", REFERENCE], environment),
            "the same and BaseModel": ([sys.executable, "-c", f"{REFERENCE}; pydantic.BaseModel"], environment),
            "nbkpi summary": ([sys.executable, str(entry), "summary"], environment),
            "nbkpi summary --json": ([sys.executable, str(entry), "summary", "--json"], environment),
            "nbkpi --help": ([sys.executable, str(entry), "--help"], environment),
            "nbkpi --version": ([sys.executable, str(entry), "--version"], environment),
            "completion of a name": ([sys.executable, str(entry), "growth", "--village"], environment | COMPLETION),
            "nbkpi extract, 2 KB": ([sys.executable, str(entry), "extract", str(bulletin)], environment),
            "nbkpi audit, 2 KB": ([sys.executable, str(entry), "audit", str(bulletin)], environment),
            "bare interpreter": ([sys.executable, "-c", "pass"], environment),
        }
        for command, variables in measured.values():
            _run(command, variables)  # So that everything is compiled.
        jobs = {
            name: lambda command=command, variables=variables: _run(command, variables)
            for name, (command, variables) in measured.items()
        }
        on_terminal = measured["nbkpi summary"]
        jobs["nbkpi summary on a terminal"] = lambda: _run_on_terminal(*on_terminal)
        goals = {
            "nbkpi summary": SUMMARY_GOAL,
            "nbkpi summary on a terminal": TERMINAL_GOAL,
            "nbkpi --help": SHORT_GOAL,
            "nbkpi --version": SHORT_GOAL,
            "completion of a name": SHORT_GOAL,
            "nbkpi audit, 2 KB": TEXT_GOAL,
        }
        print(f"whole processes, seconds of the processor, median of {options.rounds}; ratio to: {REFERENCE}")
        show(side_by_side(jobs, options.rounds, clock=processor_seconds), "reference", goals)
        if options.verbose:
            _show_imports([sys.executable, "-X", "importtime", str(entry), "summary"], environment)


def _environment(folder: str) -> dict[str, str]:
    """Compiled modules are kept, but apart, and nothing of the user's own decides the outcome."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NBKPI", "PYTHON"))}
    if "PYTHONPATH" in os.environ:
        kept["PYTHONPATH"] = os.environ["PYTHONPATH"]
    return kept | {"PYTHONPYCACHEPREFIX": f"{folder}/compiled", "PYTHONIOENCODING": "utf-8", "NBKPI_LANG": "en"}


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stderr


def _run_on_terminal(command: list[str], environment: dict[str, str]) -> None:
    master, slave = pty.openpty()
    settings = environment | {"TERM": "xterm-256color"}
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=settings) as running:
        os.close(slave)
        try:
            while os.read(master, 65536):
                pass
        except OSError:  # Linux says so when the other end of a terminal is closed.
            pass
    os.close(master)
    if running.returncode:
        sys.exit(f"{' '.join(command)} failed on a terminal")


def _show_imports(command: list[str], environment: dict[str, str], rounds: int = 5, shown: int = 25) -> None:
    """Medians of -X importtime, for the modules with all they import, and for whole packages by themselves."""
    alone: dict[str, list[float]] = defaultdict(list)
    together: dict[str, list[float]] = defaultdict(list)
    for _round in range(rounds):
        for line in _run(command, environment).splitlines():
            if match := re.match(r"import time:\s+(\d+) \|\s+(\d+) \|\s+(\S+)$", line):
                alone[match[3]].append(int(match[1]) / 1000)
                together[match[3]].append(int(match[2]) / 1000)
    print(f"\nimports of summary, ms with all that they import, median of {rounds}")
    for name in sorted(together, key=lambda name: -statistics.median(together[name]))[:shown]:
        print(f"  {statistics.median(together[name]):7.1f}  {name}")
    packages: dict[str, float] = defaultdict(float)
    for name, taken in alone.items():
        packages[name.partition(".")[0]] += statistics.median(taken)
    print("\nby package, ms of their own modules")
    for name in sorted(packages, key=lambda name: -packages[name])[:shown]:
        print(f"  {packages[name]:7.1f}  {name}")


if __name__ == "__main__":
    main()
