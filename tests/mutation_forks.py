"""Work done in forked processes that may crash or never end, and tests run inside them."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from multiprocessing.connection import Connection
from typing import Any, TypeVar

import pytest

A = TypeVar("A")
B = TypeVar("B")
DIED = "processen dog eller blev inte klar i tid"
PLAIN = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain")


def in_forks(work: Callable[[A], B], given: Sequence[A], seconds: int) -> Iterator[B | None]:
    """What the work gives for each, in order; nothing for one on which its process died or that took too long."""
    left = list(given)
    while left:
        for done in _in_one(work, tuple(left), seconds):
            left.pop(0)
            yield done
        if left:
            left.pop(0)
            yield None


def _in_one(work: Callable[[A], B], given: Sequence[A], seconds: int) -> Iterator[B]:
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=_send, args=(work, given, theirs), daemon=False)
    process.start()
    theirs.close()
    try:
        for _ in given:
            if not ours.poll(seconds):
                break
            yield ours.recv()
    except EOFError:
        pass
    finally:
        _ended(process)


def _ended(process: Any) -> None:
    """End the process and what it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


def _send(work: Callable[[A], B], given: Sequence[A], pipe: Connection) -> None:
    os.setpgid(0, 0)
    for one in given:
        pipe.send(work(one))


class _Failed:
    name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid


def failing(names: Sequence[str]) -> str:
    """The first of the tests that fails, or nothing."""
    heard = _Failed()
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        code = pytest.main([*PLAIN, "-x", *names], plugins=[heard])
    return heard.name or ("" if code == 0 else f"pytest: {code}")
