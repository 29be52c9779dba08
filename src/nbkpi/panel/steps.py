"""What was done on the way to a result, in words: what is proven, sorted and added up, and how long that took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class TimedSteps:
    """Steps in the order in which they were done, each a sentence with its seconds on the clock.

    Engines put off what can be computed together with something else: its time counts where it is done.
    """

    done: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def step(self, sentence: str) -> Iterator[None]:
        """A step that takes as long as the block."""
        start = time.perf_counter()
        yield
        self.done.append((sentence, time.perf_counter() - start))

    def note(self, sentence: str) -> None:
        """Something that needs no time of its own."""
        self.done.append((sentence, 0.0))
