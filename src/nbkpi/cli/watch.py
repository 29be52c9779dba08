"""Judging a file anew at every save, until the user ends it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep, strftime
from typing import Annotated

import typer

from nbkpi.errors import NbkpiError
from nbkpi.language import _, later

Watch = Annotated[bool, typer.Option("--watch", help=later("judge again at every save, until interrupted"))]

PAUSE = 0.25
"""So many seconds lie between two looks at the file."""

Judge = Callable[[], int]


def watched(path: Path, judge: Judge, heads: bool) -> int:
    """Judge the file now and whenever its content has changed; the last exit code, once Ctrl-C ends this.

    A file that is just being written is left alone until it is the same in two looks, and one that is away, as editors
    replace files, is waited for. What goes wrong then is said, and the next save is waited for. heads: what is printed
    in a pipe has a line above it that says when.
    """
    gc.enable()  # Unlike other runs this one is long.
    code, seen, judged = 2, _content(path), b""
    try:
        code = _judged(path, judge, heads)
        judged = seen or b""
        while True:
            sleep(PAUSE)
            found = _content(path)
            if found is not None and found == seen and found != judged:
                judged = found
                code = _again(path, judge, heads)
            seen = found
    except KeyboardInterrupt:
        return code


def _content(path: Path) -> bytes | None:
    """What tells one content of the file from another; None where it cannot be read now."""
    from hashlib import sha256

    try:
        return sha256(path.read_bytes()).digest()
    except OSError:
        return None


def _again(path: Path, judge: Judge, heads: bool) -> int:
    try:
        return _judged(path, judge, heads)
    except NbkpiError as error:
        from nbkpi.cli.failure import show_failure

        show_failure(error)
        return 2


def _judged(path: Path, judge: Judge, heads: bool) -> int:
    """Judge once: on a terminal on an empty screen, with what goes on and how to end it below."""
    from nbkpi.render.output import say

    on_terminal = sys.stdout.isatty()
    if on_terminal:
        from rich.console import Console

        Console().clear()
    elif heads:
        say(f"== {path} · {strftime('%H:%M:%S')}")
    code = judge()
    if on_terminal:
        say(_("watching {path} · {time} · Ctrl-C ends", path=path, time=strftime("%H:%M:%S")))
    elif heads:
        say("")
    sys.stdout.flush()
    return code
