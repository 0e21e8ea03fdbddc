"""The asking side: one engine process, started at first use and kept warm, that answers one run at a time.

A process that dies, hangs past its limit, runs out of memory or answers something else than it was asked is ended, and the run
is refused; the next run gets a new one.
"""

from __future__ import annotations

import errno
import os
import signal
import threading
from atexit import register as at_exit
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from checker.hosting import server
from checker.hosting.child import Child, started
from checker.hosting.limits import Limits
from checker.hosting.wire import Garbled, framed, receive, send
from checker.session import EngineFault, Fields, RunFailed

_AGAIN = "kör kommandot igen; upprepas det, spara uppgifterna och anmäl felet"
_ROOM = "frigör minne och kör kommandot igen"
_ENDINGS = {"SIGKILL": "; systemet gör så när datorns minne tar slut"}


@dataclass(frozen=True, slots=True)
class Request:
    """A run to be made: the rules by year and marks, the phases to open, the facts, and who is a member of what."""

    year: int
    marks: frozenset[str]
    schedule: tuple[tuple[str, str], ...]
    facts: Sequence[Fields]
    parents: Mapping[str, str]

    @property
    def values(self) -> tuple[Any, ...]:
        """As plain values, the same for the same run."""
        return self.year, tuple(sorted(self.marks)), self.schedule, self.facts, dict(self.parents)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine's process says of a run: the ids it held, whether it holds nothing any more, what it derived and what fired."""

    held: list[str]
    is_empty: bool
    derived: list[Fields]
    firings: list[tuple[str, str, tuple[tuple[str, str], ...], str]]


class EngineProcess:
    """The engine's process as the others see it: it is asked, and answers or has failed."""

    def __init__(self, limits: Limits | None = None, start: Callable[[], Child] = started) -> None:
        self._limits, self._start = limits or Limits(), start
        self._lock = threading.RLock()
        self._child: Child | None = None
        self._owner = self._number = 0

    def prepare(self, year: int, marks: frozenset[str] = frozenset()) -> None:
        """Start the process, and let it compile the rules of a year while the facts are read."""
        with self._lock:
            self._send(self._running(), framed(server.PREPARE, (year, tuple(sorted(marks)))))

    def ask(self, request: Request) -> Answer:
        """Run the rules. Raises RunFailed for a run that failed, EngineFault where the process did, ImportError where there is no engine."""
        with self._lock:
            return self._answer(self._exchanged(request), request)

    def end(self) -> None:
        """End the process, if there is one, and leave nothing of it."""
        with self._lock:
            self._ended()

    # --- one exchange ------------------------------------------------------------------------

    def _exchanged(self, request: Request) -> tuple[int, Any]:
        """What came back. Whatever comes between ends the process, for its answer is no longer waited for."""
        self._number += 1
        seconds, memory = self._limits.time_for(len(request.facts)), self._limits.memory_for(len(request.facts))
        raw = framed(self._number, (seconds, memory, request.values))
        child = self._running()
        try:
            with _timed(child, seconds) as expired:
                self._send(child, raw)
                answer = receive(child.answers)
        except Garbled as error:
            raise self._fault(f"regelmotorns svar kan inte läsas: {error}") from error
        except BaseException:
            self._ended()
            raise
        if expired.is_set():
            raise self._fault(f"regelmotorn blev inte klar inom {seconds} sekunder, som är gränsen för så många uppgifter")
        if answer is None:
            raise self._fault()
        return answer

    def _answer(self, received: tuple[int, Any], request: Request) -> Answer:
        number, told = received
        if number != self._number:
            raise self._fault("regelmotorn svarade på en annan fråga än den som ställdes")
        match told:
            case (server.WHOLE, list(held), bool(is_empty), list(derived), list(firings)):
                return Answer(held, is_empty, derived, firings)
            case (server.FAILED, str(what)):
                raise RunFailed(what)
            case (server.NOT_INSTALLED, str(what)):
                self._ended()
                raise ImportError(what)
            case (server.NO_MEMORY,):
                most = self._limits.memory_for(len(request.facts)) >> 20
                raise self._fault(f"regelmotorn behövde mer minne än gränsen, {most} MB", action=_ROOM)
        raise self._fault("regelmotorns svar kan inte läsas: det har en annan form än ett svar")

    def _send(self, child: Child, raw: bytes) -> None:
        """Send; that the process is no longer there is seen when its answer is read."""
        with suppress(BrokenPipeError):
            send(child.requests, raw)

    # --- its life ----------------------------------------------------------------------------

    def _running(self) -> Child:
        """The process, a new one where there is none, where it has died unasked, or where this process is a fork of the one it belongs to."""
        if self._child and (self._owner != os.getpid() or self._child.wait(False) is not None):
            self._child.close()
            self._child = None
        if self._child is None:
            self._child, self._owner = self._made(), os.getpid()
        return self._child

    def _made(self) -> Child:
        try:
            return self._start()
        except OSError as error:
            code = errno.errorcode.get(error.errno or 0, type(error).__name__)
            raise EngineFault(f"regelmotorns process kan inte startas ({code}); gör så här: {_ROOM}") from error

    def _ended(self) -> int:
        """The code that the process ended with, when it is ended."""
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return 0
        child.kill()
        child.close()
        return child.wait(True) or 0

    def _fault(self, what: str = "", action: str = _AGAIN) -> EngineFault:
        """What is said of a process that cannot be kept: what it did, or else how it ended."""
        ending = _ending(self._ended())
        return EngineFault(f"{what or ending}; gör så här: {action}")


@contextmanager
def _timed(child: Child, seconds: int) -> Iterator[threading.Event]:
    """Ends the process after so many seconds, and then sets what is given."""
    expired = threading.Event()

    def expire() -> None:
        expired.set()
        child.kill()

    watch = threading.Timer(seconds, expire)
    watch.daemon = True
    watch.start()
    try:
        yield expired
    finally:
        watch.cancel()
        watch.join()


def _ending(code: int) -> str:
    if code >= 0:
        return f"regelmotorns process slutade med kod {code} innan körningen var klar"
    name = signal.Signals(-code).name
    return f"regelmotorn avslutades av signalen {name} innan körningen var klar{_ENDINGS.get(name, '')}"


@cache
def engine_process() -> EngineProcess:
    """The one of this process, which ends with it."""
    own = EngineProcess()
    at_exit(own.end)
    return own
