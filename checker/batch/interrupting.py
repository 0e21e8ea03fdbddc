"""Ctrl-C and a request to end stop the work between results, never in the middle of writing one."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = tuple(signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in signal.Signals.__members__)


class Stopping:
    """Whether someone has asked the work to stop; raises KeyboardInterrupt at once only where the work waits."""

    def __init__(self) -> None:
        self._asked = False
        self._waits = False

    def ask(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Ask the work to stop."""
        self._asked = True
        if self._waits:
            raise KeyboardInterrupt

    def look(self) -> None:
        """Raises KeyboardInterrupt if someone has asked."""
        if self._asked:
            raise KeyboardInterrupt

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """What is done here can be broken off anywhere."""
        self._waits = True
        try:
            self.look()
            yield
        finally:
            self._waits = False


@contextmanager
def stoppable() -> Iterator[Stopping]:
    """Ctrl-C and a request to end are heard here, and by whoever heard them before again afterwards."""
    stopping = Stopping()
    before = {number: signal.signal(number, stopping.ask) for number in _ENDING}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
