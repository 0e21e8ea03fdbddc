"""Work done in forked processes that may crash or never end, and tests run inside them."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
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
    """What the work gives for each, in order; nothing for one on which its process died or that took too long.

    Raises NothingRan where the work does.
    """
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
            done = ours.recv()
            if isinstance(done, NothingRan):
                raise done
            yield done
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
        try:
            pipe.send(work(one))
        except NothingRan as error:
            pipe.send(error)


def name_of(nodeid: str) -> str:
    """A test's name as in the first run of a process: each further run escapes what is not ASCII once more."""
    return re.sub(r"\\+", r"\\", nodeid)


def turns_of(names: Iterable[str]) -> dict[str, int]:
    """The place of each test among those of its file."""
    taken: Counter[str] = Counter()
    turns = {}
    for name in names:
        file = name.partition("::")[0]
        turns[name] = taken[file]
        taken[file] += 1
    return turns


class _Chosen:
    """Runs just the tests that are named, in their order, and hears which fails: not every name can be given on a command line."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names, self.failed, self.ran = list(names), "", 0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        found = {name_of(item.nodeid): item for item in items}
        items[:] = [found[name] for name in self.names if name in found]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.ran += report.when == "call" or report.skipped
        if report.failed and not self.failed:
            self.failed = name_of(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.failed:
            self.failed = name_of(report.nodeid)


class NothingRan(Exception):
    """Tests that were named could not be run: nothing is known of what they would have noticed."""


def failing(names: Sequence[str]) -> str:
    """The first of the tests that fails, or nothing."""
    chosen, files = _Chosen(names), list(dict.fromkeys(name.partition("::")[0] for name in names))
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        code = pytest.main([*PLAIN, "-x", *files], plugins=[chosen])
    if not chosen.failed and not chosen.ran:
        raise NothingRan(f"pytest {int(code)}: {names[0]}")
    return chosen.failed
