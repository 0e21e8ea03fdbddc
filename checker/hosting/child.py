"""The start of the engine's process: forked from this one where that is safe and costs next to nothing, else a new Python.

A fork copies one thread only, so a process with several starts a new one; so do systems other than Linux, where what libraries
hold does not survive a fork.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from checker.hosting import server

_TASKS = Path("/proc/self/task")
_FILES = Path("/proc/self/fd")
_NEW = "import sys; sys.path[:] = sys.argv[1:]; from checker.hosting.server import main; main()"


@dataclass(frozen=True, slots=True)
class Child:
    """The engine's process: its id, where requests are written and answers read, and how it is waited for.

    `wait(False)` gives None while it runs; else the code it ended with, below zero for a signal.
    """

    pid: int
    requests: int
    answers: int
    wait: Callable[[bool], int | None]

    def kill(self) -> None:
        """End it now, whatever it is doing."""
        with suppress(OSError):
            os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    def close(self) -> None:
        """Let go of the pipes: it ends by itself when it reads that there is no one left."""
        for file in (self.requests, self.answers):
            with suppress(OSError):
                os.close(file)


def started() -> Child:
    """A new process with the engine. Raises OSError where there can be none."""
    return forked() if is_alone() else new()


def is_alone() -> bool:
    """Whether this process has one thread, counting those of libraries, on a system where it may fork."""
    try:
        return len(list(_TASKS.iterdir())) == 1
    except OSError:
        return False


def forked() -> Child:
    """A fork of this process: the fastest start."""

    def start(requests: int, answers: int) -> tuple[int, Callable[[bool], int | None]]:
        pid = os.fork()
        if pid == 0:
            _live(requests, answers)
        return pid, lambda until_ended: _waited(pid, until_ended)

    return _with_pipes(start)


def new() -> Child:
    """A new Python that imports what this one would, wherever it stands."""
    import subprocess  # noqa: PLC0415 - where the process can be forked it is not needed

    places = [str(Path(server.__file__).parents[2]), *(path for path in sys.path if Path(path).is_absolute())]
    command = [sys.executable, "-I", *(["-B"] if sys.dont_write_bytecode else []), "-c", _NEW, *places]

    def start(requests: int, answers: int) -> tuple[int, Callable[[bool], int | None]]:
        made = subprocess.Popen(command, stdin=requests, stdout=answers, stderr=subprocess.DEVNULL)  # noqa: S603 - this Python
        return made.pid, lambda until_ended: made.wait() if until_ended else made.poll()

    return _with_pipes(start)


def _with_pipes(start: Callable[[int, int], tuple[int, Callable[[bool], int | None]]]) -> Child:
    """Start a process with a pipe to it and one from it; its own ends are closed here."""
    theirs_in, requests = os.pipe()
    answers, theirs_out = os.pipe()
    try:
        pid, wait = start(theirs_in, theirs_out)
    except OSError:
        os.close(requests)
        os.close(answers)
        raise
    finally:
        os.close(theirs_in)
        os.close(theirs_out)
    return Child(pid, requests, answers, wait)


def _live(requests: int, answers: int) -> NoReturn:
    """What the fork does: nothing of what the process it came from would have done, at its end least of all."""
    try:
        gc.disable()
        gc.freeze()  # what was there before is never taken apart here: it may stand for files of the other process
        faulthandler.disable()
        os.dup2(requests, 0)
        os.dup2(answers, 1)
        _close_others()
        server.main()
    finally:
        os._exit(1)


def _close_others() -> None:
    """Every file of the other process but the three standard ones, so that no reader or lock waits for this one to end."""
    for name in [path.name for path in _FILES.iterdir()]:
        if int(name) > 2:  # noqa: PLR2004 - standard input, output and error
            with suppress(OSError):
                os.close(int(name))


def _waited(pid: int, until_ended: bool) -> int | None:
    try:
        ended, status = os.waitpid(pid, 0 if until_ended else os.WNOHANG)
    except ChildProcessError:  # whoever started this process reaps its children itself
        return 0
    return os.waitstatus_to_exitcode(status) if ended else None
