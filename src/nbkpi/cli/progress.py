"""A bar on standard error for work that takes long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 1
"""So many seconds nobody minds to wait without seeing anything."""

Show = Callable[[float, float | None], None]
"""Is told how much is done, and of how much; None where that is not known."""


@contextmanager
def progress(label: str) -> Iterator[Show]:
    """A bar where standard error is a terminal and the work takes long; nothing otherwise."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from threading import Timer

    bar = _Bar(label)
    delay = Timer(_PATIENCE, bar.start)
    delay.daemon = True
    delay.start()
    try:
        yield bar.show
    finally:
        delay.cancel()
        delay.join()
        bar.stop()


class _Bar:
    """What is drawn from when it starts; a short command loads nothing for it."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._drawn: Progress | None = None
        self._done: float = 0
        self._total: float | None = None

    def start(self) -> None:
        """Begin to draw, in a thread beside the work."""
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Drawn

        columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
        drawn = Drawn(*columns, console=Console(stderr=True), transient=True)
        drawn.update(drawn.add_task(self._label, total=self._total), completed=self._done)
        drawn.start()
        self._drawn = drawn

    def show(self, done: float, total: float | None) -> None:
        """So much is done."""
        self._done, self._total = done, total
        if self._drawn is not None:
            self._drawn.update(self._drawn.task_ids[0], completed=done, total=total)

    def stop(self) -> None:
        """Leave nothing of it on the terminal."""
        if self._drawn is not None:
            self._drawn.stop()
