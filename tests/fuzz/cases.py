"""One case of a part: tried in a process of its own, so that a crash, a loop or a flood of memory is a finding too."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

MOST_SECONDS = 60
"""So much time of a processor a case may take, with all that it starts."""
MOST_WAITING = 600
"""So long it may take by the clock: what waits for a lock takes no time of a processor."""

MOST_MEMORY = 16_000_000_000
"""So many bytes a case may have to write to; what is only reserved, as for charts, does not count."""

Attempt = Callable[[random.Random, Path], Iterator[str]]
"""A part: makes up input in an empty folder by chance, and says of everything that does not hold what it is."""


class Case(NamedTuple):
    """The n-th case of a part with a seed: always the same input."""

    part: str
    seed: int
    number: int

    @property
    def chance(self) -> random.Random:
        """What decides in this case."""
        return random.Random(f"{self.part} {self.seed} {self.number}")

    @property
    def command(self) -> str:
        """The command that repeats it."""
        return f"python -m tests.fuzz --only {self.part} --seed {self.seed} --case {self.number}"


def tried(case: Case, attempt: Attempt, folder: Path) -> list[str]:
    """What does not hold in a case, its process included; its input is left in the folder."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:
        os.close(read_end)
        _try(case, attempt, folder, write_end)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        told = pipe.read()
    _child, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        late = f" after {MOST_SECONDS} s of a processor" if name == "SIGXCPU" else ""
        return [f"the process was ended by {name}{late}"]
    found: list[str] = json.loads(told or '["the process said nothing"]')
    return found


def _try(case: Case, attempt: Attempt, folder: Path, pipe: int) -> None:
    """Try a case, and end the process, whatever happens."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))
        signal.alarm(MOST_WAITING)
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.chdir(folder)
        try:
            found = list(attempt(case.chance, folder))
        except BaseException:
            found = [traceback.format_exc()]
        with os.fdopen(pipe, "wb") as answer:
            answer.write(json.dumps(found).encode())
    finally:
        os._exit(0)
