"""Random input of every sort, for so many minutes; what does not hold is printed with the command that repeats it.

python -m tests.fuzz --minutes 10
python -m tests.fuzz --minutes 1 --seed 7 --only growth
python -m tests.fuzz --only books --seed 7 --case 12
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from tests.fuzz.cases import Attempt, Case, tried
from tests.fuzz.running import warmed

PARTS = (
    "truths", "books", "arguments", "archives", "markup", "tables", "panels", "growth", "together", "outputs", "kills",
)  # fmt: skip
"""Modules of this package, each with its attempt."""


def main(arguments: Sequence[str]) -> int:
    """The command; 1 where anything was found."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=1)
    options.add_argument("--seed", type=int, default=None, help="another one each time when left out")
    options.add_argument("--only", choices=PARTS, action="append", help="may be repeated")
    options.add_argument("--case", type=int, help="this case alone")
    given = options.parse_args(arguments)
    seed = time.time_ns() % 1_000_000 if given.seed is None else given.seed
    parts = {name: import_module(f"tests.fuzz.{name}").attempt for name in given.only or PARTS}
    print(f"seed {seed}, {', '.join(parts)}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        warmed(Path(folder))
    if given.case is not None:
        return min(1, sum(_found(Case(name, seed, given.case), attempt) for name, attempt in parts.items()))
    return run(parts, seed, given.minutes * 60)


def run(parts: Mapping[str, Attempt], seed: int, seconds: float) -> int:
    """Try cases of all parts in turn, each for its share of the time and at least once; 1 if any did not hold."""
    spent, cases, wrong = (dict.fromkeys(parts, 0.0), dict.fromkeys(parts, 0), dict.fromkeys(parts, 0))
    begun = time.monotonic()
    with suppress(KeyboardInterrupt):
        while time.monotonic() - begun < seconds or not all(cases.values()):
            name = min(parts, key=lambda one: (spent[one], one))
            start = time.monotonic()
            wrong[name] += _found(Case(name, seed, cases[name]), parts[name])
            spent[name] += time.monotonic() - start
            cases[name] += 1
    for name in parts:
        print(f"{name:10} {cases[name]:7} cases  {wrong[name]:4} found  {spent[name]:7.0f} s")
    print(f"{sum(cases.values())} cases, {sum(wrong.values())} found", flush=True)
    return int(any(wrong.values()))


def _found(case: Case, attempt: Attempt) -> bool:
    """Try a case, and print what does not hold; the input of such a case is kept.

    What it calls .. is a folder of its own too: all that other programs leave beside it would take minutes to read.
    """
    outer = Path(tempfile.mkdtemp(prefix="nbkpi-fuzz-"))
    folder = outer / "case"
    folder.mkdir()
    found = tried(case, attempt, folder)
    if found:
        print(f"\n{case.command}\n  input: {folder}")
        for one in found[:5]:
            shown = one.strip()[-2000:].encode("utf-8", "backslashreplace").decode()
            print("  " + shown.replace("\n", "\n  "))
        sys.stdout.flush()
    else:
        shutil.rmtree(outer, ignore_errors=True)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
