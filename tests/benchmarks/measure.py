"""What the benchmarks share: measuring things side by side, and books of any size."""

from __future__ import annotations

import argparse
import gc
import os
import random
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

# What was read before is not kept, or the second round would measure something else than the first.
os.environ["NBKPI_CACHE"] = "0"

Job = Callable[[], object]
Clock = Callable[[], float]


def processor_seconds() -> float:
    """The time that processors spent on this process and on those that it started and that have ended."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def rounds_option(description: str | None, default: int) -> argparse.ArgumentParser:
    """A parser of the options that every benchmark has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("-n", "--rounds", type=int, default=default, help="how often each thing is measured")
    return parser


def side_by_side(
    jobs: Mapping[str, Job], rounds: int, before: Job | None = None, clock: Clock = time.perf_counter
) -> dict[str, float]:
    """The median seconds of each job; all jobs take turns, so that a busy machine slows them alike."""
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for _round in range(rounds):
        if before is not None:
            before()
        for name, job in jobs.items():
            seconds[name].append(seconds_of(job, clock))
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def seconds_of(job: Job, clock: Clock = time.perf_counter) -> float:
    """How long a job takes with the garbage collector off, which would favour whoever runs first."""
    gc.collect()
    gc.disable()
    try:
        start = clock()
        kept = job()
        taken = clock() - start
    finally:
        gc.enable()
    del kept
    return taken


def show(medians: Mapping[str, float], reference: str, goals: Mapping[str, float]) -> None:
    """One line for each job: milliseconds, the ratio to the reference, and the goal for that ratio."""
    bare = medians[reference]
    width = max(map(len, medians))
    for name, taken in medians.items():
        goal = f"   goal <= {goals[name]:.3g}" if name in goals else ""
        print(f"  {name:{width}}  {taken * 1000:9.1f} ms  {taken / bare:5.2f}{goal}")


def write_book(folder: Path, entities: int, years: int, indicators: int = 1) -> str:
    """A book with one figure for each entity, year and indicator, in one file; its text."""
    numbers = random.Random(1)
    parts = ['[book]\ntitle = "benchmark"\n', '[[source]]\nid = "s"\ntitle = "s"\n']
    for number in range(indicators):
        parts.append(f'[[indicator]]\nid = "income{number}"\nname = "收入{number}"\nunit = "万元"\nkind = "amount"\n')
    for number in range(entities):
        parts.append(f'[[entity]]\nid = "v{number}"\nname = "村{number}"\nkind = "village"\n')
        for year in range(2024 - years + 1, 2025):
            for indicator in range(indicators):
                value = f"{numbers.randint(100, 99999) / 100:.2f}万元"
                parts.append(
                    f'[[observation]]\nentity = "v{number}"\nindicator = "income{indicator}"\n'
                    f'period = "{year}"\nvalue = "{value}"\nsource = "s#{number}"\n'
                )
    text = "\n".join(parts)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book.toml").write_text(text, "utf-8")
    return text
