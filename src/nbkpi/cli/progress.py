"""A bar on standard error for work that takes long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 0.5
"""So many seconds nobody minds to wait without seeing anything."""

Show = Callable[[float, float | None], None]
"""Is told how much is done, and of how much; None where that is not known."""


@contextmanager
def progress(label: str) -> Iterator[Show]:
    """A bar where standard error is a terminal and the work takes long; nothing otherwise."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from threading import Timer

    from rich.console import Console
    from rich.progress import Progress as Bar

    bar = Bar(console=Console(stderr=True), transient=True)
    task = bar.add_task(label, total=None)
    delay = Timer(_PATIENCE, bar.start)
    delay.start()
    try:
        yield lambda done, total: bar.update(task, completed=done, total=total)
    finally:
        delay.cancel()
        delay.join()
        bar.stop()
