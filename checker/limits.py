"""Fixed limits for what comes from outside: how much memory and time it may take, and how it is refused."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.usage import WrongUsage
from reports.plaintext import visible

MORE_MEMORY = 1 << 30  # bytes beside what the program has already
MOST_SECONDS = 120  # of processor time for a whole verification
AGAIN = 5  # seconds until what did not stop is told again
LONGEST_TOLD = 160


def refused(found: str, expected: str) -> WrongUsage:
    """That a file cannot be tried; nothing of what it holds reaches the terminal but as visible signs."""
    return WrongUsage(visible(found, LONGEST_TOLD), expected, "hämta filen på nytt från den som har lämnat den; den här kan inte prövas")


@contextmanager
def little_memory() -> Iterator[None]:
    """Not much more memory than the program has already, where the system can keep to it."""
    try:
        import resource  # noqa: PLC0415 - not on every system

        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = held + MORE_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


class _Expired(BaseException):
    """The time is up. No error of what runs, so nothing that catches those stops it."""


@contextmanager
def within_time(seconds: int = MOST_SECONDS) -> Iterator[None]:
    """So much processor time and no more, where the system can keep it. Raises WrongUsage when it is up."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    expired: list[bool] = []

    def stop(*_: object) -> None:
        expired.append(True)
        raise _Expired

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    except BaseException:
        if not expired:
            raise
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if expired:
        raise refused("en fil som tar längre tid att pröva än den får", f"högst {seconds} sekunders räknetid")
