"""Tests that are collected once, and run with one fault after another, each put into a fork of the process.

A fault inside of a function becomes another code of that function, wherever it was imported to; nothing is imported
again. What was made while importing was made without the fault: such faults are for a process of their own.
"""

from __future__ import annotations

import functools
import gc
import marshal
import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from time import monotonic, sleep
from types import CodeType, FunctionType
from typing import NamedTuple

import pytest


class Request(NamedTuple):
    """What a fork is to do: the function, known by its file and first line, its code with a fault, and the tests."""

    path: str
    function: str
    first: int
    code: bytes
    tests: list[str]
    seconds: int
    memory: int
    patience: float


class Server:
    """The process that has collected the tests, and waits."""

    def __init__(self, arguments: Iterable[str], folder: Path, environment: dict[str, str]) -> None:
        ours, theirs = os.pipe(), os.pipe()
        self._to, self._from = os.fdopen(ours[1], "wb"), os.fdopen(theirs[0], "rb")
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve()), str(ours[0]), str(theirs[1]), *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(ours[0], theirs[1]),
        )
        for one in (ours[0], theirs[1]):
            os.close(one)

    def answer(self, request: Request) -> int | None:
        """How a fork ended: as a process does, below zero by a signal; None when the fault cannot be put in."""
        pickle.dump(tuple(request), self._to)
        self._to.flush()
        answer: int | None = pickle.load(self._from)
        return answer

    def close(self) -> None:
        """Let the process end."""
        self._to.close()
        self._process.wait()


class _Loop:
    """A plugin of pytest that runs, in place of all tests, those that are asked for, each time in a fork."""

    def __init__(self, requests: int, answers: int) -> None:
        self._requests, self._answers = os.fdopen(requests, "rb"), os.fdopen(answers, "wb")
        self._failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that a test failed."""
        self._failed |= report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Answer until nothing is asked any more."""
        items: dict[str, list[pytest.Item]] = {}
        for item in session.items:
            items.setdefault(item.nodeid.split("[", maxsplit=1)[0], []).append(item)
        while True:
            try:
                request = Request(*pickle.load(self._requests))
            except EOFError:
                return True
            pickle.dump(self._in_a_fork(request, items), self._answers)
            self._answers.flush()

    def _in_a_fork(self, request: Request, items: dict[str, list[pytest.Item]]) -> int | None:
        shutil.rmtree(".hypothesis", ignore_errors=True)
        pid = os.fork()
        if pid == 0:
            os.setsid()
            code = 3
            try:
                limit(request.seconds, request.memory)
                code = self._run(request, [item for test in request.tests for item in items.get(test, [])])
            finally:
                os._exit(code)
        code = _wait(pid, request.patience)
        return None if code == 2 else code

    def _run(self, request: Request, items: list[pytest.Item]) -> int:
        if not _put_in(request):
            return 2
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._failed:
                return 1
        return 0


def _put_in(request: Request) -> bool:
    """Give a function its other code, and forget what it and others remember."""
    found = [one for one in gc.get_objects() if isinstance(one, FunctionType) and _is_asked_for(one.__code__, request)]
    try:
        for one in found:
            one.__code__ = _codes(request)[request.function, request.first]
    except (ValueError, KeyError):
        return False
    for cached in gc.get_objects():
        if isinstance(cached, functools._lru_cache_wrapper):
            cached.cache_clear()
    return bool(found)


def _is_asked_for(code: CodeType, request: Request) -> bool:
    same = code.co_qualname == request.function and code.co_firstlineno == request.first
    return same and code.co_filename.endswith(request.path)


def _codes(request: Request) -> dict[tuple[str, int], CodeType]:
    found: dict[tuple[str, int], CodeType] = {}

    def collect(code: CodeType) -> None:
        found[code.co_qualname, code.co_firstlineno] = code
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                collect(constant)

    collect(marshal.loads(request.code))
    return found


def _wait(pid: int, patience: float) -> int:
    end = monotonic() + patience
    while monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        sleep(0.02)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return -signal.SIGXCPU


def limit(seconds: int, memory: int) -> None:
    """Allow this process so many seconds of the processor, as others may be at work on the machine, and bytes."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    sys.path.pop(0)
    raise SystemExit(pytest.main(sys.argv[3:], [_Loop(int(sys.argv[1]), int(sys.argv[2]))]))
