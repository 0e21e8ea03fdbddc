"""What is held while files are put in place: the folder, so that two runs take turns, and the signals that would end the run half-way."""

from __future__ import annotations

import errno
import os
import select
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from checker.drafts import close_folder
from checker.usage import WrongUsage

LONGEST_WAIT = 60  # seconds
NANOSECONDS = 1_000_000_000
BETWEEN_TRIES = 10  # milliseconds
_TAKEN = {errno.EWOULDBLOCK, errno.EACCES}
_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def held(folders: Iterable[Path], shared: bool = False) -> Iterator[bool]:
    """Hold each folder against other runs on this computer, one at a time or shared with those that also share; whether all could be held.

    The lock is the system's, on the folder itself: it makes no file, and ends with the process however that ends. Raises WrongUsage when
    another run holds a folder longer than LONGEST_WAIT, and OSError for a folder that is not there.
    """
    with ExitStack() as stack:
        opened = {_identity(handle): (folder, handle) for folder in folders if (handle := _opened(folder, stack)) is not None}
        locked = [_lock(folder, handle, shared) for _, (folder, handle) in sorted(opened.items())]  # in one order, so that no two wait for each other
        yield bool(locked) and all(locked)


def _opened(folder: Path, stack: ExitStack) -> int | None:
    """The folder as the system knows it; None for one that may be written in but not read, or where folders cannot be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    except PermissionError:
        return None
    stack.callback(close_folder, handle)
    return handle


def _identity(handle: int) -> tuple[int, int]:
    there = os.fstat(handle)
    return there.st_dev, there.st_ino


def _lock(folder: Path, handle: int, shared: bool) -> bool:
    """Take the lock, waiting for another run to be done. False where the file system has no locks."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        return False
    wanted = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
    last = time.monotonic_ns() + LONGEST_WAIT * NANOSECONDS
    while True:
        try:
            fcntl.flock(handle, wanted)
        except OSError as error:
            if error.errno not in _TAKEN:
                return False
        else:
            return True
        if time.monotonic_ns() > last:
            found = f'mappen "{folder}", som en annan körning skriver i sedan mer än {LONGEST_WAIT} sekunder'
            raise WrongUsage(found, "en mapp som inget annat skriver i", "vänta tills den andra är klar och kör igen, eller välj en annan mapp")
        select.poll().poll(BETWEEN_TRIES)


@contextmanager
def undisturbed() -> Iterator[None]:
    """What asks the run to end (ctrl-C, SIGTERM, SIGHUP) waits until this is done, where the system can hold it back."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {getattr(signal, name) for name in _ENDING})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
