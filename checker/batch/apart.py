"""Work in a process of its own that is ended when its time is up: SQLite's functions, once begun, hear nothing until they are done."""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn, TypeVar

A = TypeVar("A")
MOST_DISK = 1 << 30  # bytes of one file that the work puts aside


class Expired(Exception):
    """The time was up."""


class Ended(Exception):
    """The process ended without an answer: there was no memory, or the system ended it."""


def in_time(work: Callable[[], A], seconds: int) -> A:
    """What the work gives, or raises, within so many seconds; without a limit where the system has no fork.

    Raises Expired, Ended, and KeyboardInterrupt when asked to stop: the process is then ended too.
    """
    if not hasattr(os, "fork"):
        return work()
    answers, its = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(answers)
        _carry_out(work, its)
    os.close(its)
    try:
        raw = _received(answers, time.monotonic_ns() + seconds * 1_000_000_000)
    finally:
        os.close(answers)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    if not raw:
        raise Ended
    found, error = pickle.loads(raw)  # noqa: S301 - our own fork wrote it
    if error is not None:
        raise error
    return found  # type: ignore[no-any-return]  # as the work gave it


def _carry_out(work: Callable[[], object], file: int) -> NoReturn:
    """What the fork does; it says nothing, and a signal meant for the command is the command's to tell."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _limit_disk()
        try:
            raw = pickle.dumps((work(), None))
        except Exception as error:  # noqa: BLE001 - the one who asked shall have it
            raw = pickle.dumps((None, error))
        with open(file, "wb") as told:
            told.write(raw)
    finally:
        os._exit(0)


def _limit_disk() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # SQLite is told that there is no room
        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_DISK, MOST_DISK))


def _received(file: int, until: int) -> bytes:
    parts = list[bytes]()
    waiting = select.poll()
    waiting.register(file, select.POLLIN)
    while True:
        if not waiting.poll(max(until - time.monotonic_ns(), 0) // 1_000_000):
            raise Expired
        part = os.read(file, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)
